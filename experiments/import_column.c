/* The columns of a table of tasks, found by their headings. A heading is compared without capitals, without what stands in brackets,
   without its unit and without words that say nothing ("estimated", "case"). */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "import_table.h"

#define HEADING_ROOM 80
#define WORDS_AT_MOST 8

/* What people call a column; what is before another is taken rather. */
static const char *const headings[COLUMN_COUNT] = {
	[COLUMN_ID] = "id|task id|activity id|unique id|no|nr|number|task no|task number|activity no|activity number|#|code|activity code|key",
	[COLUMN_WBS] = "wbs|wbs code|outline number",
	[COLUMN_NAME] = "task name|activity name|name|title|task title|description|task description|activity description|task|activity|"
		"work item|item|job|step",
	[COLUMN_LOW] = "optimistic|best|min|minimum|low|shortest|a|o",
	[COLUMN_LIKELY] = "most likely|likely|mode|realistic|most probable|probable|normal|ml|m",
	[COLUMN_HIGH] = "pessimistic|worst|max|maximum|high|longest|b|p",
	[COLUMN_DURATION] = "duration|task duration|activity duration|dur|estimated duration|expected duration|planned duration|"
		"original duration|estimated time|expected time|duration estimate|time estimate|remaining duration|length|"
		"time|estimate|days|hours|weeks|months|minutes",
	[COLUMN_AFTER] = "predecessors|predecessor|preds|pred|immediate predecessors|immediate predecessor|predecessor details|depends on|"
		"dependencies|dependency|preceded by|preceding|prerequisites|prerequisite|after|follows|blocked by",
	[COLUMN_BEFORE] = "successors|successor|immediate successors|immediate successor|followed by|blocks",
	[COLUMN_RESOURCES] = "resource names|resources|resource|resource name|needs|assigned to|assigned resources|assignee|assignees|who|people|"
		"team|crew|staff|person|responsible|owner|done by",
	[COLUMN_NOT_BEFORE] = "not before|start not before|start no earlier than|no earlier than|not earlier than|available from|release date|"
		"release|ready",
	[COLUMN_DUE] = "deadline|due|due date|finish by|finish no later than|must finish by|required by|needed by|target date",
	[COLUMN_CONSTRAINT] = "constraint type|constraint",
	[COLUMN_CONSTRAINT_DATE] = "constraint date",
	[COLUMN_START] = "start|start date|begin date|planned start|scheduled start|begin|begins|from",
	[COLUMN_FINISH] = "finish|finish date|planned finish|scheduled finish|end|end date|ends|to|until",
	[COLUMN_MILESTONE] = "milestone|milestones|checkpoint|checkpoints|is milestone|gate",
	[COLUMN_TYPE] = "type|task type|activity type",
	[COLUMN_COST] = "cost|costs|fixed cost|planned cost|budget|price",
	[COLUMN_QUANTITY] = "quantity|qty|amount|volume",
	[COLUMN_NORM] = "norm|rate|productivity|production rate|output",
	[COLUMN_LEVEL] = "outline level|level|indent|indentation",
	[COLUMN_SUMMARY] = "summary|is summary|summary task",
	[COLUMN_ACTIVE] = "active",
};

static bool is_time(enum column column)
{
	return column >= COLUMN_LOW && column <= COLUMN_DURATION;
}

/* A heading as words, small letters and one blank between; `rest` is how much of it stands before brackets. */
struct words {
	char text[HEADING_ROOM];
	size_t rest;
};

static void split(struct words *words, const char *heading, size_t length)
{
	size_t to = 0;
	words->rest = 0;
	for (size_t i = 0; i < length && to < HEADING_ROOM - 1; i++) {
		unsigned char c = (unsigned char)heading[i];
		if ((c == '(' || c == '[') && words->rest == 0)
			words->rest = to;
		if (isalnum(c) || c >= 0x80 || c == '#')
			words->text[to++] = (char)tolower(c);
		else if (to > 0 && words->text[to - 1] != ' ' && c != '.')
			words->text[to++] = ' ';
	}
	while (to > 0 && words->text[to - 1] == ' ')
		to--;
	words->text[to] = '\0';
	words->rest = words->rest > 0 && words->rest < to ? words->rest : to;
	while (words->rest > 0 && words->text[words->rest - 1] == ' ')
		words->rest--;
}

/* The place of a heading in a list, 0 the first; -1: it is not in it. */
static int rank_in(const char *list, const char *text, size_t length)
{
	int rank = 0;
	for (const char *at = list; *at; rank++) {
		size_t one = strcspn(at, "|");
		if (one == length && memcmp(at, text, length) == 0)
			return rank;
		at += one;
		at += *at == '|';
	}
	return -1;
}

/* Where the last word begins. */
static size_t last_word(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] != ' ')
		length--;
	return length;
}

/* The length without a unit at the end, and without the words before it: "duration in working days" is "duration". */
static size_t without_unit(const char *text, size_t length)
{
	static const char small[] = "in|of|working|work|calendar|elapsed|per";
	size_t last = last_word(text, length);
	if (last == 0 || !draft_given(cell_unit(text + last, length - last)))
		return length;
	for (length = last - 1; length > 0; length = last - 1) {
		last = last_word(text, length);
		if (last == 0 || rank_in(small, text + last, length - last) < 0)
			break;
	}
	return length;
}

/* Leaves out words that say nothing, where others remain. */
static size_t without_fillers(const char *text, size_t length, char *out)
{
	static const char fillers[] = "duration|durations|time|times|estimate|estimated|estimates|case|planned|value|expected";
	size_t to = 0;
	for (size_t i = 0; i < length;) {
		size_t word = 0;
		while (i + word < length && text[i + word] != ' ')
			word++;
		if (rank_in(fillers, text + i, word) < 0) {
			if (to > 0)
				out[to++] = ' ';
			memcpy(out + to, text + i, word);
			to += word;
		}
		i += word + 1;
	}
	return to;
}

/* How well a heading fits a column: 0 best; -1 not at all. */
static int rank_of(const struct words *words, enum column column)
{
	char rest[HEADING_ROOM];
	const char *list = headings[column], *text = words->text;
	size_t bare = is_time(column) || column == COLUMN_NORM || column == COLUMN_QUANTITY ? without_unit(text, words->rest) : words->rest;
	int rank = rank_in(list, text, strlen(text));
	if (rank < 0)
		rank = rank_in(list, text, words->rest);
	if (rank < 0)
		rank = rank_in(list, text, bare);
	if (rank < 0 && is_time(column))
		rank = rank_in(list, rest, without_fillers(text, bare, rest));
	if (rank < 0 && is_time(column))
		rank = rank_in(list, rest, without_fillers(text, words->rest, rest));     /* "duration min" beside "duration max" */
	return rank;
}

/* The unit that a heading ends with, elapsed where it says so: "Duration (calendar days)", "norm (m3/h)". */
static struct draft_span unit_of(const char *text)
{
	size_t length = strlen(text), last = last_word(text, length);
	struct draft_span unit = cell_unit(text + last, length - last);
	unit.elapsed |= strstr(text, "calendar ") || strstr(text, "elapsed ");
	return unit;
}

unsigned table_count_headings(const char *line, size_t length, bool *named)
{
	unsigned count = 0;
	*named = false;
	for (const char *at = line; at < line + length;) {
		size_t cell = 0;
		while (at + cell < line + length && !strchr(",;\t", at[cell]))
			cell++;
		struct words words;
		split(&words, at, cell);
		bool known = false;
		for (int column = 0; column < COLUMN_COUNT && words.text[0]; column++)
			known |= rank_of(&words, (enum column)column) >= 0;
		*named |= words.text[0] && rank_of(&words, COLUMN_NAME) >= 0;
		count += known;
		at += cell + 1;
	}
	return count;
}

/* ---- Choosing ---- */

struct choosing {
	struct table *table;
	struct words *words;         /* of each column of the file */
	bool *taken;
};

static int best_for(const struct choosing *c, enum column column, int except)
{
	int best = -1, best_rank = 0;
	for (size_t i = 0; i < c->table->csv.columns; i++) {
		int rank = c->taken[i] || (int)i == except ? -1 : rank_of(&c->words[i], column);
		if (rank >= 0 && (best < 0 || rank < best_rank)) {
			best = (int)i;
			best_rank = rank;
		}
	}
	return best;
}

static void choose(struct choosing *c, enum column column, int found)
{
	c->table->columns[column] = found;
	if (found < 0)
		return;
	c->taken[found] = true;
	const struct words *words = &c->words[found];
	size_t last = last_word(words->text, words->rest);
	bool point = column < COLUMN_DURATION && words->text[words->rest] == '\0' &&
		rank_in(headings[column], words->text + last, words->rest - last) >= 0;
	if (!point)                  /* "min" beside "max" is no minute */
		c->table->units[column] = unit_of(words->text);
}

static bool is_called(const struct choosing *c, int column, const char *const *words)
{
	for (; column >= 0 && *words; words++)
		if (strcmp(c->words[column].text, *words) == 0)
			return true;
	return false;
}

/* In "Activity, Description" the activity is a letter or a number; in "ID, Activity, Description" it is the name. */
static void choose_names(struct choosing *c)
{
	static const char *const descriptions[] = { "description", "task description", "activity description", NULL };
	static const char *const ids[] = { "task", "activity", "job", "step", "item", NULL };
	struct table *table = c->table;
	choose(c, COLUMN_ID, best_for(c, COLUMN_ID, -1));
	choose(c, COLUMN_WBS, best_for(c, COLUMN_WBS, -1));
	bool known = table_has(table, COLUMN_ID) || table_has(table, COLUMN_WBS);
	int name = best_for(c, COLUMN_NAME, -1), other = best_for(c, COLUMN_NAME, name);
	if (known && is_called(c, name, descriptions) && is_called(c, other, ids)) {
		int swap = name;
		name = other;
		other = swap;
	}
	choose(c, COLUMN_NAME, name);
	if (!known && is_called(c, other, ids))
		choose(c, COLUMN_ID, other);
	if (!table_has(table, COLUMN_ID))
		table->columns[COLUMN_ID] = table->columns[COLUMN_WBS];
}

/* The least means something only beside the most; "a", "m" and "b" only together. */
static void choose_points(struct choosing *c)
{
	int found[3];
	unsigned letters = 0;
	for (int i = 0; i < 3; i++) {
		found[i] = best_for(c, (enum column)(COLUMN_LOW + i), -1);
		letters += found[i] >= 0 && strlen(c->words[found[i]].text) == 1;
	}
	bool ends = found[0] >= 0 && found[2] >= 0;
	for (int i = 0; i < 3 && (letters == 0 || (ends && found[1] >= 0)); i++)
		if (ends || i == 1)
			choose(c, (enum column)(COLUMN_LOW + i), found[i]);
}

/* A part of the plan that is not taken over is said. */
static void remark_unused(const struct choosing *c)
{
	const struct csv *csv = &c->table->csv;
	struct draft *draft = c->table->draft;
	const char *text = "";
	for (size_t i = 0; i < csv->columns && strlen(text) < 600; i++)
		if (!c->taken[i] && *csv->names[i])
			text = arena_format(draft->arena, "%s%s%s", text, *text ? ", " : "", draft_cut(draft->arena, draft_clean(draft, csv->names[i]),
				DRAFT_SHOWN));
	if (*text)
		draft_remark(draft, "Columns of the table that were not used: %s.", text);
}

int table_find_columns(struct table *table)
{
	size_t count = table->csv.columns;
	struct arena *arena = table->draft->arena;
	struct choosing c = { table, arena_take(arena, count, sizeof *c.words), arena_take(arena, count, sizeof *c.taken) };
	for (size_t i = 0; i < count; i++)
		split(&c.words[i], table->csv.names[i], strlen(table->csv.names[i]));
	for (int column = 0; column < COLUMN_COUNT; column++) {
		table->columns[column] = -1;
		table->units[column] = draft_no_span;
	}
	choose_names(&c);
	if (!table_has(table, COLUMN_NAME)) {
		draft_error(table->draft, table->heading_line, "no column holds the names of the tasks; its heading is 'name', 'task' or 'activity'");
		return -1;
	}
	choose_points(&c);
	for (int column = COLUMN_DURATION; column < COLUMN_COUNT; column++)
		choose(&c, (enum column)column, best_for(&c, (enum column)column, -1));
	remark_unused(&c);
	return 0;
}
