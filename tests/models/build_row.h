/* Builds a model with one mistake and looks at what is said about it. */
#ifndef TAKT_TESTS_BUILD_ROW_H
#define TAKT_TESTS_BUILD_ROW_H

#include "models/model.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* A model with one mistake, and a phrase of the complaint. What a row leaves out (run, resources, stations, work) is sound: resources ann
   (2) and bob (1), stations s and t, work k that visits both. */
struct build_row {
	const char *text, *phrase;
};

/* Exactly one thing is said, with this phrase in it. */
void build_expect(const char *text, const char *phrase, enum severity severity);
void build_expect_errors(const struct build_row *rows, size_t count);

#endif
