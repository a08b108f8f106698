/* Pages without a terminal library: the width of a letter comes from a short table, so that the same text gives the same bytes whatever
   the locale says. */
#include <stdint.h>
#include <string.h>
#include "layout.h"

/* Longer names stand on a line of their own, above their numbers. */
#define NAME_AT_MOST 30
#define GAP 3
#define NARROW_GAP 2        /* where the page is too narrow for the other */

struct range {
	uint32_t first, last;
	unsigned width;
};

/* Unicode's combining marks and wide letters, as far as names in models are likely to use them. */
static const struct range ranges[] = {
	{ 0x0300, 0x036F, 0 }, { 0x1100, 0x115F, 2 }, { 0x200B, 0x200F, 0 }, { 0x2E80, 0xA4CF, 2 }, { 0xAC00, 0xD7A3, 2 }, { 0xF900, 0xFAFF, 2 },
	{ 0xFE00, 0xFE0F, 0 }, { 0xFE30, 0xFE6F, 2 }, { 0xFF00, 0xFF60, 2 }, { 0xFFE0, 0xFFE6, 2 }, { 0x1F300, 0x1F64F, 2 },
	{ 0x1F900, 0x1F9FF, 2 }, { 0x20000, 0x3FFFD, 2 },
};

/* The next letter of valid UTF-8; a byte that is none stands for itself. */
static uint32_t next_letter(const unsigned char **at)
{
	const unsigned char *p = *at;
	unsigned more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC0 ? 1 : 0;
	uint32_t letter = more ? p[0] & (0x3Fu >> more) : p[0];
	for (unsigned i = 1; i <= more; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			*at = p + 1;
			return p[0];
		}
		letter = letter << 6 | (p[i] & 0x3Fu);
	}
	*at = p + more + 1;
	return letter;
}

static size_t width_of(const char *text, size_t bytes)
{
	const unsigned char *p = (const unsigned char *)text, *end = p + bytes;
	size_t width = 0;
	while (p < end) {
		uint32_t letter = next_letter(&p);
		unsigned columns = 1;
		for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
			if (letter >= ranges[i].first && letter <= ranges[i].last)
				columns = ranges[i].width;
		width += columns;
	}
	return width;
}

size_t layout_width(const char *text)
{
	return width_of(text, strlen(text));
}

static void blanks(FILE *to, size_t count)
{
	for (size_t i = 0; i < count; i++)
		fputc(' ', to);
}

/* The bytes up to where a line may be broken: a number keeps its per cent sign, and its half width. */
static size_t unbroken(const char *text)
{
	size_t bytes = strcspn(text, " \n");
	for (;;) {
		const char *blank = text + bytes, *next = blank + strspn(blank, " \n");
		bool after = bytes >= 2 && memcmp(blank - 2, "±", 2) == 0;
		if (next != blank + 1 || !*next || !(after || *next == '%' || strncmp(next, "±", 2) == 0))
			return bytes;
		bytes += 1 + strcspn(next, " \n");
	}
}

void layout_continue(FILE *to, int at, int rest, const char *text)
{
	size_t column = (size_t)at;
	bool fresh = true;
	for (const char *word = text + strspn(text, " \n"); *word; ) {
		size_t bytes = unbroken(word), width = width_of(word, bytes);
		if (!fresh && column + 1 + width > LAYOUT_WIDTH) {
			fputc('\n', to);
			column = (size_t)rest;
			blanks(to, column);
			fresh = true;
		}
		column += width + !fresh;
		fprintf(to, "%s%.*s", fresh ? "" : " ", (int)bytes, word);
		fresh = false;
		word += bytes;
		word += strspn(word, " \n");
	}
	fputc('\n', to);
}

void layout_hanging(FILE *to, int first, int rest, const char *text)
{
	blanks(to, (size_t)first);
	layout_continue(to, first, rest, text);
}

void layout_paragraph(FILE *to, int indent, const char *text)
{
	layout_hanging(to, indent, indent, text);
}

void layout_table_init(struct layout_table *table, struct arena *arena, const char *name)
{
	*table = (struct layout_table){ .arena = arena, .name = name };
}

size_t layout_table_column(struct layout_table *table, const char *title, const char *unit)
{
	size_t index = table->count < LAYOUT_COLUMNS ? table->count++ : LAYOUT_COLUMNS - 1;
	table->columns[index] = (struct layout_column){ .title = title, .unit = unit };
	return index;
}

void layout_table_row(struct layout_table *table, const char *name)
{
	struct layout_row *row = arena_take(table->arena, 1, sizeof *row);
	row->name = arena_text(table->arena, name);
	if (table->last)
		table->last->next = row;
	else
		table->first = row;
	table->last = row;
}

size_t layout_point(const char *text)
{
	const char *spread = strstr(text, " ±");
	return spread ? (size_t)(spread - text) : strcspn(text, ".");
}

void layout_table_cell(struct layout_table *table, size_t index, const char *text)
{
	struct layout_column *column = &table->columns[index];
	size_t left = width_of(text, layout_point(text)), right = layout_width(text + layout_point(text));
	table->last->cells[index] = arena_text(table->arena, text);
	column->used |= text[0] != '\0';
	column->left = left > column->left ? left : column->left;
	column->right = right > column->right ? right : column->right;
}

static size_t column_width(const struct layout_column *column)
{
	size_t numbers = column->left + column->right, title = layout_width(column->title), unit = layout_width(column->unit);
	size_t heading = title > unit ? title : unit;
	return numbers > heading ? numbers : heading;
}

/* What the numbers leave of the page, for names. */
static size_t room_for_names(const struct layout_table *table, size_t indent)
{
	size_t taken = indent;
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].used)
			taken += table->gap + column_width(&table->columns[i]);
	return taken < LAYOUT_WIDTH ? LAYOUT_WIDTH - taken : 0;
}

static size_t widest_name(const struct layout_table *table, size_t at_most)
{
	size_t widest = layout_width(table->name);
	for (const struct layout_row *row = table->first; row; row = row->next) {
		size_t width = layout_width(row->name);
		if (width <= at_most && width > widest)
			widest = width;
	}
	return widest;
}

/* Chooses the gap, and the width of the column of names: names that find no room in it stand on a line of their own. */
static size_t fit(struct layout_table *table, size_t indent)
{
	size_t wanted = widest_name(table, NAME_AT_MOST);
	table->gap = GAP;
	if (wanted > room_for_names(table, indent))
		table->gap = NARROW_GAP;
	size_t room = room_for_names(table, indent);
	return wanted > room ? widest_name(table, room) : wanted;
}

static void print_heading(const struct layout_table *table, size_t indent, size_t names, bool units, FILE *to)
{
	const char *name = units ? "" : table->name;
	size_t pending = indent;
	blanks(to, pending);
	fputs(name, to);
	pending = names - layout_width(name);
	for (size_t i = 0; i < table->count; i++) {
		const struct layout_column *column = &table->columns[i];
		const char *text = units ? column->unit : column->title;
		if (!column->used)
			continue;
		pending += table->gap + column_width(column) - layout_width(text);
		if (*text) {
			blanks(to, pending);
			fputs(text, to);
			pending = 0;
		}
	}
	fputc('\n', to);
}

/* Blanks are printed only before something: no line ends in them. */
static void print_row(const struct layout_table *table, const struct layout_row *row, size_t indent, size_t names, FILE *to)
{
	size_t pending = names, width = layout_width(row->name);
	blanks(to, indent);
	fputs(row->name, to);
	if (width > names) {
		fputc('\n', to);
		pending += indent;
	} else {
		pending -= width;
	}
	for (size_t i = 0; i < table->count; i++) {
		const struct layout_column *column = &table->columns[i];
		const char *text = row->cells[i];
		if (!column->used)
			continue;
		size_t all = table->gap + column_width(column);
		if (!text || !*text) {
			pending += all;
			continue;
		}
		size_t right = layout_width(text + layout_point(text)), left = layout_width(text) - right;
		blanks(to, pending + all - column->right - left);
		fputs(text, to);
		pending = column->right - right;
	}
	fputc('\n', to);
}

static bool has_units(const struct layout_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].used && *table->columns[i].unit)
			return true;
	return false;
}

void layout_table_print(const struct layout_table *printed, int indent, FILE *to)
{
	struct layout_table fitted = *printed, *table = &fitted;
	size_t names = fit(table, (size_t)indent);
	print_heading(table, (size_t)indent, names, false, to);
	if (has_units(table))
		print_heading(table, (size_t)indent, names, true, to);
	for (const struct layout_row *row = table->first; row; row = row->next)
		print_row(table, row, (size_t)indent, names, to);
}
