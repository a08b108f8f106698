/* Means and Student intervals over replications, which are independent and identically distributed by construction. */
#include <math.h>
#include <gsl/gsl_cdf.h>
#include "sim/tally.h"
#include "summary.h"

double summary_student(uint32_t n, double confidence)
{
	return n < 2 ? NAN : gsl_cdf_tdist_Pinv(0.5 + confidence / 2.0, (double)(n - 1));
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
	return summary;
}
