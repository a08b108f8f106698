/* The answer in words, before any table: what limits the flow, how long work takes and how sure that is, what is lost. */
#ifndef TAKT_EXPERIMENTS_ANSWER_H
#define TAKT_EXPERIMENTS_ANSWER_H

#include <stdio.h>
#include "result.h"

/* What is busiest among the stations with machines of a number, and the resources. */
struct answer_busiest {
	bool found, resource;
	uint32_t index;              /* of the station or resource */
	double utilisation;          /* share of its time at work, set up or under repair */
};

struct answer_busiest answer_find_busiest(const struct result_scenario *scenario);

/* Paragraphs for one scenario. */
void answer_print(const struct result_scenario *scenario, FILE *to);

/* "Buy a booth" where there is a title, else the name. */
const char *answer_called(const char *title, const char *name);

#endif
