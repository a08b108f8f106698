/* Pre-emption within one station: a more urgent item takes the place of the least urgent one in hand. The victim gives up its machine and
   what it needs there, keeps what it took, and returns to the head of its class; what remains of its work is kept (resume), or all of it
   is done again (restart). Invariant: nobody waits at such a station behind somebody in hand who is less urgent. */
#include <math.h>
#include "parts.h"

/* Of those in hand who are less urgent than the candidate: the least urgent, and of these the one that began last. */
static uint32_t find_victim(const struct world *w, const struct place *p, uint32_t candidate)
{
	double worst = item_priority(w, candidate);
	uint32_t victim = NONE;
	for (uint32_t i = p->served_tail; i != NONE; i = item_at(w, i)->prev) {
		double priority = item_priority(w, i);
		if (priority > worst) {
			worst = priority;
			victim = i;
		}
	}
	return victim;
}

static void interrupt(struct world *w, uint32_t s, uint32_t index)
{
	struct item *item = item_at(w, index);
	struct service *service = item_service(w, index);
	if (service->setting_up && !(item->flags & ITEM_BEGUN))
		service->work = -1.0;           /* it is not known yet */
	else if (!service->setting_up && w->model->stations[s].preempt == PREEMPT_RESUME)
		service->work = (event_time(&w->events, item->timer) - w->now) * service_speed(w, item);
	service_cancel(w, index);
	flow_count_work(w, index);
	if (w->trace_at)
		trace_spell(w, index, TRACE_PREEMPTED);
	service_end(w, index);
	machine_release(w, index);
	item->held = NONE;
	item->state = ITEM_WAITING;
	item->flags |= ITEM_BEGUN;
	item->since = service->joined;
	service->preempted = w->now;
	item->key = item_priority(w, index);
	queue_push(w, s, index);
}

bool preempt_for(struct world *w, uint32_t s, uint32_t candidate)
{
	uint32_t victim = find_victim(w, &w->places[s], candidate);
	if (victim == NONE)
		return false;
	interrupt(w, s, victim);
	return true;
}
