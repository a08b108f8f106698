/* What a sweep found: the points side by side, by every yardstick. */
#ifndef TAKT_EXPERIMENTS_SWEEP_REPORT_H
#define TAKT_EXPERIMENTS_SWEEP_REPORT_H

#include "sweep.h"
#include "yardstick.h"

struct sweep_report {
	const struct sweep *sweep;
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

/* sweep_answer.c, sweep_text.c, sweep_data.c */
void sweep_answer(const struct sweep_report *report, FILE *to);
void sweep_text(const struct sweep_report *report, FILE *to);
void sweep_csv(const struct sweep_report *report, FILE *to);           /* a row for each point, replication and metric */
void sweep_csv_summary(const struct sweep_report *report, FILE *to);   /* a row for each point and metric */

#endif
