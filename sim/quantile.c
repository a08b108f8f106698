/* Quantiles from the observations themselves while they are few, from counts in buckets after. A bucket is a stretch of numbers that
   share sign, exponent and the first eight bits of the fraction, so that a number's bucket is read off its bits without a logarithm,
   and no bucket is wider than 1/256 of the numbers in it. The buckets that exist are a contiguous run, whole octaves. */
#include "sim/quantile.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define OCTAVE (1 << QUANTILE_BITS)   /* buckets come and go by the octave */

void quantile_init(struct quantile *quantile)
{
	*quantile = (struct quantile){ .min = INFINITY, .max = -INFINITY };
}

void quantile_done(struct quantile *quantile)
{
	free(quantile->exact);
	free(quantile->storage);
	quantile_init(quantile);
}

void quantile_reset(struct quantile *quantile)
{
	if (quantile->buckets)
		memset(quantile->buckets, 0, (size_t)quantile->room * sizeof *quantile->buckets);
	quantile->buckets = NULL;
	quantile->count = quantile->zeros = 0;
	quantile->min = INFINITY;
	quantile->max = -INFINITY;
}

/* The least number of a bucket. */
static double bucket_start(int32_t bucket)
{
	uint64_t bits = (uint64_t)bucket << (52 - QUANTILE_BITS);
	double x;
	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Makes sure that the storage holds buckets `low` to `high`. */
static int cover(struct quantile *quantile, int32_t low, int32_t high)
{
	int32_t first = low & -OCTAVE, end = (high | (OCTAVE - 1)) + 1;
	if (quantile->storage) {
		int32_t old_end = quantile->first + quantile->room;
		if (first >= quantile->first && end <= old_end)
			return 0;
		first = first < quantile->first ? first : quantile->first;
		end = end > old_end ? end : old_end;
	}
	uint64_t *grown = calloc((size_t)(end - first), sizeof *grown);
	if (!grown)
		return -1;
	if (quantile->storage)
		memcpy(grown + (quantile->first - first), quantile->storage, (size_t)quantile->room * sizeof *grown);
	free(quantile->storage);
	if (quantile->buckets)
		quantile->buckets = grown;
	quantile->storage = grown;
	quantile->first = first;
	quantile->room = end - first;
	return 0;
}

/* From the observations themselves to counts. */
static int start_buckets(struct quantile *quantile)
{
	int32_t low = INT32_MAX, high = -1;
	for (uint64_t i = 0; i < quantile->count; i++) {
		if (!(quantile->exact[i] > 0.0))
			continue;
		int32_t bucket = quantile_bucket(quantile->exact[i]);
		low = bucket < low ? bucket : low;
		high = bucket > high ? bucket : high;
	}
	if (high < 0)
		low = high = quantile_bucket(1.0);   /* all were zero: any octave will do */
	if (cover(quantile, low, high) != 0)
		return -1;
	quantile->buckets = quantile->storage;
	for (uint64_t i = 0; i < quantile->count; i++)
		if (quantile->exact[i] > 0.0)
			quantile->buckets[quantile_bucket(quantile->exact[i]) - quantile->first]++;
	return 0;
}

static void note_extremes(struct quantile *quantile, double min, double max)
{
	if (min < quantile->min)
		quantile->min = min;
	if (max > quantile->max)
		quantile->max = max;
}

int quantile_add_slow(struct quantile *quantile, double x)
{
	assert(isfinite(x) && "an observation is a finite number");
	if (!(x > 0.0))
		x = 0.0;   /* the difference of two times may fall below zero by rounding */
	if (!quantile->buckets && quantile->count == QUANTILE_EXACT && start_buckets(quantile) != 0)
		return -1;
	if (!quantile->buckets) {
		if (!quantile->exact && !(quantile->exact = malloc(QUANTILE_EXACT * sizeof *quantile->exact)))
			return -1;
		quantile->exact[quantile->count] = x;
	} else if (x > 0.0) {
		if (cover(quantile, quantile_bucket(x), quantile_bucket(x)) != 0)
			return -1;
		quantile->buckets[quantile_bucket(x) - quantile->first]++;
	}
	quantile->count++;
	quantile->zeros += !(x > 0.0);
	note_extremes(quantile, x, x);
	return 0;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The observation with `rank` smaller ones before it, as far as the counts tell: those in a bucket are taken to lie evenly in it.
   At most 1/256 of it wrong, wherever in the bucket they lie in truth. */
static double ranked(const struct quantile *quantile, uint64_t rank)
{
	if (rank < quantile->zeros)
		return 0.0;
	uint64_t before = quantile->zeros;
	int32_t i = 0;
	while (i < quantile->room && before + quantile->buckets[i] <= rank)
		before += quantile->buckets[i++];
	if (i == quantile->room)
		return quantile->max;
	double low = bucket_start(quantile->first + i), high = bucket_start(quantile->first + i + 1);
	if (isinf(high))
		return quantile->max;   /* the last bucket of all */
	double share = ((double)(rank - before) + 0.5) / (double)quantile->buckets[i];
	return fmin(fmax(low + share * (high - low), quantile->min), quantile->max);
}

/* Hyndman and Fan (1996), definition 7: the rank counted from 0 is (n - 1) p, between two ranks on the straight line. */
double quantile_at(struct quantile *quantile, double p)
{
	if (quantile->count == 0)
		return (double)NAN;
	double place = fmin(fmax(p, 0.0), 1.0) * (double)(quantile->count - 1);
	uint64_t rank = (uint64_t)place;
	double weight = place - (double)rank;
	if (rank >= quantile->count - 1)
		return quantile->max;
	if (rank == 0 && !(weight > 0.0))
		return quantile->min;
	double low, high;
	if (quantile->buckets) {
		low = ranked(quantile, rank);
		high = ranked(quantile, rank + 1);
	} else {
		qsort(quantile->exact, (size_t)quantile->count, sizeof *quantile->exact, by_size);
		low = quantile->exact[rank];
		high = quantile->exact[rank + 1];
	}
	return weight > 0.0 ? low + weight * (high - low) : low;
}

double quantile_below(const struct quantile *quantile, double x)
{
	double below = 0.0;
	if (!quantile->buckets) {
		for (uint64_t i = 0; i < quantile->count; i++)
			below += quantile->exact[i] < x;
		return below;
	}
	if (!(x > 0.0) || x > quantile->max)
		return x > 0.0 ? (double)quantile->count : 0.0;
	below = (double)quantile->zeros;
	int32_t last = quantile_bucket(x) - quantile->first;
	for (int32_t i = 0; i < last && i < quantile->room; i++)
		below += (double)quantile->buckets[i];
	if (last < 0 || last >= quantile->room)
		return below;
	double low = bucket_start(quantile->first + last), high = bucket_start(quantile->first + last + 1);
	return isinf(high) ? below : below + (double)quantile->buckets[last] * (x - low) / (high - low);
}

/* Both with counts: the sums of the counts. */
static int merge_buckets(struct quantile *into, const struct quantile *from)
{
	if (cover(into, from->first, from->first + from->room - 1) != 0)
		return -1;
	uint64_t *counts = into->buckets + (from->first - into->first);
	for (int32_t i = 0; i < from->room; i++)
		counts[i] += from->buckets[i];
	into->count += from->count;
	into->zeros += from->zeros;
	note_extremes(into, from->min, from->max);
	return 0;
}

int quantile_merge(struct quantile *into, const struct quantile *from)
{
	if (from->buckets) {
		if (!into->buckets && start_buckets(into) != 0)
			return -1;
		return merge_buckets(into, from);
	}
	for (uint64_t i = 0; i < from->count; i++)
		if (quantile_add(into, from->exact[i]) != 0)
			return -1;
	return 0;
}
