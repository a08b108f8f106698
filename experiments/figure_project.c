/* The plan and what becomes of it: bars over time, who is at work over the plan, and what it has cost by then. When projects end, and
   why, is in figure_ends.c. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/calendar.h"
#include "models/date.h"
#include "answer.h"
#include "figure_plan.h"
#include "number.h"
#include "report_project.h"

#define BUSIEST 6                /* resources, each with a panel of its own */
#define SOME_WAIT 0.02           /* tasks waiting on average, at the worst time: fewer are not shown */
#define MOSTLY 0.5               /* critical, or late, in more than that share of the projects */

static struct figure_scale scale_of(const struct sketch *sketch, double span)
{
	const struct model *model = sketch->scenario->model;
	struct figure_clock clock = figure_clock(model, span);
	struct date date;
	if (!model->start_text || date_parse(model->start_text, &date))
		return (struct figure_scale){ clock.length, 0.0, clock.unit, NULL };
	return (struct figure_scale){ 86400.0 * model->unit, (double)date_second_of_day(&date) / 86400.0, "d",
		arena_format(sketch->arena, "%04d-%02d-%02d", date.year, date.month, date.day) };
}

/* Where several projects come, each has times of its own. */
static struct figure_scale since_its_begin(const struct sketch *sketch, double span)
{
	struct figure_clock clock = figure_clock(sketch->scenario->model, span);
	return (struct figure_scale){ clock.length, 0.0, clock.unit, NULL };
}

double drawing_x(const struct drawing *d, double time)
{
	return time / d->scale.length + d->scale.shift;
}

double drawing_at(const struct drawing *d, double time)
{
	return drawing_x(d, d->begins + time);
}

struct figure_axis drawing_axis(const struct drawing *d)
{
	const char *title = d->scale.begins ? NULL : "time since the begin";
	return (struct figure_axis){ .title = title, .unit = d->scale.unit, .low = NAN, .high = NAN, .begins = d->scale.begins };
}

void drawing_mark(struct drawing *d, size_t panel, double time, const char *label, enum figure_tone tone)
{
	sketch_mark(&d->sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = drawing_at(d, time), .to = NAN, .label = label,
		.tone = tone });
}

const char *drawing_called(const struct drawing *d)
{
	return answer_called(d->kind->title, d->kind->name);
}

static const struct kind *first_kind(const struct result_scenario *scenario, struct arena *arena)
{
	struct plan_ends ends;
	for (uint32_t k = 0; k < scenario->model->kind_count; k++)
		if (plan_ends(scenario, &scenario->model->kinds[k], arena, &ends))
			return &scenario->model->kinds[k];
	return NULL;
}

/* Where several projects come, each has times of its own. */
bool drawing_start(struct drawing *d, enum figure_form form, const char *name, const struct result *result,
	const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	*d = (struct drawing){ .kind = kind };
	if (!kind || !plan_ends(scenario, kind, arena, &d->ends))
		return false;
	if (!plan_is_one(kind, &d->begins))
		d->begins = 0.0;
	sketch_start(&d->sketch, form, name, result, scenario, arena);
	double longest = d->ends.duration.sorted[d->ends.duration.count - 1];
	d->scale = d->ends.of_runs ? scale_of(&d->sketch, longest) : since_its_begin(&d->sketch, longest);
	return true;
}

void drawing_say_whose(const struct drawing *d, struct prose *title)
{
	const struct model *model = d->sketch.scenario->model;
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (model->kinds[k].project && &model->kinds[k] != d->kind) {
			prose_say(title, "%s: ", drawing_called(d));
			return;
		}
}

/* --- bars over time ---------------------------------------------------------------------------------------------------------------- */

static const struct summary *metric(const struct drawing *d, uint32_t task, const char *what)
{
	return plan_metric(d->sketch.scenario, d->kind, task, what, d->sketch.arena);
}

static double mean(const struct drawing *d, uint32_t task, const char *what)
{
	const struct summary *summary = metric(d, task, what);
	return summary ? summary->mean : NAN;
}

/* Of a plan that is too long, those that are critical most often; where that is the same, the earlier in the plan. */
static const bool *choose_tasks(const struct drawing *d)
{
	uint32_t count = d->kind->task_count;
	bool *chosen = arena_take(d->sketch.arena, count + 1u, sizeof *chosen);
	double *critical = arena_take(d->sketch.arena, count + 1u, sizeof *critical);
	for (uint32_t t = 0; t < count; t++)
		critical[t] = fmax(mean(d, t, "critical"), -1.0);
	for (uint32_t rows = 0; rows < count && rows < FIGURE_ROWS; rows++) {
		uint32_t best = 0;
		for (uint32_t t = 1; t < count; t++)
			best = chosen[best] || (!chosen[t] && critical[t] > critical[best]) ? t : best;
		chosen[best] = true;
	}
	return chosen;
}

/* By their begin, those that begin together in the order of the plan. */
static void list_tasks(struct drawing *d)
{
	const bool *chosen = choose_tasks(d);
	d->tasks = arena_take(d->sketch.arena, d->kind->task_count + 1u, sizeof *d->tasks);
	for (uint32_t t = 0; t < d->kind->task_count; t++) {
		double start = mean(d, t, "start");
		size_t place = d->count;
		if (!chosen[t] || isnan(start))
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
		double low = drawing_at(d, from(d, d->tasks[i])), high = drawing_at(d, to(d, d->tasks[i]));
		sketch_put_interval(&values, i, (struct interval){ high, low, high });
		values.texts[i] = share ? arena_format(d->sketch.arena, "%.0f" FIGURE_BLANK "%%", 100.0 * mean(d, d->tasks[i], "critical")) : NULL;
	}
	return sketch_series(&d->sketch, panel, name, tone, &values);
}

static double early(const struct drawing *d, uint32_t t)
{
	double start = plan_quantile(&d->ends, outcome_start(d->kind, t), 0.1);
	return fmin(start, mean(d, t, "start"));
}

static double late(const struct drawing *d, uint32_t t)
{
	double end = plan_quantile(&d->ends, outcome_end(d->kind, t), 0.9);
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
		values.value[i] = drawing_at(d, due);
		found++;
	}
	if (found > 0) {
		struct figure_series *series = sketch_series(&d->sketch, panel, name, tone, &values);
		series->low = series->high = NULL;
		series->texts = NULL;
	}
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

const struct figure *figure_gantt(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct drawing d;
	if (!drawing_start(&d, FIGURE_GANTT, "plan", result, scenario, kind, arena))
		return NULL;
	list_tasks(&d);
	sketch_rows(&d.sketch, d.count);
	for (size_t i = 0; i < d.count; i++) {
		d.sketch.rows[i] = plan_task_name(scenario->model, d.kind, d.tasks[i]);
		d.sketch.accents[i] = mean(&d, d.tasks[i], "critical") > MOSTLY;
	}
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = drawing_axis(&d), .y = figure_axis(NULL, NULL) });
	if (d.ends.duration.varies)
		add_bars(&d, panel, "8 in 10 lie within", TONE_PALE, early, late, false);
	add_bars(&d, panel, "mean begin to mean end", TONE_QUIET, starts, ends, true);
	if (d.kind->project->length > 0.0)
		add_bars(&d, panel, "plan on expected times", TONE_BLOCKED, planned_start, planned_finish, false)->dashed = true;
	add_dues(&d, panel, "date mostly kept", TONE_WORK, false);
	add_dues(&d, panel, "date mostly missed", TONE_BAD, true);
	title_plan(&d);
	sketch_subtitle(&d.sketch, "When tasks are done. Dark: critical in more than half of the projects; on the right in how many");
	sketch_note(&d.sketch, NULL, NULL);
	sketch_cut(&d.sketch, d.count, d.kind->task_count, "tasks that are most often critical");
	alt_plan(&d);
	return sketch_done(&d.sketch);
}

/* --- over the plan ----------------------------------------------------------------------------------------------------------------- */

/* A series of the run as a line; `within`: 0.5 for what is a mean over a bin, 1 for what has come together by its end. */
static struct figure_series *add_line(struct drawing *d, size_t panel, const char *name, enum figure_tone tone,
	const struct result_series *series, double within, double times)
{
	struct sketch_values values = sketch_values(&d->sketch, series->count);
	double *x = arena_take(d->sketch.arena, series->count, sizeof *x);
	for (size_t i = 0; i < series->count; i++) {
		x[i] = drawing_x(d, series->start + ((double)i + within) * series->step);
		values.value[i] = times * series->mean[i];
	}
	struct figure_series *added = sketch_series(&d->sketch, panel, name, tone, &values);
	added->x = x;
	added->texts = NULL;
	return added;
}

/* People and money are told over the run, whoever's project it is. */
static bool draw_over_run(struct drawing *d, const char *name, const struct result *result, const struct result_scenario *scenario,
	struct arena *arena)
{
	if (!plan_is_all(scenario->model) || !drawing_start(d, FIGURE_LINES, name, result, scenario, first_kind(scenario, arena), arena))
		return false;
	d->scale = scale_of(&d->sketch, d->ends.duration.sorted[d->ends.duration.count - 1]);
	return true;
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

/* What makes their number of a mean in which nobody is on duty at night: of bins of a week and more the hours in a week, else the bin
   that has most on duty. */
static double in_their_hours(const struct model *model, const struct resource *resource, const struct result_series *there)
{
	bool weeks = !there || there->step >= 7.0 * 86400.0 * model->unit;
	double most = resource->calendar ? weeks ? calendar_mean_level(resource->calendar) : most_of(there) : 0.0;
	return most > 0.0 ? resource->number / most : 1.0;
}

/* At work, on duty, and what waits for them; the last two where there is such a thing. */
static void add_crew(struct drawing *d, const struct resource *resource)
{
	struct arena *arena = d->sketch.arena;
	const struct result_scenario *scenario = d->sketch.scenario;
	size_t panel = sketch_panel(&d->sketch, (struct figure_panel){ .title = answer_called(resource->title, resource->name),
		.x = drawing_axis(d), .y = figure_axis(NULL, NULL) });
	const struct result_series *there = result_series(scenario, arena_format(arena, "resources.%s.scheduled", resource->name));
	const struct result_series *waiting = result_series(scenario, arena_format(arena, "resources.%s.waiting", resource->name));
	double times = in_their_hours(scenario->model, resource, there);
	if (there)
		add_line(d, panel, "on duty", TONE_PALE, there, 0.5, times);
	add_line(d, panel, "at work", TONE_ACCENT, result_series(scenario, arena_format(arena, "resources.%s.busy", resource->name)), 0.5, times);
	if (times * most_of(waiting) >= SOME_WAIT)
		add_line(d, panel, "waited for", TONE_BAD, waiting, 0.5, times)->dashed = true;
}

const struct figure *figure_crews(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	uint32_t list[BUSIEST + 1];
	const struct model *model = scenario->model;
	if (!draw_over_run(&d, "people-over-the-plan", result, scenario, arena))
		return NULL;
	size_t count = list_busiest(&d, list);
	if (count == 0)
		return NULL;
	for (size_t i = 0; i < count; i++)
		add_crew(&d, &model->resources[list[i]]);
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	prose_say(&title, "%s are most in demand", answer_called(model->resources[list[0]].title, model->resources[list[0]].name));
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, "Mean number at work over the plan, on duty, and of tasks that wait for them, in their hours");
	sketch_note(&d.sketch, NULL, NULL);
	sketch_cut(&d.sketch, count, model->resource_count, "most in demand");
	prose_say(&alt, "Lines of who is at work over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}

/* The course of money with the range in which it lies in 8 of 10 runs, where they differ. */
static void add_money(struct drawing *d, size_t panel, const char *name, enum figure_tone tone, const struct result_series *series)
{
	struct figure_series *line = add_line(d, panel, name, tone, series, 1.0, 1.0);
	if (d->ends.duration.count >= PLAN_RUNS) {
		line->low = series->p10;
		line->high = series->p90;
	}
}

static void mark_budget(struct drawing *d, size_t panel)
{
	if (d->ends.of_runs && d->kind->budget.form == EXPR_CONSTANT)
		sketch_mark(&d->sketch, (struct figure_mark){ .kind = MARK_Y, .panel = panel, .at = d->kind->budget.value, .to = NAN,
			.label = "budget", .tone = TONE_BAD });
}

const struct figure *figure_spending(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct drawing d;
	char number[NUMBER_ROOM];
	const struct result_series *cost = result_series(scenario, "total.cost"), *value = result_series(scenario, "total.value");
	const struct summary *total = result_find(scenario, "total.cost");
	const char *money = scenario->model->money ? scenario->model->money : "";
	if (!cost || !total || !(total->mean > 0.0) || !draw_over_run(&d, "money-over-the-plan", result, scenario, arena))
		return NULL;
	bool earns = most_of(value) > 0.0;
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = drawing_axis(&d), .y = figure_axis(NULL, money) });
	add_money(&d, panel, earns ? "spent" : NULL, TONE_ACCENT, cost);
	if (earns)
		add_line(&d, panel, "brought in", TONE_QUIET, value, 1.0, 1.0)->dashed = true;
	mark_budget(&d, panel);
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	number_mean(number, total->mean, total->half_width);
	const struct summary *within = result_of(scenario, "work.%s.within_budget", d.kind->name);
	prose_say(&title, "%s %s are spent by the end", number, money);
	if (within)
		prose_say(&title, "; %s keep the budget", figure_per_cent(within->mean, within->half_width, arena));
	sketch_title(&d.sketch, &title);
	sketch_subtitle(&d.sketch, arena_format(arena, "Money spent%s since the start, mean over the runs, in %s; %s",
		earns ? " and brought in" : "",
		*money ? money : "money", d.ends.duration.count >= PLAN_RUNS ? arena_format(arena, "8 in 10 of %u runs lie within the band",
		(unsigned)cost->n) : "few runs"));
	sketch_note(&d.sketch, NULL, NULL);
	prose_say(&alt, "A line that rises over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}
