/* What each step, or task of a project, does: where it is done and how long that takes, what it sets, takes, gives and starts. A step
   that says nothing of these only routes. */
#include <string.h>
#include "build.h"

/* The first key that makes a place of the step's own. `time` and `quantity` alone do so where no station is named. */
static const struct node *own_place(const struct step_spec *spec)
{
	const struct node *keys[] = { spec->needs, spec->needs_one_of, spec->machines, spec->queue ? spec->queue->node : NULL,
		spec->at ? NULL : spec->time, spec->at ? NULL : spec->quantity };
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		if (keys[i])
			return keys[i];
	return NULL;
}

static const char *called(const struct build *b, uint32_t t)
{
	return step_is_task(&b->steps[t]) ? "task" : "step";
}

/* A step is one thing. */
static bool check_one_thing(struct build *b, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	const struct node *own = own_place(spec);
	const struct {
		const char *name;
		const struct node *node;
	} things[] = { { "at", spec->at }, { own ? own->name : "", own }, { "wait", spec->wait }, { "together", spec->together } };
	const char *first = NULL;
	for (size_t i = 0; i < sizeof things / sizeof things[0]; i++) {
		if (!things[i].node)
			continue;
		if (first) {
			build_error(b, things[i].node, NULL, "%s '%s' has both '%s' and '%s': %s", called(b, t), b->tasks[t].name, first,
				things[i].name, spec->at && own ? "say it at the station, or leave out 'at' for a place of its own"
				: step_is_task(&b->steps[t]) ? "make two tasks of them" : "make two steps of them");
			return false;
		}
		first = things[i].name;
	}
	return true;
}

static void build_norm(struct build *b, struct task *task, const struct step_spec *spec, const struct reading *reading)
{
	const struct node *alone = spec->quantity ? spec->quantity : spec->norm;
	if (spec->time)
		build_error(b, spec->time, NULL, "the time follows from 'quantity' and 'norm': leave out 'time', or leave out both");
	if (!spec->quantity || !spec->norm) {
		if (!build_has(spec->node, "quantity") || !build_has(spec->node, "norm"))
			build_error(b, alone, NULL, "'quantity' and 'norm' belong together: the time is quantity / norm");
		return;
	}
	if (build_expr(b, &task->quantity, spec->quantity, UNIT_NUMBER, reading) == 0 && task->quantity.form == EXPR_CONSTANT
		&& task->quantity.value < 0.0)
		build_error(b, spec->quantity, NULL, "a quantity cannot be negative");
	if (build_expr(b, &task->norm, spec->norm, UNIT_RATE, reading) == 0 && task->norm.form == EXPR_CONSTANT && task->norm.value <= 0.0)
		build_error(b, spec->norm, NULL, "a norm is above 0: how much one person does in a time");
}

/* Where a full queue may send the item on, and the work there. */
static void build_elsewhere(struct build *b, uint32_t k, uint32_t t)
{
	uint32_t count = 0, room = 0;
	struct visit *visits = NULL;
	const struct step_spec *spec = b->steps[t].spec;
	for (uint32_t s = b->tasks[t].station; b->station_list[s].when_full == FULL_DIVERT;) {
		s = b->station_list[s].divert_to;
		visits = build_grow(b, visits, count, &room, sizeof *visits);
		build_visit(b, t, s, &visits[count]);
		if (spec->time)
			visits[count].time = b->tasks[t].time;
		else if (!spec->quantity && !b->station_specs[s]->time && !build_has(b->station_specs[s]->node, "time"))
			build_error(b, b->station_specs[s]->node, NULL,
				"'%s' of '%s' may be sent on to '%s', which has no 'time': say how long it takes there", b->tasks[t].name,
				b->kind_list[k].name, b->station_list[s].name);
		count++;
	}
	b->tasks[t].elsewhere = visits;
	b->tasks[t].elsewhere_count = count;
}

static void build_at_station(struct build *b, uint32_t k, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	const struct reading reading = { &b->plans[k], t, ALLOW_WORK };
	struct task *task = &b->tasks[t];
	struct visit visit;
	task->work = WORK_STATION;
	task->counts_visit = true;
	build_visit(b, t, task->station, &visit);
	task->time = visit.time;
	task->key = visit.key;
	task->patience = visit.patience;
	task->setup = visit.setup;
	task->setup_fact = visit.setup_fact;
	if (spec->time)
		build_expr(b, &task->time, spec->time, UNIT_TIME, &reading);
	if (spec->quantity || spec->norm)
		build_norm(b, task, spec, &reading);
	else if (!spec->time && !b->station_specs[task->station]->time && !build_has(spec->node, "time")
		&& !build_has(b->station_specs[task->station]->node, "time"))
		build_error(b, spec->node, NULL, "nothing says how long '%s' takes: give the %s%s a 'time'", task->name, called(b, t),
			spec->at ? " or its station" : "");
	build_elsewhere(b, k, t);
}

/* A step with needs, machines or a time of its own stands at a station that nobody else sees. Any number of projects or cases may be at
   one task: what limits them is whom it needs. */
static void build_own_station(struct build *b, uint32_t k, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	struct station_spec *own = arena_take(b->arena, 1, sizeof *own);
	*own = (struct station_spec){ .node = spec->node, .title = spec->title, .machines = spec->machines, .needs = spec->needs,
		.needs_one_of = spec->needs_one_of, .queue = spec->queue };
	const char *name = arena_format(b->arena, "%s.%s", b->kind_list[k].name, b->steps[t].luck);
	b->tasks[t].station = build_station_add(b, name, own, true);
	if (b->steps[t].plan_of != NONE)
		b->station_list[b->tasks[t].station].title = b->tasks[t].title;
	if (step_is_task(&b->steps[t]) && !spec->machines)
		b->station_list[b->tasks[t].station].machines = UNLIMITED;
	build_at_station(b, k, t);
}

static void build_wait(struct build *b, uint32_t k, uint32_t t)
{
	const struct reading reading = { &b->plans[k], t, ALLOW_FLOW };
	b->tasks[t].work = WORK_WAIT;
	b->tasks[t].counts_visit = true;
	build_expr(b, &b->tasks[t].time, b->steps[t].spec->wait, UNIT_TIME, &reading);
}

static void build_join(struct build *b, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	struct task *task = &b->tasks[t];
	const char *rest = build_text(spec->rest);
	task->rest_finishes = rest && strcmp(rest, "finish") == 0;
	if (task->branch_count > 0)
		build_count(b, spec->join, 1, task->branch_count, &task->join);
}

void build_settings(struct build *b, uint32_t t, const struct node *group, const struct reading *reading,
	struct settings *settings)
{
	const struct kind *kind = &b->kind_list[b->tasks[t].kind];
	const struct expr_names facts = { kind->fact_names, kind->fact_count };
	if (!group || group->type != NODE_GROUP)
		return;
	struct setting_of_fact *sets = arena_take(b->arena, group->count + 1, sizeof *sets);
	for (const struct node *node = group->first; node; node = node->next) {
		struct setting_of_fact *set = &sets[settings->count];
		bool broken = false;
		for (uint32_t i = 0; i < b->broken_count; i++)
			broken |= strcmp(b->broken[i], node->name) == 0;
		if (broken)
			continue;
		set->fact = build_find(b, &facts, node->name, node, "fact of this work");
		if (set->fact != NONE && build_expr_like(b, &set->value, node, &kind->fact_types[set->fact], reading) == 0)
			settings->count++;
	}
	settings->list = sets;
}

static void build_sets(struct build *b, uint32_t k, uint32_t t)
{
	struct task *task = &b->tasks[t];
	const struct reading reading = { &b->plans[k], t, task->work == WORK_STATION ? ALLOW_WORK : ALLOW_FLOW };
	build_settings(b, t, b->steps[t].spec->set, &reading, &task->sets);
}

static void build_take(struct build *b, uint32_t k, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	struct amounts take = { 0 };
	build_amounts(b, spec->take, &take, "this takes");
	if (take.count > 0) {
		b->tasks[t].take_station = build_station_keeping(b,
			arena_format(b->arena, "%s.%s.take", b->kind_list[k].name, b->steps[t].luck), spec->take, take);
		b->station_list[b->tasks[t].take_station].title = arena_format(b->arena, "%s, for %s",
			b->tasks[t].title, b->resource_list[take.list[0].resource].title);
	}
	build_amounts(b, spec->give, &b->tasks[t].give, "this gives back");
}

/* What is given back must have been taken, by some step of the kind. */
static void check_give(struct build *b, uint32_t k, uint32_t t)
{
	const struct kind *kind = &b->kind_list[k];
	for (uint32_t i = 0; i < b->tasks[t].give.count; i++) {
		uint32_t resource = b->tasks[t].give.list[i].resource;
		bool taken = false;
		for (uint32_t u = kind->task_first; u < kind->task_first + kind->task_count; u++) {
			if (b->tasks[u].take_station == NONE)
				continue;
			const struct amounts *takes = &b->station_list[b->tasks[u].take_station].needs;
			for (uint32_t j = 0; j < takes->count; j++)
				taken |= takes->list[j].resource == resource;
		}
		if (!taken)
			build_error(b, b->steps[t].spec->give, b->resource_list[resource].name,
				"no %s of '%s' takes '%s', so it cannot be given back", called(b, t), kind->name, b->resource_list[resource].name);
	}
}

/* `start` as a group of its own. */
static void read_start(struct build *b, const struct node *group, const struct node **kind, const struct node **number,
	const struct node **wait_for)
{
	struct start_spec start = { 0 };
	size_t errors = b->problems->errors;
	schema_read(&start_schema, group, &start, b->arena, b->problems);
	*kind = start.kind;
	*number = start.number;
	*wait_for = start.wait_for;
	if (!start.kind && b->problems->errors == errors)
		build_error(b, group, NULL, "'start' does not say which 'kind' of work begins");
}

static void build_start(struct build *b, uint32_t k, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	const struct node *kind = spec->start, *number = spec->number, *wait_for = spec->wait_for;
	const struct reading reading = { &b->plans[k], t, ALLOW_FLOW };
	struct task *task = &b->tasks[t];
	if (!kind) {
		if (number)
			build_error(b, number, NULL, "'number' belongs to 'start', which is not there");
		if (wait_for)
			build_error(b, wait_for, NULL, "'wait_for' belongs to 'start', which is not there");
		return;
	}
	if (kind->type == NODE_GROUP)
		read_start(b, spec->start, &kind, &number, &wait_for);
	if (!kind)
		return;
	const char *name = build_text(kind);
	if (name)
		task->start_kind = build_find(b, &b->kinds, name, kind, "kind of work");
	else
		build_error(b, kind, NULL, "the name of a kind of work belongs here");
	if (number && build_expr(b, &task->start_number, number, UNIT_NUMBER, &reading) == 0 && task->start_number.form == EXPR_CONSTANT
		&& task->start_number.value < 0.0)
		build_error(b, number, NULL, "a number of items cannot be negative");
	task->start_wait = build_is_true(wait_for);
	if (task->start_kind != NONE)
		b->plans[task->start_kind].started = true;
}

static void build_luck_of_step(struct build *b, uint32_t t)
{
	const char *name = b->steps[t].luck;
	struct task *task = &b->tasks[t];
	build_luck(b, &task->luck_time, name, "time");
	build_luck(b, &task->luck_chance, name, "chance");
	build_luck(b, &task->luck_rework, name, "rework");
	build_luck(b, &task->luck_next, name, "next");
	build_luck(b, &task->sets.luck, name, "set");
	build_luck(b, &task->luck_patience, name, "patience");
	build_luck(b, &task->luck_start, name, "start");
	build_luck(b, &task->luck_setup, name, "setup");
	build_luck(b, &task->luck_cost, name, "cost");
	build_luck(b, &task->luck_cost_of_work, name, "cost_of_work");
	build_luck(b, &task->luck_handoff, name, "handoff");
}

/* Money each time that it is done; `by` means something only where somebody works. */
static void build_step_cost(struct build *b, uint32_t k, uint32_t t)
{
	struct task *task = &b->tasks[t];
	const struct reading reading = { &b->plans[k], t, task->work == WORK_STATION ? ALLOW_WORK : ALLOW_FLOW };
	build_cost(b, &task->cost, b->steps[t].spec->cost, &reading);
	build_cost(b, &task->cost_of_work, b->steps[t].spec->cost_of_work, &reading);
}

/* Of a step that stands nowhere, so that one run says all that is wrong. */
static void look_over_time(struct build *b, uint32_t k, uint32_t t)
{
	const struct reading reading = { &b->plans[k], t, ALLOW_WORK };
	struct expr unused;
	if (b->steps[t].spec->time)
		build_expr(b, &unused, b->steps[t].spec->time, UNIT_TIME, &reading);
}

static void build_where(struct build *b, uint32_t k, uint32_t t)
{
	const struct step_spec *spec = b->steps[t].spec;
	const char *at = build_text(spec->at);
	bool sound = check_one_thing(b, t);
	if (at)
		b->tasks[t].station = build_find(b, &b->stations, at, spec->at, "station");
	b->steps[t].broken = !sound || (at && b->tasks[t].station == NONE);
	if (b->steps[t].broken) {
		look_over_time(b, k, t);
		return;
	}
	if ((spec->join || spec->rest) && !spec->together)
		build_error(b, spec->join ? spec->join : spec->rest, NULL, "this belongs to 'together', which is not there");
	if (spec->norm && !at && !own_place(spec))
		build_error(b, spec->norm, NULL, "'quantity' and 'norm' belong together: the time is quantity / norm");
	if (spec->together)
		build_join(b, t);
	else if (at)
		build_at_station(b, k, t);
	else if (own_place(spec))
		build_own_station(b, k, t);
	else if (spec->wait)
		build_wait(b, k, t);
	else if (spec->node->type == NODE_GROUP && spec->node->count == 0 && !step_is_task(&b->steps[t]))
		build_error(b, spec->node, NULL, "this step is empty: say where it is done ('at'), or what happens in it");
}

void build_steps(struct build *b, uint32_t k)
{
	const struct kind *kind = &b->kind_list[k];
	const struct reading reading = { &b->plans[k], NONE, ALLOW_FLOW };
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++) {
		const struct step_spec *spec = b->steps[t].spec;
		struct reading here = reading;
		here.task = t;
		build_where(b, k, t);
		build_luck_of_step(b, t);
		if (spec->chance)
			build_expr(b, &b->tasks[t].chance, spec->chance, UNIT_SHARE, &here);
		build_step_cost(b, k, t);
		build_sets(b, k, t);
		build_take(b, k, t);
		build_start(b, k, t);
		build_decision(b, t);
	}
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		check_give(b, k, t);
}
