/* The ways that items took, in words and as tables. */
#ifndef TAKT_EXPERIMENTS_REPORT_VARIANTS_H
#define TAKT_EXPERIMENTS_REPORT_VARIANTS_H

#include "document.h"
#include "variants.h"

/* A table for each kind that goes more than one way, after an empty line each; nothing where the ways were not followed. */
void report_variants(const struct result_scenario *scenario, struct document *to);

/* What each way is called: "Register → Assess ×2 → Pay"; where that would be long, by what it has beside the most frequent and what it
   lacks. As many as are shown, and one for the rest. In the arena. */
const char **report_variants_names(const struct model *model, const struct variants_of_kind *kind, struct arena *arena);

/* "41 % of Claims go the usual way, in 9.1 d on average; the same with Ask an expert takes 47 d (14 %). " Returns which way beside the
   usual one it tells of; 0: none. */
size_t report_variants_say(struct prose *text, const struct model *model, const struct variants_of_kind *kind, struct arena *arena);

/* "Register → Assess → Pay": the whole of the most frequent way. */
const char *report_variants_usual(const struct model *model, const struct variants_of_kind *kind, struct arena *arena);

/* "14.2": the share of a way, in per cent. */
const char *report_variants_share(const struct variant *way, uint64_t items, struct arena *arena);

/* Whether the ways are called by how they differ from the usual one. */
bool report_variants_differ(const struct model *model, const struct variants_of_kind *kind, struct arena *arena);

#endif
