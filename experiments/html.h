/* The letters of HTML: whatever a model holds is text and nothing else. */
#ifndef TAKT_EXPERIMENTS_HTML_H
#define TAKT_EXPERIMENTS_HTML_H

#include <stdio.h>

/* A text, in an element or between the quotes of an attribute. */
void html_text(FILE *to, const char *text);
void html_part(FILE *to, const char *text, size_t length);

/* The same, for sentences: a line is never broken before "%" nor around "±". */
void html_sentences(FILE *to, const char *text);

/* JSON for inside of <script>: nothing in it can end the element. */
void html_json(FILE *to, const char *json);

/* A table that may be wider than the page: it scrolls by itself. `label`: what it is, for who cannot see it; `caption`: what stands above
   (NULL: nothing). */
void html_table_open(FILE *to, const char *label, const char *caption);
void html_table_close(FILE *to);

/* A cell of the heading of a column, with the unit below its title; either may be "". */
void html_heading(FILE *to, const char *title, const char *unit);

#endif
