/* The machines of a station, where they are told apart since each is set up or fails by itself, and what becomes of a machine once its
   work is done: it is held until the item, or the last of its batch, has left it. Invariant: a machine is free, at work, stopped, held
   or under repair. */
#include "parts.h"

/* --- who cannot go on ----------------------------------------------------------------------------------------------------------- */

/* A machine is blocked as long as all that are left of its batch are. */
void machine_block(struct world *w, uint32_t index)
{
	struct place *p = &w->places[item_at(w, index)->held];
	struct batch *batch = item_batch(w, index);
	if (w->accounts)
		money_block(w, index);
	if (batch && batch->blocked++ > 0)
		return;
	place_touch(p, w->now);
	p->blocked++;
}

void machine_unblock(struct world *w, uint32_t index)
{
	struct place *p = &w->places[item_at(w, index)->held];
	struct batch *batch = item_batch(w, index);
	if (w->accounts)
		money_end(w, index);
	if (batch && --batch->blocked > 0)
		return;
	place_touch(p, w->now);
	p->blocked--;
}

/* --- which machine -------------------------------------------------------------------------------------------------------------- */

/* What a machine has to be set up for, to serve the item. False: nothing. */
static bool setting_for(const struct world *w, uint32_t index, double *value)
{
	const struct item *item = item_at(w, index);
	const struct station *station = &w->model->stations[item->station];
	if (station->setup_on == SETUP_NEVER)
		return false;
	if (station->setup_on == SETUP_KIND) {
		*value = item->kind;
		return true;
	}
	const struct task *task = &w->model->tasks[item->task];
	const struct visit *elsewhere = item_elsewhere(task, item->station);
	uint32_t fact = elsewhere ? elsewhere->setup_fact : task->setup_fact;
	if (fact == NONE)
		return false;
	*value = item_facts(w, item_root(w, index))[fact];
	return true;
}

/* One that is set up for the item already, else the one that has been free longest, of several the first. */
static struct unit *choose(struct world *w, const struct place *p, bool asks, double value)
{
	struct unit *best = NULL;
	bool ready = false;
	for (uint32_t u = p->first_unit; u < p->first_unit + p->unit_count; u++) {
		struct unit *unit = &w->units[u];
		if (unit->use != UNIT_FREE || unit->down)
			continue;
		bool fits = asks && unit->set_up && unit->value == value;
		if (!best || fits > ready || (fits == ready && unit->free_since < best->free_since)) {
			best = unit;
			ready = fits;
		}
	}
	return best;
}

bool machine_seize(struct world *w, uint32_t index, uint32_t like)
{
	struct place *p = &w->places[item_at(w, index)->station];
	double value = 0.0;
	bool asks = setting_for(w, like, &value);
	struct unit *unit = choose(w, p, asks, value);
	assert(unit && "a machine is free");
	bool change = asks && unit->set_up && unit->value != value;
	unit->use = UNIT_SERVES;
	unit->item = index;
	if (asks) {
		unit->set_up = true;
		unit->value = value;
	}
	item_service(w, index)->unit = (uint32_t)(unit - w->units);
	fail_run(w, unit);
	return change;
}

/* The work is done: the machine is held until whoever has it goes on. */
void machine_hold(struct world *w, uint32_t index)
{
	struct unit *unit = &w->units[item_service(w, index)->unit];
	fail_rest(w, unit);
	unit->use = UNIT_HELD;
}

/* Nobody has it any more. */
static void release_unit(struct world *w, uint32_t s, struct unit *unit)
{
	struct place *p = &w->places[s];
	unit->use = UNIT_FREE;
	unit->free_since = w->now;
	if (!unit->down) {
		place_free_machine(w, s);
		return;
	}
	place_touch(p, w->now);
	p->down_held--;
	p->down++;
}

void machine_release(struct world *w, uint32_t index)
{
	uint32_t s = item_at(w, index)->held, u = NONE;
	if (w->service_at) {
		struct service *service = item_service(w, index);
		uint32_t b = service->batch;
		u = service->unit;
		service->unit = service->batch = NONE;
		if (b != NONE) {
			struct batch *batch = pool_at(&w->batches, b);
			u = batch->unit;
			if (--batch->count > 0)
				return;
			pool_put(&w->batches, b);
		}
	}
	if (u == NONE)
		place_free_machine(w, s);
	else
		release_unit(w, s, &w->units[u]);
}

double machine_scheduled(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	double window = w->now - w->window_start;
	double open = station->calendar ? calendar_open_between(station->calendar, w->window_start, w->now) : window;
	return open * station->machines;
}
