/* How items end, over the run: so many in each part of it, by the endings that their kind has (models/case_plan.h). From traced
   replications (lives.h). */
#ifndef TAKT_EXPERIMENTS_ENDINGS_H
#define TAKT_EXPERIMENTS_ENDINGS_H

#include "course.h"

struct endings_of_kind {
	const struct kind *kind;
	double **rate;                   /* [ending][bin]: completed with it for each clock unit; the last row: as none of them */
};

struct endings {
	struct endings_of_kind *kinds;  /* those that have endings, and of which some were completed */
	size_t count;
	struct course course;            /* `bins`: those that all have seen */
	uint32_t replications;
};

/* Private to its making, as variants.h. */
struct endings_builder;

struct endings_builder *endings_begin(const struct result_scenario *scenario);
void endings_add(struct endings_builder *builder, const struct life *life);
const struct endings *endings_finish(struct endings_builder *builder, const struct lives *lives, struct arena *arena);

#endif
