/* What work comes to: goals and outcomes, beside how long it takes and what it costs. Nothing for kinds that say neither. */
#ifndef TAKT_EXPERIMENTS_REPORT_GOAL_H
#define TAKT_EXPERIMENTS_REPORT_GOAL_H

#include "document.h"
#include "result.h"

/* Two tables, after an empty line each: how work ends, and what good it is. */
void report_goals(const struct result_scenario *scenario, struct document *to);

/* "68.1 % of Claims reach their goal; each of these costs 221 EUR, what was spent on the others included. 31 % of the work on Claims goes
   into those that miss it. They end as paid (68.1 %), refused (28.8 %) and withdrawn (3.1 %). " */
void report_goal_say(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);

/* The first sentence of that, for titles; where there is no goal, how most of them end. */
void report_goal_say_reached(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena);

/* A metric of an ending: "" the share, ".time", ".cost". NULL: nothing was observed. */
const struct summary *report_goal_ending(const struct result_scenario *scenario, const struct kind *kind, uint32_t ending, const char *what,
	struct arena *arena);

/* An ending as people read it: names are written with underscores. */
const char *report_goal_name(const struct kind *kind, uint32_t ending, struct arena *arena);

#endif
