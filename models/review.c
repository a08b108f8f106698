/* Reviews of priority: whoever waits has its priority read anew, every so long or when its facts change, and takes the place in its queue
   that follows from that. Who is in hand stays so. Invariant: after a review each queue is in the order of the priorities as they are
   now, and what a station wishes for is for who is now the first. */
#include <math.h>
#include "parts.h"

/* Reads it anew. True: its place may be another one. */
static bool reads_anew(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	double priority = item_priority(w, index), key = item->key;
	item_rank(w, index);
	bool changed = item_priority(w, index) != priority;
	if (station->order == ORDER_KEY && (station->key_kind == KEY_PRIORITY || station->key_kind == KEY_EXPRESSION)) {
		item_at(w, index)->key = allocate_key(w, index);
		changed |= item_at(w, index)->key != key;
	}
	w->flows[item_at(w, index)->kind].reranks += changed;
	return changed;
}

/* The first may be another one now, or wish with another priority. */
static void look_again(struct world *w, uint32_t s)
{
	allocate_close(w, s);
	place_dirty(w, s);
}

/* --- all of a kind ----------------------------------------------------------------------------------------------------------------- */

static bool is_list(const struct station *station)
{
	return station->order == ORDER_FIFO || station->order == ORDER_LIFO;
}

/* Who waits at a station, one after the other, in whatever order they are kept: the next one after the `i`-th, which is `index`. */
static uint32_t next_waiting(const struct world *w, uint32_t s, uint32_t i, uint32_t index)
{
	const struct place *p = &w->places[s];
	if (is_list(&w->model->stations[s]))
		return i == 0 ? p->head : item_at(w, index)->next;
	return i < p->waiting ? p->line[i] : NONE;
}

/* Returns how many of the kind wait there. */
static uint32_t review_station(struct world *w, uint32_t s, uint32_t kind)
{
	const struct place *p = &w->places[s];
	uint32_t there = 0;
	bool changed = false;
	if (p->plain)
		return 0;   /* nobody there asks for priorities */
	for (uint32_t i = 0, index = NONE; i < p->waiting; i++) {
		index = next_waiting(w, s, i, index);
		if (item_at(w, index)->kind != kind)
			continue;
		there++;
		changed |= reads_anew(w, index);
	}
	for (uint32_t index = p->front_head; index != NONE; index = item_at(w, index)->next)
		if (item_at(w, index)->kind == kind) {
			there++;
			changed |= reads_anew(w, index);
		}
	if (!changed)
		return there;
	queue_order_anew(w, s);
	look_again(w, s);
	return there;
}

/* At the next of the times that are a multiple of its interval; only while somebody waits. */
void review_call(struct world *w, uint32_t kind)
{
	struct flow *flow = &w->flows[kind];
	double interval = w->model->kinds[kind].review, time = (floor(w->now / interval) + 1.0) * interval;
	if (flow->review_called)
		return;
	flow->review_called = true;
	w->standing++;
	w->standing_made++;
	if (event_at(&w->events, time > w->now ? time : w->now + interval, PHASE_CALENDAR, HAPPENS_REVIEW, kind) == EVENT_NONE)
		world_no_memory(w);
}

void review_kind(struct world *w, uint32_t kind)
{
	uint32_t there = 0;
	w->flows[kind].review_called = false;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		there += review_station(w, s, kind);
	if (there > 0)
		review_call(w, kind);
}

/* --- one whose facts have changed --------------------------------------------------------------------------------------------------- */

static void review_one(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	if (item->state != ITEM_WAITING && item->state != ITEM_IN_FRONT)
		return;
	if (w->places[item->station].plain || !reads_anew(w, index))
		return;
	if (item_at(w, index)->state == ITEM_WAITING)
		queue_move(w, item_at(w, index)->station, index);
	look_again(w, item_at(w, index)->station);
}

static void review_tokens(struct world *w, const uint32_t *token)
{
	if (*token != NONE)
		review_item(w, *token);
}

void review_item(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	review_one(w, index);
	if (item->state != ITEM_JOINING)
		return;
	if (!(item->flags & ITEM_BRANCH) && w->flows[item->kind].practice) {
		for (uint32_t t = 0; t < w->model->kinds[item->kind].task_count; t++)
			review_tokens(w, &item_agenda(w, index)->entries[t].token);
		return;
	}
	const struct fork_record *fork = pool_at(&w->forks, item->fork);
	for (uint32_t i = 0; i < fork->count; i++)
		review_tokens(w, &fork->tokens[i]);
}
