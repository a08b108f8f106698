/* One replication: the world is made, events are handed out in order of time and phase until the run is over, and the row is filled.
   The laws that hold on every sample path (Little's, flow balance, conservation of items) are asserted in debug builds. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "row.h"
#include "world.h"

#define PROGRESS_EVERY 16384           /* events between two looks at the stop flag; a power of two */

/* Memory runs out where work piles up. */
static void name_longest_queue(struct world *w)
{
	const struct model *model = w->model;
	uint32_t longest = 0;
	for (uint32_t s = 1; s < model->station_count; s++)
		if (w->places[s].waiting > w->places[longest].waiting)
			longest = s;
	if (model->station_count == 0 || w->places[longest].waiting == 0)
		return;
	size_t used = strlen(w->note->text);
	w->note->node = model->stations[longest].node;
	snprintf(w->note->text + used, sizeof w->note->text - used, "; most of them, %u, wait at '%s': add capacity there or take less work",
		w->places[longest].waiting, model->stations[longest].name);
}

static void stop(struct world *w, enum engine_end end, const struct node *node, const char *format, va_list arguments)
{
	if (w->end != ENGINE_DONE)
		return;
	w->end = end;
	w->over = true;
	w->note->reason = end;
	w->note->node = node;
	vsnprintf(w->note->text, sizeof w->note->text, format, arguments);
	if (end == ENGINE_NO_MEMORY)
		name_longest_queue(w);
}

void world_stop(struct world *w, enum engine_end end, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	stop(w, end, NULL, format, arguments);
	va_end(arguments);
}

void world_stop_at(struct world *w, enum engine_end end, const struct node *node, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	stop(w, end, node, format, arguments);
	va_end(arguments);
}

double world_evaluate(struct world *w, uint32_t index, const struct expr *expr, uint64_t purpose, uint32_t pass)
{
	const struct item *item = item_at(w, index);
	w->env.facts = item_facts(w, item_root(w, index));
	w->subject = index;
	stream_address(&w->stream, w->model->kinds[item->kind].hash, item->luck, purpose, pass);
	return expr_value(expr, &w->env);
}

void item_rank(struct world *w, uint32_t index)
{
	const struct kind *kind = &w->model->kinds[item_at(w, index)->kind];
	if (w->priority_slot == NONE)
		return;
	double priority = kind->priority.form == EXPR_ABSENT ? 0.0 : world_value(w, index, &kind->priority, kind->luck_promise + 1, 0);
	item_facts(w, index)[w->priority_slot] = priority;
}

double item_priority(const struct world *w, uint32_t index)
{
	if (w->priority_slot != NONE)
		return item_facts(w, index)[w->priority_slot];
	const struct expr *priority = &w->model->kinds[item_at(w, index)->kind].priority;
	return priority->form == EXPR_CONSTANT ? priority->value : 0.0;
}

double item_due(const struct world *w, uint32_t index)
{
	if (w->due_slot != NONE)
		return item_facts(w, item_root(w, index))[w->due_slot];
	const struct expr *promise = &w->model->kinds[item_at(w, index)->kind].promise;
	return promise->form == EXPR_CONSTANT ? item_at(w, index)->entered + promise->value : INFINITY;
}

/* --- what expressions may ask -------------------------------------------------------------------------------------------------- */

static double passes_of(const struct world *w, uint32_t task)
{
	uint32_t slot = w->model->tasks[task].pass_slot;
	return slot == NONE ? 0.0 : item_passes(w, item_root(w, w->subject))[slot].done;
}

/* Who serves, or served just now: a resource, else the station itself. */
static double server_of(const struct world *w, const struct item *item)
{
	const struct model *model = w->model;
	if (item->station >= model->station_count)
		return -1.0;
	const struct station *station = &model->stations[item->station];
	return station->needs.count | station->one_of.count ? item->by : model->resource_count + item->station;
}

static double look(const void *world, enum expr_state what, uint32_t index)
{
	const struct world *w = world;
	const struct model *model = w->model;
	const struct item *item = w->subject == NONE ? NULL : item_at(w, w->subject);
	double date = model->start + w->now;
	switch (what) {
	case EXPR_NOW: return w->now;
	case EXPR_AGE: return item ? w->now - item->entered : 0.0;
	case EXPR_WAITED: return item ? item->waited : 0.0;
	case EXPR_PASSES: return item ? passes_of(w, item->task) : 0.0;
	case EXPR_HOUR: return fmod(date / model->hour, 24.0);
	case EXPR_WEEKDAY: return fmod(floor(date / (24.0 * model->hour)), 7.0) + 1.0;
	case EXPR_QUEUE: return w->places[index].waiting + w->places[index].in_front;
	case EXPR_BUSY_STATION: return w->places[index].busy;
	case EXPR_BUSY_RESOURCE: return w->crews[index].busy;
	case EXPR_FREE_RESOURCE: return w->crews[index].free;
	case EXPR_WIP: return w->flows[index].wip.value;
	case EXPR_DONE: return item ? passes_of(w, model->kinds[item->kind].task_first + index) > 0.0 : 0.0;
	case EXPR_COUNT: return item ? passes_of(w, model->kinds[item->kind].task_first + index) : 0.0;
	case EXPR_BY: return item ? server_of(w, item) : -1.0;
	case EXPR_ORDINAL: return item ? (double)item->luck : 0.0;
	}
	return 0.0;
}

/* --- making and unmaking the world ----------------------------------------------------------------------------------------------- */

static bool varies(const struct expr *expr)
{
	return expr->form != EXPR_ABSENT && expr->form != EXPR_CONSTANT;
}

/* Where every item's tail goes on behind the facts: priority and due time only where some kind's are not constant. */
static size_t lay_out_items(struct world *w)
{
	const struct model *model = w->model;
	w->priority_slot = w->due_slot = NONE;
	w->fact_room = model->fact_slots;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		if (w->priority_slot == NONE && varies(&model->kinds[k].priority))
			w->priority_slot = w->fact_room++;
		if (w->due_slot == NONE && (varies(&model->kinds[k].promise) || model->kinds[k].calendar))
			w->due_slot = w->fact_room++;
	}
	w->rest_slot = NONE;
	for (uint32_t s = 0; s < model->station_count && w->rest_slot == NONE; s++)
		if (model->stations[s].preempt != PREEMPT_NO) {
			w->rest_slot = w->fact_room;
			w->fact_room += 2;
		}
	w->rework_at = sizeof(struct item) + w->fact_room * sizeof(double);
	w->passes_at = w->rework_at + model->rework_slots * sizeof(struct rework_record);
	return w->passes_at + model->pass_slots * sizeof(struct pass_record);
}

/* Whether work in hand here may have to stop: at the end of a shift, or for the more urgent. */
static bool is_tracked(const struct model *model, const struct station *station)
{
	bool tracked = station->pauses || station->preempt != PREEMPT_NO;
	for (uint32_t i = 0; i < station->needs.count; i++)
		tracked |= model->resources[station->needs.list[i].resource].pauses;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		tracked |= model->resources[station->one_of.list[i].resource].pauses;
	return tracked;
}

static void make_places(struct world *w)
{
	const struct model *model = w->model;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct station *station = &model->stations[s];
		struct place *p = &w->places[s];
		uint32_t claims = station->needs.count + station->one_of.count;
		p->head = p->tail = p->front_head = p->front_tail = NONE;
		p->free = station->machines;
		p->served_head = p->served_tail = NONE;
		p->tracked = is_tracked(model, station);
		p->claims = arena_take(&w->arena, claims, sizeof *p->claims);
		for (uint32_t i = 0; i < claims; i++)
			p->claims[i] = (struct claim){ .station = s, .place = NONE };
		w->any_strict |= station->strict;
		p->patience = station->patience.form != EXPR_ABSENT && !station->keeps;
		p->plain = station->order == ORDER_FIFO && station->limit == UNLIMITED && claims == 0 && station->patience.form == EXPR_ABSENT
			&& !station->keeps && !station->calendar;
		tally_reset(&p->wait);
		quantile_init(&p->wait_quantile);
	}
}

static void make_crews(struct world *w)
{
	const struct model *model = w->model;
	uint32_t *wishes = arena_take(&w->arena, model->resource_count, sizeof *wishes);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct station *station = &model->stations[s];
		for (uint32_t i = 0; i < station->needs.count; i++)
			wishes[station->needs.list[i].resource]++;
		for (uint32_t i = 0; i < station->one_of.count; i++)
			wishes[station->one_of.list[i].resource]++;
	}
	for (uint32_t r = 0; r < model->resource_count; r++) {
		w->any_speed |= model->resources[r].speed != 1.0;
		w->crews[r].wishes = arena_take(&w->arena, wishes[r], sizeof *w->crews[r].wishes);
	}
}

/* Whether the priority says something else later than at the arrival: it asks for state, or for facts that some task sets. Draws have
   the same luck each time. */
static bool is_reranked(const struct model *model, const struct kind *kind)
{
	if (!varies(&kind->priority))
		return false;
	bool again = (kind->priority.uses & ~(unsigned)(EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS)) != 0;
	for (uint32_t t = 0; t < kind->task_count; t++)
		again |= model->tasks[kind->task_first + t].set_count > 0;
	return again;
}

static void make_flows(struct world *w)
{
	const struct model *model = w->model;
	for (uint32_t k = 0; k < model->kind_count; k++) {
		struct flow *f = &w->flows[k];
		tally_reset(&f->time);
		tally_reset(&f->open_time);
		quantile_init(&f->time_quantile);
		f->promised = model->kinds[k].promise.form != EXPR_ABSENT;
		f->kept = model->kinds[k].source.how == ARRIVE_KEEP;
		f->reranked = is_reranked(model, &model->kinds[k]);
		for (uint32_t m = 0; m < model->measure_count; m++)
			f->measured |= model->measures[m].kind == k;
	}
}

static uint32_t most_branches(const struct model *model)
{
	uint32_t most = 1;
	for (uint32_t t = 0; t < model->task_count; t++)
		if (model->tasks[t].branch_count > most)
			most = model->tasks[t].branch_count;
	return most;
}

static int world_init(struct world *w, const struct model *model, const struct engine_order *order, struct engine_note *note)
{
	*w = (struct world){ .model = model, .order = order, .note = note, .ready_head = NONE, .ready_tail = NONE, .paused_head = NONE, .paused_tail = NONE,
		.still_since = INFINITY, .subject = NONE };
	*note = (struct engine_note){ .end = 0.0 };
	pool_init(&w->items, lay_out_items(w));
	pool_init(&w->holds, (sizeof(struct hold) + 7) / 8 * 8);
	pool_init(&w->forks, (sizeof(struct fork_record) + most_branches(model) * sizeof(uint32_t) + 7) / 8 * 8);
	if (event_init(&w->events) != 0 || arena_init(&w->arena) != 0)
		return -1;
	w->places = arena_take(&w->arena, model->station_count, sizeof *w->places);
	w->crews = arena_take(&w->arena, model->resource_count, sizeof *w->crews);
	w->flows = arena_take(&w->arena, model->kind_count, sizeof *w->flows);
	w->gauges = arena_take(&w->arena, model->measure_count, sizeof *w->gauges);
	w->dirty_places = arena_take(&w->arena, model->station_count, sizeof *w->dirty_places);
	w->crowded_places = arena_take(&w->arena, model->station_count, sizeof *w->crowded_places);
	w->dirty_crews = arena_take(&w->arena, model->resource_count, sizeof *w->dirty_crews);
	w->aside = arena_take(&w->arena, model->station_count, sizeof *w->aside);
	w->words = arena_take(&w->arena, model->task_count, sizeof *w->words);
	w->outlines = arena_take(&w->arena, model->task_count, sizeof *w->outlines);
	make_places(w);
	make_crews(w);
	outline_tasks(w);
	make_flows(w);
	for (uint32_t m = 0; m < model->measure_count; m++)
		tally_reset(&w->gauges[m].tally);
	stream_key(&w->stream, order->seed, order->replication);
	w->env = (struct expr_env){ .stream = &w->stream, .look = look, .world = w };
	return 0;
}

static void world_done(struct world *w)
{
	for (uint32_t s = 0; w->places && s < w->model->station_count; s++) {
		free(w->places[s].line);
		quantile_done(&w->places[s].wait_quantile);
	}
	for (uint32_t k = 0; w->flows && k < w->model->kind_count; k++)
		quantile_done(&w->flows[k].time_quantile);
	event_done(&w->events);
	pool_done(&w->items);
	pool_done(&w->holds);
	pool_done(&w->forks);
	arena_done(&w->arena);
}

/* --- the window of observation --------------------------------------------------------------------------------------------------- */

/* The end of the warm-up: what was measured is forgotten, the state stays. */
static void start_window(struct world *w)
{
	w->window_start = w->now;
	for (uint32_t s = 0; s < w->model->station_count; s++) {
		struct place *p = &w->places[s];
		place_touch(p, w->now);
		p->area_waiting = p->area_busy = p->area_blocked = p->area_overtime = 0.0;
		p->visits = p->waited = 0;
		tally_reset(&p->wait);
		quantile_reset(&p->wait_quantile);
	}
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		level_reset(&w->crews[r].load, w->now);
		level_reset(&w->crews[r].overtime, w->now);
	}
	for (uint32_t k = 0; k < w->model->kind_count; k++) {
		struct flow *f = &w->flows[k];
		f->arrived = f->completed = f->scrapped = f->turned_away = f->left = f->on_time = f->right = f->visits = 0;
		f->worked = 0.0;
		tally_reset(&f->time);
		tally_reset(&f->open_time);
		quantile_reset(&f->time_quantile);
		level_reset(&f->wip, w->now);
#ifndef NDEBUG
		f->inside = 0.0;
		f->present_at_reset = (uint64_t)f->wip.value;
#endif
	}
	for (uint32_t m = 0; m < w->model->measure_count; m++) {
		w->gauges[m].area = 0.0;
		tally_reset(&w->gauges[m].tally);
	}
}

static void end_window(struct world *w)
{
	for (uint32_t s = 0; s < w->model->station_count; s++)
		place_touch(&w->places[s], w->now);
	w->note->end = w->now;
	w->note->most_items = w->most_in_system;
}

#ifndef NDEBUG
/* Little's law and the conservation of items, on the sample path: the area under the number in the system is the time that items
   spent in it, those present at either end included for the part inside. */
static void assert_laws(const struct world *w)
{
	const struct model *model = w->model;
	double *inside = calloc(model->kind_count ? model->kind_count : 1, sizeof *inside);
	uint64_t present = 0;
	if (!inside)
		return;
	for (uint32_t i = 0; i < w->items.used; i++) {
		const struct item *item = item_at(w, i);
		if (item->state == ITEM_GONE || (item->flags & ITEM_BRANCH))
			continue;
		inside[item->kind] += w->now - fmax(item->entered, w->window_start);
		present++;
	}
	for (uint32_t k = 0; k < model->kind_count; k++) {
		const struct flow *f = &w->flows[k];
		double area = level_area(&f->wip, w->now), sum = inside[k] + f->inside;
		assert(fabs(area - sum) <= 1e-9 * fmax(1.0, fmax(area, w->now)) && "Little's law on the sample path");
		assert(f->entered_total - f->gone_total == (uint64_t)f->wip.value && "conservation of items");
		assert(f->present_at_reset + f->arrived
			== f->completed + f->scrapped + f->turned_away + f->left + (uint64_t)f->wip.value && "flow balance");
	}
	assert(present == w->in_system && "every item in the system has a record");
	free(inside);
}

/* What an item has of a resource: what serves it, and what it took. */
static uint32_t units_of(const struct world *w, const struct item *item, uint32_t resource)
{
	uint32_t units = 0;
	for (uint32_t h = item->holds; h != NONE; h = ((const struct hold *)pool_at(&w->holds, h))->next) {
		const struct hold *hold = pool_at(&w->holds, h);
		units += hold->resource == resource ? hold->number : 0;
	}
	if (item->state != ITEM_SERVED && (item->state != ITEM_PAUSED || w->model->resources[resource].calendar))
		return units;
	const struct station *station = &w->model->stations[item->station];
	for (uint32_t i = 0; i < station->needs.count; i++)
		units += station->needs.list[i].resource == resource ? station->needs.list[i].number : 0;
	for (uint32_t i = 0; i < station->one_of.count; i++)
		units += station->one_of.list[i].resource == resource && item->by == resource ? station->one_of.list[i].number : 0;
	return units;
}

/* Between two instants: all that could happen has happened, and every unit of a resource is free or with an item. Looked at often at the
   beginning of a run, then now and then. */
static void assert_settled(struct world *w, uint64_t events)
{
	if (events > 1000 && events % 1024 != 0)
		return;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		assert(allocate_is_settled(w, s) && "a station where somebody could start");
	assert(shift_is_settled(w) && "work that could go on");
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		uint32_t with_items = 0;
		for (uint32_t i = 0; i < w->items.used; i++)
			with_items += item_at(w, i)->state == ITEM_GONE ? 0 : units_of(w, item_at(w, i), r);
		assert(w->crews[r].busy == with_items && "every unit that is in use is with an item");
		assert(w->crews[r].free == (w->crews[r].on_shift > with_items ? w->crews[r].on_shift - with_items : 0) && "a unit is free or in use");
	}
}
#endif

/* --- number in the system over time, for the warm-up ------------------------------------------------------------------------------ */

static void fill_bins(struct world *w, double until)
{
	struct engine_bins *bins = w->order->bins;
	double width = w->model->length / bins->count;
	while (w->bin_done < until) {
		uint32_t bin = (uint32_t)fmin(floor(w->bin_done / width), bins->count - 1.0);
		double end = bin + 1 < bins->count ? fmin((bin + 1) * width, until) : until;
		if (!(end > w->bin_done))
			end = until;
		bins->means[bin] += (double)w->in_system * (end - w->bin_done) / width;
		w->bin_done = end;
	}
}

/* --- the loop ------------------------------------------------------------------------------------------------------------------- */

/* What holds until the next instant is added up before the clock moves on. */
static void leave_instant(struct world *w, double until)
{
	w->subject = NONE;
	for (uint32_t m = 0; m < w->model->measure_count; m++)
		if (w->model->measures[m].how == MEASURE_OVER_TIME)
			w->gauges[m].area += expr_value(&w->model->measures[m].of, &w->env) * (until - w->now);
	if (w->order->bins)
		fill_bins(w, until);
}

static void look_around(struct world *w)
{
	if (w->order->stop && atomic_load_explicit(w->order->stop, memory_order_relaxed)) {
		w->end = ENGINE_STOPPED;
		w->over = true;
	}
	if (!w->order->progress)
		return;
	double done = 0.0;
	if (w->model->items != UINT64_MAX)
		done = (double)w->finished / (double)w->model->items;
	else if (w->model->length < INFINITY)
		done = w->now / w->model->length;
	atomic_store_explicit(w->order->progress, done, memory_order_relaxed);
}

/* Adds to the explanation, as far as there is room. */
static void explain(char *text, size_t room, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void explain(char *text, size_t room, const char *format, ...)
{
	size_t used = strlen(text);
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text + used, room - used, format, arguments);
	va_end(arguments);
}

/* Units of a resource that items keep (take) while they wait. */
static uint32_t units_kept(const struct world *w, uint32_t resource)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < w->items.used; i++) {
		const struct item *item = item_at(w, i);
		uint32_t h = item->state == ITEM_GONE ? POOL_NONE : item->holds;
		for (const struct hold *hold; h != POOL_NONE; h = hold->next) {
			hold = pool_at(&w->holds, h);
			kept += hold->resource == resource ? hold->number : 0;
		}
	}
	return kept;
}

/* Who waits at a station and who cannot leave it. Where items only wait to take something, the station is the step's own. */
static void explain_station(const struct world *w, uint32_t index, char *text, size_t room)
{
	const struct place *p = &w->places[index];
	const struct station *station = &w->model->stations[index];
	const char *first = station->needs.count ? w->model->resources[station->needs.list[0].resource].name : "resources";
	size_t length = strlen(station->name);
	if (p->in_front)
		explain(text, room, "; %u wait%s for room at '%s'", p->in_front, p->in_front == 1 ? "s" : "", station->name);
	if (p->waiting && station->keeps)
		explain(text, room, "; %u wait%s at '%.*s' to take '%s'", p->waiting, p->waiting == 1 ? "s" : "",
			(int)(length - (sizeof ".take" - 1)), station->name, first);
	else if (p->waiting)
		explain(text, room, "; %u wait%s at '%s' for %s", p->waiting, p->waiting == 1 ? "s" : "", station->name,
			p->free == 0 ? "a machine" : first);
	if (p->paused)
		explain(text, room, "; %u stopped at '%s' when a shift ended, and those who were at work there do not come back together", p->paused,
			station->name);
	if (p->blocked)
		explain(text, room, "; %u hold%s a machine of '%s' and cannot go on", p->blocked, p->blocked == 1 ? "s" : "", station->name);
}

/* Who holds what and who waits for what, when nothing can happen any more, and what to do about it. */
static void explain_deadlock(struct world *w)
{
	char text[sizeof w->note->text - 300] = "";
	const struct model *model = w->model;
	const struct node *full = NULL, *waits = NULL;
	bool kept = false;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct place *p = &w->places[s];
		explain_station(w, s, text, sizeof text);
		full = full || !p->in_front ? full : model->stations[s].node;
		waits = waits || !p->waiting ? waits : model->stations[s].node;
	}
	for (uint32_t r = 0; r < model->resource_count; r++) {
		uint32_t units = units_kept(w, r);
		if (units)
			explain(text, sizeof text, "; %u of %u '%s' %s kept by items that wait", units, model->resources[r].number,
				model->resources[r].name, units == 1 ? "is" : "are");
		kept |= units > 0;
	}
	world_stop_at(w, ENGINE_DEADLOCK, full ? full : waits, "nothing can go on after %.4g %s: %llu item%s%s.%s%s", w->now,
		model->time_unit, (unsigned long long)w->in_system, w->in_system == 1 ? " waits for ever" : "s wait for each other", text,
		full ? " Give a queue of the loop more room, or let less work in" : "",
		kept ? " Take what is needed at once, or everywhere in the same order, or give it back before waiting for more" : "");
}

static void handle_rare(struct world *w, const struct event *event)
{
	switch ((enum happening)event->what) {
	case HAPPENS_PATIENCE_OUT:
		item_at(w, event->whom)->timer = EVENT_NONE;
		flow_leave(w, event->whom, LEAVE_PATIENCE);
		break;
	case HAPPENS_SHIFT:
		shift_change(w, event->whom);
		if (w->in_system && !shift_may_help(w))
			explain_deadlock(w);
		break;
	case HAPPENS_WARM:
		w->windows--;
		start_window(w);
		break;
	case HAPPENS_END:
		w->over = true;
		break;
	default:
		break;
	}
}

/* Two kinds of event are nearly all there are: they are told apart by a branch that a processor learns, not by a table. */
static inline void handle(struct world *w, const struct event *event)
{
	if (event->what == HAPPENS_COMPLETION)
		flow_work_over(w, event->whom);
	else if (event->what == HAPPENS_ARRIVAL)
		source_arrive(w, event->whom);
	else
		handle_rare(w, event);
}

/* Whether the window's and the calendars' own events are all that is left, and nothing can come of them: everything is done, or items
   wait and nobody will come. */
static bool is_over(const struct world *w, const struct event *event)
{
	size_t rest = event_count(&w->events) + 1;   /* this one is out already */
	if (rest > w->standing + w->windows)
		return false;
	return w->in_system ? w->standing == 0 : w->model->length == INFINITY && event->what == HAPPENS_SHIFT;
}

/* The next event is most likely a completion: its item, which may lie far away in memory, is on its way while this event is handled. */
static inline void fetch_item(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	__builtin_prefetch(item);
	__builtin_prefetch((const char *)(item + 1) - 1);
}

static void run(struct world *w)
{
	struct event event;
	bool observing = w->model->over_time || w->order->bins;
	uint64_t events = 0;
	while (!w->over) {
		if (w->ready_head != NONE)
			flow_ready(w);
		if ((w->dirty_place_count | w->dirty_crew_count | w->crowded_count) && !event_due(&w->events, w->now, PHASE_DISPATCH)) {
			allocate_dispatch(w);
			continue;
		}
		if (w->over || !event_next(&w->events, &event))
			break;
		if (event.what >= HAPPENS_SHIFT && is_over(w, &event))
			break;
		if (event.time > w->now) {
#ifndef NDEBUG
			assert_settled(w, events);
#endif
			if (observing)
				leave_instant(w, event.time);
			w->now = event.time;
			w->steps = 0;
		}
		fetch_item(w, event_foreseen(&w->events));
		handle(w, &event);
		if ((++events & (PROGRESS_EVERY - 1)) == 0)
			look_around(w);
	}
	w->note->events = events;
	w->note->items = w->entered;
	if (!w->over && w->in_system)
		explain_deadlock(w);
}

static void begin(struct world *w)
{
	const struct model *model = w->model;
	if (w->order->warmup > 0.0 && w->order->warmup < model->length) {
		event_at(&w->events, w->order->warmup, PHASE_WINDOW, HAPPENS_WARM, 0);
		w->windows++;
	}
	if (model->length < INFINITY) {
		event_at(&w->events, model->length, PHASE_WINDOW, HAPPENS_END, 0);
		w->windows++;
	}
	shift_begin(w);
	source_begin(w);
}

enum engine_end engine_run(const struct model *model, const struct engine_order *order, double *row, struct engine_note *note)
{
	struct world w;
	if (world_init(&w, model, order, note) != 0) {
		snprintf(note->text, sizeof note->text, "memory is exhausted before the run has begun");
		note->reason = ENGINE_NO_MEMORY;
		world_done(&w);
		return ENGINE_NO_MEMORY;
	}
	begin(&w);
	run(&w);
	if (w.end == ENGINE_DONE) {
		end_window(&w);
#ifndef NDEBUG
		assert_laws(&w);
#endif
		row_fill(&w, row);
	}
	enum engine_end end = w.end;
	world_done(&w);
	return end;
}
