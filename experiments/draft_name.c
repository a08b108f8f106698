/* Names of the language for what people call their tasks: "Pour foundation" becomes pour_foundation. Invariant: names of one list differ,
   and not only in capitals. */
#include <ctype.h>
#include <string.h>
#include "draft.h"
#include "lookup.h"
#include "models/expr.h"
#include "models/schema.h"
#include "models/tree.h"

#define NAME_AT_MOST 32            /* letters of a name; a longer one ends with a word before that */
#define SHORT_NAME 3               /* names such as A, QA, B12 keep their capitals */

/* The letters from U+00C0 to U+017F without their accents. */
static const char plain_letters[] =
	"aaaaaaaceeeeiiiidnooooo_ouuuuytsaaaaaaaceeeeiiiidnooooo_ouuuuyty"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrsssssssstttttt"
	"uuuuuuuuuuuuwwyyyzzzzzzs";

/* A letter of UTF-8 as a letter of a name, '_' where it is none. */
static char plain(const char *letter, size_t length)
{
	const unsigned char *byte = (const unsigned char *)letter;
	if (length == 1)
		return isalnum(*byte) ? (char)tolower(*byte) : '_';
	unsigned code = length == 2 ? (byte[0] & 0x1fu) << 6 | (byte[1] & 0x3fu) : 0;
	return code >= 0xc0 && code < 0x180 ? plain_letters[code - 0xc0] : '_';
}

/* Cut off after the last whole word that fits. */
static void shorten(char *name)
{
	if (strlen(name) <= NAME_AT_MOST)
		return;
	size_t length = NAME_AT_MOST;
	while (length > NAME_AT_MOST / 2 && name[length] != '_')
		length--;
	name[name[length] == '_' ? length : NAME_AT_MOST] = '\0';
}

/* The words of a title with '_' between them. */
static char *words_of(struct arena *arena, const char *title)
{
	size_t left = strlen(title), to = 0;
	char *name = arena_take(arena, left + 1, 1);
	for (size_t letter; left > 0; title += letter, left -= letter) {
		letter = tree_letter_length(title, left);
		letter = letter > 0 ? letter : 1;
		char c = *title == '\'' ? '\'' : plain(title, letter);
		if (c != '\'' && (c != '_' || (to > 0 && name[to - 1] != '_')))
			name[to++] = c;
	}
	while (to > 0 && name[to - 1] == '_')
		to--;
	name[to] = '\0';
	shorten(name);
	return name;
}

static bool keeps_capitals(const char *title)
{
	size_t length = strlen(title);
	if (length == 0 || length > SHORT_NAME || !isupper((unsigned char)*title))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!isupper((unsigned char)title[i]) && !isdigit((unsigned char)title[i]))
			return false;
	return true;
}

const char *draft_identifier(struct arena *arena, const char *title, const char *fallback)
{
	const char *name = keeps_capitals(title) ? title : words_of(arena, title);
	if (!*name || isdigit((unsigned char)*name))
		name = arena_format(arena, *name ? "%s_%s" : "%s%s", fallback, name);
	if (schema_name_fault(name) || expr_name_taken(name))
		name = arena_format(arena, "%s_%s", name, fallback);
	return name;
}

/* The second Inspection is inspection_2. `next` knows for each name how many have had it. */
static const char *make_unique(struct arena *arena, struct lookup *taken, const char *name)
{
	if (lookup_add(taken, name, 1) == LOOKUP_NONE)
		return name;
	for (uint32_t number = lookup_find(taken, name) + 1;; number++) {
		const char *other = arena_format(arena, "%s_%u", name, (unsigned)number);
		if (lookup_add(taken, other, 1) != LOOKUP_NONE)
			continue;
		lookup_set(taken, name, number);
		return other;
	}
}

void draft_name(struct draft *draft)
{
	struct lookup tasks = { .arena = draft->arena }, resources = { .arena = draft->arena };
	for (uint32_t i = 0; i < draft->task_count; i++) {
		struct draft_task *task = &draft->tasks[i];
		task->name = make_unique(draft->arena, &tasks, draft_identifier(draft->arena, task->title, "task"));
	}
	for (uint32_t i = 0; i < draft->resource_count; i++) {
		struct draft_resource *resource = &draft->resources[i];
		resource->name = make_unique(draft->arena, &resources, draft_identifier(draft->arena, resource->title, "resource"));
	}
	draft->anyone = make_unique(draft->arena, &resources, "anyone");
}
