/* How an item leaves: what is counted of it, who is told, and whether its case comes back. Invariant: who has left holds nothing, and is
   counted once. */
#include <math.h>
#include "usual.h"

/* Tells whoever waits for a started item that it is done. */
static void inform_parent(struct world *w, uint32_t parent)
{
	struct item *item = item_at(w, parent);
	item->refs--;
	if (item->state == ITEM_GONE) {
		branch_drop(w, parent);
	} else if (--item->awaited == 0) {
		ledger_add(w, parent, CAUSE_PARTNER, w->now - item->since);
		item->flags |= ITEM_WORKED;
		flow_list(w, parent);
	}
}

static void measure_items(struct world *w, uint32_t index)
{
	const struct model *model = w->model;
	for (uint32_t m = 0; m < model->measure_count; m++) {
		const struct measure *measure = &model->measures[m];
		if (measure->kind != item_at(w, index)->kind)
			continue;
		if (measure->where.form != EXPR_ABSENT && world_value(w, index, &measure->where, 0, 0) == 0.0)
			continue;
		tally_add(&w->gauges[m].tally, world_value(w, index, &measure->of, 0, 0));
	}
}

/* What it has come to. */
static void count_ending(struct world *w, struct flow *flow, const struct item *item, uint32_t index, double time)
{
	const struct kind *kind = &w->model->kinds[item->kind];
	const struct agenda *agenda = flow->practice ? item_agenda(w, index) : NULL;
	double worked = agenda ? agenda->worked : item->worked;
	bool reached = kind->goal.form != EXPR_ABSENT && world_value(w, index, &kind->goal, 0, 0) != 0.0;
	flow->goals += reached;
	flow->worked_on += worked;
	flow->worked_in_vain += reached ? 0.0 : worked;
	flow->ended = NONE;
	for (uint32_t i = 0; i < kind->ending_count; i++) {
		if (world_value(w, index, &kind->endings[i].when, 0, 0) == 0.0)
			continue;
		flow->ended = i;
		flow->endings[i].count++;
		flow->endings[i].time += time;
		flow->endings[i].cost += w->cost_slot == NONE ? 0.0 : item_facts(w, index)[w->cost_slot];
		break;
	}
}

/* What only some kinds have: hours, a promise, a budget, tasks of an agenda, a goal, measures. */
static void count_more(struct world *w, struct flow *flow, const struct item *item, uint32_t index, double time)
{
	const struct kind *kind = &w->model->kinds[item->kind];
	bool on_time = flow->promised && w->now <= item_due(w, index), within = flow->budgeted && money_in_budget(w, index);
	flow->on_time += on_time;
	flow->within_budget += within;
	flow->both_kept += on_time && within;
	if (kind->calendar)
		tally_add(&flow->open_time, calendar_open_between(kind->calendar, item->entered, w->now));
	if (w->trail_at)
		flow->handed += item_trail(w, index)->handed;
	if (flow->practice)
		flow->practice->count(w, flow, index);
	if (kind->goal.form != EXPR_ABSENT || kind->ending_count > 0)
		count_ending(w, flow, item, index, time);
	if (flow->measured)
		measure_items(w, index);
}

static void count_finished(struct world *w, struct flow *flow, const struct item *item, uint32_t index, enum leaving how)
{
	flow->right += !(item->flags & ITEM_REWORKED);
	if (how != LEAVE_COMPLETED) {
		flow->scrapped++;
		return;
	}
	double time = w->now - item->entered;
	flow->completed++;
	flow->visits += item->visits;
	tally_add(&flow->time, time);
	if (quantile_add(&flow->time_quantile, time) != 0)
		world_stop(w, ENGINE_NO_MEMORY, "memory is exhausted");
	flow->worked += item->worked;
	ledger_count(w, flow, index);
	if (flow->counts_more)
		count_more(w, flow, item, index, time);
}

static void count_leaving(struct world *w, struct flow *flow, const struct item *item, uint32_t index, enum leaving how)
{
	if (w->accounts)
		money_leave(w, index, how == LEAVE_COMPLETED);
	if (how == LEAVE_TURNED_AWAY)
		flow->turned_away++;
	else if (how == LEAVE_PATIENCE)
		flow->left++;
	else
		count_finished(w, flow, item, index, how);
	level_add(&flow->wip, -1.0, w->now);
#ifndef NDEBUG
	assert(ledger_adds_up(w, index) && "at every instant an item has one cause");
	flow->inside += w->now - (item->entered > w->window_start ? item->entered : w->window_start);
	flow->gone_total++;
#endif
	w->in_system--;
	w->last_left = w->now;
	if (how == LEAVE_COMPLETED && ++w->finished == w->model->items)
		w->over = true;
}

/* It is gone, and its record stays until it comes back. */
static void fall_asleep(struct world *w, struct item *item, uint32_t index, double time)
{
	item->refs++;
	item->timer = event_at(&w->events, w->now + time, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
}

void flow_wake(struct world *w, uint32_t index)
{
	item_at(w, index)->refs--;
	if (source_return(w, index))
		case_reopen(w, index);
}

/* An item that is in hand, not a branch, leaves the system. */
void flow_leave_in_hand(struct world *w, struct item *item, uint32_t index, enum leaving how)
{
	struct flow *flow = &w->flows[item->kind];
	uint32_t repaired = flow->hidden ? item_service(w, index)->unit : NONE;
	if (!flow->hidden)
		usual_release(w, index, item);
	if (item->holds != NONE)
		hold_give_all(w, index);
	if (flow->hidden)
		level_add(&flow->wip, -1.0, w->now);
	else
		count_leaving(w, flow, item, index, how);
	if (w->trace_at)
		trace_leave(w, index, how);
	uint32_t kind = item->kind, parent = item->parent;
	double sleeps = flow->case_plan && how == LEAVE_COMPLETED ? case_sleeps(w, index) : NAN;
	item->state = ITEM_GONE;
	if (!isnan(sleeps))
		fall_asleep(w, item, index, sleeps);
	else if (item->refs == 0)
		branch_put_back(w, index);
	if (parent != NONE)
		inform_parent(w, parent);
	if (flow->kept)
		source_replace(w, kind);
	if (repaired != NONE)
		fail_repaired(w, repaired);
}

void flow_leave(struct world *w, uint32_t index, enum leaving how)
{
	uint32_t root = index;
	if (item_at(w, index)->flags & ITEM_BRANCH) {
		uint32_t orphan = branch_orphan(w, index);
		if (orphan != NONE) {
			branch_cancel_one(w, orphan);
			return;
		}
		root = item_root(w, index);
		if (item_at(w, index)->state != ITEM_READY)
			allocate_withdraw(w, index);
		ledger_copy(w, index, root);
		if (item_at(w, root)->state == ITEM_JOINING)
			branch_cancel(w, root);
	}
	if (item_at(w, root)->state != ITEM_READY)
		allocate_withdraw(w, root);
	if (w->request_at)
		decide_forget(w, root);
	flow_leave_in_hand(w, item_at(w, root), root, how);
}
