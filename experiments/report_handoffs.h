/* How work passes between teams, for people. */
#ifndef TAKT_EXPERIMENTS_REPORT_HANDOFFS_H
#define TAKT_EXPERIMENTS_REPORT_HANDOFFS_H

#include "document.h"
#include "result.h"

/* An empty line and the table; nothing where work never passes from one team to another. */
void report_handoffs(const struct result_scenario *scenario, struct document *to);

/* How often a week it does; 0: never, or never seen. */
double report_handoffs_number(const struct result_scenario *scenario, uint32_t from, uint32_t to);

#endif
