/* The places of a process: where work comes from, is done, waits and ends, and how one can follow on another. From the model alone.
   A place is a station, or a step that has none but takes time; what takes none has no place. A project has no ways, only an order: it is
   not on the map. */
#ifndef TAKT_EXPERIMENTS_MAP_PLACES_H
#define TAKT_EXPERIMENTS_MAP_PLACES_H

#include "models/model.h"
#include "models/trace.h"

/* TAKE: it waits for what it takes; PARTNER: for the items that it has started. */
enum map_sort { MAP_START, MAP_STATION, MAP_WAIT, MAP_TAKE, MAP_PARTNER, MAP_END };

struct map_place {
	enum map_sort sort;
	const char *title;
	uint32_t of;                 /* START: a kind; STATION: a station; END: how (enum trace_outcome); else a task, the first of that title */
};

/* Steps between one piece of work and the next that have a place, though nothing that is traced is done there. */
#define MAP_PASSES_AT_MOST 8

struct map_way {
	bool found;
	bool back;                   /* rework sent it there */
	uint32_t passes[MAP_PASSES_AT_MOST];   /* tasks */
	uint32_t pass_count;
};

struct map_places {
	const struct model *model;
	struct arena *arena;
	struct map_place *list;
	uint32_t count;
	uint32_t *of_task;           /* [task]: its place; NONE: it has none */
	uint32_t *of_station;        /* [station] */
	uint32_t *of_kind;           /* [kind]: its start */
	uint32_t of_end[TRACE_ENTERED];   /* by enum trace_outcome */
	uint32_t *branch;            /* [task]: the first task of the branch in which it is; NONE: in none */
	uint32_t *fork;              /* [task]: of the first task of a branch: the task that forks */
	/* For map_places_way: what it knows already, and its scratch. */
	struct map_known *known;
	size_t known_count, known_room;
	struct map_step *steps;
	uint32_t *seen;              /* [step]: in which search */
	uint32_t search, step_count;
};

/* Whether work of this kind has places. */
static inline bool map_places_has(const struct model *model, uint32_t kind)
{
	return !model->kinds[kind].hidden && !model->kinds[kind].project;
}

void map_places_init(struct map_places *places, const struct model *model, struct arena *arena);

/* How an item of `kind` gets from the end of its work at task `from` (NONE: from its start) to task `to` (TO_END and TO_SCRAP too) without
   other work in between; `returning`: it was on its way back to a step that sent it back when it came there. */
const struct map_way *map_places_way(struct map_places *places, uint32_t kind, uint32_t from, uint32_t to, bool returning);

/* The branch around a branch: the first task of that in which `branch` forks off; NONE: in none. */
static inline uint32_t map_places_around(const struct map_places *places, uint32_t branch)
{
	return places->branch[places->fork[branch]];
}

#endif
