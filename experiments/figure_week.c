/* By the hour of the week or of the day: when queues are longest, and whether people are there when there is work. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
#include "figure.h"
#include "number.h"

#define DAYS 7
#define HOURS 24
#define LINES 3              /* queues in one panel */
#define PANELS 4             /* people */
#define NEARLY 0.9           /* of the peak: hours with as much belong to it */
#define FLAT 0.67            /* of the hours */
#define THERE 0.05           /* of a unit: with less on duty there is no load to speak of */

static const char *const days[DAYS] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };
static const char *const short_days[DAYS] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

static const struct result_series *series_of(const struct result_scenario *scenario, const char *section, const char *name,
	const char *what, bool week)
{
	char full[512];
	snprintf(full, sizeof full, "%s.%s.%s.%s", section, name, what, week ? "week" : "day");
	const struct result_series *series = result_series(scenario, full);
	return series && series->count == (week ? DAYS * HOURS : HOURS) ? series : NULL;
}

/* The bin with the most; SIZE_MAX where there is nothing above 0. */
static size_t peak_of(const double *values, size_t count)
{
	size_t peak = SIZE_MAX;
	for (size_t i = 0; i < count; i++)
		if (values[i] > (peak == SIZE_MAX ? 0.0 : values[peak]))
			peak = i;
	return peak;
}

/* Hours in a row, round the clock: from `start` to before `end`. */
struct span {
	size_t start, end, length;
};

/* Those about the peak that have nearly as much. */
static struct span span_of(const double *values, size_t count, size_t peak)
{
	struct span span = { peak, (peak + 1) % count, 1 };
	while (span.length < count && values[span.end] >= NEARLY * values[peak]) {
		span.end = (span.end + 1) % count;
		span.length++;
	}
	while (span.length < count && values[(span.start + count - 1) % count] >= NEARLY * values[peak]) {
		span.start = (span.start + count - 1) % count;
		span.length++;
	}
	return span;
}

/* Whether most of the hours in which there is anything have nearly as much as the peak: which of them has most is chance then. */
static bool is_flat(const double *values, size_t count, size_t peak)
{
	size_t near = 0, some = 0;
	for (size_t i = 0; i < count; i++) {
		some += values[i] > 0.0;
		near += values[i] >= NEARLY * values[peak];
	}
	return (double)near > FLAT * (double)some;
}

/* "on Mondays at 08:00", "on Mondays from 08:00 to 11:00", "from Friday 22:00 to Monday 06:00"; "at 08:00" of a day. */
static const char *hours_of(struct span span, bool week, struct arena *arena)
{
	size_t day = span.start / HOURS, from = span.start % HOURS, to = span.end % HOURS;
	const char *head = week ? arena_format(arena, "on %ss ", days[day]) : "";
	if (span.length == 1)
		return arena_format(arena, "%sat %02zu:00", head, from);
	if (!week || (from + span.length <= HOURS))
		return arena_format(arena, "%sfrom %02zu:00 to %02zu:00", head, from, to == 0 ? (size_t)HOURS : to);
	return arena_format(arena, "from %s %02zu:00 to %s %02zu:00", days[day], from, days[span.end / HOURS], to);
}

static const char *text_of(const struct result_series *series, size_t bin, struct arena *arena)
{
	struct summary summary = { .mean = series->mean[bin], .half_width = series->low ? (series->high[bin] - series->low[bin]) / 2.0 : NAN };
	return figure_mean(&summary, arena);
}

static struct figure_panel hours_panel(const char *title, bool week)
{
	struct figure_panel panel = { .title = title, .y = figure_axis(NULL, NULL),
		.x = figure_axis(week ? "day of the week" : "time of day", week ? NULL : "h") };
	panel.x.whole = true;
	panel.x.high = week ? DAYS : HOURS;
	return panel;
}

static void mark_days(struct sketch *sketch, size_t panel)
{
	for (size_t d = 0; d < DAYS; d++)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = (double)d, .to = NAN, .label = short_days[d],
			.tone = TONE_PALE });
}

/* Stairs: the same from the beginning of each hour to its end. */
static struct figure_series *add_hours(struct sketch *sketch, size_t panel, const char *name, enum figure_tone tone,
	const struct result_series *series)
{
	struct sketch_values values = sketch_values(sketch, 2 * series->count);
	double *x = arena_take(sketch->arena, 2 * series->count, sizeof *x), unit = series->count > HOURS ? HOURS : 1.0;
	for (size_t i = 0; i < 2 * series->count; i++) {
		values.value[i] = series->mean[i / 2];
		x[i] = (double)(i / 2 + i % 2) / unit;
	}
	struct figure_series *added = sketch_series(sketch, panel, name, tone, &values);
	added->x = x;
	return added;
}

/* --- queues ----------------------------------------------------------------------------------------------------------------- */

struct queue {
	const struct station *station;
	const struct result_series *series;
	double length;
};

static int longest_first(const void *a, const void *b)
{
	const struct queue *x = a, *y = b;
	if (x->length != y->length)
		return x->length > y->length ? -1 : 1;
	return x->station < y->station ? -1 : x->station > y->station;
}

/* Queues with a profile in which somebody ever waits. */
static size_t list_queues(const struct sketch *sketch, bool week, struct queue **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->station_count, sizeof **list);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct result_series *series = series_of(sketch->scenario, "stations", model->stations[s].name, "queue", week);
		const struct summary *length = result_of(sketch->scenario, "stations.%s.queue", model->stations[s].name);
		if (series && length && peak_of(series->mean, series->count) != SIZE_MAX)
			(*list)[count++] = (struct queue){ &model->stations[s], series, length->mean };
	}
	qsort(*list, count, sizeof **list, longest_first);
	return count;
}

static void say_peak(struct sketch *sketch, const struct queue *queue, bool week)
{
	const struct result_series *series = queue->series;
	size_t peak = peak_of(series->mean, series->count);
	struct span span = span_of(series->mean, series->count, peak);
	struct prose prose = { .length = 0 };
	const char *who = answer_called(queue->station->title, queue->station->name), *most = text_of(series, peak, sketch->arena);
	if (is_flat(series->mean, series->count, peak))
		prose_say(&prose, "The queue at %s is much the same at all hours: %s waiting at most", who, most);
	else
		prose_say(&prose, "The queue at %s is longest %s: %s%s waiting on average", who, hours_of(span, week, sketch->arena),
			span.length > 1 ? "up to " : "", most);
	sketch_title(sketch, &prose);
	prose_say(&prose, "%s by the hour. %s", week ? "A map of how many wait over the week" :
		"Lines of how many come and how many wait over the day", sketch->figure.title);
	sketch_alt(sketch, &prose);
}

static void draw_week(struct sketch *sketch, const struct queue *queue)
{
	const char **columns = arena_take(sketch->arena, HOURS, sizeof *columns);
	struct sketch_values values = sketch_values(sketch, DAYS * HOURS);
	sketch_rows(sketch, DAYS);
	for (size_t d = 0; d < DAYS; d++)
		sketch->rows[d] = days[d];
	for (size_t h = 0; h < HOURS; h++)
		columns[h] = arena_format(sketch->arena, "%zu", h);
	size_t peak = peak_of(queue->series->mean, DAYS * HOURS);
	for (size_t i = 0; i < DAYS * HOURS; i++) {
		char number[NUMBER_ROOM];
		values.value[i] = queue->series->mean[i];
		number_round(number, values.value[i], queue->series->mean[peak] < 1.0 ? 2 : queue->series->mean[peak] < 10.0 ? 1 : 0);
		values.texts[i] = arena_text(sketch->arena, number);
	}
	sketch->accents[peak / HOURS] = true;
	sketch->figure.columns = columns;
	sketch->figure.column_count = HOURS;
	sketch_panel(sketch, (struct figure_panel){ .x = figure_axis("hour of the day", NULL), .y = figure_axis(NULL, NULL) });
	sketch_series(sketch, 0, NULL, TONE_ACCENT, &values);
	sketch_subtitle(sketch, arena_format(sketch->arena, "Mean number waiting at %s by the hour of the week",
		answer_called(queue->station->title, queue->station->name)));
}

/* All kinds of work together, by the hour; NULL: not known. */
static const struct result_series *arrivals(const struct sketch *sketch)
{
	const struct model *model = sketch->scenario->model;
	struct result_series *sum = NULL;
	double *mean = arena_take(sketch->arena, HOURS, sizeof *mean);
	for (uint32_t k = 0; k < figure_kinds(model); k++) {
		const struct result_series *series = series_of(sketch->scenario, "work", model->kinds[k].name, "arrived", false);
		if (!series)
			continue;
		if (!sum) {
			sum = arena_take(sketch->arena, 1, sizeof *sum);
			*sum = *series;
			sum->mean = mean;
		}
		for (size_t i = 0; i < HOURS; i++)
			mean[i] += series->mean[i];
	}
	return sum;
}

static void draw_day(struct sketch *sketch, const struct queue *queues, size_t count)
{
	static const enum figure_tone tones[LINES] = { TONE_ACCENT, TONE_WORK, TONE_QUIET };
	const struct result_series *come = arrivals(sketch);
	sketch->figure.form = FIGURE_LINES;
	if (come && peak_of(come->mean, come->count) != SIZE_MAX)
		add_hours(sketch, sketch_panel(sketch, hours_panel("Arrivals per hour", false)), NULL, TONE_QUIET, come);
	size_t panel = sketch_panel(sketch, hours_panel("Waiting", false));
	for (size_t i = 0; i < count && i < LINES; i++)
		add_hours(sketch, panel, answer_called(queues[i].station->title, queues[i].station->name), tones[i], queues[i].series);
	sketch_subtitle(sketch, "Mean number waiting by the hour of the day");
}

const struct figure *figure_peaks(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct queue *queues;
	sketch_start(&sketch, FIGURE_HEAT, "queues-over-the-week", result, scenario, arena);
	size_t count = list_queues(&sketch, true, &queues);
	bool week = count > 0;
	if (!week)
		count = list_queues(&sketch, false, &queues);
	if (count == 0)
		return NULL;
	if (week) {
		draw_week(&sketch, &queues[0]);
	} else {
		sketch.figure.name = "queues-over-the-day";
		draw_day(&sketch, queues, count);
	}
	say_peak(&sketch, &queues[0], week);
	sketch_note(&sketch, NULL, NULL);
	return sketch_done(&sketch);
}

/* --- people ----------------------------------------------------------------------------------------------------------------- */

struct crew {
	const struct resource *resource;
	const struct result_series *busy, *scheduled;
	double load;                 /* over all the time */
};

static int most_loaded_first(const void *a, const void *b)
{
	const struct crew *x = a, *y = b;
	if (x->load != y->load)
		return x->load > y->load ? -1 : 1;
	return x->resource < y->resource ? -1 : x->resource > y->resource;
}

static size_t list_crews(const struct sketch *sketch, bool week, struct crew **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->resource_count, sizeof **list);
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const char *name = model->resources[r].name;
		const struct result_series *busy = series_of(sketch->scenario, "resources", name, "busy", week);
		const struct result_series *scheduled = series_of(sketch->scenario, "resources", name, "scheduled", week);
		const struct summary *load = result_of(sketch->scenario, "resources.%s.utilisation", name);
		if (busy && scheduled && load && load->max > 0.0)
			(*list)[count++] = (struct crew){ &model->resources[r], busy, scheduled, load->mean };
	}
	qsort(*list, count, sizeof **list, most_loaded_first);
	return count;
}

/* The share of those on duty that are at work in each hour. */
static double *loads_of(const struct crew *crew, struct arena *arena)
{
	double *loads = arena_take(arena, crew->busy->count, sizeof *loads);
	for (size_t i = 0; i < crew->busy->count; i++)
		loads[i] = crew->scheduled->mean[i] > THERE ? crew->busy->mean[i] / crew->scheduled->mean[i] : 0.0;
	return loads;
}

static void say_duty(struct sketch *sketch, const struct crew *crew, bool week)
{
	const double *loads = loads_of(crew, sketch->arena);
	size_t count = crew->busy->count, peak = peak_of(loads, count);
	const char *who = answer_called(crew->resource->title, crew->resource->name);
	struct prose prose = { .length = 0 };
	struct span span = peak == SIZE_MAX ? (struct span){ .length = count } : span_of(loads, count, peak);
	if (peak == SIZE_MAX)
		prose_say(&prose, "%s: nobody is on duty in the time that counts", who);
	else if (is_flat(loads, count, peak))
		prose_say(&prose, "The load on %s is much the same in all hours on duty: up to %s of %s are at work", who,
			text_of(crew->busy, peak, sketch->arena), text_of(crew->scheduled, peak, sketch->arena));
	else
		prose_say(&prose, "The load on %s is highest %s: %s%s of %s on duty are at work", who, hours_of(span, week, sketch->arena),
			span.length > 1 ? "up to " : "", text_of(crew->busy, peak, sketch->arena), text_of(crew->scheduled, peak, sketch->arena));
	sketch_title(sketch, &prose);
	prose_say(&prose, "Lines of how many are at work and how many are on duty by the hour. %s", sketch->figure.title);
	sketch_alt(sketch, &prose);
}

const struct figure *figure_duty(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct crew *crews;
	sketch_start(&sketch, FIGURE_LINES, "load-over-the-week", result, scenario, arena);
	size_t count = list_crews(&sketch, true, &crews);
	bool week = count > 0;
	if (!week)
		count = list_crews(&sketch, false, &crews);
	if (count == 0)
		return NULL;
	if (!week)
		sketch.figure.name = "load-over-the-day";
	for (size_t i = 0; i < count && i < PANELS; i++) {
		const char *who = answer_called(crews[i].resource->title, crews[i].resource->name);
		size_t panel = sketch_panel(&sketch, hours_panel(count > 1 ? who : NULL, week));
		add_hours(&sketch, panel, "on duty", TONE_QUIET, crews[i].scheduled)->dashed = true;
		add_hours(&sketch, panel, "at work", i == 0 ? TONE_ACCENT : TONE_WORK, crews[i].busy);
		if (week)
			mark_days(&sketch, panel);
	}
	say_duty(&sketch, &crews[0], week);
	sketch_subtitle(&sketch, arena_format(arena, "Mean number at work and on duty by the hour of the %s", week ? "week" : "day"));
	sketch_note(&sketch, NULL, NULL);
	sketch_cut(&sketch, count < PANELS ? count : PANELS, count, "busiest");
	return sketch_done(&sketch);
}
