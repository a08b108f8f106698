/* Lines with their bands, and areas on each other. What has more points than the picture has room for is thinned out, its peaks kept. */
#include <math.h>
#include "chart_forms.h"
#include "panel.h"
#include "parts.h"

#define BAND_ALPHA 0.18
#define COLUMN 1.0               /* units: within one, a line keeps its first, lowest, highest and last point */
#define AREA_POINTS 800          /* of one area */

static double x_at(const struct figure_series *series, size_t index)
{
	return series->x ? parts_at(series->x, index) : (double)index;
}

/* A band may reach below 0 where a mean of few numbers is not sure; where nothing is below 0 and 0 belongs to the axis, it ends there. */
static void extend_lines(const struct figure *figure, size_t panel, struct extent *x, struct extent *y)
{
	const struct figure_series *series;
	struct extent values = extent_none(), bands = extent_none();
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++)
		for (size_t k = 0; k < series->count; k++) {
			extent_add(x, x_at(series, k));
			extent_add(&values, parts_value(series, k));
			extent_add(&bands, parts_at(series->low, k));
			extent_add(&bands, parts_at(series->high, k));
		}
	bool counted = parts_panel(figure, panel)->y.zero && values.low >= 0;
	extent_add(y, values.low);
	extent_add(y, values.high);
	extent_add(y, counted ? fmax(bands.low, 0) : bands.low);
	extent_add(y, bands.high);
}

/* Keeps, of neighbours in one column, the first, the lowest, the highest and the last, in their order. Returns how many are left. */
static size_t thin_out(size_t count, double *x, double *y)
{
	size_t kept = 0;
	for (size_t from = 0, to; from < count; from = to) {
		size_t low = from, high = from;
		for (to = from + 1; to < count && floor(x[to] / COLUMN) == floor(x[from] / COLUMN); to++) {
			low = y[to] < y[low] ? to : low;
			high = y[to] > y[high] ? to : high;
		}
		for (size_t k = from; k < to; k++)
			if (k == from || k == low || k == high || k + 1 == to) {
				x[kept] = x[k];
				y[kept++] = y[k];
			}
	}
	return kept;
}

/* The next stretch without gaps, from `*at` on. Returns how many points it has. */
static size_t next_stretch(const struct panel *panel, const struct figure_series *series, size_t *at, double *x, double *y)
{
	size_t count = 0;
	for (; *at < series->count; ++*at) {
		double value = parts_value(series, *at), where = x_at(series, *at);
		bool gap = isnan(value) || isnan(where);
		if (gap && count > 0)
			break;
		if (gap)
			continue;
		x[count] = panel_x(panel, where);
		y[count++] = panel_y(panel, value);
	}
	return thin_out(count, x, y);
}

static void draw_band(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, double *x, double *y)
{
	for (size_t at = 0; series->low && series->high && at < series->count; ) {
		size_t from = at;
		while (at < series->count && !isnan(parts_at(series->low, at)) && !isnan(parts_at(series->high, at)) && !isnan(x_at(series, at)))
			at++;
		size_t stride = (at - from) / AREA_POINTS + 1, half = at > from ? (at - from - 1) / stride + 1 : 0;
		for (size_t k = 0; k < half; k++) {
			size_t index = k + 1 == half ? at - 1 : from + k * stride;
			x[k] = x[2 * half - 1 - k] = panel_x(panel, x_at(series, index));
			y[k] = panel_y(panel, series->high[index]);
			y[2 * half - 1 - k] = panel_y(panel, series->low[index]);
		}
		canvas_polygon(canvas, 2 * half, x, y, parts_colour(panel->figure, series), BAND_ALPHA);
		at += at == from;
	}
}

static void draw_line(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, double *x, double *y)
{
	struct colour colour = parts_line_colour(panel->figure, series);
	bool quiet = series->tone == TONE_QUIET || series->tone == TONE_PALE;
	for (size_t at = 0; at < series->count; ) {
		size_t count = next_stretch(panel, series, &at, x, y);
		if (count == 1)
			canvas_disc(canvas, x[0], y[0], 2.5, colour);
		else
			canvas_polyline(canvas, count, x, y, (struct pen){ .colour = colour, .width = quiet ? 1.6 : 2.2, .dash = series->dashed ? 5 : 0 });
	}
}

/* Where a line ends: its last point. */
static double end_of_line(const struct panel *panel, size_t nth)
{
	const struct figure_series *series = parts_series(panel->figure, panel->index, nth);
	for (size_t i = series->count; i-- > 0; )
		if (!isnan(parts_value(series, i)) && !isnan(x_at(series, i)))
			return panel_y(panel, series->value[i]);
	return panel->plot.bottom;
}

static size_t count_series(const struct panel *panel, size_t *most)
{
	size_t count = 0;
	const struct figure_series *series;
	for (*most = 0; (series = parts_series(panel->figure, panel->index, count)); count++)
		*most = series->count > *most ? series->count : *most;
	return count;
}

static void draw_lines(struct canvas *canvas, const struct panel *panel)
{
	size_t most, count = count_series(panel, &most);
	double *x = arena_take(&canvas->arena, 2 * most + 2, sizeof *x), *y = arena_take(&canvas->arena, 2 * most + 2, sizeof *y);
	for (size_t i = 0; i < count; i++)
		draw_band(canvas, panel, parts_series(panel->figure, panel->index, i), x, y);
	for (size_t i = count; i-- > 0; )   /* the first, which matters most, above the others */
		draw_line(canvas, panel, parts_series(panel->figure, panel->index, i), x, y);
}

double chart_lines(struct canvas *canvas, const struct figure *figure, double top)
{
	static const struct panel_form form = { .extend = extend_lines, .draw = draw_lines, .end = end_of_line, .sign = LEGEND_LINE,
		.heights = { 300, 170, 140, 115 } };
	return panels_draw(canvas, figure, &form, top);
}

/* The height of the first `count` areas at one place; what is missing has none, what is negative neither. */
static double stacked(const struct panel *panel, size_t count, size_t at)
{
	double sum = 0;
	for (size_t i = 0; i < count; i++) {
		double value = parts_value(parts_series(panel->figure, panel->index, i), at);
		sum += value > 0 ? value : 0;
	}
	return sum;
}

static void extend_areas(const struct figure *figure, size_t index, struct extent *x, struct extent *y)
{
	struct panel panel = { .figure = figure, .index = index };
	size_t most, count = count_series(&panel, &most);
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < parts_series(figure, index, i)->count; k++) {
			extent_add(x, x_at(parts_series(figure, index, i), k));
			extent_add(y, stacked(&panel, count, k));
		}
}

static void draw_area(struct canvas *canvas, const struct panel *panel, size_t nth, double *x, double *y)
{
	const struct figure_series *series = parts_series(panel->figure, panel->index, nth);
	size_t stride = series->count / AREA_POINTS + 1, half = 0;
	for (size_t k = 0; k < series->count; k++)
		if (!isnan(x_at(series, k)) && (k % stride == 0 || k + 1 == series->count))
			x[half++] = (double)k;
	for (size_t k = 0; k < half; k++) {
		size_t index = (size_t)x[k];
		y[k] = panel_y(panel, stacked(panel, nth + 1, index));
		y[2 * half - 1 - k] = panel_y(panel, stacked(panel, nth, index));
		x[k] = x[2 * half - 1 - k] = panel_x(panel, x_at(series, index));
	}
	canvas_polygon(canvas, 2 * half, x, y, parts_colour(panel->figure, series), 1);
}

/* Where an area ends: in the middle of its last height. */
static double end_of_area(const struct panel *panel, size_t nth)
{
	const struct figure_series *series = parts_series(panel->figure, panel->index, nth);
	size_t last = series->count;
	while (last > 0 && isnan(x_at(series, last - 1)))
		last--;
	if (last == 0)
		return panel->plot.bottom;
	return panel_y(panel, (stacked(panel, nth, last - 1) + stacked(panel, nth + 1, last - 1)) / 2);
}

static void draw_areas(struct canvas *canvas, const struct panel *panel)
{
	size_t most, count = count_series(panel, &most);
	double *x = arena_take(&canvas->arena, 2 * most + 2, sizeof *x), *y = arena_take(&canvas->arena, 2 * most + 2, sizeof *y);
	for (size_t i = 0; i < count; i++)
		draw_area(canvas, panel, i, x, y);
}

double chart_areas(struct canvas *canvas, const struct figure *figure, double top)
{
	static const struct panel_form form = { .extend = extend_areas, .draw = draw_areas, .end = end_of_area, .from_zero = true,
		.sign = LEGEND_AREA, .heights = { 300, 170, 140, 115 } };
	return panels_draw(canvas, figure, &form, top);
}
