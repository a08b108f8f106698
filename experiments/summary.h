/* From one number a replication to a statement with its interval: the only place where confidence intervals are made. */
#ifndef TAKT_EXPERIMENTS_SUMMARY_H
#define TAKT_EXPERIMENTS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUMMARY_CONFIDENCE 0.95

/* half_width, low, high and sd are NAN with fewer than two observations; all but n are NAN with none. */
struct summary {
	double mean, half_width, low, high, sd, min, max;
	uint32_t n;
};

/* The two-sided Student quantile with n - 1 degrees of freedom: what the standard error is multiplied by. NAN for n < 2. */
double summary_student(uint32_t n, double confidence);

/* Summarises values[0], values[stride], … count of them: those that are used (NULL: all) and not NAN, in that order, so that the same
   values give the same digits. */
struct summary summary_of(const double *values, size_t stride, const bool *used, size_t count);

#endif
