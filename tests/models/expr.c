/* Expressions: what they are worth, what is said about wrong ones, and that no text breaks them. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "models/expr.h"
#include "models/schema.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

static const char *const colours[] = {"red", "white", "black"};
static const char *const stations[] = {"paint", "pack"}, *const resources[] = {"senior", "junior"}, *const kinds[] = {"panel"};
static const char *const tasks[] = {"sand", "review"};

/* Facts: size (plain) 3, load (a time) 20 min, colour white, urgent 1, rush (a condition) true. The clock is in minutes. */
static const struct expr_symbol symbols[] = {
	{"demand", {.class = EXPR_NUMBER, .time = -1}, false, 11.0 / 60.0, 0},
	{"bad_primer", {.class = EXPR_NUMBER}, false, 0.12, 0},
	{"promise", {.class = EXPR_NUMBER, .time = 1}, false, 300.0, 0},
	{"size", {.class = EXPR_NUMBER}, true, 0.0, 0},
	{"load", {.class = EXPR_NUMBER, .time = 1}, true, 0.0, 1},
	{"colour", {.class = EXPR_WORD, .words = colours, .word_count = 3}, true, 0.0, 2},
	{"urgent", {.class = EXPR_NUMBER}, true, 0.0, 3},
	{"rush", {.class = EXPR_TRUTH}, true, 0.0, 4},
};
static double facts[] = {3.0, 20.0, 1.0, 1.0, 1.0};

enum { ALL = 31 };

/* What a test needs to compile one text: the line is what a file would hold. */
struct bench {
	struct arena arena;
	struct problems problems;
	struct expr_scope scope;
	struct tree tree;
	struct node node;
	char line[12000];
	const char *lines[1];
	struct stream stream;
	struct expr_env env;
};

/* A world in which every answer tells what was asked. */
static double look(const void *world, enum expr_state what, uint32_t index)
{
	(void)world;
	switch (what) {
	case EXPR_NOW: return 1000.0;
	case EXPR_AGE: return 90.0;
	case EXPR_WAITED: return 15.0;
	case EXPR_PASSES: return 2.0;
	case EXPR_HOUR: return 17.5;
	case EXPR_WEEKDAY: return 6.0;
	case EXPR_QUEUE: return 10.0 + index;
	case EXPR_BUSY_STATION: return 20.0 + index;
	case EXPR_BUSY_RESOURCE: return 30.0 + index;
	case EXPR_FREE_RESOURCE: return 40.0 + index;
	case EXPR_WIP: return 50.0 + index;
	case EXPR_ENDED:
	case EXPR_ACTIVE:
	case EXPR_DONE: return index;
	case EXPR_COUNT: return 60.0 + index;
	case EXPR_BY: return 0.0;
	case EXPR_ORDINAL: return 4.0;
	case EXPR_POSITION: return 7.0;
	case EXPR_LATEST_START: return 100.0;
	case EXPR_LATEST_FINISH: return 130.0;
	case EXPR_SLACK: return 60.0;
	case EXPR_FOLLOWERS: return 5.0;
	case EXPR_RANK_WEIGHT: return 70.0;
	case EXPR_TASK_TIME: return 30.0;
	case EXPR_CRITICAL_CHAIN: return 3.0;
	case EXPR_COST_SO_FAR: return 340.0;
	}
	return NAN;
}

static void bench_init(struct bench *b)
{
	memset(b, 0, sizeof *b);
	cr_assert_eq(arena_init(&b->arena), 0);
	problems_init(&b->problems);
	b->scope = (struct expr_scope){
		.symbols = symbols, .symbol_count = COUNT_OF(symbols), .stations = {stations, 2}, .resources = {resources, 2},
			.kinds = {kinds, 1},
		.tasks = {tasks, 2}, .allow = ALL, .unit = 1.0 / 60.0, .workday = 480.0, .folder = "tests/models", .arena = &b->arena,
	};
	b->tree = (struct tree){.file = "test.cfg", .folder = "tests/models", .lines = b->lines, .line_count = 1, .arena = &b->arena};
	b->lines[0] = b->line;
	b->env = (struct expr_env){.facts = facts, .stream = &b->stream, .look = look};
	stream_key(&b->stream, 7, 1);
	stream_address(&b->stream, 1, 2, 3, 0);
}

static void bench_done(struct bench *b)
{
	problems_done(&b->problems);
	arena_done(&b->arena);
}

static const struct node *node_of(struct bench *b, const char *text)
{
	problems_done(&b->problems);
	problems_init(&b->problems);
	snprintf(b->line, sizeof b->line, "  time = \"%s\";", text);
	b->node = (struct node){.type = NODE_TEXT, .name = "time", .text = arena_text(&b->arena, text), .tree = &b->tree, .line = 1,
		.column = 3};
	return &b->node;
}

static int compile(struct bench *b, struct expr *expr, const char *text, int want)
{
	return expr_compile(expr, node_of(b, text), want, &b->scope, &b->problems);
}

static const char *said(const struct bench *b)
{
	return b->problems.count ? b->problems.list[0].text : "nothing";
}

static const struct {
	const char *text;
	int want;
	double value;
} values[] = {
	{"12", UNIT_NONE, 12}, {"1.5", UNIT_NONE, 1.5}, {"1e3", UNIT_NONE, 1000}, {".5", UNIT_NONE, 0.5}, {"12%", UNIT_SHARE, 0.12},
	{"12 min", UNIT_TIME, 12}, {"1.5 h", UNIT_TIME, 90}, {"30s", UNIT_TIME, 0.5}, {"2 d", UNIT_TIME, 2880},
	{"1 wk", UNIT_TIME, 10080},
	{"1 y", UNIT_TIME, 525600}, {"3 wd", UNIT_TIME, 1440}, {"12", UNIT_TIME, 12}, {"11", UNIT_RATE, 11},
	{"2 * 3 + 1", UNIT_TIME, 7},
	{"11 / h", UNIT_RATE, 11.0 / 60}, {"1 / demand", UNIT_TIME, 60.0 / 11}, {"3 d / wk", UNIT_NUMBER, 3.0 / 7},
	{"2 * h", UNIT_TIME, 120},
	{"(h)", UNIT_TIME, 60}, {"5 / 2 h", UNIT_RATE, 5.0 / 120}, {"1 + 2 * 3", UNIT_NONE, 7}, {"(1 + 2) * 3", UNIT_NONE, 9},
	{"2 ^ 3 ^ 2", UNIT_NONE, 512}, {"-2 ^ 2", UNIT_NONE, -4}, {"2 ^ -1", UNIT_NONE, 0.5}, {"8 - 3 - 2", UNIT_NONE, 3},
	{"8 / 4 / 2", UNIT_NONE, 1}, {"--3", UNIT_NONE, 3}, {"(2 min) ^ 2 / 1 min", UNIT_TIME, 4},
	{"sqrt(4 min * 9 min)", UNIT_TIME, 6},
	{"sqrt(16)", UNIT_NONE, 4}, {"min(3, 1, 2)", UNIT_NONE, 1}, {"max(3 min, 1 h)", UNIT_TIME, 60},
	{"max(0, 5 min)", UNIT_TIME, 5},
	{"min(0, 5 min)", UNIT_TIME, 0}, {"abs(-3)", UNIT_NONE, 3}, {"floor(2.7)", UNIT_NONE, 2}, {"ceil(2.1)", UNIT_NONE, 3},
	{"round(2.5)", UNIT_NONE, 3}, {"exp(0)", UNIT_NONE, 1}, {"log(exp(2))", UNIT_NONE, 2}, {"0", UNIT_TIME, 0},
	{"5 min + 0", UNIT_TIME, 5},
	{"1 = 1", UNIT_CONDITION, 1}, {"1 != 1", UNIT_CONDITION, 0}, {"1 < 2 and 2 < 3", UNIT_CONDITION, 1},
	{"not 1 > 2", UNIT_CONDITION, 1},
	{"1 > 2 or 2 <= 2", UNIT_CONDITION, 1}, {"1 > 2 and 1 = 1 or 1 >= 1", UNIT_CONDITION, 1}, {"true", UNIT_CONDITION, 1},
	{"if(1 < 2, 3 min, 4 min)", UNIT_TIME, 3}, {"if(1 > 2, 3 min, 0)", UNIT_TIME, 0}, {"bad_primer", UNIT_SHARE, 0.12},
	{"size", UNIT_NUMBER, 3}, {"size * 2 min", UNIT_TIME, 6}, {"size", UNIT_TIME, 3}, {"load", UNIT_TIME, 20},
	{"load + 5 min", UNIT_TIME, 25},
	{"load / 1 min", UNIT_NUMBER, 20}, {"colour = white", UNIT_CONDITION, 1}, {"red = colour", UNIT_CONDITION, 0},
	{"colour != red and size = 3", UNIT_CONDITION, 1}, {"urgent", UNIT_CONDITION, 1}, {"not urgent", UNIT_CONDITION, 0},
	{"rush", UNIT_CONDITION, 1}, {"urgent and rush", UNIT_CONDITION, 1}, {"if(rush, 1 min, 2 min)", UNIT_TIME, 1},
	{"if(not rush, 1 min, load)", UNIT_TIME, 20}, {"rush = (size > 5)", UNIT_CONDITION, 0},
	{"now", UNIT_TIME, 1000}, {"age >= 90 min", UNIT_CONDITION, 1}, {"waited / age", UNIT_NUMBER, 15.0 / 90},
	{"passes", UNIT_NUMBER, 2},
	{"hour >= 17", UNIT_CONDITION, 1}, {"weekday = Sat", UNIT_CONDITION, 1}, {"weekday >= Sun", UNIT_CONDITION, 0},
	{"weekday = 6", UNIT_CONDITION, 1}, {"queue(pack)", UNIT_NUMBER, 11}, {"busy(paint)", UNIT_NUMBER, 20},
	{"busy(junior)", UNIT_NUMBER, 31},
	{"free(senior)", UNIT_NUMBER, 40}, {"wip(panel)", UNIT_NUMBER, 50}, {"done(review)", UNIT_CONDITION, 1},
	{"done(sand)", UNIT_CONDITION, 0},
	{"count(review)", UNIT_NUMBER, 61}, {"if(by = senior, 1 min, 2 min)", UNIT_TIME, 1}, {"by = paint", UNIT_CONDITION, 0},
	{"if(queue(paint) > 5, 3 min, 9 min)", UNIT_TIME, 3}, {"size > 5 and 1 / (size - 3) > 0", UNIT_CONDITION, 0},
	{"constant(5 min)", UNIT_TIME, 5}, {"constant(load)", UNIT_TIME, 20}, {"uniform(size, size)", UNIT_NUMBER, 3},
	{"2 min + constant(3 min)", UNIT_TIME, 5}, {"chance(100%)", UNIT_NUMBER, 1}, {"if(chance(0%), 1 min, 2 min)", UNIT_TIME, 2},
	{"choice(5 min: 1, 10 min: 0)", UNIT_TIME, 5}, {"choice(5: 0, 7: 3)", UNIT_TIME, 7},
	{"floor(age / 1 h)", UNIT_NUMBER, 1}, {"-size", UNIT_NUMBER, -3}, {"abs(load - age)", UNIT_TIME, 70},
	{"max(size, passes, 1)", UNIT_NUMBER, 3},
	/* By luck: 3/4. */
	{"uniform(0 min, 8 min, luck = size / 4)", UNIT_TIME, 6}, {"uniform(0 min, load, luck = size / 4)", UNIT_TIME, 15},
	{"load + uniform(luck = size / 4, low = 0, high = 8 min) * 2", UNIT_TIME, 32}, {"triangular(2, 5, 14; luck = 25%)", UNIT_NUMBER, 5},
	{"exponential(5 min, luck = 0.5)", UNIT_TIME, 3.4657359027997265}, {"constant(load, luck = 1)", UNIT_TIME, 20},
	{"normal(1 min, 1 min, luck = size / 4)", UNIT_TIME, 1.8052552960328747}, {"0 min + normal(load, 1 min, luck = size / 6)", UNIT_TIME, 20},
	{"if(rush, normal(1 min, 1 min, luck = 0.5), 3 min)", UNIT_TIME, 1.2001736861668912},
	{"normal(load / 20, 1 min, luck = 0.5)", UNIT_TIME, 1.2001736861668912},
	{"uniform(0, 1, luck = correlated(size / 4, 1))", UNIT_NUMBER, 0.75}, {"correlated(luck = 0.25, r = -1)", UNIT_NUMBER, 0.75},
	{"max(2, gamma(mean = 3, sd = 0, luck = size / 4, data = 30), 1)", UNIT_NUMBER, 3},
};

Test(expr, gives_the_value_of_a_text)
{
	struct bench b;
	bench_init(&b);
	for (size_t i = 0; i < COUNT_OF(values); i++) {
		struct expr expr;
		int result = compile(&b, &expr, values[i].text, values[i].want);
		cr_expect_eq(result, 0, "%s: %s", values[i].text, said(&b));
		if (result != 0)
			continue;
		double value = expr_value(&expr, &b.env);
		cr_expect(fabs(value - values[i].value) <= 1e-12 * fabs(values[i].value), "%s gives %.17g, not %.17g", values[i].text,
			value,
			values[i].value);
	}
	bench_done(&b);
}

static const struct {
	const char *text;
	int want;
	unsigned allow;
	const char *phrase;
	int column;   /* of the caret in the expression, from 1; 0: not looked at */
} wrongs[] = {
	/* Units */
	{"5 min + 3", UNIT_TIME, ALL, "'5 min' is a time and '3' is a plain number: write '3 min'", 9},
	{"age > 300", UNIT_CONDITION, ALL, "'age' is a time and '300' is a plain number: write '300 min'", 7},
	{"demand + 3", UNIT_NONE, ALL, "write '3 / min'", 10},
	{"demand + age", UNIT_NONE, ALL, "'demand' is a rate and 'age' is a time; they cannot be added", 0},
	{"11 / h", UNIT_TIME, ALL, "'11 / h' is a rate; a time belongs here: write '1 / (11 / h)'", 1},
	{"5 min", UNIT_RATE, ALL, "write '1 / (5 min)'", 1},
	{"exponential(11 / h)", UNIT_TIME, ALL, "is a rate; a time belongs here", 1},
	{"age / 2 h", UNIT_TIME, ALL, "is a plain number; a time belongs here", 1},
	{"12%", UNIT_TIME, ALL, "'12%' is a plain number; a time belongs here", 1},
	{"5 min", UNIT_NUMBER, ALL, "a plain number belongs here", 1},
	{"5 min", UNIT_MONEY, ALL, "money", 1},
	{"age", UNIT_CONDITION, ALL, "a condition belongs here", 1},
	{"size > 3", UNIT_NUMBER, ALL, "'size > 3' is a condition; a plain number belongs here", 1},
	{"exp(age)", UNIT_NONE, ALL, "exp needs a plain number", 5},
	{"floor(age)", UNIT_NONE, ALL, "as in 'age / 1 h'", 7},
	{"age ^ size", UNIT_NONE, ALL, "whole number", 7},
	{"2 ^ age", UNIT_NONE, ALL, "an exponent needs a plain number", 5},
	{"sqrt(age)", UNIT_NONE, ALL, "no square root", 6},
	{"uniform(1 min, 3)", UNIT_TIME, ALL, "write '3 min'", 16},
	{"gamma(mean=3 min, sd=1)", UNIT_TIME, ALL, "write '1 min'", 0},
	{"erlang(3 min, 2 min)", UNIT_TIME, ALL, "'k' of erlang needs a plain number", 8},
	{"if(size > 3, 1 min, 2)", UNIT_TIME, ALL, "write '2 min'", 21},
	{"colour + 1", UNIT_NONE, ALL, "a word", 0},
	{"rush + 1", UNIT_NONE, ALL, "a condition", 0},
	{"if(size, 1, 2)", UNIT_NONE, ALL & ~1U, "fact", 4},
	{"if(size + 1, 1, 2)", UNIT_NONE, ALL, "a condition belongs here", 4},
	/* Ranges */
	{"120%", UNIT_SHARE, ALL, "a chance is between 0 % and 100 %; 120 % was given", 1},
	{"-5%", UNIT_SHARE, ALL, "-5 % was given", 1},
	{"-5 min", UNIT_TIME, ALL, "a time cannot be negative; '-5 min' was given", 1},
	{"2 min - 5 min", UNIT_TIME, ALL, "a time cannot be negative", 1},
	{"uniform(-1 min, 5 min)", UNIT_TIME, ALL, "a time cannot be negative", 1},
	{"exponential(-5 min)", UNIT_TIME, ALL, "exponential", 1},
	{"uniform(5 min, 1 min)", UNIT_TIME, ALL, "uniform", 1},
	{"1 / 0", UNIT_NONE, ALL, "divides by zero", 5},
	{"log(-1)", UNIT_NONE, ALL, "has no value", 1},
	{"1e400", UNIT_NONE, ALL, "too large", 1},
	{"1e308 * 10", UNIT_NONE, ALL, "too large", 1},
	/* Names */
	{"demnd", UNIT_NONE, ALL, "unknown name 'demnd'; did you mean 'demand'?", 1},
	{"1 / demnd", UNIT_NONE, 0, "did you mean 'demand'?", 5},
	{"expnential(5)", UNIT_TIME, ALL, "unknown function 'expnential'; did you mean 'exponential'?", 1},
	{"colour = redd", UNIT_CONDITION, ALL, "did you mean 'red'?", 10},
	{"by = senor", UNIT_CONDITION, ALL, "did you mean 'senior'?", 6},
	{"queue(paimt)", UNIT_NUMBER, ALL, "'paimt' is not a station; did you mean 'paint'?", 7},
	{"busy(junor)", UNIT_NUMBER, ALL, "did you mean 'junior'?", 6},
	{"done(rewiev)", UNIT_CONDITION, ALL, "did you mean 'review'?", 6},
	{"queue", UNIT_NUMBER, ALL, "write 'queue(…)'", 1},
	{"age(3)", UNIT_NUMBER, ALL, "takes no arguments", 1},
	{"paint > 3", UNIT_CONDITION, ALL, "write 'queue(paint)'", 1},
	{"exponential", UNIT_TIME, ALL, "needs its arguments", 1},
	{"demand(3)", UNIT_NONE, ALL, "not a function", 1},
	{"active(sand)", UNIT_CONDITION, ALL, "belongs to work with a 'case'", 1},
	{"min > 3", UNIT_CONDITION, ALL, "'min' is a unit", 1},
	{"5 hr", UNIT_TIME, ALL, "'hr' is not a unit; did you mean 'h'?", 3}, {"5 Min", UNIT_TIME, ALL, "did you mean 'min'?", 3},
	{"5 minutes", UNIT_TIME, ALL, "did you mean 'min'?", 3}, {"5 apples", UNIT_TIME, ALL, "units are s, min", 3},
	{"colour < red", UNIT_CONDITION, ALL, "only '=' and '!='", 1},
	/* Not allowed here */
	{"size * 2", UNIT_NONE, 0, "'size' is a fact", 1},
	{"queue(paint)", UNIT_NUMBER, 0, "state of the system", 1},
	{"now", UNIT_NONE, 0, "state of the system", 1},
	{"age", UNIT_NONE, 0, "asks about an item", 1},
	{"exponential(5)", UNIT_NONE, 0, "draws a random number", 1},
	{"busy(paint) > uniform(1, 2)", UNIT_CONDITION, EXPR_ALLOW_STATE, "draws a random number", 15},
	{"by = senior", UNIT_CONDITION, ALL & ~EXPR_ALLOW_BY, "who serves", 1},
	/* Arguments */
	{"min(3)", UNIT_NONE, ALL, "takes two or more values, not 1", 1},
	{"if(1 = 1, 2)", UNIT_NONE, ALL, "three values", 1},
	{"abs()", UNIT_NONE, ALL, "one value", 1},
	{"gamma(mean=3 min, ds=1 min)", UNIT_TIME, ALL, "gamma has no argument 'ds'", 19},
	{"exponential(1, 2)", UNIT_TIME, ALL, "write exponential(mean)", 1},
	{"uniform(low=1, low=2)", UNIT_TIME, ALL, "given twice", 16},
	{"gamma()", UNIT_TIME, ALL, "write gamma(mean, sd)", 1},
	{"choice()", UNIT_NONE, ALL, "choice needs", 1},
	{"choice(red, white)", UNIT_NONE, ALL, "weight after each value", 8},
	{"choice(red: 1, 5: 1)", UNIT_NONE, ALL, "all words or all numbers", 1},
	{"choice(red: 1, red: 1)", UNIT_NONE, ALL, "named twice", 16},
	{"choice(red: 1, blue: -1)", UNIT_NONE, ALL, "must not be negative", 22},
	{"choice(red: size, blue: 1)", UNIT_NONE, ALL, "known when the model is read", 13},
	{"choice(red: 0, blue: 0)", UNIT_NONE, ALL, "choice(red", 1},
	{"choice(1 min: 1, 2: 1)", UNIT_NONE, ALL, "write '2 min'", 18},
	{"uniform(1: 2, 3)", UNIT_NONE, ALL, "choice(value: weight", 0},
	{"empirical('nowhere.csv', 'x')", UNIT_TIME, ALL, "cannot read", 0},
	{"empirical(nowhere)", UNIT_TIME, ALL, "both in quotes", 1},
	{"'red'", UNIT_NONE, ALL, "text in quotes", 1},
	{"poisson(3, luck = 0.5)", UNIT_NUMBER, ALL, "'luck' cannot stand in poisson, whose values have gaps", 12},
	{"uniform(1, 2, luck = 1.5)", UNIT_NUMBER, ALL, "'1.5' is out of range; 'luck' is a plain number from 0 to 1", 22},
	{"uniform(1, 2, luck = load)", UNIT_NUMBER, ALL, "'load' is a time; 'luck' is a plain number", 22},
	{"uniform(1, 2, luck = rush)", UNIT_NUMBER, ALL, "'rush' is no number; 'luck'", 22},
	{"uniform(1, 2, luck = wether)", UNIT_NUMBER, ALL, "unknown name 'wether'", 22},
	{"uniform(1, 2, luck = 0.1, luck = 0.2)", UNIT_NUMBER, ALL, "'luck' is given twice", 27},
	{"uniform(1, luck = 0.1)", UNIT_NUMBER, ALL, "write uniform(low, high)", 1},
	{"uniform(1, 2, luck = 0.1)", UNIT_NUMBER, 0, "draws a random number", 1},
	{"uniform(-1 min, 5 min, luck = size / 4)", UNIT_TIME, ALL, "a time cannot be negative", 1},
	{"correlated(0.5, 0.3)", UNIT_NUMBER, 0, "'correlated' draws a random number", 1},
	{"correlated(0.5)", UNIT_NUMBER, ALL, "write correlated(luck, r)", 1},
	{"correlated(0.5, 0.1, 0.2)", UNIT_NUMBER, ALL, "write correlated(luck, r)", 1},
	{"correlated(0.5, q = 0.1)", UNIT_NUMBER, ALL, "write correlated(luck, r)", 1},
	{"correlated(r = 0.5, r = 0.1)", UNIT_NUMBER, ALL, "'r' is given twice", 21},
	{"correlated(0.5, 1.1)", UNIT_NUMBER, ALL, "'1.1' is out of range; 'r' is a plain number from -1 to 1", 17},
	{"correlated(load, 0.1)", UNIT_NUMBER, ALL, "'load' is a time; 'luck' is a plain number from 0 to 1", 12},
	{"correlated(0.5, 0.5)", UNIT_TIME, ALL, "is a plain number; a time belongs here", 1},
	/* Grammar */
	{"", UNIT_NONE, ALL, "empty", 0},
	{"   ", UNIT_NONE, ALL, "empty", 0},
	{"3 +", UNIT_NONE, ALL, "a value is missing at the end", 3},
	{"(1 + 2", UNIT_NONE, ALL, "this '(' is never closed", 1},
	{"1 + 2)", UNIT_NONE, ALL, "closes nothing", 6},
	{"1 2", UNIT_NONE, ALL, "'2' is left over", 3},
	{"size 2", UNIT_NONE, ALL, "left over", 6},
	{"1,5", UNIT_NONE, ALL, "written with a point", 2},
	{"1.5.2", UNIT_NONE, ALL, "one decimal point", 4},
	{"1 < 2 < 3", UNIT_NONE, ALL, "cannot be chained", 7},
	{"size == 3", UNIT_NONE, ALL, "write '='", 6},
	{"rush && urgent", UNIT_NONE, ALL, "write 'and'", 6},
	{"!rush", UNIT_NONE, ALL, "write 'not'", 1},
	{"size ≥ 3", UNIT_NONE, ALL, "write '>='", 6},
	{"5 €", UNIT_NONE, ALL, "'€' cannot stand", 3},
	{"min(1,)", UNIT_NONE, ALL, "an argument is missing", 7},
	{"if(1 = 1, 2 : 3)", UNIT_NONE, ALL, "':' belongs", 0},
	{"'abc", UNIT_NONE, ALL, "never closed", 1},
	{"and", UNIT_NONE, ALL, "a value is missing before 'and'", 1},
};

Test(expr, says_what_is_wrong_and_where)
{
	struct bench b;
	bench_init(&b);
	for (size_t i = 0; i < COUNT_OF(wrongs); i++) {
		struct expr expr;
		b.scope.allow = wrongs[i].allow;
		cr_expect_eq(compile(&b, &expr, wrongs[i].text, wrongs[i].want), -1, "%s is taken", wrongs[i].text);
		cr_expect(strstr(said(&b), wrongs[i].phrase), "%s: %s", wrongs[i].text, said(&b));
		int column = b.problems.count ? b.problems.list[0].column - 10 : 0;
		cr_expect(wrongs[i].column == 0 || column == wrongs[i].column, "%s: caret at %d", wrongs[i].text, column);
		cr_expect(b.problems.count == 1, "%s: %zu complaints", wrongs[i].text, b.problems.count);
	}
	bench_done(&b);
}

Test(expr, the_caret_finds_its_place_in_a_line_with_quotes_and_repeats)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	node_of(&b, "empirical(\"times.csv\", \"x\")");
	snprintf(b.line, sizeof b.line, "every = \"empirical(\\\"times.csv\\\", \\\"x\\\")\";");
	cr_expect_eq(expr_compile(&expr, &b.node, UNIT_TIME, &b.scope, &b.problems), -1);
	cr_expect_eq(b.problems.list[0].column, (int)(strstr(b.line, "\\\"x") - b.line + 1), "%d", b.problems.list[0].column);
	node_of(&b, "demnd");
	snprintf(b.line, sizeof b.line, "a = \"demnd\"; time = \"demnd\";");
	b.node.column = 14;
	cr_expect_eq(expr_compile(&expr, &b.node, UNIT_TIME, &b.scope, &b.problems), -1);
	cr_expect_eq(b.problems.list[0].column, 22, "%d", b.problems.list[0].column);
	bench_done(&b);
}

Test(expr, both_sides_are_complained_about)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	cr_expect_eq(compile(&b, &expr, "demnd + sise * 2 + queue(pant)", UNIT_NONE), -1);
	cr_expect_eq(b.problems.count, 3);
	bench_done(&b);
}

Test(expr, too_long_and_too_deep_texts_are_refused)
{
	struct bench b;
	bench_init(&b);
	static char text[11000];
	struct expr expr;
	static const struct {
		const char *part, *phrase;
		size_t times;
	} cases[] = {
		{"1+", "longer than 10000", 5400}, {"1+", "too long", 2000}, {"(", "too deep", 300}, {"-", "too deep", 300},
		{"not ", "too deep", 300},
		{"2^", "too deep", 300}, {"min(1,", "too deep", 300}, {"if(rush,", "too deep", 300},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		text[0] = '\0';
		for (size_t k = 0; k < cases[i].times; k++)
			strcat(text, cases[i].part);
		strcat(text, "1");
		cr_expect_eq(compile(&b, &expr, text, UNIT_NONE), -1);
		cr_expect(strstr(said(&b), cases[i].phrase), "%s…: %s", cases[i].part, said(&b));
	}
	text[0] = '\0';
	for (size_t k = 0; k < 900; k++)
		strcat(text, "size+");
	strcat(text, "1");
	cr_expect_eq(compile(&b, &expr, text, UNIT_NONE), 0, "%s", said(&b));
	cr_expect_eq(expr_value(&expr, &b.env), 2701.0);
	bench_done(&b);
}

Test(expr, no_prefix_of_a_text_breaks_the_compiler)
{
	struct bench b;
	bench_init(&b);
	static const char *const texts[] = {
		"if(by = senior and not (queue(paint) >= 3 or age > 1.5e1 h), 2 min + gamma(mean=3 min, sd=1 min), choice(5 min: 50%, 7: 1))",
		"choice(red: 50%, white: 30%, black: 20%)", "empirical(\"nowhere.csv\", \"column\"; smooth=yes) * 2",
			"-2 ^ -3 ^ sqrt(size) != exp(log(4))",
		"uniform(exponential(uniform(1 min, 2 min)), low=3) <= max(age, waited, 0) / (3 d / wk)",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		for (size_t length = 0; length <= strlen(texts[i]); length++) {
			char text[256];
			snprintf(text, sizeof text, "%.*s", (int)length, texts[i]);
			struct expr expr;
			int result = compile(&b, &expr, text, UNIT_NONE);
			cr_expect((result == 0) == (b.problems.errors == 0), "%s", text);
			if (result == 0)
				expr_value(&expr, &b.env);
		}
	bench_done(&b);
}

Test(expr, the_common_forms_are_told_apart)
{
	struct bench b;
	bench_init(&b);
	static const struct {
		const char *text;
		int want;
		enum expr_form form;
		unsigned uses;
	} cases[] = {
		{"2 min + 3 min", UNIT_TIME, EXPR_CONSTANT, 0}, {"exponential(1 / demand)", UNIT_TIME, EXPR_DRAW, EXPR_ALLOW_DRAWS},
		{"exponential(5)", UNIT_TIME, EXPR_DRAW, EXPR_ALLOW_DRAWS},
		{"2 * exponential(5 min)", UNIT_TIME, EXPR_CODE, EXPR_ALLOW_DRAWS},
		{"exponential(load)", UNIT_TIME, EXPR_CODE, EXPR_ALLOW_DRAWS | EXPR_ALLOW_FACTS},
		{"choice(1: 1, 2: 1)", UNIT_NONE, EXPR_DRAW, EXPR_ALLOW_DRAWS},
		{"queue(paint) + age / 1 h", UNIT_NUMBER, EXPR_CODE, EXPR_ALLOW_STATE | EXPR_ALLOW_ITEM},
		{"by = senior", UNIT_CONDITION, EXPR_CODE, EXPR_ALLOW_BY},
		{"pert(low=1, mode=2, high=4)", UNIT_TIME, EXPR_DRAW, EXPR_ALLOW_DRAWS},
		{"gamma(shape=2, scale=3 min)", UNIT_TIME, EXPR_DRAW, EXPR_ALLOW_DRAWS},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct expr expr;
		cr_expect_eq(compile(&b, &expr, cases[i].text, cases[i].want), 0, "%s: %s", cases[i].text, said(&b));
		cr_expect_eq(expr.form, cases[i].form, "%s", cases[i].text);
		cr_expect_eq(expr.uses, cases[i].uses, "%s", cases[i].text);
	}
	bench_done(&b);
}

Test(expr, asks_tells_which_state_is_needed)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	cr_assert_eq(compile(&b, &expr, "passes > 1 and queue(paint) < busy(senior)", UNIT_CONDITION), 0);
	cr_expect_eq(expr.asks, 1U << EXPR_PASSES | 1U << EXPR_QUEUE | 1U << EXPR_BUSY_RESOURCE);
	bench_done(&b);
}

Test(expr, draws_come_again_at_the_same_address)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	cr_assert_eq(compile(&b, &expr, "2 min + size * gamma(mean=3 min, sd=1 min) + exponential(uniform(1 min, 2 min))", UNIT_TIME),
		0, "%s", said(&b));
	double first = expr_value(&expr, &b.env), second = expr_value(&expr, &b.env);
	stream_address(&b.stream, 1, 2, 3, 0);
	cr_expect_eq(expr_value(&expr, &b.env), first);
	cr_expect_eq(expr_value(&expr, &b.env), second);
	cr_expect_neq(first, second);
	bench_done(&b);
}

Test(expr, a_branch_not_taken_draws_nothing)
{
	struct bench b;
	bench_init(&b);
	struct expr expr, plain;
	cr_assert_eq(compile(&b, &expr, "if(not rush and chance(50%), uniform(1, 2), 3 * uniform(1, 2))", UNIT_TIME), 0);
	cr_assert_eq(compile(&b, &plain, "3 * uniform(1, 2)", UNIT_TIME), 0);
	double value = expr_value(&expr, &b.env);
	stream_address(&b.stream, 1, 2, 3, 0);
	cr_expect_eq(expr_value(&plain, &b.env), value);
	bench_done(&b);
}

Test(expr, words_are_the_values_of_a_choice)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	cr_assert_eq(compile(&b, &expr, "choice(s: 50%, red: 30%, min: 20%)", UNIT_NONE), 0, "%s", said(&b));
	cr_assert_eq(expr.type.class, EXPR_WORD);
	cr_assert_eq(expr.type.word_count, 3);
	cr_expect_str_eq(expr.type.words[2], "min");
	/* 20,000 draws: four standard errors of a share of 1/2 are 0.0141. */
	int counts[3] = {0};
	for (int i = 0; i < 20000; i++)
		counts[(int)expr_value(&expr, &b.env)]++;
	cr_expect(fabs(counts[0] / 20000.0 - 0.5) < 0.0141, "%d", counts[0]);
	cr_expect(fabs(counts[1] / 20000.0 - 0.3) < 0.0141, "%d", counts[1]);
	bench_done(&b);
}

Test(expr, a_fact_is_set_to_one_of_its_own_words)
{
	struct bench b;
	bench_init(&b);
	const struct expr_type *colour = &symbols[5].type;
	static const struct {
		const char *text;
		double value;   /* below 0: refused */
	} cases[] = {
		{"black", 2}, {"colour", 1}, {"if(size > 2, black, red)", 2}, {"choice(black: 1)", 2}, {"if(size > 2, colour, red)", 1},
		{"blak", -1}, {"3", -1}, {"choice(blue: 1)", -1}, {"rush", -1},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct expr expr;
		int result = expr_compile_like(&expr, node_of(&b, cases[i].text), colour, &b.scope, &b.problems);
		cr_expect_eq(result, cases[i].value < 0.0 ? -1 : 0, "%s: %s", cases[i].text, said(&b));
		if (result == 0)
			cr_expect_eq(expr_value(&expr, &b.env), cases[i].value, "%s", cases[i].text);
	}
	struct expr expr;
	cr_expect_eq(expr_compile_like(&expr, node_of(&b, "3"), &symbols[4].type, &b.scope, &b.problems), 0);
	cr_expect_eq(expr.type.time, 1);
	bench_done(&b);
}

Test(expr, means_replace_draws)
{
	struct bench b;
	bench_init(&b);
	static const struct {
		const char *text;
		double mean;
	} cases[] = {
		{"exponential(5 min)", 5}, {"2 min + gamma(mean=3 min, sd=1 min)", 5}, {"size * uniform(1 min, 3 min)", 6},
		{"exponential(uniform(1 min, 3 min))", 2}, {"choice(5 min: 1, 10 min: 3)", 8.75}, {"if(rush, uniform(1, 3), 9)", 2},
		/* A normal above 0 only: m + s phi(m/s) / Phi(m/s), here with m = s = 1. */
		{"normal(1 min, 1 min)", 1.2875999709391783},
		{"normal(1 min, 1 min, luck = size / 4)", 1.2875999709391783}, {"normal(load / 20, 1 min, luck = correlated(size / 4, 0.4))",
			1.2875999709391783},
		/* What has a luck that is known is not left to chance. */
		{"exponential(5 min, luck = size / 4)", 5}, {"exponential(5 min, luck = 0.5)", 3.4657359027997265},
		{"normal(1 min, 1 min, luck = 0.5)", 1.2001736861668912}, {"correlated(0.5, 0.7) * 4 min", 2},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct expr expr;
		cr_expect_eq(compile(&b, &expr, cases[i].text, UNIT_TIME), 0, "%s: %s", cases[i].text, said(&b));
		double mean = expr_mean(&expr, &b.env);
		cr_expect(fabs(mean - cases[i].mean) < 1e-12 * cases[i].mean, "%s: %.17g", cases[i].text, mean);
	}
	bench_done(&b);
}

Test(expr, lowest_is_never_above_a_draw)
{
	struct bench b;
	bench_init(&b);
	static const struct {
		const char *text;
		double low;
	} cases[] = {
		{"5 min", 5}, {"exponential(5 min)", 0}, {"2 min + exponential(5 min)", 2}, {"uniform(3 min, 4 min)", 3},
		{"normal(1 min, 1 min)", 0},
		{"max(1 min, exponential(5 min))", 1}, {"if(rush, 3 min, 2 min + gamma(1 min, 1 min))", 2},
		{"uniform(2 min, 3 min) * 2", 4},
		{"exponential(uniform(1 min, 2 min))", 0}, {"if(rush, normal(5 min, 1 min), 2 min)", 0}, {"age", 0}, {"load", -INFINITY},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct expr expr;
		cr_expect_eq(compile(&b, &expr, cases[i].text, UNIT_TIME), 0, "%s: %s", cases[i].text, said(&b));
		cr_expect_eq(expr_lowest(&expr), cases[i].low, "%s: %g", cases[i].text, expr_lowest(&expr));
		for (int k = 0; k < 100; k++)
			cr_expect_geq(expr_value(&expr, &b.env), cases[i].low, "%s", cases[i].text);
	}
	bench_done(&b);
}

Test(expr, arguments_that_go_wrong_while_running_give_no_number)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	static const char *const texts[] = {"exponential(load - 1 h)", "exponential(load - 1 h, luck = 0.5)", "exponential(5 min, luck = size)",
		"exponential(load, luck = size - 4)", "correlated(size, 0.5) * 1 min", "correlated(0.5, size) * 1 min"};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		cr_assert_eq(compile(&b, &expr, texts[i], UNIT_TIME), 0, "%s: %s", texts[i], said(&b));
		cr_expect(isnan(expr_value(&expr, &b.env)), "%s", texts[i]);
	}
	bench_done(&b);
}

/* 12 min are exactly 0.2 h, and in half the unit everything is exactly double. */
Test(expr, times_scale_exactly_with_the_clock)
{
	struct bench b;
	bench_init(&b);
	static const char *const texts[] = {"12 min", "7 s", "1.1 h", "13 d", "0.3 wk"};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct expr hours, doubled;
		b.scope.unit = 1.0 / 3600.0;
		cr_assert_eq(compile(&b, &hours, texts[i], UNIT_TIME), 0);
		b.scope.unit = 1.0 / 7200.0;
		cr_assert_eq(compile(&b, &doubled, texts[i], UNIT_TIME), 0);
		cr_expect_eq(hours.value, 2.0 * doubled.value, "%s", texts[i]);
	}
	struct expr expr;
	b.scope.unit = 1.0 / 3600.0;
	cr_assert_eq(compile(&b, &expr, "12 min", UNIT_TIME), 0);
	cr_expect_eq(expr.value, 0.2);
	bench_done(&b);
}

Test(expr, numbers_and_truths_of_the_file_are_values_too)
{
	struct bench b;
	bench_init(&b);
	const struct node three = {.type = NODE_NUMBER, .name = "x", .text = "3L", .number = 3.0, .tree = &b.tree, .line = 1};
	const struct node yes = {.type = NODE_TRUTH, .name = "x", .number = 1.0, .tree = &b.tree, .line = 1};
	const struct node list = {.type = NODE_LIST, .name = "x", .tree = &b.tree, .line = 1};
	struct expr expr;
	cr_expect_eq(expr_compile(&expr, &three, UNIT_TIME, &b.scope, &b.problems), 0);
	cr_expect_eq(expr.value, 3.0);
	cr_expect_eq(expr_compile(&expr, &yes, UNIT_CONDITION, &b.scope, &b.problems), 0);
	cr_expect_eq(expr.value, 1.0);
	cr_expect_eq(b.problems.count, 0);
	cr_expect_eq(expr_compile(&expr, &three, UNIT_SHARE, &b.scope, &b.problems), -1);
	cr_expect_eq(expr_compile(&expr, &yes, UNIT_TIME, &b.scope, &b.problems), -1);
	cr_expect_eq(expr_compile(&expr, &list, UNIT_TIME, &b.scope, &b.problems), -1);
	cr_expect_eq(b.problems.count, 3);
	bench_done(&b);
}

/* times.csv holds the minutes 4, 1, 2.5 and 8. */
Test(expr, columns_of_files_are_drawn_from)
{
	struct bench b;
	bench_init(&b);
	struct expr expr;
	cr_assert_eq(compile(&b, &expr, "trace('times.csv', 'minutes')", UNIT_TIME), 0, "%s", said(&b));
	cr_expect_eq(expr_value(&expr, &b.env), 4.0, "the ordinal 4 is the first row again");
	cr_expect_eq(expr_mean(&expr, &b.env), 3.875);
	cr_expect_eq(expr.asks, 1U << EXPR_ORDINAL);
	cr_assert_eq(compile(&b, &expr, "empirical(\"times.csv\", \"minutes\")", UNIT_TIME), 0, "%s", said(&b));
	bool seen[9] = {false};
	for (int i = 0; i < 200; i++)
		seen[(int)expr_value(&expr, &b.env)] = true;
	cr_expect(seen[1] && seen[2] && seen[4] && seen[8]);
	cr_expect_eq(expr_lowest(&expr), 1.0);
	cr_assert_eq(compile(&b, &expr, "empirical('times.csv', 'minutes'; smooth=yes) * 2 + trace('times.csv', 'minutes')",
		UNIT_TIME), 0, "%s", said(&b));
	cr_expect(expr_value(&expr, &b.env) <= 20.0);
	cr_expect_eq(compile(&b, &expr, "trace('times.csv', 'minute')", UNIT_TIME), -1);
	cr_expect(strstr(said(&b), "no column 'minute'; did you mean 'minutes'?"), "%s", said(&b));
	cr_expect_eq(compile(&b, &expr, "trace('times.csv', 'who')", UNIT_TIME), -1);
	cr_expect_str_eq(b.problems.list[0].file, "tests/models/times.csv");
	cr_expect_eq(b.problems.list[0].line, 2);
	bench_done(&b);
}

Test(expr, the_names_of_the_language_are_taken)
{
	static const char *const taken[] = {"min", "wd", "if", "sqrt", "exponential", "choice", "queue", "age", "by", "and", "not",
		"true", "machine",
		"scrap", "base", "active", "chance"};
	static const char *const open[] = {"demand", "paint", "red", "Min", "hours"};
	for (size_t i = 0; i < COUNT_OF(taken); i++)
		cr_expect(expr_name_taken(taken[i]), "%s", taken[i]);
	for (size_t i = 0; i < COUNT_OF(open); i++)
		cr_expect(!expr_name_taken(open[i]), "%s", open[i]);
}

/* A draw by luck takes no number from the stream, so that nothing after it is drawn otherwise; the same luck, the same share below. */
Test(expr, what_shares_a_luck_goes_together)
{
	struct bench b;
	bench_init(&b);
	struct expr by_luck, plain, apart;
	cr_assert_eq(compile(&b, &by_luck, "uniform(0, 2, luck = size / 4) + exponential(3)", UNIT_NUMBER), 0, "%s", said(&b));
	cr_assert_eq(compile(&b, &plain, "1.5 + exponential(3)", UNIT_NUMBER), 0, "%s", said(&b));
	cr_assert_eq(compile(&b, &apart, "exponential(3, luck = correlated(size / 4, 0)) + 0 * size", UNIT_NUMBER), 0, "%s", said(&b));
	for (uint32_t i = 0; i < 50; i++) {
		stream_address(&b.stream, 1, 2, 3, i);
		double one = expr_value(&by_luck, &b.env);
		stream_address(&b.stream, 1, 2, 3, i);
		cr_expect_eq(one, expr_value(&plain, &b.env));
		cr_expect_neq(expr_value(&apart, &b.env), expr_value(&apart, &b.env));
	}
	bench_done(&b);
}

Test(expr, the_example_of_every_distribution_compiles)
{
	struct bench b;
	bench_init(&b);
	for (const struct variate_type *type = variate_types; type->name; type++) {
		struct expr expr;
		if (strcmp(type->name, "empirical") != 0 && strcmp(type->name, "trace") != 0)
			cr_expect_eq(compile(&b, &expr, type->example, UNIT_NONE), 0, "%s: %s", type->example, said(&b));
	}
	bench_done(&b);
}
