/* Means over replications, bin by bin. Replications of unknown length end at different times and may have noted their course at different
   steps: all are told at the longest, and those that have ended have nobody in the system any more. Invariant: what is shown depends on
   the replications' own courses in their order alone, however many threads made them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sim/tally.h"
#include "interval.h"
#include "series.h"

#define SPREADS 4                      /* lists of numbers for percentiles of money: two of each of two lines, a third of a series each */
#define NOBODY 1e-9                    /* a mean number below it is what rounding left */
#define FEWEST 2                       /* replications are kept, however large the model is */
#define HISTOGRAM_BINS 40
#define HISTOGRAM_SHOWS 0.995          /* of the items; the few that take longest have one bin together... */
#define HISTOGRAM_TAIL 4.0             /* ...and so do all beyond so many times what nine in ten take: nights and weekends... */
#define HISTOGRAM_STRETCH 1.25         /* ...unless the longest of all is near */

struct series_store {
	const struct model *model;
	struct arena *arena;
	struct series_line *lines;
	uint32_t count;                    /* of lines */
	struct metric_table names;         /* of the lines, then of the histograms */
	struct engine_series *courses;     /* [room] */
	uint32_t room;
	struct result_series *list;
	double *numbers;                   /* where the next of the list has its own */
	double *all_numbers;
	size_t listed;
};

/* --- what there is room for ------------------------------------------------------------------------------------------------------- */

static int declare(struct series_store *store)
{
	const struct model *model = store->model;
	int failed = 0;
	for (uint32_t i = 0; i < store->count; i++)
		failed |= metric_declare(&store->names, &series_kinds[store->lines[i].what].metric, series_subject(model, &store->lines[i])) < 0;
	for (uint32_t k = 0; k < model->kind_count && !model->kinds[k].hidden; k++)
		failed |= metric_declare(&store->names, &series_kinds[SERIES_TIMES].metric, model->kinds[k].name) < 0;
	return failed ? -1 : 0;
}

/* Every line over the run, by the hour, and every kind's histogram; of each mean, low and high. */
static void make_room(struct series_store *store)
{
	size_t series = 2 * (size_t)store->count + store->model->kind_count + SPREADS;
	store->list = arena_take(store->arena, series, sizeof *store->list);
	store->all_numbers = arena_take(store->arena, series * 3 * SERIES_BINS, sizeof *store->all_numbers);
	store->courses = arena_take(store->arena, store->room, sizeof *store->courses);
}

struct series_store *series_open(const struct model *model, size_t room, struct arena *arena)
{
	struct series_store *store = arena_take(arena, 1, sizeof *store);
	size_t fit = room / engine_series_size(model);
	*store = (struct series_store){ .model = model, .arena = arena, .count = series_list(model, NULL),
		.room = fit > SERIES_REPLICATIONS ? SERIES_REPLICATIONS : fit < FEWEST ? FEWEST : (uint32_t)fit };
	metric_table_init(&store->names);
	store->lines = arena_take(arena, store->count, sizeof *store->lines);
	series_list(model, store->lines);
	make_room(store);
	if (declare(store) == 0)
		return store;
	series_close(store);
	return NULL;
}

void series_close(struct series_store *store)
{
	if (!store)
		return;
	for (uint32_t r = 0; r < store->room; r++)
		engine_series_done(&store->courses[r]);
	metric_table_done(&store->names);
}

struct engine_series *series_place(struct series_store *store, uint32_t replication)
{
	return replication < store->room ? &store->courses[replication] : NULL;
}

/* --- means ------------------------------------------------------------------------------------------------------------------------ */

/* The replications that are shown. */
struct shown {
	const struct engine_series *list[SERIES_REPLICATIONS];
	uint32_t count;
};

static void choose(const struct series_store *store, const struct result_scenario *found, struct shown *shown)
{
	shown->count = 0;
	for (uint32_t r = 0; r < store->room && r < found->replications; r++)
		if (found->finished[r])
			shown->list[shown->count++] = &store->courses[r];
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double *take(struct series_store *store, size_t count)
{
	double *numbers = store->numbers;
	store->numbers += count;
	return numbers;
}

static struct result_series *add(struct series_store *store, const char *name, const char *unit, const struct shown *shown)
{
	struct result_series *series = &store->list[store->listed++];
	*series = (struct result_series){ .name = name, .unit = unit, .n = shown->count };
	return series;
}

/* Student's intervals, none of which goes below what cannot be negative. */
static void put_means(struct series_store *store, struct result_series *series, const struct tally *bins, size_t count, bool negative)
{
	double *mean = take(store, count), *low = take(store, count), *high = take(store, count);
	for (size_t i = 0; i < count; i++) {
		uint32_t n = (uint32_t)bins[i].count;
		double half = n < 2 ? NAN : summary_student(n, SUMMARY_CONFIDENCE) * tally_sd(&bins[i]) / sqrt(n);
		mean[i] = tally_mean(&bins[i]);
		low[i] = !negative && mean[i] - half < 0.0 ? fmin(mean[i], 0.0) : mean[i] - half;
		high[i] = mean[i] + half;
	}
	series->count = count;
	series->mean = mean;
	series->low = low;
	series->high = high;
}

static void reset(struct tally *bins, size_t count)
{
	for (size_t i = 0; i < count; i++)
		tally_reset(&bins[i]);
}

/* --- over the run ----------------------------------------------------------------------------------------------------------------- */

static double level(double mean)
{
	return fabs(mean) < NOBODY ? 0.0 : mean;
}

static uint32_t together(const struct engine_series *course, double step)
{
	return (uint32_t)(step / course->step + 0.5);
}

/* The longest step, of which all others are parts, and how many bins of it the longest run takes. */
static size_t common_bins(const struct shown *shown, double *step)
{
	uint32_t most = 1;
	*step = 0.0;
	for (uint32_t r = 0; r < shown->count; r++)
		*step = fmax(*step, shown->list[r]->step);
	for (uint32_t r = 0; r < shown->count; r++) {
		uint32_t bins = (shown->list[r]->bins - 1) / together(shown->list[r], *step) + 1;
		most = bins > most ? bins : most;
	}
	return most;
}

/* The last bin of a run whose length is known may be shorter. */
static double width(const struct model *model, double step, size_t bin)
{
	return series_has_length(model) ? fmin(step, model->length - (double)bin * step) : step;
}

static void add_course(struct tally *bins, size_t count, const struct model *model, const struct engine_series *course, double step,
	const double *grown, bool sums)
{
	double values[SERIES_BINS] = { 0.0 }, sum = 0.0;
	uint32_t parts = together(course, step);
	for (uint32_t b = 0; b < course->bins; b++)
		values[b / parts] += grown[b];
	for (size_t i = 0; i < count; i++) {
		sum += values[i];
		tally_add(&bins[i], sums ? sum : level(values[i] / width(model, step, i)));
	}
}

/* Of one bin, as it was in each replication. */
static double quantile_of(double *values, size_t count, double p)
{
	qsort(values, count, sizeof *values, ascending);
	return interval_quantile(values, count, p, SUMMARY_CONFIDENCE).estimate;
}

/* How far replications lie apart: what is spent by a time is a plan of payments only together with that. */
static void put_spread(struct series_store *store, struct result_series *series, const struct shown *shown, double step, uint32_t line)
{
	double *p10 = take(store, series->count), *p90 = take(store, series->count), values[SERIES_REPLICATIONS],
		sums[SERIES_REPLICATIONS] = { 0.0 };
	for (size_t i = 0; i < series->count; i++) {
		for (uint32_t r = 0; r < shown->count; r++) {
			const struct engine_series *course = shown->list[r];
			uint32_t parts = together(course, step);
			for (size_t b = i * parts; b < (i + 1) * parts && b < course->bins; b++)
				sums[r] += course->grown[(size_t)line * SERIES_BINS + b];
			values[r] = sums[r];
		}
		p10[i] = quantile_of(values, shown->count, 0.1);
		p90[i] = quantile_of(values, shown->count, 0.9);
	}
	series->p10 = p10;
	series->p90 = p90;
}

static void put_runs(struct series_store *store, const struct shown *shown)
{
	struct tally bins[SERIES_BINS];
	double step;
	size_t count = common_bins(shown, &step);
	for (uint32_t i = 0; i < store->count; i++) {
		const struct metric *metric = &store->names.list[i];
		struct result_series *series = add(store, metric->name, result_unit(store->model, metric), shown);
		reset(bins, count);
		for (uint32_t r = 0; r < shown->count; r++)
			add_course(bins, count, store->model, shown->list[r], step, shown->list[r]->grown + (size_t)i * SERIES_BINS,
				series_kinds[store->lines[i].what].sums);
		series->step = step;
		put_means(store, series, bins, count, metric->kind->unit == METRIC_MONEY);
		if (metric->kind->unit == METRIC_MONEY)
			put_spread(store, series, shown, step, i);
	}
}

/* --- by the hour ------------------------------------------------------------------------------------------------------------------ */

/* How many hours are told: of the week after two weeks, of the day after two days, of any replication. 0: none. */
static size_t profile_hours(const struct model *model, const struct shown *shown)
{
	double day = 24.0 * model->hour * (1.0 - 1e-9), shortest = INFINITY;
	enum series_fold fold = series_fold(model);
	for (uint32_t r = 0; r < shown->count; r++)
		shortest = fmin(shortest, shown->list[r]->window);
	if (fold == SERIES_WEEK && shortest >= 14.0 * day)
		return SERIES_HOURS;
	return fold != SERIES_FLAT && shortest >= 2.0 * day ? 24 : 0;
}

/* In each hour a level has a mean, and so many come in it. */
static void add_hours(struct tally *bins, size_t hours, const struct engine_series *course, const double *grown, double per)
{
	for (size_t h = 0; h < hours; h++) {
		double sum = 0.0, time = 0.0;
		for (size_t hour = h; hour < SERIES_HOURS; hour += hours) {
			sum += grown[hour];
			time += course->observed[hour];
		}
		if (time > 0.0)
			tally_add(&bins[h], level(sum / time * per));
	}
}

static void put_profiles(struct series_store *store, const struct shown *shown)
{
	struct tally bins[SERIES_HOURS];
	size_t hours = profile_hours(store->model, shown), folded = 0;
	for (uint32_t i = 0; i < store->count && hours > 0; i++) {
		const struct metric *metric = &store->names.list[i];
		const struct series_kind *kind = &series_kinds[store->lines[i].what];
		if (!kind->folds)
			continue;
		const char *name = arena_format(store->arena, "%s.%s", metric->name, hours == SERIES_HOURS ? "week" : "day");
		struct result_series *series = add(store, name, kind->sums ? "/ h" : result_unit(store->model, metric), shown);
		reset(bins, hours);
		for (uint32_t r = 0; r < shown->count; r++)
			add_hours(bins, hours, shown->list[r], shown->list[r]->grown_by_hour + folded * SERIES_HOURS,
				kind->sums ? store->model->hour : 1.0);
		folded++;
		series->step = store->model->hour;
		put_means(store, series, bins, hours, false);
	}
}

/* --- histograms ------------------------------------------------------------------------------------------------------------------- */

/* The least of 1, 2, 2.5 or 5 times a power of ten of which at most HISTOGRAM_BINS reach up to `top`; then more than half as many do. */
static double histogram_step(double top)
{
	static const double nice[] = { 1.0, 2.0, 2.5, 5.0 };
	double power = pow(10.0, floor(log10(top / HISTOGRAM_BINS)));
	for (;; power *= 10.0)
		for (size_t i = 0; i < sizeof nice / sizeof nice[0]; i++)
			if (top <= HISTOGRAM_BINS * nice[i] * power)
				return nice[i] * power;
}

/* A time that is a whole number of steps is in the bin that begins there, whatever rounding made of it. */
static double edge(double step, size_t bin)
{
	return step * ((double)bin - 1e-9);
}

static void put_histogram(struct series_store *store, struct result_series *series, struct quantile *times)
{
	double top = quantile_at(times, HISTOGRAM_SHOWS), before = 0.0;
	double usual = HISTOGRAM_TAIL * quantile_at(times, 0.9);
	if (usual > 0.0 && usual < top)
		top = usual;
	if (times->max <= HISTOGRAM_STRETCH * top)
		top = times->max;
	double step = top > 0.0 ? histogram_step(top) : 1.0;
	size_t last = (size_t)(top / step + 1e-9), count = last + 1;
	series->open_end = times->max >= edge(step, count);
	count += series->open_end;
	double *mean = take(store, count);
	for (size_t i = 0; i < count; i++) {
		double until = i + 1 < count ? quantile_below(times, edge(step, i + 1)) : (double)times->count;
		mean[i] = (until - before) / (double)times->count;
		before = until;
	}
	series->step = step;
	series->count = count;
	series->mean = mean;
}

static int put_histograms(struct series_store *store, const struct shown *shown)
{
	const struct model *model = store->model;
	int failed = 0;
	for (uint32_t k = 0; k < model->kind_count && !model->kinds[k].hidden; k++) {
		const struct metric *metric = &store->names.list[store->count + k];
		struct quantile times;
		quantile_init(&times);
		for (uint32_t r = 0; r < shown->count; r++)
			failed |= quantile_merge(&times, &shown->list[r]->times[k]);
		if (failed == 0 && times.count > 0)
			put_histogram(store, add(store, metric->name, result_unit(model, metric), shown), &times);
		quantile_done(&times);
	}
	return failed;
}

int series_average(struct series_store *store, struct result_scenario *found)
{
	struct shown shown;
	int failed = 0;
	choose(store, found, &shown);
	store->listed = 0;
	store->numbers = store->all_numbers;
	if (shown.count > 0) {
		put_runs(store, &shown);
		put_profiles(store, &shown);
		failed = put_histograms(store, &shown);
	}
	found->series = store->list;
	found->series_count = store->listed;
	return failed;
}
