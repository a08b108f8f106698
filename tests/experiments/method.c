#include "experiments/method.h"

#include <criterion/criterion.h>
#include <string.h>
#include "fixture.h"

/* A desk that was watched; `data` is put behind its mean. */
#define DESK(first, second) \
	"run = { length = \"100 h\"; warmup = \"none\"; };\n" \
	"stations = { desk = { time = \"exponential(0.5 min" first ")\"; }; door = { time = \"exponential(0.2 min" second ")\"; }; };\n" \
	"work = { call = { arrive = { every = \"exponential(1 min)\"; }; process = ( \"desk\", \"door\" ); }; };\n"

#define SAYS(numbers) "What the observations leave open (data = " numbers ") is not part of these intervals; takt run tells how much that is. "

static const struct { const char *what, *text; uint32_t replications; const char *said; } cases[] = {
	{ "nothing was observed", DESK("", ""), 5, "" },
	{ "one thing was", DESK(", data = 40", ""), 5, SAYS("40") },
	{ "two were, equally often", DESK(", data = 40", ", data = 40"), 5, SAYS("40") },
	{ "more and less often", DESK(", data = 40", ", data = 1200"), 5, SAYS("40 to 1,200") },
	{ "there are no intervals", DESK(", data = 40", ""), 1, "" },
};

Test(method, intervals_of_luck_alone_say_that_they_are)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture f;
		fixture_init(&f, cases[i].text, cases[i].replications);
		const char *said = method_only_luck(&f.result, &f.arena);
		cr_expect_str_eq(said, cases[i].said, "%s: %s", cases[i].what, said);
		fixture_done(&f);
	}
}

Test(method, what_is_told_beside_them_or_left_out_is_not_missed)
{
	struct fixture f;
	fixture_init(&f, DESK(", data = 40", ""), 5);
	f.scenario.left_out = "its queue grows without bound";
	cr_expect_str_eq(method_only_luck(&f.result, &f.arena), "");
	f.scenario.left_out = NULL;
	f.scenario.ignorance = (const struct ignorance *)&f;   /* never looked into */
	cr_expect_str_eq(method_only_luck(&f.result, &f.arena), "");
	f.scenario.ignorance = NULL;
	cr_expect(*method_only_luck(&f.result, &f.arena));
	fixture_done(&f);
}
