/* First all that stands above the rows, panel by panel, then the rows at one height. */
#include <math.h>
#include "parts.h"
#include "rows.h"

#define NAMES_AT_MOST 0.35       /* of the page's width */
#define NAMES_BESIDE_MANY 0.25   /* where three panels and more need the rest */
#define NAME_GAP 12.0
#define BOTH_ENDS_FROM 25        /* rows: more have numbers above and below */
#define NUMBERS_HEIGHT 20.0
#define NARROWEST 130.0          /* a panel among others */
#define BETWEEN 14.0             /* panels below each other */

static struct font font_of(const struct figure *figure, size_t row)
{
	return parts_accent(figure, row) ? parts_strong : parts_label;
}

static double panel_width(const struct rows *rows)
{
	double count = (double)rows->columns;
	return (rows->right - rows->left - (count - 1) * PARTS_GAP) / count;
}

struct rows rows_make(struct canvas *canvas, const struct figure *figure, double pitch)
{
	struct rows rows = { .figure = figure, .count = figure->row_count, .right = canvas->width - PARTS_MARGIN, .pitch = pitch };
	double widest = 0, room = canvas->width * (parts_panels(figure) > 2 ? NAMES_BESIDE_MANY : NAMES_AT_MOST);
	rows.names = arena_take(&canvas->arena, rows.count + 1, sizeof *rows.names);
	for (size_t i = 0; i < rows.count; i++) {
		const char *name = figure->rows ? figure->rows[i] : NULL;
		struct row_name *row = &rows.names[i];
		row->lines = lettering_wrap_ends(&canvas->lettering, font_of(figure, i), name, room, rows.count > 12 ? 2 : 3);
		row->height = fmax(pitch, canvas_lines_height(parts_label, &row->lines) + 5);
		rows.height += row->height;
		widest = fmax(widest, row->lines.width);
	}
	rows.left = PARTS_MARGIN + widest + (widest > 0 ? NAME_GAP : 0);
	rows.columns = parts_panels(figure);
	if (panel_width(&rows) < NARROWEST)
		rows.columns = 1;
	return rows;
}

struct rows_panel rows_panel(const struct rows *rows, size_t index)
{
	double width = panel_width(rows), left = rows->left + (double)(index % rows->columns) * (width + PARTS_GAP);
	return (struct rows_panel){ .index = index, .left = left, .right = left + width, .plot = { .left = left, .right = left + width } };
}

double rows_x(const struct rows_panel *panel, double value)
{
	return panel->plot.left + axis_share(&panel->axis, value) * (panel->plot.right - panel->plot.left);
}

static double draw_names(struct canvas *canvas, const struct rows *rows, double top)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct row_name *row = &rows->names[i];
		double above = (row->height - canvas_lines_height(parts_label, &row->lines)) / 2;
		canvas_lines(canvas, PARTS_MARGIN, top + above, CANVAS_LEFT, font_of(rows->figure, i), palette_ink, &row->lines);
		top += row->height;
	}
	return top;
}

/* Title, what the axis shows, legend. */
static double draw_head(struct canvas *canvas, const struct figure *figure, const struct rows_panel *panel, enum legend_sign sign,
	double top)
{
	const struct figure_panel *what = parts_panel(figure, panel->index);
	double width = panel->right - panel->left;
	struct lines title = lettering_wrap_ends(&canvas->lettering, parts_strong, what->title, width, 2);
	struct lines caption = { .text = { parts_caption(canvas, &what->x, width) } };
	caption.count = parts_filled(caption.text[0]);
	top = canvas_lines(canvas, panel->left, top, CANVAS_LEFT, parts_strong, palette_ink, &title);
	top = canvas_lines(canvas, panel->left, top, CANVAS_LEFT, parts_small, palette_grey, &caption);
	return legend_draw(canvas, figure, panel->index, sign, panel->left, panel->right, top);
}

/* The numbers of an axis; one that would stand too near to another is left out. */
static void draw_numbers(struct canvas *canvas, const struct rows_panel *panel, double baseline)
{
	for (size_t i = 0; i < panel->axis.count; i++) {
		double x = rows_x(panel, panel->axis.ticks[i]);
		struct box box = canvas_text_box(canvas, x, baseline, CANVAS_MIDDLE, parts_small, panel->axis.texts[i]);
		double shift = fmax(0, panel->left - NAME_GAP - box.left) - fmax(0, box.right - panel->right - NAME_GAP);
		box.left += shift - 5;
		box.right += shift + 5;
		if (canvas_is_free(canvas, box))
			canvas_text(canvas, x + shift, baseline, CANVAS_MIDDLE, parts_small, palette_grey, panel->axis.texts[i]);
	}
}

static void draw_grid(struct canvas *canvas, const struct rows_panel *panel, const struct box *plot)
{
	for (size_t i = 0; i < panel->axis.count; i++) {
		double x = rows_x(panel, panel->axis.ticks[i]);
		canvas_line(canvas, x, plot->top, x, plot->bottom, (struct pen){ .colour = palette_rule, .width = 1 });
	}
	if (panel->axis.low <= 0 && panel->axis.high >= 0)
		canvas_line(canvas, rows_x(panel, 0), plot->top, rows_x(panel, 0), plot->bottom, (struct pen){ .colour = palette_ink, .width = 1 });
}

static void draw_rows(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, rows_drawer *draw)
{
	double y = panel->plot.top;
	for (size_t i = 0; i < rows->count; y += rows->names[i++].height)
		draw(canvas, rows, panel, i, y, y + rows->names[i].height);
}

/* Panels side by side. */
static double draw_beside(struct canvas *canvas, const struct rows *rows, struct rows_panel *panels, size_t panel_count,
	enum legend_sign sign, double top, rows_drawer *shapes, rows_drawer *texts)
{
	double head = top, labels = 0;
	struct marks *marks = arena_take(&canvas->arena, panel_count, sizeof *marks);
	for (size_t p = 0; p < panel_count; p++) {
		head = fmax(head, draw_head(canvas, rows->figure, &panels[p], sign, top));
		marks[p] = marks_place(canvas, rows->figure, panels[p].index, &panels[p].axis, panels[p].plot, panels[p].left, panels[p].right);
		labels = fmax(labels, marks[p].height);
	}
	head += (head > top ? 6 : 0) + (rows->count > BOTH_ENDS_FROM ? NUMBERS_HEIGHT : 0);
	top = head + labels;
	double bottom = draw_names(canvas, rows, top);
	for (size_t p = 0; p < panel_count; p++) {
		struct rows_panel *panel = &panels[p];
		panel->plot.top = top;
		panel->plot.bottom = bottom;
		marks_draw_spans(canvas, rows->figure, panel->index, &panel->axis, panel->plot);
		draw_grid(canvas, panel, &panel->plot);
		draw_rows(canvas, rows, panel, shapes);
		marks_draw(canvas, &marks[p], panel->plot);
		draw_rows(canvas, rows, panel, texts);
		draw_numbers(canvas, panel, bottom + 16);
		if (rows->count > BOTH_ENDS_FROM)
			draw_numbers(canvas, panel, head - 5);
	}
	return bottom + NUMBERS_HEIGHT;
}

double rows_draw(struct canvas *canvas, const struct rows *rows, struct rows_panel *panels, size_t panel_count, enum legend_sign sign,
	double top, rows_drawer *shapes, rows_drawer *texts)
{
	for (size_t p = 0; p < panel_count; p += rows->columns)
		top = draw_beside(canvas, rows, &panels[p], rows->columns, sign, top + (p > 0 ? BETWEEN : 0), shapes, texts);
	return top;
}

void rows_whisker(struct canvas *canvas, const struct rows_panel *panel, double low, double high, double middle, double cap)
{
	struct pen pen = { .colour = palette_ink, .width = 1.2 }, halo = { .colour = palette_white, .width = 3.2, .alpha = 0.65 };
	double left = rows_x(panel, low), right = rows_x(panel, high);
	canvas_line(canvas, left, middle, right, middle, halo);
	canvas_line(canvas, left, middle, right, middle, pen);
	canvas_line(canvas, left, middle - cap, left, middle + cap, pen);
	canvas_line(canvas, right, middle - cap, right, middle + cap, pen);
}
