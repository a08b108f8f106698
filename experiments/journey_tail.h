/* Private to journey*.c: what is kept of an item that is followed. */
#ifndef TAKT_EXPERIMENTS_JOURNEY_TAIL_H
#define TAKT_EXPERIMENTS_JOURNEY_TAIL_H

#include "journey.h"

struct token {
	uint64_t number;             /* 0: none */
	void *mark;                  /* the listener's */
};

struct tail {
	uint32_t branch;             /* the first task of the branch in which it is; NONE: in none */
	uint32_t task;               /* where it was last; NONE: it has just begun */
	uint32_t place;
	struct token token;
	double since;                /* when it was done there */
	bool open;                   /* it is not done there: the work was interrupted, or was a set-up */
	bool gone;                   /* it has gone on; kept while its branches are under way */
	bool origin;                 /* scratch: the item comes from here */
};

struct journey_item {
	struct tracked id;
	uint32_t count, room;
	struct tail *tails;
};

/* journey.c: tells of a token of the item (NULL: of none); another token of it, that comes to be at a place; a tail more, NULL where memory
   is exhausted. What points to a tail holds until the next is added. */
void journey_tell(struct journey *journey, const struct journey_item *item, struct token *token, struct journey_event event);
struct token journey_split(struct journey *journey, const struct journey_item *item, uint32_t place, double time);
struct tail *journey_add_tail(struct journey *journey, struct journey_item *item, struct tail tail);

/* journey_case.c: a case comes to the place of a spell, not before `time` (NAN: that is not told); it ends at a place: false, nothing was
   ever told of it. */
struct tail *journey_case_come(struct journey *journey, struct journey_item *item, const struct engine_spell *spell, uint32_t place,
	double time);
bool journey_case_end(struct journey *journey, struct journey_item *item, double time, uint32_t place);

#endif
