/* Traced replications of a scenario, one after the other, for whoever wants to know what became of its items. They are those that the
   result is of, run once more with a listener: nothing of them changes by being told. */
#ifndef TAKT_EXPERIMENTS_TRACING_H
#define TAKT_EXPERIMENTS_TRACING_H

#include <stdatomic.h>
#include "models/trace.h"
#include "result.h"

struct tracing {
	void *context;
	void (*begin)(void *context);                                           /* a replication */
	void (*tell)(void *context, const struct engine_spell *spell);
	bool (*end)(void *context, bool whole);    /* false: no more of them; whole: it was not stopped */
	uint32_t at_most;                          /* replications */
	atomic_bool stop;                          /* set while it is told: that is enough of this replication */
	bool failed;                               /* set by the listener: what has been told is of no use */
};

/* From replication 1 on, those that have finished. Returns how many were followed. */
uint32_t tracing_run(struct tracing *tracing, const struct result *result, const struct result_scenario *scenario);

#endif
