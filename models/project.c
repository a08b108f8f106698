/* Projects: what makes a task of a plan due. Each link between two tasks is a tie, which holds once the earlier one has ended (or begun)
   and the lag is over; a task counts the ties that it lacks, so that an end costs as much as it has links, however large the plan. What
   comes back to a task that has ended undoes the ties from its end. Invariant: a task's `lacking` counts the ties to its begin that do
   not hold, `lacking_end` those to its end whose earlier task has not ended. */
#include <math.h>
#include "parts.h"

struct tie *project_ties(const struct world *w, uint32_t root)
{
	return (struct tie *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].ties_at);
}

static const struct project *plan_of(const struct world *w, uint32_t index)
{
	return w->flows[item_at(w, index)->kind].project;
}

/* --- dates ---------------------------------------------------------------------------------------------------------------------- */

/* A date, or so long after the project began, on the clock. */
static double time_of(struct world *w, uint32_t root, const struct moment *moment, uint64_t luck)
{
	if (moment->time.form == EXPR_ABSENT)
		return moment->date;
	return item_at(w, root)->entered + world_value(w, root, &moment->time, luck, 0);
}

static void set_deadlines(struct world *w, uint32_t root)
{
	const struct project *project = plan_of(w, root);
	for (uint32_t t = 0; t < project->task_count; t++)
		if (moment_said(&project->tasks[t].due))
			item_agenda(w, root)->entries[t].deadline = time_of(w, root, &project->tasks[t].due, project->tasks[t].luck_due);
}

/* Before which time the task does not begin. */
double project_release(struct world *w, uint32_t root, uint32_t position)
{
	const struct project_task *task = &plan_of(w, root)->tasks[position];
	return moment_said(&task->not_before) ? time_of(w, root, &task->not_before, task->luck_due) : -INFINITY;
}

/* --- begins --------------------------------------------------------------------------------------------------------------------- */

static void come_due(struct world *w, uint32_t token)
{
	if (!plan_of(w, token)->planned || !planning_renews(w, token))
		agenda_due(w, token);
}

/* Its date has come. */
static void date_comes(struct world *w, uint32_t token)
{
	come_due(w, token);
	if (plan_of(w, token)->banded)
		band_settle(w, item_at(w, token)->parent, token);
}

/* Nothing is lacking but perhaps its date. */
static void bring_on(struct world *w, uint32_t token)
{
	double release = project_release(w, item_at(w, token)->parent, item_position(w, token));
	agenda_take_up(w, token);
	if (release > w->now)
		agenda_wait(w, token, release);
	else
		come_due(w, token);
}

static bool may_begin(const struct entry *e)
{
	return e->token == NONE && e->left > 0.0 && e->lacking == 0;
}

/* Brings the task on where it may begin, with the ledger of who decided that. */
void project_bring_on(struct world *w, uint32_t root, uint32_t position, uint32_t from)
{
	if (!may_begin(&item_agenda(w, root)->entries[position]))
		return;
	uint32_t token = agenda_token(w, root, position, from);
	if (token != NONE)
		bring_on(w, token);
}

/* In a banded plan it takes its turn. */
void project_try(struct world *w, uint32_t root, uint32_t position, uint32_t from)
{
	if (!plan_of(w, root)->banded)
		project_bring_on(w, root, position, from);
}

static void begin(struct world *w, uint32_t root)
{
	const struct project *project = plan_of(w, root);
	struct agenda *agenda = item_agenda(w, root);
	agenda->open = project->task_count;
	struct tie *ties = project_ties(w, root);
	for (uint32_t i = 0; i < project->link_count; i++) {
		struct entry *e = &agenda->entries[project->links[i].after];
		ties[i] = (struct tie){ .from = NAN, .token = NONE, .state = TIE_OPEN };
		if (project->links[i].how == LINK_FIRST_START)
			e->lacking = 1;      /* one of them is enough, and there are no others */
		else if (!project->links[i].in_order)
			*(project->links[i].how == LINK_FINISH_FINISH ? &e->lacking_end : &e->lacking) += 1;
	}
	if (project->planned)
		planning_begin(w, root);
	if (project->changes)
		scope_begin(w, root);
	if (project->due)
		set_deadlines(w, root);
	for (uint32_t t = 0; t < project->task_count; t++)
		project_try(w, root, t, root);
	if (project->forecast_count > 0) {
		forecast_begin(w, root);
		forecast_end(w, root, 0);
	}
	if (project->banded)
		band_settle(w, root, root);
}

/* --- ties ----------------------------------------------------------------------------------------------------------------------- */

/* The time that a link takes, at this end (or begin) of the earlier task. */
static double lag_of(struct world *w, uint32_t token, const struct link *link)
{
	if (link->lag.form == EXPR_ABSENT)
		return 0.0;
	double lag = world_value(w, item_at(w, token)->parent, &link->lag, link->luck, item_entry(w, token)->passes);
	if (lag >= 0.0 && lag < INFINITY) {
		item_agenda(w, item_at(w, token)->parent)->entries[link->after].time += link->lag.form == EXPR_CONSTANT ? 0.0 : lag;
		return lag;
	}
	world_stop_at(w, ENGINE_WRONG, link->node, "a lag before '%s' came out as %.4g: a time is a number from 0 on",
		w->model->tasks[w->model->kinds[item_at(w, token)->kind].task_first + link->after].name, lag);
	return 0.0;
}

/* The tie to a begin holds, or will when its lag is over. */
static void tie_begin(struct world *w, uint32_t token, uint32_t i, double lag)
{
	uint32_t root = item_at(w, token)->parent;
	const struct link *link = &plan_of(w, root)->links[i];
	struct tie *tie = &project_ties(w, root)[i];
	tie->from = w->now + lag;
	if (lag > 0.0) {
		tie->state = TIE_LAGS;
		tie->token = agenda_token(w, root, link->after, token);
		if (tie->token != NONE)
			agenda_wait(w, tie->token, tie->from);
		return;
	}
	tie->state = TIE_HOLDS;
	item_agenda(w, root)->entries[link->after].lacking--;
	project_try(w, root, link->after, token);
}

/* The later task may end, as far as this one is concerned, when the lag is over. */
static void tie_end(struct world *w, uint32_t token, uint32_t i, double lag)
{
	uint32_t root = item_at(w, token)->parent;
	struct entry *e = &item_agenda(w, root)->entries[plan_of(w, root)->links[i].after];
	struct tie *tie = &project_ties(w, root)[i];
	tie->state = TIE_HOLDS;
	tie->from = w->now + lag;
	e->lacking_end--;
	if (e->token != NONE)
		agenda_look_again(w, e->token);
}

/* The lag is over that this token waits for, where it stands for no task yet. */
static bool lag_over(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent, position = item_position(w, token);
	const struct indexes *before = &plan_of(w, root)->tasks[position].before;
	struct entry *e = item_entry(w, token);
	if (e->token == token)
		return false;
	struct tie *ties = project_ties(w, root);
	uint32_t i = 0;
	while (ties[before->list[i]].token != token)
		i++;
	ties[before->list[i]].token = NONE;
	ties[before->list[i]].state = TIE_HOLDS;
	e->lacking--;
	if (!may_begin(e)) {
		agenda_drop(w, token);
		return true;
	}
	agenda_charge_wait(w, token, CAUSE_PLANNED);
	bring_on(w, token);
	return true;
}

static double may_end(const struct world *w, uint32_t root, uint32_t position)
{
	const struct project *project = plan_of(w, root);
	const struct indexes *before = &project->tasks[position].before;
	double until = -INFINITY;
	if (item_agenda(w, root)->entries[position].lacking_end > 0)
		return INFINITY;
	for (uint32_t i = 0; i < before->count; i++)
		if (project->links[before->list[i]].how == LINK_FINISH_FINISH)
			until = fmax(until, project_ties(w, root)[before->list[i]].from);
	return until;
}

/* --- what comes back ------------------------------------------------------------------------------------------------------------ */

/* The tie from the end of a task that has work to do again. */
static void untie(struct world *w, uint32_t root, uint32_t i)
{
	const struct link *link = &plan_of(w, root)->links[i];
	struct entry *e = &item_agenda(w, root)->entries[link->after];
	struct tie *tie = &project_ties(w, root)[i];
	uint32_t token = tie->token;
	enum tie_state was = tie->state;
	*tie = (struct tie){ .from = NAN, .token = NONE, .state = TIE_OPEN };
	if (link->how == LINK_FINISH_FINISH) {
		e->lacking_end++;
		if (e->token != NONE)
			agenda_look_again(w, e->token);
		return;
	}
	if (token != NONE)
		branch_cancel_one(w, token);
	e->lacking += was == TIE_HOLDS;
	if (e->token != NONE && !e->begun)
		agenda_withdraw(w, e->token);
}

/* It had ended, and has work to do again. */
static void reopen(struct world *w, uint32_t root, uint32_t position)
{
	const struct project *project = plan_of(w, root);
	const struct indexes *after = &project->tasks[position].after;
	item_agenda(w, root)->open++;
	for (uint32_t i = 0; i < after->count; i++)
		if (link_from_end(&project->links[after->list[i]]) && !project->links[after->list[i]].once)
			untie(w, root, after->list[i]);
}

#define MOST_BACK_IN_BAND 0.9    /* of a task's work, where more than all of it would be to be done: Browning and Eppinger's */

/* In a banded plan work in hand is put down, to be taken up again together with what has come back. */
void project_return(struct world *w, uint32_t root, uint32_t position, double share)
{
	const struct entry *e = &item_agenda(w, root)->entries[position];
	bool banded = plan_of(w, root)->banded;
	if (banded && share > 0.0 && e->token != NONE && e->begun)
		agenda_put_down(w, e->token);
	if (agenda_return(w, root, position, share, banded ? MOST_BACK_IN_BAND : 1.0))
		reopen(w, root, position);
}

static double share_of(struct world *w, uint32_t index, const char *what, const struct expr *share, uint64_t luck, uint32_t pass)
{
	double value = share->form == EXPR_ABSENT ? 1.0 : world_value(w, index, share, luck, pass);
	if (value >= 0.0 && value <= 1.0 + 1e-9)
		return fmin(value, 1.0);
	const struct task *task = &w->model->tasks[item_at(w, index)->task];
	world_stop_at(w, ENGINE_WRONG, task->node, "%s at '%s' came out as %.4g %%: shares and chances are between 0 %% and 100 %%", what,
		task->name, 100.0 * value);
	return 0.0;
}

static double improves(struct world *w, uint32_t token)
{
	const struct project_task *task = &plan_of(w, token)->tasks[item_position(w, token)];
	return share_of(w, token, "what a repeat needs", &task->improves, task->luck_improves, item_entry(w, token)->passes);
}

/* Whether the end of a task brings work back to one that it affects, and how much. The draws are those of this end, with this luck. */
static bool bring_back(struct world *w, uint32_t token, const struct affect *affect, uint64_t luck)
{
	uint32_t root = item_at(w, token)->parent, pass = item_entry(w, token)->passes;
	struct entry *e = &item_agenda(w, root)->entries[affect->task];
	if (isnan(e->start) || e->skipped)
		return false;
	double p = share_of(w, token, "the chance that work comes back", &affect->chance, luck + 2, pass);
	stream_address(&w->stream, w->model->kinds[item_at(w, token)->kind].hash, item_at(w, token)->luck, luck, pass);
	if (p < 1.0 && !(stream_uniform(&w->stream) < p))
		return false;
	const struct project_task *task = &plan_of(w, root)->tasks[affect->task];
	double share = share_of(w, token, "the share that comes back", &affect->share, luck + 1, pass);
	share *= share_of(w, token, "what a repeat needs", &task->improves, task->luck_improves, e->passes);
	project_return(w, root, affect->task, share);
	e->by = item_position(w, token);
	return true;
}

/* In a banded plan an end brings work back to those before it; and what has come back to one, at once, to those after it that need it. */
static void bring_back_in_band(struct world *w, uint32_t token, const struct affect *affect)
{
	const struct project *project = plan_of(w, token);
	const struct indexes *second = &project->tasks[affect->task].affects;
	if (affect->task >= affect->by || !bring_back(w, token, affect, affect->luck))
		return;
	for (uint32_t i = 0; i < second->count; i++)
		if (project->affects[second->list[i]].task > affect->task)
			bring_back(w, token, &project->affects[second->list[i]], stream_mix(project->affects[second->list[i]].luck, affect->luck));
}

/* --- ends ------------------------------------------------------------------------------------------------------------------------ */

/* A risk is paid for once, when the first of the tasks that it hits begins. */
static void pay_risks(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent;
	const struct project *project = plan_of(w, root);
	const struct indexes *hit = &project->tasks[item_position(w, token)].risks;
	bool *paid = (bool *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].paid_at;
	for (uint32_t i = 0; i < hit->count; i++) {
		const struct risk *risk = &project->risks[hit->list[i]];
		if (risk->cost.form == EXPR_ABSENT || risk->happens.form != EXPR_ABSENT || paid[hit->list[i]] || item_facts(w, root)[risk->fact] == 0.0)
			continue;
		paid[hit->list[i]] = true;
		money_risk(w, root, risk);
	}
}

static void taken_up(struct world *w, uint32_t token)
{
	if (plan_of(w, token)->planned)
		planning_take_up(w, token);
}

static void pass_over(struct world *w, uint32_t token)
{
	if (plan_of(w, token)->planned)
		planning_pass_over(w, token);
}

static void started(struct world *w, uint32_t token)
{
	const struct project *project = plan_of(w, token);
	const struct indexes *after = &project->tasks[item_position(w, token)].after;
	uint32_t root = item_at(w, token)->parent;
	if (w->accounts)
		pay_risks(w, token);
	if (project->planned)
		planning_started(w, token);
	for (uint32_t i = 0; i < after->count; i++) {
		const struct link *link = &project->links[after->list[i]];
		bool first = link->how == LINK_FIRST_START && item_agenda(w, root)->entries[link->after].lacking > 0;
		if ((link->how == LINK_START_START && !link->in_order) || first)
			tie_begin(w, token, after->list[i], lag_of(w, token, link));
	}
}

/* Whoever waits for its end, too. */
static void tie_followers(struct world *w, uint32_t token, const struct project *project, const struct project_task *task)
{
	for (uint32_t i = 0; i < task->after.count; i++) {
		const struct link *link = &project->links[task->after.list[i]];
		if (link->once && project_ties(w, item_at(w, token)->parent)[task->after.list[i]].state != TIE_OPEN)
			continue;
		if (link->how == LINK_FINISH_START)
			tie_begin(w, token, task->after.list[i], lag_of(w, token, link));
		else if (link->how == LINK_FINISH_FINISH)
			tie_end(w, token, task->after.list[i], lag_of(w, token, link));
	}
}

/* In a banded plan some of it may have come back already. */
static void end_in_band(struct world *w, uint32_t token, const struct project *project, const struct project_task *task)
{
	for (uint32_t i = 0; i < task->affects.count; i++)
		bring_back_in_band(w, token, &project->affects[task->affects.list[i]]);
	if (!isnan(item_entry(w, token)->end))
		tie_followers(w, token, project, task);
	band_settle(w, item_at(w, token)->parent, token);
}

/* What comes back comes first, so that those who wait for it do not begin; what has come back begins last. */
static void end_by_links(struct world *w, uint32_t token, const struct project *project, const struct project_task *task)
{
	for (uint32_t i = 0; i < task->affects.count; i++)
		bring_back(w, token, &project->affects[task->affects.list[i]], project->affects[task->affects.list[i]].luck);
	tie_followers(w, token, project, task);
	for (uint32_t i = 0; i < task->affects.count; i++)
		project_try(w, item_at(w, token)->parent, project->affects[task->affects.list[i]].task, token);
}

static void ended(struct world *w, uint32_t token)
{
	uint32_t root = item_at(w, token)->parent;
	item_agenda(w, root)->open--;
	const struct project *project = plan_of(w, root);
	const struct project_task *task = &project->tasks[item_position(w, token)];
	if (w->accounts)
		money_due(w, token, task);
	if (project->banded)
		end_in_band(w, token, project, task);
	else
		end_by_links(w, token, project, task);
	if (project->changes)
		scope_ended(w, token);
	if (task->forecast > 0)
		forecast_end(w, root, task->forecast);
}

/* --- what risks make of work ------------------------------------------------------------------------------------------------------ */

static double work_of(struct world *w, uint32_t token, double work)
{
	const struct project *project = plan_of(w, token);
	uint32_t root = item_at(w, token)->parent, position = item_position(w, token);
	const struct indexes *hit = &project->tasks[position].risks;
	double added = 0.0;
	if (project->changes)
		work *= 1.0 + scope_grown(w, root, position);
	for (uint32_t i = 0; i < hit->count; i++) {
		const struct risk *risk = &project->risks[hit->list[i]];
		if (risk->happens.form != EXPR_ABSENT || item_facts(w, root)[risk->fact] == 0.0)
			continue;
		work *= risk->grows.form == EXPR_ABSENT ? 1.0 : 1.0 + world_value(w, root, &risk->grows, risk->luck + 1, position);
		added += risk->delay.form == EXPR_ABSENT ? 0.0 : world_value(w, root, &risk->delay, risk->luck, position);
	}
	return work + added;
}

/* --- the practice ----------------------------------------------------------------------------------------------------------------- */

/* Lags that still run, and what may still happen. */
static void cancel(struct world *w, uint32_t root)
{
	for (uint32_t i = 0; i < plan_of(w, root)->link_count; i++)
		agenda_call_off(w, &project_ties(w, root)[i].token);
	if (plan_of(w, root)->changes)
		scope_cancel(w, root);
}

static bool hangs(const struct world *w, uint32_t root)
{
	for (uint32_t i = 0; i < plan_of(w, root)->link_count; i++)
		if (project_ties(w, root)[i].token != NONE)
			return false;
	return true;
}

/* Where work may come back. */
static bool calls_off(const struct world *w, uint32_t root)
{
	return plan_of(w, root)->affect_count > 0 || plan_of(w, root)->stale > 0.0 || plan_of(w, root)->changes;
}

static bool is_sound(const struct world *w, uint32_t root)
{
	const struct agenda *agenda = item_agenda(w, root);
	uint32_t open = 0;
	for (uint32_t t = 0; t < plan_of(w, root)->task_count; t++) {
		const struct entry *e = &agenda->entries[t];
		open += isnan(e->end) ? 1 : 0;
		if (e->token == NONE && isnan(e->end) && !(e->left > 0.0 && (e->lacking > 0 || plan_of(w, root)->banded)))
			return false;
	}
	return open == agenda->open;
}

const struct practice practice_project = { .begin = begin, .comes_due = date_comes, .taken_up = taken_up, .pass_over = pass_over,
	.started = started, .ended = ended, .may_end = may_end, .time_over = lag_over,
	.cancel = cancel, .work = work_of, .repeat = improves, .count = project_count, .start_window = project_start_window, .hangs = hangs,
	.calls_off = calls_off, .is_sound = is_sound };
