/* What one item asks of the stations and resources before any run: see load.h. For each kind it is averaged over the points of its
   sample; load_sum.c makes loads of that. */
#include "collector.h"

#include <math.h>
#include <string.h>

void *collector_grow(const struct collector *c, void *list, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return list;
	size_t more = 2 * *room + 64;
	void *grown = arena_take(c->arena, more, size);
	if (count)
		memcpy(grown, list, count * size);
	*room = more;
	return grown;
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

double collector_speed(const struct model *m, const struct station *station)
{
	double speed = station->needs.count && !station->one_of.count ? INFINITY : 1.0;
	for (uint32_t i = 0; i < station->needs.count && !station->one_of.count; i++)
		speed = fmin(speed, m->resources[station->needs.list[i].resource].speed);
	return speed;
}

/* Machines and what is seized with them, for a batch once. A choice is split so that all who may do it are loaded alike by it. */
void collector_ask(struct collector *c, const struct task *task, double work)
{
	const struct station *station = &c->model->stations[task->station];
	double all = 0.0;
	work /= collector_speed(c->model, station) * station->batch_size;
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

/* What a task of a project takes, once however often it is done, is kept until the last task that gives such back has ended: so long in the
   plan. */
static void ask_kept(struct collector *c, const struct task *task)
{
	const struct model *m = c->model;
	const struct kind *kind = &m->kinds[task->kind];
	const struct amounts *takes = task->take_station == NONE ? NULL : &m->stations[task->take_station].needs;
	const struct project_task *plan = &kind->project->tasks[task - &m->tasks[kind->task_first]];
	double times = sample_chance(&c->sample, &task->chance, 1.0);
	for (uint32_t i = 0; takes && i < takes->count; i++) {
		double until = -1.0;
		for (uint32_t t = 0; t < kind->task_count; t++)
			if (amounts_of(&m->tasks[kind->task_first + t].give, takes->list[i].resource) > 0)
				until = fmax(until, kind->project->tasks[t].plan.finish);
		until = until < 0.0 ? kind->project->length : until;
		demand_add(c, own_of(m, takes->list[i].resource), times * takes->list[i].number * fmax(until - plan->plan.start, 0.0));
	}
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
	c->load->sampled = c->load->sampled || c->live;
	c->load->visits[passage->task] += times;
	c->load->task_work[passage->task] += times * share * work;
	c->work[passage->task] += times * work;
	if (task->work == WORK_STATION) {
		collector_ask(c, task, passage->times * share * work);
		collector_dress(c, task, times);
	}
	collector_hold(c, passage->task, passage->holds);
	if (c->route.kind->project)
		ask_kept(c, task);
	else
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
		c->load->visits[t] = c->load->task_work[t] = NAN;
		if (m->tasks[t].work == WORK_STATION)
			collector_ask(c, &m->tasks[t], NAN);
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
		c->asked = collector_grow(c, c->asked, c->asked_count, &c->asked_room, sizeof *c->asked);
		c->asked[c->asked_count++] = (struct asked){ .kind = kind, .of = c->met[i], .mean = d->mean,
			.variance = d->live ? INFINITY : c->sample.exact ? 0.0 : fmax(variance, 0.0) };
		*d = (struct demand){ .met = false };
	}
	c->met_count = 0;
}

/* The expected work of steps that nobody comes to, or of which nothing is known, and what is the same whoever comes: at the first point. */
static void fill_times(struct collector *c, const struct kind *k)
{
	struct load *load = c->load;
	sample_take(&c->sample, 0);
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++) {
		bool alike = k->case_plan && c->model->tasks[t].time.form != EXPR_CODE;
		load->task_time[t] = load->visits[t] > 0.0 && !alike ? c->work[t] / load->visits[t] : sample_work(&c->sample, t);
	}
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
	if (!c->route.equations && k->task_count && !kind_has_agenda(k))
		sample_walk(s, walkers(c));
	c->memory = arena_take(scratch, c->route.memory_size + 1u, sizeof *c->memory);
	for (uint32_t p = 0; p < s->points && !c->route.endless && !k->case_plan; p++) {
		sample_take(s, p);
		weights += s->weight * s->weight;
		route_tell(&c->route, s, collect, c);
		settle(c);
	}
	if (k->case_plan) {
		sample_take(s, 0);
		s->weight = weights = 1.0;
		c->route.endless = !collector_ask_case(c, kind, scratch);
		settle(c);
	}
	c->load->kind_trap[kind] = c->route.endless && (c->route.equations || k->project) && !s->live ? c->route.trap : NONE;
	c->load->sampled = c->load->sampled || !s->exact || s->live;
	c->load->about = c->load->about || !s->exact || s->live || c->route.taken_count || c->route.endless || k->case_plan;
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

void load_compute(struct load *load, const struct model *m, struct arena *arena)
{
	struct collector c = { .load = load, .model = m, .arena = arena };
	*load = (struct load){ .about = false, .sampled = false };
	load->visits = arena_take(arena, m->task_count + 1u, sizeof(double));
	load->task_time = arena_take(arena, m->task_count + 1u, sizeof(double));
	load->trials = arena_take(arena, m->kind_count + 1u, sizeof *load->trials);
	load->task_work = arena_take(arena, m->task_count + 1u, sizeof(double));
	load->kind_trap = arena_take(arena, m->kind_count + 1u, sizeof(uint32_t));
	c.work = arena_take(arena, m->task_count + 1u, sizeof(double));
	c.starts = arena_take(arena, m->task_count + 1u, sizeof(double));
	c.demands = arena_take(arena, shared_of(m, m->resource_count) + 1u, sizeof *c.demands);
	c.met = arena_take(arena, shared_of(m, m->resource_count) + 1u, sizeof *c.met);
	collector_start(&c);
	ask_kinds(&c);
	collector_add_up(&c);
}
