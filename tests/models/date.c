/* Dates as day numbers: every day of many centuries in order, and known weekdays. */
#include <criterion/criterion.h>
#include "models/date.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

Test(date, days_follow_one_another_through_month_ends_and_leap_years)
{
	long day = 0;
	for (int year = 1; year <= 2400; year++)
		for (int month = 1; month <= 12; month++)
			for (int of_month = 1; of_month <= date_days_in_month(year, month); of_month++, day++) {
				struct date date = { .year = year, .month = month, .day = of_month }, back;
				cr_assert_eq(date_day(&date), day, "%d-%d-%d", year, month, of_month);
				date_of_day(day, &back);
				cr_assert(back.year == year && back.month == month && back.day == of_month, "%d-%d-%d", year, month, of_month);
			}
}

Test(date, texts_are_read_and_weekdays_are_known)
{
	static const struct {
		const char *text;
		long weekday, second;
	} cases[] = {
		{ "2026-01-05", 0, 0 }, { "2026-01-05 06:00", 0, 21600 }, { "2000-02-29 23:59:59", 1, 86399 }, { "1969-07-20 20:17", 6, 73020 },
		{ "2024-12-31", 1, 0 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct date date;
		cr_expect_null(date_parse(cases[i].text, &date), "%s", cases[i].text);
		cr_expect_eq(date_day(&date) % 7, cases[i].weekday, "%s", cases[i].text);
		cr_expect_eq(date_second_of_day(&date), cases[i].second, "%s", cases[i].text);
	}
}

Test(date, what_is_no_date_is_refused)
{
	static const char *const texts[] = { "", "2026", "2026-1-5", "2026-01-05T06:00", "2026-01-05 ", "2026-01-05 6:00", "2026-01-05 06:00:", "2026-01-05 06",
		"05.01.2026", "2026-13-01", "2026-00-01", "2026-04-31", "1900-02-29", "2026-01-05 24:00", "2026-01-05 06:60", "0000-01-01", "2026-01-05 06:00:00x" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct date date;
		cr_expect_not_null(date_parse(texts[i], &date), "%s", texts[i]);
	}
}
