/* A table of a report on a page. */
#ifndef TAKT_EXPERIMENTS_PAGE_TABLE_H
#define TAKT_EXPERIMENTS_PAGE_TABLE_H

#include <stdio.h>
#include "layout.h"

void page_table(const struct layout_table *table, FILE *to);

#endif
