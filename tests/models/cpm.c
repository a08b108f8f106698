/* The critical path method on plans worked out by hand, and on what its definition says of any plan. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>
#include "models/calendar.h"
#include "models/cpm.h"
#include "sim/stream.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

enum { MOST = 40 };

static const enum link_how FS = LINK_FINISH_START, SS = LINK_START_START, FF = LINK_FINISH_FINISH;

/* A plan under test; tasks are named by their letter. */
struct plan {
	struct cpm_task tasks[MOST];
	struct cpm_link links[4 * MOST];
	uint32_t order[2 * MOST], circle[2 * MOST], count, link_count, circling;
	double length;
	struct arena arena;
};

static void plan_compute(struct plan *plan, double origin)
{
	cr_assert_eq(arena_init(&plan->arena), 0);
	plan->circling = cpm_order(plan->count, plan->links, plan->link_count, plan->order, plan->circle, &plan->arena);
	struct cpm cpm = { plan->tasks, plan->links, plan->order, plan->count, plan->link_count, origin };
	plan->length = plan->circling ? NAN : cpm_compute(&cpm);
}

static struct plan plan_of(const double *times, uint32_t count, const struct cpm_link *links, uint32_t link_count)
{
	struct plan plan = { .count = count, .link_count = link_count };
	for (uint32_t i = 0; i < count; i++)
		plan.tasks[i] = (struct cpm_task){ .time = times[i], .not_before = -INFINITY };
	if (link_count > 0)
		memcpy(plan.links, links, link_count * sizeof *links);
	return plan;
}

static void expect_task(const struct plan *plan, char name, double start, double finish, double slack, double free)
{
	const struct cpm_task *t = &plan->tasks[name - 'A'];
	cr_expect(fabs(t->start - start) < 1e-9 && fabs(t->finish - finish) < 1e-9, "%c: %g to %g, not %g to %g", name, t->start, t->finish, start,
		finish);
	cr_expect(fabs(t->slack - slack) < 1e-9, "%c: slack %g, not %g", name, t->slack, slack);
	cr_expect(fabs(t->free - free) < 1e-9, "%c: free %g, not %g", name, t->free, free);
	cr_expect_eq(t->critical, slack == 0.0, "%c", name);
}

/* The textbook's eight tasks (Kelley and Walker 1959 show the method): 19 days on A, B, D, G, H. */
Test(cpm, eight_tasks_of_the_textbook)
{
	static const double times[] = { 3, 4, 2, 5, 1, 2, 4, 3 };
	const struct cpm_link links[] = { { 0, 1, FS, 0, 0 }, { 0, 2, FS, 0, 0 }, { 1, 3, FS, 0, 0 }, { 2, 4, FS, 0, 0 }, { 2, 5, FS, 0, 0 },
		{ 3, 6, FS, 0, 0 },
		{ 4, 6, FS, 0, 0 }, { 5, 7, FS, 0, 0 }, { 6, 7, FS, 0, 0 } };
	struct plan plan = plan_of(times, COUNT_OF(times), links, COUNT_OF(links));
	plan_compute(&plan, 0.0);
	cr_expect_float_eq(plan.length, 19.0, 1e-12);
	expect_task(&plan, 'A', 0, 3, 0, 0);
	expect_task(&plan, 'B', 3, 7, 0, 0);
	expect_task(&plan, 'C', 3, 5, 6, 0);
	expect_task(&plan, 'D', 7, 12, 0, 0);
	expect_task(&plan, 'E', 5, 6, 6, 6);
	expect_task(&plan, 'F', 5, 7, 9, 9);
	expect_task(&plan, 'G', 12, 16, 0, 0);
	expect_task(&plan, 'H', 16, 19, 0, 0);
	cr_expect_float_eq(plan.tasks[5].latest_start, 14.0, 1e-12);
	cr_expect_float_eq(plan.tasks[5].latest_finish, 16.0, 1e-12);
	arena_done(&plan.arena);
}

/* A 5; B 4 begins 2 after A begins: 2-6; C 1 may end 3 after B ends: it is over at 1 and ends at 9; D 2 after C: 9-11; E 1 after A, not
   before 8: 8-9. C's begin has room for 8 before its own end needs it, its end has none; B's begin has none, and so has A's, though A's
   end could be at 10, as E needs only its date: 8 - 5 = 3 later is free of harm, but A cannot end later without beginning later. */
Test(cpm, links_of_every_kind_with_lags_and_dates)
{
	static const double times[] = { 5, 4, 1, 2, 1 };
	const struct cpm_link links[] = { { 0, 1, SS, 2, 0 }, { 1, 2, FF, 3, 0 }, { 2, 3, FS, 0, 0 }, { 0, 4, FS, 0, 0 } };
	struct plan plan = plan_of(times, COUNT_OF(times), links, COUNT_OF(links));
	plan.tasks[4].not_before = 8;
	plan_compute(&plan, 0.0);
	cr_expect_float_eq(plan.length, 11.0, 1e-12);
	expect_task(&plan, 'A', 0, 5, 0, 0);
	expect_task(&plan, 'B', 2, 6, 0, 0);
	expect_task(&plan, 'C', 0, 9, 0, 0);
	expect_task(&plan, 'D', 9, 11, 0, 0);
	expect_task(&plan, 'E', 8, 9, 2, 2);
	cr_expect_float_eq(plan.tasks[2].over, 1.0, 1e-12);
	cr_expect_float_eq(plan.tasks[2].latest_start, 8.0, 1e-12);
	arena_done(&plan.arena);
}

/* What lies between the begin and the end of another task is no circle. */
Test(cpm, a_task_may_span_others)
{
	static const double times[] = { 1, 6 };
	const struct cpm_link links[] = { { 0, 1, SS, 1, 0 }, { 1, 0, FF, 2, 0 } };
	struct plan plan = plan_of(times, COUNT_OF(times), links, COUNT_OF(links));
	plan_compute(&plan, 0.0);
	cr_expect_eq(plan.circling, 0);
	cr_expect_float_eq(plan.length, 9.0, 1e-12);
	expect_task(&plan, 'A', 0, 9, 0, 0);
	expect_task(&plan, 'B', 1, 7, 0, 0);
	arena_done(&plan.arena);
}

/* B, C and D wait for each other; A and E only hang on them. */
Test(cpm, a_circle_is_told_in_its_order)
{
	static const double times[] = { 1, 1, 1, 1, 1 };
	const struct cpm_link links[] = { { 0, 1, FS, 0, 0 }, { 1, 2, FS, 0, 0 }, { 2, 3, SS, 0, 0 }, { 3, 1, FS, 0, 0 }, { 2, 4, FS, 0, 0 } };
	struct plan plan = plan_of(times, COUNT_OF(times), links, COUNT_OF(links));
	plan_compute(&plan, 0.0);
	cr_assert_eq(plan.circling, 3, "%u", plan.circling);
	for (uint32_t i = 0; i < 3; i++) {
		uint32_t from = plan.circle[(i + 2) % 3], to = plan.circle[i];
		bool linked = (from == 1 && to == 2) || (from == 2 && to == 3) || (from == 3 && to == 1);
		cr_expect(linked, "%u -> %u", from, to);
	}
	arena_done(&plan.arena);
}

static const struct calendar *workdays(struct arena *arena, struct problems *problems)
{
	static const char text[] = "hours = \"Mon-Fri 08:00-16:00\";";
	struct calendar_clock clock;
	calendar_clock_init(&clock, NULL, 1.0 / 3600.0);
	struct tree *tree = tree_read_text("hours", text, strlen(text), arena, problems);
	struct calendar_shift shift = { .hours = calendar_read(node_child(tree->root, "hours"), NULL, &clock, arena, problems), .number = 1 };
	cr_assert_not_null(shift.hours);
	return calendar_compile(&shift, 1, &clock, arena);
}

/* In hours from Monday 00:00: A 8 h of work on Monday, B 8 h on Tuesday, both critical though a night lies between; C 4 h on Tuesday
   morning has 4 h of work to spare; D dries for 20 h by the clock from Monday 16:00 to Tuesday 12:00, and could until 16:00. */
Test(cpm, slack_is_in_the_hours_of_whoever_works)
{
	static const double times[] = { 8, 8, 4, 20 };
	const struct cpm_link links[] = { { 0, 1, FS, 0, 0 }, { 0, 2, FS, 0, 0 }, { 0, 3, FS, 0, 0 } };
	struct plan plan = plan_of(times, COUNT_OF(times), links, COUNT_OF(links));
	struct arena arena;
	struct problems problems;
	cr_assert_eq(arena_init(&arena), 0);
	problems_init(&problems);
	plan.tasks[0].calendar = plan.tasks[1].calendar = plan.tasks[2].calendar = workdays(&arena, &problems);
	plan_compute(&plan, 0.0);
	cr_expect_float_eq(plan.length, 40.0, 1e-9);
	expect_task(&plan, 'A', 8, 16, 0, 0);
	expect_task(&plan, 'B', 32, 40, 0, 0);
	expect_task(&plan, 'C', 32, 36, 4, 4);
	expect_task(&plan, 'D', 16, 36, 4, 4);
	cr_expect_float_eq(plan.tasks[2].latest_start, 36.0, 1e-9);
	cr_expect_float_eq(plan.tasks[0].latest_finish, 20.0, 1e-9);   /* D's; A's own hours end at 16 */
	arena_done(&plan.arena);
	problems_done(&problems);
	arena_done(&arena);
}

/* --- any plan ----------------------------------------------------------------------------------------------------------------------- */

static uint32_t below(struct stream *stream, uint32_t n)
{
	return (uint32_t)(stream_uniform(stream) * n);
}

static struct plan random_plan(struct stream *stream)
{
	struct plan plan = { .count = 1 + below(stream, MOST - 1) };
	for (uint32_t i = 0; i < plan.count; i++)
		plan.tasks[i] = (struct cpm_task){ .time = below(stream, 5) ? stream_uniform(stream) * 10 : 0.0,
			.not_before = below(stream, 8) ? -INFINITY : stream_uniform(stream) * 30 };
	for (uint32_t i = 1; i < plan.count; i++)
		for (uint32_t j = 0; j < 3; j++)
			if (below(stream, 3))
				plan.links[plan.link_count++] = (struct cpm_link){ below(stream, i), i, (enum link_how)below(stream, 3),
					below(stream, 2) ? 0.0 : stream_uniform(stream) * 5, 0 };
	return plan;
}

/* The plan's length with one task that begins so much later than it could. */
static double length_with(const struct plan *plan, uint32_t task, double later)
{
	struct plan copy = *plan;
	double start = plan->tasks[task].start;
	for (uint32_t i = 0; i < plan->count; i++)
		copy.tasks[i] = (struct cpm_task){ .time = plan->tasks[i].time, .not_before = plan->tasks[i].not_before };
	copy.tasks[task].not_before = start + later;
	plan_compute(&copy, 0.0);
	arena_done(&copy.arena);
	return copy.length;
}

/* By its latest start a task may be later for nothing; any later, and all is later by that. */
Test(cpm, latest_starts_are_what_they_say)
{
	struct stream stream;
	stream_key(&stream, 5, 1);
	for (uint32_t n = 0; n < 200; n++) {
		stream_address(&stream, 1, n, 2, 0);
		struct plan plan = random_plan(&stream);
		plan_compute(&plan, 0.0);
		cr_assert_eq(plan.circling, 0);
		uint32_t t = below(&stream, plan.count);
		double room = plan.tasks[t].latest_start - plan.tasks[t].start;
		cr_expect(room >= -1e-9 && plan.tasks[t].slack <= room + 1e-9 && plan.tasks[t].free <= plan.tasks[t].slack + 1e-9, "plan %u", n);
		cr_expect_float_eq(length_with(&plan, t, room), plan.length, 1e-9, "plan %u, task %u", n, t);
		cr_expect_float_eq(length_with(&plan, t, room + 1.0), plan.length + 1.0, 1e-9, "plan %u, task %u", n, t);
		arena_done(&plan.arena);
	}
}
