/* Sources: when items of a kind arrive, and how many that makes in the long run. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "build.h"

/* A fixed time above 0. */
static int build_interval(struct build *b, const struct node *node, double *time)
{
	if (build_constant(b, node, UNIT_TIME, time) != 0)
		return -1;
	if (*time > 0.0)
		return 0;
	build_error(b, node, NULL, "a time above 0 belongs here");
	return -1;
}

static void build_every(struct build *b, struct source *source, const struct arrive_spec *spec)
{
	const struct reading reading = { NULL, NONE, ALLOW_SOURCE };
	source->how = ARRIVE_EVERY;
	if (spec->first)
		build_expr(b, &source->first, spec->first, UNIT_TIME, &reading);
	if (build_expr(b, &source->every, spec->every, UNIT_TIME, &reading) != 0)
		return;
	if (build_mean(&source->every) <= 0.0)
		build_error(b, spec->every, NULL, "with no time between arrivals, time would never go on: give a time above 0");
}

/* "day", "week" or a time. */
static int build_period(struct build *b, const struct node *node, double *period)
{
	const char *text = build_text(node);
	*period = HOURS_IN_DAY * b->model->hour;
	if (!node || (text && strcmp(text, "day") == 0))
		return 0;
	*period = HOURS_IN_WEEK * b->model->hour;
	if (text && strcmp(text, "week") == 0)
		return 0;
	return build_interval(b, node, period);
}

/* One entry of per_hour: a plain number, or a let that is a rate. Arrivals per clock unit. */
static double build_rate(struct build *b, const struct node *node)
{
	struct expr expr;
	if (build_expr(b, &expr, node, UNIT_NONE, NULL) != 0)
		return 0.0;
	bool rate = expr.type.class == EXPR_NUMBER && expr.type.time == -1, plain = expr.type.class == EXPR_NUMBER && expr.type.time == 0;
	if (expr.form == EXPR_CONSTANT && (rate || plain) && expr.value >= 0.0 && isfinite(expr.value))
		return rate ? expr.value : expr.value / b->model->hour;
	build_error(b, node, NULL, "arrivals per hour belong here: a fixed number, 0 or more");
	return 0.0;
}

static void fill_rates(struct build *b, struct source *source, const struct node *list)
{
	double *rates = arena_take(b->arena, source->rate_count, sizeof *rates);
	double *reached = arena_take(b->arena, source->rate_count + 1, sizeof *reached);
	const struct node *node = list->type == NODE_LIST ? list->first : list;
	for (uint32_t i = 0; i < source->rate_count; i++, node = node->next) {
		rates[i] = build_rate(b, node);
		reached[i + 1] = reached[i] + rates[i] * source->each;
	}
	source->rates = rates;
	source->reached = reached;
	if (!(reached[source->rate_count] > 0.0) && b->problems->errors == 0)
		build_error(b, list, NULL, "nothing ever arrives: every entry is 0");
}

/* The rates of a day or week are those of the clock: a run that begins at 06:00 begins with the rate of six o'clock. */
static void build_shift(struct build *b, struct source *source, const struct node *period)
{
	const char *text = build_text(period);
	if (text && strcmp(text, "day") != 0 && strcmp(text, "week") != 0)
		return;
	if (period && !text)
		return;
	source->shift = fmod(b->model->start, source->period);
	uint32_t whole = (uint32_t)fmin(floor(source->shift / source->each), source->rate_count - 1.0);
	source->passed = source->reached[whole] + source->rates[whole] * (source->shift - whole * source->each);
}

/* Expected arrivals at the rates of a source, from the start of a period until `time` after it. */
static double expected_until(const struct source *source, double time)
{
	double periods = floor(time / source->period), rest = time - periods * source->period;
	uint32_t whole = (uint32_t)fmin(floor(rest / source->each), source->rate_count - 1.0);
	return periods * source->reached[source->rate_count] + source->reached[whole] + source->rates[whole] * (rest - whole * source->each);
}

/* The mean of the rates over the usual week, 0 where it is closed. Periods that no number of which makes a week drift through its hours:
   in the long run they meet each of them equally. */
static double mean_of_rates(const struct model *model, const struct source *source)
{
	double mean = source->reached[source->rate_count] / source->period, week = HOURS_IN_WEEK * model->hour, sum = 0.0;
	if (!source->calendar)
		return mean;
	double periods = week / source->period, second = week / (HOURS_IN_WEEK * 3600.0);
	if (fabs(periods - nearbyint(periods)) > 1e-9 * periods || periods < 0.5)
		return mean * calendar_mean_open(source->calendar);
	const struct calendar_pattern *usual = source->calendar->usual;
	double begin = source->shift - model->start + ceil(model->start / source->period) * source->period;   /* of the week, in a period */
	for (uint32_t i = 0; i < usual->count; i++) {
		double end = i + 1 < usual->count ? usual->changes[i + 1].second * second : week;
		if (usual->changes[i].level > 0)
			sum += expected_until(source, begin + end) - expected_until(source, begin + usual->changes[i].second * second);
	}
	return sum / week;
}

/* Days that are open by exception are let pass. */
static void check_open_rates(struct build *b, const struct source *source, const struct node *list)
{
	double mean = source->reached[source->rate_count] / source->period;
	if (source->calendar && mean > 0.0 && calendar_mean_open(source->calendar) > 0.0 && mean_of_rates(b->model, source) <= 1e-9 * mean)
		build_error(b, list, NULL, "nothing ever arrives: every rate is 0 in the hours of 'calendar'");
}

/* The entries must fill the period exactly. */
static void build_rates(struct build *b, struct source *source, const struct rates_spec *spec)
{
	source->how = ARRIVE_RATES;
	if (!spec->per_hour || !spec->each || build_period(b, spec->period, &source->period) != 0
		|| build_interval(b, spec->each, &source->each) != 0)
		return;
	const struct node *list = spec->per_hour;
	size_t count = list->type == NODE_LIST ? list->count : 1;
	double exact = source->period / source->each, whole = nearbyint(exact);
	if (whole < 1.0 || fabs(exact - whole) > 1e-9 * exact)
		build_error(b, spec->each, NULL, "'each' does not divide 'period': %g of them would be needed", exact);
	else if ((double)count != whole)
		build_error(b, list, NULL, "the period holds %g intervals, so 'per_hour' needs %g entries; there %s %zu",
			whole, whole, count == 1 ? "is" : "are", count);
	else {
		source->rate_count = (uint32_t)count;
		fill_rates(b, source, list);
		build_shift(b, source, spec->period);
		check_open_rates(b, source, list);
	}
}

static int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* A time since the beginning, or a date that is not before it. */
static int build_arrival(struct build *b, const struct node *node, double *time)
{
	if (!build_is_date(node))
		return build_constant(b, node, UNIT_TIME, time);
	if (build_date(b, node, false, time) != 0)
		return -1;
	if (*time < 0.0)
		build_error(b, node, node->text, "this is before the run begins, at %s", b->model->start_text);
	return *time < 0.0 ? -1 : 0;
}

static void build_at(struct build *b, struct source *source, const struct arrive_spec *spec)
{
	const struct node *list = spec->at, *node = list->type == NODE_LIST ? list->first : list;
	size_t count = list->type == NODE_LIST ? list->count : 1;
	double *times = arena_take(b->arena, count + 1, sizeof *times);
	source->how = ARRIVE_AT;
	if (spec->period && build_period(b, spec->period, &source->period) != 0)
		return;
	for (size_t i = 0; i < count; i++, node = node->next) {
		if (build_arrival(b, node, &times[i]) != 0)
			continue;
		if (spec->period && times[i] >= source->period)
			build_error(b, node, NULL, "this lies outside the 'period' of %g %s that repeats", source->period,
				b->model->time_unit);
	}
	if (count == 0)
		build_error(b, list, NULL, "at least one time belongs here");
	else
		qsort(times, count, sizeof *times, by_value);
	source->times = times;
	source->time_count = (uint32_t)count;
}

static void build_keep(struct build *b, struct source *source, const struct arrive_spec *spec)
{
	source->how = ARRIVE_KEEP;
	build_count(b, spec->keep, 1, COUNT_AT_MOST, &source->keep);
	if (spec->size)
		build_error(b, spec->size, NULL, "'size' does not go with 'keep': one enters as one leaves");
	if (spec->calendar)
		build_error(b, spec->calendar, NULL, "'calendar' does not go with 'keep': one enters as one leaves, whenever that is");
}

static double mean_rate(const struct model *model, const struct source *source)
{
	double open = source->calendar ? calendar_mean_open(source->calendar) : 1.0;
	if (isfinite(source->until) || source->at_most != UINT64_MAX)
		return 0.0;
	switch (source->how) {
	case ARRIVE_EVERY: return open * build_mean(&source->size) / build_mean(&source->every);
	case ARRIVE_RATES: return source->rate_count ? build_mean(&source->size) * mean_of_rates(model, source) : NAN;
	case ARRIVE_AT: return source->period > 0.0 ? open * build_mean(&source->size) * source->time_count / source->period : 0.0;
	case ARRIVE_KEEP: return NAN;
	case ARRIVE_FILE:
	case ARRIVE_NEVER: break;
	}
	return 0.0;
}

static size_t times_until(const struct source *source)
{
	size_t count = 0;
	while (count < source->time_count && source->times[count] <= source->until)
		count++;
	return count;
}

/* As far as it can be said beforehand: about, where random times end with `until`. */
static double mean_number(const struct model *model, const struct source *source)
{
	struct source endless = *source;
	double times = INFINITY;
	endless.until = INFINITY;
	endless.at_most = UINT64_MAX;
	if (source->how == ARRIVE_NEVER)
		return 0.0;
	if (source->how == ARRIVE_FILE || (source->how == ARRIVE_AT && !(source->period > 0.0)))
		times = (double)times_until(source) * build_mean(&source->size);
	else if (isfinite(source->until))
		times = mean_rate(model, &endless) * source->until;
	return source->at_most == UINT64_MAX ? times : fmin(times, (double)source->at_most);
}

/* Exactly one way of arriving, and the keys that belong to another way not beside it. */
static bool check_way(struct build *b, const struct kind *kind, const struct arrive_spec *spec)
{
	const struct {
		const char *name;
		bool sound;
	} ways[] = { { "every", spec->every }, { "rates", spec->rates }, { "at", spec->at }, { "file", spec->file }, { "keep", spec->keep } };
	const char *first = NULL;
	bool sound = true;
	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
		if (!build_has(spec->node, ways[i].name))
			continue;
		sound &= ways[i].sound;
		if (first) {
			build_error(b, node_child(spec->node, ways[i].name), NULL,
				"'%s' arrives in one way: '%s' or '%s', not both", kind->name, first, ways[i].name);
			return false;
		}
		first = ways[i].name;
	}
	if (!first) {
		if (!build_has_unknown(schema_find(&kind_schema, "arrive")->inner, spec->node))
			build_error(b, spec->node, NULL,
				"'arrive' of '%s' does not say when: give 'every', 'rates', 'at', 'file' or 'keep'", kind->name);
		return false;
	}
	if (spec->first && strcmp(first, "every") != 0)
		build_error(b, spec->first, NULL, "'first' belongs to 'every'; '%s' says itself when the first comes", first);
	if (spec->period && strcmp(first, "at") != 0)
		build_error(b, spec->period, NULL, "'period' repeats the times of 'at'; '%s' has none", first);
	return sound;
}

static void build_limits(struct build *b, struct source *source, const struct arrive_spec *spec)
{
	double count;
	if (spec->until)
		build_interval(b, spec->until, &source->until);
	if (!spec->at_most || build_constant(b, spec->at_most, UNIT_NUMBER, &count) != 0)
		return;
	if (count >= 0.0 && count == floor(count) && count < 0x1p53)
		source->at_most = (uint64_t)count;
	else
		build_error(b, spec->at_most, NULL, "a whole number, 0 or more, belongs here, not %g", count);
}

void build_source(struct build *b, uint32_t k)
{
	const struct arrive_spec *spec = b->plans[k].spec->arrive;
	struct source *source = &b->kind_list[k].source;
	source->size = build_number(1.0);
	source->until = INFINITY;
	source->at_most = UINT64_MAX;
	if (!spec || !check_way(b, &b->kind_list[k], spec))
		return;
	build_limits(b, source, spec);
	source->calendar = build_calendar(b, spec->calendar, 1);
	if (spec->size) {
		const struct reading reading = { NULL, NONE, ALLOW_SOURCE };
		build_expr(b, &source->size, spec->size, UNIT_NUMBER, &reading);
		double mean = build_mean(&source->size);
		if (mean < 0.0 || (source->size.form == EXPR_CONSTANT && (mean < 1.0 || mean != floor(mean))))
			build_error(b, spec->size, NULL, "'size' is how many items come at once: a whole number, 1 or more, or a draw of one");
	}
	if (spec->every)
		build_every(b, source, spec);
	else if (spec->rates)
		build_rates(b, source, spec->rates);
	else if (spec->at)
		build_at(b, source, spec);
	else if (spec->keep)
		build_keep(b, source, spec);
	else
		build_source_rows(b, k);
	source->mean_rate = mean_rate(b->model, source);
	source->mean_number = mean_number(b->model, source);
}
