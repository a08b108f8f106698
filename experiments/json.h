/* Writing JSON (RFC 8259) by hand, in one fixed order: what all writers of it share. Reading is record.h's. */
#ifndef TAKT_EXPERIMENTS_JSON_H
#define TAKT_EXPERIMENTS_JSON_H

#include <stdio.h>

/* A text with quotes. JSON is UTF-8, as the model file is; what is not (an escape \xNN in a text) becomes the sign for that. */
void json_text(FILE *to, const char *text, size_t length);

/* Six significant digits, as much as a picture can show; null where it is not finite. */
void json_rounded(FILE *to, double value);

#endif
