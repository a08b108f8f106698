#include "experiments/commands.h"

#include <criterion/criterion.h>
#include <criterion/redirect.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "fixture.h"

static char folder[] = "takt-commands-XXXXXX";

static void write_file(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

static void enter(void)
{
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
	write_file("desk.cfg", fixture_desk);
}

static const char *const files[] = { "desk.cfg", "bad.cfg", "out", "out2", "said", "calls.csv" };

static void leave(void)
{
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		unlink(files[i]);
	cr_assert(chdir("..") == 0 && rmdir(folder) == 0, "something was left behind");
}

TestSuite(commands, .init = enter, .fini = leave);

static char *content(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 1 << 20);
	if (file) {
		(void)!fread(text, 1, (1 << 20) - 1, file);
		fclose(file);
	}
	return text;
}

/* Calls the program; what it says on either stream goes to the file `said`. */
static enum status call(const char *const *words, bool stopped)
{
	char *argv[16] = { "takt" };
	int argc = 1;
	atomic_bool stop;
	atomic_init(&stop, stopped);
	for (; words[argc - 1]; argc++)
		argv[argc] = (char *)words[argc - 1];
	fflush(stdout);
	fflush(stderr);
	cr_assert(freopen("said", "w", stderr) && freopen("said", "a", stdout));
	enum status status = command_main(argc, argv, &stop);
	fflush(stdout);
	fflush(stderr);
	return status;
}

Test(commands, exit_status_tells_the_users_faults_from_the_worlds)
{
	static const struct { const char *words[8]; enum status status; const char *said; } cases[] = {
		{ { "help" }, STATUS_DONE, "takt COMMAND MODEL.cfg" },
		{ { "--version" }, STATUS_DONE, "takt " },
		{ { "run", "--help" }, STATUS_DONE, "--replications N" },
		{ { "run", "desk.cfg" }, STATUS_DONE, "The busiest is Front desk: busy 79 % of the time" },
		{ { "check", "desk.cfg" }, STATUS_DONE, "Nothing to complain about." },
		{ { "doc", "lognormal" }, STATUS_DONE, "lognormal(mean, sd)" },
		{ { "doc", "lognormall" }, STATUS_MODEL, "did you mean 'lognormal'?" },
		{ { "rnu", "desk.cfg" }, STATUS_MODEL, "did you mean 'run'?" },
		{ { "desk.cfg" }, STATUS_MODEL, "'takt run desk.cfg' runs it" },
		{ { "report", "desk.cfg", "--output", "-" }, STATUS_DONE, "<title>One desk</title>" },
		{ { "report", "desk.cfg", "--from", "desk.json" }, STATUS_MODEL, "leave out 'desk.cfg'" },
		{ { "report", "--from", "nowhere.json", "--output", "-" }, STATUS_WORLD, "nowhere.json: No such file or directory" },
		{ { "report", "--from", "desk.cfg", "--output", "-" }, STATUS_MODEL, "desk.cfg: line 1: " },
		{ { "run", "desk.cfg", "--chart", "statoins" }, STATUS_MODEL, "did you mean 'stations'?" },
		{ { "run", "desk.cfg", "--picture", "svg" }, STATUS_MODEL, "--picture belongs to --charts" },
		{ { "run", "desk.cfg", "--charts", "nowhere/charts" }, STATUS_WORLD, "nowhere/charts: No such file or directory" },
		{ { "compare", "desk.cfg" }, STATUS_DONE, "The best of the two is" },
		{ { "compare", "desk.cfg", "--metric", "work.call.tmie" }, STATUS_MODEL, "did you mean 'work.call.time'?" },
		{ { "compare", "desk.cfg", "--scenario", "base" }, STATUS_MODEL, "nothing left to compare with base" },
		{ { "compare", "desk.cfg", "--until-decided", "--replications", "9" }, STATUS_MODEL, "leave out --replications" },
		{ { "run", "desk.cfg", "--precision", "20" }, STATUS_MODEL, "such as 2%" },
		{ { "run", "desk.cfg", "--sede", "1" }, STATUS_MODEL, "did you mean '--seed'?" },
		{ { "run", "desk.cfg", "--scenario", "fats" }, STATUS_MODEL, "did you mean 'fast'?" },
		{ { "run", "desk.cfg", "--set", "stations.desk.tiem = 1" }, STATUS_MODEL, "tim" },
		{ { "run", "nowhere.cfg" }, STATUS_WORLD, "No such file or directory" },
		{ { "run", "desk.cfg", "--output", "nowhere/out" }, STATUS_WORLD, "nowhere/out: No such file or directory" },
		{ { "run", "desk.cfg", "--output", "/dev/full" }, STATUS_WORLD, "No space left on device" },
		{ { "run", "desk.cfg", "--set", "stations.desk.time = 2 min" }, STATUS_MODEL, "--force" },
		{ { "run", "desk.cfg", "--set", "stations.desk.time = 2 min", "--set", "run.items_at_most = 100" }, STATUS_MODEL, "--force" },
		{ { "import" }, STATUS_MODEL, "takt import: which file? for example: takt import house.csv" },
		{ { "import", "nowhere.csv" }, STATUS_WORLD, "nowhere.csv: cannot be read: No such file or directory" },
		{ { "import", "desk.cfg" }, STATUS_MODEL, "desk.cfg: no column holds the names of the tasks: this is no table" },
		{ { "import", "calls.csv", "--unit", "h", "--start", "2026-03-02" }, STATUS_DONE, "dig = { title = \"Dig\"; needs = { anyone = 1; }; time = \"5 h\"; };" },
		{ { "import", "calls.csv", "--unit", "ed" }, STATUS_DONE, "dig = { title = \"Dig\"; wait = \"5 d\"; };" },
		{ { "import", "calls.csv", "--output", "nowhere/out" }, STATUS_WORLD, "nowhere/out: No such file or directory" },
		{ { "import", "calls.csv", "--start", "soon" }, STATUS_MODEL, "--start: 'soon' is no date; one is written 2026-03-02" },
		{ { "import", "calls.csv", "--hours", "Mon-Fir 8-9" }, STATUS_MODEL, "--hours: 'Fir' is no day" },
		{ { "import", "calls.csv", "--hours", "closed" }, STATUS_MODEL, "--hours: in 'closed' nobody ever works" },
		{ { "import", "calls.csv", "--format", "json" }, STATUS_MODEL, "--format takes one of auto, psplib, csv, not 'json'" },
		{ { "import", "calls.csv", "--format", "psplib" }, STATUS_MODEL, "this is no file of PSPLIB" },
		{ { "run", "desk.cfg", "--format", "psplib" }, STATUS_MODEL, "--format takes one of text, csv, json, not 'psplib'" },
		{ { "validate", "desk.cfg" }, STATUS_MODEL, "no model with expected values" },
		{ { "validate", "--folder", "nowhere" }, STATUS_WORLD, "nowhere: No such file or directory" },
	};
	write_file("calls.csv", "name,duration\nDig,5\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum status status = call(cases[i].words, false);
		char *said = content("said");
		cr_expect_eq(status, cases[i].status, "case %zu: %d: %s", i, (int)status, said);
		cr_expect(strstr(said, cases[i].said), "case %zu: %s", i, said);
		free(said);
	}
}

Test(commands, a_queue_without_bound_ends_with_three)
{
	const char *words[] = { "run", "desk.cfg", "--force", "--set", "stations.desk.time = 2 min", "--set", "run.items_at_most = 100", NULL };
	cr_expect_eq(call(words, false), STATUS_RUNAWAY);
	char *said = content("said");
	cr_expect(strstr(said, "desk.cfg:") && strstr(said, "the queue at 'desk' grows"), "%s", said);
	free(said);
}

Test(commands, the_same_question_gives_the_same_bytes_on_any_number_of_threads)
{
	static const char *const formats[] = { "text", "csv", "json" };
	static const char *const threads[] = { "2", "7" };
	for (size_t i = 0; i < 3; i++)
		for (size_t j = 0; j < 2; j++) {
			const char *one[] = { "run", "desk.cfg", "--scenario", "all", "--threads", "1", "--format", formats[i], "--output", "out", NULL };
			const char *many[] = { "run", "desk.cfg", "--scenario", "all", "--threads", threads[j], "--format", formats[i], "--output", "out2",
				NULL };
			cr_assert_eq(call(one, false), STATUS_DONE);
			cr_assert_eq(call(many, false), STATUS_DONE);
			char *a = content("out"), *b = content("out2");
			cr_expect(strlen(a) > 500 && strcmp(a, b) == 0, "%s with %s threads", formats[i], threads[j]);
			free(a);
			free(b);
		}
}

Test(commands, a_stop_before_two_replications_leaves_no_file)
{
	const char *words[] = { "run", "desk.cfg", "--set", "run.length = 1000000 h", "--output", "out", NULL };
	cr_expect_eq(call(words, true), STATUS_WORLD);
	cr_expect_neq(access("out", F_OK), 0);
	char *said = content("said");
	cr_expect(strstr(said, "nothing to report yet"), "%s", said);
	free(said);
}

/* M/M/1 at load 0.8 with a mean service of 0.8 min: the mean wait is 3.2 min. A wrong value must fail. */
Test(commands, validation_passes_what_is_right_and_fails_what_is_wrong)
{
	static const char rows[] = "expect = ( { case = \"Q1\"; of = \"wait\"; metric = \"stations.desk.wait\"; value = %s; },\n"
		"{ case = \"Q2\"; of = \"Little\"; metric = \"work.call.wip\"; per = \"work.call.throughput\"; value = 0.0666666667; } );\n";
	static const struct { const char *value; enum status status; const char *end; } cases[] = {
		{ "3.2", STATUS_DONE, "2 passed, 0 failed" }, { "4.2", STATUS_WORLD, "1 passed, 1 failed" },
	};
	const char *words[] = { "validate", "bad.cfg", NULL };
	for (size_t i = 0; i < 2; i++) {
		char text[4096], expect[1024];
		snprintf(expect, sizeof expect, rows, cases[i].value);
		snprintf(text, sizeof text, "%s%s", fixture_desk, expect);
		write_file("bad.cfg", text);
		enum status status = call(words, false);
		char *said = content("said");
		cr_expect_eq(status, cases[i].status, "%s", said);
		cr_expect(strstr(said, cases[i].end), "%s", said);
		free(said);
	}
}

Test(commands, the_json_names_data_files_with_their_hashes)
{
	write_file("calls.csv", "time\n1\n2\n3\n");
	const char *words[] = { "run", "desk.cfg", "--set", "stations.desk.time = 0.1 min * empirical(\"calls.csv\", \"time\")", "--format", "json",
		"--output", "out", NULL };
	enum status status = call(words, false);
	char *said = content("said"), *text = content("out");
	cr_expect_eq(status, STATUS_DONE, "%s", said);
	cr_expect(strstr(text, "\"data\": [ { \"file\": \"calls.csv\", \"sha256\": \""), "%s", text);
	free(said);
	free(text);
}
