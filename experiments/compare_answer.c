/* The verdict in sentences that can be read aloud. What the replications cannot tell is said to be open, with what would tell it. */
#include <math.h>
#include <string.h>
#include "compare_say.h"
#include "number.h"
#include "precise.h"

#define RIVALS_IN_WORDS 3

/* --- words ------------------------------------------------------------------------------------------------------------------ */

static const char *superlative(const struct compare_metric *metric)
{
	return metric->better == METRIC_MORE ? "highest" : metric->metric->kind->unit == METRIC_TIME ? "shortest" : "lowest";
}

/* "shorten", "shortens" */
static const char *wanted(const struct compare_metric *metric, bool one)
{
	if (metric->better == METRIC_MORE)
		return one ? "raises" : "raise";
	if (metric->metric->kind->unit == METRIC_TIME)
		return one ? "shortens" : "shorten";
	return one ? "lowers" : "lower";
}

/* "with New primer"; "as it is" for base. */
static void say_who(struct prose *prose, const struct compare *compare, size_t i)
{
	if (i == 0)
		prose_say(prose, "as it is");
	else
		prose_say(prose, "with “%s”", compare_title(compare, i));
}

/* --- who is best ------------------------------------------------------------------------------------------------------------ */

/* Where replications were run until it was decided by this metric, the choice stands; else SELECTION_NONE. */
static size_t chosen_by(const struct compare *compare, const struct compare_metric *metric)
{
	const struct compare_choice *choice = compare->choice;
	return choice && strcmp(choice->metric, metric->name) == 0 ? choice->chosen : SELECTION_NONE;
}

/* Whether two scenarios give the same in every replication. */
static bool is_tied(const struct compare *compare, const struct compare_metric *metric, size_t i, size_t l)
{
	struct difference apart = compare_pair(compare, metric, i, l, SUMMARY_CONFIDENCE);
	return i == l || (apart.interval.estimate == 0.0 && apart.error == 0.0);
}

/* Base, where nobody is better; SIZE_MAX: nobody can be best. */
static size_t best_of(const struct compare *compare, const struct compare_metric *metric)
{
	size_t chosen = chosen_by(compare, metric);
	if (chosen != SELECTION_NONE)
		return chosen;
	return metric->best != SIZE_MAX && metric->cells[0].there && is_tied(compare, metric, metric->best, 0) ? 0 : metric->best;
}

static bool may_be_best(const struct compare *compare, const struct compare_metric *metric, size_t i)
{
	size_t chosen = chosen_by(compare, metric);
	return chosen != SELECTION_NONE ? i == chosen : metric->cells[i].there && metric->cells[i].best.possible;
}

/* Base stays a rival of a scenario that is not shown to differ from it: that nobody else may be best is told from one side only, a
   difference from both, and it cannot be best there and no different here. */
static bool is_unshown_base(const struct compare *compare, const struct compare_metric *metric, size_t i)
{
	size_t best = best_of(compare, metric);
	return i == 0 && best != SIZE_MAX && chosen_by(compare, metric) == SELECTION_NONE && metric->cells[0].there &&
		compare_shown(metric, best) == 0;
}

/* Others that may be best, the nearest first; those that give just what the best gives are none. */
static size_t list_rivals(const struct compare *compare, const struct compare_metric *metric, size_t *list)
{
	size_t best = best_of(compare, metric), count = 0;
	for (size_t i = 0; i < compare->result->count; i++) {
		if ((!may_be_best(compare, metric, i) && !is_unshown_base(compare, metric, i)) || is_tied(compare, metric, i, best))
			continue;
		size_t at = count++;
		for (; at > 0 && fabs(metric->cells[list[at - 1]].value.mean - metric->cells[best].value.mean) >
			fabs(metric->cells[i].value.mean - metric->cells[best].value.mean); at--)
			list[at] = list[at - 1];
		list[at] = i;
	}
	return count;
}

static bool is_decided(const struct compare *compare, const struct compare_metric *metric)
{
	size_t *list = arena_take(compare->arena, compare->result->count, sizeof *list);
	return best_of(compare, metric) != SIZE_MAX && list_rivals(compare, metric, list) == 0;
}

/* "60.0 min instead of 97.6 (37.6 ± 4.4 less)" */
static void say_instead(struct prose *prose, const struct compare_metric *metric, size_t i)
{
	char number[NUMBER_ROOM];
	struct interval against = metric->cells[i].against;
	compare_say_value(prose, metric, i);
	compare_say_unit(prose, metric);
	if (!metric->cells[0].there)
		return;
	prose_say(prose, " instead of ");
	compare_say_value(prose, metric, 0);
	number_interval(number, metric->scale * fabs(against.estimate), metric->scale * (against.high - against.low) / 2.0);
	prose_say(prose, " (%s %s)", number, against.estimate < 0.0 ? "less" : "more");
}

static bool is_same_in_all(const struct compare *compare, const struct compare_metric *metric)
{
	for (size_t i = 0; i < compare->result->count; i++)
		if (metric->cells[i].there && !metric->cells[i].same)
			return false;
	return true;
}

/* "with A (60.0 min), with B (61.0) or as it is (61.2)", with at most so many by name. */
static void say_rivals(struct prose *prose, const struct compare *compare, const struct compare_metric *metric, const size_t *rivals,
	size_t count, size_t at_most)
{
	size_t best = best_of(compare, metric), said = count < at_most ? count : at_most;
	for (size_t j = 0; j <= said; j++) {
		size_t i = j == 0 ? best : rivals[j - 1];
		prose_say(prose, "%s", j == 0 ? "" : j == said && said == count ? " or " : ", ");
		say_who(prose, compare, i);
		prose_say(prose, " (");
		compare_say_value(prose, metric, i);
		if (j == 0)
			compare_say_unit(prose, metric);
		prose_say(prose, ")");
	}
	if (said < count)
		prose_say(prose, " or %s other%s", compare_number_word(count - said, compare->arena), count - said == 1 ? "" : "s");
}

/* What is between the best and the nearest rival, and what would show it. */
static void say_open(struct prose *prose, const struct compare *compare, const struct compare_metric *metric, size_t rival, size_t count)
{
	char number[NUMBER_ROOM], size[NUMBER_ROOM];
	size_t best = best_of(compare, metric);
	struct difference apart = compare_pair(compare, metric, rival, best, multiple_bonferroni(SUMMARY_CONFIDENCE, compare->taking_part - 1));
	double half_width = (apart.interval.high - apart.interval.low) / 2.0, pairs = apart.df + 1.0;
	double least = compare_worth(compare, metric), d = fabs(apart.interval.estimate);
	number_interval(number, metric->scale * d, metric->scale * half_width);
	if (d + half_width < least) {
		precise_about(size, metric->scale * least);
		prose_say(prose, " They are less than %s", size);
		compare_say_unit(prose, metric);
		prose_say(prose, " apart, too little to act on. ");
		return;
	}
	prose_say(prose, " Which of them cannot be told yet: %s %s", count > 1 ? "the first two are" : "they are", number);
	compare_say_unit(prose, metric);
	prose_say(prose, " apart; ");
	d = fmax(d, least);
	precise_about(size, metric->scale * d);
	precise_about(number, compare_replications(compare, apart.error * sqrt(pairs), d));
	prose_say(prose, "about %s replications would show a difference of %s", number, size);
	compare_say_unit(prose, metric);
	prose_say(prose, ". ");
}

static void say_same(struct prose *prose, const struct compare *compare, const struct compare_metric *metric)
{
	bool both = compare->taking_part == 2;
	prose_say(prose, "%s is the same in %s%s: ", metric->words, both ? "both" : "all ",
		both ? "" : compare_number_word(compare->taking_part, compare->arena));
	compare_say_value(prose, metric, 0);
	compare_say_unit(prose, metric);
	prose_say(prose, ". ");
}

/* Behind "is shortest ". */
static void say_decided(struct prose *prose, const struct compare *compare, const struct compare_metric *metric, size_t best)
{
	say_who(prose, compare, best);
	for (size_t i = 1; i < compare->result->count && best != 0; i++)
		if (i != best && metric->cells[i].there && is_tied(compare, metric, i, best)) {
			prose_say(prose, " and just so ");
			say_who(prose, compare, i);
		}
	if (best == 0) {
		prose_say(prose, " (");
		compare_say_value(prose, metric, 0);
		compare_say_unit(prose, metric);
		prose_say(prose, "): no change is shown to %s it. ", wanted(metric, false));
	} else if (compare_next_to_nothing(compare, metric, best)) {
		prose_say(prose, ", but by next to nothing (");
		compare_say_difference(prose, metric, metric->cells[best].against);
		prose_say(prose, "). ");
	} else {
		prose_say(prose, ": ");
		say_instead(prose, metric, best);
		prose_say(prose, ". ");
	}
}

/* "The time of Panel is shortest with New primer: …". Returns how many rivals the best has, listed in `rivals`, `at_most` of them named:
   what is between them is left to say. */
static size_t say_finding(struct prose *prose, const struct compare *compare, const struct compare_metric *metric, size_t *rivals,
	size_t at_most)
{
	size_t best = best_of(compare, metric), count = best == SIZE_MAX ? 0 : list_rivals(compare, metric, rivals), start = prose->length;
	if (best == SIZE_MAX)
		return 0;
	if (is_same_in_all(compare, metric)) {
		say_same(prose, compare, metric);
		count = 0;
	} else {
		prose_say(prose, "%s is %s ", metric->words, superlative(metric));
		if (count == 0) {
			say_decided(prose, compare, metric, best);
		} else {
			say_rivals(prose, compare, metric, rivals, count, at_most);
			prose_say(prose, ".");
		}
	}
	prose_capital(prose, start);
	return count;
}

static void say_best(struct prose *prose, const struct compare *compare, const struct compare_metric *metric)
{
	size_t *rivals = arena_take(compare->arena, compare->result->count, sizeof *rivals);
	size_t count = say_finding(prose, compare, metric, rivals, RIVALS_IN_WORDS);
	if (count > 0)
		say_open(prose, compare, metric, rivals[0], count);
}

static bool is_best_by_all(const struct compare *compare, size_t i)
{
	const struct compare_metric *money = compare_money(compare);
	bool best = true, any = false;
	for (size_t m = 0; m < compare->count && best; m++) {
		const struct compare_metric *metric = &compare->metrics[m];
		if ((!metric->judged && metric != money) || metric->better == METRIC_NEITHER)
			continue;
		best = metric->cells[i].there && is_decided(compare, metric) && is_tied(compare, metric, i, best_of(compare, metric));
		any |= best && best_of(compare, metric) != 0;
	}
	return best && any;
}

/* The scenario that is best by everything that is judged, and by money; SIZE_MAX: there is none. */
static size_t best_by_all(const struct compare *compare)
{
	for (size_t i = 1; i < compare->result->count; i++)
		if (is_best_by_all(compare, i))
			return i;
	return SIZE_MAX;
}

/* With at most so many metrics; money only beside several. */
static void say_best_by_all(struct prose *prose, const struct compare *compare, size_t best, size_t at_most)
{
	const struct compare_metric *money = compare_money(compare);
	prose_say(prose, "The best of the %s is “%s”: ", compare_number_word(compare->taking_part, compare->arena), compare_title(compare, best));
	for (size_t m = 0, said = 0; m < compare->judged && said < at_most; m++) {
		if (compare->metrics[m].better == METRIC_NEITHER)
			continue;
		prose_say(prose, "%s%s is ", said++ ? ", " : "", compare->metrics[m].words);
		say_instead(prose, &compare->metrics[m], best);
	}
	if (money && !money->judged && at_most > 1) {
		prose_say(prose, ", and it %s ", money->better == METRIC_MORE ? "earns" : "costs");
		compare_say_difference(prose, money, money->cells[best].against);
	}
	prose_say(prose, ". ");
}

/* --- time against money ----------------------------------------------------------------------------------------------------- */

/* How a scenario that gains by the first metric does by money. */
enum bargain { NO_GAIN, GAINS_BOTH, GAINS_FREE, GAINS_PAID };

static enum bargain bargain_of(const struct compare *compare, const struct compare_metric *metric, const struct compare_metric *money,
	size_t i)
{
	if (!metric->cells[i].there || compare_shown(metric, i) <= 0)
		return NO_GAIN;
	if (compare_shown(money, i) == 0 || compare_next_to_nothing(compare, money, i))
		return GAINS_FREE;
	return compare_shown(money, i) > 0 ? GAINS_BOTH : GAINS_PAID;
}

static size_t count_bargains(const struct compare *compare, const struct compare_metric *metric, const struct compare_metric *money,
	enum bargain wanted)
{
	size_t count = 0;
	for (size_t i = 1; i < compare->result->count; i++)
		count += bargain_of(compare, metric, money, i) == wanted;
	return count;
}

/* "A", "B" and "C" */
static void say_bargains(struct prose *prose, const struct compare *compare, const struct compare_metric *metric,
	const struct compare_metric *money, enum bargain wanted)
{
	size_t said = 0, count = count_bargains(compare, metric, money, wanted);
	for (size_t i = 1; i < compare->result->count; i++)
		if (bargain_of(compare, metric, money, i) == wanted) {
			prose_say(prose, "%s“%s”", said == 0 ? "" : said + 1 == count ? " and " : ", ", compare_title(compare, i));
			said++;
		}
}

/* "C" and two others: the one that gains most by the first metric. */
static void say_best_bargain(struct prose *prose, const struct compare *compare, const struct compare_metric *metric,
	const struct compare_metric *money, enum bargain wanted)
{
	size_t best = SIZE_MAX, others = count_bargains(compare, metric, money, wanted) - 1;
	for (size_t i = 1; i < compare->result->count; i++)
		if (bargain_of(compare, metric, money, i) == wanted && (best == SIZE_MAX ||
			fabs(metric->cells[i].against.estimate) > fabs(metric->cells[best].against.estimate)))
			best = i;
	prose_say(prose, "“%s”", compare_title(compare, best));
	if (others > 0)
		prose_say(prose, " and %s other%s", compare_number_word(others, compare->arena), others == 1 ? "" : "s");
}

/* What a unit less (or more) costs in this scenario; NAN where it does not gain by the first metric, or loses no money by it. */
static double price_of(const struct compare *compare, const struct compare_metric *metric, const struct compare_metric *money,
	size_t i)
{
	if (bargain_of(compare, metric, money, i) != GAINS_PAID)
		return NAN;
	return fabs(money->cells[i].against.estimate / (metric->scale * metric->cells[i].against.estimate));
}

/* Where each unit gained by the first metric costs least; SIZE_MAX: nobody pays for a gain. */
static size_t find_cheapest(const struct compare *compare, const struct compare_metric *metric, const struct compare_metric *money)
{
	size_t cheapest = SIZE_MAX;
	for (size_t i = 1; i < compare->result->count; i++) {
		double price = price_of(compare, metric, money, i);
		if (!isnan(price) && (cheapest == SIZE_MAX || price < price_of(compare, metric, money, cheapest)))
			cheapest = i;
	}
	return cheapest;
}

static void say_cheapest(struct prose *prose, const struct compare *compare, const struct compare_metric *metric,
	const struct compare_metric *money)
{
	size_t cheapest = find_cheapest(compare, metric, money);
	char number[NUMBER_ROOM];
	if (cheapest == SIZE_MAX)
		return;
	prose_say(prose, "The cheapest is “%s”: ", compare_title(compare, cheapest));
	compare_say_difference(prose, metric, metric->cells[cheapest].against);
	prose_say(prose, " for ");
	number_mean(number, fabs(money->cells[cheapest].against.estimate),
		(money->cells[cheapest].against.high - money->cells[cheapest].against.low) / 2.0);
	prose_say(prose, "%s %s", number, money->unit);
	precise_about(number, price_of(compare, metric, money, cheapest));
	prose_say(prose, ", %s %s for each%s%s. ", number, money->unit, *metric->unit ? " " : " unit", metric->unit);
}

static bool is_trade(const struct compare *compare)
{
	const struct compare_metric *metric = compare->metrics, *money = compare_money(compare);
	return money && money != metric && metric->better != METRIC_NEITHER;
}

void compare_say_bargain(struct prose *prose, const struct compare *compare, bool brief)
{
	const struct compare_metric *metric = compare->metrics, *money = compare_money(compare);
	if (!is_trade(compare))
		return;
	size_t both = count_bargains(compare, metric, money, GAINS_BOTH), free = count_bargains(compare, metric, money, GAINS_FREE);
	if (both > 0) {
		(brief ? say_best_bargain : say_bargains)(prose, compare, metric, money, GAINS_BOTH);
		prose_say(prose, both > 1 ? " gain both ways. " : " gains both ways. ");
	} else if (free > 0) {
		(brief ? say_best_bargain : say_bargains)(prose, compare, metric, money, GAINS_FREE);
		prose_say(prose, " %s %s at no cost that could be shown. ", wanted(metric, free == 1), metric->words);
	} else if (find_cheapest(compare, metric, money) != SIZE_MAX) {
		prose_say(prose, "No change that %s %s pays for itself. ", wanted(metric, true), metric->words);
	}
}

static void say_trade(struct prose *prose, const struct compare *compare)
{
	const struct compare_metric *metric = compare->metrics, *money = compare_money(compare);
	compare_say_bargain(prose, compare, false);
	if (is_trade(compare) && count_bargains(compare, metric, money, GAINS_BOTH) + count_bargains(compare, metric, money, GAINS_FREE) == 0)
		say_cheapest(prose, compare, metric, money);
}

/* --- a choice --------------------------------------------------------------------------------------------------------------- */

static void say_zone(struct prose *prose, const struct compare *compare)
{
	char number[NUMBER_ROOM];
	number_plain(number, compare->metrics[0].scale * compare->choice->difference, 3);
	prose_say(prose, "%s", number);
	compare_say_unit(prose, &compare->metrics[0]);
	if (!compare->difference_given)
		prose_say(prose, " (2 %% of base's mean; --difference says what is worth acting on)");
}

static void say_chosen(struct prose *prose, const struct compare *compare)
{
	size_t chosen = compare->choice->chosen;
	const struct compare_metric *metric = &compare->metrics[0];
	prose_say(prose, chosen == 0 ? "Chosen: %s. " : "Chosen: “%s”. ", chosen == 0 ? "as it is" : compare_title(compare, chosen));
	prose_say(prose, "With 95 %% confidence %s is %s there, or within ", metric->words, superlative(metric));
	say_zone(prose, compare);
	prose_say(prose, " of the best.");
}

static void say_undecided(struct prose *prose, const struct compare *compare)
{
	const struct compare_choice *choice = compare->choice;
	char number[NUMBER_ROOM];
	number_round(number, choice->at_most, 0);
	prose_say(prose, "Not decided with %s replications (run.at_most): %s scenarios are left. ", number,
		compare_number_word(choice->survivors, compare->arena));
	precise_about(number, choice->more);
	prose_say(prose, "About %s more would decide, or a larger difference to act on than ", number);
	say_zone(prose, compare);
	prose_say(prose, ".");
}

/* --- all of it -------------------------------------------------------------------------------------------------------------- */

static void print_headlines(const struct compare *compare, struct document *to)
{
	const struct compare_metric *money = compare_money(compare);
	size_t best = best_by_all(compare);
	struct prose prose;
	prose_start(&prose);
	if (best != SIZE_MAX) {
		say_best_by_all(&prose, compare, best, COMPARE_METRICS_IN_WORDS);
		document_prose(to, &prose, 2, 2);
		return;
	}
	for (size_t m = 0; m < compare->judged && m < COMPARE_METRICS_IN_WORDS; m++)
		say_best(&prose, compare, &compare->metrics[m]);
	if (money && !money->judged)
		say_best(&prose, compare, money);
	say_trade(&prose, compare);
	document_prose(to, &prose, 2, 2);
}

void compare_say_headline(struct prose *prose, const struct compare *compare)
{
	size_t *rivals = arena_take(compare->arena, compare->result->count, sizeof *rivals), best = best_by_all(compare);
	if (compare->replications < 2)
		prose_say(prose, "Nothing can be told from one replication: how far luck alone puts two runs apart is not known. ");
	else if (best != SIZE_MAX)
		say_best_by_all(prose, compare, best, 1);
	else
		say_finding(prose, compare, compare->metrics, rivals, 1);
}

void compare_answer_print(const struct compare *compare, struct document *to)
{
	struct prose prose;
	prose_start(&prose);
	if (compare->replications < 2) {
		compare_say_headline(&prose, compare);
		prose_say(&prose, "Ask for ten at least, as with --replications 30.");
		document_prose(to, &prose, 2, 2);
		return;
	}
	if (compare->choice && compare->choice->chosen != SELECTION_NONE)
		say_chosen(&prose, compare);
	else if (compare->choice)
		say_undecided(&prose, compare);
	document_prose(to, &prose, 2, 2);
	print_headlines(compare, to);
	document_gap(to);
	for (size_t i = 1; i < compare->result->count; i++)
		if (!compare->result->scenarios[i].left_out)
			compare_scenario_print(compare, i, to);
	if (compare_money(compare))
		return;
	prose_say(&prose, "The model has no prices: what a change costs is not weighed here.");
	document_prose(to, &prose, 2, 2);
}
