/* Cases that can never close: found as soon as nothing in them is due or at work and no event is to come, and told with the facts that
   stand in the way. */
#include <stdio.h>
#include <string.h>
#include "parts.h"

void case_tell_facts(const struct world *w, uint32_t root, uint32_t member, char *text, size_t room)
{
	const struct kind *kind = &w->model->kinds[item_at(w, root)->kind];
	const struct case_plan *plan = kind->case_plan;
	for (uint32_t f = 0; f < kind->fact_count; f++)
		for (uint32_t i = 0; i < plan->of_fact[f].count; i++) {
			const struct expr_type *type = &kind->fact_types[f];
			double value = item_facts(w, root)[f];
			size_t used = strlen(text);
			if (plan->of_fact[f].list[i] != member)
				continue;
			if (type->class == EXPR_WORD && value >= 0.0 && value < (double)type->word_count)
				snprintf(text + used, room - used, "%s%s = %s", used ? ", " : ": ", kind->fact_names[f], type->words[(size_t)value]);
			else
				snprintf(text + used, room - used, "%s%s = %.6g", used ? ", " : ": ", kind->fact_names[f], value);
		}
}

/* Whether its own condition holds, and yet it may not come up: its stage is not open (`stage`), or it has done so as often as it may. */
static bool is_barred(struct world *w, uint32_t root, uint32_t m, bool stage)
{
	const struct case_member *member = &item_case_plan(w, root)->members[m];
	bool shut = !case_is_possible(w, root, member);
	if (member->when.form == EXPR_ABSENT || case_holds(w, root, &member->cancel, false) || !case_holds(w, root, &member->when, false))
		return false;
	return stage ? shut : !shut && item_case(w, root)->members[m].turns >= member->at_most;
}

/* Adds the names of what is barred, and why. */
static void tell_barred(struct world *w, uint32_t root, bool stage, const char *why, char *text, size_t room)
{
	const struct case_plan *plan = item_case_plan(w, root);
	bool any = false;
	for (uint32_t m = 0; m < plan->member_count; m++) {
		size_t used = strlen(text);
		if (!is_barred(w, root, m, stage))
			continue;
		snprintf(text + used, room - used, "%s'%s'", any ? ", " : used ? "; " : ". What is barred although its 'when' holds: ",
			plan->members[m].name);
		any = true;
	}
	if (any)
		snprintf(text + strlen(text), room - strlen(text), "%s", why);
}

/* Facts change by what is done in the case and by its events alone: where nothing is due and no clock runs, nothing ever will. */
void case_look_for_way(struct world *w, uint32_t root)
{
	const struct case_state *state = item_case(w, root);
	const struct case_plan *plan = item_case_plan(w, root);
	char facts[400] = "", barred[400] = "";
	if (state->active + state->clocks > 0 || item_at(w, root)->timer != EVENT_NONE || w->over)
		return;
	case_tell_facts(w, root, plan->member_count, facts, sizeof facts);
	tell_barred(w, root, true, " (stage not open: 'repeat' lets a stage open again)", barred, sizeof barred);
	tell_barred(w, root, false, " (done as often as it may: see 'repeat')", barred, sizeof barred);
	world_stop_at(w, ENGINE_WRONG, plan->close_node, "a case of '%s' can never close: nothing in it is due or at work, no event is to come, "
		"and its 'close' (%s) does not hold%s%s. Let some task or event bring that about, or let it hold then too",
		w->model->kinds[item_at(w, root)->kind].name, plan->close_node->text ? plan->close_node->text : "", facts, barred);
}
