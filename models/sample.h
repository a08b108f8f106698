/* Items of one kind as they are expected: their facts one by one, and what expressions mean for them on average.
   Where all facts that matter have few values, the points are all combinations with their weights, and nothing is estimated. */
#ifndef TAKT_MODELS_SAMPLE_H
#define TAKT_MODELS_SAMPLE_H

#include "model.h"

struct sample {
	const struct model *model;
	uint32_t kind;               /* index */
	uint32_t points;             /* how many there are */
	bool exact;                  /* the points are all there is; otherwise each is one of many */
	bool live;                   /* some route asks for the state of the system, which is taken as empty */
	bool history;                /* something asks what the item did before, or a step sets a fact */
	/* The present point. */
	double weight;               /* the weights of all points sum to 1 */
	double *facts;               /* [fact] of the kind */
	const uint32_t *passes;      /* [task of the kind]: how often the item was there; NULL: never anywhere */
	uint32_t task;               /* where it is: what `passes` is about (index into model->tasks) */
	/* For its own use. */
	struct expr_env env;
	struct stream stream;
	double now;                  /* when the item comes, clock units */
	uint32_t point, combinations, repeats;
	int draws;                   /* whose average stands for a mean that has no closed form */
	uint32_t *digits;            /* [fact]: which of its values the combination says; NONE: not enumerated */
	bool *matters;               /* [fact]: routes, work or setups ask for it, as far as that is known */
	bool *live_work;             /* [task of the kind]: its work asks for the state of the system */
	bool *drawn;                 /* [task of the kind]: the mean of its work is not the work at the means */
	double **scratch;            /* facts of whoever starts these items, by depth */
};

/* Everything is in `arena`. */
void sample_init(struct sample *sample, const struct model *model, uint32_t kind, struct arena *arena);

/* So many items with all facts drawn, for whoever draws the way as well. */
void sample_walk(struct sample *sample, uint32_t items);

/* Makes point `point` (0 .. points - 1) the present one. */
void sample_take(struct sample *sample, uint32_t point);

/* The expected value for the present point; `fallback` where the expression is absent. */
double sample_value(struct sample *sample, const struct expr *expr, double fallback);

/* The probability of a chance (0 to 1) or of a condition; `fallback` where absent. */
double sample_chance(struct sample *sample, const struct expr *expr, double fallback);

/* The expected work of one visit to a task (or its delay), clock units, without any share of rework; 0 where it says none. */
double sample_work(struct sample *sample, uint32_t task);

/* Draws the facts that a step sets, as an item there would. */
void sample_set(struct sample *sample, uint32_t task);

#endif
