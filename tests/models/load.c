/* Loads against values worked out by hand, and what the doctor says of models that are ill. */
#include <criterion/criterion.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include "models/engine.h"
#include "models/load.h"
#include "sim/tally.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* A model and what it lives on. */
struct patient {
	struct arena arena;
	struct problems problems;
	struct model *model;
	struct load load;
};

/* Texts are short: a ' stands for a ", an @ for one arrival a minute, and the clock is in minutes where nothing else is said. */
static void patient_read(struct patient *p, const char *title, const char *text)
{
	static char whole[100000];
	size_t at = 0;
	if (strncmp(text, "clock", 5) != 0)
		at += (size_t)snprintf(whole, sizeof whole, "clock = { unit = \"min\"; }; run = { length = \"100 h\"; };\n");
	for (const char *c = text; *c; c++)
		if (*c == '@')
			at += (size_t)snprintf(whole + at, sizeof whole - at, "arrive = { every = \"exponential(1 min)\"; };");
		else
			whole[at++] = *c == '\'' ? '"' : *c;
	problems_init(&p->problems);
	cr_assert(arena_init(&p->arena) == 0);
	const struct tree *tree = tree_read_text("test.cfg", whole, at, &p->arena, &p->problems);
	p->model = tree && !p->problems.errors ? model_build(tree, "base", NULL, 0, &p->arena, &p->problems) : NULL;
	if (!p->model)
		problems_print(&p->problems, stderr);
	cr_assert(p->model, "case '%s' does not build", title);
	load_compute(&p->load, p->model, &p->arena);
}

static void patient_done(struct patient *p)
{
	model_done(p->model);
	problems_done(&p->problems);
	arena_done(&p->arena);
}

/* CHOSEN: a resource that is one of several; the engine takes the first, the load counts them alike. */
enum what { VISITS, TIME, RATE, NUMBER, STATION, RESOURCE, CHOSEN };

struct value {
	enum what what;
	const char *name;
	double expected;
};

struct loads {
	const char *title, *text;
	bool about;
	double within;              /* relative; 0: but for roundings */
	struct value values[6];
};

static const struct loads cases[] = {
	{ "feedback: visits 1 / (1 - p)",
		"stations = { s = { time = 'exponential(1 min)'; }; };"
		"work = { k = { arrive = { every = 'exponential(2 min)'; };"
		" process = ( { at = 's'; rework = { chance = '20%'; to = 's'; }; } ); }; };",
		false, 0, { { VISITS, "s", 1.25 }, { STATION, "s", 0.625 }, { RATE, "k", 0.5 } } },
	/* Of cases a thousand are tried, without queues: A is done three times for 2, B once; C is called off after 4 of its 10 minutes. D takes
	   25 with chance: 1 of 4 times, within 4.5 standard errors of the thousand, 4.5 x sqrt(3 / 1000) of it. */
	{ "tasks of a case",
		"resources = { m = { number = 2; }; n = { number = 1; }; };"
		"work = { k = { arrive = { every = 'exponential(100 min)'; }; case = { A = { repeat = 3; time = 2; needs = { m = 1; }; };"
		" B = { when = 'count(A) = 3'; time = 5; needs = { m = 2; }; }; C = { time = 10; needs = { n = 1; }; cancel = 'done(E)'; };"
		" E = { happens = 4; }; }; close = 'done(B) and ended(C)'; }; };",
		true, 1e-9, { { VISITS, "A", 3 }, { VISITS, "B", 1 }, { RESOURCE, "m", (3 * 2 + 2 * 5) / 200.0 }, { RESOURCE, "n", 0.04 },
			{ TIME, "A", 2 } } },
	{ "tasks of a case, by chance",
		"resources = { m = { number = 1; }; };"
		"work = { k = { arrive = { every = 'exponential(100 min)'; }; case = { D = { chance = '25%'; time = 25; needs = { m = 1; }; }; }; }; };",
		true, 0.25, { { VISITS, "D", 0.25 }, { RESOURCE, "m", 0.0625 } } },
	/* A is done 4/3 times and asks for 10 minutes each, then for half of that; B for 6 of two, in 30 % of the projects; the crane is kept
	   from A's begin to C's end: in the plan, where nothing is done twice, for 10, 0.3 x 6 and 2. */
	{ "tasks of a project",
		"resources = { m = { number = 4; }; crane = { number = 2; }; };"
		"work = { k = { arrive = { every = 'exponential(100 min)'; }; project = { A = { time = 'exponential(10 min)'; needs = { m = 1; };"
		" take = { crane = 1; }; rework = { chance = '25%'; share = '50%'; }; }; B = { time = '6 min'; chance = '30%'; after = 'A'; needs = { m = 2; }; };"
		" C = { time = 2; after = 'B'; give = { crane = 1; }; }; }; }; };",
		true, 1e-9, { { VISITS, "A", 4.0 / 3.0 }, { TIME, "A", 10 }, { VISITS, "B", 0.3 }, { RESOURCE, "m", ((10 + 5.0 / 3.0) + 2 * 1.8) / 400 },
			{ RESOURCE, "crane", 13.8 / 200 } } },
	/* B ends 1.25 times and A 1.5 times (engine_project.c); what comes back to A is 40 % of it, and half of that is needed. */
	{ "tasks that bring work back to each other",
		"resources = { m = { number = 1; }; };"
		"work = { k = { arrive = { every = 'exponential(100 min)'; }; project = { A = { time = 30; needs = { m = 1; }; improves = '50%';"
		" affected_by = { B = { chance = '40%'; share = '40%'; }; }; }; B = { time = 20; after = 'A'; needs = { m = 1; };"
		" affected_by = { A = { chance = '50%'; }; }; }; }; }; };",
		false, 1e-9, { { VISITS, "A", 1.5 }, { VISITS, "B", 1.25 }, { RESOURCE, "m", (30 * (1 + 0.5 * 0.2) + 20 * 1.25) / 100 } } },
	{ "risks in the mean",
		"resources = { m = { number = 1; }; };"
		"work = { k = { arrive = { every = 'exponential(100 min)'; }; project = { A = { time = 20; needs = { m = 1; }; }; };"
		" risks = { rain = { chance = '20%'; hits = 'A'; grows = '50%'; }; rock = { chance = '10%'; hits = 'A'; delay = '30 min'; }; }; }; };",
		false, 1e-9, { { TIME, "A", 20 * 1.1 + 3 }, { RESOURCE, "m", 0.25 } } },
	{ "a step that is skipped",
		"stations = { s = { time = '0.5 min'; }; t = { time = '0.25 min'; }; };"
		"work = { k = { @ process = ( { at = 's'; chance = '30%'; }, 't' ); }; };",
		false, 0, { { VISITS, "s", 0.3 }, { STATION, "s", 0.15 }, { VISITS, "t", 1 }, { STATION, "t", 0.25 } } },
	/* Smith and Eppinger 1997, sequential iteration. */
	{ "sequential iteration by next",
		"stations = { a = { time = '4 min'; machines = 20; }; b = { time = '2 min'; machines = 20; };"
		" c = { time = '3 min'; machines = 20; }; };"
		"work = { k = { @ process = ( 'a',"
		" { at = 'b'; next = ( { to = 'a'; chance = '40%'; } ); },"
		" { at = 'c'; next = ( { to = 'a'; chance = '10%'; }, { to = 'b'; chance = '30%'; } ); } ); }; };",
		false, 0, { { VISITS, "a", 41.0 / 18 }, { VISITS, "b", 50.0 / 18 }, { VISITS, "c", 5.0 / 3 }, { STATION, "a", 41.0 / 90 } } },
	{ "rework three times at most, a quarter of the work",
		"stations = { a = { time = '4 min'; machines = 10; }; b = { machines = 10; time = '1 min'; }; };"
		"work = { k = { @ process = ( 'a',"
		" { at = 'b'; rework = { chance = '50%'; to = 'a'; share = '25%'; at_most = 3; }; } ); }; };",
		false, 0, { { VISITS, "a", 1.875 }, { TIME, "a", 4 }, { STATION, "a", 0.4875 }, { STATION, "b", 0.121875 } } },
	{ "rework that is certain, but limited",
		"stations = { a = { time = '1 min'; machines = 10; }; };"
		"work = { k = { @ process = ( { at = 'a'; rework = { chance = '100%'; to = 'a'; at_most = 4; }; } ); }; };",
		false, 0, { { VISITS, "a", 5 }, { STATION, "a", 0.5 } } },
	/* a: one pass of the inner loop is 1 + 0.5 x 1 of work; the outer loop repeats it 0.25 times at 0.4. */
	{ "nested shares multiply",
		"stations = { a = { time = '1 min'; machines = 10; }; b = { time = '0 min'; }; c = { time = '0 min'; }; };"
		"work = { k = { @ process = ( 'a',"
		" { at = 'b'; rework = { chance = '50%'; to = 'a'; share = '50%'; }; },"
		" { at = 'c'; rework = { chance = '20%'; to = 'a'; share = '40%'; }; } ); }; };",
		false, 0, { { VISITS, "a", 2.5 }, { STATION, "a", 0.165 } } },
	{ "what is kept is kept beside rework, too",
		"resources = { bed = { number = 10; }; };"
		"work = { k = { @ process = ( { name = 'a'; wait = '1 min'; rework = { chance = '20%'; to = 'a'; share = '50%'; }; },"
		" { name = 'rest'; take = { bed = 2; }; wait = '4 min'; }, { name = 'go'; give = { bed = 2; }; } ); }; };",
		true, 0, { { VISITS, "a", 1.25 }, { RESOURCE, "bed", 0.8 } } },
	{ "conditions come before chances, and what remains goes on",
		"stations = { s = { machines = 10; time = '1 min'; }; t = { machines = 10; time = '1 min'; };"
		" u = { machines = 10; time = '1 min'; }; };"
		"work = { k = { @ facts = { colour = 'choice(red: 1, white: 3)'; };"
		" process = ( { at = 's'; next = ( { to = 'end'; chance = '40%'; }, { to = 'u'; when = 'colour = red'; } ); },"
		" 't', 'u' ); }; };",
		false, 0, { { VISITS, "t", 0.45 }, { VISITS, "u", 0.7 } } },
	{ "each branch is entered once",
		"stations = { s = { machines = 10; time = '1 min'; }; t = { machines = 10; time = '2 min'; };"
		" u = { machines = 10; time = '1 min'; }; };"
		"work = { k = { @ process = ( ( ( 's' ), ( { at = 't'; rework = { chance = '50%'; to = 't'; }; } ) ),"
		" 'u' ); }; };",
		false, 0, { { VISITS, "s", 1 }, { VISITS, "t", 2 }, { VISITS, "u", 1 }, { STATION, "t", 0.4 } } },
	{ "items that start others",
		"stations = { s = { machines = 10; time = '1 min'; }; t = { machines = 10; time = '2 min'; }; };"
		"work = { k = { @ process = ( { at = 's'; start = 'l'; number = 3; chance = '50%'; } ); };"
		" l = { arrive = { every = 'exponential(2 min)'; }; process = ( 't' ); }; };",
		false, 0, { { RATE, "k", 1 }, { RATE, "l", 2 }, { STATION, "t", 0.4 } } },
	{ "resources that are needed, and the norm of a unit",
		"resources = { p = { number = 4; }; q = { number = 2; }; };"
		"stations = { s = { needs = { p = 2; q = 1; }; }; };"
		"work = { k = { @ process = ( { at = 's'; quantity = 12; norm = '600 / h'; } ); }; };",
		false, 0, { { TIME, "s", 0.6 }, { STATION, "s", 0.6 }, { RESOURCE, "p", 0.3 }, { RESOURCE, "q", 0.3 } } },
	{ "a choice of resources is loaded alike",
		"resources = { p = { number = 3; }; q = { number = 1; }; };"
		"stations = { s = { needs_one_of = [ 'p', 'q' ]; time = '2 min'; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		true, 0, { { CHOSEN, "p", 0.5 }, { CHOSEN, "q", 0.5 } } },
	{ "what is taken is held until it is given back",
		"resources = { bed = { number = 20; }; };"
		"stations = { s = { machines = 9; time = '2 min'; }; t = { machines = 9; time = '3 min'; }; };"
		"work = { k = { @ process = ( { at = 's'; take = { bed = 2; }; }, { name = 'rest'; wait = '4 min'; },"
		" { at = 't'; chance = '50%'; give = { bed = 1; }; }, { name = 'more'; wait = '1 min'; } ); }; };",
		true, 0, { { RESOURCE, "bed", (2 * 2 + 2 * 4 + 0.5 * 2 * 3 + 0.5 * 2 + 0.5 * 1) / 20 } } },
	{ "how often it was there decides",
		"stations = { s = { machines = 10; time = '1 min'; }; };"
		"work = { k = { @ process = ( { at = 's'; next = ( { to = 's'; when = 'passes < 2'; } ); } ); }; };",
		true, 0, { { VISITS, "s", 3 }, { STATION, "s", 0.3 } } },
	/* 2000 items: three standard errors of a share of 0.3 are 0.031. */
	{ "a fact that is learnt on the way decides",
		"stations = { s = { machines = 10; time = '1 min'; }; t = { machines = 10; time = '1 min'; }; };"
		"work = { k = { @ facts = { bad = '0'; };"
		" process = ( { at = 's'; set = { bad = 'chance(30%)'; }; next = ( { to = 'end'; when = 'bad = 0'; } ); }, 't' ); }; };",
		true, 0.1, { { VISITS, "s", 1 }, { VISITS, "t", 0.3 } } },
	/* A mean over 2000 items of a uniform fact: three standard errors are 2 %. */
	{ "work in proportion to a fact",
		"stations = { s = { machines = 10; time = 'size * gamma(mean=2 min, sd=1 min)'; }; };"
		"work = { k = { @ facts = { size = 'uniform(1, 3)'; }; process = ( 's' ); }; };",
		true, 0.02, { { TIME, "s", 4 }, { STATION, "s", 0.4 } } },
	{ "a sum of draws is exact",
		"stations = { s = { machines = 10; time = '2 min + gamma(mean=3 min, sd=1 min)'; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { TIME, "s", 5 }, { STATION, "s", 0.5 } } },
	/* E max(X, 1) = 1 + 1/e for X exponential with mean 1. */
	{ "the mean of the greater is not the greater mean",
		"stations = { s = { machines = 10; time = 'max(exponential(1 min), 1 min)'; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		true, 0.02, { { TIME, "s", 1.3678794411714423 } } },
};

static double value_of(const struct model *m, const struct load *load, enum what what, const char *name)
{
	for (uint32_t i = 0; (what == VISITS || what == TIME) && i < m->task_count; i++)
		if (!strcmp(m->tasks[i].name, name))
			return what == VISITS ? load->visits[i] : load->task_time[i];
	for (uint32_t i = 0; (what == RATE || what == NUMBER) && i < m->kind_count; i++)
		if (!strcmp(m->kinds[i].name, name))
			return what == RATE ? load->kind_rate[i] : load->kind_number[i];
	for (uint32_t i = 0; what == STATION && i < m->station_count; i++)
		if (!strcmp(m->stations[i].name, name))
			return load->station_load[i];
	for (uint32_t i = 0; (what == RESOURCE || what == CHOSEN) && i < m->resource_count; i++)
		if (!strcmp(m->resources[i].name, name))
			return load->resource_load[i];
	return NAN;
}

static void expect_loads(const struct loads *c)
{
	struct patient p;
	patient_read(&p, c->title, c->text);
	cr_expect(p.load.about == c->about, "case '%s': about is %d", c->title, p.load.about);
	for (const struct value *v = c->values; v->name; v++) {
		double found = value_of(p.model, &p.load, v->what, v->name);
		cr_expect(fabs(found - v->expected) <= (c->within > 0 ? c->within : 1e-12) * fabs(v->expected),
			"case '%s': '%s' is %.12g, not %.12g", c->title, v->name, found, v->expected);
	}
	patient_done(&p);
}

Test(load, visits_and_loads_are_those_worked_out_by_hand)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_loads(&cases[i]);
}

/* How many come in all, the engine's count of those who came included where it runs until all is done. */
static const struct loads numbers[] = {
	{ "times, until one of them", "stations = { s = { time = '1 min'; }; };"
		"work = { k = { arrive = { at = ( 0, '1 h', '2 h', '3 h' ); until = '2 h'; size = 2; }; process = ( 's' ); }; };",
		false, 0, { { NUMBER, "k", 6 } } },
	{ "at most so many, and who starts with them", "stations = { s = { time = '1 min'; }; };"
		"work = { k = { arrive = { every = '1 h'; at_most = 7; }; start_with = ( { step = 's'; number = 3; } ); process = ( 's' ); }; };",
		false, 0, { { NUMBER, "k", 10 } } },
	{ "those who are started", "stations = { s = { time = '1 min'; }; };"
		"work = { k = { arrive = { every = '1 h'; at_most = 7; }; process = ( { start = 'l'; number = 2; } ); };"
		" l = { process = ( 's' ); }; };",
		false, 0, { { NUMBER, "k", 7 }, { NUMBER, "l", 14 } } },
	{ "a project that begins with the run", "resources = { m = { number = 4; }; };"
		"work = { k = { project = { A = { time = '10 min'; needs = { m = 1; }; start = 'l'; }; }; }; l = { process = ( { wait = '1 min'; } ); }; };",
		false, 0, { { NUMBER, "k", 1 }, { NUMBER, "l", 1 } } },
	{ "a rate, until some time", "stations = { s = { time = '1 min'; }; };"
		"work = { k = { arrive = { every = '15 min'; until = '5 h'; }; process = ( 's' ); }; };",
		false, 0, { { NUMBER, "k", 20 } } },
	{ "no end, for those either who are started", "stations = { s = { time = '1 s'; }; };"
		"work = { k = { @ process = ( 's', { start = 'l'; } ); }; l = { process = ( 's' ); }; m = { arrive = { keep = 3; }; process = ( 's' ); }; };",
		false, 0, { { NUMBER, "k", INFINITY }, { NUMBER, "l", INFINITY }, { NUMBER, "m", INFINITY } } },
};

Test(load, as_many_come_in_all_as_the_engine_counts)
{
	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		struct patient p;
		struct engine_note note;
		patient_read(&p, numbers[i].title, numbers[i].text);
		double *row = arena_take(&p.arena, p.model->metrics.count, sizeof *row);
		cr_assert_eq(engine_run(p.model, &(struct engine_order){ .seed = 1 }, row, &note), ENGINE_DONE, "case '%s'", numbers[i].title);
		for (const struct value *v = numbers[i].values; v->name; v++) {
			double found = value_of(p.model, &p.load, v->what, v->name);
			int came = metric_find(&p.model->metrics, arena_format(&p.arena, "work.%s.arrived", v->name));
			cr_expect(found == v->expected, "case '%s': '%s' is %.12g, not %.12g", numbers[i].title, v->name, found, v->expected);
			cr_expect(isinf(found) || row[came] == found, "case '%s': of '%s' %g came, not %g", numbers[i].title, v->name, row[came], found);
		}
		patient_done(&p);
	}
}

/* Not for the comparison with the engine: its runs are shorter than a week. */
static const struct loads hours[] = {
	/* One an hour: 0.2 of two people who are there 40 hours of 168, 0.4 of a machine that runs half the day. */
	{ "people and machines with hours", "resources = { p = { number = 2; calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { s = { needs = { p = 1; }; time = '12 min'; }; t = { time = '24 min'; calendar = 'daily 06:00-18:00'; }; };"
		"work = { k = { arrive = { every = 'exponential(60 min)'; }; process = ( 's', 't' ); }; };",
		false, 0, { { RESOURCE, "p", 0.2 * 168 / 80 }, { STATION, "s", 0.2 }, { STATION, "t", 0.8 } } },
	/* Three for 20 hours and one for 20. */
	{ "shifts that vary", "resources = { p = { shifts = ( { number = 2; hours = 'Mon-Fri 08:00-12:00'; }, { hours = 'Mon-Fri 08:00-16:00'; } ); }; };"
		"stations = { s = { needs = { p = 1; }; time = '12 min'; }; };"
		"work = { k = { arrive = { every = 'exponential(60 min)'; }; process = ( 's' ); }; };",
		false, 0, { { RESOURCE, "p", 0.2 * 168 / 80 } } },
	{ "work that comes in the same hours", "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { s = { needs = { p = 1; }; time = '12 min'; }; };"
		"work = { k = { arrive = { every = '30 min'; calendar = 'Mon-Fri 08:00-16:00'; }; process = ( 's' ); }; };",
		false, 0, { { RATE, "k", 40.0 / 168 / 30 }, { RESOURCE, "p", 0.4 }, { STATION, "s", 0.4 * 40 / 168 } } },
	/* Nights count on the day on which they begin; holidays are left out. */
	{ "nights and holidays", "clock = { unit = 'min'; start = '2026-12-21 00:00'; }; run = { length = '100 h'; };"
		"calendars = { night = { hours = 'Sun-Thu 22:00-06:00'; except = '2026-12-25'; }; }; resources = { p = { calendar = 'night'; }; };"
		"stations = { s = { needs = { p = 1; }; time = '12 min'; }; };"
		"work = { k = { arrive = { every = '60 min'; }; process = ( 's' ); }; };",
		false, 0, { { RESOURCE, "p", 0.2 * 168 / 40 } } },
	{ "a choice is spread by the hours", "resources = { p = { number = 2; calendar = 'Mon-Fri 08:00-16:00'; }; q = {}; };"
		"stations = { s = { needs_one_of = [ 'p', 'q' ]; time = '30 min'; }; };"
		"work = { k = { arrive = { every = '60 min'; }; process = ( 's' ); }; };",
		true, 0, { { CHOSEN, "p", 0.5 / (80.0 / 168 + 1) }, { CHOSEN, "q", 0.5 / (80.0 / 168 + 1) } } },
};

Test(load, capacity_is_that_of_the_usual_week)
{
	for (size_t i = 0; i < COUNT_OF(hours); i++)
		expect_loads(&hours[i]);
}

/* Setups, batches and failures. */
static const struct loads wear[] = {
	/* 1 - (0.25 + 0.09 + 0.04) = 0.62 of the visits. */
	{ "a setup where two items differ",
		"stations = { s = { time = '2 min'; setup = { on = 'colour'; time = '1 min'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(5 min)'; }; facts = { colour = 'choice(red: 50%, white: 30%, black: 20%)'; };"
		" process = ( 's' ); }; };",
		false, 0, { { TIME, "s", 2 }, { STATION, "s", 0.2 * 2.62 } } },
	/* 0.5 x 0.5 + 0.3 x 0.7 of a minute, and 0.2 x 0.8 of three. */
	{ "a setup that takes longer for some",
		"stations = { s = { time = '2 min'; setup = { on = 'colour'; time = 'if(colour = black, 3 min, 1 min)'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(5 min)'; }; facts = { colour = 'choice(red: 50%, white: 30%, black: 20%)'; };"
		" process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.2 * 2.94 } } },
	/* Two thirds and a third: 4/9 of the visits; of the needs too. */
	{ "a setup for another kind, with all that the work needs",
		"resources = { p = { number = 2; }; };"
		"stations = { s = { machines = 1; needs = { p = 1; }; time = '1 min'; setup = { on = 'kind'; time = '0.5 min'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(3 min)'; }; process = ( 's' ); };"
		" l = { arrive = { every = 'exponential(6 min)'; }; process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.5 + 0.5 * 4 / 9 * 0.5 }, { RESOURCE, "p", (0.5 + 0.5 * 4 / 9 * 0.5) / 2 } } },
	/* Half of the visits are of a kind that lacks the fact. */
	{ "who lacks the fact needs no setup and changes nothing",
		"stations = { s = { time = '1 min'; setup = { on = 'colour'; time = '1 min'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(4 min)'; }; facts = { colour = 'choice(red: 1, white: 1)'; }; process = ( 's' ); };"
		" l = { arrive = { every = 'exponential(4 min)'; }; process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.5 + 0.125 } } },
	{ "a value that is always the same is set up for once",
		"stations = { s = { time = '1 min'; setup = { on = 'colour'; time = '1 min'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(4 min)'; }; facts = { colour = '3'; }; process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.25 } } },
	{ "failures by the clock take from what there is",
		"stations = { s = { machines = 2; time = '1 min'; fails = { every = 'exponential(90 min)'; repair = '10 min'; }; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.5 / 0.9 } } },
	{ "failures by busy time add to what is asked",
		"stations = { s = { machines = 2; time = '1 min'; fails = { every = 'exponential(90 min)'; repair = '10 min'; counts = 'busy time'; }; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.5 * 100 / 90 } } },
	/* Two machines fail 2 / 100 times a minute; one that is busy half of the time 0.5 / 90 times. The second crew works twice as fast. */
	{ "repairs are work for their crew",
		"resources = { fitter = { number = 1; }; smith = { number = 2; speed = 2.0; }; };"
		"stations = { s = { machines = 2; time = '1 min'; fails = { every = 'exponential(90 min)'; repair = '10 min'; needs = { fitter = 1; }; }; };"
		" t = { time = '0.5 min'; fails = { every = 'exponential(90 min)'; repair = '20 min'; counts = 'busy time'; needs = { smith = 2; }; }; }; };"
		"work = { k = { @ process = ( 's', 't' ); }; };",
		false, 0, { { STATION, "s", 0.5 / 0.9 }, { STATION, "t", 0.5 * 100 / 90 }, { RESOURCE, "fitter", 0.2 }, { RESOURCE, "smith", 0.5 / 90 * 10 } } },
	/* A fitter at work 0.25 x 2 / 8 of the time, who is out a fifth of that, and is tended by a doctor. */
	{ "a crew that fails in turn",
		"resources = { fitter = { fails = { every = '10 min'; repair = '2 min'; counts = 'busy time'; needs = { doctor = 1; }; }; }; doctor = {}; };"
		"stations = { s = { time = '0.25 min'; fails = { every = '8 min'; repair = '2 min'; counts = 'busy time'; needs = { fitter = 1; }; }; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.25 * 1.25 }, { RESOURCE, "fitter", 0.0625 * 1.2 }, { RESOURCE, "doctor", 0.0625 / 10 * 2 } } },
	{ "people who are out",
		"resources = { p = { number = 3; fails = { every = '45 min'; repair = '5 min'; }; }; };"
		"stations = { s = { needs = { p = 1; }; time = '1 min'; }; }; work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { RESOURCE, "p", 1 / 2.7 }, { STATION, "s", 1 } } },
	{ "a batch is one service",
		"resources = { p = { number = 2; }; };"
		"stations = { s = { machines = 1; needs = { p = 1; }; time = '3 min'; batch = { size = 4; }; }; };"
		"work = { k = { @ process = ( 's' ); }; };",
		false, 0, { { STATION, "s", 0.75 }, { RESOURCE, "p", 0.375 } } },
	/* Sent back once for four that pass: all come 1.25 times, each with its colour. In a short queue it often follows itself. */
	{ "setups of visits, not of items",
		"stations = { s = { time = '1 min'; setup = { on = 'colour'; time = '2 min'; }; }; };"
		"work = { k = { arrive = { every = 'exponential(5 min)'; }; facts = { colour = 'choice(red: 1, white: 1)'; };"
		" process = ( { at = 's'; rework = { chance = '20%'; to = 's'; share = '10%'; }; } ); }; };",
		false, 0, { { STATION, "s", 0.2 * (1 + 0.25 * 0.1 + 1.25) } } },
	/* Painted panels in two shifts: 11 / 0.88 x (10/3 + 0.62) minutes an hour, while the painters are there and the booth is not down. */
	{ "the paint booth",
		"resources = { painter = { number = 2; calendar = 'Mon-Fri 06:00-22:00'; }; };"
		"stations = { paint = { machines = 1; needs = { painter = 1; }; time = 'triangular(2 min, 3 min, 5 min)';"
		" setup = { on = 'colour'; time = '1 min'; }; fails = { every = 'exponential(60 h)'; repair = 'lognormal(mean=2 h, sd=1 h)'; }; }; };"
		"work = { panel = { arrive = { every = 'exponential(1 h / 11)'; calendar = 'Mon-Fri 06:00-22:00'; };"
		" facts = { colour = 'choice(red: 50%, white: 30%, black: 20%)'; };"
		" process = ( { at = 'paint'; rework = { chance = '12%'; to = 'paint'; }; } ); }; };",
		false, 0, { { STATION, "paint", 11 / 0.88 * (10.0 / 3 + 0.62) / 60 * 62 / 60 } } },
};

Test(load, setups_batches_and_repairs_count)
{
	for (size_t i = 0; i < COUNT_OF(wear); i++)
		expect_loads(&wear[i]);
}

/* What a load leaves open is marked: `marks` of station s, `people` of resource p. */
static const struct { const char *title, *station; unsigned marks, people; } marks[] = {
	{ "one machine, first come first served", "", 0, 0 },
	{ "several machines spare setups", "machines = 2;", LOAD_SETUP_SPARED, LOAD_SETUP_SPARED },
	{ "an order may make more of them or fewer", "queue = { order = 'lifo'; };", LOAD_SETUP_ROUGH, LOAD_SETUP_ROUGH },
	{ "a batch that may start early", "batch = { size = 2; wait_at_most = '1 min'; };", LOAD_BATCH_EARLY | LOAD_SETUP_ROUGH,
		LOAD_BATCH_EARLY | LOAD_SETUP_ROUGH },
	{ "a crew with hours", "fails = { every = '50 h'; repair = '1 min'; needs = { q = 1; }; };", LOAD_REPAIR_WAITS, 0 },
	{ "a choice of people", "needs_one_of = [ 'p', 'q' ];", 0, LOAD_SHARED },
};

Test(load, what_it_leaves_open_is_marked)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		struct patient p;
		char text[1000];
		snprintf(text, sizeof text, "resources = { p = { number = 4; }; q = { calendar = 'daily 08:00-16:00'; }; };"
			"stations = { s = { machines = 1; %s time = '1 min'; setup = { on = 'colour'; time = '1 min'; }; %s }; };"
			"work = { k = { arrive = { every = 'exponential(9 min)'; }; facts = { colour = 'choice(red: 1, white: 1)'; }; process = ( 's' ); }; };",
			strstr(marks[i].station, "one_of") ? "" : "needs = { p = 1; };", marks[i].station);
		if (strstr(marks[i].station, "machines"))
			memcpy(strstr(text, "machines = 1;"), "             ", 13);
		patient_read(&p, marks[i].title, text);
		cr_expect_eq(p.load.station_marks[0], marks[i].marks, "case '%s': station %#x", marks[i].title, p.load.station_marks[0]);
		cr_expect_eq(p.load.resource_marks[0], marks[i].people, "case '%s': resource %#x", marks[i].title, p.load.resource_marks[0]);
		patient_done(&p);
	}
}

static double metric_of(const struct model *model, const double *row, const char *pattern, const char *name)
{
	char metric[100];
	snprintf(metric, sizeof metric, pattern, name);
	int index = metric_find(&model->metrics, metric);
	return index < 0 ? 0.0 : row[index];
}

/* What the load says, as the engine measures it: work and setups of the time that is not lost to repairs; where failures count busy time
   repairs are part of the load. */
static double measured(const struct model *model, const struct value *v, const double *row)
{
	if (v->what == RESOURCE)
		return metric_of(model, row, "resources.%s.utilisation", v->name);
	double busy = metric_of(model, row, "stations.%s.utilisation", v->name) + metric_of(model, row, "stations.%s.setup", v->name);
	double down = metric_of(model, row, "stations.%s.down", v->name);
	for (uint32_t s = 0; s < model->station_count; s++)
		if (!strcmp(model->stations[s].name, v->name) && model->stations[s].fails.by_busy_time)
			return busy + down;
	return busy / (1.0 - down);
}

/* Over all replications it is apart from the load by no more than the Student quantile that leaves 1 % false alarms over all comparisons
   of all cases (fewer than 60), and what the load itself may be off. */
static void expect_utilisation(const struct loads *c, const struct value *v, const struct model *model, double *const *rows,
	unsigned count)
{
	struct tally tally;
	tally_reset(&tally);
	for (unsigned i = 0; i < count; i++)
		tally_add(&tally, measured(model, v, rows[i]));
	double bound = gsl_cdf_tdist_Qinv(0.01 / 2 / 60, count - 1.0) * tally_sd(&tally) / sqrt(count) + c->within * v->expected + 1e-12;
	cr_expect(fabs(tally.mean - v->expected) <= bound, "case '%s': '%s' is busy %.6g, not %.6g +- %.2g", c->title, v->name, tally.mean,
		v->expected, bound);
}

/* Only stations with machines have a load to compare, and people who do not fail. */
static bool is_comparable(const struct model *m, const struct value *v)
{
	for (uint32_t s = 0; v->what == STATION && s < m->station_count; s++)
		if (!strcmp(m->stations[s].name, v->name))
			return m->stations[s].machines != UNLIMITED;
	for (uint32_t r = 0; v->what == RESOURCE && r < m->resource_count; r++)
		if (!strcmp(m->resources[r].name, v->name))
			return m->resources[r].fails.repair_station == NONE;
	return false;
}

static void expect_engine(const struct loads *c)
{
	enum { REPLICATIONS = 20 };
	double *rows[REPLICATIONS];
	struct engine_note note;
	struct patient p;
	patient_read(&p, c->title, c->text);
	for (unsigned i = 0; i < REPLICATIONS; i++) {
		struct engine_order order = { .seed = 20260105, .replication = i + 1, .warmup = 500 };
		rows[i] = arena_take(&p.arena, p.model->metrics.count, sizeof(double));
		cr_assert(engine_run(p.model, &order, rows[i], &note) == ENGINE_DONE, "case '%s': %s", c->title, note.text);
	}
	for (const struct value *v = c->values; v->name; v++)
		if (is_comparable(p.model, v))
			expect_utilisation(c, v, p.model, rows, REPLICATIONS);
	patient_done(&p);
}

/* Both sides may be wrong, but hardly alike. */
Test(load, the_engine_is_as_busy_as_the_load_says)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_engine(&cases[i]);
	/* In the last two the load is not exact, and the run is shorter than the week of its hours. */
	for (size_t i = 0; i + 2 < COUNT_OF(wear); i++)
		expect_engine(&wear[i]);
}

/* Law's job shop: its exact utilisations follow from the routes alone. The types are values of a fact, so that the points are
   enumerated, and the times are means of Erlang draws. */
static const struct loads job_shop = { "Law's job shop",
	"clock = { unit = 'h'; }; run = { length = '2920 h'; };"
	"stations = { one = { machines = 3; }; two = { machines = 2; }; three = { machines = 4; }; four = { machines = 3; }; five = {}; };"
	"work = { job = { arrive = { every = 'exponential(0.25 h)'; }; facts = { type = 'choice(x: 30%, y: 50%, z: 20%)'; };"
	" process = ( { name = 'sort'; next = ( { to = 'y1'; when = 'type = y'; }, { to = 'z1'; when = 'type = z'; } ); },"
	" { name = 'x1'; at = 'three'; time = 'erlang(2, 0.5 h)'; }, { name = 'x2'; at = 'one'; time = 'erlang(2, 0.6 h)'; },"
	" { name = 'x3'; at = 'two'; time = 'erlang(2, 0.85 h)'; },"
	" { name = 'x4'; at = 'five'; time = 'erlang(2, 0.5 h)'; next = ( { to = 'end'; chance = '100%'; } ); },"
	" { name = 'y1'; at = 'four'; time = 'erlang(2, 1.1 h)'; }, { name = 'y2'; at = 'one'; time = 'erlang(2, 0.8 h)'; },"
	" { name = 'y3'; at = 'three'; time = 'erlang(2, 0.75 h)'; next = ( { to = 'end'; chance = '100%'; } ); },"
	" { name = 'z1'; at = 'two'; time = 'erlang(2, 1.2 h)'; }, { name = 'z2'; at = 'five'; time = 'erlang(2, 0.25 h)'; },"
	" { name = 'z3'; at = 'one'; time = 'erlang(2, 0.7 h)'; }, { name = 'z4'; at = 'four'; time = 'erlang(2, 0.9 h)'; },"
	" { name = 'z5'; at = 'three'; time = 'erlang(2, 1 h)'; } ); }; };",
	false, 0, { { STATION, "one", 0.96 }, { STATION, "two", 0.99 }, { STATION, "three", 0.725 }, { STATION, "four", 2.92 / 3 },
		{ STATION, "five", 0.8 } } };

Test(load, a_job_shop_has_its_exact_utilisations)
{
	expect_loads(&job_shop);
}

/* A line of n steps, each of which sends one in ten back to the step before: every step but the last is visited again. */
Test(load, a_line_of_many_steps_is_solved_at_once)
{
	enum { STEPS = 600 };
	static char text[100 * STEPS + 400];
	struct patient p;
	size_t at = (size_t)snprintf(text, sizeof text, "stations = { s = { machines = 5000; time = '1 min'; }; };"
		"work = { k = { @ process = ( { name = 't0'; at = 's'; }");
	for (int i = 1; i < STEPS; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, ", { name = 't%d'; at = 's'; rework = { chance = '10%%'; to = 't%d'; }; }",
			i, i - 1);
	snprintf(text + at, sizeof text - at, " ); }; };");
	patient_read(&p, "a long line", text);
	/* What crosses the cut behind step i, there and back, leaves one item. */
	for (int i = 1; i + 1 < STEPS; i++)
		cr_expect(fabs(0.9 * p.load.visits[i] - 0.1 * p.load.visits[i + 1] - 1.0) < 1e-9, "step %d", i);
	cr_expect(fabs(0.9 * p.load.visits[STEPS - 1] - 1.0) < 1e-9);
	patient_done(&p);
}

/* One station 's' with work of a minute: what else is said of it, of resources, and how often work comes. */
struct complaint {
	const char *title, *before, *station, *every;
	const char *text;           /* or another model altogether */
	enum severity severity;
	bool force;
	const char *says;           /* NULL: nothing of that severity is said */
};

static const struct complaint complaints[] = {
	{ "a load below the limit is fine", "", "", "1.1 min", NULL, SEVERITY_ERROR, false, NULL },
	{ "overload is an error", "", "", "0.8 min", NULL, SEVERITY_ERROR, false,
		"station 's' is asked for 1.25 times what it can do (75 items/h x 1 min on 1 machine): its queue grows without bound. "
		"Add a machine, shorten the work, or take less work; `--force` runs it anyway" },
	{ "exactly one is overload", "", "", "1 min", NULL, SEVERITY_ERROR, false, "asked for 1 times" },
	{ "who insists is warned", "", "", "0.8 min", NULL, SEVERITY_WARNING, true, "asked for 1.25 times" },
	{ "a high load is worth a word", "", "", "1.03 min", NULL, SEVERITY_WARNING, false, "busy 97.1% of the time" },
	{ "who may leave lets the rest in", "", "queue = { patience = '5 min'; };", "0.8 min", NULL, SEVERITY_ERROR, false, NULL },
	{ "a loss system is no overload", "", "queue = { limit = 0; when_full = 'turn_away'; };", "0.8 min", NULL, SEVERITY_ERROR, false,
		NULL },
	{ "a queue that blocks is no way out", "", "queue = { limit = 5; };", "0.8 min", NULL, SEVERITY_ERROR, false,
		"asked for 1.25 times" },
	{ "resources too", "resources = { p = { number = 2; }; };", "needs = { p = 1; };", "0.4 min", NULL, SEVERITY_ERROR, false,
		"resource 'p' is asked for 1.25 times what it can do (2.5 busy of 2)" },
	{ "a choice is judged together", "resources = { p = { number = 2; }; q = {}; };", "needs_one_of = [ 'p', 'q' ];", "0.3 min", NULL,
		SEVERITY_ERROR, false, "the group that 's' chooses from is asked for 1.111 times" },
	/* 0.2 / (40 / 168) = 0.84; 0.25 / (40 / 168) = 1.05: overtime may do it, five times a week an hour's work at most; 2.1: it may not. */
	{ "hours that suffice", "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; };", "needs = { p = 1; };", "5 min", NULL,
		SEVERITY_ERROR, false, NULL },
	{ "hours that do not", "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; };", "needs = { p = 1; };", "4 min", NULL,
		SEVERITY_ERROR, false, "resource 'p' is asked for 1.05 times what it can do (0.25 busy of 0.238 on shift, on average over the week): its queue "
		"grows without bound. Raise its number or its hours, shorten the work, or take less work" },
	{ "overtime may do the rest", NULL, NULL, NULL, "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { s = { time = '60 min'; needs = { p = 1; }; }; }; work = { k = { arrive = { every = '240 min'; }; process = ( 's' ); }; };",
		SEVERITY_WARNING, false, "may be asked for about 1.05 times" },
	{ "overtime cannot do everything", NULL, NULL, NULL, "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; }; };"
		"stations = { s = { time = '60 min'; needs = { p = 1; }; }; }; work = { k = { arrive = { every = '120 min'; }; process = ( 's' ); }; };",
		SEVERITY_ERROR, false, "is asked for 2.1 times" },
	{ "a station that is closed too long", "", "calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause';", "4 min", NULL, SEVERITY_ERROR, false,
		"station 's' is asked for 1.05 times what it can do (15 items/h x 1 min on 1 machine, open 40 of 168 h a week): its queue grows without "
		"bound. Add a machine, open longer" },
	{ "a choice with hours", "resources = { p = { calendar = 'Mon-Fri 08:00-16:00'; at_shift_end = 'pause'; }; q = { calendar = 'Mon-Fri 12:00-20:00'; at_shift_end = 'pause'; }; };",
		"needs_one_of = [ 'p', 'q' ];", "2 min", NULL, SEVERITY_ERROR, false, "the group that 's' chooses from is asked for 1.05 times what it can do (0.5 busy of 0.476)" },
	{ "those who are never there together", "resources = { p = { calendar = 'daily 08:00-12:00'; }; q = { calendar = 'daily 12:00-16:00'; }; };",
		"needs = { p = 1; q = 1; };", "60 min", NULL, SEVERITY_ERROR, false,
		"in a usual week nothing can begin at 's': what it needs is never there together ('p', 'q'). Let their hours overlap" },
	{ "nor when it is open", "resources = { p = { calendar = 'daily 22:00-06:00'; }; };", "needs = { p = 1; }; calendar = 'Mon-Fri 08:00-16:00';", "60 min", NULL,
		SEVERITY_ERROR, false, "(its own hours, 'p')" },
	{ "not so many at once", "resources = { p = { shifts = ( { number = 2; hours = 'daily 08:00-12:00'; }, { hours = 'daily 12:00-16:00'; } ); };"
		" q = { calendar = 'daily 12:00-16:00'; }; };", "needs = { p = 2; q = 1; };", "60 min", NULL, SEVERITY_ERROR, false, "nothing can begin at 's'" },
	{ "an hour together is enough", "resources = { p = { calendar = 'daily 08:00-13:00'; }; q = { calendar = 'daily 12:00-16:00'; }; };",
		"needs = { p = 1; q = 1; };", "60 min", NULL, SEVERITY_ERROR, false, NULL },
	{ "or an alternative", "resources = { p = { calendar = 'daily 08:00-12:00'; }; q = { calendar = 'daily 12:00-16:00'; }; r = {}; };",
		"needs = { p = 1; }; needs_one_of = [ 'q', 'r' ];", "60 min", NULL, SEVERITY_ERROR, false, NULL },
	{ "an exceptional day may bring them together", NULL, NULL, NULL, "clock = { unit = 'min'; start = '2026-12-21 00:00'; }; run = { length = '100 h'; };"
		"calendars = { late = { hours = 'daily 12:00-16:00'; except = '2026-12-24 08:00-12:00'; }; };"
		"resources = { p = { calendar = 'daily 08:00-12:00'; }; q = { calendar = 'late'; }; };"
		"stations = { s = { time = '1 min'; needs = { p = 1; q = 1; }; }; }; work = { k = { arrive = { every = '1 h'; }; process = ( 's' ); }; };",
		SEVERITY_WARNING, false, "nothing can begin at 's'" },
	{ "nobody needs it", "resources = { p = { number = 2; }; };", "", "2 min", NULL, SEVERITY_WARNING, false,
		"nothing needs or takes 'p'" },
	{ "what one cannot do the other may", NULL, NULL, NULL, "resources = { p = { number = 1; }; q = { number = 3; }; };"
		"stations = { s = { time = '1 min'; needs_one_of = [ 'p', 'q' ]; }; t = { time = '0.8 min'; needs = { p = 1; }; }; };"
		"work = { k = { @ process = ( 's', 't' ); }; };", SEVERITY_ERROR, false, NULL },
	{ "arrivals that end are no overload", NULL, NULL, NULL, "stations = { s = { time = '1 h'; }; };"
		"work = { k = { arrive = { every = '1 min'; at_most = 50; }; process = ( 's' ); }; };", SEVERITY_ERROR, false, NULL },
	{ "a closed kind is no overload", NULL, NULL, NULL, "stations = { s = { time = '1 h'; }; };"
		"work = { k = { arrive = { keep = 50; }; process = ( 's' ); }; };", SEVERITY_ERROR, false, NULL },
	{ "who goes round for ever by design is left alone", NULL, NULL, NULL,
		"stations = { up = { time = 'exponential(9 min)'; machines = 5; }; down = { time = '1 min'; }; };"
		"work = { k = { arrive = { at = ( 0 ); size = 5; }; process = ( 'up',"
		" { at = 'down'; next = ( { to = 'up'; chance = '100%'; } ); } ); }; };", SEVERITY_ERROR, false, NULL },
	{ "some may have left before", NULL, NULL, NULL,
		"stations = { a = { time = '1 min'; queue = { patience = '5 min'; }; }; s = { time = '1.5 min'; }; };"
		"work = { k = { @ process = ( 'a', 's' ); }; };", SEVERITY_WARNING, false, "station 's' may be asked for 1.5 times" },
	{ "what hangs on the state is not certain", NULL, NULL, NULL,
		"stations = { s = { time = '1.5 min'; }; t = { time = '0.5 min'; }; };"
		"work = { k = { @ process = ( { name = 'look'; next = ( { to = 't'; when = 'queue(s) > 3'; } ); }, 's', 't' ); }; };",
		SEVERITY_WARNING, false, "station 's' may be asked for about 1.5 times" },
	{ "a fact may lead some astray for ever", NULL, NULL, NULL, "stations = { s = { machines = 99; time = '1 min'; }; };"
		"work = { k = { @ facts = { bad = 'chance(10%)'; };"
		" process = ( { at = 's'; next = ( { to = 's'; when = 'bad = 1'; } ); } ); }; };", SEVERITY_ERROR, false,
		"items of 'k' that come to 's' may go round for ever" },
	{ "a batch that nothing can fill", NULL, NULL, NULL, "stations = { s = { time = '1 min'; batch = { size = 5; }; }; };"
		"work = { k = { arrive = { keep = 4; }; process = ( 's' ); }; };", SEVERITY_WARNING, false,
		"a batch of 5 never comes together at 's': there are never more than 4 that could wait" },
	{ "two kinds may fill it", NULL, NULL, NULL, "stations = { s = { time = '1 min'; batch = { size = 5; }; }; };"
		"work = { k = { arrive = { keep = 4; }; process = ( 's' ); }; l = { arrive = { every = '1 h'; at_most = 1; }; process = ( 's' ); }; };",
		SEVERITY_WARNING, false, NULL },
	{ "or they do not wait for ever", NULL, NULL, NULL, "stations = { s = { time = '1 min'; batch = { size = 5; wait_at_most = '1 h'; }; }; };"
		"work = { k = { arrive = { keep = 4; }; process = ( 's' ); }; };", SEVERITY_WARNING, false, NULL },
	{ "branches come more than once", NULL, NULL, NULL, "stations = { s = { time = '1 min'; batch = { size = 2; }; }; };"
		"work = { k = { arrive = { keep = 1; }; process = ( { together = ( ( 's' ), ( { name = 'too'; at = 's'; } ) ); } ); }; };",
		SEVERITY_WARNING, false, NULL },
	{ "one kind alone changes nothing over", "", "setup = { on = 'kind'; time = '1 min'; };", "5 min", NULL, SEVERITY_WARNING, false,
		"nothing is ever set up at 's': only 'k' comes there" },
	{ "a run that is one holiday", NULL, NULL, NULL, "clock = { unit = 'min'; start = '2026-12-21 00:00'; }; run = { length = '100 h'; };"
		"calendars = { day = { hours = 'daily 08:00-16:00'; except = '2026-12-01..2026-12-31'; }; };"
		"stations = { s = { time = '1 min'; calendar = 'day'; }; }; work = { k = { arrive = { every = '1 h'; }; process = ( 's' ); }; };",
		SEVERITY_WARNING, false, "station 's' is never there in this run" },
	{ "who repairs the repairers", "resources = { p = { fails = { every = '9 h'; repair = '1 h'; needs = { q = 1; }; }; };"
		" q = { fails = { every = '9 h'; repair = '1 h'; needs = { p = 1; }; }; }; };", "needs = { p = 1; };", "60 min", NULL, SEVERITY_WARNING, false,
		"'p' repairs those who repair it" },
	{ "a fitter whom nobody has to repair", "resources = { p = { fails = { every = '9 h'; repair = '1 h'; needs = { q = 1; }; }; };"
		" q = { fails = { every = '9 h'; repair = '1 h'; }; }; };", "needs = { p = 1; };", "60 min", NULL, SEVERITY_WARNING, false, NULL },
};

static bool said(const struct problems *problems, enum severity severity, const char *text)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->list[i].severity == severity && (!text || strstr(problems->list[i].text, text)))
			return true;
	return false;
}

static void expect_complaint(const struct complaint *c)
{
	struct patient p;
	char text[1000];
	snprintf(text, sizeof text, "%s stations = { s = { time = 'exponential(1 min)'; %s }; };"
		"work = { k = { arrive = { every = 'exponential(%s)'; }; process = ( 's' ); }; };",
		c->before ? c->before : "", c->station ? c->station : "", c->every ? c->every : "");
	patient_read(&p, c->title, c->text ? c->text : text);
	load_check(&p.load, p.model, c->force, &p.problems);
	if (said(&p.problems, c->severity, c->says) != (c->says != NULL)) {
		problems_print(&p.problems, stderr);
		cr_expect(false, "case '%s': the above is not what was to be said", c->title);
	}
	cr_expect(c->severity == SEVERITY_ERROR || p.problems.errors == 0, "case '%s': only a warning was to be given", c->title);
	patient_done(&p);
}

Test(load, the_doctor_says_what_is_wrong_and_nothing_else)
{
	for (size_t i = 0; i < COUNT_OF(complaints); i++)
		expect_complaint(&complaints[i]);
}
