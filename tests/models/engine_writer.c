/* See engine_writer.h. Half of the models have calendars, half have failures, half have set-ups, batches and pre-emption, half have
   prices, and half have projects, a third cases, so that what some of these do to each other is tried as well as each alone. */
#include "engine_writer_parts.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

enum { STATIONS = 5, KINDS = 3 };

void writer_say(struct writer *w, const char *format, ...)
{
	va_list list;
	va_start(list, format);
	int length = vsnprintf(w->text + w->used, WRITER_ROOM - w->used, format, list);
	va_end(list);
	w->used += (size_t)length;
	cr_assert_lt(w->used, WRITER_ROOM);
}

/* 0 .. n - 1. */
int writer_below(struct writer *w, int n)
{
	return (int)(stream_uniform(&w->stream) * n);
}

bool writer_one_in(struct writer *w, int n)
{
	return writer_below(w, n) == 0;
}

const char *writer_pick(struct writer *w, const char *const *list, size_t count)
{
	return list[writer_below(w, (int)count)];
}

void writer_time(struct writer *w)
{
	static const char *const times[] = { "exponential(4 min)", "uniform(1 min, 6 min)", "gamma(mean=3 min,"
		" sd=2 min)", "lognormal(mean=3 min, sd=3 min)",
		"3 min", "2 min", "0 min", "size * 2 min", "if(hue = red, 1 min,"
		" exponential(5 min))", "(1 + queue(s0)) * 1 min", "choice(1 min: 1, 4 min: 1)" };
	writer_say(w, "'%s'", writer_pick(w, times, COUNT_OF(times)));
}

/* Hours within the few that a run lasts, and what happens when they end. Half of the models have none, so that they stay what they are. */
static void say_hours(struct writer *w, bool end)
{
	static const char *const hours[] = { "daily 00:00-00:30, 00:40-02:00, 02:10-24:00", "daily 00:20-01:00, 01:45-03:00", "always",
		"daily 00:10-00:20, 00:30-00:40, 00:50-01:00, 01:10-01:20, 01:30-02:30", "Mon 01:00-24:00" };
	if (!w->hours || writer_one_in(w, 2))
		return;
	writer_say(w, " calendar = '%s';", writer_pick(w, hours, COUNT_OF(hours)));
	if (end && writer_one_in(w, 2))
		writer_say(w, " at_shift_end = '%s';", writer_one_in(w, 4) ? "finish" : "pause");
}

static void say_shifts(struct writer *w, int number)
{
	if (!w->hours || writer_one_in(w, 2)) {
		writer_say(w, " number = %d;", number);
		say_hours(w, true);
		return;
	}
	writer_say(w, " shifts = ( { number = %d; hours = 'daily 00:00-01:00, 02:00-03:00'; },"
			" { number = %d; hours = 'daily 00:30-02:10, 02:30-05:00'; } );", number,
		1 + writer_below(w, number));
	if (writer_one_in(w, 2))
		writer_say(w, " at_shift_end = 'pause';");
}

/* A few prices out of these, each by chance; the amounts are whole. */
static void say_prices(struct writer *w, const char *const *keys, size_t count)
{
	for (size_t i = 0; w->money && i < count; i++)
		if (writer_one_in(w, 3))
			writer_say(w, " %s = %d;", keys[i], writer_below(w, 50));
}

/* Failures of a machine, or of resource `itself`, which is not its own crew. */
static void say_fails(struct writer *w, int itself)
{
	static const char *const every[] = { "exponential(40 min)", "uniform(5 min, 60 min)", "30 min", "gamma(mean=15 min, sd=10 min)" };
	static const char *const repair[] = { "exponential(5 min)", "3 min", "0 min", "uniform(1 min, 20 min)" };
	if (!w->fails || !writer_one_in(w, 3))
		return;
	writer_say(w, " fails = { every = '%s'; repair = '%s';", writer_pick(w, every, COUNT_OF(every)),
		writer_pick(w, repair, COUNT_OF(repair)));
	if (writer_one_in(w, 2))
		writer_say(w, " counts = 'busy time';");
	int crew = w->resources ? writer_below(w, w->resources) : itself;
	if (w->resources && crew != itself && writer_one_in(w, 3))
		writer_say(w, " needs = { r%d = 1; };", crew);
	writer_say(w, " };");
}

void writer_amounts(struct writer *w, const char *key, int most)
{
	int r = writer_below(w, w->resources);
	writer_say(w, " %s = { r%d = %d;", key, r, 1 + writer_below(w, w->numbers[r] < most ? w->numbers[r] : most));
	if (w->resources > 1 && writer_one_in(w, 3))
		writer_say(w, " r%d = 1;", (r + 1) % w->resources);
	writer_say(w, " };");
}

/* The queue of a station that serves `batch` at a time. */
static void say_queue(struct writer *w, int station, int batch)
{
	static const char *const orders[] = { "fifo", "lifo", "random", "priority", "shortest", "due", "size", "0 - size * 2",
		"now", "cost_of_delay" };
	writer_say(w, " queue = {");
	if (w->changes && batch == 1 && writer_one_in(w, 4))
		writer_say(w, " order = 'priority'; preempt = '%s';", writer_one_in(w, 3) ? "restart" : "resume");
	else if (writer_one_in(w, 2))
		writer_say(w, " order = '%s';", writer_pick(w, orders, COUNT_OF(orders) - !w->money));
	if (writer_one_in(w, 3)) {
		int limit = writer_below(w, 4);
		writer_say(w, " limit = %d;", batch > 1 && limit < batch ? batch : limit);
		if (writer_one_in(w, 4))
			writer_say(w, " when_full = 'turn_away';");
		else if (station + 1 < w->stations && writer_one_in(w, 3))
			writer_say(w, " when_full = 's%d';", station + 1 + writer_below(w, w->stations - station - 1));
	}
	if (writer_one_in(w, 4))
		writer_say(w, " patience = '%s';", writer_one_in(w, 3) ? "0 min" : writer_one_in(w, 2) ? "size * 9 min"
			: "exponential(12 min)");
	if (writer_one_in(w, 4))
		writer_say(w, " strict = true;");
	writer_say(w, " };");
}

/* How many are served together. */
static int say_batch(struct writer *w)
{
	if (!w->changes || !writer_one_in(w, 4))
		return 1;
	int size = 1 + writer_below(w, 4);
	writer_say(w, " batch = { size = %d;", size);
	if (writer_one_in(w, 2))
		writer_say(w, " wait_at_most = %d;", writer_below(w, 3) * 5);
	writer_say(w, " };");
	return size;
}

/* What is said of single machines. */
static void say_machines(struct writer *w)
{
	static const char *const prices[] = { "cost_per_hour" };
	static const char *const on[] = { "kind", "hue", "size", "lot" };
	if (w->changes && writer_one_in(w, 3)) {
		writer_say(w, " setup = { on = '%s'; time = ", writer_pick(w, on, COUNT_OF(on)));
		writer_time(w);
		writer_say(w, "; };");
	}
	say_fails(w, -1);
	say_prices(w, prices, COUNT_OF(prices));
}

static void say_place(struct writer *w, int station)
{
	static const char *const prices[] = { "cost_per_busy_hour", "cost_per_use" };
	bool needs = w->resources && writer_one_in(w, 3), one_of = w->resources && writer_one_in(w, 5), counted = writer_one_in(w, 2);
	if (needs)
		writer_amounts(w, "needs", 3);
	if (one_of)
		writer_say(w, w->changes && writer_one_in(w, 2) ? " needs_one_of = [ 'skill' ];" : w->resources > 1
			? " needs_one_of = [ 'r1', 'r0' ];" : " needs_one_of = [ 'r0' ];");
	bool unlimited = !counted && writer_one_in(w, 6);
	if (counted)
		writer_say(w, " machines = %d;", 1 + writer_below(w, 3));
	else if (unlimited)
		writer_say(w, " machines = 'unlimited';");
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
	if (writer_one_in(w, 5))
		writer_say(w, " rework = { chance = '%d%%'; to = 'n%d'; share = '%d%%'; at_most = %d;"
			" };", 10 + writer_below(w, 30), here, writer_below(w, 101), 1 + writer_below(w, 3));
	if (!writer_one_in(w, 4))
		return;
	writer_say(w, " next = ( { to = '%s'; chance = '%d%%'; }", writer_one_in(w, 2) ? "scrap" : "end", 1 + writer_below(w, 10));
	if (first >= 0 && last >= first)
		writer_say(w, ", { to = 'n%d'; %s; }", first, writer_one_in(w, 2) ? "chance = '15%'"
			: "when = 'passes < 1 and size > 0.7'");
	if (writer_one_in(w, 2))
		writer_say(w, ", { when = 'size < 0.1'; }");
	writer_say(w, " );");
}

static void say_branches(struct writer *w, int depth)
{
	int count = 2 + writer_below(w, 2);
	writer_say(w, " together = (");
	for (int i = 0; i < count; i++) {
		writer_say(w, i ? ", (" : " (");
		say_sequence(w, depth + 1, 2);
		writer_say(w, " )");
	}
	writer_say(w, " );");
	if (writer_one_in(w, 2))
		writer_say(w, " join = %d; rest = '%s';", 1 + writer_below(w, count), writer_one_in(w, 2) ? "cancel" : "finish");
}

/* Whether the task is a decision, and of what kind; what it says comes after the work. */
void writer_decision(struct writer *w)
{
	static const char *const meets[] = { "10 min", "Mon 00:30, Mon 01:15", "25 min" };
	if (!w->decisions || writer_one_in(w, 2))
		return;
	writer_say(w, " decision = {");
	if (writer_one_in(w, 2))
		writer_say(w, " meets = '%s';%s", meets[writer_below(w, COUNT_OF(meets))], writer_one_in(w, 2) ? " agenda = 2;" : "");
	if (w->resources && writer_one_in(w, 2))
		writer_say(w, " escalates = { after = 'exponential(6 min)'; to = 'r%d';%s };", writer_below(w, w->resources),
			writer_one_in(w, 2) ? " time = '1 min';" : "");
	if (writer_one_in(w, 2))
		writer_say(w, " default = { after = '%s'; set = { size = 'uniform(0, 0.5)'; }; };", writer_one_in(w, 2) ? "12 min"
			: "exponential(9 min)");
	writer_say(w, " };");
}

/* False: branches. */
bool writer_work(struct writer *w, int depth)
{
	int what = writer_below(w, 10);
	if (what < 5) {
		writer_say(w, " at = 's%d';", writer_below(w, w->stations));
		if (writer_one_in(w, 3)) {
			writer_say(w, " time = ");
			writer_time(w);
			writer_say(w, ";");
		}
	} else if (what == 5) {
		writer_say(w, " wait = ");
		writer_time(w);
		writer_say(w, ";");
	} else if (what == 6) {
		writer_say(w, " machines = %d; time = ", 1 + writer_below(w, 2));
		writer_time(w);
		writer_say(w, ";");
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
	bool takes = w->resources && writer_one_in(w, 6);
	writer_say(w, " { name = 'n%d'; set = { size = 'uniform(0, 1)'; };", here);
	if (writer_one_in(w, 5))
		writer_say(w, " chance = '%s';", writer_one_in(w, 2) ? "70%" : "if(hue = red, 1, size)");
	if (w->money && writer_one_in(w, 4))
		writer_say(w, " cost = %s;", writer_one_in(w, 2) ? "3" : "'uniform(0, 4) + size'");
	if (takes) {
		size_t from = w->used + strlen(" take");
		writer_amounts(w, "take", 2);
		if (writer_one_in(w, 2)) {
			char amounts[100];
			snprintf(amounts, sizeof amounts, "%s", w->text + from);
			writer_say(w, " give%s", amounts);
		}
	}
	if (writer_work(w, depth) && !takes)
		writer_decision(w);
	if (w->kind + 1 < w->kinds && writer_one_in(w, 5))
		writer_say(w, " start = { kind = 'k%d'; number = '%s'; wait_for = %s;"
			" };", w->kind + 1, writer_one_in(w, 2) ? "2" : "round(2 * size)", writer_one_in(w, 2) ? "true" : "false");
	say_ways(w, writer_one_in(w, 2) ? first : -1, here, here);
	writer_say(w, " }");
}

static void say_sequence(struct writer *w, int depth, int most)
{
	int count = 1 + writer_below(w, most), first = w->steps;
	for (int i = 0; i < count; i++) {
		if (i)
			writer_say(w, ",");
		say_step(w, depth, first);
	}
}

static void say_process(struct writer *w)
{
	writer_say(w, " process = (");
	say_sequence(w, 0, 4);
	writer_say(w, " );");
	if (writer_one_in(w, 4))
		writer_say(w, " start_with = ( { step = 'n0'; number = %d; } );", 1 + writer_below(w, 3));
}

static void say_arrivals(struct writer *w)
{
	switch (writer_below(w, 6)) {
	case 0: writer_say(w, " arrive = { keep = %d;", 1 + writer_below(w, 5)); break;
	case 1: writer_say(w, " arrive = { at = ( 0, 1, 1, 7 ); period = 20;"); break;
	case 2: writer_say(w, " arrive = { rates = { period = '30 min'; each = '10 min'; per_hour = ( 3, 0, 20 ); };"); break;
	case 3: writer_say(w, " arrive = { every = '%s'; first = 0;", writer_one_in(w, 2) ? "5 min"
		: "if(wip(k0) > 3, 9 min, 2 min)"); break;
	default: writer_say(w, " arrive = { every = 'exponential(%d min)';", 4 + writer_below(w, 8)); break;
	}
	bool closed = strstr(w->text + w->used - 30, "keep") != NULL;
	if (!closed && writer_one_in(w, 4))
		writer_say(w, " size = '%s';", writer_one_in(w, 2) ? "3" : "poisson(1.5)");
	if (!closed)
		say_hours(w, false);
	if (writer_one_in(w, 4))
		writer_say(w, " until = %d;", 50 + writer_below(w, 100));
	if (writer_one_in(w, 5))
		writer_say(w, " at_most = %d;", 1 + writer_below(w, 40));
	writer_say(w, " };");
}

static void say_kind(struct writer *w, int k)
{
	static const char *const prices[] = { "holding_cost_per_hour", "late_cost_per_hour", "value", "cost" };
	bool project = w->plans && writer_one_in(w, 2), is_case = !project && w->cases && writer_one_in(w, 2);
	size_t kind = w->used;
	w->kind = k;
	w->steps = 0;
	writer_say(w, " k%d = {", k);
	if (k == 0 || writer_one_in(w, 2))
		say_arrivals(w);
	writer_say(w, " facts = { size = 'uniform(0, 1)'; hue = 'choice(red: 1, blue: 2)'; lot = 'floor(uniform(0, 3))';%s }; priority = %s; promise = %s;",
		is_case ? " rounds = '0';" : "", project && writer_one_in(w, 2) ? "'slack'" : writer_one_in(w, 2) ? "1"
			: "'if(size > 0.5, 0, 2)'", writer_one_in(w, 2) ? "30" : "'size * 60 min'");
	if (w->reviews && strstr(w->text + kind, "size > 0.5"))
		writer_say(w, " review = '%s';", writer_one_in(w, 2) ? "change" : "7 min");
	say_prices(w, prices, COUNT_OF(prices));
	if (project)
		writer_project(w);
	else if (is_case)
		writer_case(w);
	else
		say_process(w);
	say_hours(w, false);
	writer_say(w, " };");
}

static void say_resource(struct writer *w, int r)
{
	static const char *const prices[] = { "cost_per_hour", "cost_per_busy_hour", "cost_per_use", "overtime_cost_per_hour",
		"fixed_cost_per_week" };
	w->numbers[r] = 1 + writer_below(w, 4);
	writer_say(w, " r%d = {", r);
	say_shifts(w, w->numbers[r]);
	if (writer_one_in(w, 6))
		writer_say(w, " speed = %s;", writer_one_in(w, 2) ? "0.5" : "1.7");
	if (w->changes && (r == 0 || writer_one_in(w, 2)))
		writer_say(w, " skills = 'skill';");
	say_fails(w, r);
	say_prices(w, prices, COUNT_OF(prices));
	if (w->teams)
		writer_say(w, " team = '%s';", r == 1 ? "south" : "north");
	writer_say(w, " };");
}

void write_model(struct writer *w, uint64_t seed)
{
	*w = (struct writer){ .used = 0 };
	stream_key(&w->stream, seed, 77);
	stream_address(&w->stream, 1, 2, 3, 0);
	w->stations = 1 + writer_below(w, STATIONS);
	w->resources = writer_below(w, WRITER_RESOURCES + 1);
	w->kinds = 1 + writer_below(w, KINDS);
	w->cases = writer_one_in(w, 3);
	w->hours = seed % 2 == 0;
	w->fails = seed / 2 % 2 == 0;
	w->changes = seed / 4 % 2 == 0;
	w->money = seed / 8 % 2 == 0;
	w->plans = seed / 16 % 2 == 1;
	w->decisions = seed / 32 % 2 == 1;
	w->teams = seed / 64 % 2 == 1;
	w->waves = seed / 128 % 2 == 1;
	w->reviews = seed / 256 % 2 == 1;
	writer_say(w, "run = { length = 200; warmup = %s; items_at_most = 3000; };\nresources = {", writer_one_in(w, 2) ? "'none'" : "50");
	for (int r = 0; r < w->resources; r++)
		say_resource(w, r);
	writer_say(w, " };\n%sstations = {", !w->teams || w->resources < 2 ? ""
		: "handoffs = ( { from = 'north'; delay = 'exponential(2 min)'; loses = '25%'; share = '60%'; }, { delay = '1 min'; } );\n");
	for (int s = 0; s < w->stations; s++) {
		writer_say(w, " s%d = { time = ", s);
		writer_time(w);
		writer_say(w, ";");
		say_place(w, s);
		writer_say(w, " };\n");
	}
	writer_say(w, " };\nwork = {");
	for (int k = 0; k < w->kinds; k++)
		say_kind(w, k);
	writer_say(w, " };\nmeasures = { age = { of = 'k0'; mean = 'age'; where = 'size > 0.3'; };"
		" crowd = { over_time = 'queue(s0) + wip(k0)'; }; };\n");
}
