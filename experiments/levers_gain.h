/* What levers gain: paired differences from the model as it is, by every yardstick. Invariant: the intervals of one yardstick hold all at
   once, and a gain is positive where things get better. */
#ifndef TAKT_EXPERIMENTS_LEVERS_GAIN_H
#define TAKT_EXPERIMENTS_LEVERS_GAIN_H

#include "bottleneck.h"
#include "document.h"
#include "levers.h"
#include "yardstick.h"

#define LEVER_COUNTS 0.005

struct lever_gain {
	const struct lever *lever;
	const struct result_scenario *scenario;      /* left_out: it has no gains */
	struct yardstick_gain gains[YARDSTICKS];     /* money: less the lever's own price */
	bool shown;                                  /* some gain or loss is told from zero */
	bool counts;                                 /* and is worth a row: LEVER_COUNTS of what it is today, or more */
	bool directed;                               /* the first yardstick has a better and a worse; else every change of it counts */
	bool same;                                   /* nothing changes, to the last digit */
};

struct lever_gains {
	const struct result *result;                 /* its first scenario is the model as it is */
	struct yardsticks yardsticks;                /* the first ranks */
	size_t throughput, money;                    /* which of them; SIZE_MAX: none */
	struct lever_gain *list;                     /* best first, by the first yardstick; those that are left out last */
	size_t count, trials;                        /* trials: those that have gains */
	bool restricted;                             /* the file leaves some levers out: what they would gain is not known */
	bool saturated;                              /* there is always work: throughput is what counts */
	const struct bottlenecks *bottlenecks;       /* by active periods, in base; NULL: not known */
	struct arena *arena;
};

/* levers->list[i] is scenario i + 1 of the result. `yardsticks` is chosen with lever_yardsticks. */
void lever_gains_make(struct lever_gains *gains, const struct levers *levers, const struct result *result, struct arena *arena);

/* What is judged where the call or the model names metrics (`judge`, else NULL), else how many reach their goal, where some miss it, and
   time, or throughput where work is always there; then the other of the two, and money. */
void lever_yardsticks(struct lever_gains *gains, const struct judge *judge);

/* Whether one more machine or unit is what it adds. */
bool lever_is_capacity(const struct lever *lever);

/* The gain of `a` less that of `b`, by the first yardstick: a and b are compared with each other, not with base. */
struct yardstick_gain lever_between(const struct lever_gains *gains, const struct lever_gain *a, const struct lever_gain *b);

/* Paragraphs (levers_answer.c), with no empty line before them. */
void levers_answer(const struct lever_gains *gains, struct document *to);

/* Its first sentences, for whoever tells the same in fewer words (figure_levers.c): what would help most, what is best for the money. Both
   return the lever that they name; NULL: none. levers_say_money: only where gains->money is there. */
const struct lever_gain *levers_say_headline(struct prose *prose, const struct lever_gains *gains);
const struct lever_gain *levers_say_money(struct prose *prose, const struct lever_gains *gains);

/* All that is said of the levers (levers_text.c), and its parts: each begins with an empty line, and is nothing where it has nothing to
   tell. */
void levers_text(const struct lever_gains *gains, struct document *to);
void levers_tables(const struct lever_gains *gains, struct document *to);   /* the ranking; with prices what has one, then what has none */
void levers_rest(const struct lever_gains *gains, struct document *to);     /* what is not in the tables, and why */
void levers_method(const struct lever_gains *gains, struct document *to);

/* levers_data.c */
void levers_csv(const struct lever_gains *gains, FILE *to);

#endif
