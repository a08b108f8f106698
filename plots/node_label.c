/* The name in bold, then what is said of it. */
#include <string.h>
#include "node_label.h"
#include "parts.h"

#define NAME_LINES 3
#define LINES_EACH 2             /* of what is said: each in so many lines */

static double height_of(struct font font, const struct lines *lines)
{
	return (double)lines->count * LETTERING_PITCH * font.size;
}

static void append(struct lines *to, const struct lines *more)
{
	for (size_t i = 0; i < more->count && to->count < LETTERING_LINES; i++)
		to->text[to->count++] = more->text[i];
	to->width = more->width > to->width ? more->width : to->width;
}

struct node_label node_label_make(struct lettering *lettering, const char *label)
{
	struct node_label made = { .name_font = parts_strong, .rest_font = parts_small };
	char *copy = arena_text(lettering->arena, label ? label : ""), *next = strchr(copy, '\n');
	if (next)
		*next++ = '\0';
	made.name = lettering_wrap_ends(lettering, made.name_font, copy, NODE_LABEL_WIDTH, NAME_LINES);
	for (char *line = next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		struct lines lines = lettering_wrap_ends(lettering, made.rest_font, line, NODE_LABEL_WIDTH, LINES_EACH);
		append(&made.rest, &lines);
	}
	made.width = made.name.width > made.rest.width ? made.name.width : made.rest.width;
	made.height = height_of(made.name_font, &made.name) + height_of(made.rest_font, &made.rest);
	return made;
}
