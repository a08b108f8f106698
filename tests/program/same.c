/* The same question gives the same bytes: for any number of threads, in every format, from either compiler. And the bytes are what
   programs that read them rely on. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "json.h"

TestSuite(program_same, .init = program_enter, .fini = program_leave);

static const char *const models[] = { "clinic", "paint_line", "support", "software", "cafe", "house", "registry", "product",
	"insurance", "building" };
static const char *const formats[] = { "text", "csv", "csv --summary", "json" };

/* What two commands write to standard output has to be one and the same, and something. */
static void expect_answers(const char *a, const struct answer *one, const char *b, const struct answer *other)
{
	cr_expect_eq(one->status, 0, "%s: exit %d: %s", a, one->status, one->err);
	cr_expect_eq(other->status, 0, "%s: exit %d: %s", b, other->status, other->err);
	cr_expect(one->out_length > 400 && one->out_length == other->out_length && memcmp(one->out, other->out, one->out_length) == 0,
		"not the same bytes:\n%s\n%s", a, b);
}

static void expect_same(const char *a, const char *b)
{
	struct answer one = program_call("%s", a), other = program_call("%s", b);
	expect_answers(a, &one, b, &other);
	answer_done(&one);
	answer_done(&other);
}

/* The command gives with two threads and with seven what it gives with one. */
static void expect_same_on_any_threads(const char *call)
{
	char *alone = text_format("%s --threads 1", call);
	struct answer one = program_call("%s", alone);
	for (int threads = 2; threads <= 7; threads += 5) {
		char *many = text_format("%s --threads %d", call, threads);
		struct answer other = program_call("%s", many);
		expect_answers(alone, &one, many, &other);
		answer_done(&other);
		free(many);
	}
	answer_done(&one);
	free(alone);
}

/* JSON has all that the other formats say: these are tried on one model. */
Test(program_same, any_number_of_threads_gives_the_same_bytes)
{
	for (size_t m = 0; m < COUNT_OF(models); m++)
		for (size_t f = 0; f < COUNT_OF(formats); f++) {
			if (m > 0 && strcmp(formats[f], "json") != 0)
				continue;
			char *call = text_format("takt run \"$root/configs/%s.cfg\" --replications 8 --scenario all --quiet --format %s", models[m],
				formats[f]);
			expect_same_on_any_threads(call);
			free(call);
		}
}

/* What is decided on the way (which replications still run, which levers there are) must not hang on who finishes first. */
Test(program_same, experiments_give_the_same_bytes_on_any_number_of_threads)
{
	static const char *const calls[] = { "compare \"$root/tests/cases/compared.cfg\"",
		"compare \"$root/tests/cases/decided.cfg\" --until-decided --difference 1min",
		"compare \"$root/tests/cases/compared.cfg\" --precision 5%", "levers \"$root/tests/cases/levers_as_csv.cfg\" --replications 5",
		"sweep resources.clerk.number=3,4 stations.desk.queue.order=fifo,shortest \"$root/tests/cases/sweep_of_a_grid.cfg\"" };
	static const char *const forms[] = { "text", "json" };
	for (size_t i = 0; i < COUNT_OF(calls); i++)
		for (size_t f = 0; f < COUNT_OF(forms); f++) {
			char *call = text_format("takt %s --quiet --format %s", calls[i], forms[f]);
			expect_same_on_any_threads(call);
			free(call);
		}
}

/* Also what goes to standard error: the same queue grows over in the same replication. */
Test(program_same, trouble_is_said_in_the_same_words_on_any_number_of_threads)
{
	static const char call[] = "takt run \"$root/tests/cases/grows_without_bound.cfg\" --force --replications 9 --threads %d 2>&1";
	struct answer one = program_call(call, 1), two = program_call(call, 2), seven = program_call(call, 7);
	cr_expect_eq(one.status, 3);
	cr_expect_str_eq(one.out, two.out);
	cr_expect_str_eq(one.out, seven.out);
	answer_done(&one);
	answer_done(&two);
	answer_done(&seven);
}

/* `make test` builds with clang, too, where that is installed. */
Test(program_same, gcc_and_clang_give_the_same_bytes)
{
	char *clang = text_format("%s/build/clang/takt", getenv("root"));
	struct stat status;
	if (stat(clang, &status) != 0)
		cr_skip_test("build/clang/takt is not there: clang is not installed");
	for (size_t m = 0; m < COUNT_OF(models); m++)
		for (size_t f = 0; f < COUNT_OF(formats); f++) {
			if (m > 0 && strstr(formats[f], "csv"))
				continue;
			char *call = text_format("run \"$root/configs/%s.cfg\" --replications 6 --scenario all --quiet --format %s",
				models[m], formats[f]);
			char *gcc_call = text_format("takt %s", call), *clang_call = text_format("\"%s\" %s", clang, call);
			expect_same(gcc_call, clang_call);
			free(gcc_call);
			free(clang_call);
			free(call);
		}
	free(clang);
}

/* One model of each family of the reference models, whose distributions and disciplines differ. */
Test(program_same, debug_and_release_programs_give_the_same_bytes)
{
	static const char *const files[] = { "cafe", "paint_line", "clinic", "support", "software", "validation/mg1", "validation/fork_join",
		"validation/machine_repair", "validation/jobshop/ft06_spt" };
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		char *call = text_format("run \"$root/configs/%s.cfg\" --replications 2 --quiet --format csv --set 'run.%s'", files[i],
			strstr(files[i], "jobshop") ? "warmup = none" : "length = 30 h");
		char *release = text_format("takt %s --set 'run.warmup = none'", call), *debug = text_format("\"$debug\" %s --set 'run.warmup = none'", call);
		expect_same(release, debug);
		free(release);
		free(debug);
		free(call);
	}
}

Test(program_same, another_seed_gives_other_luck)
{
	struct answer one = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2 --format csv");
	struct answer same = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2 --format csv --seed 1");
	struct answer other = program_call("takt run \"$root/configs/cafe.cfg\" --replications 2 --format csv --seed 2");
	cr_expect_str_eq(one.out, same.out);
	cr_expect_str_neq(one.out, other.out);
	answer_done(&one);
	answer_done(&same);
	answer_done(&other);
}

Test(program_same, json_is_valid_and_has_every_key)
{
	static const char *const keys[] = { "takt", "model", "title", "sha256", "seed", "replications", "confidence", "time_unit", "length",
		"warmup", "scenarios", "name", "metrics", "unit", "mean", "half_width", "low", "high", "sd", "min", "max", "n", "set" };
	for (size_t m = 0; m < COUNT_OF(models); m++) {
		struct answer answer = program_call("takt run \"$root/configs/%s.cfg\" --replications 3 --scenario all --format json", models[m]);
		const char *fault = json_fault(answer.out, answer.out_length);
		cr_expect(!fault, "%s: not JSON from here: %.60s", models[m], fault);
		for (size_t k = 0; k < COUNT_OF(keys); k++) {
			char *key = text_format("\"%s\": ", keys[k]);
			cr_expect(strstr(answer.out, key), "%s: no key %s", models[m], keys[k]);
			free(key);
		}
		cr_expect(strstr(answer.out, "\"name\": \"base\"") && strstr(answer.out, "\"confidence\": 0.95") &&
			strstr(answer.out, "\"replications\": 3"), "%s", models[m]);
		answer_done(&answer);
	}
}

/* Welch's plot is of what the pilots saw: without pilots there is none. */
Test(program_same, json_has_the_course_of_the_pilots_where_there_were_some)
{
	struct answer found = program_call("takt run \"$root/configs/paint_line.cfg\" --replications 2 --quiet --format json");
	struct answer given = program_call("takt run \"$root/configs/paint_line.cfg\" --set 'run.warmup = 1 wk' --replications 2 --quiet --format json");
	const char *welch = strstr(found.out, "\"welch\": { "), *means = welch ? strstr(welch, "\"mean\": [") : NULL;
	size_t count = 1;
	cr_assert(means && strstr(means, "\"smooth\": [") && strstr(means, "\"settles\": "), "exit %d: %s", found.status, found.err);
	for (const char *at = means; *at != ']'; at++)
		count += *at == ',';
	cr_expect_eq(count, 200);
	cr_expect(!json_fault(found.out, found.out_length));
	cr_expect(given.status == 0 && !strstr(given.out, "welch"), "exit %d: %s", given.status, given.err);
	answer_done(&found);
	answer_done(&given);
}

/* Each lever is a scenario, and there once more with what it gains. */
Test(program_same, json_of_levers_is_valid_and_has_every_key)
{
	static const char *const keys[] = { "differences", "levers", "lever", "title", "family", "priced", "price_per_week", "gains", "measure",
		"unit", "base", "gain", "half_width", "low", "high", "shown" };
	struct answer answer = program_call("takt levers \"$root/tests/cases/levers_as_csv.cfg\" --replications 3 --quiet --format json");
	const char *fault = json_fault(answer.out, answer.out_length), *levers = strstr(answer.out, "\n  \"levers\": ");
	cr_expect(!fault, "not JSON from here: %.60s", fault);
	cr_assert(levers, "exit %d: %s", answer.status, answer.err);
	for (size_t k = 0; k < COUNT_OF(keys); k++) {
		char *key = text_format("\"%s\": ", keys[k]);
		cr_expect(strstr(k == 0 ? answer.out : levers, key), "no key %s", keys[k]);
		free(key);
	}
	cr_expect(strstr(levers, "\"lever\": \"levers.stand\"") && strstr(levers, "\"family\": \"engineering\", \"priced\": true"), "%.2000s", levers);
	answer_done(&answer);
}

/* A title may hold anything that a text of libconfig can. */
Test(program_same, json_is_valid_for_any_title)
{
	static const char *const titles[] = { "quotes \\\" and \\\\ in it", "a tab\\tand a\\nnew line", "Größe, 待ち行列, ½", "\\x01 \\x1f", "\\xff\\xc3", "</script>" };
	for (size_t i = 0; i < COUNT_OF(titles); i++) {
		char *model = text_format("title = \"%s\";\nrun = { length = \"1 h\"; };\nstations = { desk = { time = \"1 min\"; }; };\n"
			"work = { call = { arrive = { every = \"2 min\"; }; process = ( \"desk\" ); }; };\n", titles[i]);
		file_write("title.cfg", model);
		struct answer answer = program_call("takt run title.cfg --replications 2 --format json");
		const char *fault = json_fault(answer.out, answer.out_length);
		cr_expect_eq(answer.status, 0, "%s: %s", titles[i], answer.err);
		cr_expect(!fault, "%s: not JSON from here: %.60s", titles[i], fault);
		answer_done(&answer);
		free(model);
	}
}

/* Old editors write other encodings: then no file is half readable for others. */
Test(program_same, a_file_that_is_not_utf_8_gives_valid_json_or_is_refused)
{
	file_write("latin.cfg", "title = \"Gr\xf6\xdf" "e\";\nrun = { length = \"1 h\"; };\nstations = { desk = { time = \"1 min\"; }; };\n"
		"work = { call = { arrive = { every = \"2 min\"; }; process = ( \"desk\" ); }; };\n");
	struct answer answer = program_call("takt run latin.cfg --replications 2 --format json");
	cr_expect(answer.status == 2 ? strstr(answer.err, "latin.cfg:1:") && strstr(answer.err, "UTF-8") :
		answer.status == 0 && !json_fault(answer.out, answer.out_length), "exit %d: %s", answer.status, answer.err);
	answer_done(&answer);
}

/* Commas in each line of a CSV without quotes. */
static size_t commas(const char *line)
{
	size_t count = 0;
	for (; *line && *line != '\n'; line++)
		count += *line == ',';
	return count;
}

static void expect_columns(const char *call, const char *head, size_t least_rows)
{
	struct answer answer = program_call("%s", call);
	size_t rows = 0, columns = commas(head), length = strcspn(answer.out, "\n");
	cr_expect(length == strlen(head) && memcmp(answer.out, head, length) == 0, "%s: %.*s", call, (int)length, answer.out);
	for (char *line = answer.out; *line; line += strcspn(line, "\n") + 1, rows++)
		cr_expect_eq(commas(line), columns, "%s: line %zu", call, rows + 1);
	cr_expect(answer.out_length > 0 && answer.out[answer.out_length - 1] == '\n');
	cr_expect_geq(rows, least_rows, "%s: %zu rows", call, rows);
	answer_done(&answer);
}

Test(program_same, csv_has_its_columns_in_every_row)
{
	expect_columns("takt run \"$root/configs/cafe.cfg\" --replications 3 --format csv", "scenario,replication,metric,unit,value", 60);
	expect_columns("takt run \"$root/configs/cafe.cfg\" --replications 3 --format csv --summary",
		"scenario,metric,unit,mean,half_width,low,high,sd,min,max,n", 20);
}

/* Neither the day nor the machine nor the folder is in a result. */
Test(program_same, a_result_knows_no_date_no_threads_and_no_folder)
{
	static const char *const calls[] = { "--format text", "--format csv", "--format json" };
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		struct answer answer = program_call("cp \"$root/configs/cafe.cfg\" . && takt run \"$PWD/cafe.cfg\" --replications 2 --threads 7 %s",
			calls[i]);
		struct answer date = program_call("date +%%Y-; pwd");
		char *year = date.out, *folder = strchr(date.out, '\n') + 1;
		folder[-1] = '\0';
		folder[strcspn(folder, "\n")] = '\0';
		cr_expect_eq(answer.status, 0);
		cr_expect(!strstr(answer.out, year) && !strstr(answer.out, folder) && !strstr(answer.out, "thread"), "%s", calls[i]);
		cr_expect(strstr(answer.out, i == 2 ? "cafe.cfg" : "base") || i == 0);
		answer_done(&answer);
		answer_done(&date);
	}
}
