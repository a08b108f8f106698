/* The names that the language takes, and complaints about names: what they are called and where in the file they stand. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

const struct expr_word expr_functions[] = {
	{"if", "condition, a, b", "a where the condition holds, else b; the other is not evaluated"},
	{"min", "a, b, …", "the least of two or more"},
	{"max", "a, b, …", "the greatest of two or more"},
	{"abs", "a", "without its sign"},
	{"floor", "a", "the next whole number below (plain numbers only: floor(age / 1 h))"},
	{"ceil", "a", "the next whole number above (plain numbers only)"},
	{"round", "a", "the nearest whole number, halves away from zero (plain numbers only)"},
	{"sqrt", "a", "the square root; of a time squared it is a time"},
	{"exp", "a", "e to the power of a plain number"},
	{"log", "a", "the natural logarithm of a plain number"},
	{"correlated", "luck, r", "a random number between 0 and 1 that goes together with another, luck: their normal scores (the normal with as "
		"much below it) correlate by r, -1 to 1; for the argument `luck` of distributions"},
	{NULL, NULL, NULL},
};

const struct expr_word expr_states[] = {
	{"now", "", "the time since the run began"},
	{"age", "", "the time since this item arrived"},
	{"waited", "", "how long this item has waited so far, in all"},
	{"cost_so_far", "", "what this item has cost so far; who is at work on it is paid at the end of that, and when it is asked of finished "
		"items it is all that they cost"},
	{"passes", "", "how often this item was at this task before"},
	{"hour", "", "the hour of the day, 0 to 24, with its fraction"},
	{"weekday", "", "the day of the week: 1 is Monday, 7 is Sunday; compares with Mon, Tue, Wed, Thu, Fri, Sat, Sun too"},
	{"queue", "station", "how many items wait at a station"},
	{"busy", "station or resource", "how many of its machines or units are at work"},
	{"free", "resource", "how many of its units are free"},
	{"wip", "kind", "how many items of a kind are in the system"},
	{"done", "task", "whether this item has completed a task"},
	{"count", "task", "how often this item has completed a task"},
	{"ended", "task", "of what is in a case: whether it was done, skipped or cancelled, and is neither due nor at work now"},
	{"active", "task", "of what is in a case: whether it is due or at work; a stage: open; an event: its clock runs"},
	{"by", "", "the resource or station that serves: if(by = senior, …)"},
	{"position", "", "of a project's task that joins a queue, in its `priority` or a queue's order: its place in the plan, 1, 2, …"},
	{"latest_start", "", "the same: when it must begin for the plan to end in time, since the project's begin (on expected times, if nobody "
		"waits for anybody)"},
	{"latest_finish", "", "the same: when it must end"},
	{"slack", "", "the same: by how much it may be later in the plan, which still ends in time"},
	{"followers", "", "the same: how many tasks come after it, directly or not"},
	{"rank_weight", "", "the same: its expected time and those of the tasks directly after it"},
	{"task_time", "", "the same: its expected time"},
	{"critical_chain", "", "the same: its rank by the critical chain, 1, 2, …: the longest chain of tasks that wait for each other or for "
		"people whom the one before has, then all others, each in the order of the latest plan for which there are people enough"},
	{NULL, NULL, NULL},
};

#define NAMES(member) offsetof(struct expr_scope, member)
static const struct state_name states[] = {
	{"now", EXPR_NOW, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 1, 0, 0, NULL},
	{"age", EXPR_AGE, -1, EXPR_ALLOW_ITEM, EXPR_NUMBER, 1, 0, 0, NULL},
	{"waited", EXPR_WAITED, -1, EXPR_ALLOW_ITEM, EXPR_NUMBER, 1, 0, 0, NULL},
	{"cost_so_far", EXPR_COST_SO_FAR, -1, EXPR_ALLOW_ITEM, EXPR_NUMBER, 0, 0, 0, NULL},
	{"passes", EXPR_PASSES, -1, EXPR_ALLOW_ITEM, EXPR_NUMBER, 0, 0, 0, NULL},
	{"hour", EXPR_HOUR, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, 0, 0, NULL},
	{"weekday", EXPR_WEEKDAY, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, 0, 0, NULL},
	{"queue", EXPR_QUEUE, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, NAMES(stations), 0, "a station"},
	{"busy", EXPR_BUSY_STATION, EXPR_BUSY_RESOURCE, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, NAMES(stations), NAMES(resources),
		"a station or a resource"},
	{"free", EXPR_FREE_RESOURCE, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, NAMES(resources), 0, "a resource"},
	{"wip", EXPR_WIP, -1, EXPR_ALLOW_STATE, EXPR_NUMBER, 0, NAMES(kinds), 0, "a kind of work"},
	{"done", EXPR_DONE, -1, EXPR_ALLOW_ITEM | EXPR_ALLOW_MEMBERS, EXPR_TRUTH, 0, NAMES(tasks), 0, "a task of this kind of work"},
	{"count", EXPR_COUNT, -1, EXPR_ALLOW_ITEM | EXPR_ALLOW_MEMBERS, EXPR_NUMBER, 0, NAMES(tasks), 0, "a task of this kind of work"},
	{"ended", EXPR_ENDED, -1, EXPR_ALLOW_MEMBERS, EXPR_TRUTH, 0, NAMES(tasks), 0, "a task of this kind of work"},
	{"active", EXPR_ACTIVE, -1, EXPR_ALLOW_MEMBERS, EXPR_TRUTH, 0, NAMES(tasks), 0, "a task of this kind of work"},
	{"by", EXPR_BY, -1, EXPR_ALLOW_BY, EXPR_WORD, 0, 0, 0, NULL},
	{"position", EXPR_POSITION, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 0, 0, 0, NULL},
	{"latest_start", EXPR_LATEST_START, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 1, 0, 0, NULL},
	{"latest_finish", EXPR_LATEST_FINISH, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 1, 0, 0, NULL},
	{"slack", EXPR_SLACK, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 1, 0, 0, NULL},
	{"followers", EXPR_FOLLOWERS, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 0, 0, 0, NULL},
	{"rank_weight", EXPR_RANK_WEIGHT, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 1, 0, 0, NULL},
	{"task_time", EXPR_TASK_TIME, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 1, 0, 0, NULL},
	{"critical_chain", EXPR_CRITICAL_CHAIN, -1, EXPR_ALLOW_PLAN, EXPR_NUMBER, 0, 0, 0, NULL},
};
#undef NAMES

static const char *const keywords[] = {"and", "or", "not"};
static const char *const reserved[] = {"true", "false", "machine", "shift", "repair", "partner", "batch",
	"decision", "event", "planned", "base", "checkpoint", "end", "scrap"};

static bool among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

const struct state_name *expr_state_find(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (strcmp(states[i].name, name) == 0)
			return &states[i];
	return NULL;
}

bool expr_function_known(const char *name)
{
	for (const struct expr_word *word = expr_functions; word->name; word++)
		if (strcmp(word->name, name) == 0)
			return true;
	return false;
}

bool expr_keyword(const char *name)
{
	return among(name, keywords, COUNT_OF(keywords));
}

bool expr_name_of_plan(const char *name)
{
	const struct state_name *state = expr_state_find(name);
	return state && state->allow == EXPR_ALLOW_PLAN;
}

bool expr_name_taken(const char *name)
{
	const struct state_name *state = expr_state_find(name);
	return unit_known(name) || expr_function_known(name) || (state && state->allow != EXPR_ALLOW_PLAN) || expr_keyword(name) ||
		variate_find(name)
		|| among(name, reserved, COUNT_OF(reserved));
}

int expr_index(const struct expr_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (strcmp(names->names[i], name) == 0)
			return (int)i;
	return -1;
}

/* A list of names that grows in the arena of a complaint. */
struct candidates {
	const char **list;
	size_t count;
};

static void add(struct candidates *all, const char *name)
{
	all->list[all->count++] = name;
}

static const char *advice(const struct expr_work *work, const char *name, const struct candidates *all)
{
	const char *near = problem_nearest(name, all->list, all->count);
	return near ? arena_format(work->scope->arena, "; did you mean '%s'?", near) : "";
}

const char *expr_nearest_of(const struct expr_work *work, const char *name, const char *const *names, size_t count)
{
	const char *near = problem_nearest(name, names, count);
	return near ? arena_format(work->scope->arena, "; did you mean '%s'?", near) : "";
}

const char *expr_nearest(const struct expr_work *work, const char *name, const struct expr_type *words, int where)
{
	const struct expr_scope *scope = work->scope;
	size_t distributions = 0;
	while (variate_types[distributions].name)
		distributions++;
	size_t room = COUNT_OF(states) + COUNT_OF(expr_functions) + distributions + scope->symbol_count;
	room += words ? words->word_count : 0;
	struct candidates all = {arena_take(scope->arena, room, sizeof *all.list), 0};
	for (size_t i = 0; words && i < words->word_count; i++)
		add(&all, words->words[i]);
	for (size_t i = 0; where & NEAR_VALUES && i < scope->symbol_count; i++)
		if (!scope->symbols[i].fact || scope->allow & EXPR_ALLOW_FACTS)
			add(&all, scope->symbols[i].name);
	for (size_t i = 0; i < COUNT_OF(states); i++)
		if (scope->allow & states[i].allow && where & (states[i].takes ? NEAR_CALLS : NEAR_VALUES))
			add(&all, states[i].name);
	for (const struct expr_word *word = expr_functions; where & NEAR_CALLS && word->name; word++)
		add(&all, word->name);
	for (size_t i = 0; where & NEAR_CALLS && scope->allow & EXPR_ALLOW_DRAWS && i < distributions; i++)
		add(&all, variate_types[i].name);
	return advice(work, name, &all);
}

const char *expr_quote(const struct expr_work *work, const struct syntax *part)
{
	size_t length = part->end - part->start, most = 48;
	if (length <= most)
		return arena_format(work->scope->arena, "'%.*s'", (int)length, work->text + part->start);
	while (most > 0 && ((unsigned char)work->text[part->start + most] & 0xc0) == 0x80)
		most--;   /* not through the middle of a character of UTF-8 */
	return arena_format(work->scope->arena, "'%.*s…'", (int)most, work->text + part->start);
}

/* How many bytes of `line` hold the first `length` bytes of `text` (in a file, a quotation mark is \"); or -1. */
static long match(const char *line, const char *text, size_t length)
{
	const char *at = line;
	for (size_t i = 0; i < length; i++) {
		if (*at == '\\' && (at[1] == '"' || at[1] == '\\'))
			at++;
		if (*at == '\0' || *at != text[i])
			return -1;
		at++;
	}
	return at - line;
}

/* The column, from 1, of an offset of the expression's text in the line where it stands; that of the node where it does not stand
   there (a text over several lines). The text may also be part of something before it, so the node's own place is looked at
   first. */
static int column_of(const struct node *node, const char *line, const char *text, size_t offset)
{
	size_t length = strlen(text), own = node->column > 0 && (size_t)node->column <= strlen(line) ? (size_t)node->column - 1 : 0;
	const char *from[] = {line + own, line};
	for (size_t i = 0; length > 0 && i < COUNT_OF(from); i++)
		for (const char *at = from[i]; *at; at++)
			if (match(at, text, length) >= 0)
				return (int)(at - line + match(at, text, offset) + 1);
	return node->column;
}

void expr_complain(struct expr_work *work, size_t offset, const char *format, ...)
{
	char text[1024];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	work->failed = true;
	const struct node *node = work->node;
	const struct tree *tree = node->tree;
	const char *shown = node->shown;
	if (!shown && tree && node->line > 0 && (size_t)node->line <= tree->line_count)
		shown = tree->lines[node->line - 1];
	size_t length = strlen(work->text);
	int column = shown ? column_of(node, shown, work->text, offset < length ? offset : length) : 0;
	const char *file = tree && (node->line > 0 || !node->shown) ? tree->file : tree ? "--set" : NULL;
	problems_add(work->problems, SEVERITY_ERROR, file, node->line, column, shown, "%s", text);
}
