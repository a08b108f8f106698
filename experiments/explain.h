/* What was understood of a model, and what it will ask of every station and resource, before anything runs. Each part begins with an empty
   line. */
#ifndef TAKT_EXPERIMENTS_EXPLAIN_H
#define TAKT_EXPERIMENTS_EXPLAIN_H

#include "models/load.h"
#include "document.h"

/* The model in words: kinds of work with their steps, stations, people, prices (words.h). */
void explain_words(const struct model *model, const struct load *load, struct document *to);

/* Tables of stations and resources with their loads, and what the signs in them mean. */
void explain_loads(const struct model *model, const struct load *load, struct document *to);

/* What formulas of the textbooks say; nothing where the model is no case of them. */
void explain_formulas(const struct model *model, const struct load *load, struct document *to);

/* How it will be run: replications, length, warm-up, seed; its other scenarios. */
void explain_run(const struct model *model, struct document *to);

#endif
