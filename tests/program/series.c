/* The course of the runs in JSON: there for every scenario of the file, valid, and the same however it was made. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "json.h"

TestSuite(program_series, .init = program_enter, .fini = program_leave);

#define MEMBER "\n      \"series\": [\n"

/* From the series of that name to the end of the file. */
static const char *series(const char *text, const char *name)
{
	char *start = text_format("{ \"name\": \"%s\", ", name);
	const char *members = strstr(text, MEMBER), *found = members ? strstr(members, start) : NULL;
	cr_assert(found, "there is no series %s", name);
	free(start);
	return found;
}

/* How many numbers stand in [ ] after `key`. */
static size_t numbers(const char *text, const char *key)
{
	const char *list = strstr(text, key);
	size_t count = 1;
	cr_assert(list, "no %s", key);
	for (const char *at = list; *at != ']'; at++)
		count += *at == ',';
	return count;
}

Test(program_series, run_has_the_course_of_every_scenario)
{
	struct answer answer = program_call("takt run \"$root/configs/paint_line.cfg\" --scenario all --replications 2 --quiet --format json");
	const char *fault = json_fault(answer.out, answer.out_length);
	cr_expect(!fault, "not JSON from here: %.60s", fault);
	cr_expect_eq(text_count(answer.out, MEMBER), text_count(answer.out, "\"metrics\": [\n"));
	const char *wip = series(answer.out, "work.panel.wip"), *week = series(answer.out, "resources.painter.scheduled.week");
	cr_expect(strncmp(wip, "{ \"name\": \"work.panel.wip\", \"unit\": \"\", \"start\": 0, \"step\": 1440, \"n\": 2,\n",
		strlen("{ \"name\": \"work.panel.wip\", \"unit\": \"\", \"start\": 0, \"step\": 1440, \"n\": 2,\n")) == 0, "%.100s", wip);
	cr_expect(numbers(wip, "\"mean\": [") == 91 && numbers(wip, "\"low\": [") == 91 && numbers(wip, "\"high\": [") == 91);
	cr_expect(numbers(week, "\"mean\": [") == 168 && strstr(week, "\"mean\": [0, 0, 0, 0, 0, 0, 2, 2, 2,"), "%.200s", week);
	cr_expect(strstr(series(answer.out, "work.panel.time.histogram"), "\"unit\": \"share\", \"start\": 0, \"step\": 20, \"n\": 2, \"open_end\": true,"));
	answer_done(&answer);
}

Test(program_series, compare_has_the_course_of_every_scenario_and_levers_that_of_the_base)
{
	struct answer compared = program_call("takt compare \"$root/tests/cases/compared.cfg\" --replications 3 --quiet --format json");
	struct answer levers = program_call("takt levers \"$root/tests/cases/levers_as_csv.cfg\" --replications 3 --quiet --format json");
	cr_expect(!json_fault(compared.out, compared.out_length) && !json_fault(levers.out, levers.out_length));
	cr_expect(text_count(compared.out, MEMBER) > 1 && text_count(compared.out, MEMBER) == text_count(compared.out, "\"metrics\": [\n"));
	cr_expect_eq(text_count(levers.out, MEMBER), 1u);
	answer_done(&compared);
	answer_done(&levers);
}

/* The series alone, with many replications: threads end in any order. */
Test(program_series, any_number_of_threads_gives_the_same_bytes)
{
	static const char *const files[] = { "paint_line", "software", "validation/jobshop/ft06_spt" };
	for (size_t i = 0; i < COUNT_OF(files); i++) {
		struct answer one = program_call("takt run \"$root/configs/%s.cfg\" --replications 12 --quiet --no-ignorance --format json --threads 1", files[i]);
		struct answer many = program_call("\"$debug\" run \"$root/configs/%s.cfg\" --replications 12 --quiet --no-ignorance --format json --threads 5", files[i]);
		cr_expect(one.status == 0 && one.out_length > 1000 && strstr(one.out, MEMBER), "%s: %s", files[i], one.err);
		cr_expect_str_eq(one.out, many.out, "%s", files[i]);
		answer_done(&one);
		answer_done(&many);
	}
}
