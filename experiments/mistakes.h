/* Complaints about changes that are no --set, though they are read like one. */
#ifndef TAKT_EXPERIMENTS_MISTAKES_H
#define TAKT_EXPERIMENTS_MISTAKES_H

#include "sim/problem.h"

/* Prints all on standard error; what would be said of a --set is said of `whose`: "takt sweep", "levers.robot". */
void mistakes_print(struct problems *problems, const char *whose);

#endif
