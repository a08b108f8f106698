/* Tables whose columns are themselves a table: what a column shows is one line here, and a column that is empty is not printed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/load.h"
#include "answer.h"
#include "beside.h"
#include "ignorance.h"
#include "method.h"
#include "number.h"
#include "plan.h"
#include "report_ages.h"
#include "report_case.h"
#include "report_decisions.h"
#include "report_goal.h"
#include "report_handoffs.h"
#include "report_ledger.h"
#include "report_project.h"
#include "report_text.h"
#include "report_variants.h"
#include "sharing.h"

#define BAR_WIDTH 10
#define WIDE 8             /* a table with more columns than this has no room for those that can be spared */

enum show {
	SHOW_COUNT,         /* a mean number, without its interval */
	SHOW_INTERVAL,      /* mean ± half width */
	SHOW_SHARE,         /* in per cent */
	SHOW_SHARE_BELOW,   /* the same, where it is below 100 % anywhere */
	SHOW_SHARE_ABOVE,   /* the same, where it is above 0 anywhere */
	SHOW_BAR,           /* a share as a bar */
	SHOW_UNITS,         /* how many machines or units there are */
	SHOW_MONEY,         /* as a count, where it is not 0 throughout */
	SHOW_LOST           /* a number of items as a share of those that arrived, where there are any */
};

enum unit { PLAIN, TIME, RATE, PERCENT, MONEY };

struct column {
	const char *pattern;    /* of the metric; NULL: SHOW_UNITS */
	const char *title;
	enum unit unit;
	enum show show;
	const char *below;      /* second line of the heading where it is no unit */
	bool spare;             /* not printed where the table is wide */
};

static const struct column work_columns[] = {
	{ "work.%s.completed", "completed", PLAIN, SHOW_COUNT, "", false },
	{ "work.%s.throughput", "per", RATE, SHOW_COUNT, "", false },
	{ "work.%s.time", "time in system", TIME, SHOW_INTERVAL, "", false },
	{ "work.%s.time.p90", "90 % within", TIME, SHOW_COUNT, "", false },
	{ "work.%s.wip", "in system", PLAIN, SHOW_COUNT, "", false },
	{ "work.%s.on_time", "on time", PERCENT, SHOW_SHARE, "", false },
	{ "work.%s.first_time_right", "right first", PERCENT, SHOW_SHARE_BELOW, "time, %", false },
	{ "work.%s.scrapped", "scrap", PERCENT, SHOW_LOST, "", false },
	{ "work.%s.turned_away", "turned", PERCENT, SHOW_LOST, "away, %", false },
	{ "work.%s.left", "gave up", PERCENT, SHOW_LOST, "", false },
};

static const struct column station_columns[] = {
	{ NULL, "machines", PLAIN, SHOW_UNITS, "", false },
	{ "stations.%s.utilisation", "busy", PERCENT, SHOW_SHARE, "", false },
	{ "stations.%s.utilisation", "", PLAIN, SHOW_BAR, "", true },
	{ "stations.%s.setup", "set-ups", PERCENT, SHOW_SHARE_ABOVE, "", false },
	{ "stations.%s.down", "repairs", PERCENT, SHOW_SHARE_ABOVE, "", false },
	{ "stations.%s.busy", "in service", PLAIN, SHOW_COUNT, "", false },
	{ "stations.%s.queue", "waiting", PLAIN, SHOW_COUNT, "", false },
	{ "stations.%s.wait", "wait", TIME, SHOW_INTERVAL, "", false },
	{ "stations.%s.wait.p90", "90 % wait", TIME, SHOW_COUNT, "at most", true },
	{ "stations.%s.blocked", "blocked", PERCENT, SHOW_SHARE_ABOVE, "", false },
	{ "stations.%s.overtime", "overtime", TIME, SHOW_COUNT, "", false },
};

/* Of repairs: how many are going on, and how many wait for their crew. */
static const struct column repair_columns[] = {
	{ "stations.%s.visits", "repairs", PLAIN, SHOW_COUNT, "", false },
	{ "stations.%s.busy", "going on", PLAIN, SHOW_COUNT, "", false },
	{ "stations.%s.queue", "waiting", PLAIN, SHOW_COUNT, "", false },
	{ "stations.%s.wait", "wait for crew", TIME, SHOW_INTERVAL, "", false },
};

static const struct column resource_columns[] = {
	{ NULL, "number", PLAIN, SHOW_UNITS, "", false },
	{ "resources.%s.utilisation", "busy", PERCENT, SHOW_SHARE, "", false },
	{ "resources.%s.utilisation", "", PLAIN, SHOW_BAR, "", true },
	{ "resources.%s.busy", "in use", PLAIN, SHOW_COUNT, "", false },
	{ "resources.%s.overtime", "overtime", TIME, SHOW_COUNT, "", false },
	{ "resources.%s.wait", "wait for it", TIME, SHOW_INTERVAL, "", false },
};

static const struct column item_money_columns[] = {
	{ "work.%s.cost", "cost", MONEY, SHOW_INTERVAL, "", false },
	{ "work.%s.cost.work", "work", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.rework", "rework", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.setup", "setup", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.waiting", "waiting", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.kept", "kept", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.material", "material", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.cost.late", "late", MONEY, SHOW_MONEY, "", false },
	{ "work.%s.value", "value", MONEY, SHOW_MONEY, "", false },
};

static const struct column place_money_columns[] = {
	{ "%s.cost", "cost", MONEY, SHOW_INTERVAL, "", false },
	{ "%s.idle_cost", "idle", MONEY, SHOW_MONEY, "", false },
	{ "%s.overtime_cost", "overtime", MONEY, SHOW_MONEY, "", false },
};

static const struct { const char *metric, *title; } money_totals[] = {
	{ "total.cost", "Spent" },
	{ "total.overhead", "of it overhead" },
	{ "total.cost_per_item", "Spent per completed item" },
	{ "total.value", "Value of completed items" },
	{ "total.profit", "Value less what was spent" },
};

#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

/* What a table is being made of. */
struct page {
	const struct result_scenario *scenario;
	struct document *to;
};

static const char *unit_line(const struct page *page, const struct column *column)
{
	const struct model *model = page->scenario->model;
	const char *units[] = { "", model->time_unit, "", "%", model->money ? model->money : "" };
	const char *unit = units[column->unit];
	if (!*column->below)
		return unit;
	if (!*unit || column->unit == PERCENT)
		return column->below;
	return arena_format(page->to->arena, "%s, %s", column->below, unit);
}

static const char *title_line(const struct page *page, const struct column *column)
{
	return column->unit == RATE ? arena_format(page->to->arena, "per %s", page->scenario->model->rate_unit) : column->title;
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
	case SHOW_MONEY:
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
			column->show == SHOW_SHARE_ABOVE || column->show == SHOW_LOST ? summary->max > 0.0 :
			column->show == SHOW_MONEY ? summary->max > 0.0 || summary->min < 0.0 : true)
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
	layout_table_init(&table, page->to->arena, heading);
	size_t wanted = 0;
	for (size_t c = 0; c < count; c++)
		wanted += is_wanted(page, &columns[c], subjects);
	for (size_t c = 0; c < count; c++)
		at[c] = is_wanted(page, &columns[c], subjects) && (!columns[c].spare || wanted <= WIDE) ?
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
	document_gap(page->to);
	document_table(page->to, &table, 2);
}

static struct subjects subjects_take(const struct page *page, size_t room)
{
	struct arena *arena = page->to->arena;
	return (struct subjects){ .names = arena_take(arena, room, sizeof(char *)), .titles = arena_take(arena, room, sizeof(char *)),
		.units = arena_take(arena, room, sizeof(uint32_t)) };
}

static void subjects_add(struct subjects *subjects, const char *name, const char *title, uint32_t units)
{
	subjects->names[subjects->count] = name;
	subjects->units[subjects->count] = units;
	subjects->titles[subjects->count++] = title;
}

void report_work(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, to };
	const struct model *model = scenario->model;
	struct subjects work = subjects_take(&page, model->kind_count);
	for (uint32_t i = 0; i < model->kind_count && !plan_is_all(model); i++)
		if (!model->kinds[i].hidden)
			subjects_add(&work, model->kinds[i].name, model->kinds[i].title, UNLIMITED);
	print_table(&page, "Work", work_columns, COUNT_OF(work_columns), &work);
}

static struct subjects list_stations(const struct page *page, bool repairs)
{
	const struct model *model = page->scenario->model;
	struct subjects stations = subjects_take(page, model->station_count);
	for (uint32_t i = 0; i < model->station_count; i++)
		if (load_is_repair(model, i) == repairs && !model->stations[i].of_plan &&
			result_of(page->scenario, "stations.%s.queue", model->stations[i].name))
			subjects_add(&stations, model->stations[i].name, model->stations[i].title, model->stations[i].machines);
	return stations;
}

void report_stations(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, to };
	const struct subjects stations = list_stations(&page, false);
	print_table(&page, "Station", station_columns, COUNT_OF(station_columns), &stations);
}

void report_repairs(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, to };
	const struct subjects repairs = list_stations(&page, true);
	print_table(&page, "Repairs", repair_columns, COUNT_OF(repair_columns), &repairs);
}

void report_resources(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, to };
	const struct model *model = scenario->model;
	struct subjects resources = subjects_take(&page, model->resource_count);
	for (uint32_t i = 0; i < model->resource_count; i++)
		subjects_add(&resources, model->resources[i].name, model->resources[i].title, model->resources[i].number);
	print_table(&page, "Resource", resource_columns, COUNT_OF(resource_columns), &resources);
}

void report_measures(const struct result_scenario *scenario, struct document *to)
{
	const struct model *model = scenario->model;
	struct layout_table table;
	layout_table_init(&table, to->arena, "Measure");
	size_t value = layout_table_column(&table, "", "");
	for (uint32_t i = 0; i < model->measure_count; i++) {
		const struct summary *summary = result_of(scenario, "measures.%s", model->measures[i].name);
		char number[NUMBER_ROOM] = "none";
		const char *unit = "";
		layout_table_row(&table, model->measures[i].title);
		if (summary) {
			const struct metric_kind *kind = model->metrics.list[summary - scenario->summaries].kind;
			double scale = kind->unit == METRIC_SHARE ? 100.0 : 1.0;
			number_interval(number, scale * summary->mean, scale * summary->half_width);
			unit = metric_unit_text(kind, model->time_unit, model->rate_unit, model->money);
		}
		layout_table_cell(&table, value, arena_format(to->arena, "%s%s%s", number, *unit ? " " : "", unit));
	}
	if (model->measure_count > 0) {
		document_gap(to);
		document_table(to, &table, 2);
	}
}

/* Who has cost anything: stations and resources under their full names. */
static void add_paid(const struct page *page, struct subjects *paid, const char *section, const char *name, const char *title)
{
	const char *full = arena_format(page->to->arena, "%s.%s", section, name);
	const struct summary *cost = result_of(page->scenario, "%s.cost", full);
	if (cost && cost->max > 0.0)
		subjects_add(paid, full, answer_called(title, name), UNLIMITED);
}

static bool is_nothing(const struct summary *money)
{
	return !money || (money->max <= 0.0 && money->min >= 0.0);
}

/* Where nothing has a value, what was spent needs no second name. */
static void print_money_totals(const struct page *page)
{
	const struct model *model = page->scenario->model;
	struct layout_table table;
	layout_table_init(&table, page->to->arena, "Money in all");
	size_t at = layout_table_column(&table, "", model->money ? model->money : "");
	for (size_t i = 0; i < COUNT_OF(money_totals); i++) {
		const struct summary *summary = result_find(page->scenario, money_totals[i].metric);
		char number[NUMBER_ROOM];
		bool profit = strcmp(money_totals[i].metric, "total.profit") == 0;
		if (is_nothing(summary) || (profit && is_nothing(result_find(page->scenario, "total.value"))))
			continue;
		layout_table_row(&table, money_totals[i].title);
		number_interval(number, summary->mean, summary->half_width);
		layout_table_cell(&table, at, number);
	}
	if (!table.first)
		return;
	document_gap(page->to);
	document_table(page->to, &table, 2);
}

/* Costs of items are per completed item, all others are of the whole time that counts. */
void report_money(const struct result_scenario *scenario, struct document *to)
{
	const struct page page = { scenario, to };
	const struct model *model = scenario->model;
	struct subjects work = subjects_take(&page, model->kind_count);
	struct subjects paid = subjects_take(&page, model->station_count + model->resource_count);
	if (!model->costs)
		return;
	for (uint32_t i = 0; i < model->kind_count; i++)
		if (result_of(scenario, "work.%s.cost", model->kinds[i].name))
			subjects_add(&work, model->kinds[i].name, model->kinds[i].title, UNLIMITED);
	for (uint32_t i = 0; i < model->station_count; i++)
		add_paid(&page, &paid, "stations", model->stations[i].name, model->stations[i].title);
	for (uint32_t i = 0; i < model->resource_count; i++)
		add_paid(&page, &paid, "resources", model->resources[i].name, model->resources[i].title);
	print_table(&page, "Money per item", item_money_columns, COUNT_OF(item_money_columns), &work);
	print_table(&page, "Money paid for", place_money_columns, COUNT_OF(place_money_columns), &paid);
	print_money_totals(&page);
}

void report_method(const struct result *result, const struct result_scenario *scenario, struct document *to)
{
	const char *count = scenario->finished_count == 1 ? "1 replication" :
		arena_format(to->arena, "%u replications", (unsigned)scenario->finished_count);
	const char *meaning = scenario->finished_count < 2 ? "One replication has no interval: how far off it is cannot be said." :
		method_is_certain(scenario) ? "Nothing in this model is left to chance: every replication gave the same." :
		"± is half the width of a 95 % confidence interval for the mean (Student).";
	const char *early = !result->interrupted ? "" : result->precision ? "Stopped early. " :
		arena_format(to->arena, "Stopped early: %u replications had been asked for. ", (unsigned)scenario->replications);
	document_gap(to);
	document_text(to, 2, 2, arena_format(to->arena, "%s%s; seed %llu. %s%s%s%s", count, method_runs(scenario, to->arena),
		(unsigned long long)result->seed, early, method_precision(result, to->arena), meaning, method_leaning(scenario, to->arena)));
	report_projects_method(scenario, to);
	if (scenario->too_short)
		document_text(to, 2, 2, arena_format(to->arena, "Caution: %s. The run is too short, or the system never settles; trust these "
			"numbers only after a run several times as long.", method_drift));
}

void report_changes(const struct result_scenario *scenario, struct document *to)
{
	for (size_t i = 0; i < scenario->set_count; i++)
		document_text(to, 2, 4, arena_format(to->arena, "with %s", scenario->sets[i]));
}

static bool is_base(const struct result_scenario *scenario)
{
	return strcmp(scenario->name, "base") == 0;
}

static void print_name(const struct result_scenario *scenario, struct document *to)
{
	const char *title = scenario->model->scenario_title;
	document_text(to, 0, 0, arena_format(to->arena, "Scenario %s%s%s", scenario->name, title && *title ? ": " : "", title ? title : ""));
}

void report_starting_point(const struct result_scenario *scenario, struct document *to)
{
	if (!is_base(scenario))
		print_name(scenario, to);
	report_changes(scenario, to);
}

static void print_scenario(const struct result *result, const struct result_scenario *scenario, struct document *to)
{
	if (result->count > 1 || !is_base(scenario)) {          /* base alone needs no name */
		document_gap(to);
		print_name(scenario, to);
	}
	report_changes(scenario, to);
	document_gap(to);
	answer_print(scenario, to);
	beside_simulated(scenario, to);
	report_projects(scenario, to);
	report_work(scenario, to);
	report_goals(scenario, to);
	report_cases(scenario, to);
	report_ages(scenario, to);
	report_variants(scenario, to);
	report_stations(scenario, to);
	report_resources(scenario, to);
	report_sharing(scenario, to);
	report_repairs(scenario, to);
	report_decisions(scenario, to);
	report_ledger(scenario, to);
	report_handoffs(scenario, to);
	report_money(scenario, to);
	report_measures(scenario, to);
	report_method(result, scenario, to);
	ignorance_print(scenario, to);
}

void report_text(const struct result *result, struct document *to)
{
	document_text(to, 0, 0, answer_called(result->scenarios[0].model->title, result->file));
	for (size_t i = 0; i < result->count; i++)
		print_scenario(result, &result->scenarios[i], to);
}
