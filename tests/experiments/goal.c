/* What work comes to: goals and endings, in words, tables and over the run. */
#include "experiments/report_goal.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/figure.h"
#include "experiments/followed.h"
#include "experiments/report_case.h"
#include "fixture.h"
#include "laboratory.h"
#include "sound.h"

#define RUN "money = \"EUR\"; run = { length = 20000; warmup = \"none\"; replications = 2; seed = 3; };"

/* Half are paid after 5 minutes, three in ten are refused after 3, and one in five is neither, after 1. */
static const char claims[] = RUN "work = { k = { title = \"Claims\"; arrive = { every = 10; }; value = 100.0; facts = { luck = \"uniform(0, 1)\"; };"
	" case = { look = { time = 1; cost = 4.0; }; pay = { when = \"done(look) and luck < 0.5\"; time = 4; cost = 10.0; };"
	" refuse = { when = \"done(look) and luck > 0.7\"; time = 2; cost = 2.0; }; };"
	" goal = \"done(pay)\"; outcomes = { paid_out = \"done(pay)\"; refused = \"done(refuse)\"; }; }; };";

/* A quarter is paid; nothing is said of how the others end. */
static const char half_named[] = RUN "work = { k = { arrive = { every = 10; }; facts = { luck = \"uniform(0, 1)\"; };"
	" case = { look = { time = 1; }; }; outcomes = { paid = \"luck < 0.25\"; }; }; };";

static const char *const no_words[] = { NULL };

static void enter(struct laboratory *laboratory, const char *text)
{
	laboratory_open(laboratory, text, no_words);
	struct study *study = &laboratory->study;
	cr_assert_eq(study_run(study), STATUS_DONE);
	followed_make(&study->result, &study->found[0], &study->arena);
}

static char *tables_of(struct laboratory *laboratory)
{
	struct document document;
	document_init(&document, &laboratory->study.arena);
	report_goals(&laboratory->study.found[0], &document);
	return fixture_text(&document);
}

static struct figures figures_of(struct laboratory *laboratory)
{
	return figures_of_run(&laboratory->study.result, &laboratory->study.found[0], &laboratory->study.arena);
}

/* 0.5 x 14 + 0.3 x 6 + 0.2 x 4 = 9.6 is spent on each, 19.2 for each that is paid; of 5 x 0.5 + 3 x 0.3 + 1 x 0.2 = 3.6 minutes of work
   1.1 are in vain. Of 4,000 claims shares are known to 3 %. */
Test(goal, effect_stands_beside_effort)
{
	struct laboratory laboratory;
	struct prose text = { .length = 0 };
	enter(&laboratory, claims);
	const struct result_scenario *found = &laboratory.study.found[0];
	cr_expect_float_eq(result_find(found, "work.k.cost_per_goal")->mean, 19.2, 0.8);
	cr_expect_float_eq(result_find(found, "work.k.vain")->mean, 1.1 / 3.6, 0.03);
	report_goal_say(&text, found, &found->model->kinds[0], &laboratory.study.arena);
	cr_expect(strstr(text.text, " % of Claims reach their goal; each of these costs 19"), "%s", text.text);
	cr_expect(strstr(text.text, " % of the work on Claims goes into those that miss it. They end as paid out ("), "%s", text.text);
	char *tables = tables_of(&laboratory);
	cr_expect(strstr(tables, "What good it is") && strstr(tables, "How it ends") && strstr(tables, "    refused"), "%s", tables);
	free(tables);
	laboratory_close(&laboratory);
}

/* What no outcome names is not kept quiet. Of 4,000 the share is known to 2 %. */
Test(goal, what_no_outcome_names_is_said)
{
	struct laboratory laboratory;
	struct prose text = { .length = 0 };
	enter(&laboratory, half_named);
	const struct result_scenario *found = &laboratory.study.found[0];
	report_goal_say(&text, found, &found->model->kinds[0], &laboratory.study.arena);
	const char *said = strstr(text.text, "They end as paid (2"), *rest = said ? strstr(said, " %), otherwise (") : NULL;
	cr_assert(rest, "%s", text.text);
	cr_expect_float_eq(strtod(rest + strlen(" %), otherwise ("), NULL), 75.0, 2.1);
	char *tables = tables_of(&laboratory);
	cr_expect(strstr(tables, "    otherwise "), "%s", tables);
	free(tables);
	laboratory_close(&laboratory);
}

/* The endings over the run add up to what is completed. */
Test(goal, how_items_end_is_shown_over_the_run)
{
	struct laboratory laboratory;
	enter(&laboratory, claims);
	const struct endings *endings = laboratory.study.found[0].followed->endings;
	cr_assert_eq(endings->count, 1);
	double sums[3] = { 0.0 };
	for (size_t i = 0; i < endings->course.bins; i++)
		for (size_t e = 0; e < 3; e++)
			sums[e] += endings->kinds[0].rate[e][i] * course_width(&endings->course, i);
	const struct result_scenario *found = &laboratory.study.found[0];
	double completed = result_find(found, "work.k.completed")->mean;
	cr_expect_float_eq(sums[0] + sums[1] + sums[2], completed, 1e-6);
	cr_expect_float_eq(sums[0] / completed, result_find(found, "work.k.outcome.paid_out")->mean, 0.01);
	const struct figure *figure = figure_get(figures_of(&laboratory), "outcomes");
	cr_expect_eq(figure->series_count, 3);
	cr_expect_str_eq(figure->series[0].name, "paid out");
	cr_expect_str_eq(figure->series[2].name, "otherwise");
	expect_sound(figure);
	laboratory_close(&laboratory);
}

/* No case is ever closed; or nobody says what it is for. */
Test(goal, where_nothing_ends_or_nobody_asks_nothing_is_said)
{
	static const char *const texts[] = {
		RUN "work = { k = { arrive = { at = ( 19000 ); }; case = { look = { time = 5000; }; }; goal = \"done(look)\"; }; };",
		RUN "work = { k = { arrive = { every = 10; }; process = ( { name = \"a\"; time = 1; } ); }; };",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct laboratory laboratory;
		struct prose text = { .length = 0 };
		enter(&laboratory, texts[i]);
		const struct result_scenario *found = &laboratory.study.found[0];
		report_goal_say(&text, found, &found->model->kinds[0], &laboratory.study.arena);
		cr_expect_str_empty(text.text);
		char *tables = tables_of(&laboratory);
		cr_expect_str_empty(tables);
		free(tables);
		struct figures figures = figures_of(&laboratory);
		cr_expect_null(figures_find(&figures, "outcomes"));
		laboratory_close(&laboratory);
	}
}

/* What is judged where nobody says by what: whether the goal is reached, then the time. */
Test(goal, where_there_is_a_goal_it_is_judged_beside_the_time)
{
	struct laboratory laboratory;
	laboratory_open(&laboratory, claims, no_words);
	cr_assert_eq(laboratory.judge.count, 2);
	cr_expect_str_eq(laboratory.judge.names[0], "work.k.goal");
	cr_expect_str_eq(laboratory.judge.names[1], "work.k.time");
	cr_expect_str_eq(judge_words(laboratory.study.scenarios[0].model, "work.k.goal", &laboratory.study.arena),
		"the share of Claims that reach their goal");
	laboratory_close(&laboratory);
}

Test(goal, what_is_done_in_cases_has_a_row_each)
{
	struct laboratory laboratory;
	struct document document;
	enter(&laboratory, claims);
	document_init(&document, &laboratory.study.arena);
	report_cases(&laboratory.study.found[0], &document);
	char *text = fixture_text(&document);
	cr_expect(strstr(text, "Claims: what is done"), "%s", text);
	const char *look = strstr(text, "look "), *pay = strstr(text, "pay "), *refuse = strstr(text, "refuse ");
	cr_expect(look && pay && refuse && look < pay && pay < refuse, "%s", text);
	cr_expect(look && strncmp(look + strspn(look, "lok "), "100 ", 4) == 0, "all are looked at: %s", text);
	free(text);
	laboratory_close(&laboratory);
}
