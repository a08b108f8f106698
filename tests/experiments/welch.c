#include "experiments/welch.h"

#include <criterion/criterion.h>
#include <math.h>
#include "series.h"

Test(welch, the_average_is_over_replications_and_leaves_gaps_out)
{
	double series[] = { 1.0, 2.0, NAN, 4.0,  3.0, NAN, NAN, 8.0 }, mean[4];
	welch_average(series, 2, 4, mean);
	cr_expect(mean[0] == 2.0 && mean[1] == 2.0 && isnan(mean[2]) && mean[3] == 6.0);
}

/* By hand: the windows are 1, 3, 5, 5, 5 wide. */
Test(welch, the_window_is_narrower_at_the_start)
{
	double mean[] = { 1.0, 2.0, 6.0, 3.0, 8.0, 1.0, 12.0 }, out[7];
	static const double expected[] = { 1.0, 3.0, 4.0, 4.0, 6.0 };
	cr_expect_eq(welch_smooth(mean, 7, 2, out), 5);
	for (size_t i = 0; i < 5; i++)
		cr_expect_float_eq(out[i], expected[i], 1e-12, "%zu: %g", i, out[i]);
	cr_expect_eq(welch_smooth(mean, 7, 0, out), 7);
	cr_expect(out[0] == 1.0 && out[6] == 12.0);
	cr_expect_eq(welch_smooth(mean, 7, 7, out), 0);
}

/* 1 - exp(-i / 50) comes within 2 % of its range at i = 50 ln 50 = 195.6. */
Test(welch, a_curve_settles_where_it_comes_within_two_per_cent)
{
	double curve[1000];
	bool settled;
	for (size_t i = 0; i < 1000; i++)
		curve[i] = 1.0 - exp(-(double)i / 50.0);
	cr_expect_eq(welch_settles(curve, 1000, &settled), 196);
	cr_expect(settled);
}

Test(welch, a_flat_curve_is_settled_and_a_climbing_one_is_not)
{
	double flat[100], climbing[100];
	bool settled;
	for (size_t i = 0; i < 100; i++) {
		flat[i] = 0.1;
		climbing[i] = (double)i;
	}
	cr_expect(welch_settles(flat, 100, &settled) == 0 && settled);
	cr_expect(welch_settles(climbing, 100, &settled) == 100 && !settled);
	cr_expect(welch_settles(flat, 0, &settled) == 0 && !settled);
}

/* Noise on five replications of a rise: smoothing makes it readable. */
Test(welch, smoothing_makes_the_rise_readable)
{
	static double series[20 * 2000], mean[2000], curve[2000];
	uint64_t state = 3;
	for (size_t r = 0; r < 20; r++)
		for (size_t i = 0; i < 2000; i++)
			series[r * 2000 + i] = 10.0 * (1.0 - exp(-(double)i / 50.0)) + 0.5 * series_normal(&state);
	welch_average(series, 20, 2000, mean);
	bool rough, smooth;
	welch_settles(mean, 2000, &rough);
	size_t length = welch_smooth(mean, 2000, 100, curve), first = welch_settles(curve, length, &smooth);
	cr_expect(!rough && smooth && first > 150 && first < 350, "%zu", first);
}
