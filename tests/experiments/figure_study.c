#include "experiments/figure.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/report_text.h"
#include "fixture.h"
#include "laboratory.h"
#include "sound.h"

/* Two days a week of a small office in a week of five, with what can happen in it. */
#define OFFICE "title = \"An office\";\nclock = { unit = \"min\"; start = \"2026-01-05 00:00\"; };\nmoney = \"EUR\";\n" \
	"run = { length = \"4 wk\"; warmup = \"1 wk\"; replications = 5; seed = 5; };\n" \
	"calendars = { day = \"Mon-Fri 08:00-16:00\"; };\n" \
	"resources = { clerk = { title = \"Clerks\"; number = 2; calendar = \"day\"; cost_per_hour = 30.0; }; };\n" \
	"stations = { desk = { title = \"Desk\"; machines = 1; time = \"exponential(8 min)\"; needs = { clerk = 1; }; };\n" \
	"	check = { title = \"Check\"; needs = { clerk = 1; }; time = \"5 min\"; }; };\n" \
	"work = { case = { title = \"Cases\"; arrive = { every = \"exponential(12 min)\"; calendar = \"day\"; }; value = 20.0; promise = \"1 d\";\n" \
	"		process = ( \"desk\", { at = \"check\"; rework = { chance = \"10%\"; to = \"desk\"; }; } ); };\n" \
	"	note = { title = \"Notes\"; arrive = { every = \"exponential(60 min)\"; calendar = \"day\"; }; process = ( \"check\" ); }; };\n"

static const char office[] = OFFICE "scenarios = {\n"
	"  more = { title = \"One more clerk\"; set = [ \"resources.clerk.number = 3\" ]; };\n"
	"  quick = { title = \"A quicker desk\"; set = [ \"stations.desk.time = exponential(4 min)\" ]; };\n};\n";

static void open_office(struct laboratory *laboratory, const char *text, const char *const *words)
{
	laboratory_open(laboratory, text, words);
	laboratory->study.wants_series = true;
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
}

static char *text_of_run(const struct study *study)
{
	struct document document;
	document_init(&document, (struct arena *)&study->arena);
	report_text(&study->result, &document);
	return fixture_text(&document);
}

static void expect_said(const char *text, const char *title)
{
	cr_expect(laboratory_says(text, title), "'%s' is not in the report:\n%s", title, text);
}

Test(figure_study, a_real_run_has_all_its_figures_and_they_agree_with_the_report)
{
	struct laboratory laboratory;
	open_office(&laboratory, office, NULL);
	struct study *study = &laboratory.study;
	struct figures figures = figures_of_run(&study->result, &study->found[0], &study->arena);
	static const char *const names[] = { "where-the-time-goes", "stations", "queues", "queues-over-the-week", "people", "load-over-the-week",
		"money", "paid-for", "time-in-system", "in-the-system", "cumulative-flow" };
	expect_all_sound(figures, sizeof names / sizeof *names);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		figure_get(figures, names[i]);
	char *text = text_of_run(study);
	expect_said(text, figure_get(figures, "stations")->title);
	expect_said(text, strchr(figure_get(figures, "time-in-system")->title, ':') + 2);
	expect_said(text, strstr(figure_get(figures, "where-the-time-goes")->title, "waiting for"));
	free(text);
	laboratory_close(&laboratory);
}

Test(figure_study, the_mean_of_what_is_inside_is_that_of_the_table)
{
	struct laboratory laboratory;
	open_office(&laboratory, office, NULL);
	const struct result_scenario *base = &laboratory.study.found[0];
	const struct figure *figure = figure_inside(&laboratory.study.result, base, &laboratory.study.arena);
	const struct figure_series *series = &figure->series[0];
	double sum = 0.0, week = base->warmup / (1440.0 * 7.0);
	size_t count = 0;
	for (size_t i = 0; i < series->count; i++)
		if (series->x[i] > (strcmp(figure->panels[0].x.unit, "wk") == 0 ? week : 7.0 * week)) {
			sum += series->value[i];
			count++;
		}
	cr_expect_float_eq(sum / (double)count, result_find(base, "work.case.wip")->mean, 1e-6 * sum, "%g", sum / (double)count);
	laboratory_close(&laboratory);
}

Test(figure_study, a_comparison_has_its_figures_and_they_agree_with_the_report)
{
	struct laboratory laboratory;
	open_office(&laboratory, office, NULL);
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	struct figures figures = figures_of_compare(compare, compare->arena);
	expect_all_sound(figures, 3);
	char *text = laboratory_text(compare);
	const struct figure *trade = figure_get(figures, "options-time-and-money"), *differences = figure_get(figures, "options-differences");
	expect_said(text, trade->title);
	expect_said(text, differences->title);
	cr_expect_null(figures_find(&figures, "options-compared"));
	cr_expect_eq(trade->form, FIGURE_POINTS);
	size_t points = 0;
	for (size_t i = 0; i < trade->series_count; i++)
		points += trade->series[i].joined ? 0 : trade->series[i].count;
	cr_expect_eq(points, 3, "as it is, and two scenarios");
	size_t more = figure_row(differences, "One more clerk");
	cr_expect_eq(differences->series[0].value[more], compare->metrics[0].cells[1].against.estimate);
	cr_expect_eq(differences->series[0].low[more], compare->metrics[0].cells[1].against.low);
	expect_sound(figure_get(figures, "options-where-the-time-goes"));
	free(text);
	laboratory_close(&laboratory);
}

/* Whether some point is as fast (less time) and as profitable, and better in one. */
static bool is_beaten(const struct figure *figure, double time, double profit)
{
	for (size_t i = 0; i < figure->series_count; i++)
		for (size_t k = 0; k < figure->series[i].count; k++) {
			double other = figure->series[i].x[k], earns = figure->series[i].value[k];
			if (other <= time && earns >= profit && (other < time || earns > profit))
				return true;
		}
	return false;
}

Test(figure_study, the_frontier_has_those_that_nobody_beats_both_ways)
{
	struct laboratory laboratory;
	open_office(&laboratory, office, NULL);
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	const struct figure *figure = figure_get(figures_of_compare(compare, compare->arena), "options-time-and-money");
	cr_assert_str_eq(compare->metrics[0].name, "work.case.time");
	for (size_t i = 0; i < figure->series_count; i++) {
		const struct figure_series *series = &figure->series[i];
		for (size_t k = 0; k < series->count; k++) {
			bool beaten = is_beaten(figure, series->x[k], series->value[k]);
			cr_expect_eq(beaten, !series->joined && series->tone != TONE_ACCENT, "series %zu, point %zu", i, k);
			cr_expect(!series->joined || k == 0 || series->x[k] > series->x[k - 1], "a line goes one way");
		}
	}
	laboratory_close(&laboratory);
}

/* As compare.c: nothing has a price, and the first is best by all. */
static const char desk[] = "clock = { unit = \"min\"; };\nrun = { length = \"300 h\"; warmup = \"20 h\"; replications = 10; seed = 5; };\n"
	"stations = { desk = { title = \"Desk\"; time = \"exponential(0.8 min)\"; }; };\n"
	"work = { call = { title = \"Calls\"; arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\" ); }; };\n"
	"scenarios = { fast = { title = \"Faster\"; set = [ \"stations.desk.time = exponential(0.5 min)\" ]; };\n"
	"  crawl = { title = \"Crawling\"; set = [ \"stations.desk.time = exponential(1.5 min)\" ]; }; };\n";

Test(figure_study, without_prices_options_are_bars_and_who_is_left_out_has_none)
{
	struct laboratory laboratory;
	open_office(&laboratory, desk, NULL);
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	struct figures figures = figures_of_compare(compare, compare->arena);
	char *text = laboratory_text(compare);
	const struct figure *bars = figure_get(figures, "options-compared");
	expect_all_sound(figures, 2);
	cr_expect_null(figures_find(&figures, "options-time-and-money"));
	cr_assert_eq(bars->row_count, 2, "Crawling never ends");
	cr_expect(!bars->accents[figure_row(bars, "As it is")] && bars->accents[figure_row(bars, "Faster")]);
	cr_expect_eq(bars->series[0].value[1], compare->metrics[0].cells[1].value.mean);
	expect_said(text, bars->title);
	expect_said(text, strstr(figure_get(figures, "options-differences")->title, "the time of Calls"));
	free(text);
	laboratory_close(&laboratory);
}

Test(figure_study, where_nothing_is_completed_there_is_nothing_to_compare)
{
	static const char quiet[] = "clock = { unit = \"min\"; };\nrun = { length = \"300 h\"; replications = 3; seed = 5; };\n"
		"stations = { desk = { time = \"1 min\"; }; };\nwork = { call = { arrive = { every = \"9000 h\"; }; process = ( \"desk\" ); }; };\n"
		"scenarios = { fast = { set = [ \"stations.desk.time = 0.5 min\" ]; }; };\n";
	struct laboratory laboratory;
	open_office(&laboratory, quiet, NULL);
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	struct figures figures = figures_of_compare(compare, compare->arena);
	cr_expect_eq(figures.count, 0, "'%s'", figures.count ? figures.list[0]->title : "");
	laboratory_close(&laboratory);
}

/* One job a replication: its time is not the time within which nine of ten are done. A note takes no time. */
Test(figure_study, of_few_items_the_mean_is_told_and_of_those_without_time_nothing)
{
	static const char few[] = "clock = { unit = \"min\"; };\nrun = { length = \"until done\"; replications = 8; seed = 5; };\n"
		"stations = { desk = { time = \"exponential(5 min)\"; }; };\nwork = { job = { arrive = { at = ( 0 ); }; process = ( \"desk\" ); };\n"
		"  note = { arrive = { at = ( 0, 1, 2 ); }; process = ( { name = \"filed\"; wait = 0; } ); }; };\n";
	struct laboratory laboratory;
	open_office(&laboratory, few, NULL);
	struct study *study = &laboratory.study;
	const struct figure *times = figure_get(figures_of_run(&study->result, &study->found[0], &study->arena), "time-in-system");
	char *text = text_of_run(study);
	cr_assert_eq(times->panel_count, 1, "only jobs take any time");
	cr_expect(strstr(times->title, "Job: ") == times->title && strstr(times->title, " min from start to end on average"), "%s", times->title);
	expect_said(text, strchr(times->title, ':') + 2);
	cr_expect(!strstr(text, "9 in 10"), "%s", text);
	cr_expect_eq(times->mark_count, 1, "the mean");
	free(text);
	laboratory_close(&laboratory);
}

Test(figure_study, one_replication_compares_nothing)
{
	static const char *const words[] = { "--replications", "1", NULL };
	struct laboratory laboratory;
	open_office(&laboratory, desk, words);
	struct compare *compare = laboratory_compare(&laboratory, NULL);
	struct figures figures = figures_of_compare(compare, compare->arena);
	const struct figure *bars = figure_get(figures, "options-compared");
	char *text = laboratory_text(compare);
	cr_expect_null(figures_find(&figures, "options-differences"));
	cr_expect_null(bars->series[0].low);
	cr_expect(!bars->accents[0] && !bars->accents[1]);
	expect_said(text, bars->title);
	expect_all_sound(figures, 1);
	free(text);
	laboratory_close(&laboratory);
}

/* --- levers ----------------------------------------------------------------------------------------------------------------- */

static void pull(struct laboratory *laboratory, struct lever_gains *gains, const char *text)
{
	struct levers *levers = calloc(1, sizeof *levers);
	struct problems problems;
	laboratory_open(laboratory, text, NULL);
	struct study *study = &laboratory->study;
	problems_init(&problems);
	cr_assert_eq(levers_make(levers, study->scenarios[0].model, 0, &study->arena, &problems), 0);
	size_t kept = 0;
	for (size_t i = 0; i < levers->count; i++)
		if (study_add(study, levers->list[i].name, levers->list[i].title, "base", levers->list[i].sets, levers->list[i].set_count, &problems) == 0)
			levers->list[kept++] = levers->list[i];
	levers->count = kept;
	problems_done(&problems);
	cr_assert_eq(study_run(study), STATUS_DONE);
	*gains = (struct lever_gains){ .arena = &study->arena, .result = &study->result };
	lever_yardsticks(gains, NULL);
	lever_gains_make(gains, levers, &study->result, &study->arena);
	free(levers);
}

/* The value of a row, in whichever series it is; how many have one. */
static size_t value_of(const struct figure *figure, size_t row, double *value)
{
	size_t found = 0;
	for (size_t i = 0; i < figure->series_count; i++)
		if (!isnan(figure->series[i].value[row])) {
			*value = figure->series[i].value[row];
			found++;
		}
	return found;
}

Test(figure_study, levers_are_ranked_by_gain_and_each_is_of_one_family)
{
	struct laboratory laboratory;
	struct lever_gains gains;
	struct document document;
	pull(&laboratory, &gains, OFFICE);
	struct figures figures = figures_of_levers(&gains, gains.arena);
	const struct figure *figure = figure_get(figures, "levers");
	expect_all_sound(figures, 1);
	cr_expect(figure->row_count > 3 && figure->row_count <= 15);
	double before = INFINITY, value = NAN;
	for (size_t i = 0; i < figure->row_count; i++) {
		cr_expect_eq(value_of(figure, i, &value), 1, "%s", figure->rows[i]);
		cr_expect(value <= before, "%s stands too low", figure->rows[i]);
		before = value;
	}
	document_init(&document, gains.arena);
	levers_text(&gains, &document);
	char *text = fixture_text(&document);
	const char *effect = strstr(figure->title, "would help most: ");
	cr_assert(effect, "%s", figure->title);
	expect_said(text, arena_format(gains.arena, "What would help most: %s", gains.list[0].lever->title));
	expect_said(text, figure_capital(effect + strlen("would help most: "), gains.arena));
	cr_expect(figure->accents[0]);
	const struct figure *money = figure_get(figures, "levers-money");
	expect_said(text, money->title);
	free(text);
	laboratory_close(&laboratory);
}

/* --- sweeps ----------------------------------------------------------------------------------------------------------------- */

static void run_sweep(struct laboratory *laboratory, struct sweep *sweep, struct result *points, struct sweep_report *report,
	const char *const *words)
{
	laboratory_open(laboratory, OFFICE, NULL);
	struct study *study = &laboratory->study;
	*sweep = (struct sweep){ .arena = &study->arena };
	for (; *words; words++)
		cr_assert_eq(sweep_add(sweep, *words, stderr), 0);
	for (size_t p = 0; p < sweep->point_count; p++) {
		const char *sets[SWEEP_AXES];
		struct problems problems;
		problems_init(&problems);
		for (size_t i = 0; i < sweep->axis_count; i++)
			sets[i] = arena_format(&study->arena, "%s = %s", sweep->axes[i].path, sweep_value(sweep, p, i));
		cr_assert_eq(study_add(study, sweep_name(sweep, p), sweep_name(sweep, p), "base", sets, sweep->axis_count, &problems), 0);
		problems_done(&problems);
	}
	cr_assert_eq(study_run(study), STATUS_DONE);
	*points = study->result;
	points->scenarios++;
	points->count--;
	*report = (struct sweep_report){ .sweep = sweep, .of = &study->found[0], .result = points, .arena = &study->arena, .judged = 1 };
	yardsticks_add(&report->yardsticks, study->scenarios[0].model, "work.case.time", &study->arena);
	yardsticks_add(&report->yardsticks, study->scenarios[0].model, "total.throughput", &study->arena);
	yardsticks_add_money(&report->yardsticks, study->scenarios[0].model, &study->arena);
}

static char *text_of_sweep(const struct sweep_report *report)
{
	struct document document;
	document_init(&document, report->arena);
	sweep_text(report, &document);
	return fixture_text(&document);
}

Test(figure_study, one_path_is_a_line_and_says_what_the_report_says)
{
	static const char *const words[] = { "stations.desk.machines=1..3", NULL };
	struct laboratory laboratory;
	struct sweep sweep;
	struct result points;
	struct sweep_report report;
	run_sweep(&laboratory, &sweep, &points, &report, words);
	struct figures figures = figures_of_sweep(&report, report.arena);
	const struct figure *figure = figure_get(figures, "sweep");
	char *text = text_of_sweep(&report);
	expect_all_sound(figures, 1);
	cr_assert(figure->form == FIGURE_LINES && figure->panel_count == 3);
	cr_expect(figure->series[0].count == 3 && figure->series[0].x[2] == 3.0 && figure->panels[0].x.whole);
	cr_expect_float_eq(figure->series[0].value[1], result_find(&points.scenarios[1], "work.case.time")->mean, 1e-9);
	cr_expect_str_eq(figure->panels[1].title, "The profit", "money stands beside time");
	expect_said(text, figure->title);
	free(text);
	laboratory_close(&laboratory);
}

Test(figure_study, two_paths_are_maps)
{
	static const char *const words[] = { "stations.desk.machines=1,2", "resources.clerk.number=2..4", NULL };
	struct laboratory laboratory;
	struct sweep sweep;
	struct result points;
	struct sweep_report report;
	run_sweep(&laboratory, &sweep, &points, &report, words);
	struct figures figures = figures_of_sweep(&report, report.arena);
	const struct figure *figure = figure_get(figures, "sweep");
	expect_all_sound(figures, 3);
	cr_assert(figure->form == FIGURE_HEAT && figure->row_count == 2 && figure->column_count == 3);
	cr_expect_str_eq(figure->rows[1], "machines 2");
	cr_expect_str_eq(figure->columns[2], "4");
	cr_expect_float_eq(figure->series[0].value[1 * 3 + 2], result_find(&points.scenarios[5], "work.case.time")->mean, 1e-9);
	laboratory_close(&laboratory);
}

Test(figure_study, of_more_points_than_are_shown_the_best_are_named_shortly)
{
	static const char *const words[] = { "stations.desk.machines=1..3", "resources.clerk.number=2..4", "work.case.priority=1..5", NULL };
	struct laboratory laboratory;
	struct sweep sweep;
	struct result points;
	struct sweep_report report;
	run_sweep(&laboratory, &sweep, &points, &report, words);
	const struct figure *figure = figure_get(figures_of_sweep(&report, report.arena), "sweep");
	cr_assert_eq(figure->row_count, 40, "of 45");
	cr_expect(strncmp(figure->rows[0], "machines ", 9) == 0 && strstr(figure->rows[0], ", number ") && strstr(figure->rows[0], ", priority "),
		"%s", figure->rows[0]);
	for (size_t k = 1; k < figure->row_count; k++)
		cr_expect_leq(figure->series[0].value[k - 1], figure->series[0].value[k]);
	cr_expect(strstr(figure->note, "the 40 best of 45"), "%s", figure->note);
	laboratory_close(&laboratory);
}

Test(figure_study, paths_that_end_alike_are_told_by_two_words)
{
	static const char *const words[] = { "resources.clerk.number=2,3", "resources.nurse.number=2,3", NULL };
	struct arena arena;
	struct sweep sweep = { .arena = &arena };
	cr_assert_eq(arena_init(&arena), 0);
	for (size_t i = 0; words[i]; i++)
		cr_assert_eq(sweep_add(&sweep, words[i], stderr), 0);
	cr_expect_str_eq(sweep_short_path(&sweep, 0), "clerk.number");
	cr_expect_str_eq(sweep_short_path(&sweep, 1), "nurse.number");
	arena_done(&arena);
}

Test(figure_study, values_without_an_order_are_bars)
{
	static const char *const words[] = { "stations.desk.queue.order=fifo,shortest", NULL };
	struct laboratory laboratory;
	struct sweep sweep;
	struct result points;
	struct sweep_report report;
	run_sweep(&laboratory, &sweep, &points, &report, words);
	const struct figure *figure = figure_get(figures_of_sweep(&report, report.arena), "sweep");
	cr_expect_eq(figure->form, FIGURE_BARS);
	cr_expect_str_eq(figure->rows[1], "shortest");
	expect_sound(figure);
	laboratory_close(&laboratory);
}
