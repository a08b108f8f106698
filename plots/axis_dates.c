/* An axis of dates: numbers are days since a day, ticks stand at days, Mondays, months or years. The same rules as of axis_make. */
#include <math.h>
#include <stdio.h>
#include "axis_dates.h"

#define DAYS_AT_MOST 1e6

/* Days since 1 March of the year 0 and back, by the Gregorian calendar: a year begins in March here, so that the leap day is its last. */
static long day_of(long year, long month, long day)
{
	long y = month > 2 ? year : year - 1, m = (month + 9) % 12;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

struct civil {
	long year, month, day;
};

static struct civil civil_of(long day)
{
	long year = (10000 * day + 14780) / 3652425, left = day - day_of(year, 3, 1);
	if (left < 0)
		left = day - day_of(--year, 3, 1);
	long m = (100 * left + 52) / 3060;
	return (struct civil){ m < 10 ? year : year + 1, m < 10 ? m + 3 : m - 9, left - (m * 306 + 5) / 10 + 1 };
}

bool axis_date(const char *text, long *day)
{
	int year, month, in_month, read = 0;
	if (!text || sscanf(text, "%4d-%2d-%2d%n", &year, &month, &in_month, &read) != 3 || read != 10)
		return false;
	*day = day_of(year, month, in_month);
	return year >= 1 && month >= 1 && month <= 12 && in_month >= 1 && in_month <= 31;
}

static const struct { long days, months; } dates_steps[] = {
	{ 1, 0 }, { 2, 0 }, { 7, 0 }, { 14, 0 }, { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 6 }, { 0, 12 }, { 0, 24 }, { 0, 60 }, { 0, 120 }, { 0, 240 },
	{ 0, 1200 }, { 0, 6000 }
};

#define STEPS (sizeof dates_steps / sizeof *dates_steps)

static double length_of(size_t step)
{
	return dates_steps[step].months ? (double)dates_steps[step].months * 30.436875 : (double)dates_steps[step].days;
}

/* January has its year with it where there are months, and so has the first of all. */
static void write_date(char *out, const struct civil *date, size_t step, bool first)
{
	static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	const char *month = months[date->month - 1];
	if (dates_steps[step].months >= 12)
		snprintf(out, AXIS_ROOM, "%ld", date->year);
	else if (dates_steps[step].months)
		snprintf(out, AXIS_ROOM, first || date->month == 1 ? "%s %ld" : "%s", month, date->year);
	else
		snprintf(out, AXIS_ROOM, first ? "%ld %s %ld" : "%ld %s", date->day, month, date->year);
}

/* The first tick at or after `from`: a Monday, or the first of a month. */
static long first_tick(long from, size_t step)
{
	struct civil date = civil_of(from);
	long months = dates_steps[step].months;
	if (!months)
		return dates_steps[step].days < 7 ? from : from + (7 - (from + 2) % 7) % 7;
	long month = 12 * date.year + date.month - 1 + (date.day > 1);
	month = (month + months - 1) / months * months;
	return day_of(month / 12, month % 12 + 1, 1);
}

static long next_tick(long day, size_t step)
{
	struct civil date = civil_of(day);
	long month = 12 * date.year + date.month - 1 + dates_steps[step].months;
	return dates_steps[step].months ? day_of(month / 12, month % 12 + 1, 1) : day + dates_steps[step].days;
}

bool axis_dates(struct axis *axis, const struct figure_axis *wish, size_t steps)
{
	long begins;
	size_t step = 0;
	if (!axis_date(wish->begins, &begins) || !(axis->low > -DAYS_AT_MOST && axis->high < DAYS_AT_MOST) || (double)begins + axis->low < 400.0)
		return false;
	steps = steps < 1 ? 1 : steps > AXIS_TICKS - 2 ? AXIS_TICKS - 2 : steps;
	while (step + 1 < STEPS && (axis->high - axis->low) / length_of(step) > (double)steps)
		step++;
	axis->step = length_of(step) * (dates_steps[step].months ? 0.92 : 1.0);
	axis->count = 0;
	for (long day = first_tick(begins + (long)ceil(axis->low), step); (double)(day - begins) <= axis->high && axis->count < AXIS_TICKS;
		day = next_tick(day, step)) {
		struct civil date = civil_of(day);
		axis->ticks[axis->count] = (double)(day - begins);
		write_date(axis->texts[axis->count], &date, step, axis->count == 0);
		axis->count++;
	}
	return true;
}
