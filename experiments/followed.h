/* What became of items one by one, for reports: a few replications are run once more and listened to. */
#ifndef TAKT_EXPERIMENTS_FOLLOWED_H
#define TAKT_EXPERIMENTS_FOLLOWED_H

#include "ages.h"
#include "endings.h"
#include "variants.h"

struct followed {
	const struct variants *variants;
	const struct ages *ages;
	const struct endings *endings;
};

/* Fills scenario->followed, in the arena; NULL stays where nothing can be told: it took no part, or memory is exhausted. */
void followed_make(const struct result *result, struct result_scenario *scenario, struct arena *arena);

#endif
