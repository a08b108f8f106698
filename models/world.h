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
#include "model.h"

/* What a task does not have need not be asked for on the way through it. */
enum task_trait {
	TASK_STRAIGHT_IN = 1,   /* a station, without chance or take */
	TASK_LAST = 2,          /* nothing comes after its work but the end */
	TASK_EXPONENTIAL = 4,   /* its time is exponential with a constant mean */
	TASK_VISIT = 8,         /* its work counts in visits */
	TASK_ONLY_WORK = 16,    /* sets no facts, starts nobody, gives nothing back */
	TASK_ONE_WAY = 32,      /* whoever comes goes the same way on: no rework, no choice */
	TASK_NO_WORK = 64       /* no station, chance, take or time: it is over at once */
};

/* The phases of one instant (they repeat until the instant is empty). PHASE_WINDOW closes it: warm-up and the end of the run. */
enum phase { PHASE_COMPLETION, PHASE_CALENDAR, PHASE_ARRIVAL, PHASE_DISPATCH, PHASE_PATIENCE, PHASE_WINDOW = 7 };

enum happening { HAPPENS_ARRIVAL, HAPPENS_COMPLETION, HAPPENS_PATIENCE_OUT, HAPPENS_SHIFT, HAPPENS_WARM, HAPPENS_END };

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
	/* Measured. */
	double last, area_waiting, area_busy, area_blocked, area_overtime;
	uint64_t visits, waited;
	struct tally wait;
	struct quantile wait_quantile;
};

struct crew {                       /* a resource while it runs */
	uint32_t free, busy, on_shift;
	struct calendar_cursor shift;
	struct level overtime;          /* units at work beyond those on shift */
	bool dirty;
	struct claim **wishes;          /* heap by the station's first item: priority, time joined, station */
	uint32_t wish_count;
	struct level load;
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
	double reached;                 /* rates: expected arrivals until the last one */
	double worked;                  /* on completed items for the first time */
	struct tally time;
	struct quantile time_quantile;
	struct level wip;
	struct tally open_time;         /* time in system in the kind's own hours */
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
	struct place *places;
	struct crew *crews;
	struct flow *flows;
	struct gauge *gauges;
	struct task_words *words;       /* [task] */
	struct outline *outlines;       /* [task] */
	struct arena arena;
	/* Items that go on within this instant, first come first served. */
	uint32_t ready_head, ready_tail;
	uint32_t *dirty_places, *dirty_crews, *crowded_places;
	uint32_t dirty_place_count, dirty_crew_count, crowded_count;
	uint32_t *aside;                /* scratch of the allocation: stations set aside */
	uint64_t in_system, most_in_system, entered, finished, steps;
	double window_start, last_left, bin_done;
	double still_since;             /* nothing but changes of shift is to come since then; INFINITY: something is */
	uint64_t still_sequence;        /* of the event set after the last change of shift: another one says that something was begun */
	uint32_t paused_head, paused_tail;   /* work in hand that is stopped, by when */
	uint32_t standing, windows;     /* pending events that go on for ever (changes of shift); that end the warm-up and the run */
	struct stream stream;           /* re-addressed for each use */
	struct expr_env env;
	uint32_t subject;               /* the item that env speaks of */
	enum engine_end end;
	bool over, any_strict;
	bool any_speed;                 /* some resource does not work at the norm */
	uint32_t priority_slot, due_slot, rest_slot, fact_room;   /* the tail of an item's record; NONE: not there */
	size_t rework_at, passes_at;    /* bytes from its start */
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

/* The tail of the record: facts, then priority and due time where some kind's are not constant, then rework, then passes. */
static inline double *item_facts(const struct world *w, uint32_t root)
{
	return (double *)(void *)(item_at(w, root) + 1);
}

/* Where work can be pre-empted: what remains of the work in hand, and when the item joined the queue. */
static inline double *item_rest(const struct world *w, uint32_t index)
{
	return item_facts(w, index) + w->rest_slot;
}

static inline double *item_joined(const struct world *w, uint32_t index)
{
	return item_facts(w, index) + w->rest_slot + 1;
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
	if (p->blocked | p->paused)
		p->area_blocked += p->closed ? 0.0 : d * (p->blocked + p->paused);
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

/* allocate.c: who gets what. */
void allocate_join(struct world *w, uint32_t item, uint32_t station);
void allocate_release(struct world *w, uint32_t item);                  /* the machine that a finished item still holds */
void allocate_finish(struct world *w, struct item *item);               /* the work is done: needs go free, the machine is held */
void allocate_withdraw(struct world *w, uint32_t item);                 /* out of line, front or service, before it is gone */
void allocate_dispatch(struct world *w);
void allocate_close(struct world *w, uint32_t station);                 /* it wishes for nothing any more */
bool allocate_is_settled(struct world *w, uint32_t station);            /* in debug builds; between instants */
void allocate_change(struct world *w, uint32_t resource, uint32_t taken, uint32_t given);   /* units of a resource */
double allocate_speed(const struct world *w, const struct item *item);  /* of whoever serves it: work per clock unit */

/* shift.c: who is there when. */
void shift_begin(struct world *w);
void shift_change(struct world *w, uint32_t whom);                      /* a resource, or resource_count + a station */
void shift_resume(struct world *w);                                     /* stopped work for which everybody is there again goes on */
void shift_withdraw(struct world *w, uint32_t item);                    /* stopped work is given up: its machine is held, no more */
bool shift_may_help(const struct world *w);                             /* somebody may still come back */
bool shift_is_settled(const struct world *w);                           /* in debug builds; between instants: no stopped work could go on */
void crew_settle(struct world *w, uint32_t resource);                   /* after busy or on_shift changed */
double shift_of_place(const struct world *w, uint32_t station);         /* machine time on shift in the window */
double shift_of_crew(const struct world *w, uint32_t resource);

/* preempt.c: false where nobody in hand is less urgent than the candidate; else room has been made for it. */
bool preempt_for(struct world *w, uint32_t station, uint32_t candidate);

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

/* deadlock.c: stops the run with an explanation. laws.c: in debug builds. */
void deadlock_explain(struct world *w);
void laws_of_the_run(const struct world *w);
void laws_of_the_instant(struct world *w, uint64_t events);

/* row.c: what a replication reports. */
void row_fill(struct world *w, double *row);

#endif
