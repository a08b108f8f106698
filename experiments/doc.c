/* takt doc: the reference, or what of it matches the words given. */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "sim/problem.h"
#include "commands.h"
#include "layout.h"
#include "reference.h"

#define NAMES_AT_MOST 1024

/* How well an entry answers to a word: names before groups, those before sentences. */
enum match { MATCH_NONE, MATCH_HELP, MATCH_PART, MATCH_NAME };

static bool has_word(const char *words, const char *word)
{
	size_t length = strlen(word);
	for (const char *p = words; p && *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (strcspn(p, " ") == length && strncasecmp(p, word, length) == 0)
			return true;
	return false;
}

static bool contains(const char *text, const char *word)
{
	size_t length = strlen(word);
	for (; text && *text; text++)
		if (strncasecmp(text, word, length) == 0)
			return true;
	return false;
}

/* Whether the last part of a dotted path, without NAME and brackets, is the word: "stations.NAME.queue" is `queue`. */
static bool ends_in(const char *path, const char *word)
{
	if (!path)
		return false;
	size_t length = strlen(path), wanted = strlen(word);
	if (length > 3 && strcmp(path + length - 3, "[ ]") == 0)
		length -= 3;
	if (length > 5 && strncmp(path + length - 5, ".NAME", 5) == 0)
		length -= 5;
	return length >= wanted && strncasecmp(path + length - wanted, word, wanted) == 0 &&
		(length == wanted || path[length - wanted - 1] == '.');
}

static enum match match_of(const struct reference_entry *entry, const char *word)
{
	const char *dot = strrchr(word, '.');
	if (strcasecmp(entry->name, word) == 0 || ends_in(entry->group, word) || has_word(entry->also, word))
		return MATCH_NAME;
	if (dot && entry->group && strcasecmp(entry->name, dot + 1) == 0 && contains(entry->group, "."))
		return MATCH_PART;
	if (contains(entry->name, word))
		return MATCH_PART;
	return contains(entry->help, word) ? MATCH_HELP : MATCH_NONE;
}

static enum match best_match(const struct reference_entry *all, const char *word)
{
	enum match best = MATCH_NONE;
	for (const struct reference_entry *entry = all; entry; entry = entry->next) {
		enum match match = match_of(entry, word);
		best = match > best ? match : best;
	}
	return best;
}

static void print_entry(const struct reference_entry *entry)
{
	printf("  %s%s%s\n", entry->name, *entry->what ? entry->what[0] == '(' ? "" : ": " : "", entry->what);
	if (*entry->help)
		layout_paragraph(stdout, 6, entry->help);
	if (entry->example)
		printf("      %s\n", entry->example);
}

/* Headings appear where they change. */
static void print_entries(const struct reference_entry *all, const char *word, enum match match)
{
	const char *section = NULL, *group = NULL;
	for (const struct reference_entry *entry = all; entry; entry = entry->next) {
		if (word && match_of(entry, word) < match)
			continue;
		if (!section || strcmp(section, entry->section) != 0)
			printf("%s%s\n", section ? "\n" : "", entry->section);
		if (entry->group && (!group || strcmp(group, entry->group) != 0)) {
			printf("\n%s\n", entry->group);
			layout_paragraph(stdout, 2, entry->group_help ? entry->group_help : "");
		}
		section = entry->section;
		group = entry->group;
		print_entry(entry);
	}
}

static int complain(const struct reference_entry *all, const char *word)
{
	const char *names[NAMES_AT_MOST];
	size_t count = 0;
	for (const struct reference_entry *entry = all; entry && count < NAMES_AT_MOST; entry = entry->next)
		names[count++] = entry->name;
	const char *nearest = problem_nearest(word, names, count);
	if (nearest)
		fprintf(stderr, "takt doc: nothing is called '%s'; did you mean '%s'?\n", word, nearest);
	else
		fprintf(stderr, "takt doc: nothing is called '%s'; 'takt doc' prints the whole reference\n", word);
	return -1;
}

static int print_matching(const struct reference_entry *all, const char *word)
{
	enum match match = best_match(all, word);
	if (match == MATCH_NONE)
		return complain(all, word);
	print_entries(all, word, match);
	return 0;
}

enum status doc_command(const struct call *call)
{
	const struct option_texts *words = &call->options->files;
	struct arena arena;
	int fault = 0;
	if (arena_init(&arena) != 0) {
		perror("takt doc");
		return STATUS_WORLD;
	}
	const struct reference_entry *all = reference_gather(&arena);
	if (words->count == 0)
		print_entries(all, NULL, MATCH_NONE);
	for (size_t i = 0; i < words->count; i++)
		fault |= print_matching(all, words->list[i]);
	arena_done(&arena);
	return fault ? STATUS_MODEL : STATUS_DONE;
}
