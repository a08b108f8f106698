/* What a model asks of its stations and resources, computed before any run: visits per item, loads, stability. */
#ifndef TAKT_MODELS_LOAD_H
#define TAKT_MODELS_LOAD_H

#include "model.h"

struct load {
	double *visits;            /* [task]: expected visits per item of its kind; NAN where the route depends on the state */
	double *task_time;         /* [task]: expected work of one visit, clock units */
	double *kind_rate;         /* [kind]: arrivals per clock unit in the long run, those started by others included; NAN: not known */
	double *station_rate;      /* [station]: visits per clock unit */
	double *station_load;      /* [station]: busy machines / machines; busy machines themselves where unlimited; NAN: not known */
	double *resource_load;     /* [resource]: busy units / units */
	double *station_capacity;  /* [station]: machines that are open, the mean over the usual week; 1 where unlimited */
	double *resource_capacity; /* [resource]: units on shift, the mean over the usual week */
	bool about;                /* estimated by sampling facts, or with state taken as empty: not exact */
	/* The doctor's own. */
	double *station_doubt;     /* [station]: standard error of the load; 0 where exact, INFINITY where it hangs on the state */
	double *resource_doubt;    /* [resource] */
	double *resource_own;      /* [resource]: the part of its load that nobody else may take over (without needs_one_of) */
	uint32_t *kind_trap;       /* [kind]: a task of a loop that some items never leave (visits are not known then); else NONE */
};

/* Fills `load` from `arena`. Machines and units are those of the usual week, holidays left out. Work is what is offered: nobody
   is turned away, diverted or leaves. What an item takes and keeps
   counts for the work and waits until it gives it back, without queues: at least so much. Work that
   several may do (needs_one_of) is spread so that nobody is loaded more than need be. */
void load_compute(struct load *load, const struct model *model, struct arena *arena);

/* The doctor: complains (errors: what can never work; warnings: what should be looked at). `force`: overload is a warning. */
void load_check(const struct load *load, const struct model *model, bool force, struct problems *problems);

#endif
