/* The table of declared measures. Every output format walks it; none has names of its own. */
#include "sim/metric.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void metric_table_init(struct metric_table *table)
{
	*table = (struct metric_table){ .list = NULL };
}

void metric_table_done(struct metric_table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->list[i].name);
	free(table->list);
	metric_table_init(table);
}

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

/* The full name, in memory of its own. NULL when memory is exhausted. */
static char *full_name(const char *pattern, const char *subject)
{
	size_t length = 0;
	const char *word = subject ? capital_word(pattern, &length) : NULL;
	if (!word) {
		word = pattern + strlen(pattern);
		length = 0;
		subject = "";
	}
	size_t before = (size_t)(word - pattern), middle = strlen(subject), after = strlen(word + length);
	char *name = malloc(before + middle + after + 1);
	if (!name)
		return NULL;
	memcpy(name, pattern, before);
	memcpy(name + before, subject, middle);
	memcpy(name + before + middle, word + length, after + 1);
	return name;
}

int metric_declare(struct metric_table *table, const struct metric_kind *kind, const char *subject)
{
	if (table->count == table->room) {
		size_t room = table->room > 0 ? 2 * table->room : 64;
		struct metric *list = realloc(table->list, room * sizeof *list);
		if (!list)
			return -1;
		table->list = list;
		table->room = room;
	}
	char *name = full_name(kind->pattern, subject);
	if (!name)
		return -1;
	table->list[table->count] = (struct metric){ .kind = kind, .name = name };
	return (int)table->count++;
}

int metric_find(const struct metric_table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->list[i].name, name) == 0)
			return (int)i;
	return -1;
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
		return money;
	case METRIC_COUNT:
	case METRIC_NUMBER:
		break;
	}
	return "";
}
