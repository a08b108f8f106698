/* Where results go: standard output, or a file that appears whole or not at all. */
#ifndef TAKT_EXPERIMENTS_OUTPUT_H
#define TAKT_EXPERIMENTS_OUTPUT_H

#include <signal.h>
#include <stdio.h>

struct output {
	FILE *stream;
	const char *path;        /* as given, for complaints */
	char *target;            /* the file to replace; NULL: written in place (standard output, a pipe, a device) */
	char *temporary;         /* beside it */
	sigset_t signals;        /* as they were before */
};

/* Opens `path` ("-": standard output) for writing. Signals that would end the program wait until output_close, so that nothing is
   left behind. 0, or -1 with a complaint on standard error. */
int output_open(struct output *output, const char *path);

/* Makes what was written the file, where all of it could be written. 0, or -1 with a complaint: the old file is as it was. */
int output_close(struct output *output);

/* Whether `path` could be written now, so that a long run does not end in a complaint. 0, or -1 with a complaint. */
int output_try(const char *path);

#endif
