/* What the table of distributions (variate.c) is made of: the functions of each, defined by mechanism in variate_formula.c (one or
   two uniform or exponential numbers put into a formula), variate_gsl.c (GSL's generators), variate_count.c and variate_table.c; their
   quantiles in variate_quantile.c. */
#ifndef TAKT_SIM_VARIATE_FAMILY_H
#define TAKT_SIM_VARIATE_FAMILY_H

#include <math.h>
#include "variate.h"

#define VARIATE_FAMILIES(X) \
	X(constant) X(uniform) X(exponential) X(triangular) X(weibull) X(loglogistic) X(hyperexponential) X(pareto) \
	X(erlang) X(gamma) X(beta) X(lognormal) X(normal) \
	X(poisson) X(binomial) X(geometric) X(negative_binomial) X(chance) \
	X(choice) X(empirical) X(trace)

/* Those without gaps between their values. */
#define VARIATE_QUANTILES(X) \
	X(constant) X(uniform) X(exponential) X(triangular) X(weibull) X(loglogistic) X(hyperexponential) X(pareto) \
	X(erlang) X(gamma) X(beta) X(lognormal) X(normal)

#define VARIATE_FORMS(X) \
	X(constant) X(uniform) X(exponential) X(triangular) X(weibull) X(weibull_sd) X(weibull_cv) X(loglogistic) \
	X(hyperexponential) X(hyperexponential_cv) X(pareto) \
	X(erlang) X(gamma) X(gamma_sd) X(gamma_cv) X(beta) X(pert) X(lognormal) X(lognormal_cv) X(normal) X(normal_cv) \
	X(poisson) X(binomial) X(geometric) X(negative_binomial) X(negative_binomial_cv) X(chance)

#define VARIATE_DECLARE_FAMILY(name) \
	double variate_draw_##name(const struct variate *variate, struct stream *stream); \
	double variate_mean_##name(const struct variate *variate); \
	double variate_variance_##name(const struct variate *variate); \
	double variate_lowest_##name(const struct variate *variate);
#define VARIATE_DECLARE_QUANTILE(name) double variate_quantile_##name(const struct variate *variate, double u);
#define VARIATE_DECLARE_FORM(name) const char *variate_prepare_##name(struct variate *variate, const double *arguments);

VARIATE_FAMILIES(VARIATE_DECLARE_FAMILY)
VARIATE_FORMS(VARIATE_DECLARE_FORM)
VARIATE_QUANTILES(VARIATE_DECLARE_QUANTILE)

/* Checks that a number which is not a number cannot pass. */
static inline bool variate_is_positive(double x)
{
	return x > 0 && isfinite(x);
}

static inline bool variate_is_not_negative(double x)
{
	return x >= 0 && isfinite(x);
}

/* The words for a mean and sd (or cv) of something that cannot be negative; NULL when they can be. */
static inline const char *variate_check_spread(double mean, double sd, const char *negative_sd)
{
	if (!variate_is_not_negative(mean))
		return "mean must not be negative";
	if (!variate_is_not_negative(sd))
		return negative_sd;
	return mean == 0 && sd > 0 ? "sd must be 0 when mean is 0" : NULL;
}

#endif
