/* The levers for people: the answer, the ranking, what had no effect, how it was found. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "answer.h"
#include "levers_gain.h"
#include "method.h"
#include "number.h"
#include "report_text.h"

#define LEVERS_IN_WORDS 12

/* --- tables ------------------------------------------------------------------------------------------------------------------------ */

/* What cannot be told from zero is no number to plan with. */
static void gain_cell(struct layout_table *table, size_t column, const struct yardstick_gain *gain)
{
	char number[NUMBER_ROOM];
	yardstick_print(number, gain->interval);
	layout_table_cell(table, column, gain->same ? "" : gain->shown ? number : "?");
}

static bool is_row(const struct lever_gain *gain)
{
	return !gain->scenario->left_out && gain->counts;
}

/* Whether its title alone, such as "time", says what is meant. */
static bool is_only_one(const struct lever_gains *gains, const struct yardstick *yardstick)
{
	for (size_t y = 0; y < gains->yardsticks.count; y++)
		if (&gains->yardsticks.list[y] != yardstick && strcmp(gains->yardsticks.list[y].title, yardstick->title) == 0)
			return false;
	return true;
}

/* "time gained"; of several times "Claims: time". */
static const char *heading_of(const struct lever_gains *gains, size_t y)
{
	const struct yardstick *yardstick = &gains->yardsticks.list[y];
	const char *of = strstr(yardstick->words, " of ");
	if (!is_only_one(gains, yardstick) && of)
		return arena_format(gains->arena, "%s: %s", of + strlen(" of "), yardstick->title);
	return arena_format(gains->arena, "%s%s", yardstick->title, yardstick->better == METRIC_NEITHER ? "" : " gained");
}

static const char *const family_titles[LEVER_FAMILIES] = { "management", "engineers", "enterprise" };

/* Rows in the order given; what is not priced has its worth in place of a profit. */
static void print_table(const struct lever_gains *gains, const struct lever_gain *const *rows, size_t count, const char *name,
	const char *money, struct document *to)
{
	struct layout_table table;
	size_t at[YARDSTICKS];
	if (count == 0)
		return;
	layout_table_init(&table, gains->arena, name);
	for (size_t y = 0; y < gains->yardsticks.count; y++)
		at[y] = layout_table_column(&table, y == gains->money ? money : heading_of(gains, y), gains->yardsticks.list[y].gain_unit);
	size_t family = layout_table_column(&table, "who", "");
	for (size_t i = 0; i < count; i++) {
		layout_table_row(&table, rows[i]->lever->brief);
		for (size_t y = 0; y < gains->yardsticks.count; y++)
			gain_cell(&table, at[y], &rows[i]->gains[y]);
		layout_table_cell(&table, family, family_titles[rows[i]->lever->family]);
	}
	document_gap(to);
	document_table(to, &table, 2);
}

/* A row and the yardstick that it is sorted by. */
struct place {
	const struct lever_gain *gain;
	size_t at;
};

/* What has no shown worth stands below, in the order of the first yardstick. */
static int dearest_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	bool left = x->gain->gains[x->at].shown, right = y->gain->gains[y->at].shown;
	if (left != right)
		return left ? -1 : 1;
	if (left && x->gain->gains[x->at].interval.estimate != y->gain->gains[y->at].interval.estimate)
		return x->gain->gains[x->at].interval.estimate > y->gain->gains[y->at].interval.estimate ? -1 : 1;
	return x->gain < y->gain ? -1 : x->gain > y->gain;
}

/* With money, by money: what has a price and what has none do not stand in one ranking. */
static void print_by_money(const struct lever_gains *gains, bool priced, struct document *to)
{
	struct place *places = arena_take(gains->arena, gains->count + 1, sizeof *places);
	const struct lever_gain **rows = arena_take(gains->arena, gains->count + 1, sizeof *rows);
	size_t count = 0;
	for (size_t i = 0; i < gains->count; i++)
		if (is_row(&gains->list[i]) && gains->list[i].lever->priced == priced)
			places[count++] = (struct place){ &gains->list[i], gains->money };
	qsort(places, count, sizeof *places, dearest_first);
	for (size_t i = 0; i < count; i++)
		rows[i] = places[i].gain;
	print_table(gains, rows, count, priced ? "At the model's prices" : "Not priced in the model",
		priced ? gains->yardsticks.list[gains->money].better == METRIC_LESS ? "saves" : "earns" : "may cost up to", to);
}

void levers_tables(const struct lever_gains *gains, struct document *to)
{
	const struct lever_gain **rows = arena_take(gains->arena, gains->count + 1, sizeof *rows);
	size_t count = 0;
	if (gains->money != SIZE_MAX) {
		print_by_money(gains, true, to);
		print_by_money(gains, false, to);
		return;
	}
	for (size_t i = 0; i < gains->count; i++)
		if (is_row(&gains->list[i]))
			rows[count++] = &gains->list[i];
	print_table(gains, rows, count, "Lever", "", to);
}

/* --- what is not in the tables ----------------------------------------------------------------------------------------------------- */

/* The levers that `wanted` picks, in one sentence: those that may gain most by name. */
static void say_list(struct prose *prose, const struct lever_gains *gains, const char *head, bool (*wanted)(const struct lever_gain *gain))
{
	size_t said = 0;
	for (size_t i = 0; i < gains->count; i++)
		if (wanted(&gains->list[i]) && said++ < LEVERS_IN_WORDS)
			prose_say(prose, "%s%s", said == 1 ? head : "; ", gains->list[i].lever->brief);
	if (said > LEVERS_IN_WORDS)
		prose_say(prose, "; and %zu other%s", said - LEVERS_IN_WORDS, said - LEVERS_IN_WORDS == 1 ? "" : "s");
	if (said > 0)
		prose_say(prose, ". ");
}

static bool changes_nothing(const struct lever_gain *gain)
{
	return !gain->scenario->left_out && gain->same;
}

static bool changes_little(const struct lever_gain *gain)
{
	return !gain->scenario->left_out && gain->shown && !gain->counts;
}

static bool is_open(const struct lever_gain *gain)
{
	return !gain->scenario->left_out && !gain->same && !gain->shown;
}

/* The most that something without a shown effect may still gain. */
static double most_open(const struct lever_gains *gains)
{
	double most = 0.0;
	for (size_t i = 0; i < gains->count; i++)
		if (is_open(&gains->list[i]))
			most = fmax(most, gains->list[i].gains[0].interval.high);
	return most;
}

void levers_rest(const struct lever_gains *gains, struct document *to)
{
	struct prose prose;
	char number[NUMBER_ROOM];
	const struct yardstick *first = &gains->yardsticks.list[0];
	prose_start(&prose);
	number_plain(number, most_open(gains), 2);
	const char *most = arena_format(gains->arena, "No effect can be shown of these, each of which gains at most %s%s%s of %s: ", number,
		*first->gain_unit ? " " : "", first->gain_unit, first->title);
	say_list(&prose, gains, first->better == METRIC_NEITHER ? "No effect can be shown of: " : most, is_open);
	say_list(&prose, gains, "Less than half a per cent would change with: ", changes_little);
	say_list(&prose, gains, "Nothing at all would change with: ", changes_nothing);
	if (prose.length > 0)
		document_gap(to);
	document_prose(to, &prose, 2, 2);
	for (size_t i = 0; i < gains->count; i++)
		if (gains->list[i].scenario->left_out)
			document_text(to, 2, 4, arena_format(gains->arena, "%s is left out: %s", gains->list[i].lever->brief,
				gains->list[i].scenario->left_out));
}

/* --- the method -------------------------------------------------------------------------------------------------------------------- */

static bool some_in_doubt(const struct lever_gains *gains)
{
	for (size_t i = 0; i < gains->count; i++)
		for (size_t y = 0; is_row(&gains->list[i]) && y < gains->yardsticks.count; y++)
			if (!gains->list[i].gains[y].shown && !gains->list[i].gains[y].same)
				return true;
	return false;
}

static bool some_unpriced(const struct lever_gains *gains)
{
	for (size_t i = 0; i < gains->count; i++)
		if (is_row(&gains->list[i]) && !gains->list[i].lever->priced)
			return true;
	return false;
}

void levers_method(const struct lever_gains *gains, struct document *to)
{
	const struct result_scenario *base = &gains->result->scenarios[0];
	struct prose prose;
	prose_start(&prose);
	prose_say(&prose, "%zu lever%s; %u replications of each%s; seed %llu. %s", gains->trials,
		gains->trials == 1 ? "" : "s, each tried alone", (unsigned)base->finished_count, method_runs(base, gains->arena),
		(unsigned long long)gains->result->seed, gains->result->interrupted ? "Stopped early. " : "");
	if (method_is_certain(base))
		prose_say(&prose, "Nothing in this model is left to chance. ");
	else
		prose_say(&prose, "Gains are over the model as it is, of pairs that had the same luck; their intervals (±) hold all at once in each "
			"column, with 95 %% confidence. ");
	if (bottlenecks_tell(gains->bottlenecks))
		prose_say(&prose, "Work without a break: at each moment the bottleneck is what will have been at work longest without waiting, and "
			"shifts while that overlaps with the next (Roser, Nakano and Tanaka 2002); %u replications of the model as it is. ",
			(unsigned)gains->bottlenecks->replications);
	if (some_in_doubt(gains))
		prose_say(&prose, "?: cannot be told from zero. ");
	if (strcmp(gains->yardsticks.list[0].name, "time") == 0)
		prose_say(&prose, "Time is that of all kinds of work, each weighing as much as today. ");
	prose_say(&prose, "%s", method_only_luck(gains->result, gains->arena));
	if (gains->money != SIZE_MAX && some_unpriced(gains))
		prose_say(&prose, "\"May cost up to\": what the change brings, before anything is paid for it; it pays where it costs less. ");
	document_gap(to);
	document_prose(to, &prose, 2, 2);
}

void levers_text(const struct lever_gains *gains, struct document *to)
{
	document_text(to, 0, 0, answer_called(gains->result->scenarios[0].model->title, gains->result->file));
	report_starting_point(&gains->result->scenarios[0], to);
	document_gap(to);
	levers_answer(gains, to);
	levers_tables(gains, to);
	levers_rest(gains, to);
	levers_method(gains, to);
}
