/* Many systems: statements that hold all at once. Invariant: the whole replications of all systems stay together, because they
   share their random numbers; nothing here assumes that the systems are independent unless it says so. */
#ifndef TAKT_EXPERIMENTS_MULTIPLE_H
#define TAKT_EXPERIMENTS_MULTIPLE_H

#include "interval.h"

#define MULTIPLE_RESAMPLES 10000   /* a chance of being best has an error of at most 0.5 % by their number */

/* One number of each system in each replication: rows[r * systems + i], in any unit, borrowed, none of them NAN
   (multiple_complete). */
struct multiple {
	const double *rows;
	size_t count, systems;
	bool more_is_better;
};

/* Moves the replications that have a number of every system to the front, in order, and returns how many they are: a replication
   in which one system has NAN is left out as a whole. */
size_t multiple_complete(double *rows, size_t count, size_t systems);

/* A system against the best of the others. */
struct multiple_best {
	struct interval interval;    /* of its mean minus the best of the others' means */
	bool possible;               /* it may be the best: not shown to be worse than another */
};

/* The confidence that each of so many statements needs for all to hold together with `confidence` (Bonferroni). Any
   statements. */
double multiple_bonferroni(double confidence, size_t statements);

/* Dunnett's quantile: c such that all |X_i - X_0| <= c times their standard error (one-sided: all X_i - X_0 <= …) with this
   confidence, for `systems` independent normal means against a control, the same number of observations of each, one pooled
   variance with df degrees of freedom (>= 1, INFINITY: known). Common random numbers break these conditions: multiple_against is
   for them. NAN where not defined. */
double multiple_dunnett(size_t systems, double df, double confidence, bool two_sided);

/* Simultaneous intervals of the means minus the base's mean, paired, by Bonferroni over the systems - 1 of them: out[systems],
   the base's own is 0, 0, 0. The ends are NAN for fewer than two replications. */
void multiple_against(const struct multiple *data, size_t base, double confidence, struct interval *out);

/* Multiple comparisons with the best (Hsu), paired: simultaneous intervals of mean i minus the best of the others' means,
   out[systems]. Where more is better an interval that begins at 0 says that i is the best (or as good as the best), one that ends
   at 0 that it is no better than the best of the others; where less is better the other way round. For fewer than two
   replications or systems all is NAN, and all are possible. */
void multiple_with_best(const struct multiple *data, double confidence, struct multiple_best *out);

/* The chance that each system has the best mean, chance[systems], adding up to 1: the share of MULTIPLE_RESAMPLES resamples of
   whole replications in which it has; ties are shared. It describes the evidence and promises nothing: a promise is given by
   selection.h. The same data always give the same chances. NAN for fewer than two replications. 0, or -1 when memory is
   exhausted. */
int multiple_chances(const struct multiple *data, double *chance);

#endif
