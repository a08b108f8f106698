/* Distributions and courses: how long work takes, how much of it is inside over the run, what came and went, and the warm-up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
#include "figure.h"
#include "method.h"
#include "number.h"
#include "warmup.h"
#include "welch.h"

#define HISTOGRAMS 6         /* kinds of work; more are left to the tables */
#define ALIKE 3.0            /* times the least */
#define PANELS 4             /* of courses: more kinds are stacked in one */
#define LAYERS 8             /* of a stack: what is left stands together */
#define GROWS 0.01           /* of what arrives: more stays than this, and it is said that it grows, */
#define FILLS 1.5            /* unless it is little more than what is there on average: then an empty system was filled */

static const struct result_series *series_of(const struct result_scenario *scenario, const char *pattern, const char *subject)
{
	char name[512];
	snprintf(name, sizeof name, pattern, subject);
	return result_series(scenario, name);
}

static const char *called(const struct kind *kind)
{
	return answer_called(kind->title, kind->name);
}

static double mean_of(const struct result_scenario *scenario, const char *pattern, const char *name)
{
	const struct summary *summary = result_of(scenario, pattern, name);
	return summary ? summary->mean : 0.0;
}

/* --- kinds in the order of a metric ----------------------------------------------------------------------------------------- */

struct ranked {
	const struct kind *kind;
	double size;
};

static int largest_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	if (x->size != y->size)
		return x->size > y->size ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

/* The kinds that have such a series, those with most of the metric first. */
static size_t rank(const struct sketch *sketch, const char *series, const char *metric, struct ranked **list)
{
	const struct model *model = sketch->scenario->model;
	size_t count = 0;
	*list = arena_take(sketch->arena, model->kind_count, sizeof **list);
	for (uint32_t k = 0; k < figure_kinds(model); k++)
		if (series_of(sketch->scenario, series, model->kinds[k].name))
			(*list)[count++] = (struct ranked){ &model->kinds[k], mean_of(sketch->scenario, metric, model->kinds[k].name) };
	qsort(*list, count, sizeof **list, largest_first);
	return count;
}

/* --- how long it takes ------------------------------------------------------------------------------------------------------ */

/* Whether a promise is one time, the same for all, and counts in the same hours as the time in the system. */
static bool is_plain_promise(const struct kind *kind)
{
	return kind->promise.form == EXPR_CONSTANT && !kind->calendar;
}

static void mark_time(struct sketch *sketch, size_t panel, const struct summary *time, const char *words)
{
	if (time)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = time->mean, .to = NAN, .tone = TONE_QUIET,
			.label = arena_format(sketch->arena, "%s %s %s", words, figure_mean(time, sketch->arena), sketch->scenario->model->time_unit) });
}

/* Where nearly all keep it, the promise may lie beyond what is drawn: the title tells it then. */
static void mark_promise(struct sketch *sketch, size_t panel, const struct kind *kind, double end)
{
	char promise[NUMBER_ROOM];
	if (!is_plain_promise(kind) || kind->promise.value > end)
		return;
	number_duration(promise, kind->promise.value / sketch->scenario->model->unit);
	sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = kind->promise.value, .to = NAN, .tone = TONE_BAD,
		.label = arena_format(sketch->arena, "promise %s", promise) });
}

/* Kinds that take about as long stand below each other on one axis; each has its own where one would be lost on another's. */
static bool are_alike(const struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	double least = INFINITY, most = 0.0;
	for (size_t i = 0; i < count; i++) {
		const struct result_series *series = series_of(sketch->scenario, "work.%s.time.histogram", kinds[i].kind->name);
		least = fmin(least, (double)series->count * series->step);
		most = fmax(most, (double)series->count * series->step);
	}
	return most <= ALIKE * least;
}

static void add_histogram(struct sketch *sketch, const struct kind *kind, bool alone, bool alike)
{
	const struct result_series *series = series_of(sketch->scenario, "work.%s.time.histogram", kind->name);
	double *edges = arena_take(sketch->arena, series->count + 1, sizeof *edges);
	struct sketch_values values = sketch_values(sketch, series->count);
	for (size_t i = 0; i <= series->count; i++)
		edges[i] = series->start + (double)i * series->step;
	for (size_t i = 0; i < series->count; i++)
		values.value[i] = 100.0 * series->mean[i];
	const char *axis = alike ? "time in the system" : arena_format(sketch->arena, "time of %s in the system", called(kind));
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .title = alone ? NULL : called(kind),
		.x = figure_axis(axis, sketch->scenario->model->time_unit), .y = figure_axis(NULL, "%") });
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values)->x = edges;
	mark_time(sketch, panel, result_of(sketch->scenario, "work.%s.time", kind->name), "mean");
	mark_time(sketch, panel, answer_most(sketch->scenario, kind), "9 in 10 within");
	mark_promise(sketch, panel, kind, edges[series->count]);
}

/* What is worst kept of all promises, else how long most take. */
static const struct kind *worst_kept(const struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	const struct kind *found = NULL;
	double least = INFINITY;
	for (size_t i = 0; i < count; i++) {
		const struct summary *kept = result_of(sketch->scenario, "work.%s.on_time", kinds[i].kind->name);
		if (kept && kept->mean < least) {
			least = kept->mean;
			found = kinds[i].kind;
		}
	}
	return found;
}

/* "9 in 10 within 185 min"; of few, how long they take. */
static void say_most(struct prose *prose, const struct sketch *sketch, const struct kind *kind)
{
	char number[NUMBER_ROOM];
	const struct summary *time = result_of(sketch->scenario, "work.%s.time", kind->name);
	if (answer_most(sketch->scenario, kind) || !time) {
		answer_say_most(prose, sketch->scenario, kind);
		return;
	}
	number_interval(number, time->mean, time->half_width);
	prose_say(prose, "%s %s from start to end on average", number, sketch->scenario->model->time_unit);
}

static void title_times(struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	const struct kind *kept = worst_kept(sketch, kinds, count), *first = kept ? kept : kinds[0].kind;
	struct prose prose = { .length = 0 };
	prose_say(&prose, "%s: ", called(first));
	if (kept)
		answer_say_promise(&prose, sketch->scenario, kept);
	else
		say_most(&prose, sketch, first);
	sketch_title(sketch, &prose);
}

static void alt_times(struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	struct prose prose = { .length = 0 };
	prose_say(&prose, "Histogram of the time in the system. ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++) {
		const struct summary *time = result_of(sketch->scenario, "work.%s.time", kinds[i].kind->name);
		if (!time)
			continue;
		prose_say(&prose, "%s: %s %s on average%s", called(kinds[i].kind), figure_mean(time, sketch->arena), sketch->scenario->model->time_unit,
			answer_most(sketch->scenario, kinds[i].kind) ? ", " : "");
		answer_say_most(&prose, sketch->scenario, kinds[i].kind);
		prose_say(&prose, ". ");
	}
	sketch_alt(sketch, &prose);
}

static bool some_open(const struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (series_of(sketch->scenario, "work.%s.time.histogram", kinds[i].kind->name)->open_end)
			return true;
	return false;
}

/* What takes no time at all, as a record that is made and done with, has no distribution of it. */
static size_t keep_lasting(const struct sketch *sketch, struct ranked *kinds, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		const struct summary *time = result_of(sketch->scenario, "work.%s.time", kinds[i].kind->name);
		if (time && time->max > 0.0)
			kinds[kept++] = kinds[i];
	}
	return kept;
}

const struct figure *figure_times(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct ranked *kinds;
	sketch_start(&sketch, FIGURE_HISTOGRAM, "time-in-system", result, scenario, arena);
	size_t ranked = rank(&sketch, "work.%s.time.histogram", "work.%s.completed", &kinds), count = keep_lasting(&sketch, kinds, ranked);
	size_t shown = count < HISTOGRAMS ? count : HISTOGRAMS;
	if (count == 0)
		return NULL;
	for (size_t i = 0; i < shown; i++)
		add_histogram(&sketch, kinds[i].kind, count == 1, are_alike(&sketch, kinds, shown));
	title_times(&sketch, kinds, shown);
	sketch_subtitle(&sketch, arena_format(arena, "Share of completed items by their time in the system, in %%%s",
		some_open(&sketch, kinds, shown) ? "; the last bar is all that took longer" : ""));
	sketch_note(&sketch, NULL, NULL);
	sketch_cut(&sketch, shown, count, "kinds of work with most items");
	for (size_t i = 0; i < shown; i++)
		if (kinds[i].kind->calendar && kinds[i].kind->promise.form != EXPR_ABSENT)
			sketch_remark(&sketch, arena_format(arena, "the promise of %s counts in its own hours", called(kinds[i].kind)));
	alt_times(&sketch, kinds, shown);
	return sketch_done(&sketch);
}

/* --- courses ---------------------------------------------------------------------------------------------------------------- */

/* The middles of the bins, or where they end, in units of the clock that is shown. */
static double *times_of(const struct sketch *sketch, const struct result_series *series, struct figure_clock clock, double within)
{
	double *x = arena_take(sketch->arena, series->count, sizeof *x);
	for (size_t i = 0; i < series->count; i++)
		x[i] = (series->start + ((double)i + within) * series->step) / clock.length;
	return x;
}

static struct figure_clock clock_of(const struct sketch *sketch, const struct result_series *series)
{
	return figure_clock(sketch->scenario->model, (double)series->count * series->step);
}

static size_t add_course_panel(struct sketch *sketch, const char *title, struct figure_clock clock)
{
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .title = title,
		.x = figure_axis("time since the start", clock.unit), .y = figure_axis(NULL, NULL) });
	if (sketch->scenario->warmup > 0.0)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_SPAN, .panel = panel, .at = 0.0, .to = sketch->scenario->warmup / clock.length,
			.label = "warm-up, not counted", .tone = TONE_PALE });
	return panel;
}

/* `within`: 0.5 for what is a mean over a bin, 1 for what has come together by its end. */
static struct figure_series *add_course(struct sketch *sketch, size_t panel, const char *name, enum figure_tone tone,
	const struct result_series *series, struct figure_clock clock, double within)
{
	struct sketch_values values = sketch_values(sketch, series->count);
	for (size_t i = 0; i < series->count; i++)
		sketch_put_interval(&values, i, (struct interval){ series->mean[i], series->low && series->low[i] < 0.0 ? 0.0 :
			series->low ? series->low[i] : NAN, series->high ? series->high[i] : NAN });
	struct figure_series *added = sketch_series(sketch, panel, name, tone, &values);
	added->x = times_of(sketch, series, clock, within);
	return added;
}

/* --- how much is inside ----------------------------------------------------------------------------------------------------- */

static void inside_apart(struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct result_series *series = series_of(sketch->scenario, "work.%s.wip", kinds[i].kind->name);
		struct figure_clock clock = clock_of(sketch, series);
		size_t panel = add_course_panel(sketch, count > 1 ? called(kinds[i].kind) : NULL, clock);
		const struct summary *mean = result_of(sketch->scenario, "work.%s.wip", kinds[i].kind->name);
		add_course(sketch, panel, NULL, TONE_ACCENT, series, clock, 0.5);
		if (mean)
			sketch_mark(sketch, (struct figure_mark){ .kind = MARK_Y, .panel = panel, .at = mean->mean, .to = NAN, .tone = TONE_QUIET,
				.label = arena_format(sketch->arena, "mean %s", figure_mean(mean, sketch->arena)) });
	}
}

/* The series of all kinds from `first` on, added up. They have the same bins. */
static const struct result_series *add_up(const struct sketch *sketch, const char *pattern, const struct ranked *kinds, size_t first,
	size_t count)
{
	const struct result_series *one = series_of(sketch->scenario, pattern, kinds[first].kind->name);
	struct result_series *sum = arena_take(sketch->arena, 1, sizeof *sum);
	double *mean = arena_take(sketch->arena, one->count, sizeof *mean);
	*sum = *one;
	sum->mean = mean;
	sum->low = sum->high = NULL;
	for (size_t k = first; k < count; k++) {
		const struct result_series *series = series_of(sketch->scenario, pattern, kinds[k].kind->name);
		for (size_t i = 0; i < one->count && i < series->count; i++)
			mean[i] += series->mean[i];
	}
	return sum;
}

static void inside_together(struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	static const enum figure_tone tones[LAYERS] = { TONE_ACCENT, TONE_WORK, TONE_WAIT, TONE_SETUP, TONE_PLANNED, TONE_REPAIR, TONE_OTHER,
		TONE_PALE };
	struct figure_clock clock = clock_of(sketch, series_of(sketch->scenario, "work.%s.wip", kinds[0].kind->name));
	size_t panel = add_course_panel(sketch, NULL, clock), apart = count > LAYERS ? LAYERS - 1 : count;
	sketch->figure.form = FIGURE_AREAS;
	for (size_t i = 0; i < apart; i++)
		add_course(sketch, panel, called(kinds[i].kind), tones[i], add_up(sketch, "work.%s.wip", kinds, i, i + 1), clock, 0.5);
	if (apart < count)
		add_course(sketch, panel, "all else", tones[apart], add_up(sketch, "work.%s.wip", kinds, apart, count), clock, 0.5);
}

/* More kinds than are named. */
static void say_others(struct prose *prose, size_t count)
{
	if (count > FIGURE_IN_ALT)
		prose_say(prose, " and %zu other%s", count - FIGURE_IN_ALT, count == FIGURE_IN_ALT + 1 ? "" : "s");
}

static void say_inside(struct prose *prose, const struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	prose_say(prose, "In the system on average: ");
	for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++) {
		const struct summary *mean = result_of(sketch->scenario, "work.%s.wip", kinds[i].kind->name);
		prose_say(prose, "%s%s %s", i ? ", " : "", called(kinds[i].kind), mean ? figure_mean(mean, sketch->arena) : "none");
	}
	say_others(prose, count);
}

const struct figure *figure_inside(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct ranked *kinds;
	struct prose prose = { .length = 0 };
	sketch_start(&sketch, FIGURE_LINES, "in-the-system", result, scenario, arena);
	size_t count = rank(&sketch, "work.%s.wip", "work.%s.wip", &kinds);
	if (count == 0)
		return NULL;
	if (count <= PANELS)
		inside_apart(&sketch, kinds, count);
	else
		inside_together(&sketch, kinds, count);
	if (scenario->too_short)
		prose_say(&prose, "%s", method_drift);
	else
		say_inside(&prose, &sketch, kinds, count);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, "Mean number in the system over the run");
	sketch_note(&sketch, NULL, count <= PANELS ? "band" : NULL);
	say_inside(&prose, &sketch, kinds, count);
	prose_say(&prose, ". Lines over the time of the run. ");
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* --- what came and what went ------------------------------------------------------------------------------------------------ */

/* By how much more came than went in the time that counts, all kinds together, in each replication. */
static struct summary staying(const struct sketch *sketch)
{
	static const struct { const char *pattern; double sign; } flows[] = { { "work.%s.arrived", 1.0 }, { "work.%s.completed", -1.0 },
		{ "work.%s.scrapped", -1.0 }, { "work.%s.turned_away", -1.0 }, { "work.%s.left", -1.0 } };
	const struct result_scenario *scenario = sketch->scenario;
	size_t metrics = scenario->model->metrics.count;
	double *sums = arena_take(sketch->arena, scenario->replications + 1u, sizeof *sums);
	for (uint32_t k = 0; k < figure_kinds(scenario->model); k++)
		for (size_t f = 0; f < sizeof flows / sizeof flows[0]; f++) {
			const struct summary *flow = result_of(scenario, flows[f].pattern, scenario->model->kinds[k].name);
			for (uint32_t r = 0; flow && r < scenario->replications; r++)
				sums[r] += flows[f].sign * scenario->rows[r * metrics + (size_t)(flow - scenario->summaries)];
		}
	return summary_of(sums, 1, scenario->finished, scenario->replications);
}

/* Whether more comes than goes, to the end. */
static bool grows(const struct sketch *sketch, const struct summary *stays, const struct ranked *kinds, size_t count)
{
	const struct model *model = sketch->scenario->model;
	double arrived = 0.0, inside = 0.0;
	for (size_t i = 0; i < count; i++) {
		arrived += kinds[i].size;
		inside += mean_of(sketch->scenario, "work.%s.wip", kinds[i].kind->name);
	}
	return isfinite(model->length) && model->items == UINT64_MAX && stays->low > 0.0 && stays->mean > GROWS * arrived &&
		stays->mean > FILLS * inside;
}

/* What a rate is told by: a run has some of them. */
static const struct { double hours; const char *name; } rates[] = { { 168.0, "week" }, { 24.0, "day" }, { 1.0, "hour" } };

static void say_growth(struct prose *prose, const struct sketch *sketch, const struct summary *stays)
{
	const struct result_scenario *scenario = sketch->scenario;
	double hours = (scenario->model->length - scenario->warmup) / scenario->model->hour;
	size_t i = 0;
	while (i + 1 < sizeof rates / sizeof rates[0] && hours < 2.0 * rates[i].hours)
		i++;
	double scale = rates[i].hours / hours;
	struct summary each = { .mean = scale * stays->mean, .half_width = scale * stays->half_width };
	prose_say(prose, "More comes in than goes out: %s more in the system each %s", figure_mean(&each, sketch->arena), rates[i].name);
}

/* "What comes in goes out: Patients 914, …", or by how much it grows. */
static void say_flow(struct sketch *sketch, const struct ranked *kinds, size_t count)
{
	struct summary stays = staying(sketch);
	struct prose prose = { .length = 0 };
	if (grows(sketch, &stays, kinds, count)) {
		say_growth(&prose, sketch, &stays);
	} else {
		prose_say(&prose, "What comes in goes out: ");
		for (size_t i = 0; i < count && i < FIGURE_IN_ALT; i++) {
			const struct summary *completed = result_of(sketch->scenario, "work.%s.completed", kinds[i].kind->name);
			prose_say(&prose, "%s%s %s", i ? ", " : "", called(kinds[i].kind), completed ? figure_mean(completed, sketch->arena) : "0");
		}
		say_others(&prose, count);
		prose_say(&prose, " completed");
	}
	sketch_title(sketch, &prose);
}

static void add_flow(struct sketch *sketch, const struct ranked *kinds, size_t first, size_t end, const char *title)
{
	const struct result_series *arrived = add_up(sketch, "work.%s.arrived", kinds, first, end);
	const struct result_series *gone = add_up(sketch, "work.%s.gone", kinds, first, end);
	struct figure_clock clock = clock_of(sketch, arrived);
	size_t panel = add_course_panel(sketch, title, clock);
	add_course(sketch, panel, "arrived", TONE_ACCENT, arrived, clock, 1.0);
	add_course(sketch, panel, "gone", TONE_QUIET, gone, clock, 1.0)->dashed = true;
}

const struct figure *figure_flow(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct ranked *kinds;
	struct prose prose = { .length = 0 };
	sketch_start(&sketch, FIGURE_LINES, "cumulative-flow", result, scenario, arena);
	size_t count = rank(&sketch, "work.%s.gone", "work.%s.arrived", &kinds);
	if (count == 0 || !(kinds[0].size > 0.0))
		return NULL;
	for (size_t i = 0; i < count && count <= PANELS; i++)
		add_flow(&sketch, kinds, i, i + 1, count > 1 ? called(kinds[i].kind) : NULL);
	if (count > PANELS)
		add_flow(&sketch, kinds, 0, count, NULL);
	say_flow(&sketch, kinds, count);
	sketch_subtitle(&sketch, "Items that have arrived and items that are gone since the start; what lies between is in the system");
	sketch_note(&sketch, NULL, NULL);
	prose_say(&prose, "Two lines over the time of the run: what has arrived and what is gone. %s", sketch.figure.title);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}

/* --- the warm-up ------------------------------------------------------------------------------------------------------------ */

static const char *say_warmup(const struct sketch *sketch)
{
	char text[NUMBER_ROOM];
	const struct result_scenario *scenario = sketch->scenario;
	if (scenario->too_short)
		return method_drift;
	if (!(scenario->warmup > 0.0))
		return "No warm-up is needed: the number in the system is level from the start";
	number_duration(text, scenario->warmup / scenario->model->unit);
	return arena_format(sketch->arena, "The first %s of each replication are not counted: by then the number in the system has settled", text);
}

const struct figure *figure_welch(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	double curve[WARMUP_BATCHES];
	const struct model *model = scenario->model;
	if (!scenario->course)
		return NULL;
	sketch_start(&sketch, FIGURE_LINES, "warm-up", result, scenario, arena);
	struct result_series course = { .step = model->length / WARMUP_BATCHES, .count = WARMUP_BATCHES, .mean = scenario->course };
	struct figure_clock clock = figure_clock(model, model->length);
	size_t panel = add_course_panel(&sketch, NULL, clock);
	add_course(&sketch, panel, "as it was seen", TONE_PALE, &course, clock, 0.5);
	course.count = welch_smooth(scenario->course, WARMUP_BATCHES, WARMUP_WINDOW, curve);
	course.mean = curve;
	add_course(&sketch, panel, "smoothed", TONE_ACCENT, &course, clock, 0.5);
	sketch.figure.title = say_warmup(&sketch);
	sketch_subtitle(&sketch, arena_format(arena, "Mean number in the system of %d pilot runs (Welch's plot)", WARMUP_PILOTS));
	sketch.figure.note = arena_format(arena, "%d pilot runs with luck of their own; smoothed over %d points of %d; the warm-up is found by "
		"MSER-5", WARMUP_PILOTS, 2 * WARMUP_WINDOW + 1, WARMUP_BATCHES);
	sketch.figure.alt = arena_format(arena, "A line of the mean number in the system over the time of the pilot runs. %s.",
		sketch.figure.title);
	return sketch_done(&sketch);
}
