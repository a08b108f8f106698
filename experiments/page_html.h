/* A document as one page of HTML that needs nothing else: no network, no script but the replay's own. Its title is the first heading. The
   same document gives the same bytes. */
#ifndef TAKT_EXPERIMENTS_PAGE_HTML_H
#define TAKT_EXPERIMENTS_PAGE_HTML_H

#include <stdio.h>
#include "document.h"

/* 0; or -1 where a chart could not be drawn: its numbers stand in its place, and what went wrong (with the first) and what to do is in
   `fault`. */
int page_html(const struct document *document, FILE *to, char *fault, size_t fault_room);

/* page_style.c */
extern const char page_style[];

#endif
