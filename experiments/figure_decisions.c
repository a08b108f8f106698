/* Decisions, by how long work waits for them and what becomes of those that are late. */
#include "answer.h"
#include "figure.h"
#include "report_decisions.h"

typedef const struct summary *part_of(const struct decision_found *found);

static const struct summary *wait_of(const struct decision_found *found)
{
	return found->wait;
}

static const struct summary *escalated_of(const struct decision_found *found)
{
	return found->escalated;
}

static const struct summary *defaulted_of(const struct decision_found *found)
{
	return found->defaulted;
}

static const struct summary *cost_of(const struct decision_found *found)
{
	return found->cost;
}

/* No panel where there is nothing of it anywhere. `share`: in per cent. */
static void add_panel(struct sketch *sketch, const char *title, const char *unit, bool share, const struct decision_found *list,
	size_t count, part_of *part)
{
	struct sketch_values values = sketch_values(sketch, count);
	bool any = false;
	for (size_t i = 0; i < count; i++) {
		const struct summary *summary = part(&list[i]);
		if (!summary)
			continue;
		sketch_put(&values, i, summary, share ? 100.0 : 1.0);
		values.texts[i] = share ? figure_per_cent(summary->mean, summary->half_width, sketch->arena) : figure_mean(summary, sketch->arena);
		any |= summary->max > 0.0;
	}
	if (!any)
		return;
	size_t panel = sketch_row_panel(sketch, title, unit);
	sketch_series(sketch, panel, NULL, TONE_QUIET, &values);
}

const struct figure *figure_decisions(const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct sketch sketch;
	struct decision_found *list;
	struct prose prose = { .length = 0 };
	const struct model *model = scenario->model;
	sketch_start(&sketch, FIGURE_BARS, "decisions", result, scenario, arena);
	size_t count = report_decisions_list(scenario, &list, arena), shown = count < FIGURE_ROWS ? count : FIGURE_ROWS;
	if (count == 0 || !(list[0].wait->max > 0.0))
		return NULL;
	sketch_rows(&sketch, shown);
	for (size_t i = 0; i < shown; i++)
		sketch.rows[i] = list[i].title;
	sketch.accents[0] = true;
	add_panel(&sketch, "Wait, each time", model->time_unit, false, list, shown, wait_of);
	add_panel(&sketch, "Asked of somebody else", "%", true, list, shown, escalated_of);
	add_panel(&sketch, "Settled without", "%", true, list, shown, defaulted_of);
	add_panel(&sketch, "Cost until the answer, each time", model->money, false, list, shown, cost_of);
	report_decisions_say(&prose, model, &list[0]);
	sketch_title(&sketch, &prose);
	sketch_subtitle(&sketch, "Decisions, by how long all that ask for them wait for the answer");
	sketch_note(&sketch, NULL, "whiskers");
	sketch_cut(&sketch, shown, count, "longest waited for");
	prose_say(&prose, "Bars for each decision: the wait, and what becomes of those that are late. %s", sketch.figure.title);
	sketch_alt(&sketch, &prose);
	return sketch_done(&sketch);
}
