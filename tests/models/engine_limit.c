/* Queues with a limit and queues that are left: blocking after service, turning away, sending elsewhere, patience. Times are in
   minutes; numbers are computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

#define FOUR "work = { k = { arrive = { at = ( 0, 0, 0, 0 ); }; process = ( 's', 't' ); }; };"

Test(engine_limit, whoever_finds_no_room_holds_the_machine_after_the_work)
{
	static const struct engine_case cases[] = {
		/* t: 1-6, 6-11, 11-16, 16-21. s: 0-1, 1-2 blocked to 6, 6-7 blocked to 11, 11-12 blocked to 16. */
		{ .what = "no room at all",
		  .text = "stations = { s = { time = 1; }; t = { time = 5; queue = { limit = 0; }; }; };" FOUR,
		  .expected = { { "total.end", 21 }, { "stations.s.utilisation", 4.0 / 21 }, { "stations.s.blocked", 12.0 / 21 },
			{ "stations.s.idle", 5.0 / 21 }, { "stations.s.wait", (0 + 1 + 6 + 11) / 4.0 }, { "stations.t.wait", 0 },
			{ "stations.t.queue", 0 }, { "stations.t.utilisation", 20.0 / 21 }, { "work.k.time", (6 + 11 + 16 + 21) / 4.0 } } },
		/* s: 0-1, 1-2, 2-3 blocked to 6, 6-7 blocked to 11. t's queue is joined at 1, 2, 6, 11 and left at 1, 6, 11, 16. */
		{ .what = "room for one",
		  .text = "stations = { s = { time = 1; }; t = { time = 5; queue = { limit = 1; }; }; };" FOUR,
		  .expected = { { "total.end", 21 }, { "stations.s.blocked", 7.0 / 21 }, { "stations.s.wait", (0 + 1 + 2 + 6) / 4.0 },
			{ "stations.t.wait", (0 + 4 + 5 + 5) / 4.0 }, { "stations.t.queue", 14.0 / 21 } } },
		/* s: 0-1, 1-2, 2-3, 3-4 blocked to 6. t's queue is joined at 1, 2, 3, 6 and left at 1, 6, 11, 16. */
		{ .what = "room for two",
		  .text = "stations = { s = { time = 1; }; t = { time = 5; queue = { limit = 2; }; }; };" FOUR,
		  .expected = { { "total.end", 21 }, { "stations.s.blocked", 2.0 / 21 }, { "stations.s.wait", (0 + 1 + 2 + 3) / 4.0 },
			{ "stations.t.wait", (0 + 4 + 8 + 10) / 4.0 }, { "stations.t.queue", 22.0 / 21 } } },
		/* c: 2-12, 12-22, 22-32, 32-42. b: 1-2, 2-3 blocked to 12, 12-13 blocked to 22, 22-23 blocked to 32. a: 0-1, 1-2, 2-3
		   blocked to 12, 12-13 blocked to 22: at 12 and 22 the whole chain moves on in one instant. */
		{ .what = "a chain moves on in one instant",
		  .text = "stations = { a = { time = 1; }; b = { time = 1; queue = { limit = 0; }; };"
			" c = { time = 10; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 0, 0 ); }; process = ( 'a', 'b', 'c' ); }; };",
		  .expected = { { "total.end", 42 }, { "stations.b.blocked", 27.0 / 42 }, { "stations.a.blocked", 18.0 / 42 },
			{ "stations.a.wait", (0 + 1 + 2 + 12) / 4.0 }, { "work.k.time", (12 + 22 + 32 + 42) / 4.0 } } },
		/* Two senders: x is done at 1, y at 2, both blocked by z's work at t (0 to 10). At 10 x goes first (it came first):
		   10-20; y 20-30. */
		{ .what = "who was blocked first goes on first",
		  .text = "stations = { s = { time = 2; }; u = { time = 1; }; t = { time = 10; queue = { limit = 0; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); };"
			" y = { arrive = { at = ( 0 ); }; priority = 0; process = ( 's', 't' ); }; x = { arrive = { at = ( 0 ); };"
			" priority = 1; process = ( 'u', 't' ); }; };",
		  .expected = { { "work.x.time", 20 }, { "work.y.time", 30 }, { "stations.u.blocked", 9.0 / 30 },
			{ "stations.s.blocked", 18.0 / 30 } } },
		/* Sent back to its own station, which has room for one: the item leaves its machine for the queue and is served again. */
		{ .what = "an item that comes back to its own station frees the machine by joining the queue",
		  .text = "stations = { s = { time = 2; queue = { limit = 1; }; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { at = 's'; rework = { when = 'passes < 2'; to = 's'; }; } );"
			" }; };",
		  .expected = { { "work.k.time", 6 }, { "stations.s.blocked", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_limit, arrivals_that_find_the_first_queue_full)
{
	static const struct engine_case cases[] = {
		/* Served 0-5, 5-10, 10-15, 15-20. The second waits 1 to 5; the third is in front 2 to 5, waits 5 to 10; the fourth is
		   in front 3 to 10, waits 10 to 15. */
		{ .what = "wait in front of it, in the system, but are not in the queue",
		  .text = "stations = { s = { time = 5; queue = { limit = 1; }; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 2, 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "stations.s.wait", (0 + 4 + 5 + 5) / 4.0 }, { "stations.s.queue", 14.0 / 20 },
			{ "work.k.wip", 44.0 / 20 },
			{ "work.k.time", 11 }, { "work.k.flow_efficiency", 20.0 / 44 } } },
		{ .what = "are turned away",
		  .text = "stations = { s = { time = 5; queue = { limit = 1; when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 2, 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.turned_away", 2 }, { "work.k.time", 7 }, { "stations.s.visits", 2 },
			{ "total.end", 10 } } },
		/* At 5 the completion comes before the arrivals: the first of the two finds the machine free, the other one is turned
		   away. */
		{ .what = "are turned away only after all that could start has started",
		  .text = "stations = { s = { time = 5; queue = { limit = 0; when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 5, 5 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.turned_away", 2 }, { "total.end", 10 } } },
		{ .what = "are turned away where resources are lacking, too",
		  .text = "resources = { r = { number = 1; }; }; stations = { s = { needs = { r = 1; }; time = 5; queue = { limit = 0;"
			" when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 5, 5 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.turned_away", 2 }, { "total.end", 10 },
			{ "resources.r.utilisation", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_limit, whoever_is_turned_away_on_the_way_leaves_and_releases_all)
{
	static const struct engine_case cases[] = {
		/* t: 1-6. The second is done at s at 2, the third at 3, the fourth at 4: all turned away, s is never blocked. */
		{ .what = "the machine is free at once",
		  .text = "stations = { s = { time = 1; }; t = { time = 5; queue = { limit = 0; when_full = 'turn_away'; }; }; };" FOUR,
		  .expected = { { "work.k.completed", 1 }, { "work.k.turned_away", 3 }, { "stations.s.blocked", 0 },
			{ "stations.s.visits", 4 },
			{ "stations.s.wait", 1.5 }, { "total.end", 6 }, { "work.k.first_time_right", 1 } } },
		/* The bed that the second took is free again when it is turned away at 2: p lies in it 2 to 3. */
		{ .what = "what was taken is free at once",
		  .text = "resources = { bed = { number = 1; }; }; stations = { s = { time = 1; }; t = { time = 5; queue = { limit = 0;"
			" when_full = 'turn_away'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 1 ); };"
			" process = ( { at = 's'; take = { bed = 1; }; }, 't' ); };"
			" p = { arrive = { at = ( 1.5 ); }; process = ( { name = 'lie'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.k.turned_away", 1 }, { "work.p.time", 1.5 }, { "resources.bed.busy", 2.0 / 5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_limit, a_full_queue_may_send_on_to_another_station)
{
	static const struct engine_case cases[] = {
		/* The first at s 0-5, the second at t 1-8, the third waits there and is served 8-15. */
		{ .what = "where it takes that station's time",
		  .text = "stations = { s = { time = 5; queue = { limit = 0; when_full = 't'; }; }; t = { time = 7; }; };"
			"work = { k = { arrive = { at = ( 0, 1, 2 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", (5 + 7 + 13) / 3.0 }, { "stations.s.visits", 1 }, { "stations.t.visits", 2 },
			{ "stations.t.wait", 3 }, { "work.k.turned_away", 0 }, { "work.k.visits", 1 } } },
		{ .what = "read with the facts of whoever comes",
		  .text = "stations = { s = { time = 5; queue = { limit = 0; when_full = 't'; }; }; t = { time = 'size * 2 min';"
			" queue = { order = 'size'; }; }; };"
			"work = { a = { arrive = { at = ( 0, 1, 1.5 ); }; facts = { size = 3; }; process = ( 's' ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { other = 7; size = 1; }; process = ( 's' ); }; };",
		  /* a: s 0-5, t 1-7, t 9-15 (b is smaller); b: t 7-9. */
		  .expected = { { "work.a.time", (5 + 6 + 13.5) / 3 }, { "work.b.time", 7 } } },
		{ .what = "even where the time at home is a simple draw",
		  .text = "stations = { s = { time = 'exponential(5 min)'; queue = { limit = 0; when_full = 't'; }; }; t = { time = 7; };"
			" };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 's'; time = 9; } ); }; k = { arrive = { at = ( 0 ); };"
			" process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 7 } } },
		{ .what = "a step's own time goes with it",
		  .text = "stations = { s = { time = 5; queue = { limit = 0; when_full = 't'; }; }; t = { time = 7; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { at = 's'; time = 3; } ); }; };",
		  .expected = { { "work.k.time", 3 }, { "stations.t.visits", 1 } } },
		/* t: z 0-20. p: 0-1 at a, then s 1-6. q: 1-2 at a, s is full, waits at t from 2, is served 20-27: a's machine is free
		   from 2 on, never blocked. */
		{ .what = "the machine that was held goes free where there is room",
		  .text = "stations = { a = { time = 1; }; s = { time = 5; queue = { limit = 0; when_full = 't'; }; }; t = { time = 7; };"
			" };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 't'; time = 20; } ); }; k = { arrive = { at = ( 0, 0 );"
			" }; process = ( 'a', 's' ); }; };",
		  .expected = { { "stations.a.blocked", 0 }, { "stations.a.utilisation", 2.0 / 27 },
			{ "work.k.time", (6 + 27) / 2.0 } } },
		/* The same where t has no room either and blocks: a's machine is held 2 to 20. */
		{ .what = "the machine stays held where there is none",
		  .text = "stations = { a = { time = 1; }; s = { time = 5; queue = { limit = 0; when_full = 't'; }; };"
			" t = { time = 7; queue = { limit = 0; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 't'; time = 20; } ); }; k = { arrive = { at = ( 0, 0 );"
			" }; process = ( 'a', 's' ); }; };",
		  .expected = { { "stations.a.blocked", 18.0 / 27 }, { "stations.a.utilisation", 2.0 / 27 },
			{ "work.k.time", (6 + 27) / 2.0 } } },
		/* s takes 4, t 5, u 6; the fourth is turned away by u. */
		{ .what = "and that one on to a third",
		  .text = "stations = { s = { time = 4; queue = { limit = 0; when_full = 't'; }; }; t = { time = 5; queue = { limit = 0;"
			" when_full = 'u'; }; };"
			" u = { time = 6; queue = { limit = 0; when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 0 ); size = 4; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 5 }, { "work.k.turned_away", 1 }, { "total.end", 6 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_limit, patience_runs_while_waiting_only)
{
	static const struct engine_case cases[] = {
		/* Waits 3 at s (z until 3), is served to 5, waits 3 at t (z until 8), done at 9: patience 4 would have run out over
		   both. */
		{ .what = "afresh at each station",
		  .text = "stations = { s = { time = 2; queue = { patience = 4; }; }; t = { time = 1; queue = { patience = 4; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 's'; time = 3; } ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( { at = 't'; time = 8; } ); };"
			" k = { arrive = { at = ( 0 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.completed", 1 }, { "work.k.left", 0 }, { "work.k.time", 9 } } },
		/* The second waits from 0 and leaves at 2. The third is let in at 2, so that its patience runs to 4; it is served at
		   3. */
		{ .what = "not in front of a queue that is full",
		  .text = "stations = { s = { time = 3; queue = { limit = 1; patience = 2; }; }; };"
			"work = { k = { arrive = { at = ( 0 ); size = 3; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.left", 1 }, { "work.k.completed", 2 }, { "total.end", 6 },
			{ "stations.s.wait", (0 + 2 + 1) / 3.0 } } },
		/* It leaves its place to whoever is blocked: q, done at a at 1, is let in at 2 and goes on at 3. */
		{ .what = "whoever leaves makes room for who is blocked",
		  .text = "stations = { a = { time = 1; }; s = { time = 3; queue = { limit = 1; patience = 2; }; }; };"
			"work = { z = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; q = { arrive = { at = ( 0 ); };"
			" process = ( 'a', 's' ); }; };",
		  .expected = { { "work.z.left", 1 }, { "work.q.time", 6 }, { "stations.a.blocked", 1.0 / 6 } } },
		/* Patience in facts, of those sent on as well: at t x has 4 (leaves at 4), y has 6, served at 5. */
		{ .what = "as the facts say, at the station that it was sent to",
		  .text = "stations = { s = { time = 9; queue = { limit = 0; when_full = 't'; patience = 1; }; };"
			" t = { time = 1; queue = { patience = 'calm * 2 min'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; facts = { calm = 0; }; process = ( 's' ); };"
			" w = { arrive = { at = ( 0 ); }; facts = { calm = 0; }; process = ( { at = 't'; time = 5; } ); };"
			" x = { arrive = { at = ( 0 ); }; facts = { calm = 2; }; process = ( 's' ); };"
			" y = { arrive = { at = ( 0 ); }; facts = { more = 1; calm = 3; }; process = ( 's' ); }; };",
		  .expected = { { "work.x.left", 1 }, { "work.y.completed", 1 }, { "work.y.time", 6 } } },
		/* Ranks 1 10 2 11 12 3 4 join at 1; 11 leaves at 4; seven with ranks from 20 on join at 5. Served one a minute from 10
		   on: 4 is done at 14 and 10 at 15, wherever in the heap the one that left had stood. */
		{ .what = "the others keep their order",
		  .text = "stations = { s = { time = 1; queue = { order = 'rank'; patience = 'if(rank = 11, 3 min, 100 min)'; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; facts = { rank = 0; }; process = ( { at = 's'; time = 10; } ); };"
			" k = { arrive = { at = ( 1 ); size = 7; }; facts = { id = 'trace(`ids.csv`, `id`)';"
			" rank = 'if(id < 3, if(id = 0, 1, if(id = 1, 10, 2)), if(id < 5, 8 + id, id - 2))'; }; process = ( 's' ); };"
			" late = { arrive = { at = ( 5 ); size = 7; }; facts = { id = 'trace(`ids.csv`, `id`)'; rank = '20 + id'; };"
			" process = ( 's' ); }; };"
			"measures = { four = { of = 'k'; mean = 'now'; where = 'rank = 4'; }; ten = { of = 'k'; mean = 'now';"
			" where = 'rank = 10'; };"
			" last = { of = 'late'; mean = 'now'; where = 'rank = 26'; }; };",
		  .expected = { { "work.k.left", 1 }, { "measures.four", 14 }, { "measures.ten", 15 }, { "measures.last", 23 } } },
		/* An item that has left is out of the line: c is served after a (0-5), at 5. */
		{ .what = "whoever leaves is out of line, from the middle of an order by key too",
		  .text = "stations = { s = { time = 5; queue = { order = 'priority'; patience = 'calm * 1 min'; }; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; facts = { calm = 1; }; process = ( 's' ); };"
			" b = { arrive = { at = ( 1, 1, 1 ); }; priority = 1; facts = { calm = 3; }; process = ( 's' ); };"
			" c = { arrive = { at = ( 2 ); }; priority = 2; facts = { calm = 9; }; process = ( 's' ); }; };",
		  .expected = { { "work.b.left", 3 }, { "work.c.time", 8 }, { "total.end", 10 },
			{ "stations.s.queue", (9 + 3) / 10.0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}
