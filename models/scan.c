/* Tokens of libconfig's grammar, and a walk over them with a stack of open brackets. The walk accepts what libconfig 1.5 accepts and
   nothing else; its invariant is that every value it has passed stands in scan->values in the order in which libconfig stores it. */
#include "scan.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_ASSIGN, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_TEXT, TOKEN_INTEGER,
	TOKEN_REAL, TOKEN_TRUTH, TOKEN_STRANGE };

struct token {
	enum token_kind kind;
	size_t start, end;
	int line, column;
	bool many_lines;          /* a text that runs over the end of its line */
};

/* What may come next inside the innermost bracket. */
enum expecting { EXPECT_NAME, EXPECT_ASSIGN, EXPECT_VALUE, EXPECT_END_OF_VALUE, EXPECT_FIRST, EXPECT_ELEMENT, EXPECT_COMMA };

struct frame {
	char close;               /* the bracket that ends it; 0: the file itself */
	enum expecting expecting;
	struct token opened, name;      /* the bracket; the setting that it is the value of (start == end: an element) */
	struct token outdented;   /* the first setting inside that stands no further in than `name`: a sign of a missing bracket */
	size_t names;             /* its names start here in scanner->names */
	enum token_kind type;     /* of the first value of an array */
};

struct scanner {
	const char *file, *text;
	size_t length, at, line_start;
	int line;
	const char *const *lines;
	struct token token, previous;
	struct frame frames[SCAN_DEPTH_AT_MOST + 1];
	size_t depth;
	struct token *names;
	size_t name_count, name_room;
	struct scan *scan;
	bool endless;              /* there is no going on (a text or comment never ends): said already */
	struct arena *arena;
	struct problems *problems;
};

__attribute__((format(printf, 3, 4)))
static void complain(struct scanner *s, const struct token *at, const char *format, ...)
{
	char message[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	problems_add(s->problems, SEVERITY_ERROR, s->file, at->line, at->column, s->lines[at->line - 1], "%s", message);
}

/* The length of a token for %.*s, so that a runaway text does not fill the screen. */
static int shown_length(const struct token *token)
{
	size_t length = token->end - token->start;
	return length > 60 ? 60 : (int)length;
}

static char at(const struct scanner *s, size_t place)
{
	return place < s->length ? s->text[place] : '\0';
}

static void new_line(struct scanner *s, size_t place)
{
	s->line++;
	s->line_start = place + 1;
}

/* ---- Tokens ---- */

/* Skips blanks and comments. A comment that never ends is complained about: libconfig lets it swallow the rest of the file. */
static void skip_blanks(struct scanner *s)
{
	for (;;) {
		char c = at(s, s->at);
		if (c == '\n') {
			new_line(s, s->at++);
		} else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
			s->at++;
		} else if (c == '#' || (c == '/' && at(s, s->at + 1) == '/')) {
			while (s->at < s->length && s->text[s->at] != '\n')
				s->at++;
		} else if (c == '/' && at(s, s->at + 1) == '*') {
			struct token comment = { .line = s->line, .column = (int)(s->at - s->line_start) + 1 };
			for (s->at += 2; s->at < s->length && !(s->text[s->at] == '*' && at(s, s->at + 1) == '/'); s->at++)
				if (s->text[s->at] == '\n')
					new_line(s, s->at);
			if (s->at >= s->length) {
				complain(s, &comment, "this comment never ends: '*/' is missing");
				s->scan->fatal = s->endless = true;
			}
			s->at = s->at + 2 > s->length ? s->length : s->at + 2;
		} else {
			return;
		}
	}
}

static void take_text(struct scanner *s)
{
	struct token *token = &s->token;
	token->kind = TOKEN_TEXT;
	for (s->at++; s->at < s->length && s->text[s->at] != '"'; s->at++) {
		if (s->text[s->at] == '\\') {
			if (tolower(at(s, s->at + 1)) == 'x' && at(s, s->at + 2) == '0' && at(s, s->at + 3) == '0')
				complain(s, token, "'\\x00' ends a text early: remove it");
			s->at++;
		}
		if (s->at < s->length && s->text[s->at] == '\n') {
			new_line(s, s->at);
			token->many_lines = true;
		}
	}
	if (s->at >= s->length) {
		complain(s, token, "the text that begins here never ends: a '\"' is missing");
		s->scan->fatal = s->endless = true;
		s->at = s->length;
	} else {
		s->at++;
	}
}

static size_t digits_from(const struct scanner *s, size_t place)
{
	while (isdigit((unsigned char)at(s, place)))
		place++;
	return place;
}

/* A number as libconfig knows it: the longest that fits. False: there is none here. */
static bool take_number(struct scanner *s)
{
	size_t place = s->at, digits;
	enum token_kind kind = TOKEN_INTEGER;
	if (at(s, place) == '+' || at(s, place) == '-')
		place++;
	digits = place;
	if (at(s, s->at) == '0' && (at(s, s->at + 1) | 32) == 'x' && isxdigit((unsigned char)at(s, s->at + 2))) {
		for (place = s->at + 2; isxdigit((unsigned char)at(s, place));)
			place++;
	} else {
		place = digits_from(s, place);
		size_t whole = place - digits;
		if (at(s, place) == '.') {
			size_t end = digits_from(s, place + 1);
			if (whole + (end - place - 1) == 0)
				return false;
			kind = TOKEN_REAL;
			place = end;
		} else if (whole == 0) {
			return false;
		}
		if ((at(s, place) | 32) == 'e') {
			size_t sign = place + 1 + (at(s, place + 1) == '+' || at(s, place + 1) == '-');
			if (isdigit((unsigned char)at(s, sign))) {
				kind = TOKEN_REAL;
				place = digits_from(s, sign);
			}
		}
	}
	for (int i = 0; kind == TOKEN_INTEGER && i < 2 && at(s, place) == 'L'; i++)
		place++;
	s->token.kind = kind;
	s->at = place;
	return true;
}

static bool name_begins(char c)
{
	return isalpha((unsigned char)c) || c == '*';
}

static void take_name(struct scanner *s)
{
	size_t start = s->at;
	while (name_begins(at(s, s->at)) || isdigit((unsigned char)at(s, s->at)) || at(s, s->at) == '-' || at(s, s->at) == '_')
		s->at++;
	size_t length = s->at - start;
	bool truth = (length == 4 && strncasecmp(s->text + start, "true", 4) == 0) ||
		(length == 5 && strncasecmp(s->text + start, "false", 5) == 0);
	s->token.kind = truth ? TOKEN_TRUTH : TOKEN_NAME;
}

static void next_token(struct scanner *s)
{
	static const char marks[] = "=:,;{([})]";
	static const enum token_kind kinds[] = { TOKEN_ASSIGN, TOKEN_ASSIGN, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_OPEN, TOKEN_OPEN, TOKEN_OPEN,
		TOKEN_CLOSE, TOKEN_CLOSE, TOKEN_CLOSE };
	s->previous = s->token;
	skip_blanks(s);
	s->token = (struct token){ .kind = TOKEN_END, .start = s->at, .line = s->line, .column = (int)(s->at - s->line_start) + 1 };
	if (s->at < s->length) {
		char c = s->text[s->at];
		const char *mark = strchr(marks, c);
		if (c == '"') {
			take_text(s);
		} else if (name_begins(c)) {
			take_name(s);
		} else if (c != '\0' && mark) {
			s->token.kind = kinds[mark - marks];
			s->at++;
		} else if (!take_number(s)) {
			s->token.kind = TOKEN_STRANGE;
			s->at++;
		}
	}
	s->token.end = s->at;
}

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
		complain(s, &s->token, "more than %d values in one file; long columns of numbers belong into a data file (arrive.file, empirical)",
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
			complain(s, token, "%.40s is too large for a number", digits);
		return;
	}
	bool hex = (digits[0] == '0' && (digits[1] | 32) == 'x');
	char *end;
	errno = 0;
	long long value = strtoll(digits, &end, hex ? 16 : 10);
	if (errno == ERANGE)
		complain(s, token, "%.60s is too large for a whole number (at most %lld); write it as a real number, with a point", digits, LLONG_MAX);
	else if (*end != 'L' && (value < INT32_MIN || value > INT32_MAX))
		complain(s, token, "%s does not fit into 32 bits, and libconfig would silently read another number: write %sL", digits, digits);
}

static bool is_scalar(enum token_kind kind)
{
	return kind == TOKEN_TEXT || kind == TOKEN_INTEGER || kind == TOKEN_REAL || kind == TOKEN_TRUTH;
}

static void finish_scalar(struct scanner *s, struct scan_value *value)
{
	if (s->token.kind != TOKEN_INTEGER && s->token.kind != TOKEN_REAL)
		return;
	value->digits = arena_format(s->arena, "%.*s", (int)(s->token.end - s->token.start), s->text + s->token.start);
	check_number(s, value->digits);
}

/* A slip that need not end the reading: blanked in the text that libconfig gets. */
static void blank(struct scanner *s, const struct token *token)
{
	for (size_t i = token->start; i < token->end; i++)
		s->scan->text[i] = ' ';
}

/* ---- What went wrong ---- */

/* The words that should have stood in quotes, from `start` to what ends a value. */
static int bare_length(const struct scanner *s, size_t start)
{
	size_t place = start, last = start;
	int depth = 0;
	for (; place < s->length && place - start < 70; place++) {
		char c = s->text[place];
		if (c == '\n' || c == ';' || c == '#' || c == '"' || (depth == 0 && strchr(",)]}", c)))
			break;
		depth += (c == '(') - (c == ')');
		if (!isspace((unsigned char)c))
			last = place + 1;
	}
	return (int)(last - start);
}

static void say_quotes(struct scanner *s, const struct token *from)
{
	int length = bare_length(s, from->start);
	complain(s, from, "a text, or a number with a unit, needs quotes: \"%.*s\"", length, s->text + from->start);
}

/* A token that no rule knows what to do with. */
static void say_strange(struct scanner *s)
{
	const struct token *token = &s->token;
	unsigned char c = (unsigned char)s->text[token->start];
	if (c == '@')
		complain(s, token, "a model is one file: @include is not read");
	else if (c == '\'' || (c == 0xe2 && token->start + 1 < s->length && (unsigned char)s->text[token->start + 1] == 0x80))
		complain(s, token, "texts stand between plain double quotes: \"");
	else if (c == '.')
		complain(s, token, "a path with points belongs into a scenario's `set` or after --set; in the file groups stand inside groups: a = { b = …; };");
	else if (c < 0x20 || c == 0x7f)
		complain(s, token, "an unprintable character (code %d) does not belong here", c);
	else if (is_scalar(s->previous.kind) && s->previous.line == token->line)
		say_quotes(s, &s->previous);
	else if (c >= 0x80)
		complain(s, token, "names are letters A to Z, digits and _; other letters stand only in texts, between quotes");
	else
		complain(s, token, "'%c' does not belong here", c);
}

static const char *opener(char close)
{
	return close == '}' ? "{" : close == ')' ? "(" : "[";
}

/* The file ends, or another bracket closes, while `frame` is open. */
static void say_unclosed(struct scanner *s, const struct frame *frame)
{
	char what[80] = "";
	if (frame->name.end > frame->name.start)
		snprintf(what, sizeof what, " of '%.*s'", shown_length(&frame->name), s->text + frame->name.start);
	if (frame->outdented.line)
		complain(s, &frame->opened, "the '%s'%s is still open where '%.*s' begins in line %d: is '%c' missing before it?",
			opener(frame->close), what, shown_length(&frame->outdented), s->text + frame->outdented.start, frame->outdented.line, frame->close);
	else
		complain(s, &frame->opened, "the '%s'%s is never closed: '%c' is missing", opener(frame->close), what, frame->close);
}

static void say_wrong_close(struct scanner *s)
{
	const struct frame *frame = &s->frames[s->depth];
	if (s->depth == 0)
		complain(s, &s->token, "'%c' closes nothing: it is one too many, or what it should close is missing", s->text[s->token.start]);
	else if (frame->outdented.line)
		say_unclosed(s, frame);
	else
		complain(s, &s->token, "'%c' belongs here, to close the '%s' of line %d, not '%c'", frame->close, opener(frame->close),
			frame->opened.line, s->text[s->token.start]);
}

/* A word stands right after a text: quotes pair up wrongly. */
static void say_text_ends(struct scanner *s)
{
	if (s->previous.many_lines)
		complain(s, &s->previous, "the text that begins here runs on to line %d: is a '\"' missing?", s->token.line);
	else
		complain(s, &s->previous, "the text that begins here ends before '%.*s': is a '\"' missing?", shown_length(&s->token),
			s->text + s->token.start);
}

/* The general complaint about the token, after all that is special; `wanted` says what belongs here. */
static bool fail(struct scanner *s, const char *wanted)
{
	const struct token *token = &s->token;
	s->scan->fatal = true;
	if (s->previous.kind == TOKEN_TEXT && s->previous.many_lines && token->kind != TOKEN_END)
		say_text_ends(s);
	else if (token->kind == TOKEN_END && s->depth > 0)
		say_unclosed(s, &s->frames[s->depth]);
	else if (token->kind == TOKEN_END)
		complain(s, &s->previous, "the file ends after this; %s is missing", wanted);
	else if (token->kind == TOKEN_STRANGE)
		say_strange(s);
	else if (token->kind == TOKEN_CLOSE && s->text[token->start] != s->frames[s->depth].close)
		say_wrong_close(s);
	else
		complain(s, token, "%s belongs here, not '%.*s'", wanted, shown_length(token), s->text + token->start);
	return false;
}

/* ---- The walk ---- */

static bool open_bracket(struct scanner *s, const struct token *name)
{
	char c = s->text[s->token.start];
	if (s->depth == SCAN_DEPTH_AT_MOST) {
		complain(s, &s->token, "more than %d brackets inside each other", SCAN_DEPTH_AT_MOST);
		s->scan->fatal = true;
		return false;
	}
	s->frames[++s->depth] = (struct frame){ .close = c == '{' ? '}' : c == '(' ? ')' : ']', .expecting = c == '{' ? EXPECT_NAME : EXPECT_FIRST,
		.opened = s->token, .name = *name, .names = s->name_count };
	return true;
}

static bool close_bracket(struct scanner *s)
{
	struct frame *frame = &s->frames[s->depth];
	if (s->depth == 0 || s->text[s->token.start] != frame->close) {
		s->scan->fatal = true;
		say_wrong_close(s);
		return false;
	}
	s->name_count = frame->names;
	s->depth--;
	return true;
}

/* libconfig says only "duplicate setting name" and stops. */
static bool add_name(struct scanner *s, struct frame *frame)
{
	const struct token *token = &s->token;
	size_t length = token->end - token->start;
	for (size_t i = frame->names; i < s->name_count; i++) {
		const struct token *other = &s->names[i];
		if (other->end - other->start == length && memcmp(s->text + other->start, s->text + token->start, length) == 0) {
			complain(s, token, "'%.*s' is written twice here, first in line %d: keep one", shown_length(token), s->text + token->start, other->line);
			s->scan->fatal = true;   /* libconfig would stop; the walk goes on */
			return true;
		}
	}
	if (s->name_count - frame->names >= SCAN_NAMES_AT_MOST) {
		complain(s, token, "more than %d names in one group", SCAN_NAMES_AT_MOST);
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
		add_value(s);
		return add_name(s, frame);
	}
	if (s->token.kind == TOKEN_CLOSE)
		return close_bracket(s);
	if (s->token.kind == TOKEN_END && s->depth == 0)
		return false;
	if (s->token.kind == TOKEN_SEMICOLON || s->token.kind == TOKEN_COMMA) {
		complain(s, &s->token, "libconfig does not allow a '%c' here: remove it", s->text[s->token.start]);
		blank(s, &s->token);
		return true;
	}
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_TEXT && frame->close)
		complain(s, &s->token, "a name belongs here (name = value;); a list of texts stands in ( ), not in { }");
	else
		return fail(s, "a name");
	return false;
}

static bool expect_assign(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_ASSIGN) {
		frame->expecting = EXPECT_VALUE;
		return true;
	}
	/* A name that is no name but the rest of a value: time = 5 min; */
	const struct token *before = s->name_count > frame->names ? &s->names[s->name_count - 1] : &s->previous;
	size_t place = before->start;
	while (place > 0 && (s->text[place - 1] == ' ' || s->text[place - 1] == '\t'))
		place--;
	bool after_number = place > 0 && (isdigit((unsigned char)s->text[place - 1]) || s->text[place - 1] == '.');
	s->scan->fatal = true;
	if (after_number) {
		while (place > 0 && (isalnum((unsigned char)s->text[place - 1]) || strchr("+-.", s->text[place - 1])))
			place--;
		struct token from = { .start = place, .line = before->line, .column = before->column - (int)(before->start - place) };
		say_quotes(s, &from);
	} else if (s->token.kind == TOKEN_OPEN || is_scalar(s->token.kind)) {
		complain(s, &s->token, "'=' is missing after '%.*s'", shown_length(before), s->text + before->start);
	} else {
		return fail(s, "'='");
	}
	return false;
}

/* A value, of the setting `name` or in a list; `value` is where it is noted. */
static bool take_value(struct scanner *s, struct frame *frame, const struct token *name, struct scan_value *value)
{
	if (s->token.kind == TOKEN_OPEN)
		return open_bracket(s, name);
	if (is_scalar(s->token.kind)) {
		finish_scalar(s, value);
		return true;
	}
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_NAME)
		say_quotes(s, &s->token);
	else if (s->token.kind == TOKEN_ASSIGN)
		complain(s, &s->token, "one '=' is enough");
	else if (s->token.kind == TOKEN_SEMICOLON || (s->token.kind == TOKEN_CLOSE && s->text[s->token.start] == frame->close))
		complain(s, &s->token, "a value is missing before '%c'", s->text[s->token.start]);
	else
		return fail(s, "a value");
	return false;
}

static bool expect_value(struct scanner *s, struct frame *frame)
{
	struct token name = s->name_count > frame->names ? s->names[s->name_count - 1] : s->previous;
	frame->expecting = EXPECT_END_OF_VALUE;
	return take_value(s, frame, &name, &s->scan->values[s->scan->count - 1]);
}

/* Whether '=' follows the name that is the token: else it is the inside of a text whose quotes are in disorder. */
static bool assigns(const struct scanner *s)
{
	struct scanner ahead = *s;
	struct scan ignored = *s->scan;
	ahead.scan = &ignored;
	next_token(&ahead);
	return ahead.token.kind == TOKEN_ASSIGN;
}

/* After the value of a setting: the separator may be left out, and texts side by side are one text. */
static bool expect_end_of_value(struct scanner *s, struct frame *frame)
{
	if (s->token.kind == TOKEN_TEXT && s->previous.kind == TOKEN_TEXT)
		return true;
	frame->expecting = EXPECT_NAME;
	if (s->token.kind == TOKEN_SEMICOLON || s->token.kind == TOKEN_COMMA)
		return true;
	if (s->token.kind == TOKEN_NAME && s->previous.kind == TOKEN_TEXT && !assigns(s)) {
		s->scan->fatal = true;
		say_text_ends(s);
		return false;
	}
	if (is_scalar(s->token.kind) && is_scalar(s->previous.kind)) {
		s->scan->fatal = true;
		complain(s, &s->token, "a second value stands after '%.*s'; if the two are one text, put them between quotes",
			shown_length(&s->previous), s->text + s->previous.start);
		return false;
	}
	return expect_name(s, frame);
}

/* libconfig wants the values of [ ] plain and of one type. */
static bool check_array(struct scanner *s, struct frame *frame)
{
	static const char *const types[] = { [TOKEN_TEXT] = "a text", [TOKEN_INTEGER] = "a whole number", [TOKEN_REAL] = "a real number",
		[TOKEN_TRUTH] = "true or false" };
	if (s->token.kind == TOKEN_OPEN) {
		complain(s, &s->token, "[ ] holds plain values only; for groups and lists inside a list use ( )");
		s->scan->fatal = true;
		return false;
	}
	if (frame->type == TOKEN_END) {
		frame->type = s->token.kind;
	} else if (is_scalar(s->token.kind) && frame->type != s->token.kind) {
		complain(s, &s->token, "the first value of this [ ] is %s, and libconfig wants all of one type: use ( ) in place of [ ]", types[frame->type]);
		s->scan->fatal = true;   /* the walk goes on */
	}
	return true;
}

static bool expect_element(struct scanner *s, struct frame *frame)
{
	static const struct token no_name;
	if (s->token.kind == TOKEN_CLOSE && (frame->expecting == EXPECT_FIRST || s->text[s->token.start] != frame->close))
		return close_bracket(s);
	if (s->token.kind == TOKEN_CLOSE) {
		complain(s, &s->previous, "libconfig does not allow a comma before '%c': remove it", frame->close);
		blank(s, &s->previous);
		return close_bracket(s);
	}
	if (s->token.kind == TOKEN_COMMA) {
		complain(s, &s->token, "a value is missing before ','");
		blank(s, &s->token);
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
		complain(s, &s->previous, "a comma is missing after this text (libconfig would join it with the next one)");
		return true;
	}
	if (s->token.kind == TOKEN_END || s->token.kind == TOKEN_STRANGE || (s->previous.kind == TOKEN_TEXT && s->previous.many_lines))
		return fail(s, "','");
	s->scan->fatal = true;
	if (s->token.kind == TOKEN_SEMICOLON)
		complain(s, &s->token, "commas stand between the values of a list, not ';': or is a '%c' missing before it?", frame->close);
	else if (s->token.kind == TOKEN_NAME && s->previous.kind == TOKEN_TEXT && !assigns(s))
		say_text_ends(s);
	else if (s->token.kind == TOKEN_NAME && is_scalar(s->previous.kind) && s->previous.line == s->token.line)
		say_quotes(s, &s->previous);
	else if (s->token.kind == TOKEN_ASSIGN)
		complain(s, &s->token, "a list holds values, not name = value: put that into { }");
	else if (s->token.kind == TOKEN_NAME)
		say_unclosed(s, frame);
	else
		complain(s, &s->previous, "a comma is missing after this");
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
	complain(s, &token, "a NUL byte: this is not a text file, or it was saved as UTF-16 (save it as UTF-8)");
	s->scan->fatal = true;
	return false;
}

void scan_text(struct scan *scan, const char *file, const char *text, size_t length, const char *const *lines, struct arena *arena,
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
		next_token(&s);
		if (s.endless)
			break;
		more = rules[s.frames[s.depth].expecting](&s, &s.frames[s.depth]) && !s.endless;
	}
}
