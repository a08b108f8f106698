#include "sim/tally.h"

#include <criterion/criterion.h>

static struct tally tally_of(const double *x, size_t count)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t i = 0; i < count; i++)
		tally_add(&tally, x[i]);
	return tally;
}

/* The sum of squares less the square of the sum would lose all digits here. */
Test(tally, the_variance_of_large_numbers_keeps_its_digits)
{
	static const double x[] = { 1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16 };
	struct tally tally = tally_of(x, 4);
	cr_expect_eq(tally.count, 4);
	cr_expect_eq(tally_mean(&tally), 1000000010.0);
	cr_expect_eq(tally_variance(&tally), 30.0);
	cr_expect_float_eq(tally_sd(&tally), 5.477225575051661, 1e-14);
	cr_expect_eq(tally.min, 1e9 + 4);
	cr_expect_eq(tally.max, 1e9 + 16);
}

Test(tally, too_few_observations_have_no_mean_or_variance)
{
	struct tally tally;
	tally_reset(&tally);
	cr_expect(isnan(tally_mean(&tally)));
	cr_expect(isnan(tally_variance(&tally)));
	tally_add(&tally, 3.0);
	cr_expect_eq(tally_mean(&tally), 3.0);
	cr_expect(isnan(tally_variance(&tally)));
	cr_expect(isnan(tally_sd(&tally)));
	cr_expect(tally.min == 3.0 && tally.max == 3.0);
}

Test(tally, merged_tallies_are_the_tally_of_all)
{
	double x[1000];
	for (int i = 0; i < 1000; i++)
		x[i] = 1e6 + (i * 7919) % 1000;
	struct tally all = tally_of(x, 1000);
	for (size_t cut = 0; cut <= 1000; cut += 125) {
		struct tally first = tally_of(x, cut), rest = tally_of(x + cut, 1000 - cut);
		tally_merge(&first, &rest);
		cr_expect_eq(first.count, 1000);
		cr_expect_float_eq(tally_mean(&first), 1000499.5, 1e-8, "cut at %zu", cut);
		cr_expect_float_eq(tally_variance(&first), 1000.0 * 1001.0 / 12.0, 1e-6, "cut at %zu", cut);
		cr_expect(first.min == all.min && first.max == all.max);
	}
}

Test(tally, a_reset_forgets)
{
	static const double x[] = { 5.0, 6.0 };
	struct tally tally = tally_of(x, 2);
	tally_reset(&tally);
	tally_add(&tally, 1.0);
	tally_add(&tally, 3.0);
	cr_expect(tally_mean(&tally) == 2.0 && tally_variance(&tally) == 2.0 && tally.max == 3.0);
}
