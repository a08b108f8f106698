/* Hours in words, as a planner would write them: "Mon-Fri 06:00-14:00 (3), 14:00-22:00 (2), Sat 09:00-12:00 (1)". */
#ifndef TAKT_EXPERIMENTS_HOURS_H
#define TAKT_EXPERIMENTS_HOURS_H

#include "models/calendar.h"

/* The usual week. Numbers in brackets only where they vary. Days of the same hours are named together; a span after midnight belongs to
   the day on which it begins. In `arena`. */
const char *hours_describe(const struct calendar *calendar, struct arena *arena);

#endif
