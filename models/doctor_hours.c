/* What hours make impossible, and what they make longer than meant. */
#include "doctor.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "calendar.h"

static const double hours_in_day = 24.0, hours_in_week = 168.0;

double doctor_overtime(const struct doctor *d, const struct calendar *calendar, bool pauses, double work)
{
	double falls = 0.0, staffed = calendar ? calendar_mean_level(calendar) * hours_in_week * d->model->hour : 0.0;
	if (!calendar || pauses || !(staffed > 0.0))
		return 0.0;
	const struct calendar_pattern *week = calendar->usual;
	for (uint32_t i = 0; i < week->count; i++) {
		uint32_t before = week->changes[i > 0 ? i - 1 : week->count - 1].level, now = week->changes[i].level;
		falls += before > now ? before - now : 0.0;
	}
	return 3.0 * falls * work / staffed;
}

/* The i-th of those whose hours have to meet at a station: 0 is the station itself, then its needs and alternatives (*resource). NULL
   where it is always there. */
static const struct calendar *hours_of(const struct model *m, const struct station *s, uint32_t i, uint32_t *resource)
{
	*resource = NONE;
	if (i == 0)
		return s->calendar;
	*resource = i <= s->needs.count ? s->needs.list[i - 1].resource : s->one_of.list[i - 1 - s->needs.count].resource;
	return m->resources[*resource].calendar;
}

static const char *names_of(const struct model *m, const struct station *s)
{
	const char *names = "";
	for (uint32_t i = 0, r; i <= s->needs.count + s->one_of.count; i++)
		if (hours_of(m, s, i, &r) && r == NONE)
			names = "its own hours";
		else if (hours_of(m, s, i, &r))
			names = arena_format(m->arena, "%s%s'%s'", names, *names ? ", " : "", m->resources[r].name);
	return names;
}

/* Levels change only where some calendar's do: it is enough to look there. Days with other hours may help now and then. */
void doctor_check_hours(const struct doctor *d, uint32_t index)
{
	const struct model *m = d->model;
	const struct station *s = &m->stations[index];
	bool any = false, exceptions = false;
	for (uint32_t i = 0, r; i <= s->needs.count + s->one_of.count; i++) {
		const struct calendar *calendar = hours_of(m, s, i, &r);
		any = any || calendar;
		exceptions = exceptions || (calendar && calendar->stretch_count > 1);
		for (uint32_t k = 0; calendar && k < calendar->usual->count; k++)
			if (load_may_begin(m, s, calendar->usual->changes[k].second))
				return;
	}
	const char *repaired = any && s->hidden ? load_repaired_at(m, index) : NULL;
	if (repaired)
		node_problem(d->problems, exceptions ? SEVERITY_WARNING : SEVERITY_ERROR, s->node, NULL,
			"in a usual week no repair of '%s' can begin: those who do it are never there together (%s). Let their hours overlap", repaired,
			names_of(m, s));
	else if (any)
		node_problem(d->problems, exceptions ? SEVERITY_WARNING : SEVERITY_ERROR, s->node, NULL,
			"in a usual week nothing can begin at '%s': what it needs is never there together (%s). Let their hours overlap", s->name,
			names_of(m, s));
}

/* --- Days of work --- */

/* The first "3 d" in a text: where it stands and how many; 0 where there is none. */
static double days_in(const char *text, const char **at, int *length)
{
	for (const char *c = text; *c; c++) {
		if (!isdigit((unsigned char)*c) || (c > text && (isalnum((unsigned char)c[-1]) || c[-1] == '_' || c[-1] == '.')))
			continue;
		char *end;
		double days = strtod(c, &end);
		while (*end == ' ')
			end++;
		if (*end == 'd' && !isalnum((unsigned char)end[1]) && end[1] != '_') {
			*at = c;
			*length = (int)(end + 1 - c);
			return days;
		}
	}
	return 0.0;
}

/* Hours of work in a usual week of whoever is there least among those who do it; INFINITY: always there. */
static double shortest_week(const struct model *m, const struct station *s)
{
	double hours = INFINITY;
	for (uint32_t i = 0, r; i <= s->needs.count + s->one_of.count; i++) {
		const struct calendar *calendar = hours_of(m, s, i, &r);
		hours = calendar ? fmin(hours, calendar_mean_open(calendar) * hours_in_week) : hours;
	}
	return hours;
}

/* The days of a calendar are shorter than those of the clock: "3 d" are 72 hours of work. */
static void check_text(const struct doctor *d, const struct node *node, uint32_t station)
{
	const struct model *m = d->model;
	const char *at = NULL;
	int length = 0;
	double days = node && node->text ? days_in(node->text, &at, &length) : 0.0, week = shortest_week(m, &m->stations[station]);
	if (!(days > 0.0) || !(week > 0.0 && week < hours_in_week / 2.0))
		return;
	const char *said = arena_format(m->arena, "%.*s", length, at);
	node_problem(d->problems, SEVERITY_WARNING, node, said,
		"'%s' of work are %.4g hours, and those who do it are there %.4g hours a week, so that it takes %.3g weeks; did you mean '%.4g wd'?",
		said, days * hours_in_day, week, days * hours_in_day / week, days);
}

static const struct node *written(const struct node *group, const char *name)
{
	return group && group->type == NODE_GROUP ? node_child(group, name) : NULL;
}

/* The time that a station says itself: of a repair, or of its work. Where it is a step's own, the step says it. */
static const struct node *time_of(const struct model *m, uint32_t station)
{
	if (!m->stations[station].hidden)
		return written(m->stations[station].node, "time");
	return load_repaired_at(m, station) ? written(m->stations[station].node, "repair") : NULL;
}

void doctor_check_days(const struct doctor *d)
{
	const struct model *m = d->model;
	for (uint32_t s = 0; s < m->station_count; s++) {
		check_text(d, time_of(m, s), s);
		if (m->stations[s].setup_on != SETUP_NEVER)
			check_text(d, written(written(m->stations[s].node, "setup"), "time"), s);
	}
	for (uint32_t t = 0; t < m->task_count; t++)
		if (m->tasks[t].work == WORK_STATION && !m->kinds[m->tasks[t].kind].hidden)
			check_text(d, written(m->tasks[t].node, "time"), m->tasks[t].station);
}

/* --- Work that is longer than any shift --- */

#define BREAK_SECONDS 7200       /* so long a shift may be interrupted */
#define WEEK_SECONDS 604800

/* The longest time in the usual week from coming to going, in clock units; INFINITY: they never go. */
static double longest_shift(const struct model *m, const struct calendar *calendar)
{
	const struct calendar_pattern *week = calendar->usual;
	long longest = 0, run = 0, gap = WEEK_SECONDS;
	for (uint32_t i = 0; i < 2 * week->count; i++) {
		const struct calendar_change *change = &week->changes[i % week->count];
		bool last = i % week->count + 1 == week->count;
		long seconds = (last ? WEEK_SECONDS + week->changes[0].second : week->changes[i % week->count + 1].second) - change->second;
		if (change->level == 0) {
			gap = seconds;
			continue;
		}
		run = gap > BREAK_SECONDS ? seconds : run + seconds;
		gap = 0;
		longest = run > longest ? run : longest;
	}
	return week->count < 2 || longest >= WEEK_SECONDS ? INFINITY : (double)longest * m->unit;
}

/* Whoever has shifts and says nothing of what becomes of the work in hand at their end finishes it. */
static void check_shift(const struct doctor *d, const struct task *task, double work, const struct calendar *calendar,
	const struct node *who, const char *name)
{
	const struct model *m = d->model;
	double shift = calendar && !written(who, "at_shift_end") ? longest_shift(m, calendar) : INFINITY;
	if (work > shift * (1.0 + 1e-9))
		node_problem(d->problems, SEVERITY_WARNING, task->node, NULL,
			"'%s' takes %.4g h on average, but the longest shift of '%s' is %.4g h: it would be finished as overtime; "
			"at_shift_end = \"pause\" takes it up again", task->name, work / m->hour, name, shift / m->hour);
}

void doctor_check_shifts(const struct doctor *d)
{
	const struct model *m = d->model;
	for (uint32_t t = 0; t < m->task_count; t++) {
		const struct task *task = &m->tasks[t];
		const struct station *s = task->work == WORK_STATION && !m->kinds[task->kind].hidden ? &m->stations[task->station] : NULL;
		for (uint32_t i = 0, r; s && i <= s->needs.count + s->one_of.count; i++) {
			const struct calendar *calendar = hours_of(m, s, i, &r);
			if (!(r == NONE ? s->pauses : m->resources[r].pauses))
				check_shift(d, task, d->load->task_time[t], calendar, r == NONE ? s->node : m->resources[r].node,
					r == NONE ? s->name : m->resources[r].name);
		}
	}
}
