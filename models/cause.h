/* Why an item is where it is, at any instant: the causes of the waiting ledger, which of them there can be at a station or for a
   kind of work, and what they are called. All of it follows from the model. Invariant: the engine charges nothing to a cause that a
   kind is not said to have. */
#ifndef TAKT_MODELS_CAUSE_H
#define TAKT_MODELS_CAUSE_H

#include "model.h"

/* CAUSE_RESOURCE + r: it waits for resource r. */
enum cause { CAUSE_WORKING, CAUSE_REWORK, CAUSE_SETUP, CAUSE_MACHINE, CAUSE_SHIFT, CAUSE_REPAIR, CAUSE_PREEMPTED, CAUSE_BLOCKED,
	CAUSE_BATCH, CAUSE_PARTNER, CAUSE_PLANNED, CAUSE_EVENT, CAUSE_DECISION, CAUSE_HANDOFF, CAUSE_RESOURCE };

/* Fills the causes of all stations and kinds, which `model` has already under its constant pointers, and all that model->ledger
   says. After everything else. */
void cause_find_all(struct model *model, struct station *stations, struct kind *kinds);

/* The last part of a metric's name: "wait.machine". */
const char *cause_name(const struct model *model, uint32_t cause);

/* For people: "waiting for a machine". */
const char *cause_words(const struct model *model, uint32_t cause);

#endif
