/* The streams of a command go to two files without names, so that no pipe can fill up and hold it. */
#define _XOPEN_SOURCE 700   /* realpath, mkdtemp */
#include "program.h"

#include <criterion/criterion.h>
#include <libgen.h>
#include <limits.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static char folder[] = "build/program-XXXXXX";

static void name_program(const char *variable, const char *fallback, const char *as)
{
	const char *given = getenv(variable);
	char path[PATH_MAX];
	cr_assert(realpath(given && *given ? given : fallback, path), "%s is not built", given && *given ? given : fallback);
	setenv(as, path, 1);
}

void program_enter(void)
{
	char here[PATH_MAX];
	cr_assert(getcwd(here, sizeof here) != NULL);
	setenv("root", here, 1);
	name_program("TAKT_DEBUG", "build/debug/takt", "debug");
	name_program("TAKT_RELEASE", "build/release/takt", "release");
	char *release = strdup(getenv("release")), *path = text_format("%s:%s", dirname(release), getenv("PATH"));
	setenv("PATH", path, 1);
	free(path);
	free(release);
	mkdir("build", 0777);
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
}

void program_leave(void)
{
	cr_assert(chdir(getenv("root")) == 0);
	cr_assert_eq(program_status("chmod -R u+w %s && rm -rf %s", folder, folder), 0);
}

static char *take(FILE *file, size_t *length)
{
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	rewind(file);
	char *text = malloc((size_t)size + 1);
	*length = text ? fread(text, 1, (size_t)size, file) : 0;
	if (text)
		text[*length] = '\0';
	fclose(file);
	return text;
}

static struct answer run(const char *command)
{
	struct answer answer = { .status = -1 };
	FILE *out = tmpfile(), *err = tmpfile();
	char *words[] = { "sh", "-c", (char *)command, NULL };
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = 0;
	size_t length;
	cr_assert(out && err);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", 0, 0);
	posix_spawn_file_actions_adddup2(&actions, fileno(out), STDOUT_FILENO);
	posix_spawn_file_actions_adddup2(&actions, fileno(err), STDERR_FILENO);
	cr_assert_eq(posix_spawn(&child, "/bin/sh", &actions, NULL, words, environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	cr_assert_eq(waitpid(child, &status, 0), child);
	answer.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	answer.out = take(out, &answer.out_length);
	answer.err = take(err, &length);
	return answer;
}

static char *format_text(const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	char *text = malloc((size_t)length + 1);
	cr_assert(text != NULL);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

char *text_format(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *text = format_text(format, arguments);
	va_end(arguments);
	return text;
}

struct answer program_call(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *command = format_text(format, arguments);
	va_end(arguments);
	struct answer answer = run(command);
	free(command);
	return answer;
}

void answer_done(struct answer *answer)
{
	free(answer->out);
	free(answer->err);
}

int program_status(const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *command = format_text(format, arguments);
	va_end(arguments);
	struct answer answer = run(command);
	free(command);
	answer_done(&answer);
	return answer.status;
}

char *file_read(const char *path, size_t *length)
{
	size_t unused;
	FILE *file = fopen(path, "rb");
	return file ? take(file, length ? length : &unused) : NULL;
}

void file_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");
	cr_assert(file != NULL, "%s", path);
	fputs(text, file);
	cr_assert_eq(fclose(file), 0, "%s", path);
}

bool program_has(const char *command)
{
	return program_status("command -v %s", command) == 0;
}

size_t text_count(const char *text, const char *part)
{
	size_t count = 0;
	for (const char *at = strstr(text, part); at; at = strstr(at + strlen(part), part))
		count++;
	return count;
}
