/* Values of the second pass: expressions in their scope, constants, counts and names. Invariant: an expression that was complained about
   is absent, and nothing that names a broken let or fact is compiled, so that each mistake is said once. */
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "build.h"

void build_error(struct build *b, const struct node *node, const char *word, const char *format, ...)
{
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	node_problem(b->problems, SEVERITY_ERROR, node, word, "%s", text);
}

void build_warning(struct build *b, const struct node *node, const char *word, const char *format, ...)
{
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	node_problem(b->problems, SEVERITY_WARNING, node, word, "%s", text);
}

void *build_grow(struct build *b, void *list, uint32_t count, uint32_t *room, size_t size)
{
	if (count < *room)
		return list;
	uint32_t more = *room ? 2 * *room : 16;
	void *bigger = arena_take(b->arena, more, size);
	if (count > 0)
		memcpy(bigger, list, count * size);
	*room = more;
	return bigger;
}

const char *build_text(const struct node *node)
{
	return node && node->type == NODE_TEXT ? node->text : NULL;
}

bool build_has(const struct node *group, const char *name)
{
	return group && group->type == NODE_GROUP && node_child(group, name);
}

bool build_has_unknown(const struct schema *schema, const struct node *group)
{
	for (const struct node *child = group->first; child; child = child->next)
		if (!schema_find(schema, child->name))
			return true;
	return false;
}

bool build_is_true(const struct node *node)
{
	return node && (node->text ? strcmp(node->text, "true") == 0 : node->number != 0.0);
}

const char *build_title(const struct node *title, const char *name)
{
	const char *text = build_text(title);
	return text ? text : name;
}

struct expr build_number(double value)
{
	return (struct expr){ .form = EXPR_CONSTANT, .type = { .class = EXPR_NUMBER }, .value = value };
}

struct expr build_truth(bool value)
{
	return (struct expr){ .form = EXPR_CONSTANT, .type = { .class = EXPR_TRUTH }, .value = value };
}

void build_break(struct build *b, const char *name)
{
	b->broken = build_grow(b, b->broken, b->broken_count, &b->broken_room, sizeof *b->broken);
	b->broken[b->broken_count++] = name;
}

/* Past what is no word of the user's: a quoted text, or a number with its exponent and the unit that follows it. */
static const char *skip_value(const char *at)
{
	if (*at == '"' || *at == '\'') {
		const char *end = strchr(at + 1, *at);
		return end ? end + 1 : at + strlen(at);
	}
	while (isdigit((unsigned char)*at) || *at == '.')
		at++;
	if ((*at == 'e' || *at == 'E') && (isdigit((unsigned char)at[1]) || ((at[1] == '+' || at[1] == '-') && isdigit((unsigned char)at[2])))) {
		at += 2;
		while (isdigit((unsigned char)*at))
			at++;
	}
	return at;
}

bool text_next_word(const char **at, struct text_word *word)
{
	const char *p = *at;
	while (*p && !isalpha((unsigned char)*p))
		p = *p == '"' || *p == '\'' || isdigit((unsigned char)*p) ? skip_value(p) : p + 1;
	word->start = p;
	while (isalnum((unsigned char)*p) || *p == '_')
		p++;
	word->length = (size_t)(p - word->start);
	*at = p;
	return word->length > 0;
}

bool text_word_is(const struct text_word *word, const char *name)
{
	return strlen(name) == word->length && memcmp(word->start, name, word->length) == 0;
}

static bool names_broken(const struct build *b, const char *text)
{
	struct text_word word;
	while (b->broken_count > 0 && text_next_word(&text, &word))
		for (uint32_t i = 0; i < b->broken_count; i++)
			if (text_word_is(&word, b->broken[i]))
				return true;
	return false;
}

/* Marks the steps of the kind with this name as counted. A name that two of them have says nothing. */
static void count_step(struct build *b, const struct node *node, const struct plan *plan, const struct text_word *word)
{
	uint32_t first = b->kind_list[plan - b->plans].task_first, found = 0;
	for (uint32_t i = 0; i < plan->tasks.count; i++) {
		if (!text_word_is(word, plan->tasks.names[i]))
			continue;
		b->steps[first + i].counts = true;
		if (++found == 2)
			build_error(b, node, plan->tasks.names[i],
				"'%s' has two steps called '%s': tell them apart with 'name'", plan->spec->node->name, plan->tasks.names[i]);
	}
}

/* An item counts its visits only where somebody asks: passes (at this step), count(step), done(step). A case knows what it has done. */
static void note_counted(struct build *b, const struct expr *expr, const struct node *node, const struct reading *reading)
{
	if (reading->task != NONE && (expr->asks & 1U << EXPR_PASSES))
		b->steps[reading->task].counts = true;
	if (!reading->plan || reading->plan->case_plan || !node->text || !(expr->asks & (1U << EXPR_COUNT | 1U << EXPR_DONE)))
		return;
	const char *at = node->text;
	struct text_word word;
	while (text_next_word(&at, &word)) {
		bool asks = text_word_is(&word, "count") || text_word_is(&word, "done");
		while (*at == ' ' || *at == '\t')
			at++;
		if (asks && *at == '(' && text_next_word(&at, &word))
			count_step(b, node, reading->plan, &word);
	}
}

static int compile(struct build *b, struct expr *expr, const struct node *node, int want, const struct expr_type *like,
	const struct reading *reading)
{
	static const struct reading lets_only = { .task = NONE };
	if (!reading)
		reading = &lets_only;
	*expr = (struct expr){ .form = EXPR_ABSENT };
	if (node->text && names_broken(b, node->text))
		return -1;
	const struct plan *plan = reading->plan;
	struct expr_scope scope = {
		.symbols = plan ? plan->symbols : b->lets, .symbol_count = plan ? plan->symbol_count : b->let_count,
		.stations = b->stations, .resources = b->resources, .kinds = b->kinds, .allow = reading->allow,
		.unit = b->model->unit, .workday = b->model->workday, .folder = b->tree->folder, .observed = &b->observed,
		.arena = b->arena,
	};
	if (plan)
		scope.tasks = plan->tasks;
	if (plan && plan->case_plan && (scope.allow & EXPR_ALLOW_ITEM))
		scope.allow |= EXPR_ALLOW_MEMBERS;
	size_t errors = b->problems->errors;
	int result = like ? expr_compile_like(expr, node, like, &scope, b->problems)
		: expr_compile(expr, node, want, &scope, b->problems);
	if (result != 0 || b->problems->errors > errors) {
		*expr = (struct expr){ .form = EXPR_ABSENT };
		return -1;
	}
	note_counted(b, expr, node, reading);
	b->model->asks_cost |= (expr->asks & 1U << EXPR_COST_SO_FAR) != 0;
	b->model->asks_chain |= (expr->asks & 1U << EXPR_CRITICAL_CHAIN) != 0;
	return 0;
}

int build_expr(struct build *b, struct expr *expr, const struct node *node, int want, const struct reading *reading)
{
	return compile(b, expr, node, want, NULL, reading);
}

int build_expr_like(struct build *b, struct expr *expr, const struct node *node, const struct expr_type *like,
	const struct reading *reading)
{
	return compile(b, expr, node, UNIT_NONE, like, reading);
}

bool build_try(struct build *b, struct expr *expr, const struct node *node, int want, const struct reading *reading)
{
	struct problems *problems = b->problems, quiet;
	problems_init(&quiet);
	b->problems = &quiet;
	int result = compile(b, expr, node, want, NULL, reading);
	b->problems = problems;
	problems_done(&quiet);
	return result == 0;
}

int build_constant(struct build *b, const struct node *node, int want, double *value)
{
	struct expr expr;
	if (build_expr(b, &expr, node, want, NULL) != 0)
		return -1;
	if (expr.form != EXPR_CONSTANT || !isfinite(expr.value)) {
		build_error(b, node, NULL, "a fixed value belongs here: numbers and names of 'let' only");
		return -1;
	}
	*value = expr.value;
	return 0;
}

int build_count(struct build *b, const struct node *node, double low, double high, uint32_t *count)
{
	const char *text = build_text(node);
	double value;
	if (!node)
		return 0;
	if (text && high >= UNLIMITED && strcmp(text, "unlimited") == 0) {
		*count = UNLIMITED;
		return 0;
	}
	if (build_constant(b, node, UNIT_NUMBER, &value) != 0)
		return -1;
	if (value != floor(value) || value < low || value > high || value > COUNT_AT_MOST) {
		if (high < COUNT_AT_MOST)
			build_error(b, node, NULL, "a whole number from %g to %g belongs here, not %g", low, high, value);
		else
			build_error(b, node, NULL, "a whole number, %g or more, belongs here, not %g", low, value);
		return -1;
	}
	*count = (uint32_t)value;
	return 0;
}

double build_mean(const struct expr *expr)
{
	const struct expr_env env = { .means = true };
	if (expr->form == EXPR_ABSENT || expr->asks || (expr->uses & ~(unsigned)EXPR_ALLOW_DRAWS))
		return NAN;
	return expr->form == EXPR_CONSTANT ? expr->value : expr_run(expr, &env);
}

uint32_t build_index(const struct expr_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return (uint32_t)i;
	return NONE;
}

/* "is none", "are 'sand', 'paint', …" */
static const char *names_text(struct build *b, const struct expr_names *names)
{
	static const size_t shown = 6;
	const char *text = names->count == 0 ? "is none" : names->count == 1 ? "is " : "are ";
	for (size_t i = 0; i < names->count && i < shown; i++)
		text = arena_format(b->arena, "%s%s'%s'", text, i ? ", " : "", names->names[i]);
	return names->count > shown ? arena_format(b->arena, "%s, …", text) : text;
}

uint32_t build_find(struct build *b, const struct expr_names *names, const char *name, const struct node *node, const char *what)
{
	uint32_t index = build_index(names, name);
	if (index != NONE)
		return index;
	const char *nearest = problem_nearest(name, names->names, names->count);
	if (nearest)
		build_error(b, node, name, "no %s is called '%s'; did you mean '%s'?", what, name, nearest);
	else
		build_error(b, node, name, "no %s is called '%s': there %s", what, name, names_text(b, names));
	return NONE;
}

void build_luck(struct build *b, uint64_t *hash, const char *name, const char *purpose)
{
	const char *full = purpose ? arena_format(b->arena, "%s.%s", name, purpose) : name;
	b->lucks = build_grow(b, b->lucks, b->luck_count, &b->luck_room, sizeof *b->lucks);
	*hash = stream_hash(full);
	b->lucks[b->luck_count++] = (struct luck){ full, *hash };
}

static int by_hash(const void *a, const void *b)
{
	const struct luck *x = a, *y = b;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

void build_luck_check(struct build *b)
{
	if (b->luck_count > 1)
		qsort(b->lucks, b->luck_count, sizeof *b->lucks, by_hash);
	for (uint32_t i = 1; i < b->luck_count; i++) {
		const struct luck *one = &b->lucks[i - 1], *other = &b->lucks[i];
		if (one->hash == other->hash && strcmp(one->name, other->name) != 0)
			build_error(b, b->tree->root, NULL,
				"'%s' and '%s' would by chance draw the same random numbers: rename one of them", one->name, other->name);
	}
}
