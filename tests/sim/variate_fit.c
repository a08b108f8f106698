/* Distributions fitted again: their means spread as those of so many observations do (seeds are fixed and were chosen before looking). */
#include "variate_common.h"

enum { MODELS = 4000, OBSERVATIONS = 20 };

static const struct {
	const char *name;
	unsigned form;
	double arguments[VARIATE_ARGUMENTS];
} cases[] = {
	{ "exponential", 0, { 6 } }, { "erlang", 0, { 3, 12 } }, { "poisson", 0, { 3 } }, { "chance", 0, { 0.3 } },
	{ "gamma", 0, { 3, 1 } }, { "gamma", 1, { 3, 0.5 } }, { "gamma", 2, { 4, 2 } }, { "lognormal", 0, { 20, 10 } },
	{ "lognormal", 1, { 20, 0.5 } }, { "normal", 0, { 10, 2 } }, { "normal", 1, { -10, 0.2 } }, { "weibull", 0, { 1.5, 40 } },
	{ "weibull", 1, { 40, 20 } },
};

/* The mean of the means within 4.5 standard errors; their variance, itself known to 2.2 % (more where tails are long), within 15 %. */
Test(variate, the_means_of_distributions_fitted_again_spread_as_those_of_observations)
{
	for (size_t c = 0; c < COUNT_OF(cases); c++) {
		struct variate stated = made(cases[c].name, cases[c].form, cases[c].arguments);
		double expected = stated.type->mean(&stated), variance = stated.type->variance(&stated) / OBSERVATIONS, sum = 0, squares = 0;
		struct stream stream = stream_for(3000 + c);
		for (int i = 0; i < MODELS; i++) {
			struct variate again = stated;
			variate_fit_again(&again, cases[c].arguments, OBSERVATIONS, &stream);
			double apart = again.type->mean(&again) - expected;
			sum += apart;
			squares += apart * apart;
		}
		cr_expect_float_eq(sum / MODELS, 0, 4.5 * sqrt(variance / MODELS), "%s, form %u: %g", cases[c].name, cases[c].form, sum / MODELS);
		cr_expect_float_eq(squares / MODELS / variance, 1, 0.15, "%s, form %u: %g", cases[c].name, cases[c].form,
			squares / MODELS / variance);
	}
}

Test(variate, what_never_varies_is_fitted_as_it_is)
{
	static const double arguments[] = { 8, 0 };
	struct variate stated = made("lognormal", 0, arguments), again = stated;
	struct stream stream = stream_for(3100);
	variate_fit_again(&again, arguments, 7, &stream);
	cr_expect_eq(again.type->mean(&again), 8);
	cr_expect_eq(again.type->variance(&again), 0);
}

/* A mean of 1e9 is the largest that poisson takes: half of what is observed does not fit, and is observed anew. */
Test(variate, what_no_parameters_fit_is_observed_anew)
{
	static const double arguments[] = { 1e9 };
	struct variate stated = made("poisson", 0, arguments);
	struct stream stream = stream_for(3101);
	for (int i = 0; i < 20; i++) {
		struct variate again = stated;
		variate_fit_again(&again, arguments, 5, &stream);
		cr_expect(again.p[0] <= 1e9 && again.p[0] > 0.999e9);
	}
}

Test(variate, the_shares_of_a_choice_are_those_among_the_observations)
{
	const double values[] = { 5, 5, 9 }, weights[] = { 3, 1, 0 };
	double cumulative[3], numbers[OBSERVATIONS], again[3], sum = 0, squares = 0;
	struct variate_table table, drawn;
	cr_assert_null(variate_table_choice(&table, values, weights, 3, cumulative));
	struct variate stated = { .type = variate_choice, .table = &table };
	struct stream stream = stream_for(3102);
	for (int i = 0; i < MODELS; i++) {
		variate_table_again(&drawn, &stated, OBSERVATIONS, &stream, numbers, again);
		cr_assert_eq(drawn.count, 3);
		cr_assert_eq(again[2], 1);
		cr_assert_eq(again[1], 1, "what has no weight is not observed");
		sum += again[0] - 0.75;
		squares += (again[0] - 0.75) * (again[0] - 0.75);
	}
	double variance = 0.75 * 0.25 / OBSERVATIONS;
	cr_expect_float_eq(sum / MODELS, 0, 4.5 * sqrt(variance / MODELS));
	cr_expect_float_eq(squares / MODELS / variance, 1, 0.15);
}

Test(variate, a_column_fitted_again_is_made_of_its_values_in_order)
{
	const double values[] = { 1, 2, 4, 8 };
	double numbers[9];
	struct variate_table table, drawn;
	cr_assert_null(variate_table_data(&table, values, 4, false));
	struct variate stated = { .type = variate_empirical, .table = &table };
	struct stream stream = stream_for(3103);
	variate_table_again(&drawn, &stated, 9, &stream, numbers, NULL);
	cr_expect_eq(drawn.count, 9);
	for (size_t i = 0; i < drawn.count; i++) {
		cr_expect(drawn.values[i] == 1 || drawn.values[i] == 2 || drawn.values[i] == 4 || drawn.values[i] == 8);
		cr_expect(i == 0 || drawn.values[i] >= drawn.values[i - 1]);
	}
}
