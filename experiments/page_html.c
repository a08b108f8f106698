/* Blocks as elements. Sections open and close by their headings: level 1 is the page, level 2 a section of it. */
#include <stdlib.h>
#include <string.h>
#include "plots/chart.h"
#include "html.h"
#include "page_html.h"
#include "page_numbers.h"
#include "page_table.h"
#include "replay.h"

#define FAULT_ROOM 512
#define NARROW 440                   /* units of a chart for a telephone */
#define CONTENTS_FROM 3              /* so many sections are worth a list */

/* A page that is being written. */
struct page {
	const struct document *document;
	FILE *to;
	bool section, list;          /* open */
	size_t charts;
	char *fault;                 /* of the first chart that could not be drawn */
	size_t fault_room;
	bool failed;
};

/* --- the head ---------------------------------------------------------------------------------------------------------------------- */

static const struct document_block *find(const struct document *document, enum document_kind kind)
{
	const struct document_block *block = document->first;
	while (block && block->kind != kind)
		block = block->next;
	return block;
}

/* What the page may do is said to the browser, too: nothing from elsewhere is ever loaded. */
static void write_head(const struct page *page)
{
	const struct document_block *title = find(page->document, DOCUMENT_HEADING);
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"generator\" content=\"takt " TAKT_VERSION "\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'", page->to);
	fputs(find(page->document, DOCUMENT_REPLAY) ? "; script-src 'unsafe-inline'" : "", page->to);
	fputs("\">\n<title>", page->to);
	html_text(page->to, title ? title->text : "takt");
	fputs("</title>\n<style>\n", page->to);
	fputs(page_style, page->to);
	fputs("</style>\n</head>\n<body>\n", page->to);
}

static bool is_section(const struct document_block *block)
{
	return block->kind == DOCUMENT_HEADING && block->first == 2;
}

static void write_contents(const struct page *page)
{
	size_t count = 0;
	for (const struct document_block *block = page->document->first; block; block = block->next)
		count += is_section(block);
	if (count < CONTENTS_FROM)
		return;
	fputs("<nav aria-label=\"Contents\"><ol>\n", page->to);
	for (const struct document_block *block = page->document->first; block; block = block->next) {
		if (!is_section(block))
			continue;
		fputs("<li><a href=\"#", page->to);
		html_text(page->to, block->name);
		fputs("\">", page->to);
		html_text(page->to, block->text);
		fputs("</a></li>\n", page->to);
	}
	fputs("</ol></nav>\n", page->to);
}

/* --- texts ------------------------------------------------------------------------------------------------------------------------- */

static bool is_entry(const struct document_block *block)
{
	return block->kind == DOCUMENT_TEXT && (block->rest > block->first || block->first > 2);
}

static void write_text(struct page *page, const struct document_block *block)
{
	bool entry = is_entry(block);
	if (entry && !page->list)
		fputs("<ul>\n", page->to);
	page->list = entry;
	fputs(!entry ? "<p>" : block->first > 2 ? "<li class=\"deep\">" : "<li>", page->to);
	html_sentences(page->to, block->text);
	fputs(entry ? "</li>\n" : "</p>\n", page->to);
}

static void end_list(struct page *page)
{
	if (page->list)
		fputs("</ul>\n", page->to);
	page->list = false;
}

/* The contents stand behind what the page says first. */
static void write_heading(struct page *page, const struct document_block *block)
{
	if (is_section(block)) {
		if (!page->section)
			write_contents(page);
		fputs(page->section ? "</section>\n<section>\n" : "<section>\n", page->to);
		page->section = true;
	}
	fprintf(page->to, "<h%d id=\"", block->first);
	html_text(page->to, block->name);
	fputs("\">", page->to);
	html_text(page->to, block->text);
	fprintf(page->to, "</h%d>\n", block->first);
}

/* --- charts ------------------------------------------------------------------------------------------------------------------------ */

/* The picture without what only a file of its own needs before it. NULL: it could not be drawn. */
static char *draw(struct page *page, const struct figure *figure, unsigned units, const char **picture)
{
	char *svg = NULL, prefix[32], fault[FAULT_ROOM] = "there is no memory for it";
	size_t length;
	FILE *to = open_memstream(&svg, &length);
	snprintf(prefix, sizeof prefix, "c%zu-", ++page->charts);
	int status = to ? chart_draw(figure, CHART_SVG, units, prefix, to, fault, sizeof fault) : -1;
	bool written = to && fclose(to) == 0;
	*picture = status == 0 && written ? strstr(svg, "<svg") : NULL;
	if (*picture)
		return svg;
	free(svg);
	if (!page->failed)
		snprintf(page->fault, page->fault_room, "chart '%s': %s", figure->name, fault);
	page->failed = true;
	return NULL;
}

/* Twice: for wide pages, and for narrow ones (the style shows one of them). False: it could not be drawn. */
static bool write_picture(struct page *page, const struct figure *figure)
{
	const char *wide, *narrow;
	char *first = draw(page, figure, 0, &wide), *second = draw(page, figure, NARROW, &narrow);
	if (first && second) {
		fputs("<div class=\"picture\">\n<div class=\"wide\">", page->to);
		fputs(wide, page->to);
		fputs("</div>\n<div class=\"narrow\">", page->to);
		fputs(narrow, page->to);
		fputs("</div>\n</div>\n", page->to);
	}
	free(first);
	free(second);
	return first && second;
}

static void write_numbers(struct page *page, const struct figure *figure, bool open)
{
	fprintf(page->to, "<details%s><summary>The numbers</summary>\n", open ? " open" : "");
	page_numbers(figure, page->to);
	fputs("</details>\n", page->to);
}

static void write_figure(struct page *page, const struct figure *figure)
{
	fprintf(page->to, "<figure id=\"chart-%s\">\n", figure->name);
	bool drawn = write_picture(page, figure);
	fprintf(page->to, "<figcaption%s>", drawn ? "" : " class=\"alone\"");
	html_text(page->to, figure->title);
	fputs("</figcaption>\n", page->to);
	write_numbers(page, figure, !drawn);
	fputs("</figure>\n", page->to);
}

/* --- the rest ---------------------------------------------------------------------------------------------------------------------- */

static void write_code(struct page *page, const struct document_block *block)
{
	fputs("<pre tabindex=\"0\"><code>", page->to);
	html_text(page->to, block->text);
	fputs("</code></pre>\n", page->to);
}

static void write_replay(struct page *page, const struct document_block *block)
{
	fputs("<div id=\"replay\"><noscript><p>The replay needs JavaScript.</p></noscript></div>\n"
		"<script type=\"application/json\" id=\"replay-data\">", page->to);
	html_json(page->to, block->text);
	fputs("</script>\n<script>\n", page->to);
	fputs(replay_script, page->to);
	fputs("</script>\n", page->to);
}

static void write_block(struct page *page, const struct document_block *block)
{
	if (block->kind != DOCUMENT_GAP && !is_entry(block))
		end_list(page);
	switch (block->kind) {
	case DOCUMENT_GAP:
		break;
	case DOCUMENT_HEADING:
		write_heading(page, block);
		break;
	case DOCUMENT_TEXT:
		write_text(page, block);
		break;
	case DOCUMENT_TABLE:
		page_table(block->table, page->to);
		break;
	case DOCUMENT_FIGURE:
		write_figure(page, block->figure);
		break;
	case DOCUMENT_CODE:
		write_code(page, block);
		break;
	case DOCUMENT_REPLAY:
		write_replay(page, block);
		break;
	}
}

int page_html(const struct document *document, FILE *to, char *fault, size_t fault_room)
{
	struct page page = { .document = document, .to = to, .fault = fault, .fault_room = fault_room };
	write_head(&page);
	fputs("<main>\n", to);
	for (const struct document_block *block = document->first; block; block = block->next)
		write_block(&page, block);
	end_list(&page);
	fputs(page.section ? "</section>\n</main>\n</body>\n</html>\n" : "</main>\n</body>\n</html>\n", to);
	return page.failed ? -1 : 0;
}
