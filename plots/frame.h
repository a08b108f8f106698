/* What stands around each chart: its title, which says what was found, its subtitle, and the note at its foot. */
#ifndef TAKT_PLOTS_FRAME_H
#define TAKT_PLOTS_FRAME_H

#include "canvas.h"

double frame_head(struct canvas *canvas, const struct figure *figure);                  /* returns where the chart itself begins */
double frame_foot(struct canvas *canvas, const struct figure *figure, double top);      /* returns where the page ends */

#endif
