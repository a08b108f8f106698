#include "sim/level.h"

#include <criterion/criterion.h>

/* 0 at 0, 1 at 2, 2 at 3, 1 at 7, 0 at 8, until 10. */
static const struct {
	double time, value, area_so_far;
} path[] = { { 2, 1, 0 }, { 3, 2, 1 }, { 7, 1, 9 }, { 8, 0, 10 } };

Test(level, the_mean_weighs_values_by_how_long_they_were_held)
{
	struct level level = { 0 };
	level_reset(&level, 0.0);
	for (int i = 0; i < 4; i++) {
		level_set(&level, path[i].value, path[i].time);
		cr_expect_eq(level_area(&level, path[i].time), path[i].area_so_far, "at %g", path[i].time);
	}
	cr_expect_eq(level_area(&level, 10.0), 10.0);
	cr_expect_eq(level_mean(&level, 10.0), 1.0);
	cr_expect_eq(level.max, 2.0);
}

Test(level, changes_add_up)
{
	static const struct {
		double time, change;
	} steps[] = { { 2, 1 }, { 3, 1 }, { 7, -1 }, { 8, -1 } };
	struct level level = { 0 };
	level_reset(&level, 0.0);
	for (int i = 0; i < 4; i++)
		level_add(&level, steps[i].change, steps[i].time);
	cr_expect_eq(level_mean(&level, 10.0), 1.0);
	cr_expect_eq(level.value, 0.0);
}

Test(level, a_reset_keeps_the_value_and_forgets_the_past)
{
	struct level level = { 0 };
	level_reset(&level, 0.0);
	level_set(&level, 9.0, 1.0);
	level_set(&level, 2.0, 4.0);
	level_reset(&level, 5.0);
	cr_expect_eq(level.max, 2.0);
	cr_expect_eq(level_mean(&level, 5.0), 2.0, "no time has passed");
	level_set(&level, 4.0, 6.0);
	cr_expect_eq(level_mean(&level, 7.0), 3.0);
	cr_expect_eq(level_area(&level, 7.0), 6.0);
	cr_expect_eq(level.max, 4.0);
}

Test(level, several_changes_at_one_instant_have_no_area)
{
	struct level level = { 0 };
	level_reset(&level, 1.0);
	level_set(&level, 100.0, 1.0);
	level_set(&level, 1.0, 1.0);
	cr_expect_eq(level_mean(&level, 3.0), 1.0);
	cr_expect_eq(level.max, 100.0);
}
