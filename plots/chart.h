/* Draws a figure (figure.h) with PLplot, as a picture of any kind. Invariant: nothing is drawn over something else, and no text leaves the
   picture: all text is measured before it is placed.

   PLplot has one global stream: call from one thread at a time. */
#ifndef TAKT_PLOTS_CHART_H
#define TAKT_PLOTS_CHART_H

#include <stdio.h>
#include "figure.h"

enum chart_device { CHART_PNG, CHART_SVG, CHART_PDF, CHART_DEVICES };

#define CHART_WIDTH 1600         /* pixels of a PNG unless asked otherwise */
#define CHART_UNITS 800.0        /* a chart is so many units wide, whatever the device; its height follows from what is in it */

extern const char *const chart_suffixes[CHART_DEVICES];   /* "png", "svg", "pdf" */

/* Writes the picture to `to`; `width` in pixels for a PNG (0: CHART_WIDTH), else in units (0: CHART_UNITS; fewer for a narrow page: letters
   are as large, so that they can be read on a telephone). `prefix`: of all ids in an SVG, so that several can stand in
   one page (NULL: ""). 0, or -1 with what went wrong and what to do in `fault` (such as the Debian package that is missing). */
int chart_draw(const struct figure *figure, enum chart_device device, unsigned width, const char *prefix, FILE *to,
	char *fault, size_t fault_room);

/* "PLplot 5.15.0": what draws. `out` has CHART_LIBRARY_ROOM bytes. */
#define CHART_LIBRARY_ROOM 100
void chart_library(char *out);

/* The height in units of CHART_UNITS to its width: for pages that reserve room. */
double chart_height(const struct figure *figure);

#endif
