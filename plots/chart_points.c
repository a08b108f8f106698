/* Points with whiskers, called by their names. A name stands at the first of eight places about its point where it hits no text, no point
   and no line; else farther off, with a thin line to its point; else next to it on a line; else it is left out. */
#include <math.h>
#include "chart_forms.h"
#include "panel.h"
#include "parts.h"

#define RADIUS 4.5
#define CROWD 150                /* so many points without names, and each is drawn smaller */
#define SMALL 2.2
#define NAME_WIDTH 150.0
#define NAME_LINES 3
#define NAMES_AT_MOST 80         /* in one panel: more could not be read, nor placed in reasonable time */
#define CLOUD 1500               /* so many points, or lines, are a cloud in which names do not try to keep clear of each */
#define DIRECTIONS 8
#define DISTANCES 4
#define NEAR 9.0                 /* from the middle of a point to its name */

/* Right, left, above, below, and between them, in the order of how well they read. */
static const double directions[DIRECTIONS][2] = {
	{ 1, 0 }, { 1, -0.75 }, { 1, 0.75 }, { -1, 0 }, { -1, -0.75 }, { -1, 0.75 }, { 0, -1 }, { 0, 1 } };
static const double distances[DISTANCES] = { NEAR, 24, 42, 64 };

struct segment {
	double x, y, to_x, to_y;
};

/* What names must not hit. */
struct obstacles {
	struct box *points;
	size_t point_count;
	struct segment *lines;
	size_t line_count;
	struct box within;
};

static void extend(const struct figure *figure, size_t panel, struct extent *x, struct extent *y)
{
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(figure, panel, i)); i++)
		for (size_t k = 0; k < series->count; k++) {
			if (isnan(parts_value(series, k)) || isnan(parts_at(series->x, k)))
				continue;
			extent_add(x, series->x[k]);
			extent_add(x, parts_at(series->x_low, k));
			extent_add(x, parts_at(series->x_high, k));
			extent_add(y, series->value[k]);
			extent_add(y, parts_at(series->low, k));
			extent_add(y, parts_at(series->high, k));
		}
}

static bool is_shown(const struct figure_series *series, size_t index)
{
	return !isnan(parts_value(series, index)) && !isnan(parts_at(series->x, index));
}

static void draw_segment(struct canvas *canvas, struct obstacles *obstacles, struct segment line, struct pen pen)
{
	obstacles->lines[obstacles->line_count++] = line;
	canvas_line(canvas, line.x, line.y, line.to_x, line.to_y, pen);
}

/* From one gap to the next, so that dashes run on over its corners. */
static void draw_joined(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, struct obstacles *obstacles)
{
	struct pen pen = { .colour = parts_line_colour(panel->figure, series), .width = 2, .dash = series->dashed ? 5 : 0 };
	double *x = arena_take(&canvas->arena, series->count + 1, sizeof *x), *y = arena_take(&canvas->arena, series->count + 1, sizeof *y);
	size_t count = 0;
	for (size_t k = 0; k <= series->count; k++) {
		if (k < series->count && is_shown(series, k)) {
			x[count] = panel_x(panel, series->x[k]);
			y[count] = panel_y(panel, series->value[k]);
			if (count > 0)
				obstacles->lines[obstacles->line_count++] = (struct segment){ x[count - 1], y[count - 1], x[count], y[count] };
			count++;
			continue;
		}
		if (count > 1)
			canvas_polyline(canvas, count, x, y, pen);
		count = 0;
	}
}

static void draw_whiskers(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, struct obstacles *obstacles)
{
	struct pen pen = { .colour = palette_mix(parts_colour(panel->figure, series), palette_white, 0.35), .width = 1.5 };
	for (size_t k = 0; k < series->count; k++) {
		if (!is_shown(series, k))
			continue;
		double x = panel_x(panel, series->x[k]), y = panel_y(panel, series->value[k]);
		double low = parts_at(series->low, k), high = parts_at(series->high, k);
		double left = parts_at(series->x_low, k), right = parts_at(series->x_high, k);
		if (!isnan(low) && !isnan(high))
			draw_segment(canvas, obstacles, (struct segment){ x, panel_y(panel, low), x, panel_y(panel, high) }, pen);
		if (!isnan(left) && !isnan(right))
			draw_segment(canvas, obstacles, (struct segment){ panel_x(panel, left), y, panel_x(panel, right), y }, pen);
	}
}

static bool is_crowd(const struct figure_series *series)
{
	return !series->joined && !series->bare && !series->labels && series->count >= CROWD;
}

static void draw_discs(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, struct obstacles *obstacles)
{
	double radius = is_crowd(series) ? SMALL : RADIUS;
	for (size_t k = 0; k < series->count; k++) {
		if (!is_shown(series, k))
			continue;
		double x = panel_x(panel, series->x[k]), y = panel_y(panel, series->value[k]);
		if (radius == RADIUS)
			canvas_disc(canvas, x, y, radius + 1, palette_white);
		canvas_disc(canvas, x, y, radius, parts_colour(panel->figure, series));
		obstacles->points[obstacles->point_count++] = (struct box){ x - radius, y - radius, x + radius, y + radius };
	}
}

/* Whether a line crosses a box: what is left of it after cutting off what lies beyond each side. */
static bool crosses(struct segment line, struct box box)
{
	double from = 0, to = 1;
	const double run[2] = { line.to_x - line.x, line.to_y - line.y }, start[2] = { line.x, line.y };
	const double least[2] = { box.left, box.top }, most[2] = { box.right, box.bottom };
	for (int i = 0; i < 2; i++) {
		double one = (least[i] - start[i]) / run[i], other = (most[i] - start[i]) / run[i];
		if (fabs(run[i]) < 1e-9) {
			if (start[i] <= least[i] || start[i] >= most[i])
				return false;
			continue;
		}
		from = fmax(from, fmin(one, other));
		to = fmin(to, fmax(one, other));
	}
	return from < to;
}

static bool is_free(const struct canvas *canvas, const struct obstacles *obstacles, struct box box, bool lines_too)
{
	if (box.left < obstacles->within.left || box.right > obstacles->within.right || box.top < obstacles->within.top
		|| box.bottom > obstacles->within.bottom || !canvas_is_free(canvas, box))
		return false;
	for (size_t i = 0; i < obstacles->point_count && obstacles->point_count < CLOUD; i++)
		if (box_meets(obstacles->points[i], box))
			return false;
	for (size_t i = 0; lines_too && i < obstacles->line_count && obstacles->line_count < CLOUD; i++)
		if (crosses(obstacles->lines[i], box))
			return false;
	return true;
}

/* The box of a name in that direction from its point. */
static struct box box_beside(double x, double y, const double *direction, double distance, double width, double height)
{
	double middle_x = x + direction[0] * (direction[0] == 0 ? 0 : distance + width / 2);
	double middle_y = y + direction[1] * (distance + height / 2 - (distance > NEAR ? 0 : 2));
	return (struct box){ middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2 };
}

/* From a point to its name, where that is farther off. */
static struct segment leader_to(double x, double y, struct box box)
{
	double to_x = box.left > x ? box.left - 2 : box.right < x ? box.right + 2 : x;
	double to_y = box.top > y ? box.top : box.bottom < y ? box.bottom : (box.top + box.bottom) / 2;
	return (struct segment){ x, y, to_x, to_y };
}

/* Whether a leader passes by all texts and by all points but its own. */
static bool passes(const struct canvas *canvas, const struct obstacles *obstacles, struct segment leader)
{
	for (const struct canvas_text *text = canvas->first; text; text = text->next)
		if (crosses(leader, text->box))
			return false;
	for (size_t i = 0; i < obstacles->point_count && obstacles->point_count < CLOUD; i++) {
		struct box point = obstacles->points[i];
		bool own = leader.x > point.left && leader.x < point.right && leader.y > point.top && leader.y < point.bottom;
		if (!own && crosses(leader, point))
			return false;
	}
	return true;
}

static bool find_place(const struct canvas *canvas, const struct obstacles *obstacles, double x, double y, struct box *box, bool *far)
{
	double width = box->right - box->left, height = box->bottom - box->top;
	for (size_t k = 0; k < DISTANCES; k++)
		for (size_t i = 0; i < DIRECTIONS; i++) {
			*far = k > 0;
			*box = box_beside(x, y, directions[i], distances[k], width, height);
			if (is_free(canvas, obstacles, *box, true) && (!*far || passes(canvas, obstacles, leader_to(x, y, *box))))
				return true;
		}
	*far = false;
	for (size_t i = 0; i < DIRECTIONS; i++) {
		*box = box_beside(x, y, directions[i], NEAR, width, height);
		if (is_free(canvas, obstacles, *box, false))
			return true;
	}
	return false;
}

/* What has to be named stands over points and lines where it must, but over no text. */
static bool find_room(const struct canvas *canvas, const struct obstacles *obstacles, double x, double y, struct box *box)
{
	double width = box->right - box->left, height = box->bottom - box->top;
	for (size_t i = 0; i < DIRECTIONS; i++) {
		*box = box_beside(x, y, directions[i], NEAR, width, height);
		if (box->left >= obstacles->within.left && box->right <= obstacles->within.right && box->top >= obstacles->within.top
			&& box->bottom <= obstacles->within.bottom && canvas_is_free(canvas, *box))
			return true;
	}
	return false;
}

static void draw_name(struct canvas *canvas, const struct panel *panel, const struct figure_series *series, size_t index,
	struct obstacles *obstacles)
{
	struct font font = { parts_small.size, series->tone == TONE_ACCENT };
	struct lines lines = lettering_wrap(&canvas->lettering, font, series->labels[index], NAME_WIDTH, NAME_LINES);
	double x = panel_x(panel, series->x[index]), y = panel_y(panel, series->value[index]);
	bool far;
	struct box box = { 0, 0, lines.width, canvas_lines_height(font, &lines) };
	if (lines.count == 0 || (!find_place(canvas, obstacles, x, y, &box, &far) && !((series->bare || series->tone == TONE_ACCENT) &&
		find_room(canvas, obstacles, x, y, &box))))
		return;
	bool right = box.left > x, left = box.right < x;
	if (far)
		draw_segment(canvas, obstacles, leader_to(x, y, box), (struct pen){ .colour = palette_grey, .width = 0.7 });
	enum canvas_side side = right ? CANVAS_LEFT : left ? CANVAS_RIGHT : CANVAS_MIDDLE;
	double at = right ? box.left : left ? box.right : (box.left + box.right) / 2;
	canvas_lines(canvas, at, box.top, side, font, font.bold ? palette_text(palette_tone(TONE_ACCENT, 0)) : palette_ink, &lines);
}

static void draw(struct canvas *canvas, const struct panel *panel)
{
	size_t count = 0, named = 0;
	const struct figure_series *series;
	for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
		count += series->count;
	struct obstacles obstacles = { .within = { panel->plot.left + 2, panel->plot.top - 4, panel->right, panel->plot.bottom - 1 } };
	obstacles.points = arena_take(&canvas->arena, count + 1, sizeof *obstacles.points);
	obstacles.lines = arena_take(&canvas->arena, 3 * count + 1, sizeof *obstacles.lines);
	for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
		if (is_crowd(series))
			draw_discs(canvas, panel, series, &obstacles);
	for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
		if (series->joined)
			draw_joined(canvas, panel, series, &obstacles);
		else if (!series->bare)
			draw_whiskers(canvas, panel, series, &obstacles);
	for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
		if (!series->joined && !series->bare && !is_crowd(series))
			draw_discs(canvas, panel, series, &obstacles);
	for (int accent = 1; accent >= 0; accent--)   /* what the title talks about chooses first */
		for (size_t i = 0; (series = parts_series(panel->figure, panel->index, i)); i++)
			for (size_t k = 0; series->labels && (series->tone == TONE_ACCENT) == accent && k < series->count && named < NAMES_AT_MOST; k++)
				if (is_shown(series, k) && parts_filled(series->labels[k])) {
					draw_name(canvas, panel, series, k, &obstacles);
					named++;
				}
}

double chart_points(struct canvas *canvas, const struct figure *figure, double top)
{
	static const struct panel_form form = { .extend = extend, .draw = draw, .whole_x = true, .sign = LEGEND_DISC,
		.heights = { 360, 260, 220, 180 } };
	return panels_draw(canvas, figure, &form, top);
}
