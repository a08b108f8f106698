/* Text on a page of 100 columns: its width in columns, paragraphs, tables whose numbers stand under each other by their decimal
   point. Knows nothing of models. */
#ifndef TAKT_EXPERIMENTS_LAYOUT_H
#define TAKT_EXPERIMENTS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include "sim/arena.h"

#define LAYOUT_WIDTH 100
#define LAYOUT_COLUMNS 16

/* Columns that a UTF-8 text takes on a terminal: accents take none, East Asian letters take two. */
size_t layout_width(const char *text);

/* Prints text broken between words (never before "%" nor around "±"), each line indented, at most LAYOUT_WIDTH columns wide. */
void layout_paragraph(FILE *to, int indent, const char *text);
/* The first line is indented by `first`, the others by `rest`. */
void layout_hanging(FILE *to, int first, int rest, const char *text);
/* The first line goes on at `column`, where something stands already. */
void layout_continue(FILE *to, int column, int rest, const char *text);

/* A table with names on the left and numbers on the right. Rows and texts are in the arena. */
struct layout_column {
	const char *title, *unit;    /* two lines of heading */
	size_t left, right;          /* columns before and from the point where its numbers are aligned */
	bool used;                   /* some cell is not empty */
};

struct layout_row {
	const char *name;
	const char *cells[LAYOUT_COLUMNS];
	struct layout_row *next;
};

struct layout_table {
	struct arena *arena;
	struct layout_column columns[LAYOUT_COLUMNS];
	size_t count, gap;           /* gap: blanks between columns */
	struct layout_row *first, *last;
	const char *name;            /* heading of the names */
};

void layout_table_init(struct layout_table *table, struct arena *arena, const char *name);

/* Returns the column's index. Columns without any cell are not printed. */
size_t layout_table_column(struct layout_table *table, const char *title, const char *unit);
void layout_table_row(struct layout_table *table, const char *name);

/* Fills a cell of the last row; "" leaves it empty. */
void layout_table_cell(struct layout_table *table, size_t column, const char *text);

/* Where a number is aligned, in bytes: before its " ±", else before its decimal point, else at its end. */
size_t layout_point(const char *text);

void layout_table_print(const struct layout_table *table, int indent, FILE *to);

#endif
