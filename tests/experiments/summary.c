#include "experiments/summary.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/* Law's ten observations (Simulation Modeling and Analysis, chapter 4): mean 1.343, variance 0.1675122222, 90 % half width 0.2372534145. */
static const double law[] = { 1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09 };

Test(summary, laws_ten_observations_give_laws_interval)
{
	struct summary s = summary_of(law, 1, NULL, 10);
	cr_expect_float_eq(s.mean, 1.343, 1e-12);
	cr_expect_float_eq(s.sd * s.sd, 0.1675122222, 1e-9);
	cr_expect_float_eq(summary_student(10, 0.90) * s.sd / sqrt(10.0), 0.2372534145, 1e-9);
	cr_expect_float_eq(s.half_width, summary_student(10, 0.95) / summary_student(10, 0.90) * 0.2372534145, 1e-9);
	cr_expect(s.skewed && s.low < 1.343 - s.half_width && s.high < 1.343 + s.half_width, "the long tail is below");
	cr_expect(s.min == 0.50 && s.max == 1.89 && s.n == 10);
}

Test(summary, what_is_not_skewed_has_students_interval)
{
	static const double even[] = { 1.0, 2.0, 3.0, 4.0, 5.0 };
	struct summary s = summary_of(even, 1, NULL, 5);
	cr_expect(!s.skewed && s.low == s.mean - s.half_width && s.high == s.mean + s.half_width);
	s = summary_of(law, 1, NULL, 2);
	cr_expect(!s.skewed && s.low == s.mean - s.half_width, "of two nobody can tell");
}

Test(summary, a_share_stays_between_none_and_all)
{
	static const double near[] = { 1.0, 1.0, 0.99, 1.0, 1.0, 0.95 };
	struct summary s = summary_of(near, 1, NULL, 6);
	cr_expect(s.high > 1.0);
	summary_limit(&s, 0.0, 1.0);
	cr_expect(s.high == 1.0 && s.low > 0.0 && s.low < s.mean && s.half_width > 0.0);
	struct summary none = summary_of(near, 1, NULL, 0);
	summary_limit(&none, 0.0, 1.0);
	cr_expect(isnan(none.low) && isnan(none.high));
}

Test(summary, students_quantiles_are_those_of_the_tables)
{
	static const struct { uint32_t n; double quantile; } cases[] = {
		{ 2, 12.7062047 }, { 10, 2.2621572 }, { 30, 2.0452296 }, { 1000, 1.9623415 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_float_eq(summary_student(cases[i].n, 0.95), cases[i].quantile, 1e-6, "n = %u", cases[i].n);
	cr_expect(isnan(summary_student(1, 0.95)));
}

Test(summary, what_was_not_observed_or_not_finished_does_not_count)
{
	double rows[] = { 1.0, 9.0, NAN, 9.0, 3.0, 9.0, 100.0, 9.0 };
	bool finished[] = { true, true, true, false };
	struct summary s = summary_of(rows, 2, finished, 4);
	cr_expect(s.n == 2 && s.mean == 2.0 && s.min == 1.0 && s.max == 3.0);
	s = summary_of(rows + 2, 1, NULL, 1);
	cr_expect(s.n == 0 && isnan(s.mean) && isnan(s.half_width) && isnan(s.min));
	s = summary_of(rows, 1, NULL, 1);
	cr_expect(s.n == 1 && s.mean == 1.0 && isnan(s.half_width) && isnan(s.low) && isnan(s.sd));
}

Test(summary, equal_observations_leave_no_doubt)
{
	double same[30];
	for (size_t i = 0; i < 30; i++)
		same[i] = 0.1;
	struct summary s = summary_of(same, 1, NULL, 30);
	cr_expect(s.mean == 0.1 && s.sd == 0.0 && s.half_width == 0.0 && s.low == 0.1 && s.high == 0.1);
}

static double exponential(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return -log(((double)((x ^ (x >> 31)) >> 12) + 0.5) * 0x1p-52);
}

/* A 95 % Student interval for the mean of n exponential observations covers it this often (± 0.0003). The bound is
   4.5 standard errors of a share of 20,000 samples. A half width without the square root of n would cover always, one with n instead of
   n - 1 too seldom. The interval that is shown leans where it has to, and so comes closer to 95 %. */
Test(summary, intervals_cover_the_mean_as_often_as_theory_says)
{
	static const struct { size_t n; double coverage; } cases[] = { { 5, 0.8831 }, { 10, 0.9001 }, { 20, 0.9184 }, { 40, 0.9318 } };
	uint64_t state = 7;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int covered = 0, shown = 0, samples = 20000;
		for (int k = 0; k < samples; k++) {
			double x[40];
			for (size_t j = 0; j < cases[i].n; j++)
				x[j] = exponential(&state);
			struct summary s = summary_of(x, 1, NULL, cases[i].n);
			covered += fabs(s.mean - 1.0) <= s.half_width;
			shown += s.low <= 1.0 && 1.0 <= s.high;
		}
		double p = cases[i].coverage, bound = 4.5 * sqrt(p * (1.0 - p) / samples) + 0.0003;
		cr_expect_float_eq((double)covered / samples, p, bound, "n = %zu: %g", cases[i].n, (double)covered / samples);
		cr_expect(fabs((double)shown / samples - 0.95) < 0.6 * fabs(p - 0.95), "n = %zu: %g", cases[i].n, (double)shown / samples);
	}
}
