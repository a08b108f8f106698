/* The named numbers of `let`, compiled in order of dependence: each may name others, in any order of writing, but not itself. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "build.h"

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

struct let {
	const struct node *node;
	enum mark mark;
};

struct lets {
	struct let *list;
	size_t count;
	const struct let **path;     /* those being worked out, outermost first: each names the next */
	size_t depth;
};

/* "a -> b -> a", from the first time that this one is on the path. */
static void complain_of_cycle(struct build *b, const struct lets *lets, const struct let *again)
{
	const char *circle = again->node->name;
	for (size_t i = lets->depth; i-- > 0;) {
		circle = arena_format(b->arena, "%s -> %s", lets->path[i]->node->name, circle);
		if (lets->path[i] == again)
			break;
	}
	build_error(b, again->node, NULL, "'%s' is defined by itself (%s): give one of them a value of its own",
		again->node->name, circle);
}

static struct let *find_let(const struct lets *lets, const struct text_word *word)
{
	for (size_t i = 0; i < lets->count; i++)
		if (text_word_is(word, lets->list[i].node->name))
			return &lets->list[i];
	return NULL;
}

static void compile_let(struct build *b, const struct node *node)
{
	struct expr expr;
	if (build_expr(b, &expr, node, UNIT_NONE, NULL) != 0) {
		build_break(b, node->name);
		return;
	}
	if (expr.form != EXPR_CONSTANT) {
		build_error(b, node, NULL, "'%s' in 'let' is a fixed value: facts, state and draws do not belong here", node->name);
		build_break(b, node->name);
		return;
	}
	b->lets[b->let_count++] = (struct expr_symbol){ .name = node->name, .type = expr.type, .value = expr.value };
}

/* Depth first: a let comes after all that it names. */
static void visit_let(struct build *b, struct lets *lets, struct let *let)
{
	let->mark = MARK_OPEN;
	lets->path[lets->depth++] = let;
	const char *at = let->node->text ? let->node->text : "";
	struct text_word word;
	bool circular = false;
	while (text_next_word(&at, &word)) {
		struct let *other = find_let(lets, &word);
		if (!other || other->mark == MARK_DONE)
			continue;
		if (other->mark == MARK_NEW) {
			visit_let(b, lets, other);
		} else if (!circular) {
			complain_of_cycle(b, lets, other);
			circular = true;
		}
	}
	if (circular)
		build_break(b, let->node->name);
	else
		compile_let(b, let->node);
	lets->depth--;
	let->mark = MARK_DONE;
}

void build_lets(struct build *b)
{
	const struct node *group = b->config.let;
	if (!group || group->type != NODE_GROUP || group->count == 0)
		return;
	struct lets lets = { .list = arena_take(b->arena, group->count, sizeof *lets.list),
		.path = arena_take(b->arena, group->count, sizeof *lets.path) };
	b->lets = arena_take(b->arena, group->count, sizeof *b->lets);
	for (const struct node *node = group->first; node; node = node->next) {
		if (expr_name_taken(node->name) || (build_any_project(b) && expr_name_of_plan(node->name))) {
			build_error(b, node, NULL, "'%s' means something in expressions: call this value something else", node->name);
			build_break(b, node->name);
		} else {
			lets.list[lets.count++].node = node;
		}
	}
	for (size_t i = 0; i < lets.count; i++)
		if (lets.list[i].mark == MARK_NEW)
			visit_let(b, &lets, &lets.list[i]);
}
