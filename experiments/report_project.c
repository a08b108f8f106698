/* Projects in sentences and tables: see report_project.h. What cannot be told from the numbers is not said. */
#include "report_project.h"

#include <math.h>
#include "answer.h"
#include "joint.h"
#include "number.h"
#include "plan.h"
#include "report_planning.h"
#include "swing.h"

#define SAME 0.01            /* plan and runs differ by less: they agree */
#define DECIDES 0.1          /* what explains as much of how far ends lie apart decides the end */
#define TOLD 0.02            /* and what explains less is left to the chart */
#define WAITS 0.002          /* waits that are a smaller part of the project's time are not said to be a reason */
#define DECISIVE_AT_MOST 3
#define TASKS_AT_MOST 150    /* in tables: beside them only the first plan, however large */
#define NAMED_AT_MOST 5      /* of the plans that have none */

/* Everything that one kind's report is made of. */
struct telling {
	const struct result_scenario *scenario;
	const struct model *model;
	const struct kind *kind;
	struct arena *arena;
	struct plan_ends ends;
	struct swings swings;        /* of the end */
};

static bool tell(struct telling *telling, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	*telling = (struct telling){ .scenario = scenario, .model = scenario->model, .kind = kind, .arena = arena };
	if (!plan_ends(scenario, kind, arena, &telling->ends))
		return false;
	telling->swings = swings_find(telling->ends.outcomes, scenario->model, kind, OUTCOME_DURATION, arena);
	return true;
}

static const char *name_of(const struct telling *t)
{
	return answer_called(t->kind->title, t->kind->name);
}

static const struct summary *metric(const struct telling *t, uint32_t task, const char *what)
{
	return plan_metric(t->scenario, t->kind, task, what, t->arena);
}

/* The date, or how long after the begin. */
static const char *moment(const struct telling *t, double time)
{
	const char *date = plan_date(t->model, t->kind, time, t->arena);
	return date ? date : plan_length(t->model, time, t->arena);
}

/* --- when it ends ------------------------------------------------------------------------------------------------------------------ */

/* ", each known to ±6 d": by the widest interval; nothing where nothing is left to chance. */
static void say_precision(struct prose *text, const struct telling *t)
{
	double widest = 0.0;
	for (size_t i = PLAN_P50; i < PLAN_SHARES; i++) {
		const struct interval *by = &t->ends.duration.by[i];
		widest = fmax(widest, isfinite(by->low) && isfinite(by->high) ? fmax(by->high - by->estimate, by->estimate - by->low) : INFINITY);
	}
	if (isinf(widest))
		prose_say(text, "; so few replications leave open how sure that is");
	else if (widest > 0.0)
		prose_say(text, ", each known to %s or better", plan_length(t->model, widest, t->arena));
}

static void say_end(struct prose *text, const struct telling *t)
{
	static const struct { const char *name; enum plan_share share; } said[] = {
		{ "50 %", PLAN_P50 }, { "80 %", PLAN_P80 }, { "90 %", PLAN_P90 } };
	char mean[NUMBER_ROOM];
	number_interval(mean, t->ends.duration.mean->mean, t->ends.duration.mean->half_width);
	prose_say(text, "%s ends after %s %s on average", name_of(t), mean, t->model->time_unit);
	if (t->ends.duration.sorted[t->ends.duration.count - 1] > t->ends.duration.sorted[0] || !t->ends.of_runs)
		for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
			prose_say(text, "%s%s by %s", i == 0 ? "; " : ", ", said[i].name, moment(t, t->ends.duration.by[said[i].share].estimate));
			if (i + 1 == sizeof said / sizeof *said)
				say_precision(text, t);
		}
	prose_say(text, ". ");
}

/* --- what it costs ------------------------------------------------------------------------------------------------------------------ */

static double half_width_of(const struct interval *of)
{
	double widest = fmax(of->high - of->estimate, of->estimate - of->low);
	return isfinite(widest) ? widest : NAN;
}

/* As well as it is known; NAN: so few digits as are usual. */
static const char *money_text(const struct telling *t, double amount, double half_width)
{
	char number[NUMBER_ROOM];
	number_mean(number, amount, isnan(half_width) ? 0.01 * fabs(amount) : half_width);
	return arena_format(t->arena, "%s%s%s", number, t->model->money ? " " : "", t->model->money ? t->model->money : "");
}

static const char *cost_by(const struct telling *t, enum plan_share share)
{
	return money_text(t, t->ends.cost.by[share].estimate, half_width_of(&t->ends.cost.by[share]));
}

static void say_cost(struct prose *text, const struct telling *t)
{
	const struct plan_spread *cost = &t->ends.cost;
	char mean[NUMBER_ROOM];
	if (!cost->mean || !cost->varies)
		return;
	number_interval(mean, cost->mean->mean, cost->mean->half_width);
	prose_say(text, "It costs %s%s%s on average; 50 %% at most %s, 80 %% at most %s, 90 %% at most %s. ", mean, t->model->money ? " " : "",
		t->model->money ? t->model->money : "", cost_by(t, PLAN_P50), cost_by(t, PLAN_P80),
		cost_by(t, PLAN_P90));
}

static const char *sure_time(const struct telling *t, double time)
{
	const char *date = plan_date(t->model, t->kind, time, t->arena);
	return date ? arena_format(t->arena, "until %s", date) : plan_length(t->model, time, t->arena);
}

/* Where the date is that of a checkpoint no metric says how many keep both. */
static void say_joint(struct prose *text, const struct telling *t)
{
	struct joint joint;
	if (!joint_find(t->model, t->kind, &t->ends, t->arena, &joint))
		return;
	if (joint.budgeted && joint.checkpoint != NONE)
		prose_say(text, "The budget and the date of %s are kept together in %.0f %%. ", plan_task_name(t->model, t->kind, joint.checkpoint),
			100.0 * joint.both.estimate);
	prose_say(text, "To be %.0f %% sure of date and money together takes %s and %s (each by itself is then %.0f %% sure", 100.0 * JOINT_SURE,
		sure_time(t, joint.sure_time.estimate), money_text(t, joint.sure_money.estimate, half_width_of(&joint.sure_money)), 100.0 * joint.each);
	if (isfinite(half_width_of(&joint.sure_time)))
		prose_say(text, "; known to %s and %s or better", plan_length(t->model, half_width_of(&joint.sure_time), t->arena),
			money_text(t, half_width_of(&joint.sure_money), half_width_of(&joint.sure_money)));
	prose_say(text, "). ");
}

void report_project_say_joint(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	struct telling t;
	struct joint joint;
	if (!tell(&t, scenario, kind, arena) || !joint_find(t.model, kind, &t.ends, arena, &joint))
		return;
	if (joint.dated && joint.budgeted)
		prose_say(text, "%.0f %% keep date and budget; ", 100.0 * joint.both.estimate);
	prose_say(text, "%.0f %% sure of both: %s and %s", 100.0 * JOINT_SURE, moment(&t, joint.sure_time.estimate),
		money_text(&t, joint.sure_money.estimate, half_width_of(&joint.sure_money)));
}

/* --- what the plan overlooks ------------------------------------------------------------------------------------------------------- */

static bool some_come_together(const struct telling *t)
{
	const struct project *project = t->kind->project;
	for (uint32_t i = 0; i < project->task_count; i++)
		if (project->tasks[i].before.count > 1)
			return t->ends.duration.mean->sd > 0.0;
	return false;
}

static bool some_wait(const struct telling *t)
{
	double waits = 0.0;
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		const struct summary *wait = metric(t, i, "wait"), *critical = metric(t, i, "critical");
		waits += wait && critical ? wait->mean * critical->mean : 0.0;
	}
	for (uint32_t s = 0; s < t->model->resource_count; s++)
		if (result_of(t->scenario, arena_format(t->arena, "work.%s.time.wait.%%s", t->kind->name), t->model->resources[s].name) &&
			result_of(t->scenario, arena_format(t->arena, "work.%s.time.wait.%%s", t->kind->name), t->model->resources[s].name)->mean >
			WAITS * t->ends.duration.mean->mean)
			return waits > 0.0;
	return false;
}

static bool some_come_back(const struct telling *t)
{
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		const struct summary *passes = metric(t, i, "passes");
		if (passes && passes->max > 1.0)
			return true;
	}
	return false;
}

/* The plan knows tasks, not what becomes of the other work that they begin. */
static bool some_begin_others(const struct telling *t)
{
	for (uint32_t i = 0; i < t->kind->task_count; i++)
		if (t->model->tasks[t->kind->task_first + i].start_wait)
			return true;
	return false;
}

static void say_reasons(struct prose *text, const struct telling *t)
{
	const char *reasons[4];
	size_t count = 0;
	if (some_begin_others(t))
		reasons[count++] = "other work that tasks begin and wait for is not in the plan";
	if (some_come_together(t))
		reasons[count++] = "the latest of several that come together decides";
	if (some_wait(t))
		reasons[count++] = "people are waited for";
	if (some_come_back(t))
		reasons[count++] = "some work comes back";
	for (size_t i = 0; i < count; i++)
		prose_say(text, "%s%s", i == 0 ? ", since " : i + 1 < count ? ", " : " and ", reasons[i]);
}

/* Where the interval holds the plan, nothing is wrong with it on average. */
static void say_plan(struct prose *text, const struct telling *t)
{
	double plan = t->kind->project->length, later = t->ends.duration.mean->mean - plan;
	const char *date = plan_date(t->model, t->kind, plan, t->arena);
	if (!(plan > 0.0))
		return;
	prose_say(text, "The plan on expected times says %s%s%s%s", plan_length(t->model, plan, t->arena), date ? " (" : "", date ? date : "",
		date ? ")" : "");
	if (fabs(later) < SAME * plan || fabs(later) < t->ends.duration.mean->half_width) {
		prose_say(text, ", about the same. ");
		return;
	}
	prose_say(text, ": %s (%.0f %%) too %s", plan_length(t->model, fabs(later), t->arena), 100.0 * fabs(later) / plan,
		later > 0.0 ? "early" : "late");
	if (later > 0.0)
		say_reasons(text, t);
	prose_say(text, ". ");
}

void report_project_say_length(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	struct telling t;
	if (!tell(&t, scenario, kind, arena))
		return;
	char mean[NUMBER_ROOM];
	double plan = kind->project->length, later = t.ends.duration.mean->mean - plan;
	number_mean(mean, t.ends.duration.mean->mean, t.ends.duration.mean->half_width);
	prose_say(text, "%s takes %s %s", name_of(&t), mean, t.model->time_unit);
	if (plan > 0.0 && fabs(later) >= SAME * plan && fabs(later) >= t.ends.duration.mean->half_width)
		prose_say(text, ", not the %s of the plan", plan_length(t.model, plan, arena));
	else if (plan > 0.0)
		prose_say(text, ", as planned");
}

/* --- what decides ------------------------------------------------------------------------------------------------------------------ */

const char *report_project_swing_name(const struct model *model, const struct kind *kind, const struct swing *swing, struct arena *arena)
{
	if (swing->what == SWING_RISK)
		return answer_called(kind->project->risks[swing->of].title, kind->project->risks[swing->of].name);
	if (swing->what == SWING_WAIT)
		return arena_format(arena, "Waiting for %s", answer_called(model->resources[swing->of].title, model->resources[swing->of].name));
	const char *name = plan_task_name(model, kind, swing->of);
	return swing->what == SWING_REPEATS ? arena_format(arena, "%s, done again", name) : name;
}

void report_project_say_decisive(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	struct telling t;
	if (tell(&t, scenario, kind, arena) && t.swings.count > 0 && t.swings.list[0].share >= DECIDES)
		prose_say(text, "%s decides the end", report_project_swing_name(t.model, kind, &t.swings.list[0], arena));
}

/* "47 d later" */
static const char *shift_text(const struct telling *t, const struct swing *swing, double by)
{
	char number[NUMBER_ROOM];
	double wide = fabs(swing->high - swing->low);
	number_mean(number, fabs(by), wide > 0.0 ? 2.0 * swing->error * fmax(fabs(swing->low), fabs(swing->high)) / wide : NAN);
	return arena_format(t->arena, "%s %s %s", number, t->model->time_unit, by < 0.0 ? "earlier" : "later");
}

/* "Permit (47 d later where it is long, 30 d earlier where it is short; critical in 72 %)"; those after the first in fewer words. */
static void say_swing(struct prose *text, const struct telling *t, const struct swing *swing, bool first)
{
	const struct summary *critical = swing->what == SWING_TIME ? metric(t, swing->of, "critical") : NULL;
	prose_say(text, "%s (", report_project_swing_name(t->model, t->kind, swing, t->arena));
	if (swing->what == SWING_RISK)
		prose_say(text, "%s where it happens than where not", shift_text(t, swing, swing->high - swing->low));
	else
		prose_say(text, "%s%s, %s%s", shift_text(t, swing, swing->high), first ? " where it is long" : "", shift_text(t, swing, swing->low),
			first ? " where it is short" : "");
	if (critical)
		prose_say(text, "; critical in %.0f %%", 100.0 * critical->mean);
	prose_say(text, ")");
}

/* What the regression had to go by. */
static const char *what_explains(const struct telling *t)
{
	bool risks = t->kind->project->risk_count > 0, waits = t->model->resource_count > 0;
	return risks && waits ? "Times of tasks, risks and waiting for people" : risks ? "Times of tasks and risks" :
		waits ? "Times of tasks and waiting for people" : "Times of tasks";
}

static void say_what_decides(struct prose *text, const struct telling *t)
{
	size_t count = 0;
	bool tasks = false;
	for (size_t i = 0; i < t->swings.count && count < DECISIVE_AT_MOST && t->swings.list[i].share >= TOLD; i++) {
		prose_say(text, count == 0 ? "What decides the end most: " : count == 1 ? ", then " : " and ");
		say_swing(text, t, &t->swings.list[i], !tasks);
		tasks |= t->swings.list[i].what != SWING_RISK;
		count++;
	}
	if (count == 0)
		return;
	prose_say(text, ". ");
	if (tasks)
		prose_say(text, "Long and short: the tenth of the projects in which it takes longest, and the tenth in which it takes least. ");
	prose_say(text, "%s explain %.0f %% of how far the ends lie apart%s. ", what_explains(t), 100.0 * t->swings.explained,
		t->swings.explained < 0.95 ? "; the rest is hours, and which of several comes last" : "");
}

static void say_checkpoints(struct prose *text, const struct telling *t)
{
	bool first = true;
	double widest = 0.0;
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		char share[NUMBER_ROOM];
		const struct summary *on_time = metric(t, i, "on_time");
		if (!on_time)
			continue;
		number_share(share, on_time->mean, on_time->half_width);
		prose_say(text, first ? "%s is there by its date in %s %%" : ", %s in %s %%", plan_task_name(t->model, t->kind, i), share);
		widest = fmax(widest, on_time->half_width);
		first = false;
	}
	if (!first && widest > 0.0)
		prose_say(text, ", known to ±%.2g %%", 100.0 * widest);
	if (!first)
		prose_say(text, ". ");
}

bool report_project_answer(const struct result_scenario *scenario, const struct kind *kind, struct document *to)
{
	struct telling t;
	struct prose text = { .length = 0 };
	if (!kind->project || !tell(&t, scenario, kind, to->arena))
		return false;
	say_end(&text, &t);
	say_plan(&text, &t);
	document_prose(to, &text, 2, 2);
	answer_say_promise(&text, scenario, kind);
	say_checkpoints(&text, &t);
	document_prose(to, &text, 2, 2);
	say_cost(&text, &t);
	answer_say_budget(&text, scenario, kind);
	say_joint(&text, &t);
	document_prose(to, &text, 2, 2);
	say_what_decides(&text, &t);
	document_prose(to, &text, 2, 2);
	report_planning_answer(&text, scenario, kind, &t.ends, to->arena);
	document_prose(to, &text, 2, 2);
	return true;
}

/* --- tables ------------------------------------------------------------------------------------------------------------------------ */

/* The day, or the time since the begin, so well as it is known. */
static const char *when(const struct telling *t, double time, double half_width)
{
	char number[NUMBER_ROOM];
	const char *day = isnan(time) ? "" : plan_day(t->model, t->kind, time, t->arena);
	number_mean(number, time, half_width);
	return day ? day : arena_text(t->arena, number);
}

static const char *when_mean(const struct telling *t, uint32_t task, const char *what)
{
	const struct summary *time = metric(t, task, what);
	return time ? when(t, time->mean, time->half_width) : "";
}

static const char *mean_of(const struct telling *t, uint32_t task, const char *what)
{
	char number[NUMBER_ROOM] = "";
	const struct summary *mean = metric(t, task, what);
	if (mean)
		number_mean(number, mean->mean, mean->half_width);
	return arena_text(t->arena, number);
}

static const char *share_of(const struct telling *t, uint32_t task, const char *what)
{
	char number[NUMBER_ROOM] = "";
	const struct summary *share = metric(t, task, what);
	if (share)
		number_share(number, share->mean, share->half_width);
	return arena_text(t->arena, number);
}

static void add_times(const struct telling *t, struct document *to)
{
	struct layout_table table;
	const char *unit = plan_day(t->model, t->kind, 0.0, t->arena) ? "" : t->model->time_unit;
	layout_table_init(&table, t->arena, arena_format(t->arena, "%s: when", name_of(t)));
	static const char *const titles[] = { "begins", "ends", "80 % by", "due" };
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		layout_table_column(&table, titles[i], unit);
	layout_table_column(&table, "on time", "%");
	bool enough = t->ends.duration.count >= PLAN_RUNS;
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		const struct summary *end = metric(t, i, "end");
		double due = t->kind->project->tasks[i].due_time;
		layout_table_row(&table, plan_task_name(t->model, t->kind, i));
		layout_table_cell(&table, 0, when_mean(t, i, "start"));
		layout_table_cell(&table, 1, when_mean(t, i, "end"));
		layout_table_cell(&table, 2, enough && end ? when(t, plan_quantile(&t->ends, outcome_end(t->kind, i), 0.8), end->half_width) : "");
		layout_table_cell(&table, 3, isfinite(due) ? when(t, due, NAN) : "");
		layout_table_cell(&table, 4, share_of(t, i, "on_time"));
	}
	document_gap(to);
	document_table(to, &table, 2);
}

static bool some_repeat(const struct telling *t)
{
	for (uint32_t i = 0; i < t->kind->task_count; i++)
		if (t->kind->project->tasks[i].repeats)
			return true;
	return false;
}

static const char *cruciality(const struct telling *t, uint32_t task)
{
	double r = plan_cruciality(&t->ends, t->kind, task);
	return isnan(r) ? "-" : arena_format(t->arena, "%.2f", r);
}

static void add_reasons(const struct telling *t, struct document *to)
{
	struct layout_table table;
	layout_table_init(&table, t->arena, arena_format(t->arena, "%s: what decides", name_of(t)));
	layout_table_column(&table, "takes", t->model->time_unit);
	layout_table_column(&table, "waits", t->model->time_unit);
	layout_table_column(&table, "done", "times");
	layout_table_column(&table, "float", t->model->time_unit);
	layout_table_column(&table, "critical", "%");
	layout_table_column(&table, "goes with", "the end");
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		layout_table_row(&table, plan_task_name(t->model, t->kind, i));
		layout_table_cell(&table, 0, mean_of(t, i, "time"));
		layout_table_cell(&table, 1, mean_of(t, i, "wait"));
		layout_table_cell(&table, 2, some_repeat(t) ? mean_of(t, i, "passes") : "");
		layout_table_cell(&table, 3, mean_of(t, i, "float"));
		layout_table_cell(&table, 4, share_of(t, i, "critical"));
		layout_table_cell(&table, 5, cruciality(t, i));
	}
	document_gap(to);
	document_table(to, &table, 2);
	document_text(to, 2, 2, arena_format(t->arena, "waits: from when it may begin to its begin, for people and for the next shift. float: "
		"how much later it might have ended without the project ending later. critical: share of the projects in which that is nothing. "
		"goes with the end: correlation of what it takes of itself, without hours and waiting, with the project's time%s.",
		t->ends.duration.count < PLAN_RUNS ? arena_format(t->arena, ", from %d projects on", PLAN_RUNS) : ""));
}

/* Nobody reads the tasks of two hundred plans. */
static void say_left_out(const struct kind *const *kinds, size_t count, struct document *to)
{
	const char *names = "";
	for (size_t i = 0; i < count && i < NAMED_AT_MOST; i++)
		names = arena_format(to->arena, "%s%s%s", names, i == 0 ? "" : ", ", answer_called(kinds[i]->title, kinds[i]->name));
	if (count == 0)
		return;
	document_gap(to);
	document_text(to, 2, 2, arena_format(to->arena, "The tasks of %s%s are left out here: --format csv has the numbers of all.", names,
		count > NAMED_AT_MOST ? arena_format(to->arena, " and %zu more", count - NAMED_AT_MOST) : ""));
}

void report_projects(const struct result_scenario *scenario, struct document *to)
{
	const struct kind **left_out = arena_take(to->arena, scenario->model->kind_count + 1u, sizeof *left_out);
	size_t left_out_count = 0;
	uint32_t tasks = 0;
	for (uint32_t k = 0; k < scenario->model->kind_count; k++) {
		struct telling t;
		const struct kind *kind = &scenario->model->kinds[k];
		if (kind->project && tasks > 0 && tasks + kind->task_count > TASKS_AT_MOST) {
			left_out[left_out_count++] = kind;
			continue;
		}
		if (!kind->project || !tell(&t, scenario, kind, to->arena))
			continue;
		tasks += kind->task_count;
		add_times(&t, to);
		add_reasons(&t, to);
		report_planning_table(scenario, kind, to);
	}
	say_left_out(left_out, left_out_count, to);
}

void report_projects_method(const struct result_scenario *scenario, struct document *to)
{
	bool several = false, any = false;
	for (uint32_t k = 0; k < scenario->model->kind_count; k++) {
		struct plan_ends ends;
		if (!plan_ends(scenario, &scenario->model->kinds[k], to->arena, &ends) || !ends.duration.varies)
			continue;
		any = true;
		several |= ends.outcomes->groups < ends.outcomes->count;
	}
	if (!any)
		return;
	document_text(to, 2, 2, arena_format(to->arena, "Percentiles of projects, and what they keep together, are of all projects of all "
		"replications; their intervals are order statistics%s. What decides the end is found by a regression over these projects, which takes "
		"one task, risk or wait after the other as long as chance does not explain its effect as well (%.0f %% confidence for all together).",
		several ? ", or where several projects share a replication Woodruff's, which know that" : "", 100.0 * SWING_CONFIDENCE));
}
