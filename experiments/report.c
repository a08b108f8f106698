/* takt report: one page for who decides. A page of a model is made from what its JSON holds, so that both are the same page. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "charts.h"
#include "data.h"
#include "document_json.h"
#include "followed.h"
#include "ignorance.h"
#include "levers_run.h"
#include "output.h"
#include "page.h"
#include "page_html.h"
#include "replay.h"
#include "report_json.h"

#define FAULT_ROOM 512
#define RESULT_AT_MOST ((size_t)64 << 20)    /* bytes of a result that is read */

/* --- where it goes ------------------------------------------------------------------------------------------------------------------ */

static const char *path_of(const struct options *options)
{
	if (options->output)
		return options->output;
	return options->page_format == PAGE_JSON ? "report.json" : "report.html";
}

/* A chart that cannot be drawn is no reason to keep back the others. */
static enum status write_page(const struct call *call, const struct document *page)
{
	char fault[FAULT_ROOM];
	struct output output;
	if (output_open(&output, path_of(call->options)) != 0)
		return STATUS_WORLD;
	int drawn = page_html(page, output.stream, fault, sizeof fault);
	if (output_close(&output) != 0)
		return STATUS_WORLD;
	if (drawn != 0)
		fprintf(stderr, "takt report: %s; its numbers stand in its place\n", fault);
	return drawn == 0 ? STATUS_DONE : STATUS_WORLD;
}

static enum status write_json(const struct call *call, const struct result *result, const struct document *page)
{
	struct output output;
	if (output_open(&output, path_of(call->options)) != 0)
		return STATUS_WORLD;
	report_json(result, page, output.stream);
	return output_close(&output) == 0 ? STATUS_DONE : STATUS_WORLD;
}

static enum status finish(const struct call *call, enum status status, const struct document *page)
{
	if (status == STATUS_DONE && !call->options->output && !call->options->quiet)
		fprintf(stderr, "takt: the page is %s\n", path_of(call->options));
	return status == STATUS_DONE ? charts_write(call, page) : status;
}

/* --- from a result that was kept ---------------------------------------------------------------------------------------------------- */

/* The whole file, to be freed; NULL after a complaint. */
static char *read_result(const char *path, size_t *length)
{
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
	char *text = NULL;
	size_t room = 0;
	bool whole = file != NULL;
	*length = 0;
	errno = file ? 0 : errno;
	while (whole && !feof(file) && *length <= RESULT_AT_MOST) {
		room = room ? 2 * room : 1 << 16;
		char *more = realloc(text, room);
		text = more ? more : text;
		whole = more != NULL;
		*length += whole ? fread(text + *length, 1, room - *length, file) : 0;
		whole = whole && !ferror(file);
	}
	if (!whole)
		fprintf(stderr, "takt: %s: %s\n", path, strerror(errno));
	else if (*length > RESULT_AT_MOST)
		fprintf(stderr, "takt: %s: more than %zu MB are no result of takt\n", path, RESULT_AT_MOST >> 20);
	if (file && file != stdin)
		fclose(file);
	if (whole && *length <= RESULT_AT_MOST)
		return text;
	free(text);
	return NULL;
}

static enum status report_kept(const struct call *call, struct arena *arena)
{
	char fault[FAULT_ROOM];
	struct document page;
	size_t length;
	char *text = read_result(call->options->from, &length);
	if (!text)
		return STATUS_WORLD;
	document_init(&page, arena);
	int status = document_json_read(&page, text, length, fault, sizeof fault);
	free(text);
	if (status != 0) {
		fprintf(stderr, "takt: %s: %s\n", call->options->from, fault);
		return STATUS_MODEL;
	}
	return finish(call, write_page(call, &page), &page);
}

static enum status report_from(const struct call *call)
{
	struct arena arena;
	if (arena_init(&arena) != 0) {
		perror("takt: no memory for the page");
		return STATUS_WORLD;
	}
	enum status status = report_kept(call, &arena);
	arena_done(&arena);
	return status;
}

/* --- from a model ------------------------------------------------------------------------------------------------------------------- */

/* What has run; the levers in a study of their own, of the model as it is, or of the one scenario that the page is about. */
struct inquiry {
	struct study study, tried;
	const struct compare *compare;
	struct lever_gains gains;
	bool opened, has_levers;     /* opened: `tried` */
};

/* One scenario that is named is told alone; else all, or those that are named, are compared with base. */
static bool is_alone(const struct option_texts *scenarios)
{
	return scenarios->count == 1 && strcmp(scenarios->list[0], "all") != 0 && !strpbrk(scenarios->list[0], ", ");
}

/* The model's warnings have been told. Stopped while trying levers, what ran before is told all the same. */
static enum status try_levers(struct inquiry *inquiry, const struct call *call)
{
	struct judge judge;
	struct options options = *call->options;
	struct call of_one = *call;
	inquiry->opened = true;
	of_one.options = &options;
	options.scenarios.count = is_alone(&call->options->scenarios) ? 1 : 0;
	options.quiet = true;
	enum status status = study_open(&inquiry->tried, &of_one, call->options->files.list[0], STUDY_ONE, true);
	inquiry->tried.call = call;
	progress_init(&inquiry->tried.progress, call->options->quiet);
	if (status == STATUS_DONE)
		status = levers_try(&inquiry->tried, &judge, &inquiry->gains);
	inquiry->has_levers = status == STATUS_DONE;
	return status == STATUS_WORLD && *call->stop ? STATUS_DONE : status;
}

static enum status run(struct inquiry *inquiry, const struct call *call)
{
	bool alone = is_alone(&call->options->scenarios);
	struct study *study = &inquiry->study;
	struct judge judge;
	enum status status = study_open(study, call, call->options->files.list[0], alone ? STUDY_BASE : STUDY_ALL, !alone);
	study->wants_series = true;
	if (status == STATUS_DONE)
		status = compare_study(study, &judge, &inquiry->compare);
	if (status == STATUS_DONE && !call->options->no_ignorance)
		status = ignorance_run(study, &judge);
	if (status == STATUS_DONE && call->options->levers && !study->result.interrupted)
		status = try_levers(inquiry, call);
	return status;
}

/* Without it, the page is told all the same. */
static const char *replay_of(struct study *study, const struct map *map)
{
	const char *data = map ? replay_data(&study->result, &study->result.scenarios[0], map, &study->arena) : NULL;
	if (!data)
		fprintf(stderr, "takt report: there is no replay: %s\n", map ? "nothing moves" : "it is played on the process map");
	return data;
}

static enum status write(struct inquiry *inquiry, const struct call *call)
{
	struct study *study = &inquiry->study;
	struct arena *arena = &study->arena;
	struct document page, settled;
	char fault[FAULT_ROOM];
	data_gather(&study->result, study->tree, call->options->sets.list, call->options->sets.count, arena);
	study->result.levers = inquiry->has_levers ? &inquiry->gains : NULL;
	document_init(&page, arena);
	struct page_material material = { .study = study, .compare = inquiry->compare, .levers = study->result.levers };
	followed_make(&study->result, &study->found[0], arena);
	page_map(&material, study, !call->options->quiet);
	material.replay = call->options->replay ? replay_of(study, material.map) : NULL;
	page_make(&page, &material);
	if (call->options->page_format == PAGE_JSON)
		return finish(call, write_json(call, &study->result, &page), &page);
	document_init(&settled, arena);
	if (document_json_settle(&settled, &page, fault, sizeof fault) != 0) {
		fprintf(stderr, "takt: %s: %s\n", study->result.file, fault);
		return STATUS_WORLD;
	}
	return finish(call, write_page(call, &settled), &settled);
}

static enum status report_model(const struct call *call)
{
	struct inquiry inquiry = { .compare = NULL };
	enum status status = run(&inquiry, call);
	if (status == STATUS_DONE)
		status = write(&inquiry, call);
	if (inquiry.opened)
		study_done(&inquiry.tried);
	study_done(&inquiry.study);
	return status;
}

enum status report_command(const struct call *call)
{
	const struct options *options = call->options;
	if (options->levers && options->files.count > 0 && strcmp(options->files.list[0], "-") == 0) {
		fprintf(stderr, "takt report: --levers reads the model twice: from a file, not from standard input\n");
		return STATUS_MODEL;
	}
	if (output_try(path_of(options)) != 0)
		return STATUS_WORLD;
	enum status status = charts_check(call, options->page_format == PAGE_HTML);
	if (status != STATUS_DONE)
		return status;
	return options->from ? report_from(call) : report_model(call);
}
