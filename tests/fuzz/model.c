/* Fuzz target: no text may break the reader of models, the compiler behind it, nor what is computed about a model before it runs.
   Build: clang -fsanitize=fuzzer,address,undefined. */
#include <stdlib.h>
#include <string.h>
#include "models/load.h"
#include "models/tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As assert, but in every build. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

/* The model as it is and, where the text holds a scenario, with its changes; a change by --set is tried on it, too. */
static void build(const struct tree *tree, struct arena *arena, struct problems *problems)
{
	static const char *const sets[] = { "run.replications = 3" };
	const struct node *scenarios = node_child(tree->root, "scenarios");
	const char *scenario = scenarios && scenarios->type == NODE_GROUP && scenarios->first ? scenarios->first->name : NULL;
	for (int i = 0; i < (scenario ? 2 : 1); i++) {
		size_t errors = problems->errors;
		struct model *model = model_build(tree, i ? scenario : "base", sets, (size_t)i, arena, problems);
		must(model || problems->errors > errors || problems->errors > 0);
		if (!model)
			continue;
		struct load load;
		load_compute(&load, model, arena);
		load_check(&load, model, false, problems);
		model_done(model);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct problems problems;
	if (arena_init(&arena) != 0)
		return 0;
	problems_init(&problems);
	const struct tree *tree = tree_read_text("nowhere/fuzz.cfg", (const char *)data, size, &arena, &problems);
	must(tree || problems.errors > 0);
	if (tree)
		build(tree, &arena, &problems);
	for (size_t i = 0; i < problems.count; i++)
		must(problems.list[i].text[0] && problems.list[i].line >= 0);
	problems_done(&problems);
	arena_done(&arena);
	return 0;
}
