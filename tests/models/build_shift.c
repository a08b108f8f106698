/* What is said about hours, shifts, skills and pre-emption that make no sense. */
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

Test(build_shift, the_urgent_interrupt_by_priority)
{
	static const struct build_row rows[] = {
		{ "stations = { s = { time = 1.0; queue = { preempt = \"resume\"; }; }; " T " };", "'preempt' needs order = \"priority\"" },
		{ "stations = { s = { time = 1.0; queue = { order = \"shortest\"; preempt = \"restart\"; }; }; " T " };", "'preempt' needs order = \"priority\"" },
		{ "stations = { s = { time = 1.0; queue = { order = \"prioriti\"; preempt = \"restart\"; }; }; " T " };", "did you mean 'priority'?" },
	};
	build_expect_errors(rows, COUNT_OF(rows));
}
