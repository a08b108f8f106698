/* Distributions behind which a number of observations stands: lognormal(8 min, 2 min, data = 40). A model as stated takes them as they
   are; a model drawn from what may be true has parameters as so many observations might have given. Invariant: what a place is given
   depends on seed, draw and its path alone, so that one place read for several kinds of work is one distribution, and a new place
   moves no other. */
#ifndef TAKT_MODELS_OBSERVED_H
#define TAKT_MODELS_OBSERVED_H

#include <stddef.h>
#include <stdint.h>

#define OBSERVATIONS_AT_MOST 1e6

/* Which of the models that may be true. */
struct observed_draw {
	uint64_t seed, number;
};

struct observed_place {
	const char *path;            /* "stations.paint.time" */
	size_t start;                /* of the call in the text there */
	size_t observations;
	double stated, drawn;        /* its mean as stated, and as drawn (the same in a model as stated) */
};

/* What the compiler of expressions notes while a model is built. */
struct observed {
	const struct observed_draw *draw;   /* NULL: as stated */
	struct observed_place *list;        /* each place once */
	uint32_t count, room;
};

#endif
