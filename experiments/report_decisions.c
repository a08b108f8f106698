/* What a decision holds up is how often it is asked for times how long that takes: the order of all that is told. */
#include <stdlib.h>
#include "plots/lettering.h"
#include "answer.h"
#include "number.h"
#include "report_cells.h"
#include "report_decisions.h"

#define ROWS 24              /* of the table; the others are left to files */
#define LETTERS 40           /* of each of two names that stand together */
#define SEEN 0.005           /* of the requests: less is not worth a word */

static double in_all(const struct decision_found *found)
{
	return found->number->mean * found->wait->mean;
}

static int longest_first(const void *a, const void *b)
{
	const struct decision_found *x = a, *y = b;
	if (in_all(x) != in_all(y))
		return in_all(x) > in_all(y) ? -1 : 1;
	return x->decision->index < y->decision->index ? -1 : x->decision->index > y->decision->index;
}

/* Whether more than one kind of work asks for decisions. */
static bool are_several_kinds(const struct model *model)
{
	for (uint32_t i = 1; i < model->decision_count; i++)
		if (model->tasks[model->decisions[i]->task].kind != model->tasks[model->decisions[0]->task].kind)
			return true;
	return false;
}

static struct decision_found find(const struct result_scenario *scenario, const struct decision *decision, struct arena *arena)
{
	static const char *const parts[] = { "number", "wait", "escalated", "defaulted", "cost" };
	const struct summary *summaries[sizeof parts / sizeof *parts];
	const struct model *model = scenario->model;
	const struct kind *kind = &model->kinds[model->tasks[decision->task].kind];
	const char *title = answer_called(decision->title, decision->name);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		summaries[i] = result_find(scenario, arena_format(arena, "decisions.%s.%s.%s", kind->name, decision->name, parts[i]));
	if (are_several_kinds(model))
		title = arena_format(arena, "%s: %s", lettering_middle_cut(arena, answer_called(kind->title, kind->name), LETTERS),
			lettering_middle_cut(arena, title, LETTERS));
	return (struct decision_found){ decision, title, summaries[0], summaries[1], summaries[2], summaries[3], summaries[4] };
}

size_t report_decisions_list(const struct result_scenario *scenario, struct decision_found **list, struct arena *arena)
{
	const struct model *model = scenario->model;
	size_t count = 0;
	*list = arena_take(arena, model->decision_count + 1u, sizeof **list);
	for (uint32_t i = 0; i < model->decision_count; i++) {
		struct decision_found found = find(scenario, model->decisions[i], arena);
		if (found.number && found.wait && found.number->max > 0.0)
			(*list)[count++] = found;
	}
	qsort(*list, count, sizeof **list, longest_first);
	return count;
}

static void say_share(struct prose *text, const struct summary *share, const char *lead, const char *words)
{
	char number[NUMBER_ROOM];
	if (!share || share->mean < SEEN)
		return;
	number_share(number, share->mean, share->half_width);
	prose_say(text, "%s%s %% %s", lead, number, words);
}

void report_decisions_say(struct prose *text, const struct model *model, const struct decision_found *first)
{
	char number[NUMBER_ROOM];
	bool escalated = first->escalated && first->escalated->mean >= SEEN;
	if (!(first->wait->mean > 0.0)) {
		prose_say(text, "No decision is waited for. ");
		return;
	}
	number_mean(number, first->wait->mean, first->wait->half_width);
	prose_say(text, "Most is waited for the decision %s: %s %s each time", first->title, number, model->time_unit);
	if (first->cost && first->cost->mean > 0.0) {
		number_mean(number, first->cost->mean, first->cost->half_width);
		prose_say(text, ", and until the answer is there it costs %s%s%s", number, model->money && *model->money ? " " : "",
			model->money ? model->money : "");
	}
	say_share(text, first->escalated, "; ", "are asked of somebody else");
	say_share(text, first->defaulted, escalated ? ", " : "; ", "are settled without");
	prose_say(text, ". ");
}

static void put_number(struct layout_table *table, size_t column, double number)
{
	char text[NUMBER_ROOM];
	number_plain(text, number, 3);
	layout_table_cell(table, column, text);
}

void report_decisions(const struct result_scenario *scenario, struct document *to)
{
	const struct model *model = scenario->model;
	const char *money = model->money ? model->money : "";
	struct decision_found *list;
	struct layout_table table;
	struct prose text = { .length = 0 };
	size_t count = report_decisions_list(scenario, &list, to->arena);
	if (count == 0)
		return;
	layout_table_init(&table, to->arena, "Decisions");
	size_t number = layout_table_column(&table, "asked", "times"), wait = layout_table_column(&table, "wait", model->time_unit);
	size_t escalated = layout_table_column(&table, "asked of", "others, %"), without = layout_table_column(&table, "settled", "without, %");
	size_t cost = layout_table_column(&table, "cost until", arena_format(to->arena, "answered%s%s", *money ? ", " : "", money));
	for (size_t i = 0; i < count && i < ROWS; i++) {
		layout_table_row(&table, list[i].title);
		put_number(&table, number, list[i].number->mean);
		cell_interval(&table, wait, list[i].wait);
		cell_share(&table, escalated, list[i].escalated);
		cell_share(&table, without, list[i].defaulted);
		cell_interval(&table, cost, list[i].cost);
	}
	document_gap(to);
	document_table(to, &table, 2);
	report_decisions_say(&text, model, &list[0]);
	if (count > ROWS)
		prose_say(&text, "%zu that are waited for less are left out. ", count - ROWS);
	document_prose(to, &text, 2, 2);
}
