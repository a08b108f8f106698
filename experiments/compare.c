/* The numbers of a comparison. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_cdf.h>
#include "answer.h"
#include "compare.h"
#include "number.h"
#include "plan.h"
#include "models/unit.h"

#define NOISE 1e-9           /* relative: what additions in another order may cost */
#define WEEK_HOURS 168.0

/* --- which metrics ---------------------------------------------------------------------------------------------------------- */

/* What is told of each kind of work beside what is judged, where it was observed; the first not of projects of which only so many come. */
static const struct { const char *pattern, *per; } of_kinds[] = {
	{ "work.%s.throughput", NULL }, { "work.%s.open_time", NULL }, { "work.%s.on_time", NULL }, { "work.%s.within_budget", NULL },
		{ "work.%s.both_kept", NULL },
	{ "work.%s.first_time_right", NULL }, { "work.%s.cost_per_goal", NULL }, { "work.%s.vain", NULL }, { "work.%s.reopened", NULL },
	{ "work.%s.left", "work.%s.arrived" }, { "work.%s.turned_away", "work.%s.arrived" },
};

static const char *const of_money[] = { "total.cost_per_item", "total.cost", "total.value", "total.profit" };

const struct compare_metric *compare_find(const struct compare *compare, const char *name)
{
	for (size_t i = 0; i < compare->count; i++)
		if (strcmp(compare->metrics[i].name, name) == 0)
			return &compare->metrics[i];
	return NULL;
}

/* Weeks that count in a replication; NAN where replications end by themselves. */
static double weeks_of(const struct result_scenario *scenario)
{
	const struct model *model = scenario->model;
	bool fixed = isfinite(model->length) && model->items == UINT64_MAX;
	return fixed ? (model->length - scenario->warmup) / (WEEK_HOURS * model->hour) : NAN;
}

/* Money in all is told by the week, where all replications have a length: scenarios may run for longer or shorter. */
static const char *per_of(const struct result *result, const char *name)
{
	static const char *const weekly[] = { "total.cost", "total.value", "total.profit" };
	for (size_t i = 0; i < result->count; i++)
		if (isnan(weeks_of(&result->scenarios[i])))
			return NULL;
	for (size_t i = 0; i < sizeof weekly / sizeof weekly[0]; i++)
		if (strcmp(name, weekly[i]) == 0)
			return "wk";
	return NULL;
}

/* Adds a metric of base; nothing where base has none of that name, or it is there already. */
static void add(struct compare *compare, const char *name, const char *per, bool judged)
{
	const struct model *model = compare->result->scenarios[0].model;
	int index = name ? metric_find(&model->metrics, name) : -1;
	if (index < 0 || compare_find(compare, name))
		return;
	const struct metric *metric = &model->metrics.list[index];
	bool share = metric->kind->unit == METRIC_SHARE || (per && strcmp(per, "wk") != 0);
	bool weekly = per && strcmp(per, "wk") == 0;
	const char *unit = share ? "%" : metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money);
	if (metric->kind->unit == METRIC_RATE)
		unit = arena_format(compare->arena, "per %s", model->rate_unit);
	if (!unit)
		unit = "";               /* money without a name */
	compare->metrics[compare->count++] = (struct compare_metric){ .name = name, .per = per, .metric = metric, .judged = judged,
		.words = judge_words(model, name, compare->arena), .better = metric->kind->better, .scale = share ? 100.0 : 1.0,
		.unit = weekly ? arena_format(compare->arena, "%s%sa week", unit, *unit ? " " : "") : unit,
		.cells = arena_take(compare->arena, compare->result->count, sizeof(struct compare_cell)) };
}

static const char *of_kind(struct compare *compare, const char *pattern, const char *kind)
{
	const char *slot = pattern ? strstr(pattern, "%s") : NULL;
	return slot ? arena_format(compare->arena, "%.*s%s%s", (int)(slot - pattern), pattern, kind, slot + 2) : NULL;
}

static void list_metrics(struct compare *compare, const struct judge *judge)
{
	const struct model *model = compare->result->scenarios[0].model;
	size_t kinds = sizeof of_kinds / sizeof of_kinds[0], money = sizeof of_money / sizeof of_money[0];
	compare->metrics = arena_take(compare->arena, judge->count + model->kind_count * kinds + money, sizeof *compare->metrics);
	for (size_t i = 0; i < judge->count; i++)
		add(compare, judge->names[i], per_of(compare->result, judge->names[i]), true);
	compare->judged = compare->count;
	for (uint32_t k = 0; k < model->kind_count; k++)
		for (size_t i = plan_is_all(model) ? 1 : 0; i < kinds && !model->kinds[k].hidden; i++)
			add(compare, of_kind(compare, of_kinds[i].pattern, model->kinds[k].name),
				of_kind(compare, of_kinds[i].per, model->kinds[k].name), false);
	for (size_t i = 0; i < money; i++)
		add(compare, of_money[i], per_of(compare->result, of_money[i]), false);
}

/* --- their numbers ---------------------------------------------------------------------------------------------------------- */

/* What a metric is divided by is a metric of the scenario (`per`), or so many weeks (0: neither). */
static double value_in(const struct result_scenario *scenario, int index, int per, double weeks, uint32_t replication)
{
	const double *row = scenario->rows + replication * scenario->model->metrics.count;
	if (index < 0 || !scenario->finished[replication])
		return NAN;
	double value = row[index] / (weeks > 0.0 ? weeks : 1.0);
	if (per < 0)
		return value;
	return row[per] > 0.0 ? value / row[per] : NAN;
}

double compare_value(const struct result *result, const char *name, size_t scenario, uint32_t replication)
{
	const struct result_scenario *found = &result->scenarios[scenario];
	return value_in(found, metric_find(&found->model->metrics, name), -1, per_of(result, name) ? weeks_of(found) : 0.0, replication);
}

/* One number a replication, ours to free; NULL where the scenario does not take part or memory is exhausted (*failed). */
static double *series(const struct compare_metric *metric, const struct result_scenario *scenario, bool *failed)
{
	if (scenario->left_out || scenario->replications == 0)
		return NULL;
	double *values = malloc(scenario->replications * sizeof *values);
	bool weekly = metric->per && strcmp(metric->per, "wk") == 0;
	int index = metric_find(&scenario->model->metrics, metric->name);
	int per = metric->per && !weekly ? metric_find(&scenario->model->metrics, metric->per) : -1;
	*failed |= !values;
	for (uint32_t r = 0; values && r < scenario->replications; r++)
		values[r] = value_in(scenario, index, per, weekly ? weeks_of(scenario) : 0.0, r);
	return values;
}

static uint32_t fewest(const struct result_scenario *a, const struct result_scenario *b)
{
	return a->replications < b->replications ? a->replications : b->replications;
}

static bool all_equal(const double *x, const double *y, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (x[i] != y[i] && !(isnan(x[i]) && isnan(y[i])))
			return false;
	return true;
}

/* Pairs with base, each with the confidence that lets all scenarios' statements hold at once. */
static void against_base(const struct compare *compare, struct compare_cell *cell, const double *x, const double *base, size_t count)
{
	double confidence = multiple_bonferroni(SUMMARY_CONFIDENCE, compare->taking_part - 1);
	struct difference difference = difference_paired(x, base, count, confidence);
	cell->against = difference.interval;
	cell->pairs = isnan(difference.df) ? 0 : (uint32_t)(difference.df + 1.0);
	cell->sd = difference.error * sqrt((double)cell->pairs);
	cell->luck = difference_synchrony(x, base, count);
	cell->same = all_equal(x, base, count);
}

/* The chance that the mean is better, by Student's distribution of the paired difference: 0.5 where nothing is known for either side. */
static double better_than_base(const struct compare_metric *metric, const struct compare_cell *cell)
{
	double sign = metric->better == METRIC_MORE ? 1.0 : -1.0, error = cell->sd / sqrt((double)cell->pairs);
	if (metric->better == METRIC_NEITHER || cell->pairs < 2)
		return NAN;
	if (error > 0.0)
		return gsl_cdf_tdist_P(sign * cell->against.estimate / error, (double)cell->pairs - 1.0);
	return cell->against.estimate == 0.0 ? 0.5 : sign * cell->against.estimate > 0.0 ? 1.0 : 0.0;
}

/* All scenarios that have the metric, in the replications that all of them have. */
static int among_all(const struct compare *compare, struct compare_metric *metric, double *const *values)
{
	size_t count = compare->result->count, there = 0, n = SIZE_MAX;
	size_t *list = arena_take(compare->arena, count, sizeof *list);
	for (size_t i = 0; i < count; i++)
		if (metric->cells[i].there && values[i]) {
			list[there++] = i;
			n = compare->result->scenarios[i].replications < n ? compare->result->scenarios[i].replications : n;
		}
	metric->best = SIZE_MAX;
	if (there < 2 || metric->better == METRIC_NEITHER)
		return 0;
	double *rows = malloc(n * there * sizeof *rows), *chances = arena_take(compare->arena, there, sizeof *chances);
	struct multiple_best *best = arena_take(compare->arena, there, sizeof *best);
	if (!rows)
		return -1;
	for (size_t r = 0; r < n; r++)
		for (size_t j = 0; j < there; j++)
			rows[r * there + j] = values[list[j]][r];
	struct multiple data = { rows, multiple_complete(rows, n, there), there, metric->better == METRIC_MORE };
	multiple_with_best(&data, SUMMARY_CONFIDENCE, best);
	bool asked = metric->judged || strncmp(metric->name, "total.", 6) == 0;
	for (size_t j = 0; j < there; j++)
		chances[j] = NAN;
	int failed = asked ? multiple_chances(&data, chances) : 0;
	free(rows);
	for (size_t j = 0; j < there; j++) {
		struct compare_cell *cell = &metric->cells[list[j]];
		cell->best = best[j];
		cell->chance = chances[j];
		metric->possible += best[j].possible;
		double sign = data.more_is_better ? 1.0 : -1.0;
		if (metric->best == SIZE_MAX || sign * cell->value.mean > sign * metric->cells[metric->best].value.mean)
			metric->best = list[j];
	}
	return failed;
}

static int measure(const struct compare *compare, struct compare_metric *metric)
{
	const struct result *result = compare->result;
	double **values = arena_take(compare->arena, result->count, sizeof *values);
	bool failed = false;
	for (size_t i = 0; i < result->count; i++) {
		struct compare_cell *cell = &metric->cells[i];
		const struct result_scenario *scenario = &result->scenarios[i];
		cell->better = cell->chance = cell->sd = NAN;
		cell->against = (struct interval){ NAN, NAN, NAN };
		values[i] = series(metric, scenario, &failed);
		if (!values[i])
			continue;
		cell->value = summary_of(values[i], 1, NULL, scenario->replications);
		cell->there = cell->value.n > 0;
		if (metric->scale == 100.0)
			summary_limit(&cell->value, 0.0, 1.0);
		if (!cell->there || !metric->cells[0].there || !values[0])
			continue;
		against_base(compare, cell, values[i], values[0], fewest(scenario, &result->scenarios[0]));
		cell->better = i == 0 ? NAN : better_than_base(metric, cell);
	}
	if (!failed)
		failed = among_all(compare, metric, values) != 0;
	for (size_t i = 0; i < result->count; i++)
		free(values[i]);
	return failed ? -1 : 0;
}

/* --- all of it -------------------------------------------------------------------------------------------------------------- */

static bool is_worth_something(const struct compare_metric *value)
{
	return value && value->cells[0].there && value->cells[0].value.max > 0.0;
}

static size_t find_money(const struct compare *compare)
{
	const struct compare_metric *profit = compare_find(compare, "total.profit"), *cost = compare_find(compare, "total.cost");
	const struct compare_metric *money = is_worth_something(compare_find(compare, "total.value")) ? profit : cost;
	return money ? (size_t)(money - compare->metrics) : SIZE_MAX;
}

/* What the first metric has to differ by, for what is said of open questions. */
static double worth_acting_on(const struct compare *compare, const char *difference)
{
	const struct compare_metric *metric = &compare->metrics[0];
	double mean = metric->cells[0].value.mean;
	if (compare->choice)
		return compare->choice->difference;
	return difference ? compare_difference(difference, compare->result->scenarios[0].model, metric->metric, mean) :
		COMPARE_DIFFERENCE * fabs(mean);
}

int compare_make(struct compare *compare, struct study *study, const struct judge *judge, const char *difference,
	const struct compare_choice *choice)
{
	const struct result *result = &study->result;
	*compare = (struct compare){ .result = result, .arena = &study->arena, .difference_given = difference != NULL, .choice = choice,
		.replications = result->scenarios[0].finished_count };
	for (size_t i = 0; i < result->count; i++)
		compare->taking_part += !result->scenarios[i].left_out;
	list_metrics(compare, judge);
	for (size_t i = 0; i < compare->count; i++)
		if (measure(compare, &compare->metrics[i]) != 0) {
			perror("takt: the comparison");
			return -1;
		}
	compare->money = find_money(compare);
	compare->difference = worth_acting_on(compare, difference);
	return 0;
}

int compare_shown(const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	double noise = NOISE * fabs(metric->cells[0].value.mean);
	int sign = cell->against.low > noise ? 1 : cell->against.high < -noise ? -1 : 0;
	return metric->better == METRIC_LESS ? -sign : sign;
}

double compare_replications(const struct compare *compare, double sd, double difference)
{
	return interval_replications(sd, fabs(difference), multiple_bonferroni(SUMMARY_CONFIDENCE, compare->taking_part - 1));
}

struct difference compare_pair(const struct compare *compare, const struct compare_metric *metric, size_t i, size_t l, double confidence)
{
	const struct result_scenario *a = &compare->result->scenarios[i], *b = &compare->result->scenarios[l];
	bool failed = false;
	double *x = series(metric, a, &failed), *y = series(metric, b, &failed);
	struct difference difference = { { NAN, NAN, NAN }, NAN, NAN };
	if (x && y)
		difference = difference_paired(x, y, fewest(a, b), confidence);
	free(x);
	free(y);
	return difference;
}

/* A time may be said in any unit; per cent of a share are points of it, of everything else they are relative. */
double compare_difference(const char *text, const struct model *model, const struct metric *metric, double mean)
{
	char *end;
	double value = strtod(text, &end);
	end += strspn(end, " ");
	bool share = metric->kind->unit == METRIC_SHARE, time = metric->kind->unit == METRIC_TIME;
	if (end == text || !(value > 0.0) || !isfinite(value))
		return NAN;
	if (strcmp(end, "%") == 0)
		return value / 100.0 * (share ? 1.0 : fabs(mean));
	if (time && unit_known(end))
		return unit_in_clock(end, value, model->unit, model->workday);
	return *end == '\0' || strcmp(end, metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money)) == 0 ? value : NAN;
}

const char *compare_number_word(size_t number, struct arena *arena)
{
	static const char *const words[] = { "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten" };
	return number < sizeof words / sizeof words[0] ? words[number] : arena_format(arena, "%zu", number);
}

const char *compare_title(const struct compare *compare, size_t scenario)
{
	return answer_called(compare->result->scenarios[scenario].title, compare->result->scenarios[scenario].name);
}
