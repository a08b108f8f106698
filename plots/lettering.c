/* Texts are clean before they are measured, and measured in the driver's own dots. */
#include <pango/pangocairo.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "lettering.h"

#define FEWEST_LETTERS 8         /* of a text without its middle */
#define ELLIPSIS "…"
#define REPLACEMENT "\xEF\xBF\xBD"   /* U+FFFD, for bytes that are no letter */
#define MISSING "□"
#define FAMILY_AT_MOST 120           /* bytes; the driver's tag has room for not many more */
#define POINTS_A_DOT 0.75            /* pango has 96 dots to an inch, points are 72 */

const char *lettering_family(void)
{
	const char *wish = getenv(LETTERING_VARIABLE);
	bool usable = wish && *wish && strlen(wish) <= FAMILY_AT_MOST && !strpbrk(wish, "<>&\"'\\;{}") && g_utf8_validate(wish, -1, NULL);
	return usable ? wish : LETTERING_FAMILY;
}

void lettering_init(struct lettering *lettering, struct arena *arena)
{
	cairo_font_options_t *options = cairo_font_options_create();
	*lettering = (struct lettering){ .arena = arena };
	lettering->context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(lettering->context, options);
	cairo_font_options_destroy(options);
	lettering->layout = pango_layout_new(lettering->context);
	lettering->family = pango_font_description_from_string(lettering_family());
}

void lettering_done(struct lettering *lettering)
{
	if (!lettering->context)
		return;
	pango_font_description_free(lettering->family);
	g_object_unref(lettering->layout);
	g_object_unref(lettering->context);
	lettering->context = NULL;
}

/* Marks that say in which direction to write what follows could turn a whole line about; the others are no letters of XML. */
static bool is_unfit(gunichar letter)
{
	return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069) || letter == 0x200E || letter == 0x200F
		|| letter == 0xFEFF || (letter >= 0xFFF9 && letter <= 0xFFFB);
}

static bool is_blank(gunichar letter)
{
	return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || letter == 0x2028 || letter == 0x2029;
}

const char *lettering_clean_long(struct lettering *lettering, const char *text, size_t at_most)
{
	size_t letters = 0, length = 0;
	const char *from = text ? text : "";
	char *clean = arena_take(lettering->arena, 3 * strnlen(from, 4 * at_most) + 8, 1);   /* a byte becomes three at most */
	for (; *from && letters < at_most; letters++) {
		gunichar letter = g_utf8_get_char_validated(from, -1);
		bool valid = letter < 0x110000 && (letter & 0xFFFE) != 0xFFFE && (letter < 0xFDD0 || letter > 0xFDEF);
		if (!valid)
			length += (size_t)g_snprintf(clean + length, 4, REPLACEMENT);
		else if (is_blank(letter))
			clean[length++] = ' ';
		else if (!is_unfit(letter))
			length += (size_t)g_unichar_to_utf8(letter, clean + length);
		from = valid ? g_utf8_next_char(from) : from + 1;
	}
	if (*from)
		memcpy(clean + length, ELLIPSIS, sizeof ELLIPSIS - 1);
	return clean;
}

const char *lettering_clean(struct lettering *lettering, const char *text)
{
	return lettering_clean_long(lettering, text, LETTERING_LETTERS);
}

/* Joiners and variation selectors have no picture of their own. */
static bool needs_no_picture(gunichar letter)
{
	return letter < 0x250 || (letter >= 0x200B && letter <= 0x200D) || (letter >= 0xFE00 && letter <= 0xFE0F) || g_unichar_ismark(letter);
}

static bool is_missing(struct lettering *lettering, PangoFontset **fonts, gunichar letter)
{
	if (needs_no_picture(letter))
		return false;
	if (!*fonts)
		*fonts = pango_font_map_load_fontset(pango_cairo_font_map_get_default(), lettering->context, lettering->family,
			pango_language_get_default());
	PangoFont *font = pango_fontset_get_font(*fonts, letter);
	bool missing = !font || !pango_font_has_char(font, letter);
	if (font)
		g_object_unref(font);
	return missing;
}

const char *lettering_drawable(struct lettering *lettering, const char *clean)
{
	bool plain = true;
	for (const char *at = clean; *at && plain; at++)
		plain = (unsigned char)*at < 0xC9;   /* below U+0250 */
	if (plain)
		return clean;
	PangoFontset *fonts = NULL;
	char *drawable = arena_take(lettering->arena, 3 * strlen(clean) + 1, 1);
	size_t length = 0;
	for (const char *at = clean; *at; at = g_utf8_next_char(at)) {
		size_t bytes = (size_t)(g_utf8_next_char(at) - at);
		bool missing = is_missing(lettering, &fonts, g_utf8_get_char(at));
		memcpy(drawable + length, missing ? MISSING : at, missing ? sizeof MISSING - 1 : bytes);
		length += missing ? sizeof MISSING - 1 : bytes;
	}
	if (fonts)
		g_object_unref(fonts);
	return drawable;
}

static double measure(struct lettering *lettering, struct font font, const char *clean, size_t bytes)
{
	int width;
	char *part = arena_take(lettering->arena, bytes + 1, 1);
	const char *drawable = lettering_drawable(lettering, memcpy(part, clean, bytes));
	/* As the driver reckons: single precision, then whole 1024ths of a point. */
	float points = (float)(font.size * LETTERING_FINENESS * POINTS_A_DOT);
	pango_font_description_set_size(lettering->family, (int)(points * PANGO_SCALE));
	pango_font_description_set_weight(lettering->family, font.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(lettering->layout, lettering->family);
	pango_layout_set_text(lettering->layout, drawable, -1);
	pango_layout_get_size(lettering->layout, &width, NULL);
	return (double)width / PANGO_SCALE / LETTERING_FINENESS;
}

double lettering_width(struct lettering *lettering, struct font font, const char *clean)
{
	return measure(lettering, font, clean, strlen(clean));
}

/* What belongs to the number before it. */
static bool follows_number(const char *word)
{
	static const char *const signs[] = { "%", "±", "tn", "bn" };
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(word, signs[i], strlen(signs[i])) == 0 && !g_ascii_isalpha(word[strlen(signs[i])]))
			return true;
	return false;
}

/* The bytes up to where a line may be broken: a number keeps its per cent sign, its size and its half width. */
static size_t unbroken(const char *text)
{
	size_t bytes = strcspn(text, " ");
	for (;;) {
		const char *blank = text + bytes, *next = blank + strspn(blank, " ");
		bool after = bytes >= 2 && memcmp(blank - 2, "±", 2) == 0;
		if (next != blank + 1 || !*next || !(after || follows_number(next)))
			return bytes;
		bytes += 1 + strcspn(next, " ");
	}
}

/* The end of the last whole letter, with the marks that belong to it, before `middle`; or, where that is not after `few`, of the next. */
static size_t letters_end(const char *text, size_t few, size_t middle)
{
	const char *at = text + middle;
	while (at > text + few && ((*at & 0xC0) == 0x80 || g_unichar_ismark(g_utf8_get_char(at))))
		at--;
	if (at > text + few)
		return (size_t)(at - text);
	for (at = g_utf8_next_char(text + few); *at && g_unichar_ismark(g_utf8_get_char(at)); )
		at = g_utf8_next_char(at);
	return (size_t)(at - text);
}

/* How many bytes of `text` are not wider than `width`, in whole letters; `tail` stands behind them. */
static size_t bytes_within(struct lettering *lettering, struct font font, const char *text, double width, double tail)
{
	size_t few = 0, many = strlen(text);
	if (measure(lettering, font, text, many) + tail <= width)
		return many;
	while (few < many) {
		size_t bytes = letters_end(text, few, (few + many + 1) / 2);
		if (bytes > many)
			return few;
		if (measure(lettering, font, text, bytes) + tail <= width)
			few = bytes;
		else
			many = bytes - 1;
	}
	return few;
}

/* One line: as many words as fit, or as many letters of a word that is too long, but one at least. */
static size_t line_of(struct lettering *lettering, struct font font, const char *text, double width)
{
	size_t fits = 0, bytes = unbroken(text);
	while (measure(lettering, font, text, bytes) <= width) {
		fits = bytes;
		if (!text[bytes])
			return fits;
		bytes += strspn(text + bytes, " ");
		bytes += unbroken(text + bytes);
	}
	if (fits == 0)
		fits = bytes_within(lettering, font, text, width, 0);
	return fits > 0 ? fits : (size_t)(g_utf8_next_char(text) - text);
}

static const char *shortened(struct lettering *lettering, struct font font, const char *clean, double width)
{
	size_t bytes = bytes_within(lettering, font, clean, width, measure(lettering, font, ELLIPSIS, sizeof ELLIPSIS - 1));
	while (bytes > 0 && clean[bytes - 1] == ' ')
		bytes--;
	return arena_format(lettering->arena, "%.*s" ELLIPSIS, (int)bytes, clean);
}

const char *lettering_fit(struct lettering *lettering, struct font font, const char *text, double width)
{
	const char *clean = lettering_clean(lettering, text);
	if (lettering_width(lettering, font, clean) <= width)
		return clean;
	const char *beginning = shortened(lettering, font, clean, width);
	return lettering_width(lettering, font, beginning) <= width ? beginning : "";
}

/* Where the letter `number` begins; the end of the text where it has fewer. */
static const char *letter_at(const char *text, size_t number)
{
	while (*text && (number > 0 || (*text & 0xC0) == 0x80)) {
		text++;
		number -= (*text & 0xC0) != 0x80;
	}
	return text;
}

const char *lettering_middle_cut(struct arena *arena, const char *text, size_t letters)
{
	size_t count = 0;
	for (const char *at = text; *at; at++)
		count += (*at & 0xC0) != 0x80;
	if (count <= letters || letters < 3)
		return text;
	size_t begin = letters / 2, last = letters - 1 - begin;
	const char *head_end = letter_at(text, begin), *tail = letter_at(text, count - last);
	while (head_end > text && head_end[-1] == ' ')
		head_end--;
	tail += strspn(tail, " ");
	return arena_format(arena, "%.*s" ELLIPSIS "%s", (int)(head_end - text), text, tail);
}

struct lines lettering_wrap(struct lettering *lettering, struct font font, const char *text, double width, size_t at_most)
{
	struct lines lines = { .count = 0 };
	const char *at = lettering_clean(lettering, text);
	at_most = at_most < LETTERING_LINES ? at_most : LETTERING_LINES;
	for (at += strspn(at, " "); *at && lines.count < at_most; at += strspn(at, " ")) {
		size_t bytes = line_of(lettering, font, at, width);
		bool last = lines.count + 1 == at_most && at[bytes + strspn(at + bytes, " ")];
		const char *line = last ? shortened(lettering, font, at, width) : arena_format(lettering->arena, "%.*s", (int)bytes, at);
		double wide = lettering_width(lettering, font, line);
		lines.text[lines.count++] = line;
		lines.width = wide > lines.width ? wide : lines.width;
		at += bytes;
	}
	return lines;
}

struct lines lettering_wrap_ends(struct lettering *lettering, struct font font, const char *text, double width, size_t at_most)
{
	const char *clean = lettering_clean(lettering, text);
	struct lines lines = lettering_wrap(lettering, font, clean, width, at_most + 1);
	size_t few = FEWEST_LETTERS, many = strlen(clean);
	if (lines.count <= at_most)
		return lines;
	struct lines best = lettering_wrap(lettering, font, clean, width, at_most);
	while (few <= many) {
		size_t letters = (few + many) / 2;
		lines = lettering_wrap(lettering, font, lettering_middle_cut(lettering->arena, clean, letters), width, at_most + 1);
		if (lines.count > at_most) {
			many = letters - 1;
		} else {
			best = lines;
			few = letters + 1;
		}
	}
	return best;
}
