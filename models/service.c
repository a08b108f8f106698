/* Service at a station: it begins when the machine and all that is needed are there, with a set-up where the machine needs one, and ends
   when the work is done. Work is what is kept, and time follows from it by the speed of who does it. Invariant: who is served has one
   event to come, the end of its set-up or of its work. */
#include <math.h>
#include "usual.h"

static bool is_repair(const struct world *w, const struct item *item)
{
	return w->flows[item->kind].hidden;
}

/* The end of what is done now. Repairs go on by themselves, whether or not there is any work. */
void service_schedule(struct world *w, uint32_t index, double time)
{
	struct item *item = item_at(w, index);
	bool repair = is_repair(w, item);
	item->timer = event_at(&w->events, w->now + time, repair ? PHASE_CALENDAR : PHASE_COMPLETION,
		repair ? HAPPENS_REPAIRED : HAPPENS_COMPLETION, index);
	w->standing += repair;
	w->standing_made += repair;
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
}

void service_cancel(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	event_cancel(&w->events, item->timer);
	item->timer = EVENT_NONE;
	w->standing -= is_repair(w, item);
}

/* What rounding has put after the end of a shift, or after a failure, is done by then: it does not stop. */
#define ROUNDINGS (64 * 2.220446049250313e-16)

bool service_is_over(const struct world *w, uint32_t index)
{
	if (w->service_at && item_service(w, index)->setting_up)
		return false;
	return event_time(&w->events, item_at(w, index)->timer) - w->now <= ROUNDINGS * w->now;
}

void service_complain(struct world *w, const struct item *item, const char *what, double time)
{
	world_stop_at(w, ENGINE_WRONG, w->model->tasks[item->task].node,
		"a %s at '%s' came out as %.4g: a time is a number from 0 on; look at its arguments", what,
		w->model->stations[item->station].name, time);
}

/* How fast the work goes: as fast as who was chosen, else as the slowest of those who are needed. */
double service_speed(const struct world *w, const struct item *item)
{
	const struct station *station = &w->model->stations[item->station];
	double speed = station->one_of.count ? w->model->resources[item->by].speed : INFINITY;
	for (uint32_t i = 0; i < station->needs.count && !station->one_of.count; i++)
		speed = fmin(speed, w->model->resources[station->needs.list[i].resource].speed);
	return speed < INFINITY ? speed : 1.0;
}

/* Whose luck the work has: of a batch, its oldest member's. */
static uint32_t whose_work(const struct world *w, uint32_t index)
{
	const struct batch *batch = item_batch(w, index);
	assert((!batch || item_batch(w, batch->oldest) == batch) && "a batch has the luck of one of its members");
	return batch ? batch->oldest : index;
}

/* The time that the work takes at the speed of who does it. Where it may be pre-empted, the work is kept. */
static double time_of_work(struct world *w, const struct station *station, struct item *item, uint32_t index)
{
	uint32_t whose = whose_work(w, index);
	const struct item *owner = item_at(w, whose);
	double work = item->flags & ITEM_BEGUN ? item_service(w, index)->work
		: station->key_needs_work ? owner->key : usual_work(w, whose, owner);
	if (work < 0.0)
		work = flow_work(w, whose, true);
	item->flags &= (uint8_t)~ITEM_BEGUN;
	if (station->preempt != PREEMPT_NO)
		item_service(w, index)->work = work;
	return w->any_speed ? work / service_speed(w, item) : work;
}

static void begin_work(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	double time = time_of_work(w, &w->model->stations[item->station], item, index);
	if (time >= 0.0 && time < INFINITY)
		service_schedule(w, index, time);
	else
		service_complain(w, item, "time", time);
}

/* --- set-ups ----------------------------------------------------------------------------------------------------------------------- */

static void begin_setup(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	uint32_t whose = whose_work(w, index);
	const struct task *task = &w->model->tasks[item_at(w, whose)->task];
	const struct visit *elsewhere = item_elsewhere(task, item->station);
	double time = world_value(w, whose, elsewhere ? &elsewhere->setup : &task->setup, task->luck_setup, item_pass(w, whose, task));
	if (!(time >= 0.0 && time < INFINITY)) {
		service_complain(w, item, "set-up", time);
		return;
	}
	item_service(w, index)->setting_up = true;
	w->places[item->station].setting_up++;
	batch_follow(w, index);
	service_schedule(w, index, time);
}

void service_set_up(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct place *p = &w->places[item->station];
	place_touch(p, w->now);
	p->setting_up--;
	flow_count_work(w, index);
	if (w->trace_at)
		trace_spell(w, index, TRACE_DONE);
	item_service(w, index)->setting_up = false;
	item->since = w->now;
	batch_follow(w, index);
	if (w->accounts)
		money_turn(w, index);
	begin_work(w, index);
}

/* --- begin and end ------------------------------------------------------------------------------------------------------------------ */

/* The tasks of agendas for which work begins here. Making due what begins with them may move the records of items. */
static void start_tasks(struct world *w, uint32_t index)
{
	for (uint32_t next, i = index; i != NONE; i = next) {
		next = i == index ? batch_followers(w, index) : item_at(w, i)->next;
		if (item_on_agenda(w, i) && !(w->trail_at && item_trail(w, i)->back_to != NONE))
			agenda_start(w, i);
	}
}

void service_begin(struct world *w, uint32_t s, uint32_t index)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	struct item *item = item_at(w, index);
	uint32_t like = station->batch_size > 1 ? batch_form(w, s, index) : index;
	place_touch(p, w->now);
	p->free -= p->free != UNLIMITED;
	p->busy++;
	item->state = ITEM_SERVED;
	item->since = w->now;
	if (p->tracked) {
		list_append(w, &p->served_head, &p->served_tail, index);
		crew_call(w, s);
	}
	if (station->batch_size > 1)
		batch_follow(w, index);
	if (p->unit_count && machine_seize(w, index, like))
		begin_setup(w, index);
	else
		begin_work(w, index);
	if (w->accounts) {
		money_seize(w, index);
		money_turn(w, index);
	}
	if (w->trail_at)
		hand_begin(w, index);
	if (w->any_agenda)
		start_tasks(w, index);
}

void service_end(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct place *p = &w->places[item->station];
	if (w->accounts)
		money_end(w, index);
	place_touch(p, w->now);
	p->busy--;
	if (w->service_at && item_service(w, index)->setting_up) {
		p->setting_up--;
		item_service(w, index)->setting_up = false;
	}
	if (p->tracked)
		list_remove(w, &p->served_head, &p->served_tail, index);
	service_release(w, index);
	item->held = item->station;
	item->state = ITEM_READY;
	if (p->unit_count)
		machine_hold(w, index);
	if (item_batch(w, index))
		batch_end(w, index);
}

/* --- what it needs ------------------------------------------------------------------------------------------------------------------ */

uint32_t service_server_count(const struct world *w, uint32_t index)
{
	const struct station *station = &w->model->stations[item_at(w, index)->station];
	return station->needs.count + station->one_of.count;
}

struct amount service_server(const struct world *w, uint32_t index, uint32_t i)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	if (i < station->needs.count)
		return station->needs.list[i];
	struct amount a = station->one_of.list[i - station->needs.count];
	a.number = a.resource == item->by ? a.number : 0;
	return a;
}

/* How many units of a resource serve an item at its station. */
uint32_t service_needs(const struct world *w, uint32_t index, uint32_t resource)
{
	uint32_t units = 0;
	for (uint32_t i = 0; i < service_server_count(w, index); i++) {
		struct amount a = service_server(w, index, i);
		units += a.resource == resource ? a.number : 0;
	}
	return units;
}

/* `chosen`: of needs_one_of; its count where there is none. What a `take` seizes is kept. */
void service_seize(struct world *w, uint32_t index, uint32_t chosen)
{
	struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	enum unit_use use = station->keeps ? UNIT_KEPT : UNIT_SERVES;
	for (uint32_t i = 0; i < station->needs.count; i++) {
		w->crews[station->needs.list[i].resource].uses++;
		crew_take(w, station->needs.list[i].resource, station->needs.list[i].number, index, use);
	}
	item->by = station->needs.count ? (uint16_t)station->needs.list[0].resource : UINT16_MAX;
	if (chosen < station->one_of.count) {
		w->crews[station->one_of.list[chosen].resource].uses++;
		crew_take(w, station->one_of.list[chosen].resource, station->one_of.list[chosen].number, index, use);
		item->by = (uint16_t)station->one_of.list[chosen].resource;
	}
}

void service_release(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	for (uint32_t i = 0; i < station->needs.count; i++)
		crew_give(w, station->needs.list[i].resource, station->needs.list[i].number, index, UNIT_SERVES);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (station->one_of.list[i].resource == item->by) {
			crew_give(w, item->by, station->one_of.list[i].number, index, UNIT_SERVES);
			return;
		}
}

/* Who serves an item, or stays with it while its work is stopped. */
static uint32_t units_there(const struct world *w, uint32_t index, uint32_t resource)
{
	bool gone = item_at(w, index)->state == ITEM_PAUSED && (w->model->resources[resource].calendar || item_service(w, index)->alone);
	return gone ? 0 : service_needs(w, index, resource);
}

/* Another item stands for what this one has: a batch has got a new leader. */
void service_rename(struct world *w, uint32_t from, uint32_t to)
{
	for (uint32_t r = 0; r < w->model->resource_count; r++)
		crew_recount(w, r, units_there(w, from, r), from, to);
	for (uint32_t u = 0; u < w->unit_count; u++)
		if (w->units[u].use == UNIT_SERVES && w->units[u].item == from)
			w->units[u].item = to;
}
