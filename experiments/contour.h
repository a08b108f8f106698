/* Where most points of a cloud lie: the smallest areas that hold given shares of them, by a kernel estimate of their density, as lines to
   draw (Hyndman 1996, Computing and graphing highest density regions). For charts; no number of a report is made from it. */
#ifndef TAKT_EXPERIMENTS_CONTOUR_H
#define TAKT_EXPERIMENTS_CONTOUR_H

#include <stddef.h>
#include "sim/arena.h"

/* A line around one area after the other; a NAN stands between two. In the arena. */
struct contour {
	double *x, *y;               /* [count] */
	size_t count;
};

/* The area outside of which the density is less than at a share 1 - `share` of the points. Empty where x or y never differ. */
struct contour contour_find(const double *x, const double *y, size_t count, double share, struct arena *arena);

#endif
