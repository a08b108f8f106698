/* Run until precise: rounds of replications until every judged metric of every scenario is known as well as was asked for. Invariant:
   what a round runs depends on the replications before it alone, so that any number of threads stops at the same one. All scenarios get the
   same number, so that they stay comparable. */
#ifndef TAKT_EXPERIMENTS_PRECISE_H
#define TAKT_EXPERIMENTS_PRECISE_H

#include "judge.h"

/* The relative half width that the call or else the model asks for; 0: none, the number of replications is given. */
double precise_target(const struct study *study);

/* The most replications that it may take. */
uint32_t precise_at_most(const struct study *study);

/* In place of study_run. Says on standard error, after the first ten, where no number up to the most will do. Leaves in
   study->result.precision how it ended. */
enum status precise_run(struct study *study, const struct judge *judge, double target);

/* What is only about so much, as people say it: two significant digits. */
void precise_about(char *out, double number);

#endif
