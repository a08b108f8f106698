/* Plans told before anything runs: when tasks begin and end if all take their expected time and nobody waits for anybody, and how much work
   that is for whom. Each part begins with an empty line. */
#ifndef TAKT_EXPERIMENTS_EXPLAIN_PROJECT_H
#define TAKT_EXPERIMENTS_EXPLAIN_PROJECT_H

#include "models/load.h"
#include "document.h"
#include "prose.h"

/* A sentence and a table for each kind with a plan. */
void explain_plans(const struct model *model, struct document *to);

/* Whether all work comes only so many times: then there are no loads. */
bool explain_comes_to_an_end(const struct model *model, const struct load *load);

/* In place of loads: how much work that is in all, by who does it, and how long it takes at least. */
void explain_work_content(const struct model *model, const struct load *load, struct document *to);

#endif
