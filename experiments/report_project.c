/* Projects in sentences and tables: see report_project.h. What cannot be told from the numbers is not said. */
#include "report_project.h"

#include <math.h>
#include "answer.h"
#include "number.h"
#include "plan.h"
#include "report_planning.h"

#define SAME 0.01            /* plan and runs differ by less: they agree */
#define DECIDES 0.3          /* from this correlation on a task's time decides the end */
#define WAITS 0.002          /* waits that are a smaller part of the project's time are not said to be a reason */
#define ON_THE_PATH 0.05     /* what is critical in fewer projects goes with the end by other things than its time */
#define DECISIVE_AT_MOST 3

/* Everything that one kind's report is made of. */
struct telling {
	const struct result_scenario *scenario;
	const struct model *model;
	const struct kind *kind;
	struct arena *arena;
	struct plan_ends ends;
};

static bool tell(struct telling *telling, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	*telling = (struct telling){ .scenario = scenario, .model = scenario->model, .kind = kind, .arena = arena };
	return plan_ends(scenario, kind, arena, &telling->ends);
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
		const struct interval *by = &t->ends.by[i];
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
	number_interval(mean, t->ends.duration->mean, t->ends.duration->half_width);
	prose_say(text, "%s ends after %s %s on average", name_of(t), mean, t->model->time_unit);
	if (t->ends.duration->max > t->ends.duration->min || !t->ends.of_runs)
		for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
			prose_say(text, "%s%s by %s", i == 0 ? "; " : ", ", said[i].name, moment(t, t->ends.by[said[i].share].estimate));
			if (i + 1 == sizeof said / sizeof *said)
				say_precision(text, t);
		}
	prose_say(text, ". ");
}

/* --- what the plan overlooks ------------------------------------------------------------------------------------------------------- */

static bool some_come_together(const struct telling *t)
{
	const struct project *project = t->kind->project;
	for (uint32_t i = 0; i < project->task_count; i++)
		if (project->tasks[i].before.count > 1)
			return t->ends.duration->sd > 0.0;
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
			WAITS * t->ends.duration->mean)
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

static void say_reasons(struct prose *text, const struct telling *t)
{
	const char *reasons[3];
	size_t count = 0;
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
	double plan = t->kind->project->length, later = t->ends.duration->mean - plan;
	const char *date = plan_date(t->model, t->kind, plan, t->arena);
	if (!(plan > 0.0))
		return;
	prose_say(text, "The plan on expected times says %s%s%s%s", plan_length(t->model, plan, t->arena), date ? " (" : "", date ? date : "",
		date ? ")" : "");
	if (fabs(later) < SAME * plan || fabs(later) < t->ends.duration->half_width) {
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
	double plan = kind->project->length, later = t.ends.duration->mean - plan;
	number_mean(mean, t.ends.duration->mean, t.ends.duration->half_width);
	prose_say(text, "%s takes %s %s", name_of(&t), mean, t.model->time_unit);
	if (plan > 0.0 && fabs(later) >= SAME * plan && fabs(later) >= t.ends.duration->half_width)
		prose_say(text, ", not the %s of the plan", plan_length(t.model, plan, arena));
	else if (plan > 0.0)
		prose_say(text, ", as planned");
}

/* --- what decides ------------------------------------------------------------------------------------------------------------------ */

struct decisive {
	uint32_t *tasks;
	double *correlations;
	size_t count;
};

static struct decisive find_decisive(const struct telling *t)
{
	struct decisive found = { .tasks = arena_take(t->arena, t->kind->task_count + 1u, sizeof(uint32_t)),
		.correlations = arena_take(t->arena, t->kind->task_count + 1u, sizeof(double)) };
	size_t count = plan_decisive(t->scenario, t->kind, DECIDES, found.tasks, found.correlations, t->arena);
	for (size_t i = 0; i < count; i++) {
		const struct summary *critical = metric(t, found.tasks[i], "critical");
		if (!critical || critical->mean < ON_THE_PATH)
			continue;
		found.tasks[found.count] = found.tasks[i];
		found.correlations[found.count++] = found.correlations[i];
	}
	return found;
}

void report_project_say_decisive(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	struct telling t;
	if (!tell(&t, scenario, kind, arena))
		return;
	struct decisive found = find_decisive(&t);
	if (found.count > 0)
		prose_say(text, "%s decides the end", plan_task_name(t.model, kind, found.tasks[0]));
}

static void say_what_decides(struct prose *text, const struct telling *t)
{
	struct decisive found = find_decisive(t);
	for (size_t i = 0; i < found.count && i < DECISIVE_AT_MOST; i++) {
		const struct summary *critical = metric(t, found.tasks[i], "critical");
		const char *name = plan_task_name(t->model, t->kind, found.tasks[i]);
		if (i == 0)
			prose_say(text, "What decides the end most: %s (its time goes with the end: correlation %.2f", name, found.correlations[i]);
		else
			prose_say(text, "%s%s (%.2f", i == 1 ? ", then " : " and ", name, found.correlations[i]);
		if (critical)
			prose_say(text, "; critical in %.0f %%", 100.0 * critical->mean);
		prose_say(text, ")");
	}
	if (found.count > 0)
		prose_say(text, ". ");
}

static void say_checkpoints(struct prose *text, const struct telling *t)
{
	bool first = true;
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		char share[NUMBER_ROOM];
		const struct summary *on_time = metric(t, i, "on_time");
		if (!on_time)
			continue;
		number_share(share, on_time->mean, on_time->half_width);
		prose_say(text, first ? "%s is there by its date in %s %%" : ", %s in %s %%", plan_task_name(t->model, t->kind, i), share);
		first = false;
	}
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
	answer_say_budget(&text, scenario, kind);
	say_checkpoints(&text, &t);
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
	bool enough = t->ends.of_runs && t->ends.count >= PLAN_RUNS;
	for (uint32_t i = 0; i < t->kind->task_count; i++) {
		const struct summary *end = metric(t, i, "end");
		double due = t->kind->project->tasks[i].due_time;
		layout_table_row(&table, plan_task_name(t->model, t->kind, i));
		layout_table_cell(&table, 0, when_mean(t, i, "start"));
		layout_table_cell(&table, 1, when_mean(t, i, "end"));
		layout_table_cell(&table, 2, enough && end ? when(t, plan_quantile(t->scenario, end, 0.8, t->arena), end->half_width) : "");
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
	double r = plan_cruciality(t->scenario, t->kind, task, t->arena);
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
		"goes with the end: correlation of its time with the project's%s.", t->scenario->finished_count < PLAN_RUNS ?
		arena_format(t->arena, ", from %d replications on", PLAN_RUNS) : ""));
}

void report_projects(const struct result_scenario *scenario, struct document *to)
{
	for (uint32_t k = 0; k < scenario->model->kind_count; k++) {
		struct telling t;
		const struct kind *kind = &scenario->model->kinds[k];
		if (!kind->project || !tell(&t, scenario, kind, to->arena))
			continue;
		add_times(&t, to);
		add_reasons(&t, to);
		report_planning_table(scenario, kind, to);
	}
}
