/* Who gets what: items join queues, machines and shared resources are seized together and released, limited queues let in, turn away
   or divert. All decisions of an instant fall in its dispatch phase, when everything that ends or arrives at it is known.

   A station without needs serves its own queue. One with needs wishes: its first item is entered in the heap of the first resource
   that it lacks (for needs_one_of: of each alternative), ordered by the kind's priority, time joined and station. A resource that got
   units back is dirty; the best wish of all dirty resources is tried next, and one that does not fit is set aside, so that later
   ones may pass it. So a freed unit costs the logarithm of the stations that want it, however many there are. */
#include <math.h>
#include "usual.h"

/* --- wishes: a binary heap per resource -------------------------------------------------------------------------------------- */

static bool wish_before(const struct claim *a, const struct claim *b)
{
	if (a->priority != b->priority)
		return a->priority < b->priority;
	if (a->since != b->since)
		return a->since < b->since;
	return a->station < b->station;
}

static void wish_put(struct crew *c, uint32_t at, struct claim *claim)
{
	c->wishes[at] = claim;
	claim->place = at;
}

static void wish_up(struct crew *c, uint32_t at, struct claim *claim)
{
	for (uint32_t above; at > 0 && wish_before(claim, c->wishes[above = (at - 1) / 2]); at = above)
		wish_put(c, at, c->wishes[above]);
	wish_put(c, at, claim);
}

static void wish_down(struct crew *c, uint32_t at, struct claim *claim)
{
	for (uint32_t below; (below = 2 * at + 1) < c->wish_count; at = below) {
		if (below + 1 < c->wish_count && wish_before(c->wishes[below + 1], c->wishes[below]))
			below++;
		if (!wish_before(c->wishes[below], claim))
			break;
		wish_put(c, at, c->wishes[below]);
	}
	wish_put(c, at, claim);
}

static void wish_add(struct world *w, uint32_t resource, struct claim *claim)
{
	struct crew *c = &w->crews[resource];
	wish_up(c, c->wish_count++, claim);
}

static void wish_remove(struct world *w, uint32_t resource, struct claim *claim)
{
	struct crew *c = &w->crews[resource];
	uint32_t at = claim->place;
	struct claim *moved = c->wishes[--c->wish_count];
	claim->place = NONE;
	if (moved == claim)
		return;
	if (at > 0 && wish_before(moved, c->wishes[(at - 1) / 2]))
		wish_up(c, at, moved);
	else
		wish_down(c, at, moved);
}

/* --- a station's claims ------------------------------------------------------------------------------------------------------- */

static void unclaim(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	if (!p->claiming)
		return;
	p->claiming = false;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++) {
		const struct amount *a = i < station->needs.count ? &station->needs.list[i] : &station->one_of.list[i - station->needs.count];
		if (p->claims[i].place != NONE)
			wish_remove(w, a->resource, &p->claims[i]);
	}
}

static uint32_t amount_of(const struct amounts *amounts, uint32_t resource)
{
	for (uint32_t i = 0; i < amounts->count; i++)
		if (amounts->list[i].resource == resource)
			return amounts->list[i].number;
	return 0;
}

/* Whether a strict queue that wants the resource comes before this station's wish: then nobody behind it may have it, even where it
   still lacks something else. */
static bool is_reserved(const struct world *w, uint32_t resource, uint32_t s)
{
	for (uint32_t other = 0; other < w->model->station_count; other++) {
		const struct station *strict = &w->model->stations[other];
		if (strict->strict && w->places[other].claiming && other != s
			&& (amount_of(&strict->needs, resource) || amount_of(&strict->one_of, resource))
			&& wish_before(w->places[other].claims, w->places[s].claims))
			return true;
	}
	return false;
}

/* Whether the station's candidate may have so much. */
static bool may_have(const struct world *w, uint32_t s, uint32_t resource, uint32_t number)
{
	return w->crews[resource].free >= number && !(w->any_strict && is_reserved(w, resource, s));
}

/* The first alternative that is free beside what is needed of the same resource in any case; the count of them where none is. */
static uint32_t first_free(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	uint32_t i = 0;
	for (; i < station->one_of.count; i++) {
		const struct amount *a = &station->one_of.list[i];
		if (may_have(w, s, a->resource, a->number + amount_of(&station->needs, a->resource)))
			break;
	}
	return i;
}

/* The index of the first need that is lacking, the count of needs where only one_of is, -1 where nothing is. */
static int first_lacking(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (!may_have(w, s, station->needs.list[i].resource, station->needs.list[i].number))
			return (int)i;
	return station->one_of.count && first_free(w, s) == station->one_of.count ? (int)station->needs.count : -1;
}

/* A waiting item keeps its priority and the time it joined, so that all of the station's claims may know them beforehand. */
static void name_candidate(const struct world *w, struct place *p, uint32_t candidate)
{
	const struct station *station = &w->model->stations[item_at(w, candidate)->station];
	double priority = item_priority(w, candidate), since = item_at(w, candidate)->since;
	p->candidate = candidate;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++) {
		p->claims[i].priority = priority;
		p->claims[i].since = since;
	}
}

/* Enters the station's wish for `candidate` where it lacks something; where it lacks nothing, at its first need. */
static void enter_claims(struct world *w, uint32_t s, uint32_t candidate, bool rouse)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	name_candidate(w, p, candidate);
	int lacking = first_lacking(w, s);
	uint32_t from = lacking < 0 ? 0 : (uint32_t)lacking;
	uint32_t to = from < station->needs.count ? from + 1 : station->needs.count + station->one_of.count;
	p->claiming = true;
	for (uint32_t i = from; i < to; i++) {
		const struct amount *a = i < station->needs.count ? &station->needs.list[i] : &station->one_of.list[i - station->needs.count];
		wish_add(w, a->resource, &p->claims[i]);
		if (rouse && lacking < 0)
			crew_dirty(w, a->resource);
	}
}

/* Whether a wish of this station would be the only one to be looked at, and fit: then it need not be entered. */
static bool may_start_at_once(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	if ((w->dirty_place_count | w->dirty_crew_count | w->places[s].in_front | station->one_of.count) || w->any_strict)
		return false;
	for (uint32_t i = 0; i < station->needs.count; i++) {
		const struct crew *c = &w->crews[station->needs.list[i].resource];
		if (c->wish_count || c->free < station->needs.list[i].number)
			return false;
	}
	return true;
}

/* A strict queue waits no longer for what it wants: others may have that again. */
static void wake_those_behind(struct world *w, const struct station *station)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (w->crews[station->needs.list[i].resource].wish_count)
			crew_dirty(w, station->needs.list[i].resource);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (w->crews[station->one_of.list[i].resource].wish_count)
			crew_dirty(w, station->one_of.list[i].resource);
}

/* The station's candidate is no longer the one who wishes. */
static void drop_claims(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	if (w->places[s].claiming && station->strict)
		wake_those_behind(w, station);
	unclaim(w, s);
}

void allocate_close(struct world *w, uint32_t s)
{
	drop_claims(w, s);
}

/* --- seizing and releasing ---------------------------------------------------------------------------------------------------- */

static void crew_change(struct world *w, uint32_t resource, uint32_t taken, uint32_t given)
{
	struct crew *c = &w->crews[resource];
	c->busy = c->busy + taken - given;
	level_set(&c->load, c->busy, w->now);
	if (c->shift.calendar)
		crew_settle(w, resource);
	else
		c->free = c->free - taken + given;
	if (given && (c->wish_count || w->paused_head != NONE))
		crew_dirty(w, resource);
}

void allocate_change(struct world *w, uint32_t resource, uint32_t taken, uint32_t given)
{
	crew_change(w, resource, taken, given);
}

static void seize_needs(struct world *w, const struct station *station, struct item *item)
{
	uint32_t chosen = first_free(w, item->station);
	for (uint32_t i = 0; i < station->needs.count; i++)
		crew_change(w, station->needs.list[i].resource, station->needs.list[i].number, 0);
	item->by = station->needs.count ? (uint16_t)station->needs.list[0].resource : UINT16_MAX;
	if (chosen < station->one_of.count) {
		crew_change(w, station->one_of.list[chosen].resource, station->one_of.list[chosen].number, 0);
		item->by = (uint16_t)station->one_of.list[chosen].resource;
	}
	if (station->strict)
		wake_those_behind(w, station);
}

static void release_needs(struct world *w, const struct station *station, const struct item *item)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		crew_change(w, station->needs.list[i].resource, 0, station->needs.list[i].number);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (station->one_of.list[i].resource == item->by) {
			crew_change(w, item->by, 0, station->one_of.list[i].number);
			return;
		}
}

/* What a `take` seized stays with the item. */
static void keep_needs(struct world *w, const struct station *station, uint32_t index)
{
	struct item *item = item_at(w, index);
	for (uint32_t i = 0; i < station->needs.count; i++) {
		uint32_t h = pool_take(&w->holds);
		if (h == POOL_NONE) {
			world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
			return;
		}
		*(struct hold *)pool_at(&w->holds, h) = (struct hold){ station->needs.list[i].resource, station->needs.list[i].number, item->holds };
		item->holds = h;
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
		crew_change(w, resource, 0, given);
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
   back itself. */
void allocate_give(struct world *w, uint32_t index, uint32_t resource, uint32_t number)
{
	uint32_t holder = index;
	bool orphan = item_at(w, index)->flags & ITEM_ORPHAN;
	while ((number = give_own(w, holder, resource, number)) > 0 && (item_at(w, holder)->flags & ITEM_BRANCH)) {
		holder = item_at(w, holder)->parent;
		orphan |= (item_at(w, holder)->flags & ITEM_ORPHAN) != 0;
	}
	if (number && !orphan)
		world_stop_at(w, ENGINE_WRONG, w->model->tasks[item_at(w, index)->task].node,
			"an item gives %u of '%s' at '%s' more than it took: let it take what it gives, or give less", number,
			w->model->resources[resource].name, w->model->tasks[item_at(w, index)->task].name);
}

void allocate_give_all(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	while (item->holds != NONE) {
		uint32_t h = item->holds;
		struct hold *hold = pool_at(&w->holds, h);
		crew_change(w, hold->resource, 0, hold->number);
		item->holds = hold->next;
		pool_put(&w->holds, h);
	}
}

void allocate_finish(struct world *w, struct item *item)
{
	const struct station *station = &w->model->stations[item->station];
	struct place *p = &w->places[item->station];
	place_touch(p, w->now);
	p->busy--;
	if (p->tracked)
		list_remove(w, &p->served_head, &p->served_tail, item_index(w, item));
	if (station->needs.count | station->one_of.count)
		release_needs(w, station, item);
	item->held = item->station;
	item->state = ITEM_READY;
}

void allocate_release(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t s = item->held;
	if (s == NONE)
		return;
	if (item->state == ITEM_IN_FRONT) {
		place_touch(&w->places[s], w->now);
		w->places[s].blocked--;
	}
	place_free_machine(w, s);
	item->held = NONE;
}

/* --- the queue and what is in front of it ------------------------------------------------------------------------------------- */

static double queue_key(struct world *w, uint32_t index, const struct station *station)
{
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
		drop_claims(w, s);
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
	if (w->flows[item->kind].reranked || (item->flags & ITEM_BRANCH))
		item_rank(w, index);
	if (station->order == ORDER_KEY)
		item->key = queue_key(w, index, station);
	if (station->limit == UNLIMITED) {
		enter_queue(w, index);
		return;
	}
	struct place *p = &w->places[s];
	item->state = ITEM_IN_FRONT;
	item->since = w->now;
	if (item->held != NONE) {
		place_touch(&w->places[item->held], w->now);
		w->places[item->held].blocked++;
	}
	list_append(w, &p->front_head, &p->front_tail, index);
	p->in_front++;
	place_dirty(w, s);
}

static void leave_front(struct world *w, uint32_t index)
{
	struct place *p = &w->places[item_at(w, index)->station];
	list_remove(w, &p->front_head, &p->front_tail, index);
	p->in_front--;
	if (p->claiming && p->candidate == index)
		drop_claims(w, item_at(w, index)->station);
}

static inline void count_wait(struct world *w, struct place *p, struct item *item, double wait)
{
	item->waited += wait;
	p->visits++;
	p->waited += wait > 0.0;
	tally_add(&p->wait, wait);
	if (quantile_add(&p->wait_quantile, wait) != 0)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
}

static void leave_queue(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t s = item->station;
	struct place *p = &w->places[s];
	event_cancel(&w->events, item->timer);
	item->timer = EVENT_NONE;
	if (p->claiming && p->candidate == index)
		drop_claims(w, s);
	queue_remove(w, s, index);
	if (!(item->flags & ITEM_BEGUN))
		count_wait(w, p, item, w->now - item->since);
}

static inline void seize_machine(struct world *w, struct place *p, struct item *item)
{
	if (p->free != UNLIMITED)
		p->free--;
	p->busy++;
	item->state = ITEM_SERVED;
	item->since = w->now;
}

static void complain_about_time(struct world *w, const struct item *item, double work)
{
	world_stop_at(w, ENGINE_WRONG, w->model->tasks[item->task].node,
		"a time at '%s' came out as %.4g: a time is a number from 0 on; look at its arguments", w->model->stations[item->station].name,
		work);
}

/* `work` below 0: it is not known yet. */
static inline void begin_work(struct world *w, struct item *item, uint32_t index, double work)
{
	if (work < 0.0)
		work = flow_work(w, index, true);
	if (!(work >= 0.0 && work < INFINITY)) {
		complain_about_time(w, item, work);
		return;
	}
	item->timer = event_at(&w->events, w->now + work, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted by %llu items in the system", (unsigned long long)w->in_system);
}

/* How fast the work goes: as fast as who was chosen, else as the slowest of those who are needed. */
static double speed_of(const struct world *w, const struct station *station, const struct item *item)
{
	double speed = station->one_of.count ? w->model->resources[item->by].speed : INFINITY;
	for (uint32_t i = 0; i < station->needs.count && !station->one_of.count; i++)
		speed = fmin(speed, w->model->resources[station->needs.list[i].resource].speed);
	return speed < INFINITY ? speed : 1.0;
}

/* The time that is left to do, at the speed of who does it. Where it may be pre-empted, it is kept with when the item joined. */
static double work_to_do(struct world *w, const struct station *station, struct item *item, uint32_t index)
{
	bool begun = item->flags & ITEM_BEGUN;
	double work = begun ? *item_rest(w, index) : station->key_needs_work ? item->key : usual_work(w, index, item);
	if (w->any_speed && !begun)
		work = (work < 0.0 ? flow_work(w, index, true) : work) / speed_of(w, station, item);
	item->flags &= (uint8_t)~ITEM_BEGUN;
	if (station->preempt != PREEMPT_NO)
		*item_rest(w, index) = work;
	return work;
}

static void start_service(struct world *w, uint32_t s, uint32_t index)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	struct item *item = item_at(w, index);
	if (station->preempt != PREEMPT_NO)
		*item_joined(w, index) = item->since;
	if (item->state == ITEM_WAITING) {
		leave_queue(w, index);
	} else {
		leave_front(w, index);
		allocate_release(w, index);
		count_wait(w, p, item, 0.0);
	}
	if (station->needs.count | station->one_of.count)
		seize_needs(w, station, item);
	if (station->keeps) {
		keep_needs(w, station, index);
		flow_taken(w, index);
		return;
	}
	place_touch(p, w->now);
	seize_machine(w, p, item);
	if (p->tracked)
		list_append(w, &p->served_head, &p->served_tail, index);
	begin_work(w, item, index, work_to_do(w, station, item, index));
}

/* Who would be served next: the queue's first, or with no waiting room at all the first in front. */
static uint32_t first_candidate(struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	return p->waiting ? queue_first(w, s) : p->front_head;
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
		count_wait(w, p, item, w->now - item->since);
		seize_machine(w, p, item);
		begin_work(w, item, index, item->key);
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
		name_candidate(w, p, candidate);
	return first_lacking(w, s) < 0;
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
			drop_claims(w, s);
		if (candidate == NONE || p->free == 0 || w->over)
			break;
		if (station->needs.count | station->one_of.count) {
			if (p->claiming && p->candidate == candidate)
				break;
			drop_claims(w, s);
			if (!may_start_at_once(w, s)) {
				enter_claims(w, s, candidate, true);
				break;
			}
		}
		start_service(w, s, candidate);
	}
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
		bool fitting = first_lacking(w, s) < 0;
		unclaim(w, s);
		if (fitting) {
			start_service(w, s, candidate);
			place_dirty(w, s);
			serve_places(w);
		} else if (w->model->stations[s].strict) {
			enter_claims(w, s, candidate, false);
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
			enter_claims(w, s, w->places[s].candidate, true);
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
		if (station->when_full == FULL_TURN_AWAY) {
			allocate_release(w, index);
			item_at(w, index)->state = ITEM_READY;
			flow_leave(w, index, LEAVE_TURNED_AWAY);
		} else {
			struct item *item = item_at(w, index);
			if (item->held != NONE) {
				place_touch(&w->places[item->held], w->now);
				w->places[item->held].blocked--;
			}
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
			shift_resume(w);
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
		shift_resume(w);
	serve_places(w);
	if (w->dirty_crew_count | w->crowded_count)
		dispatch_rest(w);
}

void allocate_withdraw(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	switch ((enum item_state)item->state) {
	case ITEM_WAITING: {
		uint32_t s = item->station;
		leave_queue(w, index);
		place_dirty(w, s);
		break;
	}
	case ITEM_IN_FRONT:
		leave_front(w, index);
		place_dirty(w, item->station);
		break;
	case ITEM_SERVED:
		event_cancel(&w->events, item->timer);
		allocate_finish(w, item);
		break;
	case ITEM_PAUSED:
		shift_withdraw(w, index);
		break;
	case ITEM_DELAYED:
		event_cancel(&w->events, item->timer);
		break;
	case ITEM_LISTED:
		list_remove(w, &w->ready_head, &w->ready_tail, index);
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
	if (p->free != UNLIMITED && p->free + p->busy + p->blocked + p->paused != station->machines)
		return false;
	if (p->in_front && (p->waiting < station->limit || station->when_full != FULL_BLOCK))
		return false;
	if (candidate == NONE)
		return true;
	return p->claiming && p->candidate == candidate && first_lacking(w, s) >= 0;
}
#endif
