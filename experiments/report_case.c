/* Tasks, milestones, events and stages in one table, in the order of the model. */
#include "models/case_plan.h"
#include "answer.h"
#include "number.h"
#include "report_case.h"

/* A column: what it tells of a task, and of what is none (NULL: nothing). */
static const struct column {
	const char *title, *of_task, *of_other;
	bool share, time;
} columns[] = {
	{ "in", "done", "reached", true, false },
	{ "times", "count", "count", false, false },
	{ "begins after", "start", "at", false, true },
	{ "takes", "time", "open", false, true },
	{ "waits", "wait", NULL, false, true },
	{ "called off", "cancelled", NULL, false, false },
};

#define COLUMNS (sizeof columns / sizeof columns[0])

static const struct summary *metric(const struct result_scenario *scenario, const struct kind *kind, const struct case_member *member,
	const struct column *column, struct arena *arena)
{
	const char *what = member->sort == MEMBER_TASK ? column->of_task : column->of_other;
	return what ? result_find(scenario, arena_format(arena, "case.%s.%s.%s", kind->name, member->name, what)) : NULL;
}

/* Members that are tasks have titles there. */
static const char *called(const struct model *model, const struct kind *kind, uint32_t member)
{
	const struct case_plan *plan = kind->case_plan;
	return member < plan->task_count ? answer_called(model->tasks[kind->task_first + member].title, plan->members[member].name) :
		plan->members[member].name;
}

static void add_member(struct layout_table *table, const struct result_scenario *scenario, const struct kind *kind, uint32_t member)
{
	layout_table_row(table, called(scenario->model, kind, member));
	for (size_t c = 0; c < COLUMNS; c++) {
		char text[NUMBER_ROOM];
		const struct summary *summary = metric(scenario, kind, &kind->case_plan->members[member], &columns[c], table->arena);
		if (!summary)
			continue;
		if (columns[c].share)
			number_share(text, summary->mean, summary->half_width);
		else
			number_mean(text, summary->mean, summary->half_width);
		layout_table_cell(table, c, text);
	}
}

static void add_table(const struct result_scenario *scenario, const struct kind *kind, struct document *to)
{
	struct layout_table table;
	layout_table_init(&table, to->arena, arena_format(to->arena, "%s: what is done", answer_called(kind->title, kind->name)));
	for (size_t c = 0; c < COLUMNS; c++)
		layout_table_column(&table, columns[c].title,
			columns[c].share ? "% of cases" : columns[c].time ? scenario->model->time_unit : "each case");
	for (uint32_t m = 0; m < kind->case_plan->member_count; m++)
		add_member(&table, scenario, kind, m);
	document_gap(to);
	document_table(to, &table, 2);
}

void report_cases(const struct result_scenario *scenario, struct document *to)
{
	for (uint32_t k = 0; k < scenario->model->kind_count; k++) {
		const struct kind *kind = &scenario->model->kinds[k];
		const struct summary *completed = result_of(scenario, "work.%s.completed", kind->name);
		if (kind->case_plan && completed && completed->max > 0.0)
			add_table(scenario, kind, to);
	}
}
