/* From observations to the interval that holds what they estimate: one sample. Invariant: each function keeps its confidence
   under the conditions it states; where the observations do not allow a statement an end is NAN, and where there is no finite
   limit it is infinite.

   Observations are replications: independent, identically distributed. NAN is what was not observed, and does not count. All
   numbers are in the observations' unit. Nothing is allocated, nothing is kept; no function fails in any other way than by
   NAN. */
#ifndef TAKT_EXPERIMENTS_INTERVAL_H
#define TAKT_EXPERIMENTS_INTERVAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sim/tally.h"

#define INTERVAL_SKEWED 0.5          /* from this skewness on Student's interval is not to be trusted at 10 or 20 replications */
#define INTERVAL_TRIALS 1000000      /* up to so many trials the exact interval of a share is computed; beyond, Wilson's is as good */

struct interval {
	double estimate, low, high;
};

/* The two-sided quantile of Student's t: |t| stays below it with this confidence. `df` is any number from 1 to INFINITY (the
   normal distribution); NAN below 1. */
double interval_student(double df, double confidence);

/* What was observed among the values. */
struct tally interval_tally(const double *values, size_t count);

/* The mean. Student's interval: exact for normal observations, good for symmetric ones. With one observation the ends are NAN. */
struct interval interval_mean(const double *values, size_t count, double confidence);

/* The mean of observations that are skewed: Willink's interval, which leans to the side of the long tail. Student's where
   skewness is 0 or unknown (fewer than three observations). To be shown where interval_skewness is beyond INTERVAL_SKEWED either
   way. */
struct interval interval_mean_skewed(const double *values, size_t count, double confidence);

/* The estimated third central moment over the cube of the standard deviation. NAN for fewer than three; 0 where all are equal. */
double interval_skewness(const double *values, size_t count);

/* The quantile below which the share p of single observations lies (not of their mean), 0 < p < 1: ends are two of the
   observations, whatever their distribution. `sorted`: ascending, no NAN. Where there are too few of them at one side that end is
   infinite. */
struct interval interval_quantile(const double *sorted, size_t count, double p, double confidence);

/* Which observations the ends are: low and high count from 1; low 0 and high count + 1 say that there is no finite limit. Returns
   the probability with which they hold the quantile, at least `confidence` where both ends are finite. */
double interval_quantile_ranks(size_t count, double p, double confidence, size_t *low, size_t *high);

/* The probability of something that happened in `successes` of so many independent trials (one a replication; for shares of items
   within a replication the replications' own shares and interval_mean are right). Wilson's is near its confidence on average and
   short, Clopper and Pearson's is never below it. NAN without trials. */
struct interval interval_share(uint64_t successes, uint64_t trials, double confidence);
struct interval interval_share_exact(uint64_t successes, uint64_t trials, double confidence);

/* The ratio of two means, E[x] / E[y], from pairs (pairs with a NAN are left out). The ends are NAN for fewer than two pairs;
   they are infinite where the mean of y cannot be told from 0 with this confidence, because then the ratio may be anything. */
struct interval interval_ratio(const double *x, const double *y, size_t count, double confidence);

/* About how many observations make Student's half width at most this: the least n >= 2 with t(n-1) sd / sqrt(n) <= half_width. A
   whole number; INFINITY where none does, NAN where sd or half_width is. */
double interval_replications(double sd, double half_width, double confidence);

/* The half width that leaves a relative error of the true mean of at most `relative`: relative / (1 + relative) of the
   estimate. */
double interval_relative(double mean, double relative);

#endif
