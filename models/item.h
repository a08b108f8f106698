/* What flows, and what is kept of it: the records of items and of what they take up. A record is found by its index, and its address holds
   only until the next one is made. */
#ifndef TAKT_MODELS_ITEM_H
#define TAKT_MODELS_ITEM_H

#include <stdbool.h>
#include <stdint.h>
#include "cause.h"
#include "model.h"

/* READY: in hand just now; LISTED: goes on within this instant; IN_FRONT: of a queue that is full; HANDED: on its way to another team;
   JOINING: its branches, or the tasks of its agenda; AWAITING: what it started; PENDING: a task of an agenda that may not begin, or end,
   yet. */
enum item_state { ITEM_READY, ITEM_LISTED, ITEM_IN_FRONT, ITEM_WAITING, ITEM_SERVED, ITEM_PAUSED, ITEM_DELAYED, ITEM_HANDED, ITEM_JOINING,
	ITEM_AWAITING, ITEM_PENDING, ITEM_GONE };

enum {
	ITEM_BRANCH = 1,      /* stands for its parent in one branch, or at a task of its agenda; shares the facts of who forked first */
	ITEM_ORPHAN = 2,      /* a branch whose join is over: it ends by itself */
	ITEM_REWORKED = 4,    /* was sent back at least once */
	ITEM_TOOK = 8,        /* has what its present task takes */
	ITEM_STARTED = 16,    /* its task has begun the items that it starts */
	ITEM_WORKED = 32,     /* the work of its task is over: what comes after it is next */
	ITEM_RETURNING = 64,  /* one of its rework records is active */
	ITEM_BEGUN = 128      /* was pre-empted: waits to go on with what remains */
};

/* What flows. 96 bytes; behind it stand its facts, its rework records and its pass counters (see item_facts and so on). */
struct item {
	double entered;       /* the system */
	double since;         /* joined the queue; while served: began */
	double key;           /* its place in a queue that is ordered by one; in a plain one the work, or -1 where it is not known yet */
	double waited;        /* in queues, so far */
	double worked;        /* on it for the first time, so far */
	uint64_t luck;        /* with its kind's hash: the address of all its random numbers */
	uint32_t next, prev;  /* in a list; `next` is the place in a queue that is a heap */
	uint32_t timer;       /* pending event: completion, end of a wait, patience. PENDING without: for another task's end */
	uint32_t task;        /* index into model->tasks */
	union {
		uint32_t station; /* where it is in front, waiting or served */
		uint32_t fork;    /* ITEM_JOINING: the fork record; of a project, as long as it is there, the agenda */
		uint32_t awaited; /* ITEM_AWAITING: started items that are not done */
	};
	uint32_t held;        /* the station whose machine it still occupies after its work there (blocked), or NONE */
	uint32_t parent;      /* a branch: who forked; a started item: who waits for it; NONE */
	uint32_t refs;        /* branches and started items that name it as parent */
	uint32_t holds;       /* list of what it took, in world->holds */
	uint32_t ordinal;     /* order of entering; compared by its signed difference, so that it may wrap */
	uint16_t kind, visits, by;
	uint8_t state, flags;
};

/* One for each task with rework: how often it sent this item back, and whether the item is still on its way back to it. */
struct rework_record {
	double share;
	uint32_t times;
	bool active;
};

/* One for each task that may be visited again or is asked about: how often this item came to its end (skipped or not: each time has
   luck of its own), and how often it was done. */
struct pass_record {
	uint32_t times, done;
};

/* What is kept of an item's service where that may be stopped, is done in batches, or by machines that are told apart. */
struct service {
	double work;          /* pre-emption: the work to do when it goes on */
	double rest;          /* stopped: the time to go */
	double joined;        /* pre-emption: when it joined the queue */
	double preempted;     /* when it was */
	uint32_t unit;        /* the machine that it has, into w->units; of a repair: who is repaired; NONE */
	uint32_t batch;       /* its batch, into w->batches; NONE */
	uint8_t cause;        /* stopped: why, CAUSE_SHIFT or CAUSE_REPAIR */
	bool setting_up;      /* its machine is being set up for it, or was when it was stopped */
	bool alone;           /* stopped: all that it needs has gone, not only people with hours of their own */
};

static const struct service no_service = { .unit = NONE, .batch = NONE };

/* What is kept of an item while it waits for a decision, in models that have any. */
struct request {
	double asked;         /* when */
	double waited;        /* what its ledger said then of waiting for decisions */
	double escalation;    /* when it is asked of somebody else; INFINITY: never, or no more */
	double deadline;      /* when it ends without; INFINITY: never */
	uint32_t timer;       /* the first of these */
	bool open;            /* asked, and not answered */
	bool met;             /* its meeting has been */
	bool escalated, defaulted;
};

static const struct request no_request = { .timer = UINT32_MAX };

/* Whose people had an item last, in models with teams. */
struct trail {
	uint32_t team;        /* NONE: nobody's yet */
	uint32_t task, station;   /* what they did, and where */
	uint32_t tries;       /* how often something has been lost on the way to where it is now */
	uint32_t back_to;     /* while they do it again: the task that it really stands at; else NONE */
	uint32_t handed;      /* of the root: how often, so far */
	double share;         /* of the work that is done again */
	bool arriving;        /* it has set out to another team */
	bool returned;        /* while they do it again: it was on its way back anyhow */
};

static const struct trail no_trail = { .team = NONE, .task = NONE, .station = NONE, .back_to = NONE };

enum unit_use { UNIT_FREE, UNIT_SERVES, UNIT_HELD, UNIT_KEPT };

/* A machine, or a unit of a resource, that is told apart from the others, since it is set up or fails by itself. HELD: by an item that is
   done and cannot go on; KEPT: by an item that took it. */
struct unit {
	uint32_t whom;        /* a resource, or resource_count + a station */
	uint32_t number;      /* which of them */
	uint32_t item;        /* SERVES (of a batch: its leader), KEPT */
	enum unit_use use;
	bool down, runs;      /* under repair; its busy time passes */
	bool set_up;          /* for `value`; a machine begins without */
	double value;
	double free_since;
	double left;          /* fails by busy time: so much of it until then, while that does not pass */
	uint32_t timer;       /* the failure that is to come */
	uint32_t failures;
};

/* Items that are served together. */
struct batch {
	uint32_t station;
	uint32_t leader;                /* while it is served or stopped */
	uint32_t oldest;                /* whose luck it has: one of its members */
	uint32_t unit;                  /* while the machine is held; NONE: it is not told apart */
	uint32_t count, blocked;        /* members that have not left the machine; of these, who cannot go on */
	uint32_t head, tail;            /* members but the leader, while they are served, by `next` and `prev` */
	double spent, since;            /* with prices: what holding the machine has cost each who cannot go on, until so much had been spent */
};

/* The parts of what a kind costs. */
enum cost_part { COST_WORK, COST_REWORK, COST_SETUP, COST_WAITING, COST_KEPT, COST_MATERIAL, COST_LATE, COST_PARTS };

/* What an item is charged for at present: nothing, the machine and all that serves it at work or in a set-up, the machine and who stays
   while its work is stopped, or the machine that it cannot leave. */
enum bill_mode { BILL_NOTHING, BILL_WORK, BILL_SETUP, BILL_STOPPED, BILL_BLOCKED };

/* In each item's record where the model has prices. Of a batch in service the leader's bill is all of them's. */
struct bill {
	double since;         /* what that had cost when it began, or the window did */
	double holding;       /* what the item costs for each clock unit in the system */
	enum bill_mode mode;
	bool alone;           /* stopped: nobody stays */
};

/* What a resource or a station costs, beside its constant prices. */
struct account {
	double price;         /* of a resource: what one unit at work costs now, for each clock unit */
	double spent, since;  /* what one that is always at work has cost, until then */
	struct level idle;    /* units on shift and not in use */
	uint64_t uses;        /* units seized; of a station: machines */
};

struct hold {
	uint32_t resource, number, next;
	double since;         /* with prices: what one such unit had cost when it was taken, or the window began */
};

/* Branches that run for a joining item. `tokens[i]` is POOL_NONE once that branch has ended. */
struct fork_record {
	uint32_t awaited, count;
	uint32_t tokens[];
};

#endif
