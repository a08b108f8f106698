/* Reference numbers for statistics: independent of takt's own generator, so that known answers computed elsewhere can be met. */
#ifndef TAKT_TESTS_EXPERIMENTS_SERIES_H
#define TAKT_TESTS_EXPERIMENTS_SERIES_H

#include <stddef.h>
#include <stdint.h>

/* Law's ten observations (Simulation Modeling and Analysis, chapter 4). */
extern const double series_law[10];

/* Exponential numbers with mean 1, -ln(1 - U), U the first numbers of stream 0 of MRG32k3a. */
void series_exponential(double *out, size_t count);

/* A small generator for Monte Carlo (splitmix64): uniform in (0, 1), exponential, normal. */
double series_uniform(uint64_t *state);
double series_exp(uint64_t *state);
double series_normal(uint64_t *state);

#endif
