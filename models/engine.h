/* One replication: items walk the compiled tasks of a constant model; the end is one row of numbers. */
#ifndef TAKT_MODELS_ENGINE_H
#define TAKT_MODELS_ENGINE_H

#include <stdatomic.h>
#include <stdint.h>
#include "activity.h"
#include "model.h"
#include "outcome.h"
#include "series.h"
#include "trace.h"

/* Number in the system over time, for the warm-up: means over equal bins of the run. */
struct engine_bins {
	double *means;        /* count of them, filled by engine_run */
	uint32_t count;
};

/* What the cases of one kind tell that have closed. */
struct engine_cases {
	uint32_t kind;
	struct member_sums *sums;            /* [member of its case plan] (case.h) */
};

struct engine_order {
	uint64_t seed, replication;          /* replication counts from 1; pilots have the top bit set */
	double warmup;                       /* clock units */
	const atomic_bool *stop;             /* NULL, or set from elsewhere: the run ends early */
	_Atomic double *progress;            /* NULL, or the share done, 0 to 1, from time to time */
	struct engine_bins *bins;            /* NULL, or filled (with a fixed length only) */
	const struct engine_trace *trace;    /* NULL, or told what becomes of each item; the row is the same */
	struct engine_active *active;        /* NULL, or told who is active without a break; the row is the same */
	struct engine_series *series;        /* NULL, or filled, where the run ends as ENGINE_DONE; the row is the same */
	struct engine_outcomes *outcomes;    /* the same */
	struct engine_cases *cases;          /* the same */
	uint64_t events_at_most;             /* after about so many the run ends early; 0: any number */
};

enum engine_end { ENGINE_DONE, ENGINE_STOPPED, ENGINE_RUNAWAY, ENGINE_DEADLOCK, ENGINE_ENDLESS, ENGINE_NO_MEMORY,
	ENGINE_WRONG /* the model asks for what cannot be: a negative time, a chance above 1 */ };

struct engine_note {
	char text[1024];             /* what happened and what to do, where the end is not ENGINE_DONE */
	enum engine_end reason;      /* as engine_run returns it */
	const struct node *node;     /* where in the model; NULL: nowhere in particular */
	uint64_t events, items;      /* handed out by the event set; entered the system */
	uint64_t most_items;         /* in the system at once */
	double end;                  /* clock units */
};

/* Runs the model once; `row` (NULL: not wanted) has model->metrics.count numbers (NAN: nothing observed). Private state only: any number
   at once. */
enum engine_end engine_run(const struct model *model, const struct engine_order *order, double *row, struct engine_note *note);

#endif
