/* Closed forms of queueing theory, each with its source beside it in textbook_formula.c. Rates and times share one unit. */
#ifndef TAKT_MODELS_TEXTBOOK_FORMULA_H
#define TAKT_MODELS_TEXTBOOK_FORMULA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a station does in the long run. */
struct formula_queue {
	double busy;              /* servers at work */
	double queue, wait;       /* number waiting; time until work begins or the item gives up, of all that come in */
	double lost, left;        /* shares: find no room; give up */
};

/* The share of arrivals that find all of `servers` busy and go, at an offered load of rate x mean. */
double formula_erlang_b(uint32_t servers, double load);
/* The share of arrivals that wait. load < servers. */
double formula_erlang_c(uint32_t servers, double load);

/* M/M/c. rate x mean < servers. */
struct formula_queue formula_mmc(uint32_t servers, double rate, double mean);
/* M/G/c/c: nobody waits. */
struct formula_queue formula_loss(uint32_t servers, double rate, double mean);
/* At most `room` wait (UINT32_MAX: any number), each gives up after an exponential time of mean `patience` (INFINITY: never). False:
   without an end, or too long to add up. */
bool formula_birth_death(struct formula_queue *out, uint32_t servers, uint32_t room, double rate, double mean, double patience);

/* M/G/1: the wait. `square`: the mean square of the work. rate x mean < 1. */
double formula_mg1_wait(double rate, double mean, double square);

/* A class of arrivals, the most urgent first. */
struct formula_class {
	double rate, mean, square;
	double wait, time;        /* out: until work begins; in the system */
};

/* One server, general work: who is more urgent goes first, and (preempts) interrupts work in hand, which is resumed. False: too much. */
bool formula_priorities(struct formula_class *classes, size_t count, bool preempts);
/* Several servers, exponential work of the same mean. With interruptions `wait` is all the time without work. */
bool formula_priorities_mmc(struct formula_class *classes, size_t count, uint32_t servers, bool preempts);

/* One server that fails after exponential times of mean `every`, of work (by_busy_time) or by the clock, and is repaired. */
struct formula_breakdown {
	double every, repair, repair_square;
	bool by_busy_time;
};
/* The wait until work begins, and from there to its end. False: too much. */
bool formula_breakdowns(double rate, double mean, double square, const struct formula_breakdown *fails, double *wait, double *work);

/* A station of a closed network with one kind of item. */
struct formula_closed {
	double demand;            /* visits of an item x mean work */
	uint32_t servers;         /* UINT32_MAX: nobody waits */
	double busy, queue;       /* out */
};

/* `items` go round; returns how many complete a round in a time unit. NAN: too large. `room`: (count + 3) x (items + 1) numbers. */
double formula_closed_network(struct formula_closed *stations, size_t count, uint32_t items, double *room);

#endif
