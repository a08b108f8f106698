/* Cases in words: when each of their parts is due, how often, what calls it off, and what closes them: see words.h. */
#include "words.h"

#include <math.h>
#include "models/case.h"
#include "models/case_plan.h"
#include "number.h"

static const struct kind *kind_of(const struct words *w, uint32_t task)
{
	return &w->model->kinds[w->model->tasks[task].kind];
}

/* NULL: it is none of a case. */
static const struct case_member *member_of(const struct words *w, uint32_t task)
{
	const struct kind *kind = kind_of(w, task);
	return kind->case_plan ? &kind->case_plan->members[task - kind->task_first] : NULL;
}

const char *words_when(const struct words *w, uint32_t task)
{
	const struct case_member *member = member_of(w, task);
	const char *when = member ? words_written(member->node, "when") : NULL, *text = when ? arena_format(w->arena, "when %s", when) : "";
	if (member && member->stage != NONE)
		text = words_join(w, arena_format(w->arena, "in %s", kind_of(w, task)->case_plan->members[member->stage].name), ", ", text);
	return *text ? arena_format(w->arena, "%s: ", text) : "";
}

const char *words_part(const struct words *w, uint32_t task)
{
	const struct case_member *member = member_of(w, task);
	const char *happens = member ? words_written(member->node, "happens") : NULL;
	if (!member || member->sort == MEMBER_TASK)
		return NULL;
	if (member->sort == MEMBER_MILESTONE)
		return "a milestone";
	return arena_format(w->arena, "happens after %s", words_length(w, &member->happens, NAN, happens));
}

/* In how many of the cases that were tried it came up; "" where that is not known. */
const char *words_reached(const struct words *w, uint32_t task)
{
	const struct case_member *member = member_of(w, task);
	const struct case_trial *trial = member ? w->load->trials[w->model->tasks[task].kind] : NULL;
	char number[NUMBER_ROOM];
	if (!trial || trial->fault)
		return "";
	number_plain(number, 100.0 * (double)trial->sums[task - kind_of(w, task)->task_first].cases / trial->cases, 3);
	return arena_format(w->arena, "%s in %s %% of cases, by trial", member->sort == MEMBER_EVENT ? "happens" : "reached", number);
}

const char *words_again(const struct words *w, uint32_t task)
{
	const struct case_member *member = member_of(w, task);
	const char *cancel = member ? words_written(member->node, "cancel") : NULL, *text = "";
	if (!member)
		return "";
	if (member->at_most == UNLIMITED)
		text = "again and again";
	else if (member->at_most > 1)
		text = arena_format(w->arena, "%u times at most", (unsigned)member->at_most);
	if (cancel)
		text = words_join(w, text, "; ", arena_format(w->arena, "called off when %s", cancel));
	return member->finishes ? words_join(w, text, "; ", "work in hand is finished even so") : text;
}

static void print_stages(const struct words *w, const struct case_plan *plan)
{
	for (uint32_t m = plan->task_count; m < plan->member_count; m++) {
		const char *when = words_written(plan->members[m].node, "when"), *close = words_written(plan->members[m].node, "close");
		document_text(w->to, 4, 8, arena_format(w->arena, "The stage %s opens %s%s and closes %s%s.", plan->members[m].name, when ? "when " :
			"with the case", when ? when : "", close ? "when " : "when nothing in it is due or at work", close ? close : ""));
	}
}

void words_close(const struct words *w, const struct kind *kind)
{
	const struct node *reopens = kind->node ? node_child(kind->node, "reopens") : NULL;
	const char *goal = words_written(kind->node, "goal"), *close = words_written(kind->node, "close"), *text = "";
	if (kind->case_plan) {
		print_stages(w, kind->case_plan);
		text = close ? arena_format(w->arena, "closes when %s", close) : "closes when nothing is due or at work";
	}
	text = words_join(w, text, "; ", goal ? arena_format(w->arena, "has reached its goal when %s", goal) : "");
	if (reopens && kind->case_plan)
		text = words_join(w, text, "; ", arena_format(w->arena, "%s of those that close come back, after %s",
			words_chance(w, &kind->case_plan->reopen_chance, words_written(reopens, "chance")),
			words_length(w, &kind->case_plan->reopen_after, NAN, words_written(reopens, "after"))));
	if (*text)
		document_text(w->to, 4, 4, arena_format(w->arena, "It %s.", text));
}
