/* The proof that ships with takt: every reference model agrees with what is known about it, and the table of coverage says of every
   known value where it is proven or why not yet. */
#include "program.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

TestSuite(program_validation, .init = program_enter, .fini = program_leave);

Test(program_validation, the_whole_family_of_reference_models_passes)
{
	struct answer answer = program_call("takt validate --quiet --folder \"$root/configs/validation\"");
	const char *end = strstr(answer.out, " passed, ");
	cr_expect_eq(answer.status, 0, "exit %d: %s", answer.status, answer.err);
	cr_expect_str_eq(answer.err, "");
	cr_expect(end && strstr(end, ", 0 failed\n"), "%s", answer.out);
	cr_expect_eq(text_count(answer.out, "FAIL"), 0);
	cr_expect_geq(text_count(answer.out, "  pass"), 300);
	for (const char *line = strstr(answer.out, "FAIL"); line; line = strstr(line + 1, "FAIL")) {
		const char *first = line;
		while (first > answer.out && first[-1] != '\n')
			first--;
		cr_expect(false, "%.*s", (int)(line + 4 - first), first);
	}
	answer_done(&answer);
}

/* A validation that cannot fail proves nothing: the same models with a value that is wrong by 5 %. */
Test(program_validation, a_wrong_value_fails)
{
	cr_assert_eq(program_status("sed 's/metric = \"work.customer.wip\"; value = 1.0;/metric = \"work.customer.wip\"; value = 1.05;/'"
		" \"$root/configs/validation/mm1_50.cfg\" > wrong.cfg"), 0);
	struct answer answer = program_call("takt validate wrong.cfg --quiet");
	cr_expect_eq(answer.status, 1);
	cr_expect(strstr(answer.out, ", 1 failed"), "%s", answer.out);
	cr_expect_eq(text_count(answer.out, "FAIL"), 1);
	answer_done(&answer);
}

#define FIELDS 8

/* Cuts a line of CSV into fields, quotes taken away; returns how many. The line is changed. */
static size_t cut(char *line, char *fields[FIELDS])
{
	size_t count = 0;
	while (count < FIELDS) {
		char *to = line;
		bool quoted = false;
		fields[count++] = line;
		for (; *line && (quoted || *line != ','); line++) {
			if (*line != '"')
				*to++ = *line;
			else if (quoted && line[1] == '"')
				*to++ = *line++;
			else
				quoted = !quoted;
		}
		bool last = !*line;
		*to = '\0';
		if (last)
			return count;
		line++;
	}
	return count + 1;
}

/* The entry of a model's `expect` that holds this case and measure and value, or NULL. */
static bool expects(const char *model, const char *case_id, const char *measure, double value)
{
	char *wanted = text_format("case = \"%s\"; of = \"%s\";", case_id, measure);
	bool found = false;
	for (const char *at = strstr(model, wanted); at && !found; at = strstr(at + 1, wanted)) {
		const char *given = strstr(at, "value = ");
		found = given && strtod(given + strlen("value = "), NULL) == value;
	}
	free(wanted);
	return found;
}

static void check_row(char *fields[FIELDS], size_t row)
{
	static char *model, *name;       /* the file that was read last: rows of one model stand together */
	if (!*fields[3]) {
		cr_expect(strlen(fields[4]) > 10, "row %zu, %s %s: neither a model nor a reason", row, fields[0], fields[1]);
		return;
	}
	if (!name || strcmp(name, fields[3]) != 0) {
		char *path = text_format("%s/configs/validation/%s", getenv("root"), fields[3]);
		free(model);
		free(name);
		model = file_read(path, NULL);
		name = strdup(fields[3]);
		free(path);
	}
	cr_expect(model != NULL, "row %zu: there is no model %s", row, fields[3]);
	cr_expect(!model || expects(model, fields[0], fields[1], strtod(fields[2], NULL)), "row %zu: %s does not expect %s: %s = %s", row,
		fields[3], fields[0], fields[1], fields[2]);
}

Test(program_validation, every_known_value_has_its_model_or_a_reason)
{
	char *path = text_format("%s/configs/validation/coverage.csv", getenv("root")), *table = file_read(path, NULL), *rest = NULL;
	char *fields[FIELDS];
	size_t row = 1, modelled = 0;
	cr_assert(table != NULL);
	char *line = strtok_r(table, "\n", &rest);
	cr_assert_str_eq(line, "case,measure,value,model,why_not");
	for (line = strtok_r(NULL, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		row++;
		cr_assert_eq(cut(line, fields), 5, "row %zu", row);
		cr_expect(!*fields[3] || !*fields[4], "row %zu: a model and a reason", row);
		check_row(fields, row);
		modelled += *fields[3] != '\0';
	}
	cr_expect_geq(row, 1000);
	cr_expect_geq(modelled, 500);
	free(table);
	free(path);
}
