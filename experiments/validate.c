/* takt validate: the proof that ships with the program. Reference models run with their own seeds, chosen before anyone looked, and each
   value that is known about them is judged by verdict.c. */
#include <dirent.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include "layout.h"
#include "number.h"
#include "output.h"
#include "study.h"
#include "verdict.h"

#define PATH_ROOM 4096
#define CASE_WIDTH 14           /* at most; longer names stand on a line of their own */
#define TEXT_WIDTH 50           /* case and measure together */
#define FOLDERS_AT_MOST 4       /* folders inside folders */

struct validation {
	const struct call *call;
	struct arena arena;          /* of the file names */
	const char **files;
	size_t file_count, rows, passed, failed, wide;
	size_t case_width;           /* of the file at hand */
	FILE *to;
	enum status status;
};

static bool contains(const char *text, const char *part)
{
	size_t length = strlen(part);
	for (; text && *text; text++)
		if (strncasecmp(text, part, length) == 0)
			return true;
	return false;
}

static const char *text_of(const struct node *group, const char *name)
{
	const struct node *node = node_child(group, name);
	return node && node->text ? node->text : "";
}

/* Whether --only asks for this row of this file. */
static bool is_wanted(const struct validation *validation, const char *file, const struct node *row)
{
	const char *only = validation->call->options->only;
	return !only || contains(file, only) || contains(text_of(row, "case"), only) || contains(text_of(row, "of"), only) ||
		contains(text_of(row, "metric"), only);
}

static size_t count_rows(const struct validation *validation, const char *file)
{
	struct arena arena;
	struct problems problems;
	bool io_failed;
	size_t rows = 0;
	if (arena_init(&arena) != 0)
		return 0;
	problems_init(&problems);
	const struct tree *tree = tree_read(file, &arena, &problems, &io_failed);
	const struct node *list = tree ? node_child(tree->root, "expect") : NULL;
	for (const struct node *row = list ? list->first : NULL; row; row = row->next)
		rows += row->type == NODE_GROUP && is_wanted(validation, file, row);
	rows += !tree;                /* it will say why it cannot be read */
	problems_done(&problems);
	arena_done(&arena);
	return rows;
}

static void add_file(struct validation *validation, const char *file)
{
	size_t rows = count_rows(validation, file);
	if (rows == 0)
		return;
	const char **files = realloc(validation->files, (validation->file_count + 1) * sizeof *files);
	if (!files) {
		validation->status = STATUS_WORLD;
		return;
	}
	validation->files = files;
	files[validation->file_count++] = arena_text(&validation->arena, file);
	validation->rows += rows;
}

static bool is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* All models of a folder and of those inside it, in the order of their names. */
static int add_folder(struct validation *validation, const char *folder, int depth)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, NULL, alphasort);
	if (count < 0)
		return -1;
	for (int i = 0; i < count; i++) {
		char path[PATH_ROOM];
		const char *name = entries[i]->d_name;
		size_t length = strlen(name);
		int written = snprintf(path, sizeof path, "%s/%s", folder, name);
		if (name[0] != '.' && written > 0 && (size_t)written < sizeof path) {
			if (length > 4 && strcmp(name + length - 4, ".cfg") == 0)
				add_file(validation, path);
			else if (depth < FOLDERS_AT_MOST && is_folder(path))
				add_folder(validation, path, depth + 1);
		}
		free(entries[i]);
	}
	free(entries);
	return 0;
}

/* Where the models are that came with the program: beside an installed one, else beside the source tree that it was built in. */
static int add_shipped(struct validation *validation)
{
	static const char *const places[] = { "../share/takt/validation", "../../configs/validation" };
	char program[PATH_ROOM], folder[PATH_ROOM + 64];
	ssize_t length = readlink("/proc/self/exe", program, sizeof program - 1);
	program[length > 0 ? length : 0] = '\0';
	char *slash = strrchr(program, '/');
	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && i < sizeof places / sizeof places[0]; i++) {
		snprintf(folder, sizeof folder, "%s/%s", program, places[i]);
		if (is_folder(folder))
			return add_folder(validation, folder, 0);
	}
	return add_folder(validation, "configs/validation", 0);
}

static int add_folder_or_complain(struct validation *validation, const char *folder)
{
	if (add_folder(validation, folder, 0) == 0)
		return 0;
	fprintf(stderr, "takt validate: %s: %s\n", folder, strerror(errno));
	return -1;
}

/* The files of the call and those of --folder, or those that came with takt. */
static int find_files(struct validation *validation)
{
	const struct options *options = validation->call->options;
	for (size_t i = 0; i < options->files.count; i++)
		if (!is_folder(options->files.list[i]))
			add_file(validation, options->files.list[i]);
		else if (add_folder_or_complain(validation, options->files.list[i]) != 0)
			return -1;
	if (options->folder)
		return add_folder_or_complain(validation, options->folder);
	if (options->files.count > 0 || add_shipped(validation) == 0)
		return 0;
	fputs("takt validate: the models that came with takt are not where they should be; --folder says where they are\n", stderr);
	return -1;
}

/* Padded to a width; longer texts stand on a line of their own. */
static void print_padded(FILE *to, const char *text, size_t width, size_t column)
{
	size_t wide = layout_width(text);
	fputs(text, to);
	if (wide >= width)
		fprintf(to, "\n%*s", (int)(column + width), "");
	else
		fprintf(to, "%*s", (int)(width - wide), "");
}

static void print_number(FILE *to, const char *number, size_t width)
{
	size_t wide = layout_width(number);
	fprintf(to, "%*s%s", wide < width ? (int)(width - wide) : 1, "", number);
}

/* The widest case name of a file, so that the next column stands as near as it can. */
static size_t case_width(const struct model *model)
{
	size_t widest = 4;
	for (uint32_t i = 0; i < model->expectation_count; i++) {
		size_t width = model->expectations[i].case_id ? layout_width(model->expectations[i].case_id) : 0;
		widest = width > widest && width <= CASE_WIDTH ? width : widest;
	}
	return widest + 2;
}

static void print_head(struct validation *validation, const struct result *result)
{
	const struct result_scenario *scenario = &result->scenarios[0];
	const char *title = scenario->model->title;
	FILE *to = validation->to;
	validation->case_width = case_width(scenario->model);
	fputc('\n', to);
	layout_hanging(to, 0, 2, arena_format(&validation->arena, "%s%s%s (%u replications, seed %llu)", result->file, title && *title ? ": " : "",
		title ? title : "", (unsigned)scenario->finished_count, (unsigned long long)result->seed));
	fprintf(to, "  %-*s%-*s%14s%22s%7s\n", (int)validation->case_width, "case", (int)(TEXT_WIDTH - validation->case_width), "measure",
		"expected", "ours ± s.e.", "t");
}

static void print_row(const struct validation *validation, const struct expectation *expectation, const struct verdict *verdict)
{
	char number[NUMBER_ROOM], t[NUMBER_ROOM] = "";
	FILE *to = validation->to;
	size_t width = validation->case_width;
	const char *of = expectation->of && *expectation->of ? expectation->of : expectation->metric;
	fputs("  ", to);
	print_padded(to, expectation->case_id ? expectation->case_id : "", width, 2);
	print_padded(to, of, TEXT_WIDTH - width, 2 + width);
	number_plain(number, expectation->value, 10);
	print_number(to, number, 14);
	if (verdict->error > 0.0)
		number_interval(number, verdict->ours, verdict->error);
	else
		number_plain(number, verdict->ours, 10);
	print_number(to, verdict->n ? number : "nothing observed", 21);
	if (verdict->error > 0.0)
		snprintf(t, sizeof t, "%.2f", verdict->t);
	print_number(to, t, 7);
	fprintf(to, "  %s\n", !verdict->pass ? "FAIL" : verdict->wide ? "pass ~" : "pass");
}

static void judge_row(struct validation *validation, const struct result *result, const struct expectation *expectation)
{
	const struct result_scenario *scenario = &result->scenarios[0];
	const char *per = text_of(expectation->node, "per");
	bool exact = expectation->kind && strcmp(expectation->kind, "deterministic") == 0;
	struct verdict verdict = verdict_estimate(scenario, expectation->metric, *per ? per : NULL);
	if (metric_find(&scenario->model->metrics, expectation->metric) < 0 || (*per && metric_find(&scenario->model->metrics, per) < 0))
		fprintf(stderr, "takt validate: %s:%d: the model has no metric '%s'\n", result->file, expectation->node->line,
			metric_find(&scenario->model->metrics, expectation->metric) < 0 ? expectation->metric : per);
	verdict_judge(&verdict, expectation->value, expectation->within, exact, validation->rows);
	print_row(validation, expectation, &verdict);
	validation->passed += verdict.pass;
	validation->failed += !verdict.pass;
	validation->wide += verdict.wide;
}

static void judge_file(struct validation *validation, const struct study *study, const char *file)
{
	const struct model *model = study->scenarios[0].model;
	print_head(validation, &study->result);
	for (uint32_t i = 0; i < model->expectation_count; i++)
		if (is_wanted(validation, file, model->expectations[i].node))
			judge_row(validation, &study->result, &model->expectations[i]);
	fflush(validation->to);
}

/* Warnings of a reference model are known to its author; only errors are shown. */
static void validate_file(struct validation *validation, const char *file)
{
	struct options options = *validation->call->options;
	struct call call = *validation->call;
	struct study study;
	options.quiet = true;
	call.options = &options;
	enum status status = study_open(&study, &call, file, STUDY_BASE, false);
	progress_init(&study.progress, validation->call->options->quiet);
	if (status == STATUS_DONE)
		status = study_run(&study);
	if (status == STATUS_DONE && !study.result.interrupted)
		judge_file(validation, &study, file);
	else if (!study.result.interrupted)
		validation->failed++;
	if (status > validation->status)
		validation->status = status;
	study_done(&study);
}

static void print_end(const struct validation *validation, size_t files)
{
	FILE *to = validation->to;
	fprintf(to, "\n%zu passed, %zu failed", validation->passed, validation->failed);
	if (files < validation->file_count)
		fprintf(to, "; stopped after %zu of %zu models", files, validation->file_count);
	fputc('\n', to);
	layout_paragraph(to, 0, "Each row is judged by its own standard error (s.e.) over replications; t is the distance in such errors. The "
		"bound leaves 1 % false alarms over all rows together.");
	if (validation->wide > 0)
		fprintf(to, "~ marks %zu rows whose 95 %% interval is over 2 %% of the value: they prove less.\n", validation->wide);
}

static void validate_all(struct validation *validation)
{
	size_t i = 0;
	for (; i < validation->file_count && !atomic_load(validation->call->stop); i++)
		validate_file(validation, validation->files[i]);
	print_end(validation, i);
	if ((validation->failed > 0 || i < validation->file_count) && validation->status == STATUS_DONE)
		validation->status = STATUS_WORLD;
}

/* Rows appear as they are judged; a file gets them at the end, whole. */
static void validate_into_file(struct validation *validation, const char *path)
{
	struct output output;
	char *text = NULL;
	size_t length = 0;
	validation->to = open_memstream(&text, &length);
	if (!validation->to || output_try(path) != 0) {
		validation->status = STATUS_WORLD;
		if (validation->to)
			fclose(validation->to);
		free(text);
		return;
	}
	validate_all(validation);
	fclose(validation->to);
	if (output_open(&output, path) == 0) {
		fwrite(text, 1, length, output.stream);
		if (output_close(&output) != 0)
			validation->status = STATUS_WORLD;
	} else {
		validation->status = STATUS_WORLD;
	}
	free(text);
}

enum status validate_command(const struct call *call)
{
	struct validation validation = { .call = call, .to = stdout };
	if (arena_init(&validation.arena) != 0) {
		perror("takt validate");
		return STATUS_WORLD;
	}
	if (find_files(&validation) != 0) {
		validation.status = STATUS_WORLD;
	} else if (validation.file_count == 0) {
		fputs("takt validate: no model with expected values was found\n", stderr);
		validation.status = STATUS_MODEL;
	} else if (strcmp(call->options->output, "-") == 0) {
		validate_all(&validation);
	} else {
		validate_into_file(&validation, call->options->output);
	}
	free(validation.files);
	arena_done(&validation.arena);
	return validation.status;
}
