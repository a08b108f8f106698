/* The way of each item from place to place (map_places.h), made out of what a traced replication tells. An item is one token; where it
   forks, one for each of its branches, until they join. Invariant: what is told of a token is told in the order of time, begins with
   JOURNEY_BEGINS or JOURNEY_SPLITS and ends with JOURNEY_ENDS (unless the run ends first), and each move leaves the place of the last. */
#ifndef TAKT_EXPERIMENTS_JOURNEY_H
#define TAKT_EXPERIMENTS_JOURNEY_H

#include "models/trace.h"
#include "map_places.h"
#include "tracked.h"

enum journey_what {
	JOURNEY_BEGINS,              /* an item enters, `to` its start */
	JOURNEY_SPLITS,              /* another token of an item comes to be, `to` where that forks */
	JOURNEY_MOVES,               /* from one place to the next, where it waits at first */
	JOURNEY_WORKS,               /* something is done: `cause`, as of spells */
	JOURNEY_RESTS,               /* and stops: it waits, for more work or for a way on */
	JOURNEY_STARTS,              /* no token: an item at `from` starts others, that begin at `to` */
	JOURNEY_ENDS                 /* it is gone, or goes on as a part of another token */
};

struct journey_event {
	enum journey_what what;
	uint32_t kind;
	uint64_t number;             /* of the items of its kind */
	uint64_t token;              /* 1, 2, … over all items; 0 of STARTS */
	void **mark;                 /* what the listener keeps with the token: NULL at first; NULL of STARTS */
	double time, told;           /* told: when the trace told of it, never before `time` and never decreasing */
	uint32_t from, to;           /* places */
	uint32_t cause;
	bool back;                   /* MOVES: rework sent it there */
	bool leaves;                 /* MOVES: the first from that stay; the other branches of a fork come after it */
	bool merges;                 /* MOVES: it ends there, as another token of the item goes on for it */
	bool done;                   /* RESTS: all is done there; ENDS: the item itself is gone */
};

struct journey {
	struct map_places *places;
	void (*tell)(void *context, const struct journey_event *event);
	void *context;
	bool failed;                 /* memory is exhausted: what was told is not all */
	/* Private. */
	struct tracked_table items;
	uint64_t tokens;
	double told;
};

/* The caller has set `places`, `tell` and `context` and cleared the rest. */
void journey_follow(struct journey *journey, const struct engine_spell *spell);

/* Frees what it keeps of the items that are still in the system. */
void journey_done(struct journey *journey);

#endif
