/* What numbers stand along an axis, and where: steps of 1, 2 or 5 (of hours, days and weeks: what people count in), no more of them than
   can be read. */
#ifndef TAKT_PLOTS_AXIS_H
#define TAKT_PLOTS_AXIS_H

#include <stdbool.h>
#include <stddef.h>
#include "figure.h"

#define AXIS_TICKS 24
#define AXIS_ROOM 32             /* bytes of a number, the closing zero included */

/* What is larger, or not a number, is not shown. */
#define AXIS_LARGEST 1e300

struct axis {
	double low, high;            /* always low < high */
	double step;                 /* from one tick to the next */
	size_t count;
	double ticks[AXIS_TICKS];    /* from low to high, ascending */
	char texts[AXIS_TICKS][AXIS_ROOM];
};

/* What the data say: starts empty. */
struct extent {
	double low, high;
};

bool axis_shows(double value);
struct extent extent_none(void);
void extent_add(struct extent *extent, double value);   /* what is not shown is not counted */

/* The axis for that extent and for what the panel wishes, with at most so many steps; `whole_steps`: it begins and ends at a tick. */
struct axis axis_make(const struct figure_axis *wish, struct extent extent, size_t steps, bool whole_steps);

/* A number as it stands beside a mark: so many digits, thousands apart, "1.2 M" where it is huge, the sign of per cent. */
void axis_number(char *out, double value, int digits, const char *unit);

/* Where a value is between low (0) and high (1); beyond them it is 0 or 1. */
double axis_share(const struct axis *axis, double value);

#endif
