/* What a model asks of its stations and resources, computed before any run: visits per item, loads, stability. */
#ifndef TAKT_MODELS_LOAD_H
#define TAKT_MODELS_LOAD_H

#include "model.h"

/* Why a load is not the whole truth. */
enum {
	LOAD_KEPT = 1,             /* more: what is taken is kept while its holder waits, which is not counted */
	LOAD_SHARED = 2,           /* about: work that several may do is spread evenly */
	LOAD_SETUP_SPARED = 4,     /* less: of several machines one that is set up already goes first; who comes back at once finds it so */
	LOAD_SETUP_ROUGH = 8,      /* about: setups as if each item followed on any other, which its order or its source prevents */
	LOAD_BATCH_EARLY = 16,     /* more: batches that start before they are full */
	LOAD_REPAIR_WAITS = 32     /* more: repairs wait for the hours of their crew */
};

/* At `task` somebody waits for `wanted` while it keeps `kept` (resources). */
struct load_wait {
	uint32_t task, kept, wanted;
};

/* At `task` `needed` of a resource are asked for by who keeps `kept` of them, and there are not so many. */
struct load_lack {
	uint32_t task, resource, needed, kept;
	bool sure;                 /* whoever comes there waits for ever */
};

/* What cases tell that were tried in a model in which nobody waits for anybody. */
struct case_trial {
	struct member_sums *sums;  /* [member of the case plan] */
	double cases;
	const char *fault;         /* why they did not all come to an end; NULL: they did */
	const struct node *node;   /* where; NULL: nowhere in particular */
};

struct load {
	double *visits;            /* [task]: expected visits per item of its kind; NAN where the route depends on the state */
	double *task_time;         /* [task]: expected work of one visit, clock units */
	double *task_work;         /* [task]: of all visits of an item, with the shares that repeats have of it; NAN as `visits` */
	double *kind_rate;         /* [kind]: arrivals per clock unit in the long run, those started by others included; NAN: not known */
	double *kind_number;       /* [kind]: items in all, those started by others included; INFINITY: without end, NAN: not known */
	double *station_rate;      /* [station]: visits per clock unit */
	double *station_load;      /* [station]: busy machines / machines; busy machines themselves where unlimited; NAN: not known */
	double *resource_load;     /* [resource]: busy units / units */
	double *station_capacity;  /* [station]: machines that can work, the mean over the usual week; 1 where unlimited */
	double *resource_capacity; /* [resource]: units that can work, the mean over the usual week */
	double *station_open;      /* [station]: share of the usual week in which it is open and all that it needs is on shift */
	double *station_busy;      /* [station]: machines at work or in setup */
	double *station_setup;     /* [station]: the part of its load that is setups */
	double *setup_chance;      /* [station]: of a visit; 0 where nothing is set up */
	unsigned *station_marks, *resource_marks;
	bool about;                /* not exact, for one reason or another */
	bool sampled;              /* estimated by sampling facts, or with state taken as empty */
	/* The doctor's own. */
	double *station_doubt;     /* [station]: standard error of the load; 0 where exact, INFINITY where it hangs on the state */
	double *resource_doubt;    /* [resource] */
	double *station_spared;    /* [station]: the part of its load that may not be there: setups that nothing makes certain */
	double *resource_own;      /* [resource]: the part of its load that nobody else may take over (without needs_one_of) */
	double *resource_spared;   /* [resource]: the part of that which may not be there: such setups; repairs, as what is down fails not */
	struct case_trial **trials;   /* [kind]; NULL where it is no kind of cases */
	uint32_t *kind_trap;       /* [kind]: a task of a loop that some items never leave (visits are not known then); else NONE */
	struct load_wait *waits;   /* each pair once */
	struct load_lack *lacks;   /* each task once */
	size_t wait_count, lack_count;
};

/* Fills `load` from `arena`. Machines and units are those of the usual week, holidays left out; what fails by the clock is there
   every / (every + repair) of it, what fails by busy time has repair / every of its work on top (repairs of the mean length, their
   crew at hand). Work is what is offered: nobody is turned away, diverted or leaves. A batch is full and one service; a setup is as
   likely as two items that come to a station, picked at random, differ. What an item takes and keeps counts for the work and waits
   until it gives it back, without queues: at least so much. Of cases, whose way is not known in advance, a thousand are tried without
   queues. Work that several may do (needs_one_of) is spread so that nobody is loaded more than need be. */
void load_compute(struct load *load, const struct model *model, struct arena *arena);

/* The mean time of a repair when its crew is there, and from the end of a repair to the next failure (of work where it counts busy
   time). Once load_compute has found the times of tasks. */
double load_repair_time(const struct load *load, const struct model *model, const struct fails *fails);
double load_time_to_failure(const struct fails *fails);

/* Whether at this second of the usual week all is there that work at a station begins with. */
bool load_may_begin(const struct model *model, const struct station *station, int32_t second);

/* Whether repairs are done there, and nothing else: no place where work goes. */
bool load_is_repair(const struct model *model, uint32_t station);

/* The name of what is repaired at a hidden station; NULL where it is none of those. */
const char *load_repaired_at(const struct model *model, uint32_t station);

/* The plan of a kind with a project on expected times, as loads have them, without rework: fills what project->tasks say of it. Optional
   tasks count with their chance. Hours are those of the station, else of its first need that has some. */
void load_plan(const struct model *model, uint32_t kind, struct project *project, struct arena *arena);

/* The doctor: complains (errors: what can never work; warnings: what should be looked at). `force`: overload is a warning. */
void load_check(const struct load *load, const struct model *model, bool force, struct problems *problems);

#endif
