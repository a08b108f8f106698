/* Items that are served together. Times are in minutes, or in hours where there are shifts; every number is computed by hand in the
   comment above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"
#define OVEN(batch, rest) "stations = { oven = { machines = 1; time = 10; batch = { " batch " }; " rest " }; };"
#define COME(at) "work = { k = { arrive = { at = ( " at " ); }; process = ( 'oven' ); }; };"

Test(engine_batch, a_batch_starts_when_it_is_full)
{
	static const struct engine_case cases[] = {
		/* 2-12, all three; each is a visit of its own. */
		{ .what = "and all are served at once", .text = OVEN("size = 3;", "") COME("0, 1, 2"),
		  .expected = { { "work.k.time", 11 }, { "work.k.completed", 3 }, { "stations.oven.visits", 3 }, { "stations.oven.wait", 1 }, { "stations.oven.waited", 2.0 / 3 },
			{ "stations.oven.queue", 3.0 / 12 }, { "stations.oven.utilisation", 10.0 / 12 }, { "stations.oven.idle", 2.0 / 12 }, { "work.k.visits", 1 },
			{ "work.k.flow_efficiency", 10.0 / 11 }, { "total.end", 12 } } },
		/* 2-12; three more wait for the machine: 12-22. */
		{ .what = "and a machine is free", .text = OVEN("size = 3;", "") COME("0, 1, 2, 3, 4, 5"),
		  .expected = { { "work.k.time", (12 + 11 + 10 + 19 + 18 + 17) / 6.0 }, { "stations.oven.wait", (2 + 1 + 0 + 9 + 8 + 7) / 6.0 } } },
		/* Two machines: 1-11, 3-13. */
		{ .what = "on each machine one", .text = "stations = { oven = { machines = 2; time = 10; batch = { size = 2; }; }; };" COME("0, 1, 2, 3"),
		  .expected = { { "work.k.time", 10.5 }, { "stations.oven.utilisation", 20.0 / 26 } } },
		/* Five at once: 0-10 three, the others not before the sixth comes at 50; at 40 the run is over. */
		{ .what = "or never", .text = "run = { length = 40; warmup = 'none'; };" OVEN("size = 3;", "") COME("0, 0, 0, 0, 0, 50"),
		  .expected = { { "work.k.completed", 3 }, { "work.k.time", 10 }, { "stations.oven.queue", 2 }, { "stations.oven.idle", 30.0 / 40 }, { "work.k.wip", (3 * 10 + 2 * 40) / 40.0 } } },
		/* A batch of one is no batch: 0-10, 10-20. */
		{ .what = "one by one", .text = OVEN("size = 1;", "") COME("0, 0"), .expected = { { "work.k.time", 15 }, { "stations.oven.wait", 5 } } },
		/* Of any kind: 3-13. */
		{ .what = "of any kind", .text = OVEN("size = 2;", "") "work = { a = { arrive = { at = ( 0 ); }; process = ( 'oven' ); }; b = { arrive = { at = ( 3 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.a.time", 13 }, { "work.b.time", 10 } } },
		/* Nobody is left who could come: the second of two waits for ever. */
		{ .what = "and where nobody comes any more that is said", .text = OVEN("size = 2;", "") COME("0, 0, 1"), .end = ENGINE_DEADLOCK, .says = { "oven", "batch" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, a_batch_that_is_not_full_starts_when_its_oldest_has_waited_long_enough)
{
	static const struct engine_case cases[] = {
		/* 5-15 with two; the third, from 6, has waited more than 5 when the oven is free: 15-25. */
		{ .what = "with those who are there", .text = OVEN("size = 3; wait_at_most = 5;", "") COME("0, 1, 6"),
		  .expected = { { "work.k.time", (15 + 14 + 19) / 3.0 }, { "stations.oven.wait", (5 + 4 + 9) / 3.0 }, { "total.end", 25 } } },
		/* 0-10 three of five; the other two have waited long enough at 5, and begin at 10. */
		{ .what = "as soon as a machine is free", .text = OVEN("size = 3; wait_at_most = 5;", "") COME("0, 0, 0, 0, 0"),
		  .expected = { { "work.k.time", (3 * 10 + 2 * 20) / 5.0 }, { "total.end", 20 } } },
		/* 0-10 one, 10-20 three, 20-30 one. */
		{ .what = "or at once", .text = OVEN("size = 3; wait_at_most = 0;", "") COME("0, 1, 2, 3, 4"),
		  .expected = { { "work.k.time", (10 + 19 + 18 + 17 + 26) / 5.0 }, { "total.end", 30 } } },
		/* Who comes in the same instant comes along. */
		{ .what = "or at once with all who come then", .text = OVEN("size = 3; wait_at_most = 0;", "") COME("0, 0"), .expected = { { "work.k.time", 10 } } },
		/* The first waits from 0: 5-15 with the second, who comes at 5. */
		{ .what = "also with who comes just then", .text = OVEN("size = 3; wait_at_most = 5;", "") COME("0, 5"), .expected = { { "work.k.time", 12.5 }, { "total.end", 15 } } },
		/* The first three go at 2-12. The clock of the next runs from 4: 14 is after 12: at 14, with the one from 13. */
		{ .what = "each batch has its own oldest", .text = OVEN("size = 3; wait_at_most = 10;", "") COME("0, 1, 2, 4, 13"),
		  .expected = { { "work.k.time", (12 + 11 + 10 + 20 + 11) / 5.0 }, { "total.end", 24 } } },
		/* z and z 0-2. Last come, first served: the ones of 1 and 1.5 2-12; the one of 0.5 has waited 11.5 then: 12-22. */
		{ .what = "the oldest is who joined first", .text = OVEN("size = 2; wait_at_most = 10;", "queue = { order = 'lifo'; };")
			"work = { z = { arrive = { at = ( 0, 0 ); }; process = ( { at = 'oven'; time = 2; } ); }; k = { arrive = { at = ( 0.5, 1, 1.5 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.z.time", 2 }, { "work.k.time", (21.5 + 11 + 10.5) / 3 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, who_goes_and_for_how_long)
{
	static const struct engine_case cases[] = {
		/* z and z 0-10. At 10 wait low (1), high (2), high (3): the two high ones 10-20; low has waited 19: 20-30. */
		{ .what = "in the order of the queue", .text = OVEN("size = 2; wait_at_most = 5;", "queue = { order = 'priority'; };")
			"work = { z = { arrive = { at = ( 0, 0 ); }; process = ( 'oven' ); }; low = { priority = 2; arrive = { at = ( 1 ); }; process = ( 'oven' ); };"
			" high = { priority = 1; arrive = { at = ( 2, 3 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.z.time", 10 }, { "work.low.time", 29 }, { "work.high.time", 17.5 } } },
		/* b came first and has 4 to do, a has 10: 1-5, although a is first in the order. */
		{ .what = "as long as the oldest needs", .text = "stations = { oven = { time = 'size * 1 min'; batch = { size = 2; }; queue = { order = 'lifo'; }; }; };"
			"work = { a = { arrive = { at = ( 1 ); }; facts = { size = 10; }; process = ( 'oven' ); }; b = { arrive = { at = ( 0 ); }; facts = { size = 4; }; process = ( 'oven' ); }; };",
		  .expected = { { "work.a.time", 4 }, { "work.b.time", 5 } } },
		/* Both come at 0, a first in the file. */
		{ .what = "of those that came together the first", .text = "stations = { oven = { time = 'size * 1 min'; batch = { size = 2; }; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; facts = { size = 10; }; process = ( 'oven' ); }; b = { arrive = { at = ( 0 ); }; facts = { size = 4; }; process = ( 'oven' ); }; };",
		  .expected = { { "work.a.time", 10 }, { "work.b.time", 10 } } },
		/* One after the other at the pack station, in the order in which they were put in: k of 0 11-15, of 1 15-19. */
		{ .what = "and go on in that order", .text = "stations = { oven = { time = 10; batch = { size = 2; }; }; pack = { time = 4; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'oven', 'pack' ); }; l = { arrive = { at = ( 1 ); }; process = ( 'oven', 'pack' ); }; };",
		  .expected = { { "work.k.time", 15 }, { "work.l.time", 18 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, the_machine_is_held_until_the_last_has_left_it)
{
	static const struct engine_case cases[] = {
		/* a, b 0-10; a at pack 10-14; b blocked until 14, 14-18. c, d (5, 6) in the oven 14-24; c 24-28, d blocked until
		   28, 28-32. */
		{ .what = "by a full queue", .text = "stations = { oven = { time = 10; batch = { size = 2; }; }; pack = { time = 4; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 5, 6 ); }; process = ( 'oven', 'pack' ); }; };",
		  .expected = { { "work.k.time", (14 + 18 + 23 + 26) / 4.0 }, { "stations.oven.utilisation", 20.0 / 32 }, { "stations.oven.blocked", 8.0 / 32 }, { "stations.oven.idle", 4.0 / 32 },
			{ "stations.pack.utilisation", 0.5 }, { "stations.pack.idle", 0.5 }, { "stations.oven.wait", (0 + 0 + 9 + 8) / 4.0 } } },
		/* Three in front of pack: 0-10; 10-14, 14-18, 18-22. */
		{ .what = "for each of them", .text = "stations = { oven = { time = 10; batch = { size = 3; }; }; pack = { time = 4; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( 'oven', 'pack' ); }; };",
		  .expected = { { "work.k.time", 18 }, { "stations.oven.blocked", 8.0 / 22 } } },
		/* Room for one: the first is packed 10-14, the second waits there, only the third is held until 14. */
		{ .what = "who finds no room", .text = "stations = { oven = { time = 10; batch = { size = 3; }; }; pack = { time = 4; queue = { limit = 1; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( 'oven', 'pack' ); }; };",
		  .expected = { { "work.k.time", 18 }, { "stations.oven.blocked", 4.0 / 22 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, members_that_wait_may_leave)
{
	static const struct engine_case cases[] = {
		/* The one of 0 leaves at 5; 7-17 with those of 3, 6, 7. */
		{ .what = "when their patience is over", .text = OVEN("size = 3;", "queue = { patience = 5; };") COME("0, 3, 6, 7"),
		  .expected = { { "work.k.left", 1 }, { "work.k.completed", 3 }, { "work.k.time", (14 + 11 + 10) / 3.0 }, { "stations.oven.visits", 4 }, { "stations.oven.wait", (5 + 4 + 1 + 0) / 4.0 } } },
		/* Who may start in the same instant starts. */
		{ .what = "but not when the batch starts just then", .text = OVEN("size = 3; wait_at_most = 5;", "queue = { patience = 5; };") COME("0, 3"),
		  .expected = { { "work.k.left", 0 }, { "work.k.time", (15 + 12) / 2.0 } } },
		/* The one of 0 leaves at 4 (its patience), the batch's clock runs from 2 then: 2 + 6 = 8: 8-18 with the one of 5.
		   */
		{ .what = "and then another is the oldest", .text = OVEN("size = 3; wait_at_most = 6;", "queue = { patience = 'size * 1 min'; };")
			"work = { a = { arrive = { at = ( 0 ); }; facts = { size = 4; }; process = ( 'oven' ); }; b = { arrive = { at = ( 2, 5 ); }; facts = { size = 20; }; process = ( 'oven' ); }; };",
		  .expected = { { "work.a.left", 1 }, { "work.b.time", (16 + 13) / 2.0 } } },
		/* A branch waits from 0 for company; the other one ends at 3 and cancels it: the two z 4-14. */
		{ .what = "when they are cancelled", .text = OVEN("size = 2;", "") "work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'w'; wait = 3; } ) ); join = 1; } ); };"
			" z = { arrive = { at = ( 3.5, 4 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.x.time", 3 }, { "work.z.time", 10.25 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, cancelled_members_do_not_stop_the_others)
{
	static const struct engine_case cases[] = {
		/* x's branch and z in the oven 1-11; x goes on at 5. z is done at 11, and only then the oven is free: y, y 11-21.
		   */
		{ .what = "in the oven", .text = OVEN("size = 2;", "") "work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'w'; wait = 5; } ) ); join = 1; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( 'oven' ); }; y = { arrive = { at = ( 6, 6 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.x.time", 5 }, { "work.z.time", 10 }, { "work.y.time", 15 }, { "stations.oven.utilisation", 20.0 / 21 } } },
		/* Both members are cancelled at 5 and 6: the oven is free at 6. */
		{ .what = "and all of them free it", .text = OVEN("size = 2;", "") "work = { x = { arrive = { at = ( 0, 1 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'w'; wait = 5; } ) ); join = 1; } ); };"
			" y = { arrive = { at = ( 3, 3 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.x.time", 5 }, { "work.y.time", 13 }, { "stations.oven.utilisation", 15.0 / 16 } } },
		/* 0-2; the oven is down 2-5; at 3 and 4 both members are cancelled. y, y (from 4) 5-7, down 7-10, 10-12, down 12-15
		   ... : 2 in each 5, 10 in all: 5-7, 10-12, 15-17, 20-22, 25-27. */
		{ .what = "also while it stands still", .text = "stations = { oven = { machines = 1; time = 10; batch = { size = 2; }; fails = { every = 2; repair = 3; }; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'w'; wait = 3; } ) ); join = 1; } ); };"
			" v = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'w'; wait = 4; } ) ); join = 1; } ); };"
			" y = { arrive = { at = ( 4, 4 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.x.time", 3 }, { "work.v.time", 4 }, { "work.y.time", 23 }, { "stations.oven.utilisation", 12.0 / 27 }, { "stations.oven.down", 15.0 / 27 } } },
		/* p, with x and v, stops at 10, q at 11, both until 15; z has one clerk 10-30, u the other one 11-16. x is cancelled at 12, but the batch
		   stays what stopped first: p 16-18, q 18-20. */
		{ .what = "nor lose their turn", .text = "resources = { clerk = { number = 2; }; }; stations = { p = { machines = 1; needs = { clerk = 1; }; time = 12; batch = { size = 2; };"
			" fails = { every = 10; repair = 5; }; }; q = { machines = 1; needs = { clerk = 1; }; time = 13; fails = { every = 11; repair = 4; }; }; r = { needs = { clerk = 1; }; time = 20; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'p' ), ( { name = 'w'; wait = 12; } ) ); join = 1; } ); };"
			" v = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); };"
			" z = { arrive = { at = ( 9 ); }; process = ( 'r' ); }; u = { arrive = { at = ( 10.5 ); }; process = ( { at = 'r'; time = 5; } ); }; };",
		  .expected = { { "work.x.time", 12 }, { "work.v.time", 18 }, { "work.y.time", 20 } } },
		/* One item, both members: it leaves the queue of the desk at 3. */
		{ .what = "and in one instant", .text = "stations = { oven = { machines = 1; time = 10; batch = { size = 2; }; fails = { every = 2; repair = 3; }; }; desk = { time = 9; queue = { patience = 3; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 'desk' ); };"
			" x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'oven' ), ( { name = 'o'; at = 'oven'; } ), ( 'desk' ) ); } ); };"
			" y = { arrive = { at = ( 4, 4 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.x.left", 1 }, { "work.y.time", 23 }, { "stations.oven.utilisation", 12.0 / 27 }, { "stations.oven.down", 15.0 / 27 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, a_batch_stops_and_goes_on_as_one)
{
	static const struct engine_case cases[] = {
		/* 15-16, 32-34. */
		{ .what = "at closing time", .text = HOURS "stations = { oven = { machines = 1; time = 3; batch = { size = 2; }; calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };" COME("15, 15"),
		  .expected = { { "work.k.time", 19 }, { "stations.oven.wait", 0 } } },
		/* 15-16 with the clerk, 32-34. The machine is held once. */
		{ .what = "at the end of a shift", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { oven = { machines = 1; needs = { clerk = 1; }; time = 3; batch = { size = 2; }; }; };" COME("15, 15"),
		  .expected = { { "work.k.time", 19 }, { "stations.oven.blocked", 16.0 / 34 }, { "stations.oven.utilisation", 3.0 / 34 }, { "resources.clerk.busy", 3.0 / 34 } } },
		/* 15-18 in overtime. */
		{ .what = "or is finished", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { oven = { machines = 1; needs = { clerk = 1; }; time = 3; batch = { size = 2; }; }; };" COME("15, 15"),
		  .expected = { { "work.k.time", 3 }, { "resources.clerk.overtime", 2 } } },
		/* 0-5, down 5-7, 7-11. */
		{ .what = "when the machine fails", .text = "stations = { oven = { machines = 1; time = 9; batch = { size = 2; }; fails = { every = 5; repair = 2; }; }; };" COME("0, 0"),
		  .expected = { { "work.k.time", 11 }, { "stations.oven.down", 2.0 / 11 }, { "stations.oven.utilisation", 9.0 / 11 } } },
		/* Nobody begins while it is closed: 17 and 18 go at 32. */
		{ .what = "and waits until it is open", .text = HOURS "stations = { oven = { machines = 1; time = 3; batch = { size = 2; }; calendar = 'daily 08:00-16:00'; }; };" COME("17, 18"),
		  .expected = { { "work.k.time", (18 + 17) / 2.0 } } },
		/* Also who has waited long enough at 16.5: 32-35, with who came meanwhile. */
		{ .what = "however long it has waited", .text = HOURS "stations = { oven = { machines = 1; time = 3; batch = { size = 3; wait_at_most = 1; }; calendar = 'daily 08:00-16:00'; }; };" COME("15.5, 20"),
		  .expected = { { "work.k.time", (19.5 + 15) / 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_batch, a_batch_needs_what_one_item_needs)
{
	static const struct engine_case cases[] = {
		/* As many machines as wanted, two clerks: 1-11 and 3-13, one clerk each. */
		{ .what = "with unlimited machines", .text = "resources = { clerk = { number = 2; }; }; stations = { oven = { needs = { clerk = 1; }; time = 10; batch = { size = 2; }; }; };" COME("0, 1, 2, 3"),
		  .expected = { { "work.k.time", 10.5 }, { "resources.clerk.busy", 20.0 / 13 } } },
		/* One clerk: 1-11, 11-21. */
		{ .what = "one after the other", .text = "resources = { clerk = {}; }; stations = { oven = { needs = { clerk = 1; }; time = 10; batch = { size = 2; }; }; };" COME("0, 1, 2, 3"),
		  .expected = { { "work.k.time", (11 + 10 + 19 + 18) / 4.0 }, { "resources.clerk.busy", 20.0 / 21 } } },
		/* a and a 0-10; b and b set up 10-12, 12-22. */
		{ .what = "one setup", .text = OVEN("size = 2;", "setup = { on = 'kind'; time = 2; };")
			"work = { a = { arrive = { at = ( 0, 0 ); }; process = ( 'oven' ); }; b = { arrive = { at = ( 1, 1 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.a.time", 10 }, { "work.b.time", 21 }, { "stations.oven.setup", 2.0 / 22 }, { "stations.oven.utilisation", 20.0 / 22 } } },
		/* Without machines of its own and without needs: each two at once. */
		{ .what = "or nothing at all", .text = "stations = { oven = { machines = 'unlimited'; time = 10; batch = { size = 2; }; }; };" COME("0, 1, 2, 3"),
		  .expected = { { "work.k.time", 10.5 } } },
		/* y of 1.5: 1.5-2.5, for the bus does not keep the driver before it is full. Bus 2.5-12.5; y of 3: 12.5-13.5. */
		{ .what = "that others need, too", .text = "resources = { driver = {}; }; stations = { bus = { machines = 1; needs = { driver = 1; }; time = 10; batch = { size = 3; }; }; yard = { needs = { driver = 1; }; time = 1; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 2 ); }; process = ( 'bus' ); }; y = { arrive = { at = ( 1.5, 3 ); }; process = ( 'yard' ); }; };",
		  .expected = { { "work.k.time", 11.5 }, { "work.y.time", (1 + 10.5) / 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}
