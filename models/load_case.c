/* What a case asks of stations and people: its way is not known in advance, so that cases are tried, of the same model in which nobody ever
   waits for anybody (any number of people and machines, always there), and their work is added up. Invariant: the trial depends on the
   model and its seed alone; its luck is that of replication 0, which no replication has. */
#include <math.h>
#include <string.h>
#include "case.h"
#include "case_plan.h"
#include "collector.h"
#include "engine.h"

enum { CASES = 1000, EVENTS_AT_MOST = 500000 };

static const uint32_t plenty = 100000000;           /* units of each resource: more than are ever wanted at once */
static const double seconds_in_week = 7 * 86400.0;  /* the cases come evenly over one, so that hours and weekdays are all there */

static const struct resource *make_people(const struct model *m, struct arena *arena)
{
	struct resource *list = arena_take(arena, m->resource_count + 1u, sizeof *list);
	for (uint32_t r = 0; r < m->resource_count; r++) {
		list[r] = m->resources[r];
		list[r].number = plenty;
		list[r].calendar = NULL;
		list[r].pauses = false;
		list[r].speed = 1.0;
		list[r].fails = (struct fails){ .repair_station = NONE };
	}
	return list;
}

static const struct station *make_stations(const struct model *m, struct arena *arena)
{
	struct station *list = arena_take(arena, m->station_count + 1u, sizeof *list);
	for (uint32_t s = 0; s < m->station_count; s++) {
		list[s] = m->stations[s];
		list[s].machines = list[s].limit = UNLIMITED;
		list[s].order = ORDER_FIFO;
		list[s].key_needs_work = list[s].pauses = list[s].strict = false;
		list[s].fails = (struct fails){ .repair_station = NONE };
		list[s].setup_on = SETUP_NEVER;
		list[s].batch_size = 1;
		list[s].preempt = PREEMPT_NO;
		list[s].calendar = NULL;
	}
	return list;
}

/* Only these cases come by themselves. */
static const struct kind *make_kinds(const struct model *m, uint32_t kind, struct arena *arena)
{
	struct kind *list = arena_take(arena, m->kind_count + 1u, sizeof *list);
	double *times = arena_take(arena, CASES, sizeof *times);
	for (uint32_t i = 0; i < CASES; i++)
		times[i] = seconds_in_week * m->unit * i / CASES;
	for (uint32_t k = 0; k < m->kind_count; k++) {
		list[k] = m->kinds[k];
		list[k].initial_count = 0;
		list[k].source = (struct source){ .how = ARRIVE_NEVER };
	}
	struct source *source = &list[kind].source;
	*source = m->kinds[kind].source;
	source->how = m->kinds[kind].source.column_count > 0 ? ARRIVE_FILE : ARRIVE_AT;
	source->times = times;
	source->time_count = source->how == ARRIVE_FILE && m->kinds[kind].source.time_count < CASES ? m->kinds[kind].source.time_count : CASES;
	source->period = 0.0;
	source->size = source->every = source->first = (struct expr){ .form = EXPR_ABSENT };
	source->until = INFINITY;
	source->at_most = UINT64_MAX;
	source->calendar = NULL;
	return list;
}

/* False: a case could not go on, or went on for ever. */
static bool try_cases(const struct collector *c, uint32_t kind, struct arena *scratch, struct case_trial *trial)
{
	struct model model = *c->model;
	const struct case_plan *plan = model.kinds[kind].case_plan;
	struct engine_note note;
	model.resources = make_people(c->model, scratch);
	model.stations = make_stations(c->model, scratch);
	model.kinds = make_kinds(c->model, kind, scratch);
	model.length = INFINITY;
	model.items = UINT64_MAX;
	model.measure_count = 0;
	model.arena = scratch;
	model.costs = false;
	*trial = (struct case_trial){ .sums = arena_take(c->arena, plan->member_count, sizeof *trial->sums),
		.cases = model.kinds[kind].source.time_count };
	struct engine_cases cases = { kind, trial->sums };
	const struct engine_order order = { .seed = model.seed, .cases = &cases, .events_at_most = EVENTS_AT_MOST };
	enum engine_end end = engine_run(&model, &order, NULL, &note);
	if (end == ENGINE_DONE)
		return true;
	trial->fault = end != ENGINE_STOPPED ? arena_text(c->arena, note.text) : arena_format(c->arena, "of %.0f cases in a model in which nobody "
		"waits for anybody some were still open after %d things had happened; they may go on and on", trial->cases, EVENTS_AT_MOST);
	trial->node = note.node;
	return false;
}

/* Work of a task per case, and how often it begins. */
static void ask_task(struct collector *c, const struct case_trial *trial, const struct case_plan *plan, uint32_t t, uint32_t m)
{
	const struct member_sums *sums = &trial->sums[m];
	const struct task *task = &c->model->tasks[t];
	double times = (double)sums->starts / trial->cases, work = (sums->time + sums->lost) / trial->cases;
	if (plan->members[m].sort != MEMBER_TASK)
		return;
	c->load->visits[t] = times;
	c->work[t] = work;
	if (task->work == WORK_STATION && times > 0.0) {
		collector_ask(c, task, work);
		collector_dress(c, task, times);
	}
	if (task->start_kind != NONE)
		c->starts[t] = times * fmax(sample_value(&c->sample, &task->start_number, 1.0), 0.0);
}

bool collector_ask_case(struct collector *c, uint32_t kind, struct arena *scratch)
{
	const struct kind *k = &c->model->kinds[kind];
	struct case_trial *trial = arena_take(c->arena, 1, sizeof *trial);
	c->load->trials[kind] = trial;
	c->live = true;      /* an estimate, and without queues: no load that hangs on it is certain */
	if (!try_cases(c, kind, scratch, trial))
		return false;
	for (uint32_t m = 0; m < k->task_count; m++)
		ask_task(c, trial, k->case_plan, k->task_first + m, m);
	return true;
}
