/* The data files that a model reads: those of `file = "…"`, and those that empirical and trace name inside expressions. */
#ifndef TAKT_EXPERIMENTS_DATA_H
#define TAKT_EXPERIMENTS_DATA_H

#include "models/tree.h"
#include "hash.h"
#include "result.h"

/* The files that the tree names, in the order in which they are first named, each once; `sets` are the changes of the call. Fills
   result->data. Files that cannot be read are left out: who needed one has said so already. */
void data_gather(struct result *result, const struct tree *tree, const char *const *sets, size_t set_count, struct arena *arena);

#endif
