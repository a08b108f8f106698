/* The automatic warm-up: ten pilot replications, MSER-5 on the mean of their numbers in the system. */
#ifndef TAKT_EXPERIMENTS_WARMUP_H
#define TAKT_EXPERIMENTS_WARMUP_H

#include <stdbool.h>
#include <stddef.h>
#include "replicate.h"

#define WARMUP_PILOTS 10
#define WARMUP_BINS 1000
#define WARMUP_BATCH 5
#define WARMUP_BATCHES (WARMUP_BINS / WARMUP_BATCH)
#define WARMUP_WINDOW (WARMUP_BATCHES / 10)    /* of Welch's plot, either way; a quarter at most */
#define WARMUP_FIRST_PILOT (1ull << 63)    /* pilots are replications WARMUP_FIRST_PILOT + 1, …: luck that no other run has */

struct warmup_mser {
	size_t cut;              /* d*: how many batches to delete */
	double statistic;        /* MSER(d*) */
	double mean;             /* of what remains */
	bool too_short;          /* d* is half of the series: it never settled */
};

/* Means of `batch` values in a row; what is left over at the end is dropped. `out` has room for count / batch. Returns how many. */
size_t warmup_batch(const double *series, size_t count, size_t batch, double *out);

/* The marginal standard error rule on batch means z[0..count). */
struct warmup_mser warmup_mser(const double *z, size_t count);

/* Ten pilots of each model in models[0..count), all of a fixed length; cuts[i] is the warm-up of model i in its clock's units and
   too_short[i] whether it never settled; courses[i * WARMUP_BATCHES] on is the mean number in its system over the pilots, one for
   each WARMUP_BATCHES-th part of the length (NULL: not wanted). As replicate_run: REPLICATE_ALL_FINE, or the index of the MODEL whose
   pilot is in trouble. `interrupted` tells whether *stop ended it. */
size_t warmup_find(const struct model *const *models, size_t count, unsigned long long seed, unsigned threads, const atomic_bool *stop,
	const struct replicate_watch *watch, double *cuts, bool *too_short, double *courses, bool *interrupted,
	struct engine_note *note);

#endif
