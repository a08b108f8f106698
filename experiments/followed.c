/* One pass over the lives of items serves all who want to know of them. */
#include "followed.h"
#include "plan.h"

struct listeners {
	struct variants_builder *variants;
	struct ages_builder *ages;
	struct endings_builder *endings;
};

static void tell(void *context, uint32_t replication, const struct life *life)
{
	struct listeners *listeners = context;
	(void)replication;
	variants_add(listeners->variants, life);
	ages_add(listeners->ages, life);
	endings_add(listeners->endings, life);
}

void followed_make(const struct result *result, struct result_scenario *scenario, struct arena *arena)
{
	struct lives lives = { .replications = 0 };
	struct followed *followed = arena_take(arena, 1, sizeof *followed);
	if (scenario->left_out || scenario->finished_count == 0)
		return;
	struct listeners listeners = { variants_begin(scenario), ages_begin(scenario), endings_begin(scenario) };
	bool told = listeners.variants && listeners.ages && listeners.endings && lives_follow(&lives, result, scenario, tell, &listeners);
	if (listeners.variants)
		followed->variants = variants_finish(listeners.variants, &lives, arena);
	if (listeners.ages)
		followed->ages = ages_finish(listeners.ages, &lives, arena);
	if (listeners.endings)
		followed->endings = endings_finish(listeners.endings, &lives, arena);
	if (plan_is_all(scenario->model))
		followed->ages = NULL;     /* one project that is open is no backlog */
	if (told && followed->variants)
		scenario->followed = followed;
}
