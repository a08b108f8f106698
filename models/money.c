/* Money: what items cost, charged to them as they go. Whatever serves an item has a price clock, which says what one unit that is
   always at work has cost so far; an item pays the difference between two readings of it. Invariant: at each instant all units at work
   and all machines that are held are on somebody's bill, once; what is on nobody's is idle. */
#include <math.h>
#include <string.h>
#include "parts.h"

#define ROUNDING 1e-12               /* a sum of many amounts that is just the budget may come out as a little more */

/* --- price clocks ------------------------------------------------------------------------------------------------------------ */

/* While some of its units work overtime, all that are at work share the bill: (busy - overtime) x paid + overtime x overtime price. */
void money_price(struct world *w, uint32_t r)
{
	const struct cost_rates *rates = &w->model->resources[r].costs;
	const struct crew *c = &w->crews[r];
	struct account *a = &w->accounts[r];
	a->spent += a->price * (w->now - a->since);
	a->since = w->now;
	a->price = rates->paid + rates->busy;
	if (c->busy > c->on_shift)
		a->price += (double)(c->busy - c->on_shift) / c->busy * (rates->overtime - rates->paid);
	level_set(&a->idle, c->on_shift > c->busy ? c->on_shift - c->busy : 0, w->now);
}

/* What a unit that has been at work since the beginning has cost. */
static double spent_on_unit(const struct world *w, uint32_t r)
{
	const struct account *a = &w->accounts[r];
	return a->spent + a->price * (w->now - a->since);
}

static double spent_on_machine(const struct world *w, uint32_t s)
{
	const struct cost_rates *rates = &w->model->stations[s].costs;
	return (rates->paid + rates->busy) * w->now;
}

/* One that is held but not at work is paid while the station is open. */
static double spent_on_held_machine(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	double paid = station->costs.paid;
	if (paid == 0.0 || !station->calendar)
		return paid * w->now;
	return paid * calendar_open_between(station->calendar, 0.0, w->now);
}

/* What holding the machine of a batch has cost each of those who cannot go on from it; their number may change now. */
static double spent_on_share(const struct world *w, struct batch *batch)
{
	double spent = spent_on_held_machine(w, batch->station);
	if (batch->blocked > 0)
		batch->spent += (spent - batch->since) / batch->blocked;
	batch->since = spent;
	return batch->spent;
}

/* --- bills ------------------------------------------------------------------------------------------------------------------- */

/* What has hours of its own does not stay with stopped work, and nothing does where something has failed. */
static bool serves(const struct world *w, const struct bill *bill, uint32_t resource)
{
	return bill->mode != BILL_STOPPED || !(w->model->resources[resource].calendar || bill->alone);
}

static double spent_on_needs(const struct world *w, const struct item *item, const struct bill *bill)
{
	const struct station *station = &w->model->stations[item->station];
	double spent = 0.0;
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (serves(w, bill, station->needs.list[i].resource))
			spent += station->needs.list[i].number * spent_on_unit(w, station->needs.list[i].resource);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (station->one_of.list[i].resource == item->by && serves(w, bill, item->by))
			return spent + station->one_of.list[i].number * spent_on_unit(w, item->by);
	return spent;
}

/* What all that is on the bill would have cost by now, were it there from the beginning. */
static double spent_on_all(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct bill *bill = item_bill(w, index);
	struct batch *batch;
	switch (bill->mode) {
	case BILL_NOTHING:
		break;
	case BILL_WORK:
	case BILL_SETUP:
		return spent_on_machine(w, item->station) + spent_on_needs(w, item, bill);
	case BILL_STOPPED:
		return spent_on_held_machine(w, item->station) + spent_on_needs(w, item, bill);
	case BILL_BLOCKED:
		batch = item_batch(w, index);
		return batch ? spent_on_share(w, batch) : spent_on_held_machine(w, item->held);
	}
	return 0.0;
}

static enum cost_part part_of(const struct item *item, enum bill_mode mode)
{
	if (mode == BILL_SETUP)
		return COST_SETUP;
	if (mode == BILL_STOPPED || mode == BILL_BLOCKED)
		return COST_WAITING;
	return item->flags & ITEM_RETURNING ? COST_REWORK : COST_WORK;
}

/* What a single item costs is kept with the one that forked first, from when it entered: no window cuts that. */
static void bear(struct world *w, uint32_t index, double amount)
{
	if (w->cost_slot != NONE)
		item_facts(w, item_root(w, index))[w->cost_slot] += amount;
	if (w->trace_at)
		trace_cost(w, index, amount);
}

static void put_down(struct world *w, uint32_t index, enum cost_part part, double amount)
{
	w->flows[item_at(w, index)->kind].costs[part] += amount;
	bear(w, index, amount);
}

static void charge(struct world *w, uint32_t index, enum bill_mode mode, double amount)
{
	put_down(w, index, part_of(item_at(w, index), mode), amount);
}

/* What serves a batch is paid by its members in equal parts. */
static void charge_all(struct world *w, uint32_t index, enum bill_mode mode, double amount)
{
	uint32_t follower = batch_followers(w, index);
	if (follower != NONE)
		amount /= item_batch(w, index)->count;
	charge(w, index, mode, amount);
	for (; follower != NONE; follower = item_at(w, follower)->next)
		charge(w, follower, mode, amount);
}

/* Pays what is due. The bill runs on from here. */
static void settle(struct world *w, uint32_t index)
{
	struct bill *bill = item_bill(w, index);
	double spent = spent_on_all(w, index);
	if (bill->mode == BILL_BLOCKED)
		charge(w, index, bill->mode, spent - bill->since);
	else if (bill->mode != BILL_NOTHING)
		charge_all(w, index, bill->mode, spent - bill->since);
	bill->since = spent;
}

static void turn(struct world *w, uint32_t index, enum bill_mode mode)
{
	struct bill *bill = item_bill(w, index);
	settle(w, index);
	bill->mode = mode;
	bill->alone = mode == BILL_STOPPED && item_service(w, index)->alone;
	bill->since = spent_on_all(w, index);
}

void money_turn(struct world *w, uint32_t index)
{
	enum bill_mode mode = BILL_NOTHING;
	if (item_at(w, index)->state == ITEM_SERVED)
		mode = w->service_at && item_service(w, index)->setting_up ? BILL_SETUP : BILL_WORK;
	else if (item_at(w, index)->state == ITEM_PAUSED)
		mode = BILL_STOPPED;
	turn(w, index, mode);
}

void money_end(struct world *w, uint32_t index)
{
	if (item_bill(w, index)->mode != BILL_NOTHING)
		turn(w, index, BILL_NOTHING);
}

void money_block(struct world *w, uint32_t index)
{
	turn(w, index, BILL_BLOCKED);
}

/* --- what is paid at once ---------------------------------------------------------------------------------------------------- */

static double use_units(struct world *w, const struct amount *amount)
{
	w->accounts[amount->resource].uses += amount->number;
	return amount->number * w->model->resources[amount->resource].costs.use;
}

void money_seize(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	double amount = station->costs.use;
	w->accounts[w->model->resource_count + item->station].uses++;
	for (uint32_t i = 0; i < station->needs.count; i++)
		amount += use_units(w, &station->needs.list[i]);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (station->one_of.list[i].resource == item->by) {
			amount += use_units(w, &station->one_of.list[i]);
			break;
		}
	charge_all(w, index, BILL_WORK, amount);
}

/* What goes neither to machines nor to people. */
static void spend(struct world *w, uint32_t index, enum cost_part part, double amount)
{
	put_down(w, index, part, amount);
	w->flows[item_at(w, index)->kind].direct += amount;
}

/* What a kind says, for each `per` clock units (or each time: 1). */
static double evaluate(struct world *w, uint32_t index, const char *what, const struct expr *expr, double per)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	double amount = world_value(w, index, expr, 0, 0);
	if (!(amount >= 0.0 && amount < INFINITY))
		world_stop_at(w, ENGINE_WRONG, kind->node, "%s of '%s' came out as %.4g: a cost is a number from 0 on", what, kind->name,
			amount * per);
	return amount;
}

void money_enter(struct world *w, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	item_bill(w, index)->holding = evaluate(w, index, "the holding cost", &kind->holding_cost, w->model->hour);
	spend(w, index, COST_MATERIAL, evaluate(w, index, "the cost", &kind->cost, 1.0));
}

/* What a task says that it costs, this pass: a share of that. */
static void spend_on_task(struct world *w, uint32_t index, const struct task *task, const struct expr *cost, uint64_t luck, double share)
{
	double amount = world_value(w, index, cost, luck, item_pass(w, index, task));
	if (amount >= 0.0 && amount < INFINITY)
		spend(w, index, part_of(item_at(w, index), BILL_WORK), amount * share);
	else
		world_stop_at(w, ENGINE_WRONG, task->node, "the cost of '%s' came out as %.4g: a cost is a number from 0 on", task->name, amount);
}

void money_of_work(struct world *w, uint32_t index, const struct task *task, double share)
{
	spend_on_task(w, index, task, &task->cost_of_work, task->luck_cost_of_work, share);
}

void money_step(struct world *w, uint32_t index, const struct task *task)
{
	if (task->cost.form != EXPR_ABSENT)
		spend_on_task(w, index, task, &task->cost, task->luck_cost, 1.0);
	if (task->cost_of_work.form != EXPR_ABSENT)
		money_of_work(w, index, task, flow_share(w, index));
}

void money_risk(struct world *w, uint32_t index, const struct risk *risk)
{
	double amount = world_value(w, index, &risk->cost, risk->luck + 2, 0);
	if (amount >= 0.0 && amount < INFINITY)
		spend(w, index, COST_WORK, amount);
	else
		world_stop_at(w, ENGINE_WRONG, risk->node, "the cost of '%s' came out as %.4g: a cost is a number from 0 on", risk->name, amount);
}

void money_due(struct world *w, uint32_t index, const struct project_task *task)
{
	double late = w->now - item_entry(w, index)->deadline;
	const struct task *step = &w->model->tasks[item_at(w, index)->task];
	const struct expr *cost = late > 0.0 ? &task->late_cost : &task->early_cost;
	if (late == -INFINITY || late == 0.0)
		return;
	double amount = fabs(late) * world_value(w, index, cost, 0, 0);
	if (amount >= 0.0 && amount < INFINITY)
		spend(w, index, COST_LATE, amount);
	else
		world_stop_at(w, ENGINE_WRONG, step->node, "what it costs that '%s' is early or late came out as %.4g: a cost is a number from 0 on",
			step->name, amount);
}

/* --- what an item keeps ------------------------------------------------------------------------------------------------------ */

void money_take(struct world *w, uint32_t index, struct hold *hold)
{
	const struct amount amount = { hold->resource, hold->number };
	hold->since = spent_on_unit(w, hold->resource);
	charge(w, index, BILL_WORK, use_units(w, &amount));
}

void money_give(struct world *w, uint32_t index, const struct hold *hold, uint32_t number)
{
	put_down(w, index, COST_KEPT, number * (spent_on_unit(w, hold->resource) - hold->since));
}

/* --- the time in the system -------------------------------------------------------------------------------------------------- */

static void hold_up(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	double holding = item_bill(w, index)->holding;
	spend(w, index, COST_WAITING, holding * (w->now - fmax(item->entered, w->window_start)));
	bear(w, index, holding * fmax(w->window_start - item->entered, 0.0));
}

/* How long an item is past its due time, in its kind's own hours where it has any. */
static double time_late(const struct world *w, uint32_t index, const struct kind *kind)
{
	double due = item_due(w, index);
	if (!(due < w->now))
		return 0.0;
	return kind->calendar ? calendar_open_between(kind->calendar, due, w->now) : w->now - due;
}

void money_leave(struct world *w, uint32_t index, bool completed)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	hold_up(w, index);
	if (!completed)
		return;
	double late = time_late(w, index, kind);
	if (late > 0.0)
		spend(w, index, COST_LATE, late * evaluate(w, index, "the late cost", &kind->late_cost, w->model->hour));
	double value = world_value(w, index, &kind->value, 0, 0);
	if (!isfinite(value))
		world_stop_at(w, ENGINE_WRONG, kind->node, "the value of '%s' came out as %.4g: look at its arguments", kind->name, value);
	bool earned = kind->goal.form == EXPR_ABSENT || world_value(w, index, &kind->goal, 0, 0) != 0.0;
	w->flows[item_at(w, index)->kind].value += earned ? value : 0.0;
}

bool money_in_budget(struct world *w, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	double budget = evaluate(w, index, "the budget", &kind->budget, 1.0);
	return item_facts(w, index)[w->cost_slot] <= budget * (1.0 + ROUNDING);
}

/* --- the window -------------------------------------------------------------------------------------------------------------- */

/* Whatever is under way is paid up to now. */
static void settle_all(struct world *w)
{
	for (uint32_t i = 0; i < w->items.used; i++) {
		if (item_at(w, i)->state == ITEM_GONE)
			continue;
		settle(w, i);
		for (uint32_t h = item_at(w, i)->holds; h != NONE; h = ((struct hold *)pool_at(&w->holds, h))->next) {
			struct hold *hold = pool_at(&w->holds, h);
			money_give(w, i, hold, hold->number);
			hold->since = spent_on_unit(w, hold->resource);
		}
	}
}

void money_start_window(struct world *w)
{
	settle_all(w);
	for (uint32_t k = 0; k < w->model->kind_count; k++) {
		struct flow *flow = &w->flows[k];
		memset(flow->costs, 0, sizeof flow->costs);
		flow->value = flow->direct = 0.0;
	}
	for (uint32_t i = 0; i < w->model->resource_count + w->model->station_count; i++) {
		w->accounts[i].uses = 0;
		level_reset(&w->accounts[i].idle, w->now);
	}
}

/* Items in the system cost their holding up to the end. */
void money_end_window(struct world *w)
{
	settle_all(w);
	for (uint32_t i = 0; i < w->items.used; i++) {
		const struct item *item = item_at(w, i);
		if (item->state != ITEM_GONE && !(item->flags & ITEM_BRANCH) && !w->flows[item->kind].hidden)
			hold_up(w, i);
	}
}
