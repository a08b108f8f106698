/* Blocks as objects that are told apart by the member they begin with. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "document_json.h"
#include "figure_json.h"
#include "json.h"
#include "record.h"

#define INDENT_AT_MOST 20
#define MEMORY_PER_BYTE 24           /* of the arena, at most, for each byte that is read */

/* --- tables ------------------------------------------------------------------------------------------------------------------------ */

/* A table with lists instead of chains, and without the columns that nothing stands in. */
struct column {
	const char *title, *unit;
};

struct row {
	const char *name;
	const char **cells;
	size_t count;
};

struct table {
	const char *name;
	struct column *columns;
	struct row *rows;
	size_t column_count, row_count;
};

static const struct record column_record = { sizeof(struct column), (const struct record_member[]){
	{ .name = "title", .type = RECORD_TEXT, .offset = offsetof(struct column, title), .needed = true },
	{ .name = "unit", .type = RECORD_TEXT, .offset = offsetof(struct column, unit), .needed = true },
	{ .name = NULL } } };

static const struct record row_record = { sizeof(struct row), (const struct record_member[]){
	{ .name = "name", .type = RECORD_TEXT, .offset = offsetof(struct row, name), .needed = true },
	{ .name = "cells", .type = RECORD_TEXT, .offset = offsetof(struct row, cells), .many = true, .count = offsetof(struct row, count),
		.needed = true },
	{ .name = NULL } } };

static const struct record table_record = { sizeof(struct table), (const struct record_member[]){
	{ .name = "name", .type = RECORD_TEXT, .offset = offsetof(struct table, name), .needed = true },
	{ .name = "columns", .type = RECORD_PART, .offset = offsetof(struct table, columns), .part = &column_record, .many = true,
		.count = offsetof(struct table, column_count), .needed = true },
	{ .name = "rows", .type = RECORD_PART, .offset = offsetof(struct table, rows), .part = &row_record, .many = true,
		.count = offsetof(struct table, row_count), .needed = true },
	{ .name = NULL } } };

static void list_row(struct row *row, const struct layout_row *from, const struct layout_table *table, struct arena *arena)
{
	*row = (struct row){ .name = from->name, .cells = arena_take(arena, table->count + 1, sizeof *row->cells) };
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].used)
			row->cells[row->count++] = from->cells[i];
}

static void list_table(struct table *listed, const struct layout_table *table, struct arena *arena)
{
	size_t rows = 0;
	for (const struct layout_row *row = table->first; row; row = row->next)
		rows++;
	*listed = (struct table){ .name = table->name, .columns = arena_take(arena, table->count + 1, sizeof *listed->columns),
		.rows = arena_take(arena, rows + 1, sizeof *listed->rows) };
	for (size_t i = 0; i < table->count; i++)
		if (table->columns[i].used)
			listed->columns[listed->column_count++] = (struct column){ table->columns[i].title, table->columns[i].unit };
	for (const struct layout_row *row = table->first; row; row = row->next)
		list_row(&listed->rows[listed->row_count++], row, table, arena);
}

static void chain_table(struct layout_table *table, const struct table *listed, struct arena *arena)
{
	layout_table_init(table, arena, listed->name);
	for (size_t i = 0; i < listed->column_count; i++)
		layout_table_column(table, listed->columns[i].title, listed->columns[i].unit);
	for (size_t i = 0; i < listed->row_count; i++) {
		layout_table_row(table, listed->rows[i].name);
		for (size_t c = 0; c < listed->rows[i].count; c++)
			layout_table_cell(table, c, listed->rows[i].cells[c]);
	}
}

static bool fits(struct record_reader *reader, const struct record_place *place, const struct table *table)
{
	if (table->column_count > LAYOUT_COLUMNS)
		return record_fault(reader, place, "%zu columns are too many (%d at most)", table->column_count, LAYOUT_COLUMNS);
	for (size_t i = 0; i < table->row_count; i++) {
		struct record_place rows = { place, "rows", SIZE_MAX }, row = { &rows, "", i };
		if (table->rows[i].count != table->column_count)
			return record_fault(reader, &row, "%zu cells, but %zu columns", table->rows[i].count, table->column_count);
	}
	return true;
}

/* --- blocks ------------------------------------------------------------------------------------------------------------------------ */

/* All that a block may hold beside a figure. */
struct block {
	const char *heading, *id, *text, *code, *replay;
	const struct table *table;
	size_t level, first, rest;
};

static const struct record block_record = { sizeof(struct block), (const struct record_member[]){
	{ .name = "heading", .type = RECORD_TEXT, .offset = offsetof(struct block, heading) },
	{ .name = "text", .type = RECORD_TEXT, .offset = offsetof(struct block, text) },
	{ .name = "table", .type = RECORD_LINK, .offset = offsetof(struct block, table), .part = &table_record },
	{ .name = "code", .type = RECORD_TEXT, .offset = offsetof(struct block, code) },
	{ .name = "replay", .type = RECORD_TEXT, .offset = offsetof(struct block, replay) },
	{ .name = "level", .type = RECORD_INDEX, .offset = offsetof(struct block, level) },
	{ .name = "id", .type = RECORD_TEXT, .offset = offsetof(struct block, id) },
	{ .name = "first", .type = RECORD_INDEX, .offset = offsetof(struct block, first) },
	{ .name = "rest", .type = RECORD_INDEX, .offset = offsetof(struct block, rest) },
	{ .name = NULL } } };

static void write_block(const struct document_block *from, struct arena *arena, FILE *to)
{
	struct block block = { .first = (size_t)from->first, .rest = (size_t)from->rest };
	struct table table;
	switch (from->kind) {
	case DOCUMENT_HEADING:
		block = (struct block){ .heading = from->text, .id = from->name, .level = (size_t)from->first };
		break;
	case DOCUMENT_TEXT:
		block.text = from->text;
		break;
	case DOCUMENT_TABLE:
		list_table(&table, from->table, arena);
		block.table = &table;
		break;
	case DOCUMENT_CODE:
		block.code = from->text;
		break;
	case DOCUMENT_REPLAY:
		block.replay = from->text;
		break;
	case DOCUMENT_FIGURE:
		fputs("{\"figure\": ", to);
		figure_json_write(to, from->figure);
		fputc('}', to);
		return;
	case DOCUMENT_GAP:
		return;
	}
	record_write(to, &block_record, &block, 0);
}

void document_json_write(const struct document *document, FILE *to)
{
	bool first = true;
	fputc('[', to);
	for (const struct document_block *block = document->first; block; block = block->next) {
		if (block->kind == DOCUMENT_GAP)
			continue;
		fputs(first ? "\n    " : ",\n    ", to);
		first = false;
		write_block(block, document->arena, to);
	}
	fputs(first ? "]" : "\n  ]", to);
}

/* --- reading ----------------------------------------------------------------------------------------------------------------------- */

static bool is_anchor(const char *name)
{
	size_t length = strlen(name);
	return length > 0 && length <= 60 && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static bool read_heading(struct record_reader *reader, const struct record_place *place, const struct block *block,
	struct document *document)
{
	if (block->level < 1 || block->level > 3)
		return record_fault(reader, place, "level must be 1, 2 or 3");
	if (!block->id || !is_anchor(block->id))
		return record_fault(reader, place, "id must be of small letters, digits and hyphens");
	document_heading(document, (int)block->level, block->id, block->heading);
	return true;
}

static bool read_table(struct record_reader *reader, const struct record_place *place, const struct block *block,
	struct document *document)
{
	struct record_place here = { place, "table", SIZE_MAX };
	struct layout_table table;
	if (!fits(reader, &here, block->table))
		return false;
	chain_table(&table, block->table, document->arena);
	document_table(document, &table, (int)block->first);
	return true;
}

static bool read_replay(struct record_reader *reader, const struct record_place *place, const struct block *block,
	struct document *document)
{
	json_error_t error;
	json_t *data = json_loads(block->replay, 0, &error);
	if (!data)
		return record_fault(reader, place, "replay is no JSON: %s", error.text);
	json_decref(data);
	document_replay(document, block->replay);
	return true;
}

static bool add_block(struct record_reader *reader, const struct record_place *place, const struct block *block,
	struct document *document)
{
	int kinds = (block->heading != NULL) + (block->text != NULL) + (block->table != NULL) + (block->code != NULL) + (block->replay != NULL);
	if (kinds != 1)
		return record_fault(reader, place, "must be one of heading, text, table, figure, code, replay");
	if (block->first > INDENT_AT_MOST || block->rest > INDENT_AT_MOST)
		return record_fault(reader, place, "first and rest must be %d at most", INDENT_AT_MOST);
	if (block->heading)
		return read_heading(reader, place, block, document);
	if (block->table)
		return read_table(reader, place, block, document);
	if (block->replay)
		return read_replay(reader, place, block, document);
	if (block->text)
		document_text(document, (int)block->first, (int)block->rest, block->text);
	else
		document_code(document, block->code, strlen(block->code));
	return true;
}

static bool read_block(struct record_reader *reader, const struct record_place *place, const json_t *object, struct document *document)
{
	struct block block;
	const json_t *figure = json_object_get(object, "figure");
	if (!figure)
		return record_read(reader, place, &block_record, object, &block) && add_block(reader, place, &block, document);
	struct record_place here = { place, "figure", SIZE_MAX };
	if (json_object_size(object) != 1)
		return record_fault(reader, place, "nothing else belongs beside a figure");
	const struct figure *read = figure_json_read(reader, &here, figure);
	if (read)
		document_figure(document, read);
	return read != NULL;
}

static int read_page(struct record_reader *reader, const json_t *result, struct document *document)
{
	const json_t *page = json_object_get(result, "page");
	struct record_place whole = { NULL, "page", SIZE_MAX }, nowhere = { NULL, "", SIZE_MAX };
	if (!json_is_string(json_object_get(result, "takt")))
		record_fault(reader, &nowhere, "it is no result of takt (there is no member \"takt\")");
	else if (!json_is_array(page) || json_array_size(page) == 0)
		record_fault(reader, &nowhere, "there is no page in it; run, compare, levers, sweep and report write one with --format json");
	for (size_t i = 0; !reader->failed && i < json_array_size(page); i++) {
		struct record_place block = { &whole, "", i };
		read_block(reader, &block, json_array_get(page, i), document);
	}
	return reader->failed ? -1 : 0;
}

/* Numbers are read as reals: what overflows an integer is no fault of the file. */
int document_json_read(struct document *document, const char *text, size_t length, char *fault, size_t fault_room)
{
	struct record_reader reader = { .arena = document->arena, .fault = fault, .fault_room = fault_room };
	json_error_t error;
	if (length > (document->arena->room - document->arena->used) / MEMORY_PER_BYTE) {
		snprintf(fault, fault_room, "%zu bytes are too many to read", length);
		return -1;
	}
	json_t *result = json_loadb(text, length, JSON_DECODE_INT_AS_REAL | JSON_REJECT_DUPLICATES, &error);
	if (!result) {
		snprintf(fault, fault_room, "line %d: %s", error.line, error.text);
		return -1;
	}
	int status = read_page(&reader, result, document);
	json_decref(result);
	return status;
}

int document_json_settle(struct document *settled, const struct document *document, char *fault, size_t fault_room)
{
	char *text = NULL;
	size_t length = 0;
	FILE *to = open_memstream(&text, &length);
	int status = -1;
	snprintf(fault, fault_room, "there is no memory for the page");
	if (to) {
		fputs("{ \"takt\": \"\", \"page\": ", to);
		document_json_write(document, to);
		fputs(" }", to);
	}
	if (to && fclose(to) == 0)
		status = document_json_read(settled, text, length, fault, fault_room);
	free(text);
	return status;
}
