/* What is said about plans that make no sense: each row holds one mistake, and exactly that one is complained about. */
#include "build_row.h"

#include <criterion/criterion.h>
#include <stdio.h>

#define HOUSE "work = { house = { project = { dig = { time = 1.0; }; walls = { time = 2.0; after = \"dig\"; }; roof = { time = 3.0; after = \"walls\"; "
#define STATIONS "stations = { s = { time = 1.0; }; };"

/* No stations: none is visited. The last task of the house is the roof, which the row goes on with. */
static void expect_errors(const struct build_row *rows, size_t count)
{
	char text[2000];
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof text, "stations = { };\n" HOUSE "%s", rows[i].text);
		build_expect(text, rows[i].phrase, SEVERITY_ERROR);
	}
}

Test(build_project, what_comes_before_is_known_and_no_circle)
{
	static const struct build_row rows[] = {
		{ "}; end_it = { after = \"rooof\"; }; }; }; };", "no task of 'house' is called 'rooof'; did you mean 'roof'?" },
		{ "}; paint = { after = ( \"roof\", { task = \"wals\"; } ); }; }; }; };", "did you mean 'walls'?" },
		{ "}; paint = { after = 3; }; }; }; };", "a link is a text or a group" },
		{ "}; paint = { after = { lag = 3; }; }; }; }; };", "task is missing in link" },
		{ "}; paint = { after = { task = \"roof\"; link = \"start-end\"; }; }; }; }; };", "link cannot be \"start-end\"" },
		{ "}; paint = { after = { task = \"roof\"; lag = -3; }; }; }; }; };", "lag is at least 0" },
		{ "}; paint = { after = { task = \"roof\"; lag = \"12 / h\"; }; }; }; }; };", "a time belongs here" },
		{ "}; paint = { after = \"paint\"; }; }; }; };", "these tasks wait for each other, so that none of them ever begins: paint -> paint." },
	};
	expect_errors(rows, COUNT_OF(rows));
	build_expect("stations = { }; work = { house = { project = { walls = { time = 1.0; after = \"roof\"; }; roof = { time = 2.0; after = \"frame\"; };"
		" frame = { time = 2.0; after = { task = \"walls\"; link = \"start-start\"; }; }; }; }; };", "walls -> frame -> roof -> walls",
		SEVERITY_ERROR);
}

Test(build_project, a_kind_has_a_process_or_a_project)
{
	static const struct build_row rows[] = {
		{ STATIONS "work = { k = { process = ( \"s\" ); project = { a = { time = 1.0; }; }; }; };", "'k' has a 'process' or a 'project', not both" },
		{ STATIONS "work = { k = { arrive = { at = ( 0 ); }; }; };", "process is missing in kind of work 'k'" },
		{ "stations = { }; work = { k = { project = { }; }; };", "the project of 'k' has no task" },
		{ STATIONS "work = { k = { arrive = { at = ( 0 ); }; process = ( \"s\" ); risks = { r = { chance = 0.5; }; }; }; };",
			"'risks' belong to a project; 'k' has none" },
		{ "stations = { }; work = { k = { project = { a = { time = 1.0; }; }; start_with = ( { step = \"a\"; } ); }; };",
			"a project begins with its first tasks" },
		{ "stations = { }; work = { k = { project = { end = { time = 1.0; }; }; }; };", "'end' cannot be a name" },
		{ "stations = { }; work = { k = { project = { a = { time = 1.0; wait = 2.0; }; }; }; };", "task 'a' has both 'time' and 'wait': make two tasks" },
		{ "stations = { }; work = { k = { project = { a = { machines = 2; }; }; }; };", "nothing says how long 'a' takes: give the task a 'time'" },
		{ "stations = { }; work = { k = { project = { a = { at = \"t\"; }; }; }; };", "no station is called 't'" },
		{ "stations = { }; work = { k = { project = { a = { time = 1.0; needs = { eve = 1; }; }; }; }; };", "no resource is called 'eve'" },
		{ "stations = { }; work = { k = { project = { a = { time = 1.0; needs = { ann = 3; }; }; }; }; };", "there are only 2" },
		{ "stations = { }; work = { k = { project = { a = { time = 1.0; give = { ann = 1; }; }; }; }; };",
			"no task of 'k' takes 'ann', so it cannot be given back" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

#define BANDED "stations = { }; work = { k = { concurrency = \"banded\"; project = { a = { time = 1.0; }; "

Test(build_project, a_banded_plan_says_nothing_against_its_order)
{
	static const struct build_row rows[] = {
		{ BANDED "b = { time = 1.0; after = \"c\"; }; c = { time = 1.0; }; }; }; };", "'b' comes after 'c', which is written behind it" },
		{ BANDED "b = { time = 1.0; after = { task = \"a\"; lag = 2; }; }; }; }; };", "a task waits for the ends of those that it needs" },
		{ BANDED "b = { time = 1.0; after = { task = \"a\"; link = \"start-start\"; }; }; }; }; };",
			"a task waits for the ends of those that it needs" },
		{ BANDED "b = { time = 1.0; rework = { chance = 0.5; }; }; }; }; };", "what is done again is what comes back from other tasks" },
		{ BANDED "b = { time = 1.0; stage = \"s\"; }; }; stages = { s = { plan = { time = 1.0; }; }; }; }; };", "not by stages that are planned" },
		{ STATIONS "work = { k = { arrive = { at = ( 0 ); }; process = ( \"s\" ); concurrency = \"banded\"; }; };",
			"'concurrency' belongs to a project; 'k' has none" },
		{ "stations = { }; work = { k = { concurrency = \"bands\"; project = { a = { time = 1.0; }; }; }; };", "concurrency cannot be \"bands\"" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_project, dates_are_dates_of_the_run)
{
	static const struct build_row rows[] = {
		{ "due = \"2026-03-02\"; }; }; }; };", "give 'clock' a 'start'" },
		{ "due = \"2026-02-30\"; }; }; }; }; clock = { start = \"2026-01-02\"; };", "that month has no such day" },
		{ "due = \"2026-01-01 18:00\"; }; }; }; }; clock = { start = \"2026-01-02\"; };", "'roof' is due before the run begins, at 2026-01-02" },
		{ "due = \"20 EUR\"; }; }; }; };", "'EUR' is not a unit" },
		{ "due = \"exponential(3 h)\"; }; }; }; };", "'exponential' draws a random number" },
		{ "late_cost_per_hour = 2.0; }; }; }; };", "nothing says when that is: give it 'due'" },
		{ "early_cost_per_hour = -2.0; due = 4; }; }; }; };", "a cost is 0 or more" },
	};
	expect_errors(rows, COUNT_OF(rows));
	build_expect("stations = { }; resources = { }; clock = { start = \"2026-03-02 08:00\"; };" HOUSE "not_before = \"2026-03-01\"; }; }; }; };",
		"this has no effect: the run begins after it, at 2026-03-02 08:00", SEVERITY_WARNING);
}

Test(build_project, projects_may_come_on_dates)
{
	build_expect("stations = { }; clock = { start = \"2026-03-02 08:00\"; }; work = { k = { arrive = { at = ( \"2026-03-01\" ); };"
		" project = { a = { time = 1; }; }; }; };", "this is before the run begins, at 2026-03-02 08:00", SEVERITY_ERROR);
	build_expect("stations = { }; work = { k = { arrive = { at = ( \"2026-03-01\" ); }; project = { a = { time = 1; }; }; }; };",
		"give 'clock' a 'start'", SEVERITY_ERROR);
}

Test(build_project, what_comes_back_comes_from_another_task)
{
	static const struct build_row rows[] = {
		{ "rework = { chance = 0.2; to = \"walls\"; }; }; }; }; };", "they say themselves, by 'affected_by'" },
		{ "rework = { share = 0.2; }; }; }; }; };", "'rework' needs 'chance' or 'when'" },
		{ "rework = { chance = 1.0; }; }; }; }; };", "'roof' is done again for ever" },
		{ "affected_by = { roof = { chance = 0.5; }; }; }; }; }; };", "what it has to do again is said by 'rework'" },
		{ "affected_by = { rooof = { chance = 0.5; }; }; }; }; }; };", "did you mean 'roof'?" },
		{ "affected_by = { dig = { chance = 1.5; }; }; }; }; }; };", "chance is a share between 0 and 1" },
		{ "affected_by = { dig = { impact = 0.5; }; }; }; }; }; };", "unknown key 'impact' in affected_by entry 'dig'; did you mean 'share'?" },
		{ "improves = 1.5; }; }; }; };", "improves is a share between 0 and 1" },
		{ "together = ( ( \"s\" ), ( \"s\" ) ); }; }; }; };", "unknown key 'together' in task 'roof'" },
	};
	expect_errors(rows, COUNT_OF(rows));
}

Test(build_project, risks_hit_tasks_that_are_there)
{
	static const struct build_row rows[] = {
		{ "}; }; risks = { rain = { chance = 0.2; hits = \"rof\"; delay = 1; }; }; }; };", "did you mean 'roof'?" },
		{ "}; }; risks = { rain = { hits = \"roof\"; delay = 1; }; }; }; };", "chance is missing in risk 'rain'" },
		{ "}; }; risks = { rain = { chance = 0.2; delay = 1; }; }; }; };", "which tasks does 'rain' hit?" },
		{ "}; }; risks = { roof = { chance = 0.2; hits = \"walls\"; delay = 1; }; }; }; };", "'roof' is a task already" },
		{ "}; }; facts = { rain = 1; }; risks = { rain = { chance = 0.2; hits = \"walls\"; delay = 1; }; }; }; };", "'rain' is a fact already" },
		{ "}; }; risks = { now = { chance = 0.2; hits = \"walls\"; delay = 1; }; }; }; };", "'now' means something in expressions" },
		{ "}; }; risks = { rain = { chance = \"3 min\"; hits = \"walls\"; delay = 1; }; }; }; };", "a chance belongs here" },
		{ "}; }; risks = { rain = { chance = 0.1; hits = [ \"walls\", \"walls\" ]; delay = 1; }; }; }; };", "'walls' stands here twice" },
		{ "}; }; risks = { rain = { chance = 0.1; hits = \"walls\"; cost = -5; }; }; }; };", "a cost is 0 or more" },
	};
	expect_errors(rows, COUNT_OF(rows));
}

/* Elsewhere a fact or a let may be called so. */
Test(build_project, what_happens_on_the_way_says_when_and_by_how_much)
{
	static const struct build_row rows[] = {
		{ "}; }; risks = { r = { happens = 3; chance = 0.5; hits = \"dig\"; grows = 0.2; }; }; }; };", "not both" },
		{ "}; }; risks = { r = { happens = 3; hits = \"dig\"; delay = 2; }; }; }; };", "say by 'grows' which share of their work it adds" },
		{ "}; }; risks = { r = { happens = 3; grows = 0.2; }; }; }; };", "which tasks does 'r' hit?" },
		{ "}; }; risks = { r = { chance = 0.5; repeat = true; hits = \"dig\"; grows = 0.2; }; }; }; };", "'repeat' belongs to 'happens'" },
		{ "}; }; risks = { r = { happens = 3; repeat = 0; hits = \"dig\"; grows = 0.2; }; }; }; };", "a whole number, 1 or more" },
		{ "}; }; risks = { r = { happens = 0; repeat = true; hits = \"dig\"; grows = 0.2; }; }; }; };", "without any time passing" },
		{ "}; }; risks = { r = { hits = \"dig\"; grows = 0.2; }; }; }; };", "chance is missing in risk" },
	};
	expect_errors(rows, COUNT_OF(rows));
}

Test(build_project, names_of_the_plan_are_taken_where_there_is_one)
{
	static const struct build_row rows[] = {
		{ "}; }; facts = { slack = 1; }; }; };", "'slack' means something in expressions" },
		{ "}; }; }; }; let = { followers = 3; };", "'followers' means something in expressions" },
		{ "}; }; priority = \"slak\"; }; };", "did you mean 'slack'?" },
		{ "}; }; priority = \"if(slack < 2, 0, 1)\"; }; };", "write '2 min'" },
		{ "}; }; priority = \"slack > 2 min\"; }; };", "a priority is a number, lowest first" },
		{ "}; }; facts = { f = \"slack\"; }; }; };", "'slack' asks about a task of a project that joins a queue" },
	};
	expect_errors(rows, COUNT_OF(rows));
	build_expect("work = { k = { arrive = { every = 5.0; }; priority = \"slack\"; process = ( \"s\", \"t\" ); }; };",
		"'slack' asks about a task of a project that joins a queue", SEVERITY_ERROR);
	build_expect("work = { k = { arrive = { every = 5.0; }; facts = { slack = 1; position = 2; }; priority = \"slack\";"
		" process = ( \"s\" ); }; };", "no step ever goes to 't'", SEVERITY_WARNING);
}

/* Who comes to a queue in order of due times is due himself, or his project is. */
Test(build_project, a_queue_by_due_times_wants_one)
{
	static const char station[] = "stations = { s = { time = 1.0; queue = { order = \"due\"; }; }; };";
	char text[500];
	snprintf(text, sizeof text, "%s work = { k = { project = { a = { at = \"s\"; }; }; }; };", station);
	build_expect(text, "has no 'due', and 'k' no 'promise'", SEVERITY_ERROR);
	snprintf(text, sizeof text, "%s work = { k = { project = { a = { at = \"s\"; due = 3; }; b = { at = \"s\"; }; }; }; };", station);
	build_expect(text, "'b' comes to 's'", SEVERITY_ERROR);
}

Test(build_project, stages_are_those_of_the_project_in_their_order)
{
	static const struct build_row rows[] = {
		{ "stage = \"shel\"; }; }; stages = { shell = { }; }; }; };", "no stage is called 'shel'; did you mean 'shell'?" },
		{ "stage = \"shell\"; }; }; }; };", "'house' has no 'stages': give it some, as in stages = { shell = { }; }" },
		{ "}; }; stages = { shell = { plan = { time = 1.0; }; }; }; }; };", "no task belongs to the stage 'shell'" },
		{ "stage = \"shell\"; }; }; stages = { shell = { plan = { }; }; }; }; };", "nothing says how long the planning of 'shell' takes" },
		{ "stage = \"shell\"; }; }; stages = { shell = { plan = { time = 1.0; after = \"dig\"; }; }; }; }; };", "unknown key 'after' in plan" },
		{ "}; }; planning = { wave = \"upfront\"; }; }; };", "no stage here has a 'plan'" },
		{ "stage = \"shell\"; }; }; stages = { shell = { plan = { time = 1.0; }; }; }; planning = { wave = \"later\"; }; }; };",
			"wave cannot be \"later\"" },
		{ "stage = \"shell\"; }; }; stages = { shell = { plan = { time = 1.0; }; }; }; planning = { redo = 0.5; }; }; };",
			"nothing says how fast plans grow old" },
		{ "stage = \"shell\"; }; }; stages = { shell = { plan = { time = 1.0; }; }; }; planning = { stale = \"3 d\"; }; }; };",
			"a rate belongs here" },
		{ "stage = \"b\"; }; paint = { after = \"roof\"; stage = \"a\"; }; }; stages = { a = { plan = { time = 1.0; }; }; b = { plan = { time = 1.0; }; }; }; }; };",
			"stages come in the order written, and 'b' is planned once the stage before it begins, but a task of that comes after one of 'b'" },
	};
	expect_errors(rows, COUNT_OF(rows));
	build_expect(STATIONS "work = { k = { arrive = { at = ( 0 ); }; process = ( \"s\" ); planning = { stale = \"3% / wk\"; }; }; };",
		"'planning' belongs to a project; 'k' has none", SEVERITY_ERROR);
}
