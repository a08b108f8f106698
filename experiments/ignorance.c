/* Drawing models, running them, and telling luck and ignorance apart. Invariant: what comes out does not depend on the number of
   threads; a draw that gets into trouble takes no part at all. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <gsl/gsl_cdf.h>
#include "ignorance.h"

#define DRAWS_AT_LEAST 10
#define DRAWS_AT_MOST 40
#define REPLICATIONS_AT_LEAST 2      /* what differs between two runs of one model, the luck of each taken off, is neither */
#define USEFUL_DRAWS 5               /* with fewer nothing is said */

/* --- variances --------------------------------------------------------------------------------------------------------------------- */

struct ignorance_parts ignorance_split(const double *y, size_t draws, size_t replications)
{
	double k = (double)draws, n = (double)replications, mean = 0.0, between = 0.0, rest = 0.0;
	for (size_t i = 0; i < draws * replications; i++)
		mean += y[i] / (k * n);
	for (size_t d = 0; d < draws; d++) {
		double row = 0.0;
		for (size_t r = 0; r < replications; r++)
			row += y[d * replications + r] / n;
		between += n * (row - mean) * (row - mean) / (k - 1.0);
		for (size_t r = 0; r < replications; r++) {
			double column = 0.0;
			for (size_t e = 0; e < draws; e++)
				column += y[e * replications + r] / k;
			double apart = y[d * replications + r] - row - column + mean;
			rest += apart * apart / ((k - 1.0) * (n - 1.0));
		}
	}
	return (struct ignorance_parts){ fmax(0.0, (between - rest) / n), rest };
}

double ignorance_half_width(double draws, size_t draw_count, double luck, size_t replications)
{
	double all = draws + luck;
	if (!(all > 0.0))
		return 0.0;
	double freedom = all * all / (draws * draws / ((double)draw_count - 1.0) + luck * luck / ((double)replications - 1.0));
	return gsl_cdf_tdist_Pinv(0.5 + SUMMARY_CONFIDENCE / 2.0, freedom) * sqrt(all);
}

/* --- the runs of one scenario ------------------------------------------------------------------------------------------------------ */

struct drawing {
	struct study *study;
	size_t scenario;
	struct ignorance *found;
	struct model **models;       /* [draw]; NULL: left out */
	double **rows;               /* [draw]: of all its replications; in the arena */
	struct replicate_job *jobs;  /* ours to free */
};

static void leave_out(struct drawing *drawing, uint32_t draw, const char *why)
{
	if (drawing->models[draw])
		model_done(drawing->models[draw]);
	drawing->models[draw] = NULL;
	drawing->found->left_out++;
	if (!drawing->found->why)
		drawing->found->why = arena_text(&drawing->study->arena, why);
}

static void draw_models(struct drawing *drawing)
{
	struct study *study = drawing->study;
	for (uint32_t d = 0; d < drawing->found->draws; d++) {
		const struct observed_draw draw = { study->result.seed, d + 1ull };
		struct problems problems;
		const char *why = "it cannot be built";
		problems_init(&problems);
		drawing->models[d] = study_drawn(study, drawing->scenario, &draw, &problems);
		for (size_t i = problems.count; i > 0; i--)
			if (problems.list[i - 1].severity == SEVERITY_ERROR)
				why = problems.list[i - 1].text;
		if (!drawing->models[d])
			leave_out(drawing, d, why);
		else
			drawing->rows[d] = arena_take(&study->arena, drawing->models[d]->metrics.count * drawing->found->replications, sizeof(double));
		problems_done(&problems);
	}
}

static size_t lay_out(struct drawing *drawing)
{
	const struct study *study = drawing->study;
	size_t count = 0;
	for (uint32_t d = 0; d < drawing->found->draws; d++)
		for (uint32_t r = 0; drawing->models[d] && r < drawing->found->replications; r++)
			drawing->jobs[count++] = (struct replicate_job){ .model = drawing->models[d],
				.row = drawing->rows[d] + r * drawing->models[d]->metrics.count,
				.order = { .seed = study->result.seed, .replication = r + 1ull, .warmup = study->found[drawing->scenario].warmup } };
	return count;
}

static bool all_finished(const struct drawing *drawing, size_t count)
{
	for (size_t j = 0; j < count; j++)
		if (!drawing->jobs[j].finished)
			return false;
	return true;
}

/* Whichever job is the first in trouble, its draw goes and what had not ended before is run: the same on any number of threads. False:
   stopped. */
static bool run_models(struct drawing *drawing)
{
	struct study *study = drawing->study;
	struct replicate_watch watch = { progress_show, &study->progress };
	for (;;) {
		struct engine_note note = { .text = "" };
		size_t count = lay_out(drawing);
		if (count == 0)
			return true;
		size_t trouble = replicate_run(drawing->jobs, count, study->threads, study->call->stop, &watch, &note);
		if (trouble == REPLICATE_ALL_FINE)
			return all_finished(drawing, count);
		uint32_t draw = 0;
		while (drawing->models[draw] != drawing->jobs[trouble].model)
			draw++;
		leave_out(drawing, draw, note.text);
	}
}

/* --- what it says ------------------------------------------------------------------------------------------------------------------ */

/* The draws that count for one metric: their rows of it, and their means. */
struct sample {
	double *y, *means;
	const struct model **models;
	size_t draws;
};

static struct sample sample_of(const struct drawing *drawing, const char *name)
{
	const struct ignorance *found = drawing->found;
	struct arena *arena = &drawing->study->arena;
	struct sample sample = { arena_take(arena, (size_t)found->draws * found->replications, sizeof(double)),
		arena_take(arena, found->draws, sizeof(double)), arena_take(arena, found->draws, sizeof(struct model *)), 0 };
	for (uint32_t d = 0; d < found->draws; d++) {
		const struct model *model = drawing->models[d];
		bool alike = model && model->observed_count == drawing->study->found[drawing->scenario].model->observed_count;
		int index = alike ? metric_find(&model->metrics, name) : -1;
		double mean = index < 0 ? NAN : 0.0;
		for (uint32_t r = 0; index >= 0 && r < found->replications; r++) {
			double value = drawing->rows[d][r * model->metrics.count + (size_t)index];
			sample.y[sample.draws * found->replications + r] = value;
			mean += value / found->replications;
		}
		if (isnan(mean))
			continue;
		sample.means[sample.draws] = mean;
		sample.models[sample.draws++] = model;
	}
	return sample;
}

static double correlation_with(const struct sample *sample, uint32_t place)
{
	double n = (double)sample->draws, x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
	for (size_t d = 0; d < sample->draws; d++) {
		x += sample->models[d]->observed[place].drawn / n;
		y += sample->means[d] / n;
	}
	for (size_t d = 0; d < sample->draws; d++) {
		double a = sample->models[d]->observed[place].drawn - x, b = sample->means[d] - y;
		xx += a * a;
		yy += b * b;
		xy += a * b;
	}
	return xx > 0.0 && yy > 0.0 ? xy / sqrt(xx * yy) : 0.0;
}

/* The place that goes with the metric most, where so strong a correlation is unlikely (5 %, Bonferroni over the places) by chance. */
static void find_most(struct ignorance_metric *metric, const struct sample *sample, const struct model *model)
{
	double freedom = (double)sample->draws - 2.0;
	for (uint32_t i = 0; i < model->observed_count && metric->sd > 0.0; i++) {
		double r = correlation_with(sample, i), t = r * sqrt(freedom / fmax(1.0 - r * r, 1e-300));
		if (2.0 * gsl_cdf_tdist_Q(fabs(t), freedom) * model->observed_count >= 0.05)
			continue;
		if (metric->most && fabs(metric->correlation) >= fabs(r))
			continue;
		metric->most = &model->observed[i];
		metric->correlation = r;
	}
	if (!metric->most && model->observed_count == 1 && metric->sd > 0.0)
		metric->most = &model->observed[0];
}

/* Times and counts cannot fall below 0 and grow out of bounds near full load: with ignorance their interval is that of the logarithm, with
   the half width by the delta method. Shares stay between 0 and 1. */
static void set_interval(struct ignorance_metric *metric, double half_width, enum metric_unit unit)
{
	bool counted = unit == METRIC_TIME || unit == METRIC_COUNT || unit == METRIC_RATE;
	metric->low = metric->mean - half_width;
	metric->high = metric->mean + half_width;
	if (counted && metric->mean >= 0.0)
		metric->low = fmax(metric->low, 0.0);
	if (counted && metric->sd > 0.0 && metric->mean > 0.0) {
		metric->low = metric->mean * exp(-half_width / metric->mean);
		metric->high = metric->mean * exp(half_width / metric->mean);
	}
	if (unit == METRIC_SHARE) {
		metric->low = fmax(metric->low, 0.0);
		metric->high = fmin(metric->high, 1.0);
	}
}

static void tell(struct drawing *drawing, const char *name, bool judged)
{
	const struct result_scenario *scenario = &drawing->study->found[drawing->scenario];
	struct ignorance *found = drawing->found;
	const struct summary *summary = result_find(scenario, name);
	struct sample sample = sample_of(drawing, name);
	if (!summary || summary->n < 2 || sample.draws < USEFUL_DRAWS)
		return;
	struct ignorance_metric *metric = &found->metrics[found->count++];
	*metric = (struct ignorance_metric){ .name = name, .judged = judged, .mean = summary->mean, .luck = summary->half_width,
		.index = (size_t)(summary - scenario->summaries), .correlation = NAN };
	double draws = ignorance_split(sample.y, sample.draws, found->replications).draws, luck = summary->sd * summary->sd / summary->n;
	double half_width = ignorance_half_width(draws, sample.draws, luck, summary->n);
	metric->sd = sqrt(draws);
	metric->share = draws + luck > 0.0 ? draws / (draws + luck) : 0.0;
	set_interval(metric, half_width, scenario->model->metrics.list[metric->index].kind->unit);
	find_most(metric, &sample, scenario->model);
}

/* What is judged, and what comes out. */
static void tell_all(struct drawing *drawing, const struct judge *judge)
{
	static const char throughput[] = "total.throughput";
	bool told = false;
	drawing->found->metrics = arena_take(&drawing->study->arena, judge->count + 1, sizeof *drawing->found->metrics);
	for (size_t i = 0; i < judge->count; i++) {
		tell(drawing, judge->names[i], true);
		told |= strcmp(judge->names[i], throughput) == 0;
	}
	if (!told)
		tell(drawing, throughput, false);
}

/* As many runs as there were: each model few times, for models tell more than runs. */
static void plan(struct ignorance *found, uint32_t replications)
{
	uint32_t draws = replications / REPLICATIONS_AT_LEAST;
	found->draws = draws < DRAWS_AT_LEAST ? DRAWS_AT_LEAST : draws > DRAWS_AT_MOST ? DRAWS_AT_MOST : draws;
	found->replications = replications / found->draws < REPLICATIONS_AT_LEAST ? REPLICATIONS_AT_LEAST : replications / found->draws;
}

static enum status run_scenario(struct study *study, size_t i, const struct judge *judge)
{
	struct ignorance *found = arena_take(&study->arena, 1, sizeof *found);
	plan(found, study->found[i].finished_count);
	struct drawing drawing = { study, i, found, arena_take(&study->arena, found->draws, sizeof(struct model *)),
		arena_take(&study->arena, found->draws, sizeof(double *)),
		calloc((size_t)found->draws * found->replications, sizeof(struct replicate_job)) };
	if (!drawing.jobs) {
		perror("takt: so many more runs");
		return STATUS_WORLD;
	}
	draw_models(&drawing);
	progress_start(&study->progress, "drawing models that may be true");
	bool ended = run_models(&drawing);
	progress_erase(&study->progress);
	if (ended) {
		tell_all(&drawing, judge);
		study->found[i].ignorance = found;
	} else {
		fprintf(stderr, "takt: %s: stopped while models that may be true were run; what observations leave open is not reported\n",
			study->result.file);
	}
	for (uint32_t d = 0; d < found->draws; d++)
		if (drawing.models[d])
			model_done(drawing.models[d]);
	free(drawing.jobs);
	return STATUS_DONE;
}

enum status ignorance_run(struct study *study, const struct judge *judge)
{
	enum status status = STATUS_DONE;
	for (size_t i = 0; i < study->count && status == STATUS_DONE; i++)
		if (!study->result.interrupted && !study->found[i].left_out && study->found[i].model->observed_count > 0
			&& study->found[i].finished_count > 1)
			status = run_scenario(study, i, judge);
	return status;
}
