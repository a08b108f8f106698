/* Distributions: each one's declared moments against numbers worked out elsewhere, and its draws against both its moments and its law
   (Kolmogorov-Smirnov or chi-square with GSL's distribution functions). Seeds are fixed and were chosen before looking; the bounds
   leave 1 % false alarms to each whole family of comparisons. */
#include <stdlib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include "variate_common.h"

enum { DRAWS = 200000 };

static const double false_alarms = 0.01;

/* Distribution functions P(X <= x) in the arguments of the case's form. */
static double law_uniform(double x, const double *a) { return gsl_cdf_flat_P(x, a[0], a[1]); }
static double law_exponential(double x, const double *a) { return gsl_cdf_exponential_P(x, a[0]); }
static double law_erlang(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1] / a[0]); }
static double law_gamma(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1]); }
static double law_gamma_cv(double x, const double *a) { return gsl_cdf_gamma_P(x, 1 / (a[1] * a[1]), a[1] * a[1] * a[0]); }
static double law_gamma_sd(double x, const double *a) { return law_gamma_cv(x, (double[]){ a[0], a[1] / a[0] }); }
static double law_beta(double x, const double *a) { return gsl_cdf_beta_P((x - a[2]) / (a[3] - a[2]), a[0], a[1]); }
static double law_normal(double x, const double *a) { return gsl_cdf_gaussian_P(x - a[0], a[1]); }
static double law_normal_cv(double x, const double *a) { return gsl_cdf_gaussian_P(x - a[0], fabs(a[0]) * a[1]); }
static double law_weibull(double x, const double *a) { return gsl_cdf_weibull_P(x, a[1], a[0]); }
static double law_loglogistic(double x, const double *a) { return gsl_cdf_logistic_P(log(x / a[1]), 1 / a[0]); }
static double law_pareto(double x, const double *a) { return gsl_cdf_pareto_P(x, a[0], a[1]); }

static double law_triangular(double x, const double *a)
{
	double low = a[0], mode = a[1], high = a[2];
	if (x < mode)
		return (x - low) * (x - low) / ((high - low) * (mode - low));
	return 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
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

/* LIGHT: the sample's moments can be judged. HEAVY: there is no fourth moment to judge them by, or it is vast: only the law is
   compared. COUNTS: `law` gives P(X = k). */
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
