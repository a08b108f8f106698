/* A study's runs: the warm-up, and rounds of replications. Scenarios see the same luck, so they share seed, numbers and warm-up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "study.h"
#include "warmup.h"

static bool takes_part(const struct study *study, size_t i)
{
	return study->scenarios[i].left_out == NULL;
}

/* --- trouble ---------------------------------------------------------------------------------------------------------------------- */

/* What happened in a replication that could not go on, in one place. */
static enum status report_trouble(const struct study *study, size_t scenario, const struct engine_note *note)
{
	const char *name = study->scenarios[scenario].name;
	bool named = strcmp(name, "base") != 0;
	struct problems problems;
	problems_init(&problems);
	if (note->node)
		node_problem(&problems, SEVERITY_ERROR, note->node, NULL, "%s%s%s%s", named ? "scenario " : "", named ? name : "",
			named ? ": " : "", note->text);
	else
		problems_add(&problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "%s%s%s%s", named ? "scenario " : "", named ? name : "",
			named ? ": " : "", note->text);
	problems_print(&problems, stderr);
	problems_done(&problems);
	if (note->reason == ENGINE_WRONG)
		return STATUS_MODEL;
	return note->reason == ENGINE_NO_MEMORY && note->items == 0 ? STATUS_WORLD : STATUS_RUNAWAY;
}

static bool may_be_left_out(const struct study *study, size_t scenario)
{
	return study->lenient && scenario != 0;
}

/* True: the scenario is left out, and the others go on without it. */
static bool leave_out(struct study *study, size_t scenario, const struct engine_note *note)
{
	bool world = note->reason == ENGINE_NO_MEMORY && note->items == 0;
	if (world || !may_be_left_out(study, scenario))
		return false;
	study->scenarios[scenario].left_out = study->found[scenario].left_out = arena_text(&study->arena, note->text);
	return true;
}

/* --- the warm-up ------------------------------------------------------------------------------------------------------------------ */

static const char too_short_words[] = "the run is too short for a warm-up, or never settles: in ten pilot runs the number in the "
	"system still drifts halfway through. Make run.length several times longer, or say run.warmup yourself (\"none\" counts everything)";

static void say_too_short(const struct study *study, const struct result_scenario *found)
{
	bool forced = study->call->options->force, named = strcmp(found->name, "base") != 0;
	if (!forced || !study->call->options->quiet)
		fprintf(stderr, "takt: %s: %s%s%s%s%s%s\n", study->result.file, forced ? "warning: " : "", named ? "scenario " : "",
			named ? found->name : "", named ? ": " : "", too_short_words, forced ? "" : "; `--force` runs it anyway");
}

/* Whose warm-up is to be found: it is automatic, and the length is fixed. */
static size_t list_automatic(struct study *study, size_t *list)
{
	size_t count = 0;
	for (size_t i = 0; i < study->count; i++) {
		const struct model *model = study->scenarios[i].model;
		study->found[i].warmup = model->warmup_how == WARMUP_TIME ? model->warmup : 0.0;
		if (takes_part(study, i) && model->warmup_how == WARMUP_AUTO && isfinite(model->length) && model->items == UINT64_MAX)
			list[count++] = i;
	}
	return count;
}

/* Numbers from the middle of a drift are of no state that lasts. */
static enum status use_longest(struct study *study, const size_t *list, size_t count, const double *cuts, const bool *too_short,
	const double *courses)
{
	enum status status = STATUS_DONE;
	bool forced = study->call->options->force;
	double longest = 0.0;
	for (size_t i = 0; i < count; i++) {
		struct result_scenario *found = &study->found[list[i]];
		found->too_short = too_short[i];
		found->course = courses + i * WARMUP_BATCHES;
		if (too_short[i] && !forced && may_be_left_out(study, list[i])) {
			study->scenarios[list[i]].left_out = found->left_out = too_short_words;
			continue;
		}
		if (too_short[i]) {
			say_too_short(study, found);
			status = forced ? STATUS_DONE : STATUS_MODEL;
		}
		longest = fmax(longest, cuts[i]);
	}
	for (size_t i = 0; i < count; i++) {
		study->found[list[i]].warmup = longest;
		study->found[list[i]].warmup_found = true;
	}
	return status;
}

/* Pilots for every scenario whose warm-up is automatic and whose length is fixed; all of them then use the longest. */
static enum status find_warmup(struct study *study)
{
	size_t *list = arena_take(&study->arena, study->count, sizeof *list), count;
	const struct model **models = arena_take(&study->arena, study->count, sizeof *models);
	double *cuts = arena_take(&study->arena, study->count, sizeof *cuts);
	double *courses = arena_take(&study->arena, study->count * WARMUP_BATCHES, sizeof *courses);
	bool *too_short = arena_take(&study->arena, study->count, sizeof *too_short), interrupted;
	struct replicate_watch watch = { progress_show, &study->progress };
	struct engine_note note = { .text = "" };
	while ((count = list_automatic(study, list)) > 0) {
		for (size_t i = 0; i < count; i++)
			models[i] = study->scenarios[list[i]].model;
		progress_start(&study->progress, "finding the warm-up");
		size_t trouble = warmup_find(models, count, study->result.seed, study->threads, study->call->stop, &watch, cuts, too_short,
			courses, &interrupted, &note);
		progress_erase(&study->progress);
		if (trouble != REPLICATE_ALL_FINE && leave_out(study, list[trouble], &note))
			continue;
		if (trouble != REPLICATE_ALL_FINE)
			return report_trouble(study, list[trouble], &note);
		if (interrupted) {
			fprintf(stderr, "takt: %s: stopped while looking for the warm-up; there is nothing to report yet\n", study->result.file);
			return STATUS_WORLD;
		}
		return use_longest(study, list, count, cuts, too_short, courses);
	}
	return STATUS_DONE;
}

/* --- before the first round -------------------------------------------------------------------------------------------------------- */

/* The scenario's own changes, then those of the call, then the variant's. */
static void list_changes(struct study *study, size_t scenario)
{
	struct result_scenario *found = &study->found[scenario];
	const struct study_scenario *variant = &study->scenarios[scenario];
	const struct option_texts *sets = &study->call->options->sets;
	const struct node *group = node_child(study->tree->root, "scenarios");
	const struct node *own = group ? node_child(group, variant->of) : NULL, *set = own ? node_child(own, "set") : NULL;
	size_t room = (set ? set->count + 1 : 0) + sets->count + variant->set_count;
	const char **list = arena_take(&study->arena, room + 1, sizeof *list);
	if (set && set->type == NODE_TEXT)
		list[found->set_count++] = set->text;
	for (const struct node *node = set ? set->first : NULL; node; node = node->next)
		if (node->text)
			list[found->set_count++] = node->text;
	for (size_t i = 0; i < sets->count; i++)
		list[found->set_count++] = sets->list[i];
	for (size_t i = 0; i < variant->set_count; i++)
		list[found->set_count++] = variant->sets[i];
	found->sets = list;
}

/* The scenarios of the file share the room. */
static enum status open_series(struct study *study)
{
	size_t count = 0;
	for (size_t i = 0; i < study->count; i++)
		count += study->scenarios[i].set_count == 0;
	for (size_t i = 0; i < study->count && study->wants_series; i++) {
		struct study_scenario *scenario = &study->scenarios[i];
		if (scenario->set_count > 0 || scenario->series)
			continue;
		scenario->series = series_open(scenario->model, SERIES_ROOM / count, &study->arena);
		if (!scenario->series) {
			perror("takt: the course of the runs");
			return STATUS_WORLD;
		}
	}
	return STATUS_DONE;
}

static void open_outcomes(struct study *study)
{
	for (size_t i = 0; i < study->count; i++)
		if (study->scenarios[i].set_count == 0 && !study->scenarios[i].outcomes)
			study->scenarios[i].outcomes = outcome_store_open(study->scenarios[i].model, &study->arena);
}

static void prepare(struct study *study)
{
	const struct options *options = study->call->options;
	const char *slash = strrchr(study->tree->file, '/');
	study->found = arena_take(&study->arena, study->count, sizeof *study->found);
	study->rows = arena_take(&study->arena, study->count, sizeof *study->rows);
	study->finished = arena_take(&study->arena, study->count, sizeof *study->finished);
	study->result = (struct result){ .file = slash ? slash + 1 : study->tree->file, .source = study->tree->source,
		.source_length = study->tree->length, .scenarios = study->found, .count = study->count,
		.seed = options->seed.given ? options->seed.value : study->scenarios[0].model->seed };
	for (size_t i = 0; i < study->count; i++) {
		const struct study_scenario *scenario = &study->scenarios[i];
		study->found[i] = (struct result_scenario){ .name = scenario->name, .model = scenario->model, .left_out = scenario->left_out,
			.title = scenario->title ? scenario->title : scenario->model->scenario_title,
			.summaries = arena_take(&study->arena, scenario->model->metrics.count, sizeof(struct summary)) };
		list_changes(study, i);
	}
}

enum status study_begin(struct study *study)
{
	prepare(study);
	enum status status = open_series(study);
	open_outcomes(study);
	return status == STATUS_DONE ? find_warmup(study) : status;
}

/* --- rounds ------------------------------------------------------------------------------------------------------------------------ */

/* What one round runs. */
struct round {
	struct replicate_job *jobs;
	size_t *scenarios;                   /* [job]: whose it is */
	size_t count;
};

static int make_room(struct study *study, size_t i, uint32_t replications)
{
	size_t metrics = study->found[i].model->metrics.count;
	double *rows = realloc(study->rows[i], (replications * metrics + 1) * sizeof *rows);
	if (rows)
		study->rows[i] = rows;
	bool *finished = rows ? realloc(study->finished[i], replications + 1u) : NULL;
	if (!finished)
		return -1;
	study->finished[i] = finished;
	for (uint32_t r = study->found[i].replications; r < replications; r++)
		finished[r] = false;
	study->found[i].rows = rows;
	study->found[i].finished = finished;
	return study->scenarios[i].outcomes ? outcome_store_room(study->scenarios[i].outcomes, replications) : 0;
}

static struct engine_series *series_of(const struct study *study, size_t scenario, uint32_t replication)
{
	struct series_store *store = study->scenarios[scenario].series;
	return store ? series_place(store, replication) : NULL;
}

static struct engine_outcomes *outcomes_at(const struct study *study, size_t scenario, uint32_t replication)
{
	struct outcome_store *store = study->scenarios[scenario].outcomes;
	return store ? outcome_store_place(store, replication) : NULL;
}

/* Jobs alternate between scenarios, so that an early stop leaves as much of each. */
static int lay_out(struct study *study, const uint32_t *until, struct round *round)
{
	size_t count = 0;
	uint32_t most = 0;
	for (size_t i = 0; i < study->count; i++) {
		if (!takes_part(study, i) || until[i] <= study->found[i].replications)
			continue;
		if (make_room(study, i, until[i]) != 0)
			return -1;
		count += until[i] - study->found[i].replications;
		most = until[i] > most ? until[i] : most;
	}
	*round = (struct round){ calloc(count + 1, sizeof *round->jobs), calloc(count + 1, sizeof *round->scenarios), 0 };
	if (!round->jobs || !round->scenarios)
		return -1;
	for (uint32_t r = 0; r < most; r++)
		for (size_t i = 0; i < study->count; i++) {
			if (!takes_part(study, i) || r < study->found[i].replications || r >= until[i])
				continue;
			round->scenarios[round->count] = i;
			round->jobs[round->count++] = (struct replicate_job){ .model = study->found[i].model,
				.row = study->rows[i] + r * study->found[i].model->metrics.count,
				.order = { .seed = study->result.seed, .replication = r + 1ull, .warmup = study->found[i].warmup,
					.series = series_of(study, i, r), .outcomes = outcomes_at(study, i, r) } };
		}
	return 0;
}

/* Whoever is in trouble may be left out: what has not run of the others is run then. */
static enum status run_round(struct study *study, struct round *round)
{
	struct replicate_watch watch = { progress_show, &study->progress };
	struct engine_note note = { .text = "" };
	while (round->count > 0) {
		size_t trouble = replicate_run(round->jobs, round->count, study->threads, study->call->stop, &watch, &note), kept = 0;
		if (trouble == REPLICATE_ALL_FINE)
			return STATUS_DONE;
		if (!leave_out(study, round->scenarios[trouble], &note))
			return report_trouble(study, round->scenarios[trouble], &note);
		for (size_t j = 0; j < round->count; j++) {
			bool keep = takes_part(study, round->scenarios[j]) && round->jobs[j].finished;
			if (keep)
				study->finished[round->scenarios[j]][round->jobs[j].order.replication - 1] = true;
			if (keep || !takes_part(study, round->scenarios[j]))
				continue;
			round->jobs[kept] = round->jobs[j];
			round->scenarios[kept++] = round->scenarios[j];
		}
		round->count = kept;
	}
	return STATUS_DONE;
}

/* A share is between 0 and 1, and what is counted or takes time is not negative: so are their intervals. */
static void limit(struct summary *summary, enum metric_unit unit)
{
	if (unit == METRIC_SHARE)
		summary_limit(summary, 0.0, 1.0);
	else if (unit == METRIC_COUNT || unit == METRIC_RATE || (unit == METRIC_TIME && summary->min >= 0.0))
		summary_limit(summary, 0.0, INFINITY);
}

static void summarise(struct study *study, const struct round *round, const uint32_t *until)
{
	for (size_t j = 0; j < round->count; j++) {
		study->finished[round->scenarios[j]][round->jobs[j].order.replication - 1] = round->jobs[j].finished;
		study->result.interrupted |= !round->jobs[j].finished;
	}
	for (size_t i = 0; i < study->count; i++) {
		struct result_scenario *found = &study->found[i];
		size_t metrics = found->model->metrics.count;
		if (!takes_part(study, i))
			continue;
		found->replications = until[i] > found->replications ? until[i] : found->replications;
		found->finished_count = 0;
		for (uint32_t r = 0; r < found->replications; r++)
			found->finished_count += found->finished[r];
		for (size_t m = 0; m < metrics; m++) {
			found->summaries[m] = summary_of(found->rows + m, metrics, found->finished, found->replications);
			limit(&found->summaries[m], found->model->metrics.list[m].kind->unit);
		}
	}
}

static enum status average_series(struct study *study)
{
	int failed = 0;
	for (size_t i = 0; i < study->count; i++)
		if (study->scenarios[i].series && takes_part(study, i))
			failed |= series_average(study->scenarios[i].series, &study->found[i]);
	if (failed)
		perror("takt: the course of the runs");
	return failed ? STATUS_WORLD : STATUS_DONE;
}

static enum status pool_outcomes(struct study *study)
{
	int failed = 0;
	for (size_t i = 0; i < study->count; i++)
		if (study->scenarios[i].outcomes && takes_part(study, i))
			failed |= outcome_store_pool(study->scenarios[i].outcomes, &study->found[i]);
	if (failed)
		perror("takt: what became of projects");
	return failed ? STATUS_WORLD : STATUS_DONE;
}

enum status study_round(struct study *study, const uint32_t *until)
{
	struct round round = { .jobs = NULL };
	if (lay_out(study, until, &round) != 0) {
		perror("takt: the results of so many replications");
		free(round.jobs);
		free(round.scenarios);
		return STATUS_WORLD;
	}
	progress_start(&study->progress, study->doing ? study->doing : "running");
	enum status status = run_round(study, &round);
	progress_erase(&study->progress);
	if (status == STATUS_DONE) {
		summarise(study, &round, until);
		status = average_series(study);
		status = status == STATUS_DONE ? pool_outcomes(study) : status;
	}
	free(round.jobs);
	free(round.scenarios);
	for (size_t i = 0; status == STATUS_DONE && study->result.interrupted && i < study->count; i++)
		if (takes_part(study, i) && study->found[i].finished_count < 2) {
			fprintf(stderr, "takt: %s: stopped before two replications had finished; there is nothing to report yet\n", study->result.file);
			return STATUS_WORLD;
		}
	return status;
}

enum status study_run(struct study *study)
{
	const struct options *options = study->call->options;
	uint32_t *until = arena_take(&study->arena, study->count, sizeof *until);
	for (size_t i = 0; i < study->count; i++)
		until[i] = options->replications.given ? (uint32_t)options->replications.value : study->scenarios[i].model->replications;
	enum status status = study_begin(study);
	return status == STATUS_DONE ? study_round(study, until) : status;
}
