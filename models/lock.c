/* Items that can never move again, while others still do: found by what may yet happen, and certain. Whoever is served, stopped or delayed
   may go on; who waits or is blocked may where a machine or room may come free; a project and a case may where one of their tasks may; a
   machine and a kept unit may where one of those who hold them may move. What is left when nothing more follows from that is locked (the
   least fixed point; compare Holt 1972, Some deadlock properties of computer systems, whose graph of requests and units this reduces). */
#include <stdlib.h>
#include "parts.h"

struct search {
	const struct world *w;
	bool *moves;                 /* [item] */
	bool *frees;                 /* [station]: a machine of it is free or may come free */
	bool *clears;                /* [station]: somebody may leave its queue */
	uint32_t *kept;              /* [resource]: units kept by items that cannot move */
};

static bool may_have(const struct search *s, const struct amount *amount)
{
	return s->w->model->resources[amount->resource].number >= s->kept[amount->resource] + amount->number;
}

static bool may_start(const struct search *s, uint32_t index)
{
	const struct station *station = &s->w->model->stations[index];
	bool one = station->one_of.count == 0;
	if (!s->frees[index])
		return false;
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (!may_have(s, &station->needs.list[i]))
			return false;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		one |= may_have(s, &station->one_of.list[i]);
	return one;
}

static bool stands(const struct item *item)
{
	return item->state == ITEM_WAITING || item->state == ITEM_IN_FRONT;
}

static bool has_agenda(const struct world *w, const struct item *item)
{
	return w->flows[item->kind].practice != NULL;
}

/* A project or case, and a task that waits for the end of another one: as its tasks do. */
static bool hangs_on_others(const struct world *w, const struct item *item)
{
	return has_agenda(w, item) && (item->state == ITEM_JOINING || (item->state == ITEM_PENDING && item->timer == EVENT_NONE));
}

/* Patience may end a wait, the time that a decision may take does, and a join may cancel a branch. */
static bool moves_anyway(const struct world *w, const struct item *item)
{
	if (!stands(item))
		return !hangs_on_others(w, item);
	bool cancels = (item->flags & ITEM_BRANCH) && !has_agenda(w, item);
	bool overdue = w->request_at && item_request(w, item_index(w, item))->timer != EVENT_NONE;
	return cancels || overdue || (item->state == ITEM_WAITING && w->places[item->station].patience);
}

/* Whether some task of a project or case moves. */
static bool some_task_moves(const struct search *s, uint32_t root)
{
	const struct world *w = s->w;
	const struct agenda *agenda = item_agenda(w, root);
	for (uint32_t t = 0; t < w->model->kinds[item_at(w, root)->kind].task_count; t++)
		if (agenda->entries[t].token != NONE && s->moves[agenda->entries[t].token])
			return true;
	return !w->flows[item_at(w, root)->kind].practice->hangs(w, root);
}

static bool may_go_on(const struct search *s, uint32_t index)
{
	const struct item *item = item_at(s->w, index);
	if (item->state == ITEM_JOINING)
		return some_task_moves(s, index);
	if (!stands(item))
		return s->moves[item->parent];
	if ((item->flags & ITEM_BRANCH) && s->w->flows[item->kind].practice->calls_off(s->w, item->parent) && s->moves[item->parent])
		return true;
	return may_start(s, item->station) || (item->state == ITEM_IN_FRONT && s->clears[item->station]);
}

static void count_kept(struct search *s, const struct item *item, bool keeps)
{
	for (uint32_t h = item->holds; h != NONE; h = ((const struct hold *)pool_at(&s->w->holds, h))->next) {
		const struct hold *hold = pool_at(&s->w->holds, h);
		s->kept[hold->resource] += keeps ? hold->number : 0;
		s->kept[hold->resource] -= keeps ? 0 : hold->number;
	}
}

static void let_move(struct search *s, uint32_t index)
{
	const struct item *item = item_at(s->w, index);
	s->moves[index] = true;
	if (item->state == ITEM_WAITING)
		s->clears[item->station] = true;
	if (item->state == ITEM_IN_FRONT && item->held != NONE)
		s->frees[item->held] = true;
}

static void begin(struct search *s)
{
	const struct world *w = s->w;
	for (uint32_t i = 0; i < w->model->station_count; i++)
		s->frees[i] = w->model->stations[i].machines == UNLIMITED || w->places[i].blocked < w->model->stations[i].machines;
	for (uint32_t i = 0; i < w->items.used; i++) {
		const struct item *item = item_at(w, i);
		s->moves[i] = item->state == ITEM_GONE;
		if (s->moves[i])
			continue;
		if (moves_anyway(w, item))
			let_move(s, i);
		else
			count_kept(s, item, true);
	}
}

static bool go_through(struct search *s)
{
	bool more = false;
	for (uint32_t i = 0; i < s->w->items.used; i++) {
		if (s->moves[i] || !may_go_on(s, i))
			continue;
		let_move(s, i);
		count_kept(s, item_at(s->w, i), false);
		more = true;
	}
	return more;
}

/* Nothing is locked without a station whose machines are all blocked, or a resource that items keep while they wait. */
static bool is_suspicious(const struct world *w)
{
	bool suspicious = w->holds.used > 0;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		suspicious |= w->places[s].blocked > 0 && w->places[s].blocked == w->model->stations[s].machines;
	return suspicious;
}

uint64_t lock_find(const struct world *w, bool *where)
{
	const struct model *model = w->model;
	uint64_t locked = 0;
	if (!is_suspicious(w))
		return 0;
	struct search s = { w, calloc(w->items.used + 1u, sizeof(bool)), calloc(model->station_count + 1u, sizeof(bool)),
		calloc(model->station_count + 1u, sizeof(bool)), calloc(model->resource_count + 1u, sizeof(uint32_t)) };
	if (s.moves && s.frees && s.clears && s.kept) {
		begin(&s);
		while (go_through(&s))
			continue;
		for (uint32_t i = 0; i < w->items.used; i++) {
			const struct item *item = item_at(w, i);
			if (s.moves[i])
				continue;
			locked += !(item->flags & ITEM_BRANCH) || s.moves[item->parent];   /* a project is one */
			if (!stands(item))
				continue;
			where[item->station] = true;
			if (item->held != NONE)
				where[item->held] = true;
		}
	}
	free(s.moves);
	free(s.frees);
	free(s.clears);
	free(s.kept);
	return locked;
}
