/* Gauss-Legendre sums with 160 nodes over the part of the line that holds all but 1e-17 of the probability. */
#include <math.h>
#include "quadrature.h"

#define REACH 9.0   /* standard deviations: P(|Z| > 9) is 2e-19 */

/* Nodes and weights on (0, 1): Newton's method on the Legendre polynomial, whose zeros lie near cos(pi (i + 3/4) / (n + 1/2))
   (Abramowitz and Stegun, 22.16.6 and 25.4.29). */
static void legendre(struct quadrature *q)
{
	const double pi = 3.14159265358979323846, n = QUADRATURE_NODES;
	for (size_t i = 0; i < QUADRATURE_NODES / 2; i++) {
		double x = cos(pi * ((double)i + 0.75) / (n + 0.5)), slope = 1.0, step = 1.0;
		for (int k = 0; k < 20 && fabs(step) > 1e-16; k++) {
			double p = 1.0, before = 0.0;
			for (int j = 1; j <= QUADRATURE_NODES; j++) {
				double next = ((2.0 * j - 1.0) * x * p - (j - 1.0) * before) / j;
				before = p;
				p = next;
			}
			slope = n * (x * p - before) / (x * x - 1.0);
			step = p / slope;
			x -= step;
		}
		q->node[i] = (1.0 - x) / 2.0;
		q->node[QUADRATURE_NODES - 1 - i] = (1.0 + x) / 2.0;
		q->weight[i] = q->weight[QUADRATURE_NODES - 1 - i] = 1.0 / ((1.0 - x * x) * slope * slope);
	}
}

static void normalise(struct quadrature *q)
{
	double sum = 0.0;
	for (size_t i = 0; i < QUADRATURE_NODES; i++)
		sum += q->weight[i];
	for (size_t i = 0; i < QUADRATURE_NODES; i++)
		q->weight[i] /= sum;
}

void quadrature_normal(struct quadrature *q)
{
	legendre(q);
	for (size_t i = 0; i < QUADRATURE_NODES; i++) {
		double z = REACH * (2.0 * q->node[i] - 1.0);
		q->node[i] = z;
		q->weight[i] *= exp(-z * z / 2.0);
	}
	normalise(q);
}

/* The density of s is that of the sample standard deviation, s^(df-1) exp(-df s²/2) up to a factor, which normalising supplies.
   The norm of a normal vector is within REACH of its mean with the same certainty as one normal variable, so s within REACH /
   sqrt(df) of 1. Where that reaches down to 0 the nodes are cubed, so that functions of c s for a large c are seen near 0 too. */
void quadrature_chi(struct quadrature *q, double df)
{
	double reach = REACH / sqrt(df), from = 1.0 - reach;
	legendre(q);
	for (size_t i = 0; i < QUADRATURE_NODES; i++) {
		double u = q->node[i], away = from > 0.0 ? reach * (2.0 * u - 1.0) : (1.0 + reach) * u * u * u - 1.0;
		q->node[i] = 1.0 + away;
		q->weight[i] *= exp((df - 1.0) * log1p(away) - df * (away + away * away / 2.0)) * (from > 0.0 ? 1.0 : u * u);
		if (isinf(df))
			q->weight[i] = q->node[i] = 1.0;
	}
	normalise(q);
}

double quadrature_phi(double z)
{
	return erfc(-z * 0.70710678118654752440) / 2.0;
}

/* The Illinois variant of false position (Dowell and Jarratt 1971): the end that stays has its value halved, so that both ends
   close in. */
double quadrature_solve(double (*rising)(double x, const void *with), const void *with, double target)
{
	double low = 0.0, high = 1.0, below = rising(low, with) - target, above = rising(high, with) - target;
	if (!(below < 0.0))
		return isnan(below) ? NAN : 0.0;
	for (; above < 0.0; above = rising(high, with) - target) {
		if (high > 1e9)
			return INFINITY;
		low = high;
		below = above;
		high *= 2.0;
	}
	int side = 0;
	for (int i = 0; i < 200 && high - low > 1e-10 * high && above > 0.0; i++) {
		double x = i % 8 == 7 ? (low + high) / 2.0 : (low * above - high * below) / (above - below), y = rising(x, with) - target;
		if (y < 0.0) {
			low = x;
			below = y;
			above = side < 0 ? above / 2.0 : above;
			side = -1;
		} else {
			high = x;
			above = y;
			below = side > 0 ? below / 2.0 : below;
			side = 1;
		}
	}
	return high;
}
