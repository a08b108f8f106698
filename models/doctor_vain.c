/* What the model says and what will never be: batches that nothing can fill, hours that a run does not meet, setups with nothing to
   change, crews that repair each other, so that in the end nobody is left to do it, and budgets that nothing uses up. All of it can run, so
   that these are warnings. */
#include "doctor.h"

#include <math.h>
#include "calendar.h"
#include "project.h"

static bool comes_to(const struct doctor *d, uint32_t kind, uint32_t station)
{
	const struct kind *k = &d->model->kinds[kind];
	for (uint32_t t = k->task_first; t < k->task_first + k->task_count; t++)
		if (d->model->tasks[t].work == WORK_STATION && d->model->tasks[t].station == station && d->load->visits[t] != 0.0)
			return true;
	return false;
}

/* An item with branches can be at a station more than once at a time. */
static bool has_branches(const struct model *m, const struct kind *kind)
{
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		if (m->tasks[t].work == WORK_TOGETHER)
			return true;
	return false;
}

/* The most items of a kind that can ever wait somewhere at once; INFINITY: any number. */
static double most_at_once(const struct model *m, const struct kind *kind)
{
	const struct source *source = &kind->source;
	double most = source->at_most == UINT64_MAX ? (double)INFINITY : (double)source->at_most;
	bool singly = source->size.form == EXPR_ABSENT || (source->size.form == EXPR_CONSTANT && source->size.value == 1.0);
	if (has_branches(m, kind) || source->how == ARRIVE_NEVER || !singly)
		return (double)INFINITY;
	if (source->how == ARRIVE_KEEP)
		most = source->keep;
	else if (source->how == ARRIVE_FILE || (source->how == ARRIVE_AT && source->period == 0.0))
		most = fmin(most, source->time_count);
	for (uint32_t i = 0; i < kind->initial_count; i++)
		most += kind->initial[i].number;
	return most;
}

static void check_batch(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	double most = 0.0;
	if (s->batch_size <= 1 || isfinite(s->batch_wait))
		return;
	for (uint32_t k = 0; k < m->kind_count; k++)
		most += comes_to(d, k, index) ? most_at_once(m, &m->kinds[k]) : 0.0;
	if (most > 0.0 && most < s->batch_size)
		node_problem(d->problems, SEVERITY_WARNING, s->node, NULL,
			"a batch of %u never comes together at '%s': there are never more than %.0f that could wait. Make it smaller, or give it "
			"'wait_at_most'", s->batch_size, s->name, most);
}

static void check_setup(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	const char *only = NULL;
	uint32_t kinds = 0;
	for (uint32_t k = 0; s->setup_on == SETUP_KIND && k < m->kind_count; k++)
		if (comes_to(d, k, index)) {
			only = m->kinds[k].name;
			kinds++;
		}
	if (kinds == 1)
		node_problem(d->problems, SEVERITY_WARNING, s->node, NULL,
			"nothing is ever set up at '%s': only '%s' comes there, and its setup is for another kind of work. Name a fact that differs", s->name,
			only);
}

/* Holidays may cover all of a short run. */
static void check_opening(const struct doctor *d, const struct calendar *calendar, const struct node *node, const char *what)
{
	if (calendar && isfinite(d->model->length) && calendar_opens(calendar, 0.0) >= d->model->length)
		node_problem(d->problems, SEVERITY_WARNING, node, NULL,
			"%s is never there in this run: its hours and their exceptions leave nothing of it. Look at them, and at clock.start", what);
}

/* Whether a unit of `from` that is down may wait for one of `to`, itself or by way of others. */
static bool waits_for(const struct model *m, uint32_t from, uint32_t to, bool *seen)
{
	uint32_t repair = m->resources[from].fails.repair_station;
	const struct amounts *crew = repair == NONE ? NULL : &m->stations[repair].needs;
	seen[from] = true;
	for (uint32_t i = 0; crew && i < crew->count; i++) {
		uint32_t next = crew->list[i].resource;
		if (next == to || (!seen[next] && waits_for(m, next, to, seen)))
			return true;
	}
	return false;
}

static void check_crew(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct resource *r = &m->resources[index];
	if (r->fails.repair_station != NONE &&
		waits_for(m, index, index, arena_take(m->arena, m->resource_count, sizeof(bool))))
		node_problem(d->problems, SEVERITY_WARNING, r->node, NULL,
			"'%s' repairs those who repair it: once all of them are down together, no repair can begin any more. Let somebody else repair one "
			"of them", r->name);
}

static bool is_said(const struct expr *price)
{
	return price->form != EXPR_ABSENT && !(price->form == EXPR_CONSTANT && price->value == 0.0);
}

static bool has_price(const struct cost_rates *rates)
{
	return rates->paid > 0.0 || rates->busy > 0.0 || rates->use > 0.0 || rates->overtime > 0.0;
}

static bool some_have_prices(const struct model *m, const struct amounts *amounts)
{
	for (uint32_t i = 0; i < amounts->count; i++)
		if (has_price(&m->resources[amounts->list[i].resource].costs))
			return true;
	return false;
}

static bool place_costs(const struct model *m, uint32_t station)
{
	const struct station *s = &m->stations[station];
	return has_price(&s->costs) || some_have_prices(m, &s->needs) || some_have_prices(m, &s->one_of);
}

static bool task_costs(const struct model *m, const struct task *task)
{
	return is_said(&task->cost) || is_said(&task->cost_of_work) || (task->work == WORK_STATION && place_costs(m, task->station)) ||
		(task->take_station != NONE && place_costs(m, task->take_station));
}

static bool plan_costs(const struct project *project)
{
	for (uint32_t t = 0; t < project->task_count; t++)
		if (is_said(&project->tasks[t].early_cost) || is_said(&project->tasks[t].late_cost))
			return true;
	for (uint32_t r = 0; r < project->risk_count; r++)
		if (is_said(&project->risks[r].cost))
			return true;
	return false;
}

static void check_budget(const struct doctor *d, const struct kind *kind)
{
	bool costs = is_said(&kind->cost) || is_said(&kind->holding_cost) || is_said(&kind->late_cost) ||
		(kind->project && plan_costs(kind->project));
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count && !costs; t++)
		costs = task_costs(d->model, &d->model->tasks[t]);
	if (kind->budget.form != EXPR_ABSENT && !costs)
		node_problem(d->problems, SEVERITY_WARNING, node_child(kind->node, "budget"), NULL,
			"the budget of '%s' is always kept: nothing that is done for it has a price. Give its people, machines or tasks what they cost",
			kind->name);
}

void doctor_check_vain(const struct doctor *d)
{
	const struct model *m = d->model;
	for (uint32_t s = 0; s < m->station_count; s++) {
		check_batch(d, s);
		check_setup(d, s);
		check_opening(d, m->stations[s].calendar, m->stations[s].node, arena_format(m->arena, "station '%s'", m->stations[s].name));
	}
	for (uint32_t r = 0; r < m->resource_count; r++) {
		check_opening(d, m->resources[r].calendar, m->resources[r].node, arena_format(m->arena, "resource '%s'", m->resources[r].name));
		check_crew(d, r);
	}
	for (uint32_t k = 0; k < m->kind_count; k++)
		check_budget(d, &m->kinds[k]);
}
