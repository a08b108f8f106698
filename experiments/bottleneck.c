/* A few replications of base are run once more, and listened to: the rounds of a study are asked for their rows and nothing else, and most
   of what they run are variants. */
#include <math.h>
#include <stdlib.h>
#include "active.h"
#include "bottleneck.h"

#define REPLICATIONS_AT_MOST 10      /* shares of the time vary little from one to the next */
#define SELDOM 0.005                 /* of the time */

/* What one replication tells. */
struct watch {
	struct active active;
	struct engine_active told;
	double window;               /* the time observed; 0: the run was over before the warm-up */
};

static void tell(void *context, uint32_t whom, bool active, double now)
{
	struct watch *watch = context;
	(active ? active_starts : active_ends)(&watch->active, whom, now);
}

/* Everything is in the window where nothing is warmed up. */
static double window_start(const struct result_scenario *base)
{
	return base->warmup > 0.0 && base->warmup < base->model->length ? base->warmup : 0.0;
}

static struct watch *make_watches(const struct result_scenario *base, uint32_t count, struct arena *arena)
{
	struct watch *watches = arena_take(arena, count, sizeof *watches);
	for (uint32_t i = 0; i < count; i++) {
		active_init(&watches[i].active, base->model->resource_count + base->model->station_count, window_start(base), arena);
		watches[i].told = (struct engine_active){ .tell = tell, .context = &watches[i] };
	}
	return watches;
}

/* The runs, with all that was told. False: not all of them were run. */
static bool watch_all(struct study *study, struct watch *watches, uint32_t count)
{
	const struct result_scenario *base = &study->result.scenarios[0];
	struct replicate_watch shown = { progress_show, &study->progress };
	struct replicate_job *jobs = arena_take(&study->arena, count, sizeof *jobs);
	struct engine_note note = { .text = "" };
	bool all = true;
	for (uint32_t i = 0; i < count; i++)
		jobs[i] = (struct replicate_job){ .model = base->model, .row = arena_take(&study->arena, base->model->metrics.count, sizeof(double)),
			.order = { .seed = study->result.seed, .replication = i + 1u, .warmup = base->warmup, .active = &watches[i].told } };
	progress_start(&study->progress, "looking for the bottleneck");
	replicate_run(jobs, count, study->threads, study->call->stop, &shown, &note);
	progress_erase(&study->progress);
	for (uint32_t i = 0; i < count; i++)
		all &= jobs[i].finished;
	return all;
}

static void finish(struct watch *watches, uint32_t count, double from)
{
	for (uint32_t i = 0; i < count; i++) {
		active_finish(&watches[i].active, watches[i].told.end);
		watches[i].window = fmax(0.0, watches[i].told.end - from);
	}
}

static double share_of(const struct watch *watch, double time)
{
	return watch->window > 0.0 ? time / watch->window : 0.0;
}

static struct bottleneck average(const struct watch *watches, uint32_t count, uint32_t whom, struct arena *arena)
{
	struct bottleneck mean = { .sole = 0.0 };
	double *periods = arena_take(arena, count, sizeof *periods);
	for (uint32_t i = 0; i < count; i++) {
		const struct active_share *share = &watches[i].active.shares[whom];
		mean.sole += share_of(&watches[i], share->sole) / count;
		mean.shifting += share_of(&watches[i], share->shifting) / count;
		periods[i] = tally_mean(&share->periods);
	}
	mean.period = interval_mean(periods, count, SUMMARY_CONFIDENCE);
	return mean;
}

static int most_first(const void *a, const void *b)
{
	const struct bottleneck *x = a, *y = b;
	double left = x->sole + x->shifting, right = y->sole + y->shifting;
	if (left != right)
		return left > right ? -1 : 1;
	if (x->resource != y->resource)
		return x->resource < y->resource ? -1 : 1;
	return x->station < y->station ? -1 : x->station > y->station;
}

/* --- all of them -------------------------------------------------------------------------------------------------------------------- */

static double mean_of(const struct summary *summary)
{
	return summary ? summary->mean : NAN;
}

/* Whether work that waits at the station waits for it. */
static bool waits_for(const struct station *station, uint32_t s, const struct bottleneck *bottleneck)
{
	if (bottleneck->station != NONE)
		return bottleneck->station == s;
	return amounts_of(&station->needs, bottleneck->resource) || amounts_of(&station->one_of, bottleneck->resource);
}

static void read_signs(struct bottleneck *bottleneck, const struct result_scenario *base)
{
	const struct model *model = base->model;
	bool station = bottleneck->station != NONE;
	bottleneck->utilisation = mean_of(result_of(base, station ? "stations.%s.utilisation" : "resources.%s.utilisation",
		station ? model->stations[bottleneck->station].name : model->resources[bottleneck->resource].name));
	bottleneck->queue_at = NONE;
	for (uint32_t s = 0; s < model->station_count; s++) {
		double queue = mean_of(result_of(base, "stations.%s.queue", model->stations[s].name));
		if (!waits_for(&model->stations[s], s, bottleneck) || !(queue > bottleneck->queue))
			continue;
		bottleneck->queue = queue;
		bottleneck->queue_at = s;
	}
}

static void average_all(struct bottlenecks *found, const struct result_scenario *base, const struct watch *watches, struct arena *arena)
{
	const struct model *model = base->model;
	uint32_t resources = model->resource_count;
	found->list = arena_take(arena, resources + model->station_count, sizeof *found->list);
	for (uint32_t whom = 0; whom < resources + model->station_count; whom++) {
		bool resource = whom < resources;
		if (!resource && model->stations[whom - resources].machines == UNLIMITED)
			continue;
		struct bottleneck *bottleneck = &found->list[found->count++];
		*bottleneck = average(watches, found->replications, whom, arena);
		bottleneck->resource = resource ? whom : NONE;
		bottleneck->station = resource ? NONE : whom - resources;
		read_signs(bottleneck, base);
	}
	for (uint32_t i = 0; i < found->replications; i++)
		found->any += share_of(&watches[i], watches[i].active.covered) / found->replications;
	qsort(found->list, found->count, sizeof *found->list, most_first);
}

bool bottlenecks_find(struct bottlenecks *found, struct study *study)
{
	const struct result_scenario *base = &study->result.scenarios[0];
	uint32_t count = base->replications < REPLICATIONS_AT_MOST ? base->replications : REPLICATIONS_AT_MOST;
	struct watch *watches = make_watches(base, count, &study->arena);
	*found = (struct bottlenecks){ .replications = count };
	if (study->result.interrupted || !watch_all(study, watches, count))
		return false;
	finish(watches, count, window_start(base));
	average_all(found, base, watches, &study->arena);
	return true;
}

bool bottlenecks_tell(const struct bottlenecks *found)
{
	return found && found->count > 1 && found->any >= SELDOM;
}
