/* Steps that are skipped, that wait, that set facts, that start other work; and what becomes of items at the end. Times are in
   minutes; numbers are computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

Test(engine_start, a_step_that_is_skipped_does_nothing)
{
	static const struct engine_case cases[] = {
		/* f = 0: the step with f as its chance is skipped: no wait, no bed taken, no fact set, nobody started, its ways on not
		   looked at. */
		{ .what = "nothing at all",
		  .text = "resources = { bed = {}; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; g = 1; }; process = ( { name = 'n'; wait = 5;"
			" chance = 'f'; take = { bed = 1; }; set = { g = 7; }; start = 'o';"
			" next = ( { to = 'end'; when = 'g > 0'; } ); }, { name = 'm'; wait = 'g * 1 min'; } ); };"
			" o = { process = ( { name = 'w'; wait = 1; } ); }; };",
		  .expected = { { "work.k.time", 1 }, { "work.o.arrived", 0 }, { "resources.bed.busy", 0 } } },
		{ .what = "with certainty it is done",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; }; process = ( { name = 'n'; wait = 5; chance = 'f';"
			" }, { name = 'm'; wait = 1; } ); }; };",
		  .expected = { { "work.k.time", 6 } } },
		/* It is not done, however often one comes past it: count is 0 and done is false; but the step after it is. */
		{ .what = "it is not done and not counted",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; c = 9; e = 9; }; process = ( { name = 'n'; wait = 5;"
			" chance = 'f'; },"
			" { name = 'm'; wait = 1; next = ( { to = 'n'; when = 'count(m) < 2'; } ); },"
			" { name = 'z'; set = { c = 'count(n)'; e = 'if(done(n), 1, 0)'; }; } ); }; };"
			"measures = { c = { of = 'k'; mean = 'c'; }; e = { of = 'k'; mean = 'e'; }; };",
		  .expected = { { "work.k.time", 3 }, { "measures.c", 0 }, { "measures.e", 0 } } },
		{ .what = "one that is done is counted, each time",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 1; c = 9; e = 9; p = 9; }; process = ( { name = 'n';"
			" wait = 5; chance = 'f'; set = { p = 'passes'; }; },"
			" { name = 'm'; wait = 1; next = ( { to = 'n'; when = 'count(n) < 3'; } ); },"
			" { name = 'z'; set = { c = 'count(n)'; e = 'if(done(n), 1, 0)'; }; } ); }; };"
			"measures = { c = { of = 'k'; mean = 'c'; }; e = { of = 'k'; mean = 'e'; }; p = { of = 'k'; mean = 'p'; }; };",
		  .expected = { { "work.k.time", 18 }, { "measures.c", 3 }, { "measures.e", 1 }, { "measures.p", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Half of the items skip it each time they come past, each time anew: after three times an eighth has never done it. 8,000 items:
   standard error sqrt(1/8 x 7/8 / 8,000) = 0.0037. */
Test(engine_start, each_time_past_it_is_decided_anew)
{
	struct ran ran = ran_text("work = { k = { arrive = { at = ( 0 ); size = 8000; }; facts = { c = 0; };"
		" process = ( { name = 'n'; wait = 1; chance = '50%'; },"
		" { name = 'm'; next = ( { to = 'n'; when = 'passes < 2'; } ); }, { name = 'z'; set = { c = 'count(n)'; }; } ); }; };"
		"measures = { never = { of = 'k'; share = 'c = 0'; }; always = { of = 'k'; share = 'c = 3'; }; };", 5, 1);
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	cr_expect(fabs(ran_metric(&ran, "measures.never") - 0.125) < 4 * 0.0037);
	cr_expect(fabs(ran_metric(&ran, "measures.always") - 0.125) < 4 * 0.0037);
	ran_done(&ran);
}

Test(engine_start, a_wait_holds_no_machine_and_no_resource)
{
	static const struct engine_case cases[] = {
		/* s 0-2, waits 2-7; the second s 2-4. Nothing is blocked. A wait is no work: 4 of 16 minutes are. */
		{ .what = "the machine before it goes free",
		  .text = "stations = { s = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's', { name = 'dry'; wait = 5; } ); }; };",
		  .expected = { { "work.k.time", 8 }, { "stations.s.blocked", 0 }, { "stations.s.utilisation", 4.0 / 9 },
			{ "work.k.flow_efficiency", 4.0 / 16 } } },
		/* `waited`: 2 of the second item at s, none of the 5. */
		{ .what = "it is not waiting in a queue",
		  .text = "stations = { s = { time = 2; }; };"
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's', { name = 'dry'; wait = 5; } ); }; };"
			" measures = { waited = { of = 'k'; mean = 'waited'; }; };",
		  .expected = { { "measures.waited", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_start, facts_are_set_at_the_end_of_a_step)
{
	static const struct engine_case cases[] = {
		/* In the order written: b sees the new a. The work of the step itself sees the old one: 1, then 3, then 6. */
		{ .what = "in the order written, after its work",
		  .text = "stations = { s = { time = 'a * 1 min'; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { a = 1; b = 0; }; process = ( { at = 's'; set = { a = 'a + 2';"
			" b = 'a * 2'; }; }, { name = 'x'; at = 's'; },"
			" { name = 'y'; wait = 'b * 1 min'; } ); }; };",
		  .expected = { { "work.k.time", 10 } } },
		{ .what = "named values too",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { colour = 'choice(red: 1, blue: 1)'; };"
			" process = ( { name = 'n'; set = { colour = 'blue'; }; } ); }; };"
			"measures = { blue = { of = 'k'; share = 'colour = blue'; }; };",
		  .expected = { { "measures.blue", 1 } } },
		{ .what = "from the state at that time (at 5 one waits at s and one is served there)",
		  .text = "stations = { s = { time = 9; }; };"
			"work = { z = { arrive = { at = ( 1, 1 ); }; process = ( 's' ); };"
			" k = { arrive = { at = ( 0 ); }; facts = { q = 0; b = 0; n = 0; w = 0; }; process = ( { name = 'n'; wait = 5;"
			" set = { q = 'queue(s)'; b = 'busy(s)'; n = 'now / 1 min'; w = 'wip(z)'; }; } ); }; };"
			"measures = { q = { of = 'k'; mean = 'q'; }; b = { of = 'k'; mean = 'b'; }; n = { of = 'k'; mean = 'n'; };"
			" w = { of = 'k'; mean = 'w'; }; };",
		  .expected = { { "measures.q", 1 }, { "measures.b", 1 }, { "measures.n", 5 }, { "measures.w", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_start, a_step_may_start_other_work)
{
	static const struct engine_case cases[] = {
		/* The order ends at 2; its three parts are begun then, and done at s at 3, 4, 5. */
		{ .what = "so many items, after its own work",
		  .text = "stations = { s = { time = 1; }; };"
			"work = { order = { arrive = { at = ( 0 ); }; facts = { pieces = 3; }; process = ( { name = 'n'; wait = 2;"
			" start = 'part'; number = 'pieces'; } ); };"
			" part = { process = ( 's' ); }; };",
		  .expected = { { "work.order.time", 2 }, { "work.part.arrived", 3 }, { "work.part.time", 2 }, { "total.end", 5 } } },
		/* It waits until the last of them is done, at 5, then goes on for 1. It holds no machine meanwhile: at s it was served
		   0-2, so that z, who came at 1, is served there 2-3. */
		{ .what = "and wait for all of them, without its machine",
		  .text = "stations = { t = { time = 2; }; s = { time = 1; }; };"
			"work = { order = { arrive = { at = ( 0 ); }; process = ( { at = 't'; start = { kind = 'part'; number = 3;"
			" wait_for = true; }; }, { name = 'm'; wait = 1; } ); };"
			" part = { process = ( 's' ); }; z = { arrive = { at = ( 1 ); }; process = ( { at = 't'; time = 1; } ); }; };",
		  .expected = { { "work.order.time", 6 }, { "work.z.time", 2 }, { "stations.t.blocked", 0 } } },
		/* It keeps the bed that it took, 0 to 4: z lies in it 4-5. */
		{ .what = "keeping what it took",
		  .text = "resources = { bed = {}; };"
			"work = { order = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; };"
			" start = { kind = 'part'; wait_for = true; }; give = { bed = 1; }; } ); };"
			" part = { process = ( { name = 'w'; wait = 4; } ); }; z = { arrive = { at = ( 1 ); }; process = ( { name = 'l';"
			" take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.order.time", 4 }, { "work.z.time", 4 } } },
		{ .what = "none at all: then there is nothing to wait for",
		  .text = "work = { order = { arrive = { at = ( 0 ); }; facts = { pieces = 0; }; process = ( { name = 'n';"
			" start = { kind = 'part'; number = 'pieces'; wait_for = true; }; }, { name = 'm'; wait = 1; } ); };"
			" part = { process = ( { name = 'w'; wait = 4; } ); }; };",
		  .expected = { { "work.order.time", 1 }, { "work.part.arrived", 0 } } },
		/* Scrapped ones are done too, and those that leave: 3 (scrap) and 5 (patience), so at 5. */
		{ .what = "waiting for those that end badly as well",
		  .text = "stations = { s = { time = 9; queue = { patience = 5; }; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); };"
			" order = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = { kind = 'bad'; wait_for = true; }; },"
			" { name = 'm'; start = { kind = 'late'; wait_for = true; }; } ); };"
			" bad = { process = ( { name = 'w'; wait = 3; next = ( { to = 'scrap'; } ); } ); }; late = { process = ( 's' ); };"
			" };",
		  .expected = { { "work.order.time", 8 }, { "work.late.left", 1 } } },
		/* Facts of the same name, named values by their name (blue is the second there and the first here); the rest is drawn. */
		{ .what = "with the facts of the same name",
		  .text = "work = { order = { arrive = { at = ( 0 ); }; facts = { size = 4; colour = 'choice(red: 0, blue: 1)';"
			" secret = 3; }; process = ( { name = 'n'; start = 'part'; } ); };"
			" part = { facts = { colour = 'choice(blue: 1, red: 1)'; own = 9; size = 1; }; process = ( { name = 'w';"
			" wait = 'size * 1 min'; } ); }; };"
			"measures = { blue = { of = 'part'; share = 'colour = blue'; }; own = { of = 'part'; mean = 'own'; }; };",
		  .expected = { { "work.part.time", 4 }, { "measures.blue", 1 }, { "measures.own", 9 } } },
		/* Facts are those at the time of starting: set before. */
		{ .what = "with the facts as the step has set them",
		  .text = "work = { order = { arrive = { at = ( 0 ); }; facts = { size = 4; }; process = ( { name = 'n';"
			" set = { size = 6; }; start = 'part'; } ); };"
			" part = { facts = { size = 1; }; process = ( { name = 'w'; wait = 'size * 1 min'; } ); }; };",
		  .expected = { { "work.part.time", 6 } } },
		/* In a loop: each time anew; with the wait it takes 3 x 4. */
		{ .what = "each time it is passed",
		  .text = "work = { order = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = { kind = 'part'; number = 2;"
			" wait_for = true; }; next = ( { to = 'n'; when = 'passes < 2'; } ); } ); };"
			" part = { process = ( { name = 'w'; wait = 4; } ); }; };",
		  .expected = { { "work.order.time", 12 }, { "work.part.arrived", 6 } } },
		/* A branch that waits for what it has started is cancelled at 2; the part goes on alone to 9. */
		{ .what = "in a branch that is cancelled while it waits",
		  .text = "work = { order = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { name = 'n';"
			" start = { kind = 'part'; wait_for = true; }; } ), ( { name = 'p'; wait = 2; } ) ); join = 1; } ); };"
			" part = { process = ( { name = 'w'; wait = 9; } ); }; };",
		  .expected = { { "work.order.time", 2 }, { "work.part.time", 9 }, { "work.part.completed", 1 } } },
		/* A chain: a starts b, b starts c and waits; c 3, b 3 + 1, a waits for b: 4 + 1. */
		{ .what = "that starts other work in turn",
		  .text = "work = { a = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; start = { kind = 'b'; wait_for = true; };"
			" }, { name = 'm'; wait = 1; } ); };"
			" b = { process = ( { name = 'n'; start = { kind = 'c'; wait_for = true; }; }, { name = 'm'; wait = 1; } ); };"
			" c = { process = ( { name = 'n'; wait = 3; } ); }; };",
		  .expected = { { "work.a.time", 5 }, { "work.b.time", 4 }, { "work.c.time", 3 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_start, branches_may_take_leave_and_scrap)
{
	static const struct engine_case cases[] = {
		/* p takes the bed 0-1 and does not give it: it stays with the item until 6 (the join is at 5). */
		{ .what = "what a branch took stays with the item",
		  .text = "resources = { bed = {}; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { name = 'p'; take = { bed = 1; };"
			" wait = 1; } ), ( { name = 'q'; wait = 5; } ) ); },"
			" { name = 'c'; wait = 1; give = { bed = 1; }; }, { name = 'd'; wait = 4; } ); };"
			" z = { arrive = { at = ( 2 ); }; process = ( { name = 'l'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.k.time", 10 }, { "work.z.time", 5 } } },
		/* Cancelled at 2, it gives the bed back at once. */
		{ .what = "what a cancelled branch took goes free",
		  .text = "resources = { bed = {}; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { name = 'p'; take = { bed = 1; };"
			" wait = 9; } ), ( { name = 'q'; wait = 2; } ) ); join = 1; }, { name = 'd'; wait = 4; } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { name = 'l'; take = { bed = 1; }; wait = 1; } ); }; };",
		  .expected = { { "work.k.time", 6 }, { "work.z.time", 2 } } },
		/* Scrapped in one branch at 2: the whole item leaves, the other branch's machine goes free: z 2-3. */
		{ .what = "scrap in a branch is the end of the item",
		  .text = "stations = { s = { time = 9; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 's' ), ( { name = 'q'; wait = 2;"
			" next = ( { to = 'scrap'; } ); } ) ); } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { at = 's'; time = 1; } ); }; };",
		  .expected = { { "work.k.scrapped", 1 }, { "work.z.time", 2 }, { "stations.s.utilisation", 1 } } },
		/* Out of patience in one branch at 2: the same. */
		{ .what = "so is the end of patience in a branch",
		  .text = "stations = { s = { time = 9; }; t = { time = 9; queue = { patience = 2; }; }; };"
			"work = { y = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 0 ); };"
			" process = ( { name = 'f'; together = ( ( 's' ), ( 't' ) ); } ); };"
			" z = { arrive = { at = ( 1 ); }; process = ( { at = 's'; time = 1; } ); }; };",
		  .expected = { { "work.k.left", 1 }, { "work.z.time", 2 } } },
		/* The rest that finishes may scrap itself or run out of patience without touching an item that has left long ago. */
		{ .what = "the rest of a join that is over harms nobody",
		  .text = "stations = { t = { time = 9; queue = { patience = 2; }; }; };"
			"work = { y = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 0 ); };"
			" process = ( { name = 'f'; together = ( ( { name = 'p'; wait = 1; } ), ( 't' ),"
			" ( { name = 'q'; wait = 3; next = ( { to = 'scrap'; } ); } ) ); join = 1; rest = 'finish'; } ); }; };",
		  .expected = { { "work.k.completed", 1 }, { "work.k.time", 1 }, { "work.k.left", 0 }, { "work.k.scrapped", 0 } } },
		/* The item keeps the times of the branch that ended last: b waited 4 and worked 2; a worked 3. */
		{ .what = "the item keeps the times of the branch that ended last",
		  .text = "stations = { a = { time = 3; }; b = { time = 2; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( { at = 'b'; time = 4; } ); };"
			" k = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( 'a' ), ( 'b' ) ); } ); }; };"
			"measures = { waited = { of = 'k'; mean = 'waited'; }; };",
		  .expected = { { "work.k.time", 6 }, { "measures.waited", 4 }, { "work.k.flow_efficiency", 2.0 / 6 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}
