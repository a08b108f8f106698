/* What formulas of the textbooks say of a model, in a small table; after a run with what was simulated beside it. */
#ifndef TAKT_EXPERIMENTS_BESIDE_H
#define TAKT_EXPERIMENTS_BESIDE_H

#include "models/textbook.h"
#include "document.h"
#include "result.h"

/* `scenario` NULL: before a run. Nothing where the model is no textbook case; an empty line first where it is. */
void beside_print(const struct textbook *textbook, const struct model *model, const struct result_scenario *scenario, struct document *to);

/* The same after a run, for which the formulas of the scenario's model are looked up. */
void beside_simulated(const struct result_scenario *scenario, struct document *to);

#endif
