/* A picture is drawn in memory first: a file that is there is whole. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "plots/chart.h"
#include "sim/problem.h"
#include "charts.h"
#include "output.h"
#include "page.h"

#define FAULT_ROOM 512

bool charts_wanted(const struct options *options)
{
	return options->charts || options->chart;
}

bool charts_or_page_wanted(const struct options *options)
{
	return charts_wanted(options) || options->format == FORMAT_JSON;
}

static const char *folder(const struct options *options)
{
	return options->charts ? options->charts : ".";
}

static char *path_of(const struct options *options, const char *name, struct arena *arena)
{
	return arena_format(arena, "%s/%s.%s", folder(options), name, chart_suffixes[options->picture]);
}

/* --- before a run -------------------------------------------------------------------------------------------------------------------- */

/* A chart of one bar, for nobody to look at. */
static int try_drawing(enum chart_device device, char *fault, size_t fault_room)
{
	static const char *const rows[] = { "a" };
	static const double value[] = { 1.0 };
	static const struct figure_panel panel = { .x = { .zero = true } };
	static const struct figure_series series = { .count = 1, .value = value };
	static const struct figure figure = { .form = FIGURE_BARS, .name = "try", .title = "Try", .rows = rows, .row_count = 1, .panels = &panel,
		.panel_count = 1, .series = &series, .series_count = 1 };
	char *picture = NULL;
	size_t length;
	FILE *to = open_memstream(&picture, &length);
	int status = to ? chart_draw(&figure, device, 0, "", to, fault, fault_room) : -1;
	if (to)
		fclose(to);
	free(picture);
	return status;
}

static enum status check_folder(const struct options *options)
{
	struct arena arena;
	if (options->charts && mkdir(options->charts, 0777) != 0 && errno != EEXIST) {
		fprintf(stderr, "takt: --charts %s: %s\n", options->charts, strerror(errno));
		return STATUS_WORLD;
	}
	if (arena_init(&arena) != 0)
		return STATUS_WORLD;
	int fault = output_try(path_of(options, options->chart ? options->chart : "chart", &arena));
	arena_done(&arena);
	return fault == 0 ? STATUS_DONE : STATUS_WORLD;
}

static enum status complain_name(const struct call *call, const char *const *names, size_t count)
{
	const char *nearest = problem_nearest(call->options->chart, names, count);
	fprintf(stderr, "takt %s: there is no chart '%s'%s%s%s there may be", call->command->name, call->options->chart,
		nearest ? "; did you mean '" : ";", nearest ? nearest : "", nearest ? "'?" : "");
	for (size_t i = 0; i < count; i++)
		fprintf(stderr, "%s %s", i ? "," : "", names[i]);
	fputc('\n', stderr);
	return STATUS_MODEL;
}

/* "stations-booth": a chart of another scenario than the first. */
static bool begins(const char *name, const char *with)
{
	size_t length = strlen(with);
	return strncmp(name, with, length) == 0 && (name[length] == '\0' || name[length] == '-');
}

static enum status check_name(const struct call *call)
{
	struct arena arena;
	size_t count;
	bool found = false;
	if (arena_init(&arena) != 0)
		return STATUS_WORLD;
	const char *const *names = page_charts(&arena, &count);
	for (size_t i = 0; i < count; i++)
		found |= begins(call->options->chart, names[i]);
	enum status status = found ? STATUS_DONE : complain_name(call, names, count);
	arena_done(&arena);
	return status;
}

enum status charts_check(const struct call *call, bool page)
{
	const struct options *options = call->options;
	char fault[FAULT_ROOM] = "there is no memory for it";
	enum status status = STATUS_DONE;
	if (!page && !charts_wanted(options))
		return STATUS_DONE;
	if (try_drawing(page ? CHART_SVG : (enum chart_device)options->picture, fault, sizeof fault) != 0) {
		fprintf(stderr, "takt: charts cannot be drawn: %s\n", fault);
		return STATUS_WORLD;
	}
	if (options->chart)
		status = check_name(call);
	return status == STATUS_DONE && charts_wanted(options) ? check_folder(options) : status;
}

/* --- after it ------------------------------------------------------------------------------------------------------------------------ */

static enum status write_picture(const char *path, const char *picture, size_t length)
{
	struct output output;
	if (output_open(&output, path) != 0)
		return STATUS_WORLD;
	fwrite(picture, 1, length, output.stream);
	return output_close(&output) == 0 ? STATUS_DONE : STATUS_WORLD;
}

static enum status write_chart(const struct call *call, const struct figure *figure, struct arena *arena)
{
	char fault[FAULT_ROOM] = "there is no memory for it", *picture = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&picture, &length);
	const char *path = path_of(call->options, figure->name, arena);
	int drawn = to ? chart_draw(figure, (enum chart_device)call->options->picture, (unsigned)call->options->width.value, "", to,
		fault, sizeof fault) : -1;
	bool whole = to && fclose(to) == 0;
	enum status status = STATUS_WORLD;
	if (drawn != 0 || !whole)
		fprintf(stderr, "takt: %s: %s\n", path, fault);
	else
		status = write_picture(path, picture, length);
	if (status == STATUS_DONE && !call->options->quiet)
		fprintf(stderr, "takt: wrote %s\n", path);
	free(picture);
	return status;
}

static bool is_wanted(const struct options *options, const struct figure *figure)
{
	return !options->chart || strcmp(options->chart, figure->name) == 0;
}

static enum status complain_none(const struct call *call, const struct document *page)
{
	const char *said = "";
	for (const struct document_block *block = page->first; block; block = block->next)
		if (block->kind == DOCUMENT_FIGURE)
			said = arena_format(page->arena, "%s%s%s", said, *said ? ", " : "", block->figure->name);
	if (!*said)
		fprintf(stderr, "takt %s: this result has no charts\n", call->command->name);
	else
		fprintf(stderr, "takt %s: this result has no chart '%s'; it has: %s\n", call->command->name, call->options->chart, said);
	return STATUS_MODEL;
}

enum status charts_write(const struct call *call, const struct document *page)
{
	enum status status = STATUS_DONE;
	bool any = false;
	if (!charts_wanted(call->options))
		return STATUS_DONE;
	for (const struct document_block *block = page->first; block && status == STATUS_DONE; block = block->next) {
		if (block->kind != DOCUMENT_FIGURE || !is_wanted(call->options, block->figure))
			continue;
		any = true;
		status = write_chart(call, block->figure, page->arena);
	}
	return any ? status : complain_none(call, page);
}
