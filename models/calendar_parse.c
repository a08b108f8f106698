/* Hours as planners write them, "Mon-Fri 08:00-12:00, 13:00-17:00", and the dates on which others hold. What comes out is in order and
   free of overlaps, so that a calendar never counts an hour twice. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "calendar.h"
#include "date.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 24 * HOUR, WEEK = 7 * DAY, EVERY_DAY = (1 << 7) - 1, WORD_SHOWN = 40 };

static const char *const day_names[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

/* A span of one weekday, and where in the text it was written. */
struct draft {
	int weekday;
	struct calendar_span span;
	const char *text;
	int length;
};

struct reader {
	const struct node *node;
	struct problems *problems;
	const char *at;              /* what follows the token */
	const char *token;           /* a word, a mark of one character, or the end */
	char word[WORD_SHOWN];       /* a copy of the token, to be shown */
	int days_there;              /* bits of the weekdays on which the hours can begin */
	uint32_t count;
	struct draft drafts[CALENDAR_SPANS_AT_MOST];
};

static bool complain(const struct reader *r, const char *word, const char *format, ...) __attribute__((format(printf, 3, 4)));

static bool complain(const struct reader *r, const char *word, const char *format, ...)
{
	char message[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	node_problem(r->problems, SEVERITY_ERROR, r->node, word, "%s", message);
	return false;
}

/* Office programs turn a hyphen between figures into a dash (U+2013): it means the same. */
static size_t hyphen_length(const char *text)
{
	static const char dash[] = "\xe2\x80\x93";
	return *text == '-' ? 1 : strncmp(text, dash, sizeof dash - 1) == 0 ? sizeof dash - 1 : 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void take(struct reader *r)
{
	while (is_blank(*r->at))
		r->at++;
	const char *end = r->at;
	if (*end == ',' || *end == ';')
		end++;
	else if (hyphen_length(end))
		end += hyphen_length(end);
	else
		while (*end != '\0' && *end != ',' && *end != ';' && !is_blank(*end) && !hyphen_length(end))
			end++;
	r->token = r->at;
	r->at = end;
	snprintf(r->word, sizeof r->word, "%.*s", (int)(end - r->token), r->token);
}

static bool at_end(const struct reader *r)
{
	return *r->token == '\0';
}

static bool at_comma(const struct reader *r)
{
	return *r->token == ',' || *r->token == ';';
}

static bool at_figure(const struct reader *r)
{
	return isdigit((unsigned char)*r->token);
}

/* Monday 0; a day is its English name or three letters and more of it. -1 after a complaint. */
static int take_day(struct reader *r)
{
	size_t length = strlen(r->word);
	for (int day = 0; day < 7; day++)
		if (length >= 3 && strncasecmp(r->word, day_names[day], length) == 0) {
			take(r);
			return day;
		}
	const char *nearest = problem_nearest(r->word, day_names, 7);
	if (at_end(r) || at_comma(r) || hyphen_length(r->token))
		complain(r, NULL, "a day is missing in \"%.200s\"", r->node->text);
	else if (nearest)
		complain(r, r->word, "'%s' is no day; did you mean '%.3s'?", r->word, nearest);
	else
		complain(r, r->word, "'%s' is no day; the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun, or daily", r->word);
	return -1;
}

/* "Mon", "Mon-Fri", "Fri-Mon": bits. 0 after a complaint. */
static int take_day_range(struct reader *r)
{
	if (strcasecmp(r->word, "daily") == 0) {
		take(r);
		return EVERY_DAY;
	}
	if (strcasecmp(r->word, "every") == 0) {
		take(r);
		if (strcasecmp(r->word, "day") != 0)
			return complain(r, r->word, "after 'every' comes 'day', as in \"every day 06:00-22:00\"");
		take(r);
		return EVERY_DAY;
	}
	int first = take_day(r), last = first;
	if (first >= 0 && hyphen_length(r->token)) {
		take(r);
		last = take_day(r);
	}
	if (first < 0 || last < 0)
		return 0;
	int days = 1 << last;
	for (int day = first; day != last; day = (day + 1) % 7)
		days |= 1 << day;
	return days;
}

static int take_days(struct reader *r)
{
	int days = take_day_range(r);
	while (days && at_comma(r)) {
		take(r);
		int more = take_day_range(r);
		days = more ? days | more : 0;
	}
	if (days && !at_figure(r)) {
		complain(r, at_end(r) ? NULL : r->word, "hours are missing after the days in \"%.200s\", as in \"Mon-Fri 08:00-16:00\"",
			r->node->text);
		return 0;
	}
	return days;
}

/* "08:00", "8:00", "24:00" in seconds after midnight, or -1 after a complaint. */
static int32_t take_time(struct reader *r)
{
	const char *colon = strchr(r->word, ':');
	size_t figures = strspn(r->word, "0123456789"), after = colon ? strspn(colon + 1, "0123456789") : 0;
	if (at_end(r)) {
		complain(r, NULL, "\"%.200s\" ends where a time is missing", r->node->text);
		return -1;
	}
	if (figures < 1 || figures > 2 || colon != r->word + figures || after != 2 || colon[3] != '\0') {
		complain(r, r->word, "'%s' is no time of day; it is written 08:00", r->word);
		return -1;
	}
	long minute = strtol(colon + 1, NULL, 10), second = strtol(r->word, NULL, 10) * HOUR + minute * MINUTE;
	if (second > DAY || minute > 59) {
		complain(r, r->word, "there is no %s: a day goes from 00:00 to 24:00", r->word);
		return -1;
	}
	take(r);
	return (int32_t)second;
}

/* What was written from `text` to before the token, for showing; its length in the text. */
static int copy_span(char word[WORD_SHOWN], const struct reader *r, const char *text)
{
	int length = (int)(r->token - text);
	while (length > 0 && is_blank(text[length - 1]))
		length--;
	snprintf(word, WORD_SHOWN, "%.*s", length, text);
	return length;
}

static bool add(struct reader *r, int days, struct calendar_span span, const char *text)
{
	char word[WORD_SHOWN];
	int length = copy_span(word, r, text);
	if (!(days & r->days_there))
		return complain(r, word, "none of these dates is a day of the hours '%s'", word);
	for (int day = 0; day < 7; day++) {
		if (!(days & r->days_there & 1 << day))
			continue;
		if (r->count == CALENDAR_SPANS_AT_MOST)
			return complain(r, word, "these hours are too long: at most %d spans in a week", CALENDAR_SPANS_AT_MOST);
		r->drafts[r->count++] = (struct draft){ .weekday = day, .span = span, .text = text, .length = length };
	}
	return true;
}

static bool take_span(struct reader *r, int days)
{
	const char *text = r->token;
	int32_t start = take_time(r), end;
	if (start < 0)
		return false;
	if (!hyphen_length(r->token))
		return complain(r, at_end(r) ? NULL : r->word, "hours are written from-to, as in \"08:00-16:00\"");
	take(r);
	if ((end = take_time(r)) < 0)
		return false;
	char word[WORD_SHOWN];
	copy_span(word, r, text);
	if (start == DAY)
		return complain(r, word, "nothing begins at 24:00: '%s' begins at 00:00 of the day after", word);
	if (start == end)
		return complain(r, word, "the hours '%s' are empty; around the clock is \"00:00-24:00\"", word);
	return add(r, days, (struct calendar_span){ start, end > start ? end : end + DAY }, text);
}

/* All spans of a text. `days`: those of a span before which no days are named; 0: they must be. */
static bool take_spans(struct reader *r, int days)
{
	take(r);
	if (strcasecmp(r->word, "closed") == 0) {
		take(r);
		return at_end(r) || complain(r, r->word, "'closed' stands alone");
	}
	if (at_end(r))
		return complain(r, NULL, "hours are missing, as in \"Mon-Fri 08:00-16:00\"");
	for (;; take(r)) {
		if (strcasecmp(r->word, "always") == 0) {
			const char *text = r->token;
			take(r);
			if (!add(r, EVERY_DAY, (struct calendar_span){ 0, DAY }, text))
				return false;
		} else {
			if (!at_figure(r) && !(days = take_days(r)))
				return false;
			if (!days)
				return complain(r, r->word, "hours need days before them, as in \"Mon-Fri 08:00-16:00\" or \"daily 08:00-16:00\"");
			if (!take_span(r, days))
				return false;
		}
		if (at_end(r))
			return true;
		if (!at_comma(r))
			return complain(r, r->word, "'%s' is not understood here: a comma parts one span from the next", r->word);
	}
}

static int by_start(const void *one, const void *other)
{
	const struct draft *a = one, *b = other;
	int64_t x = (int64_t)a->weekday * DAY + a->span.start, y = (int64_t)b->weekday * DAY + b->span.start;
	return x != y ? (x > y) - (x < y) : (a->text > b->text) - (a->text < b->text);
}

/* The caret goes to the one that is written later. */
static bool complain_of_overlap(const struct reader *r, const struct draft *a, const struct draft *b)
{
	const struct draft *first = a->text < b->text ? a : b, *second = first == a ? b : a;
	char word[WORD_SHOWN];
	snprintf(word, sizeof word, "%.*s", second->length, second->text);
	return complain(r, word, "the hours '%.3s %s' overlap '%.3s %.*s'", day_names[second->weekday], word, day_names[first->weekday],
		first->length, first->text);
}

static bool any_overlap(const struct reader *r)
{
	for (uint32_t i = 0; r->count > 1 && i < r->count; i++) {
		const struct draft *a = &r->drafts[i], *b = &r->drafts[i + 1 < r->count ? i + 1 : 0];
		int64_t next = (int64_t)b->weekday * DAY + b->span.start + (i + 1 < r->count ? 0 : WEEK);
		if ((int64_t)a->weekday * DAY + a->span.end > next)
			return !complain_of_overlap(r, a, b);
	}
	return false;
}

/* Reads the text from `at` on; `days_there` are the weekdays that there are, `days` those of a span that names none. */
static bool read_week(struct calendar_week *week, const struct node *node, const char *at, int days_there, int days,
	struct arena *arena, struct problems *problems)
{
	struct reader r = { .node = node, .problems = problems, .at = at, .days_there = days_there };
	if (!take_spans(&r, days))
		return false;
	qsort(r.drafts, r.count, sizeof *r.drafts, by_start);
	if (any_overlap(&r))
		return false;
	struct calendar_span *spans = arena_take(arena, r.count, sizeof *spans);
	*week = (struct calendar_week){ .spans = spans };
	for (uint32_t i = 0; i < r.count; i++) {
		spans[i] = r.drafts[i].span;
		week->first[r.drafts[i].weekday + 1] = i + 1;
	}
	for (int day = 1; day <= 7; day++)
		if (week->first[day] == 0)
			week->first[day] = week->first[day - 1];
	return true;
}

/* Takes a date off the front of *at. */
static bool take_date(const struct node *node, const char **at, int64_t *day, struct problems *problems)
{
	size_t length = 0;
	while ((*at)[length] != '\0' && !is_blank((*at)[length]) && (*at)[length] != ',' && strncmp(*at + length, "..", 2) != 0)
		length++;
	char word[WORD_SHOWN];
	snprintf(word, sizeof word, "%.*s", (int)(length < WORD_SHOWN ? length : WORD_SHOWN), *at);
	struct date date;
	bool formed = length == 10 && word[4] == '-' && word[7] == '-';
	const char *fault = formed ? date_parse(word, &date) : "a date is written 2026-12-25, a range 2026-07-13..2026-07-31";
	if (fault) {
		node_problem(problems, SEVERITY_ERROR, node, length ? word : NULL, "'%s' is no date: %s", word, fault);
		return false;
	}
	*day = date_day(&date);
	*at += length;
	return true;
}

static const char *skip_blanks(const char *at)
{
	while (is_blank(*at))
		at++;
	return at;
}

/* "2026-12-25" or "2026-07-13..2026-07-31" off the front of *at. */
static bool take_range(const struct node *node, const char **at, struct calendar_exception *exception, struct problems *problems)
{
	*at = skip_blanks(*at);
	if (!take_date(node, at, &exception->first, problems))
		return false;
	exception->last = exception->first;
	*at = skip_blanks(*at);
	if (strncmp(*at, "..", 2) == 0) {
		*at = skip_blanks(*at + 2);
		if (!take_date(node, at, &exception->last, problems))
			return false;
		*at = skip_blanks(*at);
	}
	if (hyphen_length(*at) > 0) {
		node_problem(problems, SEVERITY_ERROR, node, node->text, "a range is written 2026-07-13..2026-07-31");
		return false;
	}
	if (exception->last < exception->first) {
		node_problem(problems, SEVERITY_ERROR, node, node->text, "the range '%.200s' ends before it begins", node->text);
		return false;
	}
	return true;
}

static bool read_exception(struct calendar_exception *exception, const struct node *node, struct arena *arena,
	struct problems *problems)
{
	*exception = (struct calendar_exception){ .node = node };
	if (node->type != NODE_TEXT) {
		node_problem(problems, SEVERITY_ERROR, node, node->text, "an exception is a text, as in \"2026-12-25\"");
		return false;
	}
	const char *at = node->text;
	if (!take_range(node, &at, exception, problems))
		return false;
	int days = 0;
	for (int64_t day = exception->first; day <= exception->last && day < exception->first + 7; day++)
		days |= 1 << day % 7;
	return *at == '\0' || read_week(&exception->week, node, at, days, EVERY_DAY, arena, problems);
}

static int by_day(const void *one, const void *other)
{
	const struct calendar_exception *a = one, *b = other;
	return a->first != b->first ? (a->first > b->first) - (a->first < b->first) : (a->last > b->last) - (a->last < b->last);
}

/* Brings exceptions in order, and joins those that close the same day: a holiday within the holidays is no mistake. */
static bool settle(struct calendar_exception *list, uint32_t *count, struct problems *problems)
{
	uint32_t kept = 0;
	bool fine = true;
	qsort(list, *count, sizeof *list, by_day);
	for (uint32_t i = 0; i < *count; i++) {
		struct calendar_exception *last = kept ? &list[kept - 1] : NULL;
		if (!last || list[i].first > last->last) {
			list[kept++] = list[i];
		} else if (last->week.first[7] == 0 && list[i].week.first[7] == 0) {
			last->last = list[i].last > last->last ? list[i].last : last->last;
		} else {
			node_problem(problems, SEVERITY_ERROR, list[i].node, list[i].node->text,
				"the exceptions '%.100s' and '%.100s' give the same day different hours", last->node->text, list[i].node->text);
			fine = false;
		}
	}
	*count = kept;
	return fine;
}

const struct calendar_week *calendar_week_on(const struct calendar_hours *hours, int64_t day)
{
	uint32_t low = 0, high = hours->exception_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (hours->exceptions[middle].last < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low < hours->exception_count && hours->exceptions[low].first <= day ? &hours->exceptions[low].week : &hours->week;
}

/* Whether a day's last span reaches into the next day's first. */
static bool runs_into_next(const struct calendar_hours *hours, int64_t day)
{
	const struct calendar_week *today = calendar_week_on(hours, day), *then = calendar_week_on(hours, day + 1);
	int64_t weekday = (day % 7 + 7) % 7, next = (weekday + 1) % 7;
	if (today->first[weekday] == today->first[weekday + 1] || then->first[next] == then->first[next + 1])
		return false;
	return today->spans[today->first[weekday + 1] - 1].end - DAY > then->spans[then->first[next]].start;
}

static bool any_night_overlap(const struct calendar_hours *hours, struct problems *problems)
{
	bool any = false;
	for (uint32_t i = 0; i < hours->exception_count; i++) {
		const struct calendar_exception *e = &hours->exceptions[i];
		bool before = runs_into_next(hours, e->first - 1), after = runs_into_next(hours, e->last);
		if (before || after)
			node_problem(problems, SEVERITY_ERROR, e->node, e->node->text, "the hours of '%.100s' overlap those of the day %s",
				e->node->text, before ? "before, which end after midnight" : "after");
		any |= before || after;
	}
	return any;
}

static bool read_exceptions(struct calendar_hours *hours, const struct node *except, const struct calendar_clock *clock,
	struct arena *arena, struct problems *problems)
{
	size_t count = except->type == NODE_LIST ? except->count : 1;
	if (count > 0 && !clock->dated) {
		node_problem(problems, SEVERITY_ERROR, except, NULL, "dates mean nothing without a date to start from: give clock.start");
		return false;
	}
	if (count > CALENDAR_EXCEPTIONS_AT_MOST) {
		node_problem(problems, SEVERITY_ERROR, except, NULL, "a calendar has at most %d exceptions", CALENDAR_EXCEPTIONS_AT_MOST);
		return false;
	}
	struct calendar_exception *list = arena_take(arena, count, sizeof *list);
	hours->exceptions = list;
	bool fine = true;
	for (const struct node *node = except->type == NODE_LIST ? except->first : except; node; node = node->next) {
		if (read_exception(&list[hours->exception_count], node, arena, problems))
			hours->exception_count++;
		else
			fine = false;
		if (node == except)
			break;
	}
	return settle(list, &hours->exception_count, problems) && fine;
}

const struct calendar_hours *calendar_read(const struct node *hours, const struct node *except, const struct calendar_clock *clock,
	struct arena *arena, struct problems *problems)
{
	static const struct calendar_span all_day[7] = { { 0, DAY }, { 0, DAY }, { 0, DAY }, { 0, DAY }, { 0, DAY }, { 0, DAY }, { 0, DAY } };
	struct calendar_hours *read = arena_take(arena, 1, sizeof *read);
	*read = (struct calendar_hours){ .week = { .spans = all_day, .first = { 0, 1, 2, 3, 4, 5, 6, 7 } } };
	bool fine = true;
	if (hours && hours->type != NODE_TEXT) {
		node_problem(problems, SEVERITY_ERROR, hours, NULL, "hours are a text, as in \"Mon-Fri 08:00-16:00\"");
		fine = false;
	} else if (hours) {
		fine = read_week(&read->week, hours, hours->text, EVERY_DAY, 0, arena, problems);
	}
	if (except && !read_exceptions(read, except, clock, arena, problems))
		fine = false;
	return fine && !any_night_overlap(read, problems) ? read : NULL;
}
