/* Civil dates as day numbers. A year is counted from March, so that the leap day is the last day of its year and the lengths of the
   months follow one straight line (Richards 2013, Explanatory Supplement to the Astronomical Almanac, 15.11). */
#include <stdbool.h>
#include <stdlib.h>
#include "date.h"

enum { DAYS_IN_400_YEARS = 146097, DAYS_BEFORE_YEAR_1 = 306 };   /* from 1 March of the year 0 to 1 January of the year 1 */

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int date_days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	return days[month - 1] + (month == 2 && is_leap(year));
}

long date_day(const struct date *date)
{
	long year = date->year - (date->month <= 2);
	long month = (date->month + 9) % 12;
	long day_of_year = (153 * month + 2) / 5 + date->day - 1;
	return 365 * year + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_BEFORE_YEAR_1;
}

void date_of_day(long day, struct date *date)
{
	long days = day + DAYS_BEFORE_YEAR_1;
	long era = days / DAYS_IN_400_YEARS, day_of_era = days % DAYS_IN_400_YEARS;
	long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DAYS_IN_400_YEARS - 1)) / 365;
	long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	long month = (5 * day_of_year + 2) / 153;
	*date = (struct date){ .day = (int)(day_of_year - (153 * month + 2) / 5 + 1), .month = (int)(month < 10 ? month + 3 : month - 9) };
	date->year = (int)(400 * era + year_of_era + (date->month <= 2));
}

long date_second_of_day(const struct date *date)
{
	return 3600L * date->hour + 60L * date->minute + date->second;
}

/* Exactly `digits` digits, and then `after` (0: the text may end here). */
static bool take_number(const char **at, int digits, char after, int *number)
{
	*number = 0;
	for (int i = 0; i < digits; i++, (*at)++) {
		if (**at < '0' || **at > '9')
			return false;
		*number = 10 * *number + (**at - '0');
	}
	if (after && *(*at)++ != after)
		return false;
	return true;
}

const char *date_parse(const char *text, struct date *date)
{
	static const char form[] = "a date is written \"2026-01-05\" or \"2026-01-05 06:00\"";
	*date = (struct date){ 0 };
	const char *at = text;
	if (!take_number(&at, 4, '-', &date->year) || !take_number(&at, 2, '-', &date->month) || !take_number(&at, 2, 0, &date->day))
		return form;
	if (*at != '\0' && (*at++ != ' ' || !take_number(&at, 2, ':', &date->hour) || !take_number(&at, 2, 0, &date->minute)))
		return form;
	if (*at == ':' && (at++, !take_number(&at, 2, 0, &date->second)))
		return form;
	if (*at != '\0')
		return form;
	if (date->year < 1)
		return "years begin with 0001";
	if (date->month < 1 || date->month > 12)
		return "there are twelve months";
	if (date->day < 1 || date->day > date_days_in_month(date->year, date->month))
		return "that month has no such day";
	if (date->hour > 23 || date->minute > 59 || date->second > 59)
		return "there is no such time of day";
	return NULL;
}
