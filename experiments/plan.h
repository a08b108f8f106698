/* What there is to say of a project: its plan on expected times, and what became of it in the runs. Text and charts read the same numbers
   here. Times are in clock units since the project's begin. Everything lives in the arena. */
#ifndef TAKT_EXPERIMENTS_PLAN_H
#define TAKT_EXPERIMENTS_PLAN_H

#include "models/model.h"
#include "models/project.h"
#include "outcomes.h"

#define PLAN_RUNS 10             /* with fewer projects nothing is said of quantiles and of what goes with what */

/* Whether all work of the model is projects of which only so many come: numbers per hour and of a usual week mean nothing then. */
bool plan_is_all(const struct model *model);

/* Whether exactly one of the kind comes, and when: then its times are moments of the run, and dates where the run has them. */
bool plan_is_one(const struct kind *kind, double *begins);

/* A time in the clock's unit with so many digits as mean something: "312 d". */
const char *plan_length(const struct model *model, double time, struct arena *arena);

/* "17 April 2027" where the project's times are dates, else NULL; plan_day is the same for tables, "2027-04-17". */
const char *plan_date(const struct model *model, const struct kind *kind, double time, struct arena *arena);
const char *plan_day(const struct model *model, const struct kind *kind, double time, struct arena *arena);

/* The tasks that follow on each other to the end of the plan, each begun by the one before: from the first. Tasks without work are left
   out. Returns how many. */
size_t plan_chain(const struct model *model, const struct kind *kind, uint32_t *tasks);

/* What a share of the projects does not exceed. */
enum plan_share { PLAN_P10, PLAN_P50, PLAN_P80, PLAN_P90, PLAN_SHARES };

/* Of all projects of all replications: how long they took, or what they cost. */
struct plan_spread {
	const struct summary *mean;
	const double *sorted;                    /* [count] */
	size_t count;
	struct interval by[PLAN_SHARES];
	bool varies;                             /* they differ, and there are enough of them to tell by how much */
};

struct plan_ends {
	const struct outcomes *outcomes;
	bool of_runs;                            /* one project a replication */
	struct plan_spread duration, cost;       /* cost.mean NULL: there is no money */
};

/* False: no project has ended, or nothing was kept of single projects. */
bool plan_ends(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena, struct plan_ends *ends);

/* What became of one task: a metric of "project.K.TASK.end" and the like; NULL where there is none. */
const struct summary *plan_metric(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, const char *what,
	struct arena *arena);

/* What a share of the projects did not exceed in a column of their outcomes, such as outcome_end: by when they had a task behind them. */
double plan_quantile(const struct plan_ends *ends, size_t column, double share);

/* How what a task took of itself (models/outcome.h) goes with the time of its project: the correlation; NAN with fewer than PLAN_RUNS
   projects, or where one of both never differs. */
double plan_cruciality(const struct plan_ends *ends, const struct kind *kind, uint32_t task);

const char *plan_task_name(const struct model *model, const struct kind *kind, uint32_t task);

#endif
