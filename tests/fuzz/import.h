/* What both fuzz targets of `takt import` do: whatever is read without a complaint is written as a file that takt reads without one. */
#ifndef TAKT_TESTS_FUZZ_IMPORT_H
#define TAKT_TESTS_FUZZ_IMPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "experiments/import.h"
#include "models/config.h"
#include "models/model.h"
#include "models/tree.h"

/* As assert, but in every build. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

/* The text as a model; warnings (a checkpoint that cannot be met) may be. */
static void read_back(const char *text, size_t length, struct arena *arena)
{
	struct problems problems;
	problems_init(&problems);
	struct tree *tree = tree_read_text("imported.cfg", text, length, arena, &problems);
	struct model *model = tree && problems.count == 0 ? model_build(tree, "base", NULL, 0, arena, &problems) : NULL;
	if (!model || problems.errors > 0) {
		fputs(text, stderr);
		problems_print(&problems, stderr);
		abort();
	}
	model_done(model);
	problems_done(&problems);
}

static void import_and_read_back(enum import_format format, const uint8_t *data, size_t size)
{
	static const char *const hours[] = { "Mon-Fri 08:00-16:00", "always", "Mon-Thu 07:00-12:00, 13:00-17:15, Fri 07:00-12:00",
		"Tue,Sat 22:00-06:00" };
	struct arena arena;
	struct problems problems;
	if (size == 0 || arena_init(&arena) != 0)
		return;
	problems_init(&problems);
	struct draft draft = { .arena = &arena, .problems = &problems, .file = "fuzz", .origin = "fuzz", .title = "Plan", .name = "plan",
		.dated = data[0] & 4, .start_given = data[0] & 4, .start = { .year = 2026, .month = 3, .day = 2, .hour = 8 } };
	struct import_choice choice = { format, { 1.0, data[0] & 8 ? DRAFT_HOUR : DRAFT_DAY, data[0] & 16 }, data[0] & 32 };
	must(draft_hours_read(&draft.hours, hours[data[0] & 3], &arena, &problems) == 0);
	char *text = arena_take(&arena, size, 1), *model = NULL;
	size_t length;
	memcpy(text, data + 1, size - 1);
	int fault = import_text(&draft, &choice, text, size - 1);
	must((fault != 0) == (problems.errors > 0));
	if (fault == 0) {
		FILE *to = open_memstream(&model, &length);
		import_write(&draft, choice.triangular, to);
		fclose(to);
		read_back(model, length, &arena);
		free(model);
	}
	for (size_t i = 0; i < problems.count; i++)
		must(problems.list[i].text[0] && problems.list[i].line >= 0);
	problems_done(&problems);
	arena_done(&arena);
}

#endif
