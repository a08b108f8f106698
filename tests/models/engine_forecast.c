/* Forecasts of projects' ends: where nobody is waited for and no work comes back they hold as often as they say; where they overlook
   something they do not. Times are in minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include "engine_run.h"

/* What is certain is forecast to the minute; what waits for people, or comes back, is not seen. */
Test(engine_forecast, what_is_certain_is_known_and_what_is_overlooked_is_not)
{
	static const struct engine_case cases[] = {
		/* A 0-5, B 2-6 with a lag of 2 that runs at the checkpoint O, C ends 3 after B: at 9, D 9-11. O is there at 1. */
		{ .what = "links of every kind",
		  .text = "work = { k = { planning = { forecasts = true; }; project = { A = { time = 5; };"
			" B = { time = 4; after = { task = 'A'; link = 'start-start'; lag = 2; }; };"
			" C = { time = 1; after = { task = 'B'; link = 'finish-finish'; lag = 3; }; checkpoint = true; }; D = { time = 2; after = 'C'; };"
			" O = { time = 1; checkpoint = true; }; L = { time = 0.5; after = { task = 'O'; lag = 6; }; not_before = 10; checkpoint = true; }; }; }; };",
		  .expected = { { "project.k.duration", 11 }, { "project.k.forecast.p50", 11 }, { "project.k.forecast.p80", 11 },
			{ "project.k.forecast.held50", 1 }, { "project.k.O.forecast.p50", 11 }, { "project.k.O.forecast.held80", 1 },
			{ "project.k.C.forecast.p50", 11 }, { "project.k.L.forecast.p80", 11 } } },
		/* Both want m: 5 and 5 in a row. At 5 A is there, and B, which has not begun, takes 5 more. */
		{ .what = "nobody is waited for",
		  .text = "resources = { m = { number = 1; }; };"
			"work = { k = { planning = { forecasts = true; }; project = { A = { time = 5; needs = { m = 1; }; checkpoint = true; };"
			" B = { time = 5; needs = { m = 1; }; }; }; }; };",
		  .expected = { { "project.k.duration", 10 }, { "project.k.forecast.p80", 5 }, { "project.k.forecast.held80", 0 },
			{ "project.k.A.forecast.p50", 10 }, { "project.k.A.forecast.held50", 1 } } },
		/* B's end brings half of A back: known at 7, not before; C comes after that. */
		{ .what = "what comes back is known when it has",
		  .text = "work = { k = { planning = { forecasts = true; }; project = { A = { time = 4; affected_by = { B = { share = '50%'; }; }; };"
			" B = { time = 3; after = 'A'; checkpoint = true; }; C = { time = 1; after = ( 'A', 'B' ); }; }; }; };",
		  .expected = { { "project.k.duration", 10 }, { "project.k.forecast.p80", 8 }, { "project.k.forecast.held80", 0 },
			{ "project.k.B.forecast.p50", 10 }, { "project.k.B.forecast.held50", 1 } } },
		/* The planning of b begins with A. */
		{ .what = "planning is part of the plan",
		  .text = "work = { k = { stages = { a = { plan = { time = 2; }; }; b = { plan = { time = 14; }; }; }; planning = { forecasts = true; };"
			" project = { A = { stage = 'a'; time = 10; checkpoint = true; }; B = { stage = 'b'; time = 3; after = 'A'; }; }; }; };",
		  .expected = { { "project.k.duration", 19 }, { "project.k.forecast.p50", 19 }, { "project.k.A.forecast.p50", 19 } } },
		/* The last checkpoint is the end: nothing is forecast there. */
		{ .what = "not at the end",
		  .text = "work = { k = { planning = { forecasts = true; }; project = { A = { time = 4; checkpoint = true; };"
			" B = { time = 9; checkpoint = true; }; }; }; };",
		  .expected = { { "project.k.A.forecast.p50", 9 }, { "project.k.B.forecast.p50", NAN } } },
		/* A mason's half day is over when O is there: A, of 6 hours from 8 to 12, has 2 to go on the next day: 26 hours after the begin. */
		{ .what = "in the hours of those who do it",
		  .text = "clock = { unit = 'h'; start = '2026-01-05 08:00'; }; resources = { m = { number = 9; calendar = 'Mon-Fri 08:00-12:00'; }; };"
			"work = { k = { planning = { forecasts = true; }; project = { A = { time = 6; needs = { m = 1; }; };"
			" O = { wait = 20; checkpoint = true; }; }; }; };",
		  .expected = { { "project.k.duration", 26 }, { "project.k.forecast.p50", 26 }, { "project.k.O.forecast.p50", 26 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

enum { PROJECTS = 4000 };

/* Of so many projects those held: within 4 standard deviations of the binomial. */
static void expect_share(const struct ran *ran, const char *what, const char *metric, double share, double count)
{
	double held = ran_metric(ran, metric);
	cr_expect(fabs(held - share) < 4.0 * sqrt(share * (1.0 - share) / count), "%s: %s is %.4f, not %.2f", what, metric, held, share);
}

struct calibration {
	const char *what, *project;
	const char *checkpoint;      /* NULL: none; one after which something uncertain is always left */
};

Test(engine_forecast, forecasts_without_queues_and_rework_hold_as_often_as_they_say)
{
	static const struct calibration cases[] = {
		{ "one exponential task", "project = { A = { time = 'exponential(10)'; }; };", NULL },
		{ "the last of several", "project = { A = { time = 'exponential(10)'; }; B = { time = 'gamma(mean=9, sd=4)'; }; C = { time = 'uniform(5, 15)'; }; };",
			NULL },
		{ "what is in hand has lasted some time",
			"project = { A = { time = 'weibull(mean=10, sd=5)'; }; O = { time = 4; checkpoint = true; }; Z = { time = 'exponential(3)'; after = 'A'; }; };", "O" },
		{ "links, lags, a date, a task that may be skipped, norms and a risk",
			"facts = { size = 'uniform(5, 10)'; };"
			"risks = { rock = { chance = '30%'; hits = [ 'A', 'B' ]; grows = 'uniform(0.5, 1.5)'; delay = 'exponential(2)'; }; };"
			"project = { O = { time = 'uniform(1, 3)'; checkpoint = true; };"
			" A = { time = 'exponential(6)'; after = 'O'; }; B = { time = 'lognormal(mean=5, sd=3)'; after = { task = 'A'; link = 'start-start';"
			" lag = 'exponential(2)'; }; }; C = { time = 'triangular(1, 2, 9)'; after = { task = 'B'; link = 'finish-finish'; lag = 'uniform(0, 4)'; }; };"
			" D = { quantity = 'size'; norm = '1 / min'; after = ( 'A', 'C' ); not_before = 20; };"
			" E = { chance = '50%'; wait = 'exponential(8)'; after = { task = 'O'; lag = 'uniform(0, 9)'; }; };"
			" F = { time = 'gamma(mean=4, sd=2)'; after = [ 'D', 'E' ]; }; };", "O" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[2000], metric[60];
		snprintf(text, sizeof text, "work = { k = { arrive = { every = 3; at_most = %d; }; planning = { forecasts = true; }; %s }; };", PROJECTS,
			cases[i].project);
		struct ran ran = ran_text(text, 1, 1);
		cr_assert(ran.end == ENGINE_DONE, "%s: %s", cases[i].what, ran.note.text);
		expect_share(&ran, cases[i].what, "project.k.forecast.held50", 0.5, PROJECTS);
		expect_share(&ran, cases[i].what, "project.k.forecast.held80", 0.8, PROJECTS);
		for (int share = 50; cases[i].checkpoint && share <= 80; share += 30) {
			snprintf(metric, sizeof metric, "project.k.%s.forecast.held%d", cases[i].checkpoint, share);
			expect_share(&ran, cases[i].what, metric, share / 100.0, PROJECTS);
		}
		ran_done(&ran);
	}
}

/* What is exponential does not age: of those that are not over at 5 the 100th of 199 draws is at 5 + 10 (1/199 + … + 1/100) on average. Its
   variance is 100 (1/199² + … + 1/100²), that of the mean of 4,000 e^-0.5 such a part. */
Test(engine_forecast, what_does_not_age_has_as_much_to_go_as_ever)
{
	struct ran ran = ran_text("work = { k = { arrive = { every = 3; at_most = 4000; }; planning = { forecasts = true; };"
		" project = { A = { time = 'exponential(10)'; }; O = { time = 5; checkpoint = true; }; }; }; };", 1, 1);
	double mean = 5.0, variance = 0.0;
	cr_assert_eq(ran.end, ENGINE_DONE);
	for (int i = 100; i <= 199; i++) {
		mean += 10.0 / i;
		variance += 100.0 / ((double)i * i);
	}
	double deviation = sqrt(variance / (4000 * exp(-0.5)));
	cr_expect(fabs(ran_metric(&ran, "project.k.O.forecast.p50") - mean) < 4.0 * deviation, "%.5f, not %.5f +- %.5f",
		ran_metric(&ran, "project.k.O.forecast.p50"), mean, deviation);
	ran_done(&ran);
}

/* Whoever forecasts moves nobody else's numbers. */
Test(engine_forecast, forecasts_change_nothing)
{
	static const char text[] = "resources = { m = { number = 1; }; }; work = { k = { arrive = { at = ( 0, 5, 7 ); }; planning = { forecasts = %s; };"
		" risks = { rock = { chance = '40%%'; hits = 'B'; grows = 1; }; };"
		" project = { A = { time = 'exponential(10)'; needs = { m = 1; }; checkpoint = true; }; B = { time = 'gamma(mean=4, sd=2)'; after = 'A';"
		" affected_by = { C = { chance = '50%%'; share = '40%%'; }; }; }; C = { time = 'exponential(2)'; after = 'B'; needs = { m = 1; }; }; }; }; };";
	char with[1000], without[1000];
	snprintf(with, sizeof with, text, "true");
	snprintf(without, sizeof without, text, "false");
	for (uint64_t replication = 1; replication <= 20; replication++) {
		struct ran one = ran_text(with, 1, replication), other = ran_text(without, 1, replication);
		cr_assert(one.end == ENGINE_DONE && other.end == ENGINE_DONE, "%s", one.note.text);
		for (size_t i = 0; i < other.model->metrics.count; i++) {
			double a = ran_metric(&one, other.model->metrics.list[i].name), b = other.row[i];
			cr_expect(a == b || (isnan(a) && isnan(b)), "%s: %.17g and %.17g", other.model->metrics.list[i].name, a, b);
		}
		ran_done(&one);
		ran_done(&other);
	}
}
