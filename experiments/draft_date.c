/* The dates of a draft as a model can say them: with their time of day, counted from the begin of the project. */
#include <math.h>
#include "draft.h"

#define FAR_OFF 8.76e6             /* hours, a thousand years */

/* So much working time after the project began, as hours by the clock. Without a date it begins with the first work of a week. */
static double hours_by_clock(const struct draft *draft, struct draft_span span)
{
	double hours = draft_hours_of(&draft->hours, span);
	if (span.elapsed || draft->hours.always)
		return hours;
	if (draft->dated)
		return draft_hours_after(&draft->hours, &draft->start, hours, draft->arena);
	return fmax(0.0, draft_hours_after(&draft->hours, NULL, hours, draft->arena) - draft_hours_first(&draft->hours, draft->arena));
}

/* A time since the begin: a date where the begin has one. Without, and in working hours, it is a number of hours that needs a word. */
static void settle_span(const struct draft *draft, struct draft_task *task, struct draft_moment *moment, const char *what)
{
	double hours = hours_by_clock(draft, moment->span);
	if (!(hours <= FAR_OFF)) {
		draft_error(draft, task->line, "'%s' is %s more than a thousand years after the project begins", draft_cut(draft->arena, task->title,
			DRAFT_SHOWN), what);
		return;
	}
	if (draft->dated) {
		moment->kind = DRAFT_DATE;
		moment->timed = true;
		moment->date = draft_date_after(&draft->start, hours);
	} else if (!moment->span.elapsed && !draft->hours.always) {
		draft_note(draft, task, "It is %s %s of working time after the begin: here as hours by the clock.", what,
			draft_span_text(&draft->hours, moment->span, draft->arena));
		moment->span = (struct draft_span){ hours, DRAFT_HOUR, true };
	}
}

static void settle_not_before(struct draft *draft, struct draft_task *task)
{
	struct draft_moment *moment = &task->not_before;
	if (moment->kind == DRAFT_DATE && !moment->timed)
		draft_hours_open(&draft->hours, &moment->date);
	if (moment->kind == DRAFT_SPAN && moment->span.amount == 0.0)
		moment->kind = DRAFT_NEVER;
	if (moment->kind == DRAFT_SPAN)
		settle_span(draft, task, moment, "not to begin");
	if (moment->kind == DRAFT_DATE && draft_date_compare(&moment->date, &draft->start) <= 0)
		moment->kind = DRAFT_NEVER;
}

static void settle_due(struct draft *draft, struct draft_task *task)
{
	struct draft_moment *moment = &task->due;
	const char *title = draft_cut(draft->arena, task->title, DRAFT_SHOWN);
	if (moment->kind == DRAFT_DATE && !moment->timed)
		draft_hours_close(&draft->hours, &moment->date);
	if (moment->kind == DRAFT_SPAN)
		settle_span(draft, task, moment, "due");
	else if (moment->kind == DRAFT_DATE && !draft->dated)
		draft_error(draft, task->line, "'%s' is due on a date, but nothing tells when the project begins: say so, for example with "
			"--start 2026-03-02", title);
	else if (moment->kind == DRAFT_DATE && draft_date_compare(&moment->date, &draft->start) < 0)
		draft_error(draft, task->line, "'%s' is due before the project begins (%04d-%02d-%02d)", title, draft->start.year, draft->start.month,
			draft->start.day);
}

void draft_settle_dates(struct draft *draft)
{
	for (uint32_t i = 0; i < draft->task_count; i++) {
		settle_not_before(draft, &draft->tasks[i]);
		settle_due(draft, &draft->tasks[i]);
	}
}
