/* Figures for tests: of all forms, with all that is nasty, from a seed. */
#ifndef TAKT_TESTS_PLOTS_FIGURES_H
#define TAKT_TESTS_PLOTS_FIGURES_H

#include "plots/figure.h"
#include "sim/arena.h"

/* The same seed gives the same figure. In the arena. */
const struct figure *figures_random(struct arena *arena, enum figure_form form, unsigned seed);

/* A plain one with a name in it, for tests of what is written: bars of three rows. */
struct figure figures_plain(void);

#endif
