/* Where the time of each kind of work goes, as a table and in a few words: the waiting ledger for people. */
#ifndef TAKT_EXPERIMENTS_REPORT_LEDGER_H
#define TAKT_EXPERIMENTS_REPORT_LEDGER_H

#include "document.h"
#include "result.h"

/* An empty line and the table; nothing where work is never anything but worked on. */
void report_ledger(const struct result_scenario *scenario, struct document *to);

/* Whether a kind is told there: its time goes by with more than one thing. */
bool report_ledger_tells(const struct result_scenario *scenario, const struct kind *kind);

/* The mean time that goes by with one cause (models/cause.h); NULL: nothing was observed. */
const struct summary *report_ledger_time(const struct result_scenario *scenario, const struct kind *kind, uint32_t cause);

/* The causes that have any time, the largest first; returns how many. */
size_t report_ledger_causes(const struct result_scenario *scenario, const struct kind *kind, uint32_t **list, struct arena *arena);

/* The share of a kind's time in which it is worked on for the first time, as the table tells it; false: nothing was observed. */
bool report_ledger_worked(const struct result_scenario *scenario, const struct kind *kind, double *share, double *half_width);

/* The cause of most of a kind's time that is no work done for the first time, and its share of the time. NONE where that is next to
   nothing. */
uint32_t report_ledger_loss(const struct result_scenario *scenario, const struct kind *kind, double *share, double *half_width);

#endif
