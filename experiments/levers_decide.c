/* What is tried of how decisions are made: meetings that are more often or take up more, and priorities that stay as they are. Nobody has
   to be hired for any of it. */
#include <math.h>
#include "models/decision.h"
#include "levers.h"

#define WORKING_DAYS 5

static const struct lever_scaling half = { "0.5 * (", ")", 0.5 }, twice = { "2 * (", ")", 2.0 };

/* The first time of day at which they meet, on every working day; where they meet by an interval, twice as often. */
static void add_meetings(struct levers *levers, const struct decision *decision, const char *path)
{
	const struct meetings *meetings = &decision->meetings;
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "%s.meets", path));
	lever_about(levers, lever, decision->name);
	if (meetings->every > 0.0) {
		lever->title = arena_format(levers->arena, "meetings twice as often for %s", decision->title);
		lever->brief = arena_format(levers->arena, "%s: meet twice as often", decision->title);
		lever_scale(levers, lever, path, decision->node, "meets", &half);
	} else if (meetings->count < WORKING_DAYS) {
		int minutes = (int)(fmod(meetings->times[0] / levers->model->hour, 24.0) * 60.0 + 0.5);
		lever->title = arena_format(levers->arena, "a meeting for %s on every working day", decision->title);
		lever->brief = arena_format(levers->arena, "%s: meet daily", decision->title);
		lever_set(levers, lever, lever->name, arena_format(levers->arena, "Mon-Fri %02d:%02d", minutes / 60, minutes % 60));
	}
	lever_drop_empty(levers);
}

static void add_agenda(struct levers *levers, const struct decision *decision, const char *path)
{
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "%s.agenda", path));
	lever->title = arena_format(levers->arena, "twice as much on the agenda for %s", decision->title);
	lever->brief = arena_format(levers->arena, "%s: agenda ×2", decision->title);
	lever_about(levers, lever, decision->name);
	lever_scale(levers, lever, path, decision->node, "agenda", &twice);
	lever_drop_empty(levers);
}

/* Those who wait keep the priority with which they came: what reviews bring, the other way round. */
static void add_review(struct levers *levers, const struct kind *kind)
{
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "work.%s.review", kind->name));
	lever->title = arena_format(levers->arena, "%s keep the priority with which they come", kind->title);
	lever->brief = arena_format(levers->arena, "%s: no reviews", kind->title);
	lever->priced = true;
	lever_about(levers, lever, kind->name);
	lever_set(levers, lever, lever->name, "never");
}

void levers_list_decisions(struct levers *levers)
{
	const struct model *model = levers->model;
	for (uint32_t d = 0; d < model->decision_count; d++) {
		const struct decision *decision = model->decisions[d];
		const char *path = arena_format(levers->arena, "%s.decision", lever_step_path(levers, &model->tasks[decision->task]));
		if (decision->meeting == NONE)
			continue;
		add_meetings(levers, decision, path);
		if (decision->agenda != UNLIMITED)
			add_agenda(levers, decision, path);
	}
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (model->kinds[k].review > 0.0 || model->kinds[k].review_change)
			add_review(levers, &model->kinds[k]);
}
