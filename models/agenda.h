/* What is kept of an item whose tasks come in no fixed order: which of them are due, at work, and ended. One record for each such item
   (world->flows[kind].agendas), found by the item's `fork` as long as its record is there; kinds with a process have none. What makes a
   task due is its practice's to say: that of projects (project.c) or that of cases (case.c). */
#ifndef TAKT_MODELS_AGENDA_H
#define TAKT_MODELS_AGENDA_H

#include <stdbool.h>
#include <stdint.h>

struct flow;
struct world;

/* What a practice says of its agendas. `root` is the item, `token` who stands for one of its tasks. */
struct practice {
	void (*begin)(struct world *w, uint32_t root);                       /* its agenda is new, and nothing on it is due */
	void (*comes_due)(struct world *w, uint32_t token);                  /* the time that its task waited for is over; NULL: it is due */
	void (*taken_up)(struct world *w, uint32_t token);                   /* its next pass is to be done; NULL: that is nothing to it */
	void (*pass_over)(struct world *w, uint32_t token);                  /* that has been done; NULL, too */
	void (*started)(struct world *w, uint32_t token);                    /* work on its task begins, the first time since it was due */
	void (*ended)(struct world *w, uint32_t token);                      /* its task has; agenda->open is 0 where that was all */
	double (*may_end)(const struct world *w, uint32_t root, uint32_t position);   /* not before this time; INFINITY: not known yet */
	bool (*time_over)(struct world *w, uint32_t token);                  /* true: it waited for something that is no task's begin or end */
	void (*cancel)(struct world *w, uint32_t root);                      /* takes out what stands for no task */
	double (*work)(struct world *w, uint32_t token, double work);        /* what there really is to do of its task */
	double (*repeat)(struct world *w, uint32_t token);                   /* the share of the work that doing it again needs */
	void (*count)(struct world *w, struct flow *flow, uint32_t root);    /* it is completed */
	void (*start_window)(struct flow *flow);                             /* sums begin afresh */
	bool (*hangs)(const struct world *w, uint32_t root);                 /* nothing but its tasks can move it on */
	bool (*calls_off)(const struct world *w, uint32_t root);             /* whoever waits at one of its tasks may be called off */
	bool (*is_sound)(const struct world *w, uint32_t root);              /* in debug builds */
};

extern const struct practice practice_project, practice_case;

/* A task on an agenda. A pass is one time that its work is done, all of it or what came back; times are NAN until they have come. */
struct entry {
	double due, start;           /* the last time before it began; when its work began, the first time */
	double again;                /* when its last pass became due */
	double over, end;            /* when its last pass was over; when it ended, nothing being left to do */
	double deadline;             /* on the clock; INFINITY: none */
	double time;                 /* what it took of itself so far (outcome.h) */
	double share, left;          /* of its work: in the pass that is due or at work; to be done after that */
	double work, own;            /* in that pass, as it was drawn; without what its practice makes of it */
	uint32_t token;              /* who stands for it: waits until it is due, is due, at work, or waits for its end; NONE */
	uint32_t lacking;            /* what must have come before it may begin, and has not */
	uint32_t lacking_end;        /* the same before it may end */
	uint32_t by;                 /* the task whose end made its last pass due, by what came back; else NONE */
	uint32_t passes;             /* that are over */
	bool begun;                  /* the pass that is due or at work has */
	bool skipped;
};

extern const struct entry entry_new;   /* nothing has come yet, and all of its work is to be done */

enum tie_state { TIE_OPEN, TIE_LAGS, TIE_HOLDS };

/* A link between two tasks, while an item goes on. */
struct tie {
	double from;                 /* LAGS, HOLDS: the time from which it holds */
	uint32_t token;              /* LAGS: who waits until then, for a begin; else NONE */
	enum tie_state state;
};

/* A stage, while an item goes on whose stages are planned. */
struct wave {
	double stale;                /* the share of its plan that was out of date when it began; NAN: it has not begun */
};

/* A task there. */
struct waved {
	double mark;                 /* the time worked on it and before it, when its present pass came up */
	double left, share;          /* of its work: to be done again since its plan was old; the same in its present pass */
};

/* Time that people worked, in one item. */
struct planning_sums {
	double planning, wasted;     /* on plans; of that, on what was out of date */
	double stale;                /* on tasks again, since their plan was out of date */
};

/* A risk that happens on the way. */
struct change {
	uint32_t token;              /* its clock; NONE: it does not run any more */
	uint32_t times;              /* that it has happened */
};

/* A task where there are such. */
struct scope {
	double grown;                /* by that share of its work, before it began */
	uint32_t aside;              /* who has its ledger as of its end; NONE */
};

/* A date by which the end is as likely as not, and one by which it comes with 80 %; on the clock. NAN until they are forecast. */
struct forecast {
	double half, most;
};

/* Behind the entries stand the pass counters, then what the practice keeps: of a project its ties; where stages are planned the sums, waves
   and waved tasks; its forecasts; where its scope changes the changes and scopes; and for each risk whether it has been paid. */
struct agenda {
	uint32_t open;               /* of a project: tasks that have not ended, or have work to do again; of a case: 1 until it closes */
	uint32_t reach;              /* of a banded plan: no task from here on is at work */
	double worked;               /* working time on it, rework and all */
	struct entry entries[];
};

/* What the projects that have ended in the window say of a task: sums over them, times since each began. */
struct task_sums {
	double start, end, time, slack, wait, passes;
	uint64_t critical, on_time;
};

/* What they say of a forecast: in how many of them it was made, for where all is over there is nothing to forecast; sums of what it said,
   since each began; and how often the end came by then. */
struct forecast_sums {
	double half, most;
	uint64_t made, held_half, held_most;
};

#endif
