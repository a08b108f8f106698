/* takt sweep: one model at many values, under the same luck. */
#include <string.h>
#include "charts.h"
#include "data.h"
#include "mistakes.h"
#include "output.h"
#include "page.h"
#include "plan.h"
#include "report_json.h"
#include "study.h"
#include "sweep_report.h"

/* The model is the word without '='. */
static enum status read_words(const struct options *options, struct sweep *sweep, const char **file)
{
	int fault = 0;
	*file = NULL;
	for (size_t i = 0; i < options->files.count; i++) {
		const char *word = options->files.list[i];
		if (strchr(word, '=')) {
			fault |= sweep_add(sweep, word, stderr);
		} else if (*file) {
			fprintf(stderr, "takt sweep: '%s' is one model too many; what is swept is written PATH=1..6\n", word);
			fault = -1;
		} else {
			*file = word;
		}
	}
	if (fault == 0 && !*file)
		fprintf(stderr, "takt sweep: which model? for example: takt sweep paint_line.cfg stations.paint.machines=1..4\n");
	else if (fault == 0 && sweep->axis_count == 0)
		fprintf(stderr, "takt sweep: which values? for example: takt sweep %s stations.paint.machines=1..4\n", *file);
	return fault == 0 && *file && sweep->axis_count > 0 ? STATUS_DONE : STATUS_MODEL;
}

/* All points are built, so that a wrong path or value is told before anything runs; the first mistake speaks for the others. */
static enum status add_points(struct study *study, const struct sweep *sweep)
{
	const char *sets[SWEEP_AXES];
	for (size_t p = 0; p < sweep->point_count; p++) {
		struct problems problems;
		for (size_t i = 0; i < sweep->axis_count; i++)
			sets[i] = arena_format(&study->arena, "%s = %s", sweep->axes[i].path, sweep_value(sweep, p, i));
		problems_init(&problems);
		int fault = study_add(study, sweep_name(sweep, p), sweep_name(sweep, p), study->scenarios[0].of, sets, sweep->axis_count, &problems);
		if (fault != 0)
			mistakes_print(&problems, "takt sweep");
		problems_done(&problems);
		if (fault != 0)
			return STATUS_MODEL;
	}
	return STATUS_DONE;
}

static enum status run_points(struct study *study)
{
	const struct options *options = study->call->options;
	uint32_t *until = arena_take(&study->arena, study->count, sizeof *until);
	for (size_t i = 0; i < study->count; i++)
		until[i] = options->replications.given ? (uint32_t)options->replications.value : study->scenarios[i].model->replications;
	study->doing = arena_format(&study->arena, "running %zu points", study->count - 1);
	enum status status = study_begin(study);
	return status == STATUS_DONE ? study_round(study, until) : status;
}

static enum status check_some_ran(const struct study *study)
{
	for (size_t i = 1; i < study->count; i++)
		if (!study->found[i].left_out)
			return STATUS_DONE;
	fprintf(stderr, "takt sweep: %s: none of the %zu points can run; %s: %s\n", study->tree->file, study->count - 1, study->found[1].name,
		study->found[1].left_out);
	return STATUS_RUNAWAY;
}

static void choose_yardsticks(struct sweep_report *report, const struct judge *judge, const struct model *model)
{
	for (size_t i = 0; i < judge->count; i++)
		yardsticks_add(&report->yardsticks, model, judge->names[i], report->arena);
	report->judged = report->yardsticks.count;
	if (!plan_is_all(model))
		yardsticks_add(&report->yardsticks, model, "total.throughput", report->arena);
	yardsticks_add_money(&report->yardsticks, model, report->arena);
}

static enum status write_sweep(struct study *study, const struct sweep_report *report)
{
	const struct options *options = study->call->options;
	struct result points = study->result;
	struct document document, page;
	struct output output;
	document_init(&document, &study->arena);
	document_init(&page, &study->arena);
	data_gather(&study->result, study->tree, options->sets.list, options->sets.count, &study->arena);
	if (charts_or_page_wanted(options))
		page_make_sweep(&page, study, report);
	if (output_open(&output, options->output) != 0)
		return STATUS_WORLD;
	if (options->format == FORMAT_JSON) {
		points = study->result;
		points.scenarios = report->result->scenarios;
		points.count = report->result->count;
		report_json(&points, &page, output.stream);
	} else if (options->format == FORMAT_TEXT) {
		sweep_text(report, &document);
		document_print(&document, output.stream);
	} else if (options->summary) {
		sweep_csv_summary(report, output.stream);
	} else {
		sweep_csv(report, output.stream);
	}
	return output_close(&output) == 0 ? charts_write(study->call, &page) : STATUS_WORLD;
}

/* The model as it is takes no part: it may be a point of the sweep, or be unstable, which is then no fault. */
static enum status run_sweep(struct study *study, const struct sweep *sweep)
{
	struct judge judge;
	if (judge_choose(&judge, study) != 0 || add_points(study, sweep) != STATUS_DONE)
		return STATUS_MODEL;
	study->scenarios[0].left_out = "not asked for";
	enum status status = run_points(study);
	if (status == STATUS_DONE)
		status = check_some_ran(study);
	if (status != STATUS_DONE)
		return status;
	if (study->result.interrupted)
		fprintf(stderr, "takt: %s: stopped early: what had finished is told\n", study->result.file);
	struct result points = study->result;
	points.scenarios++;
	points.count--;
	struct sweep_report report = { .sweep = sweep, .of = &study->found[0], .result = &points, .arena = &study->arena };
	choose_yardsticks(&report, &judge, study->scenarios[0].model);
	return write_sweep(study, &report);
}

static enum status refuse_several(void)
{
	fputs("takt sweep: one scenario at a time\n", stderr);
	return STATUS_MODEL;
}

enum status sweep_command(const struct call *call)
{
	struct arena arena;
	if (arena_init(&arena) != 0) {
		perror("takt: no memory for the sweep");
		return STATUS_WORLD;
	}
	struct sweep sweep = { .arena = &arena };
	const char *file;
	enum status status = read_words(call->options, &sweep, &file);
	if (status == STATUS_DONE && output_try(call->options->output) != 0)
		status = STATUS_WORLD;
	if (status == STATUS_DONE)
		status = charts_check(call, false);
	if (status == STATUS_DONE) {
		struct options forced = *call->options;
		struct call lenient = *call;
		struct study study;
		forced.force = true;
		lenient.options = &forced;
		status = study_open(&study, &lenient, file, STUDY_ONE, true);
		study.call = call;
		if (status == STATUS_DONE)
			status = study.count > 1 ? refuse_several() : run_sweep(&study, &sweep);
		study_done(&study);
	}
	arena_done(&arena);
	return status;
}
