/* Where a model, or a part of it, is a case of the textbooks, what their formula says: to stand beside what is simulated. */
#ifndef TAKT_MODELS_TEXTBOOK_H
#define TAKT_MODELS_TEXTBOOK_H

#include "load.h"

struct textbook_line {
	const char *subject;         /* a title: of a station or of a kind of work */
	const char *quantity;        /* "wait" */
	const char *metric;          /* "stations.desk.wait" */
	const char *per;             /* NULL, or a second metric: the value is that of metric / per */
	enum metric_unit unit;
	double value;                /* in the long run; clock units, shares from 0 to 1, rates per model->per_rate */
	const char *formula;         /* "M/M/1" */
};

struct textbook {
	struct textbook_line *lines;
	size_t count, room;
};

/* What is recognised is certain to be that case; anything else in the way (hours, needs, setups, limits that block, facts or state that
   decide) and there is no line. In `arena`. */
void textbook_find(struct textbook *textbook, const struct model *model, const struct load *load, struct arena *arena);

#endif
