/* Kinds of work: their facts, what they are worth, and where their work in progress stands. The facts of a kind are those columns of
   its file that it does not declare, then those declared, in the order written: each may name the ones before it. */
#include <math.h>
#include <string.h>
#include "build.h"

/* Adds a fact and the symbol by which expressions know it. */
void build_fact(struct build *b, uint32_t k, const char *name, const struct expr *value, const struct expr_type *type)
{
	struct kind *kind = &b->kind_list[k];
	struct plan *plan = &b->plans[k];
	uint32_t count = kind->fact_count, symbols = (uint32_t)plan->symbol_count;
	uint32_t rooms[] = { plan->fact_room, plan->fact_room, plan->fact_room };
	plan->fact_names = build_grow(b, plan->fact_names, count, &rooms[0], sizeof *plan->fact_names);
	plan->fact_types = build_grow(b, plan->fact_types, count, &rooms[1], sizeof *plan->fact_types);
	plan->fact_lucks = build_grow(b, plan->fact_lucks, count, &rooms[2], sizeof *plan->fact_lucks);
	plan->facts = build_grow(b, plan->facts, count, &plan->fact_room, sizeof *plan->facts);
	plan->symbols = build_grow(b, plan->symbols, symbols, &plan->symbol_room, sizeof *plan->symbols);
	plan->fact_names[count] = name;
	plan->facts[count] = *value;
	plan->fact_types[count] = *type;
	build_luck(b, &plan->fact_lucks[count], arena_format(b->arena, "facts:%s", name), NULL);
	plan->symbols[symbols] = (struct expr_symbol){ .name = name, .type = *type, .fact = true, .index = (int)count };
	plan->symbol_count++;
	kind->fact_names = plan->fact_names;
	kind->facts = plan->facts;
	kind->fact_types = plan->fact_types;
	kind->fact_lucks = plan->fact_lucks;
	kind->fact_count++;
}

bool build_fact_name(struct build *b, const char *name, const struct node *node)
{
	const char *fault = NULL;
	for (size_t i = 0; i < b->let_count; i++)
		if (strcmp(b->lets[i].name, name) == 0)
			fault = "is already a name in 'let'";
	if (expr_name_taken(name) || (build_any_project(b) && expr_name_of_plan(name)))
		fault = "means something in expressions";
	if (!fault)
		return true;
	build_error(b, node, name, "'%s' %s: call this fact something else", name, fault);
	build_break(b, name);
	return false;
}

static void build_facts(struct build *b, uint32_t k)
{
	const struct node *group = b->plans[k].spec->facts;
	if (!group || group->type != NODE_GROUP)
		return;
	for (const struct node *node = group->first; node; node = node->next) {
		/* Read anew for each fact: a fact sees those before it. */
		const struct reading reading = { &b->plans[k], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_STATE | EXPR_ALLOW_DRAWS };
		struct expr value;
		if (!build_fact_name(b, node->name, node))
			continue;
		if (build_expr(b, &value, node, UNIT_NONE, &reading) != 0) {
			build_break(b, node->name);
			continue;
		}
		struct expr_type type = value.type;
		if (build_source_has(b, k, node->name))
			value = (struct expr){ .form = EXPR_ABSENT };
		build_fact(b, k, node->name, &value, &type);
	}
}

/* A plain number; in a project it may be a time, as those of the plan are. */
static void build_priority(struct build *b, struct expr *priority, const struct node *node, const struct reading *reading)
{
	bool planned = reading->allow & EXPR_ALLOW_PLAN;
	if (build_expr(b, priority, node, planned ? UNIT_NONE : UNIT_NUMBER, reading) != 0 || priority->type.class == EXPR_NUMBER)
		return;
	build_error(b, node, NULL, "a priority is a number, lowest first: turn this into one, as in if(urgent = 1, 0, 1)");
	*priority = build_number(0.0);
}

/* True: the priority may hang on the time. "never" leaves it as it was when the queue was joined, whatever it hangs on: so what reviews
   bring and cost can be told. */
static bool build_review(struct build *b, struct kind *kind, const struct kind_spec *spec)
{
	const char *text = build_text(spec->review);
	kind->review_change = text && strcmp(text, "change") == 0;
	if (!spec->review || kind->review_change)
		return false;
	if (text && strcmp(text, "never") == 0)
		return true;
	if (build_constant(b, spec->review, UNIT_TIME, &kind->review) != 0 || kind->review > 0.0)
		return true;
	build_error(b, spec->review, NULL, "between two reviews some time passes: give 'review' a time above 0, or \"change\"");
	kind->review = 0.0;
	return true;
}

/* What never changes need not be read anew. */
static void check_review(struct build *b, const struct kind *kind, const struct kind_spec *spec)
{
	if (spec->review && kind->priority.form == EXPR_CONSTANT && !build_has_unknown(&kind_schema, spec->node) && b->problems->errors == 0)
		build_warning(b, spec->review, NULL, "a review changes nothing: the priority of '%s' is always the same. Let it say what it hangs on, "
			"as in priority = \"if(age > 5 d, 0, 1)\"", kind->name);
}

static void build_worth(struct build *b, uint32_t k)
{
	struct kind *kind = &b->kind_list[k];
	const struct kind_spec *spec = b->plans[k].spec;
	bool planned = spec->project.count > 0;
	const struct reading drawn = { &b->plans[k], NONE, EXPR_ALLOW_FACTS | EXPR_ALLOW_DRAWS };
	const unsigned seen = build_review(b, kind, spec) ? EXPR_ALLOW_ITEM | EXPR_ALLOW_STATE : 0u;
	const struct reading ranked = { &b->plans[k], NONE, drawn.allow | seen | (planned ? EXPR_ALLOW_PLAN : 0u) };
	const struct reading fixed = { &b->plans[k], NONE, EXPR_ALLOW_FACTS };
	kind->priority = build_number(0.0);
	if (spec->priority)
		build_priority(b, &kind->priority, spec->priority, &ranked);
	check_review(b, kind, spec);
	if (spec->promise)
		build_expr(b, &kind->promise, spec->promise, UNIT_TIME, &drawn);
	build_cost(b, &kind->budget, spec->budget, &fixed);
	kind->value = kind->cost = build_number(0.0);
	build_money(b, &kind->value, spec->value, &fixed);
	build_cost(b, &kind->cost, spec->cost, &fixed);
	build_hourly_cost(b, &kind->holding_cost, spec->holding_cost_per_hour, &fixed);
	build_hourly_cost(b, &kind->late_cost, spec->late_cost_per_hour, &fixed);
	kind->calendar = build_calendar(b, spec->calendar, 1);
}

static void build_kind(struct build *b, uint32_t k)
{
	const struct kind_spec *spec = schema_member(&b->config.work, k);
	struct kind *kind = &b->kind_list[k];
	struct plan *plan = &b->plans[k];
	plan->spec = spec;
	plan->symbol_room = (uint32_t)b->let_count + 16;
	plan->symbols = arena_take(b->arena, plan->symbol_room, sizeof *plan->symbols);
	if (b->let_count > 0)
		memcpy(plan->symbols, b->lets, b->let_count * sizeof *b->lets);
	plan->symbol_count = b->let_count;
	*kind = (struct kind){ .name = spec->node->name, .title = build_title(spec->title, spec->node->name), .node = spec->node };
	build_luck(b, &kind->hash, kind->name, NULL);
	build_luck(b, &kind->luck_arrive, "arrive", NULL);
	build_luck(b, &kind->luck_facts, "facts", NULL);
	build_luck(b, &kind->luck_promise, "promise", NULL);
	build_luck(b, &kind->luck_size, "size", NULL);
	build_source_file(b, k);
	build_facts(b, k);
	build_risk_facts(b, k);
	build_worth(b, k);
	build_source(b, k);
}

/* start_with: today's work in progress. */
static void build_initial(struct build *b, uint32_t k)
{
	const struct members *members = &b->plans[k].spec->start_with;
	if (plan_has_agenda(&b->plans[k]) && members->count > 0) {
		build_error(b, node_child(b->plans[k].spec->node, "start_with"), NULL,
			"'start_with' places work at a step of a process; a %s begins with its first tasks: leave it out",
			b->plans[k].project ? "project" : "case");
		return;
	}
	struct initial *list = arena_take(b->arena, members->count + 1, sizeof *list);
	uint32_t count = 0;
	for (size_t i = 0; i < members->count; i++) {
		const struct start_with_spec *spec = schema_member(members, i);
		const char *name = build_text(spec->step);
		struct initial initial = { .task = b->kind_list[k].first_task, .number = 1 };
		if (name)
			initial.task = build_find_step(b, k, name, spec->step);
		build_count(b, spec->number, 0, COUNT_AT_MOST, &initial.number);
		if (initial.task == NONE)
			continue;
		if (b->steps[initial.task].region != 0)
			build_error(b, spec->step, name,
				"'%s' stands in a branch: work in progress begins at the step that holds the branches", name);
		list[count++] = initial;
	}
	b->kind_list[k].initial = list;
	b->kind_list[k].initial_count = count;
}

/* Whether a value of one fact makes sense as a value of the other: the same unit, and no word that the other does not have. */
static bool can_take_over(const struct expr_type *from, const struct expr_type *to)
{
	if (from->class != to->class || from->time != to->time)
		return false;
	for (size_t i = 0; i < from->word_count; i++) {
		bool known = false;
		for (size_t j = 0; j < to->word_count; j++)
			known |= strcmp(from->words[i], to->words[j]) == 0;
		if (!known)
			return false;
	}
	return true;
}

/* A started item takes over the facts of the same name. */
static void check_taken_over(struct build *b, const struct task *task)
{
	const struct kind *from = &b->kind_list[task->kind], *to = &b->kind_list[task->start_kind];
	for (uint32_t i = 0; i < to->fact_count; i++)
		for (uint32_t j = 0; j < from->fact_count; j++)
			if (strcmp(from->fact_names[j], to->fact_names[i]) == 0 && !can_take_over(&from->fact_types[j], &to->fact_types[i]))
				build_error(b, task->node, NULL, "'%s' takes over the fact '%s' of '%s', but it is not of the "
					"same nature there: give both the same unit or the same values, or another name", to->name, to->fact_names[i],
					from->name);
}

/* A project that nothing else begins, begins with the run, once. */
static void begin_with_the_run(struct build *b, uint32_t k)
{
	struct source *source = &b->kind_list[k].source;
	if (!b->plans[k].project || b->plans[k].started || build_has(b->kind_list[k].node, "arrive"))
		return;
	source->how = ARRIVE_AT;
	source->times = arena_take(b->arena, 1, sizeof *source->times);
	source->time_count = 1;
	source->mean_number = 1.0;
}

static void warn_of_idle(struct build *b, uint32_t k)
{
	const struct kind *kind = &b->kind_list[k];
	uint64_t there = 0;
	for (uint32_t i = 0; i < kind->initial_count; i++)
		there += kind->initial[i].number;
	if (b->problems->errors == 0 && kind->source.how == ARRIVE_NEVER && there == 0 && !b->plans[k].started)
		build_warning(b, kind->node, NULL,
			"nothing ever starts '%s': give it 'arrive' or 'start_with', or let a step of other work 'start' it", kind->name);
}

void build_kinds(struct build *b)
{
	uint32_t count = b->kind_count;
	b->kind_room = count + 1;
	b->kind_list = arena_take(b->arena, b->kind_room, sizeof *b->kind_list);
	b->plans = arena_take(b->arena, count + 1, sizeof *b->plans);
	for (uint32_t k = 0; k < count; k++)
		build_kind(b, k);
	for (uint32_t k = 0; k < count; k++)
		build_process(b, k);
	for (uint32_t k = 0; k < count; k++) {
		size_t errors = b->problems->errors;
		build_steps(b, k);
		build_routes(b, k);
		if (b->plans[k].project)
			build_project(b, k);
		if (b->plans[k].case_plan)
			build_case(b, k);
		build_goal(b, k);
		build_initial(b, k);
		b->plans[k].sound = b->problems->errors == errors;
	}
	for (uint32_t t = 0; t < b->task_count; t++)
		if (b->tasks[t].start_kind != NONE)
			check_taken_over(b, &b->tasks[t]);
	for (uint32_t k = 0; k < count; k++)
		begin_with_the_run(b, k);
	for (uint32_t k = 0; k < count; k++)
		warn_of_idle(b, k);
}
