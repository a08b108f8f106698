/* How old the work is that is open: how long what is in the system has been there already, at a moment that is like any other. From traced
   replications (lives.h), over the time that counts; over the run too, by classes of age. */
#ifndef TAKT_EXPERIMENTS_AGES_H
#define TAKT_EXPERIMENTS_AGES_H

#include "lives.h"

#define AGES_CLASSES 4

struct ages_of_kind {
	const struct kind *kind;
	double open;                         /* mean number in the system */
	double mean, median, ninth;          /* age: the mean; half, and nine in ten, of what is open are younger. Clock units */
	double late;                         /* share of it that is older than what was promised; NAN: no promise that is one time for all */
	double bounds[AGES_CLASSES - 1];     /* between the classes, clock units; of those with such a promise, half of it, it, and twice */
	double *number[AGES_CLASSES];        /* [bins]: mean number in each class; the youngest first */
};

struct ages {
	struct ages_of_kind *kinds;          /* those of which some were open, in the order of the model */
	size_t count;
	double step;                         /* clock units; bins are from b * step on, from the begin of the run */
	size_t bins;
	uint32_t replications;
};

/* Private to its making, as variants.h. */
struct ages_builder;

struct ages_builder *ages_begin(const struct result_scenario *scenario);
void ages_add(struct ages_builder *builder, const struct life *life);
const struct ages *ages_finish(struct ages_builder *builder, const struct lives *lives, struct arena *arena);

/* The promise of a kind, where it is one time for all, in hours of the clock; NAN. */
double ages_promise(const struct kind *kind);

#endif
