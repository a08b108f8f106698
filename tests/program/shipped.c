/* What ships works: every model in configs/, every command in the README, the help, the manual, the completion, the installation. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(program_shipped, .init = program_enter, .fini = program_leave);

/* Calls `each` for every line of a text, which is cut up by it. */
static size_t for_lines(char *text, void (*each)(const char *line))
{
	size_t count = 0;
	for (char *line = text; *line; count++) {
		size_t length = strcspn(line, "\n");
		char *next = line + length + (line[length] == '\n');
		line[length] = '\0';
		each(line);
		line = next;
	}
	return count;
}

static void check_and_run(const char *file)
{
	struct answer answer = program_call("takt check '%s'", file);
	cr_expect_eq(answer.status, 0, "%s: exit %d", file, answer.status);
	cr_expect_str_eq(answer.err, "", "%s: %s", file, answer.err);
	cr_expect(strstr(answer.out, "Nothing to complain about."), "%s", file);
	answer_done(&answer);
	answer = program_call("\"$debug\" run '%s' --replications 2 --scenario all", file);
	cr_expect_eq(answer.status, 0, "%s: exit %d: %s", file, answer.status, answer.err);
	cr_expect_str_eq(answer.err, "", "%s: %s", file, answer.err);
	cr_expect(answer.out_length > 500, "%s", file);
	answer_done(&answer);
}

Test(program_shipped, every_model_is_checked_and_runs_without_a_warning)
{
	struct answer answer = program_call("ls \"$root\"/configs/*.cfg");
	cr_expect_geq(for_lines(answer.out, check_and_run), 5);
	answer_done(&answer);
}

static void check_only(const char *file)
{
	struct answer answer = program_call("takt check '%s'", file);
	cr_expect_eq(answer.status, 0, "%s: exit %d: %s", file, answer.status, answer.err);
	answer_done(&answer);
}

Test(program_shipped, every_reference_model_is_checked)
{
	struct answer answer = program_call("find \"$root/configs/validation\" -name '*.cfg'");
	cr_expect_geq(for_lines(answer.out, check_only), 90);
	answer_done(&answer);
}

/* Commands that build or install are what led here. */
static bool is_ours(const char *command)
{
	static const char *const others[] = { "make", "sudo", "git", "cd" };
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (strncmp(command, others[i], strlen(others[i])) == 0)
			return false;
	return true;
}

static void try_command(const char *command)
{
	if (!is_ours(command))
		return;
	struct answer answer = program_call("%s", command);
	cr_expect_eq(answer.status, 0, "README: $ %s\nexit %d: %s", command, answer.status, answer.err);
	answer_done(&answer);
}

/* The lines after `$ ` in the blocks that open with ```sh. */
Test(program_shipped, every_command_of_the_readme_works)
{
	struct answer answer = program_call("for f in configs tests Makefile; do ln -s \"$root/$f\" .; done; mkdir -p build/release;"
		" ln -s \"$release\" build/release/takt;"
		" sed -e ':again' -e '/\\\\$/{N;s/ *\\\\\\n */ /;b again' -e '}' \"$root/README.md\" |"
		" awk '/^```sh/ { inside = 1; next } /^```/ { inside = 0 } inside && sub(/^\\$ /, \"\")'");
	cr_expect_geq(for_lines(answer.out, try_command), 3, "the README has no commands to try, or is not there");
	answer_done(&answer);
}

Test(program_shipped, every_command_has_its_help)
{
	struct answer help = program_call("takt help"), bare = program_call("takt"), dashes = program_call("takt --help");
	cr_expect_eq(bare.status, 0);
	cr_expect_str_eq(help.out, bare.out);
	cr_expect_str_eq(help.out, dashes.out);
	static const char *const commands[] = { "run", "check", "doc", "validate", "help" };
	for (size_t i = 0; i < COUNT_OF(commands); i++) {
		struct answer one = program_call("takt help %s", commands[i]), other = program_call("takt %s --help", commands[i]);
		cr_expect_eq(one.status, 0);
		cr_expect_eq(other.status, 0);
		cr_expect_str_eq(one.out, other.out);
		cr_expect(strstr(one.out, "Options") && strstr(one.out, commands[i]), "%s", commands[i]);
		cr_expect(strstr(help.out, commands[i]), "takt help does not name %s", commands[i]);
		answer_done(&one);
		answer_done(&other);
	}
	struct answer version = program_call("takt --version");
	cr_expect(strncmp(version.out, "takt 0.", 7) == 0, "%s", version.out);
	answer_done(&version);
	answer_done(&help);
	answer_done(&bare);
	answer_done(&dashes);
}

/* A word of the language and where the reference has to have it. The tables of the sources are grepped for the keys. */
static void expect_key(const char *key)
{
	struct answer answer = program_call("grep -cE '(^|[^a-zA-Z_])%s([^a-zA-Z_]|$)' reference", key);
	cr_expect_eq(answer.status, 0, "takt doc does not explain '%s'", key);
	answer_done(&answer);
}

Test(program_shipped, the_reference_covers_every_key_distribution_and_function)
{
	cr_assert_eq(program_status("takt doc > reference"), 0);
	struct answer keys = program_call("grep -ohE '\\{ ?(\\.name = )?\"[a-z_]+\", *(\\.type = )?KEY_' \"$root\"/models/config*.c | grep -oE '[a-z_]+\"' | tr -d '\"' | sort -u");
	cr_expect_geq(for_lines(keys.out, expect_key), 40, "the tables are written in another way");
	answer_done(&keys);
	static const char *const words[] = { "constant", "uniform", "exponential", "triangular", "erlang", "pert", "gamma", "beta", "lognormal",
		"normal", "weibull", "loglogistic", "hyperexponential", "pareto", "poisson", "binomial", "geometric", "negative_binomial", "chance",
		"choice", "empirical", "trace", "if", "min", "max", "abs", "floor", "ceil", "round", "sqrt", "exp", "log", "now", "age", "waited",
		"passes", "hour", "weekday", "queue", "busy", "free", "wip", "done", "count", "wd", "throughput", "utilisation" };
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		expect_key(words[i]);
		struct answer answer = program_call("takt doc %s", words[i]);
		cr_expect(answer.status == 0 && answer.out_length > 20, "takt doc %s: exit %d: %s", words[i], answer.status, answer.err);
		answer_done(&answer);
	}
}

Test(program_shipped, the_manual_is_clean_troff)
{
	cr_assert_eq(program_status("takt man > takt.1"), 0);
	if (program_has("man")) {
		struct answer answer = program_call("LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings -l takt.1 | cat");
		cr_expect_eq(answer.status, 0);
		cr_expect_str_eq(answer.err, "");
		cr_expect(strstr(answer.out, "EXIT STATUS") && strstr(answer.out, "--replications"), "%s", answer.out);
		answer_done(&answer);
	}
	if (program_has("groff")) {
		struct answer answer = program_call("groff -man -Tutf8 -ww -z takt.1");
		cr_expect_eq(answer.status, 0);
		cr_expect_str_eq(answer.err, "");
		answer_done(&answer);
	}
}

/* What the shell would offer after these words. */
static void expect_completion(const char *words, const char *offered)
{
	struct answer answer = program_call("bash -c 'source ./completion && COMP_WORDS=(%s) && COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) &&"
		" complete -p takt >/dev/null && _takt && printf \"%%s \" \"${COMPREPLY[@]}\"'", words);
	cr_expect_eq(answer.status, 0, "%s", answer.err);
	cr_expect_str_eq(answer.err, "");
	cr_expect(strstr(answer.out, offered), "%s: offered is %s", words, answer.out);
	answer_done(&answer);
}

Test(program_shipped, bash_completes_commands_options_and_files)
{
	cr_assert_eq(program_status("takt completion > completion && touch model.cfg notes.txt && mkdir models"), 0);
	if (!program_has("bash"))
		cr_skip_test("bash is not there");
	expect_completion("takt r", "run ");
	expect_completion("takt v", "validate ");
	expect_completion("takt \"\"", "run check doc validate ");
	expect_completion("takt run --rep", "--replications ");
	expect_completion("takt run model.cfg --format \"\"", "text csv json ");
	expect_completion("takt run model.cfg --format j", "json ");
	expect_completion("takt run mo", "model.cfg ");
	expect_completion("takt run mo", "models ");
	expect_completion("takt help ch", "check ");
	expect_completion("takt run model.cfg --output no", "notes.txt ");
}

Test(program_shipped, an_installed_program_is_whole)
{
	cr_assert_eq(program_status("make -C \"$root\" --no-print-directory -s MODE=release install DESTDIR=\"$PWD/stage\" PREFIX=/usr"), 0);
	static const char *const files[] = { "bin/takt", "share/man/man1/takt.1", "share/bash-completion/completions/takt",
		"share/takt/paint_line.cfg", "share/takt/validation/mm1_50.cfg", "share/doc/takt/README.md", "share/doc/takt/LICENSE" };
	for (size_t i = 0; i < COUNT_OF(files); i++)
		cr_expect_eq(program_status("test -s stage/usr/%s", files[i]), 0, "%s", files[i]);
	struct answer answer = program_call("cd / && \"$OLDPWD\"/stage/usr/bin/takt validate --only ft06_spt");
	cr_expect_eq(answer.status, 0, "it does not find its reference models: %s", answer.err);
	cr_expect(strstr(answer.out, " passed, 0 failed"), "%s", answer.out);
	answer_done(&answer);
	cr_expect_eq(program_status("stage/usr/bin/takt run stage/usr/share/takt/paint_line.cfg --replications 2"), 0);
	cr_expect_eq(program_status("grep -rl \"$root\" stage/usr/share"), 1, "what is installed names the folder of the sources");
}
