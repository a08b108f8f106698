/* Loads before any run: see load.h. For each kind, what one item asks of every station and resource, averaged over the points
   of its sample; then rates, since kinds may start one another; then load = rate x demand / capacity (the utilisation law). */
#include "load.h"

#include <math.h>
#include <string.h>
#include "calendar.h"
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

struct collector {
	struct load *load;
	const struct model *model;
	struct arena *arena;
	/* Of all kinds. */
	struct asked *asked;
	size_t asked_count, asked_room;
	double *work, *starts;     /* [task]: sums of visits x work; items started by one item */
	/* Of the kind at hand. */
	struct sample sample;
	struct route route;
	struct demand *demands;    /* the stations, the resources (this one and no other), the resources again (one of several) */
	size_t *met, met_count;    /* those that are asked for */
	bool live;                 /* the present passage, or how long it takes, hangs on the state */
	uint16_t *memory;          /* of whoever passes a step: what is held there, its own take included */
};

static size_t own_of(const struct model *m, uint32_t resource)
{
	return (size_t)m->station_count + resource;
}

static size_t shared_of(const struct model *m, uint32_t resource)
{
	return (size_t)m->station_count + m->resource_count + resource;
}

static void fill_capacities(struct load *load, const struct model *m)
{
	for (uint32_t s = 0; s < m->station_count; s++) {
		const struct station *station = &m->stations[s];
		double open = station->calendar ? calendar_mean_open(station->calendar) : 1.0;
		load->station_capacity[s] = station->machines == UNLIMITED ? 1.0 : open * station->machines;
	}
	for (uint32_t r = 0; r < m->resource_count; r++) {
		const struct resource *resource = &m->resources[r];
		load->resource_capacity[r] = resource->calendar ? calendar_mean_level(resource->calendar) : resource->number;
	}
}

/* Where there is nobody but on exceptional days, nothing is known in the long run. */
static double share_of(double busy, double capacity)
{
	return capacity > 0.0 ? busy / capacity : busy == 0.0 ? 0.0 : NAN;
}

static void demand_add(struct collector *c, size_t of, double work)
{
	struct demand *d = &c->demands[of];
	d->now += work;
	d->live = d->live || (c->live && work > 0.0);
	if (!d->met)
		c->met[c->met_count++] = of;
	d->met = true;
}

/* The speed of those who are needed together; of a choice it is not known who comes: as the norm. */
static double slowest_of(const struct model *m, const struct station *station)
{
	double speed = station->needs.count && !station->one_of.count ? INFINITY : 1.0;
	for (uint32_t i = 0; i < station->needs.count && !station->one_of.count; i++)
		speed = fmin(speed, m->resources[station->needs.list[i].resource].speed);
	return speed;
}

/* Machines and what is seized with them. A choice is split so that all who may do it are loaded alike by it. */
static void ask_station(struct collector *c, const struct task *task, double work)
{
	const struct station *station = &c->model->stations[task->station];
	double all = 0.0;
	work /= slowest_of(c->model, station);
	demand_add(c, task->station, work);
	for (uint32_t i = 0; i < station->needs.count; i++)
		demand_add(c, own_of(c->model, station->needs.list[i].resource), work * station->needs.list[i].number);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		all += c->load->resource_capacity[station->one_of.list[i].resource] / station->one_of.list[i].number;
	for (uint32_t i = 0; i < station->one_of.count && all > 0.0; i++)
		demand_add(c, shared_of(c->model, station->one_of.list[i].resource),
			work * c->load->resource_capacity[station->one_of.list[i].resource] / all);
}

/* What is held while this step goes on, its own `take` included. */
static void ask_holds(struct collector *c, const struct passage *passage, const struct task *task, double time)
{
	const struct route *r = &c->route;
	if (!r->taken_count)
		return;
	uint16_t *holds = route_holds(r, c->memory);
	memcpy(holds, passage->holds, r->taken_count * sizeof *holds);
	route_take(r, c->memory, task);
	for (uint32_t i = 0; i < r->taken_count; i++)
		demand_add(c, own_of(c->model, r->taken[i]), time * holds[i]);
}

/* route_teller: one passage at the sample's present point. */
static void collect(void *context, const struct passage *passage)
{
	struct collector *c = context;
	const struct task *task = &c->model->tasks[passage->task];
	double work = sample_work(&c->sample, passage->task), times = c->sample.weight * passage->times;
	double share = task->work == WORK_STATION ? passage->share : 1.0;
	c->live = c->sample.live || c->sample.live_work[task - &c->model->tasks[c->route.kind->task_first]];
	c->load->about = c->load->about || c->live;
	c->load->visits[passage->task] += times;
	c->work[passage->task] += times * work;
	if (task->work == WORK_STATION)
		ask_station(c, task, passage->times * share * work);
	ask_holds(c, passage, task, passage->times * share * work);
	if (task->start_kind != NONE)
		c->starts[passage->task] += times * fmax(sample_value(&c->sample, &task->start_number, 1.0), 0.0);
}

/* The end of a point: its demands enter the means. What was not asked for before counts as nothing at those points. */
static void settle(struct collector *c)
{
	double w = c->sample.weight;
	for (size_t i = 0; i < c->met_count; i++) {
		struct demand *d = &c->demands[c->met[i]];
		d->mean += w * d->now;
		d->squares += w * w * d->now * d->now;
		d->cross += w * w * d->now;
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
			ask_station(c, &m->tasks[t], NAN);
		if (m->tasks[t].start_kind != NONE)
			c->starts[t] = NAN;
	}
	for (size_t i = 0; i < c->met_count; i++)
		c->demands[c->met[i]].mean = NAN;
}

/* The end of a kind: what it asks for is noted, and the demands are as new. */
static void note(struct collector *c, uint32_t kind, double weights)
{
	for (size_t i = 0; i < c->met_count; i++) {
		struct demand *d = &c->demands[c->met[i]];
		double variance = d->squares - 2.0 * d->mean * d->cross + d->mean * d->mean * weights;
		if (c->asked_count == c->asked_room) {
			size_t room = 2 * c->asked_room + 64;
			struct asked *more = arena_take(c->arena, room, sizeof *more);
			if (c->asked_count)
				memcpy(more, c->asked, c->asked_count * sizeof *more);
			c->asked = more;
			c->asked_room = room;
		}
		c->asked[c->asked_count++] = (struct asked){ .kind = kind, .of = c->met[i], .mean = d->mean,
			.variance = d->live ? INFINITY : c->sample.exact ? 0.0 : fmax(variance, 0.0) };
		*d = (struct demand){ .met = false };
	}
	c->met_count = 0;
}

/* The expected work of steps that nobody comes to, or of which nothing is known: at the first point. */
static void fill_times(struct collector *c, const struct kind *k)
{
	struct load *load = c->load;
	sample_take(&c->sample, 0);
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++)
		load->task_time[t] = load->visits[t] > 0.0 ? c->work[t] / load->visits[t] : sample_work(&c->sample, t);
}

static void tell_nobody(void *context, const struct passage *passage)
{
	(void)context;
	(void)passage;
}

/* How many items are to walk: as many as a hundred thousand steps are enough for, judged by the first of them. */
static uint32_t walkers(struct collector *c)
{
	enum { FIRST = 50, FEW = 200, MANY = 2000, STEPS = 100000 };
	sample_walk(&c->sample, FIRST);
	for (uint32_t p = 0; p < FIRST && !c->route.endless; p++) {
		sample_take(&c->sample, p);
		route_tell(&c->route, &c->sample, tell_nobody, NULL);
	}
	double items = (double)FIRST * STEPS / (double)(c->route.steps + 1);
	return items > MANY ? MANY : items < FEW ? FEW : (uint32_t)items;
}

/* What an item of one kind asks for. */
static void ask_kind(struct collector *c, uint32_t kind, struct arena *scratch)
{
	const struct kind *k = &c->model->kinds[kind];
	struct sample *s = &c->sample;
	double weights = 0.0;
	sample_init(s, c->model, kind, scratch);
	route_init(&c->route, s, scratch);
	if (!c->route.equations && k->task_count)
		sample_walk(s, walkers(c));
	c->memory = arena_take(scratch, c->route.memory_size + 1u, sizeof *c->memory);
	for (uint32_t p = 0; p < s->points && !c->route.endless; p++) {
		sample_take(s, p);
		weights += s->weight * s->weight;
		route_tell(&c->route, s, collect, c);
		settle(c);
	}
	c->load->kind_trap[kind] = c->route.endless && c->route.equations && !s->live ? c->route.trap : NONE;
	c->load->about = c->load->about || !s->exact || s->live || c->route.taken_count || c->route.endless;
	fill_times(c, k);
	if (c->route.endless)
		forget(c, k);
	note(c, kind, weights);
}

/* The graph of a kind is large and wanted once: it has an arena of its own where one can be had. */
static void ask_kinds(struct collector *c)
{
	for (uint32_t k = 0; k < c->model->kind_count; k++) {
		struct arena scratch;
		bool own = arena_init(&scratch) == 0;
		ask_kind(c, k, own ? &scratch : c->arena);
		if (own)
			arena_done(&scratch);
	}
}

/* --- Rates --- */

/* Kinds that start others: rate = own + sum of rate x started, repeated until it stands still. A family that grows without
   end (each starts one or more of its own kind) has no rate. */
static void find_rates(const struct collector *c)
{
	const struct model *m = c->model;
	double *rate = c->load->kind_rate, *next = arena_take(c->arena, m->kind_count + 1u, sizeof *next), change = 1.0;
	enum { ROUNDS = 100000 };
	for (int round = 0; round < ROUNDS && change > 0.0; round++) {
		change = 0.0;
		for (uint32_t k = 0; k < m->kind_count; k++)
			next[k] = m->kinds[k].source.mean_rate;
		for (uint32_t t = 0; t < m->task_count; t++)
			if (m->tasks[t].start_kind != NONE && c->starts[t] != 0.0)
				next[m->tasks[t].start_kind] += rate[m->tasks[t].kind] * c->starts[t];
		for (uint32_t k = 0; k < m->kind_count; k++) {
			double moved = fabs(next[k] - rate[k]);
			change += moved > 1e-15 * fabs(next[k]) ? moved : 0.0;
			rate[k] = round + 1 == ROUNDS && moved > 1e-9 * fabs(next[k]) ? NAN : next[k];
		}
	}
}

/* --- Loads --- */

static void fill_stations(const struct collector *c, const double *busy, const double *variance)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && load->visits[t] != 0.0)
			load->station_rate[m->tasks[t].station] += load->kind_rate[m->tasks[t].kind] * load->visits[t];
	for (uint32_t s = 0; s < m->station_count; s++) {
		load->station_load[s] = share_of(busy[s], load->station_capacity[s]);
		load->station_doubt[s] = share_of(sqrt(variance[s]), load->station_capacity[s]);
	}
}

/* Lets the work of one station run to the alternatives that can do it as water runs: the least loaded take it until they are level
   with the next. `poured` is what each alternative has of it already; it is taken back first. */
static void pour(const double *capacity, const struct station *station, double work, double *units, double *poured)
{
	const struct amounts *one_of = &station->one_of;
	for (uint32_t i = 0; i < one_of->count; i++)
		units[one_of->list[i].resource] -= poured[i];
	double low = 0.0, high = 1.0;
	for (uint32_t i = 0; i < one_of->count; i++) {
		double number = capacity[one_of->list[i].resource];
		if (number > 0.0)
			high = fmax(high, (units[one_of->list[i].resource] + work * one_of->list[i].number) / number);
	}
	for (int halving = 0; halving < 60; halving++) {
		double level = 0.5 * (low + high), taken = 0.0;
		for (uint32_t i = 0; i < one_of->count; i++) {
			const struct amount *a = &one_of->list[i];
			taken += fmax(level * capacity[a->resource] - units[a->resource], 0.0) / a->number;
		}
		*(taken < work ? &low : &high) = level;
	}
	for (uint32_t i = 0; i < one_of->count; i++) {
		const struct amount *a = &one_of->list[i];
		poured[i] = fmax(high * capacity[a->resource] - units[a->resource], 0.0);
		units[a->resource] += poured[i];
	}
}

/* Spreads the work that several may do so that nobody is loaded more than need be; stations share alternatives, hence the rounds. */
static void spread_choices(const struct collector *c, const double *busy, double *units)
{
	const struct model *m = c->model;
	double **poured = arena_take(c->arena, m->station_count + 1u, sizeof *poured);
	for (uint32_t s = 0; s < m->station_count; s++)
		poured[s] = arena_take(c->arena, m->stations[s].one_of.count + 1u, sizeof **poured);
	for (int round = 0; round < 50; round++)
		for (uint32_t s = 0; s < m->station_count; s++)
			if (m->stations[s].one_of.count && isfinite(busy[s]))
				pour(c->load->resource_capacity, &m->stations[s], busy[s], units, poured[s]);
}

static void fill_resources(const struct collector *c, const double *busy, const double *variance)
{
	const struct model *m = c->model;
	struct load *load = c->load;
	double *units = arena_take(c->arena, m->resource_count + 1u, sizeof *units);
	for (uint32_t r = 0; r < m->resource_count; r++)
		units[r] = busy[own_of(m, r)];
	spread_choices(c, busy, units);
	for (uint32_t r = 0; r < m->resource_count; r++) {
		size_t own = own_of(m, r), shared = shared_of(m, r);
		double number = load->resource_capacity[r];
		load->about = load->about || busy[shared] > 0.0;
		load->resource_own[r] = share_of(busy[own], number);
		load->resource_load[r] = share_of(isnan(busy[shared]) ? NAN : units[r], number);
		load->resource_doubt[r] = share_of(sqrt(variance[own] + variance[shared]), number);
	}
}

/* Busy machines (units) are the sum over kinds of rate x demand. */
static void fill_loads(const struct collector *c)
{
	size_t count = shared_of(c->model, c->model->resource_count);
	double *busy = arena_take(c->arena, count + 1, sizeof *busy), *variance = arena_take(c->arena, count + 1, sizeof *variance);
	for (size_t i = 0; i < c->asked_count; i++) {
		const struct asked *a = &c->asked[i];
		double rate = c->load->kind_rate[a->kind];
		if (a->mean == 0.0 || (rate == 0.0 && !isnan(a->mean)))
			continue;
		busy[a->of] += rate * a->mean;
		variance[a->of] += rate == 0.0 ? 0.0 : rate * rate * a->variance;
	}
	fill_stations(c, busy, variance);
	fill_resources(c, busy, variance);
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
	load->station_capacity = arena_take(arena, m->station_count + 1u, sizeof(double));
	load->resource_capacity = arena_take(arena, m->resource_count + 1u, sizeof(double));
	load->resource_load = arena_take(arena, m->resource_count + 1u, sizeof(double));
	load->resource_own = arena_take(arena, m->resource_count + 1u, sizeof(double));
	load->resource_doubt = arena_take(arena, m->resource_count + 1u, sizeof(double));
	c.work = arena_take(arena, m->task_count + 1u, sizeof(double));
	c.starts = arena_take(arena, m->task_count + 1u, sizeof(double));
	c.demands = arena_take(arena, shared_of(m, m->resource_count) + 1u, sizeof *c.demands);
	c.met = arena_take(arena, shared_of(m, m->resource_count) + 1u, sizeof *c.met);
	fill_capacities(load, m);
	ask_kinds(&c);
	find_rates(&c);
	fill_loads(&c);
}
