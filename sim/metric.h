/* Declared measures: each metric is declared once, with its unit, which direction is better and one line of help; every format,
   axis and manual page reads the declaration. A replication fills one row of numbers in the order of declaration. */
#ifndef TAKT_SIM_METRIC_H
#define TAKT_SIM_METRIC_H

#include <stddef.h>

enum metric_unit { METRIC_COUNT, METRIC_TIME, METRIC_SHARE, METRIC_RATE, METRIC_NUMBER, METRIC_MONEY };
enum metric_better { METRIC_NEITHER, METRIC_LESS, METRIC_MORE };

/* One line of a module's declarations: the pattern ("work.K.time"), shared by all metrics made from it. */
struct metric_kind {
	const char *pattern;        /* K, S, R stand for a kind of work, a station, a resource; NAME for a measure; C for a cause */
	enum metric_unit unit;
	enum metric_better better;
	const char *help;           /* one line */
};

struct metric {
	const struct metric_kind *kind;
	char *name;                 /* the full name, "work.panel.time" */
};

/* The columns of the result. The caller owns the storage. */
struct metric_table {
	struct metric *list;
	size_t count, room;
	unsigned *slots;            /* where names are found: index + 1, twice as many as there is room for; 0: nothing */
};

void metric_table_init(struct metric_table *table);
void metric_table_done(struct metric_table *table);

/* Adds a column made from `kind` with the capital word of its pattern replaced by `subject` (NULL: the pattern as it is).
   Returns its index, or -1 when memory is exhausted. `kind` must outlive the table. */
int metric_declare(struct metric_table *table, const struct metric_kind *kind, const char *subject);

/* The same for a pattern with two capital words ("work.K.time.C"): the second is replaced by `part`. */
int metric_declare_part(struct metric_table *table, const struct metric_kind *kind, const char *subject, const char *part);

/* The index of the metric with this full name; -1: none. */
int metric_find(const struct metric_table *table, const char *name);

/* The unit as printed: "min" (the clock's unit) for METRIC_TIME, "/ h" for a rate, "%" for a share, "" for counts and numbers. */
const char *metric_unit_text(const struct metric_kind *kind, const char *time_unit, const char *rate_unit, const char *money);

#endif
