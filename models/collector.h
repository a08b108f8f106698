/* Private to load*.c: what is known of a model's loads while they are worked out. */
#ifndef TAKT_MODELS_COLLECTOR_H
#define TAKT_MODELS_COLLECTOR_H

#include "load.h"
#include "project.h"
#include "route.h"
#include "sample.h"

/* What one item of the kind at hand asks of a station or resource, in machine (unit) times clock units: its mean over the
   points, and the sums by which the variance of that mean is known: with weights w and values x it is sum w²(x - mean)². */
struct demand {
	double now, mean, squares, cross;
	bool met, live;            /* asked for at all; and where the state decides */
};

/* The same when the kind is done with. */
struct asked {
	uint32_t kind;
	size_t of;                 /* index into the demands */
	double mean, variance;
};

/* Visits of one item to a station that is set up for `value` of a fact, or for the kind, and the setups that each of them would need. */
struct dressing {
	uint32_t station, kind;
	double value, times, work;
};

struct collector {
	struct load *load;
	const struct model *model;
	struct arena *arena;
	/* Of all kinds. */
	struct asked *asked;
	size_t asked_count, asked_room;
	struct dressing *dressings;
	size_t dressing_count, dressing_room;
	double *work, *starts;     /* [task]: sums of visits x work; items started by one item */
	uint32_t *keeping;         /* [resource]: its place among those that some step takes, NONE */
	uint32_t keeping_count;
	bool *waiting;             /* [keeping x keeping]: such a wait is noted already */
	size_t wait_room, lack_room;
	/* Of the kind at hand. */
	struct sample sample;
	struct route route;
	struct demand *demands;    /* the stations, the resources (this one and no other), the resources again (one of several) */
	size_t *met, met_count;    /* those that are asked for */
	bool live;                 /* the present passage, or how long it takes, hangs on the state */
	uint16_t *memory;          /* of whoever passes a step: what is held there, its own take included */
	/* The sums of all kinds, as the demands are numbered. */
	double *busy, *variance, *spared;
	double *setups;            /* [station] */
	double *units, **poured;   /* [resource]: busy units; [station]: what each of its alternatives does of it */
};

static inline size_t own_of(const struct model *m, uint32_t resource)
{
	return (size_t)m->station_count + resource;
}

static inline size_t shared_of(const struct model *m, uint32_t resource)
{
	return (size_t)m->station_count + m->resource_count + resource;
}

/* load.c: the list doubled, where it is full. */
void *collector_grow(const struct collector *c, void *list, size_t count, size_t *room, size_t size);

/* load_sum.c */
void collector_start(struct collector *c);      /* before the kinds: hours, and what has room */
void collector_add_up(struct collector *c);     /* after them */

/* load_setup.c: a visit at the sample's present point; the setups that these visits are expected to ask for, into c->setups. */
void collector_dress(struct collector *c, const struct task *task, double times);
void collector_set_up(struct collector *c);

/* load_hold.c: who waits here while it keeps something, and for how much. `holds`: before the task's own take. */
void collector_hold(struct collector *c, uint32_t task, const uint16_t *holds);

/* load.c: work of a task, asked of its machines and of what is seized with them, for a batch once. */
void collector_ask(struct collector *c, const struct task *task, double work);

/* load_case.c: what is found by trying cases. False: it could not be found; c->load->trials says why. */
bool collector_ask_case(struct collector *c, uint32_t kind, struct arena *scratch);

/* The speed of those who are needed together; of a choice it is not known who comes: as the norm. */
double collector_speed(const struct model *m, const struct station *station);

#endif
