/* The state of a look over a model file's text, shared by its parts: scan_token.c cuts the text into tokens, scan.c walks over
   them, scan_say.c finds the words for what is wrong. */
#ifndef TAKT_MODELS_SCANNER_H
#define TAKT_MODELS_SCANNER_H

#include <stdbool.h>
#include <stddef.h>
#include "scan.h"

enum token_kind { TOKEN_END, TOKEN_NAME, TOKEN_ASSIGN, TOKEN_COMMA, TOKEN_SEMICOLON, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_TEXT,
	TOKEN_INTEGER,
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
	struct token opened;      /* the bracket */
	struct token name;        /* the setting that it is the value of; start == end: an element */
	struct token setting;     /* the last name inside */
	struct token outdented;   /* the first setting inside that stands no further in than `name`: a sign of a missing bracket */
	size_t names;             /* its names start here in scanner->names */
	size_t doubled;           /* 0, or the last name was there before: scan->count with its own value and nothing after it */
	enum token_kind type;     /* of the first value of an array */
	bool mixed;               /* an array that libconfig gets as a list, since its values differ in type */
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

static inline bool scanner_is_scalar(enum token_kind kind)
{
	return kind == TOKEN_TEXT || kind == TOKEN_INTEGER || kind == TOKEN_REAL || kind == TOKEN_TRUTH;
}

/* The length of a token for %.*s, so that a runaway text does not fill the screen. */
static inline int scanner_shown(const struct token *token)
{
	size_t length = token->end - token->start;
	return length > 60 ? 60 : (int)length;
}

/* scan_token.c: the next token; the one before it is kept in `previous`. */
void scanner_next(struct scanner *s);

/* scan_say.c: complains at a token's place. */
void scanner_complain(struct scanner *s, const struct token *at, const char *format, ...) __attribute__((format(printf, 3, 4)));
void scanner_say_quotes(struct scanner *s, const struct token *from);
void scanner_say_unclosed(struct scanner *s, const struct frame *frame);
void scanner_say_wrong_close(struct scanner *s);
void scanner_say_text_ends(struct scanner *s);

/* The general complaint, after all that is special: `wanted` belongs where the token is. Marks the scan as fatal; returns
   false. */
bool scanner_fail(struct scanner *s, const char *wanted);

#endif
