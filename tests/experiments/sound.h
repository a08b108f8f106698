/* What holds for every figure, whatever it shows, and looking things up in one. Each fails the test where it does not hold. */
#ifndef TAKT_TESTS_EXPERIMENTS_SOUND_H
#define TAKT_TESTS_EXPERIMENTS_SOUND_H

#include "experiments/figure.h"

/* The figure of that name; the row whose name begins so; the first series of a panel, or that of a name. */
const struct figure *figure_get(struct figures figures, const char *name);
size_t figure_row(const struct figure *figure, const char *start);
const struct figure_series *figure_part(const struct figure *figure, size_t panel, const char *name);

void expect_sound(const struct figure *figure);

/* All of them are, there are so many at least, and no name stands twice. */
void expect_all_sound(struct figures figures, size_t least);

#endif
