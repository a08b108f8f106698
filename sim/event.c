/* The far part of the set of pending events: a ladder queue (Tang, Goh and Thng 2005). Far events lie unsorted in lists; a list is
   looked at only when its time has come, and then either goes into the sorted array or, if it is long, is divided among the lists of
   a new rung. So an event is moved a few times and compared with a few others, however many are pending.

   Unlike the paper's, rungs divide keys and not times, into lists that are a power of two of keys wide. Which list a key belongs to is
   then a shift, free of rounding, and events of equal time are divided too: by phase and by order of scheduling. The bits of a double
   grow with its logarithm from octave to octave, evenly within one; where that makes a list long, another rung evens it out.

   Invariant: near events < bound = `from` of the deepest rung <= `from` of the rung above it <= ... <= top_from; a far event lies in the
   first place, looking from the top down, whose `from` it does not precede. */
#include "sim/event.h"

#include <stdlib.h>

/* Lists to a rung at least, so that each is 1/64 of what it divides and 22 rungs reach single keys; and at most. */
#define FEWEST_BITS 6
#define MOST_BITS 22

/* A list up to this length goes into the sorted array, which keeps room for what is scheduled meanwhile. */
#define SHORT (EVENT_NEAR / 2)

/* How far ahead of its use an event of the top is fetched. */
#define AHEAD 12

#define FIRST_ROOM 64

_Static_assert(EVENT_RUNGS > 2 + 127 / FEWEST_BITS, "rungs enough to divide down to single keys");

int event_init(struct event_set *set)
{
	*set = (struct event_set){ .bound = EVENT_NEVER, .top_from = EVENT_NEVER, .free = EVENT_NONE };
	set->near[0] = EVENT_NEVER;
	for (unsigned i = 0; i < EVENT_RUNGS; i++) {
		struct event_rung *rung = &set->rungs[i];
		rung->room = 1U << FEWEST_BITS;
		rung->lists = calloc(rung->room, sizeof *rung->lists);
		if (!rung->lists)
			return -1;
	}
	return event_prepare(set);
}

void event_done(struct event_set *set)
{
	for (unsigned i = 0; i < EVENT_RUNGS; i++)
		free(set->rungs[i].lists);
	free(set->top);
	free(set->slots);
	*set = (struct event_set){ .free = EVENT_NONE };
}

/* Slot 0 stands for nobody: writing to it where a neighbour is missing spares a branch that the processor could not foretell. */
static void link(struct event_set *set, struct event_list *list, uint32_t handle)
{
	set->slots[list->head].prev = handle;
	set->slots[handle].next = list->head;
	set->slots[handle].prev = 0;
	list->head = handle;
	list->count++;
}

static void unlink(struct event_set *set, struct event_list *list, uint32_t handle)
{
	const struct event_slot *slot = &set->slots[handle];
	set->slots[slot->next].prev = slot->prev;
	if (slot->prev != 0)
		set->slots[slot->prev].next = slot->next;
	else
		list->head = slot->next;
	list->count--;
}

/* The list that a key before the top belongs to. */
static struct event_list *list_of(struct event_set *set, event_key key)
{
	struct event_rung *rung = set->rungs;
	while (key < rung->from)
		rung++;
	return &rung->lists[(size_t)((key - rung->start) >> rung->shift)];
}

/* The top is an array, not a list: it may be very long, and the processor fetches what an array names ahead of time. */
static void add_top(struct event_set *set, event_key key)
{
	if (set->top_count == 0)
		set->top_min = set->top_max = key;
	set->top_min = key < set->top_min ? key : set->top_min;
	set->top_max = key > set->top_max ? key : set->top_max;
	set->slots[event_handle(key)].prev = set->top_count;
	set->top[set->top_count++] = event_handle(key);
}

static void add_far(struct event_set *set, event_key key)
{
	set->far_count++;
	if (key >= set->top_from)
		add_top(set, key);
	else
		link(set, list_of(set, key), event_handle(key));
}

static void remove_far(struct event_set *set, uint32_t handle)
{
	const struct event_slot *slot = &set->slots[handle];
	set->far_count--;
	if (slot->key >= set->top_from) {
		uint32_t last = set->top[--set->top_count];
		set->top[slot->prev] = last;
		set->slots[last].prev = slot->prev;
	} else {
		unlink(set, list_of(set, slot->key), handle);
	}
}

/* How many bits x has. */
static unsigned bits_of(event_key x)
{
	uint64_t high = (uint64_t)(x >> 64), low = (uint64_t)x;
	if (high)
		return 128 - (unsigned)__builtin_clzll(high);
	return low ? 64 - (unsigned)__builtin_clzll(low) : 0;
}

/* Gives a rung room for 2^bits lists, or leaves it as it is when memory is exhausted: fewer lists will do too. Returns the bits that
   there is room for. Lists not in use are empty, that is zero. */
static unsigned widen(struct event_rung *rung, unsigned bits)
{
	if (rung->room < 1U << bits) {
		struct event_list *lists = calloc((size_t)1 << bits, sizeof *lists);
		if (lists) {
			free(rung->lists);
			rung->lists = lists;
			rung->room = 1U << bits;
		}
	}
	unsigned most = bits_of(rung->room) - 1;
	return bits < most ? bits : most;
}

/* Makes a new, deepest rung of the keys from `start` to before `end`, with about as many lists as there are events to come. */
static struct event_rung *add_rung(struct event_set *set, uint32_t events, event_key start, event_key end)
{
	struct event_rung *rung = &set->rungs[set->depth++];
	unsigned wanted = bits_of(events), range = bits_of(end - start - 1);
	wanted = widen(rung, wanted < FEWEST_BITS ? FEWEST_BITS : wanted > MOST_BITS ? MOST_BITS : wanted);
	rung->shift = range > wanted ? range - wanted : 0;
	rung->start = rung->from = start;
	rung->end = end;
	rung->count = (uint32_t)((end - start - 1) >> rung->shift) + 1;
	rung->current = 0;
	set->bound = start;
	return rung;
}

static void link_by_key(struct event_set *set, struct event_rung *rung, event_key key)
{
	link(set, &rung->lists[(size_t)((key - rung->start) >> rung->shift)], event_handle(key));
}

/* Ends all rungs; what they hold becomes part of the top, which the caller then opens or begins anew. That is needed only where bursts of
   events, each before the last burst, have used up the rungs. */
static void dissolve(struct event_set *set)
{
	for (; set->depth > 0; set->depth--) {
		struct event_rung *rung = &set->rungs[set->depth - 1];
		for (; rung->current < rung->count; rung->current++) {
			struct event_list *list = &rung->lists[rung->current];
			for (uint32_t handle = list->head; handle != 0; handle = set->slots[handle].next)
				add_top(set, set->slots[handle].key);
			*list = (struct event_list){ 0 };
		}
	}
}

/* The top's turn: into the empty sorted array if that holds all of it, else into a first rung. */
static void open_top(struct event_set *set)
{
	uint32_t count = set->top_count;
	set->top_count = 0;
	if (count <= SHORT) {
		set->top_from = set->bound = EVENT_NEVER;
		set->far_count -= count;
		for (uint32_t i = 0; i < count; i++)
			event_insert(set, set->slots[set->top[i]].key);
		return;
	}
	set->top_from = set->top_max + 1;
	struct event_rung *rung = add_rung(set, count, set->top_min, set->top_from);
	for (uint32_t i = 0; i < count; i++) {
		if (i + AHEAD < count)
			__builtin_prefetch(&set->slots[set->top[i + AHEAD]]);
		link_by_key(set, rung, set->slots[set->top[i]].key);
	}
}

/* Opens the next list of the deepest rung: into the sorted array if it is short, else into a rung of its own. False: there is none. */
static bool open_list(struct event_set *set, struct event_rung *rung)
{
	while (rung->current < rung->count && rung->lists[rung->current].count == 0)
		rung->current++;
	if (rung->current == rung->count)
		return false;
	struct event_list list = rung->lists[rung->current];
	bool is_short = list.count <= SHORT;
	if (!is_short && set->depth == EVENT_RUNGS) {
		dissolve(set);
		return true;
	}
	event_key start = rung->start + ((event_key)rung->current << rung->shift), after = start + ((event_key)1 << rung->shift);
	rung->lists[rung->current++] = (struct event_list){ 0 };
	rung->from = set->bound = after < rung->end ? after : rung->end;
	struct event_rung *deeper = is_short ? NULL : add_rung(set, list.count, start, rung->from);
	set->far_count -= is_short ? list.count : 0;
	for (uint32_t handle = list.head, next; handle != 0; handle = next) {
		next = set->slots[handle].next;
		if (is_short)
			event_insert(set, set->slots[handle].key);
		else
			link_by_key(set, deeper, set->slots[handle].key);
	}
	return true;
}

void event_refill(struct event_set *set)
{
	assert(set->near_count == 0);
	if (set->far_count == 0)
		set->depth = 0;
	while (set->near_count == 0 && set->bound != EVENT_NEVER) {
		if (set->depth == 0) {
			open_top(set);
		} else if (!open_list(set, &set->rungs[set->depth - 1])) {
			set->depth--;
			set->bound = set->depth > 0 ? set->rungs[set->depth - 1].from : set->top_from;
		}
	}
}

/* The later half of a full sorted array becomes far: part of the top while there are no rungs, else a rung of its own. */
static void split(struct event_set *set)
{
	uint32_t moved = set->near_count - SHORT;
	event_key first = set->near[moved];
	if (set->depth == EVENT_RUNGS)
		dissolve(set);
	struct event_rung *rung = set->depth > 0 ? add_rung(set, moved, first, set->bound) : NULL;
	if (!rung)
		set->bound = set->top_from = first;
	for (uint32_t i = 1; i <= moved; i++)
		if (rung)
			link_by_key(set, rung, set->near[i]);
		else
			add_top(set, set->near[i]);
	set->near_count -= moved;
	set->far_count += moved;
	memmove(&set->near[1], &set->near[moved + 1], set->near_count * sizeof *set->near);
}

void event_spread(struct event_set *set, event_key key)
{
	if (key < set->bound)
		split(set);
	if (key < set->bound)
		event_insert(set, key);
	else
		add_far(set, key);
}

/* Numbers the pending events afresh, in order: takes them out one by one, which links them into a list, and puts all back as far. */
static void renumber(struct event_set *set)
{
	const event_key mask = ((event_key)1 << (EVENT_SEQUENCE_BITS + EVENT_SLOT_BITS)) - 1;
	struct event_list list = { 0 };
	set->sequence = 0;
	while (set->near_count > 0) {
		event_key key = set->near[set->near_count--];
		uint32_t handle = event_handle(key);
		set->slots[handle].key = (key & ~mask) | set->sequence++ << EVENT_SLOT_BITS | handle;
		if (set->near_count == 0)
			event_refill(set);
		link(set, &list, handle);
	}
	set->top_from = set->bound = 0;
	for (uint32_t handle = list.head, next; handle != 0; handle = next) {
		next = set->slots[handle].next;
		add_far(set, set->slots[handle].key);
	}
	event_refill(set);
}

/* More slots, all free, and a top that holds as many. */
static int grow(struct event_set *set)
{
	uint32_t room = set->room > 0 ? 2 * set->room : FIRST_ROOM;
	if (room > 1U << EVENT_SLOT_BITS)
		return -1;
	uint32_t *top = realloc(set->top, room * sizeof *top);
	if (!top)
		return -1;
	set->top = top;
	struct event_slot *slots = realloc(set->slots, room * sizeof *slots);
	if (!slots)
		return -1;
	set->slots = slots;
	for (uint32_t i = room; i-- > (set->room > 0 ? set->room : 1);) {
		slots[i] = (struct event_slot){ .next = set->free };
		set->free = i;
	}
	set->room = room;
	return 0;
}

int event_prepare(struct event_set *set)
{
	if (set->free == EVENT_NONE && grow(set) != 0)
		return -1;
	if (set->sequence >> EVENT_SEQUENCE_BITS)
		renumber(set);
	return 0;
}

void event_cancel(struct event_set *set, uint32_t handle)
{
	if (handle == EVENT_NONE)
		return;
	struct event_slot *slot = &set->slots[handle];
	if (slot->key >= set->bound) {
		remove_far(set, handle);
	} else {
		uint32_t i = set->near_count;
		while (set->near[i] < slot->key)
			i--;
		assert(set->near[i] == slot->key && "only a pending event can be cancelled");
		memmove(&set->near[i], &set->near[i + 1], (set->near_count - i) * sizeof *set->near);
		set->near_count--;
	}
	slot->next = set->free;
	set->free = handle;
	if (set->near_count == 0 && set->bound != EVENT_NEVER)
		event_refill(set);
}
