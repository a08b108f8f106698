/* What a row of a table says of its task: how long it takes, when it may begin and must end, what it costs. */
#include <math.h>
#include <string.h>
#include <strings.h>
#include "import_table.h"

/* ---- Times and dates ---- */

static struct draft_span bare_unit(const struct table *table, enum column column)
{
	return draft_given(table->units[column]) ? table->units[column] : table->choice->bare;
}

static struct draft_span read_span(const struct table *table, uint32_t row, enum column column)
{
	if (!table_filled(table, row, column))
		return draft_no_span;
	struct draft_span span = cell_span(table_cell(table, row, column), table->csv.separator, bare_unit(table, column), &table->draft->hours);
	if (!draft_given(span))
		table_error(table, row, column, "is no duration; one is written 5, 5 d, 2 wk or 4 h");
	return span;
}

/* A date, or a time since the project began. */
struct draft_moment table_read_moment(const struct table *table, uint32_t row, enum column column)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December" };
	struct draft_moment moment = { .kind = DRAFT_NEVER };
	const char *cell = table_cell(table, row, column);
	if (!table_filled(table, row, column))
		return moment;
	enum date_reading reading = cell_date(cell, table->dates, &moment.date, &moment.timed);
	if (reading == DATE_NONE)
		moment.span = cell_span(cell, table->csv.separator, bare_unit(table, column), &table->draft->hours);
	if (reading == DATE_UNSURE)
		table_error(table, row, column, "may be %d %s or %d %s: write dates as 2026-03-31", moment.date.day, months[moment.date.month - 1],
			moment.date.month, months[moment.date.day - 1]);
	else if (reading == DATE_NONE && !draft_given(moment.span))
		table_error(table, row, column, "is no date; one is written 2026-03-31 or 2026-03-31 08:00");
	else
		moment.kind = reading == DATE_READ ? DRAFT_DATE : DRAFT_SPAN;
	return moment;
}

/* How long a task takes that has only a first and a last day, or moment. */
static struct draft_span read_between(const struct table *table, uint32_t row)
{
	const struct draft *draft = table->draft;
	struct draft_moment from = table_read_moment(table, row, COLUMN_START), to = table_read_moment(table, row, COLUMN_FINISH);
	if (from.kind != DRAFT_DATE || to.kind != DRAFT_DATE)
		return draft_no_span;
	if (!from.timed)
		from.date.hour = from.date.minute = 0;
	if (!to.timed)
		to.date = draft_date_after(&to.date, 24.0);
	if (draft_date_compare(&from.date, &to.date) > 0) {
		table_error(table, row, COLUMN_FINISH, "is before the date in column '%s'", table_heading(table, COLUMN_START));
		return draft_no_span;
	}
	double hours = draft_hours_between(&draft->hours, &from.date, &to.date, draft->arena), day = draft->hours.always ? 24.0 : draft->hours.day;
	return fmod(hours, day) == 0.0 ? (struct draft_span){ hours / day, DRAFT_DAY, false } : (struct draft_span){ hours, DRAFT_HOUR, false };
}

/* ---- Work ---- */

static bool in_order(const struct table *table, struct draft_span a, struct draft_span b)
{
	return draft_hours_of(&table->draft->hours, a) <= draft_hours_of(&table->draft->hours, b) && a.elapsed == b.elapsed;
}

/* The least, the likely and the most, where the row has them. */
static void read_points(const struct table *table, uint32_t row, struct draft_task *task)
{
	const struct draft *draft = table->draft;
	bool low = table_filled(table, row, COLUMN_LOW), high = table_filled(table, row, COLUMN_HIGH);
	if (low != high)
		table_error(table, row, low ? COLUMN_LOW : COLUMN_HIGH, "stands alone: column '%s' is empty in this row",
			table_heading(table, low ? COLUMN_HIGH : COLUMN_LOW));
	if (!low || !high)
		return;
	task->low = read_span(table, row, COLUMN_LOW);
	task->high = read_span(table, row, COLUMN_HIGH);
	if (!draft_given(task->low) || !draft_given(task->high))
		return;
	if (!draft_given(task->time)) {
		double hours = (draft_hours_of(&draft->hours, task->low) + draft_hours_of(&draft->hours, task->high)) / 2.0;
		task->time = (struct draft_span){ hours, DRAFT_HOUR, task->low.elapsed };
		draft_note(draft, task, "The most likely time is not in the table: taken as halfway between the least and the most.");
	}
	if (!in_order(table, task->low, task->time) || !in_order(table, task->time, task->high))
		draft_error(draft, table->csv.lines[row], "'%s' takes at least %s, most likely %s and at most %s: these are not in order",
			draft_cut(draft->arena, task->title, DRAFT_SHOWN), draft_span_text(&draft->hours, task->low, draft->arena),
			draft_span_text(&draft->hours, task->time, draft->arena), draft_span_text(&draft->hours, task->high, draft->arena));
}

/* "12 / h", "12 m3 per day", "12": so much in a time. */
static void read_norm(const struct table *table, uint32_t row, struct draft_task *task)
{
	const char *cell = table_cell(table, row, COLUMN_NORM);
	size_t length = cell_number(cell, table->csv.separator, &task->norm);
	const char *per = strrchr(cell, '/'), *word = strstr(cell, " per ");
	if (length > 0 && (per || word)) {
		per = per ? per + 1 : word + 5;
		per += strspn(per, " ");
		task->per = cell_unit(per, strcspn(per, " "));
	} else if (length > 0 && !cell[length]) {
		task->per = bare_unit(table, COLUMN_NORM);
		if (!draft_given(table->units[COLUMN_NORM]))
			draft_note(table->draft, task, "The norm has no unit of time in the table: taken as so much in %s.",
				draft_span_text(&table->draft->hours, task->per, table->draft->arena));
	}
	if (length == 0 || !(task->norm > 0.0) || !draft_given(task->per))
		table_error(table, row, COLUMN_NORM, "is no norm; one is written 12 / h or 12 per day");
}

static void read_quantity(const struct table *table, uint32_t row, struct draft_task *task)
{
	const char *cell = table_cell(table, row, COLUMN_QUANTITY);
	if (!table_filled(table, row, COLUMN_QUANTITY) || !table_filled(table, row, COLUMN_NORM))
		return;
	if (cell_number(cell, table->csv.separator, &task->quantity) == 0)
		table_error(table, row, COLUMN_QUANTITY, "is no quantity; one is written 120 or 120 m3");
	read_norm(table, row, task);
}

static bool is_milestone(const struct table *table, uint32_t row)
{
	int said = cell_truth(table_cell(table, row, COLUMN_MILESTONE));
	if (said < 0)
		table_error(table, row, COLUMN_MILESTONE, "is neither yes nor no");
	for (const char *at = table_cell(table, row, COLUMN_TYPE); *at; at++)
		if (strncasecmp(at, "milestone", 9) == 0)
			return true;
	return said > 0;
}

/* A time of 0 is a milestone in all planning programs, unless the table says otherwise. */
static void read_work(const struct table *table, uint32_t row, struct draft_task *task)
{
	struct draft *draft = table->draft;
	enum column column = table_filled(table, row, COLUMN_LIKELY) ? COLUMN_LIKELY : COLUMN_DURATION;
	size_t errors = draft->problems->errors;
	task->checkpoint = is_milestone(table, row);
	task->time = read_span(table, row, column);
	read_points(table, row, task);
	read_quantity(table, row, task);
	if (!draft_given(task->time) && !(task->quantity >= 0.0) && draft->problems->errors == errors && !task->checkpoint)
		task->time = read_between(table, row);
	bool known = draft_given(task->time) || task->quantity >= 0.0 || task->checkpoint || table->rows[row].bare;
	if (!known && draft->problems->errors == errors)
		draft_error(draft, table->csv.lines[row], "nothing says how long '%s' takes: column '%s' is empty",
			draft_cut(draft->arena, task->title, DRAFT_SHOWN), table_heading(table, table_has(table, column) ? column :
			table_has(table, COLUMN_QUANTITY) ? COLUMN_QUANTITY : COLUMN_FINISH));
	bool nothing = !(task->quantity >= 0.0) && (!draft_given(task->time) || task->time.amount == 0.0) && !(task->high.amount > 0.0);
	if (nothing && (!table_filled(table, row, COLUMN_MILESTONE) || table->rows[row].bare))
		task->checkpoint = true;
}

static void read_cost(const struct table *table, uint32_t row, struct draft_task *task)
{
	if (!table_filled(table, row, COLUMN_COST))
		return;
	task->cost = cell_money(table_cell(table, row, COLUMN_COST), table->csv.separator, &table->draft->money, table->draft->arena);
	if (isnan(task->cost))
		table_error(table, row, COLUMN_COST, "is no amount of money");
}

/* MS Project keeps dates by which a task is bound apart from what kind of bond it is. */
static void read_constraint(const struct table *table, uint32_t row, struct draft_task *task)
{
	static const struct { const char *words; bool start, finish, exact; } kinds[] = {
		{ "start no earlier than", true, false, false }, { "must start on", true, false, true },
		{ "finish no later than", false, true, false }, { "must finish on", false, true, true },
		{ "as soon as possible", false, false, false },
	};
	const char *cell = table_cell(table, row, COLUMN_CONSTRAINT);
	if (!table_filled(table, row, COLUMN_CONSTRAINT))
		return;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcasecmp(cell, kinds[i].words) != 0)
			continue;
		struct draft_moment moment = kinds[i].start || kinds[i].finish ? table_read_moment(table, row, COLUMN_CONSTRAINT_DATE) :
			(struct draft_moment){ .kind = DRAFT_NEVER };
		if (kinds[i].start && task->not_before.kind == DRAFT_NEVER)
			task->not_before = moment;
		if (kinds[i].finish && task->due.kind == DRAFT_NEVER)
			task->due = moment;
		if (kinds[i].exact)
			draft_note(table->draft, task, "'%s' in the table is taken as %s.", kinds[i].words, kinds[i].start ? "not before" : "due");
		return;
	}
	draft_note(table->draft, task, "'%s' in the table is not taken over.", draft_cut(table->draft->arena, draft_clean(table->draft, cell),
		DRAFT_SHOWN));
}

static void read_dates(const struct table *table, uint32_t row, struct draft_task *task)
{
	task->not_before = table_read_moment(table, row, COLUMN_NOT_BEFORE);
	task->due = table_read_moment(table, row, COLUMN_DUE);
	read_constraint(table, row, task);
}

void table_read_task(const struct table *table, uint32_t row, struct draft_task *task)
{
	read_work(table, row, task);
	read_dates(table, row, task);
	read_cost(table, row, task);
}
