/* What one scenario changes and what it costs, in a paragraph. */
#include <math.h>
#include <string.h>
#include "compare_say.h"
#include "number.h"

#define WORTH_A_WORD 0.01    /* a change of less of base's mean stays in the tables; of shares, so many points */
#define BESIDES_IN_WORDS 3   /* changes of what is not judged */

static bool changes_nothing(const struct compare *compare, size_t i)
{
	for (size_t m = 0; m < compare->count; m++)
		if (compare->metrics[m].cells[i].there && !compare->metrics[m].cells[i].same)
			return false;
	return true;
}

static void say_judged(struct prose *prose, const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	if (cell->same || isnan(cell->against.low)) {
		prose_say(prose, cell->same ? "%s as it is" : "%s cannot be compared", metric->words);
	} else if (compare_shown(metric, i) == 0) {
		prose_say(prose, "no difference shown in %s (", metric->words);
		compare_say_difference(prose, metric, cell->against);
		prose_say(prose, ")");
	} else {
		prose_say(prose, "%s ", metric->words);
		compare_say_difference(prose, metric, cell->against);
	}
}

/* What is not judged is told where it has changed by enough to matter. */
static bool is_worth_a_word(const struct compare_metric *metric, size_t i)
{
	const struct compare_cell *cell = &metric->cells[i];
	double least = metric->scale == 100.0 ? WORTH_A_WORD : WORTH_A_WORD * fabs(metric->cells[0].value.mean);
	bool elsewhere = metric->metric->kind->unit == METRIC_MONEY || strcmp(metric->metric->kind->pattern, "work.K.open_time") == 0;
	return !elsewhere && cell->there && compare_shown(metric, i) != 0 && fabs(cell->against.estimate) >= least;
}

/* Quality before quantity. */
static void say_besides(struct prose *prose, const struct compare *compare, size_t i)
{
	size_t said = 0;
	for (int shares = 1; shares >= 0; shares--)
		for (size_t m = compare->judged; m < compare->count && said < BESIDES_IN_WORDS; m++) {
			const struct compare_metric *metric = &compare->metrics[m];
			if ((metric->scale == 100.0) != shares || !is_worth_a_word(metric, i))
				continue;
			prose_say(prose, ", %s ", metric->words);
			compare_say_value(prose, metric, i);
			prose_say(prose, " instead of ");
			compare_say_value(prose, metric, 0);
			compare_say_unit(prose, metric);
			said++;
		}
}

static void say_life(struct prose *prose, const struct model *model)
{
	char number[NUMBER_ROOM];
	double years = model->life / (8760.0 * model->hour);
	if (years >= 1.0)
		number_plain(number, years, 3);
	else
		number_duration(number, model->life / model->unit);
	prose_say(prose, " over %s%s", number, years >= 1.0 ? " y" : "");
}

/* An investment is in the cost already: with one a scenario brings more than it costs, or not. */
static void say_money(struct prose *prose, const struct compare *compare, size_t i)
{
	const struct compare_metric *money = compare_money(compare);
	const struct model *model = compare->result->scenarios[i].model;
	char number[NUMBER_ROOM];
	if (!money || money->judged || !money->cells[i].there)
		return;
	struct interval against = money->cells[i].against;
	bool profit = money->better == METRIC_MORE, told = compare_shown(money, i) != 0;
	number_interval(number, fabs(against.estimate), (against.high - against.low) / 2.0);
	prose_say(prose, "; ");
	if (told && compare_next_to_nothing(compare, money, i)) {
		prose_say(prose, "next to no difference in %s (", money->words);
		compare_say_difference(prose, money, against);
		prose_say(prose, ")");
	} else if (!told)
		say_judged(prose, money, i);
	else if (profit && model->invest > 0.0)
		prose_say(prose, "it %s %s %s more than it %s", against.estimate > 0.0 ? "brings" : "costs", number, money->unit,
			against.estimate > 0.0 ? "costs" : "brings");
	else {
		prose_say(prose, profit ? "it earns " : "it costs ");
		compare_say_difference(prose, money, against);
	}
	if (model->invest <= 0.0)
		return;
	number_plain(number, model->invest, 9);
	prose_say(prose, " (%s%s%s invested", number, model->money ? " " : "", model->money ? model->money : "");
	say_life(prose, model);
	prose_say(prose, ")");
}

void compare_scenario_print(const struct compare *compare, size_t i, struct document *to)
{
	struct prose prose;
	prose_start(&prose);
	prose_say(&prose, "%s: ", compare_title(compare, i));
	if (changes_nothing(compare, i)) {
		prose_say(&prose, "changes nothing; every replication gives exactly what base gives.");
		document_prose(to, &prose, 2, 4);
		return;
	}
	for (size_t m = 0; m < compare->judged && m < COMPARE_METRICS_IN_WORDS; m++) {
		if (!compare->metrics[m].cells[i].there)
			continue;
		prose_say(&prose, "%s", m ? ", " : "");
		say_judged(&prose, &compare->metrics[m], i);
	}
	say_besides(&prose, compare, i);
	say_money(&prose, compare, i);
	prose_say(&prose, ".");
	document_prose(to, &prose, 2, 4);
}
