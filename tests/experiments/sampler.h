/* A document with one block of every kind and one figure of every form: for tests of what is made from documents. */
#ifndef TAKT_TESTS_EXPERIMENTS_SAMPLER_H
#define TAKT_TESTS_EXPERIMENTS_SAMPLER_H

#include "experiments/document.h"

/* Texts in it hold what must be escaped: quotes, tags, ampersands, other alphabets, a byte that is no letter. */
void sampler_document(struct document *document, struct arena *arena);

#define SAMPLER_TITLE "<script>alert(1)</script> & \"Söhne\" 手術 '"

#endif
