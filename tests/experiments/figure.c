#include "experiments/figure.h"
#include "models/load.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "fixture.h"
#include "sound.h"

static const struct figure *of_run(const struct fixture *f, const char *name)
{
	return figure_get(figures_of_run(&f->result, &f->scenario, (struct arena *)&f->arena), name);
}

static bool is_there(const struct fixture *f, const char *name)
{
	struct figures figures = figures_of_run(&f->result, &f->scenario, (struct arena *)&f->arena);
	return figures_find(&figures, name) != NULL;
}

static void put_series(struct fixture *f, const char *name, double start, double step, size_t count, const double *mean)
{
	struct result_series *list = arena_take(&f->arena, f->scenario.series_count + 1, sizeof *list);
	if (f->scenario.series_count > 0)
		memcpy(list, f->scenario.series, f->scenario.series_count * sizeof *list);
	list[f->scenario.series_count++] = (struct result_series){ .name = name, .unit = "", .start = start, .step = step, .count = count,
		.mean = mean, .n = f->scenario.replications };
	f->scenario.series = list;
}

/* --- one scenario ----------------------------------------------------------------------------------------------------------- */

Test(figure, nothing_observed_is_nothing_to_show)
{
	struct fixture f;
	fixture_init(&f, fixture_desk, 3);
	fixture_finish(&f);
	cr_expect_eq(figures_of_run(&f.result, &f.scenario, &f.arena).count, 0);
	f.scenario.finished_count = 0;
	cr_expect_eq(figures_of_run(&f.result, &f.scenario, &f.arena).count, 0);
	fixture_done(&f);
}

Test(figure, one_kind_of_work_has_a_bar_for_each_cause_the_largest_first)
{
	struct fixture f;
	fixture_init(&f, fixture_desk, 6);
	fixture_put(&f, "work.call.time", 4.0, 0.1);
	fixture_put(&f, "work.call.wip", 4.0, 0.1);
	fixture_put(&f, "work.call.time.working", 1.0, 0.0);
	fixture_put(&f, "work.call.time.wait.machine", 3.0, 0.1);
	fixture_finish(&f);
	const struct figure *figure = of_run(&f, "where-the-time-goes");
	const struct summary *wait = result_find(&f.scenario, "work.call.time.wait.machine");
	cr_assert_eq(figure->row_count, 2);
	cr_expect_str_eq(figure->rows[0], "Waiting for a machine");
	cr_expect_str_eq(figure->rows[1], "Being worked on");
	cr_expect(figure->accents[0] && !figure->accents[1]);
	cr_expect_eq(figure->series[0].value[0], wait->mean);
	cr_expect(figure->series[0].low[0] == wait->low && figure->series[0].high[0] == wait->high);
	cr_expect(isnan(figure->series[0].low[1]), "what never varies has no whiskers");
	cr_expect(strncmp(figure->title, "76.5 % of the time of call is waiting for a machine", 30) == 0, "%s", figure->title);
	expect_sound(figure);
	fixture_done(&f);
}

/* Two kinds, one of whose time is ten times that of the other; and a machine that fails, whose repairs are no work. */
static const char works[] =
	"clock = { unit = \"min\"; };\n"
	"run = { length = \"100 h\"; warmup = \"10 h\"; replications = 4; seed = 3; };\n"
	"resources = { clerk = { title = \"Clerks\"; number = 2; }; fitter = { title = \"Fitters\"; }; };\n"
	"stations = { desk = { title = \"Front desk\"; machines = 1; time = \"1 min\"; needs = { clerk = 1; };\n"
	"		fails = { every = \"exponential(60 h)\"; repair = \"2 h\"; needs = { fitter = 1; }; }; };\n"
	"	file = { title = \"Filing\"; machines = 3; time = \"2 min\"; }; };\n"
	"work = { call = { title = \"Calls\"; arrive = { every = \"exponential(2 min)\"; }; process = ( \"desk\" ); promise = \"3 min\"; };\n"
	"	mail = { title = \"Mails\"; arrive = { every = \"exponential(9 min)\"; }; process = ( \"desk\", \"file\" ); }; };\n";

static void put_works(struct fixture *f)
{
	static const struct { const char *name; double base, step; } rows[] = {
		{ "work.call.time", 2.0, 0.1 }, { "work.call.wip", 1.0, 0.0 }, { "work.call.time.working", 1.0, 0.0 },
		{ "work.call.time.wait.clerk", 0.8, 0.1 }, { "work.call.time.wait.repair", 0.2, 0.0 },
		{ "work.mail.time", 20.0, 1.0 }, { "work.mail.wip", 9.0, 0.0 }, { "work.mail.time.working", 3.0, 0.0 },
		{ "work.mail.time.wait.clerk", 5.0, 0.0 }, { "work.mail.time.wait.machine", 12.0, 1.0 },
		{ "stations.desk.utilisation", 0.7, 0.01 }, { "stations.desk.down", 0.1, 0.0 }, { "stations.desk.blocked", 0.0, 0.0 },
		{ "stations.desk.queue", 3.0, 0.1 }, { "stations.desk.queue.wait.machine", 1.0, 0.1 }, { "stations.desk.queue.wait.clerk", 1.5, 0.0 },
		{ "stations.desk.queue.wait.repair", 0.5, 0.0 }, { "stations.desk.wait", 2.0, 0.1 },
		{ "stations.file.utilisation", 0.3, 0.0 }, { "stations.file.queue", 0.25, 0.0 }, { "stations.file.wait", 0.5, 0.0 },
		{ "resources.clerk.utilisation", 0.9, 0.0 }, { "resources.fitter.utilisation", 0.2, 0.0 },
		{ "work.call.on_time", 0.8, 0.01 }, { "work.call.time.p90", 4.0, 0.0 }, { "work.mail.time.p90", 40.0, 0.0 },
		{ "work.call.completed", 3000.0, 1.0 }, { "work.mail.completed", 600.0, 1.0 },
		{ "work.call.arrived", 3000.0, 1.0 }, { "work.mail.arrived", 600.0, 1.0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fixture_put(f, rows[i].name, rows[i].base, rows[i].step);
}

/* As put_works, and every queue at the hidden place of repairs. */
static void enter_works(struct fixture *f)
{
	fixture_init(f, works, 4);
	put_works(f);
	for (uint32_t s = 0; s < f->model->station_count; s++)
		if (load_is_repair(f->model, s))
			fixture_put(f, arena_format(&f->arena, "stations.%s.queue", f->model->stations[s].name), 99.0, 1.0);
	fixture_finish(f);
}

Test(figure, several_kinds_have_bars_of_shares_whose_parts_are_causes)
{
	struct fixture f;
	enter_works(&f);
	const struct figure *figure = of_run(&f, "where-the-time-goes");
	size_t calls = figure_row(figure, "Calls"), mails = figure_row(figure, "Mails");
	cr_expect_eq(figure->row_count, 2);
	cr_expect_float_eq(figure_part(figure, 0, "waiting for Clerks")->value[mails], 100.0 * 5.0 / 21.5, 1e-9);
	cr_expect_float_eq(figure_part(figure, 0, "being worked on")->value[calls], 100.0 / 2.15, 1e-9);
	cr_expect(isnan(figure_part(figure, 0, "waiting for a machine")->value[calls]));
	cr_expect_eq(figure_part(figure, 0, "waiting for a machine")->tone, TONE_ACCENT, "the title is about it");
	cr_expect(strstr(figure->title, "of the time of Mails is waiting for a machine"), "%s", figure->title);
	cr_expect(figure->accents[mails] && !figure->accents[calls]);
	for (size_t i = 0; i < figure->series_count; i++)
		for (size_t k = 0; k < i; k++)
			cr_expect_neq(figure->series[i].tone, figure->series[k].tone, "two parts look the same");
	expect_sound(figure);
	fixture_put(&f, "work.call.wip", 99.0, 0.0);
	fixture_finish(&f);
	figure = of_run(&f, "where-the-time-goes");
	cr_expect(strstr(figure->title, "of the time of Calls is waiting for Clerks"), "calls lose less each, but they are many: %s", figure->title);
	fixture_done(&f);
}

Test(figure, places_are_sorted_by_load_and_show_who_waits_for_them)
{
	struct fixture f;
	enter_works(&f);
	const struct figure *figure = of_run(&f, "stations");
	cr_assert_eq(figure->row_count, 4);
	size_t clerks = figure_row(figure, "Clerks"), desk = figure_row(figure, "Front desk"), file = figure_row(figure, "Filing");
	cr_expect(clerks == 0 && desk == 1 && file == 2 && figure->accents[0] && !figure->accents[1]);
	cr_expect_str_eq(figure->title, "The bottleneck is Clerks: the 2 are busy 90 % of the time");
	cr_expect_float_eq(figure_part(figure, 0, "at work")->value[desk], 71.5, 1e-9);
	cr_expect_float_eq(figure_part(figure, 0, "repairs")->value[desk], 10.0, 1e-9);
	cr_expect_float_eq(figure_part(figure, 0, "at work")->value[clerks], 90.0, 1e-9);
	cr_expect_float_eq(figure_part(figure, 1, NULL)->value[desk], 3.15, 1e-9);
	cr_expect_float_eq(figure_part(figure, 1, NULL)->value[clerks], 1.5, 1e-9, "those who wait for clerks, not all at the desk");
	cr_expect_float_eq(figure_part(figure, 1, NULL)->value[file], 0.25, 1e-9);
	expect_sound(figure);
	fixture_done(&f);
}

Test(figure, long_names_lose_their_middle_and_the_title_keeps_its_finding)
{
	struct fixture f;
	enter_works(&f);
	((struct resource *)f.model->resources)[0].title = "clerks of the great department of forms that have to be filled in by hand in the east";
	cr_expect_str_eq(of_run(&f, "stations")->title, "The bottleneck is clerks of the great…by hand in the east: the 2 are busy 90 % of the time");
	fixture_done(&f);
}

Test(figure, queues_are_told_by_cause_and_repairs_are_none)
{
	struct fixture f;
	enter_works(&f);
	const struct figure *figure = of_run(&f, "queues");
	cr_assert_eq(figure->row_count, 2, "%zu rows", figure->row_count);
	cr_expect_str_eq(figure->rows[0], "Front desk");
	cr_expect_float_eq(figure_part(figure, 0, "waiting for Clerks")->value[0], 1.5, 1e-9);
	cr_expect_float_eq(figure_part(figure, 0, "waiting for a machine")->value[1], 0.25, 1e-9, "filing has but one cause: its whole queue");
	cr_expect(strstr(figure->title, "The longest queue stands at Front desk: 3.15 waiting on average"), "%s", figure->title);
	expect_sound(figure);
	fixture_done(&f);
}

Test(figure, people_above_85_per_cent_are_marked)
{
	struct fixture f;
	enter_works(&f);
	const struct figure *figure = of_run(&f, "people");
	cr_assert_eq(figure->row_count, 2);
	cr_expect(figure->accents[0] && !figure->accents[1]);
	cr_expect_str_eq(figure->title, "Busy more than 85 % of the time: Clerks 90 %");
	cr_expect_eq(figure->panel_count, 1, "nobody works overtime");
	fixture_put(&f, "resources.clerk.utilisation", 0.8, 0.0);
	fixture_finish(&f);
	figure = of_run(&f, "people");
	cr_expect(!figure->accents[0]);
	cr_expect_str_eq(figure->title, "No load is above 85 %: Clerks 80 %, Fitters 20 %");
	fixture_done(&f);
}

Test(figure, one_replication_has_no_whiskers)
{
	struct fixture f;
	fixture_init(&f, works, 1);
	put_works(&f);
	fixture_finish(&f);
	struct figures figures = figures_of_run(&f.result, &f.scenario, &f.arena);
	expect_all_sound(figures, 4);
	for (size_t i = 0; i < figures.count; i++)
		for (size_t k = 0; k < figures.list[i]->series_count; k++)
			cr_expect_null(figures.list[i]->series[k].low, "%s", figures.list[i]->name);
	cr_expect(strstr(of_run(&f, "stations")->note, "one replication has no interval"), "%s", of_run(&f, "stations")->note);
	fixture_done(&f);
}

Test(figure, of_sixty_stations_the_forty_busiest_are_shown)
{
	char places[4096] = "stations = {\n", steps[1024] = "", text[6000];
	for (int i = 0; i < 60; i++) {
		sprintf(places + strlen(places), " s%d = { machines = 1; time = \"1 min\"; };\n", i);
		sprintf(steps + strlen(steps), "%s\"s%d\"", i ? ", " : "", i);
	}
	snprintf(text, sizeof text, "%s};\nwork = { a = { arrive = { every = \"exponential(9 min)\"; };\nprocess = ( %s ); }; };\n"
		"run = { length = \"10 h\"; };\n", places, steps);
	struct fixture f;
	fixture_init(&f, text, 3);
	for (int i = 0; i < 60; i++) {
		fixture_put(&f, arena_format(&f.arena, "stations.s%d.utilisation", i), i / 100.0, 0.001);
		fixture_put(&f, arena_format(&f.arena, "stations.s%d.queue", i), i, 0.1);
	}
	fixture_finish(&f);
	const struct figure *stations = of_run(&f, "stations"), *queues = of_run(&f, "queues");
	cr_assert_eq(stations->row_count, 40);
	cr_expect_str_eq(stations->rows[0], "s59");
	cr_expect_str_eq(stations->rows[39], "s20");
	cr_expect(strstr(stations->note, "the 40 busiest of 60"), "%s", stations->note);
	cr_expect_eq(queues->row_count, 40);
	cr_expect(strstr(queues->note, "the 40 longest of 60"), "%s", queues->note);
	fixture_put(&f, "stations.s59.queue", 0.0, 1.0);
	fixture_finish(&f);
	cr_expect(result_find(&f.scenario, "stations.s59.queue")->low < 0.0 && figure_part(of_run(&f, "stations"), 1, NULL)->low[0] == 0.0,
		"no queue is shorter than 0");
	expect_sound(stations);
	fixture_done(&f);
}

/* --- series ----------------------------------------------------------------------------------------------------------------- */

static const double shares[] = { 0.5, 0.3, 0.15, 0.05 };

Test(figure, times_stand_in_bins_with_the_promise_among_them)
{
	struct fixture f;
	enter_works(&f);
	put_series(&f, "work.call.time.histogram", 0.0, 1.0, 4, shares);
	put_series(&f, "work.mail.time.histogram", 0.0, 20.0, 4, shares);
	const struct figure *figure = of_run(&f, "time-in-system");
	cr_assert_eq(figure->panel_count, 2);
	cr_expect_str_eq(figure->panels[0].title, "Calls", "those with most items first");
	cr_expect_str_neq(figure->panels[0].x.title, figure->panels[1].x.title, "calls would be lost on the axis of mails");
	cr_expect(figure->series[0].x[0] == 0.0 && figure->series[0].x[4] == 4.0 && figure->series[0].value[1] == 30.0);
	cr_expect_str_eq(figure->title, "Calls: 81.5 % keep the promise of 3 min");
	size_t promises = 0;
	for (size_t i = 0; i < figure->mark_count; i++)
		if (strncmp(figure->marks[i].label, "promise", 7) == 0) {
			cr_expect(figure->marks[i].at == 3.0 && figure->marks[i].panel == 0);
			promises++;
		}
	cr_expect_eq(promises, 1);
	expect_sound(figure);
	fixture_done(&f);
}

Test(figure, kinds_that_take_about_as_long_share_an_axis)
{
	struct fixture f;
	enter_works(&f);
	put_series(&f, "work.call.time.histogram", 0.0, 1.0, 4, shares);
	put_series(&f, "work.mail.time.histogram", 0.0, 2.0, 4, shares);
	const struct figure *figure = of_run(&f, "time-in-system");
	cr_expect_str_eq(figure->panels[0].x.title, figure->panels[1].x.title);
	f.scenario.series_count = 0;
	put_series(&f, "work.call.time.histogram", 0.0, 0.5, 4, shares);
	figure = of_run(&f, "time-in-system");
	for (size_t i = 0; i < figure->mark_count; i++)
		cr_expect_neq(strncmp(figure->marks[i].label, "promise", 7), 0, "it lies beyond the last bar");
	fixture_done(&f);
}

static const double course[] = { 1.0, 5.0, 9.0, 9.0 }, arrived[] = { 10.0, 20.0, 30.0, 40.0 }, gone[] = { 9.0, 15.0, 21.0, 31.0 };

Test(figure, what_is_inside_is_told_over_the_run_with_its_warm_up)
{
	struct fixture f;
	enter_works(&f);
	put_series(&f, "work.call.wip", 0.0, 1500.0, 4, course);
	put_series(&f, "work.mail.wip", 0.0, 1500.0, 4, course);
	const struct figure *figure = of_run(&f, "in-the-system");
	cr_assert_eq(figure->panel_count, 2);
	cr_expect_str_eq(figure->panels[0].x.unit, "d", "6000 min are a few days");
	cr_expect_float_eq(figure->series[0].x[1], 2250.0 / 1440.0, 1e-9, "a mean stands in the middle of its bin");
	cr_expect_eq(figure->series[0].value[2], 9.0);
	bool span = false;
	for (size_t i = 0; i < figure->mark_count; i++)
		span |= figure->marks[i].kind == MARK_SPAN && fabs(figure->marks[i].to - 600.0 / 1440.0) < 1e-12;
	cr_expect(span);
	cr_expect_str_eq(figure->title, "In the system on average: Mails 9, Calls 1");
	expect_sound(figure);
	fixture_done(&f);
}

Test(figure, many_kinds_are_stacked_in_one_panel)
{
	char text[2000] = "stations = { s = { time = \"1 min\"; }; };\nrun = { length = \"10 h\"; };\nwork = {", *end = text + strlen(text);
	for (int i = 0; i < 12; i++)
		end += sprintf(end, " k%d = { arrive = { every = \"exponential(99 min)\"; }; process = ( \"s\" ); };", i);
	strcpy(end, " };\n");
	struct fixture f;
	fixture_init(&f, text, 2);
	for (int i = 0; i < 12; i++) {
		fixture_put(&f, arena_format(&f.arena, "work.k%d.wip", i), i + 1.0, 0.0);
		put_series(&f, arena_format(&f.arena, "work.k%d.wip", i), 0.0, 1.0, 4, course);
	}
	fixture_finish(&f);
	const struct figure *figure = of_run(&f, "in-the-system");
	double sum = 0.0;
	cr_expect(figure->form == FIGURE_AREAS && figure->panel_count == 1 && figure->series_count <= 8, "%zu", figure->series_count);
	for (size_t i = 0; i < figure->series_count; i++)
		sum += figure->series[i].value[1];
	cr_expect_float_eq(sum, 12 * 5.0, 1e-9, "nothing is left out");
	fixture_done(&f);
}

static const char *flow_title(double come, double go, double inside)
{
	static char title[200];
	struct fixture f;
	fixture_init(&f, fixture_desk, 4);
	fixture_put(&f, "work.call.arrived", come, 1.0);
	fixture_put(&f, "work.call.completed", go, 1.1);
	fixture_put(&f, "work.call.left", 2.0, 0.0);
	fixture_put(&f, "work.call.scrapped", 0.0, 0.0);
	fixture_put(&f, "work.call.turned_away", 0.0, 0.0);
	fixture_put(&f, "work.call.wip", inside, 0.0);
	fixture_finish(&f);
	put_series(&f, "work.call.arrived", 0.0, 1500.0, 4, arrived);
	put_series(&f, "work.call.gone", 0.0, 1500.0, 4, gone);
	const struct figure *figure = of_run(&f, "cumulative-flow");
	cr_expect_eq(figure->series[0].value[3], 40.0);
	cr_expect_float_eq(figure->series[0].x[3], 6000.0 / 1440.0, 1e-9, "what has come together is told at the end of a bin");
	expect_sound(figure);
	snprintf(title, sizeof title, "%s", figure->title);
	fixture_done(&f);
	return title;
}

Test(figure, what_stays_is_told_only_where_it_grows)
{
	cr_expect_str_eq(flow_title(1000.0, 998.0, 4.0), "What comes in goes out: call 1,000 completed");
	cr_expect_str_eq(flow_title(1000.0, 800.0, 90.0), "More comes in than goes out: 52.8 more in the system each day", "%s",
		flow_title(1000.0, 800.0, 90.0));
	cr_expect_str_eq(flow_title(1000.0, 800.0, 180.0), "What comes in goes out: call 802 completed", "an empty system was filled");
}

Test(figure, the_hours_of_the_longest_queue_are_named)
{
	static double week[168], day[24];
	struct fixture f;
	enter_works(&f);
	for (size_t i = 0; i < 168; i++)
		week[i] = i >= 24 + 9 && i < 24 + 12 ? 7.6 : i % 24 == 8 ? 4.0 : 1.0;
	week[24 + 10] = 8.0;
	for (size_t i = 0; i < 24; i++)
		day[i] = i >= 22 || i < 2 ? 5.0 : 0.5;
	put_series(&f, "stations.desk.queue.day", 0.0, 60.0, 24, day);
	const struct figure *figure = of_run(&f, "queues-over-the-day");
	cr_expect_str_eq(figure->title, "The queue at Front desk is longest from 22:00 to 02:00: up to 5 waiting on average");
	expect_sound(figure);
	put_series(&f, "stations.desk.queue.week", 0.0, 60.0, 168, week);
	figure = of_run(&f, "queues-over-the-week");
	cr_expect_str_eq(figure->title, "The queue at Front desk is longest on Tuesdays from 09:00 to 12:00: up to 8 waiting on average");
	cr_expect(figure->form == FIGURE_HEAT && figure->row_count == 7 && figure->column_count == 24 && figure->series[0].count == 168);
	cr_expect(figure->accents[1] && !figure->accents[0]);
	cr_expect_eq(figure->series[0].value[24 + 10], 8.0);
	expect_sound(figure);
	fixture_done(&f);
}

Test(figure, people_at_work_stand_beside_people_on_duty)
{
	static double busy[24], scheduled[24], always[24];
	struct fixture f;
	enter_works(&f);
	for (size_t i = 0; i < 24; i++) {
		always[i] = 1.9;
		scheduled[i] = i >= 8 && i < 16 ? 2.0 : 0.0;
		busy[i] = i == 9 ? 1.9 : i >= 8 && i < 16 ? 1.0 : 0.0;
	}
	put_series(&f, "resources.clerk.busy.day", 0.0, 60.0, 24, busy);
	put_series(&f, "resources.clerk.scheduled.day", 0.0, 60.0, 24, scheduled);
	const struct figure *figure = of_run(&f, "load-over-the-day");
	cr_expect_str_eq(figure->title, "The load on Clerks is highest at 09:00: 1.9 of 2 on duty are at work");
	cr_expect_eq(figure->series_count, 2);
	cr_expect(figure->series[1].value[18] == 1.9 && figure->series[1].x[18] == 9.0 && figure->series[1].x[19] == 10.0, "stairs");
	expect_sound(figure);
	f.scenario.series_count = 0;
	put_series(&f, "resources.clerk.busy.day", 0.0, 60.0, 24, always);
	put_series(&f, "resources.clerk.scheduled.day", 0.0, 60.0, 24, always);
	cr_expect(strstr(of_run(&f, "load-over-the-day")->title, "is much the same in all hours on duty"), "%s", of_run(&f, "load-over-the-day")->title);
	fixture_done(&f);
}

/* --- money ------------------------------------------------------------------------------------------------------------------ */

static const char priced[] =
	"clock = { unit = \"min\"; };\nmoney = \"EUR\";\n"
	"run = { length = \"2 wk\"; replications = 3; };\n"
	"resources = { clerk = { title = \"Clerks\"; number = 2; cost_per_hour = 30.0; }; };\n"
	"stations = { desk = { title = \"Desk\"; machines = 1; time = \"1 min\"; needs = { clerk = 1; }; cost_per_hour = 6.0; }; };\n"
	"work = { call = { title = \"Calls\"; arrive = { every = \"exponential(2 min)\"; }; process = ( \"desk\" ); value = 9.0; cost = 2.0; }; };\n";

Test(figure, money_is_told_by_item_and_by_who_is_paid)
{
	struct fixture f;
	fixture_init(&f, priced, 3);
	static const struct { const char *name; double base; } rows[] = { { "work.call.completed", 100.0 }, { "work.call.cost", 5.0 },
		{ "work.call.cost.work", 3.0 }, { "work.call.cost.material", 2.0 }, { "work.call.value", 9.0 }, { "stations.desk.cost", 500.0 },
		{ "stations.desk.idle_cost", 100.0 }, { "resources.clerk.cost", 8000.0 }, { "resources.clerk.idle_cost", 6000.0 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fixture_put(&f, rows[i].name, rows[i].base, 0.0);
	fixture_finish(&f);
	const struct figure *money = of_run(&f, "money"), *paid = of_run(&f, "paid-for");
	cr_assert_eq(money->row_count, 2);
	cr_expect_eq(figure_part(money, 0, "work")->value[figure_row(money, "Calls, cost")], 3.0);
	cr_expect_eq(figure_part(money, 0, "value")->value[figure_row(money, "Calls, value")], 9.0);
	cr_expect(isnan(figure_part(money, 0, "value")->value[figure_row(money, "Calls, cost")]));
	cr_expect(isnan(figure_part(money, 0, "work")->value[figure_row(money, "Calls, value")]));
	cr_expect_str_eq(money->title, "Each completed item of Calls costs 5" FIGURE_BLANK "EUR, 3" FIGURE_BLANK "EUR of it work, and is worth 9"
		FIGURE_BLANK "EUR");
	size_t clerks = figure_row(paid, "Clerks"), desk = figure_row(paid, "Desk");
	cr_expect(clerks == 0 && paid->accents[0] && desk == 1);
	cr_expect_eq(figure_part(paid, 0, "at work")->value[clerks], 2000.0);
	cr_expect_eq(figure_part(paid, 0, "nothing to do")->value[clerks], 6000.0);
	cr_expect_eq(figure_part(paid, 0, "at work")->value[desk], 400.0);
	expect_sound(money);
	expect_sound(paid);
	fixture_done(&f);
}

Test(figure, without_prices_there_is_no_money)
{
	struct fixture f;
	enter_works(&f);
	cr_expect(!is_there(&f, "money") && !is_there(&f, "paid-for"));
	fixture_done(&f);
}
