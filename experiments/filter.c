/* One socket is the program's standard input and output at once: it is written and read in turn as poll (2) says, so that neither side
   waits for the other for ever, and a program that has gone away is an error here, not a signal. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "filter.h"

extern char **environ;

struct answer {
	char *text;
	size_t length, room;
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* --- the program -------------------------------------------------------------------------------------------------------------------- */

/* Ctrl-C is for us: what has been found until then is still to be shown, with its pictures. */
static int set_signals(posix_spawnattr_t *attributes)
{
	sigset_t blocked, usual;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGINT);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	sigaddset(&usual, SIGTERM);
	sigaddset(&usual, SIGHUP);
	int fault = posix_spawnattr_setsigmask(attributes, &blocked);
	fault = fault ? fault : posix_spawnattr_setsigdefault(attributes, &usual);
	return fault ? fault : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

static int set_files(posix_spawn_file_actions_t *files, int end)
{
	int fault = posix_spawn_file_actions_adddup2(files, end, STDIN_FILENO);
	fault = fault ? fault : posix_spawn_file_actions_adddup2(files, end, STDOUT_FILENO);
	return fault ? fault : posix_spawn_file_actions_addopen(files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
}

/* 0, or what went wrong as in errno. */
static int start(char *const *words, int end, pid_t *program)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	int fault = posix_spawn_file_actions_init(&files);
	if (fault)
		return fault;
	fault = posix_spawnattr_init(&attributes);
	if (!fault) {
		fault = set_signals(&attributes);
		fault = fault ? fault : set_files(&files, end);
		fault = fault ? fault : posix_spawnp(program, words[0], &files, &attributes, words, environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&files);
	return fault;
}

/* Whether it ended well; it is ended where it does not by itself in time. Where nobody is told how programs end (SIGCHLD is ignored)
   its answer must speak for it. */
static bool wait_for(pid_t program, double until)
{
	const struct timespec moment = { .tv_nsec = 1000000 };
	int status;
	pid_t ended;
	while ((ended = waitpid(program, &status, WNOHANG)) == 0 && now() < until)
		nanosleep(&moment, NULL);
	if (ended == 0) {
		kill(program, SIGKILL);
		while (waitpid(program, &status, 0) < 0 && errno == EINTR)
			;
		return false;
	}
	return ended < 0 ? errno == ECHILD : WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* --- the talk ----------------------------------------------------------------------------------------------------------------------- */

/* 1: more may come; 0: that was all; -1: it went wrong. */
static int hear(int socket, struct answer *answer)
{
	if (answer->room - answer->length < 4096) {
		size_t room = answer->room ? 2 * answer->room : 65536;
		char *text = room <= FILTER_ANSWER_AT_MOST ? realloc(answer->text, room) : NULL;
		if (!text)
			return -1;
		answer->text = text;
		answer->room = room;
	}
	ssize_t count = recv(socket, answer->text + answer->length, answer->room - answer->length - 1, 0);
	if (count > 0)
		answer->length += (size_t)count;
	if (count < 0)
		return errno == EAGAIN || errno == EINTR ? 1 : -1;
	return count > 0;
}

/* How many bytes it took; -1: it takes no more. */
static ssize_t say(int socket, const char *text, size_t length)
{
	ssize_t count = send(socket, text, length, MSG_NOSIGNAL);
	return count < 0 && (errno == EAGAIN || errno == EINTR) ? 0 : count;
}

static enum filter_end talk(int socket, const char *text, size_t length, double until, struct answer *answer)
{
	bool said = false;
	for (;;) {
		if (length == 0 && !said) {
			shutdown(socket, SHUT_WR);
			said = true;
		}
		double left = until - now();
		struct pollfd ready = { .fd = socket, .events = (short)(POLLIN | (said ? 0 : POLLOUT)) };
		if (left <= 0.0)
			return FILTER_TOO_SLOW;
		if (poll(&ready, 1, (int)(1000.0 * left) + 1) < 0 && errno != EINTR)
			return FILTER_FAILED;
		if (ready.revents & (POLLIN | POLLHUP | POLLERR)) {
			int more = hear(socket, answer);
			if (more <= 0)
				return more == 0 && said ? FILTER_DONE : FILTER_FAILED;
		}
		if (ready.revents & POLLOUT && !said) {
			ssize_t count = say(socket, text, length);
			if (count < 0)
				return FILTER_FAILED;
			text += count;
			length -= (size_t)count;
		}
	}
}

/* Of both ends: no program that is started later is to inherit them. Ours must not wait. */
static int make_sockets(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return -1;
	if (fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0)
		return 0;
	close(ends[0]);
	close(ends[1]);
	return -1;
}

enum filter_end filter_run(char *const *words, const char *text, size_t length, double seconds, char **answer)
{
	struct answer heard = { .text = NULL };
	int ends[2];
	pid_t program;
	*answer = NULL;
	if (make_sockets(ends) != 0)
		return FILTER_FAILED;
	int fault = start(words, ends[1], &program);
	close(ends[1]);
	if (fault) {
		close(ends[0]);
		return fault == ENOENT || fault == EACCES || fault == ENOTDIR ? FILTER_NOT_THERE : FILTER_FAILED;
	}
	double until = now() + seconds;
	enum filter_end end = talk(ends[0], text, length, until, &heard);
	close(ends[0]);
	bool well = wait_for(program, end == FILTER_DONE ? until : 0.0);
	if (end == FILTER_DONE && (!well || !heard.text))
		end = FILTER_FAILED;
	if (end != FILTER_DONE) {
		free(heard.text);
		return end;
	}
	heard.text[heard.length] = '\0';
	*answer = heard.text;
	return end;
}
