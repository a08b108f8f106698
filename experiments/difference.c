/* Differences of two means. Invariant: what is summed is the difference itself, so that equal samples differ by exactly 0. */
#include <math.h>
#include "difference.h"

/* The paired t interval (Law, Simulation Modeling and Analysis, section 10.2.1). */
struct difference difference_paired(const double *x, const double *y, size_t count, double confidence)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t i = 0; i < count; i++)
		if (!isnan(x[i]) && !isnan(y[i]))
			tally_add(&tally, x[i] - y[i]);
	double n = (double)tally.count, mean = tally_mean(&tally), error = sqrt(tally_variance(&tally) / n);
	double half_width = interval_student(n - 1.0, confidence) * error;
	return (struct difference){ { mean, mean - half_width, mean + half_width }, error, n - 1.0 };
}

/* The estimate lies DIFFERENCE_POWER of the time within z' errors below the true difference, so that the half width, z errors, is
   to be z / (z + z') of the difference (the usual power calculation: Cohen 1988, Statistical Power Analysis). */
double difference_replications(const struct difference *paired, double confidence)
{
	double z = interval_student(INFINITY, confidence), below = interval_student(INFINITY, 2.0 * DIFFERENCE_POWER - 1.0);
	double apart = fabs(paired->interval.estimate);
	if (apart == 0.0 && !isnan(paired->error))
		return INFINITY;
	return interval_replications(paired->error * sqrt(paired->df + 1.0), apart * z / (z + below), confidence);
}

struct difference_synchrony difference_synchrony(const double *x, const double *y, size_t count)
{
	struct tally first, second, apart;
	double products = 0.0;
	tally_reset(&first);
	tally_reset(&second);
	tally_reset(&apart);
	for (size_t i = 0; i < count; i++)
		if (!isnan(x[i]) && !isnan(y[i])) {
			double from_mean = x[i] - first.mean;
			tally_add(&first, x[i]);
			tally_add(&second, y[i]);
			tally_add(&apart, x[i] - y[i]);
			products += from_mean * (y[i] - second.mean);   /* Welford's step, for two */
		}
	struct difference_synchrony synchrony = { NAN, NAN };
	if (first.count < 2)
		return synchrony;
	if (first.squares > 0.0 && second.squares > 0.0)
		synchrony.correlation = fmax(-1.0, fmin(1.0, products / sqrt(first.squares) / sqrt(second.squares)));
	if (first.squares + second.squares > 0.0)
		synchrony.variance_ratio = (first.squares + second.squares) / apart.squares;
	return synchrony;
}

/* f = (a + b)² / (a² / (n-1) + b² / (m-1)), a and b the variances of the two means (Welch 1938, The significance of the
   difference between two means). */
struct difference difference_independent(const double *x, size_t count_x, const double *y, size_t count_y, double confidence)
{
	struct tally first = interval_tally(x, count_x), second = interval_tally(y, count_y);
	double n = (double)first.count, m = (double)second.count;
	double a = tally_variance(&first) / n, b = tally_variance(&second) / m, sum = a + b;
	double mean = tally_mean(&first) - tally_mean(&second);
	double df = sum > 0.0 ? 1.0 / (a / sum * (a / sum) / (n - 1.0) + b / sum * (b / sum) / (m - 1.0)) : n + m - 2.0;
	double half_width = sum > 0.0 ? interval_student(df, confidence) * sqrt(sum) : sum;
	return (struct difference){ { mean, mean - half_width, mean + half_width }, sqrt(sum), isnan(sum) ? NAN : df };
}
