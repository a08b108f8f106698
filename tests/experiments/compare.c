#include "experiments/compare.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/compare_decide.h"
#include "laboratory.h"

/* M/M/1: mean time in system 1 / (mu - lambda): 4 min in base, 1 min where it is fast, 20/3 min where it is slower. */
#define DESK "clock = { unit = \"min\"; };\n" \
	"run = { length = \"300 h\"; warmup = \"20 h\"; replications = 20; seed = 5; };\n" \
	"let = { spare = 1; };\n" \
	"stations = { desk = { title = \"Desk\"; time = \"exponential(0.8 min)\"; }; spare = { machines = \"spare\"; time = \"1 min\"; }; };\n" \
	"work = { call = { title = \"Calls\"; arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); promise = \"5 min\"; }; };\n"

static const char desk[] = DESK "scenarios = {\n"
	"  fast = { title = \"Faster\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
	"  slow = { title = \"Slower\"; set = [ \"stations.desk.time = exponential(0.85 min)\" ]; };\n"
	"};\n";

static const char same[] = DESK "scenarios = {\n"
	"  again = { title = \"The same again\"; };\n"
	"  spare = { title = \"More where nobody goes\"; set = [ \"let.spare = 4\" ]; };\n"
	"};\n";

static const char overloaded[] = DESK "scenarios = {\n"
	"  fast = { title = \"Faster\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
	"  crawl = { title = \"Crawling\"; set = [ \"stations.desk.time = exponential(1.5 min)\" ]; };\n"
	"};\n";

/* Nothing is left to chance: 3 min, then 2 min. Every minute at the desk costs, and each letter brings the same. */
static const char clockwork[] = "clock = { unit = \"min\"; };\nmoney = \"EUR\";\n"
	"run = { length = \"2 wk\"; warmup = \"1 wk\"; replications = 10; };\n"
	"stations = { desk = { time = \"3 min\"; cost_per_hour = 6.0; }; };\n"
	"work = { letter = { title = \"Letters\"; arrive = { every = \"10 min\"; }; process = ( \"desk\" ); value = 2.0; }; };\n"
	"scenarios = {\n"
	"  quick = { title = \"A quicker desk\"; invest = 520.0; life = \"364 d\"; set = [ \"stations.desk.time = 2 min\" ]; };\n"
	"  cheap = { title = \"A cheaper desk\"; set = [ \"stations.desk.time = 2 min\", \"stations.desk.cost_per_hour = 3.0\" ]; };\n"
	"};\n";

static const struct compare_cell *cell(const struct compare *compare, const char *metric, size_t scenario)
{
	const struct compare_metric *found = compare_find(compare, metric);
	cr_assert(found, "%s is not compared", metric);
	return &found->cells[scenario];
}

static struct compare *run(struct laboratory *laboratory, const char *text, const char *const *words)
{
	laboratory_open(laboratory, text, words);
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
	return laboratory_compare(laboratory, NULL);
}

/* By the formula of the M/M/1 queue; the intervals are simultaneous, and the seed is fixed. */
Test(compare, differences_hold_what_is_known_of_them)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, desk, NULL);
	const struct compare_cell *fast = cell(compare, "work.call.time", 1), *slow = cell(compare, "work.call.time", 2);
	cr_expect(fast->against.low < -3.0 && -3.0 < fast->against.high, "%g to %g", fast->against.low, fast->against.high);
	cr_expect(slow->against.low < 8.0 / 3.0 - 1.0 && 0.0 < slow->against.low && slow->against.high > 1.0, "%g to %g", slow->against.low,
		slow->against.high);
	cr_expect(fast->pairs == 20 && fast->chance == 1.0 && fast->better > 0.999 && slow->chance == 0.0);
	cr_expect(slow->luck.variance_ratio > 2.0, "%g", slow->luck.variance_ratio);
	cr_expect(compare_find(compare, "work.call.time")->best == 1 && compare_find(compare, "work.call.time")->possible == 1);
	char *text = laboratory_text(compare);
	cr_expect(laboratory_says(text, "The best of the three is “Faster”: the time of Calls is 1.0"), "%s", text);
	cr_expect(laboratory_says(text, "The model has no prices"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* As when the run is stopped: each scenario has its own gaps. */
Test(compare, what_has_not_finished_everywhere_is_left_out)
{
	struct laboratory laboratory;
	laboratory_open(&laboratory, desk, NULL);
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	laboratory.study.finished[1][19] = laboratory.study.finished[2][3] = false;
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	const struct compare_cell *fast = cell(compare, "work.call.time", 1), *slow = cell(compare, "work.call.time", 2);
	cr_expect(fast->pairs == 19 && slow->pairs == 19, "%u and %u", fast->pairs, slow->pairs);
	cr_expect(fast->chance == 1.0 && slow->chance == 0.0, "%g and %g", fast->chance, slow->chance);
	cr_expect(fast->best.interval.high == 0.0 && fast->best.interval.low < 0.0 && !slow->best.possible);
	laboratory_close(&laboratory);
}

Test(compare, the_same_system_differs_by_exactly_zero)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, same, NULL);
	for (size_t m = 0; m < compare->count; m++)
		for (size_t i = 1; i < 3; i++) {
			const struct compare_cell *at = &compare->metrics[m].cells[i];
			cr_expect(!at->there || (at->same && at->against.estimate == 0.0 && at->against.low == 0.0 && at->against.high == 0.0), "%s, %zu: %g",
				compare->metrics[m].name, i, at->against.estimate);
		}
	char *text = laboratory_text(compare);
	cr_expect(laboratory_says(text, "The time of Calls is the same in all three"), "%s", text);
	cr_expect(laboratory_says(text, "The same again: changes nothing; every replication gives exactly what base gives."), "%s", text);
	cr_expect(laboratory_says(text, "More where nobody goes: changes nothing"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

Test(compare, what_cannot_bear_its_load_is_named_and_the_others_are_compared)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, overloaded, NULL);
	char *text = laboratory_text(compare);
	cr_expect_eq(compare->taking_part, 2);
	cr_expect(laboratory_says(text, "Crawling is left out: station 'desk' is asked for 1.5 times what it can do"), "%s", text);
	cr_expect(laboratory_says(text, "The best of the two is “Faster”"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

Test(compare, one_replication_tells_nothing)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, desk, (const char *const[]){ "--replications", "1", NULL });
	char *text = laboratory_text(compare);
	cr_expect(laboratory_says(text, "Nothing can be told from one replication"), "%s", text);
	cr_expect(!strstr(text, "±") && !strstr(text, "shortest") && !strstr(text, "nan"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* 1,008 letters in the week that counts, 2 EUR each; a desk of 168 h at 6 EUR, or 3. 520 EUR over 52 weeks are 10 a week. */
Test(compare, without_chance_all_is_exact_and_money_adds_up)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, clockwork, NULL);
	const struct compare_cell *time = cell(compare, "work.letter.time", 1), *profit = cell(compare, "total.profit", 1);
	cr_expect(time->against.estimate == -1.0 && time->against.low == -1.0 && time->against.high == -1.0);
	cr_expect_float_eq(cell(compare, "total.profit", 0)->value.mean, 2016.0 - 1008.0, 1e-6);
	cr_expect_float_eq(profit->against.estimate, -10.0, 1e-9);
	cr_expect_float_eq(cell(compare, "total.profit", 2)->against.estimate, 504.0, 1e-9);
	char *text = laboratory_text(compare);
	cr_expect(laboratory_says(text, "A quicker desk: the time of Letters 1 min less; it costs 10 EUR a week more than it brings (520 EUR invested"),
		"%s", text);
	cr_expect(laboratory_says(text, "A cheaper desk: the time of Letters 1 min less; it earns 504 EUR a week more."), "%s", text);
	cr_expect(laboratory_says(text, "The best of the three is “A cheaper desk”: the time of Letters is 2 min instead of 3 (1 less), and it earns "
		"504 EUR a week more."), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

Test(compare, what_cannot_be_told_is_refused_with_what_would_tell_it)
{
	static const char close[] = DESK "scenarios = {\n"
		"  one = { title = \"One way\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
		"  other = { title = \"Another way\"; set = [ \"stations.desk.time = gamma(mean=0.5 min, sd=0.49 min)\" ]; };\n"
		"};\n";
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, close, (const char *const[]){ "--replications", "5", NULL });
	char *text = laboratory_text(compare);
	cr_expect_eq(compare->metrics[0].possible, 2);
	cr_expect(laboratory_says(text, "Which of them cannot be told yet") || laboratory_says(text, "too little to act on"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* One-sided, nobody but the other may be best; two-sided, no difference is shown: some seeds are such. */
Test(compare, nobody_is_called_best_who_is_not_shown_to_differ_from_base)
{
	static const char near[] = DESK "scenarios = { near = { title = \"Near\"; "
		"set = [ \"stations.desk.time = gamma(mean=0.76 min, sd=0.76 min)\" ]; }; };\n";
	unsigned between = 0;
	for (unsigned seed = 1; seed <= 30; seed++) {
		struct laboratory laboratory;
		char number[8];
		snprintf(number, sizeof number, "%u", seed);
		struct compare *compare = run(&laboratory, near, (const char *const[]){ "--replications", "5", "--seed", number, "--set",
			"run.length = 60 h", NULL });
		const struct compare_metric *metric = compare_find(compare, "work.call.time");
		char *text = laboratory_text(compare);
		if (compare_shown(metric, 1) == 0)
			cr_expect(!laboratory_says(text, "The best of the two") && !laboratory_says(text, "shortest with “Near”: "), "%s", text);
		if (compare_shown(metric, 1) == 0 && metric->best == 1 && metric->possible == 1) {
			between++;
			cr_expect(laboratory_says(text, "shortest with “Near” (") && laboratory_says(text, "or as it is ("), "%s", text);
		}
		free(text);
		laboratory_close(&laboratory);
	}
	cr_expect_gt(between, 0, "no seed was such");
}

Test(compare, a_difference_is_said_in_the_metrics_unit_or_as_a_share)
{
	static const struct { const char *text; double time, share; } cases[] = {
		{ "1.5", 1.5, 1.5 }, { "1.5 min", 1.5, NAN }, { "30 s", 0.5, NAN }, { "2%", 0.08, 0.02 }, { "2 %", 0.08, 0.02 }, { "0", NAN, NAN },
		{ "-1", NAN, NAN }, { "soon", NAN, NAN }, { "1 EUR", NAN, NAN }, { "inf", NAN, NAN }, { "", NAN, NAN } };
	struct laboratory laboratory;
	laboratory_open(&laboratory, desk, NULL);
	const struct model *model = laboratory.study.scenarios[0].model;
	const struct metric *time = &model->metrics.list[metric_find(&model->metrics, "work.call.time")];
	const struct metric *share = &model->metrics.list[metric_find(&model->metrics, "work.call.on_time")];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		double a = compare_difference(cases[i].text, model, time, 4.0), b = compare_difference(cases[i].text, model, share, 0.5);
		cr_expect((isnan(a) && isnan(cases[i].time)) || fabs(a - cases[i].time) < 1e-12, "'%s' of a time: %g", cases[i].text, a);
		cr_expect((isnan(b) && isnan(cases[i].share)) || fabs(b - cases[i].share) < 1e-12, "'%s' of a share: %g", cases[i].text, b);
	}
	laboratory_close(&laboratory);
}

/* --- until decided ------------------------------------------------------------------------------------------------------------- */

Test(compare, until_decided_runs_on_with_those_who_may_be_best)
{
	static const char three[] = DESK "scenarios = {\n"
		"  fast = { title = \"Faster\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
		"  near = { title = \"Nearly as fast\"; set = [ \"stations.desk.time = exponential(0.51 min)\" ]; };\n"
		"};\n";
	uint32_t first[3] = { 0 };
	for (unsigned threads = 1; threads <= 3; threads += 2) {
		struct laboratory laboratory;
		struct compare_choice choice = { .chosen = SELECTION_NONE };
		char count[8];
		snprintf(count, sizeof count, "%u", threads);
		laboratory_open(&laboratory, three, (const char *const[]){ "--threads", count, NULL });
		cr_assert_eq(compare_decide(&laboratory.study, &laboratory.judge, "0.02 min", &choice), STATUS_DONE);
		struct compare *compare = laboratory_compare(&laboratory, &choice);
		const struct result_scenario *found = laboratory.study.found;
		cr_expect(choice.chosen == 1 && choice.difference == 0.02 && choice.beaten[0] && choice.beaten[2]);
		cr_expect(found[0].replications == 10 && found[1].replications >= found[2].replications, "%u, %u, %u", found[0].replications,
			found[1].replications, found[2].replications);
		for (size_t i = 0; i < 3; i++) {
			cr_expect(threads == 1 || choice.rounds[i] == first[i], "%u threads, scenario %zu", threads, i);
			first[i] = choice.rounds[i];
		}
		char *text = laboratory_text(compare);
		cr_expect(laboratory_says(text, "Chosen: “Faster”. With 95 % confidence the time of Calls is shortest there, or within 0.02 min"), "%s",
			text);
		free(text);
		laboratory_close(&laboratory);
	}
}

Test(compare, until_decided_stops_at_most_there_with_a_clear_word)
{
	struct laboratory laboratory;
	struct compare_choice choice = { .chosen = SELECTION_NONE };
	laboratory_open(&laboratory, same, (const char *const[]){ "--at-most", "20", "--set", "stations.desk.time = exponential(0.7 min)", NULL });
	cr_assert_eq(compare_decide(&laboratory.study, &laboratory.judge, NULL, &choice), STATUS_DONE);
	cr_expect_neq(choice.chosen, SELECTION_NONE, "what never differs is decided at once");
	laboratory_close(&laboratory);

	static const char close[] = DESK "scenarios = { other = { title = \"Other\"; set = [ \"stations.desk.time = gamma(mean=0.8 min, sd=0.79 min)\" ]; }; };\n";
	laboratory_open(&laboratory, close, (const char *const[]){ "--at-most", "20", NULL });
	cr_assert_eq(compare_decide(&laboratory.study, &laboratory.judge, "0.001", &choice), STATUS_DONE);
	cr_expect(choice.chosen == SELECTION_NONE && choice.survivors == 2 && choice.more > 100.0);
	cr_expect_eq(laboratory.study.found[0].replications, 20);
	char *text = laboratory_text(laboratory_compare(&laboratory, &choice));
	cr_expect(laboratory_says(text, "Not decided with 20 replications"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* --- common random numbers ----------------------------------------------------------------------------------------------------- */

/* Pairs of rings in a day's work, released at 0: made, inspected, packed; those that do not fit are mended first. In the second
   system the one who mends also makes rings. An independent program with a stream for each purpose finds 102.2 ± 0.7 min between them
   over 20,000 pairs of days, and a standard deviation of 47.5 of the paired difference against 213.7 of independent ones. Bounds: 4
   standard errors of the mean (of both together), and the upper 0.1 % point of a standard deviation of 200 pairs that is 47.5
   (chi-square). */
static const char rings[] = "clock = { unit = \"min\"; };\n"
	"run = { warmup = \"none\"; replications = 200; seed = 1; judge = [ \"total.end\" ]; };\n"
	"let = { help = 0; };\n"
	"resources = { master = { }; mender = { }; };\n"
	"stations = {\n"
	"  make = { needs_one_of = [ \"master\" ]; time = \"if(by = mender, 10 + exponential(30), uniform(5, 15))\"; };\n"
	"  inspect = { time = \"triangular(2, 4, 7)\"; };\n"
	"  mend = { needs = { mender = 1; }; time = \"if(help = 1, 15, 5) + weibull(shape=3, scale=15)\"; };\n"
	"  pack = { time = \"lognormal(mean=7, sd=1)\"; };\n"
	"};\n"
	"work = {\n"
	"  pair = { priority = 2; arrive = { at = ( 0 ); size = \"binomial(100, beta(5, 1.5))\"; };\n"
	"    facts = { outer = \"normal(1.5, 0.002)\"; inner = \"normal(1.49, 0.005)\"; };\n"
	"    process = ( { name = \"prepare\"; wait = \"exponential(12)\"; }, \"make\", \"inspect\",\n"
	"      { name = \"rework\"; chance = \"if(inner > outer or outer - inner > 0.02, 1, 0)\"; start = { kind = \"bad\"; wait_for = true; }; },\n"
	"      \"pack\" ); };\n"
	"  bad = { priority = 1; process = ( \"mend\" ); };\n"
	"};\n"
	"scenarios = { both = { set = [ \"stations.make.needs_one_of = [ \\\"master\\\", \\\"mender\\\" ]\", \"let.help = 1\" ]; }; };\n";

Test(compare, the_same_luck_makes_differences_as_sure_as_streams_of_their_own_do)
{
	struct laboratory laboratory;
	struct compare *compare = run(&laboratory, rings, NULL);
	const struct compare_cell *both = cell(compare, "total.end", 1);
	cr_expect_float_eq(both->against.estimate, -102.2, 4.0 * sqrt(47.5 * 47.5 / 200.0 + 0.36 * 0.36), "%g", both->against.estimate);
	cr_expect(both->sd < 47.5 * sqrt(264.0 / 199.0), "%g", both->sd);
	cr_expect(both->luck.variance_ratio > 10.0, "%g", both->luck.variance_ratio);
	laboratory_close(&laboratory);
}
