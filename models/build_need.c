/* Who is needed: resources by number, one of several, and skills, which stand for any resource that has them. */
#include <string.h>
#include "build.h"

/* The elements of a list, or the one that stands in its place. */
static const struct node *first_of(const struct node *list)
{
	return list && list->type == NODE_LIST ? list->first : list;
}

static const struct node *next_of(const struct node *list, const struct node *node)
{
	return list->type == NODE_LIST ? node->next : NULL;
}

static bool has_word(const struct node *list, const char *word, const struct node *before)
{
	for (const struct node *node = first_of(list); node && node != before; node = next_of(list, node))
		if (build_text(node) && strcmp(node->text, word) == 0)
			return true;
	return false;
}

static void add_skill_name(struct build *b, const struct node *list, const struct node *node, const char **names, size_t *count)
{
	const char *skill = build_text(node), *fault = skill ? schema_name_fault(skill) : NULL;
	if (!skill)
		return;
	if (fault)
		build_error(b, node, skill, "'%s' cannot be the name of a skill: %s", skill, fault);
	else if (build_index(&b->resources, skill) != NONE)
		build_error(b, node, skill, "'%s' is a resource already: call this skill something else", skill);
	else if (has_word(list, skill, node))
		build_error(b, node, skill, "'%s' stands here twice", skill);
	else if (build_index(&(struct expr_names){ names, *count }, skill) == NONE)
		names[(*count)++] = skill;
}

/* All skills that somebody has, after the names of the resources. */
void build_skills(struct build *b)
{
	const struct members *members = &b->config.resources;
	size_t room = members->count + 1, count = members->count;
	for (size_t i = 0; i < members->count; i++) {
		const struct resource_spec *spec = schema_member(members, i);
		room += spec->skills ? spec->skills->count + 1 : 0;
	}
	const char **names = arena_take(b->arena, room, sizeof *names);
	if (count > 0)
		memcpy(names, b->resources.names, count * sizeof *names);
	for (size_t i = 0; i < members->count; i++) {
		const struct resource_spec *spec = schema_member(members, i);
		for (const struct node *node = first_of(spec->skills); node; node = next_of(spec->skills, node))
			add_skill_name(b, spec->skills, node, names, &count);
	}
	b->needed = (struct expr_names){ names, count };
}

/* A resource or a skill; NONE after a complaint. Skills have indexes behind those of the resources. */
static uint32_t find_needed(struct build *b, const char *name, const struct node *node)
{
	bool skills = b->needed.count > b->resources.count;
	return build_find(b, &b->needed, name, node, skills ? "resource or skill" : "resource");
}

/* A resource that may be found by two of the words stands there once, where it is found first. */
static void add_choice(struct amounts *choice, struct amount *list, uint32_t resource)
{
	for (uint32_t i = 0; i < choice->count; i++)
		if (list[i].resource == resource)
			return;
	list[choice->count++] = (struct amount){ resource, 1 };
}

/* A resource, or all that have a skill. */
static void add_choices(struct build *b, struct amounts *choice, struct amount *list, uint32_t index)
{
	if (index < b->resources.count)
		add_choice(choice, list, index);
	for (uint32_t i = 0; index >= b->resources.count && i < b->resources.count; i++) {
		const struct resource_spec *spec = schema_member(&b->config.resources, i);
		if (has_word(spec->skills, b->needed.names[index], NULL))
			add_choice(choice, list, i);
	}
}

/* One `resource = n`. 0 is allowed and means nothing: a scenario may say so. */
static void add_amount(struct build *b, const struct node *node, uint32_t resource, struct amount *list, uint32_t *count, const char *verb)
{
	uint32_t number = 0;
	if (build_count(b, node, 0, COUNT_AT_MOST, &number) != 0 || resource == NONE || number == 0)
		return;
	uint32_t there = b->resource_list[resource].number;
	if (number > there)
		build_error(b, node, NULL, "%s %u of '%s', and there %s %u: this can never happen", verb, number,
			node->name, there == 1 ? "is only" : "are only", there);
	list[(*count)++] = (struct amount){ resource, number };
}

void build_amounts(struct build *b, const struct node *node, struct amounts *amounts, const char *verb)
{
	if (!node || node->type != NODE_GROUP)
		return;
	struct amount *list = arena_take(b->arena, node->count + 1, sizeof *list);
	amounts->list = list;
	for (const struct node *child = node->first; child; child = child->next) {
		uint32_t index = build_index(&b->needed, child->name);
		if (index != NONE && index >= b->resources.count)
			build_error(b, child, NULL, "%s the skill '%s': only resources are kept from step to step, so name one", verb, child->name);
		else
			add_amount(b, child, build_find(b, &b->resources, child->name, child, "resource"), list, &amounts->count, verb);
	}
}

static struct amount *room_for_choice(struct build *b, struct amounts *choice)
{
	struct amount *list = arena_take(b->arena, b->resources.count + 1, sizeof *list);
	choice->list = list;
	return list;
}

static void check_choice(struct build *b, const struct node *node, const struct amounts *choice)
{
	uint32_t people = 0;
	for (uint32_t i = 0; i < choice->count; i++)
		people += b->resource_list[choice->list[i].resource].number > 0;
	if (choice->count > 0 && people == 0)
		build_error(b, node, NULL, "none of these resources has anybody: this can never happen");
}

/* A skill among the needs: one of those who have it. */
static void add_skill(struct build *b, const struct node *node, uint32_t index, struct amounts *one_of)
{
	uint32_t number = 0;
	if (build_count(b, node, 0, COUNT_AT_MOST, &number) != 0 || number == 0)
		return;
	if (number > 1) {
		build_error(b, node, NULL, "a skill stands for one who has it: '%s' can only be 1 here", node->name);
		return;
	}
	if (one_of->count > 0) {
		build_error(b, node, NULL, "two skills at once cannot be asked for: name a resource in place of one of them");
		return;
	}
	add_choices(b, one_of, room_for_choice(b, one_of), index);
	check_choice(b, node, one_of);
}

static void build_one_of(struct build *b, const struct node *list, struct amounts *one_of)
{
	if (one_of->count > 0) {
		build_error(b, list, NULL, "a skill in 'needs' is a choice already: leave out 'needs_one_of', or the skill");
		return;
	}
	struct amount *choices = room_for_choice(b, one_of);
	for (const struct node *node = first_of(list); node; node = next_of(list, node)) {
		const char *name = build_text(node);
		uint32_t index = name ? find_needed(b, name, node) : NONE;
		if (index == NONE)
			continue;
		if (has_word(list, name, node))
			build_error(b, node, name, "'%s' stands here twice", name);
		else
			add_choices(b, one_of, choices, index);
	}
	check_choice(b, list, one_of);
}

void build_needs(struct build *b, struct station *station, const struct node *needs, const struct node *one_of)
{
	if (needs && needs->type == NODE_GROUP) {
		struct amount *list = arena_take(b->arena, needs->count + 1, sizeof *list);
		station->needs.list = list;
		for (const struct node *node = needs->first; node; node = node->next) {
			uint32_t index = find_needed(b, node->name, node);
			if (index != NONE && index >= b->resources.count)
				add_skill(b, node, index, &station->one_of);
			else
				add_amount(b, node, index, list, &station->needs.count, "this needs");
		}
	}
	if (one_of)
		build_one_of(b, one_of, &station->one_of);
}
