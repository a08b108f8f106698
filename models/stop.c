/* Work in hand that is stopped: when a shift ends, or when something fails. The item keeps its machine; those who go do something else
   meanwhile. Invariant: what is stopped goes on, in the order in which it was stopped, before anything new begins. */
#include "parts.h"

/* Who has hours of their own goes when a shift ends; what is always there (a room, a tool) stays with the item. Nobody stays where
   something has failed. */
static bool parts(const struct world *w, uint32_t index, uint32_t resource)
{
	return w->model->resources[resource].calendar || item_service(w, index)->alone;
}

/* Those who part from it go, or come again. */
static void send_away(struct world *w, uint32_t index, bool away)
{
	for (uint32_t i = 0; i < service_server_count(w, index); i++) {
		struct amount a = service_server(w, index, i);
		if (a.number == 0 || !parts(w, index, a.resource))
			continue;
		if (away)
			crew_give(w, a.resource, a.number, index, UNIT_SERVES);
		else
			crew_take(w, a.resource, a.number, index, UNIT_SERVES);
	}
}

/* Those who stay with it. */
static void run_clocks(struct world *w, uint32_t index, bool run)
{
	for (uint32_t u = 0; u < w->unit_count; u++) {
		struct unit *unit = &w->units[u];
		if (unit->use != UNIT_SERVES || unit->item != index)
			continue;
		if (run)
			fail_run(w, unit);
		else
			fail_rest(w, unit);
	}
}

void stop_work(struct world *w, uint32_t index, enum cause why)
{
	struct item *item = item_at(w, index);
	struct service *service = item_service(w, index);
	struct place *p = &w->places[item->station];
	place_touch(p, w->now);
	p->busy--;
	p->paused++;
	p->setting_up -= service->setting_up;
	service->rest = event_time(&w->events, item->timer) - w->now;
	service_cancel(w, index);
	flow_count_work(w, index);
	if (w->trace_at)
		trace_spell(w, index, why == CAUSE_SHIFT ? TRACE_STOPPED_BY_SHIFT : TRACE_STOPPED_BY_FAILURE);
	service->cause = (uint8_t)why;
	service->alone = why == CAUSE_REPAIR;
	send_away(w, index, true);
	run_clocks(w, index, false);
	item->state = ITEM_PAUSED;
	list_remove(w, &p->served_head, &p->served_tail, index);
	item->since = w->now;
	list_append(w, &w->paused_head, &w->paused_tail, index);
	batch_follow(w, index);
	if (w->accounts)
		money_turn(w, index);
}

/* Something that stayed with a stopped item has failed: the others go as well. */
void stop_alone(struct world *w, uint32_t index)
{
	for (uint32_t i = 0; i < service_server_count(w, index); i++) {
		struct amount a = service_server(w, index, i);
		if (a.number > 0 && !parts(w, index, a.resource))
			crew_give(w, a.resource, a.number, index, UNIT_SERVES);
	}
	item_service(w, index)->alone = true;
	if (w->accounts)
		money_turn(w, index);
}

void stop_withdraw(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	list_remove(w, &w->paused_head, &w->paused_tail, index);
	place_touch(&w->places[item->station], w->now);
	w->places[item->station].paused--;
	stop_alone(w, index);
	item_service(w, index)->setting_up = false;
	item->held = item->station;
	item->state = ITEM_READY;
	if (w->accounts)
		money_end(w, index);
	if (w->places[item->station].unit_count)
		machine_hold(w, index);
	if (item_service(w, index)->batch != NONE)
		batch_end(w, index);
}

static bool may_go_on(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct place *p = &w->places[item->station];
	if (w->model->stations[item->station].pauses && p->closed)
		return false;
	if (p->unit_count && w->units[item_service(w, index)->unit].down)
		return false;
	for (uint32_t i = 0; i < service_server_count(w, index); i++) {
		uint32_t resource = service_server(w, index, i).resource;
		if (parts(w, index, resource) && w->crews[resource].free < service_needs(w, index, resource))
			return false;
	}
	return true;
}

static void go_on(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct service *service = item_service(w, index);
	struct place *p = &w->places[item->station];
	list_remove(w, &w->paused_head, &w->paused_tail, index);
	place_touch(p, w->now);
	p->paused--;
	p->busy++;
	p->setting_up += service->setting_up;
	send_away(w, index, false);
	service->alone = false;
	ledger_go_on(w, index);
	item->state = ITEM_SERVED;
	item->since = w->now;
	list_append(w, &p->served_head, &p->served_tail, index);
	crew_call(w, item->station);
	run_clocks(w, index, true);
	batch_follow(w, index);
	if (w->accounts)
		money_turn(w, index);
	service_schedule(w, index, service->rest);
}

void stop_resume(struct world *w)
{
	for (uint32_t next, index = w->paused_head; index != NONE; index = next) {
		next = item_at(w, index)->next;
		if (may_go_on(w, index))
			go_on(w, index);
	}
}

#ifndef NDEBUG
bool stop_is_settled(const struct world *w)
{
	for (uint32_t index = w->paused_head; index != NONE; index = item_at(w, index)->next)
		if (may_go_on(w, index))
			return false;
	return true;
}
#endif
