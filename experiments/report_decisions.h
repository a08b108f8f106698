/* Decisions: where they are waited for, what becomes of those that nobody answers, what that costs. Nothing where the model has none. */
#ifndef TAKT_EXPERIMENTS_REPORT_DECISIONS_H
#define TAKT_EXPERIMENTS_REPORT_DECISIONS_H

#include "models/decision.h"
#include "document.h"
#include "result.h"

/* One decision, as far as it was asked for. */
struct decision_found {
	const struct decision *decision;
	const char *title;                       /* with its kind of work, where there are several that ask */
	const struct summary *number, *wait;
	const struct summary *escalated, *defaulted, *cost;   /* NULL: there is no such thing; cost: of waiting, each time */
};

/* Those that are waited for longest in all first; in the arena. Returns how many. */
size_t report_decisions_list(const struct result_scenario *scenario, struct decision_found **list, struct arena *arena);

/* "Most is waited for the decision Approval: 3.1 d each time, which costs 120 EUR; 22 % are asked of somebody else, 5 % are settled
   without. ": of the first of the list. */
void report_decisions_say(struct prose *text, const struct model *model, const struct decision_found *first);

/* A table and that, after an empty line. */
void report_decisions(const struct result_scenario *scenario, struct document *to);

#endif
