/* Reads groups by their tables. One pass over what is written (each setting is known, or complained about), one over the table
   (what is missing gets its default); a complaint never stops the reading, so that one run says all that is wrong with a file.
   */
#include "schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include "config.h"

#define SCHEMA_DEPTH_AT_MOST 8    /* tables inside tables, when looking for where a key belongs */
#define WORDS_AT_MOST 200         /* keys of one table and their other words */

/* ---- Names ---- */

const char *schema_name_fault(const char *name)
{
	static const char *const reserved[] = { "machine", "shift", "repair", "partner", "batch", "decision", "event", "planned", "base",
		"checkpoint", "end",
		"scrap" };
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
	static const char others[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
	if (strchr(name, '-'))
		return "an expression would read '-' as a difference; names are letters, digits and '_' (a `title` may be anything)";
	if (!*name || !strchr(letters, name[0]) || strspn(name, others) != strlen(name))
		return "names are letters, digits and '_', a letter first (a `title` may be anything)";
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		if (strcmp(name, reserved[i]) == 0)
			return "it is a word of the language, with a meaning of its own";
	return NULL;
}

const struct schema_key *schema_find(const struct schema *schema, const char *name)
{
	for (const struct schema_key *key = schema->keys; key->name; key++)
		if (strcmp(key->name, name) == 0)
			return key;
	return NULL;
}

/* Whether `word` is among the words of a text, blanks between them. */
static bool among(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *p = words; p && *p; p += strcspn(p, " "), p += *p == ' ')
		if (strcspn(p, " ") == length && strncmp(p, word, length) == 0)
			return true;
	return false;
}

static const struct schema_key *known_as(const struct schema *schema, const char *name)
{
	for (const struct schema_key *key = schema->keys; key->name; key++)
		if (among(key->also, name))
			return key;
	return NULL;
}

/* The words of a text, blanks between them, are cut out into `buffer`; those that do not fit are left out. */
static size_t cut_words(const char *words, char *buffer, size_t size, const char **list, size_t room)
{
	size_t count = 0;
	for (const char *p = words; p && *p && count < room; p += *p == ' ') {
		size_t length = strcspn(p, " ");
		if (length + 1 > size)
			break;
		memcpy(buffer, p, length);
		buffer[length] = '\0';
		list[count++] = buffer;
		buffer += length + 1;
		size -= length + 1;
		p += length;
	}
	return count;
}

const struct schema_key *schema_nearest(const struct schema *schema, const char *name)
{
	const struct schema_key *key = known_as(schema, name);
	if (key)
		return key;
	const char *words[WORDS_AT_MOST];
	size_t count = 0;
	for (key = schema->keys; key->name && count < WORDS_AT_MOST; key++)
		words[count++] = key->name;
	const char *nearest = problem_nearest(name, words, count);
	if (nearest)
		return schema_find(schema, nearest);
	char buffer[2000], *free_part = buffer;
	count = 0;
	for (key = schema->keys; key->name; key++) {
		size_t more = cut_words(key->also, free_part, sizeof buffer - (size_t)(free_part - buffer), words + count,
			WORDS_AT_MOST - count);
		count += more;
		free_part += more ? strlen(key->also) + 1 : 0;
	}
	nearest = problem_nearest(name, words, count);
	return nearest ? known_as(schema, nearest) : NULL;
}

/* ---- Unknown keys ---- */

/* Where a key of this name is at home in the tables from `schema` down: "stations.NAME.queue.limit". False: nowhere. */
static bool find_home(const struct schema *schema, const char *name, char *path, size_t size, const struct schema **seen,
	size_t depth)
{
	for (size_t i = 0; i < depth; i++)
		if (seen[i] == schema)
			return false;
	if (depth == SCHEMA_DEPTH_AT_MOST || size == 0)
		return false;
	const struct schema_key *home = schema_find(schema, name);
	if (home && depth > 0) {
		snprintf(path, size, "%s", name);
		return true;
	}
	seen[depth] = schema;
	for (const struct schema_key *key = schema->keys; key->name; key++) {
		if (!key->inner)
			continue;
		int length = snprintf(path, size, "%s.%s", key->name, key->type == KEY_GROUP ||
			key->type == KEY_ANY ? "" : key->type == KEY_STEPS ?
			"STEP." : "NAME.");
		if ((size_t)length < size && find_home(key->inner, name, path + length, size - (size_t)length, seen, depth + 1))
			return true;
	}
	return false;
}

/* "queue", or "station 'paint'": what a group is called in complaints. */
static void describe(const struct schema *schema, const struct node *group, char *text, size_t size)
{
	if (group->name && strcmp(group->name, schema->name) != 0)
		snprintf(text, size, "%s '%s'", schema->name, group->name);
	else
		snprintf(text, size, "%s", schema->name);
}

static void say_unknown(const struct schema *schema, const struct node *group, const struct node *child,
	struct problems *problems)
{
	const struct schema *seen[SCHEMA_DEPTH_AT_MOST];
	const struct schema_key *key = known_as(schema, child->name);
	char home[200], where[200];
	describe(schema, group, where, sizeof where);
	bool at_home = !key && find_home(schema, child->name, home, sizeof home, seen, 0);
	if (!key && !at_home)
		key = schema_nearest(schema, child->name);
	if (!key && !at_home && schema_find(&config_schema, child->name))
		at_home = snprintf(home, sizeof home, "%s", child->name) > 0;
	else if (!key && !at_home)
		at_home = find_home(&config_schema, child->name, home, sizeof home, seen, 0);
	if (key)
		node_problem(problems, SEVERITY_ERROR, child, NULL, "unknown key '%s' in %s; did you mean '%s'?", child->name, where,
		key->name);
	else if (at_home)
		node_problem(problems, SEVERITY_ERROR, child, NULL, "unknown key '%s' in %s; it belongs in %s", child->name, where, home);
	else
		node_problem(problems, SEVERITY_ERROR, child, NULL, "unknown key '%s' in %s; `takt doc` lists what it may say",
		child->name,
			where);
}

/* ---- Values ---- */

static const char *const type_texts[] = {
	[NODE_TEXT] = "a text", [NODE_NUMBER] = "a number", [NODE_TRUTH] = "true or false", [NODE_GROUP] = "a group { … }",
	[NODE_LIST] = "a list ( … )",
};

/* What each type of key takes, and as which nodes. */
static const struct {
	unsigned nodes;
	const char *wanted;
} types[] = {
	[KEY_TEXT] = { 1u << NODE_TEXT, "a text between quotes" },
	[KEY_WORD] = { 1u << NODE_TEXT, "a word between quotes" },
	[KEY_NUMBER] = { 1u << NODE_NUMBER, "a plain number, without quotes" },
	[KEY_COUNT] = { 1u << NODE_NUMBER | 1u << NODE_TEXT, "a whole number" },
	[KEY_TRUTH] = { 1u << NODE_TRUTH, "true or false, without quotes" },
	[KEY_VALUE] = { 1u << NODE_NUMBER | 1u << NODE_TEXT, "a number, or an expression between quotes" },
	[KEY_TEXTS] = { 1u << NODE_TEXT | 1u << NODE_LIST, "a list of texts: [ \"…\", \"…\" ]" },
	[KEY_VALUES] = { 1u << NODE_NUMBER | 1u << NODE_TEXT | 1u << NODE_LIST, "a list of values: ( …, … )" },
	[KEY_GROUP] = { 1u << NODE_GROUP, "a group: { … }" },
	[KEY_GROUPS] = { 1u << NODE_LIST, "a list of groups: ( { … }, { … } )" },
	[KEY_MEMBERS] = { 1u << NODE_GROUP, "a group of groups: { name = { … }; }" },
	[KEY_SETTINGS] = { 1u << NODE_GROUP, "a group of values: { name = value; }" },
	[KEY_STEPS] = { 1u << NODE_LIST, "a list of steps: ( \"…\", { … } )" },
	[KEY_ANY] = { ~0u, "" },
};

static bool listed(const char *const *words, const char *text)
{
	for (; words && *words; words++)
		if (strcmp(*words, text) == 0)
			return true;
	return false;
}

static int say_word(const struct schema_key *key, const struct node *node, struct problems *problems)
{
	char list[300] = "";
	size_t count = 0, used = 0;
	for (; key->words[count]; count++) {
		int length = snprintf(list + used, sizeof list - used, "%s\"%s\"", count ? ", " : "", key->words[count]);
		used = used + (size_t)length < sizeof list ? used + (size_t)length : sizeof list - 1;
	}
	const char *nearest = problem_nearest(node->text, key->words, count);
	if (nearest)
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s cannot be \"%s\"; did you mean \"%s\"?", key->name,
		node->text, nearest);
	else
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s cannot be \"%s\"; it is one of %s", key->name, node->text,
		list);
	return -1;
}

/* A number against what its key allows. Texts are the second pass's. */
static int check_number(const struct schema_key *key, const struct node *node, struct problems *problems)
{
	double x = node->number;
	if (key->type == KEY_COUNT && x != floor(x)) {
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s is a whole number, not %s", key->name, node->text);
		return -1;
	}
	if ((key->low == 0.0 && key->high == 0.0) || (x >= key->low && x <= key->high))
		return 0;
	const char *other = key->words && key->type == KEY_COUNT ? key->words[0] : NULL;
	if (key->unit == UNIT_SHARE && x > 1.0 && x <= 100.0)
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s is a share between 0 and 1, not %s; did you mean \"%s%%\"?",
			key->name, node->text, node->text);
	else if (isinf(key->high))
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s is at least %.17g, not %s", key->name, key->low, node->text);
	else
		node_problem(problems, SEVERITY_ERROR, node, node->text, "%s is between %.17g and %.17g%s%s%s, not %s", key->name,
		key->low, key->high,
			other ? ", or \"" : "", other ? other : "", other ? "\"" : "", node->text);
	return -1;
}

/* The elements of a list of texts or expressions. */
static int check_list(const struct schema_key *key, const struct node *list, struct problems *problems)
{
	int result = 0;
	for (const struct node *child = list->first; child; child = child->next) {
		bool right = child->type == NODE_TEXT || (key->type == KEY_VALUES && child->type == NODE_NUMBER);
		if (!right) {
			node_problem(problems, SEVERITY_ERROR, child, NULL, "%s is %s; this element is %s", key->name,
				types[key->type].wanted,
				type_texts[child->type]);
			result = -1;
		} else if (child->type == NODE_NUMBER) {
			result |= check_number(key, child, problems);
		}
	}
	return result;
}

static int check_name(const struct node *node, struct problems *problems)
{
	const char *fault = schema_name_fault(node->name);
	if (fault)
		node_problem(problems, SEVERITY_ERROR, node, NULL, "'%s' cannot be a name: %s", node->name, fault);
	return fault ? -1 : 0;
}

static int check_settings(const struct schema_key *key, const struct node *group, struct problems *problems)
{
	int result = 0;
	for (const struct node *child = group->first; child; child = child->next) {
		result |= check_name(child, problems);
		if (child->type != NODE_TEXT && child->type != NODE_NUMBER) {
			node_problem(problems, SEVERITY_ERROR, child, NULL,
				"'%s' in %s is a number, or an expression between quotes, not %s", child->name,
				key->name, type_texts[child->type]);
			result = -1;
		}
	}
	return result;
}

/* One plain value against its key. */
static int check_value(const struct schema_key *key, const struct node *node, struct problems *problems)
{
	if (!(types[key->type].nodes & 1u << node->type)) {
		bool example = key->example && (types[key->type].nodes & (1u << NODE_GROUP | 1u << NODE_LIST)) && key->type != KEY_ANY;
		node_problem(problems, SEVERITY_ERROR, node, NULL, "%s is %s, not %s%s%s", key->name, types[key->type].wanted,
			type_texts[node->type], example ? ": for example " : "", example ? key->example : "");
		return -1;
	}
	if (key->type == KEY_SETTINGS)
		return check_settings(key, node, problems);
	if (node->type == NODE_LIST && (key->type == KEY_TEXTS || key->type == KEY_VALUES))
		return check_list(key, node, problems);
	if (node->type == NODE_NUMBER && key->type != KEY_ANY)
		return check_number(key, node, problems);
	if (key->type == KEY_WORD && !listed(key->words, node->text))
		return say_word(key, node, problems);
	return 0;
}

/* ---- Groups ---- */

/* KEY_GROUPS and KEY_MEMBERS: one struct for each child, contiguous. */
static int read_members(const struct schema_key *key, const struct node *node, struct members *members, struct arena *arena,
	struct problems *problems)
{
	int result = 0;
	size_t size = key->inner->size;
	char *list = arena_take(arena, node->count, size);
	*members = (struct members){ .count = node->count, .list = list, .size = size };
	for (const struct node *child = node->first; child; child = child->next, list += size) {
		if (key->type == KEY_MEMBERS)
			result |= check_name(child, problems);
		result |= schema_read(key->inner, child, list, arena, problems);
	}
	return result;
}

static int read_key(const struct schema_key *key, const struct node *node, char *out, struct arena *arena,
	struct problems *problems)
{
	if (check_value(key, node, problems) != 0)
		return -1;
	if (key->type == KEY_GROUP) {
		void *inner = arena_take(arena, 1, key->inner->size);
		*(const void **)(void *)(out + key->offset) = inner;
		return schema_read(key->inner, node, inner, arena, problems);
	}
	if (key->type == KEY_GROUPS || key->type == KEY_MEMBERS)
		return read_members(key, node, (struct members *)(void *)(out + key->offset), arena, problems);
	*(const struct node **)(void *)(out + key->offset) = node;
	return 0;
}

/* The default goes the way of everything that is written. */
static int read_fallback(const struct schema_key *key, const struct node *group, char *out, struct arena *arena,
	struct problems *problems)
{
	struct node *node = node_default(arena, group, key->name, key->fallback);
	if (key->type == KEY_GROUP) {
		node->type = NODE_GROUP;
		node->text = NULL;
	} else if (key->type != KEY_TEXT && key->type != KEY_WORD) {
		node_sharpen(node);
	}
	return read_key(key, node, out, arena, problems);
}

/* The settings that are written, each against the table. */
static int read_written(const struct schema *schema, const struct node *group, void *out, struct arena *arena,
	struct problems *problems)
{
	int result = 0;
	for (const struct node *child = group->first; child; child = child->next) {
		const struct schema_key *key = schema_find(schema, child->name);
		if (!key) {
			say_unknown(schema, group, child, problems);
			result = -1;
			continue;
		}
		if (read_key(key, child, out, arena, problems) == 0)
			continue;
		result = -1;
		if (key->fallback && key->type != KEY_GROUP)
			read_fallback(key, group, out, arena, problems);
	}
	return result;
}

/* Whether another key is written that stands in its place. */
static bool is_replaced(const struct schema_key *key, const struct node *group)
{
	return (key->unless[0] && node_child(group, key->unless[0])) || (key->unless[1] && node_child(group, key->unless[1]));
}

/* The keys of the table that are not written. */
static int read_missing(const struct schema *schema, const struct node *group, void *out, struct arena *arena,
	struct problems *problems)
{
	int result = 0;
	char where[200];
	describe(schema, group, where, sizeof where);
	for (const struct schema_key *key = schema->keys; key->name; key++) {
		if (node_child(group, key->name))
			continue;
		if (key->fallback)
			result |= read_fallback(key, group, out, arena, problems);
		if (key->required && !is_replaced(key, group)) {
			node_problem(problems, SEVERITY_ERROR, group, NULL, "%s is missing in %s: %s", key->name, where,
				key->example ? key->example : key->help);
			result = -1;
		}
	}
	return result;
}

/* A text in place of a group says one of its keys; the others have their defaults. */
static int read_text(const struct schema *schema, const struct node *text, void *out, struct arena *arena, struct problems *problems)
{
	const struct schema_key *meant = schema_find(schema, schema->text_means);
	int result = read_key(meant, text, out, arena, problems);
	for (const struct schema_key *key = schema->keys; key->name; key++)
		if (key != meant && key->fallback)
			result |= read_fallback(key, text, out, arena, problems);
	return result;
}

int schema_read(const struct schema *schema, const struct node *group, void *out, struct arena *arena, struct problems *problems)
{
	memset(out, 0, schema->size);
	*(const struct node **)out = group;
	if (group->type == NODE_TEXT && schema->text_means)
		return read_text(schema, group, out, arena, problems);
	if (group->type != NODE_GROUP) {
		node_problem(problems, SEVERITY_ERROR, group, NULL, "a %s is %sa group { … }, not %s", schema->name,
			schema->text_means ? "a text or " : "", type_texts[group->type]);
		return -1;
	}
	int written = read_written(schema, group, out, arena, problems);
	return read_missing(schema, group, out, arena, problems) | written;
}
