/* What changes bring: the numbers of all scenarios side by side. Invariant: a difference is of pairs of replications that had the same
   luck; the intervals of one metric hold all at once, and a scenario that gives what base gives differs by exactly 0.

   Everything lives in the arena of the study. */
#ifndef TAKT_EXPERIMENTS_COMPARE_H
#define TAKT_EXPERIMENTS_COMPARE_H

#include "difference.h"
#include "document.h"
#include "judge.h"
#include "multiple.h"
#include "selection.h"

#define COMPARE_DIFFERENCE 0.02      /* of base's mean: the smallest difference worth acting on, unless the call says another */

/* One scenario by one metric. Differences are NAN where there are fewer than two pairs. */
struct compare_cell {
	bool there;                      /* its model has the metric, and some replication observed it */
	struct summary value;
	struct interval against;         /* its mean minus base's: paired, simultaneous over all scenarios but base */
	double sd;                       /* of the paired differences */
	uint32_t pairs;
	bool same;                       /* as base in every replication, to the last digit */
	struct difference_synchrony luck;   /* with base */
	struct multiple_best best;       /* its mean minus the best of the others' */
	double better;                   /* the chance that its mean is better than base's; NAN where neither is better */
	double chance;                   /* of having the best mean of all; NAN where nobody can be best */
};

/* What is compared. */
struct compare_metric {
	const char *name;                /* of the metric */
	const char *per;                 /* NULL, a second metric by which it is divided in each replication, or "wk": by the weeks counted */
	const struct metric *metric;     /* base's */
	const char *words;               /* "the time of Panel" */
	const char *unit;                /* as people read it */
	double scale;                    /* 100 for shares: from a cell's numbers to those that people read */
	bool judged;
	enum metric_better better;
	struct compare_cell *cells;      /* [scenario] */
	size_t best;                     /* the best mean of all; SIZE_MAX where nobody can be best */
	size_t possible;                 /* how many may be the best */
};

/* What --until-decided found. */
struct compare_choice {
	const char *metric;              /* the first that is judged */
	double difference;               /* the indifference zone, in the metric's unit */
	size_t chosen;                   /* SELECTION_NONE: not decided */
	size_t survivors;                /* who may still be the best */
	double more;                     /* about how many more replications it would have taken */
	uint32_t at_most;
	const uint32_t *rounds;          /* [scenario]: replications until it dropped out or the choice was made */
	const bool *beaten;              /* [scenario] */
};

struct compare {
	const struct result *result;
	struct arena *arena;
	struct compare_metric *metrics;  /* those that are judged, in their order, then the others */
	size_t count, judged;
	size_t taking_part;              /* scenarios */
	size_t money;                    /* the metric that says what it is worth: profit, or cost where nothing has a value; SIZE_MAX: none */
	double difference;               /* worth acting on, of the first judged metric, in its unit; NAN: base has no mean of it */
	bool difference_given;
	const struct compare_choice *choice;   /* NULL: the number of replications was not left to the choice */
	uint32_t replications;           /* of base */
};

/* Compares what the study has run. `difference`: --difference, or NULL; `choice`: of compare_decide, or NULL. -1 without memory. */
int compare_make(struct compare *compare, struct study *study, const struct judge *judge, const char *difference,
	const struct compare_choice *choice);

/* Runs the scenarios of a lenient study as its call says (compare_run.c), by what `judge` is filled with, and compares them. In the study's
   arena; NULL where fewer than two are left that could run. */
enum status compare_study(struct study *study, struct judge *judge, const struct compare **compare);

/* "--difference" in the unit of the metric: "1.5", "1.5 min", "2%" of base's mean (points of a share). NAN where it makes no sense. */
double compare_difference(const char *text, const struct model *model, const struct metric *metric, double mean);

/* The number of a metric that is judged, in one replication of a scenario, as it is compared (money by the week); NAN where it has none. */
double compare_value(const struct result *result, const char *name, size_t scenario, uint32_t replication);

/* Whether scenario i is shown to differ from base: 1 better (more, where neither is better), -1 worse (less); 0: not shown. */
int compare_shown(const struct compare_metric *metric, size_t i);

/* The metric by its name among those compared; NULL: it is not. */
const struct compare_metric *compare_find(const struct compare *compare, const char *name);

/* About how many replications would show such a difference between two scenarios; `sd` is that of their paired differences. */
double compare_replications(const struct compare *compare, double sd, double difference);

/* The paired difference of two scenarios by a metric, mean of i minus mean of l, with the simultaneous confidence of all pairs of those
   that may be the best. */
struct difference compare_pair(const struct compare *compare, const struct compare_metric *metric, size_t i, size_t l, double confidence);

/* "the four" */
const char *compare_number_word(size_t number, struct arena *arena);
const char *compare_title(const struct compare *compare, size_t scenario);

/* The verdict and a paragraph for each scenario (compare_answer.c), with no empty line before them. */
void compare_answer_print(const struct compare *compare, struct document *to);

/* Its first sentences, each with its full stop, for whoever tells the same in fewer words (figure_compare.c): who is best by the first
   metric, or by all; who gains by it and by money, `brief` with only the best of them by name. Nothing where the answer says nothing of
   it. */
void compare_say_headline(struct prose *prose, const struct compare *compare);
void compare_say_bargain(struct prose *prose, const struct compare *compare, bool brief);

/* All that is said of a comparison (compare_text.c), and its parts: each begins with an empty line, and is nothing where it has nothing to
   tell. Tables return whether there are arrows in them, which the method explains where `marked`. */
void compare_text(const struct compare *compare, struct document *to);
void compare_left_out(const struct compare *compare, struct document *to);
bool compare_tables(const struct compare *compare, struct document *to);         /* one for each metric that is judged */
bool compare_money_table(const struct compare *compare, struct document *to);
void compare_method(const struct compare *compare, bool marked, struct document *to);

/* compare_data.c */
void compare_csv(const struct compare *compare, FILE *to);

#endif
