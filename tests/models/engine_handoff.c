/* Handoffs between teams: what counts as one, how long they take, and what is lost in them. Times are in minutes, or in hours where it is
   said; every number is computed by hand in the comment above its model, or follows from the formula named there. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include "engine_run.h"

#define TEAMS "resources = { a = { number = 1; team = 'north'; }; b = { number = 1; team = 'south'; }; c = { number = 1; team = 'north'; }; d = { number = 1; }; };"
#define STEP(name, who, time) "{ name = '" name "'; needs = { " who " = 1; }; time = " time "; }"
#define ONE(steps) "work = { k = { arrive = { at = ( 0 ); }; process = ( " steps " ); }; };"
#define RULE(text) "handoffs = { " text " };"

Test(engine_handoff, what_counts)
{
	static const struct engine_case cases[] = {
		{ .what = "from one team to another and back", .text = TEAMS ONE(STEP("p", "a", "1") "," STEP("q", "b", "1") "," STEP("r", "c", "1")),
		  .expected = { { "work.k.handoffs", 2 }, { "handoffs.north.south.number", 10080 / 3.0 }, { "handoffs.south.north.number", 10080 / 3.0 } } },
		{ .what = "not within a team", .text = TEAMS ONE(STEP("p", "a", "1") "," STEP("q", "c", "1")), .expected = { { "work.k.handoffs", 0 } } },
		/* Whoever has no team changes nothing, nor does a wait. */
		{ .what = "not for who has none", .text = TEAMS ONE(STEP("p", "a", "1") "," STEP("q", "d", "1") ", { name = 'w'; wait = 1; }," STEP("r", "c", "1")),
		  .expected = { { "work.k.handoffs", 0 }, { "work.k.time", 4 } } },
		{ .what = "not where its own team is there too", .text = TEAMS ONE(STEP("p", "a", "1") ", { name = 'q'; needs = { b = 1; c = 1; }; time = 1; }"),
		  .expected = { { "work.k.handoffs", 0 } } },
		/* Two at once: north's one is busy with the first of them, so that south's serves the second. */
		{ .what = "by who serves, where several may", .text = TEAMS "work = { k = { arrive = { at = ( 0, 0 ); }; process = ( { name = 'p'; needs_one_of = [ 'a', 'c' ]; time = 1; },"
			" { name = 'q'; needs_one_of = [ 'a', 'b' ]; time = 1; } ); }; };", .expected = { { "work.k.handoffs", 0.5 } } },
		/* Each branch for itself; after the join the team of the last: south, from 2 on; then north again. */
		{ .what = "in branches", .text = TEAMS ONE(STEP("p", "a", "1") ", ( ( " STEP("q", "c", "0.5") " ), ( " STEP("r", "b", "1") " ) ), " STEP("s", "a", "1")),
		  .expected = { { "work.k.handoffs", 2 }, { "work.k.time", 3 } } },
		/* In a plan: of the task that made it due. */
		{ .what = "in plans", .text = TEAMS "work = { k = { project = { p = { needs = { a = 1; }; time = 1; }; q = { after = 'p'; needs = { b = 1; }; time = 1; };"
			" r = { after = 'p'; needs = { c = 1; }; time = 3; }; s = { after = [ 'q', 'r' ]; needs = { b = 1; }; time = 1; }; }; }; };",
		  .expected = { { "work.k.handoffs", 2 }, { "project.k.duration", 5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_handoff, they_take_time)
{
	static const struct engine_case cases[] = {
		/* 0-1, on the way until 6, 6-7. */
		{ .what = "before the queue", .text = TEAMS RULE("delay = 5;") ONE(STEP("p", "a", "1") "," STEP("q", "b", "1")),
		  .expected = { { "work.k.time", 7 }, { "work.k.time.handoff", 5 }, { "handoffs.north.south.delay", 5 } } },
		/* The machine is free meanwhile: 0-1 and on the way, 1-2 and on the way. */
		{ .what = "and hold no machine", .text = TEAMS "stations = { s = { machines = 1; needs = { a = 1; }; time = 1; }; };" RULE("delay = 5;")
			"work = { k = { arrive = { at = ( 0, 0 ); }; process = ( 's', " STEP("q", "b", "1") " ); }; };", .expected = { { "work.k.time", 7.5 } } },
		/* The first that fits: 2 there, 7 back. */
		{ .what = "by the first rule that fits", .text = TEAMS "handoffs = ( { to = 'south'; delay = 2; }, { delay = 7; } );"
			ONE(STEP("p", "a", "1") "," STEP("q", "b", "1") "," STEP("r", "a", "1")), .expected = { { "work.k.time", 12 }, { "work.k.time.handoff", 9 } } },
		{ .what = "in plans", .text = TEAMS RULE("delay = 5;") "work = { k = { project = { p = { needs = { a = 1; }; time = 1; }; q = { after = 'p'; needs = { b = 1; }; time = 1; }; }; }; };",
		  .expected = { { "project.k.duration", 7 }, { "project.k.q.start", 6 } } },
		/* A decision is asked for before that: by default after 3, on the way. */
		{ .what = "while a decision is asked for", .text = TEAMS RULE("delay = 5;") ONE(STEP("p", "a", "1") ", { name = 'q'; needs = { b = 1; }; time = 1; decision = { default = { after = 3; }; }; }"),
		  .expected = { { "work.k.time", 4 }, { "work.k.time.handoff", 3 }, { "work.k.time.wait.decision", 0 }, { "decisions.k.q.defaulted", 1 } } },
		/* Chances are drawn once, though it comes to the task twice. */
		{ .what = "for what is done at all", .text = TEAMS RULE("delay = 5;") ONE(STEP("p", "a", "1") ", { name = 'q'; chance = 0; needs = { b = 1; }; time = 1; }"),
		  .expected = { { "work.k.time", 1 }, { "work.k.handoffs", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* The mean of many replications of `metric` against what theory says: within five of their own standard errors. */
static void against(const char *text, const char *metric, double expected)
{
	double sum = 0.0, squares = 0.0;
	const int count = 20;
	for (int i = 1; i <= count; i++) {
		struct ran ran = ran_text(text, 1, (uint64_t)i);
		cr_assert(ran.built && ran.end == ENGINE_DONE, "%s", ran.note.text);
		double value = ran_metric(&ran, metric);
		sum += value;
		squares += value * value;
		ran_done(&ran);
	}
	double mean = sum / count, error = sqrt(fmax(squares / count - mean * mean, 0.0) / (count - 1));
	cr_expect(fabs(mean - expected) <= 5.0 * error, "%s is %.6g, not %.6g, with a standard error of %.2g", metric, mean, expected, error);
	cr_expect(error < 0.02 * fmax(expected, 0.1), "%s is not known well enough: %.2g", metric, error);
}

#define MANY "resources = { a = { number = 99; team = 'north'; }; b = { number = 99; team = 'south'; }; };"
#define STREAM "clock = { unit = 'h'; }; run = { length = 5000; warmup = 100; };" MANY \
	"handoffs = { delay = 'exponential(3 h)'; loses = '20%'; share = '50%'; };"

/* Each attempt is lost with chance 1/5: 5/4 attempts on average, each 3 h on the way; a quarter of a loss, each half of 2 h of work. */
Test(engine_handoff, losses_are_geometric)
{
	const char *process = STREAM "work = { k = { arrive = { every = 'exponential(1 h)'; }; process = ( { name = 'p'; needs = { a = 1; }; time = 'exponential(2 h)'; },"
		" { name = 'q'; needs = { b = 1; }; time = 1; } ); }; };";
	const char *project = STREAM "work = { k = { arrive = { every = 'exponential(1 h)'; }; project = { p = { needs = { a = 1; }; time = 'exponential(2 h)'; };"
		" q = { after = 'p'; needs = { b = 1; }; time = 1; }; }; }; };";
	const char *texts[] = { process, project };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		against(texts[i], "work.k.handoffs", 1.25);
		against(texts[i], "work.k.time.handoff", 3.75);
		against(texts[i], "work.k.time.rework", 0.25);
		against(texts[i], "handoffs.north.south.lost", 0.2);
		against(texts[i], "work.k.first_time_right", 0.8);
	}
	against(project, "project.k.duration", 2 + 3.75 + 0.25 + 1);
	against(project, "project.k.q.start", 2 + 3.75 + 0.25);
}

/* Who never hands over has the same luck with teams as without. */
Test(engine_handoff, others_have_the_same_luck)
{
	static const char format[] = "clock = { unit = 'h'; }; run = { length = 3000; warmup = 100; }; resources = { a = { number = 2; %s }; };"
		"work = { k = { arrive = { every = 'exponential(1 h)'; }; process = ( { name = 'p'; needs = { a = 1; }; time = 'exponential(1 h)'; },"
		" { name = 'q'; chance = '50%%'; needs = { a = 1; }; time = 'exponential(0.5 h)'; } ); }; };";
	char with[1000], without[1000];
	snprintf(with, sizeof with, format, "team = 'north';");
	snprintf(without, sizeof without, format, "");
	cr_expect_eq(ran_value(with, "work.k.time"), ran_value(without, "work.k.time"));
}
