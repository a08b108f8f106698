/* Numbers of projects, made once for text, tables and charts: see plan.h. */
#include "plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/date.h"
#include "answer.h"
#include "number.h"

/* Of the time and the cost, in the order of shares. */
static const char *const durations[PLAN_SHARES] = { [PLAN_P10] = "project.%s.duration.p10", [PLAN_P50] = "project.%s.duration.p50",
	[PLAN_P80] = "project.%s.duration.p80", [PLAN_P90] = "project.%s.duration.p90" };
static const char *const costs[PLAN_SHARES] = { [PLAN_P10] = "project.%s.cost.p10", [PLAN_P50] = "project.%s.cost.p50",
	[PLAN_P80] = "project.%s.cost.p80", [PLAN_P90] = "project.%s.cost.p90" };

/* --- what comes, and when ---------------------------------------------------------------------------------------------------------- */

static bool comes_to_an_end(const struct source *source)
{
	return source->how == ARRIVE_NEVER || source->how == ARRIVE_FILE || (source->how == ARRIVE_AT && !(source->period > 0.0)) ||
		(source->how != ARRIVE_KEEP && (isfinite(source->until) || source->at_most != UINT64_MAX));
}

bool plan_is_all(const struct model *model)
{
	bool any = false;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct kind *kind = &model->kinds[k];
		if (kind->hidden)
			continue;
		if (!kind->project || !comes_to_an_end(&kind->source))
			return false;
		any = true;
	}
	return any;
}

bool plan_is_one(const struct kind *kind, double *begins)
{
	const struct source *source = &kind->source;
	bool alone = source->size.form == EXPR_ABSENT || (source->size.form == EXPR_CONSTANT && source->size.value == 1.0);
	bool one = source->how == ARRIVE_AT && source->time_count == 1 && !(source->period > 0.0) && alone && kind->initial_count == 0;
	*begins = one ? source->times[0] : NAN;
	return one;
}

/* --- times as people say them ------------------------------------------------------------------------------------------------------ */

const char *plan_length(const struct model *model, double time, struct arena *arena)
{
	char number[NUMBER_ROOM];
	number_plain(number, time, fabs(time) < 10.0 ? 2 : fabs(time) < 1000.0 ? 3 : 4);
	return arena_format(arena, "%s %s", number, model->time_unit);
}

/* The day on which the time is; false: it has no date. What ends at midnight ends on the day before. */
static bool find_day(const struct model *model, const struct kind *kind, double time, struct date *day)
{
	double begins;
	struct date start;
	if (!model->start_text || date_parse(model->start_text, &start) || !plan_is_one(kind, &begins) || !isfinite(time))
		return false;
	double second = (double)date_second_of_day(&start) + (begins + time) / model->unit - 0.5;
	date_of_day(date_day(&start) + (long)floor(fmax(second, 0.0) / 86400.0), day);
	return true;
}

const char *plan_date(const struct model *model, const struct kind *kind, double time, struct arena *arena)
{
	static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December" };
	struct date day;
	if (!find_day(model, kind, time, &day))
		return NULL;
	return arena_format(arena, "%d %s %d", day.day, months[day.month - 1], day.year);
}

const char *plan_day(const struct model *model, const struct kind *kind, double time, struct arena *arena)
{
	struct date day;
	if (!find_day(model, kind, time, &day))
		return NULL;
	return arena_format(arena, "%04d-%02d-%02d", day.year, day.month, day.day);
}

const char *plan_task_name(const struct model *model, const struct kind *kind, uint32_t task)
{
	const struct task *t = &model->tasks[kind->task_first + task];
	return answer_called(t->title, t->name);
}

/* --- the plan ---------------------------------------------------------------------------------------------------------------------- */

/* The task before it that began it, or that it ended with; NONE: none did. Who only waits for its turn in a banded plan was begun by
   whoever began the one whose turn was before. */
static uint32_t begun_by(const struct project *project, uint32_t task)
{
	uint32_t by = NONE;
	bool turn = false;
	double latest = -INFINITY;
	for (uint32_t i = 0; i < project->tasks[task].before.count; i++) {
		const struct link *link = &project->links[project->tasks[task].before.list[i]];
		const struct cpm_task *before = &project->tasks[link->before].plan, *after = &project->tasks[task].plan;
		double lag = link->lag.form == EXPR_CONSTANT ? link->lag.value : 0.0;
		double from = (link->how == LINK_FINISH_START || link->how == LINK_FINISH_FINISH ? before->finish : before->start) + lag;
		if (link->how == LINK_FIRST_START && from > after->start + 1e-9)
			continue;
		from -= link->how == LINK_FINISH_FINISH ? fmax(after->finish - after->start, 0.0) : 0.0;
		if (from > latest) {
			latest = from;
			by = link->before;
			turn = link->in_order;
		}
	}
	if (turn)
		return begun_by(project, by);
	return project->tasks[task].plan.start > project->tasks[task].plan.not_before + 1e-9 || by == NONE ? by : NONE;
}

size_t plan_chain(const struct model *model, const struct kind *kind, uint32_t *tasks)
{
	const struct project *project = kind->project;
	uint32_t last = 0;
	size_t count = 0;
	for (uint32_t t = 1; t < project->task_count; t++)
		last = project->tasks[t].plan.finish >= project->tasks[last].plan.finish ? t : last;
	for (uint32_t t = last, steps = 0; t != NONE && steps < project->task_count; t = begun_by(project, t), steps++)
		if (project->tasks[t].plan.time > 0.0 || model->tasks[kind->task_first + t].work != WORK_NOTHING)
			tasks[count++] = t;
	for (size_t i = 0; i < count / 2; i++) {
		uint32_t swapped = tasks[i];
		tasks[i] = tasks[count - 1 - i];
		tasks[count - 1 - i] = swapped;
	}
	return count;
}

/* --- what became of it ------------------------------------------------------------------------------------------------------------- */

static void find_spread(const struct result_scenario *scenario, const struct kind *kind, const struct outcomes *outcomes,
	enum outcome column, struct arena *arena, struct plan_spread *spread)
{
	const char *const *patterns = column == OUTCOME_COST ? costs : durations;
	*spread = (struct plan_spread){ .count = outcomes->count,
		.mean = result_of(scenario, column == OUTCOME_COST ? "project.%s.cost" : "project.%s.duration", kind->name) };
	if (!spread->mean)
		return;
	double *sorted = arena_take(arena, outcomes->count, sizeof *sorted);
	outcomes_sort(outcomes, column, sorted);
	spread->sorted = sorted;
	spread->varies = spread->count >= PLAN_RUNS && spread->sorted[spread->count - 1] > spread->sorted[0];
	for (size_t i = 0; i < PLAN_SHARES; i++) {
		const struct summary *share = result_of(scenario, patterns[i], kind->name);
		spread->by[i] = share ? (struct interval){ share->mean, share->low, share->high } : (struct interval){ NAN, NAN, NAN };
	}
}

bool plan_ends(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena, struct plan_ends *ends)
{
	double begins;
	*ends = (struct plan_ends){ .outcomes = kind->project ? outcomes_of(scenario, kind) : NULL, .of_runs = plan_is_one(kind, &begins) };
	if (!ends->outcomes)
		return false;
	find_spread(scenario, kind, ends->outcomes, OUTCOME_DURATION, arena, &ends->duration);
	find_spread(scenario, kind, ends->outcomes, OUTCOME_COST, arena, &ends->cost);
	return ends->duration.mean != NULL;
}

const struct summary *plan_metric(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, const char *what,
	struct arena *arena)
{
	const char *name = scenario->model->tasks[kind->task_first + task].name;
	return result_find(scenario, arena_format(arena, "project.%s.%s.%s", kind->name, name, what));
}

double plan_quantile(const struct plan_ends *ends, size_t column, double share)
{
	double *sorted = malloc(ends->outcomes->count * sizeof *sorted), by = NAN;
	if (!sorted)
		return by;
	outcomes_sort(ends->outcomes, column, sorted);
	by = interval_quantile(sorted, ends->outcomes->count, share, SUMMARY_CONFIDENCE).estimate;
	free(sorted);
	return by;
}

double plan_cruciality(const struct plan_ends *ends, const struct kind *kind, uint32_t task)
{
	return ends->outcomes->count < PLAN_RUNS ? NAN : outcomes_correlation(ends->outcomes, outcome_time(kind, task), OUTCOME_DURATION);
}
