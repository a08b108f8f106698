/* What became of the projects of all replications together, one row for each (models/outcome.h): the shares and quantiles of single
   projects are told from these, with intervals that know which projects shared a replication. */
#ifndef TAKT_EXPERIMENTS_OUTCOMES_H
#define TAKT_EXPERIMENTS_OUTCOMES_H

#include "models/outcome.h"
#include "interval.h"
#include "result.h"

/* Of one kind with a plan, in the order of replications. */
struct outcomes {
	size_t width, count;
	const double *rows;          /* [count * width] */
	size_t groups;               /* replications in which some project ended */
	const size_t *ends;          /* [groups]: the rows of a group are those before this that no earlier group has */
	bool cut;                    /* of some replication only the first are there */
};

/* Of the kind; NULL: it has no plan, nothing was kept, or no project has ended. */
const struct outcomes *outcomes_of(const struct result_scenario *scenario, const struct kind *kind);

/* A column, ascending, into sorted[count]. */
void outcomes_sort(const struct outcomes *outcomes, size_t column, double *sorted);

/* How many of the sorted numbers are this one or less. */
size_t outcomes_rank(const double *sorted, size_t count, double value);

/* What a share p of all projects does not exceed. One project a replication: order statistics, exact whatever the distribution. Several:
   the interval of the share below the estimate, by the shares of the replications as a ratio, turned back into the column's unit (Woodruff
   1952, Confidence intervals for medians and other position measures). `sorted` is the column's. */
struct interval outcomes_quantile(const struct outcomes *outcomes, size_t column, const double *sorted, double p);

/* The share of projects for which `is` holds: Wilson's interval, or with several a replication that of a ratio. */
struct interval outcomes_share(const struct outcomes *outcomes, const bool *is);

/* How two columns go together: Pearson's correlation; NAN where one of both never differs. */
double outcomes_correlation(const struct outcomes *outcomes, size_t a, size_t b);

/* What the replications of a scenario leave. */
struct outcome_store;

/* NULL: the model has no plans. The store is in the arena; what it holds beside that is freed by outcome_store_close (NULL: nothing). */
struct outcome_store *outcome_store_open(const struct model *model, struct arena *arena);
void outcome_store_close(struct outcome_store *store);

/* Room for replications 0 to count - 1: 0, or -1 when memory is exhausted. What is there stays, but may move. */
int outcome_store_room(struct outcome_store *store, uint32_t count);
struct engine_outcomes *outcome_store_place(struct outcome_store *store, uint32_t replication);

/* Fills found->outcomes from the replications that have finished, and tells the percentiles of projects (project.K.duration.p80 and the
   like) by all of them together: their summaries, made of one number a replication, would be means of percentiles. 0, or -1 when memory is
   exhausted. */
int outcome_store_pool(struct outcome_store *store, struct result_scenario *found);

#endif
