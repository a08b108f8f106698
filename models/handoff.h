/* Handoffs: what happens to work that passes from the people of one team to those of another. Constant, a part of the model. */
#ifndef TAKT_MODELS_HANDOFF_H
#define TAKT_MODELS_HANDOFF_H

#include "model.h"

/* What a handoff between these teams is like; of several that fit, the first. */
struct handoff {
	uint32_t from, to;            /* teams; NONE: any */
	struct expr delay, loses, share;   /* absent: none, never, all */
	const struct node *node;
};

/* The teams of those who work at a station, and whether `team` is one of them. The first of them has the work where it is not. */
uint32_t handoff_team_of(const struct model *model, const struct station *station, uint32_t team);

/* Between these teams; NULL: nothing is said of them. */
const struct handoff *handoff_between(const struct model *model, uint32_t from, uint32_t to);

/* Whether work of some kind may pass from the one team to the other: both work on it. `kind` NONE: of any. */
bool handoff_may_be(const struct model *model, uint32_t kind, uint32_t from, uint32_t to);

/* Whether work of this kind may come to nothing on the way, so that a part of it is done again. */
bool handoff_may_lose(const struct model *model, uint32_t kind);

#endif
