/* Who works on what. Who is in use so much of the time is told by kinds of work; the rest of that is repairs. */
#include <math.h>
#include <stdlib.h>
#include "models/cause.h"
#include "models/shared.h"
#include "answer.h"
#include "number.h"
#include "report_ledger.h"
#include "sharing.h"

#define PARTS 8              /* kinds of one resource that are named; the others stand together */
#define SEEN 0.005           /* of the time: less is not worth a title */

static int most_first(const void *a, const void *b)
{
	const struct sharing_part *x = a, *y = b;
	if (x->share != y->share)
		return x->share > y->share ? -1 : 1;
	return x->kind < y->kind ? -1 : x->kind > y->kind;
}

static struct sharing share_out(const struct result_scenario *scenario, const struct resource *resource, struct arena *arena)
{
	const struct model *model = scenario->model;
	const struct summary *taken = result_of(scenario, "resources.%s.utilisation", resource->name);
	const struct summary *busy = result_of(scenario, "resources.%s.busy", resource->name);
	struct sharing sharing = { .resource = resource, .parts = arena_take(arena, resource->kind_count, sizeof *sharing.parts) };
	if (!taken || !busy)
		return sharing;
	double scale = busy->mean > 0.0 ? taken->mean / busy->mean : 0.0;
	sharing.taken = taken;
	for (uint32_t i = 0; i < resource->kind_count; i++) {
		const struct kind *kind = &model->kinds[resource->kinds[i]];
		const struct summary *part = result_find(scenario, arena_format(arena, "resources.%s.busy.%s", resource->name, kind->name));
		if (part)
			sharing.parts[sharing.count++] = (struct sharing_part){ kind, scale * part->mean, scale * part->half_width,
				report_ledger_time(scenario, kind, CAUSE_RESOURCE + (uint32_t)(resource - model->resources)) };
	}
	qsort(sharing.parts, sharing.count, sizeof *sharing.parts, most_first);
	return sharing;
}

size_t sharing_list(const struct result_scenario *scenario, struct sharing **list, struct arena *arena)
{
	const struct model *model = scenario->model;
	size_t count = 0;
	*list = arena_take(arena, model->resource_count, sizeof **list);
	for (uint32_t r = 0; r < model->resource_count; r++) {
		if (!shared_is(&model->resources[r]))
			continue;
		struct sharing sharing = share_out(scenario, &model->resources[r], arena);
		if (sharing.count > 0)
			(*list)[count++] = sharing;
	}
	return count;
}

/* --- in words ----------------------------------------------------------------------------------------------------------------------- */

/* How long all items of a kind have waited for it, in one replication. */
static double waited(const struct result_scenario *scenario, const struct sharing_part *part)
{
	const struct summary *completed = result_of(scenario, "work.%s.completed", part->kind->name);
	return part->wait && completed ? part->wait->mean * completed->mean : 0.0;
}

/* The kind that waits most of all; its resource in `at`. NULL: nobody waits. */
static const struct sharing_part *find_victim(const struct result_scenario *scenario, const struct sharing *list, size_t count, size_t *at)
{
	const struct sharing_part *found = NULL;
	for (size_t i = 0; i < count; i++)
		for (size_t p = 0; p < list[i].count; p++)
			if (waited(scenario, &list[i].parts[p]) > (found ? waited(scenario, found) : 0.0)) {
				found = &list[i].parts[p];
				*at = i;
			}
	return found;
}

static const char *called(const struct kind *kind)
{
	return answer_called(kind->title, kind->name);
}

static void say_share(struct prose *text, const struct sharing *sharing, const struct sharing_part *part)
{
	char share[NUMBER_ROOM];
	number_share(share, part->share, part->half_width);
	prose_say(text, "%s %% of the time of %s goes to %s", share, answer_called(sharing->resource->title, sharing->resource->name),
		called(part->kind));
}

/* Where nobody waits, or nobody else has any of it, it is told who has most. */
size_t sharing_say(struct prose *text, const struct result_scenario *scenario, const struct sharing *list, size_t count)
{
	size_t at = 0;
	char wait[NUMBER_ROOM];
	const struct sharing_part *victim = find_victim(scenario, list, count, &at);
	const struct sharing *sharing = &list[at];
	const struct sharing_part *most = sharing->parts, *other = victim && victim == most ? most + 1 : most;
	bool apart = victim && other < sharing->parts + sharing->count && other->share >= SEEN;
	say_share(text, sharing, apart ? other : most);
	if (apart) {
		number_mean(wait, victim->wait->mean, victim->wait->half_width);
		prose_say(text, "; work on %s waits %s %s for %s", called(victim->kind), wait, scenario->model->time_unit,
			sharing->resource->number == 1 ? "it" : "them");
	}
	prose_say(text, ". ");
	return at;
}

/* --- the table ---------------------------------------------------------------------------------------------------------------------- */

struct sheet {
	struct layout_table table;
	size_t share, wait;
};

static void put_share(struct sheet *sheet, double share, double half_width)
{
	char text[NUMBER_ROOM];
	number_share(text, share, half_width);
	layout_table_cell(&sheet->table, sheet->share, text);
}

static void put_part(struct sheet *sheet, const struct sharing_part *part)
{
	char wait[NUMBER_ROOM];
	layout_table_row(&sheet->table, arena_format(sheet->table.arena, "  %s", called(part->kind)));
	put_share(sheet, part->share, part->half_width);
	if (!part->wait)
		return;
	number_interval(wait, part->wait->mean, part->wait->half_width);
	layout_table_cell(&sheet->table, sheet->wait, wait);
}

static void put_rest(struct sheet *sheet, const char *name, double share)
{
	layout_table_row(&sheet->table, arena_format(sheet->table.arena, "  %s", name));
	put_share(sheet, share, NAN);
}

static void put_resource(struct sheet *sheet, const struct sharing *sharing)
{
	size_t named = sharing->count > PARTS + 1 ? PARTS : sharing->count;
	double others = 0.0, repairs = sharing->taken->mean;
	layout_table_row(&sheet->table, answer_called(sharing->resource->title, sharing->resource->name));
	put_share(sheet, sharing->taken->mean, sharing->taken->half_width);
	for (size_t i = 0; i < sharing->count; i++) {
		repairs -= sharing->parts[i].share;
		others += i < named ? 0.0 : sharing->parts[i].share;
		if (i < named)
			put_part(sheet, &sharing->parts[i]);
	}
	if (named < sharing->count)
		put_rest(sheet, arena_format(sheet->table.arena, "%zu other kinds of work", sharing->count - named), others);
	if (repairs >= SEEN)
		put_rest(sheet, "repairs", repairs);
}

void report_sharing(const struct result_scenario *scenario, struct document *to)
{
	struct sheet sheet;
	struct sharing *list;
	struct prose text = { .length = 0 };
	size_t count = sharing_list(scenario, &list, to->arena);
	if (count == 0)
		return;
	layout_table_init(&sheet.table, to->arena, "Who works on what");
	sheet.share = layout_table_column(&sheet.table, "of their time", "%");
	sheet.wait = layout_table_column(&sheet.table, "waits for them", arena_format(to->arena, "%s, each", scenario->model->time_unit));
	for (size_t i = 0; i < count; i++)
		put_resource(&sheet, &list[i]);
	document_gap(to);
	document_table(to, &sheet.table, 2);
	sharing_say(&text, scenario, list, count);
	document_prose(to, &text, 2, 2);
}
