/* When items come: every way of arriving, with its limits. Times are in minutes; numbers are computed by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

/* Items that are gone as soon as they have come, and the mean of the times at which they came. */
#define AT_ONCE "process = ( { name = 'n'; wait = 0; } ); }; }; measures = { came = { of = 'k'; mean = 'now - age'; }; };"

Test(engine_source, arrivals_come_when_they_are_due)
{
	static const struct engine_case cases[] = {
		{ .what = "the first comes after one interval; `until` itself still counts (3, 6, 9)",
		  .text = "work = { k = { arrive = { every = 3; until = 9; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 3 }, { "measures.came", 6 }, { "total.end", 9 } } },
		{ .what = "nothing comes after `until` (3, 6, 9, not 12)",
		  .text = "work = { k = { arrive = { every = 3; until = 11.5; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 3 }, { "measures.came", 6 } } },
		{ .what = "the first may come at a time of its own (1, 4, 7)",
		  .text = "work = { k = { arrive = { every = 3; first = 1; at_most = 3; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 3 }, { "measures.came", 4 }, { "total.end", 7 } } },
		{ .what = "the first may come at once (0, 3, 6)",
		  .text = "work = { k = { arrive = { every = 3; first = 0; at_most = 3; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 3 }, { "measures.came", 3 } } },
		{ .what = "an interval may depend on the state (1, 2, then every 4: 6, 10)",
		  .text = "work = { k = { arrive = { every = 'if(now < 2 min, 1 min, 4 min)'; at_most = 4; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 4 }, { "measures.came", 19.0 / 4 }, { "total.end", 10 } } },
		{ .what = "times of arrival, in any order (1, 4, 4)",
		  .text = "work = { k = { arrive = { at = ( 4, 1, '4 min' ); }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 3 }, { "measures.came", 3 }, { "total.end", 4 } } },
		/* 1 4 11 14 21 24: 75 / 6. */
		{ .what = "times of arrival repeat after a period",
		  .text = "work = { k = { arrive = { at = ( 4, 1 ); period = 10; until = 25; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 6 }, { "measures.came", 12.5 }, { "total.end", 24 } } },
		{ .what = "so many come at once (5 5 5, 10 10 10, 15: the seventh is the last)",
		  .text = "work = { k = { arrive = { every = 5; size = 3; at_most = 7; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 7 }, { "measures.came", 60.0 / 7 }, { "total.end", 15 } } },
		{ .what = "a size may come out as 0: then nobody comes (two at 5, none at 10, 15, 20)",
		  .text = "work = { k = { arrive = { every = 5; size = 'if(now < 6 min, 2, 0)'; until = 20; }; " AT_ONCE,
		  .expected = { { "work.k.arrived", 2 }, { "measures.came", 5 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* orders.csv: red 2 at 0, blue 3 and red 1 at 1.5, blue 5 at 4. */
Test(engine_source, a_file_says_when_items_come_and_what_they_are)
{
	static const struct engine_case cases[] = {
		/* Each takes `size` minutes on a machine of its own: done at 2, 4.5, 2.5, 9. */
		{ .what = "its columns are facts",
		  .text = "stations = { s = { machines = 'unlimited'; time = 'size * 1 min'; }; };"
			"work = { k = { arrive = { file = 'orders.csv'; }; facts = { colour = 'choice(red: 1, blue: 1)'; };"
			" process = ( 's' ); }; };"
			"measures = { red = { of = 'k'; share = 'colour = red'; }; red_size = { of = 'k'; mean = 'size';"
			" where = 'colour = red'; };"
			" came = { of = 'k'; mean = 'now - age'; }; blue_came = { of = 'k'; mean = 'now - age'; where = 'colour = blue'; };"
			" };",
		  .expected = { { "work.k.arrived", 4 }, { "work.k.time", 11.0 / 4 }, { "total.end", 9 }, { "measures.red", 0.5 },
			{ "measures.red_size", 1.5 }, { "measures.came", 7.0 / 4 }, { "measures.blue_came", 2.75 } } },
		{ .what = "it has limits like any other source",
		  .text = "stations = { s = { machines = 'unlimited'; time = 'size * 1 min'; }; };"
			"work = { k = { arrive = { file = 'orders.csv'; at_most = 3; until = 2; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.arrived", 3 }, { "work.k.time", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_source, a_closed_system_keeps_its_number)
{
	static const struct engine_case cases[] = {
		/* Two at 0; one leaves at 3, 6, 9, 12 and another one enters then. */
		{ .what = "one enters as one leaves",
		  .text = "run = { length = 12; warmup = 'none'; }; stations = { s = { time = 3; }; };"
			"work = { k = { arrive = { keep = 2; }; process = ( 's' ); }; };",
		  .expected = { { "work.k.arrived", 6 }, { "work.k.completed", 4 }, { "work.k.wip", 2 }, { "stations.s.utilisation", 1 },
			{ "work.k.time", (3 + 6 + 6 + 6) / 4.0 } } },
		{ .what = "none after so many (0, 3, 6)",
		  .text = "stations = { s = { time = 3; }; }; work = { k = { arrive = { keep = 1; at_most = 3; }; process = ( 's' ); };"
			" };",
		  .expected = { { "work.k.arrived", 3 }, { "total.end", 9 } } },
		{ .what = "none after a time (0, 3, 6, 9, not 12)",
		  .text = "stations = { s = { time = 3; }; }; work = { k = { arrive = { keep = 1; until = 10; }; process = ( 's' ); };"
			" };",
		  .expected = { { "work.k.arrived", 4 }, { "total.end", 12 } } },
		{ .what = "the work in progress at the start is part of the number",
		  .text = "run = { length = 12; warmup = 'none'; }; stations = { s = { time = 3; }; };"
			"work = { k = { arrive = { keep = 3; }; start_with = ( { step = 's'; number = 2; } ); process = ( 's' ); }; };",
		  .expected = { { "work.k.wip", 3 }, { "work.k.arrived", 7 } } },
		/* Four are there, two are kept: at 3 and 6 nobody enters, from 9 on one enters as one leaves. Areas: 4 x 3 + 3 x 3 + 2
		   x 6. */
		{ .what = "more than that at the start run down to it first",
		  .text = "run = { length = 12; warmup = 'none'; }; stations = { s = { time = 3; }; };"
			"work = { k = { arrive = { keep = 2; }; start_with = ( { step = 's'; number = 4; } ); process = ( 's' ); }; };",
		  .expected = { { "work.k.arrived", 6 }, { "work.k.wip", 33.0 / 12 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_source, work_in_progress_stands_where_it_is)
{
	static const struct engine_case cases[] = {
		/* b serves the two that stand there 0 to 2 and 2 to 4, a the one that stands before it 0 to 1; that one goes on to b,
		   4 to 6. */
		{ .what = "at several steps",
		  .text = "stations = { a = { time = 1; }; b = { time = 2; }; };"
			"work = { k = { start_with = ( { step = 'b'; number = 2; }, { step = 'a'; } ); process = ( 'a', 'b' ); }; };",
		  .expected = { { "work.k.arrived", 3 }, { "work.k.time", 4 }, { "stations.a.visits", 1 }, { "stations.b.visits", 3 },
			{ "stations.b.wait", 5.0 / 3 }, { "total.end", 6 } } },
		{ .what = "before whoever arrives at 0",
		  .text = "stations = { s = { time = 2; }; };"
			"work = { new = { arrive = { at = ( 0 ); }; process = ( 's' ); }; old = { start_with = ( { step = 's'; } );"
			" process = ( 's' ); }; };",
		  .expected = { { "work.old.time", 2 }, { "work.new.time", 4 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Nothing in the first half of each 10 minutes, 6,000 an hour = 100 a minute in the second: 1,000 minutes bring a Poisson
   number with mean 50,000 and standard deviation 224. */
Test(engine_source, rates_hold_in_their_intervals)
{
	struct ran ran = ran_text("run = { length = 1000; warmup = 'none'; }; work = { k = {"
		" arrive = { rates = { period = '10 min'; each = '5 min'; per_hour = ( 0, 6000 ); }; };"
		" facts = { at = 'now / 10 min - floor(now / 10 min)'; }; process = ( { name = 'n'; wait = 0; } ); }; };"
		"measures = { right = { of = 'k'; share = 'at >= 0.5'; }; early = { of = 'k'; share = 'at < 0.75'; }; };", 7, 1);
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	cr_expect_eq(ran_metric(&ran, "measures.right"), 1.0);
	cr_expect(fabs(ran_metric(&ran, "work.k.arrived") - 50000) < 4 * 224);
	/* Uniform within the interval: standard error sqrt(0.25 / 50,000) = 0.0022. */
	cr_expect(fabs(ran_metric(&ran, "measures.early") - 0.5) < 4 * 0.0022);
	ran_done(&ran);
}

/* A day's rates are those of the hours on the clock, whenever the run begins. */
Test(engine_source, rates_of_a_day_follow_the_clock)
{
	static const char *const periods[] = { "day", "week" };
	for (size_t i = 0; i < COUNT_OF(periods); i++) {
		char text[2000], rates[1200] = "";
		for (size_t h = 0; h < (i ? 168 : 24); h++)   /* only from 12 to 18; in the week only on Wednesday */
			strcat(rates, h % 24 >= 12 && h % 24 < 18 && (i == 0 || h / 24 == 2) ? (h ? ", 60" : "60") : (h ? ", 0" : "0"));
		snprintf(text, sizeof text, "clock = { start = '2026-01-06 15:00'; }; run = { length = '14 d'; warmup = 'none';"
			" };"   /* a Tuesday */
			"work = { k = { arrive = { rates = { period = '%s'; each = '1 h'; per_hour = ( %s ); }; };"
			" facts = { came = 'hour'; day = 'if(weekday = Wed, 1, 0)'; }; process = ( { name = 'n'; wait = 0; } ); }; };"
			"measures = { right = { of = 'k'; share = 'came >= 12 and came < 18'; }; third = { of = 'k'; share = 'day = 1'; };"
			" };",
			periods[i], rates);
		cr_expect_eq(ran_value(text, "measures.right"), 1.0, "%s", periods[i]);
		if (i)
			cr_expect_eq(ran_value(text, "measures.third"), 1.0);
	}
}
