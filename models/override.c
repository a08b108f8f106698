/* `path = value`: scenarios, --set and sweeps change the tree before it is read, so that a change is checked like anything
   written. A path is walked over the tables and the tree at once: what the tables allow may be made, what has a name of the
   user's must be there. The walk is done dry first; the tree changes only where the whole path is legal. */
#include "schema.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define PATH_AT_MOST 16       /* words of a path: the tables are not that deep */
#define NAMES_AT_MOST 1000    /* names considered for "did you mean" */

/* Somewhere on a path. `schema` is set where it is a group that may be entered, `key` where it is the value of a key. */
struct place {
	const struct schema *schema;
	const struct schema_key *key;
	struct node *node;        /* NULL: not written */
	struct node *parent;      /* of `node`, written or not; NULL: not written either */
	const char *word;         /* its name, should it have to be made */
};

enum fault { FAULT_NONE, FAULT_UNKNOWN, FAULT_VALUE, FAULT_TWICE };

struct path {
	const char *words[PATH_AT_MOST];
	size_t count;
};

/* One override, and where a walk over its path ended. */
struct change {
	const struct schema *root;
	struct tree *tree;
	struct node origin;       /* stands for the text of the override in complaints */
	struct problems *problems;
};

struct walk {
	struct place place;
	enum fault fault;
	size_t at;                /* the word that is at fault */
};

/* ---- Steps and other lists ---- */

/* What a path calls a list's member: NULL where it has no name. */
static const char *name_of(const struct schema *schema, const struct node *node)
{
	if (node->type == NODE_TEXT && schema->text_means)
		return node->text;
	for (size_t i = 0; i < 2 && schema->known_by[i]; i++) {
		const struct node *name = node_child(node, schema->known_by[i]);
		if (name && name->type == NODE_TEXT)
			return name->text;
	}
	return NULL;
}

struct search {
	const char *word;         /* sought; NULL: none */
	struct node *found;
	size_t matches;
	const char **names;       /* NULL, or where all names are noted */
	size_t count;
};

/* The members of a list by name, those of its inner lists (branches) and of inner lists of steps included. */
static void search_list(const struct schema *schema, const struct node *list, struct search *search)
{
	for (struct node *node = list ? list->first : NULL; node; node = node->next) {
		if (node->type == NODE_LIST) {
			search_list(schema, node, search);
			continue;
		}
		const char *name = name_of(schema, node);
		if (name && search->names && search->count < NAMES_AT_MOST)
			search->names[search->count++] = name;
		if (name && search->word && strcmp(name, search->word) == 0 && search->matches++ == 0)
			search->found = node;
		for (const struct schema_key *key = schema->keys; node->type == NODE_GROUP && key->name; key++)
			if (key->type == KEY_STEPS)
				search_list(schema, node_child(node, key->name), search);
	}
}

static bool is_list(const struct schema_key *key)
{
	return key && (key->type == KEY_STEPS || key->type == KEY_GROUPS);
}

/* ---- The walk ---- */

static struct node *make_child(struct change *change, struct node *parent, const char *name)
{
	assert(parent && "only the root has no parent, and it is always there");
	struct node *node = arena_take(change->tree->arena, 1, sizeof *node);
	*node = change->origin;
	node->name = arena_text(change->tree->arena, name);
	node->type = NODE_GROUP;
	node->text = NULL;
	node->parent = parent;
	node->first = node->last = node->next = NULL;
	node->count = 0;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	return node;
}

/* Makes a place that is entered a group: one that is not written, or a text that stands for a group. */
static void make_group(struct change *change, struct place *place)
{
	struct node *node = place->node;
	if (!node) {
		place->node = make_child(change, place->parent, place->word);
	} else if (node->type == NODE_TEXT) {
		struct node text = *node;
		node->type = NODE_GROUP;
		node->text = NULL;
		struct node *child = make_child(change, node, place->schema->text_means);
		child->type = NODE_TEXT;
		child->text = text.text;
		child->line = text.line;
		child->column = text.column;
		child->shown = text.shown;
		child->tree = text.tree;
	}
}

static enum fault enter_group(const struct place *from, const char *word, struct place *to)
{
	const struct schema_key *key = schema_find(from->schema, word);
	if (!key)
		return FAULT_UNKNOWN;
	bool entered = key->type == KEY_GROUP || key->type == KEY_ANY;
	*to = (struct place){ .schema = entered ? key->inner : NULL, .key = key, .node = node_child(from->node, word),
		.parent = from->node,
		.word = word };
	return FAULT_NONE;
}

static enum fault enter_list(const struct place *from, const char *word, struct place *to)
{
	struct search search = { .word = word };
	search_list(from->key->inner, from->node, &search);
	if (search.matches != 1)
		return search.matches == 0 ? FAULT_UNKNOWN : FAULT_TWICE;
	*to = (struct place){ .schema = from->key->inner, .node = search.found, .parent = search.found->parent, .word = word };
	return FAULT_NONE;
}

/* One word further. `make`: places that are passed through come to be. */
static enum fault enter(struct change *change, struct place *place, const char *word, bool make)
{
	struct place from = *place;
	if (from.schema) {
		const struct node *node = from.node;
		if (node && node->type != NODE_GROUP && !(node->type == NODE_TEXT && from.schema->text_means))
			return FAULT_VALUE;
		if (make)
			make_group(change, &from);
		return enter_group(&from, word, place);
	}
	if (is_list(from.key))
		return enter_list(&from, word, place);
	if (!from.key || (from.key->type != KEY_MEMBERS && from.key->type != KEY_SETTINGS))
		return FAULT_VALUE;
	struct node *member = node_child(from.node, word);
	if (!member)
		return FAULT_UNKNOWN;
	*place = (struct place){ .schema = from.key->inner, .node = member, .parent = from.node, .word = word };
	return FAULT_NONE;
}

static struct walk walk_path(struct change *change, const struct path *path, bool make)
{
	struct walk walk = { .place = { .schema = change->root, .node = change->tree->root } };
	for (; walk.at < path->count; walk.at++) {
		walk.fault = enter(change, &walk.place, path->words[walk.at], make);
		if (walk.fault != FAULT_NONE)
			break;
	}
	return walk;
}

/* ---- Did you mean ---- */

/* The names that may follow at a place. */
static size_t names_at(const struct place *place, const char **names)
{
	size_t count = 0;
	if (place->schema) {
		for (const struct schema_key *key = place->schema->keys; key->name && count < NAMES_AT_MOST; key++)
			names[count++] = key->name;
		return count;
	}
	if (is_list(place->key)) {
		struct search search = { .names = names };
		search_list(place->key->inner, place->node, &search);
		return search.count;
	}
	for (const struct node *child = place->node ? place->node->first : NULL; child && count < NAMES_AT_MOST; child = child->next)
		if (child->name)      /* a list, where a group belongs, has none: reading complains about that */
			names[count++] = child->name;
	return count;
}

static const char *nearest_at(const struct place *place, const char *word)
{
	if (place->schema) {
		const struct schema_key *key = schema_nearest(place->schema, word);
		return key ? key->name : NULL;
	}
	const char *names[NAMES_AT_MOST];
	return problem_nearest(word, names, names_at(place, names));
}

/* A word left out before the one at fault: stations.paint.limit for stations.paint.queue.limit. */
static bool mend_by_insertion(struct change *change, struct path *path, const struct walk *walk)
{
	if (!walk->place.schema || path->count == PATH_AT_MOST)
		return false;
	struct path longer = *path;
	memmove(longer.words + walk->at + 1, longer.words + walk->at, (longer.count - walk->at) * sizeof *longer.words);
	longer.count++;
	for (const struct schema_key *key = walk->place.schema->keys; key->name; key++) {
		longer.words[walk->at] = key->name;
		if (walk_path(change, &longer, false).fault == FAULT_NONE) {
			*path = longer;
			return true;
		}
	}
	return false;
}

/* Changes `path` into the nearest legal one. False: there is none near. */
static bool mend(struct change *change, struct path *path)
{
	for (size_t tries = 0; tries <= PATH_AT_MOST; tries++) {
		struct walk walk = walk_path(change, path, false);
		if (walk.fault != FAULT_UNKNOWN)
			return walk.fault == FAULT_NONE;
		if (mend_by_insertion(change, path, &walk))
			return true;
		const char *nearest = nearest_at(&walk.place, path->words[walk.at]);
		if (!nearest || strcmp(nearest, path->words[walk.at]) == 0)
			return false;
		path->words[walk.at] = nearest;
	}
	return false;
}

static void join(const char *const *words, size_t count, const char *between, char *text, size_t size)
{
	size_t used = 0;
	text[0] = '\0';
	for (size_t i = 0; i < count && used < size; i++) {
		int length = snprintf(text + used, size - used, "%s%s", i ? between : "", words[i]);
		used += (size_t)length;
	}
}

static void say_nothing_there(struct change *change, const struct path *path, const struct walk *walk)
{
	char inside[200], meant[300], named[300];
	const char *word = path->words[walk->at];
	struct path mended = *path;
	join(path->words, walk->at, ".", inside, sizeof inside);
	const char *where = walk->at ? inside : "the model";
	if (mend(change, &mended)) {
		join(mended.words, mended.count, ".", meant, sizeof meant);
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, word, "there is no '%s' in %s; did you mean '%s'?", word,
			where, meant);
		return;
	}
	const char *names[NAMES_AT_MOST];
	size_t count = names_at(&walk->place, names);
	bool more = count > 12;
	join(names, more ? 12 : count, ", ", named, sizeof named);
	const char *rule = walk->place.schema ? "" : " (a path cannot make new names)";
	if (count == 0)
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, word, "there is no '%s' in %s: it is empty%s", word,
		where, rule);
	else
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, word, "there is no '%s' in %s, only %s%s%s", word, where,
		named,
			more ? ", …" : "", rule);
}

static void say_fault(struct change *change, const struct path *path, const struct walk *walk)
{
	const char *word = path->words[walk->at];
	char inside[200];
	join(path->words, walk->at, ".", inside, sizeof inside);
	switch (walk->fault) {
	case FAULT_VALUE:
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, word, "'%s' is a value: there is no '%s' inside it",
			inside, word);
		return;
	case FAULT_TWICE:
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, word,
			"'%s' is the name of more than one in %s: give them names to tell them apart (name = \"…\";)", word, inside);
		return;
	default:
		say_nothing_there(change, path, walk);
	}
}

/* ---- Values ---- */

/* Nodes that were read from the override's own text point to it. */
static void rehome(struct node *node, const struct node *origin)
{
	node->tree = origin->tree;
	node->line = origin->line;
	node->column = origin->column;
	node->shown = origin->shown;
	for (struct node *child = node->first; child; child = child->next)
		rehome(child, origin);
}

/* A value in libconfig's own brackets or quotes. NULL where it is wrong, complained about. */
static struct node *parsed(struct change *change, const char *value)
{
	struct arena *arena = change->tree->arena;
	const char *text = arena_format(arena, "value = %s", value);
	struct problems problems;
	problems_init(&problems);
	struct tree *tree = tree_read_text("--set", text, strlen(text), arena, &problems);
	for (size_t i = 0; i < problems.count; i++)
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, value, "%s", problems.list[i].text);
	bool alone = tree && tree->root->count == 1;
	if (tree && !alone)
		node_problem(change->problems, SEVERITY_ERROR, &change->origin, value, "one change, one value; more stands after it");
	bool right = alone && problems.errors == 0;
	problems_done(&problems);
	if (right)
		rehome(tree->root->first, &change->origin);
	return right ? tree->root->first : NULL;
}

/* Whether a value in ( ) is a list here; elsewhere it is an expression. */
static bool takes_list(const struct place *place)
{
	const struct schema_key *key = place->key;
	return key && (is_list(key) || key->type == KEY_TEXTS || key->type == KEY_VALUES || key->type == KEY_ANY);
}

static struct node *value_node(struct change *change, const struct place *place, const char *value)
{
	if (strchr("[{\"", value[0]) || (value[0] == '(' && takes_list(place)))
		return parsed(change, value);
	struct node *node = node_default(change->tree->arena, &change->origin, "", value);
	if (!place->key || (place->key->type != KEY_TEXT && place->key->type != KEY_WORD))
		node_sharpen(node);
	return node;
}

static void set_value(struct change *change, const struct place *place, const struct node *value)
{
	struct node *node = place->node ? place->node : make_child(change, place->parent, place->word);
	struct node old = *node;
	*node = *value;
	node->name = old.name;
	node->parent = old.parent;
	node->next = old.next;
	for (struct node *child = node->first; child; child = child->next)
		child->parent = node;
}

/* ---- Text ---- */

static char *trimmed(char *text)
{
	while (isspace((unsigned char)*text))
		text++;
	size_t length = strlen(text);
	while (length > 0 && isspace((unsigned char)text[length - 1]))
		text[--length] = '\0';
	return text;
}

/* Cuts a path at its points, in place. False: too long, or a word is missing. */
static bool split_path(char *text, struct path *path)
{
	for (char *point; text; text = point) {
		point = strchr(text, '.');
		if (point)
			*point++ = '\0';
		if (path->count == PATH_AT_MOST)
			return false;
		char *word = trimmed(text);
		if (!*word)
			return false;
		path->words[path->count++] = word;
	}
	return true;
}

/* Cuts `path = value`; both point into `copy`. False: it is no change, complained about. */
static bool split_change(struct change *change, char *copy, struct path *path, const char **value)
{
	struct problems *problems = change->problems;
	char *assign = strchr(copy, '=');
	if (!assign) {
		node_problem(problems, SEVERITY_ERROR, &change->origin, copy, "a change is written path = value");
		return false;
	}
	*assign = '\0';
	char *written = trimmed(copy), *rest = trimmed(assign + 1);
	size_t length = strlen(rest);
	if (length > 0 && rest[length - 1] == ';')     /* copied from a file */
		rest[length - 1] = '\0';
	*value = trimmed(rest);
	if (!**value) {
		node_problem(problems, SEVERITY_ERROR, &change->origin, written, "a value is missing after '%s ='", written);
		return false;
	}
	if (!split_path(arena_text(change->tree->arena, written), path)) {
		node_problem(problems, SEVERITY_ERROR, &change->origin, written,
			"'%s' is no path: names with a point between them, section.name.key", written);
		return false;
	}
	return true;
}

int schema_override(const struct schema *root, struct tree *tree, const char *text, const struct node *where,
	struct problems *problems)
{
	struct change change = { .root = root, .tree = tree, .problems = problems };
	change.origin = where ? *where : (struct node){ .tree = tree, .shown = arena_text(tree->arena, text) };
	change.origin.type = NODE_TEXT;
	change.origin.name = NULL;
	change.origin.parent = change.origin.first = change.origin.last = change.origin.next = NULL;
	struct path path = { .count = 0 };
	const char *value;
	if (!split_change(&change, arena_text(tree->arena, text), &path, &value))
		return -1;
	struct walk walk = walk_path(&change, &path, false);
	if (walk.fault != FAULT_NONE) {
		say_fault(&change, &path, &walk);
		return -1;
	}
	const struct node *node = value_node(&change, &walk.place, value);
	if (!node)
		return -1;
	walk = walk_path(&change, &path, true);
	set_value(&change, &walk.place, node);
	return 0;
}
