/* Run until precise: when replications that come in one by one are enough. Invariant: the answer depends on the observations and
   their order only, so that any number of threads stops at the same replication. */
#ifndef TAKT_EXPERIMENTS_STOPPING_H
#define TAKT_EXPERIMENTS_STOPPING_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/tally.h"

#define STOPPING_FIRST 10       /* no stop before so many: the variance is too uncertain */
#define STOPPING_IN_A_ROW 2     /* a guard against stopping at a variance that is small by chance */

enum stopping_rule {
	STOPPING_RELATIVE,      /* the half width is at most target / (1 + target) of the mean (Law); target 0.15 at most to be trusted */
	STOPPING_ABSOLUTE,      /* the half width is at most target, in the observations' unit */
	STOPPING_CHOW_ROBBINS   /* as absolute, by (S² + 1/n) z² <= n target²: its confidence is exact in the limit of small targets */
};

/* What is asked; the same for all metrics that are judged, or one for each. */
struct stopping_aim {
	enum stopping_rule rule;
	double target;              /* > 0 */
	double confidence;
	uint32_t first, in_a_row;   /* STOPPING_FIRST, STOPPING_IN_A_ROW; in_a_row 1 is the rule as published */
};

/* One metric on its way. After stopping_reset the fields may be read; only stopping_feed changes them. Once reached it stays
   reached, and `tally` goes on. */
struct stopping {
	struct tally tally;
	uint32_t met;       /* how many observations in a row, up to the last, met the aim */
	bool reached;
};

void stopping_reset(struct stopping *stopping);

/* The next observation; NAN is not one. Returns whether the aim is reached. */
bool stopping_feed(struct stopping *stopping, const struct stopping_aim *aim, double value);

/* The half width that the observations give, and that the aim allows, in their unit. NAN for fewer than two. */
double stopping_half_width(const struct stopping *stopping, const struct stopping_aim *aim);
double stopping_allowed(const struct stopping *stopping, const struct stopping_aim *aim);

/* About how many observations it will take in all, by the mean and variance so far: a whole number, at least aim->first; INFINITY
   where no number will do (a relative aim at a mean of 0), NAN for fewer than two. */
double stopping_predicted(const struct stopping *stopping, const struct stopping_aim *aim);

#endif
