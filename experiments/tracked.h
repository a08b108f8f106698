/* What is kept of the items that are in the system, found by their kind and number while a traced replication tells of them. Invariant: no
   two have the same. */
#ifndef TAKT_EXPERIMENTS_TRACKED_H
#define TAKT_EXPERIMENTS_TRACKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The beginning of the record of an item. Whoever makes the record frees it. */
struct tracked {
	uint32_t kind;
	uint64_t number;
};

/* Zeroed by the caller. */
struct tracked_table {
	struct tracked **list;       /* [room]; NULL: nobody is there */
	size_t count, room;
};

/* NULL: it is not there. */
void *tracked_find(const struct tracked_table *table, uint32_t kind, uint64_t number);

/* False: memory is exhausted. */
bool tracked_add(struct tracked_table *table, struct tracked *item);
void tracked_remove(struct tracked_table *table, const struct tracked *item);

/* The table alone. */
void tracked_done(struct tracked_table *table);

#endif
