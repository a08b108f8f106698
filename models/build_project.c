/* What a plan says beside the work of its tasks: what comes before what, dates, checkpoints, costs of being early or late, and what comes
   back. Every part complains and goes on; the links are held together where all of them were understood. */
#include <math.h>
#include <string.h>
#include "build.h"

/* The plan of a kind while it grows. */
struct drawing {
	struct build *b;
	struct kind *kind;
	struct project *project;
	struct project_task *tasks;
	struct link *links;
	struct affect *affects;
	uint32_t link_room, affect_room;
};

bool build_any_project(const struct build *b)
{
	for (size_t k = 0; k < b->config.work.count; k++)
		if (((const struct kind_spec *)schema_member(&b->config.work, k))->project.count > 0)
			return true;
	return false;
}

static const struct task_spec *spec_of(const struct drawing *d, uint32_t position)
{
	return d->b->steps[d->kind->task_first + position].planned;
}

static const char *name_of(const struct drawing *d, uint32_t position)
{
	return d->b->tasks[d->kind->task_first + position].name;
}

/* The place in the plan of the task of this name; NONE after a complaint. */
static uint32_t find_task(struct drawing *d, const char *name, const struct node *node)
{
	const struct plan *plan = &d->b->plans[d->kind - d->b->kind_list];
	return build_find(d->b, &plan->tasks, name, node, arena_format(d->b->arena, "task of '%s'", d->kind->name));
}

/* --- Links --------------------------------------------------------------------------------------------------------------------- */

static enum link_how link_of(const struct node *word)
{
	const char *text = build_text(word);
	if (text && strcmp(text, "start-start") == 0)
		return LINK_START_START;
	return text && strcmp(text, "finish-finish") == 0 ? LINK_FINISH_FINISH : LINK_FINISH_START;
}

static struct link *new_link(struct drawing *d, struct link link)
{
	d->links = build_grow(d->b, d->links, d->project->link_count, &d->link_room, sizeof *d->links);
	d->links[d->project->link_count] = link;
	return &d->links[d->project->link_count++];
}

/* In a banded plan the order is that of the file, and what is needed has ended: nothing else says when a task begins. */
static void check_in_band(struct drawing *d, const struct link *link, const struct link_spec *spec)
{
	if (link->before > link->after)
		build_error(d->b, link->node, NULL, "'%s' comes after '%s', which is written behind it: with concurrency = \"banded\" tasks are "
			"worked on in the order written; move '%s' up", name_of(d, link->after), name_of(d, link->before), name_of(d, link->before));
	if (link->how != LINK_FINISH_START || spec->lag)
		build_error(d->b, spec->lag ? spec->lag : spec->link, NULL, "with concurrency = \"banded\" a task waits for the ends of those that it "
			"needs, and for nothing else: leave this out, or use concurrency = \"links\"");
}

static void add_link(struct drawing *d, uint32_t position, const struct node *node)
{
	const struct reading reading = { &d->b->plans[d->kind - d->b->kind_list], NONE,
		EXPR_ALLOW_FACTS | EXPR_ALLOW_STATE | EXPR_ALLOW_DRAWS };
	struct link_spec spec;
	if (schema_read(&link_schema, node, &spec, d->b->arena, d->b->problems) != 0 || !build_text(spec.task))
		return;
	uint32_t before = find_task(d, build_text(spec.task), node->type == NODE_TEXT ? node : spec.task);
	if (before == NONE)
		return;
	struct link *link = new_link(d, (struct link){ .before = before, .after = position, .how = link_of(spec.link), .node = node });
	if (d->project->banded)
		check_in_band(d, link, &spec);
	if (spec.lag)
		build_expr(d->b, &link->lag, spec.lag, UNIT_TIME, &reading);
	build_luck(d->b, &link->luck, arena_format(d->b->arena, "%s.after.%s", name_of(d, position), name_of(d, before)), "lag");
}

static void add_links(struct drawing *d, uint32_t position)
{
	const struct node *after = spec_of(d, position)->after;
	if (!after)
		return;
	if (after->type != NODE_LIST)
		add_link(d, position, after);
	for (const struct node *node = after->type == NODE_LIST ? after->first : NULL; node; node = node->next)
		add_link(d, position, node);
}

/* Where a link, or what comes back, is listed. */
static struct indexes *links_to(const struct drawing *d, uint32_t i)
{
	return &d->tasks[d->links[i].after].before;
}

static struct indexes *links_from(const struct drawing *d, uint32_t i)
{
	return &d->tasks[d->links[i].before].after;
}

static struct indexes *affects_of(const struct drawing *d, uint32_t i)
{
	return &d->tasks[d->affects[i].by].affects;
}

/* Fills these lists, which are empty, with 0 … count - 1 in order: first their lengths, then what is in them. */
static void fill_lists(const struct drawing *d, uint32_t count, struct indexes *(*list_of)(const struct drawing *d, uint32_t i))
{
	uint32_t *all = arena_take(d->b->arena, count + 1, sizeof *all), used = 0;
	for (uint32_t i = 0; i < count; i++)
		list_of(d, i)->count++;
	for (uint32_t i = 0; i < count; i++) {
		struct indexes *list = list_of(d, i);
		if (!list->list) {
			list->list = all + used;
			used += list->count;
			list->count = 0;
		}
		all[list->list - all + list->count++] = i;
	}
}

static const struct node *node_of_link(const struct drawing *d, uint32_t before, uint32_t after)
{
	for (uint32_t i = 0; i < d->project->link_count; i++)
		if (d->links[i].before == before && d->links[i].after == after)
			return d->links[i].node;
	return d->kind->node;
}

/* "walls -> roof -> walls", from the one that is written first. */
static void complain_of_circle(struct drawing *d, const uint32_t *circle, uint32_t length)
{
	uint32_t first = 0;
	for (uint32_t i = 1; i < length; i++)
		first = circle[i] < circle[first] ? i : first;
	const char *text = name_of(d, circle[first]);
	for (uint32_t i = 1; i <= length; i++)
		text = arena_format(d->b->arena, "%s -> %s", text, name_of(d, circle[(first + i) % length]));
	build_error(d->b, node_of_link(d, circle[(first + length - 1) % length], circle[first]), NULL,
		"these tasks wait for each other, so that none of them ever begins: %s. Take one out of the 'after' of another", text);
}

/* In the order of the stages nothing comes after what is later. */
static void complain_of_stages(struct drawing *d, const uint32_t *circle, uint32_t length)
{
	const struct stage *stage = NULL;
	const char *text = name_of(d, circle[0]);
	for (uint32_t i = 1; i <= length; i++)
		text = arena_format(d->b->arena, "%s -> %s", text, name_of(d, circle[i % length]));
	for (uint32_t i = 0; i < length; i++)
		stage = d->tasks[circle[i]].plans ? &d->project->stages[d->tasks[circle[i]].stage] : stage;
	build_error(d->b, stage->node, NULL,
		"stages come in the order written, and '%s' is planned once the stage before it begins, but a task of "
		"that comes after one of '%s': %s. Write the stages in the order of the work, or move a task to another one", stage->name,
		stage->name, text);
}

static bool has_planning(const struct drawing *d, const uint32_t *circle, uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
		if (d->tasks[circle[i]].plans)
			return true;
	return false;
}

static void order_tasks(struct drawing *d)
{
	struct project *project = d->project;
	struct arena *arena = d->b->arena;
	struct cpm_link *links = arena_take(arena, project->link_count + 1, sizeof *links);
	uint32_t *order = arena_take(arena, 2 * d->kind->task_count + 1, sizeof *order);
	uint32_t *circle = arena_take(arena, 2 * d->kind->task_count + 1, sizeof *circle);
	for (uint32_t i = 0; i < project->link_count; i++)
		links[i] = (struct cpm_link){ d->links[i].before, d->links[i].after, d->links[i].how, 0.0, i };
	uint32_t length = cpm_order(d->kind->task_count, links, project->link_count, order, circle, arena);
	if (length > 0)
		(has_planning(d, circle, length) ? complain_of_stages : complain_of_circle)(d, circle, length);
	project->order = order;
	project->walk = links;
}

/* --- Dates and costs ------------------------------------------------------------------------------------------------------------ */

static void build_moment(struct drawing *d, uint32_t position, struct moment *moment, const struct node *node, bool is_due)
{
	const struct reading reading = { &d->b->plans[d->kind - d->b->kind_list], d->kind->task_first + position, EXPR_ALLOW_FACTS };
	double time;
	*moment = (struct moment){ .date = NAN };
	if (node && build_is_date(node)) {
		if (build_date(d->b, node, is_due, &time) == 0)
			moment->date = time;
	} else if (node) {
		build_expr(d->b, &moment->time, node, UNIT_TIME, &reading);
	}
}

static void build_dates(struct drawing *d, uint32_t position)
{
	const struct task_spec *spec = spec_of(d, position);
	struct project_task *task = &d->tasks[position];
	build_moment(d, position, &task->not_before, spec->not_before, false);
	build_moment(d, position, &task->due, spec->due, true);
	if (task->not_before.date < 0.0)
		build_warning(d->b, spec->not_before, spec->not_before->text, "this has no effect: the run begins after it, at %s",
			d->b->model->start_text);
	if (task->due.date < 0.0)
		build_error(d->b, spec->due, spec->due->text, "'%s' is due before the run begins, at %s", name_of(d, position),
			d->b->model->start_text);
	task->checkpoint = build_is_true(spec->checkpoint);
	d->project->due |= moment_said(&task->due);
}

static void build_costs(struct drawing *d, uint32_t position)
{
	const struct task_spec *spec = spec_of(d, position);
	const struct reading reading = { &d->b->plans[d->kind - d->b->kind_list], d->kind->task_first + position, EXPR_ALLOW_FACTS };
	const struct node *cost = spec->late_cost_per_hour ? spec->late_cost_per_hour : spec->early_cost_per_hour;
	build_hourly_cost(d->b, &d->tasks[position].early_cost, spec->early_cost_per_hour, &reading);
	build_hourly_cost(d->b, &d->tasks[position].late_cost, spec->late_cost_per_hour, &reading);
	if (cost && !build_has(spec->step.node, "due"))
		build_error(d->b, cost, NULL, "'%s' costs something before or after it is due, but nothing says when that is: give it 'due'",
			name_of(d, position));
}

/* --- What comes back ------------------------------------------------------------------------------------------------------------- */

static void add_affect(struct drawing *d, uint32_t position, const struct affect_spec *spec)
{
	uint32_t t = d->kind->task_first + position, by = find_task(d, spec->node->name, spec->node);
	const struct reading reading = { &d->b->plans[d->kind - d->b->kind_list], t, ALLOW_FLOW };
	if (by == position)
		build_error(d->b, spec->node, NULL, "a task is not affected by itself: what it has to do again is said by 'rework'");
	if (by == NONE || by == position)
		return;
	d->affects = build_grow(d->b, d->affects, d->project->affect_count, &d->affect_room, sizeof *d->affects);
	struct affect *affect = &d->affects[d->project->affect_count++];
	*affect = (struct affect){ .by = by, .task = position, .chance = build_number(1.0), .share = build_number(1.0) };
	if (spec->chance)
		build_expr(d->b, &affect->chance, spec->chance, UNIT_SHARE, &reading);
	if (spec->share)
		build_expr(d->b, &affect->share, spec->share, UNIT_SHARE, &reading);
	build_luck(d->b, &affect->luck, arena_format(d->b->arena, "%s.affected_by", name_of(d, position)), name_of(d, by));
}

static bool is_linked(const struct drawing *d, uint32_t before, uint32_t after)
{
	for (uint32_t i = d->project->link_count; i-- > 0 && d->links[i].after == after;)
		if (d->links[i].before == before && !d->links[i].in_order)
			return true;
	return false;
}

/* What a banded plan says without saying so: whoever may have to do work again when another one before it does, needs that one; and no
   task begins before the one that is written before it. */
static void add_links_of_band(struct drawing *d, uint32_t position)
{
	const struct node *node = spec_of(d, position)->step.node;
	for (uint32_t i = 0; i < d->project->affect_count; i++)
		if (d->affects[i].task == position && d->affects[i].by < position && !is_linked(d, d->affects[i].by, position))
			new_link(d, (struct link){ .before = d->affects[i].by, .after = position, .how = LINK_FINISH_START, .node = node });
	if (position > 0)
		new_link(d, (struct link){ .before = position - 1, .after = position, .how = LINK_START_START, .node = node, .in_order = true });
}

static bool is_always(const struct expr *expr)
{
	return expr->form == EXPR_CONSTANT && expr->value >= 1.0;
}

static void build_repeats(struct drawing *d, uint32_t position)
{
	const struct task_spec *spec = spec_of(d, position);
	uint32_t t = d->kind->task_first + position;
	const struct task *task = &d->b->tasks[t];
	const struct reading reading = { &d->b->plans[d->kind - d->b->kind_list], t, ALLOW_FLOW };
	for (size_t i = 0; i < spec->affected_by.count; i++)
		add_affect(d, position, schema_member(&spec->affected_by, i));
	if (spec->improves)
		build_expr(d->b, &d->tasks[position].improves, spec->improves, UNIT_SHARE, &reading);
	build_luck(d->b, &d->tasks[position].luck_improves, d->b->steps[t].luck, "improves");
	build_luck(d->b, &d->tasks[position].luck_due, d->b->steps[t].luck, "due");
	if (d->project->banded && spec->step.rework)
		build_error(d->b, spec->step.rework->node, NULL, "with concurrency = \"banded\" what is done again is what comes back from other "
			"tasks: say it by 'affected_by', or use concurrency = \"links\"");
	d->tasks[position].repeats = task->rework_to != NONE || spec->affected_by.count > 0;
	if (task->rework_to != NONE && task->rework_at_most == UNLIMITED && (is_always(&task->rework_chance) || is_always(&task->rework_when)))
		build_error(d->b, task->node, NULL, "'%s' is done again for ever: give 'rework' a chance below 100%%, or 'at_most'", task->name);
}

/* --- Stages ----------------------------------------------------------------------------------------------------------------------- */

static void add_stages(struct drawing *d, uint32_t k)
{
	const struct link *more;
	const struct kind_spec *spec = d->b->plans[k].spec;
	if (d->project->banded && spec->stages.count > 0)
		build_error(d->b, node_child(spec->node, "stages"), NULL, "with concurrency = \"banded\" tasks begin in the order written, not by stages "
			"that are planned: leave one of the two out");
	build_planning(d->b, k, d->tasks);
	d->project->links = d->links;
	uint32_t count = build_planning_links(d->b, d->project, d->tasks, d->kind->task_count, &more);
	for (uint32_t i = 0; i < count; i++)
		new_link(d, more[i]);
}

/* --- All of it -------------------------------------------------------------------------------------------------------------------- */

static bool is_banded(const struct kind_spec *spec)
{
	const char *text = build_text(spec->concurrency);
	return text && strcmp(text, "banded") == 0;
}

void build_project(struct build *b, uint32_t k)
{
	struct drawing d = { .b = b, .kind = &b->kind_list[k], .project = b->plans[k].project };
	size_t errors = b->problems->errors;
	d.tasks = arena_take(b->arena, d.kind->task_count + 1, sizeof *d.tasks);
	d.links = build_grow(b, NULL, 0, &d.link_room, sizeof *d.links);
	d.affects = build_grow(b, NULL, 0, &d.affect_room, sizeof *d.affects);
	d.project->banded = is_banded(b->plans[k].spec);
	for (uint32_t t = 0; t < d.kind->task_count; t++) {
		add_links(&d, t);
		build_dates(&d, t);
		build_costs(&d, t);
		build_repeats(&d, t);
		if (d.project->banded)
			add_links_of_band(&d, t);
	}
	add_stages(&d, k);
	d.project->tasks = d.tasks;
	d.project->links = d.links;
	d.project->affects = d.affects;
	d.project->task_count = d.kind->task_count;
	fill_lists(&d, d.project->link_count, links_to);
	fill_lists(&d, d.project->link_count, links_from);
	fill_lists(&d, d.project->affect_count, affects_of);
	build_risks(b, k, d.tasks);
	build_forecasts(b, k, d.tasks);
	if (b->problems->errors == errors)
		order_tasks(&d);
	d.kind->project = d.project;
}

/* A pass has luck of its own; a task at a time is done again, so that one record of rework is enough for whoever does it. */
void build_project_slots(struct build *b, uint32_t k)
{
	struct kind *kind = &b->kind_list[k];
	const struct project *project = b->plans[k].project;
	for (uint32_t t = 0; t < kind->task_count && project->tasks; t++) {
		struct task *task = &b->tasks[kind->task_first + t];
		if (project->tasks[t].repeats || b->steps[kind->task_first + t].counts)
			task->pass_slot = kind->pass_slots++;
		if (task->rework_to == NONE)
			continue;
		task->rework_slot = 0;
		kind->rework_slots = 1;
	}
}

/* The work of plans is told in days, of which a shift does one: that nothing is said about its end cannot mean overtime by night. */
static void pause_resource(struct build *b, uint32_t r)
{
	struct resource *resource = &b->resource_list[r];
	if (!resource->calendar || resource->pauses || build_has(resource->node, "at_shift_end"))
		return;
	resource->pauses = b->model->interrupts = true;
	if (build_has(resource->node, "overtime_cost_per_hour"))
		build_warning(b, node_child(resource->node, "overtime_cost_per_hour"), NULL, "there is no overtime here: work in a plan pauses at the "
			"end of a shift of '%s', unless it says at_shift_end = \"finish\"", resource->name);
}

static void pause_station(struct build *b, uint32_t s)
{
	struct station *station = &b->station_list[s];
	const struct node *node = b->station_specs[s] ? b->station_specs[s]->node : NULL;
	station->of_plan = station->hidden;
	if (node && station->calendar && !build_has(node, "at_shift_end"))
		station->pauses = b->model->interrupts = true;
	for (uint32_t i = 0; i < station->needs.count; i++)
		pause_resource(b, station->needs.list[i].resource);
	for (uint32_t i = 0; i < station->one_of.count; i++)
		pause_resource(b, station->one_of.list[i].resource);
}

void build_project_pauses(struct build *b)
{
	for (uint32_t t = 0; t < b->task_count; t++)
		if (b->plans[b->tasks[t].kind].project && b->tasks[t].work == WORK_STATION && b->tasks[t].station != NONE)
			pause_station(b, b->tasks[t].station);
}

/* A project or a case enters at a task of its own that is none of the user's, and is there until it is done. */
void build_agenda_entries(struct build *b)
{
	for (uint32_t k = 0; k < b->kind_count; k++) {
		struct kind *kind = &b->kind_list[k];
		if (!plan_has_agenda(&b->plans[k]))
			continue;
		b->tasks = build_grow(b, b->tasks, b->task_count, &b->task_room, sizeof *b->tasks);
		b->tasks[b->task_count] = (struct task){
			.name = kind->name, .title = kind->title, .node = kind->node, .kind = k, .work = WORK_AGENDA, .station = NONE,
			.take_station = NONE, .start_kind = NONE, .rework_to = NONE, .rework_at_most = UNLIMITED, .rework_slot = NONE, .pass_slot = NONE,
			.following = TO_END, .rework_share = build_number(1.0), .setup_fact = NONE,
		};
		kind->first_task = b->task_count++;
	}
}
