/* Distributions that count. Invariant: what is drawn is a whole number of at least 0, and small enough for GSL, which counts in
   unsigned int: no parameters are accepted that could take it past 4e9. */
#include <gsl/gsl_randist.h>
#include "variate_family.h"

static const double largest_count = 1e9;

static bool is_probability(double p)
{
	return p >= 0 && p <= 1;
}

/* poisson: mean. */
const char *variate_prepare_poisson(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	return arguments[0] >= 0 && arguments[0] <= largest_count ? NULL : "mean must be between 0 and 1000000000";
}

double variate_draw_poisson(const struct variate *variate, struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	return gsl_ran_poisson(&rng, variate->p[0]);
}

double variate_mean_poisson(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_poisson(const struct variate *variate)
{
	return variate->p[0];
}

double variate_lowest_poisson(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* binomial: n, p. */
const char *variate_prepare_binomial(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1];
	if (!(arguments[0] >= 0 && arguments[0] <= largest_count && floor(arguments[0]) == arguments[0]))
		return "n must be a whole number between 0 and 1000000000";
	return is_probability(arguments[1]) ? NULL : "p must be between 0 and 1";
}

double variate_draw_binomial(const struct variate *variate, struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	double n = variate->p[0], p = variate->p[1];
	if (p == 0 || p == 1)
		return n * p;
	return gsl_ran_binomial(&rng, p, (unsigned)n);
}

double variate_mean_binomial(const struct variate *variate)
{
	return variate->p[0] * variate->p[1];
}

double variate_variance_binomial(const struct variate *variate)
{
	return variate->p[0] * variate->p[1] * (1 - variate->p[1]);
}

double variate_lowest_binomial(const struct variate *variate)
{
	return variate->p[1] == 1 ? variate->p[0] : 0;
}

/* geometric: p, log(1 - p). Trials up to the first success, by inversion: P(more than k) = (1 - p)^k. */
const char *variate_prepare_geometric(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = log1p(-arguments[0]);
	return arguments[0] >= 1e-9 && arguments[0] <= 1 ? NULL : "p must be more than 0 (at least 0.000000001) and at most 1";
}

double variate_draw_geometric(const struct variate *variate, struct stream *stream)
{
	return fmax(1, ceil(log(stream_uniform(stream)) / variate->p[1]));
}

double variate_mean_geometric(const struct variate *variate)
{
	return 1 / variate->p[0];
}

double variate_variance_geometric(const struct variate *variate)
{
	return (1 - variate->p[0]) / (variate->p[0] * variate->p[0]);
}

double variate_lowest_geometric(const struct variate *variate)
{
	(void)variate;
	return 1;
}

/* negative_binomial: mean, shape, scale: a Poisson number whose mean is gamma distributed (Johnson, Kemp, Kotz 2005, section 5.3),
   so that its variance is mean (1 + scale). The limits keep the gamma number below 1e9. */
static const char *negative_binomial_moments(struct variate *variate, double mean, double sd, const char *negative_sd)
{
	if (!(mean > 0 && mean <= 1e8))
		return "mean must be more than 0 and at most 100000000";
	if (!variate_is_not_negative(sd))
		return negative_sd;
	double scale = sd * sd / mean - 1;
	if (!(scale > 1e-9))
		return "sd must be more than the square root of mean (with less spread, use poisson)";
	if (!(scale <= 1e7))
		return "sd is too large (sd * sd must be at most 10000000 times the mean)";
	variate->p[0] = mean;
	variate->p[1] = mean / scale;
	variate->p[2] = scale;
	return NULL;
}

const char *variate_prepare_negative_binomial(struct variate *variate, const double *arguments)
{
	return negative_binomial_moments(variate, arguments[0], arguments[1], "sd must not be negative");
}

const char *variate_prepare_negative_binomial_cv(struct variate *variate, const double *arguments)
{
	return negative_binomial_moments(variate, arguments[0], arguments[0] * arguments[1], "cv must not be negative");
}

double variate_draw_negative_binomial(const struct variate *variate, struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	return gsl_ran_poisson(&rng, gsl_ran_gamma(&rng, variate->p[1], variate->p[2]));
}

double variate_mean_negative_binomial(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_negative_binomial(const struct variate *variate)
{
	return variate->p[0] * (1 + variate->p[2]);
}

double variate_lowest_negative_binomial(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* chance: p. */
const char *variate_prepare_chance(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	return is_probability(arguments[0]) ? NULL : "p must be between 0 and 1";
}

double variate_draw_chance(const struct variate *variate, struct stream *stream)
{
	return stream_uniform(stream) < variate->p[0];
}

double variate_mean_chance(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_chance(const struct variate *variate)
{
	return variate->p[0] * (1 - variate->p[0]);
}

double variate_lowest_chance(const struct variate *variate)
{
	return variate->p[0] == 1;
}
