/* Closed cases: a number of items that is always the same goes round between stations with exponential work and delays of any sort.
   One station and one delay are the machines and their repair crew (Palm 1943), any number of them a network (Gordon and Newell 1967). */
#include <math.h>
#include "textbook_case.h"
#include "textbook_formula.h"

enum { ITEMS_AT_MOST = 2000, STATIONS_AT_MOST = 50 };
static const double steps_at_most = 5e7;

/* The kind's stations, and last the sum of its delays. */
struct ring {
	struct formula_closed list[STATIONS_AT_MOST + 1];
	double visits[STATIONS_AT_MOST + 1];
	uint32_t stations[STATIONS_AT_MOST + 1];
	size_t count;
	double delay;
};

/* Nobody else comes there. */
static bool is_alone(const struct reader *r, uint32_t station, uint32_t kind)
{
	for (uint32_t t = 0; t < r->model->task_count; t++)
		if (r->model->tasks[t].work == WORK_STATION && r->model->tasks[t].station == station && r->model->tasks[t].kind != kind &&
			r->load->visits[t] != 0.0)
			return false;
	return true;
}

/* False: some of it is of another sort. */
static bool add_station(const struct reader *r, struct ring *ring, const struct task *t, double visits, double mean)
{
	const struct station *s = &r->model->stations[t->station];
	size_t i = 0;
	if (!textbook_is_plain_station(s) || !is_alone(r, t->station, t->kind))
		return false;
	if (s->machines == UNLIMITED) {
		ring->delay += visits * mean;
		return true;
	}
	while (i < ring->count && ring->stations[i] != t->station)
		i++;
	if (i == STATIONS_AT_MOST || !textbook_is_exponential(&t->time))
		return false;
	if (i == ring->count) {
		ring->stations[ring->count] = t->station;
		ring->list[ring->count] = (struct formula_closed){ .servers = s->machines };
		ring->visits[ring->count++] = 0.0;
	}
	bool same = ring->visits[i] == 0.0 || fabs(ring->list[i].demand / ring->visits[i] - mean) <= 1e-12 * mean;
	ring->list[i].demand += visits * mean;
	ring->visits[i] += visits;
	return same;
}

static bool read_ring(const struct reader *r, uint32_t kind, struct ring *ring)
{
	const struct kind *k = &r->model->kinds[kind];
	*ring = (struct ring){ .count = 0 };
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++) {
		const struct task *task = &r->model->tasks[t];
		double visits = r->load->visits[t], mean = 0.0, square;
		if (visits == 0.0 || task->work == WORK_NOTHING)
			continue;
		if (!textbook_moments(&task->time, &mean, &square))
			return false;
		if (task->work == WORK_WAIT)
			ring->delay += visits * mean;
		else if (!add_station(r, ring, task, visits, mean))
			return false;
	}
	return ring->count > 0;
}

static const char *name_of(const struct reader *r, const struct ring *ring, size_t stations, uint32_t items)
{
	if (stations == 1 && ring->delay > 0.0)
		return arena_format(r->arena, "M/M/%u//%u, machine repair", ring->list[0].servers, items);
	return "closed Jackson network";
}

void textbook_find_closed(struct reader *r, uint32_t kind)
{
	const struct model *m = r->model;
	const struct kind *k = &m->kinds[kind];
	uint32_t items = k->source.keep;
	struct ring *ring = arena_take(r->arena, 1, sizeof *ring);
	if (k->source.calendar || isfinite(k->source.until) || k->source.at_most != UINT64_MAX || items == 0 || items > ITEMS_AT_MOST)
		return;
	if (!textbook_is_plain_route(m, r->load, kind) || !read_ring(r, kind, ring))
		return;
	size_t stations = ring->count, count = stations;
	if (ring->delay > 0.0)
		ring->list[count++] = (struct formula_closed){ .demand = ring->delay, .servers = UINT32_MAX };
	if ((double)count * (double)count * items * items > steps_at_most)
		return;
	double *room = arena_take(r->arena, (count + 3) * (items + 1u), sizeof *room);
	double rounds = formula_closed_network(ring->list, count, items, room);
	const char *formula = name_of(r, ring, stations, items);
	for (size_t i = 0; i < stations && rounds > 0.0; i++) {
		const struct station *s = &m->stations[ring->stations[i]];
		textbook_add(r, "stations.%s.utilisation", s->name, s->title, "busy", METRIC_SHARE, ring->list[i].busy / s->machines, formula);
		textbook_add(r, "stations.%s.queue", s->name, s->title, "waiting", METRIC_NUMBER, ring->list[i].queue, formula);
		textbook_add(r, "stations.%s.wait", s->name, s->title, "wait", METRIC_TIME, ring->list[i].queue / (rounds * ring->visits[i]),
			formula);
	}
	textbook_add(r, "work.%s.throughput", k->name, k->title, "completed", METRIC_RATE, rounds * m->per_rate, formula);
	textbook_add(r, "work.%s.time", k->name, k->title, "time in system", METRIC_TIME, items / rounds, formula);
}
