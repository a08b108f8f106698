/* The tree of a model file. libconfig parses; the walk of scan.c goes over the text first, finds what libconfig would get
   wrong, and knows where each value stands. Invariant: nodes of a tree that was returned form what libconfig read, in the order
   of the file. */
#include "tree.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <libconfig.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "scan.h"

/* ---- Lines ---- */

/* Lines are for showing: a very long one is cut, between letters (a letter's further bytes in UTF-8 are 10xxxxxx). */
static void cut_line(char *line)
{
	size_t length = strlen(line);
	if (length <= TREE_LINE_SHOWN)
		return;
	for (length = TREE_LINE_SHOWN; length > 0 && ((unsigned char)line[length] & 0xc0) == 0x80;)
		length--;
	line[length] = '\0';
}

/* The lines of tree->source, without their ends (\n or \r\n). There is always one, so that any complaint has a line to show. */
static void split_lines(struct tree *tree)
{
	size_t count = 1;
	for (size_t i = 0; i < tree->length; i++)
		count += tree->source[i] == '\n';
	const char **lines = arena_take(tree->arena, count, sizeof *lines);
	char *text = arena_take(tree->arena, tree->length + 1, 1);
	memcpy(text, tree->source, tree->length);
	size_t line = 0;
	lines[0] = text;
	for (size_t i = 0; i < tree->length; i++) {
		if (text[i] == '\r' && (i + 1 == tree->length || text[i + 1] == '\n'))
			text[i] = '\0';
		if (text[i] == '\n') {
			text[i] = '\0';
			lines[++line] = text + i + 1;
		}
	}
	for (size_t i = 0; i < count; i++)
		cut_line(text + (lines[i] - text));
	tree->lines = lines;
	tree->line_count = count;
}

size_t tree_letter_length(const char *letter, size_t left)
{
	const unsigned char *text = (const unsigned char *)letter;
	size_t length = *text < 0x80 ? 1 : *text < 0xc2 ? 0 : *text < 0xe0 ? 2 : *text < 0xf0 ? 3 : *text < 0xf5 ? 4 : 0;
	if (length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	bool surrogate = *text == 0xed && text[1] >= 0xa0, overlong = (*text == 0xe0 && text[1] < 0xa0) || (*text == 0xf0 && text[1] < 0x90);
	return surrogate || overlong || (*text == 0xf4 && text[1] >= 0x90) ? 0 : length;
}

/* Results carry the model's text, and who reads them expects UTF-8. The first place is enough: the whole file has another encoding. */
static void check_letters(const struct tree *tree, struct problems *problems)
{
	int line = 1;
	size_t begin = 0;
	for (size_t i = 0, length; i < tree->length; i += length) {
		length = tree_letter_length(tree->source + i, tree->length - i);
		if (length == 0) {
			problems_add(problems, SEVERITY_ERROR, tree->file, line, (int)(i - begin) + 1, tree->lines[line - 1],
				"a letter that is not UTF-8 (byte 0x%02x): save the file in that encoding", (unsigned char)tree->source[i]);
			return;
		}
		if (tree->source[i] == '\n') {
			line++;
			begin = i + 1;
		}
	}
}

/* ---- From libconfig's settings to nodes ---- */

struct reader {
	struct tree *tree;
	const struct scan *scan;
	size_t next;               /* the value of scan->values that comes next */
};

static struct node *append(struct node *parent, struct node *node)
{
	node->parent = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	return node;
}

static void read_number(struct node *node, const config_setting_t *setting, const char *digits)
{
	int type = config_setting_type(setting);
	node->type = NODE_NUMBER;
	node->number = type == CONFIG_TYPE_INT ? (double)config_setting_get_int(setting) :
		type == CONFIG_TYPE_INT64 ? (double)config_setting_get_int64(setting) : config_setting_get_float(setting);
	if (type == CONFIG_TYPE_INT && digits && !strpbrk(digits, "xX"))
		node->number = strtod(digits, NULL);      /* one that is too large was cut to 32 bits; it is complained about already */
	node->text = digits ? digits : arena_format(node->tree->arena, "%.17g", node->number);
}

/* Recursion is as deep as brackets go: SCAN_DEPTH_AT_MOST. */
static void read_setting(struct reader *reader, struct node *node, const config_setting_t *setting)
{
	struct arena *arena = reader->tree->arena;
	struct scan_value value = { .line = (int)config_setting_source_line(setting) };
	if (!config_setting_is_root(setting) && reader->next < reader->scan->count)
		value = reader->scan->values[reader->next++];
	const char *name = config_setting_name(setting);
	node->tree = reader->tree;
	node->name = name ? arena_text(arena, name) : NULL;
	node->line = value.line;
	node->column = value.column;
	switch (config_setting_type(setting)) {
	case CONFIG_TYPE_STRING:
		node->type = NODE_TEXT;
		node->text = arena_text(arena, config_setting_get_string(setting));
		return;
	case CONFIG_TYPE_BOOL:
		node->type = NODE_TRUTH;
		node->number = config_setting_get_bool(setting) ? 1.0 : 0.0;
		return;
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
	case CONFIG_TYPE_FLOAT:
		read_number(node, setting, value.digits);
		return;
	default:
		node->type = config_setting_is_group(setting) ? NODE_GROUP : NODE_LIST;
	}
	int count = config_setting_length(setting);
	for (int i = 0; i < count; i++)
		read_setting(reader, append(node, arena_take(arena, 1, sizeof *node)), config_setting_get_elem(setting, (unsigned)i));
}

static int read_settings(struct tree *tree, const struct scan *scan, struct problems *problems)
{
	config_t config;
	config_init(&config);
	int result = -1;
	if (config_read_string(&config, scan->text) == CONFIG_TRUE) {
		struct reader reader = { .tree = tree, .scan = scan };
		tree->root = arena_take(tree->arena, 1, sizeof *tree->root);
		read_setting(&reader, tree->root, config_root_setting(&config));
		assert(reader.next == scan->count && "the scan and libconfig count the same values");
		tree->root->name = NULL;
		result = 0;
	} else {
		int line = config_error_line(&config);
		if (line < 1 || (size_t)line > tree->line_count)
			line = (int)tree->line_count;
		problems_add(problems, SEVERITY_ERROR, tree->file, line, 0, tree->lines[line - 1], "%s, here or in the line before",
			config_error_text(&config));
	}
	config_destroy(&config);
	return result;
}

struct tree *tree_read_text(const char *name, const char *text, size_t length, struct arena *arena, struct problems *problems)
{
	if (length > TREE_SOURCE_AT_MOST) {
		problems_add(problems, SEVERITY_ERROR, name, 0, 0, NULL, "a model file may have at most %zu MB",
			TREE_SOURCE_AT_MOST >> 20);
		return NULL;
	}
	struct tree *tree = arena_take(arena, 1, sizeof *tree);
	char *source = arena_take(arena, length + 1, 1);
	memcpy(source, text, length);
	const char *slash = strrchr(name, '/');
	*tree = (struct tree){ .file = arena_text(arena, name), .source = source, .length = length, .arena = arena };
	tree->folder = !slash ? "." : slash == name ? "/" : arena_format(arena, "%.*s", (int)(slash - name), name);
	split_lines(tree);
	check_letters(tree, problems);
	struct scan scan;
	scan_text(&scan, tree->file, source, length, tree->lines, arena, problems);
	if (scan.fatal || read_settings(tree, &scan, problems) != 0)
		return NULL;
	if (!tree->root->first) {
		problems_add(problems, SEVERITY_ERROR, tree->file, 0, 0, NULL,
			"nothing is written here; a model has at least a group `work` (`takt doc` shows what it may say)");
		return NULL;
	}
	return tree;
}

/* ---- Files ---- */

/* Reads all of it, up to one byte more than is allowed. NULL with errno set where that fails; the caller frees. */
static char *read_all(FILE *from, size_t *length)
{
	size_t room = 1 << 16, used = 0;
	char *text = malloc(room);
	while (text && used <= TREE_SOURCE_AT_MOST) {
		size_t got = fread(text + used, 1, room - used, from);
		used += got;
		if (got == 0)
			break;
		if (used == room) {
			char *larger = realloc(text, room *= 2);
			if (!larger)
				free(text);
			text = larger;
		}
	}
	if (text && ferror(from)) {
		int why = errno;
		free(text);
		errno = why;
		return NULL;
	}
	*length = used;
	return text;
}

struct tree *tree_read(const char *file, struct arena *arena, struct problems *problems, bool *io_failed)
{
	bool standard = strcmp(file, "-") == 0;
	size_t length = 0;
	errno = 0;
	FILE *from = standard ? stdin : fopen(file, "rb");
	char *text = from ? read_all(from, &length) : NULL;
	int why = errno;
	if (from && !standard)
		fclose(from);
	*io_failed = !text;
	if (!text) {
		problems_add(problems, SEVERITY_ERROR, file, 0, 0, NULL, "cannot be read: %s", strerror(why));
		return NULL;
	}
	struct tree *tree = tree_read_text(file, text, length, arena, problems);
	free(text);
	return tree;
}

/* ---- Nodes ---- */

static void copy_children(struct node *to, const struct node *from, const struct tree *old, const struct tree *tree)
{
	to->first = to->last = NULL;
	to->count = 0;
	for (const struct node *child = from->first; child; child = child->next) {
		struct node *copy = arena_take(tree->arena, 1, sizeof *copy);
		*copy = *child;
		copy->tree = child->tree == old ? tree : child->tree;
		copy->next = NULL;
		append(to, copy);
		copy_children(copy, child, old, tree);
	}
}

struct tree *tree_copy(const struct tree *tree, struct arena *arena)
{
	struct tree *copy = arena_take(arena, 1, sizeof *copy);
	*copy = *tree;
	copy->arena = arena;
	copy->root = arena_take(arena, 1, sizeof *copy->root);
	*copy->root = *tree->root;
	copy->root->tree = copy;
	copy_children(copy->root, tree->root, tree, copy);
	return copy;
}

struct node *node_child(const struct node *group, const char *name)
{
	for (struct node *child = group ? group->first : NULL; child; child = child->next)
		if (child->name && strcmp(child->name, name) == 0)
			return child;
	return NULL;
}

struct node *node_default(struct arena *arena, const struct node *like, const char *name, const char *text)
{
	struct node *node = arena_take(arena, 1, sizeof *node);
	*node = (struct node){ .type = NODE_TEXT, .name = arena_text(arena, name), .text = arena_text(arena, text),
		.tree = like->tree,
		.line = like->line, .column = like->column, .shown = like->shown };
	node->parent = like->type == NODE_GROUP ? (struct node *)like : like->parent;
	return node;
}

void node_sharpen(struct node *node)
{
	const char *text = node->text;
	if (node->type != NODE_TEXT)
		return;
	if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0) {
		node->type = NODE_TRUTH;
		node->number = text[0] == 't' ? 1.0 : 0.0;
		node->text = NULL;
		return;
	}
	/* strtod would take blanks, "inf", "nan" and hexadecimal numbers too. */
	char *end = NULL;
	double number = *text && strspn(text, "+-.0123456789eE") == strlen(text) ? strtod(text, &end) : 0.0;
	if (end && *end == '\0' && isfinite(number)) {
		node->type = NODE_NUMBER;
		node->number = number;
	}
}

static bool part_of_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* The column of `word` in `line` at or after column `from`, else anywhere in it; 0: it is not there. Whole words only. */
static int column_of(const char *line, const char *word, int from)
{
	size_t length = strlen(word), start = from > 1 && (size_t)from <= strlen(line) ? (size_t)from - 1 : 0;
	for (const char *p = length ? strstr(line + start, word) : NULL; p; p = strstr(p + 1, word)) {
		bool begins = p == line || !part_of_name(p[-1]) || !part_of_name(word[0]);
		if (begins && (!part_of_name(p[length]) || !part_of_name(word[length - 1])))
			return (int)(p - line) + 1;
	}
	return start > 0 ? column_of(line, word, 0) : 0;
}

void node_problem(struct problems *problems, enum severity severity, const struct node *node, const char *word,
	const char *format, ...)
{
	char message[1000];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	const struct tree *tree = node->tree;
	const char *file = node->line > 0 || !node->shown ? tree->file : "--set";
	const char *shown = node->shown ? node->shown :
		node->line > 0 && (size_t)node->line <= tree->line_count ? tree->lines[node->line - 1] : NULL;
	int column = shown ? column_of(shown, word ? word : node->name ? node->name : "", node->column) : 0;
	if (shown && column == 0)
		column = node->column;
	problems_add(problems, severity, file, node->line, column, shown, "%s", message);
}

/* A list's member is named as a path names it: by its `name`, else by its number, from 1. */
static const char *own_name(const struct node *node, struct arena *arena)
{
	if (node->name)
		return node->name;
	const struct node *named = node->type == NODE_GROUP ? node_child(node, "name") : NULL;
	if (named && named->type == NODE_TEXT)
		return named->text;
	size_t number = 1;
	for (const struct node *sibling = node->parent->first; sibling && sibling != node; sibling = sibling->next)
		number++;
	return arena_format(arena, "%zu", number);
}

const char *node_path(const struct node *node, struct arena *arena)
{
	if (!node->parent)
		return "";
	const char *name = own_name(node, arena);
	const char *above = node_path(node->parent, arena);
	return *above ? arena_format(arena, "%s.%s", above, name) : name;
}
