/* What is wrong with a model file's text, in the user's words and at the place where the slip was made, which is often not where
   libconfig would notice it. */
#include "scanner.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void scanner_complain(struct scanner *s, const struct token *at, const char *format, ...)
{
	char message[400];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(message, sizeof message, format, arguments);
	va_end(arguments);
	problems_add(s->problems, SEVERITY_ERROR, s->file, at->line, at->column, s->lines[at->line - 1], "%s", message);
}

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

void scanner_say_quotes(struct scanner *s, const struct token *from)
{
	int length = bare_length(s, from->start);
	scanner_complain(s, from, "a text, or a number with a unit, needs quotes: \"%.*s\"", length, s->text + from->start);
}

/* A token that no rule knows what to do with. */
static void say_strange(struct scanner *s)
{
	const struct token *token = &s->token;
	unsigned char c = (unsigned char)s->text[token->start];
	if (c == '@')
		scanner_complain(s, token, "a model is one file: @include is not read");
	else if (c == '\'' || (c == 0xe2 && token->start + 1 < s->length && (unsigned char)s->text[token->start + 1] == 0x80))
		scanner_complain(s, token, "texts stand between plain double quotes: \"");
	else if (c == '.')
		scanner_complain(s, token, "a path with points belongs into a scenario's `set` or after --set; "
			"in the file groups stand inside groups: a = { b = …; };");
	else if (c < 0x20 || c == 0x7f)
		scanner_complain(s, token, "an unprintable character (code %d) does not belong here", c);
	else if (scanner_is_scalar(s->previous.kind) && s->previous.line == token->line)
		scanner_say_quotes(s, &s->previous);
	else if (c >= 0x80)
		scanner_complain(s, token, "names are letters A to Z, digits and _; other letters stand only in texts, between quotes");
	else
		scanner_complain(s, token, "'%c' does not belong here", c);
}

static const char *opener(char close)
{
	return close == '}' ? "{" : close == ')' ? "(" : "[";
}

/* The file ends, or another bracket closes, while `frame` is open. */
void scanner_say_unclosed(struct scanner *s, const struct frame *frame)
{
	char what[80] = "";
	if (frame->name.end > frame->name.start)
		snprintf(what, sizeof what, " of '%.*s'", scanner_shown(&frame->name), s->text + frame->name.start);
	if (frame->outdented.line)
		scanner_complain(s, &frame->opened, "the '%s'%s is still open where '%.*s' begins in line %d: is '%c' missing before it?",
			opener(frame->close), what, scanner_shown(&frame->outdented), s->text + frame->outdented.start, frame->outdented.line,
			frame->close);
	else
		scanner_complain(s, &frame->opened, "the '%s'%s is never closed: '%c' is missing", opener(frame->close), what,
		frame->close);
}

void scanner_say_wrong_close(struct scanner *s)
{
	const struct frame *frame = &s->frames[s->depth];
	if (s->depth == 0)
		scanner_complain(s, &s->token, "'%c' closes nothing: it is one too many, or what it should close is missing",
			s->text[s->token.start]);
	else if (frame->outdented.line)
		scanner_say_unclosed(s, frame);
	else
		scanner_complain(s, &s->token, "'%c' belongs here, to close the '%s' of line %d, not '%c'", frame->close,
		opener(frame->close),
			frame->opened.line, s->text[s->token.start]);
}

/* A word stands right after a text: quotes pair up wrongly. */
void scanner_say_text_ends(struct scanner *s)
{
	if (s->previous.many_lines)
		scanner_complain(s, &s->previous, "the text that begins here runs on to line %d: is a '\"' missing?", s->token.line);
	else
		scanner_complain(s, &s->previous, "the text that begins here ends before '%.*s': is a '\"' missing?",
		scanner_shown(&s->token),
			s->text + s->token.start);
}

/* The general complaint about the token, after all that is special; `wanted` says what belongs here. */
bool scanner_fail(struct scanner *s, const char *wanted)
{
	const struct token *token = &s->token;
	s->scan->fatal = true;
	if (s->previous.kind == TOKEN_TEXT && s->previous.many_lines && token->kind != TOKEN_END)
		scanner_say_text_ends(s);
	else if (token->kind == TOKEN_END && s->depth > 0)
		scanner_say_unclosed(s, &s->frames[s->depth]);
	else if (token->kind == TOKEN_END)
		scanner_complain(s, &s->previous, "the file ends after this; %s is missing", wanted);
	else if (token->kind == TOKEN_STRANGE)
		say_strange(s);
	else if (token->kind == TOKEN_CLOSE && s->text[token->start] != s->frames[s->depth].close)
		scanner_say_wrong_close(s);
	else
		scanner_complain(s, token, "%s belongs here, not '%.*s'", wanted, scanner_shown(token), s->text + token->start);
	return false;
}
