/* What moves the end of a project, or its cost, most: each task's own time, each risk, and each resource that is waited for; of the cost
   also how often a task is done, since each time may cost anew. By regression over single projects
   (models/outcome.h): forward, the one first that explains most of what is left, as long as chance does not explain it too (Helton and
   Davis 2003, Latin hypercube sampling and the propagation of uncertainty in analyses of complex systems, section 6.4). So tasks that go
   together do not count for each other, and what is not picked has no effect that can be shown. Waits are not causes of their own, but
   follow from when others want the same people: nobody ends sooner by waiting, so a wait that would say so stands for something else, and
   the regression is made anew without it. */
#ifndef TAKT_EXPERIMENTS_SWING_H
#define TAKT_EXPERIMENTS_SWING_H

#include "models/project.h"
#include "outcomes.h"

#define SWING_RUNS 20            /* of fewer projects nothing is told */
#define SWING_AT_MOST 2000       /* projects that are looked at: of more every so many */
#define SWING_TAIL 0.1           /* what "quick" and "slow" mean: among the tenth of the projects in which the task is quickest, slowest */
#define SWING_CONFIDENCE 0.99    /* that nothing is picked which has no effect, of all that may be */

enum swing_what { SWING_TIME, SWING_REPEATS, SWING_RISK, SWING_WAIT };

struct swing {
	enum swing_what what;
	uint32_t of;                 /* task, or risk, of the plan; resource of the model */
	double low, high;            /* by how much the mean changes where the task is quick, and slow; is done seldom, and often; the risk
	                                does not happen, and does; the wait is short, and long */
	double error;                /* standard error of high - low */
	double share;                /* of the variance, by itself */
};

struct swings {
	struct swing *list;          /* [count], the widest first; in the arena */
	size_t count;
	size_t tried;                /* of all these, those that differ among projects */
	double mean;                 /* of what is explained, over all projects */
	double explained;            /* share of its variance */
};

/* `column`: OUTCOME_DURATION or OUTCOME_COST. Nothing where there are fewer than SWING_RUNS projects, or all are alike. */
struct swings swings_find(const struct outcomes *outcomes, const struct model *model, const struct kind *kind, size_t column,
	struct arena *arena);

#endif
