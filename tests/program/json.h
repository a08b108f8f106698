/* A checker of JSON (RFC 8259), as strict as the programs that will read ours. */
#ifndef TAKT_TESTS_JSON_H
#define TAKT_TESTS_JSON_H

#include <stddef.h>

/* NULL where text[0..length) is one JSON value, else the place that is wrong. */
const char *json_fault(const char *text, size_t length);

#endif
