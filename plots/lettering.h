/* Text before it is drawn: made fit for drawing, measured, broken into lines. Sizes are in units of the chart (chart.h). Measured with
   the fonts, the fineness and the rounding with which PLplot's cairo driver draws, so that a text is as wide as this says. */
#ifndef TAKT_PLOTS_LETTERING_H
#define TAKT_PLOTS_LETTERING_H

#include <stdbool.h>
#include <stddef.h>
#include "sim/arena.h"

/* PLplot and pango are told of so many dots to a unit: they round to whole dots. */
#define LETTERING_FINENESS 10

/* Families of fonts in order of preference: one that everybody has, as wide as Arial. PLplot reads it from this variable of the
   environment, in which somebody may also have set another: it is respected. */
#define LETTERING_VARIABLE "PLPLOT_FREETYPE_SANS_FAMILY"
#define LETTERING_FAMILY "Liberation Sans,Arial,Helvetica,sans"

#define LETTERING_LETTERS 400    /* a text is at most so long; the driver takes 499 */
#define LETTERING_LINES 12

struct font {
	double size;
	bool bold;
};

struct lettering {
	struct arena *arena;         /* texts are made in it */
	struct _PangoContext *context;
	struct _PangoLayout *layout;
	struct _PangoFontDescription *family;
};

struct lines {
	size_t count;
	const char *text[LETTERING_LINES];
	double width;                /* of the widest */
};

/* Above the baseline, below it, and from one line to the next, in sizes of the font. */
#define LETTERING_ABOVE 0.76
#define LETTERING_BELOW 0.22
#define LETTERING_PITCH 1.28

/* Borrows the arena. lettering_done afterwards. */
void lettering_init(struct lettering *lettering, struct arena *arena);
void lettering_done(struct lettering *lettering);

/* The families to draw with: those that the environment names, where PLplot can take them. Borrowed. */
const char *lettering_family(void);

/* The text, where it has more letters than that with "…" in place of its middle: names often differ at their ends. */
const char *lettering_middle_cut(struct arena *arena, const char *text, size_t letters);

/* A copy of `text` (NULL: "") that can be drawn and written anywhere: valid UTF-8 without control characters and without marks that
   turn the order of letters, at most LETTERING_LETTERS of them, or at most so many. */
const char *lettering_clean(struct lettering *lettering, const char *text);
const char *lettering_clean_long(struct lettering *lettering, const char *text, size_t at_most);

/* Letters that no font here has become boxes: what PLplot is to draw for a clean text. */
const char *lettering_drawable(struct lettering *lettering, const char *clean);

double lettering_width(struct lettering *lettering, struct font font, const char *clean);

/* In at most so many lines of that width, broken between words where possible; what does not fit ends in "…". A line feed is a blank. */
struct lines lettering_wrap(struct lettering *lettering, struct font font, const char *text, double width, size_t at_most);

/* The same, but what is too long for so many lines (fewer than LETTERING_LINES) loses its middle: its end tells it from others. */
struct lines lettering_wrap_ends(struct lettering *lettering, struct font font, const char *text, double width, size_t at_most);

/* The whole on one line, or its beginning and "…", or nothing where there is no room for that. */
const char *lettering_fit(struct lettering *lettering, struct font font, const char *text, double width);

#endif
