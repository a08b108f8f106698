/* What became of each project of a run: a row of numbers for every one that ended, in the order of their ends. From these it can be told
   by when a share of all projects has ended, and what goes with what in one and the same project, which means over a replication cannot
   say. Keeping them changes nothing else. Times are in clock units since the project began. */
#ifndef TAKT_MODELS_OUTCOME_H
#define TAKT_MODELS_OUTCOME_H

#include "model.h"

/* Bytes that the rows of a kind take in one replication: the first that fit are kept, one always. */
#define OUTCOMES_ROOM ((size_t)256 << 10)

/* A row: these, then by tasks their begins, their ends, their times and how often they were done, then by risks 1 where it happened, else
   0, then by resources how long it was waited for on the way to the end (the project's ledger). The time of a task is what
   it took of itself: its work or wait, repeats included, and what is drawn of the lags before it, without what risks add and without
   waiting for people and shifts. */
enum outcome { OUTCOME_DURATION,
	OUTCOME_COST /* NAN: no money */, OUTCOME_PROMISE, OUTCOME_BUDGET /* both INFINITY: none */, OUTCOME_FIXED };

size_t outcome_width(const struct model *model, const struct kind *kind);
size_t outcome_start(const struct kind *kind, uint32_t task);
size_t outcome_end(const struct kind *kind, uint32_t task);
size_t outcome_time(const struct kind *kind, uint32_t task);
size_t outcome_passes(const struct kind *kind, uint32_t task);
size_t outcome_risk(const struct kind *kind, uint32_t risk);
size_t outcome_wait(const struct kind *kind, uint32_t resource);

struct outcome_list {
	double *rows;                /* [count * outcome_width] */
	size_t count, room;          /* rows */
	bool cut;                    /* more projects ended than are here */
};

/* Of one replication; zeroed by the caller before the first run, filled by engine_run, freed by engine_outcomes_done. */
struct engine_outcomes {
	struct outcome_list *kinds;  /* [kind_count]; empty for kinds without a plan */
	uint32_t kind_count;
};

void engine_outcomes_done(struct engine_outcomes *outcomes);

#endif
