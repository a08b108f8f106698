/* What a result says over time: means of the replications' own courses, the same for any number of threads. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "laboratory.h"
#include "experiments/series.h"

#define QUEUE "stations = { desk = { machines = 1; time = \"exponential(3)\"; }; };"
static const char desk[] = "run = { length = 500; warmup = 100; replications = 7; };" QUEUE
	"work = { call = { arrive = { every = \"exponential(4)\"; }; process = ( \"desk\" ); }; };"
	"scenarios = { second = { set = [ \"stations.desk.machines = 2\" ]; }; };";

/* The same study with so many threads; the caller closes it. */
static void run(struct laboratory *laboratory, const char *text, const char *threads, const char *replications)
{
	const char *const words[] = { "--threads", threads, "--seed", "5", replications ? "--replications" : NULL, replications, NULL };
	laboratory_open(laboratory, text, words);
	laboratory->study.wants_series = true;
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
}

static const struct result_series *series(const struct laboratory *laboratory, size_t scenario, const char *name)
{
	const struct result_series *found = result_series(&laboratory->study.result.scenarios[scenario], name);
	cr_assert_not_null(found, "%s", name);
	return found;
}

static bool same(const double *a, const double *b, size_t count)
{
	return (!a && !b) || (a && b && memcmp(a, b, count * sizeof *a) == 0);
}

Test(series_mean, any_number_of_threads_gives_the_same_digits)
{
	struct laboratory one, many;
	run(&one, desk, "1", NULL);
	run(&many, desk, "4", NULL);
	for (size_t s = 0; s < one.study.result.count; s++) {
		const struct result_scenario *a = &one.study.result.scenarios[s], *b = &many.study.result.scenarios[s];
		cr_assert(a->series_count == b->series_count && a->series_count == 7, "%zu", a->series_count);
		for (size_t i = 0; i < a->series_count; i++) {
			const struct result_series *x = &a->series[i], *y = &b->series[i];
			cr_expect(strcmp(x->name, y->name) == 0 && x->step == y->step && x->count == y->count && x->n == y->n && x->n == 7, "%s", x->name);
			cr_expect(same(x->mean, y->mean, x->count) && same(x->low, y->low, x->count) && same(x->high, y->high, x->count), "%s", x->name);
		}
	}
	laboratory_close(&one);
	laboratory_close(&many);
}

Test(series_mean, results_are_the_same_whether_series_are_wanted_or_not)
{
	static const char *const words[] = { "--seed", "5", NULL };
	struct laboratory with, without;
	run(&with, desk, "2", NULL);
	laboratory_open(&without, desk, words);
	cr_assert_eq(study_run(&without.study), STATUS_DONE);
	size_t metrics = with.study.found[0].model->metrics.count;
	cr_expect_eq(without.study.found[0].series_count, 0u);
	cr_expect(memcmp(with.study.rows[0], without.study.rows[0], 7 * metrics * sizeof(double)) == 0);
	laboratory_close(&with);
	laboratory_close(&without);
}

/* Law, equation 4.12, from each replication's own course: 7 of them, t = 2.446912 with 6 degrees of freedom. */
Test(series_mean, each_bin_has_students_interval)
{
	struct laboratory laboratory;
	run(&laboratory, desk, "2", NULL);
	const struct result_series *wip = series(&laboratory, 0, "work.call.wip");
	const struct study *study = &laboratory.study;
	double own[7][SERIES_BINS] = { { 0.0 } };
	cr_assert(wip->step == 5.0 && wip->count == 100 && wip->start == 0.0 && strcmp(wip->unit, "") == 0 && !wip->open_end);
	for (uint32_t r = 0; r < 7; r++) {
		struct engine_series course = { .step = 0.0 };
		struct engine_order order = { .seed = study->result.seed, .replication = r + 1, .warmup = 100.0, .series = &course };
		struct engine_note note;
		double *row = calloc(study->found[0].model->metrics.count, sizeof *row);
		cr_assert(row && engine_run(study->found[0].model, &order, row, &note) == ENGINE_DONE);
		for (size_t b = 0; b < 100; b++)
			own[r][b] = course.grown[b] / 5.0;      /* work.call.wip is the first line */
		free(row);
		engine_series_done(&course);
	}
	for (size_t b = 0; b < 100; b++) {
		double mean = 0.0, squares = 0.0;
		for (size_t r = 0; r < 7; r++)
			mean += own[r][b] / 7.0;
		for (size_t r = 0; r < 7; r++)
			squares += (own[r][b] - mean) * (own[r][b] - mean);
		double half = 2.446912 * sqrt(squares / 6.0 / 7.0);
		cr_expect_float_eq(wip->mean[b], mean, 1e-9);
		cr_expect_float_eq(wip->high[b], mean + half, 1e-5);
		cr_expect_float_eq(wip->low[b], fmax(mean - half, 0.0), 1e-5, "bin %zu: no number is below 0", b);
	}
	laboratory_close(&laboratory);
}

/* Bins after the warm-up are all that the row sees. */
Test(series_mean, means_agree_with_the_summaries)
{
	static const char *const names[] = { "work.call.wip", "stations.desk.queue" };
	struct laboratory laboratory;
	run(&laboratory, desk, "2", NULL);
	for (size_t s = 0; s < 2; s++) {
		const struct result_scenario *scenario = &laboratory.study.result.scenarios[s];
		for (size_t i = 0; i < 2; i++) {
			const struct result_series *course = series(&laboratory, s, names[i]);
			double sum = 0.0;
			for (size_t b = 20; b < 100; b++)
				sum += course->mean[b];
			cr_expect_float_eq(sum / 80.0, result_find(scenario, names[i])->mean, 1e-9, "%s of %s", names[i], scenario->name);
		}
		const struct result_series *arrived = series(&laboratory, s, "work.call.arrived");
		cr_expect_float_eq(arrived->mean[99] - arrived->mean[19], result_find(scenario, "work.call.arrived")->mean, 1e-9);
		cr_expect(arrived->mean[0] > 0.0, "the course begins with the run, not after its warm-up");
	}
	laboratory_close(&laboratory);
}

Test(series_mean, one_replication_has_no_interval)
{
	struct laboratory laboratory;
	run(&laboratory, desk, "1", "1");
	const struct result_series *wip = series(&laboratory, 0, "work.call.wip");
	cr_expect(wip->n == 1 && wip->mean[50] >= 0.0 && isnan(wip->low[50]) && isnan(wip->high[50]));
	laboratory_close(&laboratory);
}

Test(series_mean, the_first_two_hundred_replications_are_shown)
{
	struct laboratory laboratory, less;
	run(&laboratory, "run = { length = 60; warmup = 10; };" QUEUE
		"work = { call = { arrive = { every = \"exponential(4)\"; }; process = ( \"desk\" ); }; };", "2", "230");
	run(&less, "run = { length = 60; warmup = 10; };" QUEUE
		"work = { call = { arrive = { every = \"exponential(4)\"; }; process = ( \"desk\" ); }; };", "2", "200");
	const struct result_series *wip = series(&laboratory, 0, "work.call.wip"), *of_200 = series(&less, 0, "work.call.wip");
	cr_expect(wip->n == 200 && result_find(&laboratory.study.result.scenarios[0], "work.call.wip")->n == 230);
	cr_expect(same(wip->mean, of_200->mean, wip->count));
	laboratory_close(&laboratory);
	laboratory_close(&less);
}

/* However large the model is, a few replications are shown: here the room is for none. */
Test(series_mean, little_room_shows_fewer_replications)
{
	struct laboratory laboratory;
	run(&laboratory, desk, "2", NULL);
	const struct model *model = laboratory.study.found[0].model;
	static const struct { size_t fit, shown; } rooms[] = { { 0, 2 }, { 3, 3 }, { 1000, 200 } };
	for (size_t i = 0; i < 3; i++) {
		struct series_store *store = series_open(model, rooms[i].fit * engine_series_size(model), &laboratory.study.arena);
		cr_assert_not_null(store);
		cr_expect_not_null(series_place(store, (uint32_t)rooms[i].shown - 1));
		cr_expect_null(series_place(store, (uint32_t)rooms[i].shown));
		series_close(store);
	}
	laboratory_close(&laboratory);
}

/* Rounds that add replications give what one round gives. */
Test(series_mean, rounds_add_up)
{
	struct laboratory once, twice;
	uint32_t few[] = { 3, 5 }, all[] = { 7, 7 };
	static const char *const words[] = { "--seed", "5", NULL };
	run(&once, desk, "2", NULL);
	laboratory_open(&twice, desk, words);
	twice.study.wants_series = true;
	cr_assert_eq(study_begin(&twice.study), STATUS_DONE);
	cr_assert_eq(study_round(&twice.study, few), STATUS_DONE);
	cr_expect(series(&twice, 0, "work.call.wip")->n == 3 && series(&twice, 1, "work.call.wip")->n == 5);
	cr_assert_eq(study_round(&twice.study, all), STATUS_DONE);
	for (size_t i = 0; i < 7; i++) {
		const struct result_series *a = &once.study.found[1].series[i], *b = &twice.study.found[1].series[i];
		cr_expect(a->n == 7 && b->n == 7 && a->count == b->count && same(a->mean, b->mean, a->count) && same(a->high, b->high, a->count), "%s", a->name);
	}
	laboratory_close(&once);
	laboratory_close(&twice);
}

/* --- runs of unknown length -------------------------------------------------------------------------------------------------------- */

/* Of 4 items each: in one replication they take 10 s, in another maybe 3 min. All bins are as long as the longest needs. */
Test(series_mean, runs_that_end_early_have_nobody_in_the_system_any_more)
{
	struct laboratory laboratory;
	run(&laboratory, "clock = { unit = \"s\"; }; run = { length = \"until done\"; warmup = \"none\"; };"
		"stations = { desk = { machines = 1; time = \"choice(10 s: 50%, 100 s: 50%)\"; }; };"
		"work = { call = { arrive = { at = ( 0, 0, 0, 0 ); }; process = ( \"desk\" ); }; };", "2", "40");
	const struct result_scenario *found = &laboratory.study.found[0];
	const struct result_series *wip = series(&laboratory, 0, "work.call.wip"), *completed = series(&laboratory, 0, "work.call.completed");
	double longest = result_find(found, "total.end")->max, area = 0.0;
	cr_assert(longest > 200.0 && result_find(found, "total.end")->min < 200.0, "the luck of the seed: some are short, some long");
	cr_expect(wip->step == 2.0 && wip->count == (size_t)ceil(longest / 2.0), "%g, %zu bins", wip->step, wip->count);
	cr_expect_float_eq(wip->mean[0], 4.0, 1e-9, "none takes less than 10 s, whatever step its replication came to");
	cr_expect_float_eq(wip->mean[4], 4.0, 1e-9);
	for (size_t b = 0; b < wip->count; b++)
		area += wip->mean[b] * wip->step;
	/* Each of the four is in the system until it is done: the sum of their times. */
	double times = 4.0 * result_find(found, "work.call.time")->mean;
	cr_expect_float_eq(area, times, 1e-9 * times, "%.15g, not %.15g", area, times);
	cr_expect_float_eq(completed->mean[completed->count - 1], 4.0, 1e-12, "those that ended early have completed all of theirs");
	for (size_t b = 1; b < completed->count; b++)
		cr_expect(completed->mean[b] >= completed->mean[b - 1], "bin %zu", b);
	laboratory_close(&laboratory);
}

/* --- by the hour, and histograms --------------------------------------------------------------------------------------------------- */

#define SHIFT "resources = { clerk = { number = 3; calendar = \"Mon-Fri 08:00-16:00\"; }; };" \
	"stations = { desk = { time = \"30 min\"; needs = { clerk = 1; }; }; };" \
	"work = { call = { arrive = { every = \"1 h\"; first = 30; calendar = \"Mon-Fri 08:00-16:00\"; }; process = ( \"desk\" ); }; };"

Test(series_mean, hours_are_told_as_means)
{
	static const struct { const char *run, *name; size_t count; double busy; } known[] = {
		{ "run = { length = \"3 wk\"; warmup = \"1 wk\"; };", "week", 168, 0.5 },
		{ "run = { length = \"20 d\"; warmup = \"1 wk\"; };", "day", 24, 0.5 * 10.0 / 13.0 },    /* Monday to the second Saturday */
		{ "run = { length = \"8 d\"; warmup = \"1 wk\"; };", NULL, 0, 0.0 } };
	for (size_t i = 0; i < 3; i++) {
		struct laboratory laboratory;
		char model[1000];
		snprintf(model, sizeof model, "%s %s", known[i].run, SHIFT);
		run(&laboratory, model, "1", "2");
		const struct result_scenario *found = &laboratory.study.found[0];
		cr_expect_eq(result_series(found, "resources.clerk.busy.week") != NULL, known[i].count == 168);
		cr_expect_eq(result_series(found, "resources.clerk.busy.day") != NULL, known[i].count == 24);
		for (size_t hour = 0; hour < known[i].count; hour++) {
			bool open = hour % 24 >= 8 && hour % 24 < 16 && hour / 24 < 5;
			char name[100];
			snprintf(name, sizeof name, "resources.clerk.busy.%s", known[i].name);
			const struct result_series *busy = series(&laboratory, 0, name);
			snprintf(name, sizeof name, "work.call.arrived.%s", known[i].name);
			const struct result_series *arrived = series(&laboratory, 0, name);
			cr_assert(busy->count == known[i].count && busy->step == 60.0 && strcmp(arrived->unit, "/ h") == 0);
			cr_expect_float_eq(busy->mean[hour], open ? known[i].busy : 0.0, 1e-6, "%s, hour %zu: %g", known[i].run, hour, busy->mean[hour]);
			cr_expect_float_eq(arrived->mean[hour], open ? 2.0 * known[i].busy : 0.0, 1e-6, "%s, hour %zu", known[i].run, hour);
			cr_expect(open || busy->mean[hour] == 0.0, "nobody is there: that is 0, not what rounding left");
		}
		laboratory_close(&laboratory);
	}
}

/* Every item takes 13 min but for one in a hundred, which takes 500. */
Test(series_mean, histograms_have_round_bins_and_the_few_that_take_longest_together)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = \"100 h\"; warmup = \"10 h\"; }; stations = { desk = { machines = 200; time = \"choice(13: 99%, 500: 1%)\"; }; };"
		"work = { call = { arrive = { every = 2; }; process = ( \"desk\" ); }; };", "2", "5");
	const struct result_series *times = series(&laboratory, 0, "work.call.time.histogram");
	double sum = 0.0;
	cr_expect(times->step == 2.0 && times->count == 28 && times->open_end && times->start == 0.0 && times->n == 5, "%g, %zu", times->step, times->count);
	cr_expect(strcmp(times->unit, "share") == 0 && !times->low && !times->high);
	for (size_t b = 0; b < times->count; b++)
		sum += times->mean[b];
	cr_expect_float_eq(sum, 1.0, 1e-12);
	cr_expect_float_eq(times->mean[27], 0.01, 0.004, "%g", times->mean[27]);
	cr_expect_float_eq(times->mean[6], 1.0 - times->mean[27], 1e-12, "13 min are in the bin from 12 to 14");
	laboratory_close(&laboratory);
}

/* All but two in a thousand take 10 min, those 11. */
Test(series_mean, a_longest_time_that_is_near_the_others_is_shown)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = \"100 h\"; warmup = \"none\"; }; stations = { desk = { time = \"choice(10: 99.8%, 11: 0.2%)\"; machines = 50; }; };"
		"work = { call = { arrive = { every = 1; }; process = ( \"desk\" ); }; };", "2", "2");
	const struct result_series *times = series(&laboratory, 0, "work.call.time.histogram");
	cr_expect(times->step == 0.5 && times->count == 23 && !times->open_end && times->mean[22] > 0.0, "%g, %zu", times->step, times->count);
	laboratory_close(&laboratory);
}

/* Of times that are whole bins, each is in the bin that it begins. */
Test(series_mean, a_time_on_the_edge_is_in_the_bin_that_begins_there)
{
	struct laboratory laboratory;
	run(&laboratory, "clock = { unit = \"h\"; }; run = { length = \"100 h\"; warmup = \"none\"; };"
		"stations = { desk = { time = \"choice(0.1: 50%, 0.3: 50%)\"; }; };"
		"work = { call = { arrive = { every = 1; }; process = ( \"desk\" ); }; };", "2", "3");
	const struct result_series *times = series(&laboratory, 0, "work.call.time.histogram");
	cr_expect(times->step == 0.01 && times->count == 31 && !times->open_end, "%g, %zu", times->step, times->count);
	cr_expect_float_eq(times->mean[10] + times->mean[30], 1.0, 1e-12, "%g, %g", times->mean[10], times->mean[30]);
	laboratory_close(&laboratory);
}

Test(series_mean, nothing_completed_has_no_histogram_and_no_time_at_all_one_bin)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = 50; warmup = \"none\"; }; stations = { desk = { machines = 9; time = 60; }; };"
		"work = { call = { arrive = { every = 10; }; process = ( \"desk\" ); }; gone = { arrive = { every = 10; }; process = ( { name = \"at_once\"; wait = 0; } ); }; };",
		"1", "2");
	const struct result_scenario *found = &laboratory.study.found[0];
	cr_expect_null(result_series(found, "work.call.time.histogram"));
	const struct result_series *times = series(&laboratory, 0, "work.gone.time.histogram");
	cr_expect(times->count == 1 && times->mean[0] == 1.0 && !times->open_end);
	cr_expect_null(result_series(found, "work.call.nothing"));
	laboratory_close(&laboratory);
}

/* Variants are many: their courses are nobody's business. */
Test(series_mean, variants_have_no_series)
{
	static const char *const words[] = { "--seed", "5", NULL }, *const sets[] = { "stations.desk.machines = 3" };
	struct laboratory laboratory;
	struct problems problems;
	problems_init(&problems);
	laboratory_open(&laboratory, desk, words);
	laboratory.study.wants_series = true;
	cr_assert_eq(study_add(&laboratory.study, "third", NULL, "base", sets, 1, &problems), 0);
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	cr_expect(laboratory.study.found[0].series_count == 7 && laboratory.study.found[1].series_count == 7);
	cr_expect(laboratory.study.found[2].series_count == 0 && laboratory.study.found[2].finished_count == 7);
	problems_done(&problems);
	laboratory_close(&laboratory);
}

/* 100 to 200 is paid on the second day, by each of 150 runs another sum: a tenth has paid less than 110, and a tenth more than 190. An
   order statistic of 150 even draws is within 3.9 sd = 3.9 x 100 sqrt(0.09 / 150) of its place. What is worth 300 comes in then. */
Test(series_mean, money_over_the_run_is_told_with_its_spread)
{
	struct laboratory laboratory;
	run(&laboratory, "clock = { unit = \"h\"; }; run = { length = 72; warmup = \"none\"; replications = 150; };"
		"work = { k = { arrive = { at = ( 0 ); }; value = 300; process = ( { name = \"pay\"; wait = 36; cost = \"uniform(100, 200)\"; } ); }; };", "2", NULL);
	const struct result_series *cost = series(&laboratory, 0, "total.cost"), *value = series(&laboratory, 0, "total.value");
	size_t before = (size_t)(30.0 * 3600.0 * laboratory.study.scenarios[0].model->unit / cost->step), last = cost->count - 1;
	cr_expect(cost->p10[before] == 0.0 && cost->p90[before] == 0.0, "nothing is paid before");
	cr_expect_float_eq(cost->p10[last], 110.0, 3.9 * 100.0 * sqrt(0.09 / 150.0), "%g", cost->p10[last]);
	cr_expect_float_eq(cost->p90[last], 190.0, 3.9 * 100.0 * sqrt(0.09 / 150.0), "%g", cost->p90[last]);
	cr_expect(value->p10[last] == 300.0 && value->mean[last] == 300.0 && value->mean[before] == 0.0);
	cr_expect_null(series(&laboratory, 0, "work.k.wip")->p10, "of money only");
	laboratory_close(&laboratory);
}
