/* What the cases that were tried in a model in which nobody waits for anybody show (load_case.c): that they may come to a standstill, and
   what never comes up in them, with the facts that nothing ever sets. Another case may do what none of these did, so that all of it is
   a warning. */
#include "doctor.h"

#include <string.h>
#include "case.h"
#include "case_plan.h"
#include "decision.h"

static bool is_in(const struct settings *sets, uint32_t fact)
{
	for (uint32_t i = 0; i < sets->count; i++)
		if (sets->list[i].fact == fact)
			return true;
	return false;
}

/* Whether something changes the fact after the case has opened. */
static bool is_ever_set(const struct model *m, const struct kind *kind, uint32_t fact)
{
	bool set = is_in(&kind->case_plan->reopen_sets, fact);
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count && !set; t++) {
		const struct task *task = &m->tasks[t];
		set = is_in(&task->sets, fact);
		if (task->decision)
			set |= is_in(&task->decision->sets, fact);
	}
	return set;
}

/* "; nothing sets 'known' or 'size'", of the facts that the condition names; "" where all are set by something. */
static const char *never_set(const struct model *m, const struct kind *kind, const struct expr *condition)
{
	bool *facts = arena_take(m->arena, kind->fact_count + 1u, sizeof *facts);
	bool *members = arena_take(m->arena, kind->case_plan->member_count + 1u, sizeof *members);
	const char *text = "";
	expr_mark_names(condition, facts, members);
	for (uint32_t f = 0; f < kind->fact_count; f++)
		if (facts[f] && !is_ever_set(m, kind, f))
			text = arena_format(m->arena, "%s%s'%s'", text, *text ? " or " : ", and nothing in the case sets ", kind->fact_names[f]);
	return text;
}

static void check_member(const struct doctor *d, const struct kind *kind, const struct case_member *member, const struct case_trial *trial,
	const struct member_sums *sums)
{
	static const char *const words[] = { [MEMBER_TASK] = "never becomes due", [MEMBER_MILESTONE] = "is never reached",
		[MEMBER_EVENT] = "can never happen", [MEMBER_STAGE] = "never opens" };
	const struct node *when = node_child(member->node, "when");
	if (sums->dues > 0)
		return;
	const char *why = when && when->text ? arena_format(d->model->arena, "'when' (%s)", when->text) : "stage";
	node_problem(d->problems, SEVERITY_WARNING, member->node, NULL, "'%s' of '%s' %s: in %.0f cases that were tried its %s %s%s",
		member->name, kind->name, words[member->sort], trial->cases, why, when ? "never held" : "never opened",
		never_set(d->model, kind, &member->when));
}

/* Cases that stayed open may wait for a fact that nothing brings about. */
static void check_fault(const struct doctor *d, const struct kind *kind, const struct case_trial *trial)
{
	const struct case_plan *plan = kind->case_plan;
	const char *missing = plan->close.form == EXPR_ABSENT ? "" : never_set(d->model, kind, &plan->close);
	node_problem(d->problems, SEVERITY_WARNING, trial->node ? trial->node : kind->node, NULL,
		"when cases of '%s' were tried, before any run: %s%s%s", kind->name, trial->fault,
		*missing ? ". They close when " : "", *missing ? arena_format(d->model->arena, "%s%s", plan->close_node->text, missing) : "");
}

void doctor_check_cases(const struct doctor *d)
{
	for (uint32_t k = 0; k < d->model->kind_count; k++) {
		const struct kind *kind = &d->model->kinds[k];
		const struct case_trial *trial = d->load->trials[k];
		if (trial && trial->fault)
			check_fault(d, kind, trial);
		for (uint32_t m = 0; trial && !trial->fault && m < kind->case_plan->member_count; m++)
			check_member(d, kind, &kind->case_plan->members[m], trial, &trial->sums[m]);
	}
}
