/* Equal records, handed out by 32-bit index and taken back. An index stays valid until it is put back; a pointer only until the
   next pool_take, which may move all records. */
#ifndef TAKT_SIM_POOL_H
#define TAKT_SIM_POOL_H

#include <stddef.h>
#include <stdint.h>

#define POOL_NONE UINT32_MAX

struct pool {
	unsigned char *records;
	size_t size;                /* bytes of a record, at least 4, a multiple of 8 */
	uint32_t used, room, free;  /* records ever handed out; records allocated; head of the free list */
	uint32_t count;             /* records out now */
};

void pool_init(struct pool *pool, size_t record_size);
void pool_done(struct pool *pool);

/* Out of line: grows the storage. 0, or -1 when memory is exhausted. */
int pool_grow(struct pool *pool);

static inline void *pool_at(const struct pool *pool, uint32_t index)
{
	return pool->records + (size_t)index * pool->size;
}

/* Hands out a record (its contents are not cleared); POOL_NONE when memory is exhausted. */
static inline uint32_t pool_take(struct pool *pool)
{
	uint32_t index = pool->free;
	if (index != POOL_NONE) {
		pool->free = *(uint32_t *)pool_at(pool, index);
	} else {
		if (pool->used == pool->room && pool_grow(pool) != 0)
			return POOL_NONE;
		index = pool->used++;
	}
	pool->count++;
	return index;
}

static inline void pool_put(struct pool *pool, uint32_t index)
{
	*(uint32_t *)pool_at(pool, index) = pool->free;
	pool->free = index;
	pool->count--;
}

#endif
