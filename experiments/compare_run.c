/* takt compare: all scenarios under the same luck. */
#include <math.h>
#include "charts.h"
#include "compare.h"
#include "compare_decide.h"
#include "data.h"
#include "output.h"
#include "page.h"
#include "precise.h"
#include "report_json.h"

static enum status write_comparison(struct study *study, const struct compare *compare, const struct options *options)
{
	struct document document, page;
	struct output output;
	document_init(&document, &study->arena);
	document_init(&page, &study->arena);
	data_gather(&study->result, study->tree, options->sets.list, options->sets.count, &study->arena);
	if (charts_or_page_wanted(options)) {
		struct page_material material = { .study = study, .compare = compare };
		page_map(&material, study, charts_wanted(options));
		page_make(&page, &material);
	}
	if (output_open(&output, options->output) != 0)
		return STATUS_WORLD;
	if (options->format == FORMAT_JSON) {
		report_json(&study->result, &page, output.stream);
	} else if (options->format == FORMAT_CSV) {
		compare_csv(compare, output.stream);
	} else {
		compare_text(compare, &document);
		document_print(&document, output.stream);
	}
	return output_close(&output) == 0 ? charts_write(study->call, &page) : STATUS_WORLD;
}

/* Before and after the runs: those who can. */
static bool has_two(const struct study *study)
{
	size_t count = 0;
	for (size_t i = 0; i < study->count; i++)
		count += study->scenarios[i].left_out == NULL;
	return count > 1;
}

static enum status complain_alone(const struct study *study)
{
	const char *file = study->tree->file;
	if (study->scenarios[0].model->scenario_count < 2) {
		fprintf(stderr, "takt compare: %s has no scenarios to compare: add what is to be tried, as in scenarios = { booth = { title = \"A second "
			"booth\"; set = [ \"stations.paint.machines = 2\" ]; }; };\n", file);
		return STATUS_MODEL;
	}
	for (size_t i = 1; i < study->count; i++)
		if (study->scenarios[i].left_out)
			fprintf(stderr, "takt compare: %s: scenario %s cannot take part: %s\n", file, study->scenarios[i].name, study->scenarios[i].left_out);
	fprintf(stderr, "takt compare: %s: there is nothing left to compare with base\n", file);
	return STATUS_MODEL;
}

/* What --difference says of the first metric; it must make sense before anything runs. */
static enum status check_difference(const struct study *study, const struct judge *judge)
{
	const char *text = study->call->options->difference;
	const struct model *model = study->scenarios[0].model;
	const struct metric *metric = &model->metrics.list[metric_find(&model->metrics, judge->names[0])];
	if (!text || !isnan(compare_difference(text, model, metric, 1.0)))
		return STATUS_DONE;
	fprintf(stderr, "takt %s: --difference is a size of %s above 0, such as 2%% or 1.5 %s, not '%s'\n", study->call->command->name,
		judge->names[0], metric_unit_text(metric->kind, model->time_unit, model->rate_unit, model->money), text);
	return STATUS_MODEL;
}

static enum status run(struct study *study, const struct judge *judge, struct compare_choice *choice)
{
	const struct options *options = study->call->options;
	double precision = precise_target(study);
	if (options->decided && has_two(study))
		return compare_decide(study, judge, options->difference, choice);
	return precision > 0.0 ? precise_run(study, judge, precision) : study_run(study);
}

enum status compare_study(struct study *study, struct judge *judge, const struct compare **compare)
{
	const struct options *options = study->call->options;
	struct compare_choice *choice = arena_take(&study->arena, 1, sizeof *choice);
	struct compare *comparison = arena_take(&study->arena, 1, sizeof *comparison);
	choice->chosen = SELECTION_NONE;
	*compare = NULL;
	if (judge_choose(judge, study) != 0 || check_difference(study, judge) != STATUS_DONE)
		return STATUS_MODEL;
	enum status status = run(study, judge, choice);
	if (status != STATUS_DONE || !has_two(study))
		return status;
	if (compare_make(comparison, study, judge, options->difference, options->decided ? choice : NULL) != 0)
		return STATUS_WORLD;
	study->result.compare = *compare = comparison;
	if (study->result.interrupted)
		fprintf(stderr, "takt: %s: stopped early: what had finished is compared\n", study->result.file);
	return STATUS_DONE;
}

static enum status compare(struct study *study)
{
	struct judge judge;
	const struct compare *comparison;
	if (!has_two(study))
		return complain_alone(study);
	enum status status = compare_study(study, &judge, &comparison);
	if (status != STATUS_DONE)
		return status;
	return comparison ? write_comparison(study, comparison, study->call->options) : complain_alone(study);
}

enum status compare_command(const struct call *call)
{
	struct study study;
	if (output_try(call->options->output) != 0)
		return STATUS_WORLD;
	enum status status = charts_check(call, false);
	if (status != STATUS_DONE)
		return status;
	status = study_open(&study, call, call->options->files.list[0], STUDY_ALL, true);
	study.wants_series = charts_or_page_wanted(call->options);
	if (status == STATUS_DONE)
		status = compare(&study);
	study_done(&study);
	return status;
}
