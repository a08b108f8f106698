/* Plans of other programs: read into a draft, written as a model file. The readers take any text. */
#ifndef TAKT_EXPERIMENTS_IMPORT_H
#define TAKT_EXPERIMENTS_IMPORT_H

#include <stddef.h>
#include <stdio.h>
#include "draft.h"
#include "models/csv.h"

enum import_format { IMPORT_AUTO, IMPORT_PSPLIB, IMPORT_CSV };

/* What the call says about the file. */
struct import_choice {
	enum import_format format;
	struct draft_span bare;            /* one of what numbers without a unit are */
	bool triangular;                   /* three points make a triangular distribution, not PERT */
};

/* The format of a text by the ending of its file's name and by what stands in it. Never IMPORT_AUTO. */
enum import_format import_guess(const char *file, const char *text);

/* What is wrong with a text before it is looked into: it is empty, not a text, of another encoding, a file of another kind. Complains.
   text[length] is there and 0. 0 or -1. */
int import_check_text(const struct draft *draft, const char *text, size_t length);

/* The readers. The draft has its arena, problems, file, hours and, if the call gives it, start; they fill in the rest, and take the text
   apart in place. 0, or -1 after complaints. */
int import_psplib(struct draft *draft, char *text, size_t length);
int import_csv(struct draft *draft, const struct import_choice *choice, char *text, size_t length);

/* All of it: looks over the text, reads it, finishes the draft. 0 or -1. */
int import_text(struct draft *draft, const struct import_choice *choice, char *text, size_t length);

/* Writes the model file of a draft that is finished. */
void import_write(const struct draft *draft, bool triangular, FILE *to);

/* ---- import_cell.c: what stands in the cells of a table ---- */

/* Whether it says that there is nothing: "", "-", "none", "NA". */
bool cell_empty(const char *text);

/* A number from 0 on, at the beginning of a text; how many bytes it takes, 0 where there is none. `separator` is what parts the columns:
   where that is no comma, 1,5 is one and a half. */
size_t cell_number(const char *text, char separator, double *number);

/* "5", "5d", "2 wks", "1 d 4 h", "3 edays". A number alone is in `bare`. NAN where it is none. */
struct draft_span cell_span(const char *text, char separator, struct draft_span bare, const struct draft_hours *hours);

/* A word for a unit of time ("days", "wks", "eh"); amount 1, or NAN where it is none. */
struct draft_span cell_unit(const char *word, size_t length);

/* 1: yes, 0: no, -1: neither. */
int cell_truth(const char *text);

/* An amount of money, with or without a currency. NAN where it is none. `currency` is set where there is one. In the arena. */
double cell_money(const char *text, char separator, const char **currency, struct arena *arena);

/* The entries of a list, parted by commas, semicolons or line ends, but not inside of brackets; a comma within a number parts nothing.
   Returns the next after `at`, its length in `length`, or NULL. Blanks around it are left out. */
const char *cell_next(const char *at, char separator, size_t *length);

/* ---- import_date.c ---- */

/* Whether the day comes before the month where both are numbers. */
enum date_order { DATE_ORDER_UNKNOWN, DATE_DAY_FIRST, DATE_MONTH_FIRST };

enum date_reading { DATE_NONE, DATE_UNSURE, DATE_READ };

/* "2026-03-02", "02.03.2026 08:00", "Mon 3/2/26", "March 2, 2026 8:00 AM". `timed`: with a time of day. DATE_UNSURE: it depends on an
   order that is not known. */
enum date_reading cell_date(const char *text, enum date_order order, struct date *date, bool *timed);

/* What a date says about the order of all dates of its file. */
enum date_order cell_date_order(const char *text);

#endif
