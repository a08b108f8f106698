/* Rows by columns as colour, with the number in each cell where all have room, and a key above. */
#include <math.h>
#include <string.h>
#include "chart_forms.h"
#include "parts.h"
#include "rows.h"

#define PITCH 26.0
#define PITCH_OF_MANY 19.0
#define MANY 16                  /* rows */
#define TURNED_AT_MOST 120.0     /* units of a column's name that is turned by 90 degrees */
#define DIGITS 2                 /* of the number in a cell */
#define SAME 0.02                /* of the largest number */
#define KEY_STEPS 7
#define KEY_STEP 16.0
#define KEY_HEIGHT 20.0

struct heat {
	const struct figure *figure;
	const struct figure_series *series;
	struct rows rows;
	double cell;                 /* width */
	double low, high;            /* of the colours */
};

static double value_at(const struct heat *heat, size_t row, size_t column)
{
	size_t index = row * heat->figure->column_count + column;
	return heat->series && index < heat->series->count ? parts_at(heat->series->value, index) : NAN;
}

/* From 0 unless the numbers are all far from it; where some are negative, both ways from 0. */
static void find_scale(struct heat *heat)
{
	struct extent extent = extent_none();
	for (size_t row = 0; row < heat->rows.count; row++)
		for (size_t column = 0; column < heat->figure->column_count; column++)
			extent_add(&extent, value_at(heat, row, column));
	if (extent.low > extent.high)
		extent = (struct extent){ 0, 1 };
	double most = fmax(fabs(extent.low), fabs(extent.high));
	heat->high = extent.high;
	heat->low = extent.low < 0 ? -most : extent.low < extent.high / 2 ? 0 : extent.low;
	if (extent.low < 0)
		heat->high = most;
	if (heat->high - heat->low >= SAME * most && most > 0)
		return;
	heat->low -= most > 0 ? SAME * most : 0;   /* what differs by nearly nothing looks the same */
	heat->high += most > 0 ? SAME * most : 1;
}

static struct colour colour_of(const struct heat *heat, double value)
{
	if (heat->low < 0)
		return palette_heat(value / heat->high);
	return palette_heat((value - heat->low) / (heat->high - heat->low));
}

static const char *text_at(struct canvas *canvas, const struct heat *heat, size_t row, size_t column)
{
	char number[AXIS_ROOM];
	size_t index = row * heat->figure->column_count + column;
	if (isnan(value_at(heat, row, column)))
		return "";
	axis_number(number, heat->series->value[index], DIGITS, NULL);
	return lettering_clean(&canvas->lettering, heat->series->texts && heat->series->texts[index] ? heat->series->texts[index] : number);
}

static bool texts_fit(struct canvas *canvas, const struct heat *heat)
{
	for (size_t row = 0; row < heat->rows.count; row++)
		for (size_t column = 0; column < heat->figure->column_count; column++)
			if (lettering_width(&canvas->lettering, parts_small, text_at(canvas, heat, row, column)) > heat->cell - 5)
				return false;
	return true;
}

static double rounded(double value)
{
	double last = value == 0 ? 1 : pow(10, floor(log10(fabs(value))) + 1 - PARTS_DIGITS);
	return rint(value / last) * last;
}

/* "0 ▒▒▓▓██ 12", and what it is. */
static double draw_key(struct canvas *canvas, const struct heat *heat, double top)
{
	char low[AXIS_ROOM], high[AXIS_ROOM];
	double x = heat->rows.left, baseline = top + 13;
	axis_number(low, rounded(heat->low), PARTS_DIGITS, NULL);
	axis_number(high, rounded(heat->high), PARTS_DIGITS, NULL);
	canvas_text(canvas, x, baseline, CANVAS_LEFT, parts_small, palette_grey, low);
	x += lettering_width(&canvas->lettering, parts_small, low) + 6;
	for (int i = 0; i < KEY_STEPS; i++, x += KEY_STEP) {
		double value = heat->low + (heat->high - heat->low) * i / (KEY_STEPS - 1);
		canvas_rectangle(canvas, (struct box){ x, top + 3, x + KEY_STEP, top + 15 }, colour_of(heat, value));
	}
	const char *name = heat->series && heat->series->name ? heat->series->name : "";
	const char *text = arena_format(&canvas->arena, "%s%s%s", high, *name ? " " : "", name);
	canvas_text(canvas, x + 6, baseline, CANVAS_LEFT, parts_small, palette_grey,
		lettering_fit(&canvas->lettering, parts_small, text, heat->rows.right - x - 6));
	return top + KEY_HEIGHT;
}

static const char *column_name(const struct heat *heat, size_t column)
{
	return heat->figure->columns ? heat->figure->columns[column] : NULL;
}

static double widest_name(struct canvas *canvas, const struct heat *heat)
{
	double widest = 0;
	for (size_t i = 0; i < heat->figure->column_count; i++)
		widest = fmax(widest, lettering_width(&canvas->lettering, parts_small, lettering_clean(&canvas->lettering, column_name(heat, i))));
	return widest;
}

/* Numbers may be left out between others: who reads 0, 2, 4 knows what is between. */
static bool are_numbers(const struct heat *heat)
{
	for (size_t i = 0; i < heat->figure->column_count; i++)
		if (!parts_filled(column_name(heat, i)) || !strchr("0123456789", *column_name(heat, i)))
			return false;
	return true;
}

/* Above their columns, every so many where all would not fit; names that are too long are turned. */
static double draw_columns(struct canvas *canvas, const struct heat *heat, double top)
{
	double widest = widest_name(canvas, heat), need = widest + 5;
	bool turned = need > heat->cell && !are_numbers(heat);
	if (turned)
		need = parts_small.size * LETTERING_PITCH;
	size_t stride = (size_t)ceil(fmax(need / heat->cell, 1) - 1e-9);
	double height = turned ? fmin(widest, TURNED_AT_MOST) + 6 : 18;
	for (size_t i = 0; i < heat->figure->column_count; i += stride) {
		double middle = heat->rows.left + ((double)i + 0.5) * heat->cell;
		const char *name = lettering_fit(&canvas->lettering, parts_small, column_name(heat, i), turned ? TURNED_AT_MOST : widest);
		if (turned)
			canvas_text_up(canvas, middle + parts_small.size * 0.35, top + height - 4, CANVAS_LEFT, parts_small, palette_grey, name);
		else if (canvas_text_box(canvas, middle, top, CANVAS_MIDDLE, parts_small, name).right < canvas->width - 2)
			canvas_text(canvas, middle, top + 13, CANVAS_MIDDLE, parts_small, palette_grey, name);
	}
	return top + height;
}

/* What rows and columns are, on one line above both. */
static double draw_captions(struct canvas *canvas, const struct heat *heat, double top)
{
	const struct figure_panel *panel = parts_panel(heat->figure, 0);
	double names = heat->rows.left - PARTS_MARGIN - 12;
	struct lines rows = lettering_wrap(&canvas->lettering, parts_small, names > 40 ? panel->y.title : NULL, names, 2);
	struct lines columns = { .text = { parts_caption(canvas, &panel->x, heat->rows.right - heat->rows.left) } };
	columns.count = parts_filled(columns.text[0]);
	double one = canvas_lines(canvas, PARTS_MARGIN, top, CANVAS_LEFT, parts_small, palette_grey, &rows);
	return fmax(one, canvas_lines(canvas, heat->rows.left, top, CANVAS_LEFT, parts_small, palette_grey, &columns));
}

static void draw_row(struct canvas *canvas, const struct heat *heat, size_t row, double top, bool texts)
{
	double bottom = top + heat->rows.names[row].height, gap = heat->cell > 8 ? 1 : 0;
	struct font font = parts_accent(heat->figure, row) ? parts_strong : parts_label;
	const struct lines *name = &heat->rows.names[row].lines;
	canvas_lines(canvas, PARTS_MARGIN, (top + bottom - canvas_lines_height(font, name)) / 2, CANVAS_LEFT, font, palette_ink, name);
	for (size_t column = 0; column < heat->figure->column_count; column++) {
		double value = value_at(heat, row, column), left = heat->rows.left + (double)column * heat->cell;
		if (isnan(value))
			continue;
		struct colour colour = colour_of(heat, value);
		canvas_rectangle(canvas, (struct box){ left, top, left + heat->cell - gap, bottom - gap }, colour);
		if (texts)
			canvas_text(canvas, left + (heat->cell - gap) / 2, (top + bottom - gap) / 2 + parts_small.size * 0.35, CANVAS_MIDDLE, parts_small,
				palette_on(colour), text_at(canvas, heat, row, column));
	}
}

double chart_heat(struct canvas *canvas, const struct figure *figure, double top)
{
	struct heat heat = { .figure = figure, .series = parts_series(figure, 0, 0) };
	heat.rows = rows_make(canvas, figure, figure->row_count > MANY ? PITCH_OF_MANY : PITCH);
	if (figure->column_count == 0)
		return top;
	heat.cell = fmin((heat.rows.right - heat.rows.left) / (double)figure->column_count, 110);
	find_scale(&heat);
	bool texts = texts_fit(canvas, &heat);
	top = draw_key(canvas, &heat, top) + 4;
	top = draw_captions(canvas, &heat, top);
	top = draw_columns(canvas, &heat, top);
	for (size_t row = 0; row < heat.rows.count; row++) {
		draw_row(canvas, &heat, row, top, texts);
		top += heat.rows.names[row].height;
	}
	return top + 4;
}
