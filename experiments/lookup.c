/* Open addressing over lists of words and values. Invariant: at least half of the slots are free. */
#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include "lookup.h"

/* FNV-1a of the small letters. */
static uint64_t hash_of(const char *word)
{
	uint64_t hash = 14695981039346656037u;
	for (const char *c = word; *c; c++)
		hash = (hash ^ (unsigned char)tolower((unsigned char)*c)) * 1099511628211u;
	return hash ^ hash >> 32;
}

/* The slot where a word stands, or where it would. */
static uint32_t *slot_of(const struct lookup *lookup, const char *word)
{
	size_t mask = 2 * lookup->room - 1, i = hash_of(word) & mask;
	while (lookup->slots[i] && strcasecmp(lookup->words[lookup->slots[i] - 1], word) != 0)
		i = (i + 1) & mask;
	return &lookup->slots[i];
}

static void grow(struct lookup *lookup)
{
	struct lookup larger = { .arena = lookup->arena, .count = lookup->count, .room = lookup->room ? 2 * lookup->room : 64 };
	larger.words = arena_take(larger.arena, larger.room, sizeof *larger.words);
	larger.values = arena_take(larger.arena, larger.room, sizeof *larger.values);
	larger.slots = arena_take(larger.arena, 2 * larger.room, sizeof *larger.slots);
	for (size_t i = 0; i < lookup->count; i++) {
		larger.words[i] = lookup->words[i];
		larger.values[i] = lookup->values[i];
		*slot_of(&larger, larger.words[i]) = (uint32_t)i + 1;
	}
	*lookup = larger;
}

uint32_t lookup_find(const struct lookup *lookup, const char *word)
{
	uint32_t found = lookup->room ? *slot_of(lookup, word) : 0;
	return found ? lookup->values[found - 1] : LOOKUP_NONE;
}

uint32_t lookup_add(struct lookup *lookup, const char *word, uint32_t value)
{
	if (lookup->count == lookup->room)
		grow(lookup);
	uint32_t *slot = slot_of(lookup, word);
	if (*slot)
		return lookup->values[*slot - 1];
	lookup->words[lookup->count] = word;
	lookup->values[lookup->count] = value;
	*slot = (uint32_t)++lookup->count;
	return LOOKUP_NONE;
}

void lookup_set(struct lookup *lookup, const char *word, uint32_t value)
{
	lookup->values[*slot_of(lookup, word) - 1] = value;
}
