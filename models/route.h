/* The ways that items of one kind take through its steps, and how often they are expected where: by linear equations where
   chances alone decide, by walking item after item where the past decides too; for projects by how often each task ends. */
#ifndef TAKT_MODELS_ROUTE_H
#define TAKT_MODELS_ROUTE_H

#include "sample.h"

/* What may happen at a task, for one point of the sample. */
struct odds {
	double done;               /* the step is done, not skipped */
	double rework, share;      /* sent back; share of the work that is done again */
	double *next;              /* [next_count + 1] where it goes if not sent back; the last: on to the following step */
};

/* One place on the way, as it is told: expected `times` there per item, with the share of work that rework leaves and what
   the item holds (units of each of the route's `taken`, before this task takes its own). */
struct passage {
	uint32_t task;
	double times, share;
	const uint16_t *holds;
};

typedef void (*route_teller)(void *context, const struct passage *passage);

struct route_node {
	uint32_t task;
	const uint16_t *memory;
};

enum route_choice { CHOICE_SKIP, CHOICE_REWORK, CHOICE_NEXT, CHOICE_NEXT_AFTER_ALL, CHOICE_BRANCH };

struct route_edge {
	uint32_t from, to;
	enum route_choice choice;
	uint32_t which;            /* index into odds.next */
};

/* The graph of one kind, unfolded: a node is a task together with what the item remembers (how often each step with a limit
   sent it back, which shares of rework apply, what it holds), so that between nodes chances alone decide. */
struct route {
	const struct model *model;
	const struct kind *kind;
	struct odds *odds;         /* [task of the kind], filled by route_odds */
	uint32_t *taken;           /* resources that some step takes */
	uint32_t taken_count, memory_size;
	bool endless;              /* some item may go round for ever: nothing is known then */
	uint32_t trap;             /* a task where it does */
	bool equations;            /* the nodes are all there are; false: items walk */
	bool varies;               /* the odds depend on facts or state, so that each point has its own solution */
	bool solved;
	struct route_node *nodes;
	struct route_edge *edges;
	uint32_t node_count, edge_count, edge_room;
	/* For its own use. */
	uint32_t *index;           /* hash table of the nodes */
	double *matrix, *visits;
	uint16_t *memory;          /* of the node that is made, or of the item that walks */
	uint16_t *outside;         /* what the item that walks holds outside its branches, one row for each depth */
	uint32_t *passes;          /* of the item that walks */
	uint64_t steps;
	struct project_route *project;   /* of a project, whose tasks are told without a graph */
	struct arena *arena;
};

/* Everything is in `arena`. Unfolds the graph, unless the sample's `history` says that its nodes could not say it all, or
   solving it at each of the sample's points would take too long. */
void route_init(struct route *route, const struct sample *sample, struct arena *arena);

/* Tells each passage of an item at the sample's present point. Sets `endless` where it may never end. */
void route_tell(struct route *route, struct sample *sample, route_teller tell, void *context);

/* The odds at one task for the sample's present point, into route->odds. */
const struct odds *route_odds(struct route *route, struct sample *sample, uint32_t task);

/* walk.c: one item, drawn. */
void route_walk(struct route *route, struct sample *sample, route_teller tell, void *context);

/* route_project.c: a kind with a project. */
void route_project_init(struct route *route);
void route_project_tell(struct route *route, struct sample *sample, route_teller tell, void *context);

/* What an item remembers; a memory is three rows of numbers. */
static inline uint16_t *route_times(uint16_t *memory, uint32_t slot)
{
	return memory + slot;
}

static inline uint16_t *route_active(const struct route *route, uint16_t *memory, uint32_t slot)
{
	return memory + route->kind->rework_slots + slot;
}

static inline uint16_t *route_holds(const struct route *route, uint16_t *memory)
{
	return memory + 2 * (size_t)route->kind->rework_slots;
}

/* What happens to a memory on the way: the task's `take` and `give`. */
void route_take(const struct route *route, uint16_t *memory, const struct task *task);
void route_give(const struct route *route, uint16_t *memory, const struct task *task);
double route_share(const struct route *route, const uint16_t *memory);
uint32_t route_target(const struct task *task, uint32_t which);   /* of odds.next[which] */

/* Whether an item can go there at all, and be sent back at all, judged by the constants. */
bool route_possible(const struct task *task, uint32_t which);
bool route_may_rework(const struct task *task);

#endif
