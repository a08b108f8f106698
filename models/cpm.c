/* See cpm.h. Invariant: in `order` an event comes after all those that it waits for, so that one pass forward finds the earliest times
   and one pass backward the latest. */
#include "cpm.h"

#include <math.h>
#include <string.h>
#include "calendar.h"

static const double rounding = 1e-9;    /* slack below this share of the plan's length is none */

/* --- The order ---------------------------------------------------------------------------------------------------------------- */

static uint32_t event_before(const struct cpm_link *link)
{
	return 2 * link->before + (link->how == LINK_FINISH_START || link->how == LINK_FINISH_FINISH);
}

static uint32_t event_after(const struct cpm_link *link)
{
	return 2 * link->after + (link->how == LINK_FINISH_FINISH);
}

/* Who waits for what: waits[i] and lists of those behind each event; a begin is before its end. */
struct graph {
	uint32_t count;                     /* events */
	uint32_t *waits;                    /* [event]: for so many others */
	uint32_t *first, *next, *to;        /* the arcs from an event, as lists from first[event]; UINT32_MAX: none */
	uint32_t arcs;
};

static void add_arc(struct graph *g, uint32_t from, uint32_t to)
{
	g->to[g->arcs] = to;
	g->next[g->arcs] = g->first[from];
	g->first[from] = g->arcs++;
	g->waits[to]++;
}

static void make_graph(struct graph *g, uint32_t count, const struct cpm_link *links, uint32_t link_count, struct arena *arena)
{
	*g = (struct graph){ .count = 2 * count };
	g->waits = arena_take(arena, g->count + 1, sizeof *g->waits);
	g->first = arena_take(arena, g->count + 1, sizeof *g->first);
	g->next = arena_take(arena, count + link_count + 1, sizeof *g->next);
	g->to = arena_take(arena, count + link_count + 1, sizeof *g->to);
	memset(g->first, 0xff, g->count * sizeof *g->first);
	for (uint32_t t = 0; t < count; t++)
		add_arc(g, 2 * t, 2 * t + 1);
	for (uint32_t i = 0; i < link_count; i++)
		add_arc(g, event_before(&links[i]), event_after(&links[i]));
}

/* Some event that waits for others still and that this one waits for. */
static uint32_t waited_for(const struct graph *g, uint32_t event)
{
	for (uint32_t from = 0; from < g->count; from++)
		for (uint32_t arc = g->first[from]; g->waits[from] > 0 && arc != UINT32_MAX; arc = g->next[arc])
			if (g->to[arc] == event)
				return from;
	return event;
}

/* Whoever is left waits for somebody who is left: walking back along that comes round. */
static uint32_t find_circle(const struct graph *g, uint32_t *circle, struct arena *arena)
{
	bool *seen = arena_take(arena, g->count + 1, sizeof *seen);
	uint32_t event = 0, start, length = 0;
	while (g->waits[event] == 0)
		event++;
	for (; !seen[event]; event = waited_for(g, event))
		seen[event] = true;
	start = event;
	do {
		if (length == 0 || circle[length - 1] != event / 2)
			circle[length++] = event / 2;
		event = waited_for(g, event);
	} while (event != start);
	if (length > 1 && circle[length - 1] == circle[0])
		length--;
	for (uint32_t i = 0; i < length / 2; i++) {
		uint32_t other = circle[length - 1 - i];
		circle[length - 1 - i] = circle[i];
		circle[i] = other;
	}
	return length;
}

/* The links in the order of the events that they leave from. */
static void sort_links(const struct graph *g, struct cpm_link *links, uint32_t link_count, const uint32_t *order, struct arena *arena)
{
	struct cpm_link *sorted = arena_take(arena, link_count + 1, sizeof *sorted);
	uint32_t *place = arena_take(arena, g->count + 1, sizeof *place), sum = 0;
	for (uint32_t i = 0; i < link_count; i++)
		place[event_before(&links[i])]++;
	for (uint32_t i = 0; i < g->count; i++) {
		uint32_t number = place[order[i]];
		place[order[i]] = sum;
		sum += number;
	}
	for (uint32_t i = 0; i < link_count; i++)
		sorted[place[event_before(&links[i])]++] = links[i];
	if (link_count > 0)
		memcpy(links, sorted, link_count * sizeof *links);
}

/* Kahn 1962, Topological sorting of large networks: in turn those who wait for nobody any more. */
uint32_t cpm_order(uint32_t count, struct cpm_link *links, uint32_t link_count, uint32_t *order, uint32_t *circle, struct arena *arena)
{
	struct graph g;
	uint32_t known = 0;
	make_graph(&g, count, links, link_count, arena);
	for (uint32_t event = 0; event < g.count; event++)
		if (g.waits[event] == 0)
			order[known++] = event;
	for (uint32_t done = 0; done < known; done++)
		for (uint32_t arc = g.first[order[done]]; arc != UINT32_MAX; arc = g.next[arc])
			if (--g.waits[g.to[arc]] == 0)
				order[known++] = g.to[arc];
	if (known < g.count)
		return find_circle(&g, circle, arena);
	sort_links(&g, links, link_count, order, arena);
	return 0;
}

/* --- Hours -------------------------------------------------------------------------------------------------------------------- */

/* When work of this time ends that may begin at `start`. */
static double work_until(const struct cpm *cpm, const struct cpm_task *t, double start)
{
	if (!t->calendar)
		return start + t->time;
	return calendar_after(t->calendar, cpm->origin + start, t->time) - cpm->origin;
}

/* When it can really begin. */
static double work_from(const struct cpm *cpm, const struct cpm_task *t, double time)
{
	return t->calendar && t->time > 0.0 ? calendar_opens(t->calendar, cpm->origin + time) - cpm->origin : time;
}

/* When it must begin at the latest to be over by `end`: in hours of its calendar so much before. */
static double latest_begin(const struct cpm *cpm, const struct cpm_task *t, double end)
{
	if (!t->calendar || t->time == 0.0)
		return end - t->time;
	double open = calendar_open_between(t->calendar, cpm->origin, cpm->origin + end) - t->time;
	double closed = calendar_after(t->calendar, cpm->origin, fmax(open, 0.0));
	return calendar_opens(t->calendar, closed) - cpm->origin;
}

/* How much of its hours lies between two times. */
static double gap(const struct cpm *cpm, const struct cpm_task *t, double from, double to)
{
	if (!t->calendar || !(to > from))
		return to - from;
	return calendar_open_between(t->calendar, cpm->origin + from, cpm->origin + to);
}

/* --- The two passes ------------------------------------------------------------------------------------------------------------ */

/* What a link bounds of the task that it leads to. */
static void hold_up(struct cpm_task *after, enum link_how how, double until)
{
	if (how == LINK_FIRST_START)
		after->first = fmin(after->first, until);
	else if (how == LINK_FINISH_FINISH)
		after->finish = fmax(after->finish, until);
	else
		after->start = fmax(after->start, until);
}

static void begin_or_end(const struct cpm *cpm, uint32_t event)
{
	struct cpm_task *t = &cpm->tasks[event / 2];
	if (event % 2 == 0) {
		double first = t->first < INFINITY ? t->first : -INFINITY;
		t->start = work_from(cpm, t, fmax(fmax(t->start, first), t->not_before));
		t->over = work_until(cpm, t, t->start);
	} else {
		t->finish = fmax(t->finish, t->over);
	}
}

double cpm_forward(struct cpm *cpm)
{
	double length = 0.0;
	const struct cpm_link *link = cpm->links, *last = link + cpm->link_count;
	for (uint32_t i = 0; i < 2 * cpm->count; i++) {
		uint32_t event = cpm->order[i];
		begin_or_end(cpm, event);
		for (; link < last && event_before(link) == event; link++)
			hold_up(&cpm->tasks[link->after], link->how,
				(event % 2 ? cpm->tasks[event / 2].finish : cpm->tasks[event / 2].start) + link->lag);
		length = fmax(length, cpm->tasks[event / 2].finish);
	}
	return length;
}

static void pass_backward(struct cpm *cpm)
{
	const struct cpm_link *link = cpm->links + cpm->link_count;
	for (uint32_t i = 2 * cpm->count; i-- > 0;) {
		uint32_t event = cpm->order[i];
		struct cpm_task *t = &cpm->tasks[event / 2];
		double *latest = event % 2 ? &t->latest_finish : &t->latest_start, *free = &t->free;
		if (event % 2 == 0)
			*latest = fmin(*latest, latest_begin(cpm, t, t->latest_finish));
		for (; link > cpm->links && event_before(link - 1) == event; link--) {
			const struct cpm_task *after = &cpm->tasks[link[-1].after];
			bool ends = link[-1].how == LINK_FINISH_FINISH;
			if (link[-1].how == LINK_FIRST_START && t->start + link[-1].lag > after->first)
				continue;      /* another one begins it anyway */
			*latest = fmin(*latest, (ends ? after->latest_finish : after->latest_start) - link[-1].lag);
			*free = fmin(*free, gap(cpm, t, event % 2 ? t->finish : t->start, (ends ? after->finish : after->start) - link[-1].lag));
		}
	}
}

double cpm_compute(struct cpm *cpm)
{
	for (uint32_t t = 0; t < cpm->count; t++) {
		cpm->tasks[t].start = cpm->tasks[t].finish = 0.0;
		cpm->tasks[t].first = INFINITY;
	}
	double length = cpm_forward(cpm);
	for (uint32_t i = 0; i < cpm->count; i++) {
		struct cpm_task *t = &cpm->tasks[i];
		t->latest_start = t->latest_finish = length;
		t->free = gap(cpm, t, t->finish, length);
	}
	pass_backward(cpm);
	for (uint32_t i = 0; i < cpm->count; i++) {
		struct cpm_task *t = &cpm->tasks[i];
		t->slack = fmin(gap(cpm, t, t->finish, t->latest_finish), gap(cpm, t, t->start, t->latest_start));
		t->critical = t->slack <= rounding * fmax(length, 1e-300);
	}
	return length;
}
