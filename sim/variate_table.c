/* Distributions over numbers that the user lists or that a file holds. Invariant: `cumulative` never falls and is exactly 1 from
   the last value with a weight on, so that a search with a number below 1 always ends, and never at a value without weight. */
#include "variate_family.h"

/* Mean and variance of values by weights that add up to 1 (weights NULL: all equal), in two passes. */
static void moments(struct variate_table *table, const double *weights, double total)
{
	double mean = 0, variance = 0;
	for (size_t i = 0; i < table->count; i++)
		mean += (weights != NULL ? weights[i] : 1) / total * table->values[i];
	for (size_t i = 0; i < table->count; i++) {
		double apart = table->values[i] - mean;
		variance += (weights != NULL ? weights[i] : 1) / total * apart * apart;
	}
	table->mean = mean;
	table->variance = variance;
}

/* Of what is uniform between a value and the next, each pair equally likely: from a to b the mean is the middle, the mean square
   about any centre (a^2 + ab + b^2) / 3 with a and b taken from there. */
static void moments_smooth(struct variate_table *table)
{
	double pairs = (double)(table->count - 1), variance = 0, mean = 0;
	for (size_t i = 0; i + 1 < table->count; i++)
		mean += (table->values[i] / 2 + table->values[i + 1] / 2) / pairs;
	for (size_t i = 0; i + 1 < table->count; i++) {
		double a = table->values[i] - mean, b = table->values[i + 1] - mean;
		variance += (a * a + a * b + b * b) / 3 / pairs;
	}
	table->mean = mean;
	table->variance = variance;
}

static const char *check_values(const double *values, size_t count)
{
	if (count == 0)
		return "there are no values";
	for (size_t i = 0; i < count; i++)
		if (!isfinite(values[i]))
			return "a value is not a finite number";
	return NULL;
}

const char *variate_table_choice(struct variate_table *table, const double *values, const double *weights, size_t count,
	double *cumulative)
{
	const char *wrong = check_values(values, count);
	if (wrong != NULL)
		return wrong;
	double total = 0, sum = 0;
	for (size_t i = 0; i < count; i++) {
		if (!variate_is_not_negative(weights[i]))
			return "a weight must not be negative";
		total += weights[i];
	}
	if (!variate_is_positive(total))
		return "the weights must not all be 0";
	for (size_t i = 0; i < count; i++) {
		sum += weights[i];
		cumulative[i] = sum / total;   /* ends at exactly 1: the same additions in the same order */
	}
	*table = (struct variate_table){ .count = count, .values = values, .cumulative = cumulative };
	moments(table, weights, total);
	return NULL;
}

const char *variate_table_data(struct variate_table *table, const double *values, size_t count, bool smooth)
{
	const char *wrong = check_values(values, count);
	if (wrong != NULL)
		return wrong;
	*table = (struct variate_table){ .count = count, .values = values, .smooth = smooth };
	if (smooth && count > 1)
		moments_smooth(table);
	else
		moments(table, NULL, (double)count);
	return NULL;
}

/* The first value whose cumulative weight is above u; by halves until a few are left. */
double variate_draw_choice(const struct variate *variate, struct stream *stream)
{
	const double *cumulative = variate->table->cumulative;
	double u = stream_uniform(stream);
	size_t first = 0, count = variate->table->count;
	while (count > 8) {
		size_t half = count / 2;
		if (cumulative[first + half - 1] > u) {
			count = half;
		} else {
			first += half;
			count -= half;
		}
	}
	while (cumulative[first] <= u)
		first++;
	return variate->table->values[first];
}

double variate_mean_choice(const struct variate *variate)
{
	return variate->table->mean;
}

double variate_variance_choice(const struct variate *variate)
{
	return variate->table->variance;
}

double variate_lowest_choice(const struct variate *variate)
{
	const struct variate_table *table = variate->table;
	double lowest = INFINITY, before = 0;
	for (size_t i = 0; i < table->count; i++) {
		if (table->cumulative[i] > before)
			lowest = fmin(lowest, table->values[i]);
		before = table->cumulative[i];
	}
	return lowest;
}

/* With `smooth` the distribution function runs straight from (i - 1) / (count - 1) at one sorted value to i / (count - 1) at the
   next (Law 2015, section 6.2.4). u is at most 1 - 2^-53, and that times a count rounds to below the count. */
double variate_draw_empirical(const struct variate *variate, struct stream *stream)
{
	const struct variate_table *table = variate->table;
	double u = stream_uniform(stream);
	if (!table->smooth || table->count == 1)
		return table->values[(size_t)(u * (double)table->count)];
	double place = u * (double)(table->count - 1);
	size_t i = (size_t)place;
	return table->values[i] + (place - (double)i) * (table->values[i + 1] - table->values[i]);
}

double variate_mean_empirical(const struct variate *variate)
{
	return variate->table->mean;
}

double variate_variance_empirical(const struct variate *variate)
{
	return variate->table->variance;
}

double variate_lowest_empirical(const struct variate *variate)
{
	double lowest = INFINITY;
	for (size_t i = 0; i < variate->table->count; i++)
		lowest = fmin(lowest, variate->table->values[i]);
	return lowest;
}

double variate_trace_value(const struct variate *variate, unsigned long long ordinal)
{
	return variate->table->values[ordinal % variate->table->count];
}

double variate_draw_trace(const struct variate *variate, struct stream *stream)
{
	return variate_trace_value(variate, stream->counter[1]);
}

double variate_mean_trace(const struct variate *variate)
{
	return variate->table->mean;
}

double variate_variance_trace(const struct variate *variate)
{
	return variate->table->variance;
}

double variate_lowest_trace(const struct variate *variate)
{
	return variate_lowest_empirical(variate);
}
