/* What a case says beside the work of its tasks: when each is due, how often, what calls it off, and what closes the case. Every part
   complains and goes on; who looks at what is found from the conditions as they were compiled. */
#include <math.h>
#include <string.h>
#include "build.h"
#include "case_plan.h"

/* The case of a kind while it grows. */
struct casting {
	struct build *b;
	uint32_t kind;
	struct case_plan *plan;
	struct case_member *members;
};

static struct reading reading_of(const struct casting *c)
{
	return (struct reading){ &c->b->plans[c->kind], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_MEMBERS };
}

static void build_condition(struct casting *c, struct expr *expr, const struct node *node)
{
	const struct reading reading = reading_of(c);
	if (node)
		build_expr(c->b, expr, node, UNIT_CONDITION, &reading);
}

/* --- members ----------------------------------------------------------------------------------------------------------------- */

/* true, or a number. */
static uint32_t read_repeat(struct casting *c, const struct node *node)
{
	uint32_t most = 1;
	if (node && node->type == NODE_TRUTH)
		return node->number != 0.0 ? UNLIMITED : 1;
	if (node && node->type != NODE_NUMBER && node->type != NODE_TEXT)
		build_error(c->b, node, NULL, "true belongs here, or how often at most, such as repeat = 3");
	else
		build_count(c->b, node, 1, UNLIMITED, &most);
	return most;
}

/* The first key that is about work; NULL: none is there. */
static const struct node *work_key(const struct step_spec *spec)
{
	const struct node *keys[] = { spec->at, spec->needs, spec->needs_one_of, spec->machines, spec->queue ? spec->queue->node : NULL,
		spec->time, spec->quantity, spec->norm, spec->wait, spec->chance, spec->take, spec->give, spec->start, spec->number, spec->wait_for,
		spec->cost, spec->decision, spec->rework ? spec->rework->node : NULL };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i])
			return keys[i];
	return NULL;
}

static enum member_sort sort_of(struct casting *c, const struct case_spec *spec)
{
	const struct node *work = work_key(&spec->step);
	bool event = spec->happens || build_has(spec->step.node, "happens"), milestone = build_is_true(spec->milestone);
	const char *name = spec->step.node->name;
	if (event && milestone)
		build_error(c->b, spec->milestone, NULL, "'%s' is a milestone, which is reached when its 'when' becomes true, or an event, which "
			"'happens' after a time: not both", name);
	else if ((event || milestone) && work)
		build_error(c->b, work, NULL, "nobody works on '%s', which is %s: leave this out, or make a task of its own of it that is due when "
			"\"done(%s)\"", name, event ? "an event" : "a milestone", name);
	return event ? MEMBER_EVENT : milestone ? MEMBER_MILESTONE : MEMBER_TASK;
}

static void build_member(struct casting *c, uint32_t m)
{
	struct build *b = c->b;
	const struct kind *kind = &b->kind_list[c->kind];
	const struct case_spec *spec = b->steps[kind->task_first + m].part;
	const struct reading drawn = { &b->plans[c->kind], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS | EXPR_ALLOW_MEMBERS };
	const char *in_hand = build_text(spec->in_hand);
	struct case_member *member = &c->members[m];
	*member = (struct case_member){ .name = spec->step.node->name, .node = spec->step.node, .stage = NONE,
		.at_most = read_repeat(c, spec->repeat), .finishes = in_hand && strcmp(in_hand, "finishes") == 0 };
	member->sort = sort_of(c, spec);
	build_condition(c, &member->when, spec->when);
	build_condition(c, &member->cancel, spec->cancel);
	if (spec->happens)
		build_expr(b, &member->happens, spec->happens, UNIT_TIME, &drawn);
	build_luck(b, &member->luck, b->steps[kind->task_first + m].luck, "happens");
}

/* --- stages ------------------------------------------------------------------------------------------------------------------------- */

static void find_stage(struct casting *c, uint32_t m)
{
	struct build *b = c->b;
	const struct node *node = b->steps[b->kind_list[c->kind].task_first + m].part->stage;
	const struct members *stages = &b->plans[c->kind].spec->stages;
	const char *name = build_text(node);
	if (!name)
		return;
	if (stages->count == 0) {
		build_error(b, node, name, "'%s' has no 'stages': give it some, as in stages = { %s = { when = \"accepted = 1\"; }; }",
			b->kind_list[c->kind].name, name);
		return;
	}
	const struct expr_names names = { b->plans[c->kind].tasks.names + c->plan->task_count, stages->count };
	uint32_t stage = build_find(b, &names, name, node, "stage");
	c->members[m].stage = stage == NONE ? NONE : c->plan->task_count + stage;
}

static void build_stage(struct casting *c, uint32_t m)
{
	struct build *b = c->b;
	const struct stage_spec *spec = schema_member(&b->plans[c->kind].spec->stages, m - c->plan->task_count);
	struct case_member *stage = &c->members[m];
	uint32_t inside = 0;
	*stage = (struct case_member){ .sort = MEMBER_STAGE, .name = spec->node->name, .node = spec->node, .stage = NONE,
		.at_most = read_repeat(c, spec->repeat) };
	build_condition(c, &stage->when, spec->when);
	build_condition(c, &stage->cancel, spec->close);
	for (uint32_t t = 0; t < c->plan->task_count; t++) {
		inside += c->members[t].stage == m;
		if (strcmp(c->members[t].name, stage->name) == 0)
			build_error(b, spec->node, NULL, "'%s' is a part of this case already: call the stage something else", stage->name);
	}
	if (inside == 0 && b->problems->errors == 0)
		build_error(b, spec->node, NULL, "nothing lies in the stage '%s': give its tasks stage = \"%s\", or leave it out", stage->name,
			stage->name);
	if (spec->plan)
		build_error(b, spec->plan->step.node, NULL, "a stage of a case is not planned: make a task of this, and let the stage wait for it by its "
			"'when'");
}

/* --- who looks at what ------------------------------------------------------------------------------------------------------- */

/* What the conditions of one member (the case itself: member_count) name, as marks. */
static void mark_names(const struct casting *c, uint32_t m, bool *facts, bool *members)
{
	if (m == c->plan->member_count) {
		expr_mark_names(&c->plan->close, facts, members);
		return;
	}
	expr_mark_names(&c->members[m].when, facts, members);
	expr_mark_names(&c->members[m].cancel, facts, members);
}

/* Turns around who names what: for each of `count` names the list of those who name it, in order. `names` has a row for each member. */
static const struct indexes *list_namers(struct casting *c, const bool *names, uint32_t count)
{
	struct indexes *lists = arena_take(c->b->arena, count + 1, sizeof *lists);
	uint32_t rows = c->plan->member_count + 1;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t *list = arena_take(c->b->arena, rows, sizeof *list), found = 0;
		for (uint32_t m = 0; m < rows; m++)
			if (names[(size_t)m * count + i])
				list[found++] = m;
		lists[i] = (struct indexes){ list, found };
	}
	return lists;
}

static void find_namers(struct casting *c)
{
	struct case_plan *plan = c->plan;
	uint32_t facts = c->b->kind_list[c->kind].fact_count, members = plan->member_count;
	bool *of_facts = arena_take(c->b->arena, (size_t)(members + 1) * facts + 1, sizeof *of_facts);
	bool *of_members = arena_take(c->b->arena, (size_t)(members + 1) * members + 1, sizeof *of_members);
	for (uint32_t m = 0; m <= members; m++)
		mark_names(c, m, of_facts + (size_t)m * facts, of_members + (size_t)m * members);
	plan->of_fact = list_namers(c, of_facts, facts);
	plan->of_member = list_namers(c, of_members, members);
}

/* --- the whole --------------------------------------------------------------------------------------------------------------- */

static void build_close(struct casting *c)
{
	struct build *b = c->b;
	const struct kind_spec *spec = b->plans[c->kind].spec;
	const struct node *events = NULL;
	c->plan->close_node = spec->close ? spec->close : spec->node;
	build_condition(c, &c->plan->close, spec->close);
	for (uint32_t m = 0; m < c->plan->task_count && !events; m++)
		events = c->members[m].sort == MEMBER_EVENT ? c->members[m].node : NULL;
	if (events && !build_has(spec->node, "close"))
		build_error(b, spec->node, NULL, "'%s' has events, such as '%s', and must say what closes a case: give it a 'close', as in "
			"close = \"done(%s)\"", spec->node->name, events->name, events->name);
}

static void build_reopening(struct casting *c)
{
	struct build *b = c->b;
	const struct reopens_spec *spec = b->plans[c->kind].spec->reopens;
	const struct kind *kind = &b->kind_list[c->kind];
	const struct reading drawn = { &b->plans[c->kind], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS | EXPR_ALLOW_MEMBERS }, known = reading_of(c);
	build_luck(b, &c->plan->luck_reopen, "reopens", NULL);
	build_luck(b, &c->plan->reopen_sets.luck, "reopens", "set");
	if (!spec || !spec->chance || !spec->after)
		return;
	build_expr(b, &c->plan->reopen_chance, spec->chance, UNIT_SHARE, &known);
	build_expr(b, &c->plan->reopen_after, spec->after, UNIT_TIME, &drawn);
	if (kind->task_count > 0)
		build_settings(b, kind->task_first, spec->set, &drawn, &c->plan->reopen_sets);
}

void build_case(struct build *b, uint32_t k)
{
	struct casting c = { .b = b, .kind = k, .plan = b->plans[k].case_plan };
	uint32_t count = b->kind_list[k].task_count, stages = (uint32_t)b->plans[k].spec->stages.count;
	c.members = arena_take(b->arena, count + stages + 1, sizeof *c.members);
	c.plan->members = c.members;
	c.plan->task_count = count;
	c.plan->member_count = count + stages;
	for (uint32_t m = 0; m < count; m++) {
		build_member(&c, m);
		find_stage(&c, m);
	}
	for (uint32_t m = count; m < count + stages; m++)
		build_stage(&c, m);
	build_close(&c);
	build_reopening(&c);
	find_namers(&c);
	b->kind_list[k].case_plan = c.plan;
}

/* A pass has luck of its own; a task at a time is done again, so that one record of rework is enough for whoever does it. */
void build_case_slots(struct build *b, uint32_t k)
{
	struct kind *kind = &b->kind_list[k];
	const struct case_plan *plan = b->plans[k].case_plan;
	for (uint32_t t = 0; t < kind->task_count && plan->members; t++) {
		struct task *task = &b->tasks[kind->task_first + t];
		const struct case_member *member = &plan->members[t];
		bool reopens = member->stage != NONE && plan->members[member->stage].at_most > 1;
		bool again = member->sort == MEMBER_TASK && (member->at_most > 1 || reopens || task->rework_to != NONE);
		if (again || b->steps[kind->task_first + t].counts)
			task->pass_slot = kind->pass_slots++;
		if (task->rework_to == NONE)
			continue;
		task->rework_slot = 0;
		kind->rework_slots = 1;
	}
}

/* --- goals, of all work ------------------------------------------------------------------------------------------------------ */

/* Where there is a goal and nothing else is said, it is what tells how an item ends. */
static void outcomes_of_goal(struct build *b, struct kind *kind)
{
	struct ending *endings = arena_take(b->arena, 2, sizeof *endings);
	endings[0] = (struct ending){ .name = "goal", .when = kind->goal };
	endings[1] = (struct ending){ .name = "no_goal", .when = build_truth(true) };
	kind->endings = endings;
	kind->ending_count = 2;
}

static void refuse_case_keys(struct build *b, uint32_t k)
{
	static const char *const keys[] = { "close", "reopens" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (!b->plans[k].case_plan && build_has(b->plans[k].spec->node, keys[i]))
			build_error(b, node_child(b->plans[k].spec->node, keys[i]), NULL, "'%s' belongs to a 'case'; '%s' ends when its %s does", keys[i],
				b->kind_list[k].name, b->plans[k].project ? "project" : "process");
}

void build_goal(struct build *b, uint32_t k)
{
	struct kind *kind = &b->kind_list[k];
	const struct kind_spec *spec = b->plans[k].spec;
	const struct reading reading = { &b->plans[k], NONE, ALLOW_ORDER };
	const struct node *group = spec->outcomes && spec->outcomes->type == NODE_GROUP ? spec->outcomes : NULL;
	refuse_case_keys(b, k);
	if (spec->goal)
		build_expr(b, &kind->goal, spec->goal, UNIT_CONDITION, &reading);
	if (!group) {
		if (kind->goal.form != EXPR_ABSENT)
			outcomes_of_goal(b, kind);
		return;
	}
	struct ending *endings = arena_take(b->arena, group->count + 1, sizeof *endings);
	for (const struct node *node = group->first; node; node = node->next) {
		struct ending *ending = &endings[kind->ending_count];
		ending->name = node->name;
		kind->ending_count += build_expr(b, &ending->when, node, UNIT_CONDITION, &reading) == 0;
	}
	kind->endings = endings;
}
