/* From what each replication notes over time to what a result shows: means over the replications and their intervals. */
#ifndef TAKT_EXPERIMENTS_SERIES_H
#define TAKT_EXPERIMENTS_SERIES_H

#include "models/series.h"
#include "result.h"

#define SERIES_REPLICATIONS 200              /* the first so many are shown */
#define SERIES_ROOM ((size_t)256 << 20)      /* bytes that all scenarios of a study may take until they are averaged */

/* What the first replications of a scenario have left. */
struct series_store;

/* For as many replications as `room` bytes hold, at least two. What it shows lives in `arena`. NULL when memory is exhausted. */
struct series_store *series_open(const struct model *model, size_t room, struct arena *arena);
void series_close(struct series_store *store);   /* or NULL */

/* Where a replication, from 0 on, leaves its course; NULL: it is not among the first. */
struct engine_series *series_place(struct series_store *store, uint32_t replication);

/* Fills found->series from the replications that have finished, in their order; again and again as there are more. 0, or -1 when memory is
   exhausted. */
int series_average(struct series_store *store, struct result_scenario *found);

#endif
