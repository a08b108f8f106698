/* A paragraph that grows sentence by sentence and is added to a document as a whole (document_prose). What does not fit is cut off. */
#ifndef TAKT_EXPERIMENTS_PROSE_H
#define TAKT_EXPERIMENTS_PROSE_H

#include <stddef.h>

#define PROSE_ROOM 8192

struct prose {
	char text[PROSE_ROOM];
	size_t length;
};

void prose_start(struct prose *prose);
void prose_say(struct prose *prose, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The first letter after `from` becomes a capital: where a sentence begins. */
void prose_capital(struct prose *prose, size_t from);

#endif
