/* People whom several kinds of work share: shares of their time, and who waits for them. */
#include "experiments/sharing.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/figure.h"
#include "fixture.h"
#include "sound.h"

#define CLERKS(kinds) "run = { length = \"100 h\"; warmup = \"10 h\"; replications = 4; };\n" \
	"resources = { clerk = { title = \"Clerks\"; number = 2; }; };\n" \
	"stations = { desk = { title = \"Desk\"; needs = { clerk = 1; }; time = \"1 min\"; }; };\n" \
	"work = { " kinds " };\n"
#define KIND(name) name " = { arrive = { every = \"exponential(9 min)\"; }; process = ( \"desk\" ); };"

static const char two[] = CLERKS("call = { title = \"Calls\"; arrive = { every = \"exponential(2 min)\"; }; process = ( \"desk\" ); };\n"
	"mail = { title = \"Mails\"; arrive = { every = \"exponential(9 min)\"; }; process = ( \"desk\" ); };");

/* Busy 80 % of the time, 1.6 of 2: three quarters of that for calls. */
static void enter(struct fixture *f, double waits)
{
	fixture_init(f, two, 4);
	fixture_put(f, "resources.clerk.utilisation", 0.8, 0.0);
	fixture_put(f, "resources.clerk.busy", 1.6, 0.0);
	fixture_put(f, "resources.clerk.busy.call", 1.2, 0.0);
	fixture_put(f, "resources.clerk.busy.mail", 0.4, 0.0);
	fixture_put(f, "work.call.completed", 3000.0, 0.0);
	fixture_put(f, "work.mail.completed", 600.0, 0.0);
	fixture_put(f, "work.call.time.wait.clerk", waits, 0.0);
	fixture_put(f, "work.mail.time.wait.clerk", 2.0 * waits, 0.0);
	fixture_finish(f);
}

static char *text_of(struct fixture *f)
{
	struct document document;
	document_init(&document, &f->arena);
	report_sharing(&f->scenario, &document);
	return fixture_text(&document);
}

Test(sharing, who_waits_most_is_told_with_whom_else_they_work_for)
{
	struct fixture f;
	enter(&f, 3.0);
	char *text = text_of(&f);
	cr_expect(strstr(text, "20 % of the time of Clerks goes to Mails; work on Calls waits 3 min for them."), "%s", text);
	cr_expect(strstr(text, "Clerks"), "%s", text);
	cr_expect(strstr(text, "  Calls"), "%s", text);
	free(text);
	const struct figure *figure = figure_get(figures_of_run(&f.result, &f.scenario, &f.arena), "who-works-on-what");
	cr_assert_eq(figure->row_count, 1);
	cr_expect_float_eq(figure->series[0].value[0], 60.0, 1e-9);
	cr_expect_float_eq(figure->series[1].value[0], 20.0, 1e-9);
	expect_sound(figure);
	fixture_done(&f);
}

Test(sharing, where_nobody_waits_it_is_told_who_has_most)
{
	struct fixture f;
	enter(&f, 0.0);
	char *text = text_of(&f);
	cr_expect(strstr(text, "60 % of the time of Clerks goes to Calls."), "%s", text);
	cr_expect_null(strstr(text, "work on"), "%s", text);
	free(text);
	fixture_done(&f);
}

Test(sharing, what_one_kind_has_alone_needs_no_table)
{
	struct fixture f;
	fixture_init(&f, CLERKS(KIND("call")), 4);
	fixture_put(&f, "resources.clerk.utilisation", 0.8, 0.0);
	fixture_put(&f, "resources.clerk.busy", 1.6, 0.0);
	fixture_finish(&f);
	char *text = text_of(&f);
	cr_expect_str_empty(text);
	free(text);
	cr_expect_null(figures_find(&(struct figures){ 0 }, "who-works-on-what"));
	struct figures figures = figures_of_run(&f.result, &f.scenario, &f.arena);
	cr_expect_null(figures_find(&figures, "who-works-on-what"));
	fixture_done(&f);
}

/* Twelve kinds: eight have rows, the others one; seven have colours. */
Test(sharing, of_many_kinds_the_small_ones_stand_together)
{
	struct fixture f;
	fixture_init(&f, CLERKS(KIND("a") KIND("b") KIND("c") KIND("d") KIND("e") KIND("f") KIND("g") KIND("h") KIND("i") KIND("j") KIND("k")
		KIND("l")), 4);
	fixture_put(&f, "resources.clerk.utilisation", 0.78, 0.0);
	fixture_put(&f, "resources.clerk.busy", 1.56, 0.0);
	for (char k = 'a'; k <= 'l'; k++)
		fixture_put(&f, arena_format(&f.arena, "resources.clerk.busy.%c", k), 0.02 * (double)(k - 'a' + 1), 0.0);
	fixture_finish(&f);
	char *text = text_of(&f);
	cr_expect(strstr(text, "4 other kinds of work"), "%s", text);
	free(text);
	const struct figure *figure = figure_get(figures_of_run(&f.result, &f.scenario, &f.arena), "who-works-on-what");
	double sum = 0.0;
	for (size_t s = 0; s < figure->series_count; s++)
		sum += figure->series[s].value[0];
	cr_expect_float_eq(sum, 78.0, 1e-9, "all of the time is drawn");
	expect_sound(figure);
	fixture_done(&f);
}
