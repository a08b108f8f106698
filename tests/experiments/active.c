#include "experiments/active.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

enum { MACHINES = 6, PERIODS = 400 };

/* --- playing a log back ----------------------------------------------------------------------------------------------------------- */

struct change {
	double when;
	bool starts;
	uint32_t machine, order;
};

static bool starts_first;

static int by_time(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	if (x->starts != y->starts)
		return x->starts == starts_first ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Tells the periods as they happen. What ends at INFINITY is not told to end. */
static void play(struct active *active, const struct active_period *log, size_t count, double end)
{
	static struct change changes[2 * PERIODS];
	size_t number = 0;
	for (size_t i = 0; i < count; i++) {
		changes[number++] = (struct change){ log[i].start, true, log[i].candidate, (uint32_t)i };
		if (isfinite(log[i].end))
			changes[number++] = (struct change){ log[i].end, false, log[i].candidate, (uint32_t)i };
	}
	qsort(changes, number, sizeof *changes, by_time);
	for (size_t i = 0; i < number; i++)
		(changes[i].starts ? active_starts : active_ends)(active, changes[i].machine, changes[i].when);
	active_finish(active, end);
}

/* --- by hand ---------------------------------------------------------------------------------------------------------------------- */

struct hand {
	const char *what;
	double from, end;
	struct active_period log[12];            /* ends with a length of 0 */
	struct { double sole, shifting; uint64_t periods; double mean; } expected[3];
	double covered;
};

static const struct hand by_hand[] = {
	/* 1 until 8, 2 is then the longest (6 to 18), then 3 (16 to 29), then 1 (20 to 30): overlaps 6 to 8, 16 to 18, 20 to 29. */
	{ .what = "three machines, thirty hours", .end = 30.0,
		.log = { { 0, 0, 8 }, { 0, 9, 14 }, { 0, 20, 30 }, { 1, 0, 5 }, { 1, 6, 18 }, { 1, 19, 24 }, { 2, 2, 4 }, { 2, 10, 13 }, { 2, 16, 29 } },
		.expected = { { 7, 11, 3, 23.0 / 3.0 }, { 8, 4, 3, 22.0 / 3.0 }, { 2, 11, 3, 6 } }, .covered = 30.0 },
	{ .what = "nobody is the bottleneck while nobody is active", .end = 10.0, .log = { { 0, 0, 2 }, { 1, 5, 6 }, { 0, 9, 10 } },
		.expected = { { 3, 0, 2, 1.5 }, { 1, 0, 1, 1 }, { .mean = NAN } }, .covered = 4.0 },
	{ .what = "the longest is alone with what lies within it", .end = 10.0,
		.log = { { 1, 0, 1 }, { 0, 0, 10 }, { 1, 2, 4 }, { 2, 3, 10 } },
		.expected = { { 10, 0, 1, 10 }, { 0, 0, 2, 1.5 }, { 0, 0, 1, 7 } }, .covered = 10.0 },
	{ .what = "of two that are active at the end of a third the longer one takes over", .end = 30.0,
		.log = { { 0, 0, 5 }, { 1, 4, 14 }, { 2, 4.5, 30 } },
		.expected = { { 4.5, 0.5, 1, 5 }, { 0, 0, 1, 10 }, { 25, 0.5, 1, 25.5 } }, .covered = 30.0 },
	{ .what = "it may shift to one, and from that to another, at the same time", .end = 20.5,
		.log = { { 0, 0, 5 }, { 1, 3, 20 }, { 2, 4, 20.5 } },
		.expected = { { 3, 2, 1, 5 }, { 0, 17, 1, 17 }, { 0.5, 16, 1, 16.5 } }, .covered = 20.5 },
	{ .what = "one begins as the other ends: nothing shifts", .end = 5.0, .log = { { 0, 0, 3 }, { 1, 3, 5 } },
		.expected = { { 3, 0, 1, 3 }, { 2, 0, 1, 2 }, { .mean = NAN } }, .covered = 5.0 },
	{ .what = "what was before the window makes a period long, but is not counted", .from = 9.0, .end = 13.0,
		.log = { { 0, 0, 10 }, { 1, 8, 12 }, { 2, 9.5, 13 }, { 2, 2, 9 } },
		.expected = { { 0, 1, 1, 10 }, { 0, 3, 1, 4 }, { 1, 2.5, 1, 3.5 } }, .covered = 4.0 },
	{ .what = "what is active at the end is cut there", .end = 8.0, .log = { { 0, 1, INFINITY }, { 1, 0, 4 }, { 2, 3, INFINITY } },
		.expected = { { 4, 3, 1, 7 }, { 1, 3, 1, 4 }, { 0, 0, 1, 5 } }, .covered = 8.0 },
	{ .what = "of two that are the same the first counts", .end = 9.0, .log = { { 0, 2, 9 }, { 1, 2, 9 }, { 2, 0, 3 } },
		.expected = { { 6, 1, 1, 7 }, { 0, 0, 1, 7 }, { 2, 1, 1, 3 } }, .covered = 9.0 },
};

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

static void check(const struct hand *hand)
{
	struct arena arena;
	struct active active;
	size_t count = 0;
	cr_assert_eq(arena_init(&arena), 0);
	while (hand->log[count].end > hand->log[count].start)
		count++;
	active_init(&active, 3, hand->from, &arena);
	play(&active, hand->log, count, hand->end);
	cr_expect(near(active.covered, hand->covered), "%s: %g is covered", hand->what, active.covered);
	for (uint32_t i = 0; i < 3; i++) {
		const struct active_share *share = &active.shares[i];
		double mean = tally_mean(&share->periods);
		cr_expect(near(share->sole, hand->expected[i].sole) && near(share->shifting, hand->expected[i].shifting),
			"%s: %u is alone for %g, with others for %g", hand->what, i + 1, share->sole, share->shifting);
		cr_expect(share->periods.count == hand->expected[i].periods, "%s: %u has %d periods", hand->what, i + 1, (int)share->periods.count);
		cr_expect(near(mean, hand->expected[i].mean) || (isnan(mean) && isnan(hand->expected[i].mean)), "%s: %u: %g on average", hand->what,
			i + 1, mean);
	}
	arena_done(&arena);
}

Test(active, the_bottleneck_shifts_as_worked_out_by_hand)
{
	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
		starts_first = false;
		check(&by_hand[i]);
		starts_first = true;
		check(&by_hand[i]);
	}
}

/* --- by the definition ------------------------------------------------------------------------------------------------------------ */

static double lengths(const struct active_period *p)
{
	return p->end - p->start;
}

/* The longest of all that are active then, of several the one that began first; NULL: nobody is. */
static const struct active_period *longest_at(const struct active_period *log, size_t count, double time)
{
	const struct active_period *best = NULL;
	for (size_t i = 0; i < count; i++)
		if (log[i].start <= time && time < log[i].end && (!best || lengths(&log[i]) > lengths(best)
			|| (lengths(&log[i]) == lengths(best) && log[i].start < best->start)))
			best = &log[i];
	return best;
}

static double next_start(const struct active_period *log, size_t count, double time)
{
	double next = INFINITY;
	for (size_t i = 0; i < count; i++)
		if (log[i].start >= time)
			next = fmin(next, log[i].start);
	return next;
}

/* The chain, as the definition has it, with all periods at hand. */
static size_t chain(const struct active_period *log, size_t count, const struct active_period **links)
{
	size_t number = 0;
	for (double time = next_start(log, count, 0.0); isfinite(time);) {
		const struct active_period *link = longest_at(log, count, time);
		if (link)
			links[number++] = link;
		time = link ? link->end : next_start(log, count, time);
	}
	return number;
}

/* At each of so many moments: who of the chain is active then. */
static void sample(const struct active_period **links, size_t number, double end, double step, double *sole, double *shifting)
{
	for (double time = step / 2.0; time < end; time += step) {
		const struct active_period *first = NULL;
		size_t active = 0;
		for (size_t i = 0; i < number; i++)
			if (links[i]->start <= time && time < links[i]->end && active++ == 0)
				first = links[i];
		for (size_t i = 0; i < number && active > 1; i++)
			if (links[i]->start <= time && time < links[i]->end)
				shifting[links[i]->candidate] += step;
		if (active == 1)
			sole[first->candidate] += step;
	}
}

static double draw(unsigned *luck, unsigned below)
{
	return (unsigned)rand_r(luck) % below;
}

/* Whole numbers, so that many begin and end together: `busy` and `idle` bound their lengths. */
static size_t make_log(struct active_period *log, uint32_t machines, unsigned *luck, unsigned busy, unsigned idle)
{
	size_t count = 0;
	for (uint32_t m = 0; m < machines; m++) {
		double time = draw(luck, idle);
		for (size_t i = 0; i < PERIODS / MACHINES; i++) {
			double start = time;
			time += 1.0 + draw(luck, busy << m % 3);
			log[count++] = (struct active_period){ m, start, time };
			time += 1.0 + draw(luck, idle);
		}
	}
	return count;
}

static void compare_at_random(unsigned seed, unsigned busy, unsigned idle)
{
	static struct active_period log[PERIODS];
	static const struct active_period *links[PERIODS];
	double sole[MACHINES] = { 0 }, shifting[MACHINES] = { 0 }, end = 0.0;
	struct arena arena;
	struct active active;
	uint32_t machines = 1 + seed % MACHINES;
	cr_assert_eq(arena_init(&arena), 0);
	size_t count = make_log(log, machines, &seed, busy, idle);
	for (size_t i = 0; i < count; i++)
		end = fmax(end, log[i].end);
	active_init(&active, machines, 0.0, &arena);
	play(&active, log, count, end);
	sample(links, chain(log, count, links), end, 1.0, sole, shifting);
	for (uint32_t m = 0; m < machines; m++)
		cr_expect(near(active.shares[m].sole, sole[m]) && near(active.shares[m].shifting, shifting[m]), "%u of %u, seed %u: %g and %g, not %g and %g",
			m + 1, machines, seed, active.shares[m].sole, active.shares[m].shifting, sole[m], shifting[m]);
	arena_done(&arena);
}

Test(active, a_stream_gives_what_the_definition_gives)
{
	for (unsigned seed = 1; seed <= 300; seed++) {
		starts_first = seed % 2;
		compare_at_random(seed, 1 + seed % 7, 1 + seed % 5);
	}
}

/* --- at length -------------------------------------------------------------------------------------------------------------------- */

/* A million, beside one that is active all the time: nothing can be known before it ends. */
Test(active, a_million_periods_take_no_more_room_than_one)
{
	struct arena arena;
	struct active active;
	cr_assert_eq(arena_init(&arena), 0);
	active_init(&active, 3, 0.0, &arena);
	size_t used = arena.used;
	active_starts(&active, 1, 1.0);
	for (int i = 0; i < 1000000; i++) {
		active_starts(&active, 0, 2.0 * i + 2.0);
		active_ends(&active, 0, 2.0 * i + 3.0);
	}
	active_starts(&active, 2, 1999999.0);
	active_ends(&active, 1, 2000002.0);
	active_finish(&active, 2000003.0);
	cr_expect_eq(arena.used, used);
	cr_expect_eq(active.shares[0].periods.count, 1000000);
	cr_expect(active.shares[0].sole + active.shares[0].shifting == 0.0);
	cr_expect(active.shares[1].sole == 1999998.0 && active.shares[1].shifting == 3.0, "%g, %g", active.shares[1].sole, active.shares[1].shifting);
	cr_expect(active.shares[2].sole == 1.0 && active.shares[2].shifting == 3.0);
	arena_done(&arena);
}
