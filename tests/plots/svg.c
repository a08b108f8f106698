/* Cairo's SVG made small: on pieces as cairo 1.16 and 1.18 write them. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include "plots/svg.h"

#define HEAD "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8000pt\" height=\"100pt\">\n"

static char *rewritten(const char *body)
{
	struct canvas canvas = { .width = 800, .height = 10, .bytes = malloc(strlen(HEAD) + strlen(body) + 10) };
	char *svg = NULL;
	size_t length;
	FILE *to = open_memstream(&svg, &length);
	canvas.length = (size_t)sprintf(canvas.bytes, HEAD "%s</svg>\n", body);
	svg_write(&canvas, "p-", "", to);
	fclose(to);
	free(canvas.bytes);
	return svg;
}

static void expect_rewritten(const char *body, const char *expected)
{
	char *svg = rewritten(body);
	cr_expect(strstr(svg, expected), "%s\nis not in\n%s", expected, svg);
	free(svg);
}

Test(svg, a_path_is_written_in_whole_numbers_without_defaults)
{
	expect_rewritten("<path style=\" stroke:none;fill-rule:nonzero;fill:rgb(0%,41.960784%,63.529412%);fill-opacity:1;\" "
		"d=\"M 100.003906 100.4 L 299.984375 100.007812 L 299.6 200.011719 L 90 200.011719 Z M 100.003906 100.4 \"/>",
		"<path fill=\"#006ba2\" d=\"M100 100l200 0 0 100-210 0z\"/>");
}

Test(svg, cairo_1_18_writes_attributes_in_place_of_a_style)
{
	expect_rewritten("<path fill=\"none\" stroke-width=\"20\" stroke-linecap=\"butt\" stroke-linejoin=\"bevel\" stroke=\"rgb(100%, 0%, 0%)\" "
		"stroke-opacity=\"0.3\" stroke-dasharray=\"60 40\" stroke-miterlimit=\"10\" d=\"M 10 20 L 30 10 \"/>",
		"<path fill=\"none\" stroke=\"#ff0000\" stroke-width=\"20\" stroke-opacity=\"0.3\" stroke-linejoin=\"bevel\" stroke-dasharray=\"60 40\" "
		"d=\"M10 20l20-10\"/>");
}

Test(svg, paths_that_look_the_same_become_one)
{
	expect_rewritten("<path style=\"fill:rgb(0%,0%,0%);\" d=\"M 1 2 L 3 4 L 5 5 Z \"/>\n<path style=\"fill:rgb(0%,0%,0%);\" d=\"M 7 8 L 9 9 L 5 8 Z \"/>",
		"<path fill=\"#000000\" d=\"M1 2l2 2 2 1zM7 8l2 1-4-1z\"/>");
}

/* Two pieces of glass are darker where they overlap; one of both would not be. */
Test(svg, paths_that_are_seen_through_stay_apart)
{
	expect_rewritten("<path style=\"fill:rgb(0%,0%,0%);fill-opacity:0.2;\" d=\"M 1 2 L 3 4 L 5 5 \"/><path style=\"fill:rgb(0%,0%,0%);fill-opacity:0.2;\""
		" d=\"M 1 2 L 3 4 L 5 6 \"/>", "2 1\"/>\n<path fill=\"#000000\" fill-opacity=\"0.2\" d=\"M1 2l2 2 2 2\"/>");
}

Test(svg, curves_go_from_point_to_point)
{
	expect_rewritten("<path style=\"fill:rgb(0%,0%,0%);\" d=\"M 10 10 C 20 10 30 20 30 30 C 30 40 20 40 10 40 L 10 10 \"/>",
		"d=\"M10 10c10 0 20 10 20 20 0 10-10 10-20 10l0-30\"/>");
}

Test(svg, what_is_not_understood_is_copied)
{
	expect_rewritten("<path style=\"fill:url(#pattern0);\" d=\"M 1.5 2 L 3 4\"/>", "<path style=\"fill:url(#p-pattern0);\" d=\"M 1.5 2 L 3 4\"/>");
	expect_rewritten("<path style=\"fill:rgb(0%,0%,0%);\" d=\"M 1.5 2 L 3 4\" transform=\"matrix(2,0,0,2,0,0)\"/>", "d=\"M 1.5 2 L 3 4\" transform=");
}

/* So that several can stand in one page. */
Test(svg, ids_and_what_refers_to_them_get_the_prefix)
{
	expect_rewritten("<defs><clipPath id=\"clip0\"><path d=\"M 0 0\"/></clipPath></defs><g clip-path=\"url(#clip0)\"><use xlink:href=\"#glyph0-1\"/></g>",
		"<clipPath id=\"p-clip0\">");
	expect_rewritten("<g clip-path=\"url(#clip0)\"><use xlink:href=\"#glyph0-1\"/></g>", "<g clip-path=\"url(#p-clip0)\"><use xlink:href=\"#p-glyph0-1\"/></g>");
}
