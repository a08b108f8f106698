/* Expressions of the model language: parsed once, units checked, compiled to a short program, evaluated often. */
#ifndef TAKT_MODELS_EXPR_H
#define TAKT_MODELS_EXPR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sim/arena.h"
#include "sim/problem.h"
#include "sim/stream.h"
#include "sim/variate.h"
#include "observed.h"
#include "tree.h"

/* What a value is. A number has a power of time as its unit (12 min: 1, 11 / h: -1, plain: 0). */
enum expr_class { EXPR_NUMBER, EXPR_TRUTH, EXPR_WORD };

struct expr_type {
	enum expr_class class;
	int time;                          /* EXPR_NUMBER: power of time */
	const char *const *words;          /* EXPR_WORD: the named values; a value is an index into them */
	size_t word_count;
};

/* What an expression may ask of the world (`look` below); `index` is of the station, resource, kind or task named. Answers: times
   in clock units; HOUR 0 to 24; WEEKDAY 1 (Monday) to 7; DONE 1 or 0; BY the index of the resource that serves, or the number of
   resources plus the index of the station; ORDINAL counted from 0 (asked by trace wherever draws are allowed). */
enum expr_state {
	EXPR_NOW, EXPR_AGE, EXPR_WAITED, EXPR_PASSES, EXPR_HOUR, EXPR_WEEKDAY, EXPR_QUEUE, EXPR_BUSY_STATION, EXPR_BUSY_RESOURCE,
	EXPR_FREE_RESOURCE, EXPR_WIP, EXPR_DONE, EXPR_COUNT, EXPR_ENDED, EXPR_ACTIVE, EXPR_BY, EXPR_ORDINAL, EXPR_POSITION, EXPR_LATEST_START,
	EXPR_LATEST_FINISH, EXPR_SLACK, EXPR_FOLLOWERS, EXPR_RANK_WEIGHT, EXPR_TASK_TIME, EXPR_CRITICAL_CHAIN,
	EXPR_COST_SO_FAR
};

/* A name of the user's: a let (constant `value`) or a fact (index `index` into the item's facts). */
struct expr_symbol {
	const char *name;
	struct expr_type type;
	bool fact;
	double value;
	int index;
};

struct expr_names {
	const char *const *names;
	size_t count;
};

enum { EXPR_ALLOW_FACTS = 1, EXPR_ALLOW_ITEM = 2, EXPR_ALLOW_STATE = 4, EXPR_ALLOW_DRAWS = 8, EXPR_ALLOW_BY = 16, EXPR_ALLOW_PLAN = 32,
	EXPR_ALLOW_MEMBERS = 64 };

/* What an expression may name. Borrowed during expr_compile only, but for words and `arena`. */
struct expr_scope {
	const struct expr_symbol *symbols;
	size_t symbol_count;
	struct expr_names stations, resources, kinds, tasks;   /* tasks: of this kind */
	unsigned allow;        /* ITEM: age, waited, cost_so_far, passes, done, count, ordinal; STATE: now, hour, weekday, queue, busy, free, wip;
	                          PLAN: position, latest_start, … of a project's task; MEMBERS: done, count, ended, active of what is
	                          in a case */
	double unit;           /* how many clock units are in one second */
	double workday;        /* clock units in one wd */
	const char *folder;    /* of data files */
	struct observed *observed;   /* where `data` stands is noted there, and drawn anew where it says so; NULL: neither */
	struct arena *arena;   /* owns what is compiled */
};

struct expr_code;

/* A compiled expression. The two common forms are told apart from the rest so that they cost nothing. */
enum expr_form { EXPR_ABSENT, EXPR_CONSTANT, EXPR_DRAW, EXPR_CODE };

struct expr {
	enum expr_form form;
	struct expr_type type;
	double value;                    /* EXPR_CONSTANT */
	struct variate variate;          /* EXPR_DRAW: one call with constant arguments and nothing else */
	const struct expr_code *code;    /* EXPR_CODE */
	unsigned uses;                   /* EXPR_ALLOW_ bits: what it really asks for */
	uint32_t asks;                   /* bit 1 << enum expr_state for each kind of state that it asks for */
};

/* What an expression sees when it is evaluated. */
struct expr_env {
	double *facts;                   /* NULL where none are allowed */
	struct stream *stream;           /* addressed by the caller; draws follow in the order written */
	double (*look)(const void *world, enum expr_state what, uint32_t index);
	const void *world;
	bool means;                      /* each distribution gives its mean instead of a draw (loads, expected times) */
};

/* Compiles the value of `node` (a text or a number) for a place where `want` belongs: UNIT_TIME and so on of schema.h (passed as
   int to keep this header free of it); UNIT_NONE takes anything. A bare number where a time (rate) belongs is in (per) the
   clock's unit. Complains with the text shown and a caret. 0, or -1. */
int expr_compile(struct expr *expr, const struct node *node, int want, const struct expr_scope *scope, struct problems *problems);

/* The same for a fact or `set`, where `want_words` names the values that a bare word may mean (NULL: none). */
int expr_compile_like(struct expr *expr, const struct node *node, const struct expr_type *want, const struct expr_scope *scope,
	struct problems *problems);

/* The general case of expr_value. A call whose arguments turn out wrong while running (a negative mean) gives NAN. */
double expr_run(const struct expr *expr, const struct expr_env *env);

static inline double expr_value(const struct expr *expr, const struct expr_env *env)
{
	if (expr->form == EXPR_CONSTANT)
		return expr->value;
	if (expr->form == EXPR_DRAW && !env->means)
		return variate_draw(&expr->variate, env->stream);
	return expr_run(expr, env);
}

/* Marks the facts, and of the tasks those whose done, count, ended or active it asks for. */
void expr_mark_names(const struct expr *expr, bool *facts, bool *tasks);

/* What is expected of it: env with `means` set. */
double expr_mean(const struct expr *expr, const struct expr_env *env);

/* Nothing below this can come out; -INFINITY where that is not easily known. */
double expr_lowest(const struct expr *expr);

/* Whether a name is taken by the language: a unit, function, distribution, state name or reserved word. For clashes. */
bool expr_name_taken(const char *name);

/* Whether it is a name of the plan's: taken where there are projects. */
bool expr_name_of_plan(const char *name);

/* For `takt doc`: functions and state names, ends with name == NULL. */
struct expr_word {
	const char *name, *arguments, *help;
};
extern const struct expr_word expr_functions[], expr_states[], expr_units[];

#endif
