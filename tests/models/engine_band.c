/* Banded plans by hand: which tasks are worked on side by side, what is put down and taken up again, and what comes back. Times are in
   minutes. A chance of 0 says
   what a task needs and nothing more. */
#include <criterion/criterion.h>
#include <stdio.h>
#include "engine_run.h"

#define BANDED "work = { k = { concurrency = 'banded'; project = {"

Test(engine_band, tasks_begin_in_the_order_written_as_far_as_they_need_nothing_that_is_not_over)
{
	static const struct engine_case cases[] = {
		/* B needs A; C needs nothing, but stands behind B: 0-3, then B 3-7 and C 3-5, then D. By links C would begin at 0. */
		{ .what = "the band stops at the first that needs one in it",
		  .text = BANDED " A = { time = 3; }; B = { time = 4; affected_by = { A = { chance = 0; }; }; }; C = { time = 2; };"
			" D = { time = 1; after = [ 'B', 'C' ]; }; }; }; };",
		  .expected = { { "project.k.B.start", 3 }, { "project.k.C.start", 3 }, { "project.k.C.float", 2 }, { "project.k.A.critical", 1 },
			{ "project.k.D.start", 7 }, { "project.k.duration", 8 }, { "work.k.time.working", 8 }, { "work.k.visits", 4 } } },
		/* The same without `concurrency`, and as it says by itself. */
		{ .what = "by links nothing stands behind anything",
		  .text = "work = { k = { concurrency = 'links'; project = { A = { time = 3; }; B = { time = 4; after = 'A'; }; C = { time = 2; };"
			" D = { time = 1; after = [ 'B', 'C' ]; }; }; }; };",
		  .expected = { { "project.k.C.start", 0 }, { "project.k.duration", 8 } } },
		/* C waits for B's begin, B for A's end: A and B are what C hangs on. B may take longer, but not begin later. */
		{ .what = "the order itself decides",
		  .text = BANDED " A = { time = 3; }; B = { time = 1; after = 'A'; }; C = { time = 9; }; }; }; };",
		  .expected = { { "project.k.C.start", 3 }, { "project.k.duration", 12 }, { "project.k.A.float", 0 }, { "project.k.B.float", 0 },
			{ "project.k.C.critical", 1 } } },
		/* A's date holds up B too, which needs nothing of it. */
		{ .what = "a date is waited for by those behind",
		  .text = BANDED " A = { time = 1; not_before = 5; }; B = { time = 4; }; }; }; };",
		  .expected = { { "project.k.A.start", 5 }, { "project.k.B.start", 5 }, { "project.k.duration", 9 } } },
		/* Whoever waits for people is in the band: B works meanwhile. */
		{ .what = "people are not waited for by those behind",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { o = { priority = 1; arrive = { at = ( 0 ); }; process = ( { name = 'x'; needs = { m = 1; }; time = 5; } ); };"
			" k = { priority = 2; concurrency = 'banded'; project = { A = { time = 1; needs = { m = 1; }; }; B = { time = 4; }; }; }; };",
		  .expected = { { "project.k.A.start", 5 }, { "project.k.B.start", 0 }, { "project.k.duration", 6 } } },
		/* A is not done, and over when it is due. */
		{ .what = "what is skipped is over",
		  .text = BANDED " A = { time = 7; chance = 0; }; B = { time = 4; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.B.start", 0 }, { "project.k.duration", 4 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_band, who_needs_what_is_done_again_puts_the_work_down)
{
	static const struct engine_case cases[] = {
		/* A 0-4; B and C begin. C ends at 9 and brings half of A back: 9-11. B has done 5 of 6, and does the rest when A is over: 11-12. */
		{ .what = "and takes the rest up when that is over",
		  .text = BANDED " A = { time = 4; affected_by = { C = { share = '50%'; }; }; }; B = { time = 6; after = 'A'; }; C = { time = 5; }; }; }; };",
		  .expected = { { "project.k.A.end", 11 }, { "project.k.B.start", 4 }, { "project.k.B.end", 12 }, { "project.k.B.passes", 1 },
			{ "project.k.A.passes", 2 }, { "work.k.time.working", 10 }, { "work.k.time.rework", 2 }, { "work.k.visits", 4 } } },
		{ .what = "a wait, too",
		  .text = BANDED " A = { time = 4; affected_by = { C = { share = '50%'; }; }; }; B = { wait = 6; after = 'A'; }; C = { time = 5; }; }; }; };",
		  .expected = { { "project.k.B.end", 12 }, { "work.k.time.planned", 1 } } },
		/* D needs nothing of A, but stands behind B, which does: 4-9 and 11-14. */
		{ .what = "and so do those behind it",
		  .text = BANDED " A = { time = 4; affected_by = { C = { share = '50%'; }; }; }; B = { time = 6; after = 'A'; }; C = { time = 5; };"
			" D = { time = 8; }; }; }; };",
		  .expected = { { "project.k.D.start", 4 }, { "project.k.D.end", 14 }, { "project.k.duration", 14 } } },
		/* m is free from 9 to 11: o, which came at 8 and is less urgent, has m from 9 to 13, and B goes on then: 13-14. */
		{ .what = "and people are free meanwhile",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { o = { priority = 2; arrive = { at = ( 8 ); }; process = ( { name = 'x'; needs = { m = 1; }; time = 4; } ); };"
			" k = { priority = 1; concurrency = 'banded'; project = { A = { time = 4; affected_by = { C = { share = '50%'; }; }; };"
			" B = { time = 6; after = 'A'; needs = { m = 1; }; }; C = { time = 5; }; }; }; };",
		  .expected = { { "work.o.time", 5 }, { "project.k.B.end", 14 }, { "resources.m.busy", 10.0 / 14 }, { "work.k.time.wait.m", 2 } } },
		/* What the project took for B it keeps; B does not take it again. */
		{ .what = "and what was taken is kept",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { o = { arrive = { at = ( 8 ); }; process = ( { name = 'x'; needs = { m = 1; }; time = 4; } ); };"
			" k = { concurrency = 'banded'; project = { A = { time = 4; affected_by = { C = { share = '50%'; }; }; };"
			" B = { time = 6; after = 'A'; take = { m = 1; }; give = { m = 1; }; }; C = { time = 5; }; }; }; };",
		  .expected = { { "project.k.B.end", 12 }, { "work.o.time", 8 } } },
		/* Of B 3 of 6 are done at a station whose hours end at 7; at 9, when A comes back, B is stopped. 11-14 it goes on. */
		{ .what = "also work that a shift has stopped",
		  .text = "calendars = { early = 'daily 00:00-00:07, 00:10-24:00'; }; stations = { s = { calendar = 'early'; at_shift_end = 'pause'; time = 6; }; };"
			BANDED " A = { time = 4; affected_by = { C = { share = '50%'; }; }; }; B = { at = 's'; after = 'A'; }; C = { time = 5; }; }; }; };",
		  .expected = { { "project.k.B.end", 14 }, { "work.k.time.working", 12 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_band, what_comes_back_brings_back_what_needs_it)
{
	static const struct engine_case cases[] = {
		/* A 0-10, B 10-20, C 20-25. C's end brings 30 % of A back (60 %, of which half is needed), and that at once 60 % of B: A 25-28, B 28-34.
		   C had ended and is not affected; A's and B's ends bring back nothing after them. */
		{ .what = "in the second order",
		  .text = BANDED " A = { time = 10; improves = '50%'; affected_by = { C = { chance = 'if(count(C) = 1, 1, 0)'; share = '60%'; }; }; };"
			" B = { time = 10; affected_by = { A = { share = '60%'; }; }; }; C = { time = 5; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.duration", 34 }, { "project.k.A.passes", 2 }, { "project.k.B.passes", 2 }, { "project.k.C.passes", 1 },
			{ "work.k.time.rework", 9 } } },
		/* The same, and C has to do 40 % again by the second order, whose end brings nothing back any more: 34-36. */
		{ .what = "in the second order, of the one that has just ended",
		  .text = BANDED " A = { time = 10; improves = '50%'; affected_by = { C = { chance = 'if(count(C) = 1, 1, 0)'; share = '60%'; }; }; };"
			" B = { time = 10; affected_by = { A = { share = '60%'; }; }; };"
			" C = { time = 5; after = 'B'; affected_by = { A = { share = '40%'; }; }; }; }; }; };",
		  .expected = { { "project.k.duration", 36 }, { "project.k.C.passes", 2 }, { "project.k.C.end", 36 }, { "work.k.time.rework", 11 } } },
		/* What has not begun does not come back: D stands behind C, which needs B. */
		{ .what = "but nothing of what has not begun",
		  .text = BANDED " A = { time = 10; affected_by = { B = { chance = 'if(count(B) = 1, 1, 0)'; share = '20%'; }; }; };"
			" B = { time = 4; after = 'A'; }; C = { time = 5; affected_by = { A = {}; B = { chance = 0; }; }; }; }; }; };",
		  .expected = { { "project.k.C.start", 16 }, { "project.k.C.passes", 1 }, { "project.k.duration", 21 } } },
		/* X ends at 8, when 2 of 10 are left of B: with all of it again it is 12, more than 10, and so 9: 8-17. */
		{ .what = "and never all of it",
		  .text = BANDED " B = { time = 10; affected_by = { X = {}; }; }; X = { time = 8; }; }; }; };",
		  .expected = { { "project.k.B.end", 17 }, { "project.k.B.passes", 1 } } },
		/* 2 left and 5 come back: 7 more, 8-15, without B being put down for others. */
		{ .what = "but all that comes where that is less",
		  .text = BANDED " B = { time = 10; affected_by = { X = { share = '50%'; }; }; }; X = { time = 8; }; }; }; };",
		  .expected = { { "project.k.B.end", 15 }, { "project.k.X.end", 8 } } },
		/* Both end at 6, A first: nothing of B is left that could be put down. Half of it comes back: 6-9. */
		{ .what = "to one that ends at the same instant",
		  .text = BANDED " B = { time = 6; affected_by = { X = { share = '50%'; }; }; }; X = { time = 6; }; }; }; };",
		  .expected = { { "project.k.B.end", 9 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_band, work_is_paid_as_far_as_it_is_done)
{
	static const struct engine_case cases[] = {
		/* A 4 costs 8, and half of it again: 4. B costs 12 in two parts, 10 until it is put down, 2 after that. C costs 5 once. */
		{ .what = "in as many parts as it is cut into",
		  .text = BANDED " A = { time = 4; cost_of_work = 8; affected_by = { C = { share = '50%'; }; }; };"
			" B = { time = 6; after = 'A'; cost_of_work = 12; }; C = { time = 5; cost = 5; }; }; }; };"
			" measures = { dear = { of = 'k'; mean = 'cost_so_far'; }; };",
		  .expected = { { "work.k.cost.work", 25 }, { "work.k.cost.rework", 4 }, { "work.k.cost", 29 }, { "measures.dear", 29 }, { "total.cost", 29 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* B, of 6 to 7, has done 5 at 9, when A comes back for 2: it has the same luck whether or not that cuts it in two. */
Test(engine_band, what_is_put_down_takes_and_costs_as_much_as_in_one_go)
{
	static const char text[] = "work = { k = { concurrency = 'banded'; project = {"
		" A = { time = 4; affected_by = { C = { chance = %d; share = '50%%'; }; }; };"
		" B = { time = 'uniform(6, 7)'; after = 'A'; cost_of_work = 'uniform(10, 20)'; }; C = { time = 5; }; }; }; };";
	char cut[400], whole[400];
	snprintf(cut, sizeof cut, text, 1);
	snprintf(whole, sizeof whole, text, 0);
	struct ran a = ran_text(cut, 7, 1), b = ran_text(whole, 7, 1);
	cr_assert(a.built && b.built && a.end == ENGINE_DONE && b.end == ENGINE_DONE);
	cr_expect_float_eq(ran_metric(&a, "project.k.B.end"), ran_metric(&b, "project.k.B.end") + 2.0, 1e-12);
	cr_expect_float_eq(ran_metric(&a, "work.k.cost"), ran_metric(&b, "work.k.cost"), 1e-12);
	cr_expect_gt(ran_metric(&b, "project.k.B.time"), 6.0);
	ran_done(&a);
	ran_done(&b);
}
