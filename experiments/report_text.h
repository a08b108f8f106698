/* The result for people: the answer in words, tables, the method. */
#ifndef TAKT_EXPERIMENTS_REPORT_TEXT_H
#define TAKT_EXPERIMENTS_REPORT_TEXT_H

#include <stdio.h>
#include "result.h"

/* `arena`: for the tables. */
void report_text(const struct result *result, struct arena *arena, FILE *to);

#endif
