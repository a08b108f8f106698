/* Finding data files by looking at texts: what stands as the first argument of empirical or trace, in single or double quotes. */
#include <string.h>
#include "data.h"

#define FILES_AT_MOST 64

struct gathering {
	struct result_data *list;
	size_t count;
	const struct tree *tree;
	struct arena *arena;
};

static void add(struct gathering *gathering, const char *name, size_t length)
{
	char *own = arena_format(gathering->arena, "%.*s", (int)length, name);
	for (size_t i = 0; i < gathering->count; i++)
		if (strcmp(gathering->list[i].file, own) == 0)
			return;
	const char *path = own[0] == '/' ? own : arena_format(gathering->arena, "%s/%s", gathering->tree->folder, own);
	struct result_data *data = &gathering->list[gathering->count];
	data->file = own;
	if (gathering->count < FILES_AT_MOST && hash_file(data->hash, path) == 0)
		gathering->count++;
}

/* empirical("file.csv", "column") */
static void scan_calls(struct gathering *gathering, const char *text, const char *function)
{
	for (const char *at = text; (at = strstr(at, function)); ) {
		at += strlen(function);
		const char *open = at + strspn(at, " \t\n");
		if (*open != '(')
			continue;
		open += 1 + strspn(open + 1, " \t\n");
		const char *close = *open == '"' || *open == '\'' ? strchr(open + 1, *open) : NULL;
		if (close)
			add(gathering, open + 1, (size_t)(close - open - 1));
	}
}

static void scan_text(struct gathering *gathering, const char *text)
{
	scan_calls(gathering, text, "empirical");
	scan_calls(gathering, text, "trace");
}

static void scan_node(struct gathering *gathering, const struct node *node)
{
	if (node->type == NODE_TEXT && node->name && strcmp(node->name, "file") == 0)
		add(gathering, node->text, strlen(node->text));
	else if (node->type == NODE_TEXT)
		scan_text(gathering, node->text);
	for (const struct node *child = node->first; child; child = child->next)
		scan_node(gathering, child);
}

void data_gather(struct result *result, const struct tree *tree, const char *const *sets, size_t set_count, struct arena *arena)
{
	struct gathering gathering = { .tree = tree, .arena = arena };
	gathering.list = arena_take(arena, FILES_AT_MOST + 1, sizeof *gathering.list);
	scan_node(&gathering, tree->root);
	for (size_t i = 0; i < set_count; i++)
		scan_text(&gathering, sets[i]);
	result->data = gathering.list;
	result->data_count = gathering.count;
}
