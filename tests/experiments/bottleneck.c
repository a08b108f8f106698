#include "experiments/bottleneck.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/levers_gain.h"
#include "fixture.h"
#include "laboratory.h"

static const char *const two_threads[] = { "--threads", "2", NULL }, *const one_thread[] = { "--threads", "1", NULL };

/* --- in runs ---------------------------------------------------------------------------------------------------------------------- */

/* The log of active.c's first test: each machine works on pieces that come when it began and take as long as it did. */
#define PIECE(name, machine, at, hours) name " = { arrive = { at = ( \"" at " h\" ); }; process = ( { at = \"" machine "\"; time = \"" hours " h\"; } ); };\n"

static const char machines[] =
	"clock = { unit = \"h\"; };\n"
	"run = { length = \"30 h\"; warmup = \"none\"; replications = 3; };\n"
	"resources = { idler = {}; };\n"
	"stations = { m1 = {}; m2 = {}; m3 = {}; yard = { machines = \"unlimited\"; }; };\n"
	"work = {\n"
	PIECE("a1", "m1", "0", "8") PIECE("a2", "m1", "9", "5") PIECE("a3", "m1", "20", "10")
	PIECE("b1", "m2", "0", "5") PIECE("b2", "m2", "6", "12") PIECE("b3", "m2", "19", "5")
	PIECE("c1", "m3", "2", "2") PIECE("c2", "m3", "10", "3") PIECE("c3", "m3", "16", "13")
	PIECE("d", "yard", "1", "20")
	"};\n";

static bool near(double a, double b)
{
	return fabs(a - b) <= 1e-12 * fmax(1.0, fabs(b));
}

static const struct bottleneck *find(const struct bottlenecks *found, const struct model *model, const char *name)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct bottleneck *b = &found->list[i];
		if (strcmp(b->station != NONE ? model->stations[b->station].name : model->resources[b->resource].name, name) == 0)
			return b;
	}
	return NULL;
}

/* Runs the model as it is, and looks. */
static void look(struct laboratory *l, struct bottlenecks *found, const char *text, const char *const *words)
{
	laboratory_open(l, text, words);
	cr_assert_eq(study_run(&l->study), STATUS_DONE);
	cr_assert(bottlenecks_find(found, &l->study));
}

Test(bottleneck, a_played_back_log_gives_its_sole_and_shifting_times)
{
	static const struct { const char *name; double sole, shifting, period, utilisation; } expected[] = {
		{ "m1", 7, 11, 23.0 / 3, 23.0 / 30 }, { "m2", 8, 4, 22.0 / 3, 22.0 / 30 }, { "m3", 2, 11, 6, 18.0 / 30 } };
	struct laboratory l;
	struct bottlenecks found;
	look(&l, &found, machines, two_threads);
	const struct model *model = l.study.result.scenarios[0].model;
	cr_expect(found.count == 4 && !find(&found, model, "yard"), "what is unlimited is none");
	cr_expect(found.replications == 3 && near(found.any, 1.0));
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const struct bottleneck *b = find(&found, model, expected[i].name);
		cr_assert(b);
		cr_expect(near(b->sole, expected[i].sole / 30) && near(b->shifting, expected[i].shifting / 30), "%s: %g and %g of 30 h",
			expected[i].name, 30 * b->sole, 30 * b->shifting);
		cr_expect(near(b->period.estimate, expected[i].period) && b->period.high - b->period.low < 1e-12, "%s: %g", expected[i].name,
			b->period.estimate);
		cr_expect(near(b->utilisation, expected[i].utilisation) && b->queue == 0.0 && b->queue_at == NONE);
	}
	cr_expect(&found.list[0] == find(&found, model, "m1") && &found.list[1] == find(&found, model, "m3"), "the most often first");
	const struct bottleneck *idler = find(&found, model, "idler");
	cr_expect(idler && idler->sole + idler->shifting == 0.0 && isnan(idler->period.estimate));
	laboratory_close(&l);
}

Test(bottleneck, what_is_before_the_warm_up_is_not_counted)
{
	static const char *const warm[] = { "--set", "run.warmup = 10 h", NULL };
	static const struct { const char *name; double sole, shifting, period; } expected[] = {
		{ "m1", 1, 9, 7.5 }, { "m2", 6, 2, 8.5 }, { "m3", 2, 11, 8 } };
	struct laboratory l;
	struct bottlenecks found;
	look(&l, &found, machines, warm);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const struct bottleneck *b = find(&found, l.study.result.scenarios[0].model, expected[i].name);
		cr_expect(near(b->sole, expected[i].sole / 20) && near(b->shifting, expected[i].shifting / 20), "%s: %g and %g of 20 h",
			expected[i].name, 20 * b->sole, 20 * b->shifting);
		cr_expect(near(b->period.estimate, expected[i].period), "%s: %g", expected[i].name, b->period.estimate);
	}
	laboratory_close(&l);
}

/* A clinic that is open by day, with a warm-up, failures and queues for people. */
static const char clinic[] =
	"clock = { unit = \"min\"; start = \"2026-01-05\"; };\n"
	"run = { length = \"3 wk\"; warmup = \"1 wk\"; replications = 12; };\n"
	"calendars = { day = \"Mon-Fri 08:00-18:00\"; };\n"
	"resources = { doctor = { number = 2; calendar = \"day\"; }; };\n"
	"stations = { look = { needs = { doctor = 1; }; time = \"exponential(12 min)\"; };\n"
	"	scan = { time = \"uniform(5 min, 9 min)\"; calendar = \"day\"; fails = { every = \"exponential(30 h)\"; repair = \"1 h\"; }; };\n"
	"	chat = { needs = { doctor = 1; }; time = \"3 min\"; }; };\n"
	"work = { patient = { arrive = { every = \"exponential(9 min)\"; calendar = \"day\"; }; process = ( \"look\", \"scan\", \"chat\" ); }; };\n";

Test(bottleneck, any_number_of_threads_finds_the_same)
{
	struct laboratory one, two;
	struct bottlenecks a, b;
	look(&one, &a, clinic, one_thread);
	look(&two, &b, clinic, two_threads);
	cr_assert(a.count == b.count && a.count == 2 && a.replications == 10 && a.any == b.any);
	for (size_t i = 0; i < a.count; i++) {
		cr_expect(a.list[i].station == b.list[i].station && a.list[i].sole == b.list[i].sole && a.list[i].shifting == b.list[i].shifting);
		cr_expect(a.list[i].period.low == b.list[i].period.low && a.list[i].period.low < a.list[i].period.estimate);
		cr_expect(a.list[i].sole > 0.0 && a.list[i].sole + a.list[i].shifting < a.any && a.any < 50.0 / 168.0,
			"nothing holds up anybody at night, and the doctors go home");
	}
	const struct result_scenario *base = &one.study.result.scenarios[0];
	const struct bottleneck *doctor = find(&a, base->model, "doctor"), *scan = find(&a, base->model, "scan");
	double look_queue = result_find(base, "stations.look.queue")->mean, chat_queue = result_find(base, "stations.chat.queue")->mean;
	cr_expect(doctor && doctor->queue == fmax(look_queue, chat_queue) && doctor->queue_at == (look_queue > chat_queue ? 0u : 2u),
		"who waits for a doctor");
	cr_expect(scan && scan->queue == result_find(base, "stations.scan.queue")->mean && scan->queue_at == 1);
	laboratory_close(&one);
	laboratory_close(&two);
}

Test(bottleneck, the_results_of_the_study_stay_as_they_were)
{
	struct laboratory l;
	struct bottlenecks found;
	laboratory_open(&l, clinic, two_threads);
	cr_assert_eq(study_run(&l.study), STATUS_DONE);
	const struct result_scenario *base = &l.study.result.scenarios[0];
	size_t size = base->replications * base->model->metrics.count * sizeof(double);
	double *rows = malloc(size);
	cr_assert(rows);
	memcpy(rows, base->rows, size);
	cr_expect(bottlenecks_find(&found, &l.study));
	cr_expect_eq(memcmp(rows, base->rows, size), 0);
	l.study.result.interrupted = true;
	cr_expect_not(bottlenecks_find(&found, &l.study), "what was stopped is not looked into");
	free(rows);
	laboratory_close(&l);
}

/* --- in words --------------------------------------------------------------------------------------------------------------------- */

static const char pair[] =
	"run = { length = \"1 d\"; warmup = \"none\"; };\n"
	"stations = { saw = { title = \"Saw\"; time = \"1 min\"; }; drill = { title = \"Drill\"; time = \"1 min\"; }; };\n"
	"work = { board = { arrive = { every = \"5 min\"; }; process = ( \"saw\", \"drill\" ); }; };\n";

struct said {
	const char *what;
	double saw, drill;           /* time in system with one more of each: 10 as it is */
	uint32_t tried;              /* of the two levers, the first so many */
	struct bottleneck moments[2];
	double any;
	const char *says;
};

#define SAW .station = 0, .resource = NONE
#define DRILL .station = 1, .resource = NONE

static const struct said sentences[] = {
	{ "they agree", 7, 9, 2, { { SAW, .sole = 0.20, .shifting = 0.05 }, { DRILL, .sole = 0.05, .shifting = 0.05 } }, 0.5,
		"By the longest work without a break the bottleneck is Saw, too (alone 40 %, shifting 10 % of the time that anything is at its limit). " },
	{ "the second is as good", 7, 9, 2, { { SAW, .sole = 0.20, .shifting = 0.05 }, { DRILL, .sole = 0.15, .shifting = 0.05 } }, 0.5,
		"the bottleneck shifts between Saw (alone 40 %, shifting 10 % of the time that anything is at its limit) and Drill (alone 30 %, shifting"
		" 10 %): ease one, and the other is next. " },
	{ "and so it is where it is the other way round", 9, 7, 2, { { SAW, .sole = 0.20, .shifting = 0.05 }, { DRILL, .sole = 0.15, .shifting = 0.05 } },
		0.5, "the bottleneck shifts between Saw (alone 40 %" },
	{ "they disagree, and the other helps less", 9, 7, 2, { { SAW, .sole = 0.20, .shifting = 0.05 }, { DRILL, .sole = 0.05, .shifting = 0.05 } }, 0.5,
		"the bottleneck would be Saw (alone 40 %, shifting 10 % of the time that anything is at its limit), not Drill (alone 10 %, shifting 10 %)."
		" One more there was tried, and gains less (1 min): what seldom pauses need not be what holds up the work. " },
	{ "or not at all", 10, 7, 2, { { SAW, .sole = 0.25 }, { DRILL, .sole = 0.10 } }, 0.5,
		"not Drill (alone 20 %, shifting 0 %). One more there was tried, and is not shown to help: what seldom pauses" },
	{ "or was not tried", 7, 9, 1, { { DRILL, .sole = 0.25 }, { SAW, .sole = 0.10 } }, 0.5,
		"would be Drill (alone 50 %, shifting 0 % of the time that anything is at its limit), not Saw (alone 20 %, shifting 0 %)."
		" One more there was not tried. " },
	{ "no bottleneck can be shown", 10, 10, 2, { { SAW, .sole = 0.25 }, { DRILL, .sole = 0.10 } }, 0.5,
		"the bottleneck would be Saw (alone 50 %, shifting 0 % of the time that anything is at its limit). " },
	{ "or rather two", 10, 10, 2, { { SAW, .sole = 0.25 }, { DRILL, .sole = 0.24 } }, 0.5, "and Drill (alone 48 %, shifting 0 %). " },
	{ "nothing ever is at its limit", 7, 9, 2, { { SAW, .sole = 0.001 }, { DRILL, .sole = 0.0 } }, 0.001, NULL },
};

struct bench {
	struct fixture fixtures[3];  /* as it is, one more saw, one more drill */
	struct result_scenario scenarios[3];
	struct lever list[2];
	struct levers levers;
	struct result result;
	struct lever_gains gains;
};

static void set_up(struct bench *b, const struct said *said)
{
	const double times[] = { 10.0, said->saw, said->drill };
	*b = (struct bench){ .list = {
		{ .name = "stations.saw.machines", .title = "2 machines instead of 1 at Saw", .brief = "Saw +1 machine", .station = 0, .resource = NONE },
		{ .name = "stations.drill.machines", .title = "2 machines instead of 1 at Drill", .brief = "Drill +1 machine", .station = 1, .resource = NONE } } };
	for (size_t i = 0; i < 3; i++) {
		fixture_init(&b->fixtures[i], pair, 6);
		fixture_put(&b->fixtures[i], "work.board.time", times[i], 0.1);
		fixture_put(&b->fixtures[i], "work.board.completed", 100.0, 0.0);
		fixture_finish(&b->fixtures[i]);
		b->scenarios[i] = b->fixtures[i].scenario;
	}
	b->result = b->fixtures[0].result;
	b->result.scenarios = b->scenarios;
	b->result.count = 1 + said->tried;
	b->levers = (struct levers){ .list = b->list, .count = said->tried, .model = b->fixtures[0].model };
	b->gains = (struct lever_gains){ .arena = &b->fixtures[0].arena, .result = &b->result };
	lever_yardsticks(&b->gains, NULL);
	lever_gains_make(&b->gains, &b->levers, &b->result, &b->fixtures[0].arena);
}

static char *answer(struct bench *b)
{
	struct document document;
	document_init(&document, b->gains.arena);
	levers_answer(&b->gains, &document);
	return fixture_text(&document);
}

Test(bottleneck, where_the_two_agree_or_do_not_is_said)
{
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
		const struct said *said = &sentences[i];
		struct bench bench;
		set_up(&bench, said);
		struct bottlenecks found = { .list = (struct bottleneck *)said->moments, .count = 2, .replications = 6, .any = said->any };
		bench.gains.bottlenecks = &found;
		char *text = answer(&bench);
		if (said->says)
			cr_expect(laboratory_says(text, said->says), "%s:\n%s", said->what, text);
		else
			cr_expect(!strstr(text, "without a break"), "%s:\n%s", said->what, text);
		free(text);
		bench.gains.bottlenecks = NULL;
		text = answer(&bench);
		cr_expect(!strstr(text, "without a break"), "%s: nothing is known", said->what);
		free(text);
		for (size_t k = 0; k < 3; k++)
			fixture_done(&bench.fixtures[k]);
	}
}
