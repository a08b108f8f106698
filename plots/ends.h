/* Names at the right ends of lines and areas, each as near to its end as the others let it be. */
#ifndef TAKT_PLOTS_ENDS_H
#define TAKT_PLOTS_ENDS_H

#include "canvas.h"

struct end_name {
	const char *name;            /* NULL: none */
	double y;                    /* where its end is */
	struct colour colour;
};

/* Whether they fit beside plots of that height: not where they are too many or too long. */
bool ends_fit(struct canvas *canvas, const struct end_name *names, size_t count, double height);

/* How wide they are, with the lines to them; 0 where there are none. */
double ends_width(struct canvas *canvas, const struct end_name *names, size_t count);

/* From `left` on, between top and bottom; a thin line leads from the end to a name that had to give way. Those that do not fit at all are
   left out, the last first. */
void ends_draw(struct canvas *canvas, const struct end_name *names, size_t count, double left, double top, double bottom);

#endif
