/* Which kinds of work share a resource. From the model alone. */
#ifndef TAKT_MODELS_SHARED_H
#define TAKT_MODELS_SHARED_H

#include "model.h"

/* Fills `kinds` of all resources, which `model` has already under its constant pointer. Repairs are no kind of work here. After all
   kinds. */
void shared_find_all(struct model *model, struct resource *resources);

/* Whether the engine tells apart for whom its units are in use: several kinds of work may have them. */
static inline bool shared_is(const struct resource *resource)
{
	return resource->kind_count > 1;
}

#endif
