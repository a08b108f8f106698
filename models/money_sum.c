/* What the money of a window comes to: of resources and stations from the time that they were paid for, of items from what they were
   charged. Invariant: what items were charged and the overhead are all that was spent (asserted in debug builds by laws.c). */
#include <math.h>
#include "parts.h"

/* --- resources and stations -------------------------------------------------------------------------------------------------- */

struct money_of money_of_resource(const struct world *w, uint32_t r)
{
	const struct cost_rates *rates = &w->model->resources[r].costs;
	const struct crew *c = &w->crews[r];
	double busy = level_area(&c->load, w->now), overtime = level_area(&c->overtime, w->now);
	double idle = fmax(crew_scheduled(w, r) + overtime - busy, 0.0);
	return (struct money_of){
		.busy = fmax(busy - overtime, 0.0) * rates->paid + busy * rates->busy + (double)w->accounts[r].uses * rates->use,
		.idle = idle * rates->paid, .overtime = overtime * rates->overtime, .fixed = (w->now - w->window_start) * rates->fixed };
}

/* Work after closing costs as much as before. What is held by an item is not idle, but after closing it is not paid. */
struct money_of money_of_station(const struct world *w, uint32_t s)
{
	const struct cost_rates *rates = &w->model->stations[s].costs;
	const struct place *p = &w->places[s];
	double idle = 0.0;
	if (w->model->stations[s].machines != UNLIMITED)
		idle = fmax(machine_scheduled(w, s) + p->area_overtime - p->area_busy - p->area_held, 0.0);
	return (struct money_of){
		.busy = (p->area_busy + p->area_held) * rates->paid + p->area_busy * rates->busy
			+ (double)w->accounts[w->model->resource_count + s].uses * rates->use,
		.idle = idle * rates->paid };
}

double money_sum(struct money_of of)
{
	return of.busy + of.idle + of.overtime + of.fixed;
}

/* --- kinds of work ----------------------------------------------------------------------------------------------------------- */

double money_of_kind(const struct flow *flow)
{
	double sum = 0.0;
	for (int part = 0; part < COST_PARTS; part++)
		sum += flow->costs[part];
	return sum;
}

static bool is_zero(const struct expr *expr)
{
	return expr->form == EXPR_ABSENT || (expr->form == EXPR_CONSTANT && expr->value == 0.0);
}

static bool fails_or_pauses(const struct model *model, const struct amounts *needs)
{
	bool may = false;
	for (uint32_t i = 0; i < needs->count; i++) {
		const struct resource *resource = &model->resources[needs->list[i].resource];
		may |= resource->pauses || resource->fails.every.form != EXPR_ABSENT;
	}
	return may;
}

/* Whether an item may be held up with a machine: its work may stop, or it may find no room there, coming from another one. */
static bool may_hold(const struct model *model, const struct station *station)
{
	return station->pauses || station->fails.every.form != EXPR_ABSENT || fails_or_pauses(model, &station->needs)
		|| fails_or_pauses(model, &station->one_of) || (station->limit != UNLIMITED && station->when_full == FULL_BLOCK);
}

static bool task_has_part(const struct model *model, const struct task *task, enum cost_part part)
{
	bool works = task->work == WORK_STATION, setup = task->setup.form != EXPR_ABSENT;
	bool held = works && may_hold(model, &model->stations[task->station]);
	for (uint32_t i = 0; i < task->elsewhere_count; i++) {
		setup |= task->elsewhere[i].setup.form != EXPR_ABSENT;
		held |= may_hold(model, &model->stations[task->elsewhere[i].station]);
	}
	switch (part) {
	case COST_WORK: return works || task->elsewhere_count > 0 || task->take_station != NONE || task->cost.form != EXPR_ABSENT
		|| task->cost_of_work.form != EXPR_ABSENT;
	case COST_REWORK: return task->rework_to != NONE || (model->handoff_count > 0 && handoff_may_lose(model, task->kind));
	case COST_SETUP: return setup;
	case COST_WAITING: return held;
	case COST_KEPT: return task->take_station != NONE;
	default: return false;
	}
}

/* What a plan costs beside its tasks. */
static bool project_has_part(const struct project *project, enum cost_part part)
{
	bool has = false;
	for (uint32_t t = 0; t < project->task_count; t++) {
		has |= part == COST_REWORK && project->tasks[t].repeats;
		has |= part == COST_LATE && !(is_zero(&project->tasks[t].early_cost) && is_zero(&project->tasks[t].late_cost));
	}
	for (uint32_t r = 0; r < project->risk_count; r++)
		has |= part == COST_WORK && !is_zero(&project->risks[r].cost);
	return has;
}

/* By how the work flows, not by what it costs now: a price that a scenario changes must find the same parts in both. */
bool money_has_part(const struct model *model, const struct kind *kind, enum cost_part part)
{
	bool has = (part == COST_WAITING && !is_zero(&kind->holding_cost)) || (part == COST_MATERIAL && !is_zero(&kind->cost))
		|| (part == COST_LATE && !is_zero(&kind->late_cost) && kind->promise.form != EXPR_ABSENT);
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count && !has; t++)
		has = task_has_part(model, &model->tasks[t], part);
	return has || (kind->project && project_has_part(kind->project, part));
}

/* --- all of it --------------------------------------------------------------------------------------------------------------- */

/* The overhead is what belongs to no item of the user's own: idle time, fixed costs, repairs, the investment. */
struct money_total money_total(const struct world *w)
{
	const struct model *model = w->model;
	struct money_total total = { .cost = model->life > 0.0 ? model->invest * (w->now - w->window_start) / model->life : 0.0 };
	total.overhead = total.cost;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		struct money_of of = money_of_resource(w, r);
		total.cost += money_sum(of);
		total.overhead += of.idle + of.fixed;
	}
	for (uint32_t s = 0; s < model->station_count; s++) {
		struct money_of of = money_of_station(w, s);
		total.cost += money_sum(of);
		total.overhead += of.idle;
	}
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct flow *flow = &w->flows[k];
		total.cost += flow->direct;
		total.value += flow->value;
		total.overhead += flow->hidden ? money_of_kind(flow) : 0.0;
		total.completed += flow->hidden ? 0.0 : (double)flow->completed;
	}
	return total;
}
