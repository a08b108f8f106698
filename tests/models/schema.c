/* Reading groups by their tables: every key is known or complained about, every default goes the way of what is written, and
   the tables themselves are fit to be the reference manual. */
#include "models/config.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading {
	struct arena arena;
	struct problems problems;
	struct tree *tree;
	struct config config;
};

static void read_config(struct reading *reading, const char *text, size_t length)
{
	cr_assert(arena_init(&reading->arena) == 0);
	problems_init(&reading->problems);
	reading->tree = tree_read_text("t.cfg", text, length, &reading->arena, &reading->problems);
	if (reading->tree)
		schema_read(&config_schema, reading->tree->root, &reading->config, &reading->arena, &reading->problems);
}

static void done(struct reading *reading)
{
	problems_done(&reading->problems);
	arena_done(&reading->arena);
}

static const struct problem *said(const struct problems *problems, const char *words)
{
	for (size_t i = 0; i < problems->count; i++)
		if (strstr(problems->list[i].text, words))
			return &problems->list[i];
	return NULL;
}

static void show_all(const struct problems *problems, const char *text)
{
	for (size_t i = 0; i < problems->count; i++)
		cr_log_error("in «%s»: %d:%d: %s\n", text, problems->list[i].line, problems->list[i].column, problems->list[i].text);
}

#define WORK "work = { w = { process = ( \"a\" ); }; };\n"

Test(schema, what_is_wrong_is_said_in_the_users_words)
{
	static const struct {
		const char *text;
		int line, column;
		const char *words;
	} cases[] = {
		/* Unknown keys. */
		{ WORK "stations = { a = { queue = { disipline = \"fifo\"; }; }; };", 2, 30,
			"unknown key 'disipline' in queue; did you mean 'order'?" },
		{ WORK "stations = {\n  a = { machin = 2; };\n};", 3, 9,
			"unknown key 'machin' in station 'a'; did you mean 'machines'?" },
		{ WORK "stations = { a = { limit = 2; }; };", 2, 20, "unknown key 'limit' in station 'a'; it belongs in queue.limit" },
		{ WORK "stations = { a = { servers = 2; }; };", 2, 20, "did you mean 'machines'?" },
		{ WORK "stations = { a = { serverz = 2; }; };", 2, 20, "did you mean 'machines'?" },
		{ WORK "process = ( \"a\" );", 2, 1, "unknown key 'process' in model; it belongs in work.NAME.process" },
		{ WORK "resources = { r = { needs = { a = 1; }; }; };", 2, 21,
			"unknown key 'needs' in resource 'r'; it belongs in fails.needs" },
		{ WORK "resources = { r = { patience = 3; }; };", 2, 21,
			"unknown key 'patience' in resource 'r'; it belongs in stations.NAME.queue.patience" },
		{ WORK "calendars = { c = { hours = \"always\"; exept = ( ); }; };", 2, 39, "unknown key 'exept' in calendar 'c'; did you mean 'except'?" },
		{ WORK "run = { stations = { }; };", 2, 9, "unknown key 'stations' in run; it belongs in stations" },
		{ WORK "xyzzy = 1;", 2, 1, "unknown key 'xyzzy' in model; `takt doc` lists what it may say" },
		{ WORK "staton = { };", 2, 1, "unknown key 'staton' in model; did you mean 'stations'?" },
		/* Types. */
		{ WORK "title = 5;", 2, 1, "title is a text between quotes, not a number" },
		{ WORK "stations = ( );", 2, 1, "stations is a group of groups: { name = { … }; }, not a list ( … )" },
		{ WORK "stations = { a = 3; };", 2, 14, "a station is a group { … }, not a number" },
		{ WORK "calendars = { c = 3; };", 2, 15, "a calendar is a text or a group { … }, not a number" },
		{ WORK "resources = { r = { shifts = ( \"daily 08:00-16:00\" ); }; };", 2, 32, "a shift is a group { … }, not a text" },
		{ WORK "resources = { r = { skills = 3; }; };", 2, 21, "skills is a list of texts" },
		{ WORK "stations = { a = { queue = 3; }; };", 2, 20, "queue is a group: { … }, not a number" },
		{ WORK "stations = { a = { queue = { strict = 1; }; }; };", 2, 30,
			"strict is true or false, without quotes, not a number" },
		{ WORK "stations = { a = { time = true; }; };", 2, 20,
			"time is a number, or an expression between quotes, not true or false" },
		{ WORK "stations = { a = { needs = \"r\"; }; };", 2, 20, "needs is a group of values: { name = value; }, not a text" },
		{ WORK "stations = { a = { needs = { r = { }; }; }; };", 2, 30,
			"'r' in needs is a number, or an expression between quotes, not a group" },
		{ WORK "stations = { a = { needs_one_of = ( \"r\", 3 ); }; };", 2, 42, "needs_one_of is a list of texts" },
		{ "work = { w = { process = \"a\"; }; };", 1, 16, "process is a list of steps: ( \"…\", { … } ), not a text" },
		{ "work = { w = { process = ( ); start_with = { step = \"a\"; }; }; };", 1, 31, "start_with is a list of groups" },
		{ "work = { w = { process = ( ); start_with = ( 3 ); }; };", 1, 46, "a start_with entry is a group" },
		{ "work = { w = { process = ( ); arrive = { at = ( true ); }; }; };", 1, 49, "at is a list of values" },
		{ WORK "expect = ( { metric = \"m\"; value = \"3\"; } );", 2, 28, "value is a plain number, without quotes, not a text" },
		/* Ranges and words. */
		{ WORK "run = { replications = 0; };", 2, 24, "replications is between 1 and 1000000, not 0" },
		{ WORK "run = { replications = 2.5; };", 2, 24, "replications is a whole number, not 2.5" },
		{ WORK "stations = { a = { machines = -1; }; };", 2, 31, "machines is between 1 and 1000000, or \"unlimited\", not -1" },
		{ WORK "clock = { unit = \"mins\"; };", 2, 19, "unit cannot be \"mins\"; did you mean \"min\"?" },
		{ WORK "scenarios = { s = { lever = \"political\"; }; };", 2, 30,
		  "lever cannot be \"political\"; it is one of \"managerial\", \"engineering\", \"entrepreneurial\"" },
		{ WORK "expect = ( { metric = \"m\"; value = 1.0; within = -1.0; } );", 2, 50, "within is at least 0, not -1.0" },
		{ "work = { w = { process = ( ); arrive = { rates = { each = 1; per_hour = [ 1, -2 ]; }; }; }; };", 1, 78,
		  "per_hour is at least 0, not -2" },
		{ "work = { w = { process = ( ); arrive = { rates = { each = 1; per_hour = ( -2 ); }; }; }; };", 1, 75,
		  "per_hour is at least 0, not -2" },
		{ WORK "stations = { a = { batch = { size = 0; }; }; };", 2, 37, "size is between 1 and 1000000, not 0" },
		{ WORK "stations = { a = { at_shift_end = \"stop\"; }; };", 2, 36, "at_shift_end cannot be \"stop\"; it is one of \"finish\", \"pause\"" },
		{ WORK "stations = { a = { queue = { preempt = \"resum\"; }; }; };", 2, 41, "preempt cannot be \"resum\"; did you mean \"resume\"?" },
		{ WORK "resources = { r = { fails = { every = 3; repair = 1; counts = \"busy\"; }; }; };", 2, 64, "counts cannot be \"busy\"" },
		/* What is missing. */
		{ WORK "stations = { a = { fails = { every = \"60 h\"; }; }; };", 2, 20, "repair is missing in fails" },
		{ WORK "stations = { a = { setup = { time = 1; }; }; };", 2, 20, "on is missing in setup" },
		{ WORK "stations = { a = { setup = { on = \"kind\"; }; }; };", 2, 20, "time is missing in setup" },
		{ WORK "stations = { a = { batch = { wait_at_most = 3; }; }; };", 2, 20, "size is missing in batch" },
		{ WORK "calendars = { c = { }; };", 2, 15, "hours is missing in calendar 'c'" },
		{ WORK "resources = { r = { shifts = ( { number = 2; } ); }; };", 2, 32, "hours is missing in shift" },
		{ "title = \"t\";", 0, 0, "work is missing in model" },
		{ "work = { w = { }; };", 1, 10, "process is missing in kind of work 'w'" },
		{ "work = { w = { process = ( ); start_with = ( { number = 2; } ); }; };", 1, 46, "step is missing in start_with entry" },
		/* Names. */
		{ WORK "stations = { x-ray = { }; };", 2, 14, "'x-ray' cannot be a name: an expression would read '-' as a difference" },
		{ WORK "resources = { machine = { }; };", 2, 15, "'machine' cannot be a name: it is a word of the language" },
		{ WORK "scenarios = { base = { }; };", 2, 15, "'base' cannot be a name" },
		{ WORK "let = { a*b = 1; };", 2, 9, "'a*b' cannot be a name: names are letters, digits and '_'" },
		{ "work = { w = { process = ( ); facts = { end = 1; }; }; };", 1, 41, "'end' cannot be a name" },
		/* Not built yet. */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		read_config(&reading, cases[i].text, strlen(cases[i].text));
		const struct problem *problem = said(&reading.problems, cases[i].words);
		cr_expect(problem && reading.problems.count == 1, "«%s» should say this alone: %s", cases[i].text, cases[i].words);
		if (problem)
			cr_expect(problem->line == cases[i].line && problem->column == cases[i].column, "«%s»: at %d:%d, not %d:%d",
			cases[i].text,
				problem->line, problem->column, cases[i].line, cases[i].column);
		if (!problem || reading.problems.count != 1)
			show_all(&reading.problems, cases[i].text);
		done(&reading);
	}
}

Test(schema, all_that_is_wrong_is_said_in_one_run)
{
	static const char text[] = "titel = \"t\";\nrun = { seed = 1.5; lenght = 3; };\nstations = { x-y = { machines = 0; }; };\nwork = { w = { }; };\n";
	struct reading reading;
	read_config(&reading, text, strlen(text));
	static const char *const words[] = { "'titel'", "seed is a whole number", "'lenght'", "'x-y'", "machines is between",
		"process is missing" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		cr_expect(said(&reading.problems, words[i]), "said: %s", words[i]);
	cr_expect(reading.problems.errors == 6);
	done(&reading);
}

Test(schema, what_is_not_written_has_its_default)
{
	struct reading reading;
	read_config(&reading, WORK, strlen(WORK));
	const struct config *config = &reading.config;
	cr_assert(reading.problems.count == 0 && config->run && config->clock);
	cr_expect(config->run->replications->type == NODE_NUMBER && config->run->replications->number == 30.0);
	cr_expect(config->run->seed->number == 1.0 && config->run->items_at_most->number == 1e7);
	cr_expect_str_eq(config->run->warmup->text, "auto");
	cr_expect(!config->run->length && !config->run->items && !config->let && !config->title);
	cr_expect_str_eq(config->clock->unit->text, "min");
	cr_expect_str_eq(config->clock->workday->text, "8 h");
	cr_expect_str_eq(config->clock->rate->text, "h");
	cr_expect(config->work.count == 1 && config->stations.count == 0);
	const struct kind_spec *kind = schema_member(&config->work, 0);
	cr_expect(strcmp(kind->node->name, "w") == 0 && kind->process->count == 1 && !kind->arrive && kind->priority->number == 0.0);
	cr_expect_str_eq(node_path(config->run->seed, &reading.arena), "run.seed");
	done(&reading);
}

Test(schema, a_wrong_value_gives_way_to_the_default)
{
	static const char text[] = WORK "run = { replications = \"many\"; seed = true; };";
	struct reading reading;
	read_config(&reading, text, strlen(text));
	cr_expect(reading.problems.errors == 1 && reading.config.run->seed->number == 1.0);
	cr_expect(reading.config.run->replications->type == NODE_TEXT, "a count may be an expression of lets");
	done(&reading);
}

Test(schema, everything_written_lands_in_its_field)
{
	static const char text[] =
		"stations = { a = { machines = \"unlimited\"; time = \"2 min\"; needs = { r = 2; }; queue = { limit = 3; order = \"lifo\"; strict = true; }; };\n"
		"             b = { machines = \"agents\"; time = 3; needs_one_of = \"r\"; }; };\n"
		"resources = { r = { number = 2; }; };\n"
		"work = { w = { arrive = { rates = { each = \"1 h\"; per_hour = ( 1, 2.5 ); }; }; start_with = ( { step = \"a\"; }, { step = \"b\"; number = 4; } );\n"
		"         process = ( \"a\", { at = \"b\"; start = \"w\"; next = ( { to = \"a\"; chance = 0.5; }, { when = \"passes > 1\"; } ); } ); }; };\n"
		"scenarios = { s = { set = [ \"let.x = 1\" ]; }; };\n"
		"expect = ( { case = \"c\"; metric = \"m\"; per = \"n\"; value = 2; } );\n";
	struct reading reading;
	read_config(&reading, text, strlen(text));
	show_all(&reading.problems, "everything");
	cr_assert(reading.problems.count == 0);
	const struct config *config = &reading.config;
	const struct station_spec *a = schema_member(&config->stations, 0), *b = schema_member(&config->stations, 1);
	cr_expect(config->stations.count == 2 && strcmp(a->node->name, "a") == 0 && strcmp(b->node->name, "b") == 0);
	cr_expect(strcmp(a->machines->text, "unlimited") == 0 && node_child(a->needs, "r")->number == 2.0 &&
		a->queue->limit->number == 3.0);
	cr_expect(strcmp(a->queue->order->text, "lifo") == 0 && a->queue->strict->number == 1.0 && strcmp(a->queue->when_full->text,
		"block") == 0);
	cr_expect(b->needs_one_of->type == NODE_TEXT && !b->queue && b->time->number == 3.0);
	const struct kind_spec *kind = schema_member(&config->work, 0);
	cr_expect(kind->arrive->rates->per_hour->count == 2 && strcmp(kind->arrive->rates->period->text, "day") == 0 &&
		!kind->arrive->every);
	const struct start_with_spec *first = schema_member(&kind->start_with, 0), *second = schema_member(&kind->start_with, 1);
	cr_expect(kind->start_with.count == 2 && first->number->number == 1.0 && second->number->number == 4.0);
	struct step_spec step;
	cr_expect(schema_read(&step_schema, kind->process->last, &step, &reading.arena, &reading.problems) == 0);
	const struct next_spec *way = schema_member(&step.next, 1);
	cr_expect(step.next.count == 2 && !way->to && way->when && strcmp(step.start->text, "w") == 0 && !step.rest && !step.queue);
	const struct expect_spec *expect = schema_member(&config->expect, 0);
	cr_expect(strcmp(expect->case_id->text, "c") == 0 && strcmp(expect->per->text, "n") == 0 && strcmp(expect->kind->text,
		"exact") == 0);
	cr_expect(schema_read(&step_schema, kind->process->last, &step, &reading.arena, &reading.problems) == 0);
	struct node *chance = node_child(node_child(kind->process->last, "next")->first, "chance");
	chance->number = 12.0;
	chance->text = "12";
	cr_expect(schema_read(&step_schema, kind->process->last, &step, &reading.arena, &reading.problems) == -1);
	cr_expect(said(&reading.problems, "chance is a share between 0 and 1, not 12; did you mean \"12%\"?"));
	done(&reading);
}

/* A model that uses every sort of bracket, ending in the last one that must be closed. */
static const char sample[] =
	"title = \"A clinic\";\nclock = { unit = \"min\"; start = \"2026-01-05 06:00\"; };\n"
	"run = { length = \"13 wk\"; replications = 30; seed = 0x1F; };  # a comment\nlet = { demand = \"11 / h\"; };\n"
	"stations = {\n  desk = { machines = 2; time = \"lognormal(mean=8 min, sd=2 min)\"; queue = { limit = 12; }; };\n};\n"
	"/* another */ work = {\n  visit = {\n    arrive = { at = ( \"1 min\", 5, 7.5 ); };\n    facts = { urgent = \"chance(10%)\"; };\n"
	"    process = ( \"desk\", { at = \"desk\"; rework = { chance = \"5%\"; to = \"desk\"; }; },\n                ( ( \"desk\" ), ( \"desk\" ) ) );\n"
	"  };\n}";

Test(schema, every_truncation_of_a_file_complains)
{
	struct reading reading;
	read_config(&reading, sample, strlen(sample));
	show_all(&reading.problems, "the sample");
	cr_assert(reading.problems.count == 0, "the sample itself is right");
	done(&reading);
	for (size_t length = 0; length < strlen(sample); length++) {
		read_config(&reading, sample, length);
		cr_expect(reading.problems.errors > 0, "the first %zu bytes are not a model", length);
		cr_expect(!said(&reading.problems, "syntax error"), "the first %zu bytes: in our own words", length);
		done(&reading);
	}
}

/* Each byte replaced, one after the other: nothing crashes, and a file is either read or complained about. */
Test(schema, every_changed_byte_is_read_or_complained_about)
{
	static const char bytes[] = "\"{}()[];,=#-.\\ \n@x5/\xc3";
	char text[sizeof sample];
	for (size_t i = 0; i < strlen(sample); i++)
		for (const char *byte = bytes; *byte; byte++) {
			memcpy(text, sample, sizeof sample);
			text[i] = *byte;
			struct reading reading;
			read_config(&reading, text, strlen(text));
			cr_expect(reading.tree || reading.problems.errors > 0, "byte %zu as '%c'", i, *byte);
			cr_expect(!said(&reading.problems, "syntax error"), "byte %zu as '%c': in our own words", i, *byte);
			done(&reading);
		}
}

/* ---- The tables ---- */

static void check_example(const struct schema *schema, const struct schema_key *key)
{
	struct arena arena;
	struct problems problems;
	cr_assert(arena_init(&arena) == 0);
	problems_init(&problems);
	struct tree *tree = tree_read_text("example", key->example, strlen(key->example), &arena, &problems);
	cr_expect(tree && problems.count == 0, "%s.%s: the example can be read: %s", schema->name, key->name, key->example);
	cr_expect(!tree || (tree->root->count == 1 && node_child(tree->root, key->name)), "%s.%s: the example is about it",
		schema->name, key->name);
	if (tree) {
		schema_read(schema, tree->root, arena_take(&arena, 1, schema->size), &arena, &problems);
		for (size_t i = 0; i < problems.count; i++)
			cr_expect(strstr(problems.list[i].text, "is missing in"), "%s.%s: %s", schema->name, key->name,
			problems.list[i].text);
	}
	problems_done(&problems);
	arena_done(&arena);
}

/* Walks over all tables once. */
static void check_table(const struct schema *schema, const struct schema **seen, size_t *count)
{
	for (size_t i = 0; i < *count; i++)
		if (seen[i] == schema)
			return;
	cr_assert(*count < 80);
	seen[(*count)++] = schema;
	cr_expect(schema->name && schema->help && schema->size > 0 && schema->keys, "%s is whole", schema->name);
	for (const struct schema_key *key = schema->keys; key->name; key++) {
		cr_expect(key->help && strlen(key->help) > 10 && strchr(".)", key->help[strlen(key->help) - 1]),
			"%s.%s has a sentence of help",
			schema->name, key->name);
		cr_expect(key->example != NULL, "%s.%s has an example", schema->name, key->name);
		cr_expect(schema_find(schema, key->name) == key, "%s.%s is there once", schema->name, key->name);
		cr_expect(key->offset >= sizeof(void *), "%s.%s does not lie on `node`", schema->name,
			key->name);
		cr_expect(key->offset < schema->size, "%s.%s lies in the struct", schema->name, key->name);
		bool nested = key->type == KEY_GROUP || key->type == KEY_GROUPS || key->type == KEY_MEMBERS || key->type == KEY_STEPS;
		cr_expect(!nested || key->inner, "%s.%s has a table", schema->name, key->name);
		cr_expect(key->type != KEY_WORD || key->words, "%s.%s has words", schema->name, key->name);
		for (const struct schema_key *other = schema->keys; other < key; other++)
			cr_expect(other->offset != key->offset, "%s.%s and %s share a field", schema->name,
			key->name, other->name);
		if (key->example)
			check_example(schema, key);
		if (key->inner)
			check_table(key->inner, seen, count);
	}
}

Test(schema, tables_are_whole_and_their_examples_right)
{
	const struct schema *seen[80];
	size_t count = 0;
	check_table(&config_schema, seen, &count);
	cr_expect(count >= 35, "%zu tables", count);
}

Test(schema, names_are_letters_digits_and_underscores)
{
	static const char *const good[] = { "a", "A1", "paint_2", "x_ray", "batches", "ended" };
	static const char *const bad[] = { "", "1a", "_a", "x-ray", "a b", "a.b", "a*", "caf\xc3\xa9", "machine", "shift", "repair",
		"partner", "batch",
		"decision", "planned", "base", "checkpoint", "end", "scrap" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		cr_expect(!schema_name_fault(good[i]), "'%s' is a name", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_expect(schema_name_fault(bad[i]), "'%s' is no name", bad[i]);
}
