/* Date and money of projects together: how many keep both, and what both would have to be for a given confidence (NASA Cost Estimating
   Handbook 4.0, appendix J: joint cost and schedule confidence level). From single projects, in each of which time and money go together
   as they do: what takes longer is paid for longer. */
#ifndef TAKT_EXPERIMENTS_JOINT_H
#define TAKT_EXPERIMENTS_JOINT_H

#include "plan.h"

#define JOINT_SURE 0.8

struct joint {
	bool dated, budgeted;        /* there is a date: the promise, else the due time of the last checkpoint; there is a budget */
	uint32_t checkpoint;         /* whose due time that is; NONE: it is the promise */
	double date, budget;         /* where they are the same for all projects, else NAN; the date as a time since the begin */
	struct interval on_time, within, both;   /* shares of projects; both only where there are both */
	struct interval sure_time, sure_money;   /* kept together by JOINT_SURE of the projects, each by itself by as many as the other */
	double each;                 /* by so many: that share */
	double together;             /* correlation of time and money */
};

/* False: there is no money, or time or money are the same for all. */
bool joint_find(const struct model *model, const struct kind *kind, const struct plan_ends *ends, struct arena *arena, struct joint *joint);

#endif
