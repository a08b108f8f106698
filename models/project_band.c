/* Banded plans: which tasks are worked on side by side where they are done in the order written (Browning and Eppinger 2002, "Modeling
   impacts of process architecture on cost and schedule risk in product development", IEEE Transactions on Engineering Management 49).
   The band begins with the first task that is not over and goes on up to the first that needs one that is not, or whose date has not
   come. Invariant: after each end, nothing is due or at work outside of the band but what cannot be put down. */
#include <math.h>
#include "parts.h"

/* It is due from now on, so that the one after it may be. */
static void keep_order(struct world *w, uint32_t root, const struct project *project, uint32_t position)
{
	const struct indexes *after = &project->tasks[position].after;
	for (uint32_t i = 0; i < after->count; i++)
		if (project->links[after->list[i]].in_order)
			project_ties(w, root)[after->list[i]] = (struct tie){ .from = w->now, .token = NONE, .state = TIE_HOLDS };
}

/* Whether the band, which has come to this task, goes on behind it. */
static bool join_band(struct world *w, uint32_t root, const struct project *project, uint32_t position, uint32_t from)
{
	struct entry *e = &item_agenda(w, root)->entries[position];
	if (e->lacking > 0)
		return false;
	if (e->token == NONE)
		project_bring_on(w, root, position, from);
	if (e->token == NONE || (item_at(w, e->token)->state == ITEM_PENDING && !e->begun))
		return false;
	if (e->again == w->now && position + 1 < project->task_count && isnan(e[1].start))
		keep_order(w, root, project, position);
	return true;
}

/* Tasks that are over are passed by; behind the band, those that are still at work are put down. */
void band_settle(struct world *w, uint32_t root, uint32_t from)
{
	const struct project *project = w->flows[item_at(w, root)->kind].project;
	struct agenda *agenda = item_agenda(w, root);
	uint32_t reach = 0;
	bool open = true;
	for (uint32_t t = 0; t < project->task_count && (open || t < agenda->reach) && !w->over; t++) {
		struct entry *e = &agenda->entries[t];
		if (!isnan(e->end))
			continue;
		bool goes_on = open && join_band(w, root, project, t, from);
		if (!goes_on && e->token != NONE && (!open || e->lacking > 0))
			agenda_put_down(w, e->token);
		open = goes_on;
		reach = e->token != NONE ? t + 1 : reach;
	}
	agenda->reach = reach;
}
