/* Numbers of projects, made once for text, tables and charts: see plan.h. */
#include "plan.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/date.h"
#include "answer.h"
#include "number.h"

static const double shares[PLAN_SHARES] = { [PLAN_P10] = 0.1, [PLAN_P50] = 0.5, [PLAN_P80] = 0.8, [PLAN_P90] = 0.9 };
static const char *const share_patterns[PLAN_SHARES] = { [PLAN_P10] = "project.%s.duration.p10", [PLAN_P50] = "project.%s.duration.p50",
	[PLAN_P80] = "project.%s.duration.p80", [PLAN_P90] = "project.%s.duration.p90" };

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

const bool *plan_places(const struct model *model, struct arena *arena)
{
	bool *places = arena_take(arena, model->station_count + 1u, sizeof *places);
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *task = &model->tasks[t];
		if (task->work == WORK_STATION && model->stations[task->station].hidden && model->kinds[task->kind].project)
			places[task->station] = true;
	}
	return places;
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

/* The task before it that began it, or that it ended with; NONE: none did. */
static uint32_t begun_by(const struct project *project, uint32_t task)
{
	uint32_t by = NONE;
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
		}
	}
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

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* What the replications say of a metric, ascending; *count of them. */
static double *sorted_of(const struct result_scenario *scenario, const struct summary *metric, struct arena *arena, size_t *count)
{
	size_t metrics = scenario->model->metrics.count, at = (size_t)(metric - scenario->summaries);
	double *values = arena_take(arena, scenario->replications + 1u, sizeof *values);
	*count = 0;
	for (uint32_t r = 0; r < scenario->replications; r++)
		if (scenario->finished[r] && !isnan(scenario->rows[r * metrics + at]))
			values[(*count)++] = scenario->rows[r * metrics + at];
	qsort(values, *count, sizeof *values, ascending);
	return values;
}

bool plan_ends(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena, struct plan_ends *ends)
{
	double begins;
	*ends = (struct plan_ends){ .duration = result_of(scenario, "project.%s.duration", kind->name), .of_runs = plan_is_one(kind, &begins) };
	if (!ends->duration || ends->duration->n == 0)
		return false;
	if (ends->of_runs)
		ends->sorted = sorted_of(scenario, ends->duration, arena, &ends->count);
	for (size_t i = 0; i < PLAN_SHARES; i++) {
		const struct summary *share = result_of(scenario, share_patterns[i], kind->name);
		ends->by[i] = ends->of_runs ? interval_quantile(ends->sorted, ends->count, shares[i], SUMMARY_CONFIDENCE) :
			share ? (struct interval){ share->mean, share->low, share->high } : (struct interval){ NAN, NAN, NAN };
	}
	return true;
}

const struct summary *plan_metric(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, const char *what,
	struct arena *arena)
{
	const char *name = scenario->model->tasks[kind->task_first + task].name;
	return result_find(scenario, arena_format(arena, "project.%s.%s.%s", kind->name, name, what));
}

double plan_quantile(const struct result_scenario *scenario, const struct summary *metric, double share, struct arena *arena)
{
	size_t count = 0;
	double *sorted = metric ? sorted_of(scenario, metric, arena, &count) : NULL;
	return count > 0 ? interval_quantile(sorted, count, share, SUMMARY_CONFIDENCE).estimate : NAN;
}

/* Pearson's, over the replications that know both. */
static double correlation(const struct result_scenario *scenario, const struct summary *a, const struct summary *b)
{
	size_t metrics = scenario->model->metrics.count, at = (size_t)(a - scenario->summaries), bt = (size_t)(b - scenario->summaries);
	double both = 0.0, of_a = 0.0, of_b = 0.0;
	uint32_t count = 0;
	for (uint32_t r = 0; r < scenario->replications; r++) {
		double x = scenario->rows[r * metrics + at] - a->mean, y = scenario->rows[r * metrics + bt] - b->mean;
		if (!scenario->finished[r] || isnan(x) || isnan(y))
			continue;
		both += x * y;
		of_a += x * x;
		of_b += y * y;
		count++;
	}
	double least = 1e-18 * count;
	return count < PLAN_RUNS || of_a <= least * a->mean * a->mean || of_b <= least * b->mean * b->mean ? NAN : both / sqrt(of_a * of_b);
}

double plan_cruciality(const struct result_scenario *scenario, const struct kind *kind, uint32_t task, struct arena *arena)
{
	const struct summary *time = plan_metric(scenario, kind, task, "time", arena);
	const struct summary *duration = result_of(scenario, "project.%s.duration", kind->name);
	return time && duration ? correlation(scenario, time, duration) : NAN;
}

size_t plan_decisive(const struct result_scenario *scenario, const struct kind *kind, double least, uint32_t *tasks, double *correlations,
	struct arena *arena)
{
	size_t count = 0;
	for (uint32_t t = 0; t < kind->task_count; t++) {
		double r = plan_cruciality(scenario, kind, t, arena);
		size_t at = count;
		if (!(r >= least))
			continue;
		for (count++; at > 0 && correlations[at - 1] < r; at--) {
			tasks[at] = tasks[at - 1];
			correlations[at] = correlations[at - 1];
		}
		tasks[at] = t;
		correlations[at] = r;
	}
	return count;
}
