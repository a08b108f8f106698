/* What a sound model is compiled to. */
#include "model_bench.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const double exact = 1e-12;

static const char paint_line[] =
	"title = \"Painted panels: buy a booth, or fix the primer?\";\n"
	"clock = { unit = \"min\"; start = \"2026-01-05 06:00\"; };\n"
	"money = \"EUR\";\n"
	"run   = { length = \"13 wk\"; replications = 30; seed = 1; };\n"
	"let       = { demand = \"11 / h\"; bad_primer = \"12%\"; };\n"
	"resources = { painter = { number = 2; }; };\n"
	"stations = {\n"
	"  sand    = { machines = 2; time = \"lognormal(mean=8 min, sd=2 min)\"; queue = { limit = 12; }; };\n"
	"  paint   = { machines = 1; needs = { painter = 1; }; time = \"triangular(2 min, 3 min, 5 min)\"; };\n"
	"  inspect = { machines = 1; time = \"uniform(1 min, 2 min)\"; };\n"
	"  pack    = { machines = 1; time = \"gamma(mean=3 min, sd=1 min)\"; };\n"
	"};\n"
	"work = { panel = {\n"
	"  arrive  = { every = \"exponential(1 / demand)\"; };\n"
	"  facts   = { colour = \"choice(red: 50%, white: 30%, black: 20%)\"; };\n"
	"  process = ( \"sand\", \"paint\", { at = \"inspect\"; rework = { chance = \"bad_primer\"; to = \"sand\"; }; }, \"pack\" );\n"
	"  promise = \"8 h\";  late_cost_per_hour = 1.5;\n"
	"}; };\n"
	"scenarios = {\n"
	"  booth  = { title = \"Buy a second booth\";  lever = \"managerial\"; set = [ \"stations.paint.machines = 2\" ]; };\n"
	"  primer = { title = \"New primer\"; lever = \"engineering\"; set = [ \"let.bad_primer = 3%\" ]; };\n"
	"  focus  = { title = \"Stop taking black\"; lever = \"entrepreneurial\"; set = [ \"work.panel.facts.colour = choice(red: 60%, white: 40%)\", "
	"\"let.demand = 9 / h\" ]; };\n"
	"};\n";

Test(model, the_paint_line_is_what_it_says)
{
	struct bench b;
	bench_open(&b, paint_line);
	const struct model *m = b.model;
	const struct kind *panel = m->kinds;
	cr_expect_eq(b.problems.count, 0);
	cr_expect_str_eq(m->money, "EUR");
	cr_expect_eq(m->length, 13 * 7 * 1440.0);
	cr_expect_eq(m->start, 360.0);
	cr_expect_eq(m->warmup_how, WARMUP_AUTO);
	cr_expect_eq(m->items, UINT64_MAX);
	cr_expect_eq(m->station_count, 4);
	cr_expect_eq(m->stations[0].machines, 2);
	cr_expect_eq(m->stations[0].limit, 12);
	cr_expect_eq(m->stations[0].when_full, FULL_BLOCK);
	cr_expect_eq(m->stations[1].limit, UNLIMITED);
	cr_expect_eq(m->stations[1].needs.count, 1);
	cr_expect_eq(panel->source.how, ARRIVE_EVERY);
	cr_expect_float_eq(panel->source.mean_rate, 11.0 / 60.0, exact);
	cr_expect_float_eq(panel->late_cost.value, 1.5 / 60.0, exact);
	cr_expect_float_eq(panel->promise.value, 480.0, exact);
	cr_expect_eq(panel->fact_count, 1);
	cr_expect_eq(panel->fact_types[0].word_count, 3);
	cr_expect_eq(panel->rework_slots, 1);
	cr_expect_eq(m->tasks[2].rework_to, 0);
	cr_expect_float_eq(m->tasks[2].rework_chance.value, 0.12, exact);
	/* All but the last step may be passed again. */
	for (uint32_t i = 0; i < 4; i++)
		cr_expect_eq(m->tasks[i].pass_slot, i < 3 ? i : NONE, "task %u", i);
	cr_expect_eq(m->tasks[3].following, TO_END);
	bench_close(&b);
}

Test(model, scenarios_change_what_they_name_and_lets_follow)
{
	static const struct {
		const char *scenario, *set;
		uint32_t machines, colours;
		double chance, per_hour;
	} cases[] = {
		{ "base", NULL, 1, 3, 0.12, 11 }, { "booth", NULL, 2, 3, 0.12, 11 }, { "primer", NULL, 1, 3, 0.03, 11 }, { "focus", NULL, 1, 2, 0.12, 9 },
		{ "booth", "stations.paint.machines = 3", 3, 3, 0.12, 11 }, { "base", "let.bad_primer = 1 / 4", 1, 3, 0.25, 11 },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct bench b;
		bench_open_scenario(&b, paint_line, cases[i].scenario, &cases[i].set, cases[i].set != NULL);
		const struct model *m = b.model;
		cr_expect_eq(m->stations[1].machines, cases[i].machines, "case %zu", i);
		cr_expect_float_eq(m->tasks[2].rework_chance.value, cases[i].chance, exact, "case %zu", i);
		cr_expect_float_eq(m->kinds[0].source.mean_rate, cases[i].per_hour / 60.0, exact, "case %zu", i);
		cr_expect_eq(m->kinds[0].fact_types[0].word_count, cases[i].colours, "case %zu", i);
		cr_expect_eq(m->scenario_count, 4);
		cr_expect_str_eq(m->scenario, cases[i].scenario);
		bench_close(&b);
	}
}

Test(model, two_kinds_read_one_station_each_with_its_own_facts)
{
	struct bench b;
	bench_open(&b, "run = { length = 10.0; }; stations = { s = { time = \"size * 1 min\"; queue = { order = \"size\"; patience = \"size * 1 h\"; }; }; };\n"
		"work = { a = { arrive = { every = 1.0; }; facts = { size = 3; }; process = ( \"s\" ); };\n"
		"  b = { arrive = { every = 1.0; }; facts = { other = 1; size = 4; }; process = ( \"s\" ); }; };\n");
	double facts[] = { 5.0, 7.0 };
	const struct expr_env env = { .facts = facts };
	for (uint32_t k = 0; k < 2; k++) {
		const struct task *task = &b.model->tasks[k];
		cr_expect_float_eq(expr_value(&task->time, &env), facts[k], exact);
		cr_expect_float_eq(expr_value(&task->key, &env), facts[k], exact);
		cr_expect_float_eq(expr_value(&task->patience, &env), 60.0 * facts[k], 1e-9);
	}
	cr_expect_eq(b.model->stations[0].time.form, EXPR_ABSENT);
	cr_expect_neq(b.model->stations[0].patience.form, EXPR_ABSENT);
	bench_close(&b);
}

/* Everything that a machine, a run and a source may say, in hours. */
#define HEAD "clock = { unit = \"h\"; };\n"

Test(model, sources_are_compiled_to_clock_units)
{
	struct bench b;
	bench_open(&b, HEAD
		"run = { length = \"4 wk\"; }; let = { rush = \"30 / d\"; }; stations = { s = { time = 0.01; }; };\n"
		"work = {\n"
		"  a = { arrive = { rates = { each = \"12 h\"; per_hour = ( 2, \"rush\" ); }; size = \"1 + poisson(1)\"; }; process = ( \"s\" ); };\n"
		"  b = { arrive = { at = ( 9, \"90 min\", \"1.5 h\" ); period = \"1 d\"; }; process = ( \"s\" ); };\n"
		"  c = { arrive = { keep = 4; }; process = ( \"s\" ); };\n"
		"  d = { arrive = { every = \"exponential(30 min)\"; first = 2; at_most = 10; size = 3; }; process = ( \"s\" ); };\n"
		"  e = { arrive = { every = 0.5; until = \"1 d\"; }; process = ( \"s\" ); start_with = ( { step = \"s\"; number = 7; } ); };\n"
		"};\n");
	const struct source *a = &b.model->kinds[0].source, *at = &b.model->kinds[1].source;
	cr_expect_eq(a->how, ARRIVE_RATES);
	cr_expect_eq(a->rate_count, 2);
	cr_expect_float_eq(a->rates[0], 2.0, exact);
	cr_expect_float_eq(a->rates[1], 1.25, exact);
	cr_expect_float_eq(a->reached[2], 39.0, 1e-9);
	cr_expect_float_eq(a->mean_rate, 2.0 * 39.0 / 24.0, 1e-9);
	cr_expect_eq(at->time_count, 3);
	cr_expect(at->times[0] == 1.5 && at->times[1] == 1.5 && at->times[2] == 9.0);
	cr_expect_float_eq(at->mean_rate, 3.0 / 24.0, exact);
	cr_expect_eq(b.model->kinds[2].source.keep, 4);
	cr_expect(isnan(b.model->kinds[2].source.mean_rate));
	cr_expect_eq(b.model->kinds[3].source.at_most, 10);
	cr_expect_eq(b.model->kinds[3].source.first.value, 2.0);
	cr_expect_eq(b.model->kinds[3].source.mean_rate, 0.0);
	cr_expect_eq(b.model->kinds[4].source.until, 24.0);
	cr_expect_eq(b.model->kinds[4].initial[0].number, 7);
	bench_close(&b);
}

Test(model, a_run_ends_by_time_by_items_or_when_all_is_done)
{
	static const struct {
		const char *run, *arrive;
		double length;
		uint64_t items;
		enum warmup_how warmup;
	} cases[] = {
		{ "length = \"2 h\";", "every = 1.0;", 120.0, UINT64_MAX, WARMUP_AUTO },
		{ "length = \"2 h\"; warmup = \"none\";", "every = 1.0;", 120.0, UINT64_MAX, WARMUP_NONE },
		{ "length = \"2 h\"; warmup = 30;", "every = 1.0;", 120.0, UINT64_MAX, WARMUP_TIME },
		{ "items = 500;", "every = 1.0;", INFINITY, 500, WARMUP_NONE },
		{ "", "at = [ 1.0, 2.0 ];", INFINITY, UINT64_MAX, WARMUP_NONE },
		{ "length = \"until done\";", "every = 1.0; at_most = 5;", INFINITY, UINT64_MAX, WARMUP_NONE },
		{ "", "every = 1.0; until = 100.0;", INFINITY, UINT64_MAX, WARMUP_NONE },
		{ "length = 10.0; warmup = \"auto\";", "at = [ 1.0 ];", 10.0, UINT64_MAX, WARMUP_AUTO },
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[512];
		struct bench b;
		snprintf(text, sizeof text, "run = { %s }; stations = { s = { time = 0.5; }; }; work = { k = { arrive = { %s }; process = ( \"s\" ); }; };",
			cases[i].run, cases[i].arrive);
		bench_open(&b, text);
		cr_expect_eq(b.model->length, cases[i].length, "case %zu", i);
		cr_expect_eq(b.model->items, cases[i].items, "case %zu", i);
		cr_expect_eq(b.model->warmup_how, cases[i].warmup, "case %zu", i);
		bench_close(&b);
	}
}

static const char clinic[] = HEAD
	"run = { length = \"1 wk\"; }; resources = { doctor = { number = 2; }; nurse = { number = 3; }; bed = { number = 5; }; };\n"
	"stations = {\n"
	"  triage = { needs = { nurse = 1; }; time = \"if(by = nurse, 5 min, 6 min)\"; queue = { order = \"priority\"; patience = \"if(urgent = 1, 8 h, 2 h)\"; }; };\n"
	"  see    = { needs_one_of = [ \"doctor\", \"nurse\" ]; time = \"size * 10 min\"; queue = { order = \"size\"; limit = 3; when_full = \"hall\"; }; };\n"
	"  hall   = { machines = \"unlimited\"; time = \"size * 20 min\"; };\n"
	"};\n"
	"work = { patient = {\n"
	"  arrive = { every = \"exponential(10 min)\"; };\n"
	"  facts = { urgent = \"chance(20%)\"; size = \"1 + urgent\"; row = 0; };\n"
	"  priority = \"1 - urgent\"; holding_cost_per_hour = \"3 * size\";\n"
	"  process = ( \"triage\",\n"
	"    { at = \"see\"; take = { bed = 1; }; set = { size = \"size / 2\"; }; chance = \"90%\"; next = ( { when = \"urgent = 1\"; to = \"scan\"; }, { to = \"out\"; chance = \"30%\"; } ); },\n"
	"    { name = \"both\"; together = ( ( { name = \"xray\"; time = \"10 min\"; }, { name = \"read\"; wait = \"5 min\"; next = ( { to = \"end\"; chance = \"50%\"; } ); }, { at = \"hall\"; name = \"sit\"; } ), ( \"hall\" ) ); join = 1; rest = \"finish\"; },\n"
	"    { name = \"scan\"; needs = { nurse = 2; }; quantity = 6; norm = \"12 / h\"; rework = { to = \"see\"; when = \"passes < 2\"; share = \"50%\"; at_most = 3; }; },\n"
	"    { start = { kind = \"letter\"; number = 2; wait_for = true; }; },\n"
	"    { name = \"out\"; give = { bed = 1; }; },\n"
	"    \"hall\" );\n"
	"}; letter = { process = ( { name = \"write\"; time = \"3 min\"; } ); facts = { size = 1; }; }; };\n"
	"measures = { long = { of = \"patient\"; share = \"age >= 5 h and count(sit) > 0\"; where = \"urgent = 1\"; }; idle = { over_time = \"busy(doctor) = 0\"; }; };\n";

Test(model, steps_become_tasks)
{
	struct bench b;
	bench_open(&b, clinic);
	const struct task *see = bench_task(&b, "see"), *both = bench_task(&b, "both"), *scan = bench_task(&b, "scan"), *out = bench_task(&b, "out");
	const struct station *stations = b.model->stations;
	cr_expect_eq(b.problems.count, 0);
	cr_expect_eq(b.model->named_stations, 3);
	cr_expect_eq(see->work, WORK_STATION);
	cr_expect_eq(see->chance.value, 0.9);
	cr_expect_eq(see->sets.count, 1);
	cr_expect_eq(see->sets.list[0].fact, 1);
	cr_assert_eq(see->next_count, 2);
	cr_expect_eq(see->next[0].to, bench_index(&b, "scan"));
	cr_expect_eq(see->next[1].to, bench_index(&b, "out"));
	cr_expect_str_eq(stations[see->take_station].name, "patient.see.take");
	cr_expect(stations[see->take_station].keeps && stations[see->take_station].machines == UNLIMITED);
	cr_assert_eq(both->branch_count, 2);
	cr_expect(both->work == WORK_TOGETHER && both->join == 1 && both->rest_finishes);
	cr_expect_eq(both->branches[0], bench_index(&b, "xray"));
	cr_expect_eq(both->following, bench_index(&b, "scan"));
	cr_expect_eq(bench_task(&b, "sit")->following, TO_END);
	cr_expect_eq(bench_task(&b, "read")->next[0].to, TO_END);
	cr_expect_eq(bench_task(&b, "read")->work, WORK_WAIT);
	cr_expect_str_eq(stations[scan->station].name, "patient.scan");
	cr_expect(stations[scan->station].hidden && stations[scan->station].machines == UNLIMITED);
	cr_expect_eq(stations[bench_task(&b, "xray")->station].machines, 1);
	cr_expect_eq(scan->time.form, EXPR_ABSENT);
	cr_expect_float_eq(scan->norm.value, 12.0, exact);
	cr_expect_eq(scan->rework_to, bench_index(&b, "see"));
	cr_expect_eq(scan->rework_at_most, 3);
	cr_expect_eq(scan->rework_share.value, 0.5);
	cr_expect_eq(out->give.list[0].resource, 2);
	cr_expect_eq(out->work, WORK_NOTHING);
	cr_expect_eq(bench_task(&b, "step9")->start_kind, 1);
	cr_expect(bench_task(&b, "step9")->start_wait && bench_task(&b, "step9")->start_number.value == 2.0);
	bench_close(&b);
}

Test(model, stations_are_read_with_the_facts_of_who_comes)
{
	struct bench b;
	bench_open(&b, clinic);
	const struct task *see = bench_task(&b, "see"), *triage = bench_task(&b, "triage");
	const struct station *stations = b.model->stations;
	cr_expect_eq(stations[0].time.form, EXPR_CODE);
	cr_expect_eq(stations[0].machines, UNLIMITED);
	cr_expect_eq(triage->patience.form, EXPR_CODE);
	cr_expect_eq(stations[1].time.form, EXPR_ABSENT);
	cr_expect_eq(stations[1].one_of.count, 2);
	cr_expect_eq(see->time.form, EXPR_CODE);
	cr_expect_eq(see->key.form, EXPR_CODE);
	cr_expect(stations[1].when_full == FULL_DIVERT && stations[1].divert_to == 2);
	cr_assert_eq(see->elsewhere_count, 1);
	cr_expect_eq(see->elsewhere[0].station, 2);
	double facts[] = { 1.0, 2.0, 0.0 };
	const struct expr_env env = { .facts = facts };
	cr_expect_float_eq(expr_value(&see->time, &env), 20.0 / 60.0, exact);
	cr_expect_float_eq(expr_value(&see->elsewhere[0].time, &env), 40.0 / 60.0, exact);
	cr_expect_float_eq(expr_value(&b.model->kinds[0].holding_cost, &env), 6.0, exact);
	cr_expect_eq(expr_value(&b.model->kinds[0].priority, &env), 0.0);
	bench_close(&b);
}

Test(model, passes_are_counted_where_somebody_may_come_again_or_asks)
{
	struct bench b;
	bench_open(&b, clinic);
	static const struct {
		const char *name;
		bool counted;
	} cases[] = { { "triage", false }, { "see", true }, { "both", true }, { "xray", true }, { "sit", true }, { "scan", true }, { "out", false },
		{ "step9", false }, { "write", false } };
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		cr_expect_eq(bench_task(&b, cases[i].name)->pass_slot != NONE, cases[i].counted, "%s", cases[i].name);
	cr_expect_eq(b.model->rework_slots, 1);
	cr_expect_eq(b.model->fact_slots, 3);
	cr_expect_eq(b.model->kinds[1].task_first, b.model->kinds[0].task_count);
	bench_close(&b);
}

Test(model, steps_of_one_name_have_luck_of_their_own)
{
	struct bench b;
	bench_open(&b, clinic);
	for (uint32_t i = 0; i < b.model->kinds[0].task_count; i++)
		for (uint32_t j = 0; j < i; j++)
			cr_expect_neq(b.model->tasks[i].luck_time, b.model->tasks[j].luck_time, "%s", b.model->tasks[i].name);
	bench_close(&b);
}

Test(model, a_file_brings_arrivals_and_facts)
{
	/* `late` is declared as a time, so its column is one; `colour` has words of its own; `size` is a number. */
	static const char rows[] = "time,late,colour,size\n0.5,3,red,1\n0.5,4,blue,2.5\n7,5,red,3\n";
	char name[64], text[512];
	snprintf(name, sizeof name, "arrivals-%ld.csv", (long)getpid());
	FILE *file = fopen(name, "w");
	cr_assert_not_null(file);
	fputs(rows, file);
	fclose(file);
	snprintf(text, sizeof text, "stations = { s = { time = \"size * if(colour = red, 1 min, 2 min) + late\"; }; };\n"
		"work = { k = { arrive = { file = \"%s\"; }; facts = { late = \"1 min\"; twice = \"2 * size\"; }; process = ( \"s\" ); }; };", name);
	struct bench b;
	bench_open(&b, text);
	remove(name);
	const struct source *source = &b.model->kinds[0].source;
	const struct kind *kind = &b.model->kinds[0];
	cr_assert_eq(source->time_count, 3);
	cr_assert_eq(source->column_count, 3);
	cr_expect_eq(source->times[2], 7.0);
	cr_expect_eq(kind->fact_count, 4);
	static const struct {
		const char *fact;
		double values[3];
		int time;
	} columns[] = { { "late", { 3.0, 4.0, 5.0 }, 1 }, { "colour", { 0.0, 1.0, 0.0 }, 0 }, { "size", { 1.0, 2.5, 3.0 }, 0 } };
	for (uint32_t c = 0; c < 3; c++) {
		uint32_t fact = source->column_facts[c];
		cr_expect_str_eq(kind->fact_names[fact], columns[c].fact);
		cr_expect_eq(kind->fact_types[fact].time, columns[c].time);
		cr_expect_eq(kind->facts[fact].form, EXPR_ABSENT);
		for (uint32_t row = 0; row < 3; row++)
			cr_expect_eq(source->columns[row * 3 + c], columns[c].values[row], "%s of row %u", columns[c].fact, row);
	}
	cr_expect_eq(b.model->data_file_count, 1);
	cr_expect_str_eq(b.model->data_files[0], name);
	cr_expect_eq(b.model->length, INFINITY);
	bench_close(&b);
}
