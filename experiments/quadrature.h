/* Expectations of smooth functions of a normal or a chi variable, as sums over nodes: what the quantiles of selection and of many
   comparisons are made of. Invariant: the weights add up to 1, so that a constant is its own expectation to the last digits. */
#ifndef TAKT_EXPERIMENTS_QUADRATURE_H
#define TAKT_EXPERIMENTS_QUADRATURE_H

#include <stddef.h>

#define QUADRATURE_NODES 160

/* E f(X) is the sum of weight[i] f(node[i]), i < QUADRATURE_NODES; nodes ascend. */
struct quadrature {
	double node[QUADRATURE_NODES], weight[QUADRATURE_NODES];
};

void quadrature_normal(struct quadrature *quadrature);            /* X is standard normal */
void quadrature_chi(struct quadrature *quadrature, double df);    /* X is sqrt(chi²(df) / df); df >= 1, INFINITY: X is 1 */

/* P(Z <= z), Z standard normal. */
double quadrature_phi(double z);

/* The x >= 0 at which a function that rises with x reaches `target`: 0 where it does so at 0 already, INFINITY where it never
   does. */
double quadrature_solve(double (*rising)(double x, const void *with), const void *with, double target);

#endif
