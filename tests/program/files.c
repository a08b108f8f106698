/* A result appears whole or not at all, and Ctrl-C leaves what has been found out so far. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Some seconds of work in many replications; the last of its numbers is the one that all tests below wait for. */
static const char busy[] = "title = \"Busy\";\nclock = { unit = \"min\"; };\n"
	"run = { length = 20000; warmup = 100; replications = 100000; };\n"
	"stations = { desk = { machines = 2; time = \"exponential(9)\"; }; };\n"
	"work = { call = { arrive = { every = \"exponential(6)\"; }; process = ( \"desk\" ); }; };\n";

static void enter(void)
{
	program_enter();
	file_write("busy.cfg", busy);
}

TestSuite(program_files, .init = enter, .fini = program_leave);

/* What lies in the folder beside the model. */
static void expect_only(const char *names)
{
	struct answer answer = program_call("ls -A | grep -vx busy.cfg | tr '\\n' ' '");
	cr_expect_str_eq(answer.out, names);
	answer_done(&answer);
}

Test(program_files, what_cannot_be_written_is_said_before_the_run)
{
	static const struct { const char *output, *said; } cases[] = {
		{ "nowhere/out.txt", "takt: nowhere/out.txt: No such file or directory" },
		{ "folder", "takt: folder: Is a directory" },
		{ "busy.cfg/out.txt", "takt: busy.cfg/out.txt: Not a directory" },
		{ "''", "takt: '': No such file or directory" },
	};
	cr_assert_eq(program_status("mkdir folder"), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct answer answer = program_call("timeout 5 takt run busy.cfg --output %s", cases[i].output);
		cr_expect_eq(answer.status, 1, "%s: exit %d", cases[i].output, answer.status);
		cr_expect(strstr(answer.err, cases[i].said), "%s: %s", cases[i].output, answer.err);
		answer_done(&answer);
	}
	expect_only("folder ");
}

Test(program_files, a_folder_that_nobody_may_write_in_is_left_alone)
{
	if (geteuid() == 0)
		cr_skip_test("root may write everywhere");
	cr_assert_eq(program_status("mkdir closed && chmod a-w closed"), 0);
	struct answer answer = program_call("timeout 5 takt run busy.cfg --output closed/out.txt");
	cr_expect_eq(answer.status, 1);
	cr_expect(strstr(answer.err, "takt: closed/out.txt: Permission denied"), "%s", answer.err);
	answer_done(&answer);
}

Test(program_files, a_full_disk_is_said)
{
	static const char *const formats[] = { "text", "csv", "json" };
	static const char *const ways[] = { "--output /dev/full", "> /dev/full" };
	for (size_t f = 0; f < COUNT_OF(formats); f++)
		for (size_t w = 0; w < COUNT_OF(ways); w++) {
			struct answer answer = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2 --format %s %s", formats[f], ways[w]);
			cr_expect_eq(answer.status, 1, "%s %s: exit %d", formats[f], ways[w], answer.status);
			cr_expect(strstr(answer.err, "No space left on device"), "%s %s: %s", formats[f], ways[w], answer.err);
			answer_done(&answer);
		}
	static const char *const others[] = { "check \"$root/configs/cafe.cfg\"", "doc", "help", "--version", "man", "completion" };
	for (size_t i = 0; i < COUNT_OF(others); i++)
		cr_expect_eq(program_status("takt %s > /dev/full", others[i]), 1, "%s", others[i]);
}

/* A file that cannot grow past its limit is a disk that fills up in the middle of writing. */
Test(program_files, a_file_that_cannot_be_finished_is_not_there)
{
	struct answer answer = program_call("ulimit -f 4; trap '' XFSZ; takt run \"$root/configs/cafe.cfg\" --format json --output out.json");
	cr_expect_eq(answer.status, 1, "exit %d: %s", answer.status, answer.err);
	cr_expect(strstr(answer.err, "takt: out.json: File too large"), "%s", answer.err);
	answer_done(&answer);
	expect_only("");
	file_write("out.json", "the old one");
	cr_expect_eq(program_status("ulimit -f 4; trap '' XFSZ; takt run \"$root/configs/cafe.cfg\" --format json --output out.json"), 1);
	char *old = file_read("out.json", NULL);
	cr_expect_str_eq(old, "the old one");
	free(old);
	expect_only("out.json ");
}

Test(program_files, a_closed_pipe_ends_the_program_without_a_crash)
{
	struct answer answer = program_call("{ takt doc; echo $? >status; } | head -n 1 >/dev/null; sleep 0.1; cat status");
	cr_expect(strcmp(answer.out, "1\n") == 0 || strcmp(answer.out, "0\n") == 0, "%s", answer.out);
	answer_done(&answer);
	cr_expect_eq(program_status("takt run \"$root/configs/cafe.cfg\" --replications 2 >&-"), 1, "a closed output is no success");
}

/* `kill` is a signal's name. The model asks for far more replications than can finish. */
static struct answer stop(const char *program, const char *signal_name)
{
	return program_call("timeout --foreground --preserve-status -s %s 1.5 %s run busy.cfg --format json --output out.json", signal_name, program);
}

Test(program_files, ctrl_c_reports_what_has_finished)
{
	static const char *const names[] = { "INT", "TERM" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		unlink("out.json");
		struct answer answer = stop("takt", names[i]);
		char *text = file_read("out.json", NULL);
		cr_expect_eq(answer.status, 0, "SIG%s: exit %d: %s", names[i], answer.status, answer.err);
		cr_expect(strstr(answer.err, "stopped early") && strstr(answer.err, "of 100000 replications had finished"), "%s", answer.err);
		cr_expect(text && strstr(text, "\"name\": \"work.call.time\""), "SIG%s: no result", names[i]);
		cr_expect(text && !strstr(text, "\"replications\": 100000,"), "SIG%s", names[i]);
		free(text);
		answer_done(&answer);
		expect_only("out.json ");
	}
}

Test(program_files, ctrl_c_says_so_in_the_text_too)
{
	struct answer answer = program_call("timeout --foreground --preserve-status -s INT 1 takt run busy.cfg");
	cr_expect_eq(answer.status, 0);
	cr_expect(strstr(answer.out, "Stopped"), "%s", answer.out);
	answer_done(&answer);
}

Test(program_files, ctrl_c_before_anything_has_finished_is_no_result)
{
	struct answer answer = program_call("timeout --foreground --preserve-status -s INT 0.5 takt run busy.cfg --set 'run.length = 1000000 h' --output out");
	cr_expect_eq(answer.status, 1, "exit %d", answer.status);
	cr_expect(strstr(answer.err, "there is nothing to report yet"), "%s", answer.err);
	answer_done(&answer);
	expect_only("");
}

Test(program_files, whoever_is_killed_leaves_no_part_of_a_result)
{
	struct answer answer = stop("takt", "KILL");
	cr_expect_eq(answer.status, 137);
	answer_done(&answer);
	expect_only("");
	file_write("out.json", "the old one");
	answer = stop("takt", "KILL");
	answer_done(&answer);
	char *old = file_read("out.json", NULL);
	cr_expect_str_eq(old, "the old one");
	free(old);
}

/* Killed at any moment, also while the file is being written: its name never stands for a part of it. */
Test(program_files, at_no_moment_is_there_half_a_file)
{
	struct answer whole = program_call("takt run \"$root/configs/clinic.cfg\" --replications 20 --format json");
	for (int i = 1; i <= 40; i++) {
		unlink("out.json");
		program_status("timeout -s KILL 0.%03d takt run \"$root/configs/clinic.cfg\" --replications 20 --format json --output out.json", 5 * i);
		size_t length = 0;
		char *text = file_read("out.json", &length);
		cr_expect(!text || (length == whole.out_length && memcmp(text, whole.out, length) == 0), "after %d ms", 5 * i);
		free(text);
	}
	answer_done(&whole);
}

Test(program_files, a_model_may_come_from_standard_input)
{
	struct answer file = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2 --format csv");
	struct answer input = program_call("takt run - --replications 2 --format csv < \"$root/configs/cafe.cfg\"");
	cr_expect_eq(input.status, 0, "%s", input.err);
	cr_expect_str_eq(file.out, input.out);
	answer_done(&file);
	answer_done(&input);
}

Test(program_files, output_to_a_file_and_to_standard_output_are_the_same)
{
	struct answer direct = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2");
	cr_expect_eq(program_status("takt run \"$root/configs/cafe.cfg\" --replications 2 --output out.txt"), 0);
	char *text = file_read("out.txt", NULL);
	cr_expect_str_eq(text, direct.out);
	free(text);
	answer_done(&direct);
}
