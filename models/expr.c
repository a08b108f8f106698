/* Expressions: the checked tree becomes a short program for a stack of values, and programs run. A program takes no memory and
   cannot fail: its stack's height was computed when it was written. */
#include "expr.h"
#include <math.h>
#include <string.h>
#include "expr_tree.h"
#include "schema.h"
#include "unit.h"

/* 16 bytes, so that four share a cache line. */
struct instruction {
	uint16_t op, what;
	uint32_t index;         /* OP_JUMP…: where to; OP_FACT, OP_LOOK: of what */
	union {
		double number;      /* OP_PUSH */
		const void *data;   /* OP_DRAW… */
	} with;
};

struct expr_code {
	double low;
	struct instruction list[];
};

/* ---- Writing ---- */

/* The program as it grows. Written twice: without a list first, to count. */
struct writer {
	struct instruction *list;
	uint32_t count;
	int height, highest;
};

static uint32_t put(struct writer *w, enum expr_op op, int grows, struct instruction with)
{
	with.op = (uint16_t)op;
	if (w->list)
		w->list[w->count] = with;
	w->height += grows;
	if (w->height > w->highest)
		w->highest = w->height;
	return w->count++;
}

static void land(struct writer *w, uint32_t jump)
{
	if (w->list)
		w->list[jump].index = w->count;
}

static void write_part(struct writer *w, const struct syntax *part);

static void write_if(struct writer *w, const struct syntax *part)
{
	const struct syntax *condition = part->first, *a = condition->next, *b = a->next;
	if (condition->constant) {
		write_part(w, condition->value != 0.0 ? a : b);
		return;
	}
	write_part(w, condition);
	uint32_t otherwise = put(w, OP_JUMP_UNLESS, -1, (struct instruction){0});
	write_part(w, a);
	uint32_t end = put(w, OP_JUMP, -1, (struct instruction){0});
	land(w, otherwise);
	write_part(w, b);
	land(w, end);
}

static void write_operation(struct writer *w, const struct syntax *part)
{
	bool both = part->op == OP_AND || part->op == OP_OR;
	write_part(w, part->first);
	if (!part->first->next)
		put(w, part->op, 0, (struct instruction){0});
	for (const struct syntax *b = part->first->next; b; b = b->next) {
		if (b->constant && !both) {
			put(w, part->op - OP_ADD + OP_ADD_NUMBER, 0, (struct instruction){.with.number = b->value});
			continue;
		}
		uint32_t jump = both ? put(w, part->op, -1, (struct instruction){0}) : 0;
		write_part(w, b);
		if (both)
			land(w, jump);
		else
			put(w, part->op, -1, (struct instruction){0});
	}
}

static void write_part(struct writer *w, const struct syntax *part)
{
	struct instruction with = {.what = (uint16_t)part->what, .index = part->index};
	if (part->constant) {
		put(w, OP_PUSH, 1, (struct instruction){.with.number = part->value});
		return;
	}
	switch (part->op) {
	case OP_FACT:
	case OP_LOOK:
		put(w, part->op, 1, with);
		break;
	case OP_IF:
		write_if(w, part);
		break;
	case OP_DRAW:
	case OP_LUCK:
	case OP_LUCK_FIXED:
	case OP_CORRELATED:
		for (const struct syntax *argument = part->first; argument; argument = argument->next)
			write_part(w, argument);
		with.index = part->count;
		with.with.data = part->data;
		put(w, part->op, 1 - (int)part->count, with);
		break;
	case OP_DRAW_FIXED:
	case OP_DRAW_DURATION:
	case OP_TRACE:
		with.with.data = part->data;
		put(w, part->op, 1, with);
		break;
	default:
		write_operation(w, part);
	}
	if (part->to_truth)
		put(w, OP_TRUTH, 0, (struct instruction){0});
}

static const struct expr_code *write_program(struct expr_work *work, const struct syntax *root)
{
	struct writer w = {NULL, 0, 0, 0};
	write_part(&w, root);
	if (w.highest > EXPR_STACK_AT_MOST) {
		expr_complain(work, root->start, "this expression is too deep: more than %d values are needed at once",
			EXPR_STACK_AT_MOST);
		return NULL;
	}
	struct expr_code *code = arena_take(work->scope->arena, 1, sizeof *code + (w.count + 1) * sizeof *code->list);
	code->low = root->low;
	w = (struct writer){code->list, 0, 0, 0};
	write_part(&w, root);
	put(&w, OP_END, 0, (struct instruction){0});
	return code;
}

/* ---- Where a value belongs ---- */

static const struct place {
	const char *what;
	enum expr_class class;
	int time;
} places[] = {
	[UNIT_TIME] = {"a time belongs here", EXPR_NUMBER, 1},
	[UNIT_RATE] = {"a rate belongs here, such as '11 / h'", EXPR_NUMBER, -1},
	[UNIT_SHARE] = {"a chance belongs here, such as '12%'", EXPR_NUMBER, 0},
	[UNIT_NUMBER] = {"a plain number belongs here", EXPR_NUMBER, 0},
	[UNIT_CONDITION] = {"a condition belongs here", EXPR_TRUTH, 0},
	[UNIT_MONEY] = {"an amount of money, a plain number, belongs here", EXPR_NUMBER, 0},
};

static const char *is_what(const struct expr_type *type)
{
	return type->class == EXPR_TRUTH ? "a condition" : type->class == EXPR_WORD ? "a word" : unit_words(type->time);
}

static void complain_place(struct expr_work *work, const struct syntax *root, const struct place *place)
{
	const struct expr_type *type = &root->type;
	const char *quote = expr_quote(work, root), *advice = "";
	struct arena *arena = work->scope->arena;
	int length = (int)strlen(quote) - 2;
	if (type->class == EXPR_NUMBER && place->class == EXPR_NUMBER) {
		if (place->time * type->time == -1 && root->constant)
			advice = arena_format(arena, ": write '1 / (%.*s)'", length, quote + 1);
		else if (place->time == 1 && type->time == -1)
			advice = ": give it times instead of rates, as in 'exponential(1 h / 11)'";
		else if (place->time == 1 && type->time == 0)
			advice = arena_format(arena, ": multiply it by a unit, as in '(%.*s) * 1 %s'", length, quote + 1,
				unit_of_clock(work->scope->unit, work->scope->workday));
	}
	expr_complain(work, root->start, "%s is %s; %s%s", quote, is_what(type), place->what, advice);
}

/* What a constant, or a draw with constant arguments, may not be. */
static void check_range(struct expr_work *work, const struct syntax *root)
{
	const char *quote = expr_quote(work, root), *what = work->want == UNIT_TIME ? "time" : "rate";
	bool timed = work->want == UNIT_TIME || work->want == UNIT_RATE;
	if (work->want == UNIT_SHARE && root->constant && (root->value < 0.0 || root->value > 1.0))
		expr_complain(work, root->start, "a chance is between 0 %% and 100 %%; %.10g %% was given", 100.0 * root->value);
	else if (timed && root->constant && root->value < 0.0)
		expr_complain(work, root->start, "a %s cannot be negative; %s was given", what, quote);
	else if (timed && (root->op == OP_DRAW_FIXED || root->op == OP_LUCK_FIXED) && root->low < 0.0)
		expr_complain(work, root->start, "a %s cannot be negative; %s may give values down to %.6g", what, quote, root->low);
}

/* A normal that is a duration is drawn again while it is below 0: where it is the whole value, or a branch of an `if` that is. */
static void mark_durations(struct syntax *part)
{
	bool fixed = part->op == OP_DRAW_FIXED || part->op == OP_LUCK_FIXED, draws = part->op == OP_DRAW || part->op == OP_LUCK;
	const struct variate *variate = fixed ? part->data : NULL;
	const struct expr_draw *draw = draws ? part->data : NULL;
	if ((fixed && variate->type == variate_normal) || (draws && draw->type == variate_normal)) {
		if (part->op == OP_DRAW_FIXED)
			part->op = OP_DRAW_DURATION;
		part->what |= OF_DURATION;
		part->low = 0.0;
	} else if (part->op == OP_IF && !part->constant) {
		struct syntax *a = part->first->next, *b = a->next;
		mark_durations(a);
		mark_durations(b);
		part->low = fmin(a->low, b->low);
	}
}

/* Holds the value against the place that it is for. A bare number as the whole value is in the clock's unit. */
static void check_place(struct expr_work *work, struct syntax *root, const struct place *place)
{
	if (place->class == EXPR_TRUTH) {
		expr_check_truth(work, root);
		return;
	}
	struct expr_type *type = &root->type;
	bool fits = type->class == place->class && (type->time == place->time || root->zero || (type->time == 0 && root->bare));
	if (!fits) {
		complain_place(work, root, place);
		return;
	}
	type->time = place->time;
	if (work->want == UNIT_TIME && !root->constant)
		mark_durations(root);
	check_range(work, root);
}

/* ---- Compiling ---- */

static struct syntax *number_part(const struct expr_work *work, const struct node *node)
{
	struct syntax *part = arena_take(work->scope->arena, 1, sizeof *part);
	part->kind = node->type == NODE_TRUTH ? SYNTAX_NAME : SYNTAX_NUMBER;
	part->name = work->text;
	part->number = node->number;
	part->end = strlen(work->text);
	part->height = 1;
	return part;
}

static const char *text_of(const struct node *node, struct arena *arena)
{
	if (node->type == NODE_TRUTH)
		return node->number != 0.0 ? "true" : "false";
	return node->text ? node->text : node->type == NODE_NUMBER ? arena_format(arena, "%.15g", node->number) : "";
}

static int finish(struct expr_work *work, struct expr *expr, const struct syntax *root)
{
	expr->type = root->type;
	expr->uses = work->uses;
	expr->asks = work->asks;
	if (root->constant) {
		expr->form = EXPR_CONSTANT;
		expr->value = root->value + 0.0;
	} else if (root->op == OP_DRAW_FIXED && !root->to_truth) {
		expr->form = EXPR_DRAW;
		expr->variate = *(const struct variate *)root->data;
	} else {
		expr->code = write_program(work, root);
		expr->form = expr->code ? EXPR_CODE : EXPR_ABSENT;
	}
	return expr->form == EXPR_ABSENT ? -1 : 0;
}

static int compile(struct expr *expr, const struct node *node, int want, const struct expr_type *like,
	const struct expr_scope *scope, struct problems *problems)
{
	struct expr_work work = {
		.node = node, .text = text_of(node, scope->arena), .scope = scope, .problems = problems, .want = want,
	};
	*expr = (struct expr){.form = EXPR_ABSENT};
	if (node->type == NODE_GROUP || node->type == NODE_LIST) {
		expr_complain(&work, 0, "a value belongs here, not a %s", node->type == NODE_LIST ? "list" : "group");
		return -1;
	}
	struct syntax *root = node->type == NODE_TEXT ? expr_parse(&work) : number_part(&work, node);
	if (!root)
		return -1;
	expr_check(&work, root, like && like->class == EXPR_WORD ? like : NULL);
	if (work.failed || root->bad)
		return -1;
	if (like && like->class == EXPR_WORD) {
		if (root->type.class != EXPR_WORD || !expr_check_alike(&work, &(struct syntax){.type = *like}, root, "mixed"))
			expr_complain(&work, root->start, "%s is not one of the values that belong here", expr_quote(&work, root));
	} else if (like) {
		struct place place = {"the fact is that elsewhere", like->class, like->time};
		place.what = arena_format(scope->arena, "%s belongs here", is_what(like));
		check_place(&work, root, &place);
	} else if (want != UNIT_NONE)
		check_place(&work, root, &places[want]);
	return work.failed || root->bad ? -1 : finish(&work, expr, root);
}

int expr_compile(struct expr *expr, const struct node *node, int want, const struct expr_scope *scope, struct problems *problems)
{
	return compile(expr, node, want, NULL, scope, problems);
}

int expr_compile_like(struct expr *expr, const struct node *node, const struct expr_type *want, const struct expr_scope *scope,
	struct problems *problems)
{
	return compile(expr, node, UNIT_NONE, want, scope, problems);
}

/* ---- Running ---- */

static double draw_fixed(const struct variate *variate, const struct expr_env *env, bool duration)
{
	if (env->means)
		return duration ? variate_mean_duration(variate) : variate->type->mean(variate);
	return duration ? variate_draw_duration(variate, env->stream) : variate_draw(variate, env->stream);
}

/* A draw whose arguments are computed. NAN where they are wrong. */
static double draw_from(const struct expr_draw *draw, const double *arguments, const struct expr_env *env, bool duration)
{
	struct variate variate;
	if (variate_prepare(&variate, draw->type, draw->form, arguments))
		return NAN;
	return draw_fixed(&variate, env, duration);
}

static double draw_by_luck(const struct variate *variate, double luck, const struct expr_env *env, unsigned what)
{
	bool duration = what & OF_DURATION;
	if (env->means && !(what & OF_KNOWN_LUCK))
		return draw_fixed(variate, env, duration);
	return duration ? variate_quantile_duration(variate, luck) : variate_quantile(variate, luck);
}

/* The same by a luck that is the last of the arguments. */
static double draw_from_luck(const struct expr_draw *draw, const double *arguments, size_t count, const struct expr_env *env, unsigned what)
{
	struct variate variate;
	if (variate_prepare(&variate, draw->type, draw->form, arguments))
		return NAN;
	return draw_by_luck(&variate, arguments[count - 1], env, what);
}

static double draw_correlated(double luck, double by, const struct expr_env *env)
{
	return env->means ? variate_correlated_mean(luck, by) : variate_correlated(luck, by, env->stream);
}

static double draw_trace(const struct variate *trace, const struct expr_env *env)
{
	if (env->means)
		return trace->type->mean(trace);
	return variate_trace_value(trace, (unsigned long long)env->look(env->world, EXPR_ORDINAL, 0));
}

/* The value on top is kept apart from the stack, which begins with a place for the top of an empty one. */
static double run(const struct expr_code *code, const struct expr_env *env)
{
	double stack[EXPR_STACK_AT_MOST + 1], *below = stack, top = 0.0;
	for (const struct instruction *at = code->list;; at++)
		switch ((enum expr_op)at->op) {
		case OP_END:
			return top;
		case OP_PUSH:
			*below++ = top;
			top = at->with.number;
			break;
		case OP_FACT:
			*below++ = top;
			top = env->facts[at->index];
			break;
		case OP_LOOK:
			*below++ = top;
			top = env->look(env->world, (enum expr_state)at->what, at->index);
			break;
		case OP_JUMP_UNLESS:
			if (top == 0.0)
				at = code->list + at->index - 1;
			top = *--below;
			break;
		case OP_JUMP:
			at = code->list + at->index - 1;
			break;
		case OP_AND:   /* the first value decides, and stays; or it goes, and the second decides */
			if (top == 0.0)
				at = code->list + at->index - 1;
			else
				top = *--below;
			break;
		case OP_OR:
			if (top != 0.0)
				at = code->list + at->index - 1;
			else
				top = *--below;
			break;
		case OP_DRAW:
			*below = top;   /* the arguments in a row */
			below -= at->index - 1;
			top = draw_from(at->with.data, below, env, at->what & OF_DURATION);
			break;
		case OP_LUCK:
			*below = top;
			below -= at->index - 1;
			top = draw_from_luck(at->with.data, below, at->index, env, at->what);
			break;
		case OP_LUCK_FIXED:
			top = draw_by_luck(at->with.data, top, env, at->what);
			break;
		case OP_CORRELATED:
			below--;
			top = draw_correlated(*below, top, env);
			break;
		case OP_DRAW_FIXED:
		case OP_DRAW_DURATION:
			*below++ = top;
			top = draw_fixed(at->with.data, env, at->op == OP_DRAW_DURATION);
			break;
		case OP_TRACE:
			*below++ = top;
			top = draw_trace(at->with.data, env);
			break;
#define EXPR_RUN_BINARY(name, result) case OP_##name: { double b = top, a = *--below; top = result; break; }
#define EXPR_RUN_NUMBER(name, result) case OP_##name##_NUMBER: { double b = at->with.number, a = top; top = result; break; }
#define EXPR_RUN_UNARY(name, result) case OP_##name: { double a = top; top = result; break; }
		EXPR_BINARY(EXPR_RUN_BINARY)
		EXPR_BINARY(EXPR_RUN_NUMBER)
		EXPR_UNARY(EXPR_RUN_UNARY)
#undef EXPR_RUN_BINARY
#undef EXPR_RUN_NUMBER
#undef EXPR_RUN_UNARY
		case OP_IF:
		case OP_CALL:
			return NAN;   /* these are written as other operations */
		}
}

double expr_run(const struct expr *expr, const struct expr_env *env)
{
	switch (expr->form) {
	case EXPR_CONSTANT: return expr->value;
	case EXPR_DRAW: return draw_fixed(&expr->variate, env, false);
	case EXPR_CODE: return run(expr->code, env);
	case EXPR_ABSENT: break;
	}
	return NAN;
}

void expr_mark_names(const struct expr *expr, bool *facts, bool *tasks)
{
	const uint32_t asked[] = { EXPR_DONE, EXPR_COUNT, EXPR_ENDED, EXPR_ACTIVE };
	for (const struct instruction *i = expr->form == EXPR_CODE ? expr->code->list : NULL; i && i->op != OP_END; i++) {
		if (i->op == OP_FACT)
			facts[i->index] = true;
		for (size_t a = 0; i->op == OP_LOOK && a < sizeof asked / sizeof *asked; a++)
			if (i->what == asked[a])
				tasks[i->index] = true;
	}
}

double expr_mean(const struct expr *expr, const struct expr_env *env)
{
	struct expr_env means = *env;
	means.means = true;
	return expr_run(expr, &means);
}

double expr_lowest(const struct expr *expr)
{
	switch (expr->form) {
	case EXPR_CONSTANT: return expr->value;
	case EXPR_DRAW: return expr->variate.type->lowest(&expr->variate);
	case EXPR_CODE: return expr->code->low;
	case EXPR_ABSENT: break;
	}
	return -INFINITY;
}
