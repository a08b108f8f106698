/* What is said about hours, shifts, failures, setups, batches, skills and prices that make no sense. */
#include "build_row.h"

#include <criterion/criterion.h>

#define DATED "clock = { start = \"2026-01-05 06:00\"; };"
#define T "t = { time = 1.0; };"

Test(build_shift, calendars_are_named_or_written_out_and_open_some_time)
{
	static const struct build_row rows[] = {
		{ "calendars = { day = \"Mon-Fri 06:00-14:00\"; }; resources = { ann = { calendar = \"dya\"; }; };", "no calendar is called 'dya'; did you mean 'day'?" },
		{ "resources = { ann = { calendar = \"two_shifts\"; }; };", "no calendar is called 'two_shifts': there is 'always'" },
		{ "stations = { s = { time = 1.0; calendar = \"nigth\"; }; " T " }; calendars = { night = \"daily 22:00-06:00\"; };", "did you mean 'night'?" },
		{ "work = { k = { arrive = { every = 5.0; calendar = \"Mo-Fri 06:00-14:00\"; }; process = ( \"s\", \"t\" ); }; };", "'Mo' is no day" },
		{ "work = { k = { arrive = { every = 5.0; }; calendar = \"Mon-Fri 14:00\"; process = ( \"s\", \"t\" ); }; };", "hours are written from-to" },
		{ "calendars = { always = \"Mon-Fri 06:00-14:00\"; };", "'always' means something in hours" },
		{ "calendars = { closed = \"Mon-Fri 06:00-14:00\"; };", "'closed' means something in hours" },
		{ "calendars = { day = \"Mon-Fri 6-14\"; }; resources = { ann = { calendar = \"day\"; }; };", "'6' is no time of day" },
		{ "calendars = { day = { hours = \"daily 06:00-14:00\"; except = ( \"2026-12-25\" ); }; };", "give clock.start" },
		{ DATED "calendars = { day = { hours = \"daily 06:00-14:00\"; except = ( \"2026-12-32\" ); }; };", "2026-12-32" },
		{ "clock = { start = \"today\"; }; calendars = { day = { hours = \"daily 06:00-14:00\"; except = ( \"2026-12-25\" ); }; };", "'today' is no date" },
		{ "resources = { ann = { calendar = \"closed\"; }; };", "'closed' is never open, so that nothing would ever happen here" },
		{ "calendars = { off = \"closed\"; }; stations = { s = { time = 1.0; calendar = \"off\"; }; " T " };", "'off' is never open" },
		{ "work = { k = { arrive = { every = 5.0; calendar = \"closed\"; }; process = ( \"s\", \"t\" ); }; };", "'closed' is never open" },
		{ "work = { k = { arrive = { keep = 5; calendar = \"Sat 08:00-12:00\"; }; process = ( \"s\", \"t\" ); }; };", "'calendar' does not go with 'keep'" },
		{ "work = { k = { arrive = { rates = { each = \"12 h\"; per_hour = [ 0, 4 ]; }; calendar = \"Mon-Fri 08:00-12:00\"; }; process = ( \"s\", \"t\" ); }; };",
			"every rate is 0 in the hours of 'calendar'" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, shifts_say_how_many_and_when)
{
	static const struct build_row rows[] = {
		{ "resources = { ann = { number = 2; shifts = ( { hours = \"daily 06:00-14:00\"; } ); }; };", "leave out 'number', or write it as a shift" },
		{ "resources = { ann = { calendar = \"always\"; shifts = ( { hours = \"daily 06:00-14:00\"; } ); }; };", "leave out 'calendar'" },
		{ "resources = { ann = { shifts = ( ); }; };", "shifts are at least one" },
		{ "resources = { ann = { shifts = ( { hours = \"early\"; } ); }; };", "no calendar is called 'early'" },
		{ "resources = { ann = { shifts = ( { number = \"0.5\"; hours = \"daily 06:00-14:00\"; } ); }; };", "a whole number" },
		{ "resources = { ann = { shifts = ( { hours = \"closed\"; } ); }; };", "nobody is ever there in these shifts" },
		{ DATED "calendars = { early = \"daily 06:00-14:00\"; }; resources = { ann = { shifts = ( { hours = \"early\"; except = \"2026-12-25\"; } ); }; };",
			"the dates on which 'early' has other hours stand in the calendar itself" },
		{ "resources = { ann = { shifts = ( { number = 2; hours = \"daily 06:00-14:00\"; }, { number = 1; hours = \"daily 12:00-20:00\"; } ); }; };"
			"stations = { s = { needs = { ann = 4; }; time = 1.0; }; " T " };", "this needs 4 of 'ann', and there are only 3" },
		{ "resources = { ann = { shifts = ( { number = 0; hours = \"daily 06:00-14:00\"; } ); }; };"
			"stations = { s = { needs_one_of = \"ann\"; time = 1.0; }; " T " };", "none of these resources has anybody" },
		{ "resources = { ann = { at_shift_end = \"pause\"; }; };", "no shift ever ends here, so 'at_shift_end' says nothing" },
		{ "stations = { s = { time = 1.0; at_shift_end = \"finish\"; }; " T " };", "no shift ever ends here" },
		{ "resources = { ann = { speed = 0; }; };", "a speed is above 0" },
		{ "resources = { ann = { speed = \"-2\"; }; };", "a speed is above 0" },
		{ "resources = { ann = { speed = \"exponential(2)\"; }; };", "'exponential' draws a random number" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, skills_stand_for_one_who_has_them)
{
	static const struct build_row rows[] = {
		{ "resources = { ann = { skills = [ \"bob\" ]; }; bob = { }; };", "'bob' is a resource already" },
		{ "resources = { ann = { skills = [ \"arc welding\" ]; }; };", "'arc welding' cannot be the name of a skill" },
		{ "resources = { ann = { skills = [ \"welding\", \"welding\" ]; }; };", "'welding' stands here twice" },
		{ "resources = { ann = { skills = \"welding\"; }; }; stations = { s = { needs = { weldin = 1; }; time = 1.0; }; " T " };",
			"no resource or skill is called 'weldin'; did you mean 'welding'?" },
		{ "resources = { ann = { number = 2; skills = \"welding\"; }; }; stations = { s = { needs = { welding = 2; }; time = 1.0; }; " T " };",
			"'welding' can only be 1 here" },
		{ "resources = { ann = { skills = [ \"welding\", \"driving\" ]; }; }; stations = { s = { needs = { welding = 1; driving = 1; }; time = 1.0; }; " T " };",
			"two skills at once" },
		{ "resources = { ann = { skills = \"welding\"; }; bob = { }; }; stations = { s = { needs = { welding = 1; }; needs_one_of = \"bob\"; time = 1.0; }; " T " };",
			"a skill in 'needs' is a choice already" },
		{ "resources = { ann = { number = 0; skills = \"welding\"; }; }; stations = { s = { needs = { welding = 1; }; time = 1.0; }; " T " };",
			"none of these resources has anybody" },
		{ "resources = { ann = { skills = \"welding\"; }; }; work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; take = { welding = 1; }; } ); }; };",
			"this takes the skill 'welding': only resources are kept" },
		{ "resources = { ann = { skills = \"welding\"; }; }; stations = { s = { needs_one_of = [ \"welding\", \"welding\" ]; time = 1.0; }; " T " };",
			"'welding' stands here twice" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, failures_take_time_and_someone_else_repairs)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; fails = { every = \"60 h\"; }; }; " T " };", "repair is missing in fails" },
		{ "stations = { s = { time = 1.0; fails = { every = 0; repair = 2; }; }; " T " };", "with no time between failures" },
		{ "stations = { s = { time = 1.0; fails = { every = \"exponential(5)\"; repair = \"0 - 2 h\"; }; }; " T " };", "a time cannot be negative" },
		{ "stations = { s = { time = 1.0; fails = { every = \"queue(t) * 1 h\"; repair = 1; }; }; " T " };", "'queue' asks for the state" },
		{ "stations = { s = { time = 1.0; fails = { every = \"60 h\"; repair = \"age\"; }; }; " T " };", "'age' asks about an item" },
		{ "stations = { s = { time = 1.0; fails = { every = \"60 h\"; repair = 1; needs = { fitter = 1; }; }; }; " T " };", "no resource is called 'fitter'" },
		{ "stations = { s = { time = 1.0; fails = { every = \"60 h\"; repair = 1; needs = { bob = 2; }; }; }; " T " };", "this needs 2 of 'bob'" },
		{ "resources = { ann = { number = 2; fails = { every = \"60 h\"; repair = 1; needs = { ann = 1; }; }; }; };", "'ann' cannot repair itself" },
		{ "resources = { ann = { skills = \"fixing\"; fails = { every = \"60 h\"; repair = 1; needs = { fixing = 1; }; }; }; };", "'ann' cannot repair itself" },
		{ "stations = { s = { machines = \"unlimited\"; time = 1.0; fails = { every = \"60 h\"; repair = 1; }; }; " T " };",
			"'fails' is about single machines, and here they are unlimited" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

#define COLOURS "facts = { colour = \"choice(red: 1, blue: 1)\"; };"

Test(build_shift, setups_go_by_a_fact_that_means_one_thing)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; setup = { on = \"color\"; time = 1.0; }; }; " T " };"
			"work = { k = { arrive = { every = 5.0; }; " COLOURS " process = ( \"s\", \"t\" ); }; };", "no fact of any work is called 'color'; did you mean 'colour'?" },
		{ "stations = { s = { time = 1.0; setup = { on = \"colour\"; time = 1.0; }; }; " T " };"
			"work = { k = { arrive = { every = 5.0; }; process = ( \"s\" ); }; j = { arrive = { every = 5.0; }; " COLOURS " process = ( \"t\" ); }; };",
			"no work that comes to 's' has the fact 'colour'" },
		{ "stations = { s = { time = 1.0; setup = { on = \"colour\"; time = 1.0; }; }; " T " };"
			"work = { k = { arrive = { every = 5.0; }; facts = { colour = \"choice(blue: 1, red: 1)\"; }; process = ( \"s\" ); };"
			"j = { arrive = { every = 5.0; }; " COLOURS " process = ( \"s\", \"t\" ); }; };", "'colour' is not of the same nature for all work that comes to 's'" },
		{ "stations = { s = { time = 1.0; setup = { on = \"kind\"; time = \"5 / h\"; }; }; " T " };", "a time belongs here" },
		{ "stations = { s = { time = 1.0; setup = { on = \"colour\"; time = \"if(colour = rde, 1 min, 2 min)\"; }; }; " T " };"
			"work = { k = { arrive = { every = 5.0; }; " COLOURS " process = ( \"s\", \"t\" ); }; };", "rde" },
		{ "stations = { s = { needs = { ann = 1; }; time = 1.0; setup = { on = \"kind\"; time = 1.0; }; }; " T " };",
			"'setup' is about single machines, and here they are unlimited" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, batches_come_together_and_the_urgent_interrupt_by_priority)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; batch = { size = 0; }; }; " T " };", "size is between 1 and 1000000, not 0" },
		{ "let = { n = 0; }; stations = { s = { time = 1.0; batch = { size = \"n\"; }; }; " T " };", "1 or more" },
		{ "stations = { s = { time = 1.0; batch = { size = 6; }; queue = { limit = 4; }; }; " T " };", "a batch of 6 never comes together: the queue's 'limit' lets only 4 wait" },
		{ "stations = { s = { time = 1.0; batch = { size = 6; wait_at_most = \"-5 min\"; }; }; " T " };", "a time cannot be negative" },
		{ "stations = { s = { time = 1.0; batch = { size = 6; wait_at_most = \"exponential(5)\"; }; }; " T " };", "draws a random number" },
		{ "stations = { s = { time = 1.0; queue = { preempt = \"resume\"; }; }; " T " };", "'preempt' needs order = \"priority\"" },
		{ "stations = { s = { time = 1.0; queue = { order = \"shortest\"; preempt = \"restart\"; }; }; " T " };", "'preempt' needs order = \"priority\"" },
		{ "stations = { s = { time = 1.0; queue = { order = \"prioriti\"; preempt = \"restart\"; }; }; " T " };", "did you mean 'priority'?" },
		{ "stations = { s = { time = 1.0; batch = { size = 2; }; queue = { order = \"priority\"; preempt = \"resume\"; }; }; " T " };",
			"what is served in batches cannot be interrupted" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, prices_are_fixed_and_not_negative)
{
	static const struct build_row rows[] = {
		{ "resources = { ann = { cost_per_hour = -3; }; };", "a cost is 0 or more" },
		{ "resources = { ann = { cost_per_use = \"2 min\"; }; };", "an amount of money, a plain number, belongs here" },
		{ "resources = { ann = { fixed_cost_per_week = \"uniform(1, 2)\"; }; };", "draws a random number" },
		{ "stations = { s = { time = 1.0; cost_per_busy_hour = -0.5; }; " T " };", "a cost is 0 or more" },
		{ "stations = { s = { machines = \"unlimited\"; time = 1.0; cost_per_hour = 5; }; " T " };", "'cost_per_hour' is about single machines" },
		{ "work = { k = { arrive = { every = 5.0; }; cost = -1; process = ( \"s\", \"t\" ); }; };", "a cost is 0 or more" },
		{ "work = { k = { arrive = { every = 5.0; }; late_cost_per_hour = -1; process = ( \"s\", \"t\" ); }; };", "a cost is 0 or more" },
		{ "work = { k = { arrive = { every = 5.0; }; value = \"age\"; process = ( \"s\", \"t\" ); }; };", "'age' asks about an item" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; cost = -2; } ); }; };", "a cost is 0 or more" },
		{ "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", { at = \"t\"; cost = \"3 min\"; } ); }; };", "'3 min' is a time" },
		{ "scenarios = { a = { invest = 100; }; };", "over which time is this investment written off?" },
		{ "scenarios = { a = { life = \"5 y\"; }; };", "'life' is that of an investment" },
		{ "scenarios = { a = { invest = -100; life = \"5 y\"; }; };", "a cost is 0 or more" },
		{ "scenarios = { a = { invest = 100; life = 0; }; };", "a time above 0 belongs here" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}

Test(build_shift, overtime_that_never_comes_is_only_a_warning)
{
	static const struct build_row rows[] = {
		{ "resources = { ann = { overtime_cost_per_hour = 45; }; };", "there is no overtime here without a 'calendar'" },
		{ "resources = { ann = { calendar = \"daily 06:00-14:00\"; at_shift_end = \"pause\"; overtime_cost_per_hour = 45; }; };",
			"the work of 'ann' pauses at the end of a shift" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		build_expect(rows[i].text, rows[i].phrase, SEVERITY_WARNING);
}
