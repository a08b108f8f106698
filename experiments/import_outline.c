/* The outline of a plan: which rows are summaries of others, by a column with the level of each, or by numbers such as 1.2.3. What
   belongs to a summary are the rows behind it, up to its `end`. A row with a name and nothing else is a heading. */
#include <stdlib.h>
#include <string.h>
#include "import_table.h"

#define DEPTH_AT_MOST 100

/* Whether the number of a row begins with that of another: 1.2.3 with 1.2. */
static bool is_part(const char *number, const char *of)
{
	size_t length = strlen(of);
	while (length > 0 && of[length - 1] == '.')
		length--;
	return length > 0 && strncmp(number, of, length) == 0 && number[length] == '.' && number[length + 1];
}

/* Whether a row belongs to an earlier one. */
static bool belongs(const struct table *table, uint32_t row, uint32_t to)
{
	if (table_has(table, COLUMN_LEVEL))
		return atof(table_cell(table, row, COLUMN_LEVEL)) > atof(table_cell(table, to, COLUMN_LEVEL));
	enum column column = table_has(table, COLUMN_WBS) ? COLUMN_WBS : COLUMN_ID;
	return is_part(table_cell(table, row, column), table_cell(table, to, column));
}

/* Nothing is known of it but its name. */
static bool is_bare(const struct table *table, uint32_t row)
{
	static const enum column all[] = { COLUMN_LOW, COLUMN_LIKELY, COLUMN_HIGH, COLUMN_DURATION, COLUMN_AFTER, COLUMN_BEFORE,
		COLUMN_RESOURCES, COLUMN_NOT_BEFORE, COLUMN_DUE, COLUMN_START, COLUMN_FINISH, COLUMN_QUANTITY, COLUMN_COST };
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (table_filled(table, row, all[i]))
			return false;
	return cell_truth(table_cell(table, row, COLUMN_MILESTONE)) == 0;
}

static bool is_empty(const struct table *table, uint32_t row)
{
	return is_bare(table, row) && !table_filled(table, row, COLUMN_NAME);
}

static void find_parents(struct table *table)
{
	uint32_t above[DEPTH_AT_MOST], depth = 0, end = 0;     /* end: behind the last row that is not empty */
	for (uint32_t i = 0; i < table->csv.rows; i++) {
		struct row *row = &table->rows[i];
		*row = (struct row){ .parent = DRAFT_NONE, .end = i + 1, .task = DRAFT_NONE };
		if (is_empty(table, i))
			continue;
		while (depth > 0 && !belongs(table, i, above[depth - 1]))
			table->rows[above[--depth]].end = end;
		row->depth = depth;
		if (depth > 0)
			row->parent = above[depth - 1];
		if (depth < DEPTH_AT_MOST)
			above[depth++] = i;
		end = i + 1;
	}
	while (depth > 0)
		table->rows[above[--depth]].end = end;
}

static enum row_use use_of(struct table *table, uint32_t i)
{
	struct row *row = &table->rows[i];
	row->bare = is_bare(table, i);
	if (is_empty(table, i))
		return ROW_EMPTY;
	if (row->end > i + 1 || cell_truth(table_cell(table, i, COLUMN_SUMMARY)) == 1)
		return ROW_SUMMARY;
	if (table_has(table, COLUMN_ACTIVE) && cell_truth(table_cell(table, i, COLUMN_ACTIVE)) == 0 && table_filled(table, i, COLUMN_ACTIVE))
		return ROW_INACTIVE;
	return row->bare ? ROW_HEADING : ROW_TASK;
}

void table_find_outline(struct table *table)
{
	find_parents(table);
	for (uint32_t i = 0; i < table->csv.rows; i++)
		table->rows[i].use = use_of(table, i);
}
