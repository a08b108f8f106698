/* By what an experiment judges: metrics by their names, and what these are called in a sentence. */
#ifndef TAKT_EXPERIMENTS_JUDGE_H
#define TAKT_EXPERIMENTS_JUDGE_H

#include "study.h"

struct judge {
	const char **names;          /* base has a metric of each name, no name twice */
	size_t count;                /* at least 1 */
};

/* What --metric names, else run.judge, else of each kind of work the time in system, and before it the share that reaches its goal, where
   there is one. Complains on standard error where base has no such
   metric: -1 then. After study_open. */
int judge_choose(struct judge *judge, struct study *study);

/* "the time of Panel"; the name itself where there are no words for it. In `arena`. */
const char *judge_words(const struct model *model, const char *name, struct arena *arena);

/* What a metric is about, "panel" in "work.panel.time", and what people call that; "" where it is about the whole. */
const char *judge_subject(const struct metric *metric, struct arena *arena);
const char *judge_title(const struct model *model, const struct metric *metric, struct arena *arena);

#endif
