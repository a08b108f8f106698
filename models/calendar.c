/* Working hours as a staircase over time. The days of a run fall into stretches in which the same week repeats; a stretch knows
   how much open time lies before it, a step of its week how much lies before that in the week. So every question is two binary
   searches and a division by whole weeks, however far away the answer is. Sums are whole seconds in doubles, exact below 2^53. */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include "calendar.h"
#include "date.h"

enum { DAY = 86400, WEEK = 7 * DAY };

#define HORIZON ((int64_t)1 << 52)    /* seconds: up to here, each is a time of its own in any unit */
#define NEVER INT64_MAX

/* 64 roundings: what an amount of work may have gathered while it was added up from its parts. */
#define SLACK (64.0 * DBL_EPSILON)

void calendar_clock_init(struct calendar_clock *clock, const char *start, double per_second)
{
	struct date date;
	*clock = (struct calendar_clock){ .start = WEEK, .unit = round(1.0 / per_second) };
	if (start && !date_parse(start, &date)) {
		clock->start = (int64_t)date_day(&date) * DAY + date_second_of_day(&date);
		clock->dated = true;
	}
}

/* At `second` of the week so many come, or go. */
struct edge {
	int64_t second, by;
};

/* The hours of a shift in force on a day, and on the day before it. */
struct in_force {
	const struct calendar_week *before, *now;
};

struct compilation {
	const struct calendar_shift *shifts;
	size_t count;
	struct arena *arena;
	struct in_force *in_force;   /* of each shift, for the pattern being made */
	struct edge *edges;
	size_t edge_count;
};

/* 0 to 6 from Monday, for days before the year 1 too. */
static int weekday_of(int64_t day)
{
	return (int)((day % 7 + 7) % 7);
}

static void add_edges(struct compilation *c, int64_t midnight, int64_t start, int64_t end, int64_t number)
{
	c->edges[c->edge_count++] = (struct edge){ midnight + start, number };
	c->edges[c->edge_count++] = (struct edge){ midnight + end, -number };
}

/* What the hours of a weekday, and of the night before it, bring to that day. */
static void add_day(struct compilation *c, const struct in_force *hours, int weekday, int64_t number)
{
	const struct calendar_week *before = hours->before, *week = hours->now;
	int yesterday = (weekday + 6) % 7;
	int64_t midnight = (int64_t)weekday * DAY;
	for (uint32_t i = before->first[yesterday]; i < before->first[yesterday + 1]; i++)
		if (before->spans[i].end > DAY)
			add_edges(c, midnight, 0, before->spans[i].end - DAY, number);
	for (uint32_t i = week->first[weekday]; i < week->first[weekday + 1]; i++)
		add_edges(c, midnight, week->spans[i].start, week->spans[i].end < DAY ? week->spans[i].end : DAY, number);
}

static int by_second(const void *one, const void *other)
{
	const struct edge *a = one, *b = other;
	return (a->second > b->second) - (a->second < b->second);
}

/* Sums are filled in up to and with the change after the last, which is the pattern's end. */
static void sum_up(struct calendar_pattern *pattern, struct calendar_change *changes, int64_t end)
{
	double sum[2] = { 0 };
	for (uint32_t i = 0; i < pattern->count; i++) {
		double lasts = (double)((i + 1 < pattern->count ? changes[i + 1].second : end) - changes[i].second);
		changes[i].sum[CALENDAR_OPEN] = sum[CALENDAR_OPEN];
		changes[i].sum[CALENDAR_STAFFED] = sum[CALENDAR_STAFFED];
		sum[CALENDAR_OPEN] += changes[i].level > 0 ? lasts : 0.0;
		sum[CALENDAR_STAFFED] += changes[i].level * lasts;
	}
	pattern->sum[CALENDAR_OPEN] = sum[CALENDAR_OPEN];
	pattern->sum[CALENDAR_STAFFED] = sum[CALENDAR_STAFFED];
}

/* The staircase of the weekdays first..last with the hours in force. */
static const struct calendar_pattern *make_pattern(struct compilation *c, int first, int last)
{
	c->edge_count = 0;
	for (int weekday = first; weekday <= last; weekday++)
		for (size_t i = 0; i < c->count; i++)
			add_day(c, &c->in_force[i], weekday, c->shifts[i].number);
	qsort(c->edges, c->edge_count, sizeof *c->edges, by_second);
	struct calendar_pattern *pattern = arena_take(c->arena, 1, sizeof *pattern);
	struct calendar_change *changes = arena_take(c->arena, c->edge_count + 1, sizeof *changes);
	int64_t level = 0, second = (int64_t)first * DAY, end = (int64_t)(last + 1) * DAY;
	for (size_t i = 0; second < end;) {
		for (; i < c->edge_count && c->edges[i].second == second; i++)
			level += c->edges[i].by;
		if (pattern->count == 0 || changes[pattern->count - 1].level != (uint32_t)level)
			changes[pattern->count++] = (struct calendar_change){ .second = (int32_t)second, .level = (uint32_t)level };
		second = i < c->edge_count ? c->edges[i].second : end;
	}
	pattern->changes = changes;
	sum_up(pattern, changes, end);
	return pattern;
}

static int by_number(const void *one, const void *other)
{
	int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
	return (a > b) - (a < b);
}

/* The days on which other hours come into force, `base` and later, in order, each once. Their count. */
static size_t find_switches(const struct compilation *c, int64_t base, int64_t *days)
{
	size_t count = 0, kept = 0;
	days[count++] = base;
	for (size_t i = 0; i < c->count; i++)
		for (uint32_t k = 0; k < c->shifts[i].hours->exception_count; k++) {
			const struct calendar_exception *e = &c->shifts[i].hours->exceptions[k];
			if (e->first > base)
				days[count++] = e->first;
			if (e->last >= base)
				days[count++] = e->last + 1;
		}
	qsort(days, count, sizeof *days, by_number);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || days[i] != days[kept - 1])
			days[kept++] = days[i];
	return kept;
}

static const struct calendar_change *find_change(const struct calendar_pattern *pattern, int64_t second)
{
	uint32_t low = 0, high = pattern->count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (pattern->changes[middle].second <= second)
			low = middle;
		else
			high = middle;
	}
	return &pattern->changes[low];
}

static double rate(uint32_t level, enum calendar_sum what)
{
	return what == CALENDAR_STAFFED ? level : level > 0 ? 1.0 : 0.0;
}

/* What has been before a second of a stretch, or before its end. A second is looked up by the one before it: the end of a stretch of
   one day lies in its last step. */
static double sum_before(const struct calendar_stretch *s, int64_t second, enum calendar_sum what)
{
	int64_t since = second - 1 - s->monday, week = since >= 0 ? since / WEEK : -1;
	if (week < 0)
		return s->sum[what];
	const struct calendar_change *change = find_change(s->pattern, since - week * WEEK);
	double lasted = (double)(since + 1 - week * WEEK - change->second);
	return s->sum[what] + (double)week * s->pattern->sum[what] + change->sum[what] + lasted * rate(change->level, what);
}

/* Appends a stretch that begins on `day`. Its sums go on where those of the one before it stop. */
static void add_stretch(struct calendar_stretch *list, uint32_t *count, int64_t day, int64_t start,
	const struct calendar_pattern *pattern)
{
	struct calendar_stretch *s = &list[(*count)++];
	*s = (struct calendar_stretch){ .from = day * DAY - start, .monday = (day - weekday_of(day)) * DAY - start, .pattern = pattern };
	for (int what = 0; what < 2; what++) {
		double before = s == list ? 0.0 : sum_before(s - 1, s->from, (enum calendar_sum)what);
		s->sum[what] = before - sum_before(s, s->from, (enum calendar_sum)what);
		if (what == CALENDAR_OPEN)
			s->opened = before;
	}
}

/* Room for the edges of the fullest week: a span can cross a midnight, and each part of it begins and ends. */
static size_t most_edges(const struct calendar_shift *shifts, size_t count)
{
	size_t all = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t most = shifts[i].hours->week.first[7];
		for (uint32_t k = 0; k < shifts[i].hours->exception_count; k++)
			if (shifts[i].hours->exceptions[k].week.first[7] > most)
				most = shifts[i].hours->exceptions[k].week.first[7];
		all += 4 * (size_t)most;
	}
	return all;
}

/* The first day of other hours still sees the last night of those before: it is a stretch of its own. */
static void add_stretches(struct compilation *c, struct calendar *calendar, struct calendar_stretch *list, const int64_t *days,
	size_t count, int64_t start)
{
	for (size_t k = 0; k < count; k++) {
		bool usual = true;
		int64_t day = days[k];
		for (size_t i = 0; i < c->count; i++) {
			c->in_force[i].now = calendar_week_on(c->shifts[i].hours, day);
			usual &= c->in_force[i].now == &c->shifts[i].hours->week;
		}
		if (k > 0) {
			add_stretch(list, &calendar->stretch_count, day, start, make_pattern(c, weekday_of(day), weekday_of(day)));
			day++;
		}
		for (size_t i = 0; i < c->count; i++)
			c->in_force[i].before = c->in_force[i].now;
		if (k + 1 == count || days[k + 1] > day)
			add_stretch(list, &calendar->stretch_count, day, start, usual ? calendar->usual : make_pattern(c, 0, 6));
	}
}

const struct calendar *calendar_compile(const struct calendar_shift *shifts, size_t count, const struct calendar_clock *clock,
	struct arena *arena)
{
	struct compilation c = { .shifts = shifts, .count = count, .arena = arena };
	struct calendar *calendar = arena_take(arena, 1, sizeof *calendar);
	size_t most = 1;
	for (size_t i = 0; i < count; i++)
		most += 2 * (size_t)shifts[i].hours->exception_count;
	c.edges = arena_take(arena, most_edges(shifts, count), sizeof *c.edges);
	int64_t *days = arena_take(arena, most, sizeof *days);
	size_t switches = find_switches(&c, clock->start / DAY - 1, days);
	c.in_force = arena_take(arena, count, sizeof *c.in_force);
	for (size_t i = 0; i < count; i++)
		c.in_force[i] = (struct in_force){ &shifts[i].hours->week, &shifts[i].hours->week };
	struct calendar_stretch *list = arena_take(arena, 2 * switches, sizeof *list);
	calendar->unit = clock->unit;
	calendar->stretches = list;
	calendar->usual = make_pattern(&c, 0, 6);
	add_stretches(&c, calendar, list, days, switches, clock->start);
	return calendar;
}

static double time_of(const struct calendar *c, int64_t second)
{
	return second == NEVER ? INFINITY : (double)second / c->unit;
}

/* The last whole second that is not after `time`. Comparing the times, not the seconds, makes a change hold exactly from the time
   that calendar_next says. */
static int64_t second_of(const struct calendar *c, double time)
{
	double seconds = time * c->unit;
	if (!(seconds < (double)HORIZON))
		return HORIZON;
	int64_t second = (int64_t)seconds;
	while (time_of(c, second) > time)
		second--;
	while (time_of(c, second + 1) <= time)
		second++;
	return second;
}

/* A level that stays all week is one step, counted from the stretch's Monday, however long the stretch is. */
static struct calendar_place place_in(const struct calendar *c, uint32_t stretch, int64_t second)
{
	const struct calendar_stretch *s = &c->stretches[stretch];
	int64_t monday = s->pattern->count == 1 ? s->monday : s->monday + (second - s->monday) / WEEK * WEEK;
	const struct calendar_change *change = find_change(s->pattern, second - monday);
	return (struct calendar_place){ .stretch = stretch, .change = (uint32_t)(change - s->pattern->changes), .monday = monday };
}

static struct calendar_place place_of(const struct calendar *c, int64_t second)
{
	uint32_t low = 0, high = c->stretch_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (c->stretches[middle].from <= second)
			low = middle;
		else
			high = middle;
	}
	return place_in(c, low, second);
}

static uint32_t level_at(const struct calendar *c, const struct calendar_place *p)
{
	return c->stretches[p->stretch].pattern->changes[p->change].level;
}

/* The second at which the step ends, in its week or with its stretch. */
static int64_t end_of(const struct calendar *c, const struct calendar_place *p)
{
	const struct calendar_pattern *pattern = c->stretches[p->stretch].pattern;
	int64_t end = p->stretch + 1 < c->stretch_count ? c->stretches[p->stretch + 1].from : NEVER;
	if (pattern->count == 1)
		return end;
	int64_t within = p->monday + (p->change + 1 < pattern->count ? pattern->changes[p->change + 1].second : WEEK);
	return within < end ? within : end;
}

/* On to the step after it; `end` is end_of it. */
static void go_on(const struct calendar *c, struct calendar_place *p, int64_t end)
{
	if (p->stretch + 1 < c->stretch_count && c->stretches[p->stretch + 1].from == end) {
		*p = place_in(c, p->stretch + 1, end);
	} else if (++p->change == c->stretches[p->stretch].pattern->count) {
		p->change = 0;
		p->monday += WEEK;
	}
}

/* On to the next step of another level, and the second at which it begins; NEVER, and the last step, where there is none. */
static int64_t go_to_change(const struct calendar *c, struct calendar_place *p)
{
	uint32_t level = level_at(c, p);
	int64_t end;
	do {
		end = end_of(c, p);
		if (end > HORIZON)
			return NEVER;
		go_on(c, p, end);
	} while (level_at(c, p) == level);
	return end;
}

uint32_t calendar_level(const struct calendar *c, double time)
{
	struct calendar_place p = place_of(c, second_of(c, time));
	return level_at(c, &p);
}

double calendar_next(const struct calendar *c, double time, uint32_t *level)
{
	struct calendar_place p = place_of(c, second_of(c, time));
	int64_t second = go_to_change(c, &p);
	if (level)
		*level = level_at(c, &p);
	return time_of(c, second);
}

double calendar_opens(const struct calendar *c, double time)
{
	return calendar_level(c, time) > 0 ? time : calendar_next(c, time, NULL);
}

static double sum_at(const struct calendar *c, const struct calendar_place *p, int64_t second, enum calendar_sum what)
{
	const struct calendar_stretch *s = &c->stretches[p->stretch];
	const struct calendar_change *change = &s->pattern->changes[p->change];
	int64_t weeks = (p->monday - s->monday) / WEEK;
	double lasted = (double)(second - p->monday - change->second);
	return s->sum[what] + (double)weeks * s->pattern->sum[what] + change->sum[what] + lasted * rate(change->level, what);
}

/* Within one step it is the difference of the times itself; else whole seconds, exact, and the fractions at either end. */
static double sum_between(const struct calendar *c, double from, double to, enum calendar_sum what)
{
	int64_t first = second_of(c, from), last = second_of(c, to);
	struct calendar_place p = place_of(c, first), q = place_of(c, last);
	double rate_first = rate(level_at(c, &p), what), rate_last = rate(level_at(c, &q), what);
	if (p.stretch == q.stretch && p.change == q.change && p.monday == q.monday)
		return rate_first > 0.0 ? (to - from) * rate_first : 0.0;
	double whole = (sum_at(c, &q, last, what) - sum_at(c, &p, first, what)) / c->unit;
	return whole + ((to - time_of(c, last)) * rate_last - (from - time_of(c, first)) * rate_first);
}

double calendar_open_between(const struct calendar *c, double from, double to)
{
	return sum_between(c, from, to, CALENDAR_OPEN);
}

double calendar_staffed_between(const struct calendar *c, double from, double to)
{
	return sum_between(c, from, to, CALENDAR_STAFFED);
}

/* The stretch in which `need` more open seconds than `before` are reached: the last that begins with less. */
static uint32_t find_stretch(const struct calendar *c, uint32_t low, double before, double need)
{
	uint32_t high = c->stretch_count;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (c->stretches[middle].opened - before < need)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The same for the step of a stretch's week. Its weeks are counted from the stretch's Monday; false: beyond the horizon, or never.
   What is compared with `need` are whole seconds, so that no rounding decides between two days. */
static bool find_step(const struct calendar *c, struct calendar_place *p, double before, double need)
{
	const struct calendar_stretch *s = &c->stretches[p->stretch];
	double in_week = s->pattern->sum[CALENDAR_OPEN], ahead = s->sum[CALENDAR_OPEN] - before;
	if (in_week <= 0.0 || (need - ahead) / in_week * WEEK > (double)HORIZON)
		return false;
	double weeks = s->pattern->count == 1 ? 0.0 : fmax(floor((need - ahead) / in_week), 0.0);
	while (weeks > 0.0 && ahead + weeks * in_week >= need)
		weeks -= 1.0;
	while (s->pattern->count > 1 && ahead + (weeks + 1.0) * in_week < need)
		weeks += 1.0;
	p->monday = s->monday + (int64_t)weeks * WEEK;
	p->change = 0;
	const struct calendar_change *changes = s->pattern->changes;
	while (p->change + 1 < s->pattern->count && ahead + weeks * in_week + changes[p->change + 1].sum[CALENDAR_OPEN] < need)
		p->change++;
	return true;
}

double calendar_after(const struct calendar *c, double from, double amount)
{
	if (amount <= 0.0)
		return from;
	if (!(amount * c->unit < (double)HORIZON))
		return INFINITY;
	int64_t start = second_of(c, from);
	struct calendar_place p = place_of(c, start);
	double slack = SLACK * (from + amount), before = sum_at(c, &p, start, CALENDAR_OPEN), rest = amount;
	if (level_at(c, &p) > 0) {
		if (from + amount + slack < time_of(c, end_of(c, &p)))
			return from + amount;
		rest += from - time_of(c, start);
	}
	double need = fmax((rest - slack) * c->unit, DBL_MIN);
	p.stretch = find_stretch(c, p.stretch, before, need);
	if (!find_step(c, &p, before, need))
		return INFINITY;
	const struct calendar_change *change = &c->stretches[p.stretch].pattern->changes[p.change];
	int64_t second = p.monday + change->second;
	double time = time_of(c, second) + (rest - (sum_at(c, &p, second, CALENDAR_OPEN) - before) / c->unit);
	double end = time_of(c, end_of(c, &p));
	return time + SLACK * time < end ? time : end;
}

double calendar_mean_level(const struct calendar *c)
{
	return c->usual->sum[CALENDAR_STAFFED] / WEEK;
}

double calendar_mean_open(const struct calendar *c)
{
	return c->usual->sum[CALENDAR_OPEN] / WEEK;
}

void calendar_cursor_init(struct calendar_cursor *cursor, const struct calendar *calendar, double time)
{
	*cursor = (struct calendar_cursor){ .calendar = calendar, .place = place_of(calendar, second_of(calendar, time)) };
	cursor->level = level_at(calendar, &cursor->place);
	cursor->until = time_of(calendar, go_to_change(calendar, &cursor->place));
	cursor->next = level_at(calendar, &cursor->place);
}

void calendar_cursor_step(struct calendar_cursor *cursor)
{
	if (!(cursor->until < INFINITY))
		return;
	cursor->level = cursor->next;
	cursor->until = time_of(cursor->calendar, go_to_change(cursor->calendar, &cursor->place));
	cursor->next = level_at(cursor->calendar, &cursor->place);
}
