#include "experiments/verdict.h"

#include <criterion/criterion.h>
#include <math.h>
#include "fixture.h"

Test(verdict, a_ratio_of_means_has_its_linearised_error)
{
	struct fixture f;
	fixture_init(&f, fixture_desk, 4);
	fixture_put(&f, "work.call.wip", 2.0, 1.0);            /* 2 3 4 5: mean 3.5 */
	fixture_put(&f, "work.call.throughput", 1.0, 0.25);    /* 1 1.25 1.5 1.75: mean 1.375 */
	fixture_finish(&f);
	struct verdict v = verdict_estimate(&f.scenario, "work.call.wip", "work.call.throughput");
	double ratio = 3.5 / 1.375, squares = 0.0;
	for (int r = 0; r < 4; r++)
		squares += pow(2.0 + r - ratio * (1.0 + 0.25 * r), 2.0);
	cr_expect_float_eq(v.ours, ratio, 1e-12);
	cr_expect_float_eq(v.error, sqrt(squares / 3.0 / 4.0) / 1.375, 1e-12);
	cr_expect_eq(v.n, 4);
	v = verdict_estimate(&f.scenario, "work.call.wip", NULL);
	cr_expect_float_eq(v.error, sqrt(5.0 / 3.0 / 4.0), 1e-12);
	cr_expect_eq(verdict_estimate(&f.scenario, "work.call.nothing", NULL).n, 0);
	cr_expect_eq(verdict_estimate(&f.scenario, "work.call.scrapped", NULL).n, 0);
	fixture_done(&f);
}

/* The Student quantiles of 19 degrees of freedom that leave 1 % and 0.01 %, both sides together: 2.860935, 4.897. */
Test(verdict, the_bound_leaves_one_per_cent_over_all_rows)
{
	struct verdict v = { .ours = 1.0, .error = 0.1, .n = 20 };
	verdict_judge(&v, 1.2, 0.0, false, 1);
	cr_expect_float_eq(v.bound, 2.860935, 1e-5);
	verdict_judge(&v, 1.2, 0.0, false, 100);
	cr_expect_float_eq(v.bound, 4.897, 1e-3);
	cr_expect_float_eq(v.t, -2.0, 1e-9);
}

Test(verdict, rows_pass_within_their_bound_and_fail_beyond_it)
{
	static const struct { double ours, error; uint32_t n; double value, within; bool exact, pass; } cases[] = {
		{ 1.0, 0.1, 20, 1.28, 0.0, false, true },       /* 2.8 errors, the bound is 2.86 */
		{ 1.0, 0.1, 20, 1.29, 0.0, false, false },
		{ 1.0, 0.1, 20, 0.71, 0.0, false, false },      /* the other side alike */
		{ 1.0, 0.1, 20, 1.29, 0.01, false, true },      /* the printed value is rounded */
		{ 1.0, 0.1, 20, 1.0, 0.0, true, true },
		{ 1.0, 0.1, 20, 1.1, 0.0, true, false },        /* a deterministic row has no excuse */
		{ 55.0, 0.0, 20, 55.0, 0.0, true, true },
		{ 55.0, 0.0, 20, 55.0 * (1.0 + 1e-12), 0.0, true, true },
		{ 55.0, 0.0, 20, 55.001, 0.0, true, false },
		{ 55.0, 0.0, 20, 55.001, 0.001, true, true },
		{ 55.0, 0.0, 20, 55.0, 0.0, false, true },
		{ 55.0, 0.0, 20, 56.0, 0.0, false, false },
		{ 0.0, 0.0, 20, 0.0, 0.0, false, true },
		{ NAN, 0.0, 0, 1.0, 0.0, false, false },        /* nothing observed */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct verdict v = { .ours = cases[i].ours, .error = cases[i].error, .n = cases[i].n };
		verdict_judge(&v, cases[i].value, cases[i].within, cases[i].exact, 1);
		cr_expect_eq(v.pass, cases[i].pass, "case %zu", i);
	}
}

Test(verdict, an_interval_over_two_per_cent_of_the_value_is_marked)
{
	struct verdict v = { .ours = 1.0, .error = 0.0095, .n = 20 };   /* 95 % half width: 2.093 errors */
	verdict_judge(&v, 1.0, 0.0, false, 1);
	cr_expect_not(v.wide);
	v.error = 0.0097;
	verdict_judge(&v, 1.0, 0.0, false, 1);
	cr_expect(v.wide);
}
