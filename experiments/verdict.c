/* The t test of a mean that is known (Bonferroni over a family of tests). */
#include <math.h>
#include "summary.h"
#include "verdict.h"

/* The ratio of means has the standard error of the mean of x - R y, over the mean of y (the linear part of its Taylor series; Cochran,
   Sampling Techniques, section 2.11). */
static struct verdict estimate_ratio(const struct result_scenario *scenario, size_t x, size_t y)
{
	size_t metrics = scenario->model->metrics.count;
	double sum_x = 0.0, sum_y = 0.0, squares = 0.0;
	uint32_t n = 0;
	for (int pass = 0; pass < 2; pass++)
		for (uint32_t r = 0; r < scenario->replications; r++) {
			double a = scenario->rows[r * metrics + x], b = scenario->rows[r * metrics + y];
			if (!scenario->finished[r] || isnan(a) || isnan(b))
				continue;
			if (pass == 0) {
				sum_x += a;
				sum_y += b;
				n++;
			} else {
				double rest = a - sum_x / sum_y * b;
				squares += rest * rest;
			}
		}
	struct verdict verdict = { .ours = sum_x / sum_y, .n = n };
	if (n > 1)
		verdict.error = sqrt(squares / (n - 1.0) / n) / fabs(sum_y / n);
	return verdict;
}

struct verdict verdict_estimate(const struct result_scenario *scenario, const char *metric, const char *per)
{
	int x = metric_find(&scenario->model->metrics, metric), y = per ? metric_find(&scenario->model->metrics, per) : -1;
	if (x < 0 || (per && y < 0))
		return (struct verdict){ .n = 0 };
	if (per)
		return estimate_ratio(scenario, (size_t)x, (size_t)y);
	const struct summary *summary = &scenario->summaries[x];
	return (struct verdict){ .ours = summary->mean, .n = summary->n, .error = summary->n > 1 ? summary->sd / sqrt(summary->n) : 0.0 };
}

void verdict_judge(struct verdict *verdict, double value, double within, bool exact, size_t rows)
{
	double off = fabs(verdict->ours - value), allowed = fmax(within, VERDICT_ROUNDING * fabs(value));
	verdict->bound = verdict->n > 1 ? summary_student(verdict->n, 1.0 - VERDICT_FALSE_ALARMS / (double)(rows ? rows : 1)) : NAN;
	verdict->t = verdict->error > 0.0 ? (verdict->ours - value) / verdict->error : 0.0;
	verdict->wide = !exact && verdict->n > 1 &&
		summary_student(verdict->n, SUMMARY_CONFIDENCE) * verdict->error > VERDICT_WIDE * fabs(value);
	verdict->pass = verdict->n > 0 && (off <= allowed || (!exact && verdict->error > 0.0 && off - within <= verdict->bound * verdict->error));
}
