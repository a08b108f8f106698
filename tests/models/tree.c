/* Reading files: what libconfig would get wrong, or say too little about, is said at its place. */
#include "models/tree.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "models/scan.h"

struct reading {
	struct arena arena;
	struct problems problems;
	struct tree *tree;
};

static void read_text(struct reading *reading, const char *text, size_t length)
{
	cr_assert(arena_init(&reading->arena) == 0);
	problems_init(&reading->problems);
	reading->tree = tree_read_text("t.cfg", text, length, &reading->arena, &reading->problems);
}

static void done(struct reading *reading)
{
	problems_done(&reading->problems);
	arena_done(&reading->arena);
}

static const struct problem *said(const struct problems *problems, const char *words)
{
	for (size_t i = 0; i < problems->count; i++)
		if (strstr(problems->list[i].text, words))
			return &problems->list[i];
	return NULL;
}

static void expect_all(const struct problems *problems, const char *text)
{
	for (size_t i = 0; i < problems->count; i++)
		cr_log_error("in «%s»: %d:%d: %s\n", text, problems->list[i].line, problems->list[i].column, problems->list[i].text);
}

Test(tree, every_slip_is_named_at_its_place)
{
	static const struct {
		const char *text;
		int line, column;
		const char *words;
	} cases[] = {
		/* Numbers that libconfig reads as other numbers. */
		{ "a = 1;\nb = 10000000000;\n", 2, 5, "10000000000 is too large for a plain whole number (at most 2147483647): write 10000000000L" },
		{ "b = ( 1, 99999999999999999999 );", 1, 10, "too large for a whole number" },
		{ "b = 0x1FFFFFFFF;", 1, 5, "write 0x1FFFFFFFFL" },
		{ "b = -2147483649;", 1, 5, "write -2147483649L" },
		{ "b = 1e400;", 1, 5, "'1e400' is too large for a number" },
		{ "b = [ 1.0, -1e999 ];", 1, 12, "too large" },
		/* Names. */
		{ "a = 1;\nb = { c = 1; };\na = 2;\n", 3, 1, "'a' is written twice here, first in line 1" },
		{ "s = {\n  paint = 1;\n  sand = 2;\n  paint = 3;\n};\n", 4, 3, "'paint' is written twice here, first in line 2" },
		{ "stations.paint.machines = 2;", 1, 9, "a path with points belongs into a scenario's `set`" },
		{ "\"a\" = 2;", 1, 1, "a name belongs here" },
		{ "= 2;", 1, 1, "a name belongs here, not '='" },
		{ "caf\xc3\xa9 = 2;", 1, 4, "names are letters A to Z" },
		{ "a = 1;\n5 = 2;", 2, 1, "a name belongs here" },
		{ "true = 1;", 1, 1, "a name belongs here" },
		/* Separators. */
		{ "p = ( \"a\",\n  \"b\",\n);\n", 2, 6, "libconfig does not allow a comma before ')': remove it" },
		{ "p = [ 1, 2, ];\n", 1, 11, "libconfig does not allow a comma before ']': remove it" },
		{ "p = ( 1,, 2 );", 1, 9, "a value is missing before ','" },
		{ "a = 1;;\nb = 2;", 1, 7, "libconfig does not allow a ';' here: remove it" },
		{ "g = { a = 1; };\n; b = 1;", 2, 1, "libconfig does not allow a ';' here" },
		{ "p = ( \"a\"\n  \"b\" );", 1, 7, "a comma is missing after this text" },
		{ "p = ( { a = 1; }\n  { b = 2; } );", 1, 16, "a comma is missing after this" },
		{ "p = ( 1 2 );", 1, 7, "a comma is missing after this" },
		{ "p = ( \"a\"; \"b\" );", 1, 10, "commas stand between the values of a list" },
		{ "p = ( a = 1 );", 1, 7, "needs quotes" },
		{ "p = ( 1 = 2 );", 1, 9, "a list holds values, not name = value" },
		{ "queue { limit = 3; };", 1, 7, "'=' is missing after 'queue'" },
		{ "limit 3;", 1, 7, "'=' is missing after 'limit'" },
		{ "limit == 3;", 1, 8, "one '=' is enough" },
		{ "limit = ;", 1, 9, "a value is missing before ';'" },
		{ "g = { limit = };", 1, 15, "a value is missing before '}'" },
		{ "limit = 3 4;", 1, 11, "a second value stands after '3'" },
		{ "limit;", 1, 6, "'=' belongs here, not ';'" },
		/* Quotes. */
		{ "t = 5 min;", 1, 5, "needs quotes: \"5 min\"" },
		{ "g = {\n  t = 5min; };", 2, 7, "needs quotes: \"5min\"" },
		{ "t = 12%;", 1, 5, "needs quotes: \"12%\"" },
		{ "t = exponential(5 min);", 1, 5, "needs quotes: \"exponential(5 min)\"" },
		{ "t = [ 5 min, 3 min ];", 1, 7, "needs quotes: \"5 min\"" },
		{ "t = yes;", 1, 5, "needs quotes: \"yes\"" },
		{ "t = 'a';", 1, 5, "plain double quotes" },
		{ "t = \342\200\234a\342\200\235;", 1, 5, "plain double quotes" },
		{ "a = \"one;\nb = \"two\";\n", 1, 5, "the text that begins here runs on to line 2: is a '\"' missing?" },
		{ "a = \"one\";\nb = \"two;\n", 2, 5, "the text that begins here never ends" },
		{ "p = ( \"a, \"b\" );\n", 1, 7, "the text that begins here ends before 'b': is a '\"' missing?" },
		{ "a = \"one; b = \"two\";\n", 1, 5, "the text that begins here ends before 'two': is a '\"' missing?" },
		{ "t = \"a\\x00b\";", 1, 5, "'\\x00' ends a text early" },
		/* Brackets. */
		{ "a = {\n  b = {\n    c = 1;\n};\n", 1, 5, "the '{' of 'a' is never closed: '}' is missing" },
		{ "a = {\n  b = 1;\nwork = {\n  c = 2;\n};\n", 1, 5,
		  "the '{' of 'a' is still open where 'work' begins in line 3: is '}' missing before it?" },
		{ "p = (\n  \"a\"\n", 1, 5, "the '(' of 'p' is never closed: ')' is missing" },
		{ "p = ( \"a\"\nwork = 1;", 1, 5, "the '(' of 'p' is never closed" },
		{ "a = 1;\n};\n", 2, 1, "'}' closes nothing" },
		{ "a = ( { b = 1; ) };", 1, 16, "'}' belongs here, to close the '{' of line 1, not ')'" },
		{ "a = ( 1 ];", 1, 9, "')' belongs here, to close the '(' of line 1, not ']'" },
		{ "a = [ 1, \"x\" ];", 1, 10, "libconfig wants all of one type: use ( ) in place of [ ]" },
		{ "a = [ 1, 2.5 ];", 1, 10, "the first value of this [ ] is a whole number" },
		{ "a = [ { b = 1; } ];", 1, 7, "[ ] holds plain values only" },
		{ "a = { \"x\", \"y\" };", 1, 7, "a list of texts stands in ( )" },
		/* What is no text, or another file's. */
		{ "@include \"other.cfg\"\n", 1, 1, "@include is not read" },
		{ "a = { \n\t@include \"other.cfg\"\n};", 2, 2, "@include is not read" },
		{ "a = 1;\n/* b = 2;\n", 2, 1, "this comment never ends" },
		{ "a = \x01;", 1, 5, "unprintable" },
		{ "a =", 1, 3, "the file ends after this; a value is missing" },
		{ "a", 1, 1, "the file ends after this; '=' is missing" },
		{ "", 0, 0, "nothing is written here" },
		{ " \n# a = 1;\n", 0, 0, "nothing is written here" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		read_text(&reading, cases[i].text, strlen(cases[i].text));
		const struct problem *problem = said(&reading.problems, cases[i].words);
		cr_expect(problem != NULL, "«%s» should say: %s", cases[i].text, cases[i].words);
		if (problem)
			cr_expect(problem->line == cases[i].line && problem->column == cases[i].column, "«%s»: at %d:%d, not %d:%d",
			cases[i].text,
				problem->line, problem->column, cases[i].line, cases[i].column);
		else
			expect_all(&reading.problems, cases[i].text);
		cr_expect(!said(&reading.problems, "syntax error"), "«%s»: not in libconfig's words", cases[i].text);
		done(&reading);
	}
}

Test(tree, what_libconfig_allows_is_allowed)
{
	static const char *const cases[] = {
		"a = 1 b = 2", "a : 1, b = 2", "a = 1\nb = 2\n", "a = \"one \"\n  \"text\";", "a = {}; b = (); c = [];",
		"a = TRUE; b = False;",
		"a = ( ( \"x\" ), { b = 1; }, 2.5, true, 3L );", "a = \"with \\\"quotes\\\" and \\\\\";", "a = 5L; b = -3; c = 0x1F;",
		"a = 1; # the last line is a comment", "a = 1; // } \" (", "/* { */ a = 1;", "\357\273\277a = 1;",
		"a = 1;\r\nb = 2;\r\n", "a = 10000000000L;",
		"a = .5; b = 5.; c = 1e5; d = -1E-3;", "a = \"two\nlines\";", "true_x = 1;", "a = 2147483647; b = -2147483648;",
		"a = { b = 1, c = 2, };",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		read_text(&reading, cases[i], strlen(cases[i]));
		cr_expect(reading.tree != NULL && reading.problems.count == 0, "«%s» is right", cases[i]);
		expect_all(&reading.problems, cases[i]);
		done(&reading);
	}
}

Test(tree, nodes_are_what_the_file_says)
{
	static const char text[] =
		"title = \"a \"\n"
		"  \"b\";\n"
		"run = { seed = 0x10;  length = 1.50; big = 12345678901L; };\n"
		"process = (\n"
		"  \"sand\",\n"
		"  { at = \"paint\"; strict = true; },\n"
		"  ( ( \"x\" ), ( \"y\" ) )\n"
		");\n";
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_assert(reading.tree && reading.problems.count == 0);
	const struct node *root = reading.tree->root, *run = node_child(root, "run"), *process = node_child(root, "process");
	cr_expect(root->count == 3 && root->type == NODE_GROUP && !root->parent);
	cr_expect_str_eq(node_child(root, "title")->text, "a b");
	cr_expect(node_child(run, "seed")->number == 16.0 && strcmp(node_child(run, "seed")->text, "0x10") == 0);
	cr_expect(node_child(run, "length")->number == 1.5 && strcmp(node_child(run, "length")->text, "1.50") == 0);
	cr_expect(node_child(run, "big")->number == 12345678901.0);
	cr_expect(node_child(run, "length")->line == 3 && node_child(run, "length")->column == 23);
	cr_expect(process->type == NODE_LIST && process->count == 3 && process->line == 4);
	const struct node *sand = process->first, *paint = sand->next, *branches = process->last;
	cr_expect(sand->type == NODE_TEXT && sand->line == 5 && sand->column == 3);
	cr_expect(paint->type == NODE_GROUP && paint->line == 6 && node_child(paint, "strict")->type == NODE_TRUTH);
	cr_expect(node_child(paint, "strict")->number == 1.0);
	cr_expect(branches->type == NODE_LIST && branches->first->first->line == 7 && branches->last->first->column == 16);
	cr_expect_str_eq(node_path(node_child(paint, "strict"), &reading.arena), "process.2.strict");
	cr_expect_str_eq(node_path(run, &reading.arena), "run");
	cr_expect(!node_child(run, "none") && !node_child(NULL, "none"));
	done(&reading);
}

Test(tree, a_copy_is_whole_and_apart)
{
	static const char text[] = "a = { b = ( 1, { c = \"x\"; } ); };\n";
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_assert(reading.tree);
	struct tree *copy = tree_copy(reading.tree, &reading.arena);
	struct node *list = node_child(copy->root->first, "b");
	cr_expect(list->count == 2 && list->tree == copy && list->parent == copy->root->first && list->last->parent == list);
	cr_expect_str_eq(node_child(list->last, "c")->text, "x");
	node_child(list->last, "c")->text = "y";
	cr_expect_str_eq(node_child(node_child(reading.tree->root->first, "b")->last, "c")->text, "x");
	done(&reading);
}

Test(tree, a_complaint_shows_the_line_and_points_to_the_word)
{
	static const char text[] = "x = 1;\nat = { atat = \"5 mins\"; at = 3; };\n";
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_assert(reading.tree);
	const struct node *group = reading.tree->root->last;
	node_problem(&reading.problems, SEVERITY_ERROR, node_child(group, "atat"), "mins", "unknown unit '%s'", "mins");
	node_problem(&reading.problems, SEVERITY_WARNING, node_child(group, "at"), NULL, "odd");
	const struct node *invented = node_default(&reading.arena, group, "late", "5");
	node_problem(&reading.problems, SEVERITY_ERROR, invented, NULL, "about a default");
	const struct problem *list = reading.problems.list;
	cr_expect(list[0].line == 2 && list[0].column == 18 && strcmp(list[0].shown, "at = { atat = \"5 mins\"; at = 3; };") == 0);
	cr_expect(list[1].line == 2 && list[1].column == 25 && list[1].severity == SEVERITY_WARNING);
	cr_expect(list[2].line == 2 && list[2].column == 1);
	cr_expect_str_eq(list[0].file, "t.cfg");
	cr_expect_str_eq(node_path(invented, &reading.arena), "at.late");
	done(&reading);
}

Test(tree, texts_that_spell_numbers_or_truths_are_sharpened)
{
	static const struct {
		const char *text;
		enum node_type type;
		double number;
	} cases[] = {
		{ "5", NODE_NUMBER, 5 }, { "-2.5e1", NODE_NUMBER, -25 }, { ".5", NODE_NUMBER, 0.5 }, { "true", NODE_TRUTH, 1 },
		  { "false", NODE_TRUTH, 0 },
		{ "5 min", NODE_TEXT, 0 }, { "0x1F", NODE_TEXT, 0 }, { "inf", NODE_TEXT, 0 }, { "nan", NODE_TEXT, 0 }, { "1e999",
		  NODE_TEXT, 0 },
		{ "e", NODE_TEXT, 0 }, { "", NODE_TEXT, 0 }, { "1-2", NODE_TEXT, 0 }, { "truer", NODE_TEXT, 0 }, { "True", NODE_TEXT, 0 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct node node = { .type = NODE_TEXT, .text = cases[i].text };
		node_sharpen(&node);
		cr_expect(node.type == cases[i].type && node.number == cases[i].number, "case \"%s\"", cases[i].text);
	}
}

Test(tree, slips_that_can_be_mended_do_not_hide_what_follows)
{
	static const char text[] = "p = ( \"a\", );\nq = 1;;\nr = 10000000000;\ns = ( 1,, 2 );\nt = [ 1, 2.5, 3 ];\n"
		"q = { q = 2; # one }\n r = ( 3 ); q = [ 4 ]; };\nu = { v = 1; v = 2 } w = ( { x = \"a\"; x = \"b\" \"c\" }, 5 );\nq = 7;";
	static const struct {
		const char *words;
		int line;
	} slips[] = { { "before ')'", 1 }, { "a ';' here", 2 }, { "at most 2147483647", 3 }, { "before ','", 4 }, { "of one type", 5 },
		{ "'q' is written twice", 6 },
		{ "'q' is written twice", 7 }, { "'v' is written twice", 8 }, { "'x' is written twice", 8 }, { "'q' is written twice",
		  9 } };
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_expect(reading.problems.errors == sizeof slips / sizeof *slips, "%zu", reading.problems.errors);
	for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
		bool found = false;
		for (size_t k = 0; k < reading.problems.count; k++)
			found |= reading.problems.list[k].line == slips[i].line && strstr(reading.problems.list[k].text, slips[i].words);
		cr_expect(found, "line %d: %s", slips[i].line, slips[i].words);
	}
	cr_assert(reading.tree);
	const struct node *root = reading.tree->root, *w = node_child(root, "w");
	cr_expect(root->count == 7 && node_child(root, "s")->count == 2 && node_child(root, "t")->count == 3);
	cr_expect(node_child(root, "q")->number == 1.0 && node_child(node_child(root, "u"), "v")->number == 1.0);
	cr_expect(w->line == 8 && w->count == 2 && w->first->count == 1 && strcmp(w->first->first->text, "a") == 0 &&
		w->last->column == 54);
	done(&reading);
}

Test(tree, a_nul_byte_is_no_text)
{
	struct reading reading;
	read_text(&reading, "a = 1;\nb\0 = 2;", 14);
	cr_expect(!reading.tree && reading.problems.errors == 1 && reading.problems.list[0].line == 2 &&
		reading.problems.list[0].column == 2);
	cr_expect(said(&reading.problems, "NUL"));
	done(&reading);
}

Test(tree, brackets_nest_to_a_limit)
{
	for (int depth = SCAN_DEPTH_AT_MOST - 1; depth <= 100000; depth = depth < SCAN_DEPTH_AT_MOST + 1 ? depth + 1 : depth * 1000) {
		char *text = calloc((size_t)depth * 2 + 20, 1);
		strcpy(text, "a = ");
		memset(text + 4, '(', (size_t)depth);
		memset(text + 4 + depth, ')', (size_t)depth);
		strcat(text, ";");
		struct reading reading;
		read_text(&reading, text, strlen(text));
		cr_expect((reading.tree != NULL) == (depth <= SCAN_DEPTH_AT_MOST), "depth %d", depth);
		cr_expect((said(&reading.problems, "brackets inside each other") != NULL) == (depth > SCAN_DEPTH_AT_MOST), "depth %d",
			depth);
		done(&reading);
		free(text);
	}
}

Test(tree, values_and_names_are_bounded)
{
	size_t size = 3u * 1000 * 1000;
	char *text = malloc(size), *end = text;
	end += sprintf(end, "a = [ 1");
	for (int i = 0; i < SCAN_VALUES_AT_MOST; i++)
		end += sprintf(end, ",1");
	sprintf(end, " ];");
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_expect(!reading.tree && said(&reading.problems, "more than 250000 values in one file"));
	done(&reading);
	end = text;
	for (int i = 0; i <= SCAN_NAMES_AT_MOST; i++)
		end += sprintf(end, "n%d=1;", i);
	read_text(&reading, text, strlen(text));
	cr_expect(!reading.tree && said(&reading.problems, "more than 20000 names in one group"));
	done(&reading);
	free(text);
}

Test(tree, a_file_over_the_limit_is_refused)
{
	char *text = malloc(TREE_SOURCE_AT_MOST + 1);
	memset(text, ' ', TREE_SOURCE_AT_MOST + 1);
	struct reading reading;
	read_text(&reading, text, TREE_SOURCE_AT_MOST + 1);
	cr_expect(!reading.tree && said(&reading.problems, "at most 16 MB"));
	done(&reading);
	free(text);
}

Test(tree, a_long_line_is_shown_in_part)
{
	char text[5000];
	int length = sprintf(text, "a = \"");
	memset(text + length, 'x', 3000);
	strcpy(text + length + 3000, "\"; a = 2;");
	struct reading reading;
	read_text(&reading, text, strlen(text));
	cr_expect(reading.problems.errors == 1 && strlen(reading.problems.list[0].shown) == TREE_LINE_SHOWN);
	done(&reading);
}

Test(tree, files_that_cannot_be_read_say_why)
{
	static const struct {
		const char *file, *words;
		bool failed;
	} cases[] = {
		{ "no/such/file.cfg", "No such file or directory", true }, { "/", "Is a directory", true }, { "/dev/null",
		  "nothing is written here", false },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading reading;
		cr_assert(arena_init(&reading.arena) == 0);
		problems_init(&reading.problems);
		bool failed = !cases[i].failed;
		cr_expect(!tree_read(cases[i].file, &reading.arena, &reading.problems, &failed));
		cr_expect(failed == cases[i].failed && said(&reading.problems, cases[i].words), "case %s", cases[i].file);
		cr_expect_str_eq(reading.problems.list[0].file, cases[i].file);
		done(&reading);
	}
}

Test(tree, a_file_knows_its_folder)
{
	char folder[] = "takt-tree-XXXXXX", file[64];
	cr_assert(mkdtemp(folder));
	snprintf(file, sizeof file, "%s/m.cfg", folder);
	FILE *to = fopen(file, "w");
	cr_assert(to && fputs("a = 1;\n", to) >= 0 && fclose(to) == 0);
	struct reading reading;
	cr_assert(arena_init(&reading.arena) == 0);
	problems_init(&reading.problems);
	bool failed = true;
	reading.tree = tree_read(file, &reading.arena, &reading.problems, &failed);
	cr_expect(reading.tree && !failed && strcmp(reading.tree->folder, folder) == 0 && strcmp(reading.tree->file, file) == 0);
	cr_expect(reading.tree->length == 7 && strcmp(reading.tree->source, "a = 1;\n") == 0);
	done(&reading);
	unlink(file);
	rmdir(folder);
}
