/* Fuzz target: no text may break the compiler of expressions, nor what it makes of it. The first byte says what is wanted and
   allowed, the rest is the text. Build: clang -fsanitize=fuzzer,address,undefined. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/expr.h"
#include "models/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As assert, but in every build. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

static double look(const void *world, enum expr_state what, uint32_t index)
{
	(void)world;
	return what == EXPR_WEEKDAY ? 1.0 : (double)index + (what == EXPR_HOUR ? 8.5 : 0.0);
}

static void compile_and_run(const struct node *node, int want, const struct expr_scope *scope, const double *facts)
{
	struct problems problems;
	problems_init(&problems);
	struct expr expr;
	int result = expr_compile(&expr, node, want, scope, &problems);
	must((result == 0) == (problems.errors == 0));
	if (result == 0) {
		struct stream stream;
		double copy[4];
		memcpy(copy, facts, sizeof copy);
		struct expr_env env = {.facts = copy, .stream = &stream, .look = look};
		stream_key(&stream, 1, 1);
		stream_address(&stream, 1, 1, 1, 0);
		double first = expr_value(&expr, &env);
		stream_address(&stream, 1, 1, 1, 0);
		double second = expr_value(&expr, &env);
		must((isnan(first) && isnan(second)) || first == second);
		must(isnan(first) || first >= expr_lowest(&expr) - 1e-6 * fabs(expr_lowest(&expr)));
		expr_mean(&expr, &env);
	}
	problems_done(&problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const colours[] = {"red", "white", "black"}, *const stations[] = {"paint", "pack"},
		*const resources[] = {"senior"};
	static const char *const kinds[] = {"panel"}, *const tasks[] = {"sand", "review"};
	static const struct expr_symbol symbols[] = {
		{"demand", {.class = EXPR_NUMBER, .time = -1}, false, 0.2, 0}, {"size", {.class = EXPR_NUMBER}, true, 0.0, 0},
		{"load", {.class = EXPR_NUMBER, .time = 1}, true, 0.0, 1},
		{"colour", {.class = EXPR_WORD, .words = colours, .word_count = 3}, true, 0.0, 2},
		{"rush", {.class = EXPR_TRUTH}, true, 0.0, 3},
	};
	static const double facts[4] = {3.0, 20.0, 1.0, 1.0};
	struct arena arena;
	if (size == 0 || size > 12000 || arena_init(&arena) != 0)
		return 0;
	struct expr_scope scope = {
		.symbols = symbols, .symbol_count = 5, .stations = {stations, 2}, .resources = {resources, 1}, .kinds = {kinds, 1},
		.tasks = {tasks, 2}, .allow = data[0] & 8 ? 31 : data[0] >> 4, .unit = 1.0 / 60.0, .workday = 480.0, .folder = "nowhere",
			.arena = &arena,
	};
	char *text = arena_take(&arena, size, 1);
	memcpy(text, data + 1, size - 1);
	const char *lines[] = {arena_format(&arena, "time = \"%s\";", text)};
	struct tree tree = {.file = "fuzz.cfg", .folder = "nowhere", .lines = lines, .line_count = 1, .arena = &arena};
	struct node node = {.type = NODE_TEXT, .name = "time", .text = text, .tree = &tree, .line = 1, .column = 1};
	compile_and_run(&node, data[0] % 8 % (UNIT_MONEY + 1), &scope, facts);
	arena_done(&arena);
	return 0;
}
