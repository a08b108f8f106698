/* A case has no ways that the model knows: what is begun follows on what was done last, as those who mine event logs take it. Work side by
   side is told by tokens of its own. */
#include <math.h>
#include "models/case_plan.h"
#include "journey_tail.h"

#define TAILS 32             /* of one case are kept: what was done long ago is not what something new follows on */

/* What happens by itself came after what was done when it happened, not when its clock began. */
static double time_of_begin(const struct model *model, const struct engine_spell *spell)
{
	return case_is_event(model, spell->task) ? spell->end : spell->start;
}

/* What was done last before a time. Of two at once, one that nothing has come after yet. NULL: nothing was. */
static struct tail *tail_before(const struct journey_item *item, double time)
{
	struct tail *last = NULL;
	for (uint32_t i = 0; i < item->count; i++) {
		struct tail *tail = &item->tails[i];
		if (tail->open || tail->since > time)
			continue;
		if (!last || tail->since > last->since || (tail->since == last->since && last->gone && !tail->gone))
			last = tail;
	}
	return last;
}

/* The token that goes on from there; another one where something else already has. */
static struct token depart(struct journey *j, const struct journey_item *item, struct tail *from, double time, uint32_t to)
{
	struct token token = from->gone ? journey_split(j, item, from->place, time) : from->token;
	journey_tell(j, item, &token, (struct journey_event){ .what = JOURNEY_MOVES, .time = time, .from = from->place, .to = to,
		.leaves = !from->gone });
	from->gone = true;
	return token;
}

/* Long cases leave behind what nothing will come after any more. */
static void forget(struct journey_item *item)
{
	uint32_t oldest = 0;
	for (uint32_t i = 1; i < item->count; i++)
		if (item->tails[i].gone && (!item->tails[oldest].gone || item->tails[i].since < item->tails[oldest].since))
			oldest = i;
	if (item->count > TAILS && item->tails[oldest].gone)
		item->tails[oldest] = item->tails[--item->count];
}

struct tail *journey_case_come(struct journey *j, struct journey_item *item, const struct engine_spell *spell, uint32_t place, double time)
{
	double begun = time_of_begin(j->places->model, spell);
	struct tail *from = tail_before(item, begun);
	double moves = from ? fmax(from->since, isnan(time) ? from->since : time) : begun;
	struct token token = from ? depart(j, item, from, moves, place) : journey_split(j, item, place, moves);
	forget(item);
	return journey_add_tail(j, item, (struct tail){ .branch = NONE, .task = spell->task, .place = place, .token = token, .since = moves,
		.open = true });
}

bool journey_case_end(struct journey *j, struct journey_item *item, double time, uint32_t place)
{
	struct tail *from = tail_before(item, time);
	if (!from)
		return false;
	struct token token = depart(j, item, from, time, place);
	journey_tell(j, item, &token, (struct journey_event){ .what = JOURNEY_ENDS, .time = time, .done = true });
	return true;
}
