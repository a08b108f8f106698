#include "sim/pool.h"

#include <criterion/criterion.h>
#include <string.h>

Test(pool, records_keep_their_contents_while_the_pool_grows)
{
	struct pool pool;
	pool_init(&pool, 20);
	cr_expect_eq(pool.size, 24, "a multiple of 8");
	for (uint32_t i = 0; i < 100000; i++) {
		cr_assert_eq(pool_take(&pool), i);
		memcpy(pool_at(&pool, i), &i, sizeof i);
	}
	cr_expect_eq(pool.count, 100000);
	for (uint32_t i = 0; i < 100000; i++)
		cr_assert_eq(memcmp(pool_at(&pool, i), &i, sizeof i), 0);
	pool_done(&pool);
}

Test(pool, records_put_back_are_handed_out_first)
{
	struct pool pool;
	pool_init(&pool, 8);
	for (uint32_t i = 0; i < 10; i++)
		pool_take(&pool);
	pool_put(&pool, 3);
	pool_put(&pool, 7);
	cr_expect_eq(pool.count, 8);
	cr_expect_eq(pool_take(&pool), 7);
	cr_expect_eq(pool_take(&pool), 3);
	cr_expect_eq(pool_take(&pool), 10);
	cr_expect_eq(pool.used, 11);
	pool_done(&pool);
}

Test(pool, nothing_is_allocated_after_warm_up)
{
	struct pool pool;
	pool_init(&pool, 64);
	for (uint32_t i = 0; i < 1000; i++)
		pool_take(&pool);
	const unsigned char *records = pool.records;
	for (uint32_t i = 0; i < 100000; i++) {
		pool_put(&pool, i % 1000);
		cr_assert_eq(pool_take(&pool), i % 1000);
	}
	cr_expect_eq(pool.records, records);
	cr_expect_eq(pool.room, 1024);
	pool_done(&pool);
}

Test(pool, a_pool_is_empty_again_after_pool_done)
{
	struct pool pool;
	pool_init(&pool, 16);
	pool_take(&pool);
	pool_done(&pool);
	cr_expect_eq(pool.count, 0);
	cr_expect_eq(pool_take(&pool), 0);
	pool_done(&pool);
}

Test(pool, memory_that_cannot_be_had_is_reported)
{
	struct pool pool;
	pool_init(&pool, SIZE_MAX / 64);
	cr_expect_eq(pool_take(&pool), POOL_NONE);
	cr_expect_eq(pool.count, 0);
	pool_done(&pool);
}
