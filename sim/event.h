/* The future: a set of pending events, taken out in order of time, then phase, then order of scheduling. Cancelling is real: a
   cancelled event leaves the set at once. An event carries two numbers of the caller's (`what` happens, to `whom`) and no pointer.

   What orders events is one 128-bit key: the bits of the time (times are not negative, so they order as integers do), phase (3 bits),
   sequence (37) and slot (24). The few events that come first are a sorted array, `near`; all others, whose keys are `bound` or more,
   lie in a ladder queue (event.c), which fills the array again whenever it has run empty. While few are pending there is no ladder,
   and the array is all there is. Storage only grows: once the set has been as full as it gets, nothing is allocated. */
#ifndef TAKT_SIM_EVENT_H
#define TAKT_SIM_EVENT_H

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EVENT_NONE UINT32_MAX   /* no event: cancelling it does nothing */
#define EVENT_PHASES 8          /* phases of one instant, 0 first */
#define EVENT_NEAR 48           /* events in the sorted array at most */
#define EVENT_RUNGS 40          /* rungs of the ladder at most */
#define EVENT_SLOT_BITS 24      /* 16 million events may be pending */
#define EVENT_SEQUENCE_BITS 37  /* after 137 thousand million events the pending ones are numbered afresh, in order */

/* __extension__ keeps -Wpedantic quiet about the 128-bit integer. */
__extension__ typedef unsigned __int128 event_key;

#define EVENT_NEVER (~(event_key)0)   /* after every event */

/* A pending event. `next` and `prev` are its neighbours in a list of the ladder; `prev` is its place in the top while it is there,
   `next` the next free slot while it is not pending. */
struct event_slot {
	event_key key;
	uint32_t what, whom;
	uint32_t next, prev;
};

/* What event_next hands out. */
struct event {
	double time;
	uint32_t phase, what, whom;
};

/* An unsorted list of far events, linked through their slots; 0 ends it. */
struct event_list {
	uint32_t head, count;
};

/* A rung divides the keys from `start` to `end` into lists 2^shift keys wide; those before `from` are used up. */
struct event_rung {
	event_key start, from, end;
	struct event_list *lists;
	uint32_t count, room, current;
	unsigned shift;
};

struct event_set {
	event_key bound;                    /* events before it are near, all others far */
	struct event_slot *slots;
	uint32_t near_count, far_count;
	uint32_t room, free;                /* slots allocated; the first free one */
	uint64_t sequence;
	double now;                         /* time of the event handed out last */
	event_key near[EVENT_NEAR + 1];     /* near[0] is EVENT_NEVER, then the last near event down to the first of all */
	event_key top_from, top_min, top_max;
	uint32_t *top, top_count;           /* slots of the events after all rungs, `top_from` or more, unsorted */
	unsigned depth;                     /* rungs in use; the deepest comes first in time */
	struct event_rung rungs[EVENT_RUNGS];
};

/* 0, or -1 when memory is exhausted. event_done may follow either. */
int event_init(struct event_set *set);
void event_done(struct event_set *set);

/* Out of line: what is rare. */
int event_prepare(struct event_set *set);                              /* makes room for one more slot; 0 or -1 */
void event_spread(struct event_set *set, event_key key);               /* adds an event that is far or for which `near` is full */
void event_refill(struct event_set *set);                              /* fills an empty `near` from the ladder */

/* How many are pending. */
static inline size_t event_count(const struct event_set *set)
{
	return (size_t)set->near_count + set->far_count;
}

/* Adding 0 turns -0 into 0, whose bits are 0. */
static inline uint64_t event_time_bits(double time)
{
	uint64_t bits;
	time += 0.0;
	memcpy(&bits, &time, sizeof bits);
	return bits;
}

static inline uint32_t event_phase(event_key key)
{
	return (uint32_t)((uint64_t)key >> (EVENT_SEQUENCE_BITS + EVENT_SLOT_BITS));
}

static inline uint32_t event_handle(event_key key)
{
	return (uint32_t)key & ((1U << EVENT_SLOT_BITS) - 1);
}

/* Adds an event to the sorted array, which has room. There are few, and all lie in a few lines of the cache: moving them along costs
   less than a heap's comparisons. Whether the new one comes first of all the processor cannot foretell, so that this is decided
   without a branch; only the later of the two looks further. */
static inline void event_insert(struct event_set *set, event_key key)
{
	event_key *last = &set->near[set->near_count++], first = *last;
	bool later = key > first;
	last[1] = later ? first : key;
	if (last == set->near)
		return;
	key = later ? key : first;
	for (last--; *last < key; last--)
		last[1] = last[0];
	last[1] = key;
}

/* Schedules `what` to `whom` at `time` (>= set->now, finite) in `phase`. Returns the event's handle, valid until it is handed out
   or cancelled; EVENT_NONE when memory is exhausted or 16 million are pending. */
static inline uint32_t event_at(struct event_set *set, double time, unsigned phase, uint32_t what, uint32_t whom)
{
	assert(time >= set->now && isfinite(time) && "an event lies in the future");
	assert(phase < EVENT_PHASES);
	if (set->free == EVENT_NONE || set->sequence >> EVENT_SEQUENCE_BITS)
		if (event_prepare(set) != 0)
			return EVENT_NONE;
	uint32_t handle = set->free;
	struct event_slot *slot = &set->slots[handle];
	uint64_t rest = (uint64_t)phase << (EVENT_SEQUENCE_BITS + EVENT_SLOT_BITS) | set->sequence++ << EVENT_SLOT_BITS | handle;
	event_key key = (event_key)event_time_bits(time) << 64 | rest;
	set->free = slot->next;
	slot->key = key;
	slot->what = what;
	slot->whom = whom;
	if (key < set->bound && set->near_count < EVENT_NEAR)
		event_insert(set, key);
	else
		event_spread(set, key);
	return handle;
}

/* Takes the first event out; its handle is free from then on. False: none is pending. */
static inline bool event_next(struct event_set *set, struct event *event)
{
	if (set->near_count == 0)
		return false;
	event_key key = set->near[set->near_count--];
	uint64_t time = (uint64_t)(key >> 64);
	uint32_t handle = event_handle(key);
	struct event_slot *slot = &set->slots[handle];
	memcpy(&event->time, &time, sizeof time);
	event->phase = event_phase(key);
	event->what = slot->what;
	event->whom = slot->whom;
	slot->next = set->free;
	set->free = handle;
	set->now = event->time;
	if (set->near_count == 0 && set->bound != EVENT_NEVER)
		event_refill(set);
	return true;
}

/* When a pending event is due. */
static inline double event_time(const struct event_set *set, uint32_t handle)
{
	uint64_t bits = (uint64_t)(set->slots[handle].key >> 64);
	double time;
	memcpy(&time, &bits, sizeof time);
	return time;
}

/* To whom the first pending event will happen: a hint, for fetching what that needs ahead of time. 0 where none is pending. */
static inline uint32_t event_foreseen(const struct event_set *set)
{
	return set->near_count > 0 ? set->slots[event_handle(set->near[set->near_count])].whom : 0;
}

/* Takes a pending event out of the set. EVENT_NONE is allowed and does nothing. */
void event_cancel(struct event_set *set, uint32_t handle);

/* Whether the first pending event is at `time` and in a phase before `phase`, so that this instant is not over up to there. */
static inline bool event_due(const struct event_set *set, double time, unsigned phase)
{
	event_key first = set->near[set->near_count];   /* EVENT_NEVER where none is pending: no time has such bits */
	return (uint64_t)(first >> 64) == event_time_bits(time) && event_phase(first) < phase;
}

#endif
