/* What must not change a result, or must scale it exactly: the order of the sections, the unit of time, words for the same
   thing, and the limits in which one rule becomes another. The results are compared bit for bit. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "engine_run.h"

static struct ran run(const char *text)
{
	struct ran ran = ran_text(text, 21, 4);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s\n%s", ran.note.text, text);
	return ran;
}

static bool equal(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* A cause that only one of two models has: people, say, where the other one has machines. */
static bool is_other_cause(const struct metric *metric, const struct ran *other)
{
	return strcmp(metric->kind->pattern, "work.K.time.C") == 0 && metric_find(&other->model->metrics, metric->name) < 0;
}

/* All metrics of `a` whose names begin with `prefix` are the same in `b`. */
static void expect_same(const char *what, const char *a, const char *b, const char *prefix)
{
	struct ran x = run(a), y = run(b);
	size_t compared = 0;
	for (size_t i = 0; i < x.model->metrics.count; i++) {
		const char *name = x.model->metrics.list[i].name;
		if (strncmp(name, prefix, strlen(prefix)) != 0 || (*prefix && is_other_cause(&x.model->metrics.list[i], &y)))
			continue;
		compared++;
		cr_expect(equal(x.row[i], ran_metric(&y, name)), "%s: %s is %.17g,"
			" not %.17g", what, name, ran_metric(&y, name), x.row[i]);
	}
	cr_expect(compared > 0 && ran_metric(&x, "total.throughput") > 0.0, "%s: nothing was compared", what);
	ran_done(&x);
	ran_done(&y);
}

/* A model with a bit of everything, in sections; u is the unit of its times. */
static const char *const sections[] = {
	"run = { length = '3000 * u'; warmup = '100 * u'; };",
	"resources = { nurse = { number = 2; }; bed = { number = 3; }; };",
	"stations = { desk = { time = 'exponential(2 * u)'; queue = { limit = 4; when_full = 'side'; }; };"
	" side = { time = 'uniform(1 * u, 4 * u)'; queue = { order = 'shortest'; patience = 'exponential(30 * u)'; }; };"
	" room = { needs = { nurse = 1; }; time = 'triangular(1 * u, 3 * u, 5 * u)'; queue = { order = 'priority'; }; };"
	" last = { machines = 2; time = 'erlang(3, 3 * u)'; queue = { limit = 0; }; }; };",
	"work = { walk_in = { arrive = { every = 'exponential(4 * u)'; }; facts = { sick = 'uniform(0, 1)'; };"
	" priority = 'if(sick > 0.8, 1, 2)'; promise = '20 * u';"
	" process = ( 'desk', { name = 'admit'; take = { bed = 1; }; }, { at = 'room'; rework = { chance = '20%'; to = 'room';"
	" share = '50%'; }; },"
	" ( ( { name = 'dry'; wait = 'exponential(3 * u)'; } ), ( 'last' ) ), { name = 'go'; give = { bed = 1; };"
	" next = ( { to = 'desk'; chance = '10%'; } ); } ); };"
	" booked = { arrive = { at = ( '1 * u', '2 * u', '7 * u' ); period = '30 * u'; }; promise = 'exponential(20 * u)';"
	" priority = 3;"
	" process = ( 'side', { at = 'room'; chance = '70%'; next = ( { to = 'scrap'; chance = '5%'; } ); },"
	" { name = 'call'; start = 'letter'; number = 2; } ); };"
	" letter = { process = ( 'last' ); }; };",
	("measures = { long = { of = 'walk_in'; share = 'age > 20 * u'; }; wait = { of = 'booked'; mean = 'waited'; };"
	" idle = { over_time = 'busy(last) = 0'; }; };"),
};
enum { SECTIONS = sizeof sections / sizeof *sections };

static void write_sections(char *text, size_t room, const char *unit, const int order[SECTIONS])
{
	size_t used = (size_t)snprintf(text, room, "let = { u = '%s'; };", unit);
	for (int i = 0; i < SECTIONS; i++)
		used += (size_t)snprintf(text + used, room - used, "%s\n", sections[order[i]]);
	cr_assert_lt(used, room);
}

Test(engine_laws, the_order_of_the_sections_changes_nothing)
{
	static const int orders[][SECTIONS] = { { 0, 1, 2, 3, 4 }, { 4, 3, 2, 1, 0 }, { 3, 0, 4, 2, 1 }, { 2, 4, 1, 0, 3 } };
	char first[4000], other[4000];
	write_sections(first, sizeof first, "1 min", orders[0]);
	for (size_t i = 1; i < COUNT_OF(orders); i++) {
		write_sections(other, sizeof other, "1 min", orders[i]);
		expect_same("sections in another order", first, other, "");
	}
}

/* Powers of two scale without rounding: times by 4, rates by a quarter, everything else by nothing. */
Test(engine_laws, a_longer_unit_of_time_scales_times_exactly)
{
	static const int order[SECTIONS] = { 0, 1, 2, 3, 4 };
	char minutes[4000], fours[4000];
	write_sections(minutes, sizeof minutes, "1 min", order);
	write_sections(fours, sizeof fours, "4 min", order);
	struct ran x = run(minutes), y = run(fours);
	for (size_t i = 0; i < x.model->metrics.count; i++) {
		const struct metric *metric = &x.model->metrics.list[i];
		double scale = metric->kind->unit == METRIC_TIME ? 4.0 : metric->kind->unit == METRIC_RATE ? 0.25 : 1.0;
		cr_expect(equal(x.row[i] * scale, y.row[i]), "%s: %.17g,"
			" and %.17g with a unit 4 times as long", metric->name, x.row[i], y.row[i]);
	}
	cr_expect_eq(x.note.events, y.note.events);
	cr_expect(ran_metric(&x, "work.walk_in.completed") > 500 && ran_metric(&x, "work.booked.scrapped") > 0 && ran_metric(&x,
		"work.booked.left") > 0,
		"%g %g %g", ran_metric(&x, "work.walk_in.completed"), ran_metric(&x, "work.booked.scrapped"), ran_metric(&x,
			"work.booked.left"));
	ran_done(&x);
	ran_done(&y);
}

#define RUN "run = { length = 5000; warmup = 'none'; };"
#define WORK "work = { k = { arrive = { every = 'exponential(3 min)'; }; process = ( 's' ); }; };"
#define QUEUE(queue) RUN "stations = { s = { machines = 2; time = 'exponential(5 min)'; queue = { " queue " }; }; };" WORK

/* In the limit one rule is another. */
Test(engine_laws, in_the_limit_one_rule_is_another)
{
	static const struct {
		const char *what, *a, *b, *prefix;
	} pairs[] = {
		{ "a limit that is never reached", QUEUE(""), QUEUE("limit = 1000000;"), "" },
		{ "patience that never runs out", QUEUE(""), QUEUE("patience = 1e9;"), "" },
		{ "priorities that are all alike", QUEUE(""), QUEUE("order = 'priority';"), "" },
		{ "promises that are all alike", QUEUE(""), QUEUE("order = '7';"), "" },
		{ "by age, the oldest first", QUEUE(""), QUEUE("order = 'now';"), "" },
		{ "by age, the youngest first", QUEUE("order = 'lifo';"), QUEUE("order = '0 min - now';"), "" },
		{ "strict with a single need", QUEUE(""), QUEUE("strict = true;"), "" },
		{ "machines, or people on unlimited machines", RUN "stations = { s = { machines = 2; time = 'exponential(5 min)'; };"
			" };" WORK,
		  RUN "resources = { r = { number = 2; }; }; stations = { s = { needs = { r = 1; }; time = 'exponential(5 min)'; };"
			" };" WORK, "work." },
		{ "a pool of two, or two pools of one", RUN "resources = { r = { number = 2; }; }; stations = { s = { needs = { r = 1; };"
			" time = 'exponential(5 min)'; }; };" WORK,
		  RUN "resources = { p = {}; q = {}; }; stations = { s = { needs_one_of = [ 'p', 'q' ]; time = 'exponential(5 min)'; };"
			" };" WORK, "work." },
		{ "one unit each, or two units each of twice as many", RUN "resources = { r = { number = 2; }; };"
			" stations = { s = { needs = { r = 1; }; time = 'exponential(5 min)'; }; };" WORK,
		  RUN "resources = { r = { number = 4; }; }; stations = { s = { needs = { r = 2; }; time = 'exponential(5 min)'; };"
			" };" WORK, "work." },
		{ "more machines than ever needed, or unlimited", RUN "stations = { s = { machines = 1000; time = 'exponential(5 min)';"
			" }; };" WORK,
		  RUN "stations = { s = { machines = 'unlimited'; time = 'exponential(5 min)'; }; };" WORK, "work." },
		{ "turned away without a queue, or out of patience at once", RUN "stations = { s = { time = 'exponential(5 min)';"
			" queue = { limit = 0; when_full = 'turn_away'; }; }; };" WORK,
		  RUN "stations = { s = { time = 'exponential(5 min)'; queue = { patience = 0; }; }; };" WORK, "work.k.time" },
		{ "rework that never happens", RUN "stations = { s = { time = 'exponential(2 min)'; }; };" WORK,
		  RUN "stations = { s = { time = 'exponential(2 min)'; }; }; work = { k = { arrive = { every = 'exponential(3 min)'; };"
		  " process = ( { at = 's'; rework = { when = 'passes > 5'; to = 's'; }; } ); }; };", "work." },
		{ "a single station, or a step with a place of its own", RUN "stations = { s = { time = 'exponential(2 min)'; }; };" WORK,
		  RUN "work = { k = { arrive = { every = 'exponential(3 min)'; }; process = ( { name = 's'; machines = 1;"
			" time = 'exponential(2 min)'; } ); }; };", "work." },
		{ "a day in hours or minutes", "run = { length = '10 d'; warmup = '1 d'; };" "stations = { s = { time = 'uniform(1 min,"
			" 4 min)'; }; };" WORK,
		  "run = { length = '240 h'; warmup = '1440 min'; };" "stations = { s = { time = 'uniform(60 s, 240 s)'; };"
		" };" WORK, "" },
	};
	for (size_t i = 0; i < COUNT_OF(pairs); i++)
		expect_same(pairs[i].what, pairs[i].a, pairs[i].b, pairs[i].prefix);
}

/* Little's law, by the numbers reported: everything that came has left again, so that wip x length = items x time; likewise in
   each queue; and machines are busy, blocked or idle. */
Test(engine_laws, littles_law_holds_for_what_is_reported)
{
	struct ran ran = run("stations = { a = { time = 'exponential(2 min)'; }; b = { machines = 2; time = 'exponential(5 min)';"
		" queue = { limit = 1; }; };"
		" c = { time = 'exponential(2 min)'; queue = { limit = 0; }; }; };"
		"work = { k = { arrive = { every = 'exponential(3 min)'; at_most = 500; }; process = ( 'a', 'b', 'c' ); }; };");
	double end = ran_metric(&ran, "total.end"), items = ran_metric(&ran, "work.k.completed");
	cr_assert_eq(items, 500.0);
	cr_expect_float_eq(ran_metric(&ran, "work.k.wip") * end, items * ran_metric(&ran, "work.k.time"), 1e-6);
	static const char *const names[] = { "a", "b", "c" };
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		char metric[6][40];
		static const char *const parts[6] = { "visits", "wait", "queue", "utilisation", "blocked", "idle" };
		double value[6];
		for (int j = 0; j < 6; j++) {
			snprintf(metric[j], sizeof metric[j], "stations.%s.%s", names[i], parts[j]);
			value[j] = ran_metric(&ran, metric[j]);
		}
		cr_expect_float_eq(value[2] * end, value[0] * value[1], 1e-6, "station %s", names[i]);
		cr_expect_float_eq(value[3] + value[4] + value[5], 1.0, 1e-12, "station %s", names[i]);
		cr_expect(i == 2 || value[4] > 0.0, "station %s is never blocked", names[i]);
	}
	ran_done(&ran);
}
