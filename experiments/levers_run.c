/* takt levers: everything that can be changed, changed one at a time, under the same luck. */
#include <string.h>
#include "charts.h"
#include "data.h"
#include "levers_run.h"
#include "mistakes.h"
#include "output.h"
#include "page.h"
#include "replicate.h"
#include "report_json.h"

#define REPLICATIONS_AT_MOST 30      /* of each lever, unless the call says otherwise: there are many of them */
#define PILOTS 4                     /* to find the longest queue */

/* --- which levers ------------------------------------------------------------------------------------------------------------------ */

/* The station with the longest queue, by a few runs of the model as it is; NONE where nothing waits, or they do not end well: the runs that
   follow say why. */
static uint32_t longest_queue(struct study *study)
{
	const struct model *model = study->scenarios[0].model;
	struct replicate_job jobs[PILOTS];
	struct engine_note note = { .text = "" };
	uint32_t longest = NONE;
	double most = 0.0;
	double *rows = arena_take(&study->arena, PILOTS * model->metrics.count, sizeof *rows);
	for (size_t i = 0; i < PILOTS; i++)
		jobs[i] = (struct replicate_job){ .model = model, .row = rows + i * model->metrics.count,
			.order = { .seed = study->result.seed, .replication = i + 1, .warmup = study->found[0].warmup } };
	if (replicate_run(jobs, PILOTS, study->threads, study->call->stop, NULL, &note) != REPLICATE_ALL_FINE)
		return NONE;
	for (uint32_t s = 0; s < model->station_count; s++) {
		int index = metric_find(&model->metrics, arena_format(&study->arena, "stations.%s.queue", model->stations[s].name));
		double queue = 0.0;
		for (size_t i = 0; index >= 0 && !model->stations[s].keeps && i < PILOTS; i++)
			queue += jobs[i].finished ? jobs[i].row[index] : 0.0;
		if (queue > most) {
			most = queue;
			longest = s;
		}
	}
	return longest;
}

/* The warm-up of the model as it is serves all: a lever that brought a longer one would not be one. */
static void fix_warmup(struct model *model, double warmup)
{
	model->warmup_how = WARMUP_TIME;
	model->warmup = warmup;
}

/* A lever of our own that cannot be built (an hour that is there already, a step whose name is not its own) is none; one of the user's is a
   mistake of theirs. */
static enum status add_lever(struct study *study, const struct lever *lever, bool fixed, bool *kept)
{
	struct problems problems;
	problems_init(&problems);
	*kept = study_add(study, lever->name, lever->title, study->scenarios[0].of, lever->sets, lever->set_count, &problems) == 0;
	bool own = strncmp(lever->name, "levers.", 7) == 0;
	if (!*kept && own)
		mistakes_print(&problems, lever->name);
	problems_done(&problems);
	if (*kept && fixed)
		fix_warmup(study->scenarios[study->count - 1].model, study->scenarios[0].model->warmup);
	return *kept || !own ? STATUS_DONE : STATUS_MODEL;
}

static enum status add_all(struct study *study, struct levers *levers, bool fixed)
{
	enum status status = STATUS_DONE;
	size_t count = 0;
	for (size_t i = 0; i < levers->count; i++) {
		bool kept;
		enum status added = add_lever(study, &levers->list[i], fixed, &kept);
		status = added != STATUS_DONE ? added : status;
		if (kept)
			levers->list[count++] = levers->list[i];
	}
	levers->count = count;
	return status;
}

static enum status choose_levers(struct study *study, struct levers *levers, bool fixed)
{
	struct problems problems;
	problems_init(&problems);
	int fault = levers_make(levers, study->scenarios[0].model, longest_queue(study), &study->arena, &problems);
	problems_print(&problems, stderr);
	problems_done(&problems);
	if (fault != 0)
		return STATUS_MODEL;
	enum status status = add_all(study, levers, fixed);
	if (status == STATUS_DONE && levers->count == 0) {
		fprintf(stderr, "takt levers: %s: there is nothing to try: no number of machines or people, no time, no demand that can be changed%s\n",
			study->tree->file, node_child(study->tree->root, "levers") ? ", or 'levers' leaves all of it out" : "");
		return STATUS_MODEL;
	}
	return status;
}

/* --- running ----------------------------------------------------------------------------------------------------------------------- */

static enum status write_levers(struct study *study, const struct lever_gains *gains, const struct judge *judge)
{
	const struct options *options = study->call->options;
	struct document document, page;
	struct output output;
	struct compare *compare = arena_take(&study->arena, 1, sizeof *compare);
	document_init(&document, &study->arena);
	document_init(&page, &study->arena);
	data_gather(&study->result, study->tree, options->sets.list, options->sets.count, &study->arena);
	if (charts_or_page_wanted(options)) {
		struct page_material material = { .study = study, .levers = gains, .variants = true };
		page_map(&material, study, charts_wanted(options));
		page_make(&page, &material);
	}
	if (options->format == FORMAT_JSON && compare_make(compare, study, judge, NULL, NULL) != 0)
		return STATUS_WORLD;
	if (output_open(&output, options->output) != 0)
		return STATUS_WORLD;
	if (options->format == FORMAT_JSON) {
		study->result.compare = compare;
		study->result.levers = gains;
		report_json(&study->result, &page, output.stream);
	} else if (options->format == FORMAT_CSV) {
		levers_csv(gains, output.stream);
	} else {
		levers_text(gains, &document);
		document_print(&document, output.stream);
	}
	return output_close(&output) == 0 ? charts_write(study->call, &page) : STATUS_WORLD;
}

/* Some station or resource is asked for more than it can do; --force let it run. */
static bool is_overloaded(const struct study *study)
{
	const struct model *model = study->scenarios[0].model;
	const struct load *load = &study->scenarios[0].load;
	for (uint32_t s = 0; s < model->station_count; s++)
		if (model->stations[s].machines != UNLIMITED && load->station_load[s] >= 1.0)
			return true;
	for (uint32_t r = 0; r < model->resource_count; r++)
		if (load->resource_load[r] >= 1.0)
			return true;
	return false;
}

static uint32_t replications(const struct study *study)
{
	const struct options *options = study->call->options;
	uint32_t of_model = study->scenarios[0].model->replications;
	if (options->replications.given)
		return (uint32_t)options->replications.value;
	return of_model > REPLICATIONS_AT_MOST ? REPLICATIONS_AT_MOST : of_model;
}

static enum status run_all(struct study *study, bool found)
{
	uint32_t *until = arena_take(&study->arena, study->count, sizeof *until);
	for (size_t i = 0; i < study->count; i++)
		until[i] = replications(study);
	study->doing = arena_format(&study->arena, "trying %zu levers", study->count - 1);
	enum status status = study_begin(study);
	for (size_t i = 0; i < study->count; i++)
		study->found[i].warmup_found = found;
	return status == STATUS_DONE ? study_round(study, until) : status;
}

enum status levers_try(struct study *study, struct judge *judge, struct lever_gains *gains)
{
	const struct options *options = study->call->options;
	struct levers levers;
	struct bottlenecks *bottlenecks = arena_take(&study->arena, 1, sizeof *bottlenecks);
	*gains = (struct lever_gains){ .arena = &study->arena, .result = &study->result };
	if (replications(study) < 2) {
		fprintf(stderr, "takt levers: one replication cannot tell a gain from luck; at least --replications 2\n");
		return STATUS_MODEL;
	}
	bool judged = options->metrics.count > 0 || study->scenarios[0].model->judged_count > 0;
	if (judge_choose(judge, study) != 0)
		return STATUS_MODEL;
	enum status status = study_begin(study);
	if (status != STATUS_DONE)
		return status;
	bool found = study->found[0].warmup_found;
	if (found)
		fix_warmup(study->scenarios[0].model, study->found[0].warmup);
	gains->saturated = is_overloaded(study);
	status = choose_levers(study, &levers, found);
	if (status == STATUS_DONE)
		status = run_all(study, found);
	if (status != STATUS_DONE)
		return status;
	gains->restricted = levers.restricted;
	gains->bottlenecks = bottlenecks_find(bottlenecks, study) ? bottlenecks : NULL;
	if (study->result.interrupted)
		fprintf(stderr, "takt: %s: stopped early: what had finished is told\n", study->result.file);
	lever_yardsticks(gains, judged ? judge : NULL);
	lever_gains_make(gains, &levers, &study->result, &study->arena);
	return STATUS_DONE;
}

static enum status pull(struct study *study)
{
	struct judge judge;
	struct lever_gains *gains = arena_take(&study->arena, 1, sizeof *gains);
	enum status status = levers_try(study, &judge, gains);
	return status == STATUS_DONE ? write_levers(study, gains, &judge) : status;
}

enum status levers_command(const struct call *call)
{
	struct study study;
	if (output_try(call->options->output) != 0)
		return STATUS_WORLD;
	enum status status = charts_check(call, false);
	if (status != STATUS_DONE)
		return status;
	status = study_open(&study, call, call->options->files.list[0], STUDY_ONE, true);
	study.wants_series = charts_or_page_wanted(call->options);
	if (status == STATUS_DONE && study.count > 1) {
		fputs("takt levers: one scenario at a time\n", stderr);
		status = STATUS_MODEL;
	}
	if (status == STATUS_DONE)
		status = pull(&study);
	study_done(&study);
	return status;
}
