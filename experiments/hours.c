/* Hours in words: see hours.h. Works on the compiled week, so that names, texts and shifts are told alike. */
#include <string.h>
#include "hours.h"

enum { DAY = 86400, DAYS = 7 };

/* A stretch of the week with the same number on shift, in seconds from Monday 00:00; it may end on Monday of the next week. */
struct stretch {
	int32_t from, to;
	uint32_t level;
};

struct week {
	struct stretch *list;
	size_t count;
	bool numbers;                /* they vary */
	struct arena *arena;
};

/* What begins on Monday of the next week is Monday's first. */
static void add(struct week *week, int32_t from, int32_t to, uint32_t level)
{
	size_t at = from < DAYS * DAY ? week->count : 0;
	int32_t back = at == week->count ? 0 : DAYS * DAY;
	week->numbers |= week->count > 0 && week->list[0].level != level;
	memmove(week->list + at + 1, week->list + at, (week->count++ - at) * sizeof *week->list);
	week->list[at] = (struct stretch){ from - back, to - back, level };
}

/* What goes on for more than a day is cut at midnight: nobody speaks of a shift of three days. */
static void add_cut(struct week *week, int32_t from, int32_t to, uint32_t level)
{
	while (to - from > DAY) {
		int32_t midnight = (from / DAY + 1) * DAY;
		add(week, from, midnight, level);
		from = midnight;
	}
	add(week, from, to, level);
}

/* The stretches of a week. One that is open at its end goes on from its beginning. */
static void read_week(struct week *week, const struct calendar *calendar)
{
	const struct calendar_pattern *usual = calendar->usual;
	const struct calendar_change *first = &usual->changes[0], *last = &usual->changes[usual->count - 1];
	bool round = usual->count > 1 && first->level > 0 && first->level == last->level && first[1].second < DAY;
	week->list = arena_take(week->arena, usual->count + DAYS + 1u, sizeof *week->list);
	for (uint32_t i = round ? 1 : 0; i < usual->count; i++) {
		const struct calendar_change *change = &usual->changes[i];
		int32_t to = i + 1 < usual->count ? change[1].second : DAYS * DAY;
		if (change == last && round)
			to += first[1].second;
		if (change->level > 0)
			add_cut(week, change->second, to, change->level);
	}
}

static const char *clock_time(struct arena *arena, int32_t second)
{
	second = second > DAY ? second - DAY : second;
	const char *text = arena_format(arena, "%02d:%02d", (int)(second / 3600), (int)(second / 60 % 60));
	return second % 60 ? arena_format(arena, "%s:%02d", text, (int)(second % 60)) : text;
}

/* "" where nobody is there. */
static const char *describe_day(const struct week *week, int32_t day)
{
	const char *text = "";
	for (size_t i = 0; i < week->count; i++) {
		const struct stretch *s = &week->list[i];
		if (s->from / DAY != day)
			continue;
		const char *number = week->numbers ? arena_format(week->arena, " (%u)", (unsigned)s->level) : "";
		text = arena_format(week->arena, "%s%s%s-%s%s", text, *text ? ", " : "", clock_time(week->arena, s->from - day * DAY),
			clock_time(week->arena, s->to - day * DAY), number);
	}
	return text;
}

const char *hours_describe(const struct calendar *calendar, struct arena *arena)
{
	static const char *const names[DAYS] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
	struct week week = { .arena = arena };
	const char *days[DAYS], *text = "";
	if (calendar->usual->count == 1 && calendar->usual->changes[0].level > 0)
		return "always";
	read_week(&week, calendar);
	for (int32_t day = 0; day < DAYS; day++)
		days[day] = describe_day(&week, day);
	for (int first = 0, last; first < DAYS; first = last + 1) {
		for (last = first; last + 1 < DAYS && strcmp(days[last + 1], days[first]) == 0;)
			last++;
		if (*days[first] == '\0')
			continue;
		bool daily = first == 0 && last == DAYS - 1;
		const char *to = last > first && !daily ? arena_format(arena, "-%s", names[last]) : "";
		text = arena_format(arena, "%s%s%s%s %s", text, *text ? ", " : "", daily ? "daily" : names[first], to, days[first]);
	}
	return *text ? text : "closed in a usual week";
}
