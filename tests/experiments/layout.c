#include "experiments/layout.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static char *text;
static size_t length;

static FILE *open_text(void)
{
	return open_memstream(&text, &length);
}

Test(layout, width_is_counted_in_columns_not_bytes)
{
	static const struct { const char *text; size_t width; } cases[] = {
		{ "", 0 }, { "paint", 5 }, { "Lackieren für Öl", 16 }, { "83 ± 2", 6 }, { "e\xcc\x81", 1 }, { "塗装", 4 }, { "\xff\xfe", 2 }, { "a\xe2\x82", 3 },
		{ "█░", 2 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(layout_width(cases[i].text), cases[i].width, "'%s' is %zu wide", cases[i].text, layout_width(cases[i].text));
}

Test(layout, paragraphs_break_between_words_and_fit_the_page)
{
	FILE *to = open_text();
	char words[1000] = "";
	for (int i = 0; i < 60; i++)
		strcat(words, i % 3 ? "wörter " : "go ");
	layout_paragraph(to, 4, words);
	fclose(to);
	size_t lines = 0;
	for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"), lines++) {
		cr_expect_leq(layout_width(line), (size_t)LAYOUT_WIDTH);
		cr_expect(strncmp(line, "    ", 4) == 0 && line[4] != ' ');
		cr_expect(line[strlen(line) - 1] != ' ');
	}
	cr_expect_eq(lines, 4);
	free(text);
}

Test(layout, a_number_keeps_its_half_width_and_its_per_cent_sign)
{
	FILE *to = open_text();
	char words[200] = "";
	memset(words, 'x', 88);
	strcat(words, " 97.2 ± 0.5 % it is");
	layout_paragraph(to, 0, words);
	fclose(to);
	cr_expect_str_eq(text + 88, "\n97.2 ± 0.5 % it is\n", "%s", text);
	free(text);
}

Test(layout, numbers_stand_under_each_other_by_their_decimal_point)
{
	struct arena arena;
	struct layout_table table;
	arena_init(&arena);
	layout_table_init(&table, &arena, "Station");
	size_t time = layout_table_column(&table, "time", "min"), plain = layout_table_column(&table, "n", "");
	layout_table_column(&table, "unused", "");
	layout_table_row(&table, "sägen");
	layout_table_cell(&table, time, "83.1 ± 2.4");
	layout_table_cell(&table, plain, "1.25");
	layout_table_row(&table, "pack");
	layout_table_cell(&table, time, "1,203 ± 12");
	layout_table_cell(&table, plain, "10");
	layout_table_row(&table, "a name that is longer than a column of names");
	layout_table_cell(&table, plain, "3.5");
	FILE *to = open_text();
	layout_table_print(&table, 2, to);
	fclose(to);
	cr_expect_str_eq(text,
		"  Station          time       n\n"
		"                    min\n"
		"  sägen      83.1 ± 2.4    1.25\n"
		"  pack      1,203 ± 12    10\n"
		"  a name that is longer than a column of names\n"
		"                           3.5\n", "%s", text);
	free(text);
	arena_done(&arena);
}
