/* Tables of columns in text files: a row of names, then rows of values, parted by commas, semicolons or tabs. */
#ifndef TAKT_MODELS_CSV_H
#define TAKT_MODELS_CSV_H

#include <stddef.h>
#include "sim/arena.h"
#include "sim/problem.h"
#include "tree.h"

#define CSV_SIZE_AT_MOST ((size_t)64 << 20)
#define CSV_COLUMNS_AT_MOST ((size_t)1000)

/* A file that was read. Everything is in the arena that it was read into. */
struct csv {
	const char *file;              /* with its folder, for complaints */
	char separator;                /* ',', ';' or tab; after ';' and tab, decimals may be written with a comma */
	size_t rows, columns;          /* rows of values: the row of names is not counted */
	const char *const *names;      /* of the columns */
	const char *const *cells;      /* row by row, without their quotes and the spaces around them */
	const int *lines;              /* in the file, of each row */
};

/* Reads `file` from `folder` (unless its path is absolute). `node` is the setting that names it: what cannot be read is complained
   about there, what is wrong inside it at its own line. A file has at least one row of values. 0 or -1. */
int csv_read(struct csv *csv, const char *folder, const char *file, const struct node *node, struct arena *arena,
	struct problems *problems);

/* The same from a text of `length` bytes that is taken apart in place; text[length] is there and 0. */
int csv_read_text(struct csv *csv, const char *file, char *text, size_t length, struct arena *arena, struct problems *problems);

/* The index of a column by name, or -1. */
int csv_column(const struct csv *csv, const char *name);

static inline const char *csv_cell(const struct csv *csv, size_t row, size_t column)
{
	return csv->cells[row * csv->columns + column];
}

/* A whole column as numbers (csv->rows of them). Complains about the first few cells that are none. 0 or -1. */
int csv_numbers(const struct csv *csv, size_t column, double *values, struct problems *problems);

bool csv_is_number(const struct csv *csv, size_t row, size_t column);

/* Whether every cell of the column is a number. */
bool csv_all_numbers(const struct csv *csv, size_t column);

/* A whole column as words: `values` are indexes into `words`, which come in the order of their first use, in the arena. Complains
   about empty cells. The count of words, or -1. */
long csv_words(const struct csv *csv, size_t column, double *values, const char *const **words, struct arena *arena,
	struct problems *problems);

/* The same, where the words are known: `values` are indexes into words[0..count), -1 for a cell that is none of them. */
void csv_find_words(const struct csv *csv, size_t column, const char *const *words, size_t count, double *values, struct arena *arena);

#endif
