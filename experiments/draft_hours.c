/* Working hours and dates of a plan: how long a working day is, when a day opens and closes. Hours of a week are counted as a calendar of
   the model counts them, so that what is computed here is what the model will do. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "draft.h"
#include "models/calendar.h"
#include "number.h"

enum { HOUR = 3600, DAY = 24 * HOUR };

/* A working day is as long as the first day of the week on which anybody works. */
static void measure(struct draft_hours *hours)
{
	const struct calendar_week *week = &hours->hours->week;
	for (int day = 0; day < 7; day++) {
		double open = 0.0;
		for (uint32_t i = week->first[day]; i < week->first[day + 1]; i++)
			open += (double)(week->spans[i].end - week->spans[i].start) / HOUR;
		hours->day = hours->day > 0.0 ? hours->day : open;
		hours->week += open;
	}
}

int draft_hours_read(struct draft_hours *hours, const char *text, struct arena *arena, struct problems *problems)
{
	struct tree tree = { .file = "--hours", .folder = ".", .arena = arena };
	struct node node = { .type = NODE_TEXT, .name = "hours", .text = text, .tree = &tree };
	*hours = (struct draft_hours){ .text = text, .always = strcmp(text, "always") == 0 };
	hours->hours = calendar_read(&node, NULL, NULL, arena, problems);
	if (!hours->hours)
		return -1;
	measure(hours);
	if (hours->week > 0.0)
		return 0;
	problems_add(problems, SEVERITY_ERROR, "--hours", 0, 0, NULL, "in '%s' nobody ever works", text);
	return -1;
}

double draft_hours_of(const struct draft_hours *hours, struct draft_span span)
{
	bool around = span.elapsed || hours->always;
	double day = around ? 24.0 : hours->day, week = around ? 168.0 : hours->week;
	switch (span.unit) {
	case DRAFT_PERIOD:
		break;
	case DRAFT_MINUTE:
		return span.amount / 60.0;
	case DRAFT_HOUR:
		return span.amount;
	case DRAFT_DAY:
		return span.amount * day;
	case DRAFT_WEEK:
		return span.amount * week;
	case DRAFT_MONTH:
		return span.amount * (around ? 30.0 * day : 4.0 * week);
	}
	return span.amount;
}

/* A number of digits that a person would write, or hours in place of it. */
static bool is_round(double number)
{
	return fabs(100.0 * number - round(100.0 * number)) < 1e-7;
}

const char *draft_span_text(const struct draft_hours *hours, struct draft_span span, struct arena *arena)
{
	bool around = span.elapsed || hours->always;
	double all = draft_hours_of(hours, span), days = around ? all / 24.0 : all / hours->day;
	char number[NUMBER_ROOM];
	const char *unit = " h";
	if (span.unit == DRAFT_PERIOD)
		unit = "";
	else if (span.unit == DRAFT_MINUTE)
		unit = " min";
	else if (span.unit == DRAFT_WEEK && around)
		unit = " wk";
	else if (span.unit != DRAFT_HOUR && is_round(days))
		unit = around ? " d" : " wd";
	bool same = span.unit <= DRAFT_HOUR || (span.unit == DRAFT_WEEK && around);
	number_exact(number, same ? span.amount : unit[1] == 'h' ? all : round(100.0 * days) / 100.0);
	return arena_format(arena, "%s%s", number, unit);
}

static int64_t second_of(const struct date *date)
{
	return (int64_t)date_day(date) * DAY + date_second_of_day(date);
}

static void set_second(struct date *date, int32_t second)
{
	date->hour = second / HOUR;
	date->minute = second / 60 % 60;
	date->second = second % 60;
}

static const struct calendar_span *spans_on(const struct draft_hours *hours, const struct date *date, uint32_t *count)
{
	const struct calendar_week *week = &hours->hours->week;
	long day = date_day(date) % 7;
	*count = week->first[day + 1] - week->first[day];
	return week->spans + week->first[day];
}

void draft_hours_open(const struct draft_hours *hours, struct date *date)
{
	uint32_t count;
	const struct calendar_span *spans = spans_on(hours, date, &count);
	set_second(date, count > 0 ? spans[0].start : 0);
}

void draft_hours_close(const struct draft_hours *hours, struct date *date)
{
	uint32_t count;
	const struct calendar_span *spans = spans_on(hours, date, &count);
	int32_t end = count > 0 ? spans[count - 1].end : DAY;
	set_second(date, end < DAY ? end : DAY - 60);
}

static const struct calendar *compile(const struct draft_hours *hours, const struct date *start, struct arena *arena)
{
	struct calendar_clock clock;
	char text[64];
	if (start)
		snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d", start->year, start->month, start->day, start->hour, start->minute,
			start->second);
	calendar_clock_init(&clock, start ? text : NULL, 1.0 / HOUR);
	return calendar_compile(&(struct calendar_shift){ hours->hours, 1 }, 1, &clock, arena);
}

double draft_hours_between(const struct draft_hours *hours, const struct date *from, const struct date *to, struct arena *arena)
{
	double passed = (double)(second_of(to) - second_of(from)) / HOUR;
	return passed > 0.0 ? calendar_open_between(compile(hours, from, arena), 0.0, passed) : 0.0;
}

double draft_hours_first(const struct draft_hours *hours, struct arena *arena)
{
	return calendar_opens(compile(hours, NULL, arena), 0.0);
}

double draft_hours_after(const struct draft_hours *hours, const struct date *start, double work, struct arena *arena)
{
	return calendar_after(compile(hours, start, arena), 0.0, work);
}

struct date draft_date_after(const struct date *date, double hours)
{
	struct date after;
	int64_t second = second_of(date) + (int64_t)llround(hours * HOUR);
	date_of_day((long)(second / DAY), &after);
	set_second(&after, (int32_t)(second % DAY));
	return after;
}

int draft_date_compare(const struct date *a, const struct date *b)
{
	int64_t x = second_of(a), y = second_of(b);
	return (x > y) - (x < y);
}
