/* The cases of tests/cases, one by one: what a user types, and what takt says to it.

   NAME.cfg       the model
   NAME.args      the command and its options, as typed in a shell; without it: check. The model's name is put behind it, unless
                  there is an @ in it, which stands for NAME: "import @.csv"
   NAME.expected  what must stand on standard output, to the byte; without it: nothing
   NAME.error     first a line `exit STATUS`, then what must stand on standard error; without it: exit 0 and nothing

   A case is a NAME with a .cfg or .args. With TAKT_ACCEPT=1 in the environment, what takt says now becomes what is expected:
   read the difference before you commit it. */
#include "program.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(program_cases, .init = program_enter, .fini = program_leave);

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), other = strlen(end);
	return length > other && strcmp(text + length - other, end) == 0;
}

static int is_case(const struct dirent *entry)
{
	return ends_with(entry->d_name, ".cfg") || ends_with(entry->d_name, ".args");
}

/* The text of NAME.ending, or "" where there is no such file. */
static char *part(const char *name, const char *ending)
{
	char *path = text_format("%s/tests/cases/%s.%s", getenv("root"), name, ending), *text = file_read(path, NULL);
	free(path);
	return text ? text : strdup("");
}

static void accept_part(const char *name, const char *ending, const char *text)
{
	char *path = text_format("%s/tests/cases/%s.%s", getenv("root"), name, ending);
	if (*text)
		file_write(path, text);
	else
		unlink(path);
	free(path);
}

static void compare(const char *name, const char *ending, const char *said)
{
	char *wanted = part(name, ending);
	cr_expect(strcmp(said, wanted) == 0, "case %s.%s: takt says\n%s\nwhere this is expected:\n%s", name, ending, said, wanted);
	free(wanted);
}

static void try_case(const char *name)
{
	char *typed = part(name, "args");
	typed[strcspn(typed, "\n")] = '\0';
	const char *at = strchr(typed, '@');
	char *words = at ? text_format("%.*s%s%s", (int)(at - typed), typed, name, at + 1) : text_format("%s %s.cfg", *typed ? typed : "check", name);
	struct answer answer = program_call("cd \"$root/tests/cases\" && takt %s", words);
	free(words);
	char *said = answer.status == 0 && !*answer.err ? strdup("") : text_format("exit %d\n%s", answer.status, answer.err);
	if (getenv("TAKT_ACCEPT")) {
		accept_part(name, "expected", answer.out);
		accept_part(name, "error", said);
	}
	compare(name, "expected", answer.out);
	compare(name, "error", said);
	cr_expect(!strstr(said, getenv("root")), "case %s names the folder of the sources", name);
	free(said);
	free(typed);
	answer_done(&answer);
}

Test(program_cases, every_call_is_answered_as_written)
{
	char *folder = text_format("%s/tests/cases", getenv("root"));
	struct dirent **entries;
	int count = scandir(folder, &entries, is_case, alphasort), tried = 0;
	char last[256] = "";
	for (int i = 0; i < count; i++) {
		entries[i]->d_name[strcspn(entries[i]->d_name, ".")] = '\0';
		if (strcmp(entries[i]->d_name, last) != 0) {
			try_case(entries[i]->d_name);
			tried++;
		}
		snprintf(last, sizeof last, "%s", entries[i]->d_name);
		free(entries[i]);
	}
	cr_expect_geq(tried, 30);
	free(entries);
	free(folder);
}

/* Whatever is left of a file, takt reads it or says what is wrong; it never crashes, and never calls it the disk's fault. */
Test(program_cases, every_part_of_a_file_is_read_or_complained_about)
{
	struct answer answer = program_call(
		"file=\"$root/configs/paint_line.cfg\"; size=$(wc -c < \"$file\"); n=0; while [ $n -lt $size ]; do"
		" head -c $n \"$file\" | \"$debug\" check --quiet - >out 2>err; status=$?;"
		" if [ $status != 0 ] && [ $status != 2 ]; then echo \"$n bytes: exit $status\"; fi;"
		" if [ $status = 2 ] && ! [ -s err ]; then echo \"$n bytes: nothing said\"; fi;"
		" n=$((n + 23)); done");
	cr_expect_eq(answer.status, 0);
	cr_expect_str_eq(answer.out, "");
	answer_done(&answer);
}
