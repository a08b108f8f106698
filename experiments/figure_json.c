/* The members of figure.h as tables, and what must hold between them: a figure that was read is drawn without further questions. */
#include <math.h>
#include <stdint.h>
#include <string.h>
#include "figure_json.h"

/* --- the tables ------------------------------------------------------------------------------------------------------------- */

static const char *const forms[] = { "bars", "intervals", "histogram", "lines", "areas", "points", "heat", "gantt", "map", NULL };
static const char *const tones[] = { "accent", "quiet", "pale", "bad", "work", "wait", "setup", "repair", "blocked", "planned", "other",
	"last", NULL };
static const char *const marks[] = { "x", "y", "span", NULL };
static const char *const shapes[] = { "station", "start", "end", "wait", NULL };

_Static_assert(sizeof forms / sizeof *forms == FIGURE_FORMS + 1, "each form has a name");
_Static_assert(sizeof tones / sizeof *tones == FIGURE_TONES + 1, "each tone has a name");

static const struct record axis_record = { sizeof(struct figure_axis), (const struct record_member[]){
	{ .name = "title", .type = RECORD_TEXT, .offset = offsetof(struct figure_axis, title) },
	{ .name = "unit", .type = RECORD_TEXT, .offset = offsetof(struct figure_axis, unit) },
	{ .name = "zero", .type = RECORD_FLAG, .offset = offsetof(struct figure_axis, zero) },
	{ .name = "whole", .type = RECORD_FLAG, .offset = offsetof(struct figure_axis, whole) },
	{ .name = "low", .type = RECORD_NUMBER, .offset = offsetof(struct figure_axis, low) },
	{ .name = "high", .type = RECORD_NUMBER, .offset = offsetof(struct figure_axis, high) },
	{ .name = "begins", .type = RECORD_TEXT, .offset = offsetof(struct figure_axis, begins) },
	{ .name = NULL } } };

static const struct record panel_record = { sizeof(struct figure_panel), (const struct record_member[]){
	{ .name = "title", .type = RECORD_TEXT, .offset = offsetof(struct figure_panel, title) },
	{ .name = "x", .type = RECORD_PART, .offset = offsetof(struct figure_panel, x), .part = &axis_record },
	{ .name = "y", .type = RECORD_PART, .offset = offsetof(struct figure_panel, y), .part = &axis_record },
	{ .name = NULL } } };

/* All lists of a series have one count. */
enum { SERIES_COUNT = offsetof(struct figure_series, count) };

static const struct record series_record = { sizeof(struct figure_series), (const struct record_member[]){
	{ .name = "name", .type = RECORD_TEXT, .offset = offsetof(struct figure_series, name) },
	{ .name = "panel", .type = RECORD_INDEX, .offset = offsetof(struct figure_series, panel) },
	{ .name = "tone", .type = RECORD_WORD, .offset = offsetof(struct figure_series, tone), .words = tones },
	{ .name = "joined", .type = RECORD_FLAG, .offset = offsetof(struct figure_series, joined) },
	{ .name = "bare", .type = RECORD_FLAG, .offset = offsetof(struct figure_series, bare) },
	{ .name = "dashed", .type = RECORD_FLAG, .offset = offsetof(struct figure_series, dashed) },
	{ .name = "value", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, value), .many = true, .count = SERIES_COUNT,
		.needed = true },
	{ .name = "low", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, low), .many = true, .count = SERIES_COUNT },
	{ .name = "high", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, high), .many = true, .count = SERIES_COUNT },
	{ .name = "x", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, x), .many = true, .count = SERIES_COUNT, .bound = true },
	{ .name = "x_low", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, x_low), .many = true, .count = SERIES_COUNT },
	{ .name = "x_high", .type = RECORD_NUMBER, .offset = offsetof(struct figure_series, x_high), .many = true, .count = SERIES_COUNT },
	{ .name = "texts", .type = RECORD_TEXT, .offset = offsetof(struct figure_series, texts), .many = true, .count = SERIES_COUNT },
	{ .name = "labels", .type = RECORD_TEXT, .offset = offsetof(struct figure_series, labels), .many = true, .count = SERIES_COUNT },
	{ .name = NULL } } };

static const struct record mark_record = { sizeof(struct figure_mark), (const struct record_member[]){
	{ .name = "kind", .type = RECORD_WORD, .offset = offsetof(struct figure_mark, kind), .words = marks },
	{ .name = "panel", .type = RECORD_INDEX, .offset = offsetof(struct figure_mark, panel) },
	{ .name = "at", .type = RECORD_NUMBER, .offset = offsetof(struct figure_mark, at), .needed = true },
	{ .name = "to", .type = RECORD_NUMBER, .offset = offsetof(struct figure_mark, to) },
	{ .name = "label", .type = RECORD_TEXT, .offset = offsetof(struct figure_mark, label) },
	{ .name = "tone", .type = RECORD_WORD, .offset = offsetof(struct figure_mark, tone), .words = tones },
	{ .name = NULL } } };

static const struct record node_record = { sizeof(struct figure_node), (const struct record_member[]){
	{ .name = "label", .type = RECORD_TEXT, .offset = offsetof(struct figure_node, label), .needed = true },
	{ .name = "x", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, x), .needed = true },
	{ .name = "y", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, y), .needed = true },
	{ .name = "width", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, width), .needed = true },
	{ .name = "height", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, height), .needed = true },
	{ .name = "load", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, load) },
	{ .name = "queue", .type = RECORD_NUMBER, .offset = offsetof(struct figure_node, queue) },
	{ .name = "shape", .type = RECORD_WORD, .offset = offsetof(struct figure_node, shape), .words = shapes },
	{ .name = "accent", .type = RECORD_FLAG, .offset = offsetof(struct figure_node, accent) },
	{ .name = NULL } } };

static const struct record edge_record = { sizeof(struct figure_edge), (const struct record_member[]){
	{ .name = "from", .type = RECORD_INDEX, .offset = offsetof(struct figure_edge, from) },
	{ .name = "to", .type = RECORD_INDEX, .offset = offsetof(struct figure_edge, to) },
	{ .name = "points", .type = RECORD_NUMBER, .offset = offsetof(struct figure_edge, points), .needed = true, .many = true,
		.count = offsetof(struct figure_edge, point_count), .each = 2 },
	{ .name = "label", .type = RECORD_TEXT, .offset = offsetof(struct figure_edge, label) },
	{ .name = "label_x", .type = RECORD_NUMBER, .offset = offsetof(struct figure_edge, label_x) },
	{ .name = "label_y", .type = RECORD_NUMBER, .offset = offsetof(struct figure_edge, label_y) },
	{ .name = "weight", .type = RECORD_NUMBER, .offset = offsetof(struct figure_edge, weight), .needed = true },
	{ .name = "tone", .type = RECORD_WORD, .offset = offsetof(struct figure_edge, tone), .words = tones },
	{ .name = NULL } } };

static const struct record map_record = { sizeof(struct figure_map), (const struct record_member[]){
	{ .name = "width", .type = RECORD_NUMBER, .offset = offsetof(struct figure_map, width), .needed = true },
	{ .name = "height", .type = RECORD_NUMBER, .offset = offsetof(struct figure_map, height), .needed = true },
	{ .name = "nodes", .type = RECORD_PART, .offset = offsetof(struct figure_map, nodes), .part = &node_record, .needed = true, .many = true,
		.count = offsetof(struct figure_map, node_count) },
	{ .name = "edges", .type = RECORD_PART, .offset = offsetof(struct figure_map, edges), .part = &edge_record, .needed = true, .many = true,
		.count = offsetof(struct figure_map, edge_count) },
	{ .name = NULL } } };

static const struct record figure_record = { sizeof(struct figure), (const struct record_member[]){
	{ .name = "form", .type = RECORD_WORD, .offset = offsetof(struct figure, form), .words = forms },
	{ .name = "name", .type = RECORD_TEXT, .offset = offsetof(struct figure, name), .needed = true },
	{ .name = "title", .type = RECORD_TEXT, .offset = offsetof(struct figure, title), .needed = true },
	{ .name = "subtitle", .type = RECORD_TEXT, .offset = offsetof(struct figure, subtitle) },
	{ .name = "note", .type = RECORD_TEXT, .offset = offsetof(struct figure, note) },
	{ .name = "alt", .type = RECORD_TEXT, .offset = offsetof(struct figure, alt) },
	{ .name = "rows", .type = RECORD_TEXT, .offset = offsetof(struct figure, rows), .many = true,
		.count = offsetof(struct figure, row_count) },
	{ .name = "accents", .type = RECORD_FLAG, .offset = offsetof(struct figure, accents), .many = true,
		.count = offsetof(struct figure, row_count) },
	{ .name = "columns", .type = RECORD_TEXT, .offset = offsetof(struct figure, columns), .many = true,
		.count = offsetof(struct figure, column_count) },
	{ .name = "panels", .type = RECORD_PART, .offset = offsetof(struct figure, panels), .part = &panel_record, .many = true,
		.count = offsetof(struct figure, panel_count) },
	{ .name = "series", .type = RECORD_PART, .offset = offsetof(struct figure, series), .part = &series_record, .many = true,
		.count = offsetof(struct figure, series_count) },
	{ .name = "marks", .type = RECORD_PART, .offset = offsetof(struct figure, marks), .part = &mark_record, .many = true,
		.count = offsetof(struct figure, mark_count) },
	{ .name = "map", .type = RECORD_LINK, .offset = offsetof(struct figure, map), .part = &map_record },
	{ .name = NULL } } };

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

void figure_json_write(FILE *to, const struct figure *figure)
{
	record_write(to, &figure_record, figure, figure->form == FIGURE_HISTOGRAM);
}

/* --- what must hold --------------------------------------------------------------------------------------------------------- */

/* A check in progress. */
struct check {
	struct record_reader *reader;
	const struct record_place *place;    /* of the figure */
	const struct figure *figure;
};

static bool fault_in(const struct check *check, const char *list, size_t index, const char *member, const char *said)
{
	struct record_place whole = { check->place, list, SIZE_MAX }, element = { &whole, "", index }, part = { &element, member, SIZE_MAX };
	return record_fault(check->reader, member ? &part : index != SIZE_MAX ? &element : &whole, "%s", said);
}

static bool is_bad_name(const char *name)
{
	size_t length = strlen(name);
	return length == 0 || length > 60 || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != length;
}

#define ROWS_AT_MOST 1000
#define PANELS_AT_MOST 60
#define SERIES_AT_MOST 1000
#define VALUES_AT_MOST 100000
#define MARKS_AT_MOST 1000

static bool check_sizes(const struct check *check)
{
	const struct figure *figure = check->figure;
	const struct { const char *name; size_t count, at_most; } sizes[] = { { "rows", figure->row_count, ROWS_AT_MOST },
		{ "columns", figure->column_count, ROWS_AT_MOST }, { "panels", figure->panel_count, PANELS_AT_MOST },
		{ "series", figure->series_count, SERIES_AT_MOST }, { "marks", figure->mark_count, MARKS_AT_MOST },
		{ "map", figure->map ? figure->map->node_count : 0, ROWS_AT_MOST }, { "map", figure->map ? figure->map->edge_count : 0, ROWS_AT_MOST } };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		if (sizes[i].count > sizes[i].at_most)
			return fault_in(check, sizes[i].name, SIZE_MAX, NULL, arena_format(check->reader->arena, "%zu are too many (%zu at most)",
				sizes[i].count, sizes[i].at_most));
	return true;
}

/* What the form says of the number of values. */
static bool check_count(const struct check *check, size_t i)
{
	const struct figure *figure = check->figure;
	size_t count = figure->series[i].count, rows = figure->row_count, cells = rows * figure->column_count;
	struct arena *arena = check->reader->arena;
	if ((figure->form == FIGURE_BARS || figure->form == FIGURE_INTERVALS || figure->form == FIGURE_GANTT) && count != rows)
		return fault_in(check, "series", i, "value", arena_format(arena, "%zu numbers, but %zu rows", count, rows));
	if (figure->form == FIGURE_HEAT && count != cells)
		return fault_in(check, "series", i, "value", arena_format(arena, "%zu numbers, but %zu rows of %zu columns", count, rows,
			figure->column_count));
	if (count > VALUES_AT_MOST)
		return fault_in(check, "series", i, "value", arena_format(arena, "%zu numbers are too many (%d at most)", count, VALUES_AT_MOST));
	return true;
}

/* Which lists a form cannot do without. */
static bool has_lists(const struct check *check)
{
	const struct figure *figure = check->figure;
	bool heat = figure->form == FIGURE_HEAT;
	if ((heat || figure->form == FIGURE_BARS || figure->form == FIGURE_INTERVALS || figure->form == FIGURE_GANTT) && !figure->rows)
		return fault_in(check, "rows", SIZE_MAX, NULL, "is missing");
	if (heat && !figure->columns)
		return fault_in(check, "columns", SIZE_MAX, NULL, "is missing");
	if (heat && figure->series_count == 0)
		return fault_in(check, "series", SIZE_MAX, NULL, "is missing");
	if (figure->panel_count == 0)
		return fault_in(check, "panels", SIZE_MAX, NULL, "is missing");
	return true;
}

static bool needs_x(enum figure_form form)
{
	return form == FIGURE_HISTOGRAM || form == FIGURE_LINES || form == FIGURE_AREAS || form == FIGURE_POINTS;
}

static bool check_series(const struct check *check, size_t i)
{
	const struct figure_series *series = &check->figure->series[i];
	if (series->panel >= check->figure->panel_count)
		return fault_in(check, "series", i, "panel", "there is no such panel");
	if (needs_x(check->figure->form) && !series->x)
		return fault_in(check, "series", i, "x", "is missing");
	if (!series->low != !series->high)
		return fault_in(check, "series", i, series->low ? "high" : "low", "is missing");
	if (!series->x_low != !series->x_high)
		return fault_in(check, "series", i, series->x_low ? "x_high" : "x_low", "is missing");
	return check_count(check, i);
}

static bool check_marks(const struct check *check)
{
	for (size_t i = 0; i < check->figure->mark_count; i++)
		if (check->figure->marks[i].panel >= check->figure->panel_count)
			return fault_in(check, "marks", i, "panel", "there is no such panel");
	return true;
}

static bool is_place(double a, double b)
{
	return fabs(a) < 1e6 && fabs(b) < 1e6;
}

static bool check_edge(const struct check *check, size_t i, const struct record_place *map)
{
	const struct figure_edge *edge = &check->figure->map->edges[i];
	struct record_place edges = { map, "edges", SIZE_MAX }, place = { &edges, "", i };
	if (edge->from >= check->figure->map->node_count || edge->to >= check->figure->map->node_count)
		return record_fault(check->reader, &place, "from or to is no node");
	if (edge->point_count < 4 || edge->point_count % 3 != 1)
		return record_fault(check->reader, &place, "%zu points are no chain of curves", edge->point_count);
	for (size_t p = 0; p < edge->point_count; p++)
		if (!is_place(edge->points[2 * p], edge->points[2 * p + 1]))
			return record_fault(check->reader, &place, "a point is no place");
	return true;
}

static bool check_map(const struct check *check)
{
	const struct figure_map *map = check->figure->map;
	struct record_place place = { check->place, "map", SIZE_MAX }, nodes = { &place, "nodes", SIZE_MAX };
	if (!map)
		return record_fault(check->reader, &place, "is missing");
	if (!(map->width > 0.0 && map->height > 0.0 && is_place(map->width, map->height)))
		return record_fault(check->reader, &place, "has no size");
	for (size_t i = 0; i < map->node_count; i++) {
		struct record_place node = { &nodes, "", i };
		if (!is_place(map->nodes[i].x, map->nodes[i].y) || !is_place(map->nodes[i].width, map->nodes[i].height))
			return record_fault(check->reader, &node, "has no place or size");
	}
	for (size_t i = 0; i < map->edge_count; i++)
		if (!check_edge(check, i, &place))
			return false;
	return true;
}

static bool check_figure(const struct check *check)
{
	const struct figure *figure = check->figure;
	if (is_bad_name(figure->name))
		return fault_in(check, "name", SIZE_MAX, NULL, "must be of small letters, digits and hyphens");
	if (!check_sizes(check))
		return false;
	if (figure->form == FIGURE_MAP)
		return check_map(check);
	if (!has_lists(check))
		return false;
	for (size_t i = 0; i < figure->series_count; i++)
		if (!check_series(check, i))
			return false;
	return check_marks(check);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

const struct figure *figure_json_read(struct record_reader *reader, const struct record_place *place, const json_t *object)
{
	struct figure *figure = arena_take(reader->arena, 1, sizeof *figure);
	const char *form = json_string_value(json_object_get(object, "form"));
	reader->more = form && strcmp(form, forms[FIGURE_HISTOGRAM]) == 0;
	reader->text_at_most = FIGURE_TEXT_AT_MOST;
	bool read = record_read(reader, place, &figure_record, object, figure);
	reader->more = 0;
	reader->text_at_most = 0;
	return read && check_figure(&(struct check){ reader, place, figure }) ? figure : NULL;
}
