/* Civil dates without the C library's time zones: a day is a number, so that calendars are plain arithmetic. */
#ifndef TAKT_MODELS_DATE_H
#define TAKT_MODELS_DATE_H

/* A moment as planners write it, "2026-01-05 06:00". */
struct date {
	int year, month, day;            /* month and day count from 1 */
	int hour, minute, second;
};

/* Reads "2026-01-05", "2026-01-05 06:00" or "2026-01-05 06:00:30". NULL, or what is wrong (static text). */
const char *date_parse(const char *text, struct date *date);

/* Days since Monday, 1 January of the year 1 (Gregorian throughout): 0 on that day. The remainder by 7 is the weekday, Monday 0. */
long date_day(const struct date *date);

/* The other way round; the time of day becomes 00:00:00. `day` >= 0. */
void date_of_day(long day, struct date *date);

int date_days_in_month(int year, int month);

/* Seconds since midnight. */
long date_second_of_day(const struct date *date);

#endif
