/* Growth of a pool: the storage doubles, so that after warm-up nothing is allocated. */
#include "sim/pool.h"

#include <assert.h>
#include <stdlib.h>

#define FIRST_ROOM 64

void pool_init(struct pool *pool, size_t record_size)
{
	size_t size = (record_size + 7) & ~(size_t)7;
	*pool = (struct pool){ .size = size > 0 ? size : 8, .free = POOL_NONE };
}

void pool_done(struct pool *pool)
{
	free(pool->records);
	pool_init(pool, pool->size);
}

int pool_grow(struct pool *pool)
{
	assert(pool->size > 0 && "pool_init comes first");
	uint64_t room = pool->room > 0 ? 2 * (uint64_t)pool->room : FIRST_ROOM;
	if (room > POOL_NONE)
		room = POOL_NONE;   /* the last index is the mark for none */
	if (room == pool->room || room > SIZE_MAX / 2 / pool->size)
		return -1;
	unsigned char *records = realloc(pool->records, (size_t)room * pool->size);
	if (!records)
		return -1;
	pool->records = records;
	pool->room = (uint32_t)room;
	return 0;
}
