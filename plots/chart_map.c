/* Nodes and edges as they were laid out, made as wide as the page at most. Boxes are the darker the busier they are; who waits before one
   stands as dots below it. */
#include <math.h>
#include <string.h>
#include "chart_forms.h"
#include "node_label.h"
#include "parts.h"

#define TEXT_SIZE 12.0
#define SMALLEST 7.0
#define CURVE_PITCH 5.0          /* a curve is drawn in steps of about so much */
#define CURVE_STEPS 60           /* and at most so many to a Bézier */
#define THICKEST 6.0             /* an edge that all take */
#define DOT 2.3
#define DOT_PITCH 6.0
#define BELOW 10.0               /* the map, for the dots of its last nodes */
#define ROUND 6.0               /* corners */
#define ROUNDER 14.0             /* of starts and ends */

struct map {
	const struct figure_map *map;
	double scale, left, top;
};

static double map_x(const struct map *map, double x)
{
	return map->left + x * map->scale;
}

static double map_y(const struct map *map, double y)
{
	return map->top + y * map->scale;
}

static double pair_at(const double *points, size_t pair, int part)
{
	return points[2 * pair + (size_t)part];
}

/* A point of the Bézier that begins at that pair. */
static double curve(const double *points, size_t pair, int part, double t)
{
	double rest = 1 - t;
	return rest * rest * rest * pair_at(points, pair, part) + 3 * rest * rest * t * pair_at(points, pair + 1, part)
		+ 3 * rest * t * t * pair_at(points, pair + 2, part) + t * t * t * pair_at(points, pair + 3, part);
}

/* In so many steps a Bézier looks round: its control points tell how long it is at most. */
static int curve_steps(const struct map *map, const double *points, size_t pair)
{
	double length = 0;
	for (size_t i = pair; i < pair + 3; i++)
		length += map->scale * hypot(pair_at(points, i + 1, 0) - pair_at(points, i, 0), pair_at(points, i + 1, 1) - pair_at(points, i, 1));
	return (int)fmax(2, fmin(CURVE_STEPS, length / CURVE_PITCH));
}

/* Takes that much off the end of a line, to make room for an arrow's head. */
static size_t shorten(size_t count, double *x, double *y, double length)
{
	while (count > 2 && hypot(x[count - 1] - x[count - 2], y[count - 1] - y[count - 2]) < length) {
		length -= hypot(x[count - 1] - x[count - 2], y[count - 1] - y[count - 2]);
		count--;
	}
	double last = hypot(x[count - 1] - x[count - 2], y[count - 1] - y[count - 2]), share = last > length ? length / last : 0;
	x[count - 1] += (x[count - 2] - x[count - 1]) * share;
	y[count - 1] += (y[count - 2] - y[count - 1]) * share;
	return count;
}

static void draw_edge(struct canvas *canvas, const struct map *map, const struct figure_edge *edge)
{
	size_t curves = edge->points && edge->point_count >= 4 ? (edge->point_count - 1) / 3 : 0, count = 0;
	if (curves == 0)
		return;
	double *x = arena_take(&canvas->arena, curves * CURVE_STEPS + 1, sizeof *x);
	double *y = arena_take(&canvas->arena, curves * CURVE_STEPS + 1, sizeof *y);
	for (size_t i = 0; i < curves; i++) {
		int steps = curve_steps(map, edge->points, 3 * i);
		for (int step = i > 0; step <= steps; step++, count++) {
			x[count] = map_x(map, curve(edge->points, 3 * i, 0, (double)step / steps));
			y[count] = map_y(map, curve(edge->points, 3 * i, 1, (double)step / steps));
		}
	}
	double weight = edge->weight > 0 ? fmin(edge->weight, 1) : 0, width = fmax(0.8, (1 + (THICKEST - 1) * weight) * map->scale);
	double head = (6 + 1.6 * width) * fmax(map->scale, 0.5), tip_x = x[count - 1], tip_y = y[count - 1];
	struct colour colour = palette_tone(edge->tone == TONE_PALE ? TONE_QUIET : edge->tone, 0);
	double dash = edge->tone == TONE_BAD ? 5 : edge->tone == TONE_PALE ? 2.5 : 0;
	count = shorten(count, x, y, head * 0.85);
	canvas_polyline(canvas, count, x, y, (struct pen){ .colour = colour, .width = width, .dash = dash * map->scale });
	canvas_arrow(canvas, tip_x, tip_y, x[count - 1], y[count - 1], head, colour);
}

static struct font font_of(const struct map *map, bool bold)
{
	return (struct font){ fmax(TEXT_SIZE * map->scale, SMALLEST), bold };
}

/* On the map, and where no other text stands. */
static bool has_room(const struct canvas *canvas, const struct map *map, struct box box)
{
	double bottom = map->top + map->map->height * map->scale + BELOW;
	return canvas_is_free(canvas, box) && box.left >= 2 && box.right <= canvas->width - 2 && box.top >= map->top - 2 && box.bottom <= bottom;
}

/* On white, so that it can be read on any line; moved up or down where another text stands. */
static void draw_edge_label(struct canvas *canvas, const struct map *map, const struct figure_edge *edge)
{
	static const double shifts[] = { 0, -1, 1, -2, 2 };
	struct font font = font_of(map, false);
	if (!parts_filled(edge->label))
		return;
	for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++) {
		double x = map_x(map, edge->label_x), y = map_y(map, edge->label_y) + font.size * (0.35 + shifts[i]);
		struct box box = canvas_text_box(canvas, x, y, CANVAS_MIDDLE, font, edge->label);
		if (!has_room(canvas, map, box))
			continue;
		canvas_rectangle(canvas, (struct box){ box.left - 1, box.top, box.right + 1, box.bottom }, palette_white);
		struct colour colour = edge->tone == TONE_BAD ? palette_text(palette_tone(TONE_BAD, 0)) : palette_ink;
		canvas_text(canvas, x, y, CANVAS_MIDDLE, font, colour, edge->label);
		return;
	}
}

/* How many wait, as dots below the box; more than it is wide for are a bar. */
static void draw_queue(struct canvas *canvas, struct box box, double queue, double scale)
{
	double pitch = DOT_PITCH * scale, y = box.bottom + 5 * scale, most = floor((box.right - box.left) / pitch), count = rint(queue);
	struct colour colour = palette_tone(TONE_WAIT, 0);
	if (!(count >= 1) || most < 1)
		return;
	if (count > most)
		canvas_rectangle(canvas, (struct box){ box.left, y - DOT * scale, box.right, y + DOT * scale }, colour);
	for (double i = 0; count <= most && i < count; i++)
		canvas_disc(canvas, box.left + (i + 0.5) * pitch, y, DOT * scale, colour);
}

/* Returns the baseline of the line after the last. */
static double draw_label_lines(struct canvas *canvas, const struct map *map, struct box box, double baseline, struct font font,
	struct colour colour, const struct lines *lines)
{
	font.size = fmax(font.size * map->scale, SMALLEST);
	for (size_t i = 0; i < lines->count; i++, baseline += LETTERING_PITCH * font.size) {
		const char *text = lettering_fit(&canvas->lettering, font, lines->text[i], box.right - box.left - 4);
		double x = (box.left + box.right) / 2;
		if (has_room(canvas, map, canvas_text_box(canvas, x, baseline, CANVAS_MIDDLE, font, text)))
			canvas_text(canvas, x, baseline, CANVAS_MIDDLE, font, colour, text);
	}
	return baseline;
}

static void draw_node_label(struct canvas *canvas, const struct map *map, struct box box, struct colour ground, const char *label)
{
	struct node_label lines = node_label_make(&canvas->lettering, label);
	double baseline = (box.top + box.bottom - lines.height * map->scale) / 2 + lines.name_font.size * map->scale;
	baseline = draw_label_lines(canvas, map, box, baseline, lines.name_font, palette_on(ground), &lines.name);
	draw_label_lines(canvas, map, box, baseline, lines.rest_font, palette_on(ground), &lines.rest);
}

static void draw_node(struct canvas *canvas, const struct map *map, const struct figure_node *node)
{
	double x = map_x(map, node->x), y = map_y(map, node->y), half = node->width * map->scale / 2, tall = node->height * map->scale / 2;
	struct box box = { x - half, y - tall, x + half, y + tall };
	struct colour ground = palette_white;
	struct pen outline = { .colour = palette_tone(node->accent ? TONE_BAD : TONE_QUIET, 0), .width = node->accent ? 3 : 1 };
	if (!isnan(node->load))
		ground = palette_heat(fmax(node->load, 0));
	if (node->shape == NODE_WAIT)
		outline.dash = 3;
	bool rim = node->shape == NODE_START || node->shape == NODE_END;
	if (rim)
		ground = node->shape == NODE_START ? palette_white : palette_shade;
	canvas_rounded(canvas, box, fmin((rim ? ROUNDER : ROUND) * map->scale, tall), ground, &outline);
	draw_queue(canvas, box, node->queue, map->scale);
	draw_node_label(canvas, map, box, ground, node->label);
}

double chart_map(struct canvas *canvas, const struct figure *figure, double top)
{
	const struct figure_map *what = figure->map;
	double width = canvas->width - 2 * PARTS_MARGIN;
	if (!what || !(what->width > 0) || !(what->height > 0) || !axis_shows(what->width) || !axis_shows(what->height))
		return top;
	struct map map = { .map = what, .scale = fmin(1, width / what->width), .top = top };
	map.scale = fmin(map.scale, 4000 / what->height);
	map.left = PARTS_MARGIN + (width - what->width * map.scale) / 2;
	for (size_t i = 0; i < what->edge_count; i++)
		draw_edge(canvas, &map, &what->edges[i]);
	for (size_t i = 0; i < what->node_count; i++)
		draw_node(canvas, &map, &what->nodes[i]);
	for (size_t i = 0; i < what->edge_count; i++)
		draw_edge_label(canvas, &map, &what->edges[i]);
	return top + what->height * map.scale + BELOW;
}
