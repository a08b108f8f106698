/* Units of time: what a planner writes, in clock units. */
#ifndef TAKT_MODELS_UNIT_H
#define TAKT_MODELS_UNIT_H

#include <stdbool.h>
#include <stddef.h>

/* Whether `name` is a unit of the language: s min h d wk y wd. */
bool unit_known(const char *name);

/* The unit that somebody means who writes "hours", "mins" or "sec"; NULL: none. */
const char *unit_meant(const char *name);

/* `count` of the unit `name` in clock units; `unit` is how many clock units are in one second, `workday` how many are in one wd.
   NAN where there is no such unit. */
double unit_in_clock(const char *name, double count, double unit, double workday);

/* The unit that is the clock's own ("min" where the clock's is none of the language's): for advice. */
const char *unit_of_clock(double unit, double workday);

/* What a number with this power of time is called: 1 "a time", -1 "a rate", 0 "a plain number". */
const char *unit_words(int time);

#endif
