/* Quantiles: the value below which a given share of a distribution lies. What shares one number between 0 and 1, its luck, is large
   together and small together. Invariant: a quantile of a uniform number has the distribution itself. */
#include <float.h>
#include <string.h>
#include <gsl/gsl_cdf.h>
#include "variate_family.h"

/* Nothing is so sure, or so unlikely, that it could not be told from 0 or 1: there some quantiles are infinite. */
static const double least = 0x1p-53, most = 1 - 0x1p-53;

double variate_quantile_constant(const struct variate *variate, double u)
{
	(void)u;
	return variate->p[0];
}

double variate_quantile_uniform(const struct variate *variate, double u)
{
	return variate->p[0] + variate->p[1] * u;
}

double variate_quantile_exponential(const struct variate *variate, double u)
{
	return variate->p[0] * -log1p(-u);
}

double variate_quantile_triangular(const struct variate *variate, double u)
{
	double rise = variate->p[2];
	return variate->p[0] + variate->p[1] * (u < rise ? sqrt(u * rise) : 1 - sqrt((1 - u) * (1 - rise)));
}

double variate_quantile_weibull(const struct variate *variate, double u)
{
	return variate->p[1] * pow(-log1p(-u), variate->p[0]);
}

double variate_quantile_loglogistic(const struct variate *variate, double u)
{
	return variate->p[1] * pow(u / (1 - u), variate->p[0]);
}

/* The share above x, which falls. */
static double share_above(const struct variate *variate, double x)
{
	double p = variate->p[0];
	return p * exp(-x / variate->p[1]) + (1 - p) * exp(-x / variate->p[2]);
}

/* Between the quantiles of its two parts, by halves. */
double variate_quantile_hyperexponential(const struct variate *variate, double u)
{
	double one = variate->p[1] * -log1p(-u), other = variate->p[2] * -log1p(-u);
	double low = fmin(one, other), high = fmax(one, other);
	if (variate->p[1] == 0 || variate->p[2] == 0 || low == high) {
		double share = variate->p[1] == 0 ? variate->p[0] : 1 - variate->p[0], mean = variate->p[1] == 0 ? variate->p[2] : variate->p[1];
		return low == high ? low : u <= share ? 0 : mean * -log1p(-(u - share) / (1 - share));
	}
	for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
		double middle = low + (high - low) / 2;
		*(share_above(variate, middle) > 1 - u ? &low : &high) = middle;
	}
	return low + (high - low) / 2;
}

double variate_quantile_pareto(const struct variate *variate, double u)
{
	return variate->p[1] * exp(-log1p(-u) / variate->p[0]);
}

/* GSL's inverses fail, or lose their way, where a shape is small or very large. Then: by halves of the bit patterns, which are in the order
   of the numbers that they stand for, from 0 to `high`. */
static double mend(double found, double u, double (*below)(double x, double a, double b), double a, double b, double high)
{
	static const double close = 1e-10;
	if (fabs(below(found, a, b) - u) <= close)
		return found;
	uint64_t from = 0, to;
	memcpy(&to, &high, sizeof to);
	while (to - from > 1) {
		uint64_t half = from + (to - from) / 2;
		memcpy(&found, &half, sizeof found);
		*(below(found, a, b) < u ? &from : &to) = half;
	}
	return found;
}

static double gamma_quantile(double u, double shape, double scale)
{
	return scale * mend(gsl_cdf_gamma_Pinv(u, shape, 1), u, gsl_cdf_gamma_P, shape, 1, DBL_MAX);
}

double variate_quantile_erlang(const struct variate *variate, double u)
{
	return gamma_quantile(u, variate->p[0], variate->p[1] / variate->p[0]);
}

double variate_quantile_gamma(const struct variate *variate, double u)
{
	return isinf(variate->p[0]) ? variate->p[2] : gamma_quantile(u, variate->p[0], variate->p[1]);
}

double variate_quantile_beta(const struct variate *variate, double u)
{
	double a = variate->p[2], b = variate->p[3];
	return variate->p[0] + variate->p[1] * mend(gsl_cdf_beta_Pinv(u, a, b), u, gsl_cdf_beta_P, a, b, 1);
}

double variate_quantile_lognormal(const struct variate *variate, double u)
{
	double sigma = variate->p[1];
	return variate->p[0] * exp(sigma * (gsl_cdf_ugaussian_Pinv(u) - sigma / 2));
}

double variate_quantile_normal(const struct variate *variate, double u)
{
	return variate->p[0] + variate->p[1] * gsl_cdf_ugaussian_Pinv(u);
}

double variate_quantile(const struct variate *variate, double luck)
{
	return luck >= 0 && luck <= 1 ? variate->type->quantile(variate, fmin(fmax(luck, least), most)) : NAN;
}

/* A normal that is drawn again while it is below 0 is what is left of it above: its upper part in proportion, which keeps the digits where
   little is left. */
double variate_quantile_duration(const struct variate *variate, double luck)
{
	double mean = variate->p[0], sd = variate->p[1];
	if (variate->type != variate_normal)
		return variate_quantile(variate, luck);
	if (!(luck >= 0 && luck <= 1))
		return NAN;
	if (sd == 0)
		return fmax(mean, 0);
	double above = gsl_cdf_ugaussian_Q(-mean / sd) * (1 - fmin(fmax(luck, least), most));
	return fmax(mean + sd * gsl_cdf_ugaussian_Qinv(above), 0);
}

/* Gauss's copula (Li 2000, On default correlation): the normal score of what comes out correlates with that of the luck by `by`. */
double variate_correlated(double luck, double by, struct stream *stream)
{
	if (!(luck >= 0 && luck <= 1 && by >= -1 && by <= 1))
		return NAN;
	double score = gsl_cdf_ugaussian_Pinv(fmin(fmax(luck, least), most)), own = gsl_cdf_ugaussian_Pinv(stream_uniform(stream));
	return gsl_cdf_ugaussian_P(by * score + sqrt(1 - by * by) * own);
}

/* E P(a + b N) = P(a / sqrt(1 + b^2)) for N normal (Owen 1980, A table of normal integrals, 10010.8). */
double variate_correlated_mean(double luck, double by)
{
	if (!(luck >= 0 && luck <= 1 && by >= -1 && by <= 1))
		return NAN;
	return gsl_cdf_ugaussian_P(by * gsl_cdf_ugaussian_Pinv(fmin(fmax(luck, least), most)) / sqrt(2 - by * by));
}
