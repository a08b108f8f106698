/* Plans in words: what comes before a task, when it is due, what brings work back, and what may befall the whole: see words.h. */
#include "words.h"

#include <math.h>
#include <string.h>
#include "models/project.h"
#include "answer.h"
#include "plan.h"

static const struct project_task *plan_of(const struct words *w, uint32_t task)
{
	const struct kind *kind = &w->model->kinds[w->model->tasks[task].kind];
	return kind->project ? &kind->project->tasks[task - kind->task_first] : NULL;
}

static const struct kind *kind_of(const struct words *w, uint32_t task)
{
	return &w->model->kinds[w->model->tasks[task].kind];
}

const char *words_begin(const struct words *w, const struct kind *kind)
{
	const char *date = plan_date(w->model, kind, 0.0, w->arena);
	if (date)
		return arena_format(w->arena, "comes once, on %s", date);
	return kind->source.times[0] > 0.0 ? arena_format(w->arena, "comes once, %s after the start", words_time(w, kind->source.times[0])) :
		"comes once, at the start";
}

const char *words_concurrency(const struct kind *kind)
{
	bool banded = kind->project && kind->project->banded;
	return banded ? "tasks are worked on in the order below, as many at once as need nothing that is not over" : "";
}

/* --- what comes before ------------------------------------------------------------------------------------------------------------- */

static const char *lag_of(const struct words *w, const struct link *link)
{
	const char *written = words_written(link->node, "lag");
	bool none = link->lag.form == EXPR_ABSENT || (link->lag.form == EXPR_CONSTANT && !(link->lag.value > 0.0));
	return none ? "" : link->lag.form == EXPR_CONSTANT ? words_time(w, link->lag.value) : written ? written : "some time";
}

static const char *describe_link(const struct words *w, const struct link *link, const char *before)
{
	const char *lag = lag_of(w, link);
	switch (link->how) {
	case LINK_FINISH_START:
		return *lag ? arena_format(w->arena, "%s after the end of %s", lag, before) : "";
	case LINK_START_START:
		return *lag ? arena_format(w->arena, "%s after the begin of %s", lag, before) : arena_format(w->arena, "once %s has begun", before);
	case LINK_FINISH_FINISH:
		return *lag ? arena_format(w->arena, "to end no sooner than %s after %s", lag, before) :
			arena_format(w->arena, "to end no sooner than %s", before);
	case LINK_FIRST_START:
		return "once the first task of the stage before has begun";
	}
	return "";
}

/* Those that simply come before, in one list; then the others, each by itself. */
const char *words_links(const struct words *w, uint32_t task)
{
	const struct project_task *plan = plan_of(w, task);
	const char *simple = "", *others = "", *last = NULL;
	for (uint32_t i = 0; plan && i < plan->before.count; i++) {
		const struct link *link = &kind_of(w, task)->project->links[plan->before.list[i]];
		if (link->in_order)
			continue;
		const char *before = words_step(w, kind_of(w, task)->task_first + link->before), *other = describe_link(w, link, before);
		if (link->how == LINK_FIRST_START && *others)
			continue;
		others = words_join(w, others, " and ", other);
		simple = *other || !last ? simple : words_join(w, simple, ", ", last);
		last = *other ? last : before;
	}
	if (last)
		simple = arena_format(w->arena, "after %s", words_join(w, simple, " and ", last));
	const char *all = words_join(w, simple, " and ", others);
	return *all ? arena_format(w->arena, "%s: ", all) : "";
}

const char *words_dates(const struct words *w, uint32_t task)
{
	const struct project_task *plan = plan_of(w, task);
	const struct node *node = w->model->tasks[task].node;
	const char *not_before = words_written(node, "not_before"), *due = words_written(node, "due");
	if (!plan)
		return "";
	const char *text = not_before ? arena_format(w->arena, "not before %s", not_before) : "";
	text = words_join(w, text, "; ", plan->checkpoint && due ? arena_format(w->arena, "a checkpoint, due %s", due) :
		plan->checkpoint ? "a checkpoint" : due ? arena_format(w->arena, "due %s", due) : "");
	const char *early = words_written(node, "early_cost_per_hour"), *late = words_written(node, "late_cost_per_hour");
	text = words_join(w, text, "; ", early ? arena_format(w->arena, "an hour early costs %s", early) : "");
	return words_join(w, text, "; ", late ? arena_format(w->arena, "an hour late costs %s", late) : "");
}

/* --- what comes back --------------------------------------------------------------------------------------------------------------- */

/* "10 %", or as it stands in the file. */
static const char *share_text(const struct words *w, const struct expr *share, const char *written)
{
	if (share->form == EXPR_CONSTANT)
		return arena_format(w->arena, "%s %%", words_number(w, 100.0 * share->value));
	return written ? written : "a share";
}

/* In a banded plan what comes back to a task before it decides, not that task's end. */
static const char *describe_affect(const struct words *w, uint32_t task, const struct affect *affect, const struct node *group)
{
	const struct kind *kind = kind_of(w, task);
	const struct node *entry = group ? node_child(group, w->model->tasks[kind->task_first + affect->by].name) : NULL;
	const char *format = kind->project->banded && affect->by < affect->task ?
		"when work comes back to %s, in %s of the cases %s of this one does too" : "when %s ends, in %s of the cases %s of it comes back";
	if (affect->chance.form == EXPR_CONSTANT && affect->chance.value == 0.0)
		return "";
	return arena_format(w->arena, format, words_step(w, kind->task_first + affect->by),
		share_text(w, &affect->chance, words_written(entry, "chance")), share_text(w, &affect->share, words_written(entry, "share")));
}

const char *words_returns(const struct words *w, uint32_t task)
{
	const struct project_task *plan = plan_of(w, task);
	const struct project *project = kind_of(w, task)->project;
	const struct node *node = w->model->tasks[task].node, *group = node && node->type == NODE_GROUP ? node_child(node, "affected_by") : NULL;
	const char *text = "";
	for (uint32_t i = 0; plan && i < project->affect_count; i++) {
		const struct affect *affect = &project->affects[i];
		if (affect->task == task - kind_of(w, task)->task_first)
			text = words_join(w, text, "; ", describe_affect(w, task, affect, group));
	}
	bool all = !plan || plan->improves.form == EXPR_ABSENT || (plan->improves.form == EXPR_CONSTANT && plan->improves.value == 1.0);
	if (*text && !all)
		text = arena_format(w->arena, "%s; to do it again takes %s of that", text, share_text(w, &plan->improves,
			words_written(node, "improves")));
	return text;
}

const char *words_repeat(const struct words *w, const struct task *task)
{
	const struct node *rework = task->node && task->node->type == NODE_GROUP ? node_child(task->node, "rework") : NULL;
	const char *when = words_written(rework, "when");
	const char *who = task->rework_when.form != EXPR_ABSENT ? arena_format(w->arena, "those with %s", when ? when : "its condition") :
		words_chance(w, &task->rework_chance, words_written(rework, "chance"));
	bool all = task->rework_share.form == EXPR_CONSTANT && task->rework_share.value == 1.0;
	const char *text = arena_format(w->arena, "%s do %s of it again", who, all ? "all" : share_text(w, &task->rework_share,
		words_written(rework, "share")));
	return task->rework_at_most == UNLIMITED ? text : arena_format(w->arena, "%s, %u times at most", text, (unsigned)task->rework_at_most);
}

/* --- how long ---------------------------------------------------------------------------------------------------------------------- */

/* "22.3 days of work on average": hours of a calendar are told in its days. */
const char *words_task_length(const struct words *w, uint32_t task)
{
	const struct project_task *plan = plan_of(w, task);
	double days = w->load->task_time[task] / w->model->workday;
	if (!plan || !plan->plan.calendar || isnan(days) || days < 1.0)
		return NULL;
	days = round(100.0 * days) / 100.0;
	return arena_format(w->arena, "%s day%s of work%s", words_number(w, days), days > 1.0 ? "s" : "",
		w->model->tasks[task].time.form == EXPR_CONSTANT && plan->risks.count == 0 ? "" : " on average");
}

/* --- what may befall it ------------------------------------------------------------------------------------------------------------ */

/* "15 %", where "15%" is all that is written. */
static const char *spaced(const struct words *w, const char *written)
{
	size_t digits = written ? strspn(written, "0123456789.") : 0;
	return digits > 0 && strcmp(written + digits, "%") == 0 ? arena_format(w->arena, "%.*s %%", (int)digits, written) : written;
}

/* "in 15 % of the projects", "after exponential(20 wk), again and again". */
static const char *describe_occasion(const struct words *w, const struct risk *risk)
{
	const struct node *chance = node_child(risk->node, "chance");
	if (risk->happens.form == EXPR_ABSENT)
		return arena_format(w->arena, "in %s of the projects", chance && chance->type == NODE_NUMBER ?
			arena_format(w->arena, "%s %%", words_number(w, 100.0 * chance->number)) : spaced(w, words_written(risk->node, "chance")));
	const char *when = risk->happens.form == EXPR_CONSTANT ? words_time(w, risk->happens.value) : words_written(risk->node, "happens");
	return arena_format(w->arena, risk->at_most == UNLIMITED ? "on the way, again and again after %s," : risk->at_most > 1 ?
		"on the way, again and again after %s, %u times at most," : "on the way, after %s,", when, (unsigned)risk->at_most);
}

static const char *describe_risk(const struct words *w, const struct kind *kind, const struct risk *risk)
{
	const struct node *node = risk->node;
	const char *hits = "", *delay = words_written(node, "delay"), *cost = words_written(node, "cost");
	const char *grows = spaced(w, words_written(node, "grows"));
	const char *text = describe_occasion(w, risk);
	for (uint32_t i = 0; i < risk->hits.count; i++)
		hits = words_join(w, hits, i + 1 < risk->hits.count ? ", " : " and ", words_step(w, kind->task_first + risk->hits.list[i]));
	text = *hits ? arena_format(w->arena, "%s it hits %s", text, hits) : text;
	text = words_join(w, text, "; ", delay ? arena_format(w->arena, "%s of work more", delay) : "");
	text = words_join(w, text, "; ", grows ? arena_format(w->arena, "%s more work", grows) : "");
	return words_join(w, text, "; ", cost ? arena_format(w->arena, "it costs %s", risk->cost.form == EXPR_CONSTANT ?
		words_money(w, risk->cost.value) : cost) : "");
}

void words_risks(const struct words *w, const struct kind *kind)
{
	for (uint32_t i = 0; kind->project && i < kind->project->risk_count; i++) {
		const struct risk *risk = &kind->project->risks[i];
		document_text(w->to, 4, 8, arena_format(w->arena, "Risk, %s: %s.", answer_called(risk->title, risk->name), describe_risk(w, kind, risk)));
	}
}

/* --- how it is planned -------------------------------------------------------------------------------------------------------------- */

void words_planning(const struct words *w, const struct kind *kind)
{
	const struct project *project = kind->project;
	const struct node *node = kind->node ? node_child(kind->node, "planning") : NULL;
	const char *text = "", *stale = words_written(node, "stale");
	if (project && project->planned)
		text = project->upfront ? "all stages are planned before anything begins" : "each stage is planned as the one before it begins";
	if (project && project->stale > 0.0)
		text = words_join(w, text, "; ", arena_format(w->arena, "plans grow old by %s, and what is old when their stage begins is planned again",
			stale ? stale : "and by"));
	if (project && project->stale > 0.0 && project->redo > 0.0)
		text = words_join(w, text, ", ", arena_format(w->arena, "with %s %% of the work that it was for",
			words_number(w, 100.0 * project->redo)));
	if (project && project->forecast_count > 0)
		text = words_join(w, text, "; ", "its end is forecast at the start and at each checkpoint");
	if (*text)
		document_text(w->to, 4, 8, arena_format(w->arena, "Planning: %s.", text));
}
