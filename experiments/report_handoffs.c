/* Handoffs for people: see report_handoffs.h. What never happened is not told. */
#include "number.h"
#include "report_handoffs.h"

static void put_time(struct layout_table *table, size_t column, const struct summary *time)
{
	char text[NUMBER_ROOM] = "";
	if (time)
		number_interval(text, time->mean, time->half_width);
	layout_table_cell(table, column, text);
}

static void put_share(struct layout_table *table, size_t column, const struct summary *share)
{
	char text[NUMBER_ROOM] = "";
	if (share)
		number_share(text, share->mean, share->half_width);
	layout_table_cell(table, column, text);
}

static void put_number(struct layout_table *table, size_t column, const struct summary *number)
{
	char text[NUMBER_ROOM] = "";
	if (number)
		number_mean(text, number->mean, number->half_width);
	layout_table_cell(table, column, text);
}

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
	put_number(table, 0, handoff_of(scenario, from, to, "number"));
	put_time(table, 1, handoff_of(scenario, from, to, "delay"));
	put_share(table, 2, handoff_of(scenario, from, to, "lost"));
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
