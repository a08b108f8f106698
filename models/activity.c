/* Whose activity has changed is looked up when the clock is about to move on: what comes and goes within an instant is no change. So
   nothing else in the engine has to know of it, and a run that is not asked pays nothing. */
#include "parts.h"

/* Machines that are blocked or stopped while they are under repair do not wait: they are repaired. */
static bool is_station_active(const struct world *w, uint32_t s)
{
	const struct place *p = &w->places[s];
	return !p->closed && p->free == 0 && p->blocked + p->paused == p->down_held;
}

static bool is_resource_active(const struct world *w, uint32_t resource)
{
	const struct crew *c = &w->crews[resource];
	return c->on_shift > 0 && c->free == 0;
}

static void look_at(struct world *w, uint32_t whom, bool active)
{
	if (w->active[whom] == active)
		return;
	w->active[whom] = active;
	w->order->active->tell(w->order->active->context, whom, active, w->now);
}

void activity_look(struct world *w)
{
	uint32_t resources = w->model->resource_count;
	for (uint32_t r = 0; r < resources; r++)
		look_at(w, r, is_resource_active(w, r));
	for (uint32_t s = 0; s < w->model->station_count; s++)
		look_at(w, resources + s, is_station_active(w, s));
}
