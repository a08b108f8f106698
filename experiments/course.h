/* Equal bins over a run, for what traced replications tell of it. */
#ifndef TAKT_EXPERIMENTS_COURSE_H
#define TAKT_EXPERIMENTS_COURSE_H

#include "lives.h"

#define COURSE_BINS 60           /* at most */

struct course {
	double length;               /* clock units: of the run; one without a length of its own lasts until its last item has left */
	double step;                 /* bins are from b * step on; the last may be cut short */
	size_t bins;
};

struct course course_of(const struct result_scenario *scenario);

/* Clock units that a bin has. */
double course_width(const struct course *course, size_t bin);

/* How many bins all that were followed have seen to their end. */
size_t course_seen(const struct course *course, const struct lives *lives);

#endif
