/* What happens first: the phases of one instant, the window of observation, arrivals and the orders of a queue. All times are in
   minutes; every number is computed by hand in the comment above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

Test(engine_order, one_instant_goes_through_its_phases)
{
	static const struct engine_case cases[] = {
		/* a is served 0 to 5. b joins at 2 with patience 3: its patience ends at 5, when a's machine goes free. Dispatch comes
		   before patience, so b is served 5 to 10. */
		{ .what = "who is served just when patience ends does not leave",
		  .text = "stations = { s = { time = 5; queue = { patience = 3; }; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 2 ); }; process = ( 's' ); };"
			" };",
		  .expected = { { "work.b.completed", 1 }, { "work.b.left", 0 }, { "work.b.time", 8 }, { "stations.s.wait", 1.5 } } },
		/* The same with patience 2.5: b leaves at 4.5, unserved. */
		{ .what = "whose patience ends before leaves",
		  .text = "stations = { s = { time = 5; queue = { patience = 2.5; }; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 2 ); }; process = ( 's' ); };"
			" };",
		  .expected = { { "work.b.completed", 0 }, { "work.b.left", 1 }, { "work.b.time", NAN }, { "total.end", 5 },
			{ "stations.s.visits", 2 }, { "stations.s.wait", 1.25 }, { "stations.s.waited", 0.5 } } },
		/* a ends at 5, b arrives at 5: the completion comes first, so b finds the machine free and no one before it. */
		{ .what = "completions come before arrivals",
		  .text = "stations = { s = { time = 5; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 5 ); }; facts = { found = 'busy(s)'; present = 'wip(a)'; }; process = ( 's' ); }; };"
			"measures = { found = { of = 'b'; mean = 'found'; }; present = { of = 'b'; mean = 'present'; }; };",
		  .expected = { { "measures.found", 0 }, { "measures.present", 0 }, { "work.b.time", 5 }, { "stations.s.waited", 0 } } },
		/* low and high both arrive at 5, when the machine goes free: nobody is served before all that arrive at 5 have come, so
		   that high (written later, but of better priority) goes first: 5 to 10, low 10 to 15. */
		{ .what = "arrivals come before dispatch",
		  .text = "stations = { s = { time = 5; queue = { order = 'priority'; }; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" low = { arrive = { at = ( 5 ); }; priority = 2; process = ( 's' ); };"
			" high = { arrive = { at = ( 5 ); }; priority = 1; process = ( 's' ); }; };",
		  .expected = { { "work.high.time", 5 }, { "work.low.time", 10 } } },
		/* The same through a wait of no time and a step before it: low comes to s at 5 in the first phase, high still arrives. */
		{ .what = "steps without time are gone through before dispatch",
		  .text = "stations = { s = { time = 5; queue = { order = 'priority'; }; }; };"
			"work = { low = { arrive = { at = ( 0 ); }; priority = 2; process = ( { name = 'w'; wait = 5; }, 's' ); };"
			" high = { arrive = { at = ( 5 ); }; priority = 1; process = ( { name = 'n'; wait = 0; }, 's' ); }; };",
		  .expected = { { "work.high.time", 5 }, { "work.low.time", 15 } } },
		/* Patience of nothing: at 0 both come, one is served, the other leaves at once (Erlang's loss without a limit). */
		{ .what = "patience of nothing leaves those who would have to wait",
		  .text = "stations = { s = { time = 5; queue = { patience = 0; }; }; };"
			"work = { a = { arrive = { at = ( 0, 0, 5, 6 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.completed", 2 }, { "work.a.left", 2 }, { "total.end", 10 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_order, the_window_is_open_at_warm_up_and_closed_at_the_end)
{
	static const struct engine_case cases[] = {
		/* Arrivals at 2, 4, 6, 8, 10, served 2 minutes: done at 4, 6, 8, 10, 12. */
		{ .what = "what happens at the end is counted",
		  .text = "run = { length = 10; warmup = 'none'; }; stations = { s = { time = 2; }; };"
			"work = { k = { arrive = { every = 2; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.arrived", 5 }, { "work.k.completed", 4 }, { "stations.s.visits", 5 },
			{ "stations.s.utilisation", 0.8 },
			{ "work.k.wip", 0.8 }, { "total.end", 10 }, { "work.k.throughput", 24 } } },
		/* The window (4, 10]: arrivals at 6, 8, 10, ends at 6, 8, 10. */
		{ .what = "what happens at the end of the warm-up is not",
		  .text = "run = { length = 10; warmup = 4; }; stations = { s = { time = 2; }; };"
			"work = { k = { arrive = { every = 2; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.arrived", 3 }, { "work.k.completed", 3 }, { "stations.s.visits", 3 },
			{ "stations.s.utilisation", 1 },
			{ "work.k.time", 2 }, { "work.k.throughput", 30 } } },
		/* An item counts where it finishes, with its whole time: came at 0, done at 7; waited until 5, which is in the window. */
		{ .what = "the state stays, and an item counts where it finishes",
		  .text = "run = { length = 10; warmup = 4; }; stations = { s = { time = 5; }; t = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.arrived", 0 }, { "work.k.completed", 1 }, { "work.k.time", 7 }, { "work.k.wip", 0.5 },
			{ "stations.s.visits", 0 }, { "stations.t.visits", 1 }, { "stations.s.utilisation", 1.0 / 6.0 },
			{ "stations.t.utilisation", 2.0 / 6.0 } } },
		/* Work of no time that begins at the end also ends then. */
		{ .what = "the last instant is gone through to its end",
		  .text = "run = { length = 10; warmup = 'none'; }; stations = { s = { time = 0; }; };"
			"work = { k = { arrive = { at = ( 10 ); }; process = ( 's', 's' ); }; };",
		  .expected = { { "work.k.arrived", 1 }, { "work.k.completed", 1 }, { "work.k.time", 0 },
			{ "work.k.flow_efficiency", NAN } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_order, queues_are_served_in_their_order)
{
	static const struct engine_case cases[] = {
		/* z keeps the machine until 10. a, b, c come at 1, 2, 3. */
		{ .what = "first come, first served",
		  .text = "stations = { s = { time = 10; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); }; a = { arrive = { at = ( 1 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 's' ); }; c = { arrive = { at = ( 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.time", 19 }, { "work.b.time", 28 }, { "work.c.time", 37 },
			{ "stations.s.queue", (9 + 18 + 27) / 40.0 } } },
		/* Last come first: c 10 to 20, b to 30, a to 40. */
		{ .what = "last come, first served",
		  .text = "stations = { s = { time = 10; queue = { order = 'lifo'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); }; a = { arrive = { at = ( 1 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 's' ); }; c = { arrive = { at = ( 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.time", 39 }, { "work.b.time", 28 }, { "work.c.time", 17 } } },
		/* Two at once, then one: the last come (c) first; of those who came together the one that entered first (a). */
		{ .what = "last come, first served, and among those who came at once the first to enter",
		  .text = "stations = { s = { time = 10; queue = { order = 'lifo'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); }; a = { arrive = { at = ( 1 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 1 ); }; process = ( 's' ); }; c = { arrive = { at = ( 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.c.time", 17 }, { "work.a.time", 29 }, { "work.b.time", 39 } } },
		/* Priorities 3, 1, 2: b, c, a. */
		{ .what = "lowest priority number first",
		  .text = "stations = { s = { time = 10; queue = { order = 'priority'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; priority = 3; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; priority = 1; process = ( 's' ); };"
			" c = { arrive = { at = ( 3 ); }; priority = 2; process = ( 's' ); }; };",
		  .expected = { { "work.b.time", 18 }, { "work.c.time", 27 }, { "work.a.time", 39 } } },
		/* A priority from facts: 2 - rank with ranks 0 and 1. */
		{ .what = "a priority may be an expression of the item's facts",
		  .text = "stations = { s = { time = 10; queue = { order = 'priority'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; facts = { rank = 0; }; priority = '2 - rank'; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { rank = 1; }; priority = '2 - rank'; process = ( 's' ); };"
			" c = { arrive = { at = ( 3 ); }; priority = 1; process = ( 's' ); }; };",
		  .expected = { { "work.b.time", 18 }, { "work.c.time", 27 }, { "work.a.time", 39 } } },
		/* Times 6, 2, 4: b 10 to 12, c to 16, a to 22. */
		{ .what = "least work first",
		  .text = "stations = { s = { time = 10; queue = { order = 'shortest'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; process = ( { at = 's'; time = 6; } ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( { at = 's'; time = 2; } ); };"
			" c = { arrive = { at = ( 3 ); }; process = ( { at = 's'; time = 4; } ); }; };",
		  .expected = { { "work.b.time", 10 }, { "work.c.time", 13 }, { "work.a.time", 21 } } },
		/* Due at 1 + 30 = 31, 2 + 10 = 12, 3 + 20 = 23: b, c, a; done at 20, 30, 40: all late but z. */
		{ .what = "earliest promise first",
		  .text = "stations = { s = { time = 10; queue = { order = 'due'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; promise = 10; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; promise = 30; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; promise = 10; process = ( 's' ); };"
			" c = { arrive = { at = ( 3 ); }; promise = 20; process = ( 's' ); }; };",
		  .expected = { { "work.b.time", 18 }, { "work.c.time", 27 }, { "work.a.time", 39 }, { "work.z.on_time", 1 },
			{ "work.a.on_time", 0 } } },
		/* A promise from facts: due at 1 + 3 x 10 = 31, 2 + 10 = 12. Just in time is in time. */
		{ .what = "a promise may be an expression of the item's facts",
		  .text = "stations = { s = { time = 10; queue = { order = 'due'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; promise = 100; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; facts = { grade = 3; }; promise = 'grade * 10 min'; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { grade = 1.8; }; promise = 'grade * 10 min'; process = ( 's' ); }; };",
		  .expected = { { "work.b.time", 18 }, { "work.a.time", 29 }, { "work.b.on_time", 1 }, { "work.a.on_time", 1 } } },
		/* (holding + late) per hour over the expected time: a 6 / 6, b 5 / 2 = 2.5, c 8 / 4 = 2, d 0: b, c, a, d. */
		{ .what = "most cost of delay per time first",
		  .text = "stations = { s = { time = 10; queue = { order = 'cost_of_delay'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 1; process = ( 's' ); };"
			" d = { arrive = { at = ( 1 ); }; process = ( { at = 's'; time = 1; } ); };"
			" a = { arrive = { at = ( 1 ); }; holding_cost_per_hour = 4; late_cost_per_hour = 2; process = ( { at = 's';"
			" time = 6; } ); };"
			" b = { arrive = { at = ( 2 ); }; late_cost_per_hour = 5; process = ( { at = 's'; time = 2; } ); };"
			" c = { arrive = { at = ( 3 ); }; holding_cost_per_hour = 8; process = ( { at = 's'; time = 4; } ); }; };",
		  .expected = { { "work.b.time", 10 }, { "work.c.time", 13 }, { "work.a.time", 21 }, { "work.d.time", 22 } } },
		/* The expected time counts, not the one that is drawn: choice(1: 50%, 7: 50%) is expected to take 4, more than 3. */
		{ .what = "cost of delay goes by the expected time",
		  .text = "stations = { s = { time = 10; queue = { order = 'cost_of_delay'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 1; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); size = 12; }; holding_cost_per_hour = 12; process = ( { at = 's';"
			" time = 'choice(1 min: 50%, 7 min: 50%)'; } ); };"
			" b = { arrive = { at = ( 2 ); }; holding_cost_per_hour = 12; process = ( { at = 's'; time = 3; } ); }; };",
		  .expected = { { "work.b.time", 11 } } },
		/* By an expression, lowest first: -weight of 1, 3, 2: b, c, a. */
		{ .what = "an expression, lowest first",
		  .text = "stations = { s = { time = 10; queue = { order = '0 - weight'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; facts = { weight = 0; }; process = ( 's' ); };"
			" a = { arrive = { at = ( 1 ); }; facts = { weight = 1; }; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { more = 9; weight = 3; }; process = ( 's' ); };"
			" c = { arrive = { at = ( 3 ); }; facts = { weight = 2; }; process = ( 's' ); }; };",
		  .expected = { { "work.b.time", 18 }, { "work.c.time", 27 }, { "work.a.time", 39 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_order, equals_go_by_the_time_they_joined_and_then_by_when_they_entered)
{
	static const struct engine_case cases[] = {
		/* b entered at 0, before a (1), but a joins s at 2 and b at 3 (both have priority 0). z keeps s until 10. */
		{ .what = "the time of joining goes before the order of entering",
		  .text = "stations = { s = { time = 10; queue = { order = 'priority'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 0 ); }; process = ( { name = 'w'; wait = 3; }, 's' ); };"
			" a = { arrive = { at = ( 1 ); }; process = ( { name = 'w'; wait = 1; }, 's' ); }; };",
		  .expected = { { "work.a.time", 19 }, { "work.b.time", 30 } } },
		/* Both join at 3; b entered first, but its wait was scheduled last (at 2, after a's at 1): by when they entered, b
		   goes first. */
		{ .what = "among those who join at once the first to enter goes first, not the first to come",
		  .text = "stations = { s = { time = 10; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" b = { arrive = { at = ( 0 ); }; process = ( { name = 'w'; wait = 2; }, { name = 'v'; wait = 1; }, 's' ); };"
			" a = { arrive = { at = ( 1 ); }; process = ( { name = 'w'; wait = 2; }, 's' ); }; };",
		  .expected = { { "work.b.time", 20 }, { "work.a.time", 29 } } },
		/* The branches of one item that join one queue at once: in the order written. long 0 to 5, then short 5 to 6; the join
		   of one is at 5 where `long` is first (had `short` been served first, it would be at 1). */
		{ .what = "branches of one item go in the order written",
		  .text = "stations = { s = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); };"
			" process = ( { name = 'both'; together = ( ( { name = 'long'; at = 's'; time = 5; } ), ( { name = 'short'; at = 's';"
			" } ) ); join = 1; } ); }; };",
		  .expected = { { "work.k.time", 5 } } },
		{ .what = "branches of one item go in the order written, in an order by key",
		  .text = "stations = { s = { time = 1; queue = { order = 'priority'; }; }; };"
			"work = { k = { arrive = { at = ( 0 ); };"
			" process = ( { name = 'both'; together = ( ( { name = 'first'; at = 's'; time = 5; } ),"
			" ( { name = 'second'; at = 's'; time = 2; } ),"
			" ( { name = 'third'; at = 's'; } ) ); join = 2; } ); }; };",
		  .expected = { { "work.k.time", 7 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Whoever is picked at random, the waits have the same sum; and it is not always the first. */
Test(engine_order, a_random_order_picks_anybody)
{
	static const char text[] = "stations = { s = { time = 1; queue = { order = 'random'; }; }; };"
		"work = { k = { arrive = { at = ( 0 ); size = 50; }; process = ( 's' ); }; };";
	double sd[2];
	for (uint64_t seed = 1; seed <= 2; seed++) {
		struct ran ran = ran_text(text, seed, 1);
		cr_assert_eq(ran.end, ENGINE_DONE);
		/* Served one a minute: times 1 to 50. */
		cr_expect_float_eq(ran_metric(&ran, "work.k.time"), 25.5, 1e-12);
		sd[seed - 1] = ran_metric(&ran, "work.k.time.sd");
		ran_done(&ran);
	}
	cr_expect_float_eq(sd[0], sd[1], 1e-12);
	/* Two kinds take turns in entering: in the order of entering every a would go before its b. */
	static const char two[] = "stations = { s = { time = 1; queue = { order = 'random'; }; }; };"
		"work = { a = { arrive = { at = ( 0 ); size = 200; }; process = ( 's' ); }; b = { arrive = { at = ( 0 ); size = 200; };"
		" process = ( 's' ); }; };";
	/* 400 served in random order: the mean of a's 200 ranks is 200.5 with a standard error of 400 / sqrt(12 x 200) x sqrt(1/2)
	   = 5.8; first come, first served would give 100.5. */
	cr_expect(fabs(ran_value(two, "work.a.time") - 200.5) < 4.0 * 5.8);
}
