/* Places, and a search over the steps: breadth first, so that of several ways the shortest is taken. */
#include <string.h>
#include "models/case_plan.h"
#include "models/decision.h"
#include "answer.h"
#include "map_places.h"

/* A step of the search: the item comes to a task, or, `joined`, has its branches behind it. */
struct map_step {
	uint32_t task;
	bool back, joined;
	uint32_t before;             /* the step that led there; NONE: the first */
};

struct map_known {
	uint64_t key;                /* 0: free */
	const struct map_way *way;
};

/* --- which places there are --------------------------------------------------------------------------------------------------------- */

static uint32_t add(struct map_places *p, enum map_sort sort, const char *title, uint32_t of)
{
	p->list[p->count] = (struct map_place){ .sort = sort, .title = title, .of = of };
	return p->count++;
}

/* What is told of as done at a time (trace.h). */
static bool is_told(const struct task *task)
{
	return task->work == WORK_STATION || task->work == WORK_WAIT;
}

/* A wait that may come out as no time at all: whoever has none does not stop there. */
static bool may_be_nothing(const struct task *task)
{
	const struct expr *time = &task->time;
	return task->work == WORK_WAIT && (time->form == EXPR_CODE || (time->form == EXPR_CONSTANT && time->value == 0.0));
}

/* It has a place, but the trace says nothing of it. */
static bool is_pass(const struct task *task)
{
	return !is_told(task) && (task->take_station != NONE || task->start_wait);
}

static bool is_titled(const struct task *task)
{
	return task->title && *task->title && task->name && strcmp(task->title, task->name) != 0;
}

static const char *title_of_pass(const struct map_places *p, const struct task *task)
{
	const struct model *model = p->model;
	if (is_titled(task))
		return task->title;
	if (task->take_station == NONE)
		return arena_format(p->arena, "Wait for %s", answer_called(model->kinds[task->start_kind].title, model->kinds[task->start_kind].name));
	const struct resource *first = &model->resources[model->stations[task->take_station].needs.list[0].resource];
	return arena_format(p->arena, "Wait for %s", answer_called(first->title, first->name));
}

/* Whether what follows on both is the same station, or the end. */
static bool go_on_alike(const struct map_places *p, const struct task *one, const struct task *other)
{
	if (one->following >= TO_FOLLOWING || other->following >= TO_FOLLOWING)
		return one->following == other->following;
	const struct task *next = &p->model->tasks[one->following], *their = &p->model->tasks[other->following];
	return next->work == WORK_STATION && their->work == WORK_STATION && next->station == their->station;
}

/* The same step in several kinds of work, on the same way, is one place. */
static uint32_t place_of_step(struct map_places *p, enum map_sort sort, uint32_t t)
{
	const struct task *task = &p->model->tasks[t];
	const char *title = sort == MAP_WAIT ? answer_called(task->title, task->name) : title_of_pass(p, task);
	for (uint32_t i = 0; i < p->count; i++) {
		const struct task *other = p->list[i].sort == sort ? &p->model->tasks[p->list[i].of] : NULL;
		if (other && other->kind != task->kind && strcmp(p->list[i].title, title) == 0 && go_on_alike(p, task, other))
			return i;
	}
	return add(p, sort, title, t);
}

/* A step's own station has no title that anybody knows, but where a decision is escalated to. */
static uint32_t place_of_station(struct map_places *p, uint32_t s, const struct task *task)
{
	const struct station *station = &p->model->stations[s];
	bool known = !station->hidden || (task->decision && task->decision->escalated == s);
	if (p->of_station[s] == NONE)
		p->of_station[s] = add(p, MAP_STATION, known ? answer_called(station->title, station->name) : answer_called(task->title, task->name), s);
	return p->of_station[s];
}

static void find_place(struct map_places *p, uint32_t t)
{
	const struct task *task = &p->model->tasks[t];
	p->of_task[t] = NONE;
	if (task->work == WORK_STATION)
		p->of_task[t] = place_of_station(p, task->station, task);
	else if (task->work == WORK_WAIT || case_is_event(p->model, t))
		p->of_task[t] = place_of_step(p, MAP_WAIT, t);
	else if (is_pass(task))
		p->of_task[t] = place_of_step(p, task->take_station != NONE ? MAP_TAKE : MAP_PARTNER, t);
	for (uint32_t i = 0; task->work == WORK_STATION && i < task->elsewhere_count; i++)
		place_of_station(p, task->elsewhere[i].station, task);
}

/* All of a branch, from its first task on. */
static void mark_branch(struct map_places *p, uint32_t t, uint32_t branch)
{
	if (t >= TO_FOLLOWING || p->branch[t] == branch)
		return;
	const struct task *task = &p->model->tasks[t];
	p->branch[t] = branch;
	mark_branch(p, task->following, branch);
	mark_branch(p, task->rework_to, branch);
	for (uint32_t i = 0; i < task->next_count; i++)
		mark_branch(p, task->next[i].to, branch);
}

/* A branch within it is marked by itself. */
static void find_branches(struct map_places *p)
{
	const struct model *model = p->model;
	memset(p->branch, 0xff, model->task_count * sizeof *p->branch);
	memset(p->fork, 0xff, model->task_count * sizeof *p->fork);
	for (uint32_t t = 0; t < model->task_count; t++)
		for (uint32_t i = 0; i < model->tasks[t].branch_count; i++) {
			p->fork[model->tasks[t].branches[i]] = t;
			mark_branch(p, model->tasks[t].branches[i], model->tasks[t].branches[i]);
		}
}

void map_places_init(struct map_places *p, const struct model *model, struct arena *arena)
{
	static const struct { enum trace_outcome how; const char *title; } ends[] = { { TRACE_COMPLETED, "Completed" },
		{ TRACE_SCRAPPED, "Scrap" }, { TRACE_TURNED_AWAY, "Turned away" }, { TRACE_LEFT, "Gave up" } };
	*p = (struct map_places){ .model = model, .arena = arena };
	p->list = arena_take(arena, model->kind_count + model->station_count + model->task_count + 4, sizeof *p->list);
	p->of_task = arena_take(arena, model->task_count + 1, sizeof *p->of_task);
	p->of_station = arena_take(arena, model->station_count + 1, sizeof *p->of_station);
	p->of_kind = arena_take(arena, model->kind_count, sizeof *p->of_kind);
	p->branch = arena_take(arena, model->task_count + 1, sizeof *p->branch);
	p->fork = arena_take(arena, model->task_count + 1, sizeof *p->fork);
	p->seen = arena_take(arena, 4 * (size_t)model->task_count + 1, sizeof *p->seen);
	p->steps = arena_take(arena, 4 * (size_t)model->task_count + 1, sizeof *p->steps);
	memset(p->of_station, 0xff, model->station_count * sizeof *p->of_station);
	for (uint32_t k = 0; k < model->kind_count; k++)
		p->of_kind[k] = !map_places_has(model, k) ? NONE : add(p, MAP_START, answer_called(model->kinds[k].title, model->kinds[k].name), k);
	for (uint32_t t = 0; t < model->task_count; t++)
		if (map_places_has(model, model->tasks[t].kind))
			find_place(p, t);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		p->of_end[ends[i].how] = add(p, MAP_END, ends[i].title, ends[i].how);
	find_branches(p);
}

/* --- ways --------------------------------------------------------------------------------------------------------------------------- */

struct search {
	struct map_places *p;
	uint32_t to;
	bool found[2];               /* without and with rework on the way */
	uint32_t last[2];            /* the step that leads there; NONE: the first does */
};

static void find(struct search *s, bool back, uint32_t before)
{
	if (!s->found[back]) {
		s->found[back] = true;
		s->last[back] = before;
	}
}

static void reach(struct search *s, uint32_t t, bool back, bool joined, uint32_t before)
{
	struct map_places *p = s->p;
	uint32_t *seen = &p->seen[4 * (size_t)t + 2 * back + joined];
	if (t == s->to && !joined) {
		find(s, back, before);
	} else if (*seen != p->search) {
		*seen = p->search;
		p->steps[p->step_count++] = (struct map_step){ .task = t, .back = back, .joined = joined, .before = before };
	}
}

/* Where a task leads: to another, out of its branch, or out of the system. */
static void lead(struct search *s, uint32_t t, uint32_t to, bool back, uint32_t before)
{
	const struct map_places *p = s->p;
	if (to == TO_FOLLOWING)
		to = p->model->tasks[t].following;
	if (to == TO_END && p->branch[t] != NONE)
		reach(s, p->fork[p->branch[t]], back, true, before);
	else if (to != TO_END && to != TO_SCRAP)
		reach(s, to, back, false, before);
	else if (to == s->to)
		find(s, back, before);
}

static void lead_on(struct search *s, uint32_t t, bool back, uint32_t before)
{
	const struct task *task = &s->p->model->tasks[t];
	lead(s, t, TO_FOLLOWING, back, before);
	for (uint32_t i = 0; i < task->next_count; i++)
		lead(s, t, task->next[i].to, back, before);
	if (task->rework_to != NONE)
		reach(s, task->rework_to, true, false, before);
}

/* Where there is to go once a task is begun, or its work is done. */
static void leave(struct search *s, uint32_t t, bool back, uint32_t before)
{
	const struct task *task = &s->p->model->tasks[t];
	for (uint32_t i = 0; i < task->branch_count; i++)
		reach(s, task->branches[i], back, false, before);
	if (task->branch_count == 0)
		lead_on(s, t, back, before);
}

static void go_through(struct search *s, uint32_t index)
{
	const struct map_step step = s->p->steps[index];
	const struct task *task = &s->p->model->tasks[step.task];
	if (step.joined) {
		lead_on(s, step.task, step.back, index);
		return;
	}
	if (task->chance.form != EXPR_ABSENT)
		lead(s, step.task, TO_FOLLOWING, step.back, index);
	if (!is_told(task) || may_be_nothing(task))
		leave(s, step.task, step.back, index);
}

/* In the order of the way. What may be skipped is taken to have been. */
static void find_passes(const struct map_places *p, uint32_t last, struct map_way *way)
{
	uint32_t count = 0;
	for (uint32_t i = last; i != NONE; i = p->steps[i].before) {
		const struct map_step *step = &p->steps[i];
		const struct task *task = &p->model->tasks[step->task];
		if (step->joined || !is_pass(task) || task->chance.form != EXPR_ABSENT || count == MAP_PASSES_AT_MOST)
			continue;
		memmove(way->passes + 1, way->passes, count++ * sizeof *way->passes);
		way->passes[0] = step->task;
	}
	way->pass_count = count;
}

static void start(struct search *s, uint32_t kind)
{
	const struct kind *k = &s->p->model->kinds[kind];
	reach(s, k->first_task, false, false, NONE);
	for (uint32_t i = 0; i < k->initial_count; i++)
		reach(s, k->initial[i].task, false, false, NONE);
}

static void search(struct map_places *p, uint32_t kind, uint32_t from, uint32_t to, bool returning, struct map_way *way)
{
	struct search s = { .p = p, .to = to };
	p->search++;
	p->step_count = 0;
	if (from == NONE)
		start(&s, kind);
	else
		leave(&s, from, false, NONE);
	for (uint32_t i = 0; i < p->step_count; i++)
		go_through(&s, i);
	way->found = s.found[0] || s.found[1];
	way->back = s.found[1] && (returning || !s.found[0]);
	if (way->found)
		find_passes(p, s.last[way->back], way);
}

/* --- what is known ------------------------------------------------------------------------------------------------------------------ */

static struct map_known *slot_of(struct map_known *known, size_t room, uint64_t key)
{
	size_t at = (size_t)((key * 0x9e3779b97f4a7c15u) >> 20) & (room - 1);
	while (known[at].key && known[at].key != key)
		at = (at + 1) & (room - 1);
	return &known[at];
}

static void make_room(struct map_places *p)
{
	size_t room = p->known_room ? 2 * p->known_room : 256;
	struct map_known *known = arena_take(p->arena, room, sizeof *known);
	for (size_t i = 0; i < p->known_room; i++)
		if (p->known[i].key)
			*slot_of(known, room, p->known[i].key) = p->known[i];
	p->known = known;
	p->known_room = room;
}

const struct map_way *map_places_way(struct map_places *p, uint32_t kind, uint32_t from, uint32_t to, bool returning)
{
	uint64_t origin = from == NONE ? p->model->task_count + kind : from;
	uint64_t key = (origin + 1) << 33 | (uint64_t)returning << 32 | to;
	if (2 * p->known_count >= p->known_room)
		make_room(p);
	struct map_known *known = slot_of(p->known, p->known_room, key);
	if (!known->key) {
		struct map_way *way = arena_take(p->arena, 1, sizeof *way);
		search(p, kind, from, to, returning, way);
		*known = (struct map_known){ .key = key, .way = way };
		p->known_count++;
	}
	return known->way;
}
