/* Continuous distributions drawn by GSL's generators over a stream. Invariant: GSL, which does not check its arguments, only ever
   gets parameters that it can work with; what lies at the edge (no spread) never reaches it. */
#include <gsl/gsl_randist.h>
#include "variate_family.h"

/* erlang: k, mean. A few stages are quickest drawn one by one. */
static const double stages_one_by_one = 3;

const char *variate_prepare_erlang(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1];
	if (!(arguments[0] >= 1 && isfinite(arguments[0]) && floor(arguments[0]) == arguments[0]))
		return "k must be a whole number of at least 1";
	return variate_is_not_negative(arguments[1]) ? NULL : "mean must not be negative";
}

double variate_draw_erlang(const struct variate *variate, struct stream *stream)
{
	double stages = variate->p[0], sum = 0;
	if (stages > stages_one_by_one) {
		gsl_rng rng = { stream_gsl, stream };
		return gsl_ran_gamma(&rng, stages, variate->p[1] / stages);
	}
	for (double stage = 0; stage < stages; stage++)
		sum += stream_exponential(stream);
	return sum * (variate->p[1] / stages);
}

double variate_mean_erlang(const struct variate *variate)
{
	return variate->p[1];
}

double variate_variance_erlang(const struct variate *variate)
{
	return variate->p[1] * variate->p[1] / variate->p[0];
}

double variate_lowest_erlang(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* gamma: shape, scale, mean. An infinite shape stands for a constant (no spread). */
static const char *gamma_moments(struct variate *variate, double mean, double sd, const char *negative_sd)
{
	const char *wrong = variate_check_spread(mean, sd, negative_sd);
	if (wrong != NULL)
		return wrong;
	double cv = mean > 0 ? sd / mean : 0;
	if (!(cv <= 1000))
		return "sd is too large for a gamma (more than 1000 times the mean)";
	variate->p[0] = cv > 0 ? 1 / cv / cv : INFINITY;
	variate->p[1] = sd * cv;
	variate->p[2] = mean;
	return NULL;
}

const char *variate_prepare_gamma_sd(struct variate *variate, const double *arguments)
{
	return gamma_moments(variate, arguments[0], arguments[1], "sd must not be negative");
}

const char *variate_prepare_gamma_cv(struct variate *variate, const double *arguments)
{
	return gamma_moments(variate, arguments[0], arguments[0] * arguments[1], "cv must not be negative");
}

const char *variate_prepare_gamma(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1];
	variate->p[2] = arguments[0] * arguments[1];
	if (!(arguments[0] >= 1e-6 && isfinite(arguments[0])))
		return "shape must be at least 0.000001";
	return variate_is_not_negative(arguments[1]) && isfinite(variate->p[2]) ? NULL : "scale must not be negative";
}

double variate_draw_gamma(const struct variate *variate, struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	return isinf(variate->p[0]) ? variate->p[2] : gsl_ran_gamma(&rng, variate->p[0], variate->p[1]);
}

double variate_mean_gamma(const struct variate *variate)
{
	return variate->p[2];
}

double variate_variance_gamma(const struct variate *variate)
{
	return variate->p[2] * variate->p[1];
}

double variate_lowest_gamma(const struct variate *variate)
{
	return isinf(variate->p[0]) ? variate->p[2] : 0;
}

/* beta: low, width, a, b. */
const char *variate_prepare_beta(struct variate *variate, const double *arguments)
{
	double a = arguments[0], b = arguments[1], low = arguments[2], width = arguments[3] - arguments[2];
	if (!(a >= 1e-3 && b >= 1e-3 && isfinite(a) && isfinite(b)))
		return "a and b must be at least 0.001";
	if (!variate_is_not_negative(width))
		return "high must not be less than low";
	const double p[] = { low, width, a, b };
	for (int i = 0; i < 4; i++)
		variate->p[i] = p[i];
	return NULL;
}

/* pert: the beta with a = 1 + lambda (mode - low) / width and b = 1 + lambda (high - mode) / width (Vose 2008, after Malcolm
   and others 1959); with lambda = 4 its mean is (low + 4 mode + high) / 6. */
const char *variate_prepare_pert(struct variate *variate, const double *arguments)
{
	double low = arguments[0], mode = arguments[1], high = arguments[2], lambda = arguments[3], width = high - low;
	if (!(low <= mode && mode <= high && isfinite(width)))
		return "low, mode and high must stand in rising order";
	if (!variate_is_not_negative(lambda))
		return "lambda must not be negative";
	double rise = width > 0 ? (mode - low) / width : 0, fall = width > 0 ? (high - mode) / width : 0;
	return variate_prepare_beta(variate, (double[]){ 1 + lambda * rise, 1 + lambda * fall, low, high });
}

double variate_draw_beta(const struct variate *variate, struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	return variate->p[0] + variate->p[1] * gsl_ran_beta(&rng, variate->p[2], variate->p[3]);
}

double variate_mean_beta(const struct variate *variate)
{
	double a = variate->p[2], b = variate->p[3];
	return variate->p[0] + variate->p[1] * (a / (a + b));
}

double variate_variance_beta(const struct variate *variate)
{
	double width = variate->p[1], a = variate->p[2], b = variate->p[3], sum = a + b;
	return width * width * (a / sum) * (b / sum) / (sum + 1);
}

double variate_lowest_beta(const struct variate *variate)
{
	return variate->p[0];
}

/* A standard normal number. GSL's ziggurat is faster but has only 2^24 places in a layer (its gamma has to live with that); the ratio
   of uniforms (Leva 1992) uses all bits. */
static double standard_normal(struct stream *stream)
{
	gsl_rng rng = { stream_gsl, stream };
	return gsl_ran_gaussian_ratio_method(&rng, 1);
}

/* normal: mean, sd. */
const char *variate_prepare_normal(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1];
	if (!isfinite(arguments[0]))
		return "mean must be a finite number";
	return variate_is_not_negative(arguments[1]) ? NULL : "sd must not be negative";
}

const char *variate_prepare_normal_cv(struct variate *variate, const double *arguments)
{
	if (!variate_is_not_negative(arguments[1]))
		return "cv must not be negative";
	return variate_prepare_normal(variate, (double[]){ arguments[0], fabs(arguments[0]) * arguments[1] });
}

double variate_draw_normal(const struct variate *variate, struct stream *stream)
{
	return variate->p[0] + variate->p[1] * standard_normal(stream);
}

double variate_mean_normal(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_normal(const struct variate *variate)
{
	return variate->p[1] * variate->p[1];
}

double variate_lowest_normal(const struct variate *variate)
{
	return variate->p[1] > 0 ? -INFINITY : variate->p[0];
}

/* lognormal: mean, sd of its logarithm, sd. The logarithm's variance is log(1 + cv^2), its mean log(mean) less half of that. */
static const char *lognormal_moments(struct variate *variate, double mean, double sd, const char *negative_sd)
{
	const char *wrong = variate_check_spread(mean, sd, negative_sd);
	if (wrong != NULL)
		return wrong;
	double cv = mean > 0 ? sd / mean : 0;
	if (!(cv <= 1e6))
		return "sd is too large for a lognormal (more than a million times the mean)";
	variate->p[0] = mean;
	variate->p[1] = sqrt(log1p(cv * cv));
	variate->p[2] = sd;
	return NULL;
}

const char *variate_prepare_lognormal(struct variate *variate, const double *arguments)
{
	return lognormal_moments(variate, arguments[0], arguments[1], "sd must not be negative");
}

const char *variate_prepare_lognormal_cv(struct variate *variate, const double *arguments)
{
	return lognormal_moments(variate, arguments[0], arguments[0] * arguments[1], "cv must not be negative");
}

double variate_draw_lognormal(const struct variate *variate, struct stream *stream)
{
	double sigma = variate->p[1];
	return variate->p[0] * exp(sigma * (standard_normal(stream) - sigma / 2));
}

double variate_mean_lognormal(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_lognormal(const struct variate *variate)
{
	return variate->p[2] * variate->p[2];
}

double variate_lowest_lognormal(const struct variate *variate)
{
	return variate->p[1] > 0 ? 0 : variate->p[0];
}
