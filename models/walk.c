/* One item walks its route, drawn as the engine would draw it but with time standing still: for kinds whose way depends on
   what the item did before (passes, done, count) or learnt on the way (set). */
#include "route.h"

#include <string.h>

/* More steps than this over all items: they go round for ever, or nearly so. */
static const uint64_t steps_at_most = 1000000;

static bool happens(struct sample *s, double chance)
{
	return chance >= 1.0 || (chance > 0.0 && stream_uniform(&s->stream) < chance);
}

/* Where the item goes from a task that is done. */
static uint32_t choose(struct route *r, struct sample *s, const struct task *t, uint32_t task)
{
	const struct odds *o = route_odds(r, s, task);
	if (t->rework_to != NONE) {
		uint16_t *times = route_times(r->memory, t->rework_slot), *active = route_active(r, r->memory, t->rework_slot);
		*active = *times < t->rework_at_most && happens(s, o->rework);
		*times = (uint16_t)(*active ? *times + (*times < UINT16_MAX) : 0);
		if (*active)
			return t->rework_to;
	}
	double u = stream_uniform(&s->stream);
	for (uint32_t i = 0; i < t->next_count; i++) {
		u -= o->next[i];
		if (u < 0.0)
			return route_target(t, i);
	}
	return t->following;
}

static void walk(struct route *r, struct sample *s, uint32_t task, route_teller tell, void *context);

/* What the item holds meanwhile is counted at the fork, not in each of its branches. */
static void walk_branches(struct route *r, struct sample *s, const struct task *t, route_teller tell, void *context)
{
	uint16_t *holds = route_holds(r, r->memory), *outside = r->outside;
	size_t bytes = r->taken_count * sizeof *holds;
	if (bytes)
		memcpy(outside, holds, bytes);
	r->outside += r->taken_count;
	for (uint32_t i = 0; i < t->branch_count; i++) {
		if (bytes)
			memset(holds, 0, bytes);
		walk(r, s, t->branches[i], tell, context);
	}
	r->outside = outside;
	if (bytes)
		memcpy(holds, outside, bytes);
}

static void walk(struct route *r, struct sample *s, uint32_t task, route_teller tell, void *context)
{
	while (task < TO_FOLLOWING && !r->endless) {
		const struct task *t = &r->model->tasks[task];
		uint32_t to = t->following;
		s->task = task;
		if (++r->steps > steps_at_most) {
			r->endless = true;
			r->trap = task;
		}
		if (happens(s, sample_chance(s, &t->chance, 1.0))) {
			tell(context, &(struct passage){ .task = task, .times = 1.0, .share = route_share(r, r->memory),
				.holds = route_holds(r, r->memory) });
			route_take(r, r->memory, t);
			if (t->work == WORK_TOGETHER)
				walk_branches(r, s, t, tell, context);
			sample_set(s, task);
			route_give(r, r->memory, t);
			to = choose(r, s, t, task);
		}
		r->passes[task - r->kind->task_first]++;
		task = to;
	}
}

void route_walk(struct route *r, struct sample *s, route_teller tell, void *context)
{
	memset(r->passes, 0, r->kind->task_count * sizeof *r->passes);
	if (r->memory_size)
		memset(r->memory, 0, r->memory_size * sizeof *r->memory);
	s->passes = r->passes;
	walk(r, s, r->kind->first_task, tell, context);
	s->passes = NULL;
}
