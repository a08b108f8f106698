/* A plan over time: for each row its bars over a common axis, wide pale ones below, thin ones below them, diamonds at dates; what is to be
   said of a row in a column on the right. */
#include <math.h>
#include "chart_forms.h"
#include "parts.h"
#include "rows.h"

#define PITCH 23.0
#define TEXTS_AT_MOST 0.3        /* of a panel's width */
#define TEXT_GAP 14.0
#define WIDE 8.0                 /* half the height of a band, a bar, a thin line */
#define BAR 4.5
#define THIN 1.0
#define BELOW 7.0                /* where thin lines are, below the middle */
#define DIAMOND 5.5

static struct extent extent_of(const struct rows *rows, size_t panel)
{
	struct extent extent = extent_none(), unused = extent_none();
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(rows->figure, panel, i)); i++)
		for (size_t row = 0; row < rows->count && row < series->count; row++) {
			extent_add(&extent, series->low ? parts_at(series->low, row) : parts_value(series, row));
			extent_add(&extent, series->high ? parts_at(series->high, row) : parts_value(series, row));
		}
	marks_extend(rows->figure, panel, &extent, &unused);
	return extent;
}

static const char *text_of(struct canvas *canvas, const struct figure_series *series, size_t row)
{
	return lettering_clean(&canvas->lettering, series->texts && row < series->count ? series->texts[row] : "");
}

static struct font text_font(const struct rows *rows, size_t row)
{
	return (struct font){ parts_small.size, parts_accent(rows->figure, row) };
}

/* The first series with texts says them all. */
static const struct figure_series *told(const struct rows *rows, size_t panel)
{
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(rows->figure, panel, i)); i++)
		if (series->texts)
			return series;
	return NULL;
}

static void leave_room(struct canvas *canvas, const struct rows *rows, struct rows_panel *panel)
{
	double widest = 0, width = panel->right - panel->left;
	const struct figure_series *series = told(rows, panel->index);
	for (size_t row = 0; series && row < rows->count; row++)
		widest = fmax(widest, lettering_width(&canvas->lettering, text_font(rows, row), text_of(canvas, series, row)));
	if (widest > 0)
		panel->plot.right -= fmin(widest, width * TEXTS_AT_MOST) + TEXT_GAP;
	panel->plot.left += DIAMOND;
	panel->plot.right -= DIAMOND;
}

static struct colour colour_of(const struct rows *rows, const struct figure_series *series, size_t row)
{
	bool plain = rows->figure->accents && (series->tone == TONE_ACCENT || series->tone == TONE_QUIET) && series->low;
	return plain ? palette_tone(parts_accent(rows->figure, row) ? TONE_ACCENT : TONE_QUIET, 0) : parts_colour(rows->figure, series);
}

static void draw_diamond(struct canvas *canvas, double x, double y, struct colour colour)
{
	const double halo = DIAMOND + 1.5, xs[] = { x - DIAMOND, x, x + DIAMOND, x }, ys[] = { y, y - DIAMOND, y, y + DIAMOND };
	const double halo_x[] = { x - halo, x, x + halo, x }, halo_y[] = { y, y - halo, y, y + halo };
	canvas_polygon(canvas, 4, halo_x, halo_y, palette_white, 1);
	canvas_polygon(canvas, 4, xs, ys, colour, 1);
}

static void draw_one(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, const struct figure_series *series,
	size_t row, double middle)
{
	double value = parts_value(series, row), low = parts_at(series->low, row), high = parts_at(series->high, row);
	struct colour colour = colour_of(rows, series, row);
	if (!series->low && !isnan(value))
		draw_diamond(canvas, rows_x(panel, value), middle, colour);
	if (!series->low || isnan(low) || isnan(high))
		return;
	double half = series->dashed ? THIN : series->tone == TONE_PALE ? WIDE : BAR, y = series->dashed ? middle + BELOW : middle;
	double left = rows_x(panel, low), right = fmax(rows_x(panel, high), left + 1.5);
	canvas_rectangle(canvas, (struct box){ left, y - half, right, y + half }, colour);
}

static void draw_row(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top, double bottom)
{
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(rows->figure, panel->index, i)); i++)
		draw_one(canvas, rows, panel, series, row, (top + bottom) / 2);
}

static void draw_text(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top, double bottom)
{
	struct font font = text_font(rows, row);
	const struct figure_series *series = told(rows, panel->index);
	if (!series)
		return;
	const char *text = lettering_fit(&canvas->lettering, font, text_of(canvas, series, row), panel->right - panel->plot.right - 8);
	canvas_text(canvas, panel->right, (top + bottom) / 2 + font.size * 0.35, CANVAS_RIGHT, font, palette_ink, text);
}

double chart_gantt(struct canvas *canvas, const struct figure *figure, double top)
{
	struct rows rows = rows_make(canvas, figure, PITCH);
	size_t count = parts_panels(figure);
	struct rows_panel *panels = arena_take(&canvas->arena, count, sizeof *panels);
	for (size_t p = 0; p < count; p++) {
		panels[p] = rows_panel(&rows, p);
		leave_room(canvas, &rows, &panels[p]);
		panels[p].axis = parts_axis(canvas, &parts_panel(figure, p)->x, extent_of(&rows, p),
			panels[p].plot.right - panels[p].plot.left, false);
	}
	return rows_draw(canvas, &rows, panels, count, LEGEND_AREA, top, draw_row, draw_text);
}
