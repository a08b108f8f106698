/* The points for people: the answer, a table with a row for each point, what could not run, the method. */
#include <math.h>
#include <string.h>
#include "answer.h"
#include "method.h"
#include "number.h"
#include "report_text.h"
#include "sweep_report.h"

size_t sweep_kept(const struct sweep_report *report, size_t **list)
{
	size_t count = 0;
	*list = arena_take(report->arena, report->result->count, sizeof **list);
	for (size_t p = 0; p < report->result->count; p++)
		if (!report->result->scenarios[p].left_out)
			(*list)[count++] = p;
	return count;
}

/* "stations.paint" over "machines": two lines of a heading. */
static size_t path_column(const struct sweep_report *report, struct layout_table *table, const char *path)
{
	const char *point = strrchr(path, '.');
	if (!point)
		return layout_table_column(table, path, "");
	return layout_table_column(table, arena_format(report->arena, "%.*s", (int)(point - path), path), point + 1);
}

static void value_cell(const struct sweep_report *report, struct layout_table *table, size_t column, const struct yardstick *yardstick,
	const struct result_scenario *point)
{
	char number[NUMBER_ROOM];
	struct interval mean = yardstick_mean(yardstick, point, report->arena);
	if (isnan(mean.estimate))
		return;
	number_interval(number, mean.estimate, (mean.high - mean.low) / 2.0);
	layout_table_cell(table, column, number);
}

/* Whose time: headings alone would be the same for several kinds of work. */
static const char *heading_of(const struct sweep_report *report, const struct yardstick *yardstick)
{
	const struct model *model = report->result->scenarios[0].model;
	int index = metric_find(&model->metrics, yardstick->name);
	const char *subject = index < 0 ? "" : judge_title(model, &model->metrics.list[index], report->arena);
	return *subject ? arena_format(report->arena, "%s, %s", subject, yardstick->title) : yardstick->title;
}

void sweep_table(const struct sweep_report *report, struct document *to)
{
	size_t *points, count = sweep_kept(report, &points);
	const struct sweep *sweep = report->sweep;
	struct layout_table table;
	size_t paths[SWEEP_AXES], at[YARDSTICKS];
	layout_table_init(&table, report->arena, sweep->axes[0].path);
	for (size_t i = 1; i < sweep->axis_count; i++)
		paths[i] = path_column(report, &table, sweep->axes[i].path);
	for (size_t y = 0; y < report->yardsticks.count; y++)
		at[y] = layout_table_column(&table, heading_of(report, &report->yardsticks.list[y]), report->yardsticks.list[y].unit);
	for (size_t k = 0; k < count; k++) {
		layout_table_row(&table, sweep_value(sweep, points[k], 0));
		for (size_t i = 1; i < sweep->axis_count; i++)
			layout_table_cell(&table, paths[i], sweep_value(sweep, points[k], i));
		for (size_t y = 0; y < report->yardsticks.count; y++)
			value_cell(report, &table, at[y], &report->yardsticks.list[y], &report->result->scenarios[points[k]]);
	}
	document_gap(to);
	document_table(to, &table, 2);
}

/* Neighbours that cannot run for the same reason are told together. */
void sweep_left_out(const struct sweep_report *report, struct document *to)
{
	const struct result *result = report->result;
	bool first = true;
	for (size_t p = 0, next; p < result->count; p = next) {
		const char *why = result->scenarios[p].left_out, *names = result->scenarios[p].name;
		for (next = p + 1; why && next < result->count && result->scenarios[next].left_out &&
			strcmp(result->scenarios[next].left_out, why) == 0; next++)
			names = arena_format(report->arena, "%s; %s", names, result->scenarios[next].name);
		if (!why)
			continue;
		if (first)
			document_gap(to);
		document_text(to, 2, 4, arena_format(report->arena, "Left out, %s: %s", names, why));
		first = false;
	}
}

void sweep_method(const struct sweep_report *report, struct document *to)
{
	size_t *points, count = sweep_kept(report, &points);
	const struct result_scenario *one = &report->result->scenarios[points[0]];
	struct prose prose;
	const char *meaning = one->finished_count < 2 ? "One replication has no interval: how far off it is cannot be said." :
		method_is_certain(one) ? "Nothing in this model is left to chance." :
		"± is half the width of a 95 % confidence interval for the mean of that point (Student); points had the same luck, so that their "
		"differences are surer than that.";
	prose_start(&prose);
	prose_say(&prose, "%zu point%s; %u replication%s of each%s; seed %llu. %s%s %s", count, count == 1 ? "" : "s",
		(unsigned)one->finished_count, one->finished_count == 1 ? "" : "s", method_runs(one, report->arena),
		(unsigned long long)report->result->seed, report->result->interrupted ? "Stopped early. " : "", meaning,
		method_only_luck(report->result, report->arena));
	document_gap(to);
	document_prose(to, &prose, 2, 2);
}

void sweep_text(const struct sweep_report *report, struct document *to)
{
	size_t *points;
	sweep_kept(report, &points);
	document_text(to, 0, 0, answer_called(report->result->scenarios[points[0]].model->title, report->result->file));
	report_starting_point(report->of, to);
	document_gap(to);
	sweep_answer(report, to);
	sweep_table(report, to);
	sweep_left_out(report, to);
	sweep_method(report, to);
}
