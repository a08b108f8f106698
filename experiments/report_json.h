/* The result for programs, whole: what was asked, what came out, the model's own text and the hashes of its data files. */
#ifndef TAKT_EXPERIMENTS_REPORT_JSON_H
#define TAKT_EXPERIMENTS_REPORT_JSON_H

#include <stdio.h>
#include "document.h"
#include "result.h"

/* One object. Nothing in it depends on when, where or on how many threads it was made. `page`: what `takt report --from` draws; NULL:
   none. */
void report_json(const struct result *result, const struct document *page, FILE *to);

#endif
