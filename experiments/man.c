/* The manual page, in troff's man macros, from the tables of commands and options. */
#include <stdio.h>
#include "commands.h"

/* Text for troff: a backslash or a dash that must stay one, and no line that starts with a dot. */
static void print_text(const char *text)
{
	for (const char *c = text; *c; c++) {
		if (*c == '\\')
			fputs("\\e", stdout);
		else if (*c == '-')
			fputs("\\-", stdout);
		else if (*c == '\'')
			fputs("\\(aq", stdout);
		else
			putchar(*c);
	}
}

static void print_options(unsigned commands)
{
	for (const struct option *option = option_table; option->name; option++) {
		if (!(option->commands & commands))
			continue;
		if (option->letter)
			printf(".TP\n.B \\-%c\\fR, \\fB\\-\\-%s\n", option->letter, option->name);
		else
			printf(".TP\n.B \\-\\-%s\n", option->name);
		if (option->argument) {
			printf(".br\n.I ");
			print_text(option->argument);
			putchar('\n');
		}
		print_text(option->help);
		fputs(".\n", stdout);
	}
}

static void print_command(const struct command *command)
{
	printf(".SS takt %s %s\n", command->name, command->arguments ? command->arguments : "");
	print_text(command->about ? command->about : command->help);
	putchar('\n');
	fputs(".PP\nOptions:", stdout);
	for (const struct option *option = option_table; option->name; option++)
		if (option->commands >> command->id & 1u)
			printf(" \\-\\-%s", option->name);
	fputs(".\n", stdout);
	if (command->example) {
		fputs(".PP\n.RS\n.B ", stdout);
		print_text(command->example);
		fputs("\n.RE\n", stdout);
	}
}

enum status man_command(const struct call *call)
{
	(void)call;
	fputs(".TH TAKT 1 \"\" \"takt " TAKT_VERSION "\" \"User commands\"\n"
		".SH NAME\ntakt \\- simulates the flow of work through people and machines\n"
		".SH SYNOPSIS\n.B takt\n.I COMMAND MODEL.cfg\n[\\fIoptions\\fR]\n"
		".SH DESCRIPTION\nA model file describes work, the stations and people that it needs, and how long it takes. takt simulates it\n"
		"many times and says what limits the flow, how long work takes, and how sure that is.\n"
		".B takt doc\nprints the reference of the model language.\n.SH COMMANDS\n", stdout);
	for (const struct command *command = command_table; command->name; command++)
		if (!command->hidden)
			print_command(command);
	fputs(".SH OPTIONS\n", stdout);
	print_options(~0u);
	fputs(".SH EXIT STATUS\n.TP\n.B 0\nDone.\n.TP\n.B 1\nThe world failed: a file, the disk; or a validation that failed, or a stop before "
		"there was a result.\n.TP\n.B 2\nThe model or the call is wrong.\n.TP\n.B 3\nThe model runs away: a queue without bound, a "
		"deadlock, a loop that never ends.\n", stdout);
	return STATUS_DONE;
}
