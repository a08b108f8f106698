/* The usual way of an item, inline, for the engine's own files: what happens at nearly every event of nearly every model. Each function
   does exactly what its general counterpart does, and hands over to it wherever something out of the ordinary has to be asked. */
#ifndef TAKT_MODELS_USUAL_H
#define TAKT_MODELS_USUAL_H

#include <math.h>
#include "parts.h"

/* An item that has come later than all in the list goes to its end. */
static inline void usual_append(struct world *w, uint32_t *head, uint32_t *tail, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t last = *tail;
	if (last == NONE) {
		*head = index;
	} else {
		struct item *before = item_at(w, last);
		if (before->since == item->since) {
			list_append(w, head, tail, index);
			return;
		}
		before->next = index;
	}
	item->prev = last;
	item->next = NONE;
	*tail = index;
}

/* The machine that a finished item still holds goes free; it is blocked only while it stands in front of a queue. */
static inline void usual_release(struct world *w, uint32_t index, struct item *item)
{
	if (item->held == NONE)
		return;
	if (item->state == ITEM_IN_FRONT || w->service_at) {
		allocate_release(w, index);
		return;
	}
	place_free_machine(w, item->held);
	item->held = NONE;
}

/* The same number as the general way gives, without addressing a stream for it: one word nearly always does. */
static inline double usual_exponential(struct world *w, uint32_t index, const struct item *item, const struct outline *outline)
{
	struct words *words = &w->words[item->task].time;
	uint32_t pass = item_pass_at(w, index, outline->pass_slot);
	uint64_t word = world_word(words, item->luck, pass);
	unsigned layer = (unsigned)(word & (STREAM_LAYERS - 1));
	double x = stream_unit(word) * stream_ziggurat_edge[layer];
	if (__builtin_expect(!(x < stream_ziggurat_edge[layer + 1]), 0)) {
		world_luck(w, words, item, w->model->tasks[item->task].luck_time, pass);
		x = stream_exponential(&w->stream);
	}
	return outline->mean * x;
}

/* The work that an item brings to a station that it joins, where that can be known beforehand (it is the same number whenever it is
   drawn): then it is ready when the item's turn has come. Else -1. */
static inline double usual_work(struct world *w, uint32_t index, const struct item *item)
{
	const struct outline *outline = &w->outlines[item->task];
	if (!(outline->traits & TASK_EXPONENTIAL) || item->station != outline->station)
		return -1.0;
	double work = usual_exponential(w, index, item, outline);
	return item->flags & ITEM_RETURNING ? work * flow_share(w, index) : work;
}

/* To a station that is plain: into its queue, and that is all. */
static inline void usual_join(struct world *w, uint32_t index, uint32_t s)
{
	struct place *p = &w->places[s];
	if (!p->plain) {
		allocate_join(w, index, s);
		return;
	}
	struct item *item = item_at(w, index);
	usual_release(w, index, item);
	item->station = s;
	item->state = ITEM_WAITING;
	item->since = w->now;
	item->key = usual_work(w, index, item);
	place_touch(p, w->now);
	usual_append(w, &p->head, &p->tail, index);
	p->waiting++;
	if (p->free)
		place_dirty(w, s);
}

/* A machine of such a station is at work for the item; where its work was known beforehand, that is in its key. */
static inline void usual_begin(struct world *w, uint32_t index, struct item *item)
{
	double work = item->key < 0.0 ? flow_work(w, index, true) : item->key;
	item->state = ITEM_SERVED;
	item->since = w->now;
	if (!(work >= 0.0 && work < INFINITY)) {
		service_complain(w, item, "time", work);
		return;
	}
	item->timer = event_at(&w->events, w->now + work, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
}

/* The work is done at a station that needs nothing but its machine: the machine is held until the item goes on. */
static inline void usual_end(struct world *w, uint32_t index, struct item *item)
{
	struct place *p = &w->places[item->station];
	if (!p->plain) {
		if (w->trace_at)
			trace_spell(w, index, TRACE_DONE);
		service_end(w, index);
		return;
	}
	place_touch(p, w->now);
	p->busy--;
	item->held = item->station;
}

/* A new item begins its process. */
static inline void usual_enter(struct world *w, uint32_t index, const struct item *item)
{
	const struct outline *outline = &w->outlines[item->task];
	if (outline->traits & TASK_STRAIGHT_IN)
		usual_join(w, index, outline->station);
	else
		flow_enter(w, index);
}

#endif
