/* Risks of a project: what may happen, drawn once for each of them as a fact, and what it does to the tasks that it hits. */
#include <math.h>
#include <string.h>
#include "build.h"

/* The chance is read by itself first, so that complaints about it show what stands in the file. */
static void build_risk_fact(struct build *b, uint32_t k, const struct risk_spec *spec)
{
	const struct reading reading = { &b->plans[k], NONE, EXPR_ALLOW_FACTS };
	const struct reading drawing = { &b->plans[k], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS };
	const struct kind *kind = &b->kind_list[k];
	const char *name = spec->node->name;
	struct expr value, said;
	if (!build_fact_name(b, name, spec->node))
		return;
	if (build_index(&(struct expr_names){ kind->fact_names, kind->fact_count }, name) != NONE) {
		build_error(b, spec->node, NULL, "'%s' is a fact already, and a risk becomes a fact of its name: call it something else", name);
		return;
	}
	if (spec->happens) {
		struct expr none = build_number(0.0);
		build_fact(b, k, name, &none, &none.type);
		return;
	}
	if (!spec->chance || build_expr(b, &said, spec->chance, UNIT_SHARE, &reading) != 0) {
		build_break(b, name);
		return;
	}
	const char *text = arena_format(b->arena, "chance(%s)", spec->chance->text);
	build_expr(b, &value, node_default(b->arena, spec->chance, spec->chance->name, text), UNIT_NUMBER, &drawing);
	struct expr_type type = value.type;
	build_fact(b, k, name, &value, &type);
}

void build_risk_facts(struct build *b, uint32_t k)
{
	const struct members *members = &b->plans[k].spec->risks;
	if (members->count > 0 && !build_has(b->plans[k].spec->node, "project"))
		build_error(b, node_child(b->plans[k].spec->node, "risks"), NULL, "'risks' belong to a project; '%s' has none",
			b->kind_list[k].name);
	if (build_has(b->plans[k].spec->node, "concurrency") && !build_has(b->plans[k].spec->node, "project"))
		build_error(b, node_child(b->plans[k].spec->node, "concurrency"), NULL, "'concurrency' belongs to a project; '%s' has none",
			b->kind_list[k].name);
	for (size_t i = 0; i < members->count; i++)
		build_risk_fact(b, k, schema_member(members, i));
}

static void build_hits(struct build *b, uint32_t k, struct risk *risk, const struct node *hits)
{
	const struct node *node = hits && hits->type == NODE_LIST ? hits->first : hits;
	uint32_t *list = arena_take(b->arena, (hits && hits->type == NODE_LIST ? hits->count : 1) + 1, sizeof *list);
	for (; node; node = hits->type == NODE_LIST ? node->next : NULL) {
		uint32_t task = build_find(b, &b->plans[k].tasks, node->text, node, arena_format(b->arena, "task of '%s'", b->kind_list[k].name));
		for (uint32_t i = 0; i < risk->hits.count && task != NONE; i++)
			if (list[i] == task) {
				build_error(b, node, node->text, "'%s' stands here twice", node->text);
				task = NONE;
			}
		if (task != NONE)
			list[risk->hits.count++] = task;
	}
	risk->hits.list = list;
}

/* What happens on the way hits tasks that may have begun: what that adds is a share of their work. */
static void build_happening(struct build *b, uint32_t k, struct risk *risk, const struct risk_spec *spec)
{
	const struct reading reading = { &b->plans[k], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS };
	risk->at_most = 1;
	if (spec->repeat && !build_has(spec->node, "happens"))
		build_error(b, spec->repeat, NULL, "'repeat' belongs to 'happens', which is not there");
	if (!spec->happens)
		return;
	build_expr(b, &risk->happens, spec->happens, UNIT_TIME, &reading);
	if (spec->repeat && spec->repeat->type == NODE_TRUTH)
		risk->at_most = build_is_true(spec->repeat) ? UNLIMITED : 1;
	else
		build_count(b, spec->repeat, 1, COUNT_AT_MOST, &risk->at_most);
	if (risk->happens.form == EXPR_CONSTANT && !(risk->happens.value > 0.0) && risk->at_most == UNLIMITED)
		build_error(b, spec->happens, NULL, "'%s' happens again and again without any time passing: give 'happens' a time", spec->node->name);
	if (build_has(spec->node, "chance"))
		build_error(b, node_child(spec->node, "chance"), NULL,
			"'%s' has a 'chance' of being there from the begin, or 'happens' on the way, not both",
			spec->node->name);
	if (build_has(spec->node, "delay"))
		build_error(b, node_child(spec->node, "delay"), NULL,
			"what happens on the way hits tasks that may have begun: say by 'grows' which share "
			"of their work it adds");
	if (!build_has(spec->node, "hits"))
		build_error(b, spec->node, NULL, "which tasks does '%s' hit? Give it 'hits', as in hits = [ \"dig\" ]", spec->node->name);
	b->plans[k].project->changes = true;
}

static void build_risk(struct build *b, uint32_t k, struct risk *risk, const struct risk_spec *spec)
{
	const struct reading reading = { &b->plans[k], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS };
	const struct kind *kind = &b->kind_list[k];
	const char *name = spec->node->name;
	*risk = (struct risk){ .name = name, .title = build_title(spec->title, name), .node = spec->node,
		.fact = build_index(&(struct expr_names){ kind->fact_names, kind->fact_count }, name) };
	build_hits(b, k, risk, spec->hits);
	if (spec->delay)
		build_expr(b, &risk->delay, spec->delay, UNIT_TIME, &reading);
	if (spec->grows)
		build_expr(b, &risk->grows, spec->grows, UNIT_NUMBER, &reading);
	build_cost(b, &risk->cost, spec->cost, &reading);
	build_luck(b, &risk->luck, arena_format(b->arena, "risks.%s", name), "effect");
	build_happening(b, k, risk, spec);
	if (build_index(&b->plans[k].tasks, name) != NONE)
		build_error(b, spec->node, NULL, "'%s' is a task already: call the risk something else", name);
	if (risk->hits.count == 0 && !build_has(spec->node, "hits") && !build_has(spec->node, "happens") &&
		(spec->delay || spec->grows || spec->cost))
		build_error(b, spec->node, NULL, "which tasks does '%s' hit? Give it 'hits', as in hits = [ \"dig\" ]", name);
}

static void list_risks(struct build *b, const struct project *project, struct project_task *tasks)
{
	for (uint32_t t = 0; t < project->task_count; t++) {
		uint32_t *list = arena_take(b->arena, project->risk_count + 1, sizeof *list), count = 0;
		for (uint32_t r = 0; r < project->risk_count; r++)
			for (uint32_t i = 0; i < project->risks[r].hits.count; i++)
				if (project->risks[r].hits.list[i] == t)
					tasks[t].repeats |= project->risks[list[count++] = r].happens.form != EXPR_ABSENT;
		tasks[t].risks = (struct indexes){ list, count };
	}
}

void build_risks(struct build *b, uint32_t k, struct project_task *tasks)
{
	const struct members *members = &b->plans[k].spec->risks;
	struct project *project = b->plans[k].project;
	struct risk *risks = arena_take(b->arena, members->count + 1, sizeof *risks);
	for (size_t i = 0; i < members->count; i++)
		build_risk(b, k, &risks[i], schema_member(members, i));
	project->risks = risks;
	project->risk_count = (uint32_t)members->count;
	list_risks(b, project, tasks);
}
