/* Marks across a plot: lines at a number of the x axis with their labels above the plot, shaded spans, and lines at a number of y. */
#ifndef TAKT_PLOTS_MARKS_H
#define TAKT_PLOTS_MARKS_H

#include "axis.h"
#include "canvas.h"

#define MARKS_AT_MOST 24         /* labels above one plot; further marks stay without */

struct marks {
	const struct axis *axis;     /* of x */
	size_t count;
	struct mark_place {
		const struct figure_mark *mark;
		const char *text;        /* fitted; "" where it has no label */
		double x, left;          /* of its line (the middle of a span); where its text begins */
		double width;
		size_t level;            /* 0 is next to the plot */
	} places[MARKS_AT_MOST];
	double height;               /* of all labels */
};

/* What the marks of a panel add to its axes. */
void marks_extend(const struct figure *figure, size_t panel, struct extent *x, struct extent *y);

/* Where labels go above a plot that reaches from left to right; texts may reach from `from` to `to`. */
struct marks marks_place(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *x, struct box plot,
	double from, double to);

/* Spans go below what is shown, lines and labels above it. The plot's top is where the labels end. */
void marks_draw_spans(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *x, struct box plot);
void marks_draw(struct canvas *canvas, const struct marks *marks, struct box plot);

/* Lines at numbers of y. Their labels are the panel's to place: the nth that has one; NULL: no more. */
void marks_draw_levels(struct canvas *canvas, const struct figure *figure, size_t panel, const struct axis *y, struct box plot);
const struct figure_mark *marks_level(const struct figure *figure, size_t panel, size_t nth);

/* As dark as text has to be. */
struct colour marks_colour(const struct figure_mark *mark);

#endif
