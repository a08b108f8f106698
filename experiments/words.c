/* The model in words, kind by kind and step by step: see words.h. Expressions that are no constants are told as they stand in the file. */
#include "words.h"

#include <math.h>
#include <string.h>
#include "answer.h"
#include "hours.h"
#include "number.h"

/* --- Small words --- */

const char *words_written(const struct node *group, const char *name)
{
	const struct node *node = group && group->type == NODE_GROUP ? node_child(group, name) : NULL;
	return node ? node->text : NULL;
}

const char *words_number(const struct words *w, double value)
{
	char number[NUMBER_ROOM];
	number_plain(number, value, 4);
	return arena_text(w->arena, number);
}

/* In the clock's unit, or in hours where that is many and they say it as shortly. */
const char *words_time(const struct words *w, double time)
{
	double hours = time / w->model->hour;
	bool small = w->model->hour >= 60.0, round = fabs(4.0 * hours - rint(4.0 * hours)) < 1e-9;
	if (small && hours >= 2.0 && (round || hours >= 24.0))
		return arena_format(w->arena, "%s h", words_number(w, hours));
	return arena_format(w->arena, "%s %s", words_number(w, time), w->model->time_unit);
}

const char *words_money(const struct words *w, double price)
{
	const char *money = w->model->money ? w->model->money : "";
	return arena_format(w->arena, "%s%s%s", words_number(w, price), *money ? " " : "", money);
}

const char *words_length(const struct words *w, const struct expr *time, double mean, const char *text)
{
	if (time->form == EXPR_CONSTANT)
		return words_time(w, time->value);
	if (isnan(mean))
		return text ? text : "a time that depends on the state";
	return arena_format(w->arena, "%s on average", words_time(w, mean));
}

/* Exceptions are not listed: they may be many. */
const char *words_hours(const struct words *w, const struct calendar *calendar)
{
	return arena_format(w->arena, "%s%s", hours_describe(calendar, w->arena),
		calendar->stretch_count > 1 ? " (other hours on some dates)" : "");
}

const char *words_join(const struct words *w, const char *list, const char *between, const char *more)
{
	return *more ? arena_format(w->arena, "%s%s%s", list, *list ? between : "", more) : list;
}

static const char *count_of(const struct words *w, double count, const char *one, const char *many)
{
	return arena_format(w->arena, "%s %s", words_number(w, count), count == 1.0 ? one : many);
}

/* "one of 3 Nurses", "2 of 3 Nurses", "the Doctor" where there is only one. */
static const char *some_of(const struct words *w, const struct amount *amount)
{
	const struct resource *resource = &w->model->resources[amount->resource];
	const char *name = answer_called(resource->title, resource->name);
	unsigned number = (unsigned)amount->number, all = (unsigned)resource->number;
	if (number == all)
		return number == 1 ? name : arena_format(w->arena, "all %u %s", all, name);
	return number == 1 ? arena_format(w->arena, "one of %u %s", all, name) : arena_format(w->arena, "%u of %u %s", number, all, name);
}

const char *words_amounts(const struct words *w, const struct amounts *amounts, const char *between)
{
	const char *list = "";
	for (uint32_t i = 0; i < amounts->count; i++)
		list = words_join(w, list, i + 1 < amounts->count ? ", " : between, some_of(w, &amounts->list[i]));
	return list;
}

/* --- How work comes --- */

/* The mean of an expression of draws alone; NAN where it asks for more. */
static double mean_of(const struct expr *expr)
{
	const struct expr_env env = { .means = true };
	return expr->form == EXPR_ABSENT || expr->asks || expr->uses & ~(unsigned)EXPR_ALLOW_DRAWS ? NAN : expr_mean(expr, &env);
}

static const char *describe_every(const struct words *w, const struct source *source, const struct node *arrive)
{
	const char *every = words_written(arrive, "every");
	double time = mean_of(&source->every);
	bool random = source->every.form == EXPR_DRAW && source->every.variate.type == variate_exponential;
	if (isnan(time))
		return arena_format(w->arena, "every %s", every ? every : "so often");
	return arena_format(w->arena, "%severy %s (%s per %s)", random ? "at random, " : "", words_length(w, &source->every, time, every),
		words_number(w, w->model->per_rate / time), w->model->rate_unit);
}

static const char *describe_arrivals(const struct words *w, const struct kind *kind)
{
	const struct source *source = &kind->source;
	const struct node *arrive = kind->node ? node_child(kind->node, "arrive") : NULL;
	const char *file = words_written(arrive, "file");
	char period[NUMBER_ROOM];
	switch (source->how) {
	case ARRIVE_NEVER:
		return "does not arrive by itself: other work starts it, or it is there from the beginning";
	case ARRIVE_EVERY:
		return arena_format(w->arena, "one arrives %s", describe_every(w, source, arrive));
	case ARRIVE_RATES:
		number_duration(period, source->period / w->model->unit);
		return arena_format(w->arena, "arrives at random, at %u rates that repeat every %s", (unsigned)source->rate_count, period);
	case ARRIVE_AT:
		if (kind->project && source->time_count == 1 && !(source->period > 0.0))
			return words_begin(w, kind);
		number_duration(period, source->period / w->model->unit);
		return arena_format(w->arena, "arrives at %s%s%s", count_of(w, source->time_count, "given time", "given times"),
			source->period > 0.0 ? ", again every " : "", source->period > 0.0 ? period : "");
	case ARRIVE_FILE:
		return arena_format(w->arena, "arrives as %s says, %s", file ? file : "its file", count_of(w, source->time_count, "row", "rows"));
	case ARRIVE_KEEP:
		return arena_format(w->arena, "%s always in the system: one enters when one leaves", count_of(w, source->keep, "is", "are"));
	}
	return "";
}

/* What the mean rate is, where that has not been said. */
static const char *describe_rate(const struct words *w, uint32_t kind)
{
	const struct source *source = &w->model->kinds[kind].source;
	double rate = w->load->kind_rate[kind];
	if (!(rate > 0.0) || source->how == ARRIVE_KEEP || (source->how == ARRIVE_EVERY && !isnan(mean_of(&source->every))))
		return "";
	return arena_format(w->arena, "%s per %s on average", words_number(w, rate * w->model->per_rate), w->model->rate_unit);
}

static const char *describe_limits(const struct words *w, const struct kind *kind)
{
	const struct source *source = &kind->source;
	const struct node *arrive = kind->node ? node_child(kind->node, "arrive") : NULL;
	const char *text = "", *size = words_written(arrive, "size");
	char until[NUMBER_ROOM];
	if (source->size.form != EXPR_ABSENT && !(source->size.form == EXPR_CONSTANT && source->size.value == 1.0))
		text = arena_format(w->arena, "%s%s come together", isnan(mean_of(&source->size)) ? size ? size : "several" :
			words_number(w, mean_of(&source->size)), source->size.form == EXPR_CONSTANT ? "" : " on average");
	number_duration(until, source->until / w->model->unit);
	if (isfinite(source->until))
		text = words_join(w, text, "; ", arena_format(w->arena, "until %s after the start", until));
	if (source->at_most != UINT64_MAX)
		text = words_join(w, text, "; ", arena_format(w->arena, "%s at most", words_number(w, (double)source->at_most)));
	return text;
}

/* --- What is known and promised of it --- */

static const char *describe_choice(const struct words *w, const struct expr *fact)
{
	const struct variate_table *table = fact->variate.table;
	const char *text = "";
	for (size_t i = 0; i < table->count && fact->type.class == EXPR_WORD; i++) {
		double share = table->cumulative[i] - (i ? table->cumulative[i - 1] : 0.0);
		text = words_join(w, text, ", ", arena_format(w->arena, "%s %s %%", fact->type.words[(size_t)table->values[i]],
			words_number(w, 100.0 * share)));
	}
	return text;
}

/* Whether others start these items and hand on a fact of this name. */
static bool is_handed_on(const struct model *model, const struct kind *kind, const char *fact)
{
	for (uint32_t t = 0; t < model->task_count && kind->source.how == ARRIVE_NEVER; t++) {
		const struct kind *parent = &model->kinds[model->tasks[t].kind];
		if (model->tasks[t].start_kind != (uint32_t)(kind - model->kinds))
			continue;
		for (uint32_t f = 0; f < parent->fact_count; f++)
			if (strcmp(parent->fact_names[f], fact) == 0)
				return true;
	}
	return false;
}

static const char *describe_fact(const struct words *w, const struct kind *kind, uint32_t index)
{
	const struct node *facts = kind->node ? node_child(kind->node, "facts") : NULL;
	const struct expr *fact = &kind->facts[index];
	const char *name = kind->fact_names[index], *written = words_written(facts, name), *choice = "";
	if (is_handed_on(w->model, kind, name))
		return arena_format(w->arena, "%s (from whoever starts it)", name);
	if (fact->form == EXPR_ABSENT)
		return arena_format(w->arena, kind->source.how == ARRIVE_FILE ? "%s (from the file)" : "%s", name);
	if (fact->form == EXPR_DRAW && fact->variate.type == variate_choice)
		choice = describe_choice(w, fact);
	if (*choice)
		return arena_format(w->arena, "%s (%s)", name, choice);
	return written ? arena_format(w->arena, "%s = %s", name, written) : name;
}

static const char *describe_facts(const struct words *w, const struct kind *kind)
{
	const char *text = "";
	for (uint32_t i = 0; i < kind->fact_count; i++)
		text = words_join(w, text, "; ", describe_fact(w, kind, i));
	return *text ? arena_format(w->arena, "Known of each: %s. ", text) : "";
}

/* A price of the kind's that is 0 unless the model says otherwise. */
static const char *describe_price(const struct words *w, const struct kind *kind, const struct expr *price, const char *key, double per,
	const char *pattern)
{
	const char *written = words_written(kind->node, key);
	if (!written)
		return "";
	return arena_format(w->arena, pattern, price->form == EXPR_CONSTANT ? words_money(w, price->value * per) : written);
}

static const char *describe_money(const struct words *w, const struct kind *kind)
{
	double hour = w->model->hour;
	const char *text = describe_price(w, kind, &kind->value, "value", 1.0, "it brings in %s");
	text = words_join(w, text, ", ", describe_price(w, kind, &kind->cost, "cost", 1.0, "its material costs %s"));
	text = words_join(w, text, ", ", describe_price(w, kind, &kind->holding_cost, "holding_cost_per_hour", hour,
		"an hour in the system costs %s"));
	text = words_join(w, text, ", ", describe_price(w, kind, &kind->late_cost, "late_cost_per_hour", hour, "an hour late costs %s"));
	return *text ? arena_format(w->arena, "Money: %s. ", text) : "";
}

static const char *describe_promise(const struct words *w, const struct kind *kind)
{
	const char *text = "", *written = words_written(kind->node, "promise"), *priority = words_written(kind->node, "priority");
	char promise[NUMBER_ROOM] = "";
	if (kind->promise.form == EXPR_CONSTANT)
		number_duration(promise, kind->promise.value / w->model->unit);
	if (*promise || written)
		text = arena_format(w->arena, "promised within %s", *promise ? promise : written);
	if (kind->budget.form != EXPR_ABSENT)
		text = words_join(w, text, "; ", arena_format(w->arena, "may cost %s", kind->budget.form == EXPR_CONSTANT ?
			words_money(w, kind->budget.value) : words_written(kind->node, "budget")));
	if (kind->calendar)
		text = words_join(w, text, "; ", arena_format(w->arena, "its time counts in the hours %s", words_hours(w, kind->calendar)));
	if (kind->priority.form != EXPR_CONSTANT || kind->priority.value != 0.0)
		text = words_join(w, text, "; ", arena_format(w->arena, "priority %s (the lowest goes first)", priority ? priority : "of its own"));
	return text;
}

static void print_kind(const struct words *w, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[index];
	const char *text = describe_arrivals(w, kind);
	if (kind->source.calendar)
		text = arena_format(w->arena, "%s, in the hours %s", text, words_hours(w, kind->source.calendar));
	text = words_join(w, text, "; ", describe_rate(w, index));
	text = words_join(w, text, "; ", describe_limits(w, kind));
	text = words_join(w, text, "; ", describe_promise(w, kind));
	text = words_join(w, text, "; ", words_concurrency(kind));
	text = words_join(w, text, "; ", words_review(w, kind));
	document_text(w->to, 2, 4, arena_format(w->arena, "%s: %s. %s%s", answer_called(kind->title, kind->name), text, describe_facts(w, kind),
		describe_money(w, kind)));
	if (kind->initial_count > 0)
		document_text(w->to, 4, 4, arena_format(w->arena, "%s in the system from the beginning.",
			count_of(w, kind->initial_count, "group is", "groups are")));
}

/* --- What is done with it --- */

/* A step that has only its station's name has its title too. */
const char *words_step(const struct words *w, uint32_t task)
{
	const struct model *model = w->model;
	if (task == TO_END)
		return "the end";
	if (task == TO_SCRAP)
		return "scrap";
	if (task >= model->task_count)
		return "the following step";
	const struct task *t = &model->tasks[task];
	const struct station *station = t->work == WORK_STATION ? &model->stations[t->station] : NULL;
	bool titled = t->title && *t->title && strcmp(t->title, t->name) != 0;
	if (!titled && station && !station->hidden && strcmp(t->name, station->name) == 0)
		return answer_called(station->title, station->name);
	return answer_called(t->title, t->name ? t->name : "a step");
}

/* "12 %" where a chance is constant, else as it stands in the file. */
const char *words_chance(const struct words *w, const struct expr *chance, const char *text)
{
	if (chance->form == EXPR_CONSTANT)
		return arena_format(w->arena, "%s %%", words_number(w, 100.0 * chance->value));
	return arena_format(w->arena, "some (chance %s)", text ? text : "of their own");
}

/* "one of 2 machines and one of 3 Nurses" */
static const char *describe_servers(const struct words *w, const struct station *station)
{
	const char *machines = station->machines == UNLIMITED ? "" : station->machines == 1 ? "one machine" :
		arena_format(w->arena, "one of %u machines", (unsigned)station->machines);
	const char *needs = words_amounts(w, &station->needs, " and "), *one_of = words_amounts(w, &station->one_of, " or ");
	if (*needs && *one_of)
		one_of = arena_format(w->arena, "either %s", one_of);
	return words_join(w, words_join(w, machines, " and ", needs), " and ", one_of);
}

static const char *describe_work(const struct words *w, uint32_t index)
{
	const struct model *model = w->model;
	const struct task *task = &model->tasks[index];
	const char *length = words_task_length(w, index);
	length = length ? length : words_length(w, &task->time, w->load->task_time[index], NULL);
	if (task->work == WORK_WAIT)
		return arena_format(w->arena, "waits %s", length);
	if (task->work == WORK_TOGETHER)
		return arena_format(w->arena, "%u branches at once, until %u %s done", (unsigned)task->branch_count, (unsigned)task->join,
			task->join == 1 ? "is" : "are");
	if (task->work != WORK_STATION)
		return words_part(w, index) ? words_part(w, index) : task->decision ? "" : "no work";
	const struct station *station = &model->stations[task->station];
	const char *called = answer_called(station->title, station->name);
	const char *where = station->hidden || strcmp(called, words_step(w, index)) == 0 ? "" : arena_format(w->arena, "at %s", called);
	return words_join(w, words_join(w, where, ", ", describe_servers(w, station)), ", ", length);
}

static const char *describe_visits(const struct words *w, uint32_t index)
{
	double visits = w->load->visits[index];
	char number[NUMBER_ROOM];
	if (words_part(w, index))
		return words_reached(w, index);
	if (isnan(visits))
		return "how often depends on the state";
	if (fabs(visits - 1.0) < 1e-9)
		return "";
	if (visits == 0.0)
		return "never visited as things stand";
	number_plain(number, visits, 3);
	if (kind_has_agenda(&w->model->kinds[w->model->tasks[index].kind]))
		return arena_format(w->arena, "done %s times on average", number);
	return arena_format(w->arena, "%s visits an item", number);
}

static const char *describe_holding(const struct words *w, const struct task *task)
{
	const char *text = "";
	if (task->take_station != NONE)
		text = arena_format(w->arena, "first takes %s, and keeps that",
			words_amounts(w, &w->model->stations[task->take_station].needs, " and "));
	for (uint32_t i = 0; i < task->give.count; i++) {
		const struct resource *resource = &w->model->resources[task->give.list[i].resource];
		text = words_join(w, text, "; ", arena_format(w->arena, "gives back %u %s", (unsigned)task->give.list[i].number,
			answer_called(resource->title, resource->name)));
	}
	return text;
}

static const char *describe_start(const struct words *w, const struct task *task)
{
	if (task->start_kind == NONE)
		return "";
	const struct kind *kind = &w->model->kinds[task->start_kind];
	const char *number = words_written(task->node, "number"), *name = answer_called(kind->title, kind->name);
	if (!number && task->node && task->node->type == NODE_GROUP)
		number = words_written(node_child(task->node, "start"), "number");
	return arena_format(w->arena, "starts %s%s%s%s", number ? number : "", number ? " x " : "", name,
		task->start_wait ? " and waits for it" : "");
}

static const char *describe_rework(const struct words *w, const struct task *task)
{
	const struct node *rework = task->node && task->node->type == NODE_GROUP ? node_child(task->node, "rework") : NULL;
	if (task->rework_to == NONE)
		return "";
	const char *when = words_written(rework, "when"), *share = words_written(rework, "share");
	if (kind_has_agenda(&w->model->kinds[task->kind]))
		return words_repeat(w, task);
	const char *who = task->rework_when.form != EXPR_ABSENT ? arena_format(w->arena, "those with %s", when ? when : "its condition") :
		words_chance(w, &task->rework_chance, words_written(rework, "chance"));
	const char *text = arena_format(w->arena, "%s go back to %s for rework", who, words_step(w, task->rework_to));
	if (task->rework_share.form != EXPR_CONSTANT || task->rework_share.value != 1.0)
		text = arena_format(w->arena, "%s, with %s of the work", text, share ? share : "a share");
	return task->rework_at_most == UNLIMITED ? text : arena_format(w->arena, "%s, %s at most", text,
		task->rework_at_most == 1 ? "once" : arena_format(w->arena, "%u times", (unsigned)task->rework_at_most));
}

static const char *describe_next(const struct words *w, const struct task *task)
{
	const struct node *next = task->node && task->node->type == NODE_GROUP ? node_child(task->node, "next") : NULL;
	const struct node *entry = next && next->type == NODE_LIST ? next->first : next;
	const char *all = "";
	for (uint32_t i = 0; i < task->next_count; i++) {
		const struct branch *branch = &task->next[i];
		const char *to = words_step(w, branch->to), *when = words_written(entry, "when");
		bool always = branch->chance.form == EXPR_ABSENT || (branch->chance.form == EXPR_CONSTANT && branch->chance.value >= 1.0);
		const char *one = when ? arena_format(w->arena, "to %s when %s", to, when) : always ? arena_format(w->arena, "to %s", to) :
			arena_format(w->arena, "%s to %s", words_chance(w, &branch->chance, words_written(entry, "chance")), to);
		all = words_join(w, all, ", ", one);
		entry = entry && next->type == NODE_LIST ? entry->next : NULL;
	}
	return *all ? arena_format(w->arena, "then %s", all) : "";
}

/* "costs 3 EUR each time"; "" where nothing is said. */
static const char *describe_cost(const struct words *w, const struct task *task, const struct expr *cost, const char *key,
	const char *format)
{
	const char *written = words_written(task->node, key);
	if (cost->form == EXPR_ABSENT)
		return "";
	return arena_format(w->arena, format, cost->form == EXPR_CONSTANT ? words_money(w, cost->value) : written ? written : "money");
}

static const char *describe_step_cost(const struct words *w, const struct task *task)
{
	return words_join(w, describe_cost(w, task, &task->cost, "cost", "costs %s each time"), ", ",
		describe_cost(w, task, &task->cost_of_work, "cost_of_work", "its work costs %s"));
}

static void print_step(const struct words *w, uint32_t number, uint32_t index)
{
	const struct task *task = &w->model->tasks[index];
	const bool plan = w->model->kinds[task->kind].project != NULL;
	const char *text = task->chance.form == EXPR_ABSENT || (task->chance.form == EXPR_CONSTANT && task->chance.value >= 1.0) ? "" :
		arena_format(w->arena, "for %s of the %s, ", words_chance(w, &task->chance, words_written(task->node, "chance")),
		plan ? "projects" : w->model->kinds[task->kind].case_plan ? "cases" : "items");
	text = arena_format(w->arena, "%s%s%s", words_links(w, index), words_when(w, index), text);
	text = arena_format(w->arena, "%s%s", text, describe_work(w, index));
	const char *const clauses[] = { words_decision(w, task), words_dates(w, index), describe_visits(w, index), words_returns(w, index),
		words_again(w, index),
		describe_holding(w, task), describe_start(w, task),
		describe_step_cost(w, task), describe_rework(w, task), describe_next(w, task) };
	for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++)
		text = words_join(w, text, "; ", clauses[i]);
	document_text(w->to, 4, 8, arena_format(w->arena, "%u. %s: %s.", (unsigned)number, words_step(w, index), text));
}

void words_print(const struct words *w)
{
	const struct model *model = w->model;
	for (uint32_t i = 0; i < model->kind_count; i++) {
		const struct kind *kind = &model->kinds[i];
		if (kind->hidden)
			continue;
		print_kind(w, i);
		for (uint32_t t = 0; t < kind->task_count; t++)
			print_step(w, t + 1, kind->task_first + t);
		words_close(w, kind);
		words_risks(w, kind);
		words_planning(w, kind);
	}
	words_handoffs(w);
	words_places(w);
}
