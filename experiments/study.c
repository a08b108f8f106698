/* A study's models: one file, its scenarios, and variants of these. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "levers.h"
#include "study.h"

#define ALL_SCENARIOS "all"

static unsigned all_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);
	return cores > 0 && cores < 1024 ? (unsigned)cores : 1;
}

/* "base" and then the scenarios in the order of the file. */
static const char **known_scenarios(struct study *study, size_t *count)
{
	const struct node *group = node_child(study->tree->root, "scenarios");
	size_t members = group && group->type == NODE_GROUP ? group->count : 0;
	const char **names = arena_take(&study->arena, members + 1, sizeof *names);
	*count = 0;
	names[(*count)++] = "base";
	for (const struct node *node = members ? group->first : NULL; node; node = node->next)
		names[(*count)++] = node->name;
	return names;
}

static bool is_wanted_already(const struct study *study, const char *name)
{
	for (size_t i = 0; i < study->count; i++)
		if (strcmp(study->scenarios[i].name, name) == 0)
			return true;
	return false;
}

static struct study_scenario *add(struct study *study)
{
	if (study->count == study->room) {
		size_t room = study->room ? 2 * study->room : 16;
		struct study_scenario *list = arena_take(&study->arena, room, sizeof *list);
		if (study->count)
			memcpy(list, study->scenarios, study->count * sizeof *list);
		study->scenarios = list;
		study->room = room;
	}
	return &study->scenarios[study->count++];
}

static void want(struct study *study, const char *name, const char *const *known, size_t known_count)
{
	bool all = strcmp(name, ALL_SCENARIOS) == 0, found = all;
	for (size_t i = 0; i < known_count; i++) {
		if (!all && strcmp(known[i], name) != 0)
			continue;
		found = true;
		if (!is_wanted_already(study, known[i]))
			*add(study) = (struct study_scenario){ .name = known[i], .of = known[i] };
	}
	if (found)
		return;
	const char *nearest = problem_nearest(name, known, known_count);
	if (nearest)
		problems_add(&study->problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "there is no scenario '%s'; did you mean '%s'?",
			name, nearest);
	else
		problems_add(&study->problems, SEVERITY_ERROR, study->tree->file, 0, 0, NULL, "there is no scenario '%s'; there %s '%s'%s", name,
			known_count > 1 ? "are" : "is only", known[known_count > 1], known_count > 2 ? " and others" : "");
}

/* What only a scenario or a lever brings about says so: the line that is shown may be the base's. */
static void name_change(struct problems *problems, size_t from, const char *what, const char *name)
{
	for (size_t i = from; i < problems->count; i++) {
		struct problem *problem = &problems->list[i];
		size_t room = strlen(problem->text) + strlen(what) + strlen(name) + sizeof " (in  '')";
		char *text = malloc(room);
		if (!text)
			return;
		snprintf(text, room, "%s (in %s '%s')", problem->text, what, name);
		free(problem->text);
		problem->text = text;
	}
}

static void name_scenario(struct problems *problems, size_t from, const char *scenario)
{
	if (strcmp(scenario, "base") != 0)
		name_change(problems, from, "scenario", scenario);
}

/* Scenarios that are not asked for are built all the same: one call tells all that is wrong with a file. `check` also asks whether
   they can bear their load; a run of others is not held up by that. */
static void look_over_others(struct study *study)
{
	size_t known_count;
	const char **known = known_scenarios(study, &known_count);
	const struct options *options = study->call->options;
	for (size_t i = 0; i < known_count; i++) {
		if (is_wanted_already(study, known[i]))
			continue;
		size_t said = study->problems.count;
		struct model *model = model_build(study->tree, known[i], options->sets.list, options->sets.count, &study->arena,
			&study->problems);
		if (model && study->call->command && study->call->command->id == COMMAND_CHECK) {
			struct load load;
			load_compute(&load, model, &study->arena);
			load_check(&load, model, options->force, &study->problems);
		}
		name_scenario(&study->problems, said, known[i]);
		if (model)
			model_done(model);
	}
}

static void append(struct node *parent, struct node *child)
{
	child->parent = parent;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	parent->count++;
}

static struct node *new_group(struct arena *arena, struct node *parent, const char *name, const struct node *like)
{
	struct node *group = arena_take(arena, 1, sizeof *group);
	*group = (struct node){ .type = NODE_GROUP, .name = name, .tree = like->tree, .line = like->line, .column = like->column };
	append(parent, group);
	return group;
}

/* A copy of the file in which a lever of its own is one more scenario, whose name is left in `name`: what is wrong with its changes is then
   told at their place, in the words of scenarios. NULL where it has no changes that could be read: that is told already. */
static struct tree *lever_as_scenario(struct study *study, const struct node *lever, const char **name)
{
	struct arena *arena = &study->arena;
	const struct node *set = node_child(lever, "set");
	if (!set || (set->type != NODE_TEXT && set->type != NODE_LIST))
		return NULL;
	struct tree *tree = tree_copy(study->tree, arena);
	struct node *scenarios = node_child(tree->root, "scenarios"), *changes = arena_take(arena, 1, sizeof *changes);
	if (scenarios && scenarios->type != NODE_GROUP)
		return NULL;
	if (!scenarios)
		scenarios = new_group(arena, tree->root, "scenarios", lever);
	for (*name = "lever"; node_child(scenarios, *name); )
		*name = arena_format(arena, "%s_", *name);
	*changes = *set;
	append(new_group(arena, scenarios, *name, lever), changes);
	return tree;
}

/* The levers of the file's own are tried like scenarios: their prices, and what `only` and `skip` name, by the model; their changes each
   by a model of its own. */
static void look_over_levers(struct study *study)
{
	const struct node *group = node_child(study->tree->root, "levers");
	const struct node *own = group && group->type == NODE_GROUP ? node_child(group, "own") : NULL;
	const struct option_texts *sets = &study->call->options->sets;
	struct levers levers;
	if (group && study->count > 0 && study->scenarios[0].model)
		levers_make(&levers, study->scenarios[0].model, NONE, &study->arena, &study->problems);
	for (const struct node *lever = own && own->type == NODE_GROUP ? own->first : NULL; lever; lever = lever->next) {
		size_t said = study->problems.count;
		const char *name;
		struct tree *tree = lever->type == NODE_GROUP ? lever_as_scenario(study, lever, &name) : NULL;
		struct model *model = tree ? model_build(tree, name, sets->list, sets->count, &study->arena, &study->problems) : NULL;
		name_change(&study->problems, said, "lever", lever->name);
		if (model)
			model_done(model);
	}
}

/* --scenario a,b --scenario c, or all. What is compared is compared with base. */
static void choose_scenarios(struct study *study, enum study_default which)
{
	const struct option_texts *wanted = &study->call->options->scenarios;
	size_t known_count;
	const char **known = known_scenarios(study, &known_count);
	if (study->lenient && which != STUDY_ONE)
		want(study, "base", known, known_count);
	for (size_t i = 0; i < wanted->count; i++) {
		char *list = arena_text(&study->arena, wanted->list[i]), *rest = NULL;
		for (char *name = strtok_r(list, ", ", &rest); name; name = strtok_r(NULL, ", ", &rest))
			want(study, name, known, known_count);
	}
	if (wanted->count == 0)
		want(study, which == STUDY_ALL ? ALL_SCENARIOS : "base", known, known_count);
}

/* The call's changes, then the variant's own. */
static const char **sets_of(struct study *study, const struct study_scenario *scenario, size_t *count)
{
	const struct option_texts *sets = &study->call->options->sets;
	const char **all = arena_take(&study->arena, sets->count + scenario->set_count + 1, sizeof *all);
	*count = 0;
	for (size_t i = 0; i < sets->count; i++)
		all[(*count)++] = sets->list[i];
	for (size_t i = 0; i < scenario->set_count; i++)
		all[(*count)++] = scenario->sets[i];
	return all;
}

/* What keeps one scenario from running is no reason to keep silent about the others. */
static void leave_out(struct study *study, struct study_scenario *scenario, struct problems *problems)
{
	for (size_t i = 0; i < problems->count && !scenario->left_out; i++)
		if (problems->list[i].severity == SEVERITY_ERROR)
			scenario->left_out = arena_text(&study->arena, problems->list[i].text);
}

static bool may_be_left_out(const struct study *study, const struct study_scenario *scenario)
{
	return study->lenient && scenario != &study->scenarios[0];
}

static void build(struct study *study, struct study_scenario *scenario, struct problems *problems)
{
	size_t set_count;
	const char **sets = sets_of(study, scenario, &set_count);
	struct problems loads;
	scenario->model = model_build(study->tree, scenario->of, sets, set_count, &study->arena, problems);
	if (!scenario->model)
		return;
	load_compute(&scenario->load, scenario->model, &study->arena);
	if (!may_be_left_out(study, scenario)) {
		load_check(&scenario->load, scenario->model, study->call->options->force, problems);
		return;
	}
	problems_init(&loads);
	load_check(&scenario->load, scenario->model, study->call->options->force, &loads);
	leave_out(study, scenario, &loads);
	problems_done(&loads);
}

static void build_all(struct study *study)
{
	for (size_t i = 0; i < study->count; i++) {
		size_t known = study->problems.count;
		build(study, &study->scenarios[i], &study->problems);
		name_scenario(&study->problems, known, study->scenarios[i].name);
	}
}

int study_add(struct study *study, const char *name, const char *title, const char *of, const char *const *sets, size_t set_count,
	struct problems *problems)
{
	const char **own = arena_take(&study->arena, set_count + 1, sizeof *own);
	for (size_t i = 0; i < set_count; i++)
		own[i] = arena_text(&study->arena, sets[i]);
	struct study_scenario scenario = { .name = arena_text(&study->arena, name), .of = arena_text(&study->arena, of),
		.title = title ? arena_text(&study->arena, title) : NULL, .sets = own, .set_count = set_count };
	size_t errors = problems->errors;
	build(study, &scenario, problems);
	if (!scenario.model || problems->errors > errors) {
		if (scenario.model)
			model_done(scenario.model);
		return -1;
	}
	*add(study) = scenario;
	return 0;
}

struct model *study_drawn(struct study *study, size_t i, const struct observed_draw *draw, struct problems *problems)
{
	const struct study_scenario *scenario = &study->scenarios[i];
	size_t set_count, errors = problems->errors;
	const char **sets = sets_of(study, scenario, &set_count);
	struct load load;
	struct model *model = model_build_drawn(study->tree, scenario->of, sets, set_count, draw, &study->arena, problems);
	if (!model)
		return NULL;
	load_compute(&load, model, &study->arena);
	load_check(&load, model, study->call->options->force, problems);
	if (problems->errors == errors)
		return model;
	model_done(model);
	return NULL;
}

enum status study_open(struct study *study, const struct call *call, const char *file, enum study_default which, bool lenient)
{
	bool io_failed = false;
	*study = (struct study){ .call = call, .lenient = lenient };
	study->threads = call->options->threads.given ? (unsigned)call->options->threads.value : all_cores();
	progress_init(&study->progress, call->options->quiet);
	problems_init(&study->problems);
	if (arena_init(&study->arena) != 0) {
		perror("takt: no memory for the model");
		return STATUS_WORLD;
	}
	study->tree = tree_read(file, &study->arena, &study->problems, &io_failed);
	if (study->tree) {
		choose_scenarios(study, which);
		build_all(study);
		look_over_others(study);
		look_over_levers(study);
	}
	if (study->problems.errors > 0 || !call->options->quiet)
		problems_print(&study->problems, stderr);
	if (io_failed)
		return STATUS_WORLD;
	return study->tree && study->problems.errors == 0 ? STATUS_DONE : STATUS_MODEL;
}

void study_done(struct study *study)
{
	for (size_t i = 0; i < study->count; i++) {
		series_close(study->scenarios[i].series);
		outcome_store_close(study->scenarios[i].outcomes);
		if (study->scenarios[i].model)
			model_done(study->scenarios[i].model);
	}
	for (size_t i = 0; study->rows && i < study->count; i++) {
		free(study->rows[i]);
		free(study->finished[i]);
	}
	problems_done(&study->problems);
	arena_done(&study->arena);
}
