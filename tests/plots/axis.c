/* Axes: ticks that people would choose, for any numbers. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "plots/axis_dates.h"

static const struct figure_axis plain = { .low = NAN, .high = NAN };

static void expect_ticks(const struct figure_axis *wish, double low, double high, size_t steps, const char *expected)
{
	struct axis axis = axis_make(wish, (struct extent){ low, high }, steps, true);
	char all[AXIS_TICKS * AXIS_ROOM] = "";
	for (size_t i = 0; i < axis.count; i++)
		sprintf(all + strlen(all), "%s%s", i > 0 ? "|" : "", axis.texts[i]);
	cr_expect_str_eq(all, expected, "from %g to %g in %zu: %s", low, high, steps, all);
}

Test(axis, ticks_are_at_ones_twos_and_fives)
{
	expect_ticks(&plain, 0, 10, 10, "0|1|2|3|4|5|6|7|8|9|10");
	expect_ticks(&plain, 0, 9.3, 5, "0|2|4|6|8|10");
	expect_ticks(&plain, 0.1, 0.94, 4, "0|0.5|1.0");
	expect_ticks(&plain, -38, 20, 4, "−40|−20|0|20");
	expect_ticks(&plain, 0, 14400, 4, "0|5,000|10,000|15,000");
	expect_ticks(&plain, 0, 2.5e6, 3, "0|1 M|2 M|3 M");
	expect_ticks(&plain, 0, 1e12, 2, "0|0.5 tn|1.0 tn");
	expect_ticks(&plain, -9e15, 0, 2, "−10,000 tn|−5,000 tn|0");
	expect_ticks(&plain, 1200000, 1200400, 2, "1,200,000|1,200,200|1,200,400");
	expect_ticks(&plain, 0, 3e-9, 3, "0|1e-09|2e-09|3e-09");
}

Test(axis, time_is_counted_as_people_count_it)
{
	const struct figure_axis hours = { .unit = "h", .low = NAN, .high = NAN }, minutes = { .unit = "min", .low = NAN, .high = NAN };
	const struct figure_axis days = { .unit = "d", .low = NAN, .high = NAN }, share = { .unit = "%", .low = NAN, .high = 100 };
	expect_ticks(&hours, 0, 70, 6, "0|12|24|36|48|60|72");
	expect_ticks(&minutes, 0, 100, 4, "0|30|60|90|120");
	expect_ticks(&days, 0, 27, 5, "0|7|14|21|28");
	expect_ticks(&hours, 0, 0.4, 4, "0|0.1|0.2|0.3|0.4");
	expect_ticks(&share, 0, 40, 5, "0 %|20 %|40 %|60 %|80 %|100 %");
}

Test(axis, whole_numbers_have_no_parts)
{
	const struct figure_axis whole = { .whole = true, .low = NAN, .high = NAN };
	expect_ticks(&whole, 1, 3, 9, "1|2|3");
	expect_ticks(&whole, 2, 2, 9, "1|2|3");
}

Test(axis, an_axis_has_a_length_whatever_the_data_say)
{
	static const double ends[] = { 0, 1, -1, 5, 1e-9, -1e-9, 1e12, -1e12, 1e299, -1e299, 1e-300, INFINITY, -INFINITY, NAN, 7.000001, 7 };
	size_t count = sizeof ends / sizeof *ends;
	for (size_t i = 0; i < count * count * 8; i++) {
		struct figure_axis wish = plain;
		struct extent extent = extent_none();
		wish.zero = i / count / count & 1;
		wish.whole = i / count / count & 2;
		extent_add(&extent, ends[i % count]);
		extent_add(&extent, ends[i / count % count]);
		struct axis axis = axis_make(&wish, extent, 1 + i % 12, i / count / count & 4);
		cr_expect(axis.low < axis.high && isfinite(axis.low) && isfinite(axis.high), "%g and %g", ends[i % count], ends[i / count % count]);
		double slack = (axis.high - axis.low) * 2e-9;
		for (size_t k = 1; k < axis.count; k++)
			cr_expect(axis.ticks[k] > axis.ticks[k - 1]);
		if (axis_shows(ends[i % count]))
			cr_expect(axis.low - slack <= ends[i % count] && ends[i % count] <= axis.high + slack, "%g in %g to %g", ends[i % count], axis.low,
				axis.high);
	}
}

Test(axis, numbers_have_the_digits_that_are_asked_for)
{
	static const struct { double value; int digits; const char *unit, *text; } cases[] = {
		{ 83.14, 3, "", "83.1" }, { 83.14, 2, NULL, "83" }, { 0.4951, 3, NULL, "0.495" }, { -5.003172, 3, NULL, "−5" }, { 0, 3, "%", "0 %" },
		{ 97.24, 3, "%", "97.2 %" }, { 12345, 3, "min", "12,345" }, { 1234567, 3, NULL, "1.23 M" }, { 2e9, 3, NULL, "2 bn" },
		{ 1e18, 3, NULL, "1,000,000 tn" }, { 1e28, 3, NULL, "1e+28" },
		{ 1e-7, 3, NULL, "1e-07" }, { NAN, 3, NULL, "" }, { INFINITY, 3, NULL, "" }, { 100, 3, NULL, "100" },
		{ 1, 3, NULL, "1" }, { 11.84, 2, NULL, "12" }, { 999.7, 3, NULL, "1,000" },
	};
	char text[AXIS_ROOM];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		axis_number(text, cases[i].value, cases[i].digits, cases[i].unit);
		cr_expect_str_eq(text, cases[i].text, "%g: %s, not %s", cases[i].value, text, cases[i].text);
	}
}

Test(axis, shares_stay_within_the_axis)
{
	struct axis axis = axis_make(&plain, (struct extent){ 0, 10 }, 5, true);
	cr_expect_float_eq(axis_share(&axis, 2.5), 0.25, 1e-12);
	cr_expect_eq(axis_share(&axis, -3), 0);
	cr_expect_eq(axis_share(&axis, 1e300), 1);
}

static void expect_dates(const char *begins, double low, double high, size_t steps, const char *expected)
{
	const struct figure_axis wish = { .low = NAN, .high = NAN, .begins = begins };
	struct axis axis = axis_make(&wish, (struct extent){ low, high }, steps, false);
	char all[AXIS_TICKS * AXIS_ROOM] = "";
	cr_expect(axis_dates(&axis, &wish, steps), "%s", begins);
	for (size_t i = 0; i < axis.count; i++)
		sprintf(all + strlen(all), "%s%s@%g", i > 0 ? "|" : "", axis.texts[i], axis.ticks[i]);
	cr_expect_str_eq(all, expected, "from %s, %g to %g in %zu: %s", begins, low, high, steps, all);
}

Test(axis, dates_stand_at_mondays_months_and_years)
{
	expect_dates("2027-03-01", 0, 3, 5, "1 Mar 2027@0|2 Mar@1|3 Mar@2|4 Mar@3");
	expect_dates("2027-03-02", 0, 20, 4, "8 Mar 2027@6|15 Mar@13|22 Mar@20");
	expect_dates("2027-11-15", 0.3, 100, 5, "Dec 2027@16|Jan 2028@47|Feb@78");
	expect_dates("2028-02-01", 0, 300, 5, "Mar 2028@29|May@90|Jul@151|Sep@213|Nov@274");
	expect_dates("2027-03-01", 0, 1500, 5, "2028@306|2029@672|2030@1037|2031@1402");
}

Test(axis, what_is_no_date_is_a_number)
{
	static const char *const others[] = { NULL, "", "soon", "2027-13-01", "2027-3-1", "2027-01-01x" };
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		long day;
		bool read = axis_date(others[i], &day);
		cr_expect_eq(read, i == 5, "%s", others[i] ? others[i] : "nothing");
	}
}
