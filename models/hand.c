/* Handoffs while a replication runs. An item knows whose people had it last, and where. When it comes to those of another team it is on
   its way for a while, and something may turn out to be lost on arrival: then it goes back to where it came from, a part of that work is
   done again, and it comes once more. Invariant: while work is done again, `back_to` says at which task the item really stands. */
#include <math.h>
#include "parts.h"

static const struct task *task_of(const struct world *w, uint32_t index)
{
	return &w->model->tasks[item_at(w, index)->task];
}

static struct handover *handover_of(const struct world *w, uint32_t from, uint32_t to)
{
	return &w->handovers[from * w->model->team_count + to];
}

/* The value of what the model says of a handoff; each attempt has luck of its own. */
static double value_of(struct world *w, uint32_t index, const struct expr *expr, uint64_t purpose)
{
	const struct task *task = task_of(w, index);
	uint64_t luck = stream_mix(task->luck_handoff, item_trail(w, index)->tries);
	return world_value(w, index, expr, stream_mix(luck, purpose), item_pass(w, index, task));
}

enum purpose { DELAY, LOSES, SHARE, WORK };

/* --- on the way ------------------------------------------------------------------------------------------------------------------ */

/* The item sets out. True: it takes time. */
static bool sets_out(struct world *w, uint32_t index, uint32_t to)
{
	struct trail *trail = item_trail(w, index);
	const struct handoff *handoff = handoff_between(w->model, trail->team, to);
	double delay = handoff && handoff->delay.form != EXPR_ABSENT ? value_of(w, index, &handoff->delay, DELAY) : 0.0;
	trail->arriving = true;
	handover_of(w, trail->team, to)->number++;
	handover_of(w, trail->team, to)->delay += delay;
	item_trail(w, item_root(w, index))->handed++;
	item_at(w, index)->flags |= ITEM_TOOK;   /* whether the task is done at all has been drawn */
	if (handoff && !(delay >= 0.0 && delay < INFINITY))
		world_stop_at(w, ENGINE_WRONG, handoff->node, "the delay of a handoff came out as %.4g: a time is a number from 0 on", delay);
	if (!(delay > 0.0 && delay < INFINITY))
		return false;
	allocate_release(w, index);
	struct item *item = item_at(w, index);
	item->state = ITEM_HANDED;
	item->since = w->now;
	item->timer = event_at(&w->events, w->now + delay, PHASE_COMPLETION, HAPPENS_COMPLETION, index);
	if (item->timer == EVENT_NONE)
		world_no_memory(w);
	return true;
}

/* It has arrived. True: something is lost. */
static bool loses(struct world *w, uint32_t index, uint32_t to)
{
	struct trail *trail = item_trail(w, index);
	const struct handoff *handoff = handoff_between(w->model, trail->team, to);
	trail->arriving = false;
	if (!handoff || handoff->loses.form == EXPR_ABSENT)
		return false;
	double chance = value_of(w, index, &handoff->loses, LOSES);
	if (!(chance >= 0.0 && chance <= 1.0))
		world_stop_at(w, ENGINE_WRONG, handoff->node, "the chance that a handoff loses something came out as %.4g %%: chances are between "
			"0 %% and 100 %%", 100.0 * chance);
	stream_address(&w->stream, w->model->kinds[item_at(w, index)->kind].hash, item_at(w, index)->luck,
		stream_mix(stream_mix(task_of(w, index)->luck_handoff, trail->tries), LOSES + 100), item_pass(w, index, task_of(w, index)));
	if (!(stream_uniform(&w->stream) < chance))
		return false;
	trail->share = handoff->share.form == EXPR_ABSENT ? 1.0 : value_of(w, index, &handoff->share, SHARE);
	handover_of(w, trail->team, to)->lost++;
	return true;
}

/* --- again ------------------------------------------------------------------------------------------------------------------------ */

static void go_back(struct world *w, uint32_t index)
{
	struct trail *trail = item_trail(w, index);
	struct item *item = item_at(w, index);
	trail->tries++;
	trail->back_to = item->task;
	trail->returned = item->flags & ITEM_RETURNING;
	item->task = trail->task;
	item->flags |= ITEM_REWORKED | ITEM_RETURNING;
	allocate_release(w, index);
	item_at(w, index)->state = ITEM_READY;
	allocate_join(w, index, trail->station);
}

void hand_stop(struct world *w, uint32_t index)
{
	struct trail *trail = item_trail(w, index);
	struct item *item = item_at(w, index);
	trail->arriving = false;
	if (trail->back_to == NONE)
		return;
	item->task = trail->back_to;
	item->flags &= trail->returned ? (uint8_t)~0u : (uint8_t)~ITEM_RETURNING;
	trail->back_to = NONE;
}

bool hand_redone(struct world *w, uint32_t index)
{
	if (item_trail(w, index)->back_to == NONE)
		return false;
	hand_stop(w, index);
	return true;
}

void hand_draw_again(struct world *w, uint32_t index)
{
	const struct trail *trail = item_trail(w, index);
	const struct task *to = &w->model->tasks[trail->back_to];
	stream_address(&w->stream, w->model->kinds[to->kind].hash, item_at(w, index)->luck,
		stream_mix(stream_mix(to->luck_handoff, trail->tries), WORK), item_pass(w, index, to));
}

/* --- coming to a place -------------------------------------------------------------------------------------------------------------- */

/* They have it from now on. */
static void arrive(struct world *w, uint32_t index, uint32_t station, uint32_t team)
{
	struct trail *trail = item_trail(w, index);
	trail->team = team;
	trail->task = item_at(w, index)->task;
	trail->station = station;
	trail->tries = 0;
}

bool hand_over(struct world *w, uint32_t index, uint32_t station)
{
	struct trail *trail = item_trail(w, index);
	uint32_t to = station == NONE ? NONE : handoff_team_of(w->model, &w->model->stations[station], trail->team);
	if (to == NONE)
		return false;
	if (trail->team != NONE && trail->team != to) {
		if (!trail->arriving && sets_out(w, index, to))
			return true;
		if (loses(w, index, to)) {
			go_back(w, index);
			return true;
		}
	}
	arrive(w, index, station, to);
	return false;
}

/* Where one of several teams may serve, it is known only now which does. */
void hand_begin(struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	struct trail *trail = item_trail(w, index);
	uint32_t team = station->one_of.count ? w->model->resources[item->by].team : NONE;
	bool stays = false;
	for (uint32_t i = 0; i < station->needs.count; i++)
		stays |= w->model->resources[station->needs.list[i].resource].team == trail->team;
	if (team == NONE || team == trail->team || stays || trail->team == NONE)
		return;
	handover_of(w, trail->team, team)->number++;
	item_trail(w, item_root(w, index))->handed++;
	trail->team = team;
}

/* --- in the window -------------------------------------------------------------------------------------------------------------------- */

void hand_copy(struct world *w, uint32_t from, uint32_t to)
{
	const struct trail *trail = item_trail(w, from);
	struct trail *other = item_trail(w, to);
	other->team = trail->team;
	other->task = trail->task;
	other->station = trail->station;
	other->tries = 0;
}

void hand_start_window(struct world *w)
{
	for (uint32_t i = 0; i < w->model->team_count * w->model->team_count; i++)
		w->handovers[i] = (struct handover){ .number = 0 };
	for (uint32_t k = 0; k < w->model->kind_count; k++)
		w->flows[k].handed = w->flows[k].reranks = 0;
}
