/* Many runs of constant models on threads. What each run gives depends on its order alone, never on which thread ran it or when. */
#ifndef TAKT_EXPERIMENTS_REPLICATE_H
#define TAKT_EXPERIMENTS_REPLICATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include "models/engine.h"

/* One run. The caller fills the first three; `order.stop` and `order.progress` are set here. */
struct replicate_job {
	const struct model *model;
	struct engine_order order;
	double *row;                 /* model->metrics.count numbers */
	enum engine_end end;
	bool finished;               /* it ended by itself, without trouble: its row counts */
};

/* Called from the calling thread about ten times a second with the share done, 0 to 1. */
struct replicate_watch {
	void (*show)(void *context, double share);
	void *context;
};

#define REPLICATE_ALL_FINE ((size_t)-1)

/* Runs all jobs in order on `threads` threads (at least 1). Stops early where *stop becomes true (NULL: never): what has not finished is
   marked so. Trouble in a job (a queue without bound, a deadlock, …) stops all later ones; then the index of the first job in
   trouble is returned, the same for any number of threads, and `note` says what happened. Otherwise REPLICATE_ALL_FINE. */
size_t replicate_run(struct replicate_job *jobs, size_t count, unsigned threads, const atomic_bool *stop,
	const struct replicate_watch *watch, struct engine_note *note);

#endif
