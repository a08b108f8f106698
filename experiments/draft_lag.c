/* Lags that the language has no word for. Its lags pass by the clock, day and night, and are never below 0. A lag in working hours becomes
   a task of its own, which takes so much working time and nobody who is scarce; a lead, which counts back from the end of a task,
   is counted from its begin, with the time that the task is planned to take. Invariant: the date at which work can begin is the same, where
   tasks take what is planned. */
#include <math.h>
#include "draft.h"

/* The hours that a task is planned to take; NAN where that is not known. */
static double planned_hours(const struct draft *draft, const struct draft_task *task)
{
	if (draft_given(task->time))
		return draft_hours_of(&draft->hours, task->time);
	if (task->quantity >= 0.0 && task->norm > 0.0)
		return task->quantity / task->norm * draft_hours_of(&draft->hours, task->per);
	return task->checkpoint ? 0.0 : (double)NAN;
}

/* In working days where these come out even. */
static struct draft_span span_of(const struct draft *draft, double hours, bool elapsed)
{
	double day = draft_hours_of(&draft->hours, (struct draft_span){ 1.0, DRAFT_DAY, elapsed }), days = hours / day;
	if (fabs(days - round(days)) < 1e-9)
		return (struct draft_span){ round(days), DRAFT_DAY, elapsed };
	return (struct draft_span){ hours, DRAFT_HOUR, elapsed };
}

/* From the end of a task back is from its begin on. */
static void turn_lead(struct draft *draft, struct draft_link *link)
{
	struct draft_task *before = &draft->tasks[link->before], *after = &draft->tasks[link->after];
	struct draft_span lead = link->lag;
	lead.amount = -lead.amount;
	const char *title = draft_cut(draft->arena, before->title, DRAFT_SHOWN), *text = draft_span_text(&draft->hours, lead, draft->arena);
	double rest = planned_hours(draft, before) - draft_hours_of(&draft->hours, lead);
	if (link->how == DRAFT_START_START || isnan(rest)) {
		link->lag.amount = 0.0;
		draft_note(draft, after, "That it comes %s %s '%s' cannot be said: taken as 0.", text,
			link->how == DRAFT_START_START ? "before the start of" : "before the end of", title);
		return;
	}
	link->lag = span_of(draft, rest > 0.0 ? rest : 0.0, before->time.elapsed);
	draft_note(draft, after, "%s before the end of '%s' are counted from its start, with the time planned for it.", text, title);
	if (link->how == DRAFT_FINISH_START)
		link->how = DRAFT_START_START;
}

/* The task that stands for a lag; there is one for each length and each side of a task. */
static uint32_t find_between(const struct draft *draft, uint32_t before, struct draft_span lag, bool from_begin)
{
	for (uint32_t t = draft->tasks[before].aside; t != DRAFT_NONE; t = draft->tasks[t].aside) {
		const struct draft_task *task = &draft->tasks[t];
		if (task->from_begin == from_begin && task->time.amount == lag.amount && task->time.unit == lag.unit &&
		    task->time.elapsed == lag.elapsed)
			return t;
	}
	return DRAFT_NONE;
}

static uint32_t add_between(struct draft *draft, uint32_t before, struct draft_span lag, bool from_begin)
{
	const struct draft_task *first = &draft->tasks[before];
	const char *title = arena_format(draft->arena, "%s%s + %s", from_begin ? "Start of " : "", first->title,
		draft_span_text(&draft->hours, lag, draft->arena));
	struct draft_task *task = draft_add_task(draft, title, first->line);
	uint32_t index = draft->task_count - 1;
	task->time = lag;
	task->between = true;
	task->from_begin = from_begin;
	task->aside = draft->tasks[before].aside;
	draft->tasks[before].aside = index;
	draft_add_link(draft, (struct draft_link){ before, index, from_begin ? DRAFT_START_START : DRAFT_FINISH_START,
		{ 0.0, DRAFT_DAY, false } });
	return index;
}

static void put_between(struct draft *draft, uint32_t i, bool from_begin)
{
	struct draft_link link = draft->links[i];
	uint32_t between = find_between(draft, link.before, link.lag, from_begin);
	link.before = between != DRAFT_NONE ? between : add_between(draft, link.before, link.lag, from_begin);
	link.how = link.how == DRAFT_FINISH_FINISH ? DRAFT_FINISH_FINISH : DRAFT_FINISH_START;
	link.lag = (struct draft_span){ 0.0, DRAFT_DAY, false };
	draft->links[i] = link;
}

void draft_settle_lags(struct draft *draft)
{
	uint32_t count = draft->link_count;
	for (uint32_t i = 0; i < count && draft->link_count <= DRAFT_LINKS_AT_MOST; i++) {
		struct draft_link *link = &draft->links[i];
		bool lead = link->lag.amount < 0.0, ends = link->how == DRAFT_FINISH_FINISH;
		if (lead)
			turn_lead(draft, link);
		bool worked = !link->lag.elapsed && !draft->hours.always && link->lag.unit != DRAFT_PERIOD;
		if (link->lag.amount > 0.0 && (worked || (lead && ends)))
			put_between(draft, i, link->how == DRAFT_START_START || (lead && ends));
	}
}
