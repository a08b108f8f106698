/* The waiting ledger while a replication runs: each item has at each instant one cause, and its time is charged to that. What an
   item does itself is charged when that is over. What a queue waits for is the station's matter: where that may be several things,
   each has a clock there, which runs while it is the present one, and an item is charged for what the clocks have gone on by while
   it waited, in whatever order items come and go. Which one is present is settled when the clock is about to move on, for the
   stations where it may have changed. Invariant: between two instants the present cause of each queue is the one that the state
   gives. */
#include "wish.h"

/* --- the item's slots --------------------------------------------------------------------------------------------------------- */

/* An item has a slot for each cause that no other field has, and marks for the clocks of the station where it waits. */
uint32_t ledger_room(const struct model *model)
{
	uint32_t marks = 0;
	for (uint32_t s = 0; s < model->station_count; s++)
		if (model->stations[s].cause_count > 1 && model->stations[s].cause_count > marks)
			marks = model->stations[s].cause_count;
	return model->ledger.slot_count + marks;
}

void ledger_copy(struct world *w, uint32_t from, uint32_t to)
{
	item_at(w, to)->waited = item_at(w, from)->waited;
	item_at(w, to)->worked = item_at(w, from)->worked;
	for (uint32_t i = w->cause_at; i < w->mark_at; i++)
		item_facts(w, to)[i] = item_facts(w, from)[i];
	if (w->trail_at)
		hand_copy(w, from, to);
	if (w->trace_at)
		trace_copy(w, from, to);
}

bool ledger_asks(const struct world *w, uint32_t index)
{
	return w->request_at && w->model->tasks[item_at(w, index)->task].decision;
}

void ledger_go_on(struct world *w, uint32_t index)
{
	ledger_add(w, index, item_service(w, index)->cause, w->now - item_at(w, index)->since);
	for (uint32_t i = batch_followers(w, index); i != NONE; i = item_at(w, i)->next)
		ledger_add(w, i, item_service(w, i)->cause, w->now - item_at(w, i)->since);
}

/* --- what a queue waits for --------------------------------------------------------------------------------------------------- */

static bool is_anybody_on_shift(const struct world *w, const struct station *station)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (w->crews[station->needs.list[i].resource].on_shift == 0)
			return false;
	bool any = station->one_of.count == 0;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		any |= w->crews[station->one_of.list[i].resource].on_shift > 0;
	return any;
}

/* Of a station that wishes for nothing, as too few have come for a batch: as wish_lacks, whoever else may wish. */
static int lacks(const struct world *w, const struct station *station)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (w->crews[station->needs.list[i].resource].free < station->needs.list[i].number)
			return (int)i;
	bool any = station->one_of.count == 0;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		any |= w->crews[station->one_of.list[i].resource].free >= station->one_of.list[i].number;
	return any ? -1 : (int)station->needs.count;
}

static uint32_t cause_of(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	const struct place *p = &w->places[s];
	if (p->closed || !is_anybody_on_shift(w, station))
		return CAUSE_SHIFT;
	if (p->free == 0)
		return p->down + p->down_held ? CAUSE_REPAIR : CAUSE_MACHINE;
	int lacking = p->claiming ? wish_lacks(w, s) : lacks(w, station);
	if (lacking < 0)
		return CAUSE_BATCH;
	const struct amount *need = (uint32_t)lacking < station->needs.count ? &station->needs.list[lacking] : &station->one_of.list[0];
	return w->crews[need->resource].out.value > 0.0 ? CAUSE_REPAIR : CAUSE_RESOURCE + need->resource;
}

/* A cause that the station cannot have is one that was forgotten in cause.c. */
static uint32_t find_reason(const struct reasons *reasons, uint32_t cause)
{
	uint32_t i = 0;
	while (i + 1 < reasons->count && reasons->list[i].cause != cause)
		i++;
	assert(reasons->list[i].cause == cause && "a queue waits for what it may wait for");
	return i;
}

/* Those who were pre-empted wait to go on, whatever the others wait for. */
static void bring_up(struct world *w, const struct place *p)
{
	struct reasons *reasons = p->reasons;
	double d = w->now - reasons->since;
	if (!(d > 0.0))
		return;
	struct reason *present = &reasons->list[reasons->present];
	present->clock += d;
	present->area += d * (p->waiting - reasons->preempted);
#ifndef NDEBUG
	present->whole += d * (p->waiting - reasons->preempted);
#endif
	reasons->area_preempted += d * reasons->preempted;
	reasons->since = w->now;
}

static void make_stale(struct world *w, uint32_t s)
{
	struct reasons *reasons = w->places[s].reasons;
	if (reasons->stale)
		return;
	reasons->stale = true;
	w->stale_places[w->stale_count++] = s;
}

void ledger_join(struct world *w, uint32_t s, uint32_t index)
{
	struct reasons *reasons = w->places[s].reasons;
	bring_up(w, &w->places[s]);
	make_stale(w, s);
	crew_call(w, s);
	if (item_at(w, index)->flags & ITEM_BEGUN) {
		reasons->preempted++;
		return;
	}
	double *marks = item_facts(w, index) + w->mark_at;
	for (uint32_t i = 0; i < reasons->count; i++)
		marks[i] = reasons->list[i].clock;
}

void ledger_part(struct world *w, uint32_t s, uint32_t index)
{
	struct reasons *reasons = w->places[s].reasons;
	bring_up(w, &w->places[s]);
	if (w->any_strict)
		make_stale(w, s);
	if (item_at(w, index)->flags & ITEM_BEGUN) {
		reasons->preempted--;
		ledger_add(w, index, CAUSE_PREEMPTED, w->now - item_service(w, index)->preempted);
		return;
	}
	double *tail = item_facts(w, index);
	bool asks = ledger_asks(w, index);
	for (uint32_t i = 0; i < reasons->count; i++) {
		double time = reasons->list[i].clock - tail[w->mark_at + i];
		if (reasons->list[i].slot != NONE && !asks)
			tail[reasons->list[i].slot] += time;
#ifndef NDEBUG
		reasons->list[i].charged += time;
#endif
	}
}

void ledger_look_again(struct world *w, uint32_t s)
{
	if (w->places[s].reasons && w->places[s].waiting)
		make_stale(w, s);
}

void ledger_units_changed(struct world *w, uint32_t resource, bool rarely)
{
	for (uint32_t i = 0, s; (s = crew_caller(w, resource, &i, !rarely)) != NONE;)
		ledger_look_again(w, s);
}

void ledger_wish_changed(struct world *w, const struct station *station)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		ledger_units_changed(w, station->needs.list[i].resource, false);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		ledger_units_changed(w, station->one_of.list[i].resource, false);
}

void ledger_settle(struct world *w)
{
	while (w->stale_count) {
		uint32_t s = w->stale_places[--w->stale_count];
		struct place *p = &w->places[s];
		p->reasons->stale = false;
		if (p->waiting == 0)
			continue;
		bring_up(w, p);
		p->reasons->present = find_reason(p->reasons, cause_of(w, s));
	}
}

/* --- what is reported --------------------------------------------------------------------------------------------------------- */

void ledger_count(struct world *w, struct flow *flow, uint32_t index)
{
	const double *slots = item_facts(w, index) + w->cause_at;
	flow->waited += item_at(w, index)->waited;
	for (uint32_t i = 0; i < w->mark_at - w->cause_at; i++)
		flow->caused[i] += slots[i];
}

double ledger_of_item(const struct world *w, uint32_t index, uint32_t cause)
{
	if (cause == w->model->ledger.waited)
		return item_at(w, index)->waited;
	return w->cause_slots[cause] == NONE ? 0.0 : item_facts(w, index)[w->cause_slots[cause]];
}

double ledger_of_flow(const struct world *w, const struct flow *flow, uint32_t cause)
{
	if (cause == CAUSE_WORKING)
		return flow->worked;
	return cause == w->model->ledger.waited ? flow->waited : flow->caused[w->model->ledger.slots[cause]];
}

double ledger_of_queue(const struct world *w, uint32_t s, uint32_t cause)
{
	const struct place *p = &w->places[s];
	const struct station *station = &w->model->stations[s];
	if (!p->reasons)
		return station->cause_count && station->causes[0] == cause ? p->area_waiting : 0.0;
	if (cause == CAUSE_PREEMPTED)
		return p->reasons->area_preempted;
	for (uint32_t i = 0; i < p->reasons->count; i++)
		if (p->reasons->list[i].cause == cause)
			return p->reasons->list[i].area;
	return 0.0;
}

double ledger_of_resource(const struct world *w, uint32_t resource)
{
	double area = 0.0;
	for (uint32_t i = 0; i < w->crews[resource].asker_count; i++)
		area += ledger_of_queue(w, w->crews[resource].askers[i], CAUSE_RESOURCE + resource);
	return area;
}

void ledger_start_window(struct world *w)
{
	for (uint32_t s = 0; s < w->model->station_count; s++) {
		struct reasons *reasons = w->places[s].reasons;
		if (!reasons)
			continue;
		bring_up(w, &w->places[s]);
		reasons->area_preempted = 0.0;
		for (uint32_t i = 0; i < reasons->count; i++)
			reasons->list[i].area = 0.0;
	}
	for (uint32_t r = 0; r < w->model->resource_count; r++)
		w->crews[r].uses = 0;
	for (uint32_t k = 0; k < w->model->kind_count; k++) {
		w->flows[k].waited = 0.0;
		for (uint32_t i = 0; i < w->model->ledger.slot_count; i++)
			w->flows[k].caused[i] = 0.0;
	}
}

void ledger_end_window(struct world *w)
{
	for (uint32_t s = 0; s < w->model->station_count; s++)
		if (w->places[s].reasons)
			bring_up(w, &w->places[s]);
}

/* --- making it ---------------------------------------------------------------------------------------------------------------- */

static void make_reasons(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	p->wait_slot = NONE;
	if (station->cause_count == 1)
		p->wait_slot = w->cause_slots[station->causes[0]];
	if (station->cause_count <= 1)
		return;
	struct reasons *reasons = p->reasons = arena_take(&w->arena, 1, sizeof *reasons);
	reasons->list = arena_take(&w->arena, station->cause_count, sizeof *reasons->list);
	for (uint32_t i = 0; i < station->cause_count; i++)
		if (station->causes[i] != CAUSE_PREEMPTED)
			reasons->list[reasons->count++] = (struct reason){ .cause = station->causes[i], .slot = w->cause_slots[station->causes[i]] };
}

void ledger_begin(struct world *w)
{
	const struct model *model = w->model;
	uint32_t causes = CAUSE_RESOURCE + model->resource_count;
	uint32_t *slots = arena_take(&w->arena, causes, sizeof *slots);
	for (uint32_t cause = 0; cause < causes; cause++)
		slots[cause] = model->ledger.slots[cause] == NONE ? NONE : w->cause_at + model->ledger.slots[cause];
	w->cause_slots = slots;
	w->stale_places = arena_take(&w->arena, model->station_count, sizeof *w->stale_places);
	for (uint32_t s = 0; s < model->station_count; s++)
		make_reasons(w, s);
	for (uint32_t k = 0; k < model->kind_count; k++)
		w->flows[k].caused = arena_take(&w->arena, model->ledger.slot_count, sizeof *w->flows[k].caused);
}

#ifndef NDEBUG
/* The causes of an item that is about to leave add up to its time. */
bool ledger_adds_up(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	double sum = item->worked + (w->model->ledger.waited == NONE ? 0.0 : item->waited), time = w->now - item->entered;
	for (uint32_t i = w->cause_at; i < w->mark_at; i++) {
		if (item_facts(w, index)[i] < 0.0)
			return false;
		sum += item_facts(w, index)[i];
	}
	double off = sum > time ? sum - time : time - sum;
	return off <= 1e-9 * (w->now > 1.0 ? w->now : 1.0);
}

bool ledger_is_settled(const struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	if (!p->reasons || p->waiting == 0)
		return true;
	return p->reasons->list[p->reasons->present].cause == cause_of(w, s) && p->reasons->preempted <= p->waiting;
}
#endif
