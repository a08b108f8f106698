/* Reviews of priority: who waits may get another place in the queue. Times are in minutes; every number is computed by hand in the comment
   above its model, or follows from the formula named there. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include "engine_run.h"

#define DESK "stations = { desk = { time = 10; queue = { order = 'priority'; }; }; };"
#define BUSY "z = { arrive = { at = ( 0 ); }; process = ( 'desk' ); priority = -1; };"

Test(engine_review, who_waits_is_ranked_anew)
{
	static const struct engine_case cases[] = {
		/* z 0-10. `old` from 1 is urgent from 9 on: at the review at 8 it is not yet, the next is at 16. `new` (2, 0.5) 10-20, `old` 20-30. */
		{ .what = "at the reviews, not between them", .text = DESK "work = { " BUSY " old = { arrive = { at = ( 1 ); }; priority = 'if(age >= 8 min, 0, 1)'; review = 8; process = ( 'desk' ); };"
			" new = { arrive = { at = ( 2 ); }; priority = 0.5; process = ( 'desk' ); }; };",
		  .expected = { { "work.old.time", 29 }, { "work.new.time", 18 }, { "work.old.reranked", 1 } } },
		/* With reviews at 3, 6, 9 it is urgent at 9: 10-20. */
		{ .what = "so that it goes first", .text = DESK "work = { " BUSY " old = { arrive = { at = ( 1 ); }; priority = 'if(age >= 8 min, 0, 1)'; review = 3; process = ( 'desk' ); };"
			" new = { arrive = { at = ( 2 ); }; priority = 0.5; process = ( 'desk' ); }; };",
		  .expected = { { "work.old.time", 19 }, { "work.new.time", 28 }, { "work.old.reranked", 1 } } },
		/* Without a review the priority is that of joining. */
		{ .what = "and not without", .text = DESK "work = { " BUSY " old = { arrive = { at = ( 1 ); }; facts = { size = 1; }; priority = 'size'; process = ( 'desk' ); };"
			" new = { arrive = { at = ( 2 ); }; priority = 0.5; process = ( 'desk' ); }; };", .expected = { { "work.old.time", 29 } } },
		/* The same is so where reviews are off, even where the priority hangs on the time. */
		{ .what = "and not where reviews are off", .text = DESK "work = { " BUSY " old = { arrive = { at = ( 1 ); }; priority = 'if(age >= 8 min, 0, 1)'; review = 'never'; process = ( 'desk' ); };"
			" new = { arrive = { at = ( 2 ); }; priority = 0.5; process = ( 'desk' ); }; };", .expected = { { "work.old.time", 29 }, { "work.new.time", 18 } } },
		/* Three change places: at 9 their order is turned around: 4, 3, 2, 1: 10-20 the one from 4. */
		{ .what = "all of them", .text = DESK "work = { " BUSY " k = { arrive = { at = ( 1, 2, 3, 4 ); }; facts = { came = 'now / 1 min'; };"
			" priority = 'if(now >= 9 min, 0 - came, came)'; review = 9; process = ( 'desk' ); }; };",
		  .expected = { { "work.k.time", (16 + 27 + 38 + 49) / 4.0 }, { "work.k.reranked", 1 } } },
		/* At shared people: both want the clerk, who is with z until 10; the wish of `old` is read anew. */
		{ .what = "where people are shared", .text = "resources = { clerk = { number = 1; }; }; stations = { s = { needs = { clerk = 1; }; time = 10; }; t = { needs = { clerk = 1; }; time = 10; }; };"
			"work = { z = { arrive = { at = ( 0 ); }; process = ( 's' ); priority = -1; }; old = { arrive = { at = ( 1 ); }; priority = 'if(age >= 5 min, 0, 9)'; review = 7; process = ( 's' ); };"
			" new = { arrive = { at = ( 2 ); }; priority = 5; process = ( 't' ); }; };", .expected = { { "work.old.time", 19 }, { "work.new.time", 28 } } },
		/* The other branch finds at 5 that it is urgent. */
		{ .what = "when its facts change", .text = DESK "work = { " BUSY " old = { arrive = { at = ( 1 ); }; facts = { urgent = '0'; }; priority = '1 - urgent'; review = 'change';"
			" process = ( ( ( 'desk' ), ( { name = 'look'; wait = 4; set = { urgent = '1'; }; } ) ) ); }; new = { arrive = { at = ( 0.5 ); }; priority = 0.5; process = ( 'desk' ); }; };",
		  .expected = { { "work.old.time", 19 }, { "work.new.time", 29.5 }, { "work.old.reranked", 1 } } },
		/* In a plan: the same by another of its tasks. */
		{ .what = "also in a plan", .text = DESK "work = { " BUSY " old = { facts = { urgent = '0'; }; priority = '1 - urgent'; review = 'change';"
			" project = { ask = { at = 'desk'; }; look = { wait = 4; set = { urgent = '1'; }; }; }; }; new = { arrive = { at = ( 0 ); }; priority = 0.5; process = ( 'desk' ); }; };",
		  .expected = { { "project.old.duration", 20 }, { "work.new.time", 30 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* Reviewed all the time and oldest first, a queue in any order is first come, first served, item by item. */
Test(engine_review, oldest_first_is_first_come_first_served)
{
	static const char format[] = "clock = { unit = 'h'; }; run = { length = 300; warmup = 20; }; stations = { desk = { time = 'exponential(0.8 h)'; queue = { order = '%s'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(1 h)'; }; facts = { size = 'uniform(0, 1)'; }; %s process = ( 'desk' ); }; };";
	static const char *const metrics[] = { "work.k.time", "work.k.time.sd", "work.k.time.p90" };
	char reviewed[1000], fifo[1000];
	snprintf(reviewed, sizeof reviewed, format, "priority", "priority = 'size - 1000000 * age / 1 h'; review = '0.002 h';");
	snprintf(fifo, sizeof fifo, format, "fifo", "");
	for (size_t i = 0; i < COUNT_OF(metrics); i++)
		cr_expect_float_eq(ran_value(reviewed, metrics[i]), ran_value(fifo, metrics[i]), 1e-9, "%s", metrics[i]);
}

/* Priorities that grow with waiting, b1 < b2 (Kleinrock 1964, A delay dependent queue discipline; Kleinrock 1976, volume II, section 3.7):
   with W0 the mean rest of the work in hand, W1 = W0 / (1 - rho) / (1 - rho2 (1 - b1/b2)), W2 = W0 / (1 - rho) - rho1 W1 (1 - b1/b2). */
Test(engine_review, priorities_that_grow_with_waiting)
{
	const char *text = "clock = { unit = 'h'; }; run = { length = 4000; warmup = 200; }; stations = { desk = { time = 'exponential(1 h)'; queue = { order = 'priority'; }; }; };"
		"work = { slow = { arrive = { every = 'exponential(2.5 h)'; }; priority = '0 - 1 * age / 1 h'; review = '0.02 h'; process = ( 'desk' ); };"
		" fast = { arrive = { every = 'exponential(2.5 h)'; }; priority = '0 - 4 * age / 1 h'; review = '0.02 h'; process = ( 'desk' ); }; };";
	const int count = 30;
	double sums[2] = { 0.0 }, squares[2] = { 0.0 };
	for (int i = 1; i <= count; i++) {
		struct ran ran = ran_text(text, 1, (uint64_t)i);
		const double times[] = { ran_metric(&ran, "work.slow.time") - 1.0, ran_metric(&ran, "work.fast.time") - 1.0 };
		for (int k = 0; k < 2; k++) {
			sums[k] += times[k];
			squares[k] += times[k] * times[k];
		}
		ran_done(&ran);
	}
	double rho = 0.4, ratio = 0.25, fifo = 2 * rho / (1.0 - 2 * rho), slow = fifo / (1.0 - rho * (1.0 - ratio));
	const double expected[] = { slow, fifo - rho * slow * (1.0 - ratio) };
	for (int k = 0; k < 2; k++) {
		double mean = sums[k] / count, error = sqrt(fmax(squares[k] / count - mean * mean, 0.0) / (count - 1));
		cr_expect(fabs(mean - expected[k]) <= 4.0 * error, "%s is %.4g, not %.4g, with a standard error of %.2g", k ? "fast" : "slow", mean, expected[k], error);
		cr_expect(error < 0.05 * expected[k], "not known well enough: %.2g", error);
	}
}
