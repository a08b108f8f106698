/* Shared resources: who gets what, when it goes free, and what is kept across tasks. Times are in minutes; numbers are
   computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

Test(engine_resource, needs_are_seized_all_or_nothing)
{
	/* y holds r 0 to 10. x wants r and q from 1 on: it takes neither until it can have both, 10 to 14. z wants q only, at 2
	   and 5, and is served at once both times. */
	static const struct engine_case cases[] = {
		{ .what = "what is free meanwhile is for others",
		  .text = "resources = { r = {}; q = {}; }; stations = { both = { needs = { r = 1; q = 1; }; time = 4; };"
			" first = { needs = { r = 1; }; time = 10; }; second = { needs = { q = 1; }; time = 2; }; };"
			"work = { x = { arrive = { at = ( 1 ); }; process = ( 'both' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'first' ); };"
			" z = { arrive = { at = ( 2, 5 ); }; process = ( 'second' ); }; };",
		  .expected = { { "work.x.time", 13 }, { "work.z.time", 2 }, { "resources.r.utilisation", 1 },
			{ "resources.q.busy", 8.0 / 14 },
			{ "stations.both.busy", 4.0 / 14 }, { "stations.both.wait", 9 } } },
		/* Strict: z waits until x has had its turn: 14 to 16 and 16 to 18. */
		{ .what = "but where the queue is strict: then they are passed by nobody",
		  .text = "resources = { r = {}; q = {}; }; stations = { both = { needs = { r = 1; q = 1; };"
			" time = 4; queue = { strict = true; }; };"
			" first = { needs = { r = 1; }; time = 10; }; second = { needs = { q = 1; }; time = 2; }; };"
			"work = { x = { arrive = { at = ( 1 ); }; process = ( 'both' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'first' ); };"
			" z = { arrive = { at = ( 2, 5 ); }; process = ( 'second' ); }; };",
		  .expected = { { "work.x.time", 13 }, { "work.z.time", (14 + 13) / 2.0 } } },
		/* The same with the needs written the other way round, and alternatives: z takes p at 2 (free), at 5 p is free again. */
		{ .what = "an alternative that nobody strict waits for is free",
		  .text = "resources = { r = {}; q = {}; p = {}; }; stations = { both = { needs = { q = 1; r = 1; };"
			" time = 4; queue = { strict = true; }; };"
			" first = { needs = { r = 1; }; time = 10; }; second = { needs_one_of = [ 'q', 'p' ]; time = 4; }; };"
			"work = { x = { arrive = { at = ( 1 ); }; process = ( 'both' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'first' ); };"
			" z = { arrive = { at = ( 2, 5 ); }; process = ( 'second' ); }; };",
		  .expected = { { "work.x.time", 13 }, { "work.z.time", (4 + 5) / 2.0 }, { "resources.p.busy", 8.0 / 14 } } },
		/* A machine is part of all or nothing: two nurses, one machine: 0-3, 3-6; the nurse who is left over serves z 1-2. */
		{ .what = "a machine and a resource together",
		  .text = "resources = { nurse = { number = 2; }; }; stations = { s = { machines = 1; needs = { nurse = 1; };"
			" time = 3; };"
			" t = { needs = { nurse = 1; }; time = 1; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; z = { arrive = { at = ( 1 ); }; process = ( 't' );"
			" }; };",
		  .expected = { { "work.k.time", 4.5 }, { "work.z.time", 1 }, { "stations.s.utilisation", 1 },
			{ "resources.nurse.utilisation", 7.0 / 12 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, a_request_that_does_not_fit_is_passed)
{
	static const struct engine_case cases[] = {
		/* Three in all, z holds 2 until 10. a wants 2 from 1 on; b wants 1 at 2 and gets it. */
		{ .what = "by a later one that does",
		  .text = "resources = { r = { number = 3; }; }; stations = { p = { needs = { r = 2; }; time = 10; };"
			" q = { needs = { r = 1; }; time = 3; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; a = { arrive = { at = ( 1 ); }; process = ( 'p' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 'q' ); }; };",
		  .expected = { { "work.b.time", 3 }, { "work.a.time", 19 } } },
		/* Strict: at 10 three are free: a takes two, b the third. */
		{ .what = "by nobody where its queue is strict",
		  .text = "resources = { r = { number = 3; }; }; stations = { p = { needs = { r = 2; };"
			" time = 10; queue = { strict = true; }; };"
			" q = { needs = { r = 1; }; time = 3; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; a = { arrive = { at = ( 1 ); }; process = ( 'p' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 'q' ); }; };",
		  .expected = { { "work.b.time", 11 }, { "work.a.time", 19 } } },
		/* a has the patience of 3: it leaves at 4, and b, held up since 2, is served 4 to 7. */
		{ .what = "once the strict one has left it holds up nobody",
		  .text = "resources = { r = { number = 3; }; }; stations = { p = { needs = { r = 2; };"
			" time = 10; queue = { strict = true; patience = 3; }; };"
			" q = { needs = { r = 1; }; time = 3; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; a = { arrive = { at = ( 1 ); }; process = ( 'p' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 'q' ); }; };",
		  .expected = { { "work.b.time", 5 }, { "work.a.left", 1 } } },
		/* x (strict) wants r and q; r comes back at 10, q was free all along and stays free for b, in whose way x was since 2. */
		{ .what = "once the strict one is served the others get what is left of all that it wanted",
		  .text = "resources = { r = {}; q = { number = 2; }; }; stations = { both = { needs = { r = 1; q = 1; };"
			" time = 4; queue = { strict = true; }; };"
			" first = { needs = { r = 1; }; time = 10; }; second = { needs = { q = 1; }; time = 2; }; };"
			"work = { x = { arrive = { at = ( 1 ); }; process = ( 'both' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'first' ); };"
			" b = { arrive = { at = ( 2 ); }; process = ( 'second' ); }; };",
		  .expected = { { "work.x.time", 13 }, { "work.b.time", 10 } } },
		/* A strict one that is of worse priority holds up only those behind it: b (priority 0) passes, c (2) does not. */
		{ .what = "a strict one holds up those behind it only",
		  .text = "resources = { r = { number = 3; }; }; stations = { p = { needs = { r = 2; };"
			" time = 10; queue = { strict = true; }; };"
			" q = { needs = { r = 1; }; time = 3; }; u = { needs = { r = 1; }; time = 3; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; a = { arrive = { at = ( 1 ); };"
			" priority = 1; process = ( 'p' ); };"
			" c = { arrive = { at = ( 2 ); }; priority = 2; process = ( 'q' ); }; b = { arrive = { at = ( 2 ); };"
			" priority = 0; process = ( 'u' ); }; };",
		  .expected = { { "work.b.time", 3 }, { "work.a.time", 19 }, { "work.c.time", 11 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Three stations share one doctor, whom z keeps until 10; a, b and c take one minute each. */
#define CLINIC "resources = { doctor = {}; };" \
	"stations = { x = { needs = { doctor = 1; }; time = 1; }; y = { needs = { doctor = 1; }; time = 1; };" \
	" t = { needs = { doctor = 1; }; time = 10; }; };"

Test(engine_resource, a_freed_unit_goes_by_priority_then_time_joined_then_station)
{
	static const struct engine_case cases[] = {
		{ .what = "the kind's priority first",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; a = { arrive = { at = ( 1 ); };"
			" priority = 2; process = ( 'x' ); };"
			" b = { arrive = { at = ( 2 ); }; priority = 1; process = ( 'y' ); }; };",
		  .expected = { { "work.b.time", 9 }, { "work.a.time", 11 } } },
		{ .what = "then the time joined, not the order of the stations",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; a = { arrive = { at = ( 2 ); };"
			" process = ( 'x' ); };"
			" b = { arrive = { at = ( 1 ); }; process = ( 'y' ); }; };",
		  .expected = { { "work.b.time", 10 }, { "work.a.time", 10 } } },
		{ .what = "then the order of the stations, not that of entering",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; b = { arrive = { at = ( 1 ); };"
			" process = ( 'y' ); };"
			" a = { arrive = { at = ( 1 ); }; process = ( 'x' ); }; };",
		  .expected = { { "work.a.time", 10 }, { "work.b.time", 11 } } },
		/* Within a station the queue's own order says who is its next; fifo: a (priority 2) stands before c (1). So t's d with
		   priority 1.5 goes before a, and c comes after a. */
		{ .what = "for each queue its first one wishes",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; a = { arrive = { at = ( 1 ); };"
			" priority = 2; process = ( 'x' ); };"
			" c = { arrive = { at = ( 2 ); }; priority = 1; process = ( 'x' ); }; d = { arrive = { at = ( 3 ); };"
			" priority = 1.5; process = ( 'y' ); }; };",
		  .expected = { { "work.d.time", 8 }, { "work.a.time", 11 }, { "work.c.time", 11 } } },
		/* Priorities from facts that change on the way: read when the queue is joined. */
		{ .what = "by the priority as it was on joining",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); };"
			" a = { arrive = { at = ( 1 ); }; facts = { grade = 1; }; priority = 'grade'; process = ( { name = 'n';"
			" set = { grade = 3; }; }, 'x' ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { grade = 2; }; priority = 'grade'; process = ( 'y' ); }; };",
		  .expected = { { "work.b.time", 9 }, { "work.a.time", 11 } } },
		/* The branches of a: one waits at x with priority 1; then, at 5, the other sets 9 and joins y. At 10: x's branch (1),
		   b (2), y's. */
		{ .what = "each branch by its own",
		  .text = CLINIC "work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); };"
			" a = { arrive = { at = ( 1 ); }; facts = { grade = 1; }; priority = 'grade';"
			" process = ( { name = 'f'; together = ( ( 'x' ), ( { name = 'w'; wait = 4; set = { grade = 9; }; }, 'y' ) );"
			" join = 1; rest = 'finish'; } ); };"
			" b = { arrive = { at = ( 2 ); }; facts = { grade = 2; }; priority = 'grade'; process = ( { at = 't'; time = 1; } );"
			" }; };",
		  .expected = { { "work.a.time", 10 }, { "work.b.time", 10 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, one_of_several_is_the_first_free_in_the_order_written)
{
	static const struct engine_case cases[] = {
		/* senior 0-2, junior 0-6, senior 2-4 for the one that came at 1. */
		{ .what = "and the work may depend on who does it",
		  .text = "resources = { junior = {}; senior = {}; }; stations = { s = { needs_one_of = [ 'senior', 'junior' ];"
			" time = 'if(by = senior, 2 min, 6 min)'; }; };"
			"work = { k = { arrive = { at = ( 0, 0, 1 ); }; facts = { who = 0; };"
			" process = ( { at = 's'; set = { who = 'if(by = junior, 1, 0)'; }; } ); }; };"
			"measures = { by_junior = { of = 'k'; share = 'who = 1'; }; };",
		  .expected = { { "work.k.time", (2 + 6 + 3) / 3.0 }, { "resources.senior.busy", 4.0 / 6 },
			{ "resources.junior.busy", 1 },
			{ "measures.by_junior", 1.0 / 3 } } },
		/* Beside what is needed anyway: one r is needed, and either another r or q: with a single r it must be q. */
		{ .what = "beside what is needed of the same resource",
		  .text = "resources = { r = {}; q = {}; }; stations = { s = { needs = { r = 1; }; needs_one_of = [ 'r', 'q' ]; time = 3;"
			" }; t = { needs = { q = 1; }; time = 5; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 1, 1 ); }; process = ( 's' );"
			" }; };",
		  .expected = { { "work.k.time", (7 + 10) / 2.0 }, { "resources.r.busy", 6.0 / 11 }, { "resources.q.busy", 1 } } },
		/* Where no resource serves, the station does; the nurse of the step before does not linger. */
		{ .what = "the machine serves where there are no people",
		  .text = "resources = { nurse = {}; }; stations = { s = { needs = { nurse = 1; }; time = 'if(by = nurse, 1 min, 9 min)';"
			" };"
			" t = { time = 'if(by = t, 2 min, 9 min)'; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.time", 3 } } },
		{ .what = "a step may say so for a place of its own (senior 0-1, junior 0-1, senior 1-2)",
		  .text = "resources = { junior = {}; senior = {}; };"
			"work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( { name = 'talk'; needs_one_of = [ 'senior', 'junior' ];"
			" time = 1; } ); }; };",
		  .expected = { { "work.k.time", 4.0 / 3 }, { "resources.senior.busy", 1 }, { "resources.junior.busy", 0.5 } } },
		/* Ten pages at 2 an hour each for two people: 150 min. */
		{ .what = "quantity and norm, by so many people at once",
		  .text = "resources = { clerk = { number = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { pages = 10; }; process = ( { name = 'type'; needs = { clerk = 2;"
			" }; quantity = 'pages'; norm = '2 / h'; } ); }; };",
		  .expected = { { "work.k.time", 150 }, { "resources.clerk.busy", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, needs_go_free_at_the_end_of_work)
{
	static const struct engine_case cases[] = {
		/* s has one machine and needs the nurse. The first: s 0-1, t 1-11. The second: s 1-2, holds s's machine until 11; the
		   nurse is free from 2 on: z has her 3-4. */
		{ .what = "a blocked item keeps its machine only",
		  .text = "resources = { nurse = {}; }; stations = { s = { machines = 1; needs = { nurse = 1; }; time = 1; };"
			" t = { time = 10; queue = { limit = 0; }; };"
			" u = { needs = { nurse = 1; }; time = 1; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's', 't' ); }; z = { arrive = { at = ( 3 ); };"
			" process = ( 'u' ); }; };",
		  .expected = { { "work.z.time", 1 }, { "stations.s.blocked", 9.0 / 21 }, { "resources.nurse.busy", 3.0 / 21 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, what_is_taken_is_kept_until_it_is_given)
{
	static const struct engine_case cases[] = {
		/* The first takes the bed at 0, is examined 0-2, lies until 5 and gives the bed then, is done at 9. The second takes
		   it at 5. */
		{ .what = "across tasks",
		  .text = "resources = { bed = {}; }; stations = { exam = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 1 ); }; process = ( { at = 'exam'; take = { bed = 1; }; },"
			" { name = 'lie'; wait = 3; give = { bed = 1; }; },"
			" { name = 'go'; wait = 4; } ); }; };",
		  .expected = { { "work.k.time", (9 + 13) / 2.0 }, { "resources.bed.busy", 10.0 / 14 }, { "stations.exam.wait", 0 } } },
		{ .what = "at the end it goes free by itself (bed 0-5, 5-10)",
		  .text = "resources = { bed = {}; }; stations = { exam = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( { at = 'exam'; take = { bed = 1; }; },"
			" { name = 'lie'; wait = 3; } ); }; };",
		  .expected = { { "work.k.time", 7.5 }, { "resources.bed.busy", 1 } } },
		/* Given in parts: two beds taken, one given at 2, one at 5: the second item, which wants one, lies from 2 on. */
		{ .what = "it may be given in parts",
		  .text = "resources = { bed = { number = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'a'; take = { bed = 2; }; wait = 2; give = { bed = 1;"
			" }; },"
			" { name = 'b'; wait = 3; give = { bed = 1; }; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { name = 'c'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.z.time", 2 }, { "resources.bed.busy", (4 + 3 + 1) / 5.0 } } },
		/* x wants the bed and the permit, which y holds until 4: it holds neither meanwhile, so that z lies in the bed 1-3. */
		{ .what = "all at once",
		  .text = "resources = { bed = {}; permit = {}; };"
			"work = { y = { arrive = { at = ( 0 ); }; process = ( { name = 'a'; take = { permit = 1; }; wait = 4; } ); };"
			" x = { arrive = { at = ( 0 ); }; process = ( { name = 'b'; take = { bed = 1; permit = 1; }; wait = 1; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { name = 'c'; take = { bed = 1; }; wait = 2; } ); }; };",
		  .expected = { { "work.x.time", 5 }, { "work.z.time", 2 } } },
		/* The bed goes to b (priority 1) at 5, then to a: by priority, then time. */
		{ .what = "it is granted by priority, then time",
		  .text = "resources = { bed = {}; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 5; } ); };"
			" a = { arrive = { at = ( 1 ); }; priority = 2; process = ( { name = 'n'; take = { bed = 1; }; wait = 5; } ); };"
			" b = { arrive = { at = ( 2, 3 ); }; priority = 1; process = ( { name = 'n'; take = { bed = 1; }; wait = 5; } ); };"
			" };",
		  .expected = { { "work.b.time", (8 + 12) / 2.0 }, { "work.a.time", 19 } } },
		/* a waits 10 for the bed, then 1 for the machine: less than its patience of 2. */
		{ .what = "waiting for it is outside patience",
		  .text = "resources = { bed = {}; }; stations = { s = { time = 3; queue = { patience = 2; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 10; } ); };"
			" y = { arrive = { at = ( 8 ); }; process = ( 's' ); }; a = { arrive = { at = ( 0 ); };"
			" process = ( { at = 's'; take = { bed = 1; }; } ); }; };",
		  .expected = { { "work.a.completed", 1 }, { "work.a.time", 14 } } },
		/* a's patience at s runs out at 3: the bed is free then. */
		{ .what = "leaving early gives it back",
		  .text = "resources = { bed = {}; }; stations = { s = { time = 9; queue = { patience = 3; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); }; a = { arrive = { at = ( 0 ); };"
			" process = ( { at = 's'; take = { bed = 1; }; } ); };"
			" b = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.a.left", 1 }, { "work.b.time", 3 } } },
		{ .what = "so does ending as scrap (bed 0-2, then 2-3)",
		  .text = "resources = { bed = {}; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'm'; take = { bed = 1; };"
			" wait = 2; next = ( { to = 'scrap'; } ); } ); };"
			" b = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.a.scrapped", 1 }, { "work.b.time", 2 } } },
		/* The item leaves s for the bed, which is taken until 10, and frees s's machine: the second is served at s 2-4. */
		{ .what = "whoever waits for it holds no machine",
		  .text = "resources = { bed = {}; }; stations = { s = { time = 2; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 10; } ); };"
			" a = { arrive = { at = ( 0, 0 ); }; process = ( 's', { name = 'n'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "stations.s.wait", 1 }, { "stations.s.blocked", 0 }, { "work.a.time", 11.5 } } },
		/* A branch gives what the item took before: bed 0-2, then z's. */
		{ .what = "a branch may give what the item took",
		  .text = "resources = { bed = {}; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'm'; take = { bed = 1; }; },"
			" { name = 'f'; together = ( ( { name = 'p'; wait = 2; give = { bed = 1; }; } ), ( { name = 'q'; wait = 8; } ) );"
			" } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.z.time", 2 }, { "work.a.time", 8 } } },
		/* The item is done at 1 and gives all back; the branch that finishes gives the bed at 3, which is z's by then. */
		{ .what = "the rest of a join that is over gives what is still held, if anything",
		  .text = "resources = { bed = {}; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'm'; take = { bed = 1; }; },"
			" { name = 'f'; together = ( ( { name = 'p'; wait = 1; } ), ( { name = 'q'; wait = 3; give = { bed = 1; }; } ) );"
			" join = 1;"
			" rest = 'finish'; } ); };"
			" z = { arrive = { at = ( 0.5 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 5; } ); };"
			" y = { arrive = { at = ( 2 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.a.time", 1 }, { "work.z.time", 5.5 }, { "work.y.time", 5 } } },
		{ .what = "more than is held cannot be given",
		  .text = "resources = { bed = { number = 2; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'm'; take = { bed = 1; }; wait = 1; give = { bed = 2;"
			" }; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "'bed'", "'m'", "1 of", "more than it took" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* A decision that has been made is not made again when what the step takes is granted: at 0 nobody waits at s, so the step is
   done; when the bed comes at 10 two wait there. */
Test(engine_resource, a_step_is_decided_once)
{
	static const struct engine_case cases[] = {
		{ .what = "before what it takes",
		  .text = "resources = { bed = {}; }; stations = { s = { time = 20; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 10; } ); };"
			" a = { arrive = { at = ( 0 ); }; process = ( { name = 'rest'; take = { bed = 1; };"
			" wait = 1; chance = 'if(queue(s) > 0, 0, 1)'; give = { bed = 1; }; } ); };"
			" y = { arrive = { at = ( 1, 1 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.a.time", 11 }, { "work.a.completed", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, work_goes_as_fast_as_those_who_do_it)
{
	static const struct engine_case cases[] = {
		/* 4 at twice the norm, whether the work is a number, drawn, or known when it joins; the slower of two counts. */
		{ .what = "twice the norm", .text = "resources = { r = { speed = 2; }; };"
			"stations = { s = { needs = { r = 1; }; time = 4; }; }; work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 3 }, { "total.end", 4 } } },
		{ .what = "where the shortest goes first", .text = "resources = { r = { speed = 2; }; };"
			"stations = { s = { needs = { r = 1; }; time = 4; queue = { order = 'shortest'; }; }; }; work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 3 } } },
		{ .what = "the slowest of those who are needed", .text = "resources = { r = { speed = 2; }; q = { speed = 0.5; }; };"
			"stations = { s = { needs = { r = 1; q = 1; }; time = 4; }; }; work = { k = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 8 } } },
		{ .what = "the one who was chosen", .text = "resources = { r = { speed = 2; }; q = { speed = 0.5; }; };"
			"stations = { s = { needs_one_of = [ 'r', 'q' ]; time = 4; }; }; work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 5 }, { "total.end", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, what_several_kinds_have_of_it_is_told_apart)
{
	static const struct engine_case cases[] = {
		/* a has both units 0 to 4, b waits from 1 on and has one 4 to 10; over 10 minutes. */
		{ .what = "by what each needs",
		  .text = "resources = { r = { number = 2; }; }; stations = { s = { needs = { r = 2; }; time = 4; }; t = { needs = { r = 1; }; time = 6; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 1 ); }; process = ( 't' ); }; };",
		  .expected = { { "resources.r.busy.a", 0.8 }, { "resources.r.busy.b", 0.6 }, { "resources.r.busy", 1.4 } } },
		/* a takes one 0 to 5, though nothing is done with it; b chooses the other 0 to 2. */
		{ .what = "by what it takes and keeps, and by what it chooses",
		  .text = "resources = { r = { number = 2; }; q = {}; }; stations = { s = { needs_one_of = [ 'r', 'q' ]; time = 2; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'hold'; take = { r = 1; }; wait = 5; give = { r = 1; }; } ); };"
			" b = { arrive = { at = ( 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "resources.r.busy.a", 1 }, { "resources.r.busy.b", 0.4 } } },
		/* The day ends at 8 h with a half done: it goes home, and comes back at 24 h, for one hour more. */
		{ .what = "without the time that it is stopped",
		  .text = "clock = { unit = 'h'; }; resources = { r = { calendar = 'daily 00:00-08:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { needs = { r = 1; }; time = 7; }; t = { needs = { r = 1; }; time = 2; }; };"
			"work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 0 ); }; process = ( 't' ); }; };",
		  .expected = { { "resources.r.busy.a", 7.0 / 25 }, { "resources.r.busy.b", 2.0 / 25 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_resource, what_one_kind_has_alone_is_told_once)
{
	struct ran ran = ran_text("resources = { r = {}; q = {}; }; stations = { s = { needs = { r = 1; }; time = 4; }; t = { needs = { q = 1; };"
		" time = 6; }; }; work = { a = { arrive = { at = ( 0 ); }; process = ( 's' ); }; b = { arrive = { at = ( 1 ); }; process = ( 't' ); }; };",
		1, 1);
	cr_assert(ran.built);
	cr_expect_lt(metric_find(&ran.model->metrics, "resources.r.busy.a"), 0);
	ran_done(&ran);
}
