/* Runs a model that is written in the test: its text, with ' for " (and ` for ' within) so that it can be read in C, through the reader,
   the builder and one replication. */
#ifndef TAKT_TESTS_ENGINE_RUN_H
#define TAKT_TESTS_ENGINE_RUN_H

#include "models/engine.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct ran {
	bool built;                  /* the reader and the builder had no complaint */
	enum engine_end end;
	struct engine_note note;
	struct model *model;
	double *row;                 /* of model->metrics.count numbers */
	struct arena arena;
	struct problems problems;
};

struct expected {
	const char *metric;
	double value;                /* NAN: nothing is observed */
};

/* One model and what must come out of it, to the last digit (but for the rounding of sums). */
struct engine_case {
	const char *what, *text;
	struct expected expected[12];  /* ends with metric NULL */
	enum engine_end end;
	const char *says[4];           /* parts of the note, where the end is not ENGINE_DONE; ends with NULL */
};

/* Replication `replication` under `seed`. Data files are looked for in tests/models. */
struct ran ran_text(const char *text, uint64_t seed, uint64_t replication);
void ran_done(struct ran *ran);
/* Fails the test where there is no such metric. */
double ran_metric(const struct ran *ran, const char *name);
/* The metric of replication 1 under seed 1; fails the test where the run has not ended as it should. */
double ran_value(const char *text, const char *metric);

void engine_cases(const struct engine_case *cases, size_t count);

#endif
