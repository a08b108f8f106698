/* Intervals of one sample. Invariant: deviations are taken from a mean that is known (Welford's, or a second pass), never as a
   difference of large sums, and observations that are all equal give an interval of no width. */
#include <math.h>
#include <gsl/gsl_cdf.h>
#include "interval.h"

static const struct interval nothing = { NAN, NAN, NAN };

double interval_student(double df, double confidence)
{
	if (!(df >= 1.0))
		return NAN;
	return isinf(df) ? gsl_cdf_ugaussian_Pinv(0.5 + confidence / 2.0) : gsl_cdf_tdist_Pinv(0.5 + confidence / 2.0, df);
}

struct tally interval_tally(const double *values, size_t count)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i]))
			tally_add(&tally, values[i]);
	return tally;
}

/* X̄ ± t(n-1) S / sqrt(n) (Law, Simulation Modeling and Analysis, equation 4.12). */
struct interval interval_mean(const double *values, size_t count, double confidence)
{
	struct tally tally = interval_tally(values, count);
	double n = (double)tally.count, mean = tally_mean(&tally);
	double half_width = interval_student(n - 1.0, confidence) * sqrt(tally.squares / (n - 1.0) / n);
	return (struct interval){ mean, mean - half_width, mean + half_width };
}

/* n / ((n - 1)(n - 2)) sum of (x - X̄)^3, the unbiased third central moment, over S^3. */
static double skewness_of(const struct tally *tally, const double *values, size_t count)
{
	double n = (double)tally->count, sd = tally_sd(tally), cubes = 0.0;
	if (tally->count < 3)
		return NAN;
	if (sd <= 0.0)
		return 0.0;
	for (size_t i = 0; i < count; i++)
		if (!isnan(values[i])) {
			double z = (values[i] - tally->mean) / sd;
			cubes += z * z * z;
		}
	return n / ((n - 1.0) * (n - 2.0)) * cubes;
}

double interval_skewness(const double *values, size_t count)
{
	struct tally tally = interval_tally(values, count);
	return skewness_of(&tally, values, count);
}

/* G(r) = ((1 + 6a(r - a))^(1/3) - 1) / 2a (Willink 2005, A confidence interval and test for the mean of an asymmetric
   distribution). The first form keeps its digits as a goes to 0, where G(r) goes to r. */
static double willink(double a, double r)
{
	double x = 6.0 * a * (r - a);
	if (a == 0.0)
		return r;
	return (x > -0.5 ? expm1(log1p(x) / 3.0) : cbrt(1.0 + x) - 1.0) / (2.0 * a);
}

struct interval interval_mean_skewed(const double *values, size_t count, double confidence)
{
	struct tally tally = interval_tally(values, count);
	double n = (double)tally.count, skewness = skewness_of(&tally, values, count);
	if (!(tally.squares > 0.0) || isnan(skewness))
		return interval_mean(values, count, confidence);
	double a = skewness / (6.0 * sqrt(n)), error = sqrt(tally.squares / (n - 1.0) / n), t = interval_student(n - 1.0, confidence);
	return (struct interval){ tally.mean, tally.mean - willink(a, t) * error, tally.mean - willink(a, -t) * error };
}

/* P(fewer than `rank` of n observations lie below the quantile). */
static double fewer_than(size_t rank, size_t n, double p)
{
	return rank == 0 ? 0.0 : rank > n ? 1.0 : gsl_cdf_binomial_P((unsigned)(rank - 1), p, (unsigned)n);
}

/* The largest low with P(B <= low - 1) <= alpha / 2 and the smallest high with P(B <= high - 1) >= 1 - alpha / 2, B binomial(n,
   p) (David and Nagaraja, Order Statistics, section 7.1). fewer_than rises with the rank: both are found by halving. */
double interval_quantile_ranks(size_t count, double p, double confidence, size_t *low, size_t *high)
{
	double tail = (1.0 - confidence) / 2.0;
	size_t beyond;
	*low = 0;
	*high = 0;
	if (count == 0 || count > UINT32_MAX || !(p > 0.0 && p < 1.0))
		return NAN;
	for (beyond = count + 1; beyond - *low > 1; ) {
		size_t middle = *low + (beyond - *low) / 2;
		if (fewer_than(middle, count, p) <= tail)
			*low = middle;
		else
			beyond = middle;
	}
	for (*high = count + 1, beyond = *low; *high - beyond > 1; ) {
		size_t middle = beyond + (*high - beyond) / 2;
		if (fewer_than(middle, count, p) >= 1.0 - tail)
			*high = middle;
		else
			beyond = middle;
	}
	return fewer_than(*high, count, p) - fewer_than(*low, count, p);
}

/* The estimate is of type 7 of Hyndman and Fan, as everywhere in takt. */
struct interval interval_quantile(const double *sorted, size_t count, double p, double confidence)
{
	size_t low, high;
	if (isnan(interval_quantile_ranks(count, p, confidence, &low, &high)))
		return nothing;
	double place = (double)(count - 1) * p;
	size_t below = (size_t)place, above = below + 1 < count ? below + 1 : below;
	return (struct interval){ sorted[below] + (place - (double)below) * (sorted[above] - sorted[below]),
		low > 0 ? sorted[low - 1] : -INFINITY, high <= count ? sorted[high - 1] : INFINITY };
}

/* (k + z²/2 ± z sqrt(k (n - k) / n + z²/4)) / (n + z²) (Wilson 1927, Probable inference). */
struct interval interval_share(uint64_t successes, uint64_t trials, double confidence)
{
	if (trials == 0 || successes > trials)
		return nothing;
	double k = (double)successes, n = (double)trials, z = interval_student(INFINITY, confidence);
	double spread = z * sqrt(k * (n - k) / n + z * z / 4.0), centre = k + z * z / 2.0;
	return (struct interval){ k / n, successes == 0 ? 0.0 : (centre - spread) / (n + z * z),
		successes == trials ? 1.0 : (centre + spread) / (n + z * z) };
}

/* The p at which the beta(a, b) distribution function reaches `probability`. Halving, because GSL's inverse does not always
   converge. */
static double beta_quantile(double probability, double a, double b)
{
	double low = 0.0, high = 1.0;
	for (int i = 0; i < 200; i++) {
		double middle = low + (high - low) / 2.0;
		if (middle <= low || middle >= high)
			break;
		if (gsl_cdf_beta_P(middle, a, b) < probability)
			low = middle;
		else
			high = middle;
	}
	return high;
}

/* Clopper and Pearson 1934: the shares at which so many successes or more, so many or fewer, have probability alpha / 2. */
struct interval interval_share_exact(uint64_t successes, uint64_t trials, double confidence)
{
	struct interval interval = interval_share(successes, trials, confidence);
	double k = (double)successes, n = (double)trials, tail = (1.0 - confidence) / 2.0;
	if (trials == 0 || successes > trials || trials > INTERVAL_TRIALS)
		return interval;
	interval.low = successes == 0 ? 0.0 : beta_quantile(tail, k, n - k + 1.0);
	interval.high = successes == trials ? 1.0 : 1.0 - beta_quantile(tail, n - k, k + 1.0);
	return interval;
}

/* The ratio of the sample means with the standard error of the mean of x - R y over the mean of y (the delta method: Cochran,
   Sampling Techniques, section 2.11). Not the jackknife: from ten replications on the two agree far within the interval, and the
   jackknife's centre is not the ratio of the two means that stand beside it in the report. Where the denominator's own interval
   holds 0 Fieller's set is unbounded (Fieller 1954, Some problems in interval estimation), and so is this. */
struct interval interval_ratio(const double *x, const double *y, size_t count, double confidence)
{
	struct tally above, below, rest;
	tally_reset(&above);
	tally_reset(&below);
	tally_reset(&rest);
	for (size_t i = 0; i < count; i++)
		if (!isnan(x[i]) && !isnan(y[i])) {
			tally_add(&above, x[i]);
			tally_add(&below, y[i]);
		}
	double n = (double)below.count, ratio = tally_mean(&above) / tally_mean(&below), t = interval_student(n - 1.0, confidence);
	for (size_t i = 0; i < count; i++)
		if (!isnan(x[i]) && !isnan(y[i]))
			tally_add(&rest, (x[i] - above.mean) - ratio * (y[i] - below.mean));
	double half_width = t * sqrt(rest.squares / (n - 1.0) / n) / fabs(below.mean);
	if (fabs(below.mean) <= t * sqrt(below.squares / (n - 1.0) / n))
		return (struct interval){ ratio, -INFINITY, INFINITY };
	return (struct interval){ ratio, ratio - half_width, ratio + half_width };
}

/* t(n-1) / sqrt(n) falls with n: first doubling, then halving. */
double interval_replications(double sd, double half_width, double confidence)
{
	if (isnan(sd) || isnan(half_width))
		return NAN;
	double too_few = 1.0, enough = 2.0;
	for (; !(interval_student(enough - 1.0, confidence) * sd <= half_width * sqrt(enough)); enough *= 2.0) {
		if (!(half_width > 0.0) || enough > 0x1p52)
			return INFINITY;
		too_few = enough;
	}
	while (enough - too_few > 1.0) {
		double middle = floor((too_few + enough) / 2.0);
		if (interval_student(middle - 1.0, confidence) * sd <= half_width * sqrt(middle))
			enough = middle;
		else
			too_few = middle;
	}
	return enough;
}

/* If |X̄ - mu| <= g |X̄| then |X̄ - mu| <= g / (1 - g) |mu|; g / (1 - g) = relative (Law, Simulation Modeling and Analysis,
   section 9.4.1). */
double interval_relative(double mean, double relative)
{
	return relative / (1.0 + relative) * fabs(mean);
}
