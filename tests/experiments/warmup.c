#include "experiments/warmup.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>
#include "mser_series.h"

/* MSER-5: White 1997; White, Cobb and Spratt 2000. */
Test(warmup, mser_finds_the_known_cut_of_the_reference_series)
{
	struct warmup_mser delays = warmup_mser(mm1_delays, 1000), biased = warmup_mser(mm1_biased, 400);
	cr_expect_eq(delays.cut, 162);
	cr_expect_float_eq(delays.mean, 6.0767555801, 1e-8);
	cr_expect_float_eq(delays.statistic, 0.0447141208, 1e-9);
	cr_expect_not(delays.too_short);
	cr_expect_eq(biased.cut, 162);
	cr_expect_float_eq(biased.mean, 5.8155758991, 1e-8);
	cr_expect_float_eq(biased.statistic, 0.1164354328, 1e-9);
}

Test(warmup, batches_are_means_and_what_is_left_over_is_dropped)
{
	double series[] = { 1, 2, 3, 4, 5, 10, 10, 10, 10, 60, 7 }, z[2];
	cr_expect_eq(warmup_batch(series, 11, 5, z), 2);
	cr_expect(z[0] == 3.0 && z[1] == 20.0);
}

Test(warmup, a_step_is_cut_off_exactly)
{
	double z[200];
	for (size_t i = 0; i < 200; i++)
		z[i] = i < 37 ? 0.0 : 10.0 + (i % 2 ? 1.0 : -1.0);
	struct warmup_mser mser = warmup_mser(z, 200);
	cr_expect_eq(mser.cut, 37);
	cr_expect_not(mser.too_short);
}

Test(warmup, a_series_without_change_needs_no_warm_up)
{
	double z[200];
	for (size_t i = 0; i < 200; i++)
		z[i] = 0.1;
	cr_expect_eq(warmup_mser(z, 200).cut, 0);
	cr_expect_not(warmup_mser(z, 200).too_short);
}

Test(warmup, a_series_that_only_climbs_is_too_short)
{
	double z[200];
	for (size_t i = 0; i < 200; i++)
		z[i] = (double)i;
	cr_expect(warmup_mser(z, 200).too_short);
	cr_expect_eq(warmup_mser(z, 200).cut, 100);
}
