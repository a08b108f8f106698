/* The critical chain on plans worked out by hand, and on what must hold of any. Times are from the end of the plan, which is 0. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include "models/chain.h"
#include "sim/stream.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

enum { MOST = 40, PLANS = 300 };

static const enum link_how FS = LINK_FINISH_START, SS = LINK_START_START, FF = LINK_FINISH_FINISH;

/* Each task needs so many of one pool, or none. */
struct plan {
	struct chain_task tasks[MOST];
	struct chain_need needs[MOST];
	struct cpm_link links[4 * MOST];
	uint32_t there[1], count, link_count;
	double length;
};

static double latest(const struct plan *plan, uint32_t t)
{
	double finish = 0.0;
	for (uint32_t i = 0; i < plan->link_count; i++) {
		const struct cpm_link *link = &plan->links[i];
		double after = link->before == t ? latest(plan, link->after) : 0.0;
		if (link->before == t && link->how == LINK_FINISH_FINISH)
			finish = fmin(finish, after - link->lag);
		else if (link->before == t)
			finish = fmin(finish, after - plan->tasks[link->after].length - link->lag
				+ (link->how == LINK_START_START ? plan->tasks[t].length : 0.0));
	}
	return finish;
}

static double earliest(const struct plan *plan, uint32_t t)
{
	double start = 0.0, finish = 0.0;
	for (uint32_t i = 0; i < plan->link_count; i++) {
		const struct cpm_link *link = &plan->links[i];
		double before = link->after == t ? earliest(plan, link->before) + link->lag : 0.0;
		if (link->after == t && link->how == LINK_FINISH_FINISH)
			finish = fmax(finish, before);
		else if (link->after == t)
			start = fmax(start, before - (link->how == LINK_START_START ? plan->tasks[link->before].length : 0.0));
	}
	return fmax(finish, start + plan->tasks[t].length);
}

static void find(struct plan *plan)
{
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	for (uint32_t t = 0; t < plan->count; t++) {
		plan->tasks[t].needs = &plan->needs[t];
		plan->tasks[t].need_count = plan->needs[t].number > 0;
		plan->tasks[t].earliest = earliest(plan, t);
	}
	struct chain chain = { .tasks = plan->tasks, .links = plan->links, .there = plan->there, .count = plan->count,
		.link_count = plan->link_count, .there_count = 1 };
	plan->length = chain_find(&chain, &arena);
	arena_done(&arena);
}

/* `chain`: the letters of its tasks, in its order, then the others by their rank. */
struct known {
	const char *what, *order;
	double times[6];
	uint32_t needs[6], there, count;
	struct cpm_link links[6];
	uint32_t link_count;
	double length, starts[6];
	size_t critical;
};

Test(chain, plans_by_hand)
{
	static const struct known rows[] = {
		/* C and D end last: at 0. A can end at 3, B at 2: A goes to its place first, and B before it. */
		{ "who shares somebody waits", "BACD", { 3, 2, 4, 5 }, { 1, 1, 0, 0 }, 1, 4, { { 0, 2, FS, 0, 0 }, { 1, 3, FS, 0, 0 } }, 2, 9,
			{ -7, -9, -4, -5 }, 3 },
		/* Two are there: nobody waits, and the chain is the critical path. */
		{ "with people enough it is the critical path", "ACBD", { 3, 2, 4, 4 }, { 1, 1, 0, 0 }, 2, 4, { { 0, 2, FS, 0, 0 }, { 1, 3, FS, 0, 0 } },
			2, 7, { -7, -6, -4, -4 }, 2 },
		/* B needs both of two, so that neither A nor C may be at work beside it: C ends last, then B before it, then A. */
		{ "who needs several", "ABC", { 1, 2, 3 }, { 1, 2, 1 }, 2, 3, { { 0, 1, FS, 0, 0 } }, 1, 6, { -6, -5, -3 }, 3 },
		/* A lag is part of the chain, and nobody is needed meanwhile: C fits into it. */
		{ "a lag leaves people for others", "ABC", { 2, 3, 4 }, { 1, 1, 1 }, 1, 3, { { 0, 1, FS, 5, 0 } }, 1, 10, { -10, -3, -7 }, 2 },
		/* B may begin 1 after A's begin; C ends 2 after B's end at the earliest. */
		{ "links of other kinds", "ABC", { 5, 4, 1 }, { 0 }, 1, 3, { { 0, 1, SS, 1, 0 }, { 1, 2, FF, 2, 0 } }, 2, 7, { -7, -6, -1 }, 3 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct known *known = &rows[i];
		struct plan plan = { .there = { known->there }, .count = known->count, .link_count = known->link_count };
		size_t critical = 0;
		for (uint32_t t = 0; t < known->count; t++) {
			plan.tasks[t].length = known->times[t];
			plan.needs[t] = (struct chain_need){ 0, known->needs[t] };
		}
		for (uint32_t l = 0; l < known->link_count; l++)
			plan.links[l] = known->links[l];
		find(&plan);
		cr_expect_float_eq(plan.length, known->length, 1e-9, "%s: %g", known->what, plan.length);
		for (uint32_t t = 0; t < known->count; t++) {
			cr_expect_float_eq(plan.tasks[t].start, known->starts[t], 1e-9, "%s: %c begins at %g", known->what, 'A' + (int)t, plan.tasks[t].start);
			cr_expect_eq(known->order[plan.tasks[t].rank - 1], 'A' + (int)t, "%s: %c has rank %u", known->what, 'A' + (int)t, plan.tasks[t].rank);
			critical += plan.tasks[t].critical;
		}
		cr_expect_eq(critical, known->critical, "%s: %zu in the chain", known->what, critical);
	}
}

static void draw(struct plan *plan, uint64_t seed)
{
	struct stream stream;
	stream_key(&stream, seed, 3);
	stream_address(&stream, 1, 2, 3, 0);
	*plan = (struct plan){ .count = 2 + (uint32_t)(stream_uniform(&stream) * (MOST - 2)) };
	plan->there[0] = 1 + (uint32_t)(stream_uniform(&stream) * 4);
	for (uint32_t t = 0; t < plan->count; t++) {
		plan->tasks[t].length = stream_uniform(&stream) < 0.1 ? 0.0 : rint(1.0 + 9.0 * stream_uniform(&stream));
		plan->needs[t] = (struct chain_need){ 0, (uint32_t)(stream_uniform(&stream) * (plan->there[0] + 1)) };
		for (int i = 0; i < 2 && t > 0; i++)
			if (stream_uniform(&stream) < 0.6)
				plan->links[plan->link_count++] = (struct cpm_link){ (uint32_t)(stream_uniform(&stream) * t), t, FS, 0.0, 0 };
	}
}

static uint32_t at_work(const struct plan *plan, double time)
{
	uint32_t number = 0;
	for (uint32_t t = 0; t < plan->count; t++)
		number += plan->tasks[t].start <= time && plan->tasks[t].finish > time ? plan->needs[t].number : 0;
	return number;
}

/* The tasks of the chain follow each other without a gap over all of the plan. */
static void expect_no_gap(const struct plan *plan, unsigned seed)
{
	double until = -plan->length, sum = 0.0;
	for (uint32_t rank = 1; rank <= plan->count; rank++)
		for (uint32_t t = 0; t < plan->count; t++) {
			if (plan->tasks[t].rank != rank || !plan->tasks[t].critical)
				continue;
			cr_expect_float_eq(plan->tasks[t].start, until, 1e-9, "plan %u: %g after %g", seed, plan->tasks[t].start, until);
			until = plan->tasks[t].finish;
			sum += plan->tasks[t].length;
		}
	cr_expect_float_eq(sum, plan->length, 1e-9, "plan %u", seed);
}

Test(chain, in_any_plan_links_hold_and_people_suffice)
{
	static struct plan plan;
	for (unsigned seed = 1; seed <= PLANS; seed++) {
		draw(&plan, seed);
		find(&plan);
		for (uint32_t i = 0; i < plan.link_count; i++)
			cr_expect_leq(plan.tasks[plan.links[i].before].finish, plan.tasks[plan.links[i].after].start + 1e-9, "plan %u", seed);
		for (uint32_t t = 0; t < plan.count; t++) {
			cr_expect_leq(at_work(&plan, plan.tasks[t].start), plan.there[0], "plan %u", seed);
			cr_expect_leq(plan.tasks[t].finish, latest(&plan, t), "plan %u", seed);
		}
		expect_no_gap(&plan, seed);
	}
}
