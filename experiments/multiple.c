/* Simultaneous statements about many systems. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "multiple.h"
#include "quadrature.h"
#include "sim/stream.h"

double multiple_bonferroni(double confidence, size_t statements)
{
	return 1.0 - (1.0 - confidence) / (double)(statements > 0 ? statements : 1);
}

struct dunnett {
	struct quadrature normal, chi;
	double power;
	bool two_sided;
};

/* E of [Phi(z + √2 c s) - Phi(z - √2 c s)]^k: given the control's deviation z and the pooled standard deviation s the systems are
   independent (Dunnett 1955, A multiple comparison procedure, for equal numbers of observations, correlation 1/2). */
static double dunnett_probability(double c, const void *with)
{
	const struct dunnett *d = with;
	double sum = 0.0;
	for (size_t i = 0; i < QUADRATURE_NODES; i++) {
		double inner = 0.0, w = c * d->chi.node[i] * 1.41421356237309504880;
		for (size_t j = 0; j < QUADRATURE_NODES && d->chi.weight[i] > 0.0; j++) {
			double z = d->normal.node[j], p = quadrature_phi(w + z);
			if (d->two_sided)
				p -= quadrature_phi(z - w);
			inner += d->normal.weight[j] * pow(p, d->power);
		}
		sum += d->chi.weight[i] * inner;
	}
	return sum;
}

double multiple_dunnett(size_t systems, double df, double confidence, bool two_sided)
{
	struct dunnett d = { .power = (double)systems, .two_sided = two_sided };
	if (systems == 0 || !(df >= 1.0) || !(confidence > 0.0 && confidence < 1.0))
		return NAN;
	quadrature_normal(&d.normal);
	quadrature_chi(&d.chi, df);
	return quadrature_solve(dunnett_probability, &d, confidence);
}

size_t multiple_complete(double *rows, size_t count, size_t systems)
{
	size_t kept = 0;
	for (size_t r = 0; r < count; r++) {
		size_t i = 0;
		while (i < systems && !isnan(rows[r * systems + i]))
			i++;
		if (i == systems)
			memmove(rows + kept++ * systems, rows + r * systems, systems * sizeof *rows);
	}
	return kept;
}

/* The differences of two systems. */
static struct tally apart(const struct multiple *data, size_t i, size_t l)
{
	struct tally tally;
	tally_reset(&tally);
	for (size_t r = 0; r < data->count; r++)
		tally_add(&tally, data->rows[r * data->systems + i] - data->rows[r * data->systems + l]);
	return tally;
}

static double standard_error(const struct tally *tally)
{
	return sqrt(tally_variance(tally) / (double)tally->count);
}

void multiple_against(const struct multiple *data, size_t base, double confidence, struct interval *out)
{
	double t = interval_student((double)data->count - 1.0, multiple_bonferroni(confidence, data->systems - 1));
	for (size_t i = 0; i < data->systems; i++) {
		struct tally tally = apart(data, i, base);
		double mean = tally_mean(&tally), half_width = t * standard_error(&tally);
		out[i] = i == base ? (struct interval){ 0.0, 0.0, 0.0 } : (struct interval){ mean, mean - half_width, mean + half_width };
	}
}

/* The least over l of the mean of i minus the mean of l (with sign -1 the other way round) plus `widths` standard errors. */
static double least(const struct multiple *data, double sign, size_t i, double widths)
{
	double end = INFINITY;
	for (size_t l = 0; l < data->systems; l++)
		if (l != i) {
			struct tally tally = apart(data, i, l);
			end = fmin(end, sign * tally.mean + widths * standard_error(&tally));
		}
	return end;
}

/* Hsu 1984 (Constrained simultaneous confidence intervals for multiple comparisons with the best) with half widths that differ from
   pair to pair. All it needs is that the k - 1 one-sided bounds against the true best hold, whichever that is; Bonferroni gives this
   under any dependence, so under common random numbers (Nelson and Matejcik 1995 assume more and get shorter intervals). Hsu takes
   the lower ends against possible bests only; paired errors obey the triangle inequality, so that the others never set them. */
void multiple_with_best(const struct multiple *data, double confidence, struct multiple_best *out)
{
	size_t n = data->count, k = data->systems;
	double sign = data->more_is_better ? 1.0 : -1.0, t = NAN;
	if (n > 1 && k > 1)
		t = interval_student((double)n - 1.0, 1.0 - 2.0 * (1.0 - confidence) / (double)(k - 1));
	for (size_t i = 0; i < k; i++) {
		out[i] = (struct multiple_best){ { NAN, NAN, NAN }, true };
		if (isnan(t))
			continue;
		double estimate = least(data, sign, i, 0.0), low = fmin(0.0, least(data, sign, i, -t)), high = least(data, sign, i, t);
		out[i] = (struct multiple_best){ { estimate, low, fmax(0.0, high) }, high >= 0.0 };
		if (!data->more_is_better)   /* taken from 0 and not negated: a limit of 0 keeps its sign */
			out[i].interval = (struct interval){ 0.0 - estimate, 0.0 - fmax(0.0, high), 0.0 - low };
	}
}

/* Means, and the rows as deviations from them over n, stretched by sqrt(n / (n - 1)): otherwise the means of resamples would vary
   by (n - 1) / n only of what the mean itself does. */
static void stretch(const struct multiple *data, double *mean, double *rest)
{
	size_t n = data->count, k = data->systems;
	double factor = sqrt((double)n / ((double)n - 1.0)) / (double)n;
	for (size_t i = 0; i < k; i++) {
		struct tally tally;
		tally_reset(&tally);
		for (size_t r = 0; r < n; r++)
			tally_add(&tally, data->rows[r * k + i]);
		mean[i] = tally.mean;
		for (size_t r = 0; r < n; r++)
			rest[r * k + i] = (data->rows[r * k + i] - tally.mean) * factor;
	}
}

/* Adds the systems that are best of all to the tally of wins; ties share one win. */
static void award(const double *value, size_t k, double sign, double *wins)
{
	double best = -INFINITY, ties = 0.0;
	for (size_t i = 0; i < k; i++)
		best = fmax(best, sign * value[i]);
	for (size_t i = 0; i < k; i++)
		ties += sign * value[i] >= best;
	for (size_t i = 0; i < k; i++)
		if (sign * value[i] >= best)
			wins[i] += 1.0 / ties;
}

/* The bootstrap (Efron 1979, Bootstrap methods: another look at the jackknife). */
int multiple_chances(const struct multiple *data, double *chance)
{
	size_t n = data->count, k = data->systems;
	for (size_t i = 0; i < k; i++)
		chance[i] = n < 2 ? NAN : 0.0;
	if (n < 2 || k == 0)
		return 0;
	double *mean = malloc((n + 2) * k * sizeof *mean);
	if (!mean)
		return -1;
	double *value = mean + k, *rest = value + k;
	struct stream stream;
	stretch(data, mean, rest);
	stream_key(&stream, 0, 0);
	stream_address(&stream, stream_hash("experiments"), 0, stream_hash("multiple.chances"), 0);
	for (size_t b = 0; b < MULTIPLE_RESAMPLES; b++) {
		memcpy(value, mean, k * sizeof *value);
		for (size_t draw = 0; draw < n; draw++) {
			const double *row = rest + (size_t)(stream_uniform(&stream) * (double)n) * k;
			for (size_t i = 0; i < k; i++)
				value[i] += row[i];
		}
		award(value, k, data->more_is_better ? 1.0 : -1.0, chance);
	}
	for (size_t i = 0; i < k; i++)
		chance[i] /= MULTIPLE_RESAMPLES;
	free(mean);
	return 0;
}
