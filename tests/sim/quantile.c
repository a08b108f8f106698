#include "sim/quantile.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

static double uniform(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return ((double)((x ^ (x >> 31)) >> 12) + 0.5) * 0x1p-52;
}

/* Box and Muller (1958). */
static double lognormal(uint64_t *state, double sigma)
{
	double radius = sqrt(-2.0 * log(uniform(state)));
	return exp(sigma * radius * cos(6.283185307179586 * uniform(state)));
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Type 7 of sorted numbers. */
static double sorted_at(const double *x, size_t count, double p)
{
	double place = p * (double)(count - 1);
	size_t rank = (size_t)place;
	return rank + 1 < count ? x[rank] + (place - (double)rank) * (x[rank + 1] - x[rank]) : x[count - 1];
}

static const double shares[] = { 0.0, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.99, 0.999, 0.99999, 1.0 };
#define SHARES (sizeof shares / sizeof *shares)

Test(quantile, nothing_observed_has_no_quantiles)
{
	struct quantile quantile;
	quantile_init(&quantile);
	cr_expect(isnan(quantile_at(&quantile, 0.5)));
	quantile_done(&quantile);
}

/* Type 7 by hand: of 1, 2, 4, 8, 16 the share p lies at rank 4 p. */
Test(quantile, few_observations_have_exact_quantiles)
{
	static const double x[] = { 8, 1, 16, 4, 2 };
	static const struct {
		double p, value;
	} known[] = { { 0, 1 }, { 0.125, 1.5 }, { 0.25, 2 }, { 0.5, 4 }, { 0.6, 5.6 }, { 0.75, 8 }, { 0.9, 12.8 }, { 1, 16 } };
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(quantile_add(&quantile, x[i]), 0);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		cr_expect_float_eq(quantile_at(&quantile, known[i].p), known[i].value, 1e-14, "p = %g", known[i].p);
	cr_assert_eq(quantile_add(&quantile, 32.0), 0);
	cr_expect_eq(quantile_at(&quantile, 0.5), 6.0, "more may be added after asking");
	quantile_done(&quantile);
}

/* 0.001 i for i = 1..1000 in a shuffled order: x_(900) = 0.9, type 7 at 0.9 is x at rank 899.1. */
Test(quantile, a_thousand_observations_are_still_exact)
{
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 1; i <= QUANTILE_EXACT; i++)
		cr_assert_eq(quantile_add(&quantile, i * 7919 % 1001 * 0.001), 0);
	cr_expect_float_eq(quantile_at(&quantile, 0.9), 0.9001, 1e-13);
	cr_expect_float_eq(quantile_at(&quantile, 0.5), 0.5005, 1e-13);
	quantile_done(&quantile);
}

Test(quantile, many_observations_are_right_to_half_a_percent)
{
	static const size_t counts[] = { 1001, 20000, 1000000 };
	double *x = malloc(1000000 * sizeof *x);
	cr_assert_not_null(x);
	for (size_t c = 0; c < 3; c++)
		for (double sigma = 0.01; sigma < 20.0; sigma *= 10.0) {
			struct quantile quantile;
			uint64_t random = 11;
			quantile_init(&quantile);
			for (size_t i = 0; i < counts[c]; i++) {
				x[i] = lognormal(&random, sigma);
				cr_assert_eq(quantile_add(&quantile, x[i]), 0);
			}
			qsort(x, counts[c], sizeof *x, by_size);
			for (size_t i = 0; i < SHARES; i++) {
				double exact = sorted_at(x, counts[c], shares[i]);
				cr_expect_leq(fabs(quantile_at(&quantile, shares[i]) - exact), 0.005 * exact, "%zu, sigma %g, p = %g", counts[c],
					sigma, shares[i]);
			}
			quantile_done(&quantile);
		}
	free(x);
}

/* Numbers that all lie at one end of their buckets are the worst case of interpolation. */
Test(quantile, values_that_repeat_are_right_to_half_a_percent)
{
	static const double values[] = { 1.0, 2.0, 4.0, 5.0, 7.999999999 };
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 50000; i++)
		cr_assert_eq(quantile_add(&quantile, values[i / 10000]), 0);
	for (int i = 0; i < 50; i++) {
		double exact = values[i / 10], p = (i + 0.5) / 50.0;
		cr_expect_leq(fabs(quantile_at(&quantile, p) - exact), 0.005 * exact, "p = %g", p);
	}
	quantile_done(&quantile);
}

Test(quantile, one_value_alone_is_exact)
{
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 5000; i++)
		quantile_add(&quantile, 3.7);
	for (size_t i = 0; i < SHARES; i++)
		cr_expect_eq(quantile_at(&quantile, shares[i]), 3.7);
	quantile_done(&quantile);
}

Test(quantile, zero_tiny_and_huge_values_have_their_place)
{
	static const double values[] = { 0.0, 0.0, 5e-324, 1e-310, 1e-30, 1.0, 1e30, 1.6e308, 1.7e308, 1.79e308 };
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 10000; i++)
		cr_assert_eq(quantile_add(&quantile, values[i % 10]), 0);
	cr_expect_eq(quantile.zeros, 2000);
	for (int i = 0; i < 10; i++) {
		double found = quantile_at(&quantile, (i + 0.5) / 10.0);
		cr_expect_leq(fabs(found - values[i]), 0.005 * values[i] + 0x1p-1030, "%g instead of %g", found, values[i]);
	}
	cr_expect_eq(quantile_at(&quantile, 0.0), 0.0);
	quantile_done(&quantile);
}

Test(quantile, less_than_zero_counts_as_zero)
{
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 3000; i++)
		quantile_add(&quantile, i % 2 ? -1e-17 : -0.0);
	cr_expect(quantile_at(&quantile, 0.0) == 0.0 && quantile_at(&quantile, 0.5) == 0.0 && quantile_at(&quantile, 1.0) == 0.0);
	cr_expect_eq(quantile.zeros, 3000);
	quantile_add(&quantile, 2.0);
	cr_expect_eq(quantile_at(&quantile, 1.0), 2.0);
	quantile_done(&quantile);
}

Test(quantile, quantiles_rise_with_the_share)
{
	struct quantile quantile;
	uint64_t random = 3;
	quantile_init(&quantile);
	for (int i = 0; i < 3000; i++)
		quantile_add(&quantile, i % 3 ? lognormal(&random, 2.0) : 0.0);
	double last = -1.0;
	for (int i = 0; i <= 100000; i++) {
		double value = quantile_at(&quantile, i / 100000.0);
		cr_assert_geq(value, last);
		last = value;
	}
	quantile_done(&quantile);
}

/* Parts of 0, 1, 400, 900, 5000 and 20000 observations, merged in several orders. */
Test(quantile, few_observations_below_a_number_are_counted)
{
	static const double x[] = { 8, 1, 0, 4, 4 };
	static const struct {
		double x, below;
	} known[] = { { -1, 0 }, { 0, 0 }, { 0.5, 1 }, { 1, 1 }, { 4, 2 }, { 4.1, 4 }, { 8, 4 }, { 9, 5 } };
	struct quantile quantile;
	quantile_init(&quantile);
	cr_expect_eq(quantile_below(&quantile, 1.0), 0.0);
	for (int i = 0; i < 5; i++)
		cr_assert_eq(quantile_add(&quantile, x[i]), 0);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		cr_expect_eq(quantile_below(&quantile, known[i].x), known[i].below, "below %g", known[i].x);
	quantile_done(&quantile);
}

/* A bucket has 1/256 of the numbers in it at most: of 100,000 uniform ones on 0 to 100 the count below x is right to x / 256 of them. */
Test(quantile, many_observations_below_a_number_are_right_to_a_bucket)
{
	enum { COUNT = 100000 };
	double *x = malloc(COUNT * sizeof *x);
	uint64_t state = 5;
	struct quantile quantile;
	quantile_init(&quantile);
	cr_assert_not_null(x);
	for (size_t i = 0; i < COUNT; i++) {
		x[i] = i % 100 == 0 ? 0.0 : 100.0 * uniform(&state);
		cr_assert_eq(quantile_add(&quantile, x[i]), 0);
	}
	for (double at = 0.001; at < 110.0; at *= 1.3) {
		double below = 0.0;
		for (size_t i = 0; i < COUNT; i++)
			below += x[i] < at;
		cr_expect_float_eq(quantile_below(&quantile, at), below, at / 100.0 * COUNT / 256.0 + 1.0, "below %g: %g, not %g", at,
			quantile_below(&quantile, at), below);
	}
	cr_expect_eq(quantile_below(&quantile, 0.0), 0.0);
	cr_expect_eq(quantile_below(&quantile, 1e-300), 1000.0, "the zeros");
	cr_expect_eq(quantile_below(&quantile, 1e300), (double)COUNT);
	cr_expect_eq(quantile_below(&quantile, INFINITY), (double)COUNT);
	quantile_done(&quantile);
	free(x);
}

Test(quantile, merging_gives_the_same_digits_in_any_order)
{
	enum { PARTS = 6 };
	static const int counts[PARTS] = { 400, 5000, 0, 900, 20000, 1 };
	static const int orders[][PARTS] = { { 0, 1, 2, 3, 4, 5 }, { 5, 4, 3, 2, 1, 0 }, { 2, 0, 3, 5, 1, 4 }, { 4, 1, 0, 2, 5, 3 } };
	struct quantile parts[PARTS], whole, merged;
	quantile_init(&whole);
	for (int k = 0; k < PARTS; k++) {
		uint64_t random = (uint64_t)k;
		quantile_init(&parts[k]);
		for (int i = 0; i < counts[k]; i++) {
			double x = i % 10 ? lognormal(&random, 1.0 + k) : 0.0;
			quantile_add(&parts[k], x);
			quantile_add(&whole, x);
		}
	}
	for (size_t o = 0; o < sizeof orders / sizeof *orders; o++) {
		quantile_init(&merged);
		for (int k = 0; k < PARTS; k++)
			cr_assert_eq(quantile_merge(&merged, &parts[orders[o][k]]), 0);
		cr_expect_eq(merged.count, whole.count);
		for (size_t i = 0; i < SHARES; i++)
			cr_expect_eq(quantile_at(&merged, shares[i]), quantile_at(&whole, shares[i]), "order %zu, p = %g", o, shares[i]);
		quantile_done(&merged);
	}
	for (int k = 0; k < PARTS; k++)
		quantile_done(&parts[k]);
	quantile_done(&whole);
}

Test(quantile, a_reset_forgets_and_is_exact_again)
{
	struct quantile quantile;
	quantile_init(&quantile);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 5000; i++)
			quantile_add(&quantile, 1.0 + i);
		cr_expect_float_eq(quantile_at(&quantile, 0.5), 2500.5, 12.5);
		quantile_reset(&quantile);
		cr_expect(isnan(quantile_at(&quantile, 0.5)));
		for (int i = 0; i < 10; i++)
			quantile_add(&quantile, 0.3 * i);
		cr_expect_float_eq(quantile_at(&quantile, 0.5), 1.35, 1e-15);
		cr_expect_eq(quantile_at(&quantile, 1.0), 0.3 * 9);
		quantile_reset(&quantile);
	}
	quantile_done(&quantile);
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMITED 0   /* sanitizers need the memory that this test takes away */
#elif defined __has_feature
#define LIMITED !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define LIMITED 1
#endif

Test(quantile, exhausted_memory_is_reported_and_what_was_observed_is_kept, .disabled = !LIMITED)
{
	struct quantile quantile;
	quantile_init(&quantile);
	for (int i = 0; i < 2000; i++)
		cr_assert_eq(quantile_add(&quantile, 1.0 + i % 100 * 0.01), 0);
	struct rlimit none = { 0, 0 };
	cr_assert_eq(setrlimit(RLIMIT_DATA, &none), 0);
	cr_expect_eq(quantile_add(&quantile, 1e-300), -1);
	cr_expect_eq(quantile_add(&quantile, 1.5), 0, "a bucket that is there needs no memory");
	cr_expect_eq(quantile.count, 2001);
	cr_expect_eq(quantile_at(&quantile, 0.0), 1.0);
	quantile_done(&quantile);
}
