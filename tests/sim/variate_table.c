/* Distributions over listed numbers: each value as often as its weight says, within the chi-square bound that leaves 1 % false alarms
   (seeds are fixed and were chosen before looking). */
#include <gsl/gsl_cdf.h>
#include "variate_common.h"

enum { DRAWS = 200000 };

static const double false_alarms = 0.01;

Test(variate, choice_draws_each_value_by_its_weight)
{
	enum { LARGEST = 200 };
	static const size_t counts[] = { 1, 2, 7, 8, 9, 17, LARGEST };
	double values[LARGEST], weights[LARGEST], cumulative[LARGEST];
	for (size_t c = 0; c < COUNT_OF(counts); c++) {
		size_t count = counts[c], cells = 0;
		double total = 0, found[LARGEST] = { 0 }, chi = 0;
		for (size_t i = 0; i < count; i++) {
			values[i] = (double)i;
			weights[i] = count > 2 && i % 3 == 2 ? 0 : 1 + (double)(i % 5);   /* some have no weight, also the last */
			total += weights[i];
		}
		struct variate_table table;
		cr_assert_null(variate_table_choice(&table, values, weights, count, cumulative));
		struct variate v = { .type = variate_choice, .table = &table };
		struct stream stream = stream_for(2000 + c);
		for (int k = 0; k < DRAWS; k++)
			found[(size_t)variate_draw(&v, &stream)]++;
		for (size_t i = 0; i < count; i++) {
			double expected = DRAWS * weights[i] / total;
			cells += weights[i] > 0;
			cr_expect(weights[i] > 0 || found[i] == 0, "%zu of %zu has no weight", i, count);
			chi += weights[i] > 0 ? (found[i] - expected) * (found[i] - expected) / expected : 0;
		}
		cr_expect(cells == 1 || gsl_cdf_chisq_Q(chi, (double)(cells - 1)) > false_alarms / COUNT_OF(counts), "%zu values: chi-square %g",
			count, chi);
		cr_expect_eq(cumulative[count - 1], 1);
	}
}

/* Next to the borders of the shares, where rounding would give the neighbour. */
Test(variate, choice_takes_the_first_value_whose_share_reaches_the_number)
{
	const double values[] = { 7, 3, 5, -9 }, weights[] = { 1, 2, 1, 0 };
	double cumulative[4];
	struct variate_table table;
	cr_assert_null(variate_table_choice(&table, values, weights, 4, cumulative));
	struct variate v = { .type = variate_choice, .table = &table };
	static const struct {
		uint64_t word;
		double value;
	} cases[] = {
		{ 0, 7 }, { (UINT64_C(1) << 62) - 1, 7 }, { UINT64_C(1) << 62, 3 }, { (UINT64_C(3) << 62) - 1, 3 }, { UINT64_C(3) << 62, 5 },
		{ UINT64_MAX, 5 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct stream stream = { .block = { cases[i].word } };
		cr_expect_eq(variate_draw(&v, &stream), cases[i].value, "case %zu", i);
	}
	cr_expect_float_eq(v.type->mean(&v), 4.5, 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 2.75, 1e-15);
	cr_expect_eq(v.type->lowest(&v), 3);
}

Test(variate, empirical_draws_from_the_values_or_between_them)
{
	const double values[] = { 1, 2, 4 };
	struct variate_table table;
	double found[5] = { 0 }, chi = 0;
	cr_assert_null(variate_table_data(&table, values, 3, false));
	struct variate v = { .type = variate_empirical, .table = &table };
	cr_expect_float_eq(v.type->mean(&v), 7 / 3., 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 14 / 9., 1e-15);
	cr_expect_eq(v.type->lowest(&v), 1);
	struct stream stream = stream_for(3000);
	for (int k = 0; k < DRAWS; k++)
		found[(size_t)variate_draw(&v, &stream)]++;
	for (int i = 0; i < 3; i++)
		chi += pow(found[(size_t)values[i]] - DRAWS / 3., 2) / (DRAWS / 3.);
	cr_expect(gsl_cdf_chisq_Q(chi, 2) > false_alarms, "chi-square %g", chi);
	cr_assert_null(variate_table_data(&table, values, 3, true));
	cr_expect_float_eq(v.type->mean(&v), 2.25, 1e-15);
	cr_expect_float_eq(v.type->variance(&v), 37 / 48., 1e-15);
	double cells[8] = { 0 };   /* equally likely: four from 1 to 2, four from 2 to 4 */
	for (int k = 0; k < DRAWS; k++) {
		double x = variate_draw(&v, &stream);
		cr_assert(x > 1 && x < 4);
		cells[(size_t)(x < 2 ? 4 * (x - 1) : 2 * x)]++;
	}
	chi = 0;
	for (int i = 0; i < 8; i++)
		chi += pow(cells[i] - DRAWS / 8., 2) / (DRAWS / 8.);
	cr_expect(gsl_cdf_chisq_Q(chi, 7) > false_alarms, "between the values: chi-square %g", chi);
	struct stream last = { .block = { UINT64_MAX } };
	cr_expect(variate_draw(&v, &last) <= 4);
	cr_assert_null(variate_table_data(&table, values, 1, true));
	cr_expect_eq(variate_draw(&v, &stream), 1);
	cr_expect_eq(v.type->variance(&v), 0);
}

Test(variate, trace_reads_its_column_around)
{
	const double values[] = { 4, 1, 3 };
	struct variate_table table;
	cr_assert_null(variate_table_data(&table, values, 3, false));
	struct variate v = { .type = variate_trace, .table = &table };
	for (unsigned i = 0; i < 9; i++) {
		struct stream stream = stream_for(i);
		cr_expect_eq(variate_trace_value(&v, i), values[i % 3]);
		cr_expect_eq(variate_draw(&v, &stream), values[i % 3]);
	}
	cr_expect_float_eq(v.type->mean(&v), 8 / 3., 1e-15);
	cr_expect_eq(v.type->lowest(&v), 1);
}

Test(variate, wrong_tables_give_words)
{
	const double values[] = { 1, NAN }, ones[] = { 1, 1 }, negative[] = { 2, -1 }, none[] = { 0, 0 };
	double cumulative[2];
	struct variate_table table;
	cr_expect_str_eq(variate_table_data(&table, values, 0, false), "there are no values");
	cr_expect_str_eq(variate_table_data(&table, values, 2, false), "a value is not a finite number");
	cr_expect_str_eq(variate_table_choice(&table, ones, negative, 2, cumulative), "a weight must not be negative");
	cr_expect_str_eq(variate_table_choice(&table, ones, none, 2, cumulative), "the weights must not all be 0");
	cr_expect_str_eq(variate_table_choice(&table, ones, ones, 0, cumulative), "there are no values");
}
