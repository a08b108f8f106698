/* Decisions, handoffs and reviews in words: who is asked when, what happens when the answer takes too long, and what it is like when work
   passes from one team to another. */
#include "words.h"

#include "models/decision.h"
#include "models/handoff.h"
#include "answer.h"

/* "Director or Board" */
static const char *who(const struct words *w, uint32_t station)
{
	const struct station *s = &w->model->stations[station];
	return words_amounts(w, s->needs.count ? &s->needs : &s->one_of, " or ");
}

static const char *written(const struct words *w, const struct decision *decision, const char *group, const char *key)
{
	const struct node *node = decision->node->type == NODE_GROUP ? node_child(decision->node, group) : NULL;
	const char *text = node ? words_written(node, key) : NULL;
	return text ? text : arena_text(w->arena, "some time");
}

static const char *describe_meeting(const struct words *w, const struct decision *decision)
{
	if (!decision->meets)
		return "";
	const char *when = decision->meetings.every > 0.0 ? arena_format(w->arena, "every %s", words_time(w, decision->meetings.every))
		: arena_format(w->arena, "on %s", decision->meets);
	return arena_format(w->arena, "decided at a meeting %s%s", when, decision->agenda == UNLIMITED ? "" :
		arena_format(w->arena, ", %u at most each time", (unsigned)decision->agenda));
}

const char *words_decision(const struct words *w, const struct task *task)
{
	const struct decision *decision = task->decision;
	if (!decision)
		return "";
	const char *text = describe_meeting(w, decision);
	text = *text ? text : "a decision";
	if (decision->escalated != NONE)
		text = arena_format(w->arena, "%s; not decided after %s, it is asked of %s", text, written(w, decision, "escalates", "after"),
			who(w, decision->escalated));
	if (decision->deadline.form != EXPR_ABSENT)
		text = arena_format(w->arena, "%s; not decided after %s, it is settled without", text, written(w, decision, "default", "after"));
	return text;
}

const char *words_review(const struct words *w, const struct kind *kind)
{
	if (kind->review > 0.0)
		return arena_format(w->arena, "priorities of those who wait are read anew every %s", words_time(w, kind->review));
	return kind->review_change ? "priorities of those who wait are read anew when facts change" : "";
}

static const char *team_of(const struct words *w, uint32_t team)
{
	return team == NONE ? "any team" : w->model->teams[team];
}

static const char *describe_handoff(const struct words *w, const struct handoff *handoff)
{
	const char *delay = words_written(handoff->node, "delay"), *loses = words_written(handoff->node, "loses");
	const char *share = words_written(handoff->node, "share");
	const char *text = delay ? arena_format(w->arena, "%s on the way", delay) : "at once";
	if (handoff->loses.form == EXPR_ABSENT)
		return text;
	return arena_format(w->arena, "%s; in %s of them something is lost, and %s of the work before is done again", text,
		words_chance(w, &handoff->loses, loses), share ? share : "all");
}

void words_handoffs(const struct words *w)
{
	for (uint32_t i = 0; i < w->model->handoff_count; i++) {
		const struct handoff *handoff = &w->model->handoffs[i];
		document_text(w->to, 2, 4, arena_format(w->arena, "Handoffs from %s to %s: %s.", team_of(w, handoff->from), team_of(w, handoff->to),
			describe_handoff(w, handoff)));
	}
}
