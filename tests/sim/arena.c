#include "sim/arena.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>

Test(arena, records_are_zeroed_aligned_and_apart)
{
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	unsigned char *last = NULL;
	for (size_t size = 1; size < 200; size++) {
		unsigned char *record = arena_take(&arena, 3, size);
		cr_assert_eq((uintptr_t)record % 16, 0);
		for (size_t i = 0; i < 3 * size; i++)
			cr_assert_eq(record[i], 0);
		memset(record, 0xFF, 3 * size);
		cr_assert(!last || record >= last + 3 * (size - 1));
		last = record;
	}
	arena_done(&arena);
}

Test(arena, what_was_taken_stays_in_place)
{
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	int *first = arena_take(&arena, 1, sizeof *first);
	*first = 42;
	for (int i = 0; i < 10000; i++)
		*(char *)arena_take(&arena, 1, 4096) = 1;
	cr_expect_eq(*first, 42);
	arena_done(&arena);
}

Test(arena, nothing_taken_is_not_null)
{
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	cr_expect_not_null(arena_take(&arena, 0, 8));
	cr_expect_not_null(arena_take(&arena, 8, 0));
	arena_done(&arena);
	arena_done(&arena);
}

Test(arena, texts_are_copied_and_formatted)
{
	struct arena arena;
	cr_assert_eq(arena_init(&arena), 0);
	char text[] = "paint";
	char *copy = arena_text(&arena, text);
	text[0] = 'f';
	cr_expect_str_eq(copy, "paint");
	cr_expect_str_eq(arena_text(&arena, ""), "");
	cr_expect_str_eq(arena_format(&arena, "%s.%d", "stations", 12), "stations.12");
	cr_expect_eq(strlen(arena_format(&arena, "%5000d", 1)), 5000);
	cr_expect_str_eq(copy, "paint");
	arena_done(&arena);
}

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMITED 0   /* sanitizers need the address space that these tests take away */
#elif defined __has_feature
#define LIMITED !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define LIMITED 1
#endif

Test(arena, less_is_reserved_where_the_address_space_is_limited, .disabled = !LIMITED)
{
	struct arena arena;
	struct rlimit two = { (rlim_t)2 << 30, (rlim_t)2 << 30 }, half = { (rlim_t)1 << 29, (rlim_t)1 << 29 }, none = { 1 << 20, 1 << 20 };
	cr_assert_eq(setrlimit(RLIMIT_AS, &two), 0);
	cr_assert_eq(arena_init(&arena), 0);
	cr_expect_eq(arena.room, (size_t)1 << 30);
	memset(arena_take(&arena, 1000, 1000), 1, 1000000);
	arena_done(&arena);
	cr_assert_eq(setrlimit(RLIMIT_AS, &half), 0);
	cr_assert_eq(arena_init(&arena), 0);
	cr_expect_eq(arena.room, (size_t)1 << 28);
	arena_done(&arena);
	cr_assert_eq(setrlimit(RLIMIT_AS, &none), 0);
	cr_expect_eq(arena_init(&arena), -1);
	arena_done(&arena);
}
