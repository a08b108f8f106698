/* What is measured, how a run ends, and what is said of a model that cannot go on. Times are in minutes; numbers are computed
   by hand in the comments. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdatomic.h>
#include "engine_run.h"

Test(engine_end, measures_look_at_finished_items_or_at_the_whole_time)
{
	static const struct engine_case cases[] = {
		/* Done at 5, 10, 15, 20; ages 5, 9, 13, 17. */
		{ .what = "shares and means of finished items",
		  .text = "stations = { s = { time = 5; }; }; work = { k = { arrive = { at = ( 0, 1, 2, 3 ); }; process = ( 's' ); }; };"
			"measures = { late = { of = 'k'; share = 'age >= 9 min'; }; age = { of = 'k'; mean = 'age'; };"
			" later = { of = 'k'; mean = 'age'; where = 'now > 12 min'; };"
			" half = { of = 'k'; share = 'age > 15 min'; where = 'now > 12 min'; }; none = { of = 'k'; mean = 'age';"
			" where = 'now > 20 min'; }; };",
		  .expected = { { "measures.late", 0.75 }, { "measures.age", 11 }, { "measures.later", 15 }, { "measures.half", 0.5 },
			{ "measures.none", NAN } } },
		{ .what = "scrapped ones are not looked at",
		  .text = "work = { k = { arrive = { at = ( 0 ); size = 3; }; facts = { id = 'trace(`ids.csv`, `id`)'; };"
			" process = ( { name = 'n'; wait = 'id * 1 min'; next = ( { to = 'scrap'; when = 'id = 1'; } ); } ); }; };"
			"measures = { id = { of = 'k'; mean = 'id'; }; };",
		  .expected = { { "measures.id", 1 }, { "work.k.completed", 2 }, { "work.k.scrapped", 1 } } },
		/* s is busy 0-20; its queue holds 1 in 1-2, 2 in 2-3, 3 in 3-5, 2 in 5-10, 1 in 10-15. */
		{ .what = "means and shares over time",
		  .text = "stations = { s = { time = 5; }; t = { time = 40; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 't' ); }; k = { arrive = { at = ( 0, 1, 2, 3 ); };"
			" process = ( 's' ); }; };"
			"measures = { idle = { over_time = 'busy(s) = 0'; }; queue = { over_time = 'queue(s)'; };"
			" crowd = { over_time = 'queue(s) >= 2 and wip(k) > 2'; }; };",
		  .expected = { { "measures.idle", 0.5 }, { "measures.queue", 24.0 / 40 }, { "measures.crowd", 8.0 / 40 } } },
		/* The window is (10, 20]: the queue holds 1 in 10-15. */
		{ .what = "over the time after the warm-up",
		  .text = "run = { length = 20; warmup = 10; }; stations = { s = { time = 5; }; }; work = { k = { arrive = { at = ( 0, 1,"
			" 2, 3 ); }; process = ( 's' ); }; };"
			"measures = { queue = { over_time = 'queue(s)'; }; age = { of = 'k'; mean = 'age'; }; };",
		  .expected = { { "measures.queue", 0.5 }, { "measures.age", 15 } } },
		/* Percentiles are nearest values: of 5, 9, 13, 17 within 1 %; sd of 5 9 13 17 = sqrt(80 / 3). */
		{ .what = "the spread of times",
		  .text = "stations = { s = { time = 5; }; }; work = { k = { arrive = { at = ( 0, 1, 2, 3 ); }; process = ( 's' ); }; };",
		  .expected = { { "work.k.time", 11 }, { "work.k.time.sd", 5.163977794943222 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_end, a_run_ends_as_the_model_says)
{
	static const struct engine_case cases[] = {
		{ .what = "until nothing is left (the last leaves at 9)",
		  .text = "stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "total.end", 9 }, { "work.k.completed", 3 }, { "work.k.wip", 2 }, { "total.throughput", 20 },
			{ "total.time", 6 } } },
		{ .what = "after so many are completed (at 8), all kinds together",
		  .text = "run = { items = 4; }; stations = { s = { machines = 2; time = 2; }; };"
			"work = { a = { arrive = { every = 3; first = 0; }; process = ( 's' ); }; b = { arrive = { every = 4; first = 0; };"
			" process = ( 's' ); }; };",
		  /* a: 0-2, 3-5, 6-8; b: 0-2, 4-6: the fourth is b's at 6. */
		  .expected = { { "total.end", 6 }, { "work.a.completed", 2 }, { "work.b.completed", 2 }, { "work.a.arrived", 2 },
			{ "stations.s.utilisation", 8.0 / 12 } } },
		{ .what = "scrapped ones do not count among the completed",
		  .text = "run = { items = 2; }; work = { a = { arrive = { every = 1; }; facts = { id = 'trace(`ids.csv`, `id`)'; };"
			" process = ( { name = 'n'; next = ( { to = 'scrap'; when = 'id < 3'; } ); } ); }; };",
		  .expected = { { "total.end", 5 }, { "work.a.scrapped", 3 }, { "work.a.completed", 2 } } },
		{ .what = "when its time is over, whatever is left",
		  .text = "run = { length = 7; warmup = 'none'; }; stations = { s = { time = 3; }; }; work = { k = { arrive = { at = ( 0,"
			" 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "total.end", 6 }, { "work.k.completed", 2 }, { "work.k.wip", (3 * 3 + 2 * 3 + 1) / 7.0 } } },
		{ .what = "a long time after everything has left",
		  .text = "run = { length = 100; warmup = 'none'; }; stations = { s = { time = 3; }; };"
			" work = { k = { arrive = { at = ( 0, 0, 0 ); }; process = ( 's' ); }; };",
		  .expected = { { "total.end", 9 }, { "work.k.completed", 3 }, { "stations.s.utilisation", 0.09 } } },
		{ .what = "with nothing at all",
		  .text = "run = { length = 10; warmup = 'none'; }; stations = { s = { time = 3; }; };"
			" work = { k = { arrive = { at = ( 20 ); }; process = ( 's' ); }; };",
		  .expected = { { "total.end", 0 }, { "work.k.completed", 0 }, { "work.k.arrived", 0 }, { "work.k.time", NAN },
			{ "stations.s.wait", NAN },
			{ "stations.s.utilisation", 0 }, { "work.k.wip", 0 }, { "total.throughput", 0 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_end, trouble_is_told_with_the_culprits_name)
{
	static const struct engine_case cases[] = {
		/* Both machines are held by items that want the other: a's wants b, b's wants a, and neither has room. */
		{ .what = "a loop of full queues",
		  .text = "run = { length = 100; warmup = 'none'; }; stations = { a = { time = 1; queue = { limit = 0; }; };"
			" b = { time = 1; queue = { limit = 0; }; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'a', 'b' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'b', 'a' ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "'a'", "'b'", "hold", "room" } },
		{ .what = "two who take two things in different order",
		  .text = "resources = { pen = {}; paper = {}; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'one'; take = { pen = 1; }; wait = 1; },"
			" { name = 'two'; take = { paper = 1; }; wait = 1; } ); };"
			" y = { arrive = { at = ( 0 ); }; process = ( { name = 'one'; take = { paper = 1; }; wait = 1; },"
			" { name = 'two'; take = { pen = 1; }; wait = 1; } ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "pen", "paper" } },
		{ .what = "a closed loop that deadlocks before a run with a length is over",
		  .text = "run = { length = 1000; warmup = 10; }; stations = { a = { time = 1; queue = { limit = 0; }; };"
			" b = { time = 1; queue = { limit = 0; }; }; };"
			"work = { x = { arrive = { keep = 2; }; process = ( 'a', { at = 'b'; next = ( { to = 'a'; when = 'age < 500 min';"
			" } ); } ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "'a'", "'b'" } },
		{ .what = "a loop of steps without time",
		  .text = "run = { length = 10; warmup = 'none'; }; work = { k = { arrive = { at = ( 3 ); }; facts = { f = 1; };"
			" process = ( { name = 'here'; next = ( { to = 'there'; when = 'f = 1'; } ); },"
			" { name = 'there'; next = ( { to = 'here'; when = 'f = 1'; } ); }, { name = 'w'; wait = 1; } ); }; };",
		  .end = ENGINE_ENDLESS, .says = { "'k'", "here'", "without any time" } },
		{ .what = "a loop through a station whose time comes out as nothing",
		  .text = "run = { length = 10; warmup = 'none'; }; stations = { s = { time = 'f * 1 min'; }; };"
			"work = { k = { arrive = { at = ( 3 ); }; facts = { f = 0; }; process = ( { at = 's'; next = ( { to = 's';"
			" when = 'f = 0'; } ); } ); }; };",
		  .end = ENGINE_ENDLESS, .says = { "'k'", "'s'", "without any time" } },
		{ .what = "a closed system without time",
		  .text = "run = { length = 10; warmup = 'none'; }; stations = { s = { time = 0; }; };"
			" work = { k = { arrive = { keep = 1; }; process = ( 's' ); }; };",
		  .end = ENGINE_ENDLESS, .says = { "'k'", "'s'", "without any time" } },
		{ .what = "work that starts itself without time",
		  .text = "run = { length = 10; warmup = 'none'; }; work = { k = { arrive = { at = ( 1 ); }; process = ( { name = 'n';"
			" start = 'k'; } ); }; };",
		  .end = ENGINE_ENDLESS, .says = { "'k'", "'n'", "without any time" } },
		{ .what = "arrivals without time between them",
		  .text = "run = { length = 10; warmup = 'none'; }; work = { k = { arrive = { every = 'if(now < 5 min, 1 min, 0 min)'; };"
			" process = ( { name = 'n'; wait = 0; } ); }; };",
		  .end = ENGINE_ENDLESS, .says = { "'k'", "'every'" } },
		{ .what = "a queue that grows without bound",
		  .text = "run = { length = 100; warmup = 'none'; items_at_most = 20; }; stations = { a = { time = 1; };"
			" slow = { time = 5; }; }; work = { k = { arrive = { every = 1; }; process = ( 'a', 'slow' ); }; };",
		  .end = ENGINE_RUNAWAY, .says = { "20 items", "'slow'", "items_at_most" } },
		{ .what = "work that multiplies",
		  .text = "run = { length = 100; warmup = 'none'; items_at_most = 1000; }; work = { k = { arrive = { at = ( 1 ); };"
			" process = ( { name = 'n'; wait = 1; start = 'k'; number = 2; } ); }; };",
		  .end = ENGINE_RUNAWAY, .says = { "1000 items" } },
		{ .what = "a time below nothing",
		  .text = "stations = { s = { time = 'f * 1 min'; }; }; work = { k = { arrive = { at = ( 3 ); };"
			" facts = { f = '0 - 2'; }; process = ( 's' ); }; };",
		  .end = ENGINE_WRONG, .says = { "'s'", "-2" } },
		{ .what = "a wait below nothing",
		  .text = "work = { k = { arrive = { at = ( 3 ); }; facts = { f = '0 - 2'; }; process = ( { name = 'dry';"
			" wait = 'f * 1 min'; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "'dry'", "-2" } },
		{ .what = "a time that is no number",
		  .text = "stations = { s = { time = 'sqrt(f) * 1 min'; }; }; work = { k = { arrive = { at = ( 3 ); };"
			" facts = { f = '0 - 2'; }; process = ( 's' ); }; };",
		  .end = ENGINE_WRONG, .says = { "'s'" } },
		{ .what = "an interval below nothing",
		  .text = "run = { length = 100; warmup = 'none'; }; work = { k = { arrive = { every = 'if(now > 2 min, 0 min - 1 min,"
			" 3 min)'; }; process = ( { name = 'n'; wait = 0; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "'k'", "arrivals" } },
		{ .what = "a chance above one",
		  .text = "work = { k = { arrive = { at = ( 3 ); }; facts = { f = 1.5; }; process = ( { name = 'n'; chance = 'f';"
			" wait = 1; } ); }; };",
		  .end = ENGINE_WRONG, .says = { "'n'", "150 %" } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Work goes on elsewhere, but these two never will: at the latest at the end of the run that is found. */
Test(engine_end, those_who_lock_each_other_are_found_though_others_go_on)
{
	static const struct engine_case cases[] = {
		{ .what = "two machines, each held by one that wants the other",
		  .text = "run = { length = 100; warmup = 'none'; }; stations = { a = { time = 1; queue = { limit = 0; }; };"
			" b = { time = 1; queue = { limit = 0; }; }; c = { time = 1; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'a', 'b' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'b', 'a' ); }; z = { arrive = { every = 10; }; process = ( 'c' ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "2 items wait for each other", "machine of 'a'", "machine of 'b'" } },
		/* The second machine of b is free: whoever comes from a goes there, and then the one from b to a. */
		{ .what = "but not where one more machine lets one of them go on",
		  .text = "run = { length = 100; warmup = 'none'; }; stations = { a = { time = 1; queue = { limit = 0; }; };"
			" b = { machines = 2; time = 1; queue = { limit = 0; }; }; c = { time = 1; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( 'a', 'b' ); }; y = { arrive = { at = ( 0 ); };"
			" process = ( 'b', 'a' ); }; z = { arrive = { every = 10; }; process = ( 'c' ); }; };",
		  .expected = { { "work.x.time", 2 }, { "work.y.time", 2 }, { "work.z.completed", 9 } } },
		/* Each keeps what the other wants. */
		{ .what = "what is kept, and wanted by who keeps something else",
		  .text = "run = { length = 100; warmup = 'none'; }; resources = { p = {}; q = {}; }; stations = { c = { time = 1; }; };"
			"work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'one'; take = { p = 1; }; wait = 1; },"
			" { name = 'two'; take = { q = 1; }; wait = 1; } ); };"
			"y = { arrive = { at = ( 0 ); }; process = ( { name = 'one'; take = { q = 1; }; wait = 1; },"
			" { name = 'two'; take = { p = 1; }; wait = 1; } ); };"
			"z = { arrive = { every = 10; }; process = ( 'c' ); }; };",
		  .end = ENGINE_DEADLOCK, .says = { "2 items wait for each other", "to take 'q'", "to take 'p'" } },
		{ .what = "not even if only the end of a wait is to come after the end of the run",
		  .text = "run = { length = 100; warmup = 'none'; }; work = { x = { arrive = { at = ( 0 ); }; process = ( { name = 'n';"
			" wait = 200; } ); }; };",
		  .expected = { { "work.x.completed", 0 }, { "work.x.wip", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* The number in the system in equal bins of the run, for the warm-up: one from 1 on, two from 4 to 7, none from 8 on. */
Test(engine_end, the_number_in_the_system_is_told_bin_by_bin)
{
	struct ran ran = ran_text("run = { length = 10; warmup = 'none'; }; stations = { s = { machines = 2; time = 'size * 1 min';"
		" }; };"
		"work = { a = { arrive = { at = ( 1 ); }; facts = { size = 7; }; process = ( 's' ); };"
		" b = { arrive = { at = ( 4 ); }; facts = { size = 3; }; process = ( 's' ); }; };", 1, 1);
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	static const double means[2][5] = { { 0.5, 1, 2, 1.5, 0 }, { 1, 1, 0, 0, 0 } };
	for (int i = 0; i < 2; i++) {
		double found[5] = { 0 };
		struct engine_bins bins = { .means = found, .count = i ? 2 : 5 };
		const struct engine_order order = { .seed = 1, .replication = 1, .bins = &bins };
		cr_expect_eq(engine_run(ran.model, &order, ran.row, &ran.note), ENGINE_DONE);
		for (uint32_t b = 0; b < bins.count; b++)
			cr_expect_float_eq(found[b], means[i][b], 1e-12, "bin %u of %u", b, bins.count);
	}
	ran_done(&ran);
}

/* Asked from elsewhere to end, a run ends soon and says how far it had come. */
Test(engine_end, a_run_stops_when_it_is_told_to)
{
	struct ran ran = ran_text("run = { length = 100000; warmup = 'none'; }; stations = { s = { time = 1; }; };"
		"work = { k = { arrive = { every = 2; }; process = ( 's' ); }; };", 1, 1);
	atomic_bool stop;
	_Atomic double progress;
	atomic_init(&stop, true);
	atomic_init(&progress, -1.0);
	const struct engine_order order = { .seed = 1, .replication = 1, .stop = &stop, .progress = &progress };
	cr_assert_eq(ran.end, ENGINE_DONE, "%s", ran.note.text);
	cr_expect_eq(engine_run(ran.model, &order, ran.row, &ran.note), ENGINE_STOPPED);
	cr_expect(atomic_load(&progress) > 0.0 && atomic_load(&progress) < 1.0);
	cr_expect_lt(ran.note.events, 100000);
	ran_done(&ran);
}
