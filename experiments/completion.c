/* Completion for bash, from the tables of commands and options. */
#include <stdio.h>
#include <string.h>
#include "commands.h"

static void print_commands(void)
{
	fputs("\tlocal commands='", stdout);
	for (const struct command *command = command_table; command->name; command++)
		if (!command->hidden)
			printf("%s ", command->name);
	fputs("--version --help'\n", stdout);
}

static void print_options(void)
{
	fputs("\tcase $command in\n", stdout);
	for (const struct command *command = command_table; command->name; command++) {
		if (command->hidden)
			continue;
		printf("\t%s) options='", command->name);
		for (const struct option *option = option_table; option->name; option++)
			if (option->commands >> command->id & 1u)
				printf("--%s ", option->name);
		fputs("' ;;\n", stdout);
	}
	fputs("\tesac\n", stdout);
}

static bool is_first_of_its_name(const struct option *option)
{
	for (const struct option *other = option_table; other < option; other++)
		if (strcmp(other->name, option->name) == 0)
			return false;
	return true;
}

/* The words of all options of that name: which command is meant, it says itself. */
static void print_words(const struct option *option)
{
	fputs("COMPREPLY=($(compgen -W '", stdout);
	for (const struct option *other = option; other->name; other++)
		for (unsigned i = 0; strcmp(other->name, option->name) == 0 && other->words && other->words[i]; i++)
			printf("%s ", other->words[i]);
	fputs("' -- \"$word\"))", stdout);
}

/* What stands after an option that wants a value. */
static void print_values(void)
{
	fputs("\tcase $before in\n", stdout);
	for (const struct option *option = option_table; option->name; option++) {
		if (!option->argument || !is_first_of_its_name(option))
			continue;
		printf("\t--%s) ", option->name);
		if (option->words)
			print_words(option);
		else if (option->completes)
			printf("COMPREPLY=($(compgen -%c -- \"$word\"))", strcmp(option->completes, "folder") == 0 ? 'd' : 'f');
		else
			fputs("COMPREPLY=()", stdout);
		fputs("; return ;;\n", stdout);
	}
	fputs("\tesac\n", stdout);
}

/* Most commands read models; some read any file. */
static void print_any_file(void)
{
	for (const struct command *command = command_table; command->name; command++)
		if (command->any_file)
			printf("\telif [[ $command == %s ]]; then\n\t\tCOMPREPLY=($(compgen -f -- \"$word\"))\n", command->name);
}

enum status completion_command(const struct call *call)
{
	(void)call;
	fputs("# bash completion for takt " TAKT_VERSION ", printed by takt itself\n"
		"_takt()\n{\n"
		"\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} options=\n", stdout);
	print_commands();
	fputs("\tif ((COMP_CWORD == 1)); then COMPREPLY=($(compgen -W \"$commands\" -- \"$word\")); return; fi\n", stdout);
	print_values();
	print_options();
	fputs("\tif [[ $word == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
		"\telif [[ $command == help ]]; then\n\t\tCOMPREPLY=($(compgen -W \"$commands\" -- \"$word\"))\n", stdout);
	print_any_file();
	fputs("\telse\n\t\tCOMPREPLY=($(compgen -f -X '!*.cfg' -- \"$word\") $(compgen -d -- \"$word\"))\n\tfi\n"
		"}\ncomplete -o filenames -F _takt takt\n", stdout);
	return STATUS_DONE;
}
