/* A trace is told while the engine runs: one replication after the other, in the thread of who asks. */
#include <stdlib.h>
#include "models/engine.h"
#include "tracing.h"

/* A replication that is stopped has told enough. Returns whether it was not. */
static bool follow(struct tracing *tracing, const struct result *result, const struct result_scenario *scenario, uint32_t number,
	double *row)
{
	struct engine_trace trace = { .tell = tracing->tell, .context = tracing->context };
	struct engine_order order = { .seed = result->seed, .replication = number, .warmup = scenario->warmup, .stop = &tracing->stop,
		.trace = &trace };
	struct engine_note note;
	atomic_store(&tracing->stop, false);
	tracing->begin(tracing->context);
	enum engine_end end = engine_run(scenario->model, &order, row, &note);
	tracing->failed |= end != ENGINE_DONE && end != ENGINE_STOPPED;
	return end == ENGINE_DONE;
}

uint32_t tracing_run(struct tracing *tracing, const struct result *result, const struct result_scenario *scenario)
{
	double *row = malloc((scenario->model->metrics.count + 1) * sizeof *row);
	uint32_t followed = 0;
	bool more = row != NULL;
	for (uint32_t r = 0; more && r < scenario->replications && followed < tracing->at_most; r++) {
		if (!scenario->finished[r])
			continue;
		bool whole = follow(tracing, result, scenario, r + 1, row);
		more = tracing->end(tracing->context, whole) && !tracing->failed;
		followed += !tracing->failed;
	}
	free(row);
	return followed;
}
