/* What random models say of projects and cases: tasks in no fixed order, their plans, what comes back, and what befalls them. */
#include "engine_writer_parts.h"

#include <stdio.h>
#include <string.h>
#include "engine_run.h"

enum { STAGES = 3 };

/* What comes before the task, of those written before it: then there is no circle. */
static void say_after(struct writer *w, int here)
{
	static const char *const links[] = { "finish-start", "finish-start", "start-start", "finish-finish" };
	int count = here > 0 ? writer_below(w, 3) : 0;
	if (count == 0)
		return;
	writer_say(w, " after = (");
	for (int i = 0; i < count; i++) {
		writer_say(w, "%s { task = 't%d';", i ? "," : "", writer_below(w, here));
		if (!w->banded)
			writer_say(w, " link = '%s';", writer_pick(w, links, COUNT_OF(links)));
		if (!w->banded && writer_one_in(w, 3))
			writer_say(w, " lag = '%s';", writer_one_in(w, 2) ? "4 min" : writer_one_in(w, 2) ? "exponential(3 min)"
				: "size * 5 min");
		writer_say(w, " }");
	}
	writer_say(w, " );");
}

static void say_dates(struct writer *w)
{
	if (writer_one_in(w, 6))
		writer_say(w, " not_before = '%s';", writer_one_in(w, 2) ? "size * 20 min" : "10 min");
	if (!writer_one_in(w, 4))
		return;
	writer_say(w, " due = '%s'; checkpoint = %s;", writer_one_in(w, 2) ? "size * 60 min" : "30 min", writer_one_in(w, 2) ? "true"
		: "false");
	if (w->money && writer_one_in(w, 2))
		writer_say(w, " early_cost_per_hour = 1; late_cost_per_hour = '2 * size';");
}

static void say_rework(struct writer *w)
{
	if (writer_one_in(w, 5))
		writer_say(w, " rework = { chance = '%d%%'; share = '%d%%'; at_most = %d; };", 10 + writer_below(w, 30),
			writer_below(w, 101), 1 + writer_below(w, 3));
}

static void say_returns(struct writer *w, int here, int count)
{
	if (!w->banded)
		say_rework(w);
	if (count > 1 && writer_one_in(w, 3))
		writer_say(w, " affected_by = { t%d = { chance = '%d%%'; share = '%d%%'; }; };",
			(here + 1 + writer_below(w, count - 1)) % count, 5 + writer_below(w, 35), writer_below(w, 101));
	if (writer_one_in(w, 4))
		writer_say(w, " improves = '%s';", writer_one_in(w, 2) ? "40%" : "uniform(0, 1)");
}

/* What a task takes, which it may give back itself. True: it does. */
static bool say_take(struct writer *w)
{
	if (!w->resources || !writer_one_in(w, 6))
		return false;
	size_t from = w->used + strlen(" take");
	writer_amounts(w, "take", 2);
	if (writer_one_in(w, 2)) {
		char amounts[100];
		snprintf(amounts, sizeof amounts, "%s", w->text + from);
		writer_say(w, " give%s", amounts);
	}
	return true;
}

/* What tasks of projects and of cases say alike. `surely`: it is never skipped. */
static void say_what(struct writer *w, bool surely)
{
	if (writer_one_in(w, 3))
		writer_say(w, " set = { size = 'uniform(0, 1)'; };");
	if (!surely && writer_one_in(w, 5))
		writer_say(w, " chance = '%s';", writer_one_in(w, 2) ? "70%" : "if(hue = red, 1, size)");
	if (w->money && writer_one_in(w, 4))
		writer_say(w, " cost = %s;", writer_one_in(w, 2) ? "3" : "'uniform(0, 4) + size'");
	bool takes = say_take(w);
	if (!takes && w->resources && writer_one_in(w, 3)) {
		writer_amounts(w, "needs", 3);
		writer_say(w, " time = ");
		writer_time(w);
		writer_say(w, ";");
	} else {
		writer_work(w, 2);
	}
	if (!takes)
		writer_decision(w);
	if (w->kind + 1 < w->kinds && writer_one_in(w, 5))
		writer_say(w, " start = { kind = 'k%d'; number = '%s'; wait_for = %s; };", w->kind + 1, writer_one_in(w, 2) ? "2"
			: "round(2 * size)", writer_one_in(w, 2) ? "true" : "false");
}

static void say_task(struct writer *w, int here, int count)
{
	writer_say(w, " t%d = {", here);
	if (w->waves && !w->banded)
		writer_say(w, " stage = 's%d';", STAGES * here / count);
	say_after(w, here);
	say_dates(w);
	say_returns(w, here, count);
	say_what(w, false);
	writer_say(w, " };");
}

/* Each with at least one task, and planned or not. */
static void say_stages(struct writer *w, int count)
{
	int next = 0;
	writer_say(w, " stages = {");
	for (int s = 0; s < STAGES; s++) {
		for (next = 0; next < count && STAGES * next / count != s; next++)
			;
		if (next == count)
			continue;
		writer_say(w, " s%d = {", s);
		if (s == 0 || writer_one_in(w, 2)) {
			writer_say(w, " plan = { time = ");
			writer_time(w);
			writer_say(w, ";");
			if (w->resources && writer_one_in(w, 2))
				writer_amounts(w, "needs", 2);
			writer_say(w, " };");
		}
		writer_say(w, " };");
	}
	writer_say(w, " }; planning = { wave = '%s'; forecasts = %s; stale = '%d%% / min'; redo = '%d%%'; };", writer_one_in(w, 2)
		? "rolling" : "upfront", writer_one_in(w, 4) ? "false" : "true", writer_below(w, 10), writer_below(w, 101));
}

static void say_risks(struct writer *w, int count)
{
	writer_say(w, " risks = { flood = { chance = '30%%'; hits = [ 't%d' ]; delay = '%s'; %s};", writer_below(w, count),
		writer_one_in(w, 2) ? "5 min" : "exponential(6 min)", w->money ? "cost = 9; " : writer_one_in(w, 2) ? "grows = '50%'; "
			: "");
	if (w->waves)
		writer_say(w, " wish = { happens = 'exponential(%d min)'; repeat = %s; hits = [ 't%d'%s ]; grows = '%s'; %s};",
			2 + writer_below(w, 15), writer_one_in(w, 2) ? "true" : "2", count - 1, count > 1 ? ", 't0'" : "", writer_one_in(w, 2) ? "30%"
				: "uniform(0, 1.5)",
			w->money ? "cost = 2; " : "");
	writer_say(w, " };");
}

void writer_project(struct writer *w)
{
	int count = 1 + writer_below(w, 6);
	w->banded = writer_one_in(w, 3);
	writer_say(w, "%s project = {", w->banded ? " concurrency = 'banded';" : "");
	for (int t = 0; t < count; t++)
		say_task(w, t, count);
	writer_say(w, " };");
	if (w->waves && !w->banded)
		say_stages(w, count);
	if (writer_one_in(w, 2))
		say_risks(w, count);
}

/* --- cases -------------------------------------------------------------------------------------------------------------------------- */

/* On the facts, and on what has become of the `count` parts of the case. */
static void say_condition(struct writer *w, const char *key, int count)
{
	static const char *const facts[] = { "size > 0.4", "hue = red", "lot = 1", "size < 0.8 or hue = blue" };
	static const char *const parts[] = { "done", "ended", "ended", "active", "not active", "1 < count" };
	writer_say(w, " %s = '", key);
	if (writer_one_in(w, 2))
		writer_say(w, "(%s) %s ", writer_pick(w, facts, COUNT_OF(facts)), writer_one_in(w, 2) ? "and" : "or");
	writer_say(w, "%s(c%d)';", writer_pick(w, parts, COUNT_OF(parts)), writer_below(w, count));
}

/* The part of a case that is always done in the end, again for each opening. */
static void say_first(struct writer *w)
{
	writer_say(w, " c0 = { when = 'count(c0) <= rounds'; repeat = true;");
	say_what(w, true);
	writer_say(w, " };");
}

static void say_part(struct writer *w, int here, int count)
{
	bool milestone = writer_one_in(w, 6), event = !milestone && writer_one_in(w, 5);
	writer_say(w, " c%d = {", here);
	if (milestone || writer_one_in(w, 2))
		say_condition(w, "when", count);
	if (writer_one_in(w, 4))
		say_condition(w, "cancel", count);
	if (writer_one_in(w, 3))
		writer_say(w, " repeat = %d;", 1 + writer_below(w, 3));
	if (w->waves)
		writer_say(w, " stage = 's%d';", here % STAGES);
	if (milestone) {
		writer_say(w, " milestone = true;");
	} else if (event) {
		writer_say(w, " happens = ");
		writer_time(w);
		writer_say(w, ";");
	} else {
		writer_say(w, " in_hand = '%s';", writer_one_in(w, 3) ? "finishes" : "stops");
		say_rework(w);
		say_what(w, false);
	}
	writer_say(w, " };");
}

static void say_case_stages(struct writer *w, int count)
{
	writer_say(w, " stages = {");
	for (int s = 0; s < STAGES && s < count - 1; s++) {
		writer_say(w, " s%d = {", (1 + s) % STAGES);
		if (writer_one_in(w, 2))
			say_condition(w, "when", count);
		if (writer_one_in(w, 3))
			say_condition(w, "close", count);
		if (writer_one_in(w, 3))
			writer_say(w, " repeat = 2;");
		writer_say(w, " };");
	}
	writer_say(w, " };");
}

void writer_case(struct writer *w)
{
	int count = 1 + writer_below(w, 6);
	writer_say(w, " case = {");
	say_first(w);
	for (int c = 1; c < count; c++)
		say_part(w, c, count);
	writer_say(w, " }; close = 'count(c0) > rounds';");
	if (w->waves && count > 1)
		say_case_stages(w, count);
	if (writer_one_in(w, 2))
		writer_say(w, " reopens = { chance = '%s'; after = '%s'; set = { rounds = 'rounds + 1'; size = 'uniform(0, 1)'; }; };",
			writer_one_in(w, 2) ? "30%" : "if(rounds < 2, size, 0)", writer_one_in(w, 2) ? "exponential(20 min)" : "5 min");
	if (writer_one_in(w, 2))
		writer_say(w, " goal = 'size > 0.5'; outcomes = { good = 'size > 0.7'; fair = 'size > 0.3'; };");
}
