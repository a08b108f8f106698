#include "experiments/levers.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "experiments/commands.h"
#include "experiments/levers_gain.h"
#include "fixture.h"

/* Something of everything that there is a lever for. */
static const char shop[] =
	"clock = { unit = \"min\"; start = \"2026-01-05 00:00\"; };\n"
	"run = { length = \"10 d\"; warmup = \"none\"; replications = 2; };\n"
	"calendars = { day = \"Mon-Fri 08:00-12:00, 13:00-17:00\"; night = \"daily 18:00-06:00\";\n"
	"	desk = { hours = \"Mon-Fri 09:00-17:00\"; except = ( \"2026-01-06\" ); }; };\n"
	"resources = { fitter = { title = \"Fitters\"; number = 2; calendar = \"day\"; cost_per_hour = 30; };\n"
	"	clerk = { calendar = \"desk\"; };\n"
	"	guard = { shifts = ( { number = 3; hours = \"daily 06:00-14:00\"; }, { hours = \"daily 14:00-22:00\"; } ); }; };\n"
	"stations = { saw = { title = \"Saw\"; machines = 2; time = \"4 min\"; queue = { limit = 3; }; calendar = \"day\";\n"
	"		setup = { on = \"kind\"; time = 6; }; fails = { every = \"exponential(60 h)\"; repair = \"2 h\"; needs = { fitter = 1; }; }; };\n"
	"	drill = { time = \"exponential(3 min)\"; calendar = \"night\"; };\n"
	"	idle = { time = \"1 min\"; }; };\n"
	"work = { board = { title = \"Boards\"; arrive = { every = \"exponential(1 h)\"; calendar = \"day\"; }; priority = 2;\n"
	"		process = ( \"saw\", { at = \"drill\"; time = \"2 min\"; rework = { chance = \"10%\"; to = \"saw\"; };\n"
	"			next = ( { to = \"scrap\"; chance = \"4%\"; } ); },\n"
	"			{ name = \"dry\"; wait = \"30 min\"; }, { name = \"check\"; title = \"Check\"; needs = { fitter = 1; }; time = \"1 min\"; } ); };\n"
	"	beam = { arrive = { rates = { each = \"12 h\"; per_hour = ( 1, \"2 * 0.5\" ); }; };\n"
	"		process = ( \"drill\", { name = \"count\"; needs = { fitter = 1; }; quantity = 3; norm = \"1 / min\"; } ); };\n"
	"	part = { arrive = { keep = 5; }; process = ( { name = \"file\"; needs = { clerk = 1; guard = 1; }; time = \"9 h\"; } ); }; };\n";

struct shop {
	struct fixture fixture;
	struct levers levers;
	struct problems problems;
	int result;
};

static void enter_shop(struct shop *s, const char *more)
{
	char *text = malloc(strlen(shop) + strlen(more) + 1);
	strcat(strcpy(text, shop), more);
	fixture_init(&s->fixture, text, 1);
	problems_init(&s->problems);
	s->result = levers_make(&s->levers, s->fixture.model, 0, &s->fixture.arena, &s->problems);
	free(text);
}

static void leave_shop(struct shop *s)
{
	problems_done(&s->problems);
	fixture_done(&s->fixture);
}

static const struct lever *find(const struct shop *s, const char *name)
{
	for (size_t i = 0; i < s->levers.count; i++)
		if (strcmp(s->levers.list[i].name, name) == 0)
			return &s->levers.list[i];
	return NULL;
}

struct expected {
	const char *name, *set;      /* set: the first */
	size_t sets;
};

static const struct expected expected[] = {
	{ "stations.saw.machines", "stations.saw.machines = 3", 1 },
	{ "stations.drill.machines", "stations.drill.machines = 2", 1 },
	{ "resources.fitter.number", "resources.fitter.number = 3", 1 },
	{ "resources.clerk.number", "resources.clerk.number = 2", 1 },
	{ "resources.guard.shifts.daily 06:00-14:00.number", "resources.guard.shifts.daily 06:00-14:00.number = 4", 1 },
	{ "resources.guard.shifts.daily 06:00-14:00.hours", "resources.guard.shifts.daily 06:00-14:00.hours = daily 06:00-15:00", 1 },
	{ "resources.guard.shifts.daily 14:00-22:00.number", "resources.guard.shifts.daily 14:00-22:00.number = 2", 1 },
	{ "resources.guard.shifts.daily 14:00-22:00.hours", "resources.guard.shifts.daily 14:00-22:00.hours = daily 14:00-23:00", 1 },
	{ "calendars.day", "resources.fitter.calendar = Mon-Fri 08:00-12:00, 13:00-18:00", 2 },
	{ "calendars.desk", "calendars.desk.hours = Mon-Fri 09:00-18:00", 1 },
	{ "calendars.night", "stations.drill.calendar = daily 18:00-07:00", 1 },
	{ "stations.saw.queue.limit", "stations.saw.queue.limit = 5", 1 },
	{ "stations.saw.time", "stations.saw.time = 0.9 * (4 min)", 1 },
	{ "stations.drill.time", "stations.drill.time = 0.9 * (exponential(3 min))", 2 },
	{ "work.board.process.check.time", "work.board.process.check.time = 0.9 * (1 min)", 1 },
	{ "work.beam.process.count.time", "work.beam.process.count.norm = (1 / min) / 0.9", 1 },
	{ "work.part.process.file.time", "work.part.process.file.time = 0.9 * (9 h)", 1 },
	{ "work.board.process.drill.rework.chance", "work.board.process.drill.rework.chance = 0.5 * (10%)", 1 },
	{ "work.board.process.drill.next.scrap.chance", "work.board.process.drill.next.scrap.chance = 0.5 * (4%)", 1 },
	{ "work.board.process.dry.wait", "work.board.process.dry.wait = 0.9 * (30 min)", 1 },
	{ "stations.saw.setup.time", "stations.saw.setup.time = 3", 1 },
	{ "stations.saw.fails.every", "stations.saw.fails.every = 2 * (exponential(60 h))", 1 },
	{ "stations.saw.fails.repair", "stations.saw.fails.repair = 0.5 * (2 h)", 1 },
	{ "work.board.arrive", "work.board.arrive.every = (exponential(1 h)) / 0.9", 1 },
	{ "work.beam.arrive", "work.beam.arrive.rates.per_hour = ( \"0.9\", \"0.9 * (2 * 0.5)\" )", 1 },
	{ "work.part.arrive", "work.part.arrive.keep = 4", 1 },
	{ "work.board.priority", "work.board.priority = (2) - 1000", 1 },
	{ "stations.saw.queue.order", "stations.saw.queue.order = shortest", 1 },
};

Test(levers, everything_that_has_a_number_has_a_lever)
{
	struct shop s;
	enter_shop(&s, "");
	cr_assert_eq(s.result, 0);
	cr_expect_eq(s.levers.count, sizeof expected / sizeof *expected, "%zu levers", s.levers.count);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		const struct lever *lever = find(&s, expected[i].name);
		cr_expect(lever, "no lever %s", expected[i].name);
		if (!lever)
			continue;
		cr_expect_str_eq(lever->sets[0], expected[i].set);
		cr_expect_eq(lever->set_count, expected[i].sets, "%s has %zu changes", lever->name, lever->set_count);
	}
	leave_shop(&s);
}

Test(levers, risks_of_plans_are_halved)
{
	struct fixture fixture;
	struct levers levers;
	struct problems problems;
	fixture_init(&fixture, "run = { replications = 2; }; work = { house = { project = { dig = { time = \"3 d\"; }; };"
		" risks = { rock = { title = \"Rock\"; chance = \"30%\"; hits = \"dig\"; delay = \"5 d\"; }; }; }; };", 1);
	problems_init(&problems);
	cr_assert_eq(levers_make(&levers, fixture.model, NONE, &fixture.arena, &problems), 0);
	const struct lever *rock = NULL;
	for (size_t i = 0; i < levers.count; i++)
		if (strcmp(levers.list[i].name, "work.house.risks.rock.chance") == 0)
			rock = &levers.list[i];
	cr_assert(rock && rock->family == LEVER_MANAGERIAL && rock->set_count == 1);
	cr_expect_str_eq(rock->sets[0], "work.house.risks.rock.chance = 0.5 * (30%)");
	struct model *model = model_build(fixture.tree, "base", rock->sets, rock->set_count, &fixture.arena, &problems);
	cr_expect(model && problems.errors == 0, "%s", problems.count ? problems.list[0].text : "");
	model_done(model);
	problems_done(&problems);
	fixture_done(&fixture);
}

/* Also those of its planning: of each stage, and when all of it is planned. */
/* A meeting a day, twice as often or with twice the agenda, and no reviews; where they meet daily, or anybody decides alone, there is
   none. */
Test(levers, decisions_are_made_sooner)
{
	static const char office[] = "run = { length = \"10 d\"; replications = 2; }; resources = { head = {}; };\n"
		"work = { k = { arrive = { every = \"1 h\"; }; priority = \"age / 1 h\"; review = \"1 d\"; process = (\n"
		"	{ name = \"a\"; needs = { head = 1; }; time = 1; decision = { meets = \"Tue 09:30, Thu 14:00\"; agenda = 9; }; },\n"
		"	{ name = \"b\"; needs = { head = 1; }; time = 1; decision = { meets = \"2 d\"; }; },\n"
		"	{ name = \"c\"; needs = { head = 1; }; time = 1; decision = { meets = \"Mon-Fri 11:00\"; }; },\n"
		"	{ name = \"d\"; needs = { head = 1; }; time = 1; decision = true; } ); }; };";
	static const struct expected sooner[] = {
		{ "work.k.process.a.decision.meets", "work.k.process.a.decision.meets = Mon-Fri 09:30", 1 },
		{ "work.k.process.a.decision.agenda", "work.k.process.a.decision.agenda = 18", 1 },
		{ "work.k.process.b.decision.meets", "work.k.process.b.decision.meets = 0.5 * (2 d)", 1 },
		{ "work.k.review", "work.k.review = never", 1 } };
	struct shop s;
	fixture_init(&s.fixture, office, 1);
	problems_init(&s.problems);
	cr_assert_eq(levers_make(&s.levers, s.fixture.model, NONE, &s.fixture.arena, &s.problems), 0);
	size_t found = 0;
	for (size_t i = 0; i < s.levers.count; i++)
		found += strstr(s.levers.list[i].name, ".decision.") || strstr(s.levers.list[i].name, ".review");
	cr_expect_eq(found, sizeof sooner / sizeof *sooner, "%zu levers", found);
	for (size_t i = 0; i < sizeof sooner / sizeof *sooner; i++) {
		const struct lever *lever = find(&s, sooner[i].name);
		cr_assert(lever, "no lever %s", sooner[i].name);
		cr_expect_str_eq(lever->sets[0], sooner[i].set);
	}
	leave_shop(&s);
}

Test(levers, plans_are_made_in_waves_and_in_less_time)
{
	struct fixture fixture;
	struct levers levers;
	struct problems problems;
	static const char *const tried[][2] = { { "work.house.planning.wave", "work.house.planning.wave = rolling" },
		{ "work.house.risks.wish.happens", "work.house.risks.wish.happens = 2 * (exponential(9 d))" },
		{ "work.house.stages.late.plan.time", "work.house.stages.late.plan.time = 0.9 * (2 d)" } };
	fixture_init(&fixture, "run = { replications = 2; }; work = { house = { project = { dig = { time = \"3 d\"; };"
		" walls = { stage = \"late\"; time = \"3 d\"; after = \"dig\"; }; }; stages = { late = { plan = { time = \"2 d\"; }; }; };"
		" planning = { wave = \"upfront\"; stale = \"5% / d\"; };"
		" risks = { wish = { happens = \"exponential(9 d)\"; hits = \"dig\"; grows = \"20%\"; }; }; }; };", 1);
	problems_init(&problems);
	cr_assert_eq(levers_make(&levers, fixture.model, NONE, &fixture.arena, &problems), 0);
	for (size_t e = 0; e < sizeof tried / sizeof *tried; e++) {
		const struct lever *found = NULL;
		for (size_t i = 0; i < levers.count; i++)
			found = strcmp(levers.list[i].name, tried[e][0]) == 0 ? &levers.list[i] : found;
		cr_assert(found && found->set_count == 1, "%s", tried[e][0]);
		cr_expect_str_eq(found->sets[0], tried[e][1]);
		struct model *model = model_build(fixture.tree, "base", found->sets, found->set_count, &fixture.arena, &problems);
		cr_expect(model && problems.errors == 0, "%s", problems.count ? problems.list[0].text : "");
		model_done(model);
	}
	problems_done(&problems);
	fixture_done(&fixture);
}

Test(levers, every_lever_makes_a_model)
{
	struct shop s;
	enter_shop(&s, "");
	for (size_t i = 0; i < s.levers.count; i++) {
		const struct lever *lever = &s.levers.list[i];
		struct problems problems;
		problems_init(&problems);
		struct model *model = model_build(s.fixture.tree, "base", lever->sets, lever->set_count, &s.fixture.arena, &problems);
		cr_expect(model, "%s: %s", lever->name, problems.count ? problems.list[0].text : "");
		model_done(model);
		problems_done(&problems);
	}
	leave_shop(&s);
}

Test(levers, an_hour_that_is_there_already_is_no_lever)
{
	struct shop s;
	enter_shop(&s, "");
	struct node hours = *s.levers.model->kinds[0].node;
	static const char *const full[] = { "always", "daily 00:00-24:00", "daily 06:00-12:00, 12:30-05:30" };
	for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
		hours.type = NODE_TEXT;
		hours.text = full[i];
		cr_expect_null(lever_longer_hours(&s.levers, &hours), "%s", full[i]);
	}
	hours.text = "Mon-Thu 22:00-06:00, Fri 20:00-24:00";
	cr_expect_str_eq(lever_longer_hours(&s.levers, &hours), "Mon-Thu 22:00-07:00, Fri 20:00-01:00");
	leave_shop(&s);
}

Test(levers, what_is_priced_in_the_model_is_known)
{
	struct shop s;
	enter_shop(&s, "");
	cr_expect(find(&s, "resources.fitter.number")->priced);
	cr_expect(!find(&s, "resources.clerk.number")->priced);
	cr_expect(find(&s, "calendars.day")->priced, "a fitter's hour costs");
	cr_expect(!find(&s, "stations.saw.machines")->priced);
	cr_expect(find(&s, "work.board.arrive")->priced, "less work costs what it brought in");
	leave_shop(&s);
}

Test(levers, a_file_restricts_them_by_names_and_families)
{
	struct shop s;
	enter_shop(&s, "levers = { only = [ \"saw\", \"entrepreneurial\" ]; skip = [ \"board\", \"engineering\" ]; };\n");
	static const char *const left[] = { "stations.saw.machines", "calendars.day", "stations.saw.queue.limit", "work.beam.arrive",
		"work.part.arrive", "stations.saw.queue.order" };
	cr_expect_eq(s.levers.count, sizeof left / sizeof *left, "%zu", s.levers.count);
	for (size_t i = 0; i < sizeof left / sizeof *left; i++)
		cr_expect(find(&s, left[i]), "%s", left[i]);
	cr_expect(s.levers.restricted);
	leave_shop(&s);
}

Test(levers, a_name_that_nothing_has_is_told)
{
	struct shop s;
	enter_shop(&s, "levers = { skip = [ \"drlil\", \"idle\" ]; };\n");
	cr_expect_eq(s.result, -1);
	cr_assert_eq(s.problems.count, 1);
	cr_expect(strstr(s.problems.list[0].text, "did you mean 'drill'?"), "%s", s.problems.list[0].text);
	leave_shop(&s);
}

Test(levers, the_users_own_take_the_place_of_the_same_change)
{
	struct shop s;
	enter_shop(&s, "levers = { own = { third = { title = \"A third saw\"; set = [ \"stations.saw.machines=3\" ]; invest = 7300.0;\n"
		"	life = \"2 y\"; cost_per_week = 5; }; better = { set = \"stations.saw.time = 3 min\"; lever = \"engineering\"; }; }; };\n");
	const struct lever *third = find(&s, "levers.third"), *better = find(&s, "levers.better");
	cr_assert_eq(s.result, 0);
	cr_assert(third && better);
	cr_expect_null(find(&s, "stations.saw.machines"));
	cr_expect_eq(third->station, 0, "it still adds a machine there");
	cr_expect(third->priced);
	cr_expect_float_eq(third->price, 75.0, 1e-9, "7300 in 104.29 weeks, and 5: %g", third->price);
	cr_expect(!better->priced);
	cr_expect_eq(better->family, LEVER_ENGINEERING);
	leave_shop(&s);
}

Test(levers, an_investment_without_a_life_is_told)
{
	struct shop s;
	enter_shop(&s, "levers = { own = { a = { set = \"stations.saw.machines = 3\"; invest = 5.0; };\n"
		"	b = { set = \"stations.saw.machines = 4\"; invest = 5.0; life = \"3\" ; }; }; };\n");
	cr_expect_eq(s.result, -1);
	cr_assert_eq(s.problems.count, 1, "a bare number is in the clock's unit");
	cr_expect(strstr(s.problems.list[0].text, "Give 'life'"));
	leave_shop(&s);
}

/* --- yardsticks ---------------------------------------------------------------------------------------------------------------- */

Test(levers, less_of_the_quick_work_does_not_make_work_slower)
{
	static const char two[] =
		"run = { length = \"1 d\"; warmup = \"none\"; };\n"
		"stations = { desk = { time = \"1 min\"; }; };\n"
		"work = { quick = { arrive = { every = \"5 min\"; }; process = ( \"desk\" ); };\n"
		"	slow = { arrive = { every = \"15 min\"; }; process = ( \"desk\" ); }; };\n";
	struct fixture f;
	fixture_init(&f, two, 2);
	fixture_put(&f, "work.quick.completed", 30.0, 0.0);
	fixture_put(&f, "work.slow.completed", 10.0, 0.0);
	fixture_put(&f, "work.quick.time", 2.0, 0.0);
	fixture_put(&f, "work.slow.time", 10.0, 0.0);
	fixture_finish(&f);
	struct yardsticks yardsticks = { .count = 0 };
	yardsticks_add_time(&yardsticks, &f.scenario, &f.arena);
	cr_assert_eq(yardsticks.count, 1);
	cr_expect_float_eq(yardstick_value(&yardsticks.list[0], &f.scenario, 0), 4.0, 1e-12);
	fixture_put(&f, "work.quick.completed", 20.0, 0.0);
	cr_expect_float_eq(yardstick_value(&yardsticks.list[0], &f.scenario, 0), 4.0, 1e-12, "the weights stay those of base");
	fixture_done(&f);
}

Test(levers, a_gain_is_positive_where_things_get_better)
{
	struct fixture a, b;
	fixture_init(&a, fixture_desk, 6);
	fixture_init(&b, fixture_desk, 6);
	fixture_put(&a, "work.call.time", 5.0, 0.1);
	fixture_put(&b, "work.call.time", 3.0, 0.2);
	fixture_put(&a, "work.call.on_time", 0.5, 0.01);
	fixture_put(&b, "work.call.on_time", 0.6, 0.01);
	struct yardsticks yardsticks = { .count = 0 };
	yardsticks_add(&yardsticks, a.model, "work.call.time", &a.arena);
	yardsticks_add(&yardsticks, a.model, "work.call.on_time", &a.arena);
	yardsticks_add(&yardsticks, a.model, "work.call.on_time", &a.arena);
	cr_assert_eq(yardsticks.count, 2, "none stands there twice");
	struct yardstick_gain time = yardstick_gain(&yardsticks.list[0], &a.scenario, &b.scenario, 0.95, &a.arena);
	struct yardstick_gain share = yardstick_gain(&yardsticks.list[1], &a.scenario, &b.scenario, 0.95, &a.arena);
	cr_expect_float_eq(time.interval.estimate, 1.75, 1e-12);
	cr_expect(time.shown && !time.same);
	cr_expect_float_eq(share.interval.estimate, 10.0, 1e-9, "in per cent, as people read it");
	cr_expect(share.shown);
	struct yardstick_gain none = yardstick_gain(&yardsticks.list[0], &a.scenario, &a.scenario, 0.95, &a.arena);
	cr_expect(none.same && !none.shown && none.interval.estimate == 0.0);
	fixture_done(&a);
	fixture_done(&b);
}

/* --- a line whose gains are known ---------------------------------------------------------------------------------------------- */

/* Three exponential machines that never lack work, two places between each (blocking after service): a Markov chain, solved exactly. Gains
   in items a minute; the places' are those of the literature's test line, throughput 0.7293581231. */
static const char line[] =
	"run = { length = \"10000 min\"; warmup = \"300 min\"; replications = 20; seed = 1; };\n"
	"stations = { one = { time = \"exponential(1 min)\"; };\n"
	"	two = { time = \"exponential(1.05 min)\"; queue = { limit = 2; }; };\n"
	"	three = { time = \"exponential(0.95 min)\"; queue = { limit = 2; }; }; };\n"
	"work = { part = { arrive = { keep = 20; }; process = ( \"one\", \"two\", \"three\" ); }; };\n"
	"levers = { skip = [ \"entrepreneurial\" ]; };\n";

static const struct { const char *lever; double gain; } known[] = {
	{ "stations.one.time", 0.02083264345682223 }, { "stations.two.time", 0.031993459091205656 },
	{ "stations.three.time", 0.01631906015879192 }, { "stations.one.machines", 0.06667650964861538 },
	{ "stations.two.machines", 0.15121875557664188 }, { "stations.three.machines", 0.04949587896732943 },
	{ "stations.two.queue.limit", 0.021275455762935214 }, { "stations.three.queue.limit", 0.018219803208934682 },
};

static char folder[] = "takt-levers-XXXXXX";

static void enter(void)
{
	cr_assert(mkdtemp(folder) && chdir(folder) == 0);
	FILE *file = fopen("line.cfg", "w");
	fputs(line, file);
	fclose(file);
}

static void leave(void)
{
	unlink("line.cfg");
	unlink("out");
	cr_assert(chdir("..") == 0 && rmdir(folder) == 0, "something was left behind");
}

static char *pull_levers(char *format)
{
	char *argv[] = { "takt", "levers", "line.cfg", "--quiet", "--threads", "1", "--format", format, "--output", "out", NULL };
	atomic_bool stop;
	char *text = calloc(1, 1 << 16);
	atomic_init(&stop, false);
	cr_assert_eq(command_main(10, argv, &stop), STATUS_DONE);
	FILE *file = fopen("out", "r");
	(void)!fread(text, 1, (1 << 16) - 1, file);
	fclose(file);
	return text;
}

/* The gain, low and high of a lever's row; the columns before them are lever, title, family, priced, measure, unit, base. */
static void read_row(const char *csv, const char *lever, double *gain, double *low, double *high)
{
	char start[100], *end;
	snprintf(start, sizeof start, "\n\"%s\",", lever);
	const char *at = strstr(csv, start);
	cr_assert(at, "%s has no row", lever);
	for (int column = 0; column < 7; column++)
		at = strchr(at, ',') + 1;
	*gain = strtod(at, &end);
	*low = strtod(end + 1, &end);
	*high = strtod(end + 1, &end);
}

Test(levers, gains_are_those_of_the_exact_line, .init = enter, .fini = leave)
{
	char *csv = pull_levers("csv");
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		double gain, low, high, exact = 60.0 * known[i].gain;
		read_row(csv, known[i].lever, &gain, &low, &high);
		cr_expect(low <= exact && exact <= high, "%s gains %g per h; found %g, from %g to %g", known[i].lever, exact, gain, low, high);
		cr_expect(low > 0.0, "%s is not told from zero", known[i].lever);
	}
	free(csv);
}

Test(levers, the_bottleneck_is_where_one_more_gains_most, .init = enter, .fini = leave)
{
	char *text = pull_levers("text");
	cr_expect(strstr(text, "What would help most: 2 machines instead of 1 at two. The throughput rises by"), "%s", text);
	cr_expect(strstr(text, "is two: of all that adds"), "%s", text);
	free(text);
}
