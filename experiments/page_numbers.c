/* Every form of chart has its table; none shows other numbers than the chart. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/date.h"
#include "html.h"
#include "number.h"
#include "page_numbers.h"

#define DIGITS 4

static const char *or_else(const char *text, const char *other)
{
	return text && *text ? text : other;
}

static void write_number(FILE *to, double value)
{
	char text[NUMBER_ROOM];
	if (!isfinite(value))
		return;
	number_plain(text, value, DIGITS);
	fputs(*text == '-' ? "&minus;" : "", to);
	html_text(to, text + (*text == '-'));
}

/* A place along an axis: where that has dates, the day. */
static void write_at(FILE *to, const struct figure_axis *axis, double value)
{
	struct date day;
	if (!axis->begins || !isfinite(value) || date_parse(axis->begins, &day)) {
		write_number(to, value);
		return;
	}
	double number = (double)date_day(&day) + floor(value);
	if (!(number >= 0.0 && number < 3e6))
		return;
	date_of_day((long)number, &day);
	fprintf(to, "%04d-%02d-%02d", day.year, day.month, day.day);
}

static const char *unit_of(const struct figure_axis *axis)
{
	return axis->begins ? "" : or_else(axis->unit, "");
}

/* " (11 to 14)" along an axis; NULL: numbers. */
static void write_bounds(FILE *to, const struct figure_axis *axis, const double *low, const double *high, size_t i)
{
	static const struct figure_axis plain = { .begins = NULL };
	if (!low || !high || !isfinite(low[i]) || !isfinite(high[i]) || low[i] >= high[i])
		return;
	fputs(" (", to);
	write_at(to, axis ? axis : &plain, low[i]);
	fputs(" to ", to);
	write_at(to, axis ? axis : &plain, high[i]);
	fputc(')', to);
}

/* As the chart says it, where it does: with its own digits. */
static void write_value(FILE *to, const struct figure_series *series, size_t i)
{
	const char *text = series->texts ? or_else(series->texts[i], "") : "";
	fputs("<td>", to);
	if (*text)
		html_text(to, text);
	else
		write_number(to, series->value[i]);
	if (!strstr(text, "±"))
		write_bounds(to, NULL, series->low, series->high, i);
	fputs("</td>", to);
}

/* Of several lines only the first is the name. */
static void write_place(FILE *to, const char *name)
{
	fputs("<th scope=\"row\">", to);
	if (name)
		html_part(to, name, strcspn(name, "\n"));
	fputs("</th>", to);
}

static void write_name(FILE *to, const char *name)
{
	fputs("<tr>", to);
	write_place(to, name);
}

static void open_table(FILE *to, const struct figure *figure, const char *caption)
{
	html_table_open(to, or_else(caption, figure->title), caption);
	fputs("<thead><tr>", to);
}

/* What the numbers of a series are called. */
static const char *called(const struct figure *figure, const struct figure_series *series, const struct figure_axis *axis)
{
	const struct figure_panel *panel = &figure->panels[series->panel];
	return or_else(series->name, or_else(panel->title, or_else(axis->title, "value")));
}

/* --- rows and series: bars, intervals ----------------------------------------------------------------------------------------------- */

/* A last series of a panel without a name has the sums of its parts (figure.h). */
static bool is_sum(const struct figure *figure, const struct figure_series *series)
{
	return !series->name && series > figure->series && series[-1].panel == series->panel;
}

/* Where there are several panels, each series says which it is of. */
static void head_series(const struct figure *figure, const struct figure_series *series, FILE *to)
{
	const struct figure_panel *panel = &figure->panels[series->panel];
	const char *unit = or_else(panel->x.unit, "");
	fputs("<th scope=\"col\">", to);
	if (figure->panel_count > 1 && panel->title && series->name) {
		html_text(to, panel->title);
		fputs(": ", to);
	}
	html_text(to, is_sum(figure, series) ? "in all" : called(figure, series, &panel->x));
	if (*unit) {
		fputs("<br><small>", to);
		html_text(to, unit);
		fputs("</small>", to);
	}
	fputs("</th>", to);
}

static void write_rows(const struct figure *figure, FILE *to)
{
	open_table(to, figure, NULL);
	html_heading(to, "", "");
	for (size_t s = 0; s < figure->series_count; s++)
		head_series(figure, &figure->series[s], to);
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < figure->row_count; i++) {
		write_name(to, figure->rows[i]);
		for (size_t s = 0; s < figure->series_count; s++)
			write_value(to, &figure->series[s], i);
		fputs("</tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

/* --- bars over time ----------------------------------------------------------------------------------------------------------------- */

/* "2027-03-01 to 2027-04-02, 72 %" */
static void write_bar(const struct figure *figure, const struct figure_series *series, size_t row, FILE *to)
{
	const struct figure_axis *axis = &figure->panels[series->panel].x;
	fputs("<td>", to);
	if (series->low && isfinite(series->low[row])) {
		write_at(to, axis, series->low[row]);
		fputs(" to ", to);
		write_at(to, axis, series->high[row]);
	} else if (isfinite(series->value[row])) {
		write_at(to, axis, series->value[row]);
	}
	if (series->texts && series->texts[row] && *series->texts[row]) {
		fputs("; ", to);
		html_text(to, series->texts[row]);
	}
	fputs("</td>", to);
}

static void write_bars(const struct figure *figure, FILE *to)
{
	open_table(to, figure, NULL);
	html_heading(to, "", "");
	for (size_t s = 0; s < figure->series_count; s++) {
		const struct figure_axis *axis = &figure->panels[figure->series[s].panel].x;
		html_heading(to, called(figure, &figure->series[s], axis), unit_of(axis));
	}
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < figure->row_count; i++) {
		write_name(to, figure->rows[i]);
		for (size_t s = 0; s < figure->series_count; s++)
			write_bar(figure, &figure->series[s], i, to);
		fputs("</tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

/* --- bins -------------------------------------------------------------------------------------------------------------------------- */

static void write_bins(const struct figure *figure, const struct figure_series *series, FILE *to)
{
	const struct figure_panel *panel = &figure->panels[series->panel];
	open_table(to, figure, figure->series_count > 1 ? called(figure, series, &panel->y) : NULL);
	html_heading(to, "from", or_else(panel->x.unit, ""));
	html_heading(to, "to", or_else(panel->x.unit, ""));
	html_heading(to, or_else(panel->y.title, "value"), or_else(panel->y.unit, ""));
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < series->count; i++) {
		fputs("<tr><td>", to);
		write_number(to, series->x[i]);
		fputs("</td><td>", to);
		write_number(to, series->x[i + 1]);
		fputs("</td>", to);
		write_value(to, series, i);
		fputs("</tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

static void write_histogram(const struct figure *figure, FILE *to)
{
	for (size_t s = 0; s < figure->series_count; s++)
		write_bins(figure, &figure->series[s], to);
}

/* --- courses: lines, areas ---------------------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* All x of a panel in order, each once; free it. NULL without memory. */
static double *list_x(const struct figure *figure, size_t panel, size_t *count)
{
	size_t room = 1, kept = 0;
	for (size_t s = 0; s < figure->series_count; s++)
		room += figure->series[s].panel == panel ? figure->series[s].count : 0;
	double *list = malloc(room * sizeof *list);
	*count = 0;
	for (size_t s = 0; list && s < figure->series_count; s++)
		for (size_t i = 0; figure->series[s].panel == panel && i < figure->series[s].count; i++)
			if (isfinite(figure->series[s].x[i]))
				list[(*count)++] = figure->series[s].x[i];
	if (!list || *count == 0)
		return list;
	qsort(list, *count, sizeof *list, by_size);
	for (size_t i = 1; i < *count; i++)
		if (list[i] > list[kept])
			list[++kept] = list[i];
	*count = kept + 1;
	return list;
}

/* The series run along x together: at[s] is where each of them is. */
static void write_course(const struct figure *figure, size_t panel, double x, size_t *at, FILE *to)
{
	fputs("<tr><td>", to);
	write_at(to, &figure->panels[panel].x, x);
	fputs("</td>", to);
	for (size_t s = 0; s < figure->series_count; s++) {
		const struct figure_series *series = &figure->series[s];
		if (series->panel != panel)
			continue;
		while (at[s] < series->count && !(series->x[at[s]] >= x))
			at[s]++;
		if (at[s] < series->count && !(series->x[at[s]] > x))
			write_value(to, series, at[s]);
		else
			fputs("<td></td>", to);
	}
	fputs("</tr>\n", to);
}

static void write_panel(const struct figure *figure, size_t panel, const double *list, size_t count, size_t *at, FILE *to)
{
	const struct figure_panel *drawn = &figure->panels[panel];
	open_table(to, figure, figure->panel_count > 1 ? drawn->title : NULL);
	html_heading(to, or_else(drawn->x.title, ""), unit_of(&drawn->x));
	for (size_t s = 0; s < figure->series_count; s++)
		if (figure->series[s].panel == panel)
			html_heading(to, called(figure, &figure->series[s], &drawn->y), or_else(drawn->y.unit, ""));
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < count; i++)
		write_course(figure, panel, list[i], at, to);
	fputs("</tbody>\n", to);
	html_table_close(to);
}

static void write_courses(const struct figure *figure, FILE *to)
{
	size_t *at = calloc(figure->series_count + 1, sizeof *at), count;
	for (size_t panel = 0; at && panel < figure->panel_count; panel++) {
		double *list = list_x(figure, panel, &count);
		if (list && count > 0)
			write_panel(figure, panel, list, count, at, to);
		free(list);
	}
	free(at);
}

/* --- points ------------------------------------------------------------------------------------------------------------------------ */

/* A line through points repeats what the points say; what is bare has only names. */
static void write_points(const struct figure *figure, FILE *to)
{
	for (size_t s = 0; s < figure->series_count; s++) {
		const struct figure_series *series = &figure->series[s];
		const struct figure_panel *panel = &figure->panels[series->panel];
		if (series->joined || series->bare)
			continue;
		open_table(to, figure, series->name);
		html_heading(to, "", "");
		html_heading(to, or_else(panel->x.title, panel->x.begins ? "date" : "x"), unit_of(&panel->x));
		html_heading(to, or_else(panel->y.title, "y"), or_else(panel->y.unit, ""));
		fputs("</tr></thead>\n<tbody>\n", to);
		for (size_t i = 0; i < series->count; i++) {
			write_name(to, series->labels ? series->labels[i] : "");
			fputs("<td>", to);
			write_at(to, &panel->x, series->x[i]);
			write_bounds(to, &panel->x, series->x_low, series->x_high, i);
			fputs("</td>", to);
			write_value(to, series, i);
			fputs("</tr>\n", to);
		}
		fputs("</tbody>\n", to);
		html_table_close(to);
	}
}

/* --- a field of numbers ------------------------------------------------------------------------------------------------------------- */

static void write_field(const struct figure *figure, FILE *to)
{
	const struct figure_series *series = &figure->series[0];
	open_table(to, figure, NULL);
	html_heading(to, "", "");
	for (size_t c = 0; c < figure->column_count; c++)
		html_heading(to, figure->columns[c], "");
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t r = 0; r < figure->row_count; r++) {
		write_name(to, figure->rows[r]);
		for (size_t c = 0; c < figure->column_count; c++)
			write_value(to, series, r * figure->column_count + c);
		fputs("</tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

/* --- a map ------------------------------------------------------------------------------------------------------------------------- */

static void write_share(FILE *to, double share)
{
	fputs("<td>", to);
	write_number(to, 100.0 * share);
	fputs("</td>", to);
}

static void write_nodes(const struct figure *figure, FILE *to)
{
	open_table(to, figure, NULL);
	html_heading(to, "place", "");
	html_heading(to, "busy", "%");
	html_heading(to, "waiting", "");
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < figure->map->node_count; i++) {
		const struct figure_node *node = &figure->map->nodes[i];
		write_name(to, node->label);
		write_share(to, node->load);
		fputs("<td>", to);
		write_number(to, node->queue);
		fputs("</td></tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

static void write_map(const struct figure *figure, FILE *to)
{
	write_nodes(figure, to);
	open_table(to, figure, "Ways");
	html_heading(to, "from", "");
	html_heading(to, "to", "");
	html_heading(to, "share of all flow", "%");
	fputs("</tr></thead>\n<tbody>\n", to);
	for (size_t i = 0; i < figure->map->edge_count; i++) {
		const struct figure_edge *edge = &figure->map->edges[i];
		write_name(to, figure->map->nodes[edge->from].label);
		write_place(to, figure->map->nodes[edge->to].label);
		write_share(to, edge->weight);
		fputs("</tr>\n", to);
	}
	fputs("</tbody>\n", to);
	html_table_close(to);
}

/* --- all of it --------------------------------------------------------------------------------------------------------------------- */

/* "promise: 480 min"; a span from one to the other. */
static void write_marks(const struct figure *figure, FILE *to)
{
	bool any = false;
	for (size_t i = 0; i < figure->mark_count; i++) {
		const struct figure_mark *mark = &figure->marks[i];
		const struct figure_panel *panel = &figure->panels[mark->panel];
		if (!mark->label || !*mark->label || !isfinite(mark->at))
			continue;
		fputs(any ? "; " : "<p>", to);
		any = true;
		if (figure->panel_count > 1 && panel->title) {
			html_text(to, panel->title);
			fputs(", ", to);
		}
		html_text(to, mark->label);
		fputs(": ", to);
		const struct figure_axis *axis = mark->kind == MARK_Y ? &panel->y : &panel->x;
		write_at(to, axis, mark->at);
		if (mark->kind == MARK_SPAN) {
			fputs(" to ", to);
			write_at(to, axis, mark->to);
		}
		fputs(*unit_of(axis) ? " " : "", to);
		html_text(to, unit_of(axis));
	}
	fputs(any ? ".</p>\n" : "", to);
}

void page_numbers(const struct figure *figure, FILE *to)
{
	static void (*const forms[FIGURE_FORMS])(const struct figure *, FILE *) = {
		[FIGURE_BARS] = write_rows, [FIGURE_INTERVALS] = write_rows, [FIGURE_HISTOGRAM] = write_histogram,
		[FIGURE_LINES] = write_courses, [FIGURE_AREAS] = write_courses, [FIGURE_POINTS] = write_points, [FIGURE_HEAT] = write_field,
		[FIGURE_GANTT] = write_bars, [FIGURE_MAP] = write_map,
	};
	forms[figure->form](figure, to);
	if (figure->form != FIGURE_MAP)
		write_marks(figure, to);
}
