/* Five letters mean something in HTML; control characters and what is not UTF-8 do not belong in a page at all. */
#include <string.h>
#include "models/tree.h"
#include "html.h"

static const struct {
	char letter;
	const char *name;
} names[] = { { '<', "&lt;" }, { '>', "&gt;" }, { '&', "&amp;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

static const char *name_of(char letter)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].letter == letter)
			return names[i].name;
	return NULL;
}

static bool is_control(unsigned char c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

/* The C1 controls, U+0080 to U+009F, are two bytes in UTF-8. */
static bool is_late_control(const char *letter, size_t length)
{
	return length == 2 && (unsigned char)letter[0] == 0xC2 && (unsigned char)letter[1] < 0xA0;
}

void html_part(FILE *to, const char *text, size_t length)
{
	for (size_t bytes; length > 0; text += bytes, length -= bytes) {
		size_t letter = tree_letter_length(text, length);
		const char *name = name_of(*text);
		bytes = letter ? letter : 1;
		if (name)
			fputs(name, to);
		else if (letter && !is_control((unsigned char)*text) && !is_late_control(text, letter))
			fwrite(text, 1, letter, to);
		else
			fputs("\xEF\xBF\xBD", to);
	}
}

void html_text(FILE *to, const char *text)
{
	html_part(to, text, strlen(text));
}

/* Blanks that layout.c keeps lines from being broken at. */
static bool is_bound(const char *text, const char *blank)
{
	return blank[1] == '%' || strncmp(blank + 1, "±", 2) == 0 || (blank - text >= 2 && memcmp(blank - 2, "±", 2) == 0);
}

void html_sentences(FILE *to, const char *text)
{
	const char *from = text;
	for (const char *blank = strchr(text, ' '); blank; blank = strchr(blank + 1, ' ')) {
		if (!is_bound(text, blank))
			continue;
		html_part(to, from, (size_t)(blank - from));
		fputs("&nbsp;", to);
		from = blank + 1;
	}
	html_text(to, from);
}

void html_json(FILE *to, const char *json)
{
	for (; *json; json++)
		if (*json == '<')
			fputs("\\u003c", to);
		else
			fputc(*json, to);
}

void html_table_open(FILE *to, const char *label, const char *caption)
{
	fputs("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"", to);
	html_text(to, label);
	fputs("\"><table>\n", to);
	if (!caption || !*caption)
		return;
	fputs("<caption>", to);
	html_text(to, caption);
	fputs("</caption>\n", to);
}

void html_table_close(FILE *to)
{
	fputs("</table></div>\n", to);
}

void html_heading(FILE *to, const char *title, const char *unit)
{
	if (!*title && !*unit) {
		fputs("<td></td>", to);
		return;
	}
	fputs("<th scope=\"col\">", to);
	html_text(to, title);
	if (*unit) {
		fputs("<br><small>", to);
		html_text(to, unit);
		fputs("</small>", to);
	}
	fputs("</th>", to);
}
