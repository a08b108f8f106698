/* Trying levers: for `takt levers`, and for the page of `takt report --levers`. */
#ifndef TAKT_EXPERIMENTS_LEVERS_RUN_H
#define TAKT_EXPERIMENTS_LEVERS_RUN_H

#include "levers_gain.h"
#include "study.h"

/* Adds the levers of the first scenario of a lenient study that has no other, runs them all and finds what they gain. What comes of it is
   in the study's arena. `judge` is filled. */
enum status levers_try(struct study *study, struct judge *judge, struct lever_gains *gains);

#endif
