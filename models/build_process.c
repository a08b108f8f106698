/* Which steps a kind has and in what order: the process, the plan or the case is laid out as tasks, parallel branches within it, before
   any of them is compiled, since expressions and routes may name steps that come later. Invariant: the tasks of a kind are one range. */
#include <stdio.h>
#include <string.h>
#include "build.h"
#include "case_plan.h"

struct layout {
	struct build *b;
	uint32_t kind;
	bool full;                  /* has as many steps as there may be */
};

/* Where a sequence stands. */
struct spot {
	uint32_t region, parent;
};

static uint32_t lay_sequence(struct layout *l, const struct node *list, struct spot spot);

/* The specification of a step however it is written. */
static const struct step_spec *read_step(struct layout *l, const struct node *node)
{
	struct build *b = l->b;
	struct step_spec *spec = arena_take(b->arena, 1, sizeof *spec);
	spec->node = node;
	if (node->type == NODE_GROUP)
		schema_read(&step_schema, node, spec, b->arena, b->problems);
	else if (node->type == NODE_TEXT)
		spec->at = node;
	else if (node->type == NODE_LIST)
		spec->together = node;
	else
		build_error(b, node, NULL, "a step is the name of a station, or a group { … } that says what is done");
	spec->node = node;
	return spec;
}

/* How many steps of the kind have this name already. */
static uint32_t namesakes(const struct layout *l, const char *name)
{
	const struct build *b = l->b;
	uint32_t count = 0;
	for (uint32_t t = b->kind_list[l->kind].task_first; t < b->task_count; t++)
		count += strcmp(b->tasks[t].name, name) == 0;
	return count;
}

static const char *name_step(struct layout *l, const struct step_spec *spec)
{
	struct build *b = l->b;
	const char *name = build_text(spec->name), *at = build_text(spec->at), *fault = name ? schema_name_fault(name) : NULL;
	if (fault)
		build_error(b, spec->name, name, "'%s' cannot be the name of a step: %s", name, fault);
	if (name && !fault)
		return name;
	return at ? at : arena_format(b->arena, "step%u", b->task_count - b->kind_list[l->kind].task_first + 1);
}

static uint32_t add_task(struct layout *l, const struct step_spec *spec, const char *name, struct spot spot)
{
	struct build *b = l->b;
	uint32_t steps_room = b->task_room, t = b->task_count;
	uint32_t before = namesakes(l, name);
	b->tasks = build_grow(b, b->tasks, t, &b->task_room, sizeof *b->tasks);
	b->steps = build_grow(b, b->steps, t, &steps_room, sizeof *b->steps);
	b->tasks[t] = (struct task){
		.name = name, .title = build_title(spec->title, name), .node = spec->node, .kind = l->kind, .work = WORK_NOTHING,
		.station = NONE, .take_station = NONE, .start_kind = NONE, .rework_to = NONE, .rework_at_most = UNLIMITED,
		.rework_slot = NONE, .pass_slot = NONE, .setup_fact = NONE, .following = TO_END, .rework_share = build_number(1.0),
	};
	b->steps[t] = (struct step){ .spec = spec, .region = spot.region, .parent = spot.parent, .plan_of = NONE,
		.luck = before ? arena_format(b->arena, "%s#%u", name, before + 1) : name };
	return b->task_count++;
}

static void lay_branches(struct layout *l, const struct step_spec *spec, uint32_t t)
{
	struct build *b = l->b;
	const struct node *list = spec->together;
	uint32_t *branches = arena_take(b->arena, list->count + 1, sizeof *branches), count = 0;
	if (list->type != NODE_LIST || list->count < 2)
		build_error(b, list, NULL, "branches in parallel are at least two, each a list of steps: ( (\"a\", \"b\"), (\"c\") )");
	for (const struct node *node = list->type == NODE_LIST ? list->first : NULL; node; node = node->next) {
		uint32_t first = NONE;
		if (list == spec->node && node->type != NODE_LIST) {
			build_error(b, node, NULL, "a list inside a process holds branches in parallel, each a list of its own: "
				"write ( (\"a\", \"b\"), (\"c\") ), or leave out the brackets for steps one after the other");
			break;
		}
		if (node->type == NODE_LIST && node->count == 0)
			build_error(b, node, NULL, "this branch has no step: leave it out, or say what is done in it");
		else
			first = lay_sequence(l, node, (struct spot){ ++b->region_count, t });
		if (first != NONE)
			branches[count++] = first;
	}
	b->tasks[t].work = WORK_TOGETHER;
	b->tasks[t].branches = branches;
	b->tasks[t].branch_count = b->tasks[t].join = count;
}

/* A step, and the branches within it. */
static uint32_t lay_step(struct layout *l, const struct node *node, struct spot spot)
{
	const struct step_spec *spec = read_step(l, node);
	uint32_t t = add_task(l, spec, name_step(l, spec), spot);
	if (spec->together)
		lay_branches(l, spec, t);
	return t;
}

static bool is_full(struct layout *l, const struct node *node)
{
	if (!l->full && l->b->task_count - l->b->kind_list[l->kind].task_first >= STEPS_AT_MOST) {
		l->full = true;
		build_error(l->b, node, NULL, "'%s' has more than %d steps: that is the most", l->b->kind_list[l->kind].name,
			STEPS_AT_MOST);
	}
	return l->full;
}

/* Steps one after the other; a single one stands for a list of one. Returns the first, NONE where there is none. */
static uint32_t lay_sequence(struct layout *l, const struct node *list, struct spot spot)
{
	if (list->type != NODE_LIST)
		return lay_step(l, list, spot);
	uint32_t first = NONE, last = NONE;
	for (const struct node *node = list->first; node && !is_full(l, node); node = node->next) {
		uint32_t t = lay_step(l, node, spot);
		if (last != NONE)
			l->b->tasks[last].following = t;
		else
			first = t;
		last = t;
	}
	return first;
}

static void lay_process(struct layout *l, const struct kind_spec *spec)
{
	if (lay_sequence(l, spec->process, (struct spot){ 0, NONE }) == NONE)
		build_error(l->b, spec->process, NULL, "the process of '%s' has no step: name the stations that its items go to", spec->node->name);
}

static void lay_task(struct layout *l, const struct task_spec *task, const char *name, uint32_t plan_of)
{
	if (is_full(l, task->step.node))
		return;
	uint32_t t = add_task(l, &task->step, name, (struct spot){ 0, NONE });
	l->b->steps[t].planned = task;
	l->b->steps[t].plan_of = plan_of;
}

/* The planning of a stage stands in front of its first task. */
static void lay_planning(struct layout *l, const struct kind_spec *spec, uint32_t s, bool *laid)
{
	struct build *b = l->b;
	const struct stage_spec *stage = s == NONE ? NULL : schema_member(&spec->stages, s);
	if (!stage || laid[s] || !stage->plan)
		return;
	laid[s] = true;
	lay_task(l, stage->plan, arena_format(b->arena, "%s.plan", stage->node->name), s);
	if (!stage->plan->step.title)
		b->tasks[b->task_count - 1].title = arena_format(b->arena, "Planning of %s", build_title(stage->title, stage->node->name));
}

/* The tasks of a plan have the names of their groups. */
static void lay_project(struct layout *l, const struct kind_spec *spec)
{
	struct build *b = l->b;
	bool *laid = arena_take(b->arena, spec->stages.count + 1, sizeof *laid);
	for (size_t i = 0; i < spec->project.count; i++) {
		const struct task_spec *task = schema_member(&spec->project, i);
		lay_planning(l, spec, build_stage_of(b, spec, task), laid);
		lay_task(l, task, task->step.node->name, NONE);
	}
	if (spec->project.count == 0)
		build_error(b, node_child(spec->node, "project"), NULL, "the project of '%s' has no task: %s", spec->node->name,
			schema_find(&kind_schema, "project")->example);
	b->plans[l->kind].project = arena_take(b->arena, 1, sizeof(struct project));
}

/* So have the tasks, milestones and events of a case. */
static void lay_case(struct layout *l, const struct kind_spec *spec)
{
	struct build *b = l->b;
	for (size_t i = 0; i < spec->parts.count; i++) {
		const struct case_spec *part = schema_member(&spec->parts, i);
		if (is_full(l, part->step.node))
			return;
		uint32_t t = add_task(l, &part->step, part->step.node->name, (struct spot){ 0, NONE });
		b->steps[t].part = part;
	}
	if (spec->parts.count == 0)
		build_error(b, node_child(spec->node, "case"), NULL, "the case of '%s' has no task: %s", spec->node->name,
			schema_find(&kind_schema, "case")->example);
	b->plans[l->kind].case_plan = arena_take(b->arena, 1, sizeof(struct case_plan));
}

/* Complains where a kind has more than one of process, project and case. */
static void check_one_practice(struct build *b, const struct kind_spec *spec)
{
	static const char *const practices[] = { "process", "project", "case" };
	const char *first = NULL;
	for (size_t i = 0; i < sizeof practices / sizeof *practices; i++) {
		const struct node *node = node_child(spec->node, practices[i]);
		if (node && first)
			build_error(b, node, NULL, "'%s' has a '%s' or a '%s', not both", spec->node->name, first, practices[i]);
		first = first || !node ? first : practices[i];
	}
}

void build_process(struct build *b, uint32_t k)
{
	struct kind *kind = &b->kind_list[k];
	struct plan *plan = &b->plans[k];
	struct layout layout = { b, k, false };
	kind->task_first = kind->first_task = b->task_count;
	if (!build_has(plan->spec->node, "project"))
		build_planning_refuse(b, k);
	check_one_practice(b, plan->spec);
	if (plan->spec->process)
		lay_process(&layout, plan->spec);
	else if (build_has(plan->spec->node, "project"))
		lay_project(&layout, plan->spec);
	else if (build_has(plan->spec->node, "case"))
		lay_case(&layout, plan->spec);
	else
		return;      /* complained about where the group was read */
	kind->task_count = b->task_count - kind->task_first;
	uint32_t stages = plan->case_plan ? (uint32_t)plan->spec->stages.count : 0;   /* which conditions of a case may name too */
	const char **names = arena_take(b->arena, kind->task_count + stages + 1, sizeof *names);
	for (uint32_t i = 0; i < kind->task_count; i++)
		names[i] = b->tasks[kind->task_first + i].name;
	for (uint32_t i = 0; i < stages; i++)
		names[kind->task_count + i] = ((const struct stage_spec *)schema_member(&plan->spec->stages, i))->node->name;
	plan->tasks = (struct expr_names){ names, kind->task_count + stages };
}
