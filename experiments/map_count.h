/* How many items take which way, counted in traced replications. Invariant: what leaves a place and has not forked there adds up to those
   that have left it. */
#ifndef TAKT_EXPERIMENTS_MAP_COUNT_H
#define TAKT_EXPERIMENTS_MAP_COUNT_H

#include "map_places.h"
#include "result.h"

struct map_flow {
	uint32_t from, to;           /* places */
	bool back;                   /* rework */
	bool starts;                 /* items at `from` start others, that begin at `to` */
	uint64_t count;
	struct map_flow *next;       /* from the same place */
};

struct map_counts {
	struct map_places places;
	struct map_flow **flows;     /* [place]: those from it, in order of appearance */
	uint64_t *came, *left;       /* [place]: stays that were begun, that have ended */
	double *time;                /* [place]: clock units at work in all stays, or of planned waits */
	uint64_t entered;            /* items that came by themselves or were started */
	uint64_t moves;
	uint32_t replications;       /* so many were followed, from the first on */
	double from, until;          /* clock units: what was counted of the first */
};

/* Follows replication 1, and more where that has few moves, from the end of the warm-up on. 0; -1 where memory is exhausted, or none of
   them came to an end. */
int map_count(struct map_counts *counts, const struct result *result, const struct result_scenario *scenario, struct arena *arena);

/* Of all stays that have ended at its place: how many took this flow. NAN: none have. */
double map_count_share(const struct map_counts *counts, const struct map_flow *flow);

#endif
