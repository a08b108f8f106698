/* A plan, compiled: the tasks of a kind of work with what has to come before each, what comes back to it and what may befall it, and when
   it begins and ends by the critical path. It stands beside the tasks themselves (struct task), which say what is done. Tasks are counted
   from the kind's task_first throughout. Invariant: what waits for what has no circle. */
#ifndef TAKT_MODELS_PROJECT_H
#define TAKT_MODELS_PROJECT_H

#include "cpm.h"
#include "model.h"

struct link {
	uint32_t before, after;       /* tasks */
	enum link_how how;
	struct expr lag;              /* absent: none */
	const struct node *node;
	uint64_t luck;
	bool once;                    /* having held it holds for good, whatever is done again */
	bool in_order;                /* the order of a banded plan: the run keeps it by itself */
};

/* Whether it leads from the end of the earlier task, else from its begin. */
static inline bool link_from_end(const struct link *link)
{
	return link->how == LINK_FINISH_START || link->how == LINK_FINISH_FINISH;
}

/* Whenever `by` ends, with this chance this share of the task's work comes back; in a banded plan, where `by` is an earlier task, whenever
   work comes back to that. */
struct affect {
	uint32_t by, task;
	struct expr chance, share;
	uint64_t luck;                /* + 1: of the share; + 2: of the chance itself, where it is drawn */
};

/* What a plan says of a time: a date, or a time since the project began. */
struct moment {
	struct expr time;             /* absent: a date, or nothing is said */
	double date;                  /* clock units since the run began; NAN: it is none */
};

/* Drawn once for each project, as a fact of this name; or it happens on the way, and the fact says how often it has. */
struct risk {
	const char *name, *title;
	uint32_t fact;                /* 1: it has happened */
	struct indexes hits;          /* tasks */
	struct expr delay, grows, cost;   /* absent: none. Work added; work more in proportion; money, once */
	struct expr happens;          /* so long after the begin, or the last time; absent: drawn at the begin, or not at all */
	uint32_t at_most;             /* times that it happens, or UNLIMITED */
	uint64_t luck;                /* + 1, + 2, + 3: in the order above */
	const struct node *node;
};

/* Tasks that are planned together, by a task of its own. Stages stand in their order. */
struct stage {
	const char *name, *title;
	const struct node *node;
	uint32_t plan;                /* the task that plans it; NONE: it needs no planning */
	double old;                   /* on expected times, the share of its plan that is out of date when it begins */
};

struct project_task {
	struct indexes before, after;     /* the links to it; from it */
	struct indexes affects;           /* in project->affects: what its end brings back */
	struct indexes risks;             /* that hit it */
	struct moment not_before, due;
	struct expr early_cost, late_cost;   /* money per clock unit; absent: none */
	struct expr improves;             /* the share of the work that a repeat needs; absent: all of it */
	uint64_t luck_improves, luck_due;
	uint32_t stage;                   /* that it belongs to, or plans; NONE */
	bool plans;
	uint32_t forecast;                /* of a checkpoint at which the end is forecast: which forecast that is; else 0 */
	bool checkpoint;
	bool repeats;                     /* its work may be done again */
	/* Of the plan on expected times. */
	double speed;                     /* of those who do it */
	struct cpm_task plan;
	double due_time;                  /* expected, since the project's begin; INFINITY: it has no due time */
	uint32_t followers;               /* tasks that come after it, directly or not */
	double rank_weight;               /* its time and those of the tasks directly after it */
	uint32_t chain_rank;              /* by the critical chain (chain.h), where somebody asks */
	bool in_chain;                    /* it is one of that */
};

struct project {
	const struct link *links;
	const struct affect *affects;
	const struct risk *risks;
	struct project_task *tasks;
	const uint32_t *order;            /* as cpm_order makes it */
	const struct cpm_link *walk;      /* the links in that order; `which` of them each is */
	uint32_t task_count, link_count, affect_count, risk_count;
	bool banded;                      /* worked on in the order written, see project_band.c */
	bool due;                         /* some task has a due time */
	struct stage *stages;
	uint32_t stage_count;
	uint32_t forecast_count;          /* when it begins, and at checkpoints; 0: nobody forecasts */
	uint64_t luck_forecast;           /* + 1, + 2, … for each task, link and risk */
	bool changes;                     /* some risk happens on the way */
	bool planned, upfront;            /* some stage is; all of them before anything begins */
	double stale, redo;               /* a plan's growing old, for each clock unit; the work that is done again, of a plan that is all old */
	double length;                    /* of the plan */
	double chain_length;              /* of the critical chain; 0: nobody asks */
};

/* Whether the lag and the due time are there. */
static inline bool moment_said(const struct moment *moment)
{
	return moment->time.form != EXPR_ABSENT || moment->date == moment->date;
}

#endif
