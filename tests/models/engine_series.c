/* The course of a run: nothing changes by its being noted, it agrees with the row, and its ticks are where they should be. Times are in
   minutes. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

/* A run that was noted, beside the same that was not. */
struct noted {
	struct ran ran;
	struct engine_series series;
	struct series_line *lines;
	double warmup;
};

static struct noted note(const char *text)
{
	struct noted noted = { .ran = ran_text(text, 1, 1) };
	const struct model *model = noted.ran.model;
	cr_assert(noted.ran.built && noted.ran.end == ENGINE_DONE, "%s\n%s", noted.ran.note.text, text);
	noted.warmup = model->warmup_how == WARMUP_TIME ? model->warmup : 0.0;
	struct engine_order order = { .seed = 1, .replication = 1, .warmup = noted.warmup, .series = &noted.series };
	struct engine_note how;
	double *row = calloc(model->metrics.count, sizeof *row);
	noted.lines = calloc(series_list(model, NULL), sizeof *noted.lines);
	cr_assert(row && noted.lines);
	series_list(model, noted.lines);
	cr_assert_eq(engine_run(model, &order, row, &how), ENGINE_DONE);
	cr_expect(how.events == noted.ran.note.events && how.items == noted.ran.note.items && how.end == noted.ran.note.end, "other events\n%s", text);
	for (size_t i = 0; i < model->metrics.count; i++)
		cr_expect(memcmp(&row[i], &noted.ran.row[i], sizeof *row) == 0 || (isnan(row[i]) && isnan(noted.ran.row[i])), "%s is %.17g, not %.17g\n%s",
			model->metrics.list[i].name, row[i], noted.ran.row[i], text);
	free(row);
	return noted;
}

static void noted_done(struct noted *noted)
{
	free(noted->lines);
	engine_series_done(&noted->series);
	ran_done(&noted->ran);
}

/* Index of the line, of those that fold where `folded`. */
static uint32_t find(const struct noted *noted, enum series_what what, uint32_t of, bool folded)
{
	uint32_t index = 0;
	for (uint32_t i = 0; i < noted->series.lines; i++) {
		if (noted->lines[i].what == what && noted->lines[i].of == of)
			return index;
		index += !folded || series_kinds[noted->lines[i].what].folds;
	}
	cr_assert(false, "there is no series %s of %d", series_kinds[what].metric.pattern, (int)of);
	return 0;
}

static const double *grown(const struct noted *noted, enum series_what what, uint32_t of)
{
	return noted->series.grown + (size_t)find(noted, what, of, false) * SERIES_BINS;
}

static const double *by_hour(const struct noted *noted, enum series_what what, uint32_t of)
{
	return noted->series.grown_by_hour + (size_t)find(noted, what, of, true) * SERIES_HOURS;
}

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-9 * fmax(1.0, fmax(fabs(a), fabs(b)));
}

/* What has grown in bins [from, until). */
static double sum(const double *bins, uint32_t from, uint32_t until)
{
	double all = 0.0;
	for (uint32_t b = from; b < until; b++)
		all += bins[b];
	return all;
}

/* --- by hand ---------------------------------------------------------------------------------------------------------------------- */

/* Two come every 10 min; one is served for the first 4 of them, while the other waits, then that one for 4. */
static const char pairs[] = "run = { length = 120; warmup = 'none'; }; resources = { clerk = { number = 3; }; };"
	"stations = { desk = { machines = 1; time = 4; needs = { clerk = 1; }; }; };"
	"work = { call = { arrive = { every = 10; size = 2; }; process = ( 'desk' ); }; };";

Test(engine_series, bins_are_as_worked_out_by_hand)
{
	struct noted noted = note(pairs);
	const struct { enum series_what what; double at[9]; } known[] = {   /* from minute 10 to 19 */
		{ SERIES_WIP, { 2, 2, 2, 2, 1, 1, 1, 1, 0 } },
		{ SERIES_QUEUE, { 1, 1, 1, 1, 0, 0, 0, 0, 0 } },
		{ SERIES_AT_WORK, { 1, 1, 1, 1, 1, 1, 1, 1, 0 } },
		{ SERIES_BUSY, { 1, 1, 1, 1, 1, 1, 1, 1, 0 } },
		{ SERIES_SCHEDULED, { 3, 3, 3, 3, 3, 3, 3, 3, 3 } },
		{ SERIES_COMPLETED, { 0, 0, 0, 1, 0, 0, 0, 1, 0 } },      /* at minutes 14 and 18, where bins 13 and 17 end */
		{ SERIES_GONE, { 0, 0, 0, 1, 0, 0, 0, 1, 0 } },
		{ SERIES_ARRIVED, { 0, 0, 0, 0, 0, 0, 0, 0, 0 } } };
	cr_expect(noted.series.step == 1.0 && noted.series.bins == 120, "%g, %d", noted.series.step, (int)noted.series.bins);
	for (size_t i = 0; i < COUNT_OF(known); i++)
		for (uint32_t b = 0; b < 9; b++)
			cr_expect_float_eq(grown(&noted, known[i].what, 0)[10 + b], known[i].at[b], 1e-12, "%s in bin %d",
				series_kinds[known[i].what].metric.pattern, (int)b + 10);
	cr_expect_eq(grown(&noted, SERIES_ARRIVED, 0)[9], 2.0, "what happens at minute 10 is in the bin that ends with it");
	cr_expect_eq(grown(&noted, SERIES_ARRIVED, 0)[119], 2.0, "and at minute 120 in the last");
	cr_expect_eq(noted.series.folded, 0u, "no hour differs from another");
	cr_expect_eq(noted.series.times[0].count, 22u);
	cr_expect_eq(noted.series.window, 120.0);
	noted_done(&noted);
}

Test(engine_series, the_last_bin_is_as_short_as_the_run_leaves_it)
{
	struct noted noted = note("run = { length = 500.5; warmup = 'none'; }; stations = { desk = { machines = 1; time = 4; }; };"
		"work = { call = { arrive = { keep = 3; }; process = ( 'desk' ); }; };");
	cr_expect(noted.series.step == 5.0 && noted.series.bins == 101, "%g, %d", noted.series.step, (int)noted.series.bins);
	cr_expect_float_eq(grown(&noted, SERIES_WIP, 0)[99], 15.0, 1e-9);
	cr_expect_float_eq(grown(&noted, SERIES_WIP, 0)[100], 1.5, 1e-9);
	noted_done(&noted);
}

/* --- steps ------------------------------------------------------------------------------------------------------------------------ */

#define ONE_DESK "stations = { desk = { machines = 1; time = 4; }; }; work = { call = { arrive = { every = '1 h'; }; process = ( 'desk' ); }; };"
#define OPEN_DAILY "stations = { desk = { machines = 1; time = 4; calendar = 'daily 08:00-16:00'; }; };" \
	" work = { call = { arrive = { every = '1 h'; }; process = ( 'desk' ); }; };"

Test(engine_series, steps_are_those_that_people_like_and_make_two_hundred_bins_at_most)
{
	static const struct { const char *unit, *length, *rest; double minutes; uint32_t bins; } runs[] = {
		{ "min", "3 min", ONE_DESK, 1.0 / 60.0, 180 }, { "min", "200 s", ONE_DESK, 1.0 / 60.0, 200 }, { "min", "201 s", ONE_DESK, 2.0 / 60.0, 101 },
		{ "min", "8 h", ONE_DESK, 5.0, 96 }, { "h", "1 wk", ONE_DESK, 60.0, 168 }, { "d", "33 d", ONE_DESK, 240.0, 198 },
		{ "min", "13 wk", ONE_DESK, 720.0, 182 }, { "min", "52 wk", ONE_DESK, 2880.0, 182 }, { "wk", "400 d", ONE_DESK, 2880.0, 200 },
		{ "min", "401 d", ONE_DESK, 10080.0, 58 }, { "d", "40 y", ONE_DESK, 16.0 * 10080.0, 131 },
		/* Where hours differ, neither a day nor a week is cut in a few pieces. */
		{ "min", "1 wk", OPEN_DAILY, 60.0, 168 }, { "min", "30 d", OPEN_DAILY, 240.0, 180 }, { "h", "35 d", OPEN_DAILY, 1440.0, 35 },
		{ "min", "13 wk", OPEN_DAILY, 1440.0, 91 }, { "wk", "52 wk", OPEN_DAILY, 10080.0, 52 } };
	for (size_t i = 0; i < COUNT_OF(runs); i++) {
		char text[500];
		snprintf(text, sizeof text, "clock = { unit = '%s'; }; run = { length = '%s'; warmup = 'none'; }; %s", runs[i].unit, runs[i].length, runs[i].rest);
		struct noted noted = note(text);
		double minutes = noted.series.step / noted.ran.model->hour * 60.0;
		cr_expect(near(minutes, runs[i].minutes) && noted.series.bins == runs[i].bins, "%s: %.17g min, %d bins", runs[i].length, minutes,
			(int)noted.series.bins);
		noted_done(&noted);
	}
}

/* 500 come one a minute, and the last is done at minute 501: 2 min would make 251 bins. */
Test(engine_series, a_run_of_unknown_length_takes_longer_steps_as_it_goes_on)
{
	struct noted noted = note("run = { length = 'until done'; warmup = 'none'; }; stations = { desk = { machines = 2; time = 1; }; };"
		"work = { call = { arrive = { every = 1; at_most = 500; }; process = ( 'desk' ); }; };");
	cr_expect(noted.series.step == 10.0 && noted.series.bins == 51, "%g, %d", noted.series.step, (int)noted.series.bins);
	cr_expect_float_eq(grown(&noted, SERIES_WIP, 0)[0], 9.0, 1e-9);
	for (uint32_t b = 1; b < 50; b++)
		cr_expect_float_eq(grown(&noted, SERIES_WIP, 0)[b], 10.0, 1e-9, "bin %d", (int)b);
	cr_expect_float_eq(grown(&noted, SERIES_WIP, 0)[50], 1.0, 1e-9, "the run ends at minute 501");
	for (uint32_t b = 0; b < 50; b++)
		cr_expect_eq(grown(&noted, SERIES_ARRIVED, 0)[b], 10.0, "bin %d", (int)b);
	noted_done(&noted);
}

/* Whatever the steps were on the way, nothing is lost. */
Test(engine_series, bins_that_were_added_up_are_those_of_the_longer_step)
{
	static const char rest[] = "stations = { desk = { machines = 1; time = 'exponential(3)'; }; };"
		"work = { call = { arrive = { every = 'exponential(4)'; }; process = ( 'desk' ); }; };";
	static const struct { unsigned items; double step; } runs[] = { { 40, 1.0 }, { 80, 2.0 }, { 300, 10.0 }, { 1500, 60.0 }, { 5000, 120.0 },
		{ 10000, 240.0 }, { 20000, 480.0 }, { 60000, 1440.0 }, { 120000, 2880.0 }, { 700000, 20160.0 } };
	for (size_t i = 0; i < COUNT_OF(runs); i++) {
		char text[600];
		snprintf(text, sizeof text, "run = { items = %u; warmup = 'none'; }; %s", runs[i].items, rest);
		struct noted noted = note(text);
		double length = noted.series.bins * noted.series.step;
		cr_expect(near(noted.series.step, runs[i].step), "%u items: %g", runs[i].items, noted.series.step);
		cr_expect(length >= noted.ran.note.end && length - noted.series.step < noted.ran.note.end, "%u items: %d bins to %g", runs[i].items,
			(int)noted.series.bins, noted.ran.note.end);
		cr_expect(near(sum(grown(&noted, SERIES_WIP, 0), 0, SERIES_BINS), ran_metric(&noted.ran, "work.call.wip") * noted.ran.note.end),
			"%u items", runs[i].items);
		cr_expect_eq(sum(grown(&noted, SERIES_ARRIVED, 0), 0, SERIES_BINS), ran_metric(&noted.ran, "work.call.arrived"));
		cr_expect_eq(sum(grown(&noted, SERIES_ARRIVED, 0), noted.series.bins, SERIES_BINS), 0.0, "nothing is in bins that are not there");
		noted_done(&noted);
	}
}

Test(engine_series, long_steps_have_what_shorter_steps_had_together)
{
	static const char format[] = "run = { %s; warmup = 'none'; seed = 1; }; stations = { desk = { machines = 1; time = 'exponential(3)'; }; };"
		"work = { call = { arrive = { every = 'exponential(4)'; }; process = ( 'desk' ); }; };";
	char text[500];
	snprintf(text, sizeof text, format, "items = 1500");
	struct noted grew = note(text);
	snprintf(text, sizeof text, format, "length = '100 h'");
	struct noted fixed = note(text);
	uint32_t parts = (uint32_t)(grew.series.step / fixed.series.step + 0.5), bins = grew.series.bins - 1;
	cr_assert(parts >= 2 && fixed.series.bins >= bins * parts, "%g beside %g", grew.series.step, fixed.series.step);
	for (uint32_t b = 0; b < bins; b++)
		for (uint32_t i = 0; i < 2; i++) {
			enum series_what what = i ? SERIES_ARRIVED : SERIES_WIP;
			double whole = grown(&grew, what, 0)[b], together = sum(grown(&fixed, what, 0), b * parts, (b + 1) * parts);
			cr_expect(near(whole, together), "bin %d: %.17g, not %.17g", (int)b, whole, together);
		}
	noted_done(&grew);
	noted_done(&fixed);
}

/* --- beside the row --------------------------------------------------------------------------------------------------------------- */

#define RUN "clock = { unit = 'min'; start = '2026-01-07 06:30'; }; run = { length = '3 wk'; warmup = '1 wk'; };"

static const char *const models[] = {
	RUN "stations = { a = { machines = 1; time = 'exponential(3)'; }; b = { machines = 2; time = 'exponential(5)'; }; };"
		"work = { k = { arrive = { every = 'exponential(5)'; }; process = ( 'a', { at = 'b'; rework = { chance = '20%'; to = 'a'; share = '50%'; at_most = 2; };"
		" next = ( { chance = '5%'; to = 'scrap'; } ); } ); }; };",
	RUN "resources = { clerk = { number = 2; calendar = 'daily 06:00-12:00, 13:00-22:00'; at_shift_end = 'pause'; cost_per_hour = 30; };"
		" tool = { cost_per_hour = 5; fails = { every = 'exponential(300)'; repair = 'exponential(30)'; needs = { clerk = 1; }; }; }; };"
		"stations = { s = { machines = 2; needs_one_of = [ 'clerk', 'tool' ]; time = 'uniform(5, 12)'; setup = { on = 'kind'; time = 4; };"
		" fails = { every = 'exponential(200)'; repair = 'exponential(20)'; }; };"
		" u = { machines = 1; cost_per_hour = 7; needs = { tool = 1; }; time = 'exponential(4)'; queue = { order = 'priority'; preempt = 'resume'; }; }; };"
		"work = { k = { priority = 2; cost = 3; holding_cost_per_hour = 1; arrive = { every = 'exponential(25)'; }; process = ( 's', 'u' ); };"
		" l = { priority = 1; value = 9; arrive = { every = 'exponential(25)'; }; process = ( { name = 'rest'; wait = 'exponential(7)'; }, 's', 'u' ); }; };",
	RUN "stations = { oven = { machines = 1; batch = { size = 3; wait_at_most = 20; }; time = 8;"
		" fails = { every = 'exponential(100)'; repair = 'exponential(9)'; }; }; out = { machines = 1; time = 'exponential(3)'; queue = { limit = 1; patience = 5; }; }; };"
		"work = { k = { arrive = { every = 'exponential(4)'; }; process = ( 'oven', 'out' ); }; };",
	RUN "resources = { bed = { number = 4; }; };"
		"stations = { in = { machines = 1; time = 'exponential(3)'; queue = { limit = 2; when_full = 'turn_away'; }; };"
		" lab = { machines = 1; time = 'exponential(4)'; }; };"
		"work = { k = { arrive = { rates = { period = 'day'; each = '12 h'; per_hour = ( 3, 12 ); }; }; process = ( 'in', { name = 'admit'; take = { bed = 1; }; },"
		" { name = 'tests'; start = { kind = 'probe'; number = 2; wait_for = true; }; }, { name = 'stay'; wait = 'exponential(9)'; give = { bed = 1; }; } ); };"
		" probe = { start_with = ( { step = 'lab'; number = 5; } ); process = ( 'lab' ); }; };",
	RUN "stations = { a = { machines = 1; time = 'exponential(3)'; calendar = 'Mon-Fri 08:00-18:00'; at_shift_end = 'finish'; };"
		" b = { machines = 1; time = 'exponential(2)'; }; };"
		"work = { k = { arrive = { keep = 5; }; process = ( { name = 'both'; together = ( ( 'a' ), ( 'b' ) ); join = 1; rest = 'cancel'; }, 'b' ); }; };",
};

/* Of bins after the warm-up the mean, or how much more there is at the end; warmups are whole bins here. */
static void agree(const struct noted *noted, enum series_what what, uint32_t of, const char *format, const char *name, bool mean)
{
	char metric[200];
	uint32_t cold = (uint32_t)(noted->warmup / noted->series.step + 0.5);
	double all = sum(grown(noted, what, of), cold, noted->series.bins);
	snprintf(metric, sizeof metric, format, name);
	if (mean)
		all /= noted->ran.note.end - noted->warmup;
	double value = ran_metric(&noted->ran, metric);
	cr_expect(near(all, value), "%s is %.17g, not %.17g", metric, value, all);
}

Test(engine_series, the_course_agrees_with_the_row)
{
	for (size_t i = 0; i < COUNT_OF(models); i++) {
		struct noted noted = note(models[i]);
		const struct model *model = noted.ran.model;
		cr_expect(noted.series.bins > 1 && fmod(noted.warmup, noted.series.step) == 0.0, "model %zu: %g", i, noted.series.step);
		for (uint32_t k = 0; k < model->kind_count && !model->kinds[k].hidden; k++) {
			agree(&noted, SERIES_WIP, k, "work.%s.wip", model->kinds[k].name, true);
			agree(&noted, SERIES_ARRIVED, k, "work.%s.arrived", model->kinds[k].name, false);
			agree(&noted, SERIES_COMPLETED, k, "work.%s.completed", model->kinds[k].name, false);
			double inside = sum(grown(&noted, SERIES_ARRIVED, k), 0, noted.series.bins) - sum(grown(&noted, SERIES_GONE, k), 0, noted.series.bins);
			cr_expect(inside >= 0.0 && inside < 1000.0, "model %zu: %g left in the system", i, inside);
			cr_expect_eq((double)noted.series.times[k].count, ran_metric(&noted.ran, arena_format(&noted.ran.arena, "work.%s.completed", model->kinds[k].name)));
		}
		for (uint32_t s = 0; s < model->named_stations; s++)
			agree(&noted, SERIES_QUEUE, s, "stations.%s.queue", model->stations[s].name, true);
		for (uint32_t r = 0; r < model->resource_count; r++) {
			agree(&noted, SERIES_BUSY, r, "resources.%s.busy", model->resources[r].name, true);
			if (model->costs)
				agree(&noted, SERIES_SCHEDULED, r, "resources.%s.scheduled", model->resources[r].name, false);
		}
		if (model->costs)
			agree(&noted, SERIES_COST, 0, "total.cost%s", "", false);
		if (model->costs)
			agree(&noted, SERIES_VALUE, 0, "total.value%s", "", false);
		noted_done(&noted);
	}
}

Test(engine_series, repairs_and_where_they_are_done_are_left_out)
{
	struct noted noted = note(models[1]);
	const struct model *model = noted.ran.model;
	cr_assert(model->kinds[model->kind_count - 1].hidden);
	for (uint32_t i = 0; i < noted.series.lines; i++) {
		const char *subject = series_subject(model, &noted.lines[i]);
		cr_expect(!subject || !strstr(subject, "repair"), "%s", subject);
	}
	cr_expect_eq(noted.series.lines, 2 * 4 + 2 * 2 + 2 * 3 + 2u, "%u", noted.series.lines);
	noted_done(&noted);
}

/* --- by the hour ------------------------------------------------------------------------------------------------------------------ */

/* The run begins on a Wednesday at 06:30; a week goes before two are observed. */
Test(engine_series, the_week_begins_on_monday_whenever_the_run_begins)
{
	struct noted noted = note(RUN "resources = { clerk = { number = 3; calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { desk = { time = 30; needs = { clerk = 1; }; }; };"
		"work = { call = { arrive = { every = '1 h'; first = 30; calendar = 'Mon-Fri 08:00-16:00'; }; process = ( 'desk' ); }; };");
	cr_assert(noted.series.folded > 0);
	for (uint32_t hour = 0; hour < SERIES_HOURS; hour++) {
		bool open = hour / 24 < 5 && hour % 24 >= 8 && hour % 24 < 16;
		cr_expect(near(noted.series.observed[hour], 120.0), "hour %d: observed for %g", (int)hour, noted.series.observed[hour]);
		cr_expect(fabs(by_hour(&noted, SERIES_SCHEDULED, 0)[hour] - (open ? 360.0 : 0.0)) < 1e-7, "hour %d: %g", (int)hour,
			by_hour(&noted, SERIES_SCHEDULED, 0)[hour]);
		cr_expect(near(by_hour(&noted, SERIES_ARRIVED, 0)[hour], open ? 2.0 : 0.0), "hour %d: %g come", (int)hour,
			by_hour(&noted, SERIES_ARRIVED, 0)[hour]);
		cr_expect(fabs(by_hour(&noted, SERIES_BUSY, 0)[hour] - (open ? 60.0 : 0.0)) < 1e-7, "hour %d", (int)hour);
	}
	noted_done(&noted);
}

/* At 09:00 on the dot is in the hour from 09:00 to 10:00, in a clock in which an hour is no round number too. */
Test(engine_series, what_happens_on_the_hour_is_in_the_hour_that_begins)
{
	static const char *const units[] = { "s", "min", "h", "d", "wk" };
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		char text[500];
		snprintf(text, sizeof text, "clock = { unit = '%s'; start = '2026-01-05 00:00'; }; run = { length = '4 wk'; warmup = 'none'; };"
			"stations = { desk = { machines = 1; time = '5 min'; }; };"
			"work = { call = { arrive = { at = [ '9 h', '17 h' ]; period = '1 d'; }; process = ( 'desk' ); }; };", units[i]);
		struct noted noted = note(text);
		for (uint32_t hour = 0; hour < SERIES_HOURS; hour++)
			cr_expect_eq(by_hour(&noted, SERIES_ARRIVED, 0)[hour], hour % 24 == 9 || hour % 24 == 17 ? 4.0 : 0.0, "%s, hour %d: %g", units[i],
				(int)hour, by_hour(&noted, SERIES_ARRIVED, 0)[hour]);
		noted_done(&noted);
	}
}

Test(engine_series, hours_are_told_where_they_differ)
{
	static const struct { const char *clock, *calendar, *arrive; enum series_fold fold; } known[] = {
		{ "2026-01-05 00:00", "always", "every = '1 h';", SERIES_FLAT },
		{ "2026-01-05 00:00", "daily 08:00-16:00", "every = '1 h';", SERIES_WEEK },
		{ "2026-01-05 00:00", "always", "rates = { each = '12 h'; per_hour = ( 1, 2 ); };", SERIES_WEEK },
		{ NULL, "always", "rates = { each = '12 h'; per_hour = ( 1, 2 ); };", SERIES_DAY },
		{ NULL, "always", "at = [ 60, 70 ]; period = 1440;", SERIES_DAY },
		{ NULL, "Mon-Fri 08:00-16:00", "every = '1 h';", SERIES_WEEK } };
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		char text[700];
		snprintf(text, sizeof text, "%s%s%s run = { length = '4 wk'; warmup = 'none'; };"
			"stations = { desk = { machines = 1; time = 4; calendar = '%s'; }; }; work = { call = { arrive = { %s }; process = ( 'desk' ); }; };",
			known[i].clock ? "clock = { start = '" : "", known[i].clock ? known[i].clock : "", known[i].clock ? "'; };" : "", known[i].calendar,
			known[i].arrive);
		struct noted noted = note(text);
		cr_expect_eq(series_fold(noted.ran.model), known[i].fold, "%s", text);
		cr_expect_eq(noted.series.folded > 0, known[i].fold != SERIES_FLAT, "%s", text);
		noted_done(&noted);
	}
}

/* A run is over sooner than its hours could be counted. */
Test(engine_series, a_very_late_arrival_does_not_take_for_ever, .timeout = 20)
{
	struct noted noted = note("run = { length = 'until done'; warmup = 'none'; }; stations = { desk = { machines = 1; time = 4; }; };"
		"work = { call = { arrive = { at = ( 60, 1e15 ); }; process = ( 'desk' ); }; };");
	cr_expect_eq(sum(grown(&noted, SERIES_COMPLETED, 0), 0, noted.series.bins), 2.0);
	noted_done(&noted);
}

/* --- around the run --------------------------------------------------------------------------------------------------------------- */

/* The same record may serve another run: what it had is freed. */
Test(engine_series, a_second_run_starts_afresh)
{
	struct noted noted = note(pairs);
	struct engine_order order = { .seed = 2, .replication = 7, .series = &noted.series };
	struct engine_note how;
	cr_assert_eq(engine_run(noted.ran.model, &order, noted.ran.row, &how), ENGINE_DONE);
	cr_expect_eq(sum(grown(&noted, SERIES_ARRIVED, 0), 0, SERIES_BINS), 24.0);
	cr_expect_eq(noted.series.times[0].count, 22u);
	noted_done(&noted);
}
