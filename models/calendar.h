/* The arithmetic of working hours: how many are on shift at a time, when that changes, how much open time lies between two times.
   A calendar is compiled once from the hours that a model file gives, and constant from then on: all threads share it. Times are in
   the clock's unit since the start of the run, finite and not negative. Changes happen at whole seconds and are computed from their
   index (a stretch of days, a week in it, a second of that week), never by adding steps: the same change is the same number wherever
   it is asked for. At a change the new level holds already; work that ends just then is done (calendar_after). */
#ifndef TAKT_MODELS_CALENDAR_H
#define TAKT_MODELS_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/arena.h"
#include "sim/problem.h"
#include "tree.h"

#define CALENDAR_SPANS_AT_MOST 1000           /* in one text of hours, each day of the week counted */
#define CALENDAR_EXCEPTIONS_AT_MOST 10000     /* in one calendar */

/* What the times of a run mean. Daylight saving time is not known: every day has 24 hours. */
struct calendar_clock {
	int64_t start;          /* seconds from Monday, 1 January of the year 1, to the start of the run */
	double unit;            /* seconds in a clock unit, a whole number */
	bool dated;             /* false: no date is given, the run starts on some Monday at 00:00, and dates mean nothing */
};

/* `start` is clock.start as written (date_parse can read it), or NULL; `per_second` is clock units in a second. */
void calendar_clock_init(struct calendar_clock *clock, const char *start, double per_second);

/* From one second to another of the day on which it begins; end <= start + 24 h, so that it may reach into the day after. */
struct calendar_span {
	int32_t start, end;
};

/* spans[first[w] .. first[w + 1]) begin on weekday w (Monday 0), in order; none overlap. */
struct calendar_week {
	const struct calendar_span *spans;
	uint32_t first[8];
};

/* Days (date_day, both included) that have hours of their own, or none. */
struct calendar_exception {
	int64_t first, last;
	struct calendar_week week;
	const struct node *node;
};

/* Hours as written: the usual week, and the exceptions by date, in order, no day in two of them. */
struct calendar_hours {
	struct calendar_week week;
	const struct calendar_exception *exceptions;
	uint32_t exception_count;
};

/* Reads hours. `hours` is a text: "Mon-Fri 08:00-12:00, 13:00-17:00, Sat 09:00-12:00", "Mon,Wed 22:00-06:00" (the span belongs to the
   day on which it starts), "daily 06:00-22:00", "every day 06:00-22:00", "always", "closed"; NULL: always. `except` is a list of texts,
   or one text: "2026-12-25", "2026-07-13..2026-07-31", both closed, and "2026-12-24 08:00-12:00" with hours for those days; NULL: none.
   Lives in `arena`, and borrows the nodes. NULL after complaints about either node. */
const struct calendar_hours *calendar_read(const struct node *hours, const struct node *except, const struct calendar_clock *clock,
	struct arena *arena, struct problems *problems);

/* The week that holds on a day (date_day): the usual one, or that of the exception. Borrowed from `hours`. */
const struct calendar_week *calendar_week_on(const struct calendar_hours *hours, int64_t day);

/* So many are there in these hours. */
struct calendar_shift {
	const struct calendar_hours *hours;
	uint32_t number;
};

/* From `second` of the week on, `level` are on shift. sum: what the week has had before, in seconds. */
enum calendar_sum { CALENDAR_OPEN, CALENDAR_STAFFED };

struct calendar_change {
	int32_t second;
	uint32_t level;
	double sum[2];               /* time with a level above 0; level times time */
};

/* A week, or one day of a week, as a staircase. Neighbouring changes differ in level. */
struct calendar_pattern {
	const struct calendar_change *changes;
	uint32_t count;
	double sum[2];               /* of all of it */
};

/* From second `from` on (to the next stretch, or for ever) the pattern holds, week by week; one of a single day holds for that day. */
struct calendar_stretch {
	int64_t from, monday;        /* seconds since the start of the run; 00:00 of the Monday before or at `from` */
	const struct calendar_pattern *pattern;
	double sum[2];               /* what had been before `monday`, were the pattern in force since then */
	double opened;               /* open seconds before `from` */
};

/* Constant. `stretches` come in order; the first begins a day before the run, the last is the usual week for ever. */
struct calendar {
	double unit;
	const struct calendar_stretch *stretches;
	uint32_t stretch_count;
	const struct calendar_pattern *usual;
};

/* Adds the shifts up: where several hours overlap, so many more are there (together less than 2^32). No shifts: never open. A plain
   calendar is one shift of number 1. Lives in `arena`; the hours are not needed afterwards. */
const struct calendar *calendar_compile(const struct calendar_shift *shifts, size_t count, const struct calendar_clock *clock,
	struct arena *arena);

/* The number on shift at a time. */
uint32_t calendar_level(const struct calendar *calendar, double time);

/* When the level next changes, after `time` and not at it, and (unless NULL) to what. INFINITY where it never does, or not within
   2^52 seconds (143 million years), the horizon of all of this. */
double calendar_next(const struct calendar *calendar, double time, uint32_t *level);

/* The first time at or after `time` at which someone is on shift. INFINITY: never. */
double calendar_opens(const struct calendar *calendar, double time);

/* Time with a level above 0 between two times, from <= to; and the integral of the level, in units of the clock times number. */
double calendar_open_between(const struct calendar *calendar, double from, double to);
double calendar_staffed_between(const struct calendar *calendar, double from, double to);

/* When `amount` of open time has passed after `from`; INFINITY: it never does. What ends at closing time ends on the day that closes:
   within 64 roundings (64 x 2^-52 of from + amount) of a closing time the answer is that time to the last bit, so that what rounding
   adds to an amount does not cost a night. Nothing to wait for: `from` itself. */
double calendar_after(const struct calendar *calendar, double from, double amount);

/* Means over the usual week, exceptions left out: the number on shift, and the share of time with anyone on shift. */
double calendar_mean_level(const struct calendar *calendar);
double calendar_mean_open(const struct calendar *calendar);

/* One step of the staircase, by its index. */
struct calendar_place {
	uint32_t stretch, change;
	int64_t monday;              /* of its week */
};

/* Walks the changes forward, each in constant time. The level is `level` until `until` (INFINITY: for ever). */
struct calendar_cursor {
	const struct calendar *calendar;
	struct calendar_place place; /* of the step after `until` */
	uint32_t level, next;        /* next: the level after `until`; the same where that is INFINITY */
	double until;
};

void calendar_cursor_init(struct calendar_cursor *cursor, const struct calendar *calendar, double time);

/* On to the next change; nothing happens where there is none. */
void calendar_cursor_step(struct calendar_cursor *cursor);

/* Forward to `time`: the level at it. Times must not decrease. */
static inline uint32_t calendar_cursor_level(struct calendar_cursor *cursor, double time)
{
	while (cursor->until <= time)
		calendar_cursor_step(cursor);
	return cursor->level;
}

#endif
