/* The laws that hold on every sample path, asserted in debug builds: Little's, flow balance, conservation of items, and between two
   instants that nothing is left undone. */
#include <math.h>
#include <stdlib.h>
#include "parts.h"

#ifndef NDEBUG
/* Little's law in a queue, for each cause that it may wait for: what its clocks say is what those who waited were charged. */
static void check_reasons(const struct world *w, uint32_t s)
{
	const struct reasons *reasons = w->places[s].reasons;
	double sum = 0.0;
	for (uint32_t i = 0; reasons && i < reasons->count; i++) {
		double charged = reasons->list[i].charged;
		for (uint32_t j = 0; j < w->items.used; j++) {
			const struct item *item = item_at(w, j);
			if (item->state == ITEM_WAITING && item->station == s && !(item->flags & ITEM_BEGUN))
				charged += reasons->list[i].clock - item_facts(w, j)[w->mark_at + i];
		}
		assert(fabs(charged - reasons->list[i].whole) <= 1e-9 * fmax(1.0, fmax(charged, w->now)) && "Little's law for a cause");
	}
	for (uint32_t i = 0; i < w->model->stations[s].cause_count; i++)
		sum += ledger_of_queue(w, s, w->model->stations[s].causes[i]);
	double area = w->places[s].area_waiting;
	assert(fabs(area - sum) <= 1e-9 * fmax(1.0, fmax(area, w->now)) && "the causes of a queue add up");
}

static bool agree(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

/* Hours: whoever is at work or idle is on shift or works overtime. Money: what items were charged and the overhead, which is found from
   idle time, are what was paid for all the time on shift or at work. */
static void check_money(const struct world *w)
{
	const struct model *model = w->model;
	double charged = 0.0;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct crew *c = &w->crews[r];
		assert(agree(level_area(&c->load, w->now) + level_area(&w->accounts[r].idle, w->now),
			crew_scheduled(w, r) + level_area(&c->overtime, w->now)) && "busy and idle time is scheduled time and overtime");
	}
	for (uint32_t k = 0; k < model->kind_count; k++)
		charged += model->kinds[k].hidden ? 0.0 : money_of_kind(&w->flows[k]);
	struct money_total total = money_total(w);
	assert(agree(charged + total.overhead, total.cost) && "all that was spent is on an item's bill or overhead");
}

/* Whoever has a unit of a resource in use is of some kind of work. */
static void check_kinds(const struct world *w)
{
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		const struct crew *c = &w->crews[r];
		double sum = 0.0;
		for (uint32_t k = 0; c->load_by_kind && k < w->model->kind_count; k++)
			sum += level_area(&c->load_by_kind[k], w->now);
		assert((!c->load_by_kind || agree(sum, level_area(&c->load, w->now))) && "what kinds of work have of a resource adds up");
	}
}

/* Little's law and the conservation of items, on the sample path: the area under the number in the system is the time that items
   spent in it, those present at either end included for the part inside. */
void laws_of_the_run(const struct world *w)
{
	const struct model *model = w->model;
	double *inside = calloc(model->kind_count ? model->kind_count : 1, sizeof *inside);
	uint64_t present = 0;
	if (!inside)
		return;
	for (uint32_t i = 0; i < w->items.used; i++) {
		const struct item *item = item_at(w, i);
		if (item->state == ITEM_GONE || (item->flags & ITEM_BRANCH) || w->flows[item->kind].hidden)
			continue;
		inside[item->kind] += w->now - fmax(item->entered, w->window_start);
		present++;
	}
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct flow *f = &w->flows[k];
		if (f->hidden)
			continue;
		double area = level_area(&f->wip, w->now), sum = inside[k] + f->inside;
		assert(fabs(area - sum) <= 1e-9 * fmax(1.0, fmax(area, w->now)) && "Little's law on the sample path");
		assert(f->entered_total - f->gone_total == (uint64_t)f->wip.value && "conservation of items");
		assert(f->present_at_reset + f->arrived
			== f->completed + f->scrapped + f->turned_away + f->left + (uint64_t)f->wip.value && "flow balance");
	}
	assert(present == w->in_system && "every item in the system has a record");
	for (uint32_t s = 0; s < model->station_count; s++)
		check_reasons(w, s);
	free(inside);
	check_kinds(w);
	if (w->accounts)
		check_money(w);
}

/* Whether what its station needs of a resource is with the item: while it is served, of a batch with its leader; while its work is
   stopped only what is always there. */
static bool is_served_by(const struct world *w, uint32_t index, uint32_t resource)
{
	const struct item *item = item_at(w, index);
	const struct service *service = w->service_at ? item_service(w, index) : NULL;
	if (service && service->batch != NONE && ((const struct batch *)pool_at(&w->batches, service->batch))->leader != index)
		return false;
	if (item->state == ITEM_PAUSED)
		return service && !w->model->resources[resource].calendar && !service->alone;
	return item->state == ITEM_SERVED;
}

/* What an item has of a resource: what serves it, and what it took. */
static uint32_t units_of(const struct world *w, uint32_t index, uint32_t resource)
{
	uint32_t units = 0;
	for (uint32_t h = item_at(w, index)->holds; h != NONE; h = ((const struct hold *)pool_at(&w->holds, h))->next) {
		const struct hold *hold = pool_at(&w->holds, h);
		units += hold->resource == resource ? hold->number : 0;
	}
	return units + (is_served_by(w, index, resource) ? service_needs(w, index, resource) : 0);
}

/* Units of a resource that are told apart: those that are out but not in use. Their uses agree with what the crew says. */
static uint32_t units_down(const struct world *w, const struct crew *c)
{
	uint32_t down = 0, busy = 0;
	for (uint32_t u = c->first_unit; u < c->first_unit + c->unit_count; u++) {
		busy += w->units[u].use != UNIT_FREE;
		down += w->units[u].use == UNIT_FREE && w->units[u].down;
	}
	assert((c->unit_count == 0 || busy == c->busy) && down == c->down && "units agree with their crew");
	return down;
}

/* The same for the machines of a station. */
static void check_machines(const struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	uint32_t free = 0, down = 0, held = 0;
	for (uint32_t u = p->first_unit; u < p->first_unit + p->unit_count; u++) {
		const struct unit *unit = &w->units[u];
		free += unit->use == UNIT_FREE && !unit->down;
		down += unit->use == UNIT_FREE && unit->down;
		held += unit->use != UNIT_FREE && unit->down;
	}
	assert(p->setting_up <= p->busy && "a machine that is being set up is at work");
	assert((p->unit_count == 0 || free == p->free) && down == p->down && held == p->down_held && "machines agree with their station");
}

/* Between two instants: all that could happen has happened, and every unit of a resource is free or with an item. Looked at often at the
   beginning of a run, then now and then. */
void laws_of_the_instant(struct world *w, uint64_t events)
{
	if (events > 1000 && events % 1024 != 0)
		return;
	for (uint32_t s = 0; s < w->model->station_count; s++) {
		assert(allocate_is_settled(w, s) && "a station where somebody could start");
		assert(ledger_is_settled(w, s) && "a queue waits for something else");
		assert(crew_hears(w, s) && "work that its resources do not know of");
		check_machines(w, s);
	}
	assert(stop_is_settled(w) && "work that could go on");
	for (uint32_t i = 0; w->any_agenda && i < w->items.used; i++)
		if (item_at(w, i)->state == ITEM_JOINING && w->flows[item_at(w, i)->kind].practice)
			assert(agenda_is_sound(w, i) && "each task of an agenda has ended, has somebody at it, or waits for others");
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		uint32_t with_items = 0;
		for (uint32_t i = 0; i < w->items.used; i++)
			with_items += item_at(w, i)->state == ITEM_GONE ? 0 : units_of(w, i, r);
		assert(w->crews[r].busy == with_items && "every unit that is in use is with an item");
		uint32_t missing = with_items + units_down(w, &w->crews[r]);
		assert(w->crews[r].free == (w->crews[r].on_shift > missing ? w->crews[r].on_shift - missing : 0) && "a unit is free or in use");
	}
}
#endif
