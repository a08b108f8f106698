/* The list of complaints. A complaint is kept whole (its texts are copies), so that it outlives what it is about; nothing is printed
   before all have been collected. */
#include "sim/problem.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void problems_init(struct problems *problems)
{
	*problems = (struct problems){ .list = NULL };
}

static void release(struct problem *problem)
{
	free(problem->file);
	free(problem->shown);
	free(problem->text);
}

void problems_done(struct problems *problems)
{
	for (size_t i = 0; i < problems->count; i++)
		release(&problems->list[i]);
	free(problems->list);
	problems_init(problems);
}

/* A copy of a text that may be NULL. False when memory is exhausted. */
static bool copy(char **to, const char *text)
{
	*to = NULL;
	if (!text)
		return true;
	size_t size = strlen(text) + 1;
	*to = malloc(size);
	if (*to)
		memcpy(*to, text, size);
	return *to != NULL;
}

/* The text in memory of its own; NULL when memory is exhausted. */
static char *formatted(const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *text = length >= 0 ? malloc((size_t)length + 1) : NULL;
	if (text)
		vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

static bool have_room(struct problems *problems)
{
	if (problems->count < problems->room)
		return true;
	size_t room = problems->room > 0 ? 2 * problems->room : 16;
	struct problem *list = problems->count < PROBLEMS_AT_MOST ? realloc(problems->list, room * sizeof *list) : NULL;
	if (!list)
		return false;
	problems->list = list;
	problems->room = room;
	return true;
}

/* No file comes before any file. */
static int compare_files(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	return strcmp(a, b);
}

static bool said_before(const struct problems *problems, const struct problem *new)
{
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *old = &problems->list[i];
		if (old->severity == new->severity && old->line == new->line && old->column == new->column &&
		    compare_files(old->file, new->file) == 0 && strcmp(old->text, new->text) == 0)
			return true;
	}
	return false;
}

void problems_add(struct problems *problems, enum severity severity, const char *file, int line, int column, const char *shown,
	const char *format, ...)
{
	struct problem new = { .severity = severity, .line = line, .column = column, .order = (unsigned)problems->count };
	va_list arguments;
	va_start(arguments, format);
	new.text = formatted(format, arguments);
	va_end(arguments);
	bool whole = copy(&new.file, file) && copy(&new.shown, shown) && new.text;
	if (whole && said_before(problems, &new)) {
		release(&new);
		return;
	}
	problems->errors += severity == SEVERITY_ERROR;
	if (whole && problems->count < PROBLEMS_AT_MOST && have_room(problems)) {
		problems->list[problems->count++] = new;
		return;
	}
	problems->dropped++;
	release(&new);
}

static int by_place(const void *a, const void *b)
{
	const struct problem *x = a, *y = b;
	int files = compare_files(x->file, y->file);
	if (files != 0)
		return files;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

/* The line, and a caret below its column. What stands before the caret is copied where it is a tab and blanked where it is not, so
   that the caret is in place however wide tabs are; of a letter of several bytes (UTF-8) only the first takes up a place. */
static void print_shown(const char *shown, int column, FILE *to)
{
	int length = (int)strcspn(shown, "\r\n");
	fprintf(to, "    %.*s\n", length, shown);
	if (column < 1 || column > length + 1)
		return;
	fputs("    ", to);
	for (int i = 0; i < column - 1; i++)
		if (((unsigned char)shown[i] & 0xC0) != 0x80)
			fputc(shown[i] == '\t' ? '\t' : ' ', to);
	fputs("^\n", to);
}

void problems_print(struct problems *problems, FILE *to)
{
	if (problems->count > 1)
		qsort(problems->list, problems->count, sizeof *problems->list, by_place);
	for (size_t i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->list[i];
		if (problem->file && problem->line > 0)
			fprintf(to, "%s:%d: ", problem->file, problem->line);
		else if (problem->file)
			fprintf(to, "%s: ", problem->file);
		fprintf(to, "%s%s\n", problem->severity == SEVERITY_WARNING ? "warning: " : "", problem->text);
		if (problem->shown)
			print_shown(problem->shown, problem->column, to);
	}
	if (problems->dropped > 0)
		fprintf(to, "and %zu more problem%s\n", problems->dropped, problems->dropped == 1 ? "" : "s");
}

/* Words longer than this are never taken for one another. */
#define WORD_LENGTH 63

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Edits that turn one word into the other: a letter left out, put in, changed, or two neighbours swapped (Damerau 1964; the
   restricted distance, in which no letter is edited twice). Three rows of the table are kept. */
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	size_t rows[3][WORD_LENGTH + 1], *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b_length; j++)
		before[j] = last[j] = j;
	for (size_t i = 1; i <= a_length; i++) {
		row[0] = i;
		for (size_t j = 1; j <= b_length; j++) {
			int x = tolower((unsigned char)a[i - 1]), y = tolower((unsigned char)b[j - 1]);
			row[j] = least(least(last[j], row[j - 1]) + 1, last[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == tolower((unsigned char)b[j - 2]) && y == tolower((unsigned char)a[i - 2]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
		size_t *oldest = before;
		before = last;
		last = row;
		row = oldest;
	}
	return last[b_length];
}

const char *problem_nearest(const char *word, const char *const *words, size_t count)
{
	const char *nearest = NULL;
	size_t length = strlen(word), best = length;
	if (length > WORD_LENGTH)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		size_t other = strlen(words[i]);
		if (other > WORD_LENGTH)
			continue;
		size_t edits = distance(word, length, words[i], other);
		if (3 * edits <= (length > other ? length : other) && (!nearest || edits < best)) {
			nearest = words[i];
			best = edits;
		}
	}
	return nearest;
}
