/* Welch's procedure (Welch 1983, The statistical analysis of simulation results; Law, Simulation Modeling and Analysis, section
   9.5.1). */
#include <math.h>
#include "sim/tally.h"
#include "welch.h"

void welch_average(const double *series, size_t replications, size_t count, double *out)
{
	for (size_t i = 0; i < count; i++) {
		struct tally tally;
		tally_reset(&tally);
		for (size_t r = 0; r < replications; r++)
			if (!isnan(series[r * count + i]))
				tally_add(&tally, series[r * count + i]);
		out[i] = tally_mean(&tally);
	}
}

/* With i from 0: the mean of mean[i - w .. i + w], w the window or, nearer to the start, i. */
size_t welch_smooth(const double *mean, size_t count, size_t window, double *out)
{
	size_t length = window < count ? count - window : 0;
	for (size_t i = 0; i < length; i++) {
		size_t w = i < window ? i : window;
		double sum = 0.0;
		for (size_t j = i - w; j <= i + w; j++)
			sum += mean[j];
		out[i] = sum / (double)(2 * w + 1);
	}
	return length;
}

size_t welch_settles(const double *curve, size_t count, bool *settled)
{
	struct tally all, half;
	tally_reset(&all);
	tally_reset(&half);
	for (size_t i = 0; i < count; i++) {
		tally_add(&all, curve[i]);
		if (i >= count / 2)
			tally_add(&half, curve[i]);
	}
	size_t first = count;
	double band = count > 0 ? WELCH_BAND * (all.max - all.min) : 0.0;
	while (first > 0 && fabs(curve[first - 1] - half.mean) <= band)
		first--;
	*settled = first <= count / 2 && count > 1;
	return first;
}
