/* Who is the bottleneck when, in the model as it is, by active periods (active.h): how much of the time each station with machines of a
   number, and each resource, holds up the others. Invariant: what the replications saw is averaged in their order, on whatever threads
   they ran. */
#ifndef TAKT_EXPERIMENTS_BOTTLENECK_H
#define TAKT_EXPERIMENTS_BOTTLENECK_H

#include "interval.h"
#include "study.h"

struct bottleneck {
	uint32_t station, resource;  /* one of them; the other is NONE */
	double sole, shifting;       /* shares of the time observed: alone, and while the bottleneck shifts; means over the replications */
	struct interval period;      /* mean length of its active periods, in clock units; its interval over the replications. NAN: never active */
	double utilisation;          /* what else says something, in all replications: as the metric has it, NAN: not observed; */
	double queue;                /* and mean number in the longest queue where work waits for it */
	uint32_t queue_at;           /* the station where that is; NONE: nothing ever waits */
};

struct bottlenecks {
	struct bottleneck *list;     /* who is it for most of the time first */
	size_t count;
	uint32_t replications;       /* that were looked at: the first ones of base */
	double any;                  /* the share of the time in which anything is */
};

/* Runs the first replications of base once more, as they were, and looks. Only after the rounds of the study. False: nothing is known, as
   it was stopped. */
bool bottlenecks_find(struct bottlenecks *found, struct study *study);

/* Whether that is worth a word: there are several that could be it, and some are for some of the time. NULL: no. */
bool bottlenecks_tell(const struct bottlenecks *found);

#endif
