/* Cases by hand: what becomes due when, what is called off, how cases close, and against closed forms where there is chance. Times are in
   minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

Test(engine_case, tasks_become_due_when_their_conditions_hold)
{
	static const struct engine_case cases[] = {
		/* A 0-3 sets f; B, which waits for f, 3-5; C for the end of both, 5-9. */
		{ .what = "on facts and on other tasks",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { C = { when = 'done(A) and done(B)'; time = 4; };"
			" A = { time = 3; set = { f = 1; }; }; B = { when = 'f = 1'; time = 2; }; }; }; };",
		  .expected = { { "work.k.time", 9 }, { "case.k.A.start", 0 }, { "case.k.B.start", 3 }, { "case.k.C.start", 5 }, { "case.k.C.time", 4 },
			{ "work.k.time.working", 9 }, { "work.k.visits", 3 }, { "work.k.completed", 1 } } },
		/* Once due it stays due: B becomes due at 1, where f is 1, and waits for m until 4, where f is 2. */
		{ .what = "once due it stays due",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 1; set = { f = 1; }; };"
			" X = { needs = { m = 1; }; time = 4; }; B = { when = 'f = 1'; needs = { m = 1; }; time = 2; };"
			" D = { when = 'done(A)'; time = 1; set = { f = 2; }; }; }; }; };",
		  .expected = { { "case.k.B.start", 4 }, { "case.k.B.wait", 3 }, { "case.k.B.count", 1 }, { "work.k.time", 6 } } },
		/* A repeats while n is below 4: 0-2, 2-4, 4-6, 6-8. */
		{ .what = "again while its condition holds",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { n = 0; }; case = { A = { when = 'n < 4'; repeat = true; time = 2;"
			" set = { n = 'n + 1'; }; }; B = { when = 'count(A) = 3'; time = 10; }; }; }; };",
		  .expected = { { "case.k.A.count", 4 }, { "case.k.A.time", 2 }, { "case.k.B.start", 6 }, { "work.k.time", 16 } } },
		{ .what = "at most so many times",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; case = { A = { repeat = 3; time = 2; }; }; }; };",
		  .expected = { { "case.k.A.count", 3 }, { "case.k.A.done", 1 }, { "work.k.time", 6 } } },
		/* A is skipped: ended at once, and not done, so that B is due and C never. */
		{ .what = "what is skipped has ended and is not done",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { no = 0; }; case = { A = { time = 5; chance = 'no'; cost = 9; };"
			" B = { when = 'ended(A)'; time = 2; }; C = { when = 'done(A)'; time = 7; }; }; }; };",
		  .expected = { { "case.k.A.done", 0 }, { "case.k.B.start", 0 }, { "case.k.C.done", 0 }, { "work.k.time", 2 }, { "work.k.cost", 0 } } },
		/* While A is due or at work, 0-3, B is due once; active(A) ceases to hold then. */
		{ .what = "on what is active",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; case = { A = { time = 3; }; B = { when = 'active(A)'; time = 1; };"
			" C = { when = 'not active(A) and done(A)'; time = 1; }; }; }; };",
		  .expected = { { "case.k.B.start", 0 }, { "case.k.C.start", 3 }, { "work.k.time", 4 } } },
		/* Facts are followed where a task goes on after it has set them: B is due at 2, when A is sent back to itself, and again A 2-4. */
		{ .what = "while the task that set the fact is done again",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { n = 0; }; case = { A = { time = 2; set = { n = 'n + 1'; };"
			" rework = { when = 'n < 2'; }; }; B = { when = 'n = 1'; time = 1; }; C = { when = 'done(A)'; time = 1; }; }; }; };",
		  .expected = { { "case.k.B.start", 2 }, { "case.k.C.start", 4 }, { "case.k.A.count", 1 }, { "work.k.time", 5 },
			{ "work.k.time.rework", 2 } } },
		/* And while it waits for what it has started. */
		{ .what = "while the task that set the fact waits for others",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { set = { f = 1; }; start = 'o'; wait_for = true; };"
			" B = { when = 'f = 1'; time = 1; }; }; }; o = { process = ( { name = 'x'; time = 5; } ); }; };",
		  .expected = { { "case.k.B.start", 0 }, { "case.k.B.time", 1 }, { "case.k.A.time", 5 }, { "work.k.time", 5 },
			{ "work.k.time.partner", 5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, milestones_are_reached_and_events_happen)
{
	static const struct engine_case cases[] = {
		/* M is reached at 3 and sets g, whereupon B. */
		{ .what = "a milestone sets facts",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; g = 0; }; case = { A = { time = 3; set = { f = 1; }; };"
			" M = { milestone = true; when = 'f = 1'; set = { g = 2; }; }; B = { when = 'g = 2'; time = 2; }; }; }; };",
		  .expected = { { "case.k.M.reached", 1 }, { "case.k.M.at", 3 }, { "case.k.M.count", 1 },
			{ "case.k.B.start", 3 }, { "work.k.time", 5 } } },
		/* n goes 1, 2, 3, 4, 5, 6: n / 2 a whole number at 2, 4, 6, anew each time. */
		{ .what = "a milestone is reached whenever it holds anew",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { n = 0; }; case = { A = { when = 'n < 6'; repeat = true; time = 1;"
			" set = { n = 'n + 1'; }; }; M = { milestone = true; repeat = true; when = 'n > 0 and floor(n / 2) = n / 2'; };"
			" O = { milestone = true; when = 'n > 0 and floor(n / 2) = n / 2'; }; }; }; };",
		  .expected = { { "case.k.M.count", 3 }, { "case.k.O.count", 1 }, { "case.k.M.at", 2 }, { "case.k.O.at", 2 }, { "work.k.time", 6 } } },
		/* Nothing is done from 2 to 10: B comes 10 after the case has opened, and has waited for that. */
		{ .what = "what comes after an event has waited for it",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; case = { A = { time = 2; }; E = { happens = 10; };"
			" B = { when = 'done(E)'; time = 1; }; };"
			" close = 'done(B)'; }; };",
		  .expected = { { "case.k.E.at", 10 }, { "case.k.B.start", 10 }, { "work.k.time", 11 }, { "work.k.time.wait.event", 10 },
			{ "work.k.time.working", 1 } } },
		/* E's clock runs from 2, when f becomes 1, to 5, when it becomes 0; from 8 on it begins anew: 8 + 4 = 12. */
		{ .what = "an event's clock runs while its condition holds",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 2; set = { f = 1; }; };"
			" B = { when = 'done(A)'; time = 3; set = { f = 0; }; }; C = { when = 'done(B)'; time = 3; set = { f = 1; }; };"
			" E = { when = 'f = 1'; happens = 4; }; }; close = 'done(E)'; }; };",
		  .expected = { { "case.k.E.at", 12 }, { "case.k.E.count", 1 }, { "work.k.time", 12 }, { "work.k.time.working", 8 },
			{ "work.k.time.wait.event", 4 } } },
		/* It happens at 3, 6, 9; A takes 10. */
		{ .what = "an event that repeats",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { n = 0; }; case = { A = { time = 10; };"
			" E = { happens = 3; repeat = true; set = { n = 'n + 1'; }; }; M = { milestone = true; when = 'n = 2'; }; }; close = 'done(A)'; }; };",
		  .expected = { { "case.k.E.count", 3 }, { "case.k.M.at", 6 }, { "work.k.time", 10 } } },
		/* A, at work, is over before the deadline in one of two cases only: 4 + 6 = 10 > 8 in the other. */
		{ .what = "a race with a deadline",
		  .text = "work = { k = { arrive = { at = ( 0, 100 ); }; facts = { n = 'if(now < 50 min, 3, 10)'; };"
			" case = { A = { time = 'n * 1 min'; }; D = { happens = 8; }; }; close = 'done(A) or done(D)'; goal = 'done(A)'; }; };",
		  .expected = { { "work.k.time", 5.5 }, { "work.k.goal", 0.5 }, { "case.k.A.cancelled", 0.5 }, { "case.k.D.reached", 0.5 },
			{ "work.k.outcome.goal.time", 3 }, { "work.k.outcome.no_goal.time", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, what_is_cancelled_stops_or_is_finished_for_nobody)
{
	static const struct engine_case cases[] = {
		/* X is called off at 2, at work, and Y while it waits; m is free from 2 on: Z 2-5. */
		{ .what = "stops at once",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 2; set = { f = 1; }; };"
			" X = { cancel = 'f = 1'; needs = { m = 1; }; time = 10; }; Y = { cancel = 'f = 1'; needs = { m = 1; }; time = 10; };"
			" Z = { when = 'ended(X)'; needs = { m = 1; }; time = 3; }; }; }; };",
		  .expected = { { "case.k.Z.start", 2 }, { "work.k.time", 5 }, { "case.k.X.cancelled", 1 }, { "case.k.Y.cancelled", 1 },
			{ "case.k.X.done", 0 }, { "resources.m.busy", 1 } } },
		/* X goes on until 10, and nothing comes of it: f stays 1. Z waits for m until then. */
		{ .what = "work in hand that finishes",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 2; set = { f = 1; }; };"
			" X = { cancel = 'f = 1'; in_hand = 'finishes'; needs = { m = 1; }; time = 10; set = { f = 7; }; };"
			" Z = { when = 'ended(X)'; needs = { m = 1; }; time = 3; }; B = { when = 'f = 7'; time = 50; }; }; }; };",
		  .expected = { { "case.k.Z.start", 10 }, { "case.k.Z.wait", 8 }, { "work.k.time", 13 }, { "case.k.X.done", 0 },
			{ "case.k.B.done", 0 } } },
		/* The case has left at 2; m is busy until 10, and the next case, from 4 on, waits for it. */
		{ .what = "the rest of a case that has closed",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { arrive = { at = ( 0, 4 ); }; facts = { first = 'if(now < 1 min, 1, 0)'; }; case = { A = { time = 2; chance = 'first'; };"
			" X = { in_hand = 'finishes'; needs = { m = 1; }; time = 10; }; }; close = 'done(A) or done(X)'; goal = 'done(X)'; value = 5; }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.time", 9 }, { "work.k.goal", 0.5 }, { "total.end", 20 }, { "work.k.value", 2.5 },
			{ "case.k.X.cancelled", 0.5 } } },
		/* Always something is lost on the way to X, so that p does A again: 0-2, 2-4, until the case closes at 3. That is not work on X
		   that goes on: p stops at 3, nothing is settled at 22, and the next case, from 30 on, goes the same way. */
		{ .what = "what is done again on the way to it stops even so",
		  .text = "resources = { p = { team = 'P'; }; q = { team = 'Q'; }; }; handoffs = { loses = '99.9999999%'; }; run = { length = 100; replications = 1; };"
			"work = { k = { arrive = { at = ( 0, 30 ); }; case = { A = { needs = { p = 1; }; time = 2; };"
			" X = { when = 'done(A)'; in_hand = 'finishes'; needs = { q = 1; }; time = 10; decision = { default = { after = 20; }; }; };"
			" E = { happens = 3; repeat = true; }; F = { happens = 30; repeat = true; }; }; close = 'done(E)'; }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.time", 3 }, { "resources.p.busy", 0.06 }, { "decisions.k.X.number", 0 } } },
		/* Cancelled, it may become due again where it repeats and the reason is gone: X 0-2, then 3-8. */
		{ .what = "due again when the reason is gone",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 2; set = { f = 1; }; };"
			" B = { when = 'done(A)'; time = 1; set = { f = 0; }; }; X = { cancel = 'f = 1'; repeat = 2; time = 5; }; };"
			" close = 'done(X)'; }; };",
		  .expected = { { "work.k.time", 8 }, { "case.k.X.count", 1 }, { "case.k.X.cancelled", 1 }, { "work.k.time.working", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, stages_open_and_close)
{
	static const struct engine_case cases[] = {
		/* Nothing in S before 4: B 4-6, then C 6-7, and S closes as nothing in it is due; D 7-9. */
		{ .what = "open while something in it is due",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; stages = { S = { when = 'done(A)'; }; }; case = { A = { time = 4; };"
			" B = { stage = 'S'; time = 2; }; C = { stage = 'S'; when = 'done(B)'; time = 1; }; D = { when = 'done(S)'; time = 2; };"
			" M = { milestone = true; stage = 'S'; when = 'active(B)'; }; }; }; };",
		  .expected = { { "case.k.B.start", 4 }, { "case.k.S.at", 4 }, { "case.k.S.open", 3 }, { "case.k.S.count", 1 }, { "case.k.D.start", 7 },
			{ "case.k.M.at", 4 }, { "work.k.time", 9 } } },
		/* S closes at 3, when f is set: B, at work, is called off, C never becomes due, and E's clock stops; F begins as active(S) ends. */
		{ .what = "what is open in it when it closes",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; stages = { S = { close = 'f = 1'; }; };"
			" case = { A = { time = 3; set = { f = 1; }; }; B = { stage = 'S'; time = 9; }; C = { stage = 'S'; when = 'ended(B)'; time = 9; };"
			" E = { stage = 'S'; happens = 5; }; F = { when = 'f = 1 and not active(S)'; time = 4; }; }; close = 'done(F)'; }; };",
		  .expected = { { "case.k.B.cancelled", 1 }, { "case.k.C.done", 0 }, { "case.k.E.reached", 0 }, { "case.k.F.start", 3 },
			{ "work.k.time", 7 }, { "case.k.S.open", 3 } } },
		/* Three rounds: B twice, then C. What may come twice in a round may come six times. */
		{ .what = "rounds",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; stages = { S = { repeat = 3; }; };"
			" case = { B = { stage = 'S'; repeat = 2; time = 1; }; C = { stage = 'S'; when = 'done(B) and not active(B)'; time = 1; };"
			" M = { milestone = true; stage = 'S'; when = 'active(C)'; }; }; }; };",
		  .expected = { { "case.k.S.count", 3 }, { "case.k.B.count", 6 }, { "case.k.C.count", 3 }, { "case.k.M.count", 3 },
			{ "case.k.S.open", 3 }, { "work.k.time", 9 } } },
		/* A stage that closes with the case. */
		{ .what = "until the case closes",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; stages = { S = { close = 'done(B)'; }; }; case = { A = { time = 2; };"
			" B = { stage = 'S'; time = 7; }; }; close = 'done(A)'; }; };",
		  .expected = { { "work.k.time", 2 }, { "case.k.S.open", 2 }, { "case.k.B.cancelled", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, a_case_that_closes_says_what_it_has_come_to)
{
	static const struct engine_case cases[] = {
		/* Three cases, sizes 1, 2, 3: two are paid, one refused. What is lost has cost 30 of working time 6: 2 + 2 + 2. */
		{ .what = "outcomes, in order",
		  .text = "work = { k = { arrive = { at = ( 0, 10, 20 ); }; facts = { size = '1 + now / 10 min'; paid = 0; }; value = 100;"
			" case = { A = { time = 'size * 1 min'; cost = 30; set = { paid = 'if(size < 2.5, 1, 0)'; }; }; };"
			" goal = 'paid = 1'; outcomes = { small = 'size < 1.5'; paid_out = 'paid = 1'; refused = 'true'; }; }; };",
		  .expected = { { "work.k.goal", 2.0 / 3 }, { "work.k.outcome.small", 1.0 / 3 }, { "work.k.outcome.paid_out", 1.0 / 3 },
			{ "work.k.outcome.refused.time", 3 }, { "work.k.outcome.refused.cost", 30 }, { "work.k.cost_per_goal", 45 },
			{ "work.k.vain", 0.5 }, { "work.k.value", 200.0 / 3 } } },
		{ .what = "goals of a process",
		  .text = "work = { k = { arrive = { at = ( 0, 10, 20, 30 ); }; facts = { size = '1 + now / 10 min'; }; value = 8;"
			" process = ( { name = 's'; time = 'size * 1 min'; } ); goal = 'size > 1.5'; }; };",
		  .expected = { { "work.k.goal", 0.75 }, { "work.k.vain", 0.1 }, { "work.k.value", 6 }, { "work.k.outcome.no_goal", 0.25 },
			{ "work.k.outcome.goal.time", 3 } } },
		/* Of 7 min of work 4 reach the goal; 3 are called off by the news, in hand, and were work all the same. */
		{ .what = "work that is called off is in vain",
		  .text = "work = { k = { arrive = { at = ( 0, 10 ); }; facts = { late = '1 + now / 10 min'; }; case = { A = { time = 4; };"
			" news = { happens = 'if(late > 1, 3, 9) * 1 min'; }; }; close = 'done(A) or done(news)'; goal = 'done(A)'; }; };",
		  .expected = { { "work.k.goal", 0.5 }, { "work.k.vain", 3.0 / 7 }, { "case.k.A.cancelled", 0.5 } } },
		/* Nothing is due from the beginning: open and closed at one instant. */
		{ .what = "a case in which nothing is due",
		  .text = "work = { k = { arrive = { at = ( 3 ); }; facts = { f = 0; }; case = { A = { when = 'f = 1'; time = 2; }; }; }; };",
		  .expected = { { "work.k.completed", 1 }, { "work.k.time", 0 }, { "case.k.A.done", 0 } } },
		/* Who waits for a case that it has started goes on when that has closed. */
		{ .what = "a case that other work has started",
		  .text = "work = { o = { arrive = { at = ( 5 ); }; facts = { f = 2; }; process = ( { name = 's'; start = 'k'; wait_for = true; } ); };"
			" k = { facts = { f = 0; }; case = { A = { time = 'f * 1 min'; repeat = 3; }; }; }; };",
		  .expected = { { "work.o.time", 6 }, { "work.k.time", 6 }, { "total.end", 11 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, cases_that_have_closed_come_back)
{
	static const struct engine_case cases[] = {
		/* A 0-3; back at 13, when n is set, B 13-15; no more after that. What has been done stays done. */
		{ .what = "with their facts and what was done",
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { n = 0; x = 5; }; reopens = { chance = 'if(n = 0, 1, 0)'; after = 10;"
			" set = { n = 'n + 1'; }; }; promise = 2; case = { A = { time = 3; set = { x = 2; }; }; B = { when = 'n = 1 and done(A)';"
			" time = 'x * 1 min'; }; }; goal = 'done(B)'; }; };",
		  .expected = { { "work.k.completed", 2 }, { "work.k.arrived", 2 }, { "work.k.time", 2.5 }, { "work.k.reopened", 0.5 },
			{ "work.k.goal", 0.5 }, { "case.k.A.count", 0.5 }, { "case.k.B.start", 0 }, { "total.end", 15 }, { "work.k.on_time", 0.5 },
			{ "work.k.time.working", 2.5 }, { "work.k.wip", 5.0 / 15 } } },
		/* Whoever waits for the case waits for its first closing. */
		{ .what = "without whom had started them",
		  .text = "work = { o = { arrive = { at = ( 0 ); }; process = ( { name = 's'; start = 'k'; wait_for = true; } ); };"
			" k = { facts = { n = 0; }; reopens = { chance = 'if(n < 2, 1, 0)'; after = 1; set = { n = 'n + 1'; }; };"
			" case = { A = { when = 'count(A) <= n'; repeat = true; time = 4; }; }; }; };",
		  .expected = { { "work.o.time", 4 }, { "work.k.completed", 3 }, { "case.k.A.count", 1 }, { "total.end", 14 },
			{ "work.k.reopened", 2.0 / 3 } } },
		{ .what = "what would close them at once", .end = ENGINE_WRONG,
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; reopens = { chance = 1; after = 1; };"
			" case = { A = { time = 3; set = { f = 1; }; }; }; close = 'f = 1'; }; };",
		  .says = { "a case of 'k' that is opened again closes at once" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_case, what_never_ends_is_said)
{
	static const struct engine_case cases[] = {
		{ .what = "a case that nothing can close", .end = ENGINE_WRONG,
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 'choice(red: 0, blue: 1)'; n = 2; }; case = { A = { time = 2; }; };"
			" close = 'f = red and n > 3'; }; };",
		  .says = { "a case of 'k' can never close", "(f = red and n > 3)", "f = blue, n = 2" } },
		{ .what = "what stands in its way", .end = ENGINE_WRONG,
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; open = 1; }; stages = { s = { when = 'open = 1'; close = 'open = 0'; }; };"
			" case = { A = { time = 2; set = { open = 0; }; }; B = { when = 'done(A)'; stage = 's'; }; C = { when = 'open >= 0'; }; }; close = 'f = 1'; }; };",
		  .says = { "although its 'when' holds: 'B' (stage not open: ", "'C' (done as often as it may: " } },
		{ .what = "tasks without time that set each other off", .end = ENGINE_ENDLESS,
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { time = 2; };"
			" M = { repeat = true; when = 'f = 0'; set = { f = 1; }; }; N = { repeat = true; when = 'f = 1'; set = { f = 0; }; }; }; }; };",
		  .says = { "of 'k' comes up again and again at one instant" } },
		{ .what = "a task without time that is always due", .end = ENGINE_ENDLESS,
		  .text = "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; }; case = { A = { repeat = true; set = { f = 'f + 1'; }; }; };"
			" close = 'f < 0'; }; };",
		  .says = { "'A' of 'k' comes up again and again at one instant" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* --- against closed forms ------------------------------------------------------------------------------------------------------------- */

/* A metric of 40,000 cases within four and a half standard errors of what it is in truth: by chance it is not in 7 of a million tests. */
static void agrees(const char *what, const char *text, const char *metric, double truth, double sd)
{
	static const double cases = 40000.0;
	double value = ran_value(text, metric), error = sd / sqrt(cases);
	cr_expect(fabs(value - truth) <= 4.5 * error, "%s: %s is %.5f, and in truth %.5f +- %.5f", what, metric, value, truth, error);
}

#define MANY "arrive = { every = 1; at_most = 40000; }; "

Test(engine_case, cases_of_chance_agree_with_their_closed_forms)
{
	static const char all[] = "work = { k = { " MANY "case = { A = { time = 'exponential(6)'; }; B = { time = 'exponential(6)'; };"
		" C = { time = 'exponential(6)'; }; }; }; };";
	static const char first[] = "work = { k = { " MANY "case = { A = { time = 'exponential(6)'; }; B = { time = 'exponential(3)'; };"
		" C = { time = 'exponential(2)'; }; }; close = 'done(A) or done(B) or done(C)'; outcomes = { a = 'done(A)'; b = 'done(B)';"
		" c = 'done(C)'; }; }; };";
	static const char again[] = "work = { k = { " MANY "facts = { ok = 0; }; case = { A = { when = 'ok = 0'; repeat = true;"
		" time = 'exponential(2)'; set = { ok = 'chance(25%)'; }; }; }; }; };";
	static const char deadline[] = "work = { k = { " MANY "case = { A = { repeat = 3; time = 'exponential(2)'; }; D = { happens = 5; }; };"
		" close = 'count(A) = 3 or done(D)'; goal = 'count(A) = 3'; }; };";
	static const char thinned[] = "work = { k = { " MANY "facts = { n = 0; }; case = { A = { time = 10; };"
		" E = { happens = 'exponential(2)'; repeat = true; set = { n = 'n + chance(30%)'; }; };"
		" M = { milestone = true; when = 'n = 1'; }; }; close = 'done(A)'; }; }; measures = { n = { of = 'k'; mean = 'n'; }; };";
	static const char back[] = "work = { k = { " MANY "facts = { due = 0; }; reopens = { chance = '30%'; after = 5; set = { due = 1; }; };"
		" case = { A = { when = 'due = 1 or not ended(A)'; repeat = true; time = 1; set = { due = 0; }; }; }; }; };";
	/* Of three exponentials of mean 6 the longest: 6 (1 + 1/2 + 1/3), of variance 36 (1 + 1/4 + 1/9). */
	agrees("the longest of three", all, "work.k.time", 11.0, 7.0);
	/* Of rates 1/6, 1/3, 1/2 the first: mean 1; each with its share of the rate. */
	agrees("the first of three", first, "work.k.time", 1.0, 1.0);
	agrees("the first of three", first, "work.k.outcome.a", 1.0 / 6, sqrt(5.0) / 6);
	agrees("the first of three", first, "work.k.outcome.c", 0.5, 0.5);
	/* A geometric number of times, of mean 4 and variance 12: so long together as one exponential of mean 8. */
	agrees("again until it is right", again, "case.k.A.count", 4.0, sqrt(12.0));
	agrees("again until it is right", again, "work.k.time", 8.0, 8.0);
	/* Three exponentials of mean 2 within 5: 1 - e^-2.5 (1 + 2.5 + 2.5^2 / 2). */
	agrees("a deadline", deadline, "work.k.goal", 0.456186884, 0.5);
	/* Events of rate 1/2 in 10: Poisson of mean 5; thinned to 30 %: of mean 1.5, and none in e^-1.5 of the cases. */
	agrees("events, thinned", thinned, "case.k.E.count", 5.0, sqrt(5.0));
	agrees("events, thinned", thinned, "measures.n", 1.5, sqrt(1.5));
	agrees("events, thinned", thinned, "case.k.M.reached", 1.0 - 0.223130160, 0.417);
	/* Each closes a geometric number of times: 40,000 / 70 %, of variance 40,000 x 30 % / 70 %^2. */
	agrees("reopened", back, "work.k.reopened", 0.3, sqrt(0.21));
	agrees("reopened", back, "work.k.completed", 40000.0 / 0.7, 40000.0 * sqrt(0.3) / 0.7);
}
