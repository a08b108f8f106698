/* What becomes of each item in one replication, told as it happens: its arrival, each stretch of time that something is done, and its
   leaving. Invariant: the time between what is told of an item and what was told before is its `waits`, so that all of it adds up to its
   time in the system. */
#ifndef TAKT_MODELS_TRACE_H
#define TAKT_MODELS_TRACE_H

#include <stdint.h>
#include "cause.h"

/* SPELL: `cause` says what it was: CAUSE_WORKING, CAUSE_REWORK, CAUSE_SETUP, CAUSE_PLANNED or CAUSE_EVENT. */
enum trace_event { TRACE_ARRIVAL, TRACE_SPELL, TRACE_LEAVING };

/* How it ended: a spell, from TRACE_DONE to TRACE_CANCELLED (with its branch, as others were enough); the others, an item. */
enum trace_outcome { TRACE_DONE, TRACE_STOPPED_BY_SHIFT, TRACE_STOPPED_BY_FAILURE, TRACE_PREEMPTED, TRACE_PUT_DOWN, TRACE_CANCELLED,
	TRACE_COMPLETED, TRACE_SCRAPPED, TRACE_TURNED_AWAY, TRACE_LEFT, TRACE_ENTERED };

struct trace_wait {
	uint32_t cause;              /* as in cause.h, and never one of a spell */
	double time;
};

struct engine_spell {
	enum trace_event event;
	enum trace_outcome outcome;
	uint32_t kind, task;
	uint64_t number;             /* of the items of its kind, in order of entering: 1, 2, … */
	uint32_t starter_kind;       /* of an arrival: the kind of the item whose step started it; NONE */
	uint64_t starter;            /* and that item's number */
	uint32_t station;            /* NONE: a planned wait, or no spell */
	uint32_t by;                 /* of needs_one_of: the resource that serves; NONE */
	uint32_t cause;
	uint32_t spell;              /* 1, and more where the same was interrupted before */
	double joined;               /* when it came to the station; in a planned wait: `start` */
	double start, end;
	uint32_t ending;             /* LEAVING, of what is completed: which of the kind's endings; NONE */
	double cost;                 /* LEAVING: money that the item has cost from its arrival on; 0 where nothing has a price */
	const struct trace_wait *waits;   /* what it waited for since what was told before; only what took time */
	uint32_t wait_count;
};

/* Spells are told when they end, those that last beyond the end of the run not at all. Repairs are nobody's work: not told. */
struct engine_trace {
	void (*tell)(void *context, const struct engine_spell *spell);
	void *context;
};

#endif
