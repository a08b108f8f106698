/* The plan and what becomes of it: bars over time, when the project ends, who is at work over the plan, what it has cost by then, and which
   task decides the end. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/calendar.h"
#include "models/date.h"
#include "answer.h"
#include "figure.h"
#include "number.h"
#include "plan.h"
#include "report_project.h"

#define DECISIVE_ROWS 15
#define BUSIEST 6                /* resources, each with a panel of its own */
#define MOSTLY 0.5               /* critical, or late, in more than that share of the projects */
#define FINISH_POINTS 400        /* of more replications every so many is drawn */

/* The time axis of a plan: dates where the run has them, else the time since the run began. */
struct scale {
	double length, shift;        /* x = time of the run / length + shift */
	const char *unit, *begins;
};

static struct scale scale_of(const struct sketch *sketch, double span)
{
	const struct model *model = sketch->scenario->model;
	struct figure_clock clock = figure_clock(model, span);
	struct date date;
	if (!model->start_text || date_parse(model->start_text, &date))
		return (struct scale){ clock.length, 0.0, clock.unit, NULL };
	return (struct scale){ 86400.0 * model->unit, (double)date_second_of_day(&date) / 86400.0, "d",
		arena_format(sketch->arena, "%04d-%02d-%02d", date.year, date.month, date.day) };
}

/* Where several projects come, each has times of its own. */
static struct scale since_its_begin(const struct sketch *sketch, double span)
{
	struct figure_clock clock = figure_clock(sketch->scenario->model, span);
	return (struct scale){ clock.length, 0.0, clock.unit, NULL };
}

static double x_of(const struct scale *scale, double time)
{
	return time / scale->length + scale->shift;
}

static struct figure_axis axis_of(const struct scale *scale)
{
	return (struct figure_axis){ .title = scale->begins ? NULL : "time since the begin", .unit = scale->unit, .low = NAN, .high = NAN,
		.begins = scale->begins };
}

/* The first kind with a plan of which something has ended: charts are of that one. */
static const struct kind *find_kind(const struct result_scenario *scenario, struct arena *arena, struct plan_ends *ends, double *begins)
{
	for (uint32_t k = 0; k < scenario->model->kind_count; k++) {
		const struct kind *kind = &scenario->model->kinds[k];
		if (!kind->project || !plan_ends(scenario, kind, arena, ends))
			continue;
		*begins = 0.0;
		if (!plan_is_one(kind, begins))
			*begins = 0.0;
		return kind;
	}
	return NULL;
}

static const char *called(const struct kind *kind)
{
	return answer_called(kind->title, kind->name);
}

/* --- bars over time ---------------------------------------------------------------------------------------------------------------- */

struct drawing {
	struct sketch sketch;
	const struct kind *kind;
	struct plan_ends ends;
	struct scale scale;
	double begins;
	uint32_t *tasks;             /* in the order of rows */
	size_t count;
};

static const struct summary *metric(const struct drawing *d, uint32_t task, const char *what)
{
	return plan_metric(d->sketch.scenario, d->kind, task, what, d->sketch.arena);
}

static double mean(const struct drawing *d, uint32_t task, const char *what)
{
	const struct summary *summary = metric(d, task, what);
	return summary ? summary->mean : NAN;
}

static double at(const struct drawing *d, double time)
{
	return x_of(&d->scale, d->begins + time);
}

/* By their begin, those that begin together in the order of the plan. */
static void list_tasks(struct drawing *d)
{
	d->tasks = arena_take(d->sketch.arena, d->kind->task_count + 1u, sizeof *d->tasks);
	for (uint32_t t = 0; t < d->kind->task_count && d->count < FIGURE_ROWS; t++) {
		double start = mean(d, t, "start");
		size_t place = d->count;
		if (isnan(start))
			continue;
		for (; place > 0 && mean(d, d->tasks[place - 1], "start") > start; place--)
			d->tasks[place] = d->tasks[place - 1];
		d->tasks[place] = t;
		d->count++;
	}
}

/* A bar for each row, from and to times since the project's begin. */
typedef double time_of(const struct drawing *d, uint32_t task);

static struct figure_series *add_bars(struct drawing *d, size_t panel, const char *name, enum figure_tone tone, time_of *from, time_of *to,
	bool share)
{
	struct sketch_values values = sketch_values(&d->sketch, d->count);
	for (size_t i = 0; i < d->count; i++) {
		double low = at(d, from(d, d->tasks[i])), high = at(d, to(d, d->tasks[i]));
		sketch_put_interval(&values, i, (struct interval){ high, low, high });
		values.texts[i] = share ? arena_format(d->sketch.arena, "%.0f" FIGURE_BLANK "%%", 100.0 * mean(d, d->tasks[i], "critical")) : NULL;
	}
	return sketch_series(&d->sketch, panel, name, tone, &values);
}

static double early(const struct drawing *d, uint32_t t)
{
	double start = plan_quantile(d->sketch.scenario, metric(d, t, "start"), 0.1, d->sketch.arena);
	return fmin(start, mean(d, t, "start"));
}

static double late(const struct drawing *d, uint32_t t)
{
	double end = plan_quantile(d->sketch.scenario, metric(d, t, "end"), 0.9, d->sketch.arena);
	return fmax(end, mean(d, t, "end"));
}

static double starts(const struct drawing *d, uint32_t t)
{
	return mean(d, t, "start");
}

static double ends(const struct drawing *d, uint32_t t)
{
	return mean(d, t, "end");
}

static double planned_start(const struct drawing *d, uint32_t t)
{
	return d->kind->project->tasks[t].plan.start;
}

static double planned_finish(const struct drawing *d, uint32_t t)
{
	return d->kind->project->tasks[t].plan.finish;
}

/* Due dates: those that are mostly kept, or mostly missed. */
static void add_dues(struct drawing *d, size_t panel, const char *name, enum figure_tone tone, bool missed)
{
	struct sketch_values values = sketch_values(&d->sketch, d->count);
	size_t found = 0;
	for (size_t i = 0; i < d->count; i++) {
		double due = d->kind->project->tasks[d->tasks[i]].due_time, on_time = mean(d, d->tasks[i], "on_time");
		bool misses = isnan(on_time) ? mean(d, d->tasks[i], "end") > due : on_time < 1.0 - MOSTLY;
		if (!isfinite(due) || misses != missed)
			continue;
		values.value[i] = at(d, due);
		found++;
	}
	if (found > 0) {
		struct figure_series *series = sketch_series(&d->sketch, panel, name, tone, &values);
		series->low = series->high = NULL;
		series->texts = NULL;
	}
}

static bool draw(struct drawing *d, enum figure_form form, const char *name, const struct result *result,
	const struct result_scenario *scenario, struct arena *arena)
{
	*d = (struct drawing){ .count = 0 };
	d->kind = find_kind(scenario, arena, &d->ends, &d->begins);
	if (!d->kind)
		return false;
	sketch_start(&d->sketch, form, name, result, scenario, arena);
	d->scale = scale_of(&d->sketch, d->ends.duration->max);
	return true;
}

/* The finding: how long it takes, and what decides. */
static void title_plan(struct drawing *d)
{
	struct prose title = { .length = 0 }, decisive = { .length = 0 };
	report_project_say_length(&title, d->sketch.scenario, d->kind, d->sketch.arena);
	report_project_say_decisive(&decisive, d->sketch.scenario, d->kind, d->sketch.arena);
	if (decisive.length > 0)
		prose_say(&title, "; %s", decisive.text);
	sketch_title(&d->sketch, &title);
}

static void alt_plan(struct drawing *d)
{
	struct prose alt = { .length = 0 };
	prose_say(&alt, "Bars of %zu tasks over time, from their mean begin to their mean end. ", d->count);
	if (d->sketch.figure.title)
		prose_say(&alt, "%s. ", d->sketch.figure.title);
	sketch_alt(&d->sketch, &alt);
}

const struct figure *figure_gantt(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	if (!draw(&d, FIGURE_GANTT, "plan", result, scenario, arena))
		return NULL;
	if (!d.ends.of_runs)
		d.scale = since_its_begin(&d.sketch, d.ends.duration->max);
	list_tasks(&d);
	sketch_rows(&d.sketch, d.count);
	for (size_t i = 0; i < d.count; i++) {
		d.sketch.rows[i] = plan_task_name(scenario->model, d.kind, d.tasks[i]);
		d.sketch.accents[i] = mean(&d, d.tasks[i], "critical") > MOSTLY;
	}
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = axis_of(&d.scale), .y = figure_axis(NULL, NULL) });
	if (d.ends.of_runs && d.ends.count >= PLAN_RUNS && d.ends.duration->max > d.ends.duration->min)
		add_bars(&d, panel, "8 in 10 lie within", TONE_PALE, early, late, false);
	add_bars(&d, panel, "mean begin to mean end", TONE_QUIET, starts, ends, true);
	if (d.kind->project->length > 0.0)
		add_bars(&d, panel, "plan on expected times", TONE_BLOCKED, planned_start, planned_finish, false)->dashed = true;
	add_dues(&d, panel, "date mostly kept", TONE_WORK, false);
	add_dues(&d, panel, "date mostly missed", TONE_BAD, true);
	title_plan(&d);
	sketch_subtitle(&d.sketch, "When tasks are done. Dark: critical in more than half of the projects; on the right in how many");
	sketch_note(&d.sketch, NULL, NULL);
	sketch_cut(&d.sketch, d.count, d.kind->task_count, "tasks that begin first");
	alt_plan(&d);
	return sketch_done(&d.sketch);
}

/* --- when it ends ------------------------------------------------------------------------------------------------------------------ */

static void mark_at(struct drawing *d, size_t panel, double time, const char *label, enum figure_tone tone)
{
	sketch_mark(&d->sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = at(d, time), .to = NAN, .label = label,
		.tone = tone });
}

/* A stair would be truer and is no better to read: the share that had ended by each end. */
static void add_shares(struct drawing *d, size_t panel)
{
	size_t step = 1 + (d->ends.count - 1) / FINISH_POINTS, count = 0;
	struct sketch_values values = sketch_values(&d->sketch, d->ends.count / step + 2);
	double *x = arena_take(d->sketch.arena, values.count, sizeof *x);
	for (size_t i = 0; i < d->ends.count; i += step) {
		bool last = i + step >= d->ends.count;
		size_t of = last ? d->ends.count - 1 : i;
		x[count] = at(d, d->ends.sorted[of]);
		values.value[count++] = 100.0 * ((double)of + 1.0) / (double)d->ends.count;
	}
	struct figure_series *series = sketch_series(&d->sketch, panel, NULL, TONE_ACCENT, &values);
	series->x = x;
	series->count = count;
	series->texts = NULL;
}

static void title_finish(struct drawing *d)
{
	struct prose title = { .length = 0 };
	const struct result_scenario *scenario = d->sketch.scenario;
	const struct summary *on_time = result_of(scenario, "work.%s.on_time", d->kind->name);
	const char *by = plan_date(scenario->model, d->kind, d->ends.by[PLAN_P80].estimate, d->sketch.arena);
	if (!by)
		by = plan_length(scenario->model, d->ends.by[PLAN_P80].estimate, d->sketch.arena);
	prose_say(&title, "8 in 10 end by %s", by);
	if (on_time)
		prose_say(&title, "; %s keep the promise", figure_per_cent(on_time->mean, on_time->half_width, d->sketch.arena));
	sketch_title(&d->sketch, &title);
}

const struct figure *figure_finish(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	if (!draw(&d, FIGURE_LINES, "when-it-ends", result, scenario, arena) || !d.ends.of_runs || d.ends.count < PLAN_RUNS ||
		!(d.ends.duration->max > d.ends.duration->min))
		return NULL;
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = axis_of(&d.scale), .y = figure_axis("ended", "%") });
	add_shares(&d, panel);
	mark_at(&d, panel, d.ends.by[PLAN_P50].estimate, "50 %", TONE_QUIET);
	mark_at(&d, panel, d.ends.by[PLAN_P80].estimate, "80 %", TONE_ACCENT);
	mark_at(&d, panel, d.ends.by[PLAN_P90].estimate, "90 %", TONE_QUIET);
	if (d.kind->project->length > 0.0)
		mark_at(&d, panel, d.kind->project->length, "plan", TONE_WORK);
	if (d.kind->promise.form == EXPR_CONSTANT && !d.kind->calendar)
		mark_at(&d, panel, d.kind->promise.value, "promise", TONE_BAD);
	title_finish(&d);
	sketch_subtitle(&d.sketch, arena_format(arena, "Share of the runs in which %s has ended by then, in %%", called(d.kind)));
	sketch_note(&d.sketch, NULL, NULL);
	struct prose alt = { .length = 0 };
	prose_say(&alt, "A line that rises from 0 to 100 %% over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}

/* --- what decides the end ---------------------------------------------------------------------------------------------------------- */

const struct figure *figure_decisive(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	if (!draw(&d, FIGURE_BARS, "what-decides-the-end", result, scenario, arena))
		return NULL;
	uint32_t *tasks = arena_take(arena, d.kind->task_count + 1u, sizeof *tasks);
	double *correlations = arena_take(arena, d.kind->task_count + 1u, sizeof *correlations);
	size_t all = plan_decisive(scenario, d.kind, 0.005, tasks, correlations, arena), count = all < DECISIVE_ROWS ? all : DECISIVE_ROWS;
	if (count == 0)
		return NULL;
	sketch_rows(&d.sketch, count);
	size_t panel = sketch_row_panel(&d.sketch, NULL, "");
	struct sketch_values values = sketch_values(&d.sketch, count);
	for (size_t i = 0; i < count; i++) {
		d.sketch.rows[i] = plan_task_name(scenario->model, d.kind, tasks[i]);
		d.sketch.accents[i] = i == 0;
		values.value[i] = correlations[i];
		values.texts[i] = arena_format(arena, "%.2f", correlations[i]);
	}
	sketch_series(&d.sketch, panel, NULL, TONE_ACCENT, &values);
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	report_project_say_decisive(&title, scenario, d.kind, arena);
	if (title.length == 0)
		prose_say(&title, "No task by itself decides the end");
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, "How a task's time goes with the time of the whole: correlation over the runs, 1 is always together");
	sketch_note(&d.sketch, NULL, NULL);
	sketch_cut(&d.sketch, count, all, "tasks with the highest correlation");
	prose_say(&alt, "Lying bars of %zu tasks. %s. ", count, d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}

/* --- over the plan ----------------------------------------------------------------------------------------------------------------- */

/* A series of the run as a line; `within`: 0.5 for what is a mean over a bin, 1 for what has come together by its end. */
static void add_line(struct drawing *d, size_t panel, const char *name, enum figure_tone tone, const struct result_series *series,
	double within, double times)
{
	struct sketch_values values = sketch_values(&d->sketch, series->count);
	double *x = arena_take(d->sketch.arena, series->count, sizeof *x);
	for (size_t i = 0; i < series->count; i++) {
		x[i] = x_of(&d->scale, series->start + ((double)i + within) * series->step);
		values.value[i] = times * series->mean[i];
	}
	struct figure_series *added = sketch_series(&d->sketch, panel, name, tone, &values);
	added->x = x;
	added->texts = NULL;
}

static double most_of(const struct result_series *series)
{
	double most = 0.0;
	for (size_t i = 0; series && i < series->count; i++)
		most = fmax(most, series->mean[i]);
	return most;
}

/* Those that are most needed for their number, each once. */
static size_t list_busiest(const struct drawing *d, uint32_t *list)
{
	const struct model *model = d->sketch.scenario->model;
	double shares[BUSIEST + 1];
	size_t count = 0;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const char *name = model->resources[r].name;
		const struct summary *busy = result_of(d->sketch.scenario, "resources.%s.utilisation", name);
		size_t place = count;
		if (!busy || most_of(result_series(d->sketch.scenario, arena_format(d->sketch.arena, "resources.%s.busy", name))) <= 0.0)
			continue;
		for (; place > 0 && shares[place - 1] < busy->mean; place--) {
			shares[place] = shares[place - 1];
			list[place] = list[place - 1];
		}
		shares[place] = busy->mean;
		list[place] = r;
		count = count < BUSIEST ? count + 1 : BUSIEST;
	}
	return count;
}

const struct figure *figure_crews(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	uint32_t list[BUSIEST + 1];
	const struct model *model = scenario->model;
	if (!plan_is_all(model) || !draw(&d, FIGURE_LINES, "people-over-the-plan", result, scenario, arena))
		return NULL;
	size_t count = list_busiest(&d, list);
	if (count == 0)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		const struct resource *resource = &model->resources[list[i]];
		size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .title = answer_called(resource->title, resource->name),
			.x = axis_of(&d.scale), .y = figure_axis(NULL, NULL) });
		const struct result_series *there = result_series(scenario, arena_format(arena, "resources.%s.scheduled", resource->name));
		double times = resource->calendar ? resource->number / calendar_mean_level(resource->calendar) : 1.0;
		if (there)
			add_line(&d, panel, "on duty", TONE_PALE, there, 0.5, times);
		add_line(&d, panel, "at work", TONE_ACCENT, result_series(scenario, arena_format(arena, "resources.%s.busy", resource->name)), 0.5,
			times);
	}
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	prose_say(&title, "%s are most in demand", answer_called(model->resources[list[0]].title, model->resources[list[0]].name));
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, "Mean number at work over the plan, and on duty; a full week in their hours counts as one");
	sketch_note(&d.sketch, NULL, NULL);
	sketch_cut(&d.sketch, count, model->resource_count, "most in demand");
	prose_say(&alt, "Lines of who is at work over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}

const struct figure *figure_spending(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	char number[NUMBER_ROOM];
	const struct result_series *cost = result_series(scenario, "total.cost");
	const struct summary *total = result_find(scenario, "total.cost");
	const char *money = scenario->model->money ? scenario->model->money : "";
	if (!plan_is_all(scenario->model) || !cost || !total || !(total->mean > 0.0) ||
		!draw(&d, FIGURE_LINES, "money-over-the-plan", result, scenario, arena))
		return NULL;
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = axis_of(&d.scale), .y = figure_axis("spent", money) });
	add_line(&d, panel, NULL, TONE_ACCENT, cost, 1.0, 1.0);
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	number_mean(number, total->mean, total->half_width);
	prose_say(&title, "%s %s are spent by the end", number, money);
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, arena_format(arena, "Money spent since the start, mean over the runs, in %s", *money ? money : "money"));
	sketch_note(&d.sketch, NULL, NULL);
	prose_say(&alt, "A line that rises over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}
