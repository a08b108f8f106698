/* Hours in words against those that were written. */
#include "experiments/hours.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include "models/model.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* The hours of a resource as they are told; `resource` is what the model says of it, with ' for ". */
static void expect_hours(const char *resource, const char *expected)
{
	char text[1000];
	struct arena arena;
	struct problems problems;
	cr_assert_eq(arena_init(&arena), 0);
	problems_init(&problems);
	int length = snprintf(text, sizeof text, "clock = { start = '2026-01-05 06:00'; }; run = { length = 10.0; }; resources = { r = { %s }; };"
		"stations = { s = { needs = { r = 1; }; time = 1.0; }; }; work = { k = { arrive = { every = 5.0; }; process = ( 's' ); }; };", resource);
	for (char *c = text; *c; c++)
		*c = *c == '\'' ? '"' : *c;
	const struct tree *tree = tree_read_text("hours.cfg", text, (size_t)length, &arena, &problems);
	struct model *model = tree ? model_build(tree, "base", NULL, 0, &arena, &problems) : NULL;
	cr_assert(model && model->resources[0].calendar, "%s is not built", resource);
	const char *told = hours_describe(model->resources[0].calendar, &arena);
	cr_expect_str_eq(told, expected, "%s: '%s' instead of '%s'", resource, told, expected);
	model_done(model);
	problems_done(&problems);
	arena_done(&arena);
}

Test(hours, are_told_as_a_planner_writes_them)
{
	static const struct { const char *resource, *told; } cases[] = {
		{ "calendar = 'Mon-Fri 08:00-12:00, 13:00-16:30, Sat 09:00-12:00';", "Mon-Fri 08:00-12:00, 13:00-16:30, Sat 09:00-12:00" },
		{ "number = 3; calendar = 'daily 06:00-22:00';", "daily 06:00-22:00" },
		{ "calendar = 'Mon,Wed 22:00-06:00';", "Mon 22:00-06:00, Wed 22:00-06:00" },
		/* Nights belong to the day on which they begin, Sunday's too. */
		{ "calendar = 'Sun-Thu 22:00-06:00';", "Mon-Thu 22:00-06:00, Sun 22:00-06:00" },
		{ "calendar = 'Sun 22:00-24:00, Mon 00:00-06:00';", "Sun 22:00-06:00" },
		{ "calendar = 'Sat-Sun 00:00-24:00';", "Sat-Sun 00:00-24:00" },
		{ "calendar = 'Fri 22:00-24:00, Sat 00:00-24:00';", "Fri 22:00-24:00, Sat 00:00-24:00" },
		{ "calendar = 'daily 00:00-24:00';", "always" },
		{ "shifts = ( { number = 3; hours = 'Mon-Fri 06:00-14:00'; }, { number = 2; hours = 'Mon-Fri 14:00-22:00'; }, { hours = 'Sat 09:00-12:00'; } );",
			"Mon-Fri 06:00-14:00 (3), 14:00-22:00 (2), Sat 09:00-12:00 (1)" },
		{ "shifts = ( { number = 2; hours = 'daily 08:00-12:00'; }, { hours = 'daily 08:00-16:00'; } );", "daily 08:00-12:00 (3), 12:00-16:00 (1)" },
		{ "shifts = ( { hours = 'always'; }, { hours = 'Mon 08:00-16:00'; } );",
			"Mon 00:00-08:00 (1), 08:00-16:00 (2), 16:00-24:00 (1), Tue-Sun 00:00-24:00 (1)" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_hours(cases[i].resource, cases[i].told);
}
