/* First each below the one above it, then, from the bottom, each above the one below it. */
#include <math.h>
#include "ends.h"
#include "parts.h"

#define WIDEST 0.21              /* of the page */
#define LINES 2
#define AWAY 6.0                 /* farther from its end than that, a name gets a line to it */
#define LEADER 14.0

struct end_place {
	struct end_name name;
	struct lines lines;
	double top, height;
};

static struct lines wrapped(struct canvas *canvas, const char *name, size_t at_most)
{
	return lettering_wrap(&canvas->lettering, parts_small, name, canvas->width * WIDEST, at_most);
}

bool ends_fit(struct canvas *canvas, const struct end_name *names, size_t count, double height)
{
	double used = 0;
	for (size_t i = 0; i < count; i++) {
		struct lines lines = wrapped(canvas, names[i].name, LINES + 1);
		used += canvas_lines_height(parts_small, &lines);
		if (lines.count > LINES)
			return false;
	}
	return used <= height;
}

double ends_width(struct canvas *canvas, const struct end_name *names, size_t count)
{
	double widest = 0;
	for (size_t i = 0; i < count; i++)
		widest = fmax(widest, wrapped(canvas, names[i].name, LINES).width);
	return widest > 0 ? widest + LEADER : 0;
}

static void sort_down(struct end_place *places, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t k = i; k > 0 && places[k].name.y < places[k - 1].name.y; k--) {
			struct end_place other = places[k];
			places[k] = places[k - 1];
			places[k - 1] = other;
		}
}

static void push_apart(struct end_place *places, size_t count, double top, double bottom)
{
	for (size_t i = 0; i < count; i++) {
		double least = i > 0 ? places[i - 1].top + places[i - 1].height : top;
		places[i].top = fmax(places[i].name.y - places[i].height / 2, least);
	}
	for (size_t i = count; i-- > 0; ) {
		double most = i + 1 < count ? places[i + 1].top : bottom;
		places[i].top = fmin(places[i].top, most - places[i].height);
	}
}

void ends_draw(struct canvas *canvas, const struct end_name *names, size_t count, double left, double top, double bottom)
{
	size_t placed = 0;
	double used = 0;
	struct end_place *places = arena_take(&canvas->arena, count + 1, sizeof *places);
	for (size_t i = 0; i < count; i++) {
		if (!parts_filled(names[i].name))
			continue;
		struct end_place *place = &places[placed++];
		place->name = names[i];
		place->lines = wrapped(canvas, names[i].name, LINES);
		place->height = canvas_lines_height(parts_small, &place->lines);
		used += place->height;
		if (used > bottom - top)
			placed--;
	}
	sort_down(places, placed);
	push_apart(places, placed, top, bottom);
	for (size_t i = 0; i < placed; i++) {
		const struct end_place *place = &places[i];
		double middle = place->top + place->height / 2;
		if (fabs(middle - place->name.y) > AWAY) {
			double x[] = { left + 2, left + 6, left + LEADER - 2 }, y[] = { place->name.y, place->name.y, middle };
			canvas_polyline(canvas, 3, x, y, (struct pen){ .colour = place->name.colour, .width = 0.8 });
		}
		canvas_lines(canvas, left + LEADER, place->top, CANVAS_LEFT, parts_small, palette_text(place->name.colour), &place->lines);
	}
}
