/* Following items. For each that is in the system its tails are kept: where it, or each of its branches, was last. What comes after a
   tail, and whether branches have joined in between, follows from the ways that the model allows. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "journey_tail.h"

/* --- the items in the system -------------------------------------------------------------------------------------------------------- */

static struct journey_item *find_item(const struct journey *j, uint32_t kind, uint64_t number)
{
	return tracked_find(&j->items, kind, number);
}

static struct journey_item *add_item(struct journey *j, uint32_t kind, uint64_t number)
{
	struct journey_item *item = calloc(1, sizeof *item);
	if (!item)
		return NULL;
	item->id = (struct tracked){ kind, number };
	if (tracked_add(&j->items, &item->id))
		return item;
	free(item);
	return NULL;
}

static void remove_item(struct journey *j, struct journey_item *item)
{
	tracked_remove(&j->items, &item->id);
	free(item->tails);
	free(item);
}

struct tail *journey_add_tail(struct journey *j, struct journey_item *item, struct tail tail)
{
	if (item->count == item->room) {
		uint32_t room = item->room ? 2 * item->room : 2;
		struct tail *tails = realloc(item->tails, room * sizeof *tails);
		if (!tails) {
			j->failed = true;
			return NULL;
		}
		item->tails = tails;
		item->room = room;
	}
	item->tails[item->count] = tail;
	return &item->tails[item->count++];
}

/* --- telling ------------------------------------------------------------------------------------------------------------------------ */

/* `token`: NULL: of none. */
void journey_tell(struct journey *j, const struct journey_item *item, struct token *token, struct journey_event event)
{
	event.kind = item->id.kind;
	event.number = item->id.number;
	event.told = j->told;
	if (token) {
		event.token = token->number;
		event.mark = &token->mark;
	}
	j->tell(j->context, &event);
}

/* While the item is still there. */
static void tell_end(struct journey *j, const struct journey_item *item, struct token token, double time)
{
	journey_tell(j, item, &token, (struct journey_event){ .what = JOURNEY_ENDS, .time = time });
}

/* Another token of an item. */
struct token journey_split(struct journey *j, const struct journey_item *item, uint32_t place, double time)
{
	struct token token = { .number = ++j->tokens };
	journey_tell(j, item, &token, (struct journey_event){ .what = JOURNEY_SPLITS, .time = time, .to = place });
	return token;
}

/* --- where it comes from ------------------------------------------------------------------------------------------------------------ */

static bool has_tail(const struct journey_item *item, uint32_t branch)
{
	for (uint32_t i = 0; i < item->count; i++)
		if (item->tails[i].branch == branch)
			return true;
	return false;
}

/* The innermost branch around a task in which the item has been told of; NONE where it was only outside of all. */
static uint32_t innermost(const struct journey *j, const struct journey_item *item, uint32_t branch)
{
	while (branch != NONE && !has_tail(item, branch))
		branch = map_places_around(j->places, branch);
	return branch;
}

/* The task by which `branch` forks off somewhere within `outer`; NONE where it does not. */
static uint32_t forked_by(const struct journey *j, uint32_t branch, uint32_t outer)
{
	while (branch != outer && branch != NONE) {
		uint32_t around = map_places_around(j->places, branch);
		if (around == outer)
			return j->places->fork[branch];
		branch = around;
	}
	return NONE;
}

/* Whether the tail's own branches are under way. */
static bool is_forked(const struct journey *j, const struct journey_item *item, const struct tail *tail)
{
	for (uint32_t i = 0; i < item->count; i++)
		if (item->tails[i].branch != tail->branch && forked_by(j, item->tails[i].branch, tail->branch) != NONE)
			return true;
	return false;
}

/* An item on its way to a task. */
struct coming {
	struct journey_item *item;
	uint32_t to, place;          /* to: a task, TO_END or TO_SCRAP */
	uint32_t branch;             /* of the task */
	uint32_t outer, fork;        /* the branch that it comes out of, and the fork through which; NONE: it stays in it */
	double time;                 /* when it left where it was, if that can be told; NAN */
	double begun;                /* by then it was there */
	bool returning;
};

static const struct map_way *way_of(struct journey *j, const struct coming *c, const struct tail *tail)
{
	return map_places_way(j->places, c->item->id.kind, tail->task, c->to, c->returning);
}

/* Whether the tail is that of a branch that may have joined on the way. */
static bool is_joined(struct journey *j, const struct coming *c, const struct tail *tail)
{
	uint32_t fork = forked_by(j, tail->branch, c->outer);
	return tail->branch != c->outer && fork != NONE && fork != c->fork && tail->since <= c->begun && !is_forked(j, c->item, tail)
		&& way_of(j, c, tail)->found;
}

static bool was_itself(struct journey *j, const struct coming *c, const struct tail *tail)
{
	return tail->branch == c->outer && way_of(j, c, tail)->found;
}

/* Marks the tails that are an origin in one sense; the first of them, NULL: none is. */
static const struct tail *mark_origins(struct journey *j, const struct coming *c,
	bool (*is)(struct journey *j, const struct coming *c, const struct tail *tail))
{
	const struct tail *first = NULL;
	for (uint32_t i = 0; i < c->item->count; i++) {
		struct tail *tail = &c->item->tails[i];
		tail->origin = is(j, c, tail);
		if (tail->origin && !first)
			first = tail;
	}
	return first;
}

/* Where it comes from: the branches that have joined, or else where it was itself. */
static const struct tail *find_origins(struct journey *j, const struct coming *c)
{
	const struct tail *joined = mark_origins(j, c, is_joined);
	return joined ? joined : mark_origins(j, c, was_itself);
}

/* --- coming to a task --------------------------------------------------------------------------------------------------------------- */

/* The last of the branches that join decides when it goes on. */
static double time_of_leaving(const struct coming *c)
{
	double time = -INFINITY;
	for (uint32_t i = 0; i < c->item->count; i++)
		if (c->item->tails[i].origin)
			time = fmax(time, c->item->tails[i].since);
	return fmax(time, isnan(c->time) ? time : c->time);
}

/* Tells the moves from all origins. The token that goes on: of a fork's branches the first is the one that there was, the others are new;
   where branches join, the others end there. */
static struct token move(struct journey *j, const struct coming *c, double time)
{
	struct token going = { .number = 0 };
	for (uint32_t i = 0; i < c->item->count; i++) {
		struct tail *tail = &c->item->tails[i];
		if (!tail->origin)
			continue;
		struct token token = tail->gone ? journey_split(j, c->item, tail->place, time) : tail->token;
		journey_tell(j, c->item, &token, (struct journey_event){ .what = JOURNEY_MOVES, .time = time, .from = tail->place, .to = c->place,
			.back = way_of(j, c, tail)->back, .leaves = !tail->gone, .merges = going.number != 0 });
		tail->gone = true;
		if (going.number)
			tell_end(j, c->item, token, time);
		else
			going = token;
	}
	return going;
}

/* Whether a tail is over and done with, now that the item has come to another task. Branches that finish by themselves stay. */
static bool is_behind(const struct journey *j, const struct coming *c, const struct tail *tail)
{
	uint32_t fork = forked_by(j, tail->branch, c->outer);
	if (tail->origin)
		return tail->branch != c->outer || c->branch == c->outer;
	if (tail->branch == c->outer)
		return c->branch == c->outer;
	return fork != NONE && fork != c->fork && !j->places->model->tasks[fork].rest_finishes;
}

/* Where branches have joined and new ones fork off at once, the joined ones are what all of these come from. */
static void tidy(struct journey *j, const struct coming *c, double time)
{
	struct journey_item *item = c->item;
	bool joined = false;
	uint32_t kept = 0;
	for (uint32_t i = 0; i < item->count; i++)
		joined |= item->tails[i].origin && item->tails[i].branch != c->outer;
	for (uint32_t i = 0; i < item->count; i++) {
		struct tail tail = item->tails[i];
		bool forks = joined && c->branch != c->outer;
		if (forks && tail.origin)
			tail.branch = c->outer;
		else if (is_behind(j, c, &tail) || (forks && tail.branch == c->outer)) {
			if (!tail.gone)
				tell_end(j, item, tail.token, time);
			continue;
		}
		item->tails[kept++] = tail;
	}
	item->count = kept;
}

static struct tail *come(struct journey *j, struct coming *c, unsigned depth);

/* On the way there may be steps of which the trace does not tell: it came to the first of them as soon as it could. */
static void come_to_pass(struct journey *j, const struct coming *c, uint32_t task, unsigned depth)
{
	struct coming pass = { .item = c->item, .to = task, .place = j->places->of_task[task], .branch = j->places->branch[task], .time = NAN,
		.begun = c->begun, .returning = c->returning };
	struct tail *tail = come(j, &pass, depth + 1);
	if (tail)
		tail->open = false;
}

static struct tail *come(struct journey *j, struct coming *c, unsigned depth)
{
	c->outer = innermost(j, c->item, c->branch);
	c->fork = forked_by(j, c->branch, c->outer);
	const struct tail *origin = find_origins(j, c);
	const struct map_way *way = origin ? way_of(j, c, origin) : NULL;
	if (way && way->pass_count && depth < MAP_PASSES_AT_MOST) {
		come_to_pass(j, c, way->passes[0], depth);
		return come(j, c, depth + 1);
	}
	double time = origin ? time_of_leaving(c) : isnan(c->time) ? j->told : c->time;
	struct token token = move(j, c, time);
	if (!token.number)
		token = journey_split(j, c->item, c->place, time);
	tidy(j, c, time);
	return journey_add_tail(j, c->item, (struct tail){ .branch = c->branch, .task = c->to, .place = c->place, .token = token, .since = time,
		.open = true });
}

/* --- what is told ------------------------------------------------------------------------------------------------------------------- */

static struct tail *last_tail(const struct journey_item *item)
{
	struct tail *last = NULL;
	for (uint32_t i = 0; i < item->count; i++)
		if (!item->tails[i].gone && (!last || item->tails[i].since >= last->since))
			last = &item->tails[i];
	return last;
}

/* Where the step is that starts items of a kind, for one that was last at `tail`. */
static uint32_t starting_place(struct journey *j, const struct journey_item *item, const struct tail *tail, uint32_t started)
{
	const struct model *model = j->places->model;
	const struct kind *kind = &model->kinds[item->id.kind];
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		if (model->tasks[t].start_kind == started && t != tail->task && j->places->of_task[t] != NONE
			&& map_places_way(j->places, item->id.kind, tail->task, t, false)->found)
			return model->tasks[t].work == WORK_STATION || model->tasks[t].work == WORK_WAIT ? tail->place : j->places->of_task[t];
	return tail->place;
}

static void follow_starter(struct journey *j, const struct engine_spell *spell)
{
	const struct journey_item *starter = spell->starter_kind == NONE ? NULL : find_item(j, spell->starter_kind, spell->starter);
	const struct tail *tail = starter ? last_tail(starter) : NULL;
	if (tail)
		journey_tell(j, starter, NULL, (struct journey_event){ .what = JOURNEY_STARTS, .time = spell->end,
			.from = starting_place(j, starter, tail, spell->kind), .to = j->places->of_kind[spell->kind] });
}

static void follow_arrival(struct journey *j, const struct engine_spell *spell)
{
	struct journey_item *item = add_item(j, spell->kind, spell->number);
	uint32_t place = j->places->of_kind[spell->kind];
	struct tail begun = { .branch = NONE, .task = NONE, .place = place, .token = { .number = ++j->tokens }, .since = spell->end };
	struct tail *tail = item ? journey_add_tail(j, item, begun) : NULL;
	if (!tail) {
		j->failed = true;
		return;
	}
	follow_starter(j, spell);
	journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_BEGINS, .time = spell->end, .to = place });
}

/* When it came to a station, or was let into it. Its own `take` it waits for there. */
static double time_of_coming(const struct engine_spell *spell, const struct task *task)
{
	double blocked = 0.0;
	for (uint32_t i = 0; i < spell->wait_count; i++)
		blocked += spell->waits[i].cause == CAUSE_BLOCKED ? spell->waits[i].time : 0.0;
	if (task->take_station != NONE)
		return NAN;
	return spell->station == NONE ? spell->start : fmin(spell->joined + blocked, spell->start);
}

static struct tail *open_tail(const struct journey_item *item, uint32_t branch, uint32_t task)
{
	for (uint32_t i = 0; i < item->count; i++)
		if (item->tails[i].open && item->tails[i].branch == branch && item->tails[i].task == task)
			return &item->tails[i];
	return NULL;
}

/* What was taken out of somebody's hands goes on elsewhere: a decision that is asked of another. */
static void change_place(struct journey *j, const struct journey_item *item, struct tail *tail, const struct coming *c)
{
	if (tail->place == c->place)
		return;
	journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_MOVES,
		.time = fmax(tail->since, isnan(c->time) ? tail->since : c->time), .from = tail->place, .to = c->place, .leaves = true });
	tail->place = c->place;
}

static void follow_spell(struct journey *j, struct journey_item *item, const struct engine_spell *spell)
{
	const struct map_places *places = j->places;
	struct tail *tail = open_tail(item, places->branch[spell->task], spell->task);
	struct coming c = { .item = item, .to = spell->task, .branch = places->branch[spell->task],
		.place = spell->station == NONE ? places->of_task[spell->task] : places->of_station[spell->station],
		.time = time_of_coming(spell, &places->model->tasks[spell->task]), .begun = spell->start, .returning = spell->cause == CAUSE_REWORK };
	if (tail)
		change_place(j, item, tail, &c);
	else if (places->model->kinds[spell->kind].case_plan)
		tail = journey_case_come(j, item, spell, c.place, c.time);
	else
		tail = come(j, &c, 0);
	if (!tail)
		return;
	tail->since = spell->end;
	tail->open = spell->outcome != TRACE_DONE || spell->cause == CAUSE_SETUP;
	journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_WORKS, .time = spell->start, .to = tail->place,
		.cause = spell->cause });
	journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_RESTS, .time = spell->end, .to = tail->place,
		.done = !tail->open });
	if (spell->outcome != TRACE_CANCELLED || places->model->tasks[spell->task].decision)
		return;
	tell_end(j, item, tail->token, spell->end);
	*tail = item->tails[--item->count];
}

/* Who leaves unserved leaves from where it waits. Which of several branches that was is not told. */
static struct tail *tail_that_leaves(struct journey *j, struct journey_item *item, const struct engine_spell *spell)
{
	const struct map_places *places = j->places;
	uint32_t branch = places->branch[spell->task], place = places->of_task[spell->task];
	struct coming c = { .item = item, .to = spell->task, .place = place, .branch = branch, .time = NAN, .begun = spell->end };
	struct tail *tail = open_tail(item, branch, spell->task);
	if (!tail && place != NONE)
		tail = come(j, &c, 0);
	return tail ? tail : last_tail(item);
}

static void follow_leaving(struct journey *j, struct journey_item *item, const struct engine_spell *spell)
{
	uint32_t end = j->places->of_end[spell->outcome];
	struct coming c = { .item = item, .to = spell->outcome == TRACE_COMPLETED ? TO_END : TO_SCRAP, .place = end, .branch = NONE,
		.time = spell->end, .begun = spell->end };
	bool gone = false;
	if (j->places->model->kinds[spell->kind].case_plan) {
		gone = journey_case_end(j, item, spell->end, end);
	} else if (spell->outcome == TRACE_COMPLETED || spell->outcome == TRACE_SCRAPPED) {
		come(j, &c, 0);
	} else {
		struct tail *tail = tail_that_leaves(j, item, spell);
		if (tail)
			journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_MOVES, .time = spell->end, .from = tail->place, .to = end,
				.leaves = true });
	}
	for (uint32_t i = 0; i < item->count; i++) {
		struct tail *tail = &item->tails[i];
		if (tail->gone)
			continue;
		journey_tell(j, item, &tail->token, (struct journey_event){ .what = JOURNEY_ENDS, .time = spell->end, .done = !gone });
		gone = true;
	}
	remove_item(j, item);
}

/* A planned wait of no time is none. */
static bool is_nothing(const struct engine_spell *spell)
{
	return spell->event == TRACE_SPELL && spell->station == NONE && spell->end == spell->start;
}

void journey_follow(struct journey *j, const struct engine_spell *spell)
{
	struct journey_item *item = spell->event == TRACE_ARRIVAL ? NULL : find_item(j, spell->kind, spell->number);
	if (j->failed || is_nothing(spell) || !map_places_has(j->places->model, spell->kind))
		return;
	j->told = spell->end;
	if (spell->event == TRACE_ARRIVAL)
		follow_arrival(j, spell);
	else if (item && spell->event == TRACE_SPELL)
		follow_spell(j, item, spell);
	else if (item)
		follow_leaving(j, item, spell);
}

void journey_done(struct journey *j)
{
	for (size_t i = 0; i < j->items.room; i++) {
		struct journey_item *item = (struct journey_item *)(void *)j->items.list[i];
		if (item)
			free(item->tails);
		free(item);
	}
	tracked_done(&j->items);
}
