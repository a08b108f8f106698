/* The private state of one replication, shared by the parts of the engine: items, queues, machines, resources and what is measured.
   Invariant between instants: no station with a free machine has an item that could start, and no limited queue with room has an
   item in front of it. */
#ifndef TAKT_MODELS_WORLD_H
#define TAKT_MODELS_WORLD_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include "sim/event.h"
#include "sim/level.h"
#include "sim/pool.h"
#include "sim/quantile.h"
#include "sim/stream.h"
#include "sim/tally.h"
#include "engine.h"
#include "calendar.h"
#include "cause.h"
#include "model.h"

/* What a task does not have need not be asked for on the way through it. */
enum task_trait {
	TASK_STRAIGHT_IN = 1,   /* a station, without chance or take */
	TASK_LAST = 2,          /* nothing comes after its work but the end */
	TASK_EXPONENTIAL = 4,   /* its time is exponential with a constant mean */
	TASK_VISIT = 8,         /* its work counts in visits */
	TASK_ONLY_WORK = 16,    /* sets no facts, starts nobody, gives nothing back, costs nothing beside machines and people */
	TASK_ONE_WAY = 32,      /* whoever comes goes the same way on: no rework, no choice */
	TASK_NO_WORK = 64       /* no station, chance, take or time: it is over at once */
};

/* The phases of one instant (they repeat until the instant is empty). PHASE_WINDOW closes it: warm-up and the end of the run. */
enum phase { PHASE_COMPLETION, PHASE_CALENDAR, PHASE_ARRIVAL, PHASE_DISPATCH, PHASE_PATIENCE, PHASE_WINDOW = 7 };

/* From HAPPENS_SHIFT on: what goes on by itself, whether or not there is any work. */
enum happening { HAPPENS_ARRIVAL, HAPPENS_COMPLETION, HAPPENS_PATIENCE_OUT, HAPPENS_BATCH, HAPPENS_SHIFT, HAPPENS_FAILURE, HAPPENS_REPAIRED,
	HAPPENS_WARM, HAPPENS_END };

/* READY: in hand just now; LISTED: goes on within this instant; IN_FRONT: of a queue that is full; AWAITING: what it started. */
enum item_state { ITEM_READY, ITEM_LISTED, ITEM_IN_FRONT, ITEM_WAITING, ITEM_SERVED, ITEM_PAUSED, ITEM_DELAYED, ITEM_JOINING,
	ITEM_AWAITING, ITEM_GONE };

enum {
	ITEM_BRANCH = 1,      /* stands for its parent in one branch; shares the facts of the item that forked first */
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
	uint32_t timer;       /* pending event: completion, end of a wait, patience */
	uint32_t task;        /* index into model->tasks */
	union {
		uint32_t station; /* where it is in front, waiting or served */
		uint32_t fork;    /* ITEM_JOINING: the fork record */
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
	uint32_t oldest;                /* whose luck it has */
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

/* The first random word of each address comes from a block that four neighbouring items share (items 4k to 4k + 3 of a kind, at one
   task, pass and purpose): three of four draws that need one word need no block of their own. This remembers the last such block. */
struct words {
	struct stream stream;           /* addressed to the source and purpose for good */
	uint64_t group;                 /* luck / 4; UINT64_MAX with pass UINT32_MAX: none yet */
	uint32_t pass;
};

/* What one task draws. */
struct task_words {
	struct words time, chance, rework, next;
};

/* One of a task's `next`. */
struct way {
	double reach;                   /* the sum of the chances up to this one; taken by a number below it */
	uint32_t to, entry;             /* entry: index into task->next */
};

/* A task's `next`, sorted: the entries with a condition, and those with a chance. */
struct ways {
	struct way *chances;
	uint32_t *conditions;           /* indexes into task->next */
	uint32_t chance_count, condition_count;
	bool constant;                  /* all chances are */
};

/* What is asked of a task at nearly every event, side by side: the tasks themselves are long, and lie far apart in memory. */
struct outline {
	uint32_t traits;                /* enum task_trait */
	uint32_t station, pass_slot;    /* as the task has them */
	uint32_t after;                 /* TASK_ONE_WAY: where that leads */
	double mean;                    /* TASK_EXPONENTIAL */
	struct ways ways;
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

/* A station's wish for a resource: its place in that resource's heap of wishes, and what its candidate is compared by there. */
struct claim {
	uint32_t station, place;
	double priority, since;
};

/* What the queue of a station waits for, where that may be one of several things: one of them at a time. */
struct reason {
	uint32_t cause;
	uint32_t slot;                  /* in an item's tail; NONE: nobody asks */
	double clock;                   /* the time that it was the one */
	double area;                    /* times those who waited then */
#ifndef NDEBUG
	double whole, charged;          /* the same from the start on; and what those who have left the queue were charged */
#endif
};

struct reasons {
	struct reason *list;
	uint32_t count, present;        /* present: into the list */
	bool stale;                     /* something has changed: it may be another one now */
	uint32_t preempted;             /* of those who wait: they wait to go on */
	double since, area_preempted;   /* all is brought up until then */
};

/* A station while it runs. */
struct place {
	/* The queue: a list (fifo, lifo) or a heap or bag of item indexes. */
	uint32_t head, tail, waiting;
	uint32_t *line, line_room;
	/* Items in front of a queue that is full, in order of coming. */
	uint32_t front_head, front_tail, in_front;
	uint32_t busy, blocked;         /* machines at work; machines held by items that cannot go on */
	uint32_t free;                  /* machines; UNLIMITED stays so */
	uint32_t paused;                /* machines whose work in hand is stopped */
	uint32_t setting_up;            /* of those at work */
	uint32_t down, down_held;       /* under repair; of those that are blocked or stopped */
	uint32_t first_unit, unit_count;   /* into w->units, where machines are told apart */
	uint32_t batch_timer;           /* pending: the oldest has waited as long as it may */
	uint32_t served_head, served_tail;   /* who is being served, by when it began; kept where it may be stopped */
	bool closed;                    /* by its calendar: nothing new begins */
	bool tracked;                   /* the list above is kept */
	struct calendar_cursor shift;
	bool dirty, claiming, crowded;  /* to be looked at; has claims pending; has items in front to be turned away or diverted */
	bool plain;                     /* fifo without limit, patience or needs: the common case, served without detours */
	bool patience;                  /* who waits may leave unserved */
	uint32_t candidate;             /* while claiming: for whom */
	uint64_t picks;                 /* of a random order: the address of the next one */
	struct claim *claims;           /* one for each of needs, then each of one_of */
	struct reasons *reasons;        /* NULL: who waits there always waits for the same, and... */
	uint32_t wait_slot;             /* ...this one in an item's tail has the time; NONE: `waited` says it */
	/* Measured. */
	double last, area_waiting, area_busy, area_blocked, area_overtime, area_setup, area_down;
	double area_held;               /* machines blocked or stopped while it is open, down or not */
	uint64_t visits, waited;
	struct tally wait;
	struct quantile wait_quantile;
};

struct crew {                       /* a resource while it runs */
	uint32_t free, busy, on_shift;
	uint32_t down;                  /* not in use, under repair */
	uint32_t first_unit, unit_count;   /* into w->units, where they fail */
	struct calendar_cursor shift;
	struct level overtime;          /* units at work beyond those on shift */
	bool dirty;
	struct claim **wishes;          /* heap by the station's first item: priority, time joined, station */
	uint32_t wish_count;
	struct level load;
	struct level out;               /* units under repair, in use or not */
	uint64_t uses;                  /* how often it was seized, however many units */
	uint32_t *watchers;             /* stations whose cause may change with it; of these the first `often_count` with each seizing */
	uint32_t watcher_count, often_count;
};

struct flow {                       /* a kind of work while it runs */
	uint64_t arrived, completed, scrapped, turned_away, left;
	uint64_t on_time, right, visits;
	uint64_t next_item, next_arrival;
	struct stream arrivals;         /* for sources that draw from one sequence */
	double interval;                /* mean; of those that are poisson */
	bool poisson;                   /* intervals are exponential with a constant mean, without end */
	bool promised, measured, kept;  /* has a promise; some measure looks at it; one enters as one leaves */
	bool reranked;                  /* its priority may change on the way */
	bool hidden;                    /* repairs: no work of the model's own */
	uint64_t traced;                /* items that have entered, while the run is traced */
	double reached;                 /* rates: expected arrivals until the last one */
	double worked;                  /* on completed items for the first time */
	double waited, *caused;         /* by completed items: as their `waited` and their slots */
	struct tally time;
	struct quantile time_quantile;
	struct level wip;
	struct tally open_time;         /* time in system in the kind's own hours */
	double costs[COST_PARTS], value;   /* money that its items cost and brought in */
	double direct;                  /* of the costs, what is not paid for machines and people */
#ifndef NDEBUG
	double inside;                  /* time that items spent inside the window: Little's law */
	uint64_t present_at_reset, entered_total, gone_total;
#endif
};

struct gauge {                      /* a measure while it runs */
	double area;
	struct tally tally;
};

struct world {
	const struct model *model;
	const struct engine_order *order;
	struct engine_note *note;
	struct event_set events;
	double now;
	struct pool items, holds, forks;
	struct pool batches;
	struct place *places;
	struct crew *crews;
	struct unit *units;
	uint32_t unit_count;
	struct flow *flows;
	struct gauge *gauges;
	struct account *accounts;       /* [resource], then [station]; NULL: the model has no prices */
	struct task_words *words;       /* [task] */
	struct outline *outlines;       /* [task] */
	struct arena arena;
	/* Items that go on within this instant, first come first served. */
	uint32_t ready_head, ready_tail;
	uint32_t *dirty_places, *dirty_crews, *crowded_places;
	uint32_t dirty_place_count, dirty_crew_count, crowded_count;
	uint32_t *aside;                /* scratch of the allocation: stations set aside */
	uint32_t *stale_places, stale_count;
	uint64_t look_at;               /* so many events, and it is looked whether a part is locked */
	uint64_t in_system, most_in_system, entered, finished, steps;
	double window_start, last_left, bin_done;
	double still_since;             /* nothing but what goes on by itself is to come since then; INFINITY: something is */
	uint64_t standing_made;         /* how many events that go on by themselves have been made */
	uint64_t still_begun;           /* how many others had been, the last time: one more says that something was begun */
	uint32_t paused_head, paused_tail;   /* work in hand that is stopped, by when */
	uint32_t standing, windows;     /* pending events that go on by themselves (shifts, failures); that end the warm-up and the run */
	struct stream stream;           /* re-addressed for each use */
	struct expr_env env;
	uint32_t subject;               /* the item that env speaks of */
	enum engine_end end;
	bool over, any_strict;
	bool any_speed;                 /* some resource does not work at the norm */
	uint32_t priority_slot, due_slot, fact_room;   /* the tail of an item's record; NONE: not there */
	size_t service_at, bill_at;     /* bytes from its start; 0: not there */
	uint32_t cause_at, mark_at;     /* in doubles: the slots of the ledger, then the marks of its clocks */
	const uint32_t *cause_slots;    /* [cause], in doubles; NONE: no slot has it */
	size_t rework_at, passes_at, trace_at;         /* trace_at: 0 where the run is not traced */
	struct trace_wait *trace_waits; /* scratch */
};

static inline struct item *item_at(const struct world *w, uint32_t index)
{
	return pool_at(&w->items, index);
}

static inline uint32_t item_index(const struct world *w, const struct item *item)
{
	return (uint32_t)((size_t)((const unsigned char *)item - w->items.records) / w->items.size);
}

/* The item whose facts and counters a branch shares: the one that forked first. */
static inline uint32_t item_root(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	while (item->flags & ITEM_BRANCH) {
		index = item->parent;
		item = item_at(w, index);
	}
	return index;
}

/* The tail of the record: facts, then priority and due time where some kind's are not constant, what the ledger keeps, then rework, then
   passes. */
static inline double *item_facts(const struct world *w, uint32_t root)
{
	return (double *)(void *)(item_at(w, root) + 1);
}

/* Only where w->service_at says that there is one. */
static inline struct service *item_service(const struct world *w, uint32_t index)
{
	return (struct service *)(void *)((char *)item_at(w, index) + w->service_at);
}

/* Only where there are accounts. */
static inline struct bill *item_bill(const struct world *w, uint32_t index)
{
	return (struct bill *)(void *)((char *)item_at(w, index) + w->bill_at);
}

/* A branch has rework records of its own, which begin as its parent's: what another branch does again is no business of it. */
static inline struct rework_record *item_rework(const struct world *w, uint32_t index)
{
	return (struct rework_record *)(void *)((char *)item_at(w, index) + w->rework_at);
}

static inline struct pass_record *item_passes(const struct world *w, uint32_t root)
{
	return (struct pass_record *)(void *)((char *)item_at(w, root) + w->passes_at);
}

static inline uint32_t item_pass_at(const struct world *w, uint32_t index, uint32_t slot)
{
	return slot == NONE ? 0 : item_passes(w, item_root(w, index))[slot].times;
}

static inline uint32_t item_pass(const struct world *w, uint32_t index, const struct task *task)
{
	return item_pass_at(w, index, task->pass_slot);
}

static inline void ledger_add(struct world *w, uint32_t index, uint32_t cause, double time)
{
	uint32_t slot = w->cause_slots[cause];
	if (slot != NONE)
		item_facts(w, index)[slot] += time;
}

/* Areas are brought up to now before anything of the place changes. */
static inline void place_touch(struct place *p, double now)
{
	if (p->last == now)
		return;
	double d = now - p->last;
	p->area_waiting += d * p->waiting;
	p->area_busy += d * p->busy;
	if (p->closed)
		p->area_overtime += d * p->busy;
	if (p->blocked | p->paused | p->down | p->setting_up) {
		p->area_blocked += p->closed ? 0.0 : d * (p->blocked + p->paused - p->down_held);
		p->area_down += p->closed ? 0.0 : d * (p->down + p->down_held);
		p->area_setup += d * p->setting_up;
		p->area_held += p->closed ? 0.0 : d * (p->blocked + p->paused);
	}
	p->last = now;
}

static inline void place_dirty(struct world *w, uint32_t station)
{
	struct place *p = &w->places[station];
	if (!p->dirty) {
		p->dirty = true;
		w->dirty_places[w->dirty_place_count++] = station;
	}
}

static inline void crew_dirty(struct world *w, uint32_t resource)
{
	struct crew *c = &w->crews[resource];
	if (!c->dirty) {
		c->dirty = true;
		w->dirty_crews[w->dirty_crew_count++] = resource;
	}
}

/* A machine that an item which is not blocked still holds goes free. */
static inline void place_free_machine(struct world *w, uint32_t station)
{
	struct place *p = &w->places[station];
	p->free += p->free != UNLIMITED;
	if (p->waiting | p->in_front)
		place_dirty(w, station);
}

#define STEPS_AT_ONE_INSTANT 2000000   /* so many steps without time passing are a loop, unless there are very many items */

/* Counts a step at this instant. True: there have been so many that it goes on for ever. */
static inline bool world_step(struct world *w)
{
	return ++w->steps > STEPS_AT_ONE_INSTANT && w->steps > 100 * w->in_system;
}

/* world.c. 0, or -1 when memory is exhausted; world_done may follow either. */
int world_init(struct world *w, const struct model *model, const struct engine_order *order, struct engine_note *note);
void world_done(struct world *w);

/* The end of the run for a reason that is not the clock. */
void world_stop(struct world *w, enum engine_end end, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same, for a reason that stands at `node` of the model. */
void world_stop_at(struct world *w, enum engine_end end, const struct node *node, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

void world_no_memory(struct world *w);                                  /* stops: items have used it up */

/* The value of an expression for an item, with the luck of `purpose` and `pass`. */
double world_evaluate(struct world *w, uint32_t item, const struct expr *expr, uint64_t purpose, uint32_t pass);

static inline double world_value(struct world *w, uint32_t item, const struct expr *expr, uint64_t purpose, uint32_t pass)
{
	if (expr->form == EXPR_CONSTANT)
		return expr->value;
	return world_evaluate(w, item, expr, purpose, pass);
}

/* The first word of an address (see struct words). */
static inline uint64_t world_word(struct words *words, uint64_t luck, uint32_t pass)
{
	uint64_t group = luck >> 2;
	if (words->group != group || words->pass != pass) {
		words->group = group;
		words->pass = pass;
		words->stream.counter[0] = (uint64_t)pass << 32;
		words->stream.counter[1] = group;
		stream_refill(&words->stream);
	}
	return words->stream.block[luck & 3];
}

/* Addresses w->stream for one purpose of an item at a task: the first word is shared, further ones are its own. */
static inline void world_luck(struct world *w, struct words *words, const struct item *item, uint64_t purpose, uint32_t pass)
{
	uint64_t word = world_word(words, item->luck, pass);
	stream_address(&w->stream, w->model->kinds[item->kind].hash, item->luck, purpose, pass);
	w->stream.block[3] = word;
	w->stream.used = 3;
}

/* What a diverted item finds at the station that it was diverted to; NULL at its task's own station. */
static inline const struct visit *item_elsewhere(const struct task *task, uint32_t station)
{
	for (uint32_t i = 0; station != task->station && i < task->elsewhere_count; i++)
		if (task->elsewhere[i].station == station)
			return &task->elsewhere[i];
	return NULL;
}

/* The priority is read anew whenever a queue is joined, from the facts as they are then; in the queue it stays. Each branch has its
   own. */
void item_rank(struct world *w, uint32_t index);
double item_priority(const struct world *w, uint32_t index);
double item_due(const struct world *w, uint32_t index);   /* INFINITY without a promise */

/* outline.c: fills w->outlines and addresses w->words. */
void outline_tasks(struct world *w);

/* queue.c: the waiting items of a place, in the station's order. */
void queue_push(struct world *w, uint32_t station, uint32_t item);      /* item->since and key are set */
uint32_t queue_first(struct world *w, uint32_t station);               /* who would be next; NONE */
void queue_remove(struct world *w, uint32_t station, uint32_t item);
void list_append(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item);   /* by time since, then ordinal */
void list_remove(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item);
void list_replace(struct world *w, uint32_t *head, uint32_t *tail, uint32_t item, uint32_t by);   /* in the same place */

/* allocate.c: who gets what. */
void allocate_join(struct world *w, uint32_t item, uint32_t station);
void allocate_release(struct world *w, uint32_t item);                  /* the machine that a finished item still holds */
void allocate_leave_queue(struct world *w, uint32_t item);              /* to be served, or unserved */
void allocate_withdraw(struct world *w, uint32_t item);                 /* out of line, front or service, before it is gone */
void allocate_dispatch(struct world *w);
void allocate_close(struct world *w, uint32_t station);                 /* it wishes for nothing any more */
bool allocate_is_settled(struct world *w, uint32_t station);            /* in debug builds; between instants */

/* crew.c: units of resources, for an item that they serve or that keeps them. */
void crew_take(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use);
void crew_give(struct world *w, uint32_t resource, uint32_t number, uint32_t item, enum unit_use use);
void crew_pass_on(struct world *w, uint32_t resource, uint32_t from, uint32_t to);   /* what one item keeps to another */
void crew_settle(struct world *w, uint32_t resource);                   /* after busy, down or on_shift changed */
double crew_scheduled(const struct world *w, uint32_t resource);        /* unit time on shift in the window */

/* service.c: what is done at a station. */
void service_begin(struct world *w, uint32_t station, uint32_t item);   /* machine and needs are there, it is in no queue */
void service_set_up(struct world *w, uint32_t item);                    /* the set-up is over */
void service_end(struct world *w, uint32_t item);                       /* needs go free, the machine is held */
void service_schedule(struct world *w, uint32_t item, double time);     /* the end of what is done now, so far ahead */
void service_cancel(struct world *w, uint32_t item);
bool service_is_over(const struct world *w, uint32_t item);             /* work in hand that is done at this instant */
double service_speed(const struct world *w, const struct item *item);   /* of whoever serves it: work per clock unit */
void service_rename(struct world *w, uint32_t from, uint32_t to);
void service_complain(struct world *w, const struct item *item, const char *what, double time);
uint32_t service_needs(const struct world *w, uint32_t item, uint32_t resource);   /* units of it that serve the item at its station */
void service_seize(struct world *w, uint32_t item, uint32_t chosen);
void service_release(struct world *w, uint32_t item);

/* machine.c: machines that are told apart, and held after the work. */
bool machine_seize(struct world *w, uint32_t item, uint32_t like);      /* `like`: whose facts count. True: it needs a set-up */
void machine_hold(struct world *w, uint32_t item);                      /* the work is done */
void machine_release(struct world *w, uint32_t item);                   /* it leaves the machine that it held */
void machine_block(struct world *w, uint32_t item);                     /* it cannot go on from the machine that it holds */
void machine_unblock(struct world *w, uint32_t item);
double machine_scheduled(const struct world *w, uint32_t station);      /* machine time on shift in the window */

/* batch.c: items that are served together. */
bool batch_is_ready(const struct world *w, uint32_t station);           /* enough wait, or one has waited long enough */
void batch_arm(struct world *w, uint32_t station);
uint32_t batch_form(struct world *w, uint32_t station, uint32_t leader);   /* returns the oldest of it */
uint32_t batch_followers(const struct world *w, uint32_t item);         /* of whom it leads: the first, then by `next`; NONE */
void batch_follow(struct world *w, uint32_t leader);
void batch_end(struct world *w, uint32_t leader);
bool batch_withdraw(struct world *w, uint32_t item);                    /* true: the rest of its batch goes on without it */

/* stop.c: work in hand that is stopped. */
void stop_work(struct world *w, uint32_t item, enum cause why);
void stop_alone(struct world *w, uint32_t item);                        /* nobody stays with it any more */
void stop_resume(struct world *w);                                      /* whatever can goes on */
void stop_withdraw(struct world *w, uint32_t item);                     /* it is given up: its machine is held, no more */
bool stop_is_settled(const struct world *w);                            /* in debug builds; between instants: none could go on */

/* fail.c: failures and repairs. */
void fail_begin(struct world *w);
void fail_happen(struct world *w, uint32_t unit);
void fail_repaired(struct world *w, uint32_t unit);
void fail_run(struct world *w, struct unit *unit);                      /* it is at work */
void fail_rest(struct world *w, struct unit *unit);

/* shift.c: who is there when. */
void shift_begin(struct world *w);
void shift_change(struct world *w, uint32_t whom);                      /* a resource, or resource_count + a station */

/* preempt.c: false where nobody in hand is less urgent than the candidate; else room has been made for it. */
bool preempt_for(struct world *w, uint32_t station, uint32_t candidate);

/* ledger.c: where the time goes. */
uint32_t ledger_room(const struct model *model);                        /* doubles in an item's tail, from cause_at on */
void ledger_begin(struct world *w);
void ledger_copy(struct world *w, uint32_t from, uint32_t to);          /* all that an item's ledger says to another one's */
void ledger_go_on(struct world *w, uint32_t item);                      /* its work was stopped until now */
void ledger_join(struct world *w, uint32_t station, uint32_t item);     /* before it is in the queue; where there are reasons */
void ledger_part(struct world *w, uint32_t station, uint32_t item);     /* before it is out of it */
void ledger_look_again(struct world *w, uint32_t station);              /* its queue may wait for something else from now on */
void ledger_units_changed(struct world *w, uint32_t resource, bool rarely);   /* rarely: by a shift or a failure */
void ledger_wish_changed(struct world *w, const struct station *station);     /* of a strict queue */
void ledger_settle(struct world *w);                                    /* before the clock moves on */
void ledger_count(struct world *w, struct flow *flow, uint32_t item);   /* a completed one's */
void ledger_start_window(struct world *w);
void ledger_end_window(struct world *w);
double ledger_of_flow(const struct world *w, const struct flow *flow, uint32_t cause);   /* time of completed items */
double ledger_of_queue(const struct world *w, uint32_t station, uint32_t cause);         /* item-time in the window */
double ledger_of_resource(const struct world *w, uint32_t resource);                     /* the same, waiting for it */
bool ledger_adds_up(const struct world *w, uint32_t item);              /* in debug builds, as the next */
bool ledger_is_settled(const struct world *w, uint32_t station);

/* money.c: what items cost, where there are accounts. `money_turn` follows whenever an item's service begins, stops or changes. */
void money_price(struct world *w, uint32_t resource);                   /* after busy or on_shift changed */
void money_enter(struct world *w, uint32_t item);
void money_seize(struct world *w, uint32_t item);                       /* a machine and all that serves there: each is a use */
void money_turn(struct world *w, uint32_t item);
void money_end(struct world *w, uint32_t item);                         /* it is charged for nothing more */
void money_block(struct world *w, uint32_t item);                       /* before the machine that it holds is told */
void money_take(struct world *w, uint32_t item, struct hold *hold);     /* it keeps that from now on */
void money_give(struct world *w, uint32_t item, const struct hold *hold, uint32_t number);
void money_step(struct world *w, uint32_t item, const struct task *task);   /* it is done */
void money_leave(struct world *w, uint32_t item, bool completed);
void money_start_window(struct world *w);
void money_end_window(struct world *w);

/* money_sum.c: what it comes to in the window. */
struct money_of {
	double busy, idle, overtime, fixed;
};
struct money_total {
	double cost, overhead, value, completed;
};
bool money_has_part(const struct model *model, const struct kind *kind, enum cost_part part);
double money_of_kind(const struct flow *flow);
struct money_of money_of_resource(const struct world *w, uint32_t resource);
struct money_of money_of_station(const struct world *w, uint32_t station);   /* busy: also while a machine is held */
double money_sum(struct money_of of);
struct money_total money_total(const struct world *w);

/* hold.c: what is taken and given back. */
void hold_needs(struct world *w, const struct station *station, uint32_t item);   /* what a `take` seized stays with the item */
void hold_give(struct world *w, uint32_t item, uint32_t resource, uint32_t number);
void hold_give_all(struct world *w, uint32_t item);

/* flow.c: what becomes of an item. */
enum leaving { LEAVE_COMPLETED, LEAVE_SCRAPPED, LEAVE_TURNED_AWAY, LEAVE_PATIENCE };
void flow_enter(struct world *w, uint32_t item);                        /* a new item begins its process */
void flow_work_over(struct world *w, uint32_t item);                    /* the work or wait of its task has ended */
void flow_taken(struct world *w, uint32_t item);                        /* what its task takes has been granted */
void flow_leave(struct world *w, uint32_t item, enum leaving how);
void flow_count_work(struct world *w, uint32_t item);                   /* what was done since it began or went on */
void flow_list(struct world *w, uint32_t item);                         /* goes on within this instant, after those listed before */
void flow_ready(struct world *w);                                       /* walks whoever is ready */
double flow_share(const struct world *w, uint32_t item);                /* of a task's work that is to be done on the way back */
double flow_work(struct world *w, uint32_t item, bool drawn);           /* clock units of work of its task; drawn: or expected */

/* branch.c: branches in parallel. */
void branch_fork(struct world *w, uint32_t item, const struct task *task);
void branch_end(struct world *w, uint32_t token);                       /* it has come to the end of its branch */
void branch_cancel(struct world *w, uint32_t item);                     /* all branches of an item that waits for its join */
void branch_cancel_one(struct world *w, uint32_t token);                /* takes a branch out of wherever it is */
uint32_t branch_orphan(const struct world *w, uint32_t item);
void branch_drop(struct world *w, uint32_t item);                       /* gives back the records of those who are gone */

/* source.c: arrivals. */
void source_begin(struct world *w);
void source_arrive(struct world *w, uint32_t kind);
void source_replace(struct world *w, uint32_t kind);                    /* closed: one enters as one leaves */
uint32_t source_item(struct world *w, uint32_t kind, uint64_t luck, uint32_t starter, const double *columns);

/* trace.c: tells what becomes of items, where there is w->trace_at. No place is plain and no task TASK_LAST then, and no flow poisson. */
size_t trace_room(const struct model *model);                           /* bytes in an item's tail */
void trace_copy(struct world *w, uint32_t from, uint32_t to);           /* with the ledger */
void trace_enter(struct world *w, uint32_t item);
void trace_join(struct world *w, uint32_t item);                        /* it comes to a station */
void trace_spell(struct world *w, uint32_t item, enum trace_outcome how);          /* a batch's leader: of all; after the ledger has it */
void trace_spell_of_one(struct world *w, uint32_t item, enum trace_outcome how);
void trace_leave(struct world *w, uint32_t item, enum leaving how);

/* deadlock.c: stops the run with an explanation. laws.c: in debug builds. */
void deadlock_explain(struct world *w);
void deadlock_look(struct world *w);                                    /* between two instants: whether a part of it is locked */

/* lock.c: how many items can never move again, though others may; marks the stations where[] they stand at and hold machines of. */
uint64_t lock_find(const struct world *w, bool *where);

/* deadlock.c as well. */
bool deadlock_may_end(const struct world *w);                           /* some only wait for more of their like, until the run ends */
void laws_of_the_run(const struct world *w);
void laws_of_the_instant(struct world *w, uint64_t events);

/* row.c: what a replication reports. */
void row_fill(struct world *w, double *row);

#endif
