/* Plans without a run: see explain_project.h. */
#include "explain_project.h"

#include <math.h>
#include "models/project.h"
#include "answer.h"
#include "number.h"
#include "plan.h"

/* "Design, Permit and Walls" */
static void say_chain(struct prose *prose, const struct model *model, const struct kind *kind, const uint32_t *tasks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		prose_say(prose, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " and ", plan_task_name(model, kind, tasks[i]));
}

/* The tasks of the critical chain, in its order. */
static size_t list_chain(const struct project *project, uint32_t *tasks)
{
	size_t count = 0;
	for (uint32_t t = 0; t < project->task_count; t++)
		count += project->tasks[t].in_chain;
	for (uint32_t t = 0; t < project->task_count; t++)
		if (project->tasks[t].in_chain)
			tasks[project->tasks[t].chain_rank - 1] = t;
	return count;
}

static void say_plan(const struct model *model, const struct kind *kind, struct document *to)
{
	struct prose prose = { .length = 0 };
	uint32_t *chain = arena_take(to->arena, kind->task_count + 1u, sizeof *chain);
	size_t count = plan_chain(model, kind, chain);
	const char *date = plan_date(model, kind, kind->project->length, to->arena);
	prose_say(&prose, "On expected times, with nobody waited for, %s takes %s", answer_called(kind->title, kind->name),
		plan_length(model, kind->project->length, to->arena));
	if (date)
		prose_say(&prose, " and ends on %s", date);
	if (count > 1) {
		prose_say(&prose, "; the longest chain is ");
		say_chain(&prose, model, kind, chain, count);
	}
	prose_say(&prose, ".");
	if (kind->project->chain_length > 0.0) {
		prose_say(&prose, " With the people there are, the critical chain takes %s: ",
			plan_length(model, kind->project->chain_length, to->arena));
		say_chain(&prose, model, kind, chain, list_chain(kind->project, chain));
		prose_say(&prose, ".");
	}
	document_prose(to, &prose, 2, 2);
}

/* A moment of the plan: its day, or the time since the begin. */
static const char *moment(const struct model *model, const struct kind *kind, double time, struct arena *arena)
{
	char number[NUMBER_ROOM];
	const char *day = plan_day(model, kind, time, arena);
	number_plain(number, fabs(time) < 1e-3 * kind->project->length ? 0.0 : time, 4);
	return day ? day : arena_text(arena, number);
}

static const char *number(double value, struct arena *arena)
{
	char text[NUMBER_ROOM];
	number_plain(text, value, value < 100.0 ? 2 : 3);
	return arena_text(arena, text);
}

/* What begins at midnight begins on the day that begins: as a date, a second later. */
static double begin_of(const struct model *model, const struct cpm_task *plan)
{
	return model->start_text && plan->finish > plan->start ? plan->start + model->unit : plan->start;
}

static void add_task(struct layout_table *table, const struct model *model, const struct kind *kind, uint32_t t)
{
	const struct project_task *task = &kind->project->tasks[t];
	const struct cpm_task *plan = &task->plan;
	layout_table_row(table, plan_task_name(model, kind, t));
	layout_table_cell(table, 0, moment(model, kind, begin_of(model, plan), table->arena));
	layout_table_cell(table, 1, moment(model, kind, plan->finish, table->arena));
	layout_table_cell(table, 2, isfinite(task->due_time) ? moment(model, kind, task->due_time, table->arena) : "");
	layout_table_cell(table, 3, number(plan->finish - plan->start, table->arena));
	double slack = plan->calendar ? plan->slack / model->workday : plan->slack;
	layout_table_cell(table, 4, plan->critical ? "critical" : number(slack, table->arena));
}

static void add_plan(const struct model *model, const struct kind *kind, struct document *to)
{
	struct layout_table table;
	bool dated = plan_day(model, kind, 0.0, to->arena) != NULL, hours = false;
	const char *unit = dated ? "" : model->time_unit;
	for (uint32_t t = 0; t < kind->task_count; t++)
		hours |= kind->project->tasks[t].plan.calendar != NULL;
	layout_table_init(&table, to->arena, arena_format(to->arena, "%s: the plan", answer_called(kind->title, kind->name)));
	layout_table_column(&table, "begins", unit);
	layout_table_column(&table, "ends", unit);
	layout_table_column(&table, "due", unit);
	layout_table_column(&table, "takes", model->time_unit);
	layout_table_column(&table, "float", hours ? "" : model->time_unit);
	for (uint32_t t = 0; t < kind->task_count; t++)
		add_task(&table, model, kind, t);
	document_gap(to);
	document_table(to, &table, 2);
	if (hours)
		document_text(to, 2, 2, arena_format(to->arena, "float: by how much the task may be later and the plan still ends in time; in "
			"days of work where it is done in working hours, else in %s.", model->time_unit));
}

void explain_plans(const struct model *model, struct document *to)
{
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct kind *kind = &model->kinds[k];
		if (!kind->project || !(kind->project->length > 0.0))
			continue;
		document_gap(to);
		say_plan(model, kind, to);
		add_plan(model, kind, to);
	}
}

/* --- work content ------------------------------------------------------------------------------------------------------------------ */

/* Clock units of work of the units of a resource, in one of each kind. Of several that may do it the first. */
static double content_of(const struct model *model, const struct load *load, uint32_t resource)
{
	double content = 0.0;
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *task = &model->tasks[t];
		const struct station *station = task->work == WORK_STATION && !model->kinds[task->kind].hidden ? &model->stations[task->station] : NULL;
		if (!station)
			continue;
		uint32_t units = amounts_of(&station->needs, resource);
		units += station->one_of.count > 0 && station->one_of.list[0].resource == resource ? station->one_of.list[0].number : 0;
		content += units > 0 ? units * load->visits[t] * load->task_time[t] : 0.0;
	}
	return content;
}

void explain_work_content(const struct model *model, const struct load *load, struct document *to)
{
	struct layout_table table;
	layout_table_init(&table, to->arena, "Resource");
	size_t numbers = layout_table_column(&table, "number", ""), work = layout_table_column(&table, "work", "days");
	size_t each = layout_table_column(&table, "for each", "days");
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct resource *resource = &model->resources[r];
		double days = content_of(model, load, r) / (resource->calendar ? model->workday : 24.0 * model->hour);
		layout_table_row(&table, answer_called(resource->title, resource->name));
		layout_table_cell(&table, numbers, arena_format(to->arena, "%u", (unsigned)resource->number));
		layout_table_cell(&table, work, number(days, to->arena));
		layout_table_cell(&table, each, number(resource->number ? days / resource->number : NAN, to->arena));
	}
	if (!table.first)
		return;
	document_gap(to);
	document_table(to, &table, 2);
	document_text(to, 2, 2, "work: of all tasks on expected times, repeats included, in days of work (of 24 h for who is always there).");
}
