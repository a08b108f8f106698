/* Every item carries its own luck (common random numbers): what a model changes leaves all other random numbers as they were.
   Proved on the arrivals, facts, chances and times themselves, item by item: `age - waited` is the sum of all times that were
   drawn for an item, as nothing is blocked here. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine_run.h"

enum { ITEMS = 40, TRAITS = 5 };

/* What is read of each item: when it came, a fact, its first time at s, its first time at t, and all its times together. */
static const char *const traits[TRAITS] = { "came", "f", "at_s", "at_t", "age - waited - more" };

struct variant {
	const char *what;       /* NULL for all others: nothing else than in the model below */
	const char *top;        /* sections before */
	const char *every;      /* between arrivals of k */
	const char *facts;      /* of k, before the others */
	const char *s, *t;      /* what else the stations say */
	const char *between;    /* steps of k between s and t */
	const char *before;     /* kinds before k */
	const char *after;      /* kinds after k */
};

static const char *said(const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

/* `more` is what steps between s and t added; facts remember what had been drawn before each step. */
static void write_model(char *text, size_t room, const struct variant *v)
{
	size_t used = (size_t)snprintf(text, room, "%s stations = { extra = { time = 'uniform(1 min, 9 min)'; };"
		" s = { time = 'exponential(2 min)'; %s };"
		" t = { time = 'gamma(mean=2 min, sd=1 min)'; %s }; u = { machines = 'unlimited'; time = 'lognormal(mean=3 min,"
		" sd=3 min)'; }; };"
		"work = { %s k = { arrive = { every = '%s'; at_most = %d; };"
		" facts = { %s id = 'trace(`ids.csv`, `id`)'; came = 'now'; f = 'uniform(0, 1)'; at_s = '0 min'; at_t = '0 min';"
		" more = '0 min'; so_far = '0 min'; };"
		" process = ( { at = 's'; set = { at_s = 'if(passes = 0, age - waited, at_s)'; so_far = 'age - waited'; }; }, %s"
		" { name = 'maybe'; chance = '40%%'; wait = 'uniform(1 min, 2 min)'; start = 'part'; },"
		" { name = 'mark'; set = { so_far = 'age - waited'; }; },"
		" { at = 't'; set = { at_t = 'if(passes = 0, age - waited - so_far, at_t)'; }; rework = { chance = '30%%'; to = 'maybe';"
		" share = '50%%'; };"
		" next = ( { to = 's'; chance = '10%%'; } ); } ); };"
		" part = { facts = { id = 0; }; process = ( 'u' ); }; old = { start_with = ( { step = 'u'; number = 3; } );"
		" process = ( 'u' ); }; %s };"
		"measures = { ", said(v->top, ""), said(v->s, ""), said(v->t, ""), said(v->before, ""), said(v->every, "exponential(3"
		" min)"), ITEMS,
		said(v->facts, ""), said(v->between, ""), said(v->after, ""));
	for (int i = 0; i < ITEMS && used < room; i++) {
		for (int j = 0; j < TRAITS && used < room; j++)
			used += (size_t)snprintf(text + used, room - used, "m%d_%d = { of = 'k'; mean = '%s'; where = 'id = %d';"
				" };", i, j, traits[j], i);
		used += (size_t)snprintf(text + used, room - used, "p%d = { of = 'part'; mean = 'age'; where = 'id = %d'; };", i, i);
	}
	cr_assert_lt(used + 10, room);
	strcat(text, "};");
}

struct reading {
	double of[ITEMS][TRAITS], part[ITEMS], old;
};

static void read_variant(struct reading *reading, const struct variant *v, uint64_t seed, uint64_t replication)
{
	static char text[100000];
	char name[40];
	write_model(text, sizeof text, v);
	struct ran ran = ran_text(text, seed, replication);
	cr_assert(ran.built && ran.end == ENGINE_DONE, "%s: %s", v->what, ran.note.text);
	for (int i = 0; i < ITEMS; i++) {
		for (int j = 0; j < TRAITS; j++) {
			snprintf(name, sizeof name, "measures.m%d_%d", i, j);
			reading->of[i][j] = ran_metric(&ran, name);
		}
		snprintf(name, sizeof name, "measures.p%d", i);
		reading->part[i] = ran_metric(&ran, name);
	}
	reading->old = ran_metric(&ran, "work.old.time");
	ran_done(&ran);
}

/* The same but for the rounding of differences of times. */
static bool alike(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-9;
}

static void expect_same_luck(const struct variant *v, const struct reading *a, const struct reading *b, double slower)
{
	for (int i = 0; i < ITEMS; i++) {
		for (int j = 0; j < TRAITS; j++)
			cr_expect(alike(a->of[i][j] * (j == 0 ? slower : 1.0), b->of[i][j]), "%s: '%s' of item %d is %.15g,"
				" and was %.15g", v->what, traits[j], i,
				b->of[i][j], a->of[i][j]);
		cr_expect(alike(a->part[i], b->part[i]), "%s: what item %d starts takes %.15g,"
			" and took %.15g", v->what, i, b->part[i], a->part[i]);
	}
	cr_expect(alike(a->old, b->old), "%s: the work in progress takes %.15g, and took %.15g", v->what, b->old, a->old);
}

Test(engine_luck, a_change_leaves_all_other_random_numbers_as_they_were)
{
	static const struct variant variants[] = {
		{ .what = "the same again" },
		{ .what = "another kind of work",
		  .before = "j = { arrive = { every = 'exponential(2 min)'; at_most = 50; }; facts = { g = 'uniform(0, 1)'; };"
			" process = ( 's', 't', 'u' ); };" },
		{ .what = "kinds that are started, kept and stand there",
		  .before = "a = { arrive = { keep = 2; until = 100; }; start_with = ( { step = 's'; } );"
			" process = ( 's', { name = 'maybe'; start = 'b'; } ); }; b = { process = ( 'u', 't' ); };",
		  .after = "c = { arrive = { rates = { period = '1 h'; each = '30 min'; per_hour = ( 5, 50 ); }; until = 100; };"
			" process = ( 't', 's' ); };" },
		{ .what = "another station on the way", .between = "{ at = 'extra'; set = { more = 'more + age - waited - so_far'; };"
			" }," },
		{ .what = "a branch on the way", .between = "{ name = 'fork'; together = ( ( 'u' ), ( 'extra' ) );"
			" set = { more = 'more + age - waited - so_far'; }; }," },
		{ .what = "a scenario with more machines", .s = "machines = 3;", .t = "machines = 'unlimited';" },
		{ .what = "another order of service", .s = "queue = { order = 'lifo'; };", .t = "queue = { order = 'shortest'; };" },
		{ .what = "a random order of service", .s = "queue = { order = 'random'; };", .t = "queue = { order = 'random'; };" },
		{ .what = "patience that never runs out", .s = "queue = { patience = '1000 h + exponential(1 h)'; };" },
		{ .what = "more facts", .facts = "g = 'normal(0, 1)'; hue = 'choice(a: 1, b: 1)';" },
		{ .what = "shared resources", .top = "resources = { r = { number = 2; }; };", .s = "needs = { r = 1;"
			" };", .t = "needs = { r = 1; };" },
		{ .what = "other settings of the run", .top = "run = { length = 100000; warmup = 'none'; replications = 7; seed = 99;"
			" };" },
	};
	static struct reading base, reading;
	read_variant(&base, &variants[0], 5, 3);
	for (size_t i = 0; i < COUNT_OF(variants); i++) {
		read_variant(&reading, &variants[i], 5, 3);
		expect_same_luck(&variants[i], &base, &reading, 1.0);
	}
}

/* Half the demand: every arrival comes at twice its time, and nothing else changes. */
Test(engine_luck, another_demand_stretches_the_same_arrivals)
{
	static const struct variant base = { .what = "base" };
	struct variant half = base;
	static struct reading a, b;
	half.what = "half the demand";
	half.every = "exponential(6 min)";
	read_variant(&a, &base, 5, 3);
	read_variant(&b, &half, 5, 3);
	expect_same_luck(&half, &a, &b, 2.0);
}

Test(engine_luck, seed_and_replication_change_every_number)
{
	static const struct variant base = { .what = "base" };
	static struct reading a, b;
	read_variant(&a, &base, 5, 3);
	for (int other = 0; other < 2; other++) {
		read_variant(&b, &base, other ? 6 : 5, other ? 3 : 4);
		for (int i = 0; i < ITEMS; i++)
			for (int j = 0; j < TRAITS; j++)
				cr_expect(!alike(a.of[i][j], b.of[i][j]), "'%s' of item %d", traits[j], i);
	}
}

/* No two items have the same numbers, nor one item in its two passes, nor the facts of one item among each other. */
Test(engine_luck, no_number_is_drawn_twice)
{
	static const struct variant base = { .what = "base" };
	static struct reading a;
	read_variant(&a, &base, 5, 3);
	for (int i = 0; i < ITEMS; i++)
		for (int k = 0; k < i; k++)
			for (int j = 1; j < TRAITS; j++)
				cr_expect(!alike(a.of[i][j], a.of[k][j]), "'%s' of items %d and %d", traits[j], i, k);
}

/* The same item at the same task: in its second pass it has another number, of which a share is done. */
Test(engine_luck, each_pass_draws_anew_and_rework_does_its_share)
{
	static const char *const times[] = { "uniform(0 min, 1 min)", "exponential(1 min)", "gamma(mean=1 min, sd=1 min)",
		"2 min * exponential(1)" };
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		double again[2];
		for (int half = 0; half < 2; half++) {
			char text[2000];
			snprintf(text, sizeof text, "stations = { s = { machines = 40; time = '%s'; }; };"
				"work = { k = { arrive = { at = ( 0 ); size = 40; }; facts = { a = 'uniform(0, 1)'; b = 'uniform(0, 1)';"
				" first = '0 min'; };"
				" process = ( { at = 's'; set = { first = 'if(passes = 0, age, first)'; }; rework = { when = 'passes = 0';"
				" to = 's'; share = '%s'; }; } ); }; };"
				"measures = { again = { of = 'k'; mean = 'age - first'; };"
				" same = { of = 'k'; share = 'abs(age - 2 * first) < 0.0000001 min'; };"
				" twins = { of = 'k'; share = 'abs(a - b) < 0.0000001'; }; time_is_fact = { of = 'k';"
				" share = 'abs(a - first / 1 min) < 0.0000001'; }; };",
				times[i], half ? "50%" : "100%");
			cr_expect_eq(ran_value(text, "measures.same"), 0.0, "%s", times[i]);
			cr_expect_eq(ran_value(text, "measures.twins"), 0.0, "%s", times[i]);
			cr_expect_eq(ran_value(text, "measures.time_is_fact"), 0.0, "%s", times[i]);
			again[half] = ran_value(text, "measures.again");
		}
		cr_expect_float_eq(again[1], again[0] / 2, 1e-12, "%s", times[i]);
	}
}

/* Two kinds with steps of the same name start the same work: what they start is different all the same. */
Test(engine_luck, what_two_kinds_start_has_different_luck)
{
	static const char text[] = "stations = { s = { machines = 'unlimited'; time = 'exponential(1 min)'; }; };"
		"work = { a = { arrive = { at = ( 0 ); size = 10; }; facts = { from = 1; }; process = ( { name = 'n'; start = 'part';"
		" } ); };"
		" b = { arrive = { at = ( 0 ); size = 10; }; facts = { from = 2; }; process = ( { name = 'n'; start = 'part'; } ); };"
		" part = { facts = { from = 0; }; process = ( 's' ); }; };"
		"measures = { a = { of = 'part'; mean = 'age'; where = 'from = 1'; }; b = { of = 'part'; mean = 'age';"
		" where = 'from = 2'; }; };";
	cr_expect_neq(ran_value(text, "measures.a"), ran_value(text, "measures.b"));
}

static void expect_same_rows(const char *a, const char *b)
{
	struct ran x = ran_text(a, 11, 2), y = ran_text(b, 11, 2);
	cr_assert(x.built && y.built && x.end == ENGINE_DONE && y.end == ENGINE_DONE, "%s %s", x.note.text, y.note.text);
	cr_assert_eq(x.model->metrics.count, y.model->metrics.count);
	for (size_t i = 0; i < x.model->metrics.count; i++) {
		const char *name = x.model->metrics.list[i].name;
		double value = ran_metric(&y, name);
		cr_expect(memcmp(&x.row[i], &value, sizeof value) == 0 || (isnan(value) && isnan(x.row[i])), "%s: %.17g and"
			" %.17g", name, x.row[i], value);
	}
	cr_expect_eq(x.note.events, y.note.events);
	ran_done(&x);
	ran_done(&y);
}

/* A scenario that changes nothing differs by exactly nothing, in every metric. */
Test(engine_luck, identical_scenarios_differ_by_exactly_nothing)
{
	static const char base[] = "run = { length = 2000; warmup = 100; }; resources = { r = { number = 2; }; };"
		"stations = { s = { time = 'exponential(2 min)'; queue = { limit = 3; }; }; t = { needs = { r = 1; };"
		" time = 'gamma(mean=4 min, sd=1 min)'; queue = { patience = 'exponential(20 min)'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(3 min)'; }; process = ( 's', ( ( 't' ),"
		" ( { name = 'w'; wait = 'uniform(1 min, 9 min)'; } ) ),"
		" { name = 'e'; rework = { chance = '20%'; to = 's'; }; } ); }; };";
	expect_same_rows(base, base);
	/* A number written in another way, a default written out, and the sections in another order. */
	expect_same_rows(base, "work = { k = { arrive = { every = 'exponential(0.05 h)'; }; process = ( { at = 's'; },"
		" { together = ( ( 't' ), ( { name = 'w'; wait = 'uniform(1 min, 9 min)'; } ) ); join = 2; },"
		" { name = 'e'; rework = { chance = '0.2'; to = 's'; share = '100%'; }; } ); }; };"
		"stations = { s = { machines = 1; time = 'exponential(120 s)'; queue = { order = 'fifo'; limit = 3; when_full = 'block';"
		" }; };"
		" t = { needs = { r = 1; }; time = 'gamma(mean=4 min, sd=1 min)'; queue = { patience = 'exponential(20 min)'; }; }; };"
		"resources = { r = { number = 2; }; }; run = { warmup = 100; length = 2000; };");
}
