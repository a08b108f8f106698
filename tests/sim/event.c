#include "sim/event.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <sys/resource.h>

/* A small generator, so that these tests depend on nothing but the event set. */
static uint64_t mixed(uint64_t *state)
{
	uint64_t x = *state += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

static double uniform(uint64_t *state)
{
	return ((double)(mixed(state) >> 12) + 0.5) * 0x1p-52;
}

Test(event, nothing_is_pending_in_a_new_set)
{
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	cr_expect_eq(event_count(&set), 0);
	cr_expect_not(event_next(&set, &event));
	cr_expect_not(event_due(&set, 0.0, EVENT_PHASES - 1));
	event_cancel(&set, EVENT_NONE);
	event_done(&set);
}

Test(event, events_leave_in_order_of_time)
{
	static const double times[] = { 3.0, 1.0, 1e300, 0.0, 2.5, 5e-324, 1e-300, 2.0 };
	static const uint32_t order[] = { 3, 5, 6, 1, 7, 4, 0, 2 };
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	for (uint32_t i = 0; i < 8; i++)
		cr_assert_neq(event_at(&set, times[i], 1, i, 10 * i), EVENT_NONE);
	cr_expect_eq(event_count(&set), 8);
	for (uint32_t i = 0; i < 8; i++) {
		cr_assert(event_next(&set, &event));
		cr_expect_eq(event.what, order[i], "event %u", i);
		cr_expect_eq(event.whom, 10 * order[i]);
		cr_expect_eq(event.time, times[order[i]]);
		cr_expect_eq(set.now, event.time);
	}
	cr_expect_not(event_next(&set, &event));
	event_done(&set);
}

Test(event, equal_times_run_in_order_of_phase_and_then_of_scheduling)
{
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	for (uint32_t i = 0; i < 10000; i++)
		event_at(&set, 7.0, EVENT_PHASES - 1 - i % EVENT_PHASES, i, 0);
	for (uint32_t phase = 0; phase < EVENT_PHASES; phase++)
		for (uint32_t i = EVENT_PHASES - 1 - phase; i < 10000; i += EVENT_PHASES) {
			cr_assert(event_next(&set, &event));
			cr_assert_eq(event.phase, phase);
			cr_assert_eq(event.what, i, "phase %u: %u instead of %u", phase, event.what, i);
		}
	cr_expect_eq(event_count(&set), 0);
	event_done(&set);
}

Test(event, minus_zero_is_zero)
{
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	event_at(&set, 0.0, 0, 1, 0);
	event_at(&set, -0.0, 0, 2, 0);
	cr_expect(event_due(&set, -0.0, 1));
	for (uint32_t i = 1; i <= 2; i++) {
		cr_assert(event_next(&set, &event));
		cr_expect_eq(event.what, i);
		cr_expect_eq(signbit(event.time), 0);
	}
	event_done(&set);
}

Test(event, an_instant_is_over_when_no_earlier_phase_is_due)
{
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	event_at(&set, 2.0, 3, 0, 0);
	event_at(&set, 1.0, 2, 0, 0);
	cr_expect(event_due(&set, 1.0, 3));
	cr_expect_not(event_due(&set, 1.0, 2), "phase 2 is not before phase 2");
	cr_expect_not(event_due(&set, 2.0, 7), "what is first is not at 2");
	cr_assert(event_next(&set, &event));
	cr_expect_not(event_due(&set, 1.0, 7));
	cr_expect(event_due(&set, 2.0, 4));
	event_done(&set);
}

Test(event, a_cancelled_event_leaves_at_once_and_its_slot_is_used_again)
{
	struct event_set set;
	struct event event = { 0 };
	cr_assert_eq(event_init(&set), 0);
	uint32_t first = event_at(&set, 1.0, 0, 1, 0);
	event_at(&set, 2.0, 0, 2, 0);
	event_cancel(&set, first);
	cr_expect_eq(event_count(&set), 1);
	cr_expect_eq(event_at(&set, 3.0, 0, 3, 0), first);
	for (uint32_t i = 0; i < 100000; i++)
		event_cancel(&set, event_at(&set, 1e6 + i, 0, 4, 0));
	cr_expect_leq(set.room, 64, "cancelled events take no room");
	for (uint32_t i = 2; i <= 3; i++) {
		cr_assert(event_next(&set, &event));
		cr_expect_eq(event.what, i);
	}
	cr_expect_not(event_next(&set, &event));
	event_done(&set);
}

/* The same set in its plainest form: a sorted list. */
struct plain_event {
	double time;
	unsigned phase;
	uint32_t name, handle;
};

struct plain {
	struct plain_event *list;
	size_t count;
};

static void plain_add(struct plain *plain, struct plain_event event)
{
	size_t i = plain->count++;
	for (; i > 0; i--) {
		const struct plain_event *before = &plain->list[i - 1];
		if (before->time < event.time || (before->time <= event.time && before->phase <= event.phase))
			break;
		plain->list[i] = *before;
	}
	plain->list[i] = event;
}

static void plain_remove(struct plain *plain, size_t i)
{
	memmove(&plain->list[i], &plain->list[i + 1], (--plain->count - i) * sizeof *plain->list);
}

/* How long from now until the next event is: the kinds of gap that strain a ladder. */
enum gaps { EXPONENTIAL, EQUAL, WHOLE, EVERY_SIZE, RARE_LONG, TINY, BACKWARD, GAPS };

static const char *const gap_names[] = { "exponential", "equal", "whole", "of every size", "rarely long", "tiny", "backward" };

static double gap(enum gaps kind, uint64_t *random, double now)
{
	double u = uniform(random);
	switch (kind) {
	case EXPONENTIAL:
		return -log(u);
	case EQUAL:
		return u < 0.7 ? 0.0 : 1.0;
	case WHOLE:
		return floor(10.0 * u);
	case EVERY_SIZE:
		return pow(10.0, 40.0 * u - 30.0);
	case RARE_LONG:
		return u < 0.98 ? u : 1e6 * u;
	case TINY:
		return fmax(now, 1.0) * 0x1p-52 * floor(4.0 * u);
	case BACKWARD:
	case GAPS:
		break;
	}
	return 1e6 / (1.0 + (double)(mixed(random) % 1000)) * (1.0 + 1e-9 * u);
}

/* Lets the number of pending events rise to `most` and fall again, with cancels, and demands the plain set's order. */
static void compare(enum gaps kind, size_t most, uint64_t seed)
{
	struct event_set set;
	struct event event = { 0 };
	struct plain plain = { .list = malloc((most + 2) * sizeof *plain.list) };
	uint64_t random = seed;
	uint32_t name = 0;
	cr_assert_eq(event_init(&set), 0);
	cr_assert_not_null(plain.list);
	for (size_t step = 0; step < 24 * most; step++) {
		double rise = (step / (4 * most)) % 2 == 0 ? 0.7 : 0.25, u = uniform(&random);
		if (u < rise && plain.count < most) {
			double time = set.now + gap(kind, &random, set.now);
			unsigned phase = (unsigned)(mixed(&random) % EVENT_PHASES);
			uint32_t handle = event_at(&set, time, phase, name, ~name);
			cr_assert_neq(handle, EVENT_NONE);
			plain_add(&plain, (struct plain_event){ time, phase, name++, handle });
		} else if (u > 0.9 && plain.count > 0) {
			size_t i = mixed(&random) % plain.count;
			event_cancel(&set, plain.list[i].handle);
			plain_remove(&plain, i);
		} else if (plain.count > 0) {
			double time = plain.list[0].time;
			unsigned phase = plain.list[0].phase;
			cr_assert(event_due(&set, time, phase + 1) && !event_due(&set, time, phase));
			cr_assert(event_next(&set, &event));
			cr_assert_eq(event.what, plain.list[0].name, "gaps %s, up to %zu, step %zu: %u at %g instead of %u at %g",
				gap_names[kind], most, step, event.what, event.time, plain.list[0].name, time);
			cr_assert(event.time == time && event.phase == phase && event.whom == ~event.what);
			plain_remove(&plain, 0);
		}
		cr_assert_eq(event_count(&set), plain.count);
		cr_assert((set.near_count > 0) == (plain.count > 0), "the first event is always at hand");
	}
	event_done(&set);
	free(plain.list);
}

Test(event, the_order_is_that_of_a_sorted_list_with_few_and_many_pending)
{
	static const size_t sizes[] = { 3, 20, 50, 120, 1000, 4000 };
	for (enum gaps kind = 0; kind < GAPS; kind++)
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			for (uint64_t seed = 1; seed <= 3; seed++)
				compare(kind, sizes[i], seed);
}

/* Each burst that runs backward in time takes up rungs; when there are no more, all are dissolved. */
Test(event, bursts_that_run_backward_leave_in_order)
{
	enum { BURST = 5000 };
	for (unsigned extra = 0; extra <= 100; extra += 100) {
		struct event_set set;
		struct event event = { 0 };
		unsigned deepest = 0;
		cr_assert_eq(event_init(&set), 0);
		for (uint32_t i = 0; i < 200; i++)
			event_at(&set, 1000.0 + i, 0, i, 0);
		while (set.depth == 0)
			cr_assert(event_next(&set, &event));
		double start = set.now, left = 0.9;
		for (uint32_t i = 0; i < BURST && !(extra > 0 && set.depth == EVENT_RUNGS); i++) {
			event_at(&set, start + left / (i + 1), 0, i, 0);
			deepest = set.depth > deepest ? set.depth : deepest;
		}
		cr_expect_eq(deepest, EVENT_RUNGS, "this test does not test what it should: %u rungs", deepest);
		double bound;
		uint64_t bits = (uint64_t)(set.bound >> 64);
		memcpy(&bound, &bits, sizeof bound);
		for (uint32_t i = 0; i < extra; i++)
			event_at(&set, bound, 1, i, 1);
		double last = set.now;
		uint32_t next = 0;
		for (size_t count = event_count(&set); count > 0; count--) {
			cr_assert(event_next(&set, &event));
			cr_assert_geq(event.time, last);
			if (event.whom == 1)
				cr_assert_eq(event.what, next++);
			last = event.time;
		}
		cr_expect_eq(next, extra);
		event_done(&set);
	}
}

Test(event, wherever_events_are_they_can_be_cancelled)
{
	enum { EVENTS = 900 };
	for (unsigned order = 0; order < 3; order++) {
		struct event_set set;
		struct event event = { 0 };
		uint32_t handles[EVENTS];
		cr_assert_eq(event_init(&set), 0);
		for (uint32_t i = 0; i < 300; i++)
			handles[i] = event_at(&set, 1000.0 + i, 0, i, 0);
		uint32_t first = 0;
		for (; set.depth == 0; first++)
			cr_assert(event_next(&set, &event) && event.what == first);
		double start = set.now;
		for (uint32_t i = 300; i < EVENTS; i++)
			handles[i] = event_at(&set, start + 0.9 / i, 0, i, 0);
		cr_expect_geq(set.depth, 10);
		for (uint32_t i = first; i < EVENTS; i++) {
			uint32_t j = order == 0 ? i : order == 1 ? EVENTS - 1 - (i - first) : first + (i - first) * 997 % (EVENTS - first);
			event_cancel(&set, handles[j]);
			cr_assert_eq(event_count(&set), EVENTS - 1 - i);
		}
		cr_expect_not(event_next(&set, &event));
		event_at(&set, start + 1.0, 0, 77, 0);
		cr_expect(event_next(&set, &event) && event.what == 77, "the set is as good as new");
		event_done(&set);
	}
}

Test(event, nothing_is_allocated_after_warm_up)
{
	struct event_set set;
	struct event event = { 0 };
	uint64_t random = 1;
	uint32_t rooms[EVENT_RUNGS], room = 0;
	cr_assert_eq(event_init(&set), 0);
	for (uint32_t i = 0; i < 3000; i++)
		event_at(&set, uniform(&random), 0, i, 0);
	for (uint32_t i = 0; i < 1000000; i++) {
		if (i == 100000) {
			room = set.room;
			for (unsigned k = 0; k < EVENT_RUNGS; k++)
				rooms[k] = set.rungs[k].room;
		}
		cr_assert(event_next(&set, &event));
		event_at(&set, event.time - log(uniform(&random)), 0, event.what, 0);
	}
	cr_expect_eq(set.room, room);
	for (unsigned k = 0; k < EVENT_RUNGS; k++)
		cr_expect_eq(set.rungs[k].room, rooms[k], "rung %u", k);
	event_done(&set);
}

Test(event, order_survives_numbering_afresh)
{
	static const uint32_t counts[] = { 1, 40, 5000 };
	for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
		struct event_set set;
		struct event event = { 0 };
		uint32_t handles[3] = { 0 };
		cr_assert_eq(event_init(&set), 0);
		set.sequence = ((uint64_t)1 << EVENT_SEQUENCE_BITS) - counts[c] / 2 - 1;
		for (uint32_t i = 0; i < 3 * counts[c]; i++)
			handles[i % 3] = event_at(&set, 5.0 + i % 3, 0, i, 0);
		cr_expect_lt(set.sequence, 3 * counts[c] + 1);
		event_cancel(&set, handles[1]);   /* a handle outlives the new numbers */
		for (uint32_t k = 0; k < 3; k++)
			for (uint32_t i = k; i < 3 * counts[c] - (k == 1 ? 3 : 0); i += 3) {
				cr_assert(event_next(&set, &event));
				cr_assert_eq(event.what, i);
			}
		cr_expect_eq(event_count(&set), 0);
		event_done(&set);
	}
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMITED 0   /* sanitizers need the memory that this test takes away */
#elif defined __has_feature
#define LIMITED !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define LIMITED 1
#endif

Test(event, exhausted_memory_is_reported_and_what_is_pending_is_kept, .disabled = !LIMITED)
{
	struct event_set set;
	struct event event = { 0 };
	uint32_t count = 0;
	cr_assert_eq(event_init(&set), 0);
	struct rlimit none = { 0, 0 };
	cr_assert_eq(setrlimit(RLIMIT_DATA, &none), 0);
	while (count < 20000000 && event_at(&set, 1.0 + count % 1000, 0, count, 0) != EVENT_NONE)
		count++;
	cr_assert_lt(count, 1U << EVENT_SLOT_BITS);
	cr_expect_eq(event_count(&set), count);
	double last = 0.0;
	for (uint32_t i = 0; i < count; i++) {
		cr_assert(event_next(&set, &event));
		cr_assert_geq(event.time, last);
		last = event.time;
	}
	cr_expect_neq(event_at(&set, last, 0, 0, 0), EVENT_NONE, "there is room again");
	event_done(&set);
}

Test(event, the_next_one_is_foreseen_and_stays)
{
	struct event_set set;
	struct event event;
	cr_assert(event_init(&set) == 0);
	cr_expect(event_foreseen(&set) == 0, "nobody while nothing is pending");
	event_at(&set, 2.0, 0, 1, 20);
	event_at(&set, 1.0, 0, 1, 10);
	cr_expect(event_foreseen(&set) == 10);
	cr_assert(event_next(&set, &event) && event.whom == 10);
	cr_expect(event_foreseen(&set) == 20);
	event_done(&set);
}
