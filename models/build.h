/* Private to the second pass (model.c and build*.c): what is known while a model is built from its specs. Every part complains and goes
   on, so that one reading finds all; where something could not be understood its index stays NONE, its expression absent, and the names
   that depend on it are set aside, so that one mistake is complained about once. */
#ifndef TAKT_MODELS_BUILD_H
#define TAKT_MODELS_BUILD_H

#include "calendar.h"
#include "config.h"
#include "model.h"
#include "project.h"

#define COUNT_AT_MOST 1e9              /* of machines, people, items at once */
#define STEPS_AT_MOST 10000            /* of one kind */
#define HOURS_IN_DAY 24.0

/* A kind while it is built; beside model->kinds. */
struct plan {
	const struct kind_spec *spec;
	struct expr_symbol *symbols;     /* the lets, then its facts */
	size_t symbol_count;
	uint32_t symbol_room, fact_room;
	const char **fact_names;         /* these four grow; the kind points to them */
	struct expr *facts;
	struct expr_type *fact_types;
	uint64_t *fact_lucks;
	const struct csv *file;          /* arrive.file as read, or NULL */
	struct expr_names tasks;         /* of its steps, in the order of its range in model->tasks */
	struct project *project;         /* NULL: it has none */
	struct case_plan *case_plan;     /* the same; without either it is a process */
	bool started;                    /* by some step */
	bool sound;                      /* nothing was wrong with its steps */
};

/* A step while it is built; beside model->tasks. */
struct step {
	const struct step_spec *spec;
	const struct task_spec *planned; /* the whole of it, where it is a project's task; else NULL */
	uint32_t plan_of;                /* the stage that this is the planning of; NONE */
	const struct case_spec *part;    /* the same of a case */
	const char *luck;                /* its name; "name#k" for the k-th step of that name in its kind */
	uint32_t region;                 /* 0: the process itself; else the branch that it stands in: routes stay inside */
	uint32_t parent;                 /* the step whose branch that is, or NONE */
	bool broken;                     /* complained about: where it leads is not known */
	bool counts;                     /* somebody asks how often an item was there */
	bool again;                      /* items may come here more than once */
	bool takes_time;                 /* it can */
	uint32_t *leads;                 /* where an item may go on to: tasks, TO_END, TO_SCRAP (route.c) */
	uint32_t lead_count;
};

/* A name and its hash: two names with one hash would share their luck. */
struct luck {
	const char *name;
	uint64_t hash;
};

/* Whether it is a task of an agenda. */
static inline bool step_is_task(const struct step *step)
{
	return step->planned || step->part;
}

/* Whether its tasks come in no fixed order. */
static inline bool plan_has_agenda(const struct plan *plan)
{
	return plan->project || plan->case_plan;
}

struct build {
	struct arena *arena;
	struct problems *problems;
	struct tree *tree;
	struct config config;
	struct model *model;
	struct expr_symbol *lets;                    /* in order of dependence */
	size_t let_count;
	const char **broken;                         /* names whose value was complained about */
	uint32_t broken_count, broken_room;
	struct expr_names stations, resources, kinds;   /* the names of the user's */
	struct expr_names needed;                       /* resources, then skills */
	struct expr_names calendars;                    /* the user's, then "always" */
	const struct calendar_hours **hours;            /* of each calendar; NULL after a complaint */
	struct calendar_clock clock;
	/* These grow; model's pointers are set when they are complete. */
	struct resource *resource_list;
	struct station *station_list;
	const struct station_spec **station_specs;   /* of hidden ones too */
	bool *visited;                               /* by any step */
	const struct expr_type **setups;             /* of the fact that a station is set up for, as the first kind that has it; NULL: none yet */
	uint32_t station_count, station_room;
	struct kind *kind_list;
	struct plan *plans;
	uint32_t kind_count, kind_room;              /* hidden kinds (repairs) come last, and have no plan */
	struct task *tasks;
	struct step *steps;
	uint32_t task_count, task_room;
	uint32_t region_count;
	const struct decision **decisions;
	uint32_t decision_room;                      /* their count stands in the model */
	struct luck *lucks;
	uint32_t luck_count, luck_room;
	struct observed observed;
};

/* What the expression at hand may name and ask. */
struct reading {
	const struct plan *plan;      /* NULL: lets only */
	uint32_t task;                /* whose pass `passes` is; NONE */
	unsigned allow;
};

enum {
	ALLOW_FLOW = EXPR_ALLOW_FACTS | EXPR_ALLOW_ITEM | EXPR_ALLOW_STATE | EXPR_ALLOW_DRAWS,
	ALLOW_WORK = ALLOW_FLOW | EXPR_ALLOW_BY,
	ALLOW_ORDER = EXPR_ALLOW_FACTS | EXPR_ALLOW_ITEM | EXPR_ALLOW_STATE,
	ALLOW_SOURCE = EXPR_ALLOW_STATE | EXPR_ALLOW_DRAWS
};

/* Complaints about a node, the caret under `word` (NULL: under its name); longer ones are cut at 1023 bytes. */
void build_error(struct build *b, const struct node *node, const char *word, const char *format, ...) __attribute__((format(printf, 4, 5)));
void build_warning(struct build *b, const struct node *node, const char *word, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* build.c: values. Each complains and returns -1 (0: done) and leaves the expression absent then. */
int build_expr(struct build *b, struct expr *expr, const struct node *node, int want, const struct reading *reading);
int build_expr_like(struct build *b, struct expr *expr, const struct node *node, const struct expr_type *like,
	const struct reading *reading);
int build_constant(struct build *b, const struct node *node, int want, double *value);
/* NULL leaves it as it is. `high` = UNLIMITED: "unlimited" may be said. */
int build_count(struct build *b, const struct node *node, double low, double high, uint32_t *count);
struct expr build_number(double value);
struct expr build_truth(bool value);
/* The mean of an expression of lets and draws; NAN where it is absent or asks for more. */
double build_mean(const struct expr *expr);

/* Tries without complaining: whether it would compile. */
bool build_try(struct build *b, struct expr *expr, const struct node *node, int want, const struct reading *reading);

/* The index of a name, or NONE after a complaint with the nearest; `what` is "station", "kind of work", … */
uint32_t build_find(struct build *b, const struct expr_names *names, const char *name, const struct node *node, const char *what);
uint32_t build_index(const struct expr_names *names, const char *name);   /* without complaint */
const char *build_text(const struct node *node);                         /* NULL where there is none */
/* Whether a key is written, even where what is written there made no sense and its field is NULL. */
bool build_has(const struct node *group, const char *name);
/* Whether some key is misspelt: what then seems to be missing is complained about already. */
bool build_has_unknown(const struct schema *schema, const struct node *group);
bool build_is_true(const struct node *node);                             /* a default is a text; NULL is false */
const char *build_title(const struct node *title, const char *name);
void build_break(struct build *b, const char *name);
void *build_grow(struct build *b, void *list, uint32_t count, uint32_t *room, size_t size);   /* room for one more */
void build_luck(struct build *b, uint64_t *hash, const char *name, const char *purpose);     /* of "name.purpose"; NULL: of the name */
void build_luck_check(struct build *b);

/* The next word of the user's in an expression's text (units behind numbers and quoted texts are none). */
struct text_word {
	const char *start;
	size_t length;
};
bool text_next_word(const char **at, struct text_word *word);
bool text_word_is(const struct text_word *word, const char *name);

/* build_let.c */
void build_lets(struct build *b);

/* build_calendar.c */
void build_calendars(struct build *b);
/* What a key `calendar` names or says, with so many on shift. NULL: always open, nobody there, not given, or complained about. */
const struct calendar *build_calendar(struct build *b, const struct node *node, uint32_t number);
/* The shifts of a resource, written at `node`, and the most that are there together. NULL: nobody, or complained about. */
const struct calendar *build_shifts(struct build *b, const struct node *node, const struct members *members, uint32_t *number);
/* at_shift_end; has_hours: the model says when, whether or not that makes a calendar, or may have meant to. */
bool build_pauses(struct build *b, const struct node *node, bool has_hours, const struct calendar *calendar);

/* build_cost.c. Where there is no node, build_money and build_cost leave the expression as it is. */
struct cost_rates build_cost_rates(struct build *b, const struct node *per_hour, const struct node *per_busy_hour,
	const struct node *per_use);
void build_cost_of_people(struct build *b, struct resource *resource, const struct resource_spec *spec);
int build_money(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading);
int build_cost(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading);   /* not negative */
void build_hourly_cost(struct build *b, struct expr *expr, const struct node *node, const struct reading *reading);
void build_investments(struct build *b);

/* build_need.c. Amounts are of resources only (take, give), needs may name a skill. */
void build_skills(struct build *b);
void build_amounts(struct build *b, const struct node *node, struct amounts *amounts, const char *verb);
void build_needs(struct build *b, struct station *station, const struct node *needs, const struct node *one_of);

/* build_fails.c: after all else, for it adds kinds, stations and tasks. */
void build_fails(struct build *b);

/* build_station.c */
void build_resources(struct build *b);
void build_stations(struct build *b);
uint32_t build_station_add(struct build *b, const char *name, const struct station_spec *spec, bool hidden);
uint32_t build_station_keeping(struct build *b, const char *name, const struct node *node, struct amounts needs);
/* Where requests gather for a meeting, in the order of the queue of the station `like` (NONE: as they come). */
uint32_t build_station_meeting(struct build *b, const char *name, const struct node *node, uint32_t like);
void build_visit(struct build *b, uint32_t task, uint32_t station, struct visit *visit);   /* for the task's kind */
void build_stations_finish(struct build *b);

/* build_work.c, build_source.c */
void build_kinds(struct build *b);
void build_source(struct build *b, uint32_t kind);
void build_source_file(struct build *b, uint32_t kind);   /* reads arrive.file; its columns that are not declared become facts */
void build_source_rows(struct build *b, uint32_t kind);    /* when they arrive, and with what facts */
bool build_source_has(const struct build *b, uint32_t kind, const char *name);   /* whether the file has such a column */
void build_fact(struct build *b, uint32_t kind, const char *name, const struct expr *value, const struct expr_type *type);
bool build_fact_name(struct build *b, const char *name, const struct node *node);   /* complains where it is taken */

/* build_process.c: which steps there are; build_step.c: what each does; build_route.c: where
   items go from there; build_flow.c: what that amounts to. */
void build_process(struct build *b, uint32_t kind);
void build_steps(struct build *b, uint32_t kind);
void build_routes(struct build *b, uint32_t kind);
void build_flow_check(struct build *b);                 /* loops, ends, unreachable steps: after all routes and starting places */
void build_slots(struct build *b);
/* What a group such as `set` changes. */
void build_settings(struct build *b, uint32_t task, const struct node *group, const struct reading *reading,
	struct settings *settings);
uint32_t build_find_step(struct build *b, uint32_t kind, const char *name, const struct node *node);
const char *build_step_name(const struct build *b, uint32_t to);   /* "end" and "scrap" too */

/* build_handoff.c */
void build_teams(struct build *b);
void build_handoffs(struct build *b);

/* build_decision.c: after all else of the step. */
void build_decision(struct build *b, uint32_t task);

/* build_project.c: what a plan says beside the work of its tasks. */
bool build_any_project(const struct build *b);
void build_project(struct build *b, uint32_t kind);     /* links, dates, costs, what comes back: after all steps */
void build_project_slots(struct build *b, uint32_t kind);
void build_project_pauses(struct build *b);             /* who does tasks takes them up again next shift, unless the model says otherwise */
/* build_planning.c: stages, and what comes before what since they are planned. */
uint32_t build_stage_of(struct build *b, const struct kind_spec *spec, const struct task_spec *task);   /* NONE: none, or no such one */
void build_planning(struct build *b, uint32_t kind, struct project_task *tasks);
void build_forecasts(struct build *b, uint32_t kind, struct project_task *tasks);   /* where the links are complete */
void build_planning_refuse(struct build *b, uint32_t kind);   /* stages of what is no project */
uint32_t build_planning_links(struct build *b, const struct project *project, const struct project_task *tasks, uint32_t task_count,
	const struct link **links);             /* beside those of the project; returns how many */
void build_agenda_entries(struct build *b);             /* where projects and cases enter: after all tasks of the user's */
/* build_risk.c */
void build_risk_facts(struct build *b, uint32_t kind);  /* before anything may name them */
void build_risks(struct build *b, uint32_t kind, struct project_task *tasks);

/* build_case.c: what a case says beside the work of its tasks. */
void build_case(struct build *b, uint32_t kind);        /* after all steps */
void build_case_slots(struct build *b, uint32_t kind);
void build_goal(struct build *b, uint32_t kind);        /* goal and outcomes, of any work */

/* build_run.c */
void build_clock(struct build *b);
bool build_is_date(const struct node *node);      /* it begins as one */
int build_date(struct build *b, const struct node *node, bool is_due, double *time);
	                                          /* time of the run; due on a day is due by its end. -1 after a complaint */
void build_run(struct build *b);

/* build_measure.c */
void build_measures(struct build *b);
void build_expectations(struct build *b);
void build_metrics_check(struct build *b);        /* that those which the file names are there: they are declared last */

#endif
