/* What all figures are made with. */
#include <assert.h>
#include <ctype.h>
#include <math.h>
#include <string.h>
#include "models/cause.h"
#include "plots/lettering.h"
#include "answer.h"
#include "figure.h"
#include "method.h"
#include "number.h"
#include "plan.h"

#define NAME_IN_TITLE 40         /* letters */

/* --- a figure that is being made -------------------------------------------------------------------------------------------- */

void sketch_start(struct sketch *sketch, enum figure_form form, const char *name, const struct result *result,
	const struct result_scenario *scenario, struct arena *arena)
{
	*sketch = (struct sketch){ .arena = arena, .result = result, .scenario = scenario, .of = scenario,
		.figure = { .form = form, .name = name } };
	sketch->panels = arena_take(arena, SKETCH_PANELS, sizeof *sketch->panels);
	sketch->series = arena_take(arena, SKETCH_SERIES, sizeof *sketch->series);
	sketch->marks = arena_take(arena, SKETCH_MARKS, sizeof *sketch->marks);
}

void sketch_rows(struct sketch *sketch, size_t count)
{
	sketch->rows = arena_take(sketch->arena, count, sizeof *sketch->rows);
	sketch->accents = arena_take(sketch->arena, count, sizeof *sketch->accents);
	sketch->figure.row_count = count;
}

size_t sketch_panel(struct sketch *sketch, struct figure_panel panel)
{
	assert(sketch->figure.panel_count < SKETCH_PANELS && "more panels than a figure has room for");
	sketch->panels[sketch->figure.panel_count] = panel;
	return sketch->figure.panel_count++;
}

struct figure_axis figure_axis(const char *title, const char *unit)
{
	return (struct figure_axis){ .title = title, .unit = unit, .zero = true, .low = NAN, .high = NAN };
}

size_t sketch_row_panel(struct sketch *sketch, const char *title, const char *unit)
{
	return sketch_panel(sketch, (struct figure_panel){ .title = title, .x = figure_axis(NULL, unit), .y = figure_axis(NULL, NULL) });
}

void sketch_mark(struct sketch *sketch, struct figure_mark mark)
{
	assert(sketch->figure.mark_count < SKETCH_MARKS && "more marks than a figure has room for");
	sketch->marks[sketch->figure.mark_count++] = mark;
}

const struct figure *sketch_done(struct sketch *sketch)
{
	struct figure *figure = arena_take(sketch->arena, 1, sizeof *figure);
	*figure = sketch->figure;
	figure->panels = sketch->panels;
	figure->series = sketch->series;
	figure->marks = sketch->marks;
	figure->rows = sketch->rows;
	figure->accents = sketch->accents;
	return figure;
}

/* --- numbers ---------------------------------------------------------------------------------------------------------------- */

struct sketch_values sketch_values(const struct sketch *sketch, size_t count)
{
	double *numbers = arena_take(sketch->arena, 3 * count, sizeof *numbers);
	for (size_t i = 0; i < 3 * count; i++)
		numbers[i] = NAN;
	return (struct sketch_values){ count, numbers, numbers + count, numbers + 2 * count,
		arena_take(sketch->arena, count, sizeof(const char *)) };
}

/* What these summaries are of is never below 0, though the interval of a mean of few replications may reach there. */
void sketch_put(struct sketch_values *values, size_t i, const struct summary *summary, double scale)
{
	if (!summary)
		return;
	double low = summary->low < 0.0 ? 0.0 : summary->low;
	sketch_put_interval(values, i, (struct interval){ scale * summary->mean, scale * low, scale * summary->high });
}

/* An interval of no width says nothing: where nothing is left to chance there are no whiskers. */
void sketch_put_interval(struct sketch_values *values, size_t i, struct interval interval)
{
	bool wide = isfinite(interval.low) && isfinite(interval.high) && interval.high > interval.low;
	values->value[i] = interval.estimate;
	values->low[i] = wide ? interval.low : NAN;
	values->high[i] = wide ? interval.high : NAN;
}

static bool has_whiskers(const struct sketch_values *values)
{
	for (size_t i = 0; values->low && i < values->count; i++)
		if (!isnan(values->low[i]))
			return true;
	return false;
}

/* Where one has a text, all have: "" is none. */
static bool has_texts(const struct sketch_values *values)
{
	bool any = false;
	for (size_t i = 0; values->texts && i < values->count; i++) {
		any |= values->texts[i] != NULL;
		values->texts[i] = values->texts[i] ? values->texts[i] : "";
	}
	return any;
}

struct figure_series *sketch_series(struct sketch *sketch, size_t panel, const char *name, enum figure_tone tone,
	const struct sketch_values *values)
{
	assert(sketch->figure.series_count < SKETCH_SERIES && "more series than a figure has room for");
	struct figure_series *series = &sketch->series[sketch->figure.series_count++];
	bool whiskers = has_whiskers(values);
	*series = (struct figure_series){ .name = name, .panel = panel, .tone = tone, .count = values->count, .value = values->value,
		.low = whiskers ? values->low : NULL, .high = whiskers ? values->high : NULL, .texts = has_texts(values) ? values->texts : NULL };
	return series;
}

void sketch_sums(struct sketch *sketch, size_t panel, const char **texts)
{
	struct sketch_values none = sketch_values(sketch, sketch->figure.row_count);
	for (size_t i = 0; i < none.count; i++)
		none.value[i] = 0.0;
	none.texts = texts;
	sketch_series(sketch, panel, NULL, TONE_QUIET, &none);
}

/* --- words ------------------------------------------------------------------------------------------------------------------ */

const char *figure_capital(const char *text, struct arena *arena)
{
	char *copy = arena_text(arena, text);
	copy[0] = (char)toupper((unsigned char)copy[0]);
	return copy;
}

/* The prose without the full stop and the blanks at its end. */
static const char *sentence(struct prose *prose, struct arena *arena)
{
	while (prose->length > 0 && strchr(". ", prose->text[prose->length - 1]))
		prose->text[--prose->length] = '\0';
	const char *text = figure_capital(prose->text, arena);
	prose_start(prose);
	return text;
}

/* The text with a long name cut in its middle wherever it stands in it. The name's first letter may be a capital there, and is left out of
   what is looked for. */
static const char *cut_name(const char *text, const char *name, struct arena *arena)
{
	const char *cut = name ? lettering_middle_cut(arena, name, NAME_IN_TITLE) : name, *at;
	if (cut == name)
		return text;
	for (name++, cut++; (*name & 0xC0) == 0x80; name++)
		cut++;
	for (size_t from = 0; (at = strstr(text + from, name)) != NULL; ) {
		from = (size_t)(at - text);
		text = arena_format(arena, "%.*s%s%s", (int)from, text, cut, at + strlen(name));
		from += strlen(cut);
	}
	return text;
}

/* What a title finds stands behind the names in it: long ones must not push it out. */
static const char *cut_names(const struct sketch *sketch, const char *text)
{
	const struct model *model = sketch->scenario->model;
	for (uint32_t i = 0; i < model->station_count; i++)
		text = cut_name(text, model->stations[i].title, sketch->arena);
	for (uint32_t i = 0; i < model->resource_count; i++)
		text = cut_name(text, model->resources[i].title, sketch->arena);
	for (uint32_t i = 0; i < model->kind_count; i++)
		text = cut_name(text, model->kinds[i].title, sketch->arena);
	for (size_t i = 0; i < sketch->result->count; i++)
		text = cut_name(text, sketch->result->scenarios[i].title, sketch->arena);
	return text;
}

void sketch_title(struct sketch *sketch, struct prose *prose)
{
	sketch->figure.title = cut_names(sketch, sentence(prose, sketch->arena));
}

void sketch_alt(struct sketch *sketch, struct prose *prose)
{
	sketch->figure.alt = arena_format(sketch->arena, "%s.", sentence(prose, sketch->arena));
}

void sketch_subtitle(struct sketch *sketch, const char *text)
{
	const struct result_scenario *of = sketch->of;
	bool base = strcmp(of->name, "base") == 0;
	sketch->figure.subtitle = cut_names(sketch, base ? text : arena_format(sketch->arena, "%s. With “%s”", text,
		answer_called(of->title ? of->title : of->model->scenario_title, of->name)));
}

/* "30", or "10 to 120" where replications were run until it was decided. */
static const char *count_replications(const struct sketch *sketch, bool each)
{
	const struct result *result = sketch->result;
	uint32_t least = sketch->scenario->finished_count, most = least;
	char low[NUMBER_ROOM], high[NUMBER_ROOM];
	for (size_t i = 0; each && i < result->count; i++) {
		uint32_t count = result->scenarios[i].left_out ? least : result->scenarios[i].finished_count;
		least = count < least ? count : least;
		most = count > most ? count : most;
	}
	number_round(low, least, 0);
	number_round(high, most, 0);
	return least == most ? arena_text(sketch->arena, low) : arena_format(sketch->arena, "%s to %s", low, high);
}

void sketch_note(struct sketch *sketch, const char *each, const char *marks)
{
	const struct result_scenario *scenario = sketch->scenario;
	struct arena *arena = sketch->arena;
	bool one = scenario->finished_count == 1, shown = marks && !one && !method_is_certain(scenario);
	const char *number = count_replications(sketch, each != NULL);
	sketch->figure.note = arena_format(arena, "%s replication%s%s%s%s; seed %llu%s%s%s", number, one ? "" : "s", each ? " of each " : "",
		each ? each : "", method_runs(scenario, arena), (unsigned long long)sketch->result->seed,
		shown ? "; " : "", shown ? marks : "", shown ? ": 95 % confidence intervals" : "");
	if (one && marks)
		sketch_remark(sketch, "one replication has no interval");
	if (sketch->result->interrupted)
		sketch_remark(sketch, "stopped early");
}

void sketch_remark(struct sketch *sketch, const char *remark)
{
	sketch->figure.note = arena_format(sketch->arena, "%s; %s", sketch->figure.note, remark);
}

void sketch_cut(struct sketch *sketch, size_t shown, size_t count, const char *which)
{
	if (shown < count)
		sketch_remark(sketch, arena_format(sketch->arena, "the %zu %s of %zu", shown, which, count));
}

const char *figure_per_cent(double share, double half_width, struct arena *arena)
{
	char number[NUMBER_ROOM];
	number_share(number, share, half_width);
	return arena_format(arena, "%s %%", number);
}

const char *figure_mean(const struct summary *summary, struct arena *arena)
{
	char number[NUMBER_ROOM];
	number_mean(number, summary->mean, summary->half_width);
	return arena_text(arena, number);
}

/* --- models ----------------------------------------------------------------------------------------------------------------- */

uint32_t figure_kinds(const struct model *model)
{
	uint32_t count = 0;
	while (count < model->kind_count && !model->kinds[count].hidden)
		count++;
	return count;
}

/* Where there can be but one cause the whole queue is its. */
const struct summary *figure_queue_for(const struct result_scenario *scenario, const struct station *station, uint32_t cause)
{
	char name[512];
	if (station->cause_count == 1)
		return station->causes[0] == cause ? result_of(scenario, "stations.%s.queue", station->name) : NULL;
	snprintf(name, sizeof name, "stations.%s.queue.%s", station->name, cause_name(scenario->model, cause));
	return result_find(scenario, name);
}

/* Up to so many seconds a time axis is told in the unit: some dozens of it at most. */
static const struct span {
	double at_most, length;
	const char *unit;
} spans[] = { { 180.0, 1.0, "s" }, { 10800.0, 60.0, "min" }, { 259200.0, 3600.0, "h" }, { 4838400.0, 86400.0, "d" },
	{ INFINITY, 604800.0, "wk" } };

struct figure_clock figure_clock(const struct model *model, double span)
{
	size_t i = 0;
	while (span / model->unit > spans[i].at_most)
		i++;
	return (struct figure_clock){ spans[i].length * model->unit, spans[i].unit };
}

/* --- lists of figures ------------------------------------------------------------------------------------------------------- */

void figures_add(struct figures *figures, const struct figure *figure)
{
	if (figure)
		figures->list[figures->count++] = figure;
}

const struct figure *figures_find(const struct figures *figures, const char *name)
{
	for (size_t i = 0; i < figures->count; i++)
		if (strcmp(figures->list[i]->name, name) == 0)
			return figures->list[i];
	return NULL;
}

typedef const struct figure *of_scenario(const struct result *result, const struct result_scenario *scenario, struct arena *arena);

static of_scenario *const of_run[] = {
	figure_crews, figure_spending, figure_endings, figure_where, figure_stations, figure_queues, figure_peaks, figure_decisions,
	figure_people, figure_sharing, figure_duty, figure_handoffs, figure_money, figure_paid, figure_times, figure_inside, figure_ages,
	figure_flow, figure_welch
};

#define OF_RUN (sizeof of_run / sizeof of_run[0])

typedef const struct figure *of_project(const struct result *result, const struct result_scenario *scenario, const struct kind *kind,
	struct arena *arena);

static of_project *const of_plan[] = { figure_gantt, figure_finish, figure_forecasts, figure_decisive, figure_joint, figure_costly };

#define OF_PLAN (sizeof of_plan / sizeof of_plan[0])

/* The first plan's figures have the plain names. */
static void add_of_plan(struct figures *figures, const struct figure *figure, const struct kind *kind, size_t before, struct arena *arena)
{
	if (!figure)
		return;
	struct figure *own = arena_take(arena, 1, sizeof *own);
	*own = *figure;
	own->name = before > 0 ? arena_format(arena, "%s-%s", figure->name, kind->name) : figure->name;
	figures_add(figures, own);
}

static void add_plans(struct figures *figures, const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	size_t plans = 0;
	for (uint32_t k = 0; k < scenario->model->kind_count && plans < FIGURE_PLANS; k++) {
		const struct kind *kind = &scenario->model->kinds[k];
		size_t before = figures->count;
		for (size_t i = 0; i < OF_PLAN; i++)
			add_of_plan(figures, of_plan[i](result, scenario, kind, arena), kind, plans, arena);
		plans += figures->count > before;
	}
}

/* What says nothing of projects of which only so many come: places that are tasks, hours of a week that never comes again, and how many
   there are at once. */
static bool is_vain(of_scenario *make, const struct result_scenario *scenario)
{
	static of_scenario *const vain[] = { figure_endings, figure_stations, figure_queues, figure_peaks, figure_duty, figure_times,
		figure_inside, figure_ages, figure_flow, figure_welch };
	for (size_t i = 0; i < sizeof vain / sizeof vain[0]; i++)
		if (vain[i] == make)
			return plan_is_all(scenario->model);
	return false;
}

struct figures figures_of_run(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct figures figures = { .list = arena_take(arena, OF_RUN + FIGURE_VARIANTS + FIGURE_PLANS * OF_PLAN, sizeof *figures.list) };
	if (scenario->left_out || scenario->finished_count == 0)
		return figures;
	figure_variants(&figures, result, scenario, arena);
	add_plans(&figures, result, scenario, arena);
	for (size_t i = 0; i < OF_RUN; i++)
		if (!is_vain(of_run[i], scenario))
			figures_add(&figures, of_run[i](result, scenario, arena));
	return figures;
}
