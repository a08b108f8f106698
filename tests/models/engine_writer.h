/* Writes random models, small and valid (nearly all), from a grammar of everything that this version understands; which one is a matter
   of its seed alone. */
#ifndef TAKT_TESTS_ENGINE_WRITER_H
#define TAKT_TESTS_ENGINE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "sim/stream.h"

enum { WRITER_ROOM = 20000, WRITER_RESOURCES = 3 };

/* A text that grows, and the luck by which it does. */
struct writer {
	char text[WRITER_ROOM];
	size_t used;
	struct stream stream;
	int stations, resources, kinds, kind, steps, numbers[WRITER_RESOURCES];
	bool hours, fails, money, changes;   /* what this model has: calendars; failures; prices; setups, batches, pre-emption and skills */
	bool plans, cases;                   /* some kinds have projects, some have cases */
	bool decisions, teams, reviews;      /* some tasks are decisions; people have teams; priorities are read anew */
	bool waves;                          /* projects are planned in stages, forecast, and changed on the way; cases have stages */
	bool banded;                         /* the project that is being written is */
};

/* The text, with ' for ", of the model of this seed. */
void write_model(struct writer *w, uint64_t seed);

#endif
