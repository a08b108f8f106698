/* What shifts, skills and pre-emption are compiled to. */
#include "model_bench.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include "models/calendar.h"

static const double exact = 1e-12;

/* Everything in hours; the run begins on a Monday at 06:00. */
static const char shop[] =
	"clock = { unit = \"h\"; start = \"2026-01-05 06:00\"; }; run = { length = \"4 wk\"; }; let = { crew = 2; };\n"
	"calendars = { two_shifts = \"Mon-Fri 06:00-22:00\"; office = { hours = \"Mon-Fri 08:00-16:00\"; except = ( \"2026-01-06\" ); }; };\n"
	"resources = {\n"
	"  painter = { number = \"crew\"; calendar = \"two_shifts\"; skills = [ \"spraying\", \"sanding\" ]; speed = 0.8; };\n"
	"  helper  = { shifts = ( { number = 3; hours = \"two_shifts\"; }, { hours = \"Mon-Fri 12:00-18:00\"; }, { number = 0; hours = \"always\"; } );\n"
	"              skills = \"sanding\"; at_shift_end = \"pause\"; };\n"
	"  fitter  = { title = \"Fitters\"; };\n"
	"};\n"
	"stations = {\n"
	"  sand  = { machines = 2; needs = { sanding = 1; fitter = 1; }; time = \"5 min\"; calendar = \"always\"; };\n"
	"  paint = { title = \"Paint booth\"; machines = 3; time = \"4 min\"; needs_one_of = [ \"fitter\", \"sanding\", \"painter\" ];\n"
	"            calendar = \"Mon-Sat 06:00-22:00\"; at_shift_end = \"finish\";\n"
	"            queue = { order = \"priority\"; preempt = \"restart\"; }; };\n"
	"  oven  = { time = \"1 h\"; };\n"
	"};\n"
	"work = {\n"
	"  panel = { arrive = { every = \"2 h\"; calendar = \"two_shifts\"; }; process = ( \"sand\", \"paint\", \"oven\" );\n"
	"            promise = \"8 h\"; late_cost_per_hour = 1.5; calendar = \"office\"; };\n"
	"  frame = { arrive = { every = \"3 h\"; }; process = ( \"paint\", { name = \"dry\"; wait = \"1 h\"; }, \"oven\" ); };\n"
	"};\n"
	"scenarios = { booth = { set = [ \"stations.paint.machines = 4\", \"calendars.two_shifts = Mon-Fri 06:00-14:00\" ]; };\n"
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

Test(model_shift, preemption_is_as_written)
{
	struct bench b;
	bench_open(&b, shop);
	const struct station *stations = b.model->stations;
	cr_expect(stations[0].preempt == PREEMPT_NO && stations[1].preempt == PREEMPT_RESTART);
	bench_close(&b);
}

Test(model_shift, scenarios_change_hours)
{
	struct bench b;
	bench_open_scenario(&b, shop, "booth", NULL, 0);
	cr_expect_eq(calendar_level(b.model->resources[0].calendar, 8.0), 0);
	cr_expect_eq(b.model->stations[1].machines, 4);
	bench_close(&b);
	bench_open_scenario(&b, shop, "night", NULL, 0);
	cr_expect_eq(b.model->resources[1].number, 6);
	cr_expect_eq(calendar_level(b.model->kinds[0].calendar, 13.5), 1);
	cr_expect(!b.model->resources[0].calendar && b.model->resources[0].number == 2);
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
