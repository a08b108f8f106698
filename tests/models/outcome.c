/* What single projects have cost, whether they kept what was promised, and what is noted of each: every number is worked out by hand in the
   comment above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"

Test(outcome, each_item_knows_what_it_has_cost)
{
	static const struct engine_case cases[] = {
		/* Three projects of n = 1, 2, 3 hours with a man of 10 an hour, each by itself: 12, 22 and 32 with the material of 2. */
		{ .what = "the cost of projects is a distribution",
		  .text = HOURS "resources = { m = { number = 1; cost_per_busy_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0, 10, 20 ); }; facts = { n = 'if(now < 5 h, 1, if(now < 15 h, 2, 3))'; }; cost = 2;"
			" project = { A = { time = 'n * 1 h'; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.k.cost", 22 }, { "project.k.cost.p10", 14 }, { "project.k.cost.p50", 22 }, { "project.k.cost.p80", 28 },
			{ "work.k.cost", 22 } } },
		/* The same: 25 is kept by two, 2.5 hours by two, both by two; of the budget by facts, 12 n, by all but the last, which may cost 36. */
		{ .what = "within the budget, and both",
		  .text = HOURS "resources = { m = { number = 1; cost_per_busy_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0, 10, 20, 30 ); }; facts = { n = 'if(now < 5 h, 1, if(now < 15 h, 2, 3))'; }; cost = 2; promise = 2.5;"
			" budget = 25; project = { A = { time = 'n * 1 h'; needs = { m = 1; }; }; }; };"
			" o = { arrive = { at = ( 100 ); }; facts = { n = 2; }; promise = 1; budget = '10 * n'; process = ( { needs = { m = 1; }; time = 'n * 1 h'; } ); }; };",
		  .expected = { { "work.k.within_budget", 0.5 }, { "work.k.both_kept", 0.5 }, { "work.o.within_budget", 1 }, { "work.o.both_kept", 0 } } },
		/* Two branches side by side of 3 h with one man of 10 each, 4 h in the system at a holding cost of 1, late by 1 h at 5: 60 + 4 + 5 + 0,
		   and 7 for the last step: 76. */
		{ .what = "of a process all branches, holding and lateness count",
		  .text = HOURS "resources = { m = { number = 2; cost_per_busy_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 1; late_cost_per_hour = 5; promise = 3; budget = 76;"
			" process = ( ( ( { name = 'a'; needs = { m = 1; }; time = 3; } ), ( { name = 'b'; needs = { m = 1; }; time = 3; } ) ),"
			" { name = 'c'; wait = 1; cost = 7; } ); };"
			" o = { arrive = { at = ( 10 ); }; holding_cost_per_hour = 1; late_cost_per_hour = 5; promise = 3; budget = 75.99;"
			" process = ( ( ( { name = 'a'; needs = { m = 1; }; time = 3; } ), ( { name = 'b'; needs = { m = 1; }; time = 3; } ) ),"
			" { name = 'c'; wait = 1; cost = 7; } ); }; };",
		  .expected = { { "work.k.cost", 76 }, { "work.k.within_budget", 1 }, { "work.o.cost", 76 }, { "work.o.within_budget", 0 } } },
		/* It entered at 0, the window begins at 5: 10 h of 10 and of holding 1 have cost 110, of which half in the window. */
		{ .what = "no window cuts what an item has cost",
		  .text = "run = { length = 20; warmup = 5; };" HOURS "resources = { m = { number = 1; cost_per_busy_hour = 10; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; holding_cost_per_hour = 1; budget = 109; project = { A = { time = 10; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "work.k.cost", 55 }, { "project.k.cost", 110 }, { "work.k.within_budget", 0 } } },
		/* What is kept from take to give costs too: 2 h of A and 3 h of B with the crane at 4, and 1 for its use. */
		{ .what = "what it keeps",
		  .text = HOURS "resources = { crane = { number = 1; cost_per_busy_hour = 4; cost_per_use = 1; }; };"
			"work = { k = { project = { A = { time = 2; take = { crane = 1; }; }; B = { time = 3; after = 'A'; give = { crane = 1; }; }; }; }; };",
		  .expected = { { "project.k.cost", 21 }, { "work.k.cost", 21 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* The time of an exponential task is drawn on a short way, which must not pass by its risks. */
Test(outcome, risks_hit_exponential_tasks_too)
{
	static const char plain[] = "work = { k = { project = { A = { time = 'exponential(1 h)'; }; }; }; };";
	static const char hit[] = "work = { k = { project = { A = { time = 'exponential(1 h)'; }; };"
		" risks = { r = { chance = '100%'; hits = 'A'; delay = '50 h'; }; }; }; };";
	double a = ran_value(plain, "project.k.duration"), b = ran_value(hit, "project.k.duration");
	cr_expect_float_eq(b - a, 50.0 * 60.0, 1e-9, "%g %g", a, b);
}

static struct outcome_list run_outcomes(struct engine_outcomes *outcomes, const char *text, const struct kind **kind, struct ran *ran)
{
	struct engine_order order = { .seed = 1, .replication = 1, .outcomes = outcomes };
	*ran = ran_text(text, 1, 1);
	cr_assert(ran->built && ran->end == ENGINE_DONE, "%s", ran->note.text);
	double *row = malloc(ran->model->metrics.count * sizeof *row);
	cr_assert(row && engine_run(ran->model, &order, row, &ran->note) == ENGINE_DONE);
	for (size_t i = 0; i < ran->model->metrics.count; i++)
		cr_expect(row[i] == ran->row[i] || (isnan(row[i]) && isnan(ran->row[i])), "'%s' changes", ran->model->metrics.list[i].name);
	free(row);
	*kind = &ran->model->kinds[0];
	return outcomes->kinds[0];
}

/* A takes 2 h of which a man has 8 hours a day, comes back by half when X ends at 5; B begins once A has ended and the lag, drawn as 3,
   is over; r makes B longer by 4. A 0-2 and 5-6, then the lag until 9, B 9-14. */
Test(outcome, each_project_leaves_what_its_tasks_took_of_themselves)
{
	static const char text[] = HOURS "resources = { m = { number = 1; cost_per_busy_hour = 10; }; };"
		"work = { k = { arrive = { at = ( 0, 100 ); }; promise = 13; budget = 31; project = {"
		" A = { time = 2; needs = { m = 1; }; affected_by = { X = { share = '50%'; }; }; };"
		" X = { wait = 5; }; B = { time = 1; after = { task = 'A'; lag = 'uniform(3 h, 3.0000000001 h)'; }; }; };"
		" risks = { r = { chance = '100%'; hits = 'B'; delay = 4; }; never = { chance = '0%'; hits = 'B'; }; }; }; };";
	struct engine_outcomes outcomes = { .kinds = NULL };
	const struct kind *kind;
	struct ran ran;
	struct outcome_list list = run_outcomes(&outcomes, text, &kind, &ran);
	cr_assert_eq(list.count, 2);
	for (size_t i = 0; i < list.count; i++) {
		const double *row = list.rows + i * outcome_width(ran.model, kind);
		const double expected[] = { 14, 30, 13, 31, 0, 0, 9, 6, 5, 14, 3, 5, 4 + 3, 2, 1, 1, 1, 0, 0 };
		/* The lag is drawn anew when A ends again: both draws are B's. */
		cr_assert_eq(outcome_width(ran.model, kind), COUNT_OF(expected));
		for (size_t c = 0; c < COUNT_OF(expected); c++)
			cr_expect_float_eq(row[c], expected[c], 1e-6, "number %zu: %g, not %g", c, row[c], expected[c]);
	}
	engine_outcomes_done(&outcomes);
	ran_done(&ran);
}
