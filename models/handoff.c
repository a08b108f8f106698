/* Which teams work where, and what is said of handoffs between them. */
#include "handoff.h"

#include "decision.h"

static bool fits(uint32_t said, uint32_t team)
{
	return said == NONE || said == team;
}

const struct handoff *handoff_between(const struct model *model, uint32_t from, uint32_t to)
{
	for (uint32_t i = 0; i < model->handoff_count; i++)
		if (fits(model->handoffs[i].from, from) && fits(model->handoffs[i].to, to))
			return &model->handoffs[i];
	return NULL;
}

/* The team that is looked for if it is among them, else the first; NONE: they have none. */
static uint32_t team_among(const struct model *model, const struct amounts *people, uint32_t team)
{
	uint32_t first = NONE;
	for (uint32_t i = 0; i < people->count; i++) {
		uint32_t theirs = model->resources[people->list[i].resource].team;
		if (theirs != NONE && theirs == team)
			return team;
		first = first == NONE ? theirs : first;
	}
	return first;
}

uint32_t handoff_team_of(const struct model *model, const struct station *station, uint32_t team)
{
	uint32_t needed = team_among(model, &station->needs, team), chosen = team_among(model, &station->one_of, team);
	return needed == NONE || (chosen != NONE && chosen == team) ? chosen : needed;
}

static bool works_there(const struct model *model, uint32_t station, uint32_t team)
{
	return station != NONE && handoff_team_of(model, &model->stations[station], team) == team;
}

/* Whether a team works on a task, wherever that may be done. */
static bool works_on(const struct model *model, const struct task *task, uint32_t team)
{
	bool works = task->work == WORK_STATION && works_there(model, task->station, team);
	for (uint32_t i = 0; i < task->elsewhere_count; i++)
		works |= works_there(model, task->elsewhere[i].station, team);
	return works;
}

static bool works_on_kind(const struct model *model, const struct kind *kind, uint32_t team)
{
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		if (works_on(model, &model->tasks[t], team))
			return true;
	return false;
}

bool handoff_may_be(const struct model *model, uint32_t kind, uint32_t from, uint32_t to)
{
	bool may = false;
	for (uint32_t k = 0; k < model->kind_count && from != to; k++)
		may |= (kind == NONE || kind == k) && works_on_kind(model, &model->kinds[k], from) && works_on_kind(model, &model->kinds[k], to);
	return may;
}

bool handoff_may_lose(const struct model *model, uint32_t kind)
{
	for (uint32_t from = 0; from < model->team_count; from++)
		for (uint32_t to = 0; to < model->team_count; to++) {
			const struct handoff *handoff = handoff_between(model, from, to);
			if (handoff && handoff->loses.form != EXPR_ABSENT && handoff_may_be(model, kind, from, to))
				return true;
		}
	return false;
}
