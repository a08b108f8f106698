/* Working hours against tables, against the arithmetic of a planner, and against a count of every minute of years. */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "models/calendar.h"
#include "models/date.h"
#include "sim/stream.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

enum { SECOND = 1, MINUTE = 60, HOUR = 3600, DAY = 86400 };

struct bench {
	struct arena arena;
	struct problems problems;
};

static void bench_init(struct bench *b)
{
	cr_assert_eq(arena_init(&b->arena), 0);
	problems_init(&b->problems);
}

static void bench_done(struct bench *b)
{
	problems_done(&b->problems);
	arena_done(&b->arena);
}

static struct calendar_clock clock_of(const char *start, int unit)
{
	struct calendar_clock clock;
	calendar_clock_init(&clock, start, 1.0 / unit);
	return clock;
}

/* Reads a file's text with `hours` and `except` in it. */
static const struct calendar_hours *read_file(struct bench *b, const char *text, const struct calendar_clock *clock)
{
	struct tree *tree = tree_read_text("shop.cfg", text, strlen(text), &b->arena, &b->problems);
	cr_assert_not_null(tree, "%s", text);
	return calendar_read(node_child(tree->root, "hours"), node_child(tree->root, "except"), clock, &b->arena, &b->problems);
}

static const struct calendar_hours *read_hours(struct bench *b, const char *hours, const char *except,
	const struct calendar_clock *clock)
{
	return read_file(b, arena_format(&b->arena, "hours = \"%s\"; except = ( %s );", hours, except ? except : ""), clock);
}

static const struct calendar *plain(struct bench *b, const char *hours, const char *except, const struct calendar_clock *clock)
{
	struct calendar_shift shift = { .hours = read_hours(b, hours, except, clock), .number = 1 };
	cr_assert_not_null(shift.hours, "%s, %s: %s", hours, except ? except : "", b->problems.count ? b->problems.list[0].text : "");
	return calendar_compile(&shift, 1, clock, &b->arena);
}

/* Clock units from the start of the run to a date. */
static double at(const struct calendar_clock *clock, const char *text)
{
	struct date date;
	cr_assert_null(date_parse(text, &date), "%s", text);
	return (double)((int64_t)date_day(&date) * DAY + date_second_of_day(&date) - clock->start) / clock->unit;
}

Test(calendar, working_hours_end_when_a_planner_says_they_do)
{
	/* The first six are the rows of case C05; Friday and Saturday are those of the first week, in hours after Monday 00:00. */
	static const struct {
		double from, amount, elapsed;
	} cases[] = {
		{ 111, 40, 168 }, { 111, 2, 2 }, { 111, 3, 67 }, { 111, 10, 74 }, { 111, 11, 91 }, { 132, 8, 53 },
		{ 111, 0, 0 }, { 113, 8, 72 }, { 113, 0.5, 64.5 }, { 0, 8, 17 }, { 9, 0.25, 0.25 }, { 9, 40, 104 }, { 9, 400, 1616 },
		{ 110.5, 0.5, 0.5 }, { 9, 40e6, 168e6 - 64 },
	};
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	struct bench b;
	bench_init(&b);
	for (size_t u = 0; u < COUNT_OF(units); u++) {
		struct calendar_clock clock = clock_of(NULL, units[u]);
		const struct calendar *calendar = plain(&b, "Mon-Fri 09:00-17:00", NULL, &clock);
		double hour = HOUR / clock.unit;
		for (size_t i = 0; i < COUNT_OF(cases); i++) {
			double from = cases[i].from * HOUR / clock.unit, expected = (cases[i].from + cases[i].elapsed) * HOUR / clock.unit;
			double end = calendar_after(calendar, from, cases[i].amount * hour);
			cr_expect_lt(fabs(end - expected), 4 * DBL_EPSILON * expected + DBL_MIN, "unit %d, case %zu: %.17g, not %.17g", units[u], i, end,
				expected);
			cr_expect_float_eq(calendar_open_between(calendar, from, end), cases[i].amount * hour, 1e-14 * end, "unit %d, case %zu",
				units[u], i);
		}
		cr_expect_float_eq(calendar_mean_open(calendar), 0.2380952381, 1e-10);
	}
	bench_done(&b);
}

/* Case C05: requests come at any minute of the week. The wait is a straight line within each minute: midpoints give its mean. */
Test(calendar, requests_around_the_clock_wait_for_the_opening)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of(NULL, HOUR);
	const struct calendar *calendar = plain(&b, "Mon-Fri 09:00-17:00", NULL, &clock);
	double wait = 0.0;
	for (int minute = 0; minute < 7 * 1440; minute++) {
		double time = (minute + 0.5) / 60.0;
		wait += calendar_opens(calendar, time) - time;
	}
	cr_expect_float_eq(wait / (7 * 1440), 15.23809524, 1e-8);
	bench_done(&b);
}

/* Each text is a week in changes: the hour at which the level becomes the other one, from closed on Monday 00:00. */
Test(calendar, hours_are_read_as_written)
{
	static const struct {
		const char *text;
		double changes[16];      /* ends with -1 */
	} cases[] = {
		{ "Mon-Fri 08:00-16:00, Sat 09:00-12:00", { 8, 16, 32, 40, 56, 64, 80, 88, 104, 112, 129, 132, 176, -1 } },
		{ "Mon-Tue 08:00-12:00, 13:00-17:00", { 8, 12, 13, 17, 32, 36, 37, 41, 176, -1 } },
		{ "Mon,Wed,Fri 08:00-12:00", { 8, 12, 56, 60, 104, 108, 176, -1 } },
		{ "Mon, Wed , Fri 8:00 - 12:00; 13:00-14:00", { 8, 12, 13, 14, 56, 60, 61, 62, 104, 108, 109, 110, 176, -1 } },
		{ "Mon-Thu 22:00-06:00", { 22, 30, 46, 54, 70, 78, 94, 102, 190, -1 } },
		{ "Fri-Mon 20:00-24:00", { 20, 24, 116, 120, 140, 144, 164, 168, 188, -1 } },
		{ "Fri-Mon 20:00-00:00", { 20, 24, 116, 120, 140, 144, 164, 168, 188, -1 } },
		{ "Sun 22:00-06:00, Wed 12:00-13:00", { 6, 60, 61, 166, 174, 228, -1 } },
		{ "monday 00:00-24:00, Tues 00:00-08:00", { 32, 168, 200, -1 } },
		{ "Mon-Tue,Sat 06:00-14:00, Sun 07:00-08:00", { 6, 14, 30, 38, 126, 134, 151, 152, 174, -1 } },
		{ "daily 06:00-22:00", { 6, 22, 30, 46, 54, -1 } },
		{ "every day 06:00-22:00", { 6, 22, 30, 46, 54, -1 } },
		{ "Mon\xe2\x80\x93" "Fri 08:00\xe2\x80\x93" "16:00", { 8, 16, 32, 40, 56, -1 } },
		{ "Mon-Sun 00:00-24:00", { -1 } }, { "always", { -1 } }, { "closed", { -1 } }, { "daily 12:00-00:00, 00:00-12:00", { -1 } },
		{ "Sun 00:00-24:00, Mon 00:00-01:00", { 1, 144, 169, -1 } },
	};
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	struct bench b;
	bench_init(&b);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t u = 0; u < COUNT_OF(units); u++) {
			struct calendar_clock clock = clock_of(NULL, units[u]);
			const struct calendar *calendar = plain(&b, cases[i].text, NULL, &clock);
			double time = 0.0;
			uint32_t level = calendar_level(calendar, 0.0);
			for (size_t k = 0; cases[i].changes[k] >= 0.0; k++) {
				uint32_t next;
				time = calendar_next(calendar, time, &next);
				cr_expect_eq(time, cases[i].changes[k] * HOUR / units[u], "%s: change %zu at %g", cases[i].text, k, time);
				cr_expect_eq(next, 1 - level, "%s: change %zu", cases[i].text, k);
				cr_expect_eq(calendar_level(calendar, time), next, "%s: change %zu", cases[i].text, k);
				cr_expect_eq(calendar_level(calendar, nextafter(time, 0.0)), level, "%s: change %zu", cases[i].text, k);
				level = next;
			}
			if (cases[i].changes[0] < 0.0)
				cr_expect_eq(calendar_next(calendar, 0.0, NULL), INFINITY, "%s", cases[i].text);
		}
	bench_done(&b);
}

Test(calendar, exceptions_close_days_or_give_them_other_hours)
{
	static const struct {
		const char *hours, *except, *time;
		uint32_t level;
		const char *next;
	} cases[] = {
		{ "Mon-Fri 08:00-16:00", "\"2026-12-25\"", "2026-12-24 16:00", 0, "2026-12-28 08:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-12-25\"", "2027-12-23 16:00", 0, "2027-12-24 08:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-07-13..2026-07-31\"", "2026-07-10 16:00", 0, "2026-08-03 08:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-07-13 .. 2026-07-31\", \"2026-07-20\"", "2026-07-20 09:00", 0, "2026-08-03 08:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-12-24 08:00-12:00\"", "2026-12-24 08:00", 1, "2026-12-24 12:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-12-24 08:00-10:00, 11:00-12:00\"", "2026-12-24 10:30", 0, "2026-12-24 11:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-12-21..2027-01-03 Mon-Wed 09:00-10:00, Sun 12:00-13:00\"", "2026-12-23 11:00", 0,
		  "2026-12-27 12:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-03-01..2026-03-01 always\"", "2026-02-28 11:00", 0, "2026-03-01" },
		{ "Mon-Fri 08:00-16:00", "\"2026-03-01..2026-03-01 always\"", "2026-03-01", 1, "2026-03-02" },
		{ "always", "\"2028-02-29\"", "2026-03-01", 1, "2028-02-29" },
		{ "always", "\"2028-02-29\"", "2028-02-29", 0, "2028-03-01" },
		{ "always", "\"2026-12-31\", \"2027-01-01\"", "2026-12-31", 0, "2027-01-02" },
		{ "always", "\"2026-03-02 always\"", "2026-03-01", 1, NULL },
		{ "closed", "\"2026-03-02\"", "2026-03-01", 0, NULL },
		{ "closed", "\"2030-03-02 10:00-11:00\"", "2026-03-01", 0, "2030-03-02 10:00" },
		{ "closed", "\"2030-03-02 10:00-11:00\"", "2030-03-02 11:00", 0, NULL },
		/* A night belongs to the day on which it starts: it ends in the holiday, and does not start on it. */
		{ "Mon-Fri 22:00-06:00", "\"2026-05-14\"", "2026-05-14 05:00", 1, "2026-05-14 06:00" },
		{ "Mon-Fri 22:00-06:00", "\"2026-05-14\"", "2026-05-14 06:00", 0, "2026-05-15 22:00" },
		{ "Mon-Fri 22:00-06:00", "\"2026-01-01\"", "2026-01-01 05:30", 1, "2026-01-01 06:00" },
		{ "Mon-Fri 22:00-06:00", "\"2025-12-31\"", "2026-01-01 05:30", 0, "2026-01-01 22:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-05-16 20:00-06:00\"", "2026-05-16 20:00", 1, "2026-05-17 06:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-05-17 20:00-08:00\"", "2026-05-17 20:00", 1, "2026-05-18 16:00" },
		{ "daily 00:00-24:00", "\"2026-05-17 20:00-24:00\"", "2026-05-17", 0, "2026-05-17 20:00" },
		{ "Mon-Fri 08:00-16:00", "\"2020-01-01..2025-12-31\", \"2026-01-01..2026-12-31\"", "2026-01-01", 0, "2027-01-01 08:00" },
		{ "Mon-Fri 08:00-16:00", "\"2026-01-02..9998-12-31 06:00-07:00\"", "9998-12-31 07:00", 0, "9999-01-01 08:00" },
		/* Both days of the exception, and not the nights of a week that it is not: no overlap. */
		{ "closed", "\"2026-12-24 22:00-06:00, 04:00-08:00\"", "2026-12-24 08:00", 0, "2026-12-24 22:00" },
	};
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	struct bench b;
	bench_init(&b);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (size_t u = 0; u < COUNT_OF(units); u++) {
			struct calendar_clock clock = clock_of("2026-01-01 05:30", units[u]);
			const struct calendar *calendar = plain(&b, cases[i].hours, cases[i].except, &clock);
			double time = fmax(at(&clock, cases[i].time), 0.0), next = cases[i].next ? at(&clock, cases[i].next) : INFINITY;
			cr_expect_eq(calendar_level(calendar, time), cases[i].level, "%s except %s", cases[i].hours, cases[i].except);
			cr_expect_eq(calendar_next(calendar, time, NULL), next, "%s except %s: %.17g, not %.17g", cases[i].hours, cases[i].except,
				calendar_next(calendar, time, NULL), next);
		}
	bench_done(&b);
}

Test(calendar, a_group_with_exceptions_alone_is_open_otherwise)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-01", HOUR);
	struct calendar_shift shift = { .hours = read_file(&b, "except = \"2026-01-02\";", &clock), .number = 1 };
	cr_assert_not_null(shift.hours);
	const struct calendar *calendar = calendar_compile(&shift, 1, &clock, &b.arena);
	cr_expect_eq(calendar_next(calendar, 0.0, NULL), 24.0);
	cr_expect_eq(calendar_next(calendar, 24.0, NULL), 48.0);
	cr_expect_eq(calendar_next(calendar, 48.0, NULL), INFINITY);
	bench_done(&b);
}

Test(calendar, shifts_add_up)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-05", HOUR);
	struct calendar_shift shifts[] = {
		{ read_hours(&b, "Mon-Fri 06:00-14:00", "\"2026-01-07\"", &clock), 3 },
		{ read_hours(&b, "Mon-Fri 13:00-22:00", NULL, &clock), 2 },
		{ read_hours(&b, "Sun-Thu 22:00-06:00", NULL, &clock), 1 },
	};
	const struct calendar *calendar = calendar_compile(shifts, COUNT_OF(shifts), &clock, &b.arena);
	static const struct {
		double time;
		uint32_t level;
	} changes[] = {
		{ 6, 3 }, { 13, 5 }, { 14, 2 }, { 22, 1 }, { 30, 3 }, { 37, 5 }, { 38, 2 }, { 46, 1 }, { 54, 0 }, { 61, 2 }, { 70, 1 }, { 78, 3 },
	};
	struct calendar_cursor cursor;
	calendar_cursor_init(&cursor, calendar, 0.0);
	cr_expect_eq(cursor.level, 1, "the night that began on Sunday");
	double time = 0.0;
	for (size_t i = 0; i < COUNT_OF(changes); i++) {
		uint32_t level;
		time = calendar_next(calendar, time, &level);
		cr_expect(time == changes[i].time && level == changes[i].level, "change %zu: %u at %g", i, level, time);
		cr_expect(cursor.until == time && cursor.next == level, "change %zu: %u at %g", i, cursor.next, cursor.until);
		calendar_cursor_step(&cursor);
	}
	cr_expect_eq(calendar_staffed_between(calendar, 0.0, 24.0), 6 + 3 * 8 + 2 * 9 + 2);
	cr_expect_eq(calendar_staffed_between(calendar, 168.0, 1e6 * 168.0), (1e6 - 1) * (5 * 8 * 3 + 5 * 9 * 2 + 5 * 8));
	cr_expect_eq(calendar_open_between(calendar, 48.0, 72.0), 6 + 9 + 2);
	cr_expect_eq(calendar_staffed_between(calendar, 13.25, 13.5), 1.25);
	cr_expect_float_eq(calendar_mean_level(calendar) * 168, 250.0, 1e-12);
	cr_expect_float_eq(calendar_mean_open(calendar) * 168, 120.0, 1e-12);
	bench_done(&b);
}

Test(calendar, who_never_works_never_ends)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-05", HOUR);
	const struct calendar *calendars[] = {
		calendar_compile(NULL, 0, &clock, &b.arena), plain(&b, "closed", NULL, &clock),
		plain(&b, "closed", "\"2026-01-05..9999-12-31\"", &clock),
	};
	for (size_t i = 0; i < COUNT_OF(calendars); i++) {
		cr_expect_eq(calendar_level(calendars[i], 10.0), 0);
		cr_expect_eq(calendar_after(calendars[i], 10.0, 1e-9), INFINITY);
		cr_expect_eq(calendar_after(calendars[i], 10.0, 0.0), 10.0);
		cr_expect_eq(calendar_open_between(calendars[i], 10.0, 1e7), 0.0);
	}
	cr_expect_eq(calendar_opens(calendars[1], 10.0), INFINITY);
	cr_expect_eq(calendar_mean_level(calendars[1]), 0.0);

	/* Two hours are left in all. */
	const struct calendar *once = plain(&b, "closed", "\"2026-02-02 08:00-10:00\"", &clock);
	cr_expect_eq(calendar_after(once, 0.0, 2.0), at(&clock, "2026-02-02 10:00"));
	cr_expect_eq(calendar_after(once, 0.0, 2.001), INFINITY);

	const struct calendar *always = plain(&b, "always", NULL, &clock);
	cr_expect_eq(calendar_after(always, 0.3, 1e9), 0.3 + 1e9);
	for (int i = 1; i < 1000; i++)       /* to the last bit what a model without calendars gets */
		cr_expect_eq(calendar_open_between(always, 0.3 * i, 1.7 * i * i), 1.7 * i * i - 0.3 * i);
	for (size_t i = 0; i < COUNT_OF(calendars); i++)
		cr_expect_eq(calendar_after(calendars[i], 0.3, INFINITY), INFINITY);
	cr_expect_eq(calendar_after(always, 0.3, INFINITY), INFINITY);
	cr_expect_eq(calendar_level(always, 1e300), 1);
	cr_expect_eq(calendar_next(plain(&b, "Mon 08:00-09:00", NULL, &clock), 1e300, NULL), INFINITY);
	cr_expect_eq(calendar_after(plain(&b, "Mon 08:00-08:01", NULL, &clock), 0.0, 1e12), INFINITY);
	bench_done(&b);
}

/* Amounts that were added up from parts miss the closing time by a rounding or two: the night must not come between. */
Test(calendar, rounding_does_not_cost_a_night)
{
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	struct bench b;
	bench_init(&b);
	for (size_t u = 0; u < COUNT_OF(units); u++) {
		struct calendar_clock clock = clock_of("2026-01-05 07:10", units[u]);
		const struct calendar *calendar = plain(&b, "Mon-Fri 07:20-11:40, 12:25-16:05", NULL, &clock);
		double closing[] = { at(&clock, "2026-01-05 11:40"), at(&clock, "2026-03-06 16:05"), at(&clock, "2036-12-31 16:05") };
		for (size_t i = 0; i < COUNT_OF(closing); i++)
			for (int k = 1; k < 100; k++) {
				double from = closing[i] - k * 0.0257 * HOUR / units[u], amount = calendar_open_between(calendar, from, closing[i]);
				double parts = 0.0;
				for (int part = 0; part < 10; part++)
					parts += amount / 10;
				cr_expect_eq(calendar_after(calendar, from, amount), closing[i], "unit %d, %zu, %d", units[u], i, k);
				cr_expect_eq(calendar_after(calendar, from, parts), closing[i], "unit %d, %zu, %d", units[u], i, k);
				cr_expect_gt(calendar_after(calendar, from, amount + 0.001 / units[u]), closing[i], "unit %d, %zu, %d", units[u], i, k);
			}
		/* Little work and a long closure: the rounding of the closing time itself is the larger one. */
		clock = clock_of("2026-01-05", units[u]);
		const struct calendar *later = plain(&b, "Tue 00:02-12:05", "\"2026-01-26..2027-07-31\"", &clock);
		double end = calendar_next(later, at(&clock, "2027-08-03 12:00"), NULL);
		for (int week = 0; week < 50; week++, end = calendar_next(later, calendar_next(later, end, NULL), NULL))
			cr_expect_eq(calendar_after(later, 0.0, calendar_open_between(later, 0.0, end)), end, "unit %d, week %d", units[u], week);
	}
	bench_done(&b);
}

Test(calendar, what_is_wrong_is_said_at_its_place)
{
	static const struct {
		const char *hours, *except, *said;
		const char *under;       /* where the caret stands; NULL: at the key or the element */
	} cases[] = {
		{ "", NULL, "hours are missing, as in \"Mon-Fri 08:00-16:00\"", NULL },
		{ "Mo-Fr 08:00-16:00", NULL, "'Mo' is no day", "Mo-Fr" },
		{ "Mon-Firday 08:00-16:00", NULL, "'Firday' is no day; did you mean 'Fri'?", "Firday" },
		{ "Mon-Fri", NULL, "hours are missing after the days", NULL },
		{ "Mon-Fri, 08:00-16:00", NULL, "'08:00' is no day", "08:00-16:00" },
		{ "Mon-", NULL, "a day is missing", NULL },
		{ "08:00-16:00", NULL, "hours need days before them", "08:00-16:00" },
		{ "every week 08:00-16:00", NULL, "after 'every' comes 'day'", "week" },
		{ "Mon-Fri 08:00", NULL, "hours are written from-to", NULL },
		{ "Mon-Fri 08:00-", NULL, "ends where a time is missing", NULL },
		{ "Mon-Fri 8-16", NULL, "'8' is no time of day; it is written 08:00", "8-16" },
		{ "Mon-Fri 08:00-16:0x", NULL, "'16:0x' is no time of day", "16:0x" },
		{ "Mon-Fri 08:00-16.30", NULL, "'16.30' is no time of day", "16.30" },
		{ "Mon-Fri 08:00-25:00", NULL, "there is no 25:00", "25:00" },
		{ "Mon-Fri 08:00-24:01", NULL, "there is no 24:01", "24:01" },
		{ "Mon-Fri 08:60-16:00", NULL, "there is no 08:60", "08:60" },
		{ "Mon-Fri 08:00-08:00", NULL, "the hours '08:00-08:00' are empty", "08:00-08:00" },
		{ "Mon-Fri 24:00-08:00", NULL, "nothing begins at 24:00", "24:00-08:00" },
		{ "Mon-Fri 08:00-16:00 Sat 08:00-09:00", NULL, "a comma parts one span from the next", "Sat" },
		{ "Mon-Fri 08:00-16:00,", NULL, "a day is missing", NULL },
		{ "Mon-Fri 08:00-16:00, closed", NULL, "'closed' is no day", "closed" },
		{ "closed, Mon 08:00-16:00", NULL, "'closed' stands alone", "," },
		{ "Mon-Fri 08:00-16:00, Wed 15:00-17:00", NULL, "the hours 'Wed 15:00-17:00' overlap 'Wed 08:00-16:00'", "15:00-17:00" },
		{ "Mon-Thu 22:00-06:00, Fri 05:00-07:00", NULL, "the hours 'Fri 05:00-07:00' overlap 'Thu 22:00-06:00'", "05:00-07:00" },
		{ "Mon 05:00-07:00, Sun 22:00-06:00", NULL, "the hours 'Sun 22:00-06:00' overlap 'Mon 05:00-07:00'", "22:00-06:00" },
		{ "always, Mon 05:00-07:00", NULL, "the hours 'Mon 05:00-07:00' overlap 'Mon always'", "05:00-07:00" },
		{ "Mon 05:00-07:00", "\"2026-02-29\"", "'2026-02-29' is no date: that month has no such day", "2026-02-29" },
		{ "Mon 05:00-07:00", "\"2026-13-01\"", "'2026-13-01' is no date: there are twelve months", "2026-13-01" },
		{ "Mon 05:00-07:00", "\"25.12.2026\"", "'25.12.2026' is no date: a date is written 2026-12-25", "25.12.2026" },
		{ "Mon 05:00-07:00", "\"12-25\"", "'12-25' is no date: a date is written 2026-12-25", "12-25" },
		{ "Mon 05:00-07:00", "\"Christmas\"", "'Christmas' is no date", "Christmas" },
		{ "Mon 05:00-07:00", "\"\"", "'' is no date", NULL },
		{ "Mon 05:00-07:00", "2026", "an exception is a text", "2026" },
		{ "Mon 05:00-07:00", "\"2026-07-31..2026-07-13\"", "ends before it begins", "2026-07-31" },
		{ "Mon 05:00-07:00", "\"2026-07-31..\"", "'' is no date", NULL },
		{ "Mon 05:00-07:00", "\"2026-07-13 - 2026-07-31\"", "a range is written 2026-07-13..2026-07-31", NULL },
		{ "Mon 05:00-07:00", "\"2026-12-24 08:00-08:00\"", "the hours '08:00-08:00' are empty", "08:00-08:00" },
		{ "Mon 05:00-07:00", "\"2026-12-24 Mon 08:00-09:00\"", "none of these dates is a day of the hours '08:00-09:00'", "08:00-09:00" },
		{ "Mon 05:00-07:00", "\"2026-12-24\", \"2026-12-24 08:00-09:00\"", "give the same day different hours", "2026-12-24 08:00" },
		{ "Mon-Fri 22:00-06:00", "\"2026-12-24 05:00-09:00\"", "overlap those of the day before", "2026-12-24 05" },
		{ "Mon-Fri 05:00-12:00", "\"2026-12-23 22:00-06:00\"", "overlap those of the day after", "2026-12-23 22" },
	};
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-05", HOUR);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		problems_done(&b.problems);
		problems_init(&b.problems);
		cr_expect_null(read_hours(&b, cases[i].hours, cases[i].except, &clock), "%s except %s", cases[i].hours, cases[i].except);
		cr_assert_eq(b.problems.count, 1, "%s except %s: %zu", cases[i].hours, cases[i].except, b.problems.count);
		const struct problem *p = &b.problems.list[0];
		cr_expect_not_null(strstr(p->text, cases[i].said), "%s except %s: %s", cases[i].hours, cases[i].except, p->text);
		if (cases[i].under)
			cr_expect_eq(strncmp(p->shown + p->column - 1, cases[i].under, strlen(cases[i].under)), 0, "%s: %s", p->text,
				p->shown + p->column - 1);
	}
	bench_done(&b);
}

Test(calendar, all_exceptions_are_complained_about_at_once)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-05", HOUR), undated = clock_of(NULL, HOUR);
	cr_expect_null(read_hours(&b, "Mun 08:00-16:00", "\"2026-02-30\", \"2026-12-25\", \"2026-04-31\"", &clock));
	cr_expect_eq(b.problems.errors, 3);
	cr_expect_null(read_hours(&b, "Mon 08:00-16:00", "\"2026-12-25\"", &undated));
	cr_assert_eq(b.problems.errors, 4);
	cr_expect_not_null(strstr(b.problems.list[3].text, "give clock.start"));
	cr_expect_not_null(read_hours(&b, "Mon 08:00-16:00", NULL, &undated));
	bench_done(&b);
}

Test(calendar, texts_without_end_are_refused)
{
	struct bench b;
	bench_init(&b);
	struct calendar_clock clock = clock_of("2026-01-05", HOUR);
	char *text = arena_take(&b.arena, 200000, 1), *end = text + sprintf(text, "daily 00:00-00:01");
	for (int minute = 2; minute < 1400; minute += 2)
		end += sprintf(end, ", %02d:%02d-%02d:%02d", minute / 60, minute % 60, minute / 60, minute % 60 + 1);
	cr_expect_null(read_hours(&b, text, NULL, &clock));
	cr_assert_eq(b.problems.errors, 1);
	cr_expect_not_null(strstr(b.problems.list[0].text, "too long"), "%s", b.problems.list[0].text);
	bench_done(&b);
}

/* Hours of any shape, in the words of the language and, minute by minute, in plain counting. */
enum { MINUTES_A_DAY = 1440, DAYS_COUNTED = 900, DAYS_BEFORE = 3, SHIFTS_AT_MOST = 3, EXCEPTIONS_AT_MOST = 25 };

struct random_hours {
	uint64_t seed, drawn;
	int64_t first_day;                                        /* of the counting */
	uint8_t level[(DAYS_COUNTED + DAYS_BEFORE + 1) * MINUTES_A_DAY];
	char text[20000];
	size_t length;
};

static int64_t draw(struct random_hours *h, int64_t low, int64_t high)
{
	return low + (int64_t)(stream_mix(h->seed, h->drawn++) % (uint64_t)(high - low + 1));
}

static void write_text(struct random_hours *h, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	h->length += (size_t)vsnprintf(h->text + h->length, sizeof h->text - h->length, format, arguments);
	va_end(arguments);
	cr_assert_lt(h->length, sizeof h->text);
}

/* Spans of one day in minutes, between 06:00 and the next day's 06:00, so that no two days meet. Their count. */
static int draw_day(struct random_hours *h, int spans[4][2])
{
	int count = (int)draw(h, 0, 4), at_minute = 360;
	for (int i = 0; i < count; i++) {
		spans[i][0] = at_minute + (int)draw(h, 0, 150);
		spans[i][1] = spans[i][0] + (int)draw(h, 1, 200);
		at_minute = spans[i][1];
	}
	if (count > 0 && draw(h, 0, 3) == 0)
		spans[count - 1][1] = spans[count - 1][0] < MINUTES_A_DAY ? MINUTES_A_DAY : spans[count - 1][1];
	return count;
}

static void write_spans(struct random_hours *h, int spans[4][2], int count)
{
	for (int i = 0; i < count; i++) {
		int end = spans[i][1] > MINUTES_A_DAY ? spans[i][1] - MINUTES_A_DAY : spans[i][1];
		int start = spans[i][0] % MINUTES_A_DAY;
		write_text(h, "%s%02d:%02d-%02d:%02d", i ? ", " : "", start / 60, start % 60, end / 60, end % 60);
	}
}

static void count_day(struct random_hours *h, int64_t day, int spans[4][2], int count, int number)
{
	int64_t midnight = (day - h->first_day) * MINUTES_A_DAY;
	for (int i = 0; i < count; i++)
		for (int minute = spans[i][0]; minute < spans[i][1]; minute++)
			h->level[midnight + minute] = (uint8_t)(h->level[midnight + minute] + number);
}

/* Draws one shift, counts it, and leaves its hours and exceptions as a file in h->text. */
static void draw_shift(struct random_hours *h, int number)
{
	static const char *const names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	static int days[DAYS_COUNTED + DAYS_BEFORE][4][2], counts[DAYS_COUNTED + DAYS_BEFORE];
	int week[7][4][2], week_counts[7], total = DAYS_COUNTED + DAYS_BEFORE;
	h->length = 0;
	write_text(h, "hours = \"Mon 06:00-06:01");
	for (int day = 0; day < 7; day++) {
		week_counts[day] = draw_day(h, week[day]);
		while (week_counts[day] > 0 && week[day][week_counts[day] - 1][0] >= MINUTES_A_DAY)
			week_counts[day]--;
		if (day == 0) {
			week[0][0][0] = 360;
			week[0][0][1] = 361;
			week_counts[0] = 1;
		} else if (week_counts[day] > 0) {
			write_text(h, ", %s ", names[day]);
			write_spans(h, week[day], week_counts[day]);
		}
	}
	for (int day = 0; day < total; day++) {
		counts[day] = week_counts[(h->first_day + day) % 7];
		memcpy(days[day], week[(h->first_day + day) % 7], sizeof days[day]);
	}
	write_text(h, "\"; except = (");
	int64_t day = draw(h, 0, 20);
	for (int i = 0; i < EXCEPTIONS_AT_MOST && day < total; i++) {
		int64_t last = day + (draw(h, 0, 2) ? 0 : draw(h, 0, 60));
		int spans[4][2], count = draw(h, 0, 1) ? draw_day(h, spans) : 0;
		while (count > 0 && spans[count - 1][0] >= MINUTES_A_DAY)
			count--;
		struct date from, to;
		date_of_day((long)(h->first_day + day), &from);
		date_of_day((long)(h->first_day + last), &to);
		write_text(h, "%s\"%04d-%02d-%02d..%04d-%02d-%02d ", i ? ", " : "", from.year, from.month, from.day, to.year, to.month, to.day);
		write_spans(h, spans, count);
		write_text(h, "\"");
		for (; day <= last; day++)
			if (day < total) {
				counts[day] = count;
				memcpy(days[day], spans, sizeof spans);
			}
		day += draw(h, 0, 3) ? draw(h, 0, 60) : 0;
	}
	write_text(h, ");");
	for (day = 0; day < total; day++)
		count_day(h, h->first_day + day, days[day], counts[day], number);
}

/* Every minute's level and next change, in the clock's unit: the same number to the last bit. */
static void compare_levels(const struct calendar *calendar, const uint8_t *level, int minutes, int unit)
{
	struct calendar_cursor cursor;
	calendar_cursor_init(&cursor, calendar, 0.0);
	for (int minute = 0, next = 0; minute < minutes; minute++) {
		double time = (double)minute * MINUTE / unit;
		for (next = next > minute ? next : minute + 1; next < minutes && level[next] == level[minute];)
			next++;
		cr_assert_eq(calendar_level(calendar, time), level[minute], "minute %d", minute);
		cr_assert_eq(calendar_cursor_level(&cursor, time), level[minute], "minute %d", minute);
		if (next < minutes) {
			cr_assert_eq(calendar_next(calendar, time, NULL), (double)next * MINUTE / unit, "minute %d", minute);
			cr_assert_eq(cursor.until, (double)next * MINUTE / unit, "minute %d", minute);
		}
	}
}

/* Sums between random minutes, and the minute at which an amount of open time has passed. */
static void compare_sums(struct random_hours *h, const struct calendar *calendar, const uint8_t *level, int minutes, int unit)
{
	int *open = malloc(((size_t)minutes + 1) * sizeof *open), *staffed = malloc(((size_t)minutes + 1) * sizeof *staffed);
	open[0] = staffed[0] = 0;
	for (int minute = 0; minute < minutes; minute++) {
		open[minute + 1] = open[minute] + (level[minute] > 0);
		staffed[minute + 1] = staffed[minute] + level[minute];
	}
	for (int i = 0; i < 3000; i++) {
		int from = (int)draw(h, 0, minutes), to = (int)draw(h, from, i % 2 ? minutes : from + 2000 < minutes ? from + 2000 : minutes);
		double start = (double)from * MINUTE / unit, end = (double)to * MINUTE / unit, slack = unit <= MINUTE ? 0.0 : 4 * DBL_EPSILON * end;
		cr_assert_leq(fabs(calendar_open_between(calendar, start, end) - (double)(open[to] - open[from]) * MINUTE / unit), slack, "%d to %d",
			from, to);
		cr_assert_leq(fabs(calendar_staffed_between(calendar, start, end) - (double)(staffed[to] - staffed[from]) * MINUTE / unit),
			5.0 * slack, "%d to %d", from, to);
		if (open[to] == open[from])
			continue;
		int amount = open[to] - open[from], done = to;
		while (open[done - 1] - open[from] >= amount)
			done--;
		double expected = (double)done * MINUTE / unit, after = calendar_after(calendar, start, (double)amount * MINUTE / unit);
		if (level[done] == 0 && done < minutes)
			slack = 0.0;
		cr_assert_leq(fabs(after - expected), slack, "%d minutes after %d: %.17g, not %.17g", amount, from, after, expected);

		/* Parts of a minute: one answer undoes the other. */
		double part = start + 0.001 * (double)draw(h, 0, 1000) * MINUTE / unit;
		after = calendar_after(calendar, part, 0.777 * amount * MINUTE / unit);
		cr_assert_leq(fabs(calendar_open_between(calendar, part, after) - 0.777 * amount * MINUTE / unit), 64 * DBL_EPSILON * after);
	}
	free(open);
	free(staffed);
}

Test(calendar, agrees_with_counting_every_minute_of_years, .timeout = 120)
{
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	static const char *const starts[] = {
		"2026-01-05", "2024-02-28 13:37", "2027-12-30 23:59", "2099-12-31 05:59:00", "2026-06-07 02:00",
	};
	static struct random_hours h;
	for (uint64_t seed = 1; seed <= 20; seed++) {
		struct bench b;
		bench_init(&b);
		struct calendar_clock clock = clock_of(starts[seed % COUNT_OF(starts)], units[seed % COUNT_OF(units)]);
		h.seed = seed;
		h.drawn = 0;
		h.first_day = clock.start / DAY - DAYS_BEFORE;
		memset(h.level, 0, sizeof h.level);
		struct calendar_shift shifts[SHIFTS_AT_MOST];
		size_t count = seed % SHIFTS_AT_MOST + 1;
		for (size_t i = 0; i < count; i++) {
			shifts[i].number = (uint32_t)i + 1;
			draw_shift(&h, (int)i + 1);
			shifts[i].hours = read_file(&b, h.text, &clock);
			cr_assert_not_null(shifts[i].hours, "seed %d: %s in %s", (int)seed, b.problems.count ? b.problems.list[0].text : "", h.text);
		}
		const struct calendar *calendar = calendar_compile(shifts, count, &clock, &b.arena);
		int64_t skipped = DAYS_BEFORE * MINUTES_A_DAY + clock.start % DAY / MINUTE;
		const uint8_t *level = h.level + skipped;
		int minutes = (int)((DAYS_COUNTED + DAYS_BEFORE) * MINUTES_A_DAY - skipped);
		compare_levels(calendar, level, minutes, units[seed % COUNT_OF(units)]);
		compare_sums(&h, calendar, level, minutes, units[seed % COUNT_OF(units)]);
		bench_done(&b);
	}
}

/* A million years on, and after 8,000 years of holidays: the same arithmetic. */
Test(calendar, far_times_are_as_exact_as_near_ones)
{
	static const int units[] = { SECOND, MINUTE, HOUR, DAY };
	struct bench b;
	bench_init(&b);
	for (size_t u = 0; u < COUNT_OF(units); u++) {
		struct calendar_clock clock = clock_of("2026-01-05", units[u]);
		const struct calendar *calendar = plain(&b, "Mon-Fri 09:00-17:20", "\"2026-02-01..9999-12-31\"", &clock);
		double reopens = at(&clock, "9999-12-31") + (3.0 * 24 + 9) * HOUR / units[u];      /* a Friday: Monday is three days on */
		cr_expect_eq(calendar_next(calendar, at(&clock, "2026-01-30 17:20"), NULL), reopens);
		cr_expect_eq(calendar_opens(calendar, at(&clock, "4000-01-01")), reopens);
		double month = 4 * 5 * 25.0 / 3 * HOUR / units[u];
		cr_expect_eq(calendar_open_between(calendar, 0.0, reopens), month);
		cr_expect_eq(calendar_after(calendar, 0.0, month), at(&clock, "2026-01-30 17:20"));
		double week = 5 * 25.0 / 3 * HOUR / units[u], weeks = 52e6;
		double monday = (double)((int64_t)(at(&clock, "9999-12-31") * units[u] + 0.5) + 3 * DAY + (int64_t)weeks * 7 * DAY);
		cr_expect_eq(calendar_after(calendar, reopens, weeks * week), (monday - 2.0 * DAY - 24000.0) / units[u]);
		cr_expect_eq(calendar_next(calendar, monday / units[u], NULL), (monday + 9.0 * HOUR) / units[u]);
	}
	bench_done(&b);
}
