/* Whether intervals hold what they promise, from the engine's luck to the number in the report: replications of models whose means
   are known exactly, taken ten at a time. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include "laboratory.h"

#define TENS 600
#define ERRORS 4.0           /* standard errors of a share of so many: one false alarm in 16,000 */

/* Fifty items at once, each with a machine of its own: the mean time is that of the work, and the means of fifty are nearly normal. */
static const char at_once[] = "clock = { unit = \"min\"; };\nrun = { warmup = \"none\"; seed = 11; };\n"
	"stations = { desk = { machines = \"unlimited\"; time = \"exponential(3 min)\"; }; };\n"
	"work = { call = { arrive = { at = ( 0 ); size = 50; }; process = ( \"desk\" ); }; };\n";

/* The first 25 customers of a day, one a minute at an empty M/M/1 queue with load 0.9: they wait 2.1244893 min on average, exactly (Law,
   section 9.4.1). */
static const char first_customers[] = "clock = { unit = \"min\"; };\nrun = { warmup = \"none\"; seed = 12; };\n"
	"stations = { desk = { time = \"exponential(0.9 min)\"; }; };\n"
	"work = { call = { arrive = { every = \"exponential(1 min)\"; first = 0; at_most = 25; }; process = ( \"desk\" ); }; };\n";

/* The share of tens of replications whose interval holds the mean: the one that is shown, and Student's of another confidence. */
static void cover(const char *text, const char *metric, double mean, double confidence, double *shown, double *student)
{
	struct laboratory laboratory;
	char count[16];
	snprintf(count, sizeof count, "%d", 10 * TENS);
	laboratory_open(&laboratory, text, (const char *const[]){ "--replications", count, NULL });
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	const struct result_scenario *found = laboratory.study.found;
	size_t metrics = found->model->metrics.count;
	int index = metric_find(&found->model->metrics, metric);
	*shown = *student = 0.0;
	for (size_t i = 0; i < TENS; i++) {
		struct summary s = summary_of(found->rows + 10 * i * metrics + (size_t)index, metrics, NULL, 10);
		*shown += (s.low <= mean && mean <= s.high) / (double)TENS;
		*student += (fabs(s.mean - mean) <= summary_student(10, confidence) * s.sd / sqrt(10.0)) / (double)TENS;
	}
	laboratory_close(&laboratory);
}

static double bound(double share)
{
	return ERRORS * sqrt(share * (1.0 - share) / TENS);
}

Test(coverage, intervals_of_95_per_cent_cover_so_often)
{
	double shown, student;
	cover(at_once, "work.call.time", 3.0, 0.95, &shown, &student);
	cr_expect_float_eq(student, 0.95, bound(0.95), "%g", student);
	cr_expect_float_eq(shown, 0.95, bound(0.95), "%g", shown);
}

/* Student's interval of 90 % from ten such replications covers 86.19 % (± 0.2), because they are skewed; the one that is shown leans. */
Test(coverage, a_skewed_mean_is_covered_as_often_as_is_known)
{
	double shown, student;
	cover(first_customers, "stations.desk.wait", 2.1244893, 0.90, &shown, &student);
	cr_expect_float_eq(student, 0.8619, bound(0.8619) + 0.002, "%g", student);
	cr_expect(shown > 0.8619 + 0.9 * (0.95 - 0.90), "%g", shown);
}
