/* The wishes of stations for resources, for allocate.c, and for the ledger to look at. `s` is a station. */
#ifndef TAKT_MODELS_WISH_H
#define TAKT_MODELS_WISH_H

#include "parts.h"

/* Who goes first. */
bool wish_before(const struct claim *a, const struct claim *b);

/* Takes the claims out of their heaps, and no more. */
void wish_unclaim(struct world *w, uint32_t s);

/* The first alternative that is free beside what is needed in any case; the count of them where none is. */
uint32_t wish_first_free(const struct world *w, uint32_t s);

/* The index of the station's first need that is lacking, the count of needs where only one_of is, -1 where nothing is. */
int wish_lacks(const struct world *w, uint32_t s);

/* For whom the station wishes: its claims know priority and time joined from then on. */
void wish_name(const struct world *w, struct place *p, uint32_t candidate);

/* Enters the wish; rouse: resources that lack nothing are to be looked at. */
void wish_enter(struct world *w, uint32_t s, uint32_t candidate, bool rouse);

/* Whether the wish would be the only one to be looked at, and fit: then it need not be entered. */
bool wish_is_alone(const struct world *w, uint32_t s);

/* Those whom a strict queue held up may try again. */
void wish_wake_behind(struct world *w, const struct station *station);

/* The candidate no longer wishes. */
void wish_drop(struct world *w, uint32_t s);

#endif
