/* Open addressing with linear probing; at most half of the places are taken. */
#include <stdlib.h>
#include "tracked.h"

static size_t place_of(uint32_t kind, uint64_t number, size_t room)
{
	return (size_t)(((number << 8 ^ kind) * 0x9e3779b97f4a7c15u) >> 24) & (room - 1);
}

static size_t slot_of(const struct tracked_table *table, uint32_t kind, uint64_t number)
{
	size_t at = place_of(kind, number, table->room);
	while (table->list[at] && (table->list[at]->number != number || table->list[at]->kind != kind))
		at = (at + 1) & (table->room - 1);
	return at;
}

void *tracked_find(const struct tracked_table *table, uint32_t kind, uint64_t number)
{
	return table->room ? table->list[slot_of(table, kind, number)] : NULL;
}

static bool make_room(struct tracked_table *table)
{
	size_t old = table->room, room = old ? 2 * old : 256;
	struct tracked **list = calloc(room, sizeof *list), **was = table->list;
	if (!list)
		return false;
	table->list = list;
	table->room = room;
	for (size_t i = 0; i < old; i++)
		if (was[i])
			list[slot_of(table, was[i]->kind, was[i]->number)] = was[i];
	free(was);
	return true;
}

bool tracked_add(struct tracked_table *table, struct tracked *item)
{
	if (2 * table->count >= table->room && !make_room(table))
		return false;
	table->list[slot_of(table, item->kind, item->number)] = item;
	table->count++;
	return true;
}

/* Those behind it move up, so that none is looked for in vain (Knuth, The Art of Computer Programming 3, algorithm 6.4 R). */
void tracked_remove(struct tracked_table *table, const struct tracked *item)
{
	size_t hole = slot_of(table, item->kind, item->number), at = hole;
	table->list[hole] = NULL;
	table->count--;
	for (;;) {
		at = (at + 1) & (table->room - 1);
		if (!table->list[at])
			return;
		size_t home = place_of(table->list[at]->kind, table->list[at]->number, table->room);
		if (((at - home) & (table->room - 1)) < ((at - hole) & (table->room - 1)))
			continue;
		table->list[hole] = table->list[at];
		table->list[at] = NULL;
		hole = at;
	}
}

void tracked_done(struct tracked_table *table)
{
	free(table->list);
}
