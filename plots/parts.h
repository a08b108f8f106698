/* What all forms of charts ask of a figure: a reading of it that never lacks anything, and the sizes that all share. */
#ifndef TAKT_PLOTS_PARTS_H
#define TAKT_PLOTS_PARTS_H

#include "axis.h"
#include "canvas.h"

/* Sizes of text, in units. */
extern const struct font parts_title, parts_subtitle, parts_label, parts_strong, parts_small, parts_note;

#define PARTS_DIGITS 3           /* of a number beside a mark */
#define PARTS_MARGIN 16.0        /* left and right of everything */
#define PARTS_GAP 36.0           /* between panels */

const struct figure_panel *parts_panel(const struct figure *figure, size_t index);
size_t parts_panels(const struct figure *figure);                          /* 1 at least */

/* The `nth` series of the panel; NULL: it has no more. */
const struct figure_series *parts_series(const struct figure *figure, size_t panel, size_t nth);
struct colour parts_colour(const struct figure *figure, const struct figure_series *series);
struct colour parts_line_colour(const struct figure *figure, const struct figure_series *series);   /* dark enough for a line */

/* A number of a list that may be missing; NAN where there is none or it cannot be shown. */
double parts_at(const double *list, size_t index);
double parts_value(const struct figure_series *series, size_t index);

/* The text that stands beside a value: its own, or the number. "" where there is no value. `room`: AXIS_ROOM bytes. */
const char *parts_text(const struct figure_series *series, size_t index, const char *unit, char *room);

bool parts_accent(const struct figure *figure, size_t row);
bool parts_filled(const char *text);                                       /* there, and not empty */

/* The axis with as many steps as have room for their numbers side by side on that width. */
struct axis parts_axis(struct canvas *canvas, const struct figure_axis *wish, struct extent extent, double width, bool whole_steps);

/* "time in system, min": what an axis shows, on one line of that width; "" where it needs no word. */
const char *parts_caption(struct canvas *canvas, const struct figure_axis *axis, double width);

#endif
