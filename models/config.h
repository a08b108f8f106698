/* The tables of the model language: what each group may say. Reading fills the structs below; a field is the node as written
   (or its default), NULL where there is neither. The second pass (model.c) gives the nodes their meaning. */
#ifndef TAKT_MODELS_CONFIG_H
#define TAKT_MODELS_CONFIG_H

#include "schema.h"

struct clock_spec {
	const struct node *node;
	const struct node *unit, *start, *workday, *rate;
};

struct run_spec {
	const struct node *node;
	const struct node *length, *items, *warmup, *replications, *seed, *items_at_most, *precision, *at_most, *judge;
};

/* Opening hours: a text alone, or a group. */
struct calendar_spec {
	const struct node *node;
	const struct node *hours, *except;
};

struct shift_spec {
	const struct node *node;
	const struct node *number, *hours, *except;
};

struct fails_spec {
	const struct node *node;
	const struct node *every, *repair, *counts, *needs;
};

struct setup_spec {
	const struct node *node;
	const struct node *on, *time;
};

struct batch_spec {
	const struct node *node;
	const struct node *size, *wait_at_most;
};

struct resource_spec {
	const struct node *node;
	const struct node *title, *number, *calendar, *at_shift_end, *speed, *skills, *team, *cost_per_hour, *cost_per_busy_hour, *cost_per_use,
		*overtime_cost_per_hour, *fixed_cost_per_week;
	const struct fails_spec *fails;
	struct members shifts;                /* struct shift_spec */
};

struct queue_spec {
	const struct node *node;
	const struct node *order, *limit, *when_full, *patience, *strict, *preempt;
};

struct station_spec {
	const struct node *node;
	const struct node *title, *machines, *needs, *needs_one_of, *time, *calendar, *at_shift_end, *cost_per_hour, *cost_per_busy_hour,
		*cost_per_use;
	const struct queue_spec *queue;
	const struct setup_spec *setup;
	const struct batch_spec *batch;
	const struct fails_spec *fails;
};

struct rates_spec {
	const struct node *node;
	const struct node *period, *each, *per_hour;
};

struct arrive_spec {
	const struct node *node;
	const struct node *every, *first, *at, *period, *file, *keep, *size, *until, *at_most, *calendar;
	const struct rates_spec *rates;
};

struct start_with_spec {
	const struct node *node;
	const struct node *step, *number;
};

struct rework_spec {
	const struct node *node;
	const struct node *chance, *when, *to, *share, *at_most;
};

struct next_spec {
	const struct node *node;
	const struct node *to, *chance, *when;
};

/* The group form of a step's `start`. */
struct start_spec {
	const struct node *node;
	const struct node *kind, *number, *wait_for;
};

struct escalates_spec {
	const struct node *node;
	const struct node *after, *to, *time;
};

struct default_spec {
	const struct node *node;
	const struct node *after, *set;
};

struct handoff_spec {
	const struct node *node;
	const struct node *from, *to, *delay, *loses, *share;
};

/* The group form of a step's `decision`. */
struct decision_spec {
	const struct node *node;
	const struct node *meets, *agenda;
	const struct escalates_spec *escalates;
	const struct default_spec *otherwise;
};

/* A process step written as a group. `start` is a kind's name, or a group { kind; number; wait_for } (start_spec); `decision` is
   true, or a group (decision_spec). */
struct step_spec {
	const struct node *node;
	const struct node *name, *title, *at, *machines, *needs, *needs_one_of, *time, *quantity, *norm, *wait, *chance, *set, *take,
		*give, *start, *number, *wait_for, *together, *join, *rest, *cost, *cost_of_work, *decision;
	const struct queue_spec *queue;       /* of an own unnamed station */
	const struct rework_spec *rework;
	struct members next;                  /* struct next_spec */
};

/* What comes before a project's task; a task of its `affected_by`. */
struct link_spec {
	const struct node *node;
	const struct node *task, *link, *lag;
};

struct affect_spec {
	const struct node *node;
	const struct node *chance, *share;
};

/* A task of a project: a step, and its place in the plan. `after` is a task's name, or a list of such names and of groups (link_spec). */
struct task_spec {
	struct step_spec step;
	const struct node *after, *not_before, *due, *checkpoint, *early_cost_per_hour, *late_cost_per_hour, *improves, *stage;
	struct members affected_by;           /* struct affect_spec */
};

/* A stage of a project (plan: a task without a place in the plan of its own) or of a case (when, close, repeat). */
struct stage_spec {
	const struct node *node;
	const struct node *title, *when, *close, *repeat;
	const struct task_spec *plan;
};

/* A case that has closed may be opened again. */
struct reopens_spec {
	const struct node *node;
	const struct node *chance, *after, *set;
};

struct planning_spec {
	const struct node *node;
	const struct node *wave, *stale, *redo, *forecasts;
};

/* A part of a case: a task, a milestone or an event. */
struct case_spec {
	struct step_spec step;
	const struct node *when, *repeat, *stage, *cancel, *in_hand, *milestone, *happens;
};

struct risk_spec {
	const struct node *node;
	const struct node *title, *chance, *happens, *repeat, *hits, *delay, *grows, *cost;
};

struct kind_spec {
	const struct node *node;
	const struct node *title, *facts, *priority, *review, *promise, *budget, *holding_cost_per_hour, *late_cost_per_hour, *process,
		*value, *cost, *calendar, *goal, *outcomes, *close, *concurrency;
	const struct arrive_spec *arrive;
	struct members start_with;            /* struct start_with_spec */
	const struct planning_spec *planning;
	const struct reopens_spec *reopens;
	struct members project, parts, stages, risks;   /* struct task_spec, struct case_spec, struct stage_spec, struct risk_spec */
};

struct measure_spec {
	const struct node *node;
	const struct node *title, *of, *share, *mean, *sd, *where, *over_time;
};

struct scenario_spec {
	const struct node *node;
	const struct node *title, *lever, *set, *invest, *life;
};

/* A change of the user's own among those that `takt levers` tries. */
struct own_lever_spec {
	const struct node *node;
	const struct node *title, *lever, *set, *invest, *life, *cost_per_week;
};

struct levers_spec {
	const struct node *node;
	const struct node *only, *skip;
	struct members own;                   /* struct own_lever_spec */
};

/* What a validation model is held against: `takt validate`. */
struct expect_spec {
	const struct node *node;
	const struct node *of, *metric, *per, *value, *kind, *within, *case_id, *source;
};

struct config {
	const struct node *node;
	const struct node *title, *about, *money, *let, *handoffs;   /* handoffs: a group, or a list of groups (handoff_spec) */
	const struct clock_spec *clock;
	const struct run_spec *run;
	const struct levers_spec *levers;
	struct members calendars, resources, stations, work, measures, scenarios, expect;
};

/* The root of the tables: `takt doc`, paths and reading all start here. */
extern const struct schema config_schema;

/* Of the group `levers`: `takt levers` reads it again. */
extern const struct schema levers_schema;

/* The tables of single groups. Those of steps and `start` stand where only the second pass takes them apart. */
extern const struct schema calendar_schema, shift_schema, fails_schema;          /* config_calendar.c */
extern const struct schema resource_schema, queue_schema, station_schema;        /* config_place.c */
extern const struct schema kind_schema, step_schema, start_schema;               /* config_work.c */
extern const struct schema decision_schema, handoff_schema;                      /* config_decision.c */
extern const struct schema stage_schema, planning_schema;                        /* config_stage.c */
extern const struct schema task_schema, link_schema, risk_schema, repeat_schema; /* config_project.c */
extern const struct schema case_schema, reopens_schema;                          /* config_case.c */

#endif
