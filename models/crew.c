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

/* --- who calls for units ------------------------------------------------------------------------------------------------------- */

/* Whether it is not always the same thing that is lacking where a machine is free. */
static bool lacks_several(const struct station *station)
{
	return station->needs.count + (station->one_of.count > 0) + (station->batch_size > 1) > 1;
}

static void put(struct crew *c, struct claim *claim, bool often)
{
	uint32_t at = c->caller_count++;
	if (often) {
		c->callers[at] = c->callers[c->often_count];
		at = c->often_count++;
	}
	c->callers[at] = claim;
	claim->calls = true;
}

static void forget(struct crew *c, uint32_t at)
{
	c->callers[at]->calls = false;
	if (at < c->often_count) {
		c->callers[at] = c->callers[--c->often_count];
		at = c->often_count;
	}
	c->callers[at] = c->callers[--c->caller_count];
}

void crew_call(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct claim *claims = w->places[s].claims;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++) {
		const struct amount *a = i < station->needs.count ? &station->needs.list[i] : &station->one_of.list[i - station->needs.count];
		if (!claims[i].calls)
			put(&w->crews[a->resource], &claims[i], lacks_several(station));
	}
}

static bool is_quiet(const struct place *p)
{
	return p->waiting == 0 && p->served_head == NONE && p->paused == 0;
}

/* Where nobody is any more is forgotten by whoever comes past: so a change costs what there is at the time, however many stations could
   ask for the resource. */
uint32_t crew_caller(struct world *w, uint32_t resource, uint32_t *i, bool often)
{
	struct crew *c = &w->crews[resource];
	while (*i < (often ? c->often_count : c->caller_count)) {
		uint32_t s = c->callers[*i]->station;
		if (!is_quiet(&w->places[s])) {
			++*i;
			return s;
		}
		forget(c, *i);
	}
	return NONE;
}

#ifndef NDEBUG
bool crew_hears(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	const struct place *p = &w->places[s];
	bool hears = true, calls = (p->waiting && p->reasons) || p->served_head != NONE;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++)
		hears &= p->claims[i].calls || !calls;
	return hears;
}
#endif

/* --- the whole run --------------------------------------------------------------------------------------------------------------- */

/* What a branch took goes over to the item that it belongs to. */
void crew_recount(struct world *w, uint32_t resource, uint32_t number, uint32_t from, uint32_t to)
{
	struct crew *c = &w->crews[resource];
	if (!c->load_by_kind || number == 0)
		return;
	level_add(&c->load_by_kind[item_at(w, from)->kind], -(double)number, w->now);
	level_add(&c->load_by_kind[item_at(w, to)->kind], number, w->now);
}

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
