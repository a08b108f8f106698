/* The shifting bottleneck: who holds up the others at each moment, found from nothing but when each candidate (a machine, a pool of
   machines or people) was active without a break (Roser, Nakano and Tanaka 2001, 2002). The bottleneck is the active candidate whose
   present period, taken in full length, is the longest; when that period ends the longest of those that are active then takes over. While
   the outgoing and the incoming period overlap the bottleneck shifts between the two; the rest of its period each is the sole one.
   Invariant: only periods that may still become a bottleneck are kept, never more than there are candidates and one: any number of periods
   may be told. Knows nothing of models. */
#ifndef TAKT_EXPERIMENTS_ACTIVE_H
#define TAKT_EXPERIMENTS_ACTIVE_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/arena.h"
#include "sim/tally.h"

struct active_period {
	uint32_t candidate;
	double start, end;
};

/* Of one candidate, in the window. */
struct active_share {
	double sole, shifting;       /* time as the only bottleneck, and as one of those between which it shifts */
	struct tally periods;        /* lengths, in full, of the periods that reach into the window; the last one as far as it was seen */
};

struct active {
	struct active_share *shares; /* [candidate]: complete after active_finish */
	double covered;              /* time in the window with any bottleneck */
	/* Private. */
	double from;
	struct active_open *open;    /* [candidate]; and behind them the ends of their list */
	uint32_t count;
	struct active_period *waiting, present;   /* what has ended and may follow on the present one */
	uint32_t waiting_count;
	bool any;                    /* there is a present one */
	double left;                 /* when the one before it ended; -INFINITY */
};

/* The window begins at `from`: what was before counts for how long a period is, and for no time. All memory is the arena's. */
void active_init(struct active *active, uint32_t candidates, double from, struct arena *arena);

/* A candidate that was not active is from now on; one that was, is not any more. Times never go back, and those of one candidate go on: a
   period has a length. Of two as long the one counts that began, or was told, first. */
void active_starts(struct active *active, uint32_t candidate, double now);
void active_ends(struct active *active, uint32_t candidate, double now);

/* The window ends, and so does whatever is active. */
void active_finish(struct active *active, double now);

#endif
