/* Effect beside effort. An ending that never occurs has a row all the same: that it never does is worth knowing. */
#include <math.h>
#include <string.h>
#include "models/case_plan.h"
#include "answer.h"
#include "number.h"
#include "report_cells.h"
#include "report_goal.h"

#define ENDINGS_SAID 4
#define WORTH_SAYING 0.005   /* of the work */

static const char *called(const struct kind *kind)
{
	return answer_called(kind->title, kind->name);
}

static bool has_goal(const struct kind *kind)
{
	return kind->goal.form != EXPR_ABSENT;
}

const struct summary *report_goal_ending(const struct result_scenario *scenario, const struct kind *kind, uint32_t ending, const char *what,
	struct arena *arena)
{
	return result_find(scenario, arena_format(arena, "work.%s.outcome.%s%s", kind->name, kind->endings[ending].name, what));
}

const char *report_goal_name(const struct kind *kind, uint32_t ending, struct arena *arena)
{
	char *name = arena_text(arena, kind->endings[ending].name);
	for (char *c = name; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return name;
}

static const char *share_text(const struct summary *share, struct arena *arena)
{
	char text[NUMBER_ROOM] = "";
	if (share)
		number_share(text, share->mean, share->half_width);
	return arena_text(arena, text);
}

/* --- in words ------------------------------------------------------------------------------------------------------------------------ */

/* The ending that most have, of those not marked yet; NONE. */
static uint32_t most_frequent(const struct result_scenario *scenario, const struct kind *kind, const bool *said, struct arena *arena)
{
	uint32_t found = NONE;
	double most = 0.0;
	for (uint32_t i = 0; i < kind->ending_count; i++) {
		const struct summary *share = report_goal_ending(scenario, kind, i, "", arena);
		if (!said[i] && share && share->mean > most) {
			most = share->mean;
			found = i;
		}
	}
	return found;
}

/* The share of those for which none of the outcomes holds, as sure as the least sure of them. */
static struct summary otherwise(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	struct summary rest = { .mean = 1.0 };
	for (uint32_t i = 0; i < kind->ending_count; i++) {
		const struct summary *ending = report_goal_ending(scenario, kind, i, "", arena);
		rest.mean -= ending ? ending->mean : 0.0;
		rest.half_width = ending ? fmax(rest.half_width, ending->half_width) : rest.half_width;
	}
	return rest;
}

static void say_endings(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	const struct summary rest = otherwise(scenario, kind, arena);
	bool *said = arena_take(arena, kind->ending_count + 1u, sizeof *said);
	uint32_t count = 0;
	for (uint32_t i; count < ENDINGS_SAID && (i = most_frequent(scenario, kind, said, arena)) != NONE; count++) {
		said[i] = true;
		prose_say(text, "%s%s (%s %%)", count ? ", " : "They end as ", report_goal_name(kind, i, arena),
			share_text(report_goal_ending(scenario, kind, i, "", arena), arena));
	}
	if (count > 0 && rest.mean >= WORTH_SAYING)
		prose_say(text, ", otherwise (%s %%)", share_text(&rest, arena));
	if (count > 0)
		prose_say(text, count < kind->ending_count && most_frequent(scenario, kind, said, arena) != NONE ? " and in other ways. " : ". ");
}

void report_goal_say_reached(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	const struct summary *goal = result_of(scenario, "work.%s.goal", kind->name);
	bool *none = arena_take(arena, kind->ending_count + 1u, sizeof *none);
	uint32_t most = most_frequent(scenario, kind, none, arena);
	if (goal)
		prose_say(text, "%s %% of %s reach their goal", share_text(goal, arena), called(kind));
	else if (most != NONE)
		prose_say(text, "%s %% of %s end as %s", share_text(report_goal_ending(scenario, kind, most, "", arena), arena), called(kind),
			report_goal_name(kind, most, arena));
}

void report_goal_say(struct prose *text, const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	char cost[NUMBER_ROOM];
	const struct summary *each = result_of(scenario, "work.%s.cost_per_goal", kind->name);
	const struct summary *vain = result_of(scenario, "work.%s.vain", kind->name);
	const struct summary *reopened = result_of(scenario, "work.%s.reopened", kind->name);
	if (has_goal(kind) && result_of(scenario, "work.%s.goal", kind->name)) {
		report_goal_say_reached(text, scenario, kind, arena);
		if (each) {
			const char *money = scenario->model->money;
			number_mean(cost, each->mean, each->half_width);
			prose_say(text, "; each of these costs %s%s%s, what is spent on the others included", cost, money && *money ? " " : "",
				money ? money : "");
		}
		prose_say(text, ". ");
	}
	if (reopened && reopened->mean >= WORTH_SAYING)
		prose_say(text, "%s %% are opened again. ", share_text(reopened, arena));
	if (vain && vain->mean >= WORTH_SAYING)
		prose_say(text, "%s %% of the work on %s goes into those that miss it. ", share_text(vain, arena), called(kind));
	if (kind->ending_count > 0 && !(has_goal(kind) && kind->ending_count == 2 && strcmp(kind->endings[0].name, "goal") == 0))
		say_endings(text, scenario, kind, arena);
}

/* --- tables -------------------------------------------------------------------------------------------------------------------------- */

static bool is_told(const struct result_scenario *scenario, const struct kind *kind)
{
	const struct summary *completed = result_of(scenario, "work.%s.completed", kind->name);
	return completed && completed->max > 0.0;
}

/* Each kind is the heading of its endings. */
static void add_endings(const struct result_scenario *scenario, struct document *to)
{
	const struct model *model = scenario->model;
	struct layout_table table;
	layout_table_init(&table, to->arena, "How it ends");
	size_t share = layout_table_column(&table, "of all", "%"), time = layout_table_column(&table, "time in system", model->time_unit);
	size_t cost = layout_table_column(&table, "cost of each", model->money ? model->money : "");
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct kind *kind = &model->kinds[k];
		if (kind->ending_count == 0 || !is_told(scenario, kind))
			continue;
		layout_table_row(&table, called(kind));
		for (uint32_t i = 0; i < kind->ending_count; i++) {
			layout_table_row(&table, arena_format(to->arena, "  %s", report_goal_name(kind, i, to->arena)));
			layout_table_cell(&table, share, share_text(report_goal_ending(scenario, kind, i, "", to->arena), to->arena));
			cell_interval(&table, time, report_goal_ending(scenario, kind, i, ".time", to->arena));
			cell_interval(&table, cost, report_goal_ending(scenario, kind, i, ".cost", to->arena));
		}
		const struct summary rest = otherwise(scenario, kind, to->arena);
		if (rest.mean >= WORTH_SAYING) {
			layout_table_row(&table, "  otherwise");
			layout_table_cell(&table, share, share_text(&rest, to->arena));
		}
	}
	if (!table.first)
		return;
	document_gap(to);
	document_table(to, &table, 2);
}

/* How many reach their goal for each unit of time: what a faster way that misses it more often does not bring. */
static const char *goals_per_time(const struct result_scenario *scenario, const struct kind *kind, struct arena *arena)
{
	const struct summary *goal = result_of(scenario, "work.%s.goal", kind->name);
	const struct summary *rate = result_of(scenario, "work.%s.throughput", kind->name);
	char text[NUMBER_ROOM] = "";
	if (goal && rate)
		number_plain(text, goal->mean * rate->mean, 3);
	return arena_text(arena, text);
}

static void add_effect(const struct result_scenario *scenario, struct document *to)
{
	const struct model *model = scenario->model;
	const char *money = model->money ? model->money : "";
	struct layout_table table;
	layout_table_init(&table, to->arena, "What good it is");
	size_t goal = layout_table_column(&table, "goal", "reached, %");
	size_t rate = layout_table_column(&table, "good ones", arena_format(to->arena, "per %s", model->rate_unit));
	size_t kept = layout_table_column(&table, "on time", "%"), vain = layout_table_column(&table, "work", "in vain, %");
	size_t reopened = layout_table_column(&table, "opened", "again, %");
	size_t value = layout_table_column(&table, "value", money), cost = layout_table_column(&table, "cost per good", money);
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct kind *kind = &model->kinds[k];
		const struct summary *worth = result_of(scenario, "work.%s.value", kind->name);
		if (!has_goal(kind) || !is_told(scenario, kind))
			continue;
		layout_table_row(&table, called(kind));
		layout_table_cell(&table, goal, share_text(result_of(scenario, "work.%s.goal", kind->name), to->arena));
		layout_table_cell(&table, rate, goals_per_time(scenario, kind, to->arena));
		layout_table_cell(&table, kept, share_text(result_of(scenario, "work.%s.on_time", kind->name), to->arena));
		layout_table_cell(&table, vain, share_text(result_of(scenario, "work.%s.vain", kind->name), to->arena));
		layout_table_cell(&table, reopened, share_text(result_of(scenario, "work.%s.reopened", kind->name), to->arena));
		cell_interval(&table, value, worth && worth->max > 0.0 ? worth : NULL);
		cell_interval(&table, cost, result_of(scenario, "work.%s.cost_per_goal", kind->name));
	}
	if (!table.first)
		return;
	document_gap(to);
	document_table(to, &table, 2);
	document_text(to, 2, 2, arena_format(to->arena, "good ones: those that reached their goal.%s%s",
		model->costs ? " value: of each that was completed. cost per good: all that was spent on work of this kind, for each good one." : "",
		" in vain: share of the working time that went into those that missed it."));
}

void report_goals(const struct result_scenario *scenario, struct document *to)
{
	add_effect(scenario, to);
	add_endings(scenario, to);
}
