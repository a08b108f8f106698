/* See chain.h. Invariant: at no time do the tasks that have their place need more than there are. */
#include "chain.h"

#include <math.h>

static const double rounding = 1e-9;    /* of the plan's length: two times that are nearer than this are the same */

struct search {
	const struct chain *chain;
	bool *placed;
	uint32_t *waits;                    /* [task]: for so many of its followers to have their place */
	double near;
};

/* --- places ----------------------------------------------------------------------------------------------------------------------- */

static uint32_t need_of(const struct chain_task *task, uint32_t what)
{
	for (uint32_t i = 0; i < task->need_count; i++)
		if (task->needs[i].what == what)
			return task->needs[i].number;
	return 0;
}

static bool share_something(const struct chain_task *a, const struct chain_task *b)
{
	for (uint32_t i = 0; i < a->need_count; i++)
		if (need_of(b, a->needs[i].what) > 0)
			return true;
	return false;
}

/* How many are at work at an instant, or just after it, beside this task. */
static uint32_t in_use(const struct search *s, uint32_t what, double time)
{
	uint32_t number = 0;
	for (uint32_t t = 0; t < s->chain->count; t++) {
		const struct chain_task *task = &s->chain->tasks[t];
		if (s->placed[t] && task->start <= time + s->near && task->finish > time + s->near)
			number += need_of(task, what);
	}
	return number;
}

/* Whether all that the task needs is there from `start` on: what is in use grows only where another one begins. What takes no time needs
   nothing. */
static bool fits(const struct search *s, const struct chain_task *task, double start)
{
	for (uint32_t i = 0; i < task->need_count && task->length > s->near; i++) {
		uint32_t what = task->needs[i].what, most = s->chain->there[what] - task->needs[i].number;
		if (in_use(s, what, start) > most)
			return false;
		for (uint32_t t = 0; t < s->chain->count; t++) {
			double begin = s->chain->tasks[t].start;
			if (s->placed[t] && begin > start && begin < start + task->length - s->near && in_use(s, what, begin) > most)
				return false;
		}
	}
	return true;
}

/* When it must end for those after it that have their place. */
static double limit_of(const struct search *s, uint32_t t)
{
	const struct chain *chain = s->chain;
	double limit = 0.0;
	for (uint32_t i = 0; i < chain->link_count; i++) {
		const struct cpm_link *link = &chain->links[i];
		const struct chain_task *after = &chain->tasks[link->after];
		if (link->before != t || !s->placed[link->after])
			continue;
		if (link->how == LINK_FINISH_FINISH)
			limit = fmin(limit, after->finish - link->lag);
		else
			limit = fmin(limit, after->start - link->lag + (link->how == LINK_FINISH_START ? 0.0 : chain->tasks[t].length));
	}
	return limit;
}

/* As late as all that it needs is there: at its limit, or before some task that has it. */
static void place(struct search *s, uint32_t t)
{
	struct chain_task *task = &s->chain->tasks[t];
	double finish = limit_of(s, t);
	while (!fits(s, task, finish - task->length)) {
		double next = -INFINITY;
		for (uint32_t other = 0; other < s->chain->count; other++)
			if (s->placed[other] && s->chain->tasks[other].start < finish && share_something(task, &s->chain->tasks[other]))
				next = fmax(next, s->chain->tasks[other].start);
		finish = next;
	}
	task->finish = finish;
	task->start = finish - task->length;
	s->placed[t] = true;
	for (uint32_t i = 0; i < s->chain->link_count; i++)
		s->waits[s->chain->links[i].before] -= s->chain->links[i].after == t;
}

/* Of those whose followers all have their place the one that can end last; where links of several kinds lead round, of all. */
static uint32_t choose(const struct search *s)
{
	uint32_t best = UINT32_MAX;
	bool best_waits = true;
	for (uint32_t t = 0; t < s->chain->count; t++) {
		bool later = s->waits[t] > 0;
		if (s->placed[t] || (later && !best_waits))
			continue;
		if (best == UINT32_MAX || (best_waits && !later) || s->chain->tasks[t].earliest >= s->chain->tasks[best].earliest)
			best = t;
		best_waits &= later;
	}
	return best;
}

/* --- the chain -------------------------------------------------------------------------------------------------------------------- */

/* Whether the later task of a link has no choice. */
static bool is_tight(const struct search *s, const struct cpm_link *link)
{
	const struct chain_task *before = &s->chain->tasks[link->before], *after = &s->chain->tasks[link->after];
	bool to_end = link->how == LINK_FINISH_FINISH, from_end = to_end || link->how == LINK_FINISH_START;
	double from = from_end ? before->finish : before->start, to = to_end ? after->finish : after->start;
	return fabs(from + link->lag - to) <= s->near;
}

/* Of two that are not in the chain yet the one that ends last, which takes the fewest steps. */
static uint32_t better(const struct search *s, uint32_t best, uint32_t t)
{
	const struct chain_task *tasks = s->chain->tasks;
	return !tasks[t].critical && (best == UINT32_MAX || tasks[t].finish > tasks[best].finish) ? t : best;
}

/* Who waits for this one, with nothing in between: by a link, or for what this one has. */
static uint32_t next_of(const struct search *s, uint32_t at)
{
	const struct chain *chain = s->chain;
	const struct chain_task *task = &chain->tasks[at];
	uint32_t next = UINT32_MAX;
	for (uint32_t i = 0; i < chain->link_count; i++)
		if (chain->links[i].before == at && is_tight(s, &chain->links[i]))
			next = better(s, next, chain->links[i].after);
	for (uint32_t t = 0; t < chain->count; t++)
		if (fabs(task->finish - chain->tasks[t].start) <= s->near && share_something(task, &chain->tasks[t]))
			next = better(s, next, t);
	return next;
}

/* From the task that begins first to the end of the plan. */
static void mark(struct search *s)
{
	struct chain_task *tasks = s->chain->tasks;
	uint32_t at = 0;
	for (uint32_t t = 1; t < s->chain->count; t++)
		at = tasks[t].start < tasks[at].start ? t : at;
	while (at != UINT32_MAX) {
		tasks[at].critical = true;
		at = tasks[at].finish >= -s->near ? UINT32_MAX : next_of(s, at);
	}
}

/* --- ranks ------------------------------------------------------------------------------------------------------------------------ */

static bool comes_before(const struct chain_task *a, const struct chain_task *b)
{
	return a->critical != b->critical ? a->critical : a->start < b->start;
}

static void rank(const struct chain *chain)
{
	for (uint32_t t = 0; t < chain->count; t++) {
		chain->tasks[t].rank = 1;
		for (uint32_t other = 0; other < chain->count; other++) {
			bool first = comes_before(&chain->tasks[other], &chain->tasks[t]);
			bool alike = !first && !comes_before(&chain->tasks[t], &chain->tasks[other]);
			chain->tasks[t].rank += first || (alike && other < t);
		}
	}
}

double chain_find(const struct chain *chain, struct arena *arena)
{
	struct search s = { .chain = chain, .placed = arena_take(arena, chain->count + 1, sizeof *s.placed),
		.waits = arena_take(arena, chain->count + 1, sizeof *s.waits) };
	double all = 0.0, begin = 0.0;
	for (uint32_t i = 0; i < chain->link_count; i++)
		s.waits[chain->links[i].before]++;
	for (uint32_t t = 0; t < chain->count; t++)
		all += chain->tasks[t].length;
	s.near = rounding * all;
	for (uint32_t i = 0; i < chain->count; i++)
		place(&s, choose(&s));
	mark(&s);
	rank(chain);
	for (uint32_t t = 0; t < chain->count; t++)
		begin = fmin(begin, chain->tasks[t].start);
	return -begin;
}
