/* Decisions while a replication runs. Whoever comes to one asks for it: it waits for the meeting, then for the decider, and a clock runs
   that takes it out of wherever it is when it has waited too long, to be asked of somebody else or to go on without. Invariant: a request
   that is open has an answer to come, and is counted once, when that is there. */
#include <math.h>
#include "parts.h"

static const struct decision *decision_of(const struct world *w, uint32_t index)
{
	return w->model->tasks[item_at(w, index)->task].decision;
}

/* All that it has waited for decisions so far. */
static double waited_so_far(const struct world *w, uint32_t index)
{
	return item_facts(w, index)[w->cause_slots[CAUSE_DECISION]];
}

/* --- asking ---------------------------------------------------------------------------------------------------------------------- */

/* When so much time has passed from now on; INFINITY: never. */
static double time_after(struct world *w, uint32_t index, const struct expr *after, uint64_t luck)
{
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	if (after->form == EXPR_ABSENT)
		return INFINITY;
	double time = world_value(w, index, after, luck, item_pass(w, index, task));
	if (isnan(time))
		world_stop_at(w, ENGINE_WRONG, task->decision->node, "the time that '%s' may take came out as no number: look at its 'after'",
			task->name);
	return w->now + fmax(time, 0.0);
}

static void run_clock(struct world *w, uint32_t index)
{
	struct request *r = item_request(w, index);
	double time = fmin(r->escalation, r->deadline);
	r->timer = EVENT_NONE;
	if (!(time < INFINITY))
		return;
	r->timer = event_at(&w->events, time, PHASE_PATIENCE, HAPPENS_OVERDUE, index);
	if (r->timer == EVENT_NONE)
		world_no_memory(w);
}

static void open_request(struct world *w, uint32_t index, const struct decision *decision)
{
	struct request *r = item_request(w, index);
	*r = (struct request){ .asked = w->now, .waited = waited_so_far(w, index), .timer = EVENT_NONE, .open = true };
	r->escalation = time_after(w, index, &decision->escalates, decision->luck_escalates);
	r->deadline = time_after(w, index, &decision->deadline, decision->luck_deadline);
	item_at(w, index)->flags |= ITEM_TOOK;   /* whether it is done at all has been drawn */
	run_clock(w, index);
}

/* Sees to it that there is a next meeting while somebody waits for it. */
static void call_meeting(struct world *w, const struct decision *decision)
{
	struct verdicts *v = &w->verdicts[decision->index];
	if (v->timer != EVENT_NONE || w->places[decision->meeting].waiting == 0)
		return;
	double time = decision_meets(&decision->meetings, w->now, v->last_meeting);
	v->timer = event_at(&w->events, time, PHASE_DISPATCH, HAPPENS_MEETING, decision->index);
	if (v->timer == EVENT_NONE)
		world_no_memory(w);
}

void decide_ask(struct world *w, uint32_t index)
{
	if (!item_request(w, index)->open)
		open_request(w, index, decision_of(w, index));
}

bool decide_gathers(struct world *w, uint32_t index)
{
	const struct decision *decision = decision_of(w, index);
	const struct request *r = item_request(w, index);
	if (decision->meeting == NONE || r->met || r->escalated)
		return false;
	allocate_release(w, index);
	allocate_join(w, index, decision->meeting);
	call_meeting(w, decision);
	return true;
}

void decide_meet(struct world *w, uint32_t d)
{
	const struct decision *decision = w->model->decisions[d];
	struct verdicts *v = &w->verdicts[d];
	v->timer = EVENT_NONE;
	v->last_meeting = w->now;
	for (uint32_t n = 0; n < decision->agenda && w->places[decision->meeting].waiting; n++) {
		uint32_t index = queue_first(w, decision->meeting);
		allocate_leave_queue(w, index);
		item_request(w, index)->met = true;
		flow_list(w, index);
	}
	call_meeting(w, decision);
}

uint32_t decide_where(const struct world *w, uint32_t index)
{
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	if (item_request(w, index)->escalated)
		return task->decision->escalated;
	return task->work == WORK_STATION ? task->station : NONE;
}

/* --- too late ---------------------------------------------------------------------------------------------------------------------- */

/* Takes it out of wherever it is; the time so far is what it was. */
static void withdraw(struct world *w, uint32_t index)
{
	struct item *item = item_at(w, index);
	if (item->state == ITEM_SERVED) {
		flow_count_own_work(w, index);
	} else if (item->state == ITEM_PAUSED) {
		ledger_add(w, index, item_service(w, index)->cause, w->now - item->since);
	} else if (item->state == ITEM_HANDED) {
		ledger_add(w, index, CAUSE_HANDOFF, w->now - item->since);
	} else if (item->state == ITEM_DELAYED) {
		ledger_add(w, index, CAUSE_DECISION, w->now - item->since);
		event_cancel(&w->events, item->timer);
		item->state = ITEM_READY;
	}
	allocate_withdraw(w, index);
	item_at(w, index)->flags &= (uint8_t)~ITEM_BEGUN;
	if (w->trail_at)
		hand_stop(w, index);
}

void decide_overdue(struct world *w, uint32_t index)
{
	struct request *r = item_request(w, index);
	withdraw(w, index);
	if (r->deadline <= w->now) {
		r->timer = EVENT_NONE;
		r->defaulted = true;
		item_at(w, index)->flags |= ITEM_WORKED;
		if (item_on_agenda(w, index))
			agenda_start(w, index);
	} else {
		r->escalated = true;
		r->escalation = INFINITY;
		run_clock(w, index);
	}
	flow_list(w, index);
}

/* --- the answer --------------------------------------------------------------------------------------------------------------------- */

/* What it costs that an item is here, and late, while it waits for the answer. */
static double cost_of_waiting(struct world *w, uint32_t index, double asked)
{
	uint32_t root = item_root(w, index);
	const struct kind *kind = &w->model->kinds[item_at(w, root)->kind];
	double late = w->now - fmax(asked, item_due(w, root));
	return world_value(w, root, &kind->holding_cost, kind->luck_facts, 0) * (w->now - asked)
		+ (late > 0.0 ? world_value(w, root, &kind->late_cost, kind->luck_facts, 0) * late : 0.0);
}

void decide_settle(struct world *w, uint32_t index)
{
	struct request *r = item_request(w, index);
	struct verdicts *v = &w->verdicts[decision_of(w, index)->index];
	assert(r->open && "who has an answer has asked");
	decide_forget(w, index);
	v->number++;
	v->escalated += r->escalated;
	v->defaulted += r->defaulted;
	v->time += w->now - r->asked;
	v->waited += waited_so_far(w, index) - r->waited;
	if (w->accounts)
		v->cost += cost_of_waiting(w, index, r->asked);
}

void decide_forget(struct world *w, uint32_t index)
{
	struct request *r = item_request(w, index);
	event_cancel(&w->events, r->timer);
	r->timer = EVENT_NONE;
	r->open = false;
}

/* --- in the window -------------------------------------------------------------------------------------------------------------------- */

void decide_begin(struct world *w)
{
	w->verdicts = arena_take(&w->arena, w->model->decision_count, sizeof *w->verdicts);
	for (uint32_t d = 0; d < w->model->decision_count; d++)
		w->verdicts[d] = (struct verdicts){ .last_meeting = -INFINITY, .timer = EVENT_NONE };
}

void decide_start_window(struct world *w)
{
	for (uint32_t d = 0; d < w->model->decision_count; d++)
		w->verdicts[d] = (struct verdicts){ .last_meeting = w->verdicts[d].last_meeting, .timer = w->verdicts[d].timer };
}
