/* Counting moves: enough of them for shares that people can rely on, and no more than that takes. */
#include <math.h>
#include "journey.h"
#include "map_count.h"
#include "tracing.h"

#define ENOUGH 400000            /* moves: what is counted agrees with what all replications say */
#define AT_MOST 100000           /* of one replication */
#define REPLICATIONS 30

struct counter {
	struct map_counts *counts;
	struct journey journey;
	struct arena *arena;
	double warmup;
	uint64_t moves;              /* of this replication */
	double at;                   /* when the work or wait at hand began, by the token that is told of */
	struct tracing tracing;
};

static struct map_flow *flow_of(struct counter *c, const struct journey_event *event)
{
	struct map_flow **flow = &c->counts->flows[event->from];
	bool starts = event->what == JOURNEY_STARTS;
	while (*flow && !((*flow)->to == event->to && (*flow)->back == event->back && (*flow)->starts == starts))
		flow = &(*flow)->next;
	if (!*flow) {
		*flow = arena_take(c->arena, 1, sizeof **flow);
		**flow = (struct map_flow){ .from = event->from, .to = event->to, .back = event->back, .starts = starts };
	}
	return *flow;
}

static void count_move(struct counter *c, const struct journey_event *event)
{
	flow_of(c, event)->count++;
	c->counts->came[event->to] += !event->merges;
	c->counts->left[event->from] += event->leaves;
	c->counts->moves++;
	c->moves++;
}

static void count(void *context, const struct journey_event *event)
{
	struct counter *c = context;
	if (event->told < c->warmup || c->moves >= AT_MOST)
		return;
	switch (event->what) {
	case JOURNEY_BEGINS:
		c->counts->entered++;
		break;
	case JOURNEY_MOVES:
		count_move(c, event);
		break;
	case JOURNEY_STARTS:
		flow_of(c, event)->count++;
		break;
	case JOURNEY_WORKS:
		c->at = event->time;
		break;
	case JOURNEY_RESTS:
		c->counts->time[event->to] += event->time - c->at;
		break;
	case JOURNEY_SPLITS:
	case JOURNEY_ENDS:
		break;
	}
	if (c->counts->replications == 0)
		c->counts->until = event->told;
	if (c->moves >= AT_MOST)
		atomic_store(&c->tracing.stop, true);
}

static void follow(void *context, const struct engine_spell *spell)
{
	struct counter *c = context;
	journey_follow(&c->journey, spell);
	c->tracing.failed |= c->journey.failed;
	if (c->journey.failed)
		atomic_store(&c->tracing.stop, true);
}

static void begin(void *context)
{
	struct counter *c = context;
	c->moves = 0;
	c->journey = (struct journey){ .places = &c->counts->places, .tell = count, .context = c };
}

static bool end(void *context, bool whole)
{
	struct counter *c = context;
	(void)whole;
	journey_done(&c->journey);
	if (!c->tracing.failed)
		c->counts->replications++;
	return c->counts->moves < ENOUGH;
}

static void prepare(struct map_counts *counts, const struct result_scenario *scenario, struct arena *arena)
{
	*counts = (struct map_counts){ .from = scenario->warmup };
	map_places_init(&counts->places, scenario->model, arena);
	counts->flows = arena_take(arena, counts->places.count, sizeof *counts->flows);
	counts->came = arena_take(arena, counts->places.count, sizeof *counts->came);
	counts->left = arena_take(arena, counts->places.count, sizeof *counts->left);
	counts->time = arena_take(arena, counts->places.count, sizeof *counts->time);
}

int map_count(struct map_counts *counts, const struct result *result, const struct result_scenario *scenario, struct arena *arena)
{
	struct counter c = { .counts = counts, .arena = arena, .warmup = scenario->warmup };
	c.tracing = (struct tracing){ .context = &c, .begin = begin, .tell = follow, .end = end, .at_most = REPLICATIONS };
	prepare(counts, scenario, arena);
	tracing_run(&c.tracing, result, scenario);
	return counts->replications > 0 ? 0 : -1;
}

double map_count_share(const struct map_counts *counts, const struct map_flow *flow)
{
	uint64_t left = counts->left[flow->from];
	return left > 0 ? (double)flow->count / (double)left : NAN;
}
