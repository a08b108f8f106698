/* What waits for what in a table of tasks: "3; 5FS+2 d; Walls SS". A task is called by its id or its name; where there are no ids, by the
   number of its row. A link of a summary holds for its parts: who waits for it waits for those of its tasks that are its last, and its
   first tasks wait for what it waits for. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "import_table.h"

#define LOOKED_AT_MOST ((size_t)3 << 20)     /* names compared for advice */
#define READ_AT_MOST (20 * DRAFT_LINKS_AT_MOST)
#define STEPS_AT_MOST ((size_t)50 << 20)     /* rows looked at for links of summaries */

/* ---- Which row is meant ---- */

/* A row that is called so; `twin` tells that others have the same name. */
struct found {
	uint32_t row;
	bool twin;
};

static const char *word_of(const struct table *table, const char *text, size_t length)
{
	while (length > 0 && strchr(" :", text[length - 1]))
		length--;
	return arena_format(table->draft->arena, "%.*s", (int)length, text);
}

static struct found find_row(const struct table *table, const char *text, size_t length)
{
	const char *word = word_of(table, text, length);
	uint32_t row = lookup_find(&table->ids, word);
	if (row != LOOKUP_NONE)
		return (struct found){ row, false };
	row = lookup_find(&table->names, word);
	if (row != LOOKUP_NONE)
		return (struct found){ row, table->rows[row].twin };
	size_t figures = strspn(word, "0123456789");
	unsigned long number = figures > 0 && figures < 7 && !word[figures] && !table_has(table, COLUMN_ID) ? strtoul(word, NULL, 10) : 0;
	return (struct found){ number > 0 && number <= table->csv.rows ? (uint32_t)number - 1 : LOOKUP_NONE, false };
}

enum how_read { HOW_FS = DRAFT_FINISH_START, HOW_SS = DRAFT_START_START, HOW_FF = DRAFT_FINISH_FINISH, HOW_SF, HOW_NONE };

/* The two letters at the end of what is left of an entry. */
static enum how_read take_how(const char *text, size_t *length)
{
	static const char *const words[] = { "FS", "SS", "FF", "SF" };
	size_t end = *length;
	while (end > 0 && text[end - 1] == ' ')
		end--;
	for (int how = HOW_FS; end > 2 && how <= HOW_SF; how++) {
		if (strncasecmp(text + end - 2, words[how], 2) != 0)
			continue;
		*length = end - 2;
		return (enum how_read)how;
	}
	return HOW_NONE;
}

/* The lag at the end of an entry, "+2 d", "-50%"; `length` becomes that of what stands before it. */
static bool take_lag(const struct table *table, const char *text, size_t *length, struct row_link *link)
{
	size_t at = *length;
	while (at > 0 && text[at - 1] != '+' && text[at - 1] != '-')
		at--;
	if (at < 2)
		return false;
	const char *tail = arena_format(table->draft->arena, "%.*s", (int)(*length - at), text + at);
	struct draft_span lag = { .amount = 0.0, .unit = DRAFT_DAY };
	double number;
	tail += strspn(tail, " ");
	size_t digits = cell_number(tail, table->csv.separator, &number);
	link->percent = digits > 0 && strcmp(tail + digits, "%") == 0 && number <= 1e4;
	if (link->percent)
		lag.amount = number / 100.0;
	else
		lag = cell_span(tail, table->csv.separator, table->choice->bare, &table->draft->hours);
	if (!draft_given(lag))
		return false;
	lag.amount = text[at - 1] == '-' ? -lag.amount : lag.amount;
	link->lag = lag;
	*length = at - 1;
	return true;
}

/* "A1000: FS 2": a lag without a sign, behind the letters. */
static bool take_plain_lag(const struct table *table, const char *text, size_t *length, struct row_link *link)
{
	size_t at = *length;
	while (at > 0 && (isalnum((unsigned char)text[at - 1]) || text[at - 1] == '.'))
		at--;
	size_t before = at;
	if (at < 3 || text[at - 1] != ' ' || take_how(text, &before) == HOW_NONE)
		return false;
	link->lag = cell_span(word_of(table, text + at, *length - at), table->csv.separator, table->choice->bare, &table->draft->hours);
	if (!draft_given(link->lag))
		link->lag = (struct draft_span){ .unit = DRAFT_DAY };
	else
		*length = at;
	return *length == at;
}

/* ---- Complaints ---- */

static void gather_known(struct table *table)
{
	uint32_t rows = (uint32_t)table->csv.rows;
	table->known = arena_take(table->draft->arena, 2 * (size_t)rows, sizeof *table->known);
	for (uint32_t i = 0; i < rows; i++) {
		if (table->rows[i].use == ROW_EMPTY)
			continue;
		table->known[table->known_count++] = table_cell(table, i, COLUMN_NAME);
		if (table_has(table, COLUMN_ID))
			table->known[table->known_count++] = table_cell(table, i, COLUMN_ID);
	}
}

static void complain_unknown(struct table *table, uint32_t row, enum column column, const char *text, size_t length)
{
	struct arena *arena = table->draft->arena;
	const char *word = arena_format(arena, "%.*s", (int)length, text);
	const char *nearest = NULL;
	if (!table->known)
		gather_known(table);
	if (table->looked < LOOKED_AT_MOST)
		nearest = problem_nearest(word, table->known, table->known_count);
	table->looked += table->known_count;
	draft_error(table->draft, table->csv.lines[row], nearest ? "'%s' in column '%s' is no task of this table; did you mean '%s'?" :
		"'%s' in column '%s' is no task of this table", draft_cut(arena, word, DRAFT_SHOWN), table_heading(table, column), nearest);
}

/* ---- Entries ---- */

static void add_link(struct table *table, const struct row_link *link)
{
	if (table->link_count == table->link_room) {
		uint32_t room = table->link_room ? 2 * table->link_room : 256;
		struct row_link *list = arena_take(table->draft->arena, room, sizeof *list);
		if (table->link_count > 0)
			memcpy(list, table->links, table->link_count * sizeof *list);
		table->links = list;
		table->link_room = room;
	}
	table->links[table->link_count++] = *link;
}

static void complain_backwards(const struct table *table, uint32_t row, enum column column, const char *text, size_t length)
{
	draft_error(table->draft, table->csv.lines[row], "'%s' in column '%s' ends a task when another one begins; takt knows FS, SS and FF: "
		"turn the link around", draft_cut(table->draft->arena, word_of(table, text, length), DRAFT_SHOWN), table_heading(table, column));
}

/* Both ways to call a task are tried: with what might be letters and a lag as part of its name, and without. */
static struct found read_entry(struct table *table, uint32_t row, enum column column, const char *text, size_t length,
	struct row_link *link)
{
	struct found found = find_row(table, text, length), nothing = { LOOKUP_NONE, false };
	if (found.row != LOOKUP_NONE)
		return found;
	size_t rest = length;
	bool lag = take_lag(table, text, &rest, link) || take_plain_lag(table, text, &rest, link);
	size_t before_lag = rest;
	found = lag ? find_row(table, text, rest) : found;
	if (found.row != LOOKUP_NONE)
		return found;
	enum how_read how = take_how(text, &rest);
	bool apart = how != HOW_NONE && !isalpha((unsigned char)text[rest - 1]);
	found = how != HOW_NONE ? find_row(table, text, rest) : found;
	if (found.row == LOOKUP_NONE) {
		complain_unknown(table, row, column, text, apart ? rest : lag ? before_lag : length);
	} else if (how == HOW_SF) {
		complain_backwards(table, row, column, text, length);
		return nothing;
	} else {
		link->how = (enum draft_how)how;
	}
	return found;
}

/* Whether a link to a row means anything. A heading that somebody waits for is a milestone. */
static bool can_be_linked(const struct table *table, uint32_t row, enum column column, struct found found)
{
	struct draft *draft = table->draft;
	struct row *other = &table->rows[found.row];
	const char *title = draft_cut(draft->arena, table_cell(table, found.row, COLUMN_NAME), DRAFT_SHOWN);
	if (other->use == ROW_INACTIVE || other->use == ROW_EMPTY)
		return false;
	if (other->use == ROW_SUMMARY && other->end == found.row + 1)
		draft_error(draft, table->csv.lines[row], "'%s' in column '%s' is a summary, and nothing tells which tasks it has: a column "
			"'outline level' or 'WBS' would", title, table_heading(table, column));
	if (found.twin)
		draft_error(draft, table->csv.lines[row], "'%s' in column '%s' is the name of more than one task: give the tasks a column 'id', and call "
			"this one by its id", title, table_heading(table, column));
	if (other->use == ROW_HEADING)
		other->use = ROW_TASK;
	return true;
}

static void read_one(struct table *table, uint32_t row, enum column column, const char *text, size_t length)
{
	struct row_link link = { .lag = { .unit = DRAFT_DAY }, .row = row };
	if (length == 1 && *text == '0' && lookup_find(&table->ids, "0") == LOOKUP_NONE)     /* none */
		return;
	struct found other = read_entry(table, row, column, text, length, &link);
	if (other.row == LOOKUP_NONE || !can_be_linked(table, row, column, other))
		return;
	link.before = column == COLUMN_AFTER ? other.row : row;
	link.after = column == COLUMN_AFTER ? row : other.row;
	add_link(table, &link);
}

static void read_cell(struct table *table, uint32_t row, enum column column)
{
	const char *cell = table_cell(table, row, column);
	size_t length;
	if (!table_filled(table, row, column))
		return;
	if (strpbrk(cell, ",;\n") && find_row(table, cell, strlen(cell)).row != LOOKUP_NONE) {
		read_one(table, row, column, cell, strlen(cell));
		return;
	}
	for (const char *at = cell_next(cell, table->csv.separator, &length); at; at = cell_next(at + length, table->csv.separator, &length))
		read_one(table, row, column, at, length);
}

void table_read_links(struct table *table)
{
	enum column column = table_has(table, COLUMN_AFTER) ? COLUMN_AFTER : COLUMN_BEFORE;
	for (uint32_t i = 0; i < table->csv.rows && table->link_count < READ_AT_MOST; i++)
		if (table->rows[i].use == ROW_TASK || table->rows[i].use == ROW_SUMMARY)
			read_cell(table, i, column);
}

/* ---- Summaries ---- */

/* The deepest summary that both belong to, as a depth and 1; 0: there is none. DRAFT_NONE: one is a part of the other. */
static uint32_t common_depth(const struct table *table, uint32_t a, uint32_t b)
{
	const struct row *rows = table->rows;
	uint32_t one = a, other = b;
	while (one != DRAFT_NONE && other != DRAFT_NONE && one != other) {
		bool deeper = rows[one].depth > rows[other].depth;
		if (deeper || rows[one].depth == rows[other].depth)
			one = rows[one].parent;
		if (!deeper)
			other = rows[other].parent;
	}
	if (one == DRAFT_NONE || other == DRAFT_NONE)
		return 0;
	return a != b && (one == a || one == b) ? DRAFT_NONE : rows[one].depth + 1;
}

/* Notes how far inside the outline something waits for a row, and it for something. */
static void mark(struct table *table)
{
	for (uint32_t i = 0; i < table->link_count; i++) {
		const struct row_link *link = &table->links[i];
		struct row *before = &table->rows[link->before], *after = &table->rows[link->after];
		uint32_t depth = common_depth(table, link->before, link->after);
		if (depth == DRAFT_NONE || link->before == link->after)
			continue;
		before->before_depth = depth > before->before_depth ? depth : before->before_depth;
		after->after_depth = depth > after->after_depth ? depth : after->after_depth;
	}
}

/* Whether a task is among the last of a summary (nothing in it waits for the task) or among the first. */
static bool is_at_edge(const struct table *table, uint32_t task, uint32_t summary, bool last)
{
	uint32_t inside = table->rows[summary].depth + 1;
	for (uint32_t i = task; i != summary && i != DRAFT_NONE; i = table->rows[i].parent)
		if ((last ? table->rows[i].before_depth : table->rows[i].after_depth) >= inside)
			return false;
	return true;
}

/* The next task that stands for a row, from `at` on; DRAFT_NONE: there are no more. */
static uint32_t next_task(struct table *table, uint32_t row, uint32_t at, bool last)
{
	for (; at < table->rows[row].end; at++, table->looked++)
		if (table->rows[at].use == ROW_TASK && (at == row || is_at_edge(table, at, row, last)))
			return at;
	return DRAFT_NONE;
}

/* A share of what the one before takes, of its planned time. */
static struct draft_span lag_of(const struct table *table, const struct row_link *link, uint32_t before_task, uint32_t after_task)
{
	struct draft *draft = table->draft;
	const struct draft_task *before = &draft->tasks[before_task];
	if (!link->percent)
		return link->lag;
	struct draft_span lag = draft_given(before->time) ? before->time : (struct draft_span){ .unit = DRAFT_DAY };
	lag.amount *= link->lag.amount;
	draft_note(draft, &draft->tasks[after_task], "The lag of %g %% of '%s' is taken of its planned time.", 100.0 * link->lag.amount,
		draft_cut(draft->arena, before->title, DRAFT_SHOWN));
	return lag;
}

static void hand_over(struct table *table, const struct row_link *link)
{
	struct draft *draft = table->draft;
	bool from_end = link->how != DRAFT_START_START, to_end = link->how == DRAFT_FINISH_FINISH;
	uint32_t befores = 0;
	for (uint32_t a = next_task(table, link->before, link->before, from_end); a != DRAFT_NONE;
	     a = next_task(table, link->before, a + 1, from_end)) {
		befores++;
		for (uint32_t b = next_task(table, link->after, link->after, to_end); b != DRAFT_NONE;
		     b = next_task(table, link->after, b + 1, to_end)) {
			uint32_t before = table->rows[a].task, after = table->rows[b].task;
			draft_add_link(draft, (struct draft_link){ before, after, link->how, lag_of(table, link, before, after) });
			if (befores == 2 && !from_end)
				draft_note(draft, &draft->tasks[after], "'%s' begins with the first of its tasks; here all of its first tasks must have begun.",
					draft_cut(draft->arena, table_cell(table, link->before, COLUMN_NAME), DRAFT_SHOWN));
			if (draft->link_count > DRAFT_LINKS_AT_MOST)
				return;
		}
		if (table->looked > STEPS_AT_MOST)
			return;
	}
}

void table_hand_over_links(struct table *table)
{
	struct draft *draft = table->draft;
	mark(table);
	table->looked = 0;
	for (uint32_t i = 0; i < table->link_count && draft->link_count <= DRAFT_LINKS_AT_MOST; i++) {
		const struct row_link *link = &table->links[i];
		if (link->before != link->after && common_depth(table, link->before, link->after) == DRAFT_NONE)
			draft_error(draft, table->csv.lines[link->row], "'%s' and '%s': a task cannot wait for the summary that it is a part of, nor "
				"the summary for it", draft_cut(draft->arena, table_cell(table, link->before, COLUMN_NAME), DRAFT_SHOWN),
				draft_cut(draft->arena, table_cell(table, link->after, COLUMN_NAME), DRAFT_SHOWN));
		else
			hand_over(table, link);
	}
	if (table->looked > STEPS_AT_MOST)
		draft_error(draft, 0, "too many links of summaries: import a part of the plan");
}
