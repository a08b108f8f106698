/* The row of a replication. One walk over the model declares the metrics and another fills their numbers: the same function, so that
   names and numbers cannot get out of step. */
#include <math.h>
#include <stddef.h>
#include "row.h"
#include "row_kinds.h"
#include "parts.h"
#include "shared.h"

#define ROUNDING 1e-12    /* of the time observed: less is none */

/* Where the walk puts what it meets: names into the table (declaring), or numbers into the row. */
struct writer {
	struct metric_table *table;    /* NULL while filling */
	double *row;
	size_t at;
	bool failed;
};

static void put_part(struct writer *writer, enum row_kind kind, const char *subject, const char *part, double value)
{
	if (writer->table)
		writer->failed |= metric_declare_part(writer->table, &row_kinds[kind], subject, part) < 0;
	else
		writer->row[writer->at++] = value;
}

static void put(struct writer *writer, enum row_kind kind, const char *subject, double value)
{
	put_part(writer, kind, subject, NULL, value);
}

static double share(double part, double whole)
{
	return whole > 0.0 ? part / whole : NAN;
}

static void put_kind(struct writer *out, const struct model *model, const struct kind *kind, struct flow *flow, double window, double now)
{
	static const struct { enum row_kind kind; double p; } percentiles[] = {
		{ ROW_TIME_P50, 0.50 }, { ROW_TIME_P85, 0.85 }, { ROW_TIME_P90, 0.90 }, { ROW_TIME_P95, 0.95 }, { ROW_TIME_P99, 0.99 } };
	const char *name = kind->name;
	double completed = (double)flow->completed;
	put(out, ROW_ARRIVED, name, (double)flow->arrived);
	put(out, ROW_COMPLETED, name, completed);
	put(out, ROW_SCRAPPED, name, (double)flow->scrapped);
	put(out, ROW_TURNED_AWAY, name, (double)flow->turned_away);
	put(out, ROW_LEFT, name, (double)flow->left);
	put(out, ROW_THROUGHPUT, name, share(completed * model->per_rate, window));
	put(out, ROW_TIME, name, tally_mean(&flow->time));
	put(out, ROW_TIME_SD, name, tally_sd(&flow->time));
	for (size_t i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
		put(out, percentiles[i].kind, name, quantile_at(&flow->time_quantile, percentiles[i].p));
	if (kind->calendar)
		put(out, ROW_OPEN_TIME, name, tally_mean(&flow->open_time));
	put(out, ROW_WIP, name, level_mean(&flow->wip, now));
	if (kind->promise.form != EXPR_ABSENT)
		put(out, ROW_ON_TIME, name, share((double)flow->on_time, completed));
	put(out, ROW_RIGHT, name, share((double)flow->right, completed + (double)flow->scrapped));
	put(out, ROW_VISITS, name, share((double)flow->visits, completed));
	if (kind->review > 0.0 || kind->review_change)
		put(out, ROW_RERANKED, name, share((double)flow->reranks, completed));
	if (model->team_count > 1)
		put(out, ROW_HANDED, name, share((double)flow->handed, completed));
	put(out, ROW_FLOW_EFFICIENCY, name, share(flow->worked, flow->time.mean * completed));
}

/* --- projects ---------------------------------------------------------------------------------------------------------------- */

/* `first`: the first of the four metrics. task: NULL, where it is of the begin. */
static void put_forecast(struct writer *out, enum row_kind first, const struct kind *kind, const char *task, const struct flow *flow,
	uint32_t which)
{
	static const struct forecast_sums none = { 0 };
	const struct forecast_sums *sums = flow->forecaster ? &flow->forecaster->sums[which] : &none;
	const double values[] = { sums->half, sums->most, (double)sums->held_half, (double)sums->held_most };
	for (unsigned i = 0; i < sizeof values / sizeof *values; i++)
		put_part(out, (enum row_kind)(first + i), kind->name, task, share(values[i], (double)sums->made));
}

static void put_task(struct writer *out, const struct kind *kind, uint32_t position, const struct task_sums *sums, const char *name,
	double completed)
{
	const struct project_task *task = &kind->project->tasks[position];
	put_part(out, ROW_TASK_START, kind->name, name, share(sums->start, completed));
	put_part(out, ROW_TASK_END, kind->name, name, share(sums->end, completed));
	put_part(out, ROW_TASK_TIME, kind->name, name, share(sums->time, completed));
	put_part(out, ROW_TASK_WAIT, kind->name, name, share(sums->wait, completed));
	put_part(out, ROW_TASK_FLOAT, kind->name, name, share(sums->slack, completed));
	put_part(out, ROW_TASK_CRITICAL, kind->name, name, share((double)sums->critical, completed));
	put_part(out, ROW_TASK_PASSES, kind->name, name, share(sums->passes, completed));
	if (task->checkpoint && moment_said(&task->due))
		put_part(out, ROW_TASK_ON_TIME, kind->name, name, share((double)sums->on_time, completed));
}

/* The mean, then the percentiles, which are declared in this order. */
static void put_spread(struct writer *out, enum row_kind first, const char *name, const struct tally *of, struct quantile *quantile)
{
	static const double percentiles[] = { 0.10, 0.50, 0.80, 0.90 };
	put(out, first, name, tally_mean(of));
	for (unsigned i = 0; i < sizeof percentiles / sizeof *percentiles; i++)
		put(out, (enum row_kind)(first + 1 + i), name, quantile_at(quantile, percentiles[i]));
}

static void put_project(struct writer *out, const struct model *model, const struct kind *kind, struct flow *flow)
{
	static const struct task_sums none = { 0 };
	if (!kind->project)
		return;
	put_spread(out, ROW_DURATION, kind->name, &flow->time, &flow->time_quantile);
	if (model->costs)
		put_spread(out, ROW_PROJECT_COST, kind->name, &flow->cost, &flow->cost_quantile);
	if (kind->project->planned) {
		put(out, ROW_PLANNING, kind->name, share(flow->planning.planning, (double)flow->completed));
		put(out, ROW_PLANNING_WASTED, kind->name, share(flow->planning.wasted, (double)flow->completed));
		put(out, ROW_PLANNING_STALE, kind->name, share(flow->planning.stale, (double)flow->completed));
	}
	if (kind->project->forecast_count > 0)
		put_forecast(out, ROW_FORECAST_P50, kind, NULL, flow, 0);
	for (uint32_t t = 0; t < kind->task_count; t++) {
		const char *name = model->tasks[kind->task_first + t].name;
		put_task(out, kind, t, flow->sums ? &flow->sums[t] : &none, name, (double)flow->completed);
		if (kind->project->tasks[t].forecast > 0)
			put_forecast(out, ROW_TASK_FORECAST_P50, kind, name, flow, kind->project->tasks[t].forecast);
	}
}

/* --- goals, and cases ------------------------------------------------------------------------------------------------------------ */

static void put_goal(struct writer *out, const struct model *model, const struct kind *kind, const struct flow *flow)
{
	static const struct ending_sums none = { 0 };
	double completed = (double)flow->completed;
	if (kind->goal.form != EXPR_ABSENT) {
		put(out, ROW_GOAL, kind->name, share((double)flow->goals, completed));
		put(out, ROW_VAIN, kind->name, share(flow->worked_in_vain, flow->worked_on));
		if (model->costs)
			put(out, ROW_COST_PER_GOAL, kind->name, share(money_of_kind(flow), (double)flow->goals));
	}
	if (kind->case_plan && kind->case_plan->reopen_chance.form != EXPR_ABSENT)
		put(out, ROW_REOPENED, kind->name, share((double)flow->reopened, completed));
	for (uint32_t i = 0; i < kind->ending_count; i++) {
		const struct ending_sums *sums = flow->endings ? &flow->endings[i] : &none;
		const char *name = kind->endings[i].name;
		put_part(out, ROW_OUTCOME, kind->name, name, share((double)sums->count, completed));
		put_part(out, ROW_OUTCOME_TIME, kind->name, name, share(sums->time, (double)sums->count));
		if (model->costs)
			put_part(out, ROW_OUTCOME_COST, kind->name, name, share(sums->cost, (double)sums->count));
	}
}

static void put_member(struct writer *out, const struct kind *kind, const struct case_member *member, const struct member_sums *sums,
	double closed)
{
	bool task = member->sort == MEMBER_TASK;
	put_part(out, ROW_MEMBER_COUNT, kind->name, member->name, share((double)sums->count, closed));
	put_part(out, task ? ROW_MEMBER_DONE : ROW_MEMBER_REACHED, kind->name, member->name, share((double)sums->cases, closed));
	put_part(out, task ? ROW_MEMBER_START : ROW_MEMBER_AT, kind->name, member->name, share(sums->first, (double)sums->begun));
	if (member->sort == MEMBER_STAGE)
		put_part(out, ROW_MEMBER_OPEN, kind->name, member->name, share(sums->time, (double)sums->count));
	if (!task)
		return;
	put_part(out, ROW_MEMBER_TIME, kind->name, member->name, share(sums->time, (double)sums->count));
	put_part(out, ROW_MEMBER_WAIT, kind->name, member->name, share(sums->wait, (double)sums->starts));
	put_part(out, ROW_MEMBER_CANCELLED, kind->name, member->name, share((double)sums->cancelled, closed));
}

static void put_case(struct writer *out, const struct kind *kind, const struct flow *flow)
{
	static const struct member_sums none = { 0 };
	for (uint32_t m = 0; kind->case_plan && m < kind->case_plan->member_count; m++)
		put_member(out, kind, &kind->case_plan->members[m], flow->members ? &flow->members[m] : &none, (double)flow->completed);
}

/* What ends at closing time ends, by rounding, a shade after it: that is no overtime. */
static double beyond_shift(double overtime, double window)
{
	return overtime > ROUNDING * window ? overtime : 0.0;
}

/* `scheduled` is machine time on shift in the window. */
static void put_station(struct writer *out, const struct station *station, struct place *p, double scheduled, double window)
{
	const char *name = station->name;
	put(out, ROW_S_VISITS, name, (double)p->visits);
	if (station->keeps || station->meets) {
		/* Nothing is done here: a `take`, or a meeting, is waited for. */
	} else if (station->machines != UNLIMITED) {
		double machines = scheduled + p->area_overtime;
		double idle = machines - p->area_busy - p->area_down - p->area_blocked;
		put(out, ROW_S_UTILISATION, name, share(p->area_busy - p->area_setup, machines));
		if (station->setup_on != SETUP_NEVER)
			put(out, ROW_S_SETUP, name, share(p->area_setup, machines));
		if (station->fails.every.form != EXPR_ABSENT)
			put(out, ROW_S_DOWN, name, share(p->area_down, machines));
		put(out, ROW_S_BLOCKED, name, share(p->area_blocked, machines));
		put(out, ROW_S_IDLE, name, share(fmax(idle, 0.0), machines));
		if (station->calendar)
			put(out, ROW_S_OVERTIME, name, beyond_shift(p->area_overtime, window));
	} else {
		put(out, ROW_S_BUSY, name, share(p->area_busy, window));
	}
	put(out, ROW_S_QUEUE, name, share(p->area_waiting, window));
	put(out, ROW_S_WAIT, name, tally_mean(&p->wait));
	put(out, ROW_S_WAIT_P90, name, quantile_at(&p->wait_quantile, 0.90));
	put(out, ROW_S_WAITED, name, share((double)p->waited, (double)p->visits));
}

/* --- where the time goes ----------------------------------------------------------------------------------------------------- */

static void put_ledger_of_kind(struct writer *out, const struct model *model, const struct world *w, uint32_t k)
{
	const struct kind *kind = &model->kinds[k];
	for (uint32_t i = 0; i < kind->cause_count; i++) {
		double time = w ? ledger_of_flow(w, &w->flows[k], kind->causes[i]) : 0.0;
		put_part(out, ROW_TIME_CAUSE, kind->name, cause_name(model, kind->causes[i]), w ? share(time, (double)w->flows[k].completed) : 0.0);
	}
}

static void put_ledger_of_station(struct writer *out, const struct model *model, const struct world *w, uint32_t s, double window)
{
	const struct station *station = &model->stations[s];
	for (uint32_t i = 0; i < station->cause_count && station->cause_count > 1; i++)
		put_part(out, ROW_S_QUEUE_CAUSE, station->name, cause_name(model, station->causes[i]),
			share(w ? ledger_of_queue(w, s, station->causes[i]) : 0.0, window));
}

static void put_ledger_of_resource(struct writer *out, const struct model *model, const struct world *w, uint32_t r)
{
	put(out, ROW_R_WAIT, model->resources[r].name, w ? share(ledger_of_resource(w, r), (double)w->crews[r].uses) : 0.0);
}

static void put_kinds_of_resource(struct writer *out, const struct model *model, uint32_t r, const struct crew *crew, double now)
{
	const struct resource *resource = &model->resources[r];
	for (uint32_t i = 0; i < resource->kind_count && shared_is(resource); i++)
		put_part(out, ROW_R_BUSY_KIND, resource->name, model->kinds[resource->kinds[i]].name,
			crew->load_by_kind ? level_mean(&crew->load_by_kind[resource->kinds[i]], now) : 0.0);
}

/* --- money, in models with prices -------------------------------------------------------------------------------------------- */

static void put_money_of_kind(struct writer *out, const struct model *model, const struct kind *kind, const struct flow *flow)
{
	double completed = (double)flow->completed;
	if (!model->costs)
		return;
	put(out, ROW_COST, kind->name, share(money_of_kind(flow), completed));
	for (unsigned part = 0; part < COST_PARTS; part++)
		if (money_has_part(model, kind, (enum cost_part)part))
			put(out, (enum row_kind)(ROW_COST_WORK + part), kind->name, share(flow->costs[part], completed));
	put(out, ROW_VALUE, kind->name, share(flow->value, completed));
	if (kind->budget.form == EXPR_ABSENT)
		return;
	put(out, ROW_WITHIN_BUDGET, kind->name, share((double)flow->within_budget, completed));
	if (kind->promise.form != EXPR_ABSENT)
		put(out, ROW_BOTH_KEPT, kind->name, share((double)flow->both_kept, completed));
}

static void put_money_of_station(struct writer *out, const struct model *model, const struct world *w, uint32_t s)
{
	const struct station *station = &model->stations[s];
	if (!model->costs || station->hidden || station->keeps)
		return;
	struct money_of of = w ? money_of_station(w, s) : (struct money_of){ 0 };
	put(out, ROW_S_COST, station->name, money_sum(of));
	if (station->machines != UNLIMITED)
		put(out, ROW_S_IDLE_COST, station->name, of.idle);
}

static void put_money_of_resource(struct writer *out, const struct model *model, const struct world *w, uint32_t r)
{
	const struct resource *resource = &model->resources[r];
	if (!model->costs)
		return;
	struct money_of of = w ? money_of_resource(w, r) : (struct money_of){ 0 };
	double scheduled = w ? crew_scheduled(w, r) : 0.0;
	double used = w ? level_area(&w->crews[r].load, w->now) - level_area(&w->crews[r].overtime, w->now) : 0.0;
	put(out, ROW_R_SCHEDULED, resource->name, scheduled);
	put(out, ROW_R_IDLE, resource->name, fmax(scheduled - used, 0.0));
	put(out, ROW_R_COST, resource->name, money_sum(of));
	put(out, ROW_R_BUSY_COST, resource->name, of.busy);
	put(out, ROW_R_IDLE_COST, resource->name, of.idle);
	if (resource->calendar)
		put(out, ROW_R_OVERTIME_COST, resource->name, of.overtime);
}

static void put_money_total(struct writer *out, const struct model *model, const struct world *w)
{
	if (!model->costs)
		return;
	struct money_total total = w ? money_total(w) : (struct money_total){ 0 };
	put(out, ROW_TOTAL_COST, NULL, total.cost);
	put(out, ROW_TOTAL_OVERHEAD, NULL, total.overhead);
	put(out, ROW_TOTAL_COST_PER_ITEM, NULL, share(total.cost, total.completed));
	put(out, ROW_TOTAL_VALUE, NULL, total.value);
	put(out, ROW_TOTAL_PROFIT, NULL, total.value - total.cost);
}

/* --- decisions ---------------------------------------------------------------------------------------------------------------- */

static bool is_charged(const struct expr *cost)
{
	return cost->form != EXPR_CONSTANT || cost->value > 0.0;
}

static void put_decision(struct writer *out, const struct model *model, const struct world *w, const struct decision *decision)
{
	static const struct verdicts none = { 0 };
	const struct kind *kind = &model->kinds[model->tasks[decision->task].kind];
	const struct verdicts *v = w ? &w->verdicts[decision->index] : &none;
	double number = (double)v->number;
	put_part(out, ROW_ANSWERED, kind->name, decision->name, number);
	put_part(out, ROW_ANSWER_TIME, kind->name, decision->name, share(v->time, number));
	put_part(out, ROW_ANSWER_WAIT, kind->name, decision->name, share(v->waited, number));
	if (decision->escalated != NONE)
		put_part(out, ROW_ANSWER_ESCALATED, kind->name, decision->name, share((double)v->escalated, number));
	if (decision->deadline.form != EXPR_ABSENT)
		put_part(out, ROW_ANSWER_DEFAULTED, kind->name, decision->name, share((double)v->defaulted, number));
	if (is_charged(&kind->holding_cost) || is_charged(&kind->late_cost))
		put_part(out, ROW_ANSWER_COST, kind->name, decision->name, share(v->cost, number));
}

/* --- handoffs ----------------------------------------------------------------------------------------------------------------- */

static void put_handoff(struct writer *out, const struct model *model, const struct world *w, uint32_t from, uint32_t to, double window)
{
	static const struct handover none = { 0 };
	const struct handoff *handoff = handoff_between(model, from, to);
	const struct handover *h = w ? &w->handovers[from * model->team_count + to] : &none;
	double week = HOURS_IN_WEEK * model->hour;
	put_part(out, ROW_HANDOFFS, model->teams[from], model->teams[to], share((double)h->number * week, window));
	if (handoff && handoff->loses.form != EXPR_ABSENT)
		put_part(out, ROW_HANDOFFS_LOST, model->teams[from], model->teams[to], share((double)h->lost, (double)h->number));
	if (handoff && handoff->delay.form != EXPR_ABSENT)
		put_part(out, ROW_HANDOFFS_DELAY, model->teams[from], model->teams[to], share(h->delay, (double)h->number));
}

static void put_handoffs(struct writer *out, const struct model *model, const struct world *w, double window)
{
	for (uint32_t from = 0; from < model->team_count; from++)
		for (uint32_t to = 0; to < model->team_count; to++)
			if (handoff_may_be(model, NONE, from, to))
				put_handoff(out, model, w, from, to, window);
}

static enum row_kind measure_kind(const struct measure *measure)
{
	if (measure->how == MEASURE_SHARE || (measure->how != MEASURE_SD && measure->of.type.class == EXPR_TRUTH))
		return ROW_MEASURE_SHARE;
	return measure->of.type.class == EXPR_NUMBER && measure->of.type.time == 1 ? ROW_MEASURE_TIME : ROW_MEASURE;
}

static double measured(const struct measure *measure, const struct gauge *gauge, double window)
{
	if (measure->how == MEASURE_OVER_TIME)
		return share(gauge->area, window);
	return measure->how == MEASURE_SD ? tally_sd(&gauge->tally) : tally_mean(&gauge->tally);
}

static void put_totals(struct writer *out, const struct world *w, const struct model *model, double window)
{
	struct tally all;
	tally_reset(&all);
	for (uint32_t k = 0; w && k < model->kind_count && !model->kinds[k].hidden; k++)
		tally_merge(&all, &w->flows[k].time);
	put(out, ROW_TOTAL_THROUGHPUT, NULL, share((double)all.count * model->per_rate, window));
	put(out, ROW_TOTAL_TIME, NULL, tally_mean(&all));
	put(out, ROW_TOTAL_END, NULL, w ? w->last_left : 0.0);
}

/* `w` is NULL while declaring: the numbers are then of nothing. */
static void walk_metrics(struct writer *out, const struct model *model, struct world *w)
{
	struct flow no_flow = { 0 };
	struct place no_place = { 0 };
	struct crew no_crew = { 0 };
	struct gauge no_gauge = { 0 };
	double now = w ? w->now : 0.0, window = w ? w->now - w->window_start : 0.0;
	for (uint32_t i = 0; i < model->kind_count && !model->kinds[i].hidden; i++) {
		put_kind(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow, window, now);
		put_ledger_of_kind(out, model, w, i);
		put_money_of_kind(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_goal(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_project(out, model, &model->kinds[i], w ? &w->flows[i] : &no_flow);
		put_case(out, &model->kinds[i], w ? &w->flows[i] : &no_flow);
	}
	for (uint32_t i = 0; i < model->station_count; i++) {
		put_station(out, &model->stations[i], w ? &w->places[i] : &no_place, w ? machine_scheduled(w, i) : 0.0, window);
		put_ledger_of_station(out, model, w, i, window);
		put_money_of_station(out, model, w, i);
	}
	for (uint32_t i = 0; i < model->resource_count; i++) {
		const struct crew *crew = w ? &w->crews[i] : &no_crew;
		double overtime = level_area(&crew->overtime, now), scheduled = w ? crew_scheduled(w, i) : 0.0;
		put(out, ROW_R_UTILISATION, model->resources[i].name, share(level_area(&crew->load, now), scheduled + overtime));
		put(out, ROW_R_BUSY, model->resources[i].name, level_mean(&crew->load, now));
		put_kinds_of_resource(out, model, i, crew, now);
		put_ledger_of_resource(out, model, w, i);
		if (model->resources[i].fails.every.form != EXPR_ABSENT)
			put(out, ROW_R_DOWN, model->resources[i].name, level_mean(&crew->out, now) / model->resources[i].number);
		if (model->resources[i].calendar)
			put(out, ROW_R_OVERTIME, model->resources[i].name, beyond_shift(overtime, window));
		put_money_of_resource(out, model, w, i);
	}
	for (uint32_t i = 0; i < model->decision_count; i++)
		put_decision(out, model, w, model->decisions[i]);
	put_handoffs(out, model, w, window);
	for (uint32_t i = 0; i < model->measure_count; i++)
		put(out, measure_kind(&model->measures[i]), model->measures[i].name,
			measured(&model->measures[i], w ? &w->gauges[i] : &no_gauge, window));
	put_totals(out, w, model, window);
	put_money_total(out, model, w);
}

int row_declare(struct model *model)
{
	struct writer out = { .table = &model->metrics };
	walk_metrics(&out, model, NULL);
	return out.failed ? -1 : 0;
}

void row_fill(struct world *w, double *row)
{
	struct writer out = { .row = row };
	walk_metrics(&out, w->model, w);
}
