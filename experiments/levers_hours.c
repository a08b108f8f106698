/* One more hour of shift: hours as written, read, made longer, and written again. */
#include <string.h>
#include "models/calendar.h"
#include "hours.h"
#include "levers.h"

enum { HOUR = 3600, DAY = 86400, DAYS = 7 };

const struct node *lever_calendar(const struct levers *levers, const char *name)
{
	const struct node *group = node_child(levers->model->kinds[0].node->tree->root, "calendars");
	return group ? node_child(group, name) : NULL;
}

/* Where the first span after the end of this day begins, in seconds from its midnight. */
static int32_t next_start(const struct calendar_week *week, int day)
{
	for (int later = 1; later <= DAYS; later++) {
		int next = (day + later) % DAYS;
		if (week->first[next] < week->first[next + 1])
			return week->spans[week->first[next]].start + later * DAY;
	}
	return INT32_MAX;
}

/* False: somewhere there is no hour left. */
static bool lengthen(const struct calendar_week *week, struct calendar_span *spans)
{
	for (int day = 0; day < DAYS; day++) {
		if (week->first[day] == week->first[day + 1])
			continue;
		struct calendar_span *last = &spans[week->first[day + 1] - 1];
		last->end += HOUR;
		if (last->end - last->start >= DAY || last->end > next_start(week, day))
			return false;
	}
	return true;
}

const char *lever_longer_hours(const struct levers *levers, const struct node *node)
{
	const struct node *named = node->text ? lever_calendar(levers, node->text) : NULL;
	const struct node *hours = named && named->type == NODE_GROUP ? node_child(named, "hours") : named ? named : node;
	struct calendar_clock clock;
	struct problems problems;
	if (!hours || !hours->text || strcmp(hours->text, "always") == 0)
		return NULL;
	calendar_clock_init(&clock, NULL, levers->model->unit);
	problems_init(&problems);
	const struct calendar_hours *read = calendar_read(hours, NULL, &clock, levers->arena, &problems);
	problems_done(&problems);
	uint32_t count = read ? read->week.first[DAYS] : 0;
	if (count == 0)
		return NULL;
	struct calendar_span *spans = arena_take(levers->arena, count, sizeof *spans);
	memcpy(spans, read->week.spans, count * sizeof *spans);
	if (!lengthen(&read->week, spans))
		return NULL;
	struct calendar_hours longer = *read;
	longer.week.spans = spans;
	struct calendar_shift shift = { &longer, 1 };
	return hours_describe(calendar_compile(&shift, 1, &clock, levers->arena), levers->arena);
}
