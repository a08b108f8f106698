/* The rows of projects that have ended: see outcome.h. */
#include <math.h>
#include <stdlib.h>
#include "parts.h"

enum of_task { OF_START, OF_END, OF_TIME, OF_PASSES, OF_TASK };

static size_t column(const struct kind *kind, enum of_task what, uint32_t task)
{
	return OUTCOME_FIXED + (size_t)what * kind->task_count + task;
}

size_t outcome_start(const struct kind *kind, uint32_t task)
{
	return column(kind, OF_START, task);
}

size_t outcome_end(const struct kind *kind, uint32_t task)
{
	return column(kind, OF_END, task);
}

size_t outcome_time(const struct kind *kind, uint32_t task)
{
	return column(kind, OF_TIME, task);
}

size_t outcome_passes(const struct kind *kind, uint32_t task)
{
	return column(kind, OF_PASSES, task);
}

size_t outcome_risk(const struct kind *kind, uint32_t risk)
{
	return column(kind, OF_TASK, risk);
}

size_t outcome_wait(const struct kind *kind, uint32_t resource)
{
	return column(kind, OF_TASK, kind->project->risk_count) + resource;
}

size_t outcome_width(const struct model *model, const struct kind *kind)
{
	return outcome_wait(kind, model->resource_count);
}

int outcome_begin(struct world *w)
{
	struct engine_outcomes *outcomes = w->order->outcomes;
	if (!outcomes)
		return 0;
	if (!outcomes->kinds)
		outcomes->kinds = calloc(w->model->kind_count + 1u, sizeof *outcomes->kinds);
	outcomes->kind_count = outcomes->kinds ? w->model->kind_count : 0;
	outcome_start_window(w);
	return outcomes->kinds ? 0 : -1;
}

void outcome_start_window(struct world *w)
{
	for (uint32_t k = 0; w->order->outcomes && k < w->order->outcomes->kind_count; k++)
		w->order->outcomes->kinds[k] = (struct outcome_list){ .rows = w->order->outcomes->kinds[k].rows,
			.room = w->order->outcomes->kinds[k].room };
}

/* The next row; NULL: there are enough, or memory is exhausted, which ends the run. */
static double *next_row(struct world *w, struct outcome_list *list, size_t width)
{
	list->cut |= list->count > 0 && (list->count + 1) * width * sizeof *list->rows > OUTCOMES_ROOM;
	if (list->cut)
		return NULL;
	if (list->count == list->room) {
		size_t room = list->room ? 2 * list->room : 1;
		double *rows = realloc(list->rows, room * width * sizeof *rows);
		if (!rows) {
			world_no_memory(w);
			return NULL;
		}
		list->rows = rows;
		list->room = room;
	}
	return list->rows + list->count++ * width;
}

void outcome_add(struct world *w, uint32_t root)
{
	const struct item *item = item_at(w, root);
	const struct kind *kind = &w->model->kinds[item->kind];
	const struct entry *entries = item_agenda(w, root)->entries;
	double *row = w->order->outcomes ? next_row(w, &w->order->outcomes->kinds[item->kind], outcome_width(w->model, kind)) : NULL;
	if (!row)
		return;
	row[OUTCOME_DURATION] = w->now - item->entered;
	row[OUTCOME_COST] = w->accounts ? item_facts(w, root)[w->cost_slot] : NAN;
	row[OUTCOME_PROMISE] = item_due(w, root) - item->entered;
	row[OUTCOME_BUDGET] = kind->budget.form == EXPR_ABSENT ? INFINITY : world_value(w, root, &kind->budget, 0, 0);
	for (uint32_t t = 0; t < kind->task_count; t++) {
		row[outcome_start(kind, t)] = entries[t].start - item->entered;
		row[outcome_end(kind, t)] = entries[t].end - item->entered;
		row[outcome_time(kind, t)] = entries[t].time;
		row[outcome_passes(kind, t)] = entries[t].passes;
	}
	for (uint32_t r = 0; r < kind->project->risk_count; r++)
		row[outcome_risk(kind, r)] = item_facts(w, root)[kind->project->risks[r].fact] != 0.0;
	for (uint32_t r = 0; r < w->model->resource_count; r++)
		row[outcome_wait(kind, r)] = ledger_of_item(w, root, CAUSE_RESOURCE + r);
}

void engine_outcomes_done(struct engine_outcomes *outcomes)
{
	for (uint32_t k = 0; k < outcomes->kind_count; k++)
		free(outcomes->kinds[k].rows);
	free(outcomes->kinds);
	*outcomes = (struct engine_outcomes){ .kinds = NULL };
}
