/* A document as JSON: the member "page" of a result, a list of blocks, each an object on a line of its own. What is written can be read
   back, from anywhere: `takt report --from` draws a page without running anything. */
#ifndef TAKT_EXPERIMENTS_DOCUMENT_JSON_H
#define TAKT_EXPERIMENTS_DOCUMENT_JSON_H

#include <stdio.h>
#include "document.h"

/* The list, its lines indented by four. Gaps are left out: a page has none. */
void document_json_write(const struct document *document, FILE *to);

/* Reads the page of a whole result (`text`) into `document`, which the caller has initialised; all is copied. 0, or -1 with what is wrong
   and where in `fault`: "page[3].figure.series[0].value: 12 numbers, but 9 rows". */
int document_json_read(struct document *document, const char *text, size_t length, char *fault, size_t fault_room);

/* The document as it comes back from JSON, its numbers with six digits: what is drawn from it is what is drawn from a file. As above. */
int document_json_settle(struct document *settled, const struct document *document, char *fault, size_t fault_room);

#endif
