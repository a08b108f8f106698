/* Wishes: a station whose first item lacks a resource is entered in the heap of the first one that it lacks (for needs_one_of: of each
   alternative), ordered by the kind's priority, time joined and station. So a unit that goes free costs the logarithm of the stations
   that want it, however many there are. Invariant: only stations that are claiming have claims in a heap. */
#include "wish.h"

bool wish_before(const struct claim *a, const struct claim *b)
{
	if (a->priority != b->priority)
		return a->priority < b->priority;
	if (a->since != b->since)
		return a->since < b->since;
	return a->station < b->station;
}

static void wish_put(struct crew *c, uint32_t at, struct claim *claim)
{
	c->wishes[at] = claim;
	claim->place = at;
}

static void wish_up(struct crew *c, uint32_t at, struct claim *claim)
{
	for (uint32_t above; at > 0 && wish_before(claim, c->wishes[above = (at - 1) / 2]); at = above)
		wish_put(c, at, c->wishes[above]);
	wish_put(c, at, claim);
}

static void wish_down(struct crew *c, uint32_t at, struct claim *claim)
{
	for (uint32_t below; (below = 2 * at + 1) < c->wish_count; at = below) {
		if (below + 1 < c->wish_count && wish_before(c->wishes[below + 1], c->wishes[below]))
			below++;
		if (!wish_before(c->wishes[below], claim))
			break;
		wish_put(c, at, c->wishes[below]);
	}
	wish_put(c, at, claim);
}

static void wish_add(struct world *w, uint32_t resource, struct claim *claim)
{
	struct crew *c = &w->crews[resource];
	wish_up(c, c->wish_count++, claim);
}

static void wish_remove(struct world *w, uint32_t resource, struct claim *claim)
{
	struct crew *c = &w->crews[resource];
	uint32_t at = claim->place;
	struct claim *moved = c->wishes[--c->wish_count];
	claim->place = NONE;
	if (moved == claim)
		return;
	if (at > 0 && wish_before(moved, c->wishes[(at - 1) / 2]))
		wish_up(c, at, moved);
	else
		wish_down(c, at, moved);
}

/* --- a station's claims ------------------------------------------------------------------------------------------------------- */

void wish_unclaim(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	if (!p->claiming)
		return;
	if (station->strict)
		ledger_wish_changed(w, station);
	p->claiming = false;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++) {
		const struct amount *a = i < station->needs.count ? &station->needs.list[i] : &station->one_of.list[i - station->needs.count];
		if (p->claims[i].place != NONE)
			wish_remove(w, a->resource, &p->claims[i]);
	}
}

/* Whether a strict queue that wants the resource comes before this station's wish: then nobody behind it may have it, even where it
   still lacks something else. */
static bool is_reserved(const struct world *w, uint32_t resource, uint32_t s)
{
	for (uint32_t other = 0; other < w->model->station_count; other++) {
		const struct station *strict = &w->model->stations[other];
		if (strict->strict && w->places[other].claiming && other != s
			&& (amounts_of(&strict->needs, resource) || amounts_of(&strict->one_of, resource))
			&& wish_before(w->places[other].claims, w->places[s].claims))
			return true;
	}
	return false;
}

/* Whether the station's candidate may have so much. */
static bool may_have(const struct world *w, uint32_t s, uint32_t resource, uint32_t number)
{
	return w->crews[resource].free >= number && !(w->any_strict && is_reserved(w, resource, s));
}

/* The first alternative that is free beside what is needed of the same resource in any case; the count of them where none is. */
uint32_t wish_first_free(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	uint32_t i = 0;
	for (; i < station->one_of.count; i++) {
		const struct amount *a = &station->one_of.list[i];
		if (may_have(w, s, a->resource, a->number + amounts_of(&station->needs, a->resource)))
			break;
	}
	return i;
}

/* The index of the first need that is lacking, the count of needs where only one_of is, -1 where nothing is. */
int wish_lacks(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (!may_have(w, s, station->needs.list[i].resource, station->needs.list[i].number))
			return (int)i;
	return station->one_of.count && wish_first_free(w, s) == station->one_of.count ? (int)station->needs.count : -1;
}

/* A waiting item keeps its priority and the time it joined, so that all of the station's claims may know them beforehand. */
void wish_name(const struct world *w, struct place *p, uint32_t candidate)
{
	const struct station *station = &w->model->stations[item_at(w, candidate)->station];
	double priority = item_priority(w, candidate), since = item_at(w, candidate)->since;
	p->candidate = candidate;
	for (uint32_t i = 0; i < station->needs.count + station->one_of.count; i++) {
		p->claims[i].priority = priority;
		p->claims[i].since = since;
	}
}

/* Enters the station's wish for `candidate` where it lacks something; where it lacks nothing, at its first need. */
void wish_enter(struct world *w, uint32_t s, uint32_t candidate, bool rouse)
{
	const struct station *station = &w->model->stations[s];
	struct place *p = &w->places[s];
	wish_name(w, p, candidate);
	int lacking = wish_lacks(w, s);
	uint32_t from = lacking < 0 ? 0 : (uint32_t)lacking;
	uint32_t to = from < station->needs.count ? from + 1 : station->needs.count + station->one_of.count;
	p->claiming = true;
	if (station->strict)
		ledger_wish_changed(w, station);
	for (uint32_t i = from; i < to; i++) {
		const struct amount *a = i < station->needs.count ? &station->needs.list[i] : &station->one_of.list[i - station->needs.count];
		wish_add(w, a->resource, &p->claims[i]);
		if (rouse && lacking < 0)
			crew_dirty(w, a->resource);
	}
}

/* Whether a wish of this station would be the only one to be looked at, and fit: then it need not be entered. */
bool wish_is_alone(const struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	if ((w->dirty_place_count | w->dirty_crew_count | w->places[s].in_front | station->one_of.count) || w->any_strict)
		return false;
	for (uint32_t i = 0; i < station->needs.count; i++) {
		const struct crew *c = &w->crews[station->needs.list[i].resource];
		if (c->wish_count || c->free < station->needs.list[i].number)
			return false;
	}
	return true;
}

/* A strict queue waits no longer for what it wants: others may have that again. */
void wish_wake_behind(struct world *w, const struct station *station)
{
	for (uint32_t i = 0; i < station->needs.count; i++)
		if (w->crews[station->needs.list[i].resource].wish_count)
			crew_dirty(w, station->needs.list[i].resource);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		if (w->crews[station->one_of.list[i].resource].wish_count)
			crew_dirty(w, station->one_of.list[i].resource);
}

/* The station's candidate is no longer the one who wishes. */
void wish_drop(struct world *w, uint32_t s)
{
	const struct station *station = &w->model->stations[s];
	if (w->places[s].claiming && station->strict)
		wish_wake_behind(w, station);
	wish_unclaim(w, s);
}

void allocate_close(struct world *w, uint32_t s)
{
	wish_drop(w, s);
}
