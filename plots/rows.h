/* Charts whose rows have names: the column of names on the left, panels side by side on the right, an axis of values in each. On a narrow
   page the panels stand below each other, each with the names. */
#ifndef TAKT_PLOTS_ROWS_H
#define TAKT_PLOTS_ROWS_H

#include "axis.h"
#include "canvas.h"
#include "legend.h"
#include "marks.h"

struct rows {
	const struct figure *figure;
	size_t count;
	double left, right;          /* of all panels */
	size_t columns;              /* of panels: side by side, or 1 where the page is too narrow for that */
	double pitch;                /* of a row whose name has one line */
	struct row_name {
		struct lines lines;
		double height;           /* of the row */
	} *names;
	double height;               /* of all rows */
};

struct rows_panel {
	size_t index;
	double left, right;          /* where it may draw and write */
	struct box plot;             /* left and right are where the axis begins and ends */
	struct axis axis;
};

/* Names are broken or, at last, cut; a row is `pitch` units high, or more where its name needs it. */
struct rows rows_make(struct canvas *canvas, const struct figure *figure, double pitch);
struct rows_panel rows_panel(const struct rows *rows, size_t index);

/* Draws one row of one panel, between top and bottom. */
typedef void rows_drawer(struct canvas *canvas, const struct rows *rows, const struct rows_panel *panel, size_t row, double top,
	double bottom);

/* Draws names, titles, legends, grid and numbers, the shapes of all rows, the lines of marks, and then the texts of all rows. The axes are
   ready; returns where all ends. */
double rows_draw(struct canvas *canvas, const struct rows *rows, struct rows_panel *panels, size_t panel_count, enum legend_sign sign,
	double top, rows_drawer *shapes, rows_drawer *texts);

/* Where a value stands. */
double rows_x(const struct rows_panel *panel, double value);

/* A bar or a whisker from one value to another about `middle`. */
void rows_whisker(struct canvas *canvas, const struct rows_panel *panel, double low, double high, double middle, double cap);

#endif
