/* Who is there when: shifts, overtime, work that stops and goes on, closed stations, arrivals and promises in working hours. Times are in
   hours; a run without clock.start begins on a Monday at 00:00. Numbers are computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"
#define FROM(date) "clock = { unit = 'h'; start = '" date "'; };"
/* One clerk with these hours and one machine. */
#define CLERK(hours, end) "resources = { clerk = { calendar = '" hours "'; at_shift_end = '" end "'; }; };"
#define OFFICE(hours, end) HOURS CLERK(hours, end)
#define DESK(time) "stations = { desk = { machines = 1; needs = { clerk = 1; }; time = " time "; }; };"
#define COMES(at) "work = { k = { arrive = { at = ( " at " ); }; process = ( 'desk' ); }; };"

Test(engine_calendar, work_in_hand_at_the_end_of_a_shift_is_finished_as_overtime)
{
	static const struct engine_case cases[] = {
		/* 15-18, of which 16-18 is overtime. Until 18 eight hours were on shift, so that 3 of 8 + 2 were worked. */
		{ .what = "and counted", .text = OFFICE("Mon-Fri 08:00-16:00", "finish") DESK("3") COMES("15"),
		  .expected = { { "work.k.time", 3 }, { "resources.clerk.overtime", 2 }, { "resources.clerk.utilisation", 0.3 }, { "resources.clerk.busy", 3.0 / 18 },
			{ "stations.desk.utilisation", 3.0 / 18 }, { "total.end", 18 } } },
		/* Nothing new is begun: the second waits for Tuesday, 32-35. Eight and three hours were on shift. */
		{ .what = "but nothing is begun after it", .text = OFFICE("Mon-Fri 08:00-16:00", "finish") DESK("3") COMES("15, 15.5"),
		  .expected = { { "work.k.time", (3 + 19.5) / 2 }, { "resources.clerk.overtime", 2 }, { "resources.clerk.utilisation", 6.0 / 13 }, { "total.end", 35 } } },
		/* Who comes at closing time comes too late; who is done then is done in time; who comes at opening time begins. */
		{ .what = "closing time belongs to the day that ends", .text = OFFICE("Mon-Fri 08:00-16:00", "finish") DESK("4") COMES("12, 16, 56"),
		  .expected = { { "work.k.time", (4 + 20 + 4) / 3.0 }, { "resources.clerk.overtime", 0 }, { "total.end", 60 } } },
		{ .what = "and so it is where work would be stopped", .text = OFFICE("Mon-Fri 08:00-16:00", "pause") DESK("4") COMES("12, 16, 56"),
		  .expected = { { "work.k.time", (4 + 20 + 4) / 3.0 }, { "total.end", 60 }, { "stations.desk.blocked", 0 } } },
		/* Ten times 0.8 adds up to 8.000000000000007: nobody waits a night for that. */
		{ .what = "whatever rounding says", .text = OFFICE("Mon-Fri 08:00-16:00", "pause") DESK("0.8")
			"work = { k = { arrive = { at = ( 8 ); size = 10; }; process = ( 'desk' ); }; };",
		  .expected = { { "work.k.time", 4.4 }, { "total.end", 16 } } },
		{ .what = "whatever rounding says where the station closes", .text = HOURS "stations = { desk = { time = 0.8; calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"work = { k = { arrive = { at = ( 8 ); size = 10; }; process = ( 'desk' ); }; };",
		  .expected = { { "work.k.time", 4.4 }, { "total.end", 16 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_calendar, work_that_is_stopped_goes_on_with_what_remains)
{
	static const struct engine_case cases[] = {
		/* 15-16 and 32-34; the machine is held in between. Of 34 hours it works 3 and is held 16. */
		{ .what = "the next morning", .text = OFFICE("Mon-Fri 08:00-16:00", "pause") DESK("3") COMES("15"),
		  .expected = { { "work.k.time", 19 }, { "resources.clerk.overtime", 0 }, { "resources.clerk.utilisation", 0.3 }, { "stations.desk.utilisation", 3.0 / 34 },
			{ "stations.desk.blocked", 16.0 / 34 }, { "stations.desk.idle", 15.0 / 34 }, { "work.k.flow_efficiency", 3.0 / 19 }, { "work.k.visits", 1 } } },
		/* Friday 15:00 is 111: 111-112, Monday 176-184, Tuesday 200-208, Wednesday 224-227. */
		{ .what = "over a weekend and several days", .text = OFFICE("Mon-Fri 08:00-16:00", "pause") DESK("20") COMES("111"),
		  .expected = { { "work.k.time", 116 }, { "stations.desk.waited", 0 } } },
		/* 11-12, 13-16, 32-33. */
		{ .what = "after lunch", .text = OFFICE("Mon-Fri 08:00-12:00, 13:00-16:00", "pause") DESK("5") COMES("11"),
		  .expected = { { "work.k.time", 22 }, { "resources.clerk.utilisation", 5.0 / 8 } } },
		/* The night of Monday ends on Tuesday at 6: 23-30, 46-49. Friday's ends on Saturday at 6: 119-126, Monday 190-193. */
		{ .what = "the next night", .text = OFFICE("Mon-Fri 22:00-06:00", "pause") DESK("10") COMES("23"), .expected = { { "work.k.time", 26 } } },
		{ .what = "the night after the weekend", .text = OFFICE("Mon-Fri 22:00-06:00", "pause") DESK("10") COMES("119"), .expected = { { "work.k.time", 74 } } },
		/* Monday's early hours belong to Sunday, on which nobody begins. */
		{ .what = "on the first night", .text = OFFICE("Mon-Fri 22:00-06:00", "pause") DESK("1") COMES("1"), .expected = { { "work.k.time", 22 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define DATED(start, hours, except) FROM(start) "calendars = { day = { hours = '" hours "'; except = ( " except " ); }; };" CLERK("day", "pause")

Test(engine_calendar, dates_are_those_of_the_civil_calendar)
{
	static const struct engine_case cases[] = {
		/* Thursday, 24 December: 14-16; Friday is Christmas; Monday, 28 December, 8:00 is 104: 104-107. The kind's own hours are the same. */
		{ .what = "a holiday in the middle of a task", .text = DATED("2026-12-24", "Mon-Fri 08:00-16:00", "'2026-12-25'") DESK("5")
			"work = { k = { arrive = { at = ( 14 ); }; calendar = 'day'; process = ( 'desk' ); }; };",
		  .expected = { { "work.k.time", 93 }, { "work.k.open_time", 5 } } },
		/* On Christmas Eve until noon only: 11-12, 104-108. */
		{ .what = "half a holiday before it", .text = DATED("2026-12-24", "Mon-Fri 08:00-16:00", "'2026-12-24 08:00-12:00', '2026-12-25'") DESK("5") COMES("11"),
		  .expected = { { "work.k.time", 97 }, { "resources.clerk.utilisation", 5.0 / 8 } } },
		/* From 24 to 28 December: Tuesday, 29 December, 8:00 is 128: 128-131. */
		{ .what = "a range", .text = DATED("2026-12-24", "Mon-Fri 08:00-16:00", "'2026-12-25..2026-12-28'") DESK("5") COMES("14"),
		  .expected = { { "work.k.time", 117 } } },
		/* 28 February 2028, 15-16; the 29th is closed; 1 March, 8:00 is 56: 56-57. */
		{ .what = "the 29th of February", .text = DATED("2028-02-28", "daily 08:00-16:00", "'2028-02-29'") DESK("2") COMES("15"), .expected = { { "work.k.time", 42 } } },
		/* The 29th is open: 32-33. */
		{ .what = "and the first of March after it", .text = DATED("2028-02-28", "daily 08:00-16:00", "'2028-03-01'") DESK("2") COMES("15"), .expected = { { "work.k.time", 18 } } },
		/* 2026 has none: 28 February 15-16, 1 March is closed, 2 March 8:00 is 56. */
		{ .what = "which other years do not have", .text = DATED("2026-02-28", "daily 08:00-16:00", "'2026-03-01'") DESK("2") COMES("15"), .expected = { { "work.k.time", 42 } } },
		/* 31 December to 2 January are closed: 3 January, 8:00 is 80. */
		{ .what = "the end of a year", .text = DATED("2027-12-31", "daily 08:00-16:00", "'2027-12-31..2028-01-02'") DESK("2") COMES("0"), .expected = { { "work.k.time", 82 } } },
		/* A run that begins on a Wednesday at 13:00: Saturday 00:00 is 59; from 2 on 14:00-16:00 and from 19 on. Friday
		   16:00 is 51, Monday 8:00 is 115. */
		{ .what = "a start in mid-week and mid-shift", .text = FROM("2026-01-07 13:00") CLERK("Mon-Fri 08:00-16:00", "pause") DESK("20") COMES("0"),
		  .expected = { { "work.k.time", 116 } } },
		/* The night that begins on the 24th is that day's own affair: 23-30, although the 25th is closed; then the 26th, 22:00 is 70: 70-71. */
		{ .what = "a night into a holiday", .text = DATED("2026-12-24", "daily 22:00-06:00", "'2026-12-25'") DESK("8") COMES("23"), .expected = { { "work.k.time", 48 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Three until noon, one until four. */
#define CREW(end) HOURS "resources = { clerk = { shifts = ( { number = 2; hours = 'daily 08:00-12:00'; }, { hours = 'daily 08:00-16:00'; } ); at_shift_end = '" end "'; }; };"
#define DESKS(time) "stations = { desk = { machines = 4; needs = { clerk = 1; }; time = " time "; }; };"

Test(engine_calendar, numbers_vary_by_shifts)
{
	static const struct engine_case cases[] = {
		/* a 8-12; b 9-13; c 10-12 stops, goes on 13-15, before d, who came at 12.5 and is served 15-16 (its time is 1). Of 3 x 4 + 4
		   units 13 h work. */
		{ .what = "the one that began last stops, and goes on first", .text = CREW("pause") DESKS("4")
			"work = { k = { arrive = { at = ( 8, 9, 10 ); }; process = ( 'desk' ); };"
			" d = { arrive = { at = ( 12.5 ); }; process = ( { at = 'desk'; time = 1; } ); }; };",
		  .expected = { { "work.k.time", 13.0 / 3 }, { "work.d.time", 3.5 }, { "resources.clerk.overtime", 0 }, { "resources.clerk.utilisation", 13.0 / 16 },
			{ "stations.desk.blocked", 1.0 / 64 }, { "total.end", 16 } } },
		/* b 9-13 and c 10-14 go on, one of them as overtime in 12-13; d 14-15. Until 15: 12 + 3 on shift. */
		{ .what = "one too many is overtime", .text = CREW("finish") DESKS("4")
			"work = { k = { arrive = { at = ( 8, 9, 10 ); }; process = ( 'desk' ); };"
			" d = { arrive = { at = ( 12.5 ); }; process = ( { at = 'desk'; time = 1; } ); }; };",
		  .expected = { { "work.k.time", 4 }, { "work.d.time", 2.5 }, { "resources.clerk.overtime", 1 }, { "resources.clerk.utilisation", 13.0 / 16 } } },
		/* Of three that begin at once the two that entered last stop at 12 (one hour left each); the first is done at 13, then they go on one
		   after the other in their order: 13-14, 14-15. */
		{ .what = "of those that began together the first goes on first", .text = CREW("pause") DESKS("5") COMES("8, 8, 8"),
		  .expected = { { "work.k.time", (5 + 6 + 7) / 3.0 } } },
		/* The rise at 8 lets all three go on: 15-16 the first; 32-36 is what remains of the second (it stopped at 12 on the first day). */
		{ .what = "a rise brings them back together", .text = CREW("pause") DESKS("8") COMES("8, 9, 10"),
		  /* a 8-16. b 9-12, 32-36 (3 + 4), then at 36 the level falls to 1: b has 1 left, c (10-12, 32-36: 6 done) 2 left. Both went on at 32, c
		     entered last and stops: b 36-37, c 37-39. */
		  .expected = { { "work.k.time", (8 + 28 + 29) / 3.0 }, { "total.end", 39 } } },
		/* Two at a time: 9-12 and 10-12 work with two and one; at 12 one is left: the one that began last (one unit) stops, two are still one too
		   many: it stops too. Then each goes on as soon as there are enough: the single one at once (2 left: 12-14), the double one
		   the next morning (3 left: 32-35). */
		{ .what = "those that need several wait for them", .text = CREW("pause")
			"stations = { pair = { machines = 1; needs = { clerk = 2; }; time = 6; }; desk = { machines = 1; needs = { clerk = 1; }; time = 4; }; };"
			"work = { two = { arrive = { at = ( 9 ); }; process = ( 'pair' ); }; one = { arrive = { at = ( 10 ); }; process = ( 'desk' ); }; };",
		  .expected = { { "work.one.time", 4 }, { "work.two.time", 26 }, { "resources.clerk.overtime", 0 } } },
		/* Where two are needed and one is on shift in the afternoon, it waits for the morning. */
		{ .what = "work that needs two is not begun by one", .text = CREW("finish") "stations = { pair = { machines = 1; needs = { clerk = 2; }; time = 1; }; };"
			"work = { k = { arrive = { at = ( 13 ); }; process = ( 'pair' ); }; };",
		  .expected = { { "work.k.time", 20 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define THEATRE HOURS "resources = { doctor = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; nurse = { calendar = 'daily 06:00-22:00'; }; room = {}; };" \
	"stations = { operate = { machines = 5; needs = { doctor = 1; nurse = 1; room = 1; }; time = 3; }; care = { needs = { nurse = 1; }; time = 2; };" \
	" clean = { needs = { room = 1; }; time = 1; }; };"

Test(engine_calendar, people_who_are_needed_together_come_back_together)
{
	static const struct engine_case cases[] = {
		/* x 15-16, 32-34. The nurse is free at 16 (y 16-18); the room has no hours, stays with x, and z waits for it until 34. */
		{ .what = "who has hours is free meanwhile, what has none stays", .text = THEATRE
			"work = { x = { arrive = { at = ( 15 ); }; process = ( 'operate' ); }; y = { arrive = { at = ( 15.5 ); }; process = ( 'care' ); };"
			" z = { arrive = { at = ( 17 ); }; process = ( 'clean' ); }; };",
		  /* On shift until 35: 16 hours on the first day, 5 on the second (30-35). */
		  .expected = { { "work.x.time", 19 }, { "work.y.time", 2.5 }, { "work.z.time", 18 }, { "resources.doctor.busy", 3.0 / 35 }, { "resources.nurse.busy", 5.0 / 35 },
			{ "resources.nurse.overtime", 0 }, { "resources.room.busy", 20.0 / 35 }, { "resources.nurse.utilisation", 5.0 / 21 } } },
		/* The nurse serves y 31-33: x goes on 33-35, before the other y, who waits since 32.5 and is served 35-37. */
		{ .what = "stopped work goes on before anything new", .text = THEATRE
			"work = { x = { arrive = { at = ( 15 ); }; process = ( 'operate' ); }; y = { arrive = { at = ( 31, 32.5 ); }; process = ( 'care' ); }; };",
		  .expected = { { "work.x.time", 20 }, { "work.y.time", (2 + 4.5) / 2 } } },
		/* The senior (2 h) 11-12 and 32-33: the junior does not take over. The junior (4 h) 11.5-15.5. */
		{ .what = "one of several who began ends it", .text = HOURS "resources = { senior = { calendar = 'daily 08:00-12:00'; at_shift_end = 'pause'; };"
			" junior = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { needs_one_of = [ 'senior', 'junior' ]; time = 'if(by = senior, 2 h, 4 h)'; }; };"
			"work = { a = { arrive = { at = ( 11 ); }; process = ( 's' ); }; b = { arrive = { at = ( 11.5 ); }; process = ( 's' ); };"
			" c = { arrive = { at = ( 13 ); }; process = ( 's' ); }; };",
		  /* c: the junior, 15.5-16 and 32-35.5. */
		  .expected = { { "work.a.time", 22 }, { "work.b.time", 4 }, { "work.c.time", 22.5 }, { "resources.senior.busy", 2.0 / 35.5 } } },
		/* Taken, not needed: who is kept stays, and that is overtime: 15-18 with the bed's nurse. */
		{ .what = "who was taken stays", .text = HOURS "resources = { guard = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"work = { k = { arrive = { at = ( 15 ); }; process = ( { name = 'watch'; take = { guard = 1; }; wait = 3; } ); }; };",
		  .expected = { { "work.k.time", 3 }, { "resources.guard.overtime", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define SHOP(end) HOURS "stations = { s = { machines = 2; time = 3; calendar = 'daily 08:00-16:00'; at_shift_end = '" end "'; }; };"
#define BOUND "work = { k = { arrive = { at = ( 15, 15, 15 ); }; process = ( 's' ); }; };"

Test(engine_calendar, stations_close)
{
	static const struct engine_case cases[] = {
		/* Two 15-18, four machine hours of overtime; the third 32-35. Open: 8 + 3 hours, two machines. */
		{ .what = "and finish what they have", .text = SHOP("finish") BOUND,
		  .expected = { { "work.k.time", 26.0 / 3 }, { "stations.s.overtime", 4 }, { "stations.s.utilisation", 9.0 / 26 }, { "stations.s.blocked", 0 },
			{ "stations.s.idle", 17.0 / 26 }, { "stations.s.wait", 17.0 / 3 } } },
		/* Two 15-16 and 32-34, the third 34-37. Open: 8 + 5 hours. Held while closed is held by nobody's fault. */
		{ .what = "or stop", .text = SHOP("pause") BOUND,
		  .expected = { { "work.k.time", 60.0 / 3 }, { "stations.s.overtime", 0 }, { "stations.s.utilisation", 9.0 / 26 }, { "stations.s.blocked", 0 },
			{ "stations.s.idle", 17.0 / 26 } } },
		/* Those who serve there are free at 16: t 16-18. The tool stays. */
		{ .what = "and let their people go", .text = HOURS "resources = { clerk = { calendar = 'daily 06:00-22:00'; }; tool = {}; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; tool = 1; }; time = 3; calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; };"
			" t = { needs = { clerk = 1; }; time = 2; }; };"
			"work = { k = { arrive = { at = ( 15 ); }; process = ( 's' ); }; l = { arrive = { at = ( 15.5 ); }; process = ( 't' ); }; };",
		  .expected = { { "work.k.time", 19 }, { "work.l.time", 2.5 }, { "resources.clerk.overtime", 0 }, { "resources.tool.busy", 19.0 / 34 } } },
		/* Patience of 10: at 17 it is closed, and who came then leaves at 27; who comes at 23 is served at 32. */
		{ .what = "on those who lose their patience", .text = HOURS "stations = { s = { time = 1; calendar = 'daily 08:00-16:00'; queue = { patience = 10; }; }; };"
			"work = { k = { arrive = { at = ( 17, 23 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.left", 1 }, { "work.k.completed", 1 }, { "work.k.time", 10 }, { "stations.s.wait", 9.5 }, { "total.end", 33 } } },
		/* Without a waiting room whoever comes while it is closed is turned away, and does not wait for it to open. */
		{ .what = "and turn away", .text = HOURS "stations = { s = { time = 1; calendar = 'daily 08:00-16:00'; queue = { limit = 0; when_full = 'turn_away'; }; }; };"
			"work = { k = { arrive = { at = ( 7, 8, 8.5, 15.5, 16 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.turned_away", 3 }, { "work.k.completed", 2 }, { "stations.s.overtime", 0.5 } } },
		/* p wants two of three (z has two until 25) and holds up b until it closes at 16: b 16-19. a 32-33. */
		{ .what = "and want nothing any more", .text = HOURS "resources = { r = { number = 3; }; };"
			"stations = { long = { needs = { r = 2; }; time = 10; }; p = { needs = { r = 2; }; time = 1; calendar = 'daily 08:00-16:00'; queue = { strict = true; }; };"
			" q = { needs = { r = 1; }; time = 3; }; };"
			"work = { z = { arrive = { at = ( 15 ); }; process = ( 'long' ); }; a = { arrive = { at = ( 15.25 ); }; process = ( 'p' ); };"
			" b = { arrive = { at = ( 15.5 ); }; process = ( 'q' ); }; };",
		  .expected = { { "work.b.time", 3.5 }, { "work.a.time", 17.75 } } },
		/* Both are done in a at 9; x goes to b (9-19), y holds a machine of a until 19; z 11-12 and 32-34 is stopped as its clerk is
		   away. Open until 34: 8 + 2 hours of two machines: 5 at work, 7 and 4 held. */
		{ .what = "and their machines are at work, held or idle", .text = HOURS "resources = { clerk = { number = 2; calendar = 'daily 08:00-12:00'; at_shift_end = 'pause'; }; };"
			"stations = { a = { machines = 2; needs = { clerk = 1; }; time = 1; calendar = 'daily 08:00-16:00'; };"
			" b = { time = 10; queue = { limit = 0; }; }; };"
			"work = { k = { arrive = { at = ( 8, 8 ); }; process = ( 'a', 'b' ); }; z = { arrive = { at = ( 11 ); }; process = ( { at = 'a'; time = 3; } ); }; };",
		  .expected = { { "work.k.time", (11 + 21) / 2.0 }, { "work.z.time", 23 }, { "stations.a.utilisation", 5.0 / 20 }, { "stations.a.blocked", 11.0 / 20 },
			{ "stations.a.idle", 4.0 / 20 } } },
		/* Closed from the beginning to the end of the run: there was no machine time to be idle in. */
		{ .what = "for the whole run", .text = HOURS "run = { length = 7; warmup = 'none'; }; stations = { s = { time = 1; calendar = 'daily 08:00-16:00'; }; };"
			"work = { k = { arrive = { at = ( 1 ); }; process = ( 's' ); }; };",
		  .expected = { { "stations.s.utilisation", NAN }, { "stations.s.idle", NAN }, { "stations.s.queue", 6.0 / 7 }, { "work.k.wip", 6.0 / 7 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

#define BORN "process = ( { name = 'n'; } ); }; }; measures = { born = { of = 'k'; mean = 'now / 1 h'; }; };"

Test(engine_calendar, the_clock_of_arrivals_stands_still_outside_their_hours)
{
	static const struct engine_case cases[] = {
		/* 11, 14, then two of three hours until 16: 33, 36, 39. */
		{ .what = "at intervals", .text = HOURS "work = { k = { arrive = { every = 3; at_most = 5; calendar = 'daily 08:00-16:00'; };" BORN,
		  .expected = { { "measures.born", (11 + 14 + 33 + 36 + 39) / 5.0 }, { "total.end", 39 } } },
		{ .what = "with a first one", .text = HOURS "work = { k = { arrive = { every = 3; first = 0; at_most = 4; calendar = 'daily 08:00-16:00'; };" BORN,
		  .expected = { { "measures.born", (8 + 11 + 14 + 33) / 4.0 } } },
		/* Two of four hours until 16, and nobody after 40. */
		{ .what = "until a time of the wall", .text = HOURS "work = { k = { arrive = { every = 4; until = 40; calendar = 'daily 08:00-15:00'; };" BORN,
		  /* 12; 3 h until 15, 1 more: 33, 37; the next, after 2 h and 2 more, at 58. */
		  .expected = { { "work.k.arrived", 3 }, { "measures.born", (12 + 33 + 37) / 3.0 } } },
		/* Nine open hours are one day and one hour. */
		{ .what = "at given times", .text = HOURS "work = { k = { arrive = { at = ( 0, 1, 9 ); calendar = 'daily 08:00-16:00'; };" BORN,
		  .expected = { { "measures.born", (8 + 9 + 33) / 3.0 } } },
		{ .what = "over a weekend and a holiday", .text = FROM("2026-12-24") "calendars = { day = { hours = 'Mon-Fri 08:00-16:00'; except = '2026-12-25'; }; };"
			"work = { k = { arrive = { every = 10; at_most = 1; calendar = 'day'; };" BORN, .expected = { { "measures.born", 96 + 10 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* 100 days of 8 hours with 10 an hour: 8000, with a standard deviation of sqrt(8000) = 89. */
Test(engine_calendar, rates_are_nothing_while_it_is_closed)
{
	static const char text[] = HOURS "run = { length = 2400; warmup = 'none'; };"
		"work = { k = { arrive = { rates = { period = 'day'; each = '12 h'; per_hour = ( 10, 10 ); }; calendar = 'daily 08:00-16:00'; }; process = ( { name = 'n'; } ); }; };"
		"measures = { inside = { of = 'k'; share = 'hour >= 8 and hour < 16'; }; };";
	cr_expect_eq(ran_value(text, "measures.inside"), 1.0);
	cr_expect_float_eq(ran_value(text, "work.k.arrived"), 8000.0, 4 * 89.4);
}

#define PROMISED(kind, wait) kind " = { arrive = { at = ( 111 ); }; promise = 2; calendar = 'Mon-Fri 08:00-16:00'; process = ( { name = 'n'; wait = " wait "; } ); };"

Test(engine_calendar, promises_are_kept_in_working_hours)
{
	static const struct engine_case cases[] = {
		/* Friday 15:00 is 111; two working hours later is Monday 9:00, 177. */
		{ .what = "and time is told in them", .text = HOURS "work = {" PROMISED("good", "66") PROMISED("late", "66.5") " };",
		  .expected = { { "work.good.time", 66 }, { "work.good.open_time", 2 }, { "work.good.on_time", 1 }, { "work.late.open_time", 2.5 }, { "work.late.on_time", 0 } } },
		/* One hour of Friday: what ends at closing time ends that day. */
		{ .what = "to the end of the day", .text = HOURS "work = { k = { arrive = { at = ( 111, 111 ); }; promise = 1; calendar = 'Mon-Fri 08:00-16:00';"
			" process = ( { name = 'n'; wait = 1; } ); }; };", .expected = { { "work.k.on_time", 1 }, { "work.k.open_time", 1 } } },
		/* z until 112. a is due at 111 + 10, b, of two working hours, on Monday. */
		{ .what = "and queues know when an item is due", .text = HOURS "stations = { s = { time = 2; queue = { order = 'due'; }; }; };"
			"work = { z = { arrive = { at = ( 110 ); }; promise = 9; process = ( 's' ); }; b = { arrive = { at = ( 111 ); }; promise = 2; calendar = 'Mon-Fri 08:00-16:00'; process = ( 's' ); };"
			" a = { arrive = { at = ( 111 ); }; promise = 10; process = ( 's' ); }; };",
		  .expected = { { "work.a.time", 3 }, { "work.b.time", 5 }, { "work.b.open_time", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_calendar, the_window_is_as_long_as_the_run_not_as_the_calendar)
{
	static const struct engine_case cases[] = {
		/* Until 48 sixteen hours are on shift. */
		{ .what = "a run of two days", .text = "run = { length = 48; warmup = 'none'; };" OFFICE("daily 08:00-16:00", "pause") DESK("3") COMES("15"),
		  .expected = { { "resources.clerk.utilisation", 3.0 / 16 }, { "stations.desk.blocked", 16.0 / 48 }, { "total.end", 34 } } },
		/* Stopped from 16 to 32; from 20 on: 2 of 8 hours on shift; the machine 12 of 28 held. It is done after the
		   warm-up and counts in full. */
		{ .what = "a warm-up that ends while work is stopped", .text = "run = { length = 48; warmup = 20; };" OFFICE("daily 08:00-16:00", "pause") DESK("3") COMES("15"),
		  .expected = { { "resources.clerk.utilisation", 2.0 / 8 }, { "stations.desk.utilisation", 2.0 / 28 }, { "stations.desk.blocked", 12.0 / 28 },
			{ "stations.desk.idle", 14.0 / 28 }, { "work.k.time", 19 }, { "work.k.completed", 1 }, { "stations.desk.wait", NAN } } },
		/* Overtime 16-20, of which 18-20 is after the warm-up. */
		{ .what = "a warm-up that ends in overtime", .text = "run = { length = 48; warmup = 18; };" OFFICE("daily 08:00-16:00", "finish") DESK("5") COMES("15"),
		  .expected = { { "resources.clerk.overtime", 2 }, { "resources.clerk.utilisation", 2.0 / 10 } } },
		/* The first, 8-10, is done before the warm-up is over; the second, 31-33, has one hour of its time in open hours. */
		{ .what = "open time after the warm-up", .text = "run = { length = 48; warmup = 20; };" HOURS
			"work = { k = { arrive = { at = ( 8, 31 ); }; calendar = 'daily 08:00-16:00'; process = ( { name = 'n'; wait = 2; } ); }; };",
		  .expected = { { "work.k.open_time", 1 }, { "work.k.time", 2 } } },
		/* The run ends while work is stopped. */
		{ .what = "an end while work is stopped", .text = "run = { length = 20; warmup = 'none'; };" OFFICE("daily 08:00-16:00", "pause") DESK("3") COMES("15"),
		  .expected = { { "resources.clerk.utilisation", 1.0 / 8 }, { "stations.desk.blocked", 4.0 / 20 }, { "work.k.completed", 0 }, { "work.k.wip", 5.0 / 20 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_calendar, stopped_work_can_be_given_up)
{
	static const struct engine_case cases[] = {
		/* s 15-16, stopped; the other branch is done at 25 and cancels it. The tool and the machine are free then: y takes the tool
		   at 25, z the machine when the clerk is back at 32. */
		{ .what = "with the other branches", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; tool = {}; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; tool = 1; }; time = 3; }; t = { needs = { tool = 1; }; time = 1; }; };"
			"work = { x = { arrive = { at = ( 15 ); }; process = ( { name = 'f'; together = ( ( 's' ), ( { name = 'w'; wait = 10; } ) ); join = 1; } ); };"
			" y = { arrive = { at = ( 20 ); }; process = ( 't' ); }; z = { arrive = { at = ( 26 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.x.time", 10 }, { "work.y.time", 6 }, { "work.z.time", 9 }, { "resources.clerk.busy", 4.0 / 35 }, { "stations.s.blocked", 9.0 / 35 } } },
		/* The same with a branch that may finish: s 32-34. */
		{ .what = "or finish by itself", .text = HOURS "resources = { clerk = { calendar = 'daily 08:00-16:00'; at_shift_end = 'pause'; }; };"
			"stations = { s = { machines = 1; needs = { clerk = 1; }; time = 3; }; };"
			"work = { x = { arrive = { at = ( 15 ); }; process = ( { name = 'f'; together = ( ( 's' ), ( { name = 'w'; wait = 10; } ) ); join = 1; rest = 'finish'; } ); };"
			" z = { arrive = { at = ( 26 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.x.time", 10 }, { "work.z.time", 11 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_calendar, nobody_waits_for_ever_for_those_who_never_come)
{
	static const struct engine_case cases[] = {
		{ .what = "two who are never there together", .text = HOURS "resources = { early = { calendar = 'daily 08:00-12:00'; }; late = { calendar = 'daily 12:00-16:00'; }; };"
			"stations = { s = { needs = { early = 1; late = 1; }; time = 1; }; }; work = { k = { arrive = { at = ( 9, 10 ); }; process = ( 's' ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "2 items wait", "at 's'", "early" } },
		{ .what = "more than are ever there at once", .text = HOURS "resources = { clerk = { shifts = ( { number = 2; hours = 'daily 08:00-12:00'; }, { number = 2; hours = 'daily 12:00-16:00'; } ); }; };"
			"stations = { s = { needs = { clerk = 2; }; time = 1; }; t = { machines = 1; time = 1; calendar = 'Mon 01:00-02:00'; }; };"
			"work = { k = { arrive = { at = ( 9 ); }; process = ( { name = 'n'; take = { clerk = 1; }; at = 's'; } ); };"
			" l = { arrive = { at = ( 9 ); }; process = ( { name = 'n'; take = { clerk = 1; }; at = 's'; } ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "2 wait at 's'", "kept" } },
		/* 900 days in which nothing is ever under way at a change of shift: one is done at each end of the day. */
		{ .what = "slow work is no deadlock", .text = OFFICE("daily 08:00-12:00", "finish") DESK("4") "work = { k = { arrive = { at = ( 0 ); size = 900; }; process = ( 'desk' ); }; };",
		  .expected = { { "total.end", 899 * 24 + 12 }, { "resources.clerk.utilisation", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Each pair: the same model with and without hours that never close. */
Test(engine_calendar, hours_that_never_close_change_nothing)
{
	static const struct {
		const char *with, *without;
	} hours[] = { { "calendar = 'always';", "" }, { "calendar = 'Mon-Sun 00:00-24:00';", "" }, { "calendar = 'Mon-Sun 00:00-24:00'; at_shift_end = 'pause';", "" } };
	static const char *const metrics[] = { "work.k.time", "work.k.time.p90", "stations.s.wait", "resources.r.busy", "stations.s.utilisation", "total.end" };
	for (size_t i = 0; i < COUNT_OF(hours); i++) {
		char text[2][1500];
		for (int k = 0; k < 2; k++) {
			const char *h = k ? hours[i].without : hours[i].with;
			bool pauses = strstr(h, "pause") != NULL;
			snprintf(text[k], sizeof text[k], "run = { length = 2000; warmup = 100; }; resources = { r = { number = 3; %s }; };"
				"stations = { s = { machines = 2; needs = { r = 1; }; time = 'gamma(mean=3 min, sd=2 min)'; %s }; };"
				"work = { k = { arrive = { every = 'exponential(1.8 min)'; %s }; process = ( 's', { at = 's'; chance = '20%%'; } ); }; };", h, h, pauses ? "" : h);
		}
		for (size_t m = 0; m < COUNT_OF(metrics); m++) {
			double a = ran_value(text[0], metrics[m]), b = ran_value(text[1], metrics[m]);
			cr_expect(memcmp(&a, &b, sizeof a) == 0, "%s with '%s': %.17g and %.17g", metrics[m], hours[i].with, a, b);
		}
	}
}
