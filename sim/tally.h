/* Counted observations: number, mean, variance, least and greatest (Welford 1962; merged after Chan, Golub and LeVeque 1979). */
#ifndef TAKT_SIM_TALLY_H
#define TAKT_SIM_TALLY_H

#include <math.h>
#include <stdint.h>

struct tally {
	uint64_t count;
	double mean, squares;   /* squares: the sum of squared deviations from the mean */
	double min, max;        /* meaningless while count is 0 */
};

static inline void tally_reset(struct tally *tally)
{
	*tally = (struct tally){ .min = INFINITY, .max = -INFINITY };
}

static inline void tally_add(struct tally *tally, double x)
{
	double delta = x - tally->mean;
	tally->count++;
	tally->mean += delta / (double)tally->count;
	tally->squares += delta * (x - tally->mean);
	if (x < tally->min)
		tally->min = x;
	if (x > tally->max)
		tally->max = x;
}

/* NAN where nothing was observed (mean) or fewer than two (variance, n - 1 in the denominator). */
double tally_mean(const struct tally *tally);
double tally_variance(const struct tally *tally);
double tally_sd(const struct tally *tally);
void tally_merge(struct tally *into, const struct tally *from);

#endif
