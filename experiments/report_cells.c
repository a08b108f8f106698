/* Cells of tables: see report_cells.h. */
#include "number.h"
#include "report_cells.h"

static void put(struct layout_table *table, size_t column, const struct summary *summary,
	void (*write)(char *out, double mean, double half_width))
{
	char text[NUMBER_ROOM] = "";
	if (summary)
		write(text, summary->mean, summary->half_width);
	layout_table_cell(table, column, text);
}

void cell_interval(struct layout_table *table, size_t column, const struct summary *summary)
{
	put(table, column, summary, number_interval);
}

void cell_mean(struct layout_table *table, size_t column, const struct summary *summary)
{
	put(table, column, summary, number_mean);
}

void cell_share(struct layout_table *table, size_t column, const struct summary *share)
{
	put(table, column, share, number_share);
}
