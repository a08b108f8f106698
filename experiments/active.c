/* The chain of bottlenecks, made while periods end. A period that lies within another one is never the longest at any moment of its own,
   so that only a period that ends before all others that are active began is kept. What follows on a bottleneck is known once everything
   that was active at its end has ended. Each period is kept and dropped at most once: the work is proportional to their number. */
#include <math.h>
#include "active.h"

/* Who is active now, in the order of beginning: a list through the candidates, whose ends are tied behind the last of them. */
struct active_open {
	uint32_t before, after;
	double start;
};

void active_init(struct active *active, uint32_t candidates, double from, struct arena *arena)
{
	*active = (struct active){ .shares = arena_take(arena, candidates + 1u, sizeof *active->shares), .from = from, .left = -INFINITY,
		.open = arena_take(arena, candidates + 1u, sizeof *active->open), .count = candidates,
		.waiting = arena_take(arena, candidates + 1u, sizeof *active->waiting) };
	active->open[candidates] = (struct active_open){ .before = candidates, .after = candidates, .start = INFINITY };
	for (uint32_t i = 0; i < candidates; i++)
		tally_reset(&active->shares[i].periods);
}

/* --- the chain --------------------------------------------------------------------------------------------------------------------- */

/* The time from start to end that lies in the window. */
static double within(const struct active *active, double start, double end)
{
	return fmax(0.0, end - fmax(start, active->from));
}

/* The present bottleneck's period is over. `next`: when the one that follows on it began, INFINITY where none does. */
static void count(struct active *active, double next)
{
	const struct active_period *present = &active->present;
	struct active_share *share = &active->shares[present->candidate];
	double sole = within(active, fmax(present->start, active->left), fmin(present->end, next));
	share->sole += sole;
	share->shifting += within(active, present->start, present->end) - sole;
	active->covered += within(active, fmax(present->start, active->left), present->end);
	active->left = present->end;
}

static void drop(struct active *active, uint32_t number)
{
	active->waiting_count -= number;
	for (uint32_t i = 0; i < active->waiting_count; i++)
		active->waiting[i] = active->waiting[i + number];
}

static void drop_ended(struct active *active, double time)
{
	uint32_t over = 0;
	while (over < active->waiting_count && active->waiting[over].end <= time)
		over++;
	drop(active, over);
}

/* The longest of those that wait and had begun by then; the count of all where none had. */
static uint32_t longest(const struct active *active, double time)
{
	uint32_t best = active->waiting_count;
	double most = 0.0;
	for (uint32_t i = 0; i < active->waiting_count && active->waiting[i].start <= time; i++) {
		double length = active->waiting[i].end - active->waiting[i].start;
		if (best == active->waiting_count || length > most) {
			best = i;
			most = length;
		}
	}
	return best;
}

/* Whether something that had begun by then is still active: how long it will be nobody knows. */
static bool may_still_grow(const struct active *active, double time)
{
	return active->open[active->open[active->count].after].start <= time;
}

/* Goes along the chain as far as it can be known. */
static void follow(struct active *active)
{
	for (;;) {
		if (active->any)
			drop_ended(active, active->present.end);
		if (active->waiting_count == 0)
			return;
		double time = active->any ? active->present.end : active->waiting[0].start;
		if (may_still_grow(active, time))
			return;
		uint32_t next = longest(active, time);
		if (active->any)
			count(active, next < active->waiting_count ? active->waiting[next].start : INFINITY);
		active->any = next < active->waiting_count;
		if (active->any) {
			active->present = active->waiting[next];
			drop(active, next + 1);
		}
	}
}

/* --- what is told ------------------------------------------------------------------------------------------------------------------ */

void active_starts(struct active *active, uint32_t candidate, double now)
{
	uint32_t last = active->open[active->count].before;
	active->open[candidate] = (struct active_open){ .before = last, .after = active->count, .start = now };
	active->open[last].after = active->open[active->count].before = candidate;
}

void active_ends(struct active *active, uint32_t candidate, double now)
{
	struct active_open *open = &active->open[candidate];
	bool inside = open->before != active->count;
	active->open[open->before].after = open->after;
	active->open[open->after].before = open->before;
	if (now > active->from)
		tally_add(&active->shares[candidate].periods, now - open->start);
	if (inside)
		return;
	active->waiting[active->waiting_count++] = (struct active_period){ candidate, open->start, now };
	follow(active);
}

void active_finish(struct active *active, double now)
{
	while (active->open[active->count].after != active->count)
		active_ends(active, active->open[active->count].after, now);
	if (active->any)
		count(active, INFINITY);
	active->any = false;
}
