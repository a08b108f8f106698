/* The ways that items really took: which steps were done, and how often. Two items went the same way where that is the same for both, and
   how they ended; the order is left out, as work side by side comes in any. Counted in traced replications (lives.h), over items that left
   in the time that counts. */
#ifndef TAKT_EXPERIMENTS_VARIANTS_H
#define TAKT_EXPERIMENTS_VARIANTS_H

#include "lives.h"

#define VARIANTS_SHOWN 8             /* of a kind: the most frequent */

struct variant {
	enum trace_outcome how;
	const struct life_step *steps;   /* in the order in which they begin, on average; `first`: then, since the item came */
	uint32_t step_count;
	uint64_t count;
	double share;                    /* of the items of the kind */
	double time, median;             /* from start to end, clock units */
	double cost;                     /* each; 0 where nothing has a price */
};

struct variants_of_kind {
	const struct kind *kind;
	uint64_t items;
	struct variant *list;            /* the most frequent first */
	size_t count;
	size_t others;                   /* further ways: `rest` is what all of them are together, without steps and median */
	struct variant rest;
};

struct variants {
	struct variants_of_kind *kinds;  /* those that went more than one way */
	size_t count;
	uint32_t replications;           /* counted in so many */
};

/* Private to its making: from lives to ways. */
struct variants_builder;

/* Whether items of a kind can go more than one way at all, beside being turned away and losing patience. */
bool variants_possible(const struct model *model, const struct kind *kind);

/* NULL: memory is exhausted. variants_finish frees it, whatever has been told. */
struct variants_builder *variants_begin(const struct result_scenario *scenario);
void variants_add(struct variants_builder *builder, const struct life *life);
const struct variants *variants_finish(struct variants_builder *builder, const struct lives *lives, struct arena *arena);

#endif
