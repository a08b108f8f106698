/* Text -> syntax tree, by recursive descent. Every node knows where in the text it stands. One complaint per text: after the
   first, what follows is guesswork. */
#include <ctype.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "expr_tree.h"
#include "unit.h"

/* Tokens of one character are that character. */
enum { TOKEN_END = 0, TOKEN_NUMBER = 256, TOKEN_NAME, TOKEN_TEXT, TOKEN_UNEQUAL, TOKEN_AT_MOST, TOKEN_AT_LEAST };

struct parser {
	struct expr_work *work;
	const char *text;
	size_t at, start, end;       /* where reading goes on; the token */
	size_t before;               /* end of the token before */
	int token, previous;
	double number;
	const char *name;
	unsigned depth;
};

static struct syntax *parse_or(struct parser *p);

/* Complains once; everything returns NULL from there on. */
static struct syntax *fail(struct parser *p, size_t offset, const char *format, ...) __attribute__((format(printf, 3, 4)));

static struct syntax *fail(struct parser *p, size_t offset, const char *format, ...)
{
	if (p->work->failed)
		return NULL;
	char text[512];
	va_list list;
	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	expr_complain(p->work, offset, "%s", text);
	return NULL;
}

/* The token, in quotes. */
static const char *quote(const struct parser *p)
{
	return expr_quote(p->work, &(struct syntax){.start = p->start, .end = p->end});
}

static bool name_starts(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool name_goes_on(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static const char *copy(struct parser *p, size_t start, size_t end)
{
	return arena_format(p->work->scope->arena, "%.*s", (int)(end - start), p->text + start);
}

static void read_number(struct parser *p)
{
	size_t i = p->start;
	while (isdigit((unsigned char)p->text[i]))
		i++;
	if (p->text[i] == '.')
		i++;
	while (isdigit((unsigned char)p->text[i]))
		i++;
	if (p->text[i] == 'e' || p->text[i] == 'E') {
		size_t digits = i + 1 + (p->text[i + 1] == '+' || p->text[i + 1] == '-');
		if (isdigit((unsigned char)p->text[digits]))
			for (i = digits; isdigit((unsigned char)p->text[i]); i++)
				;
	}
	p->at = i;
	p->token = TOKEN_NUMBER;
	p->number = strtod(copy(p, p->start, i), NULL);
	if (!isfinite(p->number))
		fail(p, p->start, "this number is too large");
	else if (p->text[i] == '.')
		fail(p, i, "a number has one decimal point only");
}

static void read_text(struct parser *p)
{
	char quote = p->text[p->start];
	size_t i = p->start + 1;
	while (p->text[i] && p->text[i] != quote)
		i++;
	if (!p->text[i]) {
		fail(p, p->start, "this quotation mark is never closed");
		p->at = i;
		p->token = TOKEN_END;
		return;
	}
	p->name = copy(p, p->start + 1, i);
	p->at = i + 1;
	p->token = TOKEN_TEXT;
}

/* What people write who know other languages: each is answered by how it is said here. */
static const struct {
	const char *foreign, *here;
} foreign[] = {
	{"==", "="}, {"<>", "!="}, {"=<", "<="}, {"=>", ">="}, {"&&", "and"}, {"&", "and"}, {"||", "or"}, {"|", "or"}, {"**", "^"},
	{"\xe2\x89\xa4", "<="}, {"\xe2\x89\xa5", ">="}, {"\xe2\x89\xa0", "!="}, {"\xc3\x97", "*"}, {"\xc2\xb7", "*"},
	{"\xc3\xb7", "/"},
	{"[", "("}, {"]", ")"}, {"{", "("}, {"}", ")"},
};

static bool fail_foreign(struct parser *p)
{
	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		if (strncmp(p->text + p->start, foreign[i].foreign, strlen(foreign[i].foreign)) == 0) {
			fail(p, p->start, "'%s' is not known here: write '%s'", foreign[i].foreign, foreign[i].here);
			return true;
		}
	return false;
}

static void read_sign(struct parser *p)
{
	static const struct {
		char text[3];
		int token;
	} pairs[] = {{"!=", TOKEN_UNEQUAL}, {"<=", TOKEN_AT_MOST}, {">=", TOKEN_AT_LEAST}};
	const char *at = p->text + p->start;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (strncmp(at, pairs[i].text, 2) == 0) {
			p->token = pairs[i].token;
			p->at = p->start + 2;
			return;
		}
	p->token = (unsigned char)*at;
	p->at = p->start + 1;
	if (fail_foreign(p) || strchr("+-*/^(),:;=<>%", *at))
		return;
	if (*at == '!')
		fail(p, p->start, "'!' is not known here: write 'not'");
	int length = 1;
	while (((unsigned char)at[length] & 0xc0) == 0x80 && length < 4)
		length++;   /* the whole of a character of UTF-8 */
	if ((unsigned char)*at < ' ')
		fail(p, p->start, "a control character (code %d) cannot stand in an expression", (unsigned char)*at);
	fail(p, p->start, "'%.*s' cannot stand in an expression", length, at);
}

static void advance(struct parser *p)
{
	p->previous = p->token;
	p->before = p->end;
	while (p->text[p->at] && strchr(" \t\r\n", p->text[p->at]))
		p->at++;
	p->start = p->at;
	char c = p->text[p->at];
	if (c == '\0' || p->work->failed)
		p->token = TOKEN_END;
	else if (isdigit((unsigned char)c) || (c == '.' && isdigit((unsigned char)p->text[p->at + 1])))
		read_number(p);
	else if (name_starts(c)) {
		while (name_goes_on(p->text[p->at]))
			p->at++;
		p->name = copy(p, p->start, p->at);
		p->token = TOKEN_NAME;
	} else if (c == '"' || c == '\'')
		read_text(p);
	else
		read_sign(p);
	p->end = p->at;
}

static bool at_word(const struct parser *p, const char *word)
{
	return p->token == TOKEN_NAME && strcmp(p->name, word) == 0;
}

/* The first sign after the token, without reading it. */
static const char *ahead(const struct parser *p)
{
	return p->text + p->at + strspn(p->text + p->at, " \t\r\n");
}

static struct syntax *make(struct parser *p, enum syntax_kind kind, size_t start)
{
	struct syntax *part = arena_take(p->work->scope->arena, 1, sizeof *part);
	part->kind = kind;
	part->start = start;
	part->end = p->end;
	part->height = 1;
	return part;
}

/* Puts `child` last under `part`. False where the tree gets too high to be walked, or the child is missing. */
static bool adopt(struct parser *p, struct syntax *part, struct syntax *child)
{
	if (!child)
		return false;
	if (part->last)
		part->last->next = child;
	else
		part->first = child;
	part->last = child;
	part->count++;
	unsigned below = child->weight && child->weight->height > child->height ? child->weight->height : child->height;
	if (below + 1 > part->height)
		part->height = below + 1;
	if (part->height <= EXPR_HEIGHT_AT_MOST)
		return true;
	fail(p, child->start, "this expression is too long: more than %d terms hang together", EXPR_HEIGHT_AT_MOST);
	return false;
}

static struct syntax *operator(struct parser *p, enum expr_op op, struct syntax *a, struct syntax *b, size_t start)
{
	struct syntax *part = make(p, SYNTAX_OPERATOR, start);
	part->op = op;
	part->end = p->before;
	if (!adopt(p, part, a) || (b && !adopt(p, part, b)))
		return NULL;
	return part;
}

static bool enter(struct parser *p)
{
	if (++p->depth <= EXPR_DEPTH_AT_MOST)
		return true;
	fail(p, p->start, "this expression is too deep: more than %d levels", EXPR_DEPTH_AT_MOST);
	return false;
}

static bool close_bracket(struct parser *p, size_t opened)
{
	if (p->token == ')') {
		advance(p);
		return true;
	}
	if (p->token == TOKEN_END)
		fail(p, opened, "')' is missing: this '(' is never closed");
	else
		fail(p, p->start, "')' or an operator is missing before %s", quote(p));
	return false;
}

/* A number and its unit, which binds tighter than any operator. `min` before a bracket is the function. */
static struct syntax *parse_number(struct parser *p)
{
	struct syntax *part = make(p, SYNTAX_NUMBER, p->start);
	part->number = p->number;
	advance(p);
	if (p->token == '%') {
		part->number /= 100.0;
		part->unit = "%";
	} else if (p->token == TOKEN_NAME && !expr_keyword(p->name) && *ahead(p) != '(') {
		if (!unit_known(p->name)) {
			const char *meant = unit_meant(p->name);
			return fail(p, p->start, "'%s' is not a unit%s%s%s units are s, min, h, d, wk, y, wd and %%", p->name,
				meant ? "; did you mean '" : "", meant ? meant : "", meant ? "'?" : ":");
		}
		part->unit = p->name;
	} else
		return part;
	part->end = p->end;
	advance(p);
	return part;
}

/* One argument: `label = value`, `value : weight`, or a value. Labels are for distributions: elsewhere '=' compares. */
static struct syntax *parse_argument(struct parser *p, bool draws)
{
	const char *label = NULL;
	size_t start = p->start;
	const char *sign = ahead(p);
	if (draws && p->token == TOKEN_NAME && sign[0] == '=' && sign[1] != '=') {
		label = p->name;
		advance(p);
		advance(p);
	}
	struct syntax *value = parse_or(p);
	if (!value)
		return NULL;
	value->label = label;
	value->label_start = start;
	if (p->token != ':')
		return value;
	if (!draws || label)
		return fail(p, p->start, "':' belongs into choice(value: weight, …) only");
	advance(p);
	value->weight = parse_or(p);
	return value->weight ? value : NULL;
}

static struct syntax *parse_call(struct parser *p)
{
	struct syntax *call = make(p, SYNTAX_CALL, p->start);
	call->name = p->name;
	call->op = OP_CALL;
	bool draws = variate_find(p->name) || strcmp(p->name, "correlated") == 0;
	advance(p);
	size_t opened = p->start;
	advance(p);
	if (p->token != ')')
		for (;;) {
			if (!adopt(p, call, parse_argument(p, draws)))
				return NULL;
			if (p->token != ',' && !(draws && p->token == ';'))
				break;
			advance(p);
			if (p->token == ')')
				return fail(p, p->start, "an argument is missing before this ')'");
		}
	if (!close_bracket(p, opened))
		return NULL;
	call->end = p->before;
	return call;
}

static struct syntax *parse_missing(struct parser *p)
{
	if (p->token == TOKEN_END && p->previous == TOKEN_END)
		return fail(p, 0, "an expression is missing here: the text is empty");
	size_t offset = p->token == TOKEN_END ? p->before : p->start;
	if (p->token == TOKEN_END)
		return fail(p, offset ? offset - 1 : 0, "a value is missing at the end of this expression");
	if (p->token == TOKEN_NAME)
		return fail(p, offset, "a value is missing before '%s'", p->name);
	return fail(p, offset, "a value is missing before %s", quote(p));
}

static struct syntax *parse_primary(struct parser *p)
{
	size_t start = p->start;
	if (p->token == TOKEN_NUMBER)
		return parse_number(p);
	if (p->token == '(') {
		advance(p);
		struct syntax *inner = parse_or(p);
		if (!inner || !close_bracket(p, start))
			return NULL;
		inner->start = start;
		inner->end = p->before;
		return inner;
	}
	bool keyword = p->token == TOKEN_NAME && expr_keyword(p->name);
	if ((p->token != TOKEN_NAME || keyword) && p->token != TOKEN_TEXT)
		return parse_missing(p);
	if (p->token == TOKEN_NAME && *ahead(p) == '(')
		return parse_call(p);
	struct syntax *part = make(p, p->token == TOKEN_NAME ? SYNTAX_NAME : SYNTAX_TEXT, start);
	part->name = p->name;
	part->unit_fits = p->previous == '/' || p->previous == '*' || p->previous == '(';
	advance(p);
	return part;
}

static struct syntax *parse_unary(struct parser *p);

static struct syntax *parse_power(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_primary(p);
	if (!part || p->token != '^')
		return part;
	advance(p);
	struct syntax *exponent = parse_unary(p);
	return exponent ? operator(p, OP_POWER, part, exponent, start) : NULL;
}

static struct syntax *parse_unary(struct parser *p)
{
	if (!enter(p))
		return NULL;
	size_t start = p->start;
	struct syntax *part;
	if (p->token == '-') {
		advance(p);
		part = parse_unary(p);
		part = part ? operator(p, OP_NEGATE, part, NULL, start) : NULL;
	} else
		part = parse_power(p);
	p->depth--;
	return part;
}

static struct syntax *parse_product(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_unary(p);
	while (part && (p->token == '*' || p->token == '/')) {
		enum expr_op op = p->token == '*' ? OP_MULTIPLY : OP_DIVIDE;
		advance(p);
		struct syntax *right = parse_unary(p);
		part = right ? operator(p, op, part, right, start) : NULL;
	}
	return part;
}

static struct syntax *parse_sum(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_product(p);
	while (part && (p->token == '+' || p->token == '-')) {
		enum expr_op op = p->token == '+' ? OP_ADD : OP_SUBTRACT;
		advance(p);
		struct syntax *right = parse_product(p);
		part = right ? operator(p, op, part, right, start) : NULL;
	}
	return part;
}

static int comparison(int token)
{
	switch (token) {
	case '=': return OP_EQUAL;
	case TOKEN_UNEQUAL: return OP_UNEQUAL;
	case '<': return OP_LESS;
	case TOKEN_AT_MOST: return OP_AT_MOST;
	case '>': return OP_MORE;
	case TOKEN_AT_LEAST: return OP_AT_LEAST;
	default: return -1;
	}
}

static struct syntax *parse_comparison(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_sum(p);
	int op = comparison(p->token);
	if (!part || op < 0)
		return part;
	advance(p);
	struct syntax *right = parse_sum(p);
	if (right && comparison(p->token) >= 0)
		return fail(p, p->start, "comparisons cannot be chained: write 'a < b and b < c'");
	return right ? operator(p, (enum expr_op)op, part, right, start) : NULL;
}

static struct syntax *parse_not(struct parser *p)
{
	if (!at_word(p, "not"))
		return parse_comparison(p);
	if (!enter(p))
		return NULL;
	size_t start = p->start;
	advance(p);
	struct syntax *part = parse_not(p);
	p->depth--;
	return part ? operator(p, OP_NOT, part, NULL, start) : NULL;
}

static struct syntax *parse_and(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_not(p);
	while (part && at_word(p, "and")) {
		advance(p);
		struct syntax *right = parse_not(p);
		part = right ? operator(p, OP_AND, part, right, start) : NULL;
	}
	return part;
}

static struct syntax *parse_or(struct parser *p)
{
	size_t start = p->start;
	struct syntax *part = parse_and(p);
	while (part && at_word(p, "or")) {
		advance(p);
		struct syntax *right = parse_and(p);
		part = right ? operator(p, OP_OR, part, right, start) : NULL;
	}
	return part;
}

static struct syntax *fail_left_over(struct parser *p)
{
	if (p->token == ')')
		return fail(p, p->start, "this ')' closes nothing");
	if (p->token == ',' && p->previous == TOKEN_NUMBER && isdigit((unsigned char)p->text[p->at]))
		return fail(p, p->start, "a ',' cannot stand here: decimals are written with a point, 1.5");
	return fail(p, p->start, "%s is left over: an operator (+ - * / and or …) is missing before it",
		quote(p));
}

struct syntax *expr_parse(struct expr_work *work)
{
	struct parser p = {.work = work, .text = work->text};
	if (strlen(work->text) > EXPR_TEXT_AT_MOST)
		return fail(&p, 0, "this expression is longer than %d characters", EXPR_TEXT_AT_MOST);
	advance(&p);
	struct syntax *root = parse_or(&p);
	if (root && p.token != TOKEN_END)
		root = fail_left_over(&p);
	return work->failed ? NULL : root;
}
