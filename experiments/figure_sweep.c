/* One model at many values: lines along one path, a map of two, bars of what has no order. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "figure.h"
#include "number.h"

#define PANELS 3

/* What is judged, then money, then the rest: as many as are shown. */
static size_t list_yardsticks(const struct sweep_report *report, const struct yardstick **list)
{
	const struct yardsticks *yardsticks = &report->yardsticks;
	size_t count = 0, money = SIZE_MAX;
	for (size_t y = report->judged; y < yardsticks->count; y++)
		if (yardsticks->list[y].money)
			money = y;
	for (size_t y = 0; y < report->judged && count < (money == SIZE_MAX ? PANELS : PANELS - 1); y++)
		list[count++] = &yardsticks->list[y];
	if (money != SIZE_MAX)
		list[count++] = &yardsticks->list[money];
	for (size_t y = report->judged; y < yardsticks->count && count < PANELS; y++)
		if (y != money)
			list[count++] = &yardsticks->list[y];
	return count;
}

static struct interval mean_at(const struct sweep_report *report, const struct yardstick *yardstick, size_t point)
{
	return yardstick_mean(yardstick, &report->result->scenarios[point], report->arena);
}

static const char *text_at(const struct sweep_report *report, const struct yardstick *yardstick, size_t point)
{
	char number[NUMBER_ROOM];
	struct interval mean = mean_at(report, yardstick, point);
	number_mean(number, mean.estimate, (mean.high - mean.low) / 2.0);
	return arena_text(report->arena, number);
}

/* Of the first yardstick, with the points that can be told in words. Where there is nothing to say in a sentence, what is drawn. */
static void say_title(struct sketch *sketch, const struct sweep_report *report, const struct yardstick *yardstick, size_t *point)
{
	struct prose prose = { .length = 0 };
	*point = sweep_say_headline(&prose, report, yardstick);
	if (prose.length == 0)
		prose_say(&prose, "%s at each value of %s", yardstick->words, report->sweep->axes[0].path);
	sketch_title(sketch, &prose);
}

static void say_alt(struct sketch *sketch, const struct sweep_report *report, const struct yardstick *const *yardsticks, size_t count)
{
	struct prose prose = { .length = 0 };
	size_t *points, kept = sweep_kept(report, &points);
	for (size_t y = 0; y < count; y++) {
		prose_say(&prose, "%s%s%s: ", figure_capital(yardsticks[y]->words, report->arena), *yardsticks[y]->unit ? ", " : "", yardsticks[y]->unit);
		for (size_t k = 0; k < kept && k < FIGURE_ROWS; k++)
			prose_say(&prose, "%s%s %s", k ? ", " : "", report->result->scenarios[points[k]].name, text_at(report, yardsticks[y], points[k]));
		prose_say(&prose, ". ");
	}
	sketch_alt(sketch, &prose);
}

/* --- one path whose values have an order ------------------------------------------------------------------------------------ */

/* The numbers of "3%" or "8 min", and what stands behind them. False: some value is no number, or another unit stands behind it. */
static bool read_values(const struct sweep *sweep, double *values, const char **unit)
{
	for (size_t i = 0; i < sweep->axes[0].count; i++) {
		char *end;
		values[i] = strtod(sweep->axes[0].values[i], &end);
		const char *rest = end + strspn(end, " ");
		if (end == sweep->axes[0].values[i] || (i > 0 && strcmp(rest, *unit) != 0))
			return false;
		*unit = rest;
	}
	return true;
}

static bool are_whole(const double *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (values[i] != floor(values[i]))
			return false;
	return true;
}

static void add_line(struct sketch *sketch, const struct sweep_report *report, const struct yardstick *yardstick, const double *at,
	const char *unit, size_t named)
{
	size_t *points, count = sweep_kept(report, &points);
	struct sketch_values values = sketch_values(sketch, count);
	double *x = arena_take(sketch->arena, count, sizeof *x);
	for (size_t k = 0; k < count; k++) {
		sketch_put_interval(&values, k, mean_at(report, yardstick, points[k]));
		x[k] = at[points[k]];
	}
	size_t panel = sketch_panel(sketch, (struct figure_panel){ .title = figure_capital(yardstick->words, report->arena),
		.x = { .title = report->sweep->axes[0].path, .unit = unit, .whole = are_whole(x, count), .low = NAN, .high = NAN },
		.y = figure_axis(NULL, yardstick->unit) });
	sketch_series(sketch, panel, NULL, panel == 0 ? TONE_ACCENT : TONE_WORK, &values)->x = x;
	if (named != SIZE_MAX)
		sketch_mark(sketch, (struct figure_mark){ .kind = MARK_X, .panel = panel, .at = at[named], .to = NAN, .tone = TONE_QUIET });
}

static const struct figure *sweep_lines(const struct sweep_report *report, struct arena *arena)
{
	const struct sweep *sweep = report->sweep;
	const struct yardstick *yardsticks[PANELS];
	size_t *points, kept = sweep_kept(report, &points), count = list_yardsticks(report, yardsticks), named;
	double *at = arena_take(report->arena, sweep->point_count, sizeof *at);
	const char *unit = "";
	struct sketch sketch;
	if (sweep->axis_count != 1 || !sweep->axes[0].range || kept < 2 || count == 0 || !read_values(sweep, at, &unit))
		return NULL;
	sketch_start(&sketch, FIGURE_LINES, "sweep", report->result, &report->result->scenarios[points[0]], arena);
	sketch.of = report->of;
	say_title(&sketch, report, yardsticks[0], &named);
	for (size_t y = 0; y < count; y++)
		add_line(&sketch, report, yardsticks[y], at, unit, y == 0 ? named : SIZE_MAX);
	sketch_subtitle(&sketch, arena_format(arena, "Means at each value of %s", sweep->axes[0].path));
	sketch_note(&sketch, "point", "band");
	say_alt(&sketch, report, yardsticks, count);
	return sketch_done(&sketch);
}

/* --- two paths -------------------------------------------------------------------------------------------------------------- */

/* "sweep-time": small letters, digits and hyphens. The first is "sweep". */
static const char *name_of(const struct sweep_report *report, const struct yardstick *yardstick, bool first)
{
	char *name = arena_format(report->arena, "sweep-%s", yardstick->name);
	for (char *c = name; *c; c++)
		*c = isalnum((unsigned char)*c) ? (char)tolower((unsigned char)*c) : '-';
	return first ? "sweep" : name;
}

static const struct figure *sweep_map(const struct sweep_report *report, const struct yardstick *yardstick, bool first, struct arena *arena)
{
	const struct sweep *sweep = report->sweep;
	size_t *points, kept = sweep_kept(report, &points), named;
	struct sketch sketch;
	sketch_start(&sketch, FIGURE_HEAT, name_of(report, yardstick, first), report->result, &report->result->scenarios[points[0]], arena);
	sketch.of = report->of;
	struct sketch_values values = sketch_values(&sketch, sweep->point_count);
	for (size_t k = 0; k < kept; k++) {
		values.value[points[k]] = mean_at(report, yardstick, points[k]).estimate;
		values.texts[points[k]] = text_at(report, yardstick, points[k]);
	}
	sketch_rows(&sketch, sweep->axes[0].count);
	for (size_t i = 0; i < sweep->axes[0].count; i++)
		sketch.rows[i] = arena_format(arena, "%s %s", sweep_short_path(sweep, 0), sweep->axes[0].values[i]);
	sketch.figure.columns = sweep->axes[1].values;
	sketch.figure.column_count = sweep->axes[1].count;
	sketch_panel(&sketch, (struct figure_panel){ .x = { .title = sweep->axes[1].path, .low = NAN, .high = NAN },
		.y = { .unit = yardstick->unit, .low = NAN, .high = NAN } });
	sketch_series(&sketch, 0, NULL, TONE_ACCENT, &values);
	say_title(&sketch, report, yardstick, &named);
	if (named != SIZE_MAX)
		sketch.accents[named / sweep->axes[1].count] = true;
	sketch_subtitle(&sketch, arena_format(arena, "%s%s%s: mean at each pair of values", figure_capital(yardstick->words, arena),
		*yardstick->unit ? ", " : "", yardstick->unit));
	sketch_note(&sketch, "point", NULL);
	say_alt(&sketch, report, &yardstick, 1);
	return sketch_done(&sketch);
}

/* --- all else: a bar for each point ----------------------------------------------------------------------------------------- */

static void add_bars(struct sketch *sketch, const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points,
	size_t count)
{
	struct sketch_values values = sketch_values(sketch, count);
	for (size_t k = 0; k < count; k++) {
		sketch_put_interval(&values, k, mean_at(report, yardstick, points[k]));
		values.texts[k] = text_at(report, yardstick, points[k]);
	}
	size_t panel = sketch_row_panel(sketch, figure_capital(yardstick->words, report->arena), yardstick->unit);
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

/* More points than are shown: the best first. */
static void sort_best(const struct sweep_report *report, const struct yardstick *yardstick, size_t *points, size_t count)
{
	double sign = yardstick->better == METRIC_LESS ? 1.0 : -1.0;
	for (size_t k = 1; k < count; k++)
		for (size_t i = k; i > 0; i--) {
			double before = sign * mean_at(report, yardstick, points[i - 1]).estimate;
			if (!(sign * mean_at(report, yardstick, points[i]).estimate < before))
				break;
			size_t moved = points[i];
			points[i] = points[i - 1];
			points[i - 1] = moved;
		}
}

static const struct figure *sweep_bars(const struct sweep_report *report, struct arena *arena)
{
	const struct yardstick *yardsticks[PANELS];
	size_t *points, kept = sweep_kept(report, &points), count = list_yardsticks(report, yardsticks), named;
	size_t shown = kept < FIGURE_ROWS ? kept : FIGURE_ROWS;
	struct sketch sketch;
	if (kept == 0 || count == 0)
		return NULL;
	bool sorted = shown < kept && yardsticks[0]->better != METRIC_NEITHER;
	if (sorted)
		sort_best(report, yardsticks[0], points, kept);
	sketch_start(&sketch, FIGURE_BARS, "sweep", report->result, &report->result->scenarios[points[0]], arena);
	sketch.of = report->of;
	sketch_rows(&sketch, shown);
	say_title(&sketch, report, yardsticks[0], &named);
	for (size_t k = 0; k < shown; k++) {
		sketch.rows[k] = sweep_place(report, points[k]);
		sketch.accents[k] = points[k] == named;
	}
	for (size_t y = 0; y < count; y++)
		add_bars(&sketch, report, yardsticks[y], points, shown);
	sketch_subtitle(&sketch, report->sweep->axis_count > 1 ? "Means at each point" :
		arena_format(arena, "Means at each value of %s", report->sweep->axes[0].path));
	sketch_note(&sketch, "point", "whiskers");
	sketch_cut(&sketch, shown, kept, sorted ? "best" : "first");
	say_alt(&sketch, report, yardsticks, count);
	return sketch_done(&sketch);
}

struct figures figures_of_sweep(const struct sweep_report *report, struct arena *arena)
{
	const struct yardstick *yardsticks[PANELS];
	size_t *points, kept = sweep_kept(report, &points), count = list_yardsticks(report, yardsticks);
	const struct sweep *sweep = report->sweep;
	struct figures figures = { .list = arena_take(arena, PANELS, sizeof *figures.list) };
	bool map = sweep->axis_count == 2 && sweep->axes[0].count > 1 && sweep->axes[1].count > 1 && sweep->axes[0].count <= FIGURE_ROWS &&
		sweep->axes[1].count <= FIGURE_ROWS && kept > 0;
	for (size_t y = 0; map && y < count; y++)
		figures_add(&figures, sweep_map(report, yardsticks[y], y == 0, arena));
	if (!map) {
		const struct figure *lines = sweep_lines(report, arena);
		figures_add(&figures, lines ? lines : sweep_bars(report, arena));
	}
	return figures;
}
