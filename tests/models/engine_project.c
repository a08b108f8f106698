/* Projects by hand: when tasks begin and end, what they wait for, what comes back, and what it costs. Times are in minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

Test(engine_project, tasks_begin_when_those_before_them_have_ended)
{
	static const struct engine_case cases[] = {
		/* The textbook's eight tasks: 19 on A, B, D, G, H. */
		{ .what = "the critical path",
		  .text = "work = { k = { project = { A = { time = 3; }; B = { time = 4; after = 'A'; }; C = { time = 2; after = 'A'; };"
			" D = { time = 5; after = 'B'; }; E = { time = 1; after = 'C'; }; F = { time = 2; after = 'C'; };"
			" G = { time = 4; after = [ 'D', 'E' ]; }; H = { time = 3; after = ( 'F', { task = 'G'; } ); }; }; }; };",
		  .expected = { { "project.k.duration", 19 }, { "project.k.D.start", 7 }, { "project.k.G.start", 12 }, { "project.k.H.end", 19 },
			{ "project.k.C.float", 6 }, { "project.k.E.float", 6 }, { "project.k.F.float", 9 }, { "project.k.B.critical", 1 },
			{ "project.k.F.critical", 0 }, { "work.k.time.working", 19 }, { "work.k.visits", 8 }, { "work.k.completed", 1 } } },
		/* A 0-5; B begins 2 after A's begin: 2-6; C is over at 1, and ends 3 after B's end: at 9; D 9-11; E not before 8: 8-9. D ends last,
		   after C: worked on for 1 and 2, waiting for B from 1 to 6, for the lag from 6 to 9. */
		{ .what = "links of every kind",
		  .text = "work = { k = { project = { A = { time = 5; }; B = { time = 4; after = { task = 'A'; link = 'start-start'; lag = 2; }; };"
			" C = { time = 1; after = { task = 'B'; link = 'finish-finish'; lag = 3; }; }; D = { time = 2; after = 'C'; };"
			" E = { time = 1; after = 'A'; not_before = 8; }; }; }; };",
		  .expected = { { "project.k.duration", 11 }, { "project.k.B.start", 2 }, { "project.k.C.end", 9 }, { "project.k.C.time", 9 },
			{ "project.k.E.start", 8 }, { "project.k.E.wait", 0 }, { "project.k.A.float", 0 }, { "project.k.E.float", 2 },
			{ "project.k.C.critical", 1 }, { "work.k.time.working", 3 }, { "work.k.time.partner", 5 }, { "work.k.time.planned", 3 } } },
		/* B's work is over at 9, 4 after A's end at 5: a lag of 6 ends at 11, of which 2 are waited for. */
		{ .what = "a lag of which most is over",
		  .text = "work = { k = { project = { A = { time = 5; }; B = { time = 9; after = { task = 'A'; link = 'finish-finish'; lag = 6; }; };"
			" C = { time = 1; after = { task = 'B'; lag = 4; }; }; }; }; };",
		  .expected = { { "project.k.B.end", 11 }, { "project.k.C.start", 15 }, { "project.k.duration", 16 }, { "project.k.A.float", 0 },
			{ "work.k.time.working", 10 }, { "work.k.time.planned", 6 }, { "work.k.time.partner", 0 } } },
		/* Of two lags the later one decides: A's at 3 + 5, B's at 4 + 1. D's time is that of A and the lag. */
		{ .what = "whichever lag ends last",
		  .text = "work = { k = { project = { A = { time = 3; }; B = { time = 4; }; D = { time = 2; after = ( { task = 'A'; lag = 5; },"
			" { task = 'B'; lag = 1; } ); }; }; }; };",
		  .expected = { { "project.k.D.start", 8 }, { "work.k.time.working", 5 }, { "work.k.time.planned", 5 }, { "project.k.B.float", 3 },
			{ "project.k.A.critical", 1 } } },
		/* B is not done: it ends when due, at 3, and so C begins. W waits without anybody. */
		{ .what = "what is skipped ends when it is due",
		  .text = "work = { k = { facts = { n = 0; }; project = { A = { time = 3; }; B = { time = 9; after = 'A'; chance = 'n'; cost = 7; };"
			" C = { after = 'B'; }; W = { wait = 4; after = 'C'; }; }; }; };",
		  .expected = { { "project.k.duration", 7 }, { "project.k.B.start", 3 }, { "project.k.B.end", 3 }, { "project.k.B.passes", 0 },
			{ "project.k.C.passes", 1 }, { "work.k.time.planned", 4 }, { "work.k.cost", 0 }, { "work.k.visits", 1 } } },
		/* Two begin at 10 and 12; nothing but a shared pool holds one up for the other. */
		{ .what = "several at once",
		  .text = "work = { k = { arrive = { at = ( 10, 12 ); }; project = { A = { time = 6; }; B = { time = 2; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.duration", 8 }, { "work.k.completed", 2 }, { "project.k.B.start", 6 }, { "total.end", 20 } } },
		/* Started by another kind: only then. A process waits for it. */
		{ .what = "begun by other work",
		  .text = "work = { o = { arrive = { at = ( 5 ); }; process = ( { name = 's'; start = 'k'; wait_for = true; } ); };"
			" k = { project = { A = { time = 6; }; B = { time = 2; }; }; }; };",
		  .expected = { { "work.k.arrived", 1 }, { "project.k.duration", 6 }, { "work.o.time", 6 }, { "total.end", 11 } } },
		/* A task that begins others, and ends when they have: it begins when it is due. */
		{ .what = "a task that begins others",
		  .text = "work = { k = { project = { A = { time = 1; }; B = { after = 'A'; start = { kind = 'o'; number = 3; wait_for = true; }; };"
			" C = { time = 1; after = 'B'; }; D = { time = 1; after = { task = 'B'; link = 'start-start'; }; }; }; };"
			" o = { process = ( { name = 'x'; time = 2; } ); }; };",
		  .expected = { { "project.k.B.start", 1 }, { "project.k.B.end", 7 }, { "project.k.D.end", 2 }, { "work.k.time.partner", 6 },
			{ "project.k.duration", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, resources_are_shared_by_priority)
{
	static const struct engine_case cases[] = {
		/* One mason. At 0 both ask; b goes first (priority 1): b.A 0-4, a.A 4-10; then b.B, which asked at 4, waits behind a.A (asked at 0,
		   but b is more urgent: at 4 b.B goes): b.B 4-6, a.A 6-12, a.B 12-13. */
		{ .what = "of kinds",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { a = { priority = 2; project = { A = { time = 6; needs = { m = 1; }; }; B = { time = 1; after = 'A'; needs = { m = 1; }; }; }; };"
			" b = { priority = 1; project = { A = { time = 4; needs = { m = 1; }; }; B = { time = 2; after = 'A'; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.b.duration", 6 }, { "project.a.A.start", 6 }, { "project.a.A.wait", 6 }, { "project.a.duration", 13 },
			{ "work.a.time.wait.m", 6 }, { "work.a.time.working", 7 }, { "resources.m.utilisation", 1 } } },
		/* A, B and C wait for the only m, in the order written: 0-5, 5-7, 7-11; then D 11-20. Nothing comes after A: whoever else wants m is no
		   matter of the plan's. */
		{ .what = "of tasks: in the order written",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { project = { A = { time = 5; needs = { m = 1; }; }; B = { time = 2; needs = { m = 1; }; }; C = { time = 4; needs = { m = 1; }; };"
			" D = { time = 9; after = 'C'; }; }; }; };",
		  .expected = { { "project.k.duration", 20 }, { "project.k.C.start", 7 }, { "project.k.A.float", 15 } } },
		/* By slack C goes first, as 9 more come after it: 0-4, then A and B by position. */
		{ .what = "of tasks: by slack",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { priority = 'slack'; project = { A = { time = 5; needs = { m = 1; }; }; B = { time = 2; needs = { m = 1; }; };"
			" C = { time = 4; needs = { m = 1; }; }; D = { time = 9; after = 'C'; }; }; }; };",
		  .expected = { { "project.k.duration", 13 }, { "project.k.C.start", 0 }, { "project.k.A.start", 4 }, { "project.k.B.start", 9 },
			{ "project.k.A.float", 4 }, { "project.k.C.critical", 1 } } },
		/* A and B want m, D and C come after them. By slack, which both have none of, A would go first, and D would end at 10; by the critical
		   chain B, A and C it is 9. */
		{ .what = "of tasks: by the critical chain",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { priority = 'critical_chain'; project = { A = { time = 3; needs = { m = 1; }; }; B = { time = 2; needs = { m = 1; }; };"
			" C = { time = 4; after = 'A'; }; D = { time = 5; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.B.start", 0 }, { "project.k.A.start", 2 }, { "project.k.duration", 9 } } },
		/* Expected times A 5, B 2, C 4, D 9: the plan takes 13; latest finishes 13, 13, 4, 13; followers 0, 0, 1, 0. The longest first among
		   equals in followers: C, A, B. */
		{ .what = "of tasks: an expression of several",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { priority = '-followers * 100 - task_time / 1 min'; project = { B = { time = 2; needs = { m = 1; }; };"
			" A = { time = 5; needs = { m = 1; }; }; C = { time = 4; needs = { m = 1; }; }; D = { time = 9; after = 'C'; }; }; }; };",
		  .expected = { { "project.k.C.start", 0 }, { "project.k.A.start", 4 }, { "project.k.B.start", 9 } } },
		/* A station's own order may name the plan too: the latest start (A 8, B 11, C 0). */
		{ .what = "in a station's order",
		  .text = "stations = { s = { time = 1; queue = { order = '-latest_start'; }; }; };"
			"work = { k = { project = { A = { at = 's'; time = 5; }; B = { at = 's'; time = 2; }; C = { at = 's'; time = 4; };"
			" D = { time = 9; after = 'C'; }; }; }; };",
		  .expected = { { "project.k.B.start", 0 }, { "project.k.A.start", 2 }, { "project.k.C.start", 7 }, { "project.k.duration", 20 },
			{ "work.k.time.wait.machine", 7 } } },
		/* What is due first goes first: B at 4, then A, whose project is promised within 9, then C. */
		{ .what = "by due times",
		  .text = "stations = { s = { time = 2; queue = { order = 'due'; }; }; };"
			"work = { k = { promise = 9; project = { A = { at = 's'; }; B = { at = 's'; due = 4; }; C = { at = 's'; due = 30; }; }; }; };",
		  .expected = { { "project.k.B.start", 0 }, { "project.k.A.start", 2 }, { "project.k.C.start", 4 }, { "work.k.on_time", 1 } } },
		/* Work of 5 with one who works twice as fast; 12 pages at 2 a minute with two of them. */
		{ .what = "norms and speeds",
		  .text = "resources = { fast = { number = 2; speed = 2; }; };"
			"work = { k = { project = { A = { time = 5; needs = { fast = 1; }; }; B = { after = 'A'; quantity = 12; norm = '2 / min';"
			" needs = { fast = 2; }; }; }; }; };",
		  .expected = { { "project.k.A.end", 2.5 }, { "project.k.B.time", 1.5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, work_that_comes_back_is_rework)
{
	static const struct engine_case cases[] = {
		/* 4, then half of it twice. Costs 3 each time, of which the repeats are rework. */
		{ .what = "of the task itself",
		  .text = "work = { k = { project = { A = { time = 4; cost = 3; rework = { when = 'passes < 2'; share = '50%'; }; }; B = { time = 1; after = 'A'; };"
			" }; }; };",
		  .expected = { { "project.k.A.end", 8 }, { "project.k.A.passes", 3 }, { "project.k.duration", 9 }, { "work.k.time.rework", 4 },
			{ "work.k.time.working", 5 }, { "work.k.first_time_right", 0 }, { "work.k.cost.work", 3 }, { "work.k.cost.rework", 6 },
			{ "work.k.visits", 4 } } },
		/* With what was learnt: 10, then a quarter of a half, at most once. */
		{ .what = "of the task itself, and it improves",
		  .text = "work = { k = { project = { A = { time = 10; improves = '25%'; rework = { chance = '100%'; share = '50%'; at_most = 1; }; }; }; }; };",
		  .expected = { { "project.k.duration", 11.25 }, { "project.k.A.passes", 2 }, { "work.k.time.rework", 1.25 } } },
		/* A wait is done again as work is. */
		{ .what = "of a wait",
		  .text = "work = { k = { project = { A = { wait = 10; rework = { chance = '100%'; share = '50%'; at_most = 1; }; }; }; }; };",
		  .expected = { { "project.k.duration", 15 }, { "work.k.time.planned", 15 } } },
		/* A 0-10, B 10-16, C 16-18; its end brings half of A back, of which 40 % is needed: A 18-20. B has ended and is not done again. C does
		   not decide when A ends, but it decides when A is done again: all three are critical. */
		{ .what = "from a later task",
		  .text = "work = { k = { project = { A = { time = 10; improves = '40%'; affected_by = { C = { share = '50%'; }; }; };"
			" B = { time = 6; after = 'A'; }; C = { time = 2; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.duration", 20 }, { "project.k.A.passes", 2 }, { "project.k.A.end", 20 }, { "project.k.A.time", 20 },
			{ "project.k.B.end", 16 }, { "project.k.B.passes", 1 }, { "project.k.C.critical", 1 }, { "project.k.A.critical", 1 },
			{ "work.k.time.rework", 2 }, { "work.k.time.working", 18 }, { "project.k.B.critical", 1 } } },
		/* The same, and A's end brings all of B back, once each time it ends: A 18-20, B 20-26, which brings back nothing more. */
		{ .what = "and on from there",
		  .text = "work = { k = { project = { A = { time = 10; improves = '40%'; affected_by = { C = { share = '50%'; }; }; };"
			" B = { time = 6; after = 'A'; affected_by = { A = {}; }; }; C = { time = 2; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.duration", 26 }, { "project.k.A.passes", 2 }, { "project.k.B.passes", 2 }, { "project.k.C.passes", 1 },
			{ "work.k.time.rework", 8 } } },
		/* X ends at 2 while A (0-6) is at work: what comes back, 50 %, is done after that: 6-9. Y ends at 4 and adds 80 %, to 100 % at most:
		   6-12. B waits for all of it. */
		{ .what = "while it is worked on: afterwards, and no more than all of it",
		  .text = "work = { k = { project = { A = { time = 6; affected_by = { X = { share = '50%'; }; Y = { share = '80%'; }; }; }; X = { time = 2; };"
			" Y = { time = 4; }; B = { time = 1; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.A.end", 12 }, { "project.k.A.passes", 2 }, { "project.k.B.start", 12 }, { "project.k.duration", 13 } } },
		/* A ends at 3. B (after A, not before 8) has not begun when X ends at 5 and brings A back for 3: 5-8, and B waits again: for A until 8.
		   C, after A, began at 3 and goes on. */
		{ .what = "those after it that have not begun wait again",
		  .text = "work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; B = { time = 1; after = 'A'; not_before = 7; };"
			" C = { time = 9; after = 'A'; }; X = { time = 5; }; }; }; };",
		  .expected = { { "project.k.A.end", 8 }, { "project.k.B.start", 8 }, { "project.k.C.start", 3 }, { "project.k.C.end", 12 },
			{ "project.k.B.wait", 0 } } },
		/* B waits for m, which Z has until 6; it is called off at 5, when A comes back, and asks again at 8, behind V, which asked at 7. */
		{ .what = "also out of a queue",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; B = { time = 1; after = 'A'; needs = { m = 1; }; };"
			" X = { time = 5; }; Z = { time = 6; needs = { m = 1; }; }; U = { wait = 7; }; V = { time = 4; after = 'U'; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.k.V.start", 7 }, { "project.k.B.start", 11 }, { "project.k.B.wait", 3 }, { "project.k.duration", 12 } } },
		/* A's lag of 4 from 3 is called off at 5, and runs again from 8. */
		{ .what = "also while a lag runs",
		  .text = "work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; B = { time = 1; after = { task = 'A'; lag = 4; }; };"
			" X = { time = 5; }; }; }; };",
		  .expected = { { "project.k.B.start", 12 }, { "project.k.duration", 13 }, { "work.k.time.planned", 4 }, { "work.k.time.working", 6 },
			{ "work.k.time.rework", 3 } } },
		/* F's work is over at 1; it may end when A has: that is at 3, and F would have ended then with a lag of 4 at 7; at 5 A comes back until
		   8, so that F ends at 12: waiting for A until 3, planned until 5, for A until 8, planned until 12. */
		{ .what = "also of those that wait for their end",
		  .text = "work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; F = { time = 1; after = { task = 'A'; link = 'finish-finish';"
			" lag = 4; }; }; X = { time = 5; }; }; }; };",
		  .expected = { { "project.k.F.end", 12 }, { "work.k.time.working", 1 }, { "work.k.time.partner", 5 }, { "work.k.time.planned", 6 } } },
		/* What waits for its end and has work again does that at once: F over at 1, X brings all of it back at 2: 2-3; A ends at 9. */
		{ .what = "work for one that waits for its end",
		  .text = "work = { k = { project = { A = { time = 9; }; F = { time = 1; after = { task = 'A'; link = 'finish-finish'; };"
			" affected_by = { X = {}; }; }; X = { time = 2; }; }; }; };",
		  .expected = { { "project.k.F.end", 9 }, { "project.k.F.passes", 2 }, { "work.k.time.working", 1 }, { "work.k.time.rework", 1 },
			{ "work.k.time.partner", 7 } } },
		/* A repeat that waits for what it needs and has more to do: at 2 half of A comes back and waits for m until 6; at 4 half more: 6-9. */
		{ .what = "work for a repeat that has not begun",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { project = { A = { time = 1; needs = { m = 1; }; affected_by = { X = { share = '50%'; }; Y = { share = '70%'; }; }; };"
			" Z = { time = 5; after = 'A'; needs = { m = 1; }; }; X = { time = 2; }; Y = { time = 4; }; }; }; };",
		  .expected = { { "project.k.A.end", 7 }, { "project.k.A.passes", 2 }, { "work.k.time.wait.m", 4 } } },
		/* Half of B comes back at 5 and waits for m, which Z has from 4 to 20; it is called off at 7, when A comes back, and is still half at
		   20. */
		{ .what = "a repeat that is called off is no more than it was",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { project = { A = { time = 3; affected_by = { Y = {}; }; }; B = { time = 1; after = 'A'; needs = { m = 1; };"
			" affected_by = { X = { share = '50%'; }; }; }; Z = { time = 16; after = 'B'; needs = { m = 1; }; }; X = { time = 5; }; Y = { time = 7; }; }; }; };",
		  .expected = { { "project.k.A.end", 10 }, { "project.k.B.end", 20.5 }, { "project.k.duration", 20.5 } } },
		/* A repeat is due when all before it have ended: X ends at 5 and brings back A (0-3) and B (3-4): A 5-8, B 8-9. */
		{ .what = "in the order of the plan",
		  .text = "work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; B = { time = 1; after = 'A'; affected_by = { X = {}; }; };"
			" X = { time = 5; }; }; }; };",
		  .expected = { { "project.k.A.end", 8 }, { "project.k.B.end", 9 }, { "project.k.B.passes", 2 }, { "project.k.duration", 9 } } },
		/* What was skipped, or has not begun, has nothing to do again. */
		{ .what = "nothing of what was not done",
		  .text = "work = { k = { facts = { n = 0; }; project = { A = { time = 3; chance = 'n'; affected_by = { X = {}; }; }; X = { time = 5; };"
			" B = { time = 1; after = 'X'; affected_by = { X = {}; }; }; }; }; };",
		  .expected = { { "project.k.duration", 6 }, { "project.k.A.passes", 0 }, { "project.k.B.passes", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, what_is_taken_stays_with_the_project)
{
	static const struct engine_case cases[] = {
		/* A takes the crane at 0 and C gives it back at 9; X of the other project gets it then. */
		{ .what = "from task to task",
		  .text = "resources = { crane = { number = 1; }; };"
			"work = { k = { project = { A = { time = 2; take = { crane = 1; }; }; B = { time = 3; after = 'A'; }; C = { time = 4; after = 'B';"
			" give = { crane = 1; }; }; D = { time = 5; after = 'C'; }; }; };"
			" o = { arrive = { at = ( 1 ); }; project = { X = { time = 1; needs = { crane = 1; }; }; }; }; };",
		  .expected = { { "project.k.duration", 14 }, { "project.o.X.start", 8 }, { "work.o.time.wait.crane", 8 }, { "resources.crane.busy", 10.0 / 14 } } },
		/* Nobody gives it back: until the end of the project, at 9. */
		{ .what = "to its end",
		  .text = "resources = { crane = { number = 1; }; };"
			"work = { k = { project = { A = { time = 2; take = { crane = 1; }; }; B = { time = 7; after = 'A'; }; }; };"
			" o = { arrive = { at = ( 1 ); }; project = { X = { time = 1; needs = { crane = 1; }; }; }; }; };",
		  .expected = { { "project.o.X.start", 8 } } },
		/* A is done again at 7: the crane, given back at 5, is taken again, and stays. C is done again after it and gives it back. */
		{ .what = "taken again for a repeat, and given back again",
		  .text = "resources = { crane = { number = 1; cost_per_use = 1; }; };"
			"work = { k = { project = { A = { time = 2; take = { crane = 1; }; affected_by = { X = {}; }; }; C = { time = 3; after = 'A';"
			" give = { crane = 1; }; affected_by = { X = {}; }; }; X = { time = 7; }; }; }; };",
		  .expected = { { "project.k.duration", 12 }, { "work.k.cost.work", 1 }, { "work.k.cost.rework", 1 }, { "resources.crane.busy", 10.0 / 12 } } },
		/* While the project still has it, a repeat takes no second one. */
		{ .what = "not taken twice",
		  .text = "resources = { crane = { number = 1; }; };"
			"work = { k = { project = { A = { time = 2; take = { crane = 1; }; rework = { chance = '100%'; at_most = 2; }; };"
			" C = { time = 3; after = 'A'; give = { crane = 1; }; }; }; }; };",
		  .expected = { { "project.k.duration", 9 }, { "project.k.A.passes", 3 } } },
		/* C is done again at 5, when the project has the crane no more. */
		{ .what = "what was given back is not given again",
		  .text = "resources = { crane = { number = 1; }; };"
			"work = { k = { project = { A = { time = 1; take = { crane = 1; }; }; C = { time = 1; after = 'A'; give = { crane = 1; };"
			" affected_by = { X = {}; }; }; X = { time = 5; }; }; }; };",
		  .expected = { { "project.k.duration", 6 }, { "resources.crane.busy", 2.0 / 6 } } },
		{ .what = "what was not taken cannot be given back", .end = ENGINE_WRONG,
		  .text = "resources = { crane = { number = 1; }; };"
			"work = { k = { project = { A = { time = 1; give = { crane = 1; }; }; C = { time = 1; after = 'A'; take = { crane = 1; }; }; }; }; };",
		  .says = { "gives 1 of 'crane' at 'A' more than it took" } },
		/* Called off while it waits for its place: what it took goes back. B takes p at 3 and waits for m; A comes back at 5, and o gets p. */
		{ .what = "given back by a task that is called off",
		  .text = "resources = { m = { number = 1; }; p = { number = 1; }; };"
			"work = { k = { project = { A = { time = 3; affected_by = { X = {}; }; }; B = { time = 1; after = 'A'; take = { p = 1; }; needs = { m = 1; }; };"
			" X = { time = 5; }; Z = { time = 6; needs = { m = 1; }; }; }; };"
			" o = { arrive = { at = ( 4 ); }; project = { P = { time = 2; needs = { p = 1; }; }; }; }; };",
		  .expected = { { "project.o.P.start", 1 }, { "project.k.B.start", 8 }, { "project.k.B.wait", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, a_task_that_leaves_takes_the_project_along)
{
	static const struct engine_case cases[] = {
		/* B's patience is over at 1 + 3; Z at work elsewhere is released, and Y gets m at 4. */
		{ .what = "by patience",
		  .text = "resources = { m = { number = 1; }; }; stations = { s = { time = 8; queue = { patience = 3; }; }; };"
			"work = { k = { arrive = { at = ( 1 ); }; project = { B = { at = 's'; }; Z = { time = 9; needs = { m = 1; }; };"
			" L = { time = 1; after = { task = 'Z'; link = 'start-start'; lag = 7; }; }; }; };"
			" o = { project = { X = { at = 's'; }; }; }; y = { arrive = { at = ( 2 ); }; project = { Y = { time = 1; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "work.k.left", 1 }, { "work.k.completed", 0 }, { "work.y.time", 3 }, { "total.end", 8 }, { "project.k.B.start", NAN } } },
		{ .what = "turned away",
		  .text = "stations = { s = { time = 8; queue = { limit = 0; when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 1 ); }; project = { A = { time = 1; }; B = { at = 's'; after = 'A'; }; Z = { time = 9; }; }; };"
			" o = { project = { X = { at = 's'; }; }; }; };",
		  .expected = { { "work.k.turned_away", 1 }, { "work.o.time", 8 }, { "total.end", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, hours_hold_for_tasks_as_for_steps)
{
	static const struct engine_case cases[] = {
		/* Mon-Fri 8 to 16, in hours: A 6 h Monday 8-14, B 4 h 14-16 and Tuesday 8-10; C dries for 20 h by the clock: Wednesday 6; D from 8. */
		{ .what = "a week of work",
		  .text = "clock = { unit = 'h'; }; resources = { m = { number = 1; calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"work = { k = { project = { A = { time = 6; needs = { m = 1; }; }; B = { time = 4; after = 'A'; needs = { m = 1; }; };"
			" C = { wait = 20; after = 'B'; }; D = { time = 1; after = 'C'; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.k.A.start", 8 }, { "project.k.B.end", 34 }, { "project.k.C.end", 54 }, { "project.k.D.start", 56 },
			{ "project.k.duration", 57 }, { "work.k.time.wait.shift", 8 + 16 + 2 }, { "work.k.time.planned", 20 }, { "work.k.time.working", 11 } } },
		/* 10 h of work are two shifts, not one and overtime; whoever says "finish" means it. */
		{ .what = "work that is longer than a shift",
		  .text = "clock = { unit = 'h'; }; resources = { m = { calendar = 'Mon-Fri 08:00-16:00'; }; n = { calendar = 'Mon-Fri 08:00-16:00';"
			" at_shift_end = 'finish'; }; }; stations = { s = { machines = 1; time = 10; calendar = 'Mon-Fri 08:00-16:00'; };"
			" t = { machines = 1; time = 10; calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'finish'; }; };"
			"work = { k = { project = { A = { time = 10; needs = { m = 1; }; }; B = { time = 10; needs = { n = 1; }; }; C = { at = 's'; };"
			" D = { at = 't'; }; }; }; };",
		  .expected = { { "project.k.A.end", 34 }, { "resources.m.overtime", 0 }, { "project.k.B.end", 18 }, { "resources.n.overtime", 2 },
			{ "project.k.C.end", 34 }, { "project.k.D.end", 18 } } },
		/* A date: Tuesday 10:00 is 26 h after Monday 8:00. */
		{ .what = "dates",
		  .text = "clock = { unit = 'h'; start = '2026-03-02 08:00'; };"
			"work = { k = { arrive = { at = ( 2 ); }; project = { A = { time = 1; }; B = { time = 1; after = 'A'; not_before = '2026-03-03 10:00';"
			" due = '2026-03-03 11:00'; checkpoint = true; }; C = { time = 1; due = '2 h'; checkpoint = true; }; D = { time = 1; after = 'B';"
			" checkpoint = true; due = '2026-03-03 11:59'; }; }; }; };",
		  .expected = { { "project.k.B.start", 24 }, { "project.k.B.on_time", 1 }, { "project.k.C.on_time", 1 }, { "project.k.D.on_time", 0 },
			{ "work.k.time.planned", 23 }, { "project.k.A.float", 23 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, early_and_late_and_risks_cost_money)
{
	static const struct engine_case cases[] = {
		/* A ends at 30, 30 min early: 2 an hour, 1. B ends at 150, 30 late: 10 an hour, 5. Its due time is a fact's. */
		{ .what = "by the hour",
		  .text = "work = { k = { facts = { limit = 2; }; project = { A = { time = 30; due = '1 h'; early_cost_per_hour = 2; late_cost_per_hour = 100; };"
			" B = { time = '2 h'; after = 'A'; due = 'limit * 1 h'; late_cost_per_hour = 10; }; }; }; };",
		  .expected = { { "work.k.cost.late", 6 }, { "work.k.cost", 6 }, { "total.cost", 6 } } },
		/* Certain: A 4 x 1.5 + 3, B (4 + 2) x 1.5 x 1.5... the first risk makes 20 % more of both, the second 50 % of B, and adds 3 to A. Paid
		   once each, when the first hit task begins. */
		{ .what = "risks that happen",
		  .text = "work = { k = { project = { A = { time = 10; }; B = { time = 10; after = 'A'; }; C = { wait = 10; after = 'B'; }; };"
			" risks = { rain = { chance = '100%'; hits = [ 'A', 'B' ]; grows = '20%'; cost = 500; }; rock = { chance = 1; hits = [ 'B', 'C' ];"
			" grows = 0.5; delay = 3; cost = 'uniform(7, 7)'; }; never = { chance = 0; hits = 'A'; delay = 99; cost = 99; }; }; }; };",
		  .expected = { { "project.k.A.end", 12 }, { "project.k.B.time", 10 * 1.2 * 1.5 + 3 }, { "project.k.C.time", 18 }, { "work.k.cost.work", 507 } } },
		/* A risk is a fact that steps may ask for, and that a task may take away. */
		{ .what = "risks as facts",
		  .text = "work = { k = { project = { A = { time = 'if(rain, 7 min, 1 min)'; set = { rain = 0; }; }; B = { time = 5; after = 'A'; }; };"
			" risks = { rain = { chance = '100%'; hits = 'B'; delay = 50; }; }; }; };",
		  .expected = { { "project.k.A.end", 7 }, { "project.k.B.time", 5 } } },
		/* 1,000, and hardly anything drawn: exponential times are no exception. */
		{ .what = "risks of a time that is exponential",
		  .text = "work = { k = { project = { A = { time = 'exponential(1 s / 1000000)'; }; }; risks = { r = { chance = '100%'; hits = 'A';"
			" delay = 1000; }; }; }; }; measures = { late = { of = 'k'; share = 'age >= 1000 min and age < 1001 min'; }; };",
		  .expected = { { "measures.late", 1 } } },
		/* Work that comes back comes with its part of what a risk has added: half of 10 + 6. */
		{ .what = "risks and rework",
		  .text = "work = { k = { project = { A = { time = 10; rework = { chance = '100%'; at_most = 1; share = '50%'; }; }; };"
			" risks = { rain = { chance = '100%'; hits = 'A'; delay = 6; }; }; }; };",
		  .expected = { { "project.k.duration", 24 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_project, what_never_ends_is_told)
{
	static const struct engine_case cases[] = {
		/* Each holds one and wants the other. */
		{ .what = "holding in a circle", .end = ENGINE_DEADLOCK,
		  .text = "resources = { p = { number = 1; }; q = { number = 1; }; };"
			"work = { a = { project = { A = { time = 2; take = { p = 1; }; }; B = { time = 1; after = 'A'; take = { q = 1; }; }; }; };"
			" b = { project = { A = { time = 3; take = { q = 1; }; }; B = { time = 1; after = 'A'; needs = { p = 1; }; }; }; }; };",
		  .says = { "2 items wait for each other", "1 waits at 'a.B' to take 'q'", "1 of 1 'p' is kept" } },
		/* The same while other work goes on for ever. */
		{ .what = "holding in a circle, unnoticed by others", .end = ENGINE_DEADLOCK,
		  .text = "run = { length = 100000; }; resources = { p = { number = 1; }; q = { number = 1; }; }; stations = { s = { time = 1; }; };"
			"work = { a = { project = { A = { time = 2; take = { p = 1; }; }; B = { time = 1; after = 'A'; take = { q = 1; }; }; }; };"
			" b = { project = { A = { time = 3; take = { q = 1; }; }; B = { time = 1; after = 'A'; needs = { p = 1; }; }; F = { time = 1;"
			" after = { task = 'B'; link = 'finish-finish'; }; }; }; }; o = { arrive = { every = 10; }; process = ( 's' ); }; };",
		  .says = { "2 items wait for each other and can never go on" } },
		{ .what = "work that always comes back", .end = ENGINE_ENDLESS,
		  .text = "work = { k = { project = { A = { time = 1; affected_by = { B = {}; }; }; B = { time = 1; after = 'A'; affected_by = { A = {}; }; }; }; }; };",
		  .says = { "is done again and again without end, more than 100000 times" } },
		{ .what = "a chance above 100 %", .end = ENGINE_WRONG,
		  .text = "work = { k = { facts = { p = 2; }; project = { A = { time = 1; affected_by = { B = { chance = 'p'; }; }; }; B = { time = 1; after = 'A'; }; }; }; };",
		  .says = { "the chance that work comes back at 'B' came out as 200 %" } },
		{ .what = "a lag below 0", .end = ENGINE_WRONG,
		  .text = "work = { k = { facts = { p = 2; }; project = { A = { time = 1; }; B = { time = 1; after = { task = 'A'; lag = '1 min - p * 1 min'; }; }; }; }; };",
		  .says = { "a lag before 'B' came out as -1" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* --- in the mean -------------------------------------------------------------------------------------------------------------------- */

static void expect_mean(const char *text, const char *metric, double mean, double sd_of_mean)
{
	double value = ran_value(text, metric);
	cr_expect(fabs(value - mean) < 4.0 * sd_of_mean, "%s is %g, not %g +- %g\n%s", metric, value, mean, 4.0 * sd_of_mean, text);
}

/* Passes of a task that is right with 3/4: geometric, mean 4/3, variance 4/9. */
Test(engine_project, repeats_by_chance_are_geometric)
{
	expect_mean("work = { k = { arrive = { at = ( 0 ); size = 20000; }; project = { A = { time = 1; rework = { chance = '25%'; }; }; }; }; };",
		"project.k.A.passes", 4.0 / 3.0, sqrt(4.0 / 9.0 / 20000));
}

/* B's end brings A back with 0.4, and A's end (when B has begun) brings B back with 0.5: after A B (A B)* each: A, B; then with 0.4 A
   again, then with 0.5 B again, and so on. B ends 1 + 0.2 + 0.04 + … = 1.25 times, A 1 + 0.4 x 1.25 = 1.5 times. */
Test(engine_project, loops_of_tasks_end_as_often_as_their_chances_say)
{
	static const char text[] = "work = { k = { arrive = { at = ( 0 ); size = 20000; }; project = { A = { time = 3; affected_by = { B = { chance = '40%'; }; }; };"
		" B = { time = 2; after = 'A'; affected_by = { A = { chance = '50%'; }; }; }; }; }; };";
	expect_mean(text, "project.k.B.passes", 1.25, sqrt(0.2 / 0.64 / 20000));
	expect_mean(text, "project.k.A.passes", 1.5, 1.0 / sqrt(20000));
	expect_mean(text, "project.k.duration", 3 * 1.5 + 2 * 1.25, 5.0 / sqrt(20000));
}

/* A quarter of the projects meet the risk, all its tasks together. */
Test(engine_project, a_risk_is_drawn_once_for_each_project)
{
	static const char text[] = "work = { k = { arrive = { at = ( 0 ); size = 20000; }; project = { A = { time = 1; }; B = { time = 1; after = 'A'; }; };"
		" risks = { rain = { chance = '25%'; hits = [ 'A', 'B' ]; delay = 10; }; }; }; };";
	expect_mean(text, "project.k.duration", 2 + 0.25 * 20, 20 * sqrt(0.25 * 0.75 / 20000));
	expect_mean(text, "work.k.time.sd", 20 * sqrt(0.25 * 0.75), 0.1);
}

/* What is random in one task is not moved by what is said of another; and a pass has luck of its own. */
Test(engine_project, tasks_have_luck_of_their_own)
{
	static const char one[] = "work = { k = { project = { A = { time = 'exponential(5 min)'; }; B = { time = 'exponential(5 min)'; }; }; }; };";
	static const char two[] = "work = { k = { project = { B = { time = 'exponential(5 min)'; }; N = { time = 'exponential(9 min)'; }; A = {"
		" time = 'exponential(5 min)'; after = 'B'; rework = { chance = '100%'; at_most = 1; }; }; }; }; };";
	double a = ran_value(one, "project.k.A.time"), b = ran_value(one, "project.k.B.time"), both = ran_value(two, "project.k.A.time");
	cr_expect(a != b);
	cr_expect_eq(ran_value(two, "project.k.B.time"), b);
	cr_expect(both > a && both != 2.0 * a, "%g %g", a, both);
}

Test(engine_project, tasks_that_share_a_luck_go_together)
{
	static const struct engine_case cases[] = {
		{ .what = "a luck that is given",
		  .text = "work = { k = { facts = { weather = 0.75; }; project = { A = { time = 'uniform(2, 6, luck = weather)'; };"
			" B = { time = 'uniform(0, 8, luck = weather)'; after = 'A'; }; C = { time = 'uniform(0, 8, luck = correlated(weather, -1))'; }; }; }; };",
		  .expected = { { "project.k.A.end", 5 }, { "project.k.duration", 11 }, { "project.k.C.end", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
	/* One luck: the time of both is twice that of one; and where they are side by side, one ends with the other. */
	static const char row[] = "work = { k = { arrive = { at = ( 0 ); size = 20000; }; facts = { weather = 'uniform(0, 1)'; };"
		" project = { A = { time = 'exponential(10 min, luck = weather)'; }; B = { time = 'exponential(10 min, luck = weather)'; after = 'A'; }; }; }; };";
	static const char side[] = "work = { k = { arrive = { at = ( 0 ); size = 20000; }; facts = { weather = 'uniform(0, 1)'; };"
		" project = { A = { time = 'exponential(10 min, luck = weather)'; }; B = { time = 'gamma(shape = 1, scale = 10 min, luck = weather)'; }; }; }; };";
	expect_mean(row, "project.k.duration", 20, 20 / sqrt(20000));
	expect_mean(row, "work.k.time.sd", 20, 20 / sqrt(20000 / 2.));   /* of a sample's sd of an exponential: sd sqrt(2 / n) */
	expect_mean(side, "project.k.duration", 10, 10 / sqrt(20000));
	/* Two that follow the weather by 0.5 each go together by 0.25. */
	static const char loose[] = "work = { k = { arrive = { at = ( 0 ); size = 20000; }; facts = { weather = 'uniform(0, 1)'; };"
		" project = { A = { time = 'normal(100 min, 10 min, luck = correlated(weather, 0.5))'; };"
		" B = { time = 'normal(100 min, 10 min, luck = correlated(weather, 0.5))'; after = 'A'; }; }; }; };";
	expect_mean(loose, "project.k.duration", 200, sqrt(250 / 20000.));
	expect_mean(loose, "work.k.time.sd", sqrt(250), sqrt(250 / 40000.));
}

/* Nine times the work: of 1,000 projects of one task of 4 on average that is 36, with a standard deviation of 36 each. */
Test(engine_project, risks_make_more_of_exponential_work_too)
{
	double time = ran_value("work = { k = { arrive = { every = 1; at_most = 1000; }; project = { A = { time = 'exponential(4)'; }; };"
		" risks = { rain = { chance = '100%'; hits = 'A'; grows = 8; }; }; }; };", "project.k.duration");
	cr_expect(fabs(time - 36.0) < 4.0 * 36.0 / sqrt(1000.0), "%g", time);
}

Test(engine_project, scope_changes_on_the_way)
{
	static const struct engine_case cases[] = {
		/* At 5: A, which ended at 4, has 2 to do again: 5-7. B, 4-10, has 3 more to do: until 13. C has not begun and takes 6, not 4. */
		{ .what = "what has ended, what is in hand and what is to come",
		  .text = "work = { k = { risks = { wish = { happens = 5; hits = [ 'A', 'B', 'C' ]; grows = '50%'; cost = 7; }; };"
			" project = { A = { time = 4; }; B = { time = 6; after = 'A'; }; C = { time = 4; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.duration", 19 }, { "project.k.A.end", 7 }, { "project.k.A.passes", 2 }, { "project.k.B.end", 13 },
			{ "project.k.C.start", 13 }, { "project.k.C.passes", 1 }, { "work.k.time.working", 16 }, { "work.k.time.rework", 3 },
			{ "work.k.cost", 7 } } },
		/* A ends last, after it has waited from 4 to 5 for what happened then. */
		{ .what = "what comes back decides the end",
		  .text = "work = { k = { risks = { wish = { happens = 5; hits = 'A'; grows = '50%'; }; }; project = { A = { time = 4; }; O = { time = 6; }; }; }; };",
		  .expected = { { "project.k.duration", 7 }, { "work.k.time.working", 4 }, { "work.k.time.partner", 1 }, { "work.k.time.rework", 2 },
			{ "project.k.A.critical", 1 }, { "project.k.O.float", 1 } } },
		/* At 3, 6 and 9: B (20, not before 10) grows three times by 10 %; what would be at 12 does not happen. */
		{ .what = "so many times",
		  .text = "work = { k = { risks = { wish = { happens = 3; repeat = 3; hits = 'B'; grows = '10%'; cost = 2; }; };"
			" project = { B = { time = 20; not_before = 10; }; }; }; };",
		  .expected = { { "project.k.duration", 36 }, { "project.k.B.passes", 1 }, { "work.k.cost", 6 } } },
		/* At 5 A and B, which follows it, have all to do again: A 5-8, B 8-10. */
		{ .what = "in the order of the plan",
		  .text = "work = { k = { risks = { wish = { happens = 5; hits = [ 'B', 'A' ]; grows = 2; }; };"
			" project = { A = { time = 3; }; B = { time = 2; after = 'A'; }; Z = { time = 6; }; }; }; };",
		  .expected = { { "project.k.A.end", 8 }, { "project.k.B.end", 10 }, { "project.k.duration", 10 } } },
		/* B waits for m, which Z has until 6, and is called off at 5, when A comes back: A 5-8, B 8-9. */
		{ .what = "also out of a queue",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { risks = { wish = { happens = 5; hits = 'A'; grows = 1; }; }; project = { A = { time = 3; };"
			" B = { time = 1; after = 'A'; needs = { m = 1; }; }; Z = { time = 6; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.k.B.start", 8 }, { "project.k.duration", 9 } } },
		/* As long as it goes on, and in each project by itself: 3, 6, 9 of the one, and of the other. */
		{ .what = "as long as it goes on",
		  .text = "work = { k = { arrive = { at = ( 0, 1 ); }; risks = { wish = { happens = 3; repeat = true; hits = 'A'; grows = 0; cost = 1; }; };"
			" project = { A = { time = 10; }; }; }; };",
		  .expected = { { "project.k.duration", 10 }, { "work.k.cost", 3 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* In 10, on average 2 of them at intervals of 5: a Poisson number, whose variance is 2. */
Test(engine_project, what_happens_again_and_again_comes_in_a_poisson_number)
{
	double mean = ran_value("work = { k = { arrive = { every = 1; at_most = 2000; }; project = { A = { time = 10; }; };"
		" risks = { wish = { happens = 'exponential(5)'; repeat = true; hits = 'A'; }; }; }; };"
		" measures = { wishes = { of = 'k'; mean = 'wish'; }; };", "measures.wishes");
	cr_expect(fabs(mean - 2.0) < 4.0 * sqrt(2.0 / 2000.0), "%g", mean);
}
