/* Choosing and naming what is judged. */
#include <string.h>
#include "sim/problem.h"
#include "answer.h"
#include "judge.h"

/* --- choosing --------------------------------------------------------------------------------------------------------------- */

static bool has(const struct judge *judge, const char *name)
{
	for (size_t i = 0; i < judge->count; i++)
		if (strcmp(judge->names[i], name) == 0)
			return true;
	return false;
}

static void add(struct judge *judge, const char *name)
{
	if (!has(judge, name))
		judge->names[judge->count++] = name;
}

static int complain(const struct study *study, const struct metric_table *metrics, const char *name)
{
	const char **known = arena_take(study->scenarios[0].model->arena, metrics->count + 1, sizeof *known);
	for (size_t i = 0; i < metrics->count; i++)
		known[i] = metrics->list[i].name;
	const char *nearest = problem_nearest(name, known, metrics->count);
	if (nearest)
		fprintf(stderr, "takt %s: no metric is called '%s'; did you mean '%s'?\n", study->call->command->name, name, nearest);
	else
		fprintf(stderr, "takt %s: no metric is called '%s'; 'takt run %s --format csv --summary' lists what there is\n",
			study->call->command->name, name, study->tree->file);
	return -1;
}

/* Percentiles of projects are of all runs together: one run has none, so that runs cannot be held against each other by them. */
static bool is_of_all_runs(const struct metric *metric)
{
	const char *of_project = "project.K.", *percentile = strstr(metric->kind->pattern, ".p");
	for (; percentile; percentile = strstr(percentile + 1, ".p"))
		if (percentile[2] >= '0' && percentile[2] <= '9')
			return strncmp(metric->kind->pattern, of_project, strlen(of_project)) == 0;
	return false;
}

static int refuse(const struct study *study, const char *name)
{
	fprintf(stderr, "takt %s: '%s' is of all projects of all runs together: a single run has none, so that it cannot be judged "
		"by. Take the mean ('%.*s'), or a share such as 'work.K.on_time' or 'work.K.both_kept'\n", study->call->command->name,
		name, (int)(strrchr(name, '.') - name), name);
	return -1;
}

/* --metric a,b --metric c: all mistakes are told at once. */
static int add_from_call(struct judge *judge, struct study *study)
{
	const struct option_texts *wanted = &study->call->options->metrics;
	const struct metric_table *metrics = &study->scenarios[0].model->metrics;
	int fault = 0;
	for (size_t i = 0; i < wanted->count; i++) {
		char *list = arena_text(&study->arena, wanted->list[i]), *rest = NULL;
		for (char *name = strtok_r(list, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest)) {
			int at = metric_find(metrics, name);
			if (at < 0)
				fault = complain(study, metrics, name);
			else if (is_of_all_runs(&metrics->list[at]))
				fault = refuse(study, name);
			else
				add(judge, name);
		}
	}
	return fault;
}

/* What misses its goal sooner is no better: where there is a goal it is judged beside the time. */
static void add_usual(struct judge *judge, const struct kind *kind, struct arena *arena)
{
	if (kind->goal.form != EXPR_ABSENT)
		add(judge, arena_format(arena, "work.%s.goal", kind->name));
	add(judge, arena_format(arena, "work.%s.time", kind->name));
}

int judge_choose(struct judge *judge, struct study *study)
{
	const struct model *model = study->scenarios[0].model;
	*judge = (struct judge){ arena_take(&study->arena, model->metrics.count + 1, sizeof *judge->names), 0 };
	if (add_from_call(judge, study) != 0)
		return -1;
	if (judge->count > 0)
		return 0;
	for (uint32_t i = 0; i < model->judged_count; i++) {
		int at = metric_find(&model->metrics, model->judged[i]);
		if (at >= 0 && is_of_all_runs(&model->metrics.list[at]))
			return refuse(study, model->judged[i]);
		add(judge, model->judged[i]);
	}
	for (uint32_t i = 0; model->judged_count == 0 && i < model->kind_count; i++)
		if (!model->kinds[i].hidden)
			add_usual(judge, &model->kinds[i], &study->arena);
	return 0;
}

/* --- naming ----------------------------------------------------------------------------------------------------------------- */

struct naming {
	const char *pattern;     /* of the metric's kind */
	const char *words;       /* %s: the title of what it is about */
};

static const struct naming namings[] = {
	{ "work.K.time", "the time of %s" },
	{ "work.K.open_time", "the time of %s in its own hours" },
	{ "work.K.time.p50", "the median time of %s" },
	{ "work.K.time.p85", "the time within which 85 % of %s are done" },
	{ "work.K.time.p90", "the time within which 90 % of %s are done" },
	{ "work.K.time.p95", "the time within which 95 % of %s are done" },
	{ "work.K.time.p99", "the time within which 99 % of %s are done" },
	{ "work.K.throughput", "the throughput of %s" },
	{ "work.K.completed", "the number of %s completed" },
	{ "work.K.scrapped", "the scrap of %s" },
	{ "work.K.turned_away", "the share of %s turned away" },
	{ "work.K.left", "the share of %s that give up" },
	{ "work.K.wip", "the number of %s in the system" },
	{ "work.K.on_time", "the share of %s on time" },
	{ "work.K.within_budget", "the share of %s within the budget" },
	{ "work.K.both_kept", "the share of %s within time and budget" },
	{ "work.K.first_time_right", "the share of %s right the first time" },
	{ "work.K.flow_efficiency", "the flow efficiency of %s" },
	{ "work.K.cost", "the cost of %s" },
	{ "project.K.duration", "the duration of %s" },
	{ "work.K.goal", "the share of %s that reach their goal" },
	{ "work.K.cost_per_goal", "the cost of each of %s that reaches its goal" },
	{ "work.K.vain", "the share of the work on %s that is in vain" },
	{ "work.K.reopened", "the share of %s opened again" },
	{ "project.K.cost", "the cost of a project of %s" },
	{ "stations.S.utilisation", "the utilisation of %s" },
	{ "stations.S.queue", "the queue at %s" },
	{ "stations.S.wait", "the wait at %s" },
	{ "stations.S.cost", "the cost of %s" },
	{ "resources.R.utilisation", "the utilisation of %s" },
	{ "resources.R.wait", "the wait for %s" },
	{ "resources.R.overtime", "the overtime of %s" },
	{ "resources.R.cost", "the cost of %s" },
	{ "measures.NAME", "“%s”" },
	{ "total.throughput", "the throughput" },
	{ "total.time", "the time of all work" },
	{ "total.end", "the time until all is done" },
	{ "total.cost", "the cost" },
	{ "total.cost_per_item", "the cost per item" },
	{ "total.value", "the value" },
	{ "total.profit", "the profit" },
};

/* The capital word of a pattern stands for the subject: "K" in "work.K.time". */
const char *judge_subject(const struct metric *metric, struct arena *arena)
{
	const char *pattern = metric->kind->pattern, *name = metric->name;
	size_t before = strcspn(pattern, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), word = strspn(pattern + before, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (word == 0)
		return "";
	size_t after = strlen(pattern + before + word), length = strlen(name);
	if (strpbrk(pattern + before + word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") || before + after > length) {
		size_t first = strcspn(name + before, ".");      /* two of them: subjects have no dots there */
		return arena_format(arena, "%.*s", (int)first, name + before);
	}
	return arena_format(arena, "%.*s", (int)(length - before - after), name + before);
}

const char *judge_title(const struct model *model, const struct metric *metric, struct arena *arena)
{
	const char *subject = judge_subject(metric, arena), *pattern = metric->kind->pattern;
	for (uint32_t i = 0; i < model->kind_count && strncmp(pattern, "work.", 5) == 0; i++)
		if (strcmp(model->kinds[i].name, subject) == 0)
			return answer_called(model->kinds[i].title, subject);
	for (uint32_t i = 0; i < model->station_count && strncmp(pattern, "stations.", 9) == 0; i++)
		if (strcmp(model->stations[i].name, subject) == 0)
			return answer_called(model->stations[i].title, subject);
	for (uint32_t i = 0; i < model->resource_count && strncmp(pattern, "resources.", 10) == 0; i++)
		if (strcmp(model->resources[i].name, subject) == 0)
			return answer_called(model->resources[i].title, subject);
	for (uint32_t i = 0; i < model->measure_count && strncmp(pattern, "measures.", 9) == 0; i++)
		if (strcmp(model->measures[i].name, subject) == 0)
			return answer_called(model->measures[i].title, subject);
	return subject;
}

const char *judge_words(const struct model *model, const char *name, struct arena *arena)
{
	int index = metric_find(&model->metrics, name);
	const struct metric *metric = index < 0 ? NULL : &model->metrics.list[index];
	for (size_t i = 0; metric && i < sizeof namings / sizeof namings[0]; i++)
		if (strcmp(namings[i].pattern, metric->kind->pattern) == 0) {
			const char *words = namings[i].words, *slot = strstr(words, "%s");
			const char *head = slot ? arena_format(arena, "%.*s", (int)(slot - words), words) : words;
			return slot ? arena_format(arena, "%s%s%s", head, judge_title(model, metric, arena), slot + 2) : words;
		}
	return name;
}
