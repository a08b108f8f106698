/* The closed forms against published and computed values. */
#include "models/textbook_formula.h"

#include <criterion/criterion.h>
#include <math.h>

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static void expect_near(double found, double expected, const char *what, double digits)
{
	cr_expect(fabs(found - expected) <= digits * fmax(fabs(expected), 1e-3), "%s is %.12g, not %.12g", what, found, expected);
}

static const double published = 5e-10;   /* relative: ten digits are given */

Test(formula, erlang_b_and_c_are_those_of_the_tables)
{
	expect_near(formula_erlang_b(1, 0.5), 1.0 / 3, "B(1, 0.5)", 1e-15);
	expect_near(formula_erlang_b(5, 3), 0.1100543478, "B(5, 3)", published);
	expect_near(formula_erlang_b(100, 90), 0.02695738046, "B(100, 90)", published);
	expect_near(formula_erlang_c(2, 1.6), 0.7111111111, "C(2, 1.6)", published);
	expect_near(formula_erlang_c(10, 9), 0.6687315241, "C(10, 9)", published);
	expect_near(formula_erlang_c(100, 95), 0.5064568539, "C(100, 95)", published);
	/* A chance below the smallest double is none; many servers are no trouble. */
	cr_expect_eq(formula_erlang_b(1000, 1), 0.0);
	expect_near(formula_erlang_b(100000, 100000), sqrt(2.0 / (3.14159265358979 * 100000)), "B(c, c) for large c", 5e-3);
	expect_near(formula_erlang_c(1, 0.8), 0.8, "C(1, a) = a", 1e-15);
}

Test(formula, queues_of_several_servers)
{
	const struct formula_queue two = formula_mmc(2, 1.6, 1), hundred = formula_mmc(100, 95, 1), loss = formula_loss(5, 3, 1);
	expect_near(two.wait, 1.777777778, "M/M/2 wait", published);
	expect_near(two.queue, 2.844444444, "M/M/2 queue", published);
	expect_near(hundred.wait, 0.1012913708, "M/M/100 wait", published);
	expect_near(hundred.queue, 9.622680224, "M/M/100 queue", published);
	expect_near(loss.busy, 2.669836957, "M/G/5/5 busy", published);
	expect_near(loss.lost, 0.1100543478, "M/G/5/5 lost", published);
}

struct chain {
	uint32_t servers, room;
	double rate, patience;
	struct formula_queue expected;   /* NAN: not looked at */
};

/* Mean work 1. */
static const struct chain chains[] = {
	{ 1, 4, 1, INFINITY, { .busy = 0.8333333333, .queue = 2.5 - 0.8333333333, .wait = 2, .lost = 0.1666666667 } },
	{ 1, 4, 1.25, INFINITY, { .busy = 0.9111805013, .queue = 2.220487467, .wait = 2.436934793, .lost = 0.2710555989 } },
	{ 1, UINT32_MAX, 1.2, 2, { .busy = 0.760554947, .queue = 0.8788901061, .wait = 0.7324084217, .left = 0.3662042109 } },
	{ 5, UINT32_MAX, 5, 1, { .busy = 5 * 0.8245326302, .queue = 0.8773368488, .wait = 0.1754673698, .left = 0.1754673698 } },
	{ 100, UINT32_MAX, 110, 0.5, { .busy = 98.45073307, .queue = 5.774633465, .wait = 0.05249666787, .left = 0.1049933357 } },
	{ 2, UINT32_MAX, 1.6, INFINITY, { .busy = 1.6, .queue = 2.844444444, .wait = 1.777777778 } },
	{ 5, 0, 3, INFINITY, { .busy = 2.669836957, .lost = 0.1100543478 } },
	/* Far too many come, and each has nearly no patience: all but c per time unit give up. */
	{ 1000, UINT32_MAX, 1e6, 1e-3, { .busy = 1000, .queue = 999, .wait = 999e-6, .left = 0.999 } },
};

Test(formula, chains_with_little_room_or_patience)
{
	for (size_t i = 0; i < COUNT_OF(chains); i++) {
		const struct chain *c = &chains[i];
		struct formula_queue q;
		cr_assert(formula_birth_death(&q, c->servers, c->room, c->rate, 1, c->patience), "case %zu", i);
		double digits = c->servers == 1000 ? 1e-6 : 2e-9;
		expect_near(q.busy, c->expected.busy, "busy", digits);
		expect_near(q.queue, c->expected.queue, "queue", digits);
		expect_near(q.wait, c->expected.wait, "wait", digits);
		expect_near(q.lost, c->expected.lost, "lost", digits);
		expect_near(q.left, c->expected.left, "left", digits);
	}
	struct formula_queue q;
	cr_expect_not(formula_birth_death(&q, 1, UINT32_MAX, 2, 1, INFINITY), "without an end");
}

Test(formula, general_work_at_one_server)
{
	expect_near(formula_mg1_wait(0.8, 1, 1), 2, "M/D/1", 1e-14);
	expect_near(formula_mg1_wait(0.8, 1, 2), 4, "M/M/1", 1e-14);
	expect_near(formula_mg1_wait(0.8, 1, 5), 10, "M/G/1 of squared variation 4", 1e-14);
}

Test(formula, priorities_of_both_kinds)
{
	struct formula_class two[] = { { .rate = 0.3, .mean = 1, .square = 2 }, { .rate = 0.5, .mean = 1, .square = 2 } };
	struct formula_class three[] = { { .rate = 1, .mean = 1, .square = 2 }, { .rate = 1.4, .mean = 1, .square = 2 } };
	cr_assert(formula_priorities(two, 2, false));
	expect_near(two[0].wait, 1.142857143, "wait of the urgent", published);
	expect_near(two[1].wait, 5.714285714, "wait of the others", published);
	cr_assert(formula_priorities(two, 2, true));
	expect_near(two[0].time, 1.428571429, "time of the urgent, who interrupt", published);
	expect_near(two[1].time, 7.142857143, "time of the others", published);
	cr_assert(formula_priorities_mmc(three, 2, 3, false));
	expect_near(three[0].wait, 0.3235955056, "wait of the urgent at three", published);
	expect_near(three[1].wait, 1.617977528, "wait of the others at three", published);
	cr_assert(formula_priorities_mmc(three, 2, 3, true));
	expect_near(three[0].time, 1.045454545, "time of the urgent at three, who interrupt", published);
	expect_near(three[1].time, 2.816649642, "time of the others at three", published);
	cr_assert(formula_priorities_mmc(two, 2, 1, true));
	expect_near(two[1].time, 7.142857143, "one server either way", published);
	two[1].rate = 0.8;
	cr_expect_not(formula_priorities(two, 2, false));
	cr_expect_not(formula_priorities_mmc(two, 2, 1, false));
}

/* Poisson 0.5, exponential 1; up 10, repair 2.5. */
Test(formula, breakdowns_by_the_clock_and_at_work)
{
	const struct formula_breakdown clock = { 10, 2.5, 2 * 2.5 * 2.5, false }, busy = { 10, 2.5, 2 * 2.5 * 2.5, true };
	double wait, work;
	cr_assert(formula_breakdowns(0.5, 1, 2, &clock, &wait, &work));
	expect_near(wait + work, 4.666666667, "time, by the clock", published);
	cr_assert(formula_breakdowns(0.5, 1, 2, &busy, &wait, &work));
	expect_near(wait + work, 4.166666667, "time, at work", published);
	expect_near(wait, 2.916666667, "wait, at work", published);
	expect_near(work, 1.25, "from begin to end", published);
	cr_expect_not(formula_breakdowns(0.9, 1, 2, &clock, &wait, &work));
}

Test(formula, closed_networks)
{
	double room[23 * 700];
	struct formula_closed crew[] = { { .demand = 1, .servers = 1 }, { .demand = 10, .servers = UINT32_MAX } };
	expect_near(formula_closed_network(crew, 2, 5, room), 0.4360478231, "five machines, one crew", published);
	expect_near(crew[0].queue, 0.2034739454, "machines that wait", 1e-9);
	crew[0].servers = 2;
	expect_near(formula_closed_network(crew, 2, 10, room), 0.8961362181, "ten machines, two crews", published);
	expect_near(crew[0].busy, 2 * 0.4480681091, "crews at work", published);
	expect_near(crew[0].queue, 0.1425016005, "machines that wait", 1e-9);
	struct formula_closed line[4];
	for (uint32_t items = 1; items <= 16; items *= 2) {
		for (int i = 0; i < 4; i++)
			line[i] = (struct formula_closed){ .demand = 1, .servers = 1 };
		expect_near(formula_closed_network(line, 4, items, room), items / (items + 3.0), "a balanced line", 1e-13);
	}
	struct formula_closed think[] = { { .demand = 0.5, .servers = 1 }, { .demand = 0.3, .servers = 1 }, { .demand = 0.2, .servers = 1 },
		{ .demand = 5, .servers = UINT32_MAX } };
	expect_near(formula_closed_network(think, 4, 20, room), 1.971434733, "think and share", published);
	expect_near(think[0].busy, 0.9857173666, "busiest of three", published);
	expect_near(think[0].busy + think[0].queue, 8.10394838, "number at it", published);
	/* Many items, long delays: nothing overflows, and the bottleneck is full. */
	struct formula_closed many[] = { { .demand = 0.1, .servers = 50 }, { .demand = 1, .servers = UINT32_MAX } };
	expect_near(formula_closed_network(many, 2, 690, room), 500, "more than it can do", 1e-6);
}
