/* The stages of a project and their planning: tasks that the plan has beside those that are written in it, and the links that let them come
   first. Invariant: where all was understood, every stage that is planned has tasks, and each of them begins after that planning. */
#include <math.h>
#include <string.h>
#include "build.h"

static struct expr_names stage_names(struct build *b, const struct members *members)
{
	const char **names = arena_take(b->arena, members->count + 1, sizeof *names);
	for (size_t i = 0; i < members->count; i++)
		names[i] = ((const struct stage_spec *)schema_member(members, i))->node->name;
	return (struct expr_names){ names, members->count };
}

uint32_t build_stage_of(struct build *b, const struct kind_spec *spec, const struct task_spec *task)
{
	const struct expr_names names = stage_names(b, &spec->stages);
	const char *name = build_text(task->stage);
	return name ? build_index(&names, name) : NONE;
}

/* --- what is written ------------------------------------------------------------------------------------------------------------- */

/* A number of lets only, in its range; `value` stays where there is none, or a complaint. */
static void read_number(struct build *b, const struct node *node, int unit, double high, const char *what, double *value)
{
	double read;
	if (!node || build_constant(b, node, unit, &read) != 0)
		return;
	if (read >= 0.0 && read <= high)
		*value = read;
	else
		build_error(b, node, NULL, "%s", what);
}

static void read_planning(struct build *b, const struct planning_spec *spec, struct project *project)
{
	const char *wave = build_text(spec->wave);
	project->upfront = wave && strcmp(wave, "upfront") == 0;
	read_number(b, spec->stale, UNIT_RATE, INFINITY, "a plan grows old at a rate from 0 on, such as \"3% / wk\"", &project->stale);
	read_number(b, spec->redo, UNIT_SHARE, 1.0, "a share of the work is between 0% and 100%", &project->redo);
}

/* What has no effect as it stands. */
static void check_planning(struct build *b, const struct planning_spec *spec, const struct project *project)
{
	if (!project->planned && (build_has(spec->node, "wave") || spec->stale || spec->redo))
		build_error(b, spec->node, NULL, "no stage here has a 'plan', so that there is nothing to plan: give the kind 'stages', as in "
			"stages = { build = { plan = { time = \"5 wd\"; }; }; }");
	if (spec->redo && !build_has(spec->node, "stale"))
		build_error(b, spec->redo, NULL, "'redo' says what an old plan does, but nothing says how fast plans grow old: give 'planning' a "
			"'stale', as in stale = \"3%% / wk\"");
}

static void find_stage(struct build *b, uint32_t k, uint32_t position, struct project_task *task)
{
	const struct step *step = &b->steps[b->kind_list[k].task_first + position];
	const struct members *stages = &b->plans[k].spec->stages;
	task->stage = step->plan_of;
	task->plans = task->stage != NONE;
	if (task->plans || !build_text(step->planned->stage))
		return;
	const struct expr_names names = stage_names(b, stages);
	if (stages->count == 0)
		build_error(b, step->planned->stage, NULL, "'%s' has no 'stages': give it some, as in stages = { %s = { }; }", b->kind_list[k].name,
			step->planned->stage->text);
	else
		task->stage = build_find(b, &names, step->planned->stage->text, step->planned->stage, "stage");
}

/* What stages of cases have. */
static void refuse_conditions(struct build *b, const struct stage_spec *spec)
{
	const struct node *keys[] = { spec->when, spec->close, spec->repeat };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i])
			build_error(b, keys[i], NULL, "'%s' belongs to a stage of a case; a stage of a project begins when it is planned, and its first task "
				"may", keys[i]->name);
}

static void build_stage(struct build *b, uint32_t k, uint32_t s, struct stage *stage, const struct project_task *tasks,
	bool all_known)
{
	const struct stage_spec *spec = schema_member(&b->plans[k].spec->stages, s);
	uint32_t members = 0;
	refuse_conditions(b, spec);
	*stage = (struct stage){ .name = spec->node->name, .title = build_title(spec->title, spec->node->name), .node = spec->node, .plan = NONE };
	for (uint32_t t = 0; t < b->kind_list[k].task_count; t++) {
		members += tasks[t].stage == s && !tasks[t].plans;
		stage->plan = tasks[t].stage == s && tasks[t].plans ? t : stage->plan;
	}
	if (stage->plan != NONE && b->tasks[b->kind_list[k].task_first + stage->plan].work == WORK_NOTHING
		&& !b->steps[b->kind_list[k].task_first + stage->plan].broken && !build_has(spec->plan->step.node, "time"))
		build_error(b, spec->plan->step.node, NULL, "nothing says how long the planning of '%s' takes: give 'plan' a 'time', or leave it out",
			stage->name);
	if (members == 0 && all_known)
		build_error(b, spec->node, NULL, "no task belongs to the stage '%s': give its tasks stage = \"%s\", or leave it out", stage->name,
			stage->name);
}

void build_planning(struct build *b, uint32_t k, struct project_task *tasks)
{
	const struct kind_spec *spec = b->plans[k].spec;
	struct project *project = b->plans[k].project;
	struct stage *stages = arena_take(b->arena, spec->stages.count + 1, sizeof *stages);
	size_t errors = b->problems->errors;
	for (uint32_t t = 0; t < b->kind_list[k].task_count; t++)
		find_stage(b, k, t, &tasks[t]);
	bool all_known = b->problems->errors == errors;
	for (uint32_t s = 0; s < spec->stages.count; s++) {
		build_stage(b, k, s, &stages[s], tasks, all_known);
		project->planned |= ((const struct stage_spec *)schema_member(&spec->stages, s))->plan != NULL;
	}
	project->stages = stages;
	project->stage_count = (uint32_t)spec->stages.count;
	if (spec->planning) {
		read_planning(b, spec->planning, project);
		check_planning(b, spec->planning, project);
	}
	for (uint32_t t = 0; t < b->kind_list[k].task_count && project->stale > 0.0; t++)
		tasks[t].repeats |= tasks[t].plans || (tasks[t].stage != NONE && stages[tasks[t].stage].plan != NONE && project->redo > 0.0);
}

/* Whether all else has ended when this has: then there is nothing left to forecast. */
static bool ends_all(const struct project *project, const struct project_task *tasks, uint32_t task_count, uint32_t position)
{
	for (uint32_t t = 0; t < task_count; t++) {
		bool last = true;
		for (uint32_t i = 0; i < tasks[t].after.count; i++)
			last &= !link_from_end(&project->links[tasks[t].after.list[i]]);
		if (last != (t == position))
			return false;
	}
	return true;
}

void build_forecasts(struct build *b, uint32_t k, struct project_task *tasks)
{
	const struct planning_spec *spec = b->plans[k].spec->planning;
	struct project *project = b->plans[k].project;
	if (!spec || !build_is_true(spec->forecasts))
		return;
	project->forecast_count = 1;
	for (uint32_t t = 0; t < b->kind_list[k].task_count; t++)
		if (tasks[t].checkpoint && !ends_all(project, tasks, b->kind_list[k].task_count, t))
			tasks[t].forecast = project->forecast_count++;
	build_luck(b, &project->luck_forecast, b->kind_list[k].name, "forecast");
}

void build_planning_refuse(struct build *b, uint32_t k)
{
	static const char *const keys[] = { "stages", "planning" };
	for (size_t i = build_has(b->plans[k].spec->node, "case") ? 1 : 0; i < sizeof keys / sizeof *keys; i++)
		if (build_has(b->plans[k].spec->node, keys[i]))
			build_error(b, node_child(b->plans[k].spec->node, keys[i]), NULL, "'%s' belongs to a project%s; '%s' has none", keys[i],
				i == 0 ? " or a case" : "", b->kind_list[k].name);
}

/* --- what comes before what ------------------------------------------------------------------------------------------------------- */

/* The links that the stages make. */
struct weave {
	struct build *b;
	const struct project *project;
	const struct project_task *tasks;
	uint32_t count;                      /* tasks */
	struct link *links;
	uint32_t link_count, room;
};

static void add(struct weave *w, uint32_t before, uint32_t after, enum link_how how, bool once)
{
	const struct node *node = w->project->stages[w->tasks[how == LINK_FIRST_START ? after : before].stage].node;
	w->links = build_grow(w->b, w->links, w->link_count, &w->room, sizeof *w->links);
	w->links[w->link_count++] = (struct link){ .before = before, .after = after, .how = how, .once = once, .node = node };
}

/* The tasks of a stage begin after its planning, and that once the stage before it has begun. */
static void link_stage(struct weave *w, uint32_t s)
{
	uint32_t plan = w->project->stages[s].plan;
	for (uint32_t t = 0; t < w->count && plan != NONE; t++)
		if (w->tasks[t].stage == s && !w->tasks[t].plans)
			add(w, plan, t, LINK_FINISH_START, false);
	for (uint32_t t = 0; t < w->count && plan != NONE && s > 0 && !w->project->upfront; t++)
		if (w->tasks[t].stage == s - 1 && !w->tasks[t].plans)
			add(w, t, plan, LINK_FIRST_START, false);
}

/* Nothing begins before all is planned: those that wait for no other task wait for all plans, once. */
static void link_upfront(struct weave *w, const bool *waits)
{
	for (uint32_t s = 0; s < w->project->stage_count; s++)
		for (uint32_t t = 0; t < w->count && w->project->stages[s].plan != NONE; t++)
			if (!w->tasks[t].plans && w->tasks[t].stage != s && !waits[t])
				add(w, w->project->stages[s].plan, t, LINK_FINISH_START, true);
}

uint32_t build_planning_links(struct build *b, const struct project *project, const struct project_task *tasks, uint32_t task_count,
	const struct link **links)
{
	struct weave w = { .b = b, .project = project, .tasks = tasks, .count = task_count };
	bool *waits = arena_take(b->arena, task_count + 1, sizeof *waits);
	for (uint32_t i = 0; i < project->link_count; i++)
		waits[project->links[i].after] |= project->links[i].how != LINK_FINISH_FINISH;
	for (uint32_t s = 0; s < project->stage_count; s++)
		link_stage(&w, s);
	if (project->upfront)
		link_upfront(&w, waits);
	*links = w.links;
	return w.link_count;
}
