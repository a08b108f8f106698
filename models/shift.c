/* Shifts while a replication runs: who is there when, what becomes of work in hand at the end of a shift, and overtime. Changes come
   from the calendars by their index; between them nothing is asked. Invariant: of a resource at most as many units are free as are on
   shift and not at work; what is stopped goes on before anything new begins. */
#include <math.h>
#include "world.h"

/* How long everybody may be away before items that only wait are waiting for ever: more than any holiday. */
#define AWAY_AT_MOST_DAYS 800.0

void crew_settle(struct world *w, uint32_t resource)
{
	struct crew *c = &w->crews[resource];
	level_set(&c->overtime, c->busy > c->on_shift ? c->busy - c->on_shift : 0, w->now);
	c->free = c->on_shift > c->busy ? c->on_shift - c->busy : 0;
}

/* --- work in hand that stops -------------------------------------------------------------------------------------------------------- */

static bool pauses(const struct world *w, uint32_t resource)
{
	return w->model->resources[resource].pauses;
}

/* Who has hours of their own does something else, or goes home, while work is stopped; what is always there (a room, a tool) stays with
   the item. */
static bool parts(const struct world *w, uint32_t resource)
{
	return w->model->resources[resource].calendar;
}

/* What a stopped item needs again before it can go on: of each resource that parts from it, as many as it had. */
static uint32_t units_away(const struct world *w, const struct item *item, uint32_t resource)
{
	const struct station *station = &w->model->stations[item->station];
	uint32_t units = 0;
	for (uint32_t i = 0; i < station->needs.count; i++)
		units += station->needs.list[i].resource == resource ? station->needs.list[i].number : 0;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		units += station->one_of.list[i].resource == resource && item->by == resource ? station->one_of.list[i].number : 0;
	return units;
}

/* The people of a task that is stopped, or goes on, go or come. */
static void send_home(struct world *w, const struct item *item, bool home)
{
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		uint32_t units = parts(w, r) ? units_away(w, item, r) : 0;
		if (units)
			allocate_change(w, r, home ? 0 : units, home ? units : 0);
	}
}

/* The item keeps its machine and what is always there; what remains of its work is kept in its key. */
static void stop_work(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct place *p = &w->places[item->station];
	place_touch(p, w->now);
	p->busy--;
	p->paused++;
	item->key = event_time(&w->events, item->timer) - w->now;
	event_cancel(&w->events, item->timer);
	item->timer = EVENT_NONE;
	flow_count_work(w, index);
	send_home(w, item, true);
	item->state = ITEM_PAUSED;
	list_remove(w, &p->served_head, &p->served_tail, index);
	item->since = w->now;
	list_append(w, &w->paused_head, &w->paused_tail, index);
}

void shift_withdraw(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	list_remove(w, &w->paused_head, &w->paused_tail, index);
	place_touch(&w->places[item->station], w->now);
	w->places[item->station].paused--;
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		uint32_t units = parts(w, r) ? 0 : units_away(w, item, r);
		if (units)
			allocate_change(w, r, 0, units);
	}
	item->held = item->station;
	item->state = ITEM_READY;
}

static bool may_go_on(const struct world *w, const struct item *item)
{
	const struct station *station = &w->model->stations[item->station];
	if (station->pauses && w->places[item->station].closed)
		return false;
	for (uint32_t r = 0; r < w->model->resource_count; r++)
		if (parts(w, r) && w->crews[r].free < units_away(w, item, r))
			return false;
	return true;
}

static void go_on(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct place *p = &w->places[item->station];
	list_remove(w, &w->paused_head, &w->paused_tail, index);
	place_touch(p, w->now);
	p->paused--;
	p->busy++;
	send_home(w, item, false);
	item->state = ITEM_SERVED;
	item->since = w->now;
	list_append(w, &p->served_head, &p->served_tail, index);
	item->timer = event_at(&w->events, w->now + item->key, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
}

void shift_resume(struct world *w)
{
	for (uint32_t next, index = w->paused_head; index != NONE; index = next) {
		next = item_at(w, index)->next;
		if (may_go_on(w, item_at(w, index)))
			go_on(w, index);
	}
}

/* What rounding has put after the end of the shift is done at its end: it does not wait for the next one. */
#define ROUNDINGS (64 * 2.220446049250313e-16)

static bool began_before(const struct item *a, const struct item *b)
{
	return a->since != b->since ? a->since < b->since : (int32_t)(a->ordinal - b->ordinal) < 0;
}

static bool is_as_good_as_done(const struct world *w, const struct item *item)
{
	return event_time(&w->events, item->timer) - w->now <= ROUNDINGS * w->now;
}

/* Of all tasks that have units of a resource in hand and are not done just now, the one that began last, of several the one that
   entered last; NONE. */
static uint32_t last_started(const struct world *w, uint32_t resource)
{
	uint32_t last = NONE;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		for (uint32_t i = w->places[s].served_tail; i != NONE; i = item_at(w, i)->prev) {
			const struct item *item = item_at(w, i);
			if (units_away(w, item, resource) == 0 || is_as_good_as_done(w, item))
				continue;
			if (last == NONE || began_before(item_at(w, last), item))
				last = i;
			break;
		}
	return last;
}

/* --- changes ------------------------------------------------------------------------------------------------------------------------ */

static void schedule(struct world *w, const struct calendar_cursor *cursor, uint32_t whom)
{
	if (cursor->until == INFINITY)
		return;
	w->standing++;
	if (event_at(&w->events, cursor->until, PHASE_CALENDAR, HAPPENS_SHIFT, whom) == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
}

static void change_crew(struct world *w, uint32_t resource)
{
	struct crew *c = &w->crews[resource];
	c->on_shift = c->shift.level;
	crew_settle(w, resource);
	for (uint32_t index; pauses(w, resource) && c->busy > c->on_shift && (index = last_started(w, resource)) != NONE;)
		stop_work(w, index);
	crew_settle(w, resource);
	if (c->free && (c->wish_count || w->paused_head != NONE))
		crew_dirty(w, resource);
}

static void change_place(struct world *w, uint32_t s)
{
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	p->closed = p->shift.level == 0;
	if (!p->closed) {
		place_dirty(w, s);
		return;
	}
	allocate_close(w, s);
	if (!w->model->stations[s].pauses)
		return;
	for (uint32_t before, index = p->served_tail; index != NONE; index = before) {
		before = item_at(w, index)->prev;
		if (!is_as_good_as_done(w, item_at(w, index)))
			stop_work(w, index);
	}
}

void shift_change(struct world *w, uint32_t whom)
{
	uint32_t resources = w->model->resource_count;
	struct calendar_cursor *cursor = whom < resources ? &w->crews[whom].shift : &w->places[whom - resources].shift;
	w->standing--;
	if (event_count(&w->events) > w->standing + w->windows || w->events.sequence != w->still_sequence)
		w->still_since = INFINITY;
	else if (w->still_since == INFINITY)
		w->still_since = w->now;
	calendar_cursor_step(cursor);
	if (whom < resources)
		change_crew(w, whom);
	else
		change_place(w, whom - resources);
	schedule(w, cursor, whom);
	w->still_sequence = w->events.sequence;
}

void shift_begin(struct world *w)
{
	const struct model *model = w->model;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		struct crew *c = &w->crews[r];
		c->on_shift = model->resources[r].number;
		if (model->resources[r].calendar) {
			calendar_cursor_init(&c->shift, model->resources[r].calendar, 0.0);
			c->on_shift = c->shift.level;
			schedule(w, &c->shift, r);
		}
		crew_settle(w, r);
	}
	for (uint32_t s = 0; s < model->station_count; s++) {
		struct place *p = &w->places[s];
		if (!model->stations[s].calendar)
			continue;
		calendar_cursor_init(&p->shift, model->stations[s].calendar, 0.0);
		p->closed = p->shift.level == 0;
		schedule(w, &p->shift, model->resource_count + s);
	}
}

bool shift_may_help(const struct world *w)
{
	return w->now - w->still_since < AWAY_AT_MOST_DAYS * 24.0 * w->model->hour;
}

#ifndef NDEBUG
bool shift_is_settled(const struct world *w)
{
	for (uint32_t index = w->paused_head; index != NONE; index = item_at(w, index)->next)
		if (may_go_on(w, item_at(w, index)))
			return false;
	return true;
}
#endif

/* --- what was there to be had ------------------------------------------------------------------------------------------------------- */

double shift_of_place(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	double window = w->now - w->window_start;
	double open = station->calendar ? calendar_open_between(station->calendar, w->window_start, w->now) : window;
	return open * station->machines;
}

double shift_of_crew(const struct world *w, uint32_t resource)
{
	const struct resource *r = &w->model->resources[resource];
	if (r->calendar)
		return calendar_staffed_between(r->calendar, w->window_start, w->now);
	return (w->now - w->window_start) * r->number;
}
