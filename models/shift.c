/* Shifts while a replication runs: who is there when, and which work in hand stops at the end of a shift. Changes come from the calendars
   by their index; between them nothing is asked. Invariant: where work pauses, no more units are at work than are on shift, but for what
   ends at that instant. */
#include <math.h>
#include "parts.h"

/* --- work in hand that stops -------------------------------------------------------------------------------------------------------- */

static bool pauses(const struct world *w, uint32_t resource)
{
	return w->model->resources[resource].pauses;
}

/* Of what is in hand at a station, the last that has units of a resource and is not done just now; NONE. */
static uint32_t last_started_at(const struct world *w, uint32_t s, uint32_t resource)
{
	uint32_t i = w->places[s].served_tail;
	while (i != NONE && (service_needs(w, i, resource) == 0 || service_is_over(w, i)))
		i = item_at(w, i)->prev;
	return i;
}

/* Of all in hand the one that began last, of several the one that entered last, of one item's branches the one at the first station;
   NONE. */
static uint32_t last_started(struct world *w, uint32_t resource)
{
	uint32_t last = NONE, where = NONE;
	for (uint32_t i = 0, s; (s = crew_caller(w, resource, &i, false)) != NONE;) {
		uint32_t index = last_started_at(w, s, resource);
		if (index == NONE || (last != NONE && item_came_before(item_at(w, index), item_at(w, last))))
			continue;
		if (last == NONE || s < where || item_came_before(item_at(w, last), item_at(w, index))) {
			last = index;
			where = s;
		}
	}
	return last;
}

/* --- changes ------------------------------------------------------------------------------------------------------------------------ */

static void schedule(struct world *w, const struct calendar_cursor *cursor, uint32_t whom)
{
	if (cursor->until == INFINITY)
		return;
	w->standing++;
	w->standing_made++;
	if (event_at(&w->events, cursor->until, PHASE_CALENDAR, HAPPENS_SHIFT, whom) == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
}

static void change_crew(struct world *w, uint32_t resource)
{
	struct crew *c = &w->crews[resource];
	c->on_shift = c->shift.level;
	crew_settle(w, resource);
	for (uint32_t index; pauses(w, resource) && c->busy > c->on_shift && (index = last_started(w, resource)) != NONE;)
		stop_work(w, index, CAUSE_SHIFT);
	crew_settle(w, resource);
	ledger_units_changed(w, resource, true);
	if (c->free && (c->wish_count || w->paused_head != NONE))
		crew_dirty(w, resource);
}

static void change_place(struct world *w, uint32_t s)
{
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	p->closed = p->shift.level == 0;
	ledger_look_again(w, s);
	if (!p->closed) {
		place_dirty(w, s);
		return;
	}
	allocate_close(w, s);
	if (!w->model->stations[s].pauses)
		return;
	for (uint32_t before, index = p->served_tail; index != NONE; index = before) {
		before = item_at(w, index)->prev;
		if (!service_is_over(w, index))
			stop_work(w, index, CAUSE_SHIFT);
	}
}

void shift_change(struct world *w, uint32_t whom)
{
	uint32_t resources = w->model->resource_count;
	struct calendar_cursor *cursor = whom < resources ? &w->crews[whom].shift : &w->places[whom - resources].shift;
	calendar_cursor_step(cursor);
	if (whom < resources)
		change_crew(w, whom);
	else
		change_place(w, whom - resources);
	schedule(w, cursor, whom);
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
