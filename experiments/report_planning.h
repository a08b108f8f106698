/* What became of the planning of projects, for people: plans that grew old, and forecasts of the end that held or did not. Nothing where
   the model has none. */
#ifndef TAKT_EXPERIMENTS_REPORT_PLANNING_H
#define TAKT_EXPERIMENTS_REPORT_PLANNING_H

#include "document.h"
#include "plan.h"
#include "result.h"

/* An occasion on which the end is forecast, and what the forecasts there say: when half, and 80 %, of the projects end, and in what share
   of them that held. */
struct forecast_told {
	const char *name;            /* "at the start", "at Permit" */
	const struct summary *half, *most, *held_half, *held_most;
};

/* In the order in which they come; in the arena. Returns how many: 0 where nobody forecasts. */
size_t report_planning_forecasts(const struct result_scenario *scenario, const struct kind *kind, struct forecast_told **list,
	struct arena *arena);

/* "The 80 % date given at the start holds in 31 % of the projects"; nothing where nobody forecasts. */
void report_planning_say_held(struct prose *text, const struct forecast_told *list, size_t count);

/* Whether forecasts hold, why not, and what plans cost that are made too early. */
void report_planning_answer(struct prose *text, const struct result_scenario *scenario, const struct kind *kind,
	const struct plan_ends *ends,
	struct arena *arena);

/* A table of the forecasts. */
void report_planning_table(const struct result_scenario *scenario, const struct kind *kind, struct document *to);

#endif
