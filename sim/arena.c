/* An arena is one stretch of address space. The kernel gives memory, zeroed, to the pages that are touched and to no others; so
   reserving much costs nothing, and what has been taken never moves. */
#define _DEFAULT_SOURCE   /* MAP_ANONYMOUS, MAP_NORESERVE */
#include "sim/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

/* Strictest alignment of any type (checked below), and of whatever the compiler does with vectors of two doubles. */
#define ALIGNMENT 16
_Static_assert(ALIGNMENT >= _Alignof(max_align_t), "an arena's records must suit any type");

/* What lies behind the room and may not be touched: a take that exceeds the room stops there instead of spoiling other memory. */
#define GUARD ((size_t)1 << 16)

/* Where the address space is limited (ulimit -v, or a kernel that does not overcommit), less is asked for. */
static const size_t rooms[] = { ARENA_ROOM, (size_t)1 << 30, (size_t)1 << 28 };

int arena_init(struct arena *arena)
{
	*arena = (struct arena){ .start = NULL };
	for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
		void *start = mmap(NULL, rooms[i] + GUARD, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (start == MAP_FAILED)
			continue;
		arena->start = start;
		arena->room = rooms[i];
		(void)mprotect(arena->start + arena->room, GUARD, PROT_NONE);
		return 0;
	}
	return -1;
}

void arena_done(struct arena *arena)
{
	if (arena->start)
		munmap(arena->start, arena->room + GUARD);
	*arena = (struct arena){ .start = NULL };
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	assert(arena->start && "arena_init comes first");
	bool fits = size == 0 || count <= (arena->room - arena->used) / size;   /* the room is a multiple of the alignment */
	assert(fits && "more taken from an arena than its bounds allow");
	if (!fits)
		return arena->start + arena->room;   /* the guard: using it ends the program at once */
	void *taken = arena->start + arena->used;
	arena->used += (count * size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	return taken;
}

char *arena_text(struct arena *arena, const char *text)
{
	size_t size = strlen(text) + 1;
	return memcpy(arena_take(arena, size, 1), text, size);
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	size_t size = length > 0 ? (size_t)length + 1 : 1;
	char *text = arena_take(arena, size, 1);
	if (length > 0)
		vsnprintf(text, size, format, again);
	va_end(again);
	va_end(arguments);
	return text;
}
