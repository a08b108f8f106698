/* One office, three practices: processes, projects and cases of the same people. Where two of them are switched off, the third gives to
   the last byte what a model gives that has never heard of them: they meet at the people whom they share, and nowhere else. */
#include "program.h"

#include <criterion/criterion.h>
#include <libconfig.h>
#include <stdlib.h>
#include <string.h>

TestSuite(program_office, .init = program_enter, .fini = program_leave);

/* Who shares an office: the kinds of work of each practice, with a space after each. What only other work starts is in brackets. Upkeep
   that comes too late starts incidents: there the two stand together. */
struct office {
	const char *model;
	const char *practices[3];
};

static const struct office offices[] = {
	{ "insurance", { "claim ", "application ", "migration (script) (lesson) " } },
	{ "building", { "incident upkeep ", "cleaning bins rooms ", "floor (wiring) " } },
};

/* Calls `each` for every kind of a practice, without its brackets. */
static void for_kinds(const char *practice, void (*each)(const char *kind, bool arrives, void *with), void *with)
{
	for (const char *at = practice; *at; at += strcspn(at, " ") + 1) {
		bool arrives = *at != '(';
		char *kind = text_format("%.*s", (int)strcspn(at + !arrives, ") "), at + !arrives);
		each(kind, arrives, with);
		free(kind);
	}
}

static void switch_off(const char *kind, bool arrives, void *with)
{
	char **options = with, *before = *options;
	if (!arrives)
		return;
	*options = text_format("%s --set work.%s.arrive.at_most=0", before, kind);
	free(before);
}

static void remove_measures(config_t *model, const char *kind)
{
	config_setting_t *measures = config_lookup(model, "measures");
	for (int i = measures ? config_setting_length(measures) : 0; i-- > 0;) {
		const char *of = NULL;
		if (config_setting_lookup_string(config_setting_get_elem(measures, (unsigned)i), "of", &of) && strcmp(of, kind) == 0)
			config_setting_remove_elem(measures, (unsigned)i);
	}
}

static void remove_kind(const char *kind, bool arrives, void *with)
{
	(void)arrives;
	cr_assert_eq(config_setting_remove(config_lookup(with, "work"), kind), CONFIG_TRUE, "no kind %s", kind);
	remove_measures(with, kind);
}

/* The model as it would be had nobody thought of the other practices. Scenarios, and what they are judged by, name what is gone. */
static void write_alone(const struct office *office, size_t practice, const char *file)
{
	config_t model;
	char *path = text_format("%s/configs/%s.cfg", getenv("root"), office->model);
	config_init(&model);
	cr_assert_eq(config_read_file(&model, path), CONFIG_TRUE, "%s: %s", path, config_error_text(&model));
	for (size_t p = 0; p < COUNT_OF(office->practices); p++)
		if (p != practice)
			for_kinds(office->practices[p], remove_kind, &model);
	config_setting_remove(config_root_setting(&model), "scenarios");
	config_setting_remove(config_lookup(&model, "run"), "judge");
	cr_assert_eq(config_write_file(&model, file), CONFIG_TRUE);
	config_destroy(&model);
	free(path);
}

/* How many lines of one text are not lines of the other, where both are sorted. */
static size_t lines_missing(const char *lines, const char *among)
{
	size_t missing = 0;
	file_write("lines.csv", lines);
	file_write("among.csv", among);
	struct answer answer = program_call("LC_ALL=C sort lines.csv > lines && LC_ALL=C sort among.csv > among && LC_ALL=C comm -23 lines among");
	for (const char *at = answer.out; *at; at++)
		missing += *at == '\n';
	answer_done(&answer);
	return missing;
}

static void expect_third_alone(const struct office *office, size_t practice)
{
	static const char call[] = "takt run %s%s.cfg --replications 3 --quiet --format csv%s";
	char *options = text_format("%s", "");
	for (size_t p = 0; p < COUNT_OF(office->practices); p++)
		if (p != practice)
			for_kinds(office->practices[p], switch_off, &options);
	write_alone(office, practice, "alone.cfg");
	struct answer alone = program_call(call, "", "alone", ""), all = program_call(call, "\"$root\"/configs/", office->model, "");
	struct answer off = program_call(call, "\"$root\"/configs/", office->model, options);
	cr_expect_eq(alone.status, 0, "%s alone: exit %d: %s", office->practices[practice], alone.status, alone.err);
	cr_expect_eq(off.status, 0, "%s%s: exit %d: %s", office->model, options, off.status, off.err);
	cr_expect_geq(text_count(alone.out, "\n"), 200);
	cr_expect_eq(lines_missing(alone.out, off.out), 0, "%s: not what it is alone, with%s", office->practices[practice], options);
	cr_expect_geq(lines_missing(alone.out, all.out), 50, "%s: the others take nobody", office->practices[practice]);
	answer_done(&alone);
	answer_done(&off);
	answer_done(&all);
	free(options);
}

Test(program_office, two_practices_switched_off_leave_the_third_as_if_they_had_never_been)
{
	for (size_t o = 0; o < COUNT_OF(offices); o++)
		for (size_t p = 0; p < COUNT_OF(offices[o].practices); p++)
			expect_third_alone(&offices[o], p);
}

/* Meetings and work end at closing time, or by rounding a shade after it: whoever pauses at the end of a shift has no overtime at all. */
Test(program_office, whoever_pauses_at_the_end_of_a_shift_has_no_overtime)
{
	struct answer answer = program_call("takt run \"$root\"/configs/insurance.cfg --replications 2 --quiet --format csv | grep 'overtime,'");
	cr_expect_eq(answer.status, 0, "exit %d: %s", answer.status, answer.err);
	cr_expect_eq(text_count(answer.out, "overtime,d,"), 10);
	cr_expect_eq(text_count(answer.out, "overtime,d,0\n"), 10, "%s", answer.out);
	answer_done(&answer);
}
