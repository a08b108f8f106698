/* The critical chain of a plan (Goldratt 1997; Herroelen and Leus 2001, "On the merits and pitfalls of critical chain scheduling", Journal
   of Operations Management 19): the longest chain of tasks each of which waits for the one before it, or for people and machines that this
   one has. All tasks are put as late as possible, from the end of the plan on, the one that can end last first, so that no more people are
   at work than there are. That is a good plan, not always the best one: to find that may take for ever. Pure arithmetic on arrays. */
#ifndef TAKT_MODELS_CHAIN_H
#define TAKT_MODELS_CHAIN_H

#include "cpm.h"

struct chain_need {
	uint32_t what, number;              /* what: into chain->there */
};

struct chain_task {
	/* Given. */
	double length;
	double earliest;                    /* when it can end by the critical path method */
	const struct chain_need *needs;
	uint32_t need_count;
	/* Found. */
	double start, finish;
	uint32_t rank;                      /* 1, 2, …: those of the chain, then the others, each by their start */
	bool critical;                      /* it is in the chain */
};

struct chain {
	struct chain_task *tasks;
	const struct cpm_link *links;       /* without a circle */
	const uint32_t *there;              /* how many there are of each that tasks need */
	uint32_t count, link_count, there_count;
};

/* Fills what is found of all tasks, with the end of the plan at 0; returns how long the whole takes. No task needs more than there are.
   Scratch memory is from `arena`. */
double chain_find(const struct chain *chain, struct arena *arena);

#endif
