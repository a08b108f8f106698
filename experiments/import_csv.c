/* A table of tasks, as planners keep it in a spreadsheet or as MS Project exports it: the columns are found by their headings, each row
   becomes a task of the draft. All that is wrong is said, with its line and its column. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "import_table.h"

#define ROWS_AT_MOST 200000u           /* more is refused before they are looked at */
#define LINES_BEFORE 30                /* a title and notes may stand above the headings */

/* ---- Cells ---- */

const char *table_cell(const struct table *table, uint32_t row, enum column column)
{
	int found = table->columns[column];
	const char *cell = found < 0 ? "" : csv_cell(&table->csv, row, (size_t)found);
	return cell + strspn(cell, " \t");
}

const char *table_heading(const struct table *table, enum column column)
{
	int found = table->columns[column];
	return found < 0 ? "" : draft_cut(table->draft->arena, draft_clean(table->draft, table->csv.names[found]), DRAFT_SHOWN);
}

bool table_filled(const struct table *table, uint32_t row, enum column column)
{
	return !cell_empty(table_cell(table, row, column));
}

void table_error(const struct table *table, uint32_t row, enum column column, const char *format, ...)
{
	char text[500];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	struct draft *draft = table->draft;
	draft_error(draft, table->csv.lines[row], "'%s' in column '%s' %s", draft_cut(draft->arena, draft_clean(draft,
		table_cell(table, row, column)), DRAFT_SHOWN), table_heading(table, column), text);
}

/* ---- Rows ---- */

/* Dates are read alike in all columns: what one of them tells about the order of day and month holds for all. */
static void find_date_order(struct table *table)
{
	static const enum column dates[] = { COLUMN_NOT_BEFORE, COLUMN_DUE, COLUMN_CONSTRAINT_DATE, COLUMN_START, COLUMN_FINISH };
	for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
		for (uint32_t row = 0; table_has(table, dates[i]) && row < table->csv.rows && table->dates == DATE_ORDER_UNKNOWN; row++)
			table->dates = cell_date_order(table_cell(table, row, dates[i]));
}

/* Ids and names, to find tasks by. */
static void learn_names(struct table *table)
{
	struct draft *draft = table->draft;
	table->ids.arena = table->names.arena = table->resources.arena = draft->arena;
	for (uint32_t i = 0; i < table->csv.rows; i++) {
		const char *id = table_cell(table, i, COLUMN_ID), *name = table_cell(table, i, COLUMN_NAME);
		if (table->rows[i].use == ROW_EMPTY)
			continue;
		uint32_t other = *id ? lookup_add(&table->ids, id, i) : LOOKUP_NONE;
		if (other != LOOKUP_NONE)
			table_error(table, i, COLUMN_ID, "is the id of two tasks: it stands in line %d already", table->csv.lines[other]);
		other = *name ? lookup_add(&table->names, name, i) : LOOKUP_NONE;
		if (other != LOOKUP_NONE)
			table->rows[other].twin = true;
	}
}

static void read_row(struct table *table, uint32_t i)
{
	struct draft *draft = table->draft;
	const char *name = table_cell(table, i, COLUMN_NAME);
	if (cell_empty(name))
		draft_error(draft, table->csv.lines[i], "this task has no name: column '%s' is empty", table_heading(table, COLUMN_NAME));
	struct draft_task *task = draft_add_task(draft, name, table->csv.lines[i]);
	table->rows[i].task = draft->task_count - 1;
	table_read_task(table, i, task);
	table_read_needs(table, i, task);
}

/* ---- The beginning ---- */

/* Without a time of day it is the hour at which work begins. */
static void consider_start(struct table *table, struct draft_moment moment)
{
	if (moment.kind != DRAFT_DATE)
		return;
	if (!moment.timed)
		draft_hours_open(&table->draft->hours, &moment.date);
	if (!table->dated || draft_date_compare(&moment.date, &table->earliest) < 0)
		table->earliest = moment.date;
	table->dated = true;
}

/* 02.03.2026 would be a number with two points between its thousands. */
static bool is_number(const struct table *table, const char *cell)
{
	double number;
	struct date date;
	bool timed;
	size_t length = cell_number(cell, table->csv.separator, &number);
	return length > 0 && !cell[length] && cell_date(cell, table->dates, &date, &timed) == DATE_NONE;
}

/* Planning programs compute starts; a number is no date but such a result. */
static struct draft_moment read_start(const struct table *table, uint32_t row)
{
	struct draft_moment moment = { .kind = DRAFT_NEVER };
	const char *cell = table_cell(table, row, COLUMN_START);
	return table_filled(table, row, COLUMN_START) && !is_number(table, cell) ? table_read_moment(table, row, COLUMN_START) : moment;
}

static void find_start(struct table *table)
{
	struct draft *draft = table->draft;
	for (uint32_t i = 0; i < table->csv.rows; i++) {
		uint32_t task = table->rows[i].task;
		if (task == DRAFT_NONE)
			continue;
		consider_start(table, read_start(table, i));
		consider_start(table, draft->tasks[task].not_before);
	}
	if (table->dated && !draft->start_given) {
		draft->start = table->earliest;
		draft->dated = true;
	}
}

/* A task that waits for nothing and yet begins later than the others has a reason that the table does not tell. */
static void take_starts(struct table *table)
{
	struct draft *draft = table->draft;
	bool *waits = arena_take(draft->arena, draft->task_count, sizeof *waits);
	for (uint32_t i = 0; i < draft->link_count && i <= DRAFT_LINKS_AT_MOST; i++)
		waits[draft->links[i].after] = true;
	for (uint32_t i = 0; i < table->csv.rows; i++) {
		struct draft_task *task = table->rows[i].task != DRAFT_NONE ? &draft->tasks[table->rows[i].task] : NULL;
		if (!task || waits[table->rows[i].task] || task->not_before.kind != DRAFT_NEVER)
			continue;
		struct draft_moment start = read_start(table, i);
		if (start.kind != DRAFT_DATE)
			continue;
		if (!start.timed)
			draft_hours_open(&draft->hours, &start.date);
		start.timed = true;
		if (draft_date_compare(&start.date, &table->earliest) <= 0)
			continue;
		task->not_before = start;
		draft_note(draft, task, "It waits for no other task: its start in the table is taken as its earliest.");
	}
}

/* ---- What is left out ---- */

static void remark_rows(struct table *table, enum row_use use, const char *what)
{
	struct draft *draft = table->draft;
	const char *text = "";
	uint32_t count = 0;
	for (uint32_t i = 0; i < table->csv.rows; i++) {
		if (table->rows[i].use != use)
			continue;
		if (++count <= 8)
			text = arena_format(draft->arena, "%s%s%s", text, count > 1 ? ", " : "", draft_cut(draft->arena, draft_clean(draft,
				table_cell(table, i, COLUMN_NAME)), DRAFT_SHOWN));
		if (use == ROW_HEADING)
			draft_warn(draft, table->csv.lines[i], "'%s' has nothing but a name: taken as a heading and left out", draft_cut(draft->arena,
				draft_clean(draft, table_cell(table, i, COLUMN_NAME)), DRAFT_SHOWN));
	}
	if (count > 8)
		draft_remark(draft, "%s: %s and %u more.", what, text, (unsigned)(count - 8));
	else if (count > 0)
		draft_remark(draft, "%s: %s.", what, text);
}

/* A summary of all tasks is the project itself. */
static void take_title(struct table *table)
{
	uint32_t first = 0, rows = (uint32_t)table->csv.rows;
	while (first < rows && table->rows[first].use == ROW_EMPTY)
		first++;
	while (rows > first && table->rows[rows - 1].use == ROW_EMPTY)
		rows--;
	if (first == rows || table->rows[first].use != ROW_SUMMARY || table->rows[first].end < rows)
		return;
	table->draft->title = draft_clean(table->draft, table_cell(table, first, COLUMN_NAME));
	table->draft->name = draft_identifier(table->draft->arena, table->draft->title, "plan");
}

/* ---- All of it ---- */

/* The first line with a heading for the names and one more that is known, or else with the former alone. Returns where it begins, and its
   number; NULL where there is none. */
static char *find_headings(char *text, size_t length, int *line)
{
	char *found = NULL;
	int number = 1;
	for (char *at = text; at < text + length && number <= LINES_BEFORE; number++) {
		char *end = memchr(at, '\n', (size_t)(text + length - at));
		end = end ? end : text + length;
		bool named;
		bool several = table_count_headings(at, (size_t)(end - at), &named) >= 2;
		if (named && (several || !found)) {
			found = at;
			*line = number;
			if (several)
				break;
		}
		at = end + 1;
	}
	return found;
}

/* What stands above the headings, a title or a note, is blanked out: lines keep their numbers. */
static int go_to_headings(struct table *table, char *text, size_t length)
{
	const struct draft *draft = table->draft;
	char *headings = find_headings(text, length, &table->heading_line);
	if (!headings) {
		text += strspn(text, " \t\r\n");
		draft_error(draft, 0, "no column holds the names of the tasks: this is no table with a heading 'name', 'task' or 'activity'; it begins "
			"with '%s'", draft_cut(draft->arena, draft_clean(draft, arena_format(draft->arena, "%.*s", (int)strcspn(text, "\n"), text)),
			DRAFT_SHOWN));
		return -1;
	}
	for (char *before = text; before < headings; before++)
		*before = *before == '\n' ? '\n' : ' ';
	return 0;
}

/* A plan without times is no plan. */
static int check_columns(const struct table *table)
{
	if (table_has(table, COLUMN_DURATION) || table_has(table, COLUMN_LIKELY) || table_has(table, COLUMN_LOW) ||
	    (table_has(table, COLUMN_QUANTITY) && table_has(table, COLUMN_NORM)) ||
	    (table_has(table, COLUMN_START) && table_has(table, COLUMN_FINISH)))
		return 0;
	draft_error(table->draft, table->heading_line, "no column says how long the tasks take; its heading is 'duration', or three are "
		"'optimistic', 'most likely' and 'pessimistic'");
	return -1;
}

static void read_rows(struct table *table)
{
	struct draft *draft = table->draft;
	table->rows = arena_take(draft->arena, table->csv.rows, sizeof *table->rows);
	table_find_outline(table);
	take_title(table);
	learn_names(table);
	find_date_order(table);
	table_read_links(table);
	for (uint32_t i = 0; i < table->csv.rows; i++)
		if (table->rows[i].use == ROW_TASK)
			read_row(table, i);
	if (draft->task_count == 0 && draft->problems->errors == 0)
		draft_error(draft, 0, "there is no task in this table");
	if (draft->task_count <= DRAFT_TASKS_AT_MOST)
		table_hand_over_links(table);
	find_start(table);
	take_starts(table);
	remark_rows(table, ROW_SUMMARY, "Left out, since the rows below them are their parts");
	remark_rows(table, ROW_HEADING, "Left out as headings, since nothing but their names is known");
	remark_rows(table, ROW_INACTIVE, "Left out, since they are not active");
}

int import_csv(struct draft *draft, const struct import_choice *choice, char *text, size_t length)
{
	struct table table = { .draft = draft, .choice = choice };
	size_t errors = draft->problems->errors;
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		memset(text, ' ', 3);
	if (go_to_headings(&table, text, length) != 0 ||
	    csv_read_text(&table.csv, draft->file, text, length, draft->arena, draft->problems) != 0)
		return -1;
	if (table.csv.rows > ROWS_AT_MOST) {
		draft_error(draft, 0, "%zu rows; a project in a model has %u tasks at most: import a part of the plan", table.csv.rows,
			DRAFT_TASKS_AT_MOST);
		return -1;
	}
	if (table_find_columns(&table) != 0 || check_columns(&table) != 0)
		return -1;
	read_rows(&table);
	return draft->problems->errors > errors ? -1 : 0;
}
