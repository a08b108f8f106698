/* Complaints: where, what is wrong, what to do. One list collects every complaint of a run; none is fatal on its own. */
#ifndef TAKT_SIM_PROBLEM_H
#define TAKT_SIM_PROBLEM_H

#include <stddef.h>
#include <stdio.h>

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

/* One complaint. `line` and `column` count from 1; 0 is "not known". `shown` is the source line itself (NULL: none). */
struct problem {
	enum severity severity;
	int line, column;
	unsigned order;       /* the order of adding, so that sorting is stable */
	char *file;           /* NULL: about the call or the world, not about a place in a file */
	char *shown;
	char *text;
};

/* The list. The caller owns the storage; problems_init before, problems_done after. Not shared between threads. */
struct problems {
	struct problem *list;
	size_t count, room;
	size_t errors;        /* how many of them are SEVERITY_ERROR */
	size_t dropped;       /* more than PROBLEMS_AT_MOST were said: the rest is only counted */
};

#define PROBLEMS_AT_MOST 200

void problems_init(struct problems *problems);
void problems_done(struct problems *problems);

/* Adds one complaint; file, shown may be NULL and are copied. The same text at the same place is added once. */
void problems_add(struct problems *problems, enum severity severity, const char *file, int line, int column, const char *shown,
	const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Prints all, sorted by file, line, column and order of adding:
   `clinic.cfg:31: unknown key 'disipline' in queue; did you mean 'order'?` with the line shown and a caret below it.
   Warnings say `warning: ` after the place. */
void problems_print(struct problems *problems, FILE *to);

/* The word of words[0..count) nearest to `word` by edit distance (Damerau-Levenshtein, case ignored), NULL where none is near
   enough to be meant (more than a third of the letters differ). Borrowed from `words`. */
const char *problem_nearest(const char *word, const char *const *words, size_t count);

#endif
