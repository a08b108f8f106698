/* The second pass: from the specs that the tables were read into to the compiled model. Order matters, for each part names what comes
   before it: clock, lets, calendars, resources, stations, kinds (facts, sources, steps, routes), measures, run, what the routes amount to,
   failures. */
#include <string.h>
#include "build.h"
#include "cause.h"
#include "load.h"
#include "row.h"
#include "shared.h"

static struct expr_names names_of(struct build *b, const struct members *members)
{
	const char **names = arena_take(b->arena, members->count + 1, sizeof *names);
	for (size_t i = 0; i < members->count; i++)
		names[i] = (*(const struct node *const *)schema_member(members, i))->name;
	return (struct expr_names){ names, members->count };
}

/* The scenario's group in the file; NULL for "base" and after a complaint. */
static const struct node *find_scenario(struct build *b, const char *name)
{
	const struct node *group = node_child(b->tree->root, "scenarios");
	if (strcmp(name, "base") == 0)
		return NULL;
	const struct node *found = group ? node_child(group, name) : NULL;
	if (found)
		return found;
	size_t count = 0;
	const char **names = arena_take(b->arena, (group ? group->count : 0) + 1, sizeof *names);
	for (const struct node *node = group ? group->first : NULL; node; node = node->next)
		names[count++] = node->name;
	names[count++] = "base";
	const char *nearest = problem_nearest(name, names, count);
	problems_add(b->problems, SEVERITY_ERROR, b->tree->file, 0, 0, NULL, "no scenario is called '%s'%s%s%s", name,
		nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
	return NULL;
}

/* One or several texts under the key `set`. */
static uint32_t override_from(struct build *b, const struct node *list, const char **texts)
{
	uint32_t count = 0;
	const struct node *node = list && list->type == NODE_LIST ? list->first : list;
	for (; node; node = list->type == NODE_LIST ? node->next : NULL) {
		if (!build_text(node))
			continue;
		texts[count++] = node->text;
		schema_override(&config_schema, b->tree, node->text, node, b->problems);
	}
	return count;
}

/* The scenario's changes first, then those given beside it. */
static void apply_changes(struct build *b, const char *scenario, const char *const *sets, size_t set_count)
{
	const struct node *chosen = find_scenario(b, scenario), *list = chosen ? node_child(chosen, "set") : NULL;
	const char **texts = arena_take(b->arena, (list ? list->count : 0) + set_count + 2, sizeof *texts);
	uint32_t count = override_from(b, list, texts);
	for (size_t i = 0; i < set_count; i++) {
		schema_override(&config_schema, b->tree, sets[i], NULL, b->problems);
		texts[count++] = arena_text(b->arena, sets[i]);
	}
	b->model->sets = texts;
	b->model->set_count = count;
}

static void build_scenarios(struct build *b, const char *chosen)
{
	const struct members *members = &b->config.scenarios;
	const char **names = arena_take(b->arena, members->count + 1, sizeof *names);
	const char **titles = arena_take(b->arena, members->count + 1, sizeof *titles);
	const char **levers = arena_take(b->arena, members->count + 1, sizeof *levers);
	names[0] = "base";
	titles[0] = "As it is";
	for (size_t i = 0; i < members->count; i++) {
		const struct scenario_spec *spec = schema_member(members, i);
		names[i + 1] = spec->node->name;
		titles[i + 1] = build_title(spec->title, spec->node->name);
		levers[i + 1] = build_text(spec->lever);
	}
	struct model *model = b->model;
	model->scenario_names = names;
	model->scenario_titles = titles;
	model->scenario_levers = levers;
	model->scenario_count = (uint32_t)members->count + 1;
	model->scenario = arena_text(b->arena, chosen);
	model->scenario_title = model->scenario;
	for (uint32_t i = 0; i < model->scenario_count; i++)
		if (strcmp(names[i], chosen) == 0)
			model->scenario_title = titles[i];
}

/* The files that a model draws from: their hashes belong to its results. */
struct files {
	const char **list;
	uint32_t count, room;
};

static void note_file(struct build *b, struct files *files, const char *name)
{
	for (uint32_t i = 0; i < files->count; i++)
		if (strcmp(files->list[i], name) == 0)
			return;
	files->list = build_grow(b, files->list, files->count, &files->room, sizeof *files->list);
	files->list[files->count++] = name;
}

/* The quoted text behind `empirical(` and `trace(`. */
static void note_files_in(struct build *b, struct files *files, const char *text)
{
	struct text_word word;
	while (text_next_word(&text, &word)) {
		if (!text_word_is(&word, "empirical") && !text_word_is(&word, "trace"))
			continue;
		const char *start = text + strspn(text, " \t(");
		const char *end = *start == '"' || *start == '\'' ? strchr(start + 1, *start) : NULL;
		if (end)
			note_file(b, files, arena_format(b->arena, "%.*s", (int)(end - start - 1), start + 1));
	}
}

/* Depth first, in the order of the file. Scenarios that were not chosen and titles do not draw. */
static void find_files(struct build *b, struct files *files, const struct node *node)
{
	static const char *const no_values[] = { "scenarios", "title", "about", "expect" };
	for (size_t i = 0; node->name && i < sizeof no_values / sizeof no_values[0]; i++)
		if (strcmp(node->name, no_values[i]) == 0)
			return;
	const char *text = build_text(node);
	if (text && node->name && strcmp(node->name, "file") == 0)
		note_file(b, files, text);
	else if (text)
		note_files_in(b, files, text);
	for (const struct node *child = node->first; child; child = child->next)
		find_files(b, files, child);
}

static void build_head(struct build *b)
{
	struct model *model = b->model;
	model->arena = b->arena;
	model->file = b->tree->file;
	model->source = b->tree->source;
	model->title = build_title(b->config.title, b->tree->file);
	model->about = build_text(b->config.about);
	model->money = build_text(b->config.money);
	struct files files = { 0 };
	find_files(b, &files, b->tree->root);
	model->data_files = files.list;
	model->data_file_count = files.count;
}

static void build_parts(struct build *b)
{
	build_clock(b);
	build_lets(b);
	b->resources = names_of(b, &b->config.resources);
	b->stations = names_of(b, &b->config.stations);
	b->kinds = names_of(b, &b->config.work);
	b->kind_count = (uint32_t)b->config.work.count;
	build_calendars(b);
	build_resources(b);
	build_stations(b);
	build_handoffs(b);
	build_kinds(b);
	build_stations_finish(b);
	build_measures(b);
	build_run(b);
	build_flow_check(b);
	build_slots(b);
	build_investments(b);
	build_project_pauses(b);
	build_agenda_entries(b);
	build_fails(b);
	build_luck_check(b);
	build_expectations(b);
}

static void hand_over(struct build *b)
{
	struct model *model = b->model;
	model->resources = b->resource_list;
	model->resource_count = (uint32_t)b->resources.count;
	model->stations = b->station_list;
	model->station_count = b->station_count;
	model->named_stations = (uint32_t)b->stations.count;
	model->tasks = b->tasks;
	model->task_count = b->task_count;
	model->kinds = b->kind_list;
	model->kind_count = b->kind_count;
	model->decisions = b->decisions;
	model->observed = b->observed.list;
	model->observed_count = b->observed.count;
}

/* What is sampled for a plan is wanted once: it has an arena of its own where one can be had. */
static void build_plans(struct build *b)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		struct arena scratch;
		if (!b->kind_list[k].project)
			continue;
		bool own = arena_init(&scratch) == 0;
		load_plan(b->model, k, b->plans[k].project, own ? &scratch : b->arena);
		if (own)
			arena_done(&scratch);
	}
}

struct model *model_build(const struct tree *tree, const char *scenario, const char *const *sets, size_t set_count, struct arena *arena,
	struct problems *problems)
{
	return model_build_drawn(tree, scenario, sets, set_count, NULL, arena, problems);
}

struct model *model_build_drawn(const struct tree *tree, const char *scenario, const char *const *sets, size_t set_count,
	const struct observed_draw *draw, struct arena *arena, struct problems *problems)
{
	struct build b = { .arena = arena, .problems = problems, .tree = tree_copy(tree, arena),
		.model = arena_take(arena, 1, sizeof(struct model)), .observed = { .draw = draw } };
	apply_changes(&b, scenario, sets, set_count);
	schema_read(&config_schema, b.tree->root, &b.config, arena, problems);
	build_head(&b);
	build_scenarios(&b, scenario);
	build_parts(&b);
	hand_over(&b);
	if (problems->errors > 0)
		return NULL;
	cause_find_all(b.model, b.station_list, b.kind_list);
	shared_find_all(b.model, b.resource_list);
	build_plans(&b);
	metric_table_init(&b.model->metrics);
	if (row_declare(b.model) != 0)
		problems_add(problems, SEVERITY_ERROR, NULL, 0, 0, NULL, "memory is exhausted");
	else
		build_metrics_check(&b);
	if (problems->errors == 0)
		return b.model;
	model_done(b.model);
	return NULL;
}

void model_done(struct model *model)
{
	if (model)
		metric_table_done(&model->metrics);
}
