/* The result for people: the answer in words, tables, the method; all of it, or part by part. */
#ifndef TAKT_EXPERIMENTS_REPORT_TEXT_H
#define TAKT_EXPERIMENTS_REPORT_TEXT_H

#include "document.h"
#include "result.h"

void report_text(const struct result *result, struct document *to);

/* What was changed in the model, "with stations.paint.machines = 2", a line for each; with no empty line before them. */
void report_changes(const struct result_scenario *scenario, struct document *to);

/* What variants were made of: the scenario's name, unless it is base, and what was changed in the model; with no empty line before them. */
void report_starting_point(const struct result_scenario *scenario, struct document *to);

/* Tables of one scenario, each after an empty line; nothing where there is nothing to tell. */
void report_work(const struct result_scenario *scenario, struct document *to);
void report_stations(const struct result_scenario *scenario, struct document *to);
void report_resources(const struct result_scenario *scenario, struct document *to);
void report_repairs(const struct result_scenario *scenario, struct document *to);
void report_money(const struct result_scenario *scenario, struct document *to);      /* per item, paid for what, in all */
void report_measures(const struct result_scenario *scenario, struct document *to);

/* An empty line, how the numbers of a scenario of the result came about, and a caution where the run is too short. */
void report_method(const struct result *result, const struct result_scenario *scenario, struct document *to);

#endif
