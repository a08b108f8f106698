/* The way through a process: rework, ways on, branches in parallel, steps that are skipped, wait, set facts or start other
   work. Times are in minutes; numbers are computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include "engine_run.h"

Test(engine_flow, rework_does_a_share_of_the_work_again)
{
	static const struct engine_case cases[] = {
		/* 4 + 2, then half of it twice: 3 + 3, then 10: 22. Worked on for the first time: 16. Three visits to a and b, one to
		   c. */
		{ .what = "until the step is passed that sent it back",
		  .text = "stations = { a = { time = 4; }; b = { time = 2; }; c = { time = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'a', { at = 'b'; rework = { when = 'passes < 2'; to = 'a';"
			" share = '50%'; }; }, 'c' ); }; };",
		  .expected = { { "work.k.time", 22 }, { "work.k.visits", 7 }, { "work.k.first_time_right", 0 },
			{ "work.k.flow_efficiency", 16.0 / 22 },
			{ "stations.a.visits", 3 } } },
		/* 6 + 2 x 0.3 x 6 + 10: a share that is no power of two, to the last digit. */
		{ .what = "at most so often",
		  .text = "stations = { a = { time = 4; }; b = { time = 2; }; c = { time = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'a', { at = 'b'; rework = { chance = '100%'; to = 'a';"
			" share = '30%'; at_most = 2; }; }, 'c' ); }; };",
		  .expected = { { "work.k.time", 19.6 }, { "work.k.visits", 7 } } },
		{ .what = "never, where that is none",
		  .text = "stations = { a = { time = 4; }; b = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'a', { at = 'b'; rework = { chance = '100%'; to = 'a';"
			" at_most = 0; }; } ); }; };",
		  .expected = { { "work.k.time", 6 }, { "work.k.first_time_right", 1 }, { "work.k.flow_efficiency", 1 } } },
		/* a 4, b 2; b's rework (half): a 2, b 1; d 8; d's rework (half): a 2, b 1; b's rework within it (half of half): a 1, b
		   1/2; past b, still on the way back to d: d 4. In all 6 + 3 + 8 + 3 + 1.5 + 4; e 3 in full. */
		{ .what = "nested shares multiply",
		  .text = "stations = { a = { time = 4; }; b = { time = 2; }; d = { time = 8; }; e = { time = 3; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'a', { at = 'b'; rework = { chance = '100%'; to = 'a';"
			" share = '50%'; at_most = 1; }; },"
			" { at = 'd'; rework = { chance = '100%'; to = 'a'; share = '50%'; at_most = 1; }; }, 'e' ); }; };",
		  .expected = { { "work.k.time", 28.5 }, { "work.k.flow_efficiency", (6 + 8 + 3) / 28.5 }, { "work.k.visits", 11 } } },
		/* Two branches at the same time, each once again by half: 4 + 2. Neither's rework is the other's. */
		{ .what = "what one branch does again is no business of another's",
		  .text = "stations = { a = { machines = 2; time = 4; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ("
			" ( { name = 'p'; at = 'a'; rework = { chance = '100%'; to = 'p'; share = '50%'; at_most = 1; }; } ),"
			" ( { name = 'q'; at = 'a'; rework = { chance = '100%'; to = 'q'; share = '50%'; at_most = 1; }; } ) ); } ); }; };",
		  .expected = { { "work.k.time", 6 }, { "work.k.visits", 4 }, { "work.k.first_time_right", 0 },
			{ "stations.a.utilisation", 1 } } },
		/* Rework from after the join goes through the branches by its share: 4, then d 2; again: 2, d 1. */
		{ .what = "branches on the way are done by its share",
		  .text = "stations = { a = { machines = 2; time = 4; }; d = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { name = 'p'; at = 'a'; } ),"
			" ( { name = 'q'; at = 'a'; } ) ); },"
			" { at = 'd'; rework = { chance = '100%'; to = 'f'; share = '50%'; at_most = 1; }; } ); }; };",
		  .expected = { { "work.k.time", 9 }, { "work.k.visits", 6 }, { "work.k.flow_efficiency", 6.0 / 9 } } },
		/* It comes to the end of the queue: z joined a at 5, k comes back at 6: z 6-10, k 10-14, then b. */
		{ .what = "it comes to the end of the queue",
		  .text = "stations = { a = { time = 4; }; b = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 'a', { at = 'b'; rework = { chance = '100%'; to = 'a';"
			" at_most = 1; }; } ); };"
			" y = { arrive = { at = ( 3.5 ); }; process = ( { at = 'a'; time = 2; } ); }; z = { arrive = { at = ( 5 ); };"
			" process = ( 'a' ); }; };",
		  .expected = { { "work.z.time", 5 }, { "work.k.time", 16 } } },
		/* An item that is scrapped in one branch while the other branch has been reworked has seen rework. */
		{ .what = "items that saw rework anywhere were not right the first time",
		  .text = "stations = { a = { machines = 2; time = 1; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; facts = { odd = 0; }; process = ( { name = 'f'; together = ("
			" ( { name = 'p'; at = 'a'; rework = { chance = '100%'; to = 'p'; at_most = 1; }; } ),"
			" ( { name = 'q'; wait = 1.5; next = ( { to = 'scrap'; } ); } ) ); } ); }; };",
		  .expected = { { "work.k.scrapped", 2 }, { "work.k.completed", 0 }, { "work.k.first_time_right", 0 } } },
		{ .what = "completed and scrapped ones count",
		  .text = "work = { k = { arrive = { at = ( 0, 0, 0, 0 ); size = 1; }; facts = { id = 'trace(`ids.csv`, `id`)'; };"
			" process = ( { name = 'a'; wait = 1; rework = { when = 'id = 1 and passes = 0'; to = 'a'; };"
			" next = ( { to = 'scrap'; when = 'id >= 2'; } ); } ); }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.scrapped", 2 }, { "work.k.first_time_right", 0.75 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_flow, the_way_on_is_chosen_in_order)
{
	static const struct engine_case cases[] = {
		/* To x (1), y (10) or z (100): each a step that ends the process. */
#define XYZ ", { name = 'x'; wait = 1; next = ( { to = 'end'; when = 'age > 0 min'; } ); }," \
	" { name = 'y'; wait = 10; next = ( { to = 'end'; when = 'age > 0 min'; } ); }," \
	" { name = 'z'; wait = 100; } ); }; };"
		{ .what = "conditions before chances",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n'; next = ( { to = 'y';"
			" chance = 'f'; }, { to = 'z'; when = 'f = 1'; } ); }" XYZ,
		  .expected = { { "work.k.time", 100 } } },
		{ .what = "the first condition that holds",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 3; }; process = ( { name = 'n'; next = ( { to = 'x';"
			" when = 'f > 5'; }, { to = 'y'; when = 'f > 2'; }, { to = 'z'; when = 'f > 1'; } ); }" XYZ,
		  .expected = { { "work.k.time", 10 } } },
		{ .what = "else on to the following step",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; process = ( { name = 'n'; next = ( { to = 'z';"
			" when = 'f > 5'; }, { to = 'y'; chance = 'f'; } ); }" XYZ,
		  .expected = { { "work.k.time", 1 } } },
		{ .what = "without `to`, on to the following step",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n';"
			" next = ( { when = 'f = 1'; }, { to = 'z'; chance = '100%'; } ); }" XYZ,
		  .expected = { { "work.k.time", 1 } } },
		{ .what = "rework before all of them",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n'; wait = 1000;"
			" rework = { when = 'passes = 0'; to = 'n'; };"
			" next = ( { to = 'z'; when = 'f = 1'; } ); }" XYZ,
		  .expected = { { "work.k.time", 2100 }, { "work.k.first_time_right", 0 } } },
		{ .what = "to the end",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n'; wait = 2;"
			" next = ( { to = 'end'; when = 'f = 1'; } ); }" XYZ,
		  .expected = { { "work.k.time", 2 }, { "work.k.completed", 1 } } },
		{ .what = "to the end as scrap",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n'; wait = 2;"
			" next = ( { to = 'scrap'; when = 'f = 1'; } ); }" XYZ,
		  .expected = { { "work.k.time", NAN }, { "work.k.completed", 0 }, { "work.k.scrapped", 1 }, { "total.end", 2 } } },
		{ .what = "by what was done so far",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'm'; wait = 5; },"
			" { name = 'n'; next = ( { to = 'm'; when = 'count(m) < 3'; }, { to = 'z'; when = 'done(m)'; } ); }" XYZ,
		  .expected = { { "work.k.time", 115 }, { "work.k.first_time_right", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* One draw over the chances: of `first` and `second` percent, and what remains goes on. 20,000 items: standard errors sqrt(p
   (1 - p) / n). */
static void expect_shares(const char *first, const char *second, double p, double q)
{
	char text[2000];
	snprintf(text, sizeof text, "work = { k = { arrive = { at = ( 0 ); size = 20000; }; facts = { way = 0; one = 1; };"
		" process = ( { name = 'n'; next = ( { to = 'x'; chance = '%s'; }, { to = 'y'; chance = '%s'; } ); },"
		" { name = 'w'; set = { way = 3; }; next = ( { to = 'end'; when = 'one = 1'; } ); },"
		" { name = 'x'; set = { way = 1; }; next = ( { to = 'end'; when = 'one = 1'; } ); }, { name = 'y'; set = { way = 2; };"
		" } ); }; };"
		"measures = { x = { of = 'k'; share = 'way = 1'; }; y = { of = 'k'; share = 'way = 2'; };"
		" w = { of = 'k'; share = 'way = 3'; }; };", first, second);
	struct ran ran = ran_text(text, 3, 1);
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	cr_expect(fabs(ran_metric(&ran, "measures.x") - p) < 4 * sqrt(p * (1 - p) / 20000), "%s %s", first, second);
	cr_expect(fabs(ran_metric(&ran, "measures.y") - q) < 4 * sqrt(q * (1 - q) / 20000), "%s %s", first, second);
	cr_expect(fabs(ran_metric(&ran, "measures.w") - (1 - p - q)) < 4 * sqrt((p + q) * (1 - p - q) / 20000), "%s"
		" %s", first, second);
	ran_done(&ran);
}

Test(engine_flow, chances_share_one_draw)
{
	expect_shares("20%", "30%", 0.2, 0.3);
	expect_shares("75%", "5%", 0.75, 0.05);
	expect_shares("5%", "60%", 0.05, 0.6);
	expect_shares("one * 70%", "one * 20%", 0.7, 0.2);
	expect_shares("60%", "one * 10%", 0.6, 0.1);
}

/* Two conditions that each draw: the second half of the half that the first leaves, a quarter. The same for a rework's chance
   and share, and for two facts. */
Test(engine_flow, each_condition_has_luck_of_its_own)
{
	struct ran ran = ran_text("work = { k = { arrive = { at = ( 0 ); size = 20000; }; facts = { way = 0; };"
		" process = ( { name = 'n'; next = ( { to = 'x'; when = 'chance(0.5) = 1'; }, { to = 'y'; when = 'chance(0.5) = 1'; } );"
		" }, { name = 'w'; set = { way = 3; }; next = ( { to = 'end'; } ); },"
		" { name = 'x'; set = { way = 1; }; next = ( { to = 'end'; } ); }, { name = 'y'; set = { way = 2; }; } ); }; };"
		"measures = { x = { of = 'k'; share = 'way = 1'; }; y = { of = 'k'; share = 'way = 2'; }; };", 3, 1);
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	cr_expect(fabs(ran_metric(&ran, "measures.x") - 0.5) < 4 * 0.0035);
	cr_expect(fabs(ran_metric(&ran, "measures.y") - 0.25) < 4 * 0.0031);
	ran_done(&ran);
}

Test(engine_flow, branches_in_parallel_join)
{
	static const struct engine_case cases[] = {
		{ .what = "all of them",
		  .text = "stations = { a = { time = 3; }; b = { time = 7; }; c = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( ( ( 'a' ), ( 'b' ) ), 'c' ); }; };",
		  .expected = { { "work.k.time", 8 }, { "work.k.visits", 3 }, { "work.k.flow_efficiency", 1 }, { "work.k.wip", 1 } } },
		/* After one: at 3; b's machine is free at 3, so z, who came at 1, is served there 3-10. */
		{ .what = "one of them; work in hand at the others is released",
		  .text = "stations = { a = { time = 3; }; b = { time = 7; }; c = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'b' ) ); join = 1; },"
			" 'c' ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( 'b' ); }; };",
		  .expected = { { "work.k.time", 4 }, { "work.z.time", 9 }, { "stations.b.utilisation", 1 },
			{ "stations.b.visits", 2 } } },
		{ .what = "one of them; the others finish",
		  .text = "stations = { a = { time = 3; }; b = { time = 7; }; c = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'b', 'c' ) );"
			" join = 1; rest = 'finish'; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( 'b' ); }; };",
		  .expected = { { "work.k.time", 3 }, { "work.z.time", 13 }, { "stations.b.visits", 2 }, { "stations.c.visits", 1 } } },
		/* Two of three: at 5; the third is cancelled while it waits (z holds c until 9): y is served there 9-10. */
		{ .what = "some of them; one that waits leaves its queue",
		  .text = "stations = { a = { time = 3; }; b = { time = 5; }; c = { time = 1; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 'c'; time = 9; } ); };"
			" k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'b' ), ( 'c' ) ); join = 2; } );"
			" };"
			" y = { arrive = { at = ( 1 ); }; process = ( 'c' ); }; };",
		  .expected = { { "work.k.time", 5 }, { "work.y.time", 9 }, { "stations.c.visits", 3 },
			{ "stations.c.wait", (0 + 5 + 8) / 3.0 } } },
		/* Blocked in front of c: the cancelled branch frees d's machine at 5, so that y is served at d 5-7. */
		{ .what = "one that is blocked frees the machine that it holds",
		  .text = "stations = { a = { time = 5; }; d = { time = 2; }; c = { time = 1; queue = { limit = 0; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 'c'; time = 9; } ); };"
			" k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'd', 'c' ) ); join = 1; } ); };"
			" y = { arrive = { at = ( 1 ); }; process = ( 'd' ); }; };",
		  .expected = { { "work.k.time", 5 }, { "work.y.time", 6 }, { "stations.d.blocked", 3.0 / 9 } } },
		/* Inner: min(4, 9) = 4, + 2 = 6; outer: max(6, 5) = 6. */
		{ .what = "within branches",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ("
			" ( { name = 'g'; together = ( ( { name = 'p'; wait = 4; } ), ( { name = 'q'; wait = 9; } ) ); join = 1; },"
			" { name = 'r'; wait = 2; } ), ( { name = 's'; wait = 5; } ) ); } ); }; };",
		  .expected = { { "work.k.time", 6 }, { "total.end", 6 } } },
		/* The outer join at 5 cancels the inner branches: b (9) is free at 5 for z. */
		{ .what = "within branches that are cancelled",
		  .text = "stations = { b = { time = 9; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ("
			" ( { name = 'g'; together = ( ( { name = 'p'; wait = 4; } ), ( 'b' ) ); } ), ( { name = 's'; wait = 5; } ) );"
			" join = 1; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { at = 'b'; time = 1; } ); }; };",
		  .expected = { { "work.k.time", 5 }, { "work.z.time", 5 } } },
		/* Twice through: 5 + 5; the second time the rest of the first (8 - 5 = 3 more) is still at work at b: b 0-8, then
		   8-16. */
		{ .what = "in a loop, while the rest of the time before still finishes",
		  .text = "stations = { a = { time = 5; }; b = { time = 8; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'b' ) );"
			" join = 1; rest = 'finish'; next = ( { to = 'f'; when = 'passes < 1'; } ); } ); };"
			" z = { arrive = { at = ( 12 ); }; process = ( 'b' ); }; };",
		  .expected = { { "work.k.time", 10 }, { "stations.b.visits", 3 }, { "work.z.time", 12 } } },
		/* "end" ends a branch, not the item: p 1, then the join waits for q. */
		{ .what = "a branch may end early",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { name = 'p'; wait = 1;"
			" next = ( { to = 'end'; when = 'age < 2 min'; } ); }, { name = 'x'; wait = 100; } ),"
			" ( { name = 'q'; wait = 6; } ) ); }, { name = 'c'; wait = 1; } ); }; };",
		  .expected = { { "work.k.time", 7 } } },
		{ .what = "facts are shared",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'f';"
			" together = ( ( { name = 'p'; wait = 1; set = { f = 5; }; } ),"
			" ( { name = 'q'; wait = 2; }, { name = 'r'; wait = 'f * 1 min'; } ) ); }, { name = 'c'; wait = 'f * 1 min'; } ); };"
			" };",
		  .expected = { { "work.k.time", 12 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}
