/* What may happen in a case, compiled: its members (tasks, milestones, events, stages), what makes each due, and what has to be looked at
   when something changes. It stands beside the tasks themselves (struct task), which say what is done; members are counted from the
   kind's task_first, the stages come after all tasks. Invariant: a condition's value hangs on nothing but the facts and the members that
   list its own member in `of_fact` and `of_member`. */
#ifndef TAKT_MODELS_CASE_PLAN_H
#define TAKT_MODELS_CASE_PLAN_H

#include "model.h"

enum member_sort { MEMBER_TASK, MEMBER_MILESTONE, MEMBER_EVENT, MEMBER_STAGE };

/* TASK: work; becomes due. MILESTONE: no work; is reached. EVENT: its clock starts and it happens. STAGE: opens and closes. */
struct case_member {
	enum member_sort sort;
	const char *name;
	const struct node *node;
	struct expr when;                 /* absent: always */
	struct expr cancel;               /* absent: never; of a stage: what closes it, absent: when nothing in it is due or active */
	struct expr happens;              /* EVENT: the time that it takes */
	uint32_t at_most;                 /* how often it may become due, be reached, happen (while its stage is open), open; or UNLIMITED */
	uint32_t stage;                   /* the member in which it lies; NONE: it lies in none */
	bool finishes;                    /* work in hand goes on when it is cancelled */
	uint64_t luck;                    /* EVENT: of its time */
};

struct case_plan {
	const struct case_member *members;
	uint32_t member_count, task_count;   /* tasks: milestones and events too; the other members are stages */
	const struct indexes *of_fact;    /* [fact]: who looks at it; member_count stands for the case itself */
	const struct indexes *of_member;  /* [member] */
	struct expr close;                /* absent: when nothing is due or active */
	struct expr reopen_chance, reopen_after;   /* absent: never */
	struct settings reopen_sets;
	uint64_t luck_reopen;             /* of the chance, where it is drawn; + 1: of the time; + 2: of the chance itself */
	const struct node *close_node;    /* what says so; the kind's own where nothing does */
};

/* How a case ends. Where a kind says a goal and no outcomes, they are "goal" and "no_goal". */
struct ending {
	const char *name;
	struct expr when;
};

/* Whether what a task of the model stands for happens by itself, in a case. */
static inline bool case_is_event(const struct model *model, uint32_t task)
{
	const struct kind *kind = &model->kinds[model->tasks[task].kind];
	uint32_t member = task - kind->task_first;
	return kind->case_plan && member < kind->case_plan->task_count && kind->case_plan->members[member].sort == MEMBER_EVENT;
}

#endif
