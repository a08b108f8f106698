/* A list of blocks, and how they look on a terminal. */
#include <string.h>
#include "document.h"

void document_init(struct document *document, struct arena *arena)
{
	*document = (struct document){ .arena = arena };
}

static struct document_block *add(struct document *document, enum document_kind kind)
{
	struct document_block *block = arena_take(document->arena, 1, sizeof *block);
	block->kind = kind;
	if (document->last)
		document->last->next = block;
	else
		document->first = block;
	document->last = block;
	return block;
}

void document_gap(struct document *document)
{
	add(document, DOCUMENT_GAP);
}

void document_heading(struct document *document, int level, const char *name, const char *text)
{
	struct document_block *block = add(document, DOCUMENT_HEADING);
	block->first = level;
	block->name = arena_text(document->arena, name);
	block->text = arena_text(document->arena, text);
}

void document_text(struct document *document, int first, int rest, const char *text)
{
	struct document_block *block = add(document, DOCUMENT_TEXT);
	block->first = first;
	block->rest = rest;
	block->text = arena_text(document->arena, text);
}

void document_code(struct document *document, const char *text, size_t length)
{
	char *copy = arena_take(document->arena, length + 1, 1);
	memcpy(copy, text, length);
	add(document, DOCUMENT_CODE)->text = copy;
}

void document_replay(struct document *document, const char *json)
{
	add(document, DOCUMENT_REPLAY)->text = arena_text(document->arena, json);
}

static void copy_row(struct layout_table *to, const struct layout_row *row)
{
	layout_table_row(to, row->name);
	for (size_t i = 0; i < to->count; i++)
		if (row->cells[i])
			layout_table_cell(to, i, row->cells[i]);
}

void document_table(struct document *document, const struct layout_table *table, int indent)
{
	struct layout_table *copy = arena_take(document->arena, 1, sizeof *copy);
	struct document_block *block = add(document, DOCUMENT_TABLE);
	layout_table_init(copy, document->arena, arena_text(document->arena, table->name));
	for (size_t i = 0; i < table->count; i++)
		layout_table_column(copy, arena_text(document->arena, table->columns[i].title), arena_text(document->arena, table->columns[i].unit));
	for (const struct layout_row *row = table->first; row; row = row->next)
		copy_row(copy, row);
	block->first = indent;
	block->table = copy;
}

void document_figure(struct document *document, const struct figure *figure)
{
	add(document, DOCUMENT_FIGURE)->figure = figure;
}

void document_prose(struct document *document, struct prose *prose, int first, int rest)
{
	if (prose->length > 0)
		document_text(document, first, rest, prose->text);
	prose_start(prose);
}

void document_print(const struct document *document, FILE *to)
{
	for (const struct document_block *block = document->first; block; block = block->next)
		switch (block->kind) {
		case DOCUMENT_GAP:
			fputc('\n', to);
			break;
		case DOCUMENT_TEXT:
			layout_hanging(to, block->first, block->rest, block->text);
			break;
		case DOCUMENT_TABLE:
			layout_table_print(block->table, block->first, to);
			break;
		case DOCUMENT_HEADING:
		case DOCUMENT_FIGURE:
		case DOCUMENT_CODE:
		case DOCUMENT_REPLAY:
			break;
		}
}
