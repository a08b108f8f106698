/* Choosing the best of several systems with a promise: the chosen one is the best with probability `confidence` whenever the best
   is at least `difference` better than the next, the smallest difference worth acting on (the indifference zone); always, it is
   within that difference of the best with that probability.

   Observations are normal means of replications; everything else is stated with its function. */
#ifndef TAKT_EXPERIMENTS_SELECTION_H
#define TAKT_EXPERIMENTS_SELECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SELECTION_NONE SIZE_MAX

/* Bechhofer's h for independent systems with one known standard deviation: each needs (h sd / difference)² observations, rounded
   up. NAN unless systems >= 2 and 1 / systems < confidence < 1 (as in the next). */
double selection_bechhofer(size_t systems, double confidence);

/* Rinott's h for independent systems with unknown variances that may differ: after a first stage of `first` (>= 2) observations
   of each, system i needs selection_rinott_count in all; the best mean of all its observations is chosen. Not for common random
   numbers. */
double selection_rinott(size_t systems, size_t first, double confidence);
double selection_rinott_count(double h, double sd, double difference, size_t first);   /* a whole number, `first` or more */

/* The procedure of Kim and Nelson (2001): rows of observations come in one by one, systems drop out when they are shown to be
   worse. Valid under common random numbers, and best under them: it looks at differences only. All fields may be read;
   selection_kn_init sets them, only selection_kn_feed changes them. */
struct selection_kn {
	size_t systems, first;       /* variances come from the first `first` rows, and nobody drops out before */
	double difference;           /* delta, in the observations' unit, > 0 */
	double h2;                   /* 2 eta (first - 1) */
	bool more_is_better;
	size_t rows;                 /* fed and used */
	size_t survivors;
	size_t chosen;               /* the best by its promise; SELECTION_NONE while that is open */
	bool *alive, *beaten;        /* [systems]; the second is room to work in */
	double *mean;                /* [systems]: over all rows; of one that dropped out, until then */
	double *pair_mean, *pair_squares;   /* [systems * systems], l < i: of the differences in the first rows (Welford) */
};

/* systems >= 1, first >= 2, 1 / systems < confidence < 1, difference > 0; with one system it is chosen at once. 0, or -1 when
   memory is exhausted or the question makes no sense. selection_kn_done may follow either. */
int selection_kn_init(struct selection_kn *kn, size_t systems, size_t first, double confidence, double difference, bool more_is_better);
void selection_kn_done(struct selection_kn *kn);

/* One replication of all survivors, row[systems]; what stands there for others is not looked at. A row in which a survivor has
   NAN is not used. Returns whether the choice is made; further rows then change nothing. Rows must come in one order, whatever
   the order in which threads finish them, for the choice to be the same. */
bool selection_kn_feed(struct selection_kn *kn, const double *row);

/* How many more rows it can take at most, and how many it will probably take if the means are what they seem; both whole, 0 when
   chosen. Before the first variances are known: NAN. */
double selection_kn_at_most(const struct selection_kn *kn);
double selection_kn_expected(const struct selection_kn *kn);

/* Optimal computing budget allocation (Chen et al. 2000): for independent systems and a fixed budget, how many observations of
   each make the choice of the best mean most probably right; share[systems] adds up to `total`, not rounded. A system whose sd is
   0 needs none; where all are 0 all get the same. No promise. */
void selection_ocba(const double *mean, const double *sd, size_t systems, double total, bool more_is_better, double *share);

/* The next `budget` observations by it, in whole numbers, when counts[i] have been made: more[systems] adds up to `budget`.
   share[systems] is room to work in. */
void selection_ocba_next(const double *mean, const double *sd, const size_t *counts, size_t systems, size_t budget, bool more_is_better,
	double *share, size_t *more);

#endif
