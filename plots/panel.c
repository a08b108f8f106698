/* The panels share the width that the numbers of y need, so that their plots stand exactly below each other; those whose x axes mean the
   same share one. */
#include <math.h>
#include <string.h>
#include "ends.h"
#include "marks.h"
#include "panel.h"
#include "parts.h"

#define STEP_HEIGHT 34.0         /* of y */
#define NUMBER_GAP 7.0
#define NUMBERS_HEIGHT 20.0
#define RIGHT_AT_LEAST 18.0      /* half of the last number of x */
#define CAPTION_GAP 12.0         /* between the title of a panel and what its y axis shows */
#define END_APART 0.08           /* of what x shows: ends that lie farther apart have no names beside them */
#define ABOVE_PLOT 8.0           /* half of the highest number of y */
#define BETWEEN 12.0

double panel_x(const struct panel *panel, double value)
{
	return panel->plot.left + axis_share(&panel->x, value) * (panel->plot.right - panel->plot.left);
}

double panel_y(const struct panel *panel, double value)
{
	return panel->plot.bottom - axis_share(&panel->y, value) * (panel->plot.bottom - panel->plot.top);
}

static bool same_word(const char *one, const char *other)
{
	return strcmp(one ? one : "", other ? other : "") == 0;
}

static bool same_x(const struct figure *figure, size_t one, size_t other)
{
	const struct figure_axis *a = &parts_panel(figure, one)->x, *b = &parts_panel(figure, other)->x;
	return same_word(a->title, b->title) && same_word(a->unit, b->unit);
}

static void make_axes(struct canvas *canvas, const struct figure *figure, const struct panel_form *form, struct panel *panels,
	size_t count, double height)
{
	struct extent shared = extent_none();
	bool all = true;
	for (size_t p = 0; p < count; p++) {
		struct extent y = extent_none();
		all = all && same_x(figure, 0, p);
		form->extend(figure, p, &shared, &y);
		marks_extend(figure, p, &shared, &y);
		if (form->from_zero)
			extent_add(&y, 0);
		panels[p].y = axis_make(&parts_panel(figure, p)->y, y, (size_t)(height / STEP_HEIGHT), true);
	}
	for (size_t p = 0; p < count; p++) {
		struct extent own = extent_none(), unused = extent_none();
		form->extend(figure, p, &own, &unused);
		marks_extend(figure, p, &own, &unused);
		panels[p].x = parts_axis(canvas, &parts_panel(figure, p)->x, all ? shared : own, panels[p].plot.right - panels[p].plot.left,
			form->whole_x);
	}
}

static double numbers_width(struct canvas *canvas, const struct panel *panels, size_t count)
{
	double widest = 0;
	for (size_t p = 0; p < count; p++)
		for (size_t i = 0; i < panels[p].y.count; i++)
			widest = fmax(widest, lettering_width(&canvas->lettering, parts_small, panels[p].y.texts[i]));
	return widest;
}

/* Title, and what the y axis shows, where there is room on one line. */
static double draw_head(struct canvas *canvas, const struct panel *panel, const struct panel_form *form, double top)
{
	const struct figure_panel *what = parts_panel(panel->figure, panel->index);
	double left = PARTS_MARGIN, right = canvas->width - PARTS_MARGIN;
	struct lines title = lettering_wrap(&canvas->lettering, parts_strong, what->title, right - left, 2);
	struct lines caption = { .text = { parts_caption(canvas, &what->y, right - left) } };
	caption.count = parts_filled(caption.text[0]);
	double beside = left + title.width + CAPTION_GAP, below = canvas_lines(canvas, left, top, CANVAS_LEFT, parts_strong, palette_ink, &title);
	bool same = title.count == 1 && beside + lettering_width(&canvas->lettering, parts_small, caption.text[0]) < right;
	top = canvas_lines(canvas, same ? beside : left, same ? top + 1 : below, CANVAS_LEFT, parts_small, palette_grey, &caption);
	top = fmax(top, below);
	if (!panel->named)
		top = legend_draw(canvas, panel->figure, panel->index, form->sign, left, right, top);
	return top + ABOVE_PLOT;
}

static void draw_y(struct canvas *canvas, const struct panel *panel)
{
	for (size_t i = 0; i < panel->y.count; i++) {
		double y = panel_y(panel, panel->y.ticks[i]);
		canvas_line(canvas, panel->plot.left, y, panel->plot.right, y, (struct pen){ .colour = palette_rule, .width = 1 });
		canvas_text(canvas, panel->plot.left - NUMBER_GAP, y + parts_small.size * 0.35, CANVAS_RIGHT, parts_small, palette_grey,
			panel->y.texts[i]);
	}
}

static double draw_x(struct canvas *canvas, const struct panel *panel)
{
	double base = panel->y.low <= 0 && panel->y.high >= 0 ? panel_y(panel, 0) : panel->plot.bottom, bottom = panel->plot.bottom;
	canvas_line(canvas, panel->plot.left, base, panel->plot.right, base, (struct pen){ .colour = palette_ink, .width = 1 });
	for (size_t i = 0; i < panel->x.count; i++) {
		double x = panel_x(panel, panel->x.ticks[i]), baseline = bottom + 18;
		struct box box = canvas_text_box(canvas, x, baseline, CANVAS_MIDDLE, parts_small, panel->x.texts[i]);
		double shift = fmax(0, 2 - box.left) - fmax(0, box.right - canvas->width + 2);
		box = (struct box){ box.left + shift - 5, box.top, box.right + shift + 5, box.bottom };
		if (!canvas_is_free(canvas, box))
			continue;
		canvas_line(canvas, x, bottom, x, bottom + 4, (struct pen){ .colour = palette_grey, .width = 1 });
		canvas_text(canvas, x + shift, baseline, CANVAS_MIDDLE, parts_small, palette_grey, panel->x.texts[i]);
	}
	return bottom + NUMBERS_HEIGHT;
}

static double draw_x_caption(struct canvas *canvas, const struct panel *panel, double top)
{
	const char *caption = parts_caption(canvas, &parts_panel(panel->figure, panel->index)->x, panel->plot.right - PARTS_MARGIN);
	struct lines lines = { .count = parts_filled(caption), .text = { caption } };
	return canvas_lines(canvas, panel->plot.right, top + 2, CANVAS_RIGHT, parts_small, palette_grey, &lines);
}

/* The names at the right of a plot: of its series, where it is named so, and of the lines across it. */
static struct end_name *ends_of(struct canvas *canvas, const struct panel *panel, const struct panel_form *form, size_t *count)
{
	const struct figure *figure = panel->figure;
	const struct figure_series *series;
	const struct figure_mark *mark;
	struct end_name *ends = arena_take(&canvas->arena, figure->series_count + figure->mark_count + 1, sizeof *ends);
	*count = 0;
	for (size_t i = 0; panel->named && (series = parts_series(figure, panel->index, i)); i++)
		if (parts_filled(series->name))
			ends[(*count)++] = (struct end_name){ series->name, form->end(panel, i), parts_colour(figure, series) };
	for (size_t i = 0; (mark = marks_level(figure, panel->index, i)); i++)
		ends[(*count)++] = (struct end_name){ mark->label, panel_y(panel, mark->at), marks_colour(mark) };
	return ends;
}

/* Where a series ends along x; NAN: nothing of it is shown. */
static double last_x(const struct figure_series *series)
{
	for (size_t i = series->count; i-- > 0;)
		if (!isnan(parts_value(series, i)) && (!series->x || !isnan(series->x[i])))
			return series->x ? series->x[i] : (double)i;
	return NAN;
}

/* Whether all that have a name end near the right, so that names there stand by their own ends. */
static bool end_together(const struct figure *figure, size_t panel)
{
	struct extent all = extent_none(), ends = extent_none();
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++) {
		for (size_t k = 0; series->x && k < series->count; k++)
			extent_add(&all, series->x[k]);
		if (parts_filled(series->name))
			extent_add(&ends, last_x(series));
	}
	return !(ends.high - ends.low > END_APART * (all.high - all.low));
}

/* Names stand at the ends in all panels or in none. Returns the room that is left for them beside the plots. */
static double choose_names(struct canvas *canvas, struct panel *panels, size_t count, const struct panel_form *form, double height)
{
	bool named = form->end;
	double room = RIGHT_AT_LEAST;
	size_t ends;
	for (size_t p = 0; p < count; p++) {
		panels[p].named = form->end;
		const struct end_name *names = ends_of(canvas, &panels[p], form, &ends);
		named = named && end_together(panels[p].figure, p) && ends_fit(canvas, names, ends, height);
	}
	for (size_t p = 0; p < count; p++) {
		panels[p].named = named;
		const struct end_name *names = ends_of(canvas, &panels[p], form, &ends);
		room = fmax(room, ends_width(canvas, names, ends));
	}
	return room;
}

static double draw_panel(struct canvas *canvas, struct panel *panel, const struct panel_form *form, double height, double top)
{
	const struct figure *figure = panel->figure;
	size_t count;
	top = draw_head(canvas, panel, form, top);
	struct marks marks = marks_place(canvas, figure, panel->index, &panel->x, panel->plot, panel->plot.left, canvas->width - PARTS_MARGIN);
	panel->plot.top = top + marks.height;
	panel->plot.bottom = panel->plot.top + height;
	marks_draw_spans(canvas, figure, panel->index, &panel->x, panel->plot);
	draw_y(canvas, panel);
	struct end_name *ends = ends_of(canvas, panel, form, &count);
	ends_draw(canvas, ends, count, panel->plot.right, panel->plot.top, panel->plot.bottom);   /* first: other texts keep clear of them */
	form->draw(canvas, panel);
	marks_draw_levels(canvas, figure, panel->index, &panel->y, panel->plot);
	marks_draw(canvas, &marks, panel->plot);
	return draw_x(canvas, panel);
}

double panels_draw(struct canvas *canvas, const struct figure *figure, const struct panel_form *form, double top)
{
	size_t count = parts_panels(figure);
	struct panel *panels = arena_take(&canvas->arena, count, sizeof *panels);
	double height = form->heights[count < 4 ? count - 1 : 3], right = canvas->width - PARTS_MARGIN;
	for (size_t p = 0; p < count; p++)
		panels[p] = (struct panel){ .figure = figure, .index = p, .right = right, .plot = { .left = PARTS_MARGIN } };
	double room = choose_names(canvas, panels, count, form, height);
	for (size_t p = 0; p < count; p++)
		panels[p].plot.right = right - room;
	make_axes(canvas, figure, form, panels, count, height);
	double numbers = numbers_width(canvas, panels, count);
	for (size_t p = 0; p < count; p++) {
		panels[p].plot.left += numbers + NUMBER_GAP;
		top = draw_panel(canvas, &panels[p], form, height, top);
		if (p + 1 == count || !same_x(figure, p, p + 1))
			top = draw_x_caption(canvas, &panels[p], top);
		top += p + 1 < count ? BETWEEN : 0;
	}
	return top;
}
