/* Whoever may need, choose or take a resource at some step shares it with the others that may. */
#include "shared.h"

static bool asks_at(const struct model *model, uint32_t station, uint32_t resource)
{
	const struct station *s = station == NONE ? NULL : &model->stations[station];
	return s && (amounts_of(&s->needs, resource) || amounts_of(&s->one_of, resource));
}

static bool asks(const struct model *model, const struct task *task, uint32_t resource)
{
	bool any = asks_at(model, task->take_station, resource) || (task->work == WORK_STATION && asks_at(model, task->station, resource));
	for (uint32_t i = 0; i < task->elsewhere_count; i++)
		any |= asks_at(model, task->elsewhere[i].station, resource);
	return any;
}

static bool uses(const struct model *model, const struct kind *kind, uint32_t resource)
{
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		if (asks(model, &model->tasks[t], resource))
			return true;
	return false;
}

void shared_find_all(struct model *model, struct resource *resources)
{
	for (uint32_t r = 0; r < model->resource_count; r++) {
		uint32_t *kinds = arena_take(model->arena, model->kind_count, sizeof *kinds);
		resources[r].kinds = kinds;
		for (uint32_t k = 0; k < model->kind_count; k++)
			if (!model->kinds[k].hidden && uses(model, &model->kinds[k], r))
				kinds[resources[r].kind_count++] = k;
	}
}
