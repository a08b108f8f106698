#include "experiments/filter.h"

#include <criterion/criterion.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LARGE ((size_t)1 << 20)

/* A filter written for the shell. */
static enum filter_end run(const char *script, const char *text, size_t length, double seconds, char **answer)
{
	char sh[] = "sh", option[] = "-c", *copy = strdup(script), *words[] = { sh, option, copy, NULL };
	enum filter_end end = filter_run(words, text, length, seconds, answer);
	free(copy);
	return end;
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* More than fits into any pipe goes in before the first byte is read, and comes out. */
Test(filter, what_goes_in_comes_out_however_much_it_is)
{
	char *text = malloc(LARGE + 1), *answer = NULL;
	for (size_t i = 0; i < LARGE; i++)
		text[i] = (char)('a' + i % 23);
	text[LARGE] = '\0';
	cr_assert_eq(run("cat", text, LARGE, 20.0, &answer), FILTER_DONE);
	cr_expect(strcmp(text, answer) == 0);
	free(answer);
	cr_assert_eq(run("head -c 300000 /dev/zero | tr '\\0' x; wc -c", text, LARGE, 20.0, &answer), FILTER_DONE);
	cr_expect(strlen(answer) > 300000 && atol(answer + 300000) == (long)LARGE, "it may talk before it listens");
	free(answer);
	free(text);
}

Test(filter, nothing_goes_in_and_comes_out_as_nothing_or_a_little)
{
	char *answer = NULL;
	cr_assert_eq(run("cat; echo done", "", 0, 20.0, &answer), FILTER_DONE);
	cr_expect_str_eq(answer, "done\n");
	free(answer);
	cr_assert_eq(run("cat >/dev/null", "abc", 3, 20.0, &answer), FILTER_DONE);
	cr_expect_str_eq(answer, "");
	free(answer);
}

/* No signal ends us, and nobody waits for ever. */
Test(filter, a_program_that_fails_is_no_harm)
{
	static const struct { const char *script; enum filter_end end; } bad[] = {
		{ "exec true", FILTER_FAILED }, { "cat >/dev/null; exit 3", FILTER_FAILED }, { "kill -9 $$", FILTER_FAILED },
		{ "sleep 100", FILTER_TOO_SLOW }, { "cat; exec sleep 100", FILTER_TOO_SLOW },
		{ "exec sleep 100 <&- >&-", FILTER_FAILED }, { "yes", FILTER_FAILED },
	};
	char *text = calloc(1, LARGE);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char *answer = text;
		double start = now();
		enum filter_end end = run(bad[i].script, text, LARGE, 0.7, &answer);
		cr_expect(end != FILTER_DONE && (end == bad[i].end || end == FILTER_TOO_SLOW), "%s: %d", bad[i].script, (int)end);
		cr_expect(answer == NULL && now() - start < 5.0, "%s: %g s", bad[i].script, now() - start);
	}
	free(text);
}

Test(filter, a_program_that_is_not_there_is_told_apart)
{
	char name[] = "no-such-program-as-this", *words[] = { name, NULL }, *answer = NULL;
	cr_expect_eq(filter_run(words, "", 0, 1.0, &answer), FILTER_NOT_THERE);
	char cat[] = "cat", *found[] = { cat, NULL };
	setenv("PATH", "", 1);
	cr_expect_eq(filter_run(found, "", 0, 1.0, &answer), FILTER_NOT_THERE);
	setenv("PATH", "/dev/null", 1);
	cr_expect_eq(filter_run(found, "", 0, 1.0, &answer), FILTER_NOT_THERE);
}

/* Signals that are held back here are not in the program, but for Ctrl-C, which is meant for us. */
Test(filter, ctrl_c_does_not_reach_the_program_others_do)
{
	sigset_t all;
	char *answer = NULL;
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, NULL);
	cr_assert_eq(run("kill -INT $$; echo alive", "", 0, 20.0, &answer), FILTER_DONE);
	cr_expect_str_eq(answer, "alive\n");
	free(answer);
	cr_expect_eq(run("kill -TERM $$; echo alive", "", 0, 20.0, &answer), FILTER_FAILED);
}

/* Where somebody has closed our standard input and output, the sockets take their numbers. */
Test(filter, it_works_without_standard_input_and_output)
{
	char *answer = NULL;
	fclose(stdin);
	fclose(stdout);
	cr_assert_eq(run("cat", "abc", 3, 20.0, &answer), FILTER_DONE);
	cr_expect_str_eq(answer, "abc");
	free(answer);
}
