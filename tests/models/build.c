/* What is said about models that make no sense: each row holds one mistake, and exactly that one is complained about. */
#include "build_row.h"

#include <criterion/criterion.h>

Test(build, lets_are_constant_and_name_no_circle)
{
	static const struct build_row rows[] = {
		{ "let = { a = \"b + 1\"; b = \"c * 2\"; c = \"a\"; };", "'a' is defined by itself (a -> b -> c -> a)" },
		{ "let = { a = \"a + 1\"; };", "(a -> a)" },
		{ "let = { a = \"exponential(5 min)\"; };", "'exponential' draws a random number" },
		{ "let = { a = \"now\"; };", "'now' asks for the state" },
		{ "let = { now = 3; };", "'now' means something in expressions" },
		{ "let = { a = \"3 min + 2\"; b = \"a * 2\"; };", "write '2 min'" },
		{ "let = { a = \"bb + 1\"; };", "bb" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, clock_and_run_say_what_belongs_there)
{
	static const struct build_row rows[] = {
		{ "clock = { start = \"2026-02-29 06:00\"; };", "that month has no such day" },
		{ "clock = { start = \"5 January\"; };", "a date is written \"2026-01-05\"" },
		{ "clock = { workday = \"25 h\"; };", "at most 24 h" },
		{ "run = { };", "Arrivals of 'k' have no end: give 'run' a 'length'" },
		{ "run = { length = \"until done\"; };", "arrivals of 'k' have no end, so the run would never be done" },
		{ "run = { length = 0; };", "a run is longer than 0" },
		{ "run = { length = \"1 d\"; warmup = \"2 d\"; };", "the run is over before this warm-up ends" },
		{ "run = { length = \"1 d\"; warmup = \"-2 min\"; };", "a time cannot be negative" },
		{ "run = { length = \"11 / h\"; };", "a time belongs here" },
		{ "let = { n = 2.5; }; run = { length = 10.0; replications = \"n\"; };", "a whole number from 1 to 1000000 belongs here, not 2.5" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, stations_and_resources_are_known_and_can_be_staffed)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { needs = { anna = 1; }; time = 1.0; }; t = { time = 1.0; }; };", "no resource is called 'anna'; did you mean 'ann'?" },
		{ "stations = { s = { needs = { ann = 3; }; time = 1.0; }; t = { time = 1.0; }; };", "this needs 3 of 'ann', and there are only 2" },
		{ "stations = { s = { needs_one_of = [ \"ann\", \"bib\" ]; time = 1.0; }; t = { time = 1.0; }; };", "did you mean 'bob'?" },
		{ "stations = { s = { needs_one_of = [ \"ann\", \"ann\" ]; time = 1.0; }; t = { time = 1.0; }; };", "'ann' stands here twice" },
		{ "resources = { ann = { number = 0; }; }; stations = { s = { needs_one_of = \"ann\"; time = 1.0; }; t = { time = 1.0; }; };",
			"none of these resources has anybody" },
		{ "let = { n = 0; }; stations = { s = { machines = \"n\"; time = 1.0; }; t = { time = 1.0; }; };", "1 or more" },
		{ "stations = { s = { time = \"-1 min\"; }; t = { time = 1.0; }; };", "a time cannot be negative" },
		{ "stations = { s = { time = \"uniform(-1 min, 2 min)\"; }; t = { time = 1.0; }; };", "may give values down to -1" },
		{ "stations = { s = { }; t = { time = 1.0; }; };", "nothing says how long 's' takes: give the step or its station a 'time'" },
		{ "stations = { s = { time = \"11 / h\"; }; t = { time = 1.0; }; };", "a time belongs here" },
		{ "stations = { s = { time = \"size * 1 min\"; }; t = { time = 1.0; }; };"
			"work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\" ); }; };", "unknown name 'size'" },
		{ "stations = { s = { time = \"sise * 1 min\"; }; t = { time = 1.0; }; };", "sise" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, queues_have_an_order_and_somewhere_to_go_when_full)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; queue = { order = \"fiffo\"; }; }; t = { time = 1.0; }; };", "no order is called 'fiffo'; did you mean 'fifo'?" },
		{ "stations = { s = { time = 1.0; queue = { order = \"due\"; }; }; t = { time = 1.0; }; };", "has no 'promise'" },
		{ "stations = { s = { time = 1.0; queue = { when_full = \"turn_away\"; }; }; t = { time = 1.0; }; };", "has no 'limit', so it is never full" },
		{ "stations = { s = { time = 1.0; queue = { limit = 1; when_full = \"turnaway\"; }; }; t = { time = 1.0; }; };", "did you mean 'turn_away'?" },
		{ "stations = { s = { time = 1.0; queue = { limit = 1; when_full = \"tea\"; }; }; t = { time = 1.0; }; };", "no station is called 'tea'" },
		{ "stations = { s = { time = 1.0; queue = { limit = 1; when_full = \"t\"; }; }; t = { time = 1.0; queue = { limit = 1; when_full = \"s\"; }; }; };",
			"round in a circle (s -> t -> s)" },
		{ "stations = { s = { time = 1.0; queue = { limit = 1; when_full = \"t\"; }; }; t = { }; };"
			"work = { k = { arrive = { every = 5.0; }; process = ( \"s\" ); }; };", "may be sent on to 't', which has no 'time'" },
		{ "stations = { s = { time = 1.0; queue = { patience = \"5 / h\"; }; }; t = { time = 1.0; }; };", "a time belongs here" },
		{ "stations = { s = { time = 1.0; queue = { order = \"uniform(1, 2)\"; }; }; t = { time = 1.0; }; };", "'uniform' draws a random number" },
		{ "stations = { s = { time = 1.0; queue = { order = \"colour\"; }; }; t = { time = 1.0; }; };"
			"work = { k = { arrive = { every = 5.0; }; facts = { colour = \"choice(red: 1, blue: 2)\"; }; process = ( \"s\", \"t\" ); }; };",
			"turn the words into numbers" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, work_arrives_in_one_way_that_makes_sense)
{
	static const struct build_row rows[] = {
		{ "work = { k = { arrive = { every = 5.0; keep = 3; }; process = ( \"s\", \"t\" ); }; };", "'k' arrives in one way: 'every' or 'keep'" },
		{ "work = { k = { arrive = { size = 5; }; process = ( \"s\", \"t\" ); }; };", "does not say when" },
		{ "work = { k = { arrive = { every = 0; }; process = ( \"s\", \"t\" ); }; };", "time would never go on" },
		{ "work = { k = { arrive = { every = \"age\"; }; process = ( \"s\", \"t\" ); }; };", "'age' asks about an item" },
		{ "work = { k = { arrive = { keep = 2; first = 3.0; }; process = ( \"s\", \"t\" ); }; };", "'first' belongs to 'every'" },
		{ "work = { k = { arrive = { every = 2.0; period = 3.0; }; process = ( \"s\", \"t\" ); }; };", "'period' repeats the times of 'at'" },
		{ "work = { k = { arrive = { keep = 2; size = 3; }; process = ( \"s\", \"t\" ); }; };", "'size' does not go with 'keep'" },
		{ "work = { k = { arrive = { every = 2.0; size = 0.5; }; process = ( \"s\", \"t\" ); }; };", "how many items come at once" },
		{ "work = { k = { arrive = { every = 2.0; until = 0; }; process = ( \"s\", \"t\" ); }; };", "a time above 0 belongs here" },
		{ "work = { k = { arrive = { rates = { each = \"6 h\"; per_hour = [ 1.0, 2.0 ]; }; }; process = ( \"s\", \"t\" ); }; };",
			"the period holds 4 intervals, so 'per_hour' needs 4 entries; there are 2" },
		{ "work = { k = { arrive = { rates = { each = \"5 h\"; per_hour = [ 1.0, 2.0 ]; }; }; process = ( \"s\", \"t\" ); }; };",
			"'each' does not divide 'period': 4.8" },
		{ "work = { k = { arrive = { rates = { each = \"12 h\"; per_hour = [ 1.0, -2.0 ]; }; }; process = ( \"s\", \"t\" ); }; };", "at least 0" },
		{ "work = { k = { arrive = { rates = { each = \"12 h\"; per_hour = [ \"0 - 2\", \"1\" ]; }; }; process = ( \"s\", \"t\" ); }; };", "0 or more" },
		{ "work = { k = { arrive = { rates = { each = \"12 h\"; per_hour = [ 0.0, 0.0 ]; }; }; process = ( \"s\", \"t\" ); }; };", "nothing ever arrives" },
		{ "work = { k = { arrive = { at = [ 1.0, 30.0 ]; period = 20.0; }; process = ( \"s\", \"t\" ); }; };", "outside the 'period' of 20 min" },
		{ "work = { k = { arrive = { at = [ \"0 min - 1 min\" ]; }; process = ( \"s\", \"t\" ); }; };", "a time cannot be negative" },
		{ "work = { k = { arrive = { file = \"no_such_file.csv\"; }; process = ( \"s\", \"t\" ); }; };", "no_such_file.csv" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, facts_share_one_namespace_and_see_those_before_them)
{
	static const struct build_row rows[] = {
		{ "let = { size = 3; }; work = { k = { arrive = { every = 5.0; }; facts = { size = 3; }; process = ( \"s\", \"t\" ); }; };",
			"'size' is already a name in 'let'" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { age = 3; }; process = ( \"s\", \"t\" ); }; };", "'age' means something in expressions" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { a = \"b + 1\"; b = 2; }; process = ( \"s\", \"t\" ); }; };", "'b'" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { a = \"exponential(mena = 3)\"; }; process = ( { at = \"s\"; time = \"a * 1 min\"; } ); }; };"
			"stations = { s = { }; };", "mena" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { colour = \"choice(red: 1, blue: 1)\"; }; "
			"process = ( { at = \"s\"; set = { color = \"red\"; }; }, \"t\" ); }; };", "did you mean 'colour'?" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { colour = \"choice(red: 1, blue: 1)\"; }; "
			"process = ( { at = \"s\"; set = { colour = \"rde\"; }; }, \"t\" ); }; };", "rde" },
		{ "work = { k = { arrive = { every = 5.0; }; priority = \"queue(s)\"; process = ( \"s\", \"t\" ); }; };", "'queue' asks for the state" },
		{ "work = { k = { arrive = { every = 5.0; }; late_cost_per_hour = -1; process = ( \"s\", \"t\" ); }; };", "a cost is 0 or more" },
		{ "work = { k = { arrive = { every = 5.0; }; late_cost_per_hour = \"5 min\"; process = ( \"s\", \"t\" ); }; };", "'5 min' is a time" },
		{ "work = { k = { arrive = { every = 5.0; }; facts = { n = \"5 min\"; }; process = ( \"s\", { at = \"t\"; start = \"j\"; } ); };"
			"j = { facts = { n = 5; }; process = ( \"s\" ); }; };", "takes over the fact 'n' of 'k'" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, a_step_is_one_thing)
{
	static const struct build_row rows[] = {
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"tt\" ); }; };", "no station is called 'tt'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"t\", { at = \"s\"; wait = 3.0; } ); }; };", "step 's' has both 'at' and 'wait'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"t\", { at = \"s\"; needs = { ann = 1; }; } ); }; };",
			"has both 'at' and 'needs': say it at the station" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { name = \"x\"; wait = 3.0; time = 2.0; } ); }; };",
			"step 'x' has both 'time' and 'wait'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { needs = { ann = 1; }; } ); }; };",
			"nothing says how long 'step3' takes: give the step a 'time'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { needs = { ann = 1; }; quantity = 3; } ); }; };", "belong together" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; norm = \"3 / h\"; } ); }; };", "belong together" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; time = 1.0; norm = \"3 / h\"; quantity = 2; } ); }; };",
			"the time follows from 'quantity' and 'norm'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; norm = \"3 min\"; quantity = 2; } ); }; };", "a rate belongs here" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; norm = \"0 / h\"; quantity = 2; } ); }; };", "a norm is above 0" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; join = 1; } ); }; };", "belongs to 'together'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; number = 1; } ); }; };", "belongs to 'start'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { } ); }; };", "this step is empty" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; chance = \"120%\"; } ); }; };", "120 % was given" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; give = { ann = 1; }; } ); }; };",
			"no step of 'k' takes 'ann', so it cannot be given back" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; take = { ann = 3; }; } ); }; };", "this takes 3 of 'ann'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; start = \"kk\"; } ); }; };", "no kind of work is called 'kk'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; start = { kind = \"k\"; numbr = 2; }; } ); }; };", "numbr" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( ); }; };", "has no step" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { name = \"end\"; wait = 1.0; } ); }; };", "end" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, branches_are_lists_and_keep_to_themselves)
{
	static const struct build_row rows[] = {
		{ "work = { k = { arrive = { every = 5.0; }; process = ( ( \"s\", \"t\" ) ); }; };", "write ( (\"a\", \"b\"), (\"c\") )" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( ( (\"s\", \"t\") ) ); }; };", "branches in parallel are at least two" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( ( (\"s\", \"t\"), ( ) ) ); }; };", "this branch has no step" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( { together = ( (\"s\"), (\"t\") ); join = 3; } ); }; };", "from 1 to 2" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( ( (\"s\"), ( { at = \"t\"; next = ( { to = \"s\"; chance = \"5%\"; } ); } ) ) ); }; };",
			"'s' is not in the same branch as 't'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( { at = \"s\"; rework = { to = \"t\"; chance = \"5%\"; }; }, ( (\"t\"), ( { wait = 1.0; } ) ) ); }; };",
			"'t' is not in the same branch as 's'" },
		{ "work = { k = { arrive = { every = 5.0; }; start_with = ( { step = \"t\"; number = 2; } ); process = ( \"s\", ( (\"t\"), ( { wait = 1.0; } ) ) ); }; };",
			"'t' stands in a branch" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, routes_are_decided_and_lead_somewhere)
{
	static const struct build_row rows[] = {
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; next = ( { to = \"u\"; chance = \"5%\"; } ); } ); }; };",
			"no step of 'k' is called 'u'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; next = ( { to = \"s\"; chance = \"5%\"; when = \"age > 3 min\"; } ); } ); }; };",
			"'chance' or 'when', not both" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; next = ( { to = \"s\"; chance = \"5%\"; }, { to = \"end\"; } ); } ); }; };",
			"needs 'chance' or 'when'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; next = ( { to = \"s\"; chance = \"65%\"; }, { to = \"end\"; chance = \"40%\"; } ); } ); }; };",
			"the chances after 't' come to 105%" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; rework = { to = \"s\"; }; } ); }; };", "'rework' needs 'chance' or 'when'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; rework = { to = \"s\"; chance = 1.5; }; } ); }; };", "between 0 and 1" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"s\", { at = \"t\"; rework = { to = \"s\"; chance = 0.5; }; } ); }; };",
			"'k' has two steps called 's': tell them apart with 'name'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"s\", { at = \"t\"; time = \"count(s) * 1 min\"; } ); }; };",
			"two steps called 's'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( { at = \"s\"; next = ( { to = \"t\"; } ); }, { name = \"x\"; wait = 1.0; }, { name = \"y\"; wait = 2.0; }, \"t\" ); }; };",
			"step 'x' can never be reached: 's' always goes on to 't'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( { at = \"s\"; next = ( { to = \"s\"; chance = \"50%\"; }, { to = \"end\"; chance = \"50%\"; } ); }, \"t\" ); }; };",
			"step 't' can never be reached: 's' always goes on to 's' or 'end'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\", { name = \"a\"; }, { name = \"b\"; next = ( { to = \"a\"; } ); } ); }; };",
			"from 'a' items go round for ever without any time passing" },
		{ "run = { }; work = { k = { arrive = { at = [ 1.0 ]; }; process = ( \"s\", { at = \"t\"; next = ( { to = \"s\"; } ); } ); }; };",
			"items never come to an end" },
		{ "work = { k = { arrive = { every = 5.0; }; start_with = ( { step = \"ss\"; number = 2; } ); process = ( \"s\", \"t\" ); }; };",
			"no step of 'k' is called 'ss'" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, measures_and_expectations_name_what_there_is)
{
	static const struct build_row rows[] = {
		{ "measures = { m = { share = \"age > 5 min\"; }; };", "whose items?" },
		{ "measures = { m = { of = \"kk\"; share = \"age > 5 min\"; }; };", "no kind of work is called 'kk'" },
		{ "measures = { m = { of = \"k\"; }; };", "one of 'share', 'mean', 'sd' and 'over_time'" },
		{ "measures = { m = { of = \"k\"; share = \"age > 3 min\"; mean = \"age\"; }; };", "not several" },
		{ "measures = { m = { of = \"k\"; over_time = \"busy(s) = 0\"; }; };", "choose among items" },
		{ "measures = { m = { over_time = \"hour >= 17\"; }; };", "now, hour and weekday change between events" },
		{ "measures = { m = { over_time = \"age\"; }; };", "'age' asks about an item" },
		{ "measures = { m = { of = \"k\"; mean = \"exponential(3 min)\"; }; };", "'exponential' draws" },
		{ "expect = ( { metric = \"work.k.tmie\"; value = 3.0; } );", "did you mean 'work.k.time'?" },
		{ "scenarios = { base = { title = \"x\"; }; };", "'base' cannot be a name" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build, what_would_be_idle_is_only_a_warning)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; }; t = { time = 1.0; }; u = { time = \"size * 1 min\"; }; };"
			"work = { k = { arrive = { every = 5.0; }; facts = { size = 3; }; process = ( \"s\", \"t\" ); }; };", "no step ever goes to 'u'" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\" ); }; j = { process = ( \"s\" ); }; };", "nothing ever starts 'j'" },
		{ "stations = { s = { time = 1.0; queue = { order = \"cost_of_delay\"; }; }; t = { time = 1.0; }; };", "costs nothing while it waits" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		build_expect(rows[i].text, rows[i].phrase, SEVERITY_WARNING);
}
