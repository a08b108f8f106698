/* A walk over the tokens of a model file with a stack of open brackets. It accepts what libconfig 1.5 accepts and nothing else;
   its invariant is that every value it has passed stands in scan->values in the order in which libconfig stores it. */
#include "scanner.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- Values ---- */

static void *grown(struct arena *arena, const void *list, size_t count, size_t *room, size_t size)
{
	*room = *room ? *room * 2 : 256;
	void *larger = arena_take(arena, *room, size);
	if (count)
		memcpy(larger, list, count * size);
	return larger;
}

static struct scan_value *add_value(struct scanner *s)
{
	struct scan *scan = s->scan;
	if (scan->count == SCAN_VALUES_AT_MOST) {
		scanner_complain(s, &s->token,
			"more than %d values in one file; long columns of numbers belong into a data file (arrive.file, empirical)",
			SCAN_VALUES_AT_MOST);
		scan->fatal = s->endless = true;
		return &scan->values[0];
	}
	if (scan->count == scan->room)
		scan->values = grown(s->arena, scan->values, scan->count, &scan->room, sizeof *scan->values);
	scan->values[scan->count] = (struct scan_value){ .line = s->token.line, .column = s->token.column };
	return &scan->values[scan->count++];
}

/* libconfig cuts an integer without L to 32 bits, and one with L that is too large to the largest, both without a word. */
static void check_number(struct scanner *s, const char *digits)
{
	const struct token *token = &s->token;
	if (token->kind == TOKEN_REAL) {
		if (!isfinite(strtod(digits, NULL)))
			scanner_complain(s, token, "'%.40s' is too large for a number", digits);
		return;
	}
	bool hex = (digits[0] == '0' && (digits[1] | 32) == 'x');
	char *end;
	errno = 0;
	long long value = strtoll(digits, &end, hex ? 16 : 10);
	if (errno == ERANGE)
		scanner_complain(s, token, "%.60s is too large for a whole number (at most %lld); write it as a real number, with a point",
			digits, LLONG_MAX);
	else if (*end != 'L' && (value < INT32_MIN || value > INT32_MAX))
		scanner_complain(s, token, "%s is too large for a plain whole number (at most 2147483647): write %sL",
			digits, digits);
}

static void finish_scalar(struct scanner *s, struct scan_value *value)
{
	if (s->token.kind != TOKEN_INTEGER && s->token.kind != TOKEN_REAL)
		return;
	value->digits = arena_format(s->arena, "%.*s", (int)(s->token.end - s->token.start), s->text + s->token.start);
	check_number(s, value->digits);
}

/* A slip that need not end the reading: blanked in the text that libconfig gets. Line ends stay, since comments end there. */
static void blank(struct scanner *s, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++)
		if (s->text[i] != '\n')
			s->scan->text[i] = ' ';
}

/* ---- The walk ---- */

static bool open_bracket(struct scanner *s, const struct token *name)
{
	char c = s->text[s->token.start];
	if (s->depth == SCAN_DEPTH_AT_MOST) {
		scanner_complain(s, &s->token, "more than %d brackets inside each other", SCAN_DEPTH_AT_MOST);
		s->scan->fatal = true;
		return false;
	}
	s->frames[++s->depth] = (struct frame){ .close = c == '{' ? '}' : c == '(' ? ')' : ']',
		.expecting = c == '{' ? EXPECT_NAME : EXPECT_FIRST, .opened = s->token, .name = *name, .names = s->name_count };
	return true;
}

static bool close_bracket(struct scanner *s)
{
	struct frame *frame = &s->frames[s->depth];
	if (s->depth == 0 || s->text[s->token.start] != frame->close) {
		s->scan->fatal = true;
		scanner_say_wrong_close(s);
		return false;
	}
	if (frame->mixed)
		s->scan->text[s->token.start] = ')';
	s->name_count = frame->names;
	s->depth--;
	return true;
}

/* libconfig says only "duplicate setting name" and stops; it gets the first of the two. */
static bool add_name(struct scanner *s, struct frame *frame)
{
	const struct token *token = &s->token;
	size_t length = token->end - token->start;
	for (size_t i = frame->names; i < s->name_count; i++) {
		const struct token *other = &s->names[i];
		if (other->end - other->start == length && memcmp(s->text + other->start, s->text + token->start, length) == 0) {
			scanner_complain(s, token, "'%.*s' is written twice here, first in line %d: keep one", scanner_shown(token),
				s->text + token->start, other->line);
			frame->doubled = s->scan->count;   /* its own value is counted already */
			return true;
		}
	}
	if (s->name_count - frame->names >= SCAN_NAMES_AT_MOST) {
		scanner_complain(s, token, "more than %d names in one group", SCAN_NAMES_AT_MOST);
		s->scan->fatal = true;
		return false;
	}
	if (s->name_count == s->name_room)
		s->names = grown(s->arena, s->names, s->name_count, &s->name_room, sizeof *s->names);
	s->names[s->name_count++] = *token;
	return true;
}

static bool first_on_line(const struct scanner *s, const struct token *token)
{
	size_t place = token->start;
	while (place > 0 && (s->text[place - 1] == ' ' || s->text[place - 1] == '\t'))
		place--;
	return place == 0 || s->text[place - 1] == '\n';
}

static bool expect_name(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_NAME) {
		if (!frame->outdented.line && frame->name.end > frame->name.start && s->token.line > frame->name.line &&
		    s->token.column <= frame->name.column && first_on_line(s, &s->token) && first_on_line(s, &frame->name))
			frame->outdented = s->token;
		frame->expecting = EXPECT_ASSIGN;
		frame->setting = s->token;
		add_value(s);
		return add_name(s, frame);
	}
	if (s->token.kind == TOKEN_CLOSE)
		return close_bracket(s);
	if (s->token.kind == TOKEN_END && s->depth == 0)
		return false;
	if (s->token.kind == TOKEN_SEMICOLON || s->token.kind == TOKEN_COMMA) {
		scanner_complain(s, &s->token, "libconfig does not allow a '%c' here: remove it", s->text[s->token.start]);
		blank(s, s->token.start, s->token.end);
		return true;
	}
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_TEXT && frame->close)
		scanner_complain(s, &s->token, "a name belongs here (name = value;); a list of texts stands in ( ), not in { }");
	else
		return scanner_fail(s, "a name");
	return false;
}

static bool expect_assign(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_ASSIGN) {
		frame->expecting = EXPECT_VALUE;
		return true;
	}
	/* A name that is no name but the rest of a value: time = 5 min; */
	const struct token *before = &frame->setting;
	size_t place = before->start;
	while (place > 0 && (s->text[place - 1] == ' ' || s->text[place - 1] == '\t'))
		place--;
	bool after_number = place > 0 && (isdigit((unsigned char)s->text[place - 1]) || s->text[place - 1] == '.');
	s->scan->fatal = true;
	if (after_number) {
		while (place > 0 && (isalnum((unsigned char)s->text[place - 1]) || strchr("+-.", s->text[place - 1])))
			place--;
		struct token from = { .start = place, .line = before->line, .column = before->column - (int)(before->start - place) };
		scanner_say_quotes(s, &from);
	} else if (s->token.kind == TOKEN_OPEN || scanner_is_scalar(s->token.kind)) {
		scanner_complain(s, &s->token, "'=' is missing after '%.*s'", scanner_shown(before), s->text + before->start);
	} else {
		return scanner_fail(s, "'='");
	}
	return false;
}

/* A value, of the setting `name` or in a list; `value` is where it is noted. */
static bool take_value(struct scanner *s, struct frame *frame, const struct token *name, struct scan_value *value)
{
	if (s->token.kind == TOKEN_OPEN)
		return open_bracket(s, name);
	if (scanner_is_scalar(s->token.kind)) {
		finish_scalar(s, value);
		return true;
	}
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_NAME)
		scanner_say_quotes(s, &s->token);
	else if (s->token.kind == TOKEN_ASSIGN)
		scanner_complain(s, &s->token, "one '=' is enough");
	else if (s->token.kind == TOKEN_SEMICOLON || (s->token.kind == TOKEN_CLOSE && s->text[s->token.start] == frame->close))
		scanner_complain(s, &s->token, "a value is missing before '%c'", s->text[s->token.start]);
	else
		return scanner_fail(s, "a value");
	return false;
}

static bool expect_value(struct scanner *s, struct frame *frame)
{
	frame->expecting = EXPECT_END_OF_VALUE;
	return take_value(s, frame, &frame->setting, &s->scan->values[s->scan->count - 1]);
}

/* Whether '=' follows the name that is the token: else it is the inside of a text whose quotes are in disorder. */
static bool assigns(const struct scanner *s)
{
	struct scanner ahead = *s;
	struct scan ignored = *s->scan;
	ahead.scan = &ignored;
	scanner_next(&ahead);
	return ahead.token.kind == TOKEN_ASSIGN;
}

/* After the value of a setting: the separator may be left out, and texts side by side are one text. */
static bool expect_end_of_value(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_TEXT && s->previous.kind == TOKEN_TEXT)
		return true;
	bool separator = s->token.kind == TOKEN_SEMICOLON || s->token.kind == TOKEN_COMMA;
	frame->expecting = EXPECT_NAME;
	if (frame->doubled) {
		blank(s, frame->setting.start, separator ? s->token.end : s->previous.end);
		s->scan->count = frame->doubled - 1;
		frame->doubled = 0;
	}
	if (separator)
		return true;
	if (s->previous.kind == TOKEN_TEXT && ((s->token.kind == TOKEN_NAME && !assigns(s)) ||
		(s->previous.many_lines && scanner_is_scalar(s->token.kind)))) {
		s->scan->fatal = true;
		scanner_say_text_ends(s);
		return false;
	}
	if (scanner_is_scalar(s->token.kind) && scanner_is_scalar(s->previous.kind)) {
		s->scan->fatal = true;
		scanner_complain(s, &s->token, "a second value stands after '%.*s'; if the two are one text, put them between quotes",
			scanner_shown(&s->previous), s->text + s->previous.start);
		return false;
	}
	return expect_name(s, frame);
}

/* libconfig wants the values of [ ] plain and of one type. */
static bool check_array(struct scanner *s, struct frame *frame)
{
	static const char *const types[] = { [TOKEN_TEXT] = "a text", [TOKEN_INTEGER] = "a whole number",
		[TOKEN_REAL] = "a real number",
		[TOKEN_TRUTH] = "true or false" };
	if (s->token.kind == TOKEN_OPEN) {
		scanner_complain(s, &s->token, "[ ] holds plain values only; for groups and lists inside a list use ( )");
		s->scan->fatal = true;
		return false;
	}
	if (frame->type == TOKEN_END) {
		frame->type = s->token.kind;
	} else if (scanner_is_scalar(s->token.kind) && frame->type != s->token.kind) {
		scanner_complain(s, &s->token, "the first value of this [ ] is %s, and libconfig wants all of one type: "
			"use ( ) in place of [ ]", types[frame->type]);
		s->scan->text[frame->opened.start] = '(';
		frame->mixed = true;
	}
	return true;
}

static bool expect_element(struct scanner *s, struct frame *frame)
{
	static const struct token no_name;
	if (s->token.kind == TOKEN_CLOSE && (frame->expecting == EXPECT_FIRST || s->text[s->token.start] != frame->close))
		return close_bracket(s);
	if (s->token.kind == TOKEN_CLOSE) {
		scanner_complain(s, &s->previous, "libconfig does not allow a comma before '%c': remove it", frame->close);
		blank(s, s->previous.start, s->previous.end);
		return close_bracket(s);
	}
	if (s->token.kind == TOKEN_COMMA) {
		scanner_complain(s, &s->token, "a value is missing before ','");
		blank(s, s->token.start, s->token.end);
		return true;
	}
	if (frame->close == ']' && !check_array(s, frame))
		return false;
	frame->expecting = EXPECT_COMMA;
	return take_value(s, frame, &no_name, add_value(s));
}

/* After an element. Texts side by side are joined by libconfig: here that is a forgotten comma. */
static bool expect_comma(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_COMMA) {
		frame->expecting = EXPECT_ELEMENT;
		return true;
	}
	if (s->token.kind == TOKEN_CLOSE)
		return close_bracket(s);
	if (s->token.kind == TOKEN_TEXT && s->previous.kind == TOKEN_TEXT && !s->previous.many_lines) {
		scanner_complain(s, &s->previous, "a comma is missing after this text (libconfig would join it with the next one)");
		return true;
	}
	if (s->token.kind == TOKEN_END || s->token.kind == TOKEN_STRANGE || (s->previous.kind == TOKEN_TEXT &&
		s->previous.many_lines))
		return scanner_fail(s, "','");
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_SEMICOLON)
		scanner_complain(s, &s->token, "commas stand between the values of a list, not ';': or is a '%c' missing before it?",
			frame->close);
	else if (s->token.kind == TOKEN_NAME && s->previous.kind == TOKEN_TEXT && !assigns(s))
		scanner_say_text_ends(s);
	else if (s->token.kind == TOKEN_NAME && scanner_is_scalar(s->previous.kind) && s->previous.line == s->token.line)
		scanner_say_quotes(s, &s->previous);
	else if (s->token.kind == TOKEN_ASSIGN)
		scanner_complain(s, &s->token, "a list holds values, not name = value: put that into { }");
	else if (s->token.kind == TOKEN_NAME)
		scanner_say_unclosed(s, frame);
	else
		scanner_complain(s, &s->previous, "a comma is missing after this");
	return false;
}

static bool (*const rules[])(struct scanner *s, struct frame *frame) = {
	[EXPECT_NAME] = expect_name, [EXPECT_ASSIGN] = expect_assign, [EXPECT_VALUE] = expect_value,
	[EXPECT_END_OF_VALUE] = expect_end_of_value, [EXPECT_FIRST] = expect_element, [EXPECT_ELEMENT] = expect_element,
	[EXPECT_COMMA] = expect_comma,
};

/* A text with a NUL is no text, and libconfig would stop there without a word. */
static bool check_nul(struct scanner *s)
{
	const char *nul = memchr(s->text, '\0', s->length);
	if (!nul)
		return true;
	struct token token = { .line = 1 };
	const char *start = s->text;
	for (const char *p = s->text; p < nul; p++)
		if (*p == '\n') {
			token.line++;
			start = p + 1;
		}
	token.column = (int)(nul - start) + 1;
	scanner_complain(s, &token, "a NUL byte: this is not a text file, or it was saved as UTF-16 (save it as UTF-8)");
	s->scan->fatal = true;
	return false;
}

void scan_text(struct scan *scan, const char *file, const char *text, size_t length, const char *const *lines,
	struct arena *arena,
	struct problems *problems)
{
	*scan = (struct scan){ .text = arena_take(arena, length + 2, 1) };
	memcpy(scan->text, text, length);
	scan->text[length] = '\n';   /* libconfig takes a comment for one only where a line end follows */
	struct scanner s = { .file = file, .text = text, .length = length, .line = 1, .lines = lines, .scan = scan, .arena = arena,
		.problems = problems };
	if (!check_nul(&s))
		return;
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {   /* the mark that some editors put before UTF-8 */
		s.at = 3;
		memset(scan->text, ' ', 3);
	}
	bool more = true;
	while (more) {
		scanner_next(&s);
		if (s.endless)
			break;
		more = rules[s.frames[s.depth].expecting](&s, &s.frames[s.depth]) && !s.endless;
	}
}
