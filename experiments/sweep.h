/* The points of a sweep: what `PATH=1..6` and `PATH=1,2,4` mean, and all their combinations. Knows nothing of models. */
#ifndef TAKT_EXPERIMENTS_SWEEP_H
#define TAKT_EXPERIMENTS_SWEEP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "sim/arena.h"

#define SWEEP_POINTS 1000            /* at most */
#define SWEEP_AXES 8

/* One path and its values, as they are written. */
struct sweep_axis {
	const char *path;
	const char **values;
	size_t count;
	bool range;                      /* of numbers, in order */
};

struct sweep {
	struct sweep_axis axes[SWEEP_AXES];
	size_t axis_count, point_count;
	struct arena *arena;
};

/* Reads "path=values" and adds it; complains to `to` and returns -1 where it is none, or where there would be too many points. */
int sweep_add(struct sweep *sweep, const char *text, FILE *to);

/* The value of an axis at a point; the last axis runs fastest. */
const char *sweep_value(const struct sweep *sweep, size_t point, size_t axis);

/* "stations.paint.machines=2, let.bad_primer=4%" in `arena`. */
const char *sweep_name(const struct sweep *sweep, size_t point);

#endif
