/* What projects tell of their tasks when they have ended: when each began and ended, how long it took and waited, and by how much it
   might have ended later without the project ending later. Invariant: where no work came back, that is the total float of the critical
   path method on the times as they were, waits included. */
#include <math.h>
#include "parts.h"

/* Of each task by how much its end, and its begin, might have been later. */
struct floats {
	const struct project *project;
	const struct agenda *agenda;
	const struct tie *ties;
	double *ends, *begins;       /* [task] */
	double end;                  /* of the project */
};

/* The plan that was done again when this task was about to be due; NONE: none was. */
static uint32_t renewed_for(const struct floats *f, uint32_t task)
{
	uint32_t stage = f->project->tasks[task].stage, plan = stage == NONE ? NONE : f->project->stages[stage].plan;
	return plan != NONE && f->agenda->entries[plan].by == task ? plan : NONE;
}

/* What a link leaves: by how much later the earlier task might have come, so that the later one is not later than it may be. Where the
   later one began before work came back to the earlier one, the link did not hold it up. */
static double room(const struct floats *f, uint32_t i)
{
	const struct link *link = &f->project->links[i];
	const struct entry *after = &f->agenda->entries[link->after];
	double from = f->ties[i].from, until = link->how == LINK_FINISH_FINISH ? after->end : after->due;
	double later = link->how == LINK_FINISH_FINISH ? f->ends[link->after] : f->begins[link->after];
	uint32_t plan = link->how == LINK_FINISH_FINISH ? NONE : renewed_for(f, link->after);
	if (plan != NONE && from <= f->agenda->entries[plan].again) {
		until = f->agenda->entries[plan].again;
		later = f->ends[plan];
	}
	return isnan(from) || from > until ? INFINITY : until - from + later;
}

/* Makes a number less. True: it was more. */
static bool lower(double *number, double by)
{
	bool lowers = by < *number;
	*number = lowers ? by : *number;
	return lowers;
}

static bool find_end(struct floats *f, uint32_t t)
{
	const struct entry *e = &f->agenda->entries[t];
	const struct indexes *after = &f->project->tasks[t].after, *affects = &f->project->tasks[t].affects;
	double most = f->end - e->end;
	for (uint32_t i = 0; i < after->count; i++)
		if (link_from_end(&f->project->links[after->list[i]]))
			most = fmin(most, room(f, after->list[i]));
	for (uint32_t i = 0; i < affects->count; i++) {
		uint32_t task = f->project->affects[affects->list[i]].task;
		const struct entry *again = &f->agenda->entries[task];
		if (again->by == t && again->again >= e->end)
			most = fmin(most, again->again - e->end + f->ends[task]);
	}
	return lower(&f->ends[t], most);
}

/* A task that waits for its end may begin later by that wait. */
static bool find_begin(struct floats *f, uint32_t t)
{
	const struct entry *e = &f->agenda->entries[t];
	const struct indexes *after = &f->project->tasks[t].after;
	double most = f->ends[t] + (e->end - e->over);
	for (uint32_t i = 0; i < after->count; i++)
		if (!link_from_end(&f->project->links[after->list[i]]))
			most = fmin(most, room(f, after->list[i]));
	return lower(&f->begins[t], most);
}

/* Against the order of the plan; where work came back against it too, or a plan was done again, in several rounds, each of which can only
   leave less. */
static void find_floats(struct floats *f)
{
	uint32_t rounds = f->project->affect_count > 0 || f->project->stale > 0.0 ? f->project->task_count : 1;
	bool lowered = true;
	for (uint32_t t = 0; t < f->project->task_count; t++)
		f->ends[t] = f->begins[t] = INFINITY;
	for (uint32_t round = 0; round < rounds && lowered; round++) {
		lowered = false;
		for (uint32_t i = 2 * f->project->task_count; i-- > 0;) {
			uint32_t event = f->project->order[i];
			lowered |= event % 2 ? find_end(f, event / 2) : find_begin(f, event / 2);
		}
	}
}

static void count_cost(struct world *w, struct flow *flow, double cost)
{
	tally_add(&flow->cost, cost);
	if (quantile_add(&flow->cost_quantile, cost) != 0)
		world_no_memory(w);
}

void project_count(struct world *w, struct flow *flow, uint32_t root)
{
	const struct project *project = flow->project;
	double began = item_at(w, root)->entered, length = w->now - began;
	struct floats f = { project, item_agenda(w, root), project_ties(w, root), flow->slacks, flow->slacks + project->task_count, w->now };
	find_floats(&f);
	outcome_add(w, root);
	if (w->accounts)
		count_cost(w, flow, item_facts(w, root)[w->cost_slot]);
	if (project->planned)
		planning_count(w, flow, root);
	if (project->forecast_count > 0)
		forecast_count(w, flow, root);
	for (uint32_t t = 0; t < project->task_count; t++) {
		const struct entry *e = &f.agenda->entries[t];
		struct task_sums *sums = &flow->sums[t];
		double slack = fmax(fmin(f.ends[t], f.begins[t]), 0.0);
		sums->start += e->start - began;
		sums->end += e->end - began;
		sums->time += e->end - e->start;
		sums->wait += e->start - e->due;
		sums->passes += e->passes;
		sums->slack += slack;
		sums->critical += slack <= 1e-9 * length;
		sums->on_time += e->end <= e->deadline;
	}
}

void project_start_window(struct flow *flow)
{
	tally_reset(&flow->cost);
	quantile_reset(&flow->cost_quantile);
	for (uint32_t t = 0; flow->project && t < flow->project->task_count; t++)
		flow->sums[t] = (struct task_sums){ 0 };
	flow->planning = (struct planning_sums){ 0 };
	if (flow->forecaster)
		forecast_start_window(flow);
}
