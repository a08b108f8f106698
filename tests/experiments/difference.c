#include "experiments/difference.h"

#include <criterion/criterion.h>
#include <math.h>
#include "series.h"

/* Law's two inventory policies (Simulation Modeling and Analysis, chapter 10), 90 %. */
static const double first[] = { 126.97, 124.31, 126.68, 122.66, 127.23 }, second[] = { 118.21, 120.22, 122.45, 122.68, 119.40 };

Test(difference, laws_inventory_policies_differ_as_published)
{
	struct difference paired = difference_paired(first, second, 5, 0.90), welch = difference_independent(first, 5, second, 5, 0.90);
	cr_expect_float_eq(paired.interval.estimate, 4.978, 1e-12);
	cr_expect_float_eq(paired.interval.high - paired.interval.estimate, 3.3288731252, 1e-9);
	cr_expect_eq(paired.df, 4.0);
	cr_expect_float_eq(welch.interval.estimate, 4.978, 1e-12);
	cr_expect_float_eq(welch.df, 7.9923859300, 1e-9);
	cr_expect_float_eq(welch.interval.estimate - welch.interval.low, 2.3172143823, 1e-9);
}

Test(difference, the_same_replications_differ_by_exactly_nothing)
{
	struct difference none = difference_paired(first, first, 5, 0.95);
	cr_expect(none.interval.estimate == 0.0 && none.interval.low == 0.0 && none.interval.high == 0.0 && none.error == 0.0);
	struct difference_synchrony synchrony = difference_synchrony(first, first, 5);
	cr_expect_float_eq(synchrony.correlation, 1.0, 1e-12);
	cr_expect_eq(synchrony.variance_ratio, INFINITY);
}

Test(difference, synchrony_tells_common_from_independent_random_numbers)
{
	double x[2000], common[2000], other[2000], against[2000];
	uint64_t state = 17;
	for (size_t i = 0; i < 2000; i++) {
		x[i] = 1e6 + series_normal(&state);
		common[i] = x[i] + 5.0 + 0.1 * series_normal(&state);
		other[i] = 1e6 + series_normal(&state);
		against[i] = 2e6 - x[i];
	}
	struct difference_synchrony good = difference_synchrony(x, common, 2000), none = difference_synchrony(x, other, 2000);
	struct difference_synchrony bad = difference_synchrony(x, against, 2000);
	cr_expect_float_eq(good.correlation, 1.0 / sqrt(1.01), 0.002);
	cr_expect_float_eq(good.variance_ratio, 201.0, 30.0);
	cr_expect_float_eq(none.correlation, 0.0, 4.5 / sqrt(2000.0));
	cr_expect_float_eq(none.variance_ratio, 1.0, 0.15);
	cr_expect_float_eq(bad.correlation, -1.0, 1e-9);
	cr_expect_float_eq(bad.variance_ratio, 0.5, 1e-9);
}

Test(difference, a_constant_system_has_no_correlation)
{
	double same[] = { 2.0, 2.0, 2.0, 2.0, 2.0 };
	struct difference_synchrony synchrony = difference_synchrony(first, same, 5);
	cr_expect(isnan(synchrony.correlation));
	cr_expect_float_eq(synchrony.variance_ratio, 1.0, 1e-9);
	synchrony = difference_synchrony(same, same, 5);
	cr_expect(isnan(synchrony.correlation) && isnan(synchrony.variance_ratio));
	struct difference exact = difference_independent(same, 5, same, 3, 0.95);
	cr_expect(exact.interval.low == 0.0 && exact.interval.high == 0.0 && exact.error == 0.0 && exact.df == 6.0);
	struct difference half = difference_independent(first, 5, same, 5, 0.95);
	cr_expect_float_eq(half.df, 4.0, 1e-9);
}

Test(difference, what_was_not_observed_does_not_count)
{
	double x[] = { 1.0, NAN, 3.0, 7.0 }, y[] = { 0.0, 5.0, NAN, 4.0 };
	struct difference paired = difference_paired(x, y, 4, 0.95);
	cr_expect(paired.interval.estimate == 2.0 && paired.df == 1.0);
	paired = difference_paired(x, y, 1, 0.95);
	cr_expect(paired.interval.estimate == 1.0 && isnan(paired.interval.low) && isnan(paired.error));
	cr_expect(isnan(difference_paired(x, y, 0, 0.95).interval.estimate));
	struct difference welch = difference_independent(x, 4, y, 1, 0.95);
	cr_expect(fabs(welch.interval.estimate - 11.0 / 3.0) < 1e-12 && isnan(welch.interval.low) && isnan(welch.df));
	cr_expect(isnan(difference_synchrony(x, y, 1).correlation));
}

/* Paired normal differences of mean 1 and sd 3: the number foretold must show them in eight of ten cases. */
Test(difference, the_predicted_number_shows_the_difference_in_eight_of_ten_cases)
{
	struct difference known = { { 1.0, 0.0, 0.0 }, 3.0 / sqrt(30.0), 29.0 };
	double n = difference_replications(&known, 0.95);
	cr_assert(n > 60.0 && n < 90.0, "%g", n);
	int shown = 0, samples = 4000;
	uint64_t state = 29;
	for (int k = 0; k < samples; k++) {
		double x[100], y[100] = { 0 };
		for (size_t i = 0; i < (size_t)n; i++)
			x[i] = 1.0 + 3.0 * series_normal(&state);
		shown += difference_paired(x, y, (size_t)n, 0.95).interval.low > 0.0;
	}
	cr_expect_float_eq((double)shown / samples, DIFFERENCE_POWER, 4.5 * sqrt(0.8 * 0.2 / samples) + 0.005, "%g", (double)shown / samples);
	struct difference same = difference_paired(first, first, 5, 0.95), one = difference_paired(first, second, 1, 0.95);
	cr_expect(difference_replications(&same, 0.95) == INFINITY && isnan(difference_replications(&one, 0.95)));
}

/* Welch's interval for unequal variances and sizes: 95 % within the binomial error and the half per cent that its df, estimated,
   may miss. */
Test(difference, welchs_interval_covers)
{
	int covered = 0, samples = 20000;
	uint64_t state = 23;
	for (int k = 0; k < samples; k++) {
		double x[8], y[20];
		for (size_t i = 0; i < 8; i++)
			x[i] = 3.0 * series_normal(&state);
		for (size_t i = 0; i < 20; i++)
			y[i] = series_normal(&state);
		struct difference welch = difference_independent(x, 8, y, 20, 0.95);
		covered += welch.interval.low <= 0.0 && 0.0 <= welch.interval.high;
	}
	cr_expect_float_eq((double)covered / samples, 0.95, 4.5 * sqrt(0.95 * 0.05 / samples) + 0.005, "%g", (double)covered / samples);
}
