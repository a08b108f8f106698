#include "experiments/document.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "fixture.h"

static struct arena arena;
static struct document document;

static void enter(void)
{
	cr_assert_eq(arena_init(&arena), 0);
	document_init(&document, &arena);
}

static void leave(void)
{
	arena_done(&arena);
}

TestSuite(document, .init = enter, .fini = leave);

static void expect_text(const char *wanted)
{
	char *text = fixture_text(&document);
	cr_expect_str_eq(text, wanted, "'%s'", text);
	free(text);
}

/* Two stations by their time; a column has no cells. */
static void fill_table(struct layout_table *table, struct arena *of, const char *name, const char *title, const char *unit)
{
	layout_table_init(table, of, name);
	size_t time = layout_table_column(table, title, unit);
	layout_table_column(table, "unused", "");
	layout_table_row(table, "paint");
	layout_table_cell(table, time, "83.1 ± 2.4");
	layout_table_row(table, "pack");
}

Test(document, blocks_are_printed_in_their_order)
{
	struct layout_table table;
	fill_table(&table, &arena, "Station", "time", "min");
	document_text(&document, 0, 0, "Paint line");
	document_gap(&document);
	document_text(&document, 2, 4, "The bottleneck is paint: busy 97 % of the time, with a queue that is longer than all the others together.");
	document_gap(&document);
	document_table(&document, &table, 2);
	expect_text("Paint line\n\n"
		"  The bottleneck is paint: busy 97 % of the time, with a queue that is longer than all the others\n    together.\n\n"
		"  Station         time\n                   min\n  paint     83.1 ± 2.4\n  pack\n");
}

Test(document, nothing_is_printed_of_nothing)
{
	expect_text("");
}

Test(document, what_only_a_page_can_show_is_not_printed)
{
	document_text(&document, 0, 0, "before");
	document_heading(&document, 2, "method", "How it was found");
	document_code(&document, "title = \"Paint line\";\n", 22);
	document_replay(&document, "{}");
	document_figure(&document, NULL);
	document_text(&document, 0, 0, "behind");
	expect_text("before\nbehind\n");
}

Test(document, prose_is_a_paragraph_and_starts_anew)
{
	struct prose prose;
	prose_start(&prose);
	document_prose(&document, &prose, 2, 2);
	cr_expect_null(document.first, "an empty paragraph is none");
	prose_say(&prose, "Nothing is short. ");
	document_prose(&document, &prose, 2, 2);
	cr_expect_eq(prose.length, 0);
	prose_say(&prose, "No difference is shown.");
	document_prose(&document, &prose, 2, 4);
	expect_text("  Nothing is short.\n  No difference is shown.\n");
}

Test(document, outlives_the_buffers_it_was_given)
{
	char text[] = "The answer", name[] = "Station", title[] = "time", unit[] = "min", code[] = "title = 1;";
	struct prose prose;
	struct layout_table table;
	struct arena other;
	cr_assert_eq(arena_init(&other), 0);
	fill_table(&table, &other, name, title, unit);
	prose_start(&prose);
	prose_say(&prose, "Nothing is short.");
	document_text(&document, 0, 0, text);
	document_prose(&document, &prose, 0, 0);
	document_table(&document, &table, 0);
	document_heading(&document, 1, name, text);
	document_code(&document, code, 5);
	document_replay(&document, code);
	struct document_block *replay = document.last;
	arena_done(&other);
	memset(&prose, 'x', sizeof prose);
	memset(&table, 'x', sizeof table);
	for (size_t i = 0; i < 5; i++)
		memset((char *[]){ text, name, title, unit, code }[i], 'x', 3);
	expect_text("The answer\nNothing is short.\nStation         time\n                 min\npaint     83.1 ± 2.4\npack\n");
	const struct document_block *heading = document.first->next->next->next;
	cr_expect_str_eq(heading->name, "Station");
	cr_expect_str_eq(heading->text, "The answer");
	cr_expect_str_eq(heading->next->text, "title", "of a text that ends nowhere, so much as is asked for");
	cr_expect_str_eq(replay->text, "title = 1;");
}
