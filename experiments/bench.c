/* takt bench: one replication of a model on one thread, without warm-up, and what it cost: one line for tests/bench/run.sh. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include "study.h"

static double seconds_used(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static long peak_kilobytes(void)
{
	struct rusage usage;
	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_maxrss;
}

static enum status measure(const struct model *model)
{
	double *row = calloc(model->metrics.count ? model->metrics.count : 1, sizeof *row);
	if (!row) {
		perror("takt: no memory for the results");
		return STATUS_WORLD;
	}
	struct engine_order order = { .seed = model->seed, .replication = 1 };
	struct engine_note note;
	long before = peak_kilobytes();
	double begun = seconds_used();
	enum engine_end end = engine_run(model, &order, row, &note);
	double seconds = seconds_used() - begun;
	free(row);
	if (end != ENGINE_DONE) {
		fprintf(stderr, "takt: %s\n", note.text);
		return STATUS_RUNAWAY;
	}
	printf("items %" PRIu64 " events %" PRIu64 " most %" PRIu64 " seconds %.6f peak_kb %ld world_kb %ld\n", note.items, note.events,
		note.most_items, seconds, peak_kilobytes(), peak_kilobytes() - before);
	return STATUS_DONE;
}

enum status bench_command(const struct call *call)
{
	struct study study;
	enum status status = study_open(&study, call, call->options->files.list[0], STUDY_BASE, false);
	if (status == STATUS_DONE)
		status = measure(study.scenarios[0].model);
	study_done(&study);
	return status;
}
