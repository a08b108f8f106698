/* What cases that have closed tell of their members. */
#include <math.h>
#include <string.h>
#include "parts.h"

void case_count(struct world *w, struct flow *flow, uint32_t root)
{
	double opened = item_at(w, root)->entered;
	for (uint32_t m = 0; m < flow->case_plan->member_count; m++) {
		const struct member_state *s = &item_case(w, root)->members[m];
		struct member_sums *sums = &flow->members[m];
		sums->cases += s->count > s->told;
		sums->begun += isnan(s->first) ? 0 : 1;
		sums->first += isnan(s->first) ? 0.0 : s->first - opened;
		sums->time += s->time;
		sums->wait += s->wait;
		sums->count += s->count - s->told;
		sums->lost += s->lost;
		sums->dues += s->dues - s->told_dues;
		sums->starts += s->starts;
		sums->cancelled += s->cancelled;
	}
}

void case_tell(const struct world *w, struct engine_cases *cases)
{
	const struct flow *flow = &w->flows[cases->kind];
	memcpy(cases->sums, flow->members, flow->case_plan->member_count * sizeof *cases->sums);
}

void case_start_window(struct flow *flow)
{
	for (uint32_t m = 0; m < flow->case_plan->member_count; m++)
		flow->members[m] = (struct member_sums){ 0 };
}
