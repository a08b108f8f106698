/* What an experiment found: the only thing that reports read. Everything in it is constant by then and owned by the study. */
#ifndef TAKT_EXPERIMENTS_RESULT_H
#define TAKT_EXPERIMENTS_RESULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "models/model.h"
#include "hash.h"
#include "summary.h"

struct followed;
struct ignorance;
struct outcomes;

/* Numbers on equal bins, for charts: a level or a sum over the time of the run, the same folded over a week or a day, or a histogram.
   The names are those of models/series.h: "work.panel.wip", "stations.booth.queue.week", "work.panel.time.histogram". */
struct result_series {
	const char *name;
	const char *unit;                    /* as files for machines give it: "" for numbers, "share", "/ h", money */
	double start, step;                  /* of the first bin, in clock units: over a week from Monday 00:00, over a day from 00:00; of a
	                                        histogram, time in the system */
	size_t count;                        /* bins; bin i is from start + i * step on. Over the run the last may be cut short by its end */
	const double *mean;                  /* [count]: mean over the replications; NAN: nobody saw that bin */
	const double *low, *high;            /* [count]: 95 % Student intervals, each bin by itself; NAN with one replication. NULL: histogram */
	const double *p10, *p90;             /* [count]: of the replications, of money over the run; NULL: of nothing else */
	uint32_t n;                          /* replications in it: the first ones, SERIES_REPLICATIONS of series.h at most */
	bool open_end;                       /* the last bin of a histogram is everything from there on */
};

struct result_scenario {
	const char *name;
	const char *title;                   /* NULL: none */
	const char *left_out;                /* NULL; or why it did not take part: then nothing else is there */
	const struct model *model;
	const char *const *sets;             /* what was changed: the scenario's own list, then the call's, then a variant's */
	size_t set_count;
	const double *rows;                  /* replication r, metric m: rows[r * model->metrics.count + m] */
	const bool *finished;                /* [replication]: its row counts */
	struct summary *summaries;           /* [metric] */
	uint32_t finished_count;
	uint32_t replications;               /* asked for */
	double warmup;                       /* clock units, 0: none */
	bool warmup_found;                   /* by the pilots */
	const struct ignorance *ignorance;   /* NULL: no `data` in the model, or not asked for */
	const struct followed *followed;     /* what became of items one by one; NULL: not asked for */
	bool too_short;                      /* the pilots never settled */
	const double *course;                /* [WARMUP_BATCHES] of warmup.h: what the pilots saw; NULL: there were none */
	const struct result_series *series;  /* [series_count]; none where the study was not told to collect them */
	size_t series_count;
	const struct outcomes *outcomes;     /* [kind_count]: of single projects (outcomes.h); NULL: the model has no plans, or it is a variant */
};

/* A file that the model reads besides itself. */
struct result_data {
	const char *file;                    /* as the model names it */
	char hash[HASH_ROOM];
};

/* How a run until precise ended. */
struct result_precision {
	double target;                       /* the relative half width that was asked for */
	uint32_t at_most;                    /* replications */
	double first_guess;                  /* about how many it would take, after the first ten */
	bool reached;
	const char *metric, *scenario;       /* what takes longest */
	double widest;                       /* its relative half width at the end */
	double needed;                       /* and about how many replications make that the target */
};

struct compare;
struct lever_gains;

struct result {
	const char *file;                    /* the model's, without its folders */
	const char *source;                  /* the model's text */
	size_t source_length;
	uint64_t seed;
	bool interrupted;
	const struct result_data *data;
	size_t data_count;
	const struct result_precision *precision;   /* NULL: the number of replications was given */
	const struct compare *compare;              /* NULL: the scenarios were not compared */
	const struct lever_gains *levers;           /* NULL: the scenarios after the first are no levers */
	const struct result_scenario *scenarios;
	size_t count;
};

/* The summary of a metric by its full name, NULL where this model has none of that name or nothing was observed. */
const struct summary *result_find(const struct result_scenario *scenario, const char *name);

/* The same for "work.%s.time" and the like: `pattern` with its one %s replaced by `subject`. */
const struct summary *result_of(const struct result_scenario *scenario, const char *pattern, const char *subject);

/* The series with this full name, NULL where there is none. */
const struct result_series *result_series(const struct result_scenario *scenario, const char *name);

/* The unit in which files for machines give a metric: as people read it, but "share" (0 to 1) instead of per cent. */
const char *result_unit(const struct model *model, const struct metric *metric);

#endif
