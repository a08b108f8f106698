/* A table of tasks while it is read: which column holds what, which rows are tasks. Shared by the parts of the reader of tables. */
#ifndef TAKT_EXPERIMENTS_IMPORT_TABLE_H
#define TAKT_EXPERIMENTS_IMPORT_TABLE_H

#include "import.h"
#include "lookup.h"

/* What a column may hold. */
enum column {
	COLUMN_ID, COLUMN_WBS, COLUMN_NAME, COLUMN_LOW, COLUMN_LIKELY, COLUMN_HIGH, COLUMN_DURATION, COLUMN_AFTER, COLUMN_BEFORE,
	COLUMN_RESOURCES, COLUMN_NOT_BEFORE, COLUMN_DUE, COLUMN_CONSTRAINT, COLUMN_CONSTRAINT_DATE, COLUMN_START, COLUMN_FINISH,
	COLUMN_MILESTONE, COLUMN_TYPE, COLUMN_COST, COLUMN_QUANTITY, COLUMN_NORM, COLUMN_LEVEL, COLUMN_SUMMARY, COLUMN_ACTIVE, COLUMN_COUNT
};

enum row_use { ROW_TASK, ROW_EMPTY, ROW_HEADING, ROW_SUMMARY, ROW_INACTIVE };

struct row {
	enum row_use use;
	uint32_t task;               /* ROW_TASK: in draft->tasks */
	uint32_t parent, end;        /* the summary that it belongs to, or DRAFT_NONE; the row after the last that belongs to it */
	uint32_t depth;
	bool bare;                   /* nothing but its name is known */
	bool twin;                   /* another row has the same name */
	uint32_t before_depth, after_depth;   /* how deep inside the outline, and 1, something waits for it; it waits for something; 0: nothing */
};

/* A link between rows, as it is written. */
struct row_link {
	uint32_t before, after;
	enum draft_how how;
	struct draft_span lag;
	bool percent;                /* the lag is such a share of what the one before takes */
	uint32_t row;                /* where it is written */
};

struct table {
	struct draft *draft;
	const struct import_choice *choice;
	struct csv csv;
	int heading_line;
	int columns[COLUMN_COUNT];                   /* which column of the file; -1: none */
	struct draft_span units[COLUMN_COUNT];       /* of numbers in it, by its heading; NAN: not said */
	enum date_order dates;
	bool dated;                  /* some task has a date on which it begins; the earliest */
	struct date earliest;
	struct row *rows;
	struct lookup ids, names, resources;
	struct row_link *links;
	uint32_t link_count, link_room;
	const char **known;          /* names and ids of tasks, for advice; NULL: not asked for yet */
	size_t known_count;
	size_t looked;               /* names compared for advice, rows looked at for links of summaries: neither is done without end */
};

/* The cell of a column, "" where there is no such column; and for complaints what its heading is. */
const char *table_cell(const struct table *table, uint32_t row, enum column column);
const char *table_heading(const struct table *table, enum column column);

static inline bool table_has(const struct table *table, enum column column)
{
	return table->columns[column] >= 0;
}

/* Whether there is something in the cell. */
bool table_filled(const struct table *table, uint32_t row, enum column column);

/* "'5x' in column 'Duration' is no duration …": the format begins behind the heading. */
void table_error(const struct table *table, uint32_t row, enum column column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* import_column.c: finds the columns by their headings. 0, or -1 after a complaint. */
int table_find_columns(struct table *table);

/* How many headings of a line of the file are known, and whether one of them is that of the names: where the table begins. */
unsigned table_count_headings(const char *line, size_t length, bool *named);

/* import_outline.c: which rows are the parts of which. */
void table_find_outline(struct table *table);

/* import_task.c: the work, dates and cost of a task; a date, or a time since the project began. */
void table_read_task(const struct table *table, uint32_t row, struct draft_task *task);
struct draft_moment table_read_moment(const struct table *table, uint32_t row, enum column column);

/* import_need.c: its resources. */
void table_read_needs(struct table *table, uint32_t row, struct draft_task *task);

/* import_link.c: reads what waits for what; puts the links of summaries on their tasks; hands all to the draft. */
void table_read_links(struct table *table);
void table_hand_over_links(struct table *table);

#endif
