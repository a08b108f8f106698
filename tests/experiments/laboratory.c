#include "laboratory.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fixture.h"

void laboratory_open(struct laboratory *laboratory, const char *text, const char *const *words)
{
	char *argv[16] = { "takt", "compare" };
	int argc = 2;
	*laboratory = (struct laboratory){ .path = "takt-laboratory-XXXXXX" };
	int file = mkstemp(laboratory->path);
	cr_assert(file >= 0 && write(file, text, strlen(text)) == (ssize_t)strlen(text) && close(file) == 0);
	for (; words && *words; words++)
		argv[argc++] = (char *)*words;
	argv[argc++] = "--quiet";
	argv[argc++] = laboratory->path;
	const struct command *command = command_find("compare");
	cr_assert_eq(options_parse(&laboratory->options, command, argc, argv, 2, stderr), 0);
	laboratory->call = (struct call){ .command = command, .options = &laboratory->options };
	enum status status = study_open(&laboratory->study, &laboratory->call, laboratory->path, STUDY_ALL, true);
	unlink(laboratory->path);
	cr_assert_eq(status, STATUS_DONE);
	cr_assert_eq(judge_choose(&laboratory->judge, &laboratory->study), 0);
}

void laboratory_close(struct laboratory *laboratory)
{
	study_done(&laboratory->study);
	options_done(&laboratory->options);
}

struct compare *laboratory_compare(struct laboratory *laboratory, const struct compare_choice *choice)
{
	struct compare *compare = arena_take(&laboratory->study.arena, 1, sizeof *compare);
	cr_assert_eq(compare_make(compare, &laboratory->study, &laboratory->judge, laboratory->options.difference, choice), 0);
	return compare;
}

char *laboratory_text(const struct compare *compare)
{
	struct document document;
	document_init(&document, compare->arena);
	compare_text(compare, &document);
	return fixture_text(&document);
}

bool laboratory_says(const char *text, const char *sentence)
{
	for (; *text; text++) {
		const char *a = text, *b = sentence;
		while (*b && (*a == *b || (*b == ' ' && *a == '\n'))) {
			a += *b == ' ' ? strspn(a, " \n") : 1;
			b++;
		}
		if (!*b)
			return true;
	}
	return false;
}
