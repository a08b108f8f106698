/* The critical path method (Kelley and Walker 1959) on links of three kinds with lags: when the tasks of a plan can begin and end at the
   earliest, and must at the latest, if each takes a given time and nobody waits for anybody. Pure arithmetic on arrays. Times are in the
   clock's unit since the project's begin. */
#ifndef TAKT_MODELS_CPM_H
#define TAKT_MODELS_CPM_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/arena.h"

struct calendar;

/* The later task begins after the earlier one's end, or after its begin; or it ends after the earlier one's end. FIRST_START: it begins
   after the first begin of those from which such links lead to it. */
enum link_how { LINK_FINISH_START, LINK_START_START, LINK_FINISH_FINISH, LINK_FIRST_START };

struct cpm_link {
	uint32_t before, after;             /* tasks */
	enum link_how how;
	double lag;                         /* from 0 on; -INFINITY: it holds nothing up */
	uint32_t which;                     /* for the caller, who knows it again by that after it was put in order */
};

struct cpm_task {
	/* Given. */
	double time;                        /* of work, in the hours of the calendar */
	double not_before;                  /* -INFINITY: at any time */
	const struct calendar *calendar;    /* NULL: always */
	/* Found. A task that must wait for another one's end may have its work over before its own finish. */
	double start, over, finish;
	double not_over_before;             /* for the caller */
	double first;                       /* the first begin of those of which one is enough; INFINITY: there are none */
	double latest_start, latest_finish;
	double slack;                       /* by how much it may be later and the plan still ends in time: total float */
	double free;                        /* and no other task has to be later: free float. Both in the hours of its calendar */
	bool critical;                      /* it has no slack */
};

struct cpm {
	struct cpm_task *tasks;
	const struct cpm_link *links;       /* both as cpm_order leaves them */
	const uint32_t *order;
	uint32_t count, link_count;
	double origin;                      /* when the project begins, on the calendars' clock */
};

/* Puts the begins (2 x task) and ends (2 x task + 1) of tasks into an order in which each comes after all that it waits for (2 x count
   numbers), and the links into the order in which they leave from these. Returns 0; or, where some wait for each other in a circle, how
   many, with these tasks in `circle` (room for 2 x count), each waiting for the one before it and the first for the last. Scratch memory is
   from `arena`. */
uint32_t cpm_order(uint32_t count, struct cpm_link *links, uint32_t link_count, uint32_t *order, uint32_t *circle, struct arena *arena);

/* Finds only when tasks begin and end, and not before what stands in `start` and `finish`; `first` is INFINITY. Returns how long the whole
   takes. */
double cpm_forward(struct cpm *cpm);

/* Fills what is found of all tasks; returns how long the whole takes. */
double cpm_compute(struct cpm *cpm);

#endif
