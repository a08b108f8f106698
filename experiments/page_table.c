/* The same table as on a terminal: numbers aligned at the same point, names indented as much. */
#include <string.h>
#include "html.h"
#include "page_table.h"

#define FULL "█"
#define EMPTY "░"
#define DEPTH_AT_MOST 3

/* How many of the first letters are `letter`; `text` moves behind them. */
static unsigned count_letters(const char **text, const char *letter)
{
	unsigned count = 0;
	for (; strncmp(*text, letter, strlen(letter)) == 0; *text += strlen(letter))
		count++;
	return count;
}

/* "███░░░░░░░": a bar for terminals is drawn as one. False: it is none. */
static bool write_bar(const char *text, FILE *to)
{
	unsigned full = count_letters(&text, FULL), empty = count_letters(&text, EMPTY);
	if (*text || full + empty == 0)
		return false;
	fprintf(to, "<td class=\"bar\" style=\"--share:%u%%\"></td>", 100 * full / (full + empty));
	return true;
}

/* What stands right of the point is given the room of the widest, so that all points are below each other. */
static void write_number(const struct layout_column *column, const char *text, FILE *to)
{
	size_t point = layout_point(text);
	bool whole = text[point] == '\0';
	if (whole && column->right > 0)
		fprintf(to, "<td style=\"padding-right:%zuch\">", column->right);
	else
		fputs("<td>", to);
	html_part(to, text, point);
	if (!whole) {
		fprintf(to, "<span class=\"right\" style=\"width:%zuch\">", column->right);
		html_text(to, text + point);
		fputs("</span>", to);
	}
	fputs("</td>", to);
}

static size_t count_used(const struct layout_table *table)
{
	size_t count = 0;
	for (size_t i = 0; i < table->count; i++)
		count += table->columns[i].used;
	return count;
}

static bool is_empty(const struct layout_row *row)
{
	for (size_t i = 0; i < LAYOUT_COLUMNS; i++)
		if (row->cells[i] && *row->cells[i])
			return false;
	return true;
}

/* A name without numbers is the heading of the rows below it. */
static void write_row(const struct layout_table *table, const struct layout_row *row, FILE *to)
{
	size_t blanks = strspn(row->name, " "), depth = blanks / 2 < DEPTH_AT_MOST ? blanks / 2 : DEPTH_AT_MOST;
	bool alone = is_empty(row);
	fprintf(to, "<tr%s><th scope=\"row\"", alone ? " class=\"group\"" : "");
	if (depth > 0)
		fprintf(to, " class=\"in%zu\"", depth);
	if (alone)
		fprintf(to, " colspan=\"%zu\"", count_used(table) + 1);
	fputc('>', to);
	html_text(to, row->name + blanks);
	fputs("</th>", to);
	for (size_t i = 0; !alone && i < table->count; i++) {
		const char *text = row->cells[i] ? row->cells[i] : "";
		if (table->columns[i].used && !*text)
			fputs("<td></td>", to);
		else if (table->columns[i].used && !write_bar(text, to))
			write_number(&table->columns[i], text, to);
	}
	fputs("</tr>\n", to);
}

void page_table(const struct layout_table *table, FILE *to)
{
	html_table_open(to, *table->name ? table->name : "Table", NULL);
	fputs("<thead><tr>", to);
	html_heading(to, table->name, "");
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].used)
			html_heading(to, table->columns[i].title, table->columns[i].unit);
	fputs("</tr></thead>\n<tbody>\n", to);
	for (const struct layout_row *row = table->first; row; row = row->next)
		write_row(table, row, to);
	fputs("</tbody>\n", to);
	html_table_close(to);
}
