/* Stages that are planned: when, how old plans grow, what is planned again and what is done again for it. Times are in minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

Test(engine_planning, stages_are_planned_before_they_begin)
{
	static const struct engine_case cases[] = {
		/* Plans of 2 and 4. a.plan 0-2, A 2-12, b.plan begins with A: 2-6, B after A: 12-15. */
		{ .what = "one after the other",
		  .text = "work = { k = { stages = { a = { plan = { time = 2; }; }; b = { plan = { time = 4; }; }; };"
			" project = { A = { stage = 'a'; time = 10; }; B = { stage = 'b'; time = 3; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.duration", 15 }, { "project.k.A.start", 2 }, { "project.k.b.plan.start", 2 }, { "project.k.b.plan.end", 6 },
			{ "project.k.B.start", 12 }, { "project.k.planning", 6 }, { "project.k.planning.wasted", 0 }, { "project.k.planning.stale", 0 },
			{ "project.k.b.plan.float", 6 }, { "project.k.a.plan.critical", 1 }, { "work.k.visits", 4 } } },
		/* The plan of 14 holds B up: 2-16. A's end, at 12, is no matter, but its begin begins the plan. */
		{ .what = "and the stage waits for its plan",
		  .text = "work = { k = { stages = { a = { plan = { time = 2; }; }; b = { plan = { time = 14; }; }; };"
			" project = { A = { stage = 'a'; time = 10; }; B = { stage = 'b'; time = 3; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.duration", 19 }, { "project.k.B.start", 16 }, { "project.k.A.float", 0 }, { "project.k.A.end", 12 },
			{ "project.k.a.plan.critical", 1 }, { "project.k.b.plan.critical", 1 } } },
		/* Of A (from 5 on) and C (after 2) the first begins b's plan: C at 2. What is of no stage begins at once. */
		{ .what = "with the first task of the stage before",
		  .text = "work = { k = { stages = { a = {}; b = { plan = { time = 4; }; }; };"
			" project = { A = { stage = 'a'; time = 10; not_before = 5; }; O = { time = 2; }; C = { stage = 'a'; time = 1; after = 'O'; };"
			" B = { stage = 'b'; time = 3; }; }; }; };",
		  .expected = { { "project.k.O.start", 0 }, { "project.k.b.plan.start", 2 }, { "project.k.B.start", 6 }, { "project.k.duration", 15 } } },
		/* All at once at 0: the longest, of 4, holds everybody up, also what is of no stage. */
		{ .what = "all before anything begins",
		  .text = "work = { k = { stages = { a = { plan = { time = 2; }; }; b = { plan = { time = 4; }; }; }; planning = { wave = 'upfront'; };"
			" project = { A = { stage = 'a'; time = 10; }; O = { time = 1; }; B = { stage = 'b'; time = 3; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.A.start", 4 }, { "project.k.O.start", 4 }, { "project.k.duration", 17 }, { "project.k.a.plan.float", 2 },
			{ "project.k.b.plan.start", 0 } } },
		/* One planner: 0-2, 2-6. */
		{ .what = "by those who plan",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { stages = { a = { plan = { time = 2; needs = { m = 1; }; }; };"
			" b = { plan = { quantity = 8; norm = '2 / min'; needs = { m = 1; }; }; }; };"
			" planning = { wave = 'upfront'; }; project = { A = { stage = 'a'; time = 10; }; B = { stage = 'b'; time = 3; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.A.start", 6 }, { "project.k.planning", 6 }, { "resources.m.busy", 6.0 / 19 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_planning, old_plans_are_made_again_and_cost_work)
{
	/* By the age that they have: 9, and 11. */
	const double nine = -expm1(-0.9), eleven = -expm1(-1.1);
	const struct engine_case cases[] = {
		/* b.plan ends at 6; B might begin at 15: so much of 4 again; then 8, and half of that share of it again. */
		{ .what = "by their age",
		  .text = "work = { k = { stages = { a = { plan = { time = 2; }; }; b = { plan = { time = 4; }; }; };"
			" planning = { stale = '0.1 / min'; redo = '50%'; };"
			" project = { A = { stage = 'a'; time = 13; }; B = { stage = 'b'; time = 8; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.B.start", 15 + 4 * nine }, { "project.k.duration", 15 + 4 * nine + 8 + 4 * nine },
			{ "project.k.planning.wasted", 4 * nine }, { "project.k.planning", 6 + 4 * nine }, { "project.k.planning.stale", 4 * nine },
			{ "project.k.A.passes", 1 }, { "project.k.B.passes", 2 }, { "project.k.b.plan.passes", 2 }, { "project.k.A.critical", 1 },
			{ "work.k.time.rework", 8 * nine }, { "project.k.b.plan.critical", 1 } } },
		/* The plan is looked at when the stage begins: C, later, adds nothing to its age, and has the share of B. */
		{ .what = "at the begin of the stage",
		  .text = "work = { k = { stages = { a = {}; b = { plan = { time = 4; }; }; };"
			" planning = { stale = '0.1 / min'; redo = '50%'; }; project = { A = { stage = 'a'; time = 13; };"
			" B = { stage = 'b'; time = 8; after = 'A'; }; C = { stage = 'b'; wait = 100; after = 'B'; }; }; }; };",
		  .expected = { { "project.k.B.start", 13 + 4 * nine }, { "project.k.C.end", 13 + 4 * nine + 8 + 4 * nine + 100 + 50 * nine },
			{ "project.k.planning.stale", 4 * nine } } },
		/* A date holds B up until 15: the plan has waited since 4. */
		{ .what = "also where a date holds it up",
		  .text = "work = { k = { stages = { b = { plan = { time = 4; }; }; }; planning = { stale = '0.1 / min'; };"
			" project = { B = { stage = 'b'; time = 8; not_before = 15; }; }; }; };",
		  .expected = { { "project.k.B.start", 15 + 4 * eleven }, { "project.k.B.wait", 0 }, { "project.k.B.passes", 1 },
			{ "work.k.time.planned", 11 }, { "work.k.time.rework", 4 * eleven } } },
		/* All plans are there at 4: a's of 2 has waited for 2 more. O began at 4, and what is planned again later is no matter of its. */
		{ .what = "those of before the begin too",
		  .text = "work = { k = { stages = { a = { plan = { time = 4; }; }; b = { plan = { time = 4; }; }; };"
			" planning = { wave = 'upfront'; stale = '0.1 / min'; }; project = { A = { stage = 'a'; time = 11; }; O = { time = 30; };"
			" B = { stage = 'b'; time = 8; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.A.start", 4 }, { "project.k.O.start", 4 }, { "project.k.O.end", 34 },
			{ "project.k.B.start", 15 + 4 * eleven }, { "project.k.planning.wasted", 4 * eleven } } },
		/* What is skipped has nothing to do again. */
		{ .what = "but not of what is skipped",
		  .text = "work = { k = { facts = { n = 0; }; stages = { b = { plan = { time = 4; }; }; };"
			" planning = { stale = '0.1 / min'; redo = '100%'; };"
			" project = { A = { time = 15; }; B = { stage = 'b'; chance = 'n'; time = 8; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.duration", 15 + 4 * eleven }, { "project.k.B.passes", 0 }, { "project.k.planning.stale", 0 } } },
		/* The tasks' own rework is none of old plans: half of B's second pass comes from its plan, of the same share of it. */
		{ .what = "beside what comes back for other reasons",
		  .text = "work = { k = { facts = { old = '1 - exp(-1.1)'; }; stages = { b = { plan = { time = 4; }; }; };"
			" planning = { stale = '0.1 / min'; redo = '50%'; }; project = { A = { time = 15; };"
			" B = { stage = 'b'; time = 8; after = 'A'; affected_by = { X = { share = '0.5 * old'; }; }; };"
			" X = { time = 1; after = { task = 'B'; link = 'start-start'; }; }; }; }; };",
		  .expected = { { "project.k.planning.stale", 4 * eleven }, { "project.k.B.passes", 2 }, { "work.k.time.rework", 12 * eleven } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Random times, shared people, several at once; plans cost nothing and keep. */
static const char plain[] = "run = { seed = 1; }; resources = { m = { number = 2; }; p = { number = 1; }; };"
	"work = { k = { arrive = { at = ( 0, 7, 8 ); };"
	" stages = { a = { plan = { time = 0; }; }; b = { plan = { time = 0; }; }; c = { plan = { time = 0; }; }; };"
	" planning = { wave = '%s'; stale = 0; redo = 0; };"
	" project = { A = { stage = 'a'; time = 'exponential(10)'; needs = { m = 1; }; };"
	" B = { stage = 'a'; time = 'uniform(1, 9)'; needs = { p = 1; }; };"
	" C = { stage = 'b'; time = 'gamma(mean=6, sd=3)'; after = [ 'A', 'B' ]; needs = { m = 2; };"
	" rework = { chance = '30%%'; share = '50%%'; }; };"
	" D = { stage = 'b'; time = 4; after = { task = 'C'; link = 'start-start'; lag = 2; }; };"
	" E = { stage = 'c'; time = 'exponential(5)'; after = ( 'D', 'C' ); needs = { p = 1; };"
	" affected_by = { F = { chance = '40%%'; share = '50%%'; }; }; };"
	" F = { stage = 'c'; time = 3; after = 'D'; }; }; }; };";

Test(engine_planning, plans_that_take_no_time_and_keep_are_none)
{
	char text[2][2000];
	snprintf(text[0], sizeof text[0], plain, "rolling");
	snprintf(text[1], sizeof text[1], plain, "upfront");
	for (uint64_t replication = 1; replication <= 20; replication++) {
		struct ran one = ran_text(text[0], 1, replication), other = ran_text(text[1], 1, replication);
		cr_assert(one.end == ENGINE_DONE && other.end == ENGINE_DONE, "%s", one.note.text);
		for (size_t i = 0; i < one.model->metrics.count; i++)
			if (!strstr(one.model->metrics.list[i].name, ".plan."))
				cr_expect(memcmp(&one.row[i], &other.row[i], sizeof *one.row) == 0, "%s: %.17g and %.17g", one.model->metrics.list[i].name,
					one.row[i], other.row[i]);
		ran_done(&one);
		ran_done(&other);
	}
}
