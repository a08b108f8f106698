/* Decisions: which is told first, and what is said of it. */
#include "experiments/report_decisions.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/figure.h"
#include "fixture.h"
#include "sound.h"

static const char asked[] = "money = \"EUR\"; clock = { unit = \"h\"; }; run = { length = \"1000 h\"; warmup = \"none\"; replications = 4; };\n"
	"resources = { boss = { title = \"Boss\"; }; director = { title = \"Director\"; }; };\n"
	"work = { order = { title = \"Orders\"; holding_cost_per_hour = 1.0; arrive = { every = \"exponential(9 h)\"; }; process = (\n"
	" { name = \"approve\"; title = \"Approval\"; needs = { boss = 1; }; time = \"1 h\"; decision = { escalates = { after = \"2 d\"; to = \"director\"; };\n"
	"  default = { after = \"4 d\"; }; }; },\n"
	" { name = \"board\"; title = \"Board\"; wait = \"0 h\"; decision = { meets = \"1 wk\"; }; } ); };\n"
	" other = { title = \"Others\"; arrive = { every = \"exponential(9 h)\"; }; process = (\n"
	"  { name = \"ask\"; title = \"Leave\"; needs = { boss = 1; }; time = \"1 h\"; decision = true; } ); }; };\n";

static void enter(struct fixture *f, double scale)
{
	static const struct { const char *name; double value; } rows[] = {
		{ "decisions.order.approve.number", 100.0 }, { "decisions.order.approve.wait", 30.0 }, { "decisions.order.approve.escalated", 0.2 },
		{ "decisions.order.approve.defaulted", 0.05 }, { "decisions.order.approve.cost", 40.0 },
		{ "decisions.order.board.number", 100.0 }, { "decisions.order.board.wait", 20.0 }, { "decisions.other.ask.number", 10.0 },
		{ "decisions.other.ask.wait", 90.0 },
	};
	fixture_init(f, asked, 4);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		fixture_put(f, rows[i].name, strstr(rows[i].name, ".wait") ? scale * rows[i].value : rows[i].value, 0.0);
	fixture_finish(f);
}

static char *text_of(struct fixture *f)
{
	struct document document;
	document_init(&document, &f->arena);
	report_decisions(&f->scenario, &document);
	return fixture_text(&document);
}

/* 100 x 30 h is more than 100 x 20 h, and than 10 x 90 h. */
Test(decisions, that_which_holds_up_most_in_all_is_told_first)
{
	struct fixture f;
	enter(&f, 1.0);
	char *text = text_of(&f);
	const char *approval = strstr(text, "Orders: Approval"), *board = strstr(text, "Orders: Board"), *leave = strstr(text, "Others: Leave");
	cr_expect(approval && board && leave && approval < board && board < leave, "%s", text);
	cr_expect(strstr(text, "Most is waited for the decision Orders: Approval: 30 h each time, and until the answer is there it\n"
		"  costs 40 EUR; 20 % are asked of somebody else, 5 % are settled without."), "%s", text);
	free(text);
	const struct figure *figure = figure_get(figures_of_run(&f.result, &f.scenario, &f.arena), "decisions");
	cr_expect_eq(figure->row_count, 3);
	cr_expect_eq(figure->panel_count, 4);
	expect_sound(figure);
	fixture_done(&f);
}

Test(decisions, where_none_is_waited_for_there_is_no_chart)
{
	struct fixture f;
	enter(&f, 0.0);
	char *text = text_of(&f);
	cr_expect(strstr(text, "No decision is waited for."), "%s", text);
	free(text);
	struct figures figures = figures_of_run(&f.result, &f.scenario, &f.arena);
	cr_expect_null(figures_find(&figures, "decisions"));
	fixture_done(&f);
}

Test(decisions, without_any_nothing_is_said)
{
	struct fixture f;
	fixture_init(&f, fixture_desk, 4);
	fixture_finish(&f);
	char *text = text_of(&f);
	cr_expect_str_empty(text);
	free(text);
	fixture_done(&f);
}
