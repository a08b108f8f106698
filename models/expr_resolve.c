/* What a name means: a word that belongs where it stands, a let, a fact, a piece of state, a unit. And whether it may be used. */
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static const char *const weekdays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

/* 1 where a condition is known to hold or not: a constant of that class. */
static void fix_truth(struct syntax *part, bool value)
{
	expr_fix(part, value, 0);
	part->type.class = EXPR_TRUTH;
}

static bool fix_word(struct syntax *part, const struct expr_type *words)
{
	struct expr_names names = {words->words, words->word_count};
	int index = expr_index(&names, part->name);
	if (index < 0)
		return false;
	expr_fix(part, index, 0);
	part->type = *words;
	return true;
}

const struct expr_symbol *expr_symbol_find(const struct expr_work *work, const char *name)
{
	const struct expr_scope *scope = work->scope;
	for (size_t i = 0; i < scope->symbol_count; i++)
		if (strcmp(scope->symbols[i].name, name) == 0)
			return &scope->symbols[i];
	return NULL;
}

static void check_symbol(struct expr_work *work, struct syntax *part, const struct expr_symbol *symbol)
{
	bool number = symbol->type.class == EXPR_NUMBER;
	if (!symbol->fact) {
		expr_fix(part, symbol->value, symbol->type.time);
		part->type = symbol->type;
	} else if (work->scope->allow & EXPR_ALLOW_FACTS) {
		part->op = OP_FACT;
		part->index = (uint32_t)symbol->index;
		part->type = symbol->type;
		part->low = number ? -INFINITY : 0.0;
		work->uses |= EXPR_ALLOW_FACTS;
	} else {
		part->bad = true;
		expr_complain(work, part->start, "'%s' is a fact of an item, and here no item is at hand", part->name);
	}
	part->bare = number && symbol->type.time == 0;
}

/* The words of `by`: the resources, then the stations. */
static const struct expr_type *by_words(struct expr_work *work)
{
	const struct expr_scope *scope = work->scope;
	if (!work->by.words) {
		size_t resources = scope->resources.count, stations = scope->stations.count;
		const char **words = arena_take(scope->arena, resources + stations + 1, sizeof *words);
		for (size_t i = 0; i < resources; i++)
			words[i] = scope->resources.names[i];
		for (size_t i = 0; i < stations; i++)
			words[resources + i] = scope->stations.names[i];
		work->by = (struct expr_type){.class = EXPR_WORD, .words = words, .word_count = resources + stations};
	}
	return &work->by;
}

static bool state_allowed(struct expr_work *work, struct syntax *part, const struct state_name *state)
{
	static const struct {
		unsigned allow;
		const char *why;
	} reasons[] = {
		{EXPR_ALLOW_STATE, "asks for the state of the system, which is not known here"},
		{EXPR_ALLOW_ITEM, "asks about an item, and here no item is at hand"},
		{EXPR_ALLOW_PLAN, "asks about a task of a project that joins a queue: it belongs into the priority of a project, or into the order "
			"of a queue that only projects join"},
		{EXPR_ALLOW_MEMBERS, "asks what has become of a part of a case, and belongs to work with a 'case'"},
		{EXPR_ALLOW_BY, "asks who serves, and here nobody serves: it belongs into the time of a step or station"},
	};
	unsigned allowed = work->scope->allow & state->allow;
	work->uses |= allowed ? allowed : state->allow;
	if (allowed)
		return true;
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (work->scope->allow & EXPR_ALLOW_MEMBERS && state->allow & (EXPR_ALLOW_STATE | EXPR_ALLOW_ITEM)) {
			expr_complain(work, part->start, "'%s' changes by itself, and a condition of a case is looked at only when a fact or something in "
				"the case changes: say it by a fact, or by an event, as in deadline = { happens = \"30 d\"; }; and done(deadline)", state->name);
			break;
		} else if (reasons[i].allow & state->allow) {
			expr_complain(work, part->start, "'%s' %s", state->name, reasons[i].why);
			break;
		}
	part->bad = true;
	return false;
}

static void check_state(struct expr_work *work, struct syntax *part, const struct state_name *state)
{
	if (state->takes) {
		part->bad = true;
		expr_complain(work, part->start, "'%s' needs %s: write '%s(…)'", state->name, state->takes, state->name);
		return;
	}
	if (!state_allowed(work, part, state))
		return;
	part->op = OP_LOOK;
	part->what = (uint32_t)state->what;
	part->type = state->what == EXPR_BY ? *by_words(work) : (struct expr_type){.class = state->class, .time = state->time};
	part->bare = state->class == EXPR_NUMBER && state->time == 0;
	part->low = state->what == EXPR_WEEKDAY ? 1.0 : 0.0;
	work->asks |= UINT32_C(1) << state->what;
}

/* The words that a part is compared by: those of a fact, of `by`, of the weekday; NULL: none. */
const struct expr_type *expr_words_of(struct expr_work *work, const struct syntax *part)
{
	static const struct expr_type days = {.class = EXPR_WORD, .words = weekdays, .word_count = COUNT_OF(weekdays)};
	if (part->kind != SYNTAX_NAME)
		return NULL;
	const struct expr_symbol *symbol = expr_symbol_find(work, part->name);
	if (symbol)
		return symbol->type.class == EXPR_WORD ? &symbol->type : NULL;
	if (strcmp(part->name, "by") == 0)
		return by_words(work);
	return strcmp(part->name, "weekday") == 0 ? &days : NULL;
}

/* A name that means something, but not as it stands there. Says how it is meant; NULL where it means nothing. */
static const char *misplaced(const struct expr_work *work, const char *name)
{
	const struct expr_scope *scope = work->scope;
	const struct variate_type *variate = variate_find(name);
	if (variate)
		return arena_format(scope->arena, "'%s' is a distribution and needs its arguments: '%s'", name, variate->example);
	if (expr_function_known(name))
		return arena_format(scope->arena, "'%s' is a function and needs its arguments in brackets", name);
	if (expr_index(&scope->stations, name) >= 0)
		return arena_format(scope->arena, "'%s' is a station: write 'queue(%s)' or 'busy(%s)'", name, name, name);
	if (expr_index(&scope->resources, name) >= 0)
		return arena_format(scope->arena, "'%s' is a resource: write 'busy(%s)' or 'free(%s)'", name, name, name);
	if (expr_index(&scope->kinds, name) >= 0)
		return arena_format(scope->arena, "'%s' is a kind of work: write 'wip(%s)'", name, name);
	if (expr_index(&scope->tasks, name) >= 0)
		return arena_format(scope->arena, "'%s' is a task: write 'done(%s)' or 'count(%s)'", name, name, name);
	return NULL;
}

static void complain_unknown(struct expr_work *work, struct syntax *part, const struct expr_type *words)
{
	part->bad = true;
	const char *known = misplaced(work, part->name);
	if (known) {
		expr_complain(work, part->start, "%s", known);
		return;
	}
	const char *near = expr_nearest(work, part->name, words, NEAR_VALUES);
	if (!*near)
		near = expr_nearest(work, part->name, words, NEAR_VALUES | NEAR_CALLS);
	char list[256] = "";
	size_t used = 0;
	for (size_t i = 0; words && i < words->word_count && used < sizeof list - 64; i++)
		used += (size_t)snprintf(list + used, sizeof list - used, "%s%.40s", i ? ", " : " (values here: ", words->words[i]);
	expr_complain(work, part->start, "unknown name '%s'%s%s%s", part->name, list, used ? ")" : "", near);
}

void expr_check_name(struct expr_work *work, struct syntax *part, const struct expr_type *words)
{
	const char *name = part->name;
	if (words && fix_word(part, words))
		return;
	const struct expr_symbol *symbol = expr_symbol_find(work, name);
	const struct state_name *state = expr_state_find(name);
	if (symbol)
		check_symbol(work, part, symbol);
	else if (state)
		check_state(work, part, state);
	else if (unit_known(name) && part->unit_fits)
		expr_fix(part, unit_in_clock(name, 1.0, work->scope->unit, work->scope->workday), 1);
	else if (unit_known(name)) {
		part->bad = true;
		expr_complain(work, part->start, "'%s' is a unit: write a number before it, '1 %s'", name, name);
	} else if (strcmp(name, "true") == 0 || strcmp(name, "false") == 0)
		fix_truth(part, *name == 't');
	else
		complain_unknown(work, part, words);
}

/* A day's name beside `weekday` is a number from 1 on, so that days can be ordered too. */
void expr_number_weekday(struct syntax *part)
{
	if (part->type.class == EXPR_WORD && part->type.words == weekdays)
		expr_fix(part, part->value + 1.0, 0);
}

/* queue(paint), busy(painter), done(review), … */
void expr_check_state_call(struct expr_work *work, struct syntax *call, const struct state_name *state)
{
	call->bad = true;
	if (!state_allowed(work, call, state))
		return;
	if (!state->takes) {
		expr_complain(work, call->start, "'%s' takes no arguments: write '%s'", call->name, call->name);
		return;
	}
	if (call->count != 1 || call->first->kind != SYNTAX_NAME) {
		expr_complain(work, call->count ? call->first->start : call->start, "%s takes the name of %s", call->name, state->takes);
		return;
	}
	const char *scope = (const char *)work->scope, *name = call->first->name;
	const struct expr_names *names = (const void *)(scope + state->names);
	const struct expr_names none = {NULL, 0};
	const struct expr_names *others = state->names_else ? (const void *)(scope + state->names_else) : &none;
	int index = expr_index(names, name), other = expr_index(others, name);
	if (index < 0 && other < 0) {
		const char *near = expr_nearest_of(work, name, names->names, names->count);
		if (!*near)
			near = expr_nearest_of(work, name, others->names, others->count);
		expr_complain(work, call->first->start, "'%s' is not %s%s", name, state->takes, near);
		return;
	}
	call->bad = false;
	call->op = OP_LOOK;
	call->what = (uint32_t)(index >= 0 ? state->what : state->what_else);
	call->index = (uint32_t)(index >= 0 ? index : other);
	call->type.class = state->class;
	call->bare = state->class == EXPR_NUMBER;
	work->asks |= UINT32_C(1) << call->what;
}
