/* Machines as they are: setups, failures and repairs, of machines and of people. Times are in minutes, or in hours where there are
   shifts; every number is computed by hand in the comment above its model. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"
#define LENGTH(time) "run = { length = " time "; warmup = 'none'; };"
#define STATION(rest) "stations = { s = { machines = 1; time = 3; " rest " }; };"
/* A kind that comes at these times and is served at s. */
#define KIND(name, at, rest) " " name " = { arrive = { at = ( " at " ); }; " rest " process = ( 's' ); };"
#define TIMED(name, at, time) " " name " = { arrive = { at = ( " at " ); }; process = ( { at = 's'; time = " time "; } ); };"

/* --- setups ------------------------------------------------------------------------------------------------------------------------- */

Test(engine_machine, a_machine_is_set_up_when_the_next_item_differs_from_the_last)
{
	static const struct engine_case cases[] = {
		/* a 0-3 (the machine is neutral), a 3-6, b set up 6-8, 8-11, a set up 11-13, 13-16. */
		{ .what = "by kind", .text = STATION("setup = { on = 'kind'; time = 2; };") "work = {" KIND("a", "0, 1, 3", "") KIND("b", "2", "") " };",
		  .expected = { { "work.a.time", (3 + 5 + 13) / 3.0 }, { "work.b.time", 9 }, { "stations.s.utilisation", 12.0 / 16 }, { "stations.s.setup", 4.0 / 16 },
			{ "stations.s.blocked", 0 }, { "stations.s.idle", 0 }, { "stations.s.wait", (0 + 2 + 8 + 4) / 4.0 }, { "stations.s.visits", 4 },
			{ "work.b.flow_efficiency", 3.0 / 9 }, { "work.b.visits", 1 } } },
		/* Size 1: a 0-3; c has no size: 3-6, and the machine stays as it is: a 6-9; b set up 9-11, 11-14; c 14-17; b 17-20.
		   */
		{ .what = "by a fact, which some work lacks", .text = STATION("setup = { on = 'size'; time = 2; };") "work = {"
			KIND("a", "0, 2", "facts = { size = 1; };") KIND("b", "2.5, 4", "facts = { size = 2; };") KIND("c", "1, 3", "") " };",
		  .expected = { { "work.a.time", (3 + 7) / 2.0 }, { "work.b.time", (11.5 + 16) / 2 }, { "work.c.time", (5 + 14) / 2.0 }, { "stations.s.setup", 2.0 / 20 },
			{ "stations.s.utilisation", 18.0 / 20 } } },
		/* c 0-3 leaves the machine neutral: b 3-6 without a setup. */
		{ .what = "work without the fact does not set it up", .text = STATION("setup = { on = 'size'; time = 2; };") "work = {"
			KIND("b", "0.5", "facts = { size = 2; };") KIND("c", "0", "") " };",
		  .expected = { { "work.b.time", 5.5 }, { "stations.s.setup", 0 } } },
		/* Words: red 0-3, blue set up 3-5, 5-8. */
		{ .what = "by named values", .text = STATION("setup = { on = 'colour'; time = 2; };") "work = {"
			KIND("a", "0", "facts = { colour = 'choice(red: 1, blue: 0)'; };") KIND("b", "0", "facts = { colour = 'choice(red: 0, blue: 1)'; };") " };",
		  .expected = { { "work.a.time", 3 }, { "work.b.time", 8 } } },
		/* The fact as it is then: size 1 0-3, size 2 set up 3-8 (5 for size 2), 8-11. */
		{ .what = "by a fact that changes on the way", .text = STATION("setup = { on = 'size'; time = 'if(size = 2, 5, 1)'; };")
			"work = { k = { arrive = { at = ( 0 ); }; facts = { size = 1; }; process = ( { name = 'n'; at = 's'; set = { size = 2; }; }, { name = 'm'; at = 's'; } ); }; };",
		  .expected = { { "work.k.time", 11 }, { "stations.s.setup", 5.0 / 11 }, { "work.k.flow_efficiency", 6.0 / 11 }, { "work.k.visits", 2 } } },
		/* a 0-3, b set up for no time 3-6, a 6-9. */
		{ .what = "in no time", .text = STATION("setup = { on = 'kind'; time = 0; };") "work = {" KIND("a", "0, 4", "") KIND("b", "1", "") " };",
		  .expected = { { "work.a.time", (3 + 5) / 2.0 }, { "work.b.time", 5 }, { "stations.s.setup", 0 }, { "stations.s.utilisation", 1 } } },
		/* Sent on by a full queue: a 0-3 at s, a at 1 finds it full and goes to t, 1-2, b at 1.5 too: set up 2-6, 6-7. */
		{ .what = "where a full queue sends it", .text = "stations = { s = { time = 3; queue = { limit = 0; when_full = 't'; }; };"
			" t = { time = 1; setup = { on = 'size'; time = 'size * 2'; }; }; };"
			"work = {" KIND("a", "0, 1", "facts = { size = 1; };") KIND("b", "1.5", "facts = { size = 2; };") " };",
		  .expected = { { "work.b.time", 5.5 }, { "stations.t.setup", 4.0 / 7 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, of_free_machines_one_that_is_set_up_is_taken_first)
{
	static const struct engine_case cases[] = {
		/* Two machines, 10 to set up. a on the first 0-3, b on the second 1-4. b at 5: the second, although the first is
		   idle for longer: 5-8. a at 9: the first, 9-12. */
		{ .what = "although another is idle for longer", .text = "stations = { s = { machines = 2; time = 3; setup = { on = 'kind'; time = 10; }; }; };"
			"work = {" KIND("a", "0, 9", "") KIND("b", "1, 5", "") " };",
		  .expected = { { "work.a.time", 3 }, { "work.b.time", 3 }, { "stations.s.setup", 0 }, { "total.end", 12 } } },
		/* a on the first 0-3, b on the second 1-4. c at 5: the first (idle since 3) is set up 5-15, 15-18. a at 19: the
		   second (since 4) is set up 19-29, 29-32. b at 33: the first (since 18), 33-43, 43-46. a at 47: the second, 47-50.
		   */
		{ .what = "else the one that is idle for longest", .text = "stations = { s = { machines = 2; time = 3; setup = { on = 'kind'; time = 10; }; }; };"
			"work = {" KIND("a", "0, 19, 47", "") KIND("b", "1, 33", "") KIND("c", "5", "") " };",
		  .expected = { { "work.a.time", 19.0 / 3 }, { "work.b.time", 8 }, { "work.c.time", 13 }, { "stations.s.setup", 0.3 }, { "stations.s.utilisation", 0.18 },
			{ "stations.s.idle", 0.52 }, { "total.end", 50 } } },
		/* Both free at once: the first. a 0-3 and b 0-3; c at 4 takes the first: 4-14, 14-17; b at 18 the second: 18-21. */
		{ .what = "and of these the first", .text = "stations = { s = { machines = 2; time = 3; setup = { on = 'kind'; time = 10; }; }; };"
			"work = {" KIND("a", "0", "") KIND("b", "0, 18", "") KIND("c", "4", "") " };",
		  .expected = { { "work.b.time", 3 }, { "work.c.time", 13 }, { "total.end", 21 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, a_setup_is_work_of_the_machine_and_its_people)
{
	static const struct engine_case cases[] = {
		/* a 0-3; b set up 3-5, 5-8 with the clerk; y wants the clerk at 4 and gets her at 8. */
		{ .what = "who are held for it", .text = "resources = { clerk = {}; }; stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; setup = { on = 'kind'; time = 2; }; };"
			" t = { needs = { clerk = 1; }; time = 1; }; };"
			"work = {" KIND("a", "0", "") KIND("b", "1", "") " y = { arrive = { at = ( 4 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.b.time", 7 }, { "work.y.time", 5 }, { "resources.clerk.busy", 1 }, { "stations.s.setup", 2.0 / 9 } } },
		/* At half speed 3 of work take 6, 2 of setup take 2: a 0-6, b set up 6-8, 8-14. */
		{ .what = "at no other speed", .text = "resources = { clerk = { speed = 0.5; }; }; stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; setup = { on = 'kind'; time = 2; }; }; };"
			"work = {" KIND("a", "0", "") KIND("b", "0", "") " };",
		  .expected = { { "work.a.time", 6 }, { "work.b.time", 14 } } },
		/* k at s 0-4, at t 4-5, back to s. b at s: set up 4-6, 6-10. k: set up 10-12, half of its work 12-14, at t 14-14.5.
		   */
		{ .what = "and as long for half of the work", .text = "stations = { s = { time = 4; setup = { on = 'kind'; time = 2; }; }; t = { time = 1; }; };"
			"work = { k = { arrive = { at = ( 0 ); }; process = ( 's', { at = 't'; rework = { chance = '100%'; to = 's'; share = '50%'; at_most = 1; }; } ); };" KIND("b", "1", "") " };",
		  .expected = { { "work.k.time", 14.5 }, { "work.b.time", 9 }, { "stations.s.setup", 4 / 14.5 }, { "stations.s.utilisation", 10 / 14.5 }, { "work.k.flow_efficiency", 5 / 14.5 } } },
		/* Hours: a 14-15 (its work 1), b set up 15-16 and 32-33, 33-34. */
		{ .what = "that stops at the end of a shift", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 1; setup = { on = 'kind'; time = 2; }; }; };"
			"work = {" KIND("a", "14", "") KIND("b", "14.5", "") " };",
		  .expected = { { "work.b.time", 19.5 }, { "stations.s.setup", 2.0 / 34 }, { "stations.s.utilisation", 2.0 / 34 }, { "stations.s.blocked", 16.0 / 34 }, { "stations.s.idle", 14.0 / 34 } } },
		/* a 14-15, b set up 15-17 and served 17-18: two hours of overtime. */
		{ .what = "or is ended in overtime", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 1; setup = { on = 'kind'; time = 2; }; }; };"
			"work = {" KIND("a", "14", "") KIND("b", "14.5", "") " };",
		  .expected = { { "work.b.time", 3.5 }, { "resources.clerk.overtime", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define PREEMPTIVE(how, time) "stations = { s = { machines = 1; time = 1; setup = { on = 'kind'; time = " time "; }; queue = { order = 'priority'; preempt = '" how "'; }; }; };"
#define URGENT(name, priority, at, time) " " name " = { priority = " priority "; arrive = { at = ( " at " ); }; process = ( { at = 's'; time = " time "; } ); };"

Test(engine_machine, preempted_work_may_need_its_setup_again)
{
	static const struct engine_case cases[] = {
		/* low 0-4; high set up 4-6, 6-8; low set up 8-10, what remains 10-16. */
		{ .what = "resume", .text = PREEMPTIVE("resume", "2") "work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 16 }, { "work.high.time", 4 }, { "stations.s.setup", 4.0 / 16 }, { "stations.s.utilisation", 12.0 / 16 } } },
		/* z 0-1. low is set up 1-3 and interrupted; high set up 3-6, 6-8; low set up from the beginning 8-11, 11-21. */
		{ .what = "and so may a setup", .text = PREEMPTIVE("resume", "3") "work = {" URGENT("z", "0", "0", "1") URGENT("low", "2", "1", "10") URGENT("high", "1", "3", "2") " };",
		  .expected = { { "work.low.time", 20 }, { "work.high.time", 5 }, { "stations.s.setup", 8.0 / 21 }, { "stations.s.utilisation", 13.0 / 21 } } },
		/* low 0-4, high set up 4-6, 6-8; low set up 8-10, all of it 10-20. */
		{ .what = "restart", .text = PREEMPTIVE("restart", "2") "work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 20 }, { "work.high.time", 4 }, { "stations.s.setup", 4.0 / 20 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* The victim goes back to the queue, however little room there is, and behind who took its place. */
Test(engine_machine, preempted_work_waits_where_there_is_no_room)
{
	static const struct engine_case cases[] = {
		/* low 0-4, high (which found no room) 4-6, low 6-12. */
		{ .what = "for a machine", .text = "stations = { s = { machines = 1; time = 1; queue = { limit = 0; order = 'priority'; preempt = 'resume'; }; }; };"
			"work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 12 }, { "work.high.time", 2 } } },
		{ .what = "for people", .text = "resources = { clerk = {}; }; stations = { s = { needs = { clerk = 1; }; time = 1; queue = { limit = 0; order = 'priority'; preempt = 'resume'; }; }; };"
			"work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 12 }, { "work.high.time", 2 } } },
		{ .what = "for both", .text = "resources = { clerk = {}; }; stations = { s = { machines = 1; needs = { clerk = 1; }; time = 1; queue = { limit = 0; order = 'priority'; preempt = 'restart'; }; }; };"
			"work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 16 }, { "work.high.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* --- failures of machines ----------------------------------------------------------------------------------------------------------- */

#define FAILS(every, repair) "fails = { every = " every "; repair = " repair "; };"
#define WEARS(every, repair) "fails = { every = " every "; repair = " repair "; counts = 'busy time'; };"

Test(engine_machine, a_machine_that_fails_stops_what_it_does_and_goes_on_after_the_repair)
{
	static const struct engine_case cases[] = {
		/* 8-10, down 10-13, 13-16. The next failure is at 23: 20-23, down 23-26, 26-28. */
		{ .what = "during work", .text = STATION(FAILS("10", "3")) "work = {" TIMED("k", "8, 20", "5") " };",
		  .expected = { { "work.k.time", 8 }, { "stations.s.utilisation", 10.0 / 28 }, { "stations.s.down", 6.0 / 28 }, { "stations.s.blocked", 0 }, { "stations.s.idle", 12.0 / 28 },
			{ "stations.s.wait", 0 }, { "stations.s.visits", 2 }, { "work.k.flow_efficiency", 10.0 / 16 } } },
		/* It comes at 11, while the machine is down 10-13: 13-18. */
		{ .what = "while idle", .text = STATION(FAILS("10", "3")) "work = {" TIMED("k", "11", "5") " };",
		  .expected = { { "work.k.time", 7 }, { "stations.s.wait", 2 }, { "stations.s.waited", 1 }, { "stations.s.utilisation", 5.0 / 18 }, { "stations.s.down", 3.0 / 18 },
			{ "stations.s.idle", 10.0 / 18 } } },
		/* a 0-5; b set up 7-10, down 10-13, set up 13-14, work 14-19. */
		{ .what = "during a setup", .text = STATION("setup = { on = 'kind'; time = 4; };" FAILS("10", "3")) "work = {" TIMED("a", "0", "5") TIMED("b", "7", "5") " };",
		  .expected = { { "work.b.time", 12 }, { "stations.s.utilisation", 10.0 / 19 }, { "stations.s.setup", 4.0 / 19 }, { "stations.s.down", 3.0 / 19 }, { "stations.s.idle", 2.0 / 19 } } },
		/* t: 2-23, 23-44, 44-65. x1 at s 0-2; x2 at s 3-5, blocked until 23, the machine down from 10 to 40; x3 at s 40-42,
		   blocked until 44; down again 50 to 80. */
		{ .what = "while blocked", .text = "stations = { s = { time = 2; " FAILS("10", "30") " }; t = { time = 21; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 3, 6 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.time", (23 + 41 + 59) / 3.0 }, { "stations.s.utilisation", 6.0 / 65 }, { "stations.s.down", 45.0 / 65 }, { "stations.s.blocked", 7.0 / 65 },
			{ "stations.s.idle", 7.0 / 65 } } },
		/* Work that ends when the machine fails is done: 5-10. */
		{ .what = "but not what is done just then", .text = STATION(FAILS("10", "3")) "work = {" TIMED("k", "5, 10", "5") " };",
		  .expected = { { "work.k.time", (5 + 8) / 2.0 } } },
		/* 0-10, 13-23, 26-31. */
		{ .what = "again and again", .text = STATION(FAILS("10", "3")) "work = {" TIMED("k", "0", "25") " };",
		  .expected = { { "work.k.time", 31 }, { "stations.s.down", 6.0 / 31 } } },
		/* A repair that takes no time stops nothing. */
		{ .what = "in no time", .text = STATION(FAILS("10", "0")) "work = {" TIMED("k", "0", "25") " };",
		  .expected = { { "work.k.time", 25 }, { "stations.s.down", 0 }, { "stations.s.utilisation", 1 } } },
		/* In the window from 12 to 40: down 12-13 and 23-26 and 36-39. */
		{ .what = "also at the end of the warm-up", .text = "run = { length = 40; warmup = 12; };" STATION(FAILS("10", "3")) "work = {" TIMED("k", "8", "5") " };",
		  .expected = { { "work.k.time", 8 }, { "stations.s.down", 7.0 / 28 }, { "stations.s.utilisation", 3.0 / 28 }, { "stations.s.idle", 18.0 / 28 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, what_counts_busy_time_fails_only_at_work)
{
	static const struct engine_case cases[] = {
		/* 0-6; 20-24, down 24-27, 27-29; 30-38, down 38-41, 41-42. */
		{ .what = "not while idle", .text = STATION(WEARS("10", "3")) "work = {" TIMED("a", "0, 20", "6") TIMED("b", "30", "9") " };",
		  .expected = { { "work.a.time", (6 + 9) / 2.0 }, { "work.b.time", 12 }, { "stations.s.utilisation", 21.0 / 42 }, { "stations.s.down", 6.0 / 42 }, { "stations.s.idle", 15.0 / 42 } } },
		/* a 0-6, b set up 6-9, 9-10, down 10-13, 13-18. */
		{ .what = "a setup is work", .text = STATION("setup = { on = 'kind'; time = 3; };" WEARS("10", "3")) "work = {" TIMED("a", "0", "6") TIMED("b", "6", "6") " };",
		  .expected = { { "work.b.time", 12 }, { "stations.s.setup", 3.0 / 18 }, { "stations.s.down", 3.0 / 18 } } },
		/* t: 4-14, 14-24, 24-34. At s: 0-4; 4-8, blocked to 14; 14-16 (ten hours at work), down 16-19, 19-21, blocked to
		   24. */
		{ .what = "not while blocked", .text = "stations = { s = { time = 4; " WEARS("10", "3") " }; t = { time = 10; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 0, 4, 4 ); }; process = ( 's', 't' ); }; };",
		  .expected = { { "work.k.time", (14 + 20 + 30) / 3.0 }, { "stations.s.utilisation", 12.0 / 34 }, { "stations.s.down", 3.0 / 34 }, { "stations.s.blocked", 9.0 / 34 },
			{ "stations.s.idle", 10.0 / 34 } } },
		/* Hours: 14-16, stopped, 32-33 (three at work), down 33-35, 35-37. */
		{ .what = "not while stopped by a shift", .text = HOURS "stations = { s = { time = 5; calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; " WEARS("3", "2") " }; };"
			"work = {" KIND("k", "14", "") " };",
		  .expected = { { "work.k.time", 23 }, { "stations.s.wait", 0 } } },
		/* low 0-4; high 4-6; low 6-10 (ten at work), down 10-13, 13-15. */
		{ .what = "whoever is served", .text = "stations = { s = { time = 1; queue = { order = 'priority'; preempt = 'resume'; }; " WEARS("10", "3") " }; };"
			"work = {" URGENT("low", "2", "0", "10") URGENT("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 15 }, { "work.high.time", 2 } } },
		/* Two machines: x on the first 0-10, y on the second 3-13; x goes on 14-16, y 17-19. z waits from 5 for a machine:
		   the first, 16-19. */
		{ .what = "each machine by itself", .text = "stations = { s = { machines = 2; time = 12; " WEARS("10", "4") " }; };"
			"work = {" KIND("x", "0", "") KIND("y", "3", "") TIMED("z", "5", "3") " };",
		  .expected = { { "work.x.time", 16 }, { "work.y.time", 16 }, { "work.z.time", 14 }, { "stations.s.down", 8.0 / 38 }, { "stations.s.utilisation", 27.0 / 38 },
			{ "stations.s.idle", 3.0 / 38 } } },
		/* x stays on the first machine, 0-10 and 14-16, although the second is free from 5 (y 1-5); z takes that one,
		   11-13. */
		{ .what = "and work stays on its machine", .text = "stations = { s = { machines = 2; time = 12; " WEARS("10", "4") " }; };"
			"work = {" KIND("x", "0", "") TIMED("y", "1", "4") TIMED("z", "11", "2") " };",
		  .expected = { { "work.x.time", 16 }, { "work.y.time", 4 }, { "work.z.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, repairs_wait_for_their_crew)
{
	static const struct engine_case cases[] = {
		/* p is down from 10, repaired 10-14; q from 11, repaired 14-18. x 0-10, 14-23; y 0-11, 18-22. */
		{ .what = "who repairs one after the other", .text = "resources = { fitter = {}; };"
			"stations = { p = { time = 19; fails = { every = 10; repair = 4; needs = { fitter = 1; }; }; };"
			" q = { time = 15; fails = { every = 11; repair = 4; needs = { fitter = 1; }; }; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); }; };",
		  .expected = { { "work.x.time", 23 }, { "work.y.time", 22 }, { "stations.p.down", 4.0 / 23 }, { "stations.q.down", 7.0 / 23 }, { "resources.fitter.busy", 8.0 / 23 },
			{ "total.throughput", 60 * 2 / 23.0 } } },
		/* The fitter helps y 9-15; s is down from 10, repaired 15-17; x 8-10 and 17-20. */
		{ .what = "who does other work, too", .text = "resources = { fitter = {}; };"
			"stations = { s = { time = 5; fails = { every = 10; repair = 2; needs = { fitter = 1; }; }; }; t = { needs = { fitter = 1; }; time = 6; }; };"
			"work = {" KIND("x", "8", "") " y = { arrive = { at = ( 9 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 12 }, { "work.y.time", 6 }, { "stations.s.down", 7.0 / 20 } } },
		/* Two want the fitter at 15: the failure (from 10) and the second y (from 9.5, which is as urgent): y first, 15-21,
		   then the repair 21-23. */
		{ .what = "first come, first served", .text = "resources = { fitter = {}; };"
			"stations = { s = { time = 5; fails = { every = 10; repair = 2; needs = { fitter = 1; }; }; }; t = { needs = { fitter = 1; }; time = 6; }; };"
			"work = {" KIND("x", "8", "") " y = { arrive = { at = ( 9, 9.5 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 18 }, { "work.y.time", (6 + 11.5) / 2 } } },
		/* Here y is less urgent than a repair: the repair 15-17, y 17-23; x 17-20. */
		{ .what = "or the most urgent first", .text = "resources = { fitter = {}; };"
			"stations = { s = { time = 5; fails = { every = 10; repair = 2; needs = { fitter = 1; }; }; }; t = { needs = { fitter = 1; }; time = 6; }; };"
			"work = {" KIND("x", "8", "") " y = { priority = 1; arrive = { at = ( 9, 9.5 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 12 }, { "work.y.time", (6 + 13.5) / 2 } } },
		/* Hours: down at 20, nobody there before 32: repaired 32-34. 19-20, 34-38. */
		{ .what = "who comes in the morning", .text = HOURS "resources = { fitter = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { time = 5; fails = { every = 20; repair = 2; needs = { fitter = 1; }; }; }; };"
			"work = {" KIND("x", "19", "") " };",
		  .expected = { { "work.x.time", 19 }, { "stations.s.down", 14.0 / 38 }, { "stations.s.blocked", 0 }, { "resources.fitter.overtime", 0 } } },
		/* Hours: down at 15, repaired 15-16 and 32-33. 14-15, 33-35. */
		{ .what = "who goes home in the middle of it", .text = HOURS "resources = { fitter = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { time = 3; fails = { every = 15; repair = 2; needs = { fitter = 1; }; }; }; };"
			"work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 21 }, { "stations.s.down", 18.0 / 35 }, { "resources.fitter.busy", 2.0 / 35 } } },
		/* Hours: down at 15, repaired 15-17, an hour of overtime. */
		{ .what = "or stays until it is done", .text = HOURS "resources = { fitter = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { time = 3; fails = { every = 15; repair = 2; needs = { fitter = 1; }; }; }; };"
			"work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 5 }, { "resources.fitter.overtime", 1 } } },
		/* The same clerk works and repairs: x 8-10, down 10, the clerk is free then: repair 10-13, 13-16. */
		{ .what = "who works there, too", .text = "resources = { clerk = {}; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 5; fails = { every = 10; repair = 3; needs = { clerk = 1; }; }; }; };"
			"work = {" KIND("x", "8", "") " };",
		  .expected = { { "work.x.time", 8 }, { "resources.clerk.busy", 8.0 / 16 }, { "stations.s.down", 3.0 / 16 } } },
		/* The fitter is out after each three at work: 10-13, out 13-18, 18-19. x 8-10, 19-21. */
		{ .what = "who falls ill", .text = "resources = { fitter = { fails = { every = 3; repair = 5; counts = 'busy time'; }; }; };"
			"stations = { s = { time = 5; fails = { every = 10; repair = 4; needs = { fitter = 1; }; }; }; };"
			"work = {" TIMED("x", "8", "4") " };",
		  .expected = { { "work.x.time", 13 }, { "stations.s.down", 9.0 / 21 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, who_works_at_a_machine_that_fails_is_free_meanwhile)
{
	static const struct engine_case cases[] = {
		/* x 0-10; the machine is down 10-15. The nurse serves y (from 9) 10-18, x goes on 18-20. */
		{ .what = "and may be busy when it is repaired", .text = "resources = { nurse = {}; }; stations = { s = { machines = 1; needs = { nurse = 1; }; time = 12; " FAILS("10", "5") " };"
			" t = { needs = { nurse = 1; }; time = 8; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 9 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 20 }, { "work.y.time", 9 }, { "stations.s.utilisation", 12.0 / 20 }, { "stations.s.down", 5.0 / 20 }, { "stations.s.blocked", 3.0 / 20 },
			{ "stations.s.idle", 0 }, { "resources.nurse.busy", 1 } } },
		/* y ends at 15, when the machine is repaired and another y waits since 14: x goes on first, 15-17; y 17-22. */
		{ .what = "but stopped work goes on before anything new", .text = "resources = { nurse = {}; }; stations = { s = { machines = 1; needs = { nurse = 1; }; time = 12; " FAILS("10", "5") " };"
			" t = { needs = { nurse = 1; }; time = 5; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 9, 14 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 17 }, { "work.y.time", (6 + 8) / 2.0 } } },
		/* Hours. x 15-16, stopped by the shift; the machine is down 20-35; the clerk is there from 32; 35-37. */
		{ .what = "and it may fail while work is stopped", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; " FAILS("20", "15") " }; };"
			"work = {" KIND("x", "15", "") " };",
		  .expected = { { "work.x.time", 22 }, { "stations.s.utilisation", 3.0 / 37 }, { "stations.s.blocked", 4.0 / 37 }, { "stations.s.down", 15.0 / 37 }, { "stations.s.idle", 15.0 / 37 } } },
		/* Hours. x 14-15, down 15-18, nobody there before 32: 32-33, down 33-36, 36-38. */
		{ .what = "or the shift may end before it is repaired", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 4; " FAILS("15", "3") " }; };"
			"work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 24 }, { "resources.clerk.busy", 4.0 / 38 }, { "stations.s.blocked", 14.0 / 38 }, { "stations.s.down", 6.0 / 38 } } },
		/* Hours. The machine is down 15-18, the station closes at 16: 14-15, 32-33, down 33-36, 36-38. Until 38 open are 8
		   and 8 hours less 2: 14; down in open hours 15-16, 33-36. */
		{ .what = "or the station may close", .text = HOURS "stations = { s = { time = 4; calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; " FAILS("15", "3") " }; };"
			"work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 24 } } },
		/* x stops at 10 (p is down until 15), y at 11 (q until 14). w has the one of x 10.5-15.5; y goes on 14-16 with its
		   own, x 15.5-17.5 with the one of w. */
		{ .what = "and anyone will do", .text = "resources = { nurse = { number = 2; }; };"
			"stations = { p = { machines = 1; needs = { nurse = 1; }; time = 12; " FAILS("10", "5") " }; q = { machines = 1; needs = { nurse = 1; }; time = 13; " FAILS("11", "3") " };"
			" t = { needs = { nurse = 1; }; time = 5; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'p' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'q' ); }; w = { arrive = { at = ( 10.5 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.w.time", 5 }, { "work.y.time", 16 }, { "work.x.time", 17.5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* --- failures of people ------------------------------------------------------------------------------------------------------------- */

#define NURSES(number, fails) "resources = { nurse = { number = " number "; " fails " }; room = {}; };"
#define CARE "stations = { s = { machines = 9; needs = { nurse = 1; }; time = 12; }; };"

Test(engine_machine, people_fail_each_by_himself)
{
	static const struct engine_case cases[] = {
		/* x 0-10 with the first, who is out 10-15, and at once 10-12 with the second. y at 12: the first is out, the second
		   has 8 left: 12-20, and at once with the first, 20-24. The second is out 20-25. */
		{ .what = "work goes on at once with another", .text = LENGTH("30") NURSES("2", WEARS("10", "5")) CARE "work = {" KIND("x", "0", "") KIND("y", "12", "") " };",
		  .expected = { { "work.x.time", 12 }, { "work.y.time", 12 }, { "resources.nurse.down", 10.0 / 60 }, { "resources.nurse.busy", 24.0 / 30 }, { "resources.nurse.utilisation", 24.0 / 60 },
			{ "stations.s.blocked", 0 } } },
		/* Each falls ill after ten at work, for long, since one doctor cures one after the other. x 0-10 with the first,
		   10-12 with the second; y 12-22 with the third, who waits for the doctor, 22-32 with the fourth, who waits as
		   well, and 32-37 with the second. */
		{ .what = "also where those who are ill wait", .text = LENGTH("60") "resources = { nurse = { number = 4; fails = { every = 10; repair = 100; counts = 'busy time'; needs = { doctor = 1; }; }; };"
			" doctor = {}; };" CARE "work = {" KIND("x", "0", "") TIMED("y", "12", "25") " };",
		  .expected = { { "work.x.time", 12 }, { "work.y.time", 25 }, { "resources.nurse.down", (50 + 38 + 28) / 240.0 } } },
		/* Alone: 0-10, out 10-15, 15-17. */
		{ .what = "or waits", .text = NURSES("1", FAILS("10", "5")) CARE "work = {" KIND("x", "0", "") " };",
		  .expected = { { "work.x.time", 17 }, { "resources.nurse.down", 5.0 / 17 }, { "resources.nurse.busy", 12.0 / 17 }, { "stations.s.blocked", 5.0 / 17 / 9 } } },
		/* By the clock: both are out 10-15, also the one who does nothing. */
		{ .what = "by the clock", .text = NURSES("2", FAILS("10", "5")) CARE "work = {" KIND("x", "0", "") " };",
		  .expected = { { "work.x.time", 17 }, { "resources.nurse.down", 5.0 / 17 } } },
		/* y comes at 11, while she is out: 15-27; again out at 25-30: 30-32. */
		{ .what = "also while idle", .text = NURSES("1", FAILS("10", "5")) CARE "work = {" KIND("y", "11", "") " };", .expected = { { "work.y.time", 21 }, { "stations.s.wait", 4 } } },
		/* x (nurse and room) 0-10; she is out 10-15. The room goes to y (from 8) 10-14; x goes on 15-17. */
		{ .what = "what else was needed is free meanwhile", .text = NURSES("1", FAILS("10", "5")) "stations = { s = { needs = { nurse = 1; room = 1; }; time = 12; }; t = { needs = { room = 1; }; time = 4; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 8 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 17 }, { "work.y.time", 6 }, { "resources.room.busy", 16.0 / 17 } } },
		/* Here y has the room until 17: x 17-19. */
		{ .what = "and may not be", .text = NURSES("1", FAILS("10", "5")) "stations = { s = { needs = { nurse = 1; room = 1; }; time = 12; }; t = { needs = { room = 1; }; time = 7; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 8 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 19 }, { "work.y.time", 9 } } },
		/* x needs two of three; each has ten at work: the first two are out 10-15; only one is left: 15-17. y at 11: the
		   third, 11-13. */
		{ .what = "of several who work together", .text = NURSES("3", WEARS("10", "5")) "stations = { s = { needs = { nurse = 2; }; time = 12; }; t = { needs = { nurse = 1; }; time = 2; }; };"
			"work = {" KIND("x", "0", "") " y = { arrive = { at = ( 11 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.x.time", 17 }, { "work.y.time", 2 } } },
		/* Hours: she is there 8-16; out 10-12 (by the clock, every = 10): 9-10, 12-14; next at 22, away; 22-24. */
		{ .what = "with shifts", .text = HOURS "resources = { nurse = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; " FAILS("10", "2") " }; };"
			"stations = { s = { needs = { nurse = 1; }; time = 3; }; }; work = {" KIND("x", "9, 32", "") " };",
		  /* 32-34, out 34-36 (24 + 10), 36-37. */
		  .expected = { { "work.x.time", 5 } } },
		/* Hours: out at 15 until 18, when her shift is over: 14-15, 32-34. The next failure is at 33: out 33-36, 36-37. */
		{ .what = "who come back after their shift", .text = HOURS "resources = { nurse = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; " FAILS("15", "3") " }; };"
			"stations = { s = { needs = { nurse = 1; }; time = 3; }; }; work = {" KIND("x", "14", "") " };",
		  .expected = { { "work.x.time", 23 } } },
		/* One of two is out 10-15 (fails by time at work). needs_one_of: x began with the senior, who fails at 10; the
		   junior does not take over: 15-17. */
		{ .what = "whoever began ends it", .text = "resources = { senior = { " WEARS("10", "5") " }; junior = {}; }; stations = { s = { needs_one_of = [ 'senior', 'junior' ]; time = 12; }; };"
			"work = {" KIND("x", "0", "") TIMED("y", "11", "2") " };",
		  .expected = { { "work.x.time", 17 }, { "work.y.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_machine, what_is_kept_and_fails_is_missed_only_when_it_is_given_back)
{
	static const struct engine_case cases[] = {
		/* Taken 0-12 by x, the bed is down 10-15: x notices nothing. y, from 1, has it 15-17. The next failure is at 25. */
		{ .what = "in a planned wait", .text = "resources = { bed = { " FAILS("10", "5") " }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 12; } ); };"
			" y = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 2; } ); }; };",
		  .expected = { { "work.x.time", 12 }, { "work.y.time", 16 }, { "resources.bed.down", 5.0 / 17 }, { "resources.bed.busy", 14.0 / 17 } } },
		/* Work at a station goes on, too. */
		{ .what = "at work", .text = "resources = { bed = { " FAILS("10", "5") " }; }; stations = { s = { time = 12; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; at = 's'; } ); }; };",
		  .expected = { { "work.x.time", 12 }, { "resources.bed.down", 2.0 / 12 } } },
		/* Given back after the repair: taken 0-20, down 10-15; y has it 20-22. */
		{ .what = "or not at all", .text = "resources = { bed = { " FAILS("10", "5") " }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 20; } ); };"
			" y = { arrive = { at = ( 1 ); }; process = ( { name = 'n'; take = { bed = 1; }; wait = 2; } ); }; };",
		  .expected = { { "work.x.time", 20 }, { "work.y.time", 21 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Branches that are cancelled while their work is stopped give the machine back; it is down all the same until it is repaired. */
Test(engine_machine, stopped_work_that_is_given_up_leaves_its_machine_down)
{
	static const struct engine_case cases[] = {
		/* s 0-10, down 10-20; the other branch ends at 12 and cancels it; z, from 13, is served 20-23. */
		{ .what = "cancelled", .text = STATION(FAILS("10", "10")) "work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'f'; together = ( ( { at = 's'; time = 15; } ), ( { name = 'w'; wait = 12; } ) );"
			" join = 1; } ); };" KIND("z", "13", "") " };",
		  .expected = { { "work.x.time", 12 }, { "work.z.time", 10 }, { "stations.s.utilisation", 13.0 / 23 }, { "stations.s.down", 10.0 / 23 }, { "stations.s.blocked", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* A renewal process with intervals of mean 10 and variance 100 / 12 comes 100 +- 3 times in 1000 (its variance is 1000 x 8.33 / 10^3, Cox
   1962), machine by machine with luck of its own: five of these either way. Were all intervals of a machine the same number between 5 and
   15, half of the counts would be beyond. */
Test(engine_machine, each_failure_of_each_machine_has_luck_of_its_own)
{
	double counts[2][20];
	for (size_t machines = 1; machines <= 2; machines++)
		for (uint64_t replication = 1; replication <= 20; replication++) {
			char text[400];
			snprintf(text, sizeof text, "run = { length = 1000; warmup = 'none'; }; stations = { s = { machines = %zu; time = 1;"
				" fails = { every = 'uniform(5, 15)'; repair = 0; }; }; };"
				"work = { x = { arrive = { every = 10; }; process = ( 's' ); }; };", machines);
			struct ran ran = ran_text(text, 1, replication);
			cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
			counts[machines - 1][replication - 1] = ran_metric(&ran, "stations.s.repair.visits");
			ran_done(&ran);
		}
	for (size_t i = 0; i < 20; i++) {
		double second = counts[1][i] - counts[0][i];
		cr_expect(fabs(counts[0][i] - 100.0) <= 15.0, "%g failures of one machine", counts[0][i]);
		cr_expect(fabs(second - 100.0) <= 15.0, "%g failures of a second one", second);
	}
	size_t alike = 0;
	for (size_t i = 0; i < 20; i++)
		alike += counts[1][i] == 2.0 * counts[0][i];
	cr_expect_lt(alike, 10, "the second machine fails with the first one's luck");
}
