/* The lives of items: when each came, what was done for it and how often, when and how it left. From traced replications, told one by one
   as they end; those of items that are still there when a replication ends are told then. */
#ifndef TAKT_EXPERIMENTS_LIVES_H
#define TAKT_EXPERIMENTS_LIVES_H

#include "models/trace.h"
#include "result.h"

/* A step that was done for it. */
struct life_step {
	uint32_t task;
	uint32_t times;
	double first;                /* when it was begun for the first time */
};

struct life {
	uint32_t kind;
	double came, left;           /* clock units; left: of one that is still there the end of what was followed */
	enum trace_outcome how;      /* TRACE_ENTERED: it is still there */
	uint32_t ending;             /* of what is completed: which of the kind's endings (models/case_plan.h); NONE */
	double cost;                 /* money; 0 where nothing has a price, or it is still there */
	const struct life_step *steps;   /* in the order of the model */
	uint32_t step_count;
};

struct lives {
	uint32_t replications;       /* followed, from the first on */
	uint64_t count;              /* items that have left in the time that counts */
	double observed;             /* clock units after the warm-up, all replications together */
	double until;                /* when the shortest of them ended, or was left */
	bool cut;                    /* some were left before their end, as they had told enough */
};

/* Follows replications until some ten thousands of items have left. Items that left during the warm-up are told too: look at `left`. Work
   that is not the model's own (repairs) is left out. False: memory is exhausted, or no replication came to an end. */
bool lives_follow(struct lives *lives, const struct result *result, const struct result_scenario *scenario,
	void (*tell)(void *context, uint32_t replication, const struct life *life), void *context);

#endif
