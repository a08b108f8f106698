/* Tasks that wait for each other. What waits is the begin or the end of a task: two tasks that begin together and end together, each after
   the other in one of the two, make no circle. Depth first, without recursion: a plan may be one long chain. */
#include <string.h>
#include "draft.h"

#define CIRCLES_AT_MOST 20             /* complained about; with so many, more would not help */
#define NAMES_SHOWN 12

/* Point 2 t is the begin of task t, 2 t + 1 its end. */
enum colour { UNSEEN, ON_THE_WAY, DONE };

struct search {
	const struct draft *draft;
	unsigned char *colours;
	uint32_t *way, *next;              /* the points on the way, and which link of each is next */
	uint32_t length, circles;
};

/* The k-th point that a point waits for, DRAFT_NONE: there are no more. An end waits for its begin first. */
static uint32_t waits_for(const struct draft *draft, uint32_t point, uint32_t *k)
{
	const struct draft_task *task = &draft->tasks[point / 2];
	bool end = point % 2;
	if (end && *k == 0) {
		*k = 1;
		return point - 1;
	}
	for (uint32_t i = *k - end; i < task->link_count; i++) {
		const struct draft_link *link = &draft->links[task->link_first + i];
		if ((link->how == DRAFT_FINISH_FINISH) != end)
			continue;
		*k = i + end + 1;
		return 2 * link->before + (link->how != DRAFT_START_START);
	}
	return DRAFT_NONE;
}

static const char *called(const struct draft *draft, uint32_t task)
{
	return draft_cut(draft->arena, draft->tasks[task].title, DRAFT_SHOWN);
}

/* From the earliest in the file on, each before the one that waits for it. The way goes from who waits to what it waits for. */
static void complain(const struct search *search, uint32_t from)
{
	const struct draft *draft = search->draft;
	uint32_t count = search->length - from, first = from, shown = 0, last = DRAFT_NONE;
	for (uint32_t i = from; i < search->length; i++)
		first = search->way[i] < search->way[first] ? i : first;
	const char *text = "";
	uint32_t tasks = 0;
	for (uint32_t i = 0; i <= count; i++) {
		uint32_t task = search->way[from + (first - from + count - i % count) % count] / 2;
		if (task == last)
			continue;
		last = task;
		tasks++;
		if (shown < NAMES_SHOWN || i == count)
			text = arena_format(draft->arena, "%s%s'%s'", text, !*text ? "" : tasks > shown + 1 ? " -> … -> " : " -> ", called(draft, task));
		shown += shown < NAMES_SHOWN;
	}
	uint32_t start = search->way[first] / 2;
	if (tasks == 1)
		draft_error(draft, draft->tasks[start].line, "'%s' waits for itself", called(draft, start));
	else
		draft_error(draft, draft->tasks[start].line, "%s: each of these tasks waits for the one before it, so that none can ever begin", text);
}

static void enter(struct search *search, uint32_t point)
{
	search->colours[point] = ON_THE_WAY;
	search->way[search->length] = point;
	search->next[search->length++] = 0;
}

static void step(struct search *search)
{
	uint32_t top = search->length - 1, found = waits_for(search->draft, search->way[top], &search->next[top]);
	if (found == DRAFT_NONE) {
		search->colours[search->way[top]] = DONE;
		search->length--;
	} else if (search->colours[found] == UNSEEN) {
		enter(search, found);
	} else if (search->colours[found] == ON_THE_WAY && search->circles < CIRCLES_AT_MOST) {
		uint32_t from = top;
		while (search->way[from] != found)
			from--;
		complain(search, from);
		search->circles++;
	}
}

void draft_check_circles(const struct draft *draft)
{
	size_t points = 2 * (size_t)draft->task_count;
	struct search search = { .draft = draft, .colours = arena_take(draft->arena, points, 1),
		.way = arena_take(draft->arena, points, sizeof *search.way), .next = arena_take(draft->arena, points, sizeof *search.next) };
	for (uint32_t point = 0; point < points; point++) {
		if (search.colours[point] != UNSEEN)
			continue;
		enter(&search, point);
		while (search.length > 0)
			step(&search);
	}
}
