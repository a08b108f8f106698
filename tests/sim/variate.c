/* Distributions: each one's declared moments against numbers worked out elsewhere, and its draws against both its moments and its law
   (Kolmogorov-Smirnov or chi-square with GSL's distribution functions). Seeds are fixed and were chosen before looking; the bounds
   leave 1 % false alarms to each whole family of comparisons. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include "sim/variate.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

enum { DRAWS = 200000 };

static const double false_alarms = 0.01;

static struct stream stream_for(size_t test)
{
	struct stream stream;
	stream_key(&stream, 20250102, 1);
	stream_address(&stream, stream_hash("laws"), test, stream_hash("draws"), 0);
	return stream;
}

static struct variate made(const char *name, unsigned form, const double *arguments)
{
	struct variate variate = { 0 };
	const struct variate_type *type = variate_find(name);
	cr_assert_not_null(type, "%s", name);
	const char *wrong = variate_prepare(&variate, type, &type->forms[form], arguments);
	cr_assert_null(wrong, "%s, form %u: %s", name, form, wrong);
	return variate;
}

/* Distribution functions P(X <= x) in the arguments of the case's form. */
static double law_uniform(double x, const double *a) { return gsl_cdf_flat_P(x, a[0], a[1]); }
static double law_exponential(double x, const double *a) { return gsl_cdf_exponential_P(x, a[0]); }
static double law_erlang(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1] / a[0]); }
static double law_gamma(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1]); }
static double law_gamma_sd(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0] * a[0] / (a[1] * a[1]), a[1] * a[1] / a[0]); }
static double law_gamma_cv(double x, const double *a) { return gsl_cdf_gamma_P(x, 1 / (a[1] * a[1]), a[1] * a[1] * a[0]); }
static double law_beta(double x, const double *a) { return gsl_cdf_beta_P((x - a[2]) / (a[3] - a[2]), a[0], a[1]); }
static double law_normal(double x, const double *a) { return gsl_cdf_gaussian_P(x - a[0], a[1]); }
static double law_normal_cv(double x, const double *a) { return gsl_cdf_gaussian_P(x - a[0], fabs(a[0]) * a[1]); }
static double law_weibull(double x, const double *a) { return gsl_cdf_weibull_P(x, a[1], a[0]); }
static double law_loglogistic(double x, const double *a) { return gsl_cdf_logistic_P(log(x / a[1]), 1 / a[0]); }
static double law_pareto(double x, const double *a) { return gsl_cdf_pareto_P(x, a[0], a[1]); }

static double law_triangular(double x, const double *a)
{
	double low = a[0], mode = a[1], high = a[2];
	return x < mode ? (x - low) * (x - low) / ((high - low) * (mode - low)) : 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
}

static double law_pert(double x, const double *a)
{
	double width = a[2] - a[0];
	return gsl_cdf_beta_P((x - a[0]) / width, 1 + a[3] * (a[1] - a[0]) / width, 1 + a[3] * (a[2] - a[1]) / width);
}

static double law_lognormal(double x, const double *a)
{
	double variance = log(1 + a[1] * a[1] / (a[0] * a[0]));
	return gsl_cdf_lognormal_P(x, log(a[0]) - variance / 2, sqrt(variance));
}

static double law_lognormal_cv(double x, const double *a) { return law_lognormal(x, (double[]){ a[0], a[0] * a[1] }); }

static double law_hyperexponential(double x, const double *a)
{
	return a[0] * gsl_cdf_exponential_P(x, a[1]) + (1 - a[0]) * gsl_cdf_exponential_P(x, a[2]);
}

/* Mean 10 and cv 2 with balanced means: p = (1 + sqrt(3/5)) / 2. */
static double law_balanced(double x, const double *a)
{
	double p = (1 + sqrt(0.6)) / 2;
	return law_hyperexponential(x, (double[]){ p, a[0] / (2 * p), a[0] / (2 * (1 - p)) });
}

/* Mean 10 and cv 0.1, solved for elsewhere. */
static double law_weibull_mean(double x, const double *a)
{
	return gsl_cdf_weibull_P(x, a[0] * 1.043037680811981, 12.15343419495615);
}

/* Probabilities P(X = k). */
static double law_poisson(double k, const double *a) { return gsl_ran_poisson_pdf((unsigned)k, a[0]); }
static double law_binomial(double k, const double *a) { return gsl_ran_binomial_pdf((unsigned)k, a[1], (unsigned)a[0]); }
static double law_geometric(double k, const double *a) { return gsl_ran_geometric_pdf((unsigned)k, a[0]); }
static double law_chance(double k, const double *a) { return gsl_ran_bernoulli_pdf((unsigned)k, a[0]); }

static double law_negative_binomial(double k, const double *a)
{
	double variance = a[1] * a[1];
	return gsl_ran_negative_binomial_pdf((unsigned)k, a[0] / variance, a[0] * a[0] / (variance - a[0]));
}

static double law_negative_binomial_cv(double k, const double *a)
{
	return law_negative_binomial(k, (double[]){ a[0], a[0] * a[1] });
}

/* LIGHT: the sample's moments can be judged. HEAVY: there is no fourth moment to judge them by, or it is vast: only the law is compared.
   COUNTS: `law` gives P(X = k). */
enum tail { LIGHT, HEAVY, COUNTS };

struct law {
	const char *name;
	unsigned form;
	double a[VARIATE_ARGUMENTS];
	double (*law)(double x, const double *a);
	double mean, variance, lowest;
	enum tail tail;
};

static const struct law laws[] = {
	{ "uniform", 0, { -2, 6 }, law_uniform, 2, 64 / 12., -2, LIGHT },
	{ "exponential", 0, { 5 }, law_exponential, 5, 25, 0, LIGHT },
	{ "triangular", 0, { 2, 5, 14 }, law_triangular, 7, 6.5, 2, LIGHT },
	{ "triangular", 0, { -3, -3, 1 }, law_triangular, -5 / 3., 8 / 9., -3, LIGHT },
	{ "triangular", 0, { 1, 3, 3 }, law_triangular, 7 / 3., 2 / 9., 1, LIGHT },
	{ "erlang", 0, { 3, 12 }, law_erlang, 12, 48, 0, LIGHT },
	{ "erlang", 0, { 6, 12 }, law_erlang, 12, 24, 0, LIGHT },
	{ "erlang", 0, { 7, 14 }, law_erlang, 14, 28, 0, LIGHT },
	{ "erlang", 0, { 50, 10 }, law_erlang, 10, 2, 0, LIGHT },
	{ "pert", 0, { 2, 5, 14, 4 }, law_pert, 6, 4.571428571428571, 2, LIGHT },
	{ "pert", 0, { 2, 5, 14, 10 }, law_pert, 5.5, 2.28846153846154, 2, LIGHT },
	{ "pert", 0, { 2, 2, 14, 4 }, law_pert, 4, 20 / 7., 2, LIGHT },
	{ "gamma", 0, { 3, 1 }, law_gamma_sd, 3, 1, 0, LIGHT },
	{ "gamma", 0, { 3, 6 }, law_gamma_sd, 3, 36, 0, LIGHT },
	{ "gamma", 1, { 8, 0.5 }, law_gamma_cv, 8, 16, 0, LIGHT },
	{ "gamma", 2, { 2.5, 4 }, law_gamma, 10, 40, 0, LIGHT },
	{ "beta", 0, { 2, 3, 1, 4 }, law_beta, 2.2, 0.36, 1, LIGHT },
	{ "beta", 0, { 0.5, 0.3, 0, 1 }, law_beta, 0.625, 0.130208333333333, 0, LIGHT },
	{ "beta", 0, { 0.5, 2, 0, 1 }, law_beta, 0.2, 0.0457142857142857, 0, LIGHT },
	{ "lognormal", 0, { 20, 6 }, law_lognormal, 20, 36, 0, LIGHT },
	{ "lognormal", 0, { 20, 30 }, law_lognormal, 20, 900, 0, HEAVY },
	{ "lognormal", 1, { 4, 0.25 }, law_lognormal_cv, 4, 1, 0, LIGHT },
	{ "normal", 0, { 10, 2 }, law_normal, 10, 4, -INFINITY, LIGHT },
	{ "normal", 1, { -10, 0.3 }, law_normal_cv, -10, 9, -INFINITY, LIGHT },
	{ "weibull", 0, { 1.5, 40 }, law_weibull, 36.1098117180373, 601.104455702291, 0, LIGHT },
	{ "weibull", 0, { 0.7, 2 }, law_weibull, 2.53164701211457, 13.7073422146126, 0, LIGHT },
	{ "weibull", 0, { 12, 3 }, law_weibull, 2.8748570465185, 0.0846709647532934, 0, LIGHT },
	{ "weibull", 1, { 10, 1 }, law_weibull_mean, 10, 1, 0, LIGHT },
	{ "weibull", 2, { 10, 0.1 }, law_weibull_mean, 10, 1, 0, LIGHT },
	{ "loglogistic", 0, { 10, 10 }, law_loglogistic, 10.1664073846305, 3.54009410128955, 0, LIGHT },
	{ "loglogistic", 0, { 3, 10 }, law_loglogistic, 12.0919957615615, 95.6235537336089, 0, HEAVY },
	{ "loglogistic", 0, { 1.5, 10 }, law_loglogistic, 24.1839915231229, INFINITY, 0, HEAVY },
	{ "loglogistic", 0, { 5000, 10 }, law_loglogistic, 10.0000006579737, 1.31594763445643e-5, 0, LIGHT },
	{ "hyperexponential", 0, { 0.8, 5, 40 }, law_hyperexponential, 12, 536, 0, LIGHT },
	{ "hyperexponential", 1, { 10, 2 }, law_balanced, 10, 400, 0, LIGHT },
	{ "pareto", 0, { 10, 3 }, law_pareto, 3.33333333333333, 0.138888888888889, 3, LIGHT },
	{ "pareto", 0, { 2.5, 10 }, law_pareto, 16.6666666666667, 222.222222222222, 10, HEAVY },
	{ "pareto", 0, { 1, 10 }, law_pareto, INFINITY, INFINITY, 10, HEAVY },
	{ "poisson", 0, { 3 }, law_poisson, 3, 3, 0, COUNTS },
	{ "poisson", 0, { 60 }, law_poisson, 60, 60, 0, COUNTS },
	{ "binomial", 0, { 12, 0.05 }, law_binomial, 0.6, 0.57, 0, COUNTS },
	{ "binomial", 0, { 200, 0.7 }, law_binomial, 140, 42, 0, COUNTS },
	{ "geometric", 0, { 0.25 }, law_geometric, 4, 12, 1, COUNTS },
	{ "negative_binomial", 0, { 4, 3 }, law_negative_binomial, 4, 9, 0, COUNTS },
	{ "negative_binomial", 1, { 20, 0.4 }, law_negative_binomial_cv, 20, 64, 0, COUNTS },
	{ "chance", 0, { 0.3 }, law_chance, 0.3, 0.21, 0, COUNTS },
};

Test(variate, moments_are_those_of_the_distribution)
{
	for (size_t i = 0; i < COUNT_OF(laws); i++) {
		const struct law *l = &laws[i];
		struct variate v = made(l->name, l->form, l->a);
		double mean = v.type->mean(&v), variance = v.type->variance(&v), lowest = v.type->lowest(&v);
		cr_expect(mean == l->mean || fabs(mean - l->mean) < 2e-14 * fabs(l->mean) + 1e-13, "%s %zu: mean %.17g", l->name, i, mean);
		cr_expect(variance == l->variance || fabs(variance - l->variance) < 1e-9 * l->variance, "%s %zu: variance %.17g", l->name, i,
			variance);
		cr_expect_eq(lowest, l->lowest, "%s %zu: lowest %g", l->name, i, lowest);
	}
}

struct sample {
	double mean, variance, fourth, lowest;
};

static struct sample describe(const double *x, size_t n)
{
	struct sample s = { 0, 0, 0, INFINITY };
	for (size_t i = 0; i < n; i++) {
		s.mean += x[i] / (double)n;
		s.lowest = fmin(s.lowest, x[i]);
	}
	for (size_t i = 0; i < n; i++) {
		double square = (x[i] - s.mean) * (x[i] - s.mean);
		s.variance += square / (double)n;
		s.fourth += square * square / (double)n;
	}
	return s;
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* P(D > d) for the largest distance of sample and law, by Kolmogorov's limit (two sided). Sorts x. */
static double kolmogorov_smirnov(double *x, size_t n, double (*law)(double, const double *), const double *a)
{
	double distance = 0, p = 0;
	qsort(x, n, sizeof *x, by_value);
	for (size_t i = 0; i < n; i++) {
		double below = law(x[i], a);
		distance = fmax(distance, fmax((double)(i + 1) / (double)n - below, below - (double)i / (double)n));
	}
	double t = distance * sqrt((double)n);
	for (int k = 1; k < 100; k++)
		p += (k % 2 ? 2 : -2) * exp(-2 * k * k * t * t);
	return t < 0.3 ? 1 : p;
}

/* P of chi-square for counts; neighbouring values share a cell until at least 20 are expected in it. */
static double chi_square(const double *x, size_t n, double (*law)(double, const double *), const double *a)
{
	enum { LARGEST = 1000 };
	double found[LARGEST + 1] = { 0 }, chi = 0, expected = 0, seen = 0, left = (double)n, cells = 0;
	for (size_t i = 0; i < n; i++) {
		cr_assert(x[i] >= 0 && floor(x[i]) == x[i]);
		found[x[i] < LARGEST ? (size_t)x[i] : LARGEST]++;
	}
	for (size_t k = 0; k <= LARGEST; k++) {
		double here = k < LARGEST ? (double)n * law((double)k, a) : left;
		expected += here;
		left -= here;
		seen += found[k];
		if ((expected >= 20 && left >= 20) || k == LARGEST) {
			chi += expected > 0 ? (seen - expected) * (seen - expected) / expected : 0;
			cells++;
			expected = seen = 0;
		}
	}
	return gsl_cdf_chisq_Q(chi, cells - 1);
}

/* The standard error of the mean is sqrt(variance / n), that of the sample's variance sqrt((fourth moment - variance^2) / n). */
Test(variate, draws_have_the_declared_moments)
{
	double *x = malloc(DRAWS * sizeof *x), limit = gsl_cdf_ugaussian_Qinv(false_alarms / (2 * COUNT_OF(laws)) / 2);
	cr_assert_not_null(x);
	for (size_t i = 0; i < COUNT_OF(laws); i++) {
		struct variate v = made(laws[i].name, laws[i].form, laws[i].a);
		struct stream stream = stream_for(i);
		for (size_t k = 0; k < DRAWS; k++)
			x[k] = variate_draw(&v, &stream);
		struct sample s = describe(x, DRAWS);
		cr_expect(s.lowest >= v.type->lowest(&v), "%s %zu: %g drawn", laws[i].name, i, s.lowest);
		if (laws[i].tail == HEAVY)
			continue;
		double mean = v.type->mean(&v), variance = v.type->variance(&v);
		double off_mean = (s.mean - mean) / sqrt(variance / DRAWS);
		double off_variance = (s.variance - variance) / sqrt((s.fourth - s.variance * s.variance) / DRAWS);
		cr_expect(fabs(off_mean) < limit, "%s %zu: mean %g, %g standard errors off", laws[i].name, i, s.mean, off_mean);
		cr_expect(fabs(off_variance) < limit, "%s %zu: variance %g, %g standard errors off", laws[i].name, i, s.variance, off_variance);
	}
	free(x);
}

/* Each draw has its own address here: the first numbers at an address must be as good as those in sequence. */
Test(variate, draws_follow_the_law)
{
	double *x = malloc(DRAWS * sizeof *x);
	cr_assert_not_null(x);
	for (size_t i = 0; i < COUNT_OF(laws); i++) {
		struct variate v = made(laws[i].name, laws[i].form, laws[i].a);
		struct stream stream = stream_for(0);
		for (size_t k = 0; k < DRAWS; k++) {
			stream_address(&stream, stream_hash("laws"), k, i, 0);
			x[k] = variate_draw(&v, &stream);
		}
		double p = laws[i].tail == COUNTS ? chi_square(x, DRAWS, laws[i].law, laws[i].a)
			: kolmogorov_smirnov(x, DRAWS, laws[i].law, laws[i].a);
		cr_expect(p > false_alarms / COUNT_OF(laws), "%s %zu: p %g", laws[i].name, i, p);
	}
	free(x);
}

Test(variate, the_same_address_draws_the_same_value)
{
	for (size_t i = 0; i < COUNT_OF(laws); i++) {
		struct variate v = made(laws[i].name, laws[i].form, laws[i].a);
		struct stream stream = stream_for(i), again = stream_for(i + 1);
		double first = variate_draw(&v, &stream);
		variate_draw(&v, &again);
		stream_address(&again, stream_hash("laws"), i, stream_hash("draws"), 0);
		cr_expect_eq(variate_draw(&v, &again), first, "%s %zu", laws[i].name, i);
	}
}

/* What has no spread left is a constant, to the last digit; what has all its weight on one side does not ask GSL. */
Test(variate, edges_of_the_parameters_give_the_limit)
{
	static const struct {
		const char *name;
		unsigned form;
		double a[VARIATE_ARGUMENTS], value;
	} cases[] = {
		{ "constant", 0, { 0.1 }, 0.1 }, { "uniform", 0, { 0.3, 0.3 }, 0.3 }, { "exponential", 0, { 0 }, 0 },
		{ "triangular", 0, { 0.7, 0.7, 0.7 }, 0.7 }, { "erlang", 0, { 9, 0 }, 0 }, { "erlang", 0, { 2, 0 }, 0 },
		{ "pert", 0, { 0.7, 0.7, 0.7, 4 }, 0.7 }, { "gamma", 0, { 0.3, 0 }, 0.3 }, { "gamma", 1, { 0.3, 0 }, 0.3 },
		{ "gamma", 0, { 0, 0 }, 0 }, { "gamma", 1, { 0, 0.5 }, 0 }, { "gamma", 0, { 1, 1e-170 }, 1 }, { "gamma", 2, { 2, 0 }, 0 },
		{ "beta", 0, { 2, 3, 0.3, 0.3 }, 0.3 }, { "lognormal", 0, { 0.3, 0 }, 0.3 }, { "lognormal", 1, { 0, 0.5 }, 0 },
		{ "normal", 0, { -0.3, 0 }, -0.3 }, { "weibull", 1, { 0.3, 0 }, 0.3 }, { "weibull", 2, { 0, 1 }, 0 },
		{ "weibull", 0, { 2, 0 }, 0 }, { "loglogistic", 0, { 2, 0 }, 0 }, { "loglogistic", 0, { 0.5, 0 }, 0 }, { "hyperexponential", 0, { 1, 0, 5 }, 0 },
		{ "hyperexponential", 0, { 0, 5, 0 }, 0 }, { "pareto", 0, { 1, 0 }, 0 }, { "poisson", 0, { 0 }, 0 },
		{ "binomial", 0, { 0, 0.5 }, 0 }, { "binomial", 0, { 7, 0 }, 0 }, { "binomial", 0, { 7, 1 }, 7 }, { "geometric", 0, { 1 }, 1 },
		{ "chance", 0, { 0 }, 0 }, { "chance", 0, { 1 }, 1 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made(cases[i].name, cases[i].form, cases[i].a);
		struct stream stream = stream_for(i);
		for (int k = 0; k < 100; k++)
			cr_expect_eq(variate_draw(&v, &stream), cases[i].value, "%s %zu", cases[i].name, i);
		cr_expect_eq(v.type->mean(&v), cases[i].value, "mean of %s %zu", cases[i].name, i);
		cr_expect_float_eq(v.type->variance(&v), 0, 1e-300, "variance of %s %zu", cases[i].name, i);
		cr_expect_leq(v.type->lowest(&v), cases[i].value, "lowest of %s %zu", cases[i].name, i);
	}
}

Test(variate, what_is_drawn_at_the_limits_stays_finite)
{
	static const struct {
		const char *name;
		unsigned form;
		double a[VARIATE_ARGUMENTS];
	} cases[] = {
		{ "gamma", 0, { 1, 1000 } }, { "gamma", 2, { 1e-6, 1 } }, { "gamma", 0, { 1, 1e-9 } }, { "beta", 0, { 1e-3, 1e-3, 0, 1 } },
		{ "beta", 0, { 1e9, 1e-3, 0, 1 } }, { "lognormal", 0, { 1, 1e6 } }, { "weibull", 0, { 0.1, 1 } }, { "weibull", 1, { 1, 429 } },
		{ "loglogistic", 0, { 0.1, 1 } }, { "pareto", 0, { 0.1, 1 } }, { "hyperexponential", 1, { 1, 999999 } },
		{ "poisson", 0, { 1e9 } }, { "binomial", 0, { 1e9, 0.5 } }, { "binomial", 0, { 1e9, 1e-9 } }, { "geometric", 0, { 1e-9 } },
		{ "negative_binomial", 0, { 1e8, 3e7 } }, { "negative_binomial", 0, { 1e-3, 100 } }, { "negative_binomial", 0, { 4, 2.00001 } },
		{ "erlang", 0, { 1e15, 1 } }, { "weibull", 1, { 1, 1e-7 } },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made(cases[i].name, cases[i].form, cases[i].a);
		struct stream stream = stream_for(i);
		for (int k = 0; k < 10000; k++) {
			double x = variate_draw(&v, &stream);
			cr_assert(isfinite(x) && x >= v.type->lowest(&v), "%s %zu: %g", cases[i].name, i, x);
		}
	}
}

Test(variate, weibull_finds_its_shape_from_mean_and_sd)
{
	static const struct {
		double cv, shape, scale;
	} cases[] = {
		{ 1e-7, 12825497.57085573, 1.000000045005319 }, { 0.001, 1281.81966100804, 1.000449910373216 },
		{ 0.01, 127.5301533143919, 1.004485764520403 }, { 0.1, 12.15343419495615, 1.043037680811981 }, { 1, 1, 1 },
		{ 3, 0.4113402690207457, 0.3244149995795986 }, { 100, 0.1280466299225738, 3.719682030023075e-5 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made("weibull", 2, (double[]){ 1, cases[i].cv });
		cr_expect_float_eq(1 / v.p[0], cases[i].shape, 1e-9 * cases[i].shape, "cv %g: shape %.16g", cases[i].cv, 1 / v.p[0]);
		cr_expect_float_eq(v.p[1], cases[i].scale, 1e-9 * cases[i].scale, "cv %g: scale %.16g", cases[i].cv, v.p[1]);
		cr_expect_float_eq(v.type->mean(&v), 1, 1e-14, "cv %g", cases[i].cv);
		cr_expect_float_eq(sqrt(v.type->variance(&v)), cases[i].cv, 1e-9 * cases[i].cv, "cv %g", cases[i].cv);
	}
}

Test(variate, wrong_arguments_give_words)
{
	static const struct {
		const char *name;
		unsigned form;
		double a[VARIATE_ARGUMENTS];
		const char *words;
	} cases[] = {
		{ "uniform", 0, { 5, 2 }, "high must not be less than low" }, { "exponential", 0, { -1 }, "mean must not be negative" },
		{ "triangular", 0, { 5, 2, 14 }, "low, mode and high must not fall" }, { "triangular", 0, { 2, 15, 14 }, "must not fall" },
		{ "erlang", 0, { 0, 5 }, "k must be a whole number" }, { "erlang", 0, { 2.5, 5 }, "k must be a whole number" },
		{ "erlang", 0, { 2, -5 }, "mean must not be negative" }, { "pert", 0, { 2, 1, 14, 4 }, "must not fall" },
		{ "pert", 0, { 2, 5, 14, -1 }, "lambda must not be negative" }, { "gamma", 0, { -3, 1 }, "mean must not be negative" },
		{ "gamma", 0, { 3, -1 }, "sd must not be negative" }, { "gamma", 1, { 3, -1 }, "cv must not be negative" },
		{ "gamma", 0, { 0, 1 }, "sd must be 0 when mean is 0" }, { "gamma", 0, { 1, 1e9 }, "sd is too large" },
		{ "gamma", 2, { 0, 1 }, "shape must be" }, { "gamma", 2, { 1, -1 }, "scale must not be negative" },
		{ "beta", 0, { 0, 1, 0, 1 }, "a and b must be" }, { "beta", 0, { 2, 3, 4, 1 }, "high must not be less than low" },
		{ "lognormal", 0, { -20, 15 }, "mean must not be negative" }, { "lognormal", 0, { 20, -15 }, "sd must not be negative" },
		{ "lognormal", 1, { 20, -1 }, "cv must not be negative" }, { "normal", 0, { 1, -1 }, "sd must not be negative" },
		{ "normal", 1, { 1, -1 }, "cv must not be negative" }, { "weibull", 0, { 0, 1 }, "shape must be" },
		{ "weibull", 0, { 1, -1 }, "scale must not be negative" }, { "weibull", 1, { 1, 500 }, "sd is too large" },
		{ "weibull", 1, { 0, 1 }, "sd must be 0 when mean is 0" }, { "loglogistic", 0, { -1, 1 }, "shape must be" },
		{ "hyperexponential", 0, { 1.2, 1, 1 }, "p must be between 0 and 1" },
		{ "hyperexponential", 0, { 0.5, 1, -1 }, "a mean must not be negative" },
		{ "hyperexponential", 1, { 10, 0.5 }, "cv must be at least 1" }, { "pareto", 0, { 0, 1 }, "shape must be" },
		{ "pareto", 0, { 2, -1 }, "low must not be negative" }, { "poisson", 0, { -1 }, "mean must be between" },
		{ "poisson", 0, { 1e12 }, "mean must be between" }, { "binomial", 0, { 2.5, 0.5 }, "n must be a whole number" },
		{ "binomial", 0, { 5, 2 }, "p must be between 0 and 1" }, { "geometric", 0, { 0 }, "p must be more than 0" },
		{ "negative_binomial", 0, { 4, 2 }, "sd must be more than the square root of mean" },
		{ "negative_binomial", 0, { 0, 2 }, "mean must be more than 0" }, { "negative_binomial", 0, { 1, 1e6 }, "sd is too large" },
		{ "chance", 0, { 30 }, "p must be between 0 and 1" }, { "exponential", 0, { NAN }, "not a finite number" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct variate_type *type = variate_find(cases[i].name);
		struct variate v;
		const char *wrong = variate_prepare(&v, type, &type->forms[cases[i].form], cases[i].a);
		cr_expect(wrong != NULL && strstr(wrong, cases[i].words) != NULL, "%s %zu says '%s'", cases[i].name, i, wrong ? wrong : "nothing");
	}
}

static const double good_arguments[VARIATE_ARGUMENTS] = { 1, 1, 1, 1, 1 };

/* Also without variate_prepare in front: the compiler may call a form's own function while a model runs. */
Test(variate, no_form_accepts_what_is_not_a_finite_number)
{
	const double bad[] = { NAN, INFINITY, -INFINITY };
	for (const struct variate_type *type = variate_types; type->name != NULL; type++)
		for (int f = 0; f < 3 && type->forms[f].names[0] != NULL; f++)
			for (unsigned argument = 0; argument < type->forms[f].count; argument++)
				for (size_t i = 0; i < COUNT_OF(bad); i++) {
					double a[VARIATE_ARGUMENTS];
					memcpy(a, good_arguments, sizeof a);
					a[argument] = bad[i];
					struct variate v = { .type = type };
					cr_expect_not_null(type->forms[f].prepare(&v, a), "%s, form %d, argument %u: %g", type->name, f, argument, bad[i]);
				}
}

Test(variate, the_table_is_complete)
{
	static const char *const names[] = { "constant", "uniform", "exponential", "triangular", "erlang", "pert", "gamma", "beta",
		"lognormal", "normal", "weibull", "loglogistic", "hyperexponential", "pareto", "poisson", "binomial", "geometric",
		"negative_binomial", "chance", "choice", "empirical", "trace" };
	size_t count = 0;
	for (const struct variate_type *type = variate_types; type->name != NULL; type++, count++) {
		cr_expect_eq(variate_find(type->name), type, "%s", type->name);
		cr_expect(type->help != NULL && type->draw != NULL && type->mean != NULL && type->variance != NULL && type->lowest != NULL,
			"%s", type->name);
		cr_expect(strncmp(type->example, type->name, strlen(type->name)) == 0, "example of %s", type->name);
		for (int f = 0; f < 3 && type->forms[f].names[0] != NULL; f++) {
			const struct variate_form *form = &type->forms[f];
			cr_expect(form->count <= VARIATE_ARGUMENTS && form->optional < form->count && form->prepare != NULL, "%s", type->name);
			for (unsigned i = 0; i < VARIATE_ARGUMENTS; i++)
				cr_expect_eq(form->names[i] != NULL, i < form->count, "%s: argument %u", type->name, i);
		}
	}
	cr_expect_eq(count, COUNT_OF(names));
	for (size_t i = 0; i < COUNT_OF(names); i++)
		cr_expect_not_null(variate_find(names[i]), "%s", names[i]);
	cr_expect_null(variate_find("gaussian"));
	cr_expect_str_eq(variate_exponential->name, "exponential");
	cr_expect_str_eq(variate_normal->name, "normal");
	cr_expect_str_eq(variate_choice->name, "choice");
	cr_expect_str_eq(variate_empirical->name, "empirical");
	cr_expect_str_eq(variate_trace->name, "trace");
}

/* The part of a normal above 0: a[0] is the mean, a[1] the sd. */
static double law_above_zero(double x, const double *a)
{
	return 1 - gsl_cdf_gaussian_Q(x - a[0], a[1]) / gsl_cdf_gaussian_Q(-a[0], a[1]);
}

Test(variate, a_normal_duration_is_the_normal_cut_off_below_0)
{
	static const double cases[][4] = {   /* mean, sd; mean and variance of the duration */
		{ 1, 1, 1.28759997093918, 0.629686285776605 }, { 3, 1, 3.00443783904213, 0.986666788458259 },
		{ -1, 1, 0.525135276160981, 0.199097665570349 }, { -8, 2, 0.451214288978942, 0.186691353589691 },
		{ 0, 2, 1.59576912160573, 1.45352091052967 }, { -60, 2, 0.0665193348673541, 0.00441508604756036 }, { 60, 2, 60, 4 },
	};
	double *x = malloc(DRAWS * sizeof *x), limit = gsl_cdf_ugaussian_Qinv(false_alarms / (3 * COUNT_OF(cases)) / 2);
	cr_assert_not_null(x);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made("normal", 0, cases[i]);
		double mean = variate_mean_duration(&v), variance = variate_variance_duration(&v);
		cr_expect_float_eq(mean, cases[i][2], 1e-9 * cases[i][2], "case %zu: mean %.15g", i, mean);
		cr_expect_float_eq(variance, cases[i][3], 1e-7 * cases[i][3], "case %zu: variance %.15g", i, variance);
		struct stream stream = stream_for(1000 + i);
		for (size_t k = 0; k < DRAWS; k++)
			x[k] = variate_draw_duration(&v, &stream);
		struct sample s = describe(x, DRAWS);
		cr_expect_geq(s.lowest, 0);
		cr_expect(fabs(s.mean - mean) < limit * sqrt(variance / DRAWS), "case %zu: mean %g", i, s.mean);
		cr_expect(fabs(s.variance - variance) < limit * sqrt((s.fourth - s.variance * s.variance) / DRAWS), "case %zu: variance %g", i,
			s.variance);
		double p = kolmogorov_smirnov(x, DRAWS, law_above_zero, cases[i]);
		cr_expect(p > false_alarms / (3 * COUNT_OF(cases)), "case %zu: p %g", i, p);
	}
	free(x);
}

Test(variate, durations_of_other_distributions_are_plain_draws)
{
	struct variate gamma = made("gamma", 0, (double[]){ 3, 1 }), fixed = made("normal", 0, (double[]){ -3, 0 });
	struct stream a = stream_for(1), b = a;
	cr_expect_eq(variate_draw_duration(&gamma, &a), variate_draw(&gamma, &b));
	cr_expect_eq(variate_mean_duration(&gamma), 3);
	cr_expect_float_eq(variate_variance_duration(&gamma), 1, 1e-15);
	cr_expect_eq(variate_draw_duration(&fixed, &a), 0);
	cr_expect_eq(variate_mean_duration(&fixed), 0);
	cr_expect_eq(variate_variance_duration(&fixed), 0);
	struct variate far = made("normal", 0, (double[]){ 1e10, 1 });
	cr_expect_eq(variate_mean_duration(&far), 1e10);
	cr_expect_eq(variate_variance_duration(&far), 1);
}

Test(variate, choice_draws_each_value_by_its_weight)
{
	enum { LARGEST = 200 };
	static const size_t counts[] = { 1, 2, 7, 8, 9, 17, LARGEST };
	double values[LARGEST], weights[LARGEST], cumulative[LARGEST];
	for (size_t c = 0; c < COUNT_OF(counts); c++) {
		size_t count = counts[c], cells = 0;
		double total = 0, found[LARGEST] = { 0 }, chi = 0;
		for (size_t i = 0; i < count; i++) {
			values[i] = (double)i;
			weights[i] = count > 2 && i % 3 == 2 ? 0 : 1 + (double)(i % 5);   /* some have no weight, also the last */
			total += weights[i];
		}
		struct variate_table table;
		cr_assert_null(variate_table_choice(&table, values, weights, count, cumulative));
		struct variate v = { .type = variate_choice, .table = &table };
		struct stream stream = stream_for(2000 + c);
		for (int k = 0; k < DRAWS; k++)
			found[(size_t)variate_draw(&v, &stream)]++;
		for (size_t i = 0; i < count; i++) {
			double expected = DRAWS * weights[i] / total;
			cells += weights[i] > 0;
			cr_expect(weights[i] > 0 || found[i] == 0, "%zu of %zu has no weight", i, count);
			chi += weights[i] > 0 ? (found[i] - expected) * (found[i] - expected) / expected : 0;
		}
		cr_expect(cells == 1 || gsl_cdf_chisq_Q(chi, (double)(cells - 1)) > false_alarms / COUNT_OF(counts), "%zu values: chi-square %g",
			count, chi);
		cr_expect_eq(cumulative[count - 1], 1);
	}
}

/* Next to the borders of the shares, where rounding would give the neighbour. */
Test(variate, choice_takes_the_first_value_whose_share_reaches_the_number)
{
	const double values[] = { 7, 3, 5, -9 }, weights[] = { 1, 2, 1, 0 };
	double cumulative[4];
	struct variate_table table;
	cr_assert_null(variate_table_choice(&table, values, weights, 4, cumulative));
	struct variate v = { .type = variate_choice, .table = &table };
	static const struct {
		uint64_t word;
		double value;
	} cases[] = {
		{ 0, 7 }, { (UINT64_C(1) << 62) - 1, 7 }, { UINT64_C(1) << 62, 3 }, { (UINT64_C(3) << 62) - 1, 3 }, { UINT64_C(3) << 62, 5 },
		{ UINT64_MAX, 5 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct stream stream = { .block = { cases[i].word } };
		cr_expect_eq(variate_draw(&v, &stream), cases[i].value, "case %zu", i);
	}
	cr_expect_float_eq(v.type->mean(&v), 4.5, 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 2.75, 1e-15);
	cr_expect_eq(v.type->lowest(&v), 3);
}

static double law_smooth(double x, const double *a)
{
	(void)a;
	return x < 2 ? (x - 1) / 2 : 0.5 + (x - 2) / 4;
}

Test(variate, empirical_draws_from_the_values_or_between_them)
{
	const double values[] = { 1, 2, 4 };
	struct variate_table table;
	double *x = malloc(DRAWS * sizeof *x), found[5] = { 0 }, chi = 0;
	cr_assert_not_null(x);
	cr_assert_null(variate_table_data(&table, values, 3, false));
	struct variate v = { .type = variate_empirical, .table = &table };
	cr_expect_float_eq(v.type->mean(&v), 7 / 3., 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 14 / 9., 1e-15);
	cr_expect_eq(v.type->lowest(&v), 1);
	struct stream stream = stream_for(3000);
	for (int k = 0; k < DRAWS; k++)
		found[(size_t)variate_draw(&v, &stream)]++;
	for (int i = 0; i < 3; i++)
		chi += pow(found[(size_t)values[i]] - DRAWS / 3., 2) / (DRAWS / 3.);
	cr_expect(gsl_cdf_chisq_Q(chi, 2) > false_alarms, "chi-square %g", chi);
	cr_assert_null(variate_table_data(&table, values, 3, true));
	cr_expect_float_eq(v.type->mean(&v), 2.25, 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 37 / 48., 1e-15);
	for (int k = 0; k < DRAWS; k++)
		x[k] = variate_draw(&v, &stream);
	cr_expect_gt(kolmogorov_smirnov(x, DRAWS, law_smooth, NULL), false_alarms);
	struct stream last = { .block = { UINT64_MAX } };
	cr_expect(variate_draw(&v, &last) <= 4);
	cr_assert_null(variate_table_data(&table, values, 1, true));
	cr_expect_eq(variate_draw(&v, &stream), 1);
	cr_expect_eq(v.type->variance(&v), 0);
	free(x);
}

Test(variate, trace_reads_its_column_around)
{
	const double values[] = { 4, 1, 3 };
	struct variate_table table;
	cr_assert_null(variate_table_data(&table, values, 3, false));
	struct variate v = { .type = variate_trace, .table = &table };
	for (unsigned i = 0; i < 9; i++) {
		struct stream stream = stream_for(i);
		cr_expect_eq(variate_trace_value(&v, i), values[i % 3]);
		cr_expect_eq(variate_draw(&v, &stream), values[i % 3]);
	}
	cr_expect_float_eq(v.type->mean(&v), 8 / 3., 1e-15);
	cr_expect_eq(v.type->lowest(&v), 1);
}

Test(variate, wrong_tables_give_words)
{
	const double values[] = { 1, NAN }, ones[] = { 1, 1 }, negative[] = { 2, -1 }, none[] = { 0, 0 };
	double cumulative[2];
	struct variate_table table;
	cr_expect_str_eq(variate_table_data(&table, values, 0, false), "there are no values");
	cr_expect_str_eq(variate_table_data(&table, values, 2, false), "a value is not a finite number");
	cr_expect_str_eq(variate_table_choice(&table, ones, negative, 2, cumulative), "a weight must not be negative");
	cr_expect_str_eq(variate_table_choice(&table, ones, none, 2, cumulative), "the weights must not all be 0");
	cr_expect_str_eq(variate_table_choice(&table, ones, ones, 0, cumulative), "there are no values");
}
