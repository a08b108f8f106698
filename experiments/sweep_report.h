/* What a sweep found: the points side by side, by every yardstick. */
#ifndef TAKT_EXPERIMENTS_SWEEP_REPORT_H
#define TAKT_EXPERIMENTS_SWEEP_REPORT_H

#include "document.h"
#include "sweep.h"
#include "yardstick.h"

struct sweep_report {
	const struct sweep *sweep;
	const struct result_scenario *of;    /* whose values are swept: base, or the one that was named; it did not run */
	const struct result *result;         /* its scenarios are the points, in their order */
	struct yardsticks yardsticks;
	size_t judged;                       /* so many of them are judged; the others are told beside them */
	struct arena *arena;
};

/* The points that ran, in their order; the list is in the arena. */
size_t sweep_kept(const struct sweep_report *report, size_t **list);

/* The point from which on each further step gains less than a tenth of what the first did, told apart by the pairs; SIZE_MAX: none is
   shown. `points` are neighbours in order, from the worse end to the better. *first: what the first step gains. */
size_t sweep_knee(const struct sweep_report *report, const struct yardstick *yardstick, const size_t *points, size_t count,
	struct yardstick_gain *first);

/* The last words of a path: as few as no other path ends in. */
const char *sweep_short_path(const struct sweep *sweep, size_t axis);

/* "3", or "machines 3, bad_primer 4%" where several are swept. */
const char *sweep_place(const struct sweep_report *report, size_t point);

/* Paragraphs (sweep_answer.c), with no empty line before them. */
void sweep_answer(const struct sweep_report *report, struct document *to);

/* The most telling of its sentences on one yardstick, for whoever tells the same in fewer words (figure_sweep.c): the knee, where it is
   best, or how far it moves. Nothing where there is nothing to say. Returns the point that it names; SIZE_MAX: none. */
size_t sweep_say_headline(struct prose *prose, const struct sweep_report *report, const struct yardstick *yardstick);

/* All that is said of a sweep (sweep_text.c), and its parts: each begins with an empty line, and is nothing where it has nothing to
   tell. */
void sweep_text(const struct sweep_report *report, struct document *to);
void sweep_table(const struct sweep_report *report, struct document *to);
void sweep_left_out(const struct sweep_report *report, struct document *to);
void sweep_method(const struct sweep_report *report, struct document *to);

/* sweep_data.c */
void sweep_csv(const struct sweep_report *report, FILE *to);           /* a row for each point, replication and metric */
void sweep_csv_summary(const struct sweep_report *report, FILE *to);   /* a row for each point and metric */

#endif
