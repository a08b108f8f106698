/* The colours of charts: told apart by the colour-blind, and in black and white by their lightness, which no two tones share. */
#ifndef TAKT_PLOTS_PALETTE_H
#define TAKT_PLOTS_PALETTE_H

#include <stddef.h>
#include "figure.h"

struct colour {
	unsigned char red, green, blue;
};

extern const struct colour palette_white, palette_ink, palette_grey, palette_rule, palette_shade;
/* ink: text and axes; grey: quieter text; rule: lines of a grid; shade: spans of time */

/* `nth`: how many before it in the same panel have this tone already: they differ in lightness. */
struct colour palette_tone(enum figure_tone tone, size_t nth);

/* Between two colours: share 0 is the first. */
struct colour palette_mix(struct colour from, struct colour to, double share);

/* From next to nothing (0) to much (1), for maps; a sign of its own for less than nothing (-1). */
struct colour palette_heat(double share);

/* White, ink or black, the first that can be read on it. */
struct colour palette_on(struct colour ground);

/* The colour, as dark as text on white has to be. */
struct colour palette_text(struct colour colour);

/* As WCAG 2 has it: 1 to 21; small text needs 4.5. */
double palette_contrast(struct colour one, struct colour other);

#endif
