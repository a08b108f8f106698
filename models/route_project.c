/* How often the tasks of a project are expected to be done, and with how much of their work, at one point of the sample. Work that comes
   back is counted in the mean: how often a task ends is one and what its partners' ends bring back, a linear equation for each task,
   solved in rounds. It is a little more than in truth, where what comes back twice may be done in one go, and never comes to more than
   all of it. */
#include "route.h"

#include <math.h>
#include <string.h>
#include "project.h"

enum { ROUNDS = 10000 };

static const double most_ends = 1e5;   /* a task that ends more often never does */

/* Of what comes back (struct affect) and of tasks. */
struct project_route {
	double *returns, *shares;    /* [affect]: at this point, how often an end of the other task brings work back, and how much of it */
	double *first;               /* [affect]: 1 where the other one first ends before this one begins, and brings nothing; else 0 */
	double *ends, *next;         /* [task]: how often it ends; in the round that goes on */
	double *work;                /* [task]: what there is to do of it in all, without its own rework */
	uint16_t *kept;              /* [task x taken]: what the project keeps for certain when it comes there */
};

static const struct task *task_at(const struct route *r, uint32_t position)
{
	return &r->model->tasks[r->kind->task_first + position];
}

/* --- Once ---------------------------------------------------------------------------------------------------------------------- */

/* Marks the tasks that begin only when this one has ended. */
static void mark_later(const struct project *project, uint32_t position, bool *later, uint32_t *stack)
{
	uint32_t depth = 0;
	memset(later, 0, project->task_count * sizeof *later);
	stack[depth++] = position;
	while (depth > 0) {
		const struct indexes *after = &project->tasks[stack[--depth]].after;
		for (uint32_t i = 0; i < after->count; i++) {
			const struct link *link = &project->links[after->list[i]];
			if (link->how != LINK_FINISH_START || later[link->after])
				continue;
			later[link->after] = true;
			stack[depth++] = link->after;
		}
	}
}

/* Adds what a task takes to what is kept at those that come later. */
static void keep(struct route *r, uint32_t position, const bool *later)
{
	const struct task *t = task_at(r, position);
	const struct amounts *takes = t->take_station == NONE ? NULL : &r->model->stations[t->take_station].needs;
	for (uint32_t k = 0; takes && k < r->taken_count; k++)
		for (uint32_t u = 0; u < r->kind->task_count; u++) {
			uint16_t *kept = &r->project->kept[(size_t)u * r->taken_count + k];
			uint32_t sum = *kept + (later[u] ? amounts_of(takes, r->taken[k]) : 0);
			*kept = (uint16_t)(sum < UINT16_MAX ? sum : UINT16_MAX);
		}
}

/* Takes off what others may have given back before a task: all but those that come later for certain. */
static void give_back(struct route *r, uint32_t position, const bool *later)
{
	for (uint32_t k = 0; k < r->taken_count; k++) {
		uint16_t *kept = &r->project->kept[(size_t)position * r->taken_count + k];
		for (uint32_t u = 0; u < r->kind->task_count; u++) {
			uint32_t given = u == position || later[u] ? 0 : amounts_of(&task_at(r, u)->give, r->taken[k]);
			*kept = (uint16_t)(*kept > given ? *kept - given : 0);
		}
	}
}

/* What the project keeps for certain at each of its tasks. */
static void find_kept(struct route *r, bool *later, uint32_t *stack)
{
	const struct project *project = r->kind->project;
	for (uint32_t t = 0; t < project->task_count && r->taken_count > 0; t++) {
		if (task_at(r, t)->take_station == NONE)
			continue;
		mark_later(project, t, later, stack);
		keep(r, t, later);
	}
	for (uint32_t t = 0; t < project->task_count && r->taken_count > 0; t++) {
		mark_later(project, t, later, stack);
		give_back(r, t, later);
	}
}

/* Which ends come for the first time before the task that they affect can have begun. */
static void find_first(struct route *r, bool *later, uint32_t *stack)
{
	const struct project *project = r->kind->project;
	for (uint32_t t = 0; t < project->task_count; t++) {
		const struct indexes *list = &project->tasks[t].affects;
		if (list->count > 0)
			mark_later(project, t, later, stack);
		for (uint32_t i = 0; i < list->count; i++)
			r->project->first[list->list[i]] = later[project->affects[list->list[i]].task] ? 1.0 : 0.0;
	}
}

void route_project_init(struct route *r)
{
	const struct project *project = r->kind->project;
	uint32_t count = project->task_count, affects = project->affect_count;
	bool *later = arena_take(r->arena, count + 1, sizeof *later);
	uint32_t *stack = arena_take(r->arena, count + 1, sizeof *stack);
	r->project = arena_take(r->arena, 1, sizeof *r->project);
	*r->project = (struct project_route){ .returns = arena_take(r->arena, affects + 1, sizeof(double)),
		.shares = arena_take(r->arena, affects + 1, sizeof(double)), .first = arena_take(r->arena, affects + 1, sizeof(double)),
		.ends = arena_take(r->arena, count + 1, sizeof(double)), .next = arena_take(r->arena, count + 1, sizeof(double)),
		.work = arena_take(r->arena, count + 1, sizeof(double)),
		.kept = arena_take(r->arena, (size_t)count * r->taken_count + 1, sizeof(uint16_t)) };
	find_kept(r, later, stack);
	find_first(r, later, stack);
}

/* --- At each point -------------------------------------------------------------------------------------------------------------- */

static double done_of(struct sample *s, const struct task *t)
{
	return sample_chance(s, &t->chance, 1.0);
}

static void read_returns(struct route *r, struct sample *s)
{
	const struct project *project = r->kind->project;
	for (uint32_t i = 0; i < project->affect_count; i++) {
		const struct affect *a = &project->affects[i];
		s->task = r->kind->task_first + a->task;
		r->project->returns[i] = sample_chance(s, &a->chance, 1.0);
		r->project->shares[i] = sample_chance(s, &a->share, 1.0) * sample_chance(s, &project->tasks[a->task].improves, 1.0);
	}
}

/* In a banded plan: how often work comes back to a task from later ones when this one, after it, has begun. Whoever stands between the two
   first ends before that. */
static double returned_before(const struct route *r, uint32_t task, uint32_t position)
{
	const struct project *project = r->kind->project;
	double times = 0.0;
	for (uint32_t i = 0; i < project->affect_count; i++)
		if (project->affects[i].task == task && project->affects[i].by > task)
			times += r->project->returns[i] * (r->project->ends[project->affects[i].by] - (project->affects[i].by < position ? 1.0 : 0.0));
	return times;
}

/* How often the other one brings work back: by its ends; in a banded plan one before it by what comes back to that. */
static double returned(const struct route *r, uint32_t i)
{
	const struct affect *affect = &r->kind->project->affects[i];
	if (r->kind->project->banded && affect->by < affect->task)
		return r->project->returns[i] * returned_before(r, affect->by, affect->task);
	return r->project->returns[i] * (r->project->ends[affect->by] - r->project->first[i]);
}

/* One round; returns by how much it has changed anything, in proportion. */
static double count_ends(struct route *r)
{
	const struct project *project = r->kind->project;
	double change = 0.0;
	for (uint32_t t = 0; t < project->task_count; t++)
		r->project->next[t] = 1.0;
	for (uint32_t i = 0; i < project->affect_count; i++)
		r->project->next[project->affects[i].task] += returned(r, i);
	for (uint32_t t = 0; t < project->task_count; t++) {
		change = fmax(change, fabs(r->project->next[t] - r->project->ends[t]) / r->project->next[t]);
		r->project->ends[t] = r->project->next[t];
		if (!(r->project->ends[t] <= most_ends))
			r->trap = r->kind->task_first + t;
	}
	return change;
}

/* How often all tasks end. False: some more often than can be told. */
static bool solve_ends(struct route *r)
{
	double change = r->kind->project->affect_count > 0 ? 1.0 : 0.0;
	for (uint32_t t = 0; t < r->kind->task_count; t++)
		r->project->ends[t] = 1.0;
	r->trap = NONE;
	for (int round = 0; round < ROUNDS && change > 1e-12 && r->trap == NONE; round++)
		change = count_ends(r);
	return r->trap == NONE;
}

/* How often a task is done again by itself before it ends. */
static double repeats_of(struct sample *s, const struct task *t)
{
	double p = t->rework_to == NONE ? 0.0 : sample_chance(s, t->rework_when.form == EXPR_ABSENT ? &t->rework_chance : &t->rework_when, 0.0);
	if (p < 1.0)
		return p * (t->rework_at_most == UNLIMITED ? 1.0 : 1.0 - pow(p, t->rework_at_most)) / (1.0 - p);
	return t->rework_at_most == UNLIMITED ? (double)INFINITY : t->rework_at_most;
}

/* What comes back to each task: as many times, each a share of its work. */
static void add_work(struct route *r)
{
	const struct project *project = r->kind->project;
	for (uint32_t t = 0; t < project->task_count; t++)
		r->project->work[t] = 1.0;
	for (uint32_t i = 0; i < project->affect_count; i++)
		r->project->work[project->affects[i].task] += returned(r, i) * r->project->shares[i];
}

/* The share of its work that is done again since it was planned too early, once. */
static double planned_again(const struct project *project, uint32_t position)
{
	const struct project_task *task = &project->tasks[position];
	double old = task->stage == NONE ? 0.0 : project->stages[task->stage].old;
	return task->plans ? old : old * project->redo;
}

static void tell_task(struct route *r, struct sample *s, uint32_t position, route_teller tell, void *context)
{
	const struct task *t = task_at(r, position);
	s->task = r->kind->task_first + position;
	double again = planned_again(r->kind->project, position);
	double repeats = repeats_of(s, t), passes = r->project->ends[position] * (1.0 + repeats) + (again > 0.0 ? 1.0 : 0.0);
	double times = done_of(s, t) * passes;
	double share = sample_value(s, &t->rework_share, 1.0) * sample_chance(s, &r->kind->project->tasks[position].improves, 1.0);
	double work = (1.0 + repeats * share) * r->project->work[position] + again;
	if (isinf(times)) {
		r->endless = true;
		r->trap = s->task;
	} else if (times > 0.0) {
		tell(context, &(struct passage){ .task = s->task, .times = times, .share = work / passes,
			.holds = r->project->kept + (size_t)position * r->taken_count });
	}
}

void route_project_tell(struct route *r, struct sample *s, route_teller tell, void *context)
{
	read_returns(r, s);
	r->endless = !solve_ends(r);
	add_work(r);
	for (uint32_t t = 0; t < r->kind->task_count && !r->endless; t++)
		tell_task(r, s, t, tell, context);
}
