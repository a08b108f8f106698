/* The commands: one table drives dispatch, help, the man page and bash completion. */
#ifndef TAKT_EXPERIMENTS_COMMANDS_H
#define TAKT_EXPERIMENTS_COMMANDS_H

#include <stdatomic.h>
#include <stdbool.h>
#include "options.h"

/* Exit statuses, as the manual lists them. */
enum status {
	STATUS_DONE = 0,
	STATUS_WORLD = 1,            /* a file, the disk; a validation that failed; stopped before there was anything to say */
	STATUS_MODEL = 2,            /* the model or the call is wrong */
	STATUS_RUNAWAY = 3           /* a queue without bound, a deadlock, a loop that never ends */
};

enum command_id {
	COMMAND_RUN, COMMAND_CHECK, COMMAND_DOC, COMMAND_VALIDATE, COMMAND_COMPARE, COMMAND_LEVERS, COMMAND_SWEEP, COMMAND_REPORT,
	COMMAND_TRACE, COMMAND_HELP, COMMAND_MAN, COMMAND_COMPLETION, COMMAND_BENCH,
	COMMAND_IMPORT
};

/* What a command is called with. */
struct call {
	const struct command *command;
	const struct options *options;
	const atomic_bool *stop;     /* becomes true on Ctrl-C */
};

enum files { FILES_NONE, FILES_ONE, FILES_ANY };

struct command {
	enum command_id id;
	const char *name, *arguments;
	const char *help;            /* one line */
	const char *about;           /* a paragraph; NULL: none */
	const char *example;
	enum files files;
	const char *file;            /* where its result goes unless --output says otherwise; NULL: to standard output */
	bool any_file;               /* what it reads is no model: any file may be meant */
	bool hidden;                 /* for the Makefile, not for people */
	enum status (*run)(const struct call *call);
};

/* Ends with name == NULL. */
extern const struct command command_table[];

const struct command *command_find(const char *name);   /* NULL: no such command */

/* The whole program but for signals: parses, dispatches, complains. Returns the exit status. */
enum status command_main(int argc, char **argv, const atomic_bool *stop);

/* One file each. */
enum status run_command(const struct call *call);
enum status compare_command(const struct call *call);
enum status levers_command(const struct call *call);
enum status sweep_command(const struct call *call);
enum status report_command(const struct call *call);
enum status trace_command(const struct call *call);
enum status check_command(const struct call *call);
enum status doc_command(const struct call *call);
enum status validate_command(const struct call *call);
enum status help_command(const struct call *call);
enum status man_command(const struct call *call);
enum status completion_command(const struct call *call);
enum status import_command(const struct call *call);
enum status bench_command(const struct call *call);

/* Help for one command, or for all where `command` is NULL. */
void help_print(const struct command *command, FILE *to);

#endif
