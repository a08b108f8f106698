/* Formulas beside what was simulated: see beside.h. */
#include <math.h>
#include "beside.h"
#include "number.h"

enum { LINES_AT_MOST = 40 };

/* "Front desk: wait, min" */
static const char *name_of(const struct textbook_line *line, const struct model *model, struct arena *arena)
{
	const char *unit = line->unit == METRIC_TIME ? model->time_unit : line->unit == METRIC_SHARE ? "%" : "";
	if (line->unit == METRIC_RATE)
		return arena_format(arena, "%s: %s per %s", line->subject, line->quantity, model->rate_unit);
	return arena_format(arena, "%s: %s%s%s", line->subject, line->quantity, *unit ? ", " : "", unit);
}

/* The interval of a quotient is that of its first part: the second, what has arrived, is known far better. */
static void format_simulated(char *out, const struct textbook_line *line, const struct result_scenario *scenario)
{
	const struct summary *summary = result_find(scenario, line->metric), *per = line->per ? result_find(scenario, line->per) : NULL;
	double scale = line->unit == METRIC_SHARE ? 100.0 : 1.0;
	out[0] = '\0';
	if (!summary || (line->per && !(per && per->mean > 0.0)))
		return;
	scale /= per ? per->mean : 1.0;
	number_interval(out, scale * summary->mean, scale * summary->half_width);
}

void beside_print(const struct textbook *textbook, const struct model *model, const struct result_scenario *scenario, struct document *to)
{
	struct layout_table table;
	char text[NUMBER_ROOM];
	if (textbook->count == 0)
		return;
	layout_table_init(&table, to->arena, "By formula");
	size_t formula = layout_table_column(&table, "in the", "long run"), simulated = layout_table_column(&table, "simulated", "");
	size_t by = layout_table_column(&table, "of", "");
	for (size_t i = 0; i < textbook->count && i < LINES_AT_MOST; i++) {
		const struct textbook_line *line = &textbook->lines[i];
		layout_table_row(&table, name_of(line, model, to->arena));
		number_plain(text, line->unit == METRIC_SHARE ? 100.0 * line->value : line->value, 4);
		layout_table_cell(&table, formula, text);
		layout_table_cell(&table, by, line->formula);
		if (!scenario)
			continue;
		format_simulated(text, line, scenario);
		layout_table_cell(&table, simulated, text);
	}
	document_gap(to);
	document_table(to, &table, 2);
	if (textbook->count > LINES_AT_MOST)
		document_text(to, 2, 2, arena_format(to->arena, "(and %zu more)", textbook->count - LINES_AT_MOST));
}

/* What the formulas take is given back at once. */
void beside_simulated(const struct result_scenario *scenario, struct document *to)
{
	struct textbook textbook;
	struct arena arena;
	struct load load;
	if (arena_init(&arena) != 0)
		return;
	load_compute(&load, scenario->model, &arena);
	textbook_find(&textbook, scenario->model, &load, &arena);
	beside_print(&textbook, scenario->model, scenario, to);
	arena_done(&arena);
}
