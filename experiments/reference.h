/* The reference of the model language as one list of entries, gathered from the tables that read models. */
#ifndef TAKT_EXPERIMENTS_REFERENCE_H
#define TAKT_EXPERIMENTS_REFERENCE_H

#include <stdbool.h>
#include "sim/arena.h"

struct reference_entry {
	const char *section;     /* "Keys of the model file", "Distributions", … */
	const char *group;       /* where a key stands: "stations.NAME.queue"; else NULL */
	const char *group_help;  /* a sentence about the group */
	const char *name;        /* "order"; a metric's pattern; a function's name */
	const char *what;        /* its type, default and range, or its arguments; "" */
	const char *help;        /* plain sentences */
	const char *example;     /* NULL: none */
	const char *also;        /* other words for it, with blanks between; NULL: none */
	struct reference_entry *next;
};

/* All entries in the order of the reference. They live in `arena` and in the tables. */
struct reference_entry *reference_gather(struct arena *arena);

#endif
