#include "experiments/selection.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>
#include "series.h"

Test(selection, bechhofers_h_is_that_of_the_tables)
{
	static const struct { double p, h[5]; } cases[] = {
		{ 0.90, { 1.81239, 2.23020, 2.45157, 2.59970, 2.98293 } },
		{ 0.95, { 2.32617, 2.71010, 2.91623, 3.05517, 3.41818 } },
		{ 0.99, { 3.28995, 3.61730, 3.79696, 3.91958, 4.24556 } } };
	static const size_t systems[] = { 2, 3, 4, 5, 10 };
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 5; j++)
			cr_expect_float_eq(selection_bechhofer(systems[j], cases[i].p), cases[i].h[j], 6e-6, "%g %zu", cases[i].p, systems[j]);
}

Test(selection, rinotts_h_is_that_of_the_tables)
{
	static const struct { double p; size_t systems; double h[3]; } cases[] = {
		{ 0.90, 2, { 1.9986, 1.8957, 1.8519 } }, { 0.90, 3, { 2.5875, 2.4312, 2.3662 } }, { 0.90, 4, { 2.9126, 2.7201, 2.6412 } },
		{ 0.90, 5, { 3.1367, 2.9164, 2.8268 } }, { 0.90, 10, { 3.7459, 3.4374, 3.3148 } },
		{ 0.95, 2, { 2.6141, 2.4525, 2.3856 } }, { 0.95, 3, { 3.1657, 2.9372, 2.8449 } }, { 0.95, 4, { 3.4763, 3.2032, 3.0943 } },
		{ 0.95, 5, { 3.6926, 3.3854, 3.2641 } }, { 0.95, 10, { 4.2895, 3.8753, 3.7157 } } };
	static const size_t first[] = { 10, 20, 40 };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (size_t j = 0; j < 3; j++)
			cr_expect_float_eq(selection_rinott(cases[i].systems, first[j], cases[i].p), cases[i].h[j], 6e-5, "case %zu, n0 = %zu", i, first[j]);
	cr_expect_float_eq(selection_rinott(2, 100000000, 0.95), selection_bechhofer(2, 0.95), 1e-6, "a known variance");
	cr_expect(selection_rinott(3, 2, 0.95) > 10.0, "one degree of freedom");
	cr_expect_eq(selection_rinott_count(2.9372, 4.0, 1.0, 20), 139.0);
	cr_expect_eq(selection_rinott_count(2.9372, 0.0, 1.0, 20), 20.0);
}

Test(selection, questions_without_sense_have_no_answer)
{
	cr_expect(isnan(selection_bechhofer(1, 0.95)) && isnan(selection_bechhofer(4, 0.25)) && isnan(selection_bechhofer(4, 1.0)));
	cr_expect(isnan(selection_rinott(3, 1, 0.95)));
	static const struct { size_t systems, first; double confidence, difference; } cases[] = {
		{ 0, 10, 0.95, 1.0 }, { 3, 1, 0.95, 1.0 }, { 3, 10, 0.3, 1.0 }, { 3, 10, 1.0, 1.0 }, { 3, 10, 0.95, 0.0 }, { 3, 10, 0.95, NAN } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct selection_kn kn;
		cr_expect_eq(selection_kn_init(&kn, cases[i].systems, cases[i].first, cases[i].confidence, cases[i].difference, true), -1, "%zu", i);
		selection_kn_done(&kn);
	}
}

Test(selection, kim_and_nelsons_constants_are_the_known_ones)
{
	static const struct { size_t systems, first; double eta; } cases[] = { { 2, 10, 0.33405027 }, { 5, 10, 0.63496727 },
		{ 10, 10, 0.85908343 }, { 2, 20, 0.13713749 }, { 5, 20, 0.23723832 }, { 10, 20, 0.30293380 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct selection_kn kn;
		cr_assert_eq(selection_kn_init(&kn, cases[i].systems, cases[i].first, 0.95, 1.0, true), 0);
		cr_expect_float_eq(kn.h2, 2.0 * cases[i].eta * ((double)cases[i].first - 1.0), 1e-6, "case %zu", i);
		selection_kn_done(&kn);
	}
}

Test(selection, one_system_is_chosen_at_once)
{
	struct selection_kn kn;
	cr_assert_eq(selection_kn_init(&kn, 1, 10, 0.95, 1.0, true), 0);
	cr_expect(kn.chosen == 0 && selection_kn_at_most(&kn) == 0.0);
	selection_kn_done(&kn);
}

/* By hand. Differences of -1, 1, -1, …: S² of ten is 10/9, so h² S² / delta² = 6.012905 (10/9) 4 = 26.72. With a lead of 0 the
   end comes at row 27; but after an odd row r the second leads by 1/r, and 1/23 is the first that is above 0.5 / (2 * 23) (26.72
   - 23). */
Test(selection, a_pair_ends_at_the_row_that_its_variance_asks_for)
{
	struct selection_kn kn;
	cr_assert_eq(selection_kn_init(&kn, 2, 10, 0.95, 0.5, true), 0);
	cr_expect(isnan(selection_kn_at_most(&kn)) && isnan(selection_kn_expected(&kn)));
	for (size_t r = 1; r <= 23; r++) {
		double row[] = { r % 2 ? -1.0 : 1.0, 0.0 };
		cr_expect_eq(selection_kn_feed(&kn, row), r == 23, "row %zu", r);
		if (r == 10)
			cr_expect(selection_kn_at_most(&kn) == 17.0 && selection_kn_expected(&kn) == 17.0);
	}
	cr_expect(kn.chosen == 1 && kn.rows == 23 && kn.survivors == 1 && selection_kn_at_most(&kn) == 0.0);
	double row[] = { 9.0, 0.0 };
	cr_expect(selection_kn_feed(&kn, row) && kn.rows == 23, "what is decided stays so");
	selection_kn_done(&kn);
}

Test(selection, what_never_varies_is_decided_after_the_first_rows)
{
	for (int twins = 0; twins < 2; twins++) {
		struct selection_kn kn;
		cr_assert_eq(selection_kn_init(&kn, 3, 10, 0.95, 0.5, false), 0);
		for (size_t r = 0; r < 10; r++) {
			double row[] = { 5.0, twins ? 4.0 : 4.5, 4.0 };
			cr_expect_eq(selection_kn_feed(&kn, row), r == 9);
		}
		cr_expect_eq(kn.chosen, twins ? 1 : 2, "of equals the first");
		cr_expect_eq(kn.survivors, twins ? 2 : 1);
		selection_kn_done(&kn);
	}
}

Test(selection, the_dead_are_not_looked_at_and_gaps_are_not_used)
{
	struct selection_kn kn;
	uint64_t state = 2;
	cr_assert_eq(selection_kn_init(&kn, 3, 10, 0.95, 0.5, true), 0);
	double gap[] = { 1.0, NAN, 3.0 };
	cr_expect_not(selection_kn_feed(&kn, gap));
	cr_expect_eq(kn.rows, 0);
	while (kn.alive[2]) {
		double row[] = { series_normal(&state), series_normal(&state), -50.0 + series_normal(&state) };
		selection_kn_feed(&kn, row);
	}
	cr_expect(kn.rows == 10 && kn.survivors == 2, "far behind: out as soon as the variances are known");
	double left = selection_kn_at_most(&kn), guess = selection_kn_expected(&kn);
	cr_expect(left > 0.0 && guess > 0.0 && guess <= left);
	for (bool chosen = false; !chosen; left--) {
		double row[] = { series_normal(&state), series_normal(&state), NAN };
		chosen = selection_kn_feed(&kn, row);
	}
	cr_expect(left >= 0.0 && kn.chosen < 2);
	selection_kn_done(&kn);
}

/* The least favourable configuration: one system exactly delta better than all others. Returns in how many of `runs` it is
   chosen, and the mean number of rows. */
static double slippage(size_t systems, double sd, double common, bool more, int runs, uint64_t seed, double *rows)
{
	int right = 0;
	*rows = 0.0;
	for (int s = 0; s < runs; s++) {
		struct selection_kn kn;
		cr_assert_eq(selection_kn_init(&kn, systems, 10, 0.95, 1.0, more), 0);
		size_t best = (size_t)s % systems;
		for (bool chosen = false; !chosen; ) {
			double row[16], luck = common * series_normal(&seed);
			for (size_t i = 0; i < systems; i++)
				row[i] = luck + sd * series_normal(&seed) + (i == best ? more ? 1.0 : -1.0 : 0.0);
			chosen = selection_kn_feed(&kn, row);
		}
		right += kn.chosen == best;
		*rows += (double)kn.rows / runs;
		selection_kn_done(&kn);
	}
	return (double)right / runs;
}

Test(selection, the_best_by_delta_is_chosen_as_often_as_promised)
{
	static const struct { size_t systems; double sd, common; bool more; } cases[] = {
		{ 2, 2.0, 0.0, true }, { 5, 2.0, 0.0, false }, { 10, 1.0, 10.0, true } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const int runs = 400;
		double rows, share = slippage(cases[i].systems, cases[i].sd, cases[i].common, cases[i].more, runs, 100 + i, &rows);
		cr_expect(share >= 0.95 - 3.0 * sqrt(0.95 * 0.05 / runs), "case %zu: %g in %g rows", i, share, rows);
	}
}

/* Twins, and one far behind: luck that they share costs nothing. */
Test(selection, common_random_numbers_save_rows)
{
	double together, alone;
	slippage(3, 1.0, 5.0, true, 200, 5, &together);
	slippage(3, sqrt(26.0), 0.0, true, 20, 5, &alone);
	cr_expect(together * 10.0 < alone, "%g %g", together, alone);
}

Test(selection, the_budget_goes_where_the_choice_is_close)
{
	static const double mean[] = { 1, 2, 3, 4, 5 }, sd[] = { 1, 1, 1, 1, 1 }, share_of[] = { 421.823, 406.134, 101.534, 45.126, 25.383 };
	static const double mean2[] = { 10, 11, 11.5, 13 }, sd2[] = { 2, 3, 1, 4 }, share_of2[] = { 141.312, 207.463, 10.245, 40.980 };
	double share[5], minus[] = { -1, -2, -3, -4, -5 };
	selection_ocba(mean, sd, 5, 1000.0, false, share);
	for (size_t i = 0; i < 5; i++)
		cr_expect_float_eq(share[i], share_of[i], 6e-4, "%zu: %g", i, share[i]);
	selection_ocba(minus, sd, 5, 1000.0, true, share);
	for (size_t i = 0; i < 5; i++)
		cr_expect_float_eq(share[i], share_of[i], 6e-4, "%zu: %g", i, share[i]);
	selection_ocba(mean2, sd2, 4, 400.0, false, share);
	for (size_t i = 0; i < 4; i++)
		cr_expect_float_eq(share[i], share_of2[i], 6e-4, "%zu: %g", i, share[i]);
}

Test(selection, budgets_of_odd_systems_are_finite_and_add_up)
{
	static const struct { double mean[3], sd[3]; } cases[] = {
		{ { 1, 1, 1 }, { 1, 1, 1 } }, { { 1, 1, 2 }, { 0, 0, 0 } }, { { 1, 2, 3 }, { 0, 1, 0 } }, { { 1, 2, 3 }, { 1, 0, 0 } },
		{ { 1, 1, 5 }, { 1, 1, 1 } }, { { 0, 0, 0 }, { 1e-300, 1, 1e150 } } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double share[3], sum = 0.0;
		size_t counts[] = { 10, 0, 400 }, more[3];
		selection_ocba(cases[i].mean, cases[i].sd, 3, 300.0, false, share);
		for (size_t j = 0; j < 3; j++) {
			cr_expect(share[j] >= 0.0 && share[j] <= 300.0, "case %zu: %g", i, share[j]);
			sum += share[j];
		}
		cr_expect_float_eq(sum, 300.0, 1e-9, "case %zu", i);
		selection_ocba_next(cases[i].mean, cases[i].sd, counts, 3, 25, false, share, more);
		cr_expect_eq(more[0] + more[1] + more[2], 25, "case %zu", i);
	}
}
