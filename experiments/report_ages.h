/* How old open work is, in words and as a table. */
#ifndef TAKT_EXPERIMENTS_REPORT_AGES_H
#define TAKT_EXPERIMENTS_REPORT_AGES_H

#include "ages.h"
#include "document.h"

/* After an empty line; nothing where items were not followed, or none was ever open. */
void report_ages(const struct result_scenario *scenario, struct document *to);

/* "18 % of the open Claims are older than the promise of 5 d. ": of the kind of which most are; without a promise, how old the kind is of
   which most are open. Returns that kind's index in the list. */
size_t report_ages_say(struct prose *text, const struct model *model, const struct ages *ages);

#endif
