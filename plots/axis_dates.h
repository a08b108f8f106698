/* Dates along an axis whose numbers are days since a day (figure_axis.begins). */
#ifndef TAKT_PLOTS_AXIS_DATES_H
#define TAKT_PLOTS_AXIS_DATES_H

#include "axis.h"

/* Puts dates in the place of the axis's numbers, with at most so many steps; where it ends is left as it is. False, and nothing is done,
   where these are no dates, or none that can be told. */
bool axis_dates(struct axis *axis, const struct figure_axis *wish, size_t steps);

/* The number of a day, "2027-03-01"; false: it is none. */
bool axis_date(const char *text, long *day);

#endif
