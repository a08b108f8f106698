/* Where items go after each step: names of steps become tasks, and what is said about ways on is held together. Routes never leave
   the branch that they start in. */
#include <math.h>
#include <string.h>
#include "build.h"

static const double sum_slack = 1e-9;

const char *build_step_name(const struct build *b, uint32_t to)
{
	return to == TO_END ? "end" : to == TO_SCRAP ? "scrap" : b->tasks[to].name;
}

uint32_t build_find_step(struct build *b, uint32_t k, const char *name, const struct node *node)
{
	const struct kind *kind = &b->kind_list[k];
	uint32_t found = NONE;
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++) {
		if (strcmp(b->tasks[t].name, name) != 0)
			continue;
		if (found != NONE) {
			build_error(b, node, name, "'%s' has two steps called '%s': tell them apart with 'name'", kind->name, name);
			return NONE;
		}
		found = t;
	}
	if (found == NONE)
		build_find(b, &b->plans[k].tasks, name, node, arena_format(b->arena, "step of '%s'", kind->name));
	return found;
}

/* A step that a route of `from` may lead to. */
static uint32_t find_target(struct build *b, uint32_t from, const char *name, const struct node *node)
{
	uint32_t to = build_find_step(b, b->tasks[from].kind, name, node);
	if (to == NONE || b->steps[to].region == b->steps[from].region)
		return to;
	build_error(b, node, name, "'%s' is not in the same branch as '%s': branches in parallel cannot jump into or out "
		"of one another; \"end\" ends the branch, \"scrap\" the whole item", name, b->tasks[from].name);
	return NONE;
}

static uint32_t find_end_or_step(struct build *b, uint32_t from, const struct node *node)
{
	const char *name = build_text(node);
	if (!name)
		return TO_FOLLOWING;
	if (strcmp(name, "end") == 0)
		return TO_END;
	return strcmp(name, "scrap") == 0 ? TO_SCRAP : find_target(b, from, name, node);
}

static void build_condition(struct build *b, uint32_t t, struct expr *expr, const struct node *node)
{
	const struct reading reading = { &b->plans[b->tasks[t].kind], t, ALLOW_FLOW };
	build_expr(b, expr, node, UNIT_CONDITION, &reading);
}

static void build_chance(struct build *b, uint32_t t, struct expr *expr, const struct node *node)
{
	const struct reading reading = { &b->plans[b->tasks[t].kind], t, ALLOW_FLOW };
	build_expr(b, expr, node, UNIT_SHARE, &reading);
}

/* chance or when, not both. False: neither is there, or both are. */
static bool check_choice(struct build *b, const struct node *node, const char *what)
{
	bool chance = build_has(node, "chance"), when = build_has(node, "when");
	if (chance && when)
		build_error(b, node_child(node, "when"), NULL, "%s has 'chance' or 'when', not both", what);
	else if (!chance && !when)
		build_error(b, node, NULL, "%s needs 'chance' or 'when': how is it decided?", what);
	return chance != when;
}

static void build_rework(struct build *b, uint32_t t)
{
	const struct rework_spec *spec = b->steps[t].spec->rework;
	const struct reading reading = { &b->plans[b->tasks[t].kind], t, ALLOW_FLOW };
	struct task *task = &b->tasks[t];
	if (!spec)
		return;
	const char *to = build_text(spec->to);
	if (step_is_task(&b->steps[t]) && spec->to)
		build_error(b, spec->to, NULL, "in a %s 'rework' does '%s' itself again: what other tasks have to do again they say themselves, by "
			"'%s'", b->steps[t].part ? "case" : "project", task->name, b->steps[t].part ? "when' and 'repeat" : "affected_by");
	uint32_t target = to && !step_is_task(&b->steps[t]) ? find_target(b, t, to, spec->to) : t;
	bool sound = check_choice(b, spec->node, "'rework'");
	if (spec->chance)
		build_chance(b, t, &task->rework_chance, spec->chance);
	else if (spec->when)
		build_condition(b, t, &task->rework_when, spec->when);
	if (spec->share)
		build_expr(b, &task->rework_share, spec->share, UNIT_SHARE, &reading);
	build_count(b, spec->at_most, 0, UNLIMITED, &task->rework_at_most);
	b->steps[t].broken |= target == NONE || !sound;
	task->rework_to = b->steps[t].broken ? NONE : target;
}

/* A lone entry with only `to` means always. */
static void build_entry(struct build *b, uint32_t t, const struct next_spec *spec, bool alone, struct branch *entry)
{
	entry->to = find_end_or_step(b, t, spec->to);
	if (entry->to == NONE)
		b->steps[t].broken = true;
	if (alone && spec->to && !build_has(spec->node, "chance") && !build_has(spec->node, "when"))
		entry->when = build_truth(true);
	else if (!check_choice(b, spec->node, "a way on in 'next'"))
		b->steps[t].broken = true;
	else if (spec->chance)
		build_chance(b, t, &entry->chance, spec->chance);
	else if (spec->when)
		build_condition(b, t, &entry->when, spec->when);
}

static void build_next(struct build *b, uint32_t t)
{
	const struct members *members = &b->steps[t].spec->next;
	struct branch *entries = arena_take(b->arena, members->count + 1, sizeof *entries);
	double sum = 0.0;
	for (size_t i = 0; i < members->count; i++) {
		build_entry(b, t, schema_member(members, i), members->count == 1, &entries[i]);
		if (entries[i].chance.form == EXPR_CONSTANT)
			sum += entries[i].chance.value;
	}
	if (sum > 1.0 + sum_slack) {
		const struct next_spec *first = schema_member(members, 0);
		build_error(b, first->node, NULL, "the chances after '%s' come to %.6g%%: 100%% is all there is",
			b->tasks[t].name, 100.0 * sum);
	}
	b->tasks[t].next = entries;
	b->tasks[t].next_count = (uint32_t)members->count;
}

static void add_lead(struct step *step, uint32_t to)
{
	for (uint32_t i = 0; i < step->lead_count; i++)
		if (step->leads[i] == to)
			return;
	step->leads[step->lead_count++] = to;
}

static bool is_never(const struct expr *expr)
{
	return expr->form == EXPR_CONSTANT && expr->value <= 0.0;
}

static bool is_always(const struct expr *expr)
{
	return expr->form == EXPR_CONSTANT && expr->value >= 1.0;
}

/* The ways on of `next`, as far as constants decide them. Returns whether some items go on to the following step. */
static bool add_entries(struct build *b, uint32_t t)
{
	const struct task *task = &b->tasks[t];
	struct step *step = &b->steps[t];
	double sum = 0.0;
	for (int chances = 0; chances < 2; chances++) {
		for (uint32_t i = 0; i < task->next_count; i++) {
			const struct branch *entry = &task->next[i];
			const struct expr *by = chances ? &entry->chance : &entry->when;
			if (by->form == EXPR_ABSENT || is_never(by))
				continue;
			add_lead(step, entry->to == TO_FOLLOWING ? task->following : entry->to);
			if (!chances && is_always(by))
				return false;
			sum += chances && by->form == EXPR_CONSTANT ? by->value : 0.0;
		}
	}
	return sum < 1.0 - sum_slack;
}

/* Where an item may go after a step, in the order in which it is decided: skipped, sent back, next, following. */
static void build_leads(struct build *b, uint32_t t)
{
	const struct task *task = &b->tasks[t];
	struct step *step = &b->steps[t];
	const struct expr *rework = task->rework_when.form == EXPR_ABSENT ? &task->rework_chance : &task->rework_when;
	step->leads = arena_take(b->arena, task->next_count + 3, sizeof *step->leads);
	if (step->broken || is_never(&task->chance) || (task->chance.form != EXPR_ABSENT && !is_always(&task->chance)))
		add_lead(step, task->following);
	if (step->broken || is_never(&task->chance))
		return;
	if (task->rework_to != NONE && rework->form != EXPR_ABSENT && !is_never(rework) && task->rework_at_most > 0) {
		add_lead(step, task->rework_to);
		if (is_always(rework) && task->rework_at_most == UNLIMITED)
			return;
	}
	if (add_entries(b, t))
		add_lead(step, task->following);
}

void build_routes(struct build *b, uint32_t k)
{
	const struct kind *kind = &b->kind_list[k];
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++) {
		build_rework(b, t);
		build_next(b, t);
		build_leads(b, t);
	}
}
