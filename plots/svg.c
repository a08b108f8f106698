/* Cairo writes each shape with all that is known of it, in six decimals. Here a path is written anew with what differs from the defaults,
   in whole dots and from point to point, and paths of the same look become one. What is not such a path is copied, with its ids changed.

   Text has the width that was measured, whatever fonts its reader has. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "svg.h"

#define VALUE_ROOM 128
#define LOOK_ROOM 320

static void write_escaped(const char *text, size_t length, FILE *to)
{
	static const char *const entities[128] = { ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;" };
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		if (byte < 128 && entities[byte])
			fputs(entities[byte], to);
		else
			fputc(byte, to);
	}
}

/* ids and what refers to them: id="glyph0", href="#glyph0", url(#clip0). */
static void copy_tag(const char *tag, size_t length, const char *prefix, FILE *to)
{
	static const char *const before[] = { " id=\"", "=\"#", "url(#" };
	for (size_t i = 0; i < length; i++) {
		fputc(tag[i], to);
		for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
			size_t size = strlen(before[k]);
			if (i + 1 >= size && memcmp(tag + i + 1 - size, before[k], size) == 0)
				write_escaped(prefix, strlen(prefix), to);
		}
	}
}

/* The value of an attribute, or of a property within `style`: name="value" or name:value; */
static bool value_of(const char *tag, size_t length, const char *name, char *value)
{
	size_t size = strlen(name);
	for (size_t i = 1; i + size + 2 < length; i++) {
		const char *at = tag + i + size;
		bool property = *at == ':', attribute = at[0] == '=' && at[1] == '"';
		if (!strchr(" ;\"", tag[i - 1]) || memcmp(tag + i, name, size) != 0 || !(property || attribute))
			continue;
		at += property ? 1 : 2;
		size_t bytes = strcspn(at, ";\"");
		snprintf(value, VALUE_ROOM, "%.*s", (int)(bytes < VALUE_ROOM ? bytes : VALUE_ROOM - 1), at);
		return true;
	}
	return false;
}

/* rgb(0%,41.960784%,63.529412%) or #006BA2. */
static bool read_colour(const char *value, char *colour)
{
	double red, green, blue;
	if (value[0] == '#')
		snprintf(colour, VALUE_ROOM, "%.7s", value);
	else if (sscanf(value, "rgb(%lf%%,%lf%%,%lf%%)", &red, &green, &blue) == 3)
		snprintf(colour, VALUE_ROOM, "#%02lx%02lx%02lx", lrint(red * 2.55), lrint(green * 2.55), lrint(blue * 2.55));
	else
		return strcmp(value, "none") == 0 && strcpy(colour, "none");
	return true;
}

/* A property that is written where it is not the default: whole numbers, or hundredths. */
static void add_look(char *look, const char *tag, size_t length, const char *name, const char *usual, bool number)
{
	char value[VALUE_ROOM];
	size_t used = strlen(look);
	if (!value_of(tag, length, name, value) || strcmp(value, usual) == 0)
		return;
	if (number)
		snprintf(look + used, LOOK_ROOM - used, " %s=\"%.4g\"", name, strtod(value, NULL));
	else
		snprintf(look + used, LOOK_ROOM - used, " %s=\"%s\"", name, value);
}

/* How a path looks, as attributes; false where it has anything that is not understood. */
static bool look_of(const char *tag, size_t length, char *look)
{
	char value[VALUE_ROOM], fill[VALUE_ROOM] = "none", stroke[VALUE_ROOM] = "none";
	if (value_of(tag, length, "transform", value) || value_of(tag, length, "clip-path", value))
		return false;
	if ((value_of(tag, length, "fill", value) && !read_colour(value, fill))
		|| (value_of(tag, length, "stroke", value) && !read_colour(value, stroke)))
		return false;
	look[0] = '\0';
	snprintf(look, LOOK_ROOM, " fill=\"%s\"", fill);
	if (strcmp(fill, "none") != 0)
		add_look(look, tag, length, "fill-opacity", "1", true);
	if (strcmp(stroke, "none") == 0)
		return true;
	snprintf(look + strlen(look), LOOK_ROOM - strlen(look), " stroke=\"%s\"", stroke);
	add_look(look, tag, length, "stroke-width", "1", true);
	add_look(look, tag, length, "stroke-opacity", "1", true);
	add_look(look, tag, length, "stroke-linecap", "butt", false);
	add_look(look, tag, length, "stroke-linejoin", "miter", false);
	add_look(look, tag, length, "stroke-dasharray", "none", false);
	return true;
}

/* Two numbers with no more between and before them than must be. */
static void write_pair(long x, long y, bool first, FILE *to)
{
	fprintf(to, first || x < 0 ? "%ld" : " %ld", x);
	fprintf(to, y < 0 ? "%ld" : " %ld", y);
}

/* The steps of a path: M, L, C with 1, 1 and 3 points, and Z. Lines go by how far the next point is from the last. */
static void write_steps(const char *at, FILE *to)
{
	long x = 0, y = 0, points[6];
	char before = '\0';
	for (at += strspn(at, " "); *at && *at != '"'; at += strspn(at, " ")) {
		char step = *at++, *end;
		int count = step == 'C' ? 3 : step == 'M' || step == 'L' ? 1 : 0;
		for (int i = 0; i < 2 * count; i++, at = end)
			points[i] = lrint(strtod(at, &end));
		const char *rest = at + strspn(at, " ");
		if ((step == 'M' && (*rest == '"' || *rest == 'M')) || (step == 'L' && points[0] == x && points[1] == y && before == 'L'))
			continue;
		if (step == 'Z' || step == 'M' || step != before)
			fputc(step == 'M' ? 'M' : step == 'L' ? 'l' : step == 'C' ? 'c' : 'z', to);
		for (int i = 0; i < count; i++)
			write_pair(points[2 * i] - (step == 'M' ? 0 : x), points[2 * i + 1] - (step == 'M' ? 0 : y), i == 0 && step != before, to);
		if (count > 0) {
			x = points[2 * count - 2];
			y = points[2 * count - 1];
		}
		before = step;
	}
}

static void write_shapes(const char *at, const char *prefix, FILE *to)
{
	char look[LOOK_ROOM], last[LOOK_ROOM] = "";
	for (at = strchr(at, '<'); at && strncmp(at, "</svg", 5) != 0; at = strchr(at + 1, '<')) {
		size_t length = strcspn(at, ">") + 1;
		const char *steps = strstr(at, " d=\"");
		bool path = strncmp(at, "<path ", 6) == 0 && steps && steps < at + length && look_of(at, length, look);
		bool same = path && strcmp(look, last) == 0 && !strstr(look, "opacity");
		if (*last && !same)
			fputs("\"/>\n", to);
		if (path && !same)
			fprintf(to, "<path%s d=\"", look);
		if (path)
			write_steps(steps + 4, to);
		else if (strncmp(at, "<g id=\"surface", 14) == 0 && !strstr(at, "#surface"))
			fputs("<g>", to);   /* cairo goes on counting its surfaces from picture to picture */
		else
			copy_tag(at, length, prefix, to);
		strcpy(last, path ? look : "");
	}
	if (*last)
		fputs("\"/>\n", to);
}

static void write_text(const struct canvas_text *text, FILE *to)
{
	long x = lrint(text->x * LETTERING_FINENESS), y = lrint(text->y * LETTERING_FINENESS);
	if (text->up)
		fprintf(to, "<text transform=\"translate(%ld %ld)rotate(-90)\"", x, y);
	else
		fprintf(to, "<text x=\"%ld\" y=\"%ld\"", x, y);
	if (strlen(text->text) > 1)
		fprintf(to, " textLength=\"%ld\" lengthAdjust=\"spacingAndGlyphs\"", lrint(text->width * LETTERING_FINENESS));
	fputc('>', to);
	write_escaped(text->text, strlen(text->text), to);
	fputs("</text>\n", to);
}

static void write_texts(const struct canvas *canvas, FILE *to)
{
	char look[LOOK_ROOM], last[LOOK_ROOM] = "";
	fputs("<g font-family=\"", to);
	write_escaped(lettering_family(), strlen(lettering_family()), to);
	fputs(",sans-serif\">\n", to);
	for (const struct canvas_text *text = canvas->first; text; text = text->next) {
		snprintf(look, sizeof look, "<g font-size=\"%.4g\"%s fill=\"#%02x%02x%02x\">\n", text->font.size * LETTERING_FINENESS,
			text->font.bold ? " font-weight=\"bold\"" : "", text->colour.red, text->colour.green, text->colour.blue);
		if (strcmp(look, last) != 0)
			fprintf(to, "%s%s", *last ? "</g>\n" : "", look);
		strcpy(last, look);
		write_text(text, to);
	}
	fputs(*last ? "</g>\n</g>\n" : "</g>\n", to);
}

void svg_write(const struct canvas *canvas, const char *prefix, const char *alt, FILE *to)
{
	const char *body = strstr(canvas->bytes, "<svg");
	body = body ? body + strcspn(body, ">") : canvas->bytes + canvas->length;
	fprintf(to, "<svg xmlns=\"http://www.w3.org/2000/svg\"%s viewBox=\"0 0 %ld %ld\" width=\"%ld\" height=\"%ld\" role=\"img\" aria-label=\"",
		strstr(body, "xlink:") ? " xmlns:xlink=\"http://www.w3.org/1999/xlink\"" : "", lrint(canvas->width * LETTERING_FINENESS),
		lrint(canvas->height * LETTERING_FINENESS), lrint(canvas->width), lrint(canvas->height));
	write_escaped(alt, strlen(alt), to);
	fputs("\">\n", to);
	write_shapes(body, prefix ? prefix : "", to);
	write_texts(canvas, to);
	fputs("</svg>\n", to);
}
