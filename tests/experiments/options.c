#include "experiments/commands.h"
#include "experiments/options.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* Parses a call of `takt run`; what was complained about is in `said`. */
static int parse(struct options *options, const char *command, const char *const *words, char **said)
{
	char *argv[16] = { "takt", (char *)command };
	int argc = 2;
	size_t length;
	for (; words[argc - 2]; argc++)
		argv[argc] = (char *)words[argc - 2];
	FILE *to = open_memstream(said, &length);
	int fault = options_parse(options, command_find(command), argc, argv, 2, to);
	fclose(to);
	return fault;
}

Test(options, every_way_to_write_an_option_means_the_same)
{
	struct options options;
	char *said;
	const char *words[] = { "a.cfg", "--seed", "7", "--threads=2", "--set", "x = 1", "--format=csv", "--set=y = 2", "--summary", "--quiet", NULL };
	cr_assert_eq(parse(&options, "run", words, &said), 0, "%s", said);
	cr_expect(options.seed.given && options.seed.value == 7 && options.threads.value == 2 && !options.replications.given);
	cr_expect(options.sets.count == 2 && strcmp(options.sets.list[0], "x = 1") == 0 && strcmp(options.sets.list[1], "y = 2") == 0);
	cr_expect(options.format == FORMAT_CSV && options.summary && options.quiet && !options.force);
	cr_expect(options.files.count == 1 && strcmp(options.files.list[0], "a.cfg") == 0 && strcmp(options.output, "-") == 0);
	options_done(&options);
	free(said);
}

Test(options, letters_stand_for_options)
{
	struct options options;
	char *said;
	const char *words[] = { "a.cfg", "-o", "page.html", NULL }, *help[] = { "-h", NULL }, *bare[] = { "a.cfg", "-o", NULL };
	cr_expect_eq(parse(&options, "report", words, &said), 0, "%s", said);
	cr_expect_str_eq(options.output, "page.html");
	cr_expect_eq(options.files.count, 1);
	options_done(&options);
	free(said);
	cr_expect_eq(parse(&options, "run", help, &said), 0, "%s", said);
	cr_expect(options.help);
	options_done(&options);
	free(said);
	cr_expect_eq(parse(&options, "run", bare, &said), -1);
	cr_expect_str_eq(said, "takt run: --output needs a value: --output FILE\n");
	options_done(&options);
	free(said);
}

Test(options, a_dash_is_a_file_and_two_dashes_end_the_options)
{
	struct options options;
	char *said;
	const char *words[] = { "-", NULL }, *ended[] = { "--", "--odd.cfg", NULL };
	cr_expect_eq(parse(&options, "run", words, &said), 0);
	cr_expect_str_eq(options.files.list[0], "-");
	options_done(&options);
	free(said);
	cr_expect_eq(parse(&options, "run", ended, &said), 0);
	cr_expect_str_eq(options.files.list[0], "--odd.cfg");
	options_done(&options);
	free(said);
}

Test(options, what_is_wrong_is_said_with_what_was_meant)
{
	static const struct { const char *command, *words[4], *said; } cases[] = {
		{ "run", { "a.cfg", "--sead", "1" }, "takt run: unknown option '--sead'; did you mean '--seed'?\n" },
		{ "run", { "a.cfg", "--wibble" }, "takt run: unknown option '--wibble'; see 'takt run --help'\n" },
		{ "run", { "a.cfg", "--seed" }, "takt run: --seed needs a value: --seed S\n" },
		{ "run", { "a.cfg", "--seed", "-1" }, "takt run: --seed takes a whole number from 0 to 18446744073709551615, not '-1'\n" },
		{ "run", { "a.cfg", "--seed", "18446744073709551616" },
		  "takt run: --seed takes a whole number from 0 to 18446744073709551615, not '18446744073709551616'\n" },
		{ "run", { "a.cfg", "--replications", "0" }, "takt run: --replications takes a whole number from 1 to 1000000, not '0'\n" },
		{ "run", { "a.cfg", "--threads", "2x" }, "takt run: --threads takes a whole number from 1 to 1024, not '2x'\n" },
		{ "run", { "a.cfg", "--format", "jsn" }, "takt run: --format takes one of text, csv, json, not 'jsn'; did you mean 'json'?\n" },
		{ "run", { "a.cfg", "--quiet=yes" }, "takt run: --quiet takes no value, not 'yes'\n" },
		{ "run", { "a.cfg", "b.cfg" }, "takt run: 'b.cfg' is one word too many; see 'takt run --help'\n" },
		{ "run", { "a.cfg", "--summary" }, "takt run: --summary belongs to --format csv\n" },
		{ "run", { NULL }, "takt run: which model? for example: takt run clinic.cfg --set 'resources.nurse.number = 3'\n" },
		{ "check", { "a.cfg", "--seed", "1" }, "takt check: --seed does not belong to this command; see 'takt check --help'\n" },
		{ "run", { "a.cfg", "-x" }, "takt run: unknown option '--x'; see 'takt run --help'\n" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct options options;
		char *said;
		cr_expect_eq(parse(&options, cases[i].command, cases[i].words, &said), -1, "case %zu", i);
		cr_expect_str_eq(said, cases[i].said, "case %zu: %s", i, said);
		options_done(&options);
		free(said);
	}
}

Test(options, all_faults_of_a_call_are_said_at_once)
{
	struct options options;
	char *said;
	const char *words[] = { "a.cfg", "--sead", "1", "--format", "xml", "--thread", "2", NULL };
	cr_expect_eq(parse(&options, "run", words, &said), -1);
	cr_expect_str_eq(said, "takt run: unknown option '--sead'; did you mean '--seed'?\n"
		"takt run: --format takes one of text, csv, json, not 'xml'\n"
		"takt run: unknown option '--thread'; did you mean '--threads'?\n", "%s", said);
	options_done(&options);
	free(said);
}

Test(options, the_tables_are_complete)
{
	for (const struct option *option = option_table; option->name; option++) {
		cr_expect(option->help && *option->help && option->commands, "--%s", option->name);
		cr_expect_eq(option->type == OPTION_FLAG, option->argument == NULL, "--%s", option->name);
		cr_expect_eq(option->type == OPTION_WORD, option->words != NULL, "--%s", option->name);
	}
	for (const struct command *command = command_table; command->name; command++) {
		cr_expect(command->help && *command->help, "%s", command->name);
		cr_expect(command_find(command->name) == command);
	}
}
