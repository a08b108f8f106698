/* The process map of a scenario: the places that work comes to, how many take which way, where it waits. Laid out by Graphviz. */
#ifndef TAKT_EXPERIMENTS_MAP_H
#define TAKT_EXPERIMENTS_MAP_H

#include "plots/figure.h"
#include "map_count.h"

struct map {
	struct map_counts counts;
	const struct figure *figure;     /* its form is FIGURE_MAP */
	const uint32_t *nodes;           /* [place of counts.places]: its node in the figure; NONE: not shown */
	const struct map_flow **flows;   /* [edge of the figure] */
};

#define MAP_FAULT_ROOM 200

/* Traces a replication (or a few) and lays out what it finds. NULL where there is nothing to show, or no map can be made; then a sentence
   in `fault` (MAP_FAULT_ROOM bytes) says why and what to do ("": nothing to show). Everything is in the arena; titles are borrowed from the
   model. */
const struct map *map_make(const struct result *result, const struct result_scenario *scenario, struct arena *arena, char *fault);

#endif
