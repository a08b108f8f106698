/* Welch's plot of the warm-up: the mean course over replications, smoothed, and where it has become flat. Beside MSER-5
   (warmup.h), which decides: the eye is the judge of this one, its automatic reading is a hint. */
#ifndef TAKT_EXPERIMENTS_WELCH_H
#define TAKT_EXPERIMENTS_WELCH_H

#include <stdbool.h>
#include <stddef.h>

#define WELCH_BAND 0.02      /* flat: within this share of the curve's range, either way */

/* The mean over replications of each bin: series[r * count + i], r < replications, into out[count]. NAN is left out; a bin that
   nobody observed is NAN. */
void welch_average(const double *series, size_t replications, size_t count, double *out);

/* The centred moving average over 2 * window + 1 bins, fewer at the start: out has room for count - window, which is returned (0
   where the window does not fit: it is to be a quarter of count at most). */
size_t welch_smooth(const double *mean, size_t count, size_t window, double *out);

/* The first bin from which on the curve stays within WELCH_BAND of its range about the mean of its second half. *settled tells
   whether it does so before that half begins; if not, the run is too short to see it, or the curve too rough: a wider window
   helps. */
size_t welch_settles(const double *curve, size_t count, bool *settled);

#endif
