#include "build_row.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <gsl/gsl_errno.h>

static const struct {
	const char *section, *text;
} sound[] = {
	{ "run =", "run = { length = 1000.0; };\n" },
	{ "resources =", "resources = { ann = { number = 2; }; bob = { number = 1; }; };\n" },
	{ "stations =", "stations = { s = { time = 1.0; }; t = { time = \"exponential(2 min)\"; }; };\n" },
	{ "work =", "work = { k = { arrive = { every = 5.0; }; process = ( \"s\", \"t\" ); }; };\n" },
};

static void complete(const char *text, char *out, size_t room)
{
	size_t used = (size_t)snprintf(out, room, "%s\n", text);
	for (size_t i = 0; i < COUNT_OF(sound); i++)
		if (!strstr(text, sound[i].section))
			used += (size_t)snprintf(out + used, room - used, "%s", sound[i].text);
	cr_assert_lt(used, room);
}

void build_expect(const char *text, const char *phrase, enum severity severity)
{
	char whole[4096];
	struct arena arena;
	struct problems problems;
	cr_assert_eq(arena_init(&arena), 0);
	problems_init(&problems);
	gsl_set_error_handler_off();
	complete(text, whole, sizeof whole);
	struct tree *tree = tree_read_text("test.cfg", whole, strlen(whole), &arena, &problems);
	struct model *model = tree ? model_build(tree, "base", NULL, 0, &arena, &problems) : NULL;
	const char *said = problems.count ? problems.list[0].text : "nothing";
	cr_expect(problems.count == 1 && strstr(said, phrase), "%s\n  expected: %s\n  said (%zu): %s\n  then: %s", text, phrase, problems.count, said,
		problems.count > 1 ? problems.list[1].text : "nothing");
	cr_expect_eq(model == NULL, severity == SEVERITY_ERROR, "%s", text);
	for (size_t i = 0; i < problems.count; i++)
		cr_expect_eq(problems.list[i].severity, severity, "%s", text);
	model_done(model);
	problems_done(&problems);
	arena_done(&arena);
}

void build_expect_errors(const struct build_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		build_expect(rows[i].text, rows[i].phrase, SEVERITY_ERROR);
}
