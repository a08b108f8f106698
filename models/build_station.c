/* Resources and stations, and what a station means for one kind's step. Named stations come first, in the order of the file, so that an
   index into the names is an index into the stations; hidden ones (own needs, take) follow as the steps ask for them. */
#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "build.h"

static const struct fails no_fails = { .repair_station = NONE, .repair_kind = NONE, .repair_task = NONE };

/* How many, and when: a number with a calendar, or shifts. */
static void build_presence(struct build *b, struct resource *resource, const struct resource_spec *spec)
{
	const struct node *shifts = node_child(spec->node, "shifts");
	const char *other = build_has(spec->node, "number") ? "number" : build_has(spec->node, "calendar") ? "calendar" : NULL;
	if (shifts && other) {
		build_error(b, node_child(spec->node, other), NULL,
			"'shifts' say how many are there and when: leave out '%s', or write it as a shift", other);
	} else if (shifts && spec->shifts.list) {
		resource->calendar = build_shifts(b, shifts, &spec->shifts, &resource->number);
	} else {
		build_count(b, spec->number, 0, COUNT_AT_MOST, &resource->number);
		resource->calendar = build_calendar(b, spec->calendar, resource->number);
	}
	bool has_hours = shifts || build_has(spec->node, "calendar") || build_has_unknown(&resource_schema, spec->node);
	resource->pauses = build_pauses(b, spec->at_shift_end, has_hours, resource->calendar);
}

static void build_resource(struct build *b, struct resource *resource, const struct resource_spec *spec)
{
	*resource = (struct resource){ .name = spec->node->name, .number = 1, .node = spec->node, .speed = 1.0, .team = NONE, .fails = no_fails,
		.title = build_title(spec->title, spec->node->name) };
	build_presence(b, resource, spec);
	if (spec->speed && build_constant(b, spec->speed, UNIT_NUMBER, &resource->speed) == 0 && !(resource->speed > 0.0))
		build_error(b, spec->speed, NULL, "a speed is above 0; 1 is the norm");
	build_cost_of_people(b, resource, spec);
}

void build_resources(struct build *b)
{
	const struct members *members = &b->config.resources;
	b->resource_list = arena_take(b->arena, members->count + 1, sizeof *b->resource_list);
	for (size_t i = 0; i < members->count; i++)
		build_resource(b, &b->resource_list[i], schema_member(members, i));
	build_skills(b);
	build_teams(b);
}

struct order_word {
	const char *word;
	enum order order;
	enum key_kind key;
};

static const struct order_word order_words[] = {
	{ "fifo", ORDER_FIFO, KEY_PRIORITY }, { "lifo", ORDER_LIFO, KEY_PRIORITY }, { "random", ORDER_RANDOM, KEY_PRIORITY },
	{ "priority", ORDER_KEY, KEY_PRIORITY }, { "shortest", ORDER_KEY, KEY_SHORTEST }, { "due", ORDER_KEY, KEY_DUE },
	{ "cost_of_delay", ORDER_KEY, KEY_COST_OF_DELAY },
};
enum { ORDER_WORDS = sizeof order_words / sizeof order_words[0] };

static bool is_known_name(const struct build *b, const char *name)
{
	bool known = expr_name_taken(name);
	for (size_t i = 0; i < b->let_count; i++)
		known |= strcmp(b->lets[i].name, name) == 0;
	for (size_t i = 0; i < b->config.work.count; i++) {
		const struct kind_spec *kind = schema_member(&b->config.work, i);
		known |= kind->facts && node_child(kind->facts, name) != NULL;
	}
	return known;
}

/* A single word that is no name but looks like an order is a slip: "fiffo". */
static bool is_slip(struct build *b, const struct node *node, const char *text)
{
	const char *words[ORDER_WORDS];
	for (size_t i = 0; text[i]; i++)
		if (!isalnum((unsigned char)text[i]) && text[i] != '_')
			return false;
	for (size_t i = 0; i < ORDER_WORDS; i++)
		words[i] = order_words[i].word;
	const char *nearest = problem_nearest(text, words, ORDER_WORDS);
	if (!nearest || is_known_name(b, text))
		return false;
	build_error(b, node, text, "no order is called '%s'; did you mean '%s'?", text, nearest);
	return true;
}

static void build_order(struct build *b, struct station *station, const struct node *node)
{
	const char *text = build_text(node);
	if (!node)
		return;
	for (size_t i = 0; text && i < ORDER_WORDS; i++) {
		if (strcmp(text, order_words[i].word) != 0)
			continue;
		station->order = order_words[i].order;
		station->key_kind = order_words[i].key;
		station->key_needs_work = station->order == ORDER_KEY && station->key_kind == KEY_SHORTEST;
		return;
	}
	if (text && is_slip(b, node, text))
		return;
	station->order = ORDER_KEY;
	station->key_kind = KEY_EXPRESSION;
}

static void build_when_full(struct build *b, struct station *station, const struct queue_spec *queue)
{
	const char *text = build_text(queue->when_full);
	if (!text || strcmp(text, "block") == 0)
		return;
	if (station->limit == UNLIMITED)
		build_error(b, queue->when_full, NULL,
			"this queue has no 'limit', so it is never full: give it one, or leave out 'when_full'");
	if (strcmp(text, "turn_away") == 0) {
		station->when_full = FULL_TURN_AWAY;
		return;
	}
	const char *nearest = problem_nearest(text, (const char *const[]){ "block", "turn_away" }, 2);
	if (nearest && build_index(&b->stations, text) == NONE) {
		build_error(b, queue->when_full, text, "'%s' is neither 'block', 'turn_away' nor a station; did you mean '%s'?",
			text, nearest);
		return;
	}
	station->divert_to = build_find(b, &b->stations, text, queue->when_full, "station");
	if (station->divert_to != NONE)
		station->when_full = FULL_DIVERT;
}

static void build_queue(struct build *b, struct station *station, const struct queue_spec *queue)
{
	if (!queue)
		return;
	build_order(b, station, queue->order);
	build_count(b, queue->limit, 0, UNLIMITED, &station->limit);
	build_when_full(b, station, queue);
	if (queue->strict)
		station->strict = build_is_true(queue->strict);
}

static void build_batch(struct build *b, struct station *station, const struct batch_spec *batch)
{
	if (!batch)
		return;
	build_count(b, batch->size, 1, COUNT_AT_MOST, &station->batch_size);
	if (batch->wait_at_most)
		build_constant(b, batch->wait_at_most, UNIT_TIME, &station->batch_wait);
	if (station->batch_size > station->limit)
		build_error(b, batch->size, NULL, "a batch of %u never comes together: the queue's 'limit' lets only %u wait. "
			"Give it room for all, or make the batch smaller", station->batch_size, station->limit);
}

/* An order that was complained about is not said to be the wrong one. */
static void build_preempt(struct build *b, struct station *station, const struct station_spec *spec)
{
	const char *text = spec->queue ? build_text(spec->queue->preempt) : NULL, *order = text ? build_text(spec->queue->order) : NULL;
	if (!text || strcmp(text, "no") == 0)
		return;
	station->preempt = strcmp(text, "resume") == 0 ? PREEMPT_RESUME : PREEMPT_RESTART;
	b->model->interrupts = true;
	bool slip = station->order == ORDER_FIFO && order && strcmp(order, "fifo") != 0;
	if (!slip && (station->order != ORDER_KEY || station->key_kind != KEY_PRIORITY))
		build_error(b, spec->queue->preempt, NULL, "who interrupts whom goes by priority: 'preempt' needs order = \"priority\"");
	if (spec->batch)
		build_error(b, spec->queue->preempt, NULL, "what is served in batches cannot be interrupted: leave out 'preempt', or 'batch'");
}

/* What is said of single machines makes sense only where there is a number of them. */
static void check_machines(struct build *b, const struct station *station, const struct station_spec *spec)
{
	static const char *const keys[] = { "setup", "fails", "cost_per_hour" };
	for (size_t i = 0; i < sizeof keys / sizeof keys[0] && station->machines == UNLIMITED; i++)
		if (build_has(spec->node, keys[i]))
			build_error(b, node_child(spec->node, keys[i]), NULL,
				"'%s' is about single machines, and here they are unlimited: give 'machines' a number", keys[i]);
}

static uint32_t add_station(struct build *b, const char *name, const struct node *node)
{
	uint32_t room = b->station_room, specs_room = room, visited_room = room, setups_room = room;
	b->station_list = build_grow(b, b->station_list, b->station_count, &b->station_room, sizeof *b->station_list);
	b->station_specs = build_grow(b, b->station_specs, b->station_count, &specs_room, sizeof *b->station_specs);
	b->visited = build_grow(b, b->visited, b->station_count, &visited_room, sizeof *b->visited);
	b->setups = build_grow(b, b->setups, b->station_count, &setups_room, sizeof *b->setups);
	struct station *station = &b->station_list[b->station_count];
	*station = (struct station){ .name = name, .title = name, .node = node, .machines = 1, .limit = UNLIMITED, .divert_to = NONE,
		.fails = no_fails, .batch_size = 1, .batch_wait = INFINITY };
	build_luck(b, &station->hash, name, NULL);
	return b->station_count++;
}

uint32_t build_station_add(struct build *b, const char *name, const struct station_spec *spec, bool hidden)
{
	uint32_t index = add_station(b, name, spec->node);
	struct station *station = &b->station_list[index];
	b->station_specs[index] = spec;
	station->title = build_title(spec->title, name);
	station->hidden = hidden;
	if (spec->needs || spec->needs_one_of)
		station->machines = UNLIMITED;
	build_count(b, spec->machines, 1, UNLIMITED, &station->machines);
	build_needs(b, station, spec->needs, spec->needs_one_of);
	build_queue(b, station, spec->queue);
	build_batch(b, station, spec->batch);
	build_preempt(b, station, spec);
	station->calendar = build_calendar(b, spec->calendar, 1);
	bool has_hours = build_has(spec->node, "calendar") || build_has_unknown(&station_schema, spec->node);
	station->pauses = build_pauses(b, spec->at_shift_end, has_hours, station->calendar);
	station->costs = build_cost_rates(b, spec->cost_per_hour, spec->cost_per_busy_hour, spec->cost_per_use);
	check_machines(b, station, spec);
	return index;
}

uint32_t build_station_keeping(struct build *b, const char *name, const struct node *node, struct amounts needs)
{
	uint32_t index = add_station(b, name, node);
	struct station *station = &b->station_list[index];
	station->hidden = station->keeps = b->visited[index] = true;
	station->machines = UNLIMITED;
	station->needs = needs;
	station->order = ORDER_KEY;
	station->key_kind = KEY_PRIORITY;
	return index;
}

uint32_t build_station_meeting(struct build *b, const char *name, const struct node *node, uint32_t like)
{
	uint32_t index = add_station(b, name, node);
	struct station *station = &b->station_list[index];
	station->hidden = station->meets = b->visited[index] = true;
	station->machines = UNLIMITED;
	if (like != NONE) {
		station->order = b->station_list[like].order;
		station->key_kind = b->station_list[like].key_kind;
	}
	return index;
}

/* Following the diverts from any station must come to an end. */
static void check_diverts(struct build *b)
{
	for (uint32_t i = 0; i < b->station_count; i++) {
		uint32_t at = i, seen = 0;
		const char *path = b->station_list[i].name;
		while (b->station_list[at].when_full == FULL_DIVERT && seen++ < b->station_count) {
			at = b->station_list[at].divert_to;
			path = arena_format(b->arena, "%s -> %s", path, b->station_list[at].name);
			if (at != i)
				continue;
			build_error(b, b->station_specs[i]->queue->when_full, NULL,
				"full queues would send items round in a circle (%s): let one of them block or turn away", path);
			b->station_list[i].when_full = FULL_BLOCK;
			break;
		}
	}
}

void build_stations(struct build *b)
{
	const struct members *members = &b->config.stations;
	for (size_t i = 0; i < members->count; i++) {
		const struct station_spec *spec = schema_member(members, i);
		build_station_add(b, spec->node->name, spec, false);
	}
	check_diverts(b);
}

/* Orders that need something of every kind that comes. */
static void check_order(struct build *b, const struct station *station, uint32_t task)
{
	const struct kind_spec *spec = b->plans[b->tasks[task].kind].spec;
	const struct task_spec *planned = b->steps[task].planned;
	if (station->order != ORDER_KEY)
		return;
	if (station->key_kind == KEY_DUE && planned && !planned->due && !spec->promise)
		build_error(b, planned->step.node, NULL, "'%s' comes to '%s', whose order is 'due', but has no 'due', and '%s' no 'promise': say when "
			"it is due", planned->step.node->name, station->name, spec->node->name);
	else if (station->key_kind == KEY_DUE && !planned && !spec->promise)
		build_error(b, spec->node, NULL,
			"'%s' comes to '%s', whose order is 'due', but has no 'promise': say when it is due", spec->node->name, station->name);
	if (station->key_kind == KEY_COST_OF_DELAY && !spec->holding_cost_per_hour && !spec->late_cost_per_hour)
		build_warning(b, spec->node, NULL,
			"'%s' comes to '%s', whose order is 'cost_of_delay', but costs nothing while it waits: it always goes last", spec->node->name,
			station->name);
}

/* Whether another kind has the facts that this one lacks. */
static bool others_understand(struct build *b, uint32_t but, const struct node *node, int want, unsigned allow)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		const struct reading reading = { &b->plans[k], NONE, allow };
		struct expr expr;
		if (k != but && build_try(b, &expr, node, want, &reading))
			return true;
	}
	return false;
}

/* What a station says, read with the facts of one kind. Where only this kind has trouble with it, its step is named too. */
static void build_for_visitor(struct build *b, struct expr *expr, const struct node *node, int want, uint32_t task, unsigned allow)
{
	uint32_t k = b->tasks[task].kind;
	const struct reading reading = { &b->plans[k], task, allow };
	size_t errors = b->problems->errors;
	build_expr(b, expr, node, want, &reading);
	if (b->problems->errors > errors && others_understand(b, k, node, want, allow))
		build_error(b, b->steps[task].spec->node, NULL,
			"'%s' comes here to a station that reads facts which '%s' does not have", b->kind_list[k].name, b->kind_list[k].name);
}

/* A machine remembers a fact as a number, which must mean the same for all kinds that come. */
static void note_setup(struct build *b, const struct node *on, uint32_t station, const struct expr_type *type)
{
	const struct expr_type *known = b->setups[station];
	if (!known) {
		b->setups[station] = type;
		return;
	}
	bool same = known->class == type->class && known->time == type->time && known->word_count == type->word_count;
	for (size_t i = 0; same && i < type->word_count; i++)
		same = strcmp(known->words[i], type->words[i]) == 0;
	if (!same)
		build_error(b, on, on->text, "'%s' is not of the same nature for all work that comes to '%s': give it the same unit, or the same "
			"values in the same order", on->text, b->station_list[station].name);
}

/* A kind that lacks the fact never asks for a setup; whether any has it is seen when all have been read. */
static void build_setup(struct build *b, uint32_t task, uint32_t index, struct visit *visit)
{
	struct station *station = &b->station_list[index];
	const struct setup_spec *setup = b->station_specs[index]->setup;
	const struct kind *kind = &b->kind_list[b->tasks[task].kind];
	const char *on = setup ? build_text(setup->on) : NULL;
	visit->setup_fact = NONE;
	if (!on)
		return;
	station->setup_on = strcmp(on, "kind") == 0 ? SETUP_KIND : SETUP_FACT;
	if (station->setup_on == SETUP_FACT) {
		visit->setup_fact = build_index(&(struct expr_names){ kind->fact_names, kind->fact_count }, on);
		if (visit->setup_fact == NONE)
			return;
		note_setup(b, setup->on, index, &kind->fact_types[visit->setup_fact]);
	}
	if (setup->time)
		build_for_visitor(b, &visit->setup, setup->time, UNIT_TIME, task, ALLOW_WORK);
}

void build_visit(struct build *b, uint32_t task, uint32_t index, struct visit *visit)
{
	struct station *station = &b->station_list[index];
	const struct station_spec *spec = b->station_specs[index];
	b->visited[index] = true;
	*visit = (struct visit){ .station = index };
	if (spec->time && !b->steps[task].spec->quantity && !b->steps[task].spec->time)
		build_for_visitor(b, &visit->time, spec->time, UNIT_TIME, task, ALLOW_WORK);
	if (spec->queue && spec->queue->patience)
		build_for_visitor(b, &visit->patience, spec->queue->patience, UNIT_TIME, task, ALLOW_FLOW);
	if (station->order == ORDER_KEY && station->key_kind == KEY_EXPRESSION) {
		assert(spec->queue && "an order is said in a queue");
		build_for_visitor(b, &visit->key, spec->queue->order, UNIT_NONE, task,
			ALLOW_ORDER | (b->steps[task].planned ? EXPR_ALLOW_PLAN : 0u));
	}
	if (spec->queue && visit->key.form != EXPR_ABSENT && visit->key.type.class == EXPR_WORD)
		build_error(b, spec->queue->order, NULL,
			"an order is a number, lowest first: turn the words into numbers, as in if(colour = red, 1, 2)");
	build_setup(b, task, index, visit);
	if (station->key.form == EXPR_ABSENT)
		station->key = visit->key;
	if (station->patience.form == EXPR_ABSENT)
		station->patience = visit->patience;
	check_order(b, station, task);
}

/* A station that nobody visits is compiled all the same, with the facts of whichever kind makes sense of it. */
static void compile_unvisited(struct build *b, const struct node *node, int want)
{
	struct reading reading = { .task = NONE, .allow = ALLOW_WORK };
	struct expr expr;
	for (uint32_t k = 0; k < b->kind_count; k++) {
		reading.plan = &b->plans[k];
		if (build_try(b, &expr, node, want, &reading))
			return;
	}
	reading.plan = NULL;
	reading.allow &= ~(unsigned)EXPR_ALLOW_FACTS;
	build_expr(b, &expr, node, want, &reading);
}

/* What a station says by itself, where it names no facts. */
static void compile_alone(struct build *b, uint32_t index, struct expr *expr, const struct node *node, int want, unsigned allow)
{
	const struct reading reading = { .task = NONE, .allow = allow & ~(unsigned)EXPR_ALLOW_FACTS };
	struct expr alone;
	if (node && build_try(b, &alone, node, want, &reading))
		*expr = alone;
	else if (node && !b->visited[index])
		compile_unvisited(b, node, want);
}

/* The fact that a station is set up for is that of some work that comes there, or at least of some work. */
static void check_setup(struct build *b, uint32_t index)
{
	const struct setup_spec *setup = b->station_specs[index]->setup;
	const char *on = setup ? build_text(setup->on) : NULL;
	size_t count = 0, room = 1;
	if (!on || strcmp(on, "kind") == 0 || b->setups[index])
		return;
	for (uint32_t k = 0; k < b->kind_count; k++)
		room += b->kind_list[k].fact_count;
	const char **names = arena_take(b->arena, room, sizeof *names);
	for (uint32_t k = 0; k < b->kind_count; k++)
		for (uint32_t i = 0; i < b->kind_list[k].fact_count; i++)
			names[count++] = b->kind_list[k].fact_names[i];
	const struct expr_names facts = { names, count }, broken = { b->broken, b->broken_count };
	if (build_index(&broken, on) != NONE)
		return;
	if (build_index(&facts, on) == NONE)
		build_find(b, &facts, on, setup->on, "fact of any work");
	else if (b->visited[index])
		build_error(b, setup->on, on, "no work that comes to '%s' has the fact '%s', so it would never be set up", b->station_list[index].name,
			on);
}

void build_stations_finish(struct build *b)
{
	for (uint32_t i = 0; i < b->station_count; i++) {
		struct station *station = &b->station_list[i];
		const struct station_spec *spec = b->station_specs[i];
		if (station->keeps || station->meets)
			continue;
		compile_alone(b, i, &station->time, spec->time, UNIT_TIME, ALLOW_WORK);
		if (spec->queue)
			compile_alone(b, i, &station->patience, spec->queue->patience, UNIT_TIME, ALLOW_FLOW);
		if (spec->queue && station->key_kind == KEY_EXPRESSION)
			compile_alone(b, i, &station->key, spec->queue->order, UNIT_NONE, ALLOW_ORDER);
		check_setup(b, i);
		if (spec->setup && spec->setup->time && !b->visited[i])
			compile_unvisited(b, spec->setup->time, UNIT_TIME);
		if (!b->visited[i] && b->problems->errors == 0)
			build_warning(b, spec->node, NULL, "no step ever goes to '%s'", station->name);
	}
}
