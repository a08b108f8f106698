/* Who gets what: items join queues, machines and shared resources are seized together and released, limited queues let in, turn away
   or divert. All decisions of an instant fall in its dispatch phase, when everything that ends or arrives at it is known. A station
   without needs serves its own queue; one with needs wishes (wish.c), and the best wish of all resources that got units back is tried
   next; one that does not fit is set aside, so that later ones may pass it. */
#include <math.h>
#include "usual.h"
#include "wish.h"

/* --- seizing and releasing ---------------------------------------------------------------------------------------------------- */

/* Seizes what the first in line needs; of alternatives, the first that is free. */
static void seize_needs(struct world *w, const struct station *station, uint32_t index)
{
	service_seize(w, index, wish_first_free(w, item_at(w, index)->station));
	if (station->strict)
		wish_wake_behind(w, station);
}

void allocate_release(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	if (item->held == NONE)
		return;
	if (item->state == ITEM_IN_FRONT)
		machine_unblock(w, index);
	machine_release(w, index);
	item->held = NONE;
}

/* --- the queue and what is in front of it ------------------------------------------------------------------------------------- */

double allocate_key(struct world *w, uint32_t index)
{
	const struct station *station = &w->model->stations[item_at(w, index)->station];
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	const struct visit *elsewhere;
	switch (station->key_kind) {
	case KEY_PRIORITY: return item_priority(w, index);
	case KEY_SHORTEST: return flow_work(w, index, true);
	case KEY_DUE: return item_due(w, index);
	case KEY_EXPRESSION:
		elsewhere = item_elsewhere(task, item_at(w, index)->station);
		return world_value(w, index, elsewhere ? &elsewhere->key : &task->key, task->luck_time, 0);
	case KEY_COST_OF_DELAY: break;
	}
	double cost = world_value(w, index, &kind->holding_cost, task->luck_time, 0)
		+ world_value(w, index, &kind->late_cost, task->luck_time, 0);
	return cost == 0.0 ? 0.0 : -cost / flow_work(w, index, false);
}

/* Patience begins to run when the queue is joined; a `take` has none. */
static void set_patience(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct task *task = &w->model->tasks[item->task];
	const struct visit *elsewhere = item_elsewhere(task, item->station);
	const struct expr *patience = elsewhere ? &elsewhere->patience : &task->patience;
	if (patience->form == EXPR_ABSENT || w->model->stations[item->station].keeps)
		return;
	double d = world_value(w, index, patience, task->luck_patience, item_pass(w, index, task));
	if (d < INFINITY)
		item_at(w, index)->timer = event_at(&w->events, w->now + fmax(d, 0.0), PHASE_PATIENCE, HAPPENS_PATIENCE_OUT, index);
}

static void enter_queue(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t s = item->station;
	struct place *p = &w->places[s];
	allocate_release(w, index);
	item->state = ITEM_WAITING;
	item->since = w->now;
	item->timer = EVENT_NONE;
	queue_push(w, s, index);
	if (p->patience)
		set_patience(w, index);
	if (p->claiming && queue_first(w, s) != p->candidate)
		wish_drop(w, s);
	if ((p->free && !p->claiming) || p->tracked)
		place_dirty(w, s);
}

void allocate_join(struct world *w, uint32_t index, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct item *item = item_at(w, index);
	if (w->places[s].plain) {
		usual_join(w, index, s);
		return;
	}
	item->station = s;
	if (w->trace_at)
		trace_join(w, index);
	if (w->flows[item->kind].reranked || (item->flags & ITEM_BRANCH))
		item_rank(w, index);
	if (w->flows[item->kind].reviewed)
		review_call(w, item->kind);
	if (station->order == ORDER_KEY)
		item->key = allocate_key(w, index);
	if (station->limit == UNLIMITED) {
		enter_queue(w, index);
		return;
	}
	struct place *p = &w->places[s];
	item->state = ITEM_IN_FRONT;
	item->since = w->now;
	if (item->held != NONE)
		machine_block(w, index);
	list_append(w, &p->front_head, &p->front_tail, index);
	p->in_front++;
	place_dirty(w, s);
}

static void leave_front(struct world *w, uint32_t index)
{
	struct place *p = &w->places[item_at(w, index)->station];
	ledger_add(w, index, ledger_asks(w, index) ? CAUSE_DECISION : CAUSE_BLOCKED, w->now - item_at(w, index)->since);
	list_remove(w, &p->front_head, &p->front_tail, index);
	p->in_front--;
	if (p->claiming && p->candidate == index)
		wish_drop(w, item_at(w, index)->station);
}

/* `slot`: in the item's tail, of the cause that is charged with it; NONE: none, or the clocks of the station are. */
static inline void count_wait(struct world *w, struct place *p, struct item *item, double wait, uint32_t slot)
{
	item->waited += wait;
	if (slot != NONE)
		((double *)(void *)(item + 1))[slot] += wait;
	p->visits++;
	p->waited += wait > 0.0;
	tally_add(&p->wait, wait);
	if (quantile_add(&p->wait_quantile, wait) != 0)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
}

static uint32_t wait_slot(const struct world *w, const struct place *p, uint32_t index)
{
	return ledger_asks(w, index) ? w->cause_slots[CAUSE_DECISION] : p->wait_slot;
}

void allocate_leave_queue(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t s = item->station;
	struct place *p = &w->places[s];
	event_cancel(&w->events, item->timer);
	item->timer = EVENT_NONE;
	if (p->claiming && p->candidate == index)
		wish_drop(w, s);
	queue_remove(w, s, index);
	if (!(item->flags & ITEM_BEGUN))
		count_wait(w, p, item, w->now - item->since, wait_slot(w, p, index));
}

static void start_service(struct world *w, uint32_t s, uint32_t index)
{
	const struct station *station = &w->model->stations[s];
	struct item *item = item_at(w, index);
	if (station->preempt != PREEMPT_NO)
		item_service(w, index)->joined = item->since;
	if (item->state == ITEM_WAITING) {
		allocate_leave_queue(w, index);
	} else {
		leave_front(w, index);
		allocate_release(w, index);
		count_wait(w, &w->places[s], item, 0.0, NONE);
	}
	if (station->needs.count | station->one_of.count)
		seize_needs(w, station, index);
	if (station->keeps) {
		hold_needs(w, station, index);
		flow_taken(w, index);
		return;
	}
	service_begin(w, s, index);
}

/* Where there is no waiting room only the pre-empted wait in the queue. */
static bool is_more_urgent(const struct world *w, uint32_t index, uint32_t than)
{
	return item_priority(w, index) < item_priority(w, than);
}

/* Who would be served next: the queue's first, or with no waiting room at all the first in front; NONE where too few have come. */
static uint32_t first_candidate(struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	if (w->model->stations[s].batch_size > 1 && !batch_is_ready(w, s))
		return NONE;
	if (p->waiting == 0 || (p->in_front && w->model->stations[s].limit == 0 && is_more_urgent(w, p->front_head, queue_first(w, s))))
		return p->front_head;
	return queue_first(w, s);
}

/* The same as below for the common case: the first of a list, a machine of its own, no conditions. */
static inline void serve_plain(struct world *w, struct place *p)
{
	place_touch(p, w->now);
	while (p->waiting && p->free && !w->over) {
		uint32_t index = p->head;
		struct item *item = item_at(w, index);
		p->head = item->next;
		if (item->next == NONE)
			p->tail = NONE;
		else
			item_at(w, item->next)->prev = NONE;
		p->waiting--;
		count_wait(w, p, item, w->now - item->since, p->wait_slot);
		if (p->free != UNLIMITED)
			p->free--;
		p->busy++;
		usual_begin(w, index, item);
	}
}

/* Whether there is a machine and all that is needed. */
static bool may_begin(const struct world *w, uint32_t s, uint32_t candidate)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	if (p->free == 0)
		return false;
	if (station->needs.count + station->one_of.count == 0)
		return true;
	if (!p->claiming)
		wish_name(w, p, candidate);
	return wish_lacks(w, s) < 0;
}

/* Lets in, and starts or wishes for, whatever is possible at a station now. */
static void serve(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	for (;;) {
		while (p->in_front && p->waiting < station->limit) {
			uint32_t index = p->front_head;
			leave_front(w, index);
			enter_queue(w, index);
		}
		uint32_t candidate = p->closed ? NONE : first_candidate(w, s);
		if (candidate != NONE && station->preempt != PREEMPT_NO && !may_begin(w, s, candidate) && preempt_for(w, s, candidate))
			wish_drop(w, s);
		if (candidate == NONE)
			wish_drop(w, s);
		if (candidate == NONE || p->free == 0 || w->over)
			break;
		if (station->needs.count | station->one_of.count) {
			if (p->claiming && p->candidate == candidate)
				break;
			wish_drop(w, s);
			if (!wish_is_alone(w, s)) {
				wish_enter(w, s, candidate, true);
				break;
			}
		}
		start_service(w, s, candidate);
	}
	ledger_look_again(w, s);
	if (station->batch_size > 1)
		batch_arm(w, s);
	if (p->in_front && station->when_full != FULL_BLOCK && !p->crowded) {
		p->crowded = true;
		w->crowded_places[w->crowded_count++] = s;
	}
}

static void serve_places(struct world *w)
{
	while (w->dirty_place_count) {
		uint32_t s = w->dirty_places[--w->dirty_place_count];
		struct place *p = &w->places[s];
		p->dirty = false;
		if (p->plain)
			serve_plain(w, p);
		else
			serve(w, s);
	}
}

/* --- shared resources --------------------------------------------------------------------------------------------------------- */

/* The best wish of all dirty resources that have something to give; NONE and no dirty resource left where there is none. */
static uint32_t best_wish(struct world *w)
{
	const struct claim *best = NULL;
	for (uint32_t i = 0; i < w->dirty_crew_count;) {
		struct crew *c = &w->crews[w->dirty_crews[i]];
		if (c->free == 0 || c->wish_count == 0) {
			c->dirty = false;
			w->dirty_crews[i] = w->dirty_crews[--w->dirty_crew_count];
			continue;
		}
		if (!best || wish_before(c->wishes[0], best))
			best = c->wishes[0];
		i++;
	}
	return best ? best->station : NONE;
}

/* Tries the wishes in order until no resource has both units and a wish. One that is strict and does not fit stays in its heap, where
   is_reserved finds it: the resource is then done with, as everything behind the strict one has to wait. */
static void serve_crews(struct world *w)
{
	uint32_t aside = 0, s;
	while (!w->over && (s = best_wish(w)) != NONE) {
		uint32_t candidate = w->places[s].candidate;
		bool fitting = wish_lacks(w, s) < 0;
		wish_unclaim(w, s);
		if (fitting) {
			start_service(w, s, candidate);
			place_dirty(w, s);
			serve_places(w);
		} else if (w->model->stations[s].strict) {
			wish_enter(w, s, candidate, false);
			for (uint32_t i = 0; i < w->dirty_crew_count; i++) {
				struct crew *c = &w->crews[w->dirty_crews[i]];
				if (c->wish_count && c->wishes[0]->station == s) {
					c->dirty = false;
					w->dirty_crews[i--] = w->dirty_crews[--w->dirty_crew_count];
				}
			}
		} else {
			w->places[s].candidate = candidate;
			w->aside[aside++] = s;
		}
	}
	while (aside) {
		s = w->aside[--aside];
		if (!w->places[s].claiming)
			wish_enter(w, s, w->places[s].candidate, true);
	}
}

/* --- no room ------------------------------------------------------------------------------------------------------------------ */

/* Turns away or diverts one item for which there is no room after all that could start has started. */
static bool refuse_one(struct world *w)
{
	while (w->crowded_count) {
		uint32_t s = w->crowded_places[w->crowded_count - 1];
		struct place *p = &w->places[s];
		const struct station *station = &w->model->stations[s];
		if (p->in_front == 0) {
			p->crowded = false;
			w->crowded_count--;
			continue;
		}
		uint32_t index = p->front_head;
		leave_front(w, index);
		if (p->waiting && p->free)
			place_dirty(w, s);   /* who was pre-empted may wait where there is no room, and is the next */
		if (station->when_full == FULL_TURN_AWAY) {
			allocate_release(w, index);
			item_at(w, index)->state = ITEM_READY;
			flow_leave(w, index, LEAVE_TURNED_AWAY);
		} else {
			struct item *item = item_at(w, index);
			if (item->held != NONE)
				machine_unblock(w, index);
			item->state = ITEM_READY;
			allocate_join(w, index, station->divert_to);
		}
		return true;
	}
	return false;
}

/* Beyond the stations' own queues: resources that got units back, queues with no room for those in front. */
static void dispatch_rest(struct world *w)
{
	for (;;) {
		if (w->dirty_crew_count && w->paused_head != NONE)
			stop_resume(w);
		if (w->dirty_crew_count)
			serve_crews(w);
		if (w->over || !(w->dirty_place_count || (w->crowded_count && refuse_one(w))))
			return;
		serve_places(w);
	}
}

void allocate_dispatch(struct world *w)
{
	if (w->paused_head != NONE)
		stop_resume(w);
	serve_places(w);
	if (w->dirty_crew_count | w->crowded_count)
		dispatch_rest(w);
}

void allocate_withdraw(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	if (w->trace_at && (item->state == ITEM_SERVED || item->state == ITEM_DELAYED))
		trace_spell_of_one(w, index, TRACE_CANCELLED);
	switch ((enum item_state)item->state) {
	case ITEM_WAITING: {
		uint32_t s = item->station;
		allocate_leave_queue(w, index);
		place_dirty(w, s);
		break;
	}
	case ITEM_IN_FRONT:
		leave_front(w, index);
		place_dirty(w, item->station);
		break;
	case ITEM_SERVED:
		if (batch_withdraw(w, index))
			break;
		service_cancel(w, index);
		service_end(w, index);
		break;
	case ITEM_PAUSED:
		if (!batch_withdraw(w, index))
			stop_withdraw(w, index);
		break;
	case ITEM_DELAYED:
	case ITEM_HANDED:
	case ITEM_PENDING:
		event_cancel(&w->events, item->timer);
		break;
	case ITEM_LISTED:
		flow_unlist(w, index);
		break;
	default:
		break;
	}
	item = item_at(w, index);
	allocate_release(w, index);
	item->timer = EVENT_NONE;
	item->state = ITEM_READY;
}

#ifndef NDEBUG
/* The invariant of world.h at one station: nobody who could start waits, nobody who could come in stands outside, and each machine is
   free, at work or held. */
bool allocate_is_settled(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	const struct place *p = &w->places[s];
	uint32_t candidate = p->free && !p->closed ? first_candidate(w, s) : NONE;
	if (p->free != UNLIMITED && p->free + p->busy + p->blocked + p->paused + p->down != station->machines)
		return false;
	if (p->in_front && (p->waiting < station->limit || station->when_full != FULL_BLOCK))
		return false;
	if (candidate == NONE)
		return true;
	return p->claiming && p->candidate == candidate && wish_lacks(w, s) >= 0;
}
#endif
