/* The units of resources: how many are free, and where they fail by themselves, which one serves whom. Invariant: of a resource as many
   units are free as are on shift and neither in use nor under repair. */
#include "parts.h"

void crew_settle(struct world *w, uint32_t resource)
{
	struct crew *c = &w->crews[resource];
	uint32_t missing = c->busy + c->down;
	level_set(&c->overtime, c->busy > c->on_shift ? c->busy - c->on_shift : 0, w->now);
	c->free = c->on_shift > missing ? c->on_shift - missing : 0;
	if (w->accounts)
		money_price(w, resource);
}

/* Of the units that work, the one that has been free longest serves next, of several the first. */
static struct unit *longest_free(struct world *w, const struct crew *c)
{
	struct unit *best = NULL;
	for (uint32_t u = c->first_unit; u < c->first_unit + c->unit_count; u++) {
		struct unit *unit = &w->units[u];
		if (unit->use == UNIT_FREE && !unit->down && (!best || unit->free_since < best->free_since))
			best = unit;
	}
	return best;
}

static struct unit *unit_with(struct world *w, const struct crew *c, uint32_t item, enum unit_use use)
{
	for (uint32_t u = c->first_unit; u < c->first_unit + c->unit_count; u++)
		if (w->units[u].use == use && w->units[u].item == item)
			return &w->units[u];
	return NULL;
}

/* Of a batch, all of it is for the kind of its leader. */
static void count_units(struct world *w, struct crew *c, uint32_t item, double more)
{
	level_set(&c->load, c->busy, w->now);
	if (c->load_by_kind)
		level_add(&c->load_by_kind[item_at(w, item)->kind], more, w->now);
}

void crew_take(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use)
{
	struct crew *c = &w->crews[resource];
	c->busy += number;
	for (uint32_t i = 0; i < number && c->unit_count; i++) {
		struct unit *unit = longest_free(w, c);
		assert(unit && "a unit is there for whoever was promised one");
		unit->use = use;
		unit->item = item;
		fail_run(w, unit);
	}
	count_units(w, c, item, number);
	if (c->shift.calendar || c->unit_count || w->accounts)
		crew_settle(w, resource);
	else
		c->free -= number;
	ledger_units_changed(w, resource, false);
}

void crew_give(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use)
{
	struct crew *c = &w->crews[resource];
	c->busy -= number;
	for (uint32_t i = 0; i < number && c->unit_count; i++) {
		struct unit *unit = unit_with(w, c, item, use);
		assert(unit && "who gives a unit back has one");
		fail_rest(w, unit);
		unit->use = UNIT_FREE;
		unit->free_since = w->now;
		c->down += unit->down;
	}
	count_units(w, c, item, -(double)number);
	if (c->shift.calendar || c->unit_count || w->accounts)
		crew_settle(w, resource);
	else
		c->free += number;
	ledger_units_changed(w, resource, false);
	if (c->wish_count || w->paused_head != NONE)
		crew_dirty(w, resource);
}

/* What a branch took goes over to the item that it belongs to. */
void crew_pass_on(struct world *w, uint32_t resource, uint32_t from, uint32_t to)
{
	const struct crew *c = &w->crews[resource];
	for (uint32_t u = c->first_unit; u < c->first_unit + c->unit_count; u++)
		if (w->units[u].use == UNIT_KEPT && w->units[u].item == from)
			w->units[u].item = to;
}

double crew_scheduled(const struct world *w, uint32_t resource)
{
	const struct resource *r = &w->model->resources[resource];
	if (r->calendar)
		return calendar_staffed_between(r->calendar, w->window_start, w->now);
	return (w->now - w->window_start) * r->number;
}
