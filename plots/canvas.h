/* What charts are drawn with: a few shapes and texts in units, y downwards, over PLplot, which draws on a surface of cairo by its driver
   `extcairo`. Invariant: each text that is drawn is known with its box, so that nothing needs to be put where another text stands.

   A canvas begins as a rehearsal, on which nothing is drawn but all is measured; canvas_page then gives it paper.
   PLplot has one global stream: one canvas with paper at a time, from one thread. */
#ifndef TAKT_PLOTS_CANVAS_H
#define TAKT_PLOTS_CANVAS_H

#include <stdio.h>
#include "sim/arena.h"
#include "chart.h"
#include "lettering.h"
#include "palette.h"

struct box {
	double left, top, right, bottom;
};

enum canvas_side { CANVAS_LEFT, CANVAS_MIDDLE, CANVAS_RIGHT };   /* which part of a text stands at the place that is given */

struct canvas_text {
	struct box box;
	const char *text;            /* clean */
	double x, y, width;          /* where its first letter begins, on the baseline */
	struct font font;
	struct colour colour;
	bool up;                     /* turned by 90 degrees, from bottom to top */
	struct canvas_text *next;
};

struct pen {
	struct colour colour;
	double width;
	double dash;                 /* length of a dash and of a gap; 0: none */
	double alpha;                /* 0: as 1 */
};

struct canvas {
	double width, height;        /* in units; a rehearsal has no height */
	struct arena arena;
	struct lettering lettering;
	struct canvas_text *first, *last;
	enum chart_device device;
	double pixels;               /* of a PNG to one unit */
	double enlarged;             /* times, what a PNG is painted from */
	struct _cairo *cairo;        /* NULL: a rehearsal */
	struct _cairo_surface *surface;
	FILE *memory;                /* where the surface is written */
	char *bytes;
	size_t length;
};

/* A rehearsal on a page CHART_UNITS wide. 0, or -1 with what went wrong in `fault`. canvas_done in any case. */
int canvas_init(struct canvas *canvas, char *fault, size_t fault_room);
void canvas_done(struct canvas *canvas);

/* White paper of that height; texts of the rehearsal are forgotten. `width`: pixels of a PNG. 0, or -1 with `fault`. */
int canvas_page(struct canvas *canvas, enum chart_device device, double height, unsigned width, char *fault, size_t fault_room);

/* Ends the drawing and writes the picture; `prefix` of ids and `alt` are for an SVG. 0, or -1 with `fault`. */
int canvas_write(struct canvas *canvas, const char *prefix, const char *alt, FILE *to, char *fault, size_t fault_room);

/* Shapes. Rectangles and lines keep to whole pixels. `alpha`: 1 covers what is below. What is not finite is not drawn. */
void canvas_rectangle(struct canvas *canvas, struct box box, struct colour colour);
void canvas_rounded(struct canvas *canvas, struct box box, double radius, struct colour colour, const struct pen *outline);
void canvas_polygon(struct canvas *canvas, size_t count, const double *x, const double *y, struct colour colour, double alpha);
void canvas_disc(struct canvas *canvas, double x, double y, double radius, struct colour colour);
void canvas_line(struct canvas *canvas, double x, double y, double to_x, double to_y, struct pen pen);
void canvas_polyline(struct canvas *canvas, size_t count, const double *x, const double *y, struct pen pen);

/* A triangle whose tip is at (x, y), coming from the direction of (from_x, from_y). */
void canvas_arrow(struct canvas *canvas, double x, double y, double from_x, double from_y, double size, struct colour colour);

/* One line of text, its baseline at y. */
void canvas_text(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text);

/* The same on a piece of white, so that lines below it do not cross it. */
void canvas_text_clear(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text);

/* From bottom to top; x is its baseline, y where `side` of it stands (LEFT: its beginning, below). */
void canvas_text_up(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, struct colour colour,
	const char *text);

/* The box that the text would have, and whether no text stands there yet. */
struct box canvas_text_box(struct canvas *canvas, double x, double y, enum canvas_side side, struct font font, const char *text);
bool canvas_is_free(const struct canvas *canvas, struct box box);

/* Lines below each other, the first baseline one ascent below `top`; returns where the last ends. */
double canvas_lines(struct canvas *canvas, double x, double top, enum canvas_side side, struct font font, struct colour colour,
	const struct lines *lines);
double canvas_lines_height(struct font font, const struct lines *lines);

bool box_meets(struct box one, struct box other);

#endif
