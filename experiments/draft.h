/* A plan of tasks as it stands in the file of another program, before it is a model: what the readers of `takt import` fill in, and what
   is written as a model file. All of it is in one arena. */
#ifndef TAKT_EXPERIMENTS_DRAFT_H
#define TAKT_EXPERIMENTS_DRAFT_H

#include <stdbool.h>
#include <stdint.h>
#include "models/date.h"
#include "sim/arena.h"
#include "sim/problem.h"

#define DRAFT_TASKS_AT_MOST 10000u     /* of one project in a model */
#define DRAFT_LINKS_AT_MOST 40000u
#define DRAFT_NEEDS_AT_MOST 40000u
#define DRAFT_RESOURCES_AT_MOST 5000u
#define DRAFT_TITLE_AT_MOST 200u       /* bytes of a title; the rest is cut off */
#define DRAFT_SHOWN 60u                /* bytes of what stands in the file that a complaint shows */
#define DRAFT_NONE UINT32_MAX

/* A period has no meaning of its own: a bare number in the clock's unit. */
enum draft_unit { DRAFT_PERIOD, DRAFT_MINUTE, DRAFT_HOUR, DRAFT_DAY, DRAFT_WEEK, DRAFT_MONTH };

/* A time as planners write it: of working hours, or where it is elapsed by the clock, day and night. */
struct draft_span {
	double amount;                     /* NAN: none is given */
	enum draft_unit unit;
	bool elapsed;
};

/* A date, or a time since the project began. */
enum draft_moment_kind { DRAFT_NEVER, DRAFT_DATE, DRAFT_SPAN };

struct draft_moment {
	enum draft_moment_kind kind;
	bool timed;                        /* the date has a time of day */
	struct date date;
	struct draft_span span;
};

/* How one task waits for another: to begin for its end, to begin for its begin, to end for its end. */
enum draft_how { DRAFT_FINISH_START, DRAFT_START_START, DRAFT_FINISH_FINISH };

struct draft_link {
	uint32_t before, after;            /* tasks */
	enum draft_how how;
	struct draft_span lag;             /* below 0: a lead */
};

struct draft_need {
	uint32_t resource, number;
};

struct draft_task {
	const char *name, *title;          /* name: draft_name makes it */
	int line;                          /* in the file that it is from */
	struct draft_span low, time, high; /* three points: all of them are given; else time at most */
	double quantity, norm;             /* NAN: not given */
	struct draft_span per;             /* a norm is so much in this time */
	double cost;                       /* NAN: not given */
	struct draft_moment not_before, due;
	bool checkpoint;
	const struct draft_need *needs;
	uint32_t need_count;
	uint32_t link_first, link_count;   /* in draft->links: draft_sort fills them in */
	const char *note;                  /* what had to be guessed; NULL: nothing */
	uint32_t aside;                    /* the first task that stands for a lag after this one, DRAFT_NONE: none; of such a task the next */
	bool between;                      /* stands for a lag */
	bool from_begin;                   /* of such a task: the lag begins with the begin of the one before it */
};

struct draft_resource {
	const char *name, *title;
	uint32_t number;                   /* the most that any one task asks for, or as many as the file says there are */
};

/* The hours in which people work. */
struct calendar_hours;

struct draft_hours {
	const char *text;
	bool always;                       /* day and night: no calendar, a day has 24 hours */
	const struct calendar_hours *hours;
	double day, week;                  /* working hours in a day and in a week */
};

struct draft {
	struct arena *arena;
	struct problems *problems;
	const char *file;                  /* as given, for complaints */
	const char *origin;                /* its name, without folders */
	const char *name, *title;
	struct draft_hours hours;
	struct draft_task *tasks;
	struct draft_resource *resources;
	struct draft_link *links;
	uint32_t task_count, task_room, resource_count, resource_room, link_count, link_room, need_count;
	bool dated;                        /* start is known */
	bool start_given;                  /* by the call */
	struct date start;
	const char *money;                 /* NULL: not known */
	const char *anyone;                /* the name of who does what names nobody */
	bool numbers_known;                /* how many there are of each resource is in the file */
	const char *const *remarks;        /* what is to be said of the whole */
	uint32_t remark_count, remark_room;
};

static inline bool draft_given(struct draft_span span)
{
	return span.amount == span.amount;
}

extern const struct draft_span draft_no_span;

/* A new task, the last one, with nothing given. Pointers to tasks are good until the next. */
struct draft_task *draft_add_task(struct draft *draft, const char *title, int line);
uint32_t draft_add_resource(struct draft *draft, const char *title, uint32_t number);

/* Complaints about a line of the file. */
void draft_error(const struct draft *draft, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));
void draft_warn(const struct draft *draft, int line, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* A link; too many are counted, not kept. */
void draft_add_link(struct draft *draft, struct draft_link link);

/* What had to be guessed about a task, and what is to be said of the whole file; both become comments of the model. */
void draft_note(const struct draft *draft, struct draft_task *task, const char *format, ...) __attribute__((format(printf, 3, 4)));
void draft_remark(struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A text on one line, without blanks at its ends, cut off where it is too long. In the arena. */
const char *draft_clean(const struct draft *draft, const char *text);

/* The text, or where it is longer its first bytes, cut between letters, and "…". */
const char *draft_cut(struct arena *arena, const char *text, size_t most);

/* Puts links in the order of the tasks that wait, each of them once. */
void draft_sort(struct draft *draft);

/* After reading: complains about circles and what is too large, turns what the language cannot say (leads, lags in working hours) into what
   it can, and makes names. 0, or -1 where anything was complained about, now or while reading. */
int draft_finish(struct draft *draft);

/* draft_circle.c: complains about tasks that wait for each other. Links are sorted. */
void draft_check_circles(const struct draft *draft);

/* draft_name.c: identifiers for all. */
void draft_name(struct draft *draft);
const char *draft_identifier(struct arena *arena, const char *title, const char *fallback);   /* one that is a name of the language */

/* draft_lag.c: links are sorted before and after. */
void draft_settle_lags(struct draft *draft);

/* draft_date.c: dates get their time of day, times since the project's begin become dates where that is known; what has no effect is left
   out. Complains about what is due before the project begins. */
void draft_settle_dates(struct draft *draft);

/* draft_hours.c. Reads hours as a calendar's; complains as about --hours. 0 or -1. */
int draft_hours_read(struct draft_hours *hours, const char *text, struct arena *arena, struct problems *problems);

/* In hours: of work, or by the clock where the span is elapsed. */
double draft_hours_of(const struct draft_hours *hours, struct draft_span span);

/* As it stands in a model: "5 wd", "4 h"; the digits alone of a period. */
const char *draft_span_text(const struct draft_hours *hours, struct draft_span span, struct arena *arena);

/* Gives a date without a time of day the one at which work begins on that day, or ends. */
void draft_hours_open(const struct draft_hours *hours, struct date *date);
void draft_hours_close(const struct draft_hours *hours, struct date *date);

/* The hours of work from one moment to another; the hours by the clock in which so much work is done. `start` NULL: Monday, 00:00. */
double draft_hours_between(const struct draft_hours *hours, const struct date *from, const struct date *to, struct arena *arena);
double draft_hours_after(const struct draft_hours *hours, const struct date *start, double work, struct arena *arena);

/* When work begins in a week that starts on Monday at 00:00, in hours. */
double draft_hours_first(const struct draft_hours *hours, struct arena *arena);

/* The moment so many hours by the clock after another. */
struct date draft_date_after(const struct date *date, double hours);

/* Less than, equal to or greater than 0: which is earlier. */
int draft_date_compare(const struct date *a, const struct date *b);

#endif
