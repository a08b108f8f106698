/* What is not known: luck, which more replications average out, told apart from ignorance, which only more observations reduce. Models
   that may be true (models/observed.h) are run with the same luck; how their results differ is ignorance. */
#ifndef TAKT_EXPERIMENTS_IGNORANCE_H
#define TAKT_EXPERIMENTS_IGNORANCE_H

#include "document.h"
#include "judge.h"

struct ignorance_metric {
	const char *name;
	size_t index;                /* into the metrics of the scenario's model */
	bool judged;
	double mean, luck;           /* of the model as stated: mean, and half width of its interval */
	double sd;                   /* of the metric's expected value over the models that may be true; 0: cannot be told from luck */
	double share;                /* ignorance's part in the variance of `mean` as an estimate of the truth */
	double low, high;            /* hold the truth with 95 % confidence, by luck and by ignorance; even on a logarithmic scale where the
	                                metric is a time, count or rate */
	const struct observed_place *most;   /* whose drawn mean goes with the metric most; NULL: that cannot be told */
	double correlation;          /* over the draws; NAN without `most` */
};

struct ignorance {
	uint32_t draws;              /* models drawn, with those left out */
	uint32_t replications;       /* of each */
	uint32_t left_out;           /* which cannot run, such as those whose queues grow without bound */
	const char *why;             /* the first of these; NULL: none */
	struct ignorance_metric *metrics;
	size_t count;                /* 0: too many were left out to tell */
};

/* y[draw * replications + r], the same luck in each column: two-way random effects without interaction (Searle, Casella, McCulloch 1992,
   section 4.3). Variances; that of the draws is 0 where it would come out below. At least two of both. */
struct ignorance_parts {
	double draws, rest;
};
struct ignorance_parts ignorance_split(const double *y, size_t draws, size_t replications);

/* The interval for a truth that is estimated by `mean`: variance `draws` of so many drawn models, variance `luck` of the mean over so
   many replications; degrees of freedom by Satterthwaite (1946). The half width. */
double ignorance_half_width(double draws, size_t draw_count, double luck, size_t replications);

/* After the rounds of a study: draws models and runs them for each scenario that has `data`, as many runs as it had at most (20 at
   least), and leaves what comes of it in the results. Nothing is done where luck itself is unknown (one replication). */
enum status ignorance_run(struct study *study, const struct judge *judge);

/* The paragraph, table and method of a report, each after an empty line; nothing where the scenario has none. */
void ignorance_print(const struct result_scenario *scenario, struct document *to);

#endif
