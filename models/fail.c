/* Failures and repairs, of machines and of units of resources alike: each has a clock of its own, which runs by the wall or by the time
   that it is at work. A repair is a job of a hidden kind, which waits for its crew like any work. Invariant: a unit is down from its
   failure until its repair job leaves, and its next failure is drawn then. */
#include <math.h>
#include "parts.h"

static bool is_machine(const struct world *w, const struct unit *unit)
{
	return unit->whom >= w->model->resource_count;
}

static const struct fails *fails_of(const struct world *w, const struct unit *unit)
{
	const struct model *model = w->model;
	return is_machine(w, unit) ? &model->stations[unit->whom - model->resource_count].fails : &model->resources[unit->whom].fails;
}

static void schedule(struct world *w, struct unit *unit, double time)
{
	if (time == INFINITY)
		return;
	unit->timer = event_at(&w->events, time, PHASE_CALENDAR, HAPPENS_FAILURE, (uint32_t)(unit - w->units));
	if (unit->timer == EVENT_NONE)
		world_no_memory(w);
	w->standing++;
	w->standing_made++;
}

/* The k-th interval of a unit is the same whatever else happens. */
static void draw_next(struct world *w, struct unit *unit)
{
	const struct fails *fails = fails_of(w, unit);
	unit->timer = EVENT_NONE;
	unit->left = INFINITY;
	if (fails->every.form == EXPR_ABSENT)
		return;
	w->env.facts = NULL;
	w->subject = NONE;
	stream_address(&w->stream, w->model->kinds[fails->repair_kind].hash, unit->number, fails->luck_every, unit->failures);
	double every = expr_value(&fails->every, &w->env);
	if (!(every >= 0.0)) {
		world_stop_at(w, ENGINE_WRONG, w->model->kinds[fails->repair_kind].node,
			"a time between failures came out as %.4g: a time is a number from 0 on; look at its arguments", every);
		return;
	}
	if (fails->by_busy_time)
		unit->left = every;
	else
		schedule(w, unit, w->now + every);
}

void fail_begin(struct world *w)
{
	for (uint32_t u = 0; u < w->unit_count; u++)
		draw_next(w, &w->units[u]);
}

void fail_run(struct world *w, struct unit *unit)
{
	if (unit->runs || unit->down || !fails_of(w, unit)->by_busy_time)
		return;
	unit->runs = true;
	schedule(w, unit, w->now + unit->left);
}

void fail_rest(struct world *w, struct unit *unit)
{
	if (!unit->runs)
		return;
	unit->runs = false;
	if (unit->timer == EVENT_NONE)
		return;
	unit->left = event_time(&w->events, unit->timer) - w->now;
	event_cancel(&w->events, unit->timer);
	unit->timer = EVENT_NONE;
	w->standing--;
}

/* Work in hand stops; where it was stopped already, nobody stays with it any more. */
static void interrupt(struct world *w, uint32_t item)
{
	if (item_at(w, item)->state == ITEM_PAUSED)
		stop_alone(w, item);
	else if (!service_is_over(w, item))
		stop_work(w, item, CAUSE_REPAIR);
}

/* A machine that is held by an item that cannot go on is out, and the item stays. */
static void fail_machine(struct world *w, struct unit *unit)
{
	uint32_t s = unit->whom - w->model->resource_count;
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	if (unit->use == UNIT_FREE) {
		p->free--;
		p->down++;
		if (p->free == 0)
			allocate_close(w, s);
		ledger_look_again(w, s);
		return;
	}
	if (unit->use == UNIT_SERVES)
		interrupt(w, unit->item);
	p->down_held++;
	ledger_look_again(w, s);
}

static void fail_person(struct world *w, struct unit *unit)
{
	level_add(&w->crews[unit->whom].out, 1.0, w->now);
	if (unit->use == UNIT_FREE)
		w->crews[unit->whom].down++;
	else if (unit->use == UNIT_SERVES)
		interrupt(w, unit->item);
	crew_settle(w, unit->whom);
	if (w->crews[unit->whom].free && w->paused_head != NONE)
		crew_dirty(w, unit->whom);           /* another one may take over */
	ledger_units_changed(w, unit->whom, true);
}

static void begin_repair(struct world *w, uint32_t u)
{
	const struct unit *unit = &w->units[u];
	uint32_t job = source_item(w, fails_of(w, unit)->repair_kind, (uint64_t)unit->number << 32 | unit->failures, NONE, NULL);
	if (job == NONE)
		return;
	item_service(w, job)->unit = u;
	flow_enter(w, job);
}

void fail_happen(struct world *w, uint32_t u)
{
	struct unit *unit = &w->units[u];
	unit->timer = EVENT_NONE;
	unit->runs = false;
	unit->down = true;
	unit->failures++;
	if (is_machine(w, unit))
		fail_machine(w, unit);
	else
		fail_person(w, unit);
	begin_repair(w, u);
	if (world_step(w))
		world_stop_at(w, ENGINE_ENDLESS, w->model->kinds[fails_of(w, unit)->repair_kind].node,
			"failures and repairs go on for ever without any time between them: give 'every' a time above 0");
}

static void repaired_machine(struct world *w, struct unit *unit)
{
	uint32_t s = unit->whom - w->model->resource_count;
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	if (unit->use == UNIT_FREE) {
		p->down--;
		p->free++;
		unit->free_since = w->now;
	} else {
		p->down_held--;
	}
	place_dirty(w, s);
}

static void repaired_person(struct world *w, struct unit *unit)
{
	struct crew *c = &w->crews[unit->whom];
	level_add(&c->out, -1.0, w->now);
	if (unit->use == UNIT_FREE) {
		c->down--;
		unit->free_since = w->now;
	}
	crew_settle(w, unit->whom);
	ledger_units_changed(w, unit->whom, true);
	if (c->wish_count || w->paused_head != NONE)
		crew_dirty(w, unit->whom);
}

void fail_repaired(struct world *w, uint32_t u)
{
	struct unit *unit = &w->units[u];
	unit->down = false;
	draw_next(w, unit);
	if (is_machine(w, unit))
		repaired_machine(w, unit);
	else
		repaired_person(w, unit);
	if (unit->use == UNIT_KEPT)
		fail_run(w, unit);
}
