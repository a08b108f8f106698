/* A model file's text looked over before libconfig reads it: libconfig says only "syntax error", joins texts where a comma is
   missing, cuts large integers without a word and reads other files; here each is found at its place and named in the user's
   words. */
#ifndef TAKT_MODELS_SCAN_H
#define TAKT_MODELS_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include "sim/arena.h"
#include "sim/problem.h"

#define SCAN_DEPTH_AT_MOST 64          /* brackets inside brackets */
#define SCAN_VALUES_AT_MOST 250000     /* settings and elements in a file: what is copied for each scenario is bounded */
#define SCAN_NAMES_AT_MOST 20000       /* names in one group: libconfig looks each up one by one */

/* Where a setting or a list's element stands, and how a number was written (NULL for all else). */
struct scan_value {
	int line, column;
	const char *digits;
};

/* What scan_text finds. Values are in the order of the file, a group or list before what it holds. */
struct scan {
	struct scan_value *values;
	size_t count, room;
	char *text;            /* for libconfig: a copy without the slips that need not end the reading (a trailing comma) */
	bool fatal;            /* libconfig must not see it: it would stop, crash or read something else */
};

/* Looks over text[0..length) of `file`, of which lines[] are the lines. Complaints go to problems; what it finds is in `arena`.
   */
void scan_text(struct scan *scan, const char *file, const char *text, size_t length, const char *const *lines, struct arena *arena,
	struct problems *problems);

#endif
