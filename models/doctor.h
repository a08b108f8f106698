/* Private to the doctor (doctor*.c): what it looks at, and how it speaks. */
#ifndef TAKT_MODELS_DOCTOR_H
#define TAKT_MODELS_DOCTOR_H

#include "load.h"

struct doctor {
	const struct load *load;
	const struct model *model;
	bool force;
	struct problems *problems;
	bool *outlet;                   /* [station]: whoever waits there may leave, or is sent away */
	bool *thin;                     /* [station]: some who come there may have left before, elsewhere */
	double *work;                   /* [station]: the longest mean work */
};

/* doctor_loop.c: full queues in a circle, and circular holding. */
void doctor_check_loops(const struct doctor *doctor);

/* doctor_hours.c: what can never begin, and work whose days are longer than those of whoever does it. */
void doctor_check_hours(const struct doctor *doctor, uint32_t station);
void doctor_check_days(const struct doctor *doctor);
void doctor_check_shifts(const struct doctor *doctor);

/* doctor_project.c: what is due before it can be done. */
void doctor_check_projects(const struct doctor *doctor);

/* doctor_case.c: cases that cannot go on, and what never comes up in them. */
void doctor_check_cases(const struct doctor *doctor);

/* doctor_decision.c: meetings that cannot keep up. */
void doctor_check_decisions(const struct doctor *doctor);

/* doctor_vain.c: what is said and will never be. */
void doctor_check_vain(const struct doctor *doctor);

/* What ends its task in hand as overtime can do so much more than its hours, as a share of them: at each fall of the usual week's level
   one task of `work` for each that goes, three times over, as what is in hand may be long. */
double doctor_overtime(const struct doctor *doctor, const struct calendar *calendar, bool pauses, double work);

#endif
