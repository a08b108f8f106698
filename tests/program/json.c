#include "json.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Reads on from `at`, which stays where the first fault is. Every function below reads one part, blanks behind it included. */
struct reader {
	const char *at, *end;
};

static bool value(struct reader *r);

static bool blanks(struct reader *r)
{
	while (r->at < r->end && strchr(" \t\r\n", *r->at) && *r->at)
		r->at++;
	return true;
}

static bool letter(struct reader *r, char wanted)
{
	if (r->at == r->end || *r->at != wanted)
		return false;
	r->at++;
	return true;
}

static bool escape(struct reader *r)
{
	if (r->at == r->end || !*r->at || !strchr("\"\\/bfnrtu", *r->at))
		return false;
	if (*r->at++ != 'u')
		return true;
	for (int i = 0; i < 4; i++, r->at++)
		if (r->at == r->end || !isxdigit((unsigned char)*r->at))
			return false;
	return true;
}

/* How many bytes follow the first of a letter in UTF-8 (RFC 3629, without its finer prohibitions); -1: it cannot be a first. */
static int bytes_after(unsigned char c)
{
	return c < 0x80 ? 0 : c < 0xc2 ? -1 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : c < 0xf5 ? 3 : -1;
}

static bool utf8(struct reader *r)
{
	int after = bytes_after((unsigned char)*r->at);
	if (after < 0 || r->end - r->at <= after)
		return false;
	for (int i = 1; i <= after; i++)
		if (((unsigned char)r->at[i] & 0xc0) != 0x80)
			return false;
	r->at += after + 1;
	return true;
}

static bool string(struct reader *r)
{
	if (!letter(r, '"'))
		return false;
	while (r->at < r->end && *r->at != '"') {
		if ((unsigned char)*r->at < 0x20)
			return false;
		if (letter(r, '\\') ? !escape(r) : !utf8(r))
			return false;
	}
	return letter(r, '"') && blanks(r);
}

static bool digits(struct reader *r)
{
	const char *first = r->at;
	while (r->at < r->end && isdigit((unsigned char)*r->at))
		r->at++;
	return r->at > first;
}

static bool number(struct reader *r)
{
	letter(r, '-');
	const char *first = r->at;
	if (!digits(r) || (*first == '0' && r->at > first + 1))
		return false;
	if (letter(r, '.') && !digits(r))
		return false;
	if (letter(r, 'e') || letter(r, 'E')) {
		if (!letter(r, '+'))
			letter(r, '-');
		if (!digits(r))
			return false;
	}
	return blanks(r);
}

static bool word(struct reader *r, const char *text)
{
	for (; *text; text++)
		if (!letter(r, *text))
			return false;
	return blanks(r);
}

/* { "name": value, … } or [ value, … ] */
static bool members(struct reader *r, char close)
{
	r->at++;
	blanks(r);
	if (letter(r, close))
		return blanks(r);
	do {
		blanks(r);
		if (close == '}' && !(string(r) && letter(r, ':')))
			return false;
		if (!value(r))
			return false;
	} while (letter(r, ','));
	return letter(r, close) && blanks(r);
}

static bool value(struct reader *r)
{
	blanks(r);
	if (r->at == r->end)
		return false;
	switch (*r->at) {
	case '{': return members(r, '}');
	case '[': return members(r, ']');
	case '"': return string(r);
	case 't': return word(r, "true");
	case 'f': return word(r, "false");
	case 'n': return word(r, "null");
	default: return number(r);
	}
}

const char *json_fault(const char *text, size_t length)
{
	struct reader reader = { text, text + length };
	return value(&reader) && reader.at == reader.end ? NULL : reader.at;
}
