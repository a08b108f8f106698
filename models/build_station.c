/* Resources and stations, and what a station means for one kind's step. Named stations come first, in the order of the file, so that an
   index into the names is an index into the stations; hidden ones (own needs, take) follow as the steps ask for them. */
#include <assert.h>
#include <ctype.h>
#include <string.h>
#include "build.h"

void build_resources(struct build *b)
{
	const struct members *members = &b->config.resources;
	b->resource_list = arena_take(b->arena, members->count + 1, sizeof *b->resource_list);
	for (size_t i = 0; i < members->count; i++) {
		const struct resource_spec *spec = schema_member(members, i);
		struct resource *resource = &b->resource_list[i];
		*resource = (struct resource){ .name = spec->node->name, .number = 1, .node = spec->node,
			.title = build_title(spec->title, spec->node->name) };
		build_count(b, spec->number, 0, COUNT_AT_MOST, &resource->number);
	}
}

/* One `resource = n`. 0 is allowed and means nothing: a scenario may say so. */
static void add_amount(struct build *b, const struct node *node, struct amount *list, uint32_t *count, const char *verb)
{
	uint32_t resource = build_find(b, &b->resources, node->name, node, "resource"), number = 0;
	if (build_count(b, node, 0, COUNT_AT_MOST, &number) != 0 || resource == NONE || number == 0)
		return;
	uint32_t there = b->resource_list[resource].number;
	if (number > there)
		build_error(b, node, NULL, "%s %u of '%s', and there %s %u: this can never happen", verb, number,
			node->name, there == 1 ? "is only" : "are only", there);
	list[(*count)++] = (struct amount){ resource, number };
}

void build_amounts(struct build *b, const struct node *node, struct amounts *amounts, const char *verb)
{
	if (!node || node->type != NODE_GROUP)
		return;
	struct amount *list = arena_take(b->arena, node->count + 1, sizeof *list);
	amounts->list = list;
	for (const struct node *child = node->first; child; child = child->next)
		add_amount(b, child, list, &amounts->count, verb);
}

static void add_alternative(struct build *b, const struct node *node, struct amounts *amounts, struct amount *list)
{
	const char *name = build_text(node);
	uint32_t resource = name ? build_find(b, &b->resources, name, node, "resource") : NONE;
	if (resource == NONE)
		return;
	for (uint32_t i = 0; i < amounts->count; i++) {
		if (list[i].resource == resource) {
			build_error(b, node, name, "'%s' stands here twice", name);
			return;
		}
	}
	list[amounts->count++] = (struct amount){ resource, 1 };
}

/* needs_one_of: a list of resources, or one. */
static void build_one_of(struct build *b, const struct node *node, struct amounts *amounts)
{
	if (!node)
		return;
	struct amount *list = arena_take(b->arena, node->count + 1, sizeof *list);
	amounts->list = list;
	if (node->type == NODE_TEXT)
		add_alternative(b, node, amounts, list);
	for (const struct node *child = node->first; child; child = child->next)
		add_alternative(b, child, amounts, list);
	uint32_t people = 0;
	for (uint32_t i = 0; i < amounts->count; i++)
		people += b->resource_list[list[i].resource].number > 0;
	if (amounts->count > 0 && people == 0)
		build_error(b, node, NULL, "none of these resources has anybody: this can never happen");
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

static uint32_t add_station(struct build *b, const char *name, const struct node *node)
{
	uint32_t room = b->station_room, specs_room = room, visited_room = room;
	b->station_list = build_grow(b, b->station_list, b->station_count, &b->station_room, sizeof *b->station_list);
	b->station_specs = build_grow(b, b->station_specs, b->station_count, &specs_room, sizeof *b->station_specs);
	b->visited = build_grow(b, b->visited, b->station_count, &visited_room, sizeof *b->visited);
	struct station *station = &b->station_list[b->station_count];
	*station = (struct station){ .name = name, .title = name, .node = node, .machines = 1, .limit = UNLIMITED, .divert_to = NONE };
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
	build_amounts(b, spec->needs, &station->needs, "this needs");
	build_one_of(b, spec->needs_one_of, &station->one_of);
	build_queue(b, station, spec->queue);
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
static void check_order(struct build *b, const struct station *station, uint32_t kind)
{
	const struct kind_spec *spec = b->plans[kind].spec;
	if (station->order != ORDER_KEY)
		return;
	if (station->key_kind == KEY_DUE && !spec->promise)
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
		build_for_visitor(b, &visit->key, spec->queue->order, UNIT_NONE, task, ALLOW_ORDER);
	}
	if (spec->queue && visit->key.form != EXPR_ABSENT && visit->key.type.class == EXPR_WORD)
		build_error(b, spec->queue->order, NULL,
			"an order is a number, lowest first: turn the words into numbers, as in if(colour = red, 1, 2)");
	if (station->key.form == EXPR_ABSENT)
		station->key = visit->key;
	if (station->patience.form == EXPR_ABSENT)
		station->patience = visit->patience;
	check_order(b, station, b->tasks[task].kind);
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

void build_stations_finish(struct build *b)
{
	for (uint32_t i = 0; i < b->station_count; i++) {
		struct station *station = &b->station_list[i];
		const struct station_spec *spec = b->station_specs[i];
		if (station->keeps)
			continue;
		compile_alone(b, i, &station->time, spec->time, UNIT_TIME, ALLOW_WORK);
		if (spec->queue)
			compile_alone(b, i, &station->patience, spec->queue->patience, UNIT_TIME, ALLOW_FLOW);
		if (spec->queue && station->key_kind == KEY_EXPRESSION)
			compile_alone(b, i, &station->key, spec->queue->order, UNIT_NONE, ALLOW_ORDER);
		if (!b->visited[i] && b->problems->errors == 0)
			build_warning(b, spec->node, NULL, "no step ever goes to '%s'", station->name);
	}
}
