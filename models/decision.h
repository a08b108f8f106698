/* Decisions: tasks that are asked of somebody, who may only meet now and then, may be too slow and be passed over, or may never answer in
   time, so that something is settled without. Constant, a part of the model. */
#ifndef TAKT_MODELS_DECISION_H
#define TAKT_MODELS_DECISION_H

#include "model.h"

/* When a meeting is: every so long (the first after one such time), or at these times of a week. */
struct meetings {
	double every;                 /* clock units; 0: at `times` */
	const double *times;          /* clock units after Monday 00:00, in order */
	uint32_t count;
	double start, week;           /* clock units: from a Monday 00:00 to time 0; of a week */
};

struct decision {
	const char *name, *title;     /* the task's; in a kind each once */
	const struct node *node;
	uint32_t index, task;         /* into model->decisions; into model->tasks */
	uint32_t meeting;             /* the station where requests gather; NONE: they need no meeting */
	struct meetings meetings;
	const char *meets;            /* as the model says it; NULL where there is no meeting */
	uint32_t agenda;              /* how many go to the decider at each meeting, or UNLIMITED */
	struct expr escalates;        /* so long after it was asked it is asked of somebody else; absent: never */
	uint32_t escalated;           /* the station where that is; NONE */
	struct expr deadline;         /* so long after it was asked it is settled without; absent: never */
	struct settings sets;         /* by that, in place of what the task sets */
	uint64_t luck_escalates, luck_deadline;
};

/* The first meeting at or after `time`, and after `last` (the one before; -INFINITY: none). */
double decision_meets(const struct meetings *meetings, double time, double last);

/* Meetings per clock unit. */
double decision_meeting_rate(const struct meetings *meetings);

#endif
