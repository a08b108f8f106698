/* What the routes of a process amount to: steps that are never reached, circles that nobody leaves, and who is visited again. Works on
   the ways on that are possible at all (step->leads); nothing is said where something before was not understood. */
#include <math.h>
#include <string.h>
#include "build.h"
#include "decision.h"

/* The steps of a kind; `marks` and `stack` have one place for each. */
struct graph {
	struct build *b;
	const struct kind *kind;
	bool *marks;
	uint32_t *stack, depth;
};

static struct graph make_graph(struct build *b, uint32_t k)
{
	const struct kind *kind = &b->kind_list[k];
	return (struct graph){ b, kind, arena_take(b->arena, kind->task_count + 1, sizeof(bool)),
		arena_take(b->arena, kind->task_count + 1, sizeof(uint32_t)), 0 };
}

static void mark(struct graph *g, uint32_t t)
{
	if (t >= TO_FOLLOWING || t == NONE || g->marks[t - g->kind->task_first])
		return;
	g->marks[t - g->kind->task_first] = true;
	g->stack[g->depth++] = t;
}

/* Marks all that can be reached from what is on the stack. */
static void spread(struct graph *g)
{
	while (g->depth > 0) {
		uint32_t t = g->stack[--g->depth];
		const struct step *step = &g->b->steps[t];
		for (uint32_t i = 0; i < step->lead_count; i++)
			mark(g, step->leads[i]);
		for (uint32_t i = 0; i < g->b->tasks[t].branch_count; i++)
			mark(g, g->b->tasks[t].branches[i]);
	}
}

static void clear(struct graph *g)
{
	memset(g->marks, 0, g->kind->task_count * sizeof *g->marks);
}

/* The step written just before, in the same sequence; NONE for the first. */
static uint32_t step_before(const struct graph *g, uint32_t t)
{
	for (uint32_t u = g->kind->task_first; u < g->kind->task_first + g->kind->task_count; u++)
		if (g->b->tasks[u].following == t)
			return u;
	return NONE;
}

/* "'a'", "'a' or 'b'", … */
static const char *leads_text(const struct graph *g, uint32_t t)
{
	const struct step *step = &g->b->steps[t];
	const char *text = "";
	for (uint32_t i = 0; i < step->lead_count; i++)
		text = arena_format(g->b->arena, "%s%s'%s'", text, i == 0 ? "" : i + 1 == step->lead_count ? " or " : ", ",
			build_step_name(g->b, step->leads[i]));
	return text;
}

static void check_reached(struct graph *g)
{
	struct build *b = g->b;
	uint32_t first = g->kind->task_first;
	clear(g);
	mark(g, g->kind->first_task);
	for (uint32_t i = 0; i < g->kind->initial_count; i++)
		mark(g, g->kind->initial[i].task);
	spread(g);
	for (uint32_t t = first; t < first + g->kind->task_count; t++) {
		uint32_t before = g->marks[t - first] ? NONE : step_before(g, t);
		/* What comes after a step that is never reached is no news. */
		if (before == NONE || !g->marks[before - first])
			continue;
		build_error(b, b->tasks[t].node, NULL, "step '%s' can never be reached: '%s' always goes on to %s",
			b->tasks[t].name, b->tasks[before].name, leads_text(g, before));
	}
}

/* Which steps can take time. A step with branches does where a step within them does. */
static void find_time_takers(struct graph *g)
{
	struct build *b = g->b;
	uint32_t first = g->kind->task_first;
	for (uint32_t t = first; t < first + g->kind->task_count; t++) {
		const struct task *task = &b->tasks[t];
		bool works = task->work == WORK_STATION || task->work == WORK_WAIT;
		bool meets = task->decision && task->decision->meeting != NONE;
		if (task->start_wait || meets || (works && (task->time.form != EXPR_CONSTANT || task->time.value > 0.0)))
			for (uint32_t up = t; up != NONE; up = b->steps[up].parent)
				b->steps[up].takes_time = true;
	}
}

/* Marks the steps from which an item can come to an end, or (`by_time`) to a step that takes time. */
static void mark_leaving(struct graph *g, bool by_time)
{
	uint32_t first = g->kind->task_first;
	bool changed = true;
	clear(g);
	while (changed) {
		changed = false;
		for (uint32_t t = first + g->kind->task_count; t-- > first;) {
			const struct step *step = &g->b->steps[t];
			bool leaves = g->marks[t - first] || step->broken || (by_time && step->takes_time);
			for (uint32_t i = 0; i < step->lead_count && !leaves; i++)
				leaves = step->leads[i] >= TO_FOLLOWING || g->marks[step->leads[i] - first];
			changed |= leaves && !g->marks[t - first];
			g->marks[t - first] = leaves;
		}
	}
}

/* A branch may go round for ever where another one ends the join. */
static bool may_be_cancelled(const struct build *b, uint32_t t)
{
	for (uint32_t up = b->steps[t].parent; up != NONE; up = b->steps[up].parent)
		if (b->tasks[up].join < b->tasks[up].branch_count && !b->tasks[up].rest_finishes)
			return true;
	return false;
}

static void check_circles(struct graph *g)
{
	struct build *b = g->b;
	uint32_t first = g->kind->task_first, last = first + g->kind->task_count;
	find_time_takers(g);
	mark_leaving(g, true);
	for (uint32_t t = first; t < last; t++) {
		if (g->marks[t - first])
			continue;
		build_error(b, b->tasks[t].node, NULL, "from '%s' items go round for ever without any time passing: "
			"let one of the steps take time, or give 'next' a way out", b->tasks[t].name);
		return;
	}
	if (isfinite(b->model->length))
		return;
	mark_leaving(g, false);
	for (uint32_t t = first; t < last; t++) {
		if (g->marks[t - first] || may_be_cancelled(b, t))
			continue;
		build_error(b, b->tasks[t].node, NULL, "from '%s' items never come to an end, so that nothing ends this run: "
			"give 'run' a length in time, or 'next' a way out", b->tasks[t].name);
		return;
	}
}

void build_flow_check(struct build *b)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		struct graph g = make_graph(b, k);
		if (g.kind->task_count == 0 || !b->plans[k].sound || plan_has_agenda(&b->plans[k]))
			continue;
		check_reached(&g);
		check_circles(&g);
	}
}

/* Whether an item can come to this step again. */
static bool is_on_circle(struct graph *g, uint32_t t)
{
	const struct step *step = &g->b->steps[t];
	clear(g);
	for (uint32_t i = 0; i < step->lead_count; i++)
		mark(g, step->leads[i]);
	spread(g);
	return g->marks[t - g->kind->task_first];
}

/* Counters of passes for steps that are visited again (or counted), records for those that send back. A branch is passed again
   whenever the step that holds it is. */
void build_slots(struct build *b)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		struct kind *kind = &b->kind_list[k];
		struct graph g = make_graph(b, k);
		if (b->plans[k].project)
			build_project_slots(b, k);
		else if (b->plans[k].case_plan)
			build_case_slots(b, k);
		for (uint32_t t = kind->task_first; !plan_has_agenda(&b->plans[k]) && t < kind->task_first + kind->task_count; t++) {
			uint32_t parent = b->steps[t].parent;
			struct step *step = &b->steps[t];
			step->again = (parent != NONE && b->steps[parent].again) || is_on_circle(&g, t);
			if (step->again || step->counts)
				b->tasks[t].pass_slot = kind->pass_slots++;
			if (b->tasks[t].rework_to != NONE)
				b->tasks[t].rework_slot = kind->rework_slots++;
		}
		struct model *model = b->model;
		if (kind->pass_slots > model->pass_slots && !plan_has_agenda(&b->plans[k]))
			model->pass_slots = kind->pass_slots;
		if (kind->rework_slots > model->rework_slots)
			model->rework_slots = kind->rework_slots;
		if (kind->fact_count > model->fact_slots)
			model->fact_slots = kind->fact_count;
	}
}
