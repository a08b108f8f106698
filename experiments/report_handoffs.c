/* Handoffs for people: see report_handoffs.h. What never happened is not told. */
#include "number.h"
#include "report_cells.h"
#include "report_handoffs.h"

static const struct summary *handoff_of(const struct result_scenario *scenario, uint32_t from, uint32_t to, const char *what)
{
	char name[512];
	snprintf(name, sizeof name, "handoffs.%s.%s.%s", scenario->model->teams[from], scenario->model->teams[to], what);
	return result_find(scenario, name);
}

double report_handoffs_number(const struct result_scenario *scenario, uint32_t from, uint32_t to)
{
	const struct summary *number = handoff_of(scenario, from, to, "number");
	return number ? number->mean : 0.0;
}

static void put_handoff(const struct result_scenario *scenario, struct layout_table *table, uint32_t from, uint32_t to)
{
	layout_table_row(table, arena_format(table->arena, "%s to %s", scenario->model->teams[from], scenario->model->teams[to]));
	cell_mean(table, 0, handoff_of(scenario, from, to, "number"));
	cell_interval(table, 1, handoff_of(scenario, from, to, "delay"));
	cell_share(table, 2, handoff_of(scenario, from, to, "lost"));
}

void report_handoffs(const struct result_scenario *scenario, struct document *to)
{
	struct layout_table table;
	bool any = false;
	layout_table_init(&table, to->arena, "Handoffs");
	layout_table_column(&table, "a week", "");
	layout_table_column(&table, "on the way", scenario->model->time_unit);
	layout_table_column(&table, "with loss", "%");
	for (uint32_t a = 0; a < scenario->model->team_count; a++)
		for (uint32_t b = 0; b < scenario->model->team_count; b++)
			if (report_handoffs_number(scenario, a, b) > 0.0) {
				put_handoff(scenario, &table, a, b);
				any = true;
			}
	if (!any)
		return;
	document_gap(to);
	document_table(to, &table, 2);
}
