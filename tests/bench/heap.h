/* The future as a simulation written by hand would have it: a heap of 16-byte events with four below each, in order of time and then
   of scheduling. */
#ifndef TAKT_TESTS_BENCH_HEAP_H
#define TAKT_TESTS_BENCH_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct moment {
	double time;
	uint32_t order, job;
};

struct heap {
	struct moment *moments;
	size_t count, room;
	uint32_t order;
};

static inline bool is_before(const struct moment *a, const struct moment *b)
{
	return a->time < b->time || (a->time == b->time && (int32_t)(a->order - b->order) < 0);
}

static inline void heap_push(struct heap *heap, double time, uint32_t job)
{
	if (heap->count == heap->room) {
		heap->room = heap->room ? 2 * heap->room : 64;
		heap->moments = realloc(heap->moments, heap->room * sizeof *heap->moments);
		if (!heap->moments)
			abort();
	}
	struct moment moment = { time, heap->order++, job };
	size_t at = heap->count++;
	for (size_t above; at > 0 && is_before(&moment, &heap->moments[above = (at - 1) / 4]); at = above)
		heap->moments[at] = heap->moments[above];
	heap->moments[at] = moment;
}

static inline struct moment heap_pop(struct heap *heap)
{
	struct moment *m = heap->moments, first = m[0], last = m[--heap->count];
	size_t at = 0, count = heap->count;
	for (size_t below; (below = 4 * at + 1) < count; at = below) {
		size_t end = below + 4 < count ? below + 4 : count;
		for (size_t i = below + 1; i < end; i++)
			if (is_before(&m[i], &m[below]))
				below = i;
		if (!is_before(&m[below], &last))
			break;
		m[at] = m[below];
	}
	m[at] = last;
	return first;
}

#endif
