/* Tokens of libconfig's grammar, as its own scanner would cut them (libconfig 1.5, scanner.l), with lines and columns. */
#include "scanner.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static char at(const struct scanner *s, size_t place)
{
	return place < s->length ? s->text[place] : '\0';
}

static void new_line(struct scanner *s, size_t place)
{
	s->line++;
	s->line_start = place + 1;
}

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
				scanner_complain(s, &comment, "this comment never ends: '*/' is missing");
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
				scanner_complain(s, token, "'\\x00' ends a text early: remove it");
			s->at++;
		}
		if (s->at < s->length && s->text[s->at] == '\n') {
			new_line(s, s->at);
			token->many_lines = true;
		}
	}
	if (s->at >= s->length) {
		scanner_complain(s, token, "the text that begins here never ends: a '\"' is missing");
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

void scanner_next(struct scanner *s)
{
	static const char marks[] = "=:,;{([})]";
	static const enum token_kind kinds[] = { TOKEN_ASSIGN, TOKEN_ASSIGN, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_OPEN, TOKEN_OPEN,
		TOKEN_OPEN,
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
