/* Queues: the waiting items of a station in its order. fifo and lifo are lists, an order by key is a binary heap, a random order is a
   bag from which one is picked. Among equals the one that joined first goes first, then the one that entered first. */
#include <stdlib.h>
#include "parts.h"

/* Whether a entered before b; by the signed difference, as the ordinals may wrap. Branches of one item go in the order written. */
static bool entered_before(const struct item *a, const struct item *b)
{
	return a->ordinal != b->ordinal ? (int32_t)(a->ordinal - b->ordinal) < 0 : a->task < b->task;
}

void list_append(struct world *w, uint32_t *head, uint32_t *tail, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t after = *tail;
	while (after != NONE) {
		const struct item *other = item_at(w, after);
		if (other->since != item->since || entered_before(other, item))
			break;
		after = other->prev;
	}
	item->prev = after;
	uint32_t *from = after == NONE ? head : &item_at(w, after)->next;
	item->next = *from;
	*from = index;
	if (item->next == NONE)
		*tail = index;
	else
		item_at(w, item->next)->prev = index;
}

void list_remove(struct world *w, uint32_t *head, uint32_t *tail, uint32_t index)
{
	const struct item *item = item_at(w, index);
	if (item->prev == NONE)
		*head = item->next;
	else
		item_at(w, item->prev)->next = item->next;
	if (item->next == NONE)
		*tail = item->prev;
	else
		item_at(w, item->next)->prev = item->prev;
}

void list_replace(struct world *w, uint32_t *head, uint32_t *tail, uint32_t index, uint32_t by)
{
	const struct item *item = item_at(w, index);
	item_at(w, by)->prev = item->prev;
	item_at(w, by)->next = item->next;
	*(item->prev == NONE ? head : &item_at(w, item->prev)->next) = by;
	*(item->next == NONE ? tail : &item_at(w, item->next)->prev) = by;
}

/* The last come, first served; among those who came at once, the one that entered first is taken first. */
static uint32_t lifo_first(const struct world *w, const struct place *p)
{
	uint32_t first = p->tail;
	while (first != NONE) {
		const struct item *item = item_at(w, first);
		if (item->prev == NONE || item_at(w, item->prev)->since != item->since)
			break;
		first = item->prev;
	}
	return first;
}

static bool goes_before(const struct item *a, const struct item *b)
{
	if (a->key != b->key)
		return a->key < b->key;
	if (a->since != b->since)
		return a->since < b->since;
	return entered_before(a, b);
}

static void line_put(struct world *w, struct place *p, uint32_t at, uint32_t index)
{
	p->line[at] = index;
	item_at(w, index)->next = at;
}

static void sift_up(struct world *w, struct place *p, uint32_t at, uint32_t index)
{
	const struct item *item = item_at(w, index);
	while (at > 0) {
		uint32_t above = (at - 1) / 2;
		if (!goes_before(item, item_at(w, p->line[above])))
			break;
		line_put(w, p, at, p->line[above]);
		at = above;
	}
	line_put(w, p, at, index);
}

static void sift_down(struct world *w, struct place *p, uint32_t count, uint32_t at, uint32_t index)
{
	const struct item *item = item_at(w, index);
	for (;;) {
		uint32_t below = 2 * at + 1;
		if (below >= count)
			break;
		if (below + 1 < count && goes_before(item_at(w, p->line[below + 1]), item_at(w, p->line[below])))
			below++;
		if (!goes_before(item_at(w, p->line[below]), item))
			break;
		line_put(w, p, at, p->line[below]);
		at = below;
	}
	line_put(w, p, at, index);
}

static bool line_grow(struct world *w, struct place *p)
{
	if (p->waiting < p->line_room)
		return true;
	uint32_t room = p->line_room ? 2 * p->line_room : 32;
	uint32_t *line = realloc(p->line, room * sizeof *line);
	if (!line) {
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
		return false;
	}
	p->line = line;
	p->line_room = room;
	return true;
}

static bool is_list(const struct station *station)
{
	return station->order == ORDER_FIFO || station->order == ORDER_LIFO;
}

void queue_push(struct world *w, uint32_t s, uint32_t index)
{
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	if (p->reasons)
		ledger_join(w, s, index);
	if (is_list(&w->model->stations[s])) {
		list_append(w, &p->head, &p->tail, index);
	} else {
		if (!line_grow(w, p))
			return;
		if (w->model->stations[s].order == ORDER_KEY)
			sift_up(w, p, p->waiting, index);
		else
			line_put(w, p, p->waiting, index);
	}
	p->waiting++;
}

/* A random order picks when somebody is needed; the pick stands until the queue changes, so that asking twice gives the same. */
static uint32_t random_first(struct world *w, uint32_t s, const struct place *p)
{
	stream_address(&w->stream, w->model->stations[s].hash, p->picks, 0, p->waiting);
	uint32_t at = (uint32_t)(stream_uniform(&w->stream) * p->waiting);
	return p->line[at];
}

uint32_t queue_first(struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	if (p->waiting == 0)
		return NONE;
	switch (w->model->stations[s].order) {
	case ORDER_FIFO: return p->head;
	case ORDER_LIFO: return lifo_first(w, p);
	case ORDER_KEY: return p->line[0];
	case ORDER_RANDOM: break;
	}
	return random_first(w, s, p);
}

void queue_move(struct world *w, uint32_t s, uint32_t index)
{
	struct place *p = &w->places[s];
	if (w->model->stations[s].order != ORDER_KEY)
		return;
	sift_up(w, p, item_at(w, index)->next, index);
	sift_down(w, p, p->waiting, item_at(w, index)->next, index);
}

void queue_order_anew(struct world *w, uint32_t s)
{
	struct place *p = &w->places[s];
	for (uint32_t at = p->waiting / 2; at-- > 0 && w->model->stations[s].order == ORDER_KEY;)
		sift_down(w, p, p->waiting, at, p->line[at]);
}

void queue_remove(struct world *w, uint32_t s, uint32_t index)
{
	struct place *p = &w->places[s];
	place_touch(p, w->now);
	if (p->reasons)
		ledger_part(w, s, index);
	p->waiting--;
	if (is_list(&w->model->stations[s])) {
		list_remove(w, &p->head, &p->tail, index);
		return;
	}
	uint32_t at = item_at(w, index)->next, moved = p->line[p->waiting];
	p->picks++;
	if (moved == index)
		return;
	if (w->model->stations[s].order == ORDER_RANDOM) {
		line_put(w, p, at, moved);
	} else if (at > 0 && goes_before(item_at(w, moved), item_at(w, p->line[(at - 1) / 2]))) {
		sift_up(w, p, at, moved);
	} else {
		sift_down(w, p, p->waiting, at, moved);
	}
}
