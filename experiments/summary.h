/* From one number a replication to a statement with its interval, for each metric of a result. */
#ifndef TAKT_EXPERIMENTS_SUMMARY_H
#define TAKT_EXPERIMENTS_SUMMARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SUMMARY_CONFIDENCE 0.95

/* half_width, low, high and sd are NAN with fewer than two observations; all but n are NAN with none. half_width is Student's; low and
   high are the interval that is shown: Student's, or one that leans to the long tail where the observations are skewed (Willink's). */
struct summary {
	double mean, half_width, low, high, sd, min, max;
	uint32_t n;
	bool skewed;
};

/* The two-sided Student quantile with n - 1 degrees of freedom: what the standard error is multiplied by. NAN for n < 2. */
double summary_student(uint32_t n, double confidence);

/* Summarises values[0], values[stride], … count of them: those that are used (NULL: all) and not NAN, in that order, so that the same
   values give the same digits. Without memory for a copy of them the interval is Student's. */
struct summary summary_of(const double *values, size_t stride, const bool *used, size_t count);

/* Keeps low and high where the mean can be: from 0 to 1 for a share. */
void summary_limit(struct summary *summary, double least, double most);

#endif
