/* The more urgent first: pre-emption within a station, and the speed of those who go on. All times are in minutes; every number is
   computed by hand in the comment above its model. */
#include <criterion/criterion.h>
#include "engine_run.h"

#define STATION(machines, how) \
	"stations = { s = { machines = " machines "; time = 1; queue = { order = 'priority'; preempt = '" how "'; }; }; };"
#define WORK(name, priority, at, time) \
	" " name " = { priority = " priority "; arrive = { at = ( " at " ); }; process = ( { at = 's'; time = " time "; } ); };"

Test(engine_preempt, the_more_urgent_interrupts_and_what_remains_is_done_later)
{
	static const struct engine_case cases[] = {
		/* low 0 to 4, high 4 to 6, low goes on 6 to 12. Nobody waited for a first start. */
		{ .what = "resume",
		  .text = STATION("1", "resume") "work = {" WORK("low", "2", "0", "10") WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 12 }, { "work.high.time", 2 }, { "stations.s.wait", 0 }, { "stations.s.visits", 2 },
			{ "stations.s.utilisation", 1 }, { "work.low.flow_efficiency", 10.0 / 12 } } },
		/* low 0 to 4, high 4 to 6, low 6 to 7, high 7 to 9, low has 5 left: 9 to 14. */
		{ .what = "a task that is pre-empted again",
		  .text = STATION("1", "resume") "work = {" WORK("low", "2", "0", "10") WORK("high", "1", "4, 7", "2") " };",
		  .expected = { { "work.low.time", 14 }, { "work.high.time", 2 } } },
		/* low 0 to 4 for nothing, high 4 to 6, low again from the beginning 6 to 16. */
		{ .what = "restart",
		  .text = STATION("1", "restart") "work = {" WORK("low", "2", "0", "10") WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 16 }, { "work.high.time", 2 } } },
		/* first is pre-empted at 4; at 6 it goes on before second, who joined later: 6 to 12, second 12 to 22. */
		{ .what = "the victim returns to the head of its class",
		  .text = STATION("1", "resume") "work = {" WORK("first", "2", "0", "10") WORK("second", "2", "1", "10")
			WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.first.time", 12 }, { "work.second.time", 21 }, { "work.high.time", 2 } } },
		/* high at 4 is as urgent as what is in hand: it waits until 10. */
		{ .what = "equals do not interrupt each other",
		  .text = STATION("1", "resume") "work = {" WORK("low", "1", "0", "10") WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.low.time", 10 }, { "work.high.time", 8 } } },
		/* middle at 4 interrupts low; high at 5 interrupts middle (1 of its 3 done), 5 to 7; middle 7 to 9; low 9 to 15. */
		{ .what = "who interrupted is interrupted",
		  .text = STATION("1", "resume") "work = {" WORK("low", "3", "0", "10") WORK("middle", "2", "4", "3")
			WORK("high", "1", "5", "2") " };",
		  .expected = { { "work.low.time", 15 }, { "work.middle.time", 5 }, { "work.high.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_preempt, the_victim_is_the_least_urgent_and_of_these_the_last_to_begin)
{
	static const struct engine_case cases[] = {
		/* Two machines. lowest has priority 3 and began first, low 2: lowest gives way at 4 and goes on at 6 with 6: until 12. */
		{ .what = "the least urgent",
		  .text = STATION("2", "resume") "work = {" WORK("lowest", "3", "0", "10") WORK("low", "2", "1", "10")
			WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.lowest.time", 12 }, { "work.low.time", 10 }, { "work.high.time", 2 } } },
		/* Both have priority 2: the one that began at 1 gives way at 4 and goes on at 6 with 7: until 13. */
		{ .what = "the last to begin",
		  .text = STATION("2", "resume") "work = {" WORK("early", "2", "0", "10") WORK("late", "2", "1", "10")
			WORK("high", "1", "4", "2") " };",
		  .expected = { { "work.early.time", 10 }, { "work.late.time", 12 }, { "work.high.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_preempt, work_goes_on_at_the_speed_of_whoever_does_it)
{
	static const struct engine_case cases[] = {
		/* 4 minutes of work at twice the norm, at the norm, and by two of whom the slower sets the pace. */
		{ .what = "speed",
		  .text = "resources = { fast = { speed = 2.0; }; slow = { speed = 0.5; number = 2; }; };"
			"stations = { a = { needs = { fast = 1; }; time = 4; }; b = { time = 4; }; c = { needs = { fast = 1; slow = 1; }; time = 4; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'a' ); }; y = { arrive = { at = ( 0 ); }; process = ( 'b' ); };"
			" z = { arrive = { at = ( 10 ); }; process = ( 'c' ); }; };",
		  .expected = { { "work.x.time", 2 }, { "work.y.time", 4 }, { "work.z.time", 8 } } },
		/* One low is with fast, 0 to 2; the other with slow. high takes the place of the other (both began at 0, it entered later) at 1,
		   when it has 4 - 0.5 = 3.5 to do, and is served by slow for 8. At 2 fast goes on with the 3.5: until 3.75. */
		{ .what = "another goes on",
		  .text = "resources = { fast = { speed = 2.0; }; slow = { speed = 0.5; }; };"
			"stations = { s = { machines = 2; needs_one_of = [ 'fast', 'slow' ]; time = 4; queue = { order = 'priority';"
			" preempt = 'resume'; }; }; };"
			"work = { low = { priority = 2; arrive = { at = ( 0, 0 ); }; process = ( 's' ); };"
			" high = { priority = 1; arrive = { at = ( 1 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.low.time", (2 + 3.75) / 2 }, { "work.high.time", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}
