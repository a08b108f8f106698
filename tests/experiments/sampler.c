#include "sampler.h"

#include <math.h>
#include <string.h>

#define ROWS 3

static const char *const rows[ROWS] = { SAMPLER_TITLE, "Desk </td>", "c" };
static const char *const columns[2] = { "Mon <b>", "Tue" };
static const bool accents[ROWS] = { true, false, false };
static const double values[6] = { 1.5, NAN, 12345.678, 0.0, -3.0, 1e12 };
static const double lows[6] = { 1.0, NAN, 12000.0, 0.0, -4.0, 1e11 };
static const double highs[6] = { 2.0, NAN, 13000.0, 0.0, -2.0, 2e12 };
static const double times[7] = { 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0 };
static const char *const texts[ROWS] = { "1.5 ± 0.5", "", "\xFF broken" };

static const struct figure_panel panels[2] = {
	{ .title = "How <busy>", .x = { "time & money", "min", true, false, NAN, 10.0, NULL }, .y = { NULL, "%", false, true, 0.0, NAN, NULL } },
	{ .title = "How many", .x = { "waiting", NULL, false, false, NAN, NAN, NULL }, .y = { "in the system", "", false, false, NAN, NAN, NULL } },
};

static const struct figure_series parts[2] = {
	{ .name = "work \"<\"", .panel = 0, .tone = TONE_WORK, .count = ROWS, .value = values, .low = lows, .high = highs, .texts = texts },
	{ .name = NULL, .panel = 1, .tone = TONE_ACCENT, .count = ROWS, .value = values },
};

static const struct figure_series courses[2] = {
	{ .name = "patients", .panel = 0, .tone = TONE_ACCENT, .count = 6, .value = values, .low = lows, .high = highs, .x = times },
	{ .name = "plan", .panel = 0, .tone = TONE_QUIET, .count = 6, .value = times, .x = times, .dashed = true },
};

static const struct figure_series points[2] = {
	{ .tone = TONE_ACCENT, .count = ROWS, .value = values, .x = times, .x_low = lows, .x_high = highs, .labels = rows },
	{ .tone = TONE_QUIET, .count = 2, .value = values, .x = times, .joined = true },
};

static const struct figure_series bins = { .tone = TONE_QUIET, .count = 6, .value = values, .x = times };
static const struct figure_series field = { .tone = TONE_QUIET, .count = 6, .value = values };

static const struct figure_mark marks[2] = {
	{ MARK_X, 0, 4.0, NAN, "promise <4>", TONE_BAD },
	{ MARK_SPAN, 0, 0.0, 1.0, "warm-up", TONE_PALE },
};

static const struct figure_node nodes[2] = {
	{ .label = "Desk & <co>\n83 % busy", .x = 60.0, .y = 40.0, .width = 80.0, .height = 40.0, .load = 0.83, .queue = 3.3,
		.shape = NODE_STATION, .accent = true },
	{ .label = "done", .x = 240.0, .y = 40.0, .width = 40.0, .height = 20.0, .load = NAN, .queue = NAN, .shape = NODE_END },
};

static const double curve[] = { 100.0, 40.0, 130.0, 30.0, 180.0, 30.0, 220.0, 40.0 };
static const struct figure_edge edge = { .from = 0, .to = 1, .points = curve, .point_count = 4, .label = "100 %", .label_x = 160.0,
	.label_y = 25.0, .weight = 1.0, .tone = TONE_QUIET };
static const struct figure_map map = { .width = 300.0, .height = 80.0, .nodes = nodes, .node_count = 2, .edges = &edge, .edge_count = 1 };

static const struct figure figures[] = {
	{ .form = FIGURE_BARS, .name = "bars", .rows = rows, .accents = accents, .row_count = ROWS, .panels = panels, .panel_count = 2,
		.series = parts, .series_count = 2, .marks = marks, .mark_count = 1 },
	{ .form = FIGURE_INTERVALS, .name = "intervals", .rows = rows, .row_count = ROWS, .panels = panels, .panel_count = 2, .series = parts,
		.series_count = 2 },
	{ .form = FIGURE_HISTOGRAM, .name = "histogram", .panels = panels, .panel_count = 1, .series = &bins, .series_count = 1, .marks = marks,
		.mark_count = 1 },
	{ .form = FIGURE_LINES, .name = "lines", .panels = panels, .panel_count = 1, .series = courses, .series_count = 2, .marks = marks,
		.mark_count = 2 },
	{ .form = FIGURE_AREAS, .name = "areas", .panels = panels, .panel_count = 1, .series = courses, .series_count = 2 },
	{ .form = FIGURE_POINTS, .name = "points", .panels = panels, .panel_count = 1, .series = points, .series_count = 2 },
	{ .form = FIGURE_HEAT, .name = "heat", .rows = rows, .row_count = ROWS, .columns = columns, .column_count = 2, .panels = panels,
		.panel_count = 1, .series = &field, .series_count = 1 },
	{ .form = FIGURE_GANTT, .name = "gantt", .rows = rows, .accents = accents, .row_count = ROWS, .panels = panels, .panel_count = 2,
		.series = parts, .series_count = 2 },
	{ .form = FIGURE_MAP, .name = "map", .map = &map },
};

static void add_table(struct document *document)
{
	struct layout_table table;
	layout_table_init(&table, document->arena, "Station <i>");
	size_t bar = layout_table_column(&table, "", ""), busy = layout_table_column(&table, "busy & <b>", "%");
	layout_table_row(&table, SAMPLER_TITLE);
	layout_table_row(&table, "  below");
	layout_table_cell(&table, bar, "███░░░░░░░");
	layout_table_cell(&table, busy, "5.21 ± 0.52");
	document_table(document, &table, 2);
}

void sampler_document(struct document *document, struct arena *arena)
{
	document_init(document, arena);
	document_heading(document, 1, "title", SAMPLER_TITLE);
	document_text(document, 2, 2, "All in all </p> <b>quiet</b>.");
	document_gap(document);
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
		struct figure *figure = arena_take(arena, 1, sizeof *figure);
		*figure = figures[i];
		figure->title = SAMPLER_TITLE;
		figure->subtitle = "In <percent> & more";
		figure->note = "30 replications \"of\" 13 wk";
		figure->alt = "A chart of </figure> things";
		document_heading(document, 2, figure->name, figure->name);
		document_figure(document, figure);
	}
	document_text(document, 2, 4, "One: </li><li>");
	document_text(document, 4, 8, "1. Two & three");
	document_heading(document, 3, "tables", "Tables </h3>");
	add_table(document);
	document_replay(document, "{ \"title\": \"</script><script>alert(1)</script>\" }");
	document_code(document, "title = \"<script>\";\n\twork = 1; # \"&amp;\"\n", strlen("title = \"<script>\";\n\twork = 1; # \"&amp;\"\n"));
}
