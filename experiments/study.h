/* From a call to a result: reads the file, builds the model of every scenario asked for, finds the warm-up, runs the replications.
   Owns everything that a result points to. */
#ifndef TAKT_EXPERIMENTS_STUDY_H
#define TAKT_EXPERIMENTS_STUDY_H

#include "models/load.h"
#include "models/tree.h"
#include "commands.h"
#include "progress.h"
#include "replicate.h"
#include "result.h"

struct study_scenario {
	const char *name;
	struct model *model;
	struct load load;
};

struct study {
	const struct call *call;
	struct arena arena;
	struct tree *tree;
	struct study_scenario *scenarios;
	size_t count;
	struct problems problems;
	unsigned threads;
	struct progress progress;
	struct result result;
	struct result_scenario *found;       /* result.scenarios, [count] */
	struct replicate_job *jobs;          /* ours to free, as the two below */
	double *rows;
	bool *finished;
};

/* Reads `file` and builds its scenarios; errors (all of them) and warnings go to standard error. Call study_done in any case. */
enum status study_open(struct study *study, const struct call *call, const char *file);

/* Warm-up and replications; fills study->result. STATUS_DONE also where Ctrl-C left enough to report (result.interrupted). */
enum status study_run(struct study *study);

void study_done(struct study *study);

#endif
