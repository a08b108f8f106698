/* Whether a result agrees with a value that is known: by its own standard error, with few false alarms over the whole family of rows
   that are judged together (Bonferroni). */
#ifndef TAKT_EXPERIMENTS_VERDICT_H
#define TAKT_EXPERIMENTS_VERDICT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "result.h"

#define VERDICT_FALSE_ALARMS 0.01    /* over the whole family */
#define VERDICT_ROUNDING 1e-9        /* relative: what additions in another order may cost a deterministic row */
#define VERDICT_WIDE 0.02            /* an interval wider than this share of the value proves little */

struct verdict {
	double ours, error;      /* the estimate and its standard error (0: no chance in it) */
	double t;                /* (ours - value) / error; 0 where error is 0 */
	double bound;            /* the Student quantile that |t| may reach, `within` aside */
	uint32_t n;              /* replications that observed it */
	bool pass, wide;
};

/* The mean over replications of a metric, or of the ratio of two metrics as the ratio of their means (`per` not NULL). `n` is 0 where
   nothing was observed or a name is not known. */
struct verdict verdict_estimate(const struct result_scenario *scenario, const char *metric, const char *per);

/* Fills t, bound, pass and wide. `exact`: the row leaves nothing to chance. `rows`: how many are judged together. */
void verdict_judge(struct verdict *verdict, double value, double within, bool exact, size_t rows);

#endif
