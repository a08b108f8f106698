/* What is kept of a case beside its agenda, and what cases that have closed tell of their members. */
#ifndef TAKT_MODELS_CASE_H
#define TAKT_MODELS_CASE_H

#include <stdbool.h>
#include <stdint.h>

/* A member of a case (case_plan.h) while the case is open. */
struct member_state {
	double first;                /* when it first began, was reached, happened or opened since the case opened; NAN: never */
	double time, wait;           /* a task: from its begin to its end, from being due to its begin; all its times together. A stage: how
	                                long it was open; when it opened last */
	double lost;                 /* a task: from its begin to when it was called off */
	uint32_t count;              /* how often it was done, reached, has happened, was closed */
	uint32_t dues;               /* how often it became due (an event: its clock started) */
	uint32_t starts;             /* how often work on it began since the case opened last */
	uint32_t turns;              /* how often it became due, was reached, has happened since its stage opened; a stage: opened */
	uint32_t inside;             /* of a stage: tasks in it that are due or at work */
	uint32_t cancelled;          /* how often it was, since the case opened last */
	uint32_t told, told_dues;    /* of these up to the last closing of the case */
	bool active;                 /* due or at work; its clock runs; open */
	bool ended;                  /* done, skipped or cancelled, and neither due nor at work now */
	bool held;                   /* its `when` did when it was looked at last */
};

/* Behind the agenda's counters. */
struct case_state {
	double turned_at;            /* the instant of these turns */
	uint32_t turns;              /* how often something became due at that instant */
	uint32_t active;             /* tasks that are due or at work */
	uint32_t clocks;             /* events that are to come */
	uint32_t closings;           /* how often it has closed */
	struct member_state members[];
};

/* Sums over the cases that have closed in the window. */
struct member_sums {
	double first, time, wait, lost;
	uint64_t cases;              /* in which it was done, reached, has happened */
	uint64_t begun;              /* in which it began at all */
	uint64_t count, dues, starts, cancelled;
};

#endif
