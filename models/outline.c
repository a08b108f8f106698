/* The outlines of the tasks, made once for each replication: what is asked of a task whenever an item passes, looked up beforehand. An
   outline says nothing that its task does not say. */
#include "parts.h"

static void address_words(struct words *words, const struct engine_order *order, uint64_t source, uint64_t purpose)
{
	stream_key(&words->stream, order->seed, order->replication);
	stream_address(&words->stream, source, 0, ~purpose, 0);
	words->group = UINT64_MAX;
	words->pass = UINT32_MAX;
}

static void make_ways(struct world *w, const struct task *task, struct ways *ways)
{
	double reach = 0.0;
	ways->constant = true;
	ways->conditions = arena_take(&w->arena, task->next_count, sizeof *ways->conditions);
	ways->chances = arena_take(&w->arena, task->next_count, sizeof *ways->chances);
	for (uint32_t i = 0; i < task->next_count; i++) {
		const struct branch *branch = &task->next[i];
		if (branch->when.form != EXPR_ABSENT) {
			ways->conditions[ways->condition_count++] = i;
			continue;
		}
		reach += branch->chance.value;
		ways->constant &= branch->chance.form == EXPR_CONSTANT;
		ways->chances[ways->chance_count++] = (struct way){ .reach = reach, .to = branch->to, .entry = i };
	}
}

/* One way on: always the following task, or always another one. */
static bool goes_one_way(const struct task *task, struct outline *outline)
{
	const struct ways *ways = &outline->ways;
	outline->after = task->following;
	if (ways->chance_count > 0 && ways->constant && ways->chances[0].reach >= 1.0)
		outline->after = ways->chances[0].to;
	else if (task->next_count > 0)
		return false;
	return task->rework_to == NONE && ways->condition_count == 0;
}

/* Of a project's task the plan has a say in it; what is lost in a handoff is done again. */
static bool takes_exponential_time(const struct world *w, const struct task *task)
{
	bool theirs = w->model->kinds[task->kind].project || w->model->handoff_count > 0;
	return !theirs && task->work == WORK_STATION && task->quantity.form == EXPR_ABSENT && task->time.form == EXPR_DRAW
		&& task->time.variate.type == variate_exponential;
}

static unsigned traits_of(const struct world *w, const struct task *task, struct outline *outline)
{
	bool freely = task->chance.form == EXPR_ABSENT && task->take_station == NONE && !task->decision && !w->trail_at;
	unsigned traits = 0, plain = TASK_ONLY_WORK | TASK_ONE_WAY;
	if (freely && task->work == WORK_STATION)
		traits |= TASK_STRAIGHT_IN;
	if (freely && task->work == WORK_NOTHING && !kind_has_agenda(&w->model->kinds[task->kind]))
		traits |= TASK_NO_WORK;
	if (task->counts_visit)
		traits |= TASK_VISIT;
	if (task->sets.count == 0 && task->give.count == 0 && task->start_kind == NONE && task->cost.form == EXPR_ABSENT
		&& task->cost_of_work.form == EXPR_ABSENT && !task->decision)
		traits |= TASK_ONLY_WORK;
	if (goes_one_way(task, outline))
		traits |= TASK_ONE_WAY;
	if ((traits & plain) == plain && task->pass_slot == NONE && outline->after == TO_END)
		traits |= TASK_LAST;
	if (takes_exponential_time(w, task))
		traits |= TASK_EXPONENTIAL;
	return traits;
}

void outline_tasks(struct world *w)
{
	for (uint32_t t = 0; t < w->model->task_count; t++) {
		const struct task *task = &w->model->tasks[t];
		uint64_t source = w->model->kinds[task->kind].hash;
		address_words(&w->words[t].time, w->order, source, task->luck_time);
		address_words(&w->words[t].chance, w->order, source, task->luck_chance);
		address_words(&w->words[t].rework, w->order, source, task->luck_rework);
		address_words(&w->words[t].next, w->order, source, task->luck_next);
		struct outline *outline = &w->outlines[t];
		*outline = (struct outline){ .station = task->station, .pass_slot = task->pass_slot };
		make_ways(w, task, &outline->ways);
		outline->traits = traits_of(w, task, outline) & ~(w->trace_at || w->trail_at ? TASK_LAST : 0u);
		if (outline->traits & TASK_EXPONENTIAL)
			outline->mean = task->time.variate.p[0];
	}
}
