/* Standing bars over bins: wide bins have wide bars, their height is what the data say. */
#include <math.h>
#include "chart_forms.h"
#include "panel.h"
#include "parts.h"

static void extend(const struct figure *figure, size_t panel, struct extent *x, struct extent *y)
{
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++)
		for (size_t bin = 0; series->x && bin < series->count; bin++) {
			extent_add(x, series->x[bin]);
			extent_add(x, series->x[bin + 1]);
			extent_add(y, parts_value(series, bin));
		}
}

static void draw(struct canvas *canvas, const struct panel *panel)
{
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
		for (size_t bin = 0; series->x && bin < series->count; bin++) {
			double value = parts_value(series, bin), from = parts_at(series->x, bin), to = parts_at(series->x, bin + 1);
			if (isnan(value) || isnan(from) || isnan(to))
				continue;
			double left = panel_x(panel, fmin(from, to)), right = panel_x(panel, fmax(from, to));
			double gap = right - left > 4 ? 0.5 : 0, base = panel_y(panel, 0), y = panel_y(panel, value);
			canvas_rectangle(canvas, (struct box){ left + gap, fmin(base, y), right - gap, fmax(base, y) },
				parts_colour(panel->figure, series));
		}
}

double chart_histogram(struct canvas *canvas, const struct figure *figure, double top)
{
	static const struct panel_form form = { .extend = extend, .draw = draw, .from_zero = true, .sign = LEGEND_AREA,
		.heights = { 250, 150, 120, 100 } };
	return panels_draw(canvas, figure, &form, top);
}
