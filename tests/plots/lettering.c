/* Texts: what becomes of them, and that they are as wide as is said. */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <cairo.h>
#include "plots/canvas.h"
#include "plots/node_label.h"

static const struct font plain = { 13, false }, bold = { 20, true };

static void start(struct canvas *canvas)
{
	char fault[200];
	cr_assert_eq(canvas_init(canvas, fault, sizeof fault), 0, "%s", fault);
}

Test(lettering, texts_become_clean)
{
	static const struct { const char *text, *clean; } cases[] = {
		{ "Paint booth", "Paint booth" }, { NULL, "" }, { "", "" }, { "tab\there\n", "tab here " }, { "\x01\x7f\xc2\x85", "   " },
		{ "bad \xff and \xc3", "bad \xEF\xBF\xBD and \xEF\xBF\xBD" }, { "\xed\xa0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" },
		{ "\xe2\x80\xaeturned", "turned" }, { "\xef\xbf\xbf", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD" }, { "é 中 🚑 #g", "é 中 🚑 #g" },
	};
	struct canvas canvas;
	start(&canvas);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(lettering_clean(&canvas.lettering, cases[i].text), cases[i].clean, "case %zu", i);
	canvas_done(&canvas);
}

Test(lettering, a_text_that_is_too_long_to_draw_ends_in_an_ellipsis)
{
	struct canvas canvas;
	char long_text[3000];
	start(&canvas);
	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	const char *clean = lettering_clean(&canvas.lettering, long_text);
	cr_expect_eq(strlen(clean), LETTERING_LETTERS + strlen("…"));
	cr_expect_str_eq(clean + LETTERING_LETTERS, "…");
	canvas_done(&canvas);
}

Test(lettering, lines_are_broken_between_words_and_within_the_width)
{
	struct canvas canvas;
	start(&canvas);
	struct lines lines = lettering_wrap(&canvas.lettering, plain, "A second booth would lift throughput by 18 % from 9.1 ± 0.2", 120, 9);
	cr_expect_eq(lines.count, 4, "%zu", lines.count);
	for (size_t i = 0; i < lines.count; i++) {
		cr_expect_leq(lettering_width(&canvas.lettering, plain, lines.text[i]), 120);
		cr_expect(lines.text[i][0] != ' ' && lines.text[i][0] != '%' && strncmp(lines.text[i], "±", 2) != 0, "%s", lines.text[i]);
	}
	canvas_done(&canvas);
}

Test(lettering, only_what_does_not_fit_is_cut)
{
	struct canvas canvas;
	start(&canvas);
	struct lines two = lettering_wrap(&canvas.lettering, plain, "one two three four five six seven eight nine ten eleven", 100, 2);
	cr_expect_eq(two.count, 2);
	cr_expect(strstr(two.text[1], "…"), "%s", two.text[1]);
	struct lines fits = lettering_wrap(&canvas.lettering, plain, "one two", 100, 1);
	cr_expect_str_eq(fits.text[0], "one two");
	cr_expect_str_eq(lettering_fit(&canvas.lettering, plain, "one two", 100), "one two");
	const char *cut = lettering_fit(&canvas.lettering, plain, "中文中文中文中文中文中文中文", 50);
	cr_expect(strlen(cut) % 3 == 0 && strlen(cut) > 3 && strstr(cut, "…"), "whole letters only: %s", cut);
	cr_expect_leq(lettering_width(&canvas.lettering, plain, cut), 50);
	canvas_done(&canvas);
}

Test(lettering, the_middle_is_cut_and_both_ends_stay)
{
	struct arena arena;
	arena_init(&arena);
	cr_expect_str_eq(lettering_middle_cut(&arena, "just ten l", 10), "just ten l");
	cr_expect_str_eq(lettering_middle_cut(&arena, "The first of many rooms A", 12), "The fi…oms A");
	cr_expect_str_eq(lettering_middle_cut(&arena, "ÄÖÜäöüßÄÖÜäöüß", 7), "ÄÖÜ…öüß", "whole letters");
	cr_expect_str_eq(lettering_middle_cut(&arena, "one two three", 9), "one…hree", "no blank beside it");
	arena_done(&arena);
}

Test(lettering, the_label_of_a_node_keeps_its_end)
{
	struct canvas canvas;
	start(&canvas);
	struct node_label label = node_label_make(&canvas.lettering, "A name that goes on and on and on and on and on and on and on and on until B\n"
		"People with a name that is as long as that and longer: 88 % busy");
	cr_expect(label.name.count == 3 && label.rest.count == 2, "%zu, %zu", label.name.count, label.rest.count);
	cr_expect(strstr(label.name.text[2], " B"), "%s", label.name.text[2]);
	cr_expect(strstr(label.rest.text[1], "88 % busy"), "%s", label.rest.text[1]);
	canvas_done(&canvas);
}

Test(lettering, a_word_that_is_too_long_is_broken_within)
{
	struct canvas canvas;
	start(&canvas);
	struct lines lines = lettering_wrap(&canvas.lettering, plain, "Donaudampfschifffahrtsgesellschaft", 80, 9);
	cr_expect_gt(lines.count, 2);
	char together[100] = "";
	for (size_t i = 0; i < lines.count; i++)
		strcat(together, lines.text[i]);
	cr_expect_str_eq(together, "Donaudampfschifffahrtsgesellschaft");
	canvas_done(&canvas);
}

/* The columns of a PNG in which something dark is, in units. */
static void find_ink(const char *png, size_t length, double *left, double *right)
{
	FILE *file = tmpfile();
	char path[64];
	fwrite(png, 1, length, file);
	fflush(file);
	snprintf(path, sizeof path, "/proc/self/fd/%d", fileno(file));
	cairo_surface_t *picture = cairo_image_surface_create_from_png(path);
	cr_assert_eq(cairo_surface_status(picture), CAIRO_STATUS_SUCCESS);
	int width = cairo_image_surface_get_width(picture), height = cairo_image_surface_get_height(picture);
	int stride = cairo_image_surface_get_stride(picture);
	const unsigned char *data = cairo_image_surface_get_data(picture);
	*left = *right = -1;
	for (int x = 0; x < width; x++)
		for (int y = 0; y < height; y++)
			if (data[y * stride + 4 * x + 1] < 128) {
				*left = *left < 0 ? x * CHART_UNITS / width : *left;
				*right = (x + 1) * CHART_UNITS / width;
			}
	cairo_surface_destroy(picture);
	fclose(file);
}

/* PLplot draws the text between two bars that stand where it should begin and end. */
static void try_width(struct font font, const char *text, unsigned pixels)
{
	struct canvas canvas;
	char fault[200], *png = NULL;
	size_t length;
	FILE *to = open_memstream(&png, &length);
	double left, right;
	start(&canvas);
	double width = lettering_width(&canvas.lettering, font, lettering_clean(&canvas.lettering, text));
	cr_assert_eq(canvas_page(&canvas, CHART_PNG, 60, pixels, fault, sizeof fault), 0, "%s", fault);
	canvas_text(&canvas, 50, 40, CANVAS_LEFT, font, palette_ink, text);
	cr_assert_eq(canvas_write(&canvas, "", "", to, fault, sizeof fault), 0, "%s", fault);
	canvas_done(&canvas);
	fclose(to);
	find_ink(png, length, &left, &right);
	cr_expect(fabs(left - 50) < 2.5 && fabs(right - 50 - width) < 2.5, "'%s' is %g wide and stands from %g to %g", text, width, left, right);
	free(png);
}

Test(lettering, a_text_is_as_wide_on_a_picture_as_is_measured)
{
	static const char *const texts[] = { "Nurses wait for 42 % of their time H", "HAVATAR, wiggly #1 of ##2 <&> 100 H", "H",
		"H######H", "Hillimillimillimillimillimillimillimillimillimillimillimillimillimilli mH" };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		try_width(plain, texts[i], 0);
		try_width(plain, texts[i], 1000);
	}
	try_width(bold, "HA second booth lifts throughput from 9.1 to 10.9 an hourH", 0);
}

/* What is in the environment counts where it can; a family that would break the driver's markup does not. */
Test(lettering, another_family_of_fonts_may_be_chosen)
{
	setenv(LETTERING_VARIABLE, "DejaVu Serif", 1);
	cr_expect_str_eq(lettering_family(), "DejaVu Serif");
	try_width(plain, "Hand in a wide font, as wide as measuredH", 0);
	setenv(LETTERING_VARIABLE, "a\"b<c", 1);
	cr_expect_str_eq(lettering_family(), LETTERING_FAMILY);
	unsetenv(LETTERING_VARIABLE);
	cr_expect_str_eq(lettering_family(), LETTERING_FAMILY);
}
