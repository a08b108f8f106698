/* The options of the command line: one table drives parsing, --help, the man page and bash completion. */
#ifndef TAKT_EXPERIMENTS_OPTIONS_H
#define TAKT_EXPERIMENTS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct command;

enum format { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSON };
enum page_format { PAGE_HTML, PAGE_JSON };

/* What a call may say; every field is filled by the table. */
struct option_texts {
	const char **list;           /* borrowed from argv; the list is ours */
	size_t count;
};

struct option_count {
	bool given;
	uint64_t value;
};

/* "2%" or 0.02 */
struct option_share {
	bool given;
	double value;
};

struct options {
	struct option_texts sets, scenarios, metrics, files;   /* files: what is no option, the command's name excepted */
	struct option_count replications, seed, threads, at_most, replication, item, width;
	struct option_share precision;
	unsigned format;             /* enum format */
	unsigned page_format;        /* enum page_format */
	unsigned plan_format, unit;  /* enum import_format; which of the words */
	unsigned picture;            /* enum chart_device of plots/chart.h */
	const char *output;          /* "-": standard output; NULL: not given to a command that has a file of its own */
	const char *folder, *only, *difference, *kind, *charts, *chart, *from, *hours, *start;   /* NULL where not given */
	bool no_ignorance;           /* what observations leave open is not asked */
	bool summary, quiet, force, decided, levers, replay, triangular, help;
};

enum option_type { OPTION_FLAG, OPTION_TEXT, OPTION_TEXTS, OPTION_COUNT, OPTION_SHARE, OPTION_WORD };

struct option {
	const char *name;            /* without the dashes */
	char letter;                 /* 'o': -o says the same; '\0': there is none */
	const char *argument;        /* what --help calls its argument; NULL: a flag */
	enum option_type type;
	size_t offset;               /* into struct options */
	uint64_t low, high;          /* OPTION_COUNT */
	const char *const *words;    /* OPTION_WORD: ends with NULL; the field is the index */
	unsigned commands;           /* bits 1 << enum command_id of the commands that know it */
	const char *completes;       /* "file", "folder", or NULL: for bash completion */
	const char *help;            /* plain, ends without a full stop */
};

/* Ends with name == NULL. */
extern const struct option option_table[];

/* Parses argv[first..argc) for `command`. Complaints go to `to`, each with the nearest option that there is. 0, or -1: the call is
   wrong. options_done frees the lists in any case. */
int options_parse(struct options *options, const struct command *command, int argc, char **argv, int first, FILE *to);
void options_done(struct options *options);

#endif
