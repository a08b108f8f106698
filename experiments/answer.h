/* The answer in words, before any table: what limits the flow, how long work takes and how sure that is, what is lost. */
#ifndef TAKT_EXPERIMENTS_ANSWER_H
#define TAKT_EXPERIMENTS_ANSWER_H

#include "document.h"
#include "result.h"

/* What is busiest among the stations with machines of a number, and the resources. */
struct answer_busiest {
	bool found, resource;
	uint32_t index;              /* of the station or resource */
	double utilisation;          /* share of its time at work, set up or under repair */
};

struct answer_busiest answer_find_busiest(const struct result_scenario *scenario);

/* That utilisation of one station or resource; NAN where it is not limited in number, or nothing was observed. */
double answer_taken(const struct result_scenario *scenario, bool resource, uint32_t index);

/* The time within which 9 in 10 of a kind are done; NULL where a replication completes so few that this would be the longest of them. */
const struct summary *answer_most(const struct result_scenario *scenario, const struct kind *kind);

/* Paragraphs for one scenario, with no empty line before them. */
void answer_print(const struct result_scenario *scenario, struct document *to);

/* Pieces of its sentences, for whoever tells the same in fewer words (figure_*.c): nothing where there is nothing to say.
   "the bottleneck is Doctors: the 2 are busy 92 % of the time" */
void answer_say_busiest(struct prose *text, const struct result_scenario *scenario);
/* "3.1 waiting on average, 12.4 min each" */
void answer_say_queue(struct prose *text, const struct result_scenario *scenario, uint32_t station);
/* "9 in 10 within 185 min" */
void answer_say_most(struct prose *text, const struct result_scenario *scenario, const struct kind *kind);
/* "94.5 % keep the promise of 4 h. " */
void answer_say_promise(struct prose *text, const struct result_scenario *scenario, const struct kind *kind);
/* "79.8 % keep the budget of 430,000 EUR, 45.2 % keep both. " Nothing where there is no budget. */
void answer_say_budget(struct prose *text, const struct result_scenario *scenario, const struct kind *kind);

/* "Buy a booth" where there is a title, else the name. */
const char *answer_called(const char *title, const char *name);

#endif
