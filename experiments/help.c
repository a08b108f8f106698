/* takt help: what the tables of commands and options say, for a terminal. */
#include <stdio.h>
#include <string.h>
#include "sim/problem.h"
#include "commands.h"
#include "layout.h"

#define OPTION_COLUMN 30

static void print_option(const struct option *option, FILE *to)
{
	char left[64], letter[] = { '-', option->letter, ',', ' ', '\0' };
	snprintf(left, sizeof left, "%s--%s%s%s", option->letter ? letter : "", option->name, option->argument ? " " : "",
		option->argument ? option->argument : "");
	fprintf(to, "  %-*s", OPTION_COLUMN - 2, left);
	if (strlen(left) > OPTION_COLUMN - 3)
		fprintf(to, "\n%*s", OPTION_COLUMN, "");
	layout_continue(to, OPTION_COLUMN, OPTION_COLUMN, option->help);
}

static void print_statuses(FILE *to)
{
	fputs("\nExit status\n"
		"  0  done\n"
		"  1  the world failed: a file, the disk; or a validation that failed, or a stop before there was a result\n"
		"  2  the model or the call is wrong\n"
		"  3  the model runs away: a queue without bound, a deadlock, a loop that never ends\n", to);
}

static void print_all(FILE *to)
{
	fputs("takt " TAKT_VERSION ": simulates the flow of work through people and machines\n\n"
		"  takt COMMAND MODEL.cfg [options]\n\nCommands\n", to);
	for (const struct command *command = command_table; command->name; command++)
		if (!command->hidden)
			fprintf(to, "  %-12s%s\n", command->name, command->help);
	fputs("\n'takt COMMAND --help' explains a command, 'takt doc' the language of the model files.\n", to);
	print_statuses(to);
}

void help_print(const struct command *command, FILE *to)
{
	if (!command) {
		print_all(to);
		return;
	}
	fprintf(to, "takt %s%s%s [options]\n\n  %s\n", command->name, command->arguments ? " " : "", command->arguments ? command->arguments : "",
		command->help);
	if (command->about) {
		fputc('\n', to);
		layout_paragraph(to, 2, command->about);
	}
	if (command->example)
		fprintf(to, "\n  %s\n", command->example);
	fputs("\nOptions\n", to);
	for (const struct option *option = option_table; option->name; option++)
		if (option->commands >> command->id & 1u)
			print_option(option, to);
}

enum status help_command(const struct call *call)
{
	const struct option_texts *words = &call->options->files;
	const struct command *command = NULL;
	if (words->count > 0) {
		const char *known[32];
		size_t count = 0;
		for (const struct command *each = command_table; each->name; each++)
			known[count++] = each->name;
		command = command_find(words->list[0]);
		const char *nearest = command ? NULL : problem_nearest(words->list[0], known, count);
		if (!command) {
			fprintf(stderr, nearest ? "takt help: there is no command '%s'; did you mean '%s'?\n" :
				"takt help: there is no command '%s'; 'takt help' lists them, 'takt doc %s' looks into the model language\n",
				words->list[0], nearest ? nearest : words->list[0]);
			return STATUS_MODEL;
		}
	}
	help_print(command, stdout);
	return STATUS_DONE;
}
