/* A study: one file, its scenarios, their replications. Scenarios see the same luck, so they share seed, numbers and warm-up. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "study.h"
#include "warmup.h"

#define ALL_SCENARIOS "all"

static unsigned all_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores > 0 && cores < 1024 ? (unsigned)cores : 1;
}

/* "base" and then the scenarios in the order of the file. */
static const char **known_scenarios(struct study *study, size_t *count)
{
	const struct node *group = node_child(study->tree->root, "scenarios");
	size_t members = group && group->type == NODE_GROUP ? group->count : 0;
	const char **names = arena_take(&study->arena, members + 1, sizeof *names);
	*count = 0;
	names[(*count)++] = "base";
	for (const struct node *node = members ? group->first : NULL; node; node = node->next)
		names[(*count)++] = node->name;
	return names;
}

static bool is_wanted_already(const struct study *study, const char *name)
{
	for (size_t i = 0; i < study->count; i++)
		if (strcmp(study->scenarios[i].name, name) == 0)
			return true;
	return false;
}

static void want(struct study *study, const char *name, const char *const *known, size_t known_count)
{
	bool all = strcmp(name, ALL_SCENARIOS) == 0, found = all;
	for (size_t i = 0; i < known_count; i++) {
		if (!all && strcmp(known[i], name) != 0)
			continue;
		found = true;
		if (!is_wanted_already(study, known[i]))
			study->scenarios[study->count++].name = known[i];
	}
	if (found)
		return;
	const char *nearest = problem_nearest(name, known, known_count);
	if (nearest)
		problems_add(&study->problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "there is no scenario '%s'; did you mean '%s'?",
			name, nearest);
	else
		problems_add(&study->problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "there is no scenario '%s'; there %s '%s'%s", name,
			known_count > 1 ? "are" : "is only", known[known_count > 1], known_count > 2 ? " and others" : "");
}

/* What only a scenario brings about says so: the line that is shown is the base's. */
static void name_scenario(struct problems *problems, size_t from, const char *scenario)
{
	for (size_t i = from; i < problems->count && strcmp(scenario, "base") != 0; i++) {
		struct problem *problem = &problems->list[i];
		size_t room = strlen(problem->text) + strlen(scenario) + sizeof " (in scenario '')";
		char *text = malloc(room);
		if (!text)
			return;
		snprintf(text, room, "%s (in scenario '%s')", problem->text, scenario);
		free(problem->text);
		problem->text = text;
	}
}

/* Scenarios that are not asked for are built all the same: one call tells all that is wrong with a file. `check` also asks whether
   they can bear their load; a run of others is not held up by that. */
static void look_over_others(struct study *study)
{
	size_t known_count;
	const char **known = known_scenarios(study, &known_count);
	const struct options *options = study->call->options;
	for (size_t i = 0; i < known_count; i++) {
		if (is_wanted_already(study, known[i]))
			continue;
		size_t said = study->problems.count;
		struct model *model = model_build(study->tree, known[i], options->sets.list, options->sets.count, &study->arena,
			&study->problems);
		if (model && study->call->command && study->call->command->id == COMMAND_CHECK) {
			struct load load;
			load_compute(&load, model, &study->arena);
			load_check(&load, model, options->force, &study->problems);
		}
		name_scenario(&study->problems, said, known[i]);
		if (model)
			model_done(model);
	}
}

/* --scenario a,b --scenario c, or all; base where nothing is said. */
static void choose_scenarios(struct study *study)
{
	const struct option_texts *wanted = &study->call->options->scenarios;
	size_t known_count;
	const char **known = known_scenarios(study, &known_count);
	study->scenarios = arena_take(&study->arena, known_count, sizeof *study->scenarios);
	for (size_t i = 0; i < wanted->count; i++) {
		char *list = arena_text(&study->arena, wanted->list[i]), *rest = NULL;
		for (char *name = strtok_r(list, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest))
			want(study, name, known, known_count);
	}
	if (wanted->count == 0)
		want(study, "base", known, known_count);
}

static void build(struct study *study)
{
	const struct options *options = study->call->options;
	for (size_t i = 0; i < study->count; i++) {
		struct study_scenario *scenario = &study->scenarios[i];
		size_t known = study->problems.count;
		scenario->model = model_build(study->tree, scenario->name, options->sets.list, options->sets.count, &study->arena,
			&study->problems);
		if (scenario->model) {
			load_compute(&scenario->load, scenario->model, &study->arena);
			load_check(&scenario->load, scenario->model, options->force, &study->problems);
		}
		name_scenario(&study->problems, known, scenario->name);
	}
}

enum status study_open(struct study *study, const struct call *call, const char *file)
{
	bool io_failed = false;
	*study = (struct study){ .call = call };
	study->threads = call->options->threads.given ? (unsigned)call->options->threads.value : all_cores();
	progress_init(&study->progress, call->options->quiet);
	problems_init(&study->problems);
	if (arena_init(&study->arena) != 0) {
		perror("takt: no memory for the model");
		return STATUS_WORLD;
	}
	study->tree = tree_read(file, &study->arena, &study->problems, &io_failed);
	if (study->tree) {
		choose_scenarios(study);
		build(study);
		look_over_others(study);
	}
	if (study->problems.errors > 0 || !call->options->quiet)
		problems_print(&study->problems, stderr);
	if (io_failed)
		return STATUS_WORLD;
	return study->tree && study->problems.errors == 0 ? STATUS_DONE : STATUS_MODEL;
}

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

static void warn_too_short(const struct study *study, const struct result_scenario *found)
{
	if (study->call->options->quiet)
		return;
	fprintf(stderr, "takt: %s: warning: the run is too short, or never settles (scenario %s): in ten pilot runs the number in the system "
		"still drifts halfway through; make run.length several times longer, or say run.warmup yourself\n", study->result.file,
		found->name);
}

/* Pilots for every scenario whose warm-up is automatic and whose length is fixed; all of them then use the longest. */
static enum status find_warmup(struct study *study)
{
	const struct model **models = arena_take(&study->arena, study->count, sizeof *models);
	struct result_scenario **automatic = arena_take(&study->arena, study->count, sizeof *automatic);
	double *cuts = arena_take(&study->arena, study->count, sizeof *cuts), longest = 0.0;
	bool *too_short = arena_take(&study->arena, study->count, sizeof *too_short), interrupted;
	struct replicate_watch watch = { progress_show, &study->progress };
	struct engine_note note = { .text = "" };
	size_t count = 0;
	for (size_t i = 0; i < study->count; i++) {
		const struct model *model = study->scenarios[i].model;
		study->found[i].warmup = model->warmup_how == WARMUP_TIME ? model->warmup : 0.0;
		if (model->warmup_how != WARMUP_AUTO || !isfinite(model->length) || model->items != UINT64_MAX)
			continue;
		models[count] = model;
		automatic[count++] = &study->found[i];
	}
	if (count == 0)
		return STATUS_DONE;
	progress_start(&study->progress, "finding the warm-up");
	size_t trouble = warmup_find(models, count, study->result.seed, study->threads, study->call->stop, &watch, cuts, too_short,
		&interrupted, &note);
	progress_erase(&study->progress);
	if (trouble != REPLICATE_ALL_FINE)
		return report_trouble(study, (size_t)(automatic[trouble] - study->found), &note);
	if (interrupted) {
		fprintf(stderr, "takt: %s: stopped while looking for the warm-up; there is nothing to report yet\n", study->result.file);
		return STATUS_WORLD;
	}
	for (size_t i = 0; i < count; i++)
		longest = fmax(longest, cuts[i]);
	for (size_t i = 0; i < count; i++) {
		automatic[i]->warmup = longest;
		automatic[i]->warmup_found = true;
		automatic[i]->too_short = too_short[i];
		if (too_short[i])
			warn_too_short(study, automatic[i]);
	}
	return STATUS_DONE;
}

/* The scenario's own changes, then those of the call. */
static void list_changes(struct study *study, size_t scenario)
{
	struct result_scenario *found = &study->found[scenario];
	const struct option_texts *sets = &study->call->options->sets;
	const struct node *group = node_child(study->tree->root, "scenarios");
	const struct node *own = group ? node_child(group, found->name) : NULL, *set = own ? node_child(own, "set") : NULL;
	size_t room = (set ? set->count + 1 : 0) + sets->count;
	const char **list = arena_take(&study->arena, room, sizeof *list);
	if (set && set->type == NODE_TEXT)
		list[found->set_count++] = set->text;
	for (const struct node *node = set ? set->first : NULL; node; node = node->next)
		if (node->text)
			list[found->set_count++] = node->text;
	for (size_t i = 0; i < sets->count; i++)
		list[found->set_count++] = sets->list[i];
	found->sets = list;
}

static void prepare(struct study *study)
{
	const struct options *options = study->call->options;
	const char *slash = strrchr(study->tree->file, '/');
	study->found = arena_take(&study->arena, study->count, sizeof *study->found);
	study->result = (struct result){ .file = slash ? slash + 1 : study->tree->file, .source = study->tree->source,
		.source_length = study->tree->length, .scenarios = study->found, .count = study->count,
		.seed = options->seed.given ? options->seed.value : study->scenarios[0].model->seed };
	for (size_t i = 0; i < study->count; i++) {
		struct result_scenario *found = &study->found[i];
		const struct model *model = study->scenarios[i].model;
		*found = (struct result_scenario){ .name = study->scenarios[i].name, .model = model,
			.replications = options->replications.given ? (uint32_t)options->replications.value : model->replications };
		list_changes(study, i);
	}
}

/* Rows of a scenario stand together; jobs alternate between scenarios, so that an early stop leaves as much of each. */
static int lay_out(struct study *study, size_t *job_count)
{
	size_t numbers = 0, replications = 0;
	uint32_t most = 0;
	for (size_t i = 0; i < study->count; i++) {
		replications += study->found[i].replications;
		numbers += study->found[i].replications * study->found[i].model->metrics.count;
		most = study->found[i].replications > most ? study->found[i].replications : most;
	}
	study->jobs = calloc(replications, sizeof *study->jobs);
	study->rows = calloc(numbers ? numbers : 1, sizeof *study->rows);
	study->finished = calloc(replications, sizeof *study->finished);
	if (!study->jobs || !study->rows || !study->finished)
		return -1;
	double *row = study->rows;
	bool *finished = study->finished;
	for (size_t i = 0; i < study->count; i++) {
		study->found[i].rows = row;
		study->found[i].finished = finished;
		row += study->found[i].replications * study->found[i].model->metrics.count;
		finished += study->found[i].replications;
	}
	*job_count = 0;
	for (uint32_t r = 0; r < most; r++)
		for (size_t i = 0; i < study->count; i++)
			if (r < study->found[i].replications)
				study->jobs[(*job_count)++] = (struct replicate_job){ .model = study->found[i].model,
					.row = study->rows + (study->found[i].rows - study->rows) + r * study->found[i].model->metrics.count,
					.order = { .seed = study->result.seed, .replication = r + 1ull, .warmup = study->found[i].warmup } };
	return 0;
}

static size_t scenario_of(const struct study *study, const struct replicate_job *job)
{
	size_t i = 0;
	while (study->found[i].model != job->model)
		i++;
	return i;
}

static void summarise(struct study *study, size_t job_count)
{
	for (size_t j = 0; j < job_count; j++) {
		struct result_scenario *found = &study->found[scenario_of(study, &study->jobs[j])];
		study->finished[(found->finished - study->finished) + (ptrdiff_t)study->jobs[j].order.replication - 1] = study->jobs[j].finished;
		found->finished_count += study->jobs[j].finished;
		study->result.interrupted |= !study->jobs[j].finished;
	}
	for (size_t i = 0; i < study->count; i++) {
		struct result_scenario *found = &study->found[i];
		size_t metrics = found->model->metrics.count;
		struct summary *summaries = arena_take(&study->arena, metrics, sizeof *summaries);
		for (size_t m = 0; m < metrics; m++)
			summaries[m] = summary_of(found->rows + m, metrics, found->finished, found->replications);
		found->summaries = summaries;
	}
}

static enum status replicate(struct study *study)
{
	struct replicate_watch watch = { progress_show, &study->progress };
	struct engine_note note = { .text = "" };
	size_t job_count;
	if (lay_out(study, &job_count) != 0) {
		perror("takt: the results of so many replications");
		return STATUS_WORLD;
	}
	progress_start(&study->progress, "running");
	size_t trouble = replicate_run(study->jobs, job_count, study->threads, study->call->stop, &watch, &note);
	progress_erase(&study->progress);
	if (trouble != REPLICATE_ALL_FINE)
		return report_trouble(study, scenario_of(study, &study->jobs[trouble]), &note);
	summarise(study, job_count);
	for (size_t i = 0; study->result.interrupted && i < study->count; i++)
		if (study->found[i].finished_count < 2) {
			fprintf(stderr, "takt: %s: stopped before two replications had finished; there is nothing to report yet\n", study->result.file);
			return STATUS_WORLD;
		}
	return STATUS_DONE;
}

enum status study_run(struct study *study)
{
	prepare(study);
	enum status status = find_warmup(study);
	return status == STATUS_DONE ? replicate(study) : status;
}

void study_done(struct study *study)
{
	for (size_t i = 0; i < study->count; i++)
		if (study->scenarios[i].model)
			model_done(study->scenarios[i].model);
	free(study->jobs);
	free(study->rows);
	free(study->finished);
	problems_done(&study->problems);
	arena_done(&study->arena);
}
