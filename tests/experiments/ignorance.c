#include "experiments/ignorance.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "fixture.h"
#include "laboratory.h"

static void run(struct laboratory *laboratory, const char *text, const char *const *words)
{
	laboratory_open(laboratory, text, words);
	cr_assert_eq(study_run(&laboratory->study), STATUS_DONE);
	cr_assert_eq(ignorance_run(&laboratory->study, &laboratory->judge), STATUS_DONE);
}

static char *said(struct laboratory *laboratory)
{
	struct document document;
	document_init(&document, &laboratory->study.arena);
	ignorance_print(&laboratory->study.found[0], &document);
	return fixture_text(&document);
}

/* y = draw + luck + rest, by hand: 3 draws (0, 3, 6), 2 replications (0, 10), and a rest of 1, -1 in turn that no row or column has. */
Test(ignorance, splits_a_table_of_draws_and_luck)
{
	const double clean[] = { 0, 10, 3, 13, 6, 16 };
	struct ignorance_parts parts = ignorance_split(clean, 3, 2);
	cr_expect_float_eq(parts.draws, 9.0, 1e-12);
	cr_expect_float_eq(parts.rest, 0.0, 1e-12);
	const double rough[] = { 0 + 1, 10 - 1, 3 - 1, 13 + 1, 6, 16 };
	parts = ignorance_split(rough, 3, 2);
	cr_expect_float_eq(parts.rest, 4.0 / 2.0, 1e-12);
	cr_expect_float_eq(parts.draws, 9.0 - 2.0 / 2.0, 1e-12);
	const double luck_only[] = { 1, 9, 1, 9, 1, 9 };
	cr_expect_eq(ignorance_split(luck_only, 3, 2).draws, 0.0);
}

/* 2.0930 and 2.0452 are Student's quantiles with 19 and 29 degrees of freedom. */
Test(ignorance, its_interval_is_students_where_one_part_is_all)
{
	cr_expect_float_eq(ignorance_half_width(4.0, 20, 0.0, 30), 2.0930 * 2.0, 1e-3);
	cr_expect_float_eq(ignorance_half_width(0.0, 20, 4.0, 30), 2.0452 * 2.0, 1e-3);
	cr_expect_eq(ignorance_half_width(0.0, 20, 0.0, 30), 0.0);
}

static const char drying[] = "clock = { unit = \"min\"; };\n"
	"run = { length = \"100 h\"; warmup = \"none\"; replications = 40; };\n"
	"work = { panel = { title = \"Panel\"; arrive = { every = \"6 min\"; };\n"
	"  process = ( { name = \"dry\"; wait = \"lognormal(mean = 10 min, sd = 4 min, data = 25)\"; } ); }; };\n";

/* With room for all the time is the mean that is drawn: its variance is 16 / 25. Ten seeds of 20 draws know a variance to 10.3 %; the bound
   is 3.5 of that. */
Test(ignorance, of_a_time_that_nobody_waits_for_is_its_standard_error)
{
	static const char *const seeds[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "10" };
	double variance = 0.0;
	for (size_t i = 0; i < 10; i++) {
		struct laboratory laboratory;
		run(&laboratory, drying, (const char *const[]){ "--seed", seeds[i], NULL });
		const struct ignorance *found = laboratory.study.found[0].ignorance;
		cr_assert(found && found->draws == 20 && found->replications == 2 && found->left_out == 0);
		const struct ignorance_metric *time = &found->metrics[0];
		cr_expect_str_eq(time->name, "work.panel.time");
		cr_expect(time->share > 0.99 && time->low < 10.0 && time->high > 10.0);
		cr_expect(time->most && time->correlation > 0.95);
		cr_expect(found->metrics[1].sd < 0.001 * found->metrics[1].mean, "the throughput is that of arrivals, which are known");
		variance += time->sd * time->sd / 10.0;
		laboratory_close(&laboratory);
	}
	cr_expect_float_eq(variance / 0.64, 1.0, 3.5 * 0.103, "%g", variance);
}

Test(ignorance, does_not_depend_on_the_number_of_threads)
{
	static const char *const threads[] = { "1", "3" };
	double sd[2];
	for (size_t i = 0; i < 2; i++) {
		struct laboratory laboratory;
		run(&laboratory, drying, (const char *const[]){ "--threads", threads[i], NULL });
		sd[i] = laboratory.study.found[0].ignorance->metrics[0].sd;
		laboratory_close(&laboratory);
	}
	cr_expect_eq(sd[0], sd[1]);
}

Test(ignorance, is_said_in_a_sentence_with_what_would_help)
{
	struct laboratory laboratory;
	run(&laboratory, drying, NULL);
	char *text = said(&laboratory);
	cr_expect(laboratory_says(text, "What is not known: the time of Panel is"), "%s", text);
	cr_expect(laboratory_says(text, "by luck alone; with what the observations leave open it is between"), "%s", text);
	cr_expect(laboratory_says(text, "More observations of work.panel.process.dry.wait (25 so far) would help."), "%s", text);
	cr_expect(laboratory_says(text, "For this 20 models were drawn"), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

/* At load 0.9 with ten observations of an exponential, about one model in three has a load above 1. */
Test(ignorance, models_that_cannot_run_are_left_out_and_come_first)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = \"100 h\"; warmup = \"10 h\"; };\n"
		"stations = { desk = { time = \"exponential(9 min, data = 10)\"; }; };\n"
		"work = { call = { arrive = { every = \"exponential(10 min)\"; }; process = ( \"desk\" ); }; };\n", NULL);
	const struct ignorance *found = laboratory.study.found[0].ignorance;
	cr_assert(found && found->left_out > 0 && found->left_out < found->draws);
	char *text = said(&laboratory), sentence[200];
	snprintf(sentence, sizeof sentence, "What is not known: whether it can go on like this at all: %u of 15 models", (unsigned)found->left_out);
	cr_expect(laboratory_says(text, sentence), "%s", text);
	free(text);
	laboratory_close(&laboratory);
}

Test(ignorance, is_not_asked_where_no_data_is_given_or_luck_is_unknown)
{
	struct laboratory laboratory;
	run(&laboratory, "run = { length = \"1 h\"; };\nwork = { panel = { arrive = { every = \"6 min\"; };\n"
		"  process = ( { name = \"dry\"; wait = \"exponential(2 min)\"; } ); }; };\n", NULL);
	cr_expect_null(laboratory.study.found[0].ignorance);
	laboratory_close(&laboratory);
	run(&laboratory, drying, (const char *const[]){ "--replications", "1", NULL });
	cr_expect_null(laboratory.study.found[0].ignorance);
	char *text = said(&laboratory);
	cr_expect_str_eq(text, "");
	free(text);
	laboratory_close(&laboratory);
}
