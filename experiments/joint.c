/* Counting projects that keep a date, a budget, or both: see joint.h. */
#include "joint.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDING 1e-12           /* a sum of times that is just the promise may come out as a little more */

struct counting {
	const struct kind *kind;
	const struct outcomes *outcomes;
	struct joint *joint;
};

static const double *row_at(const struct counting *c, size_t i)
{
	return c->outcomes->rows + i * c->outcomes->width;
}

/* The checkpoint with a due time that comes last by the plan; NONE: there is none. */
static uint32_t last_checkpoint(const struct kind *kind)
{
	const struct project_task *tasks = kind->project->tasks;
	uint32_t last = NONE;
	for (uint32_t t = 0; t < kind->task_count; t++)
		if (tasks[t].checkpoint && isfinite(tasks[t].due_time) && (last == NONE || tasks[t].plan.finish >= tasks[last].plan.finish))
			last = t;
	return last;
}

/* The one number that a column has; NAN: it has several. */
static double same_for_all(const struct counting *c, size_t column)
{
	double first = row_at(c, 0)[column];
	for (size_t i = 1; i < c->outcomes->count; i++)
		if (fabs(row_at(c, i)[column] - first) > 1e-9 * fabs(first))
			return NAN;
	return first;
}

static void find_targets(struct counting *c)
{
	struct joint *joint = c->joint;
	bool promised = c->kind->promise.form != EXPR_ABSENT;
	joint->checkpoint = promised ? NONE : last_checkpoint(c->kind);
	joint->dated = promised || joint->checkpoint != NONE;
	joint->budgeted = c->kind->budget.form != EXPR_ABSENT;
	joint->date = promised ? same_for_all(c, OUTCOME_PROMISE) : joint->dated ? c->kind->project->tasks[joint->checkpoint].due_time : NAN;
	joint->budget = joint->budgeted ? same_for_all(c, OUTCOME_BUDGET) : NAN;
}

static bool in_time(const struct counting *c, const double *row)
{
	if (c->joint->checkpoint != NONE)
		return row[outcome_end(c->kind, c->joint->checkpoint)] <= c->joint->date * (1.0 + ROUNDING);
	return row[OUTCOME_DURATION] <= row[OUTCOME_PROMISE] * (1.0 + ROUNDING);
}

static bool in_budget(const double *row)
{
	return row[OUTCOME_COST] <= row[OUTCOME_BUDGET] * (1.0 + ROUNDING);
}

static void find_shares(struct counting *c, struct arena *arena)
{
	size_t count = c->outcomes->count;
	bool *on_time = arena_take(arena, count, sizeof *on_time), *within = arena_take(arena, count, sizeof *within);
	for (size_t i = 0; i < count; i++) {
		on_time[i] = in_time(c, row_at(c, i));
		within[i] = in_budget(row_at(c, i));
	}
	c->joint->on_time = outcomes_share(c->outcomes, on_time);
	c->joint->within = outcomes_share(c->outcomes, within);
	for (size_t i = 0; i < count; i++)
		on_time[i] &= within[i];
	c->joint->both = outcomes_share(c->outcomes, on_time);
}

static int ascending(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return (x > y) - (x < y);
}

/* A project is within the k-th time and the k-th cost where the higher of its two ranks, counted from 1, is k at most: so the rank that a
   share of the projects does not exceed is a quantile of that. Its interval is exact but for the ranks, which are those of these
   projects. */
static void find_sure(struct counting *c, const struct plan_ends *ends, struct arena *arena)
{
	size_t count = c->outcomes->count, low, high;
	size_t *ranks = arena_take(arena, count, sizeof *ranks);
	for (size_t i = 0; i < count; i++) {
		size_t time = outcomes_rank(ends->duration.sorted, count, row_at(c, i)[OUTCOME_DURATION]);
		size_t money = outcomes_rank(ends->cost.sorted, count, row_at(c, i)[OUTCOME_COST]);
		ranks[i] = time > money ? time : money;
	}
	qsort(ranks, count, sizeof *ranks, ascending);
	size_t sure = ranks[(size_t)ceil(JOINT_SURE * (double)count) - 1];
	interval_quantile_ranks(count, JOINT_SURE, SUMMARY_CONFIDENCE, &low, &high);
	bool known = c->outcomes->groups == count && low > 0 && high <= count;
	size_t from = known ? ranks[low - 1] : sure, to = known ? ranks[high - 1] : sure;
	c->joint->sure_time = (struct interval){ ends->duration.sorted[sure - 1], ends->duration.sorted[from - 1], ends->duration.sorted[to - 1] };
	c->joint->sure_money = (struct interval){ ends->cost.sorted[sure - 1], ends->cost.sorted[from - 1], ends->cost.sorted[to - 1] };
	if (!known)
		c->joint->sure_time.low = c->joint->sure_time.high = c->joint->sure_money.low = c->joint->sure_money.high = NAN;
	c->joint->each = (double)sure / (double)count;
}

bool joint_find(const struct model *model, const struct kind *kind, const struct plan_ends *ends, struct arena *arena, struct joint *joint)
{
	struct counting c = { kind, ends->outcomes, joint };
	*joint = (struct joint){ .checkpoint = NONE };
	if (!model->costs || !ends->cost.mean || !ends->duration.varies || !ends->cost.varies)
		return false;
	find_targets(&c);
	find_shares(&c, arena);
	find_sure(&c, ends, arena);
	joint->together = outcomes_correlation(ends->outcomes, OUTCOME_DURATION, OUTCOME_COST);
	return true;
}
