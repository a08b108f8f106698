/* What items keep across tasks: taken as a whole when it is granted, given back in parts or at the end. Invariant: what an item holds
   is busy, and nobody else's. */
#include "parts.h"

/* What a `take` seized stays with the item. */
void hold_needs(struct world *w, const struct station *station, uint32_t index)
{
	struct item *item = item_at(w, index);
	for (uint32_t i = 0; i < station->needs.count; i++) {
		uint32_t h = pool_take(&w->holds);
		if (h == POOL_NONE) {
			world_no_memory(w);
			return;
		}
		const struct amount *amount = &station->needs.list[i];
		*(struct hold *)pool_at(&w->holds, h) = (struct hold){ amount->resource, amount->number, item->holds, 0.0 };
		item->holds = h;
		if (w->accounts)
			money_take(w, index, pool_at(&w->holds, h));
	}
}

/* Gives back up to `number` of what the item itself holds; returns how much is left to give. */
static uint32_t give_own(struct world *w, uint32_t index, uint32_t resource, uint32_t number)
{
	uint32_t *link = &item_at(w, index)->holds;
	while (*link != NONE && number) {
		uint32_t h = *link;
		struct hold *hold = pool_at(&w->holds, h);
		if (hold->resource != resource) {
			link = &hold->next;
			continue;
		}
		uint32_t given = hold->number < number ? hold->number : number;
		crew_give(w, resource, given, index, UNIT_KEPT);
		if (w->accounts)
			money_give(w, index, hold, given);
		hold->number -= given;
		number -= given;
		if (hold->number == 0) {
			*link = hold->next;
			pool_put(&w->holds, h);
		}
	}
	return number;
}

/* A branch gives back what it took, then what the item took before it forked. Where the join is over, the item may have given that
   back itself; and what a project does again, it may have given back before. */
void hold_give(struct world *w, uint32_t index, uint32_t resource, uint32_t number)
{
	uint32_t holder = index;
	bool orphan = item_at(w, index)->flags & ITEM_ORPHAN;
	while ((number = give_own(w, holder, resource, number)) > 0 && (item_at(w, holder)->flags & ITEM_BRANCH)) {
		holder = item_at(w, holder)->parent;
		orphan |= (item_at(w, holder)->flags & ITEM_ORPHAN) != 0;
	}
	orphan |= item_on_agenda(w, index) && agenda_repeats(w, index);
	if (number && !orphan)
		world_stop_at(w, ENGINE_WRONG, w->model->tasks[item_at(w, index)->task].node,
			"an item gives %u of '%s' at '%s' more than it took: let it take what it gives, or give less", number,
			w->model->resources[resource].name, w->model->tasks[item_at(w, index)->task].name);
}

void hold_give_all(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	while (item->holds != NONE) {
		uint32_t h = item->holds;
		struct hold *hold = pool_at(&w->holds, h);
		crew_give(w, hold->resource, hold->number, index, UNIT_KEPT);
		if (w->accounts)
			money_give(w, index, hold, hold->number);
		item->holds = hold->next;
		pool_put(&w->holds, h);
	}
}

static uint32_t units_kept(const struct world *w, uint32_t index, uint32_t resource)
{
	uint32_t units = 0;
	for (uint32_t h = item_at(w, index)->holds; h != NONE; h = ((const struct hold *)pool_at(&w->holds, h))->next) {
		const struct hold *hold = pool_at(&w->holds, h);
		units += hold->resource == resource ? hold->number : 0;
	}
	return units;
}

bool hold_has(const struct world *w, uint32_t index, const struct amounts *amounts)
{
	uint32_t root = item_root(w, index);
	for (uint32_t i = 0; i < amounts->count; i++)
		if (units_kept(w, index, amounts->list[i].resource) + units_kept(w, root, amounts->list[i].resource) < amounts->list[i].number)
			return false;
	return true;
}
