/* Quantiles, held against GSL's distribution functions, and numbers that go together with a given one. */
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics_double.h>
#include <stdlib.h>
#include <string.h>
#include "variate_common.h"

static double below_uniform(double x, const double *a) { return gsl_cdf_flat_P(x, a[0], a[1]); }
static double below_exponential(double x, const double *a) { return gsl_cdf_exponential_P(x, a[0]); }
static double below_erlang(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1] / a[0]); }
static double below_gamma(double x, const double *a) { return gsl_cdf_gamma_P(x, a[0], a[1]); }
static double below_beta(double x, const double *a) { return gsl_cdf_beta_P((x - a[2]) / (a[3] - a[2]), a[0], a[1]); }
static double below_normal(double x, const double *a) { return gsl_cdf_gaussian_P(x - a[0], a[1]); }
static double below_weibull(double x, const double *a) { return gsl_cdf_weibull_P(x, a[1], a[0]); }
static double below_loglogistic(double x, const double *a) { return gsl_cdf_logistic_P(log(x / a[1]), 1 / a[0]); }
static double below_pareto(double x, const double *a) { return gsl_cdf_pareto_P(x, a[0], a[1]); }

static double below_triangular(double x, const double *a)
{
	double low = a[0], mode = a[1], high = a[2];
	if (x < mode)
		return (x - low) * (x - low) / ((high - low) * (mode - low));
	return 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
}

static double below_pert(double x, const double *a)
{
	double width = a[2] - a[0];
	return gsl_cdf_beta_P((x - a[0]) / width, 1 + a[3] * (a[1] - a[0]) / width, 1 + a[3] * (a[2] - a[1]) / width);
}

static double below_lognormal(double x, const double *a)
{
	double variance = log(1 + a[1] * a[1] / (a[0] * a[0]));
	return gsl_cdf_lognormal_P(x, log(a[0]) - variance / 2, sqrt(variance));
}

static double below_hyperexponential(double x, const double *a)
{
	return a[0] * gsl_cdf_exponential_P(x, a[1]) + (1 - a[0]) * gsl_cdf_exponential_P(x, a[2]);
}

static const struct {
	const char *name;
	unsigned form;
	double a[VARIATE_ARGUMENTS];
	double (*below)(double x, const double *a);
} cases[] = {
	{ "uniform", 0, { -2, 6 }, below_uniform },
	{ "exponential", 0, { 5 }, below_exponential },
	{ "triangular", 0, { 2, 5, 14 }, below_triangular },
	{ "triangular", 0, { -3, -3, 1 }, below_triangular },
	{ "triangular", 0, { 1, 3, 3 }, below_triangular },
	{ "erlang", 0, { 3, 12 }, below_erlang },
	{ "erlang", 0, { 50, 10 }, below_erlang },
	{ "pert", 0, { 2, 5, 14, 4 }, below_pert },
	{ "pert", 0, { 2, 2, 14, 4 }, below_pert },
	{ "gamma", 2, { 2.5, 4 }, below_gamma },
	{ "gamma", 2, { 0.02, 4 }, below_gamma },
	{ "gamma", 2, { 0.3, 4 }, below_gamma },
	{ "gamma", 2, { 100000, 4 }, below_gamma },
	{ "beta", 0, { 2, 3, 1, 4 }, below_beta },
	{ "beta", 0, { 0.05, 0.03, 0, 1 }, below_beta },
	{ "beta", 0, { 0.5, 20, 0, 1 }, below_beta },
	{ "beta", 0, { 4000, 9000, 0, 1 }, below_beta },
	{ "lognormal", 0, { 20, 30 }, below_lognormal },
	{ "normal", 0, { 10, 2 }, below_normal },
	{ "weibull", 0, { 0.7, 2 }, below_weibull },
	{ "weibull", 0, { 12, 3 }, below_weibull },
	{ "loglogistic", 0, { 1.5, 10 }, below_loglogistic },
	{ "hyperexponential", 0, { 0.8, 5, 40 }, below_hyperexponential },
	{ "hyperexponential", 0, { 0.001, 5000, 1 }, below_hyperexponential },
	{ "pareto", 0, { 1, 10 }, below_pareto },
};

static void quiet(void)
{
	gsl_set_error_handler_off();
}

TestSuite(variate_quantile, .init = quiet);

Test(variate_quantile, the_given_share_lies_below)
{
	static const double shares[] = { 1e-9, 0.001, 0.1, 0.3, 0.5, 0.72, 0.9, 0.999, 1 - 1e-9 };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made(cases[i].name, cases[i].form, cases[i].a);
		double last = -INFINITY;
		for (size_t j = 0; j < COUNT_OF(shares); j++) {
			double x = variate_quantile(&v, shares[j]), share = cases[i].below(x, cases[i].a);
			double off = fabs(share - shares[j]) / fmin(shares[j], 1 - shares[j]);
			bool steep = fabs(x) < 1e-300 || cases[i].below(nextafter(x, INFINITY), cases[i].a) - share > 1e-12;
			/* No number is nearer, as where beta(0.05, 0.03, …) is near 1. */
			cr_expect(off < 2e-6 || steep, "%s %zu: at %g, %.17g, below which %.17g lies", cases[i].name, i, shares[j], x, share);
			cr_expect(x >= last, "%s %zu falls at %g", cases[i].name, i, shares[j]);
			last = x;
		}
	}
}

Test(variate_quantile, mean_of_all_quantiles_is_the_mean)
{
	enum { MANY = 20000 };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made(cases[i].name, cases[i].form, cases[i].a);
		double sum = 0, variance = v.type->variance(&v);
		if (isinf(variance) || strcmp(cases[i].name, "lognormal") == 0 || cases[i].a[0] == 0.001 || cases[i].a[0] == 0.02)
			continue;   /* of what has a heavy tail, much lies between the last two */
		for (int j = 0; j < MANY; j++)
			sum += variate_quantile(&v, (j + 0.5) / MANY);
		cr_expect_float_eq(sum / MANY, v.type->mean(&v), 2e-3 * sqrt(variance), "%s %zu: %g", cases[i].name, i, sum / MANY);
	}
}

Test(variate_quantile, one_for_each_distribution_without_gaps)
{
	static const char *const without[] = {
		"choice", "empirical", "trace", "poisson", "binomial", "geometric", "negative_binomial", "chance"
	};
	for (const struct variate_type *type = variate_types; type->name; type++) {
		bool has = true;
		for (size_t i = 0; i < COUNT_OF(without); i++)
			has = has && strcmp(type->name, without[i]) != 0;
		cr_expect_eq(type->quantile != NULL, has, "%s", type->name);
	}
}

Test(variate_quantile, ends_are_finite_and_what_is_no_luck_has_no_value)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct variate v = made(cases[i].name, cases[i].form, cases[i].a);
		cr_expect(isfinite(variate_quantile(&v, 0)) && isfinite(variate_quantile(&v, 1)), "%s %zu", cases[i].name, i);
		cr_expect(isnan(variate_quantile(&v, -0.01)) && isnan(variate_quantile(&v, 1.01)), "%s %zu", cases[i].name, i);
		cr_expect(isnan(variate_quantile(&v, NAN)) && isnan(variate_quantile_duration(&v, NAN)), "%s %zu", cases[i].name, i);
	}
}

Test(variate_quantile, exact_where_it_is_known)
{
	struct variate point = made("constant", 0, (double[]){ 7 }), none = made("normal", 0, (double[]){ 5, 0 });
	cr_expect_eq(variate_quantile(&point, 0.9), 7);
	cr_expect_eq(variate_quantile(&none, 0.9), 5);
	struct variate flat = made("uniform", 0, (double[]){ 2, 6 }), steep = made("triangular", 0, (double[]){ 3, 3, 3 });
	cr_expect_float_eq(variate_quantile(&flat, 0.25), 3, 1e-12);
	cr_expect_eq(variate_quantile(&steep, 0.25), 3);
	struct variate still = made("gamma", 0, (double[]){ 4, 0 }), one = made("hyperexponential", 0, (double[]){ 0.75, 0, 4 });
	cr_expect_eq(variate_quantile(&still, 0.25), 4);
	cr_expect_eq(variate_quantile(&one, 0.75), 0);
	cr_expect_float_eq(variate_quantile(&one, 0.875), 4 * log(2), 1e-12);
}

/* What is left of a normal above 0. */
Test(variate_quantile, normal_as_a_duration)
{
	static const double forms[][2] = { { 10, 2 }, { 1, 3 }, { -20, 5 }, { -60, 2 } };
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		double mean = forms[i][0], sd = forms[i][1], all = gsl_cdf_gaussian_Q(-mean, sd), sum = 0;
		struct variate v = made("normal", 0, forms[i]);
		for (int j = 1; j < 2000; j++) {
			double u = j / 2000., x = variate_quantile_duration(&v, u);
			cr_assert(x >= 0, "%g", x);
			cr_assert_float_eq(gsl_cdf_gaussian_Q(x - mean, sd) / all, 1 - u, 1e-6, "normal(%g, %g): %g at %g", mean, sd, x, u);
			sum += x;
		}
		cr_expect_float_eq(sum / 1999, variate_mean_duration(&v), 0.003 * sd, "normal(%g, %g)", mean, sd);
	}
	struct variate other = made("uniform", 0, (double[]){ 2, 6 }), never = made("normal", 0, (double[]){ -3, 0 });
	cr_expect_float_eq(variate_quantile_duration(&other, 0.5), 4, 1e-12);
	cr_expect_eq(variate_quantile_duration(&never, 0.5), 0);
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Uniform, and with the correlation asked for. Bounds of 4.4 standard errors: one in 100,000 each. */
Test(variate_quantile, correlated)
{
	enum { DRAWS = 50000 };
	static const double by[] = { -1, -0.8, -0.3, 0, 0.5, 0.95, 1 };
	double *luck = malloc(DRAWS * sizeof *luck), *out = malloc(DRAWS * sizeof *out), *own = malloc(DRAWS * sizeof *own);
	for (size_t i = 0; i < COUNT_OF(by); i++) {
		struct stream stream = stream_for(i);
		for (int j = 0; j < DRAWS; j++) {
			luck[j] = stream_uniform(&stream);
			own[j] = variate_correlated(luck[j], by[i], &stream);
			luck[j] = gsl_cdf_ugaussian_Pinv(luck[j]);
			out[j] = gsl_cdf_ugaussian_Pinv(own[j]);
		}
		double r = gsl_stats_correlation(luck, 1, out, 1, DRAWS);
		cr_expect_float_eq(r, by[i], 1e-9 + 4.4 * (1 - by[i] * by[i]) / sqrt(DRAWS), "%g: %g", by[i], r);
		qsort(own, DRAWS, sizeof *own, by_size);
		double gap = 0;
		for (int j = 0; j < DRAWS; j++)
			gap = fmax(gap, fabs(own[j] - (j + 0.5) / DRAWS));
		cr_expect_lt(gap * sqrt(DRAWS), 2.5, "%g: %g", by[i], gap);
	}
	free(luck);
	free(out);
	free(own);
}

Test(variate_quantile, what_is_expected_of_correlated)
{
	enum { DRAWS = 40000 };
	static const double lucks[] = { 0.02, 0.5, 0.9 }, by[] = { -0.7, 0, 0.4, 1 };
	for (size_t i = 0; i < COUNT_OF(lucks); i++)
		for (size_t k = 0; k < COUNT_OF(by); k++) {
			struct stream stream = stream_for(100 + 10 * i + k);
			double sum = 0;
			for (int j = 0; j < DRAWS; j++)
				sum += variate_correlated(lucks[i], by[k], &stream);
			cr_expect_float_eq(sum / DRAWS, variate_correlated_mean(lucks[i], by[k]), 1e-9 + 4.4 * 0.289 / sqrt(DRAWS), "%g by %g",
				lucks[i], by[k]);
		}
	struct stream stream = stream_for(1);
	cr_expect(isnan(variate_correlated(1.5, 0, &stream)) && isnan(variate_correlated(0.5, 1.5, &stream)));
	cr_expect(isnan(variate_correlated_mean(-1, 0)) && isnan(variate_correlated_mean(0.5, NAN)));
}
