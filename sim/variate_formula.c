/* Distributions that are a formula of one or two uniform or exponential numbers. Invariant: a parameter at the edge of its range
   (no spread, a share of 0 or 1) gives the limit, not an error. */
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_gamma.h>
#include "variate_family.h"

/* constant: value. */
const char *variate_prepare_constant(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	return isfinite(arguments[0]) ? NULL : "value must be a finite number";
}

double variate_draw_constant(const struct variate *variate, struct stream *stream)
{
	(void)stream;
	return variate->p[0];
}

double variate_mean_constant(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_constant(const struct variate *variate)
{
	(void)variate;
	return 0;
}

double variate_lowest_constant(const struct variate *variate)
{
	return variate->p[0];
}

/* uniform: low, width. */
const char *variate_prepare_uniform(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1] - arguments[0];
	return variate_is_not_negative(variate->p[1]) ? NULL : "high must not be less than low";
}

double variate_draw_uniform(const struct variate *variate, struct stream *stream)
{
	return variate->p[0] + variate->p[1] * stream_uniform(stream);
}

double variate_mean_uniform(const struct variate *variate)
{
	return variate->p[0] + variate->p[1] / 2;
}

double variate_variance_uniform(const struct variate *variate)
{
	return variate->p[1] * variate->p[1] / 12;
}

double variate_lowest_uniform(const struct variate *variate)
{
	return variate->p[0];
}

/* exponential: mean. */
const char *variate_prepare_exponential(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	return variate_is_not_negative(arguments[0]) ? NULL : "mean must not be negative";
}

double variate_draw_exponential(const struct variate *variate, struct stream *stream)
{
	return variate->p[0] * stream_exponential(stream);
}

double variate_mean_exponential(const struct variate *variate)
{
	return variate->p[0];
}

double variate_variance_exponential(const struct variate *variate)
{
	return variate->p[0] * variate->p[0];
}

double variate_lowest_exponential(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* triangular: low, width, the share of it that lies below mode (which is also the probability to be below mode). */
const char *variate_prepare_triangular(struct variate *variate, const double *arguments)
{
	double low = arguments[0], mode = arguments[1], high = arguments[2], width = high - low;
	if (!(low <= mode && mode <= high && isfinite(width)))
		return "low, mode and high must stand in rising order";
	variate->p[0] = low;
	variate->p[1] = width;
	variate->p[2] = width > 0 ? (mode - low) / width : 0;
	return NULL;
}

double variate_draw_triangular(const struct variate *variate, struct stream *stream)
{
	double u = stream_uniform(stream), rise = variate->p[2];
	return variate->p[0] + variate->p[1] * (u < rise ? sqrt(u * rise) : 1 - sqrt((1 - u) * (1 - rise)));
}

double variate_mean_triangular(const struct variate *variate)
{
	return variate->p[0] + variate->p[1] * (1 + variate->p[2]) / 3;
}

double variate_variance_triangular(const struct variate *variate)
{
	double width = variate->p[1], rise = variate->p[2];
	return width * width * (1 - rise + rise * rise) / 18;
}

double variate_lowest_triangular(const struct variate *variate)
{
	return variate->p[0];
}

/* weibull: 1 / shape, scale. An exponential number to the power of 1 / shape; no shape (1 / shape = 0) is a constant. */
static const char *const small_shape = "shape must be at least 0.1";
static const double smallest_shape = 0.1;

const char *variate_prepare_weibull(struct variate *variate, const double *arguments)
{
	if (!(arguments[0] >= smallest_shape && isfinite(arguments[0])))
		return small_shape;
	variate->p[0] = 1 / arguments[0];
	variate->p[1] = arguments[1];
	return variate_is_not_negative(arguments[1]) ? NULL : "scale must not be negative";
}

/* log(1 + cv^2) of a Weibull as a function of x = 1 / shape: log Gamma(1 + 2x) - 2 log Gamma(1 + x). For small x, where the two
   would cancel, by the series log Gamma(1 + x) = -0.577x + sum (-1)^k zeta(k) x^k / k (Abramowitz and Stegun 6.1.33), up to x^6. */
static double weibull_spread(double x)
{
	static const double series[] = {
		1.6449340668482264, -2.4041138063191886, 3.7881313179889837, -6.2215665308602196, 10.512544973839308
	};
	if (x > 1e-3)
		return gsl_sf_lngamma(1 + 2 * x) - 2 * gsl_sf_lngamma(1 + x);
	return x * x * (series[0] + x * (series[1] + x * (series[2] + x * (series[3] + x * series[4]))));
}

static double spread_error(double x, void *spread)
{
	return weibull_spread(x) - *(const double *)spread;
}

/* Solves for x = 1 / shape; the spread rises with x. NAN: not enough memory. */
static double weibull_solve(double spread)
{
	gsl_root_fsolver *solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
	if (solver == NULL)
		return NAN;
	gsl_function error = { spread_error, &spread };
	int status = gsl_root_fsolver_set(solver, &error, 0, 1 / smallest_shape);
	for (int i = 0; status == GSL_SUCCESS && i < 200; i++) {
		status = gsl_root_fsolver_iterate(solver);
		double low = gsl_root_fsolver_x_lower(solver), high = gsl_root_fsolver_x_upper(solver);
		if (status == GSL_SUCCESS && gsl_root_test_interval(low, high, 0, 1e-15) == GSL_SUCCESS)
			break;
	}
	double x = gsl_root_fsolver_root(solver);
	gsl_root_fsolver_free(solver);
	return status == GSL_SUCCESS ? x : NAN;
}

static const char *weibull_moments(struct variate *variate, double mean, double sd, const char *negative_sd)
{
	const char *wrong = variate_check_spread(mean, sd, negative_sd);
	if (wrong != NULL)
		return wrong;
	double cv = mean > 0 ? sd / mean : 0, spread = log1p(cv * cv);
	if (!(spread < weibull_spread(1 / smallest_shape)))
		return "sd is too large for a weibull (more than 429 times the mean)";
	double x = spread > 0 ? weibull_solve(spread) : 0;
	if (isnan(x))
		return "the shape could not be found from mean and sd (not enough memory)";
	variate->p[0] = x;
	variate->p[1] = mean / tgamma(1 + x);
	return NULL;
}

const char *variate_prepare_weibull_sd(struct variate *variate, const double *arguments)
{
	return weibull_moments(variate, arguments[0], arguments[1], "sd must not be negative");
}

const char *variate_prepare_weibull_cv(struct variate *variate, const double *arguments)
{
	return weibull_moments(variate, arguments[0], arguments[0] * arguments[1], "cv must not be negative");
}

double variate_draw_weibull(const struct variate *variate, struct stream *stream)
{
	return variate->p[1] * pow(stream_exponential(stream), variate->p[0]);
}

double variate_mean_weibull(const struct variate *variate)
{
	return variate->p[1] * tgamma(1 + variate->p[0]);
}

double variate_variance_weibull(const struct variate *variate)
{
	double mean = variate_mean_weibull(variate);
	return mean * mean * expm1(weibull_spread(variate->p[0]));
}

double variate_lowest_weibull(const struct variate *variate)
{
	return variate->p[0] > 0 ? 0 : variate->p[1];
}

/* loglogistic: 1 / shape, scale. The odds of a uniform number to the power of 1 / shape. */
const char *variate_prepare_loglogistic(struct variate *variate, const double *arguments)
{
	return variate_prepare_weibull(variate, arguments);
}

double variate_draw_loglogistic(const struct variate *variate, struct stream *stream)
{
	double u = stream_uniform(stream);
	return variate->p[1] * pow(u / (1 - u), variate->p[0]);
}

double variate_mean_loglogistic(const struct variate *variate)
{
	double b = M_PI * variate->p[0];
	if (variate->p[1] == 0)
		return 0;
	return variate->p[0] < 1 ? variate->p[1] * (b / sin(b)) : INFINITY;
}

/* scale^2 (2b / sin 2b - b^2 / sin^2 b), b = pi / shape; its series where the two terms would cancel. */
double variate_variance_loglogistic(const struct variate *variate)
{
	double b = M_PI * variate->p[0], scale = variate->p[1];
	if (scale == 0)
		return 0;
	if (variate->p[0] >= 0.5)
		return INFINITY;
	if (b < 1e-3)
		return scale * scale * b * b * (1 / 3. + b * b * (11 / 45.));
	return scale * scale * (2 * b / sin(2 * b) - pow(b / sin(b), 2));
}

double variate_lowest_loglogistic(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* hyperexponential: p, mean1, mean2. */
const char *variate_prepare_hyperexponential(struct variate *variate, const double *arguments)
{
	for (int i = 0; i < 3; i++)
		variate->p[i] = arguments[i];
	if (!(arguments[0] >= 0 && arguments[0] <= 1))
		return "p must be between 0 and 1";
	return variate_is_not_negative(arguments[1]) && variate_is_not_negative(arguments[2]) ? NULL : "a mean must not be negative";
}

/* Balanced means: both kinds carry half of the whole (Whitt 1982, Approximating a point process by a renewal process, eq. 3.7). */
const char *variate_prepare_hyperexponential_cv(struct variate *variate, const double *arguments)
{
	double mean = arguments[0], cv2 = arguments[1] * arguments[1];
	if (!variate_is_not_negative(mean))
		return "mean must not be negative";
	if (!(arguments[1] >= 1 && cv2 < 1e12))
		return "cv must be at least 1 (and less than a million)";
	double p = (1 + sqrt((cv2 - 1) / (cv2 + 1))) / 2, rest = 1 / ((cv2 + 1) * 2 * p);   /* rest = 1 - p without cancelling */
	variate->p[0] = p;
	variate->p[1] = mean / (2 * p);
	variate->p[2] = mean / (2 * rest);
	return NULL;
}

double variate_draw_hyperexponential(const struct variate *variate, struct stream *stream)
{
	double mean = stream_uniform(stream) < variate->p[0] ? variate->p[1] : variate->p[2];
	return mean * stream_exponential(stream);
}

double variate_mean_hyperexponential(const struct variate *variate)
{
	return variate->p[0] * variate->p[1] + (1 - variate->p[0]) * variate->p[2];
}

/* The mean of the variances plus the variance of the means. */
double variate_variance_hyperexponential(const struct variate *variate)
{
	double p = variate->p[0], mean1 = variate->p[1], mean2 = variate->p[2], apart = mean1 - mean2;
	return p * mean1 * mean1 + (1 - p) * mean2 * mean2 + p * (1 - p) * apart * apart;
}

double variate_lowest_hyperexponential(const struct variate *variate)
{
	(void)variate;
	return 0;
}

/* pareto: shape, low. The logarithm of a Pareto over low is exponential with mean 1 / shape. */
const char *variate_prepare_pareto(struct variate *variate, const double *arguments)
{
	variate->p[0] = arguments[0];
	variate->p[1] = arguments[1];
	if (!(arguments[0] >= smallest_shape && isfinite(arguments[0])))
		return small_shape;
	return variate_is_not_negative(arguments[1]) ? NULL : "low must not be negative";
}

double variate_draw_pareto(const struct variate *variate, struct stream *stream)
{
	return variate->p[1] * exp(stream_exponential(stream) / variate->p[0]);
}

double variate_mean_pareto(const struct variate *variate)
{
	double shape = variate->p[0], low = variate->p[1];
	if (low == 0)
		return 0;
	return shape > 1 ? low * (shape / (shape - 1)) : INFINITY;
}

double variate_variance_pareto(const struct variate *variate)
{
	double shape = variate->p[0], low = variate->p[1];
	if (low == 0)
		return 0;
	return shape > 2 ? low * low / (shape - 1) / (shape - 1) * (shape / (shape - 2)) : INFINITY;
}

double variate_lowest_pareto(const struct variate *variate)
{
	return variate->p[1];
}
