/* What changes are measured by: a metric, or a sum of several with weights, in the unit that people read. Invariant: a yardstick gives each
   replication of each variant of a model one number, the same wherever it is asked for. */
#ifndef TAKT_EXPERIMENTS_YARDSTICK_H
#define TAKT_EXPERIMENTS_YARDSTICK_H

#include "difference.h"
#include "judge.h"

#define YARDSTICKS 16                /* that one report has room for */

/* weight times a metric. */
struct yardstick_part {
	const char *name;
	double weight;
};

struct yardstick {
	const char *name;            /* for files: "work.panel.time"; "time" for that of all work at the mix of today */
	const char *words;           /* "the time of Panel" */
	const char *title;           /* heading of a column */
	const char *unit;            /* as people read it */
	const char *gain_unit;       /* of a difference: per cent differ by points */
	double scale;                /* 100 for shares: from its numbers to those that people read */
	enum metric_better better;
	bool weekly;                 /* by the weeks that count */
	bool money;
	const struct yardstick_part *parts;
	size_t part_count;
};

struct yardsticks {
	struct yardstick list[YARDSTICKS];
	size_t count;
};

/* Adds a metric of the model, where it has it and it is not there yet. */
void yardsticks_add(struct yardsticks *yardsticks, const struct model *model, const char *metric, struct arena *arena);

/* The time in system of all kinds of work, each weighing what it has of the completed items of `base`: a change of the mix alone does not
   change it. That of the kind where there is one. */
void yardsticks_add_time(struct yardsticks *yardsticks, const struct result_scenario *base, struct arena *arena);

/* Profit where work has a value, else cost, a week where replications have a fixed length; nothing where the model has no prices. */
void yardsticks_add_money(struct yardsticks *yardsticks, const struct model *model, struct arena *arena);

/* NAN where the replication did not finish or something was not observed in it. */
double yardstick_value(const struct yardstick *yardstick, const struct result_scenario *scenario, uint32_t replication);

/* The same for replications 0 to count - 1. */
void yardstick_series(const struct yardstick *yardstick, const struct result_scenario *scenario, uint32_t count, double *out);

/* Its mean over replications, in the unit that people read, with Student's interval. */
struct interval yardstick_mean(const struct yardstick *yardstick, const struct result_scenario *scenario, struct arena *arena);

/* How much better `to` is than `from`, pair by pair (how much more, where neither is better), in the unit that people read. */
struct yardstick_gain {
	struct interval interval;
	bool shown;                  /* told from zero */
	bool same;                   /* the same to the last digit in every replication */
};

struct yardstick_gain yardstick_gain(const struct yardstick *yardstick, const struct result_scenario *from,
	const struct result_scenario *to, double confidence, struct arena *arena);

/* Whether an interval is told from zero; rounding noise beside `size` is not. */
bool yardstick_shown(struct interval interval, double size);

/* "+62.1 ± 4.0", a true minus for a loss; "0" where nothing differs. */
void yardstick_print(char *out, struct interval interval);

/* "62.1 ± 4.0 min" of a difference, without a sign; with it where neither more nor less is better. In `arena`. */
const char *yardstick_amount(const struct yardstick *yardstick, struct interval interval, struct arena *arena);

#endif
