/* The numbers of a chart as tables: what stands below it, for who wants to read or copy them, or cannot see it. */
#ifndef TAKT_EXPERIMENTS_PAGE_NUMBERS_H
#define TAKT_EXPERIMENTS_PAGE_NUMBERS_H

#include <stdio.h>
#include "plots/figure.h"

void page_numbers(const struct figure *figure, FILE *to);

#endif
