#include "experiments/multiple.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>
#include "experiments/difference.h"
#include "series.h"

Test(multiple, bonferroni_divides_the_risk)
{
	cr_expect_float_eq(interval_student(9.0, multiple_bonferroni(0.95, 4)), 3.110935, 1e-6);
	cr_expect_float_eq(interval_student(9.0, multiple_bonferroni(0.95, 10)), 3.689662, 1e-6);
	cr_expect_float_eq(multiple_bonferroni(0.95, 0), 0.95, 1e-15);
}

Test(multiple, dunnetts_quantiles_are_the_known_ones)
{
	static const struct { size_t k; double df, two_sided, one_sided; } cases[] = {
		{ 2, 10.0, 2.56834, 2.15061 }, { 3, 10.0, 2.75900, 2.33756 }, { 5, 20.0, 2.73468, 2.38878 }, { 4, 60.0, 2.50839, 2.20660 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_float_eq(multiple_dunnett(cases[i].k, cases[i].df, 0.95, true), cases[i].two_sided, 6e-6, "case %zu", i);
		cr_expect_float_eq(multiple_dunnett(cases[i].k, cases[i].df, 0.95, false), cases[i].one_sided, 6e-6, "case %zu", i);
	}
}

/* Against one control a single system is Student's case, whatever the degrees of freedom and the confidence. */
Test(multiple, dunnett_with_one_system_is_student)
{
	static const double df[] = { 1.0, 1.5, 29.0, 1e9, INFINITY }, confidence[] = { 0.5, 0.95, 0.9999 };
	for (size_t i = 0; i < sizeof df / sizeof *df; i++)
		for (size_t j = 0; j < sizeof confidence / sizeof *confidence; j++) {
			double student = interval_student(df[i], confidence[j]), one_sided = interval_student(df[i], 2.0 * confidence[j] - 1.0);
			cr_expect_float_eq(multiple_dunnett(1, df[i], confidence[j], true) / student, 1.0, 1e-7, "%g %g", df[i], confidence[j]);
			if (confidence[j] > 0.5)
				cr_expect_float_eq(multiple_dunnett(1, df[i], confidence[j], false) / one_sided, 1.0, 1e-7, "%g %g", df[i], confidence[j]);
		}
	cr_expect(isnan(multiple_dunnett(0, 5.0, 0.95, true)) && isnan(multiple_dunnett(2, 0.0, 0.95, true)) &&
		isnan(multiple_dunnett(2, 5.0, 1.0, true)));
}

/* Between one comparison and Bonferroni over all. */
Test(multiple, dunnett_lies_between_student_and_bonferroni)
{
	for (size_t k = 2; k <= 40; k += 38) {
		double c = multiple_dunnett(k, 12.0, 0.95, true);
		cr_expect(c > interval_student(12.0, 0.95) && c < interval_student(12.0, multiple_bonferroni(0.95, k)), "%zu: %g", k, c);
	}
}

enum { N = 30, K = 4 };

/* Systems of common luck: means 10, 10 (the same system), 11 and 14. */
static void fill(double *rows)
{
	uint64_t state = 9;
	for (size_t r = 0; r < N; r++) {
		double luck = 3.0 * series_normal(&state);
		rows[r * K] = rows[r * K + 1] = 10.0 + luck + 0.3 * series_normal(&state);
		rows[r * K + 2] = 11.0 + luck + 0.3 * series_normal(&state);
		rows[r * K + 3] = 14.0 + luck + 0.3 * series_normal(&state);
	}
}

Test(multiple, systems_are_compared_with_the_base_in_pairs)
{
	double rows[N * K];
	struct multiple data = { .rows = rows, .count = N, .systems = K };
	struct interval against[K];
	fill(rows);
	multiple_against(&data, 0, 0.95, against);
	cr_expect(against[0].estimate == 0.0 && against[0].low == 0.0 && against[0].high == 0.0);
	cr_expect(against[1].estimate == 0.0 && against[1].low == 0.0 && against[1].high == 0.0, "an identical system differs by nothing");
	cr_expect(against[2].low > 0.5 && against[2].high < 1.5 && against[3].low > 3.5 && against[3].high < 4.5);
	data.count = 1;
	multiple_against(&data, 0, 0.95, against);
	cr_expect(isfinite(against[2].estimate) && isnan(against[2].low));
}

Test(multiple, comparisons_with_the_best_name_who_may_be_best)
{
	double rows[N * K];
	struct multiple_best best[K];
	fill(rows);
	struct multiple data = { .rows = rows, .count = N, .systems = K, .more_is_better = true };
	multiple_with_best(&data, 0.95, best);
	cr_expect(best[3].possible && best[3].interval.low == 0.0 && best[3].interval.high > 2.5, "the best for certain");
	cr_expect(!best[2].possible && best[2].interval.high == 0.0 && best[2].interval.low < -2.5 && best[2].interval.low > -3.5);
	data.more_is_better = false;
	multiple_with_best(&data, 0.95, best);
	cr_expect(best[0].possible && best[1].possible && !best[2].possible && !best[3].possible);
	cr_expect(best[0].interval.low == 0.0 && best[0].interval.high == 0.0, "as good as its twin: %g %g", best[0].interval.low,
		best[0].interval.high);
	cr_expect(best[2].interval.low == 0.0 && best[2].interval.estimate > 0.7 && best[2].interval.high > best[2].interval.estimate);
}

/* Three comparisons, so that each is one-sided at 0.05 / 3; the nearest rival sets the end. */
Test(multiple, comparisons_with_the_best_are_as_wide_as_bonferroni_asks)
{
	double rows[N * K], first[N], third[N], fourth[N];
	struct multiple_best best[K];
	fill(rows);
	for (size_t r = 0; r < N; r++) {
		first[r] = rows[r * K];
		third[r] = rows[r * K + 2];
		fourth[r] = rows[r * K + 3];
	}
	struct multiple data = { .rows = rows, .count = N, .systems = K, .more_is_better = true };
	multiple_with_best(&data, 0.95, best);
	double confidence = 1.0 - 2.0 * 0.05 / 3.0;
	struct interval ahead = difference_paired(fourth, third, N, confidence).interval;
	struct interval behind = difference_paired(first, fourth, N, confidence).interval;
	cr_expect_float_eq(best[3].interval.estimate, ahead.estimate, 1e-12);
	cr_expect_float_eq(best[3].interval.high, ahead.high, 1e-12);
	cr_expect_float_eq(best[0].interval.low, behind.low, 1e-12);
	cr_expect_eq(best[0].interval.high, 0.0);
}

Test(multiple, a_replication_with_a_gap_is_left_out_as_a_whole)
{
	double rows[] = { 1, 2, NAN, 3, 4, 5, 6, NAN, 7, 8 };
	cr_expect_eq(multiple_complete(rows, 5, 2), 3);
	cr_expect(rows[0] == 1 && rows[1] == 2 && rows[2] == 4 && rows[3] == 5 && rows[4] == 7 && rows[5] == 8);
	cr_expect_eq(multiple_complete(rows, 0, 2), 0);
}

Test(multiple, without_evidence_all_may_be_best)
{
	double rows[] = { 1.0, 2.0 }, chance[2];
	struct multiple data = { .rows = rows, .count = 1, .systems = 2 };
	struct multiple_best best[2];
	multiple_with_best(&data, 0.95, best);
	cr_expect(best[0].possible && best[1].possible && isnan(best[0].interval.low) && isnan(best[1].interval.high));
	cr_expect_eq(multiple_chances(&data, chance), 0);
	cr_expect(isnan(chance[0]) && isnan(chance[1]));
	data = (struct multiple){ .rows = rows, .count = 2, .systems = 1 };
	multiple_with_best(&data, 0.95, best);
	cr_expect(best[0].possible);
	cr_expect_eq(multiple_chances(&data, chance), 0);
	cr_expect_eq(chance[0], 1.0);
}

/* Simultaneously: a set of intervals covers when each of its members does. Dependent systems with unequal variances; Bonferroni
   may cover more than it promises, never less. */
Test(multiple, all_intervals_hold_together_as_often_as_promised)
{
	static const double mean[] = { 0.0, 0.1, 0.1, -1.0, 0.0 };
	int against_cover = 0, best_cover = 0, samples = 4000;
	uint64_t state = 31;
	for (int s = 0; s < samples; s++) {
		double rows[12 * 5];
		struct interval against[5];
		struct multiple_best best[5];
		struct multiple data = { .rows = rows, .count = 12, .systems = 5, .more_is_better = true };
		for (size_t r = 0; r < 12; r++) {
			double luck = series_normal(&state);
			for (size_t i = 0; i < 5; i++)
				rows[r * 5 + i] = mean[i] + luck + (0.5 + (double)i) * series_normal(&state);
		}
		multiple_against(&data, 0, 0.95, against);
		multiple_with_best(&data, 0.95, best);
		bool all_against = true, all_best = true;
		for (size_t i = 0; i < 5; i++) {
			double truth = i == 1 || i == 2 ? 0.0 : mean[i] - 0.1;
			all_against &= against[i].low <= mean[i] && mean[i] <= against[i].high;
			all_best &= best[i].interval.low <= truth && truth <= best[i].interval.high;
		}
		against_cover += all_against;
		best_cover += all_best;
	}
	double bound = 0.95 - 4.5 * sqrt(0.95 * 0.05 / samples);
	cr_expect((double)against_cover / samples >= bound && (double)against_cover / samples < 0.99, "%g", (double)against_cover / samples);
	cr_expect((double)best_cover / samples >= bound, "%g", (double)best_cover / samples);
}

Test(multiple, chances_of_being_best_add_up_and_twins_share_them)
{
	double rows[N * K], chance[K], again[K];
	fill(rows);
	struct multiple data = { .rows = rows, .count = N, .systems = K };
	cr_assert_eq(multiple_chances(&data, chance), 0);
	cr_expect(chance[0] == 0.5 && chance[1] == 0.5 && chance[2] == 0.0 && chance[3] == 0.0);
	data.more_is_better = true;
	multiple_chances(&data, again);
	cr_expect(again[3] == 1.0);
	data.more_is_better = false;
	multiple_chances(&data, again);
	cr_expect(memcmp(chance, again, sizeof chance) == 0, "the same data, the same chances");
}

/* Two systems, mean difference d with standard error e: the chance is near Phi(d / e). */
Test(multiple, the_chance_of_two_systems_is_that_of_their_difference)
{
	double rows[2 * 40], chance[2];
	uint64_t state = 41;
	struct tally apart;
	tally_reset(&apart);
	for (size_t r = 0; r < 40; r++) {
		rows[2 * r] = series_normal(&state);
		rows[2 * r + 1] = rows[2 * r] + 0.1 + series_normal(&state);
		tally_add(&apart, rows[2 * r + 1] - rows[2 * r]);
	}
	struct multiple data = { .rows = rows, .count = 40, .systems = 2, .more_is_better = true };
	cr_assert_eq(multiple_chances(&data, chance), 0);
	double expected = 0.5 * erfc(-apart.mean / sqrt(tally_variance(&apart) / 40.0) / sqrt(2.0));
	cr_expect_float_eq(chance[1], expected, 0.03, "%g %g", chance[1], expected);
	cr_expect_float_eq(chance[0] + chance[1], 1.0, 1e-12);
}
