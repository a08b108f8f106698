/* Names and units: every node of the tree gets its type, names get their meaning, what is constant is folded. A node that was
   complained about is bad, and silences all that it stands in, so that one mistake is one complaint. */
#include <float.h>
#include <math.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static const char *type_words(const struct expr_type *type)
{
	static const char *const words[] = {[EXPR_TRUTH] = "a condition", [EXPR_WORD] = "a word"};
	return type->class == EXPR_NUMBER ? unit_words(type->time) : words[type->class];
}

void expr_fix(struct syntax *part, double value, int time)
{
	part->constant = true;
	part->op = OP_PUSH;
	part->value = part->low = value;
	part->type = (struct expr_type){.class = EXPR_NUMBER, .time = time};
}

/* ---- Units ---- */

bool expr_check_alike(struct expr_work *work, const struct syntax *a, const struct syntax *b, const char *doing)
{
	if (a->bad || b->bad)
		return false;
	const struct expr_type *left = &a->type, *right = &b->type;
	if (left->class == EXPR_NUMBER && right->class == EXPR_NUMBER && (left->time == right->time || a->zero || b->zero))
		return true;
	if (left->class == right->class && left->class == EXPR_TRUTH)
		return true;
	if (left->class == right->class && left->class == EXPR_WORD) {
		bool same = left->word_count == right->word_count;
		for (size_t i = 0; same && i < left->word_count; i++)
			same = strcmp(left->words[i], right->words[i]) == 0;
		if (!same)
			expr_complain(work, b->start, "%s and %s do not have the same values and cannot be %s", expr_quote(work, a),
				expr_quote(work, b), doing);
		return same;
	}
	/* Which of the two wants a unit written? The one that is a number without. */
	const struct syntax *plain = b->kind == SYNTAX_NUMBER && b->bare ? b : a->kind == SYNTAX_NUMBER && a->bare ? a : NULL;
	const struct syntax *other = plain == b ? a : b;
	char write[64] = "";
	if (plain && other->type.class == EXPR_NUMBER && (other->type.time == 1 || other->type.time == -1))
		snprintf(write, sizeof write, ": write '%.12g %s%s'", plain->number, other->type.time < 0 ? "/ " : "",
			unit_of_clock(work->scope->unit, work->scope->workday));
	expr_complain(work, (plain ? plain : b)->start, "%s is %s and %s is %s%s%s%s", expr_quote(work, a), type_words(left),
		expr_quote(work, b), type_words(right), *write ? write : "; they cannot be ", *write ? "" : doing, "");
	return false;
}

/* Takes a number as a condition where it was meant as one: a fact, a let or chance(p), which are 1 or 0. */
void expr_check_truth(struct expr_work *work, struct syntax *part)
{
	if (part->bad || part->type.class == EXPR_TRUTH)
		return;
	bool named = part->kind == SYNTAX_NAME && expr_symbol_find(work, part->name);
	bool chance = part->kind == SYNTAX_CALL && strcmp(part->name, "chance") == 0;
	if ((named || chance) && part->type.class == EXPR_NUMBER && part->type.time == 0) {
		part->to_truth = true;
		part->value = part->value != 0.0;
		part->low = 0.0;
		part->type.class = EXPR_TRUTH;
		part->bare = part->zero = false;
		return;
	}
	part->bad = true;
	expr_complain(work, part->start, "%s is %s; a condition belongs here: compare it with something", expr_quote(work, part),
		type_words(&part->type));
}

/* A part that must be a number with any unit, or (`plain`) without. */
static bool want_number(struct expr_work *work, struct syntax *part, bool plain, const char *what)
{
	if (part->bad)
		return false;
	if (part->type.class == EXPR_NUMBER && (!plain || part->type.time == 0))
		return true;
	expr_complain(work, part->start, "%s is %s; %s needs a %snumber%s", expr_quote(work, part), type_words(&part->type), what,
		plain ? "plain " : "", plain && part->type.time == 1 ? ": divide it by a unit first, as in 'age / 1 h'" : "");
	return false;
}

/* ---- Operators ---- */

static const char *sign_of(enum expr_op op)
{
	switch (op) {
	case OP_ADD: return "+";
	case OP_SUBTRACT: return "-";
	case OP_NEGATE: return "-";
	case OP_MULTIPLY: return "*";
	case OP_DIVIDE: return "/";
	case OP_POWER: return "^";
	default: return "a comparison";
	}
}

static bool check_scaling(struct expr_work *work, struct syntax *part, struct syntax *a, struct syntax *b)
{
	if (!want_number(work, a, false, sign_of(part->op)) || !want_number(work, b, false, sign_of(part->op)))
		return false;
	bool divides = part->op == OP_DIVIDE;
	part->type.time = a->type.time + (divides ? -b->type.time : b->type.time);
	part->bare = a->type.time == 0 && b->type.time == 0 && (a->bare || b->bare);
	part->low = a->low < 0.0 || b->low < 0.0 ? -INFINITY : divides ? 0.0 : fmin(a->low * b->low, DBL_MAX);
	if (part->type.time < -EXPR_DEPTH_AT_MOST || part->type.time > EXPR_DEPTH_AT_MOST) {
		expr_complain(work, part->start, "this power of time is out of all proportion");
		return false;
	}
	if (divides && b->constant && b->value == 0.0) {
		expr_complain(work, b->start, "%s divides by zero", expr_quote(work, part));
		return false;
	}
	return true;
}

static bool check_power(struct expr_work *work, struct syntax *part, struct syntax *a, struct syntax *b)
{
	if (!want_number(work, a, false, "^") || !want_number(work, b, true, "an exponent"))
		return false;
	part->low = a->low >= 0.0 ? 0.0 : -INFINITY;
	part->bare = a->bare;
	if (a->type.time == 0)
		return true;
	if (!b->constant || b->value != round(b->value) || fabs(b->value) > 9.0) {
		expr_complain(work, b->start, "%s is %s: its exponent must be a whole number such as 2", expr_quote(work, a),
			type_words(&a->type));
		return false;
	}
	part->type.time = a->type.time * (int)b->value;
	return true;
}

static bool check_comparison(struct expr_work *work, struct syntax *part, struct syntax *a, struct syntax *b)
{
	part->type.class = EXPR_TRUTH;
	part->low = 0.0;
	bool order = part->op != OP_EQUAL && part->op != OP_UNEQUAL;
	if (!expr_check_alike(work, a, b, "compared"))
		return false;
	if (!order || a->type.class == EXPR_NUMBER)
		return true;
	expr_complain(work, part->start, "%s is %s: only '=' and '!=' compare it", expr_quote(work, a), type_words(&a->type));
	return false;
}

static bool check_pair(struct expr_work *work, struct syntax *part, struct syntax *a, struct syntax *b)
{
	switch (part->op) {
	case OP_MULTIPLY:
	case OP_DIVIDE:
		return check_scaling(work, part, a, b);
	case OP_POWER:
		return check_power(work, part, a, b);
	case OP_ADD:
	case OP_SUBTRACT:
		if (!expr_check_alike(work, a, b, part->op == OP_ADD ? "added" : "subtracted"))
			return false;
		if (!want_number(work, a, false, sign_of(part->op)))
			return false;
		part->type.time = a->zero ? b->type.time : a->type.time;
		part->bare = a->bare && b->bare;
		part->low = part->op == OP_ADD ? a->low + b->low : b->constant ? a->low - b->value : -INFINITY;
		return true;
	case OP_AND:
	case OP_OR:
		expr_check_truth(work, a);
		expr_check_truth(work, b);
		part->type.class = EXPR_TRUTH;
		return !a->bad && !b->bad;
	default:
		return check_comparison(work, part, a, b);
	}
}

static void fold(struct syntax *part)
{
	struct syntax *a = part->first;
	double value = a->value;
	if (part->op == OP_AND || part->op == OP_OR)
		value = part->op == OP_AND ? value != 0.0 && a->next->value != 0.0 : value != 0.0 || a->next->value != 0.0;
	else if (!a->next)
		value = expr_apply(part->op, value, 0.0);
	for (struct syntax *b = a->next; b && part->op != OP_AND && part->op != OP_OR; b = b->next)
		value = expr_apply(part->op, value, b->value);
	struct expr_type type = part->type;
	expr_fix(part, value, 0);
	part->type = type;
}

/* Folds a checked operator or function where all its arguments are constant, and complains about what no number comes out of. */
static void finish(struct expr_work *work, struct syntax *part)
{
	for (const struct syntax *a = part->first; a; a = a->next)
		if (!a->constant)
			return;
	fold(part);
	if (isfinite(part->value))
		return;
	part->bad = true;
	expr_complain(work, part->start, "%s has no value%s", expr_quote(work, part), isnan(part->value) ? "" : ": it is too large");
}

static void check_operator(struct expr_work *work, struct syntax *part)
{
	struct syntax *a = part->first, *b = a->next;
	if (!b) {
		expr_check(work, a, NULL);
		if (part->op == OP_NOT)
			expr_check_truth(work, a);
		else
			a->bad = !want_number(work, a, false, "-");
		part->bad = a->bad;
		part->type = a->type;
		part->bare = a->bare;
		part->zero = a->zero;
		part->low = part->op == OP_NOT ? 0.0 : a->constant ? -a->value : -INFINITY;
	} else {
		const struct expr_type *left = expr_words_of(work, a), *right = expr_words_of(work, b);
		bool compares = part->op >= OP_EQUAL && part->op <= OP_AT_LEAST;
		expr_check(work, a, compares && !left ? right : NULL);
		expr_check(work, b, compares && !right ? left : NULL);
		expr_number_weekday(a);
		expr_number_weekday(b);
		part->bad = !check_pair(work, part, a, b) || a->bad || b->bad;
	}
	if (!part->bad)
		finish(work, part);
}

/* ---- Functions ---- */

enum rule { RULE_ALIKE, RULE_KEEP, RULE_PLAIN, RULE_ROOT, RULE_IF };

static const struct function {
	const char *name;
	enum expr_op op;
	unsigned least, most;
	enum rule rule;
} functions[] = {
	{"if", OP_IF, 3, 3, RULE_IF}, {"min", OP_MIN, 2, 9999, RULE_ALIKE}, {"max", OP_MAX, 2, 9999, RULE_ALIKE},
	{"abs", OP_ABS, 1, 1, RULE_KEEP}, {"floor", OP_FLOOR, 1, 1, RULE_PLAIN}, {"ceil", OP_CEIL, 1, 1, RULE_PLAIN},
	{"round", OP_ROUND, 1, 1, RULE_PLAIN}, {"sqrt", OP_SQRT, 1, 1, RULE_ROOT}, {"exp", OP_EXP, 1, 1, RULE_PLAIN},
	{"log", OP_LOG, 1, 1, RULE_PLAIN},
};

static void check_if(struct expr_work *work, struct syntax *call, const struct expr_type *words)
{
	struct syntax *condition = call->first, *a = condition->next, *b = a->next;
	expr_check(work, condition, NULL);
	expr_check_truth(work, condition);
	const struct expr_type *left = expr_words_of(work, a), *right = expr_words_of(work, b);
	expr_check(work, a, words ? words : right);
	expr_check(work, b, words ? words : left);
	call->op = OP_IF;
	call->bad = condition->bad || !expr_check_alike(work, a, b, "the two values of one 'if'");
	call->type = a->zero ? b->type : a->type;
	call->bare = a->bare && b->bare;
	call->zero = a->zero && b->zero;
	call->low = b->low < a->low ? b->low : a->low;
	const struct syntax *chosen = condition->value != 0.0 ? a : b;
	if (call->bad || !condition->constant)
		return;
	call->low = chosen->low;
	if (chosen->constant) {
		struct expr_type type = call->type;
		expr_fix(call, chosen->value, 0);
		call->type = type;
	}
}

static bool check_arguments(struct expr_work *work, struct syntax *call, const struct function *function)
{
	bool good = true;
	call->bare = true;
	call->zero = true;
	call->low = function->op == OP_MAX ? -INFINITY : INFINITY;
	for (struct syntax *a = call->first; a; a = a->next) {
		expr_check(work, a, NULL);
		good = want_number(work, a, function->rule == RULE_PLAIN, call->name) && good;
		if (good && a != call->first && function->rule == RULE_ALIKE)
			good = expr_check_alike(work, call->first->zero ? a : call->first, a, "compared");
		call->bare = call->bare && a->bare;
		if (!a->zero && call->zero) {
			call->zero = false;
			call->type = a->type;
		}
		call->low = function->op == OP_MAX ? fmax(call->low, a->low) : fmin(call->low, a->low);
	}
	return good;
}

static bool check_root(struct expr_work *work, struct syntax *call)
{
	if (call->type.time % 2 != 0) {
		expr_complain(work, call->first->start, "%s is %s, which has no square root", expr_quote(work, call->first),
			type_words(&call->type));
		return false;
	}
	call->type.time /= 2;
	return true;
}

/* The least that a function gives, from the least of what it is given. */
static double lowest(const struct function *function, double low)
{
	if (function->op == OP_ABS || function->op == OP_SQRT || function->op == OP_EXP)
		return 0.0;
	if (function->op == OP_LOG)
		return -INFINITY;
	return function->rule == RULE_PLAIN && isfinite(low) ? expr_apply(function->op, low, 0.0) : low;
}

static void check_function(struct expr_work *work, struct syntax *call, const struct function *function,
	const struct expr_type *words)
{
	if (call->count < function->least || call->count > function->most) {
		call->bad = true;
		expr_complain(work, call->start, "%s takes %s, not %u", call->name,
			function->least == 1 ? "one value" : function->most == 3 ? "three values (condition, a, b)" : "two or more values",
			call->count);
		return;
	}
	if (function->rule == RULE_IF) {
		check_if(work, call, words);
		return;
	}
	call->op = function->op;
	call->bad = !check_arguments(work, call, function) || (function->rule == RULE_ROOT && !check_root(work, call));
	if (call->bad)
		return;
	call->low = lowest(function, call->low);
	if (function->rule == RULE_PLAIN)
		call->zero = false;
	finish(work, call);
}

static void check_call(struct expr_work *work, struct syntax *call, const struct expr_type *words)
{
	for (size_t i = 0; i < COUNT_OF(functions); i++)
		if (strcmp(functions[i].name, call->name) == 0) {
			check_function(work, call, &functions[i], words);
			return;
		}
	if (strcmp(call->name, "correlated") == 0) {
		expr_check_correlated(work, call);
		return;
	}
	const struct state_name *state = expr_state_find(call->name);
	const struct variate_type *variate = variate_find(call->name);
	if (state)
		expr_check_state_call(work, call, state);
	else if (variate)
		expr_check_draw(work, call, variate, words);
	else {
		call->bad = true;
		if (expr_symbol_find(work, call->name))
			expr_complain(work, call->start, "'%s' is a value, not a function: it takes no arguments", call->name);
		else
			expr_complain(work, call->start, "unknown function '%s'%s", call->name,
				expr_nearest(work, call->name, NULL, NEAR_CALLS));
	}
}

void expr_check(struct expr_work *work, struct syntax *part, const struct expr_type *words)
{
	if (part->kind == SYNTAX_NUMBER) {
		bool time = part->unit && *part->unit != '%';
		double number = part->number;
		expr_fix(part, time ? unit_in_clock(part->unit, number, work->scope->unit, work->scope->workday) : number, time);
		part->bare = !part->unit;
		part->zero = !part->unit && part->number == 0.0;
		part->bad = !isfinite(part->value);
		if (part->bad)
			expr_complain(work, part->start, "%s is too large for a number", expr_quote(work, part));
	} else if (part->kind == SYNTAX_NAME)
		expr_check_name(work, part, words);
	else if (part->kind == SYNTAX_OPERATOR)
		check_operator(work, part);
	else if (part->kind == SYNTAX_CALL)
		check_call(work, part, words);
	else {
		part->bad = true;
		expr_complain(work, part->start, "%s is a text in quotes: it belongs into empirical(…) or trace(…) only",
			expr_quote(work, part));
	}
}
