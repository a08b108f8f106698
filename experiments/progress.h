/* A bar on a terminal: share done, time left. Silent everywhere else. */
#ifndef TAKT_EXPERIMENTS_PROGRESS_H
#define TAKT_EXPERIMENTS_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

struct progress {
	FILE *to;            /* NULL: shows nothing */
	const char *what;    /* "warm-up", "30 replications" */
	double began, drawn; /* seconds of a clock that only runs forward */
	bool visible;
};

/* Shows on standard error where that is a terminal and not `quiet`. */
void progress_init(struct progress *progress, bool quiet);
void progress_start(struct progress *progress, const char *what);

/* A replicate_watch: `context` is the struct progress. */
void progress_show(void *context, double share);

/* Wipes the bar, so that nothing of it remains. */
void progress_erase(struct progress *progress);

#endif
