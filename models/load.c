/* Loads before any run: see load.h. For each kind, what one item asks of every station and resource, averaged over the points of its
   sample; then rates, since kinds may start one another; then load = rate x demand / capacity (the utilisation law). */
#include "load.h"

#include <math.h>
#include <string.h>
#include "route.h"
#include "sample.h"

/* What one item of a kind asks of a station or resource, in machine (unit) times clock units: its mean over the points, and the sums by
   which the variance of that mean is known: with weights w and values x it is sum w²(x - mean)². */
struct demand {
	double now, mean, squares, cross, weights;
	bool live;                 /* asked for where the state decides */
};

struct collector {
	struct load *load;
	const struct model *model;
	struct arena *arena;
	/* Of all kinds, kind by kind. */
	struct demand *demands;    /* for each: its stations, its resources, its resources again */
	double *started;           /* for each: how many of each kind one item starts */
	/* Of the kind at hand. */
	struct sample sample;
	struct route route;
	struct demand *stations, *own, *shared;   /* [station]; [resource]: this one and no other; [resource]: one of several */
	double *starts;            /* [kind] */
	double *work;              /* [task]: sum of visits x work, of all kinds */
	uint16_t *holds;
};

static size_t demand_count(const struct model *m)
{
	return m->station_count + 2 * (size_t)m->resource_count;
}

static double capacity_of(const struct station *station)
{
	return station->machines == UNLIMITED ? 1.0 : station->machines;
}

/* Machines and what is seized with them. A choice is split so that all who may do it are loaded alike by it. */
static void ask_station(struct collector *c, const struct task *task, double work)
{
	const struct station *station = &c->model->stations[task->station];
	double all = 0.0;
	c->stations[task->station].now += work;
	for (uint32_t i = 0; i < station->needs.count; i++)
		c->own[station->needs.list[i].resource].now += work * station->needs.list[i].number;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		all += (double)c->model->resources[station->one_of.list[i].resource].number / station->one_of.list[i].number;
	for (uint32_t i = 0; i < station->one_of.count && all > 0.0; i++)
		c->shared[station->one_of.list[i].resource].now += work * c->model->resources[station->one_of.list[i].resource].number / all;
}

/* What is held while this step goes on, its own `take` included. */
static void ask_holds(struct collector *c, const struct passage *passage, const struct task *task, double time)
{
	const struct route *r = &c->route;
	if (!r->taken_count)
		return;
	memcpy(c->holds, passage->holds, r->taken_count * sizeof *c->holds);
	route_take(r, c->holds, task);
	for (uint32_t i = 0; i < r->taken_count; i++)
		c->own[r->taken[i]].now += time * c->holds[i];
}

/* route_teller: one passage at the sample's present point. */
static void collect(void *context, const struct passage *passage)
{
	struct collector *c = context;
	const struct task *task = &c->model->tasks[passage->task];
	double work = sample_work(&c->sample, passage->task), times = c->sample.weight * passage->times;
	double share = task->work == WORK_STATION ? passage->share : 1.0;
	c->load->visits[passage->task] += times;
	c->work[passage->task] += times * work;
	if (task->work == WORK_STATION)
		ask_station(c, task, passage->times * share * work);
	ask_holds(c, passage, task, passage->times * share * work);
	if (task->start_kind != NONE)
		c->starts[task->start_kind] += times * fmax(sample_value(&c->sample, &task->start_number, 1.0), 0.0);
}

/* The end of a point: its demands enter the means. */
static void settle(struct collector *c)
{
	double w = c->sample.weight;
	for (size_t i = 0; i < demand_count(c->model); i++) {
		struct demand *d = &c->stations[i];
		d->live = d->live || (c->sample.live && d->now > 0.0);
		d->mean += w * d->now;
		d->squares += w * w * d->now * d->now;
		d->cross += w * w * d->now;
		d->weights += w * w;
		d->now = 0.0;
	}
}

/* Where a kind's items may never end, nothing is known of where they pass. */
static void forget(struct collector *c, const struct kind *k)
{
	const struct model *m = c->model;
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++) {
		c->load->visits[t] = NAN;
		if (m->tasks[t].work == WORK_STATION)
			c->stations[m->tasks[t].station].mean = NAN;
		for (uint32_t i = 0; m->tasks[t].work == WORK_STATION && i < m->stations[m->tasks[t].station].needs.count; i++)
			c->own[m->stations[m->tasks[t].station].needs.list[i].resource].mean = NAN;
		if (m->tasks[t].start_kind != NONE)
			c->starts[m->tasks[t].start_kind] = NAN;
	}
}

/* The expected work of steps that nobody comes to, or of which nothing is known: at the first point. */
static void fill_times(struct collector *c, const struct kind *k)
{
	struct load *load = c->load;
	sample_take(&c->sample, 0);
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++)
		load->task_time[t] = load->visits[t] > 0.0 ? c->work[t] / load->visits[t] : sample_work(&c->sample, t);
}

/* What an item of one kind asks for. */
static void ask_kind(struct collector *c, uint32_t kind)
{
	const struct model *m = c->model;
	struct sample *s = &c->sample;
	c->stations = c->demands + kind * demand_count(m);
	c->own = c->stations + m->station_count;
	c->shared = c->own + m->resource_count;
	c->starts = c->started + (size_t)kind * m->kind_count;
	sample_init(s, m, kind, c->arena);
	route_init(&c->route, s, c->arena);
	if (!c->route.equations && m->kinds[kind].task_count)
		sample_many(s);
	c->holds = arena_take(c->arena, c->route.taken_count + 1u, sizeof *c->holds);
	for (uint32_t p = 0; p < s->points && !c->route.endless; p++) {
		sample_take(s, p);
		route_tell(&c->route, s, collect, c);
		settle(c);
	}
	for (size_t i = 0; s->exact && i < demand_count(m); i++)
		c->stations[i].weights = c->stations[i].squares = c->stations[i].cross = 0.0;
	c->load->kind_trap[kind] = c->route.endless && c->route.equations && !s->live ? c->route.trap : NONE;
	c->load->about = c->load->about || !s->exact || s->live || c->route.taken_count || c->route.endless;
	fill_times(c, &m->kinds[kind]);
	if (c->route.endless)
		forget(c, &m->kinds[kind]);
}

/* --- Rates --- */

/* Kinds that start others: rate = own + sum of rate x started, repeated until it stands still. A family that grows without end (each
   starts one or more of its own kind) has no rate. */
static void find_rates(struct collector *c)
{
	const struct model *m = c->model;
	double *rate = c->load->kind_rate, change = 1.0;
	enum { ROUNDS = 10000 };
	for (int round = 0; round < ROUNDS && change > 0.0; round++) {
		change = 0.0;
		for (uint32_t k = 0; k < m->kind_count; k++) {
			double sum = m->kinds[k].source.mean_rate;
			for (uint32_t j = 0; j < m->kind_count; j++) {
				double starts = c->started[(size_t)j * m->kind_count + k];
				sum += starts == 0.0 ? 0.0 : rate[j] * starts;
			}
			double moved = fabs(sum - rate[k]);
			if (moved > 1e-15 * fabs(sum))
				change += moved;
			rate[k] = sum;
		}
	}
	for (uint32_t k = 0; k < m->kind_count; k++)
		if (change > 1e-9 * fabs(rate[k]) || isinf(rate[k]))
			rate[k] = NAN;
}

/* --- Loads --- */

/* Adds what all kinds ask of one thing: busy machines (units) and the variance of that sum. */
static void add_up(const struct collector *c, size_t index, double *busy, double *variance)
{
	for (uint32_t k = 0; k < c->model->kind_count; k++) {
		const struct demand *d = &c->demands[k * demand_count(c->model) + index];
		double rate = c->load->kind_rate[k], v = d->squares - 2.0 * d->mean * d->cross + d->mean * d->mean * d->weights;
		if (d->mean == 0.0 || (rate == 0.0 && !isnan(d->mean)))
			continue;
		*busy += rate * d->mean;
		*variance += d->live ? INFINITY : rate * rate * fmax(v, 0.0);
	}
}

static void fill_loads(const struct collector *c)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && load->visits[t] != 0.0)
			load->station_rate[m->tasks[t].station] += load->kind_rate[m->tasks[t].kind] * load->visits[t];
	for (uint32_t s = 0; s < m->station_count; s++) {
		double busy = 0.0, variance = 0.0;
		add_up(c, s, &busy, &variance);
		load->station_load[s] = busy / capacity_of(&m->stations[s]);
		load->station_doubt[s] = sqrt(variance) / capacity_of(&m->stations[s]);
	}
	for (uint32_t r = 0; r < m->resource_count; r++) {
		double own = 0.0, shared = 0.0, variance = 0.0, number = m->resources[r].number;
		add_up(c, m->station_count + r, &own, &variance);
		add_up(c, m->station_count + m->resource_count + r, &shared, &variance);
		load->about = load->about || shared > 0.0;
		load->resource_own[r] = own > 0.0 || isnan(own) ? own / number : 0.0;
		load->resource_load[r] = load->resource_own[r] + (shared > 0.0 || isnan(shared) ? shared / number : 0.0);
		load->resource_doubt[r] = number > 0.0 ? sqrt(variance) / number : 0.0;
	}
}

void load_compute(struct load *load, const struct model *m, struct arena *arena)
{
	struct collector c = { .load = load, .model = m, .arena = arena };
	*load = (struct load){ .about = false };
	load->visits = arena_take(arena, m->task_count + 1u, sizeof(double));
	load->task_time = arena_take(arena, m->task_count + 1u, sizeof(double));
	load->kind_rate = arena_take(arena, m->kind_count + 1u, sizeof(double));
	load->kind_trap = arena_take(arena, m->kind_count + 1u, sizeof(uint32_t));
	load->station_rate = arena_take(arena, m->station_count + 1u, sizeof(double));
	load->station_load = arena_take(arena, m->station_count + 1u, sizeof(double));
	load->station_doubt = arena_take(arena, m->station_count + 1u, sizeof(double));
	load->resource_load = arena_take(arena, m->resource_count + 1u, sizeof(double));
	load->resource_own = arena_take(arena, m->resource_count + 1u, sizeof(double));
	load->resource_doubt = arena_take(arena, m->resource_count + 1u, sizeof(double));
	c.work = arena_take(arena, m->task_count + 1u, sizeof(double));
	c.demands = arena_take(arena, m->kind_count * demand_count(m) + 1u, sizeof *c.demands);
	c.started = arena_take(arena, (size_t)m->kind_count * m->kind_count + 1u, sizeof(double));
	for (uint32_t k = 0; k < m->kind_count; k++)
		ask_kind(&c, k);
	find_rates(&c);
	fill_loads(&c);
}
