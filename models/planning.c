/* Plans of stages, and how they grow old. A plan's age is counted from its end to when its stage begins: when the first of its tasks is
   about to be due. What is out of date by then is planned again before that, and the tasks have a share of their work to do again.
   Invariant: a stage begins once, and its plan has ended then. */
#include <math.h>
#include "parts.h"

static const struct project *plan_of(const struct world *w, uint32_t index)
{
	return w->flows[item_at(w, index)->kind].project;
}

static struct planning_sums *sums_of(const struct world *w, uint32_t root)
{
	return (struct planning_sums *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].planning_at);
}

static struct wave *waves_of(const struct world *w, uint32_t root)
{
	return (struct wave *)(void *)(sums_of(w, root) + 1);
}

static struct waved *waved_of(const struct world *w, uint32_t root)
{
	return (struct waved *)(void *)(waves_of(w, root) + plan_of(w, root)->stage_count);
}

size_t planning_room(const struct project *project)
{
	if (!project->planned)
		return 0;
	return sizeof(struct planning_sums) + project->stage_count * sizeof(struct wave) + project->task_count * sizeof(struct waved);
}

void planning_begin(struct world *w, uint32_t root)
{
	for (uint32_t s = 0; s < plan_of(w, root)->stage_count; s++)
		waves_of(w, root)[s].stale = NAN;
}

/* --- what is worked ------------------------------------------------------------------------------------------------------------- */

/* All the time that its ledger has as work. */
static double worked(const struct world *w, uint32_t token)
{
	uint32_t slot = w->cause_slots[CAUSE_REWORK];
	return item_at(w, token)->worked + (slot == NONE ? 0.0 : item_facts(w, token)[slot]);
}

void planning_take_up(struct world *w, uint32_t token)
{
	struct waved *task = &waved_of(w, item_at(w, token)->parent)[item_position(w, token)];
	task->mark = worked(w, token);
	task->share += task->left;
	task->left = 0.0;
}

/* What came back with the rest of a pass has its part of the time. It is not what the task took of itself. */
void planning_pass_over(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, position = item_position(w, token);
	struct planning_sums *sums = sums_of(w, root);
	struct waved *task = &waved_of(w, root)[position];
	struct entry *e = item_entry(w, token);
	double time = worked(w, token) - task->mark, share = e->share > 0.0 ? fmin(task->share / e->share, 1.0) : 0.0;
	if (plan_of(w, root)->tasks[position].plans) {
		share = e->passes > 0 ? 1.0 : 0.0;
		sums->planning += time;
		sums->wasted += share * time;
	} else {
		sums->stale += share * time;
	}
	e->time -= share * e->own;
	task->share = 0.0;
}

void planning_count(struct world *w, struct flow *flow, uint32_t root)
{
	const struct planning_sums *sums = sums_of(w, root);
	flow->planning.planning += sums->planning;
	flow->planning.wasted += sums->wasted;
	flow->planning.stale += sums->stale;
}

/* --- what is out of date -------------------------------------------------------------------------------------------------------- */

/* The plan's next pass has the ledger of the task that was about to be due. */
static void renew(struct world *w, uint32_t root, uint32_t plan, uint32_t token, double share)
{
	uint32_t again = agenda_token(w, root, plan, token);
	if (again == NONE)
		return;
	item_agenda(w, root)->entries[plan].by = item_position(w, token);
	project_return(w, root, plan, share);
	agenda_take_up(w, again);
	agenda_due(w, again);
}

bool planning_renews(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent;
	const struct project *project = plan_of(w, root);
	const struct project_task *task = &project->tasks[item_position(w, token)];
	uint32_t plan = task->stage == NONE || task->plans ? NONE : project->stages[task->stage].plan;
	struct wave *wave = task->stage == NONE ? NULL : &waves_of(w, root)[task->stage];
	if (plan == NONE || !isnan(wave->stale))
		return false;
	double age = w->now - item_agenda(w, root)->entries[plan].end;
	wave->stale = -expm1(-project->stale * age);
	if (!(wave->stale > 0.0))
		return false;
	renew(w, root, plan, token, wave->stale);
	return true;
}

/* What it does again comes after what it does now. */
void planning_started(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, position = item_position(w, token);
	const struct project *project = plan_of(w, root);
	const struct project_task *task = &project->tasks[position];
	if (task->stage == NONE || task->plans || project->stages[task->stage].plan == NONE || item_entry(w, token)->skipped)
		return;
	double share = waves_of(w, root)[task->stage].stale * project->redo;
	waved_of(w, root)[position].left = share;
	project_return(w, root, position, share);
}
