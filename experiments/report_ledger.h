/* Where the time of each kind of work goes, as a table and in a few words: the waiting ledger for people. */
#ifndef TAKT_EXPERIMENTS_REPORT_LEDGER_H
#define TAKT_EXPERIMENTS_REPORT_LEDGER_H

#include <stdio.h>
#include "result.h"

/* Prints nothing where work is never anything but worked on. */
void report_ledger(const struct result_scenario *scenario, struct arena *arena, FILE *to);

/* What most of a kind's time goes by with that is no work done for the first time: "waiting for a machine", and its share of the
   time. NULL where that is next to nothing. */
const char *report_ledger_loss(const struct result_scenario *scenario, const struct kind *kind, double *share, double *half_width);

#endif
