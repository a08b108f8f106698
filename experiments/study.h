/* From a call to a result: reads the file, builds the model of every scenario asked for, finds the warm-up, runs the replications, in
   as many rounds as the experiment wants. Owns everything that a result points to. */
#ifndef TAKT_EXPERIMENTS_STUDY_H
#define TAKT_EXPERIMENTS_STUDY_H

#include "models/load.h"
#include "models/tree.h"
#include "commands.h"
#include "outcomes.h"
#include "progress.h"
#include "replicate.h"
#include "result.h"
#include "series.h"

/* A scenario of the file, or a variant of one: the same with some more values changed. All texts are in the study's arena. */
struct study_scenario {
	const char *name;
	const char *title;                   /* NULL: as the file says */
	const char *of;                      /* the scenario of the file that it is, or is a variant of */
	const char *const *sets;             /* what a variant changes, on top of its scenario's and the call's */
	size_t set_count;
	struct model *model;                 /* NULL: it cannot be built */
	struct load load;
	struct series_store *series;         /* NULL: not wanted, or it is a variant: those are many */
	struct outcome_store *outcomes;      /* NULL: no plans, or it is a variant */
	const char *left_out;                /* why it cannot take part, in words; NULL: it does */
};

struct study {
	const struct call *call;
	struct arena arena;
	struct tree *tree;
	struct study_scenario *scenarios;
	size_t count, room;
	struct problems problems;
	unsigned threads;
	bool wants_series;                   /* set before the first round: the scenarios of the file come with their series */
	bool lenient;                        /* a scenario that cannot bear its load, or gets into trouble, is left out; the first never is */
	struct progress progress;
	const char *doing;                   /* what the bar of a round says; NULL: "running" */
	struct result result;
	struct result_scenario *found;       /* result.scenarios, [count] */
	double **rows;                       /* [count], ours to free: room for found[i].replications rows, as `finished` */
	bool **finished;
};

/* Which scenarios a command is about where the call names none. STUDY_ONE: base, or what the call names in its place; variants of it are
   to be added. More than one is for the command to refuse. */
enum study_default { STUDY_BASE, STUDY_ALL, STUDY_ONE };

/* Reads `file` and builds its scenarios; errors (all of them) and warnings go to standard error. `base` is always among the scenarios of
   a lenient study, and first, but for STUDY_ONE. Call study_done in any case. */
enum status study_open(struct study *study, const struct call *call, const char *file, enum study_default which, bool lenient);

/* Adds a variant, before the first round. Its errors are left in `problems`, which the caller has initialised; they are not printed. The
   texts are copied. -1 where it cannot be built: it is not added then. A load that it cannot bear makes it left_out in a lenient study. */
int study_add(struct study *study, const char *name, const char *title, const char *of, const char *const *sets, size_t set_count,
	struct problems *problems);

/* Scenario i as one of the models that may be true (models/observed.h). NULL where it cannot be built or cannot bear its load: why is
   left in `problems`. model_done ends it. */
struct model *study_drawn(struct study *study, size_t i, const struct observed_draw *draw, struct problems *problems);

/* Before the first round: finds the warm-up, the longest for all. study_run does it by itself. */
enum status study_begin(struct study *study);

/* Runs scenario i up to replication until[i], where it is not there yet, and summarises all. STATUS_DONE also where Ctrl-C left enough
   to report (result.interrupted). */
enum status study_round(struct study *study, const uint32_t *until);

/* Warm-up, then all replications that the call or the model asks for, in one round. */
enum status study_run(struct study *study);

void study_done(struct study *study);

#endif
