#include "experiments/precise.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/method.h"
#include "laboratory.h"

static const char desk[] = "clock = { unit = \"min\"; };\n"
	"run = { length = \"100 h\"; warmup = \"10 h\"; seed = 5; precision = \"5%\"; at_most = 400; };\n"
	"stations = { desk = { time = \"exponential(0.8 min)\"; }; };\n"
	"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); }; };\n"
	"scenarios = { slow = { set = [ \"stations.desk.time = exponential(0.84 min)\" ]; }; };\n";

static void run(struct laboratory *laboratory, const char *text, const char *const *words)
{
	laboratory_open(laboratory, text, words);
	double target = precise_target(&laboratory->study);
	cr_assert(target > 0.0);
	cr_assert_eq(precise_run(&laboratory->study, &laboratory->judge, target), STATUS_DONE);
}

Test(precise, it_runs_until_all_that_is_judged_is_as_tight_as_asked_for)
{
	struct laboratory laboratory;
	run(&laboratory, desk, NULL);
	const struct result_precision *precision = laboratory.study.result.precision;
	cr_expect(precision->reached && precision->target == 0.05 && precision->widest <= 0.05 / 1.05);
	cr_expect_str_eq(precision->metric, "work.call.time");
	cr_expect_str_eq(precision->scenario, "slow", "the busier one takes longer");
	for (size_t i = 0; i < 2; i++) {
		const struct summary *time = result_find(&laboratory.study.found[i], "work.call.time");
		cr_expect(time->half_width <= 0.05 / 1.05 * time->mean && time->n > 10 && time->n < 400, "%u", time->n);
		cr_expect_eq(time->n, laboratory.study.found[0].replications, "all have the same number");
	}
	cr_expect(precision->first_guess > 20.0 && precision->first_guess < 1000.0);
	laboratory_close(&laboratory);
}

Test(precise, any_number_of_threads_stops_at_the_same_replication)
{
	static const char *const threads[] = { "1", "2", "7" };
	uint32_t count[3];
	for (size_t i = 0; i < 3; i++) {
		struct laboratory laboratory;
		run(&laboratory, desk, (const char *const[]){ "--threads", threads[i], NULL });
		count[i] = laboratory.study.found[0].replications;
		laboratory_close(&laboratory);
	}
	cr_expect(count[0] == count[1] && count[1] == count[2], "%u, %u, %u", count[0], count[1], count[2]);
}

Test(precise, what_would_take_a_million_runs_stops_at_the_most_and_says_so)
{
	struct laboratory laboratory;
	run(&laboratory, desk, (const char *const[]){ "--precision", "0.01%", "--at-most", "30", NULL });
	const struct result_precision *precision = laboratory.study.result.precision;
	cr_expect(!precision->reached && precision->first_guess > 1e6 && precision->needed > 1e6);
	cr_expect_eq(laboratory.study.found[1].replications, 30);
	const char *said = method_precision(&laboratory.study.result, &laboratory.study.arena);
	cr_expect(strstr(said, "The ±0.01 % that were asked for were not reached with the 30 replications that it may take"), "%s", said);
	laboratory_close(&laboratory);
}

Test(precise, what_does_not_vary_is_known_after_ten)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = \"1 d\"; warmup = \"none\"; };\nstations = { desk = { time = \"3 min\"; }; };\n"
		"work = { letter = { arrive = { every = \"10 min\"; }; process = ( \"desk\" ); }; };\n"
		"scenarios = { fast = { set = [ \"stations.desk.time = 2 min\" ]; }; };\n", (const char *const[]){ "--precision", "1%", NULL });
	cr_expect(laboratory.study.result.precision->reached);
	cr_expect_eq(laboratory.study.found[0].replications, 10);
	laboratory_close(&laboratory);
}

/* Nobody is turned away: the mean is 0, and no share of it is a precision. */
Test(precise, a_mean_of_zero_is_known_when_it_does_not_vary)
{
	struct laboratory laboratory;
	run(&laboratory, desk, (const char *const[]){ "--metric", "work.call.turned_away", NULL });
	cr_expect(laboratory.study.result.precision->reached);
	cr_expect_eq(laboratory.study.found[0].replications, 10);
	laboratory_close(&laboratory);
}

Test(precise, a_number_of_replications_in_the_call_goes_before_the_models_precision)
{
	struct laboratory laboratory;
	laboratory_open(&laboratory, desk, (const char *const[]){ "--replications", "12", NULL });
	cr_expect_eq(precise_target(&laboratory.study), 0.0);
	laboratory_close(&laboratory);
	laboratory_open(&laboratory, desk, (const char *const[]){ "--precision", "0.02", NULL });
	cr_expect_eq(precise_target(&laboratory.study), 0.02);
	cr_expect_eq(precise_at_most(&laboratory.study), 400);
	laboratory_close(&laboratory);
}

Test(precise, numbers_of_replications_are_said_with_two_digits)
{
	static const struct { double number; const char *text; } cases[] = { { 7.0, "7" }, { 12.0, "12" }, { 123.0, "120" }, { 1234567.0, "1,200,000" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[64];
		precise_about(text, cases[i].number);
		cr_expect_str_eq(text, cases[i].text);
	}
}
