/* A model from a text, and a result over rows made by hand: for tests of what is said about results. */
#ifndef TAKT_TESTS_EXPERIMENTS_FIXTURE_H
#define TAKT_TESTS_EXPERIMENTS_FIXTURE_H

#include "experiments/document.h"
#include "experiments/result.h"

struct fixture {
	struct arena arena;
	struct tree *tree;
	struct model *model;
	double *rows;
	bool *finished;
	struct summary *summaries;
	struct result_scenario scenario;
	struct result result;
};

/* Builds the model; `replications` rows of NAN. Fails the test where the text is no model. */
void fixture_init(struct fixture *fixture, const char *text, uint32_t replications);
void fixture_done(struct fixture *fixture);

/* The metric is `base` in the first replication and `step` more in each further one. */
void fixture_put(struct fixture *fixture, const char *metric, double base, double step);

/* After the last put: makes the summaries. */
void fixture_finish(struct fixture *fixture);

/* A document as people read it on a terminal; free it. */
char *fixture_text(const struct document *document);

/* M/M/1: one station `desk`, one kind `call`; a customer a minute at load 0.8, 100 h, warm-up 10 h. */
extern const char fixture_desk[];

#endif
