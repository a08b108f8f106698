/* Failures. A repair is a job like any other: of a hidden kind, with one task, at a hidden station that needs the repair crew. These come
   after all kinds, stations and tasks of the user's, so that nothing that was found by its index moves. */
#include <math.h>
#include <string.h>
#include "build.h"

/* Who fails, and what it is called. */
struct failing {
	const char *name, *title, *section;
	const struct fails_spec *spec;
	uint32_t resource;           /* NONE: the machines of a station */
};

static void read_fails(struct build *b, struct fails *fails, const struct failing *who)
{
	const struct reading every = { NULL, NONE, EXPR_ALLOW_DRAWS }, repair = { NULL, NONE, ALLOW_SOURCE | EXPR_ALLOW_BY };
	const struct fails_spec *spec = who->spec;
	const char *counts = build_text(spec->counts), *luck = arena_format(b->arena, "%s.%s.fails", who->section, who->name);
	fails->by_busy_time = counts && strcmp(counts, "busy time") == 0;
	build_luck(b, &fails->luck_every, luck, "every");
	build_luck(b, &fails->luck_repair, luck, "repair");
	if (spec->every && build_expr(b, &fails->every, spec->every, UNIT_TIME, &every) == 0 && build_mean(&fails->every) <= 0.0)
		build_error(b, spec->every, NULL, "with no time between failures nothing would ever work: give a time above 0");
	if (spec->repair)
		build_expr(b, &fails->repair, spec->repair, UNIT_TIME, &repair);
}

/* Someone who is out cannot be the one to end it. */
static void check_crew(struct build *b, const struct station *station, const struct failing *who)
{
	bool itself = station->one_of.count == 1 && station->one_of.list[0].resource == who->resource;
	for (uint32_t i = 0; i < station->needs.count; i++)
		itself |= station->needs.list[i].resource == who->resource;
	if (itself)
		build_error(b, who->spec->needs, NULL, "'%s' cannot repair itself: name another resource, or leave out 'needs'", who->name);
}

static uint32_t add_repair_station(struct build *b, const char *name, const struct failing *who)
{
	struct station_spec *spec = arena_take(b->arena, 1, sizeof *spec);
	*spec = (struct station_spec){ .node = who->spec->node, .needs = who->spec->needs };
	uint32_t index = build_station_add(b, name, spec, true);
	struct station *station = &b->station_list[index];
	station->title = arena_format(b->arena, "Repair of %s", who->title);
	station->machines = UNLIMITED;
	b->visited[index] = true;
	check_crew(b, station, who);
	return index;
}

static uint32_t add_repair_task(struct build *b, const struct fails *fails, const struct failing *who)
{
	b->tasks = build_grow(b, b->tasks, b->task_count, &b->task_room, sizeof *b->tasks);
	b->tasks[b->task_count] = (struct task){
		.name = "repair", .title = "Repair", .node = who->spec->node, .kind = b->kind_count, .work = WORK_STATION,
		.station = fails->repair_station, .time = fails->repair, .take_station = NONE, .start_kind = NONE, .rework_to = NONE,
		.rework_at_most = UNLIMITED, .rework_slot = NONE, .pass_slot = NONE, .following = TO_END, .rework_share = build_number(1.0),
		.setup_fact = NONE, .luck_time = fails->luck_repair,
	};
	return b->task_count++;
}

static uint32_t add_repair_kind(struct build *b, const char *name, const struct fails *fails, const struct failing *who)
{
	b->kind_list = build_grow(b, b->kind_list, b->kind_count, &b->kind_room, sizeof *b->kind_list);
	struct kind *kind = &b->kind_list[b->kind_count];
	*kind = (struct kind){
		.name = name, .title = b->station_list[fails->repair_station].title, .node = who->spec->node, .hidden = true,
		.source = { .how = ARRIVE_NEVER, .size = build_number(1.0), .until = INFINITY, .at_most = UINT64_MAX },
		.priority = build_number(0.0), .holding_cost = build_number(0.0), .late_cost = build_number(0.0), .value = build_number(0.0),
		.cost = build_number(0.0), .first_task = fails->repair_task, .task_first = fails->repair_task, .task_count = 1,
	};
	build_luck(b, &kind->hash, name, NULL);
	return b->kind_count++;
}

static void add_fails(struct build *b, struct fails *fails, const struct failing *who)
{
	bool taken = who->resource != NONE && build_index(&b->stations, who->name) != NONE;
	const char *name = arena_format(b->arena, "%s%s.repair", taken ? "resources." : "", who->name);
	read_fails(b, fails, who);
	fails->repair_station = add_repair_station(b, name, who);
	fails->repair_task = add_repair_task(b, fails, who);
	fails->repair_kind = add_repair_kind(b, name, fails, who);
	b->model->interrupts = true;
}

void build_fails(struct build *b)
{
	for (uint32_t i = 0; i < b->stations.count; i++) {
		const struct station *station = &b->station_list[i];
		const struct failing who = { station->name, station->title, "stations", b->station_specs[i]->fails, NONE };
		struct fails fails = station->fails;
		if (who.spec)
			add_fails(b, &fails, &who);
		b->station_list[i].fails = fails;      /* the list may have moved */
	}
	for (uint32_t i = 0; i < b->resources.count; i++) {
		struct resource *resource = &b->resource_list[i];
		const struct resource_spec *spec = schema_member(&b->config.resources, i);
		const struct failing who = { resource->name, resource->title, "resources", spec->fails, i };
		if (who.spec)
			add_fails(b, &resource->fails, &who);
	}
}
