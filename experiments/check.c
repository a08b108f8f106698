/* takt check: what was understood, in plain words, and what it will ask of every station and resource. No run. */
#include <math.h>
#include <string.h>
#include "answer.h"
#include "hours.h"
#include "layout.h"
#include "number.h"
#include "output.h"
#include "study.h"

#define BAR_WIDTH 10

/* What is being explained. */
struct explanation {
	const struct study_scenario *scenario;
	const struct model *model;
	struct arena *arena;
	FILE *to;
};

/* The text of a value as it stands in the file; NULL where it is not there or is a group or list. */
static const char *written(const struct node *group, const char *name)
{
	const struct node *node = group && group->type == NODE_GROUP ? node_child(group, name) : NULL;
	return node ? node->text : NULL;
}

static const char *count_of(const struct explanation *explanation, double count, const char *one, const char *many)
{
	char number[NUMBER_ROOM];
	number_plain(number, count, 4);
	return arena_format(explanation->arena, "%s %s", number, count == 1.0 ? one : many);
}

static const char *time_of(const struct explanation *explanation, double time)
{
	char number[NUMBER_ROOM];
	number_plain(number, time, 4);
	return arena_format(explanation->arena, "%s %s", number, explanation->model->time_unit);
}

/* "; in the hours Mon-Fri 08:00-16:00"; exceptions are not listed: they may be many. */
static const char *describe_hours(const struct explanation *explanation, const struct calendar *calendar, const char *before)
{
	if (!calendar)
		return "";
	return arena_format(explanation->arena, "%s%s%s", before, hours_describe(calendar, explanation->arena),
		calendar->stretch_count > 1 ? " (other hours on some dates)" : "");
}

/* Where items come from. */
static const char *describe_arrivals(const struct explanation *explanation, const struct kind *kind)
{
	const struct source *source = &kind->source;
	const struct node *arrive = kind->node ? node_child(kind->node, "arrive") : NULL;
	const char *every = written(arrive, "every"), *file = written(arrive, "file");
	char number[NUMBER_ROOM];
	switch (source->how) {
	case ARRIVE_NEVER:
		return "does not arrive by itself: other work starts it, or it is there from the beginning";
	case ARRIVE_EVERY:
		return arena_format(explanation->arena, "one arrives every %s", every ? every : "so often");
	case ARRIVE_RATES:
		number_duration(number, source->period / explanation->model->unit);
		return arena_format(explanation->arena, "arrives at random, at %u rates that repeat every %s", (unsigned)source->rate_count, number);
	case ARRIVE_AT:
		return arena_format(explanation->arena, "arrives at %s", count_of(explanation, source->time_count, "given time", "given times"));
	case ARRIVE_FILE:
		return arena_format(explanation->arena, "arrives as %s says, %s", file ? file : "its file",
			count_of(explanation, source->time_count, "row", "rows"));
	case ARRIVE_KEEP:
		number_round(number, source->keep, 0);
		return arena_format(explanation->arena, "%s are always in the system: one enters when one leaves", number);
	}
	return "";
}

static const char *describe_rate(const struct explanation *explanation, uint32_t kind)
{
	const struct model *model = explanation->model;
	double rate = explanation->scenario->load.kind_rate[kind];
	char number[NUMBER_ROOM];
	if (isnan(rate) || rate <= 0.0 || model->kinds[kind].source.how == ARRIVE_KEEP)
		return "";
	number_plain(number, rate * model->per_rate, 4);
	return arena_format(explanation->arena, "; %s per %s on average", number, model->rate_unit);
}

static void print_kind(const struct explanation *explanation, uint32_t index)
{
	const struct kind *kind = &explanation->model->kinds[index];
	char promise[NUMBER_ROOM] = "";
	if (kind->promise.form == EXPR_CONSTANT)
		number_duration(promise, kind->promise.value / explanation->model->unit);
	layout_hanging(explanation->to, 2, 4, arena_format(explanation->arena, "%s: %s%s%s%s%s%s.", answer_called(kind->title, kind->name),
		describe_arrivals(explanation, kind), describe_hours(explanation, kind->source.calendar, " in the hours "),
		describe_rate(explanation, index), *promise ? "; promised within " : "", promise,
		describe_hours(explanation, kind->calendar, "; its time counts in the hours ")));
	if (kind->initial_count > 0)
		layout_paragraph(explanation->to, 4, arena_format(explanation->arena, "%s in the system from the beginning.",
			count_of(explanation, kind->initial_count, "group is", "groups are")));
}

static const char *step_name(const struct explanation *explanation, uint32_t task)
{
	const struct model *model = explanation->model;
	if (task == TO_END)
		return "the end";
	if (task == TO_SCRAP)
		return "scrap";
	if (task >= model->task_count)
		return "the following step";
	return answer_called(model->tasks[task].title, model->tasks[task].name ? model->tasks[task].name : "a step");
}

/* "12 %" where a chance is constant, else as it stands in the file. */
static const char *describe_chance(const struct explanation *explanation, const struct expr *chance, const char *text)
{
	char number[NUMBER_ROOM];
	if (chance->form == EXPR_CONSTANT) {
		number_plain(number, 100.0 * chance->value, 4);
		return arena_format(explanation->arena, "%s %%", number);
	}
	return arena_format(explanation->arena, "a share of %s", text ? text : "its own making");
}

static const char *describe_needs(const struct explanation *explanation, const struct amounts *amounts, const char *between)
{
	const char *list = "";
	for (uint32_t i = 0; i < amounts->count; i++) {
		const struct resource *resource = &explanation->model->resources[amounts->list[i].resource];
		const char *name = answer_called(resource->title, resource->name);
		unsigned number = (unsigned)amounts->list[i].number;
		const char *one = number == 1 ? name : arena_format(explanation->arena, "%u %s", number, name);
		list = arena_format(explanation->arena, "%s%s%s", list, i ? between : "", one);
	}
	return list;
}

static const char *describe_work(const struct explanation *explanation, uint32_t index)
{
	const struct model *model = explanation->model;
	const struct task *task = &model->tasks[index];
	double time = explanation->scenario->load.task_time[index];
	const char *length = isnan(time) ? "a time that depends on the state" : arena_format(explanation->arena, "%s on average",
		time_of(explanation, time));
	if (task->work == WORK_WAIT)
		return arena_format(explanation->arena, "waits %s", length);
	if (task->work == WORK_TOGETHER)
		return arena_format(explanation->arena, "%u branches at once, until %u %s done", (unsigned)task->branch_count, (unsigned)task->join,
			task->join == 1 ? "is" : "are");
	if (task->work != WORK_STATION)
		return "no work";
	const struct station *station = &model->stations[task->station];
	const char *called = answer_called(station->title, station->name), *name = step_name(explanation, index);
	const char *where = station->hidden || strcmp(called, name) == 0 ? "" : arena_format(explanation->arena, "at %s, ", called);
	const char *with = station->hidden && station->needs.count ? arena_format(explanation->arena, " with %s",
		describe_needs(explanation, &station->needs, " and ")) : "";
	return arena_format(explanation->arena, "%s%s%s", where, length, with);
}

static const char *describe_visits(const struct explanation *explanation, uint32_t index)
{
	double visits = explanation->scenario->load.visits[index];
	if (isnan(visits))
		return "; how often depends on the state";
	if (fabs(visits - 1.0) < 1e-9)
		return "";
	if (visits == 0.0)
		return "; never visited as things stand";
	char number[NUMBER_ROOM];
	number_plain(number, visits, 3);
	return arena_format(explanation->arena, "; %s visits an item", number);
}

static const char *describe_rework(const struct explanation *explanation, const struct task *task)
{
	const struct node *rework = task->node && task->node->type == NODE_GROUP ? node_child(task->node, "rework") : NULL;
	if (task->rework_to == NONE)
		return "";
	const char *who = task->rework_when.form != EXPR_ABSENT ?
		arena_format(explanation->arena, "those with %s", written(rework, "when") ? written(rework, "when") : "its condition") :
		describe_chance(explanation, &task->rework_chance, written(rework, "chance"));
	return arena_format(explanation->arena, "; %s go back to %s for rework", who, step_name(explanation, task->rework_to));
}

static const char *describe_next(const struct explanation *explanation, const struct task *task)
{
	const struct node *next = task->node && task->node->type == NODE_GROUP ? node_child(task->node, "next") : NULL;
	const struct node *entry = next && next->type == NODE_LIST ? next->first : next;
	const char *all = "";
	for (uint32_t i = 0; i < task->next_count; i++) {
		const struct branch *branch = &task->next[i];
		const char *to = step_name(explanation, branch->to), *when = written(entry, "when");
		const char *one = when ? arena_format(explanation->arena, "to %s when %s", to, when) :
			branch->chance.form == EXPR_ABSENT ? arena_format(explanation->arena, "to %s", to) :
			arena_format(explanation->arena, "%s to %s", describe_chance(explanation, &branch->chance, written(entry, "chance")), to);
		all = arena_format(explanation->arena, "%s%s%s", all, i ? ", " : "; then ", one);
		entry = entry && next->type == NODE_LIST ? entry->next : NULL;
	}
	return all;
}

static void print_steps(const struct explanation *explanation, const struct kind *kind)
{
	const struct model *model = explanation->model;
	for (uint32_t i = 0; i < kind->task_count; i++) {
		uint32_t index = kind->task_first + i;
		const struct task *task = &model->tasks[index];
		const char *done = task->chance.form == EXPR_ABSENT ? "" : arena_format(explanation->arena, "for %s of the items, ",
			describe_chance(explanation, &task->chance, written(task->node, "chance")));
		const char *starts = task->start_kind == NONE ? "" : arena_format(explanation->arena, "; starts %s%s",
			model->kinds[task->start_kind].name, task->start_wait ? " and waits for it" : "");
		layout_hanging(explanation->to, 4, 8, arena_format(explanation->arena, "%u. %s: %s%s%s%s%s%s.", (unsigned)i + 1,
			step_name(explanation, index), done, describe_work(explanation, index), describe_visits(explanation, index), starts,
			describe_rework(explanation, task), describe_next(explanation, task)));
	}
}

static void bar(char *out, double share)
{
	long full = lround(fmin(share, 1.0) * BAR_WIDTH);
	out[0] = '\0';
	for (long i = 0; i < BAR_WIDTH; i++)
		strcat(out, i < full ? "█" : "░");
}

/* Load in per cent with a bar, and a mark where the number is not the whole truth. */
static void load_cells(struct layout_table *table, size_t load, size_t bars, const char *mark, double share)
{
	char text[4 * BAR_WIDTH + 1], marked[NUMBER_ROOM + 8];
	if (isnan(share)) {
		layout_table_cell(table, load, "?");
		return;
	}
	number_round(text, 100.0 * share, 0);
	snprintf(marked, sizeof marked, "%s%.*s", mark, NUMBER_ROOM - 1, text);
	layout_table_cell(table, load, marked);
	bar(text, share);
	layout_table_cell(table, bars, text);
}

static void print_stations(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	const struct load *loads = &explanation->scenario->load;
	struct layout_table table;
	char text[NUMBER_ROOM];
	layout_table_init(&table, explanation->arena, "Station");
	size_t machines = layout_table_column(&table, "machines", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", ""), busy = layout_table_column(&table, "in service", "");
	size_t rate = layout_table_column(&table, "visits", arena_format(explanation->arena, "per %s", model->rate_unit));
	size_t needs = layout_table_column(&table, "needs", "");
	for (uint32_t i = 0; i < model->station_count; i++) {
		const struct station *station = &model->stations[i];
		if (station->keeps)
			continue;
		layout_table_row(&table, answer_called(station->title, station->name));
		if (station->machines == UNLIMITED) {
			number_plain(text, loads->station_load[i], 3);
			layout_table_cell(&table, busy, text);
		} else {
			number_round(text, station->machines, 0);
			layout_table_cell(&table, machines, text);
			load_cells(&table, load, bars, "", loads->station_load[i]);
		}
		number_plain(text, loads->station_rate[i] * model->per_rate, 4);
		layout_table_cell(&table, rate, text);
		layout_table_cell(&table, needs, station->one_of.count ? describe_needs(explanation, &station->one_of, " or ") :
			describe_needs(explanation, &station->needs, ", "));
	}
	if (table.first) {
		fputc('\n', explanation->to);
		layout_table_print(&table, 2, explanation->to);
	}
}

/* Whether a resource is kept by some `take`, or is one of several that some station chooses from. */
static bool is_named(const struct model *model, uint32_t resource, bool kept)
{
	for (uint32_t i = 0; i < model->station_count; i++) {
		const struct station *station = &model->stations[i];
		const struct amounts *amounts = kept ? &station->needs : &station->one_of;
		for (uint32_t j = 0; j < amounts->count && (station->keeps || !kept); j++)
			if (amounts->list[j].resource == resource)
				return true;
	}
	return false;
}

static void print_resources(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	struct layout_table table;
	char text[NUMBER_ROOM];
	layout_table_init(&table, explanation->arena, "Resource");
	size_t number = layout_table_column(&table, "number", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", "");
	bool kept = false, shared = false;
	for (uint32_t i = 0; i < model->resource_count; i++) {
		layout_table_row(&table, answer_called(model->resources[i].title, model->resources[i].name));
		number_round(text, model->resources[i].number, 0);
		layout_table_cell(&table, number, text);
		const char *mark = is_named(model, i, true) ? "≥ " : is_named(model, i, false) ? "~ " : "";
		kept |= *mark == *"≥";
		shared |= *mark == '~';
		load_cells(&table, load, bars, mark, explanation->scenario->load.resource_load[i]);
	}
	if (table.first) {
		fputc('\n', explanation->to);
		layout_table_print(&table, 2, explanation->to);
	}
	if (kept)
		layout_paragraph(explanation->to, 2, "≥: kept from step to step (take, give); what its holder waits for meanwhile comes on top.");
	if (shared)
		layout_paragraph(explanation->to, 2, "~: work that several may do (needs_one_of) is spread here so that nobody has more than need be; "
			"a run gives it to the first that is free, in the order written.");
}

/* Who is there when, how long that is in a week, and what becomes of work in hand when it ends. */
static void print_hours_of(const struct explanation *explanation, const char *name, const struct calendar *calendar, bool pauses,
	const char *what)
{
	char number[NUMBER_ROOM];
	number_plain(number, 168.0 * calendar_mean_level(calendar), 4);
	layout_hanging(explanation->to, 4, 8, arena_format(explanation->arena, "%s: %s; %s %s a week; what is in hand at the end %s.", name,
		describe_hours(explanation, calendar, ""), number, what, pauses ? "is stopped and goes on next time" : "is finished as overtime"));
}

static void print_hours(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	bool any = false;
	for (uint32_t i = 0; i < model->station_count + model->resource_count; i++) {
		const struct station *station = i < model->station_count ? &model->stations[i] : NULL;
		const struct resource *resource = station ? NULL : &model->resources[i - model->station_count];
		const struct calendar *calendar = station ? station->calendar : resource->calendar;
		if (!calendar)
			continue;
		if (!any)
			fputs("\n  Hours (loads are those of a usual week)\n", explanation->to);
		any = true;
		if (station)
			print_hours_of(explanation, answer_called(station->title, station->name), calendar, station->pauses, "h open");
		else
			print_hours_of(explanation, answer_called(resource->title, resource->name), calendar, resource->pauses,
				resource->number == 1 ? "h" : "h of work");
	}
}

static void print_run(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	char length[NUMBER_ROOM] = "until all is done", warmup[NUMBER_ROOM] = "";
	if (model->items != UINT64_MAX)
		snprintf(length, sizeof length, "until %llu items are completed", (unsigned long long)model->items);
	else if (isfinite(model->length))
		snprintf(length, sizeof length, "%.*s", NUMBER_ROOM - 1, model->length_text);
	if (model->warmup_how == WARMUP_TIME)
		number_duration(warmup, model->warmup / model->unit);
	bool finds = model->warmup_how == WARMUP_AUTO && isfinite(model->length) && model->items == UINT64_MAX;
	fputc('\n', explanation->to);
	layout_paragraph(explanation->to, 2, arena_format(explanation->arena, "%s, each %s; %s%s; seed %llu.",
		count_of(explanation, model->replications, "replication", "replications"), length,
		finds ? "the warm-up will be found by ten pilot runs" : *warmup ? "not counted (warm-up): the first " : "counted from the start",
		warmup, (unsigned long long)model->seed));
	const char *names = "";
	for (uint32_t i = 1; i < model->scenario_count; i++)
		names = arena_format(explanation->arena, "%s%s%s", names, i > 1 ? ", " : "", model->scenario_names[i]);
	if (*names)
		layout_paragraph(explanation->to, 2, arena_format(explanation->arena, "Scenarios beside base: %s.", names));
}

static void explain(const struct explanation *explanation, const struct study *study)
{
	const struct model *model = explanation->model;
	if (study->count > 1 || strcmp(explanation->scenario->name, "base") != 0)
		layout_paragraph(explanation->to, 0, arena_format(explanation->arena, "\nScenario %s", explanation->scenario->name));
	fputc('\n', explanation->to);
	for (uint32_t i = 0; i < model->kind_count; i++) {
		print_kind(explanation, i);
		print_steps(explanation, &model->kinds[i]);
	}
	print_stations(explanation);
	print_resources(explanation);
	print_hours(explanation);
	if (explanation->scenario->load.about) {
		fputc('\n', explanation->to);
		layout_paragraph(explanation->to, 2, "Loads are estimates: facts were sampled, or the state was taken as empty. \"?\": it depends on "
			"what happens during the run.");
	}
	print_run(explanation);
}

static void print_verdict(const struct study *study, FILE *to)
{
	size_t warnings = study->problems.count - study->problems.errors;
	if (study->problems.errors > 0)
		fprintf(to, "\nThis model cannot run as it is: see the %s.\n", study->problems.errors == 1 ? "error" : "errors");
	else if (warnings > 0)
		fprintf(to, "\nThis model can run; there %s to look at.\n", warnings == 1 ? "is one warning" : "are warnings");
	else
		fputs("\nNothing to complain about.\n", to);
}

static enum status write_explanation(struct study *study, const char *path)
{
	struct output output;
	if (output_open(&output, path) != 0)
		return STATUS_WORLD;
	const struct model *model = study->scenarios[0].model;
	layout_paragraph(output.stream, 0, answer_called(model->title, model->file));
	if (model->about && *model->about)
		layout_paragraph(output.stream, 0, model->about);
	for (size_t i = 0; i < study->count; i++)
		explain(&(struct explanation){ &study->scenarios[i], study->scenarios[i].model, &study->arena, output.stream }, study);
	print_verdict(study, output.stream);
	return output_close(&output) == 0 ? STATUS_DONE : STATUS_WORLD;
}

/* Where the file could be read but the doctor refuses it (an overload), the explanation shows why. */
enum status check_command(const struct call *call)
{
	struct study study;
	enum status status = study_open(&study, call, call->options->files.list[0]);
	bool built = study.count > 0;
	for (size_t i = 0; i < study.count; i++)
		built &= study.scenarios[i].model != NULL;
	if (built && write_explanation(&study, call->options->output) != STATUS_DONE)
		status = STATUS_WORLD;
	study_done(&study);
	return status;
}
