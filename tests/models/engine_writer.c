/* See engine_writer.h. Half of the models have calendars, half have failures, half have set-ups, batches and pre-emption, half have
   prices, and half have projects, so that what some of these do to each other is tried as well as each alone. */
#include "engine_writer.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

enum { STATIONS = 5, KINDS = 3, STAGES = 3 };

static void say(struct writer *w, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(w->text + w->used, WRITER_ROOM - w->used, format, list);
	va_end(list);
	w->used += (size_t)length;
	cr_assert_lt(w->used, WRITER_ROOM);
}

/* 0 .. n - 1. */
static int below(struct writer *w, int n)
{
	return (int)(stream_uniform(&w->stream) * n);
}

static bool one_in(struct writer *w, int n)
{
	return below(w, n) == 0;
}

static const char *pick(struct writer *w, const char *const *list, size_t count)
{
	return list[below(w, (int)count)];
}

static void say_time(struct writer *w)
{
	static const char *const times[] = { "exponential(4 min)", "uniform(1 min, 6 min)", "gamma(mean=3 min,"
		" sd=2 min)", "lognormal(mean=3 min, sd=3 min)",
		"3 min", "2 min", "0 min", "size * 2 min", "if(hue = red, 1 min,"
		" exponential(5 min))", "(1 + queue(s0)) * 1 min", "choice(1 min: 1, 4 min: 1)" };
	say(w, "'%s'", pick(w, times, COUNT_OF(times)));
}

/* Hours within the few that a run lasts, and what happens when they end. Half of the models have none, so that they stay what they are. */
static void say_hours(struct writer *w, bool end)
{
	static const char *const hours[] = { "daily 00:00-00:30, 00:40-02:00, 02:10-24:00", "daily 00:20-01:00, 01:45-03:00", "always",
		"daily 00:10-00:20, 00:30-00:40, 00:50-01:00, 01:10-01:20, 01:30-02:30", "Mon 01:00-24:00" };
	if (!w->hours || one_in(w, 2))
		return;
	say(w, " calendar = '%s';", pick(w, hours, COUNT_OF(hours)));
	if (end && one_in(w, 2))
		say(w, " at_shift_end = '%s';", one_in(w, 4) ? "finish" : "pause");
}

static void say_shifts(struct writer *w, int number)
{
	if (!w->hours || one_in(w, 2)) {
		say(w, " number = %d;", number);
		say_hours(w, true);
		return;
	}
	say(w, " shifts = ( { number = %d; hours = 'daily 00:00-01:00, 02:00-03:00'; }, { number = %d; hours = 'daily 00:30-02:10, 02:30-05:00'; } );", number,
		1 + below(w, number));
	if (one_in(w, 2))
		say(w, " at_shift_end = 'pause';");
}

/* A few prices out of these, each by chance; the amounts are whole. */
static void say_prices(struct writer *w, const char *const *keys, size_t count)
{
	for (size_t i = 0; w->money && i < count; i++)
		if (one_in(w, 3))
			say(w, " %s = %d;", keys[i], below(w, 50));
}

/* Failures of a machine, or of resource `itself`, which is not its own crew. */
static void say_fails(struct writer *w, int itself)
{
	static const char *const every[] = { "exponential(40 min)", "uniform(5 min, 60 min)", "30 min", "gamma(mean=15 min, sd=10 min)" };
	static const char *const repair[] = { "exponential(5 min)", "3 min", "0 min", "uniform(1 min, 20 min)" };
	if (!w->fails || !one_in(w, 3))
		return;
	say(w, " fails = { every = '%s'; repair = '%s';", pick(w, every, COUNT_OF(every)), pick(w, repair, COUNT_OF(repair)));
	if (one_in(w, 2))
		say(w, " counts = 'busy time';");
	int crew = w->resources ? below(w, w->resources) : itself;
	if (w->resources && crew != itself && one_in(w, 3))
		say(w, " needs = { r%d = 1; };", crew);
	say(w, " };");
}

static void say_amounts(struct writer *w, const char *key, int most)
{
	int r = below(w, w->resources);
	say(w, " %s = { r%d = %d;", key, r, 1 + below(w, w->numbers[r] < most ? w->numbers[r] : most));
	if (w->resources > 1 && one_in(w, 3))
		say(w, " r%d = 1;", (r + 1) % w->resources);
	say(w, " };");
}

/* The queue of a station that serves `batch` at a time. */
static void say_queue(struct writer *w, int station, int batch)
{
	static const char *const orders[] = { "fifo", "lifo", "random", "priority", "shortest", "due", "size", "0 - size * 2",
		"now", "cost_of_delay" };
	say(w, " queue = {");
	if (w->changes && batch == 1 && one_in(w, 4))
		say(w, " order = 'priority'; preempt = '%s';", one_in(w, 3) ? "restart" : "resume");
	else if (one_in(w, 2))
		say(w, " order = '%s';", pick(w, orders, COUNT_OF(orders) - !w->money));
	if (one_in(w, 3)) {
		int limit = below(w, 4);
		say(w, " limit = %d;", batch > 1 && limit < batch ? batch : limit);
		if (one_in(w, 4))
			say(w, " when_full = 'turn_away';");
		else if (station + 1 < w->stations && one_in(w, 3))
			say(w, " when_full = 's%d';", station + 1 + below(w, w->stations - station - 1));
	}
	if (one_in(w, 4))
		say(w, " patience = '%s';", one_in(w, 3) ? "0 min" : one_in(w, 2) ? "size * 9 min" : "exponential(12 min)");
	if (one_in(w, 4))
		say(w, " strict = true;");
	say(w, " };");
}

/* How many are served together. */
static int say_batch(struct writer *w)
{
	if (!w->changes || !one_in(w, 4))
		return 1;
	int size = 1 + below(w, 4);
	say(w, " batch = { size = %d;", size);
	if (one_in(w, 2))
		say(w, " wait_at_most = %d;", below(w, 3) * 5);
	say(w, " };");
	return size;
}

/* What is said of single machines. */
static void say_machines(struct writer *w)
{
	static const char *const prices[] = { "cost_per_hour" };
	static const char *const on[] = { "kind", "hue", "size", "lot" };
	if (w->changes && one_in(w, 3)) {
		say(w, " setup = { on = '%s'; time = ", pick(w, on, COUNT_OF(on)));
		say_time(w);
		say(w, "; };");
	}
	say_fails(w, -1);
	say_prices(w, prices, COUNT_OF(prices));
}

static void say_place(struct writer *w, int station)
{
	static const char *const prices[] = { "cost_per_busy_hour", "cost_per_use" };
	bool needs = w->resources && one_in(w, 3), one_of = w->resources && one_in(w, 5), counted = one_in(w, 2);
	if (needs)
		say_amounts(w, "needs", 3);
	if (one_of)
		say(w, w->changes && one_in(w, 2) ? " needs_one_of = [ 'skill' ];" : w->resources > 1 ? " needs_one_of = [ 'r1', 'r0' ];" : " needs_one_of = [ 'r0' ];");
	bool unlimited = !counted && one_in(w, 6);
	if (counted)
		say(w, " machines = %d;", 1 + below(w, 3));
	else if (unlimited)
		say(w, " machines = 'unlimited';");
	if (counted || !(unlimited || needs || one_of))
		say_machines(w);
	say_prices(w, prices, COUNT_OF(prices));
	say_queue(w, station, say_batch(w));
	say_hours(w, true);
}

static void say_sequence(struct writer *w, int depth, int most);

/* Where items go after a step, among the steps `first` to `last` of its sequence; never with certainty, so that all are
   reached. */
static void say_ways(struct writer *w, int first, int here, int last)
{
	if (one_in(w, 5))
		say(w, " rework = { chance = '%d%%'; to = 'n%d'; share = '%d%%'; at_most = %d;"
			" };", 10 + below(w, 30), here, below(w, 101), 1 + below(w, 3));
	if (!one_in(w, 4))
		return;
	say(w, " next = ( { to = '%s'; chance = '%d%%'; }", one_in(w, 2) ? "scrap" : "end", 1 + below(w, 10));
	if (first >= 0 && last >= first)
		say(w, ", { to = 'n%d'; %s; }", first, one_in(w, 2) ? "chance = '15%'" : "when = 'passes < 1 and size > 0.7'");
	if (one_in(w, 2))
		say(w, ", { when = 'size < 0.1'; }");
	say(w, " );");
}

static void say_branches(struct writer *w, int depth)
{
	int count = 2 + below(w, 2);
	say(w, " together = (");
	for (int i = 0; i < count; i++) {
		say(w, i ? ", (" : " (");
		say_sequence(w, depth + 1, 2);
		say(w, " )");
	}
	say(w, " );");
	if (one_in(w, 2))
		say(w, " join = %d; rest = '%s';", 1 + below(w, count), one_in(w, 2) ? "cancel" : "finish");
}

/* Whether the task is a decision, and of what kind; what it says comes after the work. */
static void say_decision(struct writer *w)
{
	static const char *const meets[] = { "10 min", "Mon 00:30, Mon 01:15", "25 min" };
	if (!w->decisions || one_in(w, 2))
		return;
	say(w, " decision = {");
	if (one_in(w, 2))
		say(w, " meets = '%s';%s", meets[below(w, COUNT_OF(meets))], one_in(w, 2) ? " agenda = 2;" : "");
	if (w->resources && one_in(w, 2))
		say(w, " escalates = { after = 'exponential(6 min)'; to = 'r%d';%s };", below(w, w->resources), one_in(w, 2) ? " time = '1 min';" : "");
	if (one_in(w, 2))
		say(w, " default = { after = '%s'; set = { size = 'uniform(0, 0.5)'; }; };", one_in(w, 2) ? "12 min" : "exponential(9 min)");
	say(w, " };");
}

/* False: branches. */
static bool say_work(struct writer *w, int depth)
{
	int what = below(w, 10);
	if (what < 5) {
		say(w, " at = 's%d';", below(w, w->stations));
		if (one_in(w, 3)) {
			say(w, " time = ");
			say_time(w);
			say(w, ";");
		}
	} else if (what == 5) {
		say(w, " wait = ");
		say_time(w);
		say(w, ";");
	} else if (what == 6) {
		say(w, " machines = %d; time = ", 1 + below(w, 2));
		say_time(w);
		say(w, ";");
	} else if (what < 9 && depth < 2) {
		say_branches(w, depth);
		return false;
	}
	return true;
}

/* One step; `first` is the first of its sequence. */
static void say_step(struct writer *w, int depth, int first)
{
	int here = w->steps++;
	bool takes = w->resources && one_in(w, 6);
	say(w, " { name = 'n%d'; set = { size = 'uniform(0, 1)'; };", here);
	if (one_in(w, 5))
		say(w, " chance = '%s';", one_in(w, 2) ? "70%" : "if(hue = red, 1, size)");
	if (w->money && one_in(w, 4))
		say(w, " cost = %s;", one_in(w, 2) ? "3" : "'uniform(0, 4) + size'");
	if (takes) {
		size_t from = w->used + strlen(" take");
		say_amounts(w, "take", 2);
		if (one_in(w, 2)) {
			char amounts[100];
			snprintf(amounts, sizeof amounts, "%s", w->text + from);
			say(w, " give%s", amounts);
		}
	}
	if (say_work(w, depth) && !takes)
		say_decision(w);
	if (w->kind + 1 < w->kinds && one_in(w, 5))
		say(w, " start = { kind = 'k%d'; number = '%s'; wait_for = %s;"
			" };", w->kind + 1, one_in(w, 2) ? "2" : "round(2 * size)", one_in(w, 2) ? "true" : "false");
	say_ways(w, one_in(w, 2) ? first : -1, here, here);
	say(w, " }");
}

static void say_sequence(struct writer *w, int depth, int most)
{
	int count = 1 + below(w, most), first = w->steps;
	for (int i = 0; i < count; i++) {
		if (i)
			say(w, ",");
		say_step(w, depth, first);
	}
}

/* What comes before the task, of those written before it: then there is no circle. */
static void say_after(struct writer *w, int here)
{
	static const char *const links[] = { "finish-start", "finish-start", "start-start", "finish-finish" };
	int count = here > 0 ? below(w, 3) : 0;
	if (count == 0)
		return;
	say(w, " after = (");
	for (int i = 0; i < count; i++) {
		say(w, "%s { task = 't%d'; link = '%s';", i ? "," : "", below(w, here), pick(w, links, COUNT_OF(links)));
		if (one_in(w, 3))
			say(w, " lag = '%s';", one_in(w, 2) ? "4 min" : one_in(w, 2) ? "exponential(3 min)" : "size * 5 min");
		say(w, " }");
	}
	say(w, " );");
}

static void say_dates(struct writer *w)
{
	if (one_in(w, 6))
		say(w, " not_before = '%s';", one_in(w, 2) ? "size * 20 min" : "10 min");
	if (!one_in(w, 4))
		return;
	say(w, " due = '%s'; checkpoint = %s;", one_in(w, 2) ? "size * 60 min" : "30 min", one_in(w, 2) ? "true" : "false");
	if (w->money && one_in(w, 2))
		say(w, " early_cost_per_hour = 1; late_cost_per_hour = '2 * size';");
}

static void say_returns(struct writer *w, int here, int count)
{
	if (one_in(w, 5))
		say(w, " rework = { chance = '%d%%'; share = '%d%%'; at_most = %d; };", 10 + below(w, 30), below(w, 101), 1 + below(w, 3));
	if (count > 1 && one_in(w, 3))
		say(w, " affected_by = { t%d = { chance = '%d%%'; share = '%d%%'; }; };", (here + 1 + below(w, count - 1)) % count, 5 + below(w, 35),
			below(w, 101));
	if (one_in(w, 4))
		say(w, " improves = '%s';", one_in(w, 2) ? "40%" : "uniform(0, 1)");
}

static void say_task(struct writer *w, int here, int count)
{
	bool takes = w->resources && one_in(w, 6);
	say(w, " t%d = {", here);
	if (w->waves)
		say(w, " stage = 's%d';", STAGES * here / count);
	say_after(w, here);
	say_dates(w);
	say_returns(w, here, count);
	if (one_in(w, 3))
		say(w, " set = { size = 'uniform(0, 1)'; };");
	if (one_in(w, 5))
		say(w, " chance = '%s';", one_in(w, 2) ? "70%" : "if(hue = red, 1, size)");
	if (w->money && one_in(w, 4))
		say(w, " cost = %s;", one_in(w, 2) ? "3" : "'uniform(0, 4) + size'");
	if (takes) {
		size_t from = w->used + strlen(" take");
		say_amounts(w, "take", 2);
		if (one_in(w, 2)) {
			char amounts[100];
			snprintf(amounts, sizeof amounts, "%s", w->text + from);
			say(w, " give%s", amounts);
		}
	}
	bool needs = !takes && w->resources && one_in(w, 3);
	if (needs) {
		say_amounts(w, "needs", 3);
		say(w, " time = ");
		say_time(w);
		say(w, ";");
	} else {
		say_work(w, 2);
	}
	if (!takes)
		say_decision(w);
	if (w->kind + 1 < w->kinds && one_in(w, 5))
		say(w, " start = { kind = 'k%d'; number = '%s'; wait_for = %s; };", w->kind + 1, one_in(w, 2) ? "2" : "round(2 * size)",
			one_in(w, 2) ? "true" : "false");
	say(w, " };");
}

/* Each with at least one task, and planned or not. */
static void say_stages(struct writer *w, int count)
{
	int next = 0;
	say(w, " stages = {");
	for (int s = 0; s < STAGES; s++) {
		for (next = 0; next < count && STAGES * next / count != s; next++)
			;
		if (next == count)
			continue;
		say(w, " s%d = {", s);
		if (s == 0 || one_in(w, 2)) {
			say(w, " plan = { time = ");
			say_time(w);
			say(w, ";");
			if (w->resources && one_in(w, 2))
				say_amounts(w, "needs", 2);
			say(w, " };");
		}
		say(w, " };");
	}
	say(w, " }; planning = { wave = '%s'; forecasts = %s; stale = '%d%% / min'; redo = '%d%%'; };", one_in(w, 2) ? "rolling" : "upfront",
		one_in(w, 4) ? "false" : "true", below(w, 10), below(w, 101));
}

static void say_risks(struct writer *w, int count)
{
	say(w, " risks = { flood = { chance = '30%%'; hits = [ 't%d' ]; delay = '%s'; %s};", below(w, count),
		one_in(w, 2) ? "5 min" : "exponential(6 min)", w->money ? "cost = 9; " : one_in(w, 2) ? "grows = '50%'; " : "");
	if (w->waves)
		say(w, " wish = { happens = 'exponential(%d min)'; repeat = %s; hits = [ 't%d'%s ]; grows = '%s'; %s};", 2 + below(w, 15),
			one_in(w, 2) ? "true" : "2", count - 1, count > 1 ? ", 't0'" : "", one_in(w, 2) ? "30%" : "uniform(0, 1.5)",
			w->money ? "cost = 2; " : "");
	say(w, " };");
}

static void say_project(struct writer *w)
{
	int count = 1 + below(w, 6);
	say(w, " project = {");
	for (int t = 0; t < count; t++)
		say_task(w, t, count);
	say(w, " };");
	if (w->waves)
		say_stages(w, count);
	if (one_in(w, 2))
		say_risks(w, count);
}

static void say_process(struct writer *w)
{
	say(w, " process = (");
	say_sequence(w, 0, 4);
	say(w, " );");
	if (one_in(w, 4))
		say(w, " start_with = ( { step = 'n0'; number = %d; } );", 1 + below(w, 3));
}

static void say_arrivals(struct writer *w)
{
	switch (below(w, 6)) {
	case 0: say(w, " arrive = { keep = %d;", 1 + below(w, 5)); break;
	case 1: say(w, " arrive = { at = ( 0, 1, 1, 7 ); period = 20;"); break;
	case 2: say(w, " arrive = { rates = { period = '30 min'; each = '10 min'; per_hour = ( 3, 0, 20 ); };"); break;
	case 3: say(w, " arrive = { every = '%s'; first = 0;", one_in(w, 2) ? "5 min" : "if(wip(k0) > 3, 9 min, 2 min)"); break;
	default: say(w, " arrive = { every = 'exponential(%d min)';", 4 + below(w, 8)); break;
	}
	bool closed = strstr(w->text + w->used - 30, "keep") != NULL;
	if (!closed && one_in(w, 4))
		say(w, " size = '%s';", one_in(w, 2) ? "3" : "poisson(1.5)");
	if (!closed)
		say_hours(w, false);
	if (one_in(w, 4))
		say(w, " until = %d;", 50 + below(w, 100));
	if (one_in(w, 5))
		say(w, " at_most = %d;", 1 + below(w, 40));
	say(w, " };");
}

static void say_kind(struct writer *w, int k)
{
	static const char *const prices[] = { "holding_cost_per_hour", "late_cost_per_hour", "value", "cost" };
	bool project = w->plans && one_in(w, 2);
	size_t kind = w->used;
	w->kind = k;
	w->steps = 0;
	say(w, " k%d = {", k);
	if (k == 0 || one_in(w, 2))
		say_arrivals(w);
	say(w, " facts = { size = 'uniform(0, 1)'; hue = 'choice(red: 1, blue: 2)'; lot = 'floor(uniform(0, 3))'; }; priority = %s; promise = %s;",
		project && one_in(w, 2) ? "'slack'" : one_in(w, 2) ? "1" : "'if(size > 0.5, 0, 2)'", one_in(w, 2) ? "30" : "'size * 60 min'");
	if (w->reviews && strstr(w->text + kind, "size > 0.5"))
		say(w, " review = '%s';", one_in(w, 2) ? "change" : "7 min");
	say_prices(w, prices, COUNT_OF(prices));
	if (project)
		say_project(w);
	else
		say_process(w);
	say_hours(w, false);
	say(w, " };");
}

static void say_resource(struct writer *w, int r)
{
	static const char *const prices[] = { "cost_per_hour", "cost_per_busy_hour", "cost_per_use", "overtime_cost_per_hour", "fixed_cost_per_week" };
	w->numbers[r] = 1 + below(w, 4);
	say(w, " r%d = {", r);
	say_shifts(w, w->numbers[r]);
	if (one_in(w, 6))
		say(w, " speed = %s;", one_in(w, 2) ? "0.5" : "1.7");
	if (w->changes && (r == 0 || one_in(w, 2)))
		say(w, " skills = 'skill';");
	say_fails(w, r);
	say_prices(w, prices, COUNT_OF(prices));
	if (w->teams)
		say(w, " team = '%s';", r == 1 ? "south" : "north");
	say(w, " };");
}

void write_model(struct writer *w, uint64_t seed)
{
	*w = (struct writer){ .used = 0 };
	stream_key(&w->stream, seed, 77);
	stream_address(&w->stream, 1, 2, 3, 0);
	w->stations = 1 + below(w, STATIONS);
	w->resources = below(w, WRITER_RESOURCES + 1);
	w->kinds = 1 + below(w, KINDS);
	w->hours = seed % 2 == 0;
	w->fails = seed / 2 % 2 == 0;
	w->changes = seed / 4 % 2 == 0;
	w->money = seed / 8 % 2 == 0;
	w->plans = seed / 16 % 2 == 1;
	w->decisions = seed / 32 % 2 == 1;
	w->teams = seed / 64 % 2 == 1;
	w->waves = seed / 128 % 2 == 1;
	w->reviews = seed / 256 % 2 == 1;
	say(w, "run = { length = 200; warmup = %s; items_at_most = 3000; };\nresources = {", one_in(w, 2) ? "'none'" : "50");
	for (int r = 0; r < w->resources; r++)
		say_resource(w, r);
	say(w, " };\n%sstations = {", !w->teams || w->resources < 2 ? ""
		: "handoffs = ( { from = 'north'; delay = 'exponential(2 min)'; loses = '25%'; share = '60%'; }, { delay = '1 min'; } );\n");
	for (int s = 0; s < w->stations; s++) {
		say(w, " s%d = { time = ", s);
		say_time(w);
		say(w, ";");
		say_place(w, s);
		say(w, " };\n");
	}
	say(w, " };\nwork = {");
	for (int k = 0; k < w->kinds; k++)
		say_kind(w, k);
	say(w, " };\nmeasures = { age = { of = 'k0'; mean = 'age'; where = 'size > 0.3'; };"
		" crowd = { over_time = 'queue(s0) + wip(k0)'; }; };\n");
}
