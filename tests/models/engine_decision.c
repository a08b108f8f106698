/* Decisions: meetings, agendas, who is asked instead, and what is so when nobody answers. Times are in minutes, or in hours where there
   are shifts; every number is computed by hand in the comment above its model, or follows from the formula named there. */
#include <criterion/criterion.h>
#include <math.h>
#include "engine_run.h"

#define HOURS "clock = { unit = 'h'; };"
#define BOSS "resources = { boss = { number = 1; }; };"
#define TWO "resources = { boss = { number = 1; }; director = { number = 1; }; };"
#define ASK(at, rest) "work = { k = { arrive = { at = ( " at " ); }; facts = { yes = '2'; }; process = ( { name = 'ask'; " rest " } ); }; };"
#define YES "measures = { yes = { of = 'k'; mean = 'yes'; }; };"

Test(engine_decision, all_waiting_before_it_begins_is_for_the_decision)
{
	static const struct engine_case cases[] = {
		/* 0-10 and 10-20: 0 and 8 of waiting. */
		{ .what = "for the decider", .text = BOSS ASK("0, 2", "needs = { boss = 1; }; time = 10; decision = true;"),
		  .expected = { { "work.k.time", 14 }, { "work.k.time.wait.decision", 4 }, { "work.k.time.working", 10 }, { "decisions.k.ask.number", 2 },
			{ "decisions.k.ask.wait", 4 }, { "decisions.k.ask.time", 14 }, { "resources.boss.wait", 4 } } },
		/* Not so for others who wait at the same desk: 0-10 the decision, the plain one from 1 at 10-20, the decision from 2 at 20-30. */
		{ .what = "and others wait for him", .text = BOSS "stations = { desk = { needs = { boss = 1; }; time = 10; }; };"
			"work = { k = { arrive = { at = ( 0, 2 ); }; process = ( { at = 'desk'; decision = true; } ); }; p = { arrive = { at = ( 1 ); }; process = ( 'desk' ); }; };",
		  .expected = { { "work.k.time.wait.decision", 9 }, { "work.p.time.wait.boss", 9 }, { "work.k.time", 19 }, { "decisions.k.desk.wait", 9 } } },
		/* For his shift: from 0, he comes at 8: 8-9; the second from 8.5 at 9-10. */
		{ .what = "for his shift", .text = HOURS "resources = { boss = { number = 1; calendar = 'Mon-Fri 08:00-16:00'; }; };"
			ASK("0, 8.5", "needs = { boss = 1; }; time = 1; decision = true;"),
		  .expected = { { "work.k.time.wait.decision", 8.5 / 2 }, { "decisions.k.ask.time", 10.5 / 2 } } },
		/* An answer from outside. */
		{ .what = "for an answer from outside", .text = ASK("0", "wait = 7; decision = true; set = { yes = '1'; };") YES,
		  .expected = { { "work.k.time.wait.decision", 7 }, { "decisions.k.ask.wait", 7 }, { "measures.yes", 1 } } },
		/* A decision that is skipped is not asked for. */
		{ .what = "only where it is asked for", .text = ASK("0, 1", "wait = 7; chance = 0; decision = true;"),
		  .expected = { { "decisions.k.ask.number", 0 }, { "decisions.k.ask.wait", NAN }, { "work.k.time", 0 } } },
		/* In a plan: dig 0-5, the boss is busy with the other one's permit until 10. */
		{ .what = "in a plan", .text = BOSS "work = { k = { project = { dig = { time = 5; }; permit = { after = 'dig'; needs = { boss = 1; }; time = 3; decision = true; }; }; };"
			"p = { arrive = { at = ( 4 ); }; process = ( { name = 'other'; needs = { boss = 1; }; time = 6; } ); }; };",
		  .expected = { { "project.k.duration", 13 }, { "work.k.time.wait.decision", 5 }, { "decisions.k.permit.time", 8 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_decision, requests_gather_until_the_meeting)
{
	static const struct engine_case cases[] = {
		/* Meetings at 10, 20, 30: who comes at 0 waits until 10, as there is none at 0; who comes at 10 is there in time. */
		{ .what = "every so long", .text = ASK("0, 4, 10, 11", "decision = { meets = '10 min'; };"),
		  .expected = { { "work.k.time", (10 + 6 + 0 + 9) / 4.0 }, { "decisions.k.ask.wait", 25 / 4.0 } } },
		/* Two at each meeting, in order: 10, 10, 20. */
		{ .what = "the first on the agenda", .text = ASK("0, 1, 2", "decision = { meets = '10 min'; agenda = 2; };"),
		  .expected = { { "work.k.time", (10 + 9 + 18) / 3.0 }, { "total.end", 20 } } },
		/* By priority: 2 and 1 at 10, 0 at 20. */
		{ .what = "in the order of the queue", .text = "work = { k = { arrive = { at = ( 0, 1, 2 ); }; priority = '0 - size'; facts = { size = 'now / 1 min'; };"
			" process = ( { name = 'ask'; machines = 'unlimited'; time = 0; queue = { order = 'priority'; }; decision = { meets = '10 min'; agenda = 2; }; } ); }; };",
		  .expected = { { "work.k.time", (20 + 9 + 8) / 3.0 } } },
		/* The three go to the boss at 10, one after the other: 13, 16, 19. */
		{ .what = "and goes to the decider", .text = BOSS ASK("0, 1, 2", "needs = { boss = 1; }; time = 3; decision = { meets = '10 min'; };"),
		  .expected = { { "work.k.time", (13 + 15 + 17) / 3.0 }, { "work.k.time.wait.decision", (10 + 12 + 14) / 3.0 } } },
		/* The week begins on a Monday; Tuesday 10:00 is hour 34, the next one 202. */
		{ .what = "on days of the week", .text = HOURS ASK("0, 30, 35", "decision = { meets = 'Tue 10:00'; };"),
		  .expected = { { "work.k.time", (34 + 4 + 167) / 3.0 } } },
		/* From Wednesday 12:00 the next Tuesday 10:00 is 142 h away, Thursday 09:30 21.5. */
		{ .what = "on real days", .text = "clock = { unit = 'h'; start = '2026-01-07 12:00'; };" ASK("0", "decision = { meets = 'Tue 10:00'; };"), .expected = { { "work.k.time", 142 } } },
		{ .what = "and on several", .text = "clock = { unit = 'h'; start = '2026-01-07 12:00'; };" ASK("0, 22", "decision = { meets = 'Tue 10:00, Thu 09:30'; };"),
		  .expected = { { "work.k.time", (21.5 + 120) / 2 } } },
		/* Mondays to Fridays at 9: from Friday 10:00 (106) to Monday 9:00 (177). */
		{ .what = "or each day", .text = HOURS ASK("8, 9, 106", "decision = { meets = 'Mon-Fri 09:00'; };"), .expected = { { "work.k.time", (1 + 0 + 71) / 3.0 } } },
		/* A repeat of a plan's task is asked again: 10, then 20. */
		{ .what = "again for what is asked again", .text = "work = { k = { project = { permit = { decision = { meets = '10 min'; }; rework = { when = 'passes < 1'; }; }; }; }; };",
		  .expected = { { "project.k.duration", 20 }, { "decisions.k.permit.number", 2 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_decision, what_takes_too_long_is_asked_of_somebody_else)
{
	static const struct engine_case cases[] = {
		/* 0-20 with the boss; the second, from 2, is with him from 20 on and goes to the director at 27, who begins anew: 47. */
		{ .what = "and begun anew", .text = TWO ASK("0, 2", "needs = { boss = 1; }; time = 20; decision = { escalates = { after = 25; to = 'director'; }; };"),
		  .expected = { { "work.k.time", (20 + 45) / 2.0 }, { "decisions.k.ask.escalated", 0.5 } } },
		/* The second waits from 2 to 4: 8, or after 5, at 7, with the director: 8. */
		{ .what = "out of the queue or out of hand", .text = TWO ASK("0, 2", "needs = { boss = 1; }; time = 4; decision = { escalates = { after = 5; to = 'director'; time = 1; }; };"),
		  .expected = { { "work.k.time", (4 + 6) / 2.0 }, { "decisions.k.ask.escalated", 0.5 }, { "work.k.time.wait.decision", 1 }, { "work.k.time.working", 4 } } },
		/* Out of hand: the boss has it from 0 to 5, the director until 6; the boss is free for the next one at 5, who had waited since 4. */
		{ .what = "out of hand", .text = TWO ASK("0, 4", "needs = { boss = 1; }; time = 10; decision = { escalates = { after = 5; to = 'director'; time = 1; }; };"),
		  .expected = { { "work.k.time", (6 + 6) / 2.0 }, { "decisions.k.ask.escalated", 1 }, { "work.k.time.wait.decision", 0.5 }, { "resources.boss.busy", 9.0 / 10 } } },
		/* At the very time it is there: decided. */
		{ .what = "not what is there just then", .text = TWO ASK("0", "needs = { boss = 1; }; time = 5; decision = { escalates = { after = 5; to = 'director'; }; };"),
		  .expected = { { "work.k.time", 5 }, { "decisions.k.ask.escalated", 0 } } },
		/* Before the meeting at 10: at 3 to the director, who needs no meeting. */
		{ .what = "without a meeting", .text = TWO ASK("0", "decision = { meets = '10 min'; escalates = { after = 3; to = 'director'; time = 2; }; };"),
		  .expected = { { "work.k.time", 5 }, { "decisions.k.ask.wait", 3 } } },
		/* The first free of several. */
		{ .what = "of the first who is free", .text = TWO ASK("0, 0", "wait = 90; decision = { escalates = { after = 3; to = [ 'boss', 'director' ]; time = 2; }; };"),
		  .expected = { { "work.k.time", 5 }, { "resources.boss.busy", 2.0 / 5 }, { "resources.director.busy", 2.0 / 5 } } },
		/* In a plan, out of hand at 4: 4-6. */
		{ .what = "in a plan", .text = TWO "work = { k = { project = { permit = { needs = { boss = 1; }; time = 9; decision = { escalates = { after = 4; to = 'director'; time = 2; }; }; };"
			" dig = { after = 'permit'; time = 1; }; }; }; };", .expected = { { "project.k.duration", 7 }, { "decisions.k.permit.escalated", 1 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

Test(engine_decision, what_nobody_answers_in_time_is_settled_without)
{
	static const struct engine_case cases[] = {
		{ .what = "by its own set", .text = ASK("0", "wait = 9; cost = 5; set = { yes = '1'; }; decision = { default = { after = 4; set = { yes = '0'; }; }; };") YES,
		  .expected = { { "work.k.time", 4 }, { "measures.yes", 0 }, { "decisions.k.ask.defaulted", 1 }, { "work.k.cost", 0 }, { "work.k.time.wait.decision", 4 } } },
		{ .what = "or none", .text = ASK("0", "wait = 9; set = { yes = '1'; }; decision = { default = { after = 4; }; };") YES, .expected = { { "measures.yes", 2 } } },
		{ .what = "not what is there just then", .text = ASK("0", "wait = 4; set = { yes = '1'; }; decision = { default = { after = 4; }; };") YES,
		  .expected = { { "measures.yes", 1 }, { "decisions.k.ask.defaulted", 0 } } },
		/* Escalated at 2, given up at 5, whoever has it. */
		{ .what = "also after it was escalated", .text = TWO ASK("0", "needs = { boss = 1; }; time = 9; decision = { escalates = { after = 2; to = 'director'; }; default = { after = 5; }; };"),
		  .expected = { { "work.k.time", 5 }, { "decisions.k.ask.escalated", 1 }, { "decisions.k.ask.defaulted", 1 }, { "work.k.time.working", 5 } } },
		/* It was not done, so that what hangs on it is not so; but it has been there. */
		{ .what = "and was not done", .text = "work = { k = { arrive = { at = ( 0 ); }; process = ( { name = 'ask'; wait = 9; decision = { default = { after = 4; }; }; next = ( { to = 'end'; when = 'done(ask)'; } ); },"
			" { name = 'more'; wait = 1; } ); }; };", .expected = { { "work.k.time", 5 } } },
		/* In a plan it ends then, so that what comes after it begins: 4-5. */
		{ .what = "in a plan", .text = BOSS "work = { k = { project = { permit = { needs = { boss = 1; }; time = 9; decision = { default = { after = 4; }; }; }; dig = { after = 'permit'; time = 1; }; }; };"
			" p = { arrive = { at = ( 0 ); }; priority = -1; process = ( { name = 'o'; needs = { boss = 1; }; time = 50; } ); }; };",
		  .expected = { { "project.k.duration", 5 }, { "project.k.permit.start", 4 } } },
		/* z and z 0-10. The oven is set up for k and p 10-15; k goes on without at 13 and is elsewhere 13-17; p 15-25. */
		{ .what = "out of a batch, of which nothing stays with it", .text = "stations = { oven = { time = 10; batch = { size = 2; }; setup = { on = 'hot'; time = 5; }; };"
			" last = { machines = 'unlimited'; time = 4; }; }; work = { z = { arrive = { at = ( 0, 0 ); }; facts = { hot = '0'; }; process = ( 'oven' ); };"
			" k = { arrive = { at = ( 10 ); }; facts = { hot = '1'; }; process = ( { at = 'oven'; decision = { default = { after = 3; }; }; }, 'last' ); };"
			" p = { arrive = { at = ( 10 ); }; facts = { hot = '1'; }; process = ( 'oven' ); }; };",
		  .expected = { { "decisions.k.oven.defaulted", 1 }, { "work.k.time", 7 }, { "work.p.time", 15 } } },
		/* The two begin at 0; k, who came first, goes on without at 3, and the rest until 10 is for p. */
		{ .what = "out of a batch, whose people are there for the others then", .text = "resources = { m = { number = 1; }; };"
			" stations = { oven = { time = 10; batch = { size = 2; }; needs = { m = 1; }; }; };"
			" work = { k = { arrive = { at = ( 0 ); }; process = ( { at = 'oven'; decision = { default = { after = 3; }; }; } ); };"
			" p = { arrive = { at = ( 0 ); }; process = ( 'oven' ); }; };",
		  .expected = { { "work.k.time", 3 }, { "work.p.time", 10 }, { "resources.m.busy.k", 0.3 }, { "resources.m.busy.p", 0.7 } } },
		/* 4 h at 3 an hour; the promise is 1 h: 3 h late at 2. */
		{ .what = "and what that costs", .text = HOURS "work = { k = { arrive = { at = ( 0 ); }; promise = '1 h'; holding_cost_per_hour = 3; late_cost_per_hour = 2;"
			" process = ( { name = 'ask'; wait = 9; decision = { default = { after = 4; }; }; } ); }; };", .expected = { { "decisions.k.ask.cost", 18 }, { "work.k.cost", 18 } } },
	};
	engine_cases(cases, COUNT_OF(cases));
}

/* The mean of many replications of `metric` against what theory says: within five of their own standard errors. */
static void against(const char *text, const char *metric, double expected)
{
	double sum = 0.0, squares = 0.0;
	const int count = 20;
	for (int i = 1; i <= count; i++) {
		struct ran ran = ran_text(text, 1, (uint64_t)i);
		cr_assert(ran.built && ran.end == ENGINE_DONE, "%s", ran.note.text);
		double value = ran_metric(&ran, metric);
		sum += value;
		squares += value * value;
		ran_done(&ran);
	}
	double mean = sum / count, error = sqrt(fmax(squares / count - mean * mean, 0.0) / (count - 1));
	cr_expect(fabs(mean - expected) <= 5.0 * error, "%s is %.6g, not %.6g, with a standard error of %.2g", metric, mean, expected, error);
	cr_expect(error < 0.02 * fmax(expected, 0.1), "%s is not known well enough: %.2g", metric, error);
}

#define STREAM "clock = { unit = 'h'; }; run = { length = 10000; warmup = 500; };"
#define COME "arrive = { every = 'exponential(1 h)'; };"

/* A decision takes an exponential time of mean 2: it is not there after 4 with a chance of exp(-2), and waited for min(T, 4) on average
   2 (1 - exp(-2)). Whoever decides then takes as long again: the time has the mean 2 (1 - exp(-2)) + exp(-2) x 2 = 2. */
Test(engine_decision, races_are_exact)
{
	const char *by_default = STREAM "work = { k = { " COME " process = ( { name = 'ask'; wait = 'exponential(2 h)'; decision = { default = { after = 4; }; }; } ); }; };";
	const char *escalated = STREAM "resources = { boss = { number = 90; }; director = { number = 90; }; }; work = { k = { " COME
		" process = ( { name = 'ask'; needs = { boss = 1; }; time = 'exponential(2 h)'; decision = { escalates = { after = 4; to = 'director'; }; }; } ); }; };";
	against(by_default, "decisions.k.ask.defaulted", exp(-2.0));
	against(by_default, "decisions.k.ask.time", 2.0 * (1.0 - exp(-2.0)));
	against(escalated, "decisions.k.ask.escalated", exp(-2.0));
	against(escalated, "decisions.k.ask.time", 2.0);
	/* Two exponential times: the race is won by each in proportion to its rate. */
	against(STREAM "work = { k = { " COME " process = ( { name = 'ask'; wait = 'exponential(2 h)'; decision = { default = { after = 'exponential(6 h)'; }; }; } ); }; };",
		"decisions.k.ask.defaulted", 0.25);
}

/* Requests at random find half an interval before them; with ten places for nine a week they wait 0.84458 weeks (Bailey 1954). */
Test(engine_decision, a_meeting_serves_in_bulk)
{
	against("clock = { unit = 'wk'; }; run = { length = 1000; warmup = 50; }; work = { k = { arrive = { every = 'exponential(1 wk / 9)'; };"
		" process = ( { name = 'board'; decision = { meets = 'Thu 10:00'; }; } ); }; };", "decisions.k.board.wait", 0.5);
	against("clock = { unit = 'wk'; }; run = { length = 10000; warmup = 500; }; work = { k = { arrive = { every = 'exponential(1 wk / 9)'; };"
		" process = ( { name = 'board'; decision = { meets = '1 wk'; agenda = 10; }; } ); }; };", "decisions.k.board.wait", 0.84458205);
}

/* What is not asked for moves nothing: the same items, with and without a decision that all of them pass at once. */
Test(engine_decision, others_have_the_same_luck)
{
	const char *with = STREAM "stations = { desk = { time = 'exponential(0.5 h)'; }; }; work = { k = { " COME
		" process = ( { name = 'ask'; machines = 'unlimited'; time = 0; decision = { escalates = { after = 'exponential(1 h)'; to = 'boss'; }; }; }, 'desk' ); }; }; resources = { boss = { number = 1; }; };";
	const char *without = STREAM "stations = { desk = { time = 'exponential(0.5 h)'; }; }; work = { k = { " COME " process = ( 'desk' ); }; };";
	cr_expect_eq(ran_value(with, "work.k.time"), ran_value(without, "work.k.time"));
}
