/* What people write into the cells of a plan: numbers, times, money, yes and no, lists. */
#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "import.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))
#define FIGURES "0123456789"
#define HOURS_AT_MOST 8.76e6       /* a thousand years: more is a slip */

static bool among(const char *word, size_t length, const char *const *words)
{
	for (; *words; words++)
		if (strlen(*words) == length && strncasecmp(*words, word, length) == 0)
			return true;
	return false;
}

bool cell_empty(const char *text)
{
	static const char *const nothing[] = { "-", "–", "—", "none", "nil", "na", "n/a", "n.a.", NULL };
	return !*text || among(text, strlen(text), nothing);
}

int cell_truth(const char *text)
{
	static const char *const yes[] = { "yes", "y", "true", "1", "x", "✓", "✔", NULL }, *const no[] = { "no", "n", "false", "0", NULL };
	if (among(text, strlen(text), yes))
		return 1;
	return cell_empty(text) || among(text, strlen(text), no) ? 0 : -1;
}

/* ---- Numbers ---- */

/* Which of the two signs is the decimal point, or 0. The other one stands between thousands. */
static char point_of(const char *text, size_t length, char separator)
{
	const char *dot = memchr(text, '.', length), *comma = memchr(text, ',', length), *last = text + length;
	if (dot && comma) {
		while (*--last != '.' && *last != ',')
			;
		return *last;
	}
	const char *first = dot ? dot : comma;
	if (!first)
		return 0;
	bool several = memchr(first + 1, *first, length - (size_t)(first + 1 - text)) != NULL;
	bool thousands = *first == ',' && separator == ',' && text + length - first == 4;
	return several || thousands ? 0 : *first;
}

size_t cell_number(const char *text, char separator, double *number)
{
	size_t length = strspn(text, FIGURES ".,"), to = 0;
	while (length > 0 && (text[length - 1] == '.' || text[length - 1] == ','))
		length--;
	char digits[40];
	if (length == 0 || length >= sizeof digits || (!isdigit((unsigned char)text[0]) && !isdigit((unsigned char)text[1])))
		return 0;
	char point = point_of(text, length, separator);
	for (size_t i = 0; i < length; i++)
		if (isdigit((unsigned char)text[i]) || (point && text[i] == point))
			digits[to++] = isdigit((unsigned char)text[i]) ? text[i] : '.';
	digits[to] = '\0';
	char *end;
	*number = strtod(digits, &end);
	return *end == '\0' && end != digits && isfinite(*number) ? length : 0;
}

/* Blanks between thousands are left out, the one of typographers (U+00A0, U+202F) too. */
static char *without_blanks(struct arena *arena, const char *text)
{
	char *out = arena_take(arena, strlen(text) + 1, 1), *to = out;
	for (; *text; text++) {
		if (strncmp(text, "\xc2\xa0", 2) == 0)
			text += 1;
		else if (strncmp(text, "\xe2\x80\xaf", 3) == 0)
			text += 2;
		else if (*text != ' ')
			*to++ = *text;
	}
	return out;
}

double cell_money(const char *text, char separator, const char **currency, struct arena *arena)
{
	const char *plain = without_blanks(arena, text);
	size_t before = strcspn(plain, FIGURES), length = 0;
	double amount = (double)NAN;
	if (plain[before] && !strpbrk(plain, "-%/"))
		length = cell_number(plain + before, separator, &amount);
	if (length == 0)
		return (double)NAN;
	const char *after = plain + before + length, *mark = before > 0 ? arena_format(arena, "%.*s", (int)before, plain) : after;
	if ((before > 0 && *after) || strlen(mark) > 8 || strpbrk(mark, FIGURES))
		return (double)NAN;
	if (*mark)
		*currency = mark;
	return amount;
}

/* ---- Times ---- */

struct draft_span cell_unit(const char *word, size_t length)
{
	static const struct { const char *words[8]; enum draft_unit unit; } units[] = {
		{ { "m", "min", "mins", "minute", "minutes" }, DRAFT_MINUTE }, { { "h", "hr", "hrs", "hour", "hours" }, DRAFT_HOUR },
		{ { "d", "dy", "dys", "day", "days", "wd" }, DRAFT_DAY }, { { "workday", "workdays" }, DRAFT_DAY },
		{ { "w", "wk", "wks", "week", "weeks" }, DRAFT_WEEK }, { { "mo", "mos", "mon", "mons", "month", "months" }, DRAFT_MONTH },
	};
	struct draft_span span = { .amount = 1.0 };
	for (int elapsed = 0; elapsed < 2; elapsed++) {
		for (size_t i = 0; i < COUNT_OF(units); i++) {
			span.unit = units[i].unit;
			if (among(word, length, units[i].words))
				return span;
		}
		span.elapsed = true;
		if (length < 2 || tolower((unsigned char)*word++) != 'e')
			break;
		length--;
	}
	return draft_no_span;
}

/* The unit at the beginning of a text, "working days" and "elapsed days" too; how many bytes it takes, 0 where there is none. */
static size_t take_unit(const char *text, struct draft_span *unit)
{
	static const char *const kinds[] = { "working", "work", "elapsed", "calendar", "e", NULL };
	const char *at = text;
	size_t length = 0;
	bool elapsed = false, kind = true;
	while (kind) {
		while (*at == ' ')
			at++;
		for (length = 0; isalpha((unsigned char)at[length]);)
			length++;
		kind = at[length] == ' ' && among(at, length, kinds);
		elapsed |= kind && (*at | 32) != 'w';
		at += kind ? length : 0;
	}
	*unit = length > 0 ? cell_unit(at, length) : draft_no_span;
	unit->elapsed |= elapsed;
	if (!draft_given(*unit))
		return 0;
	at += length + (at[length] == '.');
	return (size_t)(at - text);
}

/* One number and its unit; how many bytes they take. */
static size_t take_part(const char *text, char separator, struct draft_span bare, struct draft_span *part)
{
	double number;
	size_t length = cell_number(text, separator, &number), word = length > 0 ? take_unit(text + length, part) : 0;
	if (length == 0)
		return 0;
	if (word == 0)
		*part = bare;
	part->amount *= number;
	return length + word;
}

/* A question mark says that it is an estimate, as every plan is. */
static bool at_end(const char *text)
{
	text += strspn(text, " ");
	text += *text == '?';
	return text[strspn(text, " ")] == '\0';
}

struct draft_span cell_span(const char *text, char separator, struct draft_span bare, const struct draft_hours *hours)
{
	struct draft_span sum = draft_no_span, part;
	text += strspn(text, " ");
	for (size_t parts = 0; parts == 0 || !at_end(text); parts++) {
		size_t length = take_part(text, separator, bare, &part);
		if (length == 0 || (parts > 0 && part.elapsed != sum.elapsed))
			return draft_no_span;
		if (parts == 0)
			sum = part;
		else
			sum = (struct draft_span){ draft_hours_of(hours, sum) + draft_hours_of(hours, part), DRAFT_HOUR, part.elapsed };
		text += length;
		text += strspn(text, " ");
	}
	return draft_hours_of(hours, sum) <= HOURS_AT_MOST ? sum : draft_no_span;
}

/* ---- Lists ---- */

/* Whether the comma at `at` is part of a number: "3FS+1,5 d" where columns are not parted by commas. */
static bool in_number(const char *from, const char *at, char separator)
{
	if (*at != ',' || separator == ',' || at == from || !isdigit((unsigned char)at[-1]) || !isdigit((unsigned char)at[1]))
		return false;
	while (at > from && isdigit((unsigned char)at[-1]))
		at--;
	while (at > from && at[-1] == ' ')
		at--;
	return at > from && (at[-1] == '+' || at[-1] == '-');
}

const char *cell_next(const char *at, char separator, size_t *length)
{
	at += strspn(at, " ,;\n\r\t");
	if (!*at)
		return NULL;
	const char *end = at;
	for (int depth = 0; *end && (depth > 0 || !strchr(",;\n", *end) || in_number(at, end, separator)); end++)
		depth += (*end == '[' || *end == '(') - (*end == ']' || *end == ')' ? depth > 0 : 0);
	*length = (size_t)(end - at);
	while (*length > 0 && strchr(" \r\t", at[*length - 1]))
		--*length;
	return at;
}
