/* Tables whose columns are themselves a table: what a column shows is one line here, and a column that is empty is not printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sim/problem.h"
#include "answer.h"
#include "layout.h"
#include "number.h"
#include "report_text.h"

#define BAR_WIDTH 10

enum show {
	SHOW_COUNT,         /* a mean number, without its interval */
	SHOW_INTERVAL,      /* mean ± half width */
	SHOW_SHARE,         /* in per cent */
	SHOW_SHARE_BELOW,   /* the same, where it is below 100 % anywhere */
	SHOW_SHARE_ABOVE,   /* the same, where it is above 0 anywhere */
	SHOW_BAR,           /* a share as a bar */
	SHOW_UNITS,         /* how many machines or units there are */
	SHOW_LOST           /* a number of items as a share of those that arrived, where there are any */
};

enum unit { PLAIN, TIME, RATE, PERCENT };

struct column {
	const char *pattern;    /* of the metric; NULL: SHOW_UNITS */
	const char *title;
	enum unit unit;
	enum show show;
	const char *below;      /* second line of the heading where it is no unit */
};

static const struct column work_columns[] = {
	{ "work.%s.completed", "completed", PLAIN, SHOW_COUNT, "" },
	{ "work.%s.throughput", "per", RATE, SHOW_COUNT, "" },
	{ "work.%s.time", "time in system", TIME, SHOW_INTERVAL, "" },
	{ "work.%s.time.p90", "90 % within", TIME, SHOW_COUNT, "" },
	{ "work.%s.wip", "in system", PLAIN, SHOW_COUNT, "" },
	{ "work.%s.on_time", "on time", PERCENT, SHOW_SHARE, "" },
	{ "work.%s.first_time_right", "right first", PERCENT, SHOW_SHARE_BELOW, "time, %" },
	{ "work.%s.scrapped", "scrap", PERCENT, SHOW_LOST, "" },
	{ "work.%s.turned_away", "turned", PERCENT, SHOW_LOST, "away, %" },
	{ "work.%s.left", "gave up", PERCENT, SHOW_LOST, "" },
};

static const struct column station_columns[] = {
	{ NULL, "machines", PLAIN, SHOW_UNITS, "" },
	{ "stations.%s.utilisation", "busy", PERCENT, SHOW_SHARE, "" },
	{ "stations.%s.utilisation", "", PLAIN, SHOW_BAR, "" },
	{ "stations.%s.busy", "in service", PLAIN, SHOW_COUNT, "" },
	{ "stations.%s.queue", "waiting", PLAIN, SHOW_COUNT, "" },
	{ "stations.%s.wait", "wait", TIME, SHOW_INTERVAL, "" },
	{ "stations.%s.wait.p90", "90 % wait", TIME, SHOW_COUNT, "at most" },
	{ "stations.%s.blocked", "blocked", PERCENT, SHOW_SHARE_ABOVE, "" },
	{ "stations.%s.overtime", "overtime", TIME, SHOW_COUNT, "" },
};

static const struct column resource_columns[] = {
	{ NULL, "number", PLAIN, SHOW_UNITS, "" },
	{ "resources.%s.utilisation", "busy", PERCENT, SHOW_SHARE, "" },
	{ "resources.%s.utilisation", "", PLAIN, SHOW_BAR, "" },
	{ "resources.%s.busy", "in use", PLAIN, SHOW_COUNT, "" },
	{ "resources.%s.overtime", "overtime", TIME, SHOW_COUNT, "" },
	{ "resources.%s.wait", "wait for it", TIME, SHOW_INTERVAL, "" },
};

#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

/* What a table is being made of. */
struct page {
	const struct result_scenario *scenario;
	struct arena *arena;
	FILE *to;
};

static const char *unit_line(const struct page *page, const struct column *column)
{
	const char *units[] = { "", page->scenario->model->time_unit, "", "%" };
	const char *unit = units[column->unit];
	if (!*column->below)
		return unit;
	if (!*unit || column->unit == PERCENT)
		return column->below;
	return arena_format(page->arena, "%s, %s", column->below, unit);
}

static const char *title_line(const struct page *page, const struct column *column)
{
	return column->unit == RATE ? arena_format(page->arena, "per %s", page->scenario->model->rate_unit) : column->title;
}

static void bar(char *out, double share)
{
	long full = lround(share * BAR_WIDTH);
	out[0] = '\0';
	for (long i = 0; i < BAR_WIDTH; i++)
		strcat(out, i < full ? "█" : "░");
}

/* What a table has rows for. */
struct subjects {
	const char **names, **titles;
	uint32_t *units;         /* machines of a station, units of a resource; UNLIMITED: not in number */
	size_t count;
};

static void format_cell(char *out, const struct page *page, const struct column *column, const struct subjects *subjects, size_t row)
{
	const char *subject = subjects->names[row];
	const struct summary *summary = column->pattern ? result_of(page->scenario, column->pattern, subject) : NULL, *arrived;
	out[0] = '\0';
	if (column->show == SHOW_UNITS && subjects->units[row] != UNLIMITED)
		number_round(out, subjects->units[row], 0);
	if (!summary)
		return;
	switch (column->show) {
	case SHOW_COUNT:
		number_mean(out, summary->mean, summary->half_width);
		break;
	case SHOW_INTERVAL:
		number_interval(out, summary->mean, summary->half_width);
		break;
	case SHOW_SHARE:
	case SHOW_SHARE_BELOW:
	case SHOW_SHARE_ABOVE:
		number_share(out, summary->mean, summary->half_width);
		break;
	case SHOW_BAR:
		bar(out, summary->mean);
		break;
	case SHOW_UNITS:
		break;
	case SHOW_LOST:
		arrived = result_of(page->scenario, "work.%s.arrived", subject);
		if (arrived && arrived->mean > 0.0)
			number_share(out, summary->mean / arrived->mean, summary->half_width / arrived->mean);
		break;
	}
}

static bool is_wanted(const struct page *page, const struct column *column, const struct subjects *subjects)
{
	for (size_t i = 0; i < subjects->count; i++) {
		if (!column->pattern)
			return true;
		const struct summary *summary = result_of(page->scenario, column->pattern, subjects->names[i]);
		if (!summary)
			continue;
		if (column->show == SHOW_SHARE_BELOW ? summary->min < 1.0 :
			column->show == SHOW_SHARE_ABOVE || column->show == SHOW_LOST ? summary->max > 0.0 : true)
			return true;
	}
	return false;
}

static void print_table(const struct page *page, const char *heading, const struct column *columns, size_t count,
	const struct subjects *subjects)
{
	struct layout_table table;
	size_t at[LAYOUT_COLUMNS];
	if (subjects->count == 0)
		return;
	layout_table_init(&table, page->arena, heading);
	for (size_t c = 0; c < count; c++)
		at[c] = is_wanted(page, &columns[c], subjects) ?
			layout_table_column(&table, title_line(page, &columns[c]), unit_line(page, &columns[c])) : LAYOUT_COLUMNS;
	for (size_t i = 0; i < subjects->count; i++) {
		layout_table_row(&table, answer_called(subjects->titles[i], subjects->names[i]));
		for (size_t c = 0; c < count; c++) {
			char text[NUMBER_ROOM];
			if (at[c] == LAYOUT_COLUMNS)
				continue;
			format_cell(text, page, &columns[c], subjects, i);
			layout_table_cell(&table, at[c], text);
		}
	}
	fputc('\n', page->to);
	layout_table_print(&table, 2, page->to);
}

static struct subjects subjects_take(const struct page *page, size_t room)
{
	return (struct subjects){ .names = arena_take(page->arena, room, sizeof(char *)), .titles = arena_take(page->arena, room, sizeof(char *)),
		.units = arena_take(page->arena, room, sizeof(uint32_t)) };
}

static void subjects_add(struct subjects *subjects, const char *name, const char *title, uint32_t units)
{
	subjects->names[subjects->count] = name;
	subjects->units[subjects->count] = units;
	subjects->titles[subjects->count++] = title;
}

static void print_tables(const struct page *page)
{
	const struct model *model = page->scenario->model;
	struct subjects work = subjects_take(page, model->kind_count), stations = subjects_take(page, model->station_count);
	struct subjects resources = subjects_take(page, model->resource_count);
	for (uint32_t i = 0; i < model->kind_count; i++)
		subjects_add(&work, model->kinds[i].name, model->kinds[i].title, UNLIMITED);
	for (uint32_t i = 0; i < model->station_count; i++)
		if (result_of(page->scenario, "stations.%s.queue", model->stations[i].name))
			subjects_add(&stations, model->stations[i].name, model->stations[i].title, model->stations[i].machines);
	for (uint32_t i = 0; i < model->resource_count; i++)
		subjects_add(&resources, model->resources[i].name, model->resources[i].title, model->resources[i].number);
	print_table(page, "Work", work_columns, COUNT_OF(work_columns), &work);
	print_table(page, "Station", station_columns, COUNT_OF(station_columns), &stations);
	print_table(page, "Resource", resource_columns, COUNT_OF(resource_columns), &resources);
}

static void print_measures(const struct page *page)
{
	const struct model *model = page->scenario->model;
	struct layout_table table;
	layout_table_init(&table, page->arena, "Measure");
	size_t value = layout_table_column(&table, "", "");
	for (uint32_t i = 0; i < model->measure_count; i++) {
		const struct summary *summary = result_of(page->scenario, "measures.%s", model->measures[i].name);
		char number[NUMBER_ROOM] = "none";
		const char *unit = "";
		layout_table_row(&table, model->measures[i].title);
		if (summary) {
			const struct metric_kind *kind = model->metrics.list[summary - page->scenario->summaries].kind;
			double scale = kind->unit == METRIC_SHARE ? 100.0 : 1.0;
			number_interval(number, scale * summary->mean, scale * summary->half_width);
			unit = metric_unit_text(kind, model->time_unit, model->rate_unit, model->money);
		}
		layout_table_cell(&table, value, arena_format(page->arena, "%s%s%s", number, *unit ? " " : "", unit));
	}
	if (model->measure_count > 0) {
		fputc('\n', page->to);
		layout_table_print(&table, 2, page->to);
	}
}

static bool is_certain(const struct result_scenario *scenario)
{
	for (size_t i = 0; i < scenario->model->metrics.count; i++)
		if (scenario->summaries[i].sd > 0.0)
			return false;
	return scenario->finished_count > 1;
}

/* "4000 h" as "4,000 h": a time as the model says it, with its thousands apart. */
static const char *spaced(const struct page *page, const char *text)
{
	char *unit, number[NUMBER_ROOM];
	double value = strtod(text, &unit);
	if (value < 1000.0 || value != floor(value))
		return text;
	number_round(number, value, 0);
	return arena_format(page->arena, "%s%s", number, unit);
}

static const char *describe_length(const struct page *page)
{
	const struct model *model = page->scenario->model;
	char text[NUMBER_ROOM];
	if (model->items != UINT64_MAX) {
		number_round(text, (double)model->items, 0);
		return arena_format(page->arena, ", each until %s items are completed", text);
	}
	if (!isfinite(model->length))
		return ", each until all is done";
	return arena_format(page->arena, " of %s", spaced(page, model->length_text));
}

static const char *describe_warmup(const struct page *page)
{
	const struct result_scenario *scenario = page->scenario;
	char text[NUMBER_ROOM];
	if (scenario->warmup <= 0.0)
		return scenario->warmup_found ? ", counted from the start (no warm-up needed, by ten pilot runs)" : ", counted from the start";
	number_duration(text, scenario->warmup / scenario->model->unit);
	const char *said = scenario->warmup_found ? NULL : scenario->model->warmup_text;
	return arena_format(page->arena, ", the first %s of each not counted (warm-up%s)", said ? spaced(page, said) : text,
		scenario->warmup_found ? ", found by ten pilot runs" : "");
}

static void print_method(const struct page *page, const struct result *result)
{
	const struct result_scenario *scenario = page->scenario;
	const char *count = scenario->finished_count == 1 ? "1 replication" :
		arena_format(page->arena, "%u replications", (unsigned)scenario->finished_count);
	const char *meaning = scenario->finished_count < 2 ? "One replication has no interval: how far off it is cannot be said." :
		is_certain(scenario) ? "Nothing in this model is left to chance: every replication gave the same." :
		"± is half the width of a 95 % confidence interval for the mean (Student).";
	const char *early = result->interrupted ? arena_format(page->arena, "Stopped early: %u replications had been asked for. ",
		(unsigned)scenario->replications) : "";
	fputc('\n', page->to);
	layout_paragraph(page->to, 2, arena_format(page->arena, "%s%s%s; seed %llu. %s%s", count, describe_length(page), describe_warmup(page),
		(unsigned long long)result->seed, early, meaning));
	if (scenario->too_short)
		layout_paragraph(page->to, 2, "Caution: the number in the system still drifted halfway through the pilot runs. The run is too short, "
			"or the system never settles; trust these numbers only after a run several times as long.");
}

static void print_heading(const struct page *page, const struct result *result)
{
	const struct result_scenario *scenario = page->scenario;
	if (result->count > 1 || strcmp(scenario->name, "base") != 0) {
		const char *title = scenario->model->scenario_title;
		fputc('\n', page->to);
		layout_paragraph(page->to, 0, arena_format(page->arena, "Scenario %s%s%s", scenario->name, title && *title ? ": " : "",
			title ? title : ""));
	}
	for (size_t i = 0; i < scenario->set_count; i++)
		layout_hanging(page->to, 2, 4, arena_format(page->arena, "with %s", scenario->sets[i]));
	fputc('\n', page->to);
}

void report_text(const struct result *result, struct arena *arena, FILE *to)
{
	const struct model *model = result->scenarios[0].model;
	layout_paragraph(to, 0, answer_called(model->title, result->file));
	for (size_t i = 0; i < result->count; i++) {
		struct page page = { &result->scenarios[i], arena, to };
		print_heading(&page, result);
		answer_print(page.scenario, to);
		print_tables(&page);
		print_measures(&page);
		print_method(&page, result);
	}
}
