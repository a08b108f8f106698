/* SHA-256 of texts and files, so that a result says exactly what it was made from. */
#ifndef TAKT_EXPERIMENTS_HASH_H
#define TAKT_EXPERIMENTS_HASH_H

#include <stddef.h>

#define HASH_ROOM 65    /* 64 hexadecimal digits and the closing zero */

void hash_text(char *out, const char *text, size_t length);

/* 0, or -1 where the file cannot be read (errno says why). */
int hash_file(char *out, const char *path);

#endif
