/* Tables of columns in text files. The text is taken apart in place: every cell is a part of the one buffer. */
#include "csv.h"
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FAULTS_AT_MOST 5   /* complaints about one column: the rest is more of the same */

/* ---- Reading ---- */

/* The whole file in the arena, ended by a 0. NULL after a complaint. */
static char *load(const char *path, const char *file, size_t *length, const struct node *node, struct arena *arena,
	struct problems *problems)
{
	FILE *from = fopen(path, "rb");
	if (!from) {
		node_problem(problems, SEVERITY_ERROR, node, file, "cannot read '%s': %s", path, strerror(errno));
		return NULL;
	}
	char part[4096];
	size_t got, size = 0;
	char *text = NULL;
	/* Read twice: the first time for the size, since the arena takes nothing back. */
	while (size <= CSV_SIZE_AT_MOST && (got = fread(part, 1, sizeof part, from)) > 0)
		size += got;
	if (ferror(from))
		node_problem(problems, SEVERITY_ERROR, node, file, "cannot read '%s': %s", path, strerror(errno));
	else if (size > CSV_SIZE_AT_MOST)
		node_problem(problems, SEVERITY_ERROR, node, file, "'%s' is larger than %zu MB", path, CSV_SIZE_AT_MOST >> 20);
	else {
		rewind(from);
		text = arena_take(arena, size + 1, 1);
		*length = fread(text, 1, size, from);
	}
	fclose(from);
	return text;
}

struct reader {
	struct csv *csv;
	char *at, *end;
	int line;
	struct problems *problems;
};

static void complain(struct reader *r, int line, const char *text)
{
	problems_add(r->problems, SEVERITY_ERROR, r->csv->file, line, 0, NULL, "%s", text);
}

static bool at_row_end(const struct reader *r)
{
	return r->at >= r->end || *r->at == '\n' || (*r->at == '\r' && r->at + 1 < r->end && r->at[1] == '\n');
}

static char *trim(char *start, char *end)
{
	while (end > start && (end[-1] == ' ' || end[-1] == '\r' || end[-1] == '\t'))
		end--;
	*end = '\0';
	return start;
}

/* A cell in quotes: two quotes inside stand for one. Leaves `at` at the separator or the row's end. NULL where it is never
   closed. */
static char *quoted_cell(struct reader *r)
{
	int line = r->line;
	char *start = ++r->at, *to = start;
	for (; r->at < r->end; r->at++) {
		if (*r->at == '"' && (r->at + 1 >= r->end || r->at[1] != '"'))
			break;
		if (*r->at == '"')
			r->at++;
		if (*r->at == '\n')
			r->line++;
		*to++ = *r->at;
	}
	if (r->at >= r->end) {
		complain(r, line, "a quotation mark is never closed");
		return NULL;
	}
	r->at++;
	while (!at_row_end(r) && *r->at == ' ')
		r->at++;
	if (!at_row_end(r) && *r->at != r->csv->separator) {
		complain(r, line, "after a closing quotation mark comes the next column");
		return NULL;
	}
	*to = '\0';
	return start;
}

/* The next cell; `last` tells whether its row ends with it. */
static char *next_cell(struct reader *r, bool *last)
{
	while (!at_row_end(r) && *r->at == ' ')
		r->at++;
	char *cell = r->at, *end = cell;
	if (!at_row_end(r) && *r->at == '"') {
		cell = quoted_cell(r);
		end = NULL;
	} else
		while (!at_row_end(r) && *r->at != r->csv->separator)
			end = ++r->at;
	if (!cell)
		return NULL;
	*last = at_row_end(r);
	if (*last && r->at < r->end && *r->at == '\r')
		r->at++;
	if (r->at < r->end)
		r->at++;   /* the separator or the end of the line, before it is overwritten by the end of the cell */
	r->line += *last;
	return end ? trim(cell, end) : cell;
}

static void skip_empty_lines(struct reader *r)
{
	for (;;) {
		char *at = r->at;
		while (at < r->end && (*at == ' ' || *at == '\r' || *at == '\t'))
			at++;
		if (at >= r->end) {
			r->at = r->end;
			return;
		}
		if (*at != '\n')
			return;
		r->at = at + 1;
		r->line++;
	}
}

/* What parts the columns: the most frequent of the three in the row of names. */
static char separator_of(const char *text)
{
	static const char signs[] = ",;\t";
	size_t counts[3] = {0};
	bool quoted = false;
	for (; *text && (quoted || *text != '\n'); text++) {
		const char *sign = strchr(signs, *text);
		quoted = quoted != (*text == '"');
		if (sign && !quoted)
			counts[sign - signs]++;
	}
	return counts[1] > counts[0] && counts[1] >= counts[2] ? ';' : counts[2] > counts[0] ? '\t' : ',';
}

static int read_names(struct reader *r, struct arena *arena)
{
	const char *names[CSV_COLUMNS_AT_MOST];
	bool last = false;
	size_t count = 0;
	while (!last) {
		char *name = next_cell(r, &last);
		if (!name)
			return -1;
		if (count == CSV_COLUMNS_AT_MOST) {
			complain(r, 1, "more than 1000 columns");
			return -1;
		}
		names[count++] = name;
	}
	const char **kept = arena_take(arena, count, sizeof *kept);
	memcpy(kept, names, count * sizeof *kept);
	r->csv->names = kept;
	r->csv->columns = count;
	return 0;
}

static int read_row(struct reader *r, const char **cells)
{
	size_t columns = r->csv->columns, count = 0;
	int line = r->line;
	for (bool last = false; !last; count++) {
		char *cell = next_cell(r, &last);
		if (!cell)
			return -1;
		if (count < columns)
			cells[count] = cell;
	}
	if (count == columns)
		return 0;
	char text[80];
	snprintf(text, sizeof text, "%zu values, but there are %zu columns", count, columns);
	complain(r, line, text);
	return -1;
}

/* All rows after the row of names. The number of those that were complained about. */
static int read_rows(struct reader *r, struct arena *arena)
{
	struct csv *csv = r->csv;
	size_t room = 1, most = (size_t)(r->end - r->at) / csv->columns + 2;
	for (const char *at = r->at; at < r->end; at++)
		room += *at == '\n';
	room = room < most ? room : most;      /* a row has as many letters as columns: a separator or a line's end behind each */
	const char **cells = arena_take(arena, room * csv->columns, sizeof *cells);
	int *lines = arena_take(arena, room, sizeof *lines), faults = 0;
	for (skip_empty_lines(r); r->at < r->end && faults < FAULTS_AT_MOST; skip_empty_lines(r)) {
		lines[csv->rows] = r->line;
		if (read_row(r, cells + csv->rows * csv->columns) == 0)
			csv->rows++;
		else
			faults++;
	}
	csv->cells = cells;
	csv->lines = lines;
	return faults;
}

int csv_read_text(struct csv *csv, const char *file, char *text, size_t length, struct arena *arena, struct problems *problems)
{
	*csv = (struct csv){.file = file};
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {   /* the mark that spreadsheets put before UTF-8 */
		text += 3;
		length -= 3;
	}
	struct reader r = {csv, text, text + length, 1, problems};
	skip_empty_lines(&r);
	if (memchr(text, 0, length) || r.at >= r.end) {
		complain(&r, 0, r.at >= r.end ? "this file is empty" : "this is not a text file");
		return -1;
	}
	csv->separator = separator_of(r.at);
	if (read_names(&r, arena) != 0 || read_rows(&r, arena) != 0)
		return -1;
	if (csv->rows > 0)
		return 0;
	complain(&r, r.line, "no rows of values: the first row holds the names of the columns");
	return -1;
}

int csv_read(struct csv *csv, const char *folder, const char *file, const struct node *node, struct arena *arena,
	struct problems *problems)
{
	bool here = *file == '/' || !folder || strcmp(folder, ".") == 0;
	const char *path = here ? arena_text(arena, file) : arena_format(arena, "%s/%s", folder, file);
	size_t length = 0;
	char *text = load(path, file, &length, node, arena, problems);
	return text ? csv_read_text(csv, path, text, length, arena, problems) : -1;
}

int csv_column(const struct csv *csv, const char *name)
{
	for (size_t i = 0; i < csv->columns; i++)
		if (strcmp(csv->names[i], name) == 0)
			return (int)i;
	return -1;
}

/* ---- Values ---- */

/* A finite number and nothing else. Where columns are not parted by commas, 1,5 is one and a half. */
static bool number_of(const struct csv *csv, const char *cell, double *value)
{
	char text[64];
	size_t length = strlen(cell);
	if (length == 0 || length >= sizeof text || strspn(cell, "0123456789+-.,eE") != length)
		return false;
	memcpy(text, cell, length + 1);
	char *comma = strchr(text, ',');
	if (comma && csv->separator != ',')
		*comma = '.';
	char *end;
	*value = strtod(text, &end);
	return *end == '\0' && end != text && isfinite(*value);
}

int csv_numbers(const struct csv *csv, size_t column, double *values, struct problems *problems)
{
	int faults = 0;
	for (size_t row = 0; row < csv->rows && faults < FAULTS_AT_MOST; row++) {
		const char *cell = csv_cell(csv, row, column);
		if (number_of(csv, cell, &values[row]))
			continue;
		faults++;
		problems_add(problems, SEVERITY_ERROR, csv->file, csv->lines[row], 0, NULL, *cell ? "'%s' in column '%s' is not a number"
			: "nothing%s stands in column '%s', where a number belongs", *cell ? cell : "", csv->names[column]);
	}
	return faults ? -1 : 0;
}

bool csv_is_number(const struct csv *csv, size_t row, size_t column)
{
	double value;
	return number_of(csv, csv_cell(csv, row, column), &value);
}

bool csv_all_numbers(const struct csv *csv, size_t column)
{
	for (size_t row = 0; row < csv->rows; row++)
		if (!csv_is_number(csv, row, column))
			return false;
	return true;
}

/* Words by their text: open addressing, at most half full, an entry is an index and 1. Orders have numbers of their own, so that a column
   may hold as many words as rows. */
struct word_table {
	const char *const *words;
	uint32_t *slots;
	size_t mask;
};

static void table_init(struct word_table *table, const char *const *words, size_t most, struct arena *arena)
{
	size_t room = 16;
	while (room < 2 * most)
		room *= 2;
	*table = (struct word_table){ .words = words, .slots = arena_take(arena, room, sizeof *table->slots), .mask = room - 1 };
}

/* The slot where a word stands, or where it would. FNV-1a. */
static uint32_t *table_slot(const struct word_table *table, const char *word)
{
	uint64_t hash = 14695981039346656037u;
	for (const char *c = word; *c; c++)
		hash = (hash ^ (unsigned char)*c) * 1099511628211u;
	size_t i = (hash ^ hash >> 32) & table->mask;
	while (table->slots[i] && strcmp(table->words[table->slots[i] - 1], word) != 0)
		i = (i + 1) & table->mask;
	return &table->slots[i];
}

void csv_find_words(const struct csv *csv, size_t column, const char *const *words, size_t count, double *values, struct arena *arena)
{
	struct word_table table;
	table_init(&table, words, count, arena);
	for (size_t i = 0; i < count; i++)
		*table_slot(&table, words[i]) = (uint32_t)i + 1;
	for (size_t row = 0; row < csv->rows; row++) {
		uint32_t slot = *table_slot(&table, csv_cell(csv, row, column));
		values[row] = slot ? (double)(slot - 1) : -1.0;
	}
}

long csv_words(const struct csv *csv, size_t column, double *values, const char *const **words, struct arena *arena,
	struct problems *problems)
{
	const char **list = arena_take(arena, csv->rows, sizeof *list);
	size_t count = 0;
	int faults = 0;
	struct word_table table;
	table_init(&table, list, csv->rows, arena);
	for (size_t row = 0; row < csv->rows && faults < FAULTS_AT_MOST; row++) {
		const char *cell = csv_cell(csv, row, column);
		uint32_t *slot = table_slot(&table, cell);
		if (!*cell) {
			faults++;
			problems_add(problems, SEVERITY_ERROR, csv->file, csv->lines[row], 0, NULL, "nothing stands in column '%s'",
				csv->names[column]);
			continue;
		}
		if (!*slot) {
			list[count++] = cell;
			*slot = (uint32_t)count;
		}
		values[row] = (double)(*slot - 1);
	}
	*words = list;
	return faults ? -1 : (long)count;
}
