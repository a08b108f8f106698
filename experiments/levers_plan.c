/* What is tried of a plan as a whole: what may befall it, and when it is planned. */
#include "models/project.h"
#include "levers.h"

static const struct lever_scaling half = { "0.5 * (", ")", 0.5 }, twice = { "2 * (", ")", 2.0 };

/* What may befall it, half as often. */
static void add_risk(struct levers *levers, const struct kind *kind, const struct risk *risk)
{
	bool on_the_way = risk->happens.form != EXPR_ABSENT;
	const char *path = arena_format(levers->arena, "work.%s.risks.%s", kind->name, risk->name), *key = on_the_way ? "happens" : "chance";
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "%s.%s", path, key));
	lever->title = arena_format(levers->arena, "“%s” half as often", risk->title);
	lever->brief = arena_format(levers->arena, "%s: half as often", risk->title);
	lever_about(levers, lever, risk->name);
	lever_about(levers, lever, kind->name);
	lever_scale(levers, lever, path, risk->node, key, on_the_way ? &twice : &half);
	lever_drop_empty(levers);
}

/* Stage by stage, where plans that are made before grow old. Nobody has to be paid for that. */
static void add_wave(struct levers *levers, const struct kind *kind)
{
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "work.%s.planning.wave", kind->name));
	lever->title = arena_format(levers->arena, "%s planned stage by stage", kind->title);
	lever->brief = arena_format(levers->arena, "%s: planned in waves", kind->title);
	lever->priced = true;
	lever_about(levers, lever, kind->name);
	lever_set(levers, lever, lever->name, "rolling");
}

void levers_list_plan(struct levers *levers, const struct kind *kind)
{
	const struct project *project = kind->project;
	for (uint32_t r = 0; r < project->risk_count; r++)
		add_risk(levers, kind, &project->risks[r]);
	if (project->upfront && project->stale > 0.0 && project->planned)
		add_wave(levers, kind);
}
