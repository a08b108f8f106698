/* Which causes there can be, in the order in which they are reported; and where the engine keeps the time of each. An item has a
   number for each cause that no other field of it says: `worked` says the work, and where all queues wait for one and the same
   thing, `waited` says that. */
#include "cause.h"

#include "case_plan.h"
#include "handoff.h"
#include "project.h"

struct word {
	const char *name, *words;
};

static const struct word words[CAUSE_RESOURCE] = {
	[CAUSE_WORKING] = { "working", "being worked on" },
	[CAUSE_REWORK] = { "rework", "rework" },
	[CAUSE_SETUP] = { "setup", "set-ups" },
	[CAUSE_MACHINE] = { "wait.machine", "waiting for a machine" },
	[CAUSE_SHIFT] = { "wait.shift", "waiting for the next shift" },
	[CAUSE_REPAIR] = { "wait.repair", "waiting for a repair" },
	[CAUSE_PREEMPTED] = { "preempted", "waiting for more urgent work" },
	[CAUSE_BLOCKED] = { "blocked", "waiting for room further on" },
	[CAUSE_BATCH] = { "batch", "waiting for its batch" },
	[CAUSE_PARTNER] = { "partner", "waiting for what it started" },
	[CAUSE_PLANNED] = { "planned", "planned waits" },
	[CAUSE_EVENT] = { "wait.event", "waiting for events" },
	[CAUSE_DECISION] = { "wait.decision", "waiting for a decision" },
	[CAUSE_HANDOFF] = { "handoff", "being handed over" },
};

/* The causes in the order of reports: those before the resources, these in the order of the file, those after them. */
static const enum cause before[] = { CAUSE_WORKING, CAUSE_REWORK, CAUSE_SETUP, CAUSE_MACHINE };
static const enum cause after[] = { CAUSE_SHIFT, CAUSE_REPAIR, CAUSE_PREEMPTED, CAUSE_BLOCKED, CAUSE_BATCH, CAUSE_DECISION, CAUSE_HANDOFF,
	CAUSE_PARTNER, CAUSE_EVENT, CAUSE_PLANNED };

#define COUNT_OF(array) (sizeof (array) / sizeof (array)[0])

static uint32_t count_all(const struct model *model)
{
	return CAUSE_RESOURCE + model->resource_count;
}

/* A list in the order of reports of those that are marked in `can`. */
static const uint16_t *list_of(const struct model *model, const bool *can, uint32_t *count)
{
	uint16_t *list = arena_take(model->arena, count_all(model), sizeof *list);
	*count = 0;
	for (size_t i = 0; i < COUNT_OF(before); i++)
		if (can[before[i]])
			list[(*count)++] = (uint16_t)before[i];
	for (uint32_t cause = CAUSE_RESOURCE; cause < count_all(model); cause++)
		if (can[cause])
			list[(*count)++] = (uint16_t)cause;
	for (size_t i = 0; i < COUNT_OF(after); i++)
		if (can[after[i]])
			list[(*count)++] = (uint16_t)after[i];
	return list;
}

/* --- what a station's queue may wait for -------------------------------------------------------------------------------------- */

static bool fails(const struct fails *fails)
{
	return fails->every.form != EXPR_ABSENT;
}

static bool may_be_away(const struct resource *resource)
{
	return resource->calendar || resource->number == 0;
}

/* Of alternatives the first has the name; there is nobody on shift where they all are away. */
static void mark_choice(const struct model *model, const struct amounts *one_of, bool *can)
{
	bool all = one_of->count > 0;
	for (uint32_t i = 0; i < one_of->count; i++)
		all &= may_be_away(&model->resources[one_of->list[i].resource]);
	can[CAUSE_SHIFT] |= all;
	if (one_of->count == 0)
		return;
	can[CAUSE_RESOURCE + one_of->list[0].resource] = true;
	can[CAUSE_REPAIR] |= fails(&model->resources[one_of->list[0].resource].fails);
}

static void mark_queue(const struct model *model, const struct station *station, bool *can)
{
	for (uint32_t i = 0; i < station->needs.count; i++) {
		const struct resource *resource = &model->resources[station->needs.list[i].resource];
		can[CAUSE_RESOURCE + station->needs.list[i].resource] = true;
		can[CAUSE_SHIFT] |= may_be_away(resource);
		can[CAUSE_REPAIR] |= fails(&resource->fails);
	}
	mark_choice(model, &station->one_of, can);
	can[CAUSE_MACHINE] |= station->machines != UNLIMITED;
	can[CAUSE_SHIFT] |= station->calendar != NULL;
	can[CAUSE_REPAIR] |= fails(&station->fails);
	can[CAUSE_PREEMPTED] |= station->preempt != PREEMPT_NO;
	can[CAUSE_BATCH] |= station->batch_size > 1;
	can[CAUSE_DECISION] |= station->meets;
}

/* --- what may befall a kind of work ------------------------------------------------------------------------------------------- */

/* Beside its queue: an item may stand in front of it, and its work may be stopped. */
static void mark_station(const struct model *model, const struct station *station, bool *can)
{
	mark_queue(model, station, can);
	can[CAUSE_BLOCKED] |= station->limit != UNLIMITED && station->when_full == FULL_BLOCK;
	for (uint32_t i = 0; i < station->one_of.count; i++) {
		const struct resource *resource = &model->resources[station->one_of.list[i].resource];
		can[CAUSE_SHIFT] |= resource->pauses;
		can[CAUSE_REPAIR] |= fails(&resource->fails);
	}
}

/* In a batch, an item is set up for with the others. */
static void mark_visit(const struct model *model, uint32_t index, const struct expr *setup, bool *can)
{
	const struct station *station = &model->stations[index];
	mark_station(model, station, can);
	can[CAUSE_SETUP] |= setup->form != EXPR_ABSENT || (station->setup_on != SETUP_NEVER && station->batch_size > 1);
}

static void mark_visits(const struct model *model, const struct task *task, bool *can)
{
	if (task->work == WORK_STATION)
		mark_visit(model, task->station, &task->setup, can);
	for (uint32_t i = 0; i < task->elsewhere_count; i++)
		mark_visit(model, task->elsewhere[i].station, &task->elsewhere[i].setup, can);
}

/* Whatever is waited for before a decision begins is the decision; what may befall it then is what may befall any work. */
static void mark_decision(const struct model *model, const struct task *task, bool *can)
{
	static const enum cause in_hand[] = { CAUSE_SETUP, CAUSE_SHIFT, CAUSE_REPAIR, CAUSE_PREEMPTED };
	bool *there = arena_take(model->arena, count_all(model), sizeof *there);
	mark_visits(model, task, there);
	for (size_t i = 0; i < COUNT_OF(in_hand); i++)
		can[in_hand[i]] |= there[in_hand[i]];
	can[CAUSE_DECISION] = true;
}

static void mark_task(const struct model *model, const struct task *task, bool *can)
{
	if (task->take_station != NONE)
		mark_station(model, &model->stations[task->take_station], can);
	if (task->decision)
		mark_decision(model, task, can);
	else
		mark_visits(model, task, can);
	can[CAUSE_REWORK] |= task->rework_to != NONE;
	can[CAUSE_PARTNER] |= task->start_kind != NONE && task->start_wait;
	can[CAUSE_PLANNED] |= task->work == WORK_WAIT && !task->decision;
}

/* Lags and dates are waited for, and the ends of others that a task may not end before. */
static void mark_project(const struct project *project, bool *can)
{
	for (uint32_t i = 0; i < project->link_count; i++) {
		can[CAUSE_PLANNED] |= project->links[i].lag.form != EXPR_ABSENT;
		can[CAUSE_PARTNER] |= project->links[i].how == LINK_FINISH_FINISH;
	}
	can[CAUSE_PARTNER] |= project->changes;
	for (uint32_t t = 0; t < project->task_count; t++) {
		can[CAUSE_PLANNED] |= moment_said(&project->tasks[t].not_before);
		can[CAUSE_REWORK] |= project->tasks[t].repeats;
	}
}

/* Whoever comes after an event has waited for it. */
static void mark_case(const struct case_plan *plan, bool *can)
{
	for (uint32_t m = 0; m < plan->member_count; m++)
		can[CAUSE_EVENT] |= plan->members[m].sort == MEMBER_EVENT;
}

static void mark_handoffs(const struct model *model, uint32_t kind, bool *can)
{
	for (uint32_t from = 0; from < model->team_count; from++)
		for (uint32_t to = 0; to < model->team_count; to++) {
			const struct handoff *handoff = handoff_between(model, from, to);
			can[CAUSE_HANDOFF] |= handoff && handoff->delay.form != EXPR_ABSENT && handoff_may_be(model, kind, from, to);
		}
	can[CAUSE_REWORK] |= handoff_may_lose(model, kind);
}

/* Every kind has `working`, so that something is told of each. */
static void mark_kind(const struct model *model, const struct kind *kind, bool *can)
{
	can[CAUSE_WORKING] = true;
	for (uint32_t t = kind->task_first; t < kind->task_first + kind->task_count; t++)
		mark_task(model, &model->tasks[t], can);
	mark_handoffs(model, (uint32_t)(kind - model->kinds), can);
	if (kind->project)
		mark_project(kind->project, can);
	if (kind->case_plan)
		mark_case(kind->case_plan, can);
}

/* --- where the time is kept --------------------------------------------------------------------------------------------------- */

static bool has(const uint16_t *causes, uint32_t count, uint32_t cause)
{
	for (uint32_t i = 0; i < count; i++)
		if (causes[i] == cause)
			return true;
	return false;
}

/* Whether time in queues, and nothing but that, is charged to it. */
static bool is_of_queues(uint32_t cause)
{
	return cause == CAUSE_MACHINE || cause == CAUSE_BATCH || cause >= CAUSE_RESOURCE;
}

/* What all queues wait for, up to the first start: NONE where that is not always the same thing, or work is also stopped for it. */
static uint32_t find_waited(const struct model *model, const struct kind *kinds)
{
	bool *can = arena_take(model->arena, count_all(model), sizeof *can);
	for (uint32_t k = 0; k < model->kind_count; k++)
		for (uint32_t i = 0; i < kinds[k].cause_count; i++)
			can[kinds[k].causes[i]] |= !kinds[k].hidden;
	uint32_t found = NONE;
	for (uint32_t cause = 0; cause < count_all(model); cause++) {
		bool waits = is_of_queues(cause) || cause == CAUSE_SHIFT || cause == CAUSE_REPAIR || cause == CAUSE_DECISION;
		if (!can[cause] || !waits)
			continue;
		if (found != NONE || !is_of_queues(cause))
			return NONE;
		found = cause;
	}
	return found;
}

static void lay_out(struct model *model, const struct kind *kinds)
{
	uint32_t *slots = arena_take(model->arena, count_all(model), sizeof *slots);
	model->ledger.waited = find_waited(model, kinds);
	for (uint32_t cause = 0; cause < count_all(model); cause++) {
		bool kept = false;
		for (uint32_t k = 0; k < model->kind_count; k++)
			kept |= !kinds[k].hidden && has(kinds[k].causes, kinds[k].cause_count, cause);
		kept &= cause != CAUSE_WORKING && cause != model->ledger.waited;
		slots[cause] = kept ? model->ledger.slot_count++ : NONE;
	}
	model->ledger.slots = slots;
}

/* --- names -------------------------------------------------------------------------------------------------------------------- */

/* In a plan that starts no other work it is the ends of its own tasks, or changes on the way, that are waited for. */
static const char *partner_words(const struct model *model)
{
	for (uint32_t t = 0; t < model->task_count; t++)
		if (model->tasks[t].start_kind != NONE && model->tasks[t].start_wait)
			return words[CAUSE_PARTNER].words;
	return "waiting for other tasks";
}

/* No resource can be called `machine`, `shift` or `repair`: names are checked for that (schema.c). */
static void name_all(struct model *model)
{
	const char **names = arena_take(model->arena, count_all(model), sizeof *names);
	const char **texts = arena_take(model->arena, count_all(model), sizeof *texts);
	for (uint32_t cause = 0; cause < count_all(model); cause++) {
		const struct resource *resource = cause < CAUSE_RESOURCE ? NULL : &model->resources[cause - CAUSE_RESOURCE];
		names[cause] = resource ? arena_format(model->arena, "wait.%s", resource->name) : words[cause].name;
		texts[cause] = resource ? arena_format(model->arena, "waiting for %s", resource->title) : words[cause].words;
	}
	texts[CAUSE_PARTNER] = partner_words(model);
	model->ledger.names = names;
	model->ledger.words = texts;
}

const char *cause_name(const struct model *model, uint32_t cause)
{
	return model->ledger.names[cause];
}

const char *cause_words(const struct model *model, uint32_t cause)
{
	return model->ledger.words[cause];
}

void cause_find_all(struct model *model, struct station *stations, struct kind *kinds)
{
	for (uint32_t s = 0; s < model->station_count; s++) {
		bool *can = arena_take(model->arena, count_all(model), sizeof *can);
		mark_queue(model, &stations[s], can);
		stations[s].causes = list_of(model, can, &stations[s].cause_count);
	}
	for (uint32_t k = 0; k < model->kind_count; k++) {
		bool *can = arena_take(model->arena, count_all(model), sizeof *can);
		mark_kind(model, &kinds[k], can);
		kinds[k].causes = list_of(model, can, &kinds[k].cause_count);
	}
	name_all(model);
	lay_out(model, kinds);
}
