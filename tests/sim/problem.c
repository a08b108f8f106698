#include "sim/problem.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* What problems_print writes. The caller frees it. */
static char *printed(struct problems *problems)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);
	cr_assert_not_null(stream);
	problems_print(problems, stream);
	fclose(stream);
	return text;
}

static void expect_printed(struct problems *problems, const char *expected)
{
	char *text = printed(problems);
	cr_expect_str_eq(text, expected);
	free(text);
}

Test(problem, all_problems_are_printed_in_order_of_place)
{
	struct problems problems;
	problems_init(&problems);
	problems_add(&problems, SEVERITY_ERROR, "clinic.cfg", 31, 2, "\tdisipline = \"fifo\";", "unknown key '%s' in %s; did you mean '%s'?",
		"disipline", "queue", "order");
	problems_add(&problems, SEVERITY_WARNING, "clinic.cfg", 7, 0, "servers = 0;", "no servers");
	problems_add(&problems, SEVERITY_ERROR, "a.cfg", 90, 0, NULL, "second of its line");
	problems_add(&problems, SEVERITY_ERROR, "a.cfg", 90, 0, NULL, "another of its line");
	problems_add(&problems, SEVERITY_ERROR, "a.cfg", 0, 0, NULL, "cannot be read");
	problems_add(&problems, SEVERITY_ERROR, NULL, 0, 0, NULL, "unknown option '--sede'");
	cr_expect_eq(problems.errors, 5);
	cr_expect_eq(problems.count, 6);
	expect_printed(&problems, "unknown option '--sede'\n"
				  "a.cfg: cannot be read\n"
				  "a.cfg:90: second of its line\n"
				  "a.cfg:90: another of its line\n"
				  "clinic.cfg:7: warning: no servers\n"
				  "    servers = 0;\n"
				  "clinic.cfg:31: unknown key 'disipline' in queue; did you mean 'order'?\n"
				  "    \tdisipline = \"fifo\";\n"
				  "    \t^\n");
	problems_done(&problems);
}

Test(problem, the_caret_stands_below_its_column)
{
	static const struct {
		int column;
		const char *shown, *below;
	} cases[] = {
		{ 1, "time = 5;", "^" }, { 8, "time = 5;", "       ^" }, { 10, "time = 5;", "         ^" }, { 12, "time = 5;", NULL },
		{ 0, "time = 5;", NULL }, { 4, "\ta\tb", "\t \t^" }, { 12, "na\xc3\xafve = \"ab\";", "          ^" }, { 3, "a b\r\n", "  ^" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct problems problems;
		char expected[200];
		problems_init(&problems);
		problems_add(&problems, SEVERITY_ERROR, "m.cfg", 1, cases[i].column, cases[i].shown, "wrong");
		int length = snprintf(expected, sizeof expected, "m.cfg:1: wrong\n    %.*s\n", (int)strcspn(cases[i].shown, "\r\n"), cases[i].shown);
		if (cases[i].below)
			snprintf(expected + length, sizeof expected - (size_t)length, "    %s\n", cases[i].below);
		expect_printed(&problems, expected);
		problems_done(&problems);
	}
}

Test(problem, what_was_said_at_a_place_is_not_said_again)
{
	struct problems problems;
	problems_init(&problems);
	for (int i = 0; i < 3; i++) {
		problems_add(&problems, SEVERITY_ERROR, "m.cfg", 4, 1, NULL, "wrong");
		problems_add(&problems, SEVERITY_ERROR, "m.cfg", 5, 1, NULL, "wrong");
		problems_add(&problems, SEVERITY_ERROR, NULL, 0, 0, NULL, "wrong");
	}
	cr_expect_eq(problems.count, 3);
	cr_expect_eq(problems.errors, 3);
	problems_done(&problems);
}

Test(problem, texts_are_copies)
{
	struct problems problems;
	char file[] = "m.cfg", shown[] = "a = 1;";
	problems_init(&problems);
	problems_add(&problems, SEVERITY_WARNING, file, 1, 0, shown, "odd");
	file[0] = shown[0] = 'X';
	expect_printed(&problems, "m.cfg:1: warning: odd\n    a = 1;\n");
	cr_expect_eq(problems.errors, 0);
	problems_done(&problems);
}

Test(problem, beyond_a_bound_problems_are_only_counted)
{
	struct problems problems;
	problems_init(&problems);
	for (int i = 0; i < PROBLEMS_AT_MOST + 5; i++)
		problems_add(&problems, SEVERITY_ERROR, "m.cfg", i + 1, 0, NULL, "wrong");
	cr_expect_eq(problems.count, PROBLEMS_AT_MOST);
	cr_expect_eq(problems.dropped, 5);
	cr_expect_eq(problems.errors, PROBLEMS_AT_MOST + 5, "dropped ones are errors all the same");
	char *text = printed(&problems);
	cr_expect_not_null(strstr(text, "\nand 5 more problems\n"));
	free(text);
	problems_done(&problems);
}

Test(problem, the_nearest_word_is_the_one_that_was_meant)
{
	static const char *const keys[] = { "order", "servers", "time", "queue", "capacity", "priority", "to" };
	static const struct {
		const char *word, *nearest;
	} cases[] = {
		{ "order", "order" }, { "ordre", "order" }, { "oder", "order" }, { "sevrers", "servers" }, { "Server", "servers" },
		{ "tiem", "time" }, { "TIMES", "time" }, { "capcity", "capacity" }, { "prioritys", "priority" }, { "disipline", NULL }, { "x", NULL }, { "", NULL },
		{ "queen", NULL }, { "a_word_of_more_than_sixty_three_letters_is_never_taken_for_another_one", NULL },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *found = problem_nearest(cases[i].word, keys, sizeof keys / sizeof *keys);
		cr_expect(found == cases[i].nearest || (found && cases[i].nearest && strcmp(found, cases[i].nearest) == 0), "%s: %s", cases[i].word,
			found ? found : "none");
	}
	cr_expect_null(problem_nearest("order", NULL, 0));
}
