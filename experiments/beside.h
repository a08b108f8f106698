/* What formulas of the textbooks say of a model, in a small table; after a run with what was simulated beside it. */
#ifndef TAKT_EXPERIMENTS_BESIDE_H
#define TAKT_EXPERIMENTS_BESIDE_H

#include <stdio.h>
#include "models/textbook.h"
#include "result.h"

/* `scenario` NULL: before a run. Prints nothing where the model is no textbook case; a blank line first where it is. */
void beside_print(const struct textbook *textbook, const struct model *model, const struct result_scenario *scenario,
	struct arena *arena, FILE *to);

#endif
