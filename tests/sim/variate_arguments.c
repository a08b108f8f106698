/* Distributions: what they do with their arguments, right, at the edge and wrong, and whether their table is complete. */
#include <string.h>
#include "variate_common.h"

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
		{ "weibull", 0, { 2, 0 }, 0 }, { "loglogistic", 0, { 2, 0 }, 0 }, { "loglogistic", 0, { 0.5, 0 }, 0 },
		{ "hyperexponential", 0, { 1, 0, 5 }, 0 },
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
		{ "triangular", 0, { 5, 2, 14 }, "low, mode and high must stand in rising order" }, { "triangular", 0, { 2, 15, 14 }, "in rising order" },
		{ "erlang", 0, { 0, 5 }, "k must be a whole number" }, { "erlang", 0, { 2.5, 5 }, "k must be a whole number" },
		{ "erlang", 0, { 2, -5 }, "mean must not be negative" }, { "pert", 0, { 2, 1, 14, 4 }, "in rising order" },
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
