/* A deadlock explained: who holds what, who waits for what, and what to do about it. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "parts.h"

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

/* Whether items wait where nothing is missing but more of their like. */
static bool lacks_company(const struct world *w, uint32_t index)
{
	const struct place *p = &w->places[index];
	return w->model->stations[index].batch_size > 1 && p->waiting && p->free && !batch_is_ready(w, index);
}

bool deadlock_may_end(const struct world *w)
{
	bool may = false;
	for (uint32_t s = 0; s < w->model->station_count; s++)
		may |= lacks_company(w, s);
	return may && w->model->length < INFINITY;
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
	else if (p->waiting && lacks_company(w, index))
		explain(text, room, "; %u wait%s at '%s' until %u for a batch have come", p->waiting, p->waiting == 1 ? "s" : "", station->name,
			station->batch_size);
	else if (p->waiting)
		explain(text, room, "; %u wait%s at '%s' for %s", p->waiting, p->waiting == 1 ? "s" : "", station->name,
			p->free == 0 && p->down ? "a repair" : p->free == 0 ? "a machine" : first);
	if (p->paused)
		explain(text, room, "; %u stopped at '%s', and those who were at work there do not come back together", p->paused,
			station->name);
	if (p->blocked)
		explain(text, room, "; %u hold%s a machine of '%s' and cannot go on", p->blocked, p->blocked == 1 ? "s" : "", station->name);
}

/* Who holds what and who waits for what at the stations named, and what to do about it. `what`: the beginning of the sentence. */
static void explain_all(struct world *w, const bool *where, const char *what)
{
	char text[sizeof w->note->text - 300] = "";
	const struct model *model = w->model;
	const struct node *full = NULL, *waits = NULL;
	bool kept = false, alone = false;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const struct place *p = &w->places[s];
		if (where && !where[s])
			continue;
		explain_station(w, s, text, sizeof text);
		alone |= lacks_company(w, s);
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
	world_stop_at(w, ENGINE_DEADLOCK, full ? full : waits, "%s%s.%s%s%s", what, text,
		full ? " Give a queue of the loop more room, or let less work in" : "",
		kept ? " Take what is needed at once, or everywhere in the same order, or give it back before waiting for more" : "",
		alone ? " Let a batch start when its oldest has waited long enough: give it 'wait_at_most'" : "");
}

/* A time as it is read: four digits, and every whole number of a long one. */
static void tell_time(char *out, size_t room, const struct world *w, double time)
{
	snprintf(out, room, "%.*g %s", time < 1e4 ? 4 : 12, time < 1e4 ? time : floor(time), w->model->time_unit);
}

void deadlock_explain(struct world *w)
{
	char what[200], since[80];
	tell_time(since, sizeof since, w, fmin(w->now, w->still_since));
	snprintf(what, sizeof what, "nothing can go on after %s: %llu item%s", since, (unsigned long long)w->in_system,
		w->in_system == 1 ? " waits for ever" : "s wait for each other");
	explain_all(w, NULL, what);
}

void deadlock_look(struct world *w)
{
	char what[200], now[80];
	bool *where = calloc(w->model->station_count + 1u, sizeof *where);
	uint64_t locked = where ? lock_find(w, where) : 0;
	if (locked > 0) {
		tell_time(now, sizeof now, w, w->now);
		snprintf(what, sizeof what, "%llu item%s can never go on, as was found after %s", (unsigned long long)locked,
			locked == 1 ? "" : "s wait for each other and", now);
		explain_all(w, where, what);
	}
	free(where);
}
