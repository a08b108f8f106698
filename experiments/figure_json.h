/* A figure as JSON, complete: everything that drawing it needs, and nothing else. */
#ifndef TAKT_EXPERIMENTS_FIGURE_JSON_H
#define TAKT_EXPERIMENTS_FIGURE_JSON_H

#include "plots/figure.h"
#include "record.h"

#define FIGURE_TEXT_AT_MOST 20000    /* bytes of a text that is read */

/* On one line, numbers with six digits. */
void figure_json_write(FILE *to, const struct figure *figure);

/* The figure in the reader's arena, such that it can be drawn: its lists fit each other, and there is not too much of anything. NULL with
   the fault told where it is none. */
const struct figure *figure_json_read(struct record_reader *reader, const struct record_place *place, const json_t *object);

#endif
