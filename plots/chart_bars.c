/* Lying bars. A bar of one part has its value beside it; of several parts each has its value inside where there is room, and a last part
   without name and length has its text beside the bar: the sum. */
#include <math.h>
#include "chart_forms.h"
#include "parts.h"
#include "rows.h"

#define PITCH 26.0
#define PITCH_OF_MANY 21.0
#define MANY 20                  /* rows */
#define THICKEST 17.0
#define ASIDE 5.0                /* of a text from its bar */
#define PLOT_AT_LEAST 0.4        /* of the panel: beside long texts, a bar is still a bar */

/* One end of a bar or the other. */
struct end {
	double value;                /* where its bar or its whisker ends */
	double other;                /* and on the other side of 0, where only whiskers may be */
	const char *text;            /* beside it; "": none */
};

/* The row's parts as far as `count`, those above and below zero apart. */
static void add_parts(const struct figure *figure, size_t panel, size_t row, size_t count, double *below, double *above)
{
	const struct figure_series *series;
	*below = *above = 0;
	for (size_t i = 0; i < count && (series = parts_series(figure, panel, i)); i++) {
		double value = parts_value(series, row);
		*(value < 0 ? below : above) += isnan(value) ? 0 : value;
	}
}

/* Where series `nth` begins and ends in this row. What has no length goes on where the bar ends. */
static void part_of(const struct figure *figure, size_t panel, size_t row, size_t nth, double *from, double *to)
{
	double below, above, value = parts_value(parts_series(figure, panel, nth), row);
	add_parts(figure, panel, row, nth, &below, &above);
	*from = value < 0 || !(value > 0 || above > 0) ? below : above;
	*to = *from + (isnan(value) ? 0 : value);
}

static void whisker_of(const struct figure_series *series, size_t row, double from, double *low, double *high)
{
	*low = row < series->count ? from + parts_at(series->low, row) : NAN;
	*high = row < series->count ? from + parts_at(series->high, row) : NAN;
}

static size_t series_count(const struct figure *figure, size_t panel)
{
	size_t count = 0;
	while (parts_series(figure, panel, count))
		count++;
	return count;
}

/* The only part of the row's bar that has a length, or, where none has, the only one there is; NULL: there are several, or none. The series
   of a panel with one is it anyway. */
static const struct figure_series *only_part(const struct figure *figure, size_t panel, size_t row)
{
	const struct figure_series *series, *found = NULL, *zero = NULL;
	size_t count = 0, zeros = 0;
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++)
		if (fabs(parts_value(series, row)) > 0) {
			found = series;
			count++;
		} else if (!isnan(parts_value(series, row))) {
			zero = series;
			zeros++;
		}
	if (count == 0 && zeros == 1)
		return zero;
	return series_count(figure, panel) == 1 ? parts_series(figure, panel, 0) : count == 1 ? found : NULL;
}

/* The part whose text stands beside the bar: the sum, or the only one; NULL: there is none. */
static const struct figure_series *told_beside(const struct figure *figure, size_t panel, size_t row)
{
	size_t count = series_count(figure, panel);
	const struct figure_series *last = count > 0 ? parts_series(figure, panel, count - 1) : NULL;
	bool sum = last && !last->name && last->texts && parts_value(last, row) == 0;
	return sum ? last : only_part(figure, panel, row);
}

/* What stands beside the bar, and where the bar and its whiskers end; `room` holds a number as text. */
static struct end end_of(const struct figure *figure, size_t panel, size_t row, char *room)
{
	const struct figure_series *series, *beside = told_beside(figure, panel, row);
	struct end end = { .text = beside ? parts_text(beside, row, parts_panel(figure, panel)->x.unit, room) : "" };
	double from, to, low, high, least = 0, most = 0, below, above;
	add_parts(figure, panel, row, series_count(figure, panel), &below, &above);
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++) {
		part_of(figure, panel, row, i, &from, &to);
		whisker_of(series, row, from, &low, &high);
		least = fmin(fmin(least, to), low);          /* fmin and fmax leave out NAN */
		most = fmax(fmax(most, to), high);
	}
	end.value = below < 0 && !(above > 0) ? least : most;
	end.other = below < 0 && !(above > 0) ? most : least;
	return end;
}

static struct extent extent_of(const struct rows *rows, size_t panel)
{
	struct extent extent = extent_none(), unused = extent_none();
	const struct figure_series *series;
	extent_add(&extent, 0);
	for (size_t i = 0; (series = parts_series(rows->figure, panel, i)); i++)
		for (size_t row = 0; row < rows->count; row++) {
			double from, to, low, high;
			part_of(rows->figure, panel, row, i, &from, &to);
			whisker_of(series, row, from, &low, &high);
			extent_add(&extent, to);
			extent_add(&extent, low);
			extent_add(&extent, high);
		}
	marks_extend(rows->figure, panel, &extent, &unused);
	return extent;
}

static struct font text_font(const struct rows *rows, size_t row)
{
	return (struct font){ parts_small.size, parts_accent(rows->figure, row) };
}

static double text_width(struct canvas *canvas, const struct rows *rows, size_t row, const char *text)
{
	const char *clean = lettering_clean(&canvas->lettering, text);
	return *clean ? lettering_width(&canvas->lettering, text_font(rows, row), clean) + ASIDE + 0.5 : 0;
}

/* Makes the axis so short that the texts beside the bars stay within the panel. */
static void leave_room(struct canvas *canvas, const struct rows *rows, struct rows_panel *panel)
{
	char room[AXIS_ROOM];
	double least = (panel->right - panel->left) * PLOT_AT_LEAST;
	for (size_t row = 0; row < rows->count; row++) {
		struct end end = end_of(rows->figure, panel->index, row, room);
		double width = text_width(canvas, rows, row, end.text), share = 1 - axis_share(&panel->axis, end.value);
		if (end.value < 0 && share > 0)
			panel->plot.left = fmax(panel->plot.left, panel->right - (panel->right - panel->left - width) / share);
	}
	panel->plot.left = fmin(panel->plot.left, panel->right - least);
	for (size_t row = 0; row < rows->count; row++) {
		struct end end = end_of(rows->figure, panel->index, row, room);
		double width = text_width(canvas, rows, row, end.text), share = axis_share(&panel->axis, end.value);
		if (end.value >= 0 && share > 0)
			panel->plot.right = fmin(panel->plot.right, panel->plot.left + (panel->right - panel->plot.left - width) / share);
	}
	panel->plot.right = fmax(panel->plot.right, panel->plot.left + least);
}

/* Beside the bar; where there is more room at the other side of 0 and it needs that, there; else it is cut to what room there is. */
static void draw_end(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double middle)
{
	char room[AXIS_ROOM];
	struct end end = end_of(rows->figure, panel->index, row, room);
	struct font font = text_font(rows, row);
	bool left = end.value < 0;
	double x = rows_x(panel, end.value), free = (left ? x - panel->left : panel->right - x) - ASIDE;
	double other = rows_x(panel, end.other), free_there = (left ? panel->right - other : other - panel->left) - ASIDE;
	if (text_width(canvas, rows, row, end.text) > free + ASIDE + 0.5 && free_there > free) {
		left = !left;
		x = other;
		free = free_there;
	}
	const char *text = lettering_fit(&canvas->lettering, font, end.text, fmax(free, 0));
	canvas_text_clear(canvas, left ? x - ASIDE : x + ASIDE, middle + font.size * 0.35, left ? CANVAS_RIGHT : CANVAS_LEFT, font,
		palette_ink, text);
}

static void draw_inside(struct canvas *canvas, struct box part, struct colour colour, const char *text)
{
	struct font font = parts_small;
	double middle = (part.left + part.right) / 2, baseline = (part.top + part.bottom) / 2 + font.size * 0.35;
	struct box box = canvas_text_box(canvas, middle, baseline, CANVAS_MIDDLE, font, text);
	if (*text && box.left > part.left + 3 && box.right < part.right - 3)
		canvas_text(canvas, middle, baseline, CANVAS_MIDDLE, font, palette_on(colour), text);
}

/* Of one series, the rows that the title talks about stand out. */
static struct colour colour_of(const struct rows *rows, const struct figure_series *series, size_t count, size_t row)
{
	bool plain = series->tone == TONE_ACCENT || series->tone == TONE_QUIET;
	if (count == 1 && rows->figure->accents && plain)
		return palette_tone(parts_accent(rows->figure, row) ? TONE_ACCENT : TONE_QUIET, 0);
	return parts_colour(rows->figure, series);
}

static void draw_bar(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top, double bottom)
{
	size_t count = series_count(rows->figure, panel->index);
	bool several = count > 1 && !only_part(rows->figure, panel->index, row);
	double half = fmin(THICKEST, rows->pitch * 0.66) / 2, middle = (top + bottom) / 2, low, high, from, to;
	for (size_t i = 0; i < count; i++) {
		const struct figure_series *series = parts_series(rows->figure, panel->index, i);
		struct colour colour = colour_of(rows, series, count, row);
		part_of(rows->figure, panel->index, row, i, &from, &to);
		double one = rows_x(panel, from), other = rows_x(panel, to);
		struct box part = { fmin(one, other), middle - half, fmax(one, other), middle + half };
		bool follows = from > 0 || from < 0;
		part.left += follows && to > from && part.right - part.left > 2 ? 1 : 0;   /* a white line between the parts */
		part.right -= follows && to < from && part.right - part.left > 2 ? 1 : 0;
		canvas_rectangle(canvas, part, colour);
		char room[AXIS_ROOM];
		whisker_of(series, row, from, &low, &high);
		if (!isnan(low) && !isnan(high))
			rows_whisker(canvas, panel, low, high, middle, half / 2);
		else if (several)
			draw_inside(canvas, part, colour, lettering_clean(&canvas->lettering,
				parts_text(series, row, parts_panel(rows->figure, panel->index)->x.unit, room)));
	}
}

static void draw_texts(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top,
	double bottom)
{
	draw_end(canvas, rows, panel, row, (top + bottom) / 2);
}

double chart_bars(struct canvas *canvas, const struct figure *figure, double top)
{
	struct rows rows = rows_make(canvas, figure, figure->row_count > MANY ? PITCH_OF_MANY : PITCH);
	size_t count = parts_panels(figure);
	struct rows_panel *panels = arena_take(&canvas->arena, count, sizeof *panels);
	for (size_t p = 0; p < count; p++) {
		panels[p] = rows_panel(&rows, p);
		panels[p].axis = parts_axis(canvas, &parts_panel(figure, p)->x, extent_of(&rows, p), panels[p].right - panels[p].left, true);
		leave_room(canvas, &rows, &panels[p]);
	}
	return rows_draw(canvas, &rows, panels, count, LEGEND_AREA, top, draw_bar, draw_texts);
}
