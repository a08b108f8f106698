/* A model, compiled and constant: shared by all threads. model_build makes it from a tree, engine_run runs it once. */
#ifndef TAKT_MODELS_MODEL_H
#define TAKT_MODELS_MODEL_H

#include <stdbool.h>
#include <stdint.h>
#include "sim/arena.h"
#include "sim/metric.h"
#include "sim/problem.h"
#include "expr.h"
#include "tree.h"

#define NONE UINT32_MAX
#define UNLIMITED UINT32_MAX
#define HOURS_IN_WEEK 168.0

struct case_plan;
struct decision;
struct ending;
struct handoff;
struct project;

/* n of a resource. */
struct amount {
	uint32_t resource, number;
};

struct amounts {
	const struct amount *list;
	uint32_t count;
};

/* How many of a resource are among them; 0: none. */
static inline uint32_t amounts_of(const struct amounts *amounts, uint32_t resource)
{
	for (uint32_t i = 0; i < amounts->count; i++)
		if (amounts->list[i].resource == resource)
			return amounts->list[i].number;
	return 0;
}

/* What an hour of one unit costs, all in money per clock unit, and what each use costs. */
struct cost_rates {
	double paid;                  /* while on shift */
	double busy;                  /* while at work, on top */
	double overtime;              /* after the end of the shift, in place of `paid`; as `paid` unless the model says otherwise */
	double use;                   /* money each time */
	double fixed;                 /* for the whole pool */
};

/* How units fail. `every` runs from the end of a repair to the next failure, by the clock or by busy time. */
struct fails {
	struct expr every, repair;    /* every absent: never */
	bool by_busy_time;
	uint32_t repair_station;      /* hidden: where the repair is done (unlimited machines, the crew as needs); NONE without fails */
	uint32_t repair_kind, repair_task;   /* the hidden kind of its jobs, and its only task */
	uint64_t luck_every, luck_repair;
};

struct resource {
	const char *name, *title;
	uint32_t number;              /* the most that are ever on shift */
	const struct node *node;
	const struct calendar *calendar;   /* NULL: always all of them */
	bool pauses;                  /* at_shift_end: the task in hand is taken up again next shift; else it is finished (overtime) */
	double speed;                 /* work per clock unit; 1 is the norm */
	uint32_t team;                /* into model->teams; NONE */
	struct cost_rates costs;
	struct fails fails;
	const uint32_t *kinds;        /* of work that may use it (shared.h) */
	uint32_t kind_count;
};

struct indexes {
	const uint32_t *list;
	uint32_t count;
};

enum preempt { PREEMPT_NO, PREEMPT_RESUME, PREEMPT_RESTART };
enum setup_on { SETUP_NEVER, SETUP_FACT, SETUP_KIND };

enum order { ORDER_FIFO, ORDER_LIFO, ORDER_RANDOM, ORDER_KEY };   /* KEY: lowest value of `key` first */
enum full { FULL_BLOCK, FULL_TURN_AWAY, FULL_DIVERT };
enum key_kind { KEY_PRIORITY, KEY_SHORTEST, KEY_DUE, KEY_COST_OF_DELAY, KEY_EXPRESSION };

/* Where work queues for its own machines and for shared resources. A step with needs of its own has an unnamed one, a `take` has one
   that keeps what it seizes (`keeps`). */
struct station {
	const char *name, *title;     /* of unnamed ones: "kind.step" */
	const struct node *node;
	uint64_t hash;                /* of its name, for luck that is its own (random order) */
	struct amounts needs;         /* seized together with a machine */
	struct amounts one_of;        /* the first free of these, in the order written (number each); count 0: none */
	uint32_t machines;            /* or UNLIMITED */
	uint32_t limit;               /* or UNLIMITED */
	enum order order;
	enum key_kind key_kind;
	enum full when_full;
	uint32_t divert_to;
	bool hidden;                  /* an own unnamed station: reported as its step, not listed among stations */
	bool of_plan;                 /* hidden, and nothing but the place of a project's task: what is to be said of it is said of the task */
	bool keeps;                   /* what it seizes stays with the item (take) */
	bool meets;                   /* requests gather there until the next meeting: nothing is done at it */
	bool key_needs_work;          /* shortest: time is drawn when joining */
	bool strict;
	bool pauses;
	struct cost_rates costs;      /* of one machine */
	struct fails fails;           /* of each machine */
	enum setup_on setup_on;
	uint32_t batch_size;          /* 1: none */
	double batch_wait;            /* INFINITY: until it is full */
	enum preempt preempt;
	const struct calendar *calendar;   /* NULL: always open */
	struct expr time;             /* absent: the step must say */
	struct expr key;              /* KEY_EXPRESSION; where it names facts: as the first kind that comes reads it, so use the task's */
	struct expr patience;         /* absent: for ever; where it names facts: as the first kind that comes reads it, so use the task's */
	const uint16_t *causes;       /* what those who wait there may wait for (cause.h), in the order of reports */
	uint32_t cause_count;
};

enum task_work { WORK_NOTHING, WORK_STATION, WORK_WAIT, WORK_TOGETHER, WORK_AGENDA };

/* Where to go: a task of the same kind, or one of the two ends. */
#define TO_END (UINT32_MAX - 1)
#define TO_SCRAP (UINT32_MAX - 2)
#define TO_FOLLOWING (UINT32_MAX - 3)

struct branch {
	struct expr chance, when;     /* one of the two */
	uint32_t to;
};

struct setting_of_fact {
	uint32_t fact;
	struct expr value;
};

/* Facts that are set, in this order. The i-th draws with the luck of `luck` + i. */
struct settings {
	const struct setting_of_fact *list;
	uint32_t count;
	uint64_t luck;
};

/* What a station says, as the facts of one kind read it: expressions of stations are compiled anew for each step that comes there. */
struct visit {
	uint32_t station;
	struct expr time;             /* the work there: the step's own time, else the station's; absent where the step has quantity and norm */
	struct expr key;              /* the station's order, where it is KEY_EXPRESSION; else absent */
	struct expr patience;         /* absent: for ever */
	struct expr setup;            /* as in struct task */
	uint32_t setup_fact;
};

/* One step, or one task of a project or case. Indexes are into model->tasks; an index that an expression passes to `look` (done, count) is
   counted from the kind's task_first. What is looked at whenever an item passes stands together, before the long expressions. */
struct task {
	const char *name, *title;
	const struct node *node;
	uint32_t kind;
	enum task_work work;
	uint32_t station;             /* WORK_STATION */
	uint32_t take_station;        /* NONE, or the station that keeps */
	uint32_t pass_slot;           /* index into the item's pass counters, NONE: never visited again nor counted */
	uint32_t following;           /* the step after it, TO_END at the end (of the branch) */
	uint32_t rework_to;           /* NONE: no rework */
	uint32_t rework_at_most;      /* or UNLIMITED */
	uint32_t rework_slot;         /* index into the item's rework records */
	uint32_t start_kind;          /* NONE */
	uint32_t next_count, elsewhere_count;
	uint32_t branch_count, join;
	bool counts_visit;            /* work that counts in work.K.visits */
	bool start_wait;
	bool rest_finishes;
	const struct decision *decision;   /* NULL: it is none */
	const struct branch *next;
	struct settings sets;         /* at its end */
	struct amounts give;
	const struct visit *elsewhere;   /* where a full queue may divert it to, in order of the diverts */
	const uint32_t *branches;     /* WORK_TOGETHER: first task of each; a branch ends at TO_END of its last */
	struct expr setup;            /* WORK_STATION: the time of a setup there, absent without */
	uint32_t setup_fact;          /* SETUP_FACT: which fact of this kind; NONE: this kind has it not, so that it never asks for a setup */
	struct expr cost;             /* money each time; absent: none */
	struct expr cost_of_work;     /* of all its work, a share of it for a share; absent: none */
	uint64_t luck_setup, luck_cost, luck_cost_of_work;
	uint64_t luck_time, luck_chance, luck_rework, luck_next, luck_patience, luck_start, luck_handoff;   /* hashes of the purposes */
	struct expr chance;           /* absent: always done */
	struct expr time;             /* WORK_STATION: the work, WORK_WAIT: the delay (the station's time where the step has none) */
	struct expr quantity, norm;   /* present together: work = quantity / (norm x units of the first need) */
	struct expr start_number;     /* absent: 1 */
	struct expr rework_chance, rework_when, rework_share;
	struct expr key, patience;    /* WORK_STATION: what the station says, as this kind's facts read it */
};

enum arrive_how { ARRIVE_NEVER, ARRIVE_EVERY, ARRIVE_RATES, ARRIVE_AT, ARRIVE_FILE, ARRIVE_KEEP };

struct source {
	enum arrive_how how;
	struct expr every, first;
	double period, each;          /* rates, at (0: not repeated) */
	const double *rates;          /* arrivals per clock unit in each interval of the period */
	const double *reached;        /* expected arrivals from the period's start to the start of interval i; count + 1 values */
	double shift, passed;         /* rates of a day or week: how much of it is over when the run begins; expected arrivals in that */
	uint32_t rate_count;
	const double *times;          /* at, file */
	const double *columns;        /* file: facts of the row, row by row */
	const uint32_t *column_facts; /* which fact each column is */
	uint32_t time_count, column_count;
	uint32_t keep;
	struct expr size;
	double until;                 /* INFINITY: no end */
	uint64_t at_most;             /* UINT64_MAX */
	const struct calendar *calendar;   /* the arrival clock stands still outside; NULL: always */
	double mean_rate;             /* long-run items per clock unit; 0 where arrivals have an end, NAN where not known */
	double mean_number;           /* of items in all; INFINITY where arrivals have no end, NAN where not known */
};

struct initial {
	uint32_t task, number;
};

struct kind {
	const char *name, *title;
	const struct node *node;
	struct source source;
	const struct initial *initial;
	uint32_t initial_count;
	const char *const *fact_names;
	const struct expr *facts;     /* absent: comes from the file or from whoever starts the item */
	const struct expr_type *fact_types;
	const uint64_t *fact_lucks;   /* each fact has a stream of its own, so that a new one moves no other */
	uint32_t fact_count;
	struct expr priority, promise, holding_cost, late_cost;   /* money per clock unit */
	struct expr value, cost;      /* money of a completed item; money of its material when it enters */
	struct expr budget;           /* money that an item may cost in all; absent: none */
	double review;                /* the priority of who waits is read anew every so long; 0: it is not */
	bool review_change;           /* it is when facts change */
	const struct calendar *calendar;   /* time in system is also told in its hours, and `promise` counts in them; NULL: none */
	bool hidden;                  /* repair jobs: not reported as work */
	uint32_t first_task, task_first, task_count;              /* entry; range in model->tasks. Projects and cases enter at a task beyond it */
	uint32_t pass_slots, rework_slots;
	const struct project *project;   /* its plan; NULL: none */
	const struct case_plan *case_plan;   /* NULL: none; without either it is a process */
	struct expr goal;             /* holds when an item has reached what it was for; absent: nothing is said */
	const struct ending *endings;   /* the first that holds when an item is completed (case_plan.h) */
	uint32_t ending_count;
	const uint16_t *causes;       /* all that its time may go by with (cause.h), in the order of reports */
	uint32_t cause_count;
	uint64_t hash, luck_arrive, luck_facts, luck_promise, luck_size;
};

/* Whether its tasks come in no fixed order: a project or a case. */
static inline bool kind_has_agenda(const struct kind *kind)
{
	return kind->project || kind->case_plan;
}

enum measure_how { MEASURE_SHARE, MEASURE_MEAN, MEASURE_SD, MEASURE_OVER_TIME };

struct measure {
	const char *name, *title;     /* title: the name where the model gives none */
	enum measure_how how;
	uint32_t kind;                /* NONE: over time */
	struct expr of, where;        /* where: absent: all */
};

enum warmup_how { WARMUP_AUTO, WARMUP_NONE, WARMUP_TIME };

struct expectation {
	const struct node *node;
	const char *case_id, *of, *metric, *kind, *source;
	const char *per;              /* NULL, or a second metric: the value is metric / per */
	double value, within;
};

/* How the waiting ledger is kept. All lists are by cause (cause.h). */
struct ledger {
	const char *const *names, *const *words;
	const uint32_t *slots;        /* which of an item's slots has its time; NONE: none has */
	uint32_t slot_count;
	uint32_t waited;              /* the only cause that queues have, whose time is all that an item has `waited`; NONE: there is none such */
};

struct model {
	const char *title, *file, *source, *scenario, *scenario_title, *about;
	const char *money, *time_unit, *rate_unit;   /* rate_unit: "h", "d", "wk" */
	double unit;                 /* clock units in one second */
	double workday;              /* clock units in one working day */
	double hour;                 /* clock units in one hour */
	double per_rate;             /* clock units in one rate_unit */
	double start;                /* clock.start in clock units after a Monday 00:00; 0 where not given */
	const char *start_text;      /* NULL where not given */
	double length;               /* INFINITY: until done */
	const char *length_text;     /* as the model says it, with its unit; NULL where length is INFINITY */
	uint64_t items;              /* completions that end the run; UINT64_MAX: no such end */
	enum warmup_how warmup_how;
	double warmup;
	const char *warmup_text;     /* as the model says it; NULL where it is not a time */
	uint32_t replications, at_most;      /* at_most: where a precision, or a decision, says when there are enough */
	double precision;                    /* 0: not asked for; else the relative half width of what is judged */
	const char *const *judged;           /* names of metrics; none: the time in system of each kind */
	uint32_t judged_count;
	uint64_t seed, items_at_most;
	const struct resource *resources;
	const struct station *stations;
	const struct task *tasks;
	const struct kind *kinds;
	const struct measure *measures;
	const struct decision *const *decisions;   /* in the order of their tasks */
	const char *const *teams;    /* in the order in which resources name them */
	const struct handoff *handoffs;
	const struct expectation *expectations;
	uint32_t resource_count, station_count, named_stations, task_count, kind_count, measure_count, expectation_count, decision_count,
		team_count, handoff_count;
	uint32_t fact_slots, pass_slots, rework_slots;   /* the most of any kind: the item record's tail */
	bool over_time;              /* some measure is over time */
	bool costs;                  /* something costs or is worth money: the money metrics are there */
	bool asks_cost;              /* some expression asks what an item has cost so far */
	bool asks_chain;             /* or for the critical chain */
	bool interrupts;             /* work in hand can be interrupted (pause, failure, preemption): items keep what remains of it */
	double invest, life;         /* of the scenario: money, clock units; 0: none */
	struct ledger ledger;
	struct metric_table metrics;
	const char *const *scenario_names;   /* "base" first */
	uint32_t scenario_count;
	const char *const *scenario_titles;  /* one for each name; the name itself where the file gives none */
	const char *const *scenario_levers;  /* "managerial", "engineering", "entrepreneurial", or NULL */
	const char *const *sets;             /* what was changed in this model: the scenario's, then those given beside it */
	uint32_t set_count;
	const struct observed_place *observed;   /* the distributions behind which a number of observations stands */
	uint32_t observed_count;
	const char *const *data_files;       /* as written, each once, in order of appearance */
	uint32_t data_file_count;
	struct arena *arena;
};

/* Builds the model of a scenario ("base": the file as it is) with `set_count` overrides on top. NULL where problems has errors.
   The model lives in `arena`; model_done frees what does not. `tree` must outlive it. */
struct model *model_build(const struct tree *tree, const char *scenario, const char *const *sets, size_t set_count, struct arena *arena,
	struct problems *problems);
/* The same as one of the models that may be true: distributions with `data` have parameters as so many observations might have given. */
struct model *model_build_drawn(const struct tree *tree, const char *scenario, const char *const *sets, size_t set_count,
	const struct observed_draw *draw, struct arena *arena, struct problems *problems);
void model_done(struct model *model);

#endif
