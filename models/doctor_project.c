/* What a plan cannot keep: tasks that are due, and projects that are promised, before they can be done, if all take their expected time and
   nobody waits for anybody. */
#include "doctor.h"

#include <math.h>
#include "date.h"
#include "project.h"

#define OLD 0.5          /* of a plan: more than that out of date is worth a word */

/* A moment of the run as people write it: a date where the run has one, else the time since it began. Midnight is the end of a day. */
static const char *moment_text(const struct model *m, double time)
{
	struct date date;
	if (!m->start_text || date_parse(m->start_text, &date))
		return arena_format(m->arena, "%.5g %s after its begin", time, m->time_unit);
	double second = floor((double)date_second_of_day(&date) + time / m->unit + 0.5), day = floor(second / 86400.0);
	long rest = (long)(second - 86400.0 * day);
	if (rest == 0) {
		day -= 1.0;
		rest = 86400;
	}
	date_of_day(date_day(&date) + (long)day, &date);
	return arena_format(m->arena, "%04d-%02d-%02d %02ld:%02ld", date.year, date.month, date.day, rest / 3600, rest / 60 % 60);
}

/* A moment of a project that begins with the run. */
static void check_task(const struct doctor *d, const struct kind *kind, uint32_t position)
{
	const struct project_task *plan = &kind->project->tasks[position];
	const struct task *task = &d->model->tasks[kind->task_first + position];
	const struct source *source = &kind->source;
	double origin = source->how == ARRIVE_AT && source->time_count > 0 ? source->times[0] : 0.0;
	if (!(plan->plan.finish > plan->due_time * (1.0 + 1e-9)))
		return;
	double from = d->model->start_text ? origin : 0.0;
	node_problem(d->problems, SEVERITY_WARNING, task->node, NULL,
		"'%s' is due by %s, but if everything takes its expected time and nobody waits for anybody, it is done by %s: plan less before it, or "
		"give it more time", task->name, moment_text(d->model, from + plan->due_time), moment_text(d->model, from + plan->plan.finish));
}

/* What the whole project promises. In hours of a calendar it is told elsewhere: those of the plan are by the clock. */
static void check_promise(const struct doctor *d, const struct kind *kind)
{
	double promise = kind->promise.form == EXPR_CONSTANT && !kind->calendar ? kind->promise.value : INFINITY;
	if (!(kind->project->length > promise * (1.0 + 1e-9)))
		return;
	node_problem(d->problems, SEVERITY_WARNING, kind->node, NULL, "'%s' promises to be done within %.5g %s, but if everything takes its "
		"expected time and nobody waits for anybody, it takes %.5g: plan less, or promise more time", kind->name, promise,
		d->model->time_unit, kind->project->length);
}

static void check_stages(const struct doctor *d, const struct project *project)
{
	for (uint32_t s = 0; s < project->stage_count; s++)
		if (project->stages[s].old > OLD)
			node_problem(d->problems, SEVERITY_WARNING, project->stages[s].node, NULL, "when '%s' begins, %.0f %% of its plan are out of date, "
				"on expected times: plan it later%s", project->stages[s].name, 100.0 * project->stages[s].old,
				project->upfront ? ", with wave = \"rolling\"" : "");
}

void doctor_check_projects(const struct doctor *d)
{
	for (uint32_t k = 0; k < d->model->kind_count; k++) {
		const struct kind *kind = &d->model->kinds[k];
		for (uint32_t t = 0; kind->project && t < kind->task_count; t++)
			check_task(d, kind, t);
		if (!kind->project)
			continue;
		check_promise(d, kind);
		check_stages(d, kind->project);
	}
}
