/* Private to textbook*.c: what is known while cases of the textbooks are looked for. */
#ifndef TAKT_MODELS_TEXTBOOK_CASE_H
#define TAKT_MODELS_TEXTBOOK_CASE_H

#include "textbook.h"

/* The work at a station of all that come there. */
struct service {
	double rate, mean, square;   /* arrivals; mean and mean square of the work */
	bool known;                  /* each is a constant or a draw of finite variance, whatever the item */
	bool exponential;            /* all exponential, of the same mean */
	bool spoilt;                 /* something comes there in a way that no formula knows */
};

struct reader {
	struct textbook *textbook;
	const struct model *model;
	const struct load *load;
	struct arena *arena;
	bool *plain;                 /* [kind]: it comes at random, and constant chances alone decide where it goes */
	struct service *services;    /* [station] */
	bool *reaches;               /* [from x station_count + to]: directly, then by any way */
	bool *poisson;               /* [station]: what comes there comes at random */
	double *waits;               /* [station x kind_count + kind]: mean wait there; NAN: not known */
	double *works;               /* the same: from the begin of work to its end */
	const char **formulas;       /* [station]: by which that is known */
};

/* The mean and the mean square of a time that is drawn alike for every item; false: it is not, or has none. */
bool textbook_moments(const struct expr *time, double *mean, double *square);
bool textbook_is_exponential(const struct expr *time);

/* Whether constant chances alone decide where items of the kind go, all work is for its own sake, and nothing is done beside. */
bool textbook_is_plain_route(const struct model *model, const struct load *load, uint32_t kind);

/* Machines that are always there, and nothing else: but for the queue, and for failures. */
bool textbook_is_plain_place(const struct station *station);
/* With an unlimited queue, first come first served, and no failures. */
bool textbook_is_plain_station(const struct station *station);

/* A line, where there is such a metric: its pattern has one %s for the subject's name. */
void textbook_add(struct reader *reader, const char *pattern, const char *name, const char *title, const char *quantity,
	enum metric_unit unit, double value, const char *formula);

/* textbook_network.c: fills `plain` and `services`; then `reaches`, `poisson`, and who is held back by others. */
void textbook_find_services(struct reader *reader);
void textbook_find_poisson(struct reader *reader);

/* textbook_closed.c */
void textbook_find_closed(struct reader *reader, uint32_t kind);

#endif
