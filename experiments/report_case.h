/* What is done in cases, for people: how often each task is done, milestone reached and event happens, when, and how long that takes.
   Nothing for kinds that are no cases. */
#ifndef TAKT_EXPERIMENTS_REPORT_CASE_H
#define TAKT_EXPERIMENTS_REPORT_CASE_H

#include "document.h"
#include "result.h"

/* A table for each kind of cases of which some have closed, after an empty line each. */
void report_cases(const struct result_scenario *scenario, struct document *to);

#endif
