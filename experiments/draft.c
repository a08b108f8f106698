/* The lists of a draft, what is said about it, and what is done when all of it has been read. Invariant: a link names tasks that are
   there. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "draft.h"
#include "models/scan.h"
#include "models/tree.h"

const struct draft_span draft_no_span = { .amount = (double)NAN, .unit = DRAFT_HOUR };

/* ---- Lists ---- */

/* Twice the room, in the arena. */
static void *grow(const struct draft *draft, const void *list, uint32_t count, uint32_t *room, size_t size)
{
	if (count < *room)
		return (void *)list;
	uint32_t larger = *room ? 2 * *room : 64;
	void *new = arena_take(draft->arena, larger, size);
	if (count > 0)
		memcpy(new, list, count * size);
	*room = larger;
	return new;
}

struct draft_task *draft_add_task(struct draft *draft, const char *title, int line)
{
	draft->tasks = grow(draft, draft->tasks, draft->task_count, &draft->task_room, sizeof *draft->tasks);
	struct draft_task *task = &draft->tasks[draft->task_count++];
	*task = (struct draft_task){ .title = draft_clean(draft, title), .line = line, .low = draft_no_span, .time = draft_no_span,
		.high = draft_no_span, .per = draft_no_span, .quantity = (double)NAN, .norm = (double)NAN, .cost = (double)NAN,
		.aside = DRAFT_NONE };
	return task;
}

uint32_t draft_add_resource(struct draft *draft, const char *title, uint32_t number)
{
	draft->resources = grow(draft, draft->resources, draft->resource_count, &draft->resource_room, sizeof *draft->resources);
	draft->resources[draft->resource_count] = (struct draft_resource){ .title = draft_clean(draft, title), .number = number };
	return draft->resource_count++;
}

void draft_add_link(struct draft *draft, struct draft_link link)
{
	if (draft->link_count <= DRAFT_LINKS_AT_MOST) {
		draft->links = grow(draft, draft->links, draft->link_count, &draft->link_room, sizeof *draft->links);
		draft->links[draft->link_count] = link;
	}
	draft->link_count++;
}

/* ---- What is said ---- */

static void complain(const struct draft *draft, enum severity severity, int line, const char *format, va_list arguments)
{
	char text[1000];
	vsnprintf(text, sizeof text, format, arguments);
	problems_add(draft->problems, severity, draft->file, line, 0, NULL, "%s", text);
}

void draft_error(const struct draft *draft, int line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	complain(draft, SEVERITY_ERROR, line, format, arguments);
	va_end(arguments);
}

void draft_warn(const struct draft *draft, int line, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	complain(draft, SEVERITY_WARNING, line, format, arguments);
	va_end(arguments);
}

void draft_note(const struct draft *draft, struct draft_task *task, const char *format, ...)
{
	char text[600];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (!task->note)
		task->note = draft_clean(draft, text);
	else if (strlen(task->note) < sizeof text && !strstr(task->note, text))
		task->note = arena_format(draft->arena, "%s %s", task->note, draft_clean(draft, text));
}

void draft_remark(struct draft *draft, const char *format, ...)
{
	char text[1000];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	const char **list = grow(draft, draft->remarks, draft->remark_count, &draft->remark_room, sizeof *draft->remarks);
	list[draft->remark_count++] = arena_text(draft->arena, text);
	draft->remarks = list;
}

/* Blanks and what cannot be seen (a line's end, a tabulator, a control character) become one blank. */
const char *draft_clean(const struct draft *draft, const char *text)
{
	size_t length = strlen(text), to = 0;
	length = length < 4 * DRAFT_TITLE_AT_MOST ? length : 4 * DRAFT_TITLE_AT_MOST;
	char *clean = arena_take(draft->arena, length + 4, 1);
	for (size_t i = 0; i < length; i++) {
		bool blank = (unsigned char)text[i] <= ' ' || text[i] == 0x7f;
		if (!blank || (to > 0 && clean[to - 1] != ' '))
			clean[to++] = blank ? ' ' : text[i];
	}
	while (to > 0 && clean[to - 1] == ' ')
		to--;
	clean[to] = '\0';
	return clean;
}

const char *draft_cut(struct arena *arena, const char *text, size_t most)
{
	size_t length = 0, all = strlen(text);
	while (length < all) {
		size_t letter = tree_letter_length(text + length, all - length);
		if (letter == 0 || length + letter > most)
			break;
		length += letter;
	}
	return length < all ? arena_format(arena, "%.*s…", (int)length, text) : text;
}

/* ---- The end of reading ---- */

static int by_tasks(const void *a, const void *b)
{
	const struct draft_link *x = a, *y = b;
	if (x->after != y->after)
		return x->after < y->after ? -1 : 1;
	if (x->before != y->before)
		return x->before < y->before ? -1 : 1;
	return (x->how > y->how) - (x->how < y->how);
}

static bool same_link(const struct draft_link *a, const struct draft_link *b)
{
	return a->before == b->before && a->after == b->after && a->how == b->how && a->lag.amount == b->lag.amount &&
		a->lag.unit == b->lag.unit && a->lag.elapsed == b->lag.elapsed;
}

void draft_sort(struct draft *draft)
{
	uint32_t kept = 0;
	if (draft->link_count > 1)
		qsort(draft->links, draft->link_count, sizeof *draft->links, by_tasks);
	for (uint32_t i = 0; i < draft->link_count; i++)
		if (kept == 0 || !same_link(&draft->links[kept - 1], &draft->links[i]))
			draft->links[kept++] = draft->links[i];
	draft->link_count = kept;
	for (uint32_t t = 0; t < draft->task_count; t++)
		draft->tasks[t].link_first = draft->tasks[t].link_count = 0;
	for (uint32_t i = kept; i-- > 0;) {
		draft->tasks[draft->links[i].after].link_first = i;
		draft->tasks[draft->links[i].after].link_count++;
	}
}

/* One complaint for each list that would not fit into a model. */
static bool check_size(const struct draft *draft)
{
	const struct { const char *what; uint32_t count, most; } lists[] = {
		{ "tasks", draft->task_count, DRAFT_TASKS_AT_MOST }, { "links between tasks", draft->link_count, DRAFT_LINKS_AT_MOST },
		{ "uses of resources", draft->need_count, DRAFT_NEEDS_AT_MOST },
		{ "resources", draft->resource_count, DRAFT_RESOURCES_AT_MOST },
	};
	bool fits = true;
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		if (lists[i].count <= lists[i].most)
			continue;
		draft_error(draft, 0, "%u %s; a project in a model has %u at most: import a part of the plan", (unsigned)lists[i].count,
			lists[i].what, (unsigned)lists[i].most);
		fits = false;
	}
	return fits;
}

/* What a model file may hold is counted in values: a task is one, with at most ten beside its links and needs; a link with a lag is four.
   */
static bool check_values(const struct draft *draft)
{
	size_t values = 100 + 11 * (size_t)draft->task_count + draft->need_count + 5 * (size_t)draft->resource_count;
	for (uint32_t i = 0; i < draft->link_count; i++)
		values += draft->links[i].how == DRAFT_FINISH_START && draft->links[i].lag.amount == 0.0 ? 1 : 4;
	if (values <= SCAN_VALUES_AT_MOST)
		return true;
	draft_error(draft, 0, "%u tasks with %u links are more than a model file can hold: import a part of the plan", (unsigned)draft->task_count,
		(unsigned)draft->link_count);
	return false;
}

/* Who waits, and who has nothing to do, needs nobody. */
static void settle_needs(struct draft *draft)
{
	for (uint32_t i = 0; i < draft->task_count; i++) {
		struct draft_task *task = &draft->tasks[i];
		bool works = task->quantity >= 0.0 || task->time.amount > 0.0 || task->high.amount > 0.0;
		if (task->need_count == 0 || (works && !task->time.elapsed))
			continue;
		draft_note(draft, task, works ? "Its time passes by the clock, and nobody is needed meanwhile." :
			"It takes no time, so nobody is needed.");
		draft->need_count -= task->need_count;
		task->need_count = 0;
	}
}

/* Done last: complaints and links know tasks by the whole. */
static void cut_titles(struct draft *draft)
{
	draft->title = draft_cut(draft->arena, draft->title, DRAFT_TITLE_AT_MOST);
	for (uint32_t i = 0; i < draft->task_count; i++)
		draft->tasks[i].title = draft_cut(draft->arena, draft->tasks[i].title, DRAFT_TITLE_AT_MOST);
	for (uint32_t i = 0; i < draft->resource_count; i++)
		draft->resources[i].title = draft_cut(draft->arena, draft->resources[i].title, DRAFT_TITLE_AT_MOST);
}

int draft_finish(struct draft *draft)
{
	bool fits = check_size(draft);
	if (draft->link_count <= DRAFT_LINKS_AT_MOST) {
		draft_sort(draft);
		draft_check_circles(draft);
	}
	if (!fits || draft->problems->errors > 0)
		return -1;
	settle_needs(draft);
	draft_settle_dates(draft);
	draft_settle_lags(draft);
	if (!check_size(draft) || draft->problems->errors > 0)
		return -1;
	draft_sort(draft);
	if (!check_values(draft))
		return -1;
	cut_titles(draft);
	draft_name(draft);
	return 0;
}
