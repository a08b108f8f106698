/* Batches: items that are served together, by one machine and for one time. Invariant: of a batch in service only the leader, the first
   in the order of the queue, is known to the rest of the engine; the others hang on its record. */
#include <math.h>
#include "parts.h"

/* --- when one begins -------------------------------------------------------------------------------------------------------------- */

/* Of those who wait, the one that joined first. Asked only while they are fewer than a batch. */
static uint32_t oldest_waiting(const struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	enum order order = w->model->stations[s].order;
	if (order == ORDER_FIFO || order == ORDER_LIFO)
		return p->head;
	uint32_t oldest = p->line[0];
	for (uint32_t i = 1; i < p->waiting; i++)
		if (item_came_before(item_at(w, p->line[i]), item_at(w, oldest)))
			oldest = p->line[i];
	return oldest;
}

/* Until when those who wait do so at most. */
static double deadline(const struct world *w, uint32_t s)
{
	return item_at(w, oldest_waiting(w, s))->since + w->model->stations[s].batch_wait;
}

bool batch_is_ready(const struct world *w, uint32_t s)
{
	uint32_t waiting = w->places[s].waiting;
	return waiting >= w->model->stations[s].batch_size || (waiting > 0 && deadline(w, s) <= w->now);
}

/* Sees to it that the station is looked at when its oldest item has waited long enough. */
void batch_arm(struct world *w, uint32_t s)
{
	struct place *p = &w->places[s];
	double time = p->waiting && p->free && !batch_is_ready(w, s) ? deadline(w, s) : INFINITY;
	if (p->batch_timer != EVENT_NONE && event_time(&w->events, p->batch_timer) == time)
		return;
	event_cancel(&w->events, p->batch_timer);
	p->batch_timer = EVENT_NONE;
	if (time == INFINITY)
		return;
	p->batch_timer = event_at(&w->events, time, PHASE_CALENDAR, HAPPENS_BATCH, s);
	if (p->batch_timer == EVENT_NONE)
		world_no_memory(w);
}

/* --- while it is served ------------------------------------------------------------------------------------------------------------ */

uint32_t batch_form(struct world *w, uint32_t s, uint32_t leader)
{
	const struct station *station = &w->model->stations[s];
	uint32_t b = pool_take(&w->batches), oldest = leader;
	if (b == POOL_NONE) {
		world_no_memory(w);
		return leader;
	}
	struct batch *batch = pool_at(&w->batches, b);
	*batch = (struct batch){ .station = s, .leader = leader, .unit = NONE, .count = 1, .head = NONE, .tail = NONE };
	item_service(w, leader)->batch = b;
	while (batch->count < station->batch_size && w->places[s].waiting) {
		uint32_t index = queue_first(w, s);
		struct item *item = item_at(w, index);
		if (item_came_before(item, item_at(w, oldest)))
			oldest = index;
		allocate_leave_queue(w, index);
		item->state = ITEM_SERVED;
		item->next = NONE;
		item->prev = batch->tail;
		*(batch->tail == NONE ? &batch->head : &item_at(w, batch->tail)->next) = index;
		batch->tail = index;
		batch->count++;
		item_service(w, index)->batch = b;
	}
	for (uint32_t i = batch->head; i != NONE; i = item_at(w, i)->next)
		item_at(w, i)->since = w->now;
	batch->oldest = oldest;
	return oldest;
}

/* The others of a batch in service whose leader this is; NONE where it leads none. */
uint32_t batch_followers(const struct world *w, uint32_t index)
{
	const struct batch *batch = item_batch(w, index);
	return batch && batch->leader == index ? batch->head : NONE;
}

/* Those who follow do as their leader does. */
void batch_follow(struct world *w, uint32_t leader)
{
	const struct item *from = item_at(w, leader);
	for (uint32_t i = batch_followers(w, leader); i != NONE; i = item_at(w, i)->next) {
		item_at(w, i)->state = from->state;
		item_at(w, i)->since = from->since;
		item_at(w, i)->by = from->by;
		item_service(w, i)->cause = item_service(w, leader)->cause;
		item_service(w, i)->setting_up = item_service(w, leader)->setting_up;
	}
}

/* The work is done: after their leader the others go on in order; the machine is held until the last of them has left it. */
void batch_end(struct world *w, uint32_t leader)
{
	struct batch *batch = item_batch(w, leader);
	batch->unit = item_service(w, leader)->unit;
	batch->leader = NONE;
	for (uint32_t next, i = batch->head; i != NONE; i = next) {
		struct item *item = item_at(w, i);
		next = item->next;
		item->held = item->station;
		item->flags |= ITEM_WORKED;
		flow_list(w, i);
	}
	batch->head = batch->tail = NONE;
}

/* --- who is taken out of it --------------------------------------------------------------------------------------------------------- */

/* The next one takes the leader's place: its event, its machine and its place among those who are served or stopped. */
static void promote(struct world *w, struct batch *batch, uint32_t leader)
{
	uint32_t next = batch->head;
	struct item *from = item_at(w, leader), *to = item_at(w, next);
	struct place *p = &w->places[from->station];
	list_remove(w, &batch->head, &batch->tail, next);
	batch->leader = next;
	*item_service(w, next) = *item_service(w, leader);
	to->by = from->by;
	if (from->state == ITEM_PAUSED) {
		list_replace(w, &w->paused_head, &w->paused_tail, leader, next);
	} else {
		if (p->tracked)
			list_replace(w, &p->served_head, &p->served_tail, leader, next);
		double rest = event_time(&w->events, from->timer) - w->now;
		service_cancel(w, leader);
		service_schedule(w, next, rest);
	}
	service_rename(w, leader, next);
}

/* Who is taken out keeps nothing of the service, as it may go on elsewhere; and the batch keeps nothing of it: who leads it then is who
   comes next in its order, and so is whose luck it has. */
bool batch_withdraw(struct world *w, uint32_t index)
{
	struct batch *batch = item_batch(w, index);
	if (!batch || batch->leader == NONE || batch->count == 1)
		return false;
	if (w->accounts)
		money_end(w, batch->leader);
	if (batch->leader == index)
		promote(w, batch, index);
	else
		list_remove(w, &batch->head, &batch->tail, index);
	if (batch->oldest == index)
		batch->oldest = batch->leader;
	batch->count--;
	*item_service(w, index) = no_service;
	if (w->accounts)
		money_turn(w, batch->leader);
	return true;
}
