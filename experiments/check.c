/* takt check: what was understood, in plain words, and what it will ask of every station and resource. No run. */
#include <math.h>
#include <string.h>
#include "answer.h"
#include "beside.h"
#include "judge.h"
#include "layout.h"
#include "number.h"
#include "output.h"
#include "study.h"
#include "words.h"

#define BAR_WIDTH 10

/* What is being explained. */
struct explanation {
	const struct study_scenario *scenario;
	const struct model *model;
	struct arena *arena;
	FILE *to;
};

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

/* What the signs beside loads mean, each told once and only where it is. */
struct sign {
	unsigned mark;
	const char *sign, *note;
};

static const struct sign signs[] = {
	{ LOAD_KEPT, "≥ ", "≥: kept from step to step (take, give); what its holder waits for meanwhile comes on top." },
	{ LOAD_BATCH_EARLY, "≥ ", "≥: as if each batch were full; those that start before ask for more." },
	{ LOAD_REPAIR_WAITS, "≥ ", "≥: as if repairs began at once; those that wait for the hours of their crew take longer." },
	{ LOAD_SETUP_SPARED, "≤ ", "≤: setups as if any item followed any other; less where a machine that is set up already goes "
		"first, or an item comes back at once." },
	{ LOAD_SETUP_ROUGH, "~ ", "~: setups as if work came in random order; its order or its source makes them more or fewer." },
	{ LOAD_SHARED, "~ ", "~: work that several may do (needs_one_of) is spread here so that nobody has more than need be; a run gives it to "
		"the first that is free, in the order written." },
};

static const char *sign_of(unsigned marks)
{
	const char *sign = "";
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (marks & signs[i].mark)
			sign = *sign && strcmp(sign, signs[i].sign) != 0 ? "~ " : signs[i].sign;
	return sign;
}

static void print_notes(const struct explanation *explanation, unsigned marks)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (marks & signs[i].mark)
			layout_paragraph(explanation->to, 2, signs[i].note);
}

static void print_table(const struct explanation *explanation, struct layout_table *table)
{
	if (!table->first)
		return;
	fputc('\n', explanation->to);
	layout_table_print(table, 2, explanation->to);
}

/* What is repaired and what is taken is no place of the model's own. */
static bool is_listed(const struct model *model, uint32_t station)
{
	const struct station *s = &model->stations[station];
	return !s->keeps && !(s->hidden && load_repaired_at(model, station));
}

static bool has_setups(const struct load *load, const struct model *model)
{
	for (uint32_t i = 0; i < model->station_count; i++)
		if (load->station_setup[i] > 0.0)
			return true;
	return false;
}

static unsigned print_stations(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	const struct load *loads = &explanation->scenario->load;
	struct layout_table table;
	char text[NUMBER_ROOM];
	unsigned marks = 0;
	layout_table_init(&table, explanation->arena, "Station");
	size_t machines = layout_table_column(&table, "machines", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", ""), setups = layout_table_column(&table, "of it", "setups");
	size_t busy = layout_table_column(&table, "in service", "");
	size_t rate = layout_table_column(&table, "visits", arena_format(explanation->arena, "per %s", model->rate_unit));
	bool dressed = has_setups(loads, model);
	for (uint32_t i = 0; i < model->station_count; i++) {
		const struct station *station = &model->stations[i];
		if (!is_listed(model, i))
			continue;
		layout_table_row(&table, answer_called(station->title, station->name));
		if (station->machines == UNLIMITED) {
			number_plain(text, loads->station_load[i], 3);
			layout_table_cell(&table, busy, text);
		} else {
			number_round(text, station->machines, 0);
			layout_table_cell(&table, machines, text);
			load_cells(&table, load, bars, sign_of(loads->station_marks[i]), loads->station_load[i]);
			marks |= isnan(loads->station_load[i]) ? 0 : loads->station_marks[i];
		}
		number_round(text, 100.0 * loads->station_setup[i], 0);
		layout_table_cell(&table, setups, dressed && loads->station_setup[i] > 0.0 ? text : "");
		number_plain(text, loads->station_rate[i] * model->per_rate, 4);
		layout_table_cell(&table, rate, text);
	}
	print_table(explanation, &table);
	return marks;
}

static unsigned print_resources(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	const struct load *loads = &explanation->scenario->load;
	struct layout_table table;
	char text[NUMBER_ROOM];
	unsigned marks = 0;
	layout_table_init(&table, explanation->arena, "Resource");
	size_t number = layout_table_column(&table, "number", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", "");
	for (uint32_t i = 0; i < model->resource_count; i++) {
		layout_table_row(&table, answer_called(model->resources[i].title, model->resources[i].name));
		number_round(text, model->resources[i].number, 0);
		layout_table_cell(&table, number, text);
		load_cells(&table, load, bars, sign_of(loads->resource_marks[i]), loads->resource_load[i]);
		marks |= isnan(loads->resource_load[i]) ? 0 : loads->resource_marks[i];
	}
	print_table(explanation, &table);
	return marks;
}

/* Where hours or repairs are in them, loads are easily read as something else. */
static const char *describe_loads(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	bool hours = false, fails = false;
	for (uint32_t i = 0; i < model->station_count; i++) {
		hours = hours || model->stations[i].calendar;
		fails = fails || model->stations[i].fails.repair_station != NONE;
	}
	for (uint32_t i = 0; i < model->resource_count; i++) {
		hours = hours || model->resources[i].calendar;
		fails = fails || model->resources[i].fails.repair_station != NONE;
	}
	return hours && fails ? "Loads are those of a usual week: of the hours that are open and not lost to repairs." :
		hours ? "Loads are those of a usual week, of the hours that are open." :
		fails ? "Loads are of the time that is not lost to repairs." : "";
}

/* Whether some load in the tables is "?". */
static bool has_unknown(const struct explanation *explanation)
{
	const struct load *load = &explanation->scenario->load;
	bool unknown = false;
	for (uint32_t i = 0; i < explanation->model->station_count; i++)
		unknown |= is_listed(explanation->model, i) && isnan(load->station_load[i]);
	for (uint32_t i = 0; i < explanation->model->resource_count; i++)
		unknown |= isnan(load->resource_load[i]);
	return unknown;
}

/* Only what is so of these loads. */
static void print_about_loads(const struct explanation *explanation)
{
	const char *said[] = { describe_loads(explanation),
		explanation->scenario->load.sampled ? "Loads are estimates: facts were sampled, or the state was taken as empty." : "",
		has_unknown(explanation) ? "\"?\": it depends on what happens during the run." : "" };
	const char *text = "";
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		text = *said[i] ? arena_format(explanation->arena, "%s%s%s", text, *text ? " " : "", said[i]) : text;
	if (!*text)
		return;
	fputc('\n', explanation->to);
	layout_paragraph(explanation->to, 2, text);
}

static void print_textbook(const struct explanation *explanation)
{
	struct textbook textbook;
	textbook_find(&textbook, explanation->model, &explanation->scenario->load, explanation->arena);
	beside_print(&textbook, explanation->model, NULL, explanation->arena, explanation->to);
}

/* "30 replications", or what has to be known before there are enough. */
static const char *describe_replications(const struct explanation *explanation)
{
	const struct model *model = explanation->model;
	char target[NUMBER_ROOM], most[NUMBER_ROOM];
	if (model->precision <= 0.0)
		return arena_format(explanation->arena, "%u replication%s", (unsigned)model->replications, model->replications == 1 ? "" : "s");
	const char *judged = model->judged_count > 0 ? "" : "the time in system of each kind of work";
	for (uint32_t i = 0; i < model->judged_count; i++)
		judged = arena_format(explanation->arena, "%s%s%s", judged, i == 0 ? "" : i + 1 < model->judged_count ? ", " : " and ",
			judge_words(model, model->judged[i], explanation->arena));
	number_plain(target, 100.0 * model->precision, 3);
	number_round(most, model->at_most, 0);
	return arena_format(explanation->arena, "Until precise: replications until %s %s known to ±%s %%, %s at most", judged,
		model->judged_count > 1 ? "are" : "is", target, most);
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
		describe_replications(explanation), length,
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
	words_print(&(struct words){ model, &explanation->scenario->load, explanation->arena, explanation->to });
	unsigned stations = print_stations(explanation), resources = print_resources(explanation);
	print_notes(explanation, stations | resources);
	print_about_loads(explanation);
	print_textbook(explanation);
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
	enum status status = study_open(&study, call, call->options->files.list[0], STUDY_BASE, false);
	bool built = study.count > 0;
	for (size_t i = 0; i < study.count; i++)
		built &= study.scenarios[i].model != NULL;
	if (built && write_explanation(&study, call->options->output) != STATUS_DONE)
		status = STATUS_WORLD;
	study_done(&study);
	return status;
}
