/* The comparison for people: the verdict, a table for each metric that is judged with what else changes for the same work, money, the
   method. */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "answer.h"
#include "compare.h"
#include "method.h"
#include "number.h"
#include "precise.h"

/* Headings of columns, by the pattern of the metric. */
static const struct heading {
	const char *pattern, *title;
	const char *below;       /* "": the unit */
} headings[] = {
	{ "work.K.time", "time", "" },
	{ "work.K.throughput", "completed", "" },
	{ "work.K.open_time", "own hours", "" },
	{ "work.K.on_time", "on time", "" },
	{ "work.K.within_budget", "in budget", "" },
	{ "work.K.both_kept", "both kept", "" },
	{ "work.K.first_time_right", "right first", "time, %" },
	{ "work.K.goal", "goal", "reached, %" },
	{ "work.K.cost_per_goal", "cost per", "good one" },
	{ "work.K.vain", "work", "in vain, %" },
	{ "work.K.reopened", "opened", "again, %" },
	{ "work.K.left", "gave up", "" },
	{ "work.K.turned_away", "turned", "away, %" },
	{ "total.cost_per_item", "per item", "" },
};

static const char *heading_title(const struct compare_metric *metric)
{
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		if (strcmp(headings[i].pattern, metric->metric->kind->pattern) == 0)
			return headings[i].title;
	return "mean";
}

static const char *heading_below(const struct compare_metric *metric)
{
	for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
		if (strcmp(headings[i].pattern, metric->metric->kind->pattern) == 0 && *headings[i].below)
			return headings[i].below;
	return metric->unit;
}

/* "+1.8 ± 0.2"; exactly "0" where nothing differs. */
static void print_difference(char *out, double mean, double half_width)
{
	char number[NUMBER_ROOM];
	number_interval(number, fabs(mean), half_width);
	snprintf(out, NUMBER_ROOM, "%s%.56s", mean == 0.0 ? "" : mean < 0.0 ? "−" : "+", number);
}

static void difference_cell(struct layout_table *table, size_t column, const struct compare_metric *metric, size_t i)
{
	char text[NUMBER_ROOM];
	struct interval against = metric->cells[i].against;
	if (isnan(against.low) || i == 0)
		return;
	print_difference(text, metric->scale * against.estimate, metric->scale * (against.high - against.low) / 2.0);
	layout_table_cell(table, column, text);
}

static void value_cell(struct layout_table *table, size_t column, const struct compare_metric *metric, size_t i)
{
	char text[NUMBER_ROOM];
	const struct summary *value = &metric->cells[i].value;
	if (!metric->cells[i].there)
		return;
	number_interval(text, metric->scale * value->mean, metric->scale * value->half_width);
	layout_table_cell(table, column, text);
}

static void write_value(char *out, const struct compare_metric *metric, size_t i)
{
	const struct summary *value = &metric->cells[i].value;
	if (metric->scale == 100.0)
		number_share(out, value->mean, value->half_width);
	else
		number_mean(out, value->mean, value->half_width);
}

/* Without its interval, with an arrow where it is shown to differ from base, by so much that it is seen. */
static bool marked_cell(struct layout_table *table, size_t column, const struct compare_metric *metric, size_t i)
{
	char number[NUMBER_ROOM], text[NUMBER_ROOM], base[NUMBER_ROOM];
	const struct compare_cell *cell = &metric->cells[i];
	if (!cell->there)
		return false;
	write_value(number, metric, i);
	write_value(base, metric, 0);
	bool shown = i > 0 && compare_shown(metric, i) != 0 && strcmp(number, base) != 0;
	snprintf(text, sizeof text, "%.50s %s", number, !shown ? " " : cell->against.estimate > 0.0 ? "▲" : "▼");
	layout_table_cell(table, column, shown ? text : number);
	return shown;
}

/* --- a metric that is judged ------------------------------------------------------------------------------------------------ */

#define BESIDES 8            /* more are not told of any kind of work (compare.c) */

struct columns {
	size_t value, against, worst, chance, count, beside[BESIDES], beside_count;
	const struct compare_metric *besides[BESIDES];
};

static void best_cells(const struct compare *compare, struct layout_table *table, const struct columns *columns,
	const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	char number[NUMBER_ROOM];
	double worst = metric->better == METRIC_MORE ? -cell->best.interval.low : cell->best.interval.high;
	if (isnan(cell->chance) || compare->choice)
		return;
	precise_about(number, metric->scale * fmax(worst, 0.0));
	layout_table_cell(table, columns->worst, number);
	if (cell->chance > 0.0 && cell->chance < 0.005)
		snprintf(number, sizeof number, "< 1");
	else if (cell->chance < 1.0 && cell->chance >= 0.995)
		snprintf(number, sizeof number, "> 99");
	else
		number_round(number, 100.0 * cell->chance, 0);
	layout_table_cell(table, columns->chance, number);
}

/* Whether the column of something that is not judged has anything to tell: the scenarios' numbers differ. */
static bool is_wanted(const struct compare *compare, const struct compare_metric *metric)
{
	char base[NUMBER_ROOM], number[NUMBER_ROOM];
	write_value(base, metric, 0);
	for (size_t i = 1; i < compare->result->count; i++) {
		write_value(number, metric, i);
		if (metric->cells[i].there && strcmp(number, base) != 0)
			return true;
	}
	return false;
}

/* What else is told of the same kind of work, beside the first metric of it that is judged. */
static size_t list_besides(const struct compare *compare, const struct compare_metric *metric, const struct compare_metric **list)
{
	const char *subject = judge_subject(metric->metric, compare->arena);
	size_t count = 0;
	if (strncmp(metric->name, "work.", 5) != 0)
		return 0;
	for (const struct compare_metric *m = compare->metrics; m < metric; m++)
		if (strncmp(m->name, "work.", 5) == 0 && strcmp(judge_subject(m->metric, compare->arena), subject) == 0)
			return 0;
	for (size_t m = compare->judged; m < compare->count && count < BESIDES; m++)
		if (strncmp(compare->metrics[m].name, "work.", 5) == 0 && is_wanted(compare, &compare->metrics[m]) &&
			strcmp(judge_subject(compare->metrics[m].metric, compare->arena), subject) == 0)
			list[count++] = &compare->metrics[m];
	return count;
}

static const char *table_title(const struct compare *compare, const struct compare_metric *metric)
{
	const char *title = judge_title(compare->result->scenarios[0].model, metric->metric, compare->arena);
	char *words = arena_text(compare->arena, metric->words);
	words[0] = (char)toupper((unsigned char)words[0]);
	return *title ? title : words;
}

static struct columns make_columns(struct layout_table *table, const struct compare *compare, const struct compare_metric *metric)
{
	struct columns columns = { .value = layout_table_column(table, heading_title(metric), heading_below(metric)) };
	columns.against = layout_table_column(table, "against base", metric->unit);
	columns.worst = layout_table_column(table, "from best", "at most");
	columns.chance = layout_table_column(table, "best", "%");
	columns.count = layout_table_column(table, "replications", "");
	columns.beside_count = list_besides(compare, metric, columns.besides);
	for (size_t k = 0; k < columns.beside_count; k++)
		columns.beside[k] = layout_table_column(table, heading_title(columns.besides[k]), heading_below(columns.besides[k]));
	return columns;
}

/* Returns whether there is some arrow in it. */
static bool add_row(struct layout_table *table, const struct columns *columns, const struct compare *compare,
	const struct compare_metric *metric, size_t i)
{
	char number[NUMBER_ROOM];
	bool marked = false;
	layout_table_row(table, compare_title(compare, i));
	value_cell(table, columns->value, metric, i);
	difference_cell(table, columns->against, metric, i);
	best_cells(compare, table, columns, metric, i);
	number_round(number, compare->result->scenarios[i].finished_count, 0);
	layout_table_cell(table, columns->count, compare->choice ? number : "");
	for (size_t k = 0; k < columns->beside_count; k++)
		marked |= marked_cell(table, columns->beside[k], columns->besides[k], i);
	return marked;
}

static bool print_judged(const struct compare *compare, const struct compare_metric *metric, struct document *to)
{
	struct layout_table table;
	bool marked = false;
	layout_table_init(&table, compare->arena, table_title(compare, metric));
	struct columns columns = make_columns(&table, compare, metric);
	for (size_t i = 0; i < compare->result->count; i++)
		if (!compare->result->scenarios[i].left_out)
			marked |= add_row(&table, &columns, compare, metric, i);
	document_gap(to);
	document_table(to, &table, 2);
	return marked;
}

bool compare_tables(const struct compare *compare, struct document *to)
{
	bool marked = false;
	for (size_t m = 0; m < compare->judged; m++)
		marked |= print_judged(compare, &compare->metrics[m], to);
	return marked;
}

/* --- money ------------------------------------------------------------------------------------------------------------------ */

#define WEEK_HOURS 168.0
#define NOISE 1e-9           /* relative: what additions in another order may cost */

static double investment(const struct model *model)
{
	return model->life > 0.0 ? model->invest * WEEK_HOURS * model->hour / model->life : 0.0;
}

/* What it costs beside the investment, which is in the cost already. */
static void running_cell(struct layout_table *table, size_t column, const struct compare_metric *cost, const struct model *model, size_t i)
{
	char text[NUMBER_ROOM];
	struct interval against = cost->cells[i].against;
	if (i == 0 || isnan(against.low))
		return;
	double rest = against.estimate - investment(model);
	bool noise = fabs(rest) <= NOISE * investment(model);
	print_difference(text, noise ? 0.0 : rest, (against.high - against.low) / 2.0);
	layout_table_cell(table, column, text);
}

struct money_columns {
	size_t all, against, brings, runs, invests, item;
	const struct compare_metric *money, *cost, *value, *per_item;
	bool weekly, profit;
};

static struct money_columns make_money_columns(struct layout_table *table, const struct compare *compare)
{
	const char *name = compare->result->scenarios[0].model->money;
	struct money_columns columns = { .money = &compare->metrics[compare->money], .cost = compare_find(compare, "total.cost"),
		.value = compare_find(compare, "total.value"), .per_item = compare_find(compare, "total.cost_per_item") };
	name = name ? name : "";
	columns.weekly = columns.money->per != NULL;
	columns.profit = columns.money->better == METRIC_MORE;
	columns.all = layout_table_column(table, columns.profit ? "profit" : "cost", name);
	columns.against = layout_table_column(table, "against base", name);
	columns.brings = layout_table_column(table, "brings", name);
	columns.runs = layout_table_column(table, columns.weekly ? "to run" : "costs", name);
	columns.invests = layout_table_column(table, "investment", name);
	columns.item = layout_table_column(table, "cost of", "an item");
	return columns;
}

/* Where there is neither value nor investment, what it costs to run is all that it costs. */
static bool add_money_row(struct layout_table *table, const struct money_columns *columns, const struct compare *compare, size_t i)
{
	const struct model *model = compare->result->scenarios[i].model;
	char number[NUMBER_ROOM];
	layout_table_row(table, compare_title(compare, i));
	value_cell(table, columns->all, columns->money, i);
	difference_cell(table, columns->against, columns->money, i);
	if (columns->profit && columns->value)
		difference_cell(table, columns->brings, columns->value, i);
	if (columns->weekly && columns->cost)
		running_cell(table, columns->runs, columns->cost, model, i);
	else if (columns->profit && columns->cost)
		difference_cell(table, columns->runs, columns->cost, i);
	if (columns->weekly && investment(model) > 0.0) {
		precise_about(number, investment(model));
		layout_table_cell(table, columns->invests, number);
	}
	return columns->per_item && marked_cell(table, columns->item, columns->per_item, i);
}

bool compare_money_table(const struct compare *compare, struct document *to)
{
	struct layout_table table;
	bool marked = false;
	if (compare->money == SIZE_MAX)
		return false;
	layout_table_init(&table, compare->arena, compare->metrics[compare->money].per ? "Money a week" : "Money a run");
	struct money_columns columns = make_money_columns(&table, compare);
	for (size_t i = 0; i < compare->result->count; i++)
		if (!compare->result->scenarios[i].left_out)
			marked |= add_money_row(&table, &columns, compare, i);
	document_gap(to);
	document_table(to, &table, 2);
	return marked;
}

/* --- method ----------------------------------------------------------------------------------------------------------------- */

/* By how much the same luck has made the differences of the first metric surer than other luck would: the least and the most. */
static void say_luck(struct prose *prose, const struct compare *compare)
{
	const struct compare_metric *metric = compare->metrics;
	double least = INFINITY, most = 0.0;
	char low[NUMBER_ROOM], high[NUMBER_ROOM];
	for (size_t i = 1; i < compare->result->count; i++) {
		double ratio = metric->cells[i].there ? metric->cells[i].luck.variance_ratio : NAN;
		if (!isfinite(ratio))
			continue;
		least = fmin(least, ratio);
		most = fmax(most, ratio);
	}
	if (isinf(least))
		return;
	number_plain(low, least, 2);
	number_plain(high, most, 2);
	prose_say(prose, "With luck of its own for each scenario, %s%s%s times as many replications would be needed for the differences in %s. ",
		low, strcmp(low, high) != 0 ? " to " : "", strcmp(low, high) != 0 ? high : "", metric->words);
	if (least < 1.0)
		prose_say(prose, "Below 1 the same luck does harm: the scenario does not react to it as base does. ");
}

void compare_method(const struct compare *compare, bool marked, struct document *to)
{
	const struct result *result = compare->result;
	const struct result_scenario *base = &result->scenarios[0];
	char number[NUMBER_ROOM];
	struct prose prose;
	prose_start(&prose);
	number_round(number, base->finished_count, 0);
	if (compare->choice)
		prose_say(&prose, "Replications");
	else
		prose_say(&prose, "%s replication%s of each scenario", number, base->finished_count == 1 ? "" : "s");
	prose_say(&prose, "%s; seed %llu. %s%s", method_runs(base, compare->arena), (unsigned long long)result->seed,
		result->interrupted ? "Stopped early. " : "", method_precision(result, compare->arena));
	if (base->finished_count > 1)
		prose_say(&prose, "Differences are of pairs with the same luck; their intervals (±) hold all at once in each column, with 95 %% "
			"confidence%s. ", compare->choice ? ", as if the numbers of replications had been fixed" : "");
	if (marked)
		prose_say(&prose, "▲ ▼: shown to be more or less than in base. ");
	if (!compare->choice && base->finished_count > 1)
		prose_say(&prose, "\"From best, at most\" is what may be lost by choosing it. ");
	if (base->finished_count > 1)
		say_luck(&prose, compare);
	prose_say(&prose, "%s", method_only_luck(result, compare->arena));
	document_gap(to);
	document_prose(to, &prose, 2, 2);
}

void compare_left_out(const struct compare *compare, struct document *to)
{
	bool first = true;
	for (size_t i = 0; i < compare->result->count; i++) {
		const struct result_scenario *scenario = &compare->result->scenarios[i];
		if (!scenario->left_out)
			continue;
		if (first)
			document_gap(to);
		document_text(to, 2, 4, arena_format(compare->arena, "%s is left out: %s", compare_title(compare, i), scenario->left_out));
		first = false;
	}
}

void compare_text(const struct compare *compare, struct document *to)
{
	const struct model *model = compare->result->scenarios[0].model;
	bool marked = false;
	document_text(to, 0, 0, answer_called(model->title, compare->result->file));
	document_gap(to);
	compare_answer_print(compare, to);
	compare_left_out(compare, to);
	marked |= compare_tables(compare, to);
	marked |= compare_money_table(compare, to);
	compare_method(compare, marked, to);
}
