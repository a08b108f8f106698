/* A life is written while its item is in the system. Work that was stopped counts when it is done; set-ups, and lags and dates of plans,
   are no steps. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/case_plan.h"
#include "lives.h"
#include "tracked.h"
#include "tracing.h"

#define ENOUGH 40000             /* items: shares are known to half a per cent or better */
#define REPLICATIONS 200
#define AT_MOST 600000           /* rows of the trace in all: what an impatient reader waits for */

struct record {
	struct tracked id;
	double came;
	struct life_step *steps;
	uint32_t count, room;
};

struct writer {
	struct lives *lives;
	const struct model *model;
	double warmup, now;
	uint64_t rows;               /* of all replications */
	struct tracked_table items;
	struct tracing tracing;
	void (*tell)(void *context, uint32_t replication, const struct life *life);
	void *context;
};

static void fail(struct writer *w)
{
	w->tracing.failed = true;
	atomic_store(&w->tracing.stop, true);
}

/* --- one life ----------------------------------------------------------------------------------------------------------------------- */

static void enter(struct writer *w, const struct engine_spell *spell)
{
	struct record *record = calloc(1, sizeof *record);
	if (!record) {
		fail(w);
		return;
	}
	record->id = (struct tracked){ spell->kind, spell->number };
	record->came = spell->end;
	if (tracked_add(&w->items, &record->id))
		return;
	free(record);
	fail(w);
}

static void drop(struct record *record)
{
	free(record->steps);
	free(record);
}

/* The place of a task among the steps: where it is, or where it belongs. */
static uint32_t place_of(const struct record *record, uint32_t task)
{
	uint32_t low = 0, high = record->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (record->steps[middle].task < task)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct life_step *step_of(struct writer *w, struct record *record, uint32_t task)
{
	uint32_t at = place_of(record, task);
	if (at < record->count && record->steps[at].task == task)
		return &record->steps[at];
	if (record->count == record->room) {
		uint32_t room = record->room ? 2 * record->room : 8;
		struct life_step *steps = realloc(record->steps, room * sizeof *steps);
		if (!steps) {
			fail(w);
			return NULL;
		}
		record->steps = steps;
		record->room = room;
	}
	memmove(record->steps + at + 1, record->steps + at, (record->count - at) * sizeof *record->steps);
	record->count++;
	record->steps[at] = (struct life_step){ .task = task, .first = INFINITY };
	return &record->steps[at];
}

/* A planned wait is a step where the model has it as one: it may also be a lag of a plan. */
static bool is_step(const struct writer *w, const struct engine_spell *spell)
{
	if (spell->cause == CAUSE_SETUP || spell->outcome != TRACE_DONE)
		return false;
	return spell->station != NONE || (spell->end > spell->start && !w->model->kinds[spell->kind].project);
}

/* What happens in a case by itself stands where it happened, not where its clock began. */
static void work(struct writer *w, struct record *record, const struct engine_spell *spell)
{
	struct life_step *step = is_step(w, spell) ? step_of(w, record, spell->task) : NULL;
	if (!step)
		return;
	step->times++;
	step->first = fmin(step->first, case_is_event(w->model, spell->task) ? spell->end : spell->start);
}

static void tell_life(struct writer *w, const struct record *record, enum trace_outcome how, uint32_t ending, double cost)
{
	const struct life life = { .kind = record->id.kind, .came = record->came, .left = w->now, .how = how, .ending = ending, .cost = cost,
		.steps = record->steps, .step_count = record->count };
	w->tell(w->context, w->lives->replications, &life);
}

static void leave(struct writer *w, struct record *record, const struct engine_spell *spell)
{
	tell_life(w, record, spell->outcome, spell->ending, spell->cost);
	w->lives->count += w->now >= w->warmup;
	tracked_remove(&w->items, &record->id);
	drop(record);
}

/* --- one replication ---------------------------------------------------------------------------------------------------------------- */

static void begin(void *context)
{
	struct writer *w = context;
	w->items = (struct tracked_table){ .list = NULL };
	w->now = 0.0;
}

static void follow(void *context, const struct engine_spell *spell)
{
	struct writer *w = context;
	struct record *record = spell->event == TRACE_ARRIVAL ? NULL : tracked_find(&w->items, spell->kind, spell->number);
	w->now = spell->end;
	if (spell->event == TRACE_ARRIVAL)
		enter(w, spell);
	else if (record && spell->event == TRACE_SPELL)
		work(w, record, spell);
	else if (record)
		leave(w, record, spell);
	if (++w->rows >= AT_MOST)
		atomic_store(&w->tracing.stop, true);
}

/* A run of known length lasts on when nothing is told any more. */
static double end_of(const struct writer *w, bool whole)
{
	return whole && isfinite(w->model->length) && w->model->items == UINT64_MAX ? w->model->length : w->now;
}

static bool end(void *context, bool whole)
{
	struct writer *w = context;
	w->now = end_of(w, whole);
	for (size_t i = 0; i < w->items.room; i++) {
		struct record *record = (struct record *)(void *)w->items.list[i];
		if (!record)
			continue;
		tell_life(w, record, TRACE_ENTERED, NONE, 0.0);
		drop(record);
	}
	tracked_done(&w->items);
	w->lives->replications++;
	w->lives->cut |= !whole;
	w->lives->observed += fmax(0.0, w->now - w->warmup);
	w->lives->until = fmin(w->lives->until, w->now);
	return w->lives->count < ENOUGH && w->rows < AT_MOST;
}

bool lives_follow(struct lives *lives, const struct result *result, const struct result_scenario *scenario,
	void (*tell)(void *context, uint32_t replication, const struct life *life), void *context)
{
	struct writer w = { .lives = lives, .model = scenario->model, .warmup = scenario->warmup, .tell = tell, .context = context };
	*lives = (struct lives){ .until = INFINITY };
	w.tracing = (struct tracing){ .context = &w, .begin = begin, .tell = follow, .end = end, .at_most = REPLICATIONS };
	tracing_run(&w.tracing, result, scenario);
	return !w.tracing.failed && lives->replications > 0;
}
