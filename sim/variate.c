/* The table of distributions. Invariant: mean, variance and lowest of an entry are exact for what its draw gives; loads and checks
   rely on them. */
#include <string.h>
#include <gsl/gsl_sf_erf.h>
#include "variate_family.h"

/* Their places in the table, for those that others know by name. */
enum { EXPONENTIAL = 2, NORMAL = 9, CHOICE = 19, EMPIRICAL = 20, TRACE = 21 };

const struct variate_type variate_types[] = {
	{ .name = "constant",
		.help = "Always the same value.",
		.example = "constant(5 min)",
		.draw = variate_draw_constant, .mean = variate_mean_constant,
		.variance = variate_variance_constant, .lowest = variate_lowest_constant,
		.quantile = variate_quantile_constant,
		.forms = {
			{ .names = { "value" }, .units = { VARIATE_LIKE_RESULT }, .count = 1, .prepare = variate_prepare_constant },
		} },
	{ .name = "uniform",
		.help = "Any value between low and high, all equally likely.",
		.example = "uniform(2 min, 5 min)",
		.draw = variate_draw_uniform, .mean = variate_mean_uniform,
		.variance = variate_variance_uniform, .lowest = variate_lowest_uniform,
		.quantile = variate_quantile_uniform,
		.forms = {
			{ .names = { "low", "high" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_uniform },
		} },
	[EXPONENTIAL] = { .name = "exponential",
		.help = "Time between events that happen independently of each other; sd equals mean.",
		.example = "exponential(6 min)",
		.fit = VARIATE_FIT_MEAN,
		.draw = variate_draw_exponential, .mean = variate_mean_exponential,
		.variance = variate_variance_exponential, .lowest = variate_lowest_exponential,
		.quantile = variate_quantile_exponential,
		.forms = {
			{ .names = { "mean" }, .units = { VARIATE_LIKE_RESULT }, .count = 1, .prepare = variate_prepare_exponential },
		} },
	{ .name = "triangular",
		.help = "From low to high, most likely near mode; straight sides.",
		.example = "triangular(2 min, 5 min, 14 min)",
		.draw = variate_draw_triangular, .mean = variate_mean_triangular,
		.variance = variate_variance_triangular, .lowest = variate_lowest_triangular,
		.quantile = variate_quantile_triangular,
		.forms = {
			{ .names = { "low", "mode", "high" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 3, .prepare = variate_prepare_triangular },
		} },
	{ .name = "erlang",
		.help = "Sum of k exponential stages that last `mean` together.",
		.example = "erlang(3, 12 min)",
		.fit = VARIATE_FIT_MEAN,
		.draw = variate_draw_erlang, .mean = variate_mean_erlang,
		.variance = variate_variance_erlang, .lowest = variate_lowest_erlang,
		.quantile = variate_quantile_erlang,
		.forms = {
			{ .names = { "k", "mean" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_erlang },
		} },
	{ .name = "pert",
		.help = "Three-point estimate as a smooth beta curve; a larger lambda holds closer to mode.",
		.example = "pert(2 d, 5 d, 14 d)",
		.draw = variate_draw_beta, .mean = variate_mean_beta,
		.variance = variate_variance_beta, .lowest = variate_lowest_beta,
		.quantile = variate_quantile_beta,
		.forms = {
			{ .names = { "low", "mode", "high", "lambda" },
				.units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 4, .optional = 1, .fallback = { [3] = 4 }, .prepare = variate_prepare_pert },
		} },
	{ .name = "gamma",
		.help = "Work that takes about `mean`, skewed to the right; the usual choice for measured times.",
		.example = "gamma(mean=3 min, sd=1 min)",
		.fit = VARIATE_FIT_MEAN_SD,
		.draw = variate_draw_gamma, .mean = variate_mean_gamma,
		.variance = variate_variance_gamma, .lowest = variate_lowest_gamma,
		.quantile = variate_quantile_gamma,
		.forms = {
			{ .names = { "mean", "sd" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_gamma_sd },
			{ .names = { "mean", "cv" }, .units = { VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 2, .prepare = variate_prepare_gamma_cv },
			{ .names = { "shape", "scale" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_gamma },
		} },
	{ .name = "beta",
		.help = "Between low and high (0 and 1 unless given), shaped by a and b.",
		.example = "beta(2, 3, 1 h, 4 h)",
		.draw = variate_draw_beta, .mean = variate_mean_beta,
		.variance = variate_variance_beta, .lowest = variate_lowest_beta,
		.quantile = variate_quantile_beta,
		.forms = {
			{ .names = { "a", "b", "low", "high" }, .units = { VARIATE_PLAIN, VARIATE_PLAIN, VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 4, .optional = 2, .fallback = { [2] = 0, [3] = 1 }, .prepare = variate_prepare_beta },
		} },
	{ .name = "lognormal",
		.help = "Many small factors multiplied: few values are far above the rest; mean and sd are of the value itself.",
		.example = "lognormal(mean=20 min, sd=15 min)",
		.fit = VARIATE_FIT_MEAN_SD,
		.draw = variate_draw_lognormal, .mean = variate_mean_lognormal,
		.variance = variate_variance_lognormal, .lowest = variate_lowest_lognormal,
		.quantile = variate_quantile_lognormal,
		.forms = {
			{ .names = { "mean", "sd" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_lognormal },
			{ .names = { "mean", "cv" }, .units = { VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 2, .prepare = variate_prepare_lognormal_cv },
		} },
	[NORMAL] = { .name = "normal",
		.help = "The bell curve; as a duration drawn again while it is below 0.",
		.example = "normal(mean=10 min, sd=2 min)",
		.fit = VARIATE_FIT_MEAN_SD,
		.draw = variate_draw_normal, .mean = variate_mean_normal,
		.variance = variate_variance_normal, .lowest = variate_lowest_normal,
		.quantile = variate_quantile_normal,
		.forms = {
			{ .names = { "mean", "sd" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_normal },
			{ .names = { "mean", "cv" }, .units = { VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 2, .prepare = variate_prepare_normal_cv },
		} },
	{ .name = "weibull",
		.help = "Life times: failures become rarer (shape below 1) or more frequent (above 1) with age.",
		.example = "weibull(shape=1.5, scale=40 h)",
		.fit = VARIATE_FIT_MEAN_SD,
		.draw = variate_draw_weibull, .mean = variate_mean_weibull,
		.variance = variate_variance_weibull, .lowest = variate_lowest_weibull,
		.quantile = variate_quantile_weibull,
		.forms = {
			{ .names = { "shape", "scale" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_weibull },
			{ .names = { "mean", "sd" }, .units = { VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_weibull_sd },
			{ .names = { "mean", "cv" }, .units = { VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 2, .prepare = variate_prepare_weibull_cv },
		} },
	{ .name = "loglogistic",
		.help = "Median `scale` and a heavy tail; no mean for a shape up to 1, no sd up to 2.",
		.example = "loglogistic(shape=3, scale=10 min)",
		.draw = variate_draw_loglogistic, .mean = variate_mean_loglogistic,
		.variance = variate_variance_loglogistic, .lowest = variate_lowest_loglogistic,
		.quantile = variate_quantile_loglogistic,
		.forms = {
			{ .names = { "shape", "scale" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_loglogistic },
		} },
	{ .name = "hyperexponential",
		.help = "Exponential with mean1 in a share p of the cases, else with mean2: a mix of short and long.",
		.example = "hyperexponential(p=0.8, mean1=5 min, mean2=40 min)",
		.draw = variate_draw_hyperexponential, .mean = variate_mean_hyperexponential,
		.variance = variate_variance_hyperexponential, .lowest = variate_lowest_hyperexponential,
		.quantile = variate_quantile_hyperexponential,
		.forms = {
			{ .names = { "p", "mean1", "mean2" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT, VARIATE_LIKE_RESULT },
				.count = 3, .prepare = variate_prepare_hyperexponential },
			{ .names = { "mean", "cv" }, .units = { VARIATE_LIKE_RESULT, VARIATE_PLAIN },
				.count = 2, .prepare = variate_prepare_hyperexponential_cv },
		} },
	{ .name = "pareto",
		.help = "At least low, with a very heavy tail; no mean for a shape up to 1, no sd up to 2.",
		.example = "pareto(shape=2.5, low=10 min)",
		.draw = variate_draw_pareto, .mean = variate_mean_pareto,
		.variance = variate_variance_pareto, .lowest = variate_lowest_pareto,
		.quantile = variate_quantile_pareto,
		.forms = {
			{ .names = { "shape", "low" }, .units = { VARIATE_PLAIN, VARIATE_LIKE_RESULT },
				.count = 2, .prepare = variate_prepare_pareto },
		} },
	{ .name = "poisson",
		.help = "How many of many rare, independent things happen: 0, 1, 2, ...",
		.example = "poisson(3)",
		.plain_result = true,
		.fit = VARIATE_FIT_MEAN,
		.draw = variate_draw_poisson, .mean = variate_mean_poisson,
		.variance = variate_variance_poisson, .lowest = variate_lowest_poisson,
		.forms = {
			{ .names = { "mean" }, .count = 1, .prepare = variate_prepare_poisson },
		} },
	{ .name = "binomial",
		.help = "How many of n independent trials succeed, each with probability p.",
		.example = "binomial(12, 5%)",
		.plain_result = true,
		.draw = variate_draw_binomial, .mean = variate_mean_binomial,
		.variance = variate_variance_binomial, .lowest = variate_lowest_binomial,
		.forms = {
			{ .names = { "n", "p" }, .count = 2, .prepare = variate_prepare_binomial },
		} },
	{ .name = "geometric",
		.help = "Trials up to and with the first success: 1, 2, 3, ...",
		.example = "geometric(25%)",
		.plain_result = true,
		.draw = variate_draw_geometric, .mean = variate_mean_geometric,
		.variance = variate_variance_geometric, .lowest = variate_lowest_geometric,
		.forms = {
			{ .names = { "p" }, .count = 1, .prepare = variate_prepare_geometric },
		} },
	{ .name = "negative_binomial",
		.help = "Counts that spread wider than poisson does: 0, 1, 2, ...",
		.example = "negative_binomial(mean=4, sd=3)",
		.plain_result = true,
		.draw = variate_draw_negative_binomial, .mean = variate_mean_negative_binomial,
		.variance = variate_variance_negative_binomial, .lowest = variate_lowest_negative_binomial,
		.forms = {
			{ .names = { "mean", "sd" }, .count = 2, .prepare = variate_prepare_negative_binomial },
			{ .names = { "mean", "cv" }, .count = 2, .prepare = variate_prepare_negative_binomial_cv },
		} },
	{ .name = "chance",
		.help = "1 with probability p, else 0.",
		.example = "chance(30%)",
		.plain_result = true,
		.fit = VARIATE_FIT_MEAN,
		.draw = variate_draw_chance, .mean = variate_mean_chance,
		.variance = variate_variance_chance, .lowest = variate_lowest_chance,
		.forms = {
			{ .names = { "p" }, .count = 1, .prepare = variate_prepare_chance },
		} },
	[CHOICE] = { .name = "choice",
		.help = "One of the names or numbers listed, in proportion to its weight.",
		.example = "choice(red: 3, green: 1)",
		.fit = VARIATE_FIT_TABLE,
		.draw = variate_draw_choice, .mean = variate_mean_choice,
		.variance = variate_variance_choice, .lowest = variate_lowest_choice },
	[EMPIRICAL] = { .name = "empirical",
		.help = "A value of a column of a CSV file, drawn with replacement; smooth=yes interpolates.",
		.example = "empirical(\"times.csv\", \"minutes\")",
		.fit = VARIATE_FIT_TABLE,
		.draw = variate_draw_empirical, .mean = variate_mean_empirical,
		.variance = variate_variance_empirical, .lowest = variate_lowest_empirical },
	[TRACE] = { .name = "trace",
		.help = "The column of a CSV file row by row, one row for each item, around again at the end.",
		.example = "trace(\"times.csv\", \"minutes\")",
		.draw = variate_draw_trace, .mean = variate_mean_trace,
		.variance = variate_variance_trace, .lowest = variate_lowest_trace },
	{ .name = NULL }
};

const struct variate_type *const variate_exponential = &variate_types[EXPONENTIAL], *const variate_normal = &variate_types[NORMAL],
	*const variate_choice = &variate_types[CHOICE], *const variate_empirical = &variate_types[EMPIRICAL],
	*const variate_trace = &variate_types[TRACE];

const struct variate_type *variate_find(const char *name)
{
	for (const struct variate_type *type = variate_types; type->name != NULL; type++)
		if (strcmp(type->name, name) == 0)
			return type;
	return NULL;
}

const char *variate_prepare(struct variate *variate, const struct variate_type *type, const struct variate_form *form,
	const double *arguments)
{
	*variate = (struct variate){ .type = type };
	for (unsigned i = 0; i < form->count; i++)
		if (!isfinite(arguments[i]))
			return "an argument is not a finite number";
	return form->prepare(variate, arguments);
}

/* While at least half of the normal lies above 0, drawing again is quick. Else the part above 0 is drawn from an exponential that
   touches it, and kept with the ratio of the two (Robert 1995, Simulation of truncated normal variables, proposition 2.3): at least
   three draws in four are kept, however small that part is. */
double variate_draw_above_zero(const struct variate *normal, struct stream *stream)
{
	double mean = normal->p[0], sd = normal->p[1], value;
	if (sd == 0)
		return fmax(mean, 0);
	if (mean >= 0) {
		do
			value = variate_draw_normal(normal, stream);
		while (value < 0);
		return value;
	}
	double zero = -mean / sd, rate = (zero + sqrt(zero * zero + 4)) / 2, above, gap;
	do {
		above = stream_exponential(stream) / rate;
		gap = zero + above - rate;
	} while (stream_uniform(stream) > exp(-gap * gap / 2));
	return sd * above;
}

/* The hazard rate of the standard normal. So far below its mean that GSL's underflows (and would complain), it is 0. */
static double hazard_at(double cut)
{
	return cut < -30 ? 0 : gsl_sf_hazard(cut);
}

/* Mean and variance of a normal that is cut off below 0 (Johnson, Kotz, Balakrishnan 1994, volume 1, section 13.10.1). They lose
   digits where the mean lies more than a hundred sd below 0. */
double variate_mean_duration(const struct variate *variate)
{
	double mean = variate->p[0], sd = variate->p[1];
	if (variate->type != variate_normal)
		return variate->type->mean(variate);
	return fmax(sd == 0 ? mean : mean + sd * hazard_at(-mean / sd), 0);
}

double variate_variance_duration(const struct variate *variate)
{
	double mean = variate->p[0], sd = variate->p[1];
	if (variate->type != variate_normal)
		return variate->type->variance(variate);
	if (sd == 0)
		return 0;
	double cut = -mean / sd, hazard = hazard_at(cut);
	return sd * sd * fmax(1 + cut * hazard - hazard * hazard, 0);
}
