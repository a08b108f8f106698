/* The private state of one replication: how it is laid out, made and unmade, and what expressions may ask of it. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"
#include "shared.h"

/* Memory runs out where work piles up. */
static void name_longest_queue(struct world *w)
{
	const struct model *model = w->model;
	uint32_t longest = 0;
	for (uint32_t s = 1; s < model->station_count; s++)
		if (w->places[s].waiting > w->places[longest].waiting)
			longest = s;
	if (model->station_count == 0 || w->places[longest].waiting == 0)
		return;
	size_t used = strlen(w->note->text);
	w->note->node = model->stations[longest].node;
	snprintf(w->note->text + used, sizeof w->note->text - used, "; most of them, %u, wait at '%s': add capacity there or take less work",
		w->places[longest].waiting, model->stations[longest].name);
}

static void stop(struct world *w, enum engine_end end, const struct node *node, const char *format, va_list arguments)
{
	if (w->end != ENGINE_DONE)
		return;
	w->end = end;
	w->over = true;
	w->note->reason = end;
	w->note->node = node;
	vsnprintf(w->note->text, sizeof w->note->text, format, arguments);
	if (end == ENGINE_NO_MEMORY)
		name_longest_queue(w);
}

void world_stop(struct world *w, enum engine_end end, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	stop(w, end, NULL, format, arguments);
	va_end(arguments);
}

void world_stop_at(struct world *w, enum engine_end end, const struct node *node, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	stop(w, end, node, format, arguments);
	va_end(arguments);
}

double world_evaluate(struct world *w, uint32_t index, const struct expr *expr, uint64_t purpose, uint32_t pass)
{
	const struct item *item = item_at(w, index);
	w->env.facts = item_facts(w, item_root(w, index));
	w->subject = index;
	stream_address(&w->stream, w->model->kinds[item->kind].hash, item->luck, purpose, pass);
	return expr_value(expr, &w->env);
}

void item_rank(struct world *w, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	if (w->priority_slot == NONE)
		return;
	double priority = kind->priority.form == EXPR_ABSENT ? 0.0 : world_value(w, index, &kind->priority, kind->luck_promise + 1, 0);
	item_facts(w, index)[w->priority_slot] = priority;
}

double item_priority(const struct world *w, uint32_t index)
{
	if (w->priority_slot != NONE)
		return item_facts(w, index)[w->priority_slot];
	const struct expr *priority = &w->model->kinds[item_at(w, index)->kind].priority;
	return priority->form == EXPR_CONSTANT ? priority->value : 0.0;
}

double item_due(const struct world *w, uint32_t index)
{
	if (item_on_agenda(w, index) && item_entry(w, index)->deadline < INFINITY)
		return item_entry(w, index)->deadline;
	if (w->due_slot != NONE)
		return item_facts(w, item_root(w, index))[w->due_slot];
	const struct expr *promise = &w->model->kinds[item_at(w, index)->kind].promise;
	return promise->form == EXPR_CONSTANT ? item_at(w, index)->entered + promise->value : INFINITY;
}

/* --- what expressions may ask -------------------------------------------------------------------------------------------------- */

static double passes_of(const struct world *w, uint32_t task)
{
	uint32_t slot = w->model->tasks[task].pass_slot;
	return slot == NONE ? 0.0 : item_passes(w, item_root(w, w->subject))[slot].done;
}

/* How often an item came to the end of a task of its kind; in a case, what has become of it. */
static double look_at_task(const struct world *w, const struct item *item, enum expr_state what, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[item->kind];
	if (kind->case_plan)
		return case_asked(w, item_root(w, w->subject), what, index);
	double passes = passes_of(w, kind->task_first + index);
	return what == EXPR_COUNT ? passes : passes > 0.0;
}

/* Who serves, or served just now: a resource, else the station itself. */
static double server_of(const struct world *w, const struct item *item)
{
	const struct model *model = w->model;
	if (item->state == ITEM_JOINING || item->station >= model->station_count)
		return -1.0;
	const struct station *station = &model->stations[item->station];
	return station->needs.count | station->one_of.count ? item->by : model->resource_count + item->station;
}

/* What the plan says of the task that a project stands at; 0 of a project itself. */
static double look_in_plan(const struct world *w, const struct item *item, enum expr_state what)
{
	const struct kind *kind = &w->model->kinds[item->kind];
	if (!kind->project || item->task - kind->task_first >= kind->task_count)
		return 0.0;
	const struct project_task *task = &kind->project->tasks[item->task - kind->task_first];
	switch (what) {
	case EXPR_POSITION: return item->task - kind->task_first + 1.0;
	case EXPR_LATEST_START: return task->plan.latest_start;
	case EXPR_LATEST_FINISH: return task->plan.latest_finish;
	case EXPR_SLACK: return task->plan.slack;
	case EXPR_FOLLOWERS: return task->followers;
	case EXPR_RANK_WEIGHT: return task->rank_weight;
	case EXPR_CRITICAL_CHAIN: return task->chain_rank;
	default: return task->plan.time;
	}
}

static double look(const void *world, enum expr_state what, uint32_t index)
{
	const struct world *w = world;
	const struct model *model = w->model;
	const struct item *item = w->subject == NONE ? NULL : item_at(w, w->subject);
	double date = model->start + w->now;
	switch (what) {
	case EXPR_NOW: return w->now;
	case EXPR_AGE: return item ? w->now - item->entered : 0.0;
	case EXPR_WAITED: return item ? item->waited : 0.0;
	case EXPR_COST_SO_FAR: return item && w->cost_slot != NONE ? item_facts(w, item_root(w, w->subject))[w->cost_slot] : 0.0;
	case EXPR_PASSES: return item ? passes_of(w, item->task) : 0.0;
	case EXPR_HOUR: return fmod(date / model->hour, 24.0);
	case EXPR_WEEKDAY: return fmod(floor(date / (24.0 * model->hour)), 7.0) + 1.0;
	case EXPR_QUEUE: return w->places[index].waiting + w->places[index].in_front;
	case EXPR_BUSY_STATION: return w->places[index].busy;
	case EXPR_BUSY_RESOURCE: return w->crews[index].busy;
	case EXPR_FREE_RESOURCE: return w->crews[index].free;
	case EXPR_WIP: return w->flows[index].wip.value;
	case EXPR_DONE:
	case EXPR_ENDED:
	case EXPR_ACTIVE:
	case EXPR_COUNT: return item ? look_at_task(w, item, what, index) : 0.0;
	case EXPR_BY: return item ? server_of(w, item) : -1.0;
	case EXPR_ORDINAL: return item ? (double)item->luck : 0.0;
	case EXPR_POSITION:
	case EXPR_LATEST_START:
	case EXPR_LATEST_FINISH:
	case EXPR_SLACK:
	case EXPR_FOLLOWERS:
	case EXPR_RANK_WEIGHT:
	case EXPR_CRITICAL_CHAIN:
	case EXPR_TASK_TIME: return item ? look_in_plan(w, item, what) : 0.0;
	}
	return 0.0;
}

/* --- making and unmaking the world ----------------------------------------------------------------------------------------------- */

static bool varies(const struct expr *expr)
{
	return expr->form != EXPR_ABSENT && expr->form != EXPR_CONSTANT;
}

/* Whether service may be stopped, is done in batches, or by machines that are told apart. */
static bool has_services(const struct model *model)
{
	bool has = model->interrupts;
	for (uint32_t s = 0; s < model->station_count; s++)
		has |= model->stations[s].setup_on != SETUP_NEVER || model->stations[s].batch_size > 1;
	return has;
}

/* Whether somebody asks what a single item has cost. */
static bool is_billed(const struct model *model)
{
	bool asked = model->asks_cost;
	for (uint32_t k = 0; k < model->kind_count; k++)
		asked |= model->kinds[k].project || model->kinds[k].budget.form != EXPR_ABSENT || model->kinds[k].ending_count > 0;
	return asked && model->costs;
}

/* Where every item's tail goes on behind the facts: priority and due time only where some kind's are not constant. */
static size_t lay_out_items(struct world *w)
{
	const struct model *model = w->model;
	w->priority_slot = w->due_slot = NONE;
	w->fact_room = model->fact_slots;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		if (w->priority_slot == NONE && varies(&model->kinds[k].priority))
			w->priority_slot = w->fact_room++;
		if (w->due_slot == NONE && (varies(&model->kinds[k].promise) || model->kinds[k].calendar))
			w->due_slot = w->fact_room++;
	}
	w->cost_slot = is_billed(model) ? w->fact_room++ : NONE;
	w->cause_at = w->fact_room;
	w->mark_at = w->cause_at + model->ledger.slot_count;
	size_t end = sizeof(struct item) + (w->fact_room + ledger_room(model)) * sizeof(double);
	w->service_at = has_services(model) ? end : 0;
	end += w->service_at ? sizeof(struct service) : 0;
	w->bill_at = model->costs ? end : 0;
	end += w->bill_at ? sizeof(struct bill) : 0;
	w->request_at = model->decision_count ? end : 0;
	end += w->request_at ? sizeof(struct request) : 0;
	w->trail_at = model->team_count ? end : 0;
	w->rework_at = end + (w->trail_at ? sizeof(struct trail) : 0);
	w->passes_at = w->rework_at + model->rework_slots * sizeof(struct rework_record);
	end = w->passes_at + model->pass_slots * sizeof(struct pass_record);
	w->trace_at = w->order->trace ? end : 0;
	return w->trace_at ? end + trace_room(model) : end;
}

static bool fails(const struct fails *fails)
{
	return fails->every.form != EXPR_ABSENT;
}

static bool may_stop(const struct model *model, const struct amounts *needs)
{
	bool may = false;
	for (uint32_t i = 0; i < needs->count; i++) {
		const struct resource *resource = &model->resources[needs->list[i].resource];
		may |= resource->pauses || fails(&resource->fails);
	}
	return may;
}

/* Whether work in hand here may have to stop: at the end of a shift, for the more urgent, or when something fails. */
static bool is_tracked(const struct model *model, const struct station *station)
{
	return station->pauses || station->preempt != PREEMPT_NO || fails(&station->fails) || may_stop(model, &station->needs)
		|| may_stop(model, &station->one_of);
}

/* Machines that are set up or fail, and units of resources that fail, are told apart: so many from the next one on. */
static void make_units(struct world *w, uint32_t whom, uint32_t count, uint32_t *first, uint32_t *told_apart)
{
	*first = w->unit_count;
	*told_apart = count;
	for (uint32_t i = 0; i < count; i++)
		w->units[w->unit_count++] = (struct unit){ .whom = whom, .number = i, .item = NONE, .timer = EVENT_NONE };
}

static bool machines_differ(const struct station *station)
{
	return station->setup_on != SETUP_NEVER || fails(&station->fails);
}

static void make_all_units(struct world *w)
{
	const struct model *model = w->model;
	size_t count = 0;
	for (uint32_t s = 0; s < model->station_count; s++)
		count += machines_differ(&model->stations[s]) ? model->stations[s].machines : 0;
	for (uint32_t r = 0; r < model->resource_count; r++)
		count += fails(&model->resources[r].fails) ? model->resources[r].number : 0;
	w->units = arena_take(&w->arena, count, sizeof *w->units);
	for (uint32_t s = 0; s < model->station_count; s++)
		if (machines_differ(&model->stations[s]))
			make_units(w, model->resource_count + s, model->stations[s].machines, &w->places[s].first_unit, &w->places[s].unit_count);
	for (uint32_t r = 0; r < model->resource_count; r++)
		if (fails(&model->resources[r].fails))
			make_units(w, r, model->resources[r].number, &w->crews[r].first_unit, &w->crews[r].unit_count);
}

/* Whether its machines have prices of their own: then somebody is charged for them. */
static bool is_priced(const struct station *station)
{
	return station->costs.paid + station->costs.busy + station->costs.use > 0.0;
}

/* What may begin with a task of a plan has to hear of its begin; and who waits for a decision does not wait as others do. */
static void see_begins(struct world *w, const struct task *task)
{
	if (task->work == WORK_STATION)
		w->places[task->station].plain = false;
	for (uint32_t i = 0; i < task->elsewhere_count; i++)
		w->places[task->elsewhere[i].station].plain = false;
}

static void make_places(struct world *w)
{
	const struct model *model = w->model;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct station *station = &model->stations[s];
		struct place *p = &w->places[s];
		uint32_t claims = station->needs.count + station->one_of.count;
		p->head = p->tail = p->front_head = p->front_tail = NONE;
		p->free = station->machines;
		p->served_head = p->served_tail = NONE;
		p->tracked = is_tracked(model, station);
		p->claims = arena_take(&w->arena, claims, sizeof *p->claims);
		for (uint32_t i = 0; i < claims; i++)
			p->claims[i] = (struct claim){ .station = s, .place = NONE };
		w->any_strict |= station->strict;
		p->closed = station->meets;
		p->patience = station->patience.form != EXPR_ABSENT && !station->keeps;
		p->plain = station->order == ORDER_FIFO && station->limit == UNLIMITED && claims == 0 && station->patience.form == EXPR_ABSENT
			&& !station->keeps && !station->meets && !station->calendar && !machines_differ(station) && station->batch_size == 1
			&& !is_priced(station) && !w->trace_at;
		p->batch_timer = EVENT_NONE;
		tally_reset(&p->wait);
		quantile_init(&p->wait_quantile);
	}
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (model->kinds[k].hidden)
			w->places[model->tasks[model->kinds[k].first_task].station].plain = false;   /* repairs go on by themselves */
	for (uint32_t t = 0; t < model->task_count; t++)
		if (kind_has_agenda(&model->kinds[model->tasks[t].kind]) || model->tasks[t].decision)
			see_begins(w, &model->tasks[t]);
}

static void add_askers(struct world *w, uint32_t s, const struct amounts *asked)
{
	for (uint32_t i = 0; i < asked->count; i++) {
		struct crew *c = &w->crews[asked->list[i].resource];
		if (c->asker_count == 0 || c->askers[c->asker_count - 1] != s)
			c->askers[c->asker_count++] = s;
	}
}

static void make_crews(struct world *w)
{
	const struct model *model = w->model;
	uint32_t *wishes = arena_take(&w->arena, model->resource_count, sizeof *wishes);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct station *station = &model->stations[s];
		for (uint32_t i = 0; i < station->needs.count; i++)
			wishes[station->needs.list[i].resource]++;
		for (uint32_t i = 0; i < station->one_of.count; i++)
			wishes[station->one_of.list[i].resource]++;
	}
	for (uint32_t r = 0; r < model->resource_count; r++) {
		w->any_speed |= model->resources[r].speed != 1.0;
		w->crews[r].wishes = arena_take(&w->arena, wishes[r], sizeof *w->crews[r].wishes);
		if (shared_is(&model->resources[r]))
			w->crews[r].load_by_kind = arena_take(&w->arena, model->kind_count, sizeof *w->crews[r].load_by_kind);
		w->crews[r].callers = arena_take(&w->arena, wishes[r], sizeof *w->crews[r].callers);
		w->crews[r].askers = arena_take(&w->arena, wishes[r], sizeof *w->crews[r].askers);
	}
	for (uint32_t s = 0; s < model->station_count; s++) {
		add_askers(w, s, &model->stations[s].needs);
		add_askers(w, s, &model->stations[s].one_of);
	}
}

/* Whether the priority says something else later than at the arrival: it asks for state, or for facts that some task sets. Draws have
   the same luck each time. */
static bool is_reranked(const struct model *model, const struct kind *kind)
{
	if (!varies(&kind->priority))
		return false;
	bool again = (kind->priority.uses & ~(unsigned)(EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS)) != 0;
	for (uint32_t t = 0; t < kind->task_count; t++)
		again |= model->tasks[kind->task_first + t].sets.count > 0 || (model->tasks[kind->task_first + t].decision
			&& model->tasks[kind->task_first + t].decision->sets.count > 0);
	return again;
}

static void make_project(struct world *w, struct flow *f, const struct kind *kind)
{
	const struct project *project = f->project = kind->project;
	w->any_agenda = true;
	f->practice = &practice_project;
	f->counters_at = sizeof(struct agenda) + project->task_count * sizeof(struct entry);
	f->ties_at = f->counters_at + kind->pass_slots * sizeof(struct pass_record);
	f->planning_at = f->ties_at + project->link_count * sizeof(struct tie);
	f->forecasts_at = f->planning_at + planning_room(project);
	f->changes_at = f->forecasts_at + forecast_room(project);
	f->paid_at = f->changes_at + scope_room(project);
	f->forecaster = project->forecast_count > 0 ? forecast_make(&w->arena, kind) : NULL;
	pool_init(&f->agendas, f->paid_at + project->risk_count * sizeof(bool));
	f->sums = arena_take(&w->arena, project->task_count, sizeof *f->sums);
	f->slacks = arena_take(&w->arena, 2 * (size_t)project->task_count, sizeof *f->slacks);
}

static void make_cases(struct world *w, struct flow *f, const struct kind *kind)
{
	const struct case_plan *plan = f->case_plan = kind->case_plan;
	w->any_agenda = true;
	f->practice = &practice_case;
	f->counters_at = sizeof(struct agenda) + plan->task_count * sizeof(struct entry);
	f->state_at = f->counters_at + kind->pass_slots * sizeof(struct pass_record);
	f->marks_at = f->state_at + sizeof(struct case_state) + plan->member_count * sizeof(struct member_state);
	pool_init(&f->agendas, f->marks_at + (plan->member_count / 64 + 1) * sizeof(uint64_t));
	f->members = arena_take(&w->arena, plan->member_count, sizeof *f->members);
}

static void make_flows(struct world *w)
{
	const struct model *model = w->model;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		struct flow *f = &w->flows[k];
		tally_reset(&f->time);
		tally_reset(&f->open_time);
		quantile_init(&f->time_quantile);
		f->promised = model->kinds[k].promise.form != EXPR_ABSENT;
		f->budgeted = model->kinds[k].budget.form != EXPR_ABSENT;
		tally_reset(&f->cost);
		quantile_init(&f->cost_quantile);
		f->hidden = model->kinds[k].hidden;
		f->kept = model->kinds[k].source.how == ARRIVE_KEEP;
		f->reranked = is_reranked(model, &model->kinds[k]);
		f->reviewed = model->kinds[k].review > 0.0 && varies(&model->kinds[k].priority);
		for (uint32_t m = 0; m < model->measure_count; m++)
			f->measured |= model->measures[m].kind == k;
		if (model->kinds[k].project)
			make_project(w, f, &model->kinds[k]);
		if (model->kinds[k].case_plan)
			make_cases(w, f, &model->kinds[k]);
		f->endings = arena_take(&w->arena, model->kinds[k].ending_count, sizeof *f->endings);
		f->counts_more = f->promised || f->budgeted || f->measured || f->practice || w->trail_at || model->kinds[k].calendar
			|| model->kinds[k].goal.form != EXPR_ABSENT || model->kinds[k].ending_count > 0;
	}
}

static uint32_t most_branches(const struct model *model)
{
	uint32_t most = 1;
	for (uint32_t t = 0; t < model->task_count; t++)
		if (model->tasks[t].branch_count > most)
			most = model->tasks[t].branch_count;
	return most;
}

int world_init(struct world *w, const struct model *model, const struct engine_order *order, struct engine_note *note)
{
	*w = (struct world){ .model = model, .order = order, .note = note, .ready_head = NONE, .ready_tail = NONE, .ready_last = NONE,
		.paused_head = NONE, .paused_tail = NONE, .still_since = INFINITY, .look_at = 4096,
		.subject = NONE };
	*note = (struct engine_note){ .end = 0.0 };
	pool_init(&w->items, lay_out_items(w));
	pool_init(&w->batches, (sizeof(struct batch) + 7) / 8 * 8);
	pool_init(&w->holds, (sizeof(struct hold) + 7) / 8 * 8);
	pool_init(&w->forks, (sizeof(struct fork_record) + most_branches(model) * sizeof(uint32_t) + 7) / 8 * 8);
	if (event_init(&w->events) != 0 || arena_init(&w->arena) != 0)
		return -1;
	w->places = arena_take(&w->arena, model->station_count, sizeof *w->places);
	w->crews = arena_take(&w->arena, model->resource_count, sizeof *w->crews);
	w->flows = arena_take(&w->arena, model->kind_count, sizeof *w->flows);
	w->gauges = arena_take(&w->arena, model->measure_count, sizeof *w->gauges);
	if (model->costs)
		w->accounts = arena_take(&w->arena, model->resource_count + model->station_count, sizeof *w->accounts);
	w->dirty_places = arena_take(&w->arena, model->station_count, sizeof *w->dirty_places);
	w->crowded_places = arena_take(&w->arena, model->station_count, sizeof *w->crowded_places);
	w->dirty_crews = arena_take(&w->arena, model->resource_count, sizeof *w->dirty_crews);
	w->aside = arena_take(&w->arena, model->station_count, sizeof *w->aside);
	w->words = arena_take(&w->arena, model->task_count, sizeof *w->words);
	w->outlines = arena_take(&w->arena, model->task_count, sizeof *w->outlines);
	w->handovers = arena_take(&w->arena, (size_t)model->team_count * model->team_count, sizeof *w->handovers);
	if (w->trace_at)
		w->trace_waits = arena_take(&w->arena, CAUSE_RESOURCE + model->resource_count, sizeof *w->trace_waits);
	if (order->active)
		w->active = arena_take(&w->arena, model->resource_count + model->station_count, sizeof *w->active);
	make_places(w);
	make_crews(w);
	make_all_units(w);
	outline_tasks(w);
	make_flows(w);
	ledger_begin(w);
	decide_begin(w);
	for (uint32_t m = 0; m < model->measure_count; m++)
		tally_reset(&w->gauges[m].tally);
	stream_key(&w->stream, order->seed, order->replication);
	w->env = (struct expr_env){ .stream = &w->stream, .look = look, .world = w };
	return 0;
}

void world_done(struct world *w)
{
	for (uint32_t s = 0; w->places && s < w->model->station_count; s++) {
		free(w->places[s].line);
		quantile_done(&w->places[s].wait_quantile);
	}
	for (uint32_t k = 0; w->flows && k < w->model->kind_count; k++) {
		quantile_done(&w->flows[k].time_quantile);
		quantile_done(&w->flows[k].cost_quantile);
		if (w->flows[k].practice)
			pool_done(&w->flows[k].agendas);
	}
	event_done(&w->events);
	pool_done(&w->items);
	pool_done(&w->batches);
	pool_done(&w->holds);
	pool_done(&w->forks);
	arena_done(&w->arena);
}

void world_no_memory(struct world *w)
{
	world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
}
