/* Private to the sentences of a comparison (compare_answer.c, compare_scenario.c): numbers in words, and what is to be made of them. */
#ifndef TAKT_EXPERIMENTS_COMPARE_SAY_H
#define TAKT_EXPERIMENTS_COMPARE_SAY_H

#include "compare.h"

#define COMPARE_METRICS_IN_WORDS 4   /* more metrics that are judged are left to the tables */

/* " min", "7.0", "9.0 ± 0.6 min less" */
void compare_say_unit(struct prose *prose, const struct compare_metric *metric);
void compare_say_value(struct prose *prose, const struct compare_metric *metric, size_t i);
void compare_say_difference(struct prose *prose, const struct compare_metric *metric, struct interval difference);

/* A difference that is worth acting on, in the metric's unit. */
double compare_worth(const struct compare *compare, const struct compare_metric *metric);

/* Whether what is between a scenario and base is less than that, shown or not. */
bool compare_next_to_nothing(const struct compare *compare, const struct compare_metric *metric, size_t i);

/* Profit, or cost where nothing has a value; NULL where nothing has a price. */
const struct compare_metric *compare_money(const struct compare *compare);

/* One scenario in a paragraph: what it changes, what it costs. */
void compare_scenario_print(const struct compare *compare, size_t i, struct document *to);

#endif
