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

bool explain_comes_to_an_end(const struct model *model, const struct load *load)
{
	bool any = false;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		if (!model->kinds[k].hidden && isinf(load->kind_number[k]))
			return false;
		any |= load->kind_number[k] > 0.0;
	}
	return any;
}

/* Clock units of work of a task, for all who come. */
static double work_of(const struct model *model, const struct load *load, uint32_t task)
{
	double number = load->kind_number[model->tasks[task].kind];
	return number == 0.0 ? 0.0 : number * load->task_work[task];
}

/* The work of one resource, or of one station's machines. */
struct content {
	const char *name;
	uint32_t number;
	double work, day, least;      /* clock units: in all; in a day; until all of it is done by who is always at work */
};

/* Of several that may do it the first. */
static struct content of_resource(const struct model *model, const struct load *load, uint32_t r)
{
	const struct resource *resource = &model->resources[r];
	struct content content = { .name = answer_called(resource->title, resource->name), .number = resource->number,
		.day = resource->calendar ? model->workday : 24.0 * model->hour };
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *task = &model->tasks[t];
		const struct station *station = task->work == WORK_STATION && !model->kinds[task->kind].hidden ? &model->stations[task->station] : NULL;
		if (!station)
			continue;
		uint32_t units = amounts_of(&station->needs, r);
		units += station->one_of.count > 0 && station->one_of.list[0].resource == r ? station->one_of.list[0].number : 0;
		content.work += units > 0 ? units * work_of(model, load, t) : 0.0;
	}
	content.least = content.work / load->resource_capacity[r];
	return content;
}

static struct content of_station(const struct model *model, const struct load *load, uint32_t s)
{
	const struct station *station = &model->stations[s];
	struct content content = { .name = answer_called(station->title, station->name), .number = station->machines,
		.day = station->calendar ? model->workday : 24.0 * model->hour };
	for (uint32_t t = 0; t < model->task_count; t++)
		if (model->tasks[t].work == WORK_STATION && model->tasks[t].station == s)
			content.work += work_of(model, load, t) / station->batch_size;
	content.least = content.work / load->station_capacity[s];
	return content;
}

static void add_content(struct layout_table *table, const struct model *model, const struct content *content, bool hours)
{
	double unit = hours ? model->hour : content->day;
	layout_table_row(table, content->name);
	layout_table_cell(table, 0, arena_format(table->arena, "%u", (unsigned)content->number));
	layout_table_cell(table, 1, number(content->work / unit, table->arena));
	layout_table_cell(table, 2, number(content->number ? content->work / unit / content->number : NAN, table->arena));
	layout_table_cell(table, 3, number(content->least, table->arena));
}

/* Little work is told in hours. Returns whether there is any. */
static bool add_contents(const struct model *model, const char *head, const struct content *list, size_t count, struct document *to)
{
	struct layout_table table;
	double most = 0.0;
	for (size_t i = 0; i < count; i++)
		most = fmax(most, list[i].number ? list[i].work / list[i].day / list[i].number : 0.0);
	bool hours = most < 2.0;
	layout_table_init(&table, to->arena, head);
	layout_table_column(&table, "number", "");
	layout_table_column(&table, "work", hours ? "h" : "days");
	layout_table_column(&table, "for each", hours ? "h" : "days");
	layout_table_column(&table, "lasts at least", model->time_unit);
	for (size_t i = 0; i < count; i++)
		if (list[i].work != 0.0)
			add_content(&table, model, &list[i], hours);
	if (!table.first)
		return false;
	document_gap(to);
	document_table(to, &table, 2);
	return true;
}

void explain_work_content(const struct model *model, const struct load *load, struct document *to)
{
	struct content *list = arena_take(to->arena, model->station_count + model->resource_count + 1u, sizeof *list);
	size_t count = 0;
	for (uint32_t s = 0; s < model->station_count; s++)
		if (model->stations[s].machines != UNLIMITED && !model->stations[s].keeps && !load_is_repair(model, s))
			list[count++] = of_station(model, load, s);
	bool any = add_contents(model, "Station", list, count, to);
	for (uint32_t r = 0; r < model->resource_count; r++)
		list[r] = of_resource(model, load, r);
	any |= add_contents(model, "Resource", list, model->resource_count, to);
	if (any)
		document_text(to, 2, 2, "work: of all that comes, on expected times, repeats included; a day is a day of work, of 24 h for who is always "
			"there. lasts at least: so long they need for it, at work in all their hours.");
}
