/* Deadlocks that can be seen beforehand. Two sorts, and both are a circle of things of which each waits for the next: stations whose
   queues are limited and block, so that what is done at one holds its machine until there is room at the next; and resources that are
   kept (take) while others are waited for. A circle is not certain to lock, so that it is a warning, but for an item that waits for
   what it holds itself. */
#include "doctor.h"

#include <math.h>
#include <string.h>
#include "route.h"

/* A graph of few nodes, and what a walk over it remembers. */
struct circle {
	const struct doctor *doctor;
	uint32_t *names;             /* [node]: of the station or resource */
	uint32_t count;
	bool *edges;                 /* [from x count + to] */
	uint32_t *stack, *next;      /* the way that was walked, and the edge to look at next at each of its nodes */
	unsigned char *state;        /* [node] */
	bool *told;                  /* [node]: a circle through it was told */
	void (*tell)(const struct circle *circle, uint32_t from, uint32_t to);   /* stack[from .. to] is one */
};

enum { NEW, ON_THE_WAY, DONE };

static void circle_init(struct circle *c, const struct doctor *d, size_t room)
{
	struct arena *arena = d->model->arena;
	*c = (struct circle){ .doctor = d };
	c->names = arena_take(arena, room + 1, sizeof *c->names);
	c->stack = arena_take(arena, room + 1, sizeof *c->stack);
	c->next = arena_take(arena, room + 1, sizeof *c->next);
	c->state = arena_take(arena, room + 1, sizeof *c->state);
	c->told = arena_take(arena, room + 1, sizeof *c->told);
}

static void tell_once(const struct circle *c, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i <= to; i++)
		if (c->told[c->stack[i]])
			return;
	for (uint32_t i = from; i <= to; i++)
		c->told[c->stack[i]] = true;
	c->tell(c, from, to);
}

/* Depth first: an edge back to a node on the way closes a circle, and every part of the graph that has one has such an edge. */
static void walk_from(struct circle *c, uint32_t start)
{
	uint32_t depth = 0;
	c->stack[0] = start;
	c->next[0] = 0;
	c->state[start] = ON_THE_WAY;
	for (;;) {
		uint32_t node = c->stack[depth], to = c->next[depth]++;
		if (to == c->count) {
			c->state[node] = DONE;
			if (depth-- == 0)
				return;
		} else if (!c->edges[(size_t)node * c->count + to]) {
			continue;
		} else if (c->state[to] == ON_THE_WAY) {
			uint32_t from = depth;
			while (c->stack[from] != to)
				from--;
			tell_once(c, from, depth);
		} else if (c->state[to] == NEW) {
			c->state[to] = ON_THE_WAY;
			c->stack[++depth] = to;
			c->next[depth] = 0;
		}
	}
}

static void walk_all(struct circle *c)
{
	for (uint32_t i = 0; i < c->count; i++)
		if (c->state[i] == NEW)
			walk_from(c, i);
}

/* --- Full queues --- */

static bool blocks(const struct doctor *d, uint32_t station)
{
	const struct station *s = &d->model->stations[station];
	return s->limit != UNLIMITED && s->when_full == FULL_BLOCK && s->machines != UNLIMITED && !d->outlet[station];
}

static uint32_t node_of(const struct circle *c, uint32_t station)
{
	uint32_t i = 0;
	while (i < c->count && c->names[i] != station)
		i++;
	return i;
}

static void follow(struct circle *c, uint32_t from, uint32_t task, bool *seen);

/* What comes after a task. Where it forks, waits or takes something, the machine goes free before. */
static void follow_on(struct circle *c, uint32_t from, uint32_t task, bool *seen)
{
	const struct task *t = &c->doctor->model->tasks[task];
	if (t->start_kind != NONE && t->start_wait)
		return;
	if (route_may_rework(t))
		follow(c, from, t->rework_to, seen);
	for (uint32_t i = 0; i <= t->next_count; i++)
		if (route_possible(t, i))
			follow(c, from, route_target(t, i), seen);
}

/* Enters an edge to where an item from station node `from` that comes to `task` wants to be next. */
static void follow(struct circle *c, uint32_t from, uint32_t task, bool *seen)
{
	const struct model *m = c->doctor->model;
	if (task >= TO_FOLLOWING || seen[task] || c->doctor->load->visits[task] == 0.0)
		return;
	const struct task *t = &m->tasks[task];
	seen[task] = true;
	if (t->chance.form != EXPR_ABSENT)
		follow(c, from, t->following, seen);
	if (t->take_station != NONE)
		return;
	if (t->work == WORK_NOTHING)
		follow_on(c, from, task, seen);
	else if (t->work == WORK_STATION && blocks(c->doctor, t->station))
		c->edges[(size_t)from * c->count + node_of(c, t->station)] = true;
}

/* The most items that can be there at once of the kinds that come to one of these stations; INFINITY: any number. */
static double items_at_once(const struct circle *c, uint32_t from, uint32_t to)
{
	const struct model *m = c->doctor->model;
	double items = 0.0;
	for (uint32_t k = 0; k < m->kind_count; k++) {
		const struct kind *kind = &m->kinds[k];
		bool comes = false;
		for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
			for (uint32_t i = from; i <= to; i++)
				comes = comes || (m->tasks[t].work == WORK_STATION && m->tasks[t].station == c->names[c->stack[i]]);
		items += !comes ? 0.0 : kind->source.how == ARRIVE_KEEP && kind->initial_count == 0 ? (double)kind->source.keep : (double)INFINITY;
	}
	return items;
}

static const char *names_of(const struct circle *c, uint32_t from, uint32_t to, const char *between)
{
	const struct model *m = c->doctor->model;
	const char *text = "";
	for (uint32_t i = from; i <= to; i++)
		text = arena_format(m->arena, "%s'%s'%s", text, m->stations[c->names[c->stack[i]]].name, between);
	return arena_format(m->arena, "%s'%s'", text, m->stations[c->names[c->stack[from]]].name);
}

static void tell_full_queues(const struct circle *c, uint32_t from, uint32_t to)
{
	const struct model *m = c->doctor->model;
	double room = 0.0;
	for (uint32_t i = from; i <= to; i++)
		room += (double)m->stations[c->names[c->stack[i]]].limit + m->stations[c->names[c->stack[i]]].machines;
	const struct station *s = &m->stations[c->names[c->stack[from]]];
	if (items_at_once(c, from, to) < room)
		return;
	if (from == to && s->limit == 0 && s->machines == 1)
		node_problem(c->doctor->problems, SEVERITY_ERROR, s->node, NULL,
			"what goes back to '%s' from '%s' itself waits for ever: it holds the only machine until there is room in a queue of 0. "
			"Give the queue room", s->name, s->name);
	else if (from == to)
		node_problem(c->doctor->problems, SEVERITY_WARNING, s->node, NULL,
			"'%s' may deadlock: what goes back to it holds its machine until there is room in its queue, and nobody else makes any. "
			"Give the queue no 'limit', or more than can ever wait", s->name);
	else
		node_problem(c->doctor->problems, SEVERITY_WARNING, s->node, NULL,
			"this loop may deadlock: %s: when all its queues are full, each of its machines waits for room at the next. "
			"Give one of the queues no 'limit', or let less work in", names_of(c, from, to, " -> "));
}

static void check_queues(const struct doctor *d)
{
	const struct model *m = d->model;
	struct circle c;
	circle_init(&c, d, m->station_count);
	for (uint32_t s = 0; s < m->station_count; s++)
		if (blocks(d, s))
			c.names[c.count++] = s;
	c.edges = arena_take(m->arena, (size_t)c.count * c.count + 1, sizeof *c.edges);
	c.tell = tell_full_queues;
	bool *seen = arena_take(m->arena, m->task_count + 1u, sizeof *seen);
	for (uint32_t t = 0; t < m->task_count; t++) {
		if (m->tasks[t].work != WORK_STATION || !blocks(d, m->tasks[t].station) || d->load->visits[t] == 0.0)
			continue;
		memset(seen, 0, m->task_count * sizeof *seen);
		follow_on(&c, node_of(&c, m->tasks[t].station), t, seen);
	}
	walk_all(&c);
}

/* --- Circular holding --- */

/* Where somebody waits for `wanted` while it keeps `kept`. */
static const struct load_wait *wait_of(const struct load *load, uint32_t kept, uint32_t wanted)
{
	for (size_t i = 0; i < load->wait_count; i++)
		if (load->waits[i].kept == kept && load->waits[i].wanted == wanted)
			return &load->waits[i];
	return NULL;
}

static void tell_holding(const struct circle *c, uint32_t from, uint32_t to)
{
	const struct model *m = c->doctor->model;
	const struct node *node = NULL;
	const char *text = "";
	for (uint32_t i = from; i <= to; i++) {
		uint32_t kept = c->names[c->stack[i]], wanted = c->names[c->stack[i < to ? i + 1 : from]];
		const struct load_wait *wait = wait_of(c->doctor->load, kept, wanted);
		const struct task *task = &m->tasks[wait->task];
		node = node ? node : task->node;
		text = arena_format(m->arena, "%s%s'%s' of '%s' waits for %s'%s' while it keeps %s", text, i > from ? ", " : "", task->name,
			m->kinds[task->kind].name, kept == wanted ? "more of " : "", m->resources[wanted].name,
			kept == wanted ? "some" : arena_format(m->arena, "'%s'", m->resources[kept].name));
	}
	node_problem(c->doctor->problems, SEVERITY_WARNING, node, NULL, "this may deadlock: %s. "
		"Take what is needed at once, or everywhere in the same order, or give it back before waiting for more", text);
}

static void check_holding(const struct doctor *d)
{
	const struct load *load = d->load;
	struct circle c;
	if (load->wait_count == 0)
		return;
	circle_init(&c, d, 2 * load->wait_count);
	for (size_t i = 0; i < load->wait_count; i++) {
		uint32_t both[] = { load->waits[i].kept, load->waits[i].wanted };
		for (int j = 0; j < 2; j++)
			if (node_of(&c, both[j]) == c.count)
				c.names[c.count++] = both[j];
	}
	c.edges = arena_take(d->model->arena, (size_t)c.count * c.count + 1, sizeof *c.edges);
	c.tell = tell_holding;
	for (size_t i = 0; i < load->wait_count; i++)
		c.edges[(size_t)node_of(&c, load->waits[i].kept) * c.count + node_of(&c, load->waits[i].wanted)] = true;
	walk_all(&c);
}

static void check_lacks(const struct doctor *d)
{
	const struct model *m = d->model;
	for (size_t i = 0; i < d->load->lack_count; i++) {
		const struct load_lack *lack = &d->load->lacks[i];
		const struct task *task = &m->tasks[lack->task];
		node_problem(d->problems, lack->sure ? SEVERITY_ERROR : SEVERITY_WARNING, task->node, NULL,
			"who comes to '%s' waits for ever: it needs %u more of '%s' while it keeps %u, and there %s only %u. Give back first, "
			"or raise the number", task->name, lack->needed, m->resources[lack->resource].name, lack->kept,
			m->resources[lack->resource].number == 1 ? "is" : "are", m->resources[lack->resource].number);
	}
}

void doctor_check_loops(const struct doctor *d)
{
	check_queues(d);
	check_holding(d);
	check_lacks(d);
}
