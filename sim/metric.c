/* The table of declared measures. Every output format walks it; none has names of its own. */
#include "sim/metric.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include "sim/stream.h"

void metric_table_init(struct metric_table *table)
{
	*table = (struct metric_table){ .list = NULL };
}

void metric_table_done(struct metric_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->list[i].name);
	free(table->list);
	free(table->slots);
	metric_table_init(table);
}

/* --- finding by name ---------------------------------------------------------------------------------------------------------- */

/* The slot of the first metric with this name, or the empty one where it would be. There is always one, as slots are twice the room. */
static unsigned *slot_of(const struct metric_table *table, const char *name)
{
	size_t slots = 2 * table->room, at = (size_t)stream_hash(name) & (slots - 1);
	while (table->slots[at] && strcmp(table->list[table->slots[at] - 1].name, name) != 0)
		at = (at + 1) & (slots - 1);
	return &table->slots[at];
}

/* Of metrics with one name the first is found. */
static void enter(struct metric_table *table, size_t index)
{
	unsigned *slot = slot_of(table, table->list[index].name);
	*slot = *slot ? *slot : (unsigned)index + 1;
}

int metric_find(const struct metric_table *table, const char *name)
{
	return table->count ? (int)*slot_of(table, name) - 1 : -1;
}

/* Room for as many again, a power of two. False when memory is exhausted. */
static bool grow(struct metric_table *table)
{
	size_t room = table->room > 0 ? 2 * table->room : 64;
	struct metric *list = realloc(table->list, room * sizeof *list);
	if (!list)
		return false;
	table->list = list;
	unsigned *slots = calloc(2 * room, sizeof *slots);
	if (!slots)
		return false;
	free(table->slots);
	table->slots = slots;
	table->room = room;
	for (size_t i = 0; i < table->count; i++)
		enter(table, i);
	return true;
}

/* --- declaring ---------------------------------------------------------------------------------------------------------------- */

/* The capital word of a pattern: the first part between dots that has nothing but capitals. NULL: there is none. */
static const char *capital_word(const char *pattern, size_t *length)
{
	for (const char *part = pattern;; part += *length + 1) {
		*length = strcspn(part, ".");
		size_t capitals = 0;
		while (isupper((unsigned char)part[capitals]))
			capitals++;
		if (capitals == *length && capitals > 0)
			return part;
		if (part[*length] == '\0')
			return NULL;
	}
}

/* The full name, in memory of its own: capital words are replaced by `words`, until one of these is NULL. NULL when memory is
   exhausted. */
static char *full_name(const char *pattern, const char *const words[2])
{
	size_t room = strlen(pattern) + 1, used = 0;
	for (int i = 0; i < 2 && words[i]; i++)
		room += strlen(words[i]);
	char *name = malloc(room);
	if (!name)
		return NULL;
	for (int i = 0; i < 2 && words[i]; i++) {
		size_t length = 0;
		const char *word = capital_word(pattern, &length);
		if (!word)
			break;
		memcpy(name + used, pattern, (size_t)(word - pattern));
		used += (size_t)(word - pattern);
		memcpy(name + used, words[i], strlen(words[i]));
		used += strlen(words[i]);
		pattern = word + length;
	}
	memcpy(name + used, pattern, strlen(pattern) + 1);
	return name;
}

int metric_declare_part(struct metric_table *table, const struct metric_kind *kind, const char *subject, const char *part)
{
	if (table->count == table->room && !grow(table))
		return -1;
	char *name = full_name(kind->pattern, (const char *const[]){ subject, part });
	if (!name)
		return -1;
	table->list[table->count] = (struct metric){ .kind = kind, .name = name };
	enter(table, table->count);
	return (int)table->count++;
}

int metric_declare(struct metric_table *table, const struct metric_kind *kind, const char *subject)
{
	return metric_declare_part(table, kind, subject, NULL);
}

const char *metric_unit_text(const struct metric_kind *kind, const char *time_unit, const char *rate_unit, const char *money)
{
	switch (kind->unit) {
	case METRIC_TIME:
		return time_unit;
	case METRIC_SHARE:
		return "%";
	case METRIC_RATE:
		return rate_unit;
	case METRIC_MONEY:
		return money ? money : "";
	case METRIC_COUNT:
	case METRIC_NUMBER:
		break;
	}
	return "";
}
