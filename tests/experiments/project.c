/* What is said and shown of projects, held against runs that were worked out by hand. */
#include "experiments/figure.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/explain_project.h"
#include "experiments/page_numbers.h"
#include "experiments/plan.h"
#include "experiments/report_text.h"
#include "fixture.h"
#include "laboratory.h"
#include "sound.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* A 10 or 20 d, then B 5 d and C 8 d side by side, then D 1 d: the plan says 15 + 8 + 1, each run 19 or 29. */
#define HOUSE "clock = { unit = \"d\"; start = \"2027-03-01 00:00\"; }; run = { replications = 40; seed = 1; };" \
	"work = { house = { title = \"House\"; promise = \"20 d\"; project = { A = { title = \"Permit\"; wait = \"choice(10: 1, 20: 1) * 1 d\"; };" \
	" B = { time = \"5 d\"; after = \"A\"; }; C = { title = \"Walls\"; time = \"8 d\"; after = \"A\"; };" \
	" D = { time = \"1 d\"; after = ( \"C\", \"B\" ); checkpoint = true; due = \"2027-03-22 00:00\"; }; }; }; };"

static const char *const no_words[] = { "--quiet", NULL };

/* Runs it and tells it. Free the text, close the laboratory. */
static char *run_text(struct laboratory *laboratory, const char *text, const char *const *words)
{
	struct document document;
	laboratory_open(laboratory, text, words);
	laboratory->study.wants_series = true;
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
	document_init(&document, &laboratory->study.arena);
	report_text(&laboratory->study.result, &document);
	return fixture_text(&document);
}

Test(project, answers_say_by_when_it_ends_and_what_decides)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, HOUSE, no_words);
	static const char *const said[] = { "The plan on expected times says 24 d (24 March 2027)", "80 % by 29 March 2027", "90 % by 29 March 2027",
		"keep the promise of 2 wk 6 d (20 March 2027)", "D is there by its date in", "What decides the end most: Permit (", "critical in 100 %)", "Times of tasks explain 100 % of how far the ends lie apart." };
	for (size_t i = 0; i < COUNT_OF(said); i++)
		cr_expect(laboratory_says(text, said[i]), "'%s' is missing from\n%s", said[i], text);
	cr_expect_not(strstr(text, "per h"), "a project that comes once has no rate:\n%s", text);
	cr_expect_not(strstr(text, "bottleneck"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

Test(project, plans_that_are_kept_are_said_to_be)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, "clock = { unit = \"d\"; }; run = { replications = 3; seed = 1; };"
		"work = { k = { project = { A = { time = 3; }; B = { time = 4; after = \"A\"; }; }; }; };", no_words);
	cr_expect(laboratory_says(text, "k ends after 7 d on average. The plan on expected times says 7 d, about the same."), "%s", text);
	cr_expect_not(strstr(text, "What decides"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* Nine plans of 40 tasks: three have tables, five of the others are named. */
Test(project, of_many_plans_not_every_task_is_told)
{
	static char text[100000];
	struct laboratory laboratory;
	size_t at = (size_t)snprintf(text, sizeof text, "clock = { unit = \"d\"; }; run = { replications = 2; }; work = {");
	for (int k = 1; k <= 9; k++) {
		at += (size_t)snprintf(text + at, sizeof text - at, " plan_%d = { project = {", k);
		for (int t = 1; t <= 40; t++)
			at += (size_t)snprintf(text + at, sizeof text - at, " t%d = { time = %d; };", t, t);
		at += (size_t)snprintf(text + at, sizeof text - at, " }; };");
	}
	snprintf(text + at, sizeof text - at, " };");
	char *told = run_text(&laboratory, text, no_words);
	cr_expect(strstr(told, "plan_3: when") && !strstr(told, "plan_4: when"), "%s", told);
	cr_expect(laboratory_says(told, "The tasks of plan_4, plan_5, plan_6, plan_7, plan_8 and 1 more are left out here"), "%s", told);
	free(told);
	laboratory_close(&laboratory);
}

Test(project, quantiles_are_of_runs_where_one_project_comes_and_else_of_projects)
{
	struct laboratory laboratory;
	struct plan_ends ends;
	char *text = run_text(&laboratory, HOUSE, no_words);
	const struct result_scenario *scenario = &laboratory.study.result.scenarios[0];
	cr_assert(plan_ends(scenario, &scenario->model->kinds[0], &laboratory.study.arena, &ends) && ends.of_runs);
	cr_expect_eq(ends.duration.count, 40);
	cr_expect(ends.duration.by[PLAN_P10].estimate == 19.0 && ends.duration.by[PLAN_P90].estimate == 29.0, "%g %g",
		ends.duration.by[PLAN_P10].estimate, ends.duration.by[PLAN_P90].estimate);
	free(text);
	laboratory_close(&laboratory);
	text = run_text(&laboratory, "clock = { unit = \"d\"; }; run = { replications = 3; seed = 1; };"
		"work = { k = { arrive = { at = ( 0, 1, 2, 3 ); }; project = { A = { time = 3; }; }; }; };", no_words);
	scenario = &laboratory.study.result.scenarios[0];
	cr_assert(plan_ends(scenario, &scenario->model->kinds[0], &laboratory.study.arena, &ends) && !ends.of_runs);
	cr_expect_eq(ends.duration.by[PLAN_P80].estimate, 3.0);
	cr_expect_eq(ends.duration.count, 12);
	free(text);
	laboratory_close(&laboratory);
}

static const struct figure *find(struct figures figures, const char *name)
{
	const struct figure *figure = figures_find(&figures, name);
	cr_assert(figure, "there is no chart '%s'", name);
	return figure;
}

Test(project, charts_show_what_the_text_says)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, HOUSE, no_words);
	struct arena *arena = &laboratory.study.arena;
	struct figures figures = figures_of_run(&laboratory.study.result, &laboratory.study.result.scenarios[0], arena);
	expect_all_sound(figures, 4);
	const struct figure *plan = find(figures, "plan"), *ends = find(figures, "when-it-ends"), *decides = find(figures, "what-decides-the-end");
	cr_expect(plan->form == FIGURE_GANTT && plan->row_count == 4 && strcmp(plan->rows[0], "Permit") == 0);
	cr_expect(strstr(plan->title, "; Permit decides the end"), "%s", plan->title);
	cr_expect_str_eq(plan->panels[0].x.begins, "2027-03-01");
	cr_expect(plan->accents[0], "it is critical always");
	cr_expect_float_eq(plan->series[2].low[3], 23.0, 1e-9, "the plan's begin of the last: %g", plan->series[2].low[3]);
	cr_expect_float_eq(plan->series[2].high[3], 24.0, 1e-9);
	cr_expect_float_eq(ends->series[0].value[ends->series[0].count - 1], 100.0, 1e-9);
	cr_expect_float_eq(ends->series[0].x[0], 19.0, 1e-9);
	cr_expect(decides->row_count == 1 && strcmp(decides->rows[0], "Permit") == 0, "B never decides anything");
	cr_expect_float_eq(decides->series[0].low[0], 19.0, 1e-9, "where the permit is quick: %g", decides->series[0].low[0]);
	cr_expect_float_eq(decides->series[1].high[0], 29.0, 1e-9, "where it is slow: %g", decides->series[1].high[0]);
	cr_expect_not(figures_find(&figures, "in-the-system"), "one project is one project");
	free(text);
	laboratory_close(&laboratory);
}

/* The table below a chart. */
static char *numbers_of(const struct figure *figure)
{
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);
	cr_assert(to);
	page_numbers(figure, to);
	fclose(to);
	return text;
}

Test(project, numbers_below_charts_of_plans_are_dates)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, HOUSE, no_words);
	struct figures figures = figures_of_run(&laboratory.study.result, &laboratory.study.result.scenarios[0], &laboratory.study.arena);
	static const struct { const char *chart, *says; } cases[] = {
		{ "plan", "<td>2027-03-24 to 2027-03-25</td>" }, { "when-it-ends", "<tr><td>2027-03-20</td>" }, { "when-it-ends", "promise: 2027-03-21" } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *numbers = numbers_of(find(figures, cases[i].chart));
		cr_expect(strstr(numbers, cases[i].says), "'%s' is missing from\n%s", cases[i].says, numbers);
		free(numbers);
	}
	free(text);
	laboratory_close(&laboratory);
}

static char *check_text(struct fixture *fixture, const char *text)
{
	struct document document;
	struct load load;
	fixture_init(fixture, text, 1);
	load_compute(&load, fixture->model, &fixture->arena);
	document_init(&document, &fixture->arena);
	explain_plans(fixture->model, &document);
	explain_work_content(fixture->model, &load, &document);
	return fixture_text(&document);
}

Test(project, plans_are_told_before_they_run)
{
	struct fixture fixture;
	char *text = check_text(&fixture, HOUSE);
	cr_expect(laboratory_says(text, "On expected times, with nobody waited for, House takes 24 d and ends on 24 March 2027; the longest chain is "
		"Permit, Walls and D."), "%s", text);
	cr_expect(strstr(text, "2027-03-16") && strstr(text, "critical"), "Walls begin then:\n%s", text);
	free(text);
	fixture_done(&fixture);
}

Test(project, work_is_told_in_days_of_who_does_it)
{
	struct fixture fixture;
	char *text = check_text(&fixture, "clock = { unit = \"h\"; }; run = { replications = 3; };"
		"resources = { m = { title = \"Masons\"; number = 2; calendar = \"Mon-Fri 08:00-16:00\"; }; };"
		"work = { k = { project = { A = { time = 24; needs = { m = 2; }; }; B = { time = 16; after = \"A\"; needs = { m = 1; }; }; }; }; };");
	cr_expect(laboratory_says(text, "Masons 2 8 4"), "3 days of two, 2 of one:\n%s", text);
	free(text);
	fixture_done(&fixture);
}

/* 10 days, half of them with 20 % again: 11. The plan of 2 days is done at 16 h, and B might begin at 80: of its age of 64 h 1/2 is out of
   date, so that 1 day of planning comes back, and half of that share of B's 4 days: 1. */
Test(project, what_comes_back_is_work_by_its_share)
{
	struct fixture fixture;
	char *text = check_text(&fixture, "clock = { unit = \"h\"; workday = 8; }; run = { replications = 3; };"
		"resources = { m = { title = \"Masons\"; calendar = \"daily 00:00-24:00\"; }; p = { title = \"Planners\"; calendar = \"daily 00:00-24:00\"; }; };"
		"work = { k = { stages = { late = { plan = { time = 16; needs = { p = 1; }; }; }; };"
		" planning = { wave = \"upfront\"; stale = \"0.0108304 / h\"; redo = \"50%\"; }; project = { A = { time = 64; needs = { m = 1; }; };"
		" B = { stage = \"late\"; time = 32; needs = { m = 1; }; after = \"A\"; };"
		" C = { time = 80; needs = { m = 1; }; rework = { chance = \"50%\"; share = \"20%\"; at_most = 1; }; }; }; }; };");
	cr_expect(laboratory_says(text, "Masons 1 24 24"), "8 and 4 and 1, and 10 and 1:\n%s", text);
	cr_expect(laboratory_says(text, "Planners 1 3 3"), "%s", text);
	free(text);
	fixture_done(&fixture);
}

/* A 5 d, then B or C 5 d with the one who is there: 10 d, or 15. The forecast does not see who is waited for. */
#define FORECAST "clock = { unit = \"d\"; }; run = { replications = 20; seed = 1; }; resources = { m = { number = 1; }; };" \
	"work = { k = { title = \"House\"; stages = { late = { plan = { time = \"1 d\"; }; }; };" \
	" planning = { wave = \"upfront\"; stale = \"10% / d\"; redo = \"50%\"; forecasts = true; };" \
	" project = { A = { title = \"Permit\"; wait = \"5 d\"; checkpoint = true; };" \
	" B = { stage = \"late\"; time = \"5 d\"; after = \"A\"; needs = { m = 1; }; }; C = { time = \"5 d\"; after = \"A\"; needs = { m = 1; }; }; }; }; };"

Test(project, forecasts_are_held_against_what_came)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, FORECAST, no_words);
	static const char *const said[] = { "The 80 % date given at the start holds in 0 % of the projects, the one given at Permit in 0 %. At the start it is "
		"11 d on average; what really holds in 80 % is", "Such forecasts do not see waits for people and work that comes back.",
		"Planning takes 33.4 hours of work, of which 9.44 (28 %) go into plans that are old when their stage begins; 23.6 hours of work are done again "
		"because of that.", "House: forecasts" };
	for (size_t i = 0; i < COUNT_OF(said); i++)
		cr_expect(laboratory_says(text, said[i]), "'%s' is missing from\n%s", said[i], text);
	free(text);
	laboratory_close(&laboratory);
}

Test(project, forecasts_that_hold_are_said_to)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, "clock = { unit = \"d\"; }; run = { replications = 200; seed = 1; };"
		"work = { k = { planning = { forecasts = true; }; project = { A = { time = \"exponential(5 d)\"; }; }; }; };", no_words);
	cr_expect(laboratory_says(text, "of the projects: at the start about as often as it says."), "%s", text);
	cr_expect_not(strstr(text, "do not see"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* One exponential task of 5 d: the forecast's bar lies where what came does, and the date holds in about 80 %. */
Test(project, forecasts_have_a_chart)
{
	struct laboratory laboratory;
	char *text = run_text(&laboratory, "clock = { unit = \"d\"; }; run = { replications = 400; seed = 1; };"
		"work = { k = { planning = { forecasts = true; }; project = { O = { title = \"Permit\"; time = \"1 d\"; checkpoint = true; };"
		" A = { time = \"exponential(5 d)\"; after = \"O\"; }; }; }; };", no_words);
	struct figures figures = figures_of_run(&laboratory.study.result, &laboratory.study.result.scenarios[0], &laboratory.study.arena);
	const struct figure *forecasts = find(figures, "forecasts");
	cr_assert(forecasts->form == FIGURE_GANTT && forecasts->row_count == 2 && forecasts->series_count == 2);
	cr_expect_str_eq(forecasts->rows[1], "At Permit");
	cr_expect(strstr(forecasts->title, "The 80 % date given at the start holds in "), "%s", forecasts->title);
	cr_expect_float_eq(forecasts->series[1].low[0], 1.0 + 5.0 * log(2.0), 0.1, "half end by %g", forecasts->series[1].low[0]);
	cr_expect_float_eq(forecasts->series[1].high[0], 1.0 + 5.0 * log(5.0), 0.1, "80 %% end by %g", forecasts->series[1].high[0]);
	cr_expect_float_eq(forecasts->series[0].high[0], forecasts->series[1].high[0], 4.0 * 5.0 * sqrt(0.8 * 0.2 / 400.0) / 0.2);
	cr_expect_not(forecasts->accents[0], "it holds as it says");
	free(text);
	laboratory_close(&laboratory);
}

/* A shop for 20 or 28 h of work from Monday on, and a barn for two of them after it: each is told by itself. */
Test(project, each_plan_has_charts_of_its_own)
{
	static const char text[] = "clock = { unit = \"h\"; start = \"2027-03-01 08:00\"; }; run = { replications = 40; seed = 2; };"
		"calendars = { day = \"Mon-Fri 08:00-16:00\"; }; resources = { crew = { number = 2; calendar = \"day\"; at_shift_end = \"pause\"; }; };"
		"work = { shop = { project = { A = { needs = { crew = 1; }; time = \"choice(20: 1, 28: 1) * 1 h\"; }; }; };"
		" barn = { title = \"Barn\"; project = { A = { needs = { crew = 2; }; time = \"choice(8: 1, 16: 1) * 1 h\"; }; }; }; };";
	struct laboratory laboratory;
	laboratory_open(&laboratory, text, no_words);
	laboratory.study.wants_series = true;
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	struct figures figures = figures_of_run(&laboratory.study.result, &laboratory.study.result.scenarios[0], &laboratory.study.arena);
	cr_expect_str_eq(find(figures, "plan")->rows[0], "A");
	cr_expect(strncmp(find(figures, "plan-barn")->title, "Barn takes", 10) == 0, "%s", find(figures, "plan-barn")->title);
	cr_expect(strncmp(find(figures, "when-it-ends-barn")->title, "Barn: 8 in 10 end by", 20) == 0);
	cr_expect(strncmp(find(figures, "when-it-ends")->title, "Shop: 8 in 10 end by", 20) == 0);
	const struct figure *crews = find(figures, "people-over-the-plan");
	double most = 0.0;
	for (size_t s = 0; s < crews->series_count; s++)
		for (size_t i = 0; strcmp(crews->series[s].name, "waited for") != 0 && i < crews->series[s].count; i++)
			most = fmax(most, crews->series[s].value[i]);
	cr_expect_float_eq(most, 2.0, 1e-9, "two are in the crew, and never more at work: %g", most);
	laboratory_close(&laboratory);
}

/* Fifty tasks in two rows of which one is always the longer: the chart has room for forty, and the last of the longer row is among them. */
Test(project, of_a_long_plan_the_tasks_that_are_critical_are_shown)
{
	static char text[8000];
	size_t at = (size_t)snprintf(text, sizeof text, "clock = { unit = \"h\"; }; run = { replications = 20; seed = 1; }; work = { k = { project = { "
		"a0 = { time = \"1 h\"; }; b0 = { time = \"2 h\"; }; ");
	for (int i = 1; i < 25; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, "a%d = { after = \"a%d\"; time = \"uniform(1 h, 2 h)\"; }; b%d = { after = \"b%d\"; "
			"time = \"uniform(2 h, 3 h)\"; }; ", i, i - 1, i, i - 1);
	snprintf(text + at, sizeof text - at, "}; }; };");
	struct laboratory laboratory;
	laboratory_open(&laboratory, text, no_words);
	cr_assert_eq(study_run(&laboratory.study), STATUS_DONE);
	const struct figure *plan = find(figures_of_run(&laboratory.study.result, &laboratory.study.result.scenarios[0], &laboratory.study.arena), "plan");
	cr_assert_eq(plan->row_count, FIGURE_ROWS);
	size_t longer = 0;
	for (size_t i = 0; i < plan->row_count; i++)
		longer += plan->rows[i][0] == 'b';
	cr_expect_eq(longer, 25, "%zu of the tasks that are always critical are shown", longer);
	laboratory_close(&laboratory);
}
