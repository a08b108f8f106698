/* Telling what becomes of items. Each item carries what its ledger said when it was last told about: what has been added since then is
   what it waited for. A branch begins with what its parent carries, and the join goes on with what the last branch carries, as the ledger
   does. */
#include <string.h>
#include "trace.h"
#include "parts.h"

/* In the tail of each item's record, only while a run is traced. */
struct trace_record {
	uint64_t number;
	double joined;
	uint32_t spell;
	double waited;
	double cost;                 /* of the item itself: branches are on its bill */
	double slots[];              /* as the item's */
};

#define ROUNDING 1e-12           /* what the ledger's sums may be off by, as a share of the time */

size_t trace_room(const struct model *model)
{
	return sizeof(struct trace_record) + model->ledger.slot_count * sizeof(double);
}

static struct trace_record *record_of(const struct world *w, uint32_t index)
{
	return (struct trace_record *)(void *)((char *)item_at(w, index) + w->trace_at);
}

void trace_copy(struct world *w, uint32_t from, uint32_t to)
{
	double cost = record_of(w, to)->cost;
	memcpy(record_of(w, to), record_of(w, from), trace_room(w->model));
	record_of(w, to)->cost = cost;
}

void trace_cost(struct world *w, uint32_t index, double amount)
{
	record_of(w, item_root(w, index))->cost += amount;
}

void trace_join(struct world *w, uint32_t index)
{
	record_of(w, index)->joined = w->now;
}

/* --- what it waited for ----------------------------------------------------------------------------------------------------------- */

static bool is_of_spells(uint32_t cause)
{
	return cause == CAUSE_WORKING || cause == CAUSE_REWORK || cause == CAUSE_SETUP || cause == CAUSE_PLANNED ||
		cause == CAUSE_EVENT;
}

/* The time of a cause since the item was last told about. */
static double added(const struct world *w, uint32_t index, uint32_t cause)
{
	const struct trace_record *record = record_of(w, index);
	if (cause == w->model->ledger.waited)
		return item_at(w, index)->waited - record->waited;
	uint32_t slot = w->model->ledger.slots[cause];
	return slot == NONE ? 0.0 : item_facts(w, index)[w->cause_at + slot] - record->slots[slot];
}

static uint32_t find_waits(struct world *w, uint32_t index)
{
	uint32_t count = 0;
	for (uint32_t cause = 0; cause < CAUSE_RESOURCE + w->model->resource_count; cause++) {
		double time = is_of_spells(cause) ? 0.0 : added(w, index, cause);
		if (time > ROUNDING * w->now)
			w->trace_waits[count++] = (struct trace_wait){ cause, time };
	}
	return count;
}

static void remember(struct world *w, uint32_t index)
{
	struct trace_record *record = record_of(w, index);
	record->waited = item_at(w, index)->waited;
	memcpy(record->slots, item_facts(w, index) + w->cause_at, w->model->ledger.slot_count * sizeof(double));
}

/* --- telling ---------------------------------------------------------------------------------------------------------------------- */

/* Fills in what is the same for all events. */
static void tell(struct world *w, uint32_t index, struct engine_spell *spell)
{
	const struct item *item = item_at(w, index);
	spell->kind = item->kind;
	spell->task = item->task;
	spell->number = record_of(w, index)->number;
	spell->waits = w->trace_waits;
	spell->wait_count = find_waits(w, index);
	spell->end = w->now;
	w->order->trace->tell(w->order->trace->context, spell);
	remember(w, index);
}

static bool is_hidden(const struct world *w, uint32_t index)
{
	return w->flows[item_at(w, index)->kind].hidden;
}

void trace_enter(struct world *w, uint32_t index, uint32_t starter)
{
	if (is_hidden(w, index))
		return;
	record_of(w, index)->number = ++w->flows[item_at(w, index)->kind].traced;
	struct engine_spell spell = { .event = TRACE_ARRIVAL, .outcome = TRACE_ENTERED, .station = NONE, .by = NONE, .ending = NONE,
		.joined = w->now, .start = w->now, .starter_kind = NONE };
	if (starter != NONE) {
		spell.starter_kind = item_at(w, starter)->kind;
		spell.starter = record_of(w, starter)->number;
	}
	tell(w, index, &spell);
}

void trace_leave(struct world *w, uint32_t index, enum leaving how)
{
	static const enum trace_outcome outcomes[] = { [LEAVE_COMPLETED] = TRACE_COMPLETED, [LEAVE_SCRAPPED] = TRACE_SCRAPPED,
		[LEAVE_TURNED_AWAY] = TRACE_TURNED_AWAY, [LEAVE_PATIENCE] = TRACE_LEFT };
	if (is_hidden(w, index))
		return;
	bool ends = how == LEAVE_COMPLETED && w->model->kinds[item_at(w, index)->kind].ending_count > 0;
	struct engine_spell spell = { .event = TRACE_LEAVING, .outcome = outcomes[how], .station = NONE, .by = NONE, .joined = w->now,
		.ending = ends ? w->flows[item_at(w, index)->kind].ended : NONE,
		.start = w->now, .starter_kind = NONE, .cost = record_of(w, index)->cost };
	tell(w, index, &spell);
}

static uint32_t cause_of(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	if (item->state == ITEM_DELAYED || item->state == ITEM_PENDING)
		return case_is_event(w->model, item->task) ? CAUSE_EVENT : CAUSE_PLANNED;
	if (w->service_at && item_service(w, index)->setting_up)
		return CAUSE_SETUP;
	return item->flags & ITEM_RETURNING ? CAUSE_REWORK : CAUSE_WORKING;
}

static bool is_interruption(enum trace_outcome how)
{
	return how == TRACE_STOPPED_BY_SHIFT || how == TRACE_STOPPED_BY_FAILURE || how == TRACE_PREEMPTED;
}

void trace_spell_of_one(struct world *w, uint32_t index, enum trace_outcome how)
{
	const struct item *item = item_at(w, index);
	struct trace_record *record = record_of(w, index);
	bool delayed = item->state == ITEM_DELAYED || item->state == ITEM_PENDING;
	if (is_hidden(w, index))
		return;
	struct engine_spell spell = { .event = TRACE_SPELL, .outcome = how, .station = delayed ? NONE : item->station, .by = NONE, .ending = NONE,
		.cause = cause_of(w, index), .spell = record->spell + 1, .joined = delayed ? item->since : record->joined, .start = item->since,
		.starter_kind = NONE };
	if (!delayed && w->model->stations[item->station].one_of.count)
		spell.by = item->by;
	record->spell = is_interruption(how) ? spell.spell : 0;
	tell(w, index, &spell);
}

void trace_spell(struct world *w, uint32_t index, enum trace_outcome how)
{
	trace_spell_of_one(w, index, how);
	for (uint32_t i = batch_followers(w, index); i != NONE; i = item_at(w, i)->next)
		trace_spell_of_one(w, i, how);
}
