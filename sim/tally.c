/* What is read off a tally, and the merging of two. Welford's recurrences (tally_add) keep the squared deviations themselves, so that
   no digits are lost where the mean is large and the spread is small. */
#include "sim/tally.h"

double tally_mean(const struct tally *tally)
{
	return tally->count > 0 ? tally->mean : (double)NAN;
}

double tally_variance(const struct tally *tally)
{
	return tally->count > 1 ? tally->squares / (double)(tally->count - 1) : (double)NAN;
}

double tally_sd(const struct tally *tally)
{
	return sqrt(tally_variance(tally));
}

/* Chan, Golub and LeVeque (1979), equation 2.1, written for means instead of sums. */
void tally_merge(struct tally *into, const struct tally *from)
{
	if (from->count == 0)
		return;
	if (into->count == 0) {
		*into = *from;
		return;
	}
	double n1 = (double)into->count, n2 = (double)from->count, n = n1 + n2;
	double delta = from->mean - into->mean;
	into->count += from->count;
	into->mean += delta * (n2 / n);
	into->squares += from->squares + delta * delta * (n1 * n2 / n);
	into->min = fmin(into->min, from->min);
	into->max = fmax(into->max, from->max);
}
