#include "experiments/document_json.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sampler.h"

/* A text in memory that a writer fills; free it. */
static char *written(const struct document *document)
{
	char *text;
	size_t length;
	FILE *to = open_memstream(&text, &length);
	fputs("{\n  \"takt\": \"0\",\n  \"page\": ", to);
	document_json_write(document, to);
	fputs("\n}\n", to);
	fclose(to);
	return text;
}

static struct arena arena;
static struct document document;
static char fault[256];

static void enter(void)
{
	cr_assert_eq(arena_init(&arena), 0);
	document_init(&document, &arena);
}

static void leave(void)
{
	arena_done(&arena);
}

TestSuite(document_json, .init = enter, .fini = leave);

static int read(const char *text)
{
	document_init(&document, &arena);
	*fault = '\0';
	return document_json_read(&document, text, strlen(text), fault, sizeof fault);
}

/* Every block and every form, with all that a figure may hold. */
Test(document_json, what_is_written_is_read_back_and_written_the_same)
{
	struct document sample;
	sampler_document(&sample, &arena);
	char *once = written(&sample);
	cr_assert_eq(read(once), 0, "%s", fault);
	char *twice = written(&document);
	cr_expect(strcmp(once, twice) == 0, "not the same bytes");
	free(once);
	free(twice);
}

Test(document_json, numbers_have_six_digits_and_what_is_none_comes_back_as_none)
{
	static const double value[] = { 1.0 / 3.0, NAN, INFINITY, -0.0, 123456789.0, 1e-300, -2.5 };
	static const char *const rows[] = { "a", "b", "c", "d", "e", "f", "g" };
	static const struct figure_panel panel = { .x = { .unit = "min", .low = NAN, .high = 5.0 } };
	static const struct figure_series series = { .name = "time", .count = 7, .value = value };
	struct figure figure = { .form = FIGURE_BARS, .name = "a", .title = "A", .rows = rows, .row_count = 7, .panels = &panel, .panel_count = 1,
		.series = &series, .series_count = 1 };
	document_figure(&document, &figure);
	char *text = written(&document);
	cr_expect(strstr(text, "\"value\": [0.333333, null, null, 0, 1.23457e+08, 1e-300, -2.5]"), "%s", text);
	cr_assert_eq(read(text), 0, "%s", fault);
	const struct figure *back = document.first->figure;
	cr_expect(isnan(back->series[0].value[1]) && isnan(back->panels[0].x.low) && back->panels[0].x.high == 5.0);
	cr_expect(back->series[0].value[6] == -2.5 && back->series[0].low == NULL && back->accents == NULL && back->note == NULL);
	free(text);
}

Test(document_json, a_table_comes_back_with_its_columns_and_gaps)
{
	struct layout_table table;
	char *before, *after, *text;
	size_t length;
	layout_table_init(&table, &arena, "Station");
	size_t busy = layout_table_column(&table, "busy", "%");
	layout_table_column(&table, "never", "");
	size_t wait = layout_table_column(&table, "wait", "min");
	layout_table_row(&table, "Desk \"one\"");
	layout_table_cell(&table, busy, "83.0");
	layout_table_row(&table, "  below");
	layout_table_cell(&table, wait, "5.21 ± 0.52");
	layout_table_cell(&table, busy, "");
	FILE *to = open_memstream(&before, &length);
	layout_table_print(&table, 2, to);
	fclose(to);
	document_table(&document, &table, 2);
	text = written(&document);
	cr_assert_eq(read(text), 0, "%s", fault);
	to = open_memstream(&after, &length);
	document_print(&document, to);
	fclose(to);
	cr_expect_str_eq(before, after);
	free(text);
	free(before);
	free(after);
}

#define FIGURE(members) "{\"takt\":\"0\",\"page\":[{\"figure\":{" members "}}]}"
#define BARS "\"form\":\"bars\",\"name\":\"a\",\"title\":\"A\",\"rows\":[\"x\",\"y\"],\"panels\":[{\"x\":{},\"y\":{}}]"
#define LINES "\"form\":\"lines\",\"name\":\"a\",\"title\":\"A\",\"panels\":[{\"x\":{},\"y\":{}}]"
#define MAP "\"form\":\"map\",\"name\":\"a\",\"title\":\"A\",\"map\":{\"width\":10,\"height\":10,\"nodes\":[" \
	"{\"label\":\"n\",\"x\":1,\"y\":1,\"width\":1,\"height\":1,\"shape\":\"station\"}],\"edges\":["

/* The whole of such a file, and what is said about it. */
static const struct { const char *text, *said; } faults[] = {
	{ "", "line 1: '[' or '{' expected near end of file" },
	{ "{\n  \"takt\": \"0\",\n  \"page\": [ {]\n}", "line 3: string or '}' expected near ']'" },
	{ "{\"takt\":\"0\",\"page\":[],\"page\":[]}", "line 1: duplicate object key near '\"page\"'" },
	{ "[]", "it is no result of takt (there is no member \"takt\")" },
	{ "{}", "it is no result of takt (there is no member \"takt\")" },
	{ "{\"takt\":\"0\"}", "there is no page in it; run, compare, levers, sweep and report write one with --format json" },
	{ "{\"takt\":\"0\",\"page\":[]}", "there is no page in it; run, compare, levers, sweep and report write one with --format json" },
	{ "{\"takt\":\"0\",\"page\":[5]}", "page[0]: must be an object" },
	{ "{\"takt\":\"0\",\"page\":[{\"text\":\"a\"},{}]}", "page[1]: must be one of heading, text, table, figure, code, replay" },
	{ "{\"takt\":\"0\",\"page\":[{\"text\":5}]}", "page[0].text: must be a text" },
	{ "{\"takt\":\"0\",\"page\":[{\"text\":\"a\",\"first\":1.5}]}", "page[0].first: must be a whole number" },
	{ "{\"takt\":\"0\",\"page\":[{\"text\":\"a\",\"first\":100}]}", "page[0]: first and rest must be 20 at most" },
	{ "{\"takt\":\"0\",\"page\":[{\"text\":\"a\",\"code\":\"b\"}]}", "page[0]: must be one of heading, text, table, figure, code, replay" },
	{ "{\"takt\":\"0\",\"page\":[{\"txt\":\"a\"}]}", "page[0]: 'txt' does not belong here" },
	{ "{\"takt\":\"0\",\"page\":[{\"heading\":\"a\",\"id\":\"a\"}]}", "page[0]: level must be 1, 2 or 3" },
	{ "{\"takt\":\"0\",\"page\":[{\"heading\":\"a\",\"id\":\"a\\\"b\",\"level\":1}]}", "page[0]: id must be of small letters, digits and hyphens" },
	{ "{\"takt\":\"0\",\"page\":[{\"replay\":\"{\"}]}", "page[0]: replay is no JSON: string or '}' expected near end of file" },
	{ "{\"takt\":\"0\",\"page\":[{\"figure\":{},\"text\":\"a\"}]}", "page[0]: nothing else belongs beside a figure" },
	{ "{\"takt\":\"0\",\"page\":[{\"table\":{\"name\":\"\",\"columns\":[{\"title\":\"a\",\"unit\":\"\"}],\"rows\":[{\"name\":\"r\",\"cells\":[]}]}}]}",
	  "page[0].table.rows[0]: 0 cells, but 1 columns" },
	{ FIGURE(""), "page[0].figure.form: is missing" },
	{ FIGURE("\"form\":\"bar\",\"name\":\"a\",\"title\":\"A\""), "page[0].figure.form: there is no 'bar'; did you mean 'bars'?" },
	{ FIGURE("\"form\":\"bars\",\"name\":\"../a\",\"title\":\"A\""), "page[0].figure.name: must be of small letters, digits and hyphens" },
	{ FIGURE("\"form\":\"bars\",\"name\":\"a\",\"title\":\"A\",\"rows\":[]"), "page[0].figure.panels: is missing" },
	{ FIGURE("\"form\":\"bars\",\"name\":\"a\",\"title\":\"A\",\"panels\":[{\"x\":{},\"y\":{}}]"), "page[0].figure.rows: is missing" },
	{ FIGURE(BARS ",\"accents\":[true]"), "page[0].figure.accents: 1 element, but 2 in rows" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\"}]"), "page[0].figure.series[0].value: is missing" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\",\"value\":[1,2,3]}]"), "page[0].figure.series[0].value: 3 numbers, but 2 rows" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\",\"value\":[1,2],\"low\":[1]}]"), "page[0].figure.series[0].low: 1 number, but 2 in value" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\",\"value\":[1,2],\"low\":[1,2]}]"), "page[0].figure.series[0].high: is missing" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\",\"value\":[1,\"2\"]}]"), "page[0].figure.series[0].value[1]: must be a number" },
	{ FIGURE(BARS ",\"series\":[{\"tone\":\"quiet\",\"panel\":1,\"value\":[1,2]}]"), "page[0].figure.series[0].panel: there is no such panel" },
	{ FIGURE(BARS ",\"marks\":[{\"kind\":\"x\",\"panel\":7,\"at\":1,\"tone\":\"quiet\"}]"), "page[0].figure.marks[0].panel: there is no such panel" },
	{ FIGURE(LINES ",\"series\":[{\"tone\":\"quiet\",\"value\":[1,2]}]"), "page[0].figure.series[0].x: is missing" },
	{ FIGURE("\"form\":\"histogram\",\"name\":\"a\",\"title\":\"A\",\"panels\":[{\"x\":{},\"y\":{}}],\"series\":[{\"tone\":\"quiet\",\"value\":[1,2],"
	  "\"x\":[0,1]}]"), "page[0].figure.series[0].x: 2 numbers, but 2 in value" },
	{ FIGURE("\"form\":\"heat\",\"name\":\"a\",\"title\":\"A\",\"rows\":[\"r\"],\"columns\":[\"c\",\"d\"],\"panels\":[{\"x\":{},\"y\":{}}],"
	  "\"series\":[{\"tone\":\"quiet\",\"value\":[1]}]"), "page[0].figure.series[0].value: 1 numbers, but 1 rows of 2 columns" },
	{ FIGURE("\"form\":\"map\",\"name\":\"a\",\"title\":\"A\""), "page[0].figure.map: is missing" },
	{ FIGURE(MAP "{\"from\":0,\"to\":1,\"points\":[0,0,1,1,2,2,3,3],\"weight\":1,\"tone\":\"quiet\"}]}"),
	  "page[0].figure.map.edges[0]: from or to is no node" },
	{ FIGURE(MAP "{\"from\":0,\"to\":0,\"points\":[0,0,1,1,2,2],\"weight\":1,\"tone\":\"quiet\"}]}"),
	  "page[0].figure.map.edges[0]: 3 points are no chain of curves" },
	{ FIGURE(MAP "{\"from\":0,\"to\":0,\"points\":[0,0,1,1,2,2,3,null],\"weight\":1,\"tone\":\"quiet\"}]}"),
	  "page[0].figure.map.edges[0]: a point is no place" },
};

Test(document_json, what_is_wrong_is_said_with_its_place)
{
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		cr_expect_eq(read(faults[i].text), -1, "%s", faults[i].text);
		cr_expect_str_eq(fault, faults[i].said, "'%s' of %s", fault, faults[i].text);
	}
}

/* Whatever is cut off a file, it is refused: nothing is drawn from half a page. */
Test(document_json, every_part_of_a_file_is_refused)
{
	struct document sample;
	sampler_document(&sample, &arena);
	char *text = written(&sample);
	size_t length = strlen(text);
	for (size_t part = 0; part + 2 < length; part += 37) {
		document_init(&document, &arena);
		cr_expect_eq(document_json_read(&document, text, part, fault, sizeof fault), -1, "%zu bytes", part);
	}
	free(text);
}
