/* How results came about, in the words that stand below every table. */
#ifndef TAKT_EXPERIMENTS_METHOD_H
#define TAKT_EXPERIMENTS_METHOD_H

#include "result.h"

/* " of 13 wk, the first 2 d of each not counted (warm-up, found by ten pilot runs)": what a scenario's replications were. In `arena`. */
const char *method_runs(const struct result_scenario *scenario, struct arena *arena);

/* Whether 2 % were reached, as sentences with a blank behind them; "" where none were asked for. */
const char *method_precision(const struct result *result, struct arena *arena);

/* The intervals of the times in system whose replications lie unevenly, as a sentence behind a blank; "" where there are none. */
const char *method_leaning(const struct result_scenario *scenario, struct arena *arena);

/* Where pilots never settled. */
extern const char method_drift[];

/* That the intervals are of luck alone where the model has `data`, as a sentence with a blank behind it; "" where it has none, where there
   are no intervals, or where what is not known is told beside them. */
const char *method_only_luck(const struct result *result, struct arena *arena);

/* Whether all of its replications gave the same: nothing is left to chance. */
bool method_is_certain(const struct result_scenario *scenario);

#endif
