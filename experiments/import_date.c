/* Dates as people and programs write them. A date of three numbers is read year first where the first has four digits, day first between
   points, and else in the order that all dates of the file agree with, or that the day of the week tells. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "import.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* What a text is made of. */
struct pieces {
	int numbers[3], digits[3], count;
	char sign;                         /* behind the first number */
	int month, weekday;                /* by name; weekday: Monday 0; -1: none */
	int time[3], times;
	int half;                          /* 1: AM, 2: PM */
};

/* The index of the word that begins as the text does, with three letters of it or more; -1: none. */
static int word_index(const char *text, size_t length, const char *const *words, size_t count)
{
	for (size_t i = 0; length >= 3 && i < count; i++)
		if (length <= strlen(words[i]) && strncasecmp(words[i], text, length) == 0)
			return (int)i;
	return -1;
}

static bool take_word(struct pieces *pieces, const char *text, size_t length)
{
	static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
		"november", "december" };
	static const char *const days[] = { "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday" };
	if (length == 2 && (text[1] | 32) == 'm' && ((text[0] | 32) == 'a' || (text[0] | 32) == 'p')) {
		pieces->half = (text[0] | 32) == 'a' ? 1 : 2;
		return pieces->times > 0;
	}
	if (length == 1 && strchr("TZA", *text))     /* 2026-03-02T08:00Z; an A says that it is the actual date */
		return pieces->count > 1;
	int month = word_index(text, length, months, COUNT_OF(months)), day = word_index(text, length, days, COUNT_OF(days));
	if (month >= 0 && pieces->month < 0)
		pieces->month = month;
	else if (day >= 0 && pieces->weekday < 0)
		pieces->weekday = day;
	else
		return false;
	return true;
}

static bool take_number(struct pieces *pieces, int number, int digits, char sign)
{
	bool of_time = sign == ':' || (pieces->times > 0 && pieces->times < 3 && pieces->half == 0);
	if (of_time && pieces->times < 3) {
		pieces->time[pieces->times++] = number;
		return digits <= 2;
	}
	if (pieces->count == 3)
		return false;
	if (pieces->count == 0)
		pieces->sign = sign;
	pieces->numbers[pieces->count] = number;
	pieces->digits[pieces->count++] = digits;
	return digits <= 4;
}

static bool take_apart(const char *text, struct pieces *pieces)
{
	*pieces = (struct pieces){ .month = -1, .weekday = -1 };
	for (const char *at = text; *at;) {
		int number = 0, length = 0;
		if (isdigit((unsigned char)*at)) {
			for (; isdigit((unsigned char)at[length]) && length < 5; length++)
				number = 10 * number + (at[length] - '0');
			if (!take_number(pieces, number, length, at[length]))
				return false;
		} else if (isalpha((unsigned char)*at)) {
			while (isalpha((unsigned char)at[length]))
				length++;
			if (!take_word(pieces, at, (size_t)length))
				return false;
		} else if (!strchr(" ./-,:*", *at)) {
			return false;
		}
		at += length > 0 ? length : 1;
	}
	return pieces->count == (pieces->month >= 0 ? 2 : 3) && pieces->times != 1;
}

static int full_year(int year, int digits)
{
	return digits <= 2 ? 2000 + year : year;
}

static bool exists(const struct date *date)
{
	return date->year >= 1900 && date->year < 3000 && date->month >= 1 && date->month <= 12 && date->day >= 1 &&
		date->day <= date_days_in_month(date->year, date->month);
}

static bool on_weekday(const struct date *date, int weekday)
{
	return exists(date) && (weekday < 0 || date_day(date) % 7 == weekday);
}

/* 4 March; March 4, 2026; 2026 March 4. */
static struct date with_month_name(const struct pieces *pieces)
{
	bool year_first = pieces->digits[0] == 4;
	return (struct date){ .year = full_year(pieces->numbers[!year_first], pieces->digits[!year_first]), .month = pieces->month + 1,
		.day = pieces->numbers[year_first] };
}

static struct date in_order(const struct pieces *pieces, enum date_order order)
{
	const int *n = pieces->numbers;
	if (pieces->digits[0] == 4)
		return (struct date){ .year = n[0], .month = n[1], .day = n[2] };
	int year = full_year(n[2], pieces->digits[2]);
	return order == DATE_MONTH_FIRST ? (struct date){ .year = year, .month = n[0], .day = n[1] } :
		(struct date){ .year = year, .month = n[1], .day = n[0] };
}

/* The order that the date itself tells. */
static enum date_order own_order(const struct pieces *pieces)
{
	if (pieces->month >= 0 || pieces->digits[0] == 4 || pieces->sign == '.')
		return DATE_DAY_FIRST;
	struct date day_first = in_order(pieces, DATE_DAY_FIRST), month_first = in_order(pieces, DATE_MONTH_FIRST);
	bool one = on_weekday(&day_first, pieces->weekday), other = on_weekday(&month_first, pieces->weekday);
	if (!one && !other) {
		one = exists(&day_first);
		other = exists(&month_first);
	}
	return one == other ? DATE_ORDER_UNKNOWN : one ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
}

enum date_order cell_date_order(const char *text)
{
	struct pieces pieces;
	if (!take_apart(text, &pieces) || pieces.month >= 0 || pieces.digits[0] == 4 || pieces.sign == '.')
		return DATE_ORDER_UNKNOWN;
	return own_order(&pieces);
}

static bool set_time(const struct pieces *pieces, struct date *date)
{
	date->hour = pieces->time[0];
	date->minute = pieces->time[1];
	date->second = pieces->time[2];
	if (pieces->half > 0)
		date->hour = date->hour % 12 + (pieces->half == 2 ? 12 : 0);
	return date->hour < 24 && date->minute < 60 && date->second < 60;
}

enum date_reading cell_date(const char *text, enum date_order order, struct date *date, bool *timed)
{
	struct pieces pieces;
	if (!take_apart(text, &pieces))
		return DATE_NONE;
	enum date_order own = own_order(&pieces);
	own = own == DATE_ORDER_UNKNOWN ? order : own;
	struct date first = in_order(&pieces, DATE_DAY_FIRST), second = in_order(&pieces, DATE_MONTH_FIRST);
	*date = pieces.month >= 0 ? with_month_name(&pieces) : own == DATE_MONTH_FIRST ? second : first;
	*timed = pieces.times > 0;
	if (!exists(date) || !set_time(&pieces, date))
		return DATE_NONE;
	return own == DATE_ORDER_UNKNOWN && draft_date_compare(&first, &second) != 0 ? DATE_UNSURE : DATE_READ;
}
