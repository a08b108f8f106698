/* What the page of a result says, in the order in which a manager asks: the answer, the options, where time and money go, where work gets
   stuck, what would help; then the model and the method. Invariant: a part without anything to tell does not appear. */
#ifndef TAKT_EXPERIMENTS_PAGE_H
#define TAKT_EXPERIMENTS_PAGE_H

#include "compare.h"
#include "document.h"
#include "levers_gain.h"
#include "map.h"
#include "study.h"
#include "sweep_report.h"

/* What there is. All of it must outlive the page. */
struct page_material {
	const struct study *study;           /* has run: the first of its scenarios is what the page is about */
	const struct compare *compare;       /* NULL: its scenarios were not compared */
	const struct lever_gains *levers;    /* NULL: not tried; of this study, or of another one of the same model */
	bool variants;                       /* the scenarios after the first are levers: the ranking tells of them */
	const struct map *map;               /* of the first scenario; NULL: none */
	const char *no_map;                  /* why there is none, in a sentence; NULL: nothing is to be said of it */
	const char *replay;                  /* JSON; NULL: none */
};

/* Puts the process map of the first scenario of a study that has run into the material, or why there is none: some of its replications
   run once more, to see who goes where. Why not is said on standard error too where `says`. */
void page_map(struct page_material *material, struct study *study, bool says);

void page_make(struct document *page, const struct page_material *material);

/* The page of a sweep, whose points stand side by side. */
void page_make_sweep(struct document *page, const struct study *study, const struct sweep_report *report);

/* The charts that pages may have, by name, in their order; ends with NULL. In `arena`. */
const char *const *page_charts(struct arena *arena, size_t *count);

#endif
