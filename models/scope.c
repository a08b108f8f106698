/* Changes of scope on the way: risks that happen while a project goes on. Each has a clock of its own, a token that stands for no task.
   When it runs out, tasks that it hits and that have not begun grow, and those that have begun or ended have a share of their work to do
   again. Invariant: of a task that is hit and has ended a token stands aside, with the ledger that it had then, for what may bring it
   back. */
#include <math.h>
#include "parts.h"

static const struct project *plan_of(const struct world *w, uint32_t root)
{
	return w->flows[item_at(w, root)->kind].project;
}

static struct change *changes_of(const struct world *w, uint32_t root)
{
	return (struct change *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].changes_at);
}

static struct scope *scopes_of(const struct world *w, uint32_t root)
{
	return (struct scope *)(void *)(changes_of(w, root) + plan_of(w, root)->risk_count);
}

size_t scope_room(const struct project *project)
{
	return project->changes ? project->risk_count * sizeof(struct change) + project->task_count * sizeof(struct scope) : 0;
}

/* --- clocks ---------------------------------------------------------------------------------------------------------------------- */

static void set_clock(struct world *w, uint32_t root, uint32_t r, uint32_t token)
{
	const struct risk *risk = &plan_of(w, root)->risks[r];
	struct change *change = &changes_of(w, root)[r];
	struct item *item = item_at(w, token);
	double after = world_value(w, root, &risk->happens, risk->luck + 3, change->times);
	if (!(after >= 0.0 && after < INFINITY)) {
		world_stop_at(w, ENGINE_WRONG, risk->node, "the time until '%s' happens came out as %.4g: a time is a number from 0 on", risk->name,
			after);
		return;
	}
	change->token = token;
	item->state = ITEM_PENDING;
	item->since = w->now;
	item->timer = event_at(&w->events, w->now + after, PHASE_COMPLETION, HAPPENS_CHANGE, token);
	w->standing++;
	w->standing_made++;
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
}

void scope_begin(struct world *w, uint32_t root)
{
	const struct project *project = plan_of(w, root);
	for (uint32_t t = 0; t < project->task_count; t++)
		scopes_of(w, root)[t] = (struct scope){ .aside = NONE };
	for (uint32_t r = 0; r < project->risk_count; r++) {
		const struct risk *risk = &project->risks[r];
		changes_of(w, root)[r] = (struct change){ .token = NONE };
		uint32_t token = risk->happens.form == EXPR_ABSENT ? NONE : agenda_token(w, root, risk->hits.list[0], root);
		if (token != NONE)
			set_clock(w, root, r, token);
	}
}

void scope_cancel(struct world *w, uint32_t root)
{
	const struct project *project = plan_of(w, root);
	for (uint32_t r = 0; r < project->risk_count; r++) {
		w->standing -= changes_of(w, root)[r].token != NONE;
		agenda_call_off(w, &changes_of(w, root)[r].token);
	}
	for (uint32_t t = 0; t < project->task_count; t++)
		agenda_call_off(w, &scopes_of(w, root)[t].aside);
}

/* --- what they do ------------------------------------------------------------------------------------------------------------------ */

/* The share of its work by which a task grows, each time another draw. */
static double share_of(struct world *w, uint32_t root, const struct risk *risk, uint32_t position, uint32_t times)
{
	if (risk->grows.form == EXPR_ABSENT)
		return 0.0;
	double share = world_value(w, root, &risk->grows, risk->luck + 1, position + times * plan_of(w, root)->task_count);
	if (share >= 0.0 && share < INFINITY)
		return share;
	world_stop_at(w, ENGINE_WRONG, risk->node, "the share by which '%s' lets '%s' grow came out as %.4g: a share is from 0 on", risk->name,
		w->model->tasks[w->model->kinds[item_at(w, root)->kind].task_first + position].name, share);
	return 0.0;
}

/* Since it ended others have gone on. */
static void bring_back(struct world *w, uint32_t root, uint32_t position, double share)
{
	uint32_t aside = scopes_of(w, root)[position].aside;
	bool had_ended = !isnan(item_agenda(w, root)->entries[position].end);
	project_return(w, root, position, share);
	if (!had_ended || !isnan(item_agenda(w, root)->entries[position].end))
		return;
	assert(aside != NONE && "of a task that has ended a token stands aside");
	agenda_charge_wait(w, aside, CAUSE_PARTNER);
	project_try(w, root, position, aside);
}

static void hit(struct world *w, uint32_t root, uint32_t position, double share)
{
	const struct entry *e = &item_agenda(w, root)->entries[position];
	if (e->skipped || !(share > 0.0))
		return;
	if (!isnan(e->start)) {
		bring_back(w, root, position, share);
		return;
	}
	scopes_of(w, root)[position].grown += share;
	if (e->token != NONE)
		agenda_queue_again(w, e->token);
}

void scope_happen(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, r = 0;
	const struct project *project = plan_of(w, root);
	while (changes_of(w, root)[r].token != token)
		r++;
	const struct risk *risk = &project->risks[r];
	struct change *change = &changes_of(w, root)[r];
	uint32_t times = ++change->times;
	change->token = NONE;
	item_at(w, token)->timer = EVENT_NONE;
	item_facts(w, root)[risk->fact] = times;
	if (w->accounts && risk->cost.form != EXPR_ABSENT)
		money_risk(w, root, risk);
	for (uint32_t i = 0; i < risk->hits.count; i++)
		hit(w, root, risk->hits.list[i], share_of(w, root, risk, risk->hits.list[i], times));
	if (times < risk->at_most)
		set_clock(w, root, r, token);
	else
		agenda_drop(w, token);
}

double scope_grown(const struct world *w, uint32_t root, uint32_t position)
{
	return scopes_of(w, root)[position].grown;
}

/* --- what has ended ---------------------------------------------------------------------------------------------------------------- */

static bool may_be_hit(const struct world *w, uint32_t root, uint32_t position)
{
	const struct project *project = plan_of(w, root);
	const struct indexes *risks = &project->tasks[position].risks;
	for (uint32_t i = 0; i < risks->count; i++)
		if (changes_of(w, root)[risks->list[i]].token != NONE)
			return true;
	return false;
}

void scope_ended(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, position = item_position(w, token);
	if (!may_be_hit(w, root, position) || item_entry(w, token)->skipped)
		return;
	agenda_call_off(w, &scopes_of(w, root)[position].aside);
	uint32_t aside = agenda_token(w, root, position, token);
	if (aside == NONE)
		return;
	scopes_of(w, root)[position].aside = aside;
	agenda_wait(w, aside, INFINITY);
}
