/* One number a replication, and what two of them differ by. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "answer.h"
#include "number.h"
#include "yardstick.h"

#define WEEK_HOURS 168.0
#define NOISE 1e-9           /* relative: what additions in another order may cost */

/* Headings of columns, by the pattern of the metric; others have that of their name behind the last point. */
static const struct { const char *pattern, *title; } titles[] = {
	{ "work.K.time", "time" }, { "work.K.throughput", "throughput" }, { "total.throughput", "throughput" }, { "total.time", "time" },
	{ "total.end", "all done after" }, { "work.K.on_time", "on time" }, { "work.K.within_budget", "in budget" },
	{ "work.K.both_kept", "both kept" }, { "work.K.first_time_right", "right first" },
	{ "total.profit", "profit" }, { "total.cost", "cost" }, { "total.cost_per_item", "cost per item" },
};

static const char *title_of(const struct metric *metric)
{
	for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++)
		if (strcmp(titles[i].pattern, metric->kind->pattern) == 0)
			return titles[i].title;
	const char *point = strrchr(metric->name, '.');
	return point ? point + 1 : metric->name;
}

static bool has_fixed_length(const struct model *model)
{
	return isfinite(model->length) && model->items == UINT64_MAX;
}

static bool is_there(const struct yardsticks *yardsticks, const char *name)
{
	for (size_t i = 0; i < yardsticks->count; i++)
		if (strcmp(yardsticks->list[i].name, name) == 0)
			return true;
	return false;
}

static struct yardstick *add(struct yardsticks *yardsticks, const struct model *model, const char *name, struct arena *arena)
{
	int index = metric_find(&model->metrics, name);
	if (index < 0 || is_there(yardsticks, name) || yardsticks->count == YARDSTICKS)
		return NULL;
	const struct metric *metric = &model->metrics.list[index];
	struct yardstick_part *part = arena_take(arena, 1, sizeof *part);
	*part = (struct yardstick_part){ metric->name, 1.0 };
	struct yardstick *added = &yardsticks->list[yardsticks->count++];
	*added = (struct yardstick){ .name = metric->name, .words = judge_words(model, name, arena), .title = title_of(metric),
		.unit = metric->kind->unit == METRIC_RATE ? arena_format(arena, "per %s", model->rate_unit) :
			metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money),
		.scale = metric->kind->unit == METRIC_SHARE ? 100.0 : 1.0, .better = metric->kind->better, .parts = part, .part_count = 1,
		.money = metric->kind->unit == METRIC_MONEY };
	added->gain_unit = metric->kind->unit == METRIC_SHARE ? "points" : added->unit;
	return added;
}

void yardsticks_add(struct yardsticks *yardsticks, const struct model *model, const char *metric, struct arena *arena)
{
	add(yardsticks, model, metric, arena);
}

void yardsticks_add_time(struct yardsticks *yardsticks, const struct result_scenario *base, struct arena *arena)
{
	const struct model *model = base->model;
	struct yardstick_part *parts = arena_take(arena, model->kind_count, sizeof *parts);
	size_t count = 0;
	double all = 0.0;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct summary *completed = result_of(base, "work.%s.completed", model->kinds[k].name);
		if (model->kinds[k].hidden || !completed || !(completed->mean > 0.0))
			continue;
		parts[count++] = (struct yardstick_part){ arena_format(arena, "work.%s.time", model->kinds[k].name), completed->mean };
		all += completed->mean;
	}
	if (count == 0)
		return;
	struct yardstick *time = add(yardsticks, model, parts[0].name, arena);
	if (!time || count == 1)
		return;
	for (size_t i = 0; i < count; i++)
		parts[i].weight /= all;
	time->name = "time";
	time->words = "the time of all work";
	time->parts = parts;
	time->part_count = count;
}

void yardsticks_add_money(struct yardsticks *yardsticks, const struct model *model, struct arena *arena)
{
	bool valued = false;
	for (uint32_t k = 0; k < model->kind_count; k++)
		valued |= model->kinds[k].value.form != EXPR_CONSTANT || model->kinds[k].value.value != 0.0;
	struct yardstick *money = model->costs ? add(yardsticks, model, valued ? "total.profit" : "total.cost", arena) : NULL;
	if (!money)
		return;
	money->weekly = has_fixed_length(model);
	money->unit = money->gain_unit = arena_format(arena, "%s%s%s", model->money ? model->money : "", model->money && money->weekly ? " " : "",
		money->weekly ? "a week" : "");
}

/* --- numbers ----------------------------------------------------------------------------------------------------------------------- */

double yardstick_value(const struct yardstick *yardstick, const struct result_scenario *scenario, uint32_t replication)
{
	const struct model *model = scenario->model;
	double sum = 0.0;
	if (replication >= scenario->replications || !scenario->finished[replication])
		return NAN;
	for (size_t i = 0; i < yardstick->part_count; i++) {
		int index = metric_find(&model->metrics, yardstick->parts[i].name);
		sum += index < 0 ? NAN : yardstick->parts[i].weight * scenario->rows[replication * model->metrics.count + (size_t)index];
	}
	return yardstick->weekly ? sum * WEEK_HOURS * model->hour / (model->length - scenario->warmup) : sum;
}

void yardstick_series(const struct yardstick *yardstick, const struct result_scenario *scenario, uint32_t count, double *out)
{
	for (uint32_t r = 0; r < count; r++)
		out[r] = yardstick->scale * yardstick_value(yardstick, scenario, r);
}

bool yardstick_shown(struct interval interval, double size)
{
	double noise = NOISE * fabs(size);
	return interval.low > noise || interval.high < -noise;
}

static bool all_equal(const double *x, const double *y, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (x[i] != y[i] && !(isnan(x[i]) && isnan(y[i])))
			return false;
	return true;
}

struct yardstick_gain yardstick_gain(const struct yardstick *yardstick, const struct result_scenario *from,
	const struct result_scenario *to, double confidence, struct arena *arena)
{
	uint32_t count = from->replications < to->replications ? from->replications : to->replications;
	double *x = arena_take(arena, count + 1u, sizeof *x), *y = arena_take(arena, count + 1u, sizeof *y);
	yardstick_series(yardstick, from, count, x);
	yardstick_series(yardstick, to, count, y);
	bool less = yardstick->better == METRIC_LESS;
	struct yardstick_gain gain = { .interval = difference_paired(less ? x : y, less ? y : x, count, confidence).interval,
		.same = all_equal(x, y, count) };
	gain.shown = yardstick_shown(gain.interval, interval_mean(x, count, confidence).estimate);
	return gain;
}

struct interval yardstick_mean(const struct yardstick *yardstick, const struct result_scenario *scenario, struct arena *arena)
{
	double *values = arena_take(arena, scenario->replications + 1u, sizeof *values);
	yardstick_series(yardstick, scenario, scenario->replications, values);
	return interval_mean(values, scenario->replications, SUMMARY_CONFIDENCE);
}

/* --- words ------------------------------------------------------------------------------------------------------------------------- */

static double half_width(struct interval interval)
{
	return (interval.high - interval.low) / 2.0;
}

void yardstick_print(char *out, struct interval interval)
{
	char number[NUMBER_ROOM];
	if (isnan(interval.estimate)) {
		out[0] = '\0';
		return;
	}
	number_interval(number, fabs(interval.estimate), half_width(interval));
	snprintf(out, NUMBER_ROOM, "%s%.56s", interval.estimate == 0.0 ? "" : interval.estimate < 0.0 ? "−" : "+", number);
}

const char *yardstick_amount(const struct yardstick *yardstick, struct interval interval, struct arena *arena)
{
	char number[NUMBER_ROOM];
	if (yardstick->better == METRIC_NEITHER)
		yardstick_print(number, interval);
	else
		number_interval(number, fabs(interval.estimate), half_width(interval));
	return arena_format(arena, "%s%s%s", number, *yardstick->gain_unit ? " " : "", yardstick->gain_unit);
}
