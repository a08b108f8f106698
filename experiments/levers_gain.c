/* The numbers of the levers, and their order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "levers_gain.h"
#include "multiple.h"
#include "plan.h"

#define GOALS 4              /* kinds of work whose goals are yardsticks */

/* --- yardsticks -------------------------------------------------------------------------------------------------------------------- */

static bool ends_by_itself(const struct model *model)
{
	return !isfinite(model->length) || model->items != UINT64_MAX;
}

/* Where all that leaves is replaced at once, or more comes than can be done, time says little: it grows with what is kept, or with the
   run. */
static bool is_saturated(const struct result_scenario *base)
{
	const struct model *model = base->model;
	bool kept = true;
	for (uint32_t k = 0; k < model->kind_count; k++)
		kept &= model->kinds[k].hidden || model->kinds[k].source.how == ARRIVE_KEEP || model->kinds[k].source.how == ARRIVE_NEVER;
	return kept;
}

static size_t find(const struct yardsticks *yardsticks, const char *name)
{
	for (size_t i = 0; i < yardsticks->count; i++)
		if (strcmp(yardsticks->list[i].name, name) == 0)
			return i;
	return SIZE_MAX;
}

/* Where some miss their goal, how many reach it is what ranks. */
static void add_goals(struct yardsticks *yardsticks, const struct result_scenario *base, struct arena *arena)
{
	for (uint32_t k = 0; k < base->model->kind_count && yardsticks->count < GOALS; k++) {
		const struct summary *goal = result_of(base, "work.%s.goal", base->model->kinds[k].name);
		if (goal && goal->min < 1.0)
			yardsticks_add(yardsticks, base->model, arena_format(arena, "work.%s.goal", base->model->kinds[k].name), arena);
	}
}

void lever_yardsticks(struct lever_gains *gains, const struct judge *judge)
{
	const struct result_scenario *base = &gains->result->scenarios[0];
	struct yardsticks *yardsticks = &gains->yardsticks;
	*yardsticks = (struct yardsticks){ .count = 0 };
	for (size_t i = 0; judge && i < judge->count; i++)
		yardsticks_add(yardsticks, base->model, judge->names[i], gains->arena);
	gains->saturated |= is_saturated(base);
	const bool plans = plan_is_all(base->model);      /* it is the time of these that counts, and none is lost */
	if (ends_by_itself(base->model) && !plans)
		yardsticks_add(yardsticks, base->model, "total.end", gains->arena);
	if (gains->saturated && !plans)
		yardsticks_add(yardsticks, base->model, "total.throughput", gains->arena);
	if (!judge) {
		add_goals(yardsticks, base, gains->arena);
		yardsticks_add_time(yardsticks, base, gains->arena);
	}
	if (!plans)
		yardsticks_add(yardsticks, base->model, "total.throughput", gains->arena);
	yardsticks_add_money(yardsticks, base->model, gains->arena);
	gains->throughput = find(yardsticks, "total.throughput");
	gains->money = SIZE_MAX;
	for (size_t i = 0; i < yardsticks->count; i++)
		if (yardsticks->list[i].money && gains->money == SIZE_MAX)
			gains->money = i;
}

/* --- gains ------------------------------------------------------------------------------------------------------------------------- */

static void charge(struct yardstick_gain *gain, double price)
{
	if (!(price > 0.0))
		return;
	gain->interval.estimate -= price;
	gain->interval.low -= price;
	gain->interval.high -= price;
	gain->same = false;
	gain->shown = yardstick_shown(gain->interval, price);
}

static void measure(const struct lever_gains *gains, struct lever_gain *gain)
{
	double confidence = multiple_bonferroni(SUMMARY_CONFIDENCE, gains->trials);
	gain->same = true;
	gain->directed = gains->yardsticks.list[0].better != METRIC_NEITHER;
	for (size_t y = 0; y < gains->yardsticks.count; y++) {
		const struct yardstick *yardstick = &gains->yardsticks.list[y];
		gain->gains[y] = yardstick_gain(yardstick, &gains->result->scenarios[0], gain->scenario, confidence, gains->arena);
		if (yardstick->weekly)
			charge(&gain->gains[y], gain->lever->price);
		double today = fabs(yardstick_mean(yardstick, &gains->result->scenarios[0], gains->arena).estimate);
		gain->shown |= gain->gains[y].shown;
		gain->counts |= gain->gains[y].shown && fabs(gain->gains[y].interval.estimate) >= LEVER_COUNTS * today;
		gain->same &= gain->gains[y].same;
	}
}

static double order_of(const struct lever_gain *gain)
{
	double estimate = gain->gains[0].interval.estimate;
	return gain->scenario->left_out || isnan(estimate) ? -INFINITY : gain->directed ? estimate : fabs(estimate);
}

static int best_first(const void *a, const void *b)
{
	const struct lever_gain *x = a, *y = b;
	double left = order_of(x), right = order_of(y);
	if (left != right)
		return left > right ? -1 : 1;
	return x->lever < y->lever ? -1 : x->lever > y->lever;
}

void lever_gains_make(struct lever_gains *gains, const struct levers *levers, const struct result *result, struct arena *arena)
{
	gains->list = arena_take(arena, levers->count + 1, sizeof *gains->list);
	gains->count = levers->count;
	gains->trials = 0;
	for (size_t i = 0; i < levers->count; i++) {
		gains->list[i] = (struct lever_gain){ .lever = &levers->list[i], .scenario = &result->scenarios[i + 1] };
		gains->trials += result->scenarios[i + 1].left_out == NULL;
	}
	for (size_t i = 0; i < levers->count; i++)
		if (!gains->list[i].scenario->left_out)
			measure(gains, &gains->list[i]);
	qsort(gains->list, gains->count, sizeof *gains->list, best_first);
}

bool lever_is_capacity(const struct lever *lever)
{
	return lever->station != NONE || lever->resource != NONE;
}

struct yardstick_gain lever_between(const struct lever_gains *gains, const struct lever_gain *a, const struct lever_gain *b)
{
	return yardstick_gain(&gains->yardsticks.list[0], b->scenario, a->scenario, SUMMARY_CONFIDENCE, gains->arena);
}
