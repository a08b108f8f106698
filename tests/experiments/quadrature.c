#include "experiments/quadrature.h"

#include <criterion/criterion.h>
#include <math.h>

Test(quadrature, sums_have_the_moments_of_their_distributions)
{
	static const double df[] = { 1.0, 1.5, 2.0, 9.0, 80.0, 82.0, 1e4, 1e9, INFINITY };
	struct quadrature q;
	double second = 0.0, fourth = 0.0;
	quadrature_normal(&q);
	for (size_t i = 0; i < QUADRATURE_NODES; i++) {
		second += q.weight[i] * pow(q.node[i], 2.0);
		fourth += q.weight[i] * pow(q.node[i], 4.0);
		cr_expect(i == 0 || q.node[i] > q.node[i - 1]);
	}
	cr_expect(fabs(second - 1.0) < 1e-12 && fabs(fourth - 3.0) < 1e-12);
	for (size_t k = 0; k < sizeof df / sizeof *df; k++) {
		quadrature_chi(&q, df[k]);
		second = fourth = 0.0;
		for (size_t i = 0; i < QUADRATURE_NODES; i++) {
			second += q.weight[i] * pow(q.node[i], 2.0);
			fourth += q.weight[i] * pow(q.node[i], 4.0);
		}
		cr_expect_float_eq(second, 1.0, 1e-11, "%g: %.17g", df[k], second);
		cr_expect_float_eq(fourth, 1.0 + 2.0 / df[k], 1e-11, "%g: %.17g", df[k], fourth);
	}
}

static double saturating(double x, const void *with)
{
	return *(const double *)with * x / (1.0 + x);
}

Test(quadrature, a_rising_function_is_solved_wherever_its_root_lies)
{
	static const struct { double height, target, x; } cases[] = {
		{ 1.0, 0.5, 1.0 }, { 1.0, 1e-6, 1e-6 / (1.0 - 1e-6) }, { 1.0, 0.999999, 999999.0 }, { 2.0, 1.0, 1.0 }, { 1.0, 0.0, 0.0 },
		{ 1.0, -1.0, 0.0 }, { 1.0, 1.5, INFINITY } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double x = quadrature_solve(saturating, &cases[i].height, cases[i].target);
		cr_expect(x == cases[i].x || fabs(x / cases[i].x - 1.0) < 1e-8, "case %zu: %g", i, x);
	}
	double nothing = NAN;
	cr_expect(isnan(quadrature_solve(saturating, &nothing, 0.5)));
}
