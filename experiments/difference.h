/* Two systems: how far their means lie apart. Invariant: the pairs of one replication are never torn apart where they shared
   their random numbers, and samples that did not are never paired.

   As in interval.h: NAN is what was not observed, ends are NAN where nothing can be said, nothing is allocated. */
#ifndef TAKT_EXPERIMENTS_DIFFERENCE_H
#define TAKT_EXPERIMENTS_DIFFERENCE_H

#include "interval.h"

#define DIFFERENCE_POWER 0.8   /* the chance with which difference_replications are enough */

struct difference {
	struct interval interval;    /* of E[x] - E[y] */
	double error;                /* the standard error of the estimate; NAN for fewer than two */
	double df;                   /* degrees of freedom of `error`; whole for pairs */
};

/* What common random numbers have earned. Both are NAN where they are not defined (one of the samples does not vary). */
struct difference_synchrony {
	double correlation;          /* of the pairs */
	double variance_ratio;       /* Var x + Var y over Var (x - y): below 1 the synchronisation is broken; INFINITY where x - y is
	                                constant */
};

/* Pairs of replications under common random numbers: Student's interval of the differences. Pairs with a NAN are left out. */
struct difference difference_paired(const double *x, const double *y, size_t count, double confidence);
struct difference_synchrony difference_synchrony(const double *x, const double *y, size_t count);

/* About how many pairs in all tell the difference from 0 with this confidence, if it is what it seems, in eight of ten cases. A
   whole number; INFINITY where the estimate is 0, NAN where `paired` has no error. */
double difference_replications(const struct difference *paired, double confidence);

/* Two independent samples, variances not assumed equal: Welch's interval. */
struct difference difference_independent(const double *x, size_t count_x, const double *y, size_t count_y, double confidence);

#endif
