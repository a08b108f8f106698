/* The levers in sentences: what would help most, who can bring it about, what it earns, and what that says of the bottleneck. */
#include <math.h>
#include <string.h>
#include "answer.h"
#include "levers_gain.h"
#include "number.h"

#define NEXT_IN_WORDS 3
#define CLOSE 0.8            /* the bottleneck shifts between two where one is it for so much of the other's time */

static const struct yardstick *ruler(const struct lever_gains *gains)
{
	return &gains->yardsticks.list[0];
}

static const char *amount(const struct lever_gains *gains, size_t yardstick, const struct lever_gain *gain)
{
	return yardstick_amount(&gains->yardsticks.list[yardstick], gain->gains[yardstick].interval, gains->arena);
}

static bool gains_by(const struct lever_gain *gain, size_t yardstick)
{
	return yardstick != SIZE_MAX && gain->gains[yardstick].shown && gain->gains[yardstick].interval.estimate > 0.0;
}

static bool loses_by(const struct lever_gain *gain, size_t yardstick)
{
	return yardstick != SIZE_MAX && gain->gains[yardstick].shown && gain->gains[yardstick].interval.estimate < 0.0;
}

static bool helps(const struct lever_gain *gain)
{
	return !gain->scenario->left_out && gain->counts && (gain->directed ? gains_by(gain, 0) : gain->gains[0].shown);
}

/* --- what would help most ---------------------------------------------------------------------------------------------------------- */

/* The next that helps and loses no work, from *at on; NULL: there is none. */
static const struct lever_gain *next_helpful(const struct lever_gains *gains, size_t *at)
{
	while (*at < gains->count) {
		const struct lever_gain *gain = &gains->list[(*at)++];
		if (helps(gain) && !loses_by(gain, gains->throughput))
			return gain;
	}
	return NULL;
}

/* ", for 1,200 ± 100 EUR a week more profit" */
static void say_besides(struct prose *prose, const struct lever_gains *gains, const struct lever_gain *gain)
{
	for (size_t y = 1; y < gains->yardsticks.count; y++) {
		const struct yardstick *yardstick = &gains->yardsticks.list[y];
		if (!gain->gains[y].shown || yardstick->better == METRIC_NEITHER)
			continue;
		bool better = gain->gains[y].interval.estimate > 0.0, less = yardstick->better == METRIC_LESS;
		prose_say(prose, "; %s %s by %s", yardstick->words, better != less ? "rises" : "falls", amount(gains, y, gain));
	}
}

/* By the first yardstick, with its unit: "94.5 min". */
static const char *today(const struct lever_gains *gains)
{
	struct interval mean = yardstick_mean(ruler(gains), &gains->result->scenarios[0], gains->arena);
	char number[NUMBER_ROOM];
	number_mean(number, mean.estimate, (mean.high - mean.low) / 2.0);
	return arena_format(gains->arena, "%s%s%s", number, *ruler(gains)->unit ? " " : "", ruler(gains)->unit);
}

static bool is_directed(const struct lever_gains *gains)
{
	return ruler(gains)->better != METRIC_NEITHER;
}

static void say_nothing_helps(struct prose *prose, const struct lever_gains *gains)
{
	bool directed = is_directed(gains);
	prose_say(prose, "Of all that was tried, nothing is shown to %s %s (%s)%s. ", directed ? "better" : "change", ruler(gains)->words,
		today(gains), gains->throughput == 0 || !directed ? "" : " without losing work");
}

/* "the time of Panel falls by 46.4 ± 4.9 min" */
static void say_effect(struct prose *prose, const struct lever_gains *gains, const struct lever_gain *gain)
{
	prose_say(prose, "%s %s by %s", ruler(gains)->words, !is_directed(gains) ? "changes" :
		ruler(gains)->better == METRIC_LESS ? "falls" : "rises", amount(gains, 0, gain));
}

const struct lever_gain *levers_say_headline(struct prose *prose, const struct lever_gains *gains)
{
	size_t at = 0;
	const struct lever_gain *best = next_helpful(gains, &at);
	if (best) {
		prose_say(prose, "%s would %s most: ", best->lever->title, is_directed(gains) ? "help" : "change");
		say_effect(prose, gains, best);
	} else {
		say_nothing_helps(prose, gains);
	}
	return best;
}

static void say_most(struct prose *prose, const struct lever_gains *gains)
{
	size_t at = 0;
	const struct lever_gain *best = next_helpful(gains, &at), *next;
	if (!best) {
		say_nothing_helps(prose, gains);
		return;
	}
	prose_say(prose, "What would %s most: %s. ", is_directed(gains) ? "help" : "change", best->lever->title);
	size_t start = prose->length;
	say_effect(prose, gains, best);
	prose_say(prose, ", from %s", today(gains));
	prose_capital(prose, start);
	say_besides(prose, gains, best);
	prose_say(prose, ". ");
	for (int said = 0; said < NEXT_IN_WORDS && (next = next_helpful(gains, &at)); said++)
		prose_say(prose, "%s%s (%s%s)", said == 0 ? "Next: " : "; ", next->lever->title, amount(gains, 0, next),
			lever_between(gains, best, next).shown ? "" : ", not told from the first");
	if (prose->text[prose->length - 1] == ')')
		prose_say(prose, ". ");
}

/* The best of the families that the first sentences did not name. */
static void say_families(struct prose *prose, const struct lever_gains *gains)
{
	static const char *const who[LEVER_FAMILIES] = { "Of what management can change", "Of what engineers can change",
		"Of what the enterprise can change" };
	size_t first = 0;
	const struct lever_gain *best = next_helpful(gains, &first);
	for (int family = 0; family < LEVER_FAMILIES; family++) {
		const struct lever_gain *top = NULL;
		for (size_t i = 0; i < gains->count && !top; i++)
			if ((int)gains->list[i].lever->family == family && helps(&gains->list[i]))
				top = &gains->list[i];
		if (!top || top == best)
			continue;
		prose_say(prose, "%s, most comes from %s: %s", who[family], top->lever->title, amount(gains, 0, top));
		say_besides(prose, gains, top);
		prose_say(prose, ". ");
	}
}

/* --- money ------------------------------------------------------------------------------------------------------------------------- */

/* Where work has no value, doing less of it is no way to save. */
static const struct lever_gain *best_money(const struct lever_gains *gains, bool priced)
{
	const struct lever_gain *best = NULL;
	for (size_t i = 0; i < gains->count; i++) {
		const struct lever_gain *gain = &gains->list[i];
		bool sheds = gains->yardsticks.list[gains->money].better == METRIC_LESS && loses_by(gain, gains->throughput);
		if (gain->scenario->left_out || gain->lever->priced != priced || !gains_by(gain, gains->money) || sheds)
			continue;
		if (!best || gain->gains[gains->money].interval.estimate > best->gains[gains->money].interval.estimate)
			best = gain;
	}
	return best;
}

static bool some_unpriced(const struct lever_gains *gains)
{
	for (size_t i = 0; i < gains->count; i++)
		if (!gains->list[i].scenario->left_out && !gains->list[i].lever->priced)
			return true;
	return false;
}

const struct lever_gain *levers_say_money(struct prose *prose, const struct lever_gains *gains)
{
	const struct lever_gain *priced = best_money(gains, true);
	if (priced)
		prose_say(prose, "For the money, %s is best: it %s %s, what it costs included. ", priced->lever->title,
			gains->yardsticks.list[gains->money].better == METRIC_LESS ? "saves" : "earns", amount(gains, gains->money, priced));
	else
		prose_say(prose, "Nothing that has a price is shown to earn it back. ");
	return priced;
}

static void say_money(struct prose *prose, const struct lever_gains *gains)
{
	if (gains->money == SIZE_MAX)
		return;
	const struct lever_gain *open = best_money(gains, false);
	levers_say_money(prose, gains);
	if (open)
		prose_say(prose, "Of what has no price in the model, %s is worth most: it may cost up to %s. ", open->lever->title,
			amount(gains, gains->money, open));
	else if (some_unpriced(gains))
		prose_say(prose, "What has no price in the model is not shown to bring any money: it is worth its time only. ");
}

/* --- the bottleneck ---------------------------------------------------------------------------------------------------------------- */

static const char *title_of(const struct lever_gains *gains, uint32_t station, uint32_t resource)
{
	const struct model *model = gains->result->scenarios[0].model;
	if (station != NONE)
		return answer_called(model->stations[station].title, model->stations[station].name);
	return answer_called(model->resources[resource].title, model->resources[resource].name);
}

static const char *place_of(const struct lever_gains *gains, const struct lever *lever)
{
	return title_of(gains, lever->station, lever->resource);
}

/* The best two that add a machine or a unit. */
static void find_capacity(const struct lever_gains *gains, const struct lever_gain **best, const struct lever_gain **second)
{
	*best = *second = NULL;
	for (size_t i = 0; i < gains->count && !*second; i++) {
		const struct lever_gain *gain = &gains->list[i];
		if (gain->scenario->left_out || !lever_is_capacity(gain->lever))
			continue;
		if (*best && gain->lever->station == (*best)->lever->station && gain->lever->resource == (*best)->lever->resource)
			continue;
		*(*best ? second : best) = gain;
	}
}

static uint32_t longest_queue(const struct result_scenario *base)
{
	uint32_t longest = NONE;
	double most = 0.0;
	for (uint32_t s = 0; s < base->model->station_count; s++) {
		const struct summary *queue = result_of(base, "stations.%s.queue", base->model->stations[s].name);
		if (queue && queue->mean > most) {
			most = queue->mean;
			longest = s;
		}
	}
	return longest;
}

static bool needs(const struct amounts *amounts, uint32_t resource)
{
	for (uint32_t i = 0; i < amounts->count; i++)
		if (amounts->list[i].resource == resource)
			return true;
	return false;
}

/* Whether work that waits at the station waits for what the lever adds. */
static bool waits_for(const struct model *model, uint32_t s, const struct lever *lever)
{
	if (lever->station != NONE)
		return lever->station == s;
	return needs(&model->stations[s].needs, lever->resource) || needs(&model->stations[s].one_of, lever->resource);
}

/* What utilisation and queues would say: the busiest, the longest queue. */
struct signs {
	const char *busiest, *queue; /* titles; NULL: none */
	char share[NUMBER_ROOM], length[NUMBER_ROOM];
	bool same_busiest, same_queue;   /* as the bottleneck */
};

static struct signs read_signs(const struct lever_gains *gains, const struct lever *bottleneck)
{
	const struct result_scenario *base = &gains->result->scenarios[0];
	const struct model *model = base->model;
	struct answer_busiest busiest = answer_find_busiest(base);
	uint32_t queue = longest_queue(base);
	struct signs signs = { .busiest = NULL };
	if (busiest.found) {
		signs.busiest = busiest.resource ? answer_called(model->resources[busiest.index].title, model->resources[busiest.index].name) :
			answer_called(model->stations[busiest.index].title, model->stations[busiest.index].name);
		signs.same_busiest = bottleneck && (busiest.resource ? bottleneck->resource : bottleneck->station) == busiest.index;
		number_round(signs.share, 100.0 * busiest.utilisation, 0);
	}
	if (queue != NONE) {
		signs.queue = answer_called(model->stations[queue].title, model->stations[queue].name);
		signs.same_queue = bottleneck && waits_for(model, queue, bottleneck);
		number_plain(signs.length, result_of(base, "stations.%s.queue", model->stations[queue].name)->mean, 2);
	}
	return signs;
}

/* "its queue is the longest", or where else it stands. */
static const char *describe_queue(const struct lever_gains *gains, const struct signs *signs, const struct lever *bottleneck)
{
	if (!bottleneck || !signs->same_queue)
		return arena_format(gains->arena, "the longest queue stands at %s (%s waiting)", signs->queue, signs->length);
	if (bottleneck->station != NONE)
		return arena_format(gains->arena, "its queue is the longest (%s waiting)", signs->length);
	return arena_format(gains->arena, "the longest queue, at %s, waits for it (%s waiting)", signs->queue, signs->length);
}

static void say_signs(struct prose *prose, const struct lever_gains *gains, const struct lever *bottleneck)
{
	struct signs signs = read_signs(gains, bottleneck);
	size_t start = prose->length;
	if (!signs.busiest)
		return;
	const char *queue = signs.queue ? describe_queue(gains, &signs, bottleneck) : NULL;
	if (!bottleneck)
		prose_say(prose, "the busiest is %s (%s %%)%s%s. ", signs.busiest, signs.share, queue ? ", " : "", queue ? queue : "");
	else if (signs.same_busiest && (!queue || signs.same_queue))
		prose_say(prose, "it is also the busiest (%s %%)%s%s. ", signs.share, queue ? ", and " : "", queue ? queue : "");
	else if (signs.same_busiest)
		prose_say(prose, "it is also the busiest (%s %%), but %s: where work waits need not be what holds it up. ", signs.share, queue);
	else if (queue && signs.same_queue)
		prose_say(prose, "%s, but the busiest is %s (%s %%): what is busy need not be what holds up the work. ", queue, signs.busiest,
			signs.share);
	else
		prose_say(prose, "by utilisation it would be %s (%s %%)%s%s%s%s%s: neither need be what holds up the work. ", signs.busiest, signs.share,
			queue ? ", by its queue " : "", queue ? signs.queue : "", queue ? " (" : "", queue ? signs.length : "", queue ? " waiting)" : "");
	prose_capital(prose, start);
}

/* --- the bottleneck from one moment to the next ------------------------------------------------------------------------------------- */

static double total(const struct bottleneck *bottleneck)
{
	return bottleneck->sole + bottleneck->shifting;
}

static bool is_at(const struct bottleneck *bottleneck, const struct lever *lever)
{
	return bottleneck->station == lever->station && bottleneck->resource == lever->resource;
}

/* "Doctors, too (alone 80 %, shifting 9 %)". At night nothing is a bottleneck: shares are of the time that anything is. */
static const char *describe_moments(const struct lever_gains *gains, const struct bottleneck *bottleneck, const char *too, const char *of)
{
	char sole[NUMBER_ROOM], shifting[NUMBER_ROOM];
	number_round(sole, 100.0 * bottleneck->sole / gains->bottlenecks->any, 0);
	number_round(shifting, 100.0 * bottleneck->shifting / gains->bottlenecks->any, 0);
	return arena_format(gains->arena, "%s%s (alone %s %%, shifting %s %%%s)", title_of(gains, bottleneck->station, bottleneck->resource), too,
		sole, shifting, of);
}

/* Where the two disagree: what came of it that there was one more. */
static void say_tried(struct prose *prose, const struct lever_gains *gains, const struct bottleneck *first)
{
	const struct lever_gain *tried = NULL;
	for (size_t i = 0; i < gains->count && !tried; i++)
		if (!gains->list[i].scenario->left_out && is_at(first, gains->list[i].lever))
			tried = &gains->list[i];
	if (!tried)
		prose_say(prose, "One more there was not tried. ");
	else if (helps(tried))
		prose_say(prose, "One more there was tried, and %s less (%s): what seldom pauses need not be what holds up the work. ",
			tried->directed ? "gains" : "changes", amount(gains, 0, tried));
	else
		prose_say(prose, "One more there was tried, and is not shown to help: what seldom pauses need not be what holds up the work. ");
}

/* Whom the longest work without a break names: the first, and whoever is nearly as often the bottleneck, beside where one more gains most
   (NULL: nowhere). */
static void say_moments(struct prose *prose, const struct lever_gains *gains, const struct lever *best)
{
	const struct bottlenecks *found = gains->bottlenecks;
	if (!bottlenecks_tell(found))
		return;
	const struct bottleneck *first = &found->list[0], *other = &found->list[1];
	bool same = best && is_at(first, best);
	for (size_t i = 1; i < found->count && best && !same; i++)
		if (is_at(&found->list[i], best))
			other = &found->list[i];
	bool close = total(other) >= CLOSE * total(first);
	const char *who = describe_moments(gains, first, same && !close ? ", too" : "", " of the time that anything is at its limit");
	const char *then = describe_moments(gains, other, "", "");
	prose_say(prose, "By the longest work without a break the bottleneck ");
	if (close)
		prose_say(prose, "shifts between %s and %s%s. ", who, then, best ? ": ease one, and the other is next" : "");
	else if (same || !best)
		prose_say(prose, "%s %s. ", same ? "is" : "would be", who);
	else
		prose_say(prose, "would be %s, not %s. ", who, then);
	if (!close && !same && best)
		say_tried(prose, gains, first);
}

static void say_bottleneck(struct prose *prose, const struct lever_gains *gains)
{
	const struct lever_gain *best, *second;
	find_capacity(gains, &best, &second);
	if (!best)
		return;
	if (!helps(best)) {
		if (!gains->restricted)
			prose_say(prose, "No bottleneck can be shown: one machine or person more, wherever it is, is not shown to %s %s. ",
				ruler(gains)->better == METRIC_NEITHER ? "change" : "better", ruler(gains)->words);
		say_signs(prose, gains, NULL);
		say_moments(prose, gains, NULL);
		return;
	}
	prose_say(prose, "The bottleneck%s is %s: of all that adds a machine or a person, one more there %s most (%s)",
		gains->restricted ? ", as far as it was looked for," : "", place_of(gains, best->lever), best->directed ? "gains" : "changes",
		amount(gains, 0, best));
	if (second && helps(second))
		prose_say(prose, "; the next is %s (%s%s)", place_of(gains, second->lever), amount(gains, 0, second),
			lever_between(gains, best, second).shown ? "" : ", not told from it");
	prose_say(prose, ". ");
	say_signs(prose, gains, best->lever);
	say_moments(prose, gains, best->lever);
}

void levers_answer(const struct lever_gains *gains, struct document *to)
{
	struct prose prose;
	prose_start(&prose);
	say_most(&prose, gains);
	document_prose(to, &prose, 2, 2);
	say_families(&prose, gains);
	document_prose(to, &prose, 2, 2);
	say_money(&prose, gains);
	document_prose(to, &prose, 2, 2);
	say_bottleneck(&prose, gains);
	document_prose(to, &prose, 2, 2);
}
