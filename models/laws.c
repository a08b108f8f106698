/* The laws that hold on every sample path, asserted in debug builds: Little's, flow balance, conservation of items, and between two
   instants that nothing is left undone. */
#include <math.h>
#include <stdlib.h>
#include "world.h"

#ifndef NDEBUG
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
		if (item->state == ITEM_GONE || (item->flags & ITEM_BRANCH))
			continue;
		inside[item->kind] += w->now - fmax(item->entered, w->window_start);
		present++;
	}
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct flow *f = &w->flows[k];
		double area = level_area(&f->wip, w->now), sum = inside[k] + f->inside;
		assert(fabs(area - sum) <= 1e-9 * fmax(1.0, fmax(area, w->now)) && "Little's law on the sample path");
		assert(f->entered_total - f->gone_total == (uint64_t)f->wip.value && "conservation of items");
		assert(f->present_at_reset + f->arrived
			== f->completed + f->scrapped + f->turned_away + f->left + (uint64_t)f->wip.value && "flow balance");
	}
	assert(present == w->in_system && "every item in the system has a record");
	free(inside);
}

/* What an item has of a resource: what serves it, and what it took. */
static uint32_t units_of(const struct world *w, const struct item *item, uint32_t resource)
{
	uint32_t units = 0;
	for (uint32_t h = item->holds; h != NONE; h = ((const struct hold *)pool_at(&w->holds, h))->next) {
		const struct hold *hold = pool_at(&w->holds, h);
		units += hold->resource == resource ? hold->number : 0;
	}
	if (item->state != ITEM_SERVED && (item->state != ITEM_PAUSED || w->model->resources[resource].calendar))
		return units;
	const struct station *station = &w->model->stations[item->station];
	for (uint32_t i = 0; i < station->needs.count; i++)
		units += station->needs.list[i].resource == resource ? station->needs.list[i].number : 0;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		units += station->one_of.list[i].resource == resource && item->by == resource ? station->one_of.list[i].number : 0;
	return units;
}

/* Between two instants: all that could happen has happened, and every unit of a resource is free or with an item. Looked at often at the
   beginning of a run, then now and then. */
void laws_of_the_instant(struct world *w, uint64_t events)
{
	if (events > 1000 && events % 1024 != 0)
		return;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		assert(allocate_is_settled(w, s) && "a station where somebody could start");
	assert(shift_is_settled(w) && "work that could go on");
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		uint32_t with_items = 0;
		for (uint32_t i = 0; i < w->items.used; i++)
			with_items += item_at(w, i)->state == ITEM_GONE ? 0 : units_of(w, item_at(w, i), r);
		assert(w->crews[r].busy == with_items && "every unit that is in use is with an item");
		assert(w->crews[r].free == (w->crews[r].on_shift > with_items ? w->crews[r].on_shift - with_items : 0) && "a unit is free or in use");
	}
}
#endif
