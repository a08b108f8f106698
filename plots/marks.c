/* Labels are placed from right to left, each at the lowest level where it stands free of the others, to the right of its line so that the
   lines of those before it pass by. Where there is no room to its right it stands further left; then a line may pass behind it. */
#include <math.h>
#include "marks.h"
#include "parts.h"

#define LEVEL 16.0
#define ABOVE_PLOT 4.0           /* of the lowest labels */
#define ASIDE 4.0                /* of the text from its line */

static bool belongs(const struct figure_mark *mark, size_t panel, const struct axis *x)
{
	if (mark->panel != panel || mark->kind == MARK_Y || !axis_shows(mark->at) || (mark->kind == MARK_SPAN && !axis_shows(mark->to)))
		return false;
	double end = mark->kind == MARK_SPAN ? mark->to : mark->at;
	return fmax(mark->at, end) >= x->low && fmin(mark->at, end) <= x->high;
}

void marks_extend(const struct figure *figure, size_t panel, struct extent *x, struct extent *y)
{
	for (size_t i = 0; i < figure->mark_count; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		if (mark->panel != panel)
			continue;
		extent_add(mark->kind == MARK_Y ? y : x, mark->at);
		if (mark->kind == MARK_SPAN)
			extent_add(x, mark->to);
	}
}

static double place_of(const struct axis *x, struct box plot, double value)
{
	return plot.left + axis_share(x, value) * (plot.right - plot.left);
}

static bool covers(const struct mark_place *place, double x)
{
	return place->left - 2 < x && x < place->left + place->width + 2;
}

static bool is_hit(const struct marks *marks, const struct mark_place *place, bool lines_too)
{
	for (const struct mark_place *other = marks->places; other < place; other++) {
		bool beside = place->left >= other->left + other->width + 8 || other->left >= place->left + place->width + 8;
		if (other->width > 0 && place->width > 0 && other->level == place->level && !beside)
			return true;
		if (lines_too && ((other->level > place->level && covers(place, other->x)) || (other->level < place->level && covers(other, place->x))))
			return true;
	}
	return false;
}

static void find_level(struct marks *marks, struct mark_place *place)
{
	for (place->level = 0; place->level <= marks->count; place->level++)
		if (!is_hit(marks, place, true))
			return;
	for (place->level = 0; is_hit(marks, place, false); )
		place->level++;
}

static void sort_from_right(struct marks *marks)
{
	for (size_t i = 1; i < marks->count; i++)
		for (size_t k = i; k > 0 && marks->places[k].x > marks->places[k - 1].x; k--) {
			struct mark_place other = marks->places[k];
			marks->places[k] = marks->places[k - 1];
			marks->places[k - 1] = other;
		}
}

struct marks marks_place(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *x, struct box plot,
	double from, double to)
{
	struct marks marks = { .count = 0, .axis = x };
	for (size_t i = 0; i < figure->mark_count && marks.count < MARKS_AT_MOST; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		if (!belongs(mark, panel, x))
			continue;
		struct mark_place *place = &marks.places[marks.count++];
		place->mark = mark;
		place->x = place_of(x, plot, mark->at);
		if (mark->kind == MARK_SPAN)
			place->x = (place->x + place_of(x, plot, mark->to)) / 2;
		place->text = lettering_fit(&canvas->lettering, parts_small, mark->label, to - from);
		place->width = lettering_width(&canvas->lettering, parts_small, place->text);
		place->left = mark->kind == MARK_SPAN ? place->x - place->width / 2 : place->x + ASIDE;
		place->left = fmax(from, fmin(place->left, to - place->width));
	}
	sort_from_right(&marks);
	for (size_t i = 0; i < marks.count; i++) {
		find_level(&marks, &marks.places[i]);
		if (marks.places[i].width > 0)
			marks.height = fmax(marks.height, ABOVE_PLOT + (double)(marks.places[i].level + 1) * LEVEL);
	}
	return marks;
}

void marks_draw_spans(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *x, struct box plot)
{
	for (size_t i = 0; i < figure->mark_count; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		if (mark->kind != MARK_SPAN || !belongs(mark, panel, x))
			continue;
		double one = place_of(x, plot, mark->at), other = place_of(x, plot, mark->to);
		canvas_rectangle(canvas, (struct box){ fmin(one, other), plot.top, fmax(one, other), plot.bottom }, palette_shade);
	}
}

/* Where a span ends, for what is drawn over it, and for prints in which its shade is not seen. */
static void draw_edges(struct canvas *canvas, const struct figure_mark *mark, const struct axis *x, struct box plot)
{
	const double ends[] = { mark->at, mark->to };
	for (int i = 0; i < 2; i++)
		if (ends[i] > x->low && ends[i] < x->high)
			canvas_line(canvas, place_of(x, plot, ends[i]), plot.top, place_of(x, plot, ends[i]), plot.bottom,
				(struct pen){ .colour = palette_grey, .width = 0.8, .dash = 2 });
}

static bool is_quiet(const struct figure_mark *mark)
{
	return mark->tone == TONE_QUIET || mark->tone == TONE_PALE;
}

struct colour marks_colour(const struct figure_mark *mark)
{
	return is_quiet(mark) ? palette_grey : palette_text(palette_tone(mark->tone, 0));
}

static struct pen pen_of(const struct figure_mark *mark)
{
	bool quiet = is_quiet(mark);
	return (struct pen){ .colour = marks_colour(mark), .width = quiet ? 0.9 : 1.6, .dash = quiet ? 3 : 4 };
}

void marks_draw(struct canvas *canvas, const struct marks *marks, struct box plot)
{
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark_place *place = &marks->places[i];
		double top = place->width > 0 ? plot.top - ABOVE_PLOT - (double)(place->level + 1) * LEVEL + 2 : plot.top;
		if (place->mark->kind == MARK_X && place->mark->at == 0)
			canvas_line(canvas, place->x, top, place->x, plot.bottom, (struct pen){ .colour = palette_ink, .width = 1 });
		else if (place->mark->kind == MARK_X)
			canvas_line(canvas, place->x, top, place->x, plot.bottom, pen_of(place->mark));
		else
			draw_edges(canvas, place->mark, marks->axis, plot);
	}
	for (size_t i = 0; i < marks->count; i++) {
		const struct mark_place *place = &marks->places[i];
		double bottom = plot.top - ABOVE_PLOT - (double)place->level * LEVEL, baseline = bottom - 4;
		if (place->x > place->left && place->x < place->left + place->width)
			canvas_rectangle(canvas, (struct box){ place->left - 2, bottom - LEVEL, place->left + place->width + 2, bottom - 1 }, palette_white);
		canvas_text(canvas, place->left, baseline, CANVAS_LEFT, parts_small, marks_colour(place->mark), place->text);
	}
}

void marks_draw_levels(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *y, struct box plot)
{
	for (size_t i = 0; i < figure->mark_count; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		if (mark->kind != MARK_Y || mark->panel != panel || !(mark->at >= y->low && mark->at <= y->high))
			continue;
		double at = plot.bottom - axis_share(y, mark->at) * (plot.bottom - plot.top);
		canvas_line(canvas, plot.left, at, plot.right, at, pen_of(mark));
	}
}

const struct figure_mark *marks_level(const struct figure *figure, size_t panel, size_t nth)
{
	for (size_t i = 0; i < figure->mark_count; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		if (mark->kind == MARK_Y && mark->panel == panel && axis_shows(mark->at) && parts_filled(mark->label) && nth-- == 0)
			return mark;
	}
	return NULL;
}
