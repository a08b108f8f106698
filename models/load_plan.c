/* See load_plan in load.h: expected times and lags, the critical path through them, and what the rules that rank tasks ask of it. */
#include "collector.h"

#include <math.h>
#include <string.h>
#include "calendar.h"
#include "chain.h"

struct planner {
	const struct model *model;
	const struct kind *kind;
	struct project *project;
	struct arena *arena;
	struct cpm_link *links;
	double *lags;                /* [link] */
	double origin;               /* when the first one arrives, as far as that is known */
};

static const struct task *task_at(const struct planner *p, uint32_t position)
{
	return &p->model->tasks[p->kind->task_first + position];
}

/* --- Expected times ------------------------------------------------------------------------------------------------------------ */

static const struct calendar *hours_of(const struct planner *p, const struct task *t)
{
	const struct station *station = t->work == WORK_STATION ? &p->model->stations[t->station] : NULL;
	const struct calendar *calendar = station ? station->calendar : NULL;
	for (uint32_t i = 0; station && i < station->needs.count && !calendar; i++)
		calendar = p->model->resources[station->needs.list[i].resource].calendar;
	if (station && station->one_of.count && !calendar)
		calendar = p->model->resources[station->one_of.list[0].resource].calendar;
	return calendar;
}

/* A moment since the project's begin; 0 where nothing is said. */
static double time_of(const struct planner *p, struct sample *s, const struct moment *moment)
{
	if (moment->time.form != EXPR_ABSENT)
		return sample_value(s, &moment->time, 0.0);
	return moment_said(moment) ? moment->date - p->origin : 0.0;
}

/* Adds what the sample's present point says of all tasks and links. */
static void add_point(struct planner *p, struct sample *s)
{
	for (uint32_t i = 0; i < p->project->task_count; i++) {
		const struct task *t = task_at(p, i);
		struct project_task *task = &p->project->tasks[i];
		double speed = t->work == WORK_STATION ? collector_speed(p->model, &p->model->stations[t->station]) : 1.0;
		double work = sample_work(s, p->kind->task_first + i) / speed;
		task->speed = speed;
		task->plan.time += s->weight * work * sample_chance(s, &t->chance, 1.0);
		task->plan.not_before += s->weight * time_of(p, s, &task->not_before);
		task->due_time += s->weight * time_of(p, s, &task->due);
	}
	for (uint32_t i = 0; i < p->project->link_count; i++)
		p->lags[i] += s->weight * fmax(sample_value(s, &p->project->links[i].lag, 0.0), 0.0);
}

static void expect(struct planner *p, uint32_t kind)
{
	struct sample sample;
	for (uint32_t i = 0; i < p->project->task_count; i++) {
		struct project_task *task = &p->project->tasks[i];
		task->plan = (struct cpm_task){ .calendar = hours_of(p, task_at(p, i)), .not_before = moment_said(&task->not_before) ? 0.0 : -INFINITY };
		task->due_time = moment_said(&task->due) ? 0.0 : INFINITY;
	}
	sample_init(&sample, p->model, kind, p->arena);
	for (uint32_t point = 0; point < sample.points; point++) {
		sample_take(&sample, point);
		add_point(p, &sample);
	}
}

/* --- The critical path ----------------------------------------------------------------------------------------------------------- */

/* What never ends has no plan. */
static bool is_finite(const struct planner *p)
{
	bool finite = true;
	for (uint32_t i = 0; i < p->project->task_count; i++)
		finite &= isfinite(p->project->tasks[i].plan.time) != 0;
	for (uint32_t i = 0; i < p->project->link_count; i++)
		finite &= isfinite(p->lags[i]) != 0;
	return finite;
}

static void find_path(struct planner *p)
{
	struct project *project = p->project;
	uint32_t count = project->task_count;
	struct cpm_task *tasks = arena_take(p->arena, count + 1, sizeof *tasks);
	uint32_t *order = arena_take(p->arena, 2 * (size_t)count + 1, sizeof *order),
		*circle = arena_take(p->arena, 2 * (size_t)count + 1, sizeof *circle);
	for (uint32_t i = 0; i < project->link_count; i++)
		p->links[i] = (struct cpm_link){ project->links[i].before, project->links[i].after, project->links[i].how, p->lags[i], i };
	for (uint32_t i = 0; i < count; i++)
		tasks[i] = project->tasks[i].plan;
	cpm_order(count, p->links, project->link_count, order, circle, p->arena);
	struct cpm cpm = { .tasks = tasks, .links = p->links, .order = order, .count = count, .link_count = project->link_count,
		.origin = p->origin };
	double length = cpm_compute(&cpm);
	if (!isfinite(length))
		return;      /* somebody is never there: the doctor says so */
	project->length = length;
	for (uint32_t i = 0; i < count; i++)
		project->tasks[i].plan = tasks[i];
}

/* --- Stages ----------------------------------------------------------------------------------------------------------------------- */

/* How old a plan is when its stage begins. */
static void find_old(struct project *project)
{
	for (uint32_t s = 0; s < project->stage_count; s++) {
		struct stage *stage = &project->stages[s];
		double begins = INFINITY;
		for (uint32_t t = 0; t < project->task_count; t++)
			if (project->tasks[t].stage == s && !project->tasks[t].plans)
				begins = fmin(begins, project->tasks[t].plan.start);
		if (stage->plan != NONE && project->stale > 0.0)
			stage->old = -expm1(-project->stale * fmax(begins - project->tasks[stage->plan].plan.finish, 0.0));
	}
}

/* --- Ranks ------------------------------------------------------------------------------------------------------------------------ */

/* The tasks that come after each, directly or not: a bit for each, gathered against the order of the plan. What begins with the begin of
   another comes after it too. */
static void count_followers(struct planner *p)
{
	const struct project *project = p->project;
	uint32_t count = project->task_count, words = (count + 63) / 64;
	uint64_t *sets = arena_take(p->arena, (size_t)count * words + 1, sizeof *sets);
	for (uint32_t i = 2 * count; i-- > 0;) {
		uint32_t t = project->order[i] / 2;
		for (uint32_t j = 0; j < project->tasks[t].after.count; j++) {
			uint32_t after = project->links[project->tasks[t].after.list[j]].after;
			sets[(size_t)t * words + after / 64] |= (uint64_t)1 << after % 64;
			for (uint32_t k = 0; k < words; k++)
				sets[(size_t)t * words + k] |= sets[(size_t)after * words + k];
		}
	}
	for (uint32_t t = 0; t < count; t++) {
		sets[(size_t)t * words + t / 64] &= ~((uint64_t)1 << t % 64);
		project->tasks[t].followers = 0;
		for (uint32_t k = 0; k < words; k++)
			project->tasks[t].followers += (uint32_t)__builtin_popcountll(sets[(size_t)t * words + k]);
	}
}

static void weigh(const struct project *project)
{
	for (uint32_t t = 0; t < project->task_count; t++) {
		struct project_task *task = &project->tasks[t];
		task->rank_weight = task->plan.time;
		for (uint32_t j = 0; j < task->after.count; j++)
			task->rank_weight += project->tasks[project->links[task->after.list[j]].after].plan.time;
	}
}

/* --- The critical chain ----------------------------------------------------------------------------------------------------------- */

/* What a task needs of people, of several that may do it the first, and its machine where not all can have one. */
static void list_needs(const struct planner *p, const struct task *t, struct chain_task *task)
{
	const struct station *station = t->work == WORK_STATION ? &p->model->stations[t->station] : NULL;
	struct chain_need *needs = arena_take(p->arena, station ? station->needs.count + 2 : 1, sizeof *needs);
	task->needs = needs;
	for (uint32_t i = 0; station && i < station->needs.count; i++)
		needs[task->need_count++] = (struct chain_need){ station->needs.list[i].resource, station->needs.list[i].number };
	if (station && station->one_of.count > 0)
		needs[task->need_count++] = (struct chain_need){ station->one_of.list[0].resource, station->one_of.list[0].number };
	if (station && station->machines != UNLIMITED)
		needs[task->need_count++] = (struct chain_need){ p->model->resource_count + t->station, 1 };
}

static const uint32_t *count_all(const struct planner *p)
{
	const struct model *m = p->model;
	uint32_t *there = arena_take(p->arena, m->resource_count + m->station_count + 1, sizeof *there);
	for (uint32_t r = 0; r < m->resource_count; r++)
		there[r] = m->resources[r].number;
	for (uint32_t s = 0; s < m->station_count; s++)
		there[m->resource_count + s] = m->stations[s].machines;
	return there;
}

/* By the clock: a task takes as long as in the plan, nights included. */
static void find_chain(struct planner *p)
{
	struct project *project = p->project;
	uint32_t count = project->task_count;
	struct chain_task *tasks = arena_take(p->arena, count + 1, sizeof *tasks);
	for (uint32_t t = 0; t < count; t++) {
		const struct cpm_task *plan = &project->tasks[t].plan;
		tasks[t] = (struct chain_task){ .length = plan->over - plan->start, .earliest = plan->finish };
		list_needs(p, task_at(p, t), &tasks[t]);
	}
	struct chain chain = { .tasks = tasks, .links = p->links, .there = count_all(p), .count = count, .link_count = project->link_count,
		.there_count = p->model->resource_count + p->model->station_count };
	project->chain_length = chain_find(&chain, p->arena);
	for (uint32_t t = 0; t < count; t++) {
		project->tasks[t].chain_rank = tasks[t].rank;
		project->tasks[t].in_chain = tasks[t].critical;
	}
}

void load_plan(const struct model *m, uint32_t kind, struct project *project, struct arena *arena)
{
	const struct source *source = &m->kinds[kind].source;
	struct planner p = { .model = m, .kind = &m->kinds[kind], .project = project, .arena = arena,
		.origin = (source->how == ARRIVE_AT || source->how == ARRIVE_FILE) && source->time_count > 0 ? source->times[0] : 0.0 };
	p.links = arena_take(arena, project->link_count + 1, sizeof *p.links);
	p.lags = arena_take(arena, project->link_count + 1, sizeof *p.lags);
	expect(&p, kind);
	if (!is_finite(&p))
		return;
	find_path(&p);
	find_old(project);
	count_followers(&p);
	weigh(project);
	if (m->asks_chain)
		find_chain(&p);
}
