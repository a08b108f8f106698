/* takt run: replications of one model, and what they say. */
#include "charts.h"
#include "data.h"
#include "followed.h"
#include "ignorance.h"
#include "output.h"
#include "page.h"
#include "precise.h"
#include "report_csv.h"
#include "report_json.h"
#include "report_text.h"
#include "study.h"

static enum status write_result(struct study *study, const struct options *options)
{
	struct document document, page;
	struct output output;
	document_init(&document, &study->arena);
	document_init(&page, &study->arena);
	data_gather(&study->result, study->tree, options->sets.list, options->sets.count, &study->arena);
	for (size_t i = 0; i < study->count && options->format != FORMAT_CSV; i++)
		followed_make(&study->result, &study->found[i], &study->arena);
	if (charts_or_page_wanted(options)) {
		struct page_material material = { .study = study };
		page_map(&material, study, charts_wanted(options));
		page_make(&page, &material);
	}
	if (output_open(&output, options->output) != 0)
		return STATUS_WORLD;
	if (options->format == FORMAT_JSON) {
		report_json(&study->result, &page, output.stream);
	} else if (options->format == FORMAT_TEXT) {
		report_text(&study->result, &document);
		document_print(&document, output.stream);
	} else if (options->summary) {
		report_csv_summary(&study->result, output.stream);
	} else {
		report_csv(&study->result, output.stream);
	}
	return output_close(&output) == 0 ? charts_write(study->call, &page) : STATUS_WORLD;
}

/* Ctrl-C is said on standard error too: a file for machines has no place for it. */
static void say_interrupted(const struct study *study)
{
	for (size_t i = 0; study->result.interrupted && i < study->count; i++)
		fprintf(stderr, "takt: %s: stopped early; scenario %s: %u of %u replications had finished\n", study->result.file,
			study->found[i].name, (unsigned)study->found[i].finished_count, (unsigned)study->found[i].replications);
}

enum status run_command(const struct call *call)
{
	struct study study;
	if (output_try(call->options->output) != 0)
		return STATUS_WORLD;
	enum status status = charts_check(call, false);
	if (status != STATUS_DONE)
		return status;
	status = study_open(&study, call, call->options->files.list[0], STUDY_BASE, false);
	study.wants_series = charts_or_page_wanted(call->options);
	struct judge judge;
	if (status == STATUS_DONE && judge_choose(&judge, &study) != 0)
		status = STATUS_MODEL;
	double precision = status == STATUS_DONE ? precise_target(&study) : 0.0;
	if (status == STATUS_DONE)
		status = precision > 0.0 ? precise_run(&study, &judge, precision) : study_run(&study);
	if (status == STATUS_DONE && call->options->format != FORMAT_CSV && !call->options->no_ignorance)
		status = ignorance_run(&study, &judge);
	if (status == STATUS_DONE) {
		say_interrupted(&study);
		status = write_result(&study, call->options);
	}
	study_done(&study);
	return status;
}
