/* The list of levers: what the file's group `levers` restricts and adds. What is tried by itself is in levers_list.c. */
#include <ctype.h>
#include <string.h>
#include "models/config.h"
#include "models/expr.h"
#include "levers.h"

#define WEEK_HOURS 168.0

const char *const lever_families[LEVER_FAMILIES] = { "managerial", "engineering", "entrepreneurial" };

/* --- making ------------------------------------------------------------------------------------------------------------------------ */

struct lever *lever_add(struct levers *levers, enum lever_family family, const char *name)
{
	if (levers->count == levers->room) {
		size_t room = levers->room ? 2 * levers->room : 64;
		struct lever *list = arena_take(levers->arena, room, sizeof *list);
		if (levers->count)
			memcpy(list, levers->list, levers->count * sizeof *list);
		levers->list = list;
		levers->room = room;
	}
	struct lever *lever = &levers->list[levers->count++];
	*lever = (struct lever){ .name = name, .family = family, .station = NONE, .resource = NONE };
	lever_about(levers, lever, lever_families[family]);
	return lever;
}

/* A list of texts that is one longer. */
static const char **longer(struct levers *levers, const char *const *list, size_t count, const char *last)
{
	const char **more = arena_take(levers->arena, count + 1, sizeof *more);
	for (size_t i = 0; i < count; i++)
		more[i] = list[i];
	more[count] = last;
	return more;
}

void lever_set(struct levers *levers, struct lever *lever, const char *path, const char *value)
{
	lever->sets = longer(levers, lever->sets, lever->set_count, arena_format(levers->arena, "%s = %s", path, value));
	lever->set_count++;
}

void lever_concerns(struct levers *levers, struct lever *lever, const char *subject)
{
	lever->subjects = longer(levers, (const char *const *)lever->subjects, lever->subject_count, subject);
	lever->subject_count++;
}

void lever_about(struct levers *levers, struct lever *lever, const char *subject)
{
	if (!subject)
		return;
	lever_concerns(levers, lever, subject);
	lever->skip_count = lever->subject_count;
}

/* --- the user's own ---------------------------------------------------------------------------------------------------------------- */

static const struct node *texts_first(const struct node *node)
{
	return node && node->type == NODE_LIST ? node->first : node;
}

static const struct node *texts_next(const struct node *node, const struct node *list)
{
	return list->type == NODE_LIST ? node->next : NULL;
}

static const char *text_of(const struct node *node, const char *otherwise)
{
	return node && node->text ? node->text : otherwise;
}

/* A time without names in it, in clock units; -1 after a complaint. */
static double read_life(const struct levers *levers, const struct node *node, struct problems *problems)
{
	const struct model *model = levers->model;
	struct expr expr = { .form = EXPR_ABSENT };
	struct expr_scope scope = { .unit = model->unit, .workday = model->workday, .arena = levers->arena, .folder = "." };
	if (expr_compile(&expr, node, UNIT_TIME, &scope, problems) != 0)
		return -1.0;
	if (expr.form == EXPR_CONSTANT && expr.value > 0.0)
		return expr.value;
	node_problem(problems, SEVERITY_ERROR, node, NULL, "a time above 0 belongs here");
	return -1.0;
}

/* The price a week of investment and running, where one is given. */
static void read_price(struct levers *levers, struct lever *lever, const struct own_lever_spec *spec, struct problems *problems)
{
	double invest = spec->invest ? spec->invest->number : 0.0, life = spec->life ? read_life(levers, spec->life, problems) : 0.0;
	if (spec->invest && !spec->life)
		node_problem(problems, SEVERITY_ERROR, spec->invest, NULL,
			"over which time is this investment written off? Give 'life', as in life = \"5 y\"");
	if (spec->life && !spec->invest)
		node_problem(problems, SEVERITY_ERROR, spec->life, NULL, "'life' is that of an investment: give 'invest', or leave it out");
	lever->priced = spec->invest || spec->cost_per_week;
	lever->price = spec->cost_per_week ? spec->cost_per_week->number : 0.0;
	if (spec->invest && life > 0.0)
		lever->price += invest * WEEK_HOURS * levers->model->hour / life;
}

/* Whether two changes say the same, blanks aside. */
static bool same_text(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (isspace((unsigned char)*a))
			a++;
		while (isspace((unsigned char)*b))
			b++;
		if (*a != *b || !*a)
			return *a == *b;
	}
}

static bool same_change(const struct lever *a, const struct lever *b)
{
	bool same = a->set_count == b->set_count;
	for (size_t i = 0; same && i < a->set_count; i++)
		same = same_text(a->sets[i], b->sets[i]);
	return same;
}

/* What the user prices takes the place of the same change without a price. */
static void replace_same(struct levers *levers)
{
	struct lever *own = &levers->list[levers->count - 1];
	for (size_t i = 0; i + 1 < levers->count; i++) {
		struct lever *other = &levers->list[i];
		if (!same_change(own, other))
			continue;
		own->station = other->station;
		own->resource = other->resource;
		own->priced |= other->priced;
		memmove(other, other + 1, (levers->count - i - 1) * sizeof *other);
		levers->count--;
		return;
	}
}

static void add_own(struct levers *levers, const struct own_lever_spec *spec, struct problems *problems)
{
	enum lever_family family = LEVER_MANAGERIAL;
	const char *word = text_of(spec->lever, "");
	for (int i = 0; i < LEVER_FAMILIES; i++)
		if (strcmp(word, lever_families[i]) == 0)
			family = (enum lever_family)i;
	struct lever *lever = lever_add(levers, family, arena_format(levers->arena, "levers.%s", spec->node->name));
	lever->title = lever->brief = text_of(spec->title, spec->node->name);
	lever_about(levers, lever, spec->node->name);
	for (const struct node *set = texts_first(spec->set); set; set = texts_next(set, spec->set))
		if (set->text)
			lever->sets = longer(levers, lever->sets, lever->set_count++, set->text);
	read_price(levers, lever, spec, problems);
	replace_same(levers);
}

/* --- only and skip ----------------------------------------------------------------------------------------------------------------- */

static bool names(const struct node *list, const struct lever *lever, size_t subjects)
{
	for (const struct node *word = texts_first(list); word; word = texts_next(word, list))
		for (size_t i = 0; i < subjects; i++)
			if (word->text && strcmp(word->text, lever->subjects[i]) == 0)
				return true;
	return false;
}

/* All that may be named: what has a lever, and what just has none. */
static size_t list_names(const struct levers *levers, const char ***names_out)
{
	const struct model *model = levers->model;
	size_t room = model->station_count + model->resource_count + model->kind_count + model->task_count + LEVER_FAMILIES, count = 0;
	for (size_t i = 0; i < levers->count; i++)
		room += levers->list[i].subject_count;
	const char **list = *names_out = arena_take(levers->arena, room, sizeof *list);
	for (size_t i = 0; i < LEVER_FAMILIES; i++)
		list[count++] = lever_families[i];
	for (uint32_t i = 0; i < model->station_count; i++)
		list[count++] = model->stations[i].name;
	for (uint32_t i = 0; i < model->resource_count; i++)
		list[count++] = model->resources[i].name;
	for (uint32_t i = 0; i < model->kind_count; i++)
		list[count++] = model->kinds[i].name;
	for (uint32_t i = 0; i < model->task_count; i++)
		list[count++] = model->tasks[i].name;
	for (size_t i = 0; i < levers->count; i++)
		for (size_t k = 0; k < levers->list[i].subject_count; k++)
			list[count++] = levers->list[i].subjects[k];
	return count;
}

static void check_names(const struct levers *levers, const struct node *list, struct problems *problems)
{
	const char **known;
	size_t count = list_names(levers, &known);
	for (const struct node *word = texts_first(list); word; word = texts_next(word, list)) {
		bool found = !word->text;
		for (size_t i = 0; i < count && !found; i++)
			found = strcmp(known[i], word->text) == 0;
		const char *nearest = found ? NULL : problem_nearest(word->text, known, count);
		if (!found)
			node_problem(problems, SEVERITY_ERROR, word, word->text, "nothing in this model is called '%s'%s%s%s", word->text,
				nearest ? "; did you mean '" : "", nearest ? nearest : "", nearest ? "'?" : "");
	}
}

static void restrict_to(struct levers *levers, const struct levers_spec *spec)
{
	size_t kept = 0;
	for (size_t i = 0; i < levers->count; i++) {
		const struct lever *lever = &levers->list[i];
		if ((!spec->only || names(spec->only, lever, lever->subject_count)) && !(spec->skip && names(spec->skip, lever, lever->skip_count)))
			levers->list[kept++] = *lever;
	}
	levers->restricted = kept < levers->count;
	levers->count = kept;
}

int levers_make(struct levers *levers, const struct model *model, uint32_t longest, struct arena *arena, struct problems *problems)
{
	*levers = (struct levers){ .model = model, .arena = arena };
	levers_list(levers, longest);
	const struct node *group = node_child(model->kinds[0].node->tree->root, "levers");
	struct levers_spec spec;
	size_t errors = problems->errors;
	if (!group || schema_read(&levers_schema, group, &spec, arena, problems) != 0)
		return group ? -1 : 0;
	for (size_t i = 0; i < spec.own.count; i++)
		add_own(levers, schema_member(&spec.own, i), problems);
	if (spec.only)
		check_names(levers, spec.only, problems);
	if (spec.skip)
		check_names(levers, spec.skip, problems);
	restrict_to(levers, &spec);
	return problems->errors > errors ? -1 : 0;
}
