/* Between the three passes of expr_compile: text -> syntax tree (expr_parse.c) -> checked tree (expr_check.c; names in
   expr_resolve.c, distributions in expr_call.c, expr_table.c, expr_data.c and expr_luck.c) -> program (expr.c). Nothing else includes
   this. */
#ifndef TAKT_MODELS_EXPR_TREE_H
#define TAKT_MODELS_EXPR_TREE_H

#include <math.h>
#include "expr.h"

#define EXPR_TEXT_AT_MOST 10000    /* characters */
#define EXPR_DEPTH_AT_MOST 200     /* levels of brackets, calls and signs */
#define EXPR_HEIGHT_AT_MOST 1000   /* of the tree, where a long sum is high too: bounds the recursion of the later passes */
#define EXPR_STACK_AT_MOST 256     /* values that a program holds at once */

/* Operations on two values and on one, as C: the folding of constants and the running of programs share them. */
#define EXPR_BINARY(X) \
	X(ADD, a + b) X(SUBTRACT, a - b) X(MULTIPLY, a * b) X(DIVIDE, a / b) X(POWER, pow(a, b)) \
	X(EQUAL, a == b) X(UNEQUAL, a != b) X(LESS, a < b) X(AT_MOST, a <= b) X(MORE, a > b) X(AT_LEAST, a >= b) \
	X(MIN, b < a ? b : a) X(MAX, b > a ? b : a)
#define EXPR_UNARY(X) \
	X(NEGATE, 0.0 - a) X(NOT, a == 0.0) X(TRUTH, a != 0.0) X(ABS, fabs(a)) X(FLOOR, floor(a)) X(CEIL, ceil(a)) X(ROUND, round(a)) \
	X(SQRT, sqrt(a)) X(EXP, exp(a)) X(LOG, log(a))

#define EXPR_OPERATION(name, value) OP_##name,
#define EXPR_BY_NUMBER(name, value) OP_##name##_NUMBER,
enum expr_op {
	OP_END, OP_PUSH, OP_FACT, OP_LOOK, OP_IF, OP_AND, OP_OR, OP_JUMP, OP_JUMP_UNLESS, OP_DRAW, OP_DRAW_FIXED,
	OP_DRAW_DURATION, OP_TRACE, OP_LUCK, OP_LUCK_FIXED, OP_CORRELATED,
	EXPR_BINARY(EXPR_OPERATION)
	EXPR_UNARY(EXPR_OPERATION)
	EXPR_BINARY(EXPR_BY_NUMBER)   /* in programs only: the second value is a constant, kept in the instruction */
	OP_CALL                       /* in the tree only: a call by name that is not resolved yet */
};
#undef EXPR_OPERATION
#undef EXPR_BY_NUMBER

enum syntax_kind { SYNTAX_NUMBER, SYNTAX_NAME, SYNTAX_TEXT, SYNTAX_CALL, SYNTAX_OPERATOR };

/* One node of the tree. What stands below `checked` is filled in by the check. */
struct syntax {
	enum syntax_kind kind;
	enum expr_op op;               /* SYNTAX_OPERATOR; after the check: what to do */
	size_t start, end;             /* of its text, for complaints */
	const char *name;              /* SYNTAX_NAME, SYNTAX_CALL, SYNTAX_TEXT */
	double number;                 /* SYNTAX_NUMBER: as written, times its unit if it has one */
	const char *unit;              /* SYNTAX_NUMBER: "min", "%", NULL: none */
	bool unit_fits;                /* SYNTAX_NAME: stands where a bare unit may (after '/', '*' or '(') */
	const char *label;             /* an argument that was given by name */
	size_t label_start;
	struct syntax *weight;         /* an argument of choice: what stands after the ':' */
	struct syntax *first, *last, *next;
	unsigned count, height;

	/* checked */
	bool bad;                      /* complained about: anything that it stands in stays silent */
	bool constant;
	bool zero;                     /* a literal 0: fits every unit */
	bool bare;                     /* no unit is written in it: a plain number that may stand for one in the clock's unit */
	bool to_truth;                 /* a number that is taken as a condition */
	struct expr_type type;
	double value;                  /* constant */
	size_t observations;           /* a draw's `data`; 0: not given */
	struct syntax *luck;           /* a draw's `luck`; NULL: not given */
	double low;                    /* nothing below this can come out; -INFINITY: not known */
	uint32_t what, index;          /* OP_LOOK, OP_FACT; what of OP_DRAW, OP_LUCK…: OF_DURATION, … */
	const void *data;              /* OP_DRAW, OP_LUCK: struct expr_draw; OP_DRAW_FIXED, OP_LUCK_FIXED, OP_TRACE: struct variate */
};

/* How a value is drawn: as a duration, so never below 0; by a luck that is known when the model is read, so not by chance. */
enum { OF_DURATION = 1, OF_KNOWN_LUCK = 2 };

/* A distribution whose arguments are computed anew for each draw. */
struct expr_draw {
	const struct variate_type *type;
	const struct variate_form *form;
};

/* A piece of state that the language knows by name. */
struct state_name {
	const char *name;
	int what, what_else;           /* enum expr_state of the first and of the second sort of names; -1: none */
	unsigned allow;                /* the EXPR_ALLOW_ bit that it needs */
	enum expr_class class;
	int time;
	size_t names, names_else;      /* offsets into struct expr_scope of the names that it takes; 0: takes none */
	const char *takes;             /* "a station or a resource" */
};

/* What all passes share while one expression is compiled. */
struct expr_work {
	const struct node *node;
	const char *text;
	const struct expr_scope *scope;
	struct problems *problems;
	int want;                      /* UNIT_* */
	unsigned uses;
	uint32_t asks;
	bool failed;
	struct expr_type by;           /* the words of `by`, once it was asked for */
};

/* Complains with the caret at `offset` of the expression's text. */
void expr_complain(struct expr_work *work, size_t offset, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* The text of a part, in quotes, shortened where it is long; in the arena. */
const char *expr_quote(const struct expr_work *work, const struct syntax *part);

/* NULL after a complaint. */
struct syntax *expr_parse(struct expr_work *work);

/* Resolves names, checks units, folds constants. `words`: what a bare word may mean, or NULL. Complaints mark nodes as bad. */
void expr_check(struct expr_work *work, struct syntax *part, const struct expr_type *words);
/* The same for a name, and for a call that asks for state: queue(paint). */
void expr_check_name(struct expr_work *work, struct syntax *part, const struct expr_type *words);
void expr_check_state_call(struct expr_work *work, struct syntax *call, const struct state_name *state);
const struct expr_symbol *expr_symbol_find(const struct expr_work *work, const char *name);
/* The words that a part is compared by: those of a fact, of `by`, of the weekday; NULL: none. */
const struct expr_type *expr_words_of(struct expr_work *work, const struct syntax *part);
/* Makes a day's name that stood beside `weekday` the number of that day. */
void expr_number_weekday(struct syntax *part);
/* A checked part that must be a condition. */
void expr_check_truth(struct expr_work *work, struct syntax *part);
/* Whether two checked parts have one unit; complains otherwise. `doing`: "compared", "added", … */
bool expr_check_alike(struct expr_work *work, const struct syntax *a, const struct syntax *b, const char *doing);
/* Calls of distributions. */
void expr_check_draw(struct expr_work *work, struct syntax *call, const struct variate_type *type, const struct expr_type *words);
/* The three that draw from a table: choice, empirical, trace. */
void expr_check_table(struct expr_work *work, struct syntax *call, const struct variate_type *type, const struct expr_type *words);
/* Takes the argument of this name out of a call: NULL, there is none; and complains where it stands there twice. */
struct syntax *expr_take_argument(struct expr_work *work, struct syntax *call, const char *label);
/* Takes the argument `data = 40` out of a call. False after a complaint. */
bool expr_take_data(struct expr_work *work, struct syntax *call, const struct variate_type *type);
/* Notes a checked call that has it, and draws its parameters anew where the model is to be one of many that may be true. */
void expr_apply_data(struct expr_work *work, struct syntax *call, const struct variate_type *type);
/* The same for `luck = weather`, which it checks; and makes a checked call that has it one that is drawn by it. */
bool expr_take_luck(struct expr_work *work, struct syntax *call, const struct variate_type *type);
void expr_apply_luck(struct syntax *call);
/* correlated(luck, r) */
void expr_check_correlated(struct expr_work *work, struct syntax *call);
/* Makes a part a constant. */
void expr_fix(struct syntax *part, double value, int time);

const struct state_name *expr_state_find(const char *name);
bool expr_function_known(const char *name);
bool expr_keyword(const char *name);
int expr_index(const struct expr_names *names, const char *name);   /* -1: none */

/* ", did you mean 'x'?" for a name that is unknown here, or "", in the arena. `words` come first. */
enum { NEAR_VALUES = 1, NEAR_CALLS = 2 };
const char *expr_nearest(const struct expr_work *work, const char *name, const struct expr_type *words, int where);
const char *expr_nearest_of(const struct expr_work *work, const char *name, const char *const *names, size_t count);

static inline double expr_apply(enum expr_op op, double a, double b)
{
	switch (op) {
#define EXPR_CASE(name, result) case OP_##name: return result;
	EXPR_BINARY(EXPR_CASE)
	EXPR_UNARY(EXPR_CASE)
#undef EXPR_CASE
	default: return NAN;
	}
}

#endif
