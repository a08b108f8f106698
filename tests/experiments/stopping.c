#include "experiments/stopping.h"

#include <criterion/criterion.h>
#include <math.h>
#include "series.h"

static size_t run(struct stopping *stopping, const struct stopping_aim *aim, const double *x, size_t count)
{
	stopping_reset(stopping);
	for (size_t i = 0; i < count; i++)
		if (stopping_feed(stopping, aim, x[i]))
			return i + 1;
	return 0;
}

Test(stopping, a_relative_aim_is_reached_at_the_known_replication)
{
	static const struct { double target; size_t n; double mean, half_width; } cases[] = {
		{ 0.10, 483, 0.9729048766, 0.0884353592 }, { 0.05, 1647, 0.9756697952, 0.0464555300 } };
	double x[2000];
	series_exponential(x, 2000);
	for (size_t i = 0; i < 2; i++) {
		struct stopping stopping;
		struct stopping_aim aim = { STOPPING_RELATIVE, cases[i].target, 0.95, STOPPING_FIRST, 1 };
		cr_expect_eq(run(&stopping, &aim, x, 2000), cases[i].n);
		cr_expect_float_eq(stopping.tally.mean, cases[i].mean, 1e-9);
		cr_expect_float_eq(stopping_half_width(&stopping, &aim), cases[i].half_width, 1e-9);
		cr_expect(stopping_half_width(&stopping, &aim) <= stopping_allowed(&stopping, &aim));
		cr_expect_eq(stopping_predicted(&stopping, &aim), (double)cases[i].n, "at the stop the prediction has come true");
	}
}

Test(stopping, an_aim_must_be_met_so_many_times_in_a_row)
{
	/* The half widths of the first three pass, then an outlier spoils them. */
	double x[40] = { 5.0, 5.01, 4.99, 15.0 };
	for (size_t i = 4; i < 40; i++)
		x[i] = 5.0 + 0.01 * (double)(i % 2);
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_ABSOLUTE, 0.5, 0.95, 3, 1 };
	cr_expect_eq(run(&stopping, &aim, x, 40), 3);
	aim.in_a_row = 2;
	size_t guarded = run(&stopping, &aim, x, 40);
	cr_expect(guarded == 0 || guarded > 20, "%zu", guarded);
	cr_expect_eq(stopping.met < 2, guarded == 0);
}

Test(stopping, equal_observations_are_precise_at_once)
{
	static const double same[12] = { 0 }, tenths[12] = { 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 };
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_RELATIVE, 0.02, 0.95, 10, 2 };
	cr_expect_eq(run(&stopping, &aim, same, 12), 11);
	cr_expect_eq(run(&stopping, &aim, tenths, 12), 11);
	cr_expect_eq(stopping_predicted(&stopping, &aim), 10.0);
}

Test(stopping, a_relative_aim_at_a_mean_of_nothing_is_never_reached)
{
	double x[100];
	for (size_t i = 0; i < 100; i++)
		x[i] = i % 2 ? 1.0 : -1.0;
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_RELATIVE, 0.02, 0.95, 10, 1 };
	cr_expect_eq(run(&stopping, &aim, x, 100), 0);
	cr_expect_eq(stopping_predicted(&stopping, &aim), INFINITY);
}

Test(stopping, gaps_do_not_count_and_too_few_say_nothing)
{
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_ABSOLUTE, 1.0, 0.95, 2, 1 };
	stopping_reset(&stopping);
	cr_expect_not(stopping_feed(&stopping, &aim, NAN));
	cr_expect_not(stopping_feed(&stopping, &aim, 3.0));
	cr_expect(isnan(stopping_half_width(&stopping, &aim)) && isnan(stopping_allowed(&stopping, &aim)) &&
		isnan(stopping_predicted(&stopping, &aim)));
	cr_expect(stopping_feed(&stopping, &aim, 3.0));
	cr_expect(stopping_feed(&stopping, &aim, 99.0), "what was reached stays reached");
}

Test(stopping, the_prediction_foretells_the_stop)
{
	double x[2000];
	series_exponential(x, 2000);
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_ABSOLUTE, 0.05, 0.95, 10, 1 };
	stopping_reset(&stopping);
	for (size_t i = 0; i < 200; i++)
		stopping_feed(&stopping, &aim, x[i]);
	double predicted = stopping_predicted(&stopping, &aim);
	size_t n = run(&stopping, &aim, x, 2000);
	cr_expect(n > 0 && fabs(predicted / (double)n - 1.0) < 0.25, "%g %zu", predicted, n);
}

/* Chow and Robbins: (S² + 1/n) z² <= n d². Equal observations stop at n >= z/d, and not before. */
Test(stopping, chow_and_robbins_stop_by_their_own_rule)
{
	static const double same[100] = { 0 };
	struct stopping stopping;
	struct stopping_aim aim = { STOPPING_CHOW_ROBBINS, 0.1, 0.95, 2, 1 };
	cr_expect_eq(run(&stopping, &aim, same, 100), 20);
	cr_expect_eq(stopping_predicted(&stopping, &aim), 20.0);
}

/* 95 % intervals at the stop, normal observations with sd 1: theory has 0.95 less a little for optional stopping. */
Test(stopping, intervals_at_the_stop_cover_nearly_as_promised)
{
	static const struct stopping_aim aims[] = { { STOPPING_ABSOLUTE, 0.3, 0.95, STOPPING_FIRST, STOPPING_IN_A_ROW },
		{ STOPPING_RELATIVE, 0.1, 0.95, STOPPING_FIRST, STOPPING_IN_A_ROW }, { STOPPING_CHOW_ROBBINS, 0.3, 0.95, STOPPING_FIRST, 1 } };
	for (size_t i = 0; i < 3; i++) {
		int covered = 0, samples = 4000;
		uint64_t state = 71 + i;
		for (int s = 0; s < samples; s++) {
			struct stopping stopping;
			stopping_reset(&stopping);
			while (!stopping_feed(&stopping, &aims[i], 3.0 + series_normal(&state)))
				;
			covered += fabs(stopping.tally.mean - 3.0) <= stopping_half_width(&stopping, &aims[i]);
		}
		double share = (double)covered / samples, error = 4.5 * sqrt(0.95 * 0.05 / samples);
		cr_expect(share > 0.93 - error && share < 0.95 + error, "aim %zu: %g", i, share);
	}
}
