/* What shifts, failures, setups, batches, skills and prices are compiled to. */
#include "model_bench.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "models/calendar.h"

static const double exact = 1e-12;

/* Everything in hours; the run begins on a Monday at 06:00. */
static const char shop[] =
	"clock = { unit = \"h\"; start = \"2026-01-05 06:00\"; }; run = { length = \"4 wk\"; }; let = { crew = 2; wage = 24; };\n"
	"calendars = { two_shifts = \"Mon-Fri 06:00-22:00\"; office = { hours = \"Mon-Fri 08:00-16:00\"; except = ( \"2026-01-06\" ); }; };\n"
	"resources = {\n"
	"  painter = { number = \"crew\"; calendar = \"two_shifts\"; cost_per_hour = \"wage\"; overtime_cost_per_hour = 36; cost_per_busy_hour = 6;\n"
	"              cost_per_use = 2; fixed_cost_per_week = 168; skills = [ \"spraying\", \"sanding\" ]; speed = 0.8; };\n"
	"  helper  = { shifts = ( { number = 3; hours = \"two_shifts\"; }, { hours = \"Mon-Fri 12:00-18:00\"; }, { number = 0; hours = \"always\"; } );\n"
	"              skills = \"sanding\"; cost_per_hour = 10; at_shift_end = \"pause\"; };\n"
	"  fitter  = { title = \"Fitters\"; fails = { every = \"exponential(100 h)\"; repair = \"8 h\"; counts = \"busy time\"; }; };\n"
	"};\n"
	"stations = {\n"
	"  sand  = { machines = 2; needs = { sanding = 1; fitter = 1; }; time = \"5 min\"; calendar = \"always\"; };\n"
	"  paint = { title = \"Paint booth\"; machines = 3; time = \"4 min\"; needs_one_of = [ \"fitter\", \"sanding\", \"painter\" ];\n"
	"            setup = { on = \"colour\"; time = \"if(colour = black, 5 min, 1 min)\"; }; calendar = \"Mon-Sat 06:00-22:00\"; at_shift_end = \"finish\";\n"
	"            fails = { every = \"exponential(60 h)\"; repair = \"lognormal(mean=2 h, sd=1 h)\"; needs = { fitter = 1; }; };\n"
	"            cost_per_hour = 44; queue = { order = \"priority\"; preempt = \"restart\"; }; };\n"
	"  oven  = { time = \"1 h\"; batch = { size = \"2 * crew\"; wait_at_most = \"30 min\"; }; setup = { on = \"kind\"; time = \"uniform(1 min, 3 min)\"; }; cost_per_use = 7; };\n"
	"};\n"
	"work = {\n"
	"  panel = { arrive = { every = \"2 h\"; calendar = \"two_shifts\"; }; facts = { size = 1; colour = \"choice(red: 1, black: 1)\"; };\n"
	"            process = ( \"sand\", { at = \"paint\"; cost = \"0.5 * size\"; }, \"oven\" );\n"
	"            value = \"90 * size\"; cost = 22; promise = \"8 h\"; late_cost_per_hour = 1.5; calendar = \"office\"; };\n"
	"  frame = { arrive = { every = \"3 h\"; }; process = ( \"paint\", { name = \"dry\"; wait = \"1 h\"; cost = 3; }, \"oven\" ); };\n"
	"};\n"
	"scenarios = { booth = { invest = 120000; life = \"5 y\"; set = [ \"stations.paint.machines = 4\", \"calendars.two_shifts = Mon-Fri 06:00-14:00\" ]; };\n"
	"  night = { set = [ \"resources.helper.shifts.two_shifts.number = 5\", \"calendars.office.hours = Mon-Fri 08:00-20:00\", \"resources.painter.calendar = always\" ]; }; };\n";

Test(model_shift, people_are_there_by_calendar_or_in_shifts)
{
	struct bench b;
	bench_open(&b, shop);
	const struct resource *painter = &b.model->resources[0], *helper = &b.model->resources[1], *fitter = &b.model->resources[2];
	cr_expect_eq(b.problems.count, 0);
	cr_expect_eq(painter->number, 2);
	cr_assert_not_null(painter->calendar);
	cr_expect_eq(calendar_level(painter->calendar, 0.0), 2);
	cr_expect_eq(calendar_level(painter->calendar, 16.0), 0);
	cr_expect(!painter->pauses && painter->speed == 0.8);
	cr_expect_eq(helper->number, 4);
	cr_assert_not_null(helper->calendar);
	cr_expect_eq(calendar_level(helper->calendar, 5.9), 3);
	cr_expect_eq(calendar_level(helper->calendar, 6.0), 4);
	cr_expect_eq(calendar_level(helper->calendar, 12.0), 3);
	cr_expect(helper->pauses && helper->speed == 1.0);
	cr_expect(fitter->number == 1 && !fitter->calendar);
	bench_close(&b);
}

Test(model_shift, stations_arrivals_and_promises_have_hours)
{
	struct bench b;
	bench_open(&b, shop);
	const struct kind *panel = &b.model->kinds[0], *frame = &b.model->kinds[1];
	cr_expect_null(b.model->stations[0].calendar, "\"always\" is no calendar");
	cr_assert_not_null(b.model->stations[1].calendar);
	cr_expect(!b.model->stations[1].pauses);
	cr_expect_eq(calendar_level(b.model->stations[1].calendar, 5 * 24.0), 1);
	cr_expect_eq(calendar_level(b.model->stations[1].calendar, 6 * 24.0), 0);
	cr_assert_not_null(panel->source.calendar);
	cr_expect_float_eq(panel->source.mean_rate, 0.5 * 80.0 / 168.0, exact);
	cr_expect_float_eq(frame->source.mean_rate, 1.0 / 3.0, exact);
	cr_assert_not_null(panel->calendar);
	cr_expect_eq(calendar_opens(panel->calendar, 11.0), 50.0, "Tuesday is a holiday");
	cr_expect(!frame->calendar && !frame->source.calendar);
	bench_close(&b);
}

Test(model_shift, a_skill_is_a_choice_among_those_who_have_it)
{
	struct bench b;
	bench_open(&b, shop);
	const struct station *sand = &b.model->stations[0], *paint = &b.model->stations[1];
	cr_assert_eq(sand->needs.count, 1);
	cr_expect_eq(sand->needs.list[0].resource, 2);
	cr_assert_eq(sand->one_of.count, 2);
	cr_expect(sand->one_of.list[0].resource == 0 && sand->one_of.list[1].resource == 1);
	cr_assert_eq(paint->one_of.count, 3, "each stands there once");
	cr_expect(paint->one_of.list[0].resource == 2 && paint->one_of.list[1].resource == 0 && paint->one_of.list[2].resource == 1);
	bench_close(&b);
}

Test(model_shift, repairs_are_hidden_work_behind_all_else)
{
	struct bench b;
	bench_open(&b, shop);
	const struct model *m = b.model;
	cr_assert(m->kind_count == 4 && m->station_count == 5 && m->named_stations == 3 && m->task_count == 8);
	cr_expect(m->interrupts);
	static const struct {
		const char *name, *title;
		uint32_t kind, station, task, crew;
	} repairs[] = { { "paint.repair", "Repair of Paint booth", 2, 3, 6, 1 }, { "fitter.repair", "Repair of Fitters", 3, 4, 7, 0 } };
	const struct fails *all[] = { &m->stations[1].fails, &m->resources[2].fails };
	for (size_t i = 0; i < COUNT_OF(repairs); i++) {
		const struct fails *fails = all[i];
		cr_assert(fails->repair_kind == repairs[i].kind && fails->repair_station == repairs[i].station && fails->repair_task == repairs[i].task);
		const struct kind *kind = &m->kinds[fails->repair_kind];
		const struct station *station = &m->stations[fails->repair_station];
		const struct task *task = &m->tasks[fails->repair_task];
		cr_expect_str_eq(kind->name, repairs[i].name);
		cr_expect_str_eq(station->name, repairs[i].name);
		cr_expect_str_eq(station->title, repairs[i].title);
		cr_expect(kind->hidden && kind->source.how == ARRIVE_NEVER && kind->task_first == repairs[i].task && kind->task_count == 1);
		cr_expect(kind->source.mean_rate == 0.0 && kind->fact_count == 0 && kind->first_task == repairs[i].task);
		cr_expect(station->hidden && !station->keeps && station->machines == UNLIMITED && station->needs.count == repairs[i].crew);
		cr_expect(task->work == WORK_STATION && task->station == repairs[i].station);
		cr_expect(task->kind == repairs[i].kind && task->following == TO_END);
		cr_expect(task->time.form == fails->repair.form && task->luck_time == fails->luck_repair && task->take_station == NONE);
	}
	cr_expect(!m->stations[1].fails.by_busy_time && m->resources[2].fails.by_busy_time);
	cr_expect_neq(m->stations[1].fails.luck_every, m->resources[2].fails.luck_every);
	cr_expect(m->stations[0].fails.every.form == EXPR_ABSENT && m->stations[0].fails.repair_station == NONE);
	cr_expect_eq(m->resources[0].fails.repair_kind, NONE);
	cr_expect(m->stations[3].fails.repair_task == NONE);
	bench_close(&b);
}

Test(model_shift, setups_are_read_by_who_has_the_fact)
{
	struct bench b;
	bench_open(&b, shop);
	const struct model *m = b.model;
	const struct task *panel = &m->tasks[1], *frame = &m->tasks[3], *panel_oven = &m->tasks[2], *frame_oven = &m->tasks[5];
	cr_expect(m->stations[0].setup_on == SETUP_NEVER && m->stations[1].setup_on == SETUP_FACT && m->stations[2].setup_on == SETUP_KIND);
	cr_expect(m->tasks[0].setup.form == EXPR_ABSENT && m->tasks[0].setup_fact == NONE);
	cr_expect_eq(panel->setup_fact, 1);
	double facts[] = { 1.0, 1.0 };
	const struct expr_env env = { .facts = facts };
	cr_expect_float_eq(expr_value(&panel->setup, &env), 5.0 / 60.0, exact);
	cr_expect(frame->setup_fact == NONE && frame->setup.form == EXPR_ABSENT, "frames have no colour");
	cr_expect(panel_oven->setup.form == EXPR_DRAW && frame_oven->setup.form == EXPR_DRAW);
	cr_expect_neq(panel->luck_setup, panel->luck_time);
	bench_close(&b);
}

Test(model_shift, batches_and_preemption_are_as_written)
{
	struct bench b;
	bench_open(&b, shop);
	const struct station *stations = b.model->stations;
	cr_expect(stations[2].batch_size == 4 && stations[2].batch_wait == 0.5);
	cr_expect(stations[0].batch_size == 1 && isinf(stations[0].batch_wait));
	cr_expect(stations[0].preempt == PREEMPT_NO && stations[1].preempt == PREEMPT_RESTART);
	bench_close(&b);
}

Test(model_shift, money_is_per_clock_unit_or_each_time)
{
	struct bench b;
	bench_open(&b, shop);
	const struct model *m = b.model;
	const struct cost_rates *painter = &m->resources[0].costs, *helper = &m->resources[1].costs, *paint = &m->stations[1].costs;
	double facts[] = { 3.0, 1.0 };
	const struct expr_env env = { .facts = facts };
	cr_expect(m->costs);
	cr_expect(painter->paid == 24.0 && painter->busy == 6.0 && painter->overtime == 36.0 && painter->use == 2.0 && painter->fixed == 1.0);
	cr_expect(helper->paid == 10.0 && helper->overtime == 10.0 && helper->fixed == 0.0);
	cr_expect(paint->paid == 44.0 && paint->overtime == 44.0 && m->stations[2].costs.use == 7.0);
	cr_expect_eq(expr_value(&m->kinds[0].value, &env), 270.0);
	cr_expect(m->kinds[0].cost.value == 22.0 && m->kinds[0].late_cost.value == 1.5);
	cr_expect(m->kinds[1].value.form == EXPR_CONSTANT && m->kinds[1].value.value == 0.0 && m->kinds[1].cost.value == 0.0);
	cr_expect_eq(expr_value(&m->tasks[1].cost, &env), 1.5);
	cr_expect_eq(bench_task(&b, "dry")->cost.value, 3.0);
	cr_expect_eq(m->tasks[0].cost.form, EXPR_ABSENT);
	cr_expect(m->invest == 0.0 && m->life == 0.0);
	bench_close(&b);
}

Test(model_shift, prices_per_hour_follow_the_clock)
{
	struct bench b;
	bench_open(&b, "run = { length = 10.0; }; resources = { r = { cost_per_hour = 30; fixed_cost_per_week = 1008; }; };"
		"stations = { s = { time = 1.0; needs = { r = 1; }; }; }; work = { k = { arrive = { every = 1.0; }; process = ( \"s\" ); }; };");
	cr_expect_float_eq(b.model->resources[0].costs.paid, 0.5, exact);
	cr_expect_float_eq(b.model->resources[0].costs.fixed, 0.1, exact);
	cr_expect(b.model->costs && !b.model->interrupts);
	bench_close(&b);
}

Test(model_shift, a_model_without_prices_counts_no_money)
{
	static const struct {
		const char *extra;
		bool costs;
	} cases[] = { { "", false }, { "scenarios = { a = { set = \"run.length = 20\"; }; };", false }, { "scenarios = { a = { invest = 3; life = \"1 y\"; }; };", true },
		{ "resources = { r = { cost_per_use = 0; }; };", true } };
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[512];
		struct bench b;
		snprintf(text, sizeof text, "run = { length = 10.0; }; stations = { s = { time = 1.0; }; };"
			"work = { k = { arrive = { every = 2.0; }; process = ( \"s\" ); }; }; %s", cases[i].extra);
		bench_open(&b, text);
		cr_expect_eq(b.model->costs, cases[i].costs, "case %zu", i);
		cr_expect(!b.model->interrupts && b.model->kinds[0].value.form == EXPR_CONSTANT);
		bench_close(&b);
	}
}

Test(model_shift, scenarios_change_hours_and_carry_their_investment)
{
	struct bench b;
	bench_open_scenario(&b, shop, "booth", NULL, 0);
	cr_expect(b.model->invest == 120000.0 && b.model->life == 5 * 365 * 24.0);
	cr_expect_eq(calendar_level(b.model->resources[0].calendar, 8.0), 0);
	cr_expect_eq(b.model->stations[1].machines, 4);
	bench_close(&b);
	bench_open_scenario(&b, shop, "night", NULL, 0);
	cr_expect_eq(b.model->resources[1].number, 6);
	cr_expect_eq(calendar_level(b.model->kinds[0].calendar, 13.5), 1);
	cr_expect(!b.model->resources[0].calendar && b.model->resources[0].number == 2);
	cr_expect_eq(b.model->invest, 0.0);
	bench_close(&b);
}

Test(model_shift, rates_of_the_clock_lose_what_is_closed)
{
	static const struct {
		const char *rates, *calendar, *start;
		double per_week;
	} cases[] = {
		{ "each = \"12 h\"; per_hour = ( 2, 1 );", "Mon-Fri 06:00-18:00", "2026-01-05 06:00", 5 * (6 * 2 + 6 * 1) },
		{ "each = \"12 h\"; per_hour = ( 2, 1 );", "Mon 22:00-02:00", "2026-01-07 13:00", 2 * 1 + 2 * 2 },
		{ "period = \"week\"; each = \"84 h\"; per_hour = ( 1, 3 );", "Thu 06:00-18:00", "2026-01-08 00:00", 6 * 1 + 6 * 3 },
		/* A period of the model's own begins with the run. */
		{ "period = \"2 h\"; each = \"1 h\"; per_hour = ( 0, 4 );", "daily 08:00-09:00", "2026-01-05 07:00", 7 * 4 },
		{ "period = \"2 h\"; each = \"1 h\"; per_hour = ( 0, 4 );", "daily 08:00-09:00", "2026-01-05 07:30", 7 * 2 },
		/* One that never makes a week meets all hours equally. */
		{ "period = \"5 h\"; each = \"1 h\"; per_hour = ( 0, 4, 0, 0, 1 );", "daily 08:00-09:00", "2026-01-05 08:00", 7.0 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[512];
		struct bench b;
		snprintf(text, sizeof text, "clock = { unit = \"min\"; start = \"%s\"; }; run = { length = 10.0; }; stations = { s = { time = 1.0; }; };"
			"work = { k = { arrive = { rates = { %s }; calendar = \"%s\"; size = 2; }; process = ( \"s\" ); }; };", cases[i].start, cases[i].rates,
			cases[i].calendar);
		bench_open(&b, text);
		cr_expect_float_eq(b.model->kinds[0].source.mean_rate, 2.0 * cases[i].per_week / (168 * 60.0), 1e-9, "case %zu: %g", i,
			b.model->kinds[0].source.mean_rate);
		bench_close(&b);
	}
}

Test(model_shift, work_is_interrupted_only_where_something_interrupts)
{
	static const struct {
		const char *resource, *station;
		bool interrupts;
	} cases[] = {
		{ "", "", false }, { "calendar = \"daily 08:00-16:00\";", "calendar = \"daily 08:00-16:00\"; at_shift_end = \"finish\";", false },
		{ "calendar = \"daily 08:00-16:00\"; at_shift_end = \"pause\";", "", true }, { "calendar = \"always\"; at_shift_end = \"pause\";", "", false },
		{ "shifts = ( { hours = \"daily 08:00-16:00\"; } ); at_shift_end = \"pause\";", "", true },
		{ "", "calendar = \"daily 08:00-16:00\"; at_shift_end = \"pause\";", true },
		{ "fails = { every = 60; repair = 1; };", "", true }, { "", "fails = { every = 60; repair = 1; };", true },
		{ "", "queue = { order = \"priority\"; preempt = \"no\"; };", false }, { "", "queue = { order = \"priority\"; preempt = \"resume\"; };", true },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[512];
		struct bench b;
		snprintf(text, sizeof text, "run = { length = 10.0; }; resources = { r = { %s }; }; stations = { s = { machines = 1; needs = { r = 1; }; time = 1.0; %s }; };"
			"work = { k = { arrive = { every = 2.0; }; process = ( \"s\" ); }; };", cases[i].resource, cases[i].station);
		bench_open(&b, text);
		cr_expect_eq(b.model->interrupts, cases[i].interrupts, "case %zu", i);
		bench_close(&b);
	}
}

Test(model_shift, a_station_and_a_resource_of_one_name_may_both_fail)
{
	struct bench b;
	bench_open(&b, "run = { length = 10.0; }; resources = { press = { fails = { every = 50.0; repair = 1.0; }; }; };"
		"stations = { press = { machines = 1; needs = { press = 1; }; time = 1.0; fails = { every = 60.0; repair = 2.0; }; }; };"
		"work = { k = { arrive = { every = 2.0; }; process = ( \"press\" ); }; };");
	cr_expect_str_eq(b.model->kinds[1].name, "press.repair");
	cr_expect_str_eq(b.model->kinds[2].name, "resources.press.repair");
	cr_expect_neq(b.model->kinds[1].hash, b.model->kinds[2].hash);
	cr_expect_neq(b.model->stations[0].fails.luck_every, b.model->resources[0].fails.luck_every);
	bench_close(&b);
}

Test(model_shift, what_is_sent_on_is_set_up_for_there)
{
	struct bench b;
	bench_open(&b, "run = { length = 10.0; }; stations = { s = { time = 1.0; queue = { limit = 1; when_full = \"t\"; }; };"
		"t = { time = 2.0; setup = { on = \"size\"; time = 3.0; }; }; };"
		"work = { k = { arrive = { every = 2.0; }; facts = { size = \"uniform(1, 2)\"; }; process = ( \"s\" ); }; };");
	const struct task *task = b.model->tasks;
	cr_expect(task->setup.form == EXPR_ABSENT && task->setup_fact == NONE);
	cr_assert_eq(task->elsewhere_count, 1);
	cr_expect(task->elsewhere[0].setup.value == 3.0 && task->elsewhere[0].setup_fact == 0);
	cr_expect_eq(b.model->stations[1].setup_on, SETUP_FACT);
	bench_close(&b);
}
