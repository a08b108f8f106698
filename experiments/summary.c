/* Means and intervals over replications, which are independent and identically distributed by construction. */
#include <math.h>
#include <stdlib.h>
#include "interval.h"
#include "summary.h"

double summary_student(uint32_t n, double confidence)
{
	return n < 2 ? NAN : interval_student((double)(n - 1), confidence);
}

/* Where the observations are skewed, their mean is still: Student's interval then misses more often on one side than on the other. */
static void lean(struct summary *summary, const double *values, size_t stride, const bool *used, size_t count)
{
	double *kept = malloc(summary->n * sizeof *kept);
	size_t n = 0;
	for (size_t i = 0; kept && i < count; i++)
		if ((!used || used[i]) && !isnan(values[i * stride]))
			kept[n++] = values[i * stride];
	summary->skewed = kept && fabs(interval_skewness(kept, n)) > INTERVAL_SKEWED;
	if (summary->skewed) {
		struct interval interval = interval_mean_skewed(kept, n, SUMMARY_CONFIDENCE);
		summary->low = interval.low;
		summary->high = interval.high;
	}
	free(kept);
}

/* X̄ ± t(n-1, 0.975) S / sqrt(n) (Law, Simulation Modeling and Analysis, equation 4.12). */
struct summary summary_of(const double *values, size_t stride, const bool *used, size_t count)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t i = 0; i < count; i++)
		if ((!used || used[i]) && !isnan(values[i * stride]))
			tally_add(&tally, values[i * stride]);
	struct summary summary = { .mean = NAN, .half_width = NAN, .low = NAN, .high = NAN, .sd = NAN, .min = NAN, .max = NAN,
		.n = (uint32_t)tally.count };
	if (tally.count > 0) {
		summary.mean = tally.mean;
		summary.min = tally.min;
		summary.max = tally.max;
	}
	if (tally.count > 1) {
		summary.sd = sqrt(tally.squares / (double)(tally.count - 1));
		summary.half_width = summary_student(summary.n, SUMMARY_CONFIDENCE) * summary.sd / sqrt((double)tally.count);
		summary.low = summary.mean - summary.half_width;
		summary.high = summary.mean + summary.half_width;
	}
	if (tally.count > 2 && summary.sd > 0.0)
		lean(&summary, values, stride, used, count);
	return summary;
}

void summary_limit(struct summary *summary, double least, double most)
{
	if (summary->low < least)
		summary->low = least;
	if (summary->high > most)
		summary->high = most;
}
