/* What became of projects, for people: when they end and why, what each task has to do with it. Nothing for kinds without a plan. */
#ifndef TAKT_EXPERIMENTS_REPORT_PROJECT_H
#define TAKT_EXPERIMENTS_REPORT_PROJECT_H

#include "document.h"
#include "result.h"
#include "swing.h"

/* The answer of one kind; false: no project has ended. */
bool report_project_answer(const struct result_scenario *scenario, const struct kind *kind, struct document *to);

/* When tasks begin and end, and what decides the end: two tables for each kind with a plan, after an empty line each. */
void report_projects(const struct result_scenario *scenario, struct document *to);

/* How what is told of projects was found; nothing where none differs from another. */
void report_projects_method(const struct result_scenario *scenario, struct document *to);

/* Pieces of the answer, for titles of charts. "House takes 311 d, not the 293 d of the plan" */
void report_project_say_length(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);
/* "35 % keep date and budget; 80 % sure of both: 3 February 2028 and 441,000 EUR"; nothing where there is no money. */
void report_project_say_joint(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);
/* What a swing is of, as people call it. */
const char *report_project_swing_name(const struct model *model, const struct kind *kind, const struct swing *swing, struct arena *arena);
/* "Permit decides the end"; nothing where nothing does. */
void report_project_say_decisive(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);

#endif
