/* Runs the built programs the way a user does: through a shell, in a folder of the test's own. Nothing of takt is linked here.

   In a command `takt` is the release program, "$debug" the debug program, "$root" the folder of the sources. The environment may name
   others: TAKT_RELEASE, TAKT_DEBUG. */
#ifndef TAKT_TESTS_PROGRAM_H
#define TAKT_TESTS_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>

#define COUNT_OF(array) (sizeof (array) / sizeof *(array))

/* What came back. `status` is the exit status, or 128 and the signal that ended it. The texts end with a zero and are ours. */
struct answer {
	int status;
	char *out, *err;
	size_t out_length;
};

/* Sets up a folder of its own and goes there; program_leave takes it away with all that is in it. For .init and .fini. */
void program_enter(void);
void program_leave(void);

/* Runs a command of the shell to its end. answer_done afterwards. */
struct answer program_call(const char *format, ...) __attribute__((format(printf, 1, 2)));
void answer_done(struct answer *answer);

/* The same, for commands of which only the exit status matters. */
int program_status(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The whole of a file, with a zero after it, or NULL; to be freed. `length` may be NULL. */
char *file_read(const char *path, size_t *length);
void file_write(const char *path, const char *text);

/* Whether a command of the system is there. */
bool program_has(const char *command);

/* A formatted text; to be freed. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* How often `part` stands in `text`. */
size_t text_count(const char *text, const char *part);

#endif
