/* A model explained without a run: its words, and what it will ask of every station and resource. */
#include <math.h>
#include <string.h>
#include "models/decision.h"
#include "answer.h"
#include "beside.h"
#include "explain_project.h"
#include "explain.h"
#include "judge.h"
#include "number.h"
#include "plan.h"
#include "words.h"

#define BAR_WIDTH 10

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

static void print_notes(unsigned marks, struct document *to)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (marks & signs[i].mark)
			document_text(to, 2, 2, signs[i].note);
}

static void print_table(const struct layout_table *table, struct document *to)
{
	if (!table->first)
		return;
	document_gap(to);
	document_table(to, table, 2);
}

/* How many decisions are asked of somebody else is for a run to find. */
static bool is_escalated(const struct model *model, uint32_t station)
{
	for (uint32_t i = 0; i < model->decision_count; i++)
		if (model->decisions[i]->escalated == station)
			return true;
	return false;
}

/* What is repaired, taken and met for is no place of the model's own. */
static bool is_listed(const struct model *model, uint32_t station)
{
	const struct station *s = &model->stations[station];
	return !s->keeps && !s->meets && !is_escalated(model, station) && !(s->hidden && load_repaired_at(model, station));
}

static bool has_setups(const struct load *load, const struct model *model)
{
	for (uint32_t i = 0; i < model->station_count; i++)
		if (load->station_setup[i] > 0.0)
			return true;
	return false;
}

static unsigned print_stations(const struct model *model, const struct load *loads, struct document *to)
{
	struct layout_table table;
	char text[NUMBER_ROOM];
	unsigned marks = 0;
	layout_table_init(&table, to->arena, "Station");
	size_t machines = layout_table_column(&table, "machines", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", ""), setups = layout_table_column(&table, "of it", "setups");
	size_t busy = layout_table_column(&table, "in service", "");
	size_t rate = layout_table_column(&table, "visits", arena_format(to->arena, "per %s", model->rate_unit));
	bool dressed = has_setups(loads, model), known = false;
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
		known |= station->machines != UNLIMITED || !isnan(loads->station_load[i]) || !isnan(loads->station_rate[i]);
	}
	if (known)
		print_table(&table, to);
	return marks;
}

static unsigned print_resources(const struct model *model, const struct load *loads, struct document *to)
{
	struct layout_table table;
	char text[NUMBER_ROOM];
	unsigned marks = 0;
	layout_table_init(&table, to->arena, "Resource");
	size_t number = layout_table_column(&table, "number", ""), load = layout_table_column(&table, "load", "%");
	size_t bars = layout_table_column(&table, "", "");
	for (uint32_t i = 0; i < model->resource_count; i++) {
		layout_table_row(&table, answer_called(model->resources[i].title, model->resources[i].name));
		number_round(text, model->resources[i].number, 0);
		layout_table_cell(&table, number, text);
		load_cells(&table, load, bars, sign_of(loads->resource_marks[i]), loads->resource_load[i]);
		marks |= isnan(loads->resource_load[i]) ? 0 : loads->resource_marks[i];
	}
	print_table(&table, to);
	return marks;
}

/* Where hours or repairs are in them, loads are easily read as something else. */
static const char *describe_loads(const struct model *model)
{
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
static bool has_unknown(const struct model *model, const struct load *load)
{
	bool unknown = false;
	for (uint32_t i = 0; i < model->station_count; i++)
		unknown |= is_listed(model, i) && isnan(load->station_load[i]);
	for (uint32_t i = 0; i < model->resource_count; i++)
		unknown |= isnan(load->resource_load[i]);
	return unknown;
}

/* Work that comes only so many times beside other work that goes on: in no load. */
static const char *describe_rest(const struct model *model, const struct load *load, struct arena *arena)
{
	const char *names = "";
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (!model->kinds[k].hidden && load->kind_number[k] > 0.0 && isfinite(load->kind_number[k]))
			names = arena_format(arena, "%s%s%s", names, *names ? ", " : "", answer_called(model->kinds[k].title, model->kinds[k].name));
	return *names ? arena_format(arena, "Not in these loads, as it comes to an end: %s.", names) : "";
}

/* Only what is so of these loads. */
static void print_about_loads(const struct model *model, const struct load *load, struct document *to)
{
	const char *said[] = { describe_loads(model),
		load->sampled ? "Loads are estimates: facts were sampled, or the state was taken as empty." : "",
		has_unknown(model, load) ? "\"?\": it depends on what happens during the run." : "", describe_rest(model, load, to->arena) };
	const char *text = "";
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		text = *said[i] ? arena_format(to->arena, "%s%s%s", text, *text ? " " : "", said[i]) : text;
	if (!*text)
		return;
	document_gap(to);
	document_text(to, 2, 2, text);
}

void explain_loads(const struct model *model, const struct load *load, struct document *to)
{
	explain_plans(model, to);
	if (explain_comes_to_an_end(model, load)) {
		explain_work_content(model, load, to);
		return;
	}
	unsigned stations = print_stations(model, load, to), resources = print_resources(model, load, to);
	print_notes(stations | resources, to);
	print_about_loads(model, load, to);
}

void explain_words(const struct model *model, const struct load *load, struct document *to)
{
	document_gap(to);
	words_print(&(struct words){ model, load, to->arena, to });
}

void explain_formulas(const struct model *model, const struct load *load, struct document *to)
{
	struct textbook textbook;
	textbook_find(&textbook, model, load, to->arena);
	beside_print(&textbook, model, NULL, to);
}

/* "30 replications", or what has to be known before there are enough. */
static const char *describe_replications(const struct model *model, struct arena *arena)
{
	char target[NUMBER_ROOM], most[NUMBER_ROOM];
	if (model->precision <= 0.0)
		return arena_format(arena, "%u replication%s", (unsigned)model->replications, model->replications == 1 ? "" : "s");
	const char *judged = model->judged_count > 0 ? "" : "the time in system of each kind of work";
	for (uint32_t i = 0; i < model->judged_count; i++)
		judged = arena_format(arena, "%s%s%s", judged, i == 0 ? "" : i + 1 < model->judged_count ? ", " : " and ",
			judge_words(model, model->judged[i], arena));
	number_plain(target, 100.0 * model->precision, 3);
	number_round(most, model->at_most, 0);
	return arena_format(arena, "Until precise: replications until %s %s known to ±%s %%, %s at most", judged,
		model->judged_count > 1 ? "are" : "is", target, most);
}

void explain_run(const struct model *model, struct document *to)
{
	char length[NUMBER_ROOM] = "until all is done", warmup[NUMBER_ROOM] = "";
	if (model->items != UINT64_MAX)
		snprintf(length, sizeof length, "until %llu items are completed", (unsigned long long)model->items);
	else if (isfinite(model->length))
		snprintf(length, sizeof length, "%.*s", NUMBER_ROOM - 1, model->length_text);
	if (model->warmup_how == WARMUP_TIME)
		number_duration(warmup, model->warmup / model->unit);
	bool finds = model->warmup_how == WARMUP_AUTO && isfinite(model->length) && model->items == UINT64_MAX;
	document_gap(to);
	document_text(to, 2, 2, arena_format(to->arena, "%s, each %s; %s%s; seed %llu.",
		describe_replications(model, to->arena), length,
		finds ? "the warm-up will be found by ten pilot runs" : *warmup ? "not counted (warm-up): the first " : "counted from the start",
		warmup, (unsigned long long)model->seed));
	const char *names = "";
	for (uint32_t i = 1; i < model->scenario_count; i++)
		names = arena_format(to->arena, "%s%s%s", names, i > 1 ? ", " : "", model->scenario_names[i]);
	if (*names)
		document_text(to, 2, 2, arena_format(to->arena, "Scenarios beside base: %s.", names));
}
