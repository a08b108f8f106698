/* See report_planning.h. */
#include "report_planning.h"

#include <math.h>
#include "answer.h"
#include "figure.h"
#include "number.h"

#define WAITS 0.002          /* of the project's time: waits that come to less are not said to be overlooked */
#define TOLD_AT_MOST 4       /* occasions in the sentence; the table has all */

/* --- forecasts -------------------------------------------------------------------------------------------------------------------- */

static const struct summary *metric(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, const char *what,
	struct arena *arena)
{
	if (task != NONE)
		return plan_metric(scenario, kind, task, arena_format(arena, "forecast.%s", what), arena);
	return result_find(scenario, arena_format(arena, "project.%s.forecast.%s", kind->name, what));
}

static void add(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, struct forecast_told *list, size_t *count,
	struct arena *arena)
{
	struct forecast_told told = { .name = task == NONE ? "at the start" :
		arena_format(arena, "at %s", plan_task_name(scenario->model, kind, task)), .half = metric(scenario, kind, task, "p50", arena),
		.most = metric(scenario, kind, task, "p80", arena), .held_half = metric(scenario, kind, task, "held50", arena),
		.held_most = metric(scenario, kind, task, "held80", arena) };
	if (told.half && told.most && told.held_half && told.held_most && told.held_most->n > 0)
		list[(*count)++] = told;
}

/* By the mean end of the checkpoints. */
static double reached(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, struct arena *arena)
{
	const struct summary *end = plan_metric(scenario, kind, task, "end", arena);
	return end ? end->mean : INFINITY;
}

size_t report_planning_forecasts(const struct result_scenario *scenario, const struct kind *kind, struct forecast_told **list,
	struct arena *arena)
{
	const struct project *project = kind->project;
	size_t count = 0, places = 0;
	if (!project || project->forecast_count == 0)
		return 0;
	uint32_t *tasks = arena_take(arena, project->forecast_count + 1u, sizeof *tasks);
	*list = arena_take(arena, project->forecast_count + 1u, sizeof **list);
	for (uint32_t t = 0; t < project->task_count; t++) {
		size_t place = places;
		if (project->tasks[t].forecast == 0)
			continue;
		for (places++; place > 0 && reached(scenario, kind, tasks[place - 1], arena) > reached(scenario, kind, t, arena); place--)
			tasks[place] = tasks[place - 1];
		tasks[place] = t;
	}
	add(scenario, kind, NONE, *list, &count, arena);
	for (size_t i = 0; i < places; i++)
		add(scenario, kind, tasks[i], *list, &count, arena);
	return count;
}

static const char *share_text(const struct summary *share, char *room)
{
	number_share(room, share->mean, share->half_width);
	return room;
}

void report_planning_say_held(struct prose *text, const struct forecast_told *list, size_t count)
{
	char room[NUMBER_ROOM];
	if (count > 0)
		prose_say(text, "The 80 %% date given at the start holds in %s %% of the projects", share_text(list[0].held_most, room));
}

static const char *moment(const struct result_scenario *scenario, const struct kind *kind, double time, struct arena *arena)
{
	const char *date = plan_date(scenario->model, kind, time, arena);
	return date ? date : plan_length(scenario->model, time, arena);
}

static bool some_wait(const struct result_scenario *scenario, const struct kind *kind, double duration, struct arena *arena)
{
	for (uint32_t t = 0; t < kind->task_count; t++) {
		const struct summary *wait = plan_metric(scenario, kind, t, "wait", arena);
		if (wait && wait->mean > WAITS * duration)
			return true;
	}
	return false;
}

static bool some_come_back(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	for (uint32_t t = 0; t < kind->task_count; t++) {
		const struct summary *passes = plan_metric(scenario, kind, t, "passes", arena);
		if (passes && passes->max > 1.0)
			return true;
	}
	return false;
}

/* "who is waited for, what comes back and what changes on the way" */
static void say_overlooked(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, double duration,
	struct arena *arena)
{
	const char *reasons[3];
	size_t count = 0;
	if (some_wait(scenario, kind, duration, arena))
		reasons[count++] = "waits for people";
	if (some_come_back(scenario, kind, arena))
		reasons[count++] = "work that comes back";
	if (kind->project->changes)
		reasons[count++] = "changes on the way";
	for (size_t i = 0; i < count; i++)
		prose_say(text, "%s%s", i == 0 ? " Such forecasts do not see " : i + 1 < count ? ", " : " and ", reasons[i]);
	if (count > 0)
		prose_say(text, ".");
}

static void say_forecasts(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, const struct plan_ends *ends,
	struct arena *arena)
{
	struct forecast_told *list = NULL;
	char room[NUMBER_ROOM];
	size_t count = report_planning_forecasts(scenario, kind, &list, arena);
	if (count == 0)
		return;
	report_planning_say_held(text, list, count);
	for (size_t i = 1; i < count && i < TOLD_AT_MOST; i++)
		prose_say(text, "%s %s in %s %%", i == 1 ? ", the one given" : ",", list[i].name, share_text(list[i].held_most, room));
	const struct summary *held = list[0].held_most;
	if (fabs(held->mean - 0.8) <= held->half_width || isnan(held->half_width)) {
		prose_say(text, ": at the start about as often as it says. ");
		return;
	}
	prose_say(text, ". At the start it is %s on average; what really holds in 80 %% is %s.", moment(scenario, kind, list[0].most->mean, arena),
		moment(scenario, kind, ends->duration.by[PLAN_P80].estimate, arena));
	if (held->mean < 0.8)
		say_overlooked(text, scenario, kind, ends->duration.mean->mean, arena);
	prose_say(text, " ");
}

/* --- planning --------------------------------------------------------------------------------------------------------------------- */

/* Work is told in hours: the clock's days have 24 of them, a planner's not. */
static const char *hours(const struct result_scenario *scenario, double time, struct arena *arena)
{
	char number[NUMBER_ROOM];
	number_plain(number, time / scenario->model->hour, 3);
	return arena_text(arena, number);
}

static void say_planning(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	const struct summary *all = result_of(scenario, "project.%s.planning", kind->name);
	const struct summary *wasted = result_of(scenario, "project.%s.planning.wasted", kind->name);
	const struct summary *stale = result_of(scenario, "project.%s.planning.stale", kind->name);
	if (!all || !wasted || !stale || !(all->mean > 0.0))
		return;
	prose_say(text, "Planning takes %s hours of work", hours(scenario, all->mean, arena));
	if (wasted->mean > 0.0)
		prose_say(text, ", of which %s (%.0f %%) go into plans that are old when their stage begins", hours(scenario, wasted->mean, arena),
			100.0 * wasted->mean / all->mean);
	else if (kind->project->stale > 0.0)
		prose_say(text, ", none of it twice");
	if (stale->mean > 0.0)
		prose_say(text, "; %s hours of work are done again because of that", hours(scenario, stale->mean, arena));
	prose_say(text, ". ");
}

void report_planning_answer(struct prose *text, const struct result_scenario *scenario, const struct kind *kind,
	const struct plan_ends *ends,
	struct arena *arena)
{
	say_forecasts(text, scenario, kind, ends, arena);
	say_planning(text, scenario, kind, arena);
}

/* --- the table -------------------------------------------------------------------------------------------------------------------- */

static const char *when(const struct result_scenario *scenario, const struct kind *kind, const struct summary *time, struct arena *arena)
{
	char number[NUMBER_ROOM];
	const char *day = plan_day(scenario->model, kind, time->mean, arena);
	number_mean(number, time->mean, time->half_width);
	return day ? day : arena_text(arena, number);
}

static const char *held(const struct summary *share, struct arena *arena)
{
	char room[NUMBER_ROOM];
	return arena_text(arena, share_text(share, room));
}

void report_planning_table(const struct result_scenario *scenario, const struct kind *kind, struct document *to)
{
	struct layout_table table;
	struct forecast_told *list = NULL;
	struct arena *arena = to->arena;
	size_t count = report_planning_forecasts(scenario, kind, &list, arena);
	const char *unit = plan_day(scenario->model, kind, 0.0, arena) ? "" : scenario->model->time_unit;
	if (count == 0)
		return;
	layout_table_init(&table, arena, arena_format(arena, "%s: forecasts", answer_called(kind->title, kind->name)));
	layout_table_column(&table, "50 % by", unit);
	layout_table_column(&table, "holds", "%");
	layout_table_column(&table, "80 % by", unit);
	layout_table_column(&table, "holds", "%");
	for (size_t i = 0; i < count; i++) {
		layout_table_row(&table, figure_capital(list[i].name, arena));
		layout_table_cell(&table, 0, when(scenario, kind, list[i].half, arena));
		layout_table_cell(&table, 1, held(list[i].held_half, arena));
		layout_table_cell(&table, 2, when(scenario, kind, list[i].most, arena));
		layout_table_cell(&table, 3, held(list[i].held_most, arena));
	}
	document_gap(to);
	document_table(to, &table, 2);
	document_text(to, 2, 2,
		"50 % by, 80 % by: the dates that a forecast from the plan gives on that occasion, on average: with its risks and with what "
		"has lasted how long, as if nobody were waited for and nothing came back. holds: share of the projects, of those not over, that "
		"ended by the date.");
}
