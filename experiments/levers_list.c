/* What is tried by itself: one standard change of everything in the model that has a number to change. What cannot be said by a path (a
   step whose name is not its own, arrivals from a file) is left out without a word. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "models/project.h"
#include "levers.h"

static const struct lever_scaling tenth_less = { "0.9 * (", ")", 0.9 }, tenth_more = { "(", ") / 0.9", 1.0 / 0.9 };
static const struct lever_scaling half = { "0.5 * (", ")", 0.5 }, twice = { "2 * (", ")", 2.0 };

/* --- paths and values -------------------------------------------------------------------------------------------------------------- */

const char *lever_step_path(const struct levers *levers, const struct task *task)
{
	const struct kind *kind = &levers->model->kinds[task->kind];
	const struct project_task *planned = kind->project ? &kind->project->tasks[task - levers->model->tasks - kind->task_first] : NULL;
	if (planned && planned->plans)
		return arena_format(levers->arena, "work.%s.stages.%s.plan", kind->name, kind->project->stages[planned->stage].name);
	return arena_format(levers->arena, "work.%s.%s.%s", kind->name, planned ? "project" : kind->case_plan ? "case" : "process", task->name);
}

static bool is_visit(const struct levers *levers, const struct task *task, uint32_t station)
{
	return task->work == WORK_STATION && task->station == station && !levers->model->kinds[task->kind].hidden;
}

/* The first step that is done there; NULL: none, or repairs only. */
static const struct task *visitor(const struct levers *levers, uint32_t station)
{
	const struct model *model = levers->model;
	for (uint32_t t = 0; t < model->task_count; t++)
		if (is_visit(levers, &model->tasks[t], station))
			return &model->tasks[t];
	return NULL;
}

/* Where a station's own values stand: in its group, or in the step that it belongs to. NULL: nowhere, or nobody comes there. */
static const char *place_path(const struct levers *levers, uint32_t s)
{
	const struct station *station = &levers->model->stations[s];
	const struct task *task = station->keeps ? NULL : visitor(levers, s);
	if (!task)
		return NULL;
	return station->hidden ? lever_step_path(levers, task) : arena_format(levers->arena, "stations.%s", station->name);
}

static const char *subject_of(const struct levers *levers, uint32_t s)
{
	const struct station *station = &levers->model->stations[s];
	return station->hidden ? visitor(levers, s)->name : station->name;
}

/* A step without a title is called by the station where it is done. */
static const char *step_title(const struct levers *levers, const struct task *task)
{
	bool titled = task->node->type == NODE_GROUP && node_child(task->node, "title");
	return titled || task->work != WORK_STATION ? task->title : levers->model->stations[task->station].title;
}

static const char *scaled(const struct levers *levers, const struct node *node, const struct lever_scaling *scaling)
{
	char *end = NULL;
	double number = node->type == NODE_NUMBER ? node->number : node->text ? strtod(node->text, &end) : NAN;
	if (node->type == NODE_NUMBER || (end && end != node->text && *end == '\0'))
		return arena_format(levers->arena, "%.12g", scaling->factor * number);
	return node->text ? arena_format(levers->arena, "%s%s%s", scaling->before, node->text, scaling->after) : NULL;
}

void lever_scale(struct levers *levers, struct lever *lever, const char *path, const struct node *group, const char *key,
	const struct lever_scaling *scaling)
{
	const struct node *node = group && group->type == NODE_GROUP ? node_child(group, key) : NULL;
	const char *value = node ? scaled(levers, node, scaling) : NULL;
	if (value)
		lever_set(levers, lever, arena_format(levers->arena, "%s.%s", path, key), value);
}

void lever_drop_empty(struct levers *levers)
{
	if (levers->list[levers->count - 1].set_count == 0)
		levers->count--;
}

/* --- managerial: more of what there is --------------------------------------------------------------------------------------------- */

static bool has_price(const struct cost_rates *rates)
{
	return rates->paid > 0.0 || rates->busy > 0.0 || rates->use > 0.0;
}

static void add_machine(struct levers *levers, uint32_t s, const char *path)
{
	const struct station *station = &levers->model->stations[s];
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "%s.machines", path));
	lever->title = arena_format(levers->arena, "%u machines instead of %u at %s", station->machines + 1u, station->machines, station->title);
	lever->brief = arena_format(levers->arena, "%s +1 machine", station->title);
	lever->station = s;
	lever->priced = has_price(&station->costs);
	lever_about(levers, lever, subject_of(levers, s));
	lever_set(levers, lever, lever->name, arena_format(levers->arena, "%u", station->machines + 1u));
}

static void add_room(struct levers *levers, uint32_t s, const char *path)
{
	const struct station *station = &levers->model->stations[s];
	uint32_t more = station->limit + (station->limit > 1 ? (station->limit + 1) / 2 : 1);
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "%s.queue.limit", path));
	lever->title = arena_format(levers->arena, "room for %u instead of %u to wait at %s", more, station->limit, station->title);
	lever->brief = arena_format(levers->arena, "%s: room for %u", station->title, more);
	lever_about(levers, lever, subject_of(levers, s));
	lever_set(levers, lever, lever->name, arena_format(levers->arena, "%u", more));
}

static void add_unit(struct levers *levers, uint32_t r)
{
	const struct resource *resource = &levers->model->resources[r];
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, arena_format(levers->arena, "resources.%s.number", resource->name));
	lever->title = arena_format(levers->arena, "%u %s instead of %u", resource->number + 1u, resource->title, resource->number);
	lever->brief = arena_format(levers->arena, "%s +1", resource->title);
	lever->resource = r;
	lever->priced = has_price(&resource->costs);
	lever_about(levers, lever, resource->name);
	lever_set(levers, lever, lever->name, arena_format(levers->arena, "%u", resource->number + 1u));
}

/* One more on one of the shifts. */
static void add_to_shift(struct levers *levers, uint32_t r, const struct node *shift)
{
	const struct resource *resource = &levers->model->resources[r];
	const struct node *hours = node_child(shift, "hours"), *number = node_child(shift, "number");
	if (!hours || !hours->text || (number && !number->text))
		return;
	const char *name = arena_format(levers->arena, "resources.%s.shifts.%s.number", resource->name, hours->text);
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, name);
	lever->title = arena_format(levers->arena, "one more of %s on %s", resource->title, hours->text);
	lever->brief = arena_format(levers->arena, "%s +1, %s", resource->title, hours->text);
	lever->resource = r;
	lever->priced = has_price(&resource->costs);
	lever_about(levers, lever, resource->name);
	lever_set(levers, lever, name, number && number->type == NODE_NUMBER ? arena_format(levers->arena, "%.0f", number->number + 1.0) :
		number ? arena_format(levers->arena, "(%s) + 1", number->text) : "2");
}

/* Who works in the hours that a text says. */
struct hours_user {
	const char *path;            /* of its hours */
	const char *name, *title;
	const struct node *node;     /* what is written there */
	bool priced, taken;
};

static size_t list_hours(const struct levers *levers, struct hours_user *users)
{
	const struct model *model = levers->model;
	size_t count = 0;
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct resource *resource = &model->resources[r];
		const struct node *hours = node_child(resource->node, "calendar");
		if (hours && hours->text)
			users[count++] = (struct hours_user){ arena_format(levers->arena, "resources.%s.calendar", resource->name), resource->name,
				resource->title, hours, has_price(&resource->costs), false };
	}
	for (uint32_t s = 0; s < model->named_stations; s++) {
		const struct station *station = &model->stations[s];
		const struct node *hours = node_child(station->node, "calendar");
		if (hours && hours->text && visitor(levers, s))
			users[count++] = (struct hours_user){ arena_format(levers->arena, "stations.%s.calendar", station->name), station->name,
				station->title, hours, has_price(&station->costs), false };
	}
	return count;
}

/* All who work in the same hours get the hour together. It is written at each of them, so that arrivals and promises keep theirs; a
   calendar with exceptions has no other place than its own, and is changed there. */
static void add_hour(struct levers *levers, struct hours_user *users, size_t count, size_t first)
{
	const char *text = users[first].node->text, *longer = lever_longer_hours(levers, users[first].node);
	const struct node *calendar = lever_calendar(levers, text);
	bool there = calendar && calendar->type == NODE_GROUP && node_child(calendar, "except");
	if (!longer)
		return;
	const char *name = calendar ? arena_format(levers->arena, "calendars.%s", text) : users[first].path;
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, name);
	const char *whose = calendar ? text : users[first].title;
	lever->title = arena_format(levers->arena, "one more hour each day in %s%s", calendar ? "the calendar " : "the hours of ", whose);
	lever->brief = arena_format(levers->arena, "%s +1 hour", whose);
	lever_about(levers, lever, calendar ? text : users[first].name);
	for (size_t i = first; i < count; i++) {
		if (strcmp(users[i].node->text, text) != 0)
			continue;
		users[i].taken = true;
		lever->priced |= users[i].priced;
		lever_concerns(levers, lever, users[i].name);
		if (!there)
			lever_set(levers, lever, users[i].path, longer);
	}
	if (there)
		lever_set(levers, lever, arena_format(levers->arena, "calendars.%s.hours", text), longer);
}

static void add_hours(struct levers *levers)
{
	const struct model *model = levers->model;
	struct hours_user *users = arena_take(levers->arena, model->resource_count + model->station_count + 1u, sizeof *users);
	size_t count = list_hours(levers, users);
	for (size_t i = 0; i < count; i++)
		if (!users[i].taken)
			add_hour(levers, users, count, i);
}

/* A shift of some of a resource's, one hour longer. */
static void add_shift_hour(struct levers *levers, uint32_t r, const struct node *shift)
{
	const struct resource *resource = &levers->model->resources[r];
	const struct node *hours = node_child(shift, "hours");
	const char *longer = hours ? lever_longer_hours(levers, hours) : NULL;
	if (!longer)
		return;
	const char *name = arena_format(levers->arena, "resources.%s.shifts.%s.hours", resource->name, hours->text);
	struct lever *lever = lever_add(levers, LEVER_MANAGERIAL, name);
	lever->title = arena_format(levers->arena, "one more hour each day for the %s of %s", resource->title, hours->text);
	lever->brief = arena_format(levers->arena, "%s +1 hour, %s", resource->title, hours->text);
	lever->priced = has_price(&resource->costs);
	lever_about(levers, lever, resource->name);
	lever_set(levers, lever, name, longer);
}

static void list_managerial(struct levers *levers)
{
	const struct model *model = levers->model;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const char *path = place_path(levers, s);
		if (path && model->stations[s].machines != UNLIMITED)
			add_machine(levers, s, path);
	}
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct node *shifts = node_child(model->resources[r].node, "shifts");
		if (!shifts)
			add_unit(levers, r);
		for (const struct node *shift = shifts ? shifts->first : NULL; shift; shift = shift->next) {
			add_to_shift(levers, r, shift);
			add_shift_hour(levers, r, shift);
		}
	}
	add_hours(levers);
	for (uint32_t s = 0; s < model->station_count; s++) {
		const char *path = place_path(levers, s);
		if (path && model->stations[s].limit != UNLIMITED)
			add_room(levers, s, path);
	}
}

/* --- engineering: less time, less rework, fewer failures --------------------------------------------------------------------------- */

/* " of Rolls" where other kinds of work have a step that is called the same; else "". */
static const char *whose(const struct levers *levers, const struct task *task)
{
	const struct model *model = levers->model;
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *other = &model->tasks[t];
		if (other->kind != task->kind && !model->kinds[other->kind].hidden && strcmp(step_title(levers, other), step_title(levers, task)) == 0)
			return arena_format(levers->arena, " of %s", model->kinds[task->kind].title);
	}
	return "";
}

/* The station's own time, and the times that its steps say in place of it. */
static void add_time(struct levers *levers, uint32_t s, const char *path)
{
	const struct model *model = levers->model;
	const struct station *station = &model->stations[s];
	struct lever *lever = lever_add(levers, LEVER_ENGINEERING, arena_format(levers->arena, "%s.time", path));
	const struct task *visit = visitor(levers, s);
	const bool task_of_plan = station->hidden && kind_has_agenda(&model->kinds[visit->kind]);
	const char *of = station->hidden ? whose(levers, visit) : "";
	lever->title = arena_format(levers->arena, "10 %% less time %s %s%s", task_of_plan ? "for" : "at", station->title, of);
	lever->brief = arena_format(levers->arena, "%s%s −10 %% time", station->title, of);
	lever_about(levers, lever, subject_of(levers, s));
	if (!station->hidden)
		lever_scale(levers, lever, path, station->node, "time", &tenth_less);
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *task = &model->tasks[t];
		if (!is_visit(levers, task, s))
			continue;
		lever_scale(levers, lever, lever_step_path(levers, task), task->node, "time", &tenth_less);
		lever_scale(levers, lever, lever_step_path(levers, task), task->node, "norm", &tenth_more);
	}
	lever_drop_empty(levers);
}

static void add_step(struct levers *levers, const struct task *task, const char *key, const struct node *group, const char *inside,
	const struct lever_scaling *scaling, const char *title, const char *brief)
{
	const char *path = arena_format(levers->arena, "%s%s", lever_step_path(levers, task), inside);
	struct lever *lever = lever_add(levers, LEVER_ENGINEERING, arena_format(levers->arena, "%s.%s", path, key));
	lever->title = arena_format(levers->arena, "%s %s%s", title, step_title(levers, task), whose(levers, task));
	lever->brief = arena_format(levers->arena, "%s%s: %s", step_title(levers, task), whose(levers, task), brief);
	lever_about(levers, lever, task->name);
	lever_about(levers, lever, levers->model->kinds[task->kind].name);
	lever_scale(levers, lever, path, group, key, scaling);
	lever_drop_empty(levers);
}

/* Planned waits, rework and scrap. */
static void list_steps(struct levers *levers)
{
	const struct model *model = levers->model;
	for (uint32_t t = 0; t < model->task_count; t++) {
		const struct task *task = &model->tasks[t];
		if (model->kinds[task->kind].hidden || !task->node || task->node->type != NODE_GROUP)
			continue;
		if (task->work == WORK_WAIT)
			add_step(levers, task, "wait", task->node, "", &tenth_less, "10 % less time for", "−10 % time");
		add_step(levers, task, "chance", node_child(task->node, "rework"), ".rework", &half, "half the rework after", "half the rework");
		const struct node *affects = node_child(task->node, "affected_by");
		for (const struct node *by = affects ? affects->first : NULL; by; by = by->next)
			add_step(levers, task, "chance", by, arena_format(levers->arena, ".affected_by.%s", by->name), &half, "half the repeats of",
				"half the repeats");
		const struct node *next = node_child(task->node, "next");
		for (const struct node *way = next ? next->first : NULL; way; way = way->next) {
			const struct node *to = node_child(way, "to");
			if (to && to->text && strcmp(to->text, "scrap") == 0)
				add_step(levers, task, "chance", way, ".next.scrap", &half, "half the scrap after", "half the scrap");
		}
	}
}

static void add_part(struct levers *levers, const char *path, const char *subject, const char *title, const struct node *node,
	const char *group, const char *key, const struct lever_scaling *scaling, const char *brief)
{
	const char *inside = arena_format(levers->arena, "%s.%s", path, group);
	struct lever *lever = lever_add(levers, LEVER_ENGINEERING, arena_format(levers->arena, "%s.%s", inside, key));
	lever->title = arena_format(levers->arena, "%s at %s", brief, title);
	lever->brief = arena_format(levers->arena, "%s: %s", title, brief);
	lever_about(levers, lever, subject);
	lever_scale(levers, lever, inside, node_child(node, group), key, scaling);
	lever_drop_empty(levers);
}

static void list_engineering(struct levers *levers)
{
	const struct model *model = levers->model;
	for (uint32_t s = 0; s < model->station_count; s++) {
		const char *path = place_path(levers, s);
		if (path)
			add_time(levers, s, path);
	}
	list_steps(levers);
	for (uint32_t s = 0; s < model->named_stations; s++) {
		const struct station *station = &model->stations[s];
		const char *path = place_path(levers, s);
		if (!path)
			continue;
		add_part(levers, path, station->name, station->title, station->node, "setup", "time", &half, "half the set-up");
		add_part(levers, path, station->name, station->title, station->node, "fails", "every", &twice, "half the failures");
		add_part(levers, path, station->name, station->title, station->node, "fails", "repair", &half, "half repair time");
	}
	for (uint32_t r = 0; r < model->resource_count; r++) {
		const struct resource *resource = &model->resources[r];
		const char *path = arena_format(levers->arena, "resources.%s", resource->name);
		add_part(levers, path, resource->name, resource->title, resource->node, "fails", "every", &twice, "half the failures");
		add_part(levers, path, resource->name, resource->title, resource->node, "fails", "repair", &half, "half repair time");
	}
}

/* --- entrepreneurial: what is offered to whom -------------------------------------------------------------------------------------- */

/* "( 0.9, "0.9 * (2 * volume)" )" */
static const char *scaled_list(const struct levers *levers, const struct node *list)
{
	const char *text = "";
	for (const struct node *node = list->first; node; node = node->next) {
		const char *value = scaled(levers, node, &tenth_less);
		if (!value)
			return NULL;
		text = arena_format(levers->arena, "%s%s\"%s\"", text, *text ? ", " : "", value);
	}
	return arena_format(levers->arena, "( %s )", text);
}

static void add_demand(struct levers *levers, const struct kind *kind)
{
	const struct node *arrive = node_child(kind->node, "arrive");
	const char *path = arena_format(levers->arena, "work.%s.arrive", kind->name);
	uint32_t fewer = kind->source.keep - (kind->source.keep + 9) / 10;
	if (!arrive)
		return;
	struct lever *lever = lever_add(levers, LEVER_ENTREPRENEURIAL, path);
	lever->title = arena_format(levers->arena, "10 %% less demand for %s", kind->title);
	lever->brief = arena_format(levers->arena, "%s −10 %% demand", kind->title);
	lever->priced = true;
	lever_about(levers, lever, kind->name);
	if (kind->source.how == ARRIVE_EVERY) {
		lever_scale(levers, lever, path, arrive, "every", &tenth_more);
	} else if (kind->source.how == ARRIVE_RATES) {
		const struct node *group = node_child(arrive, "rates"), *rates = group ? node_child(group, "per_hour") : NULL;
		const char *value = !rates ? NULL : rates->type == NODE_LIST ? scaled_list(levers, rates) : scaled(levers, rates, &tenth_less);
		if (value)
			lever_set(levers, lever, arena_format(levers->arena, "%s.rates.per_hour", path), value);
	} else if (kind->source.how == ARRIVE_KEEP && fewer > 0) {
		lever->title = arena_format(levers->arena, "%u instead of %u %s in the system", fewer, kind->source.keep, kind->title);
		lever->brief = arena_format(levers->arena, "%s: %u, not %u", kind->title, fewer, kind->source.keep);
		lever_set(levers, lever, arena_format(levers->arena, "%s.keep", path), arena_format(levers->arena, "%u", fewer));
	}
	lever_drop_empty(levers);
}

static bool asks(const struct amounts *amounts, const struct amounts *others)
{
	for (uint32_t i = 0; i < amounts->count; i++)
		for (uint32_t k = 0; k < others->count; k++)
			if (amounts->list[i].resource == others->list[k].resource)
				return true;
	return false;
}

/* Whether a kind's priority can matter between two steps: they meet in a queue that goes by it, or want the same people. */
static bool meet(const struct model *model, const struct task *a, const struct task *b)
{
	if (a->work != WORK_STATION || b->work != WORK_STATION)
		return false;
	const struct station *x = &model->stations[a->station], *y = &model->stations[b->station];
	if (x == y)
		return x->order == ORDER_KEY && x->key_kind == KEY_PRIORITY;
	return asks(&x->needs, &y->needs) || asks(&x->needs, &y->one_of) || asks(&x->one_of, &y->needs) || asks(&x->one_of, &y->one_of);
}

static bool kinds_meet(const struct model *model, uint32_t kind, uint32_t other)
{
	for (uint32_t t = 0; t < model->task_count; t++)
		for (uint32_t u = 0; model->tasks[t].kind == kind && u < model->task_count; u++)
			if (model->tasks[u].kind == other && meet(model, &model->tasks[t], &model->tasks[u]))
				return true;
	return false;
}

/* Whether it meets other work that does not stand back for it already. */
static bool may_go_first(const struct model *model, uint32_t kind)
{
	const struct expr *own = &model->kinds[kind].priority;
	for (uint32_t i = 0; i < model->kind_count; i++) {
		bool first = own->form == EXPR_CONSTANT && own->value < expr_lowest(&model->kinds[i].priority);
		if (i != kind && !model->kinds[i].hidden && !first && kinds_meet(model, kind, i))
			return true;
	}
	return false;
}

#define BEFORE_ALL "1000"    /* nobody has so many classes of priority */

static void add_priority(struct levers *levers, uint32_t k)
{
	const struct kind *kind = &levers->model->kinds[k];
	const struct node *priority = node_child(kind->node, "priority");
	const char *text = priority && priority->text ? priority->text : "0";
	struct lever *lever = lever_add(levers, LEVER_ENTREPRENEURIAL, arena_format(levers->arena, "work.%s.priority", kind->name));
	lever->title = arena_format(levers->arena, "%s before all other work", kind->title);
	lever->brief = arena_format(levers->arena, "%s first", kind->title);
	lever->priced = true;
	lever_about(levers, lever, kind->name);
	lever_set(levers, lever, lever->name, arena_format(levers->arena, "(%s) - " BEFORE_ALL, text));
}

static void add_order(struct levers *levers, uint32_t s)
{
	const struct station *station = &levers->model->stations[s];
	const char *path = place_path(levers, s);
	if (!path || (station->order == ORDER_KEY && station->key_kind == KEY_SHORTEST))
		return;
	struct lever *lever = lever_add(levers, LEVER_ENTREPRENEURIAL, arena_format(levers->arena, "%s.queue.order", path));
	lever->title = arena_format(levers->arena, "the shortest work first at %s", station->title);
	lever->brief = arena_format(levers->arena, "%s: shortest first", station->title);
	lever->priced = true;
	lever_about(levers, lever, subject_of(levers, s));
	lever_set(levers, lever, lever->name, "shortest");
}

void levers_list(struct levers *levers, uint32_t longest)
{
	const struct model *model = levers->model;
	bool ranked = false;
	list_managerial(levers);
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (model->kinds[k].project)
			levers_list_plan(levers, &model->kinds[k]);
	levers_list_decisions(levers);
	list_engineering(levers);
	for (uint32_t k = 0; k < model->kind_count; k++)
		if (!model->kinds[k].hidden)
			add_demand(levers, &model->kinds[k]);
	for (uint32_t k = 0; k < model->kind_count; k++)
		ranked |= !model->kinds[k].hidden && node_child(model->kinds[k].node, "priority");
	for (uint32_t k = 0; k < model->kind_count && ranked; k++)
		if (!model->kinds[k].hidden && may_go_first(model, k))
			add_priority(levers, k);
	if (longest != NONE)
		add_order(levers, longest);
}
