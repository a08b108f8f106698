/* Words and what each stands for. Capitals and small letters (of the English alphabet) are the same. */
#ifndef TAKT_EXPERIMENTS_LOOKUP_H
#define TAKT_EXPERIMENTS_LOOKUP_H

#include <stddef.h>
#include <stdint.h>
#include "sim/arena.h"

#define LOOKUP_NONE UINT32_MAX

/* Grows as words are added. Words are borrowed; the rest is in the arena. Zeroed but for the arena, it is empty. */
struct lookup {
	struct arena *arena;
	const char **words;
	uint32_t *values;
	uint32_t *slots;             /* an entry's index and 1; 0: free */
	size_t count, room;          /* of words; there are twice as many slots as room */
};

/* What a word stands for, or LOOKUP_NONE. */
uint32_t lookup_find(const struct lookup *lookup, const char *word);

/* Changes what a word that is there stands for. */
void lookup_set(struct lookup *lookup, const char *word, uint32_t value);

/* Makes a word stand for a value, unless it stands for one already: then that is returned and stays. Else LOOKUP_NONE. */
uint32_t lookup_add(struct lookup *lookup, const char *word, uint32_t value);

#endif
