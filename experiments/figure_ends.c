/* When projects end, which tasks and risks move that most, and how date and money go together. */
#include <math.h>
#include <stdlib.h>
#include "answer.h"
#include "contour.h"
#include "figure_plan.h"
#include "joint.h"
#include "number.h"
#include "report_project.h"
#include "swing.h"

#define CURVE_POINTS 200
#define CLOUD_POINTS 400         /* of more projects every so many is drawn */
#define CHECKPOINTS 6            /* with a curve each: the last ones */
#define SWING_ROWS 15
#define MANY 10000.0             /* from here on amounts are told in thousands */

/* --- when it ends ------------------------------------------------------------------------------------------------------------------ */

/* The share that had come by each of some times, the same for all curves: from the last time before any had come until all have. */
struct curves {
	struct drawing *d;
	size_t panel;
	double first, step;
};

static void add_curve(const struct curves *curves, const char *name, enum figure_tone tone, const double *sorted)
{
	struct sketch *sketch = &curves->d->sketch;
	size_t all = curves->d->ends.duration.count;
	struct sketch_values values = sketch_values(sketch, CURVE_POINTS);
	double *x = arena_take(sketch->arena, CURVE_POINTS, sizeof *x), before = 0.0;
	for (size_t i = 0; i < CURVE_POINTS; i++) {
		double time = curves->first + (double)i * curves->step;
		double share = (double)outcomes_rank(sorted, all, i + 1 < CURVE_POINTS ? time : INFINITY) / (double)all;
		x[i] = drawing_at(curves->d, time);
		if (before < 1.0 && (share > 0.0 || sorted[0] <= time + curves->step))
			values.value[i] = 100.0 * share;
		before = share;
	}
	struct figure_series *series = sketch_series(sketch, curves->panel, name, tone, &values);
	series->x = x;
	series->texts = NULL;
}

/* By the plan the last ones, the end of the project itself left out: where nothing comes after it, the project's own curve says it. */
static size_t list_checkpoints(const struct drawing *d, uint32_t *list)
{
	size_t count = 0;
	for (uint32_t t = 0; t < d->kind->task_count; t++) {
		const struct project_task *task = &d->kind->project->tasks[t];
		size_t place = count;
		if (!task->checkpoint || task->followers == 0)
			continue;
		for (; place > 0 && d->kind->project->tasks[list[place - 1]].plan.finish < task->plan.finish; place--)
			list[place] = list[place - 1];
		list[place] = t;
		count = count < CHECKPOINTS ? count + 1 : CHECKPOINTS;
	}
	return count;
}

static void mark_due(struct drawing *d, size_t panel, uint32_t task)
{
	const struct summary *on_time = plan_metric(d->sketch.scenario, d->kind, task, "on_time", d->sketch.arena);
	double due = d->kind->project->tasks[task].due_time;
	if (on_time && isfinite(due))
		drawing_mark(d, panel, due, arena_format(d->sketch.arena, "due, %s: %.0f" FIGURE_BLANK "%%",
			plan_task_name(d->sketch.scenario->model, d->kind, task), 100.0 * on_time->mean), TONE_BAD);
}

static void add_curves(struct drawing *d, size_t panel)
{
	static const enum figure_tone tones[CHECKPOINTS] = { TONE_SETUP, TONE_REPAIR, TONE_BLOCKED, TONE_PLANNED, TONE_OTHER, TONE_WAIT };
	uint32_t list[CHECKPOINTS + 1];
	size_t count = list_checkpoints(d, list), all = d->ends.duration.count;
	double *sorted[CHECKPOINTS], last = d->ends.duration.sorted[all - 1];
	struct curves curves = { d, panel, d->ends.duration.sorted[0], 0.0 };
	for (size_t i = 0; i < count; i++) {
		sorted[i] = arena_take(d->sketch.arena, all, sizeof **sorted);
		outcomes_sort(d->ends.outcomes, outcome_end(d->kind, list[i]), sorted[i]);
		curves.first = fmin(curves.first, sorted[i][0]);
	}
	curves.step = (last - curves.first) / (CURVE_POINTS - 1);
	for (size_t i = count; i-- > 0;) {
		add_curve(&curves, plan_task_name(d->sketch.scenario->model, d->kind, list[i]), tones[i], sorted[i]);
		mark_due(d, panel, list[i]);
	}
	add_curve(&curves, count > 0 ? "all of it" : NULL, TONE_ACCENT, d->ends.duration.sorted);
}

static void title_finish(struct drawing *d)
{
	struct prose title = { .length = 0 };
	const struct result_scenario *scenario = d->sketch.scenario;
	const struct summary *on_time = result_of(scenario, "work.%s.on_time", d->kind->name);
	double in_eight = d->ends.duration.by[PLAN_P80].estimate;
	const char *date = plan_date(scenario->model, d->kind, in_eight, d->sketch.arena);
	drawing_say_whose(d, &title);
	if (date)
		prose_say(&title, "8 in 10 end by %s", date);
	else
		prose_say(&title, "8 in 10 end within %s", plan_length(scenario->model, in_eight, d->sketch.arena));
	if (on_time)
		prose_say(&title, "; %s keep the promise", figure_per_cent(on_time->mean, on_time->half_width, d->sketch.arena));
	sketch_title(&d->sketch, &title);
}

const struct figure *figure_finish(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct drawing d;
	if (!drawing_start(&d, FIGURE_LINES, "when-it-ends", result, scenario, kind, arena) || !d.ends.duration.varies)
		return NULL;
	size_t panel = sketch_panel(&d.sketch, (struct figure_panel){ .x = drawing_axis(&d), .y = figure_axis("share that is there", "%") });
	add_curves(&d, panel);
	drawing_mark(&d, panel, d.ends.duration.by[PLAN_P50].estimate, "50 %", TONE_QUIET);
	drawing_mark(&d, panel, d.ends.duration.by[PLAN_P80].estimate, "80 %", TONE_ACCENT);
	drawing_mark(&d, panel, d.ends.duration.by[PLAN_P90].estimate, "90 %", TONE_QUIET);
	if (d.kind->project->length > 0.0)
		drawing_mark(&d, panel, d.kind->project->length, "plan", TONE_WORK);
	if (d.kind->promise.form == EXPR_CONSTANT && !d.kind->calendar)
		drawing_mark(&d, panel, d.kind->promise.value, "promise", TONE_BAD);
	title_finish(&d);
	sketch_subtitle(&d.sketch, arena_format(arena, "Share of the %s of %s in which it has ended by then%s, in %%",
		d.ends.of_runs ? "runs" : "projects", drawing_called(&d), d.sketch.figure.series_count > 1 ? ", and its checkpoints" : ""));
	sketch_note(&d.sketch, NULL, NULL);
	struct prose alt = { .length = 0 };
	prose_say(&alt, "A line that rises from 0 to 100 %% over time. %s. ", d.sketch.figure.title);
	sketch_alt(&d.sketch, &alt);
	return sketch_done(&d.sketch);
}

/* --- what moves the end, and the cost ---------------------------------------------------------------------------------------------- */

/* What is explained: its place along the axis, and how it is told. */
struct moved {
	struct drawing d;
	struct swings swings;
	bool money, thousands;       /* amounts are told in thousands */
	size_t count;                /* rows */
};

static double place_of(const struct moved *m, double value)
{
	return m->money ? value : drawing_at(&m->d, value);
}

static const char *amount(const struct moved *m, const struct swing *swing, double value)
{
	char number[NUMBER_ROOM];
	double unit = m->thousands ? 1000.0 : 1.0, widest = fmax(fabs(swing->low), fabs(swing->high));
	number_mean(number, fabs(value) / unit, 2.0 * swing->error / unit * widest / fabs(swing->high - swing->low));
	return arena_format(m->d.sketch.arena, "%s%s", value < 0.0 ? "−" : "+", number);
}

static void add_swings(struct moved *m, size_t panel, const char *name, enum figure_tone tone, bool slow)
{
	struct sketch_values values = sketch_values(&m->d.sketch, m->count);
	for (size_t i = 0; i < m->count; i++) {
		const struct swing *swing = &m->swings.list[i];
		double to = m->swings.mean + (slow ? swing->high : swing->low);
		sketch_put_interval(&values, i, (struct interval){ place_of(m, to), place_of(m, fmin(to, m->swings.mean)),
			place_of(m, fmax(to, m->swings.mean)) });
		values.texts[i] = slow ? NULL : arena_format(m->d.sketch.arena, "%s, %s", amount(m, swing, swing->low), amount(m, swing, swing->high));
	}
	sketch_series(&m->d.sketch, panel, name, tone, &values);
}

static const struct figure *finish_swings(struct moved *m, const char *what, const char *unit)
{
	struct sketch *sketch = &m->d.sketch;
	struct figure_axis axis = m->money ? (struct figure_axis){ .title = "cost", .unit = unit, .low = NAN, .high = NAN } : drawing_axis(&m->d);
	struct prose alt = { .length = 0 };
	sketch_rows(sketch, m->count);
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .x = axis, .y = figure_axis(NULL, NULL) });
	for (size_t i = 0; i < m->count; i++)
		sketch->rows[i] = report_project_swing_name(sketch->scenario->model, m->d.kind, &m->swings.list[i], sketch->arena);
	add_swings(m, panel, m->money ? "short, seldom, or it does not happen" : "short, or it does not happen", TONE_WORK, false);
	add_swings(m, panel, m->money ? "long, often, or it happens" : "long, or it happens", TONE_BAD, true);
	sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = place_of(m, m->swings.mean), .to = NAN, .label = "mean",
		.tone = TONE_QUIET });
	sketch_subtitle(sketch,
		arena_format(sketch->arena, "Mean %s where a task or a wait is among its shortest and its longest tenth%s, or a risk "
		"happens or not; on the right by how much that moves it, in %s%s", what, m->money ? ", is done seldom and often" : "",
		m->thousands ? "thousand " : "", unit));
	sketch_note(sketch, NULL, NULL);
	sketch_remark(sketch, arena_format(sketch->arena, "all that is shown to move it, with %.0f %% confidence; together it explains %.0f %%",
		100.0 * SWING_CONFIDENCE, 100.0 * m->swings.explained));
	sketch_cut(sketch, m->count, m->swings.count, "with the widest bars");
	prose_say(&alt, "Bars to both sides of the mean for %zu tasks and risks, the widest on top. %s. ", m->count, sketch->figure.title);
	sketch_alt(sketch, &alt);
	sketch->figure.accents = NULL;
	return sketch_done(sketch);
}

static bool draw_swings(struct moved *m, const char *name, enum outcome column, const struct result *result,
	const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	*m = (struct moved){ .money = column == OUTCOME_COST };
	if (!drawing_start(&m->d, FIGURE_GANTT, name, result, scenario, kind, arena) || (m->money && !m->d.ends.cost.mean))
		return false;
	m->swings = swings_find(m->d.ends.outcomes, scenario->model, m->d.kind, column, arena);
	m->count = m->swings.count < SWING_ROWS ? m->swings.count : SWING_ROWS;
	if (m->count > 0)
		m->thousands = fmax(fabs(m->swings.list[0].low), fabs(m->swings.list[0].high)) >= MANY;
	return m->count > 0;
}

const struct figure *figure_decisive(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct moved m;
	struct prose title = { .length = 0 };
	if (!draw_swings(&m, "what-decides-the-end", OUTCOME_DURATION, result, scenario, kind, arena))
		return NULL;
	drawing_say_whose(&m.d, &title);
	size_t whose = title.length;
	report_project_say_decisive(&title, scenario, kind, arena);
	if (title.length == whose)
		prose_say(&title, "Nothing by itself decides the end");
	sketch_title(&m.d.sketch, &title);
	return finish_swings(&m, "end", scenario->model->time_unit);
}

const struct figure *figure_costly(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct moved m;
	struct prose title = { .length = 0 };
	if (!draw_swings(&m, "what-decides-the-cost", OUTCOME_COST, result, scenario, kind, arena))
		return NULL;
	drawing_say_whose(&m.d, &title);
	prose_say(&title, "what moves the cost most: %s", report_project_swing_name(scenario->model, m.d.kind, &m.swings.list[0], arena));
	sketch_title(&m.d.sketch, &title);
	return finish_swings(&m, "cost", scenario->model->money ? scenario->model->money : "money");
}

/* --- date and money together ------------------------------------------------------------------------------------------------------- */

struct cloud {
	struct drawing d;
	struct joint joint;
	double *x, *y;               /* [count]: where projects stand */
	size_t count;
};

static void add_line(struct cloud *cloud, size_t panel, const char *name, double share, bool dashed)
{
	struct contour contour = contour_find(cloud->x, cloud->y, cloud->count, share, cloud->d.sketch.arena);
	struct sketch_values values = { .count = contour.count, .value = contour.y };
	if (contour.count == 0)
		return;
	struct figure_series *series = sketch_series(&cloud->d.sketch, panel, name, TONE_ACCENT, &values);
	series->x = contour.x;
	series->joined = true;
	series->dashed = dashed;
	series->texts = NULL;
}

static struct figure_series *add_points(struct cloud *cloud, size_t panel, const char *name, enum figure_tone tone, double *x, double *y,
	size_t count)
{
	struct sketch_values values = { .count = count, .value = y };
	struct figure_series *series = sketch_series(&cloud->d.sketch, panel, name, tone, &values);
	series->x = x;
	series->texts = NULL;
	return series;
}

static void add_sure(struct cloud *cloud, size_t panel)
{
	struct arena *arena = cloud->d.sketch.arena;
	double *place = arena_take(arena, 2, sizeof *place);
	const char **label = arena_take(arena, 1, sizeof *label);
	place[0] = drawing_at(&cloud->d, cloud->joint.sure_time.estimate);
	place[1] = cloud->joint.sure_money.estimate;
	label[0] = arena_format(arena, "%.0f" FIGURE_BLANK "%% sure of both", 100.0 * JOINT_SURE);
	add_points(cloud, panel, NULL, TONE_ACCENT, &place[0], &place[1], 1)->labels = label;
}

/* The four corners, and the share of the projects in each; only where there are a date and a budget. */
static void add_quarters(struct cloud *cloud, size_t panel)
{
	const struct joint *joint = &cloud->joint;
	double both = joint->both.estimate, time = joint->on_time.estimate, money = joint->within.estimate;
	const double shares[4] = { both, money - both, time - both, 1.0 - time - money + both };
	static const char *const words[4] = { "both kept", "late", "too dear", "late and too dear" };
	struct arena *arena = cloud->d.sketch.arena;
	double *x = arena_take(arena, 4, sizeof *x), *y = arena_take(arena, 4, sizeof *y);
	const char **labels = arena_take(arena, 4, sizeof *labels);
	const struct plan_spread *duration = &cloud->d.ends.duration, *cost = &cloud->d.ends.cost;
	for (size_t i = 0; i < 4; i++) {
		x[i] = drawing_at(&cloud->d, duration->sorted[i % 2 ? duration->count - 1 : 0]);
		y[i] = cost->sorted[i / 2 ? cost->count - 1 : 0];
		labels[i] = arena_format(arena, "%s: %.0f" FIGURE_BLANK "%%", words[i], 100.0 * shares[i]);
	}
	struct figure_series *series = add_points(cloud, panel, NULL, TONE_ACCENT, x, y, 4);
	series->labels = labels;
	series->bare = true;
}

static void mark_targets(struct cloud *cloud, size_t panel)
{
	const struct joint *joint = &cloud->joint;
	struct drawing *d = &cloud->d;
	const char *due = joint->checkpoint == NONE ? "promise" : arena_format(d->sketch.arena, "due, %s",
		plan_task_name(d->sketch.scenario->model, d->kind, joint->checkpoint));
	if (joint->dated && isfinite(joint->date))
		drawing_mark(d, panel, joint->date, due, TONE_BAD);
	if (joint->budgeted && isfinite(joint->budget))
		sketch_mark(&d->sketch, (struct figure_mark){ .kind = MARK_Y, .panel = panel, .at = joint->budget, .to = NAN, .label = "budget",
			.tone = TONE_BAD });
	if (joint->dated && joint->budgeted)
		add_quarters(cloud, panel);
}

/* `step`: of so many projects one. */
static void place_points(struct cloud *cloud, size_t step)
{
	const struct outcomes *outcomes = cloud->d.ends.outcomes;
	cloud->count = 0;
	cloud->x = arena_take(cloud->d.sketch.arena, outcomes->count / step + 1, sizeof *cloud->x);
	cloud->y = arena_take(cloud->d.sketch.arena, outcomes->count / step + 1, sizeof *cloud->y);
	for (size_t i = 0; i < outcomes->count; i += step) {
		const double *row = outcomes->rows + i * outcomes->width;
		cloud->x[cloud->count] = drawing_at(&cloud->d, row[OUTCOME_DURATION]);
		cloud->y[cloud->count++] = row[OUTCOME_COST];
	}
}

static void add_cloud(struct cloud *cloud, size_t panel)
{
	size_t step = 1 + (cloud->d.ends.outcomes->count - 1) / CLOUD_POINTS;
	place_points(cloud, step);
	add_points(cloud, panel, step > 1 ? arena_format(cloud->d.sketch.arena, "a project (1 of %zu)", step) : "a project", TONE_QUIET, cloud->x,
		cloud->y, cloud->count);
	place_points(cloud, 1);
	add_line(cloud, panel, "half of them lie within", 0.5, false);
	add_line(cloud, panel, "8 in 10 lie within", 0.8, true);
}

static void title_joint(struct cloud *cloud)
{
	struct prose title = { .length = 0 }, alt = { .length = 0 };
	drawing_say_whose(&cloud->d, &title);
	report_project_say_joint(&title, cloud->d.sketch.scenario, cloud->d.kind, cloud->d.sketch.arena);
	sketch_title(&cloud->d.sketch, &title);
	prose_say(&alt, "A cloud of %zu points, time across and money up. %s. ", cloud->count, cloud->d.sketch.figure.title);
	sketch_alt(&cloud->d.sketch, &alt);
}

const struct figure *figure_joint(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena)
{
	struct cloud cloud = { .count = 0 };
	const char *money = scenario->model->money ? scenario->model->money : "";
	if (!drawing_start(&cloud.d, FIGURE_POINTS, "date-and-money", result, scenario, kind, arena) ||
		!joint_find(scenario->model, cloud.d.kind, &cloud.d.ends, arena, &cloud.joint))
		return NULL;
	struct figure_axis up = figure_axis("cost", money);
	up.zero = false;
	size_t panel = sketch_panel(&cloud.d.sketch, (struct figure_panel){ .x = drawing_axis(&cloud.d), .y = up });
	add_cloud(&cloud, panel);
	mark_targets(&cloud, panel);
	add_sure(&cloud, panel);
	title_joint(&cloud);
	sketch_subtitle(&cloud.d.sketch, arena_format(arena, "When each of the %s has ended, and what it has cost%s%s", cloud.d.ends.of_runs ?
		"runs" : "projects", *money ? ", in " : "", money));
	sketch_note(&cloud.d.sketch, NULL, NULL);
	return sketch_done(&cloud.d.sketch);
}
