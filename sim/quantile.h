/* Quantiles of non-negative observations at bounded memory: exact up to QUANTILE_EXACT of them, then a histogram of integer counts
   in buckets of nearly constant relative width (256 to the octave: none is wider than 0.4 % of the numbers in it, which bounds the
   error). Counts are integers, so that merging gives the same digits in any order. */
#ifndef TAKT_SIM_QUANTILE_H
#define TAKT_SIM_QUANTILE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define QUANTILE_EXACT 1000
#define QUANTILE_BITS 8   /* of the fraction: 2 to this many buckets to the octave */

struct quantile {
	uint64_t count, zeros;      /* all observations; those that are 0 (or less, which counts as 0) */
	double *exact;              /* the first QUANTILE_EXACT in any order; not used any more once the histogram is */
	uint64_t *buckets;          /* counts of buckets first .. first + room; NULL while exact */
	uint64_t *storage;          /* the buckets' memory, kept over a reset */
	int32_t first, room;
	double min, max;
};

void quantile_init(struct quantile *quantile);
void quantile_done(struct quantile *quantile);
void quantile_reset(struct quantile *quantile);   /* forgets the observations, keeps the storage */

/* Out of line: everything but an observation that falls into a bucket that is there. 0, or -1 when memory is exhausted. */
int quantile_add_slow(struct quantile *quantile, double x);

/* The bucket of x > 0: the exponent and the first bits of the fraction, read off the number itself. */
static inline int32_t quantile_bucket(double x)
{
	uint64_t bits;
	memcpy(&bits, &x, sizeof bits);
	return (int32_t)(bits >> (52 - QUANTILE_BITS));
}

static inline int quantile_add(struct quantile *quantile, double x)
{
	if (x > 0.0 && quantile->buckets) {
		int32_t i = quantile_bucket(x) - quantile->first;
		if (i >= 0 && i < quantile->room) {
			quantile->buckets[i]++;
			quantile->count++;
			if (x > quantile->max)
				quantile->max = x;
			if (x < quantile->min)
				quantile->min = x;
			return 0;
		}
	}
	return quantile_add_slow(quantile, x);
}

/* The value below which the share p (0..1) lies: type 7 of Hyndman and Fan while exact, interpolated within the bucket after.
   NAN where nothing was observed. Does not change what was observed (it may sort the exact ones in place). */
double quantile_at(struct quantile *quantile, double p);

/* How many observations are below x, as far as the counts tell: those in the bucket of x are taken to lie evenly in it, so that this may
   be a broken number. */
double quantile_below(const struct quantile *quantile, double x);

/* Adds what `from` observed. 0, or -1 when memory is exhausted. */
int quantile_merge(struct quantile *into, const struct quantile *from);

#endif
