/* Memory that is freed at once. It reserves address space when it is made, so that taking from it cannot fail: one check instead of
   hundreds. What is read from outside is bounded before it is copied here (ARENA_ROOM is far above what those bounds add up to).
   Should more be taken all the same, an assertion says so; without assertions the record lies in a page that may not be touched, and
   the first use of it ends the program (SIGSEGV) before anything else is spoilt. */
#ifndef TAKT_SIM_ARENA_H
#define TAKT_SIM_ARENA_H

#include <stddef.h>

#define ARENA_ROOM ((size_t)1 << 32)

struct arena {
	unsigned char *start;
	size_t used, room;   /* bytes; room is less than ARENA_ROOM where the address space is limited */
};

/* Reserves ARENA_ROOM bytes of address space, or 1 GB, or 256 MB, whichever is to be had. 0, or -1 where none is. */
int arena_init(struct arena *arena);
void arena_done(struct arena *arena);

/* `count` records of `size` bytes, zeroed, aligned for anything. Never NULL. */
void *arena_take(struct arena *arena, size_t count, size_t size);
char *arena_text(struct arena *arena, const char *text);                       /* a copy */
char *arena_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
