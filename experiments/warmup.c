/* MSER-5 (White 1997; White, Cobb and Spratt 2000) on the mean of ten pilots: a single series is so correlated with itself that the
   rule follows its chances, the mean of ten follows the system. */
#include <math.h>
#include <stdlib.h>
#include "sim/tally.h"
#include "warmup.h"

size_t warmup_batch(const double *series, size_t count, size_t batch, double *out)
{
	size_t batches = count / batch;
	for (size_t i = 0; i < batches; i++) {
		double sum = 0.0;
		for (size_t j = 0; j < batch; j++)
			sum += series[i * batch + j];
		out[i] = sum / (double)batch;
	}
	return batches;
}

/* MSER(d) = sum over j > d of (Z_j - mean_d)^2 / (k - d)^2, d = 0 .. k/2; the first least one. From the end backwards one pass does it. */
struct warmup_mser warmup_mser(const double *z, size_t count)
{
	struct warmup_mser best = { .statistic = INFINITY };
	struct tally tail;
	tally_reset(&tail);
	for (size_t d = count; d-- > 0; ) {
		tally_add(&tail, z[d]);
		double remaining = (double)tail.count, statistic = tail.squares / (remaining * remaining);
		if (d <= count / 2 && statistic <= best.statistic)
			best = (struct warmup_mser){ .cut = d, .statistic = statistic, .mean = tail.mean };
	}
	best.too_short = count > 1 && best.cut >= count / 2;
	return best;
}

/* The course into z[WARMUP_BATCHES]. The pilots' bins are whole batches of time: the cut is a number of bins, and so already rounded up
   to one. */
static void settle(const struct engine_bins *pilots, double length, double *cut, bool *too_short, double *z)
{
	double mean[WARMUP_BINS];
	for (size_t i = 0; i < WARMUP_BINS; i++) {
		mean[i] = 0.0;
		for (size_t p = 0; p < WARMUP_PILOTS; p++)
			mean[i] += pilots[p].means[i] / WARMUP_PILOTS;
	}
	struct warmup_mser mser = warmup_mser(z, warmup_batch(mean, WARMUP_BINS, WARMUP_BATCH, z));
	*cut = (double)(mser.cut * WARMUP_BATCH) * length / WARMUP_BINS;
	*too_short = mser.too_short;
}

struct pilots {
	struct replicate_job *jobs;
	struct engine_bins *bins;
	double *means, *rows;
};

static void pilots_done(struct pilots *pilots)
{
	free(pilots->jobs);
	free(pilots->bins);
	free(pilots->means);
	free(pilots->rows);
}

static int pilots_init(struct pilots *pilots, const struct model *const *models, size_t count, unsigned long long seed)
{
	size_t jobs = count * WARMUP_PILOTS, widest = 1;
	for (size_t i = 0; i < count; i++)
		if (models[i]->metrics.count > widest)
			widest = models[i]->metrics.count;
	pilots->jobs = calloc(jobs, sizeof *pilots->jobs);
	pilots->bins = calloc(jobs, sizeof *pilots->bins);
	pilots->means = calloc(jobs * WARMUP_BINS, sizeof *pilots->means);
	pilots->rows = calloc(jobs * widest, sizeof *pilots->rows);
	if (!pilots->jobs || !pilots->bins || !pilots->means || !pilots->rows)
		return -1;
	for (size_t i = 0; i < jobs; i++) {
		pilots->bins[i] = (struct engine_bins){ .means = pilots->means + i * WARMUP_BINS, .count = WARMUP_BINS };
		pilots->jobs[i].model = models[i / WARMUP_PILOTS];
		pilots->jobs[i].row = pilots->rows + i * widest;
		pilots->jobs[i].order = (struct engine_order){ .seed = seed, .bins = &pilots->bins[i],
			.replication = WARMUP_FIRST_PILOT + i % WARMUP_PILOTS + 1 };
	}
	return 0;
}

size_t warmup_find(const struct model *const *models, size_t count, unsigned long long seed, unsigned threads, const atomic_bool *stop,
	const struct replicate_watch *watch, double *cuts, bool *too_short, double *courses, bool *interrupted,
	struct engine_note *note)
{
	struct pilots pilots = { 0 };
	double unasked[WARMUP_BATCHES];
	size_t trouble = 0;
	*interrupted = false;
	if (pilots_init(&pilots, models, count, seed) != 0) {
		*note = (struct engine_note){ .reason = ENGINE_NO_MEMORY, .text = "no memory left for the pilot replications that find the warm-up" };
		pilots_done(&pilots);
		return trouble;
	}
	trouble = replicate_run(pilots.jobs, count * WARMUP_PILOTS, threads, stop, watch, note);
	for (size_t i = 0; trouble == REPLICATE_ALL_FINE && i < count * WARMUP_PILOTS; i++)
		*interrupted |= !pilots.jobs[i].finished;
	for (size_t i = 0; trouble == REPLICATE_ALL_FINE && !*interrupted && i < count; i++)
		settle(pilots.bins + i * WARMUP_PILOTS, models[i]->length, &cuts[i], &too_short[i],
			courses ? courses + i * WARMUP_BATCHES : unasked);
	pilots_done(&pilots);
	return trouble == REPLICATE_ALL_FINE ? trouble : trouble / WARMUP_PILOTS;
}
