/* What is kept of an item whose tasks come in no fixed order: which of them are due, at work, and ended. One record for each such item
   (world->flows[kind].agendas), found by the item's `fork` until it is gone; kinds with a process have none. */
#ifndef TAKT_MODELS_AGENDA_H
#define TAKT_MODELS_AGENDA_H

#include <stdbool.h>
#include <stdint.h>

/* A task on an agenda. A pass is one time that its work is done, all of it or what came back; times are NAN until they have come. */
struct entry {
	double due, start;           /* the last time before it began; when its work began, the first time */
	double again;                /* when its last pass became due */
	double over, end;            /* when its last pass was over; when it ended, nothing being left to do */
	double deadline;             /* on the clock; INFINITY: none */
	double share, left;          /* of its work: in the pass that is due or at work; to be done after that */
	uint32_t token;              /* who stands for it: waits until it is due, is due, at work, or waits for its end; NONE */
	uint32_t lacking;            /* what must have come before it may begin, and has not */
	uint32_t lacking_end;        /* the same before it may end */
	uint32_t by;                 /* the task whose end made its last pass due, by what came back; else NONE */
	uint32_t passes;             /* that are over */
	bool begun;                  /* the pass that is due or at work has */
	bool skipped;
};

enum tie_state { TIE_OPEN, TIE_LAGS, TIE_HOLDS };

/* A link between two tasks, while an item goes on. */
struct tie {
	double from;                 /* LAGS, HOLDS: the time from which it holds */
	uint32_t token;              /* LAGS: who waits until then, for a begin; else NONE */
	enum tie_state state;
};

/* Behind the entries stand the ties, the pass counters, and for each risk whether it has been paid. */
struct agenda {
	uint32_t open, unused;       /* tasks that have not ended, or have work to do again */
	struct entry entries[];
};

/* What the projects that have ended in the window say of a task: sums over them, times since each began. */
struct task_sums {
	double start, end, time, slack, wait, passes;
	uint64_t critical, on_time;
};

#endif
