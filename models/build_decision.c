/* Decisions of steps and tasks: when those who decide meet, who is asked instead, and what is so when nobody answers. A meeting is a
   station of its own at which nothing is done: requests queue there in the order of the decider's queue. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "build.h"
#include "decision.h"

#define MEETINGS_AT_MOST 1000          /* in a week */

static const char *const days[] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday" };

/* --- when they meet ------------------------------------------------------------------------------------------------------------- */

/* The day that the text begins with, in three letters or more, Monday 0; -1: none. The text goes on behind it. */
static int take_day(const char **text)
{
	size_t length = 0;
	while (isalpha((unsigned char)(*text)[length]))
		length++;
	for (int day = 0; day < 7 && length >= 3; day++)
		if (strncasecmp(*text, days[day], length) == 0 && length <= strlen(days[day])) {
			*text += length;
			return day;
		}
	return -1;
}

static void skip_blanks(const char **text)
{
	*text += strspn(*text, " \t");
}

/* Hours after midnight; -1: no time of day. */
static double take_time(const char **text)
{
	int hour = 0, minute = 0, length = 0;
	if (!isdigit((unsigned char)**text) || sscanf(*text, "%2d:%2d%n", &hour, &minute, &length) != 2 || hour > 23 || minute > 59 || minute < 0)
		return -1.0;
	*text += length;
	return hour + minute / 60.0;
}

static int by_time(const void *one, const void *other)
{
	double a = *(const double *)one, b = *(const double *)other;
	return (a > b) - (a < b);
}

/* "Mon-Fri 09:00" in clock units after Monday 00:00. False: it is not understood. */
static bool take_meetings(const struct build *b, const char **text, double *times, uint32_t *count)
{
	int first = take_day(text), last = first;
	if (first >= 0 && **text == '-') {
		++*text;
		last = take_day(text);
	}
	skip_blanks(text);
	double hour = last < 0 ? -1.0 : take_time(text);
	if (hour < 0.0)
		return false;
	for (int day = first;; day = (day + 1) % 7) {
		if (*count < MEETINGS_AT_MOST)
			times[(*count)++] = (day * HOURS_IN_DAY + hour) * b->model->hour;
		if (day == last)
			return true;
	}
}

static void build_times(struct build *b, struct meetings *meetings, const struct node *node)
{
	double *times = arena_take(b->arena, MEETINGS_AT_MOST, sizeof *times);
	const char *text = node->text;
	do {
		text += *text == ',';
		skip_blanks(&text);
		if (!take_meetings(b, &text, times, &meetings->count)) {
			build_error(b, node, node->text, "'%s' does not say when they meet: write days and a time, as in \"Mon 09:00, Thu 10:00\", or a "
				"time such as \"1 wk\" for every so long", node->text);
			return;
		}
		skip_blanks(&text);
	} while (*text == ',');
	if (*text != '\0')
		build_error(b, node, text, "'%s' is not understood here: a comma parts one meeting from the next", text);
	qsort(times, meetings->count, sizeof *times, by_time);
	for (uint32_t i = 1; i < meetings->count; i++)
		if (times[i] == times[i - 1])
			build_error(b, node, node->text, "\"%s\" says the same time twice", node->text);
	meetings->times = times;
}

static void build_meetings(struct build *b, struct meetings *meetings, const struct node *node)
{
	const char *text = build_text(node);
	meetings->start = b->model->start;
	meetings->week = HOURS_IN_WEEK * b->model->hour;
	if (text && (strchr(text, ':') || take_day(&text) >= 0)) {
		build_times(b, meetings, node);
	} else if (build_constant(b, node, UNIT_TIME, &meetings->every) == 0 && !(meetings->every > 0.0)) {
		build_error(b, node, NULL, "between two meetings some time passes: give 'meets' a time above 0");
		meetings->every = 0.0;
	}
}

/* The queue is in the order of the place where it is decided, if there is one. */
static void build_meeting(struct build *b, uint32_t t, struct decision *decision, const struct decision_spec *spec)
{
	const struct task *task = &b->tasks[t];
	build_meetings(b, &decision->meetings, spec->meets);
	decision->meets = spec->meets->text;
	decision->meeting = build_station_meeting(b, arena_format(b->arena, "%s.%s.meeting", b->kind_list[task->kind].name, b->steps[t].luck),
		spec->node, task->station);
	b->station_list[decision->meeting].title = arena_format(b->arena, "%s, the next meeting", task->title);
	if (spec->agenda)
		build_count(b, spec->agenda, 1, COUNT_AT_MOST, &decision->agenda);
}

/* --- who is asked instead, and what is so without ------------------------------------------------------------------------------- */

/* Another place where the task may be done: its time is that of the task, unless it is said. */
static void build_escalated(struct build *b, uint32_t t, struct decision *decision, const struct escalates_spec *spec)
{
	struct task *task = &b->tasks[t];
	const struct reading reading = { &b->plans[task->kind], t, ALLOW_WORK };
	struct station_spec *own = arena_take(b->arena, 1, sizeof *own);
	struct visit *visits = arena_take(b->arena, task->elsewhere_count + 1, sizeof *visits);
	*own = (struct station_spec){ .node = spec->node, .needs_one_of = spec->to };
	decision->escalated = build_station_add(b, arena_format(b->arena, "%s.%s.escalated", b->kind_list[task->kind].name, b->steps[t].luck),
		own, true);
	struct station *station = &b->station_list[decision->escalated];
	if (station->one_of.count == 1) {
		station->needs = station->one_of;   /* there is no choice */
		station->one_of = (struct amounts){ NULL, 0 };
	}
	station->title = arena_format(b->arena, "%s, escalated", task->title);
	if (task->elsewhere_count > 0)
		memcpy(visits, task->elsewhere, task->elsewhere_count * sizeof *visits);
	struct visit *visit = &visits[task->elsewhere_count++];
	build_visit(b, t, decision->escalated, visit);
	visit->time = task->work == WORK_STATION || task->work == WORK_WAIT ? task->time : build_number(0.0);
	if (spec->time)
		build_expr(b, &visit->time, spec->time, UNIT_TIME, &reading);
	else if (task->quantity.form != EXPR_ABSENT)
		build_error(b, spec->node, NULL, "say how long it takes them: the 'norm' of '%s' is another one's; give 'escalates' a 'time'",
			task->name);
	task->elsewhere = visits;
}

static void build_escalates(struct build *b, uint32_t t, struct decision *decision, const struct escalates_spec *spec)
{
	const struct reading reading = { &b->plans[b->tasks[t].kind], t, ALLOW_FLOW };
	if (spec->after)
		build_expr(b, &decision->escalates, spec->after, UNIT_TIME, &reading);
	if (spec->to)
		build_escalated(b, t, decision, spec);
}

static void build_default(struct build *b, uint32_t t, struct decision *decision, const struct default_spec *spec)
{
	const struct reading reading = { &b->plans[b->tasks[t].kind], t, ALLOW_FLOW };
	if (spec->after)
		build_expr(b, &decision->deadline, spec->after, UNIT_TIME, &reading);
	build_settings(b, t, spec->set, &reading, &decision->sets);
}

/* What can never come to pass is worth a word. */
static void check_times(struct build *b, const struct decision *decision, const struct decision_spec *spec)
{
	bool fixed = decision->escalates.form == EXPR_CONSTANT && decision->deadline.form == EXPR_CONSTANT;
	if (spec->escalates && fixed && decision->escalates.value >= decision->deadline.value)
		build_warning(b, spec->escalates->node, NULL, "'%s' never escalates: by then it has been settled by its default",
			decision->name);
	if (spec->agenda && !spec->meets && !build_has(spec->node, "meets"))
		build_error(b, spec->agenda, NULL, "an 'agenda' belongs to a meeting: say when it is ('meets'), or leave it out");
}

/* --- all of it ------------------------------------------------------------------------------------------------------------------- */

/* What a decision cannot be, beside what it is. True: nothing stands in the way. */
static bool may_decide(struct build *b, uint32_t t, const struct node *node)
{
	const struct task *task = &b->tasks[t];
	if (node->type != NODE_GROUP && node->type != NODE_TRUTH)
		build_error(b, node, NULL, "'decision' is true, or says more: decision = { meets = \"Thu 10:00\"; agenda = 10; };");
	else if (task->work == WORK_TOGETHER)
		build_error(b, node, NULL, "'%s' is a set of branches: the decision is a step of its own, in one of them or after them", task->name);
	else if (b->steps[t].spec->take)
		build_error(b, b->steps[t].spec->take, NULL, "a decision takes nothing that is kept: let a %s before or after '%s' take it",
			b->steps[t].planned ? "task" : "step", task->name);
	else if (strcmp(b->steps[t].luck, task->name) != 0)
		build_error(b, b->steps[t].spec->node, NULL, "two steps of '%s' are called '%s': give this decision a 'name' of its own",
			b->kind_list[task->kind].name, task->name);
	else
		return true;
	return false;
}

void build_decision(struct build *b, uint32_t t)
{
	const struct node *node = b->steps[t].spec->decision;
	struct decision_spec spec = { .node = node };
	if (!node || (node->type == NODE_TRUTH && !build_is_true(node)) || b->steps[t].broken || !may_decide(b, t, node))
		return;
	struct task *task = &b->tasks[t];
	struct decision *decision = arena_take(b->arena, 1, sizeof *decision);
	*decision = (struct decision){ .name = task->name, .title = task->title, .node = node, .task = t, .meeting = NONE, .escalated = NONE,
		.agenda = UNLIMITED };
	if (node->type == NODE_GROUP && schema_read(&decision_schema, node, &spec, b->arena, b->problems) != 0)
		return;
	if (spec.meets)
		build_meeting(b, t, decision, &spec);
	if (spec.escalates)
		build_escalates(b, t, decision, spec.escalates);
	if (spec.otherwise)
		build_default(b, t, decision, spec.otherwise);
	check_times(b, decision, &spec);
	build_luck(b, &decision->luck_escalates, b->steps[t].luck, "escalates");
	build_luck(b, &decision->luck_deadline, b->steps[t].luck, "default");
	build_luck(b, &decision->sets.luck, b->steps[t].luck, "default.set");
	b->decisions = build_grow(b, b->decisions, b->model->decision_count, &b->decision_room, sizeof *b->decisions);
	decision->index = b->model->decision_count++;
	b->decisions[decision->index] = task->decision = decision;
}
