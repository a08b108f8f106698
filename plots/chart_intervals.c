/* A forest plot: for each row a disc with whiskers, and its value in a column on the right. Several series stand below each other. */
#include <math.h>
#include "chart_forms.h"
#include "parts.h"
#include "rows.h"

#define PITCH 27.0
#define SERIES_PITCH 15.0        /* between the series of a row */
#define TEXTS_AT_MOST 0.65       /* of a panel's width: numbers are not cut before there is hardly an axis left */
#define TEXT_GAP 14.0
#define AROUND 0.04              /* what the axis shows beyond the data, of their extent */

static size_t most_series(const struct figure *figure)
{
	size_t most = 1;
	for (size_t p = 0; p < parts_panels(figure); p++)
		while (parts_series(figure, p, most))
			most++;
	return most;
}

static struct extent extent_of(const struct rows *rows, size_t panel)
{
	struct extent extent = extent_none(), unused = extent_none();
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(rows->figure, panel, i)); i++)
		for (size_t row = 0; row < rows->count && row < series->count; row++) {
			extent_add(&extent, parts_value(series, row));
			extent_add(&extent, parts_at(series->low, row));
			extent_add(&extent, parts_at(series->high, row));
		}
	marks_extend(rows->figure, panel, &extent, &unused);
	double more = extent.high > extent.low ? (extent.high - extent.low) * AROUND : 0;
	return (struct extent){ extent.low - more, extent.high + more };
}

static struct font text_font(const struct rows *rows, size_t row)
{
	return (struct font){ parts_small.size, parts_accent(rows->figure, row) };
}

static const char *text_of(struct canvas *canvas, const struct rows *rows, const struct figure_series *series, size_t row)
{
	char room[AXIS_ROOM];
	return lettering_clean(&canvas->lettering, parts_text(series, row, parts_panel(rows->figure, series->panel)->x.unit, room));
}

static void leave_room(struct canvas *canvas, const struct rows *rows, struct rows_panel *panel)
{
	double widest = 0, width = panel->right - panel->left;
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(rows->figure, panel->index, i)); i++)
		for (size_t row = 0; row < rows->count; row++)
			widest = fmax(widest, lettering_width(&canvas->lettering, text_font(rows, row), text_of(canvas, rows, series, row)));
	if (widest > 0)
		panel->plot.right -= fmin(widest, width * TEXTS_AT_MOST) + TEXT_GAP;
	panel->plot.left += 6;
	panel->plot.right -= 6;
}

/* Where the first of the row's series stands. */
static double first_middle(const struct rows *rows, const struct rows_panel *panel, double top, double bottom)
{
	size_t count = 0;
	while (parts_series(rows->figure, panel->index, count))
		count++;
	return (top + bottom) / 2 - ((double)count - 1) / 2 * SERIES_PITCH;
}

static void draw_interval(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top,
	double bottom)
{
	const struct figure_series *series;
	double middle = first_middle(rows, panel, top, bottom);
	bool alone = !parts_series(rows->figure, panel->index, 1);
	for (size_t i = 0; (series = parts_series(rows->figure, panel->index, i)); i++, middle += SERIES_PITCH) {
		double value = parts_value(series, row);
		if (isnan(value))
			continue;
		bool plain = alone && rows->figure->accents && (series->tone == TONE_ACCENT || series->tone == TONE_QUIET);
		struct colour colour = plain ? palette_tone(parts_accent(rows->figure, row) ? TONE_ACCENT : TONE_QUIET, 0)
			: parts_colour(rows->figure, series);
		double low = parts_at(series->low, row), high = parts_at(series->high, row);
		if (!isnan(low) && !isnan(high))
			canvas_line(canvas, rows_x(panel, low), middle, rows_x(panel, high), middle, (struct pen){ .colour = colour, .width = 3 });
		canvas_disc(canvas, rows_x(panel, value), middle, 5, colour);
	}
}

static void draw_texts(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top,
	double bottom)
{
	const struct figure_series *series;
	struct font font = text_font(rows, row);
	double middle = first_middle(rows, panel, top, bottom);
	for (size_t i = 0; (series = parts_series(rows->figure, panel->index, i)); i++, middle += SERIES_PITCH) {
		const char *text = lettering_fit(&canvas->lettering, font, text_of(canvas, rows, series, row), panel->right - panel->plot.right - 12);
		canvas_text(canvas, panel->right, middle + font.size * 0.35, CANVAS_RIGHT, font, palette_ink, text);
	}
}

double chart_intervals(struct canvas *canvas, const struct figure *figure, double top)
{
	struct rows rows = rows_make(canvas, figure, PITCH + (double)(most_series(figure) - 1) * SERIES_PITCH);
	size_t count = parts_panels(figure);
	struct rows_panel *panels = arena_take(&canvas->arena, count, sizeof *panels);
	for (size_t p = 0; p < count; p++) {
		panels[p] = rows_panel(&rows, p);
		leave_room(canvas, &rows, &panels[p]);
		panels[p].axis = parts_axis(canvas, &parts_panel(figure, p)->x, extent_of(&rows, p),
			panels[p].plot.right - panels[p].plot.left, false);
	}
	return rows_draw(canvas, &rows, panels, count, LEGEND_DISC, top, draw_interval, draw_texts);
}
