/* Until decided: replications where they matter, until the best scenario is chosen with a promise (Kim and Nelson, selection.h): with 95 %
   confidence the chosen one is the best, or within the smallest difference worth acting on of the best. */
#ifndef TAKT_EXPERIMENTS_COMPARE_DECIDE_H
#define TAKT_EXPERIMENTS_COMPARE_DECIDE_H

#include "compare.h"

/* In place of study_run, by the first metric that is judged. `difference`: as the call says it; NULL: COMPARE_DIFFERENCE of base's mean in
   the first replications. Complains on standard error where that makes no sense. */
enum status compare_decide(struct study *study, const struct judge *judge, const char *difference, struct compare_choice *choice);

#endif
