/* Decisions that cannot keep up: a meeting whose agenda has fewer places than there are requests. What escalates or is settled by default
   leaves in time, so that nothing piles up then; the run tells how often that is. */
#include "doctor.h"

#include <math.h>
#include "decision.h"

static const double rounding = 1e-9;

/* Requests for each place on the agenda in the long run; NAN: not known. */
static double load_of(const struct doctor *d, const struct decision *decision)
{
	const struct task *task = &d->model->tasks[decision->task];
	double rate = d->load->kind_rate[task->kind] * d->load->visits[decision->task];
	return rate / (decision->agenda * decision_meeting_rate(&decision->meetings));
}

static void check_agenda(const struct doctor *d, const struct decision *decision)
{
	double load = load_of(d, decision);
	bool leaves = decision->escalated != NONE || decision->deadline.form != EXPR_ABSENT;
	if (!(load >= 1.0 - rounding))
		return;
	if (leaves)
		node_problem(d->problems, SEVERITY_WARNING, decision->node, NULL, "%.4g times as many ask for '%s' as the agenda has places: what is not "
			"decided in time is asked of others or settled without", load, decision->name);
	else
		node_problem(d->problems, d->force ? SEVERITY_WARNING : SEVERITY_ERROR, decision->node, NULL,
			"%.4g times as many ask for '%s' as the agenda has places: they wait without bound. Meet more often, make the 'agenda' longer, or let "
			"what waits too long be decided elsewhere ('escalates')%s", load, decision->name, d->force ? "" : "; `--force` runs it anyway");
}

void doctor_check_decisions(const struct doctor *d)
{
	for (uint32_t i = 0; i < d->model->decision_count; i++)
		if (d->model->decisions[i]->meeting != NONE && d->model->decisions[i]->agenda != UNLIMITED)
			check_agenda(d, d->model->decisions[i]);
}
