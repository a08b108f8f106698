/* What is said about cases that make no sense: each row holds one mistake, and exactly that one is complained about. */
#include "build_row.h"

#include <criterion/criterion.h>

#define NOWHERE "stations = { }; "
#define CASE NOWHERE "work = { k = { arrive = { at = ( 0 ); }; facts = { f = 0; n = 2; colour = \"choice(red: 1, blue: 1)\"; }; "

Test(build_case, conditions_speak_of_facts_and_of_what_is_in_the_case)
{
	static const struct build_row rows[] = {
		{ CASE "case = { a = { wait = 1; }; b = { when = \"age > 30 min\"; wait = 1; }; }; }; };",
			"'age' changes by itself, and a condition of a case is looked at only when a fact or something in the case changes" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"now > 30 min\"; wait = 1; }; }; }; };", "or by an event, as in deadline = " },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"wip(k) > 3\"; wait = 1; }; }; }; };", "'wip' changes by itself" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"passes > 3\"; wait = 1; }; }; }; };", "'passes' changes by itself" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"chance(20%) = 1\"; wait = 1; }; }; }; };", "'chance' draws a random number" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"done(c)\"; wait = 1; }; }; }; };", "'c' is not a task of this kind of work" },
		{ CASE "case = { alpha = { wait = 1; }; b = { when = \"ended(alpa)\"; wait = 1; }; }; }; };", "did you mean 'alpha'?" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"colour = green\"; wait = 1; }; }; }; };", "unknown name 'green'" },
		{ CASE "case = { a = { wait = 1; }; b = { when = \"n + 1 min\"; wait = 1; }; }; }; };", "cannot be added" },
		{ CASE "close = \"done(c)\"; case = { a = { wait = 1; }; }; }; };", "'c' is not a task of this kind of work" },
		{ CASE "case = { a = { wait = 1; cancel = \"hour > 3\"; }; }; }; };", "'hour' changes by itself" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_case, a_part_is_a_task_a_milestone_or_an_event)
{
	static const struct build_row rows[] = {
		{ CASE "case = { }; }; };", "the case of 'k' has no task" },
		{ CASE "case = { a = { wait = 1; }; m = { milestone = true; time = 3; }; }; }; };", "nobody works on 'm', which is a milestone" },
		{ CASE "close = \"f = 1\"; case = { a = { wait = 1; }; e = { happens = 4; wait = 3; }; }; }; };",
			"nobody works on 'e', which is an event: leave this out, or make a task of its own of it that is due when \"done(e)\"" },
		{ CASE "close = \"f = 1\"; case = { e = { happens = 4; milestone = true; }; }; }; };", "not both" },
		{ CASE "case = { a = { wait = 1; }; e = { happens = 4; }; }; }; };",
			"'k' has events, such as 'e', and must say what closes a case: give it a 'close', as in close = \"done(e)\"" },
		{ CASE "case = { a = { wait = 1; repeat = ( 2 ); }; }; }; };", "true belongs here, or how often at most" },
		{ CASE "case = { a = { wait = 1; repeat = 0; }; }; }; };", "a whole number, 1 or more, belongs here" },
		{ CASE "case = { a = { wait = 1; in_hand = \"goes on\"; }; }; }; };", "in_hand cannot be \"goes on\"" },
		{ CASE "case = { a = { wait = 1; after = \"b\"; }; }; }; };", "unknown key 'after' in part of a case" },
		{ CASE "case = { a = { time = 1; wait = 1; }; }; }; };", "task 'a' has both 'time' and 'wait': make two tasks" },
		{ CASE "case = { a = { wait = 1; rework = { chance = \"10%\"; to = \"a\"; }; }; }; }; };", "by 'when' and 'repeat'" },
		{ CASE "close = \"f = 1\"; case = { a = { wait = 1; }; e = { happens = -4; }; }; }; };", "a time cannot be negative" },
		{ CASE "case = { a = { wait = 1; set = { g = 1; }; }; }; }; };", "no fact of this work is called 'g'" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_case, stages_have_what_is_in_them)
{
	static const struct build_row rows[] = {
		{ CASE "case = { a = { wait = 1; stage = \"s\"; }; }; }; };", "'k' has no 'stages': give it some" },
		{ CASE "stages = { s = { }; }; case = { a = { wait = 1; stage = \"t\"; }; b = { wait = 1; stage = \"s\"; }; }; }; };",
			"no stage is called 't': there is 's'" },
		{ CASE "stages = { s = { }; }; case = { a = { wait = 1; }; }; }; };", "nothing lies in the stage 's'" },
		{ CASE "stages = { a = { }; }; case = { a = { wait = 1; stage = \"a\"; }; }; }; };", "'a' is a part of this case already" },
		{ CASE "stages = { s = { plan = { time = 1; }; }; }; case = { a = { wait = 1; stage = \"s\"; }; }; }; };", "is not planned" },
		{ NOWHERE "work = { k = { stages = { s = { when = \"done(a)\"; }; }; project = { a = { wait = 1; stage = \"s\"; }; }; }; };",
			"'when' belongs to a stage of a case" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_case, what_only_cases_have_is_refused_elsewhere)
{
	static const struct build_row rows[] = {
		{ NOWHERE "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = \"a\"; wait = 1; } ); case = { a = { wait = 1; }; }; }; };",
			"'k' has a 'process' or a 'case', not both" },
		{ NOWHERE "work = { k = { project = { a = { wait = 1; }; }; case = { a = { wait = 1; }; }; }; };",
			"'k' has a 'project' or a 'case', not both" },
		{ NOWHERE "work = { k = { arrive = { at = ( 0 ); }; close = \"1 > 2\"; process = ( { name = \"a\"; wait = 1; } ); }; };",
			"'close' belongs to a 'case'; 'k' ends when its process does" },
		{ NOWHERE "work = { k = { reopens = { chance = \"5%\"; after = 3; }; project = { a = { wait = 1; }; }; }; };",
			"'reopens' belongs to a 'case'; 'k' ends when its project does" },
		{ NOWHERE "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = \"a\"; wait = \"if(active(a), 1 min, 2 min)\"; } ); }; };",
			"'active' asks what has become of a part of a case, and belongs to work with a 'case'" },
		{ CASE "start_with = ( { step = \"a\"; } ); case = { a = { wait = 1; }; }; }; };", "a case begins with its first tasks" },
		{ CASE "reopens = { after = 3; }; case = { a = { wait = 1; }; }; }; };", "chance is missing in reopens" },
		{ CASE "goal = \"exponential(2) > 1\"; case = { a = { wait = 1; }; }; }; };", "'exponential' draws a random number" },
		{ CASE "outcomes = { won = \"f = 1\"; lost = \"g = 1\"; }; case = { a = { wait = 1; }; }; }; };", "unknown name 'g'" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}
