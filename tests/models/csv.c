/* Tables of columns: what spreadsheets write is read, what is broken is said with its line. */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>
#include "models/csv.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

struct bench {
	struct arena arena;
	struct problems problems;
	struct csv csv;
};

static void bench_init(struct bench *b)
{
	cr_assert_eq(arena_init(&b->arena), 0);
	problems_init(&b->problems);
}

static void bench_done(struct bench *b)
{
	problems_done(&b->problems);
	arena_done(&b->arena);
}

static int read_text(struct bench *b, const char *text)
{
	problems_done(&b->problems);
	problems_init(&b->problems);
	return csv_read_text(&b->csv, "data.csv", arena_text(&b->arena, text), strlen(text), &b->arena, &b->problems);
}

Test(csv, reads_what_spreadsheets_write)
{
	struct bench b;
	bench_init(&b);
	/* Each holds the column `minutes` with the values 1.5 and 20. */
	static const char *const texts[] = {
		"minutes,kind\n1.5,a\n20,b\n", "minutes;kind\n1,5;a\n20;b", "kind\tminutes\r\na\t1.5\r\nb\t2e1\r\n",
		"\"kind\",\"minutes\"\n\"a, \"\"b\"\"\",\"1.5\"\n\"two\nlines\",\"20\"\n", "\xef\xbb\xbfminutes\n1.5\n\n20\n\n",
			" minutes , kind \n 1.5 , a \n 20 , b \n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		cr_expect_eq(read_text(&b, texts[i]), 0, "text %zu: %s", i, b.problems.count ? b.problems.list[0].text : "");
		int column = csv_column(&b.csv, "minutes");
		cr_assert_geq(column, 0, "text %zu", i);
		cr_assert_eq(b.csv.rows, 2, "text %zu", i);
		double values[2];
		cr_expect_eq(csv_numbers(&b.csv, (size_t)column, values, &b.problems), 0, "text %zu", i);
		cr_expect_eq(values[0], 1.5, "text %zu", i);
		cr_expect_eq(values[1], 20.0, "text %zu", i);
	}
	bench_done(&b);
}

Test(csv, says_what_is_wrong_and_in_which_line)
{
	struct bench b;
	bench_init(&b);
	static const struct {
		const char *text, *phrase;
		int line;
	} cases[] = {
		{"", "empty", 0}, {"a,b\n", "no rows", 2}, {"a,b\n1,2\n3\n", "1 values, but there are 2 columns", 3},
		{"a,b\n1,2,3\n", "3 values", 2}, {"a\n\"1\n2\n", "never closed", 2}, {"a,b\n\"1\"2,3\n", "after a closing", 2},
	};
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		cr_expect_eq(read_text(&b, cases[i].text), -1, "%s", cases[i].text);
		cr_assert_geq(b.problems.count, 1, "%s", cases[i].text);
		cr_expect(strstr(b.problems.list[0].text, cases[i].phrase), "%s: %s", cases[i].text, b.problems.list[0].text);
		cr_expect_eq(b.problems.list[0].line, cases[i].line, "%s: line %d", cases[i].text, b.problems.list[0].line);
		cr_expect_str_eq(b.problems.list[0].file, "data.csv");
	}
	bench_done(&b);
}

Test(csv, a_cell_that_is_no_number_is_named)
{
	struct bench b;
	bench_init(&b);
	static const char *const cells[] = {"abc", "1.5x", "", "nan", "inf", "0x10", "1,5", "1e999"};
	for (size_t i = 0; i < COUNT_OF(cells); i++) {
		char text[64];
		snprintf(text, sizeof text, "a,b\n1,2\n\"%s\",2\n", cells[i]);
		cr_assert_eq(read_text(&b, text), 0, "%s", text);
		double values[2];
		cr_expect_eq(csv_numbers(&b.csv, 0, values, &b.problems), -1, "%s", cells[i]);
		cr_assert_eq(b.problems.count, 1, "%s", cells[i]);
		cr_expect_eq(b.problems.list[0].line, 3, "%s", cells[i]);
		cr_expect(!csv_all_numbers(&b.csv, 0));
		cr_expect(csv_all_numbers(&b.csv, 1));
	}
	bench_done(&b);
}

Test(csv, words_come_in_the_order_of_their_first_use)
{
	struct bench b;
	bench_init(&b);
	cr_assert_eq(read_text(&b, "kind\nred\nwhite\nred\nblack\n"), 0);
	double values[4];
	const char *const *words;
	cr_assert_eq(csv_words(&b.csv, 0, values, &words, &b.arena, &b.problems), 3);
	cr_expect_str_eq(words[2], "black");
	cr_expect_eq(values[2], 0.0);
	cr_expect_eq(values[3], 2.0);
	bench_done(&b);
}

Test(csv, no_prefix_of_a_text_breaks_the_reader)
{
	struct bench b;
	bench_init(&b);
	const char *text = "\xef\xbb\xbf\"a \"\"b\"\"\";c\r\n\"1\n2\"; 3,5 \r\n\r\n;4\n";
	for (size_t length = 0; length <= strlen(text); length++) {
		char *copy = arena_take(&b.arena, length + 1, 1);
		memcpy(copy, text, length);
		if (csv_read_text(&b.csv, "data.csv", copy, length, &b.arena, &b.problems) == 0)
			cr_expect_geq(b.csv.rows, 1);
	}
	bench_done(&b);
}

/* Room is taken for what can stand there, not for each line as wide as the row of names. */
Test(csv, many_empty_lines_below_many_columns_take_no_room)
{
	struct bench b;
	bench_init(&b);
	enum { COLUMNS = 900, LINES = 1000000 };
	size_t length = 2 * COLUMNS + LINES + 2 * COLUMNS;
	char *text = arena_take(&b.arena, length + 1, 1), *at = text;
	for (int row = 0; row < 2; row++) {
		for (int column = 0; column < COLUMNS; column++) {
			*at++ = 'a';
			*at++ = column + 1 < COLUMNS ? ',' : '\n';
		}
		for (int line = 0; row == 0 && line < LINES; line++)
			*at++ = '\n';
	}
	size_t before = b.arena.used;
	cr_assert_eq(csv_read_text(&b.csv, "data.csv", text, length, &b.arena, &b.problems), 0);
	cr_expect_eq(b.csv.rows, 1);
	cr_expect_eq(b.csv.lines[0], LINES + 2);
	cr_expect_lt(b.arena.used - before, (size_t)64 << 20, "%zu", b.arena.used - before);
	bench_done(&b);
}
