/* An SVG from what cairo drew and from the texts of the canvas: small, with no number finer than a tenth of a unit, with text as text, and
   all ids with a prefix, so that several can stand in one page. */
#ifndef TAKT_PLOTS_SVG_H
#define TAKT_PLOTS_SVG_H

#include "canvas.h"

/* `canvas->bytes` is cairo's SVG; `alt` is clean (lettering.h), `prefix` NULL where there is none. */
void svg_write(const struct canvas *canvas, const char *prefix, const char *alt, FILE *to);

#endif
