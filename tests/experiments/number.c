#include "experiments/number.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(number, a_half_width_has_two_significant_digits_and_its_mean_the_same_decimal)
{
	static const struct { double mean, half_width; const char *text; } cases[] = {
		{ 83.1234, 2.4321, "83.1 ± 2.4" },
		{ 83.1234, 0.0312, "83.123 ± 0.031" },
		{ 1203.4, 12.3, "1,203 ± 12" },
		{ 1203.4, 240.0, "1,200 ± 240" },
		{ 1260.0, 2400.0, "1,300 ± 2,400" },
		{ 5.0, 0.0996, "5.00 ± 0.10" },
		{ 5.0, 0.996, "5.0 ± 1.0" },
		{ 5.0, 9.96, "5 ± 10" },
		{ -0.04, 0.31, "-0.04 ± 0.31" },
		{ -0.004, 0.31, "0.00 ± 0.31" },
		{ 1234567.8, 1.5, "1,234,567.8 ± 1.5" },
		{ 55.0, 0.0, "55" },
		{ 55.0, NAN, "55" },
		{ 55.25, 1e-14, "55.25" },
		{ 0.0002, 0.0001, "0.000" },
		{ NAN, NAN, "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_interval(text, cases[i].mean, cases[i].half_width);
		cr_expect_str_eq(text, cases[i].text, "case %zu: %s instead of %s", i, text, cases[i].text);
	}
}

Test(number, a_mean_without_its_interval_shows_no_more_than_the_interval_supports)
{
	static const struct { double mean, half_width; const char *text; } cases[] = {
		{ 83.1234, 2.4, "83.1" }, { 83.1234, 0.00001, "83.1" }, { 12345.6, 0.3, "12,346" }, { 12345.6, 30.0, "12,346" },
		{ 12345.6, 300.0, "12,350" }, { 0.012345, 1e-6, "0.012" }, { 0.00001, 1e-6, "0.000" }, { 0.0, 0.2, "0.00" }, { 7.0, 0.0, "7" }, { 1.0 / 3.0, NAN, "0.333" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_mean(text, cases[i].mean, cases[i].half_width);
		cr_expect_str_eq(text, cases[i].text, "case %zu: %s instead of %s", i, text, cases[i].text);
	}
}

Test(number, from_ten_billion_on_numbers_are_counted_in_billions_and_trillions)
{
	static const struct { double mean, half_width; const char *interval, *alone; } cases[] = {
		{ -168060000000000.0, 150000000000.0, "-168.06 ± 0.15 tn", "-168.06 tn" },
		{ -8.65e15, 2.9e14, "-8,650 ± 290 tn", "-8,650 tn" },
		{ 8e8, 6.4e9, "800,000,000 ± 6,400,000,000", "800,000,000" },
		{ 1e9, 2e10, "1 ± 20 bn", "1,000,000,000" },
		{ 1.1123e12, NAN, "1.112 tn", "1.11 tn" },
		{ 1.234e10, 0.0, "12.34 bn", "12.3 bn" },
		{ 9.99e9, NAN, "9,990,000,000", "9,990,000,000" },
		{ 3e20, NAN, "300,000,000 tn", "300,000,000 tn" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_interval(text, cases[i].mean, cases[i].half_width);
		cr_expect_str_eq(text, cases[i].interval, "case %zu: %s instead of %s", i, text, cases[i].interval);
		number_mean(text, cases[i].mean, cases[i].half_width);
		cr_expect_str_eq(text, cases[i].alone, "case %zu: %s instead of %s", i, text, cases[i].alone);
	}
	char text[NUMBER_ROOM];
	number_round(text, 12345678901234.0, 0);
	cr_expect_str_eq(text, "12.346 tn");
}

Test(number, shares_are_per_cent_with_one_decimal_at_most)
{
	static const struct { double mean, half_width; const char *text; } cases[] = {
		{ 0.97234, 0.0051, "97.2" }, { 0.97234, 0.02, "97.2" }, { 0.97234, 0.15, "97" }, { 0.97234, 0.00001, "97.2" }, { 1.0, 0.0, "100" },
		{ 0.5, NAN, "50" }, { 0.3333, NAN, "33.3" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_share(text, cases[i].mean, cases[i].half_width);
		cr_expect_str_eq(text, cases[i].text, "case %zu: %s instead of %s", i, text, cases[i].text);
	}
}

Test(number, durations_are_said_in_two_units_at_most)
{
	static const struct { double seconds; const char *text; } cases[] = {
		{ 13 * 604800.0, "13 wk" }, { 86400.0, "1 d" }, { 9 * 86400.0, "1 wk 2 d" }, { 100800.0, "1 d 4 h" }, { 5400.0, "1 h 30 min" },
		{ 3599.9, "1 h" }, { 90.0, "1 min 30 s" }, { 59.96, "60 s" }, { 0.25, "0.25 s" }, { 0.0, "0 s" }, { 7200.0 - 1e-9, "2 h" },
		{ 52000 * 604800.0, "52,000 wk" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_duration(text, cases[i].seconds);
		cr_expect_str_eq(text, cases[i].text, "%g s: %s instead of %s", cases[i].seconds, text, cases[i].text);
	}
}

Test(number, exact_numbers_are_the_shortest_that_read_back_the_same)
{
	static const struct { double value; const char *text; } cases[] = {
		{ 0.1, "0.1" }, { 1.0 / 3.0, "0.3333333333333333" }, { 83.1, "83.1" }, { 131040.0, "131040" }, { 1e300, "1e+300" }, { NAN, "null" },
		{ INFINITY, "null" }, { 0.1 + 0.2, "0.30000000000000004" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[NUMBER_ROOM];
		number_exact(text, cases[i].value);
		cr_expect_str_eq(text, cases[i].text, "%s instead of %s", text, cases[i].text);
	}
}

Test(number, nothing_is_written_past_its_room)
{
	static const double values[] = { 1e308, -1e308, 1e15, 999999999999999.9, 5e-324, -5e-324, INFINITY, -INFINITY, NAN, 0.0 };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		for (size_t j = 0; j < sizeof values / sizeof *values; j++) {
			char text[NUMBER_ROOM + 1];
			text[NUMBER_ROOM] = '!';
			number_interval(text, values[i], fabs(values[j]));
			number_mean(text, values[i], fabs(values[j]));
			number_share(text, values[i], fabs(values[j]));
			number_plain(text, values[i], 6);
			number_exact(text, values[i]);
			number_duration(text, fabs(values[i]));
			cr_expect(text[NUMBER_ROOM] == '!' && strlen(text) < NUMBER_ROOM);
		}
}
