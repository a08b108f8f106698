/* Output files: a temporary file in the same folder, so that rename (2) can put it in place in one step. */
#define _XOPEN_SOURCE 700   /* realpath */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "output.h"

static int complain(const char *path)
{
	if (errno != EPIPE)   /* whoever read the pipe has had enough: that needs no words */
		fprintf(stderr, "takt: %s: %s\n", *path ? path : "''", strerror(errno));
	return -1;
}

static void hold_signals(struct output *output)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &ending, &output->signals);
}

/* What the file may be for whom: as it was, or as the umask says for a new one. */
static void set_mode(int file, const struct stat *old)
{
	mode_t mask = umask(0);
	umask(mask);
	mode_t mode = old ? old->st_mode & 0777 : 0666 & ~mask;
	(void)!fchmod(file, mode);
}

static int open_temporary(struct output *output, const struct stat *old)
{
	size_t room = strlen(output->target) + sizeof ".takt-XXXXXX";
	output->temporary = malloc(room);
	if (!output->temporary)
		return -1;
	snprintf(output->temporary, room, "%s.takt-XXXXXX", output->target);
	int file = mkstemp(output->temporary);
	if (file < 0) {
		free(output->temporary);
		output->temporary = NULL;
		return -1;
	}
	set_mode(file, old);
	output->stream = fdopen(file, "w");
	if (output->stream)
		return 0;
	close(file);
	unlink(output->temporary);
	return -1;
}

static void release(struct output *output)
{
	free(output->target);
	free(output->temporary);
	sigprocmask(SIG_SETMASK, &output->signals, NULL);
}

int output_open(struct output *output, const char *path)
{
	struct stat old;
	*output = (struct output){ .path = path };
	sigprocmask(SIG_BLOCK, NULL, &output->signals);
	if (strcmp(path, "-") == 0) {
		output->stream = stdout;
		return 0;
	}
	bool there = stat(path, &old) == 0;
	int fault = 0;
	if (!*path || (!there && errno != ENOENT)) {
		fault = -1;
	} else if (there && !S_ISREG(old.st_mode)) {
		output->stream = fopen(path, "w");
		fault = output->stream ? 0 : -1;
	} else {
		hold_signals(output);
		output->target = there ? realpath(path, NULL) : strdup(path);   /* behind a link, the file itself is replaced */
		fault = output->target ? open_temporary(output, there ? &old : NULL) : -1;
	}
	if (fault) {
		complain(path);
		release(output);
	}
	return fault;
}

int output_close(struct output *output)
{
	bool standard = output->stream == stdout;
	bool fine = fflush(output->stream) == 0 && !ferror(output->stream);
	if (fine && output->temporary)
		fine = fsync(fileno(output->stream)) == 0;
	int error = errno;
	if (!standard && fclose(output->stream) != 0 && fine) {
		fine = false;
		error = errno;
	}
	if (fine && output->temporary && rename(output->temporary, output->target) != 0) {
		fine = false;
		error = errno;
	}
	if (!fine && output->temporary)
		unlink(output->temporary);
	errno = error;
	if (!fine)
		complain(standard ? "standard output" : output->path);
	release(output);
	return fine ? 0 : -1;
}

int output_try(const char *path)
{
	struct output output;
	struct stat old;
	if (strcmp(path, "-") == 0 || (stat(path, &old) == 0 && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode)))
		return 0;
	if (output_open(&output, path) != 0)
		return -1;
	fclose(output.stream);
	if (output.temporary)
		unlink(output.temporary);
	release(&output);
	return 0;
}
