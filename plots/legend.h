/* Swatches with names, in reading order, on as many lines as they need. */
#ifndef TAKT_PLOTS_LEGEND_H
#define TAKT_PLOTS_LEGEND_H

#include "canvas.h"

enum legend_sign { LEGEND_AREA, LEGEND_LINE, LEGEND_DISC };

/* The named series of a panel; returns where the legend ends: at `top` where no series has a name. */
double legend_draw(struct canvas *canvas, const struct figure *figure, size_t panel, enum legend_sign sign, double left, double right,
	double top);

#endif
