/* One replication: the world is made, events are handed out in order of time and phase until the run is over, and the row is filled.
   The laws that hold on every sample path (Little's, flow balance, conservation of items) are asserted in debug builds. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "row.h"
#include "parts.h"

#define PROGRESS_EVERY 16384           /* events between two looks at the stop flag; a power of two */

/* --- the window of observation --------------------------------------------------------------------------------------------------- */

/* The end of the warm-up: what was measured is forgotten, the state stays. */
static void start_window(struct world *w)
{
	if (w->series)
		series_pause(w);
	if (w->accounts)
		money_start_window(w);
	decide_start_window(w);
	hand_start_window(w);
	ledger_start_window(w);
	outcome_start_window(w);
	w->window_start = w->now;
	for (uint32_t s = 0; s < w->model->station_count; s++) {
		struct place *p = &w->places[s];
		place_touch(p, w->now);
		p->area_waiting = p->area_busy = p->area_blocked = p->area_overtime = p->area_setup = p->area_down = p->area_held = 0.0;
		p->visits = p->waited = 0;
		tally_reset(&p->wait);
		quantile_reset(&p->wait_quantile);
	}
	for (uint32_t r = 0; r < w->model->resource_count; r++) {
		level_reset(&w->crews[r].load, w->now);
		for (uint32_t k = 0; w->crews[r].load_by_kind && k < w->model->kind_count; k++)
			level_reset(&w->crews[r].load_by_kind[k], w->now);
		level_reset(&w->crews[r].overtime, w->now);
		level_reset(&w->crews[r].out, w->now);
	}
	for (uint32_t k = 0; k < w->model->kind_count; k++) {
		struct flow *f = &w->flows[k];
		f->arrived = f->completed = f->scrapped = f->turned_away = f->left = f->on_time = f->right = f->visits = 0;
		f->within_budget = f->both_kept = 0;
		f->worked = f->worked_on = f->worked_in_vain = 0.0;
		f->goals = f->reopened = 0;
		for (uint32_t i = 0; i < w->model->kinds[k].ending_count; i++)
			f->endings[i] = (struct ending_sums){ 0 };
		tally_reset(&f->time);
		tally_reset(&f->open_time);
		quantile_reset(&f->time_quantile);
		if (f->practice)
			f->practice->start_window(f);
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
	if (w->series)
		series_go_on(w);
}

static void end_window(struct world *w)
{
	for (uint32_t s = 0; s < w->model->station_count; s++)
		place_touch(&w->places[s], w->now);
	ledger_end_window(w);
	if (w->accounts)
		money_end_window(w);
	w->note->end = w->now;
	if (w->active)
		w->order->active->end = w->now;
	w->note->most_items = w->most_in_system;
}

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
	if (w->active)
		activity_look(w);
	if (w->series)
		series_advance(w, until);
}

static void look_around(struct world *w, uint64_t events)
{
	bool enough = w->order->events_at_most > 0 && events >= w->order->events_at_most;
	if (enough || (w->order->stop && atomic_load_explicit(w->order->stop, memory_order_relaxed))) {
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

/* How long nothing but shifts and repairs may go on before items that wait are waiting for ever: more than any holiday. */
#define STILL_AT_MOST_DAYS 800.0

/* Looks whether anything but what goes on by itself is to come, or was begun since the last time. */
static void watch_for_stillness(struct world *w)
{
	uint64_t begun = w->events.sequence - w->standing_made;
	if (event_count(&w->events) > w->standing + w->windows || begun != w->still_begun)
		w->still_since = INFINITY;
	else if (w->still_since == INFINITY)
		w->still_since = w->now;
	w->still_begun = begun;
	if (w->in_system && w->now - w->still_since >= STILL_AT_MOST_DAYS * 24.0 * w->model->hour)
		deadlock_explain(w);
}

/* What goes on by itself: shifts, failures and repairs, and what befalls projects. */
static void handle_standing(struct world *w, const struct event *event)
{
	w->standing--;
	watch_for_stillness(w);
	if (event->what == HAPPENS_SHIFT)
		shift_change(w, event->whom);
	else if (event->what == HAPPENS_REVIEW)
		review_kind(w, event->whom);
	else if (event->what == HAPPENS_FAILURE)
		fail_happen(w, event->whom);
	else if (event->what == HAPPENS_CHANGE)
		scope_happen(w, event->whom);
	else
		flow_work_over(w, event->whom);
}

static void handle_rare(struct world *w, const struct event *event)
{
	switch ((enum happening)event->what) {
	case HAPPENS_PATIENCE_OUT:
		item_at(w, event->whom)->timer = EVENT_NONE;
		flow_leave(w, event->whom, LEAVE_PATIENCE);
		break;
	case HAPPENS_BATCH:
		w->places[event->whom].batch_timer = EVENT_NONE;
		place_dirty(w, event->whom);
		break;
	case HAPPENS_MEETING:
		decide_meet(w, event->whom);
		break;
	case HAPPENS_OVERDUE:
		decide_overdue(w, event->whom);
		break;
	case HAPPENS_SHIFT:
	case HAPPENS_REVIEW:
	case HAPPENS_FAILURE:
	case HAPPENS_CHANGE:
	case HAPPENS_REPAIRED:
		handle_standing(w, event);
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

/* Whether what goes on by itself and the window's own events are all that is left, and nothing can come of them: everything is done,
   or items wait and nobody will come. */
static bool is_over(const struct world *w, const struct event *event)
{
	size_t rest = event_count(&w->events) + 1;   /* this one is out already */
	if (rest > w->standing + w->windows)
		return false;
	return w->in_system ? w->standing == 0 && !deadlock_may_end(w) : w->model->length == INFINITY && event->what <= HAPPENS_REPAIRED;
}

/* The next event is most likely a completion: its item, which may lie far away in memory, is on its way while this event is handled. Of
   another event it may be no item at all. */
static inline void fetch_item(const struct world *w, uint32_t index)
{
	if (index >= w->items.used)
		return;
	const struct item *item = item_at(w, index);
	__builtin_prefetch(item);
	__builtin_prefetch((const char *)(item + 1) - 1);
}

static void run(struct world *w)
{
	struct event event;
	bool observing = w->model->over_time || w->order->bins || w->series || w->active;
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
			if (w->stale_count)
				ledger_settle(w);
#ifndef NDEBUG
			laws_of_the_instant(w, events);
#endif
			if (observing)
				leave_instant(w, event.time);
			if (events >= w->look_at) {
				w->look_at = 2 * events;
				deadlock_look(w);
				if (w->over)
					break;
			}
			w->now = event.time;
			w->steps = 0;
		}
		fetch_item(w, event_foreseen(&w->events));
		handle(w, &event);
		if ((++events & (PROGRESS_EVERY - 1)) == 0)
			look_around(w, events);
	}
	w->note->events = events;
	w->note->items = w->entered;
	if (!w->over && w->in_system)
		deadlock_explain(w);
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
	fail_begin(w);
	source_begin(w);
}

enum engine_end engine_run(const struct model *model, const struct engine_order *order, double *row, struct engine_note *note)
{
	struct world w;
	if (world_init(&w, model, order, note) != 0 || series_begin(&w) != 0 || outcome_begin(&w) != 0) {
		snprintf(note->text, sizeof note->text, "memory is exhausted before the run has begun");
		note->reason = ENGINE_NO_MEMORY;
		world_done(&w);
		return ENGINE_NO_MEMORY;
	}
	begin(&w);
	run(&w);
	if (w.end == ENGINE_DONE)
		deadlock_look(&w);
	if (w.end == ENGINE_DONE) {
		end_window(&w);
#ifndef NDEBUG
		laws_of_the_run(&w);
#endif
		if (row)
			row_fill(&w, row);
		if (order->cases)
			case_tell(&w, order->cases);
		if (w.series)
			series_end(&w);
	}
	enum engine_end end = w.end;
	world_done(&w);
	return end;
}
