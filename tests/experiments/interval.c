#include "experiments/interval.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include "series.h"

/* The bound of a share of so many samples: 4.5 standard errors and what the known value itself is uncertain by. */
static double bound_of(double p, int samples)
{
	return 4.5 * sqrt(p * (1.0 - p) / samples) + 0.0003;
}

Test(interval, laws_ten_observations_give_the_published_intervals)
{
	struct interval t = interval_mean(series_law, 10, 0.90), leaning = interval_mean_skewed(series_law, 10, 0.90);
	cr_expect_float_eq(t.estimate, 1.343, 1e-12);
	cr_expect_float_eq(t.high - t.estimate, 0.2372534145, 1e-9);
	cr_expect_float_eq(t.estimate - t.low, 0.2372534145, 1e-9);
	cr_expect_float_eq(leaning.low, 1.0346621498, 1e-9);
	cr_expect_float_eq(leaning.high, 1.5430481699, 1e-9);
	cr_expect_float_eq(interval_skewness(series_law, 10) * pow(0.1675122222, 1.5), -0.0621841333, 1e-9);
}

Test(interval, students_quantile_takes_any_degrees_of_freedom)
{
	static const struct { double df, confidence, quantile; } cases[] = {
		{ 1, 0.95, 12.7062047362 }, { 9, 0.95, 2.2621571628 }, { 9, 1.0 - 0.05 / 4.0, 3.110935 }, { 9, 1.0 - 0.05 / 10.0, 3.689662 },
		{ 1e12, 0.95, 1.9599639845 }, { INFINITY, 0.95, 1.9599639845 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_float_eq(interval_student(cases[i].df, cases[i].confidence), cases[i].quantile, 1e-6, "case %zu", i);
	cr_expect(isnan(interval_student(0.0, 0.95)) && isnan(interval_student(NAN, 0.95)));
}

Test(interval, too_few_observations_leave_the_ends_open)
{
	double values[] = { NAN, 3.0, NAN, 5.0 };
	struct interval none = interval_mean(values, 1, 0.95), one = interval_mean(values, 2, 0.95);
	struct interval two = interval_mean_skewed(values, 4, 0.95);
	cr_expect(isnan(none.estimate) && isnan(none.low) && isnan(none.high));
	cr_expect(one.estimate == 3.0 && isnan(one.low) && isnan(one.high));
	cr_expect(two.estimate == 4.0 && fabs(two.high - 4.0 - 12.7062047362) < 1e-9, "without a skewness it is Student's");
	cr_expect(isnan(interval_skewness(values, 4)));
}

Test(interval, equal_observations_leave_no_doubt)
{
	double same[30], one[30];
	for (size_t i = 0; i < 30; i++) {
		same[i] = 0.1;
		one[i] = 3.0;
	}
	struct interval all[] = { interval_mean(same, 30, 0.95), interval_mean_skewed(same, 30, 0.95), interval_quantile(same, 30, 0.5, 0.95) };
	for (size_t i = 0; i < 3; i++)
		cr_expect(all[i].estimate == 0.1 && all[i].low == 0.1 && all[i].high == 0.1, "%zu", i);
	struct interval ratio = interval_ratio(one, same, 30, 0.95);
	cr_expect(ratio.low == ratio.high && fabs(ratio.low - 30.0) < 1e-12);
	cr_expect_eq(interval_skewness(same, 30), 0.0);
}

Test(interval, large_numbers_lose_no_digits)
{
	double far[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };
	struct interval t = interval_mean(far, 4, 0.95);
	cr_expect_float_eq((t.high - t.estimate) / interval_student(3.0, 0.95), sqrt(30.0 / 4.0), 1e-6);
	cr_expect_float_eq(interval_skewness(far, 4), 0.0, 1e-9);
}

/* Known from 400,000 samples of exponential numbers (standard error 0.0003); here 20,000 each. */
Test(interval, intervals_of_a_skewed_mean_cover_as_often_as_known)
{
	static const struct { size_t n; double student, willink; } cases[] = {
		{ 5, 0.8831, 0.9261 }, { 10, 0.9001, 0.9429 }, { 20, 0.9184, 0.9463 }, { 40, 0.9318, 0.9481 }, { 100, 0.9416, 0.9487 } };
	const int samples = 20000;
	uint64_t state = 11;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int student = 0, willink = 0;
		for (int k = 0; k < samples; k++) {
			double x[100];
			for (size_t j = 0; j < cases[i].n; j++)
				x[j] = series_exp(&state);
			struct interval t = interval_mean(x, cases[i].n, 0.95), leaning = interval_mean_skewed(x, cases[i].n, 0.95);
			student += t.low <= 1.0 && 1.0 <= t.high;
			willink += leaning.low <= 1.0 && 1.0 <= leaning.high;
		}
		double t = (double)student / samples, w = (double)willink / samples;
		cr_expect_float_eq(t, cases[i].student, bound_of(cases[i].student, samples), "n = %zu: Student %g", cases[i].n, t);
		cr_expect_float_eq(w, cases[i].willink, bound_of(cases[i].willink, samples), "n = %zu: Willink %g", cases[i].n, w);
	}
}

Test(interval, ranks_of_a_quantile_are_the_known_ones)
{
	static const struct { size_t n; double p, coverage; size_t low, high; } cases[] = {
		{ 50, 0.5, 0.9671608624, 18, 33 }, { 100, 0.9, 0.9556901072, 84, 96 }, { 1000, 0.95, 0.9580952682, 936, 964 },
		{ 1000, 0.9, NAN, 881, 919 }, { 200, 0.99, NAN, 195, 201 }, { 1, 0.5, 1.0, 0, 2 }, { 5, 0.5, 1.0, 0, 6 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t low, high;
		double coverage = interval_quantile_ranks(cases[i].n, cases[i].p, 0.95, &low, &high);
		cr_expect(low == cases[i].low && high == cases[i].high, "case %zu: %zu %zu", i, low, high);
		cr_expect(coverage >= 0.95 && (isnan(cases[i].coverage) || fabs(coverage - cases[i].coverage) < 1e-9), "case %zu: %g", i, coverage);
	}
	size_t low, high;
	cr_expect(isnan(interval_quantile_ranks(0, 0.5, 0.95, &low, &high)) && isnan(interval_quantile_ranks(9, 1.0, 0.95, &low, &high)));
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

Test(interval, a_quantile_lies_between_two_of_the_observations)
{
	double x[1000];
	series_exponential(x, 1000);
	qsort(x, 1000, sizeof *x, ascending);
	struct interval p90 = interval_quantile(x, 1000, 0.9, 0.95);
	cr_expect_float_eq(x[899], 2.1250243100, 1e-9);
	cr_expect_float_eq(p90.estimate, 2.1265150427, 1e-9);
	cr_expect_float_eq(p90.low, 1.9941762567, 1e-9);
	cr_expect_float_eq(p90.high, 2.2809830286, 1e-9);
	p90 = interval_quantile(x, 10, 0.9, 0.95);
	cr_expect(isfinite(p90.low) && p90.high == INFINITY, "no finite upper limit from ten");
	p90 = interval_quantile(x, 10, 0.1, 0.95);
	cr_expect(p90.low == -INFINITY && isfinite(p90.high));
	cr_expect(isnan(interval_quantile(x, 0, 0.5, 0.95).estimate));
	cr_expect_eq(interval_quantile(x, 1, 0.5, 0.95).estimate, x[0]);
}

/* One-sided at 95 %: 59 observations are the fewest whose maximum is above the 0.95 quantile. */
Test(interval, the_maximum_bounds_a_high_quantile_from_the_known_number_on)
{
	size_t low, high;
	interval_quantile_ranks(58, 0.95, 0.90, &low, &high);
	cr_expect_eq(high, 59);
	interval_quantile_ranks(59, 0.95, 0.90, &low, &high);
	cr_expect_eq(high, 59);
}

/* By hand: none of 10 has the exact upper limit 1 - 0.025^(1/10) and Wilson's 1.96² / (10 + 1.96²). */
Test(interval, shares_have_the_textbooks_intervals)
{
	static const struct { uint64_t k, n; double wilson_low, wilson_high, exact_low, exact_high; } cases[] = {
		{ 0, 10, 0.0, 0.2775327999, 0.0, 0.3084971078 },
		{ 10, 10, 0.7224672001, 1.0, 0.6915028922, 1.0 },
		{ 5, 10, 0.2365930905, 0.7634069095, 0.1870860284, 0.8129139716 },
		{ 1, 1000000, 1.76526931e-7, 5.6648644e-6, 2.5317808e-8, 5.5716339e-6 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct interval wilson = interval_share(cases[i].k, cases[i].n, 0.95), exact = interval_share_exact(cases[i].k, cases[i].n, 0.95);
		cr_expect_float_eq(wilson.low, cases[i].wilson_low, 1e-9, "case %zu: %.10g", i, wilson.low);
		cr_expect_float_eq(wilson.high, cases[i].wilson_high, 1e-9, "case %zu: %.10g", i, wilson.high);
		cr_expect_float_eq(exact.low, cases[i].exact_low, 1e-9, "case %zu: %.10g", i, exact.low);
		cr_expect_float_eq(exact.high, cases[i].exact_high, 1e-9, "case %zu: %.10g", i, exact.high);
		cr_expect_float_eq(exact.estimate, (double)cases[i].k / (double)cases[i].n, 1e-15);
	}
	cr_expect(isnan(interval_share(0, 0, 0.95).low) && isnan(interval_share_exact(3, 2, 0.95).high));
	struct interval many = interval_share_exact(1ull << 40, 1ull << 41, 0.95);
	cr_expect(many.low < 0.5 && many.high > 0.5 && many.high - many.low < 1e-5);
}

/* Summed over all outcomes, not sampled: what is exact covers at least its confidence for every share. */
Test(interval, the_exact_interval_of_a_share_always_covers)
{
	const int n = 20;
	for (double p = 0.01; p < 0.995; p += 0.01) {
		double probability = pow(1.0 - p, n), exact_covers = 0.0, wilson_covers = 0.0;
		for (int k = 0; k <= n; k++) {
			uint64_t successes = (uint64_t)k, trials = (uint64_t)n;
			struct interval exact = interval_share_exact(successes, trials, 0.95), wilson = interval_share(successes, trials, 0.95);
			exact_covers += exact.low <= p && p <= exact.high ? probability : 0.0;
			wilson_covers += wilson.low <= p && p <= wilson.high ? probability : 0.0;
			probability *= (double)(n - k) / (k + 1) * p / (1.0 - p);
		}
		cr_expect(exact_covers >= 0.95, "%g: %g", p, exact_covers);
		cr_expect(wilson_covers >= 0.83 && wilson_covers <= 1.0 + 1e-12, "%g: %g", p, wilson_covers);
	}
}

Test(interval, a_ratio_of_means_agrees_with_the_jackknife)
{
	double x[40], y[40], sum_x = 0.0, sum_y = 0.0;
	uint64_t state = 5;
	for (size_t i = 0; i < 40; i++) {
		y[i] = 10.0 + series_normal(&state);
		x[i] = 2.0 * y[i] + 0.2 * series_normal(&state);
		sum_x += x[i];
		sum_y += y[i];
	}
	struct tally left_out;
	tally_reset(&left_out);
	for (size_t i = 0; i < 40; i++)
		tally_add(&left_out, (sum_x - x[i]) / (sum_y - y[i]));
	struct interval ratio = interval_ratio(x, y, 40, 0.95);
	double jackknife = interval_student(39.0, 0.95) * sqrt(left_out.squares * 39.0 / 40.0);
	cr_expect_float_eq(ratio.estimate, sum_x / sum_y, 1e-12);
	cr_expect_float_eq(ratio.high - ratio.estimate, jackknife, 0.02 * jackknife);
	x[3] = NAN;
	y[4] = NAN;
	struct interval whole_pairs = interval_ratio(x + 5, y + 5, 35, 0.95), gaps = interval_ratio(x + 3, y + 3, 37, 0.95);
	cr_expect(gaps.estimate == whole_pairs.estimate && gaps.low == whole_pairs.low, "a pair with a gap is left out");
	cr_expect(isnan(interval_ratio(x, y, 1, 0.95).low) && isnan(interval_ratio(x, y, 0, 0.95).estimate));
}

Test(interval, a_ratio_to_what_may_be_zero_may_be_anything)
{
	double x[] = { 1.0, 2.0, 3.0, 2.0 }, y[] = { -1.0, 2.0, -2.0, 3.0 };
	struct interval ratio = interval_ratio(x, y, 4, 0.95);
	cr_expect(ratio.low == -INFINITY && ratio.high == INFINITY && ratio.estimate == 4.0);
}

/* x in proportion to y, with noise of a quarter of it: 95 % within the binomial error. */
Test(interval, intervals_of_a_ratio_cover)
{
	int covered = 0, samples = 20000;
	uint64_t state = 3;
	for (int k = 0; k < samples; k++) {
		double x[30], y[30];
		for (size_t i = 0; i < 30; i++) {
			y[i] = 5.0 + series_exp(&state);
			x[i] = y[i] * (1.0 + series_normal(&state) / 4.0);
		}
		struct interval ratio = interval_ratio(x, y, 30, 0.95);
		covered += ratio.low <= 1.0 && 1.0 <= ratio.high;
	}
	cr_expect_float_eq((double)covered / samples, 0.95, bound_of(0.95, samples), "%g", (double)covered / samples);
}

Test(interval, the_predicted_number_is_the_least_that_is_enough)
{
	static const struct { double sd, half_width, confidence; } cases[] = {
		{ 1.0, 0.1, 0.95 }, { 1.0, 1.0, 0.95 }, { 1.0, 100.0, 0.95 }, { 5.0, 0.01, 0.99 }, { 1e-3, 1e-3, 0.90 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double sd = cases[i].sd, half_width = cases[i].half_width, confidence = cases[i].confidence;
		double n = interval_replications(sd, half_width, confidence);
		cr_expect(n >= 2.0 && n == floor(n), "case %zu: %g", i, n);
		cr_expect(interval_student(n - 1.0, confidence) * sd / sqrt(n) <= half_width, "case %zu: %g", i, n);
		cr_expect(n == 2.0 || interval_student(n - 2.0, confidence) * sd / sqrt(n - 1.0) > half_width, "case %zu: %g", i, n);
	}
	cr_expect_float_eq(interval_replications(1.0, 1e-6, 0.95) / 3.841458821e12, 1.0, 1e-6);
	cr_expect_eq(interval_replications(0.0, 0.0, 0.95), 2.0);
	cr_expect_eq(interval_replications(1.0, 0.0, 0.95), INFINITY);
	cr_expect(isnan(interval_replications(NAN, 1.0, 0.95)));
	cr_expect_float_eq(interval_relative(-11.0, 0.10), 1.0, 1e-12);
	cr_expect_float_eq(interval_relative(1.0, 0.05), 0.0476190476, 1e-9);
}
