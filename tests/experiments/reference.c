#include "experiments/reference.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct reference_entry *find(const struct reference_entry *all, const char *group, const char *name)
{
	for (; all; all = all->next)
		if (strcmp(all->name, name) == 0 && (!group || (all->group && strcmp(all->group, group) == 0)))
			return all;
	return NULL;
}

Test(reference, every_part_of_the_language_is_there_with_a_sentence)
{
	static const struct { const char *group, *name; } cases[] = {
		{ "the file itself", "stations" }, { "stations.NAME", "machines" }, { "stations.NAME.queue", "order" }, { "work.NAME.arrive", "every" },
		{ "work.NAME.arrive.rates", "per_hour" }, { "work.NAME.process[ ]", "rework" }, { "run", "warmup" }, { NULL, "lognormal" },
		{ NULL, "sqrt" }, { NULL, "weekday" }, { NULL, "work.K.time" }, { NULL, "stations.S.wait" },
	};
	struct arena arena;
	arena_init(&arena);
	const struct reference_entry *all = reference_gather(&arena);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect(find(all, cases[i].group, cases[i].name), "%s %s", cases[i].group ? cases[i].group : "", cases[i].name);
	for (const struct reference_entry *entry = all; entry; entry = entry->next)
		cr_expect(entry->help && *entry->help, "%s %s has no help", entry->group ? entry->group : entry->section, entry->name);
	arena_done(&arena);
}
