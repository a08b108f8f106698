/* A metric in a cell of a table; nothing where it was not observed. */
#ifndef TAKT_EXPERIMENTS_REPORT_CELLS_H
#define TAKT_EXPERIMENTS_REPORT_CELLS_H

#include "layout.h"
#include "summary.h"

void cell_interval(struct layout_table *table, size_t column, const struct summary *summary);   /* "12.9 ± 0.3" */
void cell_mean(struct layout_table *table, size_t column, const struct summary *summary);   /* "12.9", with digits that mean something */
void cell_share(struct layout_table *table, size_t column, const struct summary *share);    /* per cent */

#endif
