/* What a report says, before it is known how it will look: texts, tables and figures in order. One tree, several renderers: text for a
   terminal (document_print), a page (page_html.c), JSON (document_json.c), picture files (charts.c). Everything lives in the arena. */
#ifndef TAKT_EXPERIMENTS_DOCUMENT_H
#define TAKT_EXPERIMENTS_DOCUMENT_H

#include <stdio.h>
#include "plots/figure.h"
#include "sim/arena.h"
#include "layout.h"
#include "prose.h"

enum document_kind {
	DOCUMENT_GAP,                /* an empty line; nothing on a page */
	DOCUMENT_HEADING,            /* of a section, on a page only */
	DOCUMENT_TEXT,               /* a paragraph; where it hangs (rest > first), an entry of a list */
	DOCUMENT_TABLE,
	DOCUMENT_FIGURE,             /* on a page only */
	DOCUMENT_CODE,               /* a text as it is: the model. On a page only */
	DOCUMENT_REPLAY              /* an animation: `text` is its data as JSON. On a page only */
};

struct document_block {
	enum document_kind kind;
	int first, rest;             /* TEXT: indents; TABLE: first; HEADING: first is its level, 1 to 3 */
	const char *name;            /* HEADING: its anchor */
	const char *text;
	const struct layout_table *table;
	const struct figure *figure;
	struct document_block *next;
};

struct document {
	struct arena *arena;
	struct document_block *first, *last;
};

void document_init(struct document *document, struct arena *arena);

/* All copy what they are given, but for figures. */
void document_gap(struct document *document);
void document_heading(struct document *document, int level, const char *name, const char *text);
void document_text(struct document *document, int first, int rest, const char *text);
void document_code(struct document *document, const char *text, size_t length);
void document_replay(struct document *document, const char *json);
void document_table(struct document *document, const struct layout_table *table, int indent);
void document_figure(struct document *document, const struct figure *figure);

/* Adds the paragraph, unless it is empty, and starts it anew. */
void document_prose(struct document *document, struct prose *prose, int first, int rest);

/* As text, on LAYOUT_WIDTH columns. */
void document_print(const struct document *document, FILE *to);

#endif
