/* Panels below each other with numbers along both axes: for histograms, lines, areas and points. */
#ifndef TAKT_PLOTS_PANEL_H
#define TAKT_PLOTS_PANEL_H

#include "axis.h"
#include "canvas.h"
#include "legend.h"

struct panel {
	const struct figure *figure;
	size_t index;
	struct box plot;
	struct axis x, y;
	double right;                /* texts beside the plot reach as far */
	bool named;                  /* the names of its series stand at their ends, not in a legend */
};

/* How a form fills its panels. */
struct panel_form {
	void (*extend)(const struct figure *figure, size_t panel, struct extent *x, struct extent *y);   /* by what is shown */
	void (*draw)(struct canvas *canvas, const struct panel *panel);
	bool from_zero;              /* of y */
	bool whole_x;                /* x begins and ends at a tick */
	double (*end)(const struct panel *panel, size_t nth);   /* where the nth series ends on the right, there to be named; NULL: by a legend */
	enum legend_sign sign;
	double heights[4];           /* of the plot where there are 1, 2, 3 or more panels */
};

double panels_draw(struct canvas *canvas, const struct figure *figure, const struct panel_form *form, double top);

double panel_x(const struct panel *panel, double value);
double panel_y(const struct panel *panel, double value);

#endif
