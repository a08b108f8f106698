/* Large models in sane time and memory, and little memory with a clear word. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(program_limits, .init = program_enter, .fini = program_leave);

static const char desk[] = "run = { length = \"1 h\"; warmup = \"none\"; };\nstations = { desk = { time = \"1 min\"; }; };\n";

/* A model of many parts: a head, one part again and again (its one %d is the number), a tail. */
static void write_many(const char *path, const char *head, const char *part, int count, const char *tail)
{
	FILE *file = fopen(path, "w");
	cr_assert(file != NULL);
	fputs(head, file);
	for (int i = 1; i <= count; i++)
		for (const char *c = part; *c; c++)
			if (c[0] == '%' && c[1] == 'd') {
				fprintf(file, "%d", i);
				c++;
			} else {
				fputc(*c, file);
			}
	fputs(tail, file);
	cr_assert_eq(fclose(file), 0);
}

/* Runs within so many seconds of the clock and kilobytes of memory (the machine may be busy: seconds are generous). */
static struct answer bounded(int seconds, int kilobytes, const char *call)
{
	return program_call("ulimit -v %d; timeout %d takt %s", kilobytes, seconds, call);
}

static void expect_fine(struct answer answer, const char *what)
{
	cr_expect_eq(answer.status, 0, "%s: exit %d: %.500s", what, answer.status, answer.err);
	answer_done(&answer);
}

Test(program_limits, a_million_items_at_once_fit)
{
	file_write("crowd.cfg", "clock = { unit = \"h\"; };\nrun = { length = 3; warmup = \"none\"; };\n"
		"work = { guest = { arrive = { at = ( 1 ); size = 1000000; }; process = ( { name = \"stay\"; wait = \"exponential(100 h)\"; } ); }; };\n");
	struct answer answer = bounded(60, 1000000, "run crowd.cfg --replications 1 --format csv");
	cr_expect(strstr(answer.out, "base,1,work.guest.arrived,,1000000\n"), "%.300s", answer.out);
	expect_fine(answer, "a million waiting");
	file_write("queue.cfg", "clock = { unit = \"h\"; };\nrun = { length = 3; warmup = \"none\"; };\nstations = { desk = { time = \"1 s\"; }; };\n"
		"work = { guest = { arrive = { at = ( 1 ); size = 1000000; }; process = ( \"desk\" ); }; };\n");
	expect_fine(bounded(60, 1000000, "run queue.cfg --replications 1 --force --quiet"), "a million in one queue");
}

Test(program_limits, a_process_of_ten_thousand_steps_runs)
{
	char *head = text_format("%swork = { part = { arrive = { every = \"10 min\"; }; process = ( \"desk\"", desk);
	write_many("long.cfg", head, ", { name = \"s%d\"; wait = \"1 s\"; }", 9999, " ); }; };\n");
	free(head);
	expect_fine(bounded(60, 1000000, "check long.cfg --quiet"), "check");
	expect_fine(bounded(60, 1000000, "run long.cfg --replications 2 --quiet"), "run");
}

Test(program_limits, a_file_of_250000_values_is_read_and_a_larger_one_refused)
{
	char *head = text_format("%swork = { part = { process = ( \"desk\" ); arrive = { at = ( 0", desk);
	write_many("wide.cfg", head, ", %d", 249900, " ); }; }; };\n");
	expect_fine(bounded(60, 1000000, "check wide.cfg --quiet --force"), "249,901 times");
	write_many("wider.cfg", head, ", %d", 250100, " ); }; }; };\n");
	free(head);
	struct answer answer = bounded(60, 1000000, "check wider.cfg");
	cr_expect_eq(answer.status, 2);
	cr_expect(strstr(answer.err, "wider.cfg:3:") && strstr(answer.err, "250000"), "%.500s", answer.err);
	answer_done(&answer);
}

Test(program_limits, many_stations_and_kinds_are_read_in_time)
{
	char *head = text_format("run = { length = \"1 h\"; warmup = \"none\"; };\nstations = {\n");
	write_many("stations.cfg", head, "s%d = { time = \"1 min\"; };\n", 5000, "};\nwork = {\n");
	free(head);
	cr_assert_eq(program_status("for i in $(seq 5000); do echo \"k$i = { arrive = { every = \\\"2 h\\\"; }; process = ( \\\"s$i\\\" ); };\"; done"
		" >> stations.cfg; echo '};' >> stations.cfg"), 0);
	expect_fine(bounded(60, 2000000, "run stations.cfg --replications 2 --quiet --format csv"), "5,000 stations and kinds");
}

Test(program_limits, a_data_file_of_many_rows_is_read)
{
	write_many("rows.csv", "time,size\n", "%d,3\n", 300000, "");
	file_write("rows.cfg", "clock = { unit = \"s\"; };\nrun = { warmup = \"none\"; };\nstations = { desk = { machines = 4; time = \"size * 1 s\"; }; };\n"
		"work = { part = { arrive = { file = \"rows.csv\"; }; process = ( \"desk\" ); }; };\n");
	struct answer answer = bounded(60, 1000000, "run rows.cfg --replications 1 --format csv");
	cr_expect(strstr(answer.out, "base,1,work.part.completed,,300000\n"), "%.300s", answer.out);
	expect_fine(answer, "300,000 rows");
}

/* Brackets inside brackets, in the file and in an expression: refused by a limit, never by a full stack. */
Test(program_limits, deep_nesting_is_refused)
{
	static const struct { const char *head, *part, *tail; } cases[] = {
		{ "stations = ", "{ a = ", "1; }" }, { "a = ", "( ", "1" }, { "let = { x = \"", "(", "1\"; };" }, { "let = { x = \"", "-", "1\"; };" },
		{ "let = { x = \"", "abs(", "1\"; };" }, { "let = { x = \"1", "^1", "\"; };" }, { "let = { x = \"1", "+1", "\"; };" },
		{ "let = { x = \"", "not ", "true\"; };" }, { "let = { x = \"", "if(1, ", "1\"; };" },
		{ "work = { k = { process = ", "( ( ", "" },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		for (int depth = 100; depth <= 100000; depth *= 1000) {
			write_many("deep.cfg", cases[i].head, cases[i].part, depth, cases[i].tail);
			struct answer answer = bounded(30, 1000000, "check deep.cfg");
			cr_expect_eq(answer.status, 2, "%s%s times %d: exit %d", cases[i].head, cases[i].part, depth, answer.status);
			cr_expect(strstr(answer.err, "deep.cfg:"), "%s%s: %.300s", cases[i].head, cases[i].part, answer.err);
			cr_expect_lt(strlen(answer.err), 20000, "%s%s: too much is said", cases[i].head, cases[i].part);
			answer_done(&answer);
		}
}

Test(program_limits, a_file_of_noise_is_refused)
{
	static const char *const files[] = { "/dev/zero", "/dev/urandom", "\"$release\"" };
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct answer answer = program_call("head -c 3000000 %s > noise.cfg; ulimit -v 1000000; timeout 30 takt check noise.cfg", files[i]);
		cr_expect_eq(answer.status, 2, "%s: exit %d", files[i], answer.status);
		cr_expect(strstr(answer.err, "noise.cfg"), "%.300s", answer.err);
		answer_done(&answer);
	}
	struct answer answer = program_call("head -c 30000000 /dev/zero > large.cfg; ulimit -v 1000000; timeout 30 takt check large.cfg");
	cr_expect_neq(answer.status, 0);
	cr_expect(strstr(answer.err, "large.cfg"), "%.300s", answer.err);
	answer_done(&answer);
	answer = program_call("timeout 30 takt check \"$root\"");
	cr_expect_eq(answer.status, 1, "a folder is no model: exit %d", answer.status);
	cr_expect(strstr(answer.err, "directory"), "%.300s", answer.err);
	answer_done(&answer);
}

/* At every limit between too little and enough the program either works, or says that memory is short, and never crashes. */
Test(program_limits, little_memory_is_said_in_plain_words)
{
	file_write("crowd.cfg", "clock = { unit = \"h\"; };\nrun = { length = 3; warmup = \"none\"; };\nstations = { desk = { time = \"1 min\"; }; };\n"
		"work = { guest = { arrive = { at = ( 1 ); size = 200000; }; process = ( \"desk\" ); }; };\n");
	int enough = 0, short_of = 0;
	for (int megabytes = 16; megabytes <= 1200; megabytes += megabytes < 64 ? 4 : megabytes < 320 || megabytes > 600 ? 64 : 8) {
		struct answer answer = program_call("ulimit -v %d; exec takt run crowd.cfg --replications 2 --threads 2 --force --quiet", 1024 * megabytes);
		bool loaded = answer.status != 127;      /* else the libraries themselves did not fit */
		bool fits = answer.status == 0 && answer.out_length > 300;
		bool said = (answer.status == 1 || answer.status == 3) && strstr(answer.err, "memory");
		cr_expect(!loaded || fits || said, "%d MB: exit %d: %s", megabytes, answer.status, answer.err);
		cr_expect(fits || answer.out_length == 0, "%d MB: a part of a result", megabytes);
		enough += fits;
		short_of += loaded && said;
		answer_done(&answer);
	}
	cr_expect_geq(enough, 1);
	cr_expect_geq(short_of, 1);
}
