/* Loads against values worked out by hand, and what the doctor says of models that are ill. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/load.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

#define CLOCK "clock = { unit = \"min\"; }; run = { length = \"100 h\"; };\n"

/* The model of a text; the arena lives as long as the test's process. */
static struct model *model_of(const char *text, struct problems *problems)
{
	static struct arena arena;
	problems_init(problems);
	cr_assert(arena_init(&arena) == 0);
	const struct tree *tree = tree_read_text("test.cfg", text, strlen(text), &arena, problems);
	struct model *model = tree && !problems->errors ? model_build(tree, "base", NULL, 0, &arena, problems) : NULL;
	if (!model)
		problems_print(problems, stderr);
	return model;
}

enum what { VISITS, TIME, RATE, STATION, RESOURCE };

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

/* Routes without stations' queues mattering; one item a minute where nothing else is said. */
#define ONE_A_MINUTE "arrive = { every = \"exponential(1 min)\"; };"

static const struct loads cases[] = {
	{ "feedback: visits 1 / (1 - p)",
		CLOCK "stations = { s = { time = \"exponential(1 min)\"; }; };"
		"work = { k = { arrive = { every = \"exponential(2 min)\"; };"
		" process = ( { at = \"s\"; rework = { chance = \"20%\"; to = \"s\"; }; } ); }; };",
		false, 0, { { VISITS, "s", 1.25 }, { STATION, "s", 0.625 }, { RATE, "k", 0.5 } } },
	{ "a step that is skipped",
		CLOCK "stations = { s = { time = \"0.5 min\"; }; t = { time = \"0.25 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"s\"; chance = \"30%\"; }, \"t\" ); }; };",
		false, 0, { { VISITS, "s", 0.3 }, { STATION, "s", 0.15 }, { VISITS, "t", 1 }, { STATION, "t", 0.25 } } },
	/* Case P08 of the oracles: Smith and Eppinger 1997, sequential iteration. */
	{ "sequential iteration by next",
		CLOCK "stations = { a = { time = \"4 min\"; machines = 9; }; b = { time = \"2 min\"; machines = 9; };"
		" c = { time = \"3 min\"; machines = 9; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"a\","
		" { at = \"b\"; next = ( { to = \"a\"; chance = \"40%\"; } ); },"
		" { at = \"c\"; next = ( { to = \"a\"; chance = \"10%\"; }, { to = \"b\"; chance = \"30%\"; } ); } ); }; };",
		false, 0, { { VISITS, "a", 41.0 / 18 }, { VISITS, "b", 50.0 / 18 }, { VISITS, "c", 5.0 / 3 }, { STATION, "a", 82.0 / 81 } } },
	{ "rework three times at most, a quarter of the work",
		CLOCK "stations = { a = { time = \"4 min\"; machines = 10; }; b = { machines = 10; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"a\","
		" { at = \"b\"; rework = { chance = \"50%\"; to = \"a\"; share = \"25%\"; at_most = 3; }; } ); }; };",
		false, 0, { { VISITS, "a", 1.875 }, { TIME, "a", 4 }, { STATION, "a", 0.4875 }, { STATION, "b", 0.121875 } } },
	{ "rework that is certain, but limited",
		CLOCK "stations = { a = { time = \"1 min\"; machines = 10; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"a\"; rework = { chance = \"100%\"; to = \"a\"; at_most = 4; }; } ); }; };",
		false, 0, { { VISITS, "a", 5 }, { STATION, "a", 0.5 } } },
	/* a: one pass of the inner loop is 1 + 0.5 x 1 of work; the outer loop repeats it 0.25 times at 0.4. */
	{ "nested shares multiply",
		CLOCK "stations = { a = { time = \"1 min\"; machines = 10; }; b = { time = \"0 min\"; }; c = { time = \"0 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"a\","
		" { at = \"b\"; rework = { chance = \"50%\"; to = \"a\"; share = \"50%\"; }; },"
		" { at = \"c\"; rework = { chance = \"20%\"; to = \"a\"; share = \"40%\"; }; } ); }; };",
		false, 0, { { VISITS, "a", 2.5 }, { STATION, "a", 0.165 } } },
	{ "conditions come before chances, and what remains goes on",
		CLOCK "stations = { s = { machines = 10; time = \"1 min\"; }; t = { machines = 10; time = \"1 min\"; };"
		" u = { machines = 10; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " facts = { colour = \"choice(red: 1, white: 3)\"; };"
		" process = ( { at = \"s\"; next = ( { to = \"end\"; chance = \"40%\"; }, { to = \"u\"; when = \"colour = red\"; } ); },"
		" \"t\", \"u\" ); }; };",
		false, 0, { { VISITS, "t", 0.45 }, { VISITS, "u", 0.7 } } },
	{ "each branch is entered once",
		CLOCK "stations = { s = { machines = 10; time = \"1 min\"; }; t = { machines = 10; time = \"2 min\"; };"
		" u = { machines = 10; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( ( ( \"s\" ), ( { at = \"t\"; rework = { chance = \"50%\"; to = \"t\"; }; } ) ),"
		" \"u\" ); }; };",
		false, 0, { { VISITS, "s", 1 }, { VISITS, "t", 2 }, { VISITS, "u", 1 }, { STATION, "t", 0.4 } } },
	{ "items that start others",
		CLOCK "stations = { s = { machines = 10; time = \"1 min\"; }; t = { machines = 10; time = \"2 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"s\"; start = \"l\"; number = 3; chance = \"50%\"; } ); };"
		" l = { arrive = { every = \"exponential(2 min)\"; }; process = ( \"t\" ); }; };",
		false, 0, { { RATE, "k", 1 }, { RATE, "l", 2 }, { STATION, "t", 0.4 } } },
	{ "resources that are needed, and the norm of a unit",
		CLOCK "resources = { p = { number = 4; }; q = { number = 2; }; };"
		"stations = { s = { needs = { p = 2; q = 1; }; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"s\"; quantity = 12; norm = \"600 / h\"; } ); }; };",
		false, 0, { { TIME, "s", 0.6 }, { STATION, "s", 0.6 }, { RESOURCE, "p", 0.3 }, { RESOURCE, "q", 0.3 } } },
	{ "a choice of resources is loaded alike",
		CLOCK "resources = { p = { number = 3; }; q = { number = 1; }; };"
		"stations = { s = { needs_one_of = [ \"p\", \"q\" ]; time = \"2 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"s\" ); }; };",
		true, 0, { { RESOURCE, "p", 0.5 }, { RESOURCE, "q", 0.5 } } },
	{ "what is taken is held until it is given back",
		CLOCK "resources = { bed = { number = 20; }; };"
		"stations = { s = { machines = 9; time = \"2 min\"; }; t = { machines = 9; time = \"3 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"s\"; take = { bed = 2; }; }, { name = \"rest\"; wait = \"4 min\"; },"
		" { at = \"t\"; chance = \"50%\"; give = { bed = 1; }; }, { name = \"more\"; wait = \"1 min\"; } ); }; };",
		true, 0, { { RESOURCE, "bed", (2 * 2 + 2 * 4 + 0.5 * 2 * 3 + 0.5 * 2 + 0.5 * 1) / 20 } } },
	{ "how often it was there decides",
		CLOCK "stations = { s = { machines = 10; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { at = \"s\"; next = ( { to = \"s\"; when = \"passes < 2\"; } ); } ); }; };",
		true, 0, { { VISITS, "s", 3 }, { STATION, "s", 0.3 } } },
	/* 2000 items: three standard errors of a share of 0.3 are 0.031. */
	{ "a fact that is learnt on the way decides",
		CLOCK "stations = { s = { machines = 10; time = \"1 min\"; }; t = { machines = 10; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " facts = { bad = \"0\"; };"
		" process = ( { at = \"s\"; set = { bad = \"chance(30%)\"; }; next = ( { to = \"end\"; when = \"bad = 0\"; } ); }, \"t\" ); }; };",
		true, 0.1, { { VISITS, "s", 1 }, { VISITS, "t", 0.3 } } },
	/* A mean over 2000 items of a uniform fact: three standard errors are 2 %. */
	{ "work in proportion to a fact",
		CLOCK "stations = { s = { machines = 10; time = \"size * gamma(mean=2 min, sd=1 min)\"; }; };"
		"work = { k = { " ONE_A_MINUTE " facts = { size = \"uniform(1, 3)\"; }; process = ( \"s\" ); }; };",
		true, 0.02, { { TIME, "s", 4 }, { STATION, "s", 0.4 } } },
	{ "a sum of draws is exact",
		CLOCK "stations = { s = { machines = 10; time = \"2 min + gamma(mean=3 min, sd=1 min)\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"s\" ); }; };",
		false, 0, { { TIME, "s", 5 }, { STATION, "s", 0.5 } } },
	/* E max(X, 1) = 1 + 1/e for X exponential with mean 1. */
	{ "the mean of the greater is not the greater mean",
		CLOCK "stations = { s = { machines = 10; time = \"max(exponential(1 min), 1 min)\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"s\" ); }; };",
		true, 0.02, { { TIME, "s", 1.3678794411714423 } } },
};

static double value_of(const struct model *m, const struct load *load, enum what what, const char *name)
{
	for (uint32_t i = 0; (what == VISITS || what == TIME) && i < m->task_count; i++)
		if (!strcmp(m->tasks[i].name, name))
			return what == VISITS ? load->visits[i] : load->task_time[i];
	for (uint32_t i = 0; what == RATE && i < m->kind_count; i++)
		if (!strcmp(m->kinds[i].name, name))
			return load->kind_rate[i];
	for (uint32_t i = 0; what == STATION && i < m->station_count; i++)
		if (!strcmp(m->stations[i].name, name))
			return load->station_load[i];
	for (uint32_t i = 0; what == RESOURCE && i < m->resource_count; i++)
		if (!strcmp(m->resources[i].name, name))
			return load->resource_load[i];
	return NAN;
}

static void expect_loads(const struct loads *c)
{
	struct problems problems;
	struct load load;
	struct model *model = model_of(c->text, &problems);
	cr_assert(model, "case '%s' does not build", c->title);
	load_compute(&load, model, model->arena);
	cr_expect(load.about == c->about, "case '%s': about is %d", c->title, load.about);
	for (const struct value *v = c->values; v->name; v++) {
		double found = value_of(model, &load, v->what, v->name);
		cr_expect(fabs(found - v->expected) <= (c->within > 0 ? c->within : 1e-12) * fabs(v->expected),
			"case '%s': '%s' is %.12g, not %.12g", c->title, v->name, found, v->expected);
	}
	model_done(model);
	problems_done(&problems);
}

Test(load, visits_and_loads_are_those_worked_out_by_hand)
{
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_loads(&cases[i]);
}

/* Law's job shop: its exact utilisations follow from the routes alone. The types are values of a fact, so that the points are
   enumerated, and the times are means of Erlang draws. */
static const struct loads job_shop = { "Law's job shop",
	"clock = { unit = \"h\"; }; run = { length = \"2920 h\"; };"
	"stations = { one = { machines = 3; }; two = { machines = 2; }; three = { machines = 4; }; four = { machines = 3; }; five = {}; };"
	"work = { job = { arrive = { every = \"exponential(0.25 h)\"; }; facts = { type = \"choice(x: 30%, y: 50%, z: 20%)\"; };"
	" process = ( { name = \"sort\"; next = ( { to = \"y1\"; when = \"type = y\"; }, { to = \"z1\"; when = \"type = z\"; } ); },"
	" { name = \"x1\"; at = \"three\"; time = \"erlang(2, 0.5 h)\"; }, { name = \"x2\"; at = \"one\"; time = \"erlang(2, 0.6 h)\"; },"
	" { name = \"x3\"; at = \"two\"; time = \"erlang(2, 0.85 h)\"; },"
	" { name = \"x4\"; at = \"five\"; time = \"erlang(2, 0.5 h)\"; next = ( { to = \"end\"; chance = \"100%\"; } ); },"
	" { name = \"y1\"; at = \"four\"; time = \"erlang(2, 1.1 h)\"; }, { name = \"y2\"; at = \"one\"; time = \"erlang(2, 0.8 h)\"; },"
	" { name = \"y3\"; at = \"three\"; time = \"erlang(2, 0.75 h)\"; next = ( { to = \"end\"; chance = \"100%\"; } ); },"
	" { name = \"z1\"; at = \"two\"; time = \"erlang(2, 1.2 h)\"; }, { name = \"z2\"; at = \"five\"; time = \"erlang(2, 0.25 h)\"; },"
	" { name = \"z3\"; at = \"one\"; time = \"erlang(2, 0.7 h)\"; }, { name = \"z4\"; at = \"four\"; time = \"erlang(2, 0.9 h)\"; },"
	" { name = \"z5\"; at = \"three\"; time = \"erlang(2, 1 h)\"; } ); }; };",
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
	struct problems problems;
	struct load load;
	size_t at = (size_t)snprintf(text, sizeof text, CLOCK "stations = { s = { machines = 5000; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { name = \"t0\"; at = \"s\"; }");
	for (int i = 1; i < STEPS; i++)
		at += (size_t)snprintf(text + at, sizeof text - at, ", { name = \"t%d\"; at = \"s\"; rework = { chance = \"10%%\"; to = \"t%d\"; }; }",
			i, i - 1);
	snprintf(text + at, sizeof text - at, " ); }; };");
	struct model *model = model_of(text, &problems);
	cr_assert(model);
	load_compute(&load, model, model->arena);
	/* Gambler's ruin: with v the visits and 0.9 v passing on, each cut balances: 0.9 v[i] - 0.1 v[i + 1] = 1. */
	for (int i = 1; i + 1 < STEPS; i++)
		cr_expect(fabs(0.9 * load.visits[i] - 0.1 * load.visits[i + 1] - 1.0) < 1e-9, "step %d", i);
	cr_expect(fabs(0.9 * load.visits[STEPS - 1] - 1.0) < 1e-9);
	model_done(model);
}

struct complaint {
	const char *title, *text;
	enum severity severity;
	bool force;
	const char *says;           /* NULL: nothing is said */
};

#define STATION_S "stations = { s = { time = \"exponential(1 min)\"; "
#define WORK_EVERY(time) "}; }; work = { k = { arrive = { every = \"exponential(" time ")\"; }; process = ( \"s\" ); }; };"

static const struct complaint complaints[] = {
	{ "a load below the limit is fine", CLOCK STATION_S WORK_EVERY("1.1 min"), SEVERITY_ERROR, false, NULL },
	{ "overload is an error", CLOCK STATION_S WORK_EVERY("0.8 min"), SEVERITY_ERROR, false,
		"station 's' is asked for 1.25 times what it can do (75 items/h x 1 min on 1 machine): its queue grows without bound. Add a machine, "
		"shorten the work, or take less work; `--force` runs it anyway" },
	{ "exactly one is overload", CLOCK STATION_S WORK_EVERY("1 min"), SEVERITY_ERROR, false, "asked for 1 times" },
	{ "who insists is warned", CLOCK STATION_S WORK_EVERY("0.8 min"), SEVERITY_WARNING, true, "asked for 1.25 times" },
	{ "a high load is worth a word", CLOCK STATION_S WORK_EVERY("1.03 min"), SEVERITY_WARNING, false, "busy 97.1% of the time" },
	{ "who may leave lets the rest in", CLOCK STATION_S "queue = { patience = \"5 min\"; };" WORK_EVERY("0.8 min"), SEVERITY_ERROR, false,
		NULL },
	{ "a loss system is no overload", CLOCK STATION_S "queue = { limit = 0; when_full = \"turn_away\"; };" WORK_EVERY("0.8 min"),
		SEVERITY_ERROR, false, NULL },
	{ "a queue that blocks is no way out", CLOCK STATION_S "queue = { limit = 5; };" WORK_EVERY("0.8 min"), SEVERITY_ERROR, false,
		"asked for 1.25 times" },
	{ "arrivals wait in front", CLOCK STATION_S "queue = { limit = 5; };" WORK_EVERY("2 min"), SEVERITY_WARNING, false,
		"arrivals of 'k' wait in front of 's' while its queue of 5 is full" },
	{ "arrivals that end are no overload",
		CLOCK "stations = { s = { time = \"1 h\"; }; }; work = { k = { arrive = { every = \"1 min\"; at_most = 50; }; process = ( \"s\" ); }; };",
		SEVERITY_ERROR, false, NULL },
	{ "a closed kind is no overload",
		CLOCK "stations = { s = { time = \"1 h\"; }; }; work = { k = { arrive = { keep = 50; }; process = ( \"s\" ); }; };",
		SEVERITY_ERROR, false, NULL },
	{ "who goes round for ever by design is left alone",
		CLOCK "stations = { up = { time = \"exponential(9 min)\"; machines = 5; }; down = { time = \"1 min\"; }; };"
		"work = { k = { arrive = { at = ( 0 ); size = 5; }; process = ( \"up\","
		" { at = \"down\"; next = ( { to = \"up\"; chance = \"100%\"; } ); } ); }; };", SEVERITY_ERROR, false, NULL },
	{ "resources too", CLOCK "resources = { p = { number = 2; }; };" STATION_S "needs = { p = 1; };" WORK_EVERY("0.4 min"), SEVERITY_ERROR,
		false, "resource 'p' is asked for 1.25 times what it can do (2.5 busy of 2)" },
	{ "a choice is judged together",
		CLOCK "resources = { p = { number = 2; }; q = {}; };" STATION_S "needs_one_of = [ \"p\", \"q\" ];" WORK_EVERY("0.3 min"),
		SEVERITY_ERROR, false, "the group that 's' chooses from is asked for 1.111 times" },
	{ "what one cannot do the other may",
		CLOCK "resources = { p = { number = 1; }; q = { number = 3; }; };"
		"stations = { s = { time = \"1 min\"; needs_one_of = [ \"p\", \"q\" ]; }; t = { time = \"0.8 min\"; needs = { p = 1; }; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"s\", \"t\" ); }; };", SEVERITY_ERROR, false, NULL },
	{ "nobody needs it", CLOCK "resources = { p = { number = 2; }; };" STATION_S WORK_EVERY("2 min"), SEVERITY_WARNING, false,
		"nothing needs or takes 'p'" },
	{ "some may have left before",
		CLOCK "stations = { a = { time = \"1 min\"; queue = { patience = \"5 min\"; }; }; s = { time = \"1.5 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( \"a\", \"s\" ); }; };", SEVERITY_WARNING, false,
		"station 's' may be asked for 1.5 times" },
	{ "what hangs on the state is not certain",
		CLOCK "stations = { s = { time = \"1.5 min\"; }; t = { time = \"0.5 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " process = ( { name = \"look\"; next = ( { to = \"t\"; when = \"queue(s) > 3\"; } ); }, \"s\","
		" \"t\" ); }; };", SEVERITY_WARNING, false, "station 's' may be asked for about 1.5 times" },
	{ "a fact may lead some astray for ever",
		CLOCK "stations = { s = { machines = 99; time = \"1 min\"; }; };"
		"work = { k = { " ONE_A_MINUTE " facts = { bad = \"chance(10%)\"; };"
		" process = ( { at = \"s\"; next = ( { to = \"s\"; when = \"bad = 1\"; } ); } ); }; };", SEVERITY_ERROR, false,
		"items of 'k' that come to 's' may go round for ever" },
};

static bool said(const struct problems *problems, enum severity severity, const char *text)
{
	for (size_t i = 0; i < problems->count; i++)
		if (problems->list[i].severity == severity && (!text || strstr(problems->list[i].text, text)))
			return true;
	return false;
}

Test(load, the_doctor_says_what_is_wrong_and_nothing_else)
{
	for (size_t i = 0; i < COUNT_OF(complaints); i++) {
		const struct complaint *c = &complaints[i];
		struct problems problems;
		struct load load;
		struct model *model = model_of(c->text, &problems);
		cr_assert(model, "case '%s' does not build", c->title);
		load_compute(&load, model, model->arena);
		load_check(&load, model, c->force, &problems);
		if (said(&problems, c->severity, c->says) != (c->says != NULL)) {
			problems_print(&problems, stderr);
			cr_expect(false, "case '%s': the above is not what was to be said", c->title);
		}
		cr_expect(c->severity == SEVERITY_ERROR || problems.errors == 0, "case '%s': only a warning was to be given", c->title);
		model_done(model);
		problems_done(&problems);
	}
}
