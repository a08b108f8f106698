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
#include "agenda.h"
#include "calendar.h"
#include "case.h"
#include "case_plan.h"
#include "decision.h"
#include "handoff.h"
#include "item.h"
#include "project.h"

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
enum happening { HAPPENS_ARRIVAL, HAPPENS_COMPLETION, HAPPENS_PATIENCE_OUT, HAPPENS_BATCH, HAPPENS_MEETING, HAPPENS_OVERDUE,
	HAPPENS_SHIFT, HAPPENS_REVIEW, HAPPENS_FAILURE, HAPPENS_CHANGE, HAPPENS_REPAIRED,
	HAPPENS_WARM, HAPPENS_END };

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

/* A station's wish for a resource: its place in that resource's heap of wishes, and what its candidate is compared by there. */
struct claim {
	uint32_t station, place;
	double priority, since;
	bool calls;                     /* it is among the resource's callers */
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

/* What forecasts of one kind's ends need again and again, and what became of them. */
struct forecaster {
	struct cpm_task *tasks;
	struct cpm_link *links;
	double *facts, *ends;
	struct forecast_sums *sums;     /* [forecast] */
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
	struct level *load_by_kind;     /* [kind]: units in use for each; NULL: all of them are for one */
	struct level out;               /* units under repair, in use or not */
	uint64_t uses;                  /* how often it was seized, however many units */
	uint32_t *askers, asker_count;  /* the stations that may ask for it */
	struct claim **callers;         /* of stations where somebody waits or is in hand, and of some where nobody is any more */
	uint32_t caller_count, often_count;   /* of the first `often_count` the cause may change with each seizing */
};

struct ending_sums {               /* of the items that were completed with it */
	uint64_t count;
	double time, cost;
};

struct flow {                       /* a kind of work while it runs */
	uint64_t arrived, completed, scrapped, turned_away, left;
	uint64_t on_time, right, visits;
	uint64_t within_budget, both_kept;   /* both: promise and budget */
	uint64_t next_item, next_arrival;
	struct stream arrivals;         /* for sources that draw from one sequence */
	double interval;                /* mean; of those that are poisson */
	bool poisson;                   /* intervals are exponential with a constant mean, without end */
	bool promised, measured, kept;  /* has a promise; some measure looks at it; one enters as one leaves */
	bool budgeted;                  /* has a budget */
	bool counts_more;               /* of those that are completed, than every kind does (leave.c) */
	uint64_t handed;                /* handoffs of completed items */
	uint64_t reranks;               /* how often the priority of one who waited changed in a review */
	bool reviewed, review_called;   /* every so long; there will be a review */
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
	const struct practice *practice;   /* of its agendas; NULL: a process. Else: */
	struct pool agendas;
	size_t counters_at;             /* bytes from an agenda's start: pass counters */
	const struct project *project;  /* its plan; NULL: it has none. Then: */
	size_t ties_at, planning_at, forecasts_at, changes_at, paid_at;
	struct planning_sums planning;  /* of all that have ended */
	struct forecaster *forecaster;  /* NULL: nobody forecasts */
	struct task_sums *sums;         /* [task of the plan] */
	double *slacks;                 /* scratch */
	const struct case_plan *case_plan;   /* NULL: no cases. Then: */
	size_t state_at, marks_at;      /* struct case_state; a bit for each member that is to be looked at, and one for the case itself */
	struct member_sums *members;    /* [member of the case plan] */
	uint64_t reopened;              /* closings that a reopening follows */
	uint64_t goals;                 /* completed items that reached the goal */
	double worked_on, worked_in_vain;   /* working time on completed ones; on those of them that missed the goal */
	struct ending_sums *endings;    /* [ending of the kind] */
	uint32_t ended;                 /* how the last one ended that was completed; NONE: as none of these */
	double costs[COST_PARTS], value;   /* money that its items cost and brought in */
	struct tally cost;              /* of projects that ended: all that each cost, where there is money */
	struct quantile cost_quantile;
	double direct;                  /* of the costs, what is not paid for machines and people */
#ifndef NDEBUG
	double inside;                  /* time that items spent inside the window: Little's law */
	uint64_t present_at_reset, entered_total, gone_total;
#endif
};

/* A decision while it runs: its meetings, and what the requests that were answered in the window say, sums over them. */
struct verdicts {
	double last_meeting;            /* -INFINITY: none yet */
	uint32_t timer;                 /* of the next one, while somebody waits for it */
	uint64_t number, escalated, defaulted;
	double time, waited;            /* until the answer; of that, waiting before somebody had it in hand */
	double cost;                    /* of being here, and late, until the answer */
};

/* Handoffs from one team to another in the window. */
struct handover {
	uint64_t number, lost;
	double delay;                   /* sum */
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
	struct verdicts *verdicts;      /* [decision] */
	struct handover *handovers;     /* [from x teams + to] */
	struct account *accounts;       /* [resource], then [station]; NULL: the model has no prices */
	struct task_words *words;       /* [task] */
	struct outline *outlines;       /* [task] */
	struct arena arena;
	/* Items that go on within this instant, first come first served. */
	uint32_t ready_head, ready_tail;
	uint32_t ready_last;            /* in that list: the last one that the item in hand has made due; NONE: it has made none so */
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
	bool any_agenda;                /* some kind has a project or a case */
	uint32_t priority_slot, due_slot, cost_slot, fact_room;   /* the tail of an item's record; NONE: not there */
	size_t service_at, bill_at, request_at, trail_at;   /* bytes from its start; 0: not there */
	uint32_t cause_at, mark_at;     /* in doubles: the slots of the ledger, then the marks of its clocks */
	const uint32_t *cause_slots;    /* [cause], in doubles; NONE: no slot has it */
	size_t rework_at, passes_at, trace_at;         /* trace_at: 0 where the run is not traced */
	struct trace_wait *trace_waits; /* scratch */
	bool *active;                   /* [resource], then [station]: as told last; NULL: nobody is told */
	struct series_reader *series;   /* NULL: nobody wants to know the course of the run */
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

/* Only of a project's or case's root, from when it has begun until its record is put back. */
static inline struct agenda *item_agenda(const struct world *w, uint32_t root)
{
	const struct item *item = item_at(w, root);
	return pool_at(&w->flows[item->kind].agendas, item->fork);
}

/* Only of a case's root, as long as it has an agenda. */
static inline struct case_state *item_case(const struct world *w, uint32_t root)
{
	return (struct case_state *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].state_at);
}

static inline const struct case_plan *item_case_plan(const struct world *w, uint32_t index)
{
	return w->flows[item_at(w, index)->kind].case_plan;
}

/* Whether it stands at a task of an agenda, and that task has not been called off. */
static inline bool item_on_agenda(const struct world *w, uint32_t index)
{
	const struct item *item = item_at(w, index);
	return w->any_agenda && (item->flags & (ITEM_BRANCH | ITEM_ORPHAN)) == ITEM_BRANCH && w->flows[item->kind].practice;
}

/* The place on the agenda of the task that it stands at, and what is said of it there. */
static inline uint32_t item_position(const struct world *w, uint32_t token)
{
	const struct item *item = item_at(w, token);
	if (w->trail_at && ((const struct trail *)(const void *)((const char *)item + w->trail_at))->back_to != NONE)
		return ((const struct trail *)(const void *)((const char *)item + w->trail_at))->back_to - w->model->kinds[item->kind].task_first;
	return item->task - w->model->kinds[item->kind].task_first;
}

static inline struct entry *item_entry(const struct world *w, uint32_t token)
{
	return &item_agenda(w, item_at(w, token)->parent)->entries[item_position(w, token)];
}

/* The tail of the record: facts, then priority and due time where some kind's are not constant, what it has cost where somebody asks, what
   the ledger keeps, then rework, then passes. */
static inline double *item_facts(const struct world *w, uint32_t root)
{
	return (double *)(void *)(item_at(w, root) + 1);
}

/* Only where w->service_at says that there is one. */
static inline struct service *item_service(const struct world *w, uint32_t index)
{
	return (struct service *)(void *)((char *)item_at(w, index) + w->service_at);
}

/* The batch that it is in while it is served, stopped or cannot go on; NULL: none. */
static inline struct batch *item_batch(const struct world *w, uint32_t index)
{
	uint32_t b = w->service_at ? item_service(w, index)->batch : NONE;
	return b == NONE ? NULL : pool_at(&w->batches, b);
}

/* Of two in a queue, or in hand. */
static inline bool item_came_before(const struct item *a, const struct item *b)
{
	return a->since != b->since ? a->since < b->since : (int32_t)(a->ordinal - b->ordinal) < 0;
}

/* Only where there are accounts. */
static inline struct bill *item_bill(const struct world *w, uint32_t index)
{
	return (struct bill *)(void *)((char *)item_at(w, index) + w->bill_at);
}

/* Only where there are decisions. */
static inline struct request *item_request(const struct world *w, uint32_t index)
{
	return (struct request *)(void *)((char *)item_at(w, index) + w->request_at);
}

/* Only where there are teams. */
static inline struct trail *item_trail(const struct world *w, uint32_t index)
{
	return (struct trail *)(void *)((char *)item_at(w, index) + w->trail_at);
}

/* A branch has rework records of its own, which begin as its parent's: what another branch does again is no business of it. */
static inline struct rework_record *item_rework(const struct world *w, uint32_t index)
{
	return (struct rework_record *)(void *)((char *)item_at(w, index) + w->rework_at);
}

static inline struct pass_record *item_passes(const struct world *w, uint32_t root)
{
	if (w->any_agenda && w->flows[item_at(w, root)->kind].practice)
		return (struct pass_record *)(void *)((char *)item_agenda(w, root) + w->flows[item_at(w, root)->kind].counters_at);
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

#endif
